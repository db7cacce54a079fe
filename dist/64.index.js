export const id = 64;
export const ids = [64];
export const modules = {

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
/* harmony import */ var _run_moves_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(74909);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2890);
/* harmony import */ var _stack_spec_load_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6289);
/* harmony import */ var _happening_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(20823);
/* harmony import */ var _move_names_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3660);
/* harmony import */ var _moving_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(13401);
/* harmony import */ var _planning_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(28470);
/* harmony import */ var _sources_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(68717);
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
