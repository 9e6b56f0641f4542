#!/bin/sh
# A private PostgreSQL on loopback: postgres.sh DATA PORT
# Environment: PG_USER, PG_PASS, PG_SETTINGS (optional: "name=value name=value"), STOP_ON_EOF (see lifecycle.sh).
set -eu
. "$(dirname "$(readlink -f "$0")")/lifecycle.sh"
port=$2
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
[ -n "$bin" ] || bin=$(dirname "$(readlink -f "$(command -v postgres)")")
claim "$1"

# PostgreSQL refuses to run as root. Where its user may not pass (a repository under /root), it keeps the one capability it needs for that.
as=
if [ "$(id -u)" = 0 ]; then
  chown postgres . && chmod 700 .
  as="--reuid=postgres --regid=postgres --init-groups"
  setpriv $as test -w "$PWD" || as="$as --inh-caps=+dac_override --ambient-caps=+dac_override"
fi

# Made beside and moved into place, so that an interrupted initdb is never taken for a database.
if [ ! -d data ]; then
  rm -rf data.new password
  (umask 077; printf %s "$PG_PASS" >password)
  [ -z "$as" ] || chown postgres password
  setpriv $as "$bin/initdb" -D "$PWD/data.new" -U "$PG_USER" --pwfile=password --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 --no-sync >/dev/null
  rm password
  mv data.new data
fi

# The pid in this file can belong to another process after a kill -9, and PostgreSQL would refuse to start; claim has made sure that ours is gone.
rm -f data/postmaster.pid
# Its children see that it is gone and end by themselves; on a busy machine that takes a while, and until then PostgreSQL refuses to start beside them.
for _ in $(seq 150); do
  ls -l /proc/[0-9]*/cwd 2>/dev/null | grep -qF -- "-> $PWD/data" || break
  sleep 0.2
done
set -- -D "$PWD/data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories=
for setting in ${PG_SETTINGS:-}; do set -- "$@" -c "$setting"; done
serve INT $as "$bin/postgres" "$@"      # INT: "fast"; TERM would wait for every client to leave
exit "$code"
