#!/usr/bin/env bash
# Compares heartbeats a second of serve with other ways to store them, on one machine in one run: a single-row UPDATE by pgbench,
# a key of etcd, a lease of etcd, and a key of Redis, each with one request after the other on 16 and on 64 connections.
# Prints medians of alternating rounds. Programs that are not installed are skipped and named. Ends with 1 if a request failed.
#
#   src/bench/peers.sh [SECONDS [ROUNDS]]     default: 5 and 3
#
# Needs the distribution (./mvnw -DskipTests package) and from Debian: postgresql wrk curl; also etcd-server redis-server
# redis-tools where they are to be measured.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-5} rounds=${2:-3}
program=${PROGRAM:-target/noetl-runtime/bin/noetl-runtime}
for tool in wrk curl pgbench psql; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
done
[[ -x $program ]] || { echo "build the distribution first: ./mvnw -DskipTests package" >&2; exit 1; }

work=$(mktemp -d)
export HOME=$work XDG_DATA_HOME='' XDG_CONFIG_HOME=''
started=()
finish() {
  for process in "${started[@]}"; do kill "$process" 2>/dev/null || true; done
  for process in "${started[@]}"; do wait "$process" 2>/dev/null || true; done
  postgres_stop immediate 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
# shellcheck source=src/bench/postgres.sh
. src/bench/postgres.sh
postgres_start "$work/postgres"

answers() {
  curl -fs --retry 100 --retry-delay 0 --retry-max-time 60 --retry-connrefused "$@" >/dev/null
}

serve_on() {
  "$program" init --database "$2" -q
  "$program" serve --listen "127.0.0.1:$1" --database "$2" 2>>"$work/serve.log" &
  started+=($!)
  answers "http://127.0.0.1:$1/api/health"
  for number in {0..999}; do printf '{"name":"pool-%05d","capacity":10}\n' "$number"; done |
    "$program" register -f - -s "http://127.0.0.1:$1" -q
}

serve_on "$((PGPORT + 1))" "postgresql://noetl@127.0.0.1:$PGPORT/postgres"
serve_on "$((PGPORT + 2))" "sqlite:$work/runtime.db"
peers=(serve-postgresql serve-sqlite pgbench)

etcd_address=http://127.0.0.1:$((PGPORT + 3)) lease=
if command -v etcd >/dev/null; then
  etcd --data-dir "$work/etcd" --listen-client-urls "$etcd_address" --advertise-client-urls "$etcd_address" \
    --listen-peer-urls "http://127.0.0.1:$((PGPORT + 4))" --log-level error >"$work/etcd.log" 2>&1 &
  started+=($!)
  answers "$etcd_address/health"
  lease=$(curl -fs "$etcd_address/v3/lease/grant" -d '{"TTL":"3600"}' | sed 's/.*"ID":"\([0-9]*\)".*/\1/')
  peers+=(etcd-put etcd-keepalive)
else
  echo 'skipped: etcd is not installed (Debian: etcd-server)'
fi
if command -v redis-server >/dev/null && command -v redis-benchmark >/dev/null; then
  redis-server --port "$((PGPORT + 5))" --bind 127.0.0.1 --dir "$work" --save '' --appendonly yes --appendfsync always \
    >"$work/redis.log" &
  started+=($!)
  # shellcheck disable=SC2016 # The inner shell's parameter.
  timeout 60 sh -c 'until redis-cli -p "$0" ping; do sleep 0.05; done' "$((PGPORT + 5))" >/dev/null 2>&1 ||
    { tail "$work/redis.log" >&2; exit 1; }
  peers+=(redis)
else
  echo 'skipped: Redis is not installed (Debian: redis-server redis-tools)'
fi

cat >"$work/beat.sql" <<'SQL'
\set i random(0, 999)
UPDATE noetl.runtime SET heartbeat = now(), updated_at = now(),
  status = CASE status WHEN 'offline' THEN 'ready' ELSE status END
WHERE kind = 'worker_pool' AND name = 'pool-' || lpad(:i::text, 5, '0') RETURNING runtime_id;
SQL

with_wrk() {
  local clients=$1
  shift
  wrk -t2 -c "$clients" -d "${seconds}s" -s "$@" | awk '/^RESULT/ { print $2, $3, $4 }'
}

# Prints requests a second, p99 in milliseconds ("-" where the tool does not say), and failed ones.
measure() {
  case $1 in
    serve-postgresql) with_wrk "$2" src/bench/heartbeats.lua "http://127.0.0.1:$((PGPORT + 1))" ;;
    serve-sqlite) with_wrk "$2" src/bench/heartbeats.lua "http://127.0.0.1:$((PGPORT + 2))" ;;
    pgbench)
      pgbench -n -M prepared -f "$work/beat.sql" -c "$2" -j 2 -T "$seconds" 2>/dev/null |
        awk '/^tps/ { print $3, "-", 0 }'
      ;;
    etcd-put) with_wrk "$2" src/bench/etcd.lua "$etcd_address" ;;
    etcd-keepalive) with_wrk "$2" src/bench/etcd.lua "$etcd_address" -- "$lease" ;;
    redis)
      # As many requests as take about the time, by the rate of a short run.
      local rate
      rate=$(redis_rate "$2" 5000 | awk '{ print int($1) }')
      redis_rate "$2" "$((rate * seconds + 1))"
      ;;
  esac
}

redis_rate() {
  redis-benchmark -p "$((PGPORT + 5))" -c "$1" -n "$2" -r 1000 -d 24 -t set --csv |
    awk -F'"' '/^"SET"/ { print $4, $14, 0 }'
}

promise() {
  case $1 in
    serve-*) echo 'on disk; name checked, offline ones revived' ;;
    pgbench) echo 'on disk; one row by its name, no HTTP' ;;
    etcd-put) echo 'on disk; one key, kept with its history' ;;
    etcd-keepalive) echo 'in memory; all renew one lease' ;;
    redis) echo 'on disk; one key, no HTTP' ;;
  esac
}

median() {
  awk -v column="$2" '{ print $column }' "$1" | sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'
}

for clients in 16 64; do for peer in "${peers[@]}"; do measure "$peer" "$clients" >/dev/null; done; done # warms up
for ((round = 0; round < rounds; round++)); do
  for clients in 16 64; do
    for peer in "${peers[@]}"; do measure "$peer" "$clients" >>"$work/$peer.$clients"; done
  done
done
printf '%-18s %11s %12s %9s %8s %7s  %s\n' 'what' connections 'per second' 'of serve' 'p99 ms' failed 'what an answer promises'
status=0
for clients in 16 64; do
  serve=$(median "$work/serve-postgresql.$clients" 1)
  for peer in "${peers[@]}"; do
    file=$work/$peer.$clients
    failed=$(awk '{ failed += $3 } END { print failed + 0 }' "$file")
    ((failed == 0)) || status=1
    rate=$(median "$file" 1)
    printf '%-18s %11s %12.0f %9.2f %8s %7s  %s\n' "$peer" "$clients" "$rate" \
      "$(awk "BEGIN { print $rate / $serve }")" "$(median "$file" 2)" "$failed" "$(promise "$peer")"
  done
done
exit "$status"
