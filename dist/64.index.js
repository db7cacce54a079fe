export const id = 64;
export const ids = [64];
export const modules = {

/***/ 75279:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P: () => (/* binding */ checkGates),
  V: () => (/* binding */ journals)
});

// EXTERNAL MODULE: ./build-ts/src/registry/journal.js
var journal = __webpack_require__(74964);
// EXTERNAL MODULE: ./build-ts/src/registry/slots.js
var slots = __webpack_require__(81718);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build-ts/src/run/context.js
var context = __webpack_require__(62642);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/paths.js
var paths = __webpack_require__(5381);
// EXTERNAL MODULE: ./build-ts/src/stack/link.js
var stack_link = __webpack_require__(83370);
// EXTERNAL MODULE: ./build-ts/src/stack/suites.js
var stack_suites = __webpack_require__(70043);
// EXTERNAL MODULE: ./build-ts/src/commands/tests-found.js
var tests_found = __webpack_require__(21062);
;// CONCATENATED MODULE: ./build-ts/src/commands/suites-asked.js









/** Folders that are looked into at the same time. */
const READ = 16;
/** Which suites stand behind a name or a sort, for each image: as a run would plan them, from what lies in the folders. */
function suitesOf(ground) {
    let checkout;
    return async (suite, image, { derived }) => {
        checkout ??= readCheckout(ground);
        const known = await checkout;
        const declared = ground.stack.suites.find(({ name, does }) => name === suite && does !== undefined);
        if (declared !== undefined && !isForImage(declared, image))
            return undefined;
        if (suite === stack_suites/* INTEGRATION_SUITE */.Qs && declared === undefined && !image.integrationTests)
            return undefined;
        const own = known.suites(image, derived);
        if (own === undefined)
            return inPart(suite, image, declared, known, derived);
        const meant = own.filter(({ name, group }) => name === suite || group === suite);
        const chosen = meant.filter(({ name, group }) => isChosen(image, name, group));
        if (chosen.length > 0)
            return sure(chosen.map(({ name }) => name));
        if (meant.length > 0)
            return undefined;
        // What no image has would open the gate for all of them: then its tests are not here, or it is mistyped.
        return known.isSomewhere(suite) ? undefined : sure([suite]);
    };
}
function sure(names) {
    return { names, alike: undefined, own: undefined };
}
/** Of an image whose folder, or what it is built on, cannot be seen. */
function inPart(suite, image, declared, { here, line }, derived) {
    if (declared !== undefined) {
        const manyFolders = declared.does?.kind === 'imports' || declared.does?.kind === 'notebooks';
        return manyFolders
            ? { names: [], alike: (name) => name === suite || name.startsWith(`${suite}.`), own: undefined }
            : sure([suite]);
    }
    const isAlone = suite === stack_suites/* COMMON_SUITE */.VZ || suite === stack_suites/* INTEGRATION_SUITE */.Qs || !stack_suites/* CONVENTIONS */.p$.includes(suite);
    if (isAlone)
        return sure([suite]);
    const names = (derived ? [image] : line(image)).flatMap((one) => (here.get(one.name)?.tests ?? [])
        .filter(({ group }) => group === suite)
        .map(({ environment }) => nameIn(one.name, environment, suite)));
    const isOf = (owner) => (name) => suite === stack_suites/* OWN_TESTS */.J6 ? name === owner : name.startsWith(`${owner}.`) && name.endsWith(`.${suite}`);
    const owners = [...here.keys()].map(isOf);
    return {
        names,
        alike: (name) => owners.some((is) => is(name)),
        own: here.get(image.name) === undefined ? isOf(image.name) : undefined,
    };
}
function nameIn(owner, environment, suite) {
    return [owner, environment ?? [], suite === stack_suites/* OWN_TESTS */.J6 ? [] : suite].flat().join('.');
}
function isForImage({ name, images }, image) {
    return (images?.includes(image.name) ?? true) && (image.suites?.includes(name) ?? true);
}
function isChosen({ suites }, name, group) {
    return suites === undefined || suites.includes(name) || suites.includes(group);
}
async function readCheckout({ stack: declared, directory, bases }) {
    const place = placeOf(directory);
    const inSlot = (0,slots/* slots */.Q)(READ);
    const [common, ...read] = await Promise.all([
        (0,tests_found/* commonTests */.nn)(place),
        ...[...declared.images.values()].map((image) => inSlot(async () => [image.name, await sourceOf(place, image, declared)])),
    ]);
    const here = new Map(read);
    const { stack, isLinked } = linked(declared, here, bases);
    const sources = new Map(read.flatMap(([name, source]) => (source === undefined ? [] : [[name, source]])));
    const facts = { stack, sources, commonTests: common, defaultTimeoutMs: 0, choice: { only: [], skip: [] } };
    const lineages = isLinked ? (0,stack_suites/* testedLineages */._f)({ stack, sources }) : new Map();
    const line = (image) => ancestry(stack, image);
    const isKnown = (image) => {
        const source = here.get(image.name);
        return source !== undefined && (image.declared !== undefined || (isLinked && source.dockerfileText !== ''));
    };
    const suites = (image, derived) => {
        const all = derived ? here.get(image.name) !== undefined : isLinked && line(image).every(isKnown);
        if (!all)
            return undefined;
        const tested = lineages.get(image.name) ?? [];
        const lineage = derived ? [image.name] : tested;
        return (0,stack_suites/* plannedSuites */.uC)(image, lineage, facts);
    };
    let somewhere;
    const isSomewhere = (suite) => {
        somewhere ??= new Set([...stack.images.values()].flatMap((image) => (suites(image, false) ?? []).flatMap(({ name, group }) => [name, group])));
        return somewhere.has(suite);
    };
    return { here, line, suites, isSomewhere };
}
/** With the parents that the Dockerfiles name. A circle of them is for whoever builds to say. */
function linked(stack, here, bases) {
    const texts = [...here].map(([name, source]) => [name, { dockerfileText: source?.dockerfileText ?? '' }]);
    try {
        return { stack: (0,stack_link/* linkStack */.B)(stack, new Map(texts), bases, 'linux/amd64'), isLinked: true };
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        return { stack, isLinked: false };
    }
}
/** The image and what it is built on. */
function ancestry({ images }, image) {
    const names = new Set([image.name]);
    for (const name of names)
        for (const parent of images.get(name)?.parents ?? [])
            names.add(parent);
    return [...names].flatMap((name) => images.get(name) ?? []);
}
/** What lies in the directory of an image; undefined where that is not here. */
async function sourceOf(place, image, stack) {
    const isHere = await (0,promises_.stat)((0,external_node_path_.join)(place.directory, image.path)).then((entry) => entry.isDirectory(), () => false);
    if (!isHere)
        return undefined;
    const [tests, declared, dockerfileText] = await Promise.all([
        (0,tests_found/* testsOf */.Vh)(place, image),
        (0,tests_found/* declaredTests */.ob)(place, image, stack, ({ name, does }) => does?.kind === 'pytest' ? (0,tests_found/* pytestAt */.LW)(place, name, does.path) : Promise.resolve(undefined)),
        (0,context/* readDockerfiles */.sb)(place.directory, image.dockerfiles).catch(() => ''),
    ]);
    return { contextHash: '', dockerfileText, copied: { kind: 'all', onbuild: false }, tests, declared };
}
function placeOf(directory) {
    return {
        directory,
        isInside: async (path) => {
            const [top, real] = await Promise.all([(0,paths/* realPathOf */.d)(directory), (0,paths/* realPathOf */.d)((0,external_node_path_.join)(directory, path))]);
            return (0,paths/* below */.G)(top, real) !== undefined;
        },
        refuse: () => undefined,
    };
}

;// CONCATENATED MODULE: ./build-ts/src/commands/gates.js



/** Journals that are read at the same time. */
const gates_READ = 8;
/** The journals of repositories, each read once. */
function journals(registry, signal) {
    const inSlot = (0,slots/* slots */.Q)(gates_READ);
    const known = new Map();
    return (repository) => {
        const found = known.get(repository) ?? inSlot(() => (0,journal/* readJournal */.a0)(registry, repository, { signal }));
        known.set(repository, found);
        return found;
    };
}
/**
 * What stages ask for, and what of it nobody has seen pass on exactly these digests. A suite that is not for an image is
 * not asked of it. A suite has passed under its own name; a sort of suites when all of it that is for the image has
 * (suites-asked.ts). Where the folders that say which those are are not here, the journal says it: what passed on the
 * digest that was tested before this one is asked of this one, too.
 */
async function checkGates(asked, ground, journalOf) {
    if (asked.length === 0)
        return [];
    const meaningOf = suitesOf(ground);
    const gates = await Promise.all(asked.map(async ({ id, image, stage, suites, repository, digest }) => {
        const derived = isDerived(stage, ground.stack);
        const meant = await Promise.all(suites.map(async (suite) => ({ suite, means: await meaningOf(suite, image, { derived }) })));
        const wanted = meant.flatMap(({ suite, means }) => (means === undefined ? [] : [{ suite, means }]));
        if (wanted.length === 0)
            return [];
        const records = await journalOf(repository);
        const missing = wanted.filter(({ means }) => !hasPassed(means, records, digest)).map(({ suite }) => suite);
        return [{ image: id, stage, suites: wanted.map(({ suite }) => suite), missing }];
    }));
    return gates.flat();
}
function hasPassed({ names, alike, own }, records, digest) {
    const passed = (0,journal/* suitesPassedOn */.D$)(records, digest);
    if (!names.every((name) => passed.has(name)))
        return false;
    if (alike === undefined)
        return true;
    return [...passed].some(own ?? alike) && testedBefore(records, digest, alike).every((name) => passed.has(name));
}
/** What of a sort passed on the digest before this one: a run that left out a part of it is seen by that. */
function testedBefore(records, digest, alike) {
    const first = records.findIndex((one) => one.new === digest && one.suites !== undefined);
    const before = records
        .slice(0, Math.max(first, 0))
        .findLast(({ state, suites }) => state === 'done' && suites?.some(alike) === true);
    return before === undefined ? [] : [...(0,journal/* suitesPassedOn */.D$)(records, before.new)].filter(alike);
}
/** Whether what is at a stage was built on the images of the stack: then tests of their parents do not run on it. */
function isDerived(name, { stages }) {
    const stage = stages.find((one) => one.name === name);
    if (stage === undefined)
        return false;
    return stage.dockerfile !== undefined || (stage.from !== undefined && isDerived(stage.from, { stages }));
}


/***/ }),

/***/ 71064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   tagLocally: () => (/* binding */ tagLocally)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _docker_engine_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43115);
/* harmony import */ var _output_move_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90846);
/* harmony import */ var _run_local_moves_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(48109);
/* harmony import */ var _run_moves_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(70572);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2890);
/* harmony import */ var _stack_spec_load_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6289);
/* harmony import */ var _happening_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(20823);
/* harmony import */ var _move_names_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3660);
/* harmony import */ var _moving_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(13401);
/* harmony import */ var _planning_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(28470);
/* harmony import */ var _sources_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(56719);
/* harmony import */ var _tag_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(7394);













/**
 * `tag --local`: the names are in the engine, of images that were never pushed, or of a colleague's that were pulled.
 * Nobody's journal says what has passed on them: gates are said, and not held. Throws a UserError before anything moved.
 */
async function tagLocally(request) {
    const { inputs, env, now } = request;
    if (inputs.registries.length + inputs.toRegistries.length > 0)
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .userError */ .IF)('names in the engine are those of the spec: no registry has anything to do with them', {
            remedy: 'Leave out --local, or --registries and --to-registries.',
        });
    const at = now();
    const base = (0,_planning_js__WEBPACK_IMPORTED_MODULE_10__/* .baseDirectory */ .PC)(request);
    const specPath = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(base, inputs.spec);
    const stack = (0,_stack_spec_load_js__WEBPACK_IMPORTED_MODULE_6__/* .loadSpec */ .I)(await (0,_sources_js__WEBPACK_IMPORTED_MODULE_11__/* .readSpec */ .Ot)(specPath, inputs.spec), inputs.spec);
    const folders = (0,_planning_js__WEBPACK_IMPORTED_MODULE_10__/* .foldersOf */ .pd)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(base, inputs.out));
    const { event } = await (0,_happening_js__WEBPACK_IMPORTED_MODULE_7__/* .readHappening */ .Z)(request);
    const facts = await (0,_tag_js__WEBPACK_IMPORTED_MODULE_12__.factsOf)(request, { stack, directory: (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(specPath), event, folders });
    const to = [...new Set(inputs.to)];
    const moves = (0,_move_names_js__WEBPACK_IMPORTED_MODULE_8__/* .namesToMove */ .Vj)({ stack, from: inputs.from, to, facts, bases: [], toBases: [], images: inputs.images });
    const wanted = moves.flatMap(({ id, source, targets }) => targets.map(({ ref }) => ({ image: id, source, ref })));
    const gates = moves.flatMap(({ id, targets }) => [...new Set(targets.flatMap(({ stage }) => stage ?? []))]
        .filter(({ suites }) => suites.length > 0)
        .map(({ name, suites }) => ({ image: id, stage: name, suites, missing: suites })));
    const engine = await (0,_docker_engine_js__WEBPACK_IMPORTED_MODULE_1__/* .connectEngine */ .x)(env);
    const files = new _output_move_files_js__WEBPACK_IMPORTED_MODULE_2__/* .MoveFiles */ .p(folders.artifacts);
    request.begin();
    const { moved, failure } = await (0,_run_local_moves_js__WEBPACK_IMPORTED_MODULE_3__/* .moveLocally */ .E)(engine, wanted, { now, dryRun: inputs.dryRun, record: files.journal });
    const image = wanted.find(({ ref }) => ref === failure?.ref)?.image ?? '';
    const outcome = {
        moved,
        failure: failure === undefined ? undefined : { image, ref: failure.ref, error: failure.error },
        left: failure?.left ?? [],
        notices: [],
    };
    return (0,_moving_js__WEBPACK_IMPORTED_MODULE_9__/* .told */ .Ev)(request, { folders, who: (0,_moving_js__WEBPACK_IMPORTED_MODULE_9__/* .whoMoves */ .Vn)(env) }, wanted.map(({ source, ref }) => ({ from: source, ref })), {
        ...{ command: 'tag', begunAt: at, from: inputs.from, to, gates, skippedGates: gates.length > 0, undoable: [] },
        notices: ['the names are in the engine alone', ...(0,_move_names_js__WEBPACK_IMPORTED_MODULE_8__/* .nearStages */ .Ss)(to, stack)],
    }, { operation: (0,_run_moves_js__WEBPACK_IMPORTED_MODULE_4__/* .operationId */ .Bb)(at), outcome, copied: { sent: 0, bytes: 0, mounted: 0 }, files });
}


/***/ }),

/***/ 7394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkVersions: () => (/* binding */ checkVersions),
/* harmony export */   factsOf: () => (/* binding */ factsOf),
/* harmony export */   tagCommand: () => (/* binding */ tagCommand)
/* harmony export */ });
/* harmony import */ var _changes_git_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29933);
/* harmony import */ var _run_moves_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70572);
/* harmony import */ var _registry_journal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(74964);
/* harmony import */ var _registry_slots_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(81718);
/* harmony import */ var _report_moves_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76996);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2890);
/* harmony import */ var _stack_refs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(99072);
/* harmony import */ var _stack_stages_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(86525);
/* harmony import */ var _stack_versions_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(66747);
/* harmony import */ var _gates_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(75279);
/* harmony import */ var _move_names_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3660);
/* harmony import */ var _moving_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(13401);
/* harmony import */ var _registries_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(47935);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(16870);














/** Gives what a stage, tag or digest names more names; all of them or none. Throws a UserError before anything moved. */
async function tagCommand(request) {
    const { inputs, signal } = request;
    const begunAt = request.now();
    const ground = await (0,_moving_js__WEBPACK_IMPORTED_MODULE_10__/* .prepareMoves */ .iB)(request);
    const { stack, bases, registry } = ground;
    const toBases = inputs.toRegistries.length === 0 ? [] : (0,_registries_js__WEBPACK_IMPORTED_MODULE_11__/* .registryBases */ .es)({ registries: inputs.toRegistries }, stack);
    const facts = await factsOf(request, ground);
    const to = [...new Set(inputs.to)];
    const moves = (0,_move_names_js__WEBPACK_IMPORTED_MODULE_9__/* .namesToMove */ .Vj)({ stack, from: inputs.from, to, facts, bases, toBases, images: inputs.images });
    const found = await (0,_run_moves_js__WEBPACK_IMPORTED_MODULE_1__/* .resolveSources */ .l7)(registry, moves.map(({ id, source }) => ({ image: id, ref: source })), signal);
    const sourced = moves.flatMap((move, at) => {
        const source = found[at];
        return source === undefined ? [] : move.targets.map((target) => ({ move, target, source }));
    });
    const journalOf = (0,_gates_js__WEBPACK_IMPORTED_MODULE_8__/* .journals */ .V)(registry, signal);
    const [gates, versions] = await Promise.all([
        gatesOf(sourced, ground, journalOf),
        checkVersions(sourced, ground, facts, signal),
    ]);
    const missing = (0,_report_moves_js__WEBPACK_IMPORTED_MODULE_3__/* .missingGates */ .r$)(gates);
    const problems = [...(inputs.skipGates ? [] : missing.map(closed)), ...(inputs.force ? [] : versions.problems)];
    if (problems.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .yo(problems);
    const transfers = await Promise.all(sourced.map((one) => transferOf(one, journalOf)));
    const forced = versions.problems.map(({ message }) => `${message} (--force)`);
    return (0,_moving_js__WEBPACK_IMPORTED_MODULE_10__/* .carryOut */ .u0)(request, ground, transfers, {
        ...{ command: 'tag', kind: 'tag', begunAt, source: inputs.from, from: inputs.from, to, undoable: [] },
        ...{ gates, skippedGates: missing.length > 0, skipped: [...new Set(gates.flatMap((gate) => gate.missing))] },
        notices: [...(0,_move_names_js__WEBPACK_IMPORTED_MODULE_9__/* .nearStages */ .Ss)(to, stack), ...new Set(versions.warnings), ...forced],
    });
}
function closed(message) {
    const remedy = 'Run these suites on them first; or move all the same with --skip-gates (input `skip-gates`), which the journal will say.';
    return { message, remedy };
}
/** What tags are made of, as far as the templates that are in use ask for it. */
async function factsOf({ inputs, env }, ground) {
    const { stack, directory, event, folders } = ground;
    const named = new Set([inputs.from, ...inputs.to]);
    const used = stack.stages.filter(({ name }) => named.has(name));
    const words = new Set([...used.flatMap(({ tags }) => tags), ...inputs.to].flatMap(_stack_stages_js__WEBPACK_IMPORTED_MODULE_6__/* .wordsIn */ .Hn));
    const asks = (...some) => some.some((word) => words.has(word));
    const [version, commit] = await Promise.all([
        asks('version', 'minor') || inputs.version !== '' ? (0,_version_js__WEBPACK_IMPORTED_MODULE_12__/* .findVersion */ .Am)(inputs.version, stack, directory) : undefined,
        asks('branch', 'sha') ? (0,_changes_git_js__WEBPACK_IMPORTED_MODULE_0__/* .readCommit */ .kN)(directory, [folders.artifacts]) : undefined,
    ]);
    return {
        branch: event.branch ?? commit?.branch ?? '',
        sha: commit === undefined || commit.dirty ? '' : commit.hash.slice(0, 7),
        user: (0,_version_js__WEBPACK_IMPORTED_MODULE_12__/* .userOf */ .Z5)(inputs.user, env),
        version: version?.version ?? '',
    };
}
/** What the stages ask for whose names are to be moved. */
function gatesOf(sourced, ground, journalOf) {
    const asked = new Map(sourced.flatMap(({ move: { id, image }, target: { stage }, source }) => stage === undefined || stage.suites.length === 0
        ? []
        : [
            [
                `${stage.name} ${id} ${source.repository}`,
                { id, image, stage: stage.name, suites: stage.suites, ...source },
            ],
        ]));
    return (0,_gates_js__WEBPACK_IMPORTED_MODULE_8__/* .checkGates */ .P)([...asked.values()], ground, journalOf);
}
/** What is known of an image goes with it into another repository, where it is asked for again. */
async function transferOf({ move, target, source }, journalOf) {
    const transfer = { image: move.id, source, ref: target.ref };
    if ((0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_5__/* .splitRef */ .Mn)(target.ref).repository === source.repository)
        return transfer;
    // What cannot be read is not known; who moves on from there is asked for it.
    const journal = await journalOf(source.repository).catch((error) => {
        if (error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .WorkError */ .oE)
            return [];
        throw error;
    });
    const suites = [...(0,_registry_journal_js__WEBPACK_IMPORTED_MODULE_2__/* .suitesPassedOn */ .D$)(journal, source.digest)];
    return suites.length === 0 ? transfer : { ...transfer, suites };
}
/** Requests at the same time. */
const LOOK_UPS = 8;
/** Whether versions may go to the stages that have tags of versions. */
async function checkVersions(sourced, { stack, registry, directory, }, facts, signal) {
    const kept = sourced.filter(({ target }) => target.keeps);
    if (kept.length === 0)
        return { problems: [], warnings: [] };
    const inSlot = (0,_registry_slots_js__WEBPACK_IMPORTED_MODULE_13__/* .slots */ .Q)(LOOK_UPS);
    const known = new Map();
    const tagsIn = (repository) => {
        const tags = known.get(repository) ?? inSlot(() => registry.tags(repository, signal));
        known.set(repository, tags);
        return tags;
    };
    const changelog = await (0,_version_js__WEBPACK_IMPORTED_MODULE_12__/* .readChangelog */ .Tn)(stack, directory);
    const top = changelog === undefined ? undefined : { file: changelog.file, top: (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_7__/* .topOfChangelog */ .Ru)(changelog.text) };
    const looked = await Promise.all(kept.map(async ({ move, target: { ref, tag, stage }, source }) => {
        const { repository } = (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_5__/* .splitRef */ .Mn)(ref);
        const digest = (where, name) => inSlot(() => registry.digest(where, name));
        const [old, tags] = await Promise.all([digest(repository, tag), tagsIn(repository)]);
        const version = versionIn(tag, facts.version ?? '');
        // What is there already does not climb, nor does what is at the stage elsewhere and is copied.
        const climbs = old !== source.digest &&
            (repository === source.repository || (await digest(source.repository, tag)) !== source.digest);
        return {
            stage: stage?.name ?? '',
            version,
            kept: { ref, old: old ?? null, new: source.digest },
            below: climbs ? await belowOf({ move, stage, source }, { ...facts, version }, { stack, digest, tagsIn }) : [],
            released: stage === undefined ? [] : releasedAs(stage, move, tags),
        };
    }));
    const checks = new Map();
    for (const one of looked)
        checks.set(`${one.stage} ${one.version}`, [...(checks.get(`${one.stage} ${one.version}`) ?? []), one]);
    const found = [...checks.values()].flatMap((all) => {
        const [{ stage, version } = { stage: '', version: '' }] = all;
        const released = all.flatMap((one) => one.released);
        const below = all.flatMap((one) => one.below);
        return (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_7__/* .checkVersion */ .ps)(version, { stage, changelog: top, kept: all.map((one) => one.kept), below, released });
    });
    return { problems: found.flatMap(({ problems }) => problems), warnings: found.flatMap(({ warnings }) => warnings) };
}
/** The tag of the stage below that keeps what this version is made of, where there is such a stage. */
async function belowOf({ move, stage, source }, facts, { stack, digest, tagsIn, }) {
    const rung = stack.stages.find(({ name }) => name === stage?.from);
    const template = rung === undefined ? undefined : (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_6__/* .immutableTemplate */ .$Z)(rung);
    if (rung === undefined || template === undefined)
        return [];
    const { repository } = source;
    const of = { stage: rung, variant: move.named, image: move.image.name };
    // The commit of the stage below is its own, whatever is checked out now.
    const rendered = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_6__/* .renderTag */ .vY)(template, { ...(0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_6__/* .tagWords */ .u0)(facts, of), sha: '' });
    const versions = [facts.version ?? '', (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_7__/* .minorOf */ .Hs)(facts.version ?? '')];
    const names = 'tag' in rendered
        ? [rendered.tag]
        : (await tagsIn(repository)).filter((tag) => (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_6__/* .canGive */ .Ok)(template, tag, of) && versions.includes(VERSION.exec(tag)?.[0] ?? ''));
    const there = await Promise.all(names.map(async (tag) => ({ ref: `${repository}:${tag}`, digest: (await digest(repository, tag)) ?? null })));
    if (there.some((one) => one.digest === source.digest))
        return [];
    const [first = { ref: `${repository}:${template}`, digest: null }] = there;
    return [{ ...first, source }];
}
/** The version that a tag is of: as it was asked for, where the tag has it or its minor; else what stands in it. */
function versionIn(tag, asked) {
    const own = VERSION.exec(tag)?.[0] ?? '';
    return asked !== '' && (own === asked || own === (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_7__/* .minorOf */ .Hs)(asked)) ? asked : own;
}
const VERSION = /(?<!\d)\d+\.\d+\.\d+(?!\d)/;
/** Versions that a stage has had, as the tags of a repository say. */
function releasedAs(stage, { image, named: variant }, tags) {
    const template = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_6__/* .immutableTemplate */ .$Z)(stage);
    if (template === undefined)
        return [];
    return tags
        .filter((tag) => (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_6__/* .canGive */ .Ok)(template, tag, { stage, variant, image: image.name }))
        .flatMap((tag) => VERSION.exec(tag)?.[0] ?? []);
}


/***/ }),

/***/ 48109:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ moveLocally)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _publish_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33078);


/**
 * Moves names in the engine, all of them or none. Everything is looked up before the first move; sources that are not there
 * are told all at once, as a UserError. An engine is one machine's, so there are no claims of others to respect.
 */
async function moveLocally(engine, moves, { now, dryRun, record = () => undefined }) {
    const resolved = await resolve(engine, moves);
    if (dryRun)
        return { moved: resolved.map(({ moved }) => moved), failure: undefined };
    const journal = [];
    const begun = [];
    for (const one of resolved.filter(({ moved }) => moved.state === 'moved')) {
        const { image, ref, old, new: id } = one.moved;
        try {
            journal.push({ image, ref, old, new: id, at: now().toISOString(), undone: false });
            record(journal);
            begun.push(one);
            // By id: the name of the source may be moved meanwhile, by a move of this very list too.
            await engine.tag(id, ref);
        }
        catch (error) {
            const { kept, left } = await takeBack(engine, begun, journal);
            return { moved: kept, failure: { ref, error, left: [...left, ...(0,_publish_js__WEBPACK_IMPORTED_MODULE_1__/* .recorded */ .t2)(record, journal)] } };
        }
    }
    return { moved: resolved.map(({ moved }) => moved), failure: undefined };
}
async function resolve(engine, moves) {
    const problems = [];
    const resolved = [];
    for (const { image, source, ref } of moves) {
        const [found, before] = [await engine.inspect(source), await engine.inspect(ref)];
        if (found === undefined) {
            problems.push({
                message: `${image}: the engine has no ${source}`,
                remedy: 'Build it here with "stack-action build"; or leave out --local, if a registry has it.',
            });
            continue;
        }
        const state = before?.id === found.id ? 'unchanged' : 'moved';
        resolved.push({ source, moved: { image, ref, old: before?.id ?? null, new: found.id, state } });
    }
    const twice = resolved.find(({ moved }, at) => resolved.some((other, where) => where > at && other.moved.ref === moved.ref && other.moved.new !== moved.new));
    if (twice !== undefined)
        problems.push({ message: `${twice.moved.ref} would have to name two images` });
    if (problems.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems);
    return resolved;
}
/** Last come, first served. A name that somebody else has moved since stays. */
async function takeBack(engine, begun, journal) {
    const kept = [];
    const left = [];
    for (const { moved, source } of [...begun].reverse()) {
        const entry = journal.find(({ ref }) => ref === moved.ref);
        try {
            if ((await engine.inspect(moved.ref))?.id === moved.new)
                await nameAgain(engine, moved, source);
            if (entry !== undefined)
                entry.undone = true;
        }
        catch (error) {
            kept.push(moved);
            left.push(`${moved.ref} still names ${moved.new} (${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)})`);
        }
    }
    return { kept, left };
}
async function nameAgain(engine, { ref, old, new: id }, source) {
    if (old !== null)
        return engine.tag(old, ref);
    // The last name of an image is the image: one that was named by its id alone would go with it.
    const named = source !== ref && !/^(?:sha256:)?[0-9a-f]{12,64}$/.test(source) && (await engine.inspect(source))?.id === id;
    if (!named)
        throw new Error('the name was new, and it is the only one the image has');
    const { kept } = await engine.removeBuilt({ id, names: [ref] });
    if (kept !== undefined)
        throw new Error(kept);
}


/***/ })

};
