/** The variable by which what a command has started is known on the other machine, wherever it has gone. */
export const MARK = 'STACK_SSH_RUN'

/**
 * `sh -c START stack-action MARK WORDS…`: says in a first line of its own who it is (mark, process, the rest of its
 * line in /proc, where there is one), and becomes the command. The mark parts what login shells say from what the
 * command says. The command reads nothing: its stdin is not ours, which stays open, as ssh wants it for signals.
 */
export const START = `mark=$1; shift; stat=
read -r stat 2>/dev/null </proc/$$/stat
if [ -n "$stat" ]; then stat=\${stat##*) }; else stat="- - $(ps -o pgid= -p $$ 2>/dev/null) -"; fi
printf '%s %s %s\\n' "$mark" "$$" "$stat"
export ${MARK}="$mark"; unset mark stat
exec "$@" </dev/null`

/**
 * `sh -c END stack-action MARK PID GROUP SESSION TICKS` (\`-\` for what is not known): ends a command, politely first, and
 * by force after TICKS times 0.2 seconds. It goes by process group, by session, by descent, and by the mark in the
 * environment, and looks until nobody is left. It goes on when the connection ends meanwhile. Last it says, behind the
 * mark, \`proc\` or \`ps\` (which of them it could ask; \`ps\` shows neither sessions nor environments) or \`none\`, and who
 * is left. Only what POSIX has, and /proc where it is there.
 */
export const END = `trap '' HUP PIPE TERM
mark=$1 pid=$2 group=$3 session=$4 ticks=$5
seen=" $pid " how=none
if [ -r /proc/self/stat ]; then how=proc; elif ps -A -o pid= >/dev/null 2>&1; then how=ps; fi
table() {
  if [ $how = ps ]; then ps -A -o pid= -o ppid= -o pgid= -o stat=; return; fi
  for dir in /proc/[0-9]*; do
    read -r line 2>/dev/null <$dir/stat || continue
    case $line in *\\)*) ;; *) line=$(cat $dir/stat 2>/dev/null) ;; esac
    set -- \${line##*) }
    echo "\${dir#/proc/} $2 $3 $1 $4"
  done 2>/dev/null
}
scan() {
  marked=
  if [ $how = proc ]; then marked=" $(grep -ls "${MARK}=$mark" /proc/[0-9]*/environ 2>/dev/null | tr '\\n' ' ')"; fi
  rows=$(table)
  again=1
  while [ $again = 1 ]; do
    again=0 alive=
    while read -r one parent in state its; do
      [ "$one" = $$ ] && continue
      case $seen in *" $one "*) ;; *)
        ours=0
        [ "$in" = "$group" ] && ours=1
        [ -n "$its" ] && [ "$its" = "$session" ] && ours=1
        case $marked in *" /proc/$one/environ "*) ours=1 ;; esac
        case $seen in *" $parent "*) ours=1 ;; esac
        [ $ours = 1 ] || continue
        seen="$seen$one "
        again=1 ;;
      esac
      case $state in Z*|X*) ;; *) alive="$alive $one" ;; esac
    done <<EOF
$rows
EOF
  done
}
nap() { sleep 0.2 2>/dev/null || sleep 1; }
if [ $how = none ]; then
  alive=
  if [ "$group" != - ]; then
    kill -s TERM -- "-$group" 2>/dev/null
    while [ "$ticks" -gt 0 ] && kill -s 0 -- "-$group" 2>/dev/null; do nap; ticks=$((ticks - 1)); done
    kill -s KILL -- "-$group" 2>/dev/null
    nap
    kill -s 0 -- "-$group" 2>/dev/null && alive=" $group"
  fi
else
  scan
  [ -n "$alive" ] && kill -s TERM $alive 2>/dev/null
  while [ -n "$alive" ] && [ "$ticks" -gt 0 ]; do nap; ticks=$((ticks - 1)); scan; done
  tries=25
  while [ -n "$alive" ] && [ $tries -gt 0 ]; do
    [ "$group" = - ] || kill -s KILL -- "-$group" 2>/dev/null
    kill -s KILL $alive 2>/dev/null
    tries=$((tries - 1)) ; [ $tries -lt 24 ] && nap
    scan
  done
fi
named=
for one in $alive; do
  name=; read -r name 2>/dev/null </proc/$one/comm
  named="$named $one($name)"
done
printf '\\n%s %s%s\\n' "$mark" "$how" "$named"`

/** `sh -c READ stack-action PATH LIMIT`: a file up to LIMIT bytes; exit status 44 where there is none, 45 for another kind. */
export const READ = `[ -e "$1" ] || [ -h "$1" ] || exit 44
[ -f "$1" ] || exit 45
exec head -c "$2" <"$1"`
