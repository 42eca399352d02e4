#!/usr/bin/env bash
# Times the way from image files to shards and on to minibatches, against Pillow (pip install pillow),
# in one run on the same files; prints a table and writes benchmarks/images.json.
# Ways take turns, once on few images to warm up and then for some rounds, and the median counts; Pillow's resize() is bicubic unless told
# otherwise, and both that and bilinear are timed.
#   benchmarks/images.sh FOLDER [options of images.py]       FOLDER holds JPEG files, at any depth
# Let nothing else run meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -Pbenchmarks -pl benchmarks -am -Dspotless.check.skip -Daltprop.shade.skip \
  test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
modules=benchmarks/target/classes
for module in preprocessing training evaluation spark-jobs; do modules+=:$module/target/classes; done
exec python3 benchmarks/images.py \
  --classpath "$modules:$(cat benchmarks/target/classpath.txt)" --output benchmarks/images.json "$@"
