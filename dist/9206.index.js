export const id = 9206;
export const ids = [9206];
export const modules = {

/***/ 99206:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  releaseCommand: () => (/* binding */ releaseCommand)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./build-ts/src/changes/git-tag.js
var git_tag = __webpack_require__(43232);
// EXTERNAL MODULE: ./build-ts/src/output/plan-files.js
var plan_files = __webpack_require__(33068);
// EXTERNAL MODULE: ./build-ts/src/commands/moving.js
var moving = __webpack_require__(13401);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var refs = __webpack_require__(99072);
// EXTERNAL MODULE: ./build-ts/src/commands/move-names.js
var move_names = __webpack_require__(3660);
// EXTERNAL MODULE: ./build-ts/src/commands/release-rules.js
var release_rules = __webpack_require__(84401);
// EXTERNAL MODULE: ./build-ts/src/commands/pipeline.js + 34 modules
var pipeline = __webpack_require__(92861);
// EXTERNAL MODULE: ./build-ts/src/commands/planning.js + 13 modules
var planning = __webpack_require__(28470);
;// CONCATENATED MODULE: ./build-ts/src/commands/release-state.js








/** What a release knows while it goes on, and what all its stages need. */
class ReleaseState {
    request;
    inputs;
    /** Where its files go, with those of its first run. */
    artifacts;
    passed = [];
    /** Stages whose version tags hold already what they are to hold. */
    there = new Set();
    base;
    journal = [];
    course;
    constructor(request) {
        this.request = request;
        this.inputs = request.inputs;
        this.base = (0,planning.baseDirectory)(request);
        this.artifacts = (0,planning.foldersOf)((0,external_node_path_.resolve)(this.base, request.inputs.out)).artifacts;
    }
    sure() {
        if (this.course === undefined)
            throw new Error('nothing was planned');
        return this.course;
    }
    begin(course) {
        this.course = course;
    }
    /** A run of ours, and what it showed. */
    async work(command, more) {
        const { artifacts, logs, manifests } = (0,planning.foldersOf)((0,external_node_path_.resolve)(this.base, this.inputs.out));
        const writtenToo = [artifacts, logs, manifests];
        const result = await (0,pipeline.runCommand)({ ...this.request, command, all: true, writtenToo, ...more });
        if (result.results === undefined)
            return result;
        this.request.ended(result);
        this.learn(result);
        if (command === 'run')
            this.journal.push(...(await readJournalFile(result.folders.artifacts)));
        return result;
    }
    /** Among the files of the release, so that they are kept, and ignored, together. */
    folderOf(stage) {
        return (0,external_node_path_.join)(this.inputs.out, 'artifacts', stage.name);
    }
    async makeFolderOf(stage) {
        const out = this.folderOf(stage);
        await (0,promises_.mkdir)((0,external_node_path_.resolve)(this.base, out), { recursive: true });
        return out;
    }
    /** Writes down what moves as it moves, after all that has moved before them. */
    recorder() {
        const before = [...this.journal];
        return (entries) => {
            this.journal.splice(0, Infinity, ...before, ...entries);
            (0,plan_files/* replaceFile */.fR)(this.artifacts, JOURNAL, (0,plan_files/* json */.Pq)(this.journal));
        };
    }
    /** Whether a higher version has been at the stage, and this one was before it. Throws a UserError. */
    async checkVersion(stage, members, digestOf) {
        const { naming, planned } = this.sure();
        const { registry, disk } = planned;
        const { versioned } = disk;
        const { signal } = this.request;
        const { warnings, isThere, isOlder } = await (0,release_rules/* checkStageVersion */.Rc)({
            ...{ stage, members, naming, versioned, registry, digestOf, signal },
        });
        if (isThere)
            this.there.add(stage.name);
        else
            this.there.delete(stage.name);
        this.notice(warnings);
        return isOlder;
    }
    /** The same is told once. */
    notice(texts) {
        const { notices } = this.sure();
        for (const text of texts)
            if (!notices.includes(text))
                notices.push(text);
    }
    /** What has passed on what, in this very command: a journal may be missing, and an engine has none. */
    learn({ results, plan }) {
        const byDigest = new Map();
        for (const image of results?.images ?? []) {
            const planned = plan.images.find(({ id }) => id === image.id);
            const before = planned?.passed === true && image.suites.length === 0;
            const names = before
                ? planned.suites.filter(({ off }) => off === undefined).map(({ name }) => name)
                : image.suites.filter(({ outcome }) => outcome === 'passed').map(({ name }) => name);
            const digests = this.inputs.push ? image.published.map(({ digest }) => digest) : [image.build?.imageId ?? ''];
            for (const digest of new Set(digests)) {
                // Of several platforms, what passed on all of them.
                const known = byDigest.get(digest);
                byDigest.set(digest, known === undefined ? names : known.filter((name) => names.includes(name)));
            }
        }
        const { by, run } = (0,moving.whoMoves)(this.request.env);
        const at = this.request.now().toISOString();
        for (const [digest, suites] of byDigest)
            this.passed.push({
                ...{ operation: '', kind: 'release', state: 'done', tag: '', old: null, new: digest, at, by, run },
                suites,
            });
    }
}
const JOURNAL = 'journal.json';
/** What a run of ours has moved; it began with an empty journal. */
async function readJournalFile(folder) {
    try {
        return JSON.parse(await (0,promises_.readFile)((0,external_node_path_.join)(folder, JOURNAL), 'utf8'));
    }
    catch {
        return []; // Nothing was moved.
    }
}
/** A stage of which nothing is said yet. */
function emptyResult(stage) {
    const how = stage.dockerfile === undefined ? 'moved' : 'built';
    return { stage: stage.name, how, outcome: 'passed', refs: [], gates: [], skipped: [], gitTags: [] };
}
function failureOf(error) {
    const remedy = error instanceof errors/* WorkError */.oE ? error.remedy : error instanceof errors/* UserError */.yo ? error.problems[0]?.remedy : undefined;
    return {
        outcome: error instanceof errors/* Interrupted */.j$ ? 'interrupted' : 'failed',
        message: (0,errors/* messageOf */.bD)(error),
        ...(remedy === undefined ? {} : { remedy }),
    };
}

// EXTERNAL MODULE: ./build-ts/src/commands/version.js
var version = __webpack_require__(16870);
;// CONCATENATED MODULE: ./build-ts/src/commands/release-approval.js









/** Everything that can be against it, before anything is done. Throws a UserError. */
async function approve(state, planned) {
    const { inputs, request, there } = state;
    const { disk, commit, plan, fork } = planned;
    const { stack, bases, versioned, directory } = disk;
    (0,moving/* checkMerged */.Rj)(plan.event, fork, { what: 'a release', nothing: 'nothing was done', advice: 'Release' });
    const ladder = (0,release_rules/* ladderTo */.MB)(stack, inputs.stage);
    const naming = {
        stack,
        bases: inputs.push ? bases : [],
        facts: {
            ...{ branch: plan.branch, sha: plan.sha },
            ...{ version: versioned.version, user: (0,version/* userOf */.Z5)(inputs.user, request.env) },
        },
    };
    const members = (0,move_names/* membersOf */.lS)(stack, inputs.images.map((name) => name.split('/')[0] ?? name));
    const hash = commit.dirty ? '' : commit.hash;
    state.begin({ planned, ladder, members, naming, commit: hash, notices: [] });
    for (const stage of ladder.slice(1)) {
        for (const member of members)
            (0,release_rules/* tagsAt */.Hf)(stage, member, naming);
        if (stage.dockerfile === undefined || members.some(({ image }) => existsIn(directory, image, stage)))
            continue;
        throw (0,errors/* userError */.IF)(`no image has ${stage.dockerfile}, which stage "${stage.name}" is built with`, {
            file: stack.file,
            remedy: 'Write it into the directories of the images that the stage is for.',
        });
    }
    if (inputs.push)
        await checkVersions(state);
    await (0,release_rules/* checkAllGitTags */.nE)(ladder, members, naming, { directory, commit: hash, push: inputs.gitTag, there });
}
async function checkVersions(state) {
    const { ladder, members, planned } = state.sure();
    const { plan, registry } = planned;
    let isSame = true;
    for (const stage of ladder) {
        if (stage.dockerfile !== undefined)
            isSame = false;
        await state.checkVersion(stage, members, async (member, repository) => {
            const digest = await (0,release_rules/* plannedDigest */.JU)(plan, member, repository, registry);
            // What is built on something new is new.
            return isSame || digest === release_rules/* TO_BE_BUILT */.xj ? digest : null;
        });
    }
}
/** What a dry run can say: the names, what they name, and what they would. */
async function foresee(state) {
    const { ladder, members, naming, planned } = state.sure();
    const { registry, plan } = planned;
    const stages = [];
    let isSame = true;
    for (const [at, stage] of ladder.entries()) {
        if (stage.dockerfile !== undefined)
            isSame = false;
        const refs = await Promise.all(members.flatMap((member) => (0,release_rules/* repositoriesOf */.Ub)(member, naming).flatMap((repository) => (at === 0 ? namesInPlan(planned, member, repository) : (0,release_rules/* tagsAt */.Hf)(stage, member, naming)).map(async (tag) => {
            const digest = isSame ? await (0,release_rules/* plannedDigest */.JU)(plan, member, repository, registry) : null;
            const old = state.inputs.push ? ((await registry.digest(repository, tag)) ?? null) : undefined;
            return { image: member.id, ref: `${repository}:${tag}`, old, new: digest ?? release_rules/* TO_BE_BUILT */.xj };
        }))));
        stages.push({ ...emptyResult(stage), ...(at === 0 ? { how: 'run' } : {}), refs });
    }
    return stages;
}
function existsIn(directory, image, stage) {
    return (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, image.path, stage.dockerfile ?? ''));
}
function namesInPlan({ plan }, { image, variant }, repository) {
    const own = plan.images.find((one) => one.name === image.name && one.variant === variant.name);
    const tags = (own?.refs ?? []).map(refs/* splitRef */.Mn);
    return tags
        .filter((one) => one.repository === repository || tags.length > 0)
        .flatMap((one) => (one.repository === repository ? [one.tag] : []));
}

// EXTERNAL MODULE: ./build-ts/src/docker/engine.js + 18 modules
var docker_engine = __webpack_require__(3622);
// EXTERNAL MODULE: ./build-ts/src/run/local-moves.js
var local_moves = __webpack_require__(48109);
// EXTERNAL MODULE: ./build-ts/src/run/moves.js + 2 modules
var moves = __webpack_require__(21962);
// EXTERNAL MODULE: ./build-ts/src/stack/stages.js
var stages = __webpack_require__(86525);
// EXTERNAL MODULE: ./build-ts/src/commands/gates.js
var commands_gates = __webpack_require__(36406);
;// CONCATENATED MODULE: ./build-ts/src/commands/release-runs.js







/** What a run left at its stage. */
function holdingOf(state, { results, plan }) {
    const holding = new Map();
    const keep = (id, held) => {
        const [member = id] = id.split('/');
        const own = holding.get(member) ?? new Map();
        if (!own.has(held.repository))
            own.set(held.repository, held);
        holding.set(member, own);
    };
    for (const { id, published, build } of results?.images ?? []) {
        for (const { ref, digest } of published)
            keep(id, { repository: (0,refs/* splitRef */.Mn)(ref).repository, digest, ref });
        if (state.inputs.push || build?.imageId === undefined)
            continue;
        const names = plan.images.find((image) => image.id === id)?.localRefs ?? [];
        // In an engine a name is of one platform; the others have none but their fingerprints.
        const ref = names[1];
        if (ref !== undefined)
            keep(id, { repository: (0,refs/* splitRef */.Mn)(ref).repository, digest: build.imageId, ref });
    }
    return holding;
}
/** What a run says of the stage that it was for. */
function resultOfRun({ inputs }, stage, how, { results, folders }, holding) {
    const outcome = results?.outcome === 'running' ? 'failed' : (results?.outcome ?? 'failed');
    const broken = results?.images.find((image) => image.outcome === 'failed');
    const skipped = stage.suites.filter((suite) => inputs.skipSuites.includes(suite));
    const published = (results?.images ?? []).flatMap(({ id, published }) => published.map(({ ref, digest }) => ({ image: id.split('/')[0] ?? id, ref, new: digest })));
    const local = [...holding].flatMap(([image, places]) => [...places.values()].map(({ ref, digest }) => ({ image, ref, new: digest })));
    const refs = inputs.push ? [...new Map(published.map((one) => [one.ref, one])).values()] : local;
    return {
        ...{ stage: stage.name, how, outcome, refs, gates: [], skipped, gitTags: [], files: folders.artifacts },
        ...(outcome === 'passed' || broken === undefined
            ? {}
            : { message: `${broken.id}: ${broken.message ?? broken.failedStep ?? 'it failed'}` }),
        ...(broken?.remedy === undefined ? {} : { remedy: broken.remedy }),
    };
}
/** How the stack of a built stage comes of the one that the spec describes. */
function derivation(state, stage, holding) {
    const several = state.sure().naming.stack.variants.length > 1;
    const heldBy = (image, variant) => {
        const places = holding.get(several ? `${image.name}@${variant}` : image.name);
        return places?.values().next().value;
    };
    const { push } = state.inputs;
    return (stack, directory) => {
        const made = (0,stages/* stageStack */.HE)(stack, stage, {
            baseOf: (image, variant) => {
                const held = heldBy(image, variant.name);
                if (held === undefined)
                    return undefined;
                return push ? `${held.ref}@${held.digest}` : held.ref;
            },
            hasFile: (path) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(directory, path)),
        });
        return Promise.resolve(without(made.stack, made.missing));
    };
}
/** Images that the stage below does not have in a variant are not made in it. */
function without(stack, missing) {
    if (missing.length === 0)
        return stack;
    const images = new Map();
    for (const [name, image] of stack.images) {
        const skipped = missing.filter((one) => one.image === name).map(({ variant }) => variant);
        const skipVariants = [...new Set([...image.skipVariants, ...skipped])];
        if (stack.variants.some((variant) => !skipVariants.includes(variant.name)))
            images.set(name, { ...image, skipVariants });
    }
    return { ...stack, images, order: stack.order.filter((name) => images.has(name)) };
}
/** Builds a stage on the one below. */
async function buildStage(state, stage, derive) {
    const { inputs } = state;
    const gates = stage.suites.filter((suite) => !inputs.skipSuites.includes(suite));
    const out = await state.makeFolderOf(stage);
    return state.work('run', {
        inputs: {
            ...inputs,
            ...{ images: [], stage: stage.name, publish: 'all', out },
            ...(gates.length === 0 ? {} : { suites: gates }),
            ...(inputs.push ? {} : { trust: 'none' }),
        },
        derive,
        approve: async ({ plan, registry }) => {
            if (!inputs.push)
                return;
            const own = new Set(plan.images.map(({ name }) => name));
            const members = state.sure().members.filter(({ image }) => own.has(image.name));
            await state.checkVersion(stage, members, (member, repository) => (0,release_rules/* plannedDigest */.JU)(plan, member, repository, registry));
        },
    });
}
/** Suites that the stage asks for, and that nobody has seen pass on exactly these digests, are run now. */
async function passGates(state, stage, members, holding, derive) {
    const { planned } = state.sure();
    const { inputs, request } = state;
    const suites = stage.suites.filter((suite) => !inputs.skipSuites.includes(suite));
    const none = { outcome: 'passed', gates: [], suites: new Map(), why: {} };
    if (suites.length === 0)
        return none;
    const read = inputs.push ? (0,commands_gates/* journals */.V)(planned.registry, request.signal) : () => Promise.resolve([]);
    const journalOf = async (repository) => [
        ...(await read(repository)),
        ...state.passed,
    ];
    const asked = members.flatMap(({ id, image }) => [...(holding.get(id)?.values() ?? [])].map((held) => ({ id, image, stage: stage.name, suites, ...held })));
    const gates = await (0,commands_gates/* checkGates */.P)(asked, planned.disk, journalOf);
    const missing = gates.filter((gate) => gate.missing.length > 0);
    if (missing.length === 0)
        return { ...none, gates };
    const images = [...new Set(missing.map(({ image }) => image))];
    const result = await state.work('test', {
        inputs: {
            ...inputs,
            ...{ images, suites: [...new Set(missing.flatMap((gate) => gate.missing))], skipSuites: [] },
            ...{ trust: inputs.push ? 'builds' : 'none', stage: stage.name },
            out: state.folderOf(stage),
        },
        ...(derive === undefined ? {} : { derive }),
        approve: (again) => {
            checkSame(again, holding);
            return Promise.resolve();
        },
    });
    const tested = resultOfRun(state, stage, 'run', result, holding);
    const passedNow = new Map();
    for (const { id, suites: ran } of result.results?.images ?? []) {
        const [member = id] = id.split('/');
        const names = ran.filter(({ outcome }) => outcome === 'passed').map(({ name }) => name);
        const known = passedNow.get(member);
        passedNow.set(member, known === undefined ? names : known.filter((name) => names.includes(name)));
    }
    if (tested.outcome === 'passed')
        return { outcome: 'passed', gates: gates.map((gate) => ({ ...gate, missing: [] })), suites: passedNow, why: {} };
    const { message, remedy, files } = tested;
    return {
        outcome: 'failed',
        gates,
        suites: passedNow,
        why: {
            outcome: tested.outcome,
            message: message ?? 'suites that the stage asks for have not passed',
            ...(remedy === undefined ? {} : { remedy }),
            ...(files === undefined ? {} : { files }),
        },
    };
}
/** What is tested has to be what was built, whoever else has pushed a build of the same content meanwhile. */
function checkSame({ plan }, holding) {
    for (const { id, index, found } of plan.images) {
        const places = holding.get(id.split('/')[0] ?? id);
        if (index.length > 0 || places === undefined)
            continue;
        const other = found.find(({ ref, digest }) => {
            const held = places.get((0,refs/* splitRef */.Mn)(ref).repository);
            return held !== undefined && held.digest !== digest;
        });
        if (other !== undefined)
            throw new errors/* WorkError */.oE(`${other.ref} is another build by now than the one that is released`, {
                remedy: 'Run again.',
            });
    }
}

;// CONCATENATED MODULE: ./build-ts/src/commands/release-moves.js







/** Gives what is at the stage below the names of this one. */
async function moveStage(state, stage, holding, derive) {
    const { inputs } = state;
    const { members } = state.sure();
    const skipped = stage.suites.filter((suite) => inputs.skipSuites.includes(suite));
    const result = { ...emptyResult(stage), skipped };
    const present = members.filter(({ id }) => holding.has(id));
    try {
        const passed = await passGates(state, stage, present, holding, derive);
        const gates = passed.gates;
        if (passed.outcome !== 'passed')
            return { ...result, gates, ...passed.why };
        if (!inputs.push)
            return { ...result, gates, ...(await moveInEngine(state, stage, present, holding)) };
        const isOlder = await state.checkVersion(stage, present, (member, repository) => {
            return holding.get(member.id)?.get(repository)?.digest ?? null;
        });
        const transfers = present.flatMap((member) => [...(holding.get(member.id)?.values() ?? [])].flatMap((source) => names(state, stage, member, isOlder).map((tag) => {
            const suites = passed.suites.get(member.id);
            const ref = `${source.repository}:${tag}`;
            return { image: member.id, source, ref, ...(suites === undefined ? {} : { suites }) };
        })));
        return { ...result, gates, ...(await carryOut(state, stage, transfers, skipped)) };
    }
    catch (error) {
        return { ...result, ...failureOf(error) };
    }
}
/** Names that move with versions stay where they are when a higher version has been here. */
function names(state, stage, member, isOlder) {
    const { naming } = state.sure();
    const kept = (0,release_rules/* keptTag */.z2)(stage, member, naming);
    return isOlder && kept !== undefined ? [kept] : (0,release_rules/* tagsAt */.Hf)(stage, member, naming);
}
async function carryOut(state, stage, transfers, skipped) {
    const { planned } = state.sure();
    const { now, signal, env } = state.request;
    const at = now();
    const operation = {
        ...{
            id: (0,moves/* operationId */.Bb)(at),
            kind: 'release',
            ...(0,moving.whoMoves)(env),
            at,
            from: `${stage.from ?? ''} for ${stage.name}`,
        },
        ...(skipped.length === 0 ? {} : { skipped }),
    };
    const record = state.recorder();
    const outcome = await (0,moves/* moveAll */.BB)(planned.registry, transfers, operation, { now, signal, record });
    state.notice(outcome.notices);
    const refs = outcome.moved.map(({ image, ref, old, new: digest }) => ({ image, ref, old, new: digest }));
    if (outcome.failure === undefined)
        return { refs };
    return { refs, left: outcome.left, ...failureOf(outcome.failure.error) };
}
async function moveInEngine(state, stage, members, holding) {
    const { env, now } = state.request;
    const engine = await (0,docker_engine/* connectEngine */.x)(env);
    const moves = members.flatMap((member) => [...(holding.get(member.id)?.values() ?? [])].flatMap(({ repository, ref: source }) => names(state, stage, member, false).map((tag) => ({ image: member.id, source, ref: `${repository}:${tag}` }))));
    const { moved, failure } = await (0,local_moves/* moveLocally */.E)(engine, moves, { now, dryRun: false, record: state.recorder() });
    const refs = moved.map(({ image, ref, old, new: id }) => ({ image, ref, old, new: id }));
    return failure === undefined ? { refs } : { refs, left: failure.left, ...failureOf(failure.error) };
}
/** The names that the next stage calls what it is made of. */
function renamed(state, stage, holding) {
    const { members, naming } = state.sure();
    return new Map([...holding].map(([id, places]) => {
        const member = members.find((one) => one.id === id);
        const tag = member === undefined ? undefined : (0,release_rules/* tagsAt */.Hf)(stage, member, naming)[0];
        const named = [...places].map(([repository, held]) => [
            repository,
            tag === undefined ? held : { ...held, ref: `${repository}:${tag}` },
        ]);
        return [id, new Map(named)];
    }));
}

;// CONCATENATED MODULE: ./build-ts/src/commands/release.js









/**
 * Brings the stack to a stage: the first one by a run, each above it by a build on the one below or by moves. What is
 * against it is told before anything is built; what is there already, by digest, is not done again. Throws a UserError.
 */
async function releaseCommand(request) {
    const begun = request.now();
    const state = new ReleaseState(request);
    return finish(state, begun, await stagesOf(state));
}
/** Does the stages in their order, as far as it comes. */
async function stagesOf(state) {
    const { inputs, request } = state;
    const first = await state.work('run', {
        // In the engine alone nobody else's builds count: what the names are given to has to be there.
        inputs: { ...inputs, stage: '', publish: 'all', ...(inputs.push ? {} : { trust: 'none' }) },
        approve: (planned) => approve(state, planned),
    });
    const { ladder } = state.sure();
    if (inputs.dryRun)
        return foresee(state);
    const [stage, ...above] = ladder;
    if (stage === undefined)
        throw new Error('a ladder has a stage');
    let holding = holdingOf(state, first);
    const stages = [await tagged(state, stage, resultOfRun(state, stage, 'run', first, holding))];
    let derive;
    for (const next of above) {
        if (stages.some(({ outcome }) => outcome !== 'passed'))
            break;
        if (request.signal.aborted) {
            stages.push({ ...emptyResult(next), ...failureOf(request.signal.reason) });
            break;
        }
        if (next.dockerfile === undefined) {
            stages.push(await tagged(state, next, await moveStage(state, next, holding, derive)));
            holding = renamed(state, next, holding);
            continue;
        }
        derive = derivation(state, next, holding);
        try {
            const result = await buildStage(state, next, derive);
            holding = holdingOf(state, result);
            stages.push(await tagged(state, next, resultOfRun(state, next, 'built', result, holding)));
        }
        catch (error) {
            // What is below is done: it is told together with this.
            stages.push({ ...emptyResult(next), ...failureOf(error) });
        }
    }
    return stages;
}
/** A stage that is there gets its git tag. */
async function tagged(state, stage, result) {
    if (result.outcome !== 'passed' || stage.gitTag === undefined)
        return result;
    const { members, naming, planned, commit } = state.sure();
    const here = new Set(result.refs.map(({ image }) => image));
    const tags = (0,release_rules/* gitTagsOf */.J3)(stage, members.filter(({ id }) => here.has(id)), naming).map((tag) => ({ ...tag, mayStay: state.there.has(stage.name) }));
    try {
        const at = { commit, push: state.inputs.gitTag };
        const gitTags = await (0,git_tag/* makeGitTags */.E)(planned.disk.directory, tags, at);
        return { ...result, gitTags };
    }
    catch (error) {
        return { ...result, ...failureOf(error) };
    }
}
async function finish(state, begun, stages) {
    const { request, inputs, artifacts } = state;
    const { planned, notices } = state.sure();
    const result = {
        ...{ schema: 1, command: 'release', stage: inputs.stage, version: planned.disk.versioned.version },
        outcome: stages.find(({ outcome }) => outcome !== 'passed')?.outcome ?? 'passed',
        ...{ dryRun: inputs.dryRun, local: !inputs.push, ...(0,moving.whoMoves)(request.env) },
        ...{ at: begun.toISOString(), ms: request.now().getTime() - begun.getTime() },
        ...{ stages, notices },
    };
    if (!inputs.dryRun) {
        await (0,promises_.mkdir)(artifacts, { recursive: true });
        (0,plan_files/* replaceFile */.fR)(artifacts, 'release.json', (0,plan_files/* json */.Pq)(result));
    }
    return { result, artifacts };
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
