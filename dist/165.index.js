export const id = 165;
export const ids = [165,647];
export const modules = {

/***/ 26217:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EO: () => (/* binding */ runGit),
/* harmony export */   gG: () => (/* binding */ askGit),
/* harmony export */   gz: () => (/* binding */ failed)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_program_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89945);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3350);



/**
 * Nobody is asked for a password; objects that a partial clone left out stay out (older versions of git know no such setting); a look at
 * the working tree writes nothing; messages are the same everywhere.
 */
const ENV = { GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
const PATIENCE_MS = 120_000;
/**
 * Runs git to its end; a failure is a result. Throws a WorkError when there is none: git could not be started, took too
 * long or said too much.
 */
async function runGit(directory, args, timeoutMs = PATIENCE_MS) {
    let result;
    try {
        result = await (0,_shared_program_js__WEBPACK_IMPORTED_MODULE_1__/* .runProgram */ .V)('git', ['-C', directory, ...args], { timeoutMs, env: ENV });
    }
    catch (cause) {
        const why = (0,_shared_program_js__WEBPACK_IMPORTED_MODULE_1__/* .cannotStart */ .m)(cause) ? 'cannot be started' : `${verbOf(args)}: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(cause)}`;
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`git ${why}`, { cause });
    }
    if (result.timedOut)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`git ${verbOf(args)} took longer than ${timeoutMs / 1000} seconds`);
    return result;
}
/** Output of a git that must succeed; throws a WorkError with its last words when it does not. */
async function askGit(directory, args, timeoutMs) {
    const result = await runGit(directory, args, timeoutMs);
    if (result.status !== 0)
        throw failed(args, result);
    return result.stdout;
}
/** What a failed git said, as an error. Addresses lose their passwords: the text goes into reports. */
function failed(args, { status, stderr }) {
    const lines = stderr.replace(/\/\/[^/@\s]+@/g, '//').split('\n');
    const evidence = lines.map((line) => (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(line).trim()).filter((line) => line !== '');
    const said = evidence.find((line) => /^(fatal|error):/.test(line)) ?? evidence.at(-1);
    return new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`git ${verbOf(args)}: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_2__/* .clip */ .$Q)(said ?? `ended with ${status ?? 'a signal'}`, 200)}`, { evidence });
}
/** What git is to do; settings with -c may come before it. */
function verbOf(args) {
    return args.find((arg, index) => arg !== '-c' && args[index - 1] !== '-c') ?? '';
}


/***/ }),

/***/ 29933:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ky: () => (/* binding */ repositoryTop),
/* harmony export */   dV: () => (/* binding */ defaultBranchOf),
/* harmony export */   kN: () => (/* binding */ readCommit),
/* harmony export */   ls: () => (/* binding */ findTop),
/* harmony export */   t7: () => (/* binding */ excluded)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2890);
/* harmony import */ var _shared_paths_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5381);
/* harmony import */ var _shared_program_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(89945);
/* harmony import */ var _ask_git_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26217);





const NONE = { hash: '', branch: '', message: '', changedFiles: [], dirty: false };
/**
 * Reads the commit that is checked out at `directory`; a directory outside any repository is not an error. `own` are the
 * folders that runs write to: what is in them changes no stack.
 */
async function readCommit(directory, own = []) {
    const hash = await git(directory, ['rev-parse', '--verify', 'HEAD']);
    if (hash === undefined)
        return NONE;
    const [branch, message, files, status] = await Promise.all([
        git(directory, ['symbolic-ref', '--quiet', '--short', 'HEAD']),
        git(directory, ['log', '-1', '--format=%B']),
        // -m --first-parent: a merge commit shows what it brought (diff-tree would show what either side did); --root: so
        // does the first commit. -z: any file name.
        git(directory, ['log', '-1', '-m', '--first-parent', '--root', '--name-only', '--no-renames', '--format=', '-z']),
        git(directory, ['status', '--porcelain', '-z', '--', '.', ...(await excluded(directory, own))]),
    ]);
    return {
        hash: hash.trim(),
        branch: (branch ?? '').trim(),
        message: (message ?? '').trim(),
        changedFiles: (files ?? '').split('\0').filter((file) => file !== ''),
        dirty: (status ?? '') !== '',
    };
}
/**
 * The default branch of `origin`, as git saw it when the repository was cloned (or at `git remote set-head`); undefined
 * where it did not, as in the checkouts of workflows, and outside any repository. Named in full: short names may be ambiguous.
 */
async function defaultBranchOf(directory) {
    const start = 'refs/remotes/origin/';
    const target = (await git(directory, ['symbolic-ref', '--quiet', `${start}HEAD`]))?.trim();
    return target?.startsWith(start) === true ? target.slice(start.length) : undefined;
}
/** Top of the working tree that a directory is in, links followed; undefined outside any, and where git refuses to look. */
async function repositoryTop(directory) {
    try {
        return await findTop(directory);
    }
    catch (error) {
        if (error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .WorkError */ .oE)
            return undefined;
        throw error;
    }
}
/** The same; throws a WorkError that says why there is none. */
async function findTop(directory) {
    const top = (await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_4__/* .askGit */ .gG)(directory, ['rev-parse', '--show-toplevel'])).replace(/\n$/, '');
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(top);
}
async function git(directory, args) {
    try {
        const { status, stdout } = await (0,_shared_program_js__WEBPACK_IMPORTED_MODULE_3__/* .runProgram */ .V)('git', ['-C', directory, ...args]);
        return status === 0 ? stdout : undefined;
    }
    catch (error) {
        if ((0,_shared_program_js__WEBPACK_IMPORTED_MODULE_3__/* .cannotStart */ .m)(error))
            return undefined; // No git: a stack is a stack without it.
        throw error;
    }
}
/** The folders below `directory` as pathspecs that leave them out. */
async function excluded(directory, folders) {
    const top = await (0,_shared_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .realPathOf */ .d)(directory);
    const ways = await Promise.all(folders.map(async (folder) => (0,_shared_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .below */ .G)(top, await (0,_shared_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .realPathOf */ .d)(folder))));
    return ways.flatMap((way) => (way === undefined || way === '' ? [] : [`:(exclude,literal)${way}`]));
}


/***/ }),

/***/ 31866:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ MOST_COMPARED_FILES),
/* harmony export */   c: () => (/* binding */ MOST_PULL_FILES)
/* harmony export */ });
/** Longest list of files of a pull request (docs.github.com/rest/pulls/pulls#list-pull-requests-files). */
const MOST_PULL_FILES = 3000;
/**
 * Longest list of files of a comparison (docs.github.com/rest/commits/commits#compare-two-commits). It does not say
 * whether there are more: a list of this length counts as cut off.
 */
const MOST_COMPARED_FILES = 300;


/***/ }),

/***/ 63165:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  planCommand: () => (/* binding */ planCommand),
  runCommand: () => (/* binding */ runCommand)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/dockerode/lib/docker.js
var docker = __webpack_require__(39040);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/values.js
var values = __webpack_require__(41195);
;// CONCATENATED MODULE: ./build-ts/src/docker/compose-sweep.js
/** Compose puts it on all it makes. */
const PROJECT_LABEL = 'com.docker.compose.project';
const OURS = /^stack-action-([0-9a-z]{5,9})-/;
/** The name of a project of ours: it tells until when it may be there, because what Compose makes has no other label of ours. */
function composeProject(name, until) {
    return `stack-action-${Math.ceil(until / 1000).toString(36)}-${name}`;
}
/** Removes services, with their networks and volumes, of runs that were killed and are past their time. */
async function sweepCompose(docker, now) {
    const isOld = (labels) => {
        const until = OURS.exec(labels?.[PROJECT_LABEL] ?? '')?.[1];
        return until !== undefined && Number.parseInt(until, 36) * 1000 < now;
    };
    const filters = { label: [PROJECT_LABEL] };
    const gone = () => undefined; // Another run sweeps as well.
    const containers = await docker.listContainers({ all: true, filters });
    await Promise.all(containers
        .filter(({ Labels }) => isOld(Labels))
        .map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true }).catch(gone)));
    const networks = await docker.listNetworks({ filters });
    await Promise.all(networks.filter(({ Labels }) => isOld(Labels)).map(({ Id }) => docker.getNetwork(Id).remove().catch(gone)));
    const volumes = (await docker.listVolumes({ filters })).Volumes;
    await Promise.all((volumes ?? [])
        .filter(({ Labels }) => isOld(Labels))
        .map(({ Name }) => docker.getVolume(Name).remove().catch(gone)));
}

;// CONCATENATED MODULE: ./build-ts/src/docker/container-config.js


/** Marks what is ours, so that nothing else is ever cleaned up. Its value: until when it may be there (ms since 1970). */
const OWNER_LABEL = 'dev.stack-action.until';
/** After its limit a container of ours is nobody's; this long for a slow engine to remove it. */
const LEFTOVER_MS = 5 * 60_000;
const DEFAULT_GRACE_MS = 10_000;
/** More than a test ever starts; a fork bomb ends here and not where the machine does. */
const DEFAULT_PIDS = 4096;
const CPU_PERIOD_US = 100_000;
/** The least that the kernel takes. */
const LEAST_CPU_QUOTA_US = 1000;
async function hostConfig({ memoryBytes, cpus, pids = DEFAULT_PIDS, shmBytes, addHosts, docker }, network, socket) {
    return {
        PidsLimit: pids,
        // A container that may swap as much again would only become slow, and with it the machine.
        ...(memoryBytes === undefined ? {} : { Memory: memoryBytes, MemorySwap: memoryBytes }),
        // Not NanoCpus: the engine refuses there what is more than the machine has.
        ...(cpus === undefined
            ? {}
            : { CpuPeriod: CPU_PERIOD_US, CpuQuota: Math.max(LEAST_CPU_QUOTA_US, Math.round(cpus * CPU_PERIOD_US)) }),
        ...(shmBytes === undefined ? {} : { ShmSize: shmBytes }),
        ...(addHosts === undefined ? {} : { ExtraHosts: [...addHosts] }),
        ...(network === true ? {} : { NetworkMode: network === false ? 'none' : network }),
        ...(docker === 'sibling' ? await siblingConfig(socket) : {}),
        // An engine cannot keep its layers on the layers of another: they go to a volume, which goes with the container.
        ...(docker === 'dind' ? { Privileged: true, Mounts: [volumeAt('/var/lib/docker')] } : {}),
    };
}
async function siblingConfig(socket) {
    if (socket === undefined) {
        throw new errors/* WorkError */.oE('a container can only be given the engine’s socket where the engine is a local one', {
            remedy: 'Use "dind", or run where DOCKER_HOST is a unix:// socket of this machine.',
        });
    }
    const group = await (0,promises_.stat)(socket).then(({ gid }) => gid, () => undefined);
    return {
        // A mount, not a bind: an engine that does not see the socket would make a folder there.
        Mounts: [{ Type: 'bind', Source: socket, Target: '/var/run/docker.sock' }],
        // The socket belongs to root and its group, and images run as users of their own.
        ...(group === undefined ? {} : { GroupAdd: [String(group)] }),
    };
}
/** A volume without a name: removed with its container. The types know only those that have one. */
function volumeAt(path) {
    return { Type: 'volume', Target: path };
}
/** Its label, for a container that is over after `limitMs`. */
function ownerLabels(limitMs) {
    return { [OWNER_LABEL]: String(Date.now() + limitMs + LEFTOVER_MS) };
}
function envList(env) {
    return Object.entries(env).map(([name, value]) => `${name}=${value}`);
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./node_modules/tar-stream/index.js
var tar_stream = __webpack_require__(56118);
;// CONCATENATED MODULE: ./build-ts/src/docker/container-files.js



/** What the taker of a file threw, apart from what happened to the archive. */
class TakerFault extends Error {
}
const COLLECT_LIMITS = { files: 10_000, bytes: 1024 ** 3, entries: 50_000 };
/** More than any test report has. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;
const MAX_PART_BYTES = 200;
const MAX_PATH_BYTES = 1024;
/** Folders and files, parents first, and every folder above a file, so that the engine need not guess their modes. */
function withFolders(files, asked = []) {
    const folders = new Map();
    const given = new Set([...files, ...asked].map(({ name }) => name));
    const add = (name, mode, mtime) => void folders.set(name, { name, source: '', type: 'directory', mode, mtime, size: 0, target: '' });
    const addParents = (path, mtime) => {
        const parts = path.split('/').slice(0, -1);
        // What lies at the root is there, and has the mode it should have.
        for (let depth = 2; depth <= parts.length; depth++) {
            const name = parts.slice(0, depth).join('/');
            if (!given.has(name))
                add(name, 0o755, mtime);
        }
    };
    for (const file of files)
        addParents(file.name, file.mtime);
    for (const { name, mode } of asked) {
        addParents(name, new Date(0));
        add(name, mode, new Date(0));
    }
    return [...[...folders.values()].sort((one, other) => (one.name < other.name ? -1 : 1)), ...files];
}
/**
 * Streams the files below a directory of a container out of one archive. All that is in it is the container's choice: its
 * names, what they are names of, and how much it is.
 */
async function collect(container, { path, onFile }, signal, limits = COLLECT_LIMITS) {
    let [files, bytes, entries, refused, passed] = [0, 0, 0, 0, 0];
    const result = (clipped) => ({ files, bytes, clipped, refused });
    let broken;
    for await (const entry of entriesOf(container, path, signal, (error) => (broken = error))) {
        const { type, name, size } = entry.header;
        // What is left out passes by all the same, and a file with a hole in it is as long as it says.
        if (++entries > limits.entries || passed + size > limits.bytes)
            return result(true);
        passed += size;
        const inside = type === 'file' ? relativeTo(name) : undefined;
        if (inside === undefined) {
            entry.resume();
            continue;
        }
        if (!isHarmless(inside)) {
            refused++;
            entry.resume();
            continue;
        }
        if (files === limits.files)
            return result(true);
        try {
            await onFile(inside, external_node_stream_.Readable.from(entry, { objectMode: false }), size);
        }
        catch (error) {
            throw broken ?? new TakerFault((0,errors/* messageOf */.bD)(error), { cause: error });
        }
        files++;
        bytes += size;
        // Whatever it did not read.
        entry.resume();
    }
    return result(false);
}
/** The file at a path, if there is one. */
async function readFileOf(container, path, signal) {
    for await (const entry of entriesOf(container, path, signal)) {
        const { type, size } = entry.header;
        // Only the file itself, and not one that would fill our memory: what lies there is the container's choice.
        if (type !== 'file')
            return undefined;
        if (size > MAX_FILE_BYTES)
            throw new errors/* WorkError */.oE(`the container left ${path} with ${size} bytes; at most ${MAX_FILE_BYTES} are read`);
        const chunks = [];
        for await (const chunk of entry)
            chunks.push(chunk);
        return Buffer.concat(chunks);
    }
    return undefined;
}
/** The entries of the archive that a container's path makes; none where there is no such path. */
async function* entriesOf(container, path, signal, onBroken = () => undefined) {
    let archive;
    try {
        archive = external_node_stream_.Readable.from(await container.getArchive({ path }), { objectMode: false });
    }
    catch (error) {
        if ((0,errors/* statusOf */.c2)(error) === 404)
            return;
        throw error;
    }
    const tar = (0,tar_stream.extract)();
    // pipe() takes no errors along: without this an engine that goes away would be waited for.
    (0,external_node_stream_.addAbortSignal)(signal, archive).once('error', (error) => {
        onBroken(error);
        tar.destroy(error);
    });
    archive.pipe(tar);
    try {
        yield* tar;
    }
    finally {
        archive.destroy();
    }
}
/** A name of the archive without the directory's own; undefined for the directory itself. */
function relativeTo(name) {
    const slash = name.indexOf('/');
    return slash === -1 ? undefined : name.slice(slash + 1);
}
/** Whether a path of a container can be one here: it leads nowhere else, and it can be read and shown. */
function isHarmless(path) {
    if (path === '' || Buffer.byteLength(path) > MAX_PATH_BYTES)
        return false;
    // Control characters, what turns or breaks lines, and what was no text: two such names may have become one.
    if (/[\p{Cc}\u2028-\u202e\u2066-\u2069\ufffd]/u.test(path))
        return false;
    return path
        .split('/')
        .every((part) => part !== '' && part !== '.' && part !== '..' && Buffer.byteLength(part) <= MAX_PART_BYTES);
}

// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(38321);
;// CONCATENATED MODULE: ./build-ts/src/docker/container-life.js


/** Hands on what a container says, as soon as it is started; the promise is for the end of it, which is no failure. */
async function attach(docker, container, onOutput) {
    const stream = await container.attach({ stream: true, stdout: true, stderr: true });
    const [stdout, stderr] = [new external_node_stream_.PassThrough(), new external_node_stream_.PassThrough()];
    stdout.on('data', (data) => onOutput('stdout', data));
    stderr.on('data', (data) => onOutput('stderr', data));
    docker.modem.demuxStream(stream, stdout, stderr);
    const ended = new Promise((resolve) => {
        // setImmediate: what the last chunk put into the two streams is still on its way.
        const done = () => void setImmediate(resolve);
        stream.once('end', done);
        stream.once('close', done);
        stream.once('error', done);
    });
    return { ended };
}
/** A listener that is never called again after it threw (its disk may be full): from inside a stream that would end us. */
function guarded(onOutput, onFault) {
    let fault;
    return {
        fault: () => fault,
        onOutput: (stream, data) => {
            if (fault !== undefined)
                return;
            try {
                onOutput(stream, data);
            }
            catch (error) {
                fault = error instanceof Error ? error : new Error(String(error));
                onFault();
            }
        },
    };
}
/**
 * Exit status of a container, as soon as it has one. The library's own wait() never ends when the engine goes away in the
 * middle of its answer; as a stream the answer has an end.
 */
async function exitOf(docker, id) {
    const modem = docker.modem;
    const stream = await new Promise((resolve, reject) => {
        const options = {
            method: 'POST',
            path: `/containers/${id}/wait`,
            isStream: true,
            statusCodes: { 200: true, 404: 'gone', 500: 'server error' },
        };
        modem.dial(options, (error, answer) => (error ? reject(error) : resolve(answer)));
    });
    return (await (0,consumers_.json)(stream)).StatusCode;
}
/** How much later than the exit an engine may tell that it was for want of memory. */
const LATE_MS = 500;
const KILLED = 137;
/**
 * Whether anything in a container was killed for want of memory, be it its first process or a grandchild. The engine hears
 * of that and of the exit on two ways: its note on the container may miss what its events tell.
 */
async function ranOutOfMemory(docker, container) {
    const { State: state } = await container.inspect();
    if (state.OOMKilled)
        return true;
    const [since, until] = [Date.parse(state.StartedAt), Date.parse(state.FinishedAt)];
    if (Number.isNaN(since) || Number.isNaN(until))
        return false;
    const told = await docker.getEvents({
        since: (since - 1000) / 1000,
        // Both by the engine's clock. Of a time that is still to come it tells live, until then.
        until: (until + (state.ExitCode === KILLED ? LATE_MS : 1)) / 1000,
        filters: { container: [container.id], event: ['oom'] },
    });
    return (await (0,consumers_.text)(told)).trim() !== '';
}

;// CONCATENATED MODULE: ./build-ts/src/docker/gone.js
/** What Node says when the other side of a connection ends it, and what buildx does. */
const GONE = /^aborted$|error reading from server: EOF|Cannot connect to the Docker daemon|socket hang up|ECONNRESET|ECONNREFUSED|EPIPE|connect ENOENT|premature close/i;
/** An engine's message; where it is only the noise of a broken connection, what that means. */
function engineMessage(message) {
    return GONE.test(message) ? `${WENT_AWAY} (${message})` : message;
}
const WENT_AWAY = 'the engine went away';
/** What to do about a message of `engineMessage`, if it is of that kind. */
function goneRemedy(message) {
    return message.startsWith(WENT_AWAY)
        ? 'Is the engine running? Start it and run again; what was built is kept.'
        : undefined;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
;// CONCATENATED MODULE: ./build-ts/src/docker/tar.js





/** Streams files into a tar, one at a time, owned by root. */
function tarOf(files) {
    const tar = (0,tar_stream.pack)();
    const write = async () => {
        for (const file of files) {
            const header = { mode: file.mode, mtime: file.mtime, uid: 0, gid: 0 };
            if (file.type === 'directory')
                tar.entry({ ...header, name: `${file.name}/`, type: 'directory' });
            else if (file.type === 'symlink')
                tar.entry({ ...header, name: file.name, type: 'symlink', linkname: file.target });
            else if ('content' in file)
                await (0,external_node_stream_promises_.pipeline)([file.content], tar.entry({ ...header, name: file.name, size: file.content.length }));
            else
                await (0,external_node_stream_promises_.pipeline)(bytesOf(file), tar.entry({ ...header, name: file.name, size: file.size }));
        }
        tar.finalize();
    };
    write().catch((error) => tar.destroy(error instanceof Error ? error : new Error(String(error))));
    return external_node_stream_.Readable.from(tar, { objectMode: false });
}
/** The bytes that the head of a tar entry promises. */
async function* bytesOf({ source, size }) {
    const remedy = 'Let nothing change the stack while it is built.';
    let sent = 0;
    try {
        for await (const chunk of (0,external_node_fs_.createReadStream)(source)) {
            sent += chunk.length;
            if (sent > size)
                break;
            yield chunk;
        }
    }
    catch (error) {
        throw new errors/* WorkError */.oE(`the file ${source} cannot be sent: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error, remedy });
    }
    if (sent !== size)
        throw new errors/* WorkError */.oE(`the file ${source} changed while it was sent`, { remedy });
}

;// CONCATENATED MODULE: ./build-ts/src/docker/containers.js







/** Removes what runs that were killed (kill -9, power) left behind: containers of ours that are past their limit. */
async function sweepContainers(docker, now) {
    const ours = await docker.listContainers({ all: true, filters: { label: [OWNER_LABEL] } });
    const old = ours.filter((container) => Number(container.Labels[OWNER_LABEL]) < now);
    await Promise.all(old.map((container) => docker
        .getContainer(container.Id)
        .remove({ force: true, v: true })
        .catch(() => undefined)));
}
/** Runs one command in a container of its own and removes it, whatever happens. Output is complete and streamed. */
async function runContainer(docker, request, socket) {
    const began = Date.now();
    request.signal.throwIfAborted();
    const container = await create(docker, request, socket);
    let timedOut = false;
    const timers = [];
    const kill = (signal) => void container.kill({ signal }).catch(() => undefined); // It may have ended meanwhile.
    const stop = () => {
        kill('SIGTERM');
        timers.push(setTimeout(() => kill('SIGKILL'), request.graceMs ?? DEFAULT_GRACE_MS));
    };
    const onAbort = () => kill('SIGKILL');
    const { onOutput, fault } = guarded(request.onOutput, () => kill('SIGKILL'));
    try {
        // Attached before the start: a quick command loses no output.
        const { ended } = await attach(docker, container, onOutput);
        const files = withFolders(request.files, request.folders);
        if (files.length > 0)
            await container.putArchive(tarOf(files), { path: '/' });
        request.signal.throwIfAborted();
        request.signal.addEventListener('abort', onAbort);
        await container.start();
        // What is not running yet cannot be killed: an abort during the start counts now.
        request.signal.throwIfAborted();
        timers.push(setTimeout(() => {
            timedOut = true;
            stop();
        }, request.timeoutMs));
        // Waited for after it: "next-exit" before would miss an exit that is quicker than its request, and wait for ever.
        const status = await exitOf(docker, container.id);
        await ended;
        request.signal.throwIfAborted();
        const own = fault();
        if (own !== undefined)
            throw own;
        const ms = Date.now() - began;
        const outOfMemory = await ranOutOfMemory(docker, container);
        const file = request.bringBack === undefined ? undefined : await readFileOf(container, request.bringBack, request.signal);
        const result = { status, timedOut, outOfMemory, ms, file };
        if (request.collect === undefined)
            return result;
        return { ...result, collected: await collect(container, request.collect, request.signal) };
    }
    catch (error) {
        request.signal.throwIfAborted();
        // What a listener threw goes up as it is.
        if (error instanceof TakerFault)
            throw error.cause;
        if (error instanceof errors/* WorkError */.oE || (error instanceof Error && error === fault()))
            throw error;
        const message = engineMessage((0,errors/* messageOf */.bD)(error));
        const remedy = goneRemedy(message);
        throw new errors/* WorkError */.oE(`the container for "${request.command.join(' ')}" could not run: ${message}`, {
            cause: error,
            ...(remedy === undefined ? {} : { remedy }),
        });
    }
    finally {
        for (const timer of timers)
            clearTimeout(timer);
        request.signal.removeEventListener('abort', onAbort);
        await container.remove({ force: true, v: true }).catch(() => undefined);
    }
}
async function create(docker, request, socket) {
    try {
        return await docker.createContainer({
            Image: request.image,
            ...(request.platform === undefined ? {} : { platform: request.platform }),
            Cmd: [...request.command],
            Entrypoint: [],
            Env: envList(request.env),
            ...(request.workdir === undefined ? {} : { WorkingDir: request.workdir }),
            ...(request.user === undefined ? {} : { User: request.user }),
            Tty: false,
            AttachStdout: true,
            AttachStderr: true,
            Labels: ownerLabels(request.timeoutMs + (request.graceMs ?? DEFAULT_GRACE_MS)),
            HostConfig: { Init: true, ...(await hostConfig(request, request.network, socket)) },
        });
    }
    catch (error) {
        if (error instanceof errors/* WorkError */.oE)
            throw error;
        throw new errors/* WorkError */.oE(`no container of ${request.image}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
    }
}

// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(80481);
;// CONCATENATED MODULE: ./build-ts/src/docker/caches.js
/**
 * Caches as buildx takes them, `type=registry,ref=host/name:tag` in the form of a line of CSV; without a `=` it is a ref
 * (https://docs.docker.com/reference/cli/docker/buildx/build/#cache-from).
 */
function cacheType(text) {
    return cacheValue(text, 'type') ?? 'registry';
}
/** The value of a key, if it is there. */
function cacheValue(text, key) {
    for (const field of fieldsOf(text)) {
        const at = field.indexOf('=');
        if (at >= 0 && field.slice(0, at).trim().toLowerCase() === key)
            return field.slice(at + 1).trim();
    }
    return undefined;
}
function fieldsOf(text) {
    return [...text.matchAll(/"((?:[^"]|"")*)"|[^,]+/g)].map(([whole, quoted]) => quoted?.replaceAll('""', '"') ?? whole);
}
/** A field of a line of CSV. */
function csvField(text) {
    return /[",\n\r]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

;// CONCATENATED MODULE: ./build-ts/src/docker/cause.js
/** The ways that an error took through BuildKit and buildx, each of which puts its name before it. */
const WAY = /^(?:ERROR: |rpc error: code = \w+ desc = |failed to build: |failed to solve(?: with frontend [\w.]+)?: |failed to create LLB definition: )+/;
/** A builder's message without its way: the same from each of them. */
function causeOf(message) {
    return message.replace(WAY, '');
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build-ts/src/shared/paths.js
var paths = __webpack_require__(5381);
;// CONCATENATED MODULE: ./build-ts/src/docker/content-id.js



/**
 * Up to this size (bytes) a file is read in one go and at once: of many small files that takes a third of the time that
 * promises and streams do, and each is over sooner than anybody could notice.
 */
const SMALL = 1024 * 1024;
/**
 * Kind and content of a file or link on the disk: git's blob id, the SHA-1 over `blob <size>`, NUL and the bytes (of a
 * link: of its target), so that git may answer instead (changes/tree.ts). `expected` is the size that a look before has found.
 * Throws a WorkError when the file has another length by now, and system errors as they are.
 */
async function readContent(file, expected) {
    const found = (0,external_node_fs_.lstatSync)(file);
    if (found.isSymbolicLink())
        return { kind: 'link', id: blobId((0,external_node_fs_.readlinkSync)(file, { encoding: 'buffer' })) };
    if (!found.isFile())
        throw changed(file);
    return { kind: found.mode & 0o100 ? 'exec' : 'file', id: await contentId(file, expected ?? found.size) };
}
async function contentId(file, size) {
    if (size <= SMALL) {
        const bytes = (0,external_node_fs_.readFileSync)(file);
        if (bytes.length !== size)
            throw changed(file);
        return blobId(bytes);
    }
    const hash = blobHash(size);
    let read = 0;
    for await (const chunk of (0,external_node_fs_.createReadStream)(file)) {
        read += chunk.length;
        if (read > size)
            break;
        hash.update(chunk);
    }
    if (read !== size)
        throw changed(file);
    return hash.digest('hex');
}
function blobId(bytes) {
    return blobHash(bytes.length).update(bytes).digest('hex');
}
function blobHash(size) {
    return (0,external_node_crypto_.createHash)('sha1').update(`blob ${size}\0`);
}
function changed(file) {
    return new errors/* WorkError */.oE(`the file ${file} changed while it was read`, {
        remedy: 'Let nothing change the stack while it is built.',
    });
}

// EXTERNAL MODULE: ./node_modules/@balena/dockerignore/ignore.js
var ignore = __webpack_require__(44158);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./build-ts/src/docker/walk.js






/** A list of its own for every look: what it has once seen it does not see change. */
function remembering() {
    const seen = new Map();
    return (folder) => {
        const known = seen.get(folder);
        if (known !== undefined)
            return known;
        const names = list(folder);
        seen.set(folder, names);
        return names;
    };
}
/** At once, not by promises: of a thousand folders that takes a third of the time. */
function list(folder) {
    const entries = (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true });
    // Only a name with this character in it may have been another one.
    if (!entries.some(({ name }) => name.includes('\uFFFD')))
        return entries.flatMap((one) => named(one, one.name, true));
    return (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true, encoding: 'buffer' }).flatMap((one) => {
        const name = one.name.toString('utf8');
        return named(one, name, Buffer.from(name).equals(one.name));
    });
}
/** Pipes, sockets and devices are never sent. */
function named(entry, name, readable) {
    if (entry.isFile())
        return [{ name, type: 'file', readable }];
    if (entry.isDirectory())
        return [{ name, type: 'directory', readable }];
    return entry.isSymbolicLink() ? [{ name, type: 'symlink', readable }] : [];
}
/** A folder that is no build context: its .dockerignore is a file like any other. */
const PLAIN = { text: '', ignores: () => false, mayReturn: false, always: new Set() };
/**
 * `<Dockerfile>.dockerignore` goes before `.dockerignore`, as BuildKit has it (of several Dockerfiles the first one's);
 * both the Dockerfiles and .dockerignore are always sent. Without a Dockerfile everything is.
 */
async function readRules(directory, dockerfiles) {
    const [first] = dockerfiles;
    if (first === undefined)
        return PLAIN;
    const text = (await readText(directory, `${first}.dockerignore`)) ?? (await readText(directory, '.dockerignore'));
    const always = new Set([...dockerfiles, '.dockerignore']);
    if (text === undefined)
        return { ...PLAIN, always };
    const filter = ignore["default"]({ ignorecase: false }).add(text);
    return {
        text,
        ignores: (path) => filter.ignores(path),
        // Only a rule with "!" can bring back something below an excluded directory.
        mayReturn: /^\s*!/m.test(text),
        always,
    };
}
async function readText(directory, path) {
    const file = (0,external_node_path_.join)(directory, path);
    try {
        const found = (0,external_node_fs_.statSync)(file, { throwIfNoEntry: false });
        if (found === undefined)
            return undefined;
        // Of a pipe or a device there may be no end.
        if (!found.isFile())
            throw (0,errors/* userError */.IF)(`${path} is no regular file`, { file, remedy: 'Make it one.' });
        return await (0,promises_.readFile)(file, 'utf8');
    }
    catch (error) {
        throw unreadable(directory, path, error);
    }
}
/** Everything below `directory` that is sent, sorted by path (code units). Links are not followed. */
async function walk(directory, rules, list, breathe) {
    const { ignores, mayReturn, always } = rules;
    const found = [];
    const open = [''];
    for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
        for (const { name, type, readable } of listBelow(directory, folder, list)) {
            const path = folder === '' ? name : `${folder}/${name}`;
            const keep = always.has(path) || !ignores(path);
            if (!readable) {
                if (!keep)
                    continue;
                throw (0,errors/* userError */.IF)(`the name of the file "${path}" is not UTF-8`, {
                    file: (0,external_node_path_.join)(directory, path),
                    remedy: 'Rename it, or exclude it in .dockerignore.',
                });
            }
            if (keep)
                found.push({ path, type });
            if (type === 'directory' && (keep || mayReturn || [...always].some((one) => one.startsWith(`${path}/`))))
                open.push(path);
        }
        await breathe();
    }
    return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
function listBelow(directory, folder, list) {
    try {
        return list((0,external_node_path_.join)(directory, folder));
    }
    catch (error) {
        throw unreadable(directory, folder, error);
    }
}
/** How long (ms) work that cannot be interrupted may keep everything else waiting. */
const BREATH_MS = 20;
/** To be awaited between pieces of such work: now and then it lets timers, signals and sockets have their turn. */
function breathing() {
    let last = performance.now();
    return async () => {
        if (performance.now() - last < BREATH_MS)
            return;
        await (0,external_node_timers_promises_.setImmediate)();
        last = performance.now();
    };
}
/** A file of a context that cannot be read, as the user's mistake; other errors as they are. */
function unreadable(directory, path, error) {
    const file = (0,external_node_path_.join)(directory, path);
    const code = (0,errors/* codeOf */.$N)(error);
    if (code === undefined)
        return error instanceof Error ? error : new Error(String(error));
    if (code === 'ENOENT' || code === 'ENOTDIR')
        return (0,errors/* userError */.IF)(`"${path}" vanished while the directory was read`, {
            file,
            remedy: 'Let nothing change the stack while it is built.',
        });
    return (0,errors/* userError */.IF)(`"${path}" cannot be read: ${code === 'EACCES' ? 'permission denied' : (0,errors/* messageOf */.bD)(error)}`, {
        file,
        remedy: 'Make it readable, or exclude it in .dockerignore.',
    });
}

;// CONCATENATED MODULE: ./build-ts/src/docker/context.js








const listOf = (dockerfiles) => typeof dockerfiles === 'string' ? [dockerfiles] : dockerfiles;
/**
 * What `docker build` would send: everything below `directory` that .dockerignore does not exclude, sorted by path.
 * `<Dockerfile>.dockerignore` goes before `.dockerignore`, as BuildKit has it; Dockerfiles themselves are always sent.
 * Without a Dockerfile it is all there is. Throws a UserError for what cannot be read.
 */
async function readContext(directory, dockerfiles) {
    const breathe = breathing();
    const rules = await readRules(directory, listOf(dockerfiles));
    const entries = [];
    for (const { path } of await walk(directory, rules, remembering(), breathe)) {
        try {
            const file = (0,external_node_path_.join)(directory, path);
            const found = (0,external_node_fs_.lstatSync)(file);
            const entry = { path, mode: found.mode & 0o7777, mtime: found.mtime, size: 0, target: '' };
            if (found.isDirectory())
                entries.push({ ...entry, type: 'directory' });
            else if (found.isSymbolicLink())
                entries.push({ ...entry, type: 'symlink', target: (0,external_node_fs_.readlinkSync)(file) });
            else if (found.isFile())
                entries.push({ ...entry, type: 'file', size: found.size });
        }
        catch (error) {
            throw unreadable(directory, path, error);
        }
        await breathe();
    }
    return entries;
}
/** Whether a file at `path` (relative to the context) would be sent, if it were there. */
async function isSent(directory, dockerfiles, path) {
    return !(await readRules(directory, listOf(dockerfiles))).ignores(path);
}
/**
 * sha256 over (path, mode, content) of what `readContext` found, content as git's blob ids. Of the mode only what git
 * keeps counts, so that two checkouts of one commit agree whatever their umask; directories count by what is in them.
 * Throws when a file changed since.
 */
async function hashContext(directory, entries, only = () => true) {
    const breathe = breathing();
    const hash = hasher();
    for (const { path, type, size } of entries) {
        if (type === 'directory' || !only(path))
            continue;
        hash.add(path, await contentOf(directory, path, type === 'file' ? size : undefined));
        await breathe();
    }
    return hash.digest();
}
/**
 * Hashes many contexts of one stack, to what `readContext` and `hashContext` give for each: the contents that the tree
 * knows are not read, and contexts that overlap share the work. It holds on to what it saw: take a new one for a new
 * look. Throws a UserError for what cannot be read.
 */
function contextHasher(tree) {
    const breathe = breathing();
    const list = remembering();
    const walks = new Map();
    const contents = new Map();
    const filesOf = async (directory, dockerfiles) => {
        const rules = await readRules(directory, dockerfiles);
        // Dockerfiles that the rules do not hide make no difference: images side by side in one context share its walk.
        const always = [...rules.always].filter((path) => upTo(path).some(rules.ignores));
        return remember(walks, JSON.stringify([directory, rules.text, always]), async () => (await walk(directory, rules, list, breathe)).filter(({ type }) => type !== 'directory'));
    };
    return async ({ directory, dockerfiles, only = () => true }) => {
        const context = (0,external_node_path_.resolve)(directory);
        const files = await filesOf(context, listOf(dockerfiles));
        const known = knownBelow(await tree, context);
        const hash = hasher();
        for (const { path, type } of files) {
            if (!only(path))
                continue;
            const content = known(path);
            hash.add(path, content !== undefined && (content.kind === 'link') === (type === 'symlink')
                ? content
                : await remember(contents, (0,external_node_path_.join)(context, path), () => contentOf(context, path)));
            await breathe();
        }
        return hash.digest();
    };
}
/** `a/b/c` → `a`, `a/b`, `a/b/c` */
function upTo(path) {
    return path.split('/').map((_name, index, names) => names.slice(0, index + 1).join('/'));
}
/** What the tree knows of a file by its path in the context. */
function knownBelow(tree, context) {
    const way = tree === undefined ? undefined : (0,paths/* below */.G)(tree.directory, context);
    if (tree === undefined || way === undefined)
        return () => undefined;
    const start = way === '' ? '' : `${way.split(external_node_path_.sep).join('/')}/`;
    return (path) => tree.files.get(start + path);
}
async function contentOf(directory, path, size) {
    try {
        return await readContent((0,external_node_path_.join)(directory, path), size);
    }
    catch (error) {
        throw unreadable(directory, path, error);
    }
}
/** To be given files in the order of their paths. */
function hasher() {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    return {
        add: (path, { kind, id }) => hash.update(`${JSON.stringify([path, kind, id])}\n`),
        digest: () => hash.digest('hex'),
    };
}
function remember(map, key, make) {
    const known = map.get(key);
    if (known !== undefined)
        return known;
    const made = make();
    map.set(key, made);
    return made;
}
/**
 * A context as the tar stream that the Engine API takes. Permissions are those that git keeps, as in the fingerprint: the
 * umask of a checkout must not tell two images of one fingerprint apart. A given file is executable where the one that it
 * replaces is.
 */
function packContext(directory, entries, given = []) {
    const paths = new Set(given.map(({ path }) => path));
    const modes = new Map(entries.flatMap((entry) => (entry.type === 'file' ? [[entry.path, keptMode(entry)]] : [])));
    return tarOf([
        ...entries
            .filter(({ path }) => !paths.has(path))
            .map((entry) => ({
            ...entry,
            mode: keptMode(entry),
            name: entry.path,
            source: (0,external_node_path_.join)(directory, entry.path),
        })),
        ...given.map(({ path, content }) => {
            const mode = modes.get(path) ?? 0o644;
            return { name: path, type: 'file', mode, mtime: new Date(0), size: content.length, target: '', content };
        }),
    ]);
}
/** All permissions are as git would have left them, with the commonest umask. */
function hasKeptModes(entries) {
    return entries.every((entry) => entry.mode === keptMode(entry));
}
/** The rules of .dockerignore that hold for a context: of several Dockerfiles the first one's; '' without any. */
async function ignoreTextOf(directory, dockerfiles) {
    return (await readRules(directory, listOf(dockerfiles))).text;
}
/** Of a file's permissions git keeps whether its owner may execute it, of a folder's nothing; a link has none of its own. */
function keptMode({ type, mode }) {
    if (type === 'symlink')
        return mode;
    return type === 'directory' || (mode & 0o100) !== 0 ? 0o755 : 0o644;
}

// EXTERNAL MODULE: ./node_modules/@grpc/grpc-js/build/src/index.js
var src = __webpack_require__(83033);
// EXTERNAL MODULE: ./build-ts/src/shared/program.js
var shared_program = __webpack_require__(89945);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
;// CONCATENATED MODULE: ./build-ts/src/registry/credentials.js






/** The user name that stands for an identity token, as the docker CLI has it. */
const IDENTITY_TOKEN = '<token>';
/** The name under which Docker Hub's login is kept. */
const HUB_KEY = 'https://index.docker.io/v1/';
/**
 * Logins as `docker login` left them: config.json in DOCKER_CONFIG or ~/.docker, with its credential helpers
 * (https://docs.docker.com/reference/cli/docker/login/#credential-stores). Each host is asked for once.
 */
function dockerCredentials(env, patienceMs = 30_000) {
    const folder = env.DOCKER_CONFIG ?? (0,external_node_path_.join)(env.HOME ?? '/', '.docker');
    let config;
    const known = new Map();
    return (host) => {
        config ??= readConfig((0,external_node_path_.join)(folder, 'config.json'));
        const found = known.get(host) ?? config.then((read) => lookUp(read, host, env.PATH ?? '', patienceMs));
        known.set(host, found);
        return found;
    };
}
/** What config.json holds; its shape is the user's. */
async function readConfig(path) {
    let text;
    try {
        text = await (0,promises_.readFile)(path, 'utf8');
    }
    catch (error) {
        if ((0,errors/* codeOf */.$N)(error) === 'ENOENT')
            return {};
        throw (0,errors/* userError */.IF)(`docker's configuration cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, { file: path });
    }
    try {
        return JSON.parse(text);
    }
    catch {
        // The parser's own message would quote what may be a secret.
        throw (0,errors/* userError */.IF)("docker's configuration is not JSON", {
            file: path,
            remedy: 'Mend it, or log in again with "docker login".',
        });
    }
}
async function lookUp(config, host, path, patienceMs) {
    const keys = /^(registry-1\.|index\.)?docker\.io$/.test(host)
        ? [HUB_KEY, 'index.docker.io', 'docker.io', 'registry-1.docker.io']
        : [host, `https://${host}`, `http://${host}`];
    for (const key of keys) {
        const helper = textAt(config, 'credHelpers', key);
        // An empty helper says: not the store, but `auths` below.
        if (helper === '')
            return fromAuths(config, [key]);
        if (helper !== undefined)
            return askHelper(helper, key, path, patienceMs);
    }
    const written = fromAuths(config, keys);
    if (written !== undefined)
        return written;
    const stored = keys.find((key) => (0,values/* valueAt */.f)(config, ['auths', key]) !== undefined) ?? keys[0];
    const store = textAt(config, 'credsStore');
    return store !== undefined && store !== '' && stored !== undefined
        ? askHelper(store, stored, path, patienceMs)
        : undefined;
}
/** A text at a path of keys; anything else there is as good as nothing. */
function textAt(value, ...path) {
    const found = (0,values/* valueAt */.f)(value, path);
    return typeof found === 'string' ? found : undefined;
}
/** A login that config.json holds itself. */
function fromAuths(config, keys) {
    for (const key of keys) {
        const of = (name) => textAt(config, 'auths', key, name) ?? '';
        const [token, username, password, auth] = [of('identitytoken'), of('username'), of('password'), of('auth')];
        if (token !== '')
            return { username: IDENTITY_TOKEN, password: token };
        if (username !== '' && password !== '')
            return { username, password };
        if (auth !== '')
            return decodeAuth(auth);
    }
    return undefined;
}
function decodeAuth(auth) {
    const text = Buffer.from(auth, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/, '') };
}
/** https://github.com/docker/docker-credential-helpers: `get` takes the server on stdin and answers with JSON. */
async function askHelper(helper, server, path, patienceMs) {
    if (!/^[\w.-]+$/.test(helper))
        throw (0,errors/* userError */.IF)(`docker's configuration names "${helper}" as a credential helper`, {
            remedy: 'A helper name has letters, digits, "-", "_" and "." only.',
        });
    const program = `docker-credential-${helper}`;
    const file = await find(program, path);
    if (file === undefined)
        throw (0,errors/* userError */.IF)(`docker's configuration asks for ${program}, which is not in PATH`, {
            remedy: 'Install it, or log in again with "docker login".',
        });
    let output;
    try {
        output = await (0,shared_program/* runProgram */.V)(file, ['get'], { input: server, timeoutMs: patienceMs });
    }
    catch (error) {
        if (!(0,shared_program/* cannotStart */.m)(error))
            throw error;
        throw (0,errors/* userError */.IF)(`docker's configuration asks for ${file}, which cannot be started: ${(0,errors/* messageOf */.bD)(error)}`, {
            remedy: 'Install it anew, or log in again with "docker login".',
        });
    }
    if (output.timedOut)
        throw (0,errors/* userError */.IF)(`${program} has not answered for ${patienceMs / 1000} seconds (asked for ${server})`, {
            remedy: 'See what it waits for (a locked keychain?), or log in again with "docker login".',
        });
    if (output.status !== 0) {
        // What all helpers say when they have no login for this host.
        if (/credentials not found/i.test(output.stdout + output.stderr))
            return undefined;
        const why = (0,shared_text/* plain */.pj)(output.stderr.trim().split('\n')[0] ?? '');
        const end = output.status === undefined ? 'was ended by a signal' : `failed with status ${output.status}`;
        throw (0,errors/* userError */.IF)(`${program} ${end} (asked for ${server})${why === '' ? '' : `: ${why}`}`, {
            remedy: 'Mend it, or log in again with "docker login".',
        });
    }
    const answer = parseAnswer(output.stdout);
    if (answer === undefined)
        throw (0,errors/* userError */.IF)(`${program} does not answer with JSON`, {
            remedy: 'Mend it, or log in again with "docker login".',
        });
    const [username, password] = [textAt(answer, 'Username'), textAt(answer, 'Secret')];
    return username !== undefined && password !== undefined ? { username, password } : undefined;
}
async function find(program, path) {
    for (const folder of path.split(external_node_path_.delimiter)) {
        const file = (0,external_node_path_.join)(folder, program);
        const found = await (0,promises_.access)(file, promises_.constants.X_OK).then(() => true, () => false);
        if (found && folder !== '')
            return file;
    }
    return undefined;
}
/** The parser's own message would quote what may be a secret. */
function parseAnswer(text) {
    try {
        return JSON.parse(text) ?? {};
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build-ts/src/docker/method.js
/**
 * A method of a gRPC service, unary or with streams both ways. Messages stay bytes: a few fields do not need generated code,
 * and nothing has to be read from .proto files at run time.
 */
function method(path, streams = false) {
    const same = (bytes) => bytes;
    return {
        path,
        requestStream: streams,
        responseStream: streams,
        requestSerialize: same,
        requestDeserialize: same,
        responseSerialize: same,
        responseDeserialize: same,
    };
}

;// CONCATENATED MODULE: ./build-ts/src/docker/protobuf.js
/** The fields of a message in order; fixed-width fields come as bytes. Throws a RangeError on anything cut short. */
function* protobuf_fieldsOf(message) {
    let at = 0;
    const varint = () => {
        let value = 0n;
        for (let shift = 0n;; shift += 7n) {
            const byte = message[at++];
            if (byte === undefined || shift > 63n)
                throw new RangeError('protobuf: a varint ends too soon');
            value |= BigInt(byte & 0x7f) << shift;
            if (byte < 0x80)
                return value;
        }
    };
    const bytes = (length) => {
        if (at + length > message.length)
            throw new RangeError('protobuf: a field ends too soon');
        at += length;
        return message.subarray(at - length, at);
    };
    while (at < message.length) {
        const key = Number(varint());
        const [number, wire] = [key >>> 3, key & 7];
        if (wire === 0)
            yield { number, kind: 'varint', value: varint() };
        else if (wire === 1)
            yield { number, kind: 'bytes', value: bytes(8) };
        else if (wire === 2)
            yield { number, kind: 'bytes', value: bytes(Number(varint())) };
        else if (wire === 5)
            yield { number, kind: 'bytes', value: bytes(4) };
        else
            throw new RangeError(`protobuf: wire type ${wire} is not known`);
    }
}
/** A length-delimited field. */
function bytesField(number, value) {
    const content = Buffer.from(value);
    const head = [(number << 3) | 2];
    let length = content.length;
    for (; length > 0x7f; length >>>= 7)
        head.push((length & 0x7f) | 0x80);
    return Buffer.concat([Buffer.from([...head, length]), content]);
}
/** The last value of a text field. */
function textOf(message, number) {
    let text = '';
    for (const field of protobuf_fieldsOf(message))
        if (field.number === number && field.kind === 'bytes')
            text = field.value.toString('utf8');
    return text;
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./build-ts/src/docker/ssh-agent.js





const CHECK = '/moby.sshforward.v1.SSH/CheckAgent';
const FORWARD = '/moby.sshforward.v1.SSH/ForwardAgent';
const AGENT_METHODS = [CHECK, FORWARD];
/** What `RUN --mount=type=ssh` asks for unless it names another. */
const DEFAULT_ID = 'default';
/**
 * Lets a session forward the ssh agent that listens on a socket (session/sshforward/ssh.proto of moby/buildkit): each
 * process of the build that connects gets a connection to the agent of its own.
 */
function addAgent(server, socketPath) {
    server.addService({ CheckAgent: method(CHECK), ForwardAgent: method(FORWARD, true) }, {
        CheckAgent: ((call, done) => {
            const id = textOf(call.request, 1);
            if (id === '' || id === DEFAULT_ID)
                done(null, Buffer.alloc(0));
            else
                done({ code: src.status.NOT_FOUND, details: `there is no ssh agent "${id}"` });
        }),
        ForwardAgent: ((call) => {
            const socket = (0,external_node_net_.connect)(socketPath);
            // Its types do not know that it is one.
            const stream = call;
            (0,external_node_stream_.pipeline)(stream, unwrapped(), socket, wrapped(), stream, () => socket.destroy());
        }),
    });
}
/** BytesMessage → its bytes, field 1. */
function unwrapped() {
    return new external_node_stream_.Transform({
        writableObjectMode: true,
        transform(message, _encoding, done) {
            for (const field of protobuf_fieldsOf(message))
                if (field.number === 1 && field.kind === 'bytes')
                    this.push(field.value);
            done();
        },
    });
}
function wrapped() {
    return new external_node_stream_.Transform({
        readableObjectMode: true,
        transform(data, _encoding, done) {
            done(null, bytesField(1, data));
        },
    });
}

;// CONCATENATED MODULE: ./build-ts/src/docker/session.js







const CREDENTIALS = '/moby.filesync.v1.Auth/Credentials';
const SECRET = '/moby.buildkit.secrets.v1.Secrets/GetSecret';
const HEALTH = '/grpc.health.v1.Health/Check';
/**
 * Opens a session (POST /session, upgraded to HTTP/2 with the engine as the client). The engine asks the health service
 * every few seconds and drops a session that has none, so it has to be there although nothing else needs it.
 */
async function openSession(docker, offers) {
    const { credentialsFor, secrets, sshAgent } = offers;
    const id = (0,external_node_crypto_.randomUUID)();
    const socket = await dial(docker, id, [CREDENTIALS, SECRET, HEALTH, ...(sshAgent === undefined ? [] : AGENT_METHODS)]);
    const server = new src.Server();
    const injector = server.createConnectionInjector(src.ServerCredentials.createInsecure());
    server.addService({ Credentials: method(CREDENTIALS) }, {
        Credentials: answer(async (request) => {
            const login = await credentialsFor(textOf(request, 1));
            if (login === undefined)
                return Buffer.alloc(0);
            // A secret without a user name is an identity token.
            const username = login.username === IDENTITY_TOKEN ? '' : login.username;
            return Buffer.concat([bytesField(1, username), bytesField(2, login.password)]);
        }),
    });
    server.addService({ GetSecret: method(SECRET) }, {
        GetSecret: answer((request) => {
            const value = secrets.get(textOf(request, 1));
            // The engine asks for secrets of its own, too (logins for a context by HTTP): those have to be "not found".
            if (value === undefined)
                throw new Refusal(src.status.NOT_FOUND, `there is no secret "${textOf(request, 1)}"`);
            return bytesField(1, value);
        }),
    });
    // status: SERVING (1), field 1.
    server.addService({ Check: method(HEALTH) }, { Check: answer(() => Buffer.from([8, 1])) });
    if (sshAgent !== undefined)
        addAgent(server, sshAgent);
    socket.on('error', () => undefined);
    injector.injectConnection(socket);
    return {
        id,
        close: () => {
            server.forceShutdown();
            socket.destroy();
        },
    };
}
class Refusal extends Error {
    code;
    constructor(code, message) {
        super(message);
        this.code = code;
    }
}
function answer(handler) {
    return (call, done) => {
        new Promise((resolve) => resolve(handler(call.request))).then((reply) => done(null, reply), (error) => done({ code: error instanceof Refusal ? error.code : src.status.INTERNAL, details: (0,errors/* messageOf */.bD)(error) }));
    };
}
function dial(docker, id, methods) {
    const modem = docker.modem;
    return new Promise((resolve, reject) => {
        modem.dial({
            method: 'POST',
            path: '/session',
            hijack: true,
            headers: {
                Upgrade: 'h2c',
                'X-Docker-Expose-Session-Uuid': id,
                'X-Docker-Expose-Session-Name': 'stack-action',
                'X-Docker-Expose-Session-Grpc-Method': methods,
            },
            statusCodes: { 200: true, 500: 'server error' },
        }, (error, socket) => (error ? reject(error) : resolve(socket)));
    });
}

;// CONCATENATED MODULE: ./build-ts/src/docker/trace.js

/** Decodes the `aux` of a `moby.buildkit.trace` line: a base64 StatusResponse. */
function decodeTrace(aux) {
    const vertexes = [];
    const logs = [];
    const warnings = [];
    for (const field of protobuf_fieldsOf(Buffer.from(aux, 'base64'))) {
        if (field.kind !== 'bytes')
            continue;
        if (field.number === 1)
            vertexes.push(vertexOf(field.value));
        else if (field.number === 3)
            logs.push(logOf(field.value));
        else if (field.number === 4)
            warnings.push(warningOf(field.value));
    }
    return { vertexes, logs, warnings };
}
function vertexOf(message) {
    const vertex = {
        digest: '',
        name: '',
        cached: false,
        started: undefined,
        completed: undefined,
        error: '',
    };
    for (const field of protobuf_fieldsOf(message)) {
        if (field.number === 1)
            vertex.digest = trace_text(field);
        else if (field.number === 3)
            vertex.name = trace_text(field);
        else if (field.number === 4)
            vertex.cached = field.kind === 'varint' && field.value !== 0n;
        else if (field.number === 5)
            vertex.started = time(field);
        else if (field.number === 6)
            vertex.completed = time(field);
        else if (field.number === 7)
            vertex.error = trace_text(field);
    }
    return vertex;
}
function logOf(message) {
    const log = { vertex: '', stream: 'stdout', at: 0, data: Buffer.alloc(0) };
    for (const field of protobuf_fieldsOf(message)) {
        if (field.number === 1)
            log.vertex = trace_text(field);
        else if (field.number === 2)
            log.at = time(field);
        else if (field.number === 3)
            log.stream = field.kind === 'varint' && field.value === 2n ? 'stderr' : 'stdout';
        else if (field.number === 4 && field.kind === 'bytes')
            log.data = field.value;
    }
    return log;
}
function warningOf(message) {
    const warning = { vertex: '', text: '' };
    for (const field of protobuf_fieldsOf(message)) {
        if (field.number === 1)
            warning.vertex = trace_text(field);
        else if (field.number === 3)
            warning.text = trace_text(field);
    }
    return warning;
}
function trace_text(field) {
    return field.kind === 'bytes' ? field.value.toString('utf8') : '';
}
/** google.protobuf.Timestamp in milliseconds. */
function time(field) {
    if (field.kind !== 'bytes')
        return 0;
    let ms = 0;
    for (const part of protobuf_fieldsOf(field.value)) {
        if (part.kind !== 'varint')
            continue;
        if (part.number === 1)
            ms += Number(part.value) * 1000;
        else if (part.number === 2)
            ms += Number(part.value) / 1e6;
    }
    return ms;
}

;// CONCATENATED MODULE: ./build-ts/src/docker/engine-builder.js







/** The engine's own BuildKit, by the Engine API: for machines without buildx. `sshAgent` is the agent's socket. */
function engineBuilder(docker, version, sshAgent) {
    return {
        name: 'engine',
        version,
        keeps: 'engine',
        can: { cacheFrom: 'registry', cacheTo: 'inline', attestations: false, ssh: (sshAgent ?? '') !== '' },
        build: async (request) => ({ imageId: await buildImage(docker, request, sshAgent), digest: undefined }),
    };
}
/**
 * Builds with the engine's BuildKit (POST /build?version=2). Returns the id of the image.
 * Throws a WorkError with the engine's message; an answer that ends without image and without error is one too.
 */
async function buildImage(docker, request, sshAgent) {
    const { credentialsFor, secrets, ssh, signal } = request;
    signal.throwIfAborted();
    const session = await openSession(docker, {
        credentialsFor,
        secrets: new Map(secrets.map(({ id, value }) => [id, value])),
        sshAgent: ssh ? sshAgent : undefined,
    });
    try {
        const stream = await post(docker, request, session.id);
        let image;
        let failure;
        for await (const text of (0,external_node_readline_.createInterface)({ input: stream, crlfDelay: Infinity })) {
            if (text.trim() === '')
                continue;
            const line = JSON.parse(text);
            if (line.id === 'moby.buildkit.trace' && typeof line.aux === 'string')
                request.onTrace(decodeTrace(line.aux));
            else if (typeof line.aux === 'object' && line.aux.ID !== undefined)
                image = line.aux.ID;
            failure = line.error ?? line.errorDetail?.message ?? failure;
        }
        signal.throwIfAborted();
        if (failure !== undefined)
            throw new errors/* WorkError */.oE(causeOf(failure));
        if (image === undefined)
            throw new errors/* WorkError */.oE('the engine ended the build without an image and without an error');
        return image;
    }
    finally {
        session.close();
    }
}
function post(docker, request, session) {
    const modem = docker.modem;
    const { directory, entries, given, dockerfile } = request.context;
    const tar = packContext(directory, entries, given);
    return new Promise((resolve, reject) => {
        // A context that cannot be read must fail the build, not leave the engine waiting for the rest of the tar.
        tar.once('error', reject);
        modem.dial({
            method: 'POST',
            path: '/build?',
            file: tar,
            options: optionsOf(request, dockerfile.path, session),
            abortSignal: request.signal,
            isStream: true,
            statusCodes: { 200: true, 400: 'bad request', 500: 'server error' },
        }, (error, stream) => (error ? reject(error) : resolve(stream)));
    });
}
function optionsOf(request, dockerfile, session) {
    const { tags, buildArgs, labels, noCache, platform, cacheFrom, cacheTo } = request;
    // BuildKit takes the wish for a cache inside of the image as a build arg.
    const inline = cacheTo.some((text) => cacheType(text) === 'inline') ? { BUILDKIT_INLINE_CACHE: '1' } : {};
    const refs = cacheFrom.map((text) => cacheValue(text, 'ref') ?? text);
    return {
        version: '2',
        session,
        dockerfile,
        platform,
        t: tags,
        buildargs: { ...buildArgs, ...inline },
        labels,
        nocache: noCache,
        ...(refs.length === 0 ? {} : { cachefrom: JSON.stringify(refs) }),
    };
}

;// CONCATENATED MODULE: ./build-ts/src/docker/endpoint.js





const DEFAULT_SOCKET = '/var/run/docker.sock';
/** The engine the docker CLI would use: DOCKER_HOST, else the current context, else the default socket. */
async function findEndpoint(env) {
    if (env.DOCKER_HOST !== undefined && env.DOCKER_HOST !== '')
        return parseHost(env.DOCKER_HOST, 'DOCKER_HOST', env);
    const context = await contextHost(env);
    if (context !== undefined)
        return parseHost(context.host, `docker context "${context.name}"`, env);
    return { kind: 'socket', path: DEFAULT_SOCKET, source: 'default socket' };
}
function parseHost(host, source, env) {
    if (host.startsWith('unix://'))
        return { kind: 'socket', path: host.slice('unix://'.length), source };
    const url = URL.canParse(host) ? new URL(host) : undefined;
    if (url !== undefined && (url.protocol === 'tcp:' || url.protocol === 'http:' || url.protocol === 'https:')) {
        const tls = url.protocol === 'https:' || (env.DOCKER_TLS_VERIFY ?? '') !== '';
        const certificates = given(env.DOCKER_CERT_PATH) ?? (env.HOME === undefined ? undefined : (0,external_node_path_.join)(env.HOME, '.docker'));
        return {
            kind: 'tcp',
            // Of IPv6 addresses only URLs have the brackets.
            host: url.hostname.replace(/^\[|\]$/g, ''),
            port: Number(url.port || (tls ? 2376 : 2375)),
            certificates: tls ? certificates : undefined,
            source,
        };
    }
    if (url?.protocol === 'ssh:') {
        throw (0,errors/* userError */.IF)(`${source} is ${host}, and engines over ssh are not supported yet`, {
            remedy: 'Forward the socket, as in ssh -N -L /tmp/docker.sock:/var/run/docker.sock HOST, and set DOCKER_HOST=unix:///tmp/docker.sock.',
        });
    }
    throw (0,errors/* userError */.IF)(`${source} is "${host}", which is not the address of an engine`, {
        remedy: 'Write unix:///path/to/docker.sock or tcp://host:port.',
    });
}
/** The host of the docker CLI's current context; undefined for the default one. */
async function contextHost(env) {
    const config = given(env.DOCKER_CONFIG) ?? (env.HOME === undefined ? undefined : (0,external_node_path_.join)(env.HOME, '.docker'));
    if (config === undefined)
        return undefined;
    const name = given(env.DOCKER_CONTEXT) ?? stringAt(await readJson((0,external_node_path_.join)(config, 'config.json')), ['currentContext']);
    if (name === undefined || name === '' || name === 'default')
        return undefined;
    const id = (0,external_node_crypto_.createHash)('sha256').update(name).digest('hex');
    const host = stringAt(await readJson((0,external_node_path_.join)(config, 'contexts', 'meta', id, 'meta.json')), [
        'Endpoints',
        'docker',
        'Host',
    ]);
    if (host === undefined)
        throw (0,errors/* userError */.IF)(`there is no docker context "${name}" in ${config}`, { remedy: '"docker context ls" lists them.' });
    return { name, host };
}
/** An environment variable that is empty is not set, as the docker CLI has it. */
function given(value) {
    return value === '' ? undefined : value;
}
async function readJson(path) {
    try {
        return JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch {
        return undefined; // No such file, or not JSON: then the docker CLI's own default holds.
    }
}
function stringAt(value, path) {
    const found = (0,values/* valueAt */.f)(value, path);
    return typeof found === 'string' ? found : undefined;
}

;// CONCATENATED MODULE: ./build-ts/src/docker/transfer.js


/** Progress bars come by the thousand; what happened to a layer comes once. */
const NOISE = ['Pushing', 'Preparing', 'Waiting', 'Downloading', 'Extracting', 'Pulling fs layer', 'Verifying Checksum'];
/**
 * Reads the stream to its end. A refusal comes as an event in a stream that began with HTTP 200, so every event is read;
 * returns the last one.
 */
async function readTransfer(stream, onStatus, onLine = () => undefined) {
    let failure;
    for await (const text of (0,external_node_readline_.createInterface)({ input: stream, crlfDelay: Infinity })) {
        if (text.trim() === '')
            continue;
        const line = JSON.parse(text);
        failure = line.error ?? line.errorDetail?.message ?? failure;
        onLine(line);
        if (line.status !== undefined && !NOISE.includes(line.status))
            onStatus(line.id === undefined ? line.status : `${line.id}: ${line.status}`);
    }
    return failure;
}
/** An identity token goes to the engine in a field of its own. */
function authOf(login, serveraddress) {
    if (login?.username === IDENTITY_TOKEN)
        return { serveraddress, username: '', password: '', identitytoken: login.password };
    return { serveraddress, username: login?.username ?? '', password: login?.password ?? '' };
}
/** The refusal of a registry is one for want of a login. */
function isDenied(failure) {
    return /unauthorized|authentication required|no basic auth|denied|forbidden/i.test(failure);
}

;// CONCATENATED MODULE: ./build-ts/src/docker/pull.js



/** Pulls an image by its digest. Throws a WorkError that names it. */
async function pullImage(docker, repository, digest, login, onStatus, signal) {
    const host = repository.split('/')[0] ?? '';
    let failure;
    try {
        const stream = await docker.createImage(authOf(login, host), {
            fromImage: repository,
            tag: digest,
            abortSignal: signal,
        });
        failure = await readTransfer(stream, onStatus);
    }
    catch (error) {
        failure = engineMessage((0,errors/* messageOf */.bD)(error));
    }
    signal.throwIfAborted();
    if (failure !== undefined)
        throw new errors/* WorkError */.oE(`${repository}@${digest} could not be pulled: ${failure}`, { remedy: remedyFor(failure, host) });
}
function remedyFor(failure, host) {
    const gone = goneRemedy(failure);
    if (gone !== undefined)
        return gone;
    if (isDenied(failure))
        return `Log in with "docker login ${host}" as someone who may pull there; on GitHub's registry the job also needs permissions: packages: read.`;
    if (/not found|manifest unknown/i.test(failure))
        return 'Was it removed from the registry after the plan was made? Plan again, or ask for a full rebuild.';
    return `Does ${host} answer, and may it be reached from the engine?`;
}

// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var stack_refs = __webpack_require__(99072);
;// CONCATENATED MODULE: ./build-ts/src/docker/push.js




/**
 * Pushes a ref with the engine. A refusal comes as an event in a stream that began with HTTP 200, so every event is read.
 * Returns the digest the registry gave it. Throws a WorkError that names the ref.
 */
async function pushImage(docker, ref, login, onStatus, signal) {
    const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(ref);
    const host = repository.split('/')[0] ?? '';
    let failure;
    let digest;
    try {
        const stream = await docker.getImage(repository).push({
            tag,
            authconfig: authOf(login, host),
            abortSignal: signal,
        });
        failure = await readTransfer(stream, onStatus, (line) => {
            digest = line.aux?.Digest ?? reported(line, tag) ?? digest;
        });
    }
    catch (error) {
        signal.throwIfAborted();
        failure = engineMessage((0,errors/* messageOf */.bD)(error));
    }
    signal.throwIfAborted();
    if (failure !== undefined)
        throw new errors/* WorkError */.oE(`the push of ${ref} was refused: ${failure}`, { remedy: pushRemedy(failure, host) });
    if (digest === undefined)
        throw new errors/* WorkError */.oE(`the push of ${ref} ended without a digest and without an error`);
    return digest;
}
/** With containerd's image store an engine says the digest in words only. */
function reported({ id, status = '' }, tag) {
    const [name, digest] = /^(\S+): digest: (sha256:[0-9a-f]{64}) size: \d+$/.exec(status)?.slice(1) ?? [];
    return id === undefined && name === tag ? digest : undefined;
}
function pushRemedy(failure, host) {
    const gone = goneRemedy(failure);
    if (gone !== undefined)
        return gone;
    if (isDenied(failure)) {
        return `Log in with "docker login ${host}" as someone who may push there; on GitHub's registry the job also needs permissions: packages: write.`;
    }
    if (/unsupported|method not allowed|405|read.?only/i.test(failure))
        return `The registry ${host} takes no pushes (read-only?).`;
    if (/no space left/i.test(failure))
        return `The disk of ${host} is full.`;
    return `Does ${host} answer, and may it be reached from the engine?`;
}

;// CONCATENATED MODULE: ./build-ts/src/docker/reclaim.js


/**
 * Takes the names away that a run has given to an image it built; the engine then removes the image, unless somebody else
 * has named it or a container is made of it, and keeps the layers that other images have. Never forced. A name that has
 * another image by now is another run's, and stays. Nothing is thrown.
 */
async function removeBuilt(docker, { id, names }) {
    const removed = [];
    let kept;
    try {
        // The first name is what later runs look for: as long as the image is there, it should be found.
        for (const name of [...new Set(names)].reverse()) {
            if ((await idOf(docker, name)) !== id)
                continue;
            await removeName(docker, name);
            removed.push(name);
        }
    }
    catch (error) {
        kept = (0,errors/* messageOf */.bD)(error);
    }
    const there = await idOf(docker, id).catch(() => id);
    return { names: removed, gone: removed.length > 0 && there === undefined, kept };
}
const DAY_MS = 24 * 3600_000;
/** What replaced it has its name; a run that began before may still use it by its id. */
const REPLACED_MS = DAY_MS;
/** What a killed run has built is what the next one goes on with; nobody goes on after this long. */
const UNUSED_MS = 7 * DAY_MS;
/**
 * Which images of earlier runs may go when there is no room left, oldest first. Labels alone prove nothing, because what
 * people build on an image of ours inherits them. So it is either an image whose only names are its own fingerprint's
 * (`name:fp-…`, which nobody else gives); or one that has lost its name to another build of the same fingerprint, with as
 * many layers and steps: what is built on it has more. `keep` are the fingerprints that this run is about.
 */
function leftovers(images, keep, now) {
    const isOwnTag = ({ fingerprint }, ref) => (0,stack_refs/* splitRef */.Mn)(ref).tag === `fp-${fingerprint}`;
    const onlyOurNames = (image) => {
        const repositories = new Set(image.tags.map((tag) => (0,stack_refs/* splitRef */.Mn)(tag).repository));
        return (image.tags.length > 0 &&
            image.tags.every((tag) => isOwnTag(image, tag)) &&
            image.digests.every((digest) => repositories.has(digest.slice(0, digest.indexOf('@')))));
    };
    const isReplaced = (image) => image.tags.length === 0 &&
        image.digests.length === 0 &&
        images.some((other) => other.fingerprint === image.fingerprint &&
            other.layers === image.layers &&
            other.steps === image.steps &&
            other.tags.some((tag) => isOwnTag(other, tag)));
    return images
        .filter((image) => {
        const age = now - image.named;
        if (isReplaced(image))
            return age > REPLACED_MS;
        return onlyOurNames(image) && !keep.has(image.fingerprint) && age > UNUSED_MS;
    })
        .sort((one, other) => one.named - other.named);
}
/** The images with a label, as far as they can be read. */
async function labelledImages(docker, label) {
    const listed = await docker.listImages({ filters: { label: [label] } });
    const read = listed.map(async (image) => {
        try {
            const one = docker.getImage(image.Id);
            const [found, history] = [await one.inspect(), (await one.history())];
            return [
                {
                    id: image.Id,
                    fingerprint: image.Labels[label] ?? '',
                    tags: real(image.RepoTags),
                    digests: real(image.RepoDigests),
                    layers: found.RootFS.Layers?.length ?? 0,
                    steps: history.length,
                    named: Math.max(timeOf(found.Created), timeOf(found.Metadata?.LastTagTime)),
                },
            ];
        }
        catch {
            return []; // Gone meanwhile, or broken: no concern of ours.
        }
    });
    return (await Promise.all(read)).flat();
}
/** Removes images of `leftovers` one after the other, until there is room enough. Returns those that are gone. */
async function removeLeftovers(docker, images, isEnough) {
    const gone = [];
    for (const image of images) {
        if (await isEnough())
            break;
        if (await removeLeftover(docker, image))
            gone.push(image);
    }
    return gone;
}
/** What is in use or has got a name meanwhile stays. */
async function removeLeftover(docker, { id, tags }) {
    if (tags.length > 0)
        return (await removeBuilt(docker, { id, names: tags })).gone;
    try {
        const found = await docker.getImage(id).inspect();
        if (real(found.RepoTags).length > 0 || real(found.RepoDigests).length > 0)
            return false;
        await removeName(docker, id);
        return true;
    }
    catch {
        return false;
    }
}
async function idOf(docker, name) {
    try {
        return (await docker.getImage(name).inspect()).Id;
    }
    catch (error) {
        if ((0,errors/* statusOf */.c2)(error) === 404)
            return undefined;
        throw error;
    }
}
/** `noprune`: nameless images below it, of other builders, are not ours. */
async function removeName(docker, name) {
    try {
        await docker.getImage(name).remove({ force: false, noprune: true });
    }
    catch (error) {
        if ((0,errors/* statusOf */.c2)(error) !== 404)
            throw error;
    }
}
/** Engines before 24 say `<none>:<none>` where there is none, others leave the list out. */
function real(names) {
    return (names ?? []).filter((name) => !name.startsWith('<none>'));
}
/** A time that never was is the year 1. */
function timeOf(time) {
    const ms = Date.parse(time ?? '');
    return ms > 0 ? ms : 0;
}

// EXTERNAL MODULE: ./build-ts/src/docker/space.js
var space = __webpack_require__(16586);
;// CONCATENATED MODULE: ./build-ts/src/docker/started.js





/** Starts a container that stays. Throws, and leaves none, when it cannot be started. */
async function startContainer(docker, request, endpoint) {
    const { signal, graceMs = DEFAULT_GRACE_MS } = request;
    signal.throwIfAborted();
    const published = publishedAt(endpoint);
    const container = await started_create(docker, request, endpoint, published);
    const remove = () => container.remove({ force: true, v: true }).catch(() => undefined);
    const kill = () => void container.kill().catch(() => undefined); // It may have ended meanwhile.
    const { onOutput, fault } = guarded(request.onOutput, kill);
    try {
        // Attached before the start: one that ends at once loses no output.
        const { ended } = await attach(docker, container, onOutput);
        signal.throwIfAborted();
        await container.start();
        const exited = (async () => {
            const status = await exitOf(docker, container.id).catch((error) => {
                signal.throwIfAborted();
                throw lost(request, error);
            });
            await ended;
            signal.throwIfAborted();
            const own = fault();
            if (own !== undefined)
                throw own;
            return status;
        })();
        // Whether anybody waits for it is not ours to know.
        exited.catch(() => undefined);
        const address = await addressesOf(container, request, published.host);
        let stopping;
        const end = async () => {
            clearTimeout(lifetime);
            signal.removeEventListener('abort', onAbort);
            // Asked by the signal that the image names, SIGTERM mostly; killed by the engine when the time is over.
            if (!signal.aborted)
                await container.stop({ t: Math.ceil(graceMs / 1000) }).catch(() => undefined);
            await Promise.race([exited.catch(() => undefined), (0,external_node_timers_promises_.setTimeout)(graceMs, undefined, { ref: false })]);
            await remove();
        };
        const stop = () => (stopping ??= end());
        const onAbort = () => {
            kill();
            void stop();
        };
        const lifetime = setTimeout(() => void stop(), request.lifetimeMs);
        signal.addEventListener('abort', onAbort);
        if (signal.aborted) {
            onAbort();
            await stop();
            signal.throwIfAborted();
        }
        return { id: container.id, address, exited, stop };
    }
    catch (error) {
        await remove();
        signal.throwIfAborted();
        throw error instanceof errors/* WorkError */.oE ? error : lost(request, error);
    }
}
function lost({ image }, error) {
    const message = engineMessage((0,errors/* messageOf */.bD)(error));
    const remedy = goneRemedy(message);
    return new errors/* WorkError */.oE(`the container of ${image} could not run: ${message}`, {
        cause: error,
        ...(remedy === undefined ? {} : { remedy }),
    });
}
const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;
/** Where ports are opened, and by what name they are reached: on an engine's own machine by nobody but us. */
function publishedAt(endpoint) {
    if (endpoint.kind === 'tcp' && !LOOPBACK.test(endpoint.host))
        return { bind: '', host: endpoint.host };
    return { bind: '127.0.0.1', host: '127.0.0.1' };
}
/** The engine's choice of ports. */
async function addressesOf(container, { ports }, host) {
    const found = new Map();
    const { NetworkSettings, State } = await container.inspect();
    for (const port of ports) {
        const bound = NetworkSettings.Ports[`${port}/tcp`];
        const at = Number(bound?.[0]?.HostPort);
        if (at > 0)
            found.set(port, { host, port: at });
        else if (State.Running)
            throw new errors/* WorkError */.oE(`the engine published no port for ${port}/tcp of the container`);
    }
    return found;
}
async function started_create(docker, request, endpoint, { bind }) {
    const { command, graceMs = DEFAULT_GRACE_MS, ports } = request;
    const ours = ports.map((port) => `${port}/tcp`);
    try {
        return await docker.createContainer({
            Image: request.image,
            ...(request.platform === undefined ? {} : { platform: request.platform }),
            ...(command === undefined ? {} : { Entrypoint: [], Cmd: [...command] }),
            Env: envList(request.env),
            ...(request.user === undefined ? {} : { User: request.user }),
            Tty: false,
            AttachStdout: true,
            AttachStderr: true,
            Labels: ownerLabels(request.lifetimeMs + graceMs),
            ExposedPorts: Object.fromEntries(ours.map((port) => [port, {}])),
            HostConfig: {
                // Of the image's own there are some that insist on being the first process.
                Init: command !== undefined,
                // No port number: one that is free.
                PortBindings: Object.fromEntries(ours.map((port) => [port, [{ HostIp: bind, HostPort: '' }]])),
                ...(await hostConfig(request, request.network ?? true, endpoint.kind === 'socket' ? endpoint.path : undefined)),
            },
        });
    }
    catch (error) {
        if (error instanceof errors/* WorkError */.oE)
            throw error;
        const remedy = (0,errors/* statusOf */.c2)(error) === 400 && command === undefined && /no command specified/i.test((0,errors/* messageOf */.bD)(error))
            ? 'Give the suite a command to start it with.'
            : undefined;
        throw new errors/* WorkError */.oE(`no container of ${request.image}: ${(0,errors/* messageOf */.bD)(error)}`, {
            cause: error,
            ...(remedy === undefined ? {} : { remedy }),
        });
    }
}

;// CONCATENATED MODULE: ./build-ts/src/docker/engine.js















/** Connects to the engine the docker CLI would use. Throws a UserError when none answers: nothing was started. */
async function connectEngine(env, patienceMs = 30_000) {
    const endpoint = await findEndpoint(env);
    const docker = await client(endpoint);
    const version = await ask(docker, endpoint, patienceMs);
    if (Number(version.ApiVersion.split('.')[1]) < 39) {
        throw (0,errors/* userError */.IF)(`the engine at ${addressOf(endpoint)} is ${version.Version}, which has no BuildKit`, {
            remedy: 'Use Docker 18.09 or newer.',
        });
    }
    return {
        version: version.Version,
        address: addressOf(endpoint),
        platform: `${version.Os}/${version.Arch}`,
        builder: engineBuilder(docker, version.Version, env.SSH_AUTH_SOCK),
        run: (request) => runContainer(docker, request, endpoint.kind === 'socket' ? endpoint.path : undefined),
        start: (request) => startContainer(docker, request, endpoint),
        sweep: async () => {
            await sweepContainers(docker, Date.now());
            await sweepCompose(docker, Date.now());
        },
        pull: (repository, digest, login, onStatus, signal) => pullImage(docker, repository, digest, login, onStatus, signal),
        push: (ref, login, onStatus, signal) => pushImage(docker, ref, login, onStatus, signal),
        dataFolder: () => (0,space/* dataFolderOf */.Yv)(docker, endpoint, (0,external_node_os_.hostname)()).catch(() => undefined),
        usage: (isOurs) => (0,space/* readUsage */.k9)(docker, isOurs),
        removeBuilt: (image) => removeBuilt(docker, image),
        removeLeftovers: async (label, keep, isEnough) => {
            const images = leftovers(await labelledImages(docker, label), keep, Date.now());
            return (await removeLeftovers(docker, images, isEnough)).length;
        },
        inspect: async (ref) => {
            const image = await orUndefined(docker.getImage(ref).inspect());
            if (image === undefined)
                return undefined;
            return {
                id: image.Id,
                size: image.Size,
                platform: `${image.Os}/${image.Architecture}`,
                repoDigests: image.RepoDigests,
                // The types do not know that there may be none.
                labels: image.Config.Labels ?? {},
                layers: image.RootFS.Layers ?? [],
                created: image.Created,
            };
        },
        history: async (ref) => {
            const layers = (await docker.getImage(ref).history());
            return layers.map((layer) => ({ createdBy: layer.CreatedBy, created: layer.Created, size: layer.Size })).reverse();
        },
        tag: async (ref, target) => {
            const colon = target.lastIndexOf(':');
            await docker.getImage(ref).tag({ repo: target.slice(0, colon), tag: target.slice(colon + 1) });
        },
    };
}
async function client(endpoint) {
    if (endpoint.kind === 'socket')
        return new docker({ socketPath: endpoint.path });
    const { host, port, certificates } = endpoint;
    if (certificates === undefined)
        return new docker({ host, port, protocol: 'http' });
    const problems = [];
    const read = async (name) => {
        const file = (0,external_node_path_.join)(certificates, name);
        return (0,promises_.readFile)(file).catch((error) => {
            const remedy = 'Set DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem.';
            problems.push({ message: `the certificates for the engine cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, file, remedy });
            return undefined;
        });
    };
    // One after another: all that are missing are told, in the same order every time.
    const [ca, cert, key] = [await read('ca.pem'), await read('cert.pem'), await read('key.pem')];
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return new docker({ host, port, protocol: 'https', ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) });
}
async function ask(docker, endpoint, patienceMs) {
    let timer;
    const patience = new Promise((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`it takes the connection and does not answer within ${patienceMs / 1000} seconds`)), patienceMs);
    });
    try {
        const answer = await Promise.race([docker.version(), patience]);
        if (typeof (0,values/* valueAt */.f)(answer, ['ApiVersion']) !== 'string')
            throw new Error('what answers there is no Docker engine');
        return answer;
    }
    catch (error) {
        const cause = (0,errors/* codeOf */.$N)(error) === 'EACCES'
            ? 'permission denied'
            : (0,errors/* codeOf */.$N)(error) === 'ENOENT'
                ? 'no such socket'
                : (0,errors/* messageOf */.bD)(error);
        throw (0,errors/* userError */.IF)(`no Docker engine answers at ${addressOf(endpoint)} (${endpoint.source}): ${cause}`, {
            remedy: (0,errors/* codeOf */.$N)(error) === 'EACCES'
                ? 'Join the group "docker", or run as a user who may use the engine.'
                : 'Start Docker, or set DOCKER_HOST; on Debian or Ubuntu, as root, `scripts/engine up` gets one.',
        });
    }
    finally {
        clearTimeout(timer);
    }
}
function addressOf(endpoint) {
    return endpoint.kind === 'socket' ? `unix://${endpoint.path}` : `tcp://${endpoint.host}:${endpoint.port}`;
}
async function orUndefined(promise) {
    try {
        return await promise;
    }
    catch (error) {
        if ((0,errors/* statusOf */.c2)(error) === 404)
            return undefined;
        throw new errors/* WorkError */.oE(`the engine: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./build-ts/src/report/layers.js
/** The layers of an image, with the times of the build's steps where they are this image's own. */
function layersOf(history, steps) {
    const commands = history.map((entry) => normal(entry.createdBy));
    const times = ownSteps(commands, steps);
    let cumulativeSize = 0;
    return history.map((entry, index) => {
        cumulativeSize += entry.size;
        const step = times.get(index);
        return {
            command: commands[index] ?? '',
            size: entry.size,
            cumulativeSize,
            createdAt: new Date(entry.created * 1000).toISOString(),
            ms: step?.ms === undefined ? null : Math.round(step.ms),
            cached: step?.cached ?? false,
        };
    });
}
/** Instructions that are steps of a build and layers of an image alike. */
const MAKES_LAYER = /^(RUN|COPY|ADD|WORKDIR)\b/;
/**
 * Which layer each step of the build made, by index. Texts cannot tell (BuildKit shows steps with variables filled in,
 * the history without), order can: the last layers are the steps of the last stage. That stage is the one whose
 * instructions fit from the end; of several, the one with the most equal texts.
 */
function ownSteps(commands, steps) {
    const layers = commands.flatMap((command, index) => (MAKES_LAYER.test(command) ? [{ command, index }] : []));
    const stages = new Map();
    for (const step of steps) {
        const [, stage, command] = /^\[(?:(\S+) +)?\d+\/\d+\] (.*)$/s.exec(step.name) ?? [];
        if (command === undefined || !MAKES_LAYER.test(command))
            continue;
        const known = stages.get(stage ?? '') ?? [];
        stages.set(stage ?? '', [...known, { command: normal(command), step }]);
    }
    let best = { score: -1, pairs: [] };
    for (const own of stages.values()) {
        const tail = layers.slice(-own.length);
        if (tail.length < own.length || tail.some(({ command }, at) => kindOf(command) !== kindOf(own[at]?.command ?? '')))
            continue;
        const score = own.filter(({ command }, at) => command === tail[at]?.command).length + own.length / 1000;
        if (score > best.score)
            best = { score, pairs: own.flatMap(({ step }, at) => (tail[at] === undefined ? [] : [[tail[at].index, step]])) };
    }
    return new Map(best.pairs);
}
function kindOf(command) {
    return MAKES_LAYER.exec(command)?.[1];
}
/** A command as the Dockerfile has it: without the shell, the build args and the marks that builders put around it. */
function normal(command) {
    return command
        .replace(/\s+# buildkit$/, '')
        .replace(/^\/bin\/sh -c #\(nop\)\s+/, '')
        .replace(/^(RUN )?(?:\|\d+ (?:.*? )?)?\/bin\/sh -c /s, '$1')
        .replace(/\s+/g, ' ')
        .trim();
}

// EXTERNAL MODULE: ./build-ts/src/run/results.js
var run_results = __webpack_require__(76139);
;// CONCATENATED MODULE: ./build-ts/src/report/manifest.js


/** More lines than this are folded away. */
const FOLD_AFTER = 30;
/** The page that says what is in an image: `manifests/<safe name>.md`. */
function renderManifest({ result, local, layers, infos, parents, sha }) {
    const digest = (0,run_results/* digestOf */.ol)(result);
    const facts = [
        ['Image', `\`${result.ref}\``],
        ...(digest === undefined ? [] : [['Digest', `\`${digest}\``]]),
        ['Built on', parents.length === 0 ? 'no image of this stack' : parents.map((parent) => `\`${parent}\``).join(', ')],
        ...(sha === '' ? [] : [['Commit', `\`${sha}\``]]),
        ...(local === undefined
            ? []
            : [
                ['Size', (0,shared_text/* sizeText */.lP)(local.size)],
                ['Platform', local.platform],
                ['Created', local.created],
            ]),
        ...(result.build === undefined ? [] : [['Build time', (0,shared_text/* durationText */.S5)(result.build.ms)]]),
        ['Tests', result.suites.map(suiteText).join('<br>') || 'none'],
        ['Fingerprint', `\`${result.fingerprint}\``],
    ];
    return [
        `# ${(0,shared_text/* markdown */.wD)(result.id)}`,
        '',
        '| | |',
        '|:--|:--|',
        ...facts.map(([name, value]) => `| ${name} | ${value} |`),
        '',
        '## Layers',
        '',
        '| Command | Size | Total | Time | Created |',
        '|:--|--:|--:|--:|:--|',
        ...layers.map((layer) => `| ${(0,shared_text/* markdown */.wD)((0,shared_text/* clip */.$Q)(layer.command, 160))} | ${(0,shared_text/* sizeText */.lP)(layer.size)} | ${(0,shared_text/* sizeText */.lP)(layer.cumulativeSize)} | ${layer.cached ? 'cached' : layer.ms === null ? '' : (0,shared_text/* durationText */.S5)(layer.ms)} | ${layer.createdAt.slice(0, 19).replace('T', ' ')} |`),
        ...infos.flatMap(infoSection),
        '',
    ].join('\n');
}
function suiteText({ name, of, outcome, counts, flaky = [], message = '' }) {
    const facts = [
        ...(of === undefined ? [] : [`of ${(0,shared_text/* markdown */.wD)(of)}`]),
        ...(counts === undefined ? [] : [`${counts.total} ${counts.total === 1 ? 'test' : 'tests'}`]),
        ...(flaky.length === 0 ? [] : [`${flaky.length} flaky`]),
        ...(outcome === 'off' && message !== '' ? [(0,shared_text/* markdown */.wD)((0,shared_text/* clip */.$Q)(message, 160))] : []),
    ];
    return `${(0,shared_text/* markdown */.wD)(name)}: ${outcome}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
}
function infoSection({ info, status, output }) {
    const text = output.split('\n').map(shared_text/* plain */.pj).join('\n').trimEnd();
    const lines = text.split('\n').length;
    const block = (0,shared_text/* fenced */.OF)(text);
    return [
        '',
        `## ${(0,shared_text/* markdown */.wD)(info.description)}`,
        '',
        ...(status === 0
            ? []
            : [`**The command ended with exit status ${status}**: ${(0,shared_text/* markdown */.wD)(info.command.join(' '))}`, '']),
        ...(lines > FOLD_AFTER ? ['<details>', `<summary>${lines} lines</summary>`, '', block, '', '</details>'] : [block]),
    ];
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./build-ts/src/stack/suites.js
var stack_suites = __webpack_require__(70043);
// EXTERNAL MODULE: ./build-ts/src/report/tests.js
var tests = __webpack_require__(82791);
;// CONCATENATED MODULE: ./build-ts/src/report/result-file.js




/**
 * `artifacts/<safe name>.yml`: the result of one image, for people and for scripts that read the files of UCSD's pipeline
 * (its keys come first, without the Python tag that only Python could load).
 */
function renderResultFile(result) {
    return (0,dist/* stringify */.As)({
        full_image_name: result.ref,
        success: result.outcome === 'passed',
        message: result.message ?? '',
        container_details: {
            image_built: result.build?.outcome === 'passed',
            push_success: result.published.length > 0,
        },
        test_results: {
            basic_tests: verdictOf(result, 'basic'),
            integration_tests: verdictOf(result, 'integration'),
        },
        id: result.id,
        platform: result.platform,
        outcome: result.outcome,
        ...(result.failedStep === undefined ? {} : { failed_step: result.failedStep }),
        ...(result.evidence === undefined ? {} : { evidence: [...result.evidence] }),
        ...(result.remedy === undefined ? {} : { remedy: result.remedy }),
        fingerprint: result.fingerprint,
        ...(result.build === undefined ? {} : { build: { ...result.build, time: (0,shared_text/* durationText */.S5)(result.build.ms) } }),
        suites: result.suites.map(suiteEntry),
        candidates: result.candidates,
        published: result.published,
    }, { lineWidth: 0 });
}
/** UCSD's words. */
function verdictOf({ testedAs, expected, suites }, sort) {
    const late = new Set(suites.filter((suite) => suite.pushed === true).map((suite) => suite.name)).add(stack_suites/* INTEGRATION_SUITE */.Qs);
    const isSort = (name) => late.has(name) === (sort === 'integration');
    const own = suites.filter((suite) => isSort(suite.name));
    if (own.some(tests/* isFailed */.Ix))
        return `Failed ${sort} tests`;
    // Which suites passed in an earlier run is not known any more: the basic ones were among them, as every image has some.
    if (testedAs !== undefined && sort === 'basic')
        return `Passed ${sort} tests`;
    const passed = new Set(own.filter((suite) => suite.outcome === 'passed').map((suite) => suite.name));
    const asked = expected.filter(isSort);
    return asked.length > 0 && asked.every((name) => passed.has(name)) ? `Passed ${sort} tests` : 'skipped';
}
/** Without the lines that show failures, and the slowest tests: those are in results.json. What is undefined is not written. */
function suiteEntry(suite) {
    const { name, kind, on, of, outcome, ms, counts, message, failures, flaky, unexpected, files } = suite;
    return {
        ...{ name, kind, on, of, outcome, ms, time: (0,shared_text/* durationText */.S5)(ms), counts, message },
        failures: failures?.map((failure) => ({
            name: failure.name,
            file: failure.file,
            line: failure.line,
            message: failure.message,
        })),
        ...{ flaky, unexpected, files },
    };
}

// EXTERNAL MODULE: ./build-ts/src/output/plan-files.js
var plan_files = __webpack_require__(33068);
;// CONCATENATED MODULE: ./build-ts/src/output/files.js











/**
 * Writes the files of a run as it goes (names fixed by design section 3): whatever ends it, what happened until then is
 * on the disk. Writes are synchronous: a log line costs microseconds, and nothing waits in memory.
 */
class Recorder {
    folders;
    commit;
    changedFiles;
    now;
    open = new Map();
    images = new Map();
    facts = new Map();
    results;
    /** When the lists were written last. */
    listed = 0;
    pending;
    fault;
    constructor(folders, commit, changedFiles, now) {
        this.folders = folders;
        this.commit = commit;
        this.changedFiles = changedFiles;
        this.now = now;
        for (const folder of Object.values(folders)) {
            try {
                (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
                (0,external_node_fs_.accessSync)(folder, external_node_fs_.constants.W_OK | external_node_fs_.constants.X_OK);
            }
            catch (error) {
                throw (0,errors/* userError */.IF)(`the files of the run cannot be written to ${folder}: ${(0,errors/* messageOf */.bD)(error)}`, {
                    remedy: 'Name another folder with --out.',
                });
            }
        }
    }
    listen = (event) => {
        const { fault } = this;
        this.fault = undefined;
        if (fault !== undefined)
            throw fault;
        this.writing(() => this.handle(event));
    };
    journal = (entries) => this.writing(() => this.artifact('journal.json', (0,plan_files/* json */.Pq)(entries)));
    close() {
        clearTimeout(this.pending);
        for (const file of this.open.values())
            (0,external_node_fs_.closeSync)(file);
        this.open.clear();
    }
    /** What the file system refuses is a failure of the run with a cause and a remedy. */
    writing(write) {
        try {
            write();
        }
        catch (error) {
            if ((0,values/* valueAt */.f)(error, ['syscall']) === undefined)
                throw error;
            const full = (0,errors/* codeOf */.$N)(error) === 'ENOSPC' || (0,errors/* codeOf */.$N)(error) === 'EDQUOT';
            throw full
                ? new errors/* WorkError */.oE(`no space left for the files of the run in ${this.folders.artifacts}`, {
                    cause: error,
                    remedy: 'Make room, or name another folder with --out.',
                })
                : new errors/* WorkError */.oE(`the files of the run cannot be written: ${(0,errors/* messageOf */.bD)(error)}`, {
                    cause: error,
                    remedy: 'Let nothing else change that folder, or name another with --out.',
                });
        }
    }
    handle(event) {
        switch (event.type) {
            case 'run-start':
                return this.start(event.plan, event.results);
            case 'step-start':
                if (LOG_NAMES.has(event.step))
                    this.fresh(event.image, event.step);
                return this.log(`${event.image} ${event.step} begins`);
            case 'line':
                return this.line(event);
            case 'suite-end': {
                const { suite } = event;
                if (event.junit !== undefined)
                    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(this.folders.logs, `${this.safe(event.image)}.${suite.name}.junit.xml`), event.junit);
                return this.log(`${event.image} suite ${suite.name}: ${suite.outcome} in ${(0,shared_text/* durationText */.S5)(suite.ms)}${suite.message === undefined ? '' : `: ${suite.message}`}`);
            }
            case 'step-end':
                this.log(`${event.image} ${event.step} ${event.outcome} in ${(0,shared_text/* durationText */.S5)(event.ms)}${event.message === undefined ? '' : `: ${event.message}`}`);
                this.resultFile(event.image);
                return this.listsSoon();
            case 'built': {
                const layers = layersOf(event.history, event.steps);
                this.artifact(`${this.safe(event.image)}.layers.json`, (0,plan_files/* json */.Pq)(layers));
                return this.learn(event.image, { ...(event.local === undefined ? {} : { local: event.local }), layers });
            }
            case 'infos':
                return this.learn(event.image, { infos: event.outputs });
            case 'image-end':
                this.resultFile(event.result.id);
                this.page(event.result.id);
                this.log(`${event.result.id} ${event.result.outcome}${event.result.message === undefined ? '' : `: ${event.result.message}`}`);
                return this.listsSoon();
            case 'pruned':
                return this.log(`${event.image} ${event.text}`);
            case 'notice':
                return this.log(`note: ${event.text}`);
            case 'run-end':
                this.log(`${event.results.outcome} in ${(0,shared_text/* durationText */.S5)(event.results.ms)}`);
                return this.lists();
        }
    }
    start(plan, results) {
        this.results = results;
        for (const image of plan.images)
            this.images.set(image.id, image);
        // Files of an earlier run must not be taken for this one's.
        for (const name of ['journal.json', ...LISTS])
            (0,external_node_fs_.rmSync)((0,external_node_path_.join)(this.folders.artifacts, name), { force: true });
        for (const [name, content] of Object.entries((0,plan_files/* planFiles */.jP)(plan, this.commit, this.changedFiles)))
            this.artifact(name, content);
        this.log(`${results.command} begins: ${plan.images.filter((image) => image.action !== 'skip').length} images`);
        this.lists();
    }
    /** Soon: a run of hundreds of images has thousands of events, and the lists are about all of them. */
    listsSoon() {
        const wait = this.listed + LISTS_EVERY_MS - performance.now();
        if (wait <= 0)
            this.lists();
        else
            this.pending ??= setTimeout(() => this.listsLate(), wait).unref();
    }
    /** Nobody hears what a timer throws: the next event does. */
    listsLate() {
        try {
            this.writing(() => this.lists());
        }
        catch (error) {
            this.fault = error;
        }
    }
    lists() {
        clearTimeout(this.pending);
        this.pending = undefined;
        this.listed = performance.now();
        const results = this.results;
        if (results === undefined)
            return;
        const images = results.images.filter(run_results/* isWorkedOn */.cJ);
        const refs = (name, wanted) => this.artifact(name, (0,plan_files/* lines */.Mn)(images.filter(wanted).map((image) => image.ref)));
        // A ref is of all platforms of its image.
        const whole = (wanted) => {
            const others = new Set(images.filter((image) => !wanted(image)).map((image) => image.ref));
            return (image) => !others.has(image.ref);
        };
        refs('IMAGES_BUILT', whole((image) => image.build?.outcome === 'passed'));
        refs('IMAGES_TEST_PASSED', whole(run_results/* isTested */.eW));
        refs('IMAGES_TEST_ERROR', run_results/* isBroken */.Qr);
        this.artifact('IMAGES_PUSHED', (0,plan_files/* lines */.Mn)(images.flatMap((image) => image.published.map(({ ref }) => ref))));
        this.artifact('results.json', (0,plan_files/* json */.Pq)(results));
    }
    resultFile(id) {
        const result = this.results?.images.find((one) => one.id === id);
        if (result !== undefined)
            this.artifact(`${this.safe(id)}.yml`, renderResultFile(result));
    }
    /** By now names may have moved: a page that cannot be written must not make the results say anything else. */
    page(id) {
        try {
            this.manifest(id);
        }
        catch (error) {
            const file = `${this.safe(id)}.md`;
            this.results?.notices.push(`the page of ${id} could not be written to ${this.folders.manifests}/${file}: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }
    manifest(id) {
        const image = this.images.get(id);
        const result = this.results?.images.find((one) => one.id === id);
        const { local, layers = [], infos = [] } = this.facts.get(id) ?? {};
        if (image === undefined || result?.outcome !== 'passed')
            return;
        // Of an image that was not here nothing new is known; a page that an earlier run wrote says more.
        if (local === undefined && infos.length === 0)
            return;
        const parents = image.parents.map((parent) => this.images.get(parent)?.ref ?? parent);
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(this.folders.manifests, `${image.file}.md`), renderManifest({ result, local, layers, infos, parents, sha: this.commit.hash }));
    }
    learn(id, more) {
        this.facts.set(id, { ...this.facts.get(id), ...more });
    }
    safe(id) {
        return this.images.get(id)?.file ?? (0,stack_refs/* safeName */.jC)(id);
    }
    logName(id, step) {
        return `${this.safe(id)}.${LOG_NAMES.get(step) ?? step}.log`;
    }
    fresh(id, step) {
        const name = this.logName(id, step);
        const file = this.open.get(name);
        if (file !== undefined)
            (0,external_node_fs_.closeSync)(file);
        this.open.set(name, (0,external_node_fs_.openSync)((0,external_node_path_.join)(this.folders.logs, name), 'w'));
    }
    line(event) {
        const file = this.open.get(this.logName(event.image, event.step));
        if (file !== undefined)
            (0,external_node_fs_.writeSync)(file, `${event.suite === undefined ? '' : `[${event.suite}] `}${event.text}\n`);
    }
    log(text) {
        let file = this.open.get('run.log');
        if (file === undefined)
            this.open.set('run.log', (file = (0,external_node_fs_.openSync)((0,external_node_path_.join)(this.folders.logs, 'run.log'), 'w')));
        (0,external_node_fs_.writeSync)(file, `${this.now().toISOString()} ${(0,shared_text/* plain */.pj)(text)}\n`);
    }
    artifact(name, content) {
        (0,plan_files/* replaceFile */.fR)(this.folders.artifacts, name, content);
    }
}
/** Steps that have a log, and what it is called: tests have the seeds' names. */
const LOG_NAMES = new Map([
    ['pull', 'pull'],
    ['build', 'build'],
    ['test', 'basic-tests'],
    ['push', 'push'],
    ['integration', 'integration-tests'],
]);
/** Who is killed loses no more than this of the lists and of results.json. */
const LISTS_EVERY_MS = 200;
const LISTS = ['IMAGES_BUILT', 'IMAGES_TEST_PASSED', 'IMAGES_TEST_ERROR', 'IMAGES_PUSHED', 'results.json'];

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
;// CONCATENATED MODULE: ./build-ts/src/registry/exchange.js





/** More than any manifest may have (distribution's own limit is 4 MiB): no registry fills our memory. */
const MAX_BYTES = 8 * 1024 * 1024;
/**
 * One request and its answer. Not by fetch: that opens a connection of its own for every HEAD, because some servers send a
 * body with it, and hundreds of look-ups would be hundreds of handshakes.
 */
function exchange(url, { method = 'GET', headers, body, signal }) {
    return new Promise((resolve, reject) => {
        const send = url.protocol === 'http:' ? external_node_http_.request : external_node_https_.request;
        const form = body instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
        const asked = { method, headers: { 'user-agent': 'stack-action', ...form, ...headers }, signal };
        const outgoing = send(url, asked, (incoming) => {
            resolve({ status: incoming.statusCode ?? 0, headers: headersOf(incoming), origin: url.origin, stream: incoming });
        });
        outgoing.on('error', reject);
        if (body instanceof external_node_stream_.Readable)
            (0,external_node_stream_promises_.pipeline)(body, outgoing).catch(reject);
        else
            outgoing.end(body instanceof URLSearchParams ? body.toString() : body);
    });
}
/** Throws a WorkError when it is too large; `who` is the server's name in it. */
async function whole({ stream, ...head }, who) {
    const chunks = [];
    let bytes = 0;
    for await (const chunk of stream) {
        bytes += chunk.length;
        if (bytes > MAX_BYTES)
            throw new errors/* WorkError */.oE(`${who} sends more than ${MAX_BYTES} bytes`);
        chunks.push(chunk);
    }
    return { ...head, body: Buffer.concat(chunks) };
}
function headersOf(incoming) {
    const headers = new Headers();
    for (const [name, values = []] of Object.entries(incoming.headersDistinct))
        for (const value of values)
            headers.append(name, value);
    return headers;
}

;// CONCATENATED MODULE: ./build-ts/src/registry/http.js




/** For what has to be done. */
const PATIENT = { attempts: 4, totalMs: 300_000 };
/** For what only makes a run faster or says more: it does without. */
const BRIEF = { attempts: 2, totalMs: 5000 };
/** Nobody answered: the host is not there, or connections to it break. */
class Unanswered extends errors/* WorkError */.oE {
}
const TIMEOUT_MS = 30_000;
/** Storage, perhaps by way of a gateway. */
const MOST_REDIRECTS = 5;
/**
 * Sends a request and reads the answer. Broken connections, cut bodies, 429 and 5xx are tried again, after the time the
 * server asks for or a growing one, as long as patience lasts. Reading follows redirects, without the Authorization header
 * where they lead to another origin. Throws Unanswered when nobody answers and a WorkError when the answer is too large or
 * leads nowhere; `who` is the server's name in the message.
 */
function request(url, sent, who, patience = PATIENT) {
    return patiently(url, sent, who, patience, async (signal) => whole(await follow(url, { ...sent, signal }, who), who));
}
/** The same without reading the body of a 200: that may take as long as it takes, and is not tried again. */
function http_open(url, sent, who, patience = PATIENT) {
    return patiently(url, sent, who, patience, async (signal) => {
        const coming = await follow(url, { ...sent, signal }, who);
        if (coming.status === 200)
            return { ...coming, body: Buffer.alloc(0) };
        return { ...(await whole(coming, who)), stream: undefined };
    });
}
/** Sends a request once, redirects not followed, for as long as its signal lets it. Throws whatever breaks. */
async function sendOnce(url, sent, who) {
    return whole(await exchange(url, sent), who);
}
async function patiently(url, { signal: outer }, who, patience, work) {
    const end = performance.now() + patience.totalMs;
    for (let attempt = 1;; attempt++) {
        const timeoutMs = Math.max(1, Math.ceil(Math.min(TIMEOUT_MS, end - performance.now())));
        const answer = await within(timeoutMs, outer, work).catch((error) => {
            outer?.throwIfAborted();
            if (error instanceof errors/* WorkError */.oE)
                throw error;
            return { error };
        });
        const wait = 'error' in answer ? waitAfterError(answer.error, attempt) : waitAfter(answer, attempt);
        if (wait === undefined || attempt >= patience.attempts || performance.now() + wait >= end) {
            if (!('error' in answer))
                return answer;
            throw new Unanswered(`${who} does not answer: ${reasonOf(answer.error)}`, {
                cause: answer.error,
                remedy: `Is ${new URL(url).host} right, and may it be reached from here?`,
            });
        }
        await pause(wait, outer);
    }
}
/** Work with a signal for as long as it lasts; afterwards only the outer signal counts. */
async function within(ms, outer, work) {
    outer?.throwIfAborted();
    const late = new AbortController();
    const timer = setTimeout(() => {
        late.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    }, ms);
    try {
        return await work(outer === undefined ? late.signal : AbortSignal.any([outer, late.signal]));
    }
    finally {
        clearTimeout(timer);
    }
}
/** Waits. Throws the signal's reason when it is aborted meanwhile. */
async function pause(ms, signal) {
    await (0,external_node_timers_promises_.setTimeout)(ms, undefined, signal === undefined ? {} : { signal }).catch((error) => {
        signal?.throwIfAborted();
        throw error;
    });
}
async function follow(url, sent, who) {
    let at = new URL(url);
    let headers = sent.headers ?? {};
    for (let redirects = 0;; redirects++) {
        const answer = await exchange(at, { ...sent, headers });
        const to = ['GET', 'HEAD'].includes(sent.method ?? 'GET') ? redirectOf(answer, at) : undefined;
        if (to === undefined)
            return answer;
        await whole(answer, who);
        if (redirects === MOST_REDIRECTS)
            throw new errors/* WorkError */.oE(`${who} sends us round and round`);
        if (!isSafe(at, to))
            throw unsafe(who, to);
        if (to.origin !== at.origin)
            headers = withoutLogin(headers);
        at = to;
    }
}
/** RFC 9110 section 15.4, as far as reading goes. */
function redirectOf({ status, headers }, at) {
    const location = headers.get('location');
    if (![301, 302, 303, 307, 308].includes(status) || location === null)
        return undefined;
    return URL.canParse(location, at.href) ? new URL(location, at) : undefined;
}
/** A server may not send us on to where others can listen, unless they could where we came from. */
function isSafe(from, to) {
    return to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:');
}
function unsafe(who, to) {
    return new errors/* WorkError */.oE(`${who} sends us on to ${to.protocol}//${to.host}, which is not encrypted`);
}
function withoutLogin(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}
/** Node says "aborted" where a time-out is the cause, and nothing at all where several addresses did not answer. */
function reasonOf(error) {
    const cause = (0,values/* valueAt */.f)(error, ['cause', 'message']);
    if (typeof cause === 'string' && cause !== '')
        return cause;
    return (0,errors/* messageOf */.bD)(error) || ((0,errors/* codeOf */.$N)(error) ?? 'no reason is known');
}
/** Whoever asks for more time than there is gets it from a later run: asking again earlier would only make it longer. */
function waitAfter(answer, attempt) {
    if (answer.status !== 429 && answer.status < 500)
        return undefined;
    return askedWaitMs(answer.headers) ?? backoffMs(attempt);
}
/** Retry-After (RFC 9110 section 10.2.3): seconds or a date. */
function askedWaitMs(headers) {
    const asked = headers.get('retry-after') ?? '';
    const ms = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now();
    return Number.isFinite(ms) ? Math.max(ms, 0) : undefined;
}
/** A connection that broke may hold the next time; a host that does not exist will not exist then either. */
function waitAfterError(error, attempt) {
    return (0,errors/* codeOf */.$N)(error) === 'ENOTFOUND' ? undefined : backoffMs(attempt);
}
function backoffMs(attempt) {
    return 250 * 2 ** attempt;
}

;// CONCATENATED MODULE: ./build-ts/src/registry/remedies.js

/** What to do about a login that a registry does not take. */
function loginRemedy(host) {
    const login = `Log in with "docker login ${host}"`;
    if (host === 'ghcr.io')
        return `${login}; the job also needs permissions: packages: write.`;
    return isEcr(host) ? `${login} anew (its passwords are good for twelve hours).` : `${login}.`;
}
/** What to do about a push that a registry refuses with one of these statuses, `name` being the repository's in its API. */
function remedies_pushRemedy(host, name, status) {
    if (status === 401 || status === 403)
        return rightsRemedy(host, name);
    if (status === 404)
        return isEcr(host)
            ? `This registry makes no repository by itself: aws ecr create-repository --repository-name ${name}`
            : 'Make the repository, or the project that it belongs to, first: this registry does not at a push.';
    if (status === 405)
        return 'Is it read-only for a while, or a mirror of another registry? Push to one that takes images.';
    return undefined;
}
function rightsRemedy(host, name) {
    if (host === 'ghcr.io')
        // https://docs.github.com/en/packages/learn-github-packages/configuring-a-packages-access-control-and-visibility
        return 'The job needs permissions: packages: write, and a package that is there already has to give this repository the role Write: package settings, "Manage Actions access".';
    if (host === stack_refs/* DEFAULT_HOST */.HX)
        return `The login has to be of somebody who may write to ${name}, and an access token needs the permission Read & Write.`;
    if (isEcr(host))
        // https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
        return 'The role needs ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload and ecr:PutImage for the repository.';
    return `Log in with "docker login ${host}" as somebody who may push to ${name}.`;
}
/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
function isEcr(host) {
    return /^\d+\.dkr[.-]ecr(-fips)?\.[\w.-]+$/.test(host);
}

;// CONCATENATED MODULE: ./build-ts/src/registry/authorize.js





/** What a registry said no with. */
class RegistryError extends errors/* WorkError */.oE {
    status;
    constructor(message, status, more = {}) {
        super(message, more);
        this.status = status;
    }
}
/** The login itself is wrong, or missing where there is no other way in: no repository of the host will be had with it. */
class LoginRefused extends RegistryError {
    constructor(message, host) {
        super(message, 401, { remedy: loginRemedy(host) });
    }
}
/** The challenge of an answer with 401 (RFC 9110 section 11). */
function challengeOf(answer) {
    return answer.headers.get('www-authenticate') ?? '';
}
/**
 * Answers a challenge with the value of an Authorization header. The token server says 401 when the login is wrong
 * (https://distribution.github.io/distribution/spec/auth/jwt/), which is LoginRefused; 403, and 401 to somebody without a
 * login, is about the repository: GitHub's registry has these for packages that are private or do not exist. (It has 403
 * for wrong logins, too; that cannot be told apart.)
 */
async function authorize(asked, challenge, credentialsFor, patience = PATIENT) {
    const { host, scope, plainHttp } = challenge;
    const login = await credentialsFor(host);
    if (isBasic(asked)) {
        if (login === undefined)
            throw new LoginRefused(`the registry ${host} wants a login and there is none`, host);
        return basic(login);
    }
    const parameters = parametersOf(asked);
    if (!/^bearer/i.test(asked) || !URL.canParse(parameters['realm'] ?? ''))
        throw new RegistryError(`the registry ${host} refuses with 401 and does not say how to log in`, 401);
    const realm = new URL(parameters['realm'] ?? '');
    if (realm.protocol !== 'https:' && !plainHttp)
        throw new RegistryError(`the registry ${host} wants the login sent to ${realm.origin} without encryption`, 401);
    const answer = await askToken(realm, parameters['service'], scope, login, patience);
    const { status } = answer;
    if (status === 429 || status >= 500)
        throw new RegistryError(`the login server ${realm.host} of the registry ${host} answered ${status}`, status);
    const refused = `the registry ${host} refuses the login (${status})`;
    if (status === 401 && login !== undefined)
        throw new LoginRefused(refused, host);
    if (status !== 200)
        throw new RegistryError(refused, status, { remedy: loginRemedy(host) });
    const token = tokenOf(answer);
    if (token === undefined)
        throw new errors/* WorkError */.oE(`the login server ${realm.host} of the registry ${host} gives no token`);
    return `Bearer ${token}`;
}
/** Challenges with the same text here are answered with the same login: scope and error, which differ, are not in it. */
function whoToAsk(asked) {
    const { realm = '', service = '' } = parametersOf(asked);
    return [/^\w*/.exec(asked)?.[0].toLowerCase(), realm, service].join(' ');
}
function parametersOf(asked) {
    return Object.fromEntries([...asked.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name ?? '', value ?? '']));
}
function isBasic(asked) {
    return /^basic\b/i.test(asked);
}
/** Some servers call it `token`, some `access_token`. What does not fit into a header is none. */
function tokenOf(answer) {
    let body;
    try {
        body = JSON.parse(answer.body.toString('utf8'));
    }
    catch {
        return undefined;
    }
    const token = (0,values/* valueAt */.f)(body, ['token']) ?? (0,values/* valueAt */.f)(body, ['access_token']);
    return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token) ? token : undefined;
}
/** A password goes along by basic auth; an identity token (kept by docker login instead of a password) is exchanged by POST. */
function askToken(realm, service, scope, login, patience) {
    const who = `the login server ${realm.host}`;
    if (login?.username === IDENTITY_TOKEN) {
        const form = {
            grant_type: 'refresh_token',
            refresh_token: login.password,
            service: service ?? '',
            scope,
            client_id: 'stack-action',
        };
        const sent = { method: 'POST', body: new URLSearchParams(form) };
        return request(realm.origin + realm.pathname, sent, who, patience);
    }
    if (service !== undefined)
        realm.searchParams.set('service', service);
    realm.searchParams.delete('scope');
    for (const one of scope.split(' '))
        realm.searchParams.append('scope', one);
    return request(realm.href, login === undefined ? {} : { headers: { authorization: basic(login) } }, who, patience);
}
function basic({ username, password }) {
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}

;// CONCATENATED MODULE: ./build-ts/src/registry/authorizations.js

/**
 * A host that has asked for a login once will ask for it at every repository: its challenge is remembered, and the token
 * fetched without being sent away first. A challenge that leads to another token server replaces it.
 */
function authorizations(credentialsFor) {
    const challenges = new Map();
    const entries = new Map();
    const keyOf = ({ host, scope }) => `${host} ${scope}`;
    function exchange(asked, challenge, patience) {
        const key = keyOf(challenge);
        const value = authorize(asked, challenge, credentialsFor, patience);
        const entry = { value, from: whoToAsk(asked), done: false };
        entries.set(key, entry);
        value.then(() => (entry.done = true), 
        // Those who wait hear of it; whoever comes later tries anew.
        () => entries.get(key) === entry && entries.delete(key));
        return entry;
    }
    return {
        held: (challenge, patience) => {
            const asked = challenges.get(challenge.host);
            const entry = entries.get(keyOf(challenge)) ?? (asked === undefined ? undefined : exchange(asked, challenge, patience));
            return entry === undefined ? undefined : { value: entry.value, fresh: !entry.done };
        },
        renew: (sent, asked, challenge, patience) => {
            challenges.set(challenge.host, asked);
            const entry = entries.get(keyOf(challenge));
            // Somebody else was quicker.
            if (entry !== undefined && entry.value !== sent?.value)
                return entry.value;
            if (sent?.fresh === true && entry?.from === whoToAsk(asked))
                return undefined;
            return exchange(asked, challenge, patience).value;
        },
    };
}

;// CONCATENATED MODULE: ./build-ts/src/registry/locate.js


/** Throws a WorkError for what is not the name of a repository: nothing else ever becomes part of an address. */
function locate(repository) {
    const parsed = (0,stack_refs/* parseRepository */.SU)(repository);
    if (parsed === undefined)
        throw new errors/* WorkError */.oE(`"${repository}" is not the name of a repository`);
    const { host, path } = parsed;
    // Docker Hub keeps names of one part below `library`.
    const name = host === stack_refs/* DEFAULT_HOST */.HX && !path.includes('/') ? `library/${path}` : path;
    return { host, name, base: new URL(baseUrl(host)).origin };
}
/** Plain HTTP for registries of this machine only, as the engine has it; Docker Hub's API has a host of its own. */
function baseUrl(host) {
    if (host === stack_refs/* DEFAULT_HOST */.HX)
        return 'https://registry-1.docker.io';
    return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host) ? `http://${host}` : `https://${host}`;
}

;// CONCATENATED MODULE: ./build-ts/src/registry/access.js




function registryAccess(credentialsFor) {
    const logins = authorizations(credentialsFor);
    /** Logs in when the registry asks for it; also again, because tokens live for minutes and runs for hours. */
    async function by(how, rights, path, sent, patience) {
        const { host, name, base } = locate(rights.repository);
        const challenge = challengeFor(rights);
        const ask = (authorization) => how(`${base}/v2/${path === '' ? '' : `${name}/${path}`}`, { ...sent, headers: { ...sent.headers, ...(authorization === undefined ? {} : { authorization }) } }, `the registry ${host}`, patience);
        // Only the registry itself is given a login: not the storage that it sends us on to.
        const refuses = (answer) => answer.status === 401 && answer.origin === base;
        const held = logins.held(challenge, patience);
        let answer = await ask(await held?.value);
        if (!refuses(answer))
            return answer;
        const renewed = logins.renew(held, challengeOf(answer), challenge, patience);
        if (renewed !== undefined)
            answer = await ask(await renewed);
        // A password has no rights by scope: it is right for all of the registry, or wrong.
        if (refuses(answer) && isBasic(challengeOf(answer)))
            throw new LoginRefused(`the registry ${host} refuses the login (401)`, host);
        return answer;
    }
    return {
        send: (rights, path, sent, patience = PATIENT) => by(request, rights, path, sent, patience),
        open: (rights, path, sent, patience = PATIENT) => by(http_open, rights, path, sent, patience),
        sendTo: async (rights, to, sent) => {
            const { host, base } = locate(rights.repository);
            const authorization = await logins.held(challengeFor(rights), PATIENT)?.value;
            const headers = { ...sent.headers, ...(authorization === undefined ? {} : { authorization }) };
            return sendOnce(to, { ...sent, headers: to.origin === base ? headers : withoutLogin(headers) }, `the registry ${host}`);
        },
    };
}
function challengeFor({ repository, actions, from }) {
    const { host, name, base } = locate(repository);
    const also = from === undefined ? '' : ` repository:${from}:pull`;
    return { host, scope: `repository:${name}:${actions}${also}`, plainHttp: base.startsWith('http://') };
}

;// CONCATENATED MODULE: ./build-ts/src/registry/digest.js

const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** Digests are sha256 here, as registries and engines make them. */
function isDigest(text) {
    return typeof text === 'string' && DIGEST.test(text);
}
/** `sha256:…` */
function digestOf(bytes) {
    return `sha256:${(0,external_node_crypto_.createHash)('sha256').update(bytes).digest('hex')}`;
}

;// CONCATENATED MODULE: ./build-ts/src/registry/config.js



/** Kinds of manifests: OCI image-spec (media-types.md) and Docker's image manifest version 2, schema 2. */
const INDEXES = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
];
const MANIFESTS = [
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json',
];
/** Every kind of manifest, so that an index is never resolved to one platform. */
const ACCEPT = [...INDEXES, ...MANIFESTS].join(', ');
const CONFIGS = [
    'application/vnd.oci.image.config.v1+json',
    'application/vnd.docker.container.image.v1+json',
];
/** The media type alone says what a manifest is: one may look like both (CVE-2021-41190). */
function isIndex(mediaType) {
    return INDEXES.includes(essence(mediaType));
}
function isImage(mediaType) {
    return MANIFESTS.includes(essence(mediaType));
}
/** A media type without its parameters. */
function essence(mediaType) {
    return mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
}
/**
 * The manifest of a platform, `os/architecture[/variant]`, in an index. A variant that only one side names is no hindrance
 * (arm64 is arm64/v8 for most), but the one that names the same goes first. Undefined when there is none.
 */
function chooseManifest(index, platform) {
    const [os, architecture, variant] = platform.split('/');
    const manifests = (0,values/* valueAt */.f)(index, ['manifests']);
    let near;
    for (const entry of Array.isArray(manifests) ? manifests : []) {
        const digest = (0,values/* valueAt */.f)(entry, ['digest']);
        if (!isDigest(digest))
            continue;
        const of = (key) => (0,values/* valueAt */.f)(entry, ['platform', key]);
        if (of('os') !== os || of('architecture') !== architecture)
            continue;
        const own = of('variant') === '' ? undefined : of('variant');
        if (own === variant)
            return digest;
        if (own === undefined || variant === undefined)
            near ??= digest;
    }
    return near;
}
/** The digest of an image's configuration. Throws for what is a manifest but no image: charts, signatures and others. */
function configDigest(manifest, what) {
    const digest = (0,values/* valueAt */.f)(manifest, ['config', 'digest']);
    if (!CONFIGS.includes((0,values/* valueAt */.f)(manifest, ['config', 'mediaType'])) || !isDigest(digest))
        throw new errors/* WorkError */.oE(`${what} is not an image`);
    return digest;
}
/** `rootfs.diff_ids` of the same document. */
function config_layersOf(config) {
    const layers = (0,values/* valueAt */.f)(config, ['rootfs', 'diff_ids']);
    return Array.isArray(layers) ? layers.filter((layer) => typeof layer === 'string') : [];
}
/** https://github.com/opencontainers/image-spec/blob/main/config.md; what is not text there is no label. */
function labelsOf(config) {
    const labels = (0,values/* valueAt */.f)(config, ['config', 'Labels']);
    return Object.fromEntries(Object.entries(typeof labels === 'object' && labels !== null ? labels : {}).filter((entry) => typeof entry[1] === 'string'));
}

;// CONCATENATED MODULE: ./build-ts/src/registry/checked.js



/**
 * Passes the bytes of a blob on. Ends with a WorkError when they are too many, too few or others than the digest says; the
 * last ones are held back until that is known, so that whoever counts them never has something wrong in full.
 */
function checked({ digest, size }, who, onBytes) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let bytes = 0;
    let held;
    return new external_node_stream_.Transform({
        transform(chunk, _encoding, done) {
            bytes += chunk.length;
            if (bytes > size) {
                done(new errors/* WorkError */.oE(`${who} sends more than the ${size} bytes of ${digest}`));
                return;
            }
            hash.update(chunk);
            onBytes(bytes);
            const before = held;
            held = chunk;
            done(null, before);
        },
        flush(done) {
            const came = `sha256:${hash.digest('hex')}`;
            if (bytes < size)
                done(new errors/* WorkError */.oE(`${who} sends ${bytes} of the ${size} bytes of ${digest}`));
            else if (came !== digest)
                done(new errors/* WorkError */.oE(`${who} sends something else for ${digest}: the bytes are ${came}`));
            else
                done(null, held);
        },
    });
}

;// CONCATENATED MODULE: ./build-ts/src/registry/expect.js






/** Throws a RegistryError with the registry's own words when the status is another one. */
function expect(answer, status, what, repository) {
    if (answer.status === status)
        return;
    const lacking = /error="insufficient_scope"/.test(answer.headers.get('www-authenticate') ?? '');
    const said = [saidBy(answer), lacking ? 'the login is not enough for that (insufficient_scope)' : ''].filter(Boolean);
    const refused = answer.status === 401 || answer.status === 403;
    const wait = answer.status === 429 ? askedWaitMs(answer.headers) : undefined;
    throw new RegistryError(`${what}: the registry answered ${answer.status}${said.map((one) => `: ${one}`).join('')}`, answer.status, refused
        ? { remedy: loginRemedy(locate(repository).host) }
        : wait === undefined
            ? {}
            : { remedy: `It asks to be left alone for ${(0,shared_text/* durationText */.S5)(wait)}; logged in, there may be more to be had.` });
}
/** The registry's own words on one line; its error codes are specified: distribution-spec, "Error Codes". */
function saidBy({ body }) {
    const text = (0,shared_text/* plain */.pj)(body.toString('utf8').slice(0, 500)).replaceAll(/\s+/g, ' ').trim();
    let first;
    try {
        first = (0,values/* valueAt */.f)(JSON.parse(body.toString('utf8')), ['errors', 0]);
    }
    catch {
        return text;
    }
    const [code, message] = [(0,values/* valueAt */.f)(first, ['code']), (0,values/* valueAt */.f)(first, ['message'])];
    if (typeof code !== 'string' || typeof message !== 'string')
        return text;
    return (0,shared_text/* plain */.pj)(`${code}: ${message}`.slice(0, 500));
}

;// CONCATENATED MODULE: ./build-ts/src/registry/stall.js
function stall(ms, why) {
    const controller = new AbortController();
    let until = performance.now() + ms;
    let timer;
    // One timer that looks again, not a new one for every piece of a big file.
    const look = () => {
        const left = until - performance.now();
        if (left <= 0)
            controller.abort(new Error(why));
        else
            timer = setTimeout(look, left);
    };
    look();
    return {
        signal: controller.signal,
        alive: (next) => {
            until = performance.now() + next;
        },
        stop: () => {
            clearTimeout(timer);
        },
    };
}

;// CONCATENATED MODULE: ./build-ts/src/registry/uploads.js




/** What uploads need to be allowed. */
const PUSH = 'pull,push';
/** Where uploads begin, below `/v2/<name>/`. */
const UPLOADS = 'blobs/uploads/';
/** Begins an upload (distribution-spec, "Pushing blobs"). Returns where it goes on; throws a RegistryError when refused. */
async function beginUpload(access, repository, what, signal) {
    const answer = await access.send({ repository, actions: PUSH }, UPLOADS, { method: 'POST', signal });
    expect(answer, 202, what, repository);
    return placeOf(answer, repository);
}
/** The place that an answer with 202 names. It may be relative, and with another origin. */
function placeOf({ headers }, repository) {
    const { host, name, base } = locate(repository);
    const asked = new URL(`${base}/v2/${name}/${UPLOADS}`);
    const location = headers.get('location') ?? '';
    if (location === '' || !URL.canParse(location, asked.href))
        throw new errors/* WorkError */.oE(`the registry ${host} does not say where an upload is to go`);
    const place = new URL(location, asked);
    if (!isSafe(asked, place))
        throw unsafe(`the registry ${host}`, place);
    return place;
}
const CANCEL_MS = 5000;
/** Ends an upload that nothing is to come of. Registries that do not take it forget uploads by themselves after a while. */
async function cancelUpload(access, rights, place) {
    if (place.origin !== locate(rights.repository).base)
        return;
    const sent = { method: 'DELETE', signal: AbortSignal.timeout(CANCEL_MS) };
    await access.sendTo(rights, place, sent).catch(() => undefined);
}

;// CONCATENATED MODULE: ./build-ts/src/registry/blobs.js









/** Tries, all in all: an upload is safe to begin again, because its digest says whether it is what it should be. */
const ATTEMPTS = 3;
const LONGEST_WAIT_MS = 60_000;
/** Without a byte having gone through. */
const STALLED_MS = 60_000;
/** From the last byte to the answer: the registry hashes and stores the blob. */
const STORING_MS = 300_000;
/** Whether a repository has a blob. What is refused here will be refused at the upload, too. */
async function hasBlob(access, { repository, blob }, signal) {
    const rights = { repository, actions: PUSH };
    return (await access.send(rights, `blobs/${blob.digest}`, { method: 'HEAD', signal })).status === 200;
}
/**
 * Asks a registry to take a blob from another of its repositories (distribution-spec, "Mounting a blob from another
 * repository"). It may begin an upload instead and answer with that one's place; undefined when it does neither.
 */
async function mountBlob(access, from, { repository, blob }, signal) {
    const source = locate(from).name;
    const path = `${UPLOADS}?mount=${encodeURIComponent(blob.digest)}&from=${encodeURIComponent(source)}`;
    let status;
    try {
        const answer = await access.send({ repository, actions: PUSH, from: source }, path, { method: 'POST', signal });
        if (answer.status === 202)
            return placeOf(answer, repository);
        status = answer.status;
    }
    catch (error) {
        // The token server may refuse both rights at once where it gives each alone.
        if (error instanceof RegistryError)
            return undefined;
        throw error;
    }
    // Believed only when it is there: what is missing would be found out at the manifest, and not be mended any more.
    return status === 201 && (await hasBlob(access, { repository, blob }, signal)) ? 'mounted' : undefined;
}
/**
 * Sends a blob from one repository to another without keeping it. `begun` is an upload to use for the first try. Throws
 * a WorkError after the last one, a RegistryError at once when it is refused, and the signal's reason.
 */
async function sendBlob(access, from, to, begun, signal) {
    const what = `copy of ${to.blob.digest} to ${to.repository}`;
    for (let attempt = 1;; attempt++) {
        let waitMs = backoffMs(attempt);
        const source = await openBlob(access, from, to.blob, signal);
        try {
            const place = (attempt === 1 ? begun : undefined) ?? (await beginUpload(access, to.repository, what, signal));
            await upload(access, source, place, to, what, signal);
            return;
        }
        catch (error) {
            signal.throwIfAborted();
            if (error instanceof RegistryError)
                throw error;
            if (attempt === ATTEMPTS)
                throw new errors/* WorkError */.oE(`${what} broke ${ATTEMPTS} times: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
            if (error instanceof Broken)
                waitMs = Math.min(error.waitMs ?? waitMs, LONGEST_WAIT_MS);
        }
        finally {
            source.destroy();
        }
        await pause(waitMs, signal);
    }
}
async function openBlob(access, from, blob, signal) {
    const answer = await access.open({ repository: from, actions: 'pull' }, `blobs/${blob.digest}`, { signal });
    expect(answer, 200, `copy of ${blob.digest} from ${from}`, from);
    if (answer.stream === undefined)
        throw new errors/* WorkError */.oE(`${from} sends nothing for ${blob.digest}`);
    return answer.stream;
}
/** Answers to the last request of an upload that another try would not change. */
const FINAL = [403, 405, 413];
/** An upload that came to nothing, and may come to something when it is begun again. */
class Broken extends errors/* WorkError */.oE {
    waitMs;
    constructor(message, 
    /** Milliseconds that the registry asks to be left alone for. */
    waitMs) {
        super(message);
        this.waitMs = waitMs;
    }
}
async function upload(access, source, place, { repository, blob }, what, signal) {
    const watch = stall(STALLED_MS, 'nothing moves any more');
    const body = checked(blob, `the registry of ${what}`, (bytes) => {
        watch.alive(bytes < blob.size ? STALLED_MS : STORING_MS);
    });
    // What ends the one ends the other; whoever sends the body hears of it.
    (0,external_node_stream_promises_.pipeline)(source, body).catch(() => undefined);
    const sent = {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream', 'content-length': String(blob.size) },
        body,
        signal: AbortSignal.any([signal, watch.signal]),
    };
    try {
        const answer = await access.sendTo({ repository, actions: PUSH }, withDigest(place, blob.digest), sent);
        if (FINAL.includes(answer.status))
            expect(answer, 201, what, repository);
        if (answer.status !== 201)
            throw new Broken(`the registry answered ${answer.status}: ${saidBy(answer)}`, askedWaitMs(answer.headers));
        if (!body.readableEnded)
            throw new Broken('the registry was content before it had everything', undefined);
    }
    catch (error) {
        throw watch.signal.aborted ? watch.signal.reason : error;
    }
    finally {
        watch.stop();
        body.destroy();
    }
}
/** Added as text: parsing the rest and writing it anew might change what the registry has signed. */
function withDigest(place, digest) {
    const url = new URL(place);
    url.search = `${place.search}${place.search === '' ? '?' : '&'}digest=${encodeURIComponent(digest)}`;
    return url;
}

;// CONCATENATED MODULE: ./build-ts/src/registry/contents.js




/**
 * Throws a WorkError for what is neither an image nor an index, and for a digest that is not sha256. Layers that may not
 * be distributed are left out where the manifest says from where else they come.
 */
function contentsOf(manifest, mediaType, name) {
    const many = (key) => {
        const value = (0,values/* valueAt */.f)(manifest, [key]);
        if (!Array.isArray(value))
            throw new errors/* WorkError */.oE(`${name} is broken: it has no list of ${key}`);
        return value;
    };
    const of = (value) => descriptorOf(value, name);
    if (isIndex(mediaType))
        return { manifests: many('manifests').map(of), blobs: [] };
    if (!isImage(mediaType))
        throw new errors/* WorkError */.oE(`${name} cannot be copied: it is of the kind ${mediaType}`);
    const layers = many('layers').filter((layer) => !isElsewhere(layer));
    return { manifests: [], blobs: [(0,values/* valueAt */.f)(manifest, ['config']), ...layers].map(of) };
}
function descriptorOf(value, name) {
    const [digest, size] = [(0,values/* valueAt */.f)(value, ['digest']), (0,values/* valueAt */.f)(value, ['size'])];
    if (!isDigest(digest))
        throw new errors/* WorkError */.oE(`${name} is broken: it refers to ${String(digest)} as a digest`);
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
        throw new errors/* WorkError */.oE(`${name} is broken: ${String(size)} is no size of ${digest}`);
    return { digest, size };
}
/** image-spec, layer.md, "Non-Distributable Layers", and the kind that Docker had before. */
function isElsewhere(layer) {
    const urls = (0,values/* valueAt */.f)(layer, ['urls']);
    return (/nondistributable|rootfs\.foreign/.test(String((0,values/* valueAt */.f)(layer, ['mediaType']))) &&
        Array.isArray(urls) &&
        urls.length > 0);
}

;// CONCATENATED MODULE: ./build-ts/src/registry/json.js

/** A document of a registry; `name` is what the error calls it. */
function json_parseJson(bytes, name) {
    try {
        return JSON.parse(bytes.toString('utf8'));
    }
    catch (error) {
        throw new errors/* WorkError */.oE(`what the registry has as ${name} is not JSON`, { cause: error });
    }
}

;// CONCATENATED MODULE: ./build-ts/src/registry/once.js
/**
 * Does what nobody has done yet. Undefined when somebody else did: that is waited for, and when it fails we do it
 * ourselves (their signal is not ours). Throws the signal's reason when it is aborted meanwhile.
 */
async function once(begun, key, work, signal) {
    for (let other = begun.get(key); other !== undefined; other = begun.get(key)) {
        const ended = other.then(() => true, () => false);
        if (await unlessAborted(ended, signal))
            return undefined;
    }
    signal.throwIfAborted();
    const own = work();
    begun.set(key, own);
    own.catch(() => begun.get(key) === own && begun.delete(key));
    return own;
}
async function unlessAborted(work, signal) {
    signal.throwIfAborted();
    let stop = () => undefined;
    const aborted = new Promise((_resolve, reject) => {
        stop = () => {
            reject(signal.reason);
        };
        signal.addEventListener('abort', stop);
    });
    try {
        return await Promise.race([work, aborted]);
    }
    finally {
        signal.removeEventListener('abort', stop);
    }
}

;// CONCATENATED MODULE: ./build-ts/src/registry/slots.js
/** Runs work when there is room for it: so many at a time, first come first served. */
function slots(limit) {
    let free = limit;
    const waiting = [];
    return async (work) => {
        if (free > 0)
            free--;
        else
            await new Promise((resolve) => waiting.push(resolve));
        try {
            return await work();
        }
        finally {
            // Handed over rather than given back: nobody who comes at this moment gets in between.
            const next = waiting.shift();
            if (next === undefined)
                free++;
            else
                next();
        }
    };
}

;// CONCATENATED MODULE: ./build-ts/src/registry/copy.js









/** Blobs, and manifests, at the same time. */
const PARALLEL = 4;
/** An index of indexes of images has three; nothing that is made today has more. */
const MOST_LEVELS = 4;
/** All manifests of an image together: one for ten platforms with attestations has some 100 kB. */
const MOST_MANIFEST_BYTES = 64 * 1024 * 1024;
/**
 * Copies an image, or an index with everything below it, from repository to repository of one registry or two: byte for
 * byte and without an engine. Nothing gets a name there. Blobs go first and manifests last, those below before those above,
 * so that whatever has a manifest is complete; what has one already is not looked into. Throws a WorkError when it cannot
 * be done, and the signal's reason.
 */
function copier(access, registry) {
    // Images share layers, and their copies go on at the same time.
    const begun = new Map();
    return async (from, { repository }, { onBlob = () => undefined, signal: outer } = {}) => {
        const failed = new AbortController();
        const signal = outer === undefined ? failed.signal : AbortSignal.any([outer, failed.signal]);
        const forAll = forAllBy(failed, signal);
        const read = readerOf(registry, from.repository, signal);
        const root = await read(from.digest);
        if (await hasManifest(access, repository, from.digest, signal))
            return root.manifest;
        const levels = await levelsBelow(root, read, forAll);
        const blobs = levels.flat().flatMap(({ contents }) => contents.blobs);
        const bring = bringing(access, from.repository, signal);
        await forAll([...new Map(blobs.map((blob) => [blob.digest, blob])).values()], async (blob) => {
            const way = await once(begun, `${repository} ${blob.digest}`, () => bring({ repository, blob }), signal);
            onBlob(blob.digest, way ?? 'there', blob.size);
        });
        const put = new Set();
        for (const level of levels.reverse())
            await forAll(level, async ({ manifest }) => {
                if (put.has(manifest.digest))
                    return;
                await registry.put(repository, manifest.digest, manifest, signal);
                put.add(manifest.digest);
            });
        return root.manifest;
    };
}
function forAllBy(failed, signal) {
    const inSlot = slots(PARALLEL);
    return async (items, work) => {
        const ended = await Promise.allSettled(items.map((item) => inSlot(async () => {
            signal.throwIfAborted();
            return work(item).catch((error) => {
                failed.abort(error);
                throw error;
            });
        })));
        // The reason is the first failure, or the caller's.
        signal.throwIfAborted();
        return ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    };
}
/** Reads manifests of a repository, each once. */
function readerOf(registry, repository, signal) {
    const known = new Map();
    let bytes = 0;
    const read = async (digest) => {
        const name = `${repository}@${digest}`;
        const manifest = await registry.manifest(repository, digest, undefined, signal);
        if (manifest === undefined)
            throw new errors/* WorkError */.oE(`${name} cannot be copied: it is not there`);
        bytes += manifest.bytes.length;
        if (bytes > MOST_MANIFEST_BYTES)
            throw new errors/* WorkError */.oE(`${name} cannot be copied: there is no end to its manifests`);
        return { manifest, contents: contentsOf(json_parseJson(manifest.bytes, name), manifest.mediaType, name) };
    };
    return (digest) => {
        const found = known.get(digest) ?? read(digest);
        known.set(digest, found);
        return found;
    };
}
/** The manifest itself, those below it, those below them. One that is in several levels is there for the lowest, too. */
async function levelsBelow(root, read, forAll) {
    const levels = [];
    for (let level = [root]; level.length > 0;) {
        if (levels.push(level) > MOST_LEVELS)
            throw new errors/* WorkError */.oE(`${root.manifest.digest} cannot be copied: it has more than ${MOST_LEVELS} levels of indexes`);
        const below = level.flatMap(({ contents }) => contents.manifests.map(({ digest }) => digest));
        level = await forAll([...new Set(below)], read);
    }
    return levels;
}
/** Brings blobs into repositories by the cheapest way. */
function bringing(access, from, signal) {
    const host = locate(from).base;
    let mounts = true;
    return async (to) => {
        if (await hasBlob(access, to, signal))
            return 'there';
        let begun;
        if (mounts && locate(to.repository).base === host) {
            const mounted = await mountBlob(access, from, to, signal);
            if (mounted === 'mounted')
                return 'mounted';
            // A registry that neither mounts nor begins an upload will not for the next blob.
            if (mounted === undefined)
                mounts = false;
            begun = mounted;
        }
        await sendBlob(access, from, to, begun, signal);
        return 'sent';
    };
}
/** By the rights of a push: some registries refuse to read a repository that is only about to be made. */
async function hasManifest(access, repository, digest, signal) {
    const sent = { method: 'HEAD', headers: { accept: ACCEPT }, signal };
    return (await access.send({ repository, actions: PUSH }, `manifests/${digest}`, sent)).status === 200;
}

;// CONCATENATED MODULE: ./build-ts/src/registry/preflight.js




/**
 * Finds out whether a push would be taken, by beginning an upload and cancelling it: token servers answer with fewer
 * rights than asked for, so nothing else is sure. Throws a RegistryError that says what is missing.
 */
async function checkPush(access, repository) {
    let place;
    try {
        place = await beginUpload(access, repository, `no push to ${repository}`);
    }
    catch (error) {
        throw explained(error, repository);
    }
    await cancelUpload(access, { repository, actions: PUSH }, place);
}
function explained(error, repository) {
    if (!(error instanceof RegistryError) || error instanceof LoginRefused)
        return error;
    const { host, name } = locate(repository);
    const remedy = remedies_pushRemedy(host, name, error.status);
    if (remedy === undefined)
        return error;
    const message = error.message.startsWith('no push to ') ? error.message : `no push to ${repository}: ${error.message}`;
    return new RegistryError(message, error.status, { remedy });
}

;// CONCATENATED MODULE: ./build-ts/src/registry/untag.js




/** Statuses with which registries say that they do not remove tags (distribution-spec, "Deleting tags", and what some do). */
const NO_SUCH_CALL = [400, 404, 405, 501];
/**
 * Removes a tag from what it names; that itself stays. False when the registry has no such call: by digest, which it
 * may have, it would take the image from everybody. Believed only when the tag is gone.
 */
async function untag(access, repository, tag) {
    if (!(0,stack_refs/* isTag */.dz)(tag))
        throw new errors/* WorkError */.oE(`"${tag}" is not a tag`);
    const path = `manifests/${tag}`;
    const what = `removal of ${repository}:${tag}`;
    const answer = await access.send({ repository, actions: 'pull,delete' }, path, { method: 'DELETE' });
    if (answer.status >= 300 && !NO_SUCH_CALL.includes(answer.status))
        expect(answer, 202, what, repository);
    const sent = { method: 'HEAD', headers: { accept: ACCEPT } };
    const after = await access.send({ repository, actions: 'pull' }, path, sent);
    if (after.status === 404)
        return true;
    expect(after, 200, what, repository);
    return false;
}

;// CONCATENATED MODULE: ./build-ts/src/registry/client.js












/** A client of the OCI distribution API (https://github.com/opencontainers/distribution-spec/blob/main/spec.md). */
function registryClient(credentialsFor) {
    const access = registryAccess(credentialsFor);
    const send = (repository, actions, path, sent, patience) => access.send({ repository, actions }, path, sent, patience);
    async function manifest(repository, reference, patience, signal) {
        const what = `look-up of ${nameOf(repository, reference)}`;
        const sent = { headers: { accept: ACCEPT }, signal };
        const answer = await send(repository, 'pull', manifestPath(reference), sent, patience);
        if (answer.status === 404)
            return undefined;
        expect(answer, 200, what, repository);
        const mediaType = answer.headers.get('content-type');
        if (mediaType === null)
            throw new errors/* WorkError */.oE(`the registry answered for ${nameOf(repository, reference)} without a media type`);
        const digest = digestOf(answer.body);
        const said = isDigest(reference) ? reference : (answer.headers.get('docker-content-digest') ?? digest);
        if (said !== digest && said.startsWith('sha256:'))
            throw other(nameOf(repository, reference), said, digest);
        return { bytes: answer.body, mediaType, digest };
    }
    async function blob(repository, digest, patience) {
        const answer = await send(repository, 'pull', `blobs/${digest}`, {}, patience);
        expect(answer, 200, `look-up of ${nameOf(repository, digest)}`, repository);
        const came = digestOf(answer.body);
        if (came !== digest)
            throw other(nameOf(repository, digest), digest, came);
        return answer.body;
    }
    async function put(repository, reference, manifest, signal) {
        const answer = await send(repository, PUSH, manifestPath(reference), {
            method: 'PUT',
            headers: { 'content-type': manifest.mediaType },
            body: manifest.bytes,
            signal,
        });
        expect(answer, 201, `move of ${nameOf(repository, reference)}`, repository);
        const digest = answer.headers.get('docker-content-digest');
        if (digest !== null && digest !== manifest.digest)
            throw new errors/* WorkError */.oE(`the registry made ${digest} of ${manifest.digest} at ${nameOf(repository, reference)}`);
    }
    return {
        digest: async (repository, reference, patience) => {
            const sent = { method: 'HEAD', headers: { accept: ACCEPT } };
            const answer = await send(repository, 'pull', manifestPath(reference), sent, patience);
            if (answer.status === 404)
                return undefined;
            expect(answer, 200, `look-up of ${nameOf(repository, reference)}`, repository);
            const digest = answer.headers.get('docker-content-digest');
            if (isDigest(digest)) {
                if (isDigest(reference) && digest !== reference)
                    throw other(nameOf(repository, reference), reference, digest);
                return digest;
            }
            // The specification lets registries leave it out, or have another kind: then the bytes say it.
            return (await manifest(repository, reference, patience))?.digest;
        },
        manifest,
        config: async (repository, reference, platform, patience) => {
            const asked = await manifest(repository, reference, patience);
            if (asked === undefined)
                return undefined;
            const name = nameOf(repository, reference);
            let image = asked;
            if (isIndex(asked.mediaType)) {
                const chosen = chooseManifest(json_parseJson(asked.bytes, name), platform);
                if (chosen === undefined)
                    return undefined;
                const found = await manifest(repository, chosen, patience);
                if (found === undefined)
                    throw new errors/* WorkError */.oE(`${name} lists ${chosen}, which the registry does not have`);
                image = found;
            }
            if (!isImage(image.mediaType))
                throw new errors/* WorkError */.oE(`${name} is not an image`);
            const digest = configDigest(json_parseJson(image.bytes, name), name);
            const config = json_parseJson(await blob(repository, digest, patience), name);
            return { digest: asked.digest, labels: labelsOf(config), layers: config_layersOf(config) };
        },
        put,
        checkPush: (repository) => checkPush(access, repository),
        untag: (repository, tag) => untag(access, repository, tag),
        copy: copier(access, { manifest, put }),
    };
}
function nameOf(repository, reference) {
    return reference.includes(':') ? `${repository}@${reference}` : `${repository}:${reference}`;
}
/** Nothing but a tag or a digest gets into an address. */
function manifestPath(reference) {
    if (!(0,stack_refs/* isTag */.dz)(reference) && !isDigest(reference))
        throw new errors/* WorkError */.oE(`"${reference}" is neither a tag nor a digest`);
    return `manifests/${reference}`;
}
function other(name, said, came) {
    return new errors/* WorkError */.oE(`the registry sent something else for ${name}: it says ${said}, the bytes are ${came}`);
}

// EXTERNAL MODULE: ./build-ts/src/run/durations.js
var run_durations = __webpack_require__(6520);
;// CONCATENATED MODULE: ./build-ts/src/run/parallel.js
const GIB = 2 ** 30;
/** A build or a suite of a scientific stack needs that much: a solver, a compiler, a notebook. */
const BYTES_PER_TASK = 2 * GIB;
/** Pushes wait for the registry and the network, not for the processor; the engine sends five layers of each at once. */
const PUSHES = 4;
/**
 * How many builds, tests and pushes go on at the same time when nobody says it. As many as there are cores, and at least
 * two: most of a build is waiting for downloads. But not more than there is memory for, or the kernel ends them all.
 */
function defaultLimits({ cores, memoryBytes, }) {
    const fitting = Math.max(1, Math.floor(memoryBytes / BYTES_PER_TASK));
    const tasks = Math.min(Math.max(2, cores), fitting);
    return { build: tasks, test: tasks, push: PUSHES };
}

;// CONCATENATED MODULE: ./build-ts/src/run/emulator.js

/** What the kernel says of a program for another machine, through runc and shells alike. */
const FOREIGN = /exec format error/i;
/** The same error; where a program of another platform could not run, with what to do about it. */
function withEmulator(error, platform, own) {
    const evidence = error instanceof errors/* WorkError */.oE ? error.evidence : [];
    if (platform === own || ![(0,errors/* messageOf */.bD)(error), ...evidence].some((text) => FOREIGN.test(text)))
        return error;
    return new errors/* WorkError */.oE((0,errors/* messageOf */.bD)(error), {
        evidence,
        cause: error,
        remedy: `This machine does not run ${platform}: register an emulator (in a workflow docker/setup-qemu-action), or use a runner of that platform.`,
    });
}

;// CONCATENATED MODULE: ./build-ts/src/run/reclaimable.js
/**
 * Ids of the images that may be removed now: nothing of their own is left to do, whatever became of it, every child is
 * built (or never will be), and the same holds for whatever shares a name with them.
 */
function reclaimable({ images, open, removed, goesOn }) {
    if (goesOn)
        return [];
    const needed = new Set();
    for (const { id, parents } of images) {
        const steps = open.get(id);
        if (steps === undefined || steps.size === 0)
            continue;
        needed.add(id);
        if (steps.has('build'))
            for (const parent of parents)
                needed.add(parent);
    }
    const neededNames = new Set(images.filter((image) => needed.has(image.id) || !image.prune).flatMap(({ names }) => names));
    return images
        .filter(({ id, prune, built }) => prune && built && !removed.has(id) && !needed.has(id))
        .filter(({ names }) => !names.some((name) => neededNames.has(name)))
        .map(({ id }) => id);
}

;// CONCATENATED MODULE: ./build-ts/src/run/prune.js


/** Removes images that the spec wants gone (`prune: true`) as soon as nothing of the run needs them any more. */
class Pruner {
    state;
    open;
    removed = new Set();
    removing = [];
    wanted;
    /** `steps`: those of the run, by image. */
    constructor(state, steps) {
        this.state = state;
        this.open = new Map([...steps].map(([id, own]) => [id, new Set(own)]));
        this.wanted = state.request.plan.images.some((image) => state.specOf(image)?.prune === true);
    }
    /** A step of an image has ended, or never will begin. */
    ended(image, step) {
        this.open.get(image.id)?.delete(step);
        const { plan, command, signal, builder } = this.state.request;
        if (!this.wanted || signal.aborted || builder.keeps !== 'engine')
            return;
        const images = plan.images.map((one) => this.prunable(one));
        // A later command goes on with what this one has made.
        const goesOn = command === 'build' || command === 'test';
        for (const id of reclaimable({ images, open: this.open, removed: this.removed, goesOn })) {
            this.removed.add(id);
            this.removing.push(this.remove(id));
        }
    }
    /** Everything that was begun is done. */
    async settled() {
        await Promise.all(this.removing);
    }
    prunable(image) {
        return {
            id: image.id,
            parents: image.parents,
            prune: this.state.specOf(image)?.prune === true,
            built: this.state.resultOf(image).build?.imageId !== undefined && this.state.does(image, 'build'),
            names: [...image.localRefs, ...image.candidates],
        };
    }
    async remove(id) {
        const image = this.state.byIdOf(id);
        if (image === undefined)
            return;
        const { engine, emit } = this.state.request;
        const { build } = this.state.resultOf(image);
        if (build?.imageId === undefined)
            return;
        const { gone, kept } = await engine.removeBuilt({
            id: build.imageId,
            names: [...image.localRefs, ...image.candidates],
        });
        if (kept !== undefined)
            this.state.notice(`${id} stays in the engine: ${kept}`);
        else if (gone)
            emit({
                type: 'pruned',
                image: id,
                text: `removed from the engine (${(0,shared_text/* sizeText */.lP)(build.size ?? 0)} with what it shares)`,
            });
    }
}

;// CONCATENATED MODULE: ./build-ts/src/registry/join.js





const INDEX = 'application/vnd.oci.image.index.v1+json';
/** https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
const ATTESTATION = 'vnd.docker.reference.type';
/**
 * One OCI index of images for several platforms: the same parts make the same bytes, in whatever order they come. From
 * indexes their entries are taken over, with attestations. Throws a WorkError for a part that is not one image for its
 * platform, and for platforms that come twice.
 */
function joinIndex(parts) {
    const ordered = parts.toSorted((a, b) => (a.platform < b.platform ? -1 : a.platform > b.platform ? 1 : 0));
    ordered.forEach(({ platform }, at) => {
        if (platform === ordered[at + 1]?.platform)
            throw new errors/* WorkError */.oE(`there are two images for ${platform}`);
    });
    const entries = ordered.map(join_entriesOf);
    // Images first: clients that know no attestations take what they find at first.
    const manifests = [...entries.map(({ image }) => image), ...entries.flatMap(({ attestations }) => attestations)];
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }));
    return { bytes, mediaType: INDEX, digest: digestOf(bytes) };
}
/** Platforms of an index's images in its order, `linux/arm/v7`. Throws a WorkError when it is not JSON. */
function platformsOf(index) {
    return manifestsOf(parseJson(index, 'an index'))
        .filter((entry) => !isAttestation(entry))
        .flatMap((entry) => platformText(entry) ?? []);
}
function join_entriesOf({ manifest, platform }) {
    const { mediaType, digest, bytes } = manifest;
    if (isImage(mediaType)) {
        const image = { mediaType: essence(mediaType), digest, size: bytes.length, platform: platformObject(platform) };
        return { image, attestations: [] };
    }
    if (!isIndex(mediaType))
        throw new errors/* WorkError */.oE(`${digest} for ${platform} is not an image but ${mediaType}`);
    const entries = manifestsOf(json_parseJson(bytes, digest));
    const attestations = entries.filter(isAttestation);
    const [image, another] = entries.filter((entry) => !isAttestation(entry));
    if (image === undefined || another !== undefined || !isEntryOfImage(image))
        throw new errors/* WorkError */.oE(`${digest} for ${platform} is not an index of one image`);
    const found = platformText(image);
    if (found !== undefined && !isSame(found, platform))
        throw new errors/* WorkError */.oE(`${digest} is for ${found}, not for ${platform}`);
    return { image: { ...image, platform: image['platform'] ?? platformObject(platform) }, attestations };
}
function manifestsOf(index) {
    const entries = (0,values/* valueAt */.f)(index, ['manifests']);
    return Array.isArray(entries) ? entries.filter(isObject) : [];
}
function isObject(value) {
    return typeof value === 'object' && value !== null;
}
function isAttestation(entry) {
    return (0,values/* valueAt */.f)(entry, ['annotations', ATTESTATION]) !== undefined;
}
function isEntryOfImage({ mediaType, digest, size }) {
    return typeof mediaType === 'string' && isImage(mediaType) && isDigest(digest) && Number.isSafeInteger(size);
}
function platformObject(platform) {
    const [os, architecture, variant] = platform.split('/');
    return { os, architecture, ...(variant === undefined ? {} : { variant }) };
}
function platformText(entry) {
    const parts = ['os', 'architecture', 'variant'].map((key) => (0,values/* valueAt */.f)(entry, ['platform', key]));
    const [os, architecture] = parts;
    if (typeof os !== 'string' || typeof architecture !== 'string' || os === 'unknown')
        return undefined;
    return parts.filter((part) => typeof part === 'string' && part !== '').join('/');
}
/** A variant that only one side names is the usual one: arm64 is arm64/v8. */
function isSame(one, other) {
    return one === other || `${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`);
}

// EXTERNAL MODULE: ./build-ts/src/stack/graph.js
var stack_graph = __webpack_require__(25996);
// EXTERNAL MODULE: ./build-ts/src/shared/nearest.js
var nearest = __webpack_require__(54527);
;// CONCATENATED MODULE: ./build-ts/src/stack/named.js


/**
 * Ids of what the user named; undefined where nothing was, which means all. `base` stands for all of its plans and
 * platforms, `base@py39` for all platforms of one plan, `base@py39/arm64` for one. `file` is the spec, for messages.
 * Throws a UserError for names that are not there.
 */
function namedIds(drafts, names, file) {
    if (names.length === 0)
        return undefined;
    const byName = new Map();
    for (const { id, name } of drafts) {
        const [allPlatforms = id] = id.split('/');
        for (const key of new Set([id, allPlatforms, name])) {
            const ids = byName.get(key);
            if (ids === undefined)
                byName.set(key, [id]);
            else
                ids.push(id);
        }
    }
    const unknown = names.filter((name) => !byName.has(name));
    if (unknown.length > 0) {
        const known = [...new Set(drafts.map((draft) => draft.name))];
        throw new errors/* UserError */.yo(unknown.map((name) => ({
            message: `there is no image "${name}" in ${file}`,
            remedy: (0,nearest/* suggest */.Z)(name, known, 'images'),
        })));
    }
    return new Set(names.flatMap((name) => byName.get(name) ?? []));
}

;// CONCATENATED MODULE: ./build-ts/src/stack/plan.js


const NOTHING_KNOWN = {
    found: [],
    tested: false,
    notPublished: undefined,
    published: false,
    local: false,
    unknown: undefined,
};
/** Decides, for each image and variant, what will be done and why. Throws a UserError for names that are not there. */
function makePlan(request) {
    const images = new Decision(request).images();
    const working = images.filter((image) => image.action !== 'skip');
    const parents = new Map(working.map((image) => [image.id, image.parents]));
    return {
        schema: 1,
        event: request.event,
        branch: request.branch,
        sha: request.sha,
        source: request.source,
        everything: request.everything,
        publishes: request.publishes,
        assumes: request.assumes,
        unknown: [...new Set([...(request.unknown ?? []), ...unknownOf(request.presence)])],
        drift: request.drift,
        images,
        levels: (0,stack_graph/* levels */.yr)([...parents.keys()], (id) => parents.get(id) ?? []),
    };
}
/** Nothing is left to do for it: it is in every registry, tested, under all of its names. */
function isPublished({ action, test, published, found, candidates }) {
    return action === 'reuse' && !test && published && found.length === candidates.length;
}
/** It has suites that run. */
function isTestable({ suites }) {
    return suites.some((suite) => suite.off === undefined);
}
/** Why presence is not known, each reason once. */
function unknownOf(presence) {
    return [...new Set([...presence.values()].flatMap((one) => one.unknown ?? []))];
}
/** Iterative throughout, and every image is looked at a fixed number of times. */
class Decision {
    request;
    drafts;
    children;
    /** What the change touches, by id; a parent's change touches its children. */
    wanted = new Map();
    /** What is built, by id, with the reasons that are not in `wanted`. */
    built = new Map();
    /** What carries an image that is worked on, directly or not: by id, one of those images. */
    carries = new Map();
    /** The named images; undefined: all. */
    named;
    constructor(request) {
        this.request = request;
        const { drafts } = request;
        this.drafts = new Map(drafts.map((draft) => [draft.id, draft]));
        this.children = (0,stack_graph/* childrenOf */.LU)({ nodes: [...this.drafts.keys()], parentsOf: (id) => this.parentsOf(id) });
        this.named = namedIds(drafts, request.only, request.file);
    }
    images() {
        if (this.request.deleted === undefined) {
            this.want();
            this.build();
            this.carry();
        }
        return this.request.drafts.map((draft) => this.planned(draft));
    }
    parentsOf(id) {
        const draft = this.drafts.get(id);
        return draft === undefined || draft.skipped ? [] : draft.parents;
    }
    presenceOf(id) {
        return this.request.presence.get(id) ?? NOTHING_KNOWN;
    }
    /** Parents come first, so that what touches one has been seen before its children are looked at. */
    want() {
        for (const { id, name, skipped } of this.request.drafts) {
            if (skipped)
                continue;
            if (this.named !== undefined) {
                if (this.named.has(id))
                    this.wanted.set(id, [{ kind: 'named' }]);
                continue;
            }
            const reasons = [...(this.request.affected.get(name) ?? [])];
            // Where everything counts as changed, that is the reason; a parent would only repeat it.
            if (this.request.everything === undefined && !reasons.some((reason) => reason.kind === 'shared-file'))
                for (const parent of this.parentsOf(id))
                    if (this.wanted.has(parent))
                        reasons.push({ kind: 'parent', image: parent });
            if (reasons.length > 0)
                this.wanted.set(id, reasons);
        }
    }
    /** The registries have this very content, on the parents as they have them, and their word is taken. */
    has(draft) {
        const { trust, fullRebuild } = this.request;
        if (trust === 'none' || fullRebuild || this.presenceOf(draft.id).found.length === 0)
            return false;
        return this.otherParent(draft) === undefined;
    }
    /** A parent that was built again since: two builds of the same content may differ, and the image sits on the other. */
    otherParent(draft) {
        const { found, sitsOn } = this.presenceOf(draft.id);
        if (found.length === 0)
            return undefined;
        return draft.parents.find((id) => {
            const parent = this.drafts.get(id);
            const { found: above, layers } = this.presenceOf(id);
            // What could not be read is no sign of anything.
            if (parent === undefined || above.length === 0 || layers === undefined || sitsOn === undefined)
                return false;
            return sitsOn[parent.name] !== layers;
        });
    }
    /**
     * Marks what is built: what is wanted and not there, and, where the run publishes, whatever else is not there (an
     * earlier run did not get so far). From each mark two things follow, until nothing is left to follow: a parent that
     * nobody has is built too; and whatever is built on it is, so that no sibling stays on an old base.
     */
    build() {
        const { publishes, trust, assumes } = this.request;
        const open = [];
        const mark = (id, reasons) => {
            if (this.built.has(id))
                return;
            this.built.set(id, reasons);
            open.push(id);
        };
        for (const draft of this.request.drafts) {
            if (draft.skipped)
                continue;
            const { unknown } = this.presenceOf(draft.id);
            const wanted = this.wanted.has(draft.id);
            if (wanted && !this.has(draft)) {
                mark(draft.id, this.whyNotReused(draft));
            }
            const mends = publishes && this.named === undefined && trust !== 'none' && unknown === undefined;
            if (!wanted && mends && !this.has(draft))
                mark(draft.id, [this.whyNotThere(draft)]);
        }
        for (let id = open.pop(); id !== undefined; id = open.pop()) {
            for (const parent of this.parentsOf(id)) {
                const above = this.drafts.get(parent);
                if (above === undefined || above.skipped || this.has(above))
                    continue;
                const { unknown, local } = this.presenceOf(parent);
                // What only this engine has may be published by nobody, and may have failed its suites.
                if (local && !publishes)
                    continue;
                if (unknown !== undefined && assumes)
                    continue;
                mark(parent, [
                    { kind: 'needed-by', image: id },
                    ...(unknown === undefined ? [] : [{ kind: 'not-looked-up', why: unknown }]),
                ]);
            }
            for (const child of this.children.get(id) ?? []) {
                if (this.named === undefined ? publishes || this.wanted.has(child) : this.wanted.has(child))
                    mark(child, this.saysWhy(child) ? [] : [{ kind: 'parent-built', image: id }]);
            }
        }
    }
    /** Children come last, so that going backwards every image is reached after all that it carries. */
    carry() {
        for (const { id } of [...this.request.drafts].reverse()) {
            const child = this.built.has(id) || this.wanted.has(id) ? id : this.carries.get(id);
            if (child !== undefined)
                for (const parent of this.parentsOf(id))
                    this.carries.set(parent, child);
        }
    }
    /** The change has a reason for it that is its own: that everything is considered is none. */
    saysWhy(id) {
        return this.wanted.get(id)?.some((reason) => reason.kind !== 'everything') === true;
    }
    /** Where everything is considered, that alone says little of an image. */
    whyNotReused(draft) {
        const { fullRebuild, trust, everything } = this.request;
        const { unknown } = this.presenceOf(draft.id);
        if (fullRebuild)
            return [];
        if (trust === 'none')
            return [{ kind: 'not-trusted' }];
        if (unknown !== undefined)
            return everything === undefined ? [] : [{ kind: 'not-looked-up', why: unknown }];
        const why = this.whyNotThere(draft);
        return everything === undefined && why.kind === 'missing' ? [] : [why];
    }
    whyNotThere(draft) {
        const parent = this.otherParent(draft);
        return parent === undefined
            ? { kind: 'missing', ref: draft.candidates[0] ?? '' }
            : { kind: 'other-parent', image: parent };
    }
    planned(draft) {
        const { trust, deleted } = this.request;
        const presence = this.presenceOf(draft.id);
        const wanted = this.wanted.get(draft.id);
        const why = this.built.get(draft.id);
        const affected = wanted !== undefined;
        const runnable = isTestable(draft);
        const found = this.has(draft) ? presence.found : [];
        const decided = (action, test, reasons) => ({
            ...draft,
            action,
            test,
            affected,
            reasons,
            found: action === 'build' ? [] : found,
            passed: presence.tested,
            published: action !== 'build' && presence.published,
        });
        if (draft.skipped)
            return decided('skip', false, [{ kind: 'plan-skipped', variant: draft.variant }]);
        if (deleted !== undefined)
            return decided('skip', false, [{ kind: 'deleted', branch: deleted }]);
        if (why !== undefined)
            return decided('build', runnable, [...(wanted ?? []), ...why]);
        const tested = presence.tested && trust === 'all';
        const key = !runnable
            ? []
            : tested
                ? [{ kind: 'tested', ref: draft.tested[0] ?? '' }]
                : [{ kind: 'untested' }];
        const known = [{ kind: 'found', ref: found[0]?.ref ?? '' }, ...key];
        if (wanted !== undefined)
            return decided('reuse', runnable && !tested, [...wanted, ...known]);
        // It may have failed them: what is published must not stand on that.
        const child = this.carries.get(draft.id);
        if (child !== undefined && found.length > 0 && runnable && !tested && this.request.publishes)
            return decided('reuse', true, [{ kind: 'needed-by', image: child }, ...known]);
        if (this.named !== undefined)
            return decided('skip', false, [{ kind: 'not-named' }]);
        const { publishes, nameless } = this.request;
        if (found.length > 0 && publishes && !nameless && presence.notPublished !== undefined)
            return decided('reuse', runnable && !tested, [{ kind: 'not-published', ref: presence.notPublished }, ...known]);
        return decided('skip', false, [{ kind: 'unchanged' }]);
    }
}

;// CONCATENATED MODULE: ./build-ts/src/run/publish.js




/** Requests at the same time, to all registries together. */
const publish_PARALLEL = 8;
/**
 * Moves names to candidates by putting the same manifest bytes under them: no layer travels, digests stay. Every source
 * and every present target is read before the first move; a move that fails takes the others back. A name that was new
 * stays where the registry has no call to remove it, and is reported in `left`.
 */
async function publish(registry, moves, now, record) {
    const { done: prepared, failure: missing } = await forAll(moves, preparing(registry));
    if (missing !== undefined) {
        const { image, ref } = missing.item;
        return { journal: [], moved: [], failure: { image, ref, error: missing.error, left: [] } };
    }
    const journal = [];
    const begun = [];
    const { failure } = await forAll(prepared, async (one) => {
        const { move, manifest, before } = one;
        const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(move.ref);
        const entry = {
            image: move.image,
            ref: move.ref,
            old: before?.digest ?? null,
            new: manifest.digest,
            at: now().toISOString(),
            undone: false,
        };
        const own = { ...one, entry, made: false };
        begun.push(own);
        // Recorded first: whoever finds the journal of a run that was killed knows which names to look at.
        journal.push(entry);
        record(journal);
        if (before?.digest !== manifest.digest)
            await registry.put(repository, tag, manifest);
        own.made = true;
    });
    if (failure === undefined)
        return { journal, moved: standing(begun), failure: undefined };
    // Everything that was begun has ended by now, so nothing moves behind the back of what takes it back.
    const { kept, left } = await undo(registry, begun, failure.error instanceof Unanswered ? BRIEF : PATIENT);
    const settled = kept.map(({ entry }) => entry);
    const unwritten = recorded(record, settled);
    const { image, ref } = failure.item.move;
    return {
        journal: settled,
        moved: standing(kept),
        failure: { image, ref, error: failure.error, left: [...left, ...unwritten] },
    };
}
/** Does the work for all, some at a time. After a failure nothing more is begun; what goes on is waited for. */
async function forAll(items, work) {
    const inSlot = slots(publish_PARALLEL);
    const done = [];
    const failures = [];
    const one = async (item, at) => {
        if (failures.length > 0)
            return;
        try {
            done[at] = await work(item);
        }
        catch (error) {
            failures.push({ at, item, error });
        }
    };
    await Promise.all(items.map((item, at) => inSlot(() => one(item, at))));
    const [failure] = failures.sort((a, b) => a.at - b.at);
    return { done, failure };
}
/** Names that are known to name what they should. */
function standing(begun) {
    return begun
        .filter(({ made, entry }) => made && !entry.undone)
        .map(({ entry: { image, ref, new: digest } }) => ({ image, ref, digest }));
}
/** A journal that cannot be written (the disk is full) must not hide what became of the names. */
function recorded(record, journal) {
    try {
        record(journal);
        return [];
    }
    catch (error) {
        return [`the journal does not say what was taken back: ${(0,errors/* messageOf */.bD)(error)}`];
    }
}
/** Reads what a move needs. Names of one image share its manifest, which is read once. */
function preparing(registry) {
    const sources = new Map();
    return async (move) => {
        const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(move.ref);
        const key = `${repository}@${move.digest}`;
        const source = sources.get(key) ?? registry.manifest(repository, move.digest);
        sources.set(key, source);
        const [manifest, before] = await Promise.all([source, registry.manifest(repository, tag)]);
        if (manifest?.digest !== move.digest)
            throw new Error(`the candidate ${move.digest} is not in the registry any more`);
        return { move, manifest, before };
    };
}
/**
 * Takes back what was begun; a registry that has gone silent is asked for every name, but not for long. Returns what the
 * journal is to keep, and a line for each name that could not be taken back.
 */
async function undo(registry, begun, patience) {
    const { done } = await forAll([...begun].reverse(), async (one) => ({
        one,
        ...(await takeBack(registry, one, patience)),
    }));
    const never = new Set(done.filter(({ kept }) => !kept).map(({ one }) => one));
    return {
        kept: begun.filter((one) => !never.has(one)),
        left: done.flatMap(({ line }) => line ?? []),
    };
}
/** Takes one move back. `kept`: it was made, or may have been, so the journal keeps it; `line`: why the name is not what it was. */
async function takeBack(registry, one, patience) {
    const { entry, before, made } = one;
    if (made && entry.old === entry.new)
        return { kept: true };
    const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(entry.ref);
    let named;
    try {
        // An answer may have been lost: the registry may have moved the name and failed, or timed out, after that. And
        // somebody else may have moved it since: what is theirs stays.
        named = await registry.digest(repository, tag, patience);
    }
    catch (error) {
        const why = `(${(0,errors/* messageOf */.bD)(error)})`;
        return made
            ? { kept: true, line: `${entry.ref} still names ${entry.new}: the registry does not answer ${why}` }
            : { kept: true, line: `${entry.ref} may name ${entry.new}: the registry does not say ${why}` };
    }
    if (named !== entry.new) {
        if (!made)
            return { kept: false };
        entry.undone = true;
        return { kept: true, line: `${entry.ref} names ${named ?? 'nothing'} by now: somebody else moved it` };
    }
    one.made = true;
    try {
        if (before !== undefined)
            await registry.put(repository, tag, before);
        else if (!(await registry.untag(repository, tag)))
            throw new Error('the name was new, and this registry removes none');
        entry.undone = true;
        return { kept: true };
    }
    catch (error) {
        return { kept: true, line: `${entry.ref} still names ${entry.new} (${(0,errors/* messageOf */.bD)(error)})` };
    }
}

;// CONCATENATED MODULE: ./build-ts/src/run/publishing.js





/** Moves the names of the images that are green, or of none when the policy is `all` and one is not. */
async function publishImages(state, planned) {
    const { registry, now, recordJournal, publish: policy } = state.request;
    const isGreen = (image) => state.resultOf(image).outcome === 'passed';
    const groups = groupsOf(state.request.plan.images, planned);
    const green = groups.filter((group) => group.planned.every(isGreen));
    const bad = planned.filter((image) => !isGreen(image));
    if (policy === 'none' || green.length === 0 || (policy === 'all' && bad.length > 0)) {
        state.results.unpublished =
            policy === 'none'
                ? 'no names were to move: the candidates are in the registry under their fingerprints'
                : `not every image is green: ${bad.map((image) => image.id).join(', ')}`;
        return;
    }
    const moves = [];
    for (const group of green) {
        if (tellPublished(state, group))
            continue;
        try {
            moves.push(...(await movesOf(state, group)));
        }
        catch (error) {
            const message = `it could not be published: ${(0,errors/* messageOf */.bD)(error)}`;
            state.results.unpublished = message;
            for (const image of group.planned)
                state.fail(image, 'publish', 'failed', message, error);
            return;
        }
    }
    const { moved, failure } = await publish(registry, moves, now, recordJournal);
    const byFirst = new Map(green.map((group) => [group.planned[0]?.id, group.planned]));
    for (const { image, ref, digest } of moved)
        for (const one of byFirst.get(image) ?? [])
            state.resultOf(one).published.push({ ref, digest });
    if (failure === undefined)
        return;
    const message = `${failure.ref} could not be published: ${(0,errors/* messageOf */.bD)(failure.error)}`;
    state.results.unpublished = message;
    for (const line of failure.left)
        state.notice(line);
    for (const image of byFirst.get(failure.image) ?? [])
        state.fail(image, 'publish', 'failed', message, failure.error);
}
/** What all names name already, as the plan knows, is published without a word to the registry. */
function tellPublished(state, { images, planned }) {
    const [image] = planned;
    if (image === undefined || images.length > 1 || !isPublished(image))
        return false;
    for (const ref of image.refs) {
        const known = image.found.find((one) => (0,stack_refs/* splitRef */.Mn)(one.ref).repository === (0,stack_refs/* splitRef */.Mn)(ref).repository);
        if (known !== undefined)
            state.resultOf(image).published.push({ ref, digest: known.digest });
    }
    return true;
}
function groupsOf(images, planned) {
    const keyOf = ({ name, variant }) => `${name}@${variant}`;
    const groups = new Map();
    for (const image of planned)
        groups.set(keyOf(image), { images: [], planned: [] });
    for (const image of images)
        groups.get(keyOf(image))?.images.push(image);
    for (const image of planned)
        groups.get(keyOf(image))?.planned.push(image);
    return [...groups.values()];
}
async function movesOf(state, group) {
    const [first] = group.planned;
    if (first === undefined)
        return [];
    const moves = [];
    const digests = new Map();
    for (const ref of first.refs) {
        const { repository } = (0,stack_refs/* splitRef */.Mn)(ref);
        if (!digests.has(repository))
            digests.set(repository, await digestIn(state, group, repository));
        const digest = digests.get(repository);
        if (digest !== undefined)
            moves.push({ image: first.id, ref, digest });
    }
    return moves;
}
/** What names in a repository are to name: the candidate, or the candidates of all platforms as one. */
async function digestIn(state, { images }, repository) {
    const { registry } = state.request;
    const candidateOf = (image) => [...state.resultOf(image).candidates, ...image.found].find((one) => (0,stack_refs/* splitRef */.Mn)(one.ref).repository === repository)
        ?.digest;
    const [first] = images;
    const index = first?.index.find((ref) => (0,stack_refs/* splitRef */.Mn)(ref).repository === repository);
    if (first === undefined || index === undefined)
        return first === undefined ? undefined : candidateOf(first);
    const parts = await Promise.all(images.map(async (image) => {
        const digest = candidateOf(image);
        const manifest = digest === undefined ? undefined : await registry.manifest(repository, digest);
        if (manifest === undefined)
            throw new errors/* WorkError */.oE(`${repository} does not have ${image.name} for ${image.platform}`, {
                remedy: 'Build it for all its platforms: in this run, or before it in another one.',
            });
        return { manifest, platform: image.platform };
    }));
    const joined = joinIndex(parts);
    await registry.put(repository, (0,stack_refs/* splitRef */.Mn)(index).tag, joined);
    return joined.digest;
}

;// CONCATENATED MODULE: ./build-ts/src/run/heap.js
/** Gives back first what comes before all others; adding and taking cost the logarithm of what it holds. */
class Heap {
    isBefore;
    items = [];
    constructor(isBefore) {
        this.isBefore = isBefore;
    }
    push(item) {
        const { items } = this;
        let at = items.length;
        while (at > 0) {
            const above = (at - 1) >> 1;
            const parent = items[above];
            if (!this.isBefore(item, parent))
                break;
            items[at] = parent;
            at = above;
        }
        items[at] = item;
    }
    /** Undefined when it is empty. */
    pop() {
        const { items } = this;
        const [first] = items;
        const last = items.pop();
        if (items.length === 0 || last === undefined)
            return first;
        let at = 0;
        for (;;) {
            const [left, right] = [2 * at + 1, 2 * at + 2];
            if (left >= items.length)
                break;
            const below = right < items.length && this.isBefore(items[right], items[left]) ? right : left;
            if (!this.isBefore(items[below], last))
                break;
            items[at] = items[below];
            at = below;
        }
        items[at] = last;
        return first;
    }
}

;// CONCATENATED MODULE: ./build-ts/src/run/task-graph.js
/** Tasks with those that wait for them. Throws where they name what is not among them, or wait for each other: errors of ours. */
function linked(tasks) {
    const nodes = tasks.map((task, index) => ({ task, index, neededBy: [], stops: [], remainingMs: 0 }));
    const byId = new Map(nodes.map((node) => [node.task.id, node]));
    if (byId.size < nodes.length)
        throw new Error('two tasks have one id');
    for (const node of nodes) {
        const { id, needs, unless = [] } = node.task;
        const find = (name) => {
            const found = byId.get(name);
            if (found === undefined)
                throw new Error(`${id} waits for ${name}, which is no task`);
            return found;
        };
        for (const need of needs) {
            find(need).neededBy.push(node);
            find(need).stops.push(node);
        }
        for (const other of unless)
            find(other).stops.push(node);
    }
    for (const node of lastFirst(nodes)) {
        let longest = 0;
        for (const child of node.neededBy)
            longest = Math.max(longest, child.remainingMs);
        node.remainingMs = (node.task.expectedMs ?? 0) + longest;
    }
    return nodes;
}
/** The longest chain of expected times, in milliseconds: no run of these tasks is faster, however much goes on at once. */
function criticalPathMs(tasks) {
    let longest = 0;
    for (const { remainingMs } of linked(tasks))
        longest = Math.max(longest, remainingMs);
    return longest;
}
/** Every task after all those that need it. */
function lastFirst(nodes) {
    const missing = nodes.map(({ task }) => task.needs.length);
    const order = nodes.filter(({ task }) => task.needs.length === 0);
    // It grows as it is walked.
    for (const { neededBy } of order) {
        for (const child of neededBy) {
            const left = (missing[child.index] ?? 0) - 1;
            missing[child.index] = left;
            if (left === 0)
                order.push(child);
        }
    }
    if (order.length < nodes.length) {
        const rest = nodes.filter(({ index }) => (missing[index] ?? 0) > 0).map(({ task }) => task.id);
        throw new Error(`tasks wait for each other: ${rest.slice(0, 10).join(', ')}`);
    }
    return order.reverse();
}

;// CONCATENATED MODULE: ./build-ts/src/run/scheduler.js





/** Why a task is stopped: another one failed. */
class Cancelled extends Error {
    because;
    name = 'Cancelled';
    /** `because`: the id of the task that failed. */
    constructor(because) {
        super(`stopped, because "${because}" failed`);
        this.because = because;
    }
}
/** Why a task is stopped: it took longer than it may. */
class TimedOut extends errors/* WorkError */.oE {
    ms;
    constructor(ms, remedy = 'Allow it more time, or see in its log what it waited for.') {
        super(`took longer than ${(0,shared_text/* durationText */.S5)(ms)} and was stopped`, { remedy });
        this.ms = ms;
    }
}
/**
 * So long a task may take to stop; one that does not (its engine is gone) must not keep the run from its end. Less than
 * the front doors wait (entry/stop.ts): the results are to be written before they give up.
 */
const ABORT_GRACE_MS = 20_000;
/** Timers take no more; beyond it they fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;
/**
 * Runs tasks as soon as what they need has passed. Where more of a lane are ready than it has room for, the one with the
 * longest remaining path is first, then the given order. A failure cancels what needs it, directly or not, and nothing
 * else (but see `unless` and `failFast`). After an abort no task starts; the running ones get it through their signals
 * and are waited for, for a while. Every task ends in exactly one state; the cost is about (tasks + edges) × log tasks.
 */
function schedule(tasks, options) {
    const { limits, signal, failFast = false, onCancelled, onLost } = options;
    const nodes = linked(tasks);
    const missing = nodes.map(({ task }) => task.needs.length);
    const states = new Map();
    const running = new Map();
    const lanes = new Map();
    const laneOf = ({ task: { lane } }) => {
        const known = lanes.get(lane) ?? { limit: Math.max(1, limits[lane] ?? 1), busy: 0, ready: new Heap(isBefore) };
        lanes.set(lane, known);
        return known;
    };
    return new Promise((resolve, reject) => {
        /** What a listener throws ends the run; it must not leave it without an end. */
        const guarded = (work) => () => {
            try {
                work();
            }
            catch (error) {
                reject(error instanceof Error ? error : new Error((0,errors/* messageOf */.bD)(error)));
            }
        };
        const start = (node) => {
            const { timeoutMs, timeoutRemedy, run } = node.task;
            const one = { controller: new AbortController() };
            laneOf(node).busy++;
            running.set(node, one);
            if (timeoutMs !== undefined) {
                const reason = () => new TimedOut(timeoutMs, timeoutRemedy);
                one.timeout = setTimeout(guarded(() => stop(node, reason())), Math.min(timeoutMs, MAX_TIMER_MS));
            }
            // What is thrown at once is a failure as well.
            const done = (async () => run(one.controller.signal))();
            done.then(guarded(() => settle(node, true)), guarded(() => settle(node, false)));
        };
        /** Tells a running task to end, once. */
        const stop = (node, reason) => {
            const one = running.get(node);
            if (one === undefined || one.controller.signal.aborted)
                return;
            one.grace = setTimeout(guarded(() => {
                onLost?.(node.task.id, reason);
                settle(node, false);
            }), ABORT_GRACE_MS);
            one.controller.abort(reason);
        };
        const settle = (node, passed) => {
            const one = running.get(node);
            if (one === undefined)
                return; // Lost before.
            running.delete(node);
            clearTimeout(one.timeout);
            clearTimeout(one.grace);
            laneOf(node).busy--;
            const { id } = node.task;
            const { aborted, reason } = one.controller.signal;
            if (passed) {
                states.set(id, 'passed');
                for (const child of node.neededBy)
                    release(child);
            }
            else if (aborted && !(reason instanceof TimedOut)) {
                const because = reason instanceof Cancelled ? reason.because : undefined;
                cancel(node, because);
                if (because !== undefined)
                    stopDescendants(node, because);
            }
            else {
                states.set(id, 'failed');
                if (failFast)
                    stopAll(id, new Cancelled(id));
                else
                    stopDescendants(node, id);
            }
            advance();
        };
        /** One of the tasks that it needs has passed. */
        const release = (node) => {
            const left = (missing[node.index] ?? 0) - 1;
            missing[node.index] = left;
            if (left === 0 && !states.has(node.task.id))
                laneOf(node).ready.push(node);
        };
        const cancel = (node, because) => {
            states.set(node.task.id, 'cancelled');
            onCancelled(node.task.id, because);
        };
        const stopDescendants = (from, because) => {
            const stopped = [from];
            // It grows as it is walked: a chain of thousands must not be a stack of calls.
            for (const { stops } of stopped) {
                for (const node of stops) {
                    if (states.has(node.task.id))
                        continue;
                    if (running.has(node)) {
                        stop(node, new Cancelled(because));
                        continue;
                    }
                    cancel(node, because);
                    stopped.push(node);
                }
            }
        };
        const stopAll = (because, reason) => {
            for (const node of nodes)
                if (!states.has(node.task.id) && !running.has(node))
                    cancel(node, because);
            for (const node of [...running.keys()])
                stop(node, reason);
        };
        const advance = () => {
            for (const lane of lanes.values()) {
                while (lane.busy < lane.limit) {
                    const node = lane.ready.pop();
                    if (node === undefined)
                        break;
                    // What was ready may have been cancelled since.
                    if (!states.has(node.task.id))
                        start(node);
                }
            }
            if (states.size < nodes.length)
                return;
            signal.removeEventListener('abort', onAbort);
            resolve(states);
        };
        const onAbort = guarded(() => {
            stopAll(undefined, signal.reason);
            advance();
        });
        signal.addEventListener('abort', onAbort);
        if (signal.aborted) {
            onAbort();
            return;
        }
        for (const node of nodes)
            if (node.task.needs.length === 0)
                laneOf(node).ready.push(node);
        guarded(advance)();
    });
}
function isBefore(one, other) {
    return one.remainingMs > other.remainingMs || (one.remainingMs === other.remainingMs && one.index < other.index);
}

;// CONCATENATED MODULE: ./build-ts/src/run/state.js




/** Messages and evidence are for reading, and go into results.json and the summary; the logs have everything. */
const MAX_MESSAGE = 2000;
const MAX_EVIDENCE = 40;
const MAX_LINE = 500;
/** What a run knows while it goes on, and what all its steps need. */
class RunState {
    request;
    results;
    byId;
    planned;
    blocked = new Set();
    /** Lines of secrets, long enough not to be part of other words. */
    secrets;
    builtOn;
    /** Ids in the engine. */
    ids = new Map();
    constructor(request, start) {
        this.request = request;
        const { plan, command, engine, previous, settled, steps } = request;
        const pushes = steps.has('push');
        this.results = (0,run_results/* emptyResults */.wL)({ plan, command, engine: engine.version, startedAt: start, previous, settled, pushes });
        this.byId = new Map(this.results.images.map((image) => [image.id, image]));
        this.secrets = [...request.options.secrets.values()]
            .flatMap((value) => value.toString('utf8').split(/\r?\n/))
            .filter((line) => line.trim().length >= 4);
        this.planned = new Map(plan.images.map((image) => [image.id, image]));
    }
    resultOf({ id }) {
        const result = this.byId.get(id);
        if (result === undefined)
            throw new Error(`${id} is not in the plan`);
        return result;
    }
    byIdOf(id) {
        return this.planned.get(id);
    }
    /** The image as the spec has it. */
    specOf({ name }) {
        return this.request.stack.images.get(name);
    }
    parentsOf(image) {
        return image.parents.flatMap((id) => this.planned.get(id) ?? []);
    }
    /** Whether an image is built on another one, directly or not. */
    isBelow(id, image) {
        const seen = new Set(image.parents);
        // It grows as it is walked.
        for (const parent of seen)
            for (const above of this.planned.get(parent)?.parents ?? [])
                seen.add(above);
        return seen.has(id);
    }
    /** Whether a step is one of this run's for the image. */
    does(image, step) {
        const { steps } = this.request;
        if (this.isSettled(image))
            return false;
        switch (step) {
            case 'pull':
                return !this.isBuilt(image) && this.isPulled(image);
            case 'build':
                return this.isBuilt(image);
            case 'test':
                return image.test && steps.has('test');
            case 'push':
                return image.action !== 'skip' && steps.has('push');
            case 'integration':
                return image.test && this.testsPushed(image);
            case 'info':
                return image.action !== 'skip' && steps.has('info') && (image.action === 'build' || this.isPulled(image));
            case 'publish':
                return false;
        }
    }
    /** It has suites that need the pushed image, and they are this run's. */
    testsPushed({ suites }) {
        const { steps, command } = this.request;
        const isPart = steps.has('push') && (steps.has('test') || command === 'push');
        return isPart && suites.some((suite) => suite.pushed && suite.off === undefined);
    }
    /** Why a suite does not run in this run. */
    whyOff(suite) {
        if (suite.off !== undefined)
            return suite.off;
        return suite.pushed && !this.request.steps.has('push')
            ? 'it needs the pushed image, and nothing is pushed here'
            : undefined;
    }
    /** Another job has failed with it, or with what it is built on: there is nothing to do but to say so. */
    isSettled({ id }) {
        return this.blocked.has(id) || (0,run_results/* isLost */.JD)(this.request.settled.get(id));
    }
    /** Ids of the images that something is built on in this run; made when it is known what is not built after all. */
    builtOnIds() {
        const { images } = this.request.plan;
        return (this.builtOn ??= new Set(images.filter((image) => image.action === 'build' && !this.isSettled(image)).flatMap(({ parents }) => parents)));
    }
    /** Nothing can be done with an image, because of what it is built on. */
    block({ id }, message) {
        this.blocked.add(id);
        this.resultOf({ id }).message ??= message;
    }
    isBuilt({ action }) {
        return action === 'build' && this.request.steps.has('build');
    }
    /** What is not built here and yet needed here: as a parent, or to be tested. */
    isPulled(image) {
        const { steps, command, builder } = this.request;
        const isParent = steps.has('build') && this.builtOnIds().has(image.id) && builder.keeps === 'engine';
        if (image.action === 'skip')
            return isParent;
        // What was built elsewhere is in the registry; what was built on this engine need not be brought.
        const isTested = image.test && steps.has('test') && (image.action !== 'build' || image.found.length > 0);
        return isParent || isTested || (command === 'build' && image.action === 'reuse');
    }
    /** The digest of an image in a registry, as far as it is known in this run. */
    inRegistry(image) {
        return this.resultOf(image).candidates[0] ?? image.found[0];
    }
    /** The id of an image in the engine; brings it from the registry where it is only there. By id: names may move under our hands. */
    imageId(image, step, signal) {
        const known = this.ids.get(image.id);
        if (known !== undefined)
            return known;
        const found = this.find(image, step, signal);
        this.ids.set(image.id, found);
        found.catch(() => this.ids.delete(image.id));
        return found;
    }
    async find(image, step, signal) {
        const built = this.isBuilt(image) ? this.resultOf(image).build?.imageId : undefined;
        if (built !== undefined)
            return built;
        const known = this.inRegistry(image);
        if (known !== undefined)
            return (await this.bring(image, known, step, signal)).id;
        const ref = image.localRefs[0] ?? image.ref;
        const local = await this.request.engine.inspect(ref);
        if (local === undefined)
            throw new errors/* WorkError */.oE(`${ref} is not in the engine any more`);
        return local.id;
    }
    /** Brings an image into the engine, under the names that its children build on. */
    async bring(image, known, step, signal) {
        const { engine, credentialsFor } = this.request;
        const { repository } = (0,stack_refs/* splitRef */.Mn)(known.ref);
        const exact = `${repository}@${known.digest}`;
        let local = await engine.inspect(exact);
        if (local === undefined) {
            const tell = (text) => this.line(image, step, text);
            tell(`pulling ${exact}`);
            const login = await credentialsFor((0,stack_refs/* parseRepository */.SU)(repository)?.host ?? stack_refs/* DEFAULT_HOST */.HX);
            await engine.pull(repository, known.digest, login, tell, signal);
            local = await engine.inspect(exact);
        }
        if (local === undefined)
            throw new errors/* WorkError */.oE(`the engine pulled ${exact} and does not have it`);
        for (const ref of image.localRefs)
            await engine.tag(local.id, ref);
        return local;
    }
    line(image, step, text, suite) {
        this.request.emit({
            type: 'line',
            image: image.id,
            step,
            text: this.veiled(text),
            ...(suite === undefined ? {} : { suite }),
        });
    }
    /** A build that prints a secret must not put it into logs that everybody downloads. */
    veiled(text) {
        return this.secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
    }
    notice(text) {
        this.results.notices.push(text);
        this.request.emit({ type: 'notice', text });
    }
    /** Keeps why an image did not get through; the first reason stays. */
    fail(image, step, outcome, message, error) {
        const result = this.resultOf(image);
        if (result.outcome === 'failed')
            return;
        result.outcome = outcome;
        result.message = (0,shared_text/* clip */.$Q)(this.veiled(message), MAX_MESSAGE);
        if (outcome !== 'failed')
            return;
        result.failedStep = step;
        if (error instanceof errors/* WorkError */.oE) {
            if (error.evidence.length > 0)
                result.evidence = error.evidence.slice(-MAX_EVIDENCE).map((line) => (0,shared_text/* clip */.$Q)(this.veiled(line), MAX_LINE));
            if (error.remedy !== undefined)
                result.remedy = error.remedy;
        }
    }
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./build-ts/src/docker/buildlog.js




const TAIL = 30;
/** Turns BuildKit's trace into a log to read, in the form of `docker build --progress=plain`; keeps what explains a failure. */
class BuildLog {
    states = new Map();
    /** The lines that a piece of the trace adds. */
    add(trace) {
        const lines = [];
        for (const vertex of trace.vertexes)
            this.vertex(vertex, lines);
        for (const log of trace.logs) {
            const state = this.states.get(log.vertex);
            if (state === undefined)
                continue;
            this.announce(state, lines);
            const text = state.rest[log.stream] + state.decoders[log.stream].decode(log.data, { stream: true });
            const parts = text.split('\n');
            state.rest[log.stream] = parts.pop() ?? '';
            const seconds = ((log.at - (state.vertex.started ?? log.at)) / 1000).toFixed(3);
            for (const part of parts)
                this.output(state, part, seconds, lines);
        }
        for (const warning of trace.warnings)
            lines.push(`warning: ${warning.text}`);
        // A step may end in the same piece that brings its last output: its end comes after it.
        for (const state of this.states.values())
            this.finish(state, lines);
        return lines;
    }
    /** The steps of the Dockerfile with their times, in the order they began. */
    steps() {
        return [...this.states.values()]
            .filter(({ vertex }) => /^\[(?!internal|auth)/.test(vertex.name))
            .map(({ vertex }) => ({
            name: vertex.name,
            cached: vertex.cached,
            ms: vertex.started === undefined || vertex.completed === undefined
                ? undefined
                : vertex.completed - vertex.started,
        }));
    }
    /** What failed, given the engine's own message. */
    failure(raw) {
        const said = engineMessage(causeOf(raw));
        const broken = [...this.states.values()].filter(({ vertex }) => vertex.error !== '' && !/context canceled|canceled/i.test(vertex.error));
        // Steps may fail without failing the build (a base that is looked up in vain and then found in the engine), so the
        // engine's own message says which one it was.
        const failed = broken.find(({ vertex }) => said.includes(vertex.error) || vertex.error.includes(said)) ??
            (broken.length === 1 || /exit code: \d+/.test(said) ? broken[0] : undefined);
        const status = /exit code: (\d+)/.exec(said)?.[1];
        const step = failed === undefined ? undefined : (0,shared_text/* plain */.pj)(failed.vertex.name);
        const message = step === undefined
            ? (0,shared_text/* plain */.pj)(said)
            : status === undefined
                ? `${step}: ${(0,shared_text/* plain */.pj)(failed?.vertex.error ?? said)}`
                : `${step} ended with exit status ${status}`;
        const tail = failed?.tail ?? [];
        return { message, evidence: tail.slice(-12), remedy: buildRemedy(said) ?? clippedRemedy(tail) };
    }
    vertex(vertex, lines) {
        const known = this.states.get(vertex.digest);
        const state = known ?? {
            number: this.states.size + 1,
            vertex,
            announced: false,
            ended: false,
            rest: { stdout: '', stderr: '' },
            decoders: { stdout: new external_node_util_.TextDecoder(), stderr: new external_node_util_.TextDecoder() },
            tail: [],
        };
        state.vertex = {
            ...vertex,
            started: vertex.started ?? state.vertex.started,
            error: vertex.error || state.vertex.error,
        };
        this.states.set(vertex.digest, state);
        if (vertex.started !== undefined || vertex.cached)
            this.announce(state, lines);
    }
    announce(state, lines) {
        if (state.announced)
            return;
        state.announced = true;
        lines.push(`#${state.number} ${(0,shared_text/* plain */.pj)(state.vertex.name)}`);
    }
    finish(state, lines) {
        const { vertex } = state;
        if (state.ended || !state.announced || (vertex.completed === undefined && vertex.error === ''))
            return;
        state.ended = true;
        for (const stream of ['stdout', 'stderr']) {
            if (state.rest[stream] !== '')
                this.output(state, state.rest[stream], '', lines);
            state.rest[stream] = '';
        }
        if (vertex.error !== '')
            lines.push(`#${state.number} ERROR: ${(0,shared_text/* plain */.pj)(vertex.error)}`);
        else if (vertex.cached)
            lines.push(`#${state.number} CACHED`);
        else
            lines.push(`#${state.number} DONE ${(((vertex.completed ?? 0) - (vertex.started ?? vertex.completed ?? 0)) / 1000).toFixed(1)}s`);
    }
    output(state, raw, seconds, lines) {
        const line = (0,shared_text/* lastState */.Uy)(raw);
        state.tail.push(line);
        if (state.tail.length > TAIL)
            state.tail.shift();
        lines.push(`#${state.number}${seconds === '' ? '' : ` ${seconds}`} ${line}`);
    }
}
/** BuildKit cuts the output of a step at a size and a rate; what explains the failure may be what it cut. */
function clippedRemedy(tail) {
    return tail.some((line) => line.includes('[output clipped, log limit'))
        ? 'The engine cut the output of this step, so its last lines are missing: print less, or raise BUILDKIT_STEP_LOG_MAX_SIZE and BUILDKIT_STEP_LOG_MAX_SPEED of the engine.'
        : undefined;
}
function buildRemedy(message) {
    const gone = goneRemedy(message);
    if (gone !== undefined)
        return gone;
    if (/no space left on device/i.test(message))
        return 'The disk of the engine is full: make room ("docker system df" tells what fills it) and run again; what was built is kept.';
    if (/failed to (compute|calculate|walk)|cannot replace to directory/i.test(message) &&
        /not found|no such file/i.test(message))
        return 'COPY or ADD names what the context does not have: is it there, and does .dockerignore let it through?';
    if (/pull access denied|not found: does not exist|manifest unknown|: not found$/i.test(message))
        return 'A base image cannot be pulled: check the name in FROM, and "docker login" if it is private.';
    if (/failed to resolve|no such host|i\/o timeout|connection refused|failed to do request/i.test(message))
        return 'A base image cannot be looked up: does its registry answer from the engine?';
    if (/unknown instruction|dockerfile parse error/i.test(message))
        return 'The Dockerfile cannot be read by this engine; older engines lack heredocs and COPY --link.';
    return undefined;
}

;// CONCATENATED MODULE: ./build-ts/src/stack/fingerprint.js

/** Changes with the meaning of the hash, so that an older one is never mistaken for it. */
const VERSION = 2;
/** 32 hexadecimal digits of a sha256 over the parts, in a form that no value can imitate (JSON). */
function fingerprint(parts) {
    const args = Object.entries(parts.args).sort(([a], [b]) => (a < b ? -1 : 1));
    return digits([VERSION, parts.context, args, parts.platform, parts.bases]);
}
/** One hash of the files of a context (docker/context.ts) and of the Dockerfile, which may lie beside it. */
function contextKey(files, dockerfile) {
    return digits([VERSION, files, dockerfile]);
}
/**
 * Names a build of an image by its layers: two builds of the same content may differ, and what sits on the one does not
 * sit on the other.
 */
function layersKey(layers) {
    return digits([VERSION, layers]);
}
/** Names what the platforms of an image are together: one fingerprint of each. */
function indexKey(prints) {
    return digits([VERSION, 'index', [...prints].sort()]);
}
/** The tag of a candidate: names the content, so it never moves to other content. */
function candidateTag(print) {
    return `fp-${print}`;
}
/**
 * Names what has been tested with what: the image's fingerprint and its suites with their files. Undefined where no suite
 * runs: nothing can be said then.
 */
function suitesKey(print, suites, filesHash) {
    const running = suites.filter((suite) => suite.off === undefined);
    if (running.length === 0)
        return undefined;
    const parts = running.map(({ name, kind, on, pushed, run, files, targets, environment, shared, settings }) => {
        const { services } = settings;
        const paths = [files, ...shared, services?.file, services?.envFile].flatMap((path) => path ?? []);
        const hashes = paths.map((path) => [path, filesHash(path)]);
        // How long it may take decides nothing about what it says.
        const means = { ...settings, timeoutMs: undefined, jobs: undefined };
        return [name, kind, on, pushed, run, targets, environment ?? '', hashes, means];
    });
    return digits([VERSION, print, parts]);
}
/** The tag that says a candidate has passed its suites. */
function testedTag(key) {
    return `ok-${key}`;
}
function digits(parts) {
    return (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

// EXTERNAL MODULE: ./build-ts/src/stack/dockerfile.js
var dockerfile = __webpack_require__(9416);
// EXTERNAL MODULE: ./build-ts/src/stack/globs.js
var stack_globs = __webpack_require__(54039);
// EXTERNAL MODULE: ./build-ts/src/stack/paths.js
var stack_paths = __webpack_require__(32180);
;// CONCATENATED MODULE: ./build-ts/src/stack/affected.js





/**
 * The images that the changed files touch themselves, each with its reasons; images that are built on them are not in it.
 * Takes time in proportion to files × depth of their paths, whatever the number of images.
 */
function affectedImages(request) {
    const { stack, files, everything } = request;
    const all = (reason) => new Map([...stack.images.keys()].map((name) => [name, [reason]]));
    const { prefix, workflow } = request;
    // GitHub may know what changed where there is no clone; but then nobody knows which of its files are the stack's.
    const why = files === undefined ? 'nobody said what changed' : 'the stack lies in no repository that git knows';
    if (everything !== undefined || files === undefined || prefix === undefined)
        return all({ kind: 'everything', because: everything ?? { kind: 'unknown', why } });
    const isShared = sharedFiles(stack, request.shared);
    const isIgnored = matchesAny(stack.changeRules.ignore);
    const isAround = aroundTheStack(prefix, request.specTarget);
    const owners = new Owners(stack, request.sources, prefix);
    const found = new Map();
    for (const file of files) {
        if (file.path === workflow || isAround(file.path))
            return all({ kind: 'shared-file', file });
        const path = (0,stack_paths/* wayInside */.IL)(prefix, file.path);
        if (path !== undefined && isShared(path))
            return all({ kind: 'shared-file', file });
        if (path !== undefined && isIgnored(path))
            continue;
        owners.each(file.path, (name) => {
            const known = found.get(name);
            if (known === undefined)
                found.set(name, { file, last: file, count: 1 });
            else if (known.last !== file) {
                known.last = file;
                known.count++;
            }
        });
    }
    const affected = new Map();
    for (const [name, { file, count }] of found)
        affected.set(name, [{ kind: 'file', file, more: count - 1 }]);
    return affected;
}
/** A glob stands for a file, or for a folder with everything below it. */
function matchesAny(globs) {
    const all = globs.flatMap(readGlob);
    return (path) => all.some(({ matches }) => matches(path));
}
/** load.ts has refused those with too many alternatives. */
const readGlob = (glob) => (0,stack_globs/* pathGlobs */.p)(glob) ?? [];
/** `a/b/c` → `a/b`, `a` */
function foldersOf(path) {
    const folders = [];
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
        folders.push(path.slice(0, end));
    return folders;
}
/**
 * Says which paths of the repository hold the whole stack, or its spec. Git names a folder only where it is a submodule,
 * or a link that became something else; then anything below it may have changed.
 */
function aroundTheStack(prefix, specTarget) {
    const spec = specTarget === undefined ? [] : [external_node_path_.posix.join(prefix, specTarget)];
    const around = new Set([prefix, ...spec].flatMap((path) => [path, ...foldersOf(path)]));
    return (path) => around.has(path);
}
/**
 * Which files of a folder of the stack count for what is made of it, seen from that folder; undefined: all of them. Files
 * that touch no image do not: else a change that nothing is to be done for would make another fingerprint.
 */
function countedFiles(folder, copied, { ignore }) {
    if (copied.kind === 'all' && ignore.length === 0)
        return undefined;
    const counts = (0,dockerfile/* matcher */.jN)(copied);
    const isIgnored = matchesAny(ignore);
    const at = (path) => (folder === '.' ? path : `${folder}/${path}`);
    return (path) => counts(path) && !isIgnored(at(path));
}
/** A context that counts whole. */
const WHOLE = { kind: 'all', onbuild: false };
/** UCSD's file of lists; its own change touches everything, as there. */
const RULES_FILE = 'change_ignore.json';
/** The spec's own name and the like are compared as they are: as globs they might mean others. */
function sharedFiles(stack, shared = []) {
    const files = new Set([stack.file.slice(stack.file.lastIndexOf('/') + 1), RULES_FILE, 'conftest.py', ...shared]);
    const globs = stack.changeRules.all.flatMap(readGlob);
    // A submodule with such files in it is named alone.
    const above = new Set(globs.flatMap(({ fixed }) => [fixed, ...foldersOf(fixed)]));
    return (path) => files.has(path) ||
        (0,stack_paths/* wayInside */.IL)(stack_suites/* COMMON_SUITE */.VZ, path) !== undefined ||
        above.has(path) ||
        globs.some(({ matches }) => matches(path));
}
/** Whose a file is: that of every image whose directory, context or Dockerfile has it. All paths are the repository's. */
class Owners {
    prefix;
    /** By a file or folder of the repository. */
    places = new Map();
    /** By a folder that holds places. */
    above = new Map();
    everywhere;
    patterns = [];
    constructor(stack, sources, prefix) {
        this.prefix = prefix;
        for (const image of stack.images.values()) {
            this.own(image.path, image.name);
            for (const file of image.dockerfiles)
                this.own(file, image.name);
            const source = sources.get(image.name);
            for (const place of source?.places ?? [])
                this.own(place, image.name);
            // Most lie in the image's own directory; some people keep them beside it.
            for (const { files, shared } of [...(source?.tests ?? []), ...(source?.declared ?? [])])
                for (const path of [files, ...shared])
                    this.own(path, image.name);
            if (image.context !== image.path && source !== undefined)
                this.copied(image, source.copied);
        }
        for (const { files, does, images, settings } of stack.suites) {
            const { services } = settings;
            const paths = [files, does?.kind === 'pytest' ? does.path : undefined, services?.file, services?.envFile];
            for (const path of paths) {
                if (path === undefined)
                    continue;
                for (const name of images ?? stack.images.keys())
                    this.own(path, name);
            }
        }
        this.everywhere = this.places.get('.') ?? new Set();
    }
    /** A context that is wider than the image's directory holds other images' files too: its own are those it copies. */
    copied(image, copied) {
        const at = (path) => (image.context === '.' ? path : `${image.context}/${path}`);
        for (const file of image.dockerfiles)
            this.own(`${file}.dockerignore`, image.name);
        this.own(at('.dockerignore'), image.name);
        if (copied.kind === 'all')
            return this.own(image.context, image.name);
        const isPlain = (path) => !/[*?[\\]/.test(path);
        const plain = copied.globs.filter(isPlain);
        for (const path of plain)
            this.own(at(path), image.name);
        if (plain.length === copied.globs.length)
            return;
        this.patterns.push({ name: image.name, context: external_node_path_.posix.join(this.prefix, image.context), matches: (0,dockerfile/* matcher */.jN)(copied) });
        for (const glob of copied.globs) {
            const parts = glob.split('/');
            const wild = parts.findIndex((part) => !isPlain(part));
            if (wild > 0)
                this.holds(at(parts.slice(0, wild).join('/')), image.name);
        }
    }
    /** `place` is the stack's, and may lead out of it. */
    own(place, name) {
        const path = external_node_path_.posix.join(this.prefix, place);
        add(this.places, path, name);
        for (const folder of foldersOf(path))
            add(this.above, folder, name);
    }
    /** Some of what is below the place is the image's. */
    holds(place, name) {
        const path = external_node_path_.posix.join(this.prefix, place);
        for (const folder of [path, ...foldersOf(path)])
            add(this.above, folder, name);
    }
    /** Calls `tell` for each; for the same image twice when two places have the file. */
    each(path, tell) {
        for (const name of this.everywhere)
            tell(name);
        for (const place of [path, ...foldersOf(path)])
            for (const name of this.places.get(place) ?? [])
                tell(name);
        // A folder that git names is a submodule (or a link that became something else): whatever is below may have changed.
        for (const name of this.above.get(path) ?? [])
            tell(name);
        for (const { name, context, matches } of this.patterns) {
            const way = (0,stack_paths/* wayInside */.IL)(context, path);
            if (way !== undefined && matches(way))
                tell(name);
        }
    }
}
function add(map, path, name) {
    const names = map.get(path);
    if (names === undefined)
        map.set(path, new Set([name]));
    else
        names.add(name);
}

;// CONCATENATED MODULE: ./build-ts/src/run/context.js







/** Names the content of an image, on the image itself. */
const FINGERPRINT_LABEL = 'dev.stack-action.fingerprint';
/** The registry digests of the bases outside the stack that an image is built on: JSON, ref → digest. */
const BASES_LABEL = 'dev.stack-action.bases';
/** The builds of its parents that an image sits on: JSON, name → `layersKey`. */
const PARENTS_LABEL = 'dev.stack-action.parents';
/** What is written on an image for later runs. */
function context_labelsOf(image, parents) {
    const pinned = Object.entries(image.bases).flatMap(([ref, { digest, pin }]) => (pin ? [[ref, digest]] : []));
    return {
        [FINGERPRINT_LABEL]: image.fingerprint,
        ...(pinned.length === 0 ? {} : { [BASES_LABEL]: JSON.stringify(Object.fromEntries(pinned)) }),
        ...(Object.keys(parents).length === 0 ? {} : { [PARENTS_LABEL]: JSON.stringify(parents) }),
    };
}
/** The Dockerfile of an image: its files one after the other. */
async function readDockerfiles(stackDir, files) {
    const texts = await Promise.all(files.map((file) => (0,promises_.readFile)((0,external_node_path_.join)(stackDir, file), 'utf8')));
    return texts.map((text, index) => (index < texts.length - 1 && !text.endsWith('\n') ? `${text}\n` : text)).join('');
}
/** Where a build looks for its Dockerfile, seen from the context; the rules of .dockerignore may be beside it. */
function dockerfileIn(context, file) {
    return external_node_path_.posix.relative(context, file);
}
/** The name that a Dockerfile gets in a context that it is not a file of. */
const GUEST = '.stack-action.Dockerfile';
/**
 * The context of an image as it is built: its files, and its Dockerfile with the images of this run in the places of its
 * parents and digests in those of other bases. Throws a WorkError when the files are not the ones that were planned.
 */
async function buildContext(stackDir, image, { rules, platform, replace = () => undefined }) {
    const directory = (0,external_node_path_.resolve)(stackDir, image.context);
    const inContext = image.dockerfiles.map((file) => dockerfileIn(image.context, file));
    const [entries, ignoreText, text] = await Promise.all([
        readContext(directory, inContext),
        ignoreTextOf(directory, inContext),
        readDockerfiles(stackDir, image.dockerfiles).catch((error) => {
            throw new errors/* WorkError */.oE(`the Dockerfile of ${image.name} cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
        }),
    ]);
    // The fingerprint was made when the run was planned; what is built now must be the same files.
    const only = countedFiles(image.context, image.copied, rules);
    if (contextKey(await hashContext(directory, entries, only), text) !== image.contextHash)
        throw new errors/* WorkError */.oE(`the files of ${image.name} changed while the run went on`, { remedy: 'Run again.' });
    const { rewrites } = image;
    const planned = (ref) => (Object.hasOwn(rewrites, ref) ? rewrites[ref] : undefined);
    const written = (0,dockerfile/* replaceBases */.TC)(text, image.buildArgs, (ref) => replace(ref) ?? planned(ref), platform);
    const [own] = inContext;
    const isOwn = inContext.length === 1 && own !== undefined && !own.startsWith('../');
    const path = isOwn ? own : GUEST;
    // What a wide context has besides is not sent: a build that needs it fails, instead of making something unaccounted for.
    const whole = image.copied.kind === 'all';
    const isCopied = (0,dockerfile/* matcher */.jN)(image.copied);
    const asItIs = isOwn && written === text && whole;
    return {
        directory,
        entries: whole ? entries : entries.filter((entry) => isCopied(entry.path)),
        whole,
        given: asItIs ? [] : [{ path, content: Buffer.from(written) }],
        dockerfile: { path, text: written },
        ignoreText,
    };
}

;// CONCATENATED MODULE: ./build-ts/src/run/steps/build.js





/** Builds an image; a builder whose images stay with it pushes it as its candidate, too. */
async function build(state, image, signal) {
    const { engine, builder, stack, stackDir, options, credentialsFor, emit, now, space } = state.request;
    const began = now().getTime();
    let log = new BuildLog();
    const spec = state.specOf(image);
    try {
        await space.check();
        const context = await buildContext(stackDir, image, {
            rules: stack.changeRules,
            platform: image.platform,
            replace: (ref) => inRegistry(state, image, ref),
        });
        const expand = (text) => expandCache(text, image);
        const request = {
            context,
            platform: image.platform,
            tags: builder.keeps === 'engine' ? image.localRefs : image.candidates.slice(0, 1),
            buildArgs: image.buildArgs,
            labels: context_labelsOf(image, await parentBuilds(state, image, signal)),
            noCache: options.noCache,
            cacheFrom: options.cacheFrom.map(expand),
            cacheTo: options.cacheTo.map(expand),
            secrets: (spec?.secrets ?? []).flatMap((id) => {
                const value = options.secrets.get(id);
                return value === undefined ? [] : [{ id, value }];
            }),
            ssh: spec?.ssh ?? false,
            provenance: options.provenance,
            sbom: options.sbom,
            credentialsFor,
            signal,
            onTrace: (trace) => {
                for (const text of log.add(trace))
                    state.line(image, 'build', text);
            },
        };
        const built = await untilNamed(() => builder.build(request), () => {
            log = new BuildLog();
            state.line(image, 'build', 'another build gave the same name at the same moment; once more, from the cache');
        });
        const ms = now().getTime() - began;
        const result = state.resultOf(image);
        const { imageId, digest } = built;
        if (imageId === undefined) {
            const [ref] = image.candidates;
            if (ref === undefined || digest === undefined)
                throw new errors/* WorkError */.oE('the builder does not say what it built');
            result.candidates.push({ ref, digest });
            result.build = { outcome: 'passed', ms };
            emit({ type: 'built', image: image.id, local: undefined, history: [], steps: log.steps() });
            return;
        }
        const local = await engine.inspect(imageId);
        if (local === undefined)
            throw new errors/* WorkError */.oE(`the engine built ${imageId} and does not have it`);
        result.build = { outcome: 'passed', ms, imageId: local.id, size: local.size };
        emit({ type: 'built', image: image.id, local, history: await engine.history(imageId), steps: log.steps() });
    }
    catch (error) {
        signal.throwIfAborted();
        if (error instanceof errors/* WorkError */.oE && error.remedy !== undefined)
            throw error;
        const { message, evidence, remedy } = log.failure((0,errors/* messageOf */.bD)(error));
        state.line(image, 'build', `ERROR: ${message}`);
        throw new errors/* WorkError */.oE(message, { evidence, cause: error, ...(remedy === undefined ? {} : { remedy }) });
    }
}
/**
 * With the containerd store, of two builds that give one name in the same instant one fails, although either could have
 * it: seen with engine 28.5 and three runs of one stack side by side.
 */
const RACED = /image "[^"]*": already exists/;
const RACES = 4;
async function untilNamed(work, again) {
    for (let tries = 1;; tries++) {
        try {
            return await work();
        }
        catch (error) {
            if (tries === RACES || !(error instanceof errors/* WorkError */.oE) || !RACED.test(error.message))
                throw error;
            again();
        }
    }
}
/** A builder elsewhere does not see the engine's images: parents are given to it as the registry has them. */
function inRegistry(state, image, ref) {
    if (state.request.builder.keeps === 'engine')
        return undefined;
    const parent = state.parentsOf(image).find((one) => one.localRefs[0] === (image.rewrites[ref] ?? ref));
    const known = parent === undefined ? undefined : state.inRegistry(parent);
    return known === undefined ? undefined : `${(0,stack_refs/* splitRef */.Mn)(known.ref).repository}@${known.digest}`;
}
/** Which builds of its parents an image is built on. */
async function parentBuilds(state, image, signal) {
    const { engine, registry, builder } = state.request;
    const layersOf = async (parent) => {
        if (builder.keeps === 'engine')
            return (await engine.inspect(await state.imageId(parent, 'build', signal)))?.layers ?? [];
        const known = state.inRegistry(parent);
        if (known === undefined)
            return [];
        const { repository } = (0,stack_refs/* splitRef */.Mn)(known.ref);
        return (await registry.config(repository, known.digest, parent.platform))?.layers ?? [];
    };
    return Object.fromEntries(await Promise.all(state
        .parentsOf(image)
        .map(async (parent) => [parent.name, layersKey(await layersOf(parent))])));
}
/** A cache is an image's own: two that write to one place would take it from each other. */
function expandCache(text, image) {
    const values = {
        image: image.name,
        variant: image.variant,
        platform: image.platform.replaceAll('/', '-'),
        repository: (0,stack_refs/* splitRef */.Mn)(image.candidates[0] ?? image.ref).repository,
    };
    return text.replace(/\{(\w+)\}/g, (written, name) => (Object.hasOwn(values, name) ? values[name] : written) ?? written);
}

;// CONCATENATED MODULE: ./build-ts/src/run/suites/lines.js

const lines_TAIL = 40;
/** A program that prints gigabytes without a line end must not fill our memory. */
const lines_MAX_LINE = 64 * 1024;
/** Cuts streams into lines, characters that are split between chunks kept whole; remembers the last lines. */
class LineSplitter {
    onLine;
    tail = [];
    rest = { stdout: '', stderr: '' };
    decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() };
    constructor(onLine) {
        this.onLine = onLine;
    }
    push(stream, data) {
        const lines = (this.rest[stream] + this.decoders[stream].decode(data, { stream: true })).split('\n');
        this.rest[stream] = lines.pop() ?? '';
        for (const line of lines)
            this.line(line);
        if (this.rest[stream].length > lines_MAX_LINE) {
            this.line(this.rest[stream]);
            this.rest[stream] = '';
        }
    }
    end() {
        for (const stream of ['stdout', 'stderr']) {
            const rest = this.rest[stream] + this.decoders[stream].decode();
            if (rest !== '')
                this.line(rest);
            this.rest[stream] = '';
        }
    }
    line(raw) {
        const line = (0,shared_text/* lastState */.Uy)(raw);
        this.tail.push(line);
        if (this.tail.length > lines_TAIL)
            this.tail.shift();
        this.onLine(line);
    }
}

;// CONCATENATED MODULE: ./build-ts/src/run/steps/info.js

/** More than any package list has; a command that never stops printing must not fill our memory. */
const MAX_INFO_LINES = 50_000;
/** Runs the info commands of an image and keeps what they print. One that fails is told and fails nothing. */
async function info(state, image, signal) {
    const { engine, stack, timeouts, emit } = state.request;
    const outputs = [];
    for (const name of image.infos) {
        const command = stack.infos.get(name);
        if (command === undefined)
            continue;
        const lines = [];
        const output = new LineSplitter((line) => {
            if (lines.length < MAX_INFO_LINES)
                lines.push(line);
        });
        const done = await engine.run({
            image: await state.imageId(image, 'info', signal),
            ...(image.platform === engine.platform ? {} : { platform: image.platform }),
            command: command.command,
            env: {},
            files: [],
            network: false,
            timeoutMs: timeouts.infoMs,
            signal,
            onOutput: (stream, data) => output.push(stream, data),
        });
        output.end();
        outputs.push({ info: command, status: done.status, output: lines.join('\n') });
        if (done.status !== 0)
            state.notice(`${image.id}: info command ${name} ended with exit status ${done.status}`);
    }
    state.resultOf(image).infos = outputs.map(({ info: { name }, status }) => ({
        name,
        outcome: status === 0 ? 'passed' : 'failed',
    }));
    emit({ type: 'infos', image: image.id, outputs });
}

;// CONCATENATED MODULE: ./build-ts/src/run/steps/push.js



/**
 * Pushes the image under its fingerprint: all layers are in the registries before any name moves. It leaves the engine
 * once; other registries get what the first one has, so that it has one digest everywhere.
 */
async function push(state, image, signal) {
    const result = state.resultOf(image);
    const there = new Set(result.candidates.map(({ ref }) => ref));
    result.candidates.push(...image.found.filter(({ ref }) => !there.has(ref)));
    for (const ref of image.candidates) {
        if (result.candidates.some((one) => one.ref === ref))
            continue;
        const [first] = result.candidates;
        const digest = first === undefined
            ? await pushFromEngine(state, image, ref, signal)
            : await copyTo(state, image, first, ref, signal);
        result.candidates.push({ ref, digest });
        state.line(image, 'push', `${ref} is ${digest}`);
    }
    if ((0,run_results/* isTested */.eW)(result))
        await recordTested(state, image, result);
}
async function pushFromEngine(state, image, ref, signal) {
    const { engine, credentialsFor } = state.request;
    const imageId = await state.imageId(image, 'push', signal);
    await engine.tag(imageId, ref);
    const { repository } = (0,stack_refs/* splitRef */.Mn)(ref);
    const login = await credentialsFor((0,stack_refs/* parseRepository */.SU)(repository)?.host ?? stack_refs/* DEFAULT_HOST */.HX);
    state.line(image, 'push', `pushing ${ref}`);
    const digest = await engine.push(ref, login, (text) => state.line(image, 'push', text), signal);
    // The engine pushes by name: another run on it may have given the name to an image of its own meanwhile.
    const digests = (await engine.inspect(imageId))?.repoDigests ?? [];
    if (!digests.some((known) => known.endsWith(`@${digest}`)))
        throw new errors/* WorkError */.oE(`${ref} was pushed with another image of this engine (${digest})`, {
            remedy: 'Does another run build the same stack on this engine? Run again when it has ended.',
        });
    return digest;
}
async function copyTo(state, image, from, ref, signal) {
    const { registry } = state.request;
    const source = (0,stack_refs/* splitRef */.Mn)(from.ref).repository;
    const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(ref);
    state.line(image, 'push', `copying ${source}@${from.digest} to ${ref}`);
    const manifest = await registry.copy({ repository: source, digest: from.digest }, { repository }, {
        signal,
        onBlob: (digest, how) => {
            if (how !== 'there')
                state.line(image, 'push', `${digest.slice(7, 19)}: ${how}`);
        },
    });
    await registry.put(repository, tag, manifest);
    return manifest.digest;
}
/** Says in the registries that this content has passed these suites. Later runs save work by it; this one does not depend on it. */
async function recordTested(state, image, result) {
    if (image.action === 'reuse' && !image.test && image.found.length === image.candidates.length)
        return;
    const { registry } = state.request;
    for (const ref of image.tested) {
        const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(ref);
        const digest = result.candidates.find((one) => (0,stack_refs/* splitRef */.Mn)(one.ref).repository === repository)?.digest;
        try {
            const manifest = digest === undefined ? undefined : await registry.manifest(repository, digest);
            if (manifest === undefined)
                throw new errors/* WorkError */.oE(`${repository} does not have what was pushed there`);
            await registry.put(repository, tag, manifest);
        }
        catch (error) {
            state.notice(`${image.id}: the next run will test it again, because ${ref} could not be written: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }
}
/**
 * `push` on its own must not publish what an earlier `test` found broken, nor what is built on it; nor another build than
 * the one that was tested.
 */
async function checkTested(state, image, signal) {
    const { engine, publish, settled } = state.request;
    const result = state.resultOf(image);
    const [known] = image.found;
    const { testedImageId } = result;
    if (known === undefined) {
        if (testedImageId !== (await state.imageId(image, 'push', signal)))
            result.suites = [];
    }
    else {
        const made = settled.get(image.id)?.candidates ?? [];
        if (made.length > 0 && !made.some(({ digest }) => digest === known.digest))
            throw new errors/* WorkError */.oE(`${known.ref} names another build (${known.digest}) than the one that other jobs worked on`, {
                remedy: 'Does another run build the same content? Run again when it has ended.',
            });
        const local = testedImageId === undefined ? undefined : await engine.inspect(testedImageId);
        if (local !== undefined && !local.repoDigests.some((digest) => digest.endsWith(`@${known.digest}`)))
            result.suites = [];
    }
    // Those that need the pushed image run again, right after the push.
    const local = new Set(image.suites.filter((suite) => !suite.pushed && suite.off === undefined).map(({ name }) => name));
    if (!(0,run_results/* isTested */.eW)(result))
        result.suites = result.suites.filter(({ name, outcome }) => local.has(name) || outcome === 'off');
    const failed = result.suites.filter((suite) => suite.outcome === 'failed');
    if (failed.length > 0)
        throw new errors/* WorkError */.oE(`its suites failed: ${failed.map((suite) => suite.name).join(', ')}`, {
            remedy: 'Mend them and run "build" and "test" again.',
        });
    const passed = new Set(result.suites.filter((suite) => suite.outcome === 'passed').map(({ name }) => name));
    const isKnown = (0,run_results/* isTested */.eW)(result) || (local.size < result.expected.length && local.size === 0);
    if (isKnown || (local.size > 0 && [...local].every((name) => passed.has(name))) || publish === 'none')
        return;
    if (known !== undefined || settled.size > 0)
        throw new errors/* WorkError */.oE('nobody says that its suites have passed on this very image', {
            remedy: 'Run "test", with --share where it runs in another job, and give its results with --earlier.',
        });
    state.notice(`${result.id} is pushed untested: the output folder has no results of "test" for this very image`);
}

;// CONCATENATED MODULE: ./build-ts/src/run/suites/templates.js
/** Puts them in the place of `{ref}` and the like; other braces stay as they are. Words stay words, whatever they hold. */
function fillWords(words, facts) {
    return words.map((word) => word.replace(/\{([a-z]+)\}/g, (whole, name) => Object.hasOwn(facts, name) ? facts[name] : whole));
}
/** The same as variables: STACK_IMAGE, STACK_REF … */
function suiteVariables(facts, suite) {
    const variables = Object.entries(facts).map(([name, value]) => [`STACK_${name.toUpperCase()}`, value]);
    return { ...Object.fromEntries(variables), STACK_SUITE: suite };
}

;// CONCATENATED MODULE: ./build-ts/src/run/suites/arguments.js


/** The program of each kind of suites; a command is its own. */
const PROGRAMS = { pytest: 'run_pytest.py', imports: 'imports.py', notebooks: 'notebooks.py' };
/** The words that run a suite. */
function suiteCommand(suite, layout, words) {
    const { kind, settings, environment } = suite;
    if (kind === 'command')
        return fillWords(suite.run, words);
    const { python, programs, junit, output } = layout;
    const program = [python, external_node_path_.posix.join(programs, PROGRAMS[kind])];
    const forEnvironment = environment === undefined ? [] : [`--environment=${environment}`];
    const skipped = (settings.skip ?? []).map((glob) => `--skip=${glob}`);
    switch (kind) {
        case 'pytest':
            return [...program, ...pytestArguments(suite, layout, words)];
        case 'imports':
            return [...program, '--junit', junit, ...forEnvironment, ...skipped, ...pathsOf(suite, layout)];
        case 'notebooks': {
            const seconds = (flag, ms) => ms === undefined ? [] : [flag, String(ms / 1000)];
            return [
                ...program,
                ...['--junit', junit, '--output', output],
                ...forEnvironment,
                ...seconds('--timeout', settings.testTimeoutMs),
                ...seconds('--cell-timeout', settings.cellTimeoutMs),
                ...(settings.jobs === undefined ? [] : ['--jobs', String(settings.jobs)]),
                ...(settings.expect === 'fail' ? ['--expect', 'fail'] : []),
                ...skipped,
                ...pathsOf(suite, layout),
            ];
        }
    }
}
/** One process per directory: files of the same name in two of them cannot be taken for each other. */
function pytestArguments(suite, layout, words) {
    const { markers, skip = [], args = [] } = suite.settings;
    return [
        ...['-p', 'no:cacheprovider', `--junitxml=${layout.junit}`, '-o', 'junit_family=xunit2'],
        // What lies above belongs to it as far as the stack goes, and no further.
        ...[`--rootdir=${folderOf(suite, layout)}`, `--confcutdir=${layout.tests}`],
        ...(markers === undefined ? [] : ['-m', markers]),
        ...skip.map((id) => `--deselect=${id}`),
        ...fillWords(args, words),
        ...pathsOf(suite, layout),
    ];
}
/** The directory of a suite, which is also where it runs. */
function folderOf({ files }, { tests }) {
    return files === undefined ? tests : external_node_path_.posix.join(tests, files);
}
function pathsOf(suite, layout) {
    const folder = folderOf(suite, layout);
    if (suite.targets.length === 0)
        return [folder];
    return suite.targets.map((target) => (target.startsWith('/') ? target : external_node_path_.posix.join(folder, target)));
}
/** What our pytest plugin is told. */
function pytestVariables({ settings }) {
    const { testTimeoutMs, reruns } = settings;
    return {
        ...(testTimeoutMs === undefined ? {} : { STACK_TEST_TIMEOUT: String(testTimeoutMs / 1000) }),
        ...(reruns === undefined ? {} : { STACK_RERUNS: String(reruns) }),
    };
}

;// CONCATENATED MODULE: ./build-ts/src/run/suites/keeping.js




/**
 * The name under which a file that a suite leaves is kept: workflow artifacts refuse `" : < > | * ?` and line ends in paths
 * (@actions/artifact, path-and-artifact-name-validation), and one such file would lose all the others.
 */
function keptName(name) {
    // eslint-disable-next-line no-control-regex
    return name.replace(/[":<>|*?\\\u0000-\u001f]/g, '_');
}
/** Writes a file of a container to where it is kept; `path` is below that folder, with `/`. */
async function keepFile(folder, path, content) {
    const file = (0,external_node_path_.join)(folder, ...path.split('/').map(keptName));
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(file), { recursive: true });
    await (0,external_node_stream_promises_.pipeline)(content, (0,external_node_fs_.createWriteStream)(file));
}
/** Gives all files below a folder the names that they can keep; says how many there are. */
async function keepNames(folder) {
    let files = 0;
    for (const entry of await (0,promises_.readdir)(folder, { withFileTypes: true }).catch(() => [])) {
        const name = keptName(entry.name);
        if (name !== entry.name)
            await (0,promises_.rename)((0,external_node_path_.join)(folder, entry.name), (0,external_node_path_.join)(folder, name));
        if (entry.isDirectory())
            files += await keepNames((0,external_node_path_.join)(folder, name));
        else if (entry.isFile())
            files++;
    }
    return files;
}

;// CONCATENATED MODULE: ./build-ts/src/run/suites/programs.js


/** Beside this module, and beside the bundle: scripts/bundle.mjs copies them there. */
const FOLDER = (0,external_node_path_.join)(import.meta.dirname, 'programs');
/** Our Python programs: they run in images, and on this machine for suites on the host. */
async function programFiles() {
    const names = (await (0,promises_.readdir)(FOLDER)).filter((name) => name.endsWith('.py')).sort();
    return names.map((name) => ({ name, path: (0,external_node_path_.join)(FOLDER, name) }));
}

// EXTERNAL MODULE: external "node:string_decoder"
var external_node_string_decoder_ = __webpack_require__(46193);
;// CONCATENATED MODULE: ./build-ts/src/shared/lines.js

/** Cuts what a program writes into lines; what never ends its line is cut after `longest` characters. */
function byLine(onLine, longest = Infinity) {
    const decoder = new external_node_string_decoder_.StringDecoder('utf8');
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

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
;// CONCATENATED MODULE: ./build-ts/src/shared/process.js




const process_DEFAULT_GRACE_MS = 10_000;
/**
 * Runs a program and all that it starts to the end, for output of any length. Throws when it cannot be started, and what
 * its input or a listener threw; of an abort, that it was one.
 */
async function runProcess(request) {
    const { file, args, env, cwd, input, onStdout, onStderr, timeoutMs, signal } = request;
    const { stopSignal = 'SIGTERM', graceMs = process_DEFAULT_GRACE_MS } = request;
    signal.throwIfAborted();
    // A group of its own: what the program starts ends with it, and no Ctrl-C reaches them but by us.
    const child = (0,external_node_child_process_.spawn)(file, args, {
        env,
        ...(cwd === undefined ? {} : { cwd }),
        stdio: ['pipe', onStdout === undefined ? 'ignore' : 'pipe', onStderr === undefined ? 'ignore' : 'pipe'],
        detached: true,
    });
    const kill = (name) => {
        if (child.pid === undefined)
            return;
        try {
            process.kill(-child.pid, name);
        }
        catch {
            // All of it has ended.
        }
    };
    let timer;
    const stop = () => {
        kill(stopSignal);
        timer ??= setTimeout(() => kill('SIGKILL'), graceMs);
    };
    let fault;
    const fail = (error) => {
        fault ??= error instanceof Error ? error : new Error(String(error));
        stop();
    };
    const hearing = (listen) => (data) => {
        if (fault !== undefined)
            return;
        try {
            listen(data);
        }
        catch (error) {
            fail(error);
        }
    };
    if (onStdout !== undefined)
        child.stdout?.on('data', hearing(onStdout));
    if (onStderr !== undefined)
        child.stderr?.on('data', hearing(onStderr));
    let timedOut = false;
    const limit = timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            stop();
        }, timeoutMs);
    const ended = (0,external_node_events_.once)(child, 'close');
    // What it left running in the background may hold its streams open for ever.
    child.once('exit', () => (timer ??= setTimeout(() => kill('SIGKILL'), graceMs)));
    signal.addEventListener('abort', stop);
    try {
        // Whoever ends without reading closes the pipe; that is no failure.
        child.stdin?.on('error', () => undefined);
        if (input === undefined)
            child.stdin?.end();
        else if (child.stdin !== null) {
            input.once('error', fail);
            (0,external_node_stream_promises_.pipeline)(input, child.stdin).catch(() => undefined);
        }
        const [status, ender] = await ended;
        signal.throwIfAborted();
        if (fault !== undefined)
            throw fault;
        return {
            status: ender === null ? (status ?? 0) : 128 + external_node_os_.constants.signals[ender],
            signalled: ender !== null,
            timedOut,
        };
    }
    finally {
        clearTimeout(timer);
        clearTimeout(limit);
        signal.removeEventListener('abort', stop);
        // What outlived it, if anything did: it has had its time.
        kill('SIGKILL');
    }
}

;// CONCATENATED MODULE: ./build-ts/src/docker/compose.js







/** No job of GitHub's runners takes longer. */
const DEFAULT_LIFETIME_MS = 6 * 60 * 60_000;
const ASK_MS = 60_000;
const LOGS_MS = 60_000;
const DOWN_MS = 3 * 60_000;
const EVIDENCE_LINES = 20;
/** The end of what each service wrote; more is nobody's to read. */
const LOG_LINES = '10000';
/** Starts services and waits until they run, those with a health check until they are healthy. Leaves nothing where it throws. */
async function composeUp(request) {
    const { env, directory, files, envFile, signal, timeoutMs, onLine } = request;
    signal.throwIfAborted();
    const program = await findCompose(request);
    const project = composeProject(request.project, Date.now() + timeoutMs + (request.lifetimeMs ?? DEFAULT_LIFETIME_MS));
    const options = [
        ...files.flatMap((file) => ['--file', file]),
        ...['--project-directory', directory, '--project-name', project],
        ...(envFile === undefined ? [] : ['--env-file', envFile]),
    ];
    const run = (args, more) => runCompose(program, [...options, ...args], { env, directory, ...more });
    const tail = [];
    const note = (line) => {
        tail.push(line);
        if (tail.length > EVIDENCE_LINES)
            tail.shift();
        onLine(line);
    };
    const failed = (what) => new errors/* WorkError */.oE(`the services could not be started: ${what}`, { evidence: [...tail] });
    const network = await networkOf(program, project, run, { signal, onLine: note }, failed);
    let ending;
    const end = async () => {
        // Nobody's abort keeps us from tidying up; only the log of what is not wanted any more is left out.
        const own = new AbortController().signal;
        try {
            if (!signal.aborted)
                await run(['logs', '--no-color', '--tail', LOG_LINES], { signal: own, timeoutMs: LOGS_MS, onOutLine: note });
        }
        catch {
            // Whoever listens has told already that it cannot.
        }
        const said = [];
        const args = ['down', '--volumes', '--remove-orphans', '--timeout', '5'];
        const told = await run(args, { signal: own, timeoutMs: DOWN_MS, onLine: (line) => said.push(line) }).then(({ status }) => (status === 0 ? [] : [`they could not be removed (exit status ${status})`, ...said.slice(-3)]), (error) => [`they could not be removed: ${(0,errors/* messageOf */.bD)(error)}`]);
        try {
            for (const line of told)
                onLine(line);
        }
        catch {
            // As above.
        }
    };
    const down = () => (ending ??= end());
    try {
        if (!program.waits)
            note(`${program.name} is older than 2: it does not wait for health checks`);
        const args = ['up', '--detach', '--quiet-pull', ...(program.waits ? ['--wait'] : [])];
        const { status, timedOut } = await run(args, { signal, timeoutMs, onLine: note });
        if (status === 0 && !timedOut)
            return { network, down };
        await down();
        throw failed(timedOut
            ? `they were not up after ${(0,shared_text/* durationText */.S5)(timeoutMs)}`
            : `${program.name} ended with exit status ${status}`);
    }
    catch (error) {
        await down();
        throw error;
    }
}
const CANDIDATES = [
    { name: 'docker compose', file: 'docker', args: ['compose'] },
    { name: 'docker-compose', file: 'docker-compose', args: [] },
];
/** The plugin of the docker CLI, else the program that came before it. */
async function findCompose({ env, directory, signal }) {
    const seen = [];
    for (const candidate of CANDIDATES) {
        const said = [];
        const onLine = (line) => {
            if (line.trim() !== '')
                said.push(line);
        };
        try {
            const options = { env, directory, signal, timeoutMs: ASK_MS, onLine, onOutLine: onLine };
            const { status } = await runCompose({ ...candidate, waits: true }, ['version', '--short'], options);
            const major = /^v?(\d+)\.\d/m.exec(said.join('\n'))?.[1];
            if (status === 0 && major !== undefined)
                return { ...candidate, waits: Number(major) >= 2 };
            seen.push(`${candidate.name}: ${said[0] ?? `exit status ${status}`}`);
        }
        catch (error) {
            signal.throwIfAborted();
            if (!(0,shared_program/* cannotStart */.m)(error))
                throw error;
            seen.push(`${candidate.name}: there is no program "${candidate.file}" in PATH`);
        }
    }
    throw new errors/* WorkError */.oE('the suite has services, and there is no Docker Compose here to start them', {
        evidence: seen,
        remedy: 'Install the Compose plugin of the docker CLI: "docker compose version" must work.',
    });
}
/**
 * The network that services are in by default, else the first that they have. Reads the files as Compose does: what is
 * wrong with them is told before anything is started.
 */
async function networkOf({ waits }, project, run, more, failed) {
    const usual = `${project}_default`;
    const json = [];
    const args = waits ? ['config', '--format', 'json'] : ['config', '--quiet'];
    const { status } = await run(args, { timeoutMs: ASK_MS, ...more, onOut: (data) => json.push(data) });
    if (status !== 0)
        throw failed('Compose does not accept their files');
    if (!waits)
        return usual;
    const networks = (0,values/* valueAt */.f)(JSON.parse(Buffer.concat(json).toString()), ['networks']);
    if (typeof networks !== 'object' || networks === null)
        return undefined;
    const [first] = Object.keys(networks);
    const key = 'default' in networks ? 'default' : first;
    if (key === undefined)
        return undefined;
    const name = (0,values/* valueAt */.f)(networks, [key, 'name']);
    return typeof name === 'string' ? name : `${project}_${key}`;
}
async function runCompose({ file, args: first }, args, options) {
    const { env, directory: cwd, signal, timeoutMs, onLine, onOutLine, onOut } = options;
    const [out, err] = [
        byLine(onOutLine ?? (() => undefined), LONGEST_LINE),
        byLine(onLine ?? (() => undefined), LONGEST_LINE),
    ];
    const result = await runProcess({
        ...{ file, args: [...first, ...args], env, cwd, signal, onStdout: onOut ?? out.push, onStderr: err.push },
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
    out.end();
    err.end();
    return result;
}
/** What never ends its line does not fill our memory. */
const LONGEST_LINE = 64 * 1024;

;// CONCATENATED MODULE: ./build-ts/src/run/suites/environment.js
/**
 * What a suite on the host may see of this machine's environment: where programs and homes are, how to reach an engine and
 * a proxy. Not more: tokens of the run, and the inputs of actions, are none of its business.
 */
const HARMLESS = new Set([
    ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LANGUAGE', 'TZ', 'TERM', 'TMPDIR', 'TEMP', 'TMP'],
    ...[
        'DISPLAY',
        'WAYLAND_DISPLAY',
        'XAUTHORITY',
        'VIRTUAL_ENV',
        'NODE_PATH',
        'CHROME_BIN',
        'CHROMEWEBDRIVER',
        'GECKOWEBDRIVER',
    ],
    ...[
        'DOCKER_HOST',
        'DOCKER_CONTEXT',
        'DOCKER_CONFIG',
        'DOCKER_CERT_PATH',
        'DOCKER_TLS',
        'DOCKER_TLS_VERIFY',
        'DOCKER_API_VERSION',
    ],
    ...[
        'DOCKER_DEFAULT_PLATFORM',
        'CONDA_PREFIX',
        'CONDA_DEFAULT_ENV',
        'CONDA_EXE',
        'CONDA_PYTHON_EXE',
        'CONDA_SHLVL',
        'MAMBA_EXE',
        'MAMBA_ROOT_PREFIX',
    ],
    ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'no_proxy', 'all_proxy'],
    ...[
        'SSL_CERT_FILE',
        'SSL_CERT_DIR',
        'REQUESTS_CA_BUNDLE',
        'CURL_CA_BUNDLE',
        'CI',
        'GITHUB_ACTIONS',
        'RUNNER_OS',
        'RUNNER_ARCH',
    ],
]);
const HARMLESS_PREFIXES = ['LC_', 'XDG_', 'PYTHON', 'PYENV_'];
/** `more` are names that the spec passes on; what is not set stays so. */
function hostEnvironment(env, more = []) {
    const seen = {};
    for (const [name, value] of Object.entries(env)) {
        if (value === undefined)
            continue;
        const isHarmless = HARMLESS.has(name) || HARMLESS_PREFIXES.some((prefix) => name.startsWith(prefix));
        if (isHarmless || more.includes(name))
            seen[name] = value;
    }
    return seen;
}

// EXTERNAL MODULE: ./node_modules/fast-xml-parser/src/xmlparser/XMLParser.js + 23 modules
var XMLParser = __webpack_require__(41143);
;// CONCATENATED MODULE: ./build-ts/src/run/junit.js



/** Reports come out of containers: a larger one is refused rather than parsed. */
const MAX_CHARACTERS = 32 * 1024 * 1024;
/** Characters of a name or a message. */
const MAX_TEXT = 500;
const SLOWEST = 10;
/** Reads a JUnit XML report (the form pytest writes: https://github.com/testmoapp/junitxml). Throws on anything else. */
function readJUnit(xml) {
    if (xml.length > MAX_CHARACTERS)
        throw new Error(`it has ${xml.length} characters`);
    const parser = new XMLParser/* default */.A({
        ignoreAttributes: false,
        attributeNamePrefix: '',
        textNodeName: '#text',
        isArray: (name) => ['testsuite', 'testcase', 'failure', 'error', 'skipped'].includes(name),
        parseAttributeValue: false,
        parseTagValue: false,
        processEntities: false,
    });
    const document = parser.parse(xml);
    const top = (document['testsuites'] ?? document);
    const suites = flatten(junit_listOf(top['testsuite']));
    if (suites.length === 0)
        throw new Error('it has no testsuite');
    // The parser takes a document that was cut for one that ends.
    if (!/(?:<\/testsuites?>|<testsuites?[^<>]*\/>)\s*$/.test(xml.slice(-1000)))
        throw new Error('it is cut short');
    const cases = suites.flatMap(casesOf);
    const failed = cases.filter(isFailed);
    // A report that counts failures it does not show is not believed.
    const counted = Math.max(...suites.map((suite) => Number(junit_text(suite['failures']) || 0) + Number(junit_text(suite['errors']) || 0)));
    if (counted > 0 && failed.length === 0)
        throw new Error(`it counts ${counted} failures and shows none`);
    const passedWith = (mark) => cases.filter((one) => !isFailed(one) && mark(one.properties)).map((one) => one.name);
    return {
        counts: { total: cases.length, failed: failed.length, skipped: cases.filter((one) => one.isSkipped).length },
        failures: failed.map(failureOf),
        slowest: cases
            .filter((one) => one.ms > 0)
            .sort((a, b) => b.ms - a.ms)
            .slice(0, SLOWEST)
            .map(({ name, ms }) => ({ name, ms })),
        flaky: passedWith((properties) => Number(properties.get('flaky') ?? 0) > 0),
        unexpected: passedWith((properties) => properties.get('unexpected') === '1'),
    };
}
function isFailed({ failures, errors }) {
    return failures.length + errors.length > 0;
}
/** The tests of a suite. One that fails and breaks again while it is cleared away is two in pytest's reports. */
function casesOf(suite) {
    const isPytest = junit_text(suite['name']) === 'pytest';
    const cases = [];
    for (const test of junit_listOf(suite['testcase'])) {
        const one = caseOf(test, isPytest);
        const last = cases.at(-1);
        if (last?.name === one.name && last.failures.length > 0 && one.failures.length === 0 && one.errors.length > 0)
            cases[cases.length - 1] = { ...last, ms: last.ms + one.ms, errors: [...last.errors, ...one.errors] };
        else
            cases.push(one);
    }
    return cases;
}
const PREFIX = 'stack-action.';
function caseOf(test, isPytest) {
    const properties = new Map();
    for (const property of junit_listOf(test['properties']).flatMap((list) => junit_listOf(list['property']))) {
        const name = junit_text(property['name']);
        if (name.startsWith(PREFIX))
            properties.set(name.slice(PREFIX.length), junit_text(property['value']));
    }
    const file = fileOf(properties.get('file') ?? junit_text(test['file']));
    // pytest counts from 0 in the attribute (_pytest/junitxml.py writes `location`), and everybody else from 1.
    const line = lineOf(properties.get('line') ?? '') || lineOf(junit_text(test['line']), isPytest ? 1 : 0);
    const seconds = Number(junit_text(test['time']));
    return {
        name: junit_nameOf(junit_text(test['classname']), junit_text(test['name']), file),
        ms: seconds > 0 && Number.isFinite(seconds) ? Math.round(seconds * 1000) : 0,
        failures: junit_listOf(test['failure']),
        errors: junit_listOf(test['error']),
        isSkipped: test['skipped'] !== undefined,
        properties,
        file,
        line,
    };
}
function failureOf({ name, failures, errors, properties, file, line }) {
    const faults = [...failures, ...errors];
    // The message is the first one's, and so is the place.
    const all = faults.map(linesOf);
    const [first = []] = all;
    const place = line > 0 && file !== '' ? { file, line } : (placeIn(first, file, name) ?? { file, line });
    return {
        name,
        message: messageIn(junit_text(faults[0]?.['message']), first),
        lines: all.flat(),
        ...(place.file === '' ? {} : { file: place.file }),
        ...(place.line === 0 ? {} : { line: place.line }),
        timedOut: properties.get('timeout') === '1',
    };
}
/** What a person should read first: what the report calls the message, or the last line that pytest marks as the error. */
function messageIn(message, lines) {
    const [first = ''] = message.split('\n').filter((line) => line.trim() !== '');
    const shown = 
    // What pytest says of every file that it cannot read.
    first !== '' && first !== 'collection failure'
        ? first
        : (lines
            .findLast((line) => /^E {2,3}\S/.test(line))
            ?.slice(1)
            .trim() ??
            lines.findLast((line) => line.trim() !== '') ??
            'failed');
    return (0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(shown).trim(), MAX_TEXT);
}
/**
 * `test_lab.py:3: AssertionError`, as pytest's tracebacks name their places: the deepest in the file of the test, for
 * reports that say it nowhere else.
 */
function placeIn(lines, file, name) {
    const [first = ''] = name.split('::');
    // A file that cannot be read is named like a module.
    const own = file === '' ? (first.endsWith('.py') ? first : `${first.split('.').at(-1) ?? ''}.py`) : baseOf(file);
    for (const shown of lines.toReversed()) {
        const [, path = '', number = ''] = /^(.+\.py):(\d{1,7}): /.exec(shown) ?? /^E +File "([^"]+\.py)", line (\d{1,7})$/.exec(shown) ?? [];
        if (path !== '' && baseOf(path) === own)
            return { file: file === '' ? fileOf(path) : file, line: lineOf(number) };
    }
    return undefined;
}
function baseOf(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}
/** A name of a file that is one; '' otherwise. */
function fileOf(written) {
    return written.length > 4096 || /\p{Cc}/u.test(written) ? '' : written;
}
/** 0 where it says none. */
function lineOf(written, before = 0) {
    return /^\d{1,7}$/.test(written) ? Number(written) + before : 0;
}
/** Suites may hold suites. */
function flatten(suites) {
    const found = [];
    const open = [...suites];
    for (let suite = open.shift(); suite !== undefined; suite = open.shift()) {
        found.push(suite);
        open.push(...junit_listOf(suite['testsuite']));
    }
    return found;
}
function junit_listOf(value) {
    const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return list.map((item) => (typeof item === 'object' && item !== null ? item : { '#text': item }));
}
/**
 * pytest's class names are the dotted path of the file and the classes in it: a test is shown as pytest would be asked
 * for it.
 */
function junit_nameOf(classname, test, file) {
    const parts = classname.split('.');
    const stem = /([^/]+)\.py$/.exec(file)?.[1];
    const own = stem === undefined ? -1 : parts.lastIndexOf(stem);
    const at = own >= 0 ? own : parts.findLastIndex((part) => /^test_|_test$/.test(part));
    const name = at < 0
        ? [...(classname === '' ? [] : [classname]), test].join('::')
        : [`${parts[at] ?? ''}.py`, ...parts.slice(at + 1), test].join('::');
    return (0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(name), MAX_TEXT);
}
function linesOf(fault) {
    const body = junit_text(fault['#text']).trim();
    return (body === '' ? junit_text(fault['message']) : body).split('\n');
}
function junit_text(value) {
    // pytest writes characters that XML has no way to write as #x1B: colours are gone with that.
    return typeof value === 'string'
        ? (0,external_node_util_.stripVTControlCharacters)(value.replace(ENTITY, decoded).replace(/#x1B(?=\[)/g, '\u001b'))
        : '';
}
/** XML's own entities and no others: what a DOCTYPE declares stays as it is written. */
const ENTITY = /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/g;
function decoded(written, name, decimal, hex) {
    if (name !== undefined)
        return { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }[name] ?? written;
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : written;
}

;// CONCATENATED MODULE: ./build-ts/src/run/suites/verdict.js



/** What a suite asks for beside its container does not come up: its own failure, and nobody else's. */
class NotReady extends errors/* WorkError */.oE {
}
/** How our own words begin among those of a suite. */
const verdict_OURS = 'stack-action: ';
/** Results keep the first ones; the report has them all. */
const MAX_FAILURES = 20;
const MAX_FAILURE_LINES = 40;
const verdict_MAX_LINE = 500;
/** Of the end of its output. */
const EVIDENCE = 8;
/** What became of a suite. `placeOf` gives a file of its report as a path below the stack's directory, where it is one. */
function verdict(suite, end, placeOf) {
    const { junit, broken } = parseReport(end.junit);
    const message = faultOf(suite, end, junit, broken);
    const failures = junit?.failures ?? [];
    // Failures bring lines of their own.
    const evidence = failures.length > 0 ? [] : end.tail.slice(-EVIDENCE);
    return {
        result: {
            ...identity(suite),
            outcome: message === undefined ? 'passed' : 'failed',
            ms: end.ms,
            ...(junit === undefined ? {} : { counts: junit.counts }),
            ...(message === undefined ? {} : { message }),
            ...(failures.length === 0
                ? {}
                : { failures: failures.slice(0, MAX_FAILURES).map((one) => testFailure(one, placeOf)) }),
            ...(junit === undefined || junit.slowest.length === 0 ? {} : { slowest: junit.slowest }),
            ...(junit === undefined || junit.flaky.length === 0 ? {} : { flaky: junit.flaky }),
            ...(junit === undefined || junit.unexpected.length === 0 ? {} : { unexpected: junit.unexpected }),
            ...(end.files === 0 ? {} : { files: end.files }),
        },
        evidence: message === undefined ? [] : evidence,
        junit: end.junit,
    };
}
/** A suite for which nothing could be run, because what it asks for beside its container does not come up. */
function notReadyResult(suite, { message, evidence, remedy }, ms) {
    const why = remedy === undefined ? message : `${message} (${remedy})`;
    return { result: { ...identity(suite), outcome: 'failed', ms, message: why }, evidence, junit: undefined };
}
/** A suite that does not run in this run. */
function offResult(suite, why) {
    return { result: { ...identity(suite), outcome: 'off', ms: 0, message: why }, evidence: [], junit: undefined };
}
function identity({ name, kind, on, of, pushed }) {
    return { name, kind, on, ...(of === undefined ? {} : { of }), ...(pushed ? { pushed } : {}) };
}
function testFailure({ name, message, lines, file, line }, placeOf) {
    const place = file === undefined ? undefined : placeOf(file);
    return {
        name,
        ...(place === undefined ? {} : { file: place, ...(line === undefined ? {} : { line }) }),
        message,
        lines: lines.slice(-MAX_FAILURE_LINES).map((text) => (0,shared_text/* clip */.$Q)(text, verdict_MAX_LINE)),
    };
}
function parseReport(file) {
    if (file === undefined)
        return { junit: undefined, broken: undefined };
    try {
        return { junit: readJUnit(file.toString('utf8')), broken: undefined };
    }
    catch (error) {
        return { junit: undefined, broken: (0,errors/* messageOf */.bD)(error) };
    }
}
/** Why a suite failed; undefined when it passed. */
function faultOf(suite, end, junit, broken) {
    if (end.timedOut)
        return `took longer than ${(0,shared_text/* durationText */.S5)(suite.timeoutMs)} and was stopped`;
    if (end.outOfMemory)
        return `ran out of memory${limitText(suite)}`;
    // A command need not write a report; one that tells of failures is believed.
    if (suite.kind === 'command' && end.status !== 0 && !junit?.failures.length)
        return commandFault(suite, end);
    if (suite.kind === 'command' && junit === undefined && broken === undefined)
        return undefined;
    return reportFault(suite, end, junit, broken);
}
function limitText({ settings: { memory } }) {
    return memory === undefined ? '' : ` (its limit: ${Math.round(memory / 1e6)} MB)`;
}
/** What each kind of them counts. */
const COUNTED = {
    pytest: 'tests',
    imports: 'names',
    notebooks: 'notebooks',
    command: 'tests',
};
/** Of suites that write a report: pytest and our own programs, whose exit statuses mean the same; and commands that do. */
function reportFault(suite, end, junit, broken) {
    const { status } = end;
    const counted = COUNTED[suite.kind];
    const failed = junit?.counts.failed ?? 0;
    // https://docs.pytest.org/en/stable/reference/exit-codes.html
    const isEmpty = status === 5 || (status === 0 && junit?.counts.total === 0);
    if (isEmpty && failed === 0)
        return suite.settings.mayBeEmpty === true
            ? undefined
            : `no ${counted} were found${suite.settings.markers === undefined ? '' : ` with the markers ${suite.settings.markers}`}`;
    if (status === 0 && junit === undefined)
        return broken === undefined ? 'it left no report' : `its report cannot be read: ${broken}`;
    if (status === 0 && failed === 0)
        return undefined;
    if (junit !== undefined && junit.failures.length > 0) {
        const names = junit.failures.slice(0, 3).map((failure) => failure.name);
        const more = junit.counts.failed - names.length;
        const died = status > 128 ? `; ${commandFault(suite, end) ?? ''}` : '';
        return `${junit.counts.failed} of ${junit.counts.total} ${counted} failed: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}${died}`;
    }
    if (status === 127 && suite.kind !== 'command')
        return missing(suite, end, 'python3');
    if (status === 4 && suite.kind === 'pytest')
        return 'pytest could not use its arguments (exit status 4)';
    return commandFault(suite, end) ?? 'it reports a failure';
}
/** What our programs say when something is not there; a shell or the container's init say it another way. */
function missing({ on }, { tail }, what) {
    const said = tail.findLast((line) => line.trim() !== '') ?? '';
    if (said.startsWith(verdict_OURS))
        return said.slice(verdict_OURS.length);
    return `${what} is not ${on === 'host' ? 'on this machine' : 'in the image'} (exit status 127)`;
}
const SIGNALS = {
    6: ' (aborted)',
    9: ' (killed)',
    11: ' (segmentation fault)',
    15: ' (terminated)',
};
function commandFault(suite, end) {
    const { status } = end;
    if (status === 0)
        return undefined;
    if (status === 127)
        return missing(suite, end, 'the command');
    if (status === 126)
        return 'the command cannot be executed (exit status 126)';
    if (status > 128 && status < 160)
        return `ended by signal ${status - 128}${SIGNALS[status - 128] ?? ''}`;
    return `exit status ${status}`;
}

;// CONCATENATED MODULE: ./build-ts/src/run/suites/services.js






/** What a machine needs to pull and start a few services. */
const UP_MS = 10 * 60_000;
/** Whatever keeps them from coming up is the suite's failure. */
async function upOrNotReady(asked) {
    try {
        return await composeUp(asked);
    }
    catch (error) {
        asked.signal.throwIfAborted();
        if (!(error instanceof errors/* WorkError */.oE))
            throw error;
        const { message, evidence, remedy } = error;
        throw new NotReady(message, { cause: error, evidence, ...(remedy === undefined ? {} : { remedy }) });
    }
}
/** Runs something while the services of a suite are up; they are taken down whatever happens. Gives the name of their network. */
async function withServices({ engine, stackDir, suite, words, machine, signal, onLine }, work) {
    const { services, passEnv } = suite.settings;
    if (services === undefined)
        return work(undefined);
    const up = await upOrNotReady({
        env: { ...hostEnvironment(machine.env, passEnv), DOCKER_HOST: engine.address, TEST_IMAGE: words.ref },
        directory: stackDir,
        files: [(0,external_node_path_.join)(stackDir, services.file)],
        ...(services.envFile === undefined ? {} : { envFile: (0,external_node_path_.join)(stackDir, services.envFile) }),
        project: `stack-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`,
        timeoutMs: UP_MS,
        signal,
        onLine: (line) => onLine(`[services] ${line}`),
    });
    try {
        return await work(up.network);
    }
    finally {
        await up.down();
    }
}

;// CONCATENATED MODULE: ./build-ts/src/run/suites/container.js












/** World-writable in every image; all that a suite leaves lies below it and is brought back at once. */
const LEFT = '/tmp/stack-action';
const LAYOUT = {
    python: 'python3',
    programs: '/opt/stack-action/programs',
    tests: '/opt/stack-action/tests',
    junit: `${LEFT}/junit.xml`,
    output: `${LEFT}/output`,
};
/** Its report is read whole. */
const MAX_REPORT_BYTES = 32 * 1024 * 1024;
/** Runs a suite in a container of its own. Throws only when no container could run; a failed test is a result. */
async function runInContainer(request) {
    const { engine, stackDir, image, suite, words, keep, signal, onLine } = request;
    const { settings } = suite;
    const output = new LineSplitter(onLine);
    let junit;
    let files = 0;
    const onFile = async (path, content, size) => {
        if (path === 'junit.xml' && size <= MAX_REPORT_BYTES)
            junit = await (0,consumers_.buffer)(content);
        else if (path === 'junit.xml')
            throw new errors/* WorkError */.oE(`its report has ${size} bytes; at most ${MAX_REPORT_BYTES} are read`);
        else if (path.startsWith('output/')) {
            files++;
            await keepFile(keep, path.slice('output/'.length), content);
        }
        else
            content.resume();
    };
    const sent = await Promise.all([suiteFiles(stackDir, suite), programsOf(suite)]);
    const done = await withServices(request, (network) => engine.run({
        image: image.ref,
        ...(image.platform === undefined ? {} : { platform: image.platform }),
        command: suiteCommand(suite, LAYOUT, words),
        env: {
            PYTHONDONTWRITEBYTECODE: '1',
            PYTEST_ADDOPTS: '--color=no',
            ...suiteVariables(words, suite.name),
            STACK_OUTPUT: LAYOUT.output,
            STACK_JUNIT: LAYOUT.junit,
            ...pytestVariables(suite),
            ...settings.env,
        },
        files: sent.flat(),
        folders: [LEFT, LAYOUT.output].map((path) => ({ name: path.slice(1), mode: 0o1777 })),
        ...(suite.files === undefined ? {} : { workdir: folderOf(suite, LAYOUT) }),
        network: network ?? settings.network ?? false,
        ...(settings.memory === undefined ? {} : { memoryBytes: settings.memory }),
        ...(settings.cpus === undefined ? {} : { cpus: settings.cpus }),
        ...(settings.docker === undefined ? {} : { docker: settings.docker }),
        timeoutMs: suite.timeoutMs,
        collect: { path: LEFT, onFile },
        signal,
        onOutput: (stream, data) => output.push(stream, data),
    }));
    output.end();
    const { collected } = done;
    if (collected !== undefined && (collected.clipped || collected.refused > 0))
        onLine('not all of the files that it left were taken: there are too many, or their names would do harm');
    return verdict(suite, { ...done, junit, files, tail: output.tail }, (file) => below(LAYOUT.tests, file));
}
function below(folder, file) {
    return file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : undefined;
}
const NOT_TESTS = /(^|\/)(__pycache__|\.pytest_cache|\.ipynb_checkpoints)(\/|$)/;
/** The files of a suite as they go into the container: where they lie in the stack, owned by root, readable by everybody. */
async function suiteFiles(stackDir, { files, shared }) {
    if (files === undefined)
        return [];
    const own = (await readContext((0,external_node_path_.join)(stackDir, files), ''))
        .filter(({ path }) => !NOT_TESTS.test(path))
        .map((entry) => ({
        ...entry,
        mode: entry.type === 'directory' || entry.mode & 0o100 ? 0o755 : 0o644,
        name: external_node_path_.posix.join(LAYOUT.tests.slice(1), files, entry.path),
        source: (0,external_node_path_.join)(stackDir, files, entry.path),
    }));
    const above = await Promise.all(shared.map(async (path) => container_given(path, await (0,promises_.readFile)((0,external_node_path_.join)(stackDir, path)))));
    return [...above, ...own];
}
function container_given(path, content) {
    const name = external_node_path_.posix.join(LAYOUT.tests.slice(1), path);
    return { name, type: 'file', mode: 0o644, mtime: new Date(0), size: content.length, target: '', content };
}
/** Our programs, where the suite is not one itself. */
async function programsOf({ kind }) {
    if (kind === 'command')
        return [];
    const programs = await programFiles();
    return Promise.all(programs.map(async ({ name, path }) => container_given(`../programs/${name}`, await (0,promises_.readFile)(path))));
}

;// CONCATENATED MODULE: ./build-ts/src/run/suites/started.js






const READY_MS = 2 * 60_000;
const ASK_EVERY_MS = 200;
/** One question: who does not answer it is not ready. */
const ANSWER_MS = 5_000;
/**
 * Runs something while a container of the image does, when the suite asks for one: STACK_HOST and STACK_PORT_<port> say
 * where its ports are, STACK_URL is the first one. It goes away whatever happens; what it says is in the log of the suite.
 */
async function withStarted({ engine, image, suite, signal, onLine }, work) {
    const { start } = suite.settings;
    if (start === undefined)
        return work({});
    const readyMs = start.readyMs ?? READY_MS;
    const output = new LineSplitter((line) => onLine(`[container] ${line}`));
    const started = await engine.start({
        image: image.ref,
        ...(image.platform === undefined ? {} : { platform: image.platform }),
        ...(start.command === undefined ? {} : { command: start.command }),
        env: start.env,
        ports: start.ports,
        network: true,
        lifetimeMs: readyMs + suite.timeoutMs,
        signal,
        onOutput: (stream, data) => output.push(stream, data),
    });
    let status;
    const ended = started.exited.then((one) => void (status = one)).catch(() => undefined);
    try {
        const [first] = start.ports;
        const address = first === undefined ? undefined : started.address.get(first);
        if (address === undefined)
            throw await noAddress(ended, () => status);
        await ready(start, address, readyMs, signal, () => status);
        return await work(variablesOf(started.address, address));
    }
    finally {
        await started.stop();
        await ended;
        output.end();
    }
}
function variablesOf(addresses, first) {
    const ports = [...addresses].map(([port, { port: here }]) => [`STACK_PORT_${port}`, String(here)]);
    const host = first.host.includes(':') ? `[${first.host}]` : first.host;
    return { ...Object.fromEntries(ports), STACK_HOST: first.host, STACK_URL: `http://${host}:${first.port}` };
}
/** One that ended at once has no ports any more. */
async function noAddress(ended, statusNow) {
    await Promise.race([ended, (0,external_node_timers_promises_.setTimeout)(ANSWER_MS)]);
    const status = statusNow();
    return status === undefined ? new NotReady('the engine published no port of the container') : endedEarly(status);
}
function endedEarly(status) {
    return new NotReady(`the container ended with exit status ${status} before it was ready`, {
        remedy: 'What it said is in the log of the suite.',
    });
}
/** Waits until the container answers. Throws a NotReady when it ends, or its time does, before. */
async function ready({ ready: path }, address, readyMs, signal, statusNow) {
    const until = performance.now() + readyMs;
    let last = 'no answer';
    while (performance.now() < until) {
        const status = statusNow();
        if (status !== undefined)
            throw endedEarly(status);
        try {
            if (path === undefined)
                await reach(address, signal);
            else
                await started_answer(address, path, signal);
            return;
        }
        catch (error) {
            signal.throwIfAborted();
            last = (0,errors/* messageOf */.bD)(error);
        }
        await (0,external_node_timers_promises_.setTimeout)(ASK_EVERY_MS, undefined, { signal });
    }
    throw new NotReady(`the container was not ready after ${(0,shared_text/* durationText */.S5)(readyMs)}: ${last}`, {
        remedy: 'Allow it more time with ready_timeout, or see in the log of the suite what it waited for.',
    });
}
async function started_answer({ host, port }, path, signal) {
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}${path.startsWith('/') ? '' : '/'}${path}`;
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]) });
    await response.body?.cancel();
    // Who asks for a login is there.
    if (response.status >= 500)
        throw new Error(`${path} answered with status ${response.status}`);
}
async function reach({ host, port }, signal) {
    const socket = (0,external_node_net_.connect)({ host, port, signal });
    try {
        await new Promise((resolve, reject) => {
            socket.setTimeout(ANSWER_MS, () => reject(new Error('no answer')));
            socket.once('error', reject);
            // A port that the engine forwards accepts before anybody listens behind it, and is closed then.
            socket.once('end', () => reject(new Error('the port was closed')));
            socket.once('connect', () => setTimeout(resolve, ASK_EVERY_MS));
        });
    }
    finally {
        socket.destroy();
    }
}

;// CONCATENATED MODULE: ./build-ts/src/run/suites/host.js















/** To stop a container takes ten seconds at the worst. */
const GRACE_MS = 15_000;
/** A program's own status for "there is no such program", as shells have it. */
const NOT_FOUND = 127;
/** Runs a suite beside the image, on this machine: it starts containers itself, or talks to the one we start. */
async function runOnHost(request) {
    const { stackDir, suite, keep } = request;
    const own = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'stack-suite-'));
    try {
        await (0,promises_.mkdir)(keep, { recursive: true });
        const layout = {
            python: request.machine.python,
            programs: await programsFolder(),
            tests: stackDir,
            junit: (0,external_node_path_.join)(own, 'junit.xml'),
            output: keep,
        };
        const output = new LineSplitter(request.onLine);
        const end = await withServices(request, () => withStarted(request, (variables) => runProgramOf(request, layout, output, variables)));
        output.end();
        const junit = await (0,promises_.readFile)(layout.junit).catch(() => undefined);
        const real = await (0,promises_.realpath)(stackDir);
        return verdict(suite, { ...end, junit, files: await keepNames(keep), tail: output.tail }, (file) => ((0,paths/* below */.G)(stackDir, file) ?? (0,paths/* below */.G)(real, file))?.split(external_node_path_.sep).join('/'));
    }
    finally {
        await (0,promises_.rm)(own, { recursive: true, force: true });
        await (0,promises_.rmdir)(keep).catch(() => undefined); // It left nothing there.
    }
}
async function runProgramOf({ engine, image, suite, words, machine, signal }, layout, output, variables) {
    const { settings, timeoutMs } = suite;
    const [file = '', ...args] = suiteCommand(suite, layout, words);
    const began = performance.now();
    const ended = () => Math.round(performance.now() - began);
    try {
        const { status, timedOut } = await runProcess({
            file,
            args,
            cwd: suite.kind === 'command' ? folderOf(suite, layout) : layout.tests,
            env: {
                ...hostEnvironment(machine.env, settings.passEnv),
                PYTHONDONTWRITEBYTECODE: '1',
                PYTHONUNBUFFERED: '1',
                PYTEST_ADDOPTS: '--color=no',
                DOCKER_HOST: engine.address,
                TEST_IMAGE: words.ref,
                ...suiteVariables(words, suite.name),
                STACK_OUTPUT: layout.output,
                STACK_JUNIT: layout.junit,
                ...pytestVariables(suite),
                ...variables,
                ...settings.env,
            },
            timeoutMs,
            signal,
            // pytest tidies up at a Ctrl-C, and not at SIGTERM: containers and browsers of fixtures would stay.
            ...(suite.kind === 'pytest' ? { stopSignal: 'SIGINT' } : {}),
            graceMs: GRACE_MS,
            onStdout: (data) => output.push('stdout', data),
            onStderr: (data) => output.push('stderr', data),
        });
        return { status, timedOut, outOfMemory: false, ms: ended() };
    }
    catch (error) {
        if (!['ENOENT', 'EACCES', 'ENOEXEC'].includes((0,errors/* codeOf */.$N)(error) ?? ''))
            throw error;
        output.push('stderr', Buffer.from(`${verdict_OURS}${host_missing(suite, file, image.name)}\n`));
        return { status: NOT_FOUND, timedOut: false, outOfMemory: false, ms: ended() };
    }
}
function host_missing({ kind }, file, image) {
    return kind === 'command'
        ? `there is no program "${file}" on this machine to test ${image} with`
        : `there is no "${file}" on this machine: name the Python that has pytest with the input python`;
}
/** Where our programs lie on this machine. */
async function programsFolder() {
    const [first] = (await programFiles()).filter(({ name }) => name === PROGRAMS.pytest);
    return (0,external_node_path_.dirname)(first?.path ?? '');
}

;// CONCATENATED MODULE: ./build-ts/src/run/suites/run.js



/** Runs one suite where it belongs. Throws only when no suite could be run; a failed test is a result. */
async function runSuite(request) {
    const { suite } = request;
    if (suite.off !== undefined)
        return offResult(suite, suite.off);
    const began = performance.now();
    try {
        return await (suite.on === 'host' ? runOnHost(request) : runInContainer(request));
    }
    catch (error) {
        if (error instanceof NotReady)
            return notReadyResult(suite, error, Math.round(performance.now() - began));
        throw error;
    }
}

;// CONCATENATED MODULE: ./build-ts/src/run/steps/test.js







/** Runs the suites of an image that need no registry, all of them whatever the others say. */
async function test(state, image, signal) {
    const result = state.resultOf(image);
    const imageId = await state.imageId(image, 'test', signal);
    // What is known to be broken stays so until its suite has run again: an interrupted run must not wash it clean.
    result.suites = result.testedImageId === imageId ? result.suites.filter((suite) => suite.outcome === 'failed') : [];
    result.testedImageId = imageId;
    const later = state.testsPushed(image);
    const [localRef = imageId] = image.localRefs;
    await runSuites(state, image, 'test', {
        suites: image.suites.filter((suite) => !(suite.pushed && later)),
        imageId,
        ref: localRef,
        digest: '',
        signal,
    });
    if (result.suites.every((suite) => suite.outcome === 'off') && !later)
        state.notice(`${image.id} has no tests that run`);
}
/** Runs the suites that need the pushed image. */
async function integration(state, image, signal) {
    const result = state.resultOf(image);
    // Another step has run them on this very image.
    if ((0,run_results/* isTested */.eW)(result))
        return;
    const [candidate] = result.candidates;
    if (candidate === undefined)
        throw new Error(`${image.id} was not pushed`);
    const { repository } = (0,stack_refs/* splitRef */.Mn)(candidate.ref);
    await runSuites(state, image, 'integration', {
        suites: image.suites.filter((suite) => suite.pushed),
        imageId: await state.imageId(image, 'integration', signal),
        ref: `${repository}@${candidate.digest}`,
        digest: candidate.digest,
        signal,
    });
    if ((0,run_results/* isTested */.eW)(result))
        await recordTested(state, image, result);
}
async function runSuites(state, image, step, round) {
    const { engine, stackDir, emit, suites: how, failFast } = state.request;
    const { signal, imageId, ref } = round;
    const result = state.resultOf(image);
    const failures = [];
    for (const suite of round.suites) {
        const off = state.whyOff(suite) ?? (failFast && failures.length > 0 ? 'stopped by fail-fast' : undefined);
        // What an earlier run left there is not this one's.
        if (off === undefined)
            await (0,promises_.rm)(how.keep(image, suite.name), { recursive: true, force: true });
        const done = off === undefined
            ? await runSuite({
                engine,
                stackDir,
                image: {
                    name: image.name,
                    ref: imageId,
                    ...(image.platform === engine.platform ? {} : { platform: image.platform }),
                },
                suite,
                words: wordsOf(state, image, ref, round.digest),
                keep: how.keep(image, suite.name),
                machine: how.machine,
                signal,
                onLine: (text) => state.line(image, step, text, suite.name),
            })
            : offResult(suite, off);
        const { result: outcome, evidence, junit } = done;
        result.suites = [...result.suites.filter((one) => one.name !== suite.name), outcome];
        emit({ type: 'suite-end', image: image.id, suite: outcome, junit });
        if (outcome.outcome === 'failed')
            failures.push({ name: suite.name, message: outcome.message ?? 'failed', evidence });
        // A name of the engine is another run's to move.
        else if (suite.on === 'host' && off === undefined && !(await isStill(state, ref, imageId)))
            throw new errors/* WorkError */.oE(`${ref} came to be another image while suite ${suite.name} ran on it`, {
                remedy: 'Does another run build the same stack on this engine? Run again when it has ended.',
            });
    }
    if (failures.length > 0) {
        throw new errors/* WorkError */.oE(failures.map(({ name, message }) => `suite ${name}: ${message}`).join('; '), {
            evidence: failures.flatMap(({ evidence }) => evidence),
        });
    }
}
async function isStill({ request: { engine } }, ref, imageId) {
    return (await engine.inspect(ref))?.id === imageId;
}
function wordsOf({ request }, image, ref, digest) {
    const { plan, stack, suites } = request;
    const { name, variant, platform } = image;
    return {
        ...{ image: name, variant, platform, ref, digest },
        tag: (0,stack_refs/* splitRef */.Mn)(image.ref).tag,
        prefix: stack.variants.find((one) => one.name === variant)?.prefix ?? '',
        branch: plan.branch,
        sha: plan.sha,
        stage: suites.stage,
        version: suites.version,
    };
}

;// CONCATENATED MODULE: ./build-ts/src/run/pipeline.js












/** Builds, tests and pushes what the plan says, and publishes all of it or nothing. Failures are in the results, never thrown. */
async function runPipeline(request) {
    const { plan, engine, emit, signal, steps, limits, failFast, now } = request;
    const start = now();
    const state = new RunState(request, start);
    emit({ type: 'run-start', plan, results: state.results });
    await engine.sweep().catch(() => undefined); // Only tidiness: the run does not depend on it.
    cancelBlocked(state);
    const pruner = new Pruner(state, new Map(plan.images.map((image) => [image.id, stepsOf(state, image)])));
    const tasks = new Map(plan.images.map((image) => [image, tasksOf(state, image, pruner)]));
    const states = await schedule([...tasks.values()].flat(), {
        limits: { ...limits, [FREE]: Infinity },
        signal,
        failFast,
        onCancelled: (task, because) => {
            cancelled(state, task, because);
            const { image, step } = ofTask(state, task);
            if (image !== undefined && step !== undefined)
                pruner.ended(image, step);
        },
        onLost: (task, reason) => pipeline_lost(state, task, reason),
    });
    await pruner.settled();
    // An image that is left alone has a part in the run when something is built on it.
    const planned = plan.images.filter((image) => image.action !== 'skip' || state.resultOf(image).outcome === 'failed');
    const isPlanned = new Set(planned);
    for (const image of planned) {
        const own = tasks.get(image) ?? [];
        const isDone = !state.isSettled(image) && own.every((task) => states.get(task.id) === 'passed');
        // What failed of a parent after the push is known when the child is done, too.
        const broken = state.parentsOf(image).find((parent) => isPlanned.has(parent) && !isGreen(state, parent));
        if (isDone && broken === undefined)
            state.resultOf(image).outcome = 'passed';
        else if (isDone && broken !== undefined && !signal.aborted)
            state.resultOf(image).message ??= failedBelow(image, broken.id);
        else if (signal.aborted)
            state.resultOf(image).message ??= interruption(state);
    }
    if (steps.has('push') && !signal.aborted)
        await publishImages(state, planned);
    else if (steps.has('push'))
        state.results.unpublished = interruption(state);
    for (const image of planned)
        emit({ type: 'image-end', result: state.resultOf(image) });
    const outcomes = planned.map((image) => state.resultOf(image).outcome);
    state.results.outcome = signal.aborted
        ? 'interrupted'
        : outcomes.every((outcome) => outcome === 'passed')
            ? 'passed'
            : 'failed';
    state.results.ms = now().getTime() - start.getTime();
    emit({ type: 'run-end', results: state.results });
    return state.results;
}
function isGreen(state, image) {
    return state.resultOf(image).outcome === 'passed';
}
/** Takes no time, so that there may be any number of it at once. */
const FREE = 'gate';
const LANES = {
    pull: 'push',
    build: 'build',
    test: 'test',
    push: 'push',
    integration: 'test',
    info: 'test',
    publish: 'push',
};
/**
 * The steps of an image and what each needs. Children are built as soon as their parents are, while those are tested; a
 * parent that turns out to be broken stops them. Nothing is pushed before the tests of what it is built on.
 */
function tasksOf(state, image, pruner) {
    const { timeouts, durations } = state.request;
    const parents = state.parentsOf(image);
    const own = madeBy(state, image);
    const above = parents.flatMap((parent) => gateOf(state, parent));
    const limits = {
        build: timeouts.buildMs,
        test: undefined, // Each suite has its own, and each info command.
        push: timeouts.pushMs,
    };
    const task = (step, needs, work, unless = []) => {
        if (!state.does(image, step))
            return [];
        const lane = LANES[step];
        const timeoutMs = limits[lane];
        const timeoutRemedy = `Allow it more time with ${lane}-timeout, or see in its log what it waited for.`;
        return [
            {
                id: taskId(step, image.id),
                lane,
                needs,
                unless,
                expectedMs: (0,run_durations/* expectedMs */.Tp)(durations, step, image.id),
                ...(timeoutMs === undefined ? {} : { timeoutMs, timeoutRemedy }),
                run: (signal) => runStep(state, image, step, signal, () => work(signal)).finally(() => pruner.ended(image, step)),
            },
        ];
    };
    const made = parents.flatMap((parent) => madeBy(state, parent));
    const gate = gateOf(state, image);
    return [
        ...gate.map((id) => ({
            id,
            lane: FREE,
            needs: [...own, ...taskOf(state, image, 'test'), ...above],
            run: (signal) => passGate(state, image, signal),
        })),
        ...task('pull', [], (signal) => state.imageId(image, 'pull', signal)),
        ...task('build', made, (signal) => build(state, image, signal), above),
        ...task('test', own, (signal) => test(state, image, signal), above),
        ...task('push', gate, (signal) => push(state, image, signal)),
        ...task('integration', taskOf(state, image, 'push'), (signal) => integration(state, image, signal), above),
        ...task('info', own, (signal) => info(state, image, signal), gate),
    ];
}
function stepsOf(state, image) {
    return ['pull', 'build', 'test', 'push', 'integration', 'info'].filter((step) => state.does(image, step));
}
function taskId(step, id) {
    return `${step} ${id}`;
}
/** The task that makes an image be there. */
function madeBy(state, image) {
    return [...taskOf(state, image, 'build'), ...taskOf(state, image, 'pull')];
}
function taskOf(state, image, step) {
    return state.does(image, step) ? [taskId(step, image.id)] : [];
}
/** The task that is passed when an image, and everything that it is built on, is known to be good. */
function gateOf(state, image) {
    const isPart = image.action === 'skip' ? state.does(image, 'pull') : !state.isSettled(image);
    return isPart ? [`gate ${image.id}`] : [];
}
/** Where suites do not run in this command, what is known of them decides. */
async function passGate(state, image, signal) {
    const { steps } = state.request;
    if (steps.has('test') || !steps.has('push') || !image.test)
        return;
    try {
        await checkTested(state, image, signal);
    }
    catch (error) {
        signal.throwIfAborted();
        failed(state, image, 'push', 0, error);
        throw error;
    }
}
/** Runs a step, tells its beginning and end, and keeps why it failed. Throws again, so that what needs it is cancelled. */
async function runStep(state, image, step, signal, work) {
    const { emit, now } = state.request;
    const began = now().getTime();
    try {
        emit({ type: 'step-start', image: image.id, step });
        await work();
        emit({ type: 'step-end', image: image.id, step, outcome: 'passed', ms: now().getTime() - began });
    }
    catch (thrown) {
        const stopped = state.request.signal.aborted || (signal.aborted && signal.reason instanceof Cancelled);
        // A time-out says more than what it broke off.
        const error = !stopped && signal.aborted ? signal.reason : stopped ? thrown : await pipeline_explained(state, image, thrown);
        const outcome = stopped ? 'cancelled' : 'failed';
        const message = state.request.signal.aborted ? interruption(state) : (0,errors/* messageOf */.bD)(error);
        // Why it was cancelled is told by the scheduler.
        if (!stopped || state.request.signal.aborted)
            state.fail(image, step, outcome, message, error);
        if (step === 'build')
            state.resultOf(image).build = { outcome, ms: now().getTime() - began };
        emit({ type: 'step-end', image: image.id, step, outcome, ms: now().getTime() - began, message });
        throw error;
    }
}
/** The same error, with what its cause has to do with the machine. */
async function pipeline_explained(state, image, error) {
    const { space, engine } = state.request;
    return withEmulator(await space.explain(error), image.platform, engine.platform);
}
/** A step that does not end when it is told to: it has no end of its own any more. */
function pipeline_lost(state, task, reason) {
    const { image, step } = ofTask(state, task);
    if (image === undefined || step === undefined || !(reason instanceof TimedOut))
        return;
    failed(state, image, step, reason.ms, reason);
}
/** Keeps and tells that a step failed which has not come to an end itself. */
function failed(state, image, step, ms, error) {
    const message = (0,errors/* messageOf */.bD)(error);
    state.fail(image, step, 'failed', message, error);
    state.request.emit({ type: 'step-end', image: image.id, step, outcome: 'failed', ms, message });
}
function ofTask(state, task) {
    const space = task.indexOf(' ');
    const name = task.slice(0, space);
    const step = Object.keys(LANES).find((one) => one === name);
    return { image: state.byIdOf(task.slice(space + 1)), step };
}
function cancelled(state, task, because) {
    const { image } = ofTask(state, task);
    if (image === undefined)
        return;
    const result = state.resultOf(image);
    if (result.outcome === 'failed' || result.message !== undefined)
        return;
    const other = because?.slice(because.indexOf(' ') + 1);
    if (other === image.id)
        return; // What failed of it is told already.
    if (other === undefined)
        result.message = interruption(state);
    else
        result.message = state.isBelow(other, image) ? failedBelow(image, other) : `stopped, because ${other} failed`;
}
/** Told to stop, or out of time. */
function interruption({ request: { signal } }) {
    return signal.reason instanceof errors/* Interrupted */.j$ ? signal.reason.message : 'interrupted';
}
function failedBelow(image, failed) {
    return image.parents.includes(failed) ? `its parent ${failed} failed` : `${failed}, which it is built on, failed`;
}
/** Images whose parents another job did not get done: neither are they, nor what is built on them. */
function cancelBlocked(state) {
    const blocked = new Map();
    for (const image of state.request.plan.images) {
        if (image.action === 'skip')
            continue;
        const lost = image.parents.find((id) => (0,run_results/* isLost */.JD)(state.request.settled.get(id)));
        const failed = image.blocked ?? image.parents.flatMap((id) => blocked.get(id) ?? [])[0] ?? lost;
        if (failed === undefined)
            continue;
        blocked.set(image.id, failed);
        state.block(image, failedBelow(image, failed));
    }
}

;// CONCATENATED MODULE: ./build-ts/src/shared/stream.js


/** The same, by lines of what the program says on its standard error. Returns its exit status; undefined when a signal ended it. */
async function streamProgram({ onLine, ...request }) {
    const lines = byLine(onLine);
    const { status, signalled } = await runProcess({ ...request, onStderr: lines.push });
    lines.end();
    return signalled ? undefined : status;
}

;// CONCATENATED MODULE: ./build-ts/src/docker/buildx/arguments.js

/**
 * The arguments of `docker` for a build. Every value is part of an option (`--x=value`), so that none can be taken for an
 * option itself; what buildx reads as a line of CSV is quoted as such.
 */
function buildArguments(request, builder, places) {
    const pairs = (option, values) => Object.entries(values).map(([name, value]) => `--${option}=${name}=${value}`);
    return [
        'buildx',
        'build',
        `--builder=${builder.name}`,
        '--progress=rawjson',
        `--platform=${request.platform}`,
        `--file=${places.dockerfile}`,
        ...pairs('build-arg', request.buildArgs),
        ...pairs('label', request.labels),
        ...(request.noCache ? ['--no-cache'] : []),
        ...request.cacheFrom.map((cache) => `--cache-from=${cache}`),
        ...request.cacheTo.map((cache) => `--cache-to=${cache}`),
        ...[...places.secrets].map(([id, file]) => `--secret=${csvField(`id=${id}`)},${csvField(`src=${file}`)}`),
        ...(request.ssh ? ['--ssh=default'] : []),
        // Said even where there shall be none: by default it adds some, with the time in it, and then no two builds are the same.
        `--provenance=${request.provenance || 'false'}`,
        `--sbom=${request.sbom || 'false'}`,
        ...(builder.keeps === 'engine'
            ? ['--load', ...request.tags.map((tag) => `--tag=${tag}`)]
            : [`--output=type=image,${csvField(`name=${request.tags.join(',')}`)},push=true`]),
        `--metadata-file=${places.metadataFile}`,
        '--',
        places.directory ?? '-',
    ];
}

;// CONCATENATED MODULE: ./build-ts/src/docker/buildx/json.js
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./build-ts/src/docker/buildx/logins.js







/** The registries that a build may pull from or push to. */
function hostsOf({ context, buildArgs, platform, tags, cacheFrom, cacheTo }) {
    const { text } = context.dockerfile;
    const frontend = /^#\s*syntax\s*=\s*(\S+)/im.exec(text)?.[1];
    const caches = [...cacheFrom, ...cacheTo].filter((cache) => cacheType(cache) === 'registry');
    const refs = [
        ...(0,dockerfile/* basesOf */.cF)(text, buildArgs, platform).map(({ ref }) => ref),
        ...(frontend === undefined ? [] : [frontend]),
        ...tags,
        ...caches.map((cache) => cacheValue(cache, 'ref') ?? cache),
    ];
    const hosts = refs.map((ref) => {
        const [name = ''] = ref.split('@');
        return (0,stack_refs/* parseRepository */.SU)((0,stack_refs/* splitRef */.Mn)(name).repository)?.host ?? stack_refs/* DEFAULT_HOST */.HX;
    });
    return [...new Set(hosts)];
}
/** Logins that the docker CLI, which asks only its own configuration, does not have as we have them. */
async function foreignLogins(hosts, credentialsFor, own) {
    const found = new Map();
    for (const host of hosts) {
        // A helper that fails may be for a registry that the build never asks: the build will tell.
        const [login, known] = await Promise.all([credentialsFor, own].map((one) => one(host).catch(() => undefined)));
        if (login === undefined)
            continue;
        if (login.username !== known?.username || login.password !== known.password)
            found.set(host, login);
    }
    return found;
}
/**
 * The docker CLI's configuration with more logins in it, in a folder of ours; all else in it is the user's own. Returns
 * the environment that the CLI finds it by.
 */
async function writeConfig(folder, env, logins) {
    const theirs = env['DOCKER_CONFIG'] || (0,external_node_path_.join)(env['HOME'] ?? '/', '.docker');
    await (0,promises_.mkdir)(folder, { mode: 0o700 });
    // Contexts, plugins and builders are used where they are.
    for (const name of await (0,promises_.readdir)(theirs).catch(() => []))
        if (name !== 'config.json')
            await (0,promises_.symlink)((0,external_node_path_.join)(theirs, name), (0,external_node_path_.join)(folder, name));
    const config = withLogins(await logins_readJson((0,external_node_path_.join)(theirs, 'config.json')), logins);
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'config.json'), JSON.stringify(config), { mode: 0o600 });
    return { DOCKER_CONFIG: folder, BUILDX_CONFIG: env['BUILDX_CONFIG'] || (0,external_node_path_.join)(theirs, 'buildx') };
}
/** config.json with logins of ours in the places of its own; helpers go before them, so those hosts lose theirs. */
function withLogins(config, logins) {
    const theirs = isRecord(config) ? config : {};
    const auths = { ...(isRecord(theirs['auths']) ? theirs['auths'] : {}) };
    const helpers = { ...(isRecord(theirs['credHelpers']) ? theirs['credHelpers'] : {}) };
    for (const [host, { username, password }] of logins) {
        const key = host === stack_refs/* DEFAULT_HOST */.HX ? 'https://index.docker.io/v1/' : host;
        auths[key] =
            username === IDENTITY_TOKEN
                ? { identitytoken: password }
                : { auth: Buffer.from(`${username}:${password}`).toString('base64') };
        // An empty helper says: neither a helper nor the store, but what is written above.
        helpers[key] = '';
    }
    return { ...theirs, auths, credHelpers: helpers };
}
async function logins_readJson(path) {
    try {
        return JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch {
        return undefined; // The docker CLI warns of it and goes on without, too.
    }
}

;// CONCATENATED MODULE: ./build-ts/src/docker/buildx/rawjson.js

/**
 * A line of `--progress=rawjson`: BuildKit's SolveStatus (client/graph.go of moby/buildkit) as JSON, byte fields in
 * base64. Undefined for a line that is none, such as an error.
 */
function decodeStatus(line) {
    if (!line.startsWith('{'))
        return undefined;
    let status;
    try {
        status = JSON.parse(line);
    }
    catch {
        return undefined;
    }
    if (!isRecord(status))
        return undefined;
    return {
        vertexes: rawjson_listOf(status['vertexes']).map(rawjson_vertexOf),
        logs: rawjson_listOf(status['logs']).map(rawjson_logOf),
        warnings: rawjson_listOf(status['warnings']).map(rawjson_warningOf),
    };
}
function rawjson_vertexOf(vertex) {
    return {
        digest: rawjson_text(vertex['digest']),
        name: rawjson_text(vertex['name']),
        cached: vertex['cached'] === true,
        started: rawjson_time(vertex['started']),
        completed: rawjson_time(vertex['completed']),
        error: rawjson_text(vertex['error']),
    };
}
function rawjson_logOf(log) {
    return {
        vertex: rawjson_text(log['vertex']),
        stream: log['stream'] === 2 ? 'stderr' : 'stdout',
        at: rawjson_time(log['timestamp']) ?? 0,
        data: bytes(log['data']),
    };
}
function rawjson_warningOf(warning) {
    return { vertex: rawjson_text(warning['vertex']), text: bytes(warning['short']).toString('utf8') };
}
function rawjson_listOf(value) {
    return Array.isArray(value) ? value.filter(isRecord) : [];
}
function rawjson_text(value) {
    return typeof value === 'string' ? value : '';
}
function bytes(value) {
    return Buffer.from(rawjson_text(value), 'base64');
}
/** RFC 3339 with up to nine digits of a second → milliseconds since 1970. */
function rawjson_time(value) {
    const ms = Date.parse(rawjson_text(value));
    return Number.isNaN(ms) ? undefined : ms;
}

;// CONCATENATED MODULE: ./build-ts/src/docker/buildx/scratch.js



/** Lends such a folder; it goes away with all that is in it, however the work ends. */
async function withScratch(secrets, work) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'stack-action-build-'));
    try {
        const files = new Map();
        for (const { id, value } of secrets) {
            const file = (0,external_node_path_.join)(folder, `secret-${files.size}`);
            await (0,promises_.writeFile)(file, value, { mode: 0o600 });
            files.set(id, file);
        }
        return await work({
            metadataFile: (0,external_node_path_.join)(folder, 'metadata.json'),
            configFolder: (0,external_node_path_.join)(folder, 'config'),
            secrets: files,
            writeDockerfile: async ({ dockerfile, ignoreText }) => {
                // A folder of its own: BuildKit gets to see all of it.
                await (0,promises_.mkdir)((0,external_node_path_.join)(folder, 'dockerfile'));
                const file = (0,external_node_path_.join)(folder, 'dockerfile', (0,external_node_path_.basename)(dockerfile.path));
                await (0,promises_.writeFile)(file, dockerfile.text);
                if (ignoreText !== '')
                    await (0,promises_.writeFile)(`${file}.dockerignore`, ignoreText);
                return file;
            },
        });
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}

;// CONCATENATED MODULE: ./build-ts/src/docker/buildx/builder.js











/** Builds with `docker buildx build`. */
function buildxBuilder(found) {
    const { version, keeps, can } = found;
    return { name: 'buildx', version, keeps, can, build: (request) => builder_build(found, request) };
}
async function builder_build(found, request) {
    const { signal, context } = request;
    signal.throwIfAborted();
    return withScratch(request.secrets, async (scratch) => {
        const direct = isDirect(context);
        const places = {
            ...scratch,
            directory: direct ? context.directory : undefined,
            dockerfile: direct ? await scratch.writeDockerfile(context) : context.dockerfile.path,
        };
        const said = new Said();
        const status = await streamProgram({
            file: 'docker',
            args: buildArguments(request, { name: found.builder, keeps: found.keeps }, places),
            env: { ...buildEnv(found, request), ...(await loginEnv(found, request, scratch.configFolder)) },
            ...(direct ? {} : { input: packContext(context.directory, context.entries, context.given) }),
            onLine: (line) => {
                const trace = decodeStatus(line);
                if (trace === undefined)
                    said.add(line);
                else
                    request.onTrace(trace);
            },
            signal,
        });
        if (status !== 0)
            throw said.failure(status);
        const digest = await readDigest(scratch);
        // The engine's id of an image, whichever store it has; an --iidfile has another one when that is containerd's.
        return found.keeps === 'engine' ? { imageId: digest, digest: undefined } : { imageId: undefined, digest };
    });
}
/**
 * Whether the directory itself can be given, of which buildx sends only what is missing since the last build; otherwise a
 * tar goes in, as to the engine. buildx sends permissions as they are: those that git does not keep (of a umask other than
 * 022, say) must not tell two images of one fingerprint apart. Of the directory COPY takes the Dockerfile as it lies
 * there, of a tar the one that is built; .dockerignore hides it from COPY only in the directory, as with `docker build`.
 */
function isDirect({ whole, entries, given, dockerfile }) {
    return whole && hasKeptModes(entries) && given.every(({ path }) => path === dockerfile.path);
}
function buildEnv({ env }, { provenance }) {
    return {
        ...env,
        // What git says of the directory is for the provenance only, and takes git's time.
        ...(provenance === '' || provenance === 'false' ? { BUILDX_GIT_INFO: 'false' } : {}),
        BUILDX_METADATA_PROVENANCE: 'disabled',
    };
}
/** Where it has the logins that the docker CLI lacks; nothing when that has them all. */
async function loginEnv(found, request, folder) {
    const logins = await foreignLogins(hostsOf(request), request.credentialsFor, found.logins);
    return logins.size === 0 ? {} : writeConfig(folder, found.env, logins);
}
async function readDigest({ metadataFile }) {
    const digest = (0,values/* valueAt */.f)(JSON.parse(await (0,promises_.readFile)(metadataFile, 'utf8')), ['containerimage.digest']);
    if (typeof digest !== 'string')
        throw new errors/* WorkError */.oE('buildx ended the build without an image and without an error');
    return digest;
}
const MAX_LINES = 30;
const builder_MAX_LINE = 2000;
/** What buildx says besides its trace: in the end, why it failed. */
class Said {
    lines = [];
    add(line) {
        this.lines.push((0,shared_text/* clip */.$Q)(line, builder_MAX_LINE));
        if (this.lines.length > MAX_LINES)
            this.lines.shift();
    }
    failure(status) {
        const lines = this.lines.filter((line) => line.trim() !== '');
        const at = lines.findLastIndex((line) => line.startsWith('ERROR: '));
        if (at >= 0) {
            return new errors/* WorkError */.oE(causeOf(lines.slice(at).join('\n')));
        }
        const ended = `docker buildx ended ${status === undefined ? 'by a signal' : `with exit status ${status}`}`;
        return new errors/* WorkError */.oE([ended, ...lines.slice(-1)].join(': '), { evidence: lines });
    }
}

;// CONCATENATED MODULE: ./build-ts/src/docker/buildx/inspect.js

/** Long enough for a builder that has to be started first, which may have to pull its image. */
const PATIENCE_MS = 120_000;
/** The version of the buildx that the docker CLI has: `0.29.1`. Undefined without any. */
async function buildxVersion(env) {
    const said = await inspect_docker(['buildx', 'version'], env);
    // github.com/docker/buildx v0.29.1 a32761aeb3debd39be1eca514af3693af0db334b
    return said.status === 0 ? /buildx v?(\d+\.\d+\.\d+)/.exec(said.stdout)?.[1] : undefined;
}
/** Asks for a builder, the current one without a name, and starts it if need be. A text: why there is none. */
async function inspectBuilder(name, env) {
    // -D: without it buildx does not say what the builder can do.
    const args = ['-D', 'buildx', 'inspect', '--bootstrap', ...(name === undefined ? [] : [`--builder=${name}`])];
    const { status, stdout, stderr } = await inspect_docker(args, env);
    if (status !== 0)
        return /^ERROR: (.*)$/m.exec(stderr)?.[1] ?? (stderr.trim().split('\n').at(-1) || 'it does not answer');
    return readFacts(stdout);
}
/** Reads the text that `docker -D buildx inspect` writes. */
function readFacts(text) {
    const lines = text.split('\n');
    const value = (key) => lines.map((line) => line.match(/^([\w ]+):\s+(.*?)\s*$/)).find((match) => match?.[1] === key)?.[2];
    const features = new Map();
    // " Cache export:   true", below "Features:"
    for (const line of lines) {
        const [, feature, can] = /^ ([\w -]+):\s+(true|false)\s*$/.exec(line) ?? [];
        if (feature !== undefined && !features.has(feature))
            features.set(feature, can === 'true');
    }
    const status = value('Status');
    const unwell = status === undefined || status === 'running' ? undefined : `it is ${status}`;
    return {
        name: value('Name') ?? '',
        driver: value('Driver') ?? '',
        endpoint: value('Endpoint') ?? '',
        error: value('Error') ?? unwell,
        features,
    };
}
async function inspect_docker(args, env) {
    try {
        return await (0,shared_program/* runProgram */.V)('docker', args, { env, timeoutMs: PATIENCE_MS });
    }
    catch (error) {
        if (!(0,shared_program/* cannotStart */.m)(error))
            throw error;
        return { status: undefined, stdout: '', stderr: 'there is no docker command' };
    }
}

;// CONCATENATED MODULE: ./build-ts/src/docker/buildx/find.js








/** The first buildx whose progress can be read (`--progress=rawjson`). */
const OLDEST = '0.13';
/**
 * The builder that is wanted. '' or `auto`: buildx on our engine where there is one, else the engine itself; `engine`;
 * `buildx`: its current builder; anything else: its builder of that name. Throws a UserError when there is none.
 */
async function findBuilder(wanted, { env, engine }) {
    if (wanted === 'engine')
        return engine.builder;
    const endpoint = await findEndpoint(env);
    const isAny = wanted === '' || wanted === 'auto';
    // Whatever builder is the current one: "default" is the engine at DOCKER_HOST.
    const ours = { DOCKER_HOST: env.DOCKER_HOST || addressOf(endpoint), DOCKER_CONTEXT: '', BUILDX_BUILDER: '' };
    const cliEnv = { ...setOnly(env), ...(isAny ? ours : {}) };
    const version = await buildxVersion(cliEnv);
    if (version === undefined || !isRecent(version)) {
        if (isAny)
            return engine.builder;
        const what = version === undefined ? 'the docker command has no buildx' : `the docker command has buildx ${version}`;
        throw (0,errors/* userError */.IF)(`the builder "${wanted}" was asked for, and ${what}`, {
            remedy: `Install buildx ${OLDEST} or newer, or use the engine itself: --builder engine.`,
        });
    }
    const facts = await inspectBuilder(isAny ? 'default' : wanted === 'buildx' ? undefined : wanted, cliEnv);
    const why = typeof facts === 'string' ? facts : facts.error;
    if (typeof facts === 'string' || why !== undefined) {
        if (isAny)
            return engine.builder;
        throw (0,errors/* userError */.IF)(`the builder "${wanted}" cannot be used: ${why ?? ''}`, {
            remedy: '"docker buildx ls" lists the builders that there are.',
        });
    }
    const isOurs = facts.driver === 'docker' && (await isEngineOf(facts.endpoint, endpoint, env));
    if (isAny && !isOurs)
        return engine.builder;
    return buildxBuilder({
        version,
        builder: facts.name,
        // The engine of another docker context; buildx wants that to be the current one.
        env: isOurs || facts.driver !== 'docker' ? cliEnv : { ...cliEnv, DOCKER_HOST: '', DOCKER_CONTEXT: facts.endpoint },
        logins: dockerCredentials(cliEnv),
        keeps: isOurs ? 'engine' : 'registry',
        can: capabilities(facts, (env.SSH_AUTH_SOCK ?? '') !== ''),
    });
}
/** What of it a builder cannot do; found out before the first build, all at once. */
function checkBuilder(builder, wants) {
    const { can } = builder;
    const problems = [];
    const cannot = (message, remedy) => void problems.push({ message, remedy });
    const itself = builder.name === 'engine' ? 'the engine, without buildx,' : 'this builder';
    const other = 'Use buildx with an engine that has the containerd image store, or with a builder of its own (docker buildx create).';
    for (const cache of wants.cacheFrom) {
        if (can.cacheFrom === 'registry' && cacheType(cache) !== 'registry')
            cannot(`${itself} cannot read a cache of this kind: ${cache}`, `Name a ref (type=registry,ref=…). ${other}`);
    }
    for (const cache of wants.cacheTo) {
        if (can.cacheTo === 'inline' && cacheType(cache) !== 'inline')
            cannot(`${itself} cannot write a cache of this kind: ${cache}`, `Write type=inline. ${other}`);
    }
    for (const [name, value] of [
        ['provenance', wants.provenance],
        ['SBOM', wants.sbom],
    ]) {
        if (value !== '' && value !== 'false' && !can.attestations)
            cannot(`${itself} can make no ${name}`, other);
    }
    if (wants.ssh && !can.ssh)
        cannot('an image uses the ssh agent in its build, and SSH_AUTH_SOCK names none', 'Start ssh-agent and add the key.');
    return problems;
}
function capabilities({ driver, features }, ssh) {
    // Of a driver other than docker's everything can be expected.
    const has = (feature) => features.get(feature) ?? driver !== 'docker';
    return {
        cacheFrom: 'any',
        cacheTo: has('Cache export') ? 'any' : 'inline',
        // Attestations stand beside the image in an index: what can hold several platforms can hold them.
        attestations: has('Multi-platform build'),
        ssh,
    };
}
function isRecent(version) {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const [oldestMajor = 0, oldestMinor = 0] = OLDEST.split('.').map(Number);
    return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
/** Whether what a builder of the docker driver builds with is the engine that we talk to. */
async function isEngineOf(text, ours, env) {
    const named = text.includes('://')
        ? { ...env, DOCKER_HOST: text }
        : { ...env, DOCKER_CONTEXT: text, ...(text === 'default' ? {} : { DOCKER_HOST: undefined }) };
    try {
        return (await find_placeOf(await findEndpoint(named))) === (await find_placeOf(ours));
    }
    catch (error) {
        // An endpoint that we cannot talk to, such as one over ssh, is not ours.
        if (error instanceof errors/* UserError */.yo)
            return false;
        throw error;
    }
}
async function find_placeOf(endpoint) {
    if (endpoint.kind === 'tcp')
        return addressOf(endpoint);
    return (0,promises_.realpath)(endpoint.path).catch(() => endpoint.path);
}
function setOnly(env) {
    return Object.fromEntries(Object.entries(env).filter((entry) => typeof entry[1] === 'string'));
}

;// CONCATENATED MODULE: ./build-ts/src/commands/builder.js


/** The builder that the user asked for. Throws a UserError when it is not there, or cannot do what is asked of it. */
async function chooseBuilder(request) {
    const { inputs, env, engine, plan, stack, steps } = request;
    const building = plan.images.filter(({ action }) => action === 'build' && steps.has('build'));
    if (building.length === 0)
        return engine.builder;
    let builder = await findBuilder(inputs.builder, { env, engine });
    if (request.fork && builder.keeps === 'registry') {
        request.notice(`This pull request comes from a fork: it is built here, not by ${inputs.builder}, which would push.`);
        builder = await findBuilder('auto', { env, engine });
    }
    const problems = checkBuilder(builder, {
        cacheFrom: inputs.cacheFrom,
        cacheTo: request.fork ? [] : inputs.cacheTo,
        provenance: inputs.provenance,
        sbom: inputs.sbom,
        secrets: building.some(({ name }) => (stack.images.get(name)?.secrets.length ?? 0) > 0),
        ssh: building.some(({ name }) => stack.images.get(name)?.ssh === true),
    });
    if (builder.keeps === 'registry' && !steps.has('push'))
        problems.push({
            message: `the builder ${inputs.builder} has its images elsewhere, and nothing is pushed: children and tests could not get at them`,
            remedy: 'Let it push (--registries), or use the builder of this engine: --builder engine.',
        });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return builder;
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(38816);
;// CONCATENATED MODULE: ./build-ts/src/commands/earlier.js




/** The name that every job writes its results under (design section 3). */
const RESULTS_FILE = 'results.json';
/** Deep enough for artifacts that were downloaded side by side, each in a folder of its own. */
const MAX_DEPTH = 5;
/**
 * What became of images in other jobs, by id: every results.json in and below the given folders (or the files themselves),
 * as one. What one job built, another tested and a third pushed is one image's result. Throws a UserError for a path that
 * is not there or not readable, and for a results.json that is none.
 */
async function readEarlier(paths, resolved) {
    const found = (await Promise.all(paths.map((path) => filesAt(resolved(path), path)))).flat();
    const jobs = await Promise.all([...new Set(found)].sort().map(readResults));
    // A job that was run again has said the same before; its last word counts.
    const last = new Map();
    for (const { command, images } of jobs.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1)))
        for (const image of images)
            if (image.action !== 'skip' || image.outcome === 'failed') {
                last.delete(`${command} ${image.id}`);
                last.set(`${command} ${image.id}`, image);
            }
    const merged = new Map();
    for (const image of last.values()) {
        const known = merged.get(image.id);
        merged.set(image.id, known === undefined ? image : mergeResults(known, image));
    }
    return merged;
}
async function filesAt(path, shown) {
    try {
        return await earlier_below(path, MAX_DEPTH);
    }
    catch (error) {
        if ((0,errors/* codeOf */.$N)(error) === 'ENOTDIR')
            return [path];
        throw (0,errors/* userError */.IF)(`the results of other jobs cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, {
            file: shown,
            remedy: 'Name the folder that their artifacts were downloaded to.',
        });
    }
}
async function earlier_below(directory, depth) {
    const entries = await (0,promises_.readdir)(directory, { withFileTypes: true });
    const found = entries.filter((entry) => entry.isFile() && entry.name === RESULTS_FILE);
    const folders = depth === 0 ? [] : entries.filter((entry) => entry.isDirectory());
    return [
        ...found.map((entry) => (0,external_node_path_.join)(directory, entry.name)),
        ...(await Promise.all(folders.map((entry) => earlier_below((0,external_node_path_.join)(directory, entry.name), depth - 1)))).flat(),
    ];
}
async function readResults(file) {
    let value;
    try {
        value = JSON.parse(await (0,promises_.readFile)(file, 'utf8'));
    }
    catch (error) {
        throw (0,errors/* userError */.IF)(`the results of another job cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, { file });
    }
    if (!isResults(value))
        throw (0,errors/* userError */.IF)('these are no results of a job of this version', { file });
    return value;
}
/** As far as it matters to whoever reads them: a file of another version, or half of one, is none. */
const results = schemas/* looseObject */._H3({
    schema: schemas/* literal */.euz(1),
    command: schemas/* string */.YjP(),
    startedAt: schemas/* string */.YjP(),
    images: schemas/* array */.YOg(schemas/* looseObject */._H3({
        id: schemas/* string */.YjP(),
        fingerprint: schemas/* string */.YjP(),
        action: schemas/* enum */.k5n(['build', 'reuse', 'skip']),
        outcome: schemas/* enum */.k5n(['passed', 'failed', 'cancelled', 'skipped']),
        expected: schemas/* array */.YOg(schemas/* string */.YjP()),
        suites: schemas/* array */.YOg(schemas/* looseObject */._H3({ name: schemas/* string */.YjP(), outcome: schemas/* string */.YjP(), ms: schemas/* number */.aig() })),
        candidates: schemas/* array */.YOg(schemas/* object */.Ikc({ ref: schemas/* string */.YjP(), digest: schemas/* string */.YjP() })),
        published: schemas/* array */.YOg(schemas/* object */.Ikc({ ref: schemas/* string */.YjP(), digest: schemas/* string */.YjP() })),
        infos: schemas/* array */.YOg(schemas/* looseObject */._H3({ name: schemas/* string */.YjP() })),
    })),
});
function isResults(value) {
    return results.safeParse(value).success;
}
/** One image's result of two jobs: what either has done; a failure of one is a failure. Of other content the later counts. */
function mergeResults(a, b) {
    if (a.fingerprint !== b.fingerprint)
        return b;
    const bad = [a, b].find(({ outcome }) => outcome === 'failed') ?? [a, b].find(({ outcome }) => outcome === 'cancelled');
    const whole = bad ?? b;
    const build = [a.build, b.build].find((one) => one?.outcome === 'passed') ?? b.build ?? a.build;
    const tested = b.suites.length > 0 ? b : a;
    return {
        ...whole,
        // A job that only tests takes the build of another for there; what was done with it is that job's to say.
        action: [a, b].some(({ action }) => action === 'build') ? 'build' : whole.action,
        ...(build === undefined ? {} : { build }),
        expected: tested.expected,
        suites: tested.suites,
        ...(tested.testedImageId === undefined ? {} : { testedImageId: tested.testedImageId }),
        candidates: unique([...a.candidates, ...b.candidates]),
        published: unique([...a.published, ...b.published]),
        infos: b.infos.length > 0 ? b.infos : a.infos,
    };
}
function unique(refs) {
    return [...new Map(refs.map((one) => [one.ref, one])).values()];
}

// EXTERNAL MODULE: ./build-ts/src/changes/github.js
var changes_github = __webpack_require__(31866);
// EXTERNAL MODULE: ./build-ts/src/changes/ask-git.js
var ask_git = __webpack_require__(26217);
;// CONCATENATED MODULE: ./build-ts/src/changes/history.js




/*
 * Questions to git about commits and what lies between them. `top` is always the top of the working tree, so that paths
 * are those of the repository. Trees and commits are enough to answer all of them: a clone without blobs gets none.
 */
/** All files, whatever the configuration: links, modes, both paths of a rename, submodules that .gitmodules hides. */
const FILES = ['--name-only', '--no-renames', '--ignore-submodules=none', '-z'];
/** More commits are not looked at to tell which one changed a file. */
const MOST_COMMITS = 2000;
/** It only helps people to understand: not worth a long wait. */
const LOG_PATIENCE_MS = 20_000;
/** Objects of one commit come quickly, or something is wrong. */
const FETCH_PATIENCE_MS = 60_000;
/** The hash of the commit that a name means; undefined when it means none. Any name may be asked for. */
async function commitNamed(top, name) {
    if (name.includes('\0'))
        return undefined;
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
    const { status, stdout } = await (0,ask_git/* runGit */.EO)(top, args);
    return status === 0 ? stdout.trim() : undefined;
}
/** Parents as the commit itself names them, be they in the clone or beyond its edge. */
async function parentsOf(top, commit) {
    const [head = ''] = (await (0,ask_git/* askGit */.gG)(top, ['cat-file', 'commit', commit])).split('\n\n', 1);
    return [...head.matchAll(/^parent (\w+)$/gm)].map(([, hash = '']) => hash);
}
async function messageOfCommit(top, commit) {
    return (0,ask_git/* askGit */.gG)(top, ['log', '-1', '--no-show-signature', '--format=%B', commit, '--']);
}
/** Files that differ between the trees of two commits. */
async function filesBetween(top, from, to) {
    return namesIn(await (0,ask_git/* askGit */.gG)(top, ['diff-tree', '-r', ...FILES, from, to]));
}
/** Files of the working tree that differ from HEAD, new ones too; not what git ignores. `excluded` are pathspecs. */
async function uncommittedFiles(top, excluded) {
    const args = ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames', '--ignore-submodules=none'];
    const lines = namesIn(await (0,ask_git/* askGit */.gG)(top, [...args, '--', '.', ...excluded]));
    // Two letters and a blank before each; a repository within this one is listed as a folder.
    return lines.map((line) => line.slice(3).replace(/\/$/, ''));
}
/**
 * The commit where two histories part, undefined when they have none in common. A shallow clone may have lost the way
 * to it: unless everything on this side of the found one is there, it throws a WorkError.
 */
async function mergeBase(top, one, other) {
    const result = await (0,ask_git/* runGit */.EO)(top, ['merge-base', one, other]);
    if (result.status !== 0 && result.status !== 1)
        throw (0,ask_git/* failed */.gz)(['merge-base'], result);
    const found = result.status === 0 ? result.stdout.trim() : undefined;
    const edge = await shallowEdge(top);
    if (edge.size === 0)
        return found;
    const walked = await (0,ask_git/* askGit */.gG)(top, ['rev-list', one, other, ...(found === undefined ? [] : [`^${found}`])]);
    if (walked.split('\n').some((commit) => edge.has(commit)))
        throw new errors/* WorkError */.oE('the clone is too shallow to show where the branches part');
    return found;
}
/** Whether parts of the history are left out. */
async function isShallow(top) {
    return (await shallowEdge(top)).size > 0;
}
/** Commits whose parents are not in the clone: git takes them for first commits. */
async function shallowEdge(top) {
    const path = (await (0,ask_git/* askGit */.gG)(top, ['rev-parse', '--git-path', 'shallow'])).replace(/\n$/, '');
    try {
        return new Set((await (0,promises_.readFile)((0,external_node_path_.resolve)(top, path), 'utf8')).split('\n').filter((line) => line !== ''));
    }
    catch (error) {
        if ((0,errors/* codeOf */.$N)(error) === 'ENOENT')
            return new Set();
        throw new errors/* WorkError */.oE('the edge of the shallow clone cannot be read', { cause: error });
    }
}
/**
 * Which commit between two changed a file last, for as many files as the last commits tell; 7 digits of its hash. It is
 * a help for people: whatever goes wrong, it is empty.
 */
async function lastCommits(top, from, to) {
    const found = new Map();
    // The first commit of a shallow clone seems to add every file: no first commit is believed.
    const args = ['-c', 'log.showRoot=false', 'log', '--no-show-signature', '--no-merges', `--max-count=${MOST_COMMITS}`];
    const asked = [...args, '--format=/%H', ...FILES, `${from}..${to}`, '--'];
    const result = await (0,ask_git/* runGit */.EO)(top, asked, LOG_PATIENCE_MS).catch(() => undefined);
    if (result?.status !== 0)
        return found;
    let commit = '';
    let first = false;
    for (const field of namesIn(result.stdout)) {
        // No path in git begins with a slash. The first path after a commit has a line end before it.
        if (field.startsWith('/')) {
            commit = field.slice(1, 8);
            first = true;
            continue;
        }
        const path = first ? field.replace(/^\n/, '') : field;
        first = false;
        if (!found.has(path))
            found.set(path, commit);
    }
    return found;
}
/**
 * Gets one commit and its trees from the remote that the clone came from. The clone stays what it is: told by -c that
 * the remote may leave out objects, git does not write so into the configuration; no ref moves; and only a shallow
 * clone gets another edge.
 */
async function fetchCommit(top, commit) {
    if ((await (0,ask_git/* runGit */.EO)(top, ['remote', 'get-url', 'origin'])).status !== 0)
        throw new errors/* WorkError */.oE(`the clone has no remote to get ${commit.slice(0, 7)} from`);
    const settings = [
        'remote.origin.promisor=true',
        'remote.origin.partialclonefilter=blob:none',
        'maintenance.auto=false',
    ];
    const depth = (await isShallow(top)) ? ['--depth=1'] : [];
    const options = ['--quiet', '--filter=blob:none', '--no-tags', '--no-write-fetch-head', '--no-prune'];
    const args = ['fetch', '--no-recurse-submodules', ...options, ...depth, 'origin', commit];
    const result = await (0,ask_git/* runGit */.EO)(top, [...settings.flatMap((one) => ['-c', one]), ...args], FETCH_PATIENCE_MS);
    if (result.status !== 0)
        throw (0,ask_git/* failed */.gz)(args, result);
}
function namesIn(output) {
    return output.split('\0').filter((name) => name !== '');
}

;// CONCATENATED MODULE: ./build-ts/src/changes/answer.js



/** What differs between two commits of the clone. */
async function byGit(top, base, head, pull) {
    const [paths, commits] = await Promise.all([filesBetween(top, base, head), lastCommits(top, base, head)]);
    return { source: 'git', files: paths.map((path) => changedBy(path, commits.get(path), pull)), base, head };
}
function changedBy(path, commit, pull) {
    return { path, ...(commit === undefined ? {} : { commit }), ...(pull === undefined ? {} : { pull }) };
}
/** What GitHub says a head has that its merge base has not. */
async function compared(github, base, head) {
    if (github === undefined)
        throw noToken();
    const { paths, entries, status, mergeBase: from } = await github.compare(base, head);
    if (entries >= changes_github/* MOST_COMPARED_FILES */.A)
        throw new errors/* WorkError */.oE(`GitHub lists no more than ${changes_github/* MOST_COMPARED_FILES */.A} files of a comparison`);
    return { files: [...new Set(paths)].map((path) => ({ path })), status, base: from };
}
/** Where two commits part; throws a WorkError where the clone cannot show it. */
async function partingOf(top, base, head) {
    await mustHave(top, base, head);
    const found = await mergeBase(top, base, head);
    if (found === undefined)
        throw new errors/* WorkError */.oE(`${base.slice(0, 7)} and ${head.slice(0, 7)} have no commit in common`);
    if (found === head)
        throw isIn(head);
    return found;
}
/** Throws a WorkError when a commit is not in the clone. */
async function mustHave(top, ...commits) {
    for (const commit of commits)
        if ((await commitNamed(top, commit)) === undefined)
            throw new errors/* WorkError */.oE(`the clone does not have the commit ${commit.slice(0, 7)}`);
}
/** It has landed meanwhile: then there is nothing to compare with, which is not to say that nothing changed. */
function isIn(head) {
    return new errors/* WorkError */.oE(`the branch already holds ${head.slice(0, 7)}`);
}
function noToken() {
    return new errors/* WorkError */.oE("there is no token to ask GitHub's API with");
}

// EXTERNAL MODULE: ./build-ts/src/changes/git.js
var git = __webpack_require__(29933);
;// CONCATENATED MODULE: ./build-ts/src/changes/full-rebuild.js




/** Whether the last commit says "full rebuild": of a pull request the author's, not the merge that GitHub tries. */
async function asksForFullRebuild({ event, directory, github }) {
    const { push, pull, queue } = event;
    const said = push?.message ?? queue?.message;
    if (said !== undefined)
        return { asked: saysFullRebuild(said), tried: [] };
    const named = pull?.head ?? push?.after ?? queue?.head;
    const inClone = async () => {
        const top = await (0,git/* findTop */.ls)(directory);
        if (named !== undefined)
            await mustHave(top, named);
        return messageOfCommit(top, named ?? 'HEAD');
    };
    // Where the event is about no commit of its own, what is checked out speaks, and nobody else.
    const sources = [inClone, ...(named === undefined || github === undefined ? [] : [() => github.message(named)])];
    const obstacles = [];
    for (const ask of sources) {
        try {
            return { asked: saysFullRebuild(await ask()), tried: [] };
        }
        catch (error) {
            if (!(error instanceof errors/* WorkError */.oE))
                throw error;
            obstacles.push(error.message);
        }
    }
    // At a terminal a stack is a stack without git.
    if (event.name === 'local')
        return { asked: false, tried: [] };
    const why = `the head commit's message is not known: ${obstacles.join('; ')}`;
    return { asked: false, tried: [{ source: 'none', why }] };
}
/** The words of the seeds, in any letters. */
function saysFullRebuild(message) {
    return /full rebuild/i.test(message);
}

;// CONCATENATED MODULE: ./build-ts/src/changes/by-name.js





/**
 * What the user wants to have compared: the head with the commit where it parted from the base, or with the base itself
 * when that is not known. Throws a UserError for a name that means no commit.
 */
async function explicitChanges({ directory, own = [] }, { base: baseName, head: headName }) {
    const top = await (0,git/* findTop */.ls)(directory).catch((error) => {
        if (!(error instanceof errors/* WorkError */.oE))
            throw error;
        throw (0,errors/* userError */.IF)(`nothing can be compared with "${baseName}": ${error.message}`);
    });
    const [base, head] = [await revision(top, baseName), await revision(top, headName ?? 'HEAD')];
    const tried = [];
    const parting = await mergeBase(top, base, head).catch((error) => {
        if (!(error instanceof errors/* WorkError */.oE))
            throw error;
        tried.push({ source: 'git', why: `${error.message}; the two commits themselves are compared` });
        return undefined;
    });
    const [{ files: committed, ...answer }, message, uncommitted] = await Promise.all([
        byGit(top, parting ?? base, head),
        messageOfCommit(top, head),
        headName === undefined ? (0,git/* excluded */.t7)(top, own).then((left) => uncommittedFiles(top, left)) : [],
    ]);
    const files = new Map(committed.map((file) => [file.path, file]));
    for (const path of uncommitted)
        files.set(path, { path });
    return {
        ...answer,
        files: [...files.values()],
        everything: undefined,
        deleted: false,
        fullRebuild: saysFullRebuild(message),
        tried,
    };
}
async function revision(top, name) {
    const found = await commitNamed(top, name);
    if (found !== undefined)
        return found;
    throw (0,errors/* userError */.IF)(`git knows no commit "${name}" here`, { remedy: await by_name_remedyFor(top, name) });
}
async function by_name_remedyFor(top, name) {
    if ((await commitNamed(top, `origin/${name}`)) !== undefined)
        return `Did you mean "origin/${name}"?`;
    if (await isShallow(top))
        return 'The clone is shallow: use "fetch-depth: 0" with actions/checkout, or "git fetch --unshallow".';
    return 'Name a branch, a tag or a commit; a branch of the remote is called origin/NAME.';
}

;// CONCATENATED MODULE: ./build-ts/src/changes/by-pull.js





/** A pull request: everything it changes, in all its commits. */
function pullSources(request, pull) {
    return [
        { source: 'github-pull', answer: () => pullByApi(request.github, pull) },
        { source: 'git', answer: () => pullByGit(request, pull) },
    ];
}
async function pullByApi(github, pull) {
    if (github === undefined)
        throw noToken();
    const cutOff = (listed, all) => new errors/* WorkError */.oE(`GitHub lists ${listed} of the ${all} files of pull request ${pull.number}`);
    if ((pull.changedFiles ?? 0) > changes_github/* MOST_PULL_FILES */.c)
        throw cutOff(changes_github/* MOST_PULL_FILES */.c, pull.changedFiles ?? 0);
    const { paths, entries } = await github.pullFiles(pull.number);
    // Asked after the list: a head that is still the event's was so all the time.
    const now = await github.pull(pull.number);
    if (now.head !== pull.head)
        throw new errors/* WorkError */.oE(`pull request ${pull.number} has moved on to ${now.head.slice(0, 7)} since the event`);
    // Nothing at all is only believed when the event says so too.
    const expected = entries === 0 ? Math.max(now.changedFiles, pull.changedFiles ?? 0) : now.changedFiles;
    if (entries !== expected)
        throw cutOff(entries, expected);
    const files = [...new Set(paths)].map((path) => ({ path, pull: pull.number }));
    return { source: 'github-pull', files, base: pull.base, head: pull.head };
}
async function pullByGit({ directory, event }, pull) {
    const top = await (0,git/* findTop */.ls)(directory);
    const merged = await mergedBase(top, event, pull);
    if (merged !== undefined) {
        if ((await commitNamed(top, merged.base)) === undefined)
            await fetchCommit(top, merged.base);
        return byGit(top, merged.base, merged.head, pull.number);
    }
    return byGit(top, await partingOf(top, pull.base, pull.head), pull.head, pull.number);
}
/** When GitHub's merge of the pull request is checked out: what it was merged into, which may be newer than the event's base. */
async function mergedBase(top, event, pull) {
    const head = await commitNamed(top, 'HEAD');
    if (head === undefined)
        return undefined;
    const [base, merged, ...more] = await parentsOf(top, head);
    if (base === undefined || merged !== pull.head || more.length > 0)
        return undefined;
    return head === event.sha || base === pull.base ? { base, head } : undefined;
}

;// CONCATENATED MODULE: ./build-ts/src/changes/by-push.js




/** A push: what differs from what was there before, whatever commits lie between. */
function pushSources({ directory, github }, push, before) {
    const { after } = push;
    return [
        {
            source: 'git',
            answer: async () => {
                const top = await (0,git/* findTop */.ls)(directory);
                await mustHave(top, before, after);
                return byGit(top, before, after);
            },
        },
        {
            source: 'github-compare',
            answer: async () => {
                const { files, status } = await compared(github, before, after);
                // Otherwise it compares with an older commit than the one before.
                if (status !== 'ahead' && status !== 'identical')
                    throw new errors/* WorkError */.oE(`GitHub cannot compare ${before.slice(0, 7)} with ${after.slice(0, 7)}: it is ${status}`);
                return { source: 'github-compare', files, base: before, head: after };
            },
        },
        {
            source: 'git',
            answer: async () => {
                const top = await (0,git/* findTop */.ls)(directory);
                await mustHave(top, after);
                await fetchCommit(top, before);
                return byGit(top, before, after);
            },
        },
    ];
}

;// CONCATENATED MODULE: ./build-ts/src/changes/by-queue.js




/**
 * An entry of a merge queue: what it and those before it bring to the branch. The payload's base_sha is the entry
 * before: nobody has published that.
 */
function queueSources({ directory, github }, { baseBranch, head }) {
    return [
        {
            source: 'git',
            answer: async () => {
                const top = await (0,git/* findTop */.ls)(directory);
                const base = (await commitNamed(top, `refs/remotes/origin/${baseBranch}`)) ??
                    (await commitNamed(top, `refs/heads/${baseBranch}`));
                if (base === undefined)
                    throw new errors/* WorkError */.oE(`the clone has no branch ${baseBranch}`);
                return byGit(top, await partingOf(top, base, head), head);
            },
        },
        {
            source: 'github-compare',
            answer: async () => {
                const { files, base } = await compared(github, baseBranch, head);
                if (base === head)
                    throw isIn(head);
                return { source: 'github-compare', files, base, head };
            },
        },
    ];
}

;// CONCATENATED MODULE: ./build-ts/src/changes/detect.js






/**
 * Which files a run has to look at. An answer is complete or it is none: the next source is asked, and when nobody can
 * say, everything counts as changed. Throws a UserError when `explicit` names what is not there.
 */
async function detectChanges(request) {
    const { event, explicit } = request;
    if (explicit !== undefined)
        return explicitChanges(request, explicit);
    const found = foundBy(event);
    if (found.deleted)
        return { ...found, fullRebuild: false };
    const [changes, rebuild] = await Promise.all([
        found.everything === undefined ? firstAnswer(sourcesFor(request)) : found,
        asksForFullRebuild(request),
    ]);
    const head = changes.head === '' ? found.head : changes.head;
    return { ...changes, head, fullRebuild: rebuild.asked, tried: [...changes.tried, ...rebuild.tried] };
}
/** What is clear from the event: nothing is left, everything counts, or (neither) somebody has to be asked. */
function foundBy(event) {
    const { name, branch = '', push, pull, queue } = event;
    const head = push?.after ?? pull?.head ?? queue?.head ?? event.sha ?? '';
    const none = {
        files: undefined,
        everything: undefined,
        deleted: false,
        source: 'none',
        base: '',
        head,
        tried: [],
    };
    const all = (everything) => ({ ...none, everything });
    if (event.deleted)
        return { ...none, files: [], deleted: true, head: '' };
    if (name === 'local')
        return all({ kind: 'local' });
    if (name === 'push' && !event.tag) {
        if (push === undefined)
            return none;
        if (push.before === undefined)
            return all({ kind: 'first-push', branch });
        if (branch !== '' && branch === event.defaultBranch)
            return all({ kind: 'default-branch', branch });
        return none;
    }
    return ['pull_request', 'pull_request_target', 'merge_group'].includes(name)
        ? none
        : all({ kind: 'event', event: name });
}
function sourcesFor(request) {
    const { push, pull, queue } = request.event;
    if (pull !== undefined)
        return pullSources(request, pull);
    if (push?.before !== undefined)
        return pushSources(request, push, push.before);
    if (queue !== undefined)
        return queueSources(request, queue);
    return [];
}
async function firstAnswer(sources) {
    const tried = [];
    for (const { source, answer } of sources) {
        try {
            return { ...(await answer()), everything: undefined, deleted: false, tried };
        }
        catch (error) {
            if (!(error instanceof errors/* WorkError */.oE))
                throw error;
            tried.push({ source, why: error.message });
        }
    }
    const why = tried.at(-1)?.why ?? "the event's payload does not say which commits it is about";
    return {
        files: undefined,
        everything: { kind: 'unknown', why },
        deleted: false,
        source: 'none',
        base: '',
        head: '',
        tried,
    };
}

;// CONCATENATED MODULE: ./build-ts/src/registry/lookups.js





/** One that has answered before gets more chances: a connection may break, a repository may be ill. */
const FAILURES_AFTER_ANSWERS = 3;
/**
 * Asks at most `limit` questions at a time. A host that refuses the login, or does not answer, is not asked again; a
 * repository that it refuses (401, 403 in spite of a login that works) neither, while others of the host are.
 */
function lookUps(registry, { limit = 32 } = {}) {
    const hosts = new Map();
    const inSlot = slots(limit);
    function hostOf(name) {
        const known = hosts.get(name);
        if (known !== undefined)
            return known;
        const host = { first: undefined, answered: false, failures: 0, closed: undefined, refused: new Map() };
        hosts.set(name, host);
        return host;
    }
    async function askOnce(repository, question) {
        const place = lookups_placeOf(repository);
        if ('why' in place)
            return place;
        const host = hostOf(place.host);
        const ask = () => inSlot(() => answerOf(host, place.name, question));
        if (host.first === undefined) {
            const answer = ask();
            host.first = answer.catch(() => undefined);
            return answer;
        }
        await host.first;
        return ask();
    }
    /** The same question gets the same answer; names that mean the same are the same question. */
    function remembered(asked, repository, more, question) {
        const place = lookups_placeOf(repository);
        const key = JSON.stringify(['why' in place ? repository : [place.host, place.name], ...more]);
        const answer = asked.get(key) ?? askOnce(repository, question);
        asked.set(key, answer);
        return answer;
    }
    const digests = new Map();
    const configs = new Map();
    return {
        digest: (repository, reference) => remembered(digests, repository, [reference], async () => {
            const digest = await registry.digest(repository, reference, BRIEF);
            return digest === undefined ? undefined : { digest };
        }),
        config: (repository, reference, platform) => remembered(configs, repository, [reference, platform], () => registry.config(repository, reference, platform, BRIEF)),
    };
}
function lookups_placeOf(repository) {
    try {
        return locate(repository);
    }
    catch (error) {
        return unknown(error);
    }
}
/** Asks, unless the answer is known from others, and keeps what the answer says about the host. */
async function answerOf(host, name, question) {
    const known = host.closed ?? host.refused.get(name);
    if (known !== undefined)
        return known;
    try {
        const found = await question();
        host.answered = true;
        host.failures = 0;
        return found === undefined ? { kind: 'absent' } : { kind: 'found', ...found };
    }
    catch (error) {
        const answer = unknown(error);
        const concerns = concern(error, host.answered);
        if (concerns === 'failure') {
            host.failures++;
            if (!host.answered || host.failures >= FAILURES_AFTER_ANSWERS)
                host.closed ??= answer;
            return answer;
        }
        if (concerns === 'host')
            host.closed ??= answer;
        if (concerns === 'repository')
            host.refused.set(name, answer);
        if (concerns !== 'host')
            host.failures = 0;
        return answer;
    }
}
/**
 * How far an error reaches. The login is the host's, unless others have been answered with it: then that token server says
 * 401 where others say 403. A UserError is about docker's configuration for the host.
 */
function concern(error, answered) {
    if (error instanceof errors/* UserError */.yo)
        return 'host';
    if (error instanceof LoginRefused)
        return answered ? 'repository' : 'host';
    if (error instanceof Unanswered)
        return 'failure';
    if (!(error instanceof RegistryError))
        return 'question';
    if (error.status === 401 || error.status === 403)
        return 'repository';
    return error.status === 429 || error.status >= 500 ? 'failure' : 'question';
}
/** An error of our own making is thrown on: it would hide behind a look-up that may fail. */
function unknown(error) {
    if (error instanceof errors/* WorkError */.oE || error instanceof errors/* UserError */.yo)
        return { kind: 'unknown', why: (0,errors/* messageOf */.bD)(error) };
    throw error;
}

;// CONCATENATED MODULE: ./build-ts/src/stack/names.js

/** The build args that the spec gives an image in a variant. */
function argsOf(image, variant) {
    return { ...image.args, ...image.variantArgs[variant.name] };
}
/**
 * How a Dockerfile learns what to build on: BASE_IMAGE (the whole ref) and UCSD's BASE_TAG (the tag alone) are those of
 * the first parent; with several, BASE_IMAGE_<PARENT> names each.
 */
function parentArgs(parents, refOf) {
    const [first] = parents;
    if (first === undefined)
        return {};
    const args = { BASE_IMAGE: refOf(first), BASE_TAG: (0,stack_refs/* splitRef */.Mn)(refOf(first)).tag };
    if (parents.length > 1)
        for (const parent of parents)
            args[parentArgName(parent.name)] = refOf(parent);
    return args;
}
function parentArgName(parent) {
    return `BASE_IMAGE_${parent.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;
}

// EXTERNAL MODULE: ./build-ts/src/stack/platforms.js
var stack_platforms = __webpack_require__(31584);
;// CONCATENATED MODULE: ./build-ts/src/stack/tags.js


const MAX_TAG = 128;
/** As git shortens the hash of a commit, in tags (`TagFacts.sha`). */
const SHORT_HASH = /^[0-9a-f]{7}$/;
/**
 * A branch name as part of a tag, of at most `room` characters: `/` becomes `_`, whatever else tags may not hold becomes
 * `-`. Where another branch could become the same, or it looks like a short commit hash, the hash of its name follows.
 */
function branchPart(branch, room = MAX_TAG) {
    if (branch === '')
        return '';
    const flat = branch.replaceAll('/', '_');
    const part = flat.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '');
    const same = part === flat && !(branch.includes('/') && branch.includes('_')) && !SHORT_HASH.test(part);
    if (same && part.length <= room)
        return part;
    const hash = (0,external_node_crypto_.createHash)('sha256').update(branch).digest('hex').slice(0, 8);
    return part === '' ? hash : `${part.slice(0, Math.max(room - hash.length - 1, 0))}-${hash}`.replace(/^-/, '');
}
/** The tags a run publishes, `{prefix}-{branch}` and `{prefix}-{sha}`; the first is the one that names the image in logs and files. */
function runTags({ prefix, branch, sha }) {
    const start = prefix === '' ? '' : `${prefix}-`;
    const parts = [branchPart(branch, MAX_TAG - start.length), sha].filter((part) => part !== '');
    const last = parts.length > 0 ? parts : ['local'];
    return [...new Set(last.map((part) => start + part))];
}
/** Tags that other things move: the stages of promotion, and candidates. A branch of such a name must not publish over them. */
function isReserved(tag, prefix) {
    const own = prefix !== '' && tag.startsWith(`${prefix}-`) ? tag.slice(prefix.length + 1) : tag;
    return own === 'stable' || /^(?:fp|ok)-[0-9a-f]{32}$/.test(tag);
}
/**
 * The prefix of another plan whose tags `tag` is among, though this plan (`prefix`) would publish it: the branch `gpu-main`
 * of the plan `2026` is the branch `main` of `2026-gpu`. Undefined where no other plan reaches it. `prefixes`: those of all
 * plans; of several the longest is told.
 */
function foreignPrefix(tag, prefix, prefixes) {
    const start = prefix === '' ? '' : `${prefix}-`;
    return prefixes
        .filter((other) => other.length > prefix.length && other.startsWith(start))
        .filter((other) => tag === other || tag.startsWith(`${other}-`))
        .reduce((longest, other) => (other.length > (longest?.length ?? 0) ? other : longest), undefined);
}
/** The tags that are not tags, for an error that names them. */
function badTags(tags) {
    return tags.filter((tag) => !(0,stack_refs/* isTag */.dz)(tag));
}

;// CONCATENATED MODULE: ./build-ts/src/stack/drafts.js










/** The refs outside the stack that its Dockerfiles build on, so that a caller can look up their digests first. */
function externalBases(stack, sources, registries, native) {
    const places = placesOf(stack, registries);
    return stack.variants.flatMap((variant) => [...stack.images.values()].flatMap((image) => {
        if (image.skipVariants.includes(variant.name))
            return [];
        const parents = drafts_parentsOf(stack, image);
        const args = { ...argsOf(image, variant), ...parentArgs(parents, (parent) => `${parent.repository}:of-this-run`) };
        const text = sources.get(image.name)?.dockerfileText ?? '';
        const refs = (0,stack_platforms/* platformsOf */.Wt)(image, native)
            .flatMap((platform) => (0,dockerfile/* basesOf */.cF)(text, args, platform).map((use) => use.ref))
            .filter((ref) => parentUsed(ref, parents, places) === undefined);
        return [...new Set(refs)].map((ref) => ({ image: image.name, variant: variant.name, ref }));
    }));
}
/** Names, fingerprints and suites of every image, variant and platform, parents first. Throws a UserError that lists every obstacle. */
function draftStack(request) {
    const { stack } = request;
    const problems = [];
    const places = placesOf(stack, request.registries);
    const drafts = [];
    const lineages = (0,stack_suites/* testedLineages */._f)(request);
    for (const variant of stack.variants) {
        const prints = new Map();
        const tags = tagsOf(request, variant, problems);
        for (const name of stack.order) {
            const image = stack.images.get(name);
            const source = request.sources.get(name);
            if (image === undefined || source === undefined)
                continue;
            const lineage = lineages.get(name) ?? [];
            const platforms = (0,stack_platforms/* platformsOf */.Wt)(image, request.platform);
            const common = { request, image, source, variant, tags, prints, places, lineage, problems };
            const built = platforms.map((platform) => draftImage({ ...common, platform, platforms }));
            drafts.push(...withIndex(built));
        }
    }
    problems.push(...duplicateRefs(drafts, stack), ...unknownSuites(drafts, request));
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return drafts;
}
function draftImage(asked) {
    const { request, image, source, variant, platform, platforms, tags, prints, places, lineage, problems } = asked;
    const { stack } = request;
    const idOf = (one) => {
        const several = (0,stack_platforms/* platformsOf */.Wt)(one, request.platform).length > 1;
        const id = stack.variants.length > 1 ? `${one.name}@${variant.name}` : one.name;
        return several ? `${id}/${(0,stack_platforms/* shortPlatform */.I_)(platform)}` : id;
    };
    const printOf = (one) => prints.get(printKey(one.name, platform));
    const skipped = image.skipVariants.includes(variant.name);
    const possible = drafts_parentsOf(stack, image);
    const args = argsOf(image, variant);
    const candidateOf = (parent) => `${parent.repository}:${candidateTag(printOf(parent) ?? '')}`;
    const buildArgs = { ...args, ...parentArgs(possible, candidateOf) };
    const uses = (0,dockerfile/* basesOf */.cF)(source.dockerfileText, buildArgs, platform);
    const inUse = new Set(uses.map(({ ref }) => parentUsed(ref, possible, places)?.name));
    // What the spec names has to be used; of what Dockerfiles name, each variant has its own.
    const parents = possible.filter((parent) => image.declared?.includes(parent.name) === true || inUse.has(parent.name));
    const refused = parents.find((parent) => parent.skipVariants.includes(variant.name));
    if (!skipped && refused !== undefined) {
        problems.push({
            message: `${image.name} is built for plan "${variant.name}", but its parent ${refused.name} skips that plan`,
            file: stack.file,
            ...image.at,
            remedy: `Add "${variant.name}" to skip_plans of ${image.name}, or remove it from those of ${refused.name}.`,
        });
    }
    const elsewhere = parents.find((parent) => !(0,stack_platforms/* platformsOf */.Wt)(parent, request.platform).includes(platform));
    if (!skipped && elsewhere !== undefined) {
        problems.push({
            message: `${image.name} is built for ${platform}, but its parent ${elsewhere.name} only for ${(0,stack_platforms/* platformsOf */.Wt)(elsewhere, request.platform).join(', ')}`,
            file: stack.file,
            ...image.at,
            remedy: `Add ${platform} to the platforms of ${elsewhere.name}, or remove it from those of ${image.name}.`,
        });
    }
    const used = new Set();
    const external = new Set();
    const bases = {};
    const rewrites = {};
    for (const { ref } of uses) {
        const parent = parentUsed(ref, parents, places);
        if (parent !== undefined) {
            used.add(parent.name);
            if (ref !== candidateOf(parent))
                rewrites[ref] = candidateOf(parent);
            continue;
        }
        external.add(ref);
        const known = request.baseOf({ image: image.name, variant: variant.name, ref });
        if (known === undefined)
            continue;
        bases[ref] = known;
        if (known.pin && !ref.includes('@'))
            rewrites[ref] = `${ref}@${known.digest}`;
    }
    if (!skipped)
        problems.push(...missedParents(stack, image, parents, used, uses));
    const print = fingerprint({
        context: source.contextHash,
        args,
        platform,
        bases: [
            ...parents.map((parent) => printOf(parent) ?? ''),
            ...[...external].map((ref) => bases[ref]?.digest ?? ref),
        ],
    });
    prints.set(printKey(image.name, platform), print);
    const repositories = request.registries.length === 0
        ? [image.repository]
        : request.registries.map((base) => (0,stack_refs/* rebase */.RU)(image.repository, base));
    const everywhere = (tag) => repositories.map((repository) => `${repository}:${tag}`);
    const refs = repositories.flatMap((repository) => tags.map((tag) => `${repository}:${tag}`));
    const suites = skipped ? [] : (0,stack_suites/* plannedSuites */.uC)(image, lineage, request);
    const key = suitesKey(print, suites, request.filesHash);
    const own = platform === (platforms.includes(request.platform) ? request.platform : platforms[0]);
    const [ref = ''] = refs;
    return {
        id: idOf(image),
        name: image.name,
        variant: variant.name,
        platform,
        skipped,
        ref,
        file: (0,stack_refs/* safeName */.jC)(platforms.length > 1 ? `${ref}-${platform}` : ref),
        refs,
        candidates: everywhere(candidateTag(print)),
        index: [],
        tested: key === undefined ? [] : everywhere(testedTag(key)),
        localRefs: [candidateTag(print), ...(own ? tags : [])].map((tag) => `${image.repository}:${tag}`),
        parents: parents.map(idOf),
        external: [...external],
        bases,
        rewrites,
        fingerprint: print,
        contextHash: source.contextHash,
        buildArgs,
        context: image.context,
        copied: source.copied,
        dockerfiles: image.dockerfiles,
        suites,
        infos: image.infos,
    };
}
/** Suites that are named, and that no image has: in the inputs, or by an image or a suite of the spec. */
function unknownSuites(drafts, { stack, choice }) {
    const inSpec = [...stack.images.values()].flatMap((image) => (image.suites ?? []).map((name) => ({ name, file: stack.file, ...image.at })));
    const refined = stack.suites.flatMap(({ name, does }) => (does === undefined ? [{ name, file: stack.file }] : []));
    const asked = [...new Set([...choice.only, ...choice.skip])].map((name) => ({ name }));
    if (asked.length + inSpec.length + refined.length === 0)
        return [];
    const there = [...new Set(drafts.flatMap(({ suites }) => suites.flatMap(({ name, group }) => [group, name])))];
    // A spec may speak of sorts, and of images' tests, that are not there yet.
    const possible = [...new Set([...there, ...stack_suites/* CONVENTIONS */.p$, ...stack.images.keys()])];
    const missing = (named, known) => named
        .filter(({ name }) => !known.includes(name))
        .map(({ name, ...at }) => ({
        message: `no image has a suite "${name}"`,
        ...at,
        remedy: (0,nearest/* suggest */.Z)(name, known, 'suites'),
    }));
    return [...missing(asked, there), ...missing([...inSpec, ...refined], possible)];
}
function printKey(name, platform) {
    return `${name} ${platform}`;
}
/** The drafts of an image's platforms, each with the ref of them all. */
function withIndex(drafts) {
    if (drafts.length === 1)
        return [...drafts];
    const tag = candidateTag(indexKey(drafts.map((draft) => draft.fingerprint)));
    return drafts.map((draft) => ({
        ...draft,
        index: draft.candidates.map((candidate) => `${(0,stack_refs/* splitRef */.Mn)(candidate).repository}:${tag}`),
    }));
}
function tagsOf(request, variant, problems) {
    const tags = runTags({ ...request.facts, prefix: variant.prefix });
    const prefixes = request.stack.variants.map((one) => one.prefix);
    for (const tag of tags) {
        const foreign = foreignPrefix(tag, variant.prefix, prefixes);
        if (foreign === undefined)
            continue;
        problems.push({
            message: `the branch "${request.facts.branch}" would be published as ${tag} by plan "${variant.name}", a name of the plan with the prefix ${foreign}`,
            remedy: 'Rename the branch.',
        });
    }
    for (const tag of tags.filter((one) => isReserved(one, variant.prefix))) {
        problems.push({
            message: `the branch "${request.facts.branch}" would be published as ${tag}, a name that only promotion moves`,
            remedy: 'Rename the branch.',
        });
    }
    for (const tag of badTags(tags)) {
        problems.push({
            message: `"${tag}" is not a tag`,
            remedy: 'A tag has letters, digits, "_", "." and "-": check the branch name and the prefix.',
        });
    }
    return tags;
}
function drafts_parentsOf(stack, image) {
    return image.parents.flatMap((name) => stack.images.get(name) ?? []);
}
function placesOf(stack, registries) {
    return (0,dockerfile/* imagesByPlace */.JS)([...stack.images.values()], [...stack.registries.values(), ...registries]);
}
/** The parent that a ref names, whatever its tag: what is built on is this run's, never what a moving tag holds today. */
function parentUsed(ref, parents, places) {
    if (parents.length === 0)
        return undefined;
    const name = places.get((0,dockerfile/* placeOf */.$t)(ref) ?? '');
    return name === undefined ? undefined : parents.find((parent) => parent.name === name);
}
/** A Dockerfile that does not use its parent would be built on something else. */
function missedParents(stack, image, parents, used, uses) {
    return parents
        .filter((parent) => !used.has(parent.name))
        .map((parent) => {
        const [near] = uses;
        return {
            message: `${image.name} depends on ${parent.name}, but its Dockerfile ${near === undefined ? 'uses no other image' : `builds on ${near.written}`}`,
            file: (0,stack_paths/* inStack */.ww)(stack.file, image.dockerfiles[0] ?? ''),
            ...(near === undefined ? {} : { line: near.line }),
            remedy: `Write "ARG BASE_IMAGE" and "FROM \${BASE_IMAGE}"${parents.length > 1 ? ` (or ${parentArgName(parent.name)})` : ''}, or "FROM ${parent.repository}:\${BASE_TAG}".`,
        };
    });
}
/** Two images that would be pushed to one ref: one of them would be lost. */
function duplicateRefs(drafts, stack) {
    const owner = new Map();
    const files = new Map();
    const problems = [];
    const oneForm = (ref) => `${(0,dockerfile/* placeOf */.$t)(ref) ?? ref}:${(0,stack_refs/* splitRef */.Mn)(ref).tag}`;
    for (const draft of drafts) {
        if (draft.skipped)
            continue;
        const ref = draft.refs.find((one) => owner.has(oneForm(one))) ?? draft.ref;
        const other = owner.get(oneForm(ref));
        // Platforms of one image are published as one.
        if (other !== undefined && other.name === draft.name && other.variant === draft.variant)
            continue;
        for (const one of draft.refs)
            owner.set(oneForm(one), draft);
        const at = stack.images.get(draft.name)?.at;
        if (other === undefined) {
            const namesake = files.get(draft.file);
            files.set(draft.file, draft);
            if (namesake !== undefined) {
                problems.push({
                    message: `${namesake.ref} and ${draft.ref} would write the same files (${draft.file}.*)`,
                    file: stack.file,
                    ...at,
                    remedy: 'Give one of them another image_name.',
                });
            }
            continue;
        }
        const sameName = other.name === draft.name;
        problems.push({
            message: sameName
                ? `plans "${other.variant}" and "${draft.variant}" both publish ${draft.name} as ${ref}`
                : `${other.id} and ${draft.id} would both be published as ${ref}`,
            file: stack.file,
            ...at,
            remedy: sameName ? 'Give each plan a tag_prefix of its own.' : 'Give one of them another image_name.',
        });
    }
    return problems;
}

;// CONCATENATED MODULE: ./build-ts/src/commands/bases.js



/**
 * What the external bases are. An image keeps to the digest that it was built on last (it is recorded on it), so that a
 * base that moves in its registry does not rebuild the stack on the next change of a comment; when it has moved, that is
 * told. A digest that its registry has no more cannot be built on: today's is taken. Bases without a record are what their
 * registry says now, else what the engine has.
 */
async function findBases(request) {
    const { uses, rebuild } = request;
    const recorded = memo((key) => recordedDigests(request, key));
    const now = memo((ref) => current(request, ref));
    const found = new Map();
    const moved = new Map();
    const remarks = new Map();
    await Promise.all(uses.map(async (use) => {
        const pinned = /@(sha256:[0-9a-f]{64})$/.exec(use.ref)?.[1];
        const [today, before] = await Promise.all([
            pinned === undefined ? now(use.ref) : { base: { digest: pinned, pin: true } },
            pinned === undefined && use.ref !== '' ? recorded(`${use.variant}\0${use.image}`) : undefined,
        ]);
        // An image that was made on this engine is nobody else's: what is recorded of another machine says nothing of it.
        const local = today.base?.pin === false;
        const old = before?.digests.get(use.ref);
        const drifted = old !== undefined && today.base?.pin === true && today.base.digest !== old;
        const keep = old !== undefined && !rebuild && !local && !(drifted && (await isGone(request, use.ref, old)));
        const chosen = keep ? { digest: old, pin: true } : today.base;
        if (chosen !== undefined)
            found.set(keyOf(use), chosen);
        if (drifted) {
            const key = `${use.ref} ${old} ${today.base.digest}`;
            const drift = moved.get(key) ?? { base: use.ref, from: old, to: today.base.digest, images: [], rebuilt: !keep };
            drift.images.push(use.image);
            moved.set(key, drift);
        }
        const remark = local ? undefined : remarkOn(use.ref, today, before, keep);
        if (remark === undefined)
            return;
        const same = remarks.get(JSON.stringify(remark)) ?? { ...remark, images: [] };
        same.images.push(use.image);
        remarks.set(JSON.stringify(remark), same);
    }));
    return {
        baseOf: (use) => found.get(keyOf(use)),
        drift: [...moved.values()].map((drift) => ({ ...drift, images: namesOf(drift) })),
        unknown: [...remarks.values()].map(remarkText).sort(),
    };
}
function remarkOn(ref, today, before, keep) {
    const about = before?.why === undefined ? 'today' : 'record';
    const settled = keep || today.base !== undefined;
    const whys = [before?.why, settled ? undefined : today.why].filter((why) => why !== undefined);
    if (whys.length === 0)
        return undefined;
    const taken = keep
        ? `the one recorded on ${before?.on ?? ''} is taken`
        : today.base === undefined
            ? 'its name alone counts'
            : today.why === undefined
                ? "today's is taken"
                : 'what was pulled is taken';
    return { ref, about, why: [...new Set(whys)].join('; '), taken };
}
function remarkText(remark) {
    const { ref, about, why, taken } = remark;
    const names = namesOf(remark);
    const subject = about === 'today'
        ? `today's digest of ${ref}, the base of ${names.join(', ')},`
        : `which digest of ${ref} the ${names.length === 1 ? 'image' : 'images'} ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} built on`;
    return `${subject} is not known (${why}): ${taken}`;
}
/** Each once, though several plans build it. */
function namesOf({ images }) {
    return [...new Set(images)].sort();
}
/** Its registry says that it has the digest no more; one that does not answer says nothing. */
async function isGone({ lookups }, ref, digest) {
    const answer = await lookups?.digest((0,stack_refs/* splitRef */.Mn)(ref).repository, digest);
    return answer?.kind === 'absent';
}
function keyOf({ image, variant, ref }) {
    return JSON.stringify([image, variant, ref]);
}
/** What a ref names now: an image that was made on this engine, else what its registry says, else what was pulled once. */
async function current({ engine, lookups }, ref) {
    const local = await engine?.inspect(ref).catch(() => undefined);
    const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(ref);
    const pulled = local?.repoDigests.find((digest) => sameRepository(digest.split('@')[0] ?? '', repository));
    if (local !== undefined && pulled === undefined)
        return { base: { digest: local.id, pin: false } };
    const answer = (0,stack_refs/* parseRepository */.SU)(repository) === undefined ? undefined : await lookups?.digest(repository, tag);
    if (answer?.kind === 'found')
        return { base: { digest: answer.digest, pin: true } };
    const digest = pulled?.split('@')[1];
    const base = digest === undefined ? undefined : { digest, pin: true };
    return { base, ...(answer?.kind === 'unknown' ? { why: answer.why } : {}) };
}
function sameRepository(a, b) {
    const [left, right] = [a, b].map((name) => (0,stack_refs/* parseRepository */.SU)(name));
    const bare = (path) => path?.replace(/^library\//, '');
    return left !== undefined && left.host === right?.host && bare(left.path) === bare(right.path);
}
/** The digests of its bases that are recorded on the image as it was published last. */
async function recordedDigests({ lookups, published, platform }, key) {
    const [variant = '', image = ''] = key.split('\0');
    let unread = {};
    if (lookups === undefined)
        return { digests: new Map() };
    for (const ref of published(image, variant)) {
        const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(ref);
        const answer = await lookups.config(repository, tag, platform);
        // Not known is not absent: the record may be there.
        if (answer.kind === 'unknown')
            unread = { why: answer.why, ...unread };
        const digests = answer.kind === 'found' ? digestsOf(answer.labels[BASES_LABEL]) : undefined;
        if (digests !== undefined)
            return { digests, on: ref, ...unread };
    }
    return { digests: new Map(), ...unread };
}
function digestsOf(label) {
    if (label === undefined)
        return undefined;
    let value;
    try {
        value = JSON.parse(label);
    }
    catch {
        return undefined; // Not ours.
    }
    if (typeof value !== 'object' || value === null)
        return undefined;
    const entries = Object.keys(value).map((ref) => [ref, (0,values/* valueAt */.f)(value, [ref])]);
    return new Map(entries.flatMap(([ref, digest]) => typeof digest === 'string' && /^sha256:[0-9a-f]{64}$/.test(digest) ? [[ref, digest]] : []));
}
function memo(make) {
    const made = new Map();
    return (key) => {
        let value = made.get(key);
        if (value === undefined)
            made.set(key, (value = make(key)));
        return value;
    };
}

;// CONCATENATED MODULE: ./build-ts/src/changes/event.js

/**
 * The event of a run, from the runner's environment and the webhook's payload
 * (docs.github.com/webhooks/webhook-events-and-payloads). What is malformed in the payload counts as not said.
 */
function readEvent(env, payload, defaults = {}) {
    const name = env.GITHUB_ACTIONS === 'true' ? (said(env.GITHUB_EVENT_NAME, isText) ?? 'unknown') : 'local';
    const defaultBranch = at(payload, ['repository', 'default_branch'], isRefName) ?? defaults.defaultBranch;
    const none = { sha: undefined, tag: false, deleted: false, push: undefined, pull: undefined, queue: undefined };
    if (name === 'local')
        return { ...none, name, branch: undefined, defaultBranch };
    const ref = at(payload, ['ref'], isRefName);
    const queue = name === 'merge_group' ? queueEntry(payload) : undefined;
    const deleted = name === 'delete' || (name === 'push' && isDeletion(payload));
    return {
        name,
        branch: branchOf(env, payload, name, deleted),
        defaultBranch,
        sha: said(env.GITHUB_SHA, isHash),
        tag: env.GITHUB_REF_TYPE === 'tag' ||
            (name === 'push' && ref?.startsWith('refs/tags/') === true) ||
            (name === 'delete' && (0,values/* valueAt */.f)(payload, ['ref_type']) === 'tag'),
        deleted,
        push: name === 'push' && !deleted ? pushOf(payload) : undefined,
        pull: name === 'pull_request' || name === 'pull_request_target' ? pullRequest(payload) : undefined,
        queue,
    };
}
/** The event's payload says that the code comes from a fork: then nothing may be published. */
function isFork(payload) {
    const repo = (...path) => (0,values/* valueAt */.f)(payload, [...path, 'full_name']);
    if ((0,values/* valueAt */.f)(payload, ['pull_request']) !== undefined)
        return differs(repo('pull_request', 'head', 'repo'), repo('pull_request', 'base', 'repo'));
    if ((0,values/* valueAt */.f)(payload, ['workflow_run']) !== undefined)
        return differs(repo('workflow_run', 'head_repository'), repo('workflow_run', 'repository'));
    return false;
}
/** A deleted fork leaves no repository behind: not ours either. */
function differs(head, base) {
    return head === undefined || head !== base;
}
/** Pull requests carry their branch in GITHUB_HEAD_REF; GITHUB_REF_NAME is then `71/merge`. */
function branchOf(env, payload, name, deleted) {
    // Without its branch a run is about the default branch: the environment names that, the payload what is gone.
    if (deleted)
        return at(payload, ['ref'], isRefName)?.replace(/^refs\/(heads|tags)\//, '');
    if (name === 'merge_group') {
        const head = at(payload, ['merge_group', 'head_ref'], isRefName);
        return head?.replace(/^refs\/heads\//, '') ?? said(env.GITHUB_REF_NAME, isText);
    }
    return said(env.GITHUB_HEAD_REF, isText) ?? said(env.GITHUB_REF_NAME, isText);
}
function isDeletion(payload) {
    return (0,values/* valueAt */.f)(payload, ['deleted']) === true || isZeros((0,values/* valueAt */.f)(payload, ['after']));
}
function pushOf(payload) {
    const [before, after] = [at(payload, ['before'], isHash), at(payload, ['after'], isHash)];
    const created = (0,values/* valueAt */.f)(payload, ['created']) === true || (before !== undefined && isZeros(before));
    if (after === undefined || (before === undefined && !created))
        return undefined;
    return {
        before: created ? undefined : before,
        after,
        forced: (0,values/* valueAt */.f)(payload, ['forced']) === true,
        message: at(payload, ['head_commit', 'message'], isString),
    };
}
function pullRequest(payload) {
    const pull = (0,values/* valueAt */.f)(payload, ['pull_request']);
    const number = at(pull, ['number'], isCount);
    const [base, head] = [at(pull, ['base', 'sha'], isCommit), at(pull, ['head', 'sha'], isCommit)];
    if (number === undefined || number === 0 || base === undefined || head === undefined)
        return undefined;
    return { number, base, head, changedFiles: at(pull, ['changed_files'], isCount) };
}
function queueEntry(payload) {
    const group = (0,values/* valueAt */.f)(payload, ['merge_group']);
    const baseBranch = /^refs\/heads\/(.+)$/.exec(at(group, ['base_ref'], isRefName) ?? '')?.[1];
    const head = at(group, ['head_sha'], isCommit);
    if (baseBranch === undefined || head === undefined)
        return undefined;
    return { baseBranch, head, message: at(group, ['head_commit', 'message'], isString) };
}
function at(payload, path, is) {
    return said((0,values/* valueAt */.f)(payload, path), is);
}
function said(value, is) {
    return is(value) ? value : undefined;
}
function isString(value) {
    return typeof value === 'string';
}
function isText(value) {
    return isString(value) && value !== '';
}
function isCount(value) {
    return Number.isSafeInteger(value) && value >= 0;
}
/** SHA-1, or SHA-256 where a repository is so new. */
function isHash(value) {
    return isString(value) && /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(value);
}
/** Zeros stand for no commit. */
function isZeros(value) {
    return isHash(value) && /^0+$/.test(value);
}
function isCommit(value) {
    return isHash(value) && !isZeros(value);
}
/** As git-check-ref-format(1) has it, with or without `refs/heads/`: a name that cannot mean another revision. */
function isRefName(value) {
    return (isText(value) &&
        !/[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(\/|$)/.test(value) &&
        !/^[-./]|[./]$|^@$/.test(value));
}

;// CONCATENATED MODULE: ./build-ts/src/commands/happening.js





/** Reads the event. Throws a UserError when its payload cannot be read, or when the event would give a fork our rights. */
async function readHappening(request) {
    const env = await eventEnv(request);
    const payload = await readPayload(env);
    const event = readEvent(env, payload);
    return { env, event, fork: refuseForeignRights(event, env.GITHUB_ACTIONS === 'true' && isFork(payload)) };
}
/** The environment; where the user names an event, as a runner would have it for that one. */
async function eventEnv({ inputs, env, cwd }) {
    if (inputs.event === '')
        return env;
    const path = (0,external_node_path_.resolve)(cwd, inputs.eventPath);
    const payload = await happening_readJson(path);
    const text = (...way) => {
        const value = (0,values/* valueAt */.f)(payload, way);
        return typeof value === 'string' ? value : undefined;
    };
    const ref = text('ref') ?? '';
    return {
        ...env,
        GITHUB_ACTIONS: 'true',
        GITHUB_EVENT_NAME: inputs.event,
        GITHUB_EVENT_PATH: path,
        GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags)\//, ''),
        GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
        GITHUB_HEAD_REF: text('pull_request', 'head', 'ref') ?? '',
        GITHUB_REPOSITORY: env.GITHUB_REPOSITORY ?? text('repository', 'full_name'),
        GITHUB_SHA: undefined,
    };
}
async function readPayload({ GITHUB_ACTIONS, GITHUB_EVENT_PATH: path }) {
    return GITHUB_ACTIONS !== 'true' || path === undefined || path === '' ? undefined : happening_readJson(path);
}
async function happening_readJson(path) {
    try {
        return JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch (error) {
        throw (0,errors/* userError */.IF)(`the event's payload cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, { file: path });
    }
}
/** Whether the event is of a fork. With the rights of pull_request_target its code must not run at all. */
function refuseForeignRights(event, fork) {
    if (fork && (event.name === 'pull_request_target' || event.name === 'workflow_run')) {
        throw (0,errors/* userError */.IF)(`${event.name} would run the code of a fork with the rights and secrets of this repository`, {
            remedy: 'Use the event pull_request: images of forks are built and tested there, without secrets.',
        });
    }
    return fork;
}

;// CONCATENATED MODULE: ./build-ts/src/commands/plan-file.js






const plan_file_text = schemas/* string */.YjP();
const plan_file_changedBy = schemas/* object */.Ikc({ path: plan_file_text, commit: plan_file_text.exactOptional(), pull: schemas/* number */.aig().exactOptional() });
const everything = schemas/* discriminatedUnion */.gMt('kind', [
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('local') }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('event'), event: plan_file_text }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('default-branch'), branch: plan_file_text }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('first-push'), branch: plan_file_text }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('full-rebuild'), by: schemas/* enum */.k5n(['message', 'input']) }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('unknown'), why: plan_file_text }),
]);
const of = (...kinds) => schemas/* enum */.k5n(kinds);
const reason = schemas/* discriminatedUnion */.gMt('kind', [
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('everything'), because: everything }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('file'), file: plan_file_changedBy, more: schemas/* number */.aig() }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('shared-file'), file: plan_file_changedBy }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('base-moved'), base: plan_file_text, from: plan_file_text, to: plan_file_text }),
    schemas/* object */.Ikc({ kind: of('parent', 'needed-by', 'parent-built', 'other-parent'), image: plan_file_text }),
    schemas/* object */.Ikc({ kind: of('missing', 'not-published', 'found', 'tested'), ref: plan_file_text }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('not-looked-up'), why: plan_file_text }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('plan-skipped'), variant: plan_file_text }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('deleted'), branch: plan_file_text }),
    schemas/* object */.Ikc({ kind: of('named', 'untested', 'not-trusted', 'unchanged', 'not-named') }),
]);
/**
 * What is read of a plan.json. It may come from a job that runs foreign code, so it decides what is built, reused or left
 * alone, and nothing else: names, contexts, suites, fingerprints and bases are made again from the checkout, what is
 * reused or need not be tested is asked of the registries again.
 */
const planFile = schemas/* object */.Ikc({
    schema: schemas/* literal */.euz(1),
    source: schemas/* object */.Ikc({
        kind: plan_file_text,
        base: plan_file_text,
        head: plan_file_text,
        files: schemas/* number */.aig().optional(),
        tried: schemas/* array */.YOg(schemas/* object */.Ikc({ source: plan_file_text, why: plan_file_text })),
    }),
    everything: everything.optional(),
    images: schemas/* array */.YOg(schemas/* object */.Ikc({
        id: plan_file_text,
        fingerprint: plan_file_text,
        action: schemas/* enum */.k5n(['build', 'reuse', 'skip']),
        affected: schemas/* boolean */.zMY(),
        reasons: schemas/* array */.YOg(reason).min(1),
    })),
});
const SCHEMA_FITS = (/* unused pure expression or super */ null && ([true, true, true]));
/** Reads a plan.json. Throws a UserError for what is none. */
async function readPlanFile(path, shown) {
    const remedy = 'Give the plan.json that "stack-action plan --out DIR" or the action detect wrote.';
    let value;
    try {
        value = JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch (error) {
        throw (0,errors/* userError */.IF)(`the plan cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, { file: shown, remedy });
    }
    const parsed = planFile.safeParse(value);
    if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw (0,errors/* userError */.IF)(`this is no plan: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, { file: shown, remedy });
    }
    return { shown, content: parsed.data };
}
/** The decisions of a plan for the drafts of this checkout. Throws a UserError when they are not about the same content. */
function takeDecisions({ shown, content }, asked) {
    const { drafts, presence, trust, facts, only, builds, madeAs } = asked;
    const decisions = new Map(content.images.map((image) => [image.id, image]));
    const named = namedIds(drafts, only, asked.spec);
    const isOurs = (id) => named?.has(id) ?? true;
    const isBuilt = ({ id }) => builds && isOurs(id) && decisions.get(id)?.action === 'build';
    const builtOn = new Set(drafts.filter(isBuilt).flatMap((draft) => draft.parents));
    // What is made again, whatever the registry has, is there only when another job says that it made it.
    const isStale = content.everything?.kind === 'full-rebuild' || trust === 'none';
    /** What other jobs were to make and have not, with the lowest image that it is built on of which that is true. */
    const absent = new Map();
    const problems = [];
    const fail = (message, remedy) => void problems.push({ message, file: shown, remedy });
    const images = drafts.flatMap((draft) => {
        const decision = decisions.get(draft.id);
        if (decision?.fingerprint !== draft.fingerprint) {
            fail(decision === undefined
                ? `the plan does not have ${draft.id}`
                : `the plan is about other content of ${draft.id} (${decision.fingerprint}, here ${draft.fingerprint})`, 'Plan again on this commit, for this platform, and on the bases as they are now.');
            return [];
        }
        const { affected, reasons } = decision;
        const ours = isOurs(draft.id);
        const action = ours ? decision.action : 'skip';
        if (draft.skipped && action !== 'skip')
            fail(`the plan works on ${draft.id}, which skip_plans leaves out`, 'Plan again on this commit.');
        const { found, tested, local, unknown, ...known } = presence.get(draft.id) ?? NOTHING_KNOWN;
        const published = decision.action !== 'build' && known.published;
        const decided = (test, why, there) => [
            { ...draft, action, test, affected, reasons: why, found: there, passed: tested, published },
        ];
        if (!ours && decision.action !== 'skip') {
            // Who only builds does not wait for tests.
            if (found.length === 0 || (asked.tests && isTestable(draft) && !tested))
                absent.set(draft.id, draft.parents.flatMap((id) => absent.get(id) ?? [])[0] ?? draft.id);
            return decided(false, [{ kind: 'not-named' }], found);
        }
        // What only this engine has may be published by nobody, and may have failed its suites.
        const isHere = local && !facts.publishes;
        const isTaken = (ours && action === 'reuse') || (action === 'skip' && builtOn.has(draft.id) && !isHere);
        if (isTaken && found.length === 0) {
            const why = unknown === undefined ? '' : `: ${unknown}`;
            fail(`the plan takes ${draft.id} from the registry, and nobody has it (${draft.candidates[0] ?? ''})${why}`, 'Plan again where the registry can be asked (is there a login? are the registries those of the plan?).');
        }
        if (action === 'build' && !builds) {
            const made = isStale ? found.filter(({ digest }) => madeAs.get(draft.id) === digest) : found;
            return decided(isTestable(draft) && !(made.length > 0 && tested), reasons, made);
        }
        const test = isTestable(draft) && (action === 'build' || (action === 'reuse' && !(tested && trust === 'all')));
        return decided(test, ours ? reasons : [{ kind: 'not-named' }], action === 'build' ? [] : found);
    });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    const parents = new Map(images.filter((one) => one.action !== 'skip').map((image) => [image.id, image.parents]));
    return {
        schema: 1,
        ...facts,
        unknown: [...new Set([...facts.unknown, ...unknownOf(presence)])],
        source: { ...content.source, files: content.source.files },
        everything: content.everything,
        assumes: false,
        images: images.map((image) => {
            const blocked = isBuilt(image) ? image.parents.flatMap((id) => absent.get(id) ?? [])[0] : undefined;
            return blocked === undefined ? image : { ...image, blocked };
        }),
        levels: (0,stack_graph/* levels */.yr)([...parents.keys()], (id) => parents.get(id) ?? []),
    };
}

;// CONCATENATED MODULE: ./build-ts/src/commands/labels.js

/** The texts in a label of ours, by key: JSON of one level. Undefined where it is not there or not ours. */
function textsOf(label) {
    if (label === undefined)
        return undefined;
    let value;
    try {
        value = JSON.parse(label);
    }
    catch {
        return undefined;
    }
    if (typeof value !== 'object' || value === null)
        return undefined;
    const entries = Object.keys(value).map((key) => [key, (0,values/* valueAt */.f)(value, [key])]);
    return Object.fromEntries(entries.filter((entry) => typeof entry[1] === 'string'));
}

;// CONCATENATED MODULE: ./build-ts/src/commands/presence.js




/** What registries and the engine have of each draft; by id. All are asked side by side, and everything once. */
async function findPresence({ drafts, lookups, engine }) {
    const entries = await Promise.all(drafts
        .filter((draft) => !draft.skipped)
        .map(async (draft) => {
        const remote = typeof lookups === 'string' ? nobody(lookups) : await inRegistries(draft, lookups);
        // What a registry has is taken from there: the engine's may be another build of the same content.
        const local = remote.found.length === 0 && (await inEngine(draft, engine));
        return [draft.id, { ...remote, local }];
    }));
    return new Map(entries);
}
function nobody(why) {
    return { found: [], tested: false, notPublished: undefined, published: false, unknown: why };
}
async function inRegistries(draft, lookups) {
    const parts = await Promise.all(draft.candidates.map(async (candidate, index) => {
        const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(candidate);
        const testedRef = draft.tested[index];
        const names = draft.refs.filter((ref) => (0,stack_refs/* splitRef */.Mn)(ref).repository === repository);
        const indexRef = draft.index[index];
        const [tested, published, whole] = await Promise.all([
            testedRef === undefined ? undefined : lookups.digest(repository, (0,stack_refs/* splitRef */.Mn)(testedRef).tag),
            Promise.all(names.map((name) => lookups.digest(repository, (0,stack_refs/* splitRef */.Mn)(name).tag))),
            indexRef === undefined ? undefined : lookups.digest(repository, (0,stack_refs/* splitRef */.Mn)(indexRef).tag),
        ]);
        // What was tested is the candidate: the same manifest under another name.
        const found = tested?.kind === 'found' ? tested : await lookups.digest(repository, tag);
        const digest = found.kind === 'found' ? found.digest : undefined;
        return {
            known: digest === undefined ? undefined : { ref: candidate, digest },
            tested: tested?.kind === 'found',
            names: names.map((name, at) => ({ name, digest: presence_digestIn(published[at]) })),
            // Of several platforms the names name what they are together.
            whole: indexRef === undefined ? undefined : (presence_digestIn(whole) ?? 'none'),
            unknown: found.kind === 'unknown' ? found.why : undefined,
        };
    }));
    const [first] = parts.flatMap(({ known }) => known ?? []);
    // Registries that have another build of it get this one: one run publishes one image, wherever it publishes it.
    const same = parts.filter(({ known }) => known?.digest === first?.digest);
    const facts = {
        tested: same.length === parts.length && parts.every(({ tested }) => tested),
        // The name of the branch decides whether it is published again; that of the commit is new with every commit.
        notPublished: parts.find(({ names: [name], whole }) => !isNamed(name, whole ?? first?.digest))?.names[0]?.name,
        published: first !== undefined &&
            parts.every(({ names, whole }) => names.every((name) => isNamed(name, whole ?? first.digest))),
        unknown: parts.find((part) => part.unknown !== undefined)?.unknown,
    };
    if (first === undefined)
        return { ...facts, found: [] };
    const { repository } = (0,stack_refs/* splitRef */.Mn)(first.ref);
    const config = await lookups.config(repository, first.digest, draft.platform);
    return {
        ...facts,
        found: same.flatMap(({ known }) => known ?? []),
        ...(config.kind === 'found'
            ? { layers: layersKey(config.layers), sitsOn: textsOf(config.labels[PARENTS_LABEL]) ?? {} }
            : {}),
    };
}
function presence_digestIn(answer) {
    return answer?.kind === 'found' ? answer.digest : undefined;
}
function isNamed(name, digest) {
    return name?.digest !== undefined && name.digest === digest;
}
/** Names in an engine are anybody's; the label says what is in it. */
async function inEngine(draft, engine) {
    const [ref] = draft.localRefs;
    if (engine === undefined || ref === undefined)
        return false;
    const local = await engine.inspect(ref).catch(() => undefined);
    return local?.labels[FINGERPRINT_LABEL] === draft.fingerprint;
}

;// CONCATENATED MODULE: ./build-ts/src/commands/registries.js



/** The bases to push to, aliases of the spec resolved. */
function registryBases(inputs, stack) {
    const problems = [];
    const wanted = inputs.registries.length > 0 ? inputs.registries : stack.pushTo;
    const bases = wanted.map((name) => {
        const base = stack.registries.get(name) ?? name.replace(/\/+$/, '');
        if (!(0,stack_refs/* isRegistryBase */.l9)(base)) {
            problems.push({
                message: `"${name}" is neither a registry of ${stack.file} nor a base such as ghcr.io/acme`,
                remedy: stack.registries.size > 0
                    ? (0,nearest/* suggest */.Z)(name, [...stack.registries.keys()], 'registries')
                    : `A base names its host: docker.io/${name}?`,
            });
        }
        return base;
    });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return [...new Set(bases)];
}
/** Without a registry, names of one part would go to the official images of Docker Hub. */
function checkPushable(stack, bases) {
    if (bases.length > 0)
        return;
    const problems = [...stack.images.values()].flatMap((image) => {
        const parsed = (0,stack_refs/* parseRepository */.SU)(image.repository);
        if (parsed === undefined || parsed.host !== stack_refs/* DEFAULT_HOST */.HX || parsed.path.includes('/'))
            return [];
        return [
            {
                message: `"${image.repository}" says no place to push ${image.name} to`,
                file: stack.file,
                ...image.at,
                remedy: 'Name one with --registries HOST/PATH, or image_name: HOST/PATH/NAME, or use --no-push.',
            },
        ];
    });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
}
/** Why nobody is asked for images without a place. */
const NO_PLACE = 'the images have no place in a registry (--registries, or image_name)';
/** Names of one part are nobody's on Docker Hub: asking for them there would only tell it our names. */
function placesKnown(stack, bases) {
    return bases.length > 0 || [...stack.images.values()].every(({ repository }) => repository.includes('/'));
}

;// CONCATENATED MODULE: ./build-ts/src/changes/tree.js



/** Longer than any index takes; reading the files takes less. */
const tree_PATIENCE_MS = 60_000;
/** A look writes nothing (no refreshed index) and fetches nothing (blobs that a partial clone left out). */
const ENV = { GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1' };
/**
 * Whatever the repository says, the disk is compared in full: executable bits, links and all times. No file system
 * monitor: a look starts no daemon and no hook.
 */
const STRICT = [
    'core.fileMode=true',
    'core.symlinks=true',
    'core.checkStat=default',
    'core.trustctime=true',
    'core.fsmonitor=false',
].flatMap((setting) => ['-c', setting]);
/** Files that nothing but line ends can set apart from their blob (gitattributes(5), "Effects"). */
const UNFILTERED = ':(attr:!filter !ident !working-tree-encoding).';
/**
 * Matches nothing. It is there because git before 2.42 leaves the folder that all pathspecs have in common out of the paths
 * whose attributes it looks up, and with it the rules that are meant for them.
 */
const NOTHING = ':(top,literal).git/nothing';
/** What `git ls-files -v` writes before a file that is neither unmerged, skip-worktree nor assume-unchanged. */
const TRACKED = 'H';
const KINDS = { '100644': 'file', '100755': 'exec', '120000': 'link' };
/**
 * Asks git which files below `directory` it knows byte for byte: tracked, unchanged on the disk, not converted on the
 * way. undefined where git cannot say: it is not there, this is no working tree, its ids are not SHA-1. (Filters are
 * believed to be those that the files were checked out with, as git itself does.)
 */
async function readTree(directory) {
    const ask = async (args, input = '') => {
        const { status, stdout } = await (0,shared_program/* runProgram */.V)('git', ['-C', directory, ...args], {
            env: ENV,
            timeoutMs: tree_PATIENCE_MS,
            input,
        });
        if (status !== 0)
            throw new Error(`git ended with ${status ?? 'a signal'}`);
        return stdout;
    };
    try {
        const [files, changed] = await Promise.all([
            ask(['ls-files', '-z', '--stage', '-v', '--', UNFILTERED, NOTHING])
                .then(parseStage)
                .then((tracked) => asLongAsTheirBlobs(directory, tracked, ask)),
            // Changed, removed, or intended to be added; what has new times only is compared by content.
            ask([...STRICT, 'ls-files', '-z', '--modified', '--', '.']),
        ]);
        for (const path of split(changed))
            files.delete(path);
        return { directory: (0,external_node_path_.resolve)(directory), files };
    }
    catch {
        return undefined; // Reading the files needs no git.
    }
}
/** `H 100644 <id> 0<tab>path`, each with NUL at its end. Throws when the ids are not SHA-1. */
function parseStage(text) {
    const files = new Map();
    for (const line of split(text)) {
        const tab = line.indexOf('\t');
        const [tag, mode = '', id = ''] = line.slice(0, tab).split(' ');
        if (id.length !== 40)
            throw new Error(`${id} is no SHA-1`);
        const kind = KINDS[mode];
        const path = line.slice(tab + 1);
        // What is not UTF-8 comes with U+FFFD in it, and might be taken for another file.
        if (tag === TRACKED && kind !== undefined && !path.includes('\uFFFD'))
            files.set(path, { kind, id });
    }
    return files;
}
/**
 * Those files whose line ends are their blob's. Git only ever adds CRs on the way to the disk and takes them away on the
 * way back, so a file as long as its blob is the same; the settings and attributes of now say less, the file may have come
 * with others.
 */
async function asLongAsTheirBlobs(directory, files, ask) {
    const ids = Array.from(files.values(), ({ id }) => id).join('\n');
    // A line for each, in their order; of an object that is not there it has no number, or git gives up altogether.
    const sizes = (await ask(['cat-file', '--batch-check=%(objectsize)', '--buffer'], ids)).split('\n').values();
    const same = new Map();
    for (const [path, file] of files) {
        if (sizeOf(`${directory}/${path}`) === Number(sizes.next().value))
            same.set(path, file);
    }
    return same;
}
/** At once: twenty thousand of these take 60 ms, and 300 ms by promises. */
function sizeOf(file) {
    try {
        return (0,external_node_fs_.lstatSync)(file, { throwIfNoEntry: false })?.size;
    }
    catch {
        return undefined; // A file lies where its folder was, or nobody may look.
    }
}
function split(text) {
    return text.split('\0').slice(0, -1);
}

;// CONCATENATED MODULE: ./build-ts/src/stack/link.js





/**
 * The stack with the parents that its Dockerfiles name, where the spec does not name them, and in the order that follows.
 * `registries` are the bases it is pushed to: a Dockerfile may name a parent there; `native` is the platform of whoever builds.
 * Throws a UserError for a circle.
 */
function linkStack(stack, sources, registries, native) {
    // A build arg of one variant, or a platform, may choose another parent: the graph has them all, each builds on its own.
    const platforms = (0,stack_platforms/* allPlatforms */.yk)(stack.images, native);
    const axes = stack.variants.flatMap((variant) => platforms.map((platform) => ({ variant, platform })));
    const parents = axes.map(({ variant, platform }) => (0,dockerfile/* inferParents */.C4)([...stack.images.values()].map((image) => ({
        name: image.name,
        repository: image.repository,
        declared: image.declared,
        text: sources.get(image.name)?.dockerfileText ?? '',
        args: argsOf(image, variant),
    })), [...stack.registries.values(), ...registries], platform));
    const images = new Map();
    for (const image of stack.images.values()) {
        const all = parents.flatMap((one) => one.get(image.name) ?? []);
        images.set(image.name, { ...image, parents: [...new Set(all)] });
    }
    const graph = { nodes: [...images.keys()], parentsOf: (name) => images.get(name)?.parents ?? [] };
    const cycle = (0,stack_graph/* findCycle */.u8)(graph);
    if (cycle !== undefined) {
        throw new errors/* UserError */.yo([
            {
                message: `the images are built on each other in a circle: ${cycle.join(' → ')}`,
                file: stack.file,
                ...images.get(cycle[0] ?? '')?.at,
                remedy: 'Let one of their Dockerfiles not use the other; "depend_on: []" says that an image uses none of the stack.',
            },
        ]);
    }
    return { ...stack, images, order: (0,stack_graph/* topological */._s)(graph) };
}

// EXTERNAL MODULE: ./build-ts/src/stack/spec/document.js
var spec_document = __webpack_require__(12537);
// EXTERNAL MODULE: ./build-ts/src/stack/spec/load.js + 3 modules
var load = __webpack_require__(19005);
;// CONCATENATED MODULE: ./build-ts/src/commands/change-rules.js






const rulesFile = schemas/* strictObject */.rej({
    ChangeIgnore: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    BuildAll: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
});
/** UCSD's change_ignore.json names first parts of paths below the stack; the spec names globs. Both count. */
async function withRules(stack, directory) {
    const text = await (0,promises_.readFile)((0,external_node_path_.join)(directory, RULES_FILE), 'utf8').catch((error) => {
        if ((0,errors/* codeOf */.$N)(error) === 'ENOENT')
            return undefined;
        throw (0,errors/* userError */.IF)(`${RULES_FILE} cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, { file: (0,stack_paths/* inStack */.ww)(stack.file, RULES_FILE) });
    });
    if (text === undefined)
        return stack;
    const fail = (message) => (0,errors/* userError */.IF)(message, {
        file: (0,stack_paths/* inStack */.ww)(stack.file, RULES_FILE),
        remedy: 'Write {"ChangeIgnore": [names], "BuildAll": [names]}; names are of files and folders beside the spec.',
    });
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        throw fail(`this is no JSON: ${(0,errors/* messageOf */.bD)(error)}`);
    }
    const parsed = rulesFile.safeParse(value);
    if (!parsed.success)
        throw fail(`${parsed.error.issues[0]?.path.join('.') ?? ''}: ${parsed.error.issues[0]?.message ?? ''}`);
    const globs = (names = []) => names.map((name) => name.replace(/[\\*?[\]{}()!+@|"]/g, '\\$&'));
    const { all, ignore } = stack.changeRules;
    const changeRules = {
        all: [...all, ...globs(parsed.data.BuildAll)],
        ignore: [...ignore, ...globs(parsed.data.ChangeIgnore)],
    };
    return { ...stack, changeRules };
}

;// CONCATENATED MODULE: ./build-ts/src/commands/hashes.js









/** The hashes of everything that images are made of and tested with; each folder once. */
async function hashAll({ stack, directory, found, commonTests, native }, hash) {
    const problems = [];
    const collecting = async (work) => {
        try {
            return await work;
        }
        catch (error) {
            if (!(error instanceof errors/* UserError */.yo))
                throw error;
            problems.push(...error.problems);
            return '';
        }
    };
    const copied = copiedOf(stack, found, native);
    const sources = new Map();
    const inOrder = stack.order.flatMap((name) => {
        const [image, source] = [stack.images.get(name), found.get(name)];
        return image === undefined || source === undefined ? [] : [[image, source]];
    });
    await Promise.all(inOrder.map(async ([image, source]) => {
        const counts = copied.get(image.name) ?? WHOLE;
        const only = countedFiles(image.context, counts, stack.changeRules);
        const files = await collecting(hash({
            directory: (0,external_node_path_.join)(directory, image.context),
            dockerfiles: image.dockerfiles.map((file) => dockerfileIn(image.context, file)),
            ...(only === undefined ? {} : { only }),
        }));
        const contextHash = contextKey(files, source.dockerfileText);
        sources.set(image.name, { ...source, copied: counts, contextHash });
    }));
    const tests = [commonTests ?? [], ...inOrder.map(([, source]) => [...source.tests, ...source.declared])].flat();
    const more = stack.suites.flatMap(({ files, settings: { services } }) => [
        ...(files === undefined ? [] : [files]),
        ...(services === undefined ? [] : [services.file, services.envFile ?? []].flat()),
    ]);
    const paths = new Set([...tests.flatMap(({ files, shared }) => [files, ...shared]), ...more]);
    const suites = new Map();
    await Promise.all([...paths].map(async (path) => {
        if (await isFile((0,external_node_path_.join)(directory, path))) {
            const [folder, name] = [(0,external_node_path_.dirname)((0,external_node_path_.join)(directory, path)), (0,external_node_path_.basename)(path)];
            suites.set(path, await collecting(hash({ directory: folder, dockerfiles: [], only: (one) => one === name })));
            return;
        }
        const only = countedFiles(path, WHOLE, stack.changeRules);
        const asked = { directory: (0,external_node_path_.join)(directory, path), dockerfiles: [], ...(only === undefined ? {} : { only }) };
        suites.set(path, await collecting(hash(asked)));
    }));
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return { sources, filesHash: (path) => suites.get(path) ?? '' };
}
async function isFile(path) {
    return (await (0,promises_.stat)(path)).isFile();
}
/**
 * What of its context counts for an image. Its own directory counts whole; of a wider one only what the Dockerfile copies,
 * unless a parent copies on its behalf (ONBUILD).
 */
function copiedOf(stack, found, native) {
    const copied = new Map();
    const onBehalf = new Set();
    for (const name of stack.order) {
        const image = stack.images.get(name);
        const text = found.get(name)?.dockerfileText;
        if (image === undefined || text === undefined)
            continue;
        const wide = image.context !== image.path;
        // Most stacks have neither wide contexts nor ONBUILD: then no Dockerfile is read for it.
        if (!wide && !/onbuild/i.test(text) && !image.parents.some((parent) => onBehalf.has(parent)))
            continue;
        const variants = stack.variants.flatMap((variant) => (0,stack_platforms/* platformsOf */.Wt)(image, native).map((platform) => (0,dockerfile/* copiedPaths */.Rl)(text, argsOf(image, variant), platform)));
        if (variants.some((one) => one.onbuild) || image.parents.some((parent) => onBehalf.has(parent)))
            onBehalf.add(name);
        const globs = variants.flatMap((one) => (one.kind === 'some' ? [...one.globs] : []));
        const some = variants.every((one) => one.kind === 'some') && !image.parents.some((parent) => onBehalf.has(parent));
        if (wide && some)
            copied.set(name, { kind: 'some', globs: [...new Set(globs)], onbuild: false });
    }
    return copied;
}

;// CONCATENATED MODULE: ./build-ts/src/commands/tests-found.js




/** What UCSD's code reads, what its documents say. */
const TEST_FOLDERS = ['test', 'tests'];
/** Where jupyter/docker-stacks keeps the tests of its images, beside them. */
const TESTS_BY_IMAGE = 'tests/by_image';
/** Files above a directory of tests that pytest takes notice of. */
const SHARED = ['conftest.py', 'pytest.ini', 'pyproject.toml', 'tox.ini', 'setup.cfg'];
/** The tests that every image gets. */
async function tests_found_commonTests(place) {
    const [found] = await directories(place, [stack_suites/* COMMON_SUITE */.VZ]);
    return found === undefined ? undefined : pytestIn(place, stack_suites/* COMMON_SUITE */.VZ, found);
}
/** The tests of an image that are found by convention, in the order in which they run. */
async function testsOf(place, image) {
    const below = (name) => external_node_path_.posix.join(image.path, name);
    const [own] = await directories(place, [...TEST_FOLDERS.map(below), `${TESTS_BY_IMAGE}/${image.name}`]);
    const [environments] = await directories(place, [below(stack_suites/* ENVIRONMENT_TEST */.lr)]);
    const [integration] = await directories(place, [below(stack_suites/* INTEGRATION_SUITE */.Qs)]);
    return [
        ...(own === undefined ? [] : await ownTests(place, own)),
        ...(environments === undefined ? [] : await environmentTests(place, environments)),
        ...(integration === undefined
            ? []
            : [{ ...(await pytestIn(place, stack_suites/* INTEGRATION_SUITE */.Qs, integration)), on: 'host' }]),
    ];
}
/** A directory of tests, with the lists that may lie in it. */
async function ownTests(place, files) {
    const names = await filesIn(place, files);
    const lists = listsOf(names, files, undefined, false);
    const isPytest = names.some((name) => name.endsWith('.py')) || lists.length === 0;
    return [...(isPytest ? [await pytestIn(place, stack_suites/* OWN_TESTS */.J6, files)] : []), ...lists];
}
/** `environments/<name>/tests`, for a kernel or environment each; `environments/test` is run as it lies in the image. */
async function environmentTests(place, folder) {
    const names = await tests_found_namesIn(place, folder);
    const executable = (files, target, environment) => ({
        ...{ group: stack_suites/* ENVIRONMENT_TEST */.lr, kind: 'command', on: 'container', files, targets: [target], environment, shared: [] },
    });
    const each = await Promise.all(names.map(async (name) => {
        const files = `${folder}/${name}/tests`;
        if ((await directories(place, [files])).length === 0)
            return [];
        const own = await filesIn(place, files);
        const target = `${stack_suites/* ENVIRONMENT_TEST */.lr}/${name}/tests/test`;
        return [...listsOf(own, files, name, true), ...(own.includes('test') ? [executable(files, target, name)] : [])];
    }));
    const isThere = (await filesIn(place, folder)).includes('test');
    return [...each.flat(), ...(isThere ? [executable(folder, `${stack_suites/* ENVIRONMENT_TEST */.lr}/test`)] : [])];
}
/** Lists of imports and notebooks; in a directory that is for nothing else, the notebooks that lie there too. */
function listsOf(names, files, environment, loose) {
    const found = (group, kind, targets) => targets.length === 0 ? [] : [{ ...{ group, kind, on: 'container', files, targets, environment, shared: [] } }];
    const there = (list) => (names.includes(list) ? [list] : []);
    const notebooks = loose ? names.filter((name) => name.endsWith('.ipynb')).sort() : [];
    return [
        ...found(stack_suites/* IMPORTS_LIST */.Aw, 'imports', there(stack_suites/* IMPORTS_LIST */.Aw)),
        ...[...stack_suites/* NOTEBOOK_LISTS */.oc.keys()].flatMap((list, index) => found(list, 'notebooks', [...there(list), ...(index === 0 ? notebooks : [])])),
    ];
}
/** What the spec's own suites find below the directory of an image, or of the stack. `problem` hears what is not there. */
async function declaredTests(place, image, stack, pytestOf) {
    const suites = stack.suites.filter(({ images, does }) => does !== undefined && (images?.includes(image.name) ?? true));
    const found = [];
    let below;
    for (const suite of suites) {
        const { name, does } = suite;
        if (does?.kind === 'pytest') {
            const tests = await pytestOf(suite);
            if (tests !== undefined)
                found.push(tests);
        }
        if (does?.kind !== 'imports' && does?.kind !== 'notebooks')
            continue;
        const globs = does.paths.filter((path) => !path.startsWith('/')).flatMap((path) => (0,stack_globs/* pathGlobs */.p)(path) ?? []);
        if (globs.length === 0)
            continue;
        below ??= await filesBelow(place, image.path);
        const paths = below.filter((path) => globs.some((glob) => glob.matches(path)));
        for (const [folder, targets] of byFolder(paths)) {
            const environment = /(?:^|\/)environments\/([^/]+)\/tests(?:$|\/)/.exec(`${folder}/`)?.[1];
            const files = external_node_path_.posix.join(image.path, folder);
            found.push({ ...{ group: name, kind: does.kind, on: 'container', files, targets, environment, shared: [] } });
        }
    }
    return found;
}
/** The tests of a suite that names a directory or a file of the stack; undefined when it is not there. */
async function pytestAt(place, group, path) {
    const kind = await tests_found_kindOf((0,external_node_path_.join)(place.directory, path));
    if (kind === undefined || !(await place.isInside(path)))
        return undefined;
    if (kind === 'directory')
        return pytestIn(place, group, path);
    return { ...(await pytestIn(place, group, external_node_path_.posix.dirname(path))), targets: [external_node_path_.posix.basename(path)] };
}
async function pytestIn(place, group, files) {
    const shared = await sharedAbove(place, files);
    const isHost = await asksForDocker(place, files, shared);
    return {
        ...{ group, kind: 'pytest', on: isHost ? 'host' : 'container', files, targets: [], environment: undefined, shared },
    };
}
/** conftest.py and settings of pytest in the folders above, up to the stack's directory. */
async function sharedAbove(place, files) {
    const folders = [];
    for (let folder = files; folder !== '.';)
        folders.push((folder = external_node_path_.posix.dirname(folder)));
    const paths = folders.flatMap((folder) => SHARED.map((name) => external_node_path_.posix.join(folder, name)));
    const there = await Promise.all(paths.map(async (path) => (await tests_found_kindOf((0,external_node_path_.join)(place.directory, path))) === 'file' && (await place.isInside(path))));
    return paths.filter((_, index) => there[index]);
}
/** Files of tests that are looked into, and how much of each. */
const MAX_READ_FILES = 100;
const MAX_READ_BYTES = 64 * 1024;
/** What tests say that start containers themselves: they are for the machine, not for a container. */
const DOCKER = /\bTEST_IMAGE\b|^\s*(?:import|from)\s+docker\b/m;
async function asksForDocker(place, files, shared) {
    const own = (await filesIn(place, files)).filter((name) => name.endsWith('.py')).map((name) => `${files}/${name}`);
    const python = [...shared.filter((path) => path.endsWith('.py')), ...own].slice(0, MAX_READ_FILES);
    for (const path of python)
        if (DOCKER.test(await beginningOf((0,external_node_path_.join)(place.directory, path))))
            return true;
    return false;
}
async function beginningOf(path) {
    try {
        const file = await (0,promises_.open)(path);
        try {
            const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_READ_BYTES), 0, MAX_READ_BYTES, 0);
            return buffer.toString('utf8', 0, bytesRead);
        }
        finally {
            await file.close();
        }
    }
    catch {
        return ''; // Whoever needs it will say so.
    }
}
/** The first of these that is a directory; a link that leads out of the stack is refused. */
async function directories(place, paths) {
    for (const path of paths) {
        if ((await tests_found_kindOf((0,external_node_path_.join)(place.directory, path))) !== 'directory')
            continue;
        if (await place.isInside(path))
            return [path];
        place.refuse(path);
    }
    return [];
}
async function tests_found_kindOf(path) {
    return (0,promises_.stat)(path).then((found) => (found.isDirectory() ? 'directory' : found.isFile() ? 'file' : undefined), () => undefined);
}
async function tests_found_namesIn({ directory }, path) {
    return (await (0,promises_.readdir)((0,external_node_path_.join)(directory, path)).catch(() => [])).sort();
}
/** Files alone, links to files too. */
async function filesIn({ directory }, path) {
    const entries = await (0,promises_.readdir)((0,external_node_path_.join)(directory, path), { withFileTypes: true }).catch(() => []);
    const isFile = async (entry) => entry.isFile() || (entry.isSymbolicLink() && (await tests_found_kindOf((0,external_node_path_.join)(directory, path, entry.name))) === 'file');
    const found = await Promise.all(entries.map(async (entry) => ((await isFile(entry)) ? [entry.name] : [])));
    return found.flat().sort();
}
/** Nobody keeps more than that beside an image. */
const MAX_FILES = 100_000;
async function filesBelow({ directory }, path) {
    const files = [];
    const open = [''];
    for (let folder = open.pop(); folder !== undefined && files.length < MAX_FILES; folder = open.pop()) {
        for (const entry of await (0,promises_.readdir)((0,external_node_path_.join)(directory, path, folder), { withFileTypes: true }).catch(() => [])) {
            const way = external_node_path_.posix.join(folder, entry.name);
            if (entry.isFile())
                files.push(way);
            else if (entry.isDirectory() && entry.name !== '.git')
                open.push(way);
        }
    }
    return files.sort();
}
function byFolder(paths) {
    const folders = new Map();
    for (const path of paths) {
        const folder = external_node_path_.posix.dirname(path);
        const names = folders.get(folder);
        if (names === undefined)
            folders.set(folder, [external_node_path_.posix.basename(path)]);
        else
            names.push(external_node_path_.posix.basename(path));
    }
    return folders;
}

;// CONCATENATED MODULE: ./build-ts/src/commands/sources.js

















/** Nobody writes one like that; what is longer is another file, or meant to keep us busy. */
const MAX_DOCKERFILE_BYTES = 2 * 1024 * 1024;
/**
 * Reads the spec and what it names. `shown` is the path in messages; `registries` says where the stack is pushed to: a
 * Dockerfile may name a parent there; `native` is the platform of whoever builds, `platforms` goes before what the spec says. Throws a UserError with every mistake of a kind at once.
 */
async function readStack(path, shown, registries, native, platforms = []) {
    const spec = (0,stack_platforms/* withPlatforms */.fG)((0,load/* loadSpec */.I)(await readSpec(path, shown), shown), platforms);
    const directory = (0,external_node_path_.dirname)(path);
    const tree = readTree(directory); // Git works while we read.
    tree.catch(() => undefined); // Heard where it is waited for.
    const declared = await withRules(spec, directory);
    const bases = registries(declared);
    const problems = [];
    const top = { directory, real: await (0,promises_.realpath)(directory) };
    const found = new Map();
    const images = [...declared.images.values()];
    const place = {
        directory,
        isInside: (path) => isInside(top, path),
        refuse: (path) => problems.push({
            message: `${path} is a link to a place outside the stack`,
            file: (0,stack_paths/* inStack */.ww)(shown, path),
            remedy: 'Move it below the directory of spec.yml.',
        }),
    };
    const [commonTests, declaredPytest] = await Promise.all([
        tests_found_commonTests(place),
        pytestOfSpec(place, declared, shown, problems),
    ]);
    const read = await Promise.all(images.map((image) => readSource(top, place, image, declared, declaredPytest, problems)));
    for (const [index, source] of read.entries())
        if (source !== undefined)
            found.set(images[index]?.name ?? '', source);
    for (const suite of declared.suites) {
        if (suite.files === undefined)
            continue;
        if (await isDirectoryInside(top, suite.files))
            await addPlace(top, suite.files, suite.images, found);
        else {
            problems.push({
                message: `suites.${suite.name}.files: there is no directory "${suite.files}" in the stack`,
                file: shown,
                remedy: 'Give a directory below the one of spec.yml.',
            });
        }
    }
    for (const tests of [...declaredPytest.values(), commonTests].flatMap((one) => one ?? []))
        await addPlace(top, tests.files, undefined, found);
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    const builtFor = await native;
    const stack = linkStack(declared, found, bases, builtFor);
    const withGit = new Set();
    const hash = withoutGit(contextHasher(tree), withGit);
    const hashes = await hashAll({ stack, directory, found, commonTests, native: builtFor }, hash);
    await checkGit({ stack, directory, sources: hashes.sources }, withGit);
    const specAt = (0,external_node_path_.relative)(top.real, await (0,paths/* realPathOf */.d)(path));
    const specTarget = specAt === (0,external_node_path_.basename)(path) ? undefined : specAt.split(external_node_path_.sep).join('/');
    return { stack, directory, realDirectory: top.real, specTarget, commonTests, bases, ...hashes };
}
/** Changes of what a link leads to are changes of the images that use it: git names files by where they are. */
async function addPlace(top, path, images, found) {
    const real = await realWay(top, path);
    if (real === undefined || real === path)
        return;
    for (const name of images ?? found.keys())
        found.get(name)?.places.push(real);
}
const IN_GIT = '.git/HEAD';
/** Contexts in which git's own directory counts are not read, only remembered: `checkGit` says whose they are. */
function withoutGit(hash, withGit) {
    return async (request) => {
        const { directory, dockerfiles, only } = request;
        if (dockerfiles.length === 0 || only?.(IN_GIT) === false || !(await sendsGit(directory, dockerfiles)))
            return hash(request);
        withGit.add(directory);
        return '';
    };
}
/** A file `.git`, as submodules have it, only says where that directory is; a link is sent as a link. */
async function sendsGit(context, dockerfiles) {
    const isDirectory = await (0,promises_.lstat)((0,external_node_path_.join)(context, '.git')).then((found) => found.isDirectory(), () => false);
    return isDirectory && (await isSent(context, dockerfiles, IN_GIT));
}
/** Every git command changes `.git`, and with it the fingerprint of an image that it counts for. */
async function checkGit({ stack, directory, sources }, withGit) {
    const problems = [];
    for (const image of stack.images.values()) {
        const context = (0,external_node_path_.join)(directory, image.context);
        const copied = sources.get(image.name)?.copied ?? WHOLE;
        if (!withGit.has(context) || countedFiles(image.context, copied, stack.changeRules)?.(IN_GIT) === false)
            continue;
        const dockerfiles = image.dockerfiles.map((file) => dockerfileIn(image.context, file));
        if (!(await sendsGit(context, dockerfiles)))
            continue;
        problems.push({
            message: `the build context of ${image.name} holds .git, which every git command changes`,
            file: stack.file,
            ...image.at,
            remedy: `Write ".git" into ${(0,stack_paths/* inStack */.ww)(stack.file, external_node_path_.posix.join(image.context, '.dockerignore'))}.`,
        });
    }
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
}
/** What runs write must not be part of what they build: the next one would find everything changed. */
async function checkFolders({ stack, directory, sources }, folders) {
    const problems = [];
    const real = await Promise.all(folders.map(paths/* realPathOf */.d));
    for (const image of stack.images.values()) {
        const context = await (0,paths/* realPathOf */.d)((0,external_node_path_.join)(directory, image.context));
        const dockerfiles = image.dockerfiles.map((file) => dockerfileIn(image.context, file));
        const copied = sources.get(image.name)?.copied ?? WHOLE;
        const counts = (0,dockerfile/* matcher */.jN)(copied);
        for (const folder of real) {
            const way = (0,paths/* below */.G)(context, folder);
            if (way !== undefined && copied.kind === 'some' && !counts(`${way}/file`))
                continue;
            if (way === undefined || !(way === '' || (await isSent(context, dockerfiles, `${way}/file`))))
                continue;
            problems.push({
                message: `the run would write its folder "${(0,external_node_path_.basename)(folder)}" into the build context of ${image.name}`,
                file: stack.file,
                ...image.at,
                remedy: `Name a folder elsewhere with --out, or write "${way}" into ${(0,stack_paths/* inStack */.ww)(stack.file, `${image.context}/.dockerignore`)}.`,
            });
        }
    }
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
}
async function readSpec(path, shown) {
    try {
        const found = await (0,promises_.stat)(path);
        const { size } = found;
        if (!found.isFile() && !found.isDirectory())
            throw (0,errors/* userError */.IF)('the spec cannot be read: this is no regular file', { file: shown, remedy: 'Name a file.' });
        if (size > spec_document/* MAX_SPEC_BYTES */.p)
            throw (0,load/* specTooLarge */.D)(size, shown);
        return await (0,promises_.readFile)(path, 'utf8');
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            throw error;
        const code = (0,errors/* codeOf */.$N)(error);
        const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'this is a directory' : (0,errors/* messageOf */.bD)(error);
        throw (0,errors/* userError */.IF)(`the spec cannot be read: ${why}`, {
            file: shown,
            remedy: 'Name the spec of your stack with --spec PATH (input `spec`).',
        });
    }
}
async function readSource(top, place, image, stack, pytest, problems) {
    const { directory } = top;
    const folder = (0,external_node_path_.join)(directory, image.path);
    const fail = (message, remedy) => {
        problems.push({ message, file: stack.file, ...image.at, remedy });
        return undefined;
    };
    if (!(await isDirectory(folder))) {
        fail(`${image.name} has no directory ${(0,stack_paths/* inStack */.ww)(stack.file, image.path)}`, `Make it, or name another with images.${image.name}.path.`);
        return;
    }
    if (!(await isInside(top, image.path))) {
        fail(`the directory of ${image.name} is a link to a place outside the stack`, 'Move it below the directory of spec.yml.');
        return;
    }
    if (image.context !== image.path && !(await isDirectoryInside(top, image.context))) {
        fail(`${image.name} has no build context: ${(0,stack_paths/* inStack */.ww)(stack.file, image.context)} is no directory of the stack`, `Make it, or name another with images.${image.name}.context.`);
        return;
    }
    const another = `Write one, or name another with images.${image.name}.dockerfile.`;
    let bytes = 0;
    for (const dockerfile of image.dockerfiles) {
        const where = (0,stack_paths/* inStack */.ww)(stack.file, dockerfile);
        if (!(await isInside(top, dockerfile))) {
            fail(`${image.name} has no Dockerfile: ${where} is not there`, another);
            return;
        }
        // Of a pipe or a device there may be no end.
        const entry = await (0,promises_.stat)((0,external_node_path_.join)(directory, dockerfile));
        if (!entry.isFile()) {
            fail(`the Dockerfile of ${image.name}, ${where}, is no regular file`, another);
            return;
        }
        bytes += entry.size;
        if (bytes > MAX_DOCKERFILE_BYTES) {
            const mib = (n) => `${(n / 1024 / 1024).toFixed(1)} MiB`;
            fail(`the Dockerfile of ${image.name}, ${where}, has ${mib(bytes)}; at most ${mib(MAX_DOCKERFILE_BYTES)} are read`, 'Is this the right file? What is large belongs into files that the Dockerfile copies.');
            return;
        }
    }
    const dockerfile = image.dockerfiles[0] ?? '';
    let dockerfileText;
    try {
        dockerfileText = await readDockerfiles(directory, image.dockerfiles);
    }
    catch (error) {
        fail(`the Dockerfile of ${image.name}, ${(0,stack_paths/* inStack */.ww)(stack.file, dockerfile)}, cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, 'Make it readable.');
        return;
    }
    // Blanks, not line ends: over empty lines the search would go on from each of them.
    if (!/^\ufeff?[\t\v\f ]*FROM[\t\v\f ]/im.test(dockerfileText)) {
        problems.push({
            message: 'this Dockerfile has no FROM',
            file: (0,stack_paths/* inStack */.ww)(stack.file, dockerfile),
            line: 1,
            remedy: 'A Dockerfile begins with FROM (after ARGs).',
        });
        return undefined;
    }
    const tests = await testsOf(place, image);
    const declared = await declaredTests(place, image, stack, (suite) => Promise.resolve(pytest.get(suite.name)));
    const used = [image.path, image.context, ...image.dockerfiles, ...tests.map(({ files }) => files)];
    return { dockerfileText, tests, declared, places: await linkedPlaces(top, image.path, used) };
}
/** The tests of the suites that name a directory or file of the stack, by suite. */
async function pytestOfSpec(place, { suites }, shown, problems) {
    const found = new Map();
    for (const { name, does, settings } of suites) {
        const more = [settings.services?.file, settings.services?.envFile].flatMap((path) => path ?? []);
        for (const path of more) {
            if (await place.isInside(path))
                continue;
            problems.push({
                message: `suites.${name}.services: there is no file "${path}" in the stack`,
                file: shown,
                remedy: 'Give a file below the directory of spec.yml.',
            });
        }
        if (does?.kind !== 'pytest')
            continue;
        const tests = await pytestAt(place, name, does.path);
        if (tests !== undefined)
            found.set(name, tests);
        const inContainer = ['network', 'memory', 'cpus', 'docker'].filter((key) => settings[key] !== undefined);
        if (tests?.on === 'host' && settings.on === undefined && inContainer.length > 0)
            problems.push({
                message: `suites.${name}: ${inContainer.join(', ')} is for suites in the container, and these tests are for the host: they ask for docker`,
                file: shown,
                remedy: 'Leave it out; or say on: container.',
            });
        if (tests === undefined)
            problems.push({
                message: `suites.${name}.pytest: there is no "${does.path}" in the stack`,
                file: shown,
                remedy: 'Give a directory or file with tests below the directory of spec.yml.',
            });
    }
    return found;
}
async function isDirectory(path) {
    return (0,promises_.stat)(path).then((found) => found.isDirectory(), () => false);
}
async function isDirectoryInside(top, path) {
    return (await isDirectory((0,external_node_path_.join)(top.directory, path))) && (await isInside(top, path));
}
/** It is there, and following links does not lead out of the stack. */
async function isInside(top, path) {
    return (await realWay(top, path)) !== undefined;
}
/** A path of the stack with its links followed; undefined when it is not there, or leads out of the stack. */
async function realWay({ directory, real }, path) {
    try {
        const way = (0,paths/* below */.G)(real, await (0,promises_.realpath)((0,external_node_path_.join)(directory, path)));
        return way === '' ? '.' : way?.split(external_node_path_.sep).join('/');
    }
    catch {
        return undefined;
    }
}
/** Where those of the paths lead to that are links, or lie behind one; what is below another, or below `own`, is left out. */
async function linkedPlaces(top, own, paths) {
    const places = [own];
    for (const path of new Set(paths)) {
        const real = await realWay(top, path);
        if (real === undefined || real === path)
            continue;
        if (!places.some((place) => (0,stack_paths/* wayInside */.IL)(place, real) !== undefined))
            places.push(real);
    }
    return places.slice(1);
}

;// CONCATENATED MODULE: ./build-ts/src/commands/planning.js


















/** Look-ups at the same time, all registries together. */
const LOOK_UPS = 32;
/** Everything that is decided before anything is done. Throws a UserError with what the user has to mend. */
async function preparePlan(request) {
    const { inputs, notice } = request;
    const { env, event, fork } = await readHappening(request);
    const base = baseDirectory(request);
    const folders = planning_foldersOf((0,external_node_path_.resolve)(base, inputs.out));
    const written = [folders.artifacts, folders.logs, folders.manifests];
    const specPath = (0,external_node_path_.isAbsolute)(inputs.spec) ? inputs.spec : (0,external_node_path_.join)(base, inputs.spec);
    const credentialsFor = dockerCredentials(env);
    const connecting = request.findEngine();
    // Whether there is one is told after the mistakes in the spec.
    const platform = connecting.then(platformOf, () => platformOf(undefined));
    const disk = await readStack(specPath, inputs.spec, (stack) => registryBases(inputs, stack), platform, inputs.platforms);
    const { stack, directory, bases } = disk;
    const publishes = request.pushes !== 'never' && !fork;
    if (publishes && request.pushes === 'now')
        checkPushable(stack, bases);
    const planPath = inputs.plan === '' ? undefined : (0,external_node_path_.resolve)(base, inputs.plan);
    const own = planPath === undefined ? written : [...written, (0,external_node_path_.dirname)(planPath)];
    const [commit, changes, top, engine, localDefault] = await Promise.all([
        (0,git/* readCommit */.kN)(directory, own),
        planPath === undefined ? findChanges(request, env, event, directory, own) : undefined,
        (0,git/* repositoryTop */.Ky)(directory),
        connecting,
        event.defaultBranch ?? (0,git/* defaultBranchOf */.dV)(directory),
        request.writes ? checkFolders(disk, written) : undefined,
    ]);
    if (commit.dirty && commit.hash !== '')
        notice('The stack has changes that no commit holds: no tag names the commit.');
    const registry = registryClient(credentialsFor);
    // Another job's word is not taken for what is published.
    const asks = !inputs.offline || (planPath !== undefined && publishes);
    const lookups = asks ? lookUps(registry, { limit: LOOK_UPS }) : undefined;
    const facts = { branch: event.branch ?? commit.branch, sha: commit.dirty ? '' : commit.hash.slice(0, 7) };
    const common = { disk, inputs, facts, engine, defaultBranch: localDefault };
    const publish = publishPolicy(inputs, event);
    const made = { disk, commit, fork, publish, folders, engine, registry, credentialsFor };
    const file = planPath === undefined ? undefined : await readPlanFile(planPath, inputs.plan);
    const everything = changes === undefined ? file?.content.everything : everythingOf(inputs, changes);
    const rebuild = rebuildsBases(inputs, event, everything);
    const { baseOf, drift, unknown } = await findBases({
        uses: externalBases(stack, disk.sources, bases, platformOf(engine)),
        engine,
        lookups,
        published: (image, variant) => publishedRefs(common, image, variant),
        platform: platformOf(engine),
        rebuild,
    });
    const drafts = draft(common, baseOf);
    const fullRebuild = everything?.kind === 'full-rebuild';
    const presence = await findPresence({
        drafts: fullRebuild || inputs.trust === 'none' ? [] : drafts,
        lookups: lookups === undefined ? 'offline was asked for' : placesKnown(stack, bases) ? lookups : NO_PLACE,
        engine,
    });
    if (file !== undefined) {
        const decided = { ...facts, event: event.name, publishes, drift, unknown };
        const plan = takeDecisions(file, {
            ...{ drafts, presence, trust: inputs.trust, facts: decided },
            only: inputs.images,
            spec: stack.file,
            builds: request.builds,
            tests: request.tests,
            madeAs: request.madeAs,
        });
        return { ...made, plan, changedFiles: commit.changedFiles };
    }
    if (changes === undefined)
        throw new Error('nobody asked what changed');
    const affected = affectedImages({
        stack,
        sources: disk.sources,
        prefix: top === undefined ? undefined : (0,paths/* below */.G)(top, disk.realDirectory)?.replaceAll('\\', '/') || '.',
        workflow: workflowFile(env),
        shared: disk.commonTests?.shared ?? [],
        ...(disk.specTarget === undefined ? {} : { specTarget: disk.specTarget }),
        files: changes.files,
        everything,
    });
    const plan = makePlan({
        event: event.name,
        ...facts,
        source: {
            kind: changes.source,
            base: changes.base,
            head: changes.head,
            files: changes.files?.length,
            tried: changes.tried,
        },
        drafts,
        affected: withDrift(affected, drift),
        everything,
        deleted: changes.deleted ? (event.branch ?? 'of the event') : undefined,
        only: inputs.images,
        file: stack.file,
        presence,
        drift,
        unknown,
        trust: inputs.trust,
        fullRebuild,
        publishes,
        assumes: request.assumes,
        nameless: publish === 'none',
    });
    const changedFiles = changes.files?.map((file) => file.path) ?? commit.changedFiles;
    return { ...made, plan, changedFiles };
}
/** Where relative paths of inputs start: in a workflow the workspace, wherever the action runs. */
function baseDirectory({ env, cwd }) {
    return env.GITHUB_ACTIONS === 'true' ? (env.GITHUB_WORKSPACE ?? cwd) : cwd;
}
function planning_foldersOf(out) {
    return { artifacts: (0,external_node_path_.join)(out, 'artifacts'), logs: (0,external_node_path_.join)(out, 'logs'), manifests: (0,external_node_path_.join)(out, 'manifests') };
}
function draft({ disk, inputs, facts, engine }, baseOf) {
    const { stack, sources, commonTests, filesHash, bases } = disk;
    return draftStack({
        stack,
        sources,
        commonTests,
        filesHash,
        facts,
        registries: bases,
        platform: platformOf(engine),
        baseOf,
        defaultTimeoutMs: inputs.testTimeoutMs,
        choice: { only: inputs.suites, skip: inputs.skipSuites },
    });
}
function platformOf(engine) {
    return engine?.platform ?? 'linux/amd64';
}
/** What an image was published as: by this branch, else by the default branch. */
function publishedRefs({ disk, facts, defaultBranch }, image, variant) {
    const { stack, bases } = disk;
    const repository = stack.images.get(image)?.repository ?? image;
    const place = bases[0] === undefined ? repository : (0,stack_refs/* rebase */.RU)(repository, bases[0]);
    const prefix = stack.variants.find((one) => one.name === variant)?.prefix ?? '';
    const branches = [facts.branch, defaultBranch ?? ''];
    return [...new Set(branches.flatMap((branch) => runTags({ prefix, branch, sha: '' }).slice(0, 1)))].map((tag) => `${place}:${tag}`);
}
/** What a merge queue tries takes no name, only candidates: the branch finds them there when it lands. */
function publishPolicy({ publish }, event) {
    return event.name === 'merge_group' ? 'none' : publish;
}
function everythingOf(inputs, changes) {
    if (changes.deleted)
        return undefined;
    if (inputs.fullRebuild)
        return { kind: 'full-rebuild', by: 'input' };
    return changes.fullRebuild ? { kind: 'full-rebuild', by: 'message' } : changes.everything;
}
function rebuildsBases(inputs, event, everything) {
    if (inputs.baseDrift !== 'auto')
        return inputs.baseDrift === 'rebuild';
    return event.name === 'schedule' || everything?.kind === 'full-rebuild';
}
function withDrift(affected, drift) {
    const more = new Map(affected);
    for (const { base, from, to, images } of drift.filter((one) => one.rebuilt))
        for (const name of images)
            more.set(name, [...(more.get(name) ?? []), { kind: 'base-moved', base, from, to }]);
    return more;
}
/** The workflow that is running, as a path of this repository: `org/repo/.github/workflows/x.yml@refs/heads/main`. */
function workflowFile({ GITHUB_WORKFLOW_REF: ref, GITHUB_REPOSITORY: repository }) {
    if (ref === undefined || repository === undefined || !ref.startsWith(`${repository}/`))
        return undefined;
    const at = ref.lastIndexOf('@');
    return ref.slice(repository.length + 1, at < 0 ? undefined : at);
}
function findChanges({ inputs, githubFor }, env, event, directory, own) {
    const token = inputs.token === '' ? (env.GITHUB_TOKEN ?? '') : inputs.token;
    const repository = env.GITHUB_REPOSITORY ?? '';
    const github = token === '' || repository === '' || inputs.offline
        ? undefined
        : githubFor({ token, apiUrl: env.GITHUB_API_URL ?? 'https://api.github.com', repository });
    const { base, head } = inputs;
    const explicit = base === '' ? undefined : head === '' ? { base } : { base, head };
    return detectChanges({ event, directory, github, explicit, own });
}

;// CONCATENATED MODULE: ./build-ts/src/commands/secrets.js




/**
 * The values of the secrets that builds may mount, by id. Throws a UserError for what cannot be read; no value is ever part
 * of a message.
 */
async function readSecrets(inputs, env, base) {
    const problems = [];
    const found = new Map();
    const each = async (input, lines, read) => {
        for (const [index, line] of lines.entries()) {
            const equals = line.indexOf('=');
            if (equals < 1) {
                const message = `${input}: line ${index + 1} is not of the form id=…`;
                problems.push({ message, remedy: 'Write one secret per line; a value has one line.' });
                continue;
            }
            try {
                found.set(line.slice(0, equals), await read(line.slice(equals + 1)));
            }
            catch (error) {
                problems.push({ message: `${input}: the secret ${line.slice(0, equals)} cannot be read: ${(0,errors/* messageOf */.bD)(error)}` });
            }
        }
    };
    await each('secrets', inputs.secrets, (value) => Buffer.from(value));
    await each('secret-envs', inputs.secretEnvs, (name) => {
        const value = env[name];
        if (value === undefined)
            throw new Error(`there is no environment variable ${name}`);
        return Buffer.from(value);
    });
    await each('secret-files', inputs.secretFiles, (path) => (0,promises_.readFile)((0,external_node_path_.resolve)(base, path)));
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return found;
}
/** Before an hour of building: every secret that a build of the plan may mount has a value. Throws a UserError. */
function checkSecrets(plan, stack, secrets) {
    const known = [...new Set([...stack.images.values()].flatMap((image) => image.secrets))];
    const strangers = [...secrets.keys()].filter((id) => !known.includes(id));
    if (strangers.length > 0)
        throw new errors/* UserError */.yo(strangers.map((id) => ({
            message: `no image of ${stack.file} may mount the secret "${id}"`,
            remedy: known.length === 0
                ? 'Name it at the images that may: secrets: [ID]. A value has one line.'
                : (0,nearest/* suggest */.Z)(id, known, 'secrets'),
        })));
    const building = new Set(plan.images.filter(({ action }) => action === 'build').map(({ name }) => name));
    const problems = [...building].flatMap((name) => {
        const image = stack.images.get(name);
        const missing = image?.secrets.filter((id) => !secrets.has(id)) ?? [];
        return missing.map((id) => ({
            message: `the build of ${name} may mount the secret "${id}", which has no value`,
            file: stack.file,
            ...image?.at,
            remedy: `Give it: --secret-envs ${id}=NAME (of an environment variable) or --secret-files ${id}=PATH; in a workflow the input secrets.`,
        }));
    });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
}

// EXTERNAL MODULE: ./build-ts/src/github/free-disk.js
var free_disk = __webpack_require__(25647);
;// CONCATENATED MODULE: ./build-ts/src/run/space.js


/**
 * Bytes that must be free before a build, unless the input says otherwise: a layer of packages has a gigabyte or two. With
 * less, the engine and the machine itself are about to fail in ways that nobody understands; more would refuse small images
 * on small machines. Who builds big ones asks for more.
 */
const MIN_FREE = 2_000_000_000;
/** For our own files: below it, GitHub's runner warns that it is about to stop. */
const MIN_OUTPUT = 100_000_000;
/** A package manager makes so many files in one step. */
const MIN_FILES = 20_000;
/** Images that are named. */
const LARGEST = 5;
/** Whether a build may begin; undefined: there is room enough, as far as is known. `minFree` 0: whatever there is. */
function judgeSpace(space, minFree) {
    if (minFree <= 0)
        return undefined;
    const places = [
        { where: 'engine', room: space.engine, wanted: minFree, what: 'where the engine keeps its images' },
        {
            where: 'output',
            room: space.output,
            wanted: Math.min(minFree, MIN_OUTPUT),
            what: 'where the logs and results go',
        },
    ];
    for (const { where, room, wanted, what } of places) {
        if (room === undefined)
            continue;
        const place = `${what} (${(0,shared_text/* plain */.pj)(room.path)})`;
        if (room.free < wanted)
            return { where, room, message: `${(0,shared_text/* sizeText */.lP)(room.free)} free ${place}, ${(0,shared_text/* sizeText */.lP)(wanted)} wanted` };
        if (where === 'engine' && room.freeFiles !== undefined && room.freeFiles < MIN_FILES)
            return { where, room, message: `room for ${room.freeFiles} more files ${place}, ${MIN_FILES} wanted` };
    }
    return undefined;
}
/** What a build fails with before it has begun; the largest things are named in the message, all of them in the evidence. */
function shortageError(shortage, usage, place) {
    const culprits = shortage.where === 'engine' ? takenBy(usage) : [];
    const taken = culprits.length === 0 ? '' : `; taken by: ${culprits.join(', ')}`;
    return new errors/* WorkError */.oE(`${shortage.message}${taken}`, {
        evidence: shortage.where === 'engine' ? usageLines(usage) : [],
        remedy: shortage.where === 'engine'
            ? engineRemedy(usage, place)
            : 'Remove what you do not need there, or choose another folder with "out".',
    });
}
/** What writers say when a disk is full: the C library, Node, the engine; a quota is a small disk. */
const FULL = /no space left on device|\bENOSPC\b|disk quota exceeded|\bEDQUOT\b/i;
function isDiskFull(texts) {
    return texts.some((text) => FULL.test(text));
}
/**
 * What to say of a build or push that failed because a disk was full, beside its own message. By the time we look, the
 * engine has thrown away what it had begun, so that there may be room again. Undefined when it failed otherwise.
 */
function explainFull(texts, { space, usage, minFree, place }) {
    if (!isDiskFull(texts))
        return undefined;
    const { engine, output } = space;
    // A disk with this much room was not what was full: in containers, /dev/shm and tmpfs are small ones of their own.
    const plenty = Math.max(minFree, MIN_FREE) * 10;
    const isElsewhere = engine !== undefined && engine.free > plenty && (engine.freeFiles ?? Infinity) > MIN_FILES;
    const evidence = [
        ...(engine === undefined
            ? []
            : [`now ${roomText(engine)} where the engine keeps its images (${(0,shared_text/* plain */.pj)(engine.path)})`]),
        ...(output === undefined ? [] : [`now ${roomText(output)} where the logs and results go (${(0,shared_text/* plain */.pj)(output.path)})`]),
        ...usageLines(usage),
    ];
    const remedy = isElsewhere
        ? 'The disk of the engine has room: does the step write to /dev/shm or to another small mount?'
        : engineRemedy(usage, place);
    return { evidence, remedy };
}
/** The same error, with what takes the room, when a full disk was its cause; otherwise the error as it is. */
async function withSpace(error, ports) {
    if (!(error instanceof errors/* WorkError */.oE) || !isDiskFull([error.message, ...error.evidence]))
        return error;
    const [space, usage] = await Promise.all([ports.readSpace(), ports.readUsage()]);
    const { minFree, place } = ports;
    const more = explainFull([error.message, ...error.evidence], { space, usage, minFree, place });
    if (more === undefined)
        return error;
    const message = FULL.test(error.message) ? error.message : `${error.message}: no space left on device`;
    return new errors/* WorkError */.oE(message, {
        evidence: [...error.evidence, ...more.evidence],
        remedy: more.remedy,
        cause: error.cause ?? error,
    });
}
/**
 * The check before each build: cheap while there is room. When there is not, what is ours and needed by nobody goes first; it
 * throws a WorkError that names what takes the room when that was not enough. Builds side by side share one check.
 */
function spaceCheck(ports) {
    const { readSpace, readUsage, reclaim, minFree, place } = ports;
    const shortage = async () => judgeSpace(await readSpace(), minFree);
    const check = async () => {
        const before = await shortage();
        if (before === undefined)
            return;
        if (before.where === 'engine')
            await reclaim(async () => (await shortage())?.where !== 'engine');
        const after = await shortage();
        if (after === undefined)
            return;
        throw shortageError(after, after.where === 'engine' ? await readUsage() : undefined, place);
    };
    let running;
    return () => (running ??= check().finally(() => (running = undefined)));
}
/** The largest first; whatever is nothing is not named. */
function takenBy(usage) {
    if (usage === undefined)
        return [];
    const parts = [
        { name: 'build cache', size: usage.buildCache },
        { name: 'containers', size: usage.containers },
        { name: 'volumes', size: usage.volumes },
        ...largest(usage.imageList).map(({ name, size }) => ({ name: `image ${(0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(name), 80)}`, size })),
    ];
    return parts
        .filter(({ size }) => size > 0)
        .sort((one, other) => other.size - one.size)
        .slice(0, LARGEST)
        .map(({ name, size }) => `${name} ${(0,shared_text/* sizeText */.lP)(size)}`);
}
function usageLines(usage) {
    if (usage === undefined)
        return [];
    const { images, imageList, buildCache, containers, volumes } = usage;
    const ours = imageList.filter((image) => image.ours).length;
    return (0,shared_text/* columns */.YB)([
        ['build cache', (0,shared_text/* sizeText */.lP)(buildCache)],
        ['containers', (0,shared_text/* sizeText */.lP)(containers)],
        ['volumes', (0,shared_text/* sizeText */.lP)(volumes)],
        [`${imageList.length} images (${ours} of them built by stack-action)`, `${(0,shared_text/* sizeText */.lP)(images)}, shared layers once`],
        ...largest(imageList).map(({ name, size, ours }) => [
            `  ${(0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(name), 100)}`,
            `${(0,shared_text/* sizeText */.lP)(size)}${ours ? ', built by stack-action' : ''}`,
        ]),
    ]);
}
function largest(images) {
    return [...images].sort((one, other) => other.size - one.size).slice(0, LARGEST);
}
/** We do not remove what is not ours; so we say what would help most. */
function engineRemedy(usage, { canFree }) {
    if (canFree)
        return 'Set "free-disk: true": it removes tools of the runner that building images does not need.';
    if (usage === undefined)
        return 'See "docker system df" for what takes the room, and remove what you do not need.';
    const { images, buildCache, containers, volumes } = usage;
    const most = Math.max(images, buildCache, containers, volumes);
    if (most === 0)
        return 'Other files than those of the engine take the room; remove some.';
    if (most === buildCache)
        return 'Remove the build cache with "docker builder prune"; other builds on this engine share it, so we leave it alone.';
    if (most === images)
        return 'Remove images that you do not need with "docker image rm"; images of the stack go by themselves with "prune: true" in its spec.';
    if (most === containers)
        return 'Remove containers that you do not need with "docker container rm".';
    return 'Remove volumes that you do not need with "docker volume rm".';
}
function roomText({ free, freeFiles }) {
    const files = freeFiles !== undefined && freeFiles < MIN_FILES ? ` and room for ${freeFiles} more files` : '';
    return `${(0,shared_text/* sizeText */.lP)(free)} free${files}`;
}

;// CONCATENATED MODULE: ./build-ts/src/commands/space.js





function guardSpace({ inputs, env, engine, folders, plan, notice }) {
    let folder;
    const engineFolder = () => (folder ??= engine.dataFolder());
    const ports = {
        readSpace: async () => {
            const at = await engineFolder();
            const [room, output] = await Promise.all([at === undefined ? undefined : (0,space/* roomAt */.t3)(at), (0,space/* roomAt */.t3)(folders.logs)]);
            return { engine: room, output };
        },
        readUsage: () => engine.usage((labels) => (0,values/* valueAt */.f)(labels, [FINGERPRINT_LABEL]) !== undefined),
        reclaim: async (isEnough) => {
            const keep = new Set(plan.images.map((image) => image.fingerprint));
            const removed = await engine.removeLeftovers(FINGERPRINT_LABEL, keep, isEnough).catch(() => 0);
            if (removed > 0)
                notice(`the disk is short of room: ${removed} ${removed === 1 ? 'image' : 'images'} of earlier runs removed`);
        },
        minFree: inputs.minFree,
        place: { canFree: (0,free_disk/* isHosted */.O)(env) && !inputs.freeDisk },
    };
    return { check: spaceCheck(ports), explain: (error) => withSpace(error, ports) };
}

;// CONCATENATED MODULE: ./build-ts/src/commands/pipeline.js




















const STEPS = {
    run: ['build', 'test', 'push', 'info'],
    build: ['build'],
    test: ['test', 'info'],
    push: ['push'],
};
const INFO_TIMEOUT_MS = 5 * 60_000;
/** run, build, test and push: the same path with more or fewer steps. Throws a UserError before anything was started. */
async function runCommand(request) {
    const { command, inputs, env, notice } = request;
    const base = baseDirectory(request);
    const wanted = pipeline_stepsOf(command, inputs);
    const builds = wanted.includes('build');
    const [earlier, secrets] = await Promise.all([
        readEarlier(inputs.earlier, (path) => (0,external_node_path_.resolve)(base, path)),
        readSecrets(inputs, env, base),
    ]);
    const planned = await preparePlan({
        ...request,
        writes: true,
        assumes: false,
        builds,
        tests: wanted.includes('test'),
        madeAs: new Map([...earlier].flatMap(([id, { candidates: [made], },]) => (made === undefined ? [] : [[id, made.digest]]))),
        pushes: wanted.includes('push') ? 'now' : command === 'run' ? 'never' : 'later',
        findEngine: () => (inputs.dryRun ? engineIfAny(env, notice) : connectEngine(env)),
    });
    const { plan, disk, engine, registry, credentialsFor, folders, commit } = planned;
    const prints = new Map(plan.images.map((image) => [image.id, image.fingerprint]));
    // What became of other content says nothing of this one.
    const settled = new Map([...earlier].filter(([id, { fingerprint }]) => prints.get(id) === fingerprint));
    const steps = new Set(wanted);
    if (planned.fork && steps.delete('push'))
        notice('This pull request comes from a fork: its images are built and tested, and nothing is published.');
    if (inputs.dryRun || engine === undefined)
        return { plan, results: undefined, folders, directory: disk.directory };
    if (steps.has('push') && !inputs.share && planned.publish !== 'none')
        checkPlatforms(plan);
    if (!builds)
        await checkBuilt(plan, engine, settled);
    else
        checkSecrets(plan, disk.stack, secrets);
    const builder = await chooseBuilder({ ...request, engine, plan, stack: disk.stack, steps, fork: planned.fork });
    if (steps.has('push') && !inputs.offline)
        await checkRights(plan, registry);
    const durations = request.durationsFor(disk, notice);
    const [previous, known] = await Promise.all([readPrevious(folders), durations.read()]);
    const recorder = new Recorder(folders, commit, planned.changedFiles, () => new Date());
    const measured = [];
    const limit = limitedTo(request.signal, inputs.timeoutMs);
    try {
        const results = await runPipeline({
            command,
            plan,
            stack: disk.stack,
            stackDir: disk.directory,
            steps,
            engine,
            builder,
            registry,
            credentialsFor,
            previous,
            settled,
            limits: limitsOf(inputs),
            failFast: inputs.failFast,
            timeouts: {
                buildMs: inputs.buildTimeoutMs || undefined,
                pushMs: inputs.pushTimeoutMs || undefined,
                infoMs: INFO_TIMEOUT_MS,
            },
            durations: known,
            options: {
                noCache: !inputs.cache,
                cacheFrom: inputs.cacheFrom,
                cacheTo: cachesToWrite(planned.fork, inputs, notice),
                secrets,
                provenance: inputs.provenance,
                sbom: inputs.sbom,
            },
            suites: {
                keep: (image, suite) => (0,external_node_path_.join)(folders.logs, `${image.file}.${suite}`),
                machine: { env, python: inputs.python },
                stage: inputs.stage,
                version: inputs.version,
            },
            publish: inputs.share ? 'none' : planned.publish,
            space: guardSpace({ inputs, env, engine, folders, plan, notice }),
            signal: limit.signal,
            now: () => new Date(),
            emit: (happened) => {
                recorder.listen(happened);
                request.listen(happened);
                if (happened.type === 'step-end')
                    measured.push(happened);
            },
            recordJournal: recorder.journal,
        });
        await durations.write((0,run_durations/* learn */.nB)(known, measured));
        return { plan, results, folders, directory: disk.directory };
    }
    finally {
        limit.release();
        recorder.close();
    }
}
/** What another job is to go on with is pushed as a candidate. */
function pipeline_stepsOf(command, { push, share }) {
    const steps = STEPS[command].filter((step) => step !== 'push' || push);
    return share ? [...steps, 'push'] : steps;
}
function limitsOf({ parallelBuilds, parallelTests, parallelPushes }) {
    const chosen = defaultLimits({ cores: (0,external_node_os_.availableParallelism)(), memoryBytes: (0,external_node_os_.totalmem)() });
    return {
        build: parallelBuilds || chosen.build,
        test: parallelTests || chosen.test,
        push: parallelPushes || chosen.push,
    };
}
/** A fork must leave nothing behind that others build on. */
function cachesToWrite(fork, { cacheTo }, notice) {
    if (!fork || cacheTo.length === 0)
        return cacheTo;
    notice('This pull request comes from a fork: it writes no build cache.');
    return [];
}
/** A signal that aborts with another one, or when the time is up. */
function limitedTo(signal, ms) {
    if (ms === 0)
        return { signal, release: () => undefined };
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(new errors/* Interrupted */.j$(`the run took longer than ${(0,shared_text/* durationText */.S5)(ms)} and was stopped`)), ms);
    return { signal: AbortSignal.any([signal, controller.signal]), release: () => clearTimeout(timer) };
}
/** A plan alone, for plan, explain and graph: does without an engine where there is none. */
function planCommand(request) {
    const { inputs, env, notice } = request;
    return preparePlan({
        ...request,
        assumes: true,
        builds: true,
        tests: true,
        madeAs: new Map(),
        pushes: inputs.push ? 'later' : 'never',
        findEngine: () => engineIfAny(env, notice),
    });
}
async function engineIfAny(env, notice) {
    try {
        return await connectEngine(env);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        notice(`${(0,errors/* messageOf */.bD)(error)}; fingerprints may differ from a run that has one`);
        return undefined;
    }
}
/** A name is of all platforms of its image: those that are not built here have to be in the registry. */
function checkPlatforms(plan) {
    const problems = plan.images.flatMap((image) => {
        const isThere = image.found.length > 0 && (image.passed || !isTestable(image));
        if (image.index.length === 0 || image.action !== 'skip' || isThere)
            return [];
        const other = plan.images.find((one) => one.index[0] === image.index[0] && one.action !== 'skip');
        if (other === undefined)
            return [];
        return [
            {
                message: `${other.name} cannot be published without ${image.id}, which ${image.found.length > 0 ? 'has not passed its suites' : 'nobody has'}`,
                remedy: 'Build it for all its platforms, or only make candidates with --publish none.',
            },
        ];
    });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
}
/** `test` and `push` work on what `build` made of exactly this content: on this engine, or in another job. */
async function checkBuilt(plan, engine, settled) {
    const problems = await Promise.all(plan.images
        .filter((image) => image.action === 'build' && image.found.length === 0 && !(0,run_results/* isLost */.JD)(settled.get(image.id)))
        .map(async (image) => {
        const ref = image.localRefs[0] ?? image.ref;
        if ((await engine.inspect(ref)) !== undefined)
            return [];
        return [
            {
                message: `${image.id} is not in the engine as it is now (${ref})`,
                remedy: 'Run "stack-action build" first; after a change, again; with --share where it runs on another machine.',
            },
        ];
    }));
    if (problems.flat().length > 0)
        throw new errors/* UserError */.yo(problems.flat());
}
/** Look-ups at the same time before a run. */
const CHECKS = 8;
/** A push that would be refused is found before an hour of building, not after it. */
async function checkRights(plan, registry) {
    const repositories = [...new Set(plan.images.flatMap(pushedTo))];
    const slot = slots(CHECKS);
    const refused = await Promise.all(repositories.map((repository) => slot(async () => {
        try {
            await registry.checkPush(repository);
            return [];
        }
        catch (error) {
            if (!(error instanceof RegistryError) || ![401, 403, 404, 405].includes(error.status))
                throw error;
            return [{ repository, message: error.message, remedy: error.remedy ?? '' }];
        }
    })));
    // A login that is refused is one problem, however many repositories it is for.
    const byRemedy = new Map();
    for (const one of refused.flat())
        byRemedy.set(one.remedy, [...(byRemedy.get(one.remedy) ?? []), one]);
    const problems = [...byRemedy].flatMap(([remedy, [first, ...others]]) => {
        if (first === undefined)
            return [];
        const more = others.length === 0 ? '' : ` (so with ${(0,shared_text/* clip */.$Q)(others.map((one) => one.repository).join(', '), MAX_LIST)})`;
        return [{ message: `${first.message}${more}`, ...(remedy === '' ? {} : { remedy }) }];
    });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
}
/** Characters of a list of names in a message. */
const MAX_LIST = 500;
/** Repositories that something of an image will be written to. */
function pushedTo(image) {
    if (image.action === 'skip' || isPublished(image))
        return [];
    return image.candidates.map((ref) => (0,stack_refs/* splitRef */.Mn)(ref).repository);
}
/** What earlier steps found out, when they wrote into the same folder. */
async function readPrevious(folders) {
    try {
        const results = JSON.parse(await (0,promises_.readFile)((0,external_node_path_.join)(folders.artifacts, RESULTS_FILE), 'utf8'));
        return isResults(results) ? results : undefined;
    }
    catch {
        return undefined; // None, or not ours: then nothing is known.
    }
}


/***/ }),

/***/ 16586:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Yv: () => (/* binding */ dataFolderOf),
/* harmony export */   k9: () => (/* binding */ readUsage),
/* harmony export */   t3: () => (/* binding */ roomAt)
/* harmony export */ });
/* unused harmony exports measured, usageOf */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_stream_consumers__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(38321);
/* harmony import */ var _shared_values_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(41195);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3350);




/** On a big engine the whole count takes minutes; by then nobody waits for it any more. */
const USAGE_MS = 30_000;
/** The room of a folder; undefined where that cannot be read. */
async function roomAt(path) {
    try {
        const { bavail, bsize, files, ffree } = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.statfs)(path);
        return { path, free: bavail * bsize, freeFiles: files === 0 ? undefined : ffree };
    }
    catch {
        return undefined; // Not there, or closed to us.
    }
}
/**
 * How many bytes a removal gave back: what is free after it, less what was free before. The sizes of images do not tell:
 * the build cache goes on holding their layers. What others write meanwhile is in it; undefined where it cannot be read.
 */
async function measured(room, remove) {
    const before = await room();
    const result = await remove();
    const after = await room();
    const known = before !== undefined && after !== undefined;
    return { result, freed: known ? Math.max(after.free - before.free, 0) : undefined };
}
/**
 * The folder on this machine where the engine keeps its data. Undefined when that is on another machine: a socket may be
 * forwarded, or lead out of a container or into a virtual machine, and then the engine's host has another name.
 */
async function dataFolderOf(docker, endpoint, hostname) {
    if (endpoint.kind !== 'socket')
        return undefined;
    const info = await docker.info();
    const folder = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(info, ['DockerRootDir']);
    return (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(info, ['Name']) === hostname && typeof folder === 'string' ? folder : undefined;
}
/**
 * What takes the room of the engine. It counts for that: seconds on a small engine, so ask only when something is wrong.
 * Undefined when it does not say so in time. `isOurs` is given the labels of an image.
 */
async function readUsage(docker, isOurs, timeoutMs = USAGE_MS) {
    const abortSignal = AbortSignal.timeout(timeoutMs);
    // An engine that loses an image while it counts answers with an error; then it is asked again.
    for (let tries = 3; tries > 0 && !abortSignal.aborted; tries--) {
        try {
            return usageOf(await askUsage(docker, abortSignal), isOurs);
        }
        catch {
            continue;
        }
    }
    return undefined;
}
async function askUsage(docker, abortSignal) {
    const modem = docker.modem;
    // Engines that give only sums give the rest when asked for; older ones do not know the word.
    const path = '/system/df?verbose=1';
    const stream = await new Promise((resolve, reject) => {
        modem.dial({ method: 'GET', path, isStream: true, abortSignal, statusCodes: { 200: true } }, (error, answer) => error ? reject(error) : resolve(answer));
    });
    return (0,node_stream_consumers__WEBPACK_IMPORTED_MODULE_1__.json)(stream);
}
/** Reads the answer of `GET /system/df`: lists at the top, or (API 1.52) below a `…Usage` each. */
function usageOf(answer, isOurs) {
    const images = listOf(answer, 'Images', 'ImageUsage');
    return {
        images: bytesAt(answer, ['LayersSize']) || bytesAt(answer, ['ImageUsage', 'TotalSize']),
        imageList: images.map((image) => ({
            name: nameOf(image),
            size: bytesAt(image, ['Size']),
            ours: isOurs((0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(image, ['Labels'])),
        })),
        // As the docker CLI does it: what images have, too, is counted there.
        buildCache: sum(listOf(answer, 'BuildCache', 'BuildCacheUsage').filter((entry) => (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(entry, ['Shared']) !== true), ['Size']),
        containers: sum(listOf(answer, 'Containers', 'ContainerUsage'), ['SizeRw']),
        volumes: sum(listOf(answer, 'Volumes', 'VolumeUsage'), ['UsageData', 'Size']),
    };
}
function listOf(answer, before, since) {
    const list = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(answer, [before]) ?? (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(answer, [since, 'Items']);
    return Array.isArray(list) ? list : [];
}
function nameOf(image) {
    const names = [(0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(image, ['RepoTags']), (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(image, ['RepoDigests'])]
        .flatMap((list) => (Array.isArray(list) ? list : []))
        .filter((name) => typeof name === 'string' && !name.startsWith('<none>'));
    const [name] = names;
    const id = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(image, ['Id']);
    return typeof name === 'string' ? name : `without a name, ${typeof id === 'string' ? (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_2__/* .shortDigest */ .VK)(id) : '?'}`;
}
function sum(list, path) {
    return list.reduce((total, entry) => total + bytesAt(entry, path), 0);
}
/** What was not counted is -1. */
function bytesAt(value, path) {
    const bytes = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(value, path);
    return typeof bytes === 'number' && bytes > 0 ? bytes : 0;
}


/***/ }),

/***/ 25647:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ isHosted),
/* harmony export */   freeDisk: () => (/* binding */ freeDisk),
/* harmony export */   freeDiskLines: () => (/* binding */ freeDiskLines)
/* harmony export */ });
/* unused harmony export RUNNER_TOOLS */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2890);
/* harmony import */ var _shared_program_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(89945);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3350);
/* harmony import */ var _docker_space_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(16586);






/**
 * The paths are those of https://github.com/actions/runner-images, images/ubuntu/scripts/build (August 2026). Left alone:
 * what workflows of images use beside us (cloud command lines, browsers, Python and Node of the tool cache, compilers).
 */
const RUNNER_TOOLS = [
    { name: 'Android SDK', path: '/usr/local/lib/android' }, // install-android-sdk.sh
    { name: 'Haskell', path: '/usr/local/.ghcup' }, // install-haskell.sh
    { name: 'Haskell, older runners', path: '/opt/ghc' }, // before ghcup; github.com/jlumbroso/free-disk-space
    { name: 'CodeQL', path: '/opt/hostedtoolcache/CodeQL' }, // install-codeql-bundle.sh, configure-environment.sh
    { name: 'Swift', path: '/usr/share/swift' }, // install-swift.sh
    { name: '.NET', path: '/usr/share/dotnet' }, // install-dotnetcore-sdk.sh
    { name: 'PowerShell modules', path: '/usr/local/share/powershell' }, // Install-PowerShellModules.ps1, scope AllUsers
    { name: 'Miniconda', path: '/usr/share/miniconda' }, // install-miniconda.sh
];
/** A machine of GitHub's own, new for this job and thrown away after it. */
function isHosted(env) {
    return env.GITHUB_ACTIONS === 'true' && env.RUNNER_ENVIRONMENT === 'github-hosted' && env.RUNNER_OS === 'Linux';
}
const NOTHING = { removed: [], kept: [], freed: 0 };
/** The Android SDK has some hundred thousand files. */
const PATIENCE_MS = 10 * 60_000;
/** Removes tools of a runner of GitHub's own, and of no other machine, one after the other. Nothing is thrown. */
async function freeDisk({ env, protect, tools = RUNNER_TOOLS, root = '/', elevate = ['sudo', '-n'], }) {
    if (!isHosted(env))
        return { refused: 'this is not a Linux runner of GitHub', ...NOTHING };
    // What lies there belongs to the job's image, and the runner's own disk is out of reach.
    if (await isThere((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, '.dockerenv')))
        return { refused: 'the job runs in a container', ...NOTHING };
    const own = await Promise.all([env.GITHUB_WORKSPACE, env.RUNNER_TEMP, ...protect].map(realPath));
    const base = (await realPath(root)) ?? root;
    const removed = [];
    const kept = [];
    for (const tool of tools) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(base, tool.path);
        if (!(await isThere(path)))
            continue;
        const why = await obstacle(path, own);
        if (why !== undefined) {
            kept.push({ ...tool, path, why });
            continue;
        }
        const before = (await (0,_docker_space_js__WEBPACK_IMPORTED_MODULE_5__/* .roomAt */ .t3)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path)))?.free ?? 0;
        const failure = await remove(path, elevate);
        const freed = Math.max(((await (0,_docker_space_js__WEBPACK_IMPORTED_MODULE_5__/* .roomAt */ .t3)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path)))?.free ?? 0) - before, 0);
        if (failure === undefined)
            removed.push({ ...tool, path, freed });
        else
            kept.push({ ...tool, path, why: failure });
    }
    return { removed, kept, freed: removed.reduce((sum, tool) => sum + tool.freed, 0) };
}
/** For people, in lines; empty where there was nothing to do. */
function freeDiskLines({ refused, removed, kept, freed }) {
    if (refused !== undefined)
        return [`free-disk removes nothing here: ${refused}`];
    return [
        ...removed.map((tool) => `free-disk: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_4__/* .sizeText */ .lP)(tool.freed)} by removing ${tool.name} (${tool.path})`),
        ...kept.map((tool) => `free-disk: ${tool.name} (${tool.path}) stays: ${tool.why}`),
        ...(removed.length === 0 ? [] : [`free-disk: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_4__/* .sizeText */ .lP)(freed)} in all`]),
    ];
}
/** Why a path must stay, if it must. */
async function obstacle(path, own) {
    const real = await realPath(path);
    // A link, or below one: it leads to something that nobody has named.
    if (real !== path)
        return 'a link leads somewhere else';
    const inside = own.find((one) => one !== undefined && (isWithin(one, path) || isWithin(path, one)));
    return inside === undefined ? undefined : `${inside} is in use`;
}
/** Argv only; what is mounted below stays. */
async function remove(path, elevate) {
    const command = [...elevate, 'rm', '-rf', '--one-file-system', '--', path];
    const [program = '', ...args] = command;
    try {
        const { status, timedOut, stderr } = await (0,_shared_program_js__WEBPACK_IMPORTED_MODULE_3__/* .runProgram */ .V)(program, args, { timeoutMs: PATIENCE_MS });
        if (status === 0)
            return undefined;
        return timedOut
            ? 'removing it takes too long'
            : stderr.trim().split('\n')[0] || `rm ended with exit status ${status}`;
    }
    catch (error) {
        return (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error);
    }
}
/** Whether `path` is `folder` or below it. */
function isWithin(path, folder) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(folder, path);
    return way === '' || (way !== '..' && !way.startsWith('../') && !way.startsWith('/'));
}
async function realPath(path) {
    return path === undefined || path === '' ? undefined : (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path).catch(() => undefined);
}
function isThere(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path).then(() => true, () => false);
}


/***/ }),

/***/ 6520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Tp: () => (/* binding */ expectedMs),
/* harmony export */   VO: () => (/* binding */ parseDurations),
/* harmony export */   WS: () => (/* binding */ NO_DURATIONS),
/* harmony export */   Xd: () => (/* binding */ durationsText),
/* harmony export */   e6: () => (/* binding */ mergeChanges),
/* harmony export */   nB: () => (/* binding */ learn)
/* harmony export */ });
/* harmony import */ var _shared_values_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41195);

const NO_DURATIONS = { schema: 1, steps: {} };
/** Far more than a stack has; a file of it is half a megabyte. */
const MAX_STEPS = 5000;
/** More cannot be true, and would not be worth telling apart. */
const MAX_MS = 7 * 24 * 3_600_000;
/** A step of an image that was never heard of, in a stack that was never heard of. */
const DEFAULT_MS = {
    pull: 10_000,
    build: 60_000,
    test: 30_000,
    push: 10_000,
    integration: 30_000,
    info: 5_000,
    publish: 5_000,
};
/** What a step of an image will probably take: what it took; else the median of that step in the stack; else a guess. */
function expectedMs(durations, step, imageId) {
    return durations.steps[keyOf(step, imageId)] ?? mediansOf(durations).get(step) ?? DEFAULT_MS[step];
}
/** It is asked for every step of every image. */
const medians = new WeakMap();
function mediansOf(durations) {
    const known = medians.get(durations);
    if (known !== undefined)
        return known;
    const all = new Map();
    for (const [key, ms] of Object.entries(durations.steps)) {
        const times = all.get(stepOf(key));
        if (times === undefined)
            all.set(stepOf(key), [ms]);
        else
            times.push(ms);
    }
    const found = new Map([...all].map(([step, times]) => [step, median(times)]));
    medians.set(durations, found);
    return found;
}
function median(times) {
    const sorted = [...times].sort((a, b) => a - b);
    const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
    return Math.round((low + high) / 2);
}
/** Differences below these are noise: they must not change the order of a run, nor make a file worth saving. */
const NOISE_SHARE = 0.1;
const NOISE_MS = 1000;
/**
 * Adds what a run has measured; only of steps that passed, for the others were broken off. What is known goes half the
 * way to the new time, which counts as no less than half and no more than double of it: one run on a slow machine, or
 * with everything in the cache, moves it by half at most, while a lasting change is learnt within a few runs.
 * The same object when nothing has changed.
 */
function learn(durations, measured) {
    const steps = new Map(Object.entries(durations.steps));
    let isChanged = false;
    for (const { step, image, ms, outcome } of measured) {
        if (outcome !== 'passed' || !isTime(ms))
            continue;
        const key = keyOf(step, image);
        const known = steps.get(key);
        const learnt = known === undefined ? Math.max(1, Math.round(ms)) : towards(known, ms);
        isChanged ||= learnt !== known;
        // Taken out first: what was heard of last is last.
        steps.delete(key);
        steps.set(key, learnt);
    }
    return isChanged ? { schema: 1, steps: Object.fromEntries([...steps].slice(-MAX_STEPS)) } : durations;
}
function towards(known, ms) {
    const difference = Math.abs(ms - known);
    if (difference <= NOISE_MS || difference <= known * NOISE_SHARE)
        return known;
    const bounded = Math.min(Math.max(ms, known / 2), known * 2);
    return Math.max(1, Math.round((known + bounded) / 2));
}
/** What was learnt since `before`, on top of what others have stored in the meantime. */
function mergeChanges(stored, before, after) {
    const steps = new Map(Object.entries(stored.steps));
    for (const [key, ms] of Object.entries(after.steps)) {
        if (before.steps[key] === ms)
            continue;
        steps.delete(key);
        steps.set(key, ms);
    }
    return { schema: 1, steps: Object.fromEntries([...steps].slice(-MAX_STEPS)) };
}
/** Durations from the text of a file. What is no such file has none in it; what is no duration is left out. */
function parseDurations(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return NO_DURATIONS;
    }
    const steps = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .f)(value, ['steps']);
    if ((0,_shared_values_js__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .f)(value, ['schema']) !== 1 || typeof steps !== 'object' || steps === null)
        return NO_DURATIONS;
    const good = Object.entries(steps).filter((entry) => {
        const [key, ms] = entry;
        return Object.hasOwn(DEFAULT_MS, stepOf(key)) && isTime(ms) && ms >= 1;
    });
    return { schema: 1, steps: Object.fromEntries(good.slice(-MAX_STEPS)) };
}
function durationsText(durations) {
    return `${JSON.stringify(durations)}\n`;
}
function isTime(ms) {
    return typeof ms === 'number' && ms >= 0 && ms <= MAX_MS;
}
function keyOf(step, imageId) {
    return `${step} ${imageId}`;
}
function stepOf(key) {
    return key.slice(0, Math.max(0, key.indexOf(' ')));
}


/***/ }),

/***/ 89945:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ runProgram),
/* harmony export */   m: () => (/* binding */ cannotStart)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2890);


const MAX_OUTPUT = 256 * 1024 * 1024;
/**
 * Runs a program to its end: no shell, nothing printed. One that ends with a failure is a result; one that cannot be
 * started is thrown as the system error it is (see `cannotStart`).
 */
function runProgram(file, args, { input = '', timeoutMs = 0, cwd, env } = {}) {
    return new Promise((resolve, reject) => {
        const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFile)(file, args, {
            maxBuffer: MAX_OUTPUT,
            timeout: timeoutMs,
            killSignal: 'SIGKILL',
            ...(cwd === undefined ? {} : { cwd }),
            ...(env === undefined ? {} : { env: { ...process.env, ...env } }),
        }, (error, stdout, stderr) => {
            if (error === null)
                return resolve({ status: 0, timedOut: false, stdout, stderr });
            // It was not started, or said more than we hold.
            if (typeof error.code === 'string')
                return reject(Object.assign(new Error(error.message), { code: error.code }));
            const status = typeof error.code === 'number' ? error.code : undefined;
            resolve({ status, timedOut: error.killed === true && timeoutMs > 0, stdout, stderr });
        });
        // Whoever ends without reading closes the pipe; that is no failure.
        child.stdin?.on('error', () => undefined);
        child.stdin?.end(input);
    });
}
/** Whether an error of `runProgram` says that the program is not there, or that it is none. */
function cannotStart(error) {
    return ['ENOENT', 'EACCES', 'ENOTDIR', 'ENOEXEC', 'ELOOP'].includes((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .codeOf */ .$N)(error) ?? '');
}


/***/ }),

/***/ 41195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ valueAt)
/* harmony export */ });
/** What lies at a path of keys in a value of unknown shape; undefined where the path ends early. */
function valueAt(value, path) {
    let found = value;
    for (const step of path)
        found = typeof found === 'object' && found !== null ? found[step] : undefined;
    return found;
}


/***/ })

};
