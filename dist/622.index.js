export const id = 622;
export const ids = [622];
export const modules = {

/***/ 97622:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkCommand: () => (/* binding */ checkCommand)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _docker_engine_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43115);
/* harmony import */ var _registry_client_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(65105);
/* harmony import */ var _registry_credentials_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(18561);
/* harmony import */ var _registry_lookups_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(57916);
/* harmony import */ var _registry_slots_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(81718);
/* harmony import */ var _run_origin_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(335);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2890);
/* harmony import */ var _shared_nearest_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(54527);
/* harmony import */ var _stack_spec_load_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6289);
/* harmony import */ var _stack_stages_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(86525);
/* harmony import */ var _stack_versions_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(66747);
/* harmony import */ var _happening_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(20823);
/* harmony import */ var _move_names_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(3660);
/* harmony import */ var _planning_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(28470);
/* harmony import */ var _registries_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(47935);
/* harmony import */ var _release_rules_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(84401);
/* harmony import */ var _sources_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(68717);
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
    const specPath = (0,node_path__WEBPACK_IMPORTED_MODULE_0__.resolve)((0,_planning_js__WEBPACK_IMPORTED_MODULE_13__/* .baseDirectory */ .PC)(request), inputs.spec);
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


/***/ })

};
