# A PostgreSQL server of the benchmark's own, for other scripts to source: postgres_start FOLDER sets PGHOST, PGPORT,
# shellcheck shell=sh
# PGUSER and PGDATABASE; postgres_stop [MODE] stops it. The server flushes each commit to disk, as the defaults say.

postgres_bin() {
  for bin in "$(pg_config --bindir 2>/dev/null)" /usr/lib/postgresql/*/bin; do
    if [ -x "$bin/initdb" ] && [ -x "$bin/pg_ctl" ]; then
      echo "$bin"
      return
    fi
  done
  echo 'no PostgreSQL server is installed (Debian: apt-get install postgresql)' >&2
  return 1
}

# PostgreSQL refuses to run as root.
postgres_as() {
  if [ "$(id -u)" -eq 0 ]; then
    setpriv --reuid=nobody --regid=nogroup --clear-groups -- "$@"
  else
    "$@"
  fi
}

postgres_start() {
  postgres_folder=$1
  postgres_home=$(postgres_bin) || return 1
  # Below the ports that the kernel gives to clients, one of which may be another's at this moment.
  PGPORT=${PGPORT:-$((20000 + $$ % 12000))}
  PGHOST=127.0.0.1 PGUSER=noetl PGDATABASE=postgres
  export PGHOST PGPORT PGUSER PGDATABASE
  mkdir -p "$postgres_folder"
  if [ "$(id -u)" -eq 0 ]; then
    chown nobody "$postgres_folder"
    chmod 755 "$(dirname "$postgres_folder")"
  fi
  postgres_as "$postgres_home/initdb" -D "$postgres_folder/data" -U noetl -A trust --no-sync >/dev/null
  postgres_run
}

postgres_run() {
  postgres_as "$postgres_home/pg_ctl" -s -w -D "$postgres_folder/data" -l "$postgres_folder/log" \
    -o "-p $PGPORT -k $postgres_folder -c listen_addresses=127.0.0.1 -c max_connections=200" start
}

postgres_stop() {
  postgres_as "$postgres_home/pg_ctl" -s -D "$postgres_folder/data" -m "${1:-fast}" stop
}
