"""Watches what fleet.sh runs: lists and watches beside the load, figures for each minute, and the sweeper's verdicts.

  fleet.py PORT SERVERS POSTMASTER PATIENCE DEATHS COMMAND...

SERVERS are the processes of serve, with commas; POSTMASTER is that of PostgreSQL; PATIENCE the seconds after which a dead
component has to be offline; COMMAND the load generator, which writes DEATHS.
"""
import http.client
import json
import os
import subprocess
import sys
import threading
import time

WATCHES = 10
PAGE = 500
TICKS = os.sysconf("SC_CLK_TCK")


def psql(query):
    rows = subprocess.run(["psql", "-qtAF,", "-c", query], capture_output=True, text=True, check=True).stdout
    return [line.split(",") for line in rows.splitlines()]


def processor(pid):
    """Seconds of a process and of its children that have ended."""
    with open(f"/proc/{pid}/stat") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return sum(int(field) for field in fields[11:15]) / TICKS


def processor_of_postgres(postmaster):
    total = processor(postmaster)
    for child in subprocess.run(["pgrep", "-P", postmaster], capture_output=True, text=True).stdout.split():
        try:
            total += processor(child)
        except OSError:
            pass  # it has ended, and counts for the postmaster
    return total


def memory(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("VmRSS:"))


class Reader(threading.Thread):
    """Reads one list after the other; a watch reads the components of a team every 2 s, as `watch -l` does."""

    def __init__(self, port, team, stop):
        super().__init__(daemon=True)
        self.port, self.team, self.stop = port, team, stop
        self.failed, self.read = 0, 0

    def run(self):
        after = ""
        connection = None
        while not self.stop.wait(2.0 if self.team else 0.2):
            path = f"/api/runtimes?kind=worker_pool&limit={PAGE}"
            path += f"&label=team=team-{self.team}" if self.team else f"&after={after}"
            try:
                if connection is None:
                    connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
                connection.request("GET", path)
                answer = connection.getresponse()
                body = answer.read()
                if answer.status == 200:
                    self.read += 1
                    after = json.loads(body).get("next") or ""
                else:
                    self.failed += 1
            except (OSError, http.client.HTTPException):
                self.failed += 1
                connection = None


class Verdicts(threading.Thread):
    """Asks twice a second who is offline; keeps when each became so, by the database's clock."""

    def __init__(self, stop):
        super().__init__(daemon=True)
        self.stop = stop
        self.offline = {}

    def run(self):
        while not self.stop.wait(0.5):
            self.look()

    def look(self):
        for name, moment in psql(
            "SELECT name, extract(epoch FROM updated_at) FROM noetl.runtime"
            " WHERE kind = 'worker_pool' AND status = 'offline'"
        ):
            self.offline.setdefault(name, set()).add(float(moment))


def figures(servers, postmaster):
    (wal, table, index, dead, updated, hot, vacuums) = psql(
        "SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0'), pg_table_size(relid), pg_indexes_size(relid), n_dead_tup,"
        " n_tup_upd, n_tup_hot_upd, autovacuum_count FROM pg_stat_user_tables WHERE relname = 'runtime'"
    )[0]
    begun = time.monotonic()
    psql("SELECT count(*) FROM noetl.runtime WHERE status <> 'offline' AND heartbeat < now() - interval '1 minute'")
    return {
        "time": time.monotonic(), "server": sum(map(processor, servers)), "postgres": processor_of_postgres(postmaster),
        "wal": int(wal), "table": int(table), "index": int(index), "dead": int(dead), "updated": int(updated),
        "hot": int(hot), "vacuums": int(vacuums), "sweep": time.monotonic() - begun, "rss": sum(map(memory, servers)),
    }  # fmt: skip


def show(what, words, before, after, load):
    due, acknowledged, late, lost = (int(word) for word in words[:4])
    p50, p99, most, own = (float(word) for word in words[4:8])
    seconds = after["time"] - before["time"]
    updated = after["updated"] - before["updated"]
    hot = 100 * (after["hot"] - before["hot"]) / updated if updated else 100
    print(
        f"{what}: due {due}, acknowledged {acknowledged}, after more than 1 s {late}, lost {lost};"
        f" p50 {p50} ms, p99 {p99} ms, max {most} ms\n"
        f"  processors: serve {(after['server'] - before['server']) / seconds:.2f},"
        f" PostgreSQL {(after['postgres'] - before['postgres']) / seconds:.2f}, load {(own - load) / seconds:.2f};"
        f" WAL {(after['wal'] - before['wal']) / seconds / 1024:.0f} KiB/s;"
        f" table {after['table'] / 1048576:.1f} MiB, indexes {after['index'] / 1048576:.1f} MiB,"
        f" dead rows {after['dead']}, HOT {hot:.1f} %, autovacuums {after['vacuums'] - before['vacuums']};"
        f" a sweep's query {after['sweep'] * 1000:.0f} ms; serve {after['rss']} MiB",
        flush=True,
    )
    return own


def verdicts(offline, deaths, patience, ended):
    """Who was marked offline and lives, and who is dead and was not marked in time. A death is over at its return."""
    died = {}
    with open(deaths) as lines:
        for line in lines:
            name, last, back = line.split()
            died.setdefault(name, []).append((float(last), float(back) or ended))
    wrong = [
        name for name, moments in offline.items() for moment in moments
        if not any(last <= moment <= back + 1 for last, back in died.get(name, []))
    ]  # fmt: skip
    due = [(name, last, back) for name, all in died.items() for last, back in all if back - last > patience]
    late = [
        name for name, last, back in due
        if not any(last <= moment <= last + patience for moment in offline.get(name, []))
    ]  # fmt: skip
    return wrong, late, len(due), sum(len(all) for all in died.values())


def main(port, servers, postmaster, patience, deaths, *command):
    servers = servers.split(",")
    stop = threading.Event()
    load = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    before = figures(servers, postmaster)
    readers, watched, own = [], Verdicts(stop), 0
    total = None
    for line in load.stdout:
        what, *words = line.split()
        if what == "registered":
            print(f"{words[0]} components registered, {words[1]} a second")
            continue
        if what == "total":
            total = [int(word) for word in words]
            continue
        after = figures(servers, postmaster)
        own = show(what, words, before, after, own)
        before = after
        if what == "registrations":
            readers = [Reader(int(port), team, stop) for team in range(WATCHES + 1)]
            for thread in [*readers, watched]:
                thread.start()
    ended = time.time()
    load.wait()
    stop.set()
    watched.join()
    watched.look()
    if total is None:
        print("the load ended early")
        sys.exit(1)
    due, late, lost, dead, again = total
    # The sweeper's statement and this program's look take a moment, too.
    wrong, unmarked, expected, deaths_in_all = verdicts(
        watched.offline, deaths, float(patience) + 2, ended
    )
    failed = sum(reader.failed for reader in readers)
    print(f"lists and watches: {sum(reader.read for reader in readers)} pages read, {failed} failed")
    print(f"registered again {again}; died {dead}; marked offline {len(watched.offline)}, of which alive {len(wrong)}")
    print(f"dead for longer than the sweeper may take {expected} of {deaths_in_all}, not marked in time {len(unmarked)}")
    print(f"acknowledged after more than 1 s {late} of {due}")
    print(f"lost {lost} of {due}")
    for name in [*wrong, *unmarked][:10]:
        print(f"  {name}", file=sys.stderr)
    sys.exit(1 if lost or wrong or unmarked else 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
