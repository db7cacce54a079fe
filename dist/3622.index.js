export const id = 3622;
export const ids = [3622];
export const modules = {

/***/ 23081:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EO: () => (/* binding */ cacheValue),
/* harmony export */   NW: () => (/* binding */ cacheType),
/* harmony export */   XR: () => (/* binding */ csvField)
/* harmony export */ });
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


/***/ }),

/***/ 61043:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ causeOf)
/* harmony export */ });
/** The ways that an error took through BuildKit and buildx, each of which puts its name before it. */
const WAY = /^(?:ERROR: |rpc error: code = \w+ desc = |failed to build: |failed to solve(?: with frontend [\w.]+)?: |failed to create LLB definition: )+/;
/** A builder's message without its way: the same from each of them. */
function causeOf(message) {
    return message.replace(WAY, '');
}


/***/ }),

/***/ 93909:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ sweepCompose),
/* harmony export */   O: () => (/* binding */ composeProject)
/* harmony export */ });
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


/***/ }),

/***/ 33527:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ findEndpoint)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76760);
/* harmony import */ var _remote_places_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(61704);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2890);
/* harmony import */ var _shared_values_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(41195);







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
        const certificates = given(env.DOCKER_CERT_PATH) ?? (env.HOME === undefined ? undefined : (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(env.HOME, '.docker'));
        return {
            kind: 'tcp',
            // Of IPv6 addresses only URLs have the brackets.
            host: url.hostname.replace(/^\[|\]$/g, ''),
            port: Number(url.port || (tls ? 2376 : 2375)),
            certificates: tls ? certificates : undefined,
            source,
        };
    }
    const ssh = /^ssh:\/\/([^/]*)(\/.*)?$/.exec(host);
    if (ssh !== null) {
        const [, place = '', path = '/'] = ssh;
        // As ssh has it: who says no user is the same one over there.
        return {
            kind: 'ssh',
            place: (0,_remote_places_js__WEBPACK_IMPORTED_MODULE_4__/* .parsePlace */ .De)(place, { source, user: localUser() }),
            path: path === '/' ? undefined : path,
            source,
        };
    }
    throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .userError */ .IF)(`${source} is "${host}", which is not the address of an engine`, {
        remedy: 'Write unix:///path/to/docker.sock, tcp://host:port or ssh://user@host.',
    });
}
function localUser() {
    try {
        return (0,node_os__WEBPACK_IMPORTED_MODULE_2__.userInfo)().username;
    }
    catch {
        return undefined; // In containers an id may have no name.
    }
}
/** The host of the docker CLI's current context; undefined for the default one. */
async function contextHost(env) {
    const config = given(env.DOCKER_CONFIG) ?? (env.HOME === undefined ? undefined : (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(env.HOME, '.docker'));
    if (config === undefined)
        return undefined;
    const name = given(env.DOCKER_CONTEXT) ?? stringAt(await readJson((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(config, 'config.json')), ['currentContext']);
    if (name === undefined || name === '' || name === 'default')
        return undefined;
    const id = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(name).digest('hex');
    const host = stringAt(await readJson((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(config, 'contexts', 'meta', id, 'meta.json')), [
        'Endpoints',
        'docker',
        'Host',
    ]);
    if (host === undefined)
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .userError */ .IF)(`there is no docker context "${name}" in ${config}`, { remedy: '"docker context ls" lists them.' });
    return { name, host };
}
/** An environment variable that is empty is not set, as the docker CLI has it. */
function given(value) {
    return value === '' ? undefined : value;
}
async function readJson(path) {
    try {
        return JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(path, 'utf8'));
    }
    catch {
        return undefined; // No such file, or not JSON: then the docker CLI's own default holds.
    }
}
function stringAt(value, path) {
    const found = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_6__/* .valueAt */ .f)(value, path);
    return typeof found === 'string' ? found : undefined;
}


/***/ }),

/***/ 3622:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  c: () => (/* binding */ addressOf),
  x: () => (/* binding */ connectEngine)
});

// EXTERNAL MODULE: ./node_modules/dockerode/lib/docker.js
var docker = __webpack_require__(39040);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/values.js
var values = __webpack_require__(41195);
// EXTERNAL MODULE: ./build-ts/src/remote/places.js
var places = __webpack_require__(61704);
// EXTERNAL MODULE: ./build-ts/src/docker/compose-sweep.js
var compose_sweep = __webpack_require__(93909);
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
async function hostConfig({ memoryBytes, cpus, pids = DEFAULT_PIDS, shmBytes, addHosts, docker, gpus }, network, socket) {
    return {
        PidsLimit: pids,
        // A container that may swap as much again would only become slow, and with it the machine.
        ...(memoryBytes === undefined ? {} : { Memory: memoryBytes, MemorySwap: memoryBytes }),
        // Not NanoCpus: the engine refuses there what is more than the machine has.
        ...(cpus === undefined
            ? {}
            : { CpuPeriod: CPU_PERIOD_US, CpuQuota: Math.max(LEAST_CPU_QUOTA_US, Math.round(cpus * CPU_PERIOD_US)) }),
        ...(gpus === undefined ? {} : { DeviceRequests: [gpuRequest(gpus)] }),
        ...(shmBytes === undefined ? {} : { ShmSize: shmBytes }),
        ...(addHosts === undefined ? {} : { ExtraHosts: [...addHosts] }),
        ...(network === true ? {} : { NetworkMode: network === false ? 'none' : network }),
        ...(docker === 'sibling' ? await siblingConfig(socket) : {}),
        // An engine cannot keep its layers on the layers of another: they go to a volume, which goes with the container.
        ...(docker === 'dind' ? { Privileged: true, Mounts: [volumeAt('/var/lib/docker')] } : {}),
    };
}
/**
 * What `docker run --gpus` asks the engine for: any driver that can do `gpu`; -1 are all of them.
 * https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerCreate
 */
function gpuRequest(gpus) {
    return { Driver: '', Count: gpus === 'all' ? -1 : gpus, Capabilities: [['gpu']] };
}
/** What engines say that cannot give a GPU: no runtime for it (dockerd, daemon/devices.go), or no driver behind it. */
const NO_GPU = /could not select device driver|nvidia-container-(?:cli|runtime)|libnvidia-ml\.so/;
/** What to do about an engine's message, if it is about GPUs. */
function gpuRemedy(message) {
    return NO_GPU.test(message)
        ? 'Has this machine a GPU and its driver (nvidia-smi)? Then install nvidia-container-toolkit, run "nvidia-ctk runtime configure --runtime=docker" and start the engine again; or run elsewhere, and leave the suite out here.'
        : undefined;
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


/**
 * Hands on what a container says, as soon as it is started; the promise is for the end of it, which is no failure. An engine
 * with containerd (28) keeps the connection of a container that was removed before its start: `close` ends it on our side.
 */
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
    // It is a socket, whatever its type says.
    const close = () => stream.destroy();
    return { ended, close };
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

// EXTERNAL MODULE: ./build-ts/src/docker/gone.js
var docker_gone = __webpack_require__(15661);
// EXTERNAL MODULE: ./build-ts/src/docker/tar.js
var tar = __webpack_require__(67719);
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
    let attached;
    try {
        // Attached before the start: a quick command loses no output.
        attached = await attach(docker, container, onOutput);
        const files = withFolders(request.files, request.folders);
        if (files.length > 0)
            await container.putArchive((0,tar/* tarOf */.$)(files), { path: '/' });
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
        await attached.ended;
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
        const message = (0,docker_gone/* engineMessage */.g)((0,errors/* messageOf */.bD)(error));
        const remedy = (0,docker_gone/* goneRemedy */.W)(message) ?? gpuRemedy(message);
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
        attached?.close();
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
// EXTERNAL MODULE: ./build-ts/src/docker/caches.js
var caches = __webpack_require__(23081);
// EXTERNAL MODULE: ./build-ts/src/docker/cause.js
var cause = __webpack_require__(61043);
// EXTERNAL MODULE: ./build-ts/src/docker/context.js + 2 modules
var context = __webpack_require__(75912);
// EXTERNAL MODULE: ./node_modules/@grpc/grpc-js/build/src/index.js
var src = __webpack_require__(83033);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build-ts/src/registry/credentials.js
var credentials = __webpack_require__(18561);
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
function* fieldsOf(message) {
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
    for (const field of fieldsOf(message))
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
            for (const field of fieldsOf(message))
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
            const username = login.username === credentials/* IDENTITY_TOKEN */.V ? '' : login.username;
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
    for (const field of fieldsOf(Buffer.from(aux, 'base64'))) {
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
    for (const field of fieldsOf(message)) {
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
    for (const field of fieldsOf(message)) {
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
    for (const field of fieldsOf(message)) {
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
    for (const part of fieldsOf(field.value)) {
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
            throw new errors/* WorkError */.oE((0,cause/* causeOf */.r)(failure));
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
    const tar = (0,context/* packContext */.JH)(directory, entries, given);
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
    const inline = cacheTo.some((text) => (0,caches/* cacheType */.NW)(text) === 'inline') ? { BUILDKIT_INLINE_CACHE: '1' } : {};
    const refs = cacheFrom.map((text) => (0,caches/* cacheValue */.EO)(text, 'ref') ?? text);
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

// EXTERNAL MODULE: ./build-ts/src/docker/endpoint.js
var docker_endpoint = __webpack_require__(33527);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./build-ts/src/docker/inside.js






/** Holds the container open; `infinity` is not known to every busybox. */
const HOLD = ['sleep', '2147483647'];
/**
 * Starts a container to look inside; undefined where the image has no `sleep` to hold it open (distroless). What commands
 * do to its files stays for those after them.
 */
async function lookInside(docker, request) {
    const { image, signal } = request;
    signal.throwIfAborted();
    const container = await inside_create(docker, request);
    const remove = () => container.remove({ force: true, v: true }).catch(() => undefined);
    // It may have ended meanwhile.
    const kill = async () => {
        await container.kill().catch(() => undefined);
        await exitOf(docker, container.id).catch(() => undefined);
    };
    const onAbort = () => void kill();
    signal.addEventListener('abort', onAbort);
    const close = async () => {
        signal.removeEventListener('abort', onAbort);
        await remove();
    };
    try {
        await container.start();
        signal.throwIfAborted();
    }
    catch (error) {
        await close();
        signal.throwIfAborted();
        if (/executable file not found|no such file or directory/i.test((0,errors/* messageOf */.bD)(error)))
            return undefined;
        throw failed(image, error);
    }
    const run = async (asked) => {
        const began = performance.now();
        try {
            const { status, ended } = await execute(container, asked, signal, kill);
            signal.throwIfAborted();
            return { status, ended, ms: performance.now() - began };
        }
        catch (error) {
            signal.throwIfAborted();
            throw failed(image, error);
        }
    };
    return { run, close };
}
async function execute(container, { command, timeoutMs, mostBytes, onOutput }, signal, kill) {
    const exec = await begun(container, command, signal);
    let killed;
    let ended;
    let timer;
    try {
        const stream = await exec.start({ hijack: true, stdin: false });
        let left = mostBytes;
        const end = (why) => {
            if (ended !== undefined)
                return;
            ended = why;
            // There is no call that ends one command alone.
            killed = kill();
        };
        timer = setTimeout(() => end('time'), timeoutMs);
        await said(container, stream, (from, data) => {
            if (left <= 0)
                return;
            onOutput(from, data.subarray(0, left));
            left -= data.length;
            if (left <= 0)
                end('output');
        });
        const { ExitCode: status } = await exec.inspect();
        return { status: status ?? (ended === undefined ? 137 : 124), ended };
    }
    catch (error) {
        // Newer engines refuse to start what is not there, older ones say so in its output.
        if (ended !== undefined)
            return { status: 124, ended };
        if (![400, 404, 500].includes((0,errors/* statusOf */.c2)(error) ?? 0) || !/exec/i.test((0,errors/* messageOf */.bD)(error)))
            throw error;
        onOutput('stderr', Buffer.from(`${(0,errors/* messageOf */.bD)(error)}\n`));
        return { status: /permission denied/i.test((0,errors/* messageOf */.bD)(error)) ? 126 : 127, ended };
    }
    finally {
        clearTimeout(timer);
        await killed;
    }
}
/** Tries to begin a command in a container that is just ending. */
const ATTEMPTS = 5;
const PAUSE_MS = 200;
/** A command that is ready to start; a container that an earlier one has ended is started again. */
async function begun(container, command, signal) {
    for (let attempt = 1;; attempt++) {
        try {
            if (!(await isRunning(container)))
                await container.start();
            signal.throwIfAborted();
            return await container.exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true, Tty: false });
        }
        catch (error) {
            signal.throwIfAborted();
            if (attempt === ATTEMPTS || !/not running/i.test((0,errors/* messageOf */.bD)(error)))
                throw error;
            await (0,external_node_timers_promises_.setTimeout)(PAUSE_MS);
        }
    }
}
/** Hands on what a command says, until its end. */
function said(container, stream, onOutput) {
    const [stdout, stderr] = [new external_node_stream_.PassThrough(), new external_node_stream_.PassThrough()];
    stdout.on('data', (data) => onOutput('stdout', data));
    stderr.on('data', (data) => onOutput('stderr', data));
    const modem = container.modem;
    modem.demuxStream(stream, stdout, stderr);
    return new Promise((resolve) => {
        // setImmediate: what the last chunk put into the two streams is still on its way.
        const done = () => void setImmediate(resolve);
        stream.once('end', done);
        stream.once('close', done);
        stream.once('error', done);
    });
}
async function isRunning(container) {
    return (await container.inspect()).State.Running;
}
async function inside_create(docker, { image, platform, lifetimeMs }) {
    try {
        return await docker.createContainer({
            Image: image,
            ...(platform === undefined ? {} : { platform }),
            Entrypoint: [],
            Cmd: HOLD,
            Tty: false,
            // The image's own would run beside the commands.
            Healthcheck: { Test: ['NONE'] },
            Labels: ownerLabels(lifetimeMs),
            // Without tini: the start itself fails where there is no such program.
            HostConfig: await hostConfig({}, false, undefined),
        });
    }
    catch (error) {
        if (error instanceof errors/* WorkError */.oE)
            throw error;
        throw new errors/* WorkError */.oE(`no container of ${image}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
    }
}
function failed(image, error) {
    if (error instanceof errors/* WorkError */.oE)
        return error;
    const message = (0,docker_gone/* engineMessage */.g)((0,errors/* messageOf */.bD)(error));
    const remedy = (0,docker_gone/* goneRemedy */.W)(message);
    return new errors/* WorkError */.oE(`the container of ${image} could not run: ${message}`, {
        cause: error,
        ...(remedy === undefined ? {} : { remedy }),
    });
}

// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: ./build-ts/src/remote/home.js
var home = __webpack_require__(447);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: ./build-ts/src/remote/channel.js
var channel = __webpack_require__(47661);
// EXTERNAL MODULE: ./build-ts/src/remote/line.js + 6 modules
var remote_line = __webpack_require__(81563);
// EXTERNAL MODULE: ./build-ts/src/remote/quote.js
var quote = __webpack_require__(18742);
;// CONCATENATED MODULE: ./build-ts/src/remote/pipe.js





/**
 * Logs in for any number of pipes: as many connections are made as the server's MaxSessions wants. Throws what `connectSsh`
 * does; so does `open`, when the connection was lost meanwhile.
 */
async function sshPipes(access, signal) {
    const hops = [await (0,remote_line/* openLine */.T)(access, signal)];
    const { signal: never } = new AbortController();
    const overOne = async (line) => {
        for (const hop of hops.filter(({ lost }) => lost === undefined)) {
            try {
                return await (0,channel/* openChannel */.a)(hop, line, (channel) => new Pipe(channel));
            }
            catch (error) {
                if (!(error instanceof channel/* NoSession */.W) && hop.lost === undefined)
                    throw error;
            }
        }
        return undefined;
    };
    // One new connection at a time: servers turn away who comes with many (MaxStartups), and one has room for several.
    let last = Promise.resolve();
    const overMore = async (line) => {
        for (;;) {
            const pipe = await overOne(line);
            if (pipe !== undefined)
                return pipe;
            hops.push(await (0,remote_line/* openLine */.T)(access, never));
        }
    };
    return {
        open: async (words) => {
            const line = (0,quote/* shellLine */.T)(words);
            const pipe = await overOne(line);
            if (pipe !== undefined)
                return pipe;
            const next = last.then(() => overMore(line));
            last = next.catch(() => undefined);
            return next;
        },
        close: () => {
            for (const hop of hops)
                hop.close();
        },
    };
}
/** A channel as Node's http and http2 want a socket: ssh2's own streams do not close as others do. */
class Pipe extends external_node_stream_.Duplex {
    #channel;
    #said = '';
    #isHeard = false;
    constructor(channel) {
        super();
        this.#channel = channel;
        // A program may have ended before anybody listens: who gets the pipe then finds it `errored`.
        this.on('error', () => undefined);
        channel.on('data', (data) => {
            this.#isHeard = true;
            if (!this.push(data))
                channel.pause();
        });
        channel.on('end', () => {
            if (this.#isHeard)
                this.push(null);
        });
        channel.stderr.on('data', (data) => (this.#said = (0,shared_text/* clip */.$Q)(this.#said + data.toString('utf8'), 1000)));
        channel.on('error', (error) => this.destroy(error));
        channel.on('close', (status) => {
            if (this.#isHeard)
                this.push(null);
            else
                this.destroy(new Error(this.#why(status)));
        });
    }
    /** Why a program that has said nothing has ended. */
    #why(status) {
        const said = (0,shared_text/* plain */.pj)(this.#said.trim());
        if (said !== '')
            return said;
        return typeof status === 'number' ? `the program ended with ${status}` : 'the connection was closed';
    }
    _read() {
        this.#channel.resume();
    }
    _write(data, _encoding, done) {
        // A channel that is closed takes no data, and calls nobody back.
        if (this.#channel.writable)
            this.#channel.write(data, done);
        else
            done(new Error('the connection was closed'));
    }
    _final(done) {
        this.#channel.end();
        done();
    }
    _destroy(error, done) {
        this.#channel.destroy();
        done(error);
    }
    // What http sets on sockets. Of a channel there is nothing to set.
    setTimeout() {
        return this;
    }
    setNoDelay() {
        return this;
    }
    setKeepAlive() {
        return this;
    }
    ref() {
        return this;
    }
    unref() {
        return this;
    }
}

;// CONCATENATED MODULE: ./build-ts/src/docker/over-ssh.js




/** What the docker CLI starts on the other side for DOCKER_HOST=ssh://…: stdin and stdout are a connection to the engine. */
const DIAL = ['system', 'dial-stdio'];
/**
 * Inputs are for the login hosts of suites; this is as ssh itself has it (`remote/home.ts`). It stands first: a remedy may
 * end with a line that is to be copied.
 */
const ACCESS = 'Of an engine the keys of hosts are those of ~/.ssh/known_hosts or STACK_SSH_KNOWN_HOSTS; one logs in with STACK_SSH_KEY, the ssh agent, ~/.ssh/id_ed25519, id_ecdsa or id_rsa, or STACK_SSH_PASSWORD.';
/**
 * Connections to an engine on another machine, for Node's http: each is a program over there. The key of the host is
 * checked, as ssh does it, and never learnt. Throws a UserError where we are not let in.
 */
async function sshAgent(endpoint, env) {
    const { place, path } = endpoint;
    const words = ['docker', ...(path === undefined ? [] : ['--host', `unix://${path}`]), ...DIAL];
    const access = await (0,home/* accessOf */.Y)(place, env);
    const pipes = await sshPipes(access, new AbortController().signal).catch((error) => {
        if (error instanceof errors/* UserError */.yo || !(error instanceof errors/* WorkError */.oE))
            throw error;
        const message = [`${endpoint.source}: ${error.message}`, ...error.evidence].join('; ');
        throw (0,errors/* userError */.IF)(message, { remedy: [ACCESS, error.remedy ?? ''].join(' ').trim() });
    });
    const agent = new external_node_http_.Agent();
    const connection = (_options, done) => {
        pipes.open(words).then((pipe) => (pipe.errored === null ? done?.(null, pipe) : done?.(pipe.errored)), (error) => done?.(error instanceof Error ? error : new Error((0,errors/* messageOf */.bD)(error))));
        return undefined;
    };
    // Its types want a net.Socket at once; Node takes any stream, by the callback, too.
    return Object.assign(agent, { createConnection: connection });
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
    if (login?.username === credentials/* IDENTITY_TOKEN */.V)
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
        failure = (0,docker_gone/* engineMessage */.g)((0,errors/* messageOf */.bD)(error));
    }
    signal.throwIfAborted();
    if (failure !== undefined)
        throw new errors/* WorkError */.oE(`${repository}@${digest} could not be pulled: ${failure}`, { remedy: remedyFor(failure, host) });
}
function remedyFor(failure, host) {
    const gone = (0,docker_gone/* goneRemedy */.W)(failure);
    if (gone !== undefined)
        return gone;
    if (isDenied(failure))
        return `Log in with "docker login ${host}" as someone who may pull there; on GitHub's registry the job also needs permissions: packages: read.`;
    if (/not found|manifest unknown/i.test(failure))
        return 'Was it removed from the registry after the plan was made? Plan again, or ask for a full rebuild.';
    return `Does ${host} answer, and may it be reached from the engine?`;
}

// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var refs = __webpack_require__(99072);
;// CONCATENATED MODULE: ./build-ts/src/docker/push.js




/**
 * Pushes a ref with the engine. A refusal comes as an event in a stream that began with HTTP 200, so every event is read.
 * Returns the digest the registry gave it. Throws a WorkError that names the ref.
 */
async function pushImage(docker, ref, login, onStatus, signal) {
    const { repository, tag } = (0,refs/* splitRef */.Mn)(ref);
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
        failure = (0,docker_gone/* engineMessage */.g)((0,errors/* messageOf */.bD)(error));
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
    const gone = (0,docker_gone/* goneRemedy */.W)(failure);
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
    const isOwnTag = ({ fingerprint }, ref) => (0,refs/* splitRef */.Mn)(ref).tag === `fp-${fingerprint}`;
    const onlyOurNames = (image) => {
        const repositories = new Set(image.tags.map((tag) => (0,refs/* splitRef */.Mn)(tag).repository));
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
    let attached;
    const remove = async () => {
        await container.remove({ force: true, v: true }).catch(() => undefined);
        attached?.close();
    };
    const kill = () => void container.kill().catch(() => undefined); // It may have ended meanwhile.
    const { onOutput, fault } = guarded(request.onOutput, kill);
    try {
        // Attached before the start: one that ends at once loses no output.
        attached = await attach(docker, container, onOutput);
        const { ended } = attached;
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
    const message = (0,docker_gone/* engineMessage */.g)((0,errors/* messageOf */.bD)(error));
    const remedy = (0,docker_gone/* goneRemedy */.W)(message);
    return new errors/* WorkError */.oE(`the container of ${image} could not run: ${message}`, {
        cause: error,
        ...(remedy === undefined ? {} : { remedy }),
    });
}
const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/;
/** Where ports are opened, and by what name they are reached: on an engine's own machine by nobody but us. */
function publishedAt(endpoint) {
    const host = endpoint.kind === 'tcp' ? endpoint.host : endpoint.kind === 'ssh' ? endpoint.place.host : undefined;
    if (host !== undefined && !LOOPBACK.test(host))
        return { bind: '', host };
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
    const endpoint = await (0,docker_endpoint/* findEndpoint */.v)(env);
    const docker = await client(endpoint, env);
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
        inside: (request) => lookInside(docker, request),
        sweep: async () => {
            await sweepContainers(docker, Date.now());
            await (0,compose_sweep/* sweepCompose */.D)(docker, Date.now());
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
async function client(endpoint, env) {
    if (endpoint.kind === 'socket')
        return dockerAt({ socketPath: endpoint.path });
    // Host and port are not used: the agent has the way.
    if (endpoint.kind === 'ssh') {
        // The types do not know the agent.
        const options = { host: 'docker', port: 80, protocol: 'http', agent: await sshAgent(endpoint, env) };
        return dockerAt(options);
    }
    const { host, port, certificates } = endpoint;
    if (certificates === undefined)
        return dockerAt({ host, port, protocol: 'http' });
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
    return dockerAt({ host, port, protocol: 'https', ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) });
}
/**
 * docker-modem looks at DOCKER_HOST of the process, whatever it is told, and then reads certificates that nobody asks for:
 * DOCKER_CERT_PATH counts where there is TLS, as the docker CLI has it.
 */
function dockerAt(options) {
    const { DOCKER_HOST: host } = process.env;
    delete process.env['DOCKER_HOST'];
    try {
        return new docker(options);
    }
    finally {
        if (host !== undefined)
            process.env['DOCKER_HOST'] = host;
    }
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
                : endpoint.kind === 'ssh'
                    ? 'Its user needs the docker command (18.09 or newer) on the PATH of commands, and the right to use the engine.'
                    : 'Start Docker, or set DOCKER_HOST; on Debian or Ubuntu, as root, `scripts/engine up` gets one.',
        });
    }
    finally {
        clearTimeout(timer);
    }
}
function addressOf(endpoint) {
    if (endpoint.kind === 'socket')
        return `unix://${endpoint.path}`;
    if (endpoint.kind === 'tcp')
        return `tcp://${endpoint.host}:${endpoint.port}`;
    return `ssh://${(0,places/* placeText */.Z9)(endpoint.place)}${endpoint.path ?? ''}`;
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


/***/ }),

/***/ 15661:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ goneRemedy),
/* harmony export */   g: () => (/* binding */ engineMessage)
/* harmony export */ });
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


/***/ })

};
