export const id = 3015;
export const ids = [3015,408];
export const modules = {

/***/ 60408:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ safeArtifactName),
/* harmony export */   u: () => (/* binding */ hasService),
/* harmony export */   uploadFolders: () => (/* binding */ uploadFolders)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2890);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3350);
/* harmony import */ var _run_address_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8111);






/** Names that are tried where the default one is taken. */
const TRIES = 4;
/**
 * Uploads the files of a run as one workflow artifact: what lies in the three folders, links not followed. Undefined where
 * the runner offers no artifact service, or there is nothing. Throws a WorkError with a remedy.
 */
async function uploadFolders(request) {
    const { folders, env, warn } = request;
    if (!hasService(env))
        return undefined;
    const root = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(folders.artifacts);
    const found = (await Promise.all(Object.values(folders).map(filesOf))).flat().sort();
    const files = found.filter((file) => isPath((0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(root, file)));
    if (files.length < found.length)
        warn(`${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_4__/* .counted */ .hS)(found.length - files.length, 'file has', 'files have')} a name that GitHub takes in no artifact (none of " : < > | * ? and line ends): left out`);
    if (files.length === 0)
        return undefined;
    const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(6118), __webpack_require__.e(2830), __webpack_require__.e(1143), __webpack_require__.e(7608), __webpack_require__.e(1351), __webpack_require__.e(5203)]).then(__webpack_require__.bind(__webpack_require__, 75203));
    const client = new DefaultArtifactClient();
    const names = namesFor(request);
    for (const [at, name] of names.entries()) {
        try {
            const { id = 0 } = await client.uploadArtifact(name, await stillThere(files), root, {
                compressionLevel: request.compression,
                ...(request.retentionDays === 0 ? {} : { retentionDays: request.retentionDays }),
            });
            return { name, id, url: addressOf(id, env) };
        }
        catch (error) {
            if (!isTaken(error))
                throw refused(name, error);
            if (at === names.length - 1)
                throw taken(name, error);
        }
    }
    return undefined;
}
/**
 * The service of artifacts' fourth version is not on GitHub Enterprise Server. @actions/artifact goes by the same names
 * (internal/shared/config, isGhes).
 */
function hasService(env) {
    if (!env.ACTIONS_RUNTIME_TOKEN || !env.ACTIONS_RESULTS_URL)
        return false;
    const server = env.GITHUB_SERVER_URL ?? '';
    const host = URL.canParse(server) ? new URL(server).hostname.toLowerCase() : 'github.com';
    if (host === 'github.com' || host.endsWith('.ghe.com') || host.endsWith('.localhost'))
        return true;
    throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .WorkError */ .oE(`${host} has no service for artifacts of this kind (GitHub Enterprise Server)`, {
        remedy: 'Set the input artifact to an empty text, and upload the folders with actions/upload-artifact@v3.',
    });
}
/** What was asked for; where that is a default, also names that tell job and leg. */
function namesFor({ name, isDefault, env }) {
    const first = safeArtifactName(name);
    if (!isDefault)
        return [first];
    const leg = `${first}-${safeArtifactName(env.GITHUB_JOB ?? 'job')}-${legKey(env)}`;
    return [first, leg, ...Array.from({ length: TRIES - 2 }, (_, at) => `${leg}-${at + 2}`)];
}
/**
 * Tells legs of a matrix apart. GITHUB_JOB is the same in all of them; the runtime token is each job's own, and names it in
 * its scope: `Actions.Results:<run>:<job>` (@actions/artifact, internal/shared/util). Only a hash of that is shown.
 */
function legKey({ ACTIONS_RUNTIME_TOKEN: token = '' }) {
    const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
    const job = /Actions\.Results:[^:\s"]+:([^:\s"]+)/.exec(claims)?.[1] ?? token;
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(job).digest('hex').slice(0, 8);
}
function isTaken(error) {
    return /\(409\)|already exists/i.test((0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error));
}
function taken(name, cause) {
    return new _shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .WorkError */ .oE(`there is an artifact ${name} in this run already`, {
        cause,
        remedy: 'Names are unique in a run: give each job, step and leg its own in the input artifact, such as stack-${{ matrix.name }}.',
    });
}
function refused(name, error) {
    if (/quota has been hit/i.test((0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)))
        return new _shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .WorkError */ .oE(`the artifact ${name} was refused: the storage of the account is full`, {
            cause: error,
            remedy: 'Delete old artifacts, or keep them for less time with the input retention-days.',
        });
    return new _shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .WorkError */ .oE(`${name}: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`, { cause: error });
}
/** https://github.com/actions/upload-artifact: the page of an artifact. */
function addressOf(id, env) {
    const run = (0,_run_address_js__WEBPACK_IMPORTED_MODULE_5__/* .runAddress */ .Y)({ ...env });
    return run === '' || id === 0 ? '' : `${run}/artifacts/${id}`;
}
/** A plan writes no logs and no manifests. A folder that is a link leads elsewhere: what is there is not ours. */
async function filesOf(folder) {
    const about = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(folder).catch((error) => {
        if ((0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .codeOf */ .$N)(error) === 'ENOENT')
            return undefined;
        throw error;
    });
    if (about?.isDirectory() !== true)
        return [];
    const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(folder, { withFileTypes: true, recursive: true });
    return entries
        .filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp'))
        .map((entry) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(entry.parentPath, entry.name));
}
/** The client gives up at a file that is gone when it begins. */
async function stillThere(files) {
    const found = await Promise.all(files.map(async (file) => ((await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.lstat)(file).catch(() => undefined))?.isFile() === true ? file : undefined)));
    return found.flatMap((file) => file ?? []);
}
/** Artifact names may not hold `" : < > | * ? \ /` and line ends (@actions/artifact, path-and-artifact-name-validation). */
function safeArtifactName(name) {
    return name.replace(/["':<>|*?\r\n\\/]+/g, '-');
}
/** Paths in artifacts: the same without the slash. What a test left under such a name must not cost all the rest. */
function isPath(path) {
    return !/[":<>|*?\r\n\\]/.test(path);
}


/***/ }),

/***/ 63015:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   downloadArtifacts: () => (/* binding */ downloadArtifacts),
/* harmony export */   downloadText: () => (/* binding */ downloadText)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _registry_slots_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(81718);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2890);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3350);
/* harmony import */ var _artifacts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(60408);






/** Downloads at the same time. */
const AT_ONCE = 5;
/** Bytes as they are stored, of one and of all: a runner's disk is small. */
const MAX_ONE = 2_000_000_000;
const MAX_ALL = 8_000_000_000;
/**
 * Downloads artifacts of this run: of each name the newest, since a job that was run again has the same names. Names and
 * folders of those that came. What cannot be had is a warning; throws a WorkError where there is no list.
 *
 * Archives are unpacked by @actions/artifact (unzip-stream), which takes `..` out of paths and makes no links.
 */
async function downloadArtifacts({ wanted, into, env, warn, }) {
    if (!(0,_artifacts_js__WEBPACK_IMPORTED_MODULE_4__/* .hasService */ .u)(env))
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .WorkError */ .oE('there is no artifact service here', {
            remedy: 'Run this in a job of GitHub Actions, or name folders with the input earlier.',
        });
    const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(2830), __webpack_require__.e(1143), __webpack_require__.e(7608), __webpack_require__.e(1351), __webpack_require__.e(5203)]).then(__webpack_require__.bind(__webpack_require__, 75203));
    const client = new DefaultArtifactClient();
    const listed = await client.listArtifacts({ latest: true }).catch((cause) => {
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .WorkError */ .oE(`the artifacts of this run cannot be listed: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(cause)}`, { cause });
    });
    let room = MAX_ALL;
    const chosen = listed.artifacts
        .filter(({ name }) => wanted(name))
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .filter(({ name, size }) => {
        if (size <= MAX_ONE && size <= room) {
            room -= size;
            return true;
        }
        warn(`the artifact ${name} has ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_3__/* .sizeText */ .lP)(size)}, too much to be read; what its job did is not in the report`);
        return false;
    });
    const slot = (0,_registry_slots_js__WEBPACK_IMPORTED_MODULE_5__/* .slots */ .Q)(AT_ONCE);
    const done = await Promise.all(chosen.map(({ id, name, digest }, at) => slot(async () => {
        // The number keeps apart what is one name where capitals do not count.
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(into, `${at}-${(0,_artifacts_js__WEBPACK_IMPORTED_MODULE_4__/* .safeArtifactName */ .$)(name)}`);
        try {
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdir)(path, { recursive: true });
            const { digestMismatch } = await client.downloadArtifact(id, {
                path,
                ...(digest === undefined ? {} : { expectedHash: digest }),
            });
            if (digestMismatch === true)
                throw new Error('it is not what was uploaded (another digest)');
            return [[name, path]];
        }
        catch (error) {
            warn(`the artifact ${name} cannot be read: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}; what its job did is not in the report`);
            return [];
        }
    })));
    return new Map(done.flat());
}
/** For people. */
function downloadText(artifacts) {
    return `${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_3__/* .counted */ .hS)(artifacts.size, 'artifact')} read: ${[...artifacts.keys()].join(', ')}`;
}


/***/ })

};
