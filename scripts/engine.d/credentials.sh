# shellcheck shell=bash
# A docker client configuration with the user's own logins plus one for our registry; the user's file is only read.

user_docker_config() {
  local dir=${DOCKER_CONFIG:-}
  # After `export $(scripts/engine env)` DOCKER_CONFIG is ours.
  case $dir in "$STATE"/*) dir= ;; esac
  if [ -z "$dir" ]; then dir=$(get user-docker-config); fi
  printf '%s\n' "${dir:-${HOME:-/nonexistent}/.docker}"
}

credentials_up() {
  local user
  user=$(user_docker_config)
  put user-docker-config "$user"
  (umask 077 && mkdir -p "$STATE/docker-config")
  chmod 700 "$STATE/docker-config"
  if command -v node >/dev/null 2>&1; then
    REGISTRY=$(registry_host) LOGIN=$registry_user PASSWORD=$(get registry/password) \
      node "$parts/credentials.mjs" "$user/config.json" "$STATE/docker-config/config.json" || fail "could not write $STATE/docker-config/config.json"
  elif [ -e "$user/config.json" ]; then
    refuse "node is needed to join $user/config.json with the registry's login; install Node 20 or newer"
  else
    put docker-config/config.json "{\"auths\":{\"$(registry_host)\":{\"auth\":\"$(printf '%s:%s' "$registry_user" "$(get registry/password)" | base64 | tr -d '\n')\"}}}"
  fi
  if [ -d "$user/cli-plugins" ] && [ ! -e "$STATE/docker-config/cli-plugins" ]; then
    ln -sfn "$user/cli-plugins" "$STATE/docker-config/cli-plugins"
  fi
}
