# shellcheck shell=bash
# Compose for suites with services: Debian's own newer package, unpacked beside the modern engine and never installed. Where
# the docker CLI here has it already, that one is used.

compose_plugin() { printf '%s/modern/root/usr/libexec/docker/cli-plugins/docker-compose\n' "$STATE"; }

# A root that was unpacked before it was needed lacks it. Engines do without; a test that needs it will say so.
compose_up() {
  local suite
  if ! [ -x "$(compose_plugin)" ]; then
    [ -n "$(debian_mirror)" ] || return 0
    for suite in sid trixie; do
      if attempt "fetching Compose of Debian $suite (a few seconds)" unpack_compose "$suite"; then break; fi
    done
  fi
  if [ -x "$(compose_plugin)" ]; then compose_link; else warn "there is no Compose: suites with services cannot be tried here"; fi
}

# Runs as a step: any error ends it.
unpack_compose() {
  local apt=$STATE/tmp/apt-compose-$1 new=$STATE/tmp/compose.new
  rm -rf "$new"
  mkdir -p "$new" "$(dirname "$(compose_plugin)")"
  private_apt_up "$apt" "$1"
  cd "$apt/archives" || return 1
  private_apt "$apt" download docker-compose
  dpkg-deb -x ./docker-compose_*.deb "$new"
  # Does it run here?
  "$new/usr/libexec/docker/cli-plugins/docker-compose" version
  mv -f "$new/usr/libexec/docker/cli-plugins/docker-compose" "$(compose_plugin)"
  rm -rf "$apt" "$new"
}

# Into the docker-config of the first engine too, unless that shows the user's own plugins: those are never touched.
compose_link() {
  local plugins
  for plugins in "$STATE/docker-config/cli-plugins" "$STATE/modern/docker-config/cli-plugins"; do
    if [ -L "$plugins" ]; then continue; fi
    (umask 077 && mkdir -p "$plugins")
    if ! [ -e "$plugins/docker-compose" ]; then ln -sfn "$(compose_plugin)" "$plugins/docker-compose"; fi
  done
}
