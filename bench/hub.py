# SPDX-License-Identifier: ISC
"""What following a hub costs on a thin line, through two changes.

A store of a thousand pages is given out by an nginx of our own; a reader that has them all
follows it through link.py, a line of 600 ms and 64 kbit/s, while a hundredth of them
changes twice, the second time over a line that breaks. Used by bench/run; not run by itself."""

import os
import shutil
import subprocess
import time

import net
import pages

TEXTS, CHANGED, BYTES = 1000, 10, 12_000
HUB, SITE = "https://hub.example/syria", "https://press.example/"

NGINX = """daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
{user} events {{ worker_connections 256; }}
http {{
 access_log {folder}/access.log;
 types {{ text/html html; }}
 client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
 uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
 server {{ listen 127.0.0.1:{port}; root {pages}; }}
}}
"""


class Hub:
    """The pages, the hub that is made of them, and nginx before both."""

    def __init__(self, bench):
        self.bench, self.folder = bench, os.path.join(bench.folder, "hub")
        self.pages = os.path.join(self.folder, "www")
        self.www = os.path.join(self.pages, "syria")
        os.makedirs(self.www)
        os.makedirs(os.path.join(self.pages, "en"))
        self.port = net.free_port()
        with open(os.path.join(self.folder, "nginx.conf"), "w", encoding="utf-8") as out:
            out.write(NGINX.format(folder=self.folder, pages=self.pages, port=self.port,
                                   user="user root;" if os.getuid() == 0 else ""))
        self.process = subprocess.Popen(
            ["nginx", "-c", os.path.join(self.folder, "nginx.conf"), "-p", self.folder],
            stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        net.wait_for(self.port)
        self.key = os.path.join(self.folder, "key")
        self.fingerprint = self.palais("own", "site", "key", self.key).splitlines()[0]

    def palais(self, store, *words, port=0, check=True):
        """What palais says, with a store of that name, over nginx or a line before it."""
        address = "http://127.0.0.1:%d/" % (port or self.port)
        env = dict(self.bench.env(), HOME=self.folder)
        env.pop("PALAIS_NOW", None)
        run = subprocess.run(
            self.bench.palais + ["-l", "en", "-S", os.path.join(self.folder, store + ".store"),
                                 "--mirror", SITE + "=" + address,
                                 "--mirror", "https://hub.example/=" + address, *words],
            env=env, check=False, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        if check and run.returncode:
            raise RuntimeError("palais %s: %s" % (" ".join(words[:3]), run.stdout))
        return run.stdout

    def write(self, numbers, turn):
        """Pages as they are at a turn, brought into the store and given out."""
        names = ["en/p%04d.html" % n for n in numbers]
        for number, name in zip(numbers, names):
            w = pages.Writer(9000 + number + 100_000 * turn)
            net.release(w, number)
            path = os.path.join(self.pages, name)
            with open(path, "w", encoding="utf-8") as out:
                out.write("\n".join(w.page) + "\n")
            then = time.time() - 86400 + 60 * turn
            os.utime(path, (then, then))
        for at in range(0, len(names), 100):
            self.palais("own", "fetch", "-q", "--afresh", *[SITE + n for n in names[at:at + 100]])
        began = time.perf_counter()
        said = self.palais("own", "site", "publish", self.www, self.key)
        return time.perf_counter() - began, said

    def packs(self):
        return sum(os.path.getsize(os.path.join(self.www, n)) for n in os.listdir(self.www)
                   if n.startswith("pack-"))

    def requests(self):
        with open(os.path.join(self.folder, "access.log"), encoding="utf-8") as f:
            return sum("GET /syria/" in line for line in f)

    def end(self):
        self.process.terminate()
        self.process.wait()


def follow(hub, cuts=(), thin=True):
    """[requests, bytes down, bytes up, seconds, what was said] of one sync."""
    line = net.Line(hub.port, cuts=cuts) if thin else net.Line(hub.port, 0, 0)
    before, began = hub.requests(), time.perf_counter()
    said = hub.palais("reader", "sync", "--from", HUB, "--key", hub.fingerprint, "--budget", "0",
                      port=line.port)
    seconds = time.perf_counter() - began
    counts = line.end()
    return [hub.requests() - before, counts["down"], counts["up"], seconds], said


def measure(bench):
    if not shutil.which("nginx"):
        bench.out.say("\nFollowing a hub: left out, nginx is not here")
        return
    hub = Hub(bench)
    rows = []
    try:
        made, said = hub.write(range(1, TEXTS + 1), 1)
        bench.out.say("\n" + said.strip())
        whole = hub.packs()

        def row(name, cuts=(), thin=True):
            costs, told = follow(hub, cuts, thin)
            rows.append([name] + costs)
            bench.out.say("%s: %s" % (name, told.strip()))
            return costs

        row("a first copy, no thin line", thin=False)
        nothing = row("nothing has changed")
        hub.write(range(1, CHANGED + 1), 2)
        once = row("a hundredth has changed")
        hub.write(range(21, 21 + CHANGED), 3)
        row("another, the line breaks twice", (9000, 9000))
        held = hub.palais("reader", "-o", "verify", "-q", check=False)
    finally:
        hub.end()
    bench.out.table("Following a hub of %d texts, %d KB of packs" % (TEXTS, whole // 1000),
                    ["", "requests", "bytes down", "bytes up", "seconds"], rows,
                    "600 ms and 64 kbit/s; made in %.1f s; verified after: %s"
                    % (made, held.strip().splitlines()[-1] if held.strip() else "clean"))
    bench.out.target("following a hub, nothing new: requests", nothing[0], 1)
    bench.out.target("following a hub, nothing new: bytes", nothing[1] + nothing[2], 1024)
    bench.out.target("following a hub, 1 % changed: requests", once[0], 5)
    bench.out.target("following a hub, 1 % changed: of its packs", 100 * once[1] / whole, 1.5, " %")
