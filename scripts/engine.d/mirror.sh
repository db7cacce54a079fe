# shellcheck shell=bash
# Debian's archive as this machine reaches it: taken from its own apt configuration, whatever format that has, never written here.

# "URI SUITE" for each configured source of Debian's main.
debian_sources() {
  command -v apt-get >/dev/null 2>&1 || return 0
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' 2>/dev/null |
    awk -v id="$(. /etc/os-release && printf '%s' "$ID")" '$3 == "main" && ($4 == "Debian" || (id == "debian" && $4 !~ /^[A-Z]/)) { print $1, $2 }' |
    while read -r uri suite; do printf '%s %s\n' "$(real_uri "$uri")" "$suite"; done | sort -u | grep -E '^(https?|file):' || true
}

# Cloud images keep their mirrors in a file of their own.
real_uri() {
  local file
  case $1 in
    mirror+file:*)
      file=${1#mirror+file:} && file=/${file#"${file%%[!/]*}"}
      { grep -oE '^https?://[^[:space:]]+' "${file%/}" || true; } 2>/dev/null | sed -n 1p
      ;;
    *) printf '%s\n' "${1%/}" ;;
  esac
}

host_suite() { . /etc/os-release && printf '%s\n' "${VERSION_CODENAME:-stable}"; }

# The main archive: the source that carries this machine's own suite, or any without a suffix.
debian_mirror() {
  debian_sources | awk -v own="$(host_suite)" '$2 == own { print $1; exit } $2 !~ /[-\/]/ && !other { other = $1 } END { if (other) print other }' | sed -n 1p
}

# sources.list for SUITE with the same extras (-updates, -security) that this machine has.
sources_for() {
  printf 'deb %s %s main\n' "$(debian_mirror)" "$1"
  debian_sources | sed -n 's/^\([^ ]*\) [a-z]*-\(updates\|security\)$/deb \1 '"$1"'-\2 main/p'
}

# The settings without which that mirror cannot be used from elsewhere, e.g. an archive snapshot with expired dates.
apt_settings() {
  local value
  apt-config dump 2>/dev/null | grep -E '^Acquire::(Check-Valid-Until|Check-Date|Retries) ' || true
  # A proxy on this machine's own loopback is none for a container.
  for value in http https; do
    apt-config dump "Acquire::$value::Proxy" 2>/dev/null | grep -vE '"(DIRECT)?"|//(localhost|127\.)' | grep -E "^Acquire::$value::Proxy " || true
  done
}

debian_keyring() {
  local file
  for file in /usr/share/keyrings/debian-archive-keyring.gpg /usr/share/keyrings/debian-archive-keyring.pgp; do
    if [ -e "$file" ]; then
      printf '%s\n' "$file"
      return
    fi
  done
}
