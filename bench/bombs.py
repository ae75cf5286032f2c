# SPDX-License-Identifier: ISC
"""Bombs: pages that are made to take all time or memory there is, beside other programs: how
long each takes, how much memory all its processes have together, and what its reader is
told. Part bombs of bench/run."""

import glob
import os
import re
import signal
import subprocess
import time

import show

LONGEST = 15     # seconds; who is not done then is ended
LOOK = 0.01      # seconds between two looks at the memory
PEERS = ("lynx", "w3m", "links2")
PALAIS_SECONDS, PALAIS_MEGABYTES = 12, 512  # of two processes at most, with what they share
MEGABYTE = 1_000_000


def page(before, part, count, after=""):
    return lambda: "<!DOCTYPE html><title>A bomb</title><p>A first paragraph.</p>" + before + "".join(
        part % n if "%" in part else part for n in range(count)) + after


# name -> what makes it; half a million or a million of one thing
BOMBS = {
    "links": page("<p>", '<a href="/n/%d">n</a> ', 1_000_000),
    "headings": page("", "<h2>h %d</h2>", 1_000_000),
    "cells": page("<table><tr>", "<td>%d</td>", 1_000_000, "</table>"),
    "items": page("<ul>", "<li>%d", 1_000_000),
    "marks on a letter": page("<p>a", "\u0301", 1_000_000),
    "comments not ended": page("", "<!-- ", 1_000_000),
    "crossed tags": page("", "<b>x<i>y</b>z</i>", 500_000),
    "attributes": page("<p ", "a%d=x ", 500_000, ">y"),
    "blocks in blocks": page("", "<div>", 500_000, "x"),
    "tables in tables": page("", "<table><tr><td>", 100_000, "x"),
    "quotes not ended": page("", '<a href="x>y ', 500_000),
    "options": page("<select>", "<option>x%d", 500_000),
}


def tree_of(pid):
    """The process and all that it has started."""
    found = [pid]
    for path in glob.glob("/proc/%d/task/*/children" % pid):
        try:
            with open(path, encoding="ascii") as children:
                for child in children.read().split():
                    found.extend(tree_of(int(child)))
        except OSError:
            pass
    return found


def resident(pid):
    """Bytes that a process and those it started have in memory, shared ones once each."""
    total = 0
    for each in tree_of(pid):
        try:
            with open("/proc/%d/statm" % each, encoding="ascii") as pages_of:
                total += int(pages_of.read().split()[1]) * os.sysconf("SC_PAGESIZE")
        except (OSError, IndexError):
            pass
    return total


def run(command, env):
    """Seconds, the most bytes in memory, the exit status (None: ended), and what was written
    to the screen and beside it."""
    with open(os.path.join(env["HOME"], "out"), "w+b") as out:
        began, most = time.perf_counter(), 0
        program = subprocess.Popen(command, env=env, stdin=subprocess.DEVNULL, stdout=out,
                                   stderr=subprocess.STDOUT, start_new_session=True)
        while program.poll() is None and time.perf_counter() - began < LONGEST:
            most = max(most, resident(program.pid))
            time.sleep(LOOK)
        took = time.perf_counter() - began
        status = program.poll()
        if status is None:
            os.killpg(program.pid, signal.SIGKILL)
            program.wait()
        out.seek(0)
        return took, most, status, out.read().decode("utf-8", "replace")


def told(status, text):
    """What the reader of a program learns of it."""
    if status is None:
        return "nothing: not done in %d s" % LONGEST
    limit = re.search(r"(stopped at[^:;·]*|read: [^;·\n]*|left out: [^;·\n]*)", text)
    words = "shown" if "first paragraph" in text else "not shown"
    if status < 0:
        return "%s; ended by signal %d" % (words, -status)
    if status:
        words += "; status %d" % status
    return words + ("; \"%s\"" % " ".join(limit[1].split())[:60] if limit else "")


def measure(bench):
    rows = []
    for name, make in BOMBS.items():
        path = os.path.join(bench.folder, "bomb-%s.html" % name.replace(" ", "-"))
        with open(path, "w", encoding="utf-8") as out:
            out.write(make())
        commands = {"palais": bench.palais + ["-w", "80", "show", path]}
        commands.update((p, show.dump_command(p, path)) for p in PEERS
                        if p in bench.peers + bench.others)
        for program, command in commands.items():
            took, most, status, text = run(command, bench.env())
            rows.append(["%s, %s" % (name, program), os.path.getsize(path) / MEGABYTE, took,
                         most / MEGABYTE, told(status, text)])
            if program == "palais":
                bench.out.target("%s: status" % name, 1 if status is None else abs(status), 0)
                bench.out.target("%s: seconds" % name, took, PALAIS_SECONDS)
                bench.out.target("%s: memory" % name, most / MEGABYTE, PALAIS_MEGABYTES, " MB")
        os.unlink(path)
    bench.out.table("Pages made to take all there is, as text",
                    ["", "page MB", "seconds", "memory MB", "what the reader is told"], rows,
                    "one run each; memory: the most that all processes of a program had together; "
                    "chawan is not measured here")
