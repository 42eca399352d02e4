#!/usr/bin/env bash
# Times rounds of parameter averaging of vanilla-cnn on generated images of CIFAR's size, two workers on this machine: altprop's
# own, DL4J's with its oneDNN layers, DL4J's as it is shipped. Let nothing else run meanwhile.
#
#   benchmarks/dl4j.sh [FOLDER [altprop|dl4j|dl4j-as-shipped ...]]
#
# Prints for each the median images/s of an epoch's rounds but the first, which warms up.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-out/dl4j}
shift || true
[ $# -gt 0 ] || set -- altprop dl4j dl4j-as-shipped
[ -d "$folder/data" ] || bin/altprop shard --dataset synthetic --subset 1600 --output "$folder/data"

for name in "$@"; do
  options=
  [ "$name" != dl4j-as-shipped ] || options=-Dorg.eclipse.deeplearning4j.helpers.disable=true
  rm -rf "${folder:?}/$name"
  ALTPROP_JAVA_OPTIONS="${ALTPROP_JAVA_OPTIONS:-} $options" bin/altprop train --conf conf/experiments/cifar10-cnn-bp.yaml \
    --data "$folder/data" --output "$folder/$name" --workers 2 \
    --set dataset.name=any --set averaging.period=5 --set epochs=1 --set "engine=${name%-as-shipped}" > "$folder/$name.log" 2>&1
  python3 - "$name" "$folder/$name/metrics.jsonl" <<'EOF'
import json, statistics, sys
records = [json.loads(line) for line in open(sys.argv[2])]
rates = [record["imagesPerSecond"] for record in records if record["kind"] == "round"]
print(f"{sys.argv[1]:16} {statistics.median(rates[1:]):7.0f} images/s")
EOF
done
