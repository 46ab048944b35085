"""The clients of failover.sh: a steady load whose acknowledgements are written down, for faults.py to compare.

  failover.py JOURNAL PORT [PORT]     until SIGTERM: 2,000 heartbeats and 20 registrations a second

With two ports, a client whose connection ends sends the same request to the other server, and the request has taken
the time of both.
"""
import json
import multiprocessing
import signal
import socket
import sys
import threading
import time

PROCESSES = 2
CLIENTS = 16  # of each process
NAMES = 20  # of each client
REQUESTS = 2020 / PROCESSES / CLIENTS  # a second
HEAD = "POST /api/worker/pool/{} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{}"


class Client:
    def __init__(self, ports, number):
        self.ports = ports[number % len(ports) :] + ports[: number % len(ports)]
        self.socket = None

    def ask(self, path, body):
        """The status, and whether there is a Retry-After; OSError where the connection ends."""
        if self.socket is None:
            self.socket = socket.create_connection(("127.0.0.1", self.ports[0]), timeout=10)
            self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            text = json.dumps(body)
            self.socket.sendall(HEAD.format(path, len(text), text).encode())
            answer = b""
            while True:
                part = self.socket.recv(65536)
                if not part:
                    raise ConnectionError("closed")
                answer += part
                head, end, rest = answer.partition(b"\r\n\r\n")
                lower = head.lower()
                if end and len(rest) >= int(lower.partition(b"\r\ncontent-length:")[2].split(b"\r\n")[0] or 0):
                    if b"\r\nconnection: close" in lower:
                        self.close()
                    return int(head[9:12]), b"\r\nretry-after:" in lower
        except OSError:
            self.close()
            raise

    def close(self):
        self.socket.close()
        self.socket = None

    def request(self, path, body):
        for _ in self.ports:
            try:
                return self.ask(path, body)
            except OSError:
                self.ports = self.ports[1:] + self.ports[:1]
        return 0, False


def run(number, ports, lines, stop):
    client = Client(ports, number)
    turn = 0
    due = time.time()
    while not stop.is_set():
        name = f"client-{number}-{turn % NAMES}"
        body = {"name": name}
        registers = turn < NAMES or turn % 101 == 0
        if turn >= NAMES and registers:
            # New rows of some size, so that a full disk is noticed.
            name = f"client-{number}-new-{turn}"
            body = {"name": name, "meta": {"note": "x" * 4000}}
        if registers:
            body["capacity"] = turn
        begun = time.time()
        status, retry = client.request("register" if registers else "heartbeat", body)
        lines.append((number, name, body.get("capacity"), begun, time.time(), status, retry))
        if status == 200 or turn >= NAMES:
            turn += 1
        due = max(due + 1 / REQUESTS, time.time() - 0.1)
        stop.wait(max(0, due - time.time()))


def load(first, journal, ports):
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    lines = [[] for _ in range(CLIENTS)]
    threads = [threading.Thread(target=run, args=(first + n, ports, lines[n], stop)) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open(journal, "w") as out:
        for number, name, capacity, begun, ended, status, retry in sorted(
            (line for each in lines for line in each), key=lambda line: line[3]
        ):
            line = {"client": number, "name": name, "capacity": capacity, "begun": begun, "ended": ended}
            out.write(json.dumps(line | {"status": status, "retry": retry}) + "\n")


def main(journal, *ports):
    parts = [f"{journal}.{number}" for number in range(PROCESSES)]
    processes = [
        multiprocessing.Process(target=load, args=(number * CLIENTS, part, [int(port) for port in ports]))
        for number, part in enumerate(parts)
    ]
    for process in processes:
        process.start()
    signal.signal(signal.SIGTERM, lambda *_: [process.terminate() for process in processes])
    for process in processes:
        process.join()
    with open(journal, "w") as out:
        for part in parts:
            with open(part) as lines:
                out.writelines(lines)


if __name__ == "__main__":
    main(*sys.argv[1:])
