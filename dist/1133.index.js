export const id = 1133;
export const ids = [1133];
export const modules = {

/***/ 93171:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ publicAddress),
/* harmony export */   u: () => (/* binding */ sourceAddress)
/* harmony export */ });
/* harmony import */ var _ask_git_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(26217);

/** The address of the repository, for everybody to read: without logins, and '' where it is a path of this machine. */
async function sourceAddress(env, directory) {
    const { GITHUB_ACTIONS, GITHUB_SERVER_URL: server = 'https://github.com', GITHUB_REPOSITORY: repository = '' } = env;
    if (GITHUB_ACTIONS === 'true' && repository !== '')
        return publicAddress(`${server}/${repository}`);
    const remote = await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_0__/* .runGit */ .EO)(directory, ['config', '--get', 'remote.origin.url']).catch(() => undefined);
    return remote?.status === 0 ? publicAddress(remote.stdout.trim()) : '';
}
/** `git@host:org/repo.git`, `ssh://…` and `https://user:token@…` as the page that people open; '' for all else. */
function publicAddress(address) {
    const short = /^(?:[\w.-]+@)?([a-z0-9.-]+\.[a-z]{2,}):(?!\/)([\w./~-]+)$/i.exec(address);
    const text = short === null ? address : `https://${short[1] ?? ''}/${short[2] ?? ''}`;
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !['https:', 'http:', 'ssh:', 'git:'].includes(url.protocol) || url.hostname === '')
        return '';
    const port = url.protocol.startsWith('http') && url.port !== '' ? `:${url.port}` : '';
    const path = url.pathname.replace(/\/+$/, '').replace(/\.git$/, '');
    return `${url.protocol === 'http:' ? 'http' : 'https'}://${url.hostname}${port}${path}`;
}


/***/ }),

/***/ 71074:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ defaultLimits)
/* harmony export */ });
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


/***/ }),

/***/ 74284:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ LineSplitter)
/* harmony export */ });
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3350);

const TAIL = 40;
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
        const line = (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .lastState */ .Uy)(raw);
        this.tail.push(line);
        if (this.tail.length > TAIL)
            this.tail.shift();
        this.onLine(line);
    }
}


/***/ }),

/***/ 84178:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  o: () => (/* binding */ runSuite)
});

// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build-ts/src/docker/context.js + 2 modules
var context = __webpack_require__(75912);
// EXTERNAL MODULE: ./build-ts/src/run/suites/templates.js
var templates = __webpack_require__(76828);
;// CONCATENATED MODULE: ./build-ts/src/run/suites/arguments.js


/** The program of each kind of suites; a command is its own. */
const PROGRAMS = { pytest: 'run_pytest.py', imports: 'imports.py', notebooks: 'notebooks.py' };
/** The words that run a suite. */
function suiteCommand(suite, layout, words) {
    const { kind, settings, environment } = suite;
    if (kind === 'command')
        return (0,templates/* fillWords */.B)(suite.run, words);
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
        ...(0,templates/* fillWords */.B)(args, words),
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
/** What every suite is told, wherever it runs. */
function suiteEnvironment(suite, layout, words) {
    return {
        PYTHONDONTWRITEBYTECODE: '1',
        PYTEST_ADDOPTS: '--color=no',
        ...(0,templates/* suiteVariables */.K)(words, suite.name),
        STACK_OUTPUT: layout.output,
        STACK_JUNIT: layout.junit,
        ...(suite.settings.gpus === undefined ? {} : { STACK_GPUS: String(suite.settings.gpus) }),
        ...pytestVariables(suite),
    };
}
/** What our pytest plugin is told. */
function pytestVariables({ settings }) {
    const { testTimeoutMs, reruns } = settings;
    return {
        ...(testTimeoutMs === undefined ? {} : { STACK_TEST_TIMEOUT: String(testTimeoutMs / 1000) }),
        ...(reruns === undefined ? {} : { STACK_RERUNS: String(reruns) }),
    };
}

// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
;// CONCATENATED MODULE: ./build-ts/src/run/suites/keeping.js




/**
 * The name under which a file that a suite leaves is kept: workflow artifacts refuse `" : < > | * ?` and line ends in paths
 * (@actions/artifact, path-and-artifact-name-validation), and one such file would lose all the others.
 */
function keptName(name) {
    // Of control characters those below the blank, which line ends are among.
    return name.replace(/[":<>|*?\\]|(?=\p{Cc})[^\x7f-\x9f]/gu, '_');
}
/**
 * Keeps the files of a suite below a folder. None takes the place of another: names that become one, or are one on this
 * machine, are numbered (`a`, `a.2`). What cannot be kept is told in a line, and keeps nothing else from being kept.
 */
class Keeper {
    folder;
    onLine;
    /** The next number of a path that several want. */
    numbers = new Map();
    /** Where folders of the container are kept. */
    folders = new Map();
    constructor(folder, onLine) {
        this.folder = folder;
        this.onLine = onLine;
    }
    /** Writes a file of a container; `path` is below its output folder, with `/`. Says whether it is kept. */
    async add(path, content) {
        let kept;
        let fault;
        const failed = (error) => void (fault ??= error);
        try {
            kept = await this.openNew(path);
        }
        catch (error) {
            failed(error);
        }
        try {
            // To its end in any case: behind it comes the rest of the archive.
            for await (const chunk of content)
                if (fault === undefined)
                    await kept?.file.writeFile(chunk).catch(failed);
        }
        finally {
            await kept?.file.close().catch(failed);
        }
        if (fault === undefined)
            return true;
        if (kept !== undefined)
            await (0,promises_.rm)(kept.at, { force: true }).catch(() => undefined);
        this.refuse(path, fault);
        return false;
    }
    /** Gives all files that lie below the folder the names that they can keep; says how many there are. Follows no link. */
    async rename() {
        const found = await (0,promises_.lstat)(this.folder).catch(() => undefined);
        if (found?.isDirectory())
            return this.renameBelow(this.folder);
        if (found !== undefined)
            this.onLine('STACK_OUTPUT is no folder any more: what it leads to is left alone');
        return 0;
    }
    async openNew(path) {
        const parts = path.split('/');
        const name = parts.pop() ?? '';
        const folder = await this.folderFor(parts.join('/'));
        return this.numbered((0,external_node_path_.join)(folder, keptName(name)), async (at) => ({ file: await (0,promises_.open)(at, 'wx'), at }));
    }
    /** Two folders of the container are two here. */
    async folderFor(path) {
        const known = this.folders.get(path);
        if (known !== undefined)
            return known;
        const made = await this.makeFolder(path);
        this.folders.set(path, made);
        return made;
    }
    async makeFolder(path) {
        if (path === '') {
            await (0,promises_.mkdir)(this.folder, { recursive: true });
            return this.folder;
        }
        const slash = path.lastIndexOf('/');
        const parent = await this.folderFor(slash === -1 ? '' : path.slice(0, slash));
        return this.numbered((0,external_node_path_.join)(parent, keptName(path.slice(slash + 1))), async (at) => {
            await (0,promises_.mkdir)(at);
            return at;
        });
    }
    async renameBelow(folder) {
        let files = 0;
        for (const entry of await (0,promises_.readdir)(folder, { withFileTypes: true }).catch(() => [])) {
            let path = (0,external_node_path_.join)(folder, entry.name);
            try {
                path = await this.renamed(path, keptName(entry.name));
            }
            catch (error) {
                this.refuse(path.slice(this.folder.length + 1), error);
            }
            if (entry.isDirectory())
                files += await this.renameBelow(path);
            else if (entry.isFile())
                files++;
        }
        return files;
    }
    async renamed(path, name) {
        const wanted = (0,external_node_path_.join)((0,external_node_path_.dirname)(path), name);
        if (wanted === path)
            return path;
        return this.numbered(wanted, async (at) => {
            // A rename would replace it. Nothing of the suite runs any more: what is not there will not come.
            if ((await (0,promises_.lstat)(at).catch(() => undefined)) !== undefined)
                throw Object.assign(new Error(), { code: 'EEXIST' });
            await (0,promises_.rename)(path, at);
            return at;
        });
    }
    /** The first of `a`, `a.2` … that is not taken. */
    async numbered(wanted, take) {
        for (let number = this.numbers.get(wanted) ?? 1;; number++) {
            try {
                const taken = await take(number === 1 ? wanted : `${wanted}.${number}`);
                this.numbers.set(wanted, number + 1);
                return taken;
            }
            catch (error) {
                if (!TAKEN.has((0,errors/* codeOf */.$N)(error) ?? ''))
                    throw error;
            }
        }
    }
    refuse(path, error) {
        this.onLine(`${(0,shared_text/* plain */.pj)(path)} is not kept: ${(0,errors/* messageOf */.bD)(error)}`);
    }
}
/** Something of another kind has the name. */
const TAKEN = new Set(['EEXIST', 'EISDIR']);

// EXTERNAL MODULE: ./build-ts/src/run/suites/lines.js
var lines = __webpack_require__(74284);
;// CONCATENATED MODULE: ./build-ts/src/run/suites/programs.js


/** Beside this module, and beside the bundle: scripts/bundle.mjs copies them there. */
const PROGRAMS_FOLDER = (0,external_node_path_.join)(import.meta.dirname, 'programs');
/** Our Python programs: they run in images, and on this machine for suites on the host. */
async function programFiles() {
    const names = (await (0,promises_.readdir)(PROGRAMS_FOLDER)).filter((name) => name.endsWith('.py')).sort();
    return names.map((name) => ({ name, path: (0,external_node_path_.join)(PROGRAMS_FOLDER, name) }));
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build-ts/src/shared/lines.js
var shared_lines = __webpack_require__(84694);
// EXTERNAL MODULE: ./build-ts/src/shared/process.js
var shared_process = __webpack_require__(98288);
// EXTERNAL MODULE: ./build-ts/src/shared/program.js
var program = __webpack_require__(89945);
// EXTERNAL MODULE: ./build-ts/src/shared/values.js
var values = __webpack_require__(41195);
// EXTERNAL MODULE: ./build-ts/src/docker/compose-sweep.js
var compose_sweep = __webpack_require__(93909);
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
    const project = (0,compose_sweep/* composeProject */.O)(request.project, Date.now() + timeoutMs + (request.lifetimeMs ?? DEFAULT_LIFETIME_MS));
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
        const args = ['down', '--volumes', '--remove-orphans', '--timeout', '1'];
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
            if (!(0,program/* cannotStart */.m)(error))
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
    const config = JSON.parse(Buffer.concat(json).toString());
    const [foreign] = foreignVolumes(config, project);
    if (foreign !== undefined)
        throw new errors/* WorkError */.oE(`the services have a volume with a name of its own, "${foreign}", which would be removed with them`, {
            remedy: 'Leave its name out, or say external: true.',
        });
    const networks = (0,values/* valueAt */.f)(config, ['networks']);
    if (typeof networks !== 'object' || networks === null)
        return undefined;
    const [first] = Object.keys(networks);
    const key = 'default' in networks ? 'default' : first;
    if (key === undefined)
        return undefined;
    const name = (0,values/* valueAt */.f)(networks, [key, 'name']);
    return typeof name === 'string' ? name : `${project}_${key}`;
}
/** Volumes that may have been there before, and would not be after. */
function foreignVolumes(config, project) {
    const volumes = (0,values/* valueAt */.f)(config, ['volumes']);
    if (typeof volumes !== 'object' || volumes === null)
        return [];
    return Object.keys(volumes).flatMap((key) => {
        const name = (0,values/* valueAt */.f)(volumes, [key, 'name']);
        const isOurs = typeof name !== 'string' || name.startsWith(`${project}_`) || (0,values/* valueAt */.f)(volumes, [key, 'external']) === true;
        return isOurs ? [] : [name];
    });
}
async function runCompose({ file, args: first }, args, options) {
    const { env, directory: cwd, signal, timeoutMs, onLine, onOutLine, onOut } = options;
    const [out, err] = [
        (0,shared_lines/* byLine */.u)(onOutLine ?? (() => undefined), LONGEST_LINE),
        (0,shared_lines/* byLine */.u)(onLine ?? (() => undefined), LONGEST_LINE),
    ];
    const result = await (0,shared_process/* runProcess */.R)({
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

;// CONCATENATED MODULE: ./build-ts/src/run/suites/services.js




/** What a machine needs to pull and start a few services. */
const UP_MS = 10 * 60_000;
/** Runs something while the services of a suite are up; they are taken down whatever happens. Gives the name of their network. */
async function withServices({ engine, stackDir, suite, words, machine, signal, onLine }, work) {
    const { services, passEnv } = suite.settings;
    if (services === undefined)
        return work(undefined);
    const up = await composeUp({
        env: { ...hostEnvironment(machine.env, passEnv), DOCKER_HOST: engine.address, TEST_IMAGE: words.ref },
        directory: stackDir,
        files: [(0,external_node_path_.join)(stackDir, services.file)],
        ...(services.envFile === undefined ? {} : { envFile: (0,external_node_path_.join)(stackDir, services.envFile) }),
        project: `stack-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`,
        timeoutMs: UP_MS,
        lifetimeMs: suite.timeoutMs,
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

// EXTERNAL MODULE: ./build-ts/src/run/suites/verdict.js + 1 modules
var verdict = __webpack_require__(99076);
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
/** Where files of the output folder lie below that. */
const OUTPUT = 'output/';
/** Runs a suite in a container of its own. Throws only when no container could run; a failed test is a result. */
async function runInContainer(request) {
    const { engine, stackDir, image, suite, words, keep, signal, onLine } = request;
    const { settings } = suite;
    const output = new lines/* LineSplitter */.g(onLine);
    const keeper = new Keeper(keep, onLine);
    let files = 0;
    const onFile = async (path, content) => {
        if (!path.startsWith(OUTPUT))
            content.resume();
        else if (await keeper.add(path.slice(OUTPUT.length), content))
            files++;
    };
    const sent = await Promise.all([suiteFiles(stackDir, suite), programsOf(suite)]);
    const done = await withServices(request, (network) => engine.run({
        image: image.ref,
        ...(image.platform === undefined ? {} : { platform: image.platform }),
        command: suiteCommand(suite, LAYOUT, words),
        env: {
            ...suiteEnvironment(suite, LAYOUT, words),
            ...settings.env,
        },
        files: sent.flat(),
        folders: [LEFT, LAYOUT.output].map((path) => ({ name: path.slice(1), mode: 0o1777 })),
        ...(suite.files === undefined ? {} : { workdir: folderOf(suite, LAYOUT) }),
        network: network ?? settings.network ?? false,
        ...(settings.memory === undefined ? {} : { memoryBytes: settings.memory }),
        ...(settings.cpus === undefined ? {} : { cpus: settings.cpus }),
        ...(settings.docker === undefined ? {} : { docker: settings.docker }),
        ...(settings.gpus === undefined ? {} : { gpus: settings.gpus }),
        timeoutMs: suite.timeoutMs,
        // By itself, and first: whatever else it leaves, and however much, its report is not lost among that.
        bringBack: LAYOUT.junit,
        collect: { path: LEFT, onFile },
        signal,
        onOutput: (stream, data) => output.push(stream, data),
    }));
    output.end();
    const { collected } = done;
    if (collected !== undefined && (collected.clipped || collected.refused > 0))
        onLine('not all of the files that it left were taken: there are too many, or their names would do harm');
    return (0,verdict/* verdict */.WJ)(suite, { ...done, junit: done.file, files, tail: output.tail }, (file) => below(LAYOUT.tests, external_node_path_.posix.resolve(folderOf(suite, LAYOUT), file)));
}
function below(folder, file) {
    return file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : undefined;
}
const NOT_TESTS = /(^|\/)(__pycache__|\.pytest_cache|\.ipynb_checkpoints)(\/|$)/;
/** The files of a suite as they go into the container: where they lie in the stack, owned by root, readable by everybody. */
async function suiteFiles(stackDir, { files, shared }) {
    if (files === undefined)
        return [];
    const own = (await (0,context/* readContext */.yI)((0,external_node_path_.join)(stackDir, files), ''))
        .filter(({ path }) => !NOT_TESTS.test(path))
        .map((entry) => ({
        ...entry,
        mode: entry.type === 'directory' || entry.mode & 0o100 ? 0o755 : 0o644,
        name: external_node_path_.posix.join(LAYOUT.tests.slice(1), files, entry.path),
        source: (0,external_node_path_.join)(stackDir, files, entry.path),
    }));
    const above = await Promise.all(shared.map(async (path) => given(path, await (0,promises_.readFile)((0,external_node_path_.join)(stackDir, path)))));
    return [...above, ...own];
}
function given(path, content) {
    const name = external_node_path_.posix.join(LAYOUT.tests.slice(1), path);
    return { name, type: 'file', mode: 0o644, mtime: new Date(0), size: content.length, target: '', content };
}
/** Our programs, where the suite is not one itself. */
async function programsOf({ kind }) {
    if (kind === 'command')
        return [];
    const programs = await programFiles();
    return Promise.all(programs.map(async ({ name, path }) => given(`../programs/${name}`, await (0,promises_.readFile)(path))));
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./build-ts/src/shared/paths.js
var paths = __webpack_require__(5381);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./build-ts/src/run/suites/leftovers.js




/** The variable by which what a suite has started is known, wherever it has gone. */
const RUN_MARK = 'STACK_SUITE_RUN';
/** Who starts others while they are looked for is looked for again. */
const ROUNDS = 5;
const ROUND_MS = 50;
/**
 * Ends what a suite on the host has left running outside its process group (daemons), as far as this system shows whose
 * environment holds the mark. Gives how many there were.
 */
async function endLeftovers(mark) {
    if ((0,external_node_os_.platform)() !== 'linux')
        return 0;
    const ended = new Set();
    for (let round = 0; round < ROUNDS; round++) {
        const found = await marked(mark);
        if (found.length === 0)
            break;
        for (const pid of found) {
            try {
                process.kill(pid, 'SIGKILL');
                ended.add(pid);
            }
            catch {
                // It has ended meanwhile.
            }
        }
        await (0,external_node_timers_promises_.setTimeout)(ROUND_MS);
    }
    return ended.size;
}
async function marked(mark) {
    const wanted = `${RUN_MARK}=${mark}`;
    const own = process.getuid?.();
    const found = [];
    for (const name of await (0,promises_.readdir)('/proc').catch(() => [])) {
        if (!/^\d+$/.test(name) || Number(name) === process.pid)
            continue;
        try {
            const folder = (0,external_node_path_.join)('/proc', name);
            if ((await (0,promises_.stat)(folder)).uid !== own)
                continue;
            if ((await (0,promises_.readFile)((0,external_node_path_.join)(folder, 'environ'))).includes(wanted))
                found.push(Number(name));
        }
        catch {
            // It has ended meanwhile, or shows it to nobody.
        }
    }
    return found;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
;// CONCATENATED MODULE: ./build-ts/src/run/suites/report-file.js



/** A report is read whole. */
const MAX_REPORT_BYTES = 32 * 1024 * 1024;
/** What lies on this machine where a suite leaves its report is the suite's choice: none is waited for, and none followed. */
async function reportAt(path) {
    let file;
    try {
        file = await (0,promises_.open)(path, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK);
    }
    catch (error) {
        return (0,errors/* codeOf */.$N)(error) === 'ENOENT'
            ? { junit: undefined }
            : broken(REFUSED.get((0,errors/* codeOf */.$N)(error) ?? '') ?? (0,errors/* messageOf */.bD)(error));
    }
    try {
        const { size } = await file.stat().then((found) => (found.isFile() ? found : { size: undefined }));
        if (size === undefined)
            return broken('it is no file');
        if (size > MAX_REPORT_BYTES)
            return broken(tooLarge(size));
        return { junit: await file.readFile() };
    }
    catch (error) {
        return broken((0,errors/* messageOf */.bD)(error));
    }
    finally {
        await file.close();
    }
}
/** Links, which are not followed, and sockets, which cannot be opened. */
const REFUSED = new Map([
    ['ELOOP', 'it is a link'],
    ['ENXIO', 'it is no file'],
]);
function broken(why) {
    return { junit: undefined, broken: why };
}
function tooLarge(size) {
    return `it has ${size} bytes; at most ${MAX_REPORT_BYTES} are read`;
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
;// CONCATENATED MODULE: ./build-ts/src/run/suites/started.js






const READY_MS = 2 * 60_000;
/** Nobody needs it any more: it is asked once, and not waited for. */
const STOP_MS = 1000;
const ASK_EVERY_MS = 200;
/** What the suite has brought down is known to have ended by then. */
const NEWS_MS = 250;
/** One question: who does not answer it is not ready. */
const ANSWER_MS = 5_000;
/**
 * Runs something while a container of the image does, when the suite asks for one: STACK_HOST and STACK_PORT_<port> say
 * where its ports are, STACK_URL is the first one. It goes away whatever happens; what it says is in the log of the suite.
 * `crashed` says how, when it did meanwhile.
 */
async function withStarted({ engine, image, suite, signal, onLine }, work) {
    const { start } = suite.settings;
    if (start === undefined)
        return { done: await work({}) };
    const readyMs = start.readyMs ?? READY_MS;
    const output = new lines/* LineSplitter */.g((line) => onLine(`[container] ${line}`));
    const started = await engine.start({
        image: image.ref,
        ...(image.platform === undefined ? {} : { platform: image.platform }),
        ...(start.command === undefined ? {} : { command: start.command }),
        env: start.env,
        ports: start.ports,
        network: true,
        lifetimeMs: readyMs + suite.timeoutMs,
        graceMs: STOP_MS,
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
        const done = await work(variablesOf(started.address, address));
        await Promise.race([ended, (0,external_node_timers_promises_.setTimeout)(NEWS_MS)]);
        // Stopped below: what it says of its end there is our doing.
        const crashed = crashOf(status);
        if (status !== undefined)
            onLine(`[container] ended with exit status ${String(status)} before the suite did`);
        return { done, ...(crashed === undefined ? {} : { crashed }) };
    }
    finally {
        await started.stop();
        await ended;
        output.end();
    }
}
function crashOf(status) {
    if (status === undefined || status === 0)
        return undefined;
    return `the container ${(0,verdict/* endText */.Z4)(status) ?? `ended with exit status ${status}`} while the suite ran`;
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
    return status === undefined ? new errors/* WorkError */.oE('the engine published no port of the container') : endedEarly(status);
}
function endedEarly(status) {
    return new errors/* WorkError */.oE(`the container ended with exit status ${status} before it was ready`, {
        remedy: 'What it said is in the log of the suite.',
    });
}
/** Waits until the container answers. Throws a WorkError when it ends, or its time does, before. */
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
                await answer(address, path, signal);
            return;
        }
        catch (error) {
            signal.throwIfAborted();
            last = reasonOf(error);
        }
        await (0,external_node_timers_promises_.setTimeout)(ASK_EVERY_MS, undefined, { signal });
    }
    throw new errors/* WorkError */.oE(`the container was not ready after ${(0,shared_text/* durationText */.S5)(readyMs)}: ${last}`, {
        remedy: 'Allow it more time with ready_timeout, or see in the log of the suite what it waited for.',
    });
}
/** What fetch says lies below it. */
function reasonOf(error) {
    return (0,errors/* messageOf */.bD)(error instanceof Error && error.cause !== undefined ? error.cause : error);
}
async function answer({ host, port }, path, signal) {
    const url = `http://${host.includes(':') ? `[${host}]` : host}:${port}${path.startsWith('/') ? '' : '/'}${path}`;
    const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]) });
    await response.body?.cancel();
    // Who asks for a login is there.
    if (response.status >= 400 && response.status !== 401 && response.status !== 403)
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
            programs: PROGRAMS_FOLDER,
            tests: stackDir,
            junit: (0,external_node_path_.join)(own, 'junit.xml'),
            output: keep,
        };
        const output = new lines/* LineSplitter */.g(request.onLine);
        const { done: end, crashed } = await withServices(request, () => withStarted(request, (variables) => runProgramOf(request, layout, output, variables)));
        output.end();
        const report = await reportAt(layout.junit);
        const files = await new Keeper(keep, request.onLine).rename();
        const real = await (0,promises_.realpath)(stackDir);
        const beside = crashed === undefined ? {} : { beside: crashed };
        return (0,verdict/* verdict */.WJ)(suite, { ...end, ...report, ...beside, files, tail: output.tail }, (file) => {
            const path = (0,external_node_path_.resolve)(folderOf(suite, layout), file);
            const place = (0,paths/* below */.G)(stackDir, path) ?? (0,paths/* below */.G)(real, path);
            return place === '' ? undefined : place?.split(external_node_path_.sep).join('/');
        });
    }
    finally {
        await (0,promises_.rm)(own, { recursive: true, force: true });
        await (0,promises_.rmdir)(keep).catch(() => undefined); // It left nothing there.
    }
}
async function runProgramOf({ engine, image, suite, words, machine, signal, onLine }, layout, output, variables) {
    const { settings, timeoutMs } = suite;
    const [file = '', ...args] = suiteCommand(suite, layout, words);
    const began = performance.now();
    const ended = () => Math.round(performance.now() - began);
    const mark = (0,external_node_crypto_.randomUUID)();
    try {
        const { status, timedOut } = await (0,shared_process/* runProcess */.R)({
            file,
            args,
            cwd: suite.kind === 'command' ? folderOf(suite, layout) : layout.tests,
            env: {
                ...hostEnvironment(machine.env, settings.passEnv),
                PYTHONUNBUFFERED: '1',
                DOCKER_HOST: engine.address,
                TEST_IMAGE: words.ref,
                ...suiteEnvironment(suite, layout, words),
                ...variables,
                ...settings.env,
                [RUN_MARK]: mark,
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
        output.push('stderr', Buffer.from(`${verdict/* OURS */.o6}${missing(suite, file, image.name)}\n`));
        return { status: NOT_FOUND, timedOut: false, outOfMemory: false, ms: ended() };
    }
    finally {
        const left = await endLeftovers(mark);
        if (left > 0)
            onLine(`${verdict/* OURS */.o6}${(0,shared_text/* counted */.hS)(left, 'program')} that it left running ${left === 1 ? 'was' : 'were'} ended`);
    }
}
function missing({ kind }, file, image) {
    return kind === 'command'
        ? `there is no program "${file}" on this machine to test ${image} with`
        : `there is no "${file}" on this machine: name the Python that has pytest with the input python`;
}

// EXTERNAL MODULE: ./build-ts/src/registry/slots.js
var slots = __webpack_require__(81718);
// EXTERNAL MODULE: ./build-ts/src/remote/connection.js + 4 modules
var remote_connection = __webpack_require__(80710);
// EXTERNAL MODULE: ./build-ts/src/remote/places.js
var places = __webpack_require__(61704);
;// CONCATENATED MODULE: ./build-ts/src/run/suites/clean-up.js




/** Long enough to ask a cluster to take a job away; shorter where the run itself is being stopped, and not waited for long. */
const LIMIT_MS = 120_000;
const STOPPED_MS = 20_000;
const clean_up_GRACE_MS = 1000;
/**
 * Runs the clean-up of a launch that did not come to its end, whatever the run's signal says by now. Gives why what it left
 * may still be there; undefined when it is gone, or nothing is to be done.
 */
async function cleanUp(connection, words, stopped, onLine) {
    if (words.length === 0)
        return undefined;
    const output = new lines/* LineSplitter */.g((line) => onLine(`[clean_up] ${line}`));
    const timeoutMs = stopped.aborted ? STOPPED_MS : LIMIT_MS;
    onLine(`${verdict/* OURS */.o6}cleaning up: ${words.join(' ')}`);
    const hurry = new AbortController();
    let timer;
    const onStop = () => void (timer = setTimeout(() => hurry.abort(), STOPPED_MS));
    // Of what is stopped in the middle of it no more is waited for than of what is stopped before.
    if (!stopped.aborted)
        stopped.addEventListener('abort', onStop);
    const fault = await connection
        .run({
        ...{ words, timeoutMs, graceMs: clean_up_GRACE_MS, signal: hurry.signal },
        onStdout: (data) => output.push('stdout', data),
        onStderr: (data) => output.push('stderr', data),
    })
        .then(({ status, timedOut, aborted, lost }) => {
        if (aborted)
            return `did not end within ${(0,shared_text/* durationText */.S5)(STOPPED_MS)} after the run was stopped`;
        if (timedOut)
            return `took longer than ${(0,shared_text/* durationText */.S5)(timeoutMs)}`;
        if (lost !== undefined)
            return `the connection was lost: ${lost}`;
        return status === 0 ? undefined : `ended with exit status ${status}`;
    }, (error) => (0,errors/* messageOf */.bD)(error));
    clearTimeout(timer);
    stopped.removeEventListener('abort', onStop);
    output.end();
    if (fault === undefined)
        return undefined;
    onLine(`${verdict/* OURS */.o6}the clean-up failed: ${fault}`);
    return `the clean-up failed: ${fault}`;
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
;// CONCATENATED MODULE: ./build-ts/src/run/suites/closing-line.js

/**
 * The words of pytest (_pytest/terminal.py, `KNOWN_TYPES` and `_build_normal_summary_stats_line`), of its subtests, and of
 * pytest-rerunfailures; undefined: a word that counts no tests.
 */
const WORDS = new Map([
    ['passed', 'passed'],
    ['failed', 'failed'],
    ['error', 'errors'],
    ['errors', 'errors'],
    ['skipped', 'skipped'],
    ['xfailed', 'xfailed'],
    ['xpassed', 'xpassed'],
    ['deselected', 'deselected'],
    ['rerun', 'reruns'],
    ['reruns', 'reruns'],
    ['subtests failed', 'failed'],
    ['subtest failed', 'failed'],
    ['warning', undefined],
    ['warnings', undefined],
    ['subtests passed', undefined],
    ['subtest passed', undefined],
    ['subtests skipped', undefined],
    ['subtest skipped', undefined],
]);
/** `in 2.31s`, `in 75.10s (0:01:15)`, `in 86461.00s (1 day, 0:01:01)`; of old ones `in 2.31 seconds`. */
const CLOSING = /^(?<open>=+ )?(?<parts>[^=]+?) in \d+(?:\.\d+)?(?:s| seconds)(?: \((?:\d+ days?, )?\d+:\d\d:\d\d\))?(?<close> =+)?$/;
const NONE = 'no tests ran';
/** A longer line is no closing line. */
const MAX_LINE = 1000;
/** Reads the line that pytest ends a session with, coloured or not, as `-q` has it too; undefined: it is another line. */
function closingLine(raw) {
    if (raw.length > MAX_LINE)
        return undefined;
    const line = plainLine(raw);
    const { open, parts, close } = CLOSING.exec(line)?.groups ?? {};
    if (parts === undefined || (open === undefined) !== (close === undefined))
        return undefined;
    const counts = { passed: 0, failed: 0, errors: 0, skipped: 0, xfailed: 0, xpassed: 0, deselected: 0, reruns: 0 };
    let known = 0;
    for (const part of parts.split(', ')) {
        if (part === NONE) {
            known++;
            continue;
        }
        const [, number, word = ''] = /^(\d{1,9}) ([a-z][a-z ]*)$/.exec(part) ?? [];
        if (number === undefined)
            return undefined;
        if (WORDS.has(word)) {
            known++;
            const count = WORDS.get(word);
            if (count !== undefined)
                counts[count] += Number(number);
        }
        // Plugins have words of their own. Without its fence it might be any line.
        else if (open === undefined)
            return undefined;
        else if (/fail|error/.test(word))
            counts.failed += Number(number);
    }
    return known === 0 ? undefined : { ...counts, text: line.replace(/^=+ | =+$/g, '') };
}
/** Tests that ran to an end of their own: one that is expected to fail, and did, has run. */
function ranIn({ passed, failed, xfailed, xpassed }) {
    return passed + failed + xfailed + xpassed;
}
/** Without colours, and what a terminal would not show at its ends. */
function plainLine(raw) {
    return (0,external_node_util_.stripVTControlCharacters)(raw).trim();
}

;// CONCATENATED MODULE: ./build-ts/src/run/suites/session.js


const STARTS = /^=+ test session starts(?: \(.*\))? =+$/;
const COLLECTION = /^_+ ERROR collecting .*_+$|^!+ Interrupted: \d+ errors? during collection !+$/;
/** How a session goes on, of whose beginning `-q` says nothing. */
const GOES_ON = /^collected \d+ items?\b|^(?:\S{1,200}\.py )?[.FEsxXR]+ {1,200}\[ *\d+%\]$/;
/** What crashed, or was cut, has no number behind it; dots alone may be a launcher that waits. */
const HAS_FAILED = /^(?:\S{1,200}\.py )?[.sxXR]*[FE][.FEsxXR]*$|^Fatal Python error: /;
/**
 * _pytest/main.py, `wrap_session`: somebody or something stopped it, with 0 if that was `pytest.exit(…, returncode=0)`. Where
 * the reason has several lines, the mark does not end on this one.
 */
const INTERRUPTED = /^!+ (KeyboardInterrupt|(?:\S+\.)?Interrupted: .+?|_pytest\.outcomes\.Exit: .*?|stopping after .+?)(?: !+)?$/;
/** _pytest/main.py, `notify_exception`. */
const INTERNAL = /^INTERNALERROR> ?/;
/** What a session says in which something failed, before its closing line. */
const BAD_NEWS = /^=+ (?:FAILURES|ERRORS) =+$|^(?:\S{1,200}\.py )?[.sxXR]*[FE][.FEsxXR]* {1,200}\[ *\d+%\]$|::.* (?:FAILED|ERROR) +\[ *\d+%\]$/;
const SUMMARY = /^=+ short test summary info =+$/;
const OUTCOME = / (?:PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS)(?: +\[ *\d+%\])?$/;
/** Results show no more, and a test may print such lines by the million. */
const MAX_FAILURES = 50;
const MAX_CLOSINGS = 100;
const MAX_TEXT = 500;
/** Of what is no longer, expressions can say quickly what it is. */
const session_MAX_LINE = 1000;
/**
 * Reads the output of a launch line by line. A test may print what pytest prints: of a session that shows its beginning the
 * last closing line is its own; where no beginning is shown (`-q`) every one counts.
 */
class SessionWatch {
    texts;
    done = [];
    /** Sessions that have begun and not ended: a test may run pytest. */
    open = 0;
    begun = false;
    goesOn = false;
    /** Tests have run since the last closing line. */
    goesOnAfter = false;
    inSummary = false;
    /** Something has told of a failure since the last session began or ended. */
    hasBadNews = false;
    /** Something had before the last closing line. */
    hadBadNews = false;
    contradiction;
    interrupted;
    collection = false;
    failed = new Map();
    said = new Set();
    /** `texts`: what is looked for anywhere in a line. */
    constructor(texts = []) {
        this.texts = texts;
    }
    push(raw) {
        const line = plainLine(raw);
        for (const text of this.texts)
            if (line.includes(text))
                this.said.add(text);
        if (line.length > session_MAX_LINE)
            return;
        if (STARTS.test(line)) {
            this.begun = true;
            this.open++;
            this.hasBadNews = this.inSummary = false;
            return;
        }
        const closing = closingLine(line);
        if (closing !== undefined)
            return this.close(closing);
        if (COLLECTION.test(line))
            this.collection = true;
        if (GOES_ON.test(line) || HAS_FAILED.test(line) || (line.includes('::') && OUTCOME.test(line)))
            this.goesOn = this.goesOnAfter = true;
        this.interrupted ??=
            INTERRUPTED.exec(line)?.[1] ?? (INTERNAL.test(line) ? 'an internal error of pytest' : undefined);
        const named = summaryOf(line);
        if (SUMMARY.test(line))
            this.inSummary = true;
        if (BAD_NEWS.test(line) || (named !== undefined && this.inSummary))
            this.hasBadNews = true;
        if (named !== undefined && this.failed.size < MAX_FAILURES)
            this.failed.set((0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(named.name), MAX_TEXT), (0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(named.message), MAX_TEXT));
    }
    end() {
        return {
            started: this.begun || this.goesOn || this.interrupted !== undefined || this.done.length > 0,
            closings: this.done,
            // Those that go on after a line that a test printed, or with `-q` behind others, have no beginning.
            unclosed: this.open === 0 && this.done.length > 0 && this.goesOnAfter ? 1 : this.open,
            interrupted: this.interrupted,
            contradiction: this.contradiction,
            collectionErrors: this.collection,
            failures: [...this.failed].map(([name, message]) => ({ name, message })),
            said: this.said,
        };
    }
    close(closing) {
        // Printed by a test, and followed by what pytest itself says; or of a session, and followed by one with `-q`.
        if (this.open === 0 && this.begun && this.mayBePrinted())
            this.done.pop();
        if (isGreen(closing) && this.hasBadNews)
            this.contradiction ??= closing.text;
        this.hadBadNews = this.hasBadNews;
        this.hasBadNews = this.inSummary = this.goesOnAfter = false;
        this.open = Math.max(this.open - 1, 0);
        this.done.push(closing);
        // Those that tell of something bad stay.
        if (this.done.length > MAX_CLOSINGS)
            this.done.splice(this.done.findIndex(isGreen), 1);
    }
    /** Whether nothing bad gets lost with the last closing line: pytest tells of a failure in more than that. */
    mayBePrinted() {
        const last = this.done.at(-1);
        if (last === undefined || isGreen(last))
            return true;
        return last.failed + last.errors > 0 && !this.hadBadNews;
    }
}
/** Tests ran, and none of them failed. */
function isGreen(closing) {
    return closing.failed + closing.errors === 0 && ranIn(closing) > 0;
}
/** A line of the short summary: `FAILED a/test_x.py::test_y[1] - AssertionError: no`, `ERROR test_x.py`. */
function summaryOf(line) {
    const word = ['FAILED ', 'ERROR '].find((one) => line.startsWith(one));
    if (word === undefined)
        return undefined;
    const rest = line.slice(word.length);
    const dash = rest.indexOf(' - ');
    const name = dash === -1 ? rest : rest.slice(0, dash);
    if (!/\.py(?:$|::)/.test(name))
        return undefined;
    return { name, message: dash === -1 ? '' : rest.slice(dash + 3) };
}

// EXTERNAL MODULE: ./build-ts/src/run/suites/ssh-access.js
var ssh_access = __webpack_require__(34516);
;// CONCATENATED MODULE: ./build-ts/src/run/suites/script-words.js



/** What no shell reads as anything but a part of a word. */
const script_words_HARMLESS = /^[\w.,:@%+/=-]*$/;
/**
 * As `fillWords`. What stands behind a `-c` is a script for a shell, where a name is no longer a word of its own: one that
 * the shell would take for more (`$(touch x)` is a good name of a branch) is refused with a WorkError.
 */
function fillLaunch(words, facts) {
    for (const [at, script] of words.entries()) {
        if (!/^-[a-z]*c$/.test(words[at - 1] ?? ''))
            continue;
        for (const [whole, name = ''] of script.matchAll(/\{([a-z]+)\}/g)) {
            const value = Object.hasOwn(facts, name) ? facts[name] : '';
            if (script_words_HARMLESS.test(value))
                continue;
            throw new errors/* WorkError */.oE(`${whole} is ${JSON.stringify((0,shared_text/* clip */.$Q)(value, 100))}, which a shell would read in its own way`, {
                remedy: `Give it to the script as a word: sh -c '… "$1"' sh ${whole}.`,
            });
        }
    }
    return (0,templates/* fillWords */.B)(words, facts);
}

// EXTERNAL MODULE: ./build-ts/src/run/suites/ssh-defaults.js
var ssh_defaults = __webpack_require__(10264);
;// CONCATENATED MODULE: ./build-ts/src/run/suites/ssh-verdict.js




/** Of a name or line in a message. */
const MAX_NAMED = 200;
/**
 * Why a suite on another machine failed; undefined when it passed. A launcher's word is not enough, and neither is that of
 * the output: exit status, closing lines and report have to agree.
 */
function remoteFault(suite, end, report) {
    const { remote } = suite.settings;
    if (remote === undefined)
        throw new Error(`suite ${suite.name} does not say how it is run over ssh`);
    if (end.lost !== undefined)
        return `the connection was lost after ${(0,shared_text/* durationText */.S5)(end.ms)}: ${(0,shared_text/* clip */.$Q)(end.lost, MAX_NAMED)}`;
    if (end.timedOut)
        return `took longer than ${(0,shared_text/* durationText */.S5)(suite.timeoutMs)} and was stopped`;
    return (failedTests(end, report.junit, remote) ??
        (readsSessions(remote) ? sessionFault(end, remote) : undefined) ??
        reportFault(suite, end, report) ??
        saidFault(end, remote) ??
        statusFault(suite, end) ??
        skipFault(suite, end, report.junit));
}
/** Whoever vouches for something else means that pytest's lines say nothing. */
function readsSessions({ proof }) {
    return proof.kind === 'pytest' || proof.kind === 'report';
}
/** Tests that failed, whoever says so: the best news there is of a failure. */
function failedTests({ status, sessions }, junit, remote) {
    const though = status === 0 ? ', though the launcher ended with 0' : '';
    const told = junit === undefined ? undefined : (0,verdict/* junitFault */.zl)(junit, 'tests');
    if (told !== undefined)
        return `${told}${though}`;
    if (!readsSessions(remote))
        return undefined;
    const { closings, failures, collectionErrors } = sessions;
    const named = failures.slice(0, 3).map(({ name }) => (0,shared_text/* clip */.$Q)(name, MAX_NAMED));
    const names = named.length === 0 ? '' : `: ${named.join(', ')}${failures.length > 3 ? ' …' : ''}`;
    const failed = sum(closings, 'failed');
    const errors = sum(closings, 'errors');
    if (collectionErrors && errors > 0)
        return `collection errors: ${(0,shared_text/* counted */.hS)(errors, 'error')}${names}${though}`;
    if (failed + errors === 0)
        return undefined;
    const total = closings.reduce((all, one) => all + ranIn(one) + one.errors + one.skipped, 0);
    return `${failed + errors} of ${(0,shared_text/* counted */.hS)(total, 'test')} failed${names}${though}`;
}
/** What is missing in what pytest says: a beginning, an end, or a test. */
function sessionFault({ status, sessions }, { proof }) {
    const { closings, unclosed, started, interrupted, contradiction } = sessions;
    const ended = (0,verdict/* endText */.Z4)(status) ?? `exit status ${status}`;
    if (unclosed > 0 || (started && closings.length === 0 && proof.kind === 'pytest'))
        return `the test session has no closing line: it did not come to its end (${ended})`;
    if (interrupted !== undefined)
        return `the test session was interrupted: ${(0,shared_text/* clip */.$Q)(interrupted, MAX_NAMED)}`;
    if (contradiction !== undefined)
        return `the test session tells of failures, and its closing line does not (${(0,shared_text/* clip */.$Q)(contradiction, MAX_NAMED)})`;
    if (closings.length === 0) {
        if (proof.kind === 'report')
            return undefined;
        return status === 0
            ? 'the launcher ended with 0, and no test session is in its output'
            : `the launch failed before any test began: ${launchText(status)}`;
    }
    const bad = closings.find((one) => !isGreen(one));
    if (bad === undefined)
        return undefined;
    return bad.skipped > 0 ? allSkipped(bad.skipped) : 'no tests ran';
}
function allSkipped(count) {
    return `${count === 1 ? 'the only test was' : `all ${count} tests were`} skipped`;
}
/** The report is there where one should be, has tests in it, and is of the session that was seen. */
function reportFault({ name }, { status, sessions: { closings, started } }, { path, junit, broken }) {
    if (path === undefined)
        return undefined;
    if (broken !== undefined)
        return `its report cannot be read: ${broken}`;
    if (junit === undefined) {
        if (status !== 0 && !started)
            return `the launch failed before any test began: ${launchText(status)}`;
        const ended = status === 0 ? 'the launcher ended with 0, and ' : '';
        return `${ended}there is no report at ${(0,shared_text/* clip */.$Q)(path, MAX_NAMED)}`;
    }
    if (junit.counts.total === 0)
        return 'no tests ran';
    if (junit.ran === 0)
        return allSkipped(junit.counts.total);
    const [closing, ...others] = closings;
    if (closing === undefined || others.length > 0 || closing.reruns > 0 || ranIn(closing) === junit.ran)
        return undefined;
    return `its report and its closing line are not of one session of ${name}: ${junit.ran} and ${(0,shared_text/* counted */.hS)(ranIn(closing), 'test')} ran`;
}
/** The words that somebody vouches for. */
function saidFault({ status, sessions: { said } }, { proof }) {
    if (proof.kind !== 'text' || said.has(proof.text) || status !== 0)
        return undefined;
    return `the launcher ended with 0, and never said "${(0,shared_text/* clip */.$Q)(proof.text, MAX_NAMED)}"`;
}
function statusFault({ run: [program = ''] }, { status, sessions }) {
    if (status === 0)
        return undefined;
    const [first] = sessions.closings;
    const passed = first === undefined ? '' : `, though its tests passed (${(0,shared_text/* clip */.$Q)(first.text, MAX_NAMED)})`;
    if (status === 127 && passed === '')
        return `the login host has no "${(0,shared_text/* clip */.$Q)(program, MAX_NAMED)}" (exit status 127)`;
    return `the launcher failed: ${launchText(status)}${passed}`;
}
function launchText(status) {
    if (status === 127)
        return 'exit status 127: the login host does not have its program';
    if (status === 126)
        return 'exit status 126: its program cannot be executed';
    return (0,verdict/* endText */.Z4)(status) ?? `exit status ${status}`;
}
function skipFault({ settings }, { sessions: { closings } }, junit) {
    if (settings.maySkip !== false)
        return undefined;
    const told = closings.reduce((all, one) => all + one.skipped, 0);
    // Tests that are expected to fail, and do, are skips of a report, and have run.
    const skipped = junit === undefined ? told : junit.counts.total - junit.ran;
    if (skipped === 0)
        return undefined;
    const total = junit?.counts.total ?? closings.reduce((all, one) => all + ranIn(one) + one.skipped, 0);
    return `${skipped} of ${(0,shared_text/* counted */.hS)(total, 'test')} ${skipped === 1 ? 'was' : 'were'} skipped, and allow_skips is false`;
}
/** What closing lines count, for results without a report. */
function closingCounts({ closings }) {
    if (closings.length === 0)
        return undefined;
    const skipped = sum(closings, 'skipped') + sum(closings, 'xfailed');
    const failed = sum(closings, 'failed') + sum(closings, 'errors');
    return { total: failed + skipped + sum(closings, 'passed') + sum(closings, 'xpassed'), failed, skipped };
}
function sum(closings, count) {
    return closings.reduce((all, one) => all + one[count], 0);
}

// EXTERNAL MODULE: ./build-ts/src/run/suites/veil.js
var suites_veil = __webpack_require__(64051);
;// CONCATENATED MODULE: ./build-ts/src/run/suites/ssh.js


















/** Between the polite and the forced end: a runner that cancels waits ten seconds in all, and there is the clean-up. */
const ssh_GRACE_MS = 3000;
const RETRY_WAIT_MS = 60_000;
/** A launch that has less is not tried. */
const LEAST_MS = 1000;
/**
 * Runs a suite on a machine that it logs in to. Throws when nothing could be launched there; whatever a launch came to is a
 * result. Its time-out is of all launches, with the waits between them.
 */
async function runOverSsh(request) {
    const { suite, signal, stackDir } = request;
    const { remote } = suite.settings;
    const defaults = request.ssh ?? ssh_defaults/* NO_SSH */.R;
    if (remote === undefined)
        throw new Error(`suite ${suite.name} does not say how it is run over ssh`);
    const access = await asWork((0,ssh_access/* accessOf */.Y)(suite, defaults, stackDir));
    const [report] = remote.report === undefined ? [] : (0,templates/* fillWords */.B)([remote.report], request.words);
    const work = () => launched(request, { remote, access, defaults });
    if (report === undefined || report.includes('{launch}'))
        return work();
    return turnFor(`${(0,places/* placeText */.Z9)(access.place)} ${report}`)(async () => {
        signal.throwIfAborted();
        return work();
    });
}
/** Launches whose reports would lie in the same place come one after the other: one would be read as the other's. */
const turns = new Map();
function turnFor(place) {
    const turn = turns.get(place) ?? (0,slots/* slots */.Q)(1);
    turns.set(place, turn);
    return turn;
}
async function launched(request, { remote, access, defaults }) {
    const { suite, signal } = request;
    const veil = (0,suites_veil/* veilOf */.W)((0,ssh_defaults/* sshSecrets */.E)(defaults));
    const onLine = (text) => request.onLine(veil.text(text));
    const began = performance.now();
    const timeLeft = () => suite.timeoutMs - (performance.now() - began);
    for (let attempt = 1;; attempt++) {
        const connection = await asWork((0,remote_connection/* connectSsh */.L)(access, signal));
        let launch;
        try {
            launch = await launchOn(connection, { ...request, onLine }, remote, Math.max(timeLeft(), 1));
        }
        finally {
            connection.close();
        }
        const { end, sessions, report, path, tail, left } = launch;
        const done = (0,verdict/* verdict */.WJ)(suite, {
            ...{ status: end.status, timedOut: end.timedOut, outOfMemory: false, ms: end.ms },
            ...{ ...report, files: 0, tail },
        }, () => undefined, {
            fault: (junit, broken) => {
                const fault = remoteFault(suite, { ...end, sessions }, { path, junit, broken });
                return left === undefined ? fault : [fault, left].flatMap((one) => one ?? []).join('; ');
            },
            counts: closingCounts(sessions),
            failures: sessions.failures.map(({ name, message }) => ({ name, message, lines: [] })),
        });
        const result = attempt === 1 ? done.result : { ...done.result, attempts: attempt };
        const wait = remote.retryWaitMs ?? RETRY_WAIT_MS;
        const isWorthIt = attempt <= remote.retries && mayRepeat(launch, remote) && timeLeft() > wait + LEAST_MS;
        if (result.outcome === 'passed' || !isWorthIt)
            return veil.run({ ...done, result });
        onLine(`${verdict/* OURS */.o6}launch ${attempt} of ${remote.retries + 1} ended before any test began (${result.message ?? ''}); the next one in ${(0,shared_text/* durationText */.S5)(wait)}`);
        await (0,external_node_timers_promises_.setTimeout)(wait, undefined, { signal });
    }
}
/** Mistakes are found before a run begins; one that is made in between fails the suite, and not the run. */
async function asWork(work) {
    try {
        return await work;
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        const remedy = error.problems.find((one) => one.remedy !== undefined)?.remedy;
        throw new errors/* WorkError */.oE(error.message, remedy === undefined ? {} : { remedy });
    }
}
/** Never a launch in which a test may have run, and none that may still be running. */
function mayRepeat({ end, sessions, report, left }, { retryWhen }) {
    const hasBegun = sessions.started || report.junit !== undefined || report.broken !== undefined;
    if (hasBegun || end.timedOut || left !== undefined)
        return false;
    return retryWhen.length === 0 || retryWhen.some((text) => sessions.said.has(text));
}
async function launchOn(connection, request, remote, timeoutMs) {
    const { suite, signal, onLine } = request;
    const launch = `stack-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    const path = remote.report === undefined ? undefined : (0,templates/* fillWords */.B)([remote.report], { ...request.words, launch })[0];
    const words = { ...request.words, launch, ...(path === undefined ? {} : { report: path }) };
    const run = fillLaunch(suite.run, words);
    const cleaning = fillLaunch(remote.cleanUp ?? [], words);
    // What lies there is of another launch.
    if (path !== undefined)
        await connection.removeFile(path, signal);
    const watch = new SessionWatch([...remote.retryWhen, ...(remote.proof.kind === 'text' ? [remote.proof.text] : [])]);
    const output = new lines/* LineSplitter */.g((line) => {
        watch.push(line);
        onLine(line);
    });
    const env = Object.entries(suite.settings.env ?? {}).map(([name, value]) => `${name}=${value}`);
    let end;
    let left;
    try {
        end = await connection.run({
            // Servers refuse variables that come with a command (AcceptEnv); env(1) does not.
            words: [...(env.length === 0 ? [] : ['env', ...env]), ...run],
            ...{ timeoutMs, graceMs: ssh_GRACE_MS, signal },
            onStdout: (data) => output.push('stdout', data),
            onStderr: (data) => output.push('stderr', data),
        });
        output.end();
    }
    finally {
        if (end === undefined || end.timedOut || end.aborted || end.lost !== undefined)
            left = await cleanUp(connection, cleaning, signal, onLine);
    }
    if (end.left !== undefined)
        onLine(`${verdict/* OURS */.o6}what it started there may still run: ${end.left}`);
    signal.throwIfAborted();
    const report = path === undefined ? { junit: undefined } : await reportOf(connection, path, end, signal);
    const leftThere = [
        end.left === undefined ? [] : `what it started there may still run: ${end.left}`,
        left ?? [],
    ].flat();
    return {
        ...{ end, sessions: watch.end(), report, path, tail: output.tail },
        left: leftThere.length === 0 ? undefined : leftThere.join('; '),
    };
}
/** Of a launch that did not come to its end, no report is of use. */
async function reportOf(connection, path, { timedOut, lost }, signal) {
    if (timedOut || lost !== undefined)
        return { junit: undefined };
    try {
        return { junit: await connection.readFile(path, MAX_REPORT_BYTES, signal) };
    }
    catch (error) {
        signal.throwIfAborted();
        return { junit: undefined, broken: (0,errors/* messageOf */.bD)(error) };
    }
}

;// CONCATENATED MODULE: ./build-ts/src/run/suites/run.js





/** Runs one suite where it belongs. A suite that fails, or cannot be run, is a result. */
async function runSuite(request) {
    const { suite } = request;
    if (suite.off !== undefined)
        return (0,verdict/* offResult */.vw)(suite, suite.off);
    const began = performance.now();
    try {
        const done = await runWhere(request);
        // With all that was set up for it, and taken away.
        return { ...done, result: { ...done.result, ms: Math.round(performance.now() - began) } };
    }
    catch (error) {
        request.signal.throwIfAborted();
        // Whatever keeps this suite from running is its own failure: the others may well run.
        if (!(error instanceof errors/* WorkError */.oE))
            throw error;
        return (0,verdict/* notRunResult */.Ee)(suite, error, Math.round(performance.now() - began));
    }
}
function runWhere({ engine, ...order }) {
    if (order.suite.on === 'ssh')
        return runOverSsh(order);
    if (engine === undefined)
        throw new Error(`suite ${order.suite.name} has no engine`);
    const request = { ...order, engine };
    return order.suite.on === 'host' ? runOnHost(request) : runInContainer(request);
}


/***/ }),

/***/ 76828:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ fillWords),
/* harmony export */   K: () => (/* binding */ suiteVariables)
/* harmony export */ });
/** Puts them in the place of `{ref}` and the like; other braces stay as they are. Words stay words, whatever they hold. */
function fillWords(words, facts) {
    return words.map((word) => word.replace(/\{([a-z]+)\}/g, (whole, name) => Object.hasOwn(facts, name) ? facts[name] : whole));
}
/** The same as variables: STACK_IMAGE, STACK_REF … */
function suiteVariables(facts, suite) {
    const variables = Object.entries(facts).map(([name, value]) => [`STACK_${name.toUpperCase()}`, value]);
    return { ...Object.fromEntries(variables), STACK_SUITE: suite };
}


/***/ }),

/***/ 64051:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ veilOf)
/* harmony export */ });
/** `secrets`: texts that must not be shown, none of them short. */
function veilOf(secrets) {
    // The longest first: one may be a part of another.
    const hidden = [...new Set(secrets.flatMap((one) => [one, inXml(one)]))].sort((a, b) => b.length - a.length);
    const text = (shown) => hidden.reduce((rest, secret) => rest.replaceAll(secret, '***'), shown);
    const value = (_key, one) => (typeof one === 'string' ? text(one) : one);
    return {
        text,
        run: (run) => hidden.length === 0
            ? run
            : {
                ...run,
                result: JSON.parse(JSON.stringify(run.result), value),
                remedy: run.remedy === undefined ? undefined : text(run.remedy),
                junit: run.junit === undefined ? undefined : Buffer.from(text(run.junit.toString())),
            },
    };
}
/** As a report has it. */
function inXml(text) {
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}


/***/ }),

/***/ 99076:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  o6: () => (/* binding */ OURS),
  Z4: () => (/* binding */ endText),
  zl: () => (/* binding */ junitFault),
  Ee: () => (/* binding */ notRunResult),
  vw: () => (/* binding */ offResult),
  WJ: () => (/* binding */ verdict)
});

// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./node_modules/fast-xml-parser/src/xmlparser/XMLParser.js + 23 modules
var XMLParser = __webpack_require__(41143);
;// CONCATENATED MODULE: ./build-ts/src/run/junit.js



/** Reports come out of containers, and nothing else happens while one is read: a larger one is refused. */
const MAX_CHARACTERS = 16 * 1024 * 1024;
const MAX_CASES = 200_000;
/** Characters of a name or a message. */
const MAX_TEXT = 500;
const SLOWEST = 10;
/** Reads a JUnit XML report (the form pytest writes: https://github.com/testmoapp/junitxml). Throws on anything else. */
function readJUnit(xml) {
    if (xml.length > MAX_CHARACTERS)
        throw new Error(`it has ${xml.length} characters; at most ${MAX_CHARACTERS} are read`);
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
    const total = suites.reduce((sum, suite) => sum + countOf(suite['testcase']), 0);
    if (total > MAX_CASES)
        throw new Error(`it has ${total} tests; at most ${MAX_CASES} are read`);
    const cases = suites.flatMap(casesOf);
    const failed = cases.filter(isFailed);
    // A report that counts failures it does not show is not believed.
    const counted = suites.reduce((most, suite) => Math.max(most, Number(junit_text(suite['failures']) || 0) + Number(junit_text(suite['errors']) || 0)), 0);
    if (counted > 0 && failed.length === 0)
        throw new Error(`it counts ${counted} failures and shows none`);
    const passedWith = (mark) => cases.filter((one) => !isFailed(one) && mark(one.properties)).map((one) => one.name);
    return {
        counts: { total: cases.length, failed: failed.length, skipped: cases.filter((one) => one.isSkipped).length },
        ran: cases.filter((one) => one.hasRun).length,
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
    for (const test of listOf(suite['testcase'])) {
        const one = caseOf(test, isPytest);
        const last = cases.at(-1);
        if (last?.name === one.name && last.failures.length > 0 && one.failures.length === 0 && one.errors.length > 0) {
            // In place: there may be a great many of them.
            last.ms += one.ms;
            for (const error of one.errors)
                last.errors.push(error);
        }
        else
            cases.push(one);
    }
    return cases;
}
const PREFIX = 'stack-action.';
function caseOf(test, isPytest) {
    const properties = new Map();
    for (const property of listOf(test['properties']).flatMap((list) => listOf(list['property']))) {
        const name = junit_text(property['name']);
        if (name.startsWith(PREFIX))
            properties.set(name.slice(PREFIX.length), junit_text(property['value']));
    }
    const file = fileOf(properties.get('file') ?? junit_text(test['file']));
    // pytest counts from 0 in the attribute (_pytest/junitxml.py writes `location`), and everybody else from 1.
    const line = lineOf(properties.get('line') ?? '') || lineOf(junit_text(test['line']), isPytest ? 1 : 0);
    const seconds = Number(junit_text(test['time']));
    return {
        name: nameOf(junit_text(test['classname']), junit_text(test['name']), file),
        ms: seconds > 0 && Number.isFinite(seconds) ? Math.round(seconds * 1000) : 0,
        failures: listOf(test['failure']),
        errors: listOf(test['error']),
        isSkipped: test['skipped'] !== undefined,
        // pytest.xfail is pytest's own word, xfail that of our programs.
        hasRun: test['skipped'] === undefined ||
            listOf(test['skipped']).some(({ type }) => /^(?:pytest\.)?xfail$/.test(junit_text(type))),
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
    const found = [...suites];
    // It grows while it is gone through.
    for (const suite of found)
        for (const inner of listOf(suite['testsuite']))
            found.push(inner);
    return found;
}
function countOf(value) {
    return Array.isArray(value) ? value.length : value === undefined ? 0 : 1;
}
function listOf(value) {
    const list = Array.isArray(value) ? value : value === undefined ? [] : [value];
    return list.map((item) => (typeof item === 'object' && item !== null ? item : { '#text': item }));
}
/**
 * pytest's class names are the dotted path of the file and the classes in it: a test is shown as pytest would be asked
 * for it.
 */
function nameOf(classname, test, file) {
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
    const body = junit_text(fault['#text'])
        .replace(/^(?:[^\S\n]*\n)+/, '')
        .trimEnd();
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



/** How our own words begin among those of a suite. */
const OURS = 'stack-action: ';
/** Results keep the first ones; the report has them all. */
const MAX_FAILURES = 20;
const MAX_FAILURE_LINES = 40;
const MAX_LINE = 500;
/** Of the end of its output. */
const EVIDENCE = 8;
/** What became of a suite. `placeOf` gives a file of its report as a path below the stack's directory, where it is one. */
function verdict(suite, end, placeOf, told) {
    const { junit, broken } = parseReport(end);
    const fault = told === undefined ? faultOf(suite, end, junit, broken) : told.fault(junit, broken);
    const message = withBeside(fault, end);
    const counts = junit?.counts ?? told?.counts;
    const failures = junit?.failures.map((one) => testFailure(one, placeOf)) ?? told?.failures ?? [];
    // Failures of a report bring lines of their own.
    const lines = failures.some((one) => one.lines.length > 0)
        ? []
        : end.tail.slice(-EVIDENCE).map((line) => (0,shared_text/* clip */.$Q)(line, MAX_LINE));
    return {
        result: {
            ...identity(suite),
            outcome: message === undefined ? 'passed' : 'failed',
            ms: end.ms,
            ...(counts === undefined ? {} : { counts }),
            ...(message === undefined ? {} : { message }),
            ...(failures.length === 0 ? {} : { failures: failures.slice(0, MAX_FAILURES) }),
            ...(junit === undefined || junit.slowest.length === 0 ? {} : { slowest: junit.slowest }),
            ...(junit === undefined || junit.flaky.length === 0 ? {} : { flaky: junit.flaky }),
            ...(junit === undefined || junit.unexpected.length === 0 ? {} : { unexpected: junit.unexpected }),
            ...(end.files === 0 ? {} : { files: end.files }),
            ...(message === undefined || lines.length === 0 ? {} : { lines }),
        },
        remedy: undefined,
        junit: end.junit,
    };
}
/** A suite that could not be run: no container of it starts, or what it asks for beside it does not come up. */
function notRunResult(suite, { message, evidence, remedy }, ms) {
    const lines = evidence.slice(-EVIDENCE).map((line) => (0,shared_text/* clip */.$Q)(line, MAX_LINE));
    const shown = lines.length === 0 ? {} : { lines };
    const result = { ...identity(suite), outcome: 'failed', ms, message, ...shown };
    return { result, remedy, junit: undefined, notBegun: true };
}
/** A suite that does not run in this run. */
function offResult(suite, why) {
    return { result: { ...identity(suite), outcome: 'off', ms: 0, message: why }, remedy: undefined, junit: undefined };
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
        lines: lines.slice(-MAX_FAILURE_LINES).map((text) => (0,shared_text/* clip */.$Q)(text, MAX_LINE)),
    };
}
function parseReport({ junit: file, broken }) {
    if (file === undefined)
        return { junit: undefined, broken };
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
/** Of one that was stopped, what else was stopped with it is no news. */
function withBeside(own, { beside, timedOut }) {
    if (beside === undefined || timedOut)
        return own;
    return own === undefined ? beside : `${own}; ${beside}`;
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
    // Tests that nobody runs guard nothing.
    if (junit !== undefined &&
        junit.counts.total > 0 &&
        junit.ran === 0 &&
        status === 0 &&
        suite.settings.mayBeEmpty !== true)
        return `all ${junit.counts.total} ${counted} were skipped`;
    if (isEmpty && failed === 0)
        return suite.settings.mayBeEmpty === true
            ? undefined
            : `no ${counted} were found${suite.settings.markers === undefined ? '' : ` with the markers ${suite.settings.markers}`}`;
    if (status === 0 && junit === undefined)
        return broken === undefined ? 'it left no report' : `its report cannot be read: ${broken}`;
    if (status === 0 && failed === 0)
        return junit === undefined ? undefined : skipFault(suite, junit, counted);
    const tests = junit === undefined ? undefined : junitFault(junit, counted);
    if (tests !== undefined)
        return `${tests}${status > 128 ? `; ${commandFault(suite, end) ?? ''}` : ''}`;
    if (status === 127 && suite.kind !== 'command')
        return missing(suite, end, 'python3');
    if (status === 4 && suite.kind === 'pytest')
        return 'pytest could not use its arguments (exit status 4)';
    return commandFault(suite, end) ?? 'it reports a failure';
}
/** Which tests of a report failed; `counted`: what they are called. */
function junitFault({ failures, counts }, counted) {
    if (failures.length === 0)
        return undefined;
    const names = failures.slice(0, 3).map((failure) => failure.name);
    const more = counts.failed - names.length;
    return `${counts.failed} of ${counts.total} ${counted} failed: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
/** One that is expected to fail, and does, is among the skipped of a report, and has run. */
function skipFault({ settings }, { counts, ran }, counted) {
    const skipped = counts.total - ran;
    if (settings.maySkip !== false || skipped === 0)
        return undefined;
    return `${skipped} of ${counts.total} ${counted} ${skipped === 1 ? 'was' : 'were'} skipped, and allow_skips is false`;
}
/** What our programs say when something is not there; a shell or the container's init say it another way. */
function missing({ on }, { tail }, what) {
    const said = tail.findLast((line) => line.trim() !== '') ?? '';
    if (said.startsWith(OURS))
        return said.slice(OURS.length);
    return `${what} is not ${on === 'host' ? 'on this machine' : 'in the image'} (exit status 127)`;
}
/** The init of a container says which program is not there; a shell within it has said so in its own words. */
function commandName({ run: [program = ''] }, { tail }) {
    return tail.some((line) => line.includes(`exec ${program} failed`))
        ? `"${(0,shared_text/* clip */.$Q)(program, 100)}"`
        : 'a program that it calls';
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
        return missing(suite, end, commandName(suite, end));
    if (status === 126)
        return 'the command cannot be executed (exit status 126)';
    return endText(status) ?? `exit status ${status}`;
}
/** Of 128 + n: what signal ended it. */
function endText(status) {
    if (status <= 128 || status >= 160)
        return undefined;
    return `ended by signal ${status - 128}${SIGNALS[status - 128] ?? ''}`;
}


/***/ }),

/***/ 31291:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ limitedTo)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3350);


/**
 * A signal that aborts with another one, or when the time is up (milliseconds; 0: never), with `the run took longer than …`
 * as its reason.
 */
function limitedTo(signal, ms, what) {
    if (ms === 0)
        return { signal, release: () => undefined };
    const controller = new AbortController();
    const why = `${what} took longer than ${(0,_text_js__WEBPACK_IMPORTED_MODULE_1__/* .durationText */ .S5)(ms)} and was stopped`;
    const timer = setTimeout(() => controller.abort(new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Interrupted */ .j$(why)), ms);
    return { signal: AbortSignal.any([signal, controller.signal]), release: () => clearTimeout(timer) };
}


/***/ }),

/***/ 98288:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ runProcess)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(78474);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48161);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(46466);




const DEFAULT_GRACE_MS = 10_000;
/** What was written before a kill is read by then; who holds the streams longer has left the group. */
const DRAIN_MS = 500;
/**
 * Runs a program and all that it starts to the end, for output of any length; what leaves its group to outlive it is no
 * longer heard when the grace is over. Throws when it cannot be started, and what
 * its input or a listener threw; of an abort, that it was one.
 */
async function runProcess(request) {
    const { file, args, env, cwd, input, onStdout, onStderr, timeoutMs, signal } = request;
    const { stopSignal = 'SIGTERM', graceMs = DEFAULT_GRACE_MS } = request;
    signal.throwIfAborted();
    // A group of its own: what the program starts ends with it, and no Ctrl-C reaches them but by us.
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(file, args, {
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
    const endAll = () => {
        kill('SIGKILL');
        timer = setTimeout(() => {
            child.stdout?.destroy();
            child.stderr?.destroy();
        }, DRAIN_MS);
    };
    const stop = () => {
        kill(stopSignal);
        timer ??= setTimeout(endAll, graceMs);
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
    const ended = (0,node_events__WEBPACK_IMPORTED_MODULE_1__.once)(child, 'close');
    // What it left running in the background may hold its streams open for ever. It itself has ended in time.
    child.once('exit', () => {
        clearTimeout(limit);
        timer ??= setTimeout(endAll, graceMs);
    });
    signal.addEventListener('abort', stop);
    try {
        // Whoever ends without reading closes the pipe; that is no failure.
        child.stdin?.on('error', () => undefined);
        if (input === undefined)
            child.stdin?.end();
        else if (child.stdin !== null) {
            input.once('error', fail);
            (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_3__.pipeline)(input, child.stdin).catch(() => undefined);
        }
        const [status, ender] = await ended;
        signal.throwIfAborted();
        if (fault !== undefined)
            throw fault;
        return {
            status: ender === null ? (status ?? 0) : 128 + node_os__WEBPACK_IMPORTED_MODULE_2__.constants.signals[ender],
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


/***/ })

};
