#!/bin/sh
# What each measure for a quick start brings: one heartbeat over HTTP with all of them, and with one left out at a time,
# after one another, round after round.
#
#   ./mvnw package && ./mvnw -DskipTests -Ddist.plain package && src/bench/start-measures.sh [rounds]
#
# The second build makes a distribution whose class files are as the compilers made them, beside the other.
# Needs a JDK 25 (JAVA_HOME, /usr/lib/jvm or on the PATH) and python3.
set -eu
rounds=${1:-15}
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
dist=$(CDPATH='' cd -- "$here/../.." && pwd -P)/target/noetl-runtime
noetl=$dist/bin/noetl-runtime
plain=$dist-plain/bin/noetl-runtime
[ -x "$noetl" ] || { echo 'run ./mvnw package first' >&2; exit 1; }
[ -x "$plain" ] || { echo 'run ./mvnw -DskipTests -Ddist.plain package first' >&2; exit 1; }
jdk=${JAVA_HOME:-}
for candidate in "$jdk" /usr/lib/jvm/*25* "$(dirname -- "$(dirname -- "$(realpath "$(command -v javac || echo /x/x/x)")")")"; do
  if [ -x "$candidate/bin/javac" ] && "$candidate/bin/javac" -version 2>&1 | grep -q ' 25'; then jdk=$candidate; break; fi
done
[ -x "$jdk/bin/java" ] || { echo 'no JDK 25 found: set JAVA_HOME' >&2; exit 1; }

work=$(mktemp -d)
children=
trap 'kill $children 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
for name in $(env | sed -n 's/^\(NOETL_[A-Z_]*\|POSTGRES_[A-Z_]*\|PG[A-Z]*\|[a-zA-Z]*_[pP][rR][oO][xX][yY]\)=.*/\1/p'); do unset "$name"; done
HOME=$work XDG_CONFIG_HOME=$work/config
export HOME XDG_CONFIG_HOME

"$jdk/bin/java" "$here/AnsweringServer.java" "$work/port" &
children=$!
while [ ! -s "$work/port" ]; do kill -0 "$children"; sleep 0.1; done
url=http://127.0.0.1:$(cat "$work/port")

beat="$noetl heartbeat demo --server $url"
# Both forms of one case: what is left out, and the options or variables that leave it out.
all() { printf '%s\t%s\n' "$1" "$beat" >>"$work/cases"; }
without() { printf 'without %s\tenv %s %s\n' "$1" "$2" "$beat" >>"$work/cases"; }
all 'all measures'
without 'a cache of its own for HTTP' "NOETL_RUNTIME_JAVA_OPTS=-XX:SharedArchiveFile=$dist/lib/noetl-runtime.jsa"
without 'any cache' NOETL_RUNTIME_JAVA_OPTS=-Xshare:off
without 'HttpURLConnection' "HTTP_PROXY=$url"
without 'the second thread' NOETL_RUNTIME_JAVA_OPTS=-Dnoetl.prepare=nothing
without 'C1 alone' NOETL_RUNTIME_JAVA_OPTS=-XX:TieredStopAtLevel=4
without 'late compilation' NOETL_RUNTIME_JAVA_OPTS=-XX:CompileThresholdScaling=1
without 'the serial collector' NOETL_RUNTIME_JAVA_OPTS='"-XX:-UseSerialGC -XX:+UseG1GC"'
without 'UsePerfData off' NOETL_RUNTIME_JAVA_OPTS=-XX:+UsePerfData
without 'huge pages' NOETL_RUNTIME_JAVA_OPTS='"-XX:-UseTransparentHugePages -XX:-AlwaysPreTouch -Xms24m -XX:NewSize=16m"'
printf 'without %s\t%s\n' 'rewritten class files' "$plain ${beat#* }" >>"$work/cases"
python3 "$here/side_by_side.py" "$rounds" "$work/cases"
