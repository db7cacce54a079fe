# shellcheck shell=bash
# The Distribution registry on 127.0.0.1 with htpasswd: Debian's docker-registry as a process, else registry:2 as a container.

registry_image=registry:2
registry_user=stack
registry_name() { printf 'stack-action-registry-%s\n' "$(state_id)"; }
registry_realm() { printf 'stack-action %s\n' "$(state_id)"; }
registry_host() { if [ -n "$(get registry/port)" ]; then printf '127.0.0.1:%s\n' "$(get registry/port)"; fi; }

registry_up() {
  local kind start=$SECONDS
  registry_secrets
  kind=$(get registry/kind)
  [ -n "$kind" ] || kind=$(choose_registry_kind)
  if [ "$kind" = "$(get registry/kind)" ] && registry_answers && engine_reaches_registry; then return 0; fi
  start_registry "$kind"
  if ! wait_until 5 engine_reaches_registry; then
    [ "$kind" = process ] || fail "the engine at $ENGINE_HOST does not reach the registry at $(registry_host)"
    # An engine in another network namespace (its socket mounted into a container): the registry has to live beside it.
    warn "the engine at $ENGINE_HOST does not reach a registry process of this machine; trying a container"
    stop_registry_process
    kind=container
    start_registry container
    wait_until 5 engine_reaches_registry || fail "the engine at $ENGINE_HOST does not reach the registry at $(registry_host)"
  fi
  put registry/kind "$kind"
  say "registry ($kind) answers at $(registry_host) ($((SECONDS - start)) s)"
}

choose_registry_kind() {
  case "$(uname -s) $ENGINE_HOST" in
    "Linux unix://"*) if command -v docker-registry >/dev/null 2>&1 || can_install; then echo process && return; fi ;;
  esac
  echo container
}

# shellcheck disable=SC2153
registry_secrets() {
  local hash
  [ -s "$STATE/registry/password" ] || put registry/password "$(random_hex 16)"
  [ ! -s "$STATE/registry/htpasswd" ] || return 0
  hash=$(bcrypt)
  put registry/htpasswd "$registry_user:$hash"
}

# The registry takes bcrypt only. The password travels by environment or stdin, never as an argument.
bcrypt() {
  local salt hash
  salt="\$2y\$05\$$(random_hex 11 | cut -c1-21)."
  # shellcheck disable=SC2016
  hash=$(PASSWORD=$(get registry/password) SALT=$salt perl -e 'print crypt($ENV{PASSWORD}, $ENV{SALT})' 2>/dev/null || true)
  # A crypt without bcrypt (macOS) answers with something short.
  if [ ${#hash} != 60 ]; then hash=; fi
  if [ -z "$hash" ] && command -v htpasswd >/dev/null 2>&1; then
    hash=$(get registry/password | htpasswd -niB x | sed -n 's/^x://p')
  fi
  if [ -z "$hash" ]; then hash=$(bcrypt_in_container "$salt"); fi
  [ ${#hash} = 60 ] || fail "found no way to make a bcrypt password"
  printf '%s\n' "$hash"
}

bcrypt_in_container() {
  local id
  # shellcheck disable=SC2016
  printf '{"Image":"%s","Tty":true,"Labels":{"dev.stack-action.engine":"1"},"Env":["PASSWORD=%s","SALT=%s"],"Cmd":["perl","-e","print crypt($ENV{PASSWORD}, $ENV{SALT})"]}' \
    "$base" "$(get registry/password)" "$1" >"$STATE/tmp/bcrypt.json"
  id=$(api "$ENGINE_HOST" POST /containers/create "$STATE/tmp/bcrypt.json" | json_field Id)
  rm -f "$STATE/tmp/bcrypt.json"
  [ -n "$id" ] || return 0
  api "$ENGINE_HOST" POST "/containers/$id/start" >/dev/null || true
  api "$ENGINE_HOST" POST "/containers/$id/wait" >/dev/null || true
  api "$ENGINE_HOST" GET "/containers/$id/logs?stdout=1" | tr -d '\r' | sed -n 1p
  api "$ENGINE_HOST" DELETE "/containers/$id?force=1&v=1" >/dev/null || true
}

# A port below the ephemeral range that nobody listens on, the same again as long as it stays free.
choose_port() {
  local turn port
  for turn in 0 1 2 3 4 5 6 7 8 9; do
    port=$((20000 + ($(number_for registry) + turn * 997 + ${1:-0}) % 10000))
    if ! (exec 7<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      printf '%s\n' "$port"
      return
    fi
  done
  fail "found no free port on 127.0.0.1"
}

start_registry() {
  local attempt port
  for attempt in 0 1 2; do
    port=$(get registry/port)
    if [ -z "$port" ] || { ! registry_answers && (exec 7<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; }; then
      [ -z "$port" ] || say "port $port belongs to somebody else by now; taking another"
      port=$(choose_port $((attempt * 13)))
      put registry/port "$port"
    fi
    "start_registry_$1"
    if wait_until 10 registry_answers_or_died "$1" && registry_answers; then return; fi
    if [ "$attempt" = 2 ]; then break; fi
    stop_registry_process
    forget registry/port
  done
  last_lines "$STATE/registry/log"
  fail "the registry does not come up"
}

registry_answers_or_died() { registry_answers || { [ "$1" = process ] && gone docker-registry "$STATE/registry/config.yml"; }; }

start_registry_process() {
  command -v docker-registry >/dev/null 2>&1 || need_commands docker-registry=docker-registry
  stop_registry_process
  put registry/config.yml "$(registry_config "127.0.0.1:$(get registry/port)" "$STATE/registry/data" "$STATE/registry/htpasswd")"
  mkdir -p "$STATE/registry/data"
  launch "$STATE/registry/log" docker-registry serve "$STATE/registry/config.yml"
}

stop_registry_process() {
  [ "$(uname -s)" != Linux ] || stop_process docker-registry "$STATE/registry/config.yml" 5
}

registry_config() {
  printf '%s\n' "version: 0.1
log: { level: info }
storage:
  filesystem: { rootdirectory: $2 }
  delete: { enabled: true }
http: { addr: '$1' }
auth:
  htpasswd: { realm: '$(registry_realm)', path: $3 }"
}

# Configuration and password file are copied into the container, not mounted: the engine may live in a virtual machine.
start_registry_container() {
  local id state files=$STATE/tmp/registry
  put registry/container "$(registry_name)"
  state=$(api "$ENGINE_HOST" GET "/containers/$(registry_name)/json" 2>/dev/null || true)
  if [ -n "$state" ] && printf '%s' "$state" | grep -q '"dev.stack-action.engine"'; then
    # One that ran on the same port before only has to start again, with what was pushed to it.
    if [ "$(get registry/container-port)" = "$(get registry/port)" ]; then
      api "$ENGINE_HOST" POST "/containers/$(registry_name)/start" >/dev/null && return
    fi
    api "$ENGINE_HOST" DELETE "/containers/$(registry_name)?force=1&v=1" >/dev/null || true
  fi
  forget registry/container-port
  if [ -z "$(image_id "$ENGINE_HOST" "$registry_image")" ]; then
    put registry/image-bringing yes
    slowly "pulling $registry_image" pull_image "$ENGINE_HOST" registry 2 ||
      refuse "the image $registry_image is neither on the engine nor can it be pulled; load it, or install Debian's docker-registry"
  fi
  if [ -e "$STATE/registry/image-bringing" ]; then
    put registry/image-made "$(image_id "$ENGINE_HOST" "$registry_image")"
    forget registry/image-bringing
  fi
  printf '{"Image":"%s","Labels":{"dev.stack-action.engine":"1","dev.stack-action.home":"%s"},"ExposedPorts":{"5000/tcp":{}},"HostConfig":{"PortBindings":{"5000/tcp":[{"HostIp":"127.0.0.1","HostPort":"%s"}]}}}' \
    "$registry_image" "$(state_id)" "$(get registry/port)" >"$STATE/tmp/registry.json"
  id=$(api "$ENGINE_HOST" POST "/containers/create?name=$(registry_name)" "$STATE/tmp/registry.json" | json_field Id)
  [ -n "$id" ] || fail "the engine did not make the registry's container"
  rm -rf "$files" && mkdir -p "$files/etc/docker/registry"
  registry_config :5000 /var/lib/registry /etc/docker/registry/htpasswd >"$files/etc/docker/registry/config.yml"
  cp "$STATE/registry/htpasswd" "$files/etc/docker/registry/htpasswd"
  # registry:3 images read another path; the same file serves both.
  mkdir -p "$files/etc/distribution" && cp "$files/etc/docker/registry/config.yml" "$files/etc/distribution/config.yml"
  COPYFILE_DISABLE=1 tar -C "$files" -cf "$files.tar" etc
  api "$ENGINE_HOST" PUT "/containers/$id/archive?path=/" "$files.tar" application/x-tar >/dev/null || fail "the engine did not take the registry's configuration"
  rm -rf "$files" "$files.tar"
  api "$ENGINE_HOST" POST "/containers/$id/start" >/dev/null || return 0
  put registry/container-port "$(get registry/port)"
}

# Ours is the one that asks for a password in our realm.
registry_answers() {
  local headers port
  port=$(get registry/port)
  [ -n "$port" ] || return 1
  # A raw request over bash's own sockets: no client needed, no proxy in between.
  headers=$( (
    exec 7<>"/dev/tcp/127.0.0.1/$port" || exit 1
    printf 'GET /v2/ HTTP/1.0\r\nHost: 127.0.0.1:%s\r\n\r\n' "$port" >&7
    while IFS= read -r -t 5 line <&7; do printf '%s\n' "$line"; done
  ) 2>/dev/null) || true
  printf '%s' "$headers" | grep -qF "realm=\"$(registry_realm)\""
}

# The engine logs in as it would for a push; this also proves the password.
engine_reaches_registry() {
  printf '{"username":"%s","password":"%s","serveraddress":"%s"}' "$registry_user" "$(get registry/password)" "$(registry_host)" |
    api_patience=5 api "$ENGINE_HOST" POST /auth - >/dev/null 2>&1
}

registry_down() {
  local name made
  stop_registry_process
  name=$(get registry/container)
  if [ -n "$name" ] && api "$ENGINE_HOST" GET "/containers/$name/json" 2>/dev/null | grep -q '"dev.stack-action.engine"'; then
    if api "$ENGINE_HOST" DELETE "/containers/$name?force=1&v=1" >/dev/null; then
      say "removed the container $name from your engine"
    else
      warn "could not remove the container $name from the engine at $ENGINE_HOST"
    fi
  fi
  made=$(get registry/image-made)
  if [ -n "$made" ] && [ "$(image_id "$ENGINE_HOST" "$registry_image")" = "$made" ]; then
    api "$ENGINE_HOST" DELETE "/images/$registry_image" >/dev/null || warn "$registry_image stays on your engine, because something uses it"
  fi
}
