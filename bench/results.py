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
    """Tables as they are printed, and as values; the lines of each part apart."""

    def __init__(self):
        self.text, self.values, self.targets = [], [], []
        self.parts, self.part = {}, None

    def begin(self, part, head):
        """What is said from now on is of this part; `head` says when and where it was."""
        self.part = self.parts[part] = [head]

    def end(self):
        """The targets of the part that ends."""
        if self.targets:
            self.table("Targets", ["", "measured", "target", ""], [list(t) for t in self.targets])
        self.targets, self.part = [], None

    def say(self, line=""):
        self.text.append(line)
        if self.part is not None:
            self.part.append(line)
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

    def publish(self, path, order):
        """Puts the parts that were measured into the document at `path`; others stay as
        they are there, with their own dates."""
        try:
            with open(path, encoding="utf-8") as old:
                head, *there = re.split(r"^== (\w+) ==\n", old.read(), flags=re.M)
        except OSError:
            sys.exit("bench: %s: not here; it begins with what it is" % path)
        found = dict(zip(there[::2], (t.strip("\n") for t in there[1::2])))
        found.update((name, "\n".join(lines).strip("\n")) for name, lines in self.parts.items())
        with open(path + ".new", "w", encoding="utf-8") as out:
            out.write(head.rstrip("\n") + "\n")
            out.writelines("\n== %s ==\n%s\n" % (name, found[name]) for name in order if name in found)
        os.replace(path + ".new", path)


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
