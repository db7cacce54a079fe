export const id = 5647;
export const ids = [5647];
export const modules = {

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

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RUNNER_TOOLS: () => (/* binding */ RUNNER_TOOLS),
/* harmony export */   freeDisk: () => (/* binding */ freeDisk),
/* harmony export */   freeDiskLines: () => (/* binding */ freeDiskLines),
/* harmony export */   isHosted: () => (/* binding */ isHosted)
/* harmony export */ });
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


/***/ })

};
