#!/usr/bin/env bash
# Times our training steps against PyTorch (pip install torch) and DL4J in one run; prints a table
# and writes benchmarks/results.json. Options are those of compare.py, e.g. --only lenet.
# Let nothing else run meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."
mvn -q -B -Pbenchmarks -pl benchmarks -am -Dspotless.check.skip \
  test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt
exec "${PYTHON:-python3}" benchmarks/compare.py \
  --classpath "benchmarks/target/classes:training/target/classes:$(cat benchmarks/target/classpath.txt)" \
  --output benchmarks/results.json "$@"
