"""Measures rounds of parameter averaging by training with bin/altprop and reading metrics.jsonl.

Writes a table to standard output and a list of {measure, value, limit} to rounds.json. Called by rounds.sh.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile

SMALL = """
name: rounds-small
network: {name: two-layer, width: 1}
rule: bp
optimizer: {name: adam, learningRate: 1e-3}
batchSize: 16
epochs: 1
averaging: {period: 1}
metrics: {anglesEvery: 0}
"""

LARGE = """
name: rounds-%s
network: gait-cifar-%s
rule: bp
loss: {name: softmax-cross-entropy, reduction: sum}
optimizer: {name: adam, learningRate: 1.9e-5}
batchSize: 256
epochs: %d
averaging: {period: 10}
metrics: {anglesEvery: 0, evaluateEvery: 1000}
"""


# Longer than any training below takes on a busy machine.
PATIENCE_SECONDS = 300


def train(folder, name, experiment, workers):
    """The rounds of a training, without the first half, in which Java compiles itself."""
    conf = os.path.join(folder, name + ".yaml")
    with open(conf, "w") as file:
        file.write(experiment)
    run = os.path.join(folder, "%s-%d" % (name, workers))
    shutil.rmtree(run, ignore_errors=True)
    altprop("train", "--conf", conf, "--data", os.path.join(folder, "data"), "--output", run,
            "--workers", str(workers))
    with open(os.path.join(run, "metrics.jsonl")) as lines:
        rounds = [record for record in map(json.loads, lines) if record["kind"] == "round"]
    return rounds[len(rounds) // 2:]


def altprop(*arguments):
    environment = dict(os.environ, OMP_NUM_THREADS="1")
    if "--workers" in arguments and arguments[-1] == "1":
        # Room for two tasks gives the one that runs a single thread.
        options = ("-Dspark.master=local[2] -Dspark.ui.enabled=false"
                   " -Dspark.broadcast.checksum=false -Dspark.task.maxDirectResultSize=32m")
        environment["ALTPROP_JAVA_OPTIONS"] = options + " " + os.environ.get("ALTPROP_JAVA_OPTIONS", "")
    command = [os.path.join(os.path.dirname(__file__), "..", "bin", "altprop"), *arguments]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          timeout=PATIENCE_SECONDS)
    if done.returncode != 0:
        sys.exit(done.stdout)


def median(rounds, value):
    return statistics.median(value(record) for record in rounds)


def cost(record):
    return record["broadcastSeconds"] + record["reduceSeconds"]


def small(folder):
    rounds = train(folder, "small", SMALL, 2)
    yield "round of 3,000 parameters besides its steps, ms", 1000 * median(rounds, cost), "at most 100"


def deep(folder):
    rounds = train(folder, "deep", LARGE % ("deep", "deep", 40), 2)
    alone = train(folder, "deep", LARGE % ("deep", "deep", 20), 1)
    yield "gait-cifar-deep, broadcast, ms", 1000 * median(rounds, lambda r: r["broadcastSeconds"]), ""
    yield "gait-cifar-deep, 10 minibatches of 256, ms", 1000 * median(rounds, lambda r: r["fitSeconds"]), ""
    yield "gait-cifar-deep, reduce, ms", 1000 * median(rounds, lambda r: r["reduceSeconds"]), ""
    share = median(rounds, lambda r: cost(r) / (cost(r) + r["fitSeconds"]))
    yield "gait-cifar-deep, broadcast and reduce, % of a round", 100 * share, "at most 25"
    yield "gait-cifar-deep, 10 minibatches of a worker alone, ms", 1000 * median(alone, lambda r: r["fitSeconds"]), ""
    yield "gait-cifar-deep, broadcast and reduce alone, ms", 1000 * median(alone, cost), ""
    two, one = (median(r, lambda record: record["imagesPerSecond"]) for r in (rounds, alone))
    yield "gait-cifar-deep, one worker, images/s", one, ""
    yield "gait-cifar-deep, two workers, images/s", two, ""
    yield "gait-cifar-deep, two workers against one", two / one, "at least 1.7"


def shallow(folder):
    rounds = train(folder, "shallow", LARGE % ("shallow", "shallow", 6), 2)
    whole = sum(r["broadcastSeconds"] + r["fitSeconds"] + r["reduceSeconds"] for r in rounds)
    share = sum(r["waitSeconds"] for r in rounds) / whole
    yield "gait-cifar-shallow, waiting for data, % of the time", 100 * share, "below 3"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="small, deep or shallow")
    parser.add_argument("--folder", help="where data and runs go and data stays; default: a temporary one")
    parser.add_argument("--output", required=True)
    arguments = parser.parse_args()
    folder = arguments.folder or tempfile.mkdtemp()
    data = os.path.join(folder, "data")
    if not os.path.exists(data):
        altprop("shard", "--dataset", "synthetic", "--subset", "10240", "--output", data)
    results = []
    if arguments.only and os.path.exists(arguments.output):
        with open(arguments.output) as file:
            results = json.load(file)
    for case in (small, deep, shallow):
        if arguments.only in case.__name__:
            for measure, value, limit in case(folder):
                print("%-55s %9.2f   %s" % (measure, value, limit), flush=True)
                results = [r for r in results if r["measure"] != measure]
                results.append({"measure": measure, "value": round(value, 3), "limit": limit})
            with open(arguments.output, "w") as file:
                json.dump(results, file, indent=1)
                file.write("\n")
    if not arguments.folder:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
