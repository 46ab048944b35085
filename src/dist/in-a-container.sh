#!/bin/sh
# Follows docs/containers.md as it is written: builds the image of the Dockerfile and the page's own from a
# minimal Debian, and runs them. Needs root, podman, crun, debootstrap and Debian's mirror; takes about three minutes.
#
#   src/dist/in-a-container.sh target/noetl-runtime-0.1.0-linux-x64.tar.gz
#
# Exit 0 when all is as the page says, 1 when it is not, 77 when this machine cannot try.
set -eu

cannot() {
  echo "in-a-container: not tried: $*" >&2
  exit 77
}

[ "$(id -u)" -eq 0 ] || cannot 'only root may make a root of its own'
for tool in debootstrap podman crun; do
  command -v $tool >/dev/null || cannot "$tool is not installed"
done
unshare --mount --cgroup true 2>/dev/null || cannot 'name spaces are not allowed here'
if [ -z "${IN_A_CONTAINER_INSIDE:-}" ]; then
  # Mounts in a name space of our own go with it, whatever happens.
  IN_A_CONTAINER_INSIDE=1 exec unshare --mount --propagation private "$0" "$@"
fi

archive=$(realpath "$1")
project=$(realpath "$(dirname "$0")/../..")
work=$(mktemp -d)

leave() {
  status=$?
  if [ "$status" -eq 1 ]; then
    cat "$work/log" >&2 2>/dev/null || true
    for name in registry demo; do engine logs $name >&2 2>/dev/null || true; done
  fi
  engine rm --force --all --depend >/dev/null 2>&1 || true
  engine rmi --force --all >/dev/null 2>&1 || true
  rm -rf "$work"
  exit "$status"
}
trap leave EXIT
trap 'exit 130' INT TERM

# Of health checks podman says that it has no timer for them without systemd; they are run by hand here.
engine() {
  CONTAINERS_STORAGE_CONF=$work/storage.conf podman --log-level fatal "$@"
}

build() {
  engine build --pull=never --isolation=chroot --layers=false --format docker --tag "$@" >"$work/log" 2>&1 ||
    fail "the image $1 cannot be built"
}

start() {
  engine run --cgroups=disabled --ulimit nofile=1024:1024 --ulimit nproc=1000:1000 --volume "$work/hosts:/etc/hosts:ro" "$@"
}

registry() {
  start --detach --name registry --network none noetl-runtime \
    serve --listen 127.0.0.1:8083 --database sqlite:/tmp/runtime.db >/dev/null
}

fail() {
  echo "in-a-container: $*" >&2
  exit 1
}

expect() {
  [ "$2" = "$3" ] || fail "$1 should be <$2> but is <$3>"
}

# SECONDS WHAT COMMAND...: until the command succeeds.
await() {
  rounds=$(($1 * 5))
  what=$2
  shift 2
  until "$@" >/dev/null 2>&1; do
    rounds=$((rounds - 1))
    [ "$rounds" -gt 0 ] || fail "never came: $what"
    sleep 0.2
  done
}

row() {
  engine exec registry noetl-runtime list --output csv --columns "$2" --server 127.0.0.1:8083 --name "$1" | tail -n 1
}

healthy() {
  [ "$(engine healthcheck run demo)" != unhealthy ]
}

unhealthy() {
  ! healthy
}

worker_speaks() {
  engine logs worker | grep -q there
}

code() {
  engine inspect --format '{{.State.ExitCode}}' "$1"
}

mkdir "$work/store" "$work/page" "$work/context" "$work/context/target"
mount -t cgroup2 cgroup2 /sys/fs/cgroup || cannot 'there is no cgroup v2 here'
cat >"$work/storage.conf" <<END
[storage]
driver = "vfs"
runroot = "$work/store/run"
graphroot = "$work/store/graph"
END
echo '127.0.0.1 localhost noetl' >"$work/hosts"
debootstrap --variant=minbase "${IN_A_CONTAINER_SUITE:-bookworm}" "$work/store/base" >"$work/log" 2>&1 || {
  tail -n 3 "$work/log" >&2
  cannot 'debootstrap failed, perhaps for want of a mirror'
}
tar -cf - -C "$work/store/base" . | engine import - docker.io/library/debian:bookworm-slim >"$work/log" 2>&1
rm -rf "$work/store/base"

cp "$archive" "$work/context/target/"
cp "$project/Dockerfile" "$project/.dockerignore" "$work/context/"
build noetl-runtime "$work/context"
awk '/^## / { here = $0 == "## Heartbeats with a health check" } here && /^    / { print substr($0, 5) }' \
  "$project/docs/containers.md" >"$work/page/Dockerfile"
sed -n 's/^# \({.*}\).*/\1/p' "$work/page/Dockerfile" >"$work/page/demo.json"
build demo "$work/page"

start --rm --read-only --network none noetl-runtime >"$work/out"
cmp "$work/out" "$project/src/main/resources/io/noetl/runtime/cli/help/noetl-runtime.txt" || fail 'it shows no help'
start --rm --read-only --network none noetl-runtime --version -v >"$work/out"
expect 'the start-up cache' 'start-up cache: in use' "$(tail -n 1 "$work/out")"
echo 'in-a-container: the images are built; the first runs read-only, as nobody, from its start-up cache'

registry
start --detach --name demo --network container:registry demo >/dev/null
await 20 'the component' healthy
expect 'the component' ready "$(row demo status)"
expect 'the user' 65534 "$(engine exec demo id -u)"
echo 'in-a-container: beats arrive and the probe says so'

engine kill --signal STOP registry >/dev/null
await 60 'what the probe says while nobody answers' unhealthy
engine kill --signal CONT registry >/dev/null
await 60 'what the probe says afterwards' healthy
echo 'in-a-container: the probe says when they do not, and when they do again'

engine stop --time 30 demo >/dev/null
expect 'the exit code' 0 "$(code demo)"
expect 'after its end the component' offline "$(row demo status)"
expect 'a probe after the end' 1 "$(
  start --rm --network none demo sh /usr/local/bin/noetl-probe /tmp/demo.stamp >/dev/null 2>&1 || echo $?
)"
echo 'in-a-container: stop ends it with 0, deregistered'

# The worker leaves an orphan behind, which ends: whatever process 1 does not take leave of stays a zombie.
worker='sh -c "sleep 1 & exec true"; sleep 3; grep -l "^State:.Z" /proc/[0-9]*/status; trap "exit 6" TERM; echo there; while :; do sleep 0.1; done'
start --detach --name worker --network container:registry noetl-runtime \
  run worker --server http://noetl:8083 --runtime python -- sh -c "$worker" >/dev/null
await 30 'the worker' worker_speaks
expect 'what the worker sees' there "$(engine logs worker)"
expect 'the worker' ready "$(row worker status)"
engine stop --time 30 worker >/dev/null
expect "the worker's exit code" 6 "$(code worker)"
expect 'after its end the worker' offline "$(row worker status)"
echo 'in-a-container: run as process 1 leaves no zombie, hands TERM on and ends with the exit code of its child'
