# SPDX-License-Identifier: ISC
"""Large things: how soon the first screen of one is there, and what becomes of what is too
large. Part large of bench/run."""

import os
import shutil
import subprocess
import time

import pages
import terminal
from results import median

RUNS = 3
MEGABYTE = 1_000_000


def page_of(folder, size):
    path = os.path.join(folder, "page-%d.html" % (size // MEGABYTE))
    w = pages.Writer(900)
    pages.head(w, "All sheets")
    while w.size() < size:
        w.text("p", " ".join(w.prose() for _ in range(3)))
    with open(path, "w", encoding="utf-8") as out:
        out.write("\n".join(w.page) + "\n</body>\n</html>\n")
    return path


def text_of(folder, size):
    path = os.path.join(folder, "text-%d.txt" % (size // MEGABYTE))
    w = pages.Writer(901)
    with open(path, "w", encoding="utf-8") as out:
        part = "\n\n".join(" ".join(w.prose() for _ in range(3)) for _ in range(400)) + "\n\n"
        for _ in range(size // len(part.encode()) + 1):
            out.write(part)
    return path


def bombs(folder):
    """Name -> path: a page that has a million of one thing."""
    things = {"links": '<a href="/n/%d">n</a> ', "headings": "<h2>h %d</h2>", "cells": "<td>%d</td>",
              "items": "<li>%d", "marks on a letter": "\u0301"}
    around = {"cells": ("<table><tr>", "</table>"), "items": ("<ul>", "</ul>")}
    found = {}
    for name, thing in things.items():
        found[name] = os.path.join(folder, name.split()[0] + ".html")
        before, after = around.get(name, ("<p>a", ""))
        with open(found[name], "w", encoding="utf-8") as out:
            out.write("<!DOCTYPE html><title>A million %s</title><p>A first paragraph.</p>%s" %
                      (name, before))
            out.writelines(thing % n if "%" in thing else thing for n in range(1_000_000))
            out.write(after)
    return found


def first_screen(bench, command):
    """Seconds to the first screen with text of it."""
    t = terminal.Terminal(command, bench.env())
    end = time.perf_counter() + 60
    while time.perf_counter() < end:
        t.settle(0.02, 0.05)
        if sum(len(t.screen.row(i)) > 40 for i in range(1, 22)) > 5:
            break
    took = time.perf_counter() - t.began
    t.close()
    return took


def measure(bench):
    folder = os.path.join(bench.folder, "large")
    os.mkdir(folder)
    rows = []
    for path, most in ((page_of(folder, 5 * MEGABYTE), 0.5), (text_of(folder, 50 * MEGABYTE), 1.5)):
        name = os.path.basename(path)
        programs = {"palais": bench.palais + [path]}
        for peer in ("less",) + tuple(bench.peers):
            if shutil.which(peer) and not (peer == "less" and path.endswith(".html")):
                programs[peer] = [peer, path]
        times = {p: [] for p in programs}
        for _ in range(RUNS):
            for program, command in programs.items():
                times[program].append(first_screen(bench, command))
        rows.extend(["%s, %s" % (name, p), median(t), min(t)] for p, t in times.items())
        bench.out.target("first screen, %s" % name, median(times["palais"]), most, " s")
    bench.out.table("Large files to the first screen", ["", "seconds", "least"], rows,
                    "median of %d, in turn" % RUNS)
    million(bench, folder)


def million(bench, folder):
    cost = os.path.join(bench.build, "bench", "cost")
    if not os.access(cost, os.X_OK):
        return
    rows = []
    for name, path in bombs(folder).items():
        done = subprocess.run([cost, "1", os.path.join(folder, "out")] + bench.palais +
                              ["-w", "80", "show", path], env=bench.env(), capture_output=True,
                              check=True)
        wall, _, rss, status = (int(n) for n in done.stdout.split())
        rows.append([name, os.path.getsize(path) / MEGABYTE, wall / 1e6, rss / 1024,
                     os.path.getsize(os.path.join(folder, "out")) / MEGABYTE, status])
        bench.out.target("a million %s: status" % name, status, 0)
        bench.out.target("a million %s: seconds" % name, wall / 1e6, 10)
    bench.out.table("A million of one thing in a page, as text",
                    ["", "page MB", "seconds", "RSS MB", "text MB", "status"], rows,
                    "RSS: of the largest process")
