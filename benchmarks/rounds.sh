#!/usr/bin/env bash
# Measures what a round of parameter averaging costs besides the training itself, and how two workers
# compare with one; prints a table and writes benchmarks/rounds.json. Options are those of rounds.py,
# e.g. --only small. Takes four minutes on two free cores; let nothing else run meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."
exec python3 benchmarks/rounds.py --output benchmarks/rounds.json "$@"
