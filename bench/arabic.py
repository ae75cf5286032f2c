# SPDX-License-Identifier: ISC
"""Text from the right, and long texts: what bench/run's part `arabic` measures."""

import os
import random
import re
import shutil
import subprocess
import time

import pages
import terminal

SIZE_BIDI, SIZE_LAYOUT, ROUNDS = 200_000, 1_000_000, 5
WORDS = {
    "English": "levels gates towpath barges the of and to between keepers charts “spring” closure".split(),
    "Russian": "уровни ворота баржи между шлюзами и в для карты «весна» закрытие смотрители".split(),
}
CHINESE = "水位闸门驳船之间看守人图表春天关闭委员会河流城镇"


def arabic(rng):
    line = "%s %s %s" % (rng.choice(pages.AR_OPEN), rng.choice(pages.AR_WHO), rng.choice(pages.AR_DO))
    line += " %s (R/%d/%d)، %s" % (rng.choice(pages.AR_WHY), rng.randint(1, 99), rng.randint(1, 400),
                                   rng.choice(pages.AR_DO))
    return line.replace("{n}", str(rng.randint(2, 60)))


def paragraph(kind, rng):
    if kind == "Arabic":
        return " ".join(arabic(rng) for _ in range(5)) + "."
    if kind == "Chinese":
        return "".join("".join(rng.choice(CHINESE) for _ in range(rng.randint(3, 9))) + rng.choice("，。、")
                       for _ in range(60))
    return " ".join(rng.choice(WORDS[kind]) for _ in range(90)) + "."


def write_text(path, kind, size):
    rng, count = random.Random(11), 0
    with open(path, "w", encoding="utf-8") as out:
        while count < size:
            line = paragraph(kind, rng) + "\n"
            count += len(line.encode())
            out.write(line)
    return path


def layout(bench, mode, path):
    """bytes, rows, and ms: first screen, all rows, cells of all rows in their order."""
    done = subprocess.run([os.path.join(bench.build, "bench", "layout"), mode, "78", path],
                          capture_output=True, check=True)
    size, rows, *times = [int(n) for n in done.stdout.split()]
    return [size, rows] + [t / 1000 for t in times]


def wall(command):
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        times.append((time.perf_counter() - began) * 1000)
    return min(times)


def instructions(bench, command):
    return bench.instructions_of(command) if shutil.which("valgrind") else None


def bidi(bench):
    path = write_text(os.path.join(bench.folder, "bidi.txt"), "Arabic", SIZE_BIDI)
    ours = layout(bench, "visual", path)
    command = [os.path.join(bench.build, "bench", "layout"), "visual", "78", path]
    count = instructions(bench, command)
    rows = [["palais: rows, order, joined forms", ours[3] + ours[4], count / ROUNDS if count else None]]
    if shutil.which("fribidi"):
        peer = ["fribidi", "--charset", "UTF-8", "--width", "78", "--nopad", path]
        rows.append(["fribidi, the program", wall(peer), instructions(bench, peer)])
    bench.out.table("200 KB of Arabic, 78 columns", ["", "ms", "million instructions"], rows,
                    "least of %d; palais without its start, its instructions with reading the text, "
                    "a fifth of five rounds" % ROUNDS if len(rows) > 1 else "fribidi is not here")


def long_texts(bench):
    rows = []
    for kind in ("English", "Russian", "Arabic", "Chinese"):
        path = write_text(os.path.join(bench.folder, kind + ".txt"), kind, SIZE_LAYOUT)
        size, count, screen, every, _ = layout(bench, "visual", path)
        rows.append([kind, size // 1000, count, screen, every])
        bench.out.target("layout of 1 MB, " + kind, every, 30, " ms")
    bench.out.table("A long text laid out", ["", "KB", "rows", "first screen ms", "all ms"], rows,
                    "78 columns, least of %d" % ROUNDS)


def page_bytes(bench):
    rows = []
    keys = {"palais": " ", "w3m": " ", "lynx": " "}
    for program in ["palais"] + bench.peers:
        command = bench.stored("arabic") if program == "palais" else [program, bench.page("arabic")]
        t = terminal.Terminal(command, bench.env())
        start = t.first_screen()[0]
        count = sum(t.keys(keys[program]) for _ in range(2)) / 2
        text = "\n".join(t.screen.row(i) for i in range(24))
        t.close()
        joined = len(re.findall("[\ufe70-\ufefc]", text)) > 20
        rows.append([program, start, count, "yes" if joined else "no"])
    bench.out.table("Bytes to the terminal, a page in Arabic, xterm-256color, 80x24",
                    ["", "start", "page", "ordered and joined"], rows,
                    "palais in its mode for xterm; a program that does not order sends the text as it is")


def measure(bench):
    if not os.path.exists(os.path.join(bench.build, "bench", "layout")):
        bench.out.say("Arabic: bench/layout is not built: make bench/layout")
        return
    bidi(bench)
    long_texts(bench)
    page_bytes(bench)
