# shellcheck shell=bash
# What tests of several platforms need: an emulator of arm64, and a static busybox of each platform to make base images of.
# All of it lies in the state directory; nothing is registered with the kernel here.

emulation_files="qemu-aarch64 busybox-amd64 busybox-arm64"

emulation_is_there() {
  local file
  for file in $emulation_files; do [ -x "$STATE/emulation/$file" ] || return 1; done
}

# Tests that need it fail without it; all others go on.
emulation_up() {
  if emulation_is_there; then return; fi
  if [ "$(dpkg --print-architecture)" != amd64 ]; then
    say "the tests also emulate arm64, which is only brought to amd64"
  elif [ -n "$(debian_mirror)" ]; then
    attempt "fetching what emulates arm64 from Debian (about 20 s)" unpack_emulation take_from_debian || true
  else
    attempt "fetching what emulates arm64 (about 20 s)" unpack_emulation take_from_elsewhere || true
  fi
}

# Runs as a step: any error ends it.
unpack_emulation() {
  local new=$STATE/emulation.new
  rm -rf "$new"
  mkdir -p "$new"
  "$1" "$new"
  chmod 755 "$new"/*
  # Do they run here?
  "$new/busybox-amd64" true
  [ "$("$new/qemu-aarch64" "$new/busybox-arm64" uname -m)" = aarch64 ]
  rm -rf "$STATE/emulation"
  mv "$new" "$STATE/emulation"
}

take_from_debian() {
  local apt=$STATE/tmp/apt-emulation architecture
  # Later releases have no static emulator in a package of this name.
  private_apt_up "$apt" bookworm amd64 arm64
  cd "$apt/archives" || return 1
  private_apt "$apt" download qemu-user-static:amd64 busybox-static:amd64 busybox-static:arm64
  for architecture in amd64 arm64; do
    take_file ./busybox-static_*_"$architecture".deb ./bin/busybox >"$1/busybox-$architecture"
  done
  take_file ./qemu-user-static_*.deb ./usr/bin/qemu-aarch64-static >"$1/qemu-aarch64"
  rm -rf "$apt"
}

foreign_busybox=arm64v8/busybox:musl

# Ubuntu has arm64's packages on servers of their own, which no amd64 machine knows of: there an image has to give the busybox.
take_from_elsewhere() {
  local folder=$STATE/tmp/elsewhere had container
  rm -rf "$folder"
  mkdir -p "$folder"
  cd "$folder" || return 1
  apt-get -q download qemu-user-static busybox-static || {
    quiet_apt update
    apt-get -q download qemu-user-static busybox-static
  }
  take_file ./busybox-static_*.deb "./$(dpkg-deb --fsys-tarfile ./busybox-static_*.deb | tar -t | sed -n 's,^\./\(.*bin/busybox\)$,\1,p')" >"$1/busybox-amd64"
  take_file ./qemu-user-static_*.deb ./usr/bin/qemu-aarch64-static >"$1/qemu-aarch64"
  had=$(image_id "$ENGINE_HOST" "$foreign_busybox")
  [ -n "$had" ] || pull_image "$ENGINE_HOST" "${foreign_busybox%:*}" "${foreign_busybox#*:}&platform=linux/arm64"
  printf '{"Image":"%s","Cmd":["true"]}' "$foreign_busybox" >container.json
  container=$(api "$ENGINE_HOST" POST "/containers/create?platform=linux/arm64" container.json | json_field Id)
  node "$parts/api.mjs" "$ENGINE_HOST" GET "/containers/$container/archive?path=/bin/busybox" '' '' 60 busybox.tar
  tar -xOf busybox.tar busybox >"$1/busybox-arm64"
  api "$ENGINE_HOST" DELETE "/containers/$container?v=1"
  [ -n "$had" ] || api "$ENGINE_HOST" DELETE "/images/$foreign_busybox"
  rm -rf "$folder"
}

# take_file PACKAGE PATH: one file's content; tar leaves after it, so that the rest (400 MB of emulators) is never unpacked.
take_file() { { dpkg-deb --fsys-tarfile "$1" 2>/dev/null || true; } | tar -xO --occurrence=1 "$2"; }
