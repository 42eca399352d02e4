"""Measures an exported network on the test split of a sharded data set, and compares it with `altprop evaluate`.

Needs numpy and pyarrow.
"""

import argparse
import csv
import json
import pathlib
import sys

import numpy
import pyarrow.parquet

ROWS = 250


def arguments(library):
    """The command line of a script that measures a file with a library."""
    parser = argparse.ArgumentParser(description=f"Measures an exported network with {library}.")
    parser.add_argument("file")
    parser.add_argument("data", type=pathlib.Path, help="the sharded data set")
    parser.add_argument("--expect", type=pathlib.Path, help="fail if this evaluation.csv of the run has other figures")
    return parser.parse_args()


def normalised(pixels, kind, folder):
    """What the network sees, float32 [rows, channels, height, width], from bytes [rows, height, width, channels]."""
    x = pixels.astype(numpy.float64) / 255
    if kind == "channels":
        statistics = json.loads((folder / "manifest.json").read_text())["statistics"]
        x = (x - statistics["channelMean"]) / statistics["channelStd"]
    if kind == "symmetric":
        x = 2 * x - 1
    if kind.startswith("mean-image"):
        x = x - numpy.load(folder / "mean-image.npy")
    if kind.endswith("standardize"):
        flat = x.reshape(len(x), -1)
        std = numpy.maximum(flat.std(axis=1), flat.shape[1] ** -0.5)
        x = ((flat - flat.mean(axis=1)[:, None]) / std[:, None]).reshape(x.shape)
    return channels_first(x)


def channels_first(x):
    """[rows, height, width, channels] as float32 [rows, channels, height, width]."""
    return numpy.ascontiguousarray(x.transpose(0, 3, 1, 2), dtype=numpy.float32)


def measure(logits_of, folder):
    """(loss, accuracy) of a function from bytes [rows, height, width, channels] to logits [rows, classes]."""
    manifest = json.loads((folder / "manifest.json").read_text())
    image = manifest["image"]
    shape = (-1, image["height"], image["width"], image["channels"])
    loss, right, examples = 0.0, 0, 0
    for part in manifest["splits"]["test"]["files"]:
        table = pyarrow.parquet.read_table(folder / part["path"])
        labels = table["label"].to_numpy().astype(numpy.int64)
        pixels = numpy.frombuffer(b"".join(table["image"].to_pylist()), dtype=numpy.uint8).reshape(shape)
        for at in range(0, len(labels), ROWS):
            logits = logits_of(pixels[at : at + ROWS]).astype(numpy.float64)
            wanted = labels[at : at + ROWS]
            shifted = logits - logits.max(axis=1, keepdims=True)
            likelihoods = shifted[numpy.arange(len(wanted)), wanted] - numpy.log(numpy.exp(shifted).sum(axis=1))
            loss -= likelihoods.sum()
            right += int((logits.argmax(axis=1) == wanted).sum())
            examples += len(wanted)
    return loss / examples, right / examples


def report(figures, expect):
    """Prints (loss, accuracy); ends the process with an error if an evaluation.csv is given and has others."""
    loss, accuracy = figures
    print(f"loss {loss:.6f}  accuracy {accuracy:.4f}")
    if expect:
        rows = {row["split"]: row for row in csv.DictReader(expect.open())}
        expected = rows["test"]
        print(f"evaluate: loss {float(expected['loss']):.6f}  accuracy {float(expected['accuracy']):.4f}")
        if abs(float(expected["loss"]) - loss) > 1e-5 * max(1, loss) or abs(float(expected["accuracy"]) - accuracy) > 1e-9:
            sys.exit("they differ")
