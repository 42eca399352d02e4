"""The steps of StepCatalog in PyTorch on any device, prepared and timed on command.

usage: torch_device.py DEVICE THREADS WARM_UP_SECONDS     DEVICE is cpu or a GPU as torch names it: cuda:0

Commands, one a line: `prepare NAME@VARIANT@PRECISION` builds a step and warms it up; `time SECONDS NAME@...` answers the
median of its repetitions in milliseconds; `drop` forgets all steps; `gemm SIZE PRECISION` answers 10^12 operations a second of a
square product; `quit` ends. Each answer is one line: ready, millis, rate, or failed and why.

Variants: eager, graph (the whole step as one CUDA graph), compile (torch.compile; mode reduce-overhead on GPUs), each also
with -channels-last. Precisions: float32 (IEEE throughout) and tf32. Optimisers are fused. On GPUs every step copies its
inputs and labels from pinned memory, as a training does.
"""

import itertools
import statistics
import sys
import time

import torch
import torch._dynamo
import torch.nn.functional as F

import torch_steps

CLASSES = torch_steps.CLASSES
MINIBATCHES = torch_steps.MINIBATCHES
WARM_STEPS = 3


def mlp():
    return torch_steps.mlp([3072] + 6 * [1024] + [CLASSES], 0.1)


# name: model, optimiser, pixels, batch, reduction
STEPS = {
    "bp-gait-cifar-deep": (mlp, {"lr": 1.9e-5, "eps": 1e-6}, 32, 256, "sum"),
    "bp-gait-cifar-deep-4096": (mlp, {"lr": 1.9e-5, "eps": 1e-6}, 32, 4096, "sum"),
    "bp-vanilla-cnn": (torch_steps.vanilla_cnn, {"lr": 1e-4}, 32, 64, "mean"),
    "bp-lenet": (torch_steps.lenet, None, 32, 128, "mean"),
    "bp-resnet-20": (torch_steps.resnet_20, {"lr": 1e-4}, 32, 128, "mean"),
    "bp-resnet-18": (torch_steps.resnet_18, None, 64, 32, "mean"),
    "bp-resnet-18-256": (torch_steps.resnet_18, None, 64, 256, "mean"),
}


def set_precision(word):
    tf32 = word == "tf32"
    torch.backends.cuda.matmul.allow_tf32 = tf32
    torch.backends.cudnn.allow_tf32 = tf32


class Step:
    """One network, one way to run it."""

    def __init__(self, name, device):
        step, variant, self.precision = name.split("@")
        set_precision(self.precision)
        self.device = device
        self.gpu = device.type == "cuda"
        model, adam, pixels, batch, reduction = STEPS[step]
        last = variant.endswith("-channels-last")
        variant = variant[: -len("-channels-last")] if last else variant
        layout = torch.channels_last if last else torch.contiguous_format
        torch.manual_seed(1)
        self.model = model().to(device).to(memory_format=layout).train()
        self.optimizer = self.made(adam, variant == "graph")
        pinned = {"pin_memory": self.gpu}
        host = [torch.randn(batch, 3, pixels, pixels, **pinned) for _ in range(MINIBATCHES)]
        if last:
            host = [x.to(memory_format=layout) for x in host]
            host = [x.pin_memory() for x in host] if self.gpu else host
        self.turn = itertools.cycle(host)
        self.host_labels = torch.arange(batch) % CLASSES
        self.host_labels = self.host_labels.pin_memory() if self.gpu else self.host_labels
        self.inputs = torch.empty_like(host[0], device=device, memory_format=torch.preserve_format)
        self.labels = self.host_labels.to(device)
        self.reduction = reduction
        self.loss_of = self.loss
        self.run = self.eager
        if variant == "compile":
            mode = "reduce-overhead" if self.gpu else "default"
            # Every step is a shape of its own; what cannot be compiled whole fails instead of running slowly.
            self.loss_of = torch.compile(self.loss, mode=mode, dynamic=False, fullgraph=True)
        elif variant == "graph":
            self.record()
        elif variant != "eager":
            raise ValueError("no variant is named " + variant)

    def made(self, adam, captured):
        parameters = self.model.parameters()
        if adam is None:
            return torch.optim.SGD(parameters, lr=0.01, momentum=0.9, weight_decay=1e-4, fused=True)
        return torch.optim.Adam(parameters, fused=True, capturable=captured and self.gpu, **adam)

    def loss(self, inputs, labels):
        return F.cross_entropy(self.model(inputs), labels, reduction=self.reduction)

    def fetch(self):
        inputs = next(self.turn)
        if not self.gpu:
            return inputs, self.labels
        self.inputs.copy_(inputs, non_blocking=True)
        self.labels.copy_(self.host_labels, non_blocking=True)
        return self.inputs, self.labels

    def train(self, inputs, labels, to_none):
        self.optimizer.zero_grad(set_to_none=to_none)
        loss = self.loss_of(inputs, labels)
        loss.backward()
        self.optimizer.step()

    def eager(self):
        inputs, labels = self.fetch()
        self.train(inputs, labels, True)

    def record(self):
        if not self.gpu:
            raise ValueError("graphs need a GPU")
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(WARM_STEPS):
                self.train(*self.fetch(), True)
        torch.cuda.current_stream().wait_stream(side)
        self.optimizer.zero_grad(set_to_none=True)
        graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(graph):
            self.train(self.inputs, self.labels, True)
        self.graph = graph
        self.run = self.replay

    def replay(self):
        self.fetch()
        self.graph.replay()

    def wait(self):
        if self.gpu:
            torch.cuda.synchronize(self.device)

    def time(self, seconds, fewest):
        """Median milliseconds of a step; on a GPU of steps among others, waited for once in 20 ms."""
        set_precision(self.precision)
        millis, start = [], time.perf_counter()
        while len(millis) < fewest or time.perf_counter() - start < seconds:
            self.wait()
            begin, made = time.perf_counter(), 0
            while made == 0 or (self.gpu and time.perf_counter() - begin < 0.02):
                self.run()
                made += 1
            self.wait()
            millis.append(1e3 * (time.perf_counter() - begin) / made)
        return statistics.median(millis)


def gemm(size, precision, device):
    set_precision(precision)
    kind = torch.float64 if precision == "float64" else torch.float32
    torch.manual_seed(1)
    a, b = (torch.randn(size, size, device=device, dtype=kind) for _ in range(2))
    out = torch.empty_like(a)
    wait = torch.cuda.synchronize if device.type == "cuda" else lambda: None
    torch.mm(a, b, out=out)
    samples = []
    for _ in range(7):
        wait()
        begin, made = time.perf_counter(), 0
        while made == 0 or time.perf_counter() - begin < 0.1:
            for _ in range(4):
                torch.mm(a, b, out=out)
            wait()
            made += 4
        samples.append((time.perf_counter() - begin) / made)
    return 2 * size**3 / statistics.median(samples) / 1e12


def main():
    device = torch.device(sys.argv[1])
    torch.set_num_threads(int(sys.argv[2]))
    warm_up = float(sys.argv[3])
    torch._dynamo.config.cache_size_limit = 64  # all steps compile one method
    steps = {}
    for line in sys.stdin:
        command, _, argument = line.strip().partition(" ")
        try:
            if command == "quit":
                return
            if command == "prepare":
                step = Step(argument, device)
                step.time(warm_up, WARM_STEPS)
                steps[argument] = step
                answer = "ready"
            elif command == "time":
                seconds, _, name = argument.partition(" ")
                answer = "millis %.4f" % steps[name].time(float(seconds), WARM_STEPS)
            elif command == "drop":
                steps.clear()
                answer = "ready"
            elif command == "gemm":
                size, _, precision = argument.partition(" ")
                answer = "rate %.4f" % gemm(int(size), precision, device)
            else:
                answer = "failed unknown command " + command
        except Exception as error:  # one variant that fails must not end the others
            answer = "failed " + " ".join(("%s: %s" % (type(error).__name__, error)).split())[:300]
        print(answer, flush=True)


if __name__ == "__main__":
    main()
