"""A state of more than 2 GiB on a cluster of two executors, against one process; used by averaging.py.

No array, no block and no file of such a state may be taken for one of less than 2 GiB. Two rounds: the first starts from what
the driver sends, the second from what executors hold.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time

EXPERIMENT = """
name: averaging-large
network: {name: two-layer, width: %d}
rule: bp
optimizer: {name: adam, learningRate: 1e-3}
batchSize: 16
epochs: 1
averaging: {period: 1}
metrics: {anglesEvery: 0}
"""
IMAGES = 64
WIDTH = 58200


def state_bytes(width):
    return 12 * (3073 * width + 10 * (width + 1))


def megabytes(states, width):
    """So many states, and what Java and Spark need besides."""
    return int(states * state_bytes(width) / 2**20) + 400


def require_memory(width):
    """Each of three processes has a heap, tensors of four thirds of a state, and buffers."""
    tensors = megabytes(1.4, width)
    needed = max(driver_memory(width) + 2 * executor_memory(width) + 3 * tensors, alone_memory(width) + 3 * tensors)
    with open("/proc/meminfo") as file:
        available = next(int(line.split()[1]) // 1024 for line in file if line.startswith("MemAvailable"))
    if available < needed:
        sys.exit("averaging.sh: --only large needs about %d MB of free memory for width %d, and %d are there; --width takes less"
                 % (needed, width, available))


def alone_memory(width):
    """The heap of one process that trains: states before and after a round, and one being evaluated."""
    return megabytes(3.2, width)


def driver_memory(width):
    """A state, and some of its bytes."""
    return megabytes(1.45, width)


def executor_memory(width):
    """A state, cut into slices."""
    return megabytes(1.3, width)


# Blocks of a state wait on disk rather than in heaps that hold one state.
# Java's default collector cannot move arrays of megabytes, and finds no room for large ones between them.
COLLECTOR = "-XX:+UseParallelGC -XX:NewRatio=6"
OPTIONS = {"spark.memory.fraction": "0.1", "spark.network.timeout": "600s"}


def digests(run):
    """SHA-256 of the files of numbers of a run's newest checkpoint, by name."""
    newest = sorted(os.listdir(run + "/checkpoints"))[-1]
    folder = "%s/checkpoints/%s/" % (run, newest)
    found = {}
    for name in sorted(os.listdir(folder)):
        if name.endswith(".safetensors"):
            with open(folder + name, "rb") as file:
                found[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


def alone(home, folder, conf, data, width):
    """Trains in one process and returns the run's folder."""
    run = folder + "/run-large-alone"
    shutil.rmtree(run, ignore_errors=True)
    environment = dict(os.environ, ALTPROP_MEMORY="%dm" % alone_memory(width),
                       ALTPROP_JAVA_OPTIONS="-XX:ActiveProcessorCount=2 -Dorg.bytedeco.javacpp.maxbytes=0"
                                            " -Dorg.bytedeco.javacpp.maxphysicalbytes=0")
    done = subprocess.run([home + "/bin/altprop", "train", "--conf", conf, "--data", data, "--output", run, "--workers", "2"],
                          env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(done.stdout)
    return run


def compare(home, folder, width, make_cluster):
    """Trains both ways, and yields what each took and whether all bits are equal; ends the program if they are not.

    :param make_cluster: starts a cluster whose executors have so many megabytes of heap
    """
    data, conf = folder + "/data-large", folder + "/large.yaml"
    with open(conf, "w") as file:
        file.write(EXPERIMENT % width)
    if not os.path.exists(data):
        subprocess.run([home + "/bin/altprop", "shard", "--dataset", "synthetic", "--subset", str(IMAGES), "--output", data],
                       check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield "state, GiB", state_bytes(width) / 2**30
    started = time.monotonic()
    here = digests(alone(home, folder, conf, data, width))
    yield "one process, s", time.monotonic() - started
    started = time.monotonic()
    cluster = make_cluster(executor_memory(width))
    try:
        for _, rounds in cluster.train(
                "large", EXPERIMENT % width, "", 2, data, OPTIONS, "%dm" % driver_memory(width)):
            pass
    finally:
        cluster.close()
    yield "two executors, s", time.monotonic() - started
    for number, record in enumerate(rounds, 1):
        for field in ("broadcast", "reduce"):
            yield "round %d, %s, s" % (number, field), record[field + "Seconds"]
    there = digests(folder + "/run-large")
    if there != here:
        sys.exit("averaging.sh: the cluster's checkpoint differs from that of one process: %s" % json.dumps([here, there]))
    yield "files of the checkpoint equal in every bit", len(here)
