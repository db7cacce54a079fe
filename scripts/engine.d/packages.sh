# shellcheck shell=bash
# Debian packages: only those that are missing, without letting them start daemons, and written down before anything happens.

packages_lock=/run/stack-action-packages.lock
policy=/usr/sbin/policy-rc.d
policy_saved=/usr/sbin/policy-rc.d.before-stack-action
policy_marker='temporary guard of stack-action scripts/engine'

can_install() { [ "$(id -u)" = 0 ] && [ -e /etc/debian_version ] && command -v apt-get >/dev/null 2>&1; }

# The guard is one per machine, and so is this lock.
lock_packages() {
  lock 8 "$packages_lock" "the package guard"
  guard_off
}
unlock_packages() {
  rm -f "$packages_lock"
  exec 8>&-
}

# Fd 8 is open exactly while we hold the lock.
packages_are_locked() { { : >&8; } 2>/dev/null; }

# Asks invoke-rc.d and deb-systemd-invoke to start nothing. An existing policy is kept aside, every step is one rename.
guard_on() {
  if [ -e "$policy" ]; then
    cp -a "$policy" "$policy_saved.new"
    mv -f "$policy_saved.new" "$policy_saved"
  fi
  printf '#!/bin/sh\n# %s; safe to remove when that is not running\nexit 101\n' "$policy_marker" >"$policy.new"
  chmod 755 "$policy.new"
  mv -f "$policy.new" "$policy"
}

# Also cleans what a killed run left: callers hold the lock, so a guard that is there is nobody's.
guard_off() {
  rm -f "$policy.new" "$policy_saved.new"
  if grep -qsF "$policy_marker" "$policy"; then
    if [ -e "$policy_saved" ]; then mv -f "$policy_saved" "$policy"; else rm -f "$policy"; fi
  else
    rm -f "$policy_saved"
  fi
}

guard_is_left() { grep -qsF "$policy_marker" "$policy" || [ -e "$policy_saved" ]; }

installed_packages() {
  # shellcheck disable=SC2016
  dpkg-query -W -f '${db:Status-Status} ${Package}\n' | sed -n "s/^$1 //p" | sort -u
}

quiet_apt() {
  # needrestart would restart the machine's services on Ubuntu.
  DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 apt-get -y -q \
    -o DPkg::Lock::Timeout=300 -o Acquire::Retries=1 -o Acquire::http::Timeout=30 -o Acquire::https::Timeout=30 \
    -o APT::Keep-Downloaded-Packages=false -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold "$@"
}

# The names that installing the arguments would bring; fails when apt does not know one of them.
would_bring() {
  # shellcheck disable=SC2046
  quiet_apt -s install --no-install-recommends $(existing "$@") 2>/dev/null >"$STATE/tmp/simulated" || return 1
  sed -n 's/^Inst \([^ :]*\).*/\1/p' "$STATE/tmp/simulated" | sort -u
}

# need_commands command=package…
need_commands() {
  local pair packages=
  for pair in "$@"; do
    command -v "${pair%%=*}" >/dev/null 2>&1 || packages="$packages ${pair#*=}"
  done
  # Newer releases have the client in a package of its own. It is a convenience, so only where docker.io comes from us anyway.
  case $packages in *docker.io*) command -v docker >/dev/null 2>&1 || packages="$packages docker-cli" ;; esac
  if [ -e "$STATE/packages-unfinished" ]; then finish_packages; fi
  [ -n "$packages" ] || return 0
  can_install || refuse "needs the packages$packages, which only root can install on Debian or Ubuntu"
  # shellcheck disable=SC2086
  install_packages $packages
}

finish_packages() {
  lock_packages
  guard_on
  slowly "finishing an interrupted installation" finish_apt || fail "apt could not finish an installation that was interrupted"
  record_installed
  guard_off
  unlock_packages
}

finish_apt() {
  dpkg --configure -a --force-confdef --force-confold
  quiet_apt -f install --no-install-recommends
}

# With packages_optional=yes nothing ends here: the caller sees by itself what came of it.
packages_optional=no
install_packages() {
  local brings
  lock_packages
  brings=$(would_bring "$@") || {
    attempt "asking apt for its package lists (up to a minute)" quiet_apt update ||
      say "going on with the package sources that did answer"
    brings=$(would_bring "$@") || {
      [ "$packages_optional" = yes ] || refuse "apt knows no $* here; add the distribution's main (Debian) or universe (Ubuntu) package source, or start a Docker engine yourself and set DOCKER_HOST"
      say "apt cannot install $* here"
      unlock_packages
      return 0
    }
  }
  record_intent "$brings"
  guard_on
  slowly "installing $(existing "$@" | tr '\n' ' ')(about 30 s)" really_install "$@" || {
    record_installed
    guard_off
    [ "$packages_optional" = yes ] || fail "apt could not install: $*"
  }
  record_installed
  not_at_boot
  guard_off
  unlock_packages
}

# Without docker-cli, where the release has none: there docker.io brings the client.
existing() {
  local name
  for name in "$@"; do
    if [ "$name" != docker-cli ] || apt-cache show docker-cli >/dev/null 2>&1; then printf '%s\n' "$name"; fi
  done
}

really_install() {
  local names
  names=$(existing "$@")
  # Lists can be older than the archive; then the files are gone and one update helps.
  # shellcheck disable=SC2086
  quiet_apt install --no-install-recommends $names || {
    quiet_apt update
    quiet_apt install --no-install-recommends $names
  }
}

# Written before apt runs, so that kill -9 cannot make us forget. A package whose configuration was there before is only removed
# at the end and not purged: that configuration is the user's.
record_intent() {
  local name
  installed_packages installed >"$STATE/tmp/installed"
  installed_packages config-files >"$STATE/tmp/configured"
  {
    get packages
    for name in $1; do
      grep -qxF "$name" "$STATE/tmp/installed" && continue
      if grep -qxF "$name" "$STATE/tmp/configured"; then echo "remove $name"; else echo "purge $name"; fi
    done
  } | awk '!seen[$2]++' >"$STATE/packages.new"
  mv -f "$STATE/packages.new" "$STATE/packages"
  put packages-unfinished yes
}

# The intent cut down to what apt really did.
record_installed() {
  installed_packages '\(installed\|unpacked\|half-installed\|half-configured\|triggers-awaited\|triggers-pending\|config-files\)' >"$STATE/tmp/now"
  awk 'NR == FNR { now[$1] = 1; next } now[$2]' "$STATE/tmp/now" "$STATE/packages" >"$STATE/packages.new"
  mv -f "$STATE/packages.new" "$STATE/packages"
  forget packages-unfinished
}

# The guard keeps daemons from starting now; this keeps them from starting at the next boot.
not_at_boot() {
  command -v systemctl >/dev/null 2>&1 || return 0
  local name units
  while read -r _ name; do
    units=$(dpkg -L "$name" 2>/dev/null | sed -n 's,^.*/systemd/system/\([^/@]*\.\(service\|socket\)\)$,\1,p' | sort -u)
    # shellcheck disable=SC2086
    [ -z "$units" ] || systemctl disable $units >/dev/null 2>&1 || true
  done <"$STATE/packages"
}

# Packages with a program that somebody runs now (another state directory's engine, say).
in_use() {
  local name exe
  { for exe in /proc/[0-9]*/exe; do readlink "$exe" || true; done; } 2>/dev/null | sed 's/ (deleted)$//' | sort -u >"$STATE/tmp/running"
  for name in "$@"; do
    if dpkg -L "$name" 2>/dev/null | grep -qxFf "$STATE/tmp/running"; then printf '%s\n' "$name"; fi
  done
}

# shellcheck disable=SC2086
packages_down() {
  local ours busy verb names left
  if guard_is_left; then
    lock_packages
    unlock_packages
  fi
  [ -s "$STATE/packages" ] || return 0
  ours=$(awk '{ print $2 }' "$STATE/packages")
  if [ "$keep_packages" = yes ]; then
    say "packages stay installed:" $ours
    packages_left="all but the packages is gone"
    return 0
  fi
  mkdir -p "$STATE/tmp"
  busy=$(in_use $ours)
  if [ -n "$busy" ]; then
    warn "the packages stay, because somebody else runs programs of" $busy
    say "to remove them later: dpkg --purge" $ours
    packages_left="all but the packages is gone"
    return 0
  fi
  lock_packages
  guard_on
  for verb in purge remove; do
    names=$(sed -n "s/^$verb //p" "$STATE/packages")
    [ -z "$names" ] || attempt "removing the packages that were installed by 'up'" dpkg "--$verb" $names || true
  done
  guard_off
  unlock_packages
  installed_packages installed >"$STATE/tmp/installed"
  left=$(printf '%s\n' "$ours" | grep -xFf "$STATE/tmp/installed" || true)
  if [ -n "$left" ]; then
    warn "these packages stay, because something else needs them by now:" $left
    packages_left="all but those packages is gone"
  fi
}
