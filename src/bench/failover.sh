#!/usr/bin/env bash
# Makes a database, a server or a disk fail under 2,000 heartbeats and 20 registrations a second, and compares the
# acknowledged requests with the stored rows. Ends with 1 if anything acknowledged is missing, a response is later than the
# deadline, or some requests still fail three seconds after the failure has ended.
#
#   src/bench/failover.sh [short|ROUND...]     primary server stopped disk sqlite-disk; default: all
#
#   primary      the primary is killed, and its synchronous standby promoted
#   server       one of two servers is killed
#   stopped      PostgreSQL is stopped by SIGSTOP for 10 s
#   disk         the disk of PostgreSQL is full
#   sqlite-disk  the disk of a SQLite file is full
#
# The last two need root, for a small tmpfs. `short` is all of them with shorter pauses.
# Needs the distribution (./mvnw -DskipTests package) and from Debian: postgresql python3 curl procps.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=5 stopped=10
if [[ ${1:-} == short ]]; then
  seconds=1 stopped=3
  shift
fi
(($#)) || set -- primary server stopped disk sqlite-disk
program=${PROGRAM:-target/noetl-runtime/bin/noetl-runtime}
for tool in python3 curl psql pgrep; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
done
[[ -x $program ]] || { echo "build the distribution first: ./mvnw -DskipTests package" >&2; exit 1; }

work=$(mktemp -d)
chmod 755 "$work"
export HOME=$work XDG_DATA_HOME='' XDG_CONFIG_HOME=''
servers=() paused=() load='' mounted=''
# shellcheck source=src/bench/postgres.sh
. src/bench/postgres.sh

clean() {
  # A stopped process does not end by SIGTERM.
  ((${#paused[@]} == 0)) || kill -CONT "${paused[@]}" 2>/dev/null || true
  paused=()
  [[ -z $load ]] || kill "$load" 2>/dev/null || true
  for server in "${servers[@]}"; do kill "$server" 2>/dev/null || true; done
  for server in "${servers[@]}"; do wait "$server" 2>/dev/null || true; done
  servers=() load=''
  for folder in "$work"/*/postgres "$work"/*/standby; do
    [[ ! -f $folder/data/postmaster.pid ]] ||
      { postgres_folder=$folder && postgres_stop immediate; } 2>/dev/null || true
  done
  [[ -z $mounted ]] || umount "$mounted" || true
  mounted=''
}
trap 'clean; rm -rf "$work"' EXIT

until_done() {
  local end=$((SECONDS + 60))
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < end)) || { echo "not within a minute: $*" >&2; exit 1; }
    sleep 0.02
  done
}

note() { echo "$1,$EPOCHREALTIME" >>"$folder/back"; }

start_server() {
  "$program" serve --listen "127.0.0.1:$1" --database "$database" 2>>"$folder/serve.log" &
  servers+=($!)
  until_done curl -fs "http://127.0.0.1:$1/api/health"
}

start_load() {
  python3 src/bench/failover.py "$folder/journal" "$@" &
  load=$!
  sleep "$((seconds + 1))"
}

stop_load() {
  sleep "$((seconds + 3))"
  note fault # the end of the time in which all requests have to succeed
  kill -TERM "$load"
  wait "$load"
  load=''
}

stored() {
  psql -qtA -F, -c "SELECT name, capacity, extract(epoch FROM heartbeat) FROM noetl.runtime WHERE kind = 'worker_pool'"
}

new_postgres() {
  postgres_start "$folder/postgres"
  database="postgresql://noetl@127.0.0.1:$PGPORT/postgres"
  "$program" init --database "$database" -q
}

children() { pgrep -P "$(head -1 "$folder/postgres/data/postmaster.pid")"; }

is_synchronous() {
  PGPORT=$1 psql -qtAc 'SELECT sync_state FROM pg_stat_replication' | grep -qx sync
}

primary() {
  local first=$PGPORT
  new_postgres
  mkdir "$folder/standby"
  ((EUID)) || chown nobody "$folder/standby"
  postgres_as "$postgres_home/pg_basebackup" -h 127.0.0.1 -p "$first" -U noetl -D "$folder/standby/data" -R -c fast
  postgres_folder=$folder/standby PGPORT=$((first + 1))
  postgres_run
  PGPORT=$first psql -qc "ALTER SYSTEM SET synchronous_standby_names = '*'"
  PGPORT=$first psql -qtc 'SELECT pg_reload_conf()' >/dev/null
  until_done is_synchronous "$first"
  database="postgresql://noetl@127.0.0.1:$first,127.0.0.1:$PGPORT/postgres"
  start_server "$port"
  start_load "$port"
  note fault
  # shellcheck disable=SC2046 # several processes
  kill -KILL "$(head -1 "$folder/postgres/data/postmaster.pid")" $(children)
  sleep "$seconds"
  postgres_as "$postgres_home/pg_ctl" -s -w -D "$folder/standby/data" promote
  note 'the promoted standby'
  stop_load
  stored >"$folder/rows"
}

server() {
  new_postgres
  start_server "$port"
  start_server "$((port + 1))"
  start_load "$port" "$((port + 1))"
  note fault
  kill -KILL "${servers[0]}"
  wait "${servers[0]}" 2>/dev/null || true
  note 'the other server'
  stop_load
  stored >"$folder/rows"
}

stopped() {
  new_postgres
  start_server "$port"
  start_load "$port"
  note fault
  # shellcheck disable=SC2207 # several processes
  paused=("$(head -1 "$folder/postgres/data/postmaster.pid")" $(children))
  kill -STOP "${paused[@]}"
  sleep "$stopped"
  kill -CONT "${paused[@]}"
  paused=()
  note 'the stopped database'
  stop_load
  stored >"$folder/rows"
}

tmpfs() {
  mkdir "$1"
  if [[ $EUID -ne 0 ]] || ! mount -t tmpfs -o "size=$2" tmpfs "$1" 2>/dev/null; then
    echo 'skipped: a tmpfs needs root'
    return 1
  fi
  mounted=$1
}

disk() {
  tmpfs "$folder/postgres" 160m || return 0
  new_postgres
  start_server "$port"
  start_load "$port"
  note fault
  dd if=/dev/zero of="$folder/postgres/filler" bs=1M status=none 2>/dev/null || true
  # Until the write-ahead log, whose next files exist, needs another one.
  psql -qc 'SELECT pg_switch_wal()' >/dev/null 2>&1 || true
  for _ in 1 2 3 4 5 6; do psql -qc 'CREATE TABLE w (); DROP TABLE w; SELECT pg_switch_wal()' >/dev/null 2>&1 || true; done
  sleep "$seconds"
  rm "$folder/postgres/filler"
  psql -qtc 'SELECT 1' >/dev/null 2>&1 || postgres_run >/dev/null 2>&1 || true
  until_done psql -qtc 'CREATE TABLE w (); DROP TABLE w'
  note 'the disk'
  stop_load
  stored >"$folder/rows"
}

sqlite_disk() {
  tmpfs "$folder/sqlite" 16m || return 0
  database="sqlite:$folder/sqlite/runtime.db"
  "$program" init --database "$database" -q
  start_server "$port"
  start_load "$port"
  note fault
  dd if=/dev/zero of="$folder/sqlite/filler" bs=4k status=none 2>/dev/null || true
  sleep "$seconds"
  rm "$folder/sqlite/filler"
  note 'the disk'
  stop_load
  python3 - "$folder/sqlite/runtime.db" >"$folder/rows" <<'PYTHON'
import datetime, sqlite3, sys
for name, capacity, beat in sqlite3.connect(sys.argv[1]).execute(
    "SELECT name, capacity, heartbeat FROM runtime WHERE kind = 'worker_pool'"
):
    # The end of the millisecond that SQLite's clock gives.
    print(name, capacity, datetime.datetime.fromisoformat(beat).timestamp() + 0.001, sep=",")
PYTHON
}

status=0 number=0
first_port=$((20000 + $$ % 12000))
for round in "$@"; do
  PGPORT=$((first_port + 10 * number)) port=$((first_port + 10 * number + 5)) folder=$work/$((++number))
  mkdir "$folder"
  : >"$folder/back"
  echo "== $round"
  case $round in
    primary) primary ;;
    server) server ;;
    stopped) stopped ;;
    disk) disk ;;
    sqlite-disk) sqlite_disk ;;
    *) echo "there is no round $round" >&2 && exit 2 ;;
  esac
  if [[ -f $folder/rows ]]; then
    python3 src/bench/faults.py compare "$folder/journal" "$folder/rows" "$folder/back" 3 || status=1
  fi
  clean
done
exit "$status"
