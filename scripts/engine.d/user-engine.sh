# shellcheck shell=bash
# Which engine: one of the user's if it answers, else one of ours.

# Where the user's own engine would be, first choice first.
user_engine_candidates() {
  if command -v docker >/dev/null 2>&1; then
    docker context inspect --format '{{.Endpoints.docker.Host}}' 2>/dev/null || true
  fi
  echo unix:///var/run/docker.sock
}

# Prints the host of a user's engine that answers; nothing if there is none.
find_user_engine() {
  local host
  for host in $(user_engine_candidates); do
    case $host in unix://*) [ -S "${host#unix://}" ] || continue ;; esac
    if ping_engine "$host"; then
      printf '%s\n' "$host"
      return
    fi
  done
}

# Sets ENGINE (ours|yours) and ENGINE_HOST, and starts an engine where there is none.
engine_up() {
  local asked=${DOCKER_HOST:-} kind host
  kind=$(get engine-kind) host=$(get engine-host)
  # `export $(scripts/engine env)` sets DOCKER_HOST to our own engine; that is no engine of the user's.
  if [ "$kind" = ours ] && [ "$asked" = "$host" ]; then asked=; fi
  # Ours only once it was really set up; an `up` that was refused says nothing about the next one.
  if [ "$kind" = ours ] && [ ! -e "$STATE/engine/daemon.json" ]; then
    kind=
    forget engine-kind
    forget engine-host
  fi
  if [ -n "$asked" ]; then
    case $asked in unix://* | tcp://*) ;; *) refuse "DOCKER_HOST=$asked: only unix:// and tcp:// engines work here; forward the socket and point DOCKER_HOST at it" ;; esac
    ping_engine "$asked" || refuse "DOCKER_HOST=$asked does not answer; start that engine, or unset DOCKER_HOST and one is found or started"
    use_engine yours "$asked"
  elif [ "$kind" = ours ]; then
    use_engine ours ''
  elif [ "$kind" = yours ] && ping_engine "$host"; then
    use_engine yours "$host"
  else
    host=$(find_user_engine)
    if [ -n "$host" ]; then use_engine yours "$host"; else use_engine ours ''; fi
  fi
}

use_engine() {
  local before before_host
  before=$(get engine-kind) before_host=$(get engine-host)
  ENGINE=$1 ENGINE_HOST=$2
  if [ "$before" = yours ] && [ "$before_host" != "$ENGINE_HOST" ] && [ -n "$(get registry/container)$(get base/made)" ]; then
    refuse "an earlier \`up\` put things on the engine $before_host; run \`scripts/engine down\` first, or go back to that engine"
  fi
  if [ "$before" = ours ] && [ "$ENGINE" = yours ]; then
    refuse "an engine of ours is up for this state directory; run \`scripts/engine down\` before changing to $ENGINE_HOST"
  fi
  if [ "$ENGINE" = ours ]; then
    can_run_daemons || refuse "there is no Docker engine, and one can only be started here as root on Debian or Ubuntu; install and start Docker, or set DOCKER_HOST"
    put engine-kind ours
    note_side_effects
    need_commands dockerd=docker.io containerd=containerd runc=runc iptables=iptables ip=iproute2 docker-registry=docker-registry debootstrap=debootstrap
    ENGINE_HOST=unix://$(run_dir engine)/docker.sock
    put engine-host "$ENGINE_HOST"
    daemon_up engine ''
  else
    put engine-kind yours
    put engine-host "$ENGINE_HOST"
    if [ "$before_host" != "$ENGINE_HOST" ]; then say "using your engine $(engine_version "$ENGINE_HOST") at $ENGINE_HOST"; fi
  fi
}

can_run_daemons() { [ "$(uname -s)" = Linux ] && [ "$(id -u)" = 0 ] && { command -v dockerd >/dev/null 2>&1 || can_install; }; }
