# shellcheck shell=bash
# The four commands.

command_up() {
  local start=$SECONDS
  locate_state
  mkdir -p "$(dirname "$STATE")"
  lock_state
  trap interrupted EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  create_state
  # An apt of ours that was killed may have left its guard.
  if [ -e "$STATE/packages-unfinished" ] && guard_is_left; then lock_packages && unlock_packages; fi
  # The least with which one can talk to an engine.
  command -v curl >/dev/null 2>&1 || command -v node >/dev/null 2>&1 || need_commands curl=curl
  engine_up
  base_up
  registry_up
  credentials_up
  if [ "$tools" = yes ]; then tools_up; fi
  if [ "$host_tools" = yes ]; then host_up; fi
  if [ "$modern" = yes ]; then modern_up; fi
  rm -rf "$STATE/tmp"
  say "up ($((SECONDS - start)) s): engine $(get engine-kind) at $ENGINE_HOST, registry $(registry_host)$(if [ "$modern" = yes ]; then printf ', modern engine at %s' "$(modern_host)"; fi)"
}

# What the tests start on ports and in folders of their own; no daemon of these packages runs.
tools_up() {
  if can_install; then
    need_commands docker-registry=docker-registry sshd=openssh-server openssl=openssl zstd=zstd
    # Login shells that are no POSIX shell; the tests go without those that are not there.
    packages_optional=yes need_commands tcsh=tcsh fish=fish
    emulation_up
  else
    say "the tests also start docker-registry, sshd, openssl and zstd, and emulate arm64; what is missing of them cannot be installed from here"
  fi
}

interrupted() {
  local status=$?
  trap - EXIT INT TERM HUP
  stop_slow
  if ! state_exists; then
    rm -f "$STATE.lock"
  elif [ "$status" != 0 ] && [ "$status" != 2 ]; then
    say "stopped half-way (exit status $status); the same command goes on from here"
  fi
  if packages_are_locked; then
    guard_off
    unlock_packages
  fi
  exit "$status"
}

command_down() {
  locate_state
  if ! state_exists; then
    say "nothing is up (no state in $STATE)"
    return 0
  fi
  lock_state
  trap interrupted EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  mkdir -p "$STATE/tmp"
  ENGINE=$(get engine-kind) ENGINE_HOST=$(get engine-host)
  if [ "$ENGINE" = yours ] && [ -n "$(get registry/container)$(get base/made)" ] && ! ping_engine "$ENGINE_HOST"; then
    refuse "your engine at $ENGINE_HOST does not answer, and things of ours are on it; start it and run \`scripts/engine down\` again"
  fi
  if [ "$ENGINE" = yours ]; then
    registry_down
    base_down
  else
    stop_registry_process
  fi
  if [ "$(uname -s)" = Linux ]; then
    daemon_down modern
    daemon_down engine
    forwarding_back
    packages_down
    remove_noted
  fi
  wipe "$STATE"
  rm -f "$STATE.lock"
  trap - EXIT
  # The default's own parent goes when nothing else is in it.
  case $STATE in */stack-action/engine) rmdir "${STATE%/engine}" 2>/dev/null || true ;; esac
  say "down: ${packages_left:-nothing of ours is left}"
}

command_status() {
  local bad=0 id
  locate_state
  if ! state_exists; then
    echo "nothing is up; start with: scripts/engine up"
    exit 1
  fi
  ENGINE=$(get engine-kind) ENGINE_HOST=$(get engine-host)
  if [ -n "$ENGINE_HOST" ] && ping_engine "$ENGINE_HOST"; then
    echo "engine    $ENGINE, $(engine_version "$ENGINE_HOST"), $ENGINE_HOST"
  else
    echo "engine    down${ENGINE_HOST:+ ($ENGINE, $ENGINE_HOST)}" && bad=1
  fi
  if registry_answers; then
    echo "registry  up ($(get registry/kind)), $(registry_host)"
  else
    echo "registry  down" && bad=1
  fi
  id=$(if [ -n "$ENGINE_HOST" ]; then image_id "$ENGINE_HOST" "$base"; fi)
  if [ -n "$id" ]; then echo "base      $base $id"; else echo "base      $base is missing" && bad=1; fi
  if [ -e "$STATE/modern/is-yours" ]; then
    echo "modern    your engine"
  elif [ ! -e "$STATE/modern/root" ]; then
    echo "modern    not asked for"
  elif modern_answers; then
    echo "modern    $(engine_version "$(modern_host)"), $(modern_host)"
  else
    echo "modern    down" && bad=1
  fi
  id=$(host_missing)
  echo "host      ${id:+missing for suites on this machine: }${id:-$(host_python), $(command -v chromedriver)}"
  exit "$bad"
}

command_env() {
  locate_state
  ENGINE_HOST=$(if state_exists; then get engine-host; fi)
  if [ -z "$ENGINE_HOST" ] || [ ! -e "$STATE/docker-config/config.json" ] || ! ping_engine "$ENGINE_HOST" || ! registry_answers; then
    warn "not up; run: scripts/engine up"
    exit 1
  fi
  echo "DOCKER_HOST=$ENGINE_HOST"
  echo "DOCKER_CONFIG=$STATE/docker-config"
  echo "STACK_REGISTRY=$(registry_host)"
  if [ "$(get registry/kind)" = process ]; then echo "STACK_REGISTRY_CONFIG=$STATE/registry/config.yml"; fi
  if [ -d "$STATE/host-tools/bin" ]; then echo "STACK_HOST_TOOLS=$STATE/host-tools/bin"; fi
  if emulation_is_there; then echo "STACK_EMULATION=$STATE/emulation"; fi
  if modern_answers; then
    echo "STACK_MODERN_DOCKER_HOST=$(modern_host)"
    echo "STACK_MODERN_DOCKER_CLI=$(modern_cli)"
    echo "STACK_MODERN_DOCKER_CONFIG=$(modern_config)"
  fi
}
