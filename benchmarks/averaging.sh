#!/usr/bin/env bash
# Measures what averaging costs besides training, on a standalone cluster of two executors on loopback: 100.7 MB of state, and
# 3,000 parameters; and with 8, 64 and 256 workers that compute next to nothing, what each costs the driver (--only many).
# Prints a table and writes benchmarks/averaging.json. Options are those of averaging.py; --home names another checkout, to
# compare with. Needs Linux and ss (iproute2). About eight minutes; processor times hold on a busy machine too.
#
#   benchmarks/averaging.sh --only links [--output FILE]
#
# puts a driver and 2, 4 and 8 workers of one thread into network namespaces, behind links that hold nothing back and behind
# links of 10, 1 and 0.2 Gbit/s, and compares rounds of 7.4 MB of state with the model of docs/engineering-diary.md. Needs root
# and a kernel with veth, bridge and sch_tbf. About 15 minutes, in which nothing else should run; links-4 runs that part alone.
#
#   benchmarks/averaging.sh --only large [--width N] [--output FILE]
#
# trains two rounds of a state of more than 2 GiB in one process and on two executors, and compares every bit. Needs some 19 GB of
# free memory and says so if less is there; --width 16000 is a quarter of it.
set -euo pipefail
cd "$(dirname "$0")/.."
exec python3 benchmarks/averaging.py --folder out/averaging --output benchmarks/averaging.json "$@"
