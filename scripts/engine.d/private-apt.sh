# shellcheck shell=bash
# Packages of Debian that this machine's own apt would not give: fetched and verified by apt all the same, never installed.

# private_apt_up DIR SUITE [ARCHITECTURE…]: an apt of its own with the main archive of that suite.
private_apt_up() {
  local apt=$1 suite=$2 architecture
  shift 2
  rm -rf "$apt"
  mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$apt/parts"
  : >"$apt/status"
  : >"$apt/apt.conf"
  for architecture in "$@"; do printf 'APT::Architectures:: "%s";\n' "$architecture" >>"$apt/apt.conf"; done
  printf 'deb [signed-by=%s] %s %s main\n' "$(debian_keyring)" "$(debian_mirror)" "$suite" >"$apt/sources.list"
  private_apt "$apt" update
}

# private_apt DIR ARGUMENTS…
private_apt() {
  local apt=$1
  shift
  # The private directories are closed to apt's own user; the archive's signature is checked all the same.
  APT_CONFIG=$apt/apt.conf apt-get -q -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts="$apt/parts" -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts="$apt/parts" \
    -o Dir::State::Lists="$apt/lists" -o Dir::State::Status="$apt/status" -o Dir::Cache::Archives="$apt/archives" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= \
    -o APT::Sandbox::User=root -o Acquire::Languages=none -o Acquire::PDiffs=false -o Acquire::GzipIndexes=true -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false \
    -o Acquire::IndexTargets::deb::Contents-deb::DefaultEnabled=false -o Acquire::Retries=1 -o Acquire::http::Timeout=30 "$@"
}
