"""Builds an exported network out of plain torch modules and measures it on a sharded data set.

    python3 benchmarks/torch_model.py FILE.safetensors DATA [--expect RUN/reports/evaluation.csv]

Prints the loss and accuracy on the test split; with --expect, fails if `altprop evaluate` got others.
Needs torch, safetensors, numpy and pyarrow.
"""

import argparse
import csv
import json
import pathlib
import sys
from collections import OrderedDict

import numpy
import pyarrow.parquet
import torch
from safetensors import safe_open
from torch import nn

ROWS = 250


class Padded(nn.Module):
    """A module that sees its input with zeros (or minus infinity) around it: left, right, top, bottom."""

    def __init__(self, padding, value, module):
        super().__init__()
        self.padding, self.value, self.module = padding, value, module

    def forward(self, x):
        return self.module(nn.functional.pad(x, self.padding, value=self.value))


class Residual(nn.Module):
    def __init__(self, body, shortcut, activation):
        super().__init__()
        self.body, self.shortcut, self.activation = body, shortcut, activation

    def forward(self, x):
        return self.activation(self.body(x) + self.shortcut(x))


def activation(layer):
    return {
        "identity": nn.Identity,
        "relu": nn.ReLU,
        "leaky-relu": lambda: nn.LeakyReLU(layer["slope"]),
        "elu": lambda: nn.ELU(layer["slope"]),
        "sigmoid": nn.Sigmoid,
    }[layer["activation"]]()


def padded(layer, module, value=0.0):
    return Padded(layer["padding"], value, module) if any(layer["padding"]) else module


def module(layer, tensors):
    """The module of one layer, with its weights in it."""
    kind = layer["type"]
    window = {"kernel_size": layer.get("kernel"), "stride": layer.get("stride")}
    if kind == "dense":
        return nn.Sequential(loaded(nn.Linear(layer["in"], layer["out"], layer["bias"]), layer, tensors), activation(layer))
    if kind == "convolution":
        made = nn.Conv2d(layer["in"], layer["out"], bias=layer["bias"], **window)
        return nn.Sequential(padded(layer, loaded(made, layer, tensors)), activation(layer))
    if kind == "batch-norm":
        norm = nn.BatchNorm1d if tensors.flat else nn.BatchNorm2d
        made = norm(layer["channels"], eps=layer["epsilon"], momentum=1 - layer["decay"])
        return nn.Sequential(loaded(made, layer, tensors), activation(layer))
    if kind == "max-pool":
        return padded(layer, nn.MaxPool2d(**window), -numpy.inf)
    if kind == "average-pool":
        return padded(layer, nn.AvgPool2d(**window))
    if kind == "global-average-pool":
        return nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten())
    if kind == "residual":
        return Residual(chain(layer["body"], tensors), chain(layer["shortcut"], tensors), activation(layer))
    return nn.Flatten()


def loaded(made, layer, tensors):
    made.load_state_dict(tensors.of(layer["name"]))
    return made


def chain(layers, tensors):
    modules = OrderedDict()
    for layer in layers:
        modules[layer["name"].replace(".", "_")] = module(layer, tensors)
        tensors.flat = tensors.flat or layer["type"] in ("flatten", "global-average-pool")
    return nn.Sequential(modules)


class Tensors:
    """The tensors of a file by layer, and whether the next layer sees features instead of images."""

    def __init__(self, file):
        self.file, self.flat = file, False

    def of(self, layer):
        names = [name for name in self.file.keys() if name.rpartition(".")[0] == layer]
        return {name.rpartition(".")[2]: self.file.get_tensor(name) for name in names}


def model(file):
    """The network of an open file, for inference."""
    return chain(json.loads(file.metadata()["altprop.layers"]), Tensors(file)).eval()


def normalised(pixels, kind, manifest, folder):
    """What the network sees, from bytes [rows, height, width, channels]."""
    x = pixels.astype(numpy.float64) / 255
    if kind == "channels":
        statistics = manifest["statistics"]
        x = (x - statistics["channelMean"]) / statistics["channelStd"]
    if kind.startswith("mean-image"):
        x = x - numpy.load(folder / "mean-image.npy")
    if kind.endswith("standardize"):
        flat = x.reshape(len(x), -1)
        std = numpy.maximum(flat.std(axis=1), flat.shape[1] ** -0.5)
        x = ((flat - flat.mean(axis=1)[:, None]) / std[:, None]).reshape(x.shape)
    return torch.from_numpy(x.transpose(0, 3, 1, 2).astype(numpy.float32))


def measure(file, folder):
    """(loss, accuracy) on the test split."""
    manifest = json.loads((folder / "manifest.json").read_text())
    image = manifest["image"]
    shape = (-1, image["height"], image["width"], image["channels"])
    network = model(file)
    loss, right, examples = 0.0, 0, 0
    for part in manifest["splits"]["test"]["files"]:
        table = pyarrow.parquet.read_table(folder / part["path"])
        labels = torch.tensor(table["label"].to_numpy(), dtype=torch.long)
        pixels = numpy.frombuffer(b"".join(table["image"].to_pylist()), dtype=numpy.uint8).reshape(shape)
        for at in range(0, len(labels), ROWS):
            x = normalised(pixels[at : at + ROWS], file.metadata()["altprop.normalization"], manifest, folder)
            with torch.no_grad():
                logits = network(x)
            wanted = labels[at : at + ROWS]
            loss += nn.functional.cross_entropy(logits, wanted, reduction="sum").item()
            right += int((logits.argmax(1) == wanted).sum())
            examples += len(wanted)
    return loss / examples, right / examples


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file")
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("--expect", type=pathlib.Path)
    arguments = parser.parse_args()
    with safe_open(arguments.file, framework="pt") as file:
        loss, accuracy = measure(file, arguments.data)
    print(f"loss {loss:.6f}  accuracy {accuracy:.4f}")
    if arguments.expect:
        rows = {row["split"]: row for row in csv.DictReader(arguments.expect.open())}
        expected = rows["test"]
        print(f"evaluate: loss {float(expected['loss']):.6f}  accuracy {float(expected['accuracy']):.4f}")
        if abs(float(expected["loss"]) - loss) > 1e-5 * max(1, loss) or abs(float(expected["accuracy"]) - accuracy) > 1e-9:
            sys.exit("they differ")


if __name__ == "__main__":
    main()
