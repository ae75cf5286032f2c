# SPDX-License-Identifier: ISC
"""A program in a terminal of its own: what it writes, when, and what the
terminal then shows. Used by bench/run; not run by itself."""

import fcntl
import os
import re
import select
import signal
import struct
import termios
import time
import unicodedata


class Screen:
    """As much of a terminal as the programs measured here use."""

    TOKEN = re.compile(
        r"\x1b\[(?P<mark>[<=>?]?)(?P<args>[\d;:]*)(?P<mid>[ -/]*)(?P<final>[@-~])"
        r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
        r"|\x1b(?P<set>[()*+#%])."
        r"|\x1b(?P<esc>[0-~])"
        r"|(?P<control>[\x00-\x1f\x7f])"
        r"|(?P<char>.)", re.S)

    def __init__(self, rows, cols):
        self.rows, self.cols = rows, cols
        self.lines = [self.blank() for _ in range(rows)]
        self.y = self.x = 0
        self.saved = (0, 0)
        self.top, self.bottom = 0, rows - 1
        self.last = " "
        self.full = False  # the last column was written: the next character wraps

    def blank(self):
        return [" "] * self.cols

    def resize(self, rows, cols):
        self.lines = [(line + [" "] * cols)[:cols] for line in self.lines[:rows]]
        self.rows, self.cols = rows, cols
        while len(self.lines) < rows:
            self.lines.append(self.blank())
        self.top, self.bottom = 0, rows - 1
        self.y, self.x = min(self.y, rows - 1), min(self.x, cols - 1)

    def row(self, index):
        return "".join(self.lines[index]).rstrip()

    def scroll(self, count, top=None):
        """Rows of the region move up by count, or down when it is negative."""
        first = self.top if top is None else top
        for _ in range(abs(count)):
            if count > 0:
                del self.lines[first]
                self.lines.insert(self.bottom, self.blank())
            else:
                del self.lines[self.bottom]
                self.lines.insert(first, self.blank())

    def newline(self):
        if self.y == self.bottom:
            self.scroll(1)
        else:
            self.y = min(self.y + 1, self.rows - 1)

    def put(self, char):
        if unicodedata.category(char) in ("Mn", "Me", "Cf"):
            self.lines[self.y][max(0, self.x - (not self.full))] += char
            return
        width = 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if self.full or self.x + width > self.cols:
            self.x, self.full = 0, False
            self.newline()
        self.lines[self.y][self.x] = char
        if width == 2:
            self.lines[self.y][self.x + 1] = ""
        self.last = char
        self.x += width
        if self.x >= self.cols:
            self.x, self.full = self.cols - 1, True

    def control(self, char):
        if char == "\r":
            self.x = 0
        elif char in "\n\v\f":
            self.newline()
        elif char == "\b":
            self.x = max(0, self.x - 1)
        elif char == "\t":
            self.x = min(self.cols - 1, (self.x // 8 + 1) * 8)
        else:
            return
        self.full = False

    def escape(self, char):
        if char == "7":
            self.saved = (self.y, self.x)
        elif char == "8":
            self.y, self.x = self.saved
        elif char == "D":
            self.newline()
        elif char == "E":
            self.x = 0
            self.newline()
        elif char == "M":
            if self.y == self.top:
                self.scroll(-1)
            else:
                self.y = max(0, self.y - 1)

    def erase(self, what, lines):
        if lines:
            before, after = range(self.y), range(self.y + 1, self.rows)
            for index in {0: after, 1: before}.get(what, range(self.rows)):
                self.lines[index] = self.blank()
            if what > 1:
                return
        start, end = {0: (self.x, self.cols), 1: (0, self.x + 1)}.get(what, (0, self.cols))
        self.lines[self.y][start:end] = [" "] * (end - start)

    def sequence(self, mark, args, final):
        numbers = [int(n) if n.isdigit() else 0 for n in args.replace(":", ";").split(";")]
        first = numbers[0] or 1
        second = (numbers[1] if len(numbers) > 1 else 0) or 1
        line = self.lines[self.y]
        if mark:
            if final in "hl" and set(numbers) & {47, 1047, 1049}:
                self.lines = [self.blank() for _ in range(self.rows)]
            return
        if final == "m":
            return
        self.full = False
        if final in "Hf":
            self.y, self.x = min(first, self.rows) - 1, min(second, self.cols) - 1
        elif final == "A":
            self.y = max(0, self.y - first)
        elif final in "Be":
            self.y = min(self.rows - 1, self.y + first)
        elif final in "Ca":
            self.x = min(self.cols - 1, self.x + first)
        elif final == "D":
            self.x = max(0, self.x - first)
        elif final in "G`":
            self.x = min(self.cols, first) - 1
        elif final == "d":
            self.y = min(self.rows, first) - 1
        elif final in "JK":
            self.erase(numbers[0], final == "J")
        elif final in "LM":
            self.scroll(first if final == "M" else -first, self.y)
        elif final in "ST":
            self.scroll(first if final == "S" else -first)
        elif final == "P":
            line[self.x:] = (line[self.x + first:] + self.blank())[:self.cols - self.x]
        elif final == "@":
            line[self.x:] = ([" "] * first + line[self.x:])[:self.cols - self.x]
        elif final == "X":
            end = min(self.cols, self.x + first)
            line[self.x:end] = [" "] * (end - self.x)
        elif final == "b":
            for _ in range(first):
                self.put(self.last)
        elif final == "r":
            self.top = first - 1
            self.bottom = min(self.rows, second if len(numbers) > 1 else self.rows) - 1
            self.y = self.x = 0

    def feed(self, data):
        for token in self.TOKEN.finditer(data.decode("utf-8", "replace")):
            if token["char"] is not None:
                self.put(token["char"])
            elif token["control"] is not None:
                self.control(token["control"])
            elif token["esc"] is not None:
                self.escape(token["esc"])
            elif token["final"] is not None and not token["mid"]:
                self.sequence(token["mark"], token["args"], token["final"])


class Terminal:
    """Runs a command on a pseudo-terminal; close() ends it."""

    def __init__(self, command, env, rows=24, cols=80):
        self.screen = Screen(rows, cols)
        self.status = None
        main, other = os.openpty()
        self.fd = main
        self.set_size(rows, cols)
        self.began = time.perf_counter()
        # a session's first terminal, when it is opened, is the one that controls it
        self.pid = os.posix_spawnp(
            command[0], command, env, setsid=True, setsigdef=[signal.SIGPIPE],
            file_actions=[(os.POSIX_SPAWN_OPEN, 0, os.ttyname(other), os.O_RDWR, 0),
                          (os.POSIX_SPAWN_DUP2, 0, 1), (os.POSIX_SPAWN_DUP2, 0, 2)])
        os.close(other)

    def set_size(self, rows, cols):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, cols, 0, 0))

    def resize(self, rows, cols):
        self.screen.resize(rows, cols)
        self.set_size(rows, cols)

    def settle(self, quiet=0.2, longest=15.0):
        """Reads until nothing comes for `quiet` seconds: (bytes, when the last came)."""
        count, last = 0, None
        end = time.perf_counter() + longest
        while time.perf_counter() < end:
            if not select.select([self.fd], [], [], quiet)[0]:
                if last is not None or quiet >= 0.2:
                    break
                continue
            try:
                data = os.read(self.fd, 1 << 16)
            except OSError:
                data = b""
            if not data:
                break
            last = time.perf_counter()
            count += len(data)
            self.screen.feed(data)
        return count, last

    def first_screen(self, quiet=0.3):
        """(bytes, seconds from the start to the last byte of the first screen)."""
        select.select([self.fd], [], [], 10)
        count, last = self.settle(quiet)
        return count, (last or time.perf_counter()) - self.began

    def keys(self, *keys, quiet=0.12):
        """Types each key a little after the one before: bytes that were written."""
        count = 0
        for index, key in enumerate(keys):
            os.write(self.fd, key.encode())
            more = self.settle(quiet if index == len(keys) - 1 else 0.03,
                               3.0 if index == len(keys) - 1 else 0.05)
            count += more[0]
        return count

    def tree(self):
        parents = {}
        for name in os.listdir("/proc"):
            if name.isdigit():
                try:
                    with open("/proc/%s/stat" % name, encoding="utf-8") as f:
                        parent = int(f.read().rpartition(")")[2].split()[1])
                    parents.setdefault(parent, []).append(int(name))
                except OSError:
                    pass
        found = [self.pid]
        for pid in found:
            found.extend(parents.get(pid, []))
        return found

    def memory(self):
        """KB that the processes have: with shared pages counted by share (PSS), and all
        but those of the C library, which does not depend on who else runs."""
        pss = own = 0
        for pid in self.tree():
            with open("/proc/%d/smaps" % pid, encoding="utf-8") as f:
                name = ""
                for line in f:
                    word, _, rest = line.partition(" ")
                    if not word.endswith(":"):
                        name = rest
                    elif word == "Pss:":
                        pss += int(rest.split()[0])
                    elif word == "Rss:" and not re.search(r"/(libc|libm|ld-linux[^/]*)\.so|/locale/",
                                                         name):
                        own += int(rest.split()[0])
        return pss, own

    def cpu(self):
        """Seconds on a processor so far."""
        total = 0
        for pid in self.tree():
            with open("/proc/%d/schedstat" % pid, encoding="utf-8") as f:
                total += int(f.read().split()[0])
        return total / 1e9

    def libraries(self):
        found = set()
        for pid in self.tree():
            with open("/proc/%d/maps" % pid, encoding="utf-8") as f:
                found |= set(re.findall(r"/(lib[^/\s]*?|ld-[^/\s]*?)\.so[^/\s]*$", f.read(), re.M))
        return sorted(found)

    def close(self):
        try:
            os.kill(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        os.waitpid(self.pid, 0)
        os.close(self.fd)
