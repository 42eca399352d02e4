"""The steps of StepCatalog in PyTorch, prepared and timed on command (see Worker.java).

usage: torch_steps.py THREADS
"""

import itertools
import statistics
import sys
import time

import torch
from torch import nn
import torch.nn.functional as F

CLASSES = 10
WARM_UP_SECONDS = 3.0
MINIBATCHES = 16  # of noise, in turn, as in OurStep.java


def mlp(sizes, slope):
    layers = [nn.Flatten()]
    for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
        layers.append(nn.Linear(a, b))
        if i < len(sizes) - 2:
            layers.append(nn.LeakyReLU(slope))
    return nn.Sequential(*layers)


class Same(nn.Module):
    """A 3 x 3 convolution with TensorFlow's SAME padding."""

    def __init__(self, cin, cout, stride):
        super().__init__()
        self.stride = stride
        self.conv = nn.Conv2d(cin, cout, 3, stride, padding=1 if stride == 1 else 0)

    def forward(self, x):
        return self.conv(x if self.stride == 1 else F.pad(x, (0, 1, 0, 1)))


def dense_head(width, classes, features, normalized):
    layers, last = [], features
    for units in (5 * width, width, width, width, width):
        layers.append(nn.Linear(last, units))
        if normalized:
            layers.append(nn.BatchNorm1d(units, eps=1e-3, momentum=0.01))
        layers.append(nn.ReLU())
        last = units
    layers.append(nn.Linear(last, classes))
    return layers


def vanilla_cnn(width=256):
    layers, cin = [], 3
    for channels in (32, 64):
        for stride in (1, 1, 1, 2):
            layers += [Same(cin, channels, stride), nn.ReLU()]
            cin = channels
    return nn.Sequential(*layers, nn.Flatten(), *dense_head(width, CLASSES, 64 * 8 * 8, False))


def lenet():
    return nn.Sequential(
        nn.Conv2d(3, 32, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(64, 128, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
        nn.Linear(128, 256), nn.ReLU(), nn.Linear(256, CLASSES))


class AssociatedPaperBlock(nn.Module):
    """Convolution, norm, ReLU twice; a projection without norm; ReLU after the addition."""

    def __init__(self, cin, cout, stride):
        super().__init__()
        norm = lambda: nn.BatchNorm2d(cout, eps=1e-3, momentum=0.01)
        self.body = nn.Sequential(
            Same(cin, cout, stride), norm(), nn.ReLU(), Same(cout, cout, 1), norm(), nn.ReLU())
        self.shortcut = nn.Conv2d(cin, cout, 1, stride) if stride != 1 else nn.Identity()

    def forward(self, x):
        return F.relu(self.body(x) + self.shortcut(x))


def resnet_20(width=300):
    layers = [Same(3, 16, 1), nn.BatchNorm2d(16, eps=1e-3, momentum=0.01), nn.ReLU()]
    cin = 16
    for cout in (16, 32, 64):
        for block in range(3):
            stride = 2 if block == 0 and cout > 16 else 1
            layers.append(AssociatedPaperBlock(cin, cout, stride))
            cin = cout
    layers += [nn.AdaptiveAvgPool2d(1), nn.Flatten(), *dense_head(width, CLASSES, 64, True)]
    return nn.Sequential(*layers)


class BasicBlock(nn.Module):
    def __init__(self, cin, cout, stride):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(cin, cout, 3, stride, 1, bias=False), nn.BatchNorm2d(cout),
            nn.ReLU(inplace=True),
            nn.Conv2d(cout, cout, 3, 1, 1, bias=False), nn.BatchNorm2d(cout))
        self.shortcut = nn.Identity() if stride == 1 else nn.Sequential(
            nn.Conv2d(cin, cout, 1, stride, bias=False), nn.BatchNorm2d(cout))

    def forward(self, x):
        return F.relu(self.body(x) + self.shortcut(x), inplace=True)


def resnet_18():
    layers = [nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU(inplace=True),
              nn.MaxPool2d(3, 2, 1)]
    cin = 64
    for stage, cout in enumerate((64, 128, 256, 512)):
        for block in range(2):
            layers.append(BasicBlock(cin, cout, 2 if block == 0 and stage > 0 else 1))
            cin = cout
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(512, CLASSES))


def adam(model, **settings):
    return torch.optim.Adam(model.parameters(), **settings)


def momentum(model):
    return torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, weight_decay=1e-4)


def backprop_step(model, optimizer, pixels, batch, reduction, channels_last):
    layout = torch.channels_last if channels_last else torch.contiguous_format
    model = model.to(memory_format=layout)
    inputs = [torch.randn(batch, 3, pixels, pixels).to(memory_format=layout)
              for _ in range(MINIBATCHES)]
    turn = itertools.cycle(inputs)
    labels = torch.arange(batch) % CLASSES
    model.train()

    def step():
        optimizer.zero_grad(set_to_none=True)
        loss = F.cross_entropy(model(next(turn)), labels, reduction=reduction)
        loss.backward()
        optimizer.step()

    return step


def published_gait_step(hidden=6, width=1024, batch=256, eta=1e-7, penalty=100.0, slope=0.1):
    """GAIT-prop as published: float64, explicit inverses, targets, orthogonality, Adam."""
    double = torch.float64
    weights = [nn.init.orthogonal_(torch.empty(3072, width, dtype=double))]
    weights += [nn.init.orthogonal_(torch.empty(width, width, dtype=double)) for _ in range(hidden)]
    biases = [torch.zeros(width, dtype=double) for _ in weights]
    parameters = weights + biases
    optimizer = torch.optim.Adam(parameters, lr=1.9e-5, eps=1e-6)
    turn = itertools.cycle([torch.randn(batch, 3072, dtype=double) for _ in range(MINIBATCHES)])
    labels = torch.arange(batch) % CLASSES
    onehot = F.one_hot(labels, CLASSES).to(double)
    identity = torch.eye(width, dtype=double)
    last = len(weights) - 1

    @torch.no_grad()
    def step():
        activations, slopes = [next(turn)], []
        for i, (w, b) in enumerate(zip(weights, biases)):
            z = torch.addmm(b, activations[-1], w)
            if i == last:
                slopes.append(None)
            else:
                slopes.append(torch.where(z >= 0, 1.0, slope).to(double))
                z = torch.where(z >= 0, z, slope * z)
            activations.append(z)
        inverses = [None] + [torch.linalg.inv(w) for w in weights[1:]]
        target = activations[-1].clone()
        target[:, :CLASSES] -= (torch.softmax(activations[-1][:, :CLASSES], 1) - onehot) / 2
        factor = torch.ones(batch, 1, dtype=double)
        for i in range(last, -1, -1):
            a, d = activations[i + 1], slopes[i]
            error = a - target
            if d is not None:
                error = d * error
            error = 2 * factor * error
            gradient = activations[i].T @ error
            if i > 0:
                w = weights[i]
                gradient += 4 * penalty * ((w @ w.T - identity) @ w)
            weights[i].grad = gradient
            biases[i].grad = error.sum(0)
            if i > 0:
                gamma = eta * width**0.5 / torch.linalg.norm(target - a, dim=1, keepdim=True)
                e = gamma if d is None else gamma * d * d
                nudged = (1 - e) * a + e * target
                if d is not None:
                    nudged = torch.where(nudged >= 0, nudged, nudged / slope)
                target = (nudged - biases[i]) @ inverses[i]
                factor = factor / gamma
        optimizer.step()

    return step


def prepare(name):
    name, _, layout = name.partition("@")
    channels_last = layout == "channels-last"

    def bp(model, optimizer, pixels, batch, reduction="mean"):
        return backprop_step(model, optimizer, pixels, batch, reduction, channels_last)

    if name == "bp-gait-cifar-deep":
        model = mlp([3072] + 6 * [1024] + [CLASSES], 0.1)
        return bp(model, adam(model, lr=1.9e-5, eps=1e-6), 32, 256, "sum")
    if name == "bp-vanilla-cnn":
        model = vanilla_cnn()
        return bp(model, adam(model, lr=1e-4), 32, 64)
    if name == "bp-lenet":
        model = lenet()
        return bp(model, momentum(model), 32, 128)
    if name == "bp-resnet-20":
        model = resnet_20()
        return bp(model, adam(model, lr=1e-4), 32, 128)
    if name == "bp-resnet-18":
        model = resnet_18()
        return bp(model, momentum(model), 64, 32)
    if name == "gp-gait-cifar-deep-published":
        return published_gait_step()
    raise ValueError("no step is named " + name)


def run(step, seconds, fewest=3):
    millis, start = [], time.perf_counter()
    while len(millis) < fewest or time.perf_counter() - start < seconds:
        begin = time.perf_counter()
        step()
        millis.append(1e3 * (time.perf_counter() - begin))
    return statistics.median(millis)


def main():
    torch.set_num_threads(int(sys.argv[1]))
    torch.manual_seed(1)
    step = None
    for line in sys.stdin:
        command, _, argument = line.strip().partition(" ")
        if command == "quit":
            return
        if command == "prepare":
            step = prepare(argument)
            run(step, WARM_UP_SECONDS)
            print("ready", flush=True)
        else:
            print("millis %.4f" % run(step, float(argument)), flush=True)


if __name__ == "__main__":
    main()
