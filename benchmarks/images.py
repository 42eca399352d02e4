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
LOOPS = ["decodeLoop", "rawLoop", "jpegLoop"]
JOBS = ["rawJob", "jpegJob"]

# How often each file is taken. As 137 files come to 1.9 and 11.96 of the shards that altprop makes unless told
# otherwise, of 1,776 images each, two cores have as much to do until the end.
SMALL, LARGE = 25, 155
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
    """The Java side, with the options of bin/altprop; its arguments say what it does."""

    def __init__(self, classpath, heap, *arguments):
        opens = ["--add-opens=java.base/%s=ALL-UNNAMED" % package for package in OPENS]
        self.process = subprocess.Popen(
            ["java", "-Xmx" + heap, "-Xss8m", "-XX:+UseTransparentHugePages", "-Dlog4j2.configurationFile=conf/log4j2.properties", *opens, "-cp", classpath,
             "io.github.altprop.benchmarks.ImageBenchmark", *map(str, arguments)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)

    def figures(self):
        for line in self.process.stdout:
            if line.startswith("figure:"):
                name, value = line[len("figure:"):].split()
                yield name, float(value)

    def figure(self, way, folder):
        print(way, folder, file=self.process.stdin, flush=True)
        return next(self.figures())[1]

    def end(self):
        """All figures that are left, and the most memory that it took, in MiB."""
        self.process.stdin.close()
        figures = dict(self.figures())
        _, status, usage = os.wait4(self.process.pid, 0)
        if status:
            raise SystemExit("failed: " + " ".join(self.process.args[-4:]))
        return figures, usage.ru_maxrss / 1024


def tree(folder, files, repeat):
    """Links to all files, so often."""
    (folder / "all").mkdir(parents=True)
    links = []
    for time_ in range(repeat):
        for number, file in enumerate(files):
            link = folder / "all" / ("%03d-%05d.JPEG" % (time_, number))
            link.symlink_to(file.resolve())
            links.append(str(link))
    return links


def shards(options, files, scratch):
    """Medians over rounds that go through all ways, Pillow's and ours, after one on few images to warm up."""
    small, large, fewest = scratch / "small", scratch / "large", scratch / "fewest"
    links = tree(small, files, SMALL)
    images = len(tree(large, files, options.repeat))
    tree(fewest, files[:1], options.processes)
    pillow = Pillow(links, options.processes)
    ours = Ours(options.classpath, "4g", "files", scratch, options.processes)
    measured = collections.defaultdict(list)
    jobs = [way for way in JOBS if way in options.ways.split(",")]
    for round_ in range(1 + options.rounds):
        measured["pillowImagesPerSecond"].append(pillow.images_per_second(bicubic))
        measured["pillowBilinearImagesPerSecond"].append(pillow.images_per_second(bilinear))
        for way in LOOPS:
            measured[way + "ImagesPerSecond"].append(ours.figure(way, small))
        for way in jobs:
            measured[way + "FixedSeconds"].append(options.processes / ours.figure(way, fewest))
            measured[way + "SmallImagesPerSecond"].append(ours.figure(way, small))
            measured[way + "ImagesPerSecond"].append(ours.figure(way, large) if round_ else 0)
        for piece in PIECES:
            measured[piece + "Millis"].append(ours.figure(piece, small))
    ours.end()
    pillow.pool.terminate()
    result = {"files": len(files), "images": images, "imagesOfSmallJob": len(links), "processes": options.processes,
              "pillow": pillow_version, "cpu": os.cpu_count(), "rounds": options.rounds}
    for name, values in measured.items():
        result[name] = statistics.median(values[1:])
    for way in jobs:
        name = way[:-len("Job")]
        job = result[way + "ImagesPerSecond"]
        result[way + "ToPillow"] = job / result["pillowImagesPerSecond"]
        result[way + "ToPillowBilinear"] = job / result["pillowBilinearImagesPerSecond"]
        result[name + "LoopToJob"] = result[name + "LoopImagesPerSecond"] / job
        result[name + "DecoderToJob"] = result["decodeLoopImagesPerSecond"] / job
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--classpath", required=True)
    parser.add_argument("--output", type=pathlib.Path, required=True)
    parser.add_argument("--repeat", type=int, default=LARGE, help="how often each file is taken for a whole job")
    parser.add_argument("--ways", default="rawJob,jpegJob", help="whole jobs to time")
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
