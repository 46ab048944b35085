#!/usr/bin/env bash
# Holds many connections open against serve, some of whose clients send one byte a second, and compares what others get
# beside them with what they get alone. Ends with 1 where others see an error, or the server has more than 256 MiB.
#
#   src/bench/held.sh [CONNECTIONS [SLOW [SECONDS]]]     5000, 200 and 20 unless said
#
# Needs the distribution (./mvnw -DskipTests package), as many descriptors, and from Debian: postgresql python3 curl.
set -euo pipefail
cd "$(dirname "$0")/../.."
connections=${1:-5000} slow=${2:-200} seconds=${3:-20}
program=target/noetl-runtime/bin/noetl-runtime
for tool in python3 curl; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
done
[[ -x $program ]] || { echo "build the distribution first: ./mvnw -DskipTests package" >&2; exit 1; }
ulimit -n "$((connections + 1000))" || { echo "more descriptors are needed: ulimit -n" >&2; exit 1; }

work=$(mktemp -d)
export HOME=$work XDG_DATA_HOME='' XDG_CONFIG_HOME=''
server=''
finish() {
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
"$program" serve --listen "127.0.0.1:$port" --database "$database" \
  --max-connections-per-address "$((connections + 1000))" 2>"$work/serve.log" &
server=$!
curl -fs --retry 100 --retry-delay 0 --retry-max-time 60 --retry-connrefused "http://127.0.0.1:$port/api/health" >/dev/null
python3 src/bench/held.py "$port" "$server" "$connections" "$slow" "$seconds"
