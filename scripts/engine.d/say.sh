# shellcheck shell=bash
# What a person reads: everything on stderr, because stdout belongs to `env` and `status`.

say() { printf 'engine: %s\n' "$*" >&2; }
warn() { printf 'engine: warning: %s\n' "$*" >&2; }

# Our work failed.
fail() {
  printf 'engine: error: %s\n' "$*" >&2
  exit 1
}

# The machine is not what we need; the text says what to do about it.
refuse() {
  printf 'engine: cannot go on: %s\n' "$*" >&2
  exit 2
}

last_lines() {
  [ -s "$1" ] || return 0
  printf 'engine: the last lines of %s:\n' "$1" >&2
  tail -n "${2:-12}" "$1" | sed 's/^/  | /' >&2
}

# slowly "what happens (about how long)" command…: announces, runs with the output in a log, tells the time it took.
# The command runs in the background, so that a signal reaches us at once and not after the command's end, and in a bash of its
# own, because inside `slowly … || …` bash would let it go on after an error.
slow_pid=
slowly() {
  local status=0
  run_step "$@" || status=$?
  [ "$status" = 0 ] && return
  warn "$step: failed (status $status)"
  last_lines "$step_log"
  return "$status"
}

# The same where a failure is only a reason to take another way.
attempt() {
  run_step "$@" && return
  say "$step: not possible here ($(tail -n 1 "$step_log" | cut -c1-200))"
  return 1
}

step='' step_log=''
run_step() {
  local start=$SECONDS status=0
  step=${1%% (*}
  step_log="$STATE/log/$(printf '%s' "$step" | tr -c 'A-Za-z0-9\n' '-').log"
  mkdir -p "$STATE/log"
  say "$1 …"
  shift
  # shellcheck disable=SC2016
  STATE=$STATE ENGINE_HOST=${ENGINE_HOST:-} parts=$parts "$BASH" -c \
    'set -euo pipefail; for part in "$parts"/*.sh; do . "$part"; done; "$@"' engine-step "$@" >"$step_log" 2>&1 </dev/null &
  slow_pid=$!
  wait "$slow_pid" || status=$?
  slow_pid=
  [ "$status" != 0 ] || say "$step: done in $((SECONDS - start)) s"
  return "$status"
}

# On a signal: an apt in full swing is let finish, anything else ends now.
stop_slow() {
  [ -n "$slow_pid" ] || return 0
  if packages_are_locked; then
    say "letting apt finish first, so that no package is left half-way"
  else
    kill_tree "$slow_pid"
  fi
  wait "$slow_pid" 2>/dev/null || true
  slow_pid=
}

kill_tree() {
  local child
  for child in $(children_of "$1"); do kill_tree "$child"; done
  kill "$1" 2>/dev/null || true
}

children_of() {
  if command -v pgrep >/dev/null 2>&1; then pgrep -P "$1"; else cat "/proc/$1/task/$1/children" 2>/dev/null; fi || true
}
