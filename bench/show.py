# SPDX-License-Identifier: ISC
"""Pages as text: instructions, time, memory. Parts instructions and dump of bench/run."""

import os
import re
import shutil
import subprocess

import pages
from results import Busy, median, paired, ratio

RUNS = 15
PEERS = ("lynx", "w3m")
INSTRUCTIONS_MOST, CPU_MOST = 0.55, 1.0  # x w3m


def dump_command(program, page):
    return {"lynx": ["lynx", "-dump", "-nolist", "-width=80", page],
            "w3m": ["w3m", "-dump", "-cols", "80", page],
            "elinks": ["elinks", "-no-home", "1", "-dump", "-dump-width", "80", "-no-references", page],
            "links2": ["links2", "-codepage", "utf-8", "-width", "80", "-dump", page]}[program]


def instructions_of(bench, command, given=None):
    """Millions of instructions, of this process alone."""
    done = subprocess.run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"] +
                          command, env=bench.env(), stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, check=False,
                          stdin=open(given, "rb") if given else subprocess.DEVNULL)
    found = re.search(rb"Collected : (\d+)", done.stderr)
    return int(found[1]) / 1e6 if found else None


def of_page(bench, name):
    """Rows of one page: palais, its parser, both, the peers; and with what ratio."""
    page = bench.page(name)
    own = instructions_of(bench, bench.palais + ["-w", "80", "show", "--no-links", page])
    # palais-parse cannot report from under its seal, so it is run by itself
    parse = instructions_of(bench, [os.path.join(bench.build, "palais-parse"), "--name", page], page)
    both = own + parse if own and parse else None
    peers = {p: instructions_of(bench, dump_command(p, page)) for p in bench.peers}
    row = [name, own, parse, both] + [peers.get(p) for p in PEERS]
    return row + [ratio(both, peers.get(p)) for p in PEERS]


def instructions(bench):
    if not shutil.which("valgrind"):
        bench.out.say("\nInstructions: valgrind is not here")
        return
    rows = [of_page(bench, name) for name in pages.NAMES]
    bench.out.table("Pages as text, millions of instructions",
                    ["", "palais", "palais-parse", "together", "lynx", "w3m", "x lynx", "x w3m"], rows,
                    "valgrind --tool=callgrind; palais show, -dump")
    if "w3m" in bench.peers:
        for row in rows:
            bench.out.target("instructions, palais show, %s" % row[0], row[-1], INSTRUCTIONS_MOST,
                             " x w3m")
    stored = bench.palais + ["-o", "-S", bench.store, "-w", "80"]
    bench.out.table("Other things, millions of instructions", ["", "million"], [
        ["palais show, stored page", instructions_of(
            bench, stored + ["show", "--no-links", bench.base + "resolution.html"])],
        ["palais, front page", instructions_of(bench, bench.palais + ["-w", "80"])],
        ["palais list catalogue", instructions_of(bench, bench.palais + ["list", "catalogue"])],
        ["palais -f tsv list catalogue",
         instructions_of(bench, bench.palais + ["-f", "tsv", "list", "catalogue"])]])


def time(bench):
    cost = os.path.join(bench.build, "bench", "cost")
    if not os.access(cost, os.X_OK):
        bench.out.say("\nDump: %s is not built" % cost)
        return
    for busy in (False, True):
        with Busy(busy):
            rows = [row for name in pages.NAMES for row in rounds(bench, cost, name)]
        load = "every core busy" if busy else "load %.1f" % os.getloadavg()[0]
        bench.out.table("Pages as text, " + load,
                        ["", "page KB", "wall ms", "CPU ms", "RSS MB", "x lynx", "x w3m", "status"],
                        rows, "median of %d, in turn; with palais-parse, whose RSS counts when it is "
                        "larger; x: CPU, the median of pairs" % RUNS)
        for row in rows:
            if row[0].endswith("palais") and row[6] is not None:
                bench.out.target("CPU, palais show, %s%s" % (row[0].split(",")[0], ", every core busy"
                                 if busy else ""), row[6], CPU_MOST, " x w3m")


def rounds(bench, cost, name):
    page = bench.page(name)
    commands = {"palais": bench.palais + ["-w", "80", "show", "--no-links", page]}
    commands.update((p, dump_command(p, page)) for p in bench.peers + bench.others)
    runs = {p: [] for p in commands}
    for _ in range(RUNS + 1):
        for program, command in commands.items():
            done = subprocess.run([cost, "1", "/dev/null"] + command, env=bench.env(),
                                  capture_output=True, check=True)
            runs[program].append([int(n) for n in done.stdout.split()])
    runs = {p: r[1:] for p, r in runs.items()}
    used = {p: [run[1] for run in r] for p, r in runs.items()}
    for p, r in runs.items():
        wall, cpu, rss = (median(run[i] for run in r) for i in range(3))
        yield (["%s, %s" % (name, p), os.path.getsize(page) / 1024, wall / 1000, cpu / 1000,
                rss / 1024] + [paired(used, p, q) for q in PEERS] + [max(run[3] for run in r)])
