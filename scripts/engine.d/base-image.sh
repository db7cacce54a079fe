# shellcheck shell=bash
# debian:bookworm-slim: the one that is there, else from its registry, else made from Debian's packages.

base=debian:bookworm-slim

# Sets base/made to the image's id when it is `up` that brought it, so that `down` takes only that away from a user's engine.
base_up() {
  local id
  id=$(image_id "$ENGINE_HOST" "$base")
  if [ -z "$id" ]; then
    put base/bringing yes
    bring_base
    id=$(image_id "$ENGINE_HOST" "$base")
    [ -n "$id" ] || fail "$base was imported, but the engine does not list it"
  fi
  if [ -e "$STATE/base/bringing" ]; then
    put base/made "$id"
    forget base/bringing
  fi
}

bring_base() {
  if attempt "pulling $base (a few seconds where its registry can be reached)" pull_image "$ENGINE_HOST" debian bookworm-slim; then return; fi
  can_install || refuse "$base cannot be pulled and is only built as root on Debian; load an image of that name into your engine (docker load, docker tag)"
  [ -n "$(debian_mirror)" ] || refuse "$base cannot be pulled, and this machine has no Debian package source to build it from; load an image of that name into the engine, or add a Debian source to apt"
  need_commands debootstrap=debootstrap
  [ -n "$(debian_keyring)" ] || install_packages debian-archive-keyring
  slowly "building $base from Debian's packages (about 30 s)" build_base ||
    fail "debootstrap could not build $base"
}

# pull_image HOST NAME TAG. Gives up after some seconds in which nothing comes.
pull_image() {
  local reply error
  reply=$(api_patience=20 api "$1" POST "/images/create?fromImage=$2&tag=$3") || {
    printf '%s\n' "${reply:-no answer}"
    return 1
  }
  error=$(printf '%s' "$reply" | stream_error)
  printf '%s\n' "$error"
  [ -z "$error" ]
}

# Runs as a step: any error ends it.
build_base() {
  local root=$STATE/tmp/base mirror proxy extra reply error
  mirror=$(debian_mirror)
  proxy=$(apt-config dump Acquire::http::Proxy | sed -n 's/.*"\(http[^"]*\)".*/\1/p')
  if [ -n "$proxy" ]; then export http_proxy="$proxy"; fi
  wipe "$root"
  extra=
  case $mirror in https:*) extra=ca-certificates ;; esac
  debootstrap --variant=minbase --keyring="$(debian_keyring)" ${extra:+"--include=$extra"} bookworm "$root" "$mirror"
  unmount_below "$root"
  sources_for bookworm >"$root/etc/apt/sources.list"
  apt_settings >"$root/etc/apt/apt.conf.d/90mirror"
  # As in the published image: no caches, no documentation but the licences.
  printf 'path-exclude /usr/share/%s/*\n' doc man info locale >"$root/etc/dpkg/dpkg.cfg.d/slim"
  printf 'path-include /usr/share/doc/*/copyright\npath-include /usr/share/locale/locale.alias\n' >>"$root/etc/dpkg/dpkg.cfg.d/slim"
  rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/var/log/* "$root"/usr/share/man/* "$root"/usr/share/info/*
  find "$root/usr/share/doc" -type f ! -name copyright -delete
  find "$root/usr/share/locale" -mindepth 1 -maxdepth 1 -type d -exec rm -rf {} +
  : >"$root/etc/hostname"
  : >"$root/etc/resolv.conf"
  mkdir -p "$root/var/cache/apt/archives/partial" "$root/var/lib/apt/lists/partial"
  tar --numeric-owner -C "$root" -cf "$STATE/tmp/base.tar" .
  wipe "$root"
  reply=$(api_patience=120 api "$ENGINE_HOST" POST "/images/create?fromSrc=-&repo=debian&tag=bookworm-slim&changes=CMD%20%5B%22bash%22%5D" "$STATE/tmp/base.tar" application/x-tar) ||
    fail "the engine did not take the image: $reply"
  error=$(printf '%s' "$reply" | stream_error)
  [ -z "$error" ] || fail "the engine did not take the image: $error"
  rm -f "$STATE/tmp/base.tar"
}

# From a user's engine only the very image that `up` brought, and only if no container uses it.
base_down() {
  local made reply
  made=$(get base/made)
  [ -n "$made" ] && [ "$(image_id "$ENGINE_HOST" "$base")" = "$made" ] || return 0
  if api "$ENGINE_HOST" GET "/containers/json?all=1&filters=%7B%22ancestor%22%3A%5B%22debian%3Abookworm-slim%22%5D%7D" 2>/dev/null | grep -q '"Id"'; then
    warn "$base stays on your engine, because containers use it"
  elif reply=$(api "$ENGINE_HOST" DELETE "/images/$base"); then
    say "removed $base, which \`up\` had brought, from your engine"
  else
    warn "$base stays on your engine: $reply"
  fi
}
