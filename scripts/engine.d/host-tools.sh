# shellcheck shell=bash
# What suites use that run on this machine and not in a container: Python with pytest and clients of Docker, HTTP and the browser,
# and a browser that needs no screen. None of it ends `up`: what is missing is named here, and fails the suites that need it.

host_modules="pytest docker requests selenium"

host_up() {
  local packages
  if [ -e "$STATE/packages-unfinished" ]; then finish_packages; fi
  if [ -n "$(host_missing)" ]; then
    packages=$(host_packages)
    if [ -n "$packages" ] && ! tried_lately; then
      # shellcheck disable=SC2086
      packages_optional=yes install_packages $packages
      put host-tools/tried "$packages"
    fi
  fi
  link_host_python
  if [ -n "$(host_missing)" ]; then
    say "missing for suites that run on this machine: $(host_missing); only those need it"
  else
    forget host-tools/tried
  fi
}

# Where the packages cannot be had, every `npm start` would wait for apt again.
tried_lately() { [ -n "$(find "$STATE/host-tools/tried" -mmin -60 2>/dev/null)" ]; }

# Nothing printed where a suite finds all that it needs.
host_missing() {
  local missing
  missing=$(lacking "$(host_python)")
  # shellcheck disable=SC2086
  if [ -n "$missing" ]; then missing="Python's $(commas $missing)"; fi
  if ! browser_is_there; then missing="${missing:+$missing and }a browser with its driver (Chromium or Chrome, chromedriver)"; fi
  printf '%s' "$missing"
}

commas() { printf '%s' "$*" | sed 's/ /, /g'; }

# What this machine's own apt could do about it. Ubuntu has no Chromium but in a snap.
host_packages() {
  local packages module
  can_install || return 0
  packages=
  for module in $(lacking "$(host_python)"); do packages="$packages python3-$module"; done
  if ! browser_is_there && [ -n "$(debian_mirror)" ]; then packages="$packages chromium chromium-driver"; fi
  printf '%s' "$packages"
}

# The user's own python3 if it has all modules, else the system's, which is the one that packages are for.
host_python() {
  if [ -z "$(lacking "$(own_python)")" ]; then own_python; else echo /usr/bin/python3; fi
}

# Not the link that we put in front of it.
own_python() { PATH=${PATH//"$STATE/host-tools/bin:"/} command -v python3 || echo python3; }

# The modules that a Python does not have; all where there is no such Python.
lacking() {
  # shellcheck disable=SC2086
  "$1" -c 'import sys
from importlib.util import find_spec
print(*[name for name in sys.argv[1:] if not find_spec(name)])' $host_modules 2>/dev/null || echo "$host_modules"
}

browser_is_there() {
  local name
  command -v chromedriver >/dev/null 2>&1 || return 1
  for name in chromium google-chrome google-chrome-stable chrome; do
    if command -v "$name" >/dev/null 2>&1; then return; fi
  done
  return 1
}

# A folder for the front of PATH, only where `python3` by itself would not do.
link_host_python() {
  local python
  python=$(host_python)
  if [ "$python" = "$(own_python)" ] || [ -n "$(lacking "$python")" ]; then
    rm -rf "$STATE/host-tools/bin"
  else
    mkdir -p "$STATE/host-tools/bin"
    ln -sfn "$python" "$STATE/host-tools/bin/python3"
  fi
}
