#!/usr/bin/env bash
# Attacks a server in the ways that once ended it or kept others from it: requests, heads and handshakes without an end,
# requests that take memory or time, many lists at once, no more threads. Beside each attack ordinary clients send heartbeats. One
# line an attack; ends with 1 where the server ended, or where something did not recover within 5 s (15 s for a short
# round, which busy machines run).
#
#   src/bench/hostile.sh [short]     some three minutes, short less than one
#
# Needs the distribution (./mvnw -DskipTests package), and from Debian: python3 openssl.
set -euo pipefail
# No folder of compiled files beside the sources.
export PYTHONDONTWRITEBYTECODE=1
cd "$(dirname "$0")/../.."
distribution=target/noetl-runtime
for tool in python3 openssl; do
  command -v "$tool" >/dev/null || { echo "$tool is not installed" >&2; exit 1; }
done
[[ -x $distribution/bin/noetl-runtime ]] || { echo "build the distribution first: ./mvnw -DskipTests package" >&2; exit 1; }
# Descriptors for the connections of attackers, and of the server, which inherits the limit.
ulimit -n "$(ulimit -H -n)"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work XDG_DATA_HOME='' XDG_CONFIG_HOME=''
# Under root the server is another user, who need not be able to search the folders above this one.
chmod 755 "$work"
cp -R "$distribution" "$work/noetl-runtime"
mkdir "$work/run"
chmod 755 "$work/run"
python3 src/bench/hostile.py "$work/noetl-runtime/bin/noetl-runtime" "$work/run" "$@"
