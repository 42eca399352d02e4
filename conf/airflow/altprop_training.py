"""Shards a data set, trains the experiments of a comparison one after the other, measures each and writes one report.

Every step is one spark-submit of altprop.jar. All of them may be repeated: shard leaves a data set that is there already,
train goes on with a run that was stopped, and the measurements replace their CSV. Retries therefore cost what was lost.

The driver runs in the submission (client mode): only then is the exit code, by which Airflow judges a step, altprop's own.
A standalone cluster's submission in cluster mode exits with 0 also when the driver has failed (docs/deploying.md).

Needs Airflow 2.4 or later, with spark-submit on the path of Airflow's workers.
"""

from datetime import datetime, timedelta

from airflow import DAG
from airflow.models.param import Param
from airflow.operators.bash import BashOperator

EXPERIMENTS = ["cifar10-shallow-bp", "cifar10-shallow-fa", "cifar10-shallow-gp"]

SUBMIT = (
    "spark-submit --master {{ params.master }} --deploy-mode client --properties-file {{ params.home }}/conf/spark/spark-defaults.conf"
    " {{ params.home }}/spark-jobs/target/altprop.jar "
)


def altprop(step: str, command: str) -> BashOperator:
    return BashOperator(task_id=step, bash_command=SUBMIT + command)


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
    start_date=datetime(2026, 1, 1),
    schedule=None,
    catchup=False,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=5)},
    params={
        "master": Param("spark://spark-master:7077", type="string"),
        "home": Param("/opt/altprop", type="string", description="where altprop is checked out"),
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
