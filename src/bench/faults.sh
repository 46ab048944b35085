#!/usr/bin/env bash
# Kills the database and the server under load, and compares what was acknowledged with what is stored, row by row.
# Ends with 1 where anything acknowledged is missing, an answer is late, or service is not whole two seconds after the
# database is back.
#
#   src/bench/faults.sh [SECONDS]     between two faults
#
# Needs the distribution (./mvnw -DskipTests package) and from Debian: postgresql python3 curl procps.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-4}
program=target/noetl-runtime/bin/noetl-runtime
for tool in python3 curl psql pgrep; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
done
[[ -x $program ]] || { echo "build the distribution first: ./mvnw -DskipTests package" >&2; exit 1; }

work=$(mktemp -d)
export HOME=$work XDG_DATA_HOME='' XDG_CONFIG_HOME=''
server='' load=''
finish() {
  [[ -z $load ]] || kill "$load" 2>/dev/null || true
  [[ -z $server ]] || kill "$server" 2>/dev/null || true
  [[ -z $server ]] || wait "$server" 2>/dev/null || true
  postgres_stop immediate 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
# shellcheck source=src/bench/postgres.sh
. src/bench/postgres.sh
postgres_start "$work/postgres"
database="postgresql://noetl@127.0.0.1:$PGPORT/postgres"
port=$((PGPORT + 1))
"$program" init --database "$database" -q

# Waits until a command succeeds, and notes the moment.
back() {
  local what=$1 end=$((SECONDS + 60))
  shift
  until "$@" >/dev/null 2>&1; do
    ((SECONDS < end)) || { echo "$what did not come back" >&2; exit 1; }
    sleep 0.02
  done
  echo "$what,$EPOCHREALTIME" >>"$work/back"
}

fault() {
  echo "$1"
  echo "fault,$EPOCHREALTIME" >>"$work/back"
}

start_server() {
  "$program" serve --listen "127.0.0.1:$port" --database "$database" 2>>"$work/serve.log" &
  server=$!
  back "$1" curl -fs "http://127.0.0.1:$port/health"
}

start_server 'the server'
: >"$work/back"
python3 src/bench/faults.py load "127.0.0.1:$port" "$work/journal" 16 &
load=$!
sleep "$seconds"

fault 'SIGKILL to the database'
postmaster=$(head -1 "$work/postgres/data/postmaster.pid")
# shellcheck disable=SC2046 # several processes
kill -KILL "$postmaster" $(pgrep -P "$postmaster")
sleep "$seconds"
postgres_run >/dev/null
back 'the killed database' psql -qtc 'SELECT 1'
sleep "$seconds"

fault 'restart of the database'
postgres_stop fast
postgres_run >/dev/null
back 'the restarted database' psql -qtc 'SELECT 1'
sleep "$seconds"

fault 'SIGKILL to the server'
kill -KILL "$server"
wait "$server" 2>/dev/null || true
start_server 'the killed server'
sleep "$seconds"

fault 'SIGTERM to the server'
begun=$EPOCHREALTIME
kill -TERM "$server"
status=0
wait "$server" || status=$?
server=
printf 'it ended with %s after %s ms\n' "$status" "$(((${EPOCHREALTIME/./} - ${begun/./}) / 1000))"
kill -TERM "$load"
wait "$load"
load=
psql -qtA -F, -c "SELECT name, capacity, extract(epoch FROM heartbeat) FROM noetl.runtime WHERE kind = 'worker_pool'" \
  >"$work/rows"
python3 src/bench/faults.py compare "$work/journal" "$work/rows" "$work/back"
