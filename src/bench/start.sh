#!/bin/sh
# How long a start takes, everything side by side: after one another, round after round, so that a machine that slows
# down slows all of them. Prints medians of wall and CPU seconds, peak memory and the ratio to a bare hello-world on the
# same JVM with the same flags and an archive of its own made in the same way.
#
#   ./mvnw package && src/bench/start.sh [rounds]
#
# BEFORE=PROGRAM, the launcher of another build, is measured in the same rounds.
#
# Needs a JDK 25 (JAVA_HOME, /usr/lib/jvm or on the PATH) and python3. What else is installed is measured too:
# python3-requests, curl, kubectl, etcd and etcdctl; PostgreSQL from target/postgres, where the tests put it.
set -eu
rounds=${1:-15}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
base=$(CDPATH='' cd -- "$here/../.." && pwd -P)
dist=$base/target/noetl-runtime
noetl=$dist/bin/noetl-runtime
[ -x "$noetl" ] || { echo 'run ./mvnw package first' >&2; exit 1; }
jdk=${JAVA_HOME:-}
for candidate in "$jdk" /usr/lib/jvm/*25* "$(dirname -- "$(dirname -- "$(realpath "$(command -v javac || echo /x/x/x)")")")"; do
  if [ -x "$candidate/bin/javac" ] && "$candidate/bin/javac" -version 2>&1 | grep -q ' 25'; then jdk=$candidate; break; fi
done
[ -x "$jdk/bin/javac" ] || { echo 'no JDK 25 found: set JAVA_HOME' >&2; exit 1; }

work=$(mktemp -d)
children=
postgres=
caches=
# shellcheck disable=SC2086 # A list of process ids.
finish() {
  [ -z "$children" ] || kill $children 2>/dev/null || true
  [ -z "$postgres" ] || "$postgres" stop -D "$work/data" -m immediate >/dev/null 2>&1 || true
  rm -rf "$work" ${caches:+"$caches"}
}
trap finish EXIT
trap 'exit 130' INT TERM

for name in $(env | sed -n 's/^\(NOETL_[A-Z_]*\|POSTGRES_[A-Z_]*\|PG[A-Z]*\)=.*/\1/p'); do unset "$name"; done
HOME=$work XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data-home
export HOME XDG_CONFIG_HOME XDG_DATA_HOME

# The launcher's own flags, without those that are about the tool: a copy of it that prints what it would start.
sed "s#^self=.*#self=$noetl#; s#^exec .*java\"#exec printf '%s\\\\n'#" "$noetl" >"$work/shown"
flags=$(sh "$work/shown" --version | grep '^-X' | grep -v SharedArchive | tr '\n' ' ')
"$jdk/bin/javac" -d "$work/classes" "$here/HelloWorld.java"
"$jdk/bin/jar" --create --file "$work/hello.jar" -C "$work/classes" .
java=$dist/runtime/bin/java
# shellcheck disable=SC2086 # A list of flags.
{
  "$java" $flags -Xshare:off -XX:DumpLoadedClassList="$work/list" -cp "$work/hello.jar" HelloWorld >/dev/null
  "$java" $flags -Xshare:dump -XX:+AOTClassLinking -XX:SharedClassListFile="$work/list" \
    -XX:SharedArchiveFile="$work/hello.jsa" -cp "$work/hello.jar" >/dev/null 2>&1
}

"$jdk/bin/java" "$here/AnsweringServer.java" "$work/port" &
children=$!
while [ ! -s "$work/port" ]; do kill -0 "$children"; sleep 0.1; done
url=http://127.0.0.1:$(cat "$work/port")
"$noetl" register demo --direct --runtime python -q

cases=$work/cases
missing=$work/missing
: >"$cases" && : >"$missing"
measure() { printf '%s\t%s\n' "$1" "$2" >>"$cases"; }
ours() {
  measure "$1" "$noetl $2"
  [ -z "${BEFORE:-}" ] || measure "$1, before" "$BEFORE $2"
}
lacks() { echo "not measured: $*" >>"$missing"; }

measure 'hello-world' "$java $flags -XX:SharedArchiveFile=$work/hello.jsa -cp $work/hello.jar HelloWorld"
ours 'heartbeat, HTTP' "heartbeat demo --server $url"
ours 'heartbeat, SQLite' 'heartbeat demo --direct'
ours 'list, HTTP' "list --server $url"
ours '--help' --help
ours '--version' --version
portable=$base/target/noetl-runtime-portable/bin/noetl-runtime
# Its caches are made by the first uses, and have to stay the user's own.
caches=$(mktemp -d)
export NOETL_RUNTIME_JAVA="$jdk" XDG_CACHE_HOME="$caches"
"$portable" --version >/dev/null && "$portable" list --direct >/dev/null
measure 'heartbeat, HTTP, portable' "$portable heartbeat demo --server $url"
measure 'heartbeat, SQLite, portable' "$portable heartbeat demo --direct"
measure 'heartbeat, HTTP, portable, no cache' "env XDG_CACHE_HOME=/dev/null $portable heartbeat demo --server $url"

if [ -f "$base/target/postgres/18.jar" ]; then
  (cd "$work" && "$jdk/bin/jar" xf "$base/target/postgres/18.jar" && mkdir pg && tar -xJf ./*.txz -C pg)
  user=
  [ "$(id -u)" -ne 0 ] || { user='setpriv --reuid=65534 --regid=65534 --clear-groups'; chown -R 65534:65534 "$work"; chmod 755 "$work"; }
  $user "$work/pg/bin/initdb" -D "$work/data" -U noetl -A trust >/dev/null
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
  $user "$work/pg/bin/pg_ctl" start -w -D "$work/data" -l "$work/pg.log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=" >/dev/null
  children="$children $(head -n 1 "$work/data/postmaster.pid")"
  database="postgresql://noetl@127.0.0.1:$port/postgres?schema=noetl"
  "$noetl" init --database "$database" -q
  "$noetl" register demo --runtime python --database "$database" -q
  ours 'heartbeat, PostgreSQL' "heartbeat demo --database $database"
else
  lacks 'PostgreSQL (./mvnw verify fetches one)'
fi

if /usr/bin/python3 -c 'import requests' 2>/dev/null; then
  measure 'python3 requests' "/usr/bin/python3 -c 'import requests; requests.post(\"$url/api/worker/pool/heartbeat\", json={\"name\": \"demo\"})'"
else
  lacks 'python3-requests'
fi
if command -v curl >/dev/null; then
  measure 'curl' "curl -s -H 'Content-Type: application/json' -d '{\"name\":\"demo\"}' $url/api/worker/pool/heartbeat"
else
  lacks 'curl'
fi
if command -v kubectl >/dev/null; then measure 'kubectl version --client' 'kubectl version --client'; else lacks 'kubectl'; fi
if command -v etcd >/dev/null && command -v etcdctl >/dev/null; then
  etcd --data-dir "$work/etcd" --listen-client-urls http://127.0.0.1:0 --advertise-client-urls http://127.0.0.1:0 \
    --listen-peer-urls http://127.0.0.1:0 >"$work/etcd.log" 2>&1 &
  children="$children $!"
  sleep 2
  etcd_port=$(sed -n 's/.*serving insecure client requests on 127.0.0.1:\([0-9]*\).*/\1/p; s/.*"address":"127.0.0.1:\([0-9]*\)".*/\1/p' "$work/etcd.log" | tail -n 1)
  if [ -n "$etcd_port" ]; then
    ETCDCTL_API=3 && export ETCDCTL_API
    lease=$(etcdctl --endpoints "127.0.0.1:$etcd_port" lease grant 3600 | cut -d' ' -f2)
    measure 'etcdctl lease keep-alive --once' "etcdctl --endpoints 127.0.0.1:$etcd_port lease keep-alive --once $lease"
  else
    lacks 'etcdctl (etcd does not listen)'
  fi
else
  lacks 'etcd and etcdctl'
fi

python3 "$here/side_by_side.py" "$rounds" "$cases"
cat "$missing"
echo
"$noetl" --version -v
for file in "$base"/target/noetl-runtime-*.tar.gz "$base"/target/noetl-runtime_*_amd64.deb; do
  echo "${file##*/} $(($(wc -c <"$file") / 100000))" | awk '{ printf "%-45s %.1f MB\n", $1, $2 / 10 }'
done
