# SPDX-License-Identifier: ISC
"""What bringing pages costs on a thin line, beside curl, wget2, w3m and lynx.

An nginx of our own on loopback has ten pages, a feed that lists them, a feed of two
hundred headlines, and one long page; link.py stands before it as a line of 600 ms
and 64 kbit/s. Bytes are those of the connections, with heads, and with TLS where the
scheme is https."""

import concurrent.futures
import json
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

import pages
import terminal

HERE = os.path.dirname(os.path.abspath(__file__))
RTT, RATE, FASTER = 600, 64000, 256000
PAGES, PAGE_BYTES, HEADLINES, CUTS = 10, 17_500, 200, 50
SLOW = ("w3m", "lynx")
NAME = "%s://press.example/"

NGINX = """daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log;
{user} events {{ worker_connections 256; }}
http {{
 access_log off;
 types {{ text/html html; application/rss+xml xml; text/plain txt; }}
 client_body_temp_path {folder}/1; proxy_temp_path {folder}/2; fastcgi_temp_path {folder}/3;
 uwsgi_temp_path {folder}/4; scgi_temp_path {folder}/5;
 gzip on; gzip_min_length 256; gzip_types text/plain application/rss+xml; gzip_vary on;
 keepalive_timeout 65;
 server {{ listen 127.0.0.1:{http}; root {pages};
  location /plain/ {{ gzip off; alias {pages}/; }}
  location /kept/ {{ expires 1h; alias {pages}/; }} }}
 server {{ listen 127.0.0.1:{https} ssl http2; root {pages};
  ssl_protocols TLSv1.2 TLSv1.3; ssl_certificate {folder}/origin.pem; ssl_certificate_key {folder}/origin.key; }}
}}
"""


def release(w, number):
    """A page as a newsroom sends it: menus, one text, a footer."""
    title = "Release %d: %s" % (number, w.fill("the gates at {place}"))
    pages.head(w, title)
    w.put("<header><nav><ul>%s</ul></nav></header><main><article>" % "".join(
        '<li><a href="/topic/%d">%s</a></li>' % (n, w.pick(pages.PLACES)) for n in range(40)))
    w.text("h1", title)
    while w.size() < PAGE_BYTES:
        w.text("p", " ".join(w.prose() for _ in range(3)))
    w.put("</article></main><footer><p>The River Commission</p></footer>\n</body>\n</html>")


def feed(base, entries):
    """RSS: (path, title, summary, day)."""
    items = "".join(
        "<item><title>%s</title><link>%s%s</link><description>%s</description>"
        "<pubDate>Tue, %02d Jun 2026 %02d:%02d:00 +0000</pubDate></item>\n" %
        (title, base, path, summary, day % 28 + 1, day % 24, day % 60)
        for path, title, summary, day in entries)
    return ('<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>'
            "<title>River Commission</title><link>%s</link>%s</channel></rss>\n" % (base, items))


class Origin:
    """The pages, and nginx before them."""

    def __init__(self, folder):
        self.folder, self.pages = folder, os.path.join(folder, "pages")
        os.mkdir(self.pages)
        self.http, self.https = free_port(), free_port()
        self.write_pages()
        certificate(folder)
        with open(os.path.join(folder, "nginx.conf"), "w", encoding="utf-8") as out:
            out.write(NGINX.format(folder=folder, pages=self.pages, http=self.http,
                                   https=self.https,
                                   user="user root;" if os.getuid() == 0 else ""))
        self.process = subprocess.Popen(
            ["nginx", "-c", os.path.join(folder, "nginx.conf"), "-p", folder],
            stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(self.http)

    def write(self, name, text, age=0):
        path = os.path.join(self.pages, name)
        with open(path, "w", encoding="utf-8") as out:
            out.write(text)
        # as old as what a newsroom has: a date of this very second proves nothing
        then = time.time() - 86400 + age
        os.utime(path, (then, then))

    def write_pages(self):
        self.names = ["p%02d.html" % n for n in range(1, PAGES + 1)]
        for number, name in enumerate(self.names, 1):
            w = pages.Writer(500 + number)
            release(w, number)
            self.write(name, "\n".join(w.page) + "\n")
        w = pages.Writer(77)
        w.put("<title>All sheets</title>")
        while w.size() < 400_000:
            w.text("p", " ".join(w.prose() for _ in range(3)))
        self.write("long.html", "\n".join(w.page) + "\n")
        self.write("robots.txt", "User-agent: *\nDisallow: /search\n")

    def write_feeds(self):
        """Feeds name their pages by the address that palais knows them by."""
        w = pages.Writer(600)
        entries = [("p%02d.html" % n, "Release %d" % n, w.prose(), n)
                   for n in range(1, PAGES + 1)]
        for scheme in PEERS:
            self.write("feed-%s.xml" % scheme, feed(NAME % scheme, entries))
        base = NAME % "http"
        more = [("sheet/%d" % n, w.fill("Sheet %d: {place} and {other}" % n), w.prose(), n)
                for n in range(1, HEADLINES + 1)]
        self.write("headlines.xml", feed(base, more))

    def change_one(self):
        """One page is changed, and the feed says so."""
        for name, word in (("p05.html", "Release 5"),
                           ("feed-http.xml", "<title>Release 5</title>"),
                           ("feed-https.xml", "<title>Release 5</title>")):
            with open(os.path.join(self.pages, name), encoding="utf-8") as f:
                text = f.read()
            self.write(name, text.replace(word, word.replace("5", "5, corrected")), 60)

    def end(self):
        self.process.terminate()
        self.process.wait()


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("nginx does not answer")


def certificate(folder):
    """An authority of our own, and a certificate by it for 127.0.0.1."""
    def openssl(*words):
        subprocess.run(["openssl", *words], cwd=folder, check=True, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    openssl("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=bench",
            "-keyout", "ca.key", "-out", "ca.pem")
    openssl("req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=127.0.0.1",
            "-keyout", "origin.key", "-out", "origin.csr")
    with open(os.path.join(folder, "names"), "w", encoding="utf-8") as out:
        out.write("subjectAltName=IP:127.0.0.1\n")
    openssl("x509", "-req", "-in", "origin.csr", "-CA", "ca.pem", "-CAkey", "ca.key",
            "-CAcreateserial", "-days", "2", "-extfile", "names", "-out", "origin.pem")


class Line:
    """link.py before a port."""

    def __init__(self, port, rtt=RTT, rate=RATE, cuts=()):
        self.process = subprocess.Popen(
            [sys.executable, os.path.join(HERE, "link.py"), "--to", str(port),
             "--rtt", str(rtt), "--rate", str(rate), "--cuts", ",".join(map(str, cuts))],
            stdout=subprocess.PIPE, text=True)
        self.port = int(self.process.stdout.readline())

    def end(self):
        self.process.send_signal(signal.SIGTERM)
        counts = json.loads(self.process.stdout.readline())
        self.process.wait()
        self.process.stdout.close()
        return counts


# A client is a command of the shell. $URLS are the pages; its state is in its folder,
# which it finds again the next time. palais knows the origin by a name that stays, and
# asks for it through the line by --mirror.
CURL = ('n=; for u in $URLS; do f=${u##*/}; touch "$f.tag"; printf '
        "'%burl=%s\\noutput=%s\\ncompressed\\n%betag-compare=%s.tag\\netag-save=%s.tag\\n' "
        '"$n" "$u" "$f" "$MORE" "$f" "$f"; n="next\\n"; done >list; curl -s -Z -K list')
PEERS = {
    "http": {
        "curl --parallel": "MORE=; " + CURL,
        "wget2": "wget2 -q -N $URLS",
        "w3m": 'for u in $URLS; do w3m -dump "$u"; done >out',
        "lynx": 'for u in $URLS; do lynx -dump -nolist "$u"; done >out',
    },
    "https": {
        "curl --parallel": 'MORE="http2\\ncacert=$CA\\n"; ' + CURL,
        "wget2": "wget2 -q -N --ca-certificate=$CA $URLS",
    },
}
OWN = {
    "palais fetch": "$PALAIS fetch $NAMES",
    "palais sync": "$PALAIS --budget 0 sync feeds articles",
}


class Client:
    """A program in a folder of its own."""

    def __init__(self, bench, origin, scheme, name, command):
        self.origin, self.scheme, self.name, self.command = origin, scheme, name, command
        self.folder = tempfile.mkdtemp(dir=origin.folder)
        authority = os.path.join(origin.folder, "ca.pem")
        self.env = dict(bench.env(), CA=authority, SSL_CERT_FILE=authority, HOME=self.folder)
        self.env.pop("PALAIS_NOW")
        self.palais = bench.palais + ["-l", "en", "-S", os.path.join(self.folder, "store")]
        self.base = NAME % scheme
        self.runs = []

    def subscribe(self, feed_name, whole=True):
        """Of palais: the feed of the origin, and no other."""
        def feeds(*words):
            return subprocess.run(self.palais + list(words), env=self.env, check=True,
                                  capture_output=True, text=True).stdout
        for line in feeds("-f", "tsv", "feed").splitlines()[1:]:
            host = re.search("https?://([^/\t]+)", line)
            feeds("feed", "off", host.group(1))
        feeds("feed", "add", self.base + feed_name)
        if whole:
            feeds("feed", "whole", self.base + feed_name)

    def run(self, names, rtt=RTT, rate=RATE, cuts=()):
        """Seconds, what crossed the line, and what the program said."""
        line = Line(self.origin.https if self.scheme == "https" else self.origin.http,
                    rtt, rate, cuts)
        real = "%s://127.0.0.1:%d/" % (self.scheme, line.port)
        env = dict(self.env, URLS=" ".join(real + n for n in names),
                   NAMES=" ".join(self.base + n for n in names),
                   PALAIS=" ".join(self.palais + ["--mirror", "%s=%s" % (self.base, real)]))
        began = time.monotonic()
        done = subprocess.run(["/bin/sh", "-c", self.command], cwd=self.folder, env=env,
                              stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=400, check=False)
        self.runs.append((time.monotonic() - began, line.end(), done))
        return self.runs[-1]


def at_once(clients, work):
    """Each has a line of its own. Those that take long run beside the others, which are
    compared by parts of a second and run one after another."""
    slow = [c for c in clients if c.name in SLOW]

    def run(some):
        for client in some:
            work(client)
    with concurrent.futures.ThreadPoolExecutor(1 + len(slow)) as pool:
        list(pool.map(run, [[c] for c in slow] + [[c for c in clients if c not in slow]]))


# -- ten pages -------------------------------------------------------------------

TIMES = ("first time", "nothing has changed", "one of ten has changed")
# What palais has for each, beside the others, and the share of the best that is aimed at.
BEST = (("palais fetch", 1.0), ("palais sync", 0.8), ("palais sync", None))


def ten_pages(bench, origin, rate=RATE):
    """As a line of `rate` bits a second brings them; those that ask for one page after
    another are measured at one rate alone."""
    clients = []
    origin.write_feeds()
    origin.write_pages()
    for scheme, peers in PEERS.items():
        for name, command in {**OWN, **peers}.items():
            if name in SLOW and rate != RATE:
                continue
            if name in peers and not shutil.which(name.split()[0]):
                bench.out.say("not here: %s" % name)
                continue
            clients.append(Client(bench, origin, scheme, name, command))
            if name == "palais sync":
                clients[-1].subscribe("feed-%s.xml" % scheme)
    for index, when in enumerate(TIMES):
        if index == 2:
            origin.change_one()
        at_once(clients, lambda c: c.run(origin.names, rate=rate))
        rows = []
        for c in clients:
            seconds, line, done = c.runs[-1]
            rows.append(["%s, %s" % (c.name, c.scheme), seconds, line["down"], line["up"],
                         line["wire"], line["connections"],
                         "" if done.returncode == 0 else "status %d" % done.returncode])
        bench.out.table("Ten pages over %d ms and %d kbit/s: %s" % (RTT, rate / 1000, when),
                        ["", "seconds", "down", "up", "on the wire", "connections", ""], rows)
        for scheme in PEERS:
            compare(bench, clients, scheme, index, "%s, %d kbit/s" % (when, rate / 1000))


def compare(bench, clients, scheme, index, when):
    """The nearest that palais has against the best of the others."""
    own_name, most = BEST[index]
    of = [c for c in clients if c.scheme == scheme]
    own = next(c for c in of if c.name == own_name).runs[index]
    others = [c.runs[index] for c in of if c.name not in OWN]
    for what, value in (("bytes down", lambda r: r[1]["down"]), ("seconds", lambda r: r[0])):
        best = min(value(r) for r in others)
        if most:
            bench.out.target("Ten pages, %s, %s: %s, %s / best of the others" %
                             (when, scheme, own_name, what), value(own) / best, most)
    wget2 = [c.runs[index] for c in of if c.name == "wget2"]
    fetch = next(c.runs[index] for c in of if c.name == "palais fetch")
    if wget2:
        bench.out.target("Ten pages, %s, %s: palais fetch, seconds / wget2" % (when, scheme),
                         fetch[0] / wget2[0][0], 1.005)


def vouched(bench, origin):
    """What an origin has called fresh is not asked for at all."""
    client = Client(bench, origin, "http", "palais fetch", OWN["palais fetch"])
    names = ["kept/" + n for n in origin.names]
    rows = [[when, *(lambda r: (r[0], r[1]["down"], r[1]["up"]))(client.run(names))]
            for when in ("first time", "again, within the hour")]
    bench.out.table("Ten pages whose server vouches for them for an hour: palais fetch",
                    ["", "seconds", "down", "up"], rows)
    bench.out.target("Ten pages, still fresh: bytes down", rows[1][2], 0)


# -- the first text of a page ---------------------------------------------------------

FIRST_RUNS, LONGEST = 3, 15


def first_text(bench, origin):
    """Seconds from the command to rows of the page's own text on the screen."""
    rows = []
    for name, path, rate in (("17 KB", "p01.html", RATE), ("400 KB", "long.html", FASTER),
                             ("400 KB, not compressed", "plain/long.html", FASTER)):
        times = {"palais": [], "lynx": []}
        for program in [p for p in times if p == "palais" or shutil.which(p)] * FIRST_RUNS:
            line = Line(origin.http, RTT, rate)
            real = "http://127.0.0.1:%d/" % line.port
            command = bench.palais + ["--mirror", "%s=%s" % (NAME % "http", real),
                                      NAME % "http" + path] if program == "palais" \
                else ["lynx", real + path]
            t = terminal.Terminal(command, bench.env())
            while time.perf_counter() - t.began < LONGEST and \
                    sum(len(t.screen.row(i)) > 60 for i in range(1, 22)) < 5:
                t.settle(0.02, 0.05)
            took = time.perf_counter() - t.began
            times[program] += [took] if took < LONGEST else []  # lynx shows menus first
            t.close()
            line.end()
        own, lynx = (statistics.median(t) if t else None for t in times.values())
        rows.append(["%s at %d kbit/s" % (name, rate / 1000), own, lynx])
        if lynx:
            bench.out.target("first text, %s" % rows[-1][0], own / lynx, 1.0, " x lynx")
    bench.out.table("From an address to the first text, %d ms" % RTT, ["", "palais s", "lynx s"], rows,
                    "median of %d, in turn" % FIRST_RUNS)


# -- headlines ---------------------------------------------------------------------

def headlines(bench, origin):
    own = Client(bench, origin, "http", "palais sync", "$PALAIS --budget 0 sync feeds")
    own.subscribe("headlines.xml", whole=False)
    clients = [own, Client(bench, origin, "http", "curl", "MORE=; " + CURL)]
    rows = []
    for when in ("first", "again"):
        at_once(clients, lambda c: c.run(["headlines.xml"]))
        for c in clients:
            seconds, line, done = c.runs[-1]
            rows.append(["%s, %s time" % (c.name, when), seconds, line["down"], line["up"],
                         "" if done.returncode == 0 else "status %d" % done.returncode])
    here = subprocess.run(own.palais + ["-o", "-f", "tsv", "list", "news"], env=own.env,
                          check=True, capture_output=True, text=True).stdout
    bench.out.table("%d headlines of a feed" % HEADLINES, ["", "seconds", "down", "up", ""], rows,
                    "%d stand in the list" % (len(here.splitlines()) - 1))
    for index, when in enumerate(("first", "again")):
        bench.out.target("%d headlines, %s: bytes down, palais / curl" % (HEADLINES, when),
                         own.runs[index][1]["down"] / clients[1].runs[index][1]["down"], 1.0)


# -- a line that breaks ---------------------------------------------------------------

def told(text, words):
    """A number of bytes that palais tells, in all lines."""
    units = {"B": 1, "KB": 1000, "MB": 1000000}
    return sum(float(n) * units[u] for n, u in
               re.findall(r"([0-9.]+) (B|KB|MB) %s" % words, text))


def broken(bench, origin, name, path, rng):
    """Asks until it is all there; the line breaks fifty times. The row, and the sum of
    bodies as a share of the content."""
    client = Client(bench, origin, "http", name, "$PALAIS fetch $NAMES")
    size = os.path.getsize(os.path.join(origin.pages, "long.html"))
    cuts = [rng.randint(600, 2 * size // CUTS // 2) for _ in range(CUTS)]
    body = runs = faults = broke = 0
    again = 0.0
    done = None
    while not done or done.returncode:
        # the pages' own folder is named by what the server does
        _, line, done = client.run([path], 10, 0, cuts[:1])
        cuts = cuts[1:]
        body += line["body"]
        broke += line["broken"]
        runs += 1
        again += told(done.stdout + done.stderr, "of it a second time")
        looked = subprocess.run(client.palais + ["verify"], env=client.env, check=False,
                                capture_output=True)
        faults += looked.returncode != 0
        if runs > 3 * CUTS:
            break
    stored = subprocess.run(client.palais + ["-o", "-f", "raw", "show", client.base + path],
                            env=client.env, check=False, capture_output=True).stdout
    whole = len(stored) if name.startswith("parts") else size
    return [name, broke, runs, body, body / whole, again,
            "yes" if done.returncode == 0 else "no", faults]


def breaking(bench, origin):
    rng = random.Random(5)
    rows = [broken(bench, origin, "parts are given (strong validators)", "plain/long.html", rng),
            broken(bench, origin, "compressed while sent (weak ones)", "long.html", rng)]
    bench.out.table("A page of 400 KB, the line breaks at %d random points" % CUTS,
                    ["", "broken", "asked", "bodies", "/ content", "told as paid twice",
                     "whole", "store's faults"], rows,
                    "the content of the second is the page before it is compressed")
    bench.out.target("Fifty cuts, strong validators: sum of bodies / content", rows[0][4], 1.05)
    bench.out.target("Fifty cuts: faults that `palais verify` found", rows[0][7] + rows[1][7], 0)


def measure(bench):
    for program in ("nginx", "openssl", "curl"):
        if not shutil.which(program):
            bench.out.say("net: %s is not here" % program)
            return
    with tempfile.TemporaryDirectory(prefix="palais-net") as folder:
        os.chmod(folder, 0o755)
        origin = Origin(folder)
        try:
            for rate in (FASTER, RATE):
                ten_pages(bench, origin, rate)
            first_text(bench, origin)
            vouched(bench, origin)
            headlines(bench, origin)
            breaking(bench, origin)
        finally:
            origin.end()
