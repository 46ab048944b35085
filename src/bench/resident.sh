#!/usr/bin/env bash
# Measures heartbeat --every and run: resident memory (RSS, and PSS, in which pages that processes
# share are divided among them) at the beginning and the end, and processor time per heartbeat, over HTTP to a server on this
# machine that does nothing else. The two run side by side.
#
#   src/bench/resident.sh [SECONDS] [INTERVAL]
#
# SECONDS is 300 and INTERVAL 1s unless given; the first fifth is left out, since Java is still loading classes then.
# Needs the distribution (./mvnw -DskipTests package; PROGRAM names another one), and from Debian: python3 curl.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-300} interval=${2:-1s}
program=${PROGRAM:-target/noetl-runtime/bin/noetl-runtime}
for tool in python3 curl; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
done
[[ -x $program ]] || { echo "build the distribution first: ./mvnw -DskipTests package" >&2; exit 1; }

work=$(mktemp -d)
export HOME=$work XDG_DATA_HOME='' XDG_CONFIG_HOME=''
pids=()
finish() {
  for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
  wait
  rm -rf "$work"
}
trap finish EXIT

python3 - "$work/port" <<'PYTHON' &
import http.server, os, sys
beats = {}
class Registry(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def answer(self, body):
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get('Content-Length') or 0))
        name = 'run' if b'"run"' in body else 'demo'
        beats[name] = beats.get(name, 0) + 1
        self.answer(b'{"status":"ok","name":"demo","runtime_id":"7"}')
    def do_GET(self):
        self.answer(b'{"items":[],"count":0}' if '?' in self.path or 'pools' in self.path
            else str(beats.get(self.path[1:], 0)).encode())
    def log_message(self, *line):
        pass
server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Registry)
with open(sys.argv[1] + '.new', 'w') as port:
    port.write(str(server.server_address[1]))
os.rename(sys.argv[1] + '.new', sys.argv[1])
server.serve_forever()
PYTHON
pids+=($!)
until [[ -s $work/port ]]; do sleep 0.1; done
server=http://127.0.0.1:$(<"$work/port")

"$program" heartbeat demo --every "$interval" --server "$server" &
beater=$!
"$program" run run --every "$interval" --server "$server" -- sleep 100000 &
runner=$!
pids+=("$beater" "$runner")

ticks=$(getconf CLK_TCK)
# beats, RSS and PSS in KiB, and milliseconds of processor time of a component and its process.
state() {
  # The name in the second field of stat may hold blanks; what follows it does not.
  echo "$(curl -fsS "$server/$1")" \
    "$(awk '$1 == "Rss:" { rss = $2 } $1 == "Pss:" { pss = $2 } END { print rss, pss }' "/proc/$2/smaps_rollup")" \
    "$(sed 's/.*) //' "/proc/$2/stat" | awk -v ticks="$ticks" '{ print ($12 + $13) * 1000 / ticks }')"
}

warm=$((seconds / 5))
sleep "$warm"
before=$(state demo "$beater") run_before=$(state run "$runner")
sleep $((seconds - warm))
after=$(state demo "$beater") run_after=$(state run "$runner")

show() {
  echo "$1 $2 $3" | awk '{
    printf "%-9s RSS %.1f MiB after the first fifth, %.1f at the end; PSS %.1f; %.2f ms per beat (%d beats)\n",
      $1, $3 / 1024, $7 / 1024, $8 / 1024, ($9 - $5) / ($6 - $2), $6 - $2
  }'
}
show heartbeat "$before" "$after"
show run "$run_before" "$run_after"
