#!/bin/sh
# Prints what list, watch and doctor show on a terminal, as README.md and docs/ have it: a tmux of its own runs the
# distribution on databases of its own. With --write it puts the captures into the pages, between the lines that name them;
# with --check it compares, times, ports and ids aside, and ends with 1 where they differ.
# Needs tmux, and target/noetl-runtime from ./mvnw package.
set -eu
case ${1-} in
'' | --write | --check) ;;
*)
  echo "usage: ${0##*/} [--write | --check]" >&2
  exit 2
  ;;
esac
cd "$(dirname -- "$0")/../.."
# shellcheck source=src/dist/terminal.sh
. src/dist/terminal.sh

# Keeps what the terminal shows, without the prompt at its end: all of it, or its last lines.
capture() {
  terminal capture-pane -p | without_prompt | awk '
    $0 == "" { blank = blank "\n"; next }
    { printf "%s%s\n", blank, $0; blank = "" }' | tail -n "${2:-+1}" | sed 's/^./    &/' >"$world/capture.$1"
}
# Keeps what a doctor prints, all of it or its last lines.
doctor() {
  anew "noetl-runtime doctor pool-7 $3"
  shows ^next:
  capture "$1" "$2"
}

export NOETL_RUNTIME_DIRECT=1
on register gpu-1 --runtime python --capacity 10 --label env=prod
on register gpu-2 --runtime python --capacity 10 --label env=prod --status busy
on register cpu-1 --runtime python --capacity 4 --label env=test
on register old --runtime python
on deregister old
open_terminal 80 14 NOETL_RUNTIME_DIRECT=1
sleep 11
on heartbeat gpu-1
on set gpu-2 --capacity 8
on heartbeat gpu-2
press 'noetl-runtime list --stale-after 10s'
shows look
capture list
anew 'noetl-runtime list --watch --stale-after 10s --sort-by status'
shows components
on heartbeat cpu-1
on register cpu-2 --runtime python --capacity 4 --label env=test
shows new,
capture watch
terminal send-keys C-c
terminal resize-window -x 220 -y 34

# A server on a free port, and then none.
start_server --database "sqlite:$world/served.db"
unset NOETL_RUNTIME_DIRECT
at="-s http://127.0.0.1:$port"
export NOETL_SERVER_URL="http://127.0.0.1:$port"
anew "unset NOETL_RUNTIME_DIRECT"
on register pool-7 --runtime python --hostname w-7 --pid 312
sleep 7
doctor doctor-silent +1 "$at --stale-after 5s"
on deregister pool-7
doctor doctor-deregistered -2 "$at"
on register pool-7 --runtime python --hostname w-7 --pid 312
anew "noetl-runtime doctor pool-7 $at --observe 5s"
owners_are_seen() {
  on register pool-7 --runtime python --hostname w-8 --pid 9 || exit 1
  on register pool-7 --runtime python --hostname w-7 --pid 312 || exit 1
  has ^next:
}
until_done owners_are_seen || give_up ^next:
capture doctor-owners -2
on register pool-8 --database "sqlite:$world/other.db" -q
doctor doctor-elsewhere -2 "--database sqlite:$world/other.db"
doctor doctor-no-file -2 "--database sqlite:$world/wrong.db"
stop_server
doctor doctor-down +1 "$at"

# Prints a page with every block that a line names as it is now.
renew() {
  awk -v world="$world" '
    /^<!-- capture: / {
      print
      print ""
      file = world "/capture." $3
      while ((getline line <file) > 0) print line
      close(file)
      print ""
      within = 1
    }
    /^<!-- end -->/ { within = 0 }
    !within { print }' "$1"
}
# Without what differs from run to run.
shape() {
  sed -E -e 's/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z/TIME/g' -e 's/[0-9]{2}:[0-9]{2}:[0-9]{2}Z/TIME/g' \
    -e 's/127\.0\.0\.1:[0-9]+/ADDRESS/g' -e 's/runtime_id [0-9]+/runtime_id ID/g' -e 's/[0-9]+ ms/N ms/g' \
    -e 's/\b[0-9]+s\b/N s/g' -e 's/host w-8 pid 9 and host w-7 pid 312/host w-7 pid 312 and host w-8 pid 9/' -e 's/ +/ /g' "$1"
}
case ${1-} in
'') tail -n +1 "$world"/capture.* ;;
--check)
  for file in "$world"/capture.*; do
    grep -qx "<!-- capture: ${file##*/capture.} -->" README.md docs/*.md || {
      echo "no page has a place for ${file##*/capture.}" >&2
      exit 1
    }
  done
  ;;
esac
[ -n "${1-}" ] || exit 0
for page in README.md docs/*.md; do
  renew "$page" >"$world/page"
  if [ "$1" = --write ]; then
    cmp -s "$world/page" "$page" || cat "$world/page" >"$page"
  else
    shape "$page" >"$world/old"
    shape "$world/page" >"$world/new"
    diff -u --label "$page" --label "$page, as it is shown" "$world/old" "$world/new"
  fi
done
