"""The clients of faults.sh: they write down what was acknowledged, and compare it with what is stored.

  faults.py load ADDRESS JOURNAL CLIENTS     registers and sends heartbeats until SIGTERM; one line of JSON for each request
  faults.py compare JOURNAL ROWS BACK [SECONDS]
                                             ROWS as "name,capacity,heartbeat in seconds"; BACK holds in turn the
                                             moments of a fault and of what it hit being back. With SECONDS, service
                                             has to be whole after them (2 unless said), and each request answered
"""
import csv
import http.client
import json
import signal
import sys
import threading
import time

DEADLINE = 2.0  # serve's --answer-within, unless set
PAUSE = 0.02


def load(address, journal, clients):
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    lines = [[] for _ in range(clients)]
    threads = [threading.Thread(target=client, args=(address, number, lines[number], stop)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open(journal, "w") as out:
        for line in sorted((line for each in lines for line in each), key=lambda line: line["begun"]):
            out.write(json.dumps(line) + "\n")


def client(address, number, lines, stop):
    """Registers a new name, sends heartbeats, registers it again with another capacity, and repeats this."""
    connection = None
    turn = 0
    while not stop.is_set():
        name = f"client-{number}-{turn // 10}"
        if turn % 5 == 0:
            path, body = "/api/worker/pool/register", {"name": name, "capacity": turn}
        else:
            path, body = "/api/worker/pool/heartbeat", {"name": name}
        line = {"client": number, "name": name, "capacity": body.get("capacity"), "begun": time.time()}
        try:
            if connection is None:
                connection = http.client.HTTPConnection(address, timeout=10)
            connection.request("POST", path, json.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            answer.read()
            line.update(status=answer.status, retry=answer.getheader("Retry-After"))
        except (OSError, http.client.HTTPException) as gone:
            connection = None
            line.update(status=0, error=type(gone).__name__)
        line["ended"] = time.time()
        lines.append(line)
        if line["status"] == 200:
            turn += 1
        else:
            # A name that was not registered is no name to beat.
            turn -= turn % 5 if line["status"] == 404 else 0
            stop.wait(PAUSE)


def compare(journal, rows, back, seconds=None):
    with open(journal) as file:
        requests = [json.loads(line) for line in file]
    with open(rows) as file:
        stored = {name: (int(capacity), float(beat)) for name, capacity, beat in csv.reader(file)}
    with open(back) as file:
        moments = [(what, float(moment)) for what, moment in csv.reader(file)]
    acknowledged = [request for request in requests if request["status"] == 200]
    registered = {r["name"]: r["capacity"] for r in acknowledged if r["capacity"] is not None}
    beats = {r["name"]: r["begun"] for r in acknowledged}
    lost = [name for name, capacity in registered.items() if name not in stored or stored[name][0] < capacity]
    # The clock of the database is that of this machine.
    unwritten = [name for name, begun in beats.items() if name not in stored or stored[name][1] < begun]
    answered = [r for r in requests if r["status"] > 0]
    late = [r for r in answered if r["ended"] - r["begun"] > DEADLINE + 0.5]
    without = [r for r in answered if r["status"] == 503 and not r.get("retry")]
    odd = sorted({r["status"] for r in answered} - {200, 404, 503})
    print(f"requests {len(requests)}, acknowledged {len(acknowledged)}, 503 {sum(r['status'] == 503 for r in requests)},"
          f" connection lost {sum(r['status'] == 0 for r in requests)}")
    print(f"registrations acknowledged {len(registered)}, lost {len(lost)}")
    print(f"names with acknowledged beats {len(beats)}, last beat not in the table {len(unwritten)}")
    print(f"slowest answer {max(r['ended'] - r['begun'] for r in answered):.2f} s, later than the deadline {len(late)},"
          f" 503 without Retry-After {len(without)}, other statuses {odd}")
    slow = False
    unanswered = len(requests) - len(answered) if seconds else 0
    for (what, moment), (_, fault) in zip(moments[1::2], moments[2::2]):
        failed = [r["ended"] - moment for r in requests if moment < r["ended"] < fault and r["status"] != 200]
        slow = slow or max(failed, default=0) > float(seconds or 2)
        print(f"full service {max(failed, default=0):.2f} s after {what} was back")
    print(f"lost {len(lost) + len(unwritten)} of {len(registered) + len(beats)}")
    return 1 if lost or unwritten or unanswered or late or without or odd or slow else 0


if __name__ == "__main__":
    if sys.argv[1] == "load":
        load(sys.argv[2], sys.argv[3], int(sys.argv[4]))
    else:
        sys.exit(compare(*sys.argv[2:]))
