# SPDX-License-Identifier: ISC
"""Fifty readers of a public host, each on a screen of its own, while their site's store is
written: what each of them costs, and how long a key takes. Used by bench/run; not run by
itself."""

import os
import select
import shutil
import statistics
import subprocess
import threading
import time

import terminal

READERS, KEYS = 50, ("j", " ", "G", "g", "]", "\t")
PARTS = ("palais", "palais-carry", "palais-fetch", "palais-parse", "palais-parse-pdf",
         "starter.store")


def make_tree(bench):
    """A copy of the program with a site's config file, and its store."""
    tree, site = os.path.join(bench.folder, "tree"), os.path.join(bench.folder, "site")
    os.makedirs(tree)
    os.makedirs(site, 0o755)
    for part in PARTS:
        if os.path.exists(os.path.join(bench.build, part)):
            shutil.copy(os.path.join(bench.build, part), tree)
    shutil.copytree(os.path.join(bench.build, "locale"), os.path.join(tree, "locale"))
    store = os.path.join(site, "site.store")
    shutil.copy(bench.store, store)
    with open(os.path.join(tree, "site.config"), "w", encoding="utf-8") as f:
        f.write("site %s\n" % store)
    program = os.path.join(tree, "palais")
    subprocess.run([program, "site", "init", site], env=bench.env(), check=True,
                   stdout=subprocess.DEVNULL)
    return program, store


class Writer(threading.Thread):
    """Brings pages into the store, one after another, as a sync does."""

    def __init__(self, bench, program, store):
        super().__init__(daemon=True)
        self.command, self.env = [program, "--no-config", "-S", store, "add"], bench.env()
        self.page = os.path.join(bench.folder, "written.html")
        with open(bench.page("news"), encoding="utf-8") as f:
            self.text = f.read()
        self.ended, self.rounds, self.failed = threading.Event(), 0, 0

    def run(self):
        while not self.ended.is_set():
            with open(self.page, "w", encoding="utf-8") as f:
                f.write(self.text.replace("<p>", "<p>%d " % self.rounds, 3))
            self.failed += subprocess.run(self.command + [self.page], env=self.env, check=False,
                                          stdout=subprocess.DEVNULL).returncode != 0
            self.rounds += 1


def used(t):
    with open("/proc/%d/schedstat" % t.pid, encoding="utf-8") as f:
        return int(f.read().split()[0]) / 1e6


def press(t, key):
    """(ms until the screen begins to change, ms on a processor)."""
    before, began = used(t), time.perf_counter()
    os.write(t.fd, key.encode())
    shown = select.select([t.fd], [], [], 2)[0]
    waited = (time.perf_counter() - began) * 1000
    t.settle(0.03, 0.2)
    return (waited if shown else None), used(t) - before


def measure(bench):
    program, store = make_tree(bench)
    readers, memory, waits, costs = [], [], [], []
    writer = Writer(bench, program, store)
    try:
        for _ in range(READERS):
            t = terminal.Terminal([program, "--restricted", "-o", bench.base + "resolution.html"],
                                  bench.env())
            t.first_screen(0.05)
            readers.append(t)
        writer.start()
        for t in readers:
            for key in KEYS:
                waited, cost = press(t, key)
                costs.append(cost)
                if waited is not None:
                    waits.append(waited)
        memory = [t.memory()[0] / 1024 for t in readers]
    finally:
        writer.ended.set()
        if writer.is_alive():
            writer.join()
        for t in readers:
            t.close()
    high = sorted(waits)[len(waits) * 95 // 100]
    bench.out.table("Fifty readers of a site's store, while it is written",
                    ["", "median", "95 of 100", "most"],
                    [["memory of each, PSS MB", statistics.median(memory), None, max(memory)],
                     ["a key, ms until the screen changes", statistics.median(waits), high, max(waits)],
                     ["a key, ms on a processor", statistics.median(costs),
                      sorted(costs)[len(costs) * 95 // 100], max(costs)]],
                    "--restricted, the 60 KB page; %d keys; %d pages were written meanwhile, %d not"
                    % (len(costs), writer.rounds, writer.failed))
    bench.out.target("memory of one of fifty readers", max(memory), 1.2, " MB")
    bench.out.target("a key while a site's store is written", high, 10.0, " ms")
