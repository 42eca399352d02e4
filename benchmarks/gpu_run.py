"""Tries altprop on this machine's GPU, beside PyTorch on the same card; needs CUDA's libraries and a Python with torch, no Java.

usage: run.py --output FOLDER [--device gpu:0|cpu] [--seconds 470]

Runs stages in order, each with a time limit of its own: check, suites, determinism, steps, training; what one leaves of its time is
the next one's. After each, FOLDER/gpu.json
holds everything that is known so far, so nothing that was measured is lost where a stage fails or time runs out. Exit code 0 if
all stages ended well and every test passed. Lies beside runtime/, lib/, classes/ and data/, as `benchmarks/gpu.sh pack` puts them.

With --device cpu everything is done in small on the processor: a rehearsal, whose numbers mean nothing.
"""

import argparse
import glob
import json
import lzma
import os
import platform
import queue
import shutil
import site
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PACKAGE = "io.github.altprop.benchmarks."
DENSE = "bp-gait-cifar-deep"

# step: what it must not exceed, ours / theirs, against (PyTorch eager, PyTorch recorded or compiled)
STEPS = {
    DENSE: (0.5, 1.0),
    "bp-vanilla-cnn": (0.5, 1.0),
    "bp-lenet": (0.5, 1.0),
    "bp-resnet-20": (None, 1.1),
    "bp-resnet-18": (None, 1.1),
    "bp-resnet-18-256": (None, 1.1),
}
# step, our backprop that it is compared with, what the ratio must not exceed
RULES = [
    ("gp-gait-cifar-deep", DENSE, 2.0),
    ("fa-gait-cifar-deep", DENSE, 1.1),
    ("fa-vanilla-cnn", "bp-vanilla-cnn", 1.1),
    ("usf-vanilla-cnn", "bp-vanilla-cnn", 1.1),
    ("adafa-vanilla-cnn", "bp-vanilla-cnn", 1.1),
]
RATE = ("bp-gait-cifar-deep-4096", 4096, 0.7)
TRAININGS = ["bp-gait-cifar-deep", "gp-gait-cifar-deep", "fa-gait-cifar-deep"]
DETERMINISM = ["gp-gait-cifar-deep", "bp-vanilla-cnn", "bp-lenet", "bp-resnet-20"]
ACCURACY_MARGIN = 0.01
ANGLE_MARGIN = 0.2
UNRECORDED = ("-Daltprop.recordSteps=false",)


class Scale:
    """How much is done."""

    def __init__(self, gpu):
        self.patterns = [r".*ContractTest", r".*\.Golden.*Test"] if gpu else [r".*\.GoldenBackpropagationTest"]
        self.determinism = (500, DETERMINISM) if gpu else (2, ["bp-lenet"])
        self.gemm = 4096 if gpu else 256
        self.warm_up = (1.5, 0.3) if gpu else (0.1, 0.1)
        self.rounds, self.seconds = (3, 0.15) if gpu else (1, 0.05)
        self.steps = list(STEPS) if gpu else ["bp-lenet"]
        self.rules = RULES if gpu else [("fa-gait-cifar-deep", DENSE, 1.1)]
        self.rate = RATE
        self.unrecorded = list(STEPS)[:5] + ["gp-gait-cifar-deep"] if gpu else ["bp-lenet"]
        self.precisions = ["float32", "tf32"]  # processors refuse tf32, and PyTorch ignores it there
        self.variants = ["eager", "graph"]  # processors have no graphs
        self.trainings = TRAININGS
        self.epochs = (3, 30) if gpu else (1, 2)
        self.limits = {
            "check": 40, "suites": 110, "determinism": 45, "steps": 190, "training": 80,
        } if gpu else {"check": 300, "suites": 300, "determinism": 300, "steps": 600, "training": 300}


class Failed(Exception):
    """A stage that could not be done."""


class Deadline:
    """The time that a stage has."""

    def __init__(self, seconds):
        self.end = time.monotonic() + seconds

    def left(self):
        left = self.end - time.monotonic()
        if left <= 0:
            raise Failed("out of time")
        return left


class Process:
    """A worker that answers commands, one line each; a command to one that was stopped starts it anew."""

    def __init__(self, command, environment, log):
        self.command, self.environment, self.path = command, environment, log
        self.process = None

    def start(self):
        self.log = open(self.path, "ab")
        self.process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True, env=self.environment)
        self.answers = queue.Queue()
        threading.Thread(target=self.read, args=(self.process, self.answers), daemon=True).start()

    @staticmethod
    def read(process, answers):
        for line in process.stdout:
            answers.put(line.strip())
        answers.put(None)

    def send(self, line):
        if self.process is None:
            self.start()
        try:
            self.process.stdin.write(line + "\n")
            self.process.stdin.flush()
        except OSError as error:
            raise Failed("a worker has ended, see %s" % self.log.name) from error

    def answer(self, deadline):
        try:
            answer = self.answers.get(timeout=max(0.0, deadline.end - time.monotonic()))
        except queue.Empty:
            raise Failed("out of time") from None
        if answer is None:
            raise Failed("a worker has ended, see %s" % self.log.name)
        return answer

    def ask(self, line, deadline):
        self.send(line)
        answer = self.answer(deadline)
        if answer.startswith("failed"):
            raise Failed("%s: %s" % (line, answer))
        return answer

    def number(self, line, deadline):
        return float(self.ask(line, deadline).split()[1])

    def stop(self):
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.log.close()
            self.process = None


def library_folders():
    """Where CUDA's libraries may lie: the toolkit's, and those of the wheels that PyTorch brings."""
    folders = ["/usr/local/cuda/lib64", "/usr/local/nvidia/lib64"]
    roots = {sysconfig.get_paths()["purelib"], sysconfig.get_paths()["platlib"], *site.getsitepackages()}
    try:
        import torch

        roots.add(os.path.dirname(os.path.dirname(torch.__file__)))
    except ImportError:
        pass
    for root in sorted(roots):
        folders += sorted(glob.glob(os.path.join(root, "nvidia", "*", "lib")))
    return [folder for folder in folders if os.path.isdir(folder)]


class Bench:
    def __init__(self, arguments):
        self.device = arguments.device
        self.gpu = arguments.device != "cpu"
        self.output = arguments.output
        self.end = Deadline(arguments.seconds)
        self.scale = Scale(self.gpu)
        self.share = time.monotonic()  # when the next stage must end
        self.work = tempfile.mkdtemp(prefix="altprop-gpu-")
        cores = len(os.sched_getaffinity(0))
        self.threads = min(cores, 16)
        self.compilers = []
        self.result = {
            "device": self.device, "rehearsal": not self.gpu, "started": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
            "machine": {"system": platform.platform(), "cores": cores}, "stages": [],
        }
        index = self.device.partition(":")[2] or "0"
        self.torch_device = "cuda:" + index if self.gpu else "cpu"
        self.torch_environment = dict(
            os.environ, OMP_NUM_THREADS=str(self.threads), CUDA_DEVICE_ORDER="PCI_BUS_ID", PYTHONUNBUFFERED="1",
            TORCHINDUCTOR_CACHE_DIR=os.path.join(self.work, "inductor"), TORCHINDUCTOR_COMPILE_THREADS="2")
        paths = library_folders() + os.environ.get("LD_LIBRARY_PATH", "").split(":")
        self.java_environment = dict(
            os.environ, OMP_NUM_THREADS="1", CUDA_DEVICE_ORDER="PCI_BUS_ID", LD_LIBRARY_PATH=":".join(filter(None, paths)))

    def log(self, name):
        return os.path.join(self.output, name + ".log")

    def java(self, main, *arguments, options=()):
        jars = sorted(glob.glob(os.path.join(HERE, "lib", "*.jar")))
        classes = sorted(glob.glob(os.path.join(HERE, "classes", "*")))
        return [
            os.path.join(HERE, "runtime", "bin", "java"), "-Xss8m", "-Xmx3g",
            "-Dorg.bytedeco.javacpp.maxbytes=0", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
            "-Dorg.bytedeco.javacpp.cachedir=" + os.path.join(self.work, "javacpp"),
            "-Djava.io.tmpdir=" + self.work, *options,
            "-cp", ":".join(classes + jars), PACKAGE + main, *map(str, arguments)]

    def call(self, command, name, deadline, accepted=(0,)):
        """Standard output of a program; what a time limit cuts off is in the log."""
        with open(self.log(name), "ab") as errors, open(self.log(name + "-out"), "wb+") as out:
            process = subprocess.Popen(command, stdout=out, stderr=errors, env=self.java_environment)
            try:
                code = process.wait(timeout=deadline.left())
            except subprocess.TimeoutExpired:
                code = None
            finally:
                if process.poll() is None:
                    process.kill()
                    process.wait()
            out.seek(0)
            text = out.read().decode()
        if code not in accepted and code is not None:
            with open(self.log(name), "rb") as errors:
                lines = errors.read().decode(errors="replace").strip().splitlines()
            raise Failed("%s ended with exit code %s: %s" % (name, code, lines[-1][:400] if lines else "no word"))
        return text, code is None

    def write(self):
        path = os.path.join(self.output, "gpu.json")
        with open(path + ".new", "w") as out:
            json.dump(self.result, out, indent=1)
            out.write("\n")
        os.replace(path + ".new", path)

    def stage(self, name, work):
        began = time.monotonic()
        self.share += self.scale.limits[name]
        limit = max(0.0, min(self.share, self.end.end) - began)
        record = {"stage": name, "limitSeconds": round(limit, 1), "outcome": "ended well"}
        print("%s ..." % name, flush=True)
        try:
            work(Deadline(limit))
        except Failed as failure:
            record["outcome"] = str(failure)
        except Exception as error:  # a stage that breaks must not end the others
            record["outcome"] = "broke: %s: %s" % (type(error).__name__, error)
        record["seconds"] = round(time.monotonic() - began, 1)
        self.result["stages"].append(record)
        self.write()
        print("%s %s, %.1f s" % (name, record["outcome"], record["seconds"]), flush=True)

    # --- stages ---------------------------------------------------------------------------------------------------------

    def check(self, deadline):
        for name in ("train", "test"):
            with lzma.open(os.path.join(HERE, "data", name + ".bin.xz")) as packed:
                with open(os.path.join(self.work, name + ".bin"), "wb") as out:
                    out.write(packed.read())
        if self.gpu:
            self.result["nvidiaSmi"] = self.smi()
        self.result["libraryFolders"] = library_folders()
        try:
            import torch

            self.result["torch"] = {
                "version": torch.__version__, "cuda": torch.version.cuda,
                "cudnn": torch.backends.cudnn.version() if self.gpu else None}
        except ImportError as error:
            self.result["torch"] = {"missing": str(error)}
        self.write()
        text, late = self.call(
            self.java("DeviceCheck", self.device, self.threads, self.scale.gemm), "check", deadline)
        if late:
            raise Failed("out of time")
        self.result["altprop"] = json.loads(text.strip().splitlines()[-1])
        self.start_compilers()

    def smi(self):
        query = "name,compute_cap,driver_version,memory.total,clocks.max.sm,clocks.max.mem,power.limit"
        try:
            answer = subprocess.run(
                ["nvidia-smi", "--query-gpu=" + query, "--format=csv,noheader"], capture_output=True, text=True, timeout=15)
            return answer.stdout.strip().splitlines()
        except (OSError, subprocess.TimeoutExpired) as error:
            return ["nvidia-smi does not run: %s" % error]

    def start_compilers(self):
        """Lets PyTorch compile while the tests run; nothing is timed then. A process a step, so that one that is late ends alone."""
        if "missing" in self.result["torch"]:
            return
        for precision in self.scale.precisions:
            for step in self.scale.steps:
                name = "%s@compile@%s" % (step, precision)
                process = self.torch("compile")
                process.send("prepare " + name)
                self.compilers.append((name, process))

    def torch(self, log):
        script = os.path.join(HERE, "torch_device.py")
        command = [sys.executable, script, self.torch_device, str(self.threads), str(self.scale.warm_up[1])]
        return Process(command, self.torch_environment, self.log(log))

    def suites(self, deadline):
        options = ["-Daltprop.device=" + self.device]
        text, late = self.call(
            self.java("Suites", *self.scale.patterns, options=options), "suites", deadline, accepted=(0, 1))
        lines = text.strip().splitlines()
        found = {}
        if not late and lines:
            found = json.loads(lines[-1])
        found["complete"] = not late
        found.setdefault("failures", [{"test": line[7:], "why": ""} for line in lines if line.startswith("FAILED ")])
        found.setdefault("failed", len(found["failures"]))
        found["classesDone"] = [line[5:] for line in lines if line.startswith("done ")]
        self.result["suites"] = found
        if late:
            raise Failed("out of time; %d classes done" % len(found["classesDone"]))
        if found["failed"]:
            raise Failed("%d tests failed" % found["failed"])

    def determinism(self, deadline):
        steps, names = self.scale.determinism
        runs = []
        for run, options in enumerate([(), (), UNRECORDED], start=1):
            text, late = self.call(
                self.java("Determinism", self.device, self.threads, steps, *names, options=options), "determinism-%d" % run, deadline)
            runs.append(dict(line.split() for line in text.strip().splitlines() if " " in line))
            self.result["determinism"] = [
                {"step": name, "steps": steps, "equalBits": self.equal(name, runs[:2]), "equalUnrecorded": self.equal(name, runs[::2]),
                 "sha256": [run.get(name) for run in runs]} for name in names]
            if late:
                raise Failed("out of time")
        for key, how in (("equalBits", "the second time"), ("equalUnrecorded", "where steps are not recorded")):
            different = [row["step"] for row in self.result["determinism"] if not row[key]]
            if different:
                raise Failed("other bits %s: %s" % (how, ", ".join(different)))

    @staticmethod
    def equal(name, runs):
        return len(runs) == 2 and name in runs[0] and runs[0][name] == runs[1].get(name)

    def steps(self, deadline):
        ours = Process(
            self.java("DeviceWorker", self.device, self.threads, self.scale.warm_up[0]), self.java_environment, self.log("ours"))
        asked = Process(
            self.java("DeviceWorker", self.device, self.threads, self.scale.warm_up[1], options=UNRECORDED),
            self.java_environment, self.log("unrecorded"))
        theirs = None if "missing" in self.result.get("torch", {"missing": ""}) else self.torch("theirs")
        self.result.update(steps=[], rules=[], rate=[], unrecorded=[])
        try:
            compiled = self.compiled(deadline)
            for precision in self.scale.precisions:
                if precision not in self.result["altprop"]["gemmTeraflops"]:
                    self.note("%s: no engine computes in it on %s" % (precision, self.device))
                    continue
                for step in self.scale.steps:
                    self.attempt("steps", lambda: self.compare(step, precision, ours, theirs, compiled, deadline), ours, theirs, deadline)
                if precision == "float32":
                    for rule in self.scale.rules:
                        self.attempt("rules", lambda: self.rule(*rule, ours, deadline), ours, theirs, deadline)
                self.attempt("rate", lambda: self.rate(*self.scale.rate, precision, ours, theirs, deadline), ours, theirs, deadline)
            for step in self.scale.unrecorded:
                self.attempt("unrecorded", lambda: self.unrecorded(step, ours, asked, deadline), ours, asked, deadline)
        finally:
            asked.stop()
            ours.stop()
            if theirs is not None:
                theirs.stop()
            self.stop_compilers()

    def compiled(self, deadline):
        """Waits for what is being compiled, up to a third of the stage's time: {name: process}."""
        ready = {}
        patience = Deadline(min(deadline.left() / 3, 60 if self.gpu else 300))
        for name, process in self.compilers:
            try:
                answer = process.answer(patience)
            except Failed as failure:
                answer = str(failure)
            if answer == "ready":
                ready[name] = process
            else:
                process.stop()  # it may still work, and would disturb what is timed
                self.note("%s was not compiled: %s" % (name, answer))
        self.compilers = list(ready.items())
        return ready

    def stop_compilers(self):
        for _, process in self.compilers:
            process.stop()
        self.compilers = []

    def note(self, line):
        self.result.setdefault("notes", []).append(line)

    def attempt(self, kind, work, ours, theirs, deadline):
        """Adds a row to the results; if it cannot be had, that is noted, and the workers start anew: a GPU that failed once may go on to fail."""
        try:
            self.result[kind].append(work())
        except Failed as failure:
            self.note(str(failure))
            ours.stop()
            if theirs is not None:
                theirs.stop()
            deadline.left()
        self.write()

    def compare(self, step, precision, ours, theirs, compiled, deadline):
        row = {"step": step, "precision": precision, "oursMillis": None, "theirsMillis": {}}
        ours.ask("prepare %s@%s" % (step, precision), deadline)
        sides = [("ours", ours, "time %g" % self.scale.seconds)]
        layouts = [""] if step == DENSE else ["", "-channels-last"]
        if theirs is not None:
            theirs.ask("drop", deadline)
            for variant in [v + layout for v in self.scale.variants for layout in layouts]:
                name = "%s@%s@%s" % (step, variant, precision)
                try:
                    theirs.ask("prepare " + name, deadline)
                    sides.append((variant, theirs, "time %g %s" % (self.scale.seconds, name)))
                except Failed as failure:
                    self.note(str(failure))
                    deadline.left()
                    if self.gpu:  # which may be of no more use to this process
                        theirs.stop()
                        for before, _, _ in sides[1:]:
                            theirs.ask("prepare %s@%s@%s" % (step, before, precision), deadline)
        name = "%s@compile@%s" % (step, precision)
        if name in compiled and compiled[name].process is not None:
            sides.append(("compile", compiled[name], "time %g %s" % (self.scale.seconds, name)))
        millis = {side: [] for side, _, _ in sides}
        for _ in range(self.scale.rounds):
            for side, process, command in sides:
                millis[side].append(process.number(command, deadline))
        medians = {side: statistics.median(values) for side, values in millis.items()}
        row["oursMillis"] = medians.pop("ours")
        row["theirsMillis"] = medians
        eager = [value for side, value in medians.items() if side.startswith("eager")]
        fast = [value for side, value in medians.items() if not side.startswith("eager")]
        must_eager, must_fast = STEPS[step]
        row["againstEager"] = self.against(row["oursMillis"], eager, must_eager)
        row["againstRecorded"] = self.against(row["oursMillis"], fast, must_fast)
        return row

    @staticmethod
    def against(ours, theirs, must):
        if not theirs:
            return None
        ratio = ours / min(theirs)
        return {"ratio": ratio, "must": must, "met": None if must is None else ratio <= must}

    def rule(self, step, base, must, ours, deadline):
        millis = {}
        for name in (base, step):
            ours.ask("prepare " + name, deadline)
            millis[name] = [ours.number("time %g" % self.scale.seconds, deadline) for _ in range(self.scale.rounds)]
        mine, backprop = (statistics.median(millis[name]) for name in (step, base))
        ratio = mine / backprop
        return {"step": step, "against": base, "millis": mine, "backpropMillis": backprop, "ratio": ratio, "must": must,
                "met": ratio <= must}

    def unrecorded(self, step, ours, asked, deadline):
        """Our step beside the same step that is asked for call by call."""
        sides = {"millis": ours, "unrecordedMillis": asked}
        millis = {side: [] for side in sides}
        for process in sides.values():
            process.ask("prepare " + step, deadline)
        for _ in range(self.scale.rounds):
            for side, process in sides.items():
                millis[side].append(process.number("time %g" % self.scale.seconds, deadline))
        return {"step": step, **{side: statistics.median(values) for side, values in millis.items()}}

    def rate(self, step, batch, must, precision, ours, theirs, deadline):
        """Arithmetic rate of a large backprop step beside that of a matrix product, ours or PyTorch's, whichever is faster."""
        operations = 2 * batch * (2 * 3072 * 1024 + 3 * 5 * 1024 * 1024 + 3 * 1024 * 10)
        ours.ask("prepare %s@%s" % (step, precision), deadline)
        millis = statistics.median(ours.number("time %g" % self.scale.seconds, deadline) for _ in range(self.scale.rounds))
        gemm = {"ours": self.result["altprop"]["gemmTeraflops"][precision]}
        if theirs is not None:
            gemm["pytorch"] = theirs.number("gemm %d %s" % (self.scale.gemm, precision), deadline)
        achieved = operations / (millis / 1e3) / 1e12
        ratio = achieved / max(gemm.values())
        return {"step": step, "precision": precision, "millis": millis, "teraflops": achieved, "gemmTeraflops": gemm,
                "ratio": ratio, "must": must, "met": ratio >= must}

    def training(self, deadline):
        short, long = self.scale.epochs
        runs = [(self.device, short)] + [("cpu", short), (self.device, long)]
        self.result["trainings"] = []
        for device, epochs in runs:
            text, late = self.call(
                self.java("ShortTraining", self.work, device, self.threads, epochs, *self.scale.trainings),
                "training", deadline)
            self.result["trainings"] += [json.loads(line) for line in text.splitlines() if line.startswith("{")]
            self.write()
            if late:
                raise Failed("out of time")
        self.compare_trainings(short)

    def compare_trainings(self, epochs):
        rows = []
        for step in self.scale.trainings:
            there, here = (
                next(t for t in self.result["trainings"]
                     if t["step"] == step and t["device"] == device and len(t["epochs"]) == epochs)
                for device in (self.device, "cpu"))
            accuracy = abs(there["epochs"][-1]["testAccuracy"] - here["epochs"][-1]["testAccuracy"])
            angle = max(abs(there["angleDegrees"][name] - here["angleDegrees"][name]) for name in here["angleDegrees"])
            rows.append({"step": step, "accuracyDifference": accuracy, "angleDifferenceDegrees": angle,
                         "met": accuracy <= ACCURACY_MARGIN and angle <= ANGLE_MARGIN})
        self.result["asOnProcessors"] = rows
        different = [row["step"] for row in rows if not row["met"]]
        if different:
            raise Failed("not as on processors: " + ", ".join(different))

    def run(self):
        for name in ("check", "suites", "determinism", "steps", "training"):
            self.stage(name, getattr(self, name))
            if name == "check" and "altprop" not in self.result:
                break  # nothing else can work
        self.stop_compilers()
        shutil.rmtree(self.work, ignore_errors=True)
        return all(stage["outcome"] == "ended well" for stage in self.result["stages"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", required=True, help="folder for gpu.json and logs")
    parser.add_argument("--device", default="gpu:0", help="gpu:N or cpu")
    parser.add_argument("--seconds", type=float, default=None, help="for everything; default 470, and an hour for cpu")
    arguments = parser.parse_args()
    number = arguments.device.partition(":")
    if arguments.device != "cpu" and not (number[0] == "gpu" and number[2].isdigit()):
        parser.error("--device is %s but must be gpu:N or cpu" % arguments.device)
    if arguments.seconds is None:
        arguments.seconds = 3600 if arguments.device == "cpu" else 470
    os.makedirs(arguments.output, exist_ok=True)
    good = Bench(arguments).run()
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
