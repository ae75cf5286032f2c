# SPDX-License-Identifier: ISC
"""Figures: tables as they are printed and as values, ratios in pairs, targets. Used by
the parts of bench/run; not run by itself."""

import os
import re
import statistics
import subprocess
import sys

median = statistics.median


class Results:
    """Tables as they are printed, and as values."""

    def __init__(self):
        self.text, self.values, self.targets = [], [], []

    def say(self, line=""):
        self.text.append(line)
        print(line, flush=True)

    def table(self, name, columns, rows, note=""):
        cells = [[shown(c) for c in row] for row in [columns] + rows]
        widths = [max(len(row[i]) for row in cells) for i in range(len(columns))]
        self.say()
        self.say(name)
        for row in cells:
            self.say("  " + "  ".join(
                cell.ljust(width) if i == 0 else cell.rjust(width)
                for i, (cell, width) in enumerate(zip(row, widths))).rstrip())
        if note:
            self.say("  (%s)" % note)
        for row in rows:
            for column, value in zip(columns[1:], row[1:]):
                self.values.append((name, row[0], column, shown(value)))

    def target(self, what, value, most, unit=""):
        self.targets.append((what, "%s%s" % (shown(value), unit), "at most %s%s" % (shown(most), unit),
                             "met" if value is not None and value <= most else "missed"))

    def least(self, what, value, least, unit=""):
        self.targets.append((what, "%s%s" % (shown(value), unit), "at least %s%s" % (shown(least), unit),
                             "met" if value is not None and value >= least else "missed"))

    def write(self, path):
        with open(path, "w", encoding="utf-8") as out:
            out.write("\n".join(self.text) + "\n")
        with open(re.sub(r"(\.txt)?$", ".tsv", path, count=1), "w", encoding="utf-8") as out:
            out.write("table\trow\tcolumn\tvalue\n")
            out.writelines("\t".join(v) + "\n" for v in self.values)


def shown(value):
    if value is None:
        return "-"
    if isinstance(value, float):
        return "%.2f" % value if abs(value) < 10 else "%.1f" % value
    return str(value)


def ratio(a, b):
    return a / b if a is not None and b else None


class Busy:
    """While it is open, every core has other work."""

    def __init__(self, busy):
        self.count = len(os.sched_getaffinity(0)) if busy else 0
        self.others = []

    def __enter__(self):
        self.others = [subprocess.Popen([sys.executable, "-c", "while True: pass"])
                       for _ in range(self.count)]

    def __exit__(self, *_):
        for other in self.others:
            other.kill()
            other.wait()


def paired(runs, own, other, floor=None):
    """The median of what `own` costs to `other` in each round, what measuring itself
    costs (`floor`, in the same round) taken off both: a machine that is slow for a while
    is so for both. Runs are lists by name, one value a round."""
    if own not in runs or other not in runs:
        return None
    off = runs[floor] if floor else [0] * len(runs[own])
    return median((a - c) / (b - c) for a, b, c in zip(runs[own], runs[other], off) if b > c)
