"""What the DAGs of altprop share: Airflow's names in versions 2 and 3, and steps that are one spark-submit each.

The driver runs in the submission (client mode): only then is the exit code, by which Airflow judges a step, altprop's own.
A standalone cluster's submission in cluster mode exits with 0 also when the driver has failed.

Copy the whole folder into Airflow's folder of DAGs. Airflow's workers need spark-submit on their path.
"""

from datetime import datetime, timedelta

try:
    from airflow.providers.standard.operators.bash import BashOperator
    from airflow.sdk import DAG, Param, task
except ImportError:  # Airflow 2
    from airflow import DAG
    from airflow.decorators import task
    from airflow.models.param import Param
    from airflow.operators.bash import BashOperator

__all__ = ["DAG", "PARAMS", "SETTINGS", "BashOperator", "Param", "altprop", "submission", "task"]

# Every step of altprop may be repeated: a retry costs what was lost.
SETTINGS = {
    "start_date": datetime(2026, 1, 1),
    "schedule": None,
    "catchup": False,
    "default_args": {"retries": 2, "retry_delay": timedelta(minutes=5)},
}

PARAMS = {
    "master": Param("spark://spark-master:7077", type="string"),
    "home": Param("/opt/altprop", type="string", description="where altprop is checked out"),
}


def submission(master: str, home: str, command: str) -> str:
    """The shell command that submits one command of altprop."""
    return (
        f"spark-submit --master {master} --deploy-mode client --properties-file {home}/conf/spark/spark-defaults.conf"
        f" {home}/spark-jobs/target/altprop.jar {command}"
    )


def altprop(step: str, command: str, **settings) -> BashOperator:
    """A step that runs one command of altprop, which may use templates of Airflow; further settings are Airflow's."""
    return BashOperator(
        task_id=step, bash_command=submission("{{ params.master }}", "{{ params.home }}", command), **settings
    )
