"""The clients of beside-lists.sh.

  beside_lists.py PORT SECONDS ROUNDS
"""
import collections
import http.client
import json
import multiprocessing
import os
import selectors
import socket
import statistics
import sys
import time

ROWS = 10_000
SHORTEST_LIST = 9_000
CONNECTIONS = 520
PAUSE = 0.005
WARM_UP = 20
HEADERS = {"Content-Type": "application/json"}


def fill(port):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for number in range(ROWS):
        body = {"name": f"pool-{number:05}", "runtime": "python", "capacity": 8, "hostname": f"worker-{number}",
                "pid": 1000 + number, "labels": {"env": "prod", "zone": f"eu-{number % 3}"}}
        connection.request("POST", "/api/worker/pool/register", json.dumps(body), HEADERS)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, f"a registration was answered {answer.status}"
    connection.close()


def beat(port, seconds, results):
    """Sends a heartbeat every PAUSE; how long each took in ms, and how many were answered with which status."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    body = json.dumps({"name": "pool-00001", "kind": "worker_pool"})
    times, statuses = [], collections.Counter()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begun = time.monotonic()
        connection.request("POST", "/api/runtime/heartbeat", body, HEADERS)
        answer = connection.getresponse()
        answer.read()
        times.append((time.monotonic() - begun) * 1000)
        statuses[answer.status] += 1
        time.sleep(PAUSE)
    results.put((times, statuses))


class Lister:
    """A connection that asks for the same list again and again."""

    def __init__(self, port, number):
        self.request = (f"GET /api/runtimes?limit={SHORTEST_LIST + number} HTTP/1.1\r\n"
                        f"Host: 127.0.0.1:{port}\r\n\r\n").encode()
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setblocking(False)
        self.ask()

    def ask(self):
        self.head = b""
        self.missing = None
        self.socket.send(self.request)

    def read(self):
        """Takes what has come; the status of an answer that is whole, else None."""
        part = self.socket.recv(1 << 18)
        if not part:
            raise SystemExit("the server closed the connection of a list")
        if self.missing is None:
            self.head += part
            end = self.head.find(b"\r\n\r\n")
            if end < 0:
                return None
            lines = self.head[:end].lower().split(b"\r\n")
            length = next(line for line in lines if line.startswith(b"content-length:"))
            self.missing = int(length.split(b":")[1]) - (len(self.head) - end - 4)
        else:
            self.missing -= len(part)
        return int(self.head[9:12]) if self.missing == 0 else None


def list_on(port, stop, results):
    # As on another machine: this process takes no processor from the server.
    os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    statuses = collections.Counter()
    selector = selectors.DefaultSelector()
    for number in range(CONNECTIONS):
        lister = Lister(port, number)
        selector.register(lister.socket, selectors.EVENT_READ, lister)
    while not stop.is_set():
        for key, _ in selector.select(0.1):
            status = key.data.read()
            if status is not None:
                statuses[status] += 1
                key.data.ask()
    results.put(statuses)


def in_process(what, *arguments):
    results = multiprocessing.Queue()
    process = multiprocessing.Process(target=what, args=(*arguments, results), daemon=True)
    process.start()
    return process, results


def beats_alone(port, seconds):
    process, results = in_process(beat, port, seconds)
    answer = results.get()
    process.join()
    return answer


def beats_beside(port, seconds):
    stop = multiprocessing.Event()
    process, results = in_process(list_on, port, stop)
    time.sleep(1)
    answer = beats_alone(port, seconds)
    stop.set()
    lists = results.get()
    process.join()
    return *answer, lists


def quantile(times, part):
    return sorted(times)[min(len(times) - 1, int(len(times) * part))]


def main(port, seconds, rounds):
    fill(port)
    # Warms the JVM up.
    beats_beside(port, WARM_UP)
    found = collections.defaultdict(list)
    print(f"{'ms':12}{'alone p50':>12}{'p99':>8}{'beside p50':>12}{'p99':>8}  heartbeats; lists, by status")
    for number in range(1, rounds + 1):
        alone, _ = beats_alone(port, seconds)
        beside, beats, lists = beats_beside(port, seconds)
        figures = [quantile(alone, 0.5), quantile(alone, 0.99), quantile(beside, 0.5), quantile(beside, 0.99)]
        for name, figure in zip(("a50", "a99", "b50", "b99"), figures):
            found[name].append(figure)
        found["ratio"].append(figures[3] / figures[1])
        print("round {:<6}{:12.2f}{:8.2f}{:12.2f}{:8.2f}".format(number, *figures), f" {dict(beats)}; {dict(lists)}",
              flush=True)
    medians = {name: statistics.median(figures) for name, figures in found.items()}
    print("median      {a50:12.2f}{a99:8.2f}{b50:12.2f}{b99:8.2f}".format(**medians))
    print(f"p99 beside lists against alone, the median of the rounds: {medians['ratio']:.2f} x")


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3]))
