# SPDX-License-Identifier: ISC
"""From a command to a full screen, and what it costs to stay there: parts start, idle and
readers of bench/run."""

import collections
import os
import shutil
import subprocess
import time

import terminal
from results import Busy, median, paired

RUNS, IDLE_RUNS, READERS = 15, 2, 50
REST = 12  # seconds; a host of parsers ends after ten
FOREIGN = ("libcurl", "libxml2", "libssl", "libcrypto")
FLOOR = "echo: what measuring costs"
MOST = {"palais, front page": 0.15, "palais, stored page": 0.20, "palais, local file": 0.50}


def commands(bench):
    """Name -> command, for what is started and left alone."""
    page = bench.page("resolution")
    found = collections.OrderedDict()
    found["palais, front page"] = bench.palais
    found["palais, stored page"] = bench.stored("resolution")
    found["palais, local file"] = bench.palais + [page]
    if bench.before:
        found["palais before, local file"] = bench.palais_before + [page]
    for peer in bench.peers + bench.others:
        found[peer + ", local file"] = [peer, page]
    if shutil.which("less"):
        found["less, the page's text"] = ["less", os.path.join(bench.pages, "resolution.gold.txt")]
    if shutil.which("newsboat"):
        found["newsboat, 200 headlines"] = newsboat(bench)
    return found


def newsboat(bench):
    """With its cache filled once from a feed of our own in a file."""
    folder = os.path.join(bench.folder, "newsboat")
    urls, cache = os.path.join(folder, "urls"), os.path.join(folder, "cache")
    command = ["newsboat", "-u", urls, "-c", cache]
    if not os.path.isdir(folder):
        os.mkdir(folder)
        items = "".join("<item><title>Headline %d</title><link>http://press.example/%d</link>"
                        "<guid>http://press.example/%d</guid></item>" % (n, n, n) for n in range(200))
        with open(os.path.join(folder, "feed.xml"), "w", encoding="utf-8") as out:
            out.write('<?xml version="1.0"?><rss version="2.0"><channel><title>Press</title>'
                      '<link>http://press.example/</link><description>-</description>%s'
                      '</channel></rss>' % items)
        with open(urls, "w", encoding="utf-8") as out:
            out.write("file://%s/feed.xml\n" % folder)
        subprocess.run(command + ["-x", "reload"], env=bench.env(), check=True,
                       stdout=subprocess.DEVNULL)
    return command


def measure(bench):
    for busy in (False, True):
        with Busy(busy):
            rounds(bench, "every core busy" if busy else "load %.1f" % os.getloadavg()[0], busy)


def rounds(bench, load, busy):
    found = commands(bench)
    found[FLOOR] = ["/bin/echo", "."]
    times = {name: [] for name in found}
    for _ in range(RUNS + 1):
        for name, command in found.items():
            t = terminal.Terminal(command, bench.env())
            times[name].append(t.first_screen()[1] * 1000)
            t.close()
    times = {name: values[1:] for name, values in times.items()}  # the first run warms up
    lynx, w3m = ("%s, local file" % p for p in ("lynx", "w3m"))
    rows = [[name, median(times[name]), min(times[name])] +
            ([paired(times, name, peer, FLOOR) for peer in (lynx, w3m)] if name != FLOOR else
             [None, None]) for name in found]
    bench.out.table("Start to full first screen, " + load, ["", "ms", "least", "x lynx", "x w3m"],
                    rows, "median of %d, in turn; the 60 KB page, 80x24, xterm-256color; x: the median "
                    "of pairs, without what measuring costs" % RUNS)
    for row in rows:
        if row[0] in MOST and row[3] is not None:
            bench.out.target("start, %s%s" % (row[0], ", every core busy" if busy else ""), row[3],
                             MOST[row[0]], " x lynx")


def idle(bench):
    """What is shared with another program that runs just then counts less: so the
    largest of many samples is taken, which is nearest to being alone."""
    starts = commands(bench)
    found = {name: [] for name in starts}
    for _ in range(IDLE_RUNS):
        for name, command in starts.items():
            t = terminal.Terminal(command, bench.env())
            t.first_screen(0.6)
            samples, count, before = [t.memory()], 0, t.cpu()
            for _ in range(10):
                count += t.settle(0.3, 0.3)[0]
                samples.append(t.memory())
            found[name].append((max(samples), len(t.tree()), count, (t.cpu() - before) * 1000,
                                t.libraries()))
            t.close()
    rows = []
    for name, runs in found.items():
        (pss, own), processes, _, _, libraries = max(runs)
        count, used = max(run[2] for run in runs), max(run[3] for run in runs)
        foreign = [x for x in libraries if x.startswith(FOREIGN)]
        rows.append([name, pss / 1024, own / 1024, processes, count, used, len(libraries),
                     " ".join(foreign) or "none"])
        if name in MOST:
            bench.out.target("idle memory, " + name, pss / 1024, 3.6, " MB")
            bench.out.target("written while idle, " + name, count, 0, " B")
            bench.out.target("foreign libraries, " + name, len(foreign), 0)
    bench.out.table("Idle after the first screen",
                    ["", "PSS MB", "own MB", "processes", "B in 3 s", "CPU ms in 3 s", "libraries",
                     "curl, libxml2, OpenSSL"], rows,
                    "PSS: pages shared with other programs count by share; the largest of %d "
                    "samples. Own: all resident pages but the C library's, whoever shares them"
                    % (IDLE_RUNS * 11))


def readers(bench):
    """Fifty who have just opened a second file, so that the hosts of their parsers are
    there too, and later, when those have gone; beside fifty of lynx that did the same."""
    first, second = bench.page("resolution"), bench.page("arabic")
    kinds = {"palais": (bench.palais + [first], "o%s\r" % second)}
    if "lynx" in bench.peers:
        kinds["lynx"] = (["lynx", first], "g%s\r" % second)
    rows = []
    for name, (command, keys) in kinds.items():
        there = [terminal.Terminal(command, bench.env()) for _ in range(READERS)]
        for t in there:
            t.first_screen(0.05)
        for t in there:
            os.write(t.fd, keys.encode())
        for t in there:
            t.settle(0.05, 1.0)
        for when in ("at once", "after %d s" % REST) if name == "palais" else ("at once",):
            if when != "at once":
                time.sleep(REST)
            memory = sum(t.memory()[0] for t in there) / 1024
            rows.append(["%s, %s" % (name, when), memory, memory / READERS,
                         sum(len(t.tree()) for t in there)])
        for t in there:
            t.close()
    bench.out.table("%d readers, each after a second file" % READERS,
                    ["", "PSS MB", "each", "processes"], rows)
    bench.out.target("%d readers with the hosts of their parsers" % READERS, rows[0][1], 60, " MB")
    bench.out.target("%d readers at rest" % READERS, rows[1][1], 60, " MB")
