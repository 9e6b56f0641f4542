#!/bin/sh
# A private RabbitMQ node on loopback with an epmd of its own: rabbitmq.sh DATA PORT
# Environment: RMQ_USER, RMQ_PASS, DIST_PORT, EPMD_PORT, STOP_ON_EOF (see lifecycle.sh).
set -eu
. "$(dirname "$(readlink -f "$0")")/lifecycle.sh"
claim "$1"
mkdir -p home etc mnesia log
[ -f home/.erlang.cookie ] || (umask 277; od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >home/.erlang.cookie)
echo '[].' >etc/enabled_plugins
(umask 077; cat >etc/rabbitmq.conf) <<CONF
listeners.tcp.1 = 127.0.0.1:$2
default_user = $RMQ_USER
default_pass = $RMQ_PASS
log.console = true
log.console.level = warning
log.file = false
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = 64MB
CONF

# The data folder is named after the node, so the name stays the same whatever the ports are.
# RUNNING_UNDER_SYSTEMD: the start script then becomes the Erlang machine instead of standing before it, and signals reach the broker itself.
export HOME="$PWD/home" RUNNING_UNDER_SYSTEMD=true RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_NODENAME=bus@localhost \
  RABBITMQ_CONFIG_FILE="$PWD/etc/rabbitmq.conf" RABBITMQ_ENABLED_PLUGINS_FILE="$PWD/etc/enabled_plugins" RABBITMQ_MNESIA_BASE="$PWD/mnesia" \
  RABBITMQ_LOG_BASE="$PWD/log" RABBITMQ_PID_FILE="$PWD/broker.pid" RABBITMQ_DIST_PORT="$DIST_PORT" ERL_EPMD_PORT="$EPMD_PORT" ERL_EPMD_ADDRESS=127.0.0.1
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-start_epmd false -noinput -kernel inet_dist_use_interface {127,0,0,1} +S 2:2 +sbwt none"

# How to speak to this node from outside: deploy/data-team.
cat >control <<CONTROL
#!/bin/sh
export HOME='$PWD/home' RABBITMQ_CONF_ENV_FILE=/dev/null RABBITMQ_NODENAME=bus@localhost ERL_EPMD_PORT=$EPMD_PORT
exec "\$(dirname "\$(readlink -f /usr/lib/rabbitmq/bin/rabbitmq-server)")/rabbitmqctl" "\$@"
CONTROL
chmod +x control

# Without this epmd, Erlang starts a daemon that outlives the broker.
setpriv --pdeathsig KILL epmd -port "$EPMD_PORT" -address 127.0.0.1 </dev/null >/dev/null 9>&- & epmd=$!
serve TERM /usr/lib/rabbitmq/bin/rabbitmq-server
kill "$epmd" 2>/dev/null || true
exit "$code"
