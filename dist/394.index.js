export const id = 394;
export const ids = [394];
export const modules = {

/***/ 36406:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ checkGates),
/* harmony export */   V: () => (/* binding */ journals)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _registry_journal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(74964);
/* harmony import */ var _registry_slots_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(81718);
/* harmony import */ var _shared_paths_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5381);
/* harmony import */ var _stack_suites_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(70043);
/* harmony import */ var _tests_found_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(21062);







/** Journals that are read at the same time. */
const READ = 8;
/** The journals of repositories, each read once. */
function journals(registry, signal) {
    const inSlot = (0,_registry_slots_js__WEBPACK_IMPORTED_MODULE_6__/* .slots */ .Q)(READ);
    const known = new Map();
    return (repository) => {
        const found = known.get(repository) ?? inSlot(() => (0,_registry_journal_js__WEBPACK_IMPORTED_MODULE_2__/* .readJournal */ .a0)(registry, repository, { signal }));
        known.set(repository, found);
        return found;
    };
}
/**
 * What stages ask for, and what of it nobody has seen pass on exactly these digests. A suite that is not for an image is
 * not asked of it.
 */
async function checkGates(asked, { stack, directory }, journalOf) {
    if (asked.length === 0)
        return [];
    const isFor = suitesOfImages(stack, directory);
    const gates = await Promise.all(asked.map(async ({ id, image, stage, suites, repository, digest }) => {
        const own = await Promise.all(suites.map((suite) => isFor(suite, image)));
        const wanted = suites.filter((_suite, at) => own[at]);
        if (wanted.length === 0)
            return [];
        const passed = (0,_registry_journal_js__WEBPACK_IMPORTED_MODULE_2__/* .suitesPassedOn */ .D$)(await journalOf(repository), digest);
        const missing = wanted.filter((suite) => !hasPassed(suite, passed, stack));
        return [{ image: id, stage, suites: wanted, missing }];
    }));
    return gates.flat();
}
/** Suites of a sort are called by the sort, and by whose they are: `base`, `base.notebooks`, `imports.py39`. */
function hasPassed(suite, passed, { images }) {
    if (passed.has(suite))
        return true;
    const names = [...passed].map((name) => name.replace(/\.\d+$/, ''));
    if (suite === _stack_suites_js__WEBPACK_IMPORTED_MODULE_4__/* .OWN_TESTS */ .J6 && names.some((name) => images.has(name)))
        return true;
    return names.some((name) => name === suite || name.startsWith(`${suite}.`) || name.endsWith(`.${suite}`));
}
/** Whether a suite, by name or sort, is one that runs on an image. */
function suitesOfImages(stack, directory) {
    const declared = new Map(stack.suites.filter(({ does }) => does !== undefined).map((one) => [one.name, one]));
    const place = placeOf(directory);
    const found = new Map();
    const groupsOf = (image) => {
        const known = found.get(image.name) ?? groupsIn(place, directory, image);
        found.set(image.name, known);
        return known;
    };
    const common = (0,_tests_found_js__WEBPACK_IMPORTED_MODULE_5__/* .commonTests */ .nn)(place).then((tests) => tests !== undefined);
    return async (suite, image) => {
        const own = declared.get(suite);
        if (own !== undefined)
            return isForImage(own, image);
        if (suite === _stack_suites_js__WEBPACK_IMPORTED_MODULE_4__/* .COMMON_SUITE */ .VZ)
            return common;
        if (suite === _stack_suites_js__WEBPACK_IMPORTED_MODULE_4__/* .INTEGRATION_SUITE */ .Qs && !image.integrationTests)
            return false;
        if (!_stack_suites_js__WEBPACK_IMPORTED_MODULE_4__/* .CONVENTIONS */ .p$.includes(suite))
            return true;
        // Tests of what it is built on run on it, too.
        const line = suite === _stack_suites_js__WEBPACK_IMPORTED_MODULE_4__/* .INTEGRATION_SUITE */ .Qs ? [image] : ancestry(stack, image);
        const groups = await Promise.all(line.map(groupsOf));
        return groups.some((group) => group?.has(suite) ?? true);
    };
}
function isForImage({ name, images }, image) {
    return (images?.includes(image.name) ?? true) && (image.suites?.includes(name) ?? true);
}
/** The image and what it is built on, as far as the spec says. */
function ancestry(stack, image) {
    const line = new Map([[image.name, image]]);
    for (const one of line.values())
        for (const name of one.declared ?? []) {
            const parent = stack.images.get(name);
            if (parent !== undefined)
                line.set(name, parent);
        }
    return [...line.values()];
}
/** Sorts of tests that lie in the directory of an image; undefined where that is not here. */
async function groupsIn(place, directory, image) {
    const isHere = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, image.path)).then((entry) => entry.isDirectory(), () => false);
    return isHere ? new Set((await (0,_tests_found_js__WEBPACK_IMPORTED_MODULE_5__/* .testsOf */ .Vh)(place, image)).map(({ group }) => group)) : undefined;
}
function placeOf(directory) {
    return {
        directory,
        isInside: async (path) => {
            const [top, real] = await Promise.all([(0,_shared_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .realPathOf */ .d)(directory), (0,_shared_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .realPathOf */ .d)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, path))]);
            return (0,_shared_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .below */ .G)(top, real) !== undefined;
        },
        refuse: () => undefined,
    };
}


/***/ }),

/***/ 3660:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Ss: () => (/* binding */ nearStages),
/* harmony export */   Vj: () => (/* binding */ namesToMove),
/* harmony export */   lS: () => (/* binding */ membersOf)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54527);
/* harmony import */ var _registry_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64143);
/* harmony import */ var _stack_refs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(99072);
/* harmony import */ var _stack_stages_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(86525);
/* harmony import */ var _stack_tags_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(38983);






/**
 * The images of the stack that the user means: `base` stands for all of its plans, `base@py39` for one of them. Throws a
 * UserError for names that are not there.
 */
function membersOf(stack, names) {
    const several = stack.variants.length > 1;
    const all = stack.variants.flatMap((variant) => stack.order.flatMap((name) => {
        const image = stack.images.get(name);
        if (image === undefined || image.skipVariants.includes(variant.name))
            return [];
        return [{ id: several ? `${name}@${variant.name}` : name, image, variant }];
    }));
    const isNamed = (one, { id, image, variant }) => one === image.name || one === id || one === `${image.name}@${variant.name}`;
    const problems = names
        .filter((name) => !all.some((member) => isNamed(name, member)))
        .map((name) => ({
        message: `there is no image "${name}" in ${stack.file}`,
        remedy: (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .suggest */ .ZA)(name, [...new Set(all.flatMap(({ id, image }) => [image.name, id]))], 'images'),
    }));
    if (problems.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems);
    return names.length === 0 ? all : all.filter((member) => names.some((name) => isNamed(name, member)));
}
/** The place of an image in a registry. */
function placeOf({ repository }, base) {
    return base === undefined ? repository : (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_3__/* .rebase */ .RU)(repository, base);
}
/** Which names are to name what, before any registry was asked. Throws a UserError with everything that cannot be. */
function namesToMove(request) {
    const { stack, from, images } = request;
    const members = membersOf(stack, images);
    checkFrom(from, members);
    const moves = movesOf(request, members);
    const clash = clashOf(moves);
    if (clash === undefined)
        return moves;
    // A name that has no prefix is for one variant only: the one that the source names.
    const own = movesOf(request, members).filter(({ reference, id }) => reference === from && id !== '');
    if (own.length > 0 && own.length < moves.length && clashOf(own) === undefined)
        return own;
    const [one, other, ref] = clash;
    throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([
        {
            message: `${ref} would have to name both ${one} and ${other}`,
            remedy: one.includes('@')
                ? `Choose a plan, such as --images ${one}, or name the tag of one plan with --from.`
                : 'Choose one of them with --images, or write {image} into the tag.',
        },
    ]);
}
function checkFrom(from, members) {
    const problems = [];
    if (from === '')
        problems.push({
            message: 'it is not said what gets the names',
            remedy: 'Name a tag, a stage or a digest with --from (input `from`).',
        });
    if (from.includes(':') && !(0,_registry_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .B)(from))
        problems.push({
            message: `"${from}" is neither a stage, nor a tag, nor a digest`,
            remedy: from.startsWith('sha256:')
                ? 'A digest is sha256: and 64 hexadecimal digits.'
                : 'Give the tag alone: where images are is said by the spec and --registries.',
        });
    if ((0,_registry_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .B)(from) && members.length > 1)
        problems.push({
            message: `a digest is of one image, and ${members.length} are meant`,
            remedy: `Say which one with --images, such as ${members[0]?.id ?? ''}.`,
        });
    if (problems.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems);
}
function movesOf(request, members) {
    const { stack, from, to, facts, bases, toBases } = request;
    const chosen = [...new Set(members.map(({ variant }) => variant))];
    const problems = new Map();
    /** The same mistake of many images is told once. */
    const told = (work) => {
        try {
            return work();
        }
        catch (error) {
            if (!(error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo))
                throw error;
            for (const problem of error.problems)
                problems.set(problem.message, problem);
            return undefined;
        }
    };
    const moves = members.flatMap((member) => {
        const { image, variant } = member;
        const source = told(() => (0,_registry_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .B)(from)
            ? { tag: from, prefix: variant.prefix }
            : (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .sourceTag */ .Yr)(from, stack, variant, facts, { image: image.name, chosen }));
        const named = { ...variant, prefix: source?.prefix ?? variant.prefix };
        const tags = to.map((name) => told(() => tagsOf(name, stack, named, facts, image.name)) ?? []).flat();
        if (source === undefined)
            return [];
        return placesOf(bases, toBases).map(([where, places]) => {
            const repository = placeOf(image, where);
            return {
                ...member,
                repository,
                reference: source.tag,
                source: `${repository}${(0,_registry_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .B)(source.tag) ? '@' : ':'}${source.tag}`,
                targets: places.flatMap((place) => unique(tags).map((target) => ({ ...target, ref: `${placeOf(image, place)}:${target.tag}` }))),
            };
        });
    });
    if (problems.size > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([...problems.values()]);
    return moves;
}
function unique(tags) {
    // Of a stage and a tag that are the same, the stage asks for more.
    const sorted = [...tags].sort((a, b) => Number(b.stage !== undefined) - Number(a.stage !== undefined));
    return sorted.filter(({ tag }, at) => sorted.findIndex((one) => one.tag === tag) === at);
}
/** Where the images come from, each with the places that they go to. */
function placesOf(bases, toBases) {
    if (toBases.length === 0)
        return bases.length === 0 ? [[undefined, [undefined]]] : bases.map((base) => [base, [base]]);
    const places = new Map();
    for (const place of toBases) {
        const where = bases.includes(place) ? place : bases[0];
        places.set(where, [...(places.get(where) ?? []), place]);
    }
    return [...places];
}
/** The tags that a name of `to` means: of a stage all of them. */
function tagsOf(name, stack, variant, facts, image) {
    const stage = stack.stages.find((one) => one.name === name);
    if (stage !== undefined) {
        if (stage.dockerfile !== undefined)
            throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([
                {
                    message: `the stage ${name} is built from ${stage.dockerfile}, no image is moved there`,
                    remedy: `Run "stack-action release ${name}".`,
                },
            ]);
        const kept = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .immutableTemplate */ .$Z)(stage);
        const words = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .tagWords */ .u0)(facts, { stage, variant, image });
        return (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .targetTags */ .t)(stage, words).map((tag, at) => ({ tag, stage, keeps: kept !== undefined && at === 0 }));
    }
    const words = { ...(0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .tagWords */ .u0)(facts, { stage: NO_STAGE, variant, image }), stage: '' };
    const rendered = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .renderTag */ .vY)(name, words);
    if ('missing' in rendered)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([
            {
                message: `{${rendered.missing}} in "${name}" is not known here`,
                remedy: _stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .TAG_WORDS */ .nN.includes(rendered.missing)
                    ? `Say it (--version, --user), or give a tag without it.`
                    : (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .suggest */ .ZA)(rendered.missing, _stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .TAG_WORDS */ .nN, 'words of a tag'),
            },
        ]);
    const { tag } = rendered;
    const wrong = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .notTags */ .db)([tag]);
    if (wrong.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(wrong);
    if ((0,_stack_tags_js__WEBPACK_IMPORTED_MODULE_5__/* .isReserved */ .Bs)(tag))
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([{ message: `the tag "${tag}" is this program's own`, remedy: 'Choose another.' }]);
    // Whatever it is called here: who moves the tag of a stage has to meet what the stage asks for.
    const own = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .higherStageOf */ .jl)(tag, { stages: stack.stages, variants: [variant] }, image);
    const kept = own === undefined ? undefined : (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .immutableTemplate */ .$Z)(own);
    const keeps = own !== undefined && kept !== undefined && isOf(tag, kept, own, variant, image);
    return [{ tag, stage: own, keeps }];
}
const NO_STAGE = { name: '', from: undefined, tags: [], dockerfile: undefined, suites: [], gitTag: undefined };
function isOf(tag, template, stage, variant, image) {
    return ((0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .higherStageOf */ .jl)(tag, { stages: [NO_STAGE, { ...stage, tags: [template] }], variants: [variant] }, image) !== undefined);
}
/** Two images that one name would have to name. */
function clashOf(moves) {
    const owners = new Map();
    for (const move of moves)
        for (const { ref } of move.targets) {
            const owner = owners.get(ref);
            if (owner !== undefined && owner.source !== move.source)
                return [owner.id, move.id, ref];
            owners.set(ref, move);
        }
    return undefined;
}
/** Names that are no stages, and look like one that was mistyped. */
function nearStages(to, { stages }) {
    const names = stages.map(({ name }) => name);
    return to.flatMap((name) => {
        const near = names.includes(name) ? undefined : (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .pA)(name, names);
        return near === undefined ? [] : [`"${name}" is no stage and is taken as a tag; did you mean "${near}"?`];
    });
}


/***/ }),

/***/ 7394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   factsOf: () => (/* binding */ factsOf),
/* harmony export */   tagCommand: () => (/* binding */ tagCommand)
/* harmony export */ });
/* harmony import */ var _changes_git_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29933);
/* harmony import */ var _run_moves_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(74909);
/* harmony import */ var _registry_journal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(74964);
/* harmony import */ var _registry_slots_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(81718);
/* harmony import */ var _report_moves_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76996);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2890);
/* harmony import */ var _stack_refs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(99072);
/* harmony import */ var _stack_stages_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(86525);
/* harmony import */ var _stack_versions_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(66747);
/* harmony import */ var _gates_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(36406);
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
        checkVersions(sourced, ground, facts.version ?? '', signal),
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
async function checkVersions(sourced, { stack, registry, directory }, asked, signal) {
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
        const [old, tags] = await Promise.all([inSlot(() => registry.digest(repository, tag)), tagsIn(repository)]);
        return {
            stage: stage?.name ?? '',
            version: versionIn(tag, asked),
            kept: { ref, old: old ?? null, new: source.digest },
            released: stage === undefined ? [] : releasedAs(stage, move, tags),
        };
    }));
    const checks = new Map();
    for (const one of looked)
        checks.set(`${one.stage} ${one.version}`, [...(checks.get(`${one.stage} ${one.version}`) ?? []), one]);
    const found = [...checks.values()].flatMap((all) => {
        const [{ stage, version } = { stage: '', version: '' }] = all;
        const released = all.flatMap((one) => one.released);
        return (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_7__/* .checkVersion */ .ps)(version, { stage, changelog: top, kept: all.map((one) => one.kept), released });
    });
    return { problems: found.flatMap(({ problems }) => problems), warnings: found.flatMap(({ warnings }) => warnings) };
}
/** The version that a tag is of: as it was asked for, where the tag has it or its minor; else what stands in it. */
function versionIn(tag, asked) {
    const own = VERSION.exec(tag)?.[0] ?? '';
    return asked !== '' && (own === asked || own === (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_7__/* .minorOf */ .Hs)(asked)) ? asked : own;
}
const VERSION = /(?<!\d)\d+\.\d+\.\d+(?!\d)/;
/** Versions that a stage has had, as the tags of a repository say. */
function releasedAs(stage, { image, variant }, tags) {
    const template = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_6__/* .immutableTemplate */ .$Z)(stage);
    if (template === undefined)
        return [];
    return tags
        .filter((tag) => (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_6__/* .canGive */ .Ok)(template, tag, { stage, variant, image: image.name }))
        .flatMap((tag) => VERSION.exec(tag)?.[0] ?? []);
}


/***/ })

};
