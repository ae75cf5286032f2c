# SPDX-License-Identifier: ISC
"""Forty readers of a public host by ssh, through a real sshd on loopback with the recipe of
palais-site(8), each with a page on the screen, while `site sync` brings these pages anew from a server
of our own: what each costs, and how long a key takes there and back. Used by bench/run; not run by
itself."""

import functools
import getpass
import http.server
import os
import re
import select
import shutil
import statistics
import subprocess
import threading
import time

import net
import site_store
import terminal

READERS, PAGES, KEYS = 40, 10, ("j", " ", "G", "g", "j", "k")
HOST = "https://press.example/"


def lacking():
    for program in ("sshd", "ssh", "ssh-keygen"):
        if not shutil.which(program, path=os.environ["PATH"] + ":/usr/sbin"):
            return program
    return ""


class Origin(http.server.ThreadingHTTPServer):
    """Pages that are others each time that they are asked for."""

    def __init__(self, text):
        super().__init__(("127.0.0.1", 0), functools.partial(Handler, self))
        self.text, self.served = text, 0
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def __init__(self, origin, *rest):
        self.origin = origin
        super().__init__(*rest)

    def handle(self):
        try:
            super().handle()
        except ConnectionError:
            pass  # who asks has gone: the sync is over

    def do_GET(self):
        self.origin.served += 1
        page = self.origin.text.replace("</p>", " %d</p>" % self.origin.served, 3).encode()
        self.send_response(200 if self.path.endswith(".htm") else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, *_):
        pass


class Writer(threading.Thread):
    """Syncs, one after another, each of which brings all of the pages again."""

    def __init__(self, bench, program, store, origin):
        super().__init__(daemon=True)
        self.env = dict(bench.env())
        self.env.pop("PALAIS_NOW")
        self.base = [program, "--no-config", "--mirror",
                     "%s=http://127.0.0.1:%d/" % (HOST, origin.server_address[1])]
        self.site = ["--site", store, "site", "sync", "-q", "--afresh", "--budget", "0", "queue"]
        self.queue = ["-o", "-S", store, "fetch"] + [HOST + "en/%d.htm" % n for n in range(PAGES)]
        self.ended, self.rounds, self.failed = threading.Event(), 0, 0

    def sync(self):
        """The status of one."""
        for words in (self.queue, self.site):
            done = subprocess.run(self.base + words, env=self.env, check=False,
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return done.returncode

    def run(self):
        while not self.ended.is_set():
            self.failed += self.sync() != 0
            self.rounds += 1


def press(t, key):
    """Milliseconds until the first byte of what the key does comes back, or None."""
    began = time.perf_counter()
    os.write(t.fd, key.encode())
    shown = select.select([t.fd], [], [], 5)[0]
    waited = (time.perf_counter() - began) * 1000
    t.settle(0.03, 0.2)
    return waited if shown else None


def memory_of(program):
    """MB (PSS) of each process that runs the program."""
    found = []
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            if os.readlink("/proc/%s/exe" % name) != program:
                continue
            with open("/proc/%s/smaps_rollup" % name, encoding="ascii") as f:
                found += [int(line.split()[1]) / 1024 for line in f if line.startswith("Pss:")]
        except OSError:
            continue
    return found


def shows(t, words):
    """Whether the screen has them, some time."""
    end = time.perf_counter() + 30
    while time.perf_counter() < end:
        t.settle(0.05, 0.5)
        if any(words in t.screen.row(i) for i in range(t.screen.rows)):
            return True
    return False


def arrive(command, bench, number, words):
    """A reader with a page on the screen, or None."""
    t = terminal.Terminal(command, bench.env())
    if shows(t, "? help"):
        t.keys("o", *("%sen/%d.htm" % (HOST, number % PAGES)), "\r", quiet=0.03)
        if shows(t, words):
            return t
    t.close()
    return None


def serve(bench, folder, program):
    """A running sshd, and how one gets in."""
    source = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    port = net.free_port()
    how = subprocess.run(["sh", os.path.join(source, "tests/flow/sshd.sh"), folder, program,
                          os.path.join(source, "doc/palais-site.8"), str(port)],
                         check=True, stdout=subprocess.PIPE, text=True).stdout.split("\n")[:-1]
    daemon = subprocess.Popen([shutil.which("sshd", path=os.environ["PATH"] + ":/usr/sbin"), "-D", "-e", "-f",
                               os.path.join(folder, "conf")], env=bench.env(),
                              stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    net.wait_for(port)
    return daemon, ["ssh"] + how + ["-tt", "-p", str(port), "%s@127.0.0.1" % getpass.getuser()]


def tell(bench, waits, memory, writer):
    waits.sort()
    high = waits[len(waits) * 95 // 100]
    bench.out.table("%d readers by ssh of a site's store, while it is written" % len(memory),
                    ["", "median", "95 of 100", "most"],
                    [["memory of each, PSS MB", statistics.median(memory), None, max(memory)],
                     ["a key, ms there and back", statistics.median(waits), high, waits[-1]]],
                    "sshd and ssh on loopback, ForceCommand palais --restricted, a page on the screen; "
                    "%d keys; %d syncs of %d pages meanwhile, %d failed"
                    % (len(waits), writer.rounds, PAGES, writer.failed))
    bench.out.target("memory of one of forty readers by ssh", max(memory), 1.2, " MB")
    bench.out.target("a key by ssh while a site's store is written", high, 10.0, " ms")


def measure(bench):
    lack = lacking()
    if lack:
        bench.out.say("\nReaders by ssh: left out, %s is not here" % lack)
        return
    program, store = site_store.make_tree(bench)
    folder = os.path.join(bench.folder, "sshd")
    os.mkdir(folder)
    with open(bench.page("resolution"), encoding="utf-8") as f:
        origin = Origin(f.read())
    words = re.search(r"<h1[^>]*>([^<]{3,30})", origin.text)[1].strip()
    made = os.getuid() == 0 and not os.path.isdir("/run/sshd")
    if made:
        os.mkdir("/run/sshd", 0o755)
    readers, waits, memory = [], [], []
    writer = Writer(bench, program, store, origin)
    if writer.sync():
        raise SystemExit("bench: the first sync failed")
    daemon, command = serve(bench, folder, program)
    try:
        readers = list(filter(None, (arrive(command, bench, n, words) for n in range(READERS))))
        writer.start()
        for t in readers:
            waits += filter(None, (press(t, key) for key in KEYS))
        writer.ended.set()
        writer.join()
        memory = memory_of(program)
    finally:
        writer.ended.set()
        if writer.is_alive():
            writer.join()
        for t in readers:
            t.close()
        daemon.terminate()
        daemon.wait()
        origin.shutdown()
        origin.server_close()
        if made:
            os.rmdir("/run/sshd")
    if not waits or not memory:
        bench.out.say("\nReaders by ssh: %d came in, of whom %d are seen" % (len(readers), len(memory)))
        return
    tell(bench, waits, memory, writer)
