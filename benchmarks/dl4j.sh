#!/usr/bin/env bash
# Times rounds of parameter averaging of vanilla-cnn on generated images of CIFAR's size, two workers on this machine: altprop's
# own, DL4J's with its oneDNN layers, DL4J's as it is shipped. About four minutes; let nothing else run meanwhile.
#
#   benchmarks/dl4j.sh [FOLDER [altprop|dl4j|dl4j-as-shipped ...]]
#
# Prints for each the median images/s of the later half of its rounds, when Java has compiled what runs, and writes
# benchmarks/dl4j.json, with altprop's rate as a multiple of the others'.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=${1:-out/dl4j}
shift || true
[ $# -gt 0 ] || set -- altprop dl4j dl4j-as-shipped
[ -d "$folder/data" ] || bin/altprop shard --dataset synthetic --subset 1600 --output "$folder/data"

for name in "$@"; do
  # An epoch is five rounds. Each engine gets about a minute; what is slow has no need to warm up.
  options=
  case $name in
    altprop) epochs=8 ;;
    dl4j) epochs=4 ;;
    dl4j-as-shipped) epochs=1 options=-Dorg.eclipse.deeplearning4j.helpers.disable=true ;;
  esac
  rm -rf "${folder:?}/$name"
  ALTPROP_JAVA_OPTIONS="${ALTPROP_JAVA_OPTIONS:-} $options" bin/altprop train --conf conf/experiments/cifar10-cnn-bp.yaml \
    --data "$folder/data" --output "$folder/$name" --workers 2 \
    --set dataset.name=any --set averaging.period=5 --set "epochs=$epochs" --set metrics.evaluateEvery=1000 \
    --set "engine=${name%-as-shipped}" > "$folder/$name.log" 2>&1
done

# Runs of earlier calls in the same folder count too.
python3 - "$folder" <<'EOF'
import json, os, statistics, sys

results = []
for name in ("altprop", "dl4j", "dl4j-as-shipped"):
    file = os.path.join(sys.argv[1], name, "metrics.jsonl")
    if os.path.exists(file):
        records = [json.loads(line) for line in open(file)]
        rates = [record["imagesPerSecond"] for record in records if record["kind"] == "round"]
        warm = rates[len(rates) // 2:]
        results.append({"engine": name, "rounds": len(warm), "imagesPerSecond": round(statistics.median(warm), 1)})
for result in results:
    times = ""
    if results[0]["engine"] == "altprop":
        result["altpropAgainstIt"] = round(results[0]["imagesPerSecond"] / result["imagesPerSecond"], 2)
        times = "altprop: %.2f times" % result["altpropAgainstIt"]
    print("%-16s %7.0f images/s   %s" % (result["engine"], result["imagesPerSecond"], times))
with open("benchmarks/dl4j.json", "w") as file:
    json.dump(results, file, indent=1)
    file.write("\n")
EOF
