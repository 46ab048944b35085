#!/usr/bin/env bash
# Measures serve on PostgreSQL with a fleet of worker pools that each send a heartbeat every 15 s: processor time, memory
# and disk, and whether anything is late, lost or wrongly marked offline. Beside it one client reads all pages, ten watch a team each, the
# sweeper sweeps, 0.1 % of the components die each minute and come back two minutes later, and 1 % register again.
# Ends with 1 if a heartbeat was lost, a living component was marked offline, or a dead one was not marked in time.
#
#   src/bench/fleet.sh [--by-register] [--servers N] COMPONENTS [SECONDS]     default: 600 s
#
# --by-register lets all of them register instead of sending a heartbeat. PROGRAM names another build to compare with.
# Needs the distribution (./mvnw -DskipTests package) and from Debian: gcc libc6-dev postgresql python3 curl procps.
set -euo pipefail
cd "$(dirname "$0")/../.."
by_register=0 servers=1
while [[ ${1:-} == --* ]]; do
  case $1 in
    --by-register) by_register=1 ;;
    --servers) servers=$2 && shift ;;
    *) echo "unknown option $1" >&2 && exit 2 ;;
  esac
  shift
done
components=${1:?how many components} seconds=${2:-600}
connections=64 period=15 offline_after=60 sweep_interval=15
program=${PROGRAM:-target/noetl-runtime/bin/noetl-runtime}
for tool in gcc python3 curl psql pgrep; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
done
[[ -x $program ]] || { echo "build the distribution first: ./mvnw -DskipTests package" >&2; exit 1; }

work=$(mktemp -d)
export HOME=$work XDG_DATA_HOME='' XDG_CONFIG_HOME='' NOETL_RUNTIME_OFFLINE_SECONDS=$offline_after
started=()
finish() {
  for server in "${started[@]}"; do kill "$server" 2>/dev/null || true; done
  for server in "${started[@]}"; do wait "$server" 2>/dev/null || true; done
  postgres_stop immediate 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
gcc -O2 -o "$work/fleet" src/bench/fleet.c
# shellcheck source=src/bench/postgres.sh
. src/bench/postgres.sh
postgres_start "$work/postgres"
database="postgresql://noetl@127.0.0.1:$PGPORT/postgres"
port=$((PGPORT + 1))
"$program" init --database "$database" -q
for ((number = 0; number < servers; number++)); do
  "$program" serve --listen "127.0.0.1:$((port + number))" --database "$database" \
    --sweep-interval "${sweep_interval}s" 2>>"$work/serve.log" &
  started+=($!)
  curl -fs --retry 100 --retry-delay 0 --retry-max-time 60 --retry-connrefused \
    "http://127.0.0.1:$((port + number))/api/health" >/dev/null
done
python3 src/bench/fleet.py "$port" "$(IFS=,; echo "${started[*]}")" "$(head -1 "$work/postgres/data/postmaster.pid")" \
  "$((offline_after + sweep_interval))" "$work/deaths" \
  "$work/fleet" "$port" "$servers" "$components" "$connections" "$seconds" "$period" "$by_register" "$work/deaths" ||
  { status=$?; grep -v '"level":"info"' "$work/serve.log" | tail -20 >&2 || true; exit "$status"; }
