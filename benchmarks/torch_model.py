"""Builds an exported network out of plain torch modules and measures it on a sharded data set.

    python3 benchmarks/torch_model.py FILE.safetensors DATA [--expect RUN/reports/evaluation.csv]

Prints the loss and accuracy on the test split; with --expect, fails if `altprop evaluate` got others.
Needs torch, safetensors, numpy and pyarrow.
"""

import json
from collections import OrderedDict

import numpy
import torch
from safetensors import safe_open
from torch import nn

import exported


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


def main():
    arguments = exported.arguments("PyTorch")
    with safe_open(arguments.file, framework="pt") as file:
        network, normalization = model(file), file.metadata()["altprop.normalization"]

    def logits(pixels):
        images = torch.from_numpy(exported.normalised(pixels, normalization, arguments.data))
        with torch.no_grad():
            return network(images).numpy()

    exported.report(exported.measure(logits, arguments.data), arguments.expect)


if __name__ == "__main__":
    main()
