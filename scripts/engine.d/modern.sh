# shellcheck shell=bash
# A recent engine with buildx and Compose beside the system: Debian's own newer packages, fetched and verified by apt, unpacked, never installed.

modern_packages="docker.io docker-cli containerd docker-buildx docker-compose"

modern_host() { if [ -e "$STATE/modern/is-yours" ]; then get engine-host; else daemon_host modern; fi; }
modern_cli() { if [ -e "$STATE/modern/is-yours" ]; then command -v docker; else printf '%s/modern/root/usr/bin/docker\n' "$STATE"; fi; }
modern_config() { if [ -e "$STATE/modern/is-yours" ]; then printf '%s/docker-config\n' "$STATE"; else printf '%s/modern/docker-config\n' "$STATE"; fi; }

modern_up() {
  if [ "$ENGINE" = yours ] && yours_is_modern; then
    if [ ! -e "$STATE/modern/is-yours" ]; then say "your engine $(engine_version "$ENGINE_HOST") with buildx is modern enough; no other one is needed"; fi
    put modern/is-yours yes
    return
  fi
  forget modern/is-yours
  can_install || refuse "a modern engine is only brought as root on Debian or Ubuntu; use a Docker engine 26 or newer with buildx"
  note_side_effects
  need_commands runc=runc iptables=iptables ip=iproute2
  if [ -x "$STATE/modern/root/usr/sbin/dockerd" ]; then
    start_modern
  else
    local suite
    [ -n "$(debian_mirror)" ] || refuse "this machine has no Debian package source to take a modern engine from; use a Docker engine 26 or newer with buildx"
    for suite in sid trixie; do
      if attempt "fetching Docker's packages of Debian $suite (up to a minute)" unpack_modern "$suite"; then
        start_modern
        return
      fi
    done
    fail "neither sid's nor trixie's packages can be fetched and run here"
  fi
}

yours_is_modern() {
  local version
  version=$(engine_version "$ENGINE_HOST")
  version=${version%%.*}
  case $version in '' | *[!0-9]*) return 1 ;; esac
  [ "$version" -ge 26 ] && DOCKER_CONFIG=$STATE/docker-config docker buildx version >/dev/null 2>&1
}

# Runs as a step: any error ends it.
unpack_modern() {
  local apt=$STATE/tmp/apt-$1 root=$STATE/modern/root.new package program
  rm -rf "$root"
  mkdir -p "$root"
  private_apt_up "$apt" "$1"
  cd "$apt/archives" || return 1
  # shellcheck disable=SC2086
  private_apt "$apt" download $modern_packages
  for package in ./*.deb; do dpkg-deb -x "$package" "$root"; done
  # A runc that is newer than the system's C library does not run; the system's own serves any engine.
  rm -f "$root/usr/sbin/runc" "$root/usr/bin/runc"
  rm -rf "$apt"
  # Do they run here?
  for program in "$root/usr/sbin/dockerd" "$root/usr/bin/containerd" "$root/usr/bin/docker" "$root/usr/libexec/docker/cli-plugins/docker-buildx"; do
    case $program in */docker-buildx) "$program" version ;; *) "$program" --version ;; esac
  done
  # Engines do without this one.
  "$root/usr/libexec/docker/cli-plugins/docker-compose" version || rm -f "$root/usr/libexec/docker/cli-plugins/docker-compose"
  rm -rf "$STATE/modern/root"
  mv "$root" "$STATE/modern/root"
}

start_modern() {
  local root=$STATE/modern/root host
  daemon_up modern '"containerd-snapshotter": true' "$root/usr/bin:$root/usr/sbin"
  host=$(daemon_host modern)
  modern_client_config
  compose_up
  DOCKER_CONFIG=$(modern_config) DOCKER_HOST=$host "$(modern_cli)" buildx version >"$STATE/log/buildx" 2>&1 || {
    last_lines "$STATE/log/buildx"
    fail "buildx does not run with the modern engine"
  }
  if [ -z "$(image_id "$host" "$base")" ]; then
    slowly "copying $base into the modern engine (a few seconds)" copy_image "$ENGINE_HOST" "$host" "$base" || fail "could not copy $base into the modern engine"
  fi
}

# Our docker-config, with the user's other plugins and our buildx.
modern_client_config() {
  local dir=$STATE/modern/docker-config plugin
  (umask 077 && mkdir -p "$dir/cli-plugins")
  ln -sfn ../../docker-config/config.json "$dir/config.json"
  for plugin in "$STATE/docker-config/cli-plugins"/docker-*; do
    if [ -e "$plugin" ]; then ln -sfn "$plugin" "$dir/cli-plugins/${plugin##*/}"; fi
  done
  ln -sfn "$STATE/modern/root/usr/libexec/docker/cli-plugins/docker-buildx" "$dir/cli-plugins/docker-buildx"
}

modern_answers() {
  local host
  host=$(modern_host)
  [ -n "$host" ] && ping_engine "$host"
}
