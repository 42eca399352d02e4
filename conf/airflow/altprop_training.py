"""A DAG of Airflow that shards a data set, trains the experiments of a comparison, measures each and writes one report.

All steps may be repeated: shard leaves a data set that is there already, train goes on with a run that was stopped, and the
measurements replace their CSV.
"""

from altprop_spark import DAG, PARAMS, SETTINGS, BashOperator, Param, altprop

EXPERIMENTS = ["cifar10-shallow-bp", "cifar10-shallow-fa", "cifar10-shallow-gp"]


def train(experiment: str) -> BashOperator:
    """Begins a run, or goes on with it if there is one."""
    return altprop(
        f"train-{experiment}",
        f"train --conf {{{{ params.home }}}}/conf/experiments/{experiment}.yaml --data {{{{ params.data }}}}"
        f" --output {{{{ params.runs }}}}/{experiment} --workers {{{{ params.workers }}}} --resume",
    )


with DAG(
    dag_id="altprop_training",
    description="Backprop, feedback alignment and GAIT-prop on CIFAR-10",
    **SETTINGS,
    params={
        **PARAMS,
        "source": Param("s3a://bucket/cifar-10-batches-bin", type="string"),
        "data": Param("s3a://bucket/cifar10", type="string"),
        "runs": Param("s3a://bucket/runs", type="string"),
        "workers": Param(4, type="integer", minimum=1),
    },
) as dag:
    shard = altprop(
        "shard",
        "shard @{{ params.home }}/conf/datasets/cifar10.args --source {{ params.source }} --output {{ params.data }}",
    )
    report = altprop(
        "report",
        "report --output {{ params.runs }}/report.html "
        + " ".join(f"--run {{{{ params.runs }}}}/{experiment}" for experiment in EXPERIMENTS),
    )
    before = shard
    for experiment in EXPERIMENTS:
        trained = train(experiment)
        before >> trained
        before = trained
        on_run = f"--run {{{{ params.runs }}}}/{experiment} --data {{{{ params.data }}}}"
        for measurement in ["evaluate", "angles", "distances"]:
            trained >> altprop(f"{measurement}-{experiment}", f"{measurement} {on_run}") >> report
