#!/bin/sh
# Shows that the archive runs where there is next to nothing: a minimal Debian with no Java, read-only, without an
# executable /tmp, as a user who is not root. Needs root, debootstrap and Debian's mirror.
#
#   src/dist/bare-root.sh target/noetl-runtime-0.1.0-linux-x64.tar.gz [target/noetl-runtime_0.1.0_amd64.deb]
#
# Exit 0 when it ran, 1 when it did not, 77 when this machine cannot try.
set -eu

archive=$(realpath "$1")
package=${2:+$(realpath "$2")}

cannot() {
  echo "bare-root: not tried: $*" >&2
  exit 77
}

[ "$(id -u)" -eq 0 ] || cannot 'only root may make a root of its own'
command -v debootstrap >/dev/null || cannot 'debootstrap is not installed'
unshare --mount true 2>/dev/null || cannot 'mounts are not allowed here'

if [ -z "${BARE_ROOT_INSIDE:-}" ]; then
  # Mounts in a name space of our own go with it, whatever happens.
  BARE_ROOT_INSIDE=1 exec unshare --mount --propagation private "$0" "$@"
fi

work=$(mktemp -d)
trap 'umount -R "$work/root" 2>/dev/null; rm -rf "$work"' EXIT
root=$work/root
mkdir "$root"
mount -t tmpfs -o size=1g,mode=755 tmpfs "$root" || cannot 'a tmpfs cannot be mounted here'
debootstrap --variant=minbase "${BARE_ROOT_SUITE:-bookworm}" "$root" >"$work/log" 2>&1 || {
  tail -n 3 "$work/log" >&2
  cannot 'debootstrap failed, perhaps for want of a mirror'
}

mkdir "$root/opt/noetl-runtime"
tar -xzf "$archive" --strip-components=1 -C "$root/opt/noetl-runtime"
mkdir -p "$root/home/operator"
mount -t proc proc "$root/proc"
mount -t tmpfs -o noexec,nosuid,mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o noexec,mode=777 tmpfs "$root/home/operator"
chroot "$root" sh -c '! command -v java' >/dev/null || cannot 'there is a Java in a minimal Debian'

inside() {
  chroot --userspec=65534:65534 "$root" /usr/bin/env -i HOME=/home/operator PATH=/usr/bin:/bin "$@"
}

expect() {
  [ "$1" = "$2" ] || {
    printf 'bare-root: expected:\n%s\nbut was:\n%s\n' "$1" "$2" >&2
    exit 1
  }
}

round() {
  inside "$1" register demo --direct --runtime python -q
  inside "$1" heartbeat demo --direct -q
  expect demo "$(inside "$1" list --direct -o name)"
  status=0
  inside "$1" heartbeat demo --retries 0 --server http://127.0.0.1:1 2>/dev/null || status=$?
  expect 7 "$status"
  expect 'start-up cache: in use' "$(inside "$1" --version -v | tail -n 1)"
}

if [ -n "$package" ]; then
  cp "$package" "$root/root/package.deb"
  chroot "$root" dpkg --install /root/package.deb >"$work/log" 2>&1 || {
    cat "$work/log" >&2
    exit 1
  }
fi

mount -o remount,ro "$root"
inside touch /opt/noetl-runtime/x 2>/dev/null && exit 1
round /opt/noetl-runtime/bin/noetl-runtime
echo 'bare-root: the archive runs in a minimal Debian: no Java, read-only, /tmp not executable, not root'

if [ -n "$package" ]; then
  round /usr/bin/noetl-runtime
  mount -o remount,rw "$root"
  chroot "$root" dpkg --remove noetl-runtime >"$work/log" 2>&1
  left=$(cd "$root" && find usr etc var/lib/dpkg/info -name '*noetl*' ! -name noetl-runtime.list)
  expect '' "$left"
  echo 'bare-root: the package installs, runs and leaves nothing behind'
fi
