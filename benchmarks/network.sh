#!/usr/bin/env bash
# Times rounds of gait-cifar-deep (100 MB of parameters and moments) on a standalone cluster behind slow links: a driver and two
# workers of one thread, each in a network namespace of its own whose link sends and receives at a given rate. Prints medians
# of the later half of the rounds and writes benchmarks/network.json; docs/engineering-diary.md compares them with its model.
#
#   benchmarks/network.sh [FOLDER [MBIT/S | loopback ...]]
#
# Needs root, iproute2 and a kernel with veth, bridge and sch_tbf, unless the only link is loopback: no namespace, and no limit.
# About eight minutes; let nothing else run meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."
folder=$(mkdir -p "${1:-out/network}" && cd "${1:-out/network}" && pwd)
shift || true
[ $# -gt 0 ] || set -- loopback 10000 1000 200

link=loopback
started=()
tear_down() {
  for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
  wait
  [ "$link" != loopback ] || return 0
  for place in driver one two; do
    ip link del "altprop-$place" 2>/dev/null || true # the namespace alone takes it away only some time later
    ip netns del "altprop-$place" 2>/dev/null || true
  done
  ip link del altprop 2>/dev/null || true
}
trap tear_down EXIT

# place NAME ADDRESS MBIT/S: a namespace at a switch. Both ends of its cable hold back what goes through them.
place() {
  ip netns add "altprop-$1"
  ip link add "altprop-$1" type veth peer name uplink netns "altprop-$1"
  ip link set "altprop-$1" master altprop up
  ip -n "altprop-$1" link set lo up
  ip -n "altprop-$1" address add "10.77.0.$2/24" dev uplink
  ip -n "altprop-$1" link set uplink up
  tc qdisc add dev "altprop-$1" root tbf rate "${3}mbit" burst 256kb limit 4mb
  tc -n "altprop-$1" qdisc add dev uplink root tbf rate "${3}mbit" burst 256kb limit 4mb
}

# at NAME COMMAND...: becomes a command that runs at a place.
at() {
  export SPARK_LOCAL_IP
  SPARK_LOCAL_IP=$(address "$1")
  [ "$link" = loopback ] || set -- "$1" ip netns exec "altprop-$1" "${@:2}"
  exec "${@:2}"
}

# Epochs of two rounds. Java is done compiling what rounds do after some thirty; on slow links that is no matter.
epochs() {
  case $link in loopback | ?????*) echo 24 ;; *) echo 4 ;; esac
}

address() {
  case $link-$1 in loopback-*) echo 127.0.0.1 ;; *-driver) echo 10.77.0.1 ;; *-one) echo 10.77.0.2 ;; *-two) echo 10.77.0.3 ;; esac
}

# As in conf/spark, for driver and executors.
export JAVA_TOOL_OPTIONS="-Dorg.bytedeco.javacpp.maxbytes=0 -Dorg.bytedeco.javacpp.maxphysicalbytes=0"
# A Spark distribution is its jars; altprop's classes go beside them.
bin/altprop --version >"$folder/version.log" 2>&1
export SPARK_HOME=$folder/spark SPARK_SCALA_VERSION=2.12 SPARK_DAEMON_MEMORY=256m
mkdir -p "$SPARK_HOME/jars"
touch "$SPARK_HOME/RELEASE"
classpath=$(cat spark-jobs/target/launcher.classpath)
classes=$PWD/spark-jobs/target/classes
for entry in ${classpath//:/ }; do
  if [ -d "$entry" ]; then classes+=:$entry; else ln -sf "$entry" "$SPARK_HOME/jars/"; fi
done
[ -d "$folder/data" ] || bin/altprop shard --dataset synthetic --subset 10240 --output "$folder/data" >"$folder/shard.log" 2>&1
cat >"$folder/deep.yaml" <<YAML
name: network
network: gait-cifar-deep
rule: bp
loss: {name: softmax-cross-entropy, reduction: sum}
optimizer: {name: adam, learningRate: 1.9e-5}
batchSize: 256
epochs: 1
averaging: {period: 10}
metrics: {anglesEvery: 0, evaluateEvery: 1000}
YAML

daemon=("${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx256m --add-opens=java.base/java.lang=ALL-UNNAMED --add-opens=java.base/java.nio=ALL-UNNAMED
  --add-opens=java.base/sun.nio.ch=ALL-UNNAMED -cp "$SPARK_HOME/jars/*")
for link in "$@"; do
  if [ "$link" != loopback ]; then
    ip link add altprop type bridge
    ip link set altprop up
    place driver 1 "$link"
    place one 2 "$link"
    place two 3 "$link"
  fi
  driver=$(address driver)
  at driver "${daemon[@]}" org.apache.spark.deploy.master.Master --host "$driver" --port 7077 --webui-port 0 >"$folder/master.log" 2>&1 &
  started+=($!)
  for name in one two; do
    at "$name" "${daemon[@]}" org.apache.spark.deploy.worker.Worker --host "$(address "$name")" --cores 1 \
      --memory 3g --webui-port 0 --work-dir "$folder/work" "spark://$driver:7077" >"$folder/$name.log" 2>&1 &
    started+=($!)
  done
  rm -rf "$folder/run-$link"
  options="-Dspark.master=spark://$driver:7077 -Dspark.driver.host=$driver -Dspark.ui.enabled=false -Dspark.cores.max=2
    -Dspark.executor.memory=3g -Dspark.executor.extraClassPath=$classes -Dspark.scheduler.minRegisteredResourcesRatio=1.0"
  ALTPROP_MEMORY=${ALTPROP_MEMORY:-3g} ALTPROP_JAVA_OPTIONS="$options ${ALTPROP_JAVA_OPTIONS:-}" \
    at driver bin/altprop train --conf "$folder/deep.yaml" --data "$folder/data" \
    --output "$folder/run-$link" --workers 2 --set "epochs=$(epochs)" >"$folder/train-$link.log" 2>&1 &
  wait $! || { tail -40 "$folder/train-$link.log"; exit 1; }
  tear_down
  started=()
done

# Links of earlier calls in the same folder count too.
python3 - "$folder" <<'EOF'
import glob, json, re, statistics, sys

results = []
for file in glob.glob(sys.argv[1] + "/run-*/metrics.jsonl"):
    records = [json.loads(line) for line in open(file)]
    rounds = [record for record in records if record["kind"] == "round"]
    result = {"link": re.search(r"run-(\w+)/", file).group(1)}
    for field in ("broadcastSeconds", "fitSeconds", "reduceSeconds"):
        result[field] = round(statistics.median(record[field] for record in rounds[len(rounds) // 2:]), 2)
    result["averagingPercent"] = round(100 - 100 * result["fitSeconds"] / sum(list(result.values())[1:]), 1)
    results.append(result)
results.sort(key=lambda result: -float(result["link"].replace("loopback", "inf")))
for result in results:
    print("%8s (Mbit/s): broadcast %5.2f s, fit %5.2f s, reduce %5.2f s, %3.0f %% of a round" % tuple(result.values()))
with open("benchmarks/network.json", "w") as file:
    json.dump(results, file, indent=1)
    file.write("\n")
EOF
