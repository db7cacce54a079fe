export const id = 1064;
export const ids = [1064];
export const modules = {

/***/ 71064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   tagLocally: () => (/* binding */ tagLocally)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _docker_engine_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3622);
/* harmony import */ var _output_move_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90846);
/* harmony import */ var _run_local_moves_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(48109);
/* harmony import */ var _run_moves_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(21962);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2890);
/* harmony import */ var _stack_spec_load_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(12760);
/* harmony import */ var _happening_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(20823);
/* harmony import */ var _move_names_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3660);
/* harmony import */ var _moving_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(13401);
/* harmony import */ var _planning_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(28470);
/* harmony import */ var _sources_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(56719);
/* harmony import */ var _tag_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(27873);













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
    if (inputs.require.length > 0)
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .userError */ .IF)('what has passed on images is known to registries, and --local asks none', {
            remedy: 'Leave out --local, or --require.',
        });
    const at = now();
    const base = (0,_planning_js__WEBPACK_IMPORTED_MODULE_10__.baseDirectory)(request);
    const specPath = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(base, inputs.spec);
    const stack = (0,_stack_spec_load_js__WEBPACK_IMPORTED_MODULE_6__/* .loadSpec */ .I)(await (0,_sources_js__WEBPACK_IMPORTED_MODULE_11__/* .readSpec */ .Ot)(specPath, inputs.spec), inputs.spec);
    const folders = (0,_planning_js__WEBPACK_IMPORTED_MODULE_10__.foldersOf)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)(base, inputs.out));
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
    return (0,_moving_js__WEBPACK_IMPORTED_MODULE_9__/* .told */ .Ev)(request, { folders, who: (0,_moving_js__WEBPACK_IMPORTED_MODULE_9__.whoMoves)(env) }, wanted.map(({ source, ref }) => ({ from: source, ref })), {
        ...{ command: 'tag', begunAt: at, from: inputs.from, to, gates, skippedGates: gates.length > 0, undoable: [] },
        notices: ['the names are in the engine alone', ...(0,_move_names_js__WEBPACK_IMPORTED_MODULE_8__/* .nearStages */ .Ss)(to, stack)],
    }, { operation: (0,_run_moves_js__WEBPACK_IMPORTED_MODULE_4__/* .operationId */ .Bb)(at), outcome, copied: { sent: 0, bytes: 0, mounted: 0 }, files });
}


/***/ }),

/***/ 27873:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkVersions: () => (/* binding */ checkVersions),
  factsOf: () => (/* binding */ factsOf),
  tagCommand: () => (/* binding */ tagCommand)
});

// EXTERNAL MODULE: ./build-ts/src/changes/git.js
var git = __webpack_require__(29933);
// EXTERNAL MODULE: ./build-ts/src/run/moves.js + 2 modules
var run_moves = __webpack_require__(21962);
// EXTERNAL MODULE: ./build-ts/src/registry/journal.js + 1 modules
var registry_journal = __webpack_require__(59536);
// EXTERNAL MODULE: ./build-ts/src/registry/slots.js
var slots = __webpack_require__(81718);
// EXTERNAL MODULE: ./build-ts/src/report/moves.js
var report_moves = __webpack_require__(76996);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var refs = __webpack_require__(99072);
// EXTERNAL MODULE: ./build-ts/src/stack/stages.js
var stages = __webpack_require__(86525);
// EXTERNAL MODULE: ./build-ts/src/stack/versions.js
var stack_versions = __webpack_require__(66747);
// EXTERNAL MODULE: ./build-ts/src/commands/gates.js
var commands_gates = __webpack_require__(36406);
// EXTERNAL MODULE: ./build-ts/src/commands/move-names.js
var move_names = __webpack_require__(3660);
// EXTERNAL MODULE: ./build-ts/src/commands/moving.js
var moving = __webpack_require__(13401);
// EXTERNAL MODULE: ./build-ts/src/commands/registries.js
var registries = __webpack_require__(47935);
// EXTERNAL MODULE: ./build-ts/src/shared/nearest.js
var nearest = __webpack_require__(54527);
// EXTERNAL MODULE: ./build-ts/src/stack/gpu-suites.js
var gpu_suites = __webpack_require__(30646);
;// CONCATENATED MODULE: ./build-ts/src/commands/required.js






/**
 * What the call asks for beside the stages: suites or sorts of suites, `gpu-test`, or one of them for one image
 * (`NAME@IMAGE`). All of it must have passed on exactly these digests. Throws a UserError for images that are not there.
 */
async function checkRequired(require, images, ground, journalOf) {
    const wanted = requirements(require, images, ground);
    const asked = [...new Map(images.map((one) => [`${one.id} ${one.repository} ${one.digest}`, one])).values()];
    const all = await Promise.all(asked.map(async (one) => {
        const own = wanted.filter(({ image }) => image === undefined || isOf(one, image));
        // What is asked of one image by its name is asked of it, whatever the spec says the suite is for.
        const [named, suited] = [
            own.filter(({ image }) => image !== undefined),
            own.filter(({ image }) => image === undefined),
        ];
        const meant = suited.flatMap(({ suite }) => namesOf(suite, one.image, ground));
        const gates = meant.length === 0 ? [] : await (0,commands_gates/* checkGates */.P)([{ ...one, stage: '', suites: meant }], ground, journalOf);
        const [gate] = gates;
        const records = await journalOf(one.repository);
        const said = (0,registry_journal/* suitesSaidOf */.iw)(records, one.digest);
        const extra = named.flatMap(({ suite }) => {
            const names = namesOf(suite, one.image, ground);
            return names.length === 0 ? [suite] : names;
        });
        const suites = [...new Set([...(gate?.suites ?? []), ...extra])];
        if (suites.length === 0)
            return [];
        const missing = [...new Set([...(gate?.missing ?? []), ...extra.filter((name) => !said.passed.has(name))])];
        const { id: image, repository, digest } = one;
        return [
            {
                ...{ image, stage: '', suites, missing },
                ...(missing.length === 0
                    ? {}
                    : { known: knownOf(missing, records, digest, ground), of: `${repository}@${digest}` }),
            },
        ];
    }));
    return all.flat();
}
function requirements(require, images, { stack }) {
    const problems = [];
    const all = [...new Set(require)].map((entry) => {
        const at = entry.indexOf('@');
        const suite = at < 0 ? entry : entry.slice(0, at);
        const image = at < 0 ? undefined : entry.slice(at + 1);
        if (suite === '' || image === '')
            problems.push({
                message: `"${entry}" says no suite that is required`,
                remedy: 'Write NAME, NAME@IMAGE, or gpu-test.',
            });
        else if (image !== undefined && !stack.images.has(image.split('@')[0] ?? ''))
            problems.push({
                message: `"${entry}" requires something of an image that is not in ${stack.file}`,
                remedy: (0,nearest/* suggest */.ZA)(image, [...stack.images.keys()], 'images'),
            });
        else if (image !== undefined && !images.some((one) => isOf(one, image)))
            problems.push({
                message: `"${entry}" requires something of ${image}, which gets no name here`,
                remedy: 'Leave it out, or name the image with --images (input `images`), too.',
            });
        return { suite, image };
    });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return all;
}
function isOf({ id, image }, name) {
    return name === id || name === image.name;
}
/** `gpu-test` is all suites of the spec that run where GPUs are; where there are none, the test that a call brought itself. */
function namesOf(suite, image, { stack }) {
    if (suite !== gpu_suites/* GPU_TEST */.SX || stack.suites.some(({ name }) => name === gpu_suites/* GPU_TEST */.SX))
        return [suite];
    const declared = (0,gpu_suites/* gpuSuites */.C4)(stack);
    if (declared.length === 0)
        return [gpu_suites/* GPU_TEST */.SX];
    return declared.filter((name) => {
        const own = stack.suites.find((one) => one.name === name);
        return own?.images?.includes(image.name) ?? true;
    });
}
/** What the journal says of suites that are missing on a digest, a line each. */
function knownOf(missing, records, digest, { stack }) {
    const declared = [gpu_suites/* GPU_TEST */.SX, ...stack.suites.map(({ name }) => name)];
    return missing.map((name) => {
        const last = records.findLast((one) => one.new === digest && one.failed?.includes(name) === true);
        if (last === undefined) {
            // Suites that are found are in no list here: it may be one of those.
            const meant = declared.includes(name) ? undefined : (0,nearest/* nearest */.pA)(name, declared);
            return `nothing is recorded of ${name} on it${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
        }
        const where = last.run === '' ? '' : `, ${last.run}`;
        return `${name} failed on it (${(0,shared_text/* minuteText */.Wn)(last.at)}, by ${last.by === '' ? 'somebody' : last.by}${where})`;
    });
}

// EXTERNAL MODULE: ./build-ts/src/commands/version.js
var commands_version = __webpack_require__(16870);
;// CONCATENATED MODULE: ./build-ts/src/commands/tag.js
















/** Gives what a stage, tag or digest names more names; all of them or none. Throws a UserError before anything moved. */
async function tagCommand(request) {
    const { inputs, signal } = request;
    const begunAt = request.now();
    const ground = await (0,moving/* prepareMoves */.iB)(request);
    const { stack, bases, registry } = ground;
    const toBases = inputs.toRegistries.length === 0 ? [] : (0,registries/* registryBases */.es)({ registries: inputs.toRegistries }, stack);
    const facts = await factsOf(request, ground);
    const to = [...new Set(inputs.to)];
    const moves = (0,move_names/* namesToMove */.Vj)({ stack, from: inputs.from, to, facts, bases, toBases, images: inputs.images });
    const found = await (0,run_moves/* resolveSources */.l7)(registry, moves.map(({ id, source }) => ({ image: id, ref: source })), signal);
    const sourced = moves.flatMap((move, at) => {
        const source = found[at];
        return source === undefined ? [] : move.targets.map((target) => ({ move, target, source }));
    });
    const journalOf = (0,commands_gates/* journals */.V)(registry, signal);
    const required = sourced.map(({ move, source }) => ({ id: move.id, image: move.image, ...source }));
    const [ofStages, ofCall, versions] = await Promise.all([
        gatesOf(sourced, ground, journalOf),
        checkRequired(inputs.require, required, ground, journalOf),
        checkVersions(sourced, ground, facts, signal),
    ]);
    const gates = [...ofStages, ...ofCall];
    const missing = (0,report_moves/* missingGates */.r$)(gates);
    const closed = [...(0,report_moves/* missingGates */.r$)(ofStages).map(closedStage), ...closedCall(ofCall, inputs.from)];
    const problems = [...(inputs.skipGates ? [] : closed), ...(inputs.force ? [] : versions.problems)];
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    const transfers = await Promise.all(sourced.map((one) => transferOf(one, journalOf)));
    const forced = versions.problems.map(({ message }) => `${message} (--force)`);
    return (0,moving/* carryOut */.u0)(request, ground, transfers, {
        ...{ command: 'tag', kind: 'tag', begunAt, source: inputs.from, from: inputs.from, to, undoable: [] },
        ...{ gates, skippedGates: missing.length > 0, skipped: [...new Set(gates.flatMap((gate) => gate.missing))] },
        notices: [...(0,move_names/* nearStages */.Ss)(to, stack), ...forNone(inputs.require, ofCall), ...new Set(versions.warnings), ...forced],
    });
}
function closedStage(message) {
    const remedy = 'Run these suites on them first; or move all the same with --skip-gates (input `skip-gates`), which the journal will say.';
    return { message, remedy };
}
/** What the call requires is told with what is known: whoever asks for it wants to know what to run. */
function closedCall(gates, from) {
    const missing = gates.filter((gate) => gate.missing.length > 0);
    if (missing.length === 0)
        return [];
    const images = [...new Set(missing.map(({ image }) => image))].join(',');
    const call = `stack-action gpu-test --from ${from} --images ${(0,shared_text/* clip */.$Q)(images, MOST_SHOWN)}`;
    const remedy = `Run these suites on them first ("${call}" runs those that want a GPU); or move all the same with --skip-gates (input \`skip-gates\`), which the journal will say.`;
    return [
        ...(0,report_moves/* missingGates */.r$)(missing).map((message) => ({ message, remedy })),
        ...(0,report_moves/* knownOfMissing */.Rl)(missing).map((message) => ({ message })),
    ];
}
const MOST_SHOWN = 300;
/** A gate that asks nothing of anybody is said: it may be meant for images that are not among these. */
function forNone(require, gates) {
    if (require.length === 0 || gates.length > 0)
        return [];
    return [`what is required (${require.join(', ')}) is for none of these images: nothing was asked of them`];
}
/** What tags are made of, as far as the templates that are in use ask for it. */
async function factsOf({ inputs, env }, ground) {
    const { stack, directory, event, folders } = ground;
    const named = new Set([inputs.from, ...inputs.to]);
    const used = stack.stages.filter(({ name }) => named.has(name));
    const words = new Set([...used.flatMap(({ tags }) => tags), ...inputs.to].flatMap(stages/* wordsIn */.Hn));
    const asks = (...some) => some.some((word) => words.has(word));
    const [version, commit] = await Promise.all([
        asks('version', 'minor') || inputs.version !== '' ? (0,commands_version/* findVersion */.Am)(inputs.version, stack, directory) : undefined,
        asks('branch', 'sha') ? (0,git/* readCommit */.kN)(directory, [folders.artifacts]) : undefined,
    ]);
    return {
        branch: event.branch ?? commit?.branch ?? '',
        sha: commit === undefined || commit.dirty ? '' : commit.hash.slice(0, 7),
        user: (0,commands_version/* userOf */.Z5)(inputs.user, env),
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
    return (0,commands_gates/* checkGates */.P)([...asked.values()], ground, journalOf);
}
/** What is known of an image goes with it into another repository, where it is asked for again. */
async function transferOf({ move, target, source }, journalOf) {
    const transfer = { image: move.id, source, ref: target.ref };
    if ((0,refs/* splitRef */.Mn)(target.ref).repository === source.repository)
        return transfer;
    // What cannot be read is not known; who moves on from there is asked for it.
    const journal = await journalOf(source.repository).catch((error) => {
        if (error instanceof errors/* WorkError */.oE)
            return [];
        throw error;
    });
    const said = (0,registry_journal/* suitesSaidOf */.iw)(journal, source.digest);
    const [suites, failed] = [[...said.passed], [...said.failed]];
    return {
        ...transfer,
        ...(suites.length === 0 ? {} : { suites }),
        ...(failed.length === 0 ? {} : { failed }),
    };
}
/** Requests at the same time. */
const LOOK_UPS = 8;
/** Whether versions may go to the stages that have tags of versions. */
async function checkVersions(sourced, { stack, registry, directory, }, facts, signal) {
    const kept = sourced.filter(({ target }) => target.keeps);
    if (kept.length === 0)
        return { problems: [], warnings: [] };
    const inSlot = (0,slots/* slots */.Q)(LOOK_UPS);
    const known = new Map();
    const tagsIn = (repository) => {
        const tags = known.get(repository) ?? inSlot(() => registry.tags(repository, signal));
        known.set(repository, tags);
        return tags;
    };
    const changelog = await (0,commands_version/* readChangelog */.Tn)(stack, directory);
    const top = changelog === undefined ? undefined : { file: changelog.file, top: (0,stack_versions/* topOfChangelog */.Ru)(changelog.text) };
    const looked = await Promise.all(kept.map(async ({ move, target: { ref, tag, stage }, source }) => {
        const { repository } = (0,refs/* splitRef */.Mn)(ref);
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
        return (0,stack_versions/* checkVersion */.ps)(version, { stage, changelog: top, kept: all.map((one) => one.kept), below, released });
    });
    return { problems: found.flatMap(({ problems }) => problems), warnings: found.flatMap(({ warnings }) => warnings) };
}
/** The tag of the stage below that keeps what this version is made of, where there is such a stage. */
async function belowOf({ move, stage, source }, facts, { stack, digest, tagsIn, }) {
    const rung = stack.stages.find(({ name }) => name === stage?.from);
    const template = rung === undefined ? undefined : (0,stages/* immutableTemplate */.$Z)(rung);
    if (rung === undefined || template === undefined)
        return [];
    const { repository } = source;
    const of = { stage: rung, variant: move.named, image: move.image.name };
    // The commit of the stage below is its own, whatever is checked out now.
    const rendered = (0,stages/* renderTag */.vY)(template, { ...(0,stages/* tagWords */.u0)(facts, of), sha: '' });
    const versions = [facts.version ?? '', (0,stack_versions/* minorOf */.Hs)(facts.version ?? '')];
    const names = 'tag' in rendered
        ? [rendered.tag]
        : (await tagsIn(repository)).filter((tag) => (0,stages/* canGive */.Ok)(template, tag, of) && versions.includes(VERSION.exec(tag)?.[0] ?? ''));
    const there = await Promise.all(names.map(async (tag) => ({ ref: `${repository}:${tag}`, digest: (await digest(repository, tag)) ?? null })));
    if (there.some((one) => one.digest === source.digest))
        return [];
    const [first = { ref: `${repository}:${template}`, digest: null }] = there;
    return [{ ...first, source }];
}
/** The version that a tag is of: as it was asked for, where the tag has it or its minor; else what stands in it. */
function versionIn(tag, asked) {
    const own = VERSION.exec(tag)?.[0] ?? '';
    return asked !== '' && (own === asked || own === (0,stack_versions/* minorOf */.Hs)(asked)) ? asked : own;
}
const VERSION = /(?<!\d)\d+\.\d+\.\d+(?!\d)/;
/** Versions that a stage has had, as the tags of a repository say. */
function releasedAs(stage, { image, named: variant }, tags) {
    const template = (0,stages/* immutableTemplate */.$Z)(stage);
    if (template === undefined)
        return [];
    return tags
        .filter((tag) => (0,stages/* canGive */.Ok)(template, tag, { stage, variant, image: image.name }))
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


/***/ }),

/***/ 30646:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C4: () => (/* binding */ gpuSuites),
/* harmony export */   CR: () => (/* binding */ wantsGpu),
/* harmony export */   SX: () => (/* binding */ GPU_TEST)
/* harmony export */ });
/** What a GPU test is called where the spec declares none; and what stands for all of them where it does. */
const GPU_TEST = 'gpu-test';
/** A suite that runs where GPUs are: on a login host, or in a container that is given some. */
function wantsGpu({ on, gpus }) {
    return on === 'ssh' || gpus !== undefined;
}
/** The suites of the spec that run where GPUs are, by name. */
function gpuSuites({ suites }) {
    return suites.filter(({ settings }) => wantsGpu(settings)).map(({ name }) => name);
}


/***/ })

};
