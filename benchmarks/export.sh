#!/usr/bin/env bash
# Trains small networks of every kind on generated images, exports them for PyTorch and as ONNX, checks the ONNX files
# and compares the loss and accuracy of PyTorch and ONNX Runtime with those of `altprop evaluate`.
# Needs pip install torch safetensors onnx onnxruntime numpy pyarrow; some minutes.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-out/export}
rm -rf "$folder"
bin/altprop shard --dataset synthetic --subset 256 --output "$folder/data"

check() { # NETWORK RULE NORMALIZATION
  local run="$folder/$1-$2"
  printf 'name: export\ndataset: {normalization: %s}\nnetwork: %s\nrule: %s\noptimizer: {name: adam, learningRate: 1e-3}\nbatchSize: 64\nepochs: 1\n' \
    "$3" "$1" "$2" > "$run.yaml"
  bin/altprop train --conf "$run.yaml" --data "$folder/data" --output "$run" > "$run.log" 2>&1
  bin/altprop evaluate --run "$run" --data "$folder/data" > /dev/null 2>&1
  bin/altprop export --run "$run" --format safetensors --output "$run.safetensors" > /dev/null
  bin/altprop export --run "$run" --format onnx --output "$run.onnx" > /dev/null
  echo "$1, $2, $3"
  python3 benchmarks/torch_model.py "$run.safetensors" "$folder/data" --expect "$run/reports/evaluation.csv"
  python3 benchmarks/onnx_model.py "$run.onnx" "$folder/data" --expect "$run/reports/evaluation.csv"
}

check gait-cifar-shallow gp unit
check gait-imagenet gp channels
check lenet usf mean-image-standardize
check vgg fa standardize
check resnet-20 bp mean-image
check associated-cnn al channels
check mlp dfa symmetric
