# shellcheck shell=sh
# For captures.sh and pictures.sh to source: a terminal (tmux), databases and a server of their own in the directory $world,
# which is removed at the end. $tool is the distribution's program, $server the process of the server that runs.

# The caller's settings would show, and could name the caller's own registry.
for name in $(env | sed -n 's/^\([A-Z][A-Z0-9_]*\)=.*/\1/p'); do
  case $name in
  NOETL_DIST) ;;
  NOETL_* | POSTGRES_* | PG* | WORKER_* | XDG_* | DATABASE_URL | COLUMNS | NO_COLOR) unset "$name" ;;
  esac
done

# Prints the path of the first of some programs that is installed.
installed() {
  for name in "$@"; do
    command -v "$name" && return
  done
  echo "$1 is not installed: apt-get install $1" >&2
  exit 1
}

installed tmux >/dev/null
tool=${NOETL_DIST:-$PWD/target/noetl-runtime}/bin/noetl-runtime
[ -x "$tool" ] || {
  echo "$tool does not exist: run ./mvnw package" >&2
  exit 1
}
server=''
world=$(mktemp -d)
export HOME="$world"

terminal() { tmux -f /dev/null -S "$world/tmux" "$@"; }
on() { "$tool" "$@" >/dev/null; }

stop_server() {
  [ -z "$server" ] || {
    kill "$server" 2>/dev/null || true
    wait "$server" || true
  }
  server=''
}
finish() {
  stop_server
  terminal kill-server 2>/dev/null || true
  rm -rf "$world"
}
trap finish EXIT
trap 'exit 130' INT TERM

# Repeats a command until it succeeds; fails after 90 seconds.
until_done() {
  end=$(($(date +%s) + 90))
  until "$@"; do
    [ "$(date +%s)" -lt "$end" ] || return 1
    sleep 0.1
  done
}

# Starts a server on a free port, and sets $port.
start_server() {
  "$tool" serve --listen 127.0.0.1:0 "$@" >"$world/log" 2>&1 &
  server=$!
  until_done is_listening || {
    echo 'the server does not listen; it says' >&2
    tail -n 20 "$world/log" >&2
    exit 1
  }
}
is_listening() {
  port=$(sed -n 's/.*"listening".*"address":"[^"]*:\([0-9]*\)".*/\1/p' "$world/log")
  [ -n "$port" ]
}

# Opens the terminal: columns, rows, and variables for its shell.
open_terminal() {
  terminal new-session -d -x "$1" -y "$2" "cd '$world'; env -i PATH='${tool%/*}:$PATH' HOME='$world' TERM=screen \
    LC_ALL=C.UTF-8 PS1='$ ' $3 sh"
}
press() {
  terminal send-keys -l "$1"
  terminal send-keys Enter
}
has() { terminal capture-pane -p | grep -q -- "$1"; }
is_empty() { [ "$(terminal capture-pane -p | tr -d '\n')" = '$' ]; }
give_up() {
  echo "the terminal never shows $1; it shows" >&2
  terminal capture-pane -p >&2
  exit 1
}
# Waits until the terminal shows a text.
shows() { until_done has "$1" || give_up "$1"; }
# Types a command on an empty screen.
anew() {
  press clear
  until_done is_empty || give_up 'an empty screen'
  press "$1"
}
# Removes the prompt at the end of a screen (stdin), and shows the databases as if they were in /var/lib/noetl.
without_prompt() { sed -e "s|$world|/var/lib/noetl|g" -e 's/ *$//' -e '/^\$$/d'; }
