# shellcheck shell=bash
# Processes of ours are found by what they are (name and one exact argument), not by a pid that may belong to somebody else by now.

# find_process NAME ARGUMENT: the pids of programs of that name that carry exactly that argument.
find_process() {
  local dir name word
  for dir in /proc/[0-9]*; do
    { read -r name <"$dir/comm"; } 2>/dev/null || continue
    [ "$name" = "$1" ] || continue
    {
      while IFS= read -r -d '' word; do
        if [ "$word" = "$2" ]; then
          printf '%s\n' "${dir#/proc/}"
          break
        fi
      done <"$dir/cmdline"
    } 2>/dev/null || true
  done
}

runs() { [ -n "$(find_process "$1" "$2")" ]; }

# launch LOG command…: a daemon in its own session that holds none of our locks. Returns when it is that program:
# before, nobody finds it by its name, and it would pass for one that died.
launch() {
  local log=$1
  shift
  (
    cd /
    exec setsid nohup "$@" >>"$log" 2>&1 </dev/null 8>&- 9>&-
  ) &
  wait_until 5 is_program $! "${1##*/}" || true
}

# is_program PID NAME: also when it has already ended.
is_program() {
  local name
  { read -r name <"/proc/$1/comm"; } 2>/dev/null || return 0
  [ "$name" = "$2" ]
}

# wait_until SECONDS command…
wait_until() {
  local turns=$(($1 * 10))
  shift
  until "$@"; do
    turns=$((turns - 1))
    [ "$turns" -gt 0 ] || return 1
    sleep 0.1
  done
}

gone() { ! runs "$1" "$2"; }

# stop_process NAME ARGUMENT [SECONDS]: asks, waits, insists. Every signal goes to a pid that was verified just before.
stop_process() {
  local pid
  for pid in $(find_process "$1" "$2"); do kill -TERM "$pid" 2>/dev/null || true; done
  wait_until "${3:-10}" gone "$1" "$2" && return 0
  for pid in $(find_process "$1" "$2"); do kill -KILL "$pid" 2>/dev/null || true; done
  wait_until 5 gone "$1" "$2" || warn "$1 ($2) does not end"
}
