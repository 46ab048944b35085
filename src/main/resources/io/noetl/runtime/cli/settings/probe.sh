#!/bin/sh
# Checks the stamp file of a heartbeat. probe STAMP [MAX_AGE_SECONDS]: exit 0 alive, 1 not alive, 2 usage error.
[ -n "${1:-}" ] || { echo 'usage: probe STAMP [MAX_AGE_SECONDS]' >&2; exit 2; }
case ${2:-} in *[!0-9]*) echo 'probe: MAX_AGE_SECONDS is a number' >&2; exit 2 ;; esac
# Without its zeros, which the shell would take for octal, and no larger than the shell can count.
age=${2:-} age=${age#"${age%%[!0]*}"}
[ ${#age} -le 10 ] || age=9999999999
line=$(tail -n 1 -- "$1" 2>/dev/null) || { echo "no heartbeat: $1 does not exist"; exit 1; }
last=${line##*'"last_ok_s":'} until=${line##*'"deadline_s":'}
last=${last%%[!0-9]*} until=${until%%[!0-9]*}
case $last:$until in :* | *:) echo "no heartbeat: $1 is not a stamp"; exit 1 ;; esac
now=$(date +%s)
[ -z "${2:-}" ] || until=$((last + ${age:-0}))
[ "$now" -le "$until" ] || { echo "no heartbeat for $((now - last)) s"; exit 1; }
echo "alive, last heartbeat $((now - last)) s ago"
