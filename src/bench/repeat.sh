#!/usr/bin/env bash
# Runs the integration tests of what stays again and again on one build, and counts the runs that pass: what depends on
# chance or on the speed of a machine shows in fifty.
#
#   src/bench/repeat.sh [RUNS] [COMMAND...]
#
# RUNS is 50 unless given; each run goes through COMMAND, such as "nice". TESTS names other classes.
# Needs the distribution and the compiled tests (./mvnw -DskipTests package). What failed is kept in target/repeat.
set -euo pipefail
cd "$(dirname "$0")/../.."
runs=${1:-50}
shift || true
tests=${TESTS:-HeartbeatEveryIT,HeartbeatReporterIT,HeartbeatOutageIT,HeartbeatSuspendIT,RunIT,RunRegistryIT,RunSignalsIT,RunTerminalIT}
[[ -x target/noetl-runtime/bin/noetl-runtime && -d target/test-classes ]] ||
  { echo "build the distribution first: ./mvnw -DskipTests package" >&2; exit 1; }
mkdir -p target/repeat

passed=0
for ((run = 1; run <= runs; run++)); do
  if "$@" ./mvnw -q failsafe:integration-test failsafe:verify -Dit.test="$tests" \
    -Dnoetl.dist="$PWD/target/noetl-runtime" </dev/null >target/repeat/log 2>&1; then
    passed=$((passed + 1))
  else
    mv target/repeat/log "target/repeat/failed-$run.log"
  fi
  echo "$passed of $run passed"
done
((passed == runs))
