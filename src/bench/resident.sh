#!/usr/bin/env bash
# Measures what a heartbeat that stays costs: resident memory at the beginning and the end, and processor time per beat,
# over HTTP to a server on this machine that does nothing else.
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
beats = 0
class Registry(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    def answer(self, body):
        self.send_response(200)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    def do_POST(self):
        global beats
        self.rfile.read(int(self.headers.get('Content-Length') or 0))
        beats += 1
        self.answer(b'{"status":"ok","name":"demo","runtime_id":"7"}')
    def do_GET(self):
        self.answer(str(beats).encode())
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
pids+=("$beater")

ticks=$(getconf CLK_TCK)
beats() { curl -fsS "$server/"; }
memory() { awk '$1 == "VmRSS:" { print int($2 / 1024) }' "/proc/$beater/status"; }
# The name in the second field may hold blanks; what follows it does not.
processor() { sed 's/.*) //' "/proc/$beater/stat" | awk -v ticks="$ticks" '{ print ($12 + $13) * 1000 / ticks }'; }

warm=$((seconds / 5))
sleep "$warm"
beats_before=$(beats) memory_before=$(memory) processor_before=$(processor)
sleep $((seconds - warm))
beats_after=$(beats) memory_after=$(memory) processor_after=$(processor)

awk -v beats=$((beats_after - beats_before)) -v before="$memory_before" -v after="$memory_after" \
  -v cpu="$processor_before $processor_after" 'BEGIN {
  split(cpu, ms, " ")
  printf "memory    %d MiB after the first fifth, %d MiB at the end\n", before, after
  printf "processor %.2f ms per beat (%d beats)\n", (ms[2] - ms[1]) / beats, beats
}'
