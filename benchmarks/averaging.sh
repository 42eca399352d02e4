#!/usr/bin/env bash
# Measures what averaging costs besides training, on a standalone cluster of two executors on loopback: 100.7 MB of state, and
# 3,000 parameters; and with 8, 64 and 256 workers that compute next to nothing, what each costs the driver (--only many).
# Prints a table and writes benchmarks/averaging.json. Options are those of averaging.py; --home names another checkout, to
# compare with. Needs Linux and ss (iproute2). About eight minutes; processor times hold on a busy machine too.
set -euo pipefail
cd "$(dirname "$0")/.."
exec python3 benchmarks/averaging.py --folder out/averaging --output benchmarks/averaging.json "$@"
