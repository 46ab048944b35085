#!/bin/sh
# Makes the pictures in docs/images: list, watch and doctor as a terminal shows them (SVG), and the page of serve (PNG), from
# a tmux and a Chromium of its own, on databases of its own. With --write it replaces the pictures; with --check it compares
# what they show, times, ports and ids aside, and ends with 1 where they differ. What the page shows is in page.txt.
# Needs tmux, python3, chromium, and target/noetl-runtime from ./mvnw package.
set -eu
case ${1-} in
--write | --check) ;;
*)
  echo "usage: ${0##*/} --write | --check" >&2
  exit 2
  ;;
esac
cd "$(dirname -- "$0")/../.."
# shellcheck source=src/dist/terminal.sh
. src/dist/terminal.sh
installed python3 >/dev/null
browser=$(installed chromium chromium-browser google-chrome)

# Draws what the terminal shows, without the prompt at its end.
picture() {
  terminal capture-pane -e -p | without_prompt | sed "s|($(uname -n):|(api:|g" |
    python3 src/dist/picture.py svg >"$world/$1.svg"
}

export NOETL_RUNTIME_DIRECT=1
export NOETL_RUNTIME_DATABASE="sqlite:$world/runtime.db"
export HOSTNAME=w-1
on register events --kind broker --uri nats://events:4222
on register gpu-1 --runtime python --capacity 10 --label env=prod
on register gpu-2 --runtime python --capacity 10 --label env=prod --status busy
on register cpu-1 --runtime python --capacity 4 --label env=test --hostname w-7 --pid 312
on register old --runtime python
on deregister old
on drain gpu-1 --note 'new kernel'
export HOSTNAME=api
start_server --sweep-interval 1h
export HOSTNAME=w-1
unset NOETL_RUNTIME_DIRECT NOETL_RUNTIME_DATABASE
export NOETL_SERVER_URL="http://127.0.0.1:$port"
open_terminal 100 22 "NOETL_SERVER_URL=$NOETL_SERVER_URL NOETL_RUNTIME_STALE_AFTER=10s"
sleep 11
on heartbeat gpu-1
on heartbeat gpu-2
anew 'noetl-runtime list'
shows closer
picture list
anew 'noetl-runtime watch --sort-by status'
shows components
on register cpu-2 --runtime python --capacity 4 --label env=test
shows new,
picture watch
terminal send-keys q
shows '^\$ *$'
terminal resize-window -x 150 -y 22
anew 'noetl-runtime doctor cpu-1 --observe 0s'
shows ^next:
picture doctor

page() { "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$world/browser" --timeout=20000 \
  --virtual-time-budget=4000 --window-size=1100,560 "$@" "$NOETL_SERVER_URL/?kind=worker_pool" 2>/dev/null; }
page --dump-dom | python3 src/dist/picture.py elements >"$world/page.txt"
grep -q gpu-1 "$world/page.txt" || {
  echo 'the page shows no components' >&2
  exit 1
}

if [ "$1" = --write ]; then
  mkdir -p docs/images
  page --screenshot="$world/page.png" >/dev/null
  cp "$world/list.svg" "$world/watch.svg" "$world/doctor.svg" "$world/page.png" "$world/page.txt" docs/images/
  exit 0
fi
for name in list watch doctor; do
  python3 src/dist/picture.py text <"docs/images/$name.svg" >"$world/old"
  python3 src/dist/picture.py text <"$world/$name.svg" >"$world/new"
  diff -u --label "docs/images/$name.svg" --label "$name, as it is shown" "$world/old" "$world/new"
done
diff -u --label docs/images/page.txt --label 'the page, as it is shown' docs/images/page.txt "$world/page.txt"
