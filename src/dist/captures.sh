#!/bin/sh
# Prints what list, watch and doctor show on a terminal, as the README has it: a tmux of its own runs the
# distribution on a database of its own. Wants tmux, and target/noetl-runtime from ./mvnw package.
set -eu
cd "$(dirname -- "$0")/../.."
command -v tmux >/dev/null || {
  echo 'tmux is not installed: apt-get install tmux' >&2
  exit 1
}
world=$(mktemp -d)
tool=$PWD/target/noetl-runtime/bin/noetl-runtime
trap 'tmux -S "$world/tmux" kill-server 2>/dev/null; rm -rf "$world"' EXIT
unset COLUMNS

terminal() { tmux -f /dev/null -S "$world/tmux" "$@"; }
on() { HOME=$world NOETL_RUNTIME_DIRECT=1 "$tool" "$@" >/dev/null; }
press() {
  terminal send-keys -l "$1"
  terminal send-keys Enter
}
# Waits until the terminal shows a text.
shows() {
  tries=0
  until terminal capture-pane -p | grep -q -- "$1"; do
    tries=$((tries + 1))
    [ $tries -lt 300 ] || exit 1
    sleep 0.1
  done
}
capture() {
  printf '\n'
  terminal capture-pane -p | awk '
    { sub(/ +$/, "") }
    $0 == "" { blank = blank "\n"; next }
    { printf "%s    %s\n", blank, $0; blank = "" }'
}

on register gpu-1 --runtime python --capacity 10 --label env=prod
on register gpu-2 --runtime python --capacity 10 --label env=prod --status busy
on register cpu-1 --runtime python --capacity 4 --label env=test
on register old --runtime python
on deregister old
terminal new-session -d -x 80 -y 14 \
  "env -i PATH='${tool%/*}:$PATH' HOME=$world TERM=screen LC_ALL=C.UTF-8 NOETL_RUNTIME_DIRECT=1 PS1='$ ' sh"
sleep 12
on heartbeat gpu-1
on set gpu-2 --capacity 8
on heartbeat gpu-2
press 'noetl-runtime list --stale-after 10s'
shows look
capture
press 'clear; noetl-runtime list --watch --stale-after 10s --sort-by status'
shows components
on heartbeat cpu-1
on register cpu-2 --runtime python --capacity 4 --label env=test
shows new,
capture
terminal send-keys C-c
terminal resize-window -x 120 -y 24
on register pool-7 --runtime python --hostname w-7 --pid 312
sleep 6
press 'clear; noetl-runtime doctor pool-7 --stale-after 5s'
shows next:
capture
