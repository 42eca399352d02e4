"""Shows what run.py found, as Markdown.

usage: gpu_table.py gpu.json
"""

import json
import sys


def table(head, rows):
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def number(value, form="%.3g"):
    return "" if value is None else form % value


def ratio(found):
    if found is None:
        return "", ""
    must = number(found["must"], "%.1f")
    return "%.2f" % found["ratio"], must + ("" if found["met"] is None else " met" if found["met"] else " missed")


def best(theirs, eager):
    fitting = {name: millis for name, millis in theirs.items() if name.startswith("eager") == eager}
    if not fitting:
        return ""
    name = min(fitting, key=fitting.get)
    return "%.3f (%s)" % (fitting[name], name)


def main():
    with open(sys.argv[1]) as file:
        found = json.load(file)
    if found["rehearsal"]:
        print("A rehearsal on a processor: its numbers mean nothing.\n")
    card = "; ".join(found.get("nvidiaSmi", [])) or found["device"]
    torch = found.get("torch", {})
    print("%s. %s. PyTorch %s. %s.\n" % (
        card, found.get("altprop", {}).get("engine", "no engine"), torch.get("version", "missing"), found["started"]))
    table(["stage", "seconds", "of", ""], [
        [s["stage"], number(s["seconds"], "%.1f"), number(s["limitSeconds"], "%.0f"), s["outcome"]] for s in found["stages"]])
    suites = found.get("suites")
    if suites:
        print("Tests: %s passed, %d failed%s.\n" % (
            suites.get("passed", "some"), suites["failed"], "" if suites["complete"] else "; cut off by the time limit"))
        for failure in suites["failures"]:
            print("* %s: %s" % (failure["test"], failure["why"]))
    if "determinism" in found:
        table(["twice", "steps", "equal bits", "and not recorded"], [
            [r["step"], str(r["steps"]), "yes" if r["equalBits"] else "no", "yes" if r["equalUnrecorded"] else "no"]
            for r in found["determinism"]])
    if found.get("steps"):
        rows = []
        for r in found["steps"]:
            eager, recorded = ratio(r.get("againstEager")), ratio(r.get("againstRecorded"))
            rows.append([r["step"], r["precision"], number(r["oursMillis"], "%.3f"), best(r["theirsMillis"], True), *eager,
                         best(r["theirsMillis"], False), *recorded])
        table(["step", "precision", "ours ms", "PyTorch eager ms", "ratio", "must", "recorded or compiled ms", "ratio", "must"], rows)
    if found.get("rules"):
        table(["step", "ms", "against our", "ms", "ratio", "must"], [
            [r["step"], number(r["millis"], "%.3f"), r["against"], number(r["backpropMillis"], "%.3f"), *ratio(r)]
            for r in found["rules"]])
    if found.get("unrecorded"):
        table(["step", "recorded ms", "not recorded ms", "ratio"], [
            [r["step"], number(r["millis"], "%.3f"), number(r["unrecordedMillis"], "%.3f"),
             "%.2f" % (r["millis"] / r["unrecordedMillis"])] for r in found["unrecorded"]])
    if found.get("rate"):
        table(["step", "precision", "10^12 operations/s", "of a product", "ratio", "must"], [
            [r["step"], r["precision"], number(r["teraflops"]), number(max(r["gemmTeraflops"].values())), *ratio(r)]
            for r in found["rate"]])
    if found.get("trainings"):
        table(["training", "device", "epochs", "images/s", "test accuracy"], [
            [t["step"], t["device"], str(len(t["epochs"])),
             number(len(t["epochs"]) * t["examples"] / t["fitSeconds"], "%.0f"), number(t["epochs"][-1]["testAccuracy"], "%.4f")]
            for t in found["trainings"]])
    if found.get("asOnProcessors"):
        table(["as on processors", "accuracy differs by", "angles by at most", ""], [
            [r["step"], number(r["accuracyDifference"], "%.4f"), number(r["angleDifferenceDegrees"], "%.4f") + " degrees",
             "met" if r["met"] else "missed"] for r in found["asOnProcessors"]])
    for line in found.get("notes", []):
        print("* " + line)


if __name__ == "__main__":
    main()
