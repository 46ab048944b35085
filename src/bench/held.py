"""The clients of held.sh: those that only hold a connection, those that send a byte a second, and those that beat.

  held.py PORT PID CONNECTIONS SLOW SECONDS
"""
import http.client
import json
import multiprocessing
import socket
import sys
import threading
import time

CLIENTS = 4
MOST_MIB = 256
HEAD = b"POST /api/worker/pool/heartbeat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


def beat_for(port, seconds, number, answers):
    """Beats at an easy pace and notes how long each answer took."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    end = time.monotonic() + seconds
    body = json.dumps({"name": f"client-{number}"})
    path = "/api/worker/pool/register"
    while time.monotonic() < end:
        begun = time.monotonic()
        try:
            connection.request("POST", path, body, {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            status = answer.status
        except (OSError, http.client.HTTPException) as gone:
            connection.close()
            status = type(gone).__name__
        answers.append((status, time.monotonic() - begun))
        path = "/api/worker/pool/heartbeat"
        time.sleep(0.005)
    connection.close()


def measured(port, seconds):
    answers = [[] for _ in range(CLIENTS)]
    threads = [threading.Thread(target=beat_for, args=(port, seconds, n, answers[n])) for n in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answer for each in answers for answer in each]


def quantile(answers, part):
    times = sorted(took for _, took in answers)
    return times[min(len(times) - 1, int(len(times) * part))] * 1000


def memory(pid, field):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith(field + ":"))


class Slow:
    """Sends a byte a second, half of them of the head and half of them of the body."""

    def __init__(self, port, in_head):
        self.port = port
        self.in_head = in_head
        self.cut = 0
        self.connect()

    def connect(self):
        self.socket = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        self.rest = iter(HEAD + b"X: " + b"x" * 4000)
        if not self.in_head:
            self.socket.sendall(HEAD + b"Content-Length: 4000\r\n\r\n")
            self.rest = iter(b'{"name":"' + b"x" * 4000)
        self.socket.setblocking(False)

    def step(self):
        try:
            self.socket.send(bytes([next(self.rest)]))
            try:
                is_over = self.socket.recv(4096) is not None
            except BlockingIOError:
                is_over = False
        except OSError:
            is_over = True
        if is_over:
            self.cut += 1
            self.socket.close()
            self.connect()


def hold(port, connections, slow, pipe):
    """A process of its own, so that the clients that are measured wait for the server alone."""
    held = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(connections - slow)]
    clients = [Slow(port, n % 2 == 0) for n in range(slow)]
    pipe.send("held")
    step = 0
    while not pipe.poll(0.1):
        for client in clients[step % 10 :: 10]:
            client.step()
        step += 1
    some = held[:: max(1, len(held) // 100)]
    rested = 0
    for one in some:
        try:
            one.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            rested += one.recv(4096).startswith(b"HTTP/1.1 200 ")
        except OSError:
            pass
    in_head = sum(client.cut for client in clients if client.in_head)
    pipe.send((in_head, sum(client.cut for client in clients) - in_head, rested, len(some)))


def main(port, pid, connections, slow, seconds):
    measured(port, 10)  # until the server is warm
    alone = measured(port, seconds)
    before = memory(pid, "VmRSS")
    pipe, other = multiprocessing.Pipe()
    holder = multiprocessing.Process(target=hold, args=(port, connections, slow, other), daemon=True)
    holder.start()
    pipe.recv()
    beside = measured(port, seconds)
    pipe.send("enough")
    in_head, in_body, rested, asked = pipe.recv()
    holder.join()
    peak = memory(pid, "VmHWM")
    errors = sum(status != 200 for status, _ in alone + beside)
    print(f"{connections} connections, {slow} of them slow, for {seconds} s; {CLIENTS} clients that beat")
    for name, part in (("median", 0.5), ("p99", 0.99)):
        a, b = quantile(alone, part), quantile(beside, part)
        print(f"{name}: {a:.2f} ms alone, {b:.2f} ms beside, ratio {b / a:.2f}")
    print(f"answers: {len(alone)} alone, {len(beside)} beside, {errors} errors")
    print(f"slow ones that were cut: {in_head} in the head, {in_body} in the body")
    print(f"connections that rested and are answered: {rested} of {asked} asked")
    print(f"memory: {before:.0f} MiB before, {peak:.0f} MiB at most")
    sys.exit(1 if errors or rested < asked or peak > MOST_MIB else 0)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
