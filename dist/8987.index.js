export const id = 8987;
export const ids = [8987];
export const modules = {

/***/ 8987:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  diffCommand: () => (/* binding */ diffCommand)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build-ts/src/contents/compare.js + 7 modules
var compare = __webpack_require__(10380);
// EXTERNAL MODULE: ./build-ts/src/docker/engine.js + 18 modules
var engine = __webpack_require__(3622);
// EXTERNAL MODULE: ./build-ts/src/registry/client.js + 13 modules
var client = __webpack_require__(4113);
// EXTERNAL MODULE: ./build-ts/src/registry/credentials.js
var credentials = __webpack_require__(18561);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/stack/spec/load.js + 5 modules
var load = __webpack_require__(12760);
// EXTERNAL MODULE: ./build-ts/src/contents/layers.js
var contents_layers = __webpack_require__(40786);
// EXTERNAL MODULE: ./build-ts/src/registry/described.js
var registry_described = __webpack_require__(62644);
// EXTERNAL MODULE: ./build-ts/src/registry/digest.js
var registry_digest = __webpack_require__(64143);
// EXTERNAL MODULE: ./build-ts/src/registry/facts.js
var registry_facts = __webpack_require__(45876);
// EXTERNAL MODULE: ./build-ts/src/registry/http.js + 1 modules
var http = __webpack_require__(50782);
// EXTERNAL MODULE: ./build-ts/src/run/facts.js
var run_facts = __webpack_require__(2686);
// EXTERNAL MODULE: ./build-ts/src/run/infos.js
var run_infos = __webpack_require__(68228);
// EXTERNAL MODULE: ./build-ts/src/shared/nearest.js
var nearest = __webpack_require__(54527);
// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var refs = __webpack_require__(99072);
// EXTERNAL MODULE: ./build-ts/src/stack/tags.js
var stack_tags = __webpack_require__(38983);
;// CONCATENATED MODULE: ./build-ts/src/commands/diff-side.js











/** Milliseconds for each info command of an image that is pulled. */
const INFO_MS = 5 * 60_000;
/** Tags that are suggested. */
const NEAR = 3;
/**
 * What is in an image: as a run wrote it beside it (two or three small requests), as the engine shows it where it has the
 * image or is to pull it, else what its manifest and configuration say. Throws a UserError where there is no such image.
 */
async function readSide(place, asking) {
    const { registry, platform, signal, notice, engine, pull } = asking;
    const { repository, reference, ref } = place;
    const asked = { signal, patience: http/* BRIEF */.V1 };
    // Names of one part are nobody's on Docker Hub.
    const manifest = repository.includes('/')
        ? await (0,registry_described/* platformManifest */.NB)(registry, repository, reference, platform, asked)
        : undefined;
    if (manifest === undefined)
        return localSide(place, asking);
    const { digest } = manifest;
    const facts = await (0,registry_facts/* readFacts */.MH)(registry, repository, digest, asked).catch((error) => {
        if (!(error instanceof errors/* WorkError */.oE))
            throw error;
        notice((0,errors/* messageOf */.bD)(error));
        return undefined;
    });
    if (facts !== undefined)
        return { ref, digest, from: 'facts', place, facts };
    const exact = `${repository}@${digest}`;
    if (pull)
        await pullExact(asking, place, digest);
    const local = await engine?.inspect(exact);
    if (engine !== undefined && local !== undefined)
        return engineSide(asking, engine, { place, local, digest, manifest });
    return bareOf(asking, place, manifest);
}
/** The same image, as its manifest and configuration tell of it; undefined where it is in no registry. */
async function bareSide({ place, digest }, asking) {
    if (digest === null)
        return undefined;
    const { registry, signal, platform } = asking;
    const manifest = await (0,registry_described/* platformManifest */.NB)(registry, place.repository, digest, platform, { signal, patience: http/* BRIEF */.V1 });
    return manifest === undefined ? undefined : bareOf(asking, place, manifest);
}
async function bareOf({ registry, signal, member, platform }, place, manifest) {
    const described = await (0,registry_described/* describe */.q0)(registry, place.repository, manifest, signal);
    if (described === undefined)
        throw (0,errors/* userError */.IF)(`${place.ref} is not an image`);
    const { id, image, variant } = member;
    const facts = (0,run_facts/* bareFacts */.WU)({ id, name: image.name, variant: variant.name, platform }, place.ref, described);
    return { ref: place.ref, digest: manifest.digest, from: 'registry', place, facts };
}
async function localSide(place, asking) {
    const { engine, member } = asking;
    const { reference, repository, ref } = place;
    const tag = (0,registry_digest/* isDigest */.B)(reference) ? undefined : `${member.image.repository}:${reference}`;
    const local = (await engine?.inspect(ref)) ?? (tag === undefined ? undefined : await engine?.inspect(tag));
    if (engine !== undefined && local !== undefined)
        return engineSide(asking, engine, { place, local, digest: null, manifest: undefined });
    const tags = repository.includes('/') ? await asking.registry.tags(repository, asking.signal) : [];
    const known = (0,nearest/* nearestFew */.r5)(reference, tags.filter((one) => !(0,stack_tags/* isReserved */.Bs)(one)), NEAR);
    throw (0,errors/* userError */.IF)(`there is no ${ref} for ${asking.platform}`, {
        remedy: known.length === 0
            ? 'Neither its registry nor the engine has it: name a tag, a stage or a digest that is there.'
            : `Its registry has ${known.join(', ')}.`,
    });
}
async function pullExact({ engine, credentialsFor, notice, signal }, place, digest) {
    const { repository } = place;
    if (engine === undefined || (await engine.inspect(`${repository}@${digest}`)) !== undefined)
        return;
    notice(`pulling ${repository}@${digest}`);
    const login = await credentialsFor((0,refs/* parseRepository */.SU)(repository)?.host ?? refs/* DEFAULT_HOST */.HX);
    await engine.pull(repository, digest, login, () => undefined, signal);
}
/** Runs the info commands on what the engine has. */
async function engineSide({ stack, member, platform, signal, notice }, engine, { place, local, digest }) {
    const { id, image, variant } = member;
    const commands = image.infos.flatMap((name) => stack.infos.get(name) ?? []);
    const [history, infos] = await Promise.all([
        engine.history(local.id),
        (0,run_infos/* runInfos */.N)(engine, { image: local.id, platform, commands, timeoutMs: INFO_MS, signal }),
    ]);
    for (const { name, status } of infos)
        if (status !== 0)
            notice(`${place.ref}: info command ${name} ended with exit status ${status}`);
    const described = { digest: digest ?? '', compressed: 0, layers: (0,contents_layers/* layersOf */.w)(history, []), labels: local.labels };
    const bare = (0,run_facts/* bareFacts */.WU)({ id, name: image.name, variant: variant.name, platform }, place.ref, {
        ...described,
        created: local.created,
    });
    const facts = { ...bare, digest, size: local.size, compressed: null, infos };
    return { ref: place.ref, digest, from: 'engine', place, facts };
}

// EXTERNAL MODULE: ./build-ts/src/stack/stages.js
var stages = __webpack_require__(86525);
// EXTERNAL MODULE: ./build-ts/src/commands/move-names.js
var move_names = __webpack_require__(3660);
;// CONCATENATED MODULE: ./build-ts/src/commands/diff-names.js





/** A tag, a stage, a digest, or a whole ref of anywhere. Throws a UserError for what is none. */
function placeOfText(text, { stack, member, facts, bases }) {
    const repository = (0,move_names/* placeOf */.$t)(member.image, bases[0]);
    if ((0,registry_digest/* isDigest */.B)(text))
        return { ref: `${repository}@${text}`, repository, reference: text };
    const [name = '', digest] = text.split('@');
    if (digest !== undefined || text.includes('/')) {
        const { repository: place, tag } = (0,refs/* splitRef */.Mn)(name);
        const reference = digest ?? tag;
        if ((0,refs/* parseRepository */.SU)(place) === undefined || !(digest === undefined ? (0,refs/* isTag */.dz)(tag) : (0,registry_digest/* isDigest */.B)(digest)))
            throw (0,errors/* userError */.IF)(`"${text}" is no ref of an image`, {
                remedy: 'A ref is HOST/NAME:TAG, or HOST/NAME@sha256: and 64 hexadecimal digits.',
            });
        return { ref: digest === undefined ? `${place}:${tag}` : `${place}@${digest}`, repository: place, reference };
    }
    const { image, variant } = member;
    const { tag } = (0,stages/* sourceTag */.Yr)(text, stack, variant, facts, { image: image.name, chosen: [variant] });
    return { ref: `${repository}:${tag}`, repository, reference: tag };
}

// EXTERNAL MODULE: ./build-ts/src/commands/happening.js + 1 modules
var happening = __webpack_require__(20823);
// EXTERNAL MODULE: ./build-ts/src/commands/planning.js + 13 modules
var planning = __webpack_require__(28470);
// EXTERNAL MODULE: ./build-ts/src/commands/registries.js
var registries = __webpack_require__(47935);
// EXTERNAL MODULE: ./build-ts/src/commands/sources.js + 3 modules
var sources = __webpack_require__(56719);
// EXTERNAL MODULE: ./build-ts/src/commands/tag.js + 1 modules
var tag = __webpack_require__(27873);
;// CONCATENATED MODULE: ./build-ts/src/commands/diff.js















/**
 * What differs between two images, as those who built them wrote it down beside them: nothing is pulled unless that is
 * asked for. Throws a UserError for an image, tag or stage that is not there.
 */
async function diffCommand(request) {
    const { inputs, env, operands, notice, signal } = request;
    const [name = '', from = '', to = ''] = operands;
    if (from === '')
        throw (0,errors/* userError */.IF)(`it is not said what ${name} is compared with`, {
            remedy: 'Name a tag, a stage or a digest: stack-action diff IMAGE A [B].',
        });
    if (inputs.platforms.length > 1)
        throw (0,errors/* userError */.IF)('images are compared for one platform at a time', { remedy: 'Name one with --platforms.' });
    const base = (0,planning.baseDirectory)(request);
    const specPath = (0,external_node_path_.resolve)(base, inputs.spec);
    const stack = (0,load/* loadSpec */.I)(await (0,sources/* readSpec */.Ot)(specPath, inputs.spec), inputs.spec);
    const [{ event }, engine] = await Promise.all([(0,happening/* readHappening */.Z)(request), engineIfAny(request)]);
    const member = memberOf(stack, name);
    const ground = { stack, directory: (0,external_node_path_.dirname)(specPath), event, folders: (0,planning.foldersOf)((0,external_node_path_.resolve)(base, inputs.out)) };
    const wanted = to === '' ? (stack.stages[0]?.name ?? '') : to;
    const facts = await (0,tag.factsOf)({ inputs: { ...inputs, from, to: [wanted] }, env }, ground);
    const credentialsFor = (0,credentials/* dockerCredentials */.d)(env);
    const asking = {
        ...{ stack, member, engine, credentialsFor, registry: (0,client/* registryClient */.R)(credentialsFor), signal, notice },
        ...{ platform: inputs.platforms[0] ?? engine?.platform ?? 'linux/amd64', pull: inputs.pull },
    };
    const bases = (0,registries/* registryBases */.es)(inputs, stack);
    const places = [from, wanted].map((text) => placeOfText(text, { stack, member, facts, bases }));
    const [before, after] = await Promise.all(places.map((place) => readSide(place, asking)));
    if (before === undefined || after === undefined)
        throw new Error('a side is missing');
    return told(member, asking, await comparable([before, after], asking));
}
/** What manifests say cannot be compared with what runs wrote down: then that is asked of both. */
async function comparable([before, after], asking) {
    const isBare = (side) => side.from === 'registry';
    if (isBare(before) === isBare(after)) {
        if (isBare(before) && !isSame(before, after))
            sayBare([before, after], asking);
        return [before, after];
    }
    sayBare([before, after].filter(isBare), asking);
    const bare = async (side) => (isBare(side) ? side : bareSide(side, asking));
    const [one, other] = await Promise.all([bare(before), bare(after)]);
    return one === undefined || other === undefined ? [before, after] : [one, other];
}
function sayBare(sides, { notice, pull }) {
    const refs = sides.map(({ ref }) => ref).join(' and ');
    const remedy = pull ? '' : '; --pull runs its info commands';
    notice(`nobody wrote down what is in ${refs}: layers and sizes alone are compared${remedy}`);
}
function isSame(before, after) {
    return before.digest !== null && before.digest === after.digest;
}
function told(member, { platform }, [before, after]) {
    const side = ({ ref, digest, from }) => ({ ref, digest, from });
    const old = { ...before.facts, ref: before.ref, digest: before.digest };
    return {
        ...{ schema: 1, command: 'diff', outcome: 'passed', image: member.id, platform },
        ...{ before: side(before), after: side(after), same: isSame(before, after) },
        diff: (0,compare/* diffFacts */.zR)(old, after.facts),
    };
}
/** The one image that is meant. */
function memberOf(stack, name) {
    const [member, ...others] = (0,move_names/* membersOf */.lS)(stack, [name]);
    if (member === undefined)
        throw new Error(`${name} is nowhere`);
    if (others.length > 0)
        throw (0,errors/* userError */.IF)(`${name} is built in several plans`, {
            remedy: `Name one of them: ${[member, ...others].map(({ id }) => id).join(', ')}.`,
        });
    return member;
}
/** It says the platform, and has what was not pushed; --pull cannot do without. */
async function engineIfAny({ env, inputs }) {
    try {
        return await (0,engine/* connectEngine */.x)(env, 5000);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo) || inputs.pull)
            throw error;
        return undefined;
    }
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

/***/ 40786:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ normalCommand),
/* harmony export */   w: () => (/* binding */ layersOf)
/* harmony export */ });
/** The layers of an image, with the times of the build's steps where they are this image's own. */
function layersOf(history, steps) {
    const commands = history.map((entry) => normalCommand(entry.createdBy));
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
        stages.set(stage ?? '', [...known, { command: normalCommand(command), step }]);
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
/** Longer ones are shortened wherever they are shown or kept. */
const MOST_CHARACTERS = 100_000;
/** A command as the Dockerfile has it: without the shell, the build args and the marks that builders put around it. */
function normalCommand(command) {
    // A text without end, of whoever made the base: nothing here may look at any part of it twice.
    return command
        .slice(0, MOST_CHARACTERS)
        .replace(/\s# buildkit$/, '')
        .replace(/^\/bin\/sh -c #\(nop\)\s+/, '')
        .replace(/^(RUN )?\|\d+ (?:.*? )?(?=\/(?:usr\/)?bin\/(?:ba|da|z|k)?sh (?:-\S+ (?:pipefail )?)*?-\w*c )/s, '$1')
        .replace(/^(RUN )?\/bin\/sh -c /, '$1')
        .replace(/\s+/g, ' ')
        .trim();
}


/***/ }),

/***/ 62644:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NB: () => (/* binding */ platformManifest),
/* harmony export */   n3: () => (/* binding */ compressedSize),
/* harmony export */   q0: () => (/* binding */ describe)
/* harmony export */ });
/* harmony import */ var _contents_layers_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(40786);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3350);
/* harmony import */ var _shared_values_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(41195);
/* harmony import */ var _config_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(561);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64143);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(46317);







/** Configurations are some kilobytes; no hostile one is read. */
const MOST_CONFIG = 8 * 1024 * 1024;
const MOST_LAYERS = 2000;
/** The manifest of one platform behind a tag or digest: one request, two where it is an index of several. */
async function platformManifest(registry, repository, reference, platform, { signal, patience } = {}) {
    const asked = await registry.manifest(repository, reference, patience, signal);
    if (asked === undefined || !(0,_config_js__WEBPACK_IMPORTED_MODULE_2__/* .isIndex */ .nw)(asked.mediaType))
        return asked;
    const chosen = (0,_config_js__WEBPACK_IMPORTED_MODULE_2__/* .chooseManifest */ .XT)((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .q)(asked.bytes, `${repository}@${asked.digest}`), platform);
    return chosen === undefined ? undefined : registry.manifest(repository, chosen, patience, signal);
}
/** Bytes of all layers of a manifest, as they travel; undefined where it does not say. */
function compressedSize(manifest) {
    const sizes = layerSizes(manifest);
    return sizes?.reduce((sum, size) => sum + size, 0);
}
/** One request more than its manifest: its configuration. Undefined for what is no image. */
async function describe(registry, repository, manifest, signal) {
    const sizes = layerSizes(manifest);
    if (sizes === undefined)
        return undefined;
    const name = `${repository}@${manifest.digest}`;
    const content = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .q)(manifest.bytes, name);
    const digest = (0,_config_js__WEBPACK_IMPORTED_MODULE_2__/* .configDigest */ .xv)(content, name);
    const size = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(content, ['config', 'size']);
    if (typeof size !== 'number' || !(size <= MOST_CONFIG))
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`${name} has a configuration of ${String(size)} bytes`);
    const bytes = await registry.blob(repository, { digest, size }, signal);
    if (bytes === undefined)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`${name} lists ${digest}, which the registry does not have`);
    const config = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .q)(bytes, name);
    const created = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(config, ['created']);
    return {
        digest: manifest.digest,
        compressed: sizes.reduce((sum, one) => sum + one, 0),
        layers: (0,_contents_layers_js__WEBPACK_IMPORTED_MODULE_6__/* .layersOf */ .w)(historyOf(config, sizes), []),
        labels: (0,_config_js__WEBPACK_IMPORTED_MODULE_2__/* .labelsOf */ .PC)(config),
        created: typeof created === 'string' && !Number.isNaN(Date.parse(created)) ? new Date(created).toISOString() : '',
    };
}
function layerSizes(manifest) {
    if (!(0,_config_js__WEBPACK_IMPORTED_MODULE_2__/* .isImage */ .wu)(manifest.mediaType))
        return undefined;
    const content = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .q)(manifest.bytes, manifest.digest);
    const layers = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(content, ['layers']);
    if (!Array.isArray(layers) || !(0,_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .isDigest */ .B)((0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(content, ['config', 'digest'])))
        return undefined;
    return layers.slice(0, MOST_LAYERS).map((layer) => {
        const size = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(layer, ['size']);
        return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : 0;
    });
}
/** image-spec, config.md, "history": each entry that is not marked empty has the next layer. */
function historyOf(config, sizes) {
    const history = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(config, ['history']);
    let next = 0;
    const entries = (Array.isArray(history) ? history : [])
        .slice(0, MOST_LAYERS)
        .map((entry) => {
        const [by, at] = [(0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(entry, ['created_by']), Date.parse(String((0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(entry, ['created'])))];
        return {
            createdBy: typeof by === 'string' ? (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(by) : '',
            created: Number.isNaN(at) ? 0 : Math.floor(at / 1000),
            size: (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(entry, ['empty_layer']) === true ? 0 : (sizes[next++] ?? 0),
        };
    });
    return [...entries, ...sizes.slice(next).map((size) => ({ createdBy: '', created: 0, size }))];
}


/***/ }),

/***/ 2686:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WU: () => (/* binding */ bareFacts),
/* harmony export */   ey: () => (/* binding */ placeOfFacts),
/* harmony export */   xS: () => (/* binding */ factsOf)
/* harmony export */ });
/* harmony import */ var _contents_layers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(40786);
/* harmony import */ var _stack_refs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99072);
/* harmony import */ var _origin_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(335);



/** Everything that is known of an image when all its steps are done; undefined where there is nothing new. */
async function factsOf(state, image, { pushed, stored }) {
    const { engine, earlierFacts, origin, builtIn = '' } = state.request;
    const known = state.known(image);
    const isBuilt = known.local !== undefined || (state.does(image, 'build') && known.layers !== undefined);
    const id = isBuilt ? undefined : await state.knownId(image);
    const local = known.local ?? (id === undefined ? undefined : await engine.inspect(id));
    const before = isBuilt ? undefined : ((await earlierOf(earlierFacts, image, local)) ?? stored);
    if (local === undefined && known.infos === undefined && before === undefined && pushed === undefined)
        return undefined;
    const history = known.layers ?? before?.layers ?? (local === undefined ? [] : await historyOf(state, local.id));
    const suites = state.resultOf(image).suites;
    const labels = isBuilt ? { ...origin } : originOf(local, before);
    return {
        schema: 1,
        ...{ id: image.id, name: image.name, variant: image.variant, platform: image.platform },
        // The ref of this run names it, whatever named it before.
        ...{ ref: image.ref, digest: pushed?.digest ?? null, fingerprint: image.fingerprint },
        ...labels,
        parents: parentsOf(state, image),
        base: baseOf(state, image),
        builtAt: timeOf(isBuilt ? local?.created : (before?.builtAt ?? local?.created)) ?? state.results.startedAt,
        builtIn: isBuilt ? builtIn : (before?.builtIn ?? ''),
        size: local?.size ?? before?.size ?? 0,
        compressed: pushed?.compressed ?? null,
        layers: history,
        infos: known.infos ?? before?.infos ?? [],
        suites: suites.some(({ outcome }) => outcome !== 'off') || before === undefined ? suites.map(suiteFacts) : before.suites,
    };
}
/** What only manifest and configuration say. */
function bareFacts(image, ref, { digest, compressed, layers, labels, created }) {
    return {
        schema: 1,
        ...{ id: image.id, name: image.name, variant: image.variant, platform: image.platform, ref, digest },
        fingerprint: '',
        ...fromLabels(labels),
        ...{ parents: [], base: null, builtAt: created === '' ? new Date(0).toISOString() : created, builtIn: '' },
        ...{ size: 0, compressed, layers, infos: [], suites: [] },
    };
}
function timeOf(text) {
    const at = Date.parse(text ?? '');
    return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
/** What an earlier command wrote into the same folder about this very build. */
async function earlierOf(read, image, local) {
    const facts = await read?.(image);
    if (facts === undefined || facts.fingerprint !== image.fingerprint)
        return undefined;
    return local !== undefined && timeOf(local.created) === facts.builtAt ? facts : undefined;
}
async function historyOf(state, id) {
    return (0,_contents_layers_js__WEBPACK_IMPORTED_MODULE_2__/* .layersOf */ .w)(await state.request.engine.history(id), []);
}
function originOf(local, before) {
    if (before === undefined)
        return fromLabels(local?.labels ?? {});
    const { revision, source, version } = before;
    return { revision, source, version };
}
function fromLabels(labels) {
    const of = (label) => (0,_contents_layers_js__WEBPACK_IMPORTED_MODULE_2__/* .normalCommand */ .p)(labels[label] ?? '');
    return {
        revision: of(_origin_js__WEBPACK_IMPORTED_MODULE_1__/* .ORIGIN_LABELS */ .fy.revision),
        source: of(_origin_js__WEBPACK_IMPORTED_MODULE_1__/* .ORIGIN_LABELS */ .fy.source),
        version: of(_origin_js__WEBPACK_IMPORTED_MODULE_1__/* .ORIGIN_LABELS */ .fy.version),
    };
}
function parentsOf(state, image) {
    return state.parentsOf(image).map((parent) => ({
        name: parent.name,
        ref: parent.ref,
        digest: state.inRegistry(parent)?.digest ?? null,
    }));
}
/** Outside of the stack: the image's own base, else that of what it is built on. */
function baseOf(state, image) {
    const [own] = Object.entries(image.bases);
    if (own !== undefined)
        return { ref: own[0], digest: own[1].pin ? digestIn(own[1].digest) : null };
    for (const parent of state.parentsOf(image)) {
        const base = baseOf(state, parent);
        if (base !== null)
            return base;
    }
    return null;
}
function digestIn(text) {
    const digest = text.includes('@') ? text.slice(text.indexOf('@') + 1) : text;
    return /^sha256:[a-f0-9]{64}$/.test(digest) ? digest : null;
}
function suiteFacts({ name, outcome, of, counts, flaky = [], message = '' }) {
    return {
        ...{ name, outcome, ...counts },
        ...(of === undefined ? {} : { of }),
        ...(flaky.length === 0 ? {} : { flaky: flaky.length }),
        ...(outcome === 'off' && message !== '' ? { why: message } : {}),
    };
}
/** Where facts of an image lie in its first registry; undefined where it is in none. */
function placeOfFacts(state, image) {
    const known = state.inRegistry(image);
    return known === undefined ? undefined : { repository: (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_0__/* .splitRef */ .Mn)(known.ref).repository, digest: known.digest };
}


/***/ }),

/***/ 68228:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ runInfos)
/* harmony export */ });
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3350);
/* harmony import */ var _suites_lines_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(74284);


/** More than any package list has; a command that never stops printing must not fill our memory. */
const MOST_BYTES = 2_000_000;
const MOST_LINES = 50_000;
/** Exit status that timeout(1) has for what took too long. */
const TIMED_OUT = 124;
/** Runs info commands in one throw-away container, without a network; what fails of them says so in its status. */
async function runInfos(engine, request) {
    const { image, platform: wanted, commands, timeoutMs, signal } = request;
    if (commands.length === 0)
        return [];
    const platform = wanted === engine.platform ? {} : { platform: wanted };
    const inside = await engine.inside({ image, ...platform, lifetimeMs: timeoutMs * commands.length, signal });
    const infos = [];
    try {
        for (const command of commands) {
            const run = inside === undefined ? alone(engine, { ...platform, ...request }) : within(inside, request);
            infos.push(await run(command));
        }
    }
    finally {
        await inside?.close();
    }
    return infos;
}
function within(inside, request) {
    return async (command) => {
        const { output, text } = listening(request);
        const { status, ended } = await inside.run({
            ...{ command: command.command, timeoutMs: request.timeoutMs, mostBytes: MOST_BYTES },
            onOutput: (stream, data) => output.push(stream, data),
        });
        return factsOfInfo(command, ended === 'time' ? TIMED_OUT : status, text(ended));
    };
}
/** Each in a container of its own, where an image cannot hold one open. */
function alone(engine, request) {
    const { image, platform, timeoutMs, signal } = request;
    return async (command) => {
        const { output, text } = listening(request);
        const { status, timedOut } = await engine.run({
            ...{ image, ...(platform === engine.platform ? {} : { platform }) },
            ...{ command: command.command, env: {}, files: [], network: false, timeoutMs, signal },
            onOutput: (stream, data) => output.push(stream, data),
        });
        return factsOfInfo(command, timedOut ? TIMED_OUT : status, text(timedOut ? 'time' : undefined));
    };
}
function factsOfInfo({ name, description, command }, status, output) {
    return { name, description, command, status, output };
}
function listening({ timeoutMs, veiled = (line) => line }) {
    const lines = [];
    let left = 0;
    const output = new _suites_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .LineSplitter */ .g((line) => {
        if (lines.length < MOST_LINES)
            lines.push(veiled(line));
        else
            left++;
    });
    return {
        output,
        text: (ended) => {
            output.end();
            if (left > 0)
                lines.push(`… ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(left, 'more line')}`);
            if (ended === 'time')
                lines.push(`… ended after ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S5)(timeoutMs)}`);
            if (ended === 'output')
                lines.push(`… ended: it writes more than ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(MOST_BYTES)}`);
            return lines.join('\n');
        },
    };
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
