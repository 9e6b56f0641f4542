# Sourced by up and down, which set $state. The AppHost marks everything it starts with GOVERNANCE_RUN=<state folder> in its environment,
# so that what belongs to this checkout is found whichever way its parent ended.

# The AppHost alone, while it runs.
apphost() {
  local pid
  pid=$(cat "$state/apphost.pid" 2>/dev/null) && grep -qszxF "GOVERNANCE_RUN=$state" "/proc/$pid/environ" && echo "$pid"
}

# Every process of this checkout's run, one pid a line.
running() { grep -lszxF "GOVERNANCE_RUN=$state" /proc/[0-9]*/environ | cut -d/ -f3; }

# Waits until nothing runs any more; gives up after $1 seconds.
wait_gone() {
  local until=$((SECONDS + $1))
  while [ -n "$(running)" ]; do
    [ $SECONDS -lt $until ] || return 1
    sleep 0.2
  done
}

# Stops the AppHost and waits for all it has started: it ends long before its servers have written their last page.
stop_all() {
  local pid
  pid=$(apphost) && kill -TERM "$pid" 2>/dev/null
  if [ -n "$pid" ]; then wait_gone 45 && return; fi
  # The AppHost was killed, or hangs. Its orchestrator notices within seconds; what is left then is asked, then made, to end.
  wait_gone 15 && return
  kill -TERM $(running) 2>/dev/null || true
  wait_gone 20 && return
  kill -KILL $(running) 2>/dev/null || true
  wait_gone 5
}
