export const id = 8407;
export const ids = [8407,2537];
export const modules = {

/***/ 43232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ makeGitTags),
/* harmony export */   u: () => (/* binding */ checkGitTags)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3350);
/* harmony import */ var _ask_git_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26217);



const REMOTE = 'origin';
/** A tag is small; the time goes to the connection. */
const PUSH_MS = 300_000;
/**
 * Throws a UserError that tells every tag which exists on another commit, here or (when it is to be pushed) at `origin`, and
 * every name that git does not take. Nothing is moved: a tag that people have fetched does not change any more.
 */
async function checkGitTags(directory, tags, { commit, push }) {
    if (tags.length === 0)
        return;
    if (commit === '')
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([
            {
                message: 'the stack has changes that no commit holds (or there is no commit): a git tag would name other code',
                remedy: 'Commit them first.',
            },
        ]);
    const problems = [];
    const remote = push ? await remoteTags(directory, tags) : new Map();
    for (const { name, mayStay = false } of tags) {
        if (!(await isName(directory, name))) {
            problems.push({ message: `"${name}" is no name for a git tag`, remedy: 'Check git_tag of the stage.' });
            continue;
        }
        const places = [
            ['here', await commitOf(directory, name)],
            [`at ${REMOTE}`, remote.get(name)],
        ];
        for (const [where, found] of places) {
            if (found === undefined || found === commit || mayStay)
                continue;
            problems.push({
                message: `the git tag ${name} exists ${where} on another commit (${found.slice(0, 7)}, this is ${commit.slice(0, 7)})`,
                remedy: 'Release a new version; or check out the commit that the tag names.',
            });
        }
    }
    if (problems.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems);
}
/** Makes annotated tags of a commit and pushes them; one that is there on this commit is left as it is. */
async function makeGitTags(directory, tags, { commit, push }) {
    await checkGitTags(directory, tags, { commit, push });
    const remote = push ? await remoteTags(directory, tags) : new Map();
    const made = [];
    for (const { name, message, mayStay = false } of tags) {
        // A checkout may have come without its tags.
        const there = (await commitOf(directory, name)) !== undefined || (mayStay && remote.has(name));
        if (!there)
            await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_2__/* .askGit */ .gG)(directory, [...(await identity(directory)), 'tag', '--annotate', '--message', message, name, commit]);
        made.push({
            name,
            local: there ? 'there' : 'made',
            remote: !push ? undefined : remote.has(name) ? 'there' : 'pushed',
        });
    }
    const refs = made.filter((one) => one.remote === 'pushed').map(({ name }) => `refs/tags/${name}`);
    // All of them or none, where the other side can.
    if (refs.length > 0)
        await pushRefs(directory, refs);
    return made;
}
async function pushRefs(directory, refs) {
    const push = (more) => (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_2__/* .runGit */ .EO)(directory, ['push', '--quiet', ...more, REMOTE, ...refs.map((ref) => `${ref}:${ref}`)], PUSH_MS);
    const first = await push(['--atomic']);
    const cannot = first.status !== 0 && /does not support --atomic/.test(first.stderr);
    const result = cannot ? await push([]) : first;
    if (result.status === 0)
        return;
    const { message, evidence } = (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_2__/* .failed */ .gz)(['push'], result);
    // The other side's reason says more than git's own last word.
    const reason = evidence.find((line) => line.includes('[remote rejected]')) ?? evidence.find((line) => line.startsWith('remote:'));
    throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(reason === undefined ? message : `git push: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)(reason, 200)}`, {
        evidence,
        remedy: `The tags are made here: "git push ${REMOTE} ${refs.map((ref) => ref.slice('refs/tags/'.length)).join(' ')}" does the rest, with the right to push (in a workflow contents: write).`,
    });
}
/** The commit a tag names here. */
async function commitOf(directory, name) {
    const { status, stdout } = await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_2__/* .runGit */ .EO)(directory, [
        'rev-parse',
        '--quiet',
        '--verify',
        '--end-of-options',
        `refs/tags/${name}^{commit}`,
    ]);
    return status === 0 ? stdout.trim() : undefined;
}
/** The commits that the tags of these names name at `origin`. */
async function remoteTags(directory, tags) {
    const names = tags.flatMap(({ name }) => [`refs/tags/${name}`, `refs/tags/${name}^{}`]);
    const answer = await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_2__/* .askGit */ .gG)(directory, ['ls-remote', '--tags', REMOTE, ...names], PUSH_MS);
    const found = new Map();
    for (const line of answer.split('\n')) {
        const [hash = '', ref = ''] = line.split('\t');
        const name = ref.replace(/^refs\/tags\//, '');
        // An annotated tag comes twice: itself, then (^{}) the commit that it names.
        if (name.endsWith('^{}'))
            found.set(name.slice(0, -3), hash);
        else if (name !== '' && !found.has(name))
            found.set(name, hash);
    }
    return found;
}
async function isName(directory, name) {
    if (name.startsWith('-'))
        return false;
    return (await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_2__/* .runGit */ .EO)(directory, ['check-ref-format', `refs/tags/${name}`])).status === 0;
}
/** An annotated tag says who made it; runners of workflows have no name. */
async function identity(directory) {
    const known = await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_2__/* .runGit */ .EO)(directory, ['-c', 'user.useConfigOnly=true', 'var', 'GIT_COMMITTER_IDENT']);
    return known.status === 0 ? [] : ['-c', 'user.name=stack-action', '-c', 'user.email=stack-action@localhost'];
}


/***/ }),

/***/ 97622:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkCommand: () => (/* binding */ checkCommand)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _docker_engine_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3622);
/* harmony import */ var _registry_client_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4113);
/* harmony import */ var _registry_credentials_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(18561);
/* harmony import */ var _registry_lookups_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(57916);
/* harmony import */ var _registry_slots_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(81718);
/* harmony import */ var _run_origin_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(335);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2890);
/* harmony import */ var _shared_nearest_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(54527);
/* harmony import */ var _stack_spec_load_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(12760);
/* harmony import */ var _stack_stages_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(86525);
/* harmony import */ var _stack_versions_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(66747);
/* harmony import */ var _happening_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(20823);
/* harmony import */ var _move_names_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(3660);
/* harmony import */ var _planning_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(28470);
/* harmony import */ var _registries_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(47935);
/* harmony import */ var _release_rules_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(84401);
/* harmony import */ var _sources_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(56719);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(16870);



















/** Images at the same time. */
const PARALLEL = 8;
/**
 * Compares the version of the code, the changelog's top, with what the images say of themselves: by major and minor, as a
 * patch of one stage is no other version of the next. Throws a UserError where there is nothing to compare.
 */
async function checkCommand(request) {
    const { inputs, env, notice } = request;
    const { strict } = inputs;
    const result = {
        schema: 1,
        command: 'check',
        outcome: 'passed',
        strict,
        skipped: false,
        changelog: '',
        images: [],
    };
    if (!['', '0', 'false'].includes(env.SKIP_VERSION_CHECK ?? ''))
        return { ...result, skipped: true };
    const specPath = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)((0,_planning_js__WEBPACK_IMPORTED_MODULE_13__.baseDirectory)(request), inputs.spec);
    const stack = (0,_stack_spec_load_js__WEBPACK_IMPORTED_MODULE_8__/* .loadSpec */ .I)(await (0,_sources_js__WEBPACK_IMPORTED_MODULE_16__/* .readSpec */ .Ot)(specPath, inputs.spec), inputs.spec);
    const changelog = await (0,_version_js__WEBPACK_IMPORTED_MODULE_17__/* .readChangelog */ .Tn)(stack, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(specPath));
    if (changelog === undefined)
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .userError */ .IF)('there is no version of the code to compare: the spec names no changelog', {
            file: stack.file,
            remedy: 'Write `changelog: <file>` into the spec.',
        });
    const code = (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_10__/* .topOfChangelog */ .Ru)(changelog.text);
    if (code === undefined)
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .userError */ .IF)('the changelog has no entry with a version', {
            file: changelog.file,
            remedy: 'Begin its top entry with the version, such as "# 1.4.0".',
        });
    const { event } = await (0,_happening_js__WEBPACK_IMPORTED_MODULE_11__/* .readHappening */ .Z)(request);
    const facts = { branch: event.branch ?? '', sha: '', version: code, user: (0,_version_js__WEBPACK_IMPORTED_MODULE_17__/* .userOf */ .Z5)(inputs.user, env) };
    const bases = (0,_registries_js__WEBPACK_IMPORTED_MODULE_14__/* .registryBases */ .es)(inputs, stack);
    const lookups = (0,_registries_js__WEBPACK_IMPORTED_MODULE_14__/* .placesKnown */ .O2)(stack, bases) ? (0,_registry_lookups_js__WEBPACK_IMPORTED_MODULE_4__/* .lookUps */ .e)((0,_registry_client_js__WEBPACK_IMPORTED_MODULE_2__/* .registryClient */ .R)((0,_registry_credentials_js__WEBPACK_IMPORTED_MODULE_3__/* .dockerCredentials */ .d)(env))) : undefined;
    const engine = await (0,_docker_engine_js__WEBPACK_IMPORTED_MODULE_1__/* .connectEngine */ .x)(env).catch((error) => {
        if (!(error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .UserError */ .yo))
            throw error;
        notice(`${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .messageOf */ .bD)(error)}; only registries are asked`);
        return undefined;
    });
    const inSlot = (0,_registry_slots_js__WEBPACK_IMPORTED_MODULE_18__/* .slots */ .Q)(PARALLEL);
    const asking = { stack, facts, bases, stages: stagesFor(stack, inputs.stage), code, engine, lookups };
    const images = await Promise.all((0,_move_names_js__WEBPACK_IMPORTED_MODULE_12__/* .membersOf */ .lS)(stack, inputs.images).map((member) => inSlot(() => checkImage(member, asking))));
    const isGood = images.every(({ state }) => state === 'in-sync');
    return { ...result, outcome: isGood || !strict ? 'passed' : 'failed', changelog: changelog.file, images };
}
/** The stage that was asked for; else those that are of one digest with what a run publishes, the highest first. */
function stagesFor({ stages, file }, name) {
    if (name !== '') {
        const stage = stages.find((one) => one.name === name);
        if (stage !== undefined)
            return [stage];
        const remedy = (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_7__/* .suggest */ .ZA)(name, stages.map((one) => one.name), 'stages');
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_6__/* .userError */ .IF)(`there is no stage "${name}" in ${file}`, { remedy });
    }
    return stages.filter(({ dockerfile }) => dockerfile === undefined).reverse();
}
async function checkImage(member, asking) {
    const { code, stages } = asking;
    const all = stages.flatMap((stage) => {
        const { moving, kept } = tagsOf(stage, member, asking);
        // What is used is what moves; a tag of this very version would always be in sync.
        return moving.length > 0 ? moving.map((tag) => ({ tag, kept })) : kept.map((tag) => ({ tag, kept }));
    });
    const [first] = all;
    const repositories = [...new Set([...(0,_release_rules_js__WEBPACK_IMPORTED_MODULE_15__/* .repositoriesOf */ .Ub)(member, asking), member.image.repository])];
    const names = all.flatMap(({ tag, kept }) => repositories.map((repository) => ({ repository, tag, kept })));
    const common = { image: member.id, code };
    for (const { repository, tag, kept } of names) {
        const found = await find(repository, tag, asking);
        if (found === undefined)
            continue;
        const wanted = `${repository}:${kept[0] ?? tag}`;
        const same = await isCalled(found, repository, kept, asking);
        const { ref, where, version } = found;
        return {
            ...common,
            ref,
            where,
            version: same ? code : version,
            state: same ? 'in-sync' : stateOf(code, version),
            wanted,
        };
    }
    const ref = `${repositories[0] ?? ''}:${first?.tag ?? ''}`;
    return { ...common, ref, where: undefined, version: '', state: 'missing', wanted: ref };
}
function stateOf(code, version) {
    const [own, other] = [(0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_10__/* .parseVersion */ .ot)(code), (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_10__/* .parseVersion */ .ot)(version)];
    if (own === undefined || other === undefined)
        return 'unknown';
    if ((0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_10__/* .sameMinor */ .M9)(code, version))
        return 'in-sync';
    return (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_10__/* .compareVersions */ .Zy)(own, other) > 0 ? 'newer' : 'older';
}
/** The tags of a stage, as far as they are known here: those that move, and those of the code's version. */
function tagsOf(stage, { image, variant }, { facts }) {
    const tags = stage.tags.flatMap((template) => {
        const rendered = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_9__/* .renderTag */ .vY)(template, (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_9__/* .tagWords */ .u0)(facts, { stage, variant, image: image.name }));
        const words = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_9__/* .wordsIn */ .Hn)(template);
        return 'tag' in rendered
            ? [{ tag: rendered.tag, isVersioned: words.includes('version') || words.includes('minor') }]
            : [];
    });
    const only = (isVersioned) => tags.filter((one) => one.isVersioned === isVersioned).map(({ tag }) => tag);
    return { moving: only(false), kept: only(true) };
}
async function find(repository, tag, { engine, lookups }) {
    const ref = `${repository}:${tag}`;
    const local = await engine?.inspect(ref);
    if (local !== undefined)
        return { ref, where: 'engine', identity: local.id, version: local.labels[_run_origin_js__WEBPACK_IMPORTED_MODULE_5__/* .VERSION_LABEL */ .Qu] ?? '' };
    // Names of one part are nobody's on Docker Hub.
    if (!repository.includes('/'))
        return undefined;
    const answer = await lookups?.config(repository, tag, engine?.platform ?? 'linux/amd64');
    if (answer?.kind !== 'found')
        return undefined;
    return { ref, where: 'registry', identity: answer.digest, version: answer.labels[_run_origin_js__WEBPACK_IMPORTED_MODULE_5__/* .VERSION_LABEL */ .Qu] ?? '' };
}
/**
 * An image that nothing changed in is reused by the next version, and still carries the label of the first one: the tag of
 * the code's version, where it names the very same image, says more.
 */
async function isCalled(found, repository, kept, asking) {
    const { engine, lookups } = asking;
    for (const tag of kept) {
        if (found.where === 'engine') {
            if ((await engine?.inspect(`${repository}:${tag}`))?.id === found.identity)
                return true;
        }
        else {
            const answer = await lookups?.digest(repository, tag);
            if (answer?.kind === 'found' && answer.digest === found.identity)
                return true;
        }
    }
    return false;
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
    const { moves, foreign } = movesOf(request, members);
    const allowed = (some) => {
        const problems = new Map(some.flatMap(({ id }) => foreign.get(id) ?? []).map((one) => [one.message, one]));
        if (problems.size > 0)
            throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([...problems.values()]);
        return [...some];
    };
    const clash = clashOf(moves);
    if (clash === undefined)
        return allowed(moves);
    // A name that has no prefix, or that of one variant, is for one variant only: the one that the source names.
    const own = moves.filter(({ reference }) => reference === from);
    if (own.length > 0 && own.length < moves.length && clashOf(own) === undefined)
        return allowed(own);
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
    // Candidates hold what a run built: they are good sources.
    if ((0,_stack_tags_js__WEBPACK_IMPORTED_MODULE_5__/* .isReserved */ .Bs)(from) && !from.startsWith('fp-'))
        problems.push({
            message: `the tag "${from}" is this program's own, and names no image`,
            remedy: 'Name a tag, a stage or a digest of an image.',
        });
    if ((0,_registry_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .B)(from) && members.length > 1)
        problems.push({
            message: `a digest is of one image, and ${members.length} are meant`,
            remedy: `Say which one with --images, such as ${members[0]?.id ?? ''}.`,
        });
    if (problems.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems);
}
/** `foreign`: by member, the names that are another one's. */
function movesOf(request, members) {
    const foreign = new Map();
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
        const others = (problem) => void foreign.set(member.id, [...(foreign.get(member.id) ?? []), problem]);
        const tags = to.map((name) => told(() => tagsOf(name, stack, { ...member, named }, facts, others)) ?? []).flat();
        if (source === undefined)
            return [];
        return placesOf(bases, toBases).map(([where, places]) => {
            const repository = placeOf(image, where);
            return {
                ...member,
                named,
                repository,
                reference: source.tag,
                source: `${repository}${(0,_registry_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .B)(source.tag) ? '@' : ':'}${source.tag}`,
                targets: places.flatMap((place) => unique(tags).map((target) => ({ ...target, ref: `${placeOf(image, place)}:${target.tag}` }))),
            };
        });
    });
    if (problems.size > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([...problems.values()]);
    return { moves, foreign };
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
/** The tags that a name of `to` means: of a stage all of them. `others` hears that one is another image's or plan's. */
function tagsOf(name, stack, naming, facts, others) {
    const { image, named: variant } = naming;
    const stage = stack.stages.find((one) => one.name === name);
    if (stage !== undefined) {
        refuseBuilt(stage, name);
        const kept = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .immutableTemplate */ .$Z)(stage);
        const words = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .tagWords */ .u0)(facts, { stage, variant, image: image.name });
        return (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .targetTags */ .t)(stage, words).map((tag, at) => ({ tag, stage, keeps: kept !== undefined && at === 0 }));
    }
    const words = { ...(0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .tagWords */ .u0)(facts, { stage: NO_STAGE, variant, image: image.name }), stage: '' };
    const rendered = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .renderTag */ .vY)(name, words);
    if ('missing' in rendered)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([
            { message: `{${rendered.missing}} in "${name}" is not known here`, remedy: remedyOf(rendered.missing) },
        ]);
    const { tag } = rendered;
    const wrong = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .notTags */ .db)([tag]);
    if (wrong.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(wrong);
    if ((0,_stack_tags_js__WEBPACK_IMPORTED_MODULE_5__/* .isReserved */ .Bs)(tag))
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([{ message: `the tag "${tag}" is this program's own`, remedy: 'Choose another.' }]);
    // Whatever it is called here: who moves the tag of a stage has to meet what the stage asks for.
    const { own, other } = ladderNames(tag, stack, naming);
    if (other !== undefined) {
        const { stage: taken, variant: plan, image: whose } = other;
        const owner = plan.name === variant.name ? `the image ${whose}` : `the plan "${plan.name}"`;
        others({
            message: `"${tag}" is a name of ${owner} (stage ${taken.name}), and ${naming.id} was to get it`,
            remedy: `Choose what it is for with --images, or give a tag of ${naming.id}.`,
        });
    }
    for (const one of own)
        refuseBuilt(one.stage, tag);
    const keeps = own.find((one) => (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .immutableTemplate */ .$Z)(one.stage) === one.template);
    const asks = keeps ?? own.find((one) => one.stage.suites.length > 0) ?? own[0];
    return [{ tag, stage: asks?.stage, keeps: keeps !== undefined }];
}
function refuseBuilt({ name, dockerfile }, asked) {
    if (dockerfile === undefined)
        return;
    const which = asked === name ? `the stage ${name}` : `"${asked}" is a name of the stage ${name}, which`;
    throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([
        {
            message: `${which} is built from ${dockerfile}, no image is moved there`,
            remedy: `Run "stack-action release ${name}".`,
        },
    ]);
}
function remedyOf(word) {
    // Only a stage has a name that is a stage's.
    return word === 'stage' ? 'Name the stage itself, or give a tag without it.' : (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .wordRemedy */ .bv)(word);
}
/** The names of the ladder that a tag is: of this image in this variant, and, where it is rather another's, whose. */
function ladderNames(tag, stack, { image, variant, named }) {
    const images = [image.name, ...[...stack.images.keys()].filter((name) => name !== image.name)];
    // Both the prefix of this year, which the spec has, and that of the source.
    const all = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .ownersOf */ .K2)(tag, { stages: stack.stages, variants: [named, ...stack.variants] }, images);
    const own = all.filter((one) => one.variant.name === variant.name && one.image === image.name);
    const others = all.filter((one) => !own.includes(one));
    const free = own.every(({ template }) => (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .isFree */ .xp)(template));
    // What somebody may call a branch is not what the ladder of another plan has.
    const other = free ? others.find(({ template }) => !(0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .isFree */ .xp)(template)) : undefined;
    if (other !== undefined || own.length === 0)
        return { own, other: other ?? others[0] };
    const prefix = free
        ? (0,_stack_tags_js__WEBPACK_IMPORTED_MODULE_5__/* .foreignPrefix */ .nS)(tag, named.prefix, stack.variants.map((one) => one.prefix))
        : undefined;
    return { own, other: others.find((one) => prefix !== undefined && one.variant.prefix === prefix) };
}
const NO_STAGE = { name: '', from: undefined, tags: [], dockerfile: undefined, suites: [], gitTag: undefined };
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

/***/ 84401:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hf: () => (/* binding */ tagsAt),
/* harmony export */   J3: () => (/* binding */ gitTagsOf),
/* harmony export */   JU: () => (/* binding */ plannedDigest),
/* harmony export */   MB: () => (/* binding */ ladderTo),
/* harmony export */   Rc: () => (/* binding */ checkStageVersion),
/* harmony export */   Ub: () => (/* binding */ repositoriesOf),
/* harmony export */   nE: () => (/* binding */ checkAllGitTags),
/* harmony export */   xj: () => (/* binding */ TO_BE_BUILT),
/* harmony export */   z2: () => (/* binding */ keptTag)
/* harmony export */ });
/* harmony import */ var _changes_git_tag_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(43232);
/* harmony import */ var _registry_slots_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(81718);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2890);
/* harmony import */ var _shared_nearest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54527);
/* harmony import */ var _stack_refs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(99072);
/* harmony import */ var _stack_stages_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(86525);
/* harmony import */ var _stack_tags_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(38983);
/* harmony import */ var _stack_versions_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(66747);
/* harmony import */ var _move_names_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3660);









/** The stages from the first one up to the one that is asked for. Throws a UserError. */
function ladderTo({ stages, file }, name) {
    const names = stages.map((stage) => stage.name);
    if (name === '')
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .userError */ .IF)('it is not said which stage to release to', { remedy: (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_2__/* .suggest */ .ZA)('', names, 'stages') });
    const ladder = [];
    for (let next = name; next !== undefined; next = ladder[0]?.from) {
        const stage = stages.find((one) => one.name === next);
        if (stage === undefined)
            throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .userError */ .IF)(`there is no stage "${next}" in ${file}`, { remedy: (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_2__/* .suggest */ .ZA)(next, names, 'stages') });
        ladder.unshift(stage);
    }
    return ladder;
}
function repositoriesOf({ image }, { bases }) {
    return bases.length === 0 ? [image.repository] : bases.map((base) => (0,_move_names_js__WEBPACK_IMPORTED_MODULE_7__/* .placeOf */ .$t)(image, base));
}
/** The tags of a stage for an image; the first names it. Throws a UserError. */
function tagsAt(stage, { image, variant }, { facts }) {
    const tags = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .targetTags */ .t)(stage, (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .tagWords */ .u0)(facts, { stage, variant, image: image.name }));
    const reserved = tags.find(_stack_tags_js__WEBPACK_IMPORTED_MODULE_5__/* .isReserved */ .Bs);
    if (reserved !== undefined)
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .userError */ .IF)(`stage "${stage.name}" has the tag ${reserved}, which is the program’s own`);
    return tags;
}
/** The tag of a stage that keeps what it holds, if it has one. */
function keptTag(stage, { image, variant }, { facts }) {
    const template = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .immutableTemplate */ .$Z)(stage);
    const rendered = template === undefined ? undefined : (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .renderTag */ .vY)(template, (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .tagWords */ .u0)(facts, { stage, variant, image: image.name }));
    return rendered !== undefined && 'tag' in rendered ? rendered.tag : undefined;
}
/** The git tags of a stage: one, or one for each image where the template names it. Throws a UserError. */
function gitTagsOf(stage, members, { facts }) {
    const { gitTag } = stage;
    if (gitTag === undefined)
        return [];
    const names = new Map();
    const problems = new Map();
    for (const { image, variant } of members) {
        const rendered = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .renderTag */ .vY)(gitTag, (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .tagWords */ .u0)(facts, { stage, variant, image: image.name }));
        if ('tag' in rendered)
            names.set(rendered.tag, { name: rendered.tag, message: `${stage.name} ${facts.version ?? ''}`.trim() });
        else
            problems.set(rendered.missing, {
                message: `stage "${stage.name}" has the git tag ${gitTag}, and {${rendered.missing}} is not known here`,
                remedy: 'Give it, such as --version, or write another git_tag.',
            });
    }
    if (problems.size > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo([...problems.values()]);
    return [...names.values()];
}
/** Throws a UserError for a git tag of these stages that cannot be made. `there`: the stages that are as they are to be. */
function checkAllGitTags(ladder, members, naming, at) {
    const tags = ladder.flatMap((stage) => gitTagsOf(stage, members, naming).map((tag) => ({ ...tag, mayStay: at.there.has(stage.name) })));
    return (0,_changes_git_tag_js__WEBPACK_IMPORTED_MODULE_0__/* .checkGitTags */ .u)(at.directory, [...new Map(tags.map((tag) => [tag.name, tag])).values()], at);
}
/** What stands for the digest of something that has none yet. */
const TO_BE_BUILT = 'what is to be built';
/**
 * What of an image will be named in a repository, as far as the plan knows: a digest, or that it is not made yet; null
 * where it cannot be said before the run.
 */
async function plannedDigest({ images }, member, repository, registry) {
    const own = images.filter(({ name, variant }) => name === member.image.name && variant === member.variant.name);
    if (own.some(({ action }) => action === 'build'))
        return TO_BE_BUILT;
    const [image] = own;
    if (image === undefined)
        return null;
    const index = image.index.find((ref) => (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_3__/* .splitRef */ .Mn)(ref).repository === repository);
    if (index !== undefined)
        return (await registry.digest(repository, (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_3__/* .splitRef */ .Mn)(index).tag)) ?? null;
    return foundIn(image, repository);
}
function foundIn({ found }, repository) {
    return (found.find(({ ref }) => (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_3__/* .splitRef */ .Mn)(ref).repository === repository) ?? found[0])?.digest ?? null;
}
/** Look-ups at the same time. */
const LOOK_UPS = 16;
/** Whether the version may come to a stage. Throws a UserError. */
async function checkStageVersion(request) {
    const { stage, members, naming, versioned, registry, signal } = request;
    const { version, changelog } = versioned;
    if ((0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_6__/* .parseVersion */ .ot)(version) === undefined)
        return { warnings: [], isThere: false, isOlder: false };
    const inSlot = (0,_registry_slots_js__WEBPACK_IMPORTED_MODULE_8__/* .slots */ .Q)(LOOK_UPS);
    const places = members.flatMap((member) => repositoriesOf(member, naming).map((repository) => ({ member, repository, tag: keptTag(stage, member, naming) })));
    const kept = await Promise.all(places.flatMap(({ member, repository, tag }) => tag === undefined
        ? []
        : [
            inSlot(async () => ({
                ref: `${repository}:${tag}`,
                old: (await registry.digest(repository, tag)) ?? null,
                new: await request.digestOf(member, repository),
            })),
        ]));
    // What is there already is no step back, whatever came after it.
    const isThere = kept.length > 0 && kept.every((one) => one.old !== null && (one.old === one.new || one.new === null));
    const notices = [];
    const template = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .immutableTemplate */ .$Z)(stage);
    const released = await Promise.all(template === undefined
        ? []
        : places.map(({ member: { image, variant }, repository }) => inSlot(async () => {
            const tags = await registry.tags(repository, signal).catch((error) => {
                if (!(error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .WorkError */ .oE))
                    throw error;
                notices.push(`${repository} does not list its tags: whether ${version} goes forward is not known`);
                return [];
            });
            return tags
                .filter((tag) => (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .canGive */ .Ok)(template, tag, { stage, variant, image: image.name }))
                .flatMap((tag) => /\d+\.\d+\.\d+/.exec(tag)?.[0] ?? []);
        })));
    const check = (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_6__/* .checkVersion */ .ps)(version, {
        stage: stage.name,
        changelog: changelog === undefined ? undefined : { file: changelog.file, top: (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_6__/* .topOfChangelog */ .Ru)(changelog.text) },
        kept,
        released: isThere ? [] : released.flat(),
    });
    if (check.problems.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(check.problems);
    const own = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .wordsIn */ .Hn)(template ?? '').includes('minor') ? (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_6__/* .minorOf */ .Hs)(version) : version;
    return {
        warnings: [...new Set([...check.warnings, ...notices])],
        isThere,
        isOlder: isThere && isBelow(own, released.flat()),
    };
}
function isBelow(version, released) {
    const own = (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_6__/* .parseVersion */ .ot)(version);
    return released.some((one) => {
        const other = (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_6__/* .parseVersion */ .ot)(one);
        return own !== undefined && other !== undefined && (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_6__/* .compareVersions */ .Zy)(own, other) < 0;
    });
}


/***/ }),

/***/ 25996:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LU: () => (/* binding */ childrenOf),
/* harmony export */   _s: () => (/* binding */ topological),
/* harmony export */   u8: () => (/* binding */ findCycle),
/* harmony export */   yr: () => (/* binding */ levels)
/* harmony export */ });
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


/***/ })

};
