"""Checks an exported ONNX file with the checker of ONNX and measures it in ONNX Runtime on a sharded data set.

    python3 benchmarks/onnx_model.py FILE.onnx DATA [--expect RUN/reports/evaluation.csv]

Prints the loss and accuracy on the test split; with --expect, fails if `altprop evaluate` got others.
Needs onnx, onnxruntime, numpy and pyarrow.
"""

import onnx
import onnxruntime

import exported


def main():
    arguments = exported.arguments("ONNX Runtime")
    onnx.checker.check_model(arguments.file, full_check=True)
    session = onnxruntime.InferenceSession(arguments.file, providers=["CPUExecutionProvider"])
    normalization = session.get_modelmeta().custom_metadata_map["altprop.normalization"]
    (entry,) = session.get_inputs()

    def logits(pixels):
        if entry.name == "pixels":
            images = exported.channels_first(pixels)
        else:
            images = exported.normalised(pixels, normalization, arguments.data)
        return session.run(["logits"], {entry.name: images})[0]

    exported.report(exported.measure(logits, arguments.data), arguments.expect)


if __name__ == "__main__":
    main()
