export const id = 7507;
export const ids = [7507];
export const modules = {

/***/ 27507:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkAccess: () => (/* binding */ checkAccess),
/* harmony export */   checkLogins: () => (/* binding */ checkLogins),
/* harmony export */   sshDefaults: () => (/* binding */ sshDefaults)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _remote_connection_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(80710);
/* harmony import */ var _remote_home_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(447);
/* harmony import */ var _run_suites_ssh_access_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(34516);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2890);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3350);








/**
 * What the call says of machines to log in to: inputs, then the environment (STACK_SSH_KEY, STACK_SSH_PASSPHRASE,
 * STACK_SSH_PASSWORD, SSH_AUTH_SOCK). Paths are below `base`. Throws a UserError for a key that cannot be read.
 */
async function sshDefaults(inputs, env, base) {
    const either = (given, name) => given || env[name] || undefined;
    const key = inputs.sshKeyFile === '' ? either(inputs.sshKey, 'STACK_SSH_KEY') : await keyAt(inputs.sshKeyFile, base);
    return {
        host: inputs.sshHost,
        jump: inputs.sshJump,
        user: undefined,
        knownHosts: inputs.sshKnownHosts.join('\n'),
        ownKnownHosts: await (0,_remote_home_js__WEBPACK_IMPORTED_MODULE_4__/* .knownHostsOf */ ._)(env['HOME'] || (0,node_os__WEBPACK_IMPORTED_MODULE_1__.homedir)()),
        key,
        passphrase: either(inputs.sshPassphrase, 'STACK_SSH_PASSPHRASE'),
        password: either(inputs.sshPassword, 'STACK_SSH_PASSWORD'),
        agent: env['SSH_AUTH_SOCK'] || undefined,
    };
}
async function keyAt(path, base) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(base, path), 'utf8');
    }
    catch (error) {
        const why = (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .codeOf */ .$N)(error) === 'ENOENT' ? 'there is no such file' : ((0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .codeOf */ .$N)(error) ?? (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .messageOf */ .bD)(error));
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .userError */ .IF)(`ssh-key-file: the key "${path}" cannot be read: ${why}`, {
            remedy: 'Name the file of a private key, such as ~/.ssh/id_ed25519.',
        });
    }
}
/** Characters of what was seen, in a message. */
const MAX_SEEN = 600;
/**
 * Before an hour of building: every suite over ssh that will run knows where to log in, and is let in there. Throws a UserError
 * with all that is missing or wrong.
 */
async function checkLogins(plan, defaults, stackDir, { online, signal }) {
    const suites = plan.images
        .filter((image) => image.test)
        .flatMap((image) => image.suites)
        .filter((suite) => suite.on === 'ssh' && suite.off === undefined);
    await checkAccess(suites, defaults, stackDir, { online, signal });
}
/** The same for suites that no plan has. */
async function checkAccess(suites, defaults, stackDir, { online, signal }) {
    const problems = new Map();
    const tried = new Set();
    for (const suite of new Map(suites.map((one) => [one.name, one])).values()) {
        try {
            const access = await (0,_run_suites_ssh_access_js__WEBPACK_IMPORTED_MODULE_5__/* .accessOf */ .Y)(suite, defaults, stackDir);
            const way = JSON.stringify(access);
            if (tried.has(way) || !online)
                continue;
            tried.add(way);
            const connection = await (0,_remote_connection_js__WEBPACK_IMPORTED_MODULE_3__/* .connectSsh */ .L)(access, signal);
            connection.close();
        }
        catch (error) {
            signal.throwIfAborted();
            for (const problem of problemsOf(error))
                problems.set(problem.message, problem);
        }
    }
    if (problems.size > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .UserError */ .yo([...problems.values()]);
}
function problemsOf(error) {
    if (error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .UserError */ .yo)
        return error.problems;
    if (!(error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .WorkError */ .oE))
        throw error;
    const { message, evidence, remedy } = error;
    const seen = evidence.length === 0 ? '' : ` (${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_7__/* .clip */ .$Q)(evidence.join('; '), MAX_SEEN)})`;
    return [{ message: `${message}${seen}`, ...(remedy === undefined ? {} : { remedy }) }];
}


/***/ }),

/***/ 80710:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L: () => (/* binding */ connectSsh)
});

// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./build-ts/src/shared/lines.js
var lines = __webpack_require__(84694);
// EXTERNAL MODULE: ./build-ts/src/remote/channel.js
var remote_channel = __webpack_require__(47661);
// EXTERNAL MODULE: ./build-ts/src/remote/quote.js
var quote = __webpack_require__(18742);
;// CONCATENATED MODULE: ./build-ts/src/remote/scripts.js
/** The variable by which what a command has started is known on the other machine, wherever it has gone. */
const MARK = 'STACK_SSH_RUN';
/**
 * `sh -c START stack-action MARK WORDS…`: says in a first line of its own who it is (mark, process, the rest of its
 * line in /proc, where there is one), and becomes the command. The mark parts what login shells say from what the
 * command says. The command reads nothing: its stdin is not ours, which stays open, as ssh wants it for signals.
 */
const START = `mark=$1; shift; stat=
read -r stat 2>/dev/null </proc/$$/stat
if [ -n "$stat" ]; then stat=\${stat##*) }; else stat="- - $(ps -o pgid= -p $$ 2>/dev/null) -"; fi
printf '%s %s %s\\n' "$mark" "$$" "$stat"
export ${MARK}="$mark"; unset mark stat
exec "$@" </dev/null`;
/**
 * `sh -c END stack-action MARK PID GROUP SESSION TICKS` (\`-\` for what is not known): ends a command, politely first, and
 * by force after TICKS times 0.2 seconds. It goes by process group, by session, by descent, and by the mark in the
 * environment, and looks until nobody is left. It goes on when the connection ends meanwhile. Last it says, behind the
 * mark, \`proc\` or \`ps\` (which of them it could ask; \`ps\` shows neither sessions nor environments) or \`none\`, and who
 * is left. Only what POSIX has, and /proc where it is there.
 */
const END = `trap '' HUP PIPE TERM
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
printf '\\n%s %s%s\\n' "$mark" "$how" "$named"`;
/** `sh -c READ stack-action PATH LIMIT`: a file up to LIMIT bytes; exit status 44 where there is none, 45 for another kind. */
const READ = `[ -e "$1" ] || [ -h "$1" ] || exit 44
[ -f "$1" ] || exit 45
exec head -c "$2" <"$1"`;

;// CONCATENATED MODULE: ./build-ts/src/remote/ending.js





/** For looking, for ending by force, and for the answer's way. */
const ANSWER_MS = 15_000;
const TICK_MS = 200;
/**
 * Ends a command and all that it has started on the other machine: over the connection that is there, else over one more.
 * Gives why it is not known to be gone; undefined: it is.
 */
async function endCommand(ending) {
    let first;
    if (ending.hop.lost === undefined) {
        try {
            return await endOver(ending.hop, ending);
        }
        catch (error) {
            // It may have no room for one more session, or be lost just now.
            first = error;
        }
    }
    try {
        const hop = await ending.connect();
        try {
            return await endOver(hop, ending);
        }
        finally {
            hop.close();
        }
    }
    catch (error) {
        const before = first === undefined ? '' : ` (before that: ${(0,errors/* messageOf */.bD)(first)})`;
        return `the host could not be asked to end it: ${(0,errors/* messageOf */.bD)(error)}${before}`;
    }
}
async function endOver(hop, { mark, began, graceMs }) {
    const { pid, group, session } = began ?? { pid: '-', group: '-', session: '-' };
    const ticks = String(Math.ceil(graceMs / TICK_MS));
    const line = (0,quote/* loginLine */.a)(['sh', '-c', END, 'stack-action', mark, pid, group, session, ticks]);
    const waitMs = graceMs * 2 + ANSWER_MS;
    let timer;
    const late = new Promise((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer within ${(0,shared_text/* durationText */.S5)(waitMs)}`)), waitMs);
    });
    const asked = ask(hop, line);
    asked.catch(() => undefined);
    try {
        const said = await Promise.race([
            asked,
            late,
            hop.whenLost.then((reason) => Promise.reject(new Error(`the connection was lost: ${reason}`))),
        ]);
        return verdict(said, mark, began);
    }
    finally {
        clearTimeout(timer);
    }
}
async function ask(hop, line) {
    return (0,remote_channel/* openChannel */.a)(hop, line, (channel) => {
        let said = '';
        channel.on('error', () => undefined);
        // Login shells may talk; what counts comes last.
        channel.on('data', (data) => (said = (said + data.toString('utf8')).slice(-8192)));
        channel.stderr.resume();
        return new Promise((resolve) => channel.once('close', () => resolve(said)));
    });
}
function verdict(said, mark, began) {
    const line = said.split('\n').findLast((one) => one.startsWith(`${mark} `));
    if (line === undefined)
        throw new Error(`the host gave no answer: ${(0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(said), 200)}`);
    const [how = '', ...left] = line
        .slice(mark.length + 1)
        .trim()
        .split(' ');
    if (left.length > 0) {
        const names = left.slice(0, 5).map((one) => (0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(one), 40));
        return `${(0,shared_text/* counted */.hS)(left.length, 'process', 'processes')} did not end: ${names.join(', ')}`;
    }
    if (how === 'proc')
        return undefined;
    if (how === 'none' || began === undefined || began.group === '-')
        return 'the host has no way to show its processes (no /proc, no ps)';
    return 'its process group is gone; this host does not show whether something left the group before';
}

;// CONCATENATED MODULE: ./build-ts/src/remote/first-line.js
/** A first line is short; one that never ends is none. */
const LONGEST = 4096;
/**
 * Takes START's line out of a stream: before it is what the login shell says (`onNoise`), behind it the command's own
 * output, byte for byte.
 */
function afterFirstLine(mark, onNoise, onData) {
    let held = Buffer.alloc(0);
    let began;
    const wanted = Buffer.from(`${mark} `);
    return {
        push: (data) => {
            if (held === undefined)
                return onData(data);
            held = Buffer.concat([held, data]);
            const at = held.indexOf(wanted);
            const end = at < 0 ? -1 : held.indexOf('\n', at);
            if (end < 0) {
                // The mark may come in two parts.
                const sure = at < 0 ? held.length - wanted.length : Math.max(at, held.length - LONGEST);
                if (sure > 0) {
                    onNoise(held.subarray(0, sure));
                    held = held.subarray(sure);
                }
                return undefined;
            }
            began = read(held.subarray(at + wanted.length, end).toString('latin1'));
            if (at > 0)
                onNoise(held.subarray(0, at));
            const rest = held.subarray(end + 1);
            held = undefined;
            return rest.length > 0 ? onData(rest) : undefined;
        },
        end: () => {
            if (held !== undefined && held.length > 0)
                onNoise(held);
            held = undefined;
        },
        began: () => began,
    };
}
/** `PID STATE PARENT GROUP SESSION …` (proc_pid_stat(5)). */
function read(line) {
    const [pid = '-', , , group, session] = line.trim().split(/\s+/);
    const own = (one) => (one === pid && /^[1-9]\d*$/.test(pid) ? pid : '-');
    // Servers that make no session of a command's own leave it in theirs, which must not be ended.
    return { pid: /^[1-9]\d*$/.test(pid) ? pid : '-', group: own(group), session: own(session) };
}

;// CONCATENATED MODULE: ./build-ts/src/remote/command.js










const DEFAULT_GRACE_MS = 10_000;
/** What was written before the end is read by then. */
const DRAIN_MS = 2000;
const UNKNOWN_STATUS = 255;
/** Runs a command over a connection, to the end (`SshConnection.run`). */
async function runCommand(hop, command, connect) {
    const { words, timeoutMs, graceMs = DEFAULT_GRACE_MS, signal } = command;
    signal.throwIfAborted();
    const began = performance.now();
    const mark = (0,external_node_crypto_.randomBytes)(16).toString('hex');
    const line = (0,quote/* loginLine */.a)(['sh', '-c', START, 'stack-action', mark, ...words]);
    const early = new EarlyWords();
    const first = afterFirstLine(mark, (data) => {
        early.push(data);
        return command.onStderr(data);
    }, command.onStdout);
    let tell = () => undefined;
    const stopped = new Promise((resolve) => (tell = resolve));
    let fault;
    const fail = (error) => {
        fault ??= error instanceof Error ? error : new Error(String(error));
        tell('fault');
    };
    const timer = setTimeout(() => tell('time'), timeoutMs);
    const onAbort = () => tell('abort');
    signal.addEventListener('abort', onAbort);
    void hop.whenLost.then(() => tell('lost'));
    let exit;
    let channel;
    let closed;
    const opened = (0,remote_channel/* openChannel */.a)(hop, line, (found) => {
        channel = found;
        closed = listen(found, first, command.onStderr, fail, (status) => {
            exit = status;
            // What it left running in the background may hold its streams open for ever.
            setTimeout(() => tell('exit'), graceMs).unref();
        }).then(() => tell('close'));
    });
    opened.catch(fail);
    try {
        const stop = await stopped;
        if (fault !== undefined && closed === undefined)
            throw fault;
        let left;
        if (stop !== 'close') {
            left = await endCommand({ ...{ mark, hop, connect }, graceMs, began: first.began() });
            if (closed === undefined)
                hop.lose('a command did not start');
            await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())]);
        }
        if (fault !== undefined)
            throw fault;
        first.end();
        const ended = exit !== undefined;
        const isLost = hop.lost !== undefined && stop !== 'time' && stop !== 'abort' && (stop === 'lost' || !ended);
        const lost = isLost ? hop.lost : stop === 'close' && !ended ? 'the session ended without an exit status' : undefined;
        if (lost === undefined && stop === 'close' && first.began() === undefined)
            throw early.error(exit ?? 0);
        // Nothing is known of what has no exit status: it may go on.
        if (stop === 'close' && lost !== undefined)
            left = await endCommand({ ...{ mark, hop, connect }, graceMs, began: first.began() });
        return {
            status: exit ?? UNKNOWN_STATUS,
            ...{ timedOut: stop === 'time', aborted: stop === 'abort' },
            ...{ ms: Math.round(performance.now() - began), lost, left },
        };
    }
    finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', onAbort);
        channel?.destroy();
    }
}
/** Until both streams and the channel have ended. Who listens slowly is waited for, in both streams. */
function listen(channel, first, onStderr, fail, onExit) {
    let busy = 0;
    const streams = [channel, channel.stderr];
    const hear = (stream, listener) => {
        stream.on('data', (data) => {
            let done;
            try {
                done = listener(data);
            }
            catch (error) {
                fail(error);
                return;
            }
            if (!(done instanceof Promise))
                return;
            busy++;
            for (const one of streams)
                one.pause();
            done.catch(fail).finally(() => {
                if (--busy === 0)
                    for (const one of streams)
                        one.resume();
            });
        });
    };
    channel.on('error', fail);
    channel.once('exit', (status, name) => {
        onExit(status ?? 128 + (external_node_os_.constants.signals[name] ?? 127));
    });
    hear(channel, first.push);
    hear(channel.stderr, onStderr);
    return new Promise((resolve) => channel.once('close', () => resolve()));
}
/** What is said before a command starts: the evidence when it does not. */
class EarlyWords {
    #lines = [];
    #by = (0,lines/* byLine */.u)((line) => {
        if (this.#lines.length < 20 && line.trim() !== '')
            this.#lines.push((0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(line), 300));
    }, 4096);
    push(data) {
        this.#by.push(data);
    }
    error(status) {
        this.#by.end();
        return new errors/* WorkError */.oE(`the login host ended the session with ${status} before the command was started`, {
            evidence: this.#lines,
            remedy: 'Its login shell, a forced command or a notice in a start-up file (.bashrc) keeps commands away.',
        });
    }
}

// EXTERNAL MODULE: ./build-ts/src/remote/line.js + 6 modules
var line = __webpack_require__(81563);
// EXTERNAL MODULE: ./build-ts/src/remote/places.js
var places = __webpack_require__(61704);
;// CONCATENATED MODULE: ./build-ts/src/remote/connection.js






/** What small commands of ours may take. */
const OWN_MS = 60_000;
const NEVER = new AbortController().signal;
/**
 * Logs in. Throws a WorkError for a host key that is not known or not the known one, for what refuses or does not answer (each
 * with the host it is about), a UserError for a key that cannot be read, and the reason of the signal.
 */
async function connectSsh(access, signal) {
    let hop = await (0,line/* openLine */.T)(access, signal);
    let isClosed = false;
    const extra = new Set();
    /** For ending what an abort has stopped the signal does not count: `connectMs` does. */
    const spare = async () => {
        const made = await (0,line/* openLine */.T)(access, NEVER);
        extra.add(made);
        void made.whenLost.then(() => extra.delete(made));
        return made;
    };
    const current = async (stop) => {
        if (isClosed)
            throw new errors/* WorkError */.oE('the connection was closed');
        stop.throwIfAborted();
        if (hop.lost !== undefined)
            hop = await (0,line/* openLine */.T)(access, stop);
        return hop;
    };
    const run = async (command) => runCommand(await current(command.signal), command, spare);
    const own = async (words, stop, keep = 0) => {
        const out = [];
        let [size, err] = [0, ''];
        const end = await run({
            ...{ words, timeoutMs: OWN_MS, graceMs: 1000, signal: stop },
            onStdout: (data) => {
                if (size <= keep)
                    out.push(data);
                size += data.length;
            },
            onStderr: (data) => void (err = (err + data.toString('utf8')).slice(-2000)),
        });
        stop.throwIfAborted();
        if (end.lost !== undefined)
            throw new errors/* WorkError */.oE(`the connection was lost: ${end.lost}`);
        if (end.timedOut)
            throw new errors/* WorkError */.oE(`the login host ${(0,places/* placeText */.Z9)(access.place)} did not do it in a minute`);
        return { status: end.status, out: Buffer.concat(out), err };
    };
    const problem = (what, path, err) => new errors/* WorkError */.oE(`${(0,shared_text/* plain */.pj)(path)} on ${(0,places/* placeText */.Z9)(access.place)} ${what}`, {
        evidence: err
            .split('\n')
            .filter((line) => line.trim() !== '')
            .map(shared_text/* plain */.pj),
    });
    return {
        run,
        readFile: async (path, maxBytes, stop = NEVER) => {
            const { status, out, err } = await own(['sh', '-c', READ, 'stack-action', dashless(path), String(maxBytes + 1)], stop, maxBytes);
            if (status === 44)
                return undefined;
            if (status === 45)
                throw problem('is no file', path, '');
            if (status !== 0)
                throw problem('cannot be read', path, err);
            if (out.length > maxBytes)
                throw problem(`is larger than ${(0,shared_text/* sizeText */.lP)(maxBytes)}`, path, '');
            return out;
        },
        removeFile: async (path, stop = NEVER) => {
            const { status, err } = await own(['rm', '-f', dashless(path)], stop);
            if (status !== 0)
                throw problem('cannot be removed', path, err);
        },
        close: () => {
            isClosed = true;
            for (const one of [hop, ...extra])
                one.close();
        },
    };
}
/** No path is taken for an option. */
function dashless(path) {
    return path.startsWith('-') ? `./${path}` : path;
}


/***/ }),

/***/ 34516:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ accessOf)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _remote_places_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(61704);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2890);




/** What a login may take, each hop. */
const CONNECT_MS = 30_000;
/** Networks forget connections that say nothing, some within a minute. */
const KEEP_ALIVE_MS = 15_000;
/**
 * How to log in for a suite: what the call says goes before the spec; keys that either pins are believed, and the user's own
 * where neither pins any. Throws a UserError for what is missing or wrong.
 */
async function accessOf({ name, settings: { remote } }, defaults, stackDir) {
    const { user, key, passphrase, password, agent } = defaults;
    const place = (input, given, said) => {
        if (given !== '')
            return (0,_remote_places_js__WEBPACK_IMPORTED_MODULE_2__/* .parsePlace */ .De)(given, { source: input, user });
        return said === undefined ? undefined : (0,_remote_places_js__WEBPACK_IMPORTED_MODULE_2__/* .parsePlace */ .De)(said, { source: `suites.${name}.ssh of the spec`, user });
    };
    const login = place('ssh-host', defaults.host, remote?.host);
    if (login === undefined)
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .userError */ .IF)(`suite ${name} is run over ssh, and nobody says where`, {
            remedy: `Give it with --ssh-host (input ssh-host) or in the spec (suites.${name}.ssh.host): user@host; or leave it out with --skip-suites ${name}.`,
        });
    if (key === undefined && password === undefined && agent === undefined)
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .userError */ .IF)(`suite ${name} is to log in to ${login.host}, and there is neither a key nor a password`, {
            remedy: 'Give the secret input ssh-key or ssh-password; at the command line --ssh-key-file, STACK_SSH_KEY, STACK_SSH_PASSWORD or an ssh agent (SSH_AUTH_SOCK).',
        });
    const pinned = [defaults.knownHosts, await pinnedBySpec(name, remote?.knownHosts, stackDir)].join('\n');
    return {
        place: login,
        jump: place('ssh-jump', defaults.jump, remote?.jump),
        ...{ key, passphrase, password, agent },
        knownHosts: pinned.trim() === '' ? defaults.ownKnownHosts : pinned,
        connectMs: remote?.connectMs ?? CONNECT_MS,
        keepAliveMs: remote?.keepAliveMs ?? KEEP_ALIVE_MS,
    };
}
async function pinnedBySpec(name, file, stackDir) {
    if (file === undefined)
        return '';
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(stackDir, file), 'utf8');
    }
    catch (error) {
        const why = (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .codeOf */ .$N)(error) === 'ENOENT' ? 'there is no such file' : (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error);
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .userError */ .IF)(`suites.${name}.ssh.known_hosts: "${file}" cannot be read: ${why}`, {
            remedy: 'Give a file below the directory of spec.yml.',
        });
    }
}


/***/ }),

/***/ 84694:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ byLine)
/* harmony export */ });
/* harmony import */ var node_string_decoder__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(46193);

/** Cuts what a program writes into lines; what never ends its line is cut after `longest` characters. */
function byLine(onLine, longest = Infinity) {
    const decoder = new node_string_decoder__WEBPACK_IMPORTED_MODULE_0__.StringDecoder('utf8');
    let rest = '';
    const take = (text) => {
        const lines = (rest + text).split(/\r?\n/);
        rest = lines.pop() ?? '';
        for (const line of lines)
            onLine(line);
        if (rest.length > longest) {
            onLine(rest);
            rest = '';
        }
    };
    return {
        push: (data) => take(decoder.write(data)),
        end: () => {
            take(decoder.end());
            if (rest !== '')
                onLine(rest);
            rest = '';
        },
    };
}


/***/ })

};
