#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""usage: link.py --to PORT [--rtt MS] [--rate BITS] [--cuts N,N,…]
A thin line on loopback. Prints the port that it listens on; what connects there
is carried on to PORT, no faster than BITS a second in each direction, all
connections together, and half of MS late each way; a new connection costs one
MS more, for its handshake. A packet of 1448 bytes carries 52 of its own.
--cuts: the first connection breaks after N bytes have come down, the second
after the next N, and so on; later ones do not break.
At SIGTERM it prints as JSON what crossed the line: connections, down, up (bytes of the
connections), wire (with packets' heads), body (down without the heads of answers,
for connections that carry one answer each)."""

import argparse
import asyncio
import json
import os
import signal
import time

PACKET, HEAD = 1448, 52
AHEAD = 2.0  # seconds of a line's queue; a sender that is further ahead waits


class Direction:
    """One direction of the line, shared by all connections."""

    def __init__(self, rate):
        self.rate, self.free = rate, 0.0
        self.bytes = self.packets = 0

    def leave(self, size):
        """When the last bit of a packet has left, for one that is ready now."""
        now = time.monotonic()
        length = (size + HEAD) * 8 / self.rate if self.rate else 0
        self.free = max(now, self.free) + length
        return self.free

    async def keep_pace(self):
        while self.free - time.monotonic() > AHEAD:
            await asyncio.sleep(0.02)


class Line:
    def __init__(self, port, rtt, rate, cuts):
        self.port, self.rtt, self.cuts = port, rtt, list(cuts)
        self.up, self.down = Direction(rate), Direction(rate)
        self.connections = self.body = self.broken = 0

    async def carry(self, reader, direction, first, deliver):
        """Packets from a reader to `deliver`, each at its time; the reader's end as
        None. Ends early when deliver says so."""
        packets = asyncio.Queue()

        async def drain():
            while True:
                when, data = await packets.get()
                await asyncio.sleep(max(0, when - time.monotonic()))
                if not await deliver(data) or data is None:
                    return

        worker = asyncio.ensure_future(drain())
        late = self.rtt / 2 + first
        try:
            while not worker.done():
                data = await reader.read(PACKET)
                if not data:
                    break
                packets.put_nowait((direction.leave(len(data)) + late, data))
                late = self.rtt / 2
                await direction.keep_pace()
        except OSError:
            pass
        packets.put_nowait((max(direction.free, time.monotonic()) + self.rtt / 2, None))
        await worker

    async def connection(self, reader, writer):
        cut = self.cuts.pop(0) if self.cuts else 0
        self.connections += 1
        try:
            origin_reader, origin_writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            writer.close()
            return
        came, head = 0, b""

        async def send(target, data):
            if data is None:
                if target.can_write_eof():
                    target.write_eof()
                return True
            target.write(data)
            await target.drain()
            return True

        async def upward(data):
            if data:
                self.up.bytes += len(data)
                self.up.packets += 1
            return await send(origin_writer, data)

        async def downward(data):
            nonlocal came, head
            if data is None:
                return await send(writer, data)
            breaks = cut and came + len(data) >= cut
            data = data[:cut - came] if breaks else data
            came += len(data)
            self.down.bytes += len(data)
            self.down.packets += 1
            if b"\r\n\r\n" in head:
                self.body += len(data)
            else:
                head += data
                self.body += len(head.partition(b"\r\n\r\n")[2])
            await send(writer, data)
            if breaks:
                self.broken += 1
                # what was sent is to arrive before the line is gone
                await asyncio.sleep(0.02)
                writer.transport.abort()
                origin_writer.transport.abort()
                return False
            return True

        async def guarded(*arguments):
            try:
                await self.carry(*arguments)
            except OSError:
                pass

        await asyncio.gather(guarded(reader, self.up, self.rtt, upward),
                             guarded(origin_reader, self.down, 0, downward))
        for each in (writer, origin_writer):
            each.close()

    def counts(self):
        packets = self.up.packets + self.down.packets
        return {"connections": self.connections, "broken": self.broken, "body": self.body,
                "down": self.down.bytes, "up": self.up.bytes,
                # one acknowledgement for two packets, and six to begin and end
                "wire": self.down.bytes + self.up.bytes +
                        HEAD * (packets + packets // 2 + 6 * self.connections)}


async def run(line):
    server = await asyncio.start_server(line.connection, "127.0.0.1", 0)
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    print(server.sockets[0].getsockname()[1], flush=True)
    await ended.wait()
    print(json.dumps(line.counts()), flush=True)
    os._exit(0)  # connections that are still open are of no interest


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("--to", type=int, required=True)
    parser.add_argument("--rtt", type=float, default=0)
    parser.add_argument("--rate", type=float, default=0)
    parser.add_argument("--cuts", default="")
    a = parser.parse_args()
    cuts = [int(n) for n in a.cuts.split(",") if n]
    asyncio.run(run(Line(a.to, a.rtt / 1000, a.rate, cuts)))


if __name__ == "__main__":
    main()
