"""Times image files to shards, beside Pillow on the same files.

Writes a table to standard output and images.json: images a second for each way, milliseconds of
processor time for the pieces of our way, and what the machine is; on request shards to minibatches,
and the peak memory of sharding generated data of two sizes. Called by images.sh.
"""

import argparse
import collections
import json
import multiprocessing
import os
import pathlib
import statistics
import subprocess
import tempfile
import time

from PIL import Image, __version__ as pillow_version

SIZE = 224
OPENS = ["java.lang", "java.lang.invoke", "java.nio", "java.util", "sun.nio.ch"]
WAYS = ["decodeLoop", "rawLoop", "jpegLoop", "rawJob", "jpegJob"]
PIECES = ["decodePiece", "rawPiece", "sumsPiece", "encodePiece"]


def bicubic(path):
    """What the plain call does: bicubic, with antialiasing."""
    with Image.open(path) as image:
        image.convert("RGB").resize((SIZE, SIZE))


def bilinear(path):
    with Image.open(path) as image:
        image.convert("RGB").resize((SIZE, SIZE), Image.BILINEAR)


class Pillow:
    """A pool of processes that stays warm."""

    def __init__(self, files, processes):
        self.files = files
        self.pool = multiprocessing.Pool(processes)

    def images_per_second(self, work):
        start = time.perf_counter()
        self.pool.map(work, self.files, 10)
        return len(self.files) / (time.perf_counter() - start)


class Ours:
    """The Java side; its arguments say what it does."""

    def __init__(self, classpath, heap, *arguments):
        opens = ["--add-opens=java.base/%s=ALL-UNNAMED" % package for package in OPENS]
        self.process = subprocess.Popen(
            ["java", "-Xmx" + heap, "-Xss8m", "-Dlog4j2.configurationFile=conf/log4j2.properties", *opens, "-cp", classpath,
             "io.github.altprop.benchmarks.ImageBenchmark", *map(str, arguments)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def figures(self):
        for line in self.process.stdout:
            if line.startswith("figure:"):
                name, value = line[len("figure:"):].split()
                yield name, float(value)

    def figure(self, name):
        print(name, file=self.process.stdin, flush=True)
        return next(self.figures())[1]

    def end(self):
        """All figures that are left, and the most memory that it took, in MiB."""
        self.process.stdin.close()
        figures = dict(self.figures())
        _, status, usage = os.wait4(self.process.pid, 0)
        if status:
            raise SystemExit("failed: " + " ".join(self.process.args[-4:]))
        return figures, usage.ru_maxrss / 1024


def shards(options, files, scratch):
    """Medians over rounds that go through all ways, Pillow's and ours, after one to warm up."""
    tree = scratch / "tree"
    links = []
    (tree / "all").mkdir(parents=True)
    for time_ in range(options.repeat):
        for number, file in enumerate(files):
            link = tree / "all" / ("%03d-%05d.JPEG" % (time_, number))
            link.symlink_to(file.resolve())
            links.append(str(link))
    pillow = Pillow(links, options.processes)
    ours = Ours(options.classpath, "4g", "files", tree, scratch, options.processes)
    measured = collections.defaultdict(list)
    for _ in range(1 + options.rounds):
        measured["pillowImagesPerSecond"].append(pillow.images_per_second(bicubic))
        measured["pillowBilinearImagesPerSecond"].append(pillow.images_per_second(bilinear))
        for way in WAYS:
            measured[way + "ImagesPerSecond"].append(ours.figure(way))
        for piece in PIECES:
            measured[piece + "Millis"].append(ours.figure(piece))
    ours.end()
    pillow.pool.terminate()
    result = {"files": len(files), "images": len(links), "processes": options.processes,
              "pillow": pillow_version, "cpu": os.cpu_count(), "rounds": options.rounds}
    for name, values in measured.items():
        result[name] = statistics.median(values[1:])
    for way in ("raw", "jpeg"):
        job = result[way + "JobImagesPerSecond"]
        result[way + "JobToPillow"] = job / result["pillowImagesPerSecond"]
        result[way + "JobToPillowBilinear"] = job / result["pillowBilinearImagesPerSecond"]
        result[way + "LoopToJob"] = result[way + "LoopImagesPerSecond"] / job
        result[way + "DecoderToJob"] = result["decodeLoopImagesPerSecond"] / job
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--classpath", required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--repeat", type=int, default=20, help="how often each file is taken")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--parts", default="files,minibatches", help="files, minibatches, memory: which to measure; the others' figures stay")
    options = parser.parse_args()
    files = sorted(options.folder.rglob("*.JPEG"))
    parts = options.parts.split(",")
    result = json.loads(options.output.read_text()) if options.output.exists() else {}
    with tempfile.TemporaryDirectory() as scratch:
        if "files" in parts:
            result.update(shards(options, files, pathlib.Path(scratch)))
        if "minibatches" in parts:
            result.update(Ours(options.classpath, "2g", "minibatches", scratch).end()[0])
        for images in (8_000, 160_000) if "memory" in parts else ():
            _, peak = Ours(options.classpath, "512m", "generated", scratch, images).end()
            result["peakMebibytesOf%dGenerated" % images] = peak
    result = {name: round(value, 3) if isinstance(value, float) else value
              for name, value in result.items()}
    options.output.write_text(json.dumps(result, indent=2) + "\n")
    for name, value in result.items():
        print("%-45s %s" % (name, value))


if __name__ == "__main__":
    main()
