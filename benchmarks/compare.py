"""Times our training steps against those of PyTorch and DL4J, alternating between warm processes.

Writes a table to standard output and a list of {step, against, oursMillis, theirsMillis, ratio}
to results.json. Nothing else may run meanwhile. Called by compare.sh.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

# step, against, their step, ratio that is to be met
COMPARISONS = [
    ("bp-gait-cifar-deep", "pytorch", "bp-gait-cifar-deep", 1.0),
    ("bp-vanilla-cnn", "pytorch", "bp-vanilla-cnn", 1.0),
    ("bp-vanilla-cnn", "pytorch-channels-last", "bp-vanilla-cnn@channels-last", None),
    ("bp-lenet", "pytorch", "bp-lenet", 1.15),
    ("bp-lenet", "pytorch-channels-last", "bp-lenet@channels-last", None),
    ("bp-resnet-20", "pytorch", "bp-resnet-20", 1.5),
    ("bp-resnet-20", "pytorch-channels-last", "bp-resnet-20@channels-last", None),
    ("bp-resnet-18", "pytorch", "bp-resnet-18", 1.5),
    ("bp-resnet-18", "pytorch-channels-last", "bp-resnet-18@channels-last", None),
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


def commands(arguments):
    java = ["java", "-Xss8m", "-Xmx2g", "-cp", arguments.classpath]
    package = "io.github.altprop.benchmarks."
    ours = java + [package + "OurWorker", str(arguments.threads)]
    pytorch = [sys.executable, os.path.join(os.path.dirname(__file__), "torch_steps.py"),
               str(arguments.threads)]
    helpers = "-Dorg.eclipse.deeplearning4j.helpers.disable="
    return {
        "pytorch": pytorch,
        "pytorch-channels-last": pytorch,
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
            theirs = Worker(running, arguments.threads)
        our, their = compare(ours, theirs, step, their_step, arguments.rounds, arguments.seconds)
        ratio = our / their
        results.append({"step": step, "against": against, "oursMillis": our, "theirsMillis": their,
                        "ratio": ratio})
        print("%-34s %-26s %10.2f %10.2f %7.3f %6s" % (
            step, against, our, their, ratio, "" if limit is None else limit), flush=True)
    if theirs is not None:
        theirs.quit()
    ours.quit()
    with open(arguments.output, "w") as out:
        json.dump(results, out, indent=2)
        out.write("\n")


main()
