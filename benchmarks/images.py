"""Times image files to shards and shards to minibatches, beside Pillow on the same files.

Writes a table to standard output and images.json: images a second for each way, on request the peak
memory of sharding generated data of two sizes, and what the machine is. Called by images.sh.
"""

import argparse
import json
import multiprocessing
import os
import pathlib
import subprocess
import tempfile
import time

from PIL import Image, __version__ as pillow_version

SIZE = 224
OPENS = ["java.lang", "java.lang.invoke", "java.nio", "java.util", "sun.nio.ch"]


def pillow(path):
    with Image.open(path) as image:
        image.convert("RGB").resize((SIZE, SIZE), Image.BILINEAR)


def pillow_rate(files, processes):
    with multiprocessing.Pool(processes) as pool:
        pool.map(pillow, files[:processes * 50], 10)  # starts the processes
        start = time.perf_counter()
        pool.map(pillow, files, 10)
        return len(files) / (time.perf_counter() - start)


def java(classpath, heap, *arguments):
    """What the Java side says, and the most memory that it took, in MiB."""
    opens = ["--add-opens=java.base/%s=ALL-UNNAMED" % package for package in OPENS]
    command = ["java", "-Xmx" + heap, "-Xss8m", "-Dlog4j2.configurationFile=conf/log4j2.properties", *opens, "-cp", classpath,
               "io.github.altprop.benchmarks.ImageBenchmark", *map(str, arguments)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    lines = process.stdout.read().splitlines()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit("failed: " + " ".join(command[-4:]))
    figures = dict(line.split(" ", 1) for line in lines if line.startswith("figure:"))
    return {name[len("figure:"):]: float(value) for name, value in figures.items()}, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--classpath", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--repeat", type=int, default=20, help="how often each file is taken")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--memory", action="store_true", help="shard generated data of two sizes too")
    options = parser.parse_args()
    files = sorted(options.folder.rglob("*.JPEG"))
    with tempfile.TemporaryDirectory() as scratch:
        tree = pathlib.Path(scratch, "tree", "all")
        tree.mkdir(parents=True)
        links = []
        for time_ in range(options.repeat):
            for number, file in enumerate(files):
                link = tree / ("%03d-%05d.JPEG" % (time_, number))
                link.symlink_to(file.resolve())
                links.append(str(link))
        result = {"files": len(files), "images": len(links), "processes": options.processes,
                  "pillow": pillow_version, "cpu": os.cpu_count(),
                  "pillowImagesPerSecond": pillow_rate(links, options.processes)}
        figures, _ = java(options.classpath, "4g", "files", tree.parent, scratch, options.processes)
        result.update(figures)
        figures, _ = java(options.classpath, "2g", "minibatches", scratch)
        result.update(figures)
        for images in (8_000, 160_000) if options.memory else ():
            _, peak = java(options.classpath, "512m", "generated", scratch, images)
            result["peakMebibytesOf%dGenerated" % images] = peak
    for way in ("raw", "jpeg"):
        job = result[way + "JobImagesPerSecond"]
        result[way + "JobToPillow"] = job / result["pillowImagesPerSecond"]
        result[way + "LoopToJob"] = result[way + "LoopImagesPerSecond"] / job
        result[way + "DecoderToJob"] = result["decodeLoopImagesPerSecond"] / job
    result = {name: round(value, 3) if isinstance(value, float) else value
              for name, value in result.items()}
    with open(options.output, "w") as out:
        json.dump(result, out, indent=2)
        out.write("\n")
    for name, value in result.items():
        print("%-45s %s" % (name, value))


if __name__ == "__main__":
    main()
