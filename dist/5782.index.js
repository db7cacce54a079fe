export const id = 5782;
export const ids = [5782];
export const modules = {

/***/ 13401:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ev: () => (/* binding */ told),
/* harmony export */   Rj: () => (/* binding */ checkMerged),
/* harmony export */   iB: () => (/* binding */ prepareMoves),
/* harmony export */   sg: () => (/* binding */ isUnmerged),
/* harmony export */   u0: () => (/* binding */ carryOut),
/* harmony export */   whoMoves: () => (/* binding */ whoMoves)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48161);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _github_run_address_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(8111);
/* harmony import */ var _output_move_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90846);
/* harmony import */ var _registry_client_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4113);
/* harmony import */ var _registry_credentials_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(18561);
/* harmony import */ var _run_moves_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(21962);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2890);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3350);
/* harmony import */ var _stack_spec_load_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(12760);
/* harmony import */ var _happening_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(20823);
/* harmony import */ var _planning_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(28470);
/* harmony import */ var _registries_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(47935);
/* harmony import */ var _sources_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(56719);














/** Events that run what is not merged yet: pull requests and all that happens to them, and what a queue tries. */
function isUnmerged(event) {
    return event.startsWith('pull_request') || event === 'merge_group';
}
const MOVING = { what: 'moving names', nothing: 'nothing was moved', advice: 'Move names' };
/** Only what is merged may publish. Throws a UserError. */
function checkMerged(event, fork, { what, nothing, advice }) {
    if (!fork && !isUnmerged(event))
        return;
    const whose = fork ? 'this code comes from a fork' : `${event} is about what is not merged yet`;
    throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .userError */ .IF)(`${whose}, and ${what} publishes: ${nothing}`, {
        remedy: `${advice} when it is merged: on a push, on a schedule, or by hand (workflow_dispatch).`,
    });
}
/** Reads the spec, and nothing of the images: names are moved without their files. Throws a UserError. */
async function prepareMoves(request, publishing = MOVING) {
    const { inputs, env } = request;
    const { event, fork } = await (0,_happening_js__WEBPACK_IMPORTED_MODULE_9__/* .readHappening */ .Z)(request);
    checkMerged(event.name, fork, publishing);
    const base = (0,_planning_js__WEBPACK_IMPORTED_MODULE_10__.baseDirectory)(request);
    const specPath = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(base, inputs.spec);
    const stack = (0,_stack_spec_load_js__WEBPACK_IMPORTED_MODULE_8__/* .loadSpec */ .I)(await (0,_sources_js__WEBPACK_IMPORTED_MODULE_12__/* .readSpec */ .Ot)(specPath, inputs.spec), inputs.spec);
    const bases = (0,_registries_js__WEBPACK_IMPORTED_MODULE_11__/* .registryBases */ .es)(inputs, stack);
    checkPlaces(stack, bases);
    return {
        stack,
        directory: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(specPath),
        bases,
        registry: (0,_registry_client_js__WEBPACK_IMPORTED_MODULE_3__/* .registryClient */ .R)((0,_registry_credentials_js__WEBPACK_IMPORTED_MODULE_4__/* .dockerCredentials */ .d)(env)),
        event,
        folders: (0,_planning_js__WEBPACK_IMPORTED_MODULE_10__.foldersOf)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(base, inputs.out)),
        who: whoMoves(env),
    };
}
function checkPlaces(stack, bases) {
    if ((0,_registries_js__WEBPACK_IMPORTED_MODULE_11__/* .placesKnown */ .O2)(stack, bases))
        return;
    const problems = [...stack.images.values()]
        .filter(({ repository }) => !repository.includes('/'))
        .map(({ name, repository, at }) => ({
        message: `"${repository}" says no registry in which ${name} is`,
        file: stack.file,
        ...at,
        remedy: 'Name one with --registries HOST/PATH (input `registries`), or image_name: HOST/PATH/NAME.',
    }));
    throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .UserError */ .yo(problems);
}
const MAX_NAME = 100;
/** Who does it, and where it can be looked at, for the journals. */
function whoMoves(env) {
    const isAction = env.GITHUB_ACTIONS === 'true';
    const name = (isAction ? (env.GITHUB_TRIGGERING_ACTOR ?? env.GITHUB_ACTOR) : env.USER) ?? userName();
    return { by: (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_7__/* .clip */ .$Q)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_7__/* .plain */ .pj)(name).trim(), MAX_NAME), run: isAction ? (0,_github_run_address_js__WEBPACK_IMPORTED_MODULE_13__/* .runAddress */ .Y)({ ...env }) : '' };
}
/** Whoever runs without an account of the machine has no name. */
function userName() {
    try {
        return (0,node_os__WEBPACK_IMPORTED_MODULE_0__.userInfo)().username;
    }
    catch {
        return '';
    }
}
/** Moves names, writes the files, and tells what became of it. Throws what is the user's mistake. */
async function carryOut(request, { registry, folders, who }, transfers, facts) {
    const { inputs, signal, now } = request;
    const { kind, begunAt: at, source, skipped } = facts;
    const operation = {
        ...{ id: (0,_run_moves_js__WEBPACK_IMPORTED_MODULE_5__/* .operationId */ .Bb)(at), kind, ...who, at, from: source },
        ...(skipped === undefined || skipped.length === 0 ? {} : { skipped }),
    };
    const files = new _output_move_files_js__WEBPACK_IMPORTED_MODULE_2__/* .MoveFiles */ .p(folders.artifacts);
    const copied = { sent: 0, bytes: 0, mounted: 0 };
    request.begin();
    const outcome = await (0,_run_moves_js__WEBPACK_IMPORTED_MODULE_5__/* .moveAll */ .BB)(registry, transfers, operation, {
        now,
        record: files.journal,
        signal,
        dryRun: inputs.dryRun,
        onBlob: (repository, _digest, way, bytes) => {
            if (way === 'mounted')
                copied.mounted++;
            if (way !== 'sent')
                return;
            copied.sent++;
            copied.bytes += bytes;
            if (bytes >= TOLD_FROM)
                request.progress(`${repository}: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_7__/* .sizeText */ .lP)(bytes)} copied`);
        },
    });
    const names = transfers.map(({ source, ref }) => ({ from: source.ref, ref }));
    return told(request, { folders, who }, names, facts, { operation: operation.id, outcome, copied, files });
}
/** Writes what became of moves and tells it. Throws what is the user's mistake. */
function told({ inputs, now }, { folders, who }, names, facts, { operation, outcome, copied, files }) {
    const { command, from, to, gates, skippedGates, undoable, notices, begunAt } = facts;
    const sources = new Map(names.map((name) => [name.ref, name.from]));
    const result = {
        ...{ schema: 1, command, outcome: outcomeOf(outcome), dryRun: inputs.dryRun, operation, ...who },
        ...{ at: begunAt.toISOString(), ms: now().getTime() - begunAt.getTime() },
        ...{ from, to, gates, skippedGates, undoable, copied },
        moved: outcome.moved.map((one) => ({ ...one, from: sources.get(one.ref) ?? '' })),
        notices: [...notices, ...outcome.notices],
        failure: failureOf(outcome),
        left: outcome.left,
    };
    files.result(result, names.map((name) => name.from), names.map(({ ref }) => ref));
    const error = outcome.failure?.error;
    if (error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .UserError */ .yo && outcome.left.length === 0)
        throw error;
    return { result, folders };
}
/** Bytes of a blob whose coming is worth a line. */
const TOLD_FROM = 10_000_000;
function outcomeOf({ failure }) {
    if (failure === undefined)
        return 'passed';
    return failure.error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .Interrupted */ .j$ ? 'interrupted' : 'failed';
}
function failureOf({ failure }) {
    if (failure === undefined)
        return undefined;
    const { image, ref, error } = failure;
    const remedy = error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .WorkError */ .oE ? error.remedy : error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .UserError */ .yo ? error.problems[0]?.remedy : undefined;
    return { image, ref, message: (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .messageOf */ .bD)(error), ...(remedy === undefined ? {} : { remedy }) };
}


/***/ }),

/***/ 67905:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XE: () => (/* binding */ fittingFacts),
/* harmony export */   hx: () => (/* binding */ parseFacts)
/* harmony export */ });
/* unused harmony export MOST_OUTPUT */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92857);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3350);
/* harmony import */ var _shared_values_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(41195);




const MOST_CHARACTERS = 2000;
/** A `RUN` of a hundred lines is one command. */
const MOST_COMMAND = 20_000;
/** Characters of what one info command wrote; a list of 5000 packages has a tenth of that. */
const MOST_OUTPUT = 2_000_000;
const MOST_LAYERS = 2000;
const MOST_INFOS = 200;
const MOST_SUITES = 500;
const MOST_PARENTS = 100;
const MOST_WORDS = 500;
/** Lines without what a terminal would obey; tabs stay, which stand between the columns of lists. */
function plainLines(all) {
    const cells = (line) => line.split('\t').map(_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj).join('\t');
    return all.split('\n').map(cells).join('\n');
}
/** Whoever may push may write anything here; nobody's terminal is to show it as it is. */
const text = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().max(MOST_CHARACTERS).transform(_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj);
const command = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().max(MOST_COMMAND).transform(_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj);
const lines = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().max(MOST_OUTPUT).transform(plainLines);
const time = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()
    .max(40)
    .refine((at) => !Number.isNaN(Date.parse(at)))
    .transform((at) => new Date(at).toISOString());
const digest = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()
    .regex(/^sha256:[a-f0-9]{64}$/)
    .nullable();
const bytes = zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const layer = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    command,
    size: bytes,
    cumulativeSize: bytes,
    createdAt: time,
    ms: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().nonnegative().nullable(),
    cached: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY(),
});
const facts = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    schema: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz(1),
    ...{ id: text, name: text, variant: text, platform: text, ref: text, digest, fingerprint: text },
    ...{ revision: text, source: text, version: text },
    parents: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ name: text, ref: text, digest })).max(MOST_PARENTS),
    base: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ ref: text, digest }).nullable(),
    ...{ builtAt: time, builtIn: text, size: bytes, compressed: bytes.nullable() },
    layers: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(layer).max(MOST_LAYERS),
    infos: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        ...{ name: text, description: text, command: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(command).max(MOST_WORDS) },
        ...{ status: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(), output: lines },
    }))
        .max(MOST_INFOS),
    suites: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        ...{ name: text, outcome: text },
        ...{ of: text.optional(), why: text.optional(), flaky: bytes.optional() },
        ...{ total: bytes.optional(), failed: bytes.optional(), skipped: bytes.optional() },
    }))
        .max(MOST_SUITES),
});
/** Facts out of a document of anybody's. Throws a WorkError that says what is wrong with it; `name` is where it lies. */
function parseFacts(content, name) {
    const schema = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(content, ['schema']);
    if (typeof schema === 'number' && schema > 1)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`${name} was written by a later version of stack-action`, { remedy: 'Use that version here.' });
    const { success, data, error } = facts.safeParse(content);
    if (success)
        return data;
    throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`${name} does not hold facts of an image: ${error.issues[0]?.path.join('.') ?? ''} is not what it should be`);
}
/** Facts as they may be written: what commands print is foreign text of any length. */
function fittingFacts(own) {
    const fit = (foreign) => (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(foreign), MOST_CHARACTERS);
    return {
        ...own,
        ...{ id: fit(own.id), ref: fit(own.ref), builtIn: fit(own.builtIn), source: fit(own.source) },
        ...{ fingerprint: fit(own.fingerprint), revision: fit(own.revision), version: fit(own.version) },
        parents: own.parents.slice(0, MOST_PARENTS).map((one) => ({ ...one, name: fit(one.name), ref: fit(one.ref) })),
        base: own.base === null ? null : { ...own.base, ref: fit(own.base.ref) },
        layers: own.layers.slice(-MOST_LAYERS).map((one) => ({
            ...{ ...one, command: (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(one.command), MOST_COMMAND) },
            // Of clocks that were set while they built.
            ms: one.ms === null ? null : Math.max(one.ms, 0),
        })),
        infos: own.infos.slice(0, MOST_INFOS).map((one) => ({
            ...{ ...one, name: fit(one.name), description: fit(one.description) },
            command: one.command.slice(0, MOST_WORDS).map((word) => (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(word), MOST_COMMAND)),
            output: (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)(plainLines(one.output), MOST_OUTPUT),
        })),
        suites: own.suites.slice(0, MOST_SUITES).map((one) => ({
            ...{ ...one, name: fit(one.name), ...(one.of === undefined ? {} : { of: fit(one.of) }) },
            ...(one.why === undefined ? {} : { why: fit(one.why) }),
        })),
    };
}


/***/ }),

/***/ 90846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ MoveFiles)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2890);
/* harmony import */ var _plan_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(33068);



const JOURNAL = 'journal.json';
/** Writes the files of moves into a folder: the journal as names move, all others when it is over. */
class MoveFiles {
    folder;
    /** Throws a UserError where nothing can be written: no name has moved then. */
    constructor(folder) {
        this.folder = folder;
        try {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(folder, { recursive: true });
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(folder, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.W_OK | node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
            // Of earlier moves: must not be taken for these.
            for (const name of [...LISTS, JOURNAL])
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(`${folder}/${name}`, { force: true });
        }
        catch (error) {
            throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .userError */ .IF)(`the files of the moves cannot be written to ${folder}: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`, {
                remedy: 'Name another folder with --out.',
            });
        }
    }
    journal = (entries) => (0,_plan_files_js__WEBPACK_IMPORTED_MODULE_2__/* .replaceFile */ .fR)(this.folder, JOURNAL, (0,_plan_files_js__WEBPACK_IMPORTED_MODULE_2__/* .json */ .Pq)(entries));
    /** `sources` and `targets`: what was asked for, whatever became of it. */
    result(result, sources, targets) {
        const pushed = result.dryRun ? [] : result.moved.map(({ ref }) => ref);
        const files = {
            'moves.json': (0,_plan_files_js__WEBPACK_IMPORTED_MODULE_2__/* .json */ .Pq)(result),
            IMAGES_ORIGINAL: (0,_plan_files_js__WEBPACK_IMPORTED_MODULE_2__/* .lines */ .Mn)(sources),
            IMAGES_TAGGED: (0,_plan_files_js__WEBPACK_IMPORTED_MODULE_2__/* .lines */ .Mn)(targets),
            IMAGES_PUSHED: (0,_plan_files_js__WEBPACK_IMPORTED_MODULE_2__/* .lines */ .Mn)(pushed),
        };
        for (const [name, content] of Object.entries(files))
            (0,_plan_files_js__WEBPACK_IMPORTED_MODULE_2__/* .replaceFile */ .fR)(this.folder, name, content);
    }
}
const LISTS = ['moves.json', 'IMAGES_ORIGINAL', 'IMAGES_TAGGED', 'IMAGES_PUSHED'];


/***/ }),

/***/ 7141:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lw: () => (/* binding */ Refused),
/* harmony export */   hR: () => (/* binding */ putDocument),
/* harmony export */   u0: () => (/* binding */ readDocument)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_values_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(41195);
/* harmony import */ var _authorize_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(59296);
/* harmony import */ var _config_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(561);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64143);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(50782);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(46317);







const EMPTY = Buffer.from('{}');
/** OCI image-spec, manifest.md, "Guidance for an Empty Descriptor". */
const CONFIG = { mediaType: 'application/vnd.oci.empty.v1+json', digest: (0,_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .digestOf */ .o)(EMPTY), size: EMPTY.length };
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';
/** A registry that takes no artifacts, or none under this tag; another try would not change that. */
class Refused extends Error {
}
/** Answers to a manifest that another try would not change; 401 and 403 are about rights, and those concern all names. */
const REFUSED = [400, 404, 405, 406, 409, 412, 413, 415, 422, 501];
/** The document that a manifest has, or why it is no document of this kind. Throws a WorkError where it is incomplete. */
async function readDocument(registry, { repository, tag }, manifest, kind, signal) {
    const name = `${repository}:${tag}`;
    const layer = layerOf(manifest, kind, name);
    if ('wrong' in layer)
        return layer;
    const bytes = await registry.blob(repository, layer, signal);
    if (bytes === undefined)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`${name} lists ${layer.digest}, which the registry does not have`);
    return { content: (0,_json_js__WEBPACK_IMPORTED_MODULE_5__/* .parseJson */ .q)(bytes, name) };
}
function layerOf(manifest, { type, mostBytes }, name) {
    const content = (0,_config_js__WEBPACK_IMPORTED_MODULE_2__/* .isImage */ .wu)(manifest.mediaType) ? (0,_json_js__WEBPACK_IMPORTED_MODULE_5__/* .parseJson */ .q)(manifest.bytes, name) : undefined;
    const layers = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_6__/* .valueAt */ .f)(content, ['layers']);
    const [mediaType, digest, size] = ['mediaType', 'digest', 'size'].map((key) => (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_6__/* .valueAt */ .f)(layers, [0, key]));
    if (!Array.isArray(layers) || layers.length !== 1 || mediaType !== type || !(0,_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .isDigest */ .B)(digest))
        return { wrong: 'it is something else' };
    if (typeof size !== 'number' || !(size <= mostBytes))
        return { wrong: `it has ${String(size)} bytes` };
    return { digest, size };
}
/**
 * Puts a document under its tag and returns the manifest's digest. It may still be coming: its upload is begun meanwhile.
 * `hasConfig`: the repository has the empty configuration already. Throws Refused, and what document or registry end with.
 */
async function putDocument(registry, { repository, tag }, { type }, document, { hasConfig = false, signal }) {
    const config = Promise.resolve(hasConfig).then((has) => has ? undefined : registry.putBlob(repository, EMPTY, signal));
    const sent = [registry.putBlob(repository, document, signal), config];
    // What is under way comes to its end, also when it comes to nothing.
    await Promise.allSettled(sent);
    const [layer] = await Promise.all(sent);
    const bytes = Buffer.from(JSON.stringify({
        ...{ schemaVersion: 2, mediaType: MANIFEST, artifactType: type },
        ...{ config: CONFIG, layers: [{ mediaType: type, ...layer }] },
    }));
    const digest = (0,_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .digestOf */ .o)(bytes);
    for (let attempt = 1;; attempt++)
        try {
            await registry.put(repository, tag, { bytes, mediaType: MANIFEST, digest }, signal);
            return digest;
        }
        catch (error) {
            if (!(error instanceof _authorize_js__WEBPACK_IMPORTED_MODULE_1__/* .RegistryError */ .gl) || !REFUSED.includes(error.status))
                throw error;
            if (error.status !== 400 || attempt === TRIES)
                throw new Refused(error.message, { cause: error });
            await (0,_http_js__WEBPACK_IMPORTED_MODULE_4__/* .pause */ .v7)((0,_http_js__WEBPACK_IMPORTED_MODULE_4__/* .backoffMs */ .jo)(attempt), signal);
        }
}
/** A registry that keeps files (distribution 2.8) answers 400 when somebody writes the same blob at the same moment. */
const TRIES = 2;


/***/ }),

/***/ 45876:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MH: () => (/* binding */ readFacts),
/* harmony export */   Tn: () => (/* binding */ NoFacts),
/* harmony export */   Zz: () => (/* binding */ infoTag),
/* harmony export */   bL: () => (/* binding */ putFacts)
/* harmony export */ });
/* harmony import */ var _contents_facts_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(67905);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2890);
/* harmony import */ var _artifact_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7141);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64143);




const MOST_BYTES = 4 * 1024 * 1024;
const FACTS = { type: 'application/vnd.stack-action.facts.v1+json', mostBytes: 8 * 1024 * 1024 };
/** Characters that each info command keeps where all together are too many. */
const SHORT_OUTPUT = 50_000;
/** A registry that takes no artifacts. */
class NoFacts extends _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .WorkError */ .oE {
}
/** The tag under which a repository keeps the facts of what this digest names: `info-` and its 64 digits. */
function infoTag(digest) {
    return `info-${digest.replace(/^sha256:/, '')}`;
}
/**
 * What is in an image, as whoever built it wrote it beside the image; `digest`: of its manifest for one platform. Undefined
 * where there is nothing, or facts of another image. Throws a WorkError for what is something else.
 */
async function readFacts(registry, repository, digest, { signal, patience } = {}) {
    if (!(0,_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .isDigest */ .B)(digest))
        return undefined;
    const tag = infoTag(digest);
    const manifest = await registry.manifest(repository, tag, patience, signal);
    if (manifest === undefined)
        return undefined;
    const name = `${repository}:${tag}`;
    const found = await (0,_artifact_js__WEBPACK_IMPORTED_MODULE_2__/* .readDocument */ .u0)(registry, { repository, tag }, manifest, FACTS, signal);
    if ('wrong' in found)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .WorkError */ .oE(`${name} does not hold facts of an image: ${found.wrong}`);
    const facts = (0,_contents_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .parseFacts */ .hx)(found.content, name);
    return facts.digest === digest ? facts : undefined;
}
/** Writes facts beside their image; nothing where the image is in no registry. Throws NoFacts where artifacts are refused. */
async function putFacts(registry, repository, facts, signal) {
    if (facts.digest === null)
        return;
    try {
        const options = signal === undefined ? {} : { signal };
        await (0,_artifact_js__WEBPACK_IMPORTED_MODULE_2__/* .putDocument */ .hR)(registry, { repository, tag: infoTag(facts.digest) }, FACTS, bytesOf(facts), options);
    }
    catch (error) {
        if (!(error instanceof _artifact_js__WEBPACK_IMPORTED_MODULE_2__/* .Refused */ .Lw))
            throw error;
        throw new NoFacts(`${repository} takes no facts of images: ${error.message}`, { cause: error.cause });
    }
}
function bytesOf(facts) {
    const fitting = (0,_contents_facts_js__WEBPACK_IMPORTED_MODULE_0__/* .fittingFacts */ .XE)(facts);
    const whole = Buffer.from(JSON.stringify(fitting));
    if (whole.length <= MOST_BYTES)
        return whole;
    const infos = fitting.infos.map((info) => ({ ...info, output: info.output.slice(0, SHORT_OUTPUT) }));
    return Buffer.from(JSON.stringify({ ...fitting, infos }));
}


/***/ }),

/***/ 59536:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Py: () => (/* binding */ JOURNAL_TAG),
  F8: () => (/* binding */ NoJournal),
  aM: () => (/* binding */ appendJournal),
  PU: () => (/* binding */ endClaims),
  a0: () => (/* binding */ readJournal),
  D$: () => (/* binding */ suitesPassedOn),
  iw: () => (/* binding */ suitesSaidOf)
});

// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: ./build-ts/src/shared/values.js
var values = __webpack_require__(41195);
// EXTERNAL MODULE: ./build-ts/src/registry/artifact.js
var artifact = __webpack_require__(7141);
// EXTERNAL MODULE: ./build-ts/src/registry/http.js + 1 modules
var http = __webpack_require__(50782);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var refs = __webpack_require__(99072);
// EXTERNAL MODULE: ./build-ts/src/registry/digest.js
var digest = __webpack_require__(64143);
;// CONCATENATED MODULE: ./build-ts/src/registry/journal-document.js




const MOST_CHARACTERS = 1000;
const MOST_SUITES = 200;
/** Whoever may push may write anything here; nobody's terminal is to show it as it is. */
const journal_document_text = schemas/* string */.YjP().max(MOST_CHARACTERS).transform(shared_text/* plain */.pj);
const texts = schemas/* array */.YOg(journal_document_text).max(MOST_SUITES).optional();
const time = schemas/* string */.YjP()
    .max(40)
    .refine((at) => !Number.isNaN(Date.parse(at)));
const journal_document_digest = schemas/* string */.YjP().refine(digest/* isDigest */.B);
const move = schemas/* object */.Ikc({
    operation: schemas/* string */.YjP().regex(/^[\w-]{1,64}$/),
    kind: schemas/* enum */.k5n(['publish', 'tag', 'rollback', 'release']),
    state: schemas/* enum */.k5n(['begun', 'done', 'undone']),
    tag: schemas/* string */.YjP().refine(refs/* isTag */.dz),
    old: journal_document_digest.nullable(),
    new: journal_document_digest,
    at: time,
    until: time.optional(),
    by: journal_document_text,
    run: journal_document_text,
    from: journal_document_text.optional(),
    skipped: texts,
    suites: texts,
    failed: texts,
});
/** `after`: how many moves are before it. */
const test = schemas/* object */.Ikc({ after: schemas/* number */.aig().int().min(0), record: move.extend({ kind: schemas/* literal */.euz('test') }) });
const journal_document_document = schemas/* object */.Ikc({ schema: schemas/* literal */.euz(1), records: schemas/* array */.YOg(move), tests: schemas/* array */.YOg(test).optional() });
/**
 * The journal as it is written. Tests have a list of their own: versions that know nothing of them read the moves all the
 * same. When they write, they leave the tests out, and with them both words on a suite: what the moves say of it counts again.
 */
function journalText(records) {
    const [moves, tests] = [[], []];
    for (const one of records) {
        if (one.kind === 'test')
            tests.push({ after: moves.length, record: one });
        else
            moves.push(one);
    }
    return JSON.stringify({ schema: 1, records: moves, ...(tests.length === 0 ? {} : { tests }) });
}
/** The records of a journal in their order, or the place in it that is not what it should be. */
function recordsIn(content) {
    const { success, data, error } = journal_document_document.safeParse(content);
    if (!success)
        return { wrong: error.issues[0]?.path.join('.') ?? '' };
    const { records: moves, tests = [] } = data;
    const records = [];
    let next = 0;
    for (let at = 0; at <= moves.length; at++) {
        // Of a list that was cut by hand the rest comes last.
        for (let test = tests[next]; test !== undefined && (test.after <= at || at === moves.length); test = tests[++next])
            records.push(test.record);
        records.push(...moves.slice(at, at + 1));
    }
    return { records };
}

;// CONCATENATED MODULE: ./build-ts/src/registry/journal.js






/** The tag under which a repository keeps what happened to its other tags. */
const JOURNAL_TAG = 'stack-journal';
/** A registry that takes no artifacts, or does not let their tag be moved: there is no journal in it. */
class NoJournal extends errors/* WorkError */.oE {
}
/** The oldest ones go. */
const MOST_RECORDS = 1000;
const MOST_BYTES = 2 * 1024 * 1024;
const JOURNAL = { type: 'application/vnd.stack-action.journal.v1+json', mostBytes: 4 * 1024 * 1024 };
/** What happened to the names of a repository, newest last; nothing where there is no journal. */
async function readJournal(registry, repository, options = {}) {
    return (await load(registry, repository, options)).records;
}
/**
 * Writes records into the journal of a repository and returns all of it. A record takes the place of the one that its
 * operation began for the same name. Throws NoJournal where the registry does not take it.
 */
function appendJournal(registry, repository, records, options = {}) {
    const own = trimmed(records.map(fitting));
    return rewrite(registry, repository, (known) => withRecords(known, own), options);
}
/** Ends what an operation has begun in a repository: the records of it that still say so go, and these come. */
function endClaims(registry, repository, operation, records, options = {}) {
    const own = trimmed(records.map(fitting));
    const isBegun = (one) => one.operation === operation && one.state === 'begun';
    return rewrite(registry, repository, (known) => withRecords(known.filter((one) => !isBegun(one)), own), options);
}
/** Suites that have passed on exactly this digest, as a journal says: of each its newest word counts. */
function suitesPassedOn(records, digest) {
    return suitesSaidOf(records, digest).passed;
}
/** Suites that passed on exactly this digest, and those that did not, each by the newest that is said of it. */
function suitesSaidOf(records, digest) {
    const said = new Map();
    for (const one of records) {
        if (one.new !== digest || one.state !== 'done')
            continue;
        for (const name of one.suites ?? [])
            said.set(name, true);
        for (const name of one.failed ?? [])
            said.set(name, false);
    }
    const those = (passed) => new Set([...said].flatMap(([name, is]) => (is === passed ? [name] : [])));
    return { passed: those(true), failed: those(false) };
}
/** A record as it may be written: names of users and sources are foreign text of any length. */
function fitting(one) {
    const fit = (foreign) => (0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(foreign), MOST_CHARACTERS);
    const list = (all) => all?.slice(0, MOST_SUITES).map(fit);
    const more = {
        ...{ until: one.until, from: one.from === undefined ? undefined : fit(one.from) },
        ...{ skipped: list(one.skipped), suites: list(one.suites), failed: list(one.failed) },
    };
    const { operation, kind, state, tag, old, at } = one;
    return { ...{ operation, kind, state, tag, old, new: one.new, at }, by: fit(one.by), run: fit(one.run), ...more };
}
function withRecords(known, own) {
    const name = (one) => `${one.operation} ${one.tag}`;
    const key = (one) => `${name(one)} ${one.state}`;
    const [ended, there] = [new Set(own.filter(({ state }) => state !== 'begun').map(name)), new Set(known.map(key))];
    const kept = known.filter((one) => one.state !== 'begun' || !ended.has(name(one)));
    return trimmed([...kept, ...own.filter((one) => !there.has(key(one)))]);
}
function trimmed(records) {
    const kept = records.slice(-MOST_RECORDS);
    let bytes = 0;
    // From the newest on: what has no room any more is the oldest.
    const first = kept.findLastIndex((one) => (bytes += Buffer.byteLength(JSON.stringify(one)) + 1) > MOST_BYTES);
    return kept.slice(first + 1);
}
const ATTEMPTS = 5;
/** Longest wait for somebody who writes at the same time. */
const SETTLED_MS = 3000;
/** Nothing is to be written: the journal says it. */
class Unchanged extends Error {
    records;
    constructor(records) {
        super('nothing changes');
        this.records = records;
    }
}
/**
 * Registries have no call that writes only over what was read. So it is read again after a while that somebody else, who
 * had read it before we wrote, needs to write over ours; then theirs is there, and ours is put to it once more.
 */
async function rewrite(registry, repository, edit, { check = () => undefined, hasty = false, ...options }) {
    const memory = options.memory ?? new Map();
    const { signal } = options;
    const next = async () => {
        const before = await load(registry, repository, { signal, memory });
        check(before.records);
        const records = edit(before.records);
        if (JSON.stringify(records) === JSON.stringify(before.records))
            throw new Unchanged(before.records);
        return { before, records };
    };
    try {
        for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
            const began = performance.now();
            // At first there is something to be written; later it is there, as a rule.
            const edited = attempt === 1 ? next() : Promise.resolve(await next());
            memory.set(repository, await store(registry, repository, edited, signal));
            if (hasty)
                continue;
            await (0,http/* pause */.v7)(Math.min((1 + Math.random()) * (performance.now() - began), SETTLED_MS), signal);
        }
        await next();
    }
    catch (error) {
        if (error instanceof Unchanged)
            return error.records;
        throw error;
    }
    throw new errors/* WorkError */.oE(`the journal of ${repository} does not keep what is written: others write all the time`);
}
async function load(registry, repository, { signal, memory }) {
    const known = memory?.get(repository);
    const manifest = await registry.manifest(repository, JOURNAL_TAG, undefined, signal);
    if (manifest === undefined)
        return { digest: undefined, records: [] };
    if (manifest.digest === known?.digest)
        return known;
    const name = `${repository}:${JOURNAL_TAG}`;
    const document = await (0,artifact/* readDocument */.u0)(registry, { repository, tag: JOURNAL_TAG }, manifest, JOURNAL, signal);
    if ('wrong' in document)
        throw notOurs(name, document.wrong);
    const { content } = document;
    const schema = (0,values/* valueAt */.f)(content, ['schema']);
    if (typeof schema === 'number' && schema > 1)
        throw new errors/* WorkError */.oE(`${name} was written by a later version of stack-action`, { remedy: 'Use that version here.' });
    const found = recordsIn(content);
    if ('wrong' in found)
        throw notOurs(name, `${found.wrong} is not what it should be`);
    const stored = { digest: manifest.digest, records: found.records };
    memory?.set(repository, stored);
    return stored;
}
function notOurs(name, why) {
    return new errors/* WorkError */.oE(`${name} is not a journal: ${why}`, {
        remedy: 'That tag is kept for the journal: give what is there another name, and remove the tag.',
    });
}
async function store(registry, repository, edited, signal) {
    const written = edited.then(({ records }) => Buffer.from(journalText(records)));
    const options = {
        hasConfig: edited.then(({ before }) => before.digest !== undefined),
        ...(signal === undefined ? {} : { signal }),
    };
    try {
        const digest = await (0,artifact/* putDocument */.hR)(registry, { repository, tag: JOURNAL_TAG }, JOURNAL, written, options);
        return { digest, records: (await edited).records };
    }
    catch (error) {
        if (!(error instanceof artifact/* Refused */.Lw))
            throw error;
        throw new NoJournal(`${repository} takes no journal: ${error.message}`, { cause: error.cause });
    }
}


/***/ }),

/***/ 77848:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DG: () => (/* binding */ isLive),
/* harmony export */   GN: () => (/* binding */ Claimed),
/* harmony export */   Kz: () => (/* binding */ checkClaims),
/* harmony export */   cd: () => (/* binding */ CLAIM_MS),
/* harmony export */   pJ: () => (/* binding */ endOf)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);

/** How long an operation that is never heard of again holds others up. */
const CLAIM_MS = 10 * 60_000;
/** Clocks of two machines may differ by so much. */
const SKEW_MS = 60_000;
/** Somebody else is moving the same names. */
class Claimed extends _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE {
    by;
    constructor(repository, by, now) {
        const where = by.run === '' ? '' : ` (${by.run})`;
        const until = new Date(endOf(by, now)).toISOString();
        super(`${repository}:${by.tag} is being moved by somebody else: ${by.kind} ${by.operation} of ${by.by}, since ${by.at}${where}`, { remedy: `Wait until it has ended and try again; were it broken off, it holds nobody up after ${until}.` });
        this.by = by;
    }
}
/**
 * Throws when another operation is moving one of these tags: any that is in the journal where we are not, otherwise those
 * before us. So of two that write at the same time one goes on. `passes`: claims that are not to count.
 */
function checkClaims(repository, records, operation, tags, now, passes = () => false) {
    for (const one of records) {
        if (one.state !== 'begun' || !tags.has(one.tag))
            continue;
        if (one.operation === operation)
            return;
        if (isLive(one, now) && !passes(one))
            throw new Claimed(repository, one, now);
    }
}
/** Whatever the record says, and however wrong its clock is, nobody is told to wait for longer than that from now on. */
function isLive(one, now) {
    const ahead = Date.parse(one.at) - now.getTime();
    return one.state === 'begun' && ahead < CLAIM_MS && now.getTime() < endOf(one, now);
}
/** When a claim ends. One that was made in the future was made now, by a clock that is wrong: its own end is wrong, too. */
function endOf({ at, until }, now) {
    const [made, present] = [Date.parse(at), now.getTime()];
    const isAhead = made > present + SKEW_MS;
    const latest = (isAhead ? present : made) + CLAIM_MS;
    if (until === undefined)
        return latest;
    const lasts = Date.parse(until) - made;
    return isAhead ? Math.min(present + lasts, latest) : Math.min(Date.parse(until), latest);
}


/***/ }),

/***/ 21962:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  BB: () => (/* binding */ moveAll),
  Bb: () => (/* binding */ operationId),
  l7: () => (/* reexport */ resolveSources)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build-ts/src/registry/client.js + 13 modules
var client = __webpack_require__(4113);
// EXTERNAL MODULE: ./build-ts/src/registry/http.js + 1 modules
var http = __webpack_require__(50782);
// EXTERNAL MODULE: ./build-ts/src/registry/journal.js + 1 modules
var journal = __webpack_require__(59536);
// EXTERNAL MODULE: ./build-ts/src/registry/locate.js
var locate = __webpack_require__(90477);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var refs = __webpack_require__(99072);
// EXTERNAL MODULE: ./build-ts/src/registry/config.js
var config = __webpack_require__(561);
// EXTERNAL MODULE: ./build-ts/src/registry/contents.js
var contents = __webpack_require__(55133);
// EXTERNAL MODULE: ./build-ts/src/registry/facts.js
var registry_facts = __webpack_require__(45876);
// EXTERNAL MODULE: ./build-ts/src/registry/json.js
var json = __webpack_require__(46317);
// EXTERNAL MODULE: ./build-ts/src/run/publish.js
var publish = __webpack_require__(33078);
;// CONCATENATED MODULE: ./build-ts/src/run/carried.js







/** Images at the same time. */
const PARALLEL = 8;
/** Milliseconds for all of them: names wait for it, and do without it. */
const MOST_MS = 15_000;
/** Images of an index that are asked for; it has one for each platform, and attestations. */
const MOST_PLATFORMS = 40;
/** What is known of images goes where they go. Never throws; returns what is to be told where that failed. */
async function carryFacts(registry, images, outer) {
    const signal = AbortSignal.any([outer, AbortSignal.timeout(MOST_MS)]);
    const failed = [];
    const carry = async ({ from, to, manifest }) => {
        try {
            for (const digest of digestsOf(manifest, from)) {
                // What is there was written beside the very same image: it is left as it is.
                if ((await registry.manifest(to, (0,registry_facts/* infoTag */.Zz)(digest), http/* BRIEF */.V1, signal)) !== undefined)
                    continue;
                const facts = await (0,registry_facts/* readFacts */.MH)(registry, from, digest, { signal, patience: http/* BRIEF */.V1 });
                if (facts !== undefined)
                    await (0,registry_facts/* putFacts */.bL)(registry, to, facts, signal);
            }
        }
        catch (error) {
            failed.push(`${to}: ${signal.aborted ? 'it took too long' : (0,errors/* messageOf */.bD)(error)}`);
        }
    };
    await (0,publish/* forAll */.Lw)(images, carry, PARALLEL);
    const [first, ...others] = failed;
    if (first === undefined || outer.aborted)
        return [];
    const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
    return [`What is in images did not go with them, "diff" and the wiki do not know it there: ${first}${more}`];
}
/** Of each platform's image. */
function digestsOf(manifest, repository) {
    if (!(0,config/* isIndex */.nw)(manifest.mediaType))
        return [manifest.digest];
    const name = `${repository}@${manifest.digest}`;
    const { manifests } = (0,contents/* contentsOf */.K)((0,json/* parseJson */.q)(manifest.bytes, name), manifest.mediaType, name);
    return manifests.slice(0, MOST_PLATFORMS).map(({ digest }) => digest);
}

// EXTERNAL MODULE: ./build-ts/src/run/claims.js
var claims = __webpack_require__(77848);
// EXTERNAL MODULE: ./build-ts/src/shared/nearest.js
var nearest = __webpack_require__(54527);
;// CONCATENATED MODULE: ./build-ts/src/run/sources.js





/** Questions at the same time. */
const sources_PARALLEL = 32;
/** Tags that a missing one may have been meant as. */
const SHOWN = 3;
/**
 * Finds out what refs name, each asked once; in the order of `wanted`. Throws a UserError that lists all that are not there,
 * each with the tags of its repository that are nearest.
 */
async function resolveSources(registry, wanted, signal) {
    const refs = [...new Set(wanted.map(({ ref }) => ref))];
    const ask = async (ref) => {
        const { repository, reference } = partsOf(ref);
        const digest = await registry.digest(repository, reference);
        if (digest !== undefined)
            return { repository, digest, ref };
        const images = wanted.filter((one) => one.ref === ref).map(({ image }) => image);
        return { problem: await missing(registry, ref, images, signal) };
    };
    const { done, failure } = await (0,publish/* forAll */.Lw)(refs, ask, sources_PARALLEL, signal);
    if (failure !== undefined)
        throw failure.error;
    const problems = done.flatMap((one) => ('problem' in one ? [one.problem] : []));
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    const found = new Map(done.flatMap((one) => ('digest' in one ? [[one.ref, one]] : [])));
    return wanted.flatMap(({ ref }) => found.get(ref) ?? []);
}
async function missing(registry, ref, images, signal) {
    const { repository, reference } = partsOf(ref);
    const message = `${ref} is not there (for ${images.join(', ')})`;
    let tags;
    try {
        // Names of content are for us; nobody means them.
        tags = (await registry.tags(repository, signal)).filter((tag) => !/^(fp|ok)-/.test(tag) && tag !== journal/* JOURNAL_TAG */.Py);
    }
    catch {
        return { message }; // What is missing is known, what there is instead is not.
    }
    if (tags.length === 0)
        return { message, remedy: `${repository} has no tags: has it been published?` };
    if (reference.includes(':'))
        return { message };
    return { message, remedy: `The nearest tags there are: ${(0,nearest/* nearestFew */.r5)(reference, tags, SHOWN).join(', ')}.` };
}
function partsOf(ref) {
    const [name = '', digest] = ref.split('@');
    const { repository, tag } = (0,refs/* splitRef */.Mn)(name);
    return { repository, reference: digest ?? tag };
}

;// CONCATENATED MODULE: ./build-ts/src/run/moves.js












/** Names at the same time: each costs a handful of small requests. */
const moves_PARALLEL = 32;
/** Copies at the same time; each sends several blobs. */
const COPIES = 8;
/** Milliseconds for the journals after everything else: the names are what counts. */
const CLOSING_MS = 60_000;
/** The same where the registry has gone silent, or everything is to stop. */
const HURRIED_MS = 5000;
/** `20260801T101500-a1b2c3` */
function operationId(at) {
    const second = at
        .toISOString()
        .slice(0, 19)
        .replaceAll(/[^\dT]/g, '');
    return `${second}-${(0,external_node_crypto_.randomBytes)(3).toString('hex')}`;
}
/**
 * Moves names to images without an engine: the same manifest bytes, wherever they come from. All of them or none. Never
 * throws; what went wrong is in the outcome.
 */
async function moveAll(registry, transfers, operation, options) {
    const moves = transfers.map(({ image, ref, source }) => {
        return { image, ref, digest: source.digest, repository: source.repository };
    });
    const twice = contradiction(moves);
    if (twice !== undefined)
        return nothing(twice.move, twice.error);
    const work = new Moving(registry, transfers, operation, options);
    try {
        return await work.run(moves);
    }
    catch (error) {
        const { item, cause } = error instanceof Stopped ? error : { item: moves[0], cause: error };
        return nothing(item, cause, work.notices);
    }
}
/** Why nothing was moved. */
class Stopped extends Error {
    item;
    cause;
    constructor(item, cause) {
        super((0,errors/* messageOf */.bD)(cause));
        this.item = item;
        this.cause = cause;
    }
}
function nothing(move, error, notices = []) {
    return { moved: [], failure: { image: move?.image ?? '', ref: move?.ref ?? '', error }, left: [], notices };
}
/** A name that is to name two things. */
function contradiction(moves) {
    const first = new Map();
    for (const move of moves) {
        const other = first.get(move.ref) ?? move;
        first.set(move.ref, other);
        if (other.digest === move.digest)
            continue;
        const message = `${move.ref} is to name two things: ${other.digest} of ${other.image} and ${move.digest} of ${move.image}`;
        return { move, error: new errors/* UserError */.yo([{ message, remedy: 'Give them tags of their own.' }]) };
    }
    return undefined;
}
const isChange = ({ before, manifest }) => before?.digest !== manifest.digest;
class Moving {
    registry;
    operation;
    options;
    notices = [];
    memory = new Map();
    /** Repositories without a journal. */
    closed = new Set();
    /** Names that could not be read. */
    unread = new Set();
    known;
    over;
    until;
    claimedAt;
    constructor(registry, transfers, operation, options) {
        this.registry = registry;
        this.operation = operation;
        this.options = options;
        this.known = new Map(transfers.map((one) => [one.ref, one]));
        this.over = new Map(transfers.map(({ ref, over }) => [ref, over]));
        this.claimedAt = options.now();
        this.until = () => new Date(this.claimedAt.getTime() + claims/* CLAIM_MS */.cd);
    }
    async run(moves) {
        const { registry, options } = this;
        const { now, record, signal, dryRun = false } = options;
        const named = [...new Map(moves.map((move) => [move.ref, move])).values()];
        const read = await this.each(named, this.reading(named), moves_PARALLEL, (move) => move);
        if (dryRun)
            return this.tried(read);
        const prepared = await this.copied(read);
        const places = placesOf(prepared.filter(isChange));
        await this.claimed(places);
        const outcome = await (0,publish/* moveNames */.Og)(registry, prepared, {
            ...{ now, record, signal, parallel: moves_PARALLEL, verify: true },
            guard: (one) => this.guard(one),
        });
        const { failure } = outcome;
        const hurried = signal.aborted || failure?.error instanceof http/* Unanswered */.XX;
        const states = new Map(outcome.journal.map((entry) => [entry.ref, stateOf(entry)]));
        await this.closing(places, hurried, (ref) => states.get(ref));
        const is = new Set(outcome.moved.map(({ ref }) => ref));
        return {
            moved: prepared.filter(({ move }) => is.has(move.ref)).map(movedOf),
            failure: failure === undefined ? undefined : { image: failure.image, ref: failure.ref, error: failure.error },
            left: failure?.left ?? [],
            notices: this.notices,
        };
    }
    /** Does the work for all, or stops with the first that fails. */
    async each(items, work, parallel, moveOf) {
        const { done, failure } = await (0,publish/* forAll */.Lw)(items, work, parallel, this.options.signal);
        if (failure !== undefined)
            throw new Stopped(moveOf(failure.item), failure.error);
        return done;
    }
    /**
     * Reads sources and names. Where a repository is only about to be made, some registries let nobody read: then it has no
     * names, as far as is known before something is copied there.
     */
    reading(moves) {
        const { registry, options, unread } = this;
        const made = new Set(moves.filter((move) => !isWithin(move)).map(({ ref }) => ref));
        const manifest = async (repository, reference, patience, signal) => {
            const ref = `${repository}:${reference}`;
            try {
                return await registry.manifest(repository, reference, patience, signal);
            }
            catch (error) {
                if (!made.has(ref) || !isRefused(error))
                    throw error;
                unread.add(ref);
                return undefined;
            }
        };
        return (0,publish/* preparing */.nq)({ ...registry, manifest }, options.signal);
    }
    /** What would be moved, from all that can be found out without writing. */
    async tried(prepared) {
        const places = placesOf(prepared.filter(isChange));
        await this.each(places, (place) => this.registry.checkPush(place.repository), moves_PARALLEL, ({ move }) => move);
        await this.each(places, (place) => this.looked(place), moves_PARALLEL, ({ move }) => move);
        return { moved: prepared.map(movedOf), failure: undefined, left: [], notices: this.notices };
    }
    async looked(place) {
        const { signal } = this.options;
        try {
            this.check(place, await (0,journal/* readJournal */.a0)(this.registry, place.repository, { signal }));
        }
        catch (error) {
            // A repository that is only about to be made has no journal.
            if (!isRefused(error) || !place.prepared.every(({ move }) => this.unread.has(move.ref)))
                throw error;
        }
    }
    /** Brings what other repositories have to where it gets its names, without a name yet. */
    async copied(read) {
        const { registry, options } = this;
        const { signal, onBlob } = options;
        const foreign = read.filter((one) => isChange(one) && !isWithin(one.move));
        const wanted = new Map();
        for (const { move } of foreign)
            wanted.set(`${(0,refs/* splitRef */.Mn)(move.ref).repository} ${move.digest}`, move);
        const copy = (move) => {
            const to = (0,refs/* splitRef */.Mn)(move.ref).repository;
            const from = { repository: move.repository ?? to, digest: move.digest };
            return registry.copy(from, { repository: to }, {
                signal,
                ...(onBlob === undefined
                    ? {}
                    : { onBlob: (digest, way, bytes) => onBlob(to, digest, way, bytes) }),
            });
        };
        await this.each([...wanted.values()], copy, COPIES, (move) => move);
        const carried = foreign.map(({ move, manifest }) => {
            const to = (0,refs/* splitRef */.Mn)(move.ref).repository;
            return { from: move.repository ?? to, to, manifest };
        });
        const once = new Map(carried.map((one) => [`${one.to} ${one.manifest.digest}`, one]));
        this.notices.push(...(await carryFacts(registry, [...once.values()], signal)));
        const prepare = (0,publish/* preparing */.nq)(registry, signal);
        const again = (one) => this.unread.has(one.move.ref) ? prepare(one.move) : Promise.resolve(one);
        return this.each(read, again, moves_PARALLEL, ({ move }) => move);
    }
    /** Says in every journal what is about to be moved. Of two that began at once, the earlier one tries once more. */
    async claimed(places) {
        for (let attempt = 1;; attempt++) {
            this.claimedAt = this.options.now();
            const begin = (place) => this.claim(place);
            const { failure } = await (0,publish/* forAll */.Lw)(places, begin, moves_PARALLEL, this.options.signal);
            if (failure === undefined)
                return;
            const { error, item } = failure;
            await this.closing(places, this.options.signal.aborted || error instanceof http/* Unanswered */.XX, () => undefined);
            const again = attempt === 1 && error instanceof claims/* Claimed */.GN && this.operation.id < error.by.operation;
            if (!again)
                throw new Stopped(item.move, error);
            await (0,promises_.setTimeout)(RETRY_MS);
        }
    }
    async claim(place) {
        const { repository } = place;
        const records = place.prepared.map((one) => this.recordOf(one, 'begun'));
        const check = (known) => this.check(place, known);
        try {
            await (0,journal/* appendJournal */.aM)(this.registry, repository, records, {
                signal: this.options.signal,
                memory: this.memory,
                check,
            });
        }
        catch (error) {
            if (!(error instanceof journal/* NoJournal */.F8))
                throw error;
            this.closed.add(repository);
            const { host } = (0,locate/* locate */.x)(repository);
            const notice = `There is no journal in the registry ${host}: names move all the same, but nothing keeps two operations apart there, and nothing knows what to go back to.`;
            if (!this.notices.includes(notice))
                this.notices.push(notice);
        }
    }
    check({ repository, prepared }, records) {
        const tags = new Set(prepared.map(({ move }) => (0,refs/* splitRef */.Mn)(move.ref).tag));
        const passes = ({ tag, operation }) => this.over.get(`${repository}:${tag}`) === operation;
        (0,claims/* checkClaims */.Kz)(repository, records, this.operation.id, tags, this.options.now(), passes);
    }
    /** Right before a name moves: it is still ours to move, and still what it was. */
    async guard(one) {
        if (!isChange(one))
            return;
        const { ref } = one.move;
        if (this.options.now() >= this.until())
            throw new errors/* WorkError */.oE(`${ref} was not moved: the moves take longer than others wait for them`, {
                remedy: 'Move fewer images at once.',
            });
        const { repository, tag } = (0,refs/* splitRef */.Mn)(ref);
        const named = await this.registry.digest(repository, tag);
        if (named !== one.before?.digest)
            throw new errors/* WorkError */.oE(`${ref} names ${named ?? 'nothing'} by now, and named ${one.before?.digest ?? 'nothing'} a moment ago: somebody else moved it`, { remedy: 'Look who did, and try again.' });
    }
    /** Says in the journals what became of the moves. That it cannot be said takes nothing back. */
    async closing(places, hurried, stateOf) {
        const failed = [];
        const signal = AbortSignal.timeout(hurried ? HURRIED_MS : CLOSING_MS);
        const close = async ({ repository, prepared }) => {
            if (this.closed.has(repository))
                return;
            const records = prepared.flatMap((one) => {
                const state = stateOf(one.move.ref);
                // What nobody knows the end of stays begun, and holds nobody up.
                return state === undefined ? [] : [this.recordOf(one, state, this.options.now())];
            });
            try {
                await (0,journal/* endClaims */.PU)(this.registry, repository, this.operation.id, records, {
                    ...{ signal, memory: this.memory, hasty: true },
                });
            }
            catch (error) {
                failed.push({ repository, error });
            }
        };
        await (0,publish/* forAll */.Lw)(places, close, moves_PARALLEL);
        const [first, ...others] = failed;
        if (first === undefined)
            return;
        const more = others.length === 0 ? '' : ` and ${others.length} more`;
        this.notices.push(`The journal of ${first.repository}${more} could not be written (${(0,errors/* messageOf */.bD)(first.error)}): it may say that ${this.operation.id} still goes on, and hold others up until ${this.until().toISOString()}.`);
    }
    recordOf({ move, before, manifest }, state, until = this.until()) {
        const { id, kind, by, run, from, skipped } = this.operation;
        return {
            ...{ operation: id, kind, state, tag: (0,refs/* splitRef */.Mn)(move.ref).tag },
            ...{ old: before?.digest ?? null, new: manifest.digest },
            at: this.claimedAt.toISOString(),
            ...(state === 'begun' ? { until: until.toISOString() } : {}),
            ...{ by, run, from, skipped },
            suites: state === 'undone' ? undefined : this.known.get(move.ref)?.suites,
            failed: state === 'undone' ? undefined : this.known.get(move.ref)?.failed,
        };
    }
}
function stateOf({ undone, unsure }) {
    if (undone)
        return 'undone';
    return unsure === true ? 'begun' : 'done';
}
/** Milliseconds after which somebody who lost to a later one tries again: by then that one has seen it, too, and gone. */
const RETRY_MS = 2000;
function isRefused(error) {
    return error instanceof client/* RegistryError */.g && (error.status === 401 || error.status === 403);
}
function isWithin(move) {
    return move.repository === undefined || move.repository === (0,refs/* splitRef */.Mn)(move.ref).repository;
}
function placesOf(prepared) {
    const places = new Map();
    for (const one of prepared) {
        const { repository } = (0,refs/* splitRef */.Mn)(one.move.ref);
        places.set(repository, [...(places.get(repository) ?? []), one]);
    }
    return [...places].flatMap(([repository, own]) => {
        const [first] = own;
        return first === undefined ? [] : [{ repository, prepared: own, move: first.move }];
    });
}
function movedOf(one) {
    const { move, before, manifest } = one;
    return {
        ...{ image: move.image, ref: move.ref, old: before?.digest ?? null, new: manifest.digest },
        state: isChange(one) ? 'moved' : 'unchanged',
    };
}


/***/ }),

/***/ 33078:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lw: () => (/* binding */ forAll),
/* harmony export */   Og: () => (/* binding */ moveNames),
/* harmony export */   mk: () => (/* binding */ publish),
/* harmony export */   nq: () => (/* binding */ preparing),
/* harmony export */   t2: () => (/* binding */ recorded)
/* harmony export */ });
/* unused harmony export nothingMoved */
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _stack_refs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99072);
/* harmony import */ var _registry_http_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50782);
/* harmony import */ var _registry_slots_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(81718);




/** Requests at the same time, to all registries together. */
const PARALLEL = 8;
/**
 * Moves names to candidates by putting the same manifest bytes under them: no layer travels, digests stay. Every source
 * and every present target is read before the first move; a move that fails takes the others back. A name that was new
 * stays where the registry has no call to remove it, and is reported in `left`.
 */
async function publish(registry, moves, now, record) {
    const { done: prepared, failure: missing } = await forAll(moves, preparing(registry));
    if (missing !== undefined)
        return nothingMoved(missing.item, missing.error);
    return moveNames(registry, prepared, { now, record });
}
/** Nothing was begun. */
function nothingMoved({ image, ref }, error) {
    return { journal: [], moved: [], failure: { image, ref, error, left: [] } };
}
/** Makes moves that have been prepared, or takes all of them back. */
async function moveNames(registry, prepared, way) {
    const { now, record, parallel = PARALLEL, signal, guard, verify = false } = way;
    const late = after(GRACE_MS, signal);
    const journal = [];
    const begun = [];
    const put = async (one) => {
        const { move, manifest, before } = one;
        const { repository, tag } = (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_1__/* .splitRef */ .Mn)(move.ref);
        await guard?.(one);
        signal?.throwIfAborted();
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
            await registry.put(repository, tag, manifest, late);
        own.made = true;
    };
    let { failure } = await forAll(prepared, put, parallel, signal);
    if (failure === undefined && verify)
        ({ failure } = await forAll(prepared, verifying(registry), parallel, signal));
    if (failure === undefined)
        return { journal, moved: standing(begun), failure: undefined };
    // Everything that was begun has ended by now, so nothing moves behind the back of what takes it back.
    const hurried = failure.error instanceof _registry_http_js__WEBPACK_IMPORTED_MODULE_2__/* .Unanswered */ .XX || signal?.aborted === true;
    const { kept, left } = await undo(registry, begun, hurried ? _registry_http_js__WEBPACK_IMPORTED_MODULE_2__/* .BRIEF */ .V1 : _registry_http_js__WEBPACK_IMPORTED_MODULE_2__/* .PATIENT */ .qh, parallel);
    const settled = kept.map(({ entry }) => entry);
    const unwritten = recorded(record, settled);
    const { image, ref } = failure.item.move;
    return {
        journal: settled,
        moved: standing(kept),
        failure: { image, ref, error: failure.error, left: [...left, ...unwritten] },
    };
}
/**
 * Milliseconds that a move which is under way may take when everything is to stop: one that is broken off may be made all
 * the same after it has been looked for.
 */
const GRACE_MS = 3000;
/** A signal that is aborted some time after another one. */
function after(ms, signal) {
    if (signal === undefined)
        return undefined;
    const late = new AbortController();
    const abort = () => {
        setTimeout(() => late.abort(signal.reason), ms).unref();
    };
    if (signal.aborted)
        abort();
    else
        signal.addEventListener('abort', abort, { once: true });
    return late.signal;
}
/** Looks whether a name names what it was moved to. */
function verifying(registry) {
    return async ({ move, manifest }) => {
        const { repository, tag } = (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_1__/* .splitRef */ .Mn)(move.ref);
        const named = await registry.digest(repository, tag);
        if (named !== manifest.digest)
            throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`${move.ref} was moved to ${manifest.digest} and names ${named ?? 'nothing'}`);
    };
}
/**
 * Does the work for all, some at a time. After a failure, or when the signal is aborted, nothing more is begun; what goes
 * on is waited for.
 */
async function forAll(items, work, parallel = PARALLEL, signal) {
    const inSlot = (0,_registry_slots_js__WEBPACK_IMPORTED_MODULE_3__/* .slots */ .Q)(parallel);
    const done = [];
    const failures = [];
    const one = async (item, at) => {
        if (failures.length > 0)
            return;
        try {
            signal?.throwIfAborted();
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
        .filter(({ made, entry }) => made && !entry.undone && entry.unsure !== true)
        .map(({ entry: { image, ref, new: digest } }) => ({ image, ref, digest }));
}
/** A journal that cannot be written (the disk is full) must not hide what became of the names. */
function recorded(record, journal) {
    try {
        record(journal);
        return [];
    }
    catch (error) {
        return [`the journal does not say what was taken back: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`];
    }
}
/** Reads what a move needs. Names of one image share its manifest, which is read once. */
function preparing(registry, signal) {
    const sources = new Map();
    return async (move) => {
        const { repository, tag } = (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_1__/* .splitRef */ .Mn)(move.ref);
        const from = move.repository ?? repository;
        const key = `${from}@${move.digest}`;
        const source = sources.get(key) ?? registry.manifest(from, move.digest, undefined, signal);
        sources.set(key, source);
        const [manifest, before] = await Promise.all([source, registry.manifest(repository, tag, undefined, signal)]);
        if (manifest?.digest !== move.digest)
            throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`${key} is not in the registry any more`);
        return { move, manifest, before };
    };
}
/**
 * Takes back what was begun; a registry that has gone silent is asked for every name, but not for long. Returns what the
 * journal is to keep, and a line for each name that could not be taken back.
 */
async function undo(registry, begun, patience, parallel) {
    const takingBack = async (one) => ({
        one,
        ...(await takeBack(registry, one, patience)),
    });
    const { done } = await forAll([...begun].reverse(), takingBack, parallel);
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
    const { repository, tag } = (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_1__/* .splitRef */ .Mn)(entry.ref);
    let named;
    try {
        // An answer may have been lost: the registry may have moved the name and failed, or timed out, after that. And
        // somebody else may have moved it since: what is theirs stays.
        named = await registry.digest(repository, tag, patience);
    }
    catch (error) {
        if (!made)
            return unsure(one, error);
        return {
            kept: true,
            line: `${entry.ref} still names ${entry.new}: the registry does not answer (${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)})`,
        };
    }
    if (named !== entry.new) {
        if (!made)
            return { kept: false };
        return theirs(one, named);
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
        return lookedAgain(registry, one, patience, error);
    }
}
/** The answer to what takes a move back may be lost, too. */
async function lookedAgain(registry, one, patience, cause) {
    const { entry } = one;
    const { repository, tag } = (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_1__/* .splitRef */ .Mn)(entry.ref);
    let named;
    try {
        named = await registry.digest(repository, tag, patience);
    }
    catch (error) {
        return unsure(one, error);
    }
    if (named === entry.new)
        return { kept: true, line: `${entry.ref} still names ${entry.new} (${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(cause)})` };
    if (named !== (entry.old ?? undefined))
        return theirs(one, named);
    entry.undone = true;
    return { kept: true };
}
function theirs({ entry }, named) {
    entry.undone = true;
    return { kept: true, line: `${entry.ref} names ${named ?? 'nothing'} by now: somebody else moved it` };
}
function unsure({ entry }, error) {
    entry.unsure = true;
    return { kept: true, line: `${entry.ref} may name ${entry.new}: the registry does not say (${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)})` };
}


/***/ })

};
