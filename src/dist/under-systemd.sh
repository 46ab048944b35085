#!/bin/sh
# Follows docs/systemd.md as it is written, in a minimal Debian with a systemd of its own: a container
# without a container engine. Needs root, debootstrap and Debian's mirror; takes two to three minutes.
#
#   src/dist/under-systemd.sh target/noetl-runtime-0.1.0-linux-x64.tar.gz target/noetl-runtime_0.1.0_amd64.deb
#
# Exit 0 when all is as the page says, 1 when it is not, 77 when this machine cannot try.
set -eu

cannot() {
  echo "under-systemd: not tried: $*" >&2
  exit 77
}

# The script starts itself twice more: in mounts of its own, and as what becomes process 1 of the container.
case ${UNDER_SYSTEMD_STAGE:-} in
  '')
    [ "$(id -u)" -eq 0 ] || cannot 'only root may make a root of its own'
    command -v debootstrap >/dev/null || cannot 'debootstrap is not installed'
    unshare --mount --pid --fork --net --cgroup true 2>/dev/null || cannot 'name spaces are not allowed here'
    UNDER_SYSTEMD_STAGE=mounted exec unshare --mount --propagation private "$0" "$@"
    ;;
  group)
    echo 0 >"$2/cgroup.procs"
    UNDER_SYSTEMD_STAGE=init exec unshare --cgroup "$0" "$1"
    ;;
  init)
    cd "$1"
    mount -t proc proc proc
    mount --bind proc/sys proc/sys
    mount -o remount,ro,bind proc/sys
    mount -t sysfs -o ro sysfs sys
    mount -t cgroup2 cgroup2 sys/fs/cgroup
    mount -t tmpfs -o mode=755 tmpfs dev
    for device in null zero full random urandom tty; do
      touch "dev/$device"
      mount --bind "/dev/$device" "dev/$device"
    done
    mkdir dev/pts dev/shm
    mount -t devpts -o newinstance,ptmxmode=666 devpts dev/pts
    ln -s pts/ptmx dev/ptmx
    mount -t tmpfs -o mode=755 tmpfs run
    mount -t tmpfs -o mode=1777 tmpfs tmp
    pivot_root . mnt
    umount -l /mnt
    exec env -i container=other /lib/systemd/systemd
    ;;
esac

archive=$(realpath "$1")
package=$(realpath "$2")
guide=$(realpath "$(dirname "$0")/../../docs/systemd.md")
unit=noetl-heartbeat@demo
work=$(mktemp -d)
root=$work/root
group=$work/cgroup/under-systemd.$$

leave() {
  status=$?
  if [ "$status" -eq 1 ]; then
    inside systemctl --no-pager --full status $unit >&2 || true
    inside journalctl --no-pager --boot --lines 60 >&2 || true
  fi
  [ -z "${first:-}" ] || kill -KILL "$first" 2>/dev/null || true
  [ -z "${container:-}" ] || wait "$container" 2>/dev/null || true
  find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || true
  umount -R "$root" "$work/cgroup" 2>/dev/null || true
  rm -rf "$work"
  exit "$status"
}
trap leave EXIT
trap 'exit 130' INT TERM

inside() {
  nsenter --target "$first" --mount --uts --ipc --net --pid --cgroup \
    /usr/bin/env -i PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

fail() {
  echo "under-systemd: $*" >&2
  exit 1
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

expect() {
  [ "$2" = "$3" ] || fail "$1 should be <$2> but is <$3>"
}

# The commands of a block of the page.
page() {
  awk -v wanted="$1" '
    /^## / { here = $0 == "## Heartbeats" }
    here && /^    / { if (!code) block++; code = 1; if (block == wanted) print substr($0, 5); next }
    { code = 0 }' "$guide"
}

follow() {
  printf '$ %s\n' "$1"
  inside sh -euc "$1"
}

boot() {
  UNDER_SYSTEMD_STAGE=group unshare --mount --uts --ipc --net --pid --fork --kill-child --propagation private \
    "$0" "$root" "$group" >"$work/console" 2>&1 &
  container=$!
  first=
  await 10 'a process 1' grep -q . "/proc/$container/task/$container/children"
  first=$(tr -d ' ' <"/proc/$container/task/$container/children")
  # Before it has its root, what is inside is this machine's.
  await 60 'a systemd' inside test -e /under-systemd -a -S /run/systemd/private
}

power_off() {
  # systemctl says so where there is no logind to ask.
  inside systemctl poweroff 2>/dev/null
  wait "$container" || true
  first=
}

registry() {
  inside systemd-run --quiet --unit registry --property StateDirectory=registry --property Before=$unit.service \
    noetl-runtime serve --listen 127.0.0.1:8083 --allow-host noetl --database sqlite:/var/lib/registry/runtime.db
}

is() {
  inside systemctl show --value --property "$1" $unit | grep -qx "$2"
}

says() {
  inside systemctl --no-pager --full status $unit | grep -qF "Status: \"$1"
}

row() {
  inside noetl-runtime list --server 127.0.0.1:8083 --output csv --columns "$1" | tail -n 1
}

row_is() {
  [ "$(row "$1")" = "$2" ]
}

serves() {
  [ "$(inside noetl-runtime list --server 127.0.0.1:8083 --kind server_api --output csv --columns status | tail -n 1)" = ready ]
}

beaten_since() {
  [ "$(row heartbeat)" != "$1" ]
}

alive() {
  is ActiveState active && says 'Alive, beats every 15.0 s' && row_is status ready
}

mkdir "$root" "$work/cgroup"
mount -t cgroup2 cgroup2 "$work/cgroup" || cannot 'there is no cgroup v2 here'
mkdir "$group" || cannot 'no control group can be made here'
mount -t tmpfs -o size=1g,mode=755 tmpfs "$root" || cannot 'a tmpfs cannot be mounted here'
debootstrap --variant=minbase --include=systemd,systemd-sysv "${UNDER_SYSTEMD_SUITE:-bookworm}" "$root" \
  >"$work/log" 2>&1 || {
  tail -n 3 "$work/log" >&2
  cannot 'debootstrap failed, perhaps for want of a mirror'
}
touch "$root/under-systemd"
echo '127.0.0.1 localhost noetl' >"$root/etc/hosts"
cp "$package" "$root/root/package.deb"
boot

inside dpkg --install /root/package.deb >"$work/log" 2>&1 || fail "$(cat "$work/log")"
registry
await 20 'the registry' inside noetl-runtime list --server 127.0.0.1:8083
page 1 >"$work/page"
while read -r line; do follow "$line" </dev/null; done <"$work/page"
follow "$(page 3 | sed -n 1p)"
alive || fail "it is not alive once it is started"
echo 'under-systemd: started, ready, seen by the registry'

seen=$(row heartbeat)
await 30 'another beat' beaten_since "$seen"
echo 'under-systemd: beats arrive'

inside sed -i 's/10/20/' /etc/noetl/demo.json
follow "$(page 3 | sed -n 2p)"
await 10 'the changed file' row_is capacity 20
inside sed -i 's/20/30/' /etc/noetl/demo.json
inside systemctl kill -s HUP $unit
await 10 'the file that changed again' row_is capacity 30
echo 'under-systemd: reload and HUP register the changed file'

process=$(inside systemctl show --value --property MainPID $unit)
inside systemctl restart $unit
alive || fail 'it is not alive after a restart'
[ "$process" != "$(inside systemctl show --value --property MainPID $unit)" ] || fail 'it is the same process'
echo 'under-systemd: restart ends in a living one'

power_off
boot
await 60 'the end of the boot' inside systemctl is-active multi-user.target
expect 'without a registry the unit' activating "$(inside systemctl show --value --property ActiveState $unit)"
await 20 'its word' says 'Lost: cannot reach http://noetl:8083: connection refused'
echo 'under-systemd: a boot does not wait for the registry; the unit does, and says why'
expect 'after a shutdown the component' offline \
  "$(inside noetl-runtime list --database sqlite:/var/lib/registry/runtime.db --output csv --columns status | tail -n 1)"
registry
await 30 'the unit' alive
echo 'under-systemd: the shutdown deregistered it; it is ready once the registry is there'

inside mkdir -p /run/systemd/system/$unit.service.d
printf '[Service]\nWatchdogSec=20s\n' | inside tee /run/systemd/system/$unit.service.d/watchdog.conf >/dev/null
inside systemctl daemon-reload
inside systemctl restart $unit
inside systemctl stop registry
await 30 'its word' says 'Lost: '
await 40 'the watchdog' is NRestarts 1
await 10 'the restarted process' is SubState start
inside journalctl --unit $unit | grep -q "Failed with result 'watchdog'" || fail 'something else ended it'
inside systemctl stop $unit
expect 'the result of a stop without a registry' success "$(inside systemctl show --value --property Result $unit)"
registry
await 20 'the registry' inside noetl-runtime list --server 127.0.0.1:8083
inside systemctl start $unit
alive || fail 'it is not alive when the registry is back'
echo 'under-systemd: a silent registry starves the watchdog, which restarts it; without a registry it stops as well'

inside systemctl kill -s STOP registry
await 40 'its word' says 'Lost: '
inside systemctl stop $unit
expect 'the result of a stop while the registry hangs' success "$(inside systemctl show --value --property Result $unit)"
inside systemctl kill -s CONT registry
inside systemctl start $unit
alive || fail 'it is not alive when the registry goes on'
inside systemctl stop $unit
await 5 'the last words' row_is status offline
echo 'under-systemd: stop deregisters, and ends in time where the registry hangs'

inside systemctl stop registry
inside sh -c 'mkdir -p /etc/noetl && echo NOETL_RUNTIME_ALLOW_HOST=noetl >/etc/noetl/serve.env'
inside systemctl enable --quiet --now noetl-serve
await 5 'the row of the serve unit' serves
process=$(inside systemctl show --value --property MainPID noetl-serve)
inside systemctl reload noetl-serve
await 5 'its row after a reload' serves
expect 'its process after a reload' "$process" "$(inside systemctl show --value --property MainPID noetl-serve)"
inside systemctl restart noetl-serve
await 5 'its row after a restart' serves
inside systemctl start $unit
alive || fail 'it is not alive at the serve unit'
inside systemctl stop $unit
inside systemctl disable --quiet --now noetl-serve
expect 'the result of its stop' success "$(inside systemctl show --value --property Result noetl-serve)"
echo 'under-systemd: noetl-serve serves once it is started, reloads, and stops'

inside systemctl disable --quiet $unit
inside dpkg --remove noetl-runtime >"$work/log" 2>&1 || fail "$(cat "$work/log")"
tar -xzf "$archive" -C "$root/opt"
inside sh -c 'ln -s /opt/noetl-runtime-*/bin/noetl-runtime /usr/local/bin/'
registry
page 2 >"$work/page"
while read -r line; do follow "$line" </dev/null; done <"$work/page"
follow "$(page 3 | sed -n 1p)"
alive || fail "it is not alive from the archive"
inside systemctl stop $unit
echo 'under-systemd: the archive does the same'
