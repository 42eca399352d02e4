"""Measures what averaging costs on a standalone cluster of two executors of one thread on loopback.

Each round is one small minibatch a worker, so that nearly all of it is averaging. Prints and writes medians of the later
rounds, processor time, the bytes that pass through the driver's sockets, and what is alive in its heap. Called by averaging.sh.
"""

import argparse
import glob
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import time

import large
import links

DEEP = """
name: averaging-deep
network: gait-cifar-deep
rule: bp
loss: {name: softmax-cross-entropy, reduction: sum}
optimizer: {name: adam, learningRate: 1.9e-5}
batchSize: 16
epochs: 2
averaging: {period: 1}
checkpoint: {everyRounds: %d}
metrics: {anglesEvery: 0, evaluateEvery: 1000}
"""

SMALL = """
name: averaging-small
network: {name: two-layer, width: 1}
rule: bp
optimizer: {name: adam, learningRate: 1e-3}
batchSize: 16
epochs: 4
averaging: {period: 1}
checkpoint: {everyRounds: %d}
metrics: {anglesEvery: 0, evaluateEvery: 1000}
"""

# Workers of one image each compute next to nothing: what a round takes is what its tasks and the driver take.
MANY = """
name: averaging-many
network: {name: two-layer, width: %d}
rule: bp
optimizer: {name: adam, learningRate: 1e-3}
batchSize: 1
epochs: %d
averaging: {period: 1}
metrics: {anglesEvery: 0, evaluateEvery: 1000}
"""

# A state of some MB, cut into one slice a worker. Its rounds are one epoch, at whose end the state is first fetched.
BEHIND_LINKS = """
name: averaging-links
network: {name: two-layer, width: 200}
rule: bp
optimizer: {name: adam, learningRate: 1e-3}
batchSize: %d
epochs: 1
averaging: {period: 1}
metrics: {anglesEvery: 0, evaluateEvery: 1000}
"""
LINK_ROUNDS = 64
LINK_STATE_BYTES = 12 * (3073 * 200 + 201 * 10)
LINK_MBITS = (10000, 1000, 200)

IMAGES = 2048
STATE_BYTES = {"deep": 100.7e6, "small": 37e3}
SPARK = "org.apache.spark."
OPENS = ["--add-opens=java.base/java.lang=ALL-UNNAMED", "--add-opens=java.base/java.nio=ALL-UNNAMED",
         "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED"]


def java():
    home = os.environ.get("JAVA_HOME")
    return os.path.join(home, "bin", "java") if home else "java"


def distribution(home, folder):
    """A Spark distribution is its jars; altprop's classes go beside them."""
    done = subprocess.run([home + "/bin/altprop", "--version"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        sys.exit(done.stdout)
    spark = folder + "/spark"
    shutil.rmtree(spark, ignore_errors=True)
    os.makedirs(spark + "/jars")
    open(spark + "/RELEASE", "w").close()
    classes = [home + "/spark-jobs/target/classes"]
    with open(home + "/spark-jobs/target/launcher.classpath") as file:
        for entry in file.read().strip().split(":"):
            if os.path.isdir(entry):
                classes.append(entry)
            else:
                os.symlink(entry, spark + "/jars/" + os.path.basename(entry))
    return spark, ":".join(classes)


def processor_seconds(pid):
    with open("/proc/%d/stat" % pid) as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def socket_bytes(pid):
    """Bytes sent and received over the sockets that a process has open now."""
    text = subprocess.run(["ss", "-Htinp", "state", "established"], stdout=subprocess.PIPE, text=True).stdout
    total = 0
    for first, second in zip(text.splitlines()[::2], text.splitlines()[1::2]):
        if "pid=%d," % pid in first:
            total += sum(int(n) for n in re.findall(r"bytes_(?:sent|received):(\d+)", second))
    return total


def alive_bytes(pid):
    """What a full collection leaves of a heap."""
    text = subprocess.run(["jcmd", str(pid), "GC.class_histogram"], stdout=subprocess.PIPE, text=True).stdout
    return int(text.strip().splitlines()[-1].split()[2])


def processes(folder, pattern):
    found = []
    for path in glob.glob("/proc/[0-9]*/cmdline"):
        try:
            with open(path) as file:
                command = file.read()
        except OSError:
            continue
        if folder in command and re.search(pattern, command):
            found.append(int(path.split("/")[2]))
    return sorted(found)


class Cluster:
    """A master, some workers of one core and the drivers of trainings, on loopback or each at a place behind a link.

    :param java_options: of all processes
    :param at: the places, of which "driver" and the names of workers are asked for; None: loopback
    """

    def __init__(self, home, folder, workers=("one", "two"), memory="2g", at=None, java_options=""):
        self.home, self.folder, self.at = home, folder, at
        self.workers, self.memory = workers, memory
        self.spark, self.classes = distribution(home, folder)
        self.environment = dict(
            os.environ, SPARK_HOME=self.spark, SPARK_SCALA_VERSION="2.12",
            JAVA_TOOL_OPTIONS="-Dorg.bytedeco.javacpp.maxbytes=0 -Dorg.bytedeco.javacpp.maxphysicalbytes=0 " + java_options)
        self.started = []
        self.daemon("master", "driver", "Master", "--port", "0", "--webui-port", "0")
        self.url = self.master_url()
        for name in workers:
            self.daemon(name, name, "Worker", "--cores", "1", "--memory", memory, "--webui-port", "0",
                        "--work-dir", folder + "/work", self.url)

    def address(self, place):
        return self.at.address(place) if self.at else "127.0.0.1"

    def start(self, name, place, command, **variables):
        """Starts a process at a place; its output goes into the log of that name."""
        inside = self.at.inside(place) if self.at else []
        environment = dict(self.environment, SPARK_LOCAL_IP=self.address(place), **variables)
        with open("%s/%s.log" % (self.folder, name), "w") as log:
            return subprocess.Popen(inside + command, env=environment, stdout=log, stderr=log)

    def daemon(self, name, place, kind, *arguments):
        command = [java(), "-Xmx256m", *OPENS, "-cp", self.spark + "/jars/*",
                   "%sdeploy.%s.%s" % (SPARK, kind.lower(), kind), "--host", self.address(place), *arguments]
        self.started.append(self.start(name, place, command))

    def master_url(self):
        for _ in range(600):
            with open(self.folder + "/master.log") as log:
                found = re.search(r"spark://[0-9.]+:\d+", log.read())
            if found:
                return found.group(0)
            time.sleep(0.1)
        sys.exit("the master did not start: see %s/master.log" % self.folder)

    def train(self, name, experiment, executor_options, workers, data=None, more=(), memory=None):
        """Trains, and yields the rounds recorded so far until the training has ended.

        :param more: settings of Spark's, by name
        :param memory: the driver's heap; None: as much as an executor's
        """
        conf, run = "%s/%s.yaml" % (self.folder, name), "%s/run-%s" % (self.folder, name)
        with open(conf, "w") as file:
            file.write(experiment)
        shutil.rmtree(run, ignore_errors=True)
        options = {
            "spark.master": self.url, "spark.driver.host": self.address("driver"), "spark.ui.enabled": "false",
            "spark.cores.max": str(len(self.workers)), "spark.executor.memory": self.memory,
            "spark.executor.extraClassPath": self.classes,
            "spark.scheduler.minRegisteredResourcesRatio": "1.0"}
        options.update(more)
        if executor_options:
            options["spark.executor.extraJavaOptions"] = executor_options
        command = [self.home + "/bin/altprop", "train", "--conf", conf, "--data", data or self.folder + "/data", "--output", run,
                   "--workers", str(workers)]
        training = self.start(
            "train-" + name, "driver", command, ALTPROP_MEMORY=memory or self.memory,
            ALTPROP_JAVA_OPTIONS=" ".join("-D%s=%s" % option for option in options.items()))
        self.started.append(training)
        while training.poll() is None:
            time.sleep(0.05)
            yield training.pid, rounds_of(run)
        self.started.remove(training)
        if training.returncode != 0:
            with open("%s/train-%s.log" % (self.folder, name)) as log:
                sys.exit(log.read())
        yield None, rounds_of(run)

    def close(self):
        for process in self.started:
            process.terminate()
        for process in self.started:
            process.wait()


def rounds_of(run):
    try:
        with open(run + "/metrics.jsonl") as lines:
            return [r for r in map(json.loads, (line for line in lines if line.endswith("\n"))) if r["kind"] == "round"]
    except FileNotFoundError:
        return []


def measure(cluster, name, experiment, first, last, executor_options):
    before = after = None
    state = STATE_BYTES[name]
    alive = []
    for driver, rounds in cluster.train(name, experiment, executor_options, 2):
        done = len(rounds)
        if driver is None:
            break
        executors = processes(cluster.folder, "CoarseGrainedExecutorBackend")
        if before is None and done >= first:
            before = (done, processor_seconds(driver), sum(map(processor_seconds, executors)), socket_bytes(driver))
        elif before and after is None and done >= last:
            after = (done, processor_seconds(driver), sum(map(processor_seconds, executors)), socket_bytes(driver))
        elif after and len(alive) < 5:
            alive.append(alive_bytes(driver))
    counted = rounds[before[0]:after[0]]
    per_round = [(b - a) / (after[0] - before[0]) for a, b in zip(before[1:], after[1:])]
    yield "broadcast, ms", 1000 * statistics.median(r["broadcastSeconds"] for r in counted)
    yield "reduce, ms", 1000 * statistics.median(r["reduceSeconds"] for r in counted)
    whole = sorted(r["broadcastSeconds"] + r["reduceSeconds"] for r in counted)
    yield "broadcast and reduce, ms", 1000 * statistics.median(whole)
    yield "broadcast and reduce, a tenth of the rounds below, ms", 1000 * whole[len(whole) // 10]
    yield "processor time of the driver a round, ms", 1000 * per_round[0]
    yield "processor time of the executors a round, ms", 1000 * per_round[1]
    yield "bytes through the driver's sockets a round, states", per_round[2] / state
    yield "alive in the driver's heap, MB", statistics.median(alive) / 1e6 if alive else -1


def many(cluster, name, width, workers, rounds, executor_options):
    """What a round takes with workers that compute nothing, by fields of its record; no evaluation is among the rounds."""
    epochs = -(-rounds * workers // IMAGES)
    started = None
    for driver, done in cluster.train(name, MANY % (width, epochs), executor_options, workers):
        if driver is None:
            break
        executors = processes(cluster.folder, "CoarseGrainedExecutorBackend")
        now = (len(done), processor_seconds(driver), sum(map(processor_seconds, executors)))
        if started is None and len(done) >= rounds // 3:
            started = now
        elif len(done) < rounds:
            ended = now
    counted = done[started[0]:ended[0]]
    whole = [seconds(record) for record in counted]
    for field in ("broadcast", "fit", "wait", "reduce"):
        yield field + ", ms", 1000 * statistics.median(record[field + "Seconds"] for record in counted)
    yield "whole round, ms", 1000 * statistics.median(whole)
    yield "whole round of each worker, ms", 1000 * statistics.median(whole) / workers
    yield "whole round, a tenth of the rounds below, ms", 1000 * sorted(whole)[len(whole) // 10]
    per_round = [(b - a) / len(counted) for a, b in zip(started[1:], ended[1:])]
    yield "processor time of the driver a round, ms", 1000 * per_round[0]
    yield "processor time of the executors a round, ms", 1000 * per_round[1]


def behind_links(home, folder, workers, executor_options):
    """Rounds of workers of one thread behind links, and what the model says: the rounds behind links that hold nothing back,
    and what passes through a link at its rate. See "A model" in docs/engineering-diary.md.
    """
    machines = ["m%d" % number for number in range(workers)]
    places = links.Links(machines)
    try:
        cluster = Cluster(home, folder, machines, "1g", places)
        try:
            free = None
            for mbit in (None,) + LINK_MBITS:
                places.limit(mbit)
                carried = places.carried(20 if mbit == 200 else 200)
                name = "links-%d-%s" % (workers, mbit or "free")
                experiment = BEHIND_LINKS % (IMAGES // LINK_ROUNDS // workers)
                for _, done in cluster.train(name, experiment, executor_options, workers):
                    pass  # of these rounds the last ones count
                counted = done[LINK_ROUNDS // 3:LINK_ROUNDS - 1]
                gather, average = (statistics.median(r[field] for r in counted) for field in ("broadcastSeconds", "reduceSeconds"))
                free = free or (gather, average)
                state = 8 * LINK_STATE_BYTES / 1e6 / (mbit or float("inf"))  # seconds on a link
                yield name, carried, (gather, average), (free[0] + state * (1 - 1 / workers), free[1] + state)
        finally:
            cluster.close()
    finally:
        places.close()


def links_table(arguments, folder):
    """Prints a table of rounds behind links, and returns its figures."""
    print("%-15s %9s   %-24s  %-24s  %-24s" % ("", "a link", "broadcast, s", "reduce, s", "both, s"))
    print("%-15s %9s  %s" % ("case", "Gbit/s", "  measured  model   ratio" * 3), flush=True)
    results = []
    for workers in (2, 4, 8):
        if arguments.only not in ("links", "links-%d" % workers):
            continue
        for name, carried, measured, model in behind_links(
                os.path.abspath(arguments.home), folder, workers, arguments.executor_options):
            rows = list(zip(measured + (sum(measured),), model + (sum(model),)))
            print("%-15s %9.2f  %s" % (name, carried / 1000, "".join("  %8.3f %6.3f %7.2f" % (m, t, m / t) for m, t in rows)),
                  flush=True)
            results.append({"case": name, "measure": "a link carries, Mbit/s", "value": round(carried)})
            for what, (took, told) in zip(("broadcast", "reduce", "broadcast and reduce"), rows):
                results.append({"case": name, "measure": what + ", ms", "value": round(1000 * took, 3)})
                results.append({"case": name, "measure": what + ", model, ms", "value": round(1000 * told, 3)})
    return results


def seconds(record):
    return record["broadcastSeconds"] + record["fitSeconds"] + record["reduceSeconds"]


def cases(arguments):
    for name, experiment, first, last in (("deep", DEEP, 48, 120), ("small", SMALL, 100, 230)):
        yield name, lambda cluster, e=experiment % arguments.checkpoint_every, n=name, f=first, l=last: measure(
            cluster, n, e, f, l, arguments.executor_options)
    for kind, width in (("driver", 1), ("slices", 50)):
        for workers, rounds in ((8, 192), (64, 60), (256, 16)):
            name = "many-%s-%d" % (kind, workers)
            yield name, lambda cluster, n=name, w=width, k=workers, r=rounds: many(
                cluster, n, w, k, r, arguments.executor_options)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", required=True, help="where data, logs and runs go; data stays")
    parser.add_argument("--home", default=os.path.abspath(os.path.join(os.path.dirname(__file__), "..")),
                        help="a checkout of altprop; default: this one")
    parser.add_argument("--only", default="", help="a part of a case's name: deep, small, many, many-slices-64, ...; "
                        "or links, links-4, ...: behind links of 0.2, 1 and 10 Gbit/s, which needs root; "
                        "or large: a state of more than 2 GiB, which needs memory")
    parser.add_argument("--width", type=int, default=large.WIDTH, help="of the network of --only large; default: %(default)d")
    parser.add_argument("--checkpoint-every", type=int, default=0, metavar="ROUNDS")
    parser.add_argument("--executor-options", default="", help="options of the executors' Java")
    parser.add_argument("--output", help="a JSON file of {case, measure, value}")
    arguments = parser.parse_args()
    behind = arguments.only.startswith("links")
    if behind:
        links.require_root()
    if arguments.only == "large":
        large.require_memory(arguments.width)
    folder = os.path.abspath(arguments.folder)
    os.makedirs(folder, exist_ok=True)
    if not os.path.exists(folder + "/data"):
        subprocess.run([arguments.home + "/bin/altprop", "shard", "--dataset", "synthetic", "--subset", str(IMAGES),
                        "--output", folder + "/data"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if behind:
        results = links_table(arguments, folder)
    elif arguments.only == "large":
        results = larger_than_an_array(arguments, folder)
    else:
        results = on_loopback(arguments, folder)
    if arguments.output:
        with open(arguments.output, "w") as file:
            json.dump(results, file, indent=1)
            file.write("\n")


def larger_than_an_array(arguments, folder):
    home = os.path.abspath(arguments.home)
    results = []
    for what, value in large.compare(
            home, folder, arguments.width,
            lambda megabytes: Cluster(home, folder, memory="%dm" % megabytes, java_options=large.COLLECTOR)):
        print("%-15s %-60s %9.3f" % ("large", what, value), flush=True)
        results.append({"case": "large", "measure": what, "value": round(value, 3)})
    return results


def on_loopback(arguments, folder):
    cluster = Cluster(os.path.abspath(arguments.home), folder)
    results = []
    try:
        for name, case in cases(arguments):
            if arguments.only in name:
                for what, value in case(cluster):
                    print("%-15s %-60s %9.3f" % (name, what, value), flush=True)
                    results.append({"case": name, "measure": what, "value": round(value, 3)})
    finally:
        cluster.close()
    return results


if __name__ == "__main__":
    main()
