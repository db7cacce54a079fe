# shellcheck shell=bash
# The state directory: small files, each written under a temporary name and renamed, so that kill -9 never leaves half of one.

state_marker=.stack-action-engine

locate_state() {
  local home=${STACK_ENGINE_HOME:-}
  if [ -z "$home" ]; then
    [ -n "${XDG_STATE_HOME:-}${HOME:-}" ] || refuse "neither HOME nor STACK_ENGINE_HOME is set; set STACK_ENGINE_HOME to a directory for the engine's state"
    home=${XDG_STATE_HOME:-$HOME/.local/state}/stack-action/engine
  fi
  case $home in /*) ;; *) home=$PWD/$home ;; esac
  # One spelling per directory, because names and addresses are derived from it.
  if [ -d "$home" ]; then home=$(cd "$home" && pwd -P); fi
  case $home in
    / | "${HOME:-/}") refuse "STACK_ENGINE_HOME is $home; give the engine a directory of its own" ;;
    *[!A-Za-z0-9._/@+=,~-]*) refuse "the state directory '$home' has characters that sockets, PATH or \`export\` cannot carry; set STACK_ENGINE_HOME to a plain path" ;;
  esac
  STATE=$home
}

create_state() {
  if [ -d "$STATE" ] && [ ! -e "$STATE/$state_marker" ] && [ -n "$(ls -A "$STATE")" ]; then
    refuse "$STATE holds files that are not ours; set STACK_ENGINE_HOME to a directory of its own"
  fi
  (umask 077 && mkdir -p "$STATE" && chmod 700 "$STATE" && : >"$STATE/$state_marker")
  STATE=$(cd "$STATE" && pwd -P)
  wipe "$STATE/tmp"
  mkdir -p "$STATE/tmp"
}

state_exists() { [ -e "$STATE/$state_marker" ]; }

get() { if [ -e "$STATE/$1" ]; then cat "$STATE/$1"; fi; }

put() {
  mkdir -p "$(dirname "$STATE/$1")"
  (umask 077 && printf '%s\n' "$2" >"$STATE/$1.new")
  mv -f "$STATE/$1.new" "$STATE/$1"
}

forget() { rm -f "$STATE/$1"; }

# A number that belongs to this state directory (and a purpose), the same on every machine and every run.
number_for() { printf '%s' "$STATE $1" | cksum | cut -d' ' -f1; }
state_id() { printf '%08x' "$(number_for id)"; }

random_hex() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

# Removes a directory of ours, after unmounting what may still be mounted in it.
wipe() {
  [ -e "$1" ] || return 0
  unmount_below "$1"
  rm -rf "$1"
}

unmount_below() {
  [ -r /proc/self/mountinfo ] || return 0
  local point
  # Deepest first. The paths of ours have no characters that mountinfo would escape.
  awk -v top="$1" '$5 == top || index($5, top "/") == 1 { print $5 }' /proc/self/mountinfo | sort -r |
    while IFS= read -r point; do
      umount "$point" 2>/dev/null || umount -l "$point" 2>/dev/null || warn "could not unmount $point"
    done
}

# lock FD FILE WHAT: an advisory lock that the kernel drops with the last process that holds it. Long-running children (apt,
# debootstrap) inherit it on purpose: after kill -9 of this script the next one waits for them; daemons get it closed.
lock() {
  local fd=$1 file=$2 what=$3
  while :; do
    mkdir -p "$(dirname "$file")"
    eval "exec $fd>>\"\$file\""
    flock_fd "$fd" now || {
      say "waiting for another run of scripts/engine on $what (pid $(tail -n 1 "$file"))"
      flock_fd "$fd" wait
    }
    # The one before us may have removed the file that we waited for; then ours guards nothing.
    eval "echo $$ >&$fd"
    [ "$(tail -n 1 "$file" 2>/dev/null)" = $$ ] && return 0
    eval "exec $fd>&-"
  done
}

flock_fd() {
  if command -v flock >/dev/null 2>&1; then
    if [ "$2" = now ]; then flock -n "$1"; else flock "$1"; fi
  else
    # macOS has no flock(1), but perl locks the same open file.
    FD=$1 MODE=$2 perl -e 'use Fcntl ":flock"; open(my $f, ">>&=", $ENV{FD}) or die; exit(flock($f, $ENV{MODE} eq "now" ? LOCK_EX | LOCK_NB : LOCK_EX) ? 0 : 1)'
  fi
}

lock_state() { lock 9 "$STATE.lock" "$STATE"; }

# Paths outside the state directory that programs of ours create as a side effect: noted while absent, removed by `down`.
note_if_absent() {
  local path
  for path in "$@"; do
    [ -e "$path" ] || grep -qxF "$path" "$STATE/absent-before" 2>/dev/null || printf '%s\n' "$path" >>"$STATE/absent-before"
  done
}

remove_noted() {
  [ -e "$STATE/absent-before" ] || return 0
  local path
  while IFS= read -r path; do
    if [ -d "$path" ]; then rmdir "$path" 2>/dev/null || true; else rm -f "$path"; fi
  done <"$STATE/absent-before"
}
