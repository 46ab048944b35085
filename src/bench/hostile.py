"""The attacks of hostile.sh on a server that it starts, beside clients that beat honestly all the time.

  hostile.py PROGRAM WORK [short]     PROGRAM is bin/noetl-runtime of a distribution, WORK an empty folder

Each attack comes from other addresses of this machine than the honest clients (127.0.0.2 and on). It leaves one line;
the end is 1 where something did not recover within 5 s of the attack's end (15 s for "short", which slow machines
run), or where the server ended.
"""
import http.client
import json
import multiprocessing
import os
import resource
import socket
import sqlite3
import ssl
import subprocess
import sys
import tempfile
import threading
import time

from hostile_attacks import READ, WRITE, headers, run_attack

CLIENTS = 4
# A user of no name and no other process, whose threads can be limited; root's cannot.
NOBODY = 47110
# Seconds after which threads that have nothing to do are gone.
REST = 33
# Descriptors that a server may have opened for good since it was new: its database, its log, its own beat.
SLACK = 32


class Server:
    """A server on a database of its own, which the tokens protect."""

    def __init__(self, program, work, tls=None):
        self.log = os.path.join(work, "serve.log")
        self.database = os.path.join(work, "runtime.db")
        tokens = os.path.join(work, "tokens")
        with open(tokens, "w") as file:
            file.write(f"read {READ}\nwrite {WRITE}\n")
        self.tls = tls
        self.port = free_port()
        command = [program, "serve", "--listen", f"127.0.0.1:{self.port}", "--database", f"sqlite:{self.database}",
                   "--tokens-file", tokens]
        if tls:
            command += ["--tls-cert", tls + ".crt", "--tls-key", tls + ".key"]
        self.user = {}
        if os.geteuid() == 0:
            self.user = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
            for path in [work, *(os.path.join(work, name) for name in os.listdir(work))]:
                os.chown(path, NOBODY, NOBODY)
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, **self.user)
        self.pid = self.process.pid
        end = time.monotonic() + 60
        while not self.is_well():
            if time.monotonic() > end or not self.is_alive():
                raise SystemExit("the server did not start:\n" + self.last_lines())
            time.sleep(0.1)

    def is_alive(self):
        return self.process.poll() is None

    def last_lines(self):
        with open(self.log, errors="replace") as log:
            return "".join(log.readlines()[-5:])

    def is_well(self):
        return self.status("GET", "/api/health") == 200

    def connection(self, source="127.0.0.1", timeout=10.0):
        address = ("127.0.0.1", self.port)
        if not self.tls:
            return http.client.HTTPConnection(*address, timeout=timeout, source_address=(source, 0))
        context = ssl.create_default_context(cafile=self.tls + ".crt")
        return http.client.HTTPSConnection(*address, timeout=timeout, source_address=(source, 0), context=context)

    def status(self, method, path, body=None, token=WRITE, source="127.0.0.1", timeout=10.0):
        """The status of an answer; 0 where there is none."""
        try:
            connection = self.connection(source, timeout)
            try:
                connection.request(method, path, body, headers(token))
                answer = connection.getresponse()
                answer.read()
                return answer.status
            finally:
                connection.close()
        except (OSError, http.client.HTTPException):
            return 0

    def lists(self):
        return self.status("GET", "/api/worker/pools?label=group=g0&limit=10", token=READ) == 200

    def memory(self):
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS:"))

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.pid}/fd"))

    def limit_threads(self, most):
        """Sets the soft limit of its user's threads, as that user; empty for the hard limit."""
        hard = next(line.split()[-2] for line in open(f"/proc/{self.pid}/limits") if line.startswith("Max processes"))
        subprocess.run(["prlimit", "--pid", str(self.pid), f"--nproc={most or hard}:{hard}"], check=True, **self.user)

    def end(self):
        if self.is_alive():
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Honest:
    """Clients that register and beat over connections that stay, and note what comes back."""

    def __init__(self, server):
        self.server = server
        self.stop = threading.Event()
        self.answers = [[] for _ in range(CLIENTS)]
        self.threads = [threading.Thread(target=self.beat, args=(number,)) for number in range(CLIENTS)]
        for thread in self.threads:
            thread.start()

    def beat(self, number):
        connection = None
        path = "/api/worker/pool/register"
        body = json.dumps({"name": f"honest-{number}", "runtime": "python"})
        while not self.stop.is_set():
            try:
                if connection is None:
                    connection = self.server.connection(timeout=5)
                connection.request("POST", path, body, headers(WRITE))
                answer = connection.getresponse()
                answer.read()
                status = answer.status
            except (OSError, http.client.HTTPException):
                connection, status = None, 0
            self.answers[number].append((time.monotonic(), status))
            path = "/api/worker/pool/heartbeat" if status == 200 else path
            self.stop.wait(0.02)

    def are_well_since(self, moment):
        """Whether every client was answered lately, and none was refused since that moment."""
        return all(
            len(since) >= 3 and all(status == 200 for status in since)
            for since in ([status for when, status in list(each) if when > moment] for each in self.answers))

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join()
        statuses = [status for each in self.answers for _, status in each]
        return len(statuses), sum(status == 200 for status in statuses), sum(status != 200 for status in statuses)


class Round:
    def __init__(self, short):
        self.seconds = 2.5 if short else 10
        self.patience = 15.0 if short else 5.0
        self.failed = False
        # Whether the last attack left a server that the next one would not be fair to.
        self.is_spoilt = False

    def attack(self, words, server, name, size):
        """Attacks, and says what that did to the honest clients and how soon the server was as before."""
        if name == "threads":
            # Before the honest ones come: what served others has gone to rest by now, and has to be started again.
            server.limit_threads("1")
        honest = Honest(server)
        time.sleep(1)
        memory, descriptors = server.memory(), server.descriptors()
        attacker = multiprocessing.Process(target=run_attack, args=(name, server.port, self.seconds, size), daemon=True)
        attacker.start()
        attacker.join(self.seconds + 10)
        if name == "threads" and server.is_alive():
            server.limit_threads("")
        attacker.kill()
        attacker.join()
        took, missing = self.recovery(server, honest, descriptors)
        sent, answered, refused = honest.end()
        if not server.is_alive():
            print(f"{words}: {sent} honest heartbeats, {answered} answered, {refused} refused; THE SERVER ENDED with"
                  f" {server.process.returncode}:\n{server.last_lines()}", flush=True)
            self.failed = self.is_spoilt = True
            return
        self.is_spoilt = took is None
        self.failed = self.failed or self.is_spoilt
        recovered = f"recovered after {took or 0:.1f} s"
        if self.is_spoilt:
            recovered = f"NOT RECOVERED within {self.patience:.0f} s: {missing}"
        print(f"{words}: {sent} honest heartbeats, {answered} answered, {refused} refused; memory {memory} MiB before,"
              f" {server.memory()} after; descriptors {descriptors} before, {server.descriptors()} after; {recovered}",
              flush=True)

    def recovery(self, server, honest, descriptors):
        """The time until all is as before, or what is not."""
        begun = time.monotonic()
        missing = "?"
        while time.monotonic() < begun + self.patience and server.is_alive():
            moment = time.monotonic()
            time.sleep(0.2)
            checks = {
                "heartbeats are not answered": honest.are_well_since(moment),
                "its health is bad": server.is_well(),
                f"{server.descriptors() if server.is_alive() else 0} descriptors are open":
                    server.is_alive() and server.descriptors() <= descriptors + SLACK,
                "lists are not answered": server.lists(),
            }
            missing = ", ".join(what for what, is_well in checks.items() if not is_well)
            if not missing:
                return moment - begun, ""
        return None, missing


def fill(server, rows):
    """Copies a registered row, as many times."""
    template = {"name": "row-0", "runtime": "python", "labels": {"group": "g0", "zone": "eu-1"}, "capacity": 8,
                "uri": "http://10.0.0.1:9090"}
    assert server.status("POST", "/api/worker/pool/register", json.dumps(template)) == 200, "no row could be registered"
    with sqlite3.connect(server.database, timeout=30) as database:
        columns = [row[1] for row in database.execute("PRAGMA table_info(runtime)")]
        named = ", ".join(column for column in columns if column not in ("runtime_id", "name"))
        database.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
            f" INSERT INTO runtime (runtime_id, name, {named})"
            f" SELECT i, 'row-' || i, {named} FROM runtime, n WHERE name = 'row-0'", (rows,))
    database.close()


def certificate(work):
    path = os.path.join(work, "tls")
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1",
                    "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", path + ".key", "-out", path + ".crt"],
                   check=True, capture_output=True)
    return path


def main(program, work, short):
    limit = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (limit, limit))
    rounds = Round(short)
    servers = []
    try:
        # It rests until its turn comes.
        idle = filled(program, tempfile.mkdtemp(dir=work), False)
        rested = time.monotonic() + REST
        servers.append(idle)
        server = None
        for words, name, size, is_secure in attacks(short, limit - 500):
            if name == "threads":
                time.sleep(max(0.0, rested - time.monotonic()))
                rounds.attack(words, idle, name, size)
                continue
            if server is None or rounds.is_spoilt or is_secure != bool(server.tls):
                if server:
                    server.end()
                server = filled(program, tempfile.mkdtemp(dir=work), is_secure)
                servers.append(server)
            rounds.attack(words, server, name, size)
    finally:
        for server in servers:
            server.end()
    return 1 if rounds.failed else 0


def attacks(short, most):
    """What it is called, the attack, its size, and whether it is on TLS."""
    heads_open = min(2_000 if short else 6_000, most)
    return [
        ("1 bodies without an end", "bodies", 200 if short else 500, False),
        ("1 heads without an end", "heads", heads_open, False),
        ("3 requests that take memory", "memory", 8 if short else 16, False),
        ("4 texts that take time", "texts", 8 if short else 16, False),
        ("6 distinct lists at once", "lists", 120 if short else 520, False),
        ("1 handshakes without an end", "handshakes", heads_open // 2, True),
        ("7 no thread can be started", "threads", 40, False),
    ]


def filled(program, work, is_secure):
    os.chmod(work, 0o755)
    server = Server(program, work, certificate(work) if is_secure else None)
    try:
        fill(server, 10_000)
        for _ in range(20):
            server.status("GET", "/api/worker/pools?limit=100", token=READ)
    except BaseException:
        server.end()
        raise
    return server


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:] == ["short"]))
