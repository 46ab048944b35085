#!/usr/bin/env bash
# How long serve takes from its start to its first answer: the launcher of the distribution, a new database each time.
# Usage: src/bench/serve-start.sh [RUNS]; needs ./mvnw package and curl.
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${1:-10}
launcher=target/noetl-runtime/bin/noetl-runtime
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

port=$((20000 + RANDOM % 12000))
times=()
for ((run = 0; run < runs; run++)); do
  start=$(date +%s%N)
  "$launcher" serve --listen "127.0.0.1:$port" --database "sqlite:$work/$run.db" 2>"$work/log" &
  server=$!
  until curl -sf -o "$work/answer" "http://127.0.0.1:$port/api/worker/pools"; do
    kill -0 "$server" || { cat "$work/log" >&2; exit 1; }
  done
  times+=($((($(date +%s%N) - start) / 1000000)))
  kill -TERM "$server"
  wait "$server"
done
printf '%s\n' "${times[@]}" | sort -n | awk '
  { time[NR] = $1 }
  END { printf "first answer of serve, %d starts: median %d ms, slowest %d ms\n", NR, time[int((NR + 1) / 2)], time[NR] }'
