#!/usr/bin/env bash
# Tries altprop on a GPU beside PyTorch on the same card, on a machine with CUDA, Python and torch, and no Java.
#
#   benchmarks/gpu.sh pack               writes benchmarks/target/altprop-gpu.tar (under 60 MB); there:
#                                        tar xf altprop-gpu.tar && python3 altprop-gpu/unpack.py && python3 altprop-gpu/run.py --output out
#   benchmarks/gpu.sh [--device cpu]     packs, unpacks into a new folder and runs here, with the Python named by PYTHON (default python3)
#
# ALTPROP_DATA names a folder with cifar-10-batches-bin/. Results: out/gpu.json; benchmarks/gpu_table.py shows them.
set -euo pipefail
cd "$(dirname "$0")/.."
pack=benchmarks/target/altprop-gpu
limit=60000000
images=(4000 1000) # for training, for testing
python=${PYTHON:-python3}

fail() {
  printf 'gpu.sh: %s\n' "$1" >&2
  exit 2
}

cifar=${ALTPROP_DATA:-}/cifar-10-batches-bin
[ -f "$cifar/data_batch_1.bin" ] && [ -f "$cifar/test_batch.bin" ] ||
  fail "no data_batch_1.bin and test_batch.bin in $cifar: set ALTPROP_DATA to a folder with cifar-10-batches-bin/"
case $(uname -sm) in 'Linux x86_64') ;; *) fail "packs what runs on Linux x86-64, and must be run there" ;; esac

mvn -q -B -Pbenchmarks -pl benchmarks -am -Dspotless.check.skip -Daltprop.shade.skip \
  test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath.txt

rm -rf "$pack" "$pack.tar"
mkdir -p "$pack/stage/lib" "$pack/stage/classes" "$pack/data"

# What the device, the tests and the steps need of the class path: neither Spark nor ND4J, whose library alone is larger than all of this.
jars=$(tr : '\n' <benchmarks/target/classpath.txt | grep -E '/(jackson-(core|databind|annotations)|javacpp|jna|openblas|dnnl|opencl|cuda|junit-[a-z-]*|opentest4j|apiguardian-api|assertj-core|byte-buddy|slf4j-api)-[0-9][^/]*\.jar$' | grep -v 'macosx\|windows\|redist')
# Jars of compressed files would not compress any further; headers are for compilers.
# shellcheck disable=SC2086 # one word a jar
"$python" - "$pack/stage/lib" $jars <<'PYTHON'
import os
import sys
import zipfile

for path in sys.argv[2:]:
    with zipfile.ZipFile(path) as jar, zipfile.ZipFile(os.path.join(sys.argv[1], os.path.basename(path)), "w") as stored:
        for entry in jar.infolist():
            if "/include/" not in entry.filename:
                stored.writestr(zipfile.ZipInfo(entry.filename, entry.date_time), jar.read(entry))
PYTHON
cp -r training/target/classes "$pack/stage/classes/training"
cp -r training/target/test-classes "$pack/stage/classes/training-tests"
cp -r benchmarks/target/classes "$pack/stage/classes/benchmarks"
jlink --add-modules java.base,java.logging,java.management,jdk.unsupported,java.xml,java.naming,java.sql \
  --strip-debug --no-header-files --no-man-pages --compress=0 --output "$pack/stage/runtime"
tar -c -C "$pack/stage" runtime lib classes | xz -T2 -6 >"$pack/program.tar.xz"
rm -rf "$pack/stage"

record=3073
head -c $((images[0] * record)) "$cifar/data_batch_1.bin" | xz --delta=dist=1 --lzma2=preset=6 >"$pack/data/train.bin.xz"
head -c $((images[1] * record)) "$cifar/test_batch.bin" | xz --delta=dist=1 --lzma2=preset=6 >"$pack/data/test.bin.xz"

cp benchmarks/gpu_run.py "$pack/run.py"
cp benchmarks/torch_device.py benchmarks/torch_steps.py "$pack"
cat >"$pack/unpack.py" <<'PYTHON'
"""Unpacks program.tar.xz beside it; the machine need not have xz."""
import os
import tarfile

here = os.path.dirname(os.path.abspath(__file__))
with tarfile.open(os.path.join(here, "program.tar.xz")) as packed:
    packed.extractall(here)
PYTHON
tar -c -f "$pack.tar" -C "$(dirname "$pack")" "$(basename "$pack")"
bytes=$(stat -c %s "$pack.tar")
[ "$bytes" -le "$limit" ] || fail "$pack.tar has $bytes bytes; expected at most $limit"
echo "$pack.tar: $bytes bytes"
[ "${1:-}" != pack ] || exit 0

"$python" "$pack/unpack.py"
exec "$python" "$pack/run.py" --output benchmarks/target/gpu "$@"
