#!/usr/bin/env bash
# Measures heartbeats alone and beside 520 connections that each ask for a list of its own, of 9,000 rows and more, as
# soon as the last one is answered. One process sends a heartbeat every 5 ms, another one holds the 520 connections.
# Everything shares this machine's processors; quote the ratios, not the numbers.
#
#   src/bench/beside-lists.sh [sqlite|postgres] [SECONDS] [ROUNDS]
#
# sqlite, 10 and 5 unless given; each round has SECONDS alone and SECONDS beside lists. Needs the distribution
# (./mvnw -DskipTests package; PROGRAM names another one), and from Debian: python3 curl, and postgresql for postgres.
set -euo pipefail
# No folder of compiled files beside the sources.
export PYTHONDONTWRITEBYTECODE=1
cd "$(dirname "$0")/../.."
engine=${1:-sqlite} seconds=${2:-10} rounds=${3:-5}
program=${PROGRAM:-target/noetl-runtime/bin/noetl-runtime}
for tool in python3 curl; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
done
[[ -x $program ]] || { echo "build the distribution first: ./mvnw -DskipTests package" >&2; exit 1; }
ulimit -n "$(ulimit -H -n)"

work=$(mktemp -d)
export HOME=$work XDG_DATA_HOME='' XDG_CONFIG_HOME=''
server=
finish() {
  [[ -z $server ]] || kill "$server" 2>/dev/null || true
  [[ $engine != postgres ]] || postgres_stop immediate 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
case $engine in
sqlite) database=sqlite:$work/runtime.db ;;
postgres)
  # shellcheck source=src/bench/postgres.sh
  . src/bench/postgres.sh
  postgres_start "$work/postgres"
  database="postgresql://noetl@127.0.0.1:$PGPORT/postgres"
  ;;
*) echo "sqlite or postgres, not $engine" >&2; exit 2 ;;
esac
"$program" init --database "$database" -q

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
"$program" serve --listen "127.0.0.1:$port" --database "$database" >"$work/serve.log" 2>&1 &
server=$!
until curl -fs -o /dev/null "http://127.0.0.1:$port/api/health"; do
  kill -0 "$server" 2>/dev/null || { cat "$work/serve.log" >&2; exit 1; }
  sleep 0.1
done
python3 src/bench/beside_lists.py "$port" "$seconds" "$rounds"
