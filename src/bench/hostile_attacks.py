"""The attacks of hostile.py. Each is a function of the server's port, the moment of its end and its size; it runs in a
process of its own, so that the honest clients wait for the server alone, and comes from other addresses than they.
"""
import concurrent.futures
import http.client
import json
import socket
import time

READ, WRITE = "hostile-read-token", "hostile-write-token"
MIB = 1 << 20
OTHERS = [f"127.0.0.{n}" for n in range(2, 12)]


def headers(token):
    return {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}


def connect(port, number, timeout=1.0):
    source = (OTHERS[number % len(OTHERS)], 0)
    return socket.create_connection(("127.0.0.1", port), timeout=timeout, source_address=source)


def unfinished(port, until, count, pieces):
    """Holds as many connections as it may, each with bytes whose end never comes; those that are cut begin again."""
    held = []
    number = 0
    while time.monotonic() < until:
        if len(held) >= count:
            alive = []
            for one in held:
                try:
                    if one.recv(1, socket.MSG_PEEK) is None:
                        continue
                    one.close()
                except (BlockingIOError, TimeoutError):
                    alive.append(one)
                except OSError:
                    one.close()
            held = alive
            time.sleep(0.05)
            continue
        try:
            one = connect(port, number)
            held.append(one)
            one.sendall(pieces[number % len(pieces)])
            one.setblocking(False)
        except OSError:
            # Refused or cut: that is what is hoped for.
            time.sleep(0.001)
        number += 1
    for one in held:
        one.close()


def bodies(port, until, count):
    rest = f" HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\nContent-Length: {MIB}\r\n\r\n"
    lines = ["POST /api/worker/pool/heartbeat", "GET /api/worker/pools", "GET /health", "POST /api/worker/pool/register"]
    unfinished(port, until, count, [(line + rest).encode() + b"x" * (MIB - 1) for line in lines])


def heads(port, until, count):
    unfinished(port, until, count, [b"GET /api/worker/pools HTTP/1.1\r\nX: " + b"x" * 15_000])


def handshakes(port, until, count):
    # A record of the longest length, its last byte missing; and one that says hello with another's length.
    hello = b"\x16\x03\x01\x40\x00\x01\x00\x3f\xfc\x03\x03"
    unfinished(port, until, count, [hello + b"\x00" * (16_384 - len(hello) + 4), b"\x16\x03\x01", b""])


def requests(port, until, many, numbered):
    """Sends from many threads at once what numbered gives: method, path, body and token."""
    def client(number):
        turn = number
        while time.monotonic() < until:
            method, path, body, token = numbered(turn)
            turn += many
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5,
                                                        source_address=(OTHERS[number % len(OTHERS)], 0))
                connection.request(method, path, body, headers(token))
                connection.getresponse().read()
                connection.close()
            except (OSError, http.client.HTTPException):
                time.sleep(0.01)

    with concurrent.futures.ThreadPoolExecutor(many) as pool:
        list(pool.map(client, range(many)))


def memory_hogs(port, until, many):
    errors = json.dumps({"name": "hog", "meta": {"k" * 490_000: ["\0"] * 50_000}})
    paths = ["/api/runtimes", "/api/worker/pools", "/api/runtimes?status=ready"]

    def numbered(turn):
        if turn % 2:
            return "POST", "/api/worker/pool/register", errors, WRITE
        return "GET", paths[turn // 2 % len(paths)], None, READ

    requests(port, until, many, numbered)


def slow_texts(port, until, many):
    digits = "9" * 500_000
    bodies = [
        json.dumps({"name": "slow", "capacity": digits}),
        json.dumps({"name": "slow", "pid": digits}),
        json.dumps({"name": "slow", "capacity": " " * 250_000 + digits[:250_000]}),
        '{"name":"slow","meta":' + "[" * 900 + digits + "]" * 900 + "}",
        '{"name":"slow","capacity":1e' + digits + "}",
    ]
    query = "/api/runtimes?" + "&".join(f"label=k{n}=%2A-%2A" for n in range(500))

    def numbered(turn):
        if turn % 6 == 5:
            return "GET", query, None, READ
        return "POST", "/api/worker/pool/register", bodies[turn % 6], WRITE

    requests(port, until, many, numbered)


def distinct_lists(port, until, many):
    requests(port, until, many, lambda turn: ("GET", f"/api/worker/pools?label=group=g{turn}", None, READ))


ATTACKS = {
    "bodies": bodies, "heads": heads, "handshakes": handshakes, "memory": memory_hogs, "texts": slow_texts,
    "lists": distinct_lists, "threads": distinct_lists,
}


def run_attack(name, port, seconds, size):
    until = time.monotonic() + seconds
    ATTACKS[name](port, until, size)
