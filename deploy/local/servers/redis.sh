#!/bin/sh
# A private Redis on loopback, nothing kept on disk: redis.sh DATA PORT
# Environment: REDIS_PASS, STOP_ON_EOF (see lifecycle.sh).
set -eu
. "$(dirname "$(readlink -f "$0")")/lifecycle.sh"
claim "$1"
(umask 077; printf 'bind 127.0.0.1\nport %s\nrequirepass %s\nsave ""\nappendonly no\n' "$2" "$REDIS_PASS" >redis.conf)
serve TERM redis-server "$PWD/redis.conf"
exit "$code"
