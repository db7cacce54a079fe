export const id = 666;
export const ids = [666];
export const modules = {

/***/ 76666:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runCommand: () => (/* binding */ runCommand)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
;// CONCATENATED MODULE: ./build-ts/src/shared/values.js
/** What lies at a path of keys in a value of unknown shape; undefined where the path ends early. */
function valueAt(value, path) {
    let found = value;
    for (const step of path)
        found = typeof found === 'object' && found !== null ? found[step] : undefined;
    return found;
}

;// CONCATENATED MODULE: ./build-ts/src/changes/event.js

/** Pull requests carry their branch in GITHUB_HEAD_REF; GITHUB_REF_NAME is then `71/merge`. */
function readEvent(env) {
    if (env.GITHUB_ACTIONS !== 'true')
        return { name: 'local', branch: undefined };
    const head = env.GITHUB_HEAD_REF;
    const branch = head !== undefined && head !== '' ? head : env.GITHUB_REF_NAME;
    return { name: env.GITHUB_EVENT_NAME ?? 'unknown', branch: branch === '' ? undefined : branch };
}
/** The event's payload says that the code comes from a fork: then nothing may be published. */
function isFork(payload) {
    const repo = (...path) => valueAt(payload, [...path, 'full_name']);
    if (valueAt(payload, ['pull_request']) !== undefined)
        return differs(repo('pull_request', 'head', 'repo'), repo('pull_request', 'base', 'repo'));
    if (valueAt(payload, ['workflow_run']) !== undefined)
        return differs(repo('workflow_run', 'head_repository'), repo('workflow_run', 'repository'));
    return false;
}
/** A deleted fork leaves no repository behind: not ours either. */
function differs(head, base) {
    return head === undefined || head !== base;
}

;// CONCATENATED MODULE: ./build-ts/src/shared/paths.js


/** A path with its links followed, as far as it exists. */
async function realPathOf(path) {
    const whole = (0,external_node_path_.resolve)(path);
    try {
        return await (0,promises_.realpath)(whole);
    }
    catch {
        const parent = (0,external_node_path_.dirname)(whole);
        return parent === whole ? whole : (0,external_node_path_.join)(await realPathOf(parent), (0,external_node_path_.basename)(whole));
    }
}
/** The way from a folder to what lies below it; '' is the folder itself, undefined what lies elsewhere. Both real paths. */
function below(folder, path) {
    const way = (0,external_node_path_.relative)(folder, path);
    return way === '..' || way.startsWith(`..${external_node_path_.sep}`) || (0,external_node_path_.isAbsolute)(way) ? undefined : way;
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(31421);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
;// CONCATENATED MODULE: ./build-ts/src/shared/program.js


const MAX_OUTPUT = 256 * 1024 * 1024;
/**
 * Runs a program to its end: no shell, nothing printed. One that ends with a failure is a result; one that cannot be
 * started is thrown as the system error it is (see `cannotStart`).
 */
function runProgram(file, args, { input = '', timeoutMs = 0, cwd } = {}) {
    return new Promise((resolve, reject) => {
        const child = (0,external_node_child_process_.execFile)(file, args, { maxBuffer: MAX_OUTPUT, timeout: timeoutMs, killSignal: 'SIGKILL', ...(cwd === undefined ? {} : { cwd }) }, (error, stdout, stderr) => {
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
    return ['ENOENT', 'EACCES', 'ENOTDIR', 'ENOEXEC', 'ELOOP'].includes((0,errors/* codeOf */.$N)(error) ?? '');
}

;// CONCATENATED MODULE: ./build-ts/src/changes/git.js


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
async function git(directory, args) {
    try {
        const { status, stdout } = await runProgram('git', ['-C', directory, ...args]);
        return status === 0 ? stdout : undefined;
    }
    catch (error) {
        if (cannotStart(error))
            return undefined; // No git: a stack is a stack without it.
        throw error;
    }
}
/** The folders below `directory` as pathspecs that leave them out. */
async function excluded(directory, folders) {
    const top = await realPathOf(directory);
    const ways = await Promise.all(folders.map(async (folder) => below(top, await realPathOf(folder))));
    return ways.flatMap((way) => (way === undefined || way === '' ? [] : [`:(exclude,literal)${way}`]));
}

// EXTERNAL MODULE: ./node_modules/dockerode/lib/docker.js
var docker = __webpack_require__(39040);
// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(80481);
// EXTERNAL MODULE: ./node_modules/@grpc/grpc-js/build/src/index.js
var src = __webpack_require__(83033);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
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
    const stored = keys.find((key) => valueAt(config, ['auths', key]) !== undefined) ?? keys[0];
    const store = textAt(config, 'credsStore');
    return store !== undefined && store !== '' && stored !== undefined
        ? askHelper(store, stored, path, patienceMs)
        : undefined;
}
/** A text at a path of keys; anything else there is as good as nothing. */
function textAt(value, ...path) {
    const found = valueAt(value, path);
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
        output = await runProgram(file, ['get'], { input: server, timeoutMs: patienceMs });
    }
    catch (error) {
        if (!cannotStart(error))
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

;// CONCATENATED MODULE: ./build-ts/src/docker/session.js




const CREDENTIALS = '/moby.filesync.v1.Auth/Credentials';
const HEALTH = '/grpc.health.v1.Health/Check';
/**
 * Opens a session (POST /session, upgraded to HTTP/2 with the engine as the client). The engine asks the health service
 * every few seconds and drops a session that has none, so it has to be there although nothing else needs it.
 */
async function openSession(docker, credentialsFor) {
    const id = (0,external_node_crypto_.randomUUID)();
    const socket = await dial(docker, id);
    const server = new src.Server();
    const injector = server.createConnectionInjector(src.ServerCredentials.createInsecure());
    server.addService({ Credentials: unary(CREDENTIALS) }, {
        Credentials: answer(async (request) => {
            const login = await credentialsFor(textOf(request, 1));
            if (login === undefined)
                return Buffer.alloc(0);
            // A secret without a user name is an identity token.
            const username = login.username === IDENTITY_TOKEN ? '' : login.username;
            return Buffer.concat([bytesField(1, username), bytesField(2, login.password)]);
        }),
    });
    // status: SERVING (1), field 1.
    server.addService({ Check: unary(HEALTH) }, { Check: answer(() => Promise.resolve(Buffer.from([8, 1]))) });
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
/** Messages stay bytes: five fields do not need generated code, and nothing has to be read from .proto files at run time. */
function unary(path) {
    const same = (bytes) => bytes;
    return {
        path,
        requestStream: false,
        responseStream: false,
        requestSerialize: same,
        requestDeserialize: same,
        responseSerialize: same,
        responseDeserialize: same,
    };
}
function answer(handler) {
    return (call, done) => {
        handler(call.request).then((reply) => done(null, reply), (error) => done({ code: src.status.INTERNAL, details: String(error) }));
    };
}
function dial(docker, id) {
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
                'X-Docker-Expose-Session-Grpc-Method': [CREDENTIALS, HEALTH],
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

;// CONCATENATED MODULE: ./build-ts/src/docker/build.js




/**
 * Builds with the engine's BuildKit (POST /build?version=2). Returns the id of the image.
 * Throws a WorkError with the engine's message; an answer that ends without image and without error is one too.
 */
async function buildImage(docker, request) {
    const session = await openSession(docker, request.credentialsFor);
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
        request.signal.throwIfAborted();
        if (failure !== undefined)
            throw new errors/* WorkError */.oE(failure);
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
    return new Promise((resolve, reject) => {
        // A context that cannot be read must fail the build, not leave the engine waiting for the rest of the tar.
        request.context.once('error', reject);
        modem.dial({
            method: 'POST',
            path: '/build?',
            file: request.context,
            options: {
                version: '2',
                session,
                dockerfile: request.dockerfile,
                t: request.tags,
                buildargs: request.buildArgs,
                labels: request.labels,
                nocache: request.noCache,
            },
            abortSignal: request.signal,
            isStream: true,
            statusCodes: { 200: true, 400: 'bad request', 500: 'server error' },
        }, (error, stream) => (error ? reject(error) : resolve(stream)));
    });
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(38321);
// EXTERNAL MODULE: ./node_modules/tar-stream/index.js
var tar_stream = __webpack_require__(56118);
// EXTERNAL MODULE: ./node_modules/@balena/dockerignore/ignore.js
var ignore = __webpack_require__(44158);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
;// CONCATENATED MODULE: ./build-ts/src/docker/context.js









/**
 * What `docker build` would send: everything below `directory` that .dockerignore does not exclude, sorted by path.
 * `<Dockerfile>.dockerignore` goes before `.dockerignore`, as BuildKit has it; the Dockerfile itself is always sent.
 */
async function readContext(directory, dockerfile) {
    const { ignores, mayReturn } = await readRules(directory, dockerfile);
    const entries = [];
    const open = [''];
    for (let folder = open.shift(); folder !== undefined; folder = open.shift()) {
        const names = await (0,promises_.readdir)((0,external_node_path_.join)(directory, folder), { encoding: 'buffer' }).catch((error) => {
            throw unreadable(directory, folder, error);
        });
        for (const bytes of names) {
            const name = bytes.toString('utf8');
            const path = folder === '' ? name : `${folder}/${name}`;
            const keep = path === dockerfile || path === '.dockerignore' || !ignores(path);
            if (!Buffer.from(name).equals(bytes)) {
                if (!keep)
                    continue;
                throw (0,errors/* userError */.IF)(`the name of the file "${path}" is not UTF-8`, {
                    file: (0,external_node_path_.join)(directory, path),
                    remedy: 'Rename it, or exclude it in .dockerignore.',
                });
            }
            try {
                const found = await (0,promises_.lstat)((0,external_node_path_.join)(directory, path));
                const entry = { path, mode: found.mode & 0o7777, mtime: found.mtime, size: 0, target: '' };
                if (found.isDirectory()) {
                    if (keep)
                        entries.push({ ...entry, type: 'directory' });
                    if (keep || mayReturn || dockerfile.startsWith(`${path}/`))
                        open.push(path);
                }
                else if (keep && found.isSymbolicLink()) {
                    entries.push({ ...entry, type: 'symlink', target: await (0,promises_.readlink)((0,external_node_path_.join)(directory, path)) });
                }
                else if (keep && found.isFile()) {
                    entries.push({ ...entry, type: 'file', size: found.size });
                }
            }
            catch (error) {
                if (keep)
                    throw unreadable(directory, path, error);
            }
        }
    }
    return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}
/** Whether a file at `path` (relative to the context) would be sent, if it were there. */
async function isSent(directory, dockerfile, path) {
    return !(await readRules(directory, dockerfile)).ignores(path);
}
async function readRules(directory, dockerfile) {
    const rules = (await readText(directory, `${dockerfile}.dockerignore`)) ?? (await readText(directory, '.dockerignore'));
    const filter = ignore["default"]({ ignorecase: false });
    if (rules !== undefined)
        filter.add(rules);
    return {
        ignores: (path) => filter.ignores(path),
        // Only a rule with "!" can bring back something below an excluded directory.
        mayReturn: rules !== undefined && /^\s*!/m.test(rules),
    };
}
async function readText(directory, path) {
    const file = (0,external_node_path_.join)(directory, path);
    try {
        // Of a pipe or a device there may be no end.
        if (!(await (0,promises_.stat)(file)).isFile())
            throw (0,errors/* userError */.IF)(`${path} is no regular file`, { file, remedy: 'Make it one.' });
        return await (0,promises_.readFile)(file, 'utf8');
    }
    catch (error) {
        if ((0,errors/* codeOf */.$N)(error) === 'ENOENT')
            return undefined;
        throw unreadable(directory, path, error);
    }
}
/**
 * sha256 over (path, mode, content) of a context. Of the mode only what git keeps counts, so that two checkouts of one
 * commit agree whatever their umask; directories count by what is in them.
 */
async function hashContext(directory, entries) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    for (const entry of entries) {
        if (entry.type === 'directory')
            continue;
        const kind = entry.type === 'symlink' ? 'link' : entry.mode & 0o100 ? 'exec' : 'file';
        const content = entry.type === 'symlink' ? entry.target : await hashFile(directory, entry.path);
        hash.update(`${JSON.stringify([entry.path, kind, content])}\n`);
    }
    return hash.digest('hex');
}
async function hashFile(directory, path) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    try {
        await (0,external_node_stream_promises_.pipeline)((0,external_node_fs_.createReadStream)((0,external_node_path_.join)(directory, path)), hash);
    }
    catch (error) {
        throw unreadable(directory, path, error);
    }
    return hash.digest('hex');
}
/** A context as the tar stream that the Engine API takes. */
function packContext(directory, entries) {
    return tarOf(entries.map((entry) => ({ ...entry, name: entry.path, source: (0,external_node_path_.join)(directory, entry.path) })));
}
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
            else
                await (0,external_node_stream_promises_.pipeline)(bytesOf(file), tar.entry({ ...header, name: file.name, size: file.size }));
        }
        tar.finalize();
    };
    write().catch((error) => tar.destroy(error instanceof Error ? error : new Error(String(error))));
    return external_node_stream_.Readable.from(tar, { objectMode: false });
}
/** The bytes that the head of a tar entry promises. */
async function* bytesOf(file) {
    const remedy = 'Let nothing change the stack while it is built.';
    let sent = 0;
    try {
        for await (const chunk of (0,external_node_fs_.createReadStream)(file.source)) {
            sent += chunk.length;
            if (sent > file.size)
                break;
            yield chunk;
        }
    }
    catch (error) {
        throw new errors/* WorkError */.oE(`the file ${file.source} cannot be sent: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error, remedy });
    }
    if (sent !== file.size)
        throw new errors/* WorkError */.oE(`the file ${file.source} changed while it was sent`, { remedy });
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

;// CONCATENATED MODULE: ./build-ts/src/docker/gone.js
/** What Node says when the other side of a connection ends it. */
const GONE = /^aborted$|socket hang up|ECONNRESET|ECONNREFUSED|EPIPE|connect ENOENT|premature close/i;
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

;// CONCATENATED MODULE: ./build-ts/src/docker/containers.js






/** Marks what is ours, so that nothing else is ever cleaned up. Its value: until when it may be there (ms since 1970). */
const OWNER_LABEL = 'dev.stack-action.until';
/** After its limit a container of ours is nobody's; this long for a slow engine to remove it. */
const LEFTOVER_MS = 5 * 60_000;
/** Removes what runs that were killed (kill -9, power) left behind: containers of ours that are past their limit. */
async function sweepContainers(docker, now) {
    const ours = await docker.listContainers({ all: true, filters: { label: [OWNER_LABEL] } });
    const old = ours.filter((container) => Number(container.Labels[OWNER_LABEL]) < now);
    await Promise.all(old.map((container) => docker
        .getContainer(container.Id)
        .remove({ force: true, v: true })
        .catch(() => undefined)));
}
const DEFAULT_GRACE_MS = 10_000;
/** More than any test report has. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;
/** Runs one command in a container of its own and removes it, whatever happens. Output is complete and streamed. */
async function runContainer(docker, request) {
    const began = Date.now();
    request.signal.throwIfAborted();
    const container = await create(docker, request);
    let timedOut = false;
    const timers = [];
    const kill = (signal) => void container.kill({ signal }).catch(() => undefined); // It may have ended meanwhile.
    const stop = () => {
        kill('SIGTERM');
        timers.push(setTimeout(() => kill('SIGKILL'), request.graceMs ?? DEFAULT_GRACE_MS));
    };
    const onAbort = () => kill('SIGKILL');
    // What a listener throws (its disk may be full) would end us from inside a stream: it ends the container instead.
    let fault;
    const onOutput = (stream, data) => {
        if (fault !== undefined)
            return;
        try {
            request.onOutput(stream, data);
        }
        catch (error) {
            fault = error instanceof Error ? error : new Error(String(error));
            kill('SIGKILL');
        }
    };
    try {
        // Attached before the start: a quick command loses no output.
        const stream = await container.attach({ stream: true, stdout: true, stderr: true });
        const ended = demux(docker, stream, onOutput);
        if (request.files.length > 0)
            await container.putArchive(tarOf(withFolders(request.files)), { path: '/' });
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
        if (fault !== undefined)
            throw fault;
        const { State: state } = await container.inspect();
        const file = request.bringBack === undefined ? undefined : await readFileOf(container, request.bringBack);
        return { status, timedOut, outOfMemory: state.OOMKilled, ms: Date.now() - began, file };
    }
    catch (error) {
        request.signal.throwIfAborted();
        if (error instanceof errors/* WorkError */.oE || (error instanceof Error && error === fault))
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
async function create(docker, request) {
    try {
        return await docker.createContainer({
            Image: request.image,
            Cmd: [...request.command],
            Entrypoint: [],
            Env: Object.entries(request.env).map(([name, value]) => `${name}=${value}`),
            ...(request.workdir === undefined ? {} : { WorkingDir: request.workdir }),
            Tty: false,
            AttachStdout: true,
            AttachStderr: true,
            Labels: {
                [OWNER_LABEL]: String(Date.now() + request.timeoutMs + (request.graceMs ?? DEFAULT_GRACE_MS) + LEFTOVER_MS),
            },
            HostConfig: { Init: true, ...(request.network ? {} : { NetworkMode: 'none' }) },
        });
    }
    catch (error) {
        throw new errors/* WorkError */.oE(`no container of ${request.image}: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
    }
}
/** Every folder above a file, so that the engine need not guess their modes. */
function withFolders(files) {
    const folders = new Map();
    for (const file of files) {
        const parts = file.name.split('/').slice(0, -1);
        for (let depth = 2; depth <= parts.length; depth++) {
            const name = parts.slice(0, depth).join('/');
            if (!files.some((other) => other.name === name)) {
                folders.set(name, { name, source: '', type: 'directory', mode: 0o755, mtime: file.mtime, size: 0, target: '' });
            }
        }
    }
    return [...folders.values(), ...files];
}
function demux(docker, stream, onOutput) {
    const [stdout, stderr] = [new external_node_stream_.PassThrough(), new external_node_stream_.PassThrough()];
    stdout.on('data', (data) => onOutput('stdout', data));
    stderr.on('data', (data) => onOutput('stderr', data));
    docker.modem.demuxStream(stream, stdout, stderr);
    return new Promise((resolve) => {
        // setImmediate: what the last chunk put into the two streams is still on its way.
        const done = () => void setImmediate(resolve);
        stream.once('end', done);
        stream.once('close', done);
        stream.once('error', done);
    });
}
async function readFileOf(container, path) {
    try {
        const archive = await container.getArchive({ path });
        for await (const entry of archive.pipe((0,tar_stream.extract)())) {
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
    catch (error) {
        if ((0,errors/* statusOf */.c2)(error) === 404)
            return undefined;
        throw error;
    }
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
    const found = valueAt(value, path);
    return typeof found === 'string' ? found : undefined;
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
        for await (const text of (0,external_node_readline_.createInterface)({ input: stream, crlfDelay: Infinity })) {
            if (text.trim() === '')
                continue;
            const line = JSON.parse(text);
            failure = line.error ?? line.errorDetail?.message ?? failure;
            digest = line.aux?.Digest ?? reported(line, tag) ?? digest;
            // Progress bars ("Pushing" with a current size) come by the thousand; what happened to a layer comes once.
            if (line.status !== undefined &&
                line.status !== 'Pushing' &&
                line.status !== 'Preparing' &&
                line.status !== 'Waiting') {
                onStatus(line.id === undefined ? line.status : `${line.id}: ${line.status}`);
            }
        }
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
/** An identity token goes to the engine in a field of its own. */
function authOf(login, serveraddress) {
    if (login?.username === IDENTITY_TOKEN)
        return { serveraddress, username: '', password: '', identitytoken: login.password };
    return { serveraddress, username: login?.username ?? '', password: login?.password ?? '' };
}
function pushRemedy(failure, host) {
    const gone = goneRemedy(failure);
    if (gone !== undefined)
        return gone;
    if (/unauthorized|authentication required|no basic auth|denied|forbidden/i.test(failure)) {
        return `Log in with "docker login ${host}" as someone who may push there; on GitHub's registry the job also needs permissions: packages: write.`;
    }
    if (/unsupported|method not allowed|405|read.?only/i.test(failure))
        return `The registry ${host} takes no pushes (read-only?).`;
    if (/no space left/i.test(failure))
        return `The disk of ${host} is full.`;
    return `Does ${host} answer, and may it be reached from the engine?`;
}

;// CONCATENATED MODULE: ./build-ts/src/docker/engine.js









/** Connects to the engine the docker CLI would use. Throws a UserError when none answers: nothing was started. */
async function connectEngine(env, credentialsFor, patienceMs = 30_000) {
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
        platform: `${version.Os}/${version.Arch}`,
        build: (request) => buildImage(docker, { ...request, credentialsFor }),
        run: (request) => runContainer(docker, request),
        sweep: () => sweepContainers(docker, Date.now()),
        push: (ref, login, onStatus, signal) => pushImage(docker, ref, login, onStatus, signal),
        inspect: async (ref) => {
            const image = await orUndefined(docker.getImage(ref).inspect());
            if (image === undefined)
                return undefined;
            return {
                id: image.Id,
                size: image.Size,
                platform: `${image.Os}/${image.Architecture}`,
                repoDigests: image.RepoDigests,
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
        if (typeof valueAt(answer, ['ApiVersion']) !== 'string')
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

;// CONCATENATED MODULE: ./build-ts/src/registry/http.js

const ATTEMPTS = 4;
const TIMEOUT_MS = 30_000;
/** More than any manifest may have (distribution's own limit is 4 MiB): no registry fills our memory. */
const MAX_BYTES = 8 * 1024 * 1024;
const LONGEST_WAIT_MS = 60_000;
/**
 * Sends a request and reads the answer. Broken connections, cut bodies, 429 and 5xx are tried again, after the time the
 * server asks for or a growing one. Throws a WorkError when nobody answers; `who` is its name in the message.
 */
async function request(url, sent, who) {
    for (let attempt = 1;; attempt++) {
        const answer = await once(url, sent);
        const failed = answer instanceof Error;
        const wait = attempt >= ATTEMPTS ? undefined : failed ? waitAfterError(answer, attempt) : waitAfter(answer, attempt);
        if (wait === undefined) {
            if (!failed)
                return answer;
            throw new errors/* WorkError */.oE(`${who} does not answer: ${(0,errors/* messageOf */.bD)(answer)}`, {
                cause: answer,
                remedy: `Is ${new URL(url).host} right, and may it be reached from here?`,
            });
        }
        await new Promise((resolve) => setTimeout(resolve, wait));
    }
}
async function once(url, { method = 'GET', headers = {}, body }) {
    try {
        const response = await fetch(url, {
            method,
            headers,
            ...(body === undefined ? {} : { body: body instanceof URLSearchParams ? body : new Uint8Array(body) }),
            signal: AbortSignal.timeout(TIMEOUT_MS),
        });
        return { status: response.status, headers: response.headers, body: await read(response) };
    }
    catch (error) {
        // fetch says only "fetch failed" or "terminated"; the reason is its cause.
        if (error instanceof Error)
            return error.cause instanceof Error ? error.cause : error;
        return new Error(String(error));
    }
}
async function read(response) {
    const chunks = [];
    let bytes = 0;
    for await (const chunk of (response.body ?? [])) {
        bytes += chunk.length;
        if (bytes > MAX_BYTES)
            throw new Error(`the answer has more than ${MAX_BYTES} bytes`);
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}
function waitAfter({ status, headers }, attempt) {
    if (status !== 429 && status < 500)
        return undefined;
    const asked = headers.get('retry-after') ?? '';
    const ms = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now();
    return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT_MS) : backoffMs(attempt);
}
/** A connection that broke may hold the next time; a host that does not exist will not exist then either. */
function waitAfterError(error, attempt) {
    return (0,errors/* codeOf */.$N)(error) === 'ENOTFOUND' ? undefined : backoffMs(attempt);
}
function backoffMs(attempt) {
    return 250 * 2 ** attempt;
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
/** Answers a 401 challenge (RFC 9110 section 11; distribution's token flow) with the value of an Authorization header. */
async function authorize(answer, challenge, credentialsFor) {
    const { host, scope, plainHttp } = challenge;
    const asked = answer.headers.get('www-authenticate') ?? '';
    const login = await credentialsFor(host);
    if (/^basic/i.test(asked)) {
        if (login === undefined)
            throw new RegistryError(`the registry ${host} wants a login and there is none`, 401, {
                remedy: loginRemedy(host),
            });
        return basic(login);
    }
    const parameters = Object.fromEntries([...asked.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name ?? '', value ?? '']));
    if (!/^bearer/i.test(asked) || !URL.canParse(parameters['realm'] ?? ''))
        throw new RegistryError(`the registry ${host} refuses with 401 and does not say how to log in`, 401);
    const realm = new URL(parameters['realm'] ?? '');
    if (realm.protocol !== 'https:' && !plainHttp)
        throw new RegistryError(`the registry ${host} wants the login sent to ${realm.origin} without encryption`, 401);
    const token = await askToken(realm, parameters['service'], scope, login);
    if (token.status !== 200)
        throw new RegistryError(`the registry ${host} refuses the login (${token.status})`, token.status, {
            remedy: loginRemedy(host),
        });
    const body = JSON.parse(token.body.toString('utf8'));
    return `Bearer ${body.token ?? body.access_token ?? ''}`;
}
/** A password goes along by basic auth; an identity token (kept by docker login instead of a password) is exchanged by POST. */
function askToken(realm, service, scope, login) {
    const who = `the login server ${realm.host}`;
    if (login?.username === IDENTITY_TOKEN) {
        const form = {
            grant_type: 'refresh_token',
            refresh_token: login.password,
            service: service ?? '',
            scope,
            client_id: 'stack-action',
        };
        return request(realm.origin + realm.pathname, { method: 'POST', body: new URLSearchParams(form) }, who);
    }
    if (service !== undefined)
        realm.searchParams.set('service', service);
    realm.searchParams.set('scope', scope);
    return request(realm.href, login === undefined ? {} : { headers: { authorization: basic(login) } }, who);
}
function basic({ username, password }) {
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
function loginRemedy(host) {
    return `Log in with "docker login ${host}"; on GitHub's registry the job also needs permissions: packages: write.`;
}

;// CONCATENATED MODULE: ./build-ts/src/registry/client.js






/** Every kind of manifest (OCI image-spec and Docker schema 2), so that an index is never resolved to one platform. */
const ACCEPT = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
/** A client of the OCI distribution API (https://github.com/opencontainers/distribution-spec/blob/main/spec.md). */
function registryClient(credentialsFor) {
    const authorizations = new Map();
    /** Logs in when the registry asks for it; also again, because tokens live for minutes and runs for hours. */
    async function send(repository, actions, path, sent) {
        const { host, name } = locate(repository);
        const scope = `repository:${name}:${actions}`;
        const key = `${host} ${scope}`;
        const base = baseUrl(host);
        const ask = (authorization) => request(`${base}/v2/${path === '' ? '' : `${name}/${path}`}`, { ...sent, headers: { ...sent.headers, ...(authorization === undefined ? {} : { authorization }) } }, `the registry ${host}`);
        const answer = await ask(authorizations.get(key));
        if (answer.status !== 401)
            return answer;
        const authorization = await authorize(answer, { host, scope, plainHttp: base.startsWith('http://') }, credentialsFor);
        authorizations.set(key, authorization);
        return ask(authorization);
    }
    return {
        digest: async (repository, reference) => {
            const answer = await send(repository, 'pull', `manifests/${reference}`, {
                method: 'HEAD',
                headers: { accept: ACCEPT },
            });
            if (answer.status === 404)
                return undefined;
            expect(answer, 200, `look-up of ${nameOf(repository, reference)}`, repository);
            return answer.headers.get('docker-content-digest') ?? undefined;
        },
        manifest: async (repository, reference) => {
            const answer = await send(repository, 'pull', `manifests/${reference}`, { headers: { accept: ACCEPT } });
            if (answer.status === 404)
                return undefined;
            expect(answer, 200, `look-up of ${nameOf(repository, reference)}`, repository);
            const mediaType = answer.headers.get('content-type');
            if (mediaType === null)
                throw new errors/* WorkError */.oE(`the registry answered for ${nameOf(repository, reference)} without a media type`);
            const digest = `sha256:${(0,external_node_crypto_.createHash)('sha256').update(answer.body).digest('hex')}`;
            const said = answer.headers.get('docker-content-digest') ?? digest;
            if (said !== digest && said.startsWith('sha256:'))
                throw new errors/* WorkError */.oE(`the registry sent something else for ${nameOf(repository, reference)}: it says ${said}, the bytes are ${digest}`);
            return { bytes: answer.body, mediaType, digest };
        },
        put: async (repository, reference, manifest) => {
            const answer = await send(repository, 'pull,push', `manifests/${reference}`, {
                method: 'PUT',
                headers: { 'content-type': manifest.mediaType },
                body: manifest.bytes,
            });
            expect(answer, 201, `move of ${nameOf(repository, reference)}`, repository);
            const digest = answer.headers.get('docker-content-digest');
            if (digest !== null && digest !== manifest.digest)
                throw new errors/* WorkError */.oE(`the registry made ${digest} of ${manifest.digest} at ${nameOf(repository, reference)}`);
        },
        checkLogin: async (repository) => {
            expect(await send(repository, 'pull,push', '', {}), 200, `login at ${locate(repository).host}`, repository);
        },
    };
}
function nameOf(repository, reference) {
    return reference.includes(':') ? `${repository}@${reference}` : `${repository}:${reference}`;
}
/** Host and name in its API; Docker Hub keeps names of one part below `library`. */
function locate(repository) {
    const parsed = (0,stack_refs/* parseRepository */.SU)(repository);
    if (parsed === undefined)
        throw new errors/* WorkError */.oE(`"${repository}" is not the name of a repository`);
    const { host, path } = parsed;
    return { host, name: host === stack_refs/* DEFAULT_HOST */.HX && !path.includes('/') ? `library/${path}` : path };
}
/** Plain HTTP for registries of this machine only, as the engine has it; Docker Hub's API has a host of its own. */
function baseUrl(host) {
    if (host === stack_refs/* DEFAULT_HOST */.HX)
        return 'https://registry-1.docker.io';
    return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host) ? `http://${host}` : `https://${host}`;
}
function expect(answer, status, what, repository) {
    if (answer.status === status)
        return;
    const text = answer.body.toString('utf8').slice(0, 500).replaceAll(/\s+/g, ' ').trim();
    const refused = answer.status === 401 || answer.status === 403;
    throw new RegistryError(`${what}: the registry answered ${answer.status}${text === '' ? '' : `: ${text}`}`, answer.status, refused ? { remedy: loginRemedy(locate(repository).host) } : {});
}

// EXTERNAL MODULE: ./build-ts/src/shared/nearest.js
var nearest = __webpack_require__(54527);
// EXTERNAL MODULE: ./node_modules/dockerfile-ast/lib/main.js
var main = __webpack_require__(78390);
;// CONCATENATED MODULE: ./build-ts/src/stack/dockerfile.js

/**
 * The images that a Dockerfile builds on, build args and ARG defaults resolved; its own stages and `scratch` left out.
 * ARG rules: https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact
 */
function basesOf(text, args) {
    const dockerfile = main.DockerfileParser.parse(text);
    const values = new Map();
    for (const arg of dockerfile.getInitialARGs()) {
        for (const property of arg.getProperties()) {
            const name = property.getName();
            const value = Object.hasOwn(args, name) ? args[name] : property.getValue();
            if (value != null)
                values.set(name, substitute(value, values));
        }
    }
    const stages = new Set();
    const bases = [];
    const take = (written, line) => {
        if (written === null || written === undefined)
            return;
        const ref = substitute(written, values);
        if (ref !== '' && ref !== 'scratch' && !stages.has(ref.toLowerCase()) && !/^\d+$/.test(ref))
            bases.push({ ref, written, line });
    };
    const uses = [
        ...dockerfile
            .getFROMs()
            .map((from) => ({ line: from.getRange().start.line + 1, from: from.getImage(), stage: from.getBuildStage() })),
        ...dockerfile.getInstructions().flatMap((instruction) => instruction instanceof main.JSONInstruction
            ? instruction.getFlags().map((flag) => ({
                line: instruction.getRange().start.line + 1,
                from: flag.getName() === 'from' ? flag.getValue() : flag.getOption('from')?.getValue(),
                stage: null,
            }))
            : []),
    ].sort((a, b) => a.line - b.line);
    for (const use of uses) {
        take(use.from, use.line);
        if (use.stage !== null)
            stages.add(use.stage.toLowerCase());
    }
    return bases;
}
/** `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:+other}`; unknown names become empty, as BuildKit has it. */
function substitute(text, values) {
    return text.replace(/\$(?:\{(\w+)(?::?([-+])([^}]*))?\}|(\w+))/g, (_all, braced, operator, word, bare) => {
        const value = values.get(braced ?? bare ?? '') ?? '';
        if (operator === '-')
            return value === '' ? (word ?? '') : value;
        if (operator === '+')
            return value === '' ? '' : (word ?? '');
        return value;
    });
}

;// CONCATENATED MODULE: ./build-ts/src/stack/fingerprint.js

/** Changes with the meaning of the hash, so that an older one is never mistaken for it. */
const VERSION = 1;
/** 32 hexadecimal digits of a sha256 over the parts, in a form that no value can imitate (JSON). */
function fingerprint(parts) {
    const args = Object.entries(parts.args).sort(([a], [b]) => (a < b ? -1 : 1));
    const text = JSON.stringify([VERSION, parts.context, parts.dockerfile, args, parts.platform, parts.bases]);
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex').slice(0, 32);
}
/** The tag of a candidate: names the content, so it never moves to other content. */
function candidateTag(print) {
    return `fp-${print}`;
}

;// CONCATENATED MODULE: ./build-ts/src/stack/graph.js
/** Parents before children; among nodes that are free at the same time the given order holds. Nodes on or behind a cycle are left out. */
function topological({ nodes, parentsOf }) {
    const rank = new Map(nodes.map((node, index) => [node, index]));
    const missing = new Map(nodes.map((node) => [node, new Set(parentsOf(node)).size]));
    const children = childrenOf({ nodes, parentsOf });
    const order = [];
    let wave = nodes.filter((node) => missing.get(node) === 0);
    while (wave.length > 0) {
        order.push(...wave);
        const next = [];
        for (const node of wave) {
            for (const child of children.get(node) ?? []) {
                const left = (missing.get(child) ?? 0) - 1;
                missing.set(child, left);
                if (left === 0)
                    next.push(child);
            }
        }
        wave = next.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
    }
    return order;
}
/** The children of every node, in the given order. */
function childrenOf({ nodes, parentsOf }) {
    const children = new Map(nodes.map((node) => [node, []]));
    for (const node of nodes)
        for (const parent of new Set(parentsOf(node)))
            children.get(parent)?.push(node);
    return children;
}
/** One cycle, first node repeated at the end (`a → b → a` is [a, b, a]), or undefined. */
function findCycle(graph) {
    const settled = new Set(topological(graph));
    const start = graph.nodes.find((node) => !settled.has(node));
    if (start === undefined)
        return undefined;
    // Every unsettled node has an unsettled parent, so walking upwards must come back to a node that was seen.
    const seen = new Map();
    const path = [];
    let node = start;
    while (node !== undefined && !seen.has(node)) {
        seen.set(node, path.length);
        path.push(node);
        node = graph.parentsOf(node).find((parent) => !settled.has(parent) && graph.nodes.includes(parent));
    }
    if (node === undefined)
        return undefined;
    const cycle = path.slice(seen.get(node)).reverse();
    return [...cycle, cycle[0] ?? node];
}
/** The nodes and everything above them. */
function withAncestors(wanted, parentsOf) {
    const found = new Set();
    const open = [...wanted];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
        if (found.has(node))
            continue;
        found.add(node);
        open.push(...parentsOf(node));
    }
    return found;
}
/** Level 0 has no parents; a node's level is one below its lowest parent. Needs nodes in topological order. */
function levels(order, parentsOf) {
    const level = new Map();
    const result = [];
    for (const node of order) {
        let depth = 0;
        for (const parent of parentsOf(node))
            depth = Math.max(depth, (level.get(parent) ?? -1) + 1);
        level.set(node, depth);
        (result[depth] ??= []).push(node);
    }
    return result;
}

;// CONCATENATED MODULE: ./build-ts/src/stack/suites.js

/** Suites that are found by convention are named like their directories; those of an image have the image's name. */
const COMMON_SUITE = 'tests_common';
const INTEGRATION_SUITE = 'integration_tests';
/** Common tests, the tests of every ancestor from the root down, its own, then the spec's. */
function plannedSuites(image, { stack, sources, commonTests, defaultTimeoutMs }) {
    const pytest = (name, files) => files === undefined
        ? []
        : [{ name, kind: 'pytest', run: [], files, timeoutMs: defaultTimeoutMs, network: false, note: undefined }];
    const lineage = withAncestors([image.name], (name) => stack.images.get(name)?.parents ?? []);
    const declared = stack.suites
        .filter((suite) => suite.images?.includes(image.name) ?? true)
        .map((suite) => ({
        name: suite.name,
        kind: 'command',
        run: suite.run,
        files: suite.files,
        timeoutMs: suite.timeoutMs ?? defaultTimeoutMs,
        network: suite.network,
        note: undefined,
    }));
    const integration = sources.get(image.name)?.integrationTests;
    const off = integration === undefined
        ? []
        : [
            {
                name: INTEGRATION_SUITE,
                kind: 'off',
                run: [],
                files: integration,
                timeoutMs: defaultTimeoutMs,
                network: false,
                note: 'integration tests run on the host, which this version does not do',
            },
        ];
    return [
        ...pytest(COMMON_SUITE, commonTests),
        ...stack.order.filter((name) => lineage.has(name)).flatMap((name) => pytest(name, sources.get(name)?.tests)),
        ...declared,
        ...off,
    ];
}

;// CONCATENATED MODULE: ./build-ts/src/stack/tags.js


const MAX_TAG = 128;
/**
 * A branch name as part of a tag, of at most `room` characters: `/` becomes `_`, whatever else tags may not hold becomes
 * `-`. Where another branch could become the same, the hash of its name follows.
 */
function branchPart(branch, room = MAX_TAG) {
    if (branch === '')
        return '';
    const flat = branch.replaceAll('/', '_');
    const part = flat.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '');
    const same = part === flat && !(branch.includes('/') && branch.includes('_'));
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
    return own === 'stable' || /^fp-[0-9a-f]{32}$/.test(tag);
}
/** The tags that are not tags, for an error that names them. */
function badTags(tags) {
    return tags.filter((tag) => !(0,stack_refs/* isTag */.dz)(tag));
}

;// CONCATENATED MODULE: ./build-ts/src/stack/plan.js








/** The refs outside the stack that its Dockerfiles build on, so that a caller can look up their digests first. */
function externalBases(stack, sources) {
    const refs = new Set();
    for (const variant of stack.variants) {
        for (const image of stack.images.values()) {
            const parents = image.parents.flatMap((name) => stack.images.get(name) ?? []);
            const args = { ...argsOf(image, variant), ...parentArgs(parents, (parent) => `${parent.repository}:of-this-run`) };
            for (const { ref } of basesOf(sources.get(image.name)?.dockerfileText ?? '', args)) {
                if (!parents.some((parent) => sameRepository((0,stack_refs/* splitRef */.Mn)(ref).repository, parent.repository)))
                    refs.add(ref);
            }
        }
    }
    return [...refs];
}
/** Decides, for each image and variant, what will be done and why. Throws a UserError that lists every obstacle. */
function makePlan(request) {
    const { stack } = request;
    const problems = [];
    const wanted = wantedImages(request, problems);
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    const images = [];
    for (const variant of stack.variants) {
        const prints = new Map();
        for (const name of stack.order) {
            const image = stack.images.get(name);
            const source = request.sources.get(name);
            if (image === undefined || source === undefined)
                continue;
            images.push(planImage({ request, image, source, variant, prints, reasons: wanted.get(name) ?? [], problems }));
        }
    }
    problems.push(...duplicateRefs(images, stack));
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    const built = images.filter((image) => image.action === 'build');
    const parentsOf = (id) => parents.get(id) ?? [];
    const parents = new Map(built.map((image) => [image.id, image.parents]));
    return {
        schema: 1,
        event: request.event,
        branch: request.facts.branch,
        sha: request.facts.sha,
        images,
        levels: levels([...parents.keys()], parentsOf),
    };
}
/** The images to work on and why: the named ones and what they are built on, or all. */
function wantedImages({ stack, only }, problems) {
    const names = [...stack.images.keys()];
    if (only.length === 0)
        return new Map(names.map((name) => [name, [{ kind: 'all' }]]));
    for (const name of only) {
        if (!stack.images.has(name))
            problems.push({ message: `there is no image "${name}" in ${stack.file}`, remedy: (0,nearest/* suggest */.Z)(name, names, 'images') });
    }
    const wanted = new Map();
    for (const name of only) {
        for (const above of withAncestors([name], (image) => stack.images.get(image)?.parents ?? [])) {
            const reasons = wanted.get(above) ?? [];
            reasons.push(above === name ? { kind: 'named' } : { kind: 'parent-of', image: name });
            wanted.set(above, reasons);
        }
    }
    return wanted;
}
function planImage({ request, image, source, variant, prints, reasons, problems }) {
    const { stack } = request;
    const idOf = (name) => (stack.variants.length > 1 ? `${name}@${variant.name}` : name);
    const skipped = image.skipVariants.includes(variant.name);
    const why = skipped
        ? [{ kind: 'plan-skipped', variant: variant.name }]
        : reasons.length === 0
            ? [{ kind: 'not-named' }]
            : reasons;
    const action = skipped || reasons.length === 0 ? 'skip' : 'build';
    const parents = image.parents.flatMap((name) => stack.images.get(name) ?? []);
    const refused = parents.find((parent) => parent.skipVariants.includes(variant.name));
    if (action === 'build' && refused !== undefined) {
        problems.push({
            message: `${image.name} is built for plan "${variant.name}", but its parent ${refused.name} skips that plan`,
            file: stack.file,
            ...image.at,
            remedy: `Add "${variant.name}" to skip_plans of ${image.name}, or remove it from those of ${refused.name}.`,
        });
    }
    const args = argsOf(image, variant);
    const candidateOf = (parent) => `${parent.repository}:${candidateTag(prints.get(parent.name) ?? '')}`;
    const buildArgs = { ...args, ...parentArgs(parents, candidateOf) };
    const uses = basesOf(source.dockerfileText, buildArgs);
    if (action === 'build')
        problems.push(...missedParents(stack, image, parents, uses, candidateOf));
    const outside = uses
        .filter(({ ref }) => !parents.some((parent) => candidateOf(parent) === ref))
        .map(({ ref }) => request.baseDigest(ref));
    const print = fingerprint({
        context: source.contextHash,
        dockerfile: image.dockerfile,
        args,
        platform: request.platform,
        bases: [...parents.map((parent) => prints.get(parent.name) ?? ''), ...outside],
    });
    prints.set(image.name, print);
    const tags = runTags({ ...request.facts, prefix: variant.prefix });
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
    const repositories = request.registries.length === 0
        ? [image.repository]
        : request.registries.map((base) => (0,stack_refs/* rebase */.RU)(image.repository, base));
    const refs = repositories.flatMap((repository) => tags.map((tag) => `${repository}:${tag}`));
    return {
        id: idOf(image.name),
        name: image.name,
        variant: variant.name,
        action,
        reasons: why,
        ref: refs[0] ?? '',
        refs,
        candidates: repositories.map((repository) => `${repository}:${candidateTag(print)}`),
        localRefs: [candidateTag(print), ...tags].map((tag) => `${image.repository}:${tag}`),
        parents: image.parents.map(idOf),
        fingerprint: print,
        contextHash: source.contextHash,
        buildArgs,
        directory: image.path,
        dockerfile: image.dockerfile,
        suites: plannedSuites(image, request),
        infos: image.infos,
    };
}
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
    if (parents.length > 1) {
        for (const parent of parents)
            args[`BASE_IMAGE_${parent.name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`] = refOf(parent);
    }
    return args;
}
/** A Dockerfile that does not take its parent from the build args would be built on whatever a moving tag is today. */
function missedParents(stack, image, parents, uses, refOf) {
    return parents
        .filter((parent) => !uses.some((use) => use.ref === refOf(parent)))
        .map((parent) => {
        const near = uses.find((use) => sameRepository((0,stack_refs/* splitRef */.Mn)(use.ref).repository, parent.repository)) ?? uses[0];
        return {
            message: `${image.name} depends on ${parent.name}, but its Dockerfile ${near === undefined ? 'uses no other image' : `builds on ${near.written}`}`,
            file: inStack(stack.file, `${image.path}/${image.dockerfile}`),
            ...(near === undefined ? {} : { line: near.line }),
            remedy: `Write "ARG BASE_IMAGE" and "FROM \${BASE_IMAGE}"${parents.length > 1 ? ` (or BASE_IMAGE_${parent.name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')})` : ''}, or "FROM ${parent.repository}:\${BASE_TAG}".`,
        };
    });
}
/** A path of the stack as the user sees it: beside the spec file they named. */
function inStack(specFile, path) {
    const slash = specFile.lastIndexOf('/');
    return slash < 0 ? path : `${specFile.slice(0, slash)}/${path}`;
}
function sameRepository(a, b) {
    const [left, right] = [(0,stack_refs/* parseRepository */.SU)(a), (0,stack_refs/* parseRepository */.SU)(b)];
    return left !== undefined && right !== undefined && left.host === right.host && left.path === right.path;
}
/** One form for all names of a ref: `acme/x:1` is `docker.io/acme/x:1`. */
function canonical(ref) {
    const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(ref);
    const parsed = (0,stack_refs/* parseRepository */.SU)(repository);
    return parsed === undefined ? ref : `${parsed.host}/${parsed.path}:${tag}`;
}
/** Two images that would be pushed to one ref: one of them would be lost. */
function duplicateRefs(images, stack) {
    const owner = new Map();
    const files = new Map();
    const problems = [];
    for (const image of images) {
        if (image.reasons.some((reason) => reason.kind === 'plan-skipped'))
            continue;
        const ref = image.refs.find((one) => owner.has(canonical(one))) ?? image.ref;
        const other = owner.get(canonical(ref));
        for (const one of image.refs)
            owner.set(canonical(one), image);
        const at = stack.images.get(image.name)?.at;
        if (other === undefined) {
            const namesake = files.get((0,stack_refs/* safeName */.jC)(image.ref));
            files.set((0,stack_refs/* safeName */.jC)(image.ref), image);
            if (namesake !== undefined) {
                problems.push({
                    message: `${namesake.ref} and ${image.ref} would write the same files (${(0,stack_refs/* safeName */.jC)(image.ref)}.*)`,
                    file: stack.file,
                    ...at,
                    remedy: 'Give one of them another image_name.',
                });
            }
            continue;
        }
        const sameName = other.name === image.name;
        problems.push({
            message: sameName
                ? `plans "${other.variant}" and "${image.variant}" both publish ${image.name} as ${ref}`
                : `${other.id} and ${image.id} would both be published as ${ref}`,
            file: stack.file,
            ...at,
            remedy: sameName ? 'Give each plan a tag_prefix of its own.' : 'Give one of them another image_name.',
        });
    }
    return problems;
}

;// CONCATENATED MODULE: ./build-ts/src/shared/signals.js
/**
 * A signal that follows another and can be let go. What listens to a run-long signal from many short pieces of work
 * would pile up listeners on it until the run ends.
 */
function quietSignal(parent) {
    const controller = new AbortController();
    const follow = () => controller.abort(parent.reason);
    if (parent.aborted)
        follow();
    else
        parent.addEventListener('abort', follow);
    return { signal: controller.signal, release: () => parent.removeEventListener('abort', follow) };
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
            .filter(({ vertex }) => /^\[(?!internal)/.test(vertex.name))
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
        const said = engineMessage(raw);
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
    if (/pull access denied|not found: does not exist|manifest unknown|: not found$/i.test(message))
        return 'A base image cannot be pulled: check the name in FROM, and "docker login" if it is private.';
    if (/failed to resolve|no such host|i\/o timeout|connection refused|failed to do request/i.test(message))
        return 'A base image cannot be looked up: does its registry answer from the engine?';
    if (/unknown instruction|dockerfile parse error/i.test(message))
        return 'The Dockerfile cannot be read by this engine; older engines lack heredocs and COPY --link.';
    return undefined;
}

;// CONCATENATED MODULE: ./build-ts/src/run/publish.js


/**
 * Moves names to candidates by putting the same manifest bytes under them: no layer travels, digests stay. Every source
 * and every present target is read before the first move; a move that fails takes the others back. A name that was new
 * cannot be taken back (registries have no such call) and is reported in `left`.
 */
async function publish(registry, moves, now, record) {
    const journal = [];
    const prepared = [];
    for (const move of moves) {
        try {
            prepared.push(await prepare(registry, move));
        }
        catch (error) {
            return { journal, moved: [], failure: { image: move.image, ref: move.ref, error, left: [] } };
        }
    }
    for (const { move, manifest, before } of prepared) {
        const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(move.ref);
        const entry = {
            image: move.image,
            ref: move.ref,
            old: before?.digest ?? null,
            new: manifest.digest,
            at: now().toISOString(),
            undone: false,
        };
        // Recorded first: whoever finds the journal of a run that was killed knows which names to look at.
        journal.push(entry);
        record(journal);
        try {
            if (before?.digest !== manifest.digest)
                await registry.put(repository, tag, manifest);
        }
        catch (error) {
            const left = [];
            // An answer that got lost: the registry may have moved the name and failed, or timed out, after that.
            const after = await registry.digest(repository, tag).catch((reason) => {
                left.push(`${move.ref} may name ${manifest.digest}: the registry does not say (${(0,errors/* messageOf */.bD)(reason)})`);
                return undefined;
            });
            if (after !== manifest.digest)
                journal.pop();
            left.push(...(await undo(registry, journal, prepared)));
            record(journal);
            return { journal, moved: standing(journal), failure: { image: move.image, ref: move.ref, error, left } };
        }
    }
    return { journal, moved: standing(journal), failure: undefined };
}
function standing(journal) {
    return journal.filter((entry) => !entry.undone).map(({ image, ref, new: digest }) => ({ image, ref, digest }));
}
async function prepare(registry, move) {
    const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(move.ref);
    const [manifest, before] = await Promise.all([
        registry.manifest(repository, move.digest),
        registry.manifest(repository, tag),
    ]);
    if (manifest?.digest !== move.digest)
        throw new Error(`the candidate ${move.digest} is not in the registry any more`);
    return { move, manifest, before };
}
async function undo(registry, journal, prepared) {
    const left = [];
    for (const entry of [...journal].reverse()) {
        if (entry.old === entry.new)
            continue;
        const before = prepared.find(({ move }) => move.ref === entry.ref)?.before;
        const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(entry.ref);
        try {
            if (before === undefined)
                throw new Error('the name was new');
            await registry.put(repository, tag, before);
            entry.undone = true;
        }
        catch (error) {
            left.push(`${entry.ref} still names ${entry.new} (${(0,errors/* messageOf */.bD)(error)})`);
        }
    }
    return left;
}

// EXTERNAL MODULE: ./build-ts/src/run/results.js
var run_results = __webpack_require__(76139);
;// CONCATENATED MODULE: ./build-ts/src/run/scheduler.js
/**
 * So long a task may take to stop; one that does not (its engine is gone) must not keep the run from its end. Less than
 * the front doors wait (entry/stop.ts): the results are to be written before they give up.
 */
const ABORT_GRACE_MS = 20_000;
/**
 * Runs tasks as soon as what they need has passed, at most `limits` of a lane at a time, in the given order among those that are ready. A
 * failure cancels what needs it, directly or not, and nothing else. After an abort no task starts; the running ones are
 * waited for (they get the signal themselves). `onCancelled` hears of each task that will not run, and why.
 */
function schedule(tasks, { limits, signal, onCancelled, }) {
    const states = new Map();
    const waiting = new Set(tasks);
    const running = new Map();
    const count = (lane, by) => void running.set(lane, (running.get(lane) ?? 0) + by);
    return new Promise((resolve) => {
        const cancelBlocked = () => {
            for (let found = true; found;) {
                found = false;
                for (const task of waiting) {
                    // After an abort everything is cancelled by it, not by what else it cancelled.
                    const because = signal.aborted
                        ? undefined
                        : task.needs.find((need) => states.get(need) === 'failed' || states.get(need) === 'cancelled');
                    if (because === undefined && !signal.aborted)
                        continue;
                    waiting.delete(task);
                    states.set(task.id, 'cancelled');
                    onCancelled(task.id, because);
                    found = true;
                }
            }
        };
        const advance = () => {
            cancelBlocked();
            for (const task of waiting) {
                if ((running.get(task.lane) ?? 0) >= (limits[task.lane] ?? 1))
                    continue;
                if (!task.needs.every((need) => states.get(need) === 'passed'))
                    continue;
                waiting.delete(task);
                count(task.lane, 1);
                const settle = (state) => {
                    states.set(task.id, state);
                    count(task.lane, -1);
                    advance();
                };
                task.run().then(() => settle('passed'), () => settle('failed'));
            }
            if ([...running.values()].every((busy) => busy === 0)) {
                end();
            }
        };
        let patience;
        const end = () => {
            clearTimeout(patience);
            signal.removeEventListener('abort', onAbort);
            resolve(states);
        };
        const onAbort = () => {
            patience = setTimeout(end, ABORT_GRACE_MS);
            advance();
        };
        signal.addEventListener('abort', onAbort);
        if (signal.aborted)
            onAbort();
        else
            advance();
    });
}

// EXTERNAL MODULE: ./node_modules/fast-xml-parser/src/xmlparser/XMLParser.js + 23 modules
var XMLParser = __webpack_require__(41143);
;// CONCATENATED MODULE: ./build-ts/src/run/junit.js

/** Reports come out of containers: a larger one is refused rather than parsed. */
const MAX_CHARACTERS = 32 * 1024 * 1024;
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
    const suites = flatten(listOf(top['testsuite']));
    if (suites.length === 0)
        throw new Error('it has no testsuite');
    // The parser takes a document that was cut for one that ends.
    if (!/(?:<\/testsuites?>|<testsuites?[^<>]*\/>)\s*$/.test(xml.slice(-1000)))
        throw new Error('it is cut short');
    const cases = suites.flatMap((suite) => listOf(suite['testcase']));
    const failures = cases.flatMap((test) => {
        const faults = [...listOf(test['failure']), ...listOf(test['error'])];
        return faults.length === 0 ? [] : [{ name: junit_nameOf(test), lines: faults.flatMap(linesOf) }];
    });
    // A report that counts failures it does not show is not believed.
    const counted = Math.max(...suites.map((suite) => Number(junit_text(suite['failures']) || 0) + Number(junit_text(suite['errors']) || 0)));
    if (counted > 0 && failures.length === 0)
        throw new Error(`it counts ${counted} failures and shows none`);
    const skipped = cases.filter((test) => test['skipped'] !== undefined).length;
    return { counts: { total: cases.length, failed: failures.length, skipped }, failures };
}
/** Suites may hold suites. */
function flatten(suites) {
    const found = [];
    const open = [...suites];
    for (let suite = open.shift(); suite !== undefined; suite = open.shift()) {
        found.push(suite);
        open.push(...listOf(suite['testsuite']));
    }
    return found;
}
function listOf(value) {
    const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return list.map((item) => (typeof item === 'object' && item !== null ? item : { '#text': item }));
}
function junit_nameOf(test) {
    const [classname, name] = [junit_text(test['classname']), junit_text(test['name'])];
    // pytest's class names are dotted paths of the file: the last part names it.
    const file = classname.split('.').find((part) => part.startsWith('test_')) ?? classname.split('.').at(-1) ?? '';
    return file === '' ? name : `${file}.py::${name}`;
}
function linesOf(fault) {
    const body = junit_text(fault['#text']).trim();
    return (body === '' ? junit_text(fault['message']) : body).split('\n');
}
function junit_text(value) {
    return typeof value === 'string' ? value.replace(ENTITY, decoded) : '';
}
/** XML's own entities and no others: what a DOCTYPE declares stays as it is written. */
const ENTITY = /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/g;
function decoded(written, name, decimal, hex) {
    if (name !== undefined)
        return { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }[name] ?? written;
    const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : written;
}

;// CONCATENATED MODULE: ./build-ts/src/run/suites.js






/** Where the files of a suite lie in the container. */
const FILES = '/opt/stack-action/tests';
/** World-writable in every image; the report is read from here after the end. */
const JUNIT = '/tmp/stack-action-junit.xml';
/** Runs one suite in a container of its own. Throws only when no container could run; a failed test is a result. */
async function runSuite({ engine, stackDir, image, suite, signal, onLine }) {
    const { name, kind } = suite;
    if (kind === 'off')
        return {
            result: { name, kind, outcome: 'off', ms: 0, ...(suite.note === undefined ? {} : { message: suite.note }) },
            evidence: [],
            junit: undefined,
        };
    const folder = `${FILES}/${name}`;
    const output = new LineSplitter(onLine);
    const done = await engine.run({
        image: image.ref,
        command: kind === 'pytest'
            ? [
                'python3',
                '-m',
                'pytest',
                '-p',
                'no:cacheprovider',
                `--junitxml=${JUNIT}`,
                '-o',
                'junit_family=xunit2',
                folder,
            ]
            : suite.run,
        env: { STACK_IMAGE: image.name, STACK_SUITE: name, PYTHONDONTWRITEBYTECODE: '1', PYTEST_ADDOPTS: '--color=no' },
        files: suite.files === undefined ? [] : await suiteFiles((0,external_node_path_.join)(stackDir, suite.files), folder.slice(1)),
        ...(suite.files === undefined ? {} : { workdir: folder }),
        network: suite.network,
        timeoutMs: suite.timeoutMs,
        ...(kind === 'pytest' ? { bringBack: JUNIT } : {}),
        signal,
        onOutput: (stream, data) => output.push(stream, data),
    });
    output.end();
    const { junit, broken } = parseReport(done.file);
    const message = done.timedOut
        ? `took longer than ${(0,shared_text/* durationText */.S5)(suite.timeoutMs)} and was stopped`
        : done.outOfMemory
            ? 'ran out of memory'
            : kind === 'pytest'
                ? pytestFault(done.status, junit, broken, output.tail)
                : commandFault(done.status);
    const counts = junit === undefined ? {} : { counts: junit.counts };
    return {
        result: {
            name,
            kind,
            outcome: message === undefined ? 'passed' : 'failed',
            ms: done.ms,
            ...counts,
            ...(message === undefined ? {} : { message }),
        },
        evidence: message === undefined
            ? []
            : (junit?.failures.slice(0, 3).flatMap((failure) => failure.lines.slice(-6)) ?? []).concat(junit?.failures.length ? [] : output.tail.slice(-8)),
        junit: done.file,
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
/** https://docs.pytest.org/en/stable/reference/exit-codes.html */
function pytestFault(status, junit, broken, tail) {
    if (status === 0 && junit === undefined)
        return broken === undefined ? 'pytest left no report' : `pytest's report cannot be read: ${broken}`;
    if (status === 5 || (status === 0 && junit?.counts.total === 0))
        return 'pytest found no tests';
    if (status === 0 && junit?.counts.failed === 0)
        return undefined;
    if (junit !== undefined && junit.failures.length > 0) {
        const names = junit.failures.slice(0, 3).map((failure) => failure.name);
        const more = junit.counts.failed - names.length;
        return `${junit.counts.failed} of ${junit.counts.total} tests failed: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    }
    if (tail.some((line) => line.includes('No module named pytest')))
        return 'pytest is not in the image';
    if (status === 4)
        return 'pytest could not use its arguments (exit status 4)';
    return commandFault(status) ?? 'pytest reports a failure';
}
function commandFault(status) {
    if (status === 0)
        return undefined;
    if (status === 127)
        return 'the command is not in the image (exit status 127)';
    if (status === 126)
        return 'the command cannot be executed (exit status 126)';
    if (status > 128 && status < 160)
        return `ended by signal ${status - 128}${status === 139 ? ' (segmentation fault)' : status === 137 ? ' (killed)' : ''}`;
    return `exit status ${status}`;
}
/** The files of a directory as they go into the container: owned by root, readable by everybody. */
async function suiteFiles(directory, target) {
    const entries = await readContext(directory, '');
    return entries
        .filter((entry) => !/(^|\/)(__pycache__|\.pytest_cache|\.ipynb_checkpoints)(\/|$)/.test(entry.path))
        .map((entry) => ({
        ...entry,
        mode: entry.type === 'directory' || entry.mode & 0o100 ? 0o755 : 0o644,
        name: `${target}/${entry.path}`,
        source: (0,external_node_path_.join)(directory, entry.path),
    }));
}
/** Reads the text of a file that may not be there. */
async function readOptional(path) {
    return readFile(path, 'utf8').catch(() => undefined);
}
const suites_TAIL = 40;
/** A program that prints gigabytes without a line end must not fill our memory. */
const MAX_LINE = 64 * 1024;
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
        if (this.rest[stream].length > MAX_LINE) {
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
        if (this.tail.length > suites_TAIL)
            this.tail.shift();
        this.onLine(line);
    }
}

;// CONCATENATED MODULE: ./build-ts/src/run/pipeline.js











/** Names the content of an image, on the image itself. */
const FINGERPRINT_LABEL = 'dev.stack-action.fingerprint';
/** Builds, tests and pushes what the plan says, and publishes all of it or nothing. Failures are in the results, never thrown. */
async function runPipeline(request) {
    return new Pipeline(request).run();
}
/** Pushes wait for the network, not for cores; more at a time than this only share the same line. */
const PUSHES = 4;
/** Messages and evidence are for reading, and go into results.json and the summary; the logs have everything. */
const MAX_MESSAGE = 2000;
const MAX_EVIDENCE = 40;
const pipeline_MAX_LINE = 500;
/** More than any package list has; a command that never stops printing must not fill our memory. */
const MAX_INFO_LINES = 50_000;
class Pipeline {
    request;
    results;
    byId;
    began;
    ids = new Map();
    constructor(request) {
        this.request = request;
        const { plan, command, engine, now, previous } = request;
        const start = now();
        this.began = start.getTime();
        this.results = (0,run_results/* emptyResults */.wL)(plan, command, engine.version, start, previous);
        this.byId = new Map(this.results.images.map((image) => [image.id, image]));
    }
    async run() {
        const { plan, engine, emit, signal, parallel, steps, now } = this.request;
        const planned = plan.images.filter((image) => image.action === 'build');
        emit({ type: 'run-start', plan, results: this.results });
        await engine.sweep().catch(() => undefined); // Only tidiness: the run does not depend on it.
        const tasks = new Map(planned.map((image) => [image, this.tasksOf(image)]));
        const states = await schedule([...tasks.values()].flat(), {
            limits: { work: parallel, push: PUSHES },
            signal,
            onCancelled: (task, because) => this.cancelled(task, because),
        });
        for (const [image, own] of tasks) {
            if (own.every((task) => states.get(task.id) === 'passed'))
                this.resultOf(image).outcome = 'passed';
            else if (signal.aborted)
                this.resultOf(image).message ??= 'interrupted';
        }
        if (steps.has('push') && !signal.aborted)
            await this.publish(planned);
        for (const image of planned)
            emit({ type: 'image-end', result: this.resultOf(image) });
        const outcomes = planned.map((image) => this.resultOf(image).outcome);
        this.results.outcome = signal.aborted
            ? 'interrupted'
            : outcomes.every((outcome) => outcome === 'passed')
                ? 'passed'
                : 'failed';
        this.results.ms = now().getTime() - this.began;
        emit({ type: 'run-end', results: this.results });
        return this.results;
    }
    /**
     * The steps of an image and what each needs. A child waits for the tests of its parents: nothing is built on an image
     * that is known to be broken. Pushing a candidate and info commands go on beside the children.
     */
    tasksOf(image) {
        const { steps } = this.request;
        const gate = steps.has('test') ? 'test' : 'build';
        const task = (step, needs, work) => steps.has(step)
            ? [
                {
                    id: `${step} ${image.id}`,
                    lane: step === 'push' ? 'push' : 'work',
                    needs,
                    run: () => this.step(image, step, () => work(image)),
                },
            ]
            : [];
        const parents = image.parents.map((parent) => `${gate} ${parent}`).filter(() => steps.has(gate));
        const own = (step) => (steps.has(step) ? [`${step} ${image.id}`] : []);
        return [
            ...task('build', parents, (one) => this.build(one)),
            ...task('test', steps.has('build') ? own('build') : parents, (one) => this.test(one)),
            ...task('push', own(gate), (one) => this.push(one)),
            ...task('info', own(gate), (one) => this.info(one)),
        ];
    }
    /** Runs a step, tells its beginning and end, and keeps why it failed. Throws again, so that what needs it is cancelled. */
    async step(image, step, work) {
        const { emit, signal, now } = this.request;
        const began = now().getTime();
        try {
            emit({ type: 'step-start', image: image.id, step });
            await work();
            emit({ type: 'step-end', image: image.id, step, outcome: 'passed', ms: now().getTime() - began });
        }
        catch (error) {
            const outcome = signal.aborted ? 'cancelled' : 'failed';
            const message = signal.aborted ? 'interrupted' : (0,errors/* messageOf */.bD)(error);
            this.fail(image, step, outcome, message, error);
            if (step === 'build')
                this.resultOf(image).build = { outcome, ms: now().getTime() - began };
            emit({ type: 'step-end', image: image.id, step, outcome, ms: now().getTime() - began, message });
            throw error;
        }
    }
    fail(image, step, outcome, message, error) {
        const result = this.resultOf(image);
        if (result.outcome === 'failed')
            return;
        result.outcome = outcome;
        result.message = (0,shared_text/* clip */.$Q)(message, MAX_MESSAGE);
        if (outcome === 'failed')
            result.failedStep = step;
        if (error instanceof errors/* WorkError */.oE) {
            if (error.evidence.length > 0)
                result.evidence = error.evidence.slice(-MAX_EVIDENCE).map((line) => (0,shared_text/* clip */.$Q)(line, pipeline_MAX_LINE));
            if (error.remedy !== undefined)
                result.remedy = error.remedy;
        }
    }
    cancelled(task, because) {
        const result = this.byId.get(task.slice(task.indexOf(' ') + 1));
        if (result === undefined || result.outcome === 'failed' || result.message !== undefined)
            return;
        result.message =
            because === undefined ? 'interrupted' : `its parent ${because.slice(because.indexOf(' ') + 1)} failed`;
    }
    async build(image) {
        const { engine, stackDir, noCache, signal, emit, now } = this.request;
        const began = now().getTime();
        const directory = (0,external_node_path_.join)(stackDir, image.directory);
        const log = new BuildLog();
        const abort = quietSignal(signal);
        try {
            const entries = await readContext(directory, image.dockerfile);
            // The fingerprint was made when the run was planned; what is built now must be the same files.
            if ((await hashContext(directory, entries)) !== image.contextHash)
                throw new errors/* WorkError */.oE(`the files of ${image.name} changed while the run went on`, { remedy: 'Run again.' });
            const id = await engine.build({
                context: packContext(directory, entries),
                dockerfile: image.dockerfile,
                tags: image.localRefs,
                buildArgs: image.buildArgs,
                labels: { [FINGERPRINT_LABEL]: image.fingerprint },
                noCache,
                signal: abort.signal,
                onTrace: (trace) => {
                    for (const text of log.add(trace))
                        emit({ type: 'line', image: image.id, step: 'build', text });
                },
            });
            const local = await engine.inspect(id);
            if (local === undefined)
                throw new errors/* WorkError */.oE(`the engine built ${id} and does not have it`);
            this.resultOf(image).build = {
                outcome: 'passed',
                ms: now().getTime() - began,
                imageId: local.id,
                size: local.size,
            };
            emit({ type: 'built', image: image.id, local, history: await engine.history(id), steps: log.steps() });
        }
        catch (error) {
            signal.throwIfAborted();
            if (error instanceof errors/* WorkError */.oE && error.remedy !== undefined)
                throw error;
            const { message, evidence, remedy } = log.failure((0,errors/* messageOf */.bD)(error));
            emit({ type: 'line', image: image.id, step: 'build', text: `ERROR: ${message}` });
            throw new errors/* WorkError */.oE(message, { evidence, cause: error, ...(remedy === undefined ? {} : { remedy }) });
        }
        finally {
            abort.release();
        }
    }
    async test(image) {
        const { engine, stackDir, signal, emit } = this.request;
        const result = this.resultOf(image);
        const imageId = await this.imageId(image);
        // What is known to be broken stays so until its suite has run again: an interrupted run must not wash it clean.
        result.suites = result.testedImageId === imageId ? result.suites.filter((suite) => suite.outcome === 'failed') : [];
        result.testedImageId = imageId;
        const failures = [];
        for (const suite of image.suites) {
            const { result: outcome, evidence, junit, } = await runSuite({
                engine,
                stackDir,
                image: { name: image.name, ref: imageId },
                suite,
                signal,
                onLine: (text) => emit({ type: 'line', image: image.id, step: 'test', suite: suite.name, text }),
            });
            result.suites = [...result.suites.filter((one) => one.name !== suite.name), outcome];
            emit({ type: 'suite-end', image: image.id, suite: outcome, junit });
            if (outcome.outcome === 'failed')
                failures.push({ name: suite.name, message: outcome.message ?? 'failed', evidence });
        }
        if (result.suites.every((suite) => suite.outcome === 'off'))
            this.notice(`${image.id} has no tests that run`);
        if (failures.length > 0) {
            throw new errors/* WorkError */.oE(failures.map(({ name, message }) => `suite ${name}: ${message}`).join('; '), {
                evidence: failures.flatMap(({ evidence }) => evidence),
            });
        }
    }
    /** Pushes the image under its fingerprint: all layers are in the registry before any name moves. */
    async push(image) {
        const { engine, credentialsFor, emit, signal, steps } = this.request;
        const result = this.resultOf(image);
        const imageId = await this.imageId(image);
        if (!steps.has('test'))
            this.checkTested(result, imageId);
        for (const ref of image.candidates) {
            await engine.tag(imageId, ref);
            const { repository } = (0,stack_refs/* splitRef */.Mn)(ref);
            const login = await credentialsFor((0,stack_refs/* parseRepository */.SU)(repository)?.host ?? stack_refs/* DEFAULT_HOST */.HX);
            emit({ type: 'line', image: image.id, step: 'push', text: `pushing ${ref}` });
            const digest = await engine.push(ref, login, (text) => emit({ type: 'line', image: image.id, step: 'push', text }), signal);
            // The engine pushes by name: another run on it may have given the name to an image of its own meanwhile.
            const digests = (await engine.inspect(imageId))?.repoDigests ?? [];
            if (!digests.some((known) => known.endsWith(`@${digest}`)))
                throw new errors/* WorkError */.oE(`${ref} was pushed with another image of this engine (${digest})`, {
                    remedy: 'Does another run build the same stack on this engine? Run again when it has ended.',
                });
            result.candidates.push({ ref, digest });
            emit({ type: 'line', image: image.id, step: 'push', text: `${ref} is ${digest}` });
        }
    }
    /** `push` on its own must not publish what an earlier `test` found broken. */
    checkTested(result, imageId) {
        if (result.testedImageId !== imageId)
            result.suites = [];
        const failed = result.suites.filter((suite) => suite.outcome === 'failed');
        if (failed.length > 0)
            throw new errors/* WorkError */.oE(`its suites failed: ${failed.map((suite) => suite.name).join(', ')}`, {
                remedy: 'Mend them and run "build" and "test" again.',
            });
        if (!(0,run_results/* isTested */.eW)(result))
            this.notice(`${result.id} is pushed untested: the output folder has no results of "test" for this very image`);
    }
    async info(image) {
        const { engine, stack, infoTimeoutMs, signal, emit } = this.request;
        const outputs = [];
        for (const name of image.infos) {
            const info = stack.infos.get(name);
            if (info === undefined)
                continue;
            const lines = [];
            const output = new LineSplitter((line) => {
                if (lines.length < MAX_INFO_LINES)
                    lines.push(line);
            });
            const done = await engine.run({
                image: await this.imageId(image),
                command: info.command,
                env: {},
                files: [],
                network: false,
                timeoutMs: infoTimeoutMs,
                signal,
                onOutput: (stream, data) => output.push(stream, data),
            });
            output.end();
            outputs.push({ info, status: done.status, output: lines.join('\n') });
            if (done.status !== 0)
                this.notice(`${image.id}: info command ${name} ended with exit status ${done.status}`);
        }
        this.resultOf(image).infos = outputs.map(({ info, status }) => ({
            name: info.name,
            outcome: status === 0 ? 'passed' : 'failed',
        }));
        emit({ type: 'infos', image: image.id, outputs });
    }
    /** Moves the names of the images that are green, or of none when the policy is `all` and one is not. */
    async publish(planned) {
        const { registry, now, recordJournal, publish: policy } = this.request;
        const green = planned.filter((image) => this.resultOf(image).outcome === 'passed');
        const bad = planned.filter((image) => this.resultOf(image).outcome !== 'passed');
        if (policy === 'none' || green.length === 0 || (policy === 'all' && bad.length > 0)) {
            this.results.unpublished =
                policy === 'none'
                    ? 'publish is "none": the candidates are in the registry under their fingerprints'
                    : `not every image is green: ${bad.map((image) => image.id).join(', ')}`;
            return;
        }
        const moves = green.flatMap((image) => image.refs.flatMap((ref) => {
            const { repository } = (0,stack_refs/* splitRef */.Mn)(ref);
            const candidate = this.resultOf(image).candidates.find((one) => (0,stack_refs/* splitRef */.Mn)(one.ref).repository === repository);
            return candidate === undefined ? [] : [{ image: image.id, ref, digest: candidate.digest }];
        }));
        const { moved, failure } = await publish(registry, moves, now, recordJournal);
        for (const { image, ref, digest } of moved)
            this.byId.get(image)?.published.push({ ref, digest });
        if (failure === undefined)
            return;
        const message = `${failure.ref} could not be published: ${(0,errors/* messageOf */.bD)(failure.error)}`;
        this.results.unpublished = message;
        for (const line of failure.left)
            this.notice(line);
        const image = planned.find((one) => one.id === failure.image);
        if (image !== undefined)
            this.fail(image, 'publish', 'failed', message, failure.error);
    }
    /** The image that this run built, or, where it did not build, the engine's. By id: names may move under our hands. */
    async imageId(image) {
        if (this.request.steps.has('build')) {
            const built = this.resultOf(image).build?.imageId;
            if (built !== undefined)
                return built;
        }
        const ref = image.localRefs[0] ?? image.ref;
        const known = this.ids.get(image.id) ?? (await this.request.engine.inspect(ref))?.id;
        if (known === undefined)
            throw new errors/* WorkError */.oE(`${ref} is not in the engine any more`);
        this.ids.set(image.id, known);
        return known;
    }
    notice(text) {
        this.results.notices.push(text);
        this.request.emit({ type: 'notice', text });
    }
    resultOf(image) {
        const result = this.byId.get(image.id);
        if (result === undefined)
            throw new Error(`${image.id} is not in the plan`);
        return result;
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
        [
            'Tests',
            result.suites
                .map((suite) => `${(0,shared_text/* markdown */.wD)(suite.name)}: ${suite.outcome}${suite.counts === undefined ? '' : ` (${suite.counts.total} tests)`}`)
                .join('<br>') || 'none',
        ],
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
;// CONCATENATED MODULE: ./build-ts/src/report/result-file.js



/**
 * `artifacts/<safe name>.yml`: the result of one image, for people and for scripts that read the files of UCSD's pipeline
 * (its keys come first, without the Python tag that only Python could load).
 */
function renderResultFile(result) {
    const basic = (0,run_results/* isTested */.eW)(result) ? 'Passed basic tests' : (0,run_results/* isBroken */.Qr)(result) ? 'Failed basic tests' : 'skipped';
    return (0,dist/* stringify */.As)({
        full_image_name: result.ref,
        success: result.outcome === 'passed',
        message: result.message ?? '',
        container_details: {
            image_built: result.build?.outcome === 'passed',
            push_success: result.published.length > 0,
        },
        test_results: { basic_tests: basic, integration_tests: 'skipped' },
        outcome: result.outcome,
        ...(result.failedStep === undefined ? {} : { failed_step: result.failedStep }),
        ...(result.evidence === undefined ? {} : { evidence: [...result.evidence] }),
        ...(result.remedy === undefined ? {} : { remedy: result.remedy }),
        fingerprint: result.fingerprint,
        ...(result.build === undefined ? {} : { build: { ...result.build, time: (0,shared_text/* durationText */.S5)(result.build.ms) } }),
        suites: result.suites.map((suite) => ({ ...suite, time: (0,shared_text/* durationText */.S5)(suite.ms) })),
        candidates: result.candidates,
        published: result.published,
    }, { lineWidth: 0 });
}

;// CONCATENATED MODULE: ./build-ts/src/output/files.js










/**
 * Writes the files of a run as it goes (names fixed by design section 3): whatever ends it, what happened until then is
 * on the disk. Writes are synchronous: a log line costs microseconds, and nothing waits in memory.
 */
class Recorder {
    folders;
    commit;
    now;
    open = new Map();
    images = new Map();
    facts = new Map();
    results;
    constructor(folders, commit, now) {
        this.folders = folders;
        this.commit = commit;
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
    listen = (event) => this.writing(() => this.handle(event));
    journal = (entries) => this.writing(() => this.artifact('journal.json', json(entries)));
    close() {
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
            if (valueAt(error, ['syscall']) === undefined)
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
                if (event.step === 'build' || event.step === 'test' || event.step === 'push')
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
                return this.lists();
            case 'built': {
                const layers = layersOf(event.history, event.steps);
                this.artifact(`${this.safe(event.image)}.layers.json`, json(layers));
                return this.learn(event.image, { local: event.local, layers });
            }
            case 'infos':
                return this.learn(event.image, { infos: event.outputs });
            case 'image-end':
                this.resultFile(event.result.id);
                this.manifest(event.result.id);
                this.log(`${event.result.id} ${event.result.outcome}${event.result.message === undefined ? '' : `: ${event.result.message}`}`);
                return this.lists();
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
        const { hash, message, changedFiles } = this.commit;
        // Files of an earlier run must not be taken for this one's.
        for (const name of ['journal.json', ...LISTS])
            (0,external_node_fs_.rmSync)((0,external_node_path_.join)(this.folders.artifacts, name), { force: true });
        this.artifact('plan.json', json(plan));
        this.artifact('GIT_HASH', `${hash}\n`);
        this.artifact('GIT_HASH_SHORT', `${hash.slice(0, 7)}\n`);
        this.artifact('GIT_MESSAGE', `${message}\n`);
        this.artifact('GIT_CHANGED_FILES', changedFiles.map((file) => `${file}\n`).join(''));
        this.log(`${results.command} begins: ${plan.images.filter((image) => image.action === 'build').length} images`);
        this.lists();
    }
    lists() {
        const results = this.results;
        if (results === undefined)
            return;
        const images = results.images.filter((image) => image.action === 'build');
        const refs = (name, wanted) => this.artifact(name, images
            .filter(wanted)
            .map((image) => `${image.ref}\n`)
            .join(''));
        refs('IMAGES_CHANGED', () => true);
        refs('IMAGES_BUILT', (image) => image.build?.outcome === 'passed');
        refs('IMAGES_TEST_PASSED', run_results/* isTested */.eW);
        refs('IMAGES_TEST_ERROR', run_results/* isBroken */.Qr);
        this.artifact('IMAGES_PUSHED', images.flatMap((image) => image.published.map(({ ref }) => `${ref}\n`)).join(''));
        this.artifact('results.json', json(results));
    }
    resultFile(id) {
        const result = this.results?.images.find((one) => one.id === id);
        if (result !== undefined)
            this.artifact(`${this.safe(id)}.yml`, renderResultFile(result));
    }
    manifest(id) {
        const image = this.images.get(id);
        const result = this.results?.images.find((one) => one.id === id);
        const { local, layers = [], infos = [] } = this.facts.get(id) ?? {};
        if (image === undefined || result?.outcome !== 'passed')
            return;
        const parents = image.parents.map((parent) => this.images.get(parent)?.ref ?? parent);
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(this.folders.manifests, `${(0,stack_refs/* safeName */.jC)(image.ref)}.md`), renderManifest({ result, local, layers, infos, parents, sha: this.commit.hash }));
    }
    learn(id, more) {
        this.facts.set(id, { ...this.facts.get(id), ...more });
    }
    safe(id) {
        return (0,stack_refs/* safeName */.jC)(this.images.get(id)?.ref ?? id);
    }
    /** Seeds' names: the log of the tests is `basic-tests`. */
    logName(id, step) {
        return `${this.safe(id)}.${step === 'test' ? 'basic-tests' : step}.log`;
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
    /** Written aside and renamed: a reader never sees half a file, nor one that two runs wrote. */
    artifact(name, content) {
        const path = (0,external_node_path_.join)(this.folders.artifacts, name);
        const aside = `${path}.${process.pid}.tmp`;
        try {
            (0,external_node_fs_.writeFileSync)(aside, content);
            (0,external_node_fs_.renameSync)(aside, path);
        }
        catch (error) {
            (0,external_node_fs_.rmSync)(aside, { force: true });
            throw error;
        }
    }
}
const LISTS = [
    'IMAGES_CHANGED',
    'IMAGES_BUILT',
    'IMAGES_TEST_PASSED',
    'IMAGES_TEST_ERROR',
    'IMAGES_PUSHED',
    'results.json',
];
function json(value) {
    return `${JSON.stringify(value, undefined, 2)}\n`;
}

;// CONCATENATED MODULE: ./build-ts/src/stack/spec/document.js


/** More than any stack needs (10,000 images fit), and little enough to parse in a moment. */
const MAX_SPEC_BYTES = 4 * 1024 * 1024;
/** Aliases may repeat a shared block for every image; a bomb multiplies them level by level. */
const MAX_ALIASES = 10_000;
/** Deeper than any spec nests. The YAML library composes by recursion, and near the end of the stack V8 may end the process. */
const MAX_DEPTH = 64;
/** Parses YAML 1.2 with merge keys. Throws a UserError with every syntax error in it. */
function parseSpecDocument(text, file) {
    const counter = new dist/* LineCounter */.HN();
    const lines = text.split(/\r?\n/);
    const at = (offset) => {
        const { line, col } = counter.linePos(offset);
        return { line: Math.max(line, 1), column: Math.max(col, 1), excerpt: lines[line - 1] ?? '' };
    };
    const withExcerpt = (position, message, remedy) => ({
        message,
        file,
        ...position,
        ...(remedy === undefined ? {} : { remedy }),
    });
    const deep = tooDeep(text, counter);
    if (deep !== undefined)
        throw new errors/* UserError */.yo([withExcerpt(at(deep), `this nests deeper than ${MAX_DEPTH} levels`)]);
    const document = (0,dist/* parseDocument */.Tp)(text, { merge: true, prettyErrors: false, strict: true });
    if (document.errors.length > 0) {
        throw new errors/* UserError */.yo(document.errors
            .slice(0, 20)
            .map((error) => withExcerpt(at(error.pos[0]), `YAML: ${error.message}`, yamlRemedy(error.code))));
    }
    const faults = faultsOf(document);
    if (faults.length > 0)
        throw new errors/* UserError */.yo(faults.map(({ offset, message }) => withExcerpt(at(offset), message)));
    keepNumbersAsWritten(document);
    const pairOf = pairIndex();
    const position = (path, what = 'value') => at(offsetOf(document, path, what, pairOf));
    return {
        value: toValue(document, (message) => new errors/* UserError */.yo([withExcerpt(at(0), message)])),
        position,
        problem: (path, message, more = {}) => {
            const where = path.length === 0 ? '' : `${path.join('.')}: `;
            return withExcerpt(position(path, more.what), where + message, more.remedy);
        },
    };
}
function yamlRemedy(code) {
    if (code === 'TAB_AS_INDENT')
        return 'Indent with spaces; YAML does not allow tabs.';
    if (code === 'DUPLICATE_KEY')
        return 'Remove or rename one of the two keys.';
    if (code === 'BAD_INDENT' || code === 'BLOCK_AS_IMPLICIT_KEY')
        return 'Check the indentation: keys of one map start in the same column.';
    if (code === 'MULTIPLE_DOCS')
        return 'A spec is one document: remove the "---" between them.';
    return undefined;
}
/** Offset of the first token that stands too deep. Walks the tokens without recursion, and counts the lines on the way. */
function tooDeep(text, counter) {
    const open = [...new dist/* Parser */.iX(counter.addNewLine).parse(text)].map((token) => [token, 0]);
    for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
        const [token, depth] = entry;
        if (depth > MAX_DEPTH)
            return token.offset;
        const inner = token.type === 'document' ? [token.value] : 'items' in token ? token.items.flatMap(inside) : [];
        for (const child of inner)
            if (child != null)
                open.push([child, depth + 1]);
    }
    return undefined;
}
function inside(item) {
    return [item.key, item.value];
}
/** What is YAML and yet no value: aliases of nothing, aliases that stand in what they repeat, the one name JavaScript keeps for itself. */
function faultsOf(document) {
    const anchors = new Map();
    const faults = [];
    (0,dist/* visit */.YR)(document, {
        Value(_key, node) {
            if (node.anchor !== undefined)
                anchors.set(node.anchor, node);
            if ((0,dist/* isScalar */.jn)(node) && node.value === '__proto__')
                faults.push({ offset: rangeStart(node) ?? 0, message: '"__proto__" cannot be a name here' });
        },
        Alias(_key, alias, path) {
            const target = anchors.get(alias.source);
            const offset = rangeStart(alias) ?? 0;
            if (target === undefined)
                faults.push({ offset, message: `there is no anchor "&${alias.source}" above` });
            else if (path.includes(target))
                faults.push({ offset, message: `"*${alias.source}" stands in what it repeats` });
        },
    });
    return faults;
}
/** A version such as `3.10` or a prefix such as `2026.10` must not lose its last zero: numbers become their source text. */
function keepNumbersAsWritten(document) {
    (0,dist/* visit */.YR)(document, {
        Scalar(_key, node, path) {
            const isBuildArg = path.some((step) => (0,dist/* isPair */.tO)(step) && (0,dist/* isScalar */.jn)(step.key) && /^(build_args|dbuild_env)$/.test(String(step.key.value)));
            if (typeof node.value === 'number' ||
                typeof node.value === 'bigint' ||
                (isBuildArg && typeof node.value === 'boolean')) {
                node.value = node.source ?? String(node.value);
            }
        },
    });
}
function toValue(document, fail) {
    try {
        return document.toJS({ maxAliasCount: MAX_ALIASES });
    }
    catch (error) {
        if (error instanceof ReferenceError) {
            throw fail(`the aliases of this file expand to too much (${error.message}): write the values out`);
        }
        throw error;
    }
}
/** Byte offset of the value or key at `path`; of the nearest thing around it when it is not there. */
function offsetOf(document, path, what, pairOf) {
    let node = document.contents;
    let best = rangeStart(document.contents) ?? 0;
    for (const [depth, step] of path.entries()) {
        if ((0,dist/* isAlias */.Vj)(node))
            node = node.resolve(document);
        if ((0,dist/* isMap */.jh)(node)) {
            const pair = pairOf(node, String(step));
            if (pair === undefined)
                return best;
            best = rangeStart(pair.key) ?? best;
            if (depth === path.length - 1 && what === 'key')
                return best;
            node = pair.value;
        }
        else if ((0,dist/* isSeq */.oP)(node)) {
            node = node.items[Number(step)];
        }
        else {
            return best;
        }
        best = rangeStart(node) ?? best;
    }
    return best;
}
/** Looks keys up; a map is searched from end to end only once, because ten thousand images ask for their places. */
function pairIndex() {
    const known = new WeakMap();
    return (map, key) => {
        let pairs = known.get(map);
        if (pairs === undefined) {
            pairs = new Map(map.items.flatMap((pair) => ((0,dist/* isScalar */.jn)(pair.key) ? [[String(pair.key.value), pair]] : [])));
            known.set(map, pairs);
        }
        return pairs.get(key);
    };
}
function rangeStart(node) {
    return (0,dist/* isScalar */.jn)(node) || (0,dist/* isMap */.jh)(node) || (0,dist/* isSeq */.oP)(node) || (0,dist/* isAlias */.Vj)(node) ? node.range?.[0] : undefined;
}

// EXTERNAL MODULE: ./node_modules/shell-quote/index.js
var shell_quote = __webpack_require__(26591);
// EXTERNAL MODULE: ./build-ts/src/shared/duration.js
var duration = __webpack_require__(72029);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(38816);
;// CONCATENATED MODULE: ./build-ts/src/stack/spec/schema.js


/**
 * The form of spec.yml: the keys of UCSD's datahub-docker-stack, 2021 (`plans`, `dbuild_env`, `skip_plans`, `manifests`)
 * and 2026 (`root`, `tag`, `info_cmds`, `all_info_cmds`), and ours. One schema gives the types, the validation and
 * schema/spec.schema.json for editors.
 */
/** Numbers arrive as the text they were written with (`3.10` stays `3.10`): see load.ts. */
const schema_text = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig().transform(String)], 'expected a text');
const schema_name = schema_text.refine((value) => value !== '', 'expected a name, not an empty text');
const flag = schemas/* boolean */.zMY('expected true or false');
/** A single value or a list of them. */
const names = schemas/* union */.KCZ([schema_name.transform((one) => [one]), schemas/* array */.YOg(schema_name)], 'expected a name or a list of names');
const args = schemas/* record */.g1P(schema_name, schemas/* union */.KCZ([schema_text, schemas/* boolean */.zMY().transform(String)], 'expected a text, a number, true or false'))
    .describe('Build args: NAME: value. Numbers and booleans are passed as they are written.');
const info = schemas/* strictObject */.rej({
    description: schema_text.describe('Heading of the section in the manifest page.'),
    command: schema_text.describe('Command run in the image; split into words like a shell does, but no shell runs it.'),
});
const suite = schemas/* strictObject */.rej({
    run: schemas/* union */.KCZ([schema_name, schemas/* array */.YOg(schema_text).min(1, 'expected at least one word')], 'expected a command: a text or a list of words')
        .describe('Command run in a throw-away container of the image; exit status 0 is a pass.'),
    images: names.optional().describe('Images it runs on; default: every image.'),
    files: schema_name
        .optional()
        .describe('Directory of the stack that is copied into the container before (its working directory).'),
    timeout: schema_text
        .refine((value) => ((0,duration/* parseDuration */.E)(value) ?? 0) > 0, 'expected a time such as 90, 90s, 5m or 1h')
        .optional()
        .describe('Wall-clock limit: 90, 90s, 5m, 1h. Default: the input `test-timeout`.'),
    network: flag.optional().describe('true: the container may use the network. Default false.'),
});
const schema_image = schemas/* strictObject */.rej({
    image_name: schema_name.optional().describe('Repository the image is pushed to, without a tag. Default: its key.'),
    depend_on: names.nullish().describe('Parent image, or a list of parents.'),
    path: schema_name.optional().describe('Directory of the image below the spec; default: its key.'),
    dockerfile: schema_name.optional().describe('Dockerfile, relative to the directory of the image. Default: Dockerfile.'),
    build_args: args.nullish(),
    dbuild_env: schemas/* record */.g1P(schema_name, args.nullable())
        .nullish()
        .describe('2021: build args by plan; the ones below `common` go to every plan.'),
    info_cmds: schemas/* array */.YOg(schema_name).nullish().describe('Names of info commands whose output goes into the manifest page.'),
    manifests: schemas/* array */.YOg(schema_name).nullish().describe('2021: the same as info_cmds.'),
    skip_plans: schemas/* array */.YOg(schema_name).nullish().describe('Plans this image is not built for.'),
    integration_tests: flag.optional().describe('Run the image’s integration_tests (reported as off by this version).'),
    prune: flag.optional().describe('Accepted; this version removes nothing from the engine.'),
    prepull: flag.optional().describe('Accepted; not needed here: BuildKit takes what it needs.'),
});
const plan = schemas/* strictObject */.rej({
    tag_prefix: schema_text.optional().describe('First part of every tag of this plan.'),
    tag_stable_postfix: schema_text.optional().describe('2021: accepted; never had an effect.'),
});
const specSchema = schemas/* strictObject */.rej({
    root: names.optional().describe('The image(s) that everything else builds on.'),
    images: schemas/* record */.g1P(schema_name, schema_image.nullable())
        .refine((images) => Object.keys(images).length > 0, 'the stack has no images: name at least one below `images`')
        .describe('The images of the stack, by directory name.'),
    tag: schemas/* strictObject */.rej({ prefix: schema_text.optional().describe('First part of every tag, such as "2026.4".') }).nullish(),
    plans: schemas/* record */.g1P(schema_name, plan.nullable()).nullish().describe('Parallel variants of the whole stack.'),
    all_info_cmds: schemas/* record */.g1P(schema_name, info).nullish().describe('The info commands that images may name.'),
    manifests: schemas/* record */.g1P(schema_name, info).nullish().describe('2021: the same as all_info_cmds.'),
    registries: schemas/* record */.g1P(schema_name, schema_name).nullish().describe('Aliases of registries: alias: host[:port]/path.'),
    push_to: names.nullish().describe('Registries to push to unless the input `registries` says otherwise.'),
    suites: schemas/* record */.g1P(schema_name, suite).nullish().describe('Test suites beside the ones found by convention.'),
})
    .describe('A stack of Docker images that build on each other.');

;// CONCATENATED MODULE: ./build-ts/src/stack/spec/load.js










/**
 * Reads the text of a spec.yml into a stack. `file` is only for messages.
 * Throws a UserError that lists every mistake with its line and column.
 */
function loadSpec(text, file) {
    if (Buffer.byteLength(text) > MAX_SPEC_BYTES)
        throw specTooLarge(Buffer.byteLength(text), file);
    const document = parseSpecDocument(text, file);
    const parsed = specSchema.safeParse(document.value ?? {});
    if (!parsed.success)
        throw new errors/* UserError */.yo(parsed.error.issues.flatMap((issue) => schemaProblems(issue, document)));
    return new Loader(parsed.data, document, file).load();
}
function specTooLarge(bytes, file) {
    const mib = (n) => `${(n / 1024 / 1024).toFixed(1)} MiB`;
    return new errors/* UserError */.yo([
        {
            message: `the spec has ${mib(bytes)}; at most ${mib(MAX_SPEC_BYTES)} are read`,
            file,
            remedy: 'Is this the right file? A stack of ten thousand images fits into the limit.',
        },
    ]);
}
/** Turns what zod found into problems with a place and, for unknown keys, the nearest known one. */
function schemaProblems(issue, document) {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    if (issue.code === 'unrecognized_keys') {
        const known = knownKeys(path);
        return issue.keys.map((key) => document.problem([...path, key], 'unknown key', { what: 'key', remedy: (0,nearest/* suggest */.Z)(key, known, 'keys known here') }));
    }
    if (issue.code === 'invalid_union') {
        // The branch that got furthest into the value tells more than "expected a or b".
        const deeper = issue.errors.flat().filter((inner) => inner.path.length > 0);
        if (deeper.length > 0)
            return deeper
                .slice(0, 1)
                .flatMap((inner) => schemaProblems({ ...inner, path: [...issue.path, ...inner.path] }, document));
    }
    const found = valueAt(document.value, path);
    if ((issue.code === 'invalid_type' || issue.code === 'invalid_union') && found === undefined) {
        return [
            document.problem(path.slice(0, -1), `"${String(path.at(-1))}" is missing`, {
                what: 'key',
                remedy: missingRemedy(path),
            }),
        ];
    }
    if (issue.code === 'invalid_key')
        return [document.problem(path.slice(0, -1), 'a name here is empty')];
    const message = issue.code === 'invalid_type' ? `expected ${typeNames[issue.expected] ?? issue.expected}` : issue.message;
    return [document.problem(path, found === undefined ? message : `${message}, found ${shown(found)}`)];
}
const typeNames = {
    object: 'a map (key: value)',
    record: 'a map (key: value)',
    array: 'a list',
    string: 'a text',
    boolean: 'true or false',
};
function missingRemedy(path) {
    return path.length === 1 && path[0] === 'images'
        ? 'A spec names its images: `images:` with one entry per directory that has a Dockerfile.'
        : undefined;
}
function shown(value) {
    const text = JSON.stringify(value);
    return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
/** The keys that the schema knows at a place of the spec. */
function knownKeys(path) {
    let schema = specSchema;
    for (const step of path) {
        schema = unwrap(schema);
        if (hasShape(schema))
            schema = schema.shape[String(step)];
        else if (hasValueType(schema))
            schema = schema.valueType;
    }
    schema = unwrap(schema);
    return hasShape(schema) ? Object.keys(schema.shape) : [];
}
function unwrap(schema) {
    let inner = schema;
    while (typeof inner === 'object' && inner !== null && 'unwrap' in inner && typeof inner.unwrap === 'function') {
        inner = inner.unwrap();
    }
    return inner;
}
function hasShape(schema) {
    return typeof schema === 'object' && schema !== null && 'shape' in schema;
}
function hasValueType(schema) {
    return typeof schema === 'object' && schema !== null && 'valueType' in schema;
}
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
const INSIDE = /^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))[^\0\n\r]+$/;
const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Turns a spec of the right form into a stack, collecting every mistake of meaning on the way. */
class Loader {
    spec;
    document;
    file;
    problems = [];
    constructor(spec, document, file) {
        this.spec = spec;
        this.document = document;
        this.file = file;
    }
    load() {
        const infos = this.infos();
        const variants = this.variants();
        const images = new Map();
        for (const [name, image] of Object.entries(this.spec.images))
            images.set(name, this.image(name, image ?? {}, infos, variants));
        const suites = this.suites(images);
        const registries = this.registries();
        const order = this.order(images);
        this.checkRoot(images);
        if (this.problems.length > 0)
            throw new errors/* UserError */.yo(this.problems);
        return { file: this.file, images, order, variants, infos, suites, registries, pushTo: this.spec.push_to ?? [] };
    }
    fail(path, message, more = {}) {
        this.problems.push(this.document.problem(path, message, more));
    }
    infos() {
        const infos = new Map();
        for (const section of ['all_info_cmds', 'manifests']) {
            for (const [name, { description, command }] of Object.entries(this.spec[section] ?? {})) {
                infos.set(name, { name, description, command: this.words([section, name, 'command'], command) });
            }
        }
        return infos;
    }
    /** A command line as argv. What only a shell can do (pipes, redirections) is refused: the user must say which shell. */
    words(path, command) {
        const words = (0,shell_quote.parse)(command, (variable) => `$${variable}`);
        const argv = [];
        for (const word of words) {
            if (typeof word === 'string')
                argv.push(word);
            else if ('op' in word && word.op === 'glob')
                argv.push(word.pattern);
            else if ('op' in word) {
                this.fail(path, `"${word.op}" needs a shell, and no shell runs this command`, {
                    remedy: `Write bash -c '…' around it, if the image has bash.`,
                });
                return [];
            }
        }
        if (argv.length === 0)
            this.fail(path, 'the command is empty');
        return argv;
    }
    variants() {
        const plans = Object.entries(this.spec.plans ?? {});
        const prefix = this.spec.tag?.prefix ?? '';
        if (plans.length === 0) {
            this.checkPrefix(['tag', 'prefix'], prefix);
            return [{ name: 'default', prefix }];
        }
        return plans.map(([name, plan]) => {
            const own = plan?.tag_prefix ?? prefix;
            if (!NAME.test(name))
                this.fail(['plans', name], `"${name}" cannot be the name of a plan`, {
                    what: 'key',
                    remedy: 'Use letters, digits, ".", "_" and "-".',
                });
            this.checkPrefix(['plans', name, 'tag_prefix'], own);
            return { name, prefix: own };
        });
    }
    checkPrefix(path, prefix) {
        if (prefix !== '' && !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$/.test(prefix)) {
            this.fail(path, `"${prefix}" cannot begin a tag`, {
                remedy: 'Use letters, digits, "_", "." and "-", at most 64, not "." or "-" first.',
            });
        }
    }
    image(name, image, infos, variants) {
        const here = ['images', name];
        if (!NAME.test(name)) {
            this.fail(here, `"${name}" cannot be the name of an image`, {
                what: 'key',
                remedy: 'Use letters, digits, ".", "_" and "-"; the name is also the name of its directory.',
            });
        }
        const repository = image.image_name ?? name;
        if ((0,stack_refs/* parseRepository */.SU)(repository) === undefined) {
            this.fail(image.image_name === undefined ? here : [...here, 'image_name'], `"${repository}" is not the name of a repository`, {
                ...(image.image_name === undefined ? { what: 'key' } : {}),
                remedy: 'A repository name is lower case, [host[:port]/]path, and carries no tag: tags come from `tag.prefix` and the branch.',
            });
        }
        const parents = image.depend_on ?? [];
        for (const parent of parents) {
            if (!Object.hasOwn(this.spec.images, parent))
                this.fail([...here, 'depend_on'], `there is no image "${parent}"`, {
                    remedy: (0,nearest/* suggest */.Z)(parent, Object.keys(this.spec.images), 'images'),
                });
        }
        for (const key of ['info_cmds', 'manifests']) {
            for (const [index, info] of (image[key] ?? []).entries()) {
                if (!infos.has(info))
                    this.fail([...here, key, index], `there is no info command "${info}"`, {
                        remedy: (0,nearest/* suggest */.Z)(info, [...infos.keys()], 'info commands'),
                    });
            }
        }
        const variantNames = variants.map((variant) => variant.name);
        for (const [index, skipped] of (image.skip_plans ?? []).entries()) {
            if (!variantNames.includes(skipped))
                this.fail([...here, 'skip_plans', index], `there is no plan "${skipped}"`, {
                    remedy: (0,nearest/* suggest */.Z)(skipped, variantNames, 'plans'),
                });
        }
        const { common = {}, ...byVariant } = image.dbuild_env ?? {};
        for (const variant of Object.keys(byVariant)) {
            if (!variantNames.includes(variant)) {
                this.fail([...here, 'dbuild_env', variant], `there is no plan "${variant}"`, {
                    what: 'key',
                    remedy: (0,nearest/* suggest */.Z)(variant, ['common', ...variantNames], 'plans'),
                });
            }
        }
        this.checkArgs([...here, 'build_args'], image.build_args ?? {});
        for (const [key, args] of Object.entries(image.dbuild_env ?? {}))
            this.checkArgs([...here, 'dbuild_env', key], args ?? {});
        const path = image.path ?? name;
        if (image.path !== undefined && !INSIDE.test(path))
            this.fail([...here, 'path'], `"${path}" is outside the stack`, { remedy: outside });
        const dockerfile = image.dockerfile ?? 'Dockerfile';
        if (!INSIDE.test(dockerfile))
            this.fail([...here, 'dockerfile'], `"${dockerfile}" is outside the image's directory`, { remedy: outside });
        return {
            name,
            repository,
            path,
            dockerfile,
            parents,
            args: { ...image.build_args, ...common },
            variantArgs: Object.fromEntries(Object.entries(byVariant).map(([variant, args]) => [variant, args ?? {}])),
            skipVariants: image.skip_plans ?? [],
            infos: [...new Set([...(image.info_cmds ?? []), ...(image.manifests ?? [])])],
            integrationTests: image.integration_tests ?? false,
            at: this.document.position(here, 'key'),
        };
    }
    checkArgs(path, args) {
        for (const name of Object.keys(args)) {
            if (!ENV_NAME.test(name))
                this.fail([...path, name], `"${name}" cannot be the name of a build arg`, {
                    what: 'key',
                    remedy: 'Letters, digits and "_" only.',
                });
        }
    }
    suites(images) {
        return Object.entries(this.spec.suites ?? {}).map(([name, suite]) => {
            const here = ['suites', name];
            if (!NAME.test(name))
                this.fail(here, `"${name}" cannot be the name of a suite`, {
                    what: 'key',
                    remedy: 'Use letters, digits, ".", "_" and "-".',
                });
            if (name === COMMON_SUITE || name === INTEGRATION_SUITE || images.has(name)) {
                this.fail(here, `"${name}" is the name of a suite that is found by convention`, {
                    what: 'key',
                    remedy: 'Give this suite another name.',
                });
            }
            for (const image of suite.images ?? []) {
                if (!images.has(image))
                    this.fail([...here, 'images'], `there is no image "${image}"`, {
                        remedy: (0,nearest/* suggest */.Z)(image, [...images.keys()], 'images'),
                    });
            }
            if (suite.files !== undefined && !INSIDE.test(suite.files))
                this.fail([...here, 'files'], `"${suite.files}" is outside the stack`, { remedy: outside });
            return {
                name,
                run: typeof suite.run === 'string' ? this.words([...here, 'run'], suite.run) : suite.run,
                images: suite.images,
                files: suite.files,
                timeoutMs: suite.timeout === undefined ? undefined : (0,duration/* parseDuration */.E)(suite.timeout),
                network: suite.network ?? false,
            };
        });
    }
    registries() {
        const registries = new Map(Object.entries(this.spec.registries ?? {}));
        for (const [alias, base] of registries) {
            if (!(0,stack_refs/* isRegistryBase */.l9)(base))
                this.fail(['registries', alias], `"${base}" is not a registry`, {
                    remedy: 'Write host[:port]/path, such as ghcr.io/acme.',
                });
        }
        for (const alias of this.spec.push_to ?? []) {
            if (!registries.has(alias))
                this.fail(['push_to'], `there is no registry "${alias}"`, {
                    remedy: (0,nearest/* suggest */.Z)(alias, [...registries.keys()], 'registries'),
                });
        }
        return registries;
    }
    order(images) {
        const graph = {
            nodes: [...images.keys()],
            parentsOf: (name) => images.get(name)?.parents.filter((parent) => images.has(parent)) ?? [],
        };
        const cycle = findCycle(graph);
        if (cycle !== undefined) {
            this.fail(['images', cycle[0] ?? '', 'depend_on'], `the images depend on each other in a circle: ${cycle.join(' → ')}`, {
                remedy: 'Remove one depend_on of the circle.',
            });
        }
        return topological(graph);
    }
    checkRoot(images) {
        for (const root of this.spec.root ?? []) {
            const image = images.get(root);
            if (image === undefined)
                this.fail(['root'], `there is no image "${root}"`, { remedy: (0,nearest/* suggest */.Z)(root, [...images.keys()], 'images') });
            else if (image.parents.length > 0) {
                this.fail(['root'], `"${root}" is not a root: it depends on ${image.parents.join(', ')}`, {
                    remedy: 'Name the image(s) without depend_on, or leave `root` out.',
                });
            }
        }
    }
}
const outside = 'Give a path below the directory of spec.yml, without "..".';

;// CONCATENATED MODULE: ./build-ts/src/commands/sources.js









/** `test` is what UCSD's code reads, `tests` what its documents say. */
const OWN_TESTS = ['test', 'tests'];
/** Reads the spec and what it names. `shown` is the path in messages. Throws a UserError with every mistake of a kind at once. */
async function readStack(path, shown) {
    const stack = loadSpec(await readSpec(path, shown), shown);
    const directory = (0,external_node_path_.dirname)(path);
    const problems = [];
    const sources = new Map();
    const found = await Promise.all([...stack.images.values()].map(async (image) => ({
        image,
        source: await readSource(directory, image, stack, problems),
    })));
    for (const { image, source } of found)
        if (source !== undefined)
            sources.set(image.name, source);
    for (const suite of stack.suites) {
        if (suite.files !== undefined && !(await isDirectoryInside(directory, suite.files))) {
            problems.push({
                message: `suites.${suite.name}.files: there is no directory "${suite.files}" in the stack`,
                file: shown,
                remedy: 'Give a directory below the one of spec.yml.',
            });
        }
    }
    const commonTests = await isDirectory((0,external_node_path_.join)(directory, COMMON_SUITE));
    if (commonTests && !(await isInside(directory, COMMON_SUITE)))
        problems.push({
            message: `${COMMON_SUITE} is a link to a place outside the stack`,
            file: inStack(shown, COMMON_SUITE),
            remedy: 'Move it below the directory of spec.yml.',
        });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return { stack, directory, sources, commonTests: commonTests ? COMMON_SUITE : undefined };
}
/** What runs write must not be part of what they build: the next one would find everything changed. */
async function checkFolders({ stack, directory }, folders) {
    const problems = [];
    const real = await Promise.all(folders.map(realPathOf));
    for (const image of stack.images.values()) {
        const context = await realPathOf((0,external_node_path_.join)(directory, image.path));
        for (const folder of real) {
            const way = below(context, folder);
            if (way === undefined || !(way === '' || (await isSent(context, image.dockerfile, `${way}/file`))))
                continue;
            problems.push({
                message: `the run would write its folder "${(0,external_node_path_.basename)(folder)}" into the build context of ${image.name}`,
                file: stack.file,
                ...image.at,
                remedy: `Name a folder elsewhere with --out, or write "${way}" into ${inStack(stack.file, `${image.path}/.dockerignore`)}.`,
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
        if (size > MAX_SPEC_BYTES)
            throw specTooLarge(size, shown);
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
async function readSource(directory, image, stack, problems) {
    const folder = (0,external_node_path_.join)(directory, image.path);
    const fail = (message, remedy) => {
        problems.push({ message, file: stack.file, ...image.at, remedy });
        return undefined;
    };
    if (!(await isDirectory(folder))) {
        fail(`${image.name} has no directory ${inStack(stack.file, image.path)}`, `Make it, or name another with images.${image.name}.path.`);
        return;
    }
    if (!(await isInside(directory, image.path))) {
        fail(`the directory of ${image.name} is a link to a place outside the stack`, 'Move it below the directory of spec.yml.');
        return;
    }
    const dockerfile = `${image.path}/${image.dockerfile}`;
    if (!(await isInside(directory, dockerfile))) {
        fail(`${image.name} has no Dockerfile: ${inStack(stack.file, dockerfile)} is not there`, `Write one, or name another with images.${image.name}.dockerfile.`);
        return;
    }
    let dockerfileText;
    try {
        // Of a pipe or a device there may be no end.
        if (!(await (0,promises_.stat)((0,external_node_path_.join)(directory, dockerfile))).isFile()) {
            fail(`the Dockerfile of ${image.name}, ${inStack(stack.file, dockerfile)}, is no regular file`, `Write one, or name another with images.${image.name}.dockerfile.`);
            return;
        }
        dockerfileText = await (0,promises_.readFile)((0,external_node_path_.join)(directory, dockerfile), 'utf8');
    }
    catch (error) {
        fail(`the Dockerfile of ${image.name}, ${inStack(stack.file, dockerfile)}, cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, 'Make it readable.');
        return;
    }
    if (!/^\s*FROM\s/im.test(dockerfileText)) {
        problems.push({
            message: 'this Dockerfile has no FROM',
            file: inStack(stack.file, dockerfile),
            line: 1,
            remedy: 'A Dockerfile begins with FROM (after ARGs).',
        });
        return undefined;
    }
    const suiteAt = async (names) => {
        const path = await firstDirectory(directory, names.map((name) => `${image.path}/${name}`));
        if (path === undefined || (await isInside(directory, path)))
            return path;
        fail(`${inStack(stack.file, path)} of ${image.name} is a link to a place outside the stack`, 'Move it below the directory of spec.yml.');
        return undefined;
    };
    const tests = await suiteAt(OWN_TESTS);
    const integrationTests = image.integrationTests ? await suiteAt([INTEGRATION_SUITE]) : undefined;
    try {
        const contextHash = await hashContext(folder, await readContext(folder, image.dockerfile));
        return { contextHash, dockerfileText, tests, integrationTests };
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        problems.push(...error.problems);
        return undefined;
    }
}
async function firstDirectory(directory, paths) {
    for (const path of paths)
        if (await isDirectory((0,external_node_path_.join)(directory, path)))
            return path;
    return undefined;
}
async function isDirectory(path) {
    return (0,promises_.stat)(path).then((found) => found.isDirectory(), () => false);
}
async function isDirectoryInside(directory, path) {
    return (await isDirectory((0,external_node_path_.join)(directory, path))) && (await isInside(directory, path));
}
/** It is there, and following links does not lead out of the stack. */
async function isInside(directory, path) {
    try {
        const [top, real] = await Promise.all([(0,promises_.realpath)(directory), (0,promises_.realpath)((0,external_node_path_.join)(directory, path))]);
        return below(top, real) !== undefined;
    }
    catch {
        return false;
    }
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
    const { command, inputs, env, cwd, signal, notice } = request;
    const base = env.GITHUB_ACTIONS === 'true' ? (env.GITHUB_WORKSPACE ?? cwd) : cwd;
    const event = readEvent(env);
    const fork = await fromFork(env, event);
    const disk = await readStack((0,external_node_path_.isAbsolute)(inputs.spec) ? inputs.spec : (0,external_node_path_.join)(base, inputs.spec), inputs.spec);
    const steps = new Set(STEPS[command].filter((step) => step !== 'push' || inputs.push));
    if (fork && steps.delete('push'))
        notice('This pull request comes from a fork: its images are built and tested, and nothing is published.');
    const bases = registryBases(inputs, disk.stack);
    if (steps.has('push'))
        checkPushable(disk.stack, bases);
    const folders = foldersOf((0,external_node_path_.resolve)(base, inputs.out));
    const written = [folders.artifacts, folders.logs, folders.manifests];
    await checkFolders(disk, written);
    const commit = await readCommit(disk.directory, written);
    if (commit.dirty && commit.hash !== '')
        notice('The stack has changes that no commit holds: no tag names the commit.');
    const credentialsFor = dockerCredentials(env);
    const registry = registryClient(credentialsFor);
    const engine = await findEngine(env, credentialsFor, inputs.dryRun ? notice : undefined);
    const plan = await plannedRun({ disk, event, commit, inputs, bases, engine, registry });
    if (inputs.dryRun || engine === undefined)
        return { plan, results: undefined, folders };
    if (!steps.has('build'))
        await checkBuilt(plan, engine);
    if (steps.has('push') && !inputs.offline)
        await checkLogins(plan, registry);
    const previous = await readPrevious(folders);
    const recorder = new Recorder(folders, commit, () => new Date());
    try {
        const results = await runPipeline({
            command,
            plan,
            stack: disk.stack,
            stackDir: disk.directory,
            steps,
            engine,
            registry,
            credentialsFor,
            previous,
            parallel: inputs.parallel === 0 ? Math.max(2, (0,external_node_os_.availableParallelism)()) : inputs.parallel,
            noCache: !inputs.cache,
            publish: inputs.publish,
            infoTimeoutMs: INFO_TIMEOUT_MS,
            signal,
            now: () => new Date(),
            emit: (happened) => {
                recorder.listen(happened);
                request.listen(happened);
            },
            recordJournal: recorder.journal,
        });
        return { plan, results, folders };
    }
    finally {
        recorder.close();
    }
}
function foldersOf(out) {
    return { artifacts: (0,external_node_path_.join)(out, 'artifacts'), logs: (0,external_node_path_.join)(out, 'logs'), manifests: (0,external_node_path_.join)(out, 'manifests') };
}
/** Whether the event is a pull request from a fork. With the rights of pull_request_target its code must not run at all. */
async function fromFork(env, event) {
    if (env.GITHUB_ACTIONS !== 'true' || env.GITHUB_EVENT_PATH === undefined || env.GITHUB_EVENT_PATH === '')
        return false;
    let payload;
    try {
        payload = JSON.parse(await (0,promises_.readFile)(env.GITHUB_EVENT_PATH, 'utf8'));
    }
    catch (error) {
        throw (0,errors/* userError */.IF)(`the event's payload cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, { file: env.GITHUB_EVENT_PATH });
    }
    const fork = isFork(payload);
    if (fork && (event.name === 'pull_request_target' || event.name === 'workflow_run')) {
        throw (0,errors/* userError */.IF)(`${event.name} would run the code of a fork with the rights and secrets of this repository`, {
            remedy: 'Use the event pull_request: images of forks are built and tested there, without secrets.',
        });
    }
    return fork;
}
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
/** A dry run does without an engine. */
async function findEngine(env, credentialsFor, missing) {
    try {
        return await connectEngine(env, credentialsFor);
    }
    catch (error) {
        if (missing === undefined || !(error instanceof errors/* UserError */.yo))
            throw error;
        missing(`${error.message}; fingerprints may differ from a run that has one`);
        return undefined;
    }
}
async function plannedRun({ disk, event, commit, inputs, bases, engine, registry }) {
    const { stack, sources, commonTests } = disk;
    const digests = new Map();
    await Promise.all(externalBases(stack, sources).map(async (ref) => {
        const local = await engine?.inspect(ref).catch(() => undefined);
        const known = local?.repoDigests[0]?.split('@')[1] ??
            local?.id ??
            (inputs.offline ? undefined : await remoteDigest(registry, ref));
        if (known !== undefined)
            digests.set(ref, known);
    }));
    return makePlan({
        stack,
        sources,
        commonTests,
        event: event.name,
        facts: { branch: event.branch ?? commit.branch, sha: commit.dirty ? '' : commit.hash.slice(0, 7) },
        only: inputs.images,
        registries: bases,
        platform: engine?.platform ?? 'linux/amd64',
        baseDigest: (ref) => digests.get(ref) ?? ref,
        defaultTimeoutMs: inputs.testTimeoutMs,
    });
}
/** A base that cannot be looked up is not an error here: the build says it better, with the line of the Dockerfile. */
async function remoteDigest(registry, ref) {
    const pinned = /@(sha256:[0-9a-f]{64})$/.exec(ref)?.[1];
    if (pinned !== undefined)
        return pinned;
    const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(ref);
    return registry.digest(repository, tag).catch(() => undefined);
}
/** `test` and `push` work on what `build` made of exactly this content. */
async function checkBuilt(plan, engine) {
    const problems = await Promise.all(plan.images
        .filter((image) => image.action === 'build')
        .map(async (image) => {
        const ref = image.localRefs[0] ?? image.ref;
        if ((await engine.inspect(ref)) !== undefined)
            return [];
        return [
            {
                message: `${image.id} is not in the engine as it is now (${ref})`,
                remedy: 'Run "stack-action build" first; after a change, again.',
            },
        ];
    }));
    if (problems.flat().length > 0)
        throw new errors/* UserError */.yo(problems.flat());
}
/** Refused logins are found before an hour of building, not after it. */
async function checkLogins(plan, registry) {
    const byHost = new Map();
    for (const image of plan.images) {
        for (const ref of image.action === 'build' ? image.candidates : []) {
            const { repository } = (0,stack_refs/* splitRef */.Mn)(ref);
            const host = (0,stack_refs/* parseRepository */.SU)(repository)?.host;
            if (host !== undefined && !byHost.has(host))
                byHost.set(host, repository);
        }
    }
    await Promise.all([...byHost.values()].map(async (repository) => {
        try {
            await registry.checkLogin(repository);
        }
        catch (error) {
            if (error instanceof RegistryError && (error.status === 401 || error.status === 403))
                throw (0,errors/* userError */.IF)(error.message, error.remedy === undefined ? {} : { remedy: error.remedy });
            throw error;
        }
    }));
}
/** What earlier steps found out, when they wrote into the same folder. */
async function readPrevious(folders) {
    try {
        const results = JSON.parse(await (0,promises_.readFile)((0,external_node_path_.join)(folders.artifacts, 'results.json'), 'utf8'));
        return results.schema === 1 ? results : undefined;
    }
    catch {
        return undefined; // None, or not ours: then nothing is known.
    }
}


/***/ }),

/***/ 99072:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HX: () => (/* binding */ DEFAULT_HOST),
/* harmony export */   Mn: () => (/* binding */ splitRef),
/* harmony export */   RU: () => (/* binding */ rebase),
/* harmony export */   SU: () => (/* binding */ parseRepository),
/* harmony export */   dz: () => (/* binding */ isTag),
/* harmony export */   jC: () => (/* binding */ safeName),
/* harmony export */   l9: () => (/* binding */ isRegistryBase)
/* harmony export */ });
/**
 * Names of images, as the reference grammar of distribution has them:
 * https://github.com/distribution/reference/blob/main/reference.go
 */
const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const HOST = '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?';
const PATH = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const HOST_ONLY = new RegExp(`^${HOST}$`);
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
/** The host a bare name means, as the docker CLI has it. */
const DEFAULT_HOST = 'docker.io';
/** Splits `[host[:port]/]path`; undefined when the name is not a repository name. */
function parseRepository(name) {
    if (name.length > 255)
        return undefined;
    const slash = name.indexOf('/');
    const first = name.slice(0, Math.max(slash, 0));
    const explicit = first.includes('.') || first.includes(':') || first === 'localhost' || first.startsWith('[');
    const host = explicit ? first : DEFAULT_HOST;
    const path = explicit ? name.slice(slash + 1) : name;
    if (!PATH.test(path) || (explicit && !HOST_ONLY.test(host)))
        return undefined;
    return { host, explicit, path };
}
/** The place of a repository in a registry: `base` replaces everything before the last component of its name. */
function rebase(repository, base) {
    return `${base}/${repository.slice(repository.lastIndexOf('/') + 1)}`;
}
/** A registry base, `host[:port][/path]`: must name its host. */
function isRegistryBase(base) {
    return parseRepository(`${base}/x`)?.explicit === true;
}
/** OCI distribution-spec, "Pulling manifests": the grammar of tags. */
function isTag(tag) {
    return TAG.test(tag);
}
/** Splits `name:tag` at the tag; a port's colon is not one. */
function splitRef(ref) {
    const colon = ref.lastIndexOf(':');
    return colon > ref.lastIndexOf('/')
        ? { repository: ref.slice(0, colon), tag: ref.slice(colon + 1) }
        : { repository: ref, tag: 'latest' };
}
/** A ref as a file name: the seeds' form, `/` and `:` become `-`. */
function safeName(ref) {
    return ref.replace(/[^A-Za-z0-9._-]+/g, '-');
}


/***/ })

};
