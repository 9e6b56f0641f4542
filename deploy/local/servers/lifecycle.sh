# Sourced by postgres.sh, redis.sh and rabbitmq.sh: one life for all three. Needs util-linux (setpriv, flock), which Debian always has.
# Guarantees: one server a data folder; TERM or INT stops it in order; whatever kills this script, even kill -9, takes the server along;
# what such a kill leaves in the data folder does not hinder the next start. STOP_ON_EOF=1: the end of stdin stops it too.

# claim DATA: makes the folder, waits for a predecessor that is still stopping, stops a server that has lost its script.
claim() {
  mkdir -p "$1" && cd "$1"
  exec 9>lock
  flock -w 60 9 || { echo "another server still runs on $1" >&2; exit 1; }
  # The old server was told to stop by its death signal; the lock says that its script is gone, not that it is.
  # cwd tells whether the number in the file is still that server and not a process that got the same number later.
  old=$(cat server.pid 2>/dev/null) || return 0
  for _ in $(seq 150); do
    case "$(readlink "/proc/$old/cwd" 2>/dev/null)" in "$PWD"*) sleep 0.2 ;; *) return 0 ;; esac
  done
  kill -KILL "$old" 2>/dev/null || true
  sleep 1
}

# serve SIGNAL COMMAND...: runs COMMAND until it ends or this script is told to stop; SIGNAL asks it to end in order.
serve() {
  signal=$1; shift
  exec 3<&0
  setpriv --pdeathsig "$signal" "$@" </dev/null 9>&- 3<&- & server=$!
  stopping=
  trap 'stopping=1; kill "-$signal" "$server" 2>/dev/null' TERM INT HUP
  echo "$server" >server.pid
  watcher=
  if [ "${STOP_ON_EOF:-}" = 1 ]; then
    (while read -r _; do :; done <&3; kill -TERM $$) 9>&- & watcher=$!
  fi
  exec 3<&-
  code=0
  while :; do
    wait "$server" && code=0 || code=$?
    kill -0 "$server" 2>/dev/null || break
  done
  [ -z "$watcher" ] || kill "$watcher" 2>/dev/null || true
  rm -f server.pid
  [ -z "$stopping" ] || code=0
}
