"""A DAG of Airflow that shards the data sets of a sweep side by side, trains all its points and writes its page.

The sweep is one submission: Spark spreads its points over the cluster, the longest first, which a task of Airflow for each
point could not. A retry resumes: points that ended stay as they are, those under way continue at their newest checkpoints.
"""

import re

from altprop_spark import DAG, PARAMS, SETTINGS, BashOperator, Param, altprop, submission, task


def below(home: str, options: str) -> str:
    """Options with their files, @conf/..., below home; an @ within a word, as in some addresses, is none."""
    return re.sub(r"(?<!\S)@(?!/)", lambda _: f"@{home}/", options)


with DAG(
    dag_id="altprop_sweep",
    description="One table or figure of a paper: all its trainings and its page",
    **SETTINGS,
    params={
        **PARAMS,
        "sweep": Param("conf/sweeps/gait-cifar10-shallow.yaml", type="string", description="below home"),
        "shards": Param(
            ["@conf/datasets/cifar10.args --source s3a://bucket/cifar-10-batches-bin --output s3a://bucket/cifar10"],
            type="array",
            items={"type": "string"},
            description="options of shard, once for each data set; may be empty; @ is below home",
        ),
        "data": Param(
            ["s3a://bucket/cifar10"],
            type="array",
            items={"type": "string"},
            minItems=1,
            description="each as after --data: URI or NAME=URI; {seed} stands for a point's seed",
        ),
        "output": Param("s3a://bucket/sweeps/gait-cifar10-shallow", type="string"),
        "options": Param("", type="string", description="more options of sweep, such as --quick"),
    },
) as dag:

    @task
    def shard_commands(params: dict | None = None) -> list[str]:
        return [
            submission(params["master"], params["home"], "shard " + below(params["home"], options))
            for options in params["shards"]
        ]

    shard = BashOperator.partial(task_id="shard").expand(bash_command=shard_commands())
    sweep = altprop(
        "sweep",
        "sweep --conf {{ params.home }}/{{ params.sweep }}"
        "{% for data in params.data %} --data '{{ data }}'{% endfor %}"
        " --output {{ params.output }} --resume {{ params.options }}",
        trigger_rule="none_failed",  # without data sets to shard, that step is skipped
    )
    shard >> sweep
