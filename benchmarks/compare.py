"""Times our training steps against those of PyTorch and DL4J, alternating between warm processes.

Writes a table to standard output, and to results.json what machine it was and a list of steps:
{step, against, oursMillis, theirsMillis, ratio}. Rows against pytorch-best also name the variant of
torch_device.py that was fastest, and what each took. Nothing else may run meanwhile. Called by compare.sh.
"""

import argparse
import datetime
import importlib.metadata
import json
import os
import re
import statistics
import subprocess
import sys
import time

# step, against, their step, ratio that is to be met
COMPARISONS = [
    ("bp-gait-cifar-deep", "pytorch", "bp-gait-cifar-deep", None),
    ("bp-vanilla-cnn", "pytorch", "bp-vanilla-cnn", None),
    ("bp-lenet", "pytorch", "bp-lenet", None),
    ("bp-resnet-20", "pytorch", "bp-resnet-20", None),
    ("bp-resnet-18", "pytorch", "bp-resnet-18", None),
    ("bp-gait-cifar-deep", "pytorch-best", "bp-gait-cifar-deep", 0.9),
    ("bp-vanilla-cnn", "pytorch-best", "bp-vanilla-cnn", 0.9),
    ("bp-lenet", "pytorch-best", "bp-lenet", 0.9),
    ("bp-resnet-20", "pytorch-best", "bp-resnet-20", 1.0),
    ("bp-resnet-18", "pytorch-best", "bp-resnet-18", 1.0),
    ("bp-vanilla-cnn", "dl4j-as-shipped", "bp-vanilla-cnn", 0.1),
    ("bp-vanilla-cnn", "dl4j-with-helpers", "bp-vanilla-cnn", 0.6),
    ("gp-gait-cifar-deep", "our-backprop", "bp-gait-cifar-deep", 3.0),
    ("gp-gait-cifar-deep-every-8", "our-backprop", "bp-gait-cifar-deep", 1.7),
    ("gp-gait-cifar-deep", "pytorch-published-float64", "gp-gait-cifar-deep-published", 0.4),
    ("gp-gait-imagenet", "our-backprop", "bp-gait-imagenet", 1.6),
    ("gp-gait-imagenet-explicit", "our-backprop", "bp-gait-imagenet", None),
    ("gp-gait-imagenet-explicit-every-8", "our-backprop", "bp-gait-imagenet", None),
    ("fa-vanilla-cnn", "our-backprop", "bp-vanilla-cnn", 1.1),
    ("usf-vanilla-cnn", "our-backprop", "bp-vanilla-cnn", 1.1),
    ("adafa-vanilla-cnn", "our-backprop", "bp-vanilla-cnn", 1.1),
]


# What an expert would try; all with fused optimisers.
VARIANTS = ["eager", "eager-channels-last", "compile", "compile-channels-last"]


class Worker:
    """A process that prepares and times steps on command."""

    def __init__(self, command, threads):
        self.command = command
        environment = dict(os.environ, OMP_NUM_THREADS=str(threads))
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        self.prepared = None

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if not answer or answer.startswith("failed"):
            raise SystemExit("%s answered %r to %r" % (self.command[-2:], answer, line))
        return answer

    def prepare(self, step):
        if self.prepared != step:
            self.ask("prepare " + step)
            self.prepared = step

    def time(self, seconds):
        return float(self.ask("time %g" % seconds).split()[1])

    def quit(self):
        self.process.stdin.write("quit\n")
        self.process.stdin.close()
        self.process.wait()


class Failed(Exception):
    """An answer that says why a step cannot be made."""


class Best(Worker):
    """PyTorch with the settings of torch_device.py that are fastest for the step at hand."""

    def ask(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if not answer or answer.startswith("failed"):
            raise Failed(answer or "the process has ended")
        return answer

    def prepare(self, step):
        """Times all variants in three turns, keeps the fastest, and says what each took."""
        self.ask("drop")
        names = {}
        for variant in VARIANTS:
            name = "%s@%s@float32" % (step, variant)
            try:
                self.ask("prepare " + name)
                names[variant] = name
            except Failed as failed:
                print("%s: %s" % (name, failed), file=sys.stderr)
        tried = {variant: [] for variant in names}
        for _ in range(3):
            for variant, name in names.items():
                tried[variant].append(float(self.ask("time 1 " + name).split()[1]))
        self.variants = {variant: statistics.median(millis) for variant, millis in tried.items()}
        self.variant = min(self.variants, key=self.variants.get)
        self.prepared = names[self.variant]

    def time(self, seconds):
        return float(self.ask("time %g %s" % (seconds, self.prepared)).split()[1])


def commands(arguments):
    java = ["java", "-Xss8m", "-Xmx2g", "-cp", arguments.classpath]
    package = "io.github.altprop.benchmarks."
    ours = java + [package + "OurWorker", str(arguments.threads)]
    pytorch = [sys.executable, os.path.join(os.path.dirname(__file__), "torch_steps.py"),
               str(arguments.threads)]
    helpers = "-Dorg.eclipse.deeplearning4j.helpers.disable="
    return {
        "pytorch": pytorch,
        "pytorch-best": [sys.executable, os.path.join(os.path.dirname(__file__), "torch_device.py"),
                         "cpu", str(arguments.threads), "3"],
        "pytorch-published-float64": pytorch,
        "dl4j-as-shipped": java + [package + "Dl4jWorker"],
        "dl4j-with-helpers": java + [helpers + "false", package + "Dl4jWorker"],
        "our-backprop": ours,
        "ours": ours,
    }


def compare(ours, theirs, our_step, their_step, rounds, seconds):
    ours.prepare(our_step)
    theirs.prepare(their_step)
    our_millis, their_millis = [], []
    for _ in range(rounds):
        our_millis.append(ours.time(seconds))
        time.sleep(0.05)  # threads that spin for more work have given up by then
        their_millis.append(theirs.time(seconds))
        time.sleep(0.05)
    return statistics.median(our_millis), statistics.median(their_millis)


def machine(arguments):
    """What the numbers belong to."""
    with open("/proc/cpuinfo") as info:
        processor = next(line.split(":", 1)[1].strip() for line in info if line.startswith("model name"))
    jars = re.findall(r"/(openblas|dnnl|nd4j-api|deeplearning4j-core)-(\d[\w.-]*?)\.jar", arguments.classpath)
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    return {
        "date": datetime.date.today().isoformat(),
        "processor": processor,
        "cores": os.cpu_count(),
        "threads": arguments.threads,
        "commit": commit.stdout.strip(),
        "libraries": dict(sorted(jars), torch=importlib.metadata.version("torch")),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--classpath", required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=1.0, help="per round and side")
    parser.add_argument("--output", required=True)
    parser.add_argument("--only", default="", help="part of a step's or library's name")
    arguments = parser.parse_args()
    starts = commands(arguments)
    chosen = [c for c in COMPARISONS if arguments.only in c[0] + " " + c[1]]
    results = []
    print("%-34s %-26s %10s %10s %7s %6s" % ("step", "against", "ours ms", "theirs ms", "ratio",
                                             "limit"))
    ours = Worker(starts["ours"], arguments.threads)
    theirs, running = None, None
    for step, against, their_step, limit in chosen:
        if theirs is None or starts[against] != running:
            if theirs is not None:
                theirs.quit()
            running = starts[against]
            theirs = (Best if against == "pytorch-best" else Worker)(running, arguments.threads)
        our, their = compare(ours, theirs, step, their_step, arguments.rounds, arguments.seconds)
        ratio = our / their
        result = {"step": step, "against": against, "oursMillis": our, "theirsMillis": their,
                  "ratio": ratio}
        if against == "pytorch-best":
            result.update(variant=theirs.variant, variantsMillis=theirs.variants)
        results.append(result)
        print("%-34s %-26s %10.2f %10.2f %7.3f %6s  %s" % (
            step, against, our, their, ratio, "" if limit is None else limit,
            result.get("variant", "")), flush=True)
    if theirs is not None:
        theirs.quit()
    ours.quit()
    with open(arguments.output, "w") as out:
        json.dump({"machine": machine(arguments), "steps": results}, out, indent=2)
        out.write("\n")


main()
