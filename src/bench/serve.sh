#!/usr/bin/env bash
# Measures `serve` on PostgreSQL beside pgbench, which runs the same single-row UPDATE on the same server in the same
# run. Everything shares this machine's processors; quote the ratios, not the numbers.
#
#   src/bench/serve.sh [SECONDS]
#
# Needs the distribution (./mvnw -DskipTests package) and from Debian: postgresql wrk curl.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-10}
program=target/noetl-runtime/bin/noetl-runtime
for tool in wrk curl pgbench psql; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
done
[[ -x $program ]] || { echo "build the distribution first: ./mvnw -DskipTests package" >&2; exit 1; }

work=$(mktemp -d)
export HOME=$work XDG_DATA_HOME='' XDG_CONFIG_HOME=''
server=
finish() {
  [[ -z $server ]] || kill "$server" 2>/dev/null || true
  postgres_stop immediate 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT
# shellcheck source=src/bench/postgres.sh
. src/bench/postgres.sh
postgres_start "$work/postgres"

database="postgresql://noetl@127.0.0.1:$PGPORT/postgres"
"$program" init --database "$database" -q

rows() {
  psql -q -v ON_ERROR_STOP=1 <<SQL
TRUNCATE noetl.runtime;
INSERT INTO noetl.runtime (runtime_id, name, kind, status, capacity, labels, runtime)
SELECT i, 'pool-' || lpad(i::text, 5, '0'), 'worker_pool', 'ready', 10, '{"env": "prod", "zone": "a"}',
  '{"type": "python", "pid": 4711, "hostname": "worker-host-of-a-usual-length"}'
FROM generate_series(0, $1 - 1) AS i;
VACUUM ANALYZE noetl.runtime;
SQL
}

start_server() {
  local port=$((PGPORT + 1))
  address=http://127.0.0.1:$port
  "$program" serve --listen "127.0.0.1:$port" --database "$database" >"$work/serve.log" 2>&1 &
  server=$!
  local begun=$EPOCHREALTIME
  until curl -fs -o /dev/null "$address/health"; do
    kill -0 "$server" 2>/dev/null || { cat "$work/serve.log" >&2; exit 1; }
    sleep 0.02
  done
  printf 'first answer of a cold serve after %s s\n' "$(echo "$EPOCHREALTIME - $begun" | bc)"
}

# The UPDATE of a heartbeat, as pgbench's transaction.
cat >"$work/beat.sql" <<'SQL'
\set i random(0, 999)
UPDATE noetl.runtime SET heartbeat = now(), updated_at = now(),
  status = CASE status WHEN 'offline' THEN 'ready' ELSE status END
WHERE kind = 'worker_pool' AND name = 'pool-' || lpad(:i::text, 5, '0') RETURNING runtime_id;
SQL

pgbench_rate() {
  pgbench -n -M prepared -f "$work/beat.sql" -c "$1" -j 2 -T "$seconds" 2>/dev/null | awk '/^tps/ { print $3 }'
}

# Prints rate, p99 in milliseconds and answers that were no success.
wrk_beats() {
  wrk -t2 -c "$1" -d "${seconds}s" -s src/bench/heartbeats.lua "$address" | awk '/^RESULT/ { print $2, $3, $4 }'
}

wrk_list() {
  wrk -t"$(($1 > 1 ? 2 : 1))" -c "$1" -d "${seconds}s" -s src/bench/list.lua "$address" | awk '/^RESULT/ { print $2, $3, $4 }'
}

line() { printf '%-46s %10s %10s %8s\n' "$@"; }

# What lines of a file hold in a column, without the outliers of a machine that others use, too.
median() {
  awk -v column="$2" '{ print $column }' "$work/$1" | sort -n | awk '{ a[NR] = $1 } END { print a[int((NR + 1) / 2)] }'
}

line_of() {
  line "$2" "$(median "$1" 1)" "$(median "$1" 2)" "$(awk '{ failed += $3 } END { print failed }' "$work/$1")"
}

rows 1000
start_server
for clients in 16 16 64 64; do wrk_beats "$clients" >/dev/null; done # warms the JVM up
# In turns, since the machine is now faster, now slower.
for _ in 1 2 3; do
  for clients in 1 16 64; do
    rate=$(pgbench_rate "$clients")
    echo "$rate - 0" >>"$work/pgbench.$clients"
  done
  for clients in 16 64; do wrk_beats "$clients" >>"$work/beats.$clients"; done
done
line 'what, the median of three' 'per second' 'p99 ms' 'failed'
best=0
for clients in 1 16 64; do
  line_of "pgbench.$clients" "pgbench, $clients clients"
  rate=$(median "pgbench.$clients" 1)
  best=$(echo "if ($rate > $best) $rate else $best" | bc)
done
for clients in 16 64; do
  line_of "beats.$clients" "heartbeats, $clients connections"
  line "  against pgbench's best" "$(echo "scale=2; $(median "beats.$clients" 1) / $best" | bc) x" - -
done
for clients in 1 16; do
  wrk_list "$clients" >"$work/lists.$clients"
  line_of "lists.$clients" "lists of 1,000 rows, $clients connections"
done

rows 10000
for clients in 1 16; do
  wrk_list "$clients" >"$work/lists.$clients"
  line_of "lists.$clients" "lists of 10,000 rows, $clients connections"
done
for _ in 1 2 3; do
  wrk_beats 16 >>"$work/alone"
  wrk -t1 -c1 -d "$((seconds + 2))s" "$address/api/worker/pools" >/dev/null &
  lister=$!
  wrk_beats 16 >>"$work/beside"
  wait "$lister"
done
line_of alone 'heartbeats, 16 connections, of 10,000 rows'
line_of beside '  while one lists them'
line '  p99 against p99 alone' "$(echo "scale=2; $(median beside 2) / $(median alone 2)" | bc) x" - -
printf 'memory of serve at its highest: %s MiB\n' "$(awk '/VmHWM/ { printf "%.0f", $2 / 1024 }' "/proc/$server/status")"
