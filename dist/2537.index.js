export const id = 2537;
export const ids = [2537];
export const modules = {

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
