#!/usr/bin/env python3
"""Draws docs/performance.svg: how long a step takes with altprop as a fraction of the other library's, from results.json."""

import json
import pathlib

HERE = pathlib.Path(__file__).parent
LABELS = {
    "pytorch": "PyTorch",
    "pytorch-best": "PyTorch at its fastest",
    "pytorch-published-float64": "PyTorch, as published, float64",
    "dl4j-as-shipped": "Deeplearning4j",
    "dl4j-with-helpers": "Deeplearning4j, oneDNN on",
}
LEFT, SCALE, HEIGHT, TOP = 330, 340, 26, 34


def bar(index: int, result: dict) -> str:
    y = TOP + index * HEIGHT
    width = result["ratio"] * SCALE
    rule, network = result["step"].split("-", 1)
    label = f"{rule.upper()} {network}, against {LABELS[result['against']]}"
    colour = "#2a6f97" if result["ratio"] <= 1 else "#b5543c"
    return (
        f'<text x="{LEFT - 8}" y="{y + 15}" text-anchor="end">{label}</text>'
        f'<rect x="{LEFT}" y="{y + 3}" width="{width:.1f}" height="{HEIGHT - 8}" fill="{colour}"/>'
        f'<text x="{LEFT + width + 6:.1f}" y="{y + 15}">{result["ratio"]:.2f}</text>'
    )


def main() -> None:
    results = [r for r in json.loads((HERE / "results.json").read_text())["steps"] if r["against"] in LABELS]
    bottom = TOP + len(results) * HEIGHT
    width = LEFT + round(1.25 * SCALE)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {bottom + 10}" font-family="sans-serif" font-size="12" fill="#222">',
        f'<rect width="{width}" height="{bottom + 10}" fill="#fff"/>',
        f'<text x="{LEFT}" y="20">time of a step, altprop / other (left of 1: altprop is faster)</text>',
        *(bar(index, result) for index, result in enumerate(results)),
        f'<line x1="{LEFT + SCALE}" y1="{TOP - 6}" x2="{LEFT + SCALE}" y2="{bottom}" stroke="#222" stroke-dasharray="3 3"/>',
        "</svg>",
    ]
    (HERE.parent / "docs" / "performance.svg").write_text("\n".join(parts) + "\n")


if __name__ == "__main__":
    main()
