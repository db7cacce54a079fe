export const id = 401;
export const ids = [401];
export const modules = {

/***/ 43232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ makeGitTags),
/* harmony export */   u: () => (/* binding */ checkGitTags)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _ask_git_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(26217);


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
            await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_1__/* .askGit */ .gG)(directory, [...(await identity(directory)), 'tag', '--annotate', '--message', message, name, commit]);
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
    const args = ['push', '--quiet', REMOTE, ...refs.map((ref) => `${ref}:${ref}`)];
    const result = await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_1__/* .runGit */ .EO)(directory, args, PUSH_MS);
    if (result.status === 0)
        return;
    const { message, evidence } = (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_1__/* .failed */ .gz)(args, result);
    throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(message, {
        evidence,
        remedy: `The tags are made here: "git push ${REMOTE} ${refs.map((ref) => ref.slice('refs/tags/'.length)).join(' ')}" does the rest, with the right to push (in a workflow contents: write).`,
    });
}
/** The commit a tag names here. */
async function commitOf(directory, name) {
    const { status, stdout } = await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_1__/* .runGit */ .EO)(directory, [
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
    const answer = await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_1__/* .askGit */ .gG)(directory, ['ls-remote', '--tags', REMOTE, ...names], PUSH_MS);
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
    return (await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_1__/* .runGit */ .EO)(directory, ['check-ref-format', `refs/tags/${name}`])).status === 0;
}
/** An annotated tag says who made it; runners of workflows have no name. */
async function identity(directory) {
    const known = await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_1__/* .runGit */ .EO)(directory, ['-c', 'user.useConfigOnly=true', 'var', 'GIT_COMMITTER_IDENT']);
    return known.status === 0 ? [] : ['-c', 'user.name=stack-action', '-c', 'user.email=stack-action@localhost'];
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


/***/ })

};
