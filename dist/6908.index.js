export const id = 6908;
export const ids = [6908];
export const modules = {

/***/ 20823:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Z: () => (/* binding */ readHappening)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build-ts/src/shared/values.js
var values = __webpack_require__(41195);
;// CONCATENATED MODULE: ./build-ts/src/changes/event.js

/**
 * The event of a run, from the runner's environment and the webhook's payload
 * (docs.github.com/webhooks/webhook-events-and-payloads). What is malformed in the payload counts as not said.
 */
function readEvent(env, payload, defaults = {}) {
    const name = env.GITHUB_ACTIONS === 'true' ? (said(env.GITHUB_EVENT_NAME, isText) ?? 'unknown') : 'local';
    const defaultBranch = at(payload, ['repository', 'default_branch'], isRefName) ?? defaults.defaultBranch;
    const none = { sha: undefined, tag: false, deleted: false, push: undefined, pull: undefined, queue: undefined };
    if (name === 'local')
        return { ...none, name, branch: undefined, defaultBranch };
    const ref = at(payload, ['ref'], isRefName);
    const queue = name === 'merge_group' ? queueEntry(payload) : undefined;
    const deleted = name === 'delete' || (name === 'push' && isDeletion(payload));
    return {
        name,
        branch: branchOf(env, payload, name, deleted),
        defaultBranch,
        sha: said(env.GITHUB_SHA, isHash),
        tag: env.GITHUB_REF_TYPE === 'tag' ||
            (name === 'push' && ref?.startsWith('refs/tags/') === true) ||
            (name === 'delete' && (0,values/* valueAt */.f)(payload, ['ref_type']) === 'tag'),
        deleted,
        push: name === 'push' && !deleted ? pushOf(payload) : undefined,
        pull: name === 'pull_request' || name === 'pull_request_target' ? pullRequest(payload) : undefined,
        queue,
    };
}
/** The event's payload says that the code comes from a fork: then nothing may be published. */
function isFork(payload) {
    const repo = (...path) => (0,values/* valueAt */.f)(payload, [...path, 'full_name']);
    if ((0,values/* valueAt */.f)(payload, ['pull_request']) !== undefined)
        return differs(repo('pull_request', 'head', 'repo'), repo('pull_request', 'base', 'repo'));
    if ((0,values/* valueAt */.f)(payload, ['workflow_run']) !== undefined)
        return differs(repo('workflow_run', 'head_repository'), repo('workflow_run', 'repository'));
    return false;
}
/** A deleted fork leaves no repository behind: not ours either. */
function differs(head, base) {
    return head === undefined || head !== base;
}
/** Pull requests carry their branch in GITHUB_HEAD_REF; GITHUB_REF_NAME is then `71/merge`. */
function branchOf(env, payload, name, deleted) {
    // Without its branch a run is about the default branch: the environment names that, the payload what is gone.
    if (deleted)
        return at(payload, ['ref'], isRefName)?.replace(/^refs\/(heads|tags)\//, '');
    if (name === 'merge_group') {
        const head = at(payload, ['merge_group', 'head_ref'], isRefName);
        return head?.replace(/^refs\/heads\//, '') ?? said(env.GITHUB_REF_NAME, isText);
    }
    return said(env.GITHUB_HEAD_REF, isText) ?? said(env.GITHUB_REF_NAME, isText);
}
function isDeletion(payload) {
    return (0,values/* valueAt */.f)(payload, ['deleted']) === true || isZeros((0,values/* valueAt */.f)(payload, ['after']));
}
function pushOf(payload) {
    const [before, after] = [at(payload, ['before'], isHash), at(payload, ['after'], isHash)];
    const created = (0,values/* valueAt */.f)(payload, ['created']) === true || (before !== undefined && isZeros(before));
    if (after === undefined || (before === undefined && !created))
        return undefined;
    return {
        before: created ? undefined : before,
        after,
        forced: (0,values/* valueAt */.f)(payload, ['forced']) === true,
        message: at(payload, ['head_commit', 'message'], isString),
    };
}
function pullRequest(payload) {
    const pull = (0,values/* valueAt */.f)(payload, ['pull_request']);
    const number = at(pull, ['number'], isCount);
    const [base, head] = [at(pull, ['base', 'sha'], isCommit), at(pull, ['head', 'sha'], isCommit)];
    if (number === undefined || number === 0 || base === undefined || head === undefined)
        return undefined;
    return { number, base, head, changedFiles: at(pull, ['changed_files'], isCount) };
}
function queueEntry(payload) {
    const group = (0,values/* valueAt */.f)(payload, ['merge_group']);
    const baseBranch = /^refs\/heads\/(.+)$/.exec(at(group, ['base_ref'], isRefName) ?? '')?.[1];
    const head = at(group, ['head_sha'], isCommit);
    if (baseBranch === undefined || head === undefined)
        return undefined;
    return { baseBranch, head, message: at(group, ['head_commit', 'message'], isString) };
}
function at(payload, path, is) {
    return said((0,values/* valueAt */.f)(payload, path), is);
}
function said(value, is) {
    return is(value) ? value : undefined;
}
function isString(value) {
    return typeof value === 'string';
}
function isText(value) {
    return isString(value) && value !== '';
}
function isCount(value) {
    return Number.isSafeInteger(value) && value >= 0;
}
/** SHA-1, or SHA-256 where a repository is so new. */
function isHash(value) {
    return isString(value) && /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(value);
}
/** Zeros stand for no commit. */
function isZeros(value) {
    return isHash(value) && /^0+$/.test(value);
}
function isCommit(value) {
    return isHash(value) && !isZeros(value);
}
/** As git-check-ref-format(1) has it, with or without `refs/heads/`: a name that cannot mean another revision. */
function isRefName(value) {
    return (isText(value) &&
        !/[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(\/|$)/.test(value) &&
        !/^[-./]|[./]$|^@$/.test(value));
}

// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
;// CONCATENATED MODULE: ./build-ts/src/commands/happening.js





/** Reads the event. Throws a UserError when its payload cannot be read, or when the event would give a fork our rights. */
async function readHappening(request) {
    const env = await eventEnv(request);
    const payload = await readPayload(env);
    const event = readEvent(env, payload);
    return { env, event, fork: refuseForeignRights(event, env.GITHUB_ACTIONS === 'true' && isFork(payload)) };
}
/** The environment; where the user names an event, as a runner would have it for that one. */
async function eventEnv({ inputs, env, cwd }) {
    if (inputs.event === '')
        return env;
    const path = (0,external_node_path_.resolve)(cwd, inputs.eventPath);
    const payload = await readJson(path);
    const text = (...way) => {
        const value = (0,values/* valueAt */.f)(payload, way);
        return typeof value === 'string' ? value : undefined;
    };
    const ref = text('ref') ?? '';
    return {
        ...env,
        GITHUB_ACTIONS: 'true',
        GITHUB_EVENT_NAME: inputs.event,
        GITHUB_EVENT_PATH: path,
        GITHUB_REF_NAME: ref.replace(/^refs\/(heads|tags)\//, ''),
        GITHUB_REF_TYPE: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
        GITHUB_HEAD_REF: text('pull_request', 'head', 'ref') ?? '',
        GITHUB_REPOSITORY: env.GITHUB_REPOSITORY ?? text('repository', 'full_name'),
        GITHUB_SHA: undefined,
    };
}
async function readPayload({ GITHUB_ACTIONS, GITHUB_EVENT_PATH: path }) {
    return GITHUB_ACTIONS !== 'true' || path === undefined || path === '' ? undefined : readJson(path);
}
async function readJson(path) {
    try {
        return JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch (error) {
        throw (0,errors/* userError */.IF)(`the event's payload cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, { file: path });
    }
}
/** Whether the event is of a fork. With the rights of pull_request_target its code must not run at all. */
function refuseForeignRights(event, fork) {
    if (fork && (event.name === 'pull_request_target' || event.name === 'workflow_run')) {
        throw (0,errors/* userError */.IF)(`${event.name} would run the code of a fork with the rights and secrets of this repository`, {
            remedy: 'Use the event pull_request: images of forks are built and tested there, without secrets.',
        });
    }
    return fork;
}


/***/ }),

/***/ 68041:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fg: () => (/* binding */ definitionOf),
/* harmony export */   Lo: () => (/* binding */ COMMANDS),
/* harmony export */   Oc: () => (/* binding */ isDefaultArtifact),
/* harmony export */   TL: () => (/* binding */ parseInputs),
/* harmony export */   Vc: () => (/* binding */ inputsOf),
/* harmony export */   oQ: () => (/* binding */ commandNames),
/* harmony export */   y9: () => (/* binding */ isCommand)
/* harmony export */ });
/* unused harmony exports INPUTS, OUTPUTS */
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(72029);
/* harmony import */ var _shared_size_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(59300);
/* harmony import */ var _stack_platforms_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(31584);
/* harmony import */ var _shared_nearest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(54527);





/** The commands that exist: names at the command line, and the actions that do the same. */
const COMMANDS = {
    run: { action: '', help: 'Build, test, push and document what a change touches; publish all of it or nothing.' },
    plan: { action: 'detect', help: 'Say what a change touches, what would be done, and why.' },
    build: { action: 'build', help: 'Build the images into the local engine.' },
    test: { action: 'test', help: 'Run the suites on images that "build" made.' },
    push: { action: 'push', help: 'Push and publish images that "build" made and "test" did not find broken.' },
    tag: {
        action: 'tag',
        help: 'Give what a stage, tag or digest names more names: stable, a stage of the ladder, another registry; all of it or nothing.',
    },
    rollback: {
        action: 'rollback',
        operand: { name: 'NAME', optional: false },
        help: 'Say what moved a tag or stage and can be undone, or move it back to where it was before.',
    },
    release: {
        action: 'release',
        operand: { name: 'STAGE', optional: false },
        help: 'Bring the stack up the ladder to a stage: build, run the suites, move, tag in git; what is done is not done again.',
    },
    wiki: {
        action: 'wiki',
        help: 'Write pages of what was published and moved, and of what is in the images, into the wiki of a repository or a folder.',
    },
    'gpu-test': {
        action: 'gpu-test',
        help: 'Run the suites that want a GPU on images of a registry, where GPUs are; record what came of it beside their digests and on their commits.',
    },
    report: {
        action: 'report',
        operand: { name: 'DIR', optional: true },
        help: 'Put what many jobs or steps did together as one result: summary, report.html, one artifact. At a terminal: make report.html of the folder that a run wrote, or an artifact was unpacked to.',
    },
    check: { help: 'Say whether the code and the images that are used with it are of the same version.' },
    diff: {
        operand: { name: 'IMAGE A [B]', optional: false, most: 3 },
        help: 'Say what differs in an image between two tags, stages or digests: packages, layers, sizes; without pulling it.',
    },
    explain: {
        operand: { name: 'IMAGE', optional: false },
        help: 'Say why an image will be built, reused or left alone, up to the change that reaches it.',
    },
    graph: { help: 'Draw the stack and what will be done with it.' },
    init: {
        operand: { name: 'DIR', optional: true },
        help: 'Write a spec.yml for the Dockerfiles below a directory.',
    },
};
const commandNames = Object.keys(COMMANDS);
function definitionOf(command) {
    return COMMANDS[command];
}
function isCommand(name) {
    return Object.hasOwn(COMMANDS, name);
}
/** Those that look at the stack and say what is to be done with it. */
const PLANNING = ['run', 'plan', 'build', 'test', 'push', 'explain', 'graph'];
/** Those that go by a plan of another job. */
const CARRYING = ['run', 'build', 'test', 'push'];
const WORKING = [...CARRYING, 'release'];
const BUILDING = ['run', 'build', 'release'];
/** Those that run suites after the push, some of which log in elsewhere. */
const LOGGING_IN = ['run', 'test', 'push', 'release', 'gpu-test'];
/** Those that only move names in registries. */
const MOVING = ['tag', 'rollback'];
const OF_ALL = 'Only these images; name@plan takes one plan. Default: all of the stack.';
const PLACES = 'Where the names are: aliases of the spec, or bases such as 127.0.0.1:5000/acme, which replace everything before the last component of image_name. Default: push_to of the spec, else image_name as it is.';
const FILES = 'Where artifacts/ goes, with moves.json, journal.json and the lists of images.';
const DRY_MOVE = 'Ask the registries for everything that a move needs, say what would move, and move nothing.';
/** Where legs of a matrix share a text, this tells them apart; other jobs have nothing there. */
const LEG = (before) => `\${{ strategy.job-total > 1 && format('${before}{0}', strategy.job-index) || '' }}`;
/** Names of a run must differ. */
const ARTIFACTS = new Map([
    ['plan', 'stack-plan'],
    ['tag', 'stack-moves'],
    ['rollback', 'stack-moves'],
    ['release', 'stack-release'],
    ['wiki', 'stack-wiki'],
    ['gpu-test', 'stack-gpu-test'],
    ['report', 'stack-report'],
]);
/** The name that an artifact has where nobody chose one; in a matrix with the number of the leg behind it. */
function isDefaultArtifact(command, name) {
    const preset = ARTIFACTS.get(command) ?? INPUTS.artifact.default;
    return name.startsWith(preset) && /^(-\d+)?$/.test(name.slice(preset.length));
}
/**
 * The only definition of inputs: it parses them, and action.yml files, README tables and `--help` are generated from it.
 * A flag with the default `true` is `--no-<name>` at the command line.
 */
const INPUTS = {
    spec: {
        kind: 'text',
        value: 'PATH',
        default: 'images/spec.yml',
        help: 'The spec of the stack.',
        except: ['report'],
    },
    images: {
        kind: 'list',
        value: 'a,b',
        default: '',
        help: 'Work on these images, and on what they are built on where nobody has it; name@plan takes one plan. Default: what the change touches.',
        inHelp: {
            tag: OF_ALL,
            rollback: OF_ALL,
            release: OF_ALL,
            check: OF_ALL,
            wiki: 'With from: of these images only.',
            'gpu-test': OF_ALL,
        },
        only: [...PLANNING, ...MOVING, 'release', 'check', 'wiki', 'gpu-test'],
    },
    name: {
        kind: 'text',
        value: 'NAME',
        default: '',
        help: 'The tag or stage whose moves are listed or undone.',
        door: 'action',
        only: ['rollback'],
    },
    from: {
        kind: 'text',
        value: 'WHAT',
        default: '',
        help: 'What gets the new names: a tag such as 2026.3-a1239a (for other plans the same with their prefix), a stage, or the digest of one image (sha256:…).',
        inHelp: {
            wiki: 'A tag or stage whose images get pages, too, of what the registry knows of them: for what was published before there were pages.',
            'gpu-test': 'What is tested: a tag such as 2026.3-a1239a (for other plans the same with their prefix), a stage, or the digest of one image (sha256:…).',
        },
        only: ['tag', 'wiki', 'gpu-test'],
    },
    command: {
        kind: 'text',
        value: 'WORDS',
        default: '',
        help: 'Run this on the login host instead of suites of the spec, once for each of images: launch.sh -i {ref} -g 1 -f pytest /opt/workflow_tests. The words of a suite’s run stand in it; pytest has to be one, for its closing line is read.',
        only: ['gpu-test'],
    },
    to: {
        kind: 'list',
        value: 'a,b',
        default: 'stable',
        help: 'The names: stages, tags, or both; a tag may have {prefix}, {image}, {plan}, {version}, {minor}, {user}, {branch} and {sha} in it.',
        only: ['tag'],
    },
    before: {
        kind: 'text',
        value: 'OPERATION',
        default: '',
        help: 'Move back to what was named before this operation of the list; what came after it is undone, too.',
        only: ['rollback'],
    },
    last: {
        kind: 'flag',
        default: 'false',
        help: 'Undo the newest operation of the list, a roll back, too.',
        only: ['rollback'],
    },
    base: {
        kind: 'text',
        value: 'REVISION',
        default: '',
        help: 'Compare with this commit, from where the two parted, instead of what the event says.',
        only: PLANNING,
    },
    head: {
        kind: 'text',
        value: 'REVISION',
        default: '',
        help: 'With base: compare this commit with it. Default: the checkout, with what is not committed yet.',
        only: PLANNING,
    },
    event: {
        kind: 'text',
        value: 'NAME',
        default: '',
        help: 'Plan for this event of GitHub’s; with --event-path.',
        door: 'cli',
        only: PLANNING,
    },
    'event-path': {
        kind: 'text',
        value: 'FILE',
        default: '',
        help: 'The payload of the event, as JSON.',
        door: 'cli',
        only: PLANNING,
    },
    'full-rebuild': {
        kind: 'flag',
        default: 'false',
        help: 'Build and test every image, whatever the registry has; so do the words "full rebuild" in the head commit’s message.',
        only: PLANNING,
    },
    trust: {
        kind: 'choice',
        value: 'WHOM',
        choices: ['all', 'builds', 'none'],
        default: 'all',
        help: 'What the registry says of this very content: all: what was built and tested is neither built nor tested again; builds: tested again; none: built and tested again.',
        only: PLANNING,
    },
    'base-drift': {
        kind: 'choice',
        value: 'POLICY',
        choices: ['auto', 'report', 'rebuild'],
        default: 'auto',
        help: 'When a base outside the stack has moved: report: say so, and keep to the one that was built on; rebuild: build on the new one; auto: rebuild on a schedule and in a full rebuild, else report.',
        only: [...PLANNING, 'release'],
    },
    plan: {
        kind: 'text',
        value: 'FILE',
        default: '',
        help: 'Do what this plan.json says (of "plan" or the action detect) instead of making one; with images: that part of it.',
        only: CARRYING,
    },
    earlier: {
        kind: 'list',
        value: 'DIR,…',
        default: '',
        help: 'Folders with the results.json of other jobs (their artifacts): what they built and tested is published, what failed there is not.',
        inHelp: {
            report: 'Folders with the results.json of jobs (their artifacts), instead of artifacts of this run.',
            wiki: 'Folders with the files of other jobs (their artifacts), beside out.',
        },
        only: ['test', 'push', 'report', 'wiki'],
    },
    share: {
        kind: 'flag',
        default: 'false',
        help: 'Push what was built or tested as candidates (fp-…), for jobs on other machines; no name moves.',
        only: ['build', 'test'],
    },
    platforms: {
        kind: 'list',
        value: 'LIST',
        default: '',
        help: 'Build for these platforms, such as linux/amd64,linux/arm64, instead of those of the spec.',
        inHelp: { diff: 'Compare the images for this platform. Default: the engine’s.' },
        only: [...PLANNING, 'release', 'diff'],
    },
    pull: {
        kind: 'flag',
        default: 'false',
        help: 'Pull an image that nobody wrote down the contents of, and run its info commands.',
        door: 'cli',
        only: ['diff'],
    },
    registries: {
        kind: 'list',
        value: 'LIST',
        default: '',
        only: [...PLANNING, ...MOVING, 'release', 'check', 'diff', 'wiki', 'gpu-test'],
        inHelp: { tag: PLACES, rollback: PLACES, check: PLACES, diff: PLACES, wiki: PLACES, 'gpu-test': PLACES },
        help: 'Where to push: aliases of the spec, or bases such as 127.0.0.1:5000/acme, which replace everything before the last component of image_name. Default: push_to of the spec, else image_name as it is.',
    },
    'to-registries': {
        kind: 'list',
        value: 'LIST',
        default: '',
        only: ['tag'],
        help: 'Where the new names are, in the same form; blobs that are not there are copied, digests stay. Default: where they come from.',
    },
    out: {
        kind: 'text',
        value: 'DIR',
        default: '.',
        help: 'Where artifacts/, logs/ and manifests/ go ("plan" at a terminal writes files only when this is given).',
        only: ['run', 'plan', 'build', 'test', 'push', ...MOVING, 'release', 'report', 'wiki', 'gpu-test'],
        inHelp: {
            tag: FILES,
            rollback: FILES,
            report: 'Where artifacts/, logs/ and manifests/ of what was put together go.',
            wiki: 'Where a run or a move left artifacts/ and manifests/; wiki.json, and the pages of a dry run, go there, too.',
            'gpu-test': 'Where artifacts/ and logs/ go, with gpu-test.json and the logs of the suites.',
        },
    },
    push: {
        kind: 'flag',
        default: 'true',
        help: 'Push and publish.',
        inHelp: { release: 'Push (--no-push: the names are moved in the engine alone).' },
        only: ['run', 'plan', 'explain', 'graph', 'release'],
    },
    publish: {
        kind: 'choice',
        value: 'POLICY',
        choices: ['all', 'passed', 'none'],
        default: 'all',
        help: 'all: tags move only when every image of the run is green; passed: those of the green images; none: nothing but candidates (fp-…).',
        only: ['run', 'push'],
    },
    builder: {
        kind: 'text',
        value: 'NAME',
        default: 'auto',
        help: 'auto: buildx where the docker CLI has it, else the engine; engine; buildx: its current builder; or the name of a builder of buildx, which may be another machine or a cluster.',
        only: BUILDING,
    },
    cache: { kind: 'flag', default: 'true', help: 'Use the build cache.', only: BUILDING },
    'cache-from': {
        kind: 'lines',
        value: 'WHERE',
        default: '',
        help: 'Build caches to read, as buildx takes them, one per line: type=gha,scope={image} or type=registry,ref={repository}:cache; {image}, {variant}, {platform} and {repository} stand for the image’s own.',
        only: BUILDING,
    },
    'cache-to': {
        kind: 'lines',
        value: 'WHERE',
        default: '',
        help: 'Build caches to write, in the same form.',
        only: BUILDING,
    },
    'secret-envs': {
        kind: 'lines',
        value: 'ID=NAME',
        default: '',
        help: 'Secrets that images of the spec may mount in their builds, one per line: id=NAME of an environment variable.',
        only: BUILDING,
    },
    'secret-files': {
        kind: 'lines',
        value: 'ID=PATH',
        default: '',
        help: 'The same from files: id=path.',
        only: BUILDING,
    },
    secrets: {
        kind: 'lines',
        default: '',
        help: 'The same by value: id=value.',
        door: 'action',
        only: BUILDING,
    },
    provenance: {
        kind: 'text',
        value: 'MODE',
        default: 'false',
        help: 'Attest how images were built: false, mode=min or mode=max. Wants buildx and a builder that can.',
        only: BUILDING,
    },
    sbom: {
        kind: 'text',
        value: 'GENERATOR',
        default: 'false',
        help: 'Attest what is in the images: false, true, or generator=IMAGE. Wants buildx and a builder that can.',
        only: BUILDING,
    },
    'parallel-builds': {
        kind: 'count',
        value: 'N',
        default: '0',
        help: 'Builds at the same time; 0: one per core and 2 GiB of memory, at least 2 where there is the memory.',
        only: BUILDING,
    },
    'parallel-tests': {
        kind: 'count',
        value: 'N',
        default: '0',
        help: 'Images that are tested at the same time; 0: one per core and 2 GiB of memory.',
        only: ['run', 'test', 'release', 'gpu-test'],
    },
    'parallel-pushes': {
        kind: 'count',
        value: 'N',
        default: '0',
        help: 'Pushes and pulls at the same time; 0: 4.',
        only: WORKING,
    },
    'fail-fast': {
        kind: 'flag',
        default: 'false',
        help: 'Stop everything at the first failure, instead of only what is built on what failed.',
        only: WORKING,
    },
    timeout: {
        kind: 'duration',
        value: 'TIME',
        default: '0',
        help: 'Limit of the whole run; then everything is stopped, tidied up and reported. 0: none.',
        only: [...WORKING, 'gpu-test'],
    },
    'build-timeout': {
        kind: 'duration',
        value: 'TIME',
        default: '2h',
        help: 'Limit of a build; 0: none.',
        only: BUILDING,
    },
    'push-timeout': {
        kind: 'duration',
        value: 'TIME',
        default: '1h',
        help: 'Limit of a push or pull; 0: none.',
        only: WORKING,
    },
    'min-free': {
        kind: 'size',
        value: 'SIZE',
        default: '2GB',
        help: 'Room that the engine’s disk must have before a build begins; 0: do not look.',
        only: BUILDING,
    },
    'free-disk': {
        kind: 'flag',
        default: 'false',
        help: 'Remove tools that GitHub’s hosted runners bring and a stack seldom needs (Android, .NET, Haskell, Swift, CodeQL …) before the work; elsewhere nothing happens.',
        door: 'action',
        only: BUILDING,
    },
    'ssh-host': {
        kind: 'text',
        value: 'USER@HOST',
        default: '',
        help: 'The login host of suites over ssh: user@host or user@host:port; before what the spec says (suites.NAME.ssh.host).',
        only: LOGGING_IN,
    },
    'ssh-jump': {
        kind: 'text',
        value: 'USER@HOST',
        default: '',
        help: 'The host on the way there, in the same form; the same key or password opens both.',
        only: LOGGING_IN,
    },
    'ssh-known-hosts': {
        kind: 'lines',
        value: 'LINE',
        default: '',
        help: 'Keys of the hosts, one per line: as in ssh’s known_hosts, or SHA256:… fingerprints; with those of the spec. A host with another key is refused. Default: ~/.ssh/known_hosts.',
        only: LOGGING_IN,
    },
    'ssh-key': {
        kind: 'text',
        default: '',
        help: 'A secret: the private key to log in with, all lines of its file.',
        secret: true,
        door: 'action',
        only: LOGGING_IN,
    },
    'ssh-key-file': {
        kind: 'text',
        value: 'PATH',
        default: '',
        help: 'The file of the private key to log in with. Default: STACK_SSH_KEY of the environment, which holds the key itself; else the ssh agent (SSH_AUTH_SOCK). A passphrase or password is read from STACK_SSH_PASSPHRASE and STACK_SSH_PASSWORD.',
        door: 'cli',
        only: LOGGING_IN,
    },
    'ssh-passphrase': {
        kind: 'text',
        default: '',
        help: 'A secret: the passphrase of the key.',
        secret: true,
        door: 'action',
        only: LOGGING_IN,
    },
    'ssh-password': {
        kind: 'text',
        default: '',
        help: 'A secret: the password to log in with, where there is no key.',
        secret: true,
        door: 'action',
        only: LOGGING_IN,
    },
    'test-timeout': {
        kind: 'duration',
        value: 'TIME',
        default: '30m',
        help: 'Wall-clock limit of a suite that names none: 90s, 30m, 1h.',
        only: ['run', 'test', 'push', 'release', 'gpu-test'],
    },
    suites: {
        kind: 'list',
        value: 'a,b',
        default: '',
        help: 'Run these suites only, by name or sort (test, tests_common, integration_tests, notebooks, long-notebooks …), those that are off by default too.',
        inHelp: {
            'gpu-test': 'Run these suites only, by name or sort. Default: those of the spec that want a GPU (on: ssh, or gpus).',
        },
        only: [...PLANNING, 'release', 'gpu-test'],
    },
    'skip-suites': {
        kind: 'list',
        value: 'a,b',
        default: '',
        help: 'Leave these suites out, by name or sort.',
        inHelp: {
            release: 'Leave these suites out, by name or sort, also where a stage asks for them; the journal will say so.',
        },
        only: [...PLANNING, 'release', 'gpu-test'],
    },
    stage: {
        kind: 'text',
        value: 'NAME',
        default: '',
        help: 'What {stage} stands for in the commands of suites.',
        inHelp: {
            release: 'The stage to release to.',
            check: 'The stage whose images are looked at. Default: the highest that has one.',
        },
        operandOf: 'release',
        only: ['run', 'test', 'push', 'release', 'check', 'gpu-test'],
    },
    version: {
        kind: 'text',
        value: 'VERSION',
        default: '',
        help: 'What {version} stands for in the commands of suites.',
        inHelp: {
            release: 'The version, X.Y.Z, or changelog: the top entry of the changelog, which is the default where the spec names one.',
            tag: 'What {version} (X.Y.Z) and {minor} (X.Y.0) stand for in tags; changelog: the top entry of the changelog, which is the default where the spec names one.',
        },
        only: ['run', 'test', 'push', 'tag', 'release', 'gpu-test'],
    },
    user: {
        kind: 'text',
        value: 'NAME',
        default: '',
        help: 'What {user} stands for in tags. Default: who runs this.',
        only: ['run', 'plan', 'tag', 'release'],
    },
    local: {
        kind: 'flag',
        default: 'false',
        help: 'Name images of the engine, of which no registry need know; gates are said, and not held.',
        door: 'cli',
        only: ['tag'],
    },
    require: {
        kind: 'list',
        value: 'a,b',
        default: '',
        help: 'Move only what has passed these suites, whatever stages ask for: names or sorts, NAME@IMAGE for one image, or gpu-test for those that want a GPU; on exactly these digests, as the journal says.',
        only: ['tag'],
    },
    'skip-gates': {
        kind: 'flag',
        default: 'false',
        help: 'Move although suites that a stage, or require, asks for have not passed on exactly these images; the journal will say so.',
        only: ['tag'],
    },
    'git-tag': {
        kind: 'flag',
        default: 'false',
        help: 'Push the git tags of the stages to origin, too; wants contents: write.',
        door: 'action',
        only: ['release'],
    },
    'push-git-tag': {
        kind: 'flag',
        default: 'false',
        help: 'Push the git tags of the stages to origin, too.',
        door: 'cli',
        only: ['release'],
    },
    strict: {
        kind: 'flag',
        default: 'false',
        help: 'Fail when code and image are not of the same version, instead of only saying so.',
        only: ['check'],
    },
    python: {
        kind: 'text',
        value: 'PROGRAM',
        default: 'python3',
        help: 'The Python of this machine that runs suites on the host; it has pytest and what those import.',
        only: ['run', 'test', 'push', 'release', 'gpu-test'],
    },
    wiki: {
        kind: 'text',
        value: 'OWNER/NAME',
        default: '',
        help: 'The repository whose wiki it is. Default: the one that the workflow runs in.',
        only: ['wiki'],
    },
    folder: {
        kind: 'text',
        value: 'DIR',
        default: '',
        help: 'Write the pages into this folder instead of a wiki, with links to files, for a static site.',
        only: ['wiki'],
    },
    keep: {
        kind: 'count',
        value: 'N',
        default: '0',
        help: 'Keep the pages of the newest N publishes of each image, and of what stages name; 0: all.',
        only: ['wiki'],
    },
    'dry-run': {
        kind: 'flag',
        default: 'false',
        help: 'Say what would be done and why; do nothing.',
        inHelp: {
            tag: DRY_MOVE,
            rollback: DRY_MOVE,
            wiki: 'Write the pages that would change to artifacts/wiki/ only.',
            'gpu-test': 'Find the digests, log in where suites run, say the exact commands, and run none of them.',
        },
        only: [...WORKING, ...MOVING, 'wiki', 'gpu-test'],
    },
    offline: {
        kind: 'flag',
        default: 'false',
        help: 'No look-ups before the work: neither what registries have, nor logins, nor GitHub’s API.',
        only: PLANNING,
    },
    format: {
        kind: 'choice',
        value: 'FORMAT',
        choices: ['mermaid', 'dot', 'svg', 'json'],
        default: 'mermaid',
        help: 'mermaid, dot, svg or json.',
        only: ['graph'],
    },
    force: {
        kind: 'flag',
        default: 'false',
        help: 'Replace a spec that is there.',
        inHelp: {
            tag: 'Move version tags, too, that name something else already, and to versions that are refused else.',
            rollback: 'Move back names, too, that somebody else has moved since, or that the undone operation says it is still moving.',
        },
        only: ['init', ...MOVING],
    },
    json: {
        kind: 'flag',
        default: 'false',
        help: 'One JSON document on stdout, everything else on stderr.',
        door: 'cli',
        only: [...PLANNING, ...MOVING, 'release', 'report', 'check', 'diff', 'wiki', 'gpu-test'],
    },
    token: {
        kind: 'text',
        default: '',
        inManifest: () => '${{ github.token }}',
        help: 'Asks GitHub what changed; needs contents: read and pull-requests: read.',
        inHelp: {
            report: 'Writes the comment; needs pull-requests: write.',
            wiki: 'Writes to the wiki; needs contents: write. For the wiki of another repository it is one that may write there.',
            'gpu-test': 'Sets the commit status stack-action/gpu-test; needs statuses: write.',
        },
        door: 'action',
        only: [...PLANNING, 'release', 'report', 'wiki', 'gpu-test'],
    },
    artifact: {
        kind: 'text',
        value: 'NAME',
        default: 'stack-action',
        help: 'Name of the workflow artifact that takes artifacts/, logs/ and manifests/; empty: none. Names are unique in a run: give each step and each leg of a matrix its own.',
        inManifest: (command) => `${ARTIFACTS.get(command) ?? 'stack-action'}${LEG('-')}`,
        door: 'action',
    },
    'retention-days': {
        kind: 'count',
        value: 'DAYS',
        default: '0',
        help: 'Days for which the artifact is kept, 1 to 400; 0: as the repository says. More than the repository allows is cut to that.',
        door: 'action',
    },
    compression: {
        kind: 'count',
        value: 'LEVEL',
        default: '6',
        help: 'How hard the artifact is packed: 0 (not at all) to 9.',
        door: 'action',
    },
    pattern: {
        kind: 'list',
        value: 'a,b',
        default: 'stack-*',
        help: 'Artifacts of this run to read, by name, with * and ?; all jobs that worked, and the one that planned.',
        door: 'action',
        only: ['report'],
    },
    open: {
        kind: 'flag',
        default: 'false',
        help: 'Show report.html in the browser of this machine.',
        door: 'cli',
        only: ['report'],
    },
    'fail-on-failure': {
        kind: 'flag',
        default: 'true',
        help: 'Fail when what was put together failed, was interrupted, or is not whole.',
        only: ['report'],
    },
    comment: {
        kind: 'flag',
        default: 'false',
        help: 'On pull requests: say what came of it in one comment, which every run writes over; wants pull-requests: write. Pull requests of forks get none.',
        door: 'action',
        only: ['run', 'plan', 'push', 'report'],
    },
    'comment-key': {
        kind: 'text',
        value: 'TEXT',
        default: '',
        inManifest: () => `\${{ github.workflow }}/\${{ github.job }}${LEG('/')}`,
        help: 'Comments of different keys are different comments.',
        door: 'action',
        only: ['run', 'plan', 'push', 'report'],
    },
};
const MOVES_FOLDER = 'Path of the folder with moves.json, journal.json and the lists of images.';
/** What the root action and its siblings tell later steps. */
const OUTPUTS = {
    images: { help: 'JSON list of the images to build, test or publish, parents before children.', only: PLANNING },
    changed: {
        help: 'JSON list of the images that the change touches, by itself or through a parent.',
        inHelp: { wiki: 'How many pages were written or removed.' },
        only: [...PLANNING, 'wiki'],
    },
    any: { help: 'true when there is something to do.', only: PLANNING },
    full: { help: 'Why every image counts as changed; empty when not all do.', only: PLANNING },
    levels: { help: 'JSON list of lists: images of a level need nothing below it.', only: PLANNING },
    matrices: {
        help: 'JSON list of matrices, one per level: fromJSON(…)[0] is {"include": [{"name", "images", "platform"}]} of the images that build on nothing of this run.',
        only: PLANNING,
    },
    matrix: {
        help: 'A matrix for fromJSON, {"include": [{"name", "images", "platform"}]}: a leg per image, at most 256; when there are more images, a leg per subtree.',
        only: PLANNING,
    },
    reasons: { help: 'JSON object: image → why, as a sentence.', only: PLANNING },
    plan: { help: 'Path of plan.json; give it to build, test and push as their input plan.', only: PLANNING },
    artifacts: {
        help: 'Path of the folder with plan.json, and after work results.json and a .yml per image.',
        inHelp: {
            tag: MOVES_FOLDER,
            rollback: MOVES_FOLDER,
            wiki: 'Path of the folder with wiki.json, and wiki/ after a dry run.',
            'gpu-test': 'Path of the folder with gpu-test.json.',
        },
    },
    outcome: { help: 'passed, failed or interrupted.' },
    published: { help: 'JSON list of what was published: {"image", "ref", "digest"}.', only: [...CARRYING, 'report'] },
    digests: {
        help: 'JSON object: image → digest in the registry, of all that was pushed; an image for several platforms by its whole id.',
        only: ['run', 'push', 'report'],
    },
    refs: { help: 'JSON list of the names that were published, each once.', only: ['run', 'push', 'report'] },
    missing: { help: 'JSON list of the images that the plan wanted and no job reported on.', only: ['report'] },
    'artifact-id': { help: 'Number of the artifact that was uploaded; empty: none.' },
    'artifact-url': { help: 'Address of that artifact; empty: none.' },
    'comment-url': { help: 'Address of the comment; empty: none.', only: ['run', 'plan', 'push', 'report'] },
    report: { help: 'Path of report.html.', only: ['report'] },
    moved: {
        help: 'JSON list of the names that moved, or name it already: {"image", "ref", "old", "new", "state": "moved" or "unchanged"}; old is null where the name is new.',
        inHelp: {
            release: 'JSON list of the names of all stages on the way: {"stage", "image", "ref", "old", "new"}; old is null where the name is new, and missing where it is not known.',
        },
        only: [...MOVING, 'release'],
    },
    pages: {
        help: 'JSON list of the pages that were written or removed: {"page", "change": "made", "changed" or "removed"}.',
        only: ['wiki'],
    },
    url: { help: 'Address of the wiki, or path of the folder.', only: ['wiki'] },
    results: { help: 'Path of results.json.', only: [...CARRYING, 'report'] },
    passed: { help: 'JSON list of what passed: host/name@sha256:….', only: ['gpu-test'] },
    failed: { help: 'JSON list of what did not pass: host/name@sha256:….', only: ['gpu-test'] },
    record: { help: 'Path of gpu-test.json.', only: ['gpu-test'] },
};
/** The inputs of a command at one of the front doors, in the order of the table. */
function inputsOf(command, door) {
    return Object.entries(INPUTS)
        .filter(([, input]) => (input.only?.includes(command) ?? true) && (input.door ?? door) === door)
        .filter(([, input]) => input.except?.includes(command) !== true)
        .filter(([, input]) => door === 'action' || input.operandOf !== command)
        .map(([name, input]) => [name, { ...input, help: input.inHelp?.[command] ?? input.help }]);
}
/** Parses raw texts (empty: the default) into inputs. `label` names an input as the user wrote it. Throws a UserError with all mistakes. */
function parseInputs(raw, label) {
    const problems = [];
    const text = (name) => {
        const given = raw[name]?.trim() ?? '';
        return given === '' ? INPUTS[name].default : given;
    };
    const bad = (name, expected, remedy) => void problems.push({
        message: `${label(name)}: expected ${expected}, found "${text(name)}"`,
        ...(remedy === undefined ? {} : { remedy }),
    });
    const list = (name) => text(name)
        .split(/[\s,]+/)
        .filter((item) => item !== '');
    const flag = (name) => {
        const value = text(name).toLowerCase();
        if (value !== 'true' && value !== 'false')
            bad(name, 'true or false');
        return value === 'true';
    };
    const count = (name) => {
        if (!/^\d{1,3}$/.test(text(name)))
            bad(name, 'a number from 0 to 999');
        return Number(text(name));
    };
    const lines = (name) => text(name)
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
    // A blank may be part of it.
    const secret = (name) => text(name) === '' ? '' : (raw[name] ?? '').replace(/^[\r\n]+|[\r\n]+$/g, '');
    const duration = (name, least = 0) => {
        const ms = (0,_shared_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDuration */ .E)(text(name));
        if (ms === undefined || ms < least)
            bad(name, 'a time such as 90s, 5m or 1h');
        return ms ?? 0;
    };
    const size = (name) => {
        const bytes = (0,_shared_size_js__WEBPACK_IMPORTED_MODULE_2__/* .parseSize */ .D)(text(name));
        if (bytes === undefined)
            bad(name, 'a size such as 500MB, 2GB or 1GiB');
        return bytes ?? 0;
    };
    const platforms = (name) => {
        const wrong = list(name).find((one) => !(0,_stack_platforms_js__WEBPACK_IMPORTED_MODULE_4__/* .isPlatform */ .aH)(one));
        if (wrong !== undefined)
            bad(name, 'platforms such as linux/amd64', suggestion(wrong, _stack_platforms_js__WEBPACK_IMPORTED_MODULE_4__/* .PLATFORMS */ .P4));
        return [...new Set(list(name))];
    };
    const choice = (name, choices, fallback) => {
        const found = choices.find((one) => one === text(name));
        if (found === undefined)
            bad(name, choices.join(', '), suggestion(text(name), choices));
        return found ?? fallback;
    };
    const inputs = {
        spec: text('spec'),
        images: list('images'),
        name: text('name'),
        from: text('from'),
        command: text('command'),
        to: list('to'),
        before: text('before'),
        last: flag('last'),
        toRegistries: list('to-registries'),
        user: text('user'),
        local: flag('local'),
        require: list('require'),
        skipGates: flag('skip-gates'),
        gitTag: flag('git-tag') || flag('push-git-tag'),
        strict: flag('strict'),
        base: text('base'),
        head: text('head'),
        event: text('event'),
        eventPath: text('event-path'),
        fullRebuild: flag('full-rebuild'),
        trust: choice('trust', INPUTS.trust.choices, 'all'),
        baseDrift: choice('base-drift', INPUTS['base-drift'].choices, 'auto'),
        plan: text('plan'),
        registries: list('registries'),
        out: text('out'),
        push: flag('push'),
        publish: choice('publish', INPUTS.publish.choices, 'all'),
        earlier: list('earlier'),
        share: flag('share'),
        platforms: platforms('platforms'),
        pull: flag('pull'),
        builder: text('builder'),
        cache: flag('cache'),
        cacheFrom: lines('cache-from'),
        cacheTo: lines('cache-to'),
        secretEnvs: lines('secret-envs'),
        secretFiles: lines('secret-files'),
        secrets: lines('secrets'),
        provenance: text('provenance'),
        sbom: text('sbom'),
        parallelBuilds: count('parallel-builds'),
        parallelTests: count('parallel-tests'),
        parallelPushes: count('parallel-pushes'),
        failFast: flag('fail-fast'),
        timeoutMs: duration('timeout'),
        buildTimeoutMs: duration('build-timeout'),
        pushTimeoutMs: duration('push-timeout'),
        minFree: size('min-free'),
        freeDisk: flag('free-disk'),
        sshHost: text('ssh-host'),
        sshJump: text('ssh-jump'),
        sshKnownHosts: lines('ssh-known-hosts'),
        sshKey: secret('ssh-key'),
        sshKeyFile: text('ssh-key-file'),
        sshPassphrase: secret('ssh-passphrase'),
        sshPassword: secret('ssh-password'),
        testTimeoutMs: duration('test-timeout', 1),
        suites: list('suites'),
        skipSuites: list('skip-suites'),
        stage: text('stage'),
        version: text('version'),
        python: text('python'),
        wiki: text('wiki'),
        folder: text('folder'),
        keep: count('keep'),
        dryRun: flag('dry-run'),
        offline: flag('offline'),
        format: choice('format', INPUTS.format.choices, 'mermaid'),
        force: flag('force'),
        json: flag('json'),
        token: text('token'),
        artifact: raw.artifact?.trim() ?? INPUTS.artifact.default,
        retentionDays: count('retention-days'),
        compression: count('compression'),
        pattern: list('pattern'),
        open: flag('open'),
        failOnFailure: flag('fail-on-failure'),
        comment: flag('comment'),
        commentKey: text('comment-key'),
    };
    // https://docs.github.com/en/actions/reference/limits: 90 days in public repositories, up to 400 in private ones.
    if (inputs.retentionDays > 400)
        bad('retention-days', 'a number from 0 to 400');
    if (inputs.compression > 9)
        bad('compression', 'a number from 0 to 9');
    for (const name of ['spec', 'out', 'plan', 'event-path', 'folder'])
        if (text(name).includes('\0'))
            bad(name, 'a path');
    const decided = ['base', 'full-rebuild', 'trust'].filter((name) => text(name) !== INPUTS[name].default);
    if (inputs.plan !== '' && decided.length > 0)
        problems.push({
            message: `${label('plan')} has decided what is done: ${decided.map(label).join(', ')} would have no effect`,
            remedy: `Give ${decided.length === 1 ? 'it' : 'them'} where the plan is made.`,
        });
    if (inputs.head !== '' && inputs.base === '')
        bad('head', 'base beside it', `Give ${label('base')} too.`);
    if ((inputs.event === '') !== (inputs.eventPath === ''))
        problems.push({ message: `${label('event')} and ${label('event-path')} go together`, remedy: 'Give both or none.' });
    if (problems.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems);
    return inputs;
}
function suggestion(wrong, known) {
    const best = (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_3__/* .nearest */ .pA)(wrong, known);
    return best === undefined ? undefined : `Did you mean "${best}"?`;
}


/***/ }),

/***/ 10380:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V0: () => (/* binding */ MOST_ENTRIES),
  zR: () => (/* binding */ diffFacts),
  $7: () => (/* binding */ isEmptyDiff)
});

// UNUSED EXPORTS: capDiff

;// CONCATENATED MODULE: ./build-ts/src/contents/order/digits.js
/** Compares decimal numbers of any length; none is 0. */
function compareDigits(a, b) {
    const [one, other] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')];
    return Math.sign(one.length - other.length) || compareText(one, other);
}
/** By code units: the same on every machine. */
function compareText(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
/** The first of several comparisons that decides. */
function firstOf(...orders) {
    for (const order of orders) {
        const result = order();
        if (result !== 0)
            return result;
    }
    return 0;
}
/** Compares lists element by element; where one ends, it goes on with `fill`. */
function compareLists(a, b, order, fill) {
    for (let at = 0; at < Math.max(a.length, b.length); at++) {
        const result = order(a[at] ?? fill, b[at] ?? fill);
        if (result !== 0)
            return result;
    }
    return 0;
}
const RUNS = /\d+|[^\d]+/g;
/** Runs of digits and of everything else, as they follow each other. */
function runsOf(text) {
    return text.match(RUNS) ?? [];
}
function isNumber(run) {
    return run !== undefined && /^\d+$/.test(run);
}
/** What follows no rules: numbers as numbers, the rest as text, a number after text, more after less. */
const anyOrder = (a, b) => compareLists(runsOf(a), runsOf(b), (one, other) => {
    if (one === undefined || other === undefined)
        return Number(one !== undefined) - Number(other !== undefined);
    if (isNumber(one) && isNumber(other))
        return compareDigits(one, other);
    if (isNumber(one) || isNumber(other))
        return isNumber(one) ? 1 : -1;
    return compareText(one, other);
}, undefined);

;// CONCATENATED MODULE: ./build-ts/src/contents/order/conda.js

/**
 * https://docs.conda.io/projects/conda/en/stable/user-guide/concepts/pkg-specs.html#version-ordering: undefined where one
 * is no version.
 */
function condaOrder(a, b) {
    const [one, other] = [parse(a), parse(b)];
    if (one === undefined || other === undefined)
        return undefined;
    const parts = (x, y) => compareLists(x, y, (c, d) => compareLists(c, d, compareAtom, '0'), ['0']);
    return firstOf(() => compareDigits(one.epoch, other.epoch), () => parts(one.version, other.version), () => parts(one.local, other.local));
}
function parse(text) {
    const lower = text.trim().toLowerCase();
    if (!/^[0-9a-z._+!-]+$/.test(lower))
        return undefined;
    const mark = lower.indexOf('!');
    const epoch = mark < 0 ? '0' : lower.slice(0, mark);
    const [version = '', ...locals] = lower.slice(mark + 1).split('+');
    if (!isNumber(epoch) || version === '' || version.includes('!') || locals.length > 1)
        return undefined;
    return { epoch, version: componentsOf(version), local: locals[0] === undefined ? [] : componentsOf(locals[0]) };
}
/** An underscore at the end belongs to the last component: `1.0.1_` goes before `1.0.1a`. */
function componentsOf(text) {
    const ends = text.endsWith('_');
    const parts = (ends ? text.slice(0, -1) : text).split(/[._-]/);
    const last = parts.length - 1;
    return parts.map((part, at) => {
        const runs = runsOf(ends && at === last ? `${part}_` : part);
        return runs.length > 0 && !isNumber(runs[0]) ? ['0', ...runs] : runs;
    });
}
/** `dev` before other words, words before numbers, `post` after them. */
function compareAtom(a, b) {
    return firstOf(() => Math.sign(rank(a) - rank(b)), () => (isNumber(a) && isNumber(b) ? compareDigits(a, b) : compareText(a, b)));
}
function rank(atom) {
    if (isNumber(atom))
        return 0;
    return atom === 'post' ? 1 : atom === 'dev' ? -2 : -1;
}

;// CONCATENATED MODULE: ./build-ts/src/contents/order/debian.js

/** `[epoch:]upstream[-revision]`, as `dpkg --compare-versions` has it: deb-version(7). */
const debianOrder = (a, b) => {
    const [one, other] = [partsOf(a), partsOf(b)];
    return firstOf(() => compareDigits(one.epoch, other.epoch), () => comparePart(one.upstream, other.upstream), () => comparePart(one.revision, other.revision));
};
function partsOf(version) {
    const colon = version.indexOf(':');
    const rest = version.slice(colon + 1);
    const dash = rest.lastIndexOf('-');
    return {
        epoch: colon < 0 ? '0' : version.slice(0, colon),
        upstream: dash < 0 ? rest : rest.slice(0, dash),
        revision: dash < 0 ? '' : rest.slice(dash + 1),
    };
}
/** Text and numbers in turn. In text a tilde goes before its end, its end before letters, letters before all else. */
function comparePart(a, b) {
    let [i, j] = [0, 0];
    while (i < a.length || j < b.length) {
        while ((i < a.length && !isDigit(a, i)) || (j < b.length && !isDigit(b, j))) {
            const order = Math.sign(weight(a, i) - weight(b, j));
            if (order !== 0)
                return order;
            i++;
            j++;
        }
        const [from, start] = [i, j];
        while (isDigit(a, i))
            i++;
        while (isDigit(b, j))
            j++;
        const order = compareDigits(a.slice(from, i), b.slice(start, j));
        if (order !== 0)
            return order;
    }
    return 0;
}
function isDigit(text, at) {
    const code = text.charCodeAt(at);
    return code >= 48 && code <= 57;
}
function weight(text, at) {
    const character = text.charAt(at);
    if (character === '' || isDigit(text, at))
        return 0;
    if (character === '~')
        return -1;
    return /[A-Za-z]/.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 256;
}

;// CONCATENATED MODULE: ./build-ts/src/contents/order/pep440.js

/** https://packaging.python.org/en/latest/specifications/version-specifiers/#appendix-parsing-version-strings-with-regular-expressions */
const VERSION = /^v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?(?:-(\d+)|[-_.]?(post|rev|r)[-_.]?(\d*))?(?:[-_.]?(dev)[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?$/;
const PHASES = { alpha: 'a', beta: 'b', c: 'rc', pre: 'rc', preview: 'rc' };
/** Compares two versions of Python packages; undefined where one is none. */
function pep440Order(a, b) {
    const [one, other] = [pep440_parse(a), pep440_parse(b)];
    if (one === undefined || other === undefined)
        return undefined;
    return firstOf(() => compareDigits(one.epoch, other.epoch), () => compareLists(one.release, other.release, compareDigits, '0'), () => comparePre(one, other), () => compareNumber(one.post, other.post, -1), () => compareNumber(one.dev, other.dev, 1), () => compareLocal(one.local, other.local));
}
function pep440_parse(version) {
    const found = VERSION.exec(version.trim().toLowerCase());
    if (found === null)
        return undefined;
    const [, epoch = '0', release = '', phase, number = '', implicit, post, postNumber = '', dev, devNumber = '', local] = found;
    return {
        epoch,
        release: release.split('.'),
        pre: phase === undefined ? undefined : { phase: PHASES[phase] ?? phase, number },
        post: implicit ?? (post === undefined ? undefined : postNumber),
        dev: dev === undefined ? undefined : devNumber,
        local: local?.split(/[-_.]/),
    };
}
/** A development release of what is no pre-release goes before all pre-releases, a release after them. */
function comparePre(a, b) {
    const rank = ({ pre, post, dev }) => pre !== undefined ? 0 : post === undefined && dev !== undefined ? -1 : 1;
    return firstOf(() => Math.sign(rank(a) - rank(b)), () => compareText(a.pre?.phase ?? '', b.pre?.phase ?? ''), () => compareDigits(a.pre?.number ?? '', b.pre?.number ?? ''));
}
/** `none`: where what has no number stands, before (-1) or after (1) what has one. */
function compareNumber(a, b, none) {
    if (a === undefined || b === undefined)
        return a === b ? 0 : a === undefined ? none : -none;
    return compareDigits(a, b);
}
function compareLocal(a, b) {
    return compareLists(a ?? [], b ?? [], compareSegment, undefined);
}
/** None before any, letters before numbers. */
function compareSegment(a, b) {
    if (a === undefined || b === undefined)
        return Number(a !== undefined) - Number(b !== undefined);
    if (isNumber(a) && isNumber(b))
        return compareDigits(a, b);
    if (isNumber(a) || isNumber(b))
        return isNumber(a) ? 1 : -1;
    return compareText(a, b);
}

;// CONCATENATED MODULE: ./build-ts/src/contents/order/r.js

/** Numbers with dots or dashes between them, the shorter first: R's package_version; undefined where one is none. */
function rOrder(a, b) {
    const isVersion = (text) => /^\d+(?:[.-]\d+)*$/.test(text);
    if (!isVersion(a) || !isVersion(b))
        return undefined;
    return compareLists(a.split(/[.-]/), b.split(/[.-]/), (one, other) => one === undefined || other === undefined
        ? Number(one !== undefined) - Number(other !== undefined)
        : compareDigits(one, other), undefined);
}

;// CONCATENATED MODULE: ./build-ts/src/contents/order/semver.js

const semver_VERSION = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/;
/** https://semver.org/#spec-item-11; undefined where one is no version. */
function semverOrder(a, b) {
    const [one, other] = [semver_VERSION.exec(a.trim()), semver_VERSION.exec(b.trim())];
    if (one === null || other === null)
        return undefined;
    const [x, y] = [one[4], other[4]];
    return firstOf(() => compareLists(one.slice(1, 4), other.slice(1, 4), compareDigits, '0'), 
    // What has no pre-release goes after what has one.
    () => Number(x === undefined) - Number(y === undefined), () => compareLists(x?.split('.') ?? [], y?.split('.') ?? [], compareIdentifier, undefined));
}
function compareIdentifier(a, b) {
    if (a === undefined || b === undefined)
        return Number(a !== undefined) - Number(b !== undefined);
    if (isNumber(a) && isNumber(b))
        return compareDigits(a, b);
    if (isNumber(a) || isNumber(b))
        return isNumber(a) ? -1 : 1;
    return compareText(a, b);
}

;// CONCATENATED MODULE: ./build-ts/src/contents/order/versions.js






const ORDERS = {
    pip: pep440Order,
    conda: condaOrder,
    apt: debianOrder,
    r: rOrder,
    npm: semverOrder,
};
/** Longer ones are no versions, and would only take time. */
const MOST_CHARACTERS = 256;
/**
 * Below 0 where `a` is older than `b`, 0 where they are the same version, by the rules of the kind of package; what does
 * not follow them is compared as people read it.
 */
function compareVersions(kind, a, b) {
    if (a === b)
        return 0;
    const known = Math.max(a.length, b.length) > MOST_CHARACTERS ? undefined : ORDERS[kind](a, b);
    return known ?? anyOrder(a, b);
}

// EXTERNAL MODULE: ./build-ts/src/contents/packages.js + 7 modules
var contents_packages = __webpack_require__(72892);
;// CONCATENATED MODULE: ./build-ts/src/contents/compare.js



/** Entries of each kind in a list of a diff: the report of a run is no place for thousands. */
const MOST_ENTRIES = 200;
/** What is different in `after` of what was in `before`. Lists are compared where both have one of the same name and kind. */
function diffFacts(before, after, most = Infinity) {
    const known = new Map(before.infos.map((info) => [info.name, info]));
    const all = after.infos.flatMap((info) => {
        const other = known.get(info.name);
        const [old, now] = [other === undefined ? undefined : (0,contents_packages/* packagesOf */.D)(other), (0,contents_packages/* packagesOf */.D)(info)];
        return old === undefined || now?.kind !== old.kind ? [] : [diffLists(info.name, old, now)];
    });
    const lists = all.filter(({ counts }) => Object.values(counts).some((count) => count > 0));
    const diff = {
        against: { ref: before.ref, digest: before.digest },
        size: diffSizes(before, after),
        layers: diffLayers(before.layers, after.layers, before.size > 0 === after.size > 0),
        lists,
    };
    return capDiff(diff, most);
}
/** The same diff with at most so many entries of each kind in each list, and layers; their counts stay. */
function capDiff(diff, most = MOST_ENTRIES) {
    const { layers, lists } = diff;
    const all = [
        layers.added,
        layers.removed,
        ...lists.flatMap((one) => [one.added, one.removed, one.upgraded, one.downgraded]),
    ];
    if (all.every((entries) => entries.length <= most))
        return diff;
    return {
        ...diff,
        layers: { ...layers, added: layers.added.slice(0, most), removed: layers.removed.slice(0, most) },
        lists: lists.map((one) => ({
            ...one,
            added: one.added.slice(0, most),
            removed: one.removed.slice(0, most),
            upgraded: one.upgraded.slice(0, most),
            downgraded: one.downgraded.slice(0, most),
        })),
        capped: true,
    };
}
/** Whether nothing that people care for is different. */
function isEmptyDiff({ size, layers, lists }) {
    return size.before === size.after && layers.added.length === 0 && layers.removed.length === 0 && lists.length === 0;
}
/** Uncompressed where both are known so; 0 where they cannot be compared. */
function diffSizes(before, after) {
    if (before.size > 0 && after.size > 0)
        return { before: before.size, after: after.size };
    if (before.compressed === null || after.compressed === null)
        return { before: 0, after: 0 };
    return { before: before.compressed, after: after.compressed, compressed: true };
}
function diffLists(name, before, after) {
    const { kind } = after;
    const added = [];
    const removed = [];
    const upgraded = [];
    const downgraded = [];
    for (const [key, { name: own, version }] of after.packages) {
        const old = before.packages.get(key);
        if (old === undefined) {
            added.push([own, version]);
            continue;
        }
        const order = compareVersions(kind, old.version, version);
        if (order < 0)
            upgraded.push([own, old.version, version]);
        if (order > 0)
            downgraded.push([own, old.version, version]);
    }
    for (const [key, { name: own, version }] of before.packages)
        if (!after.packages.has(key))
            removed.push([own, version]);
    for (const list of [added, removed, upgraded, downgraded])
        list.sort(([a], [b]) => compareText(a, b));
    const counts = {
        ...{ added: added.length, removed: removed.length, upgraded: upgraded.length, downgraded: downgraded.length },
    };
    return { name, kind, added, removed, upgraded, downgraded, counts };
}
/** Layers lie on each other: from the first one that differs on, all are others. Sizes count where both are of one kind. */
function diffLayers(before, after, sized) {
    const isSame = (layer, other) => other !== undefined &&
        layer.command === other.command &&
        layer.createdAt === other.createdAt &&
        (!sized || layer.size === other.size);
    const differs = after.findIndex((layer, at) => !isSame(layer, before[at]));
    const same = differs < 0 ? after.length : differs;
    return { added: after.slice(same), removed: before.slice(same), same };
}


/***/ }),

/***/ 72892:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  D: () => (/* binding */ packagesOf)
});

;// CONCATENATED MODULE: ./build-ts/src/contents/lists/package.js
const MOST_CHARACTERS = 200;
/** A name and a version, as far as they can be some. */
function isPackage({ name, version }) {
    const fits = (text) => text !== '' && text.length <= MOST_CHARACTERS && !/\s/.test(text);
    return fits(name) && fits(version);
}
/** Words between white space. */
function wordsOf(line) {
    return line.split(/\s+/).filter((word) => word !== '');
}

;// CONCATENATED MODULE: ./build-ts/src/contents/lists/conda.js

/** `conda list`: a head that is a comment. `mamba list` of version 2: a head without one, and a drawn line. */
const condaTable = (lines) => {
    const head = lines.findIndex((line) => {
        const [name, version, build] = wordsOf(line.replace(/^#/, ''));
        return name === 'Name' && version === 'Version' && build === 'Build';
    });
    if (head < 0)
        return undefined;
    const found = [];
    for (const line of lines.slice(head + 1)) {
        if (line.startsWith('#') || /^[\s─-]*$/.test(line))
            continue;
        const [name = '', version = ''] = wordsOf(line);
        found.push({ name, version });
    }
    return found;
};
const EXPORTED = /^([A-Za-z0-9_][A-Za-z0-9._-]*)=([^\s=]+)=([^\s=]+)$/;
/** `conda list --export`: `name=version=build`. */
const condaExport = (lines) => {
    const found = [];
    for (const line of lines) {
        const text = line.trim();
        if (text === '' || text.startsWith('#'))
            continue;
        const [, name, version] = EXPORTED.exec(text) ?? [];
        if (name === undefined || version === undefined)
            return undefined;
        found.push({ name, version });
    }
    return found.length === 0 ? undefined : found;
};
/** `conda list --explicit`: an address per line, `…/name-version-build.conda`. */
const condaExplicit = (lines) => {
    const start = lines.findIndex((line) => line.trim() === '@EXPLICIT');
    if (start < 0)
        return undefined;
    return lines.slice(start + 1).flatMap((line) => {
        const file = line.split('#')[0]?.trim().split('/').at(-1) ?? '';
        const parts = file.replace(/\.(?:conda|tar\.bz2)$/, '').split('-');
        return parts.length < 3 ? [] : [{ name: parts.slice(0, -2).join('-'), version: parts.at(-2) ?? '' }];
    });
};

;// CONCATENATED MODULE: ./build-ts/src/contents/lists/debian.js

/** deb-control(5), "Package"; what follows a colon is the architecture. */
const NAME = /^([a-z0-9][a-z0-9+.-]*)(?::([a-z0-9-]+))?$/;
const VERSION = /^(?:\d+:)?[0-9A-Za-z][0-9A-Za-z.+:~-]*$/;
function packageOf(name, version, architecture) {
    const [, own, arch = architecture] = NAME.exec(name) ?? [];
    if (own === undefined || !VERSION.test(version))
        return [];
    return [{ name: own, version, ...(arch === undefined ? {} : { architecture: arch }) }];
}
const APT = /^([^\s/]+)\/\S* (\S+) (\S+) \[([^\]]*)\]$/;
/** `apt list --installed`: `name/suite,now version architecture [installed,…]`. */
const aptList = (lines) => {
    const found = lines.flatMap((line) => {
        const [, name = '', version = '', architecture, state = ''] = APT.exec(line.trim()) ?? [];
        return state.startsWith('installed') ? packageOf(name, version, architecture) : [];
    });
    return found.length === 0 ? undefined : found;
};
/** `dpkg -l`: three letters of state, of which the second is what is; then name, version, architecture. */
const dpkgTable = (lines) => {
    const head = lines.findIndex((line) => line.startsWith('||/ Name') || line.startsWith('+++-='));
    if (head < 0)
        return undefined;
    return lines.slice(head).flatMap((line) => {
        const [state = '', name = '', version = '', architecture] = wordsOf(line);
        return /^[a-z]i[A-Z]?$/.test(state) ? packageOf(name, version, architecture) : [];
    });
};
/** `dpkg-query --show`: name, tab, version; none of what was removed and left its configuration. */
const dpkgQuery = (lines) => {
    const found = [];
    for (const line of lines) {
        if (line.trim() === '')
            continue;
        const [name = '', version, more] = line.split('\t');
        if (version === undefined || more !== undefined || !NAME.test(name))
            return undefined;
        found.push(...packageOf(name, version.trim()));
    }
    return found.length === 0 ? undefined : found;
};

// EXTERNAL MODULE: ./build-ts/src/shared/values.js
var values = __webpack_require__(41195);
;// CONCATENATED MODULE: ./build-ts/src/contents/lists/json.js

/** Package lists as JSON: `pip list --format=json`, `conda list --json`, `npm ls --json`; undefined where it is none. */
function jsonList(text) {
    const start = text.search(/[[{]/);
    if (start < 0 || text.slice(0, start).trim() !== '')
        return undefined;
    let content;
    try {
        content = JSON.parse(text);
    }
    catch {
        return undefined; // Cut off, or none at all.
    }
    if (Array.isArray(content)) {
        const packages = content.flatMap((one) => json_packageOf((0,values/* valueAt */.f)(one, ['name']), (0,values/* valueAt */.f)(one, ['version'])));
        const isConda = content.some((one) => typeof (0,values/* valueAt */.f)(one, ['build_string']) === 'string');
        return packages.length === 0 ? undefined : { kind: isConda ? 'conda' : 'pip', packages };
    }
    const below = (0,values/* valueAt */.f)(content, ['dependencies']);
    if (typeof below !== 'object' || below === null || Array.isArray(below))
        return undefined;
    const packages = Object.entries(below).flatMap(([name, one]) => json_packageOf(name, (0,values/* valueAt */.f)(one, ['version'])));
    return { kind: 'npm', packages };
}
function json_packageOf(name, version) {
    return typeof name === 'string' && typeof version === 'string' ? [{ name, version }] : [];
}

;// CONCATENATED MODULE: ./build-ts/src/contents/lists/npm.js
/** Only what hangs on the root: what lies deeper belongs to those. */
const BRANCH = /^(?:[├└]─[─┬] |[+`]-[-+] )(\S+)@([^\s@]+)/u;
/** `npm ls -g`: a tree. */
const npmTree = (lines) => {
    const found = lines.flatMap((line) => {
        const [, name, version] = BRANCH.exec(line) ?? [];
        return name === undefined || version === undefined ? [] : [{ name, version }];
    });
    return found.length === 0 ? undefined : found;
};

;// CONCATENATED MODULE: ./build-ts/src/contents/lists/python.js

/** `pip list`, `uv pip list`: a head of two columns, a line below it. */
const pipTable = (lines) => {
    const head = lines.findIndex((line, at) => {
        const [name, version] = wordsOf(line);
        return name === 'Package' && version === 'Version' && /^-+ +-+/.test(lines[at + 1] ?? '');
    });
    if (head < 0)
        return undefined;
    const found = [];
    for (const line of lines.slice(head + 2)) {
        // Afterwards pip may say that there is a newer pip.
        if (line.trim() === '')
            break;
        const [name = '', version = ''] = wordsOf(line);
        found.push({ name, version });
    }
    return found;
};
const FROZEN = /^([A-Za-z0-9][A-Za-z0-9._-]*)===?([^\s;]+)$/;
const FROM_ADDRESS = /^([A-Za-z0-9][A-Za-z0-9._-]*) @ \S+$/;
/** `pip freeze`, `pip list --format=freeze`: what is installed from an address has no version there. */
const pipFreeze = (lines) => {
    const found = [];
    let others = 0;
    for (const line of lines) {
        const text = line.trim();
        if (text === '' || text.startsWith('#') || text.startsWith('-e ') || FROM_ADDRESS.test(text))
            continue;
        const [, name, version] = FROZEN.exec(text) ?? [];
        if (name === undefined || version === undefined)
            others++;
        else
            found.push({ name, version });
    }
    return found.length > others ? found : undefined;
};

;// CONCATENATED MODULE: ./build-ts/src/contents/lists/r.js
/** A cell of a printed matrix of texts, a name before it, or NA. */
const CELL = /"(?:[^"\\]|\\.)*"|\S+/g;
/** Columns of installed.packages(), one of which begins every block. */
const COLUMNS = new Set('Package LibPath Version Priority Depends Imports LinkingTo Suggests Enhances License License_is_FOSS License_restricts_use OS_type MD5sum NeedsCompilation Built'.split(' '));
function cellsOf(line) {
    return line.match(CELL) ?? [];
}
function bare(cell) {
    return cell.startsWith('"') ? cell.slice(1, -1).replace(/\\(.)/g, '$1') : cell;
}
/** What R prints of installed.packages(), or of some of its columns: wide ones come in blocks, one below the other. */
const rMatrix = (lines) => {
    let version = -1;
    let seen = false;
    const found = new Map();
    for (const line of lines) {
        const cells = cellsOf(line);
        if (/^\s/.test(line) && cells.length > 0 && cells.every((cell) => COLUMNS.has(cell))) {
            version = cells.indexOf('Version');
            seen ||= version >= 0;
            continue;
        }
        const [name, ...values] = cells;
        const value = version < 0 ? undefined : values[version];
        // A data frame has numbers before its lines, and the name is a column; a matrix has the name before it.
        if (name !== undefined && value?.startsWith('"') === true)
            found.set(bare(name), { name: bare(name), version: bare(value) });
    }
    return seen && found.size > 0 ? [...found.values()] : undefined;
};
/** A data frame with the columns Package and Version: numbers, or names, before its lines, and no quotes. */
const rFrame = (lines) => {
    const head = lines.findIndex((line) => /^\s+Package\s.*\bVersion\b/.test(line));
    if (head < 0)
        return undefined;
    const columns = cellsOf(lines[head] ?? '');
    const [name, version] = [columns.indexOf('Package'), columns.indexOf('Version')];
    // Texts with blanks in them, as in Depends, would shift what is behind them.
    if (!columns.slice(0, Math.max(name, version)).every((one) => ['Package', 'LibPath', 'Version'].includes(one)))
        return undefined;
    const found = [];
    for (const line of lines.slice(head + 1)) {
        if (/^\s/.test(line) && cellsOf(line).every((cell) => COLUMNS.has(cell)))
            break;
        const [, ...values] = cellsOf(line).map(bare);
        found.push({ name: values[name] ?? '', version: values[version] ?? '' });
    }
    return found;
};
/** A vector with names, as of `installed.packages()[, "Version"]`: a line of names, a line of values below it. */
const rVector = (lines) => {
    const found = [];
    let names;
    for (const line of lines) {
        const cells = cellsOf(line);
        if (cells.length === 0)
            continue;
        if (!cells.every((cell) => cell.startsWith('"') && cell.endsWith('"'))) {
            names = cells;
            continue;
        }
        if (names?.length !== cells.length)
            return undefined;
        const known = names;
        names = undefined;
        found.push(...cells.map((cell, at) => ({ name: known[at] ?? '', version: bare(cell) })));
    }
    return found.length === 0 ? undefined : found;
};

;// CONCATENATED MODULE: ./build-ts/src/contents/packages.js







/** Forms that nothing else has, the surest first. */
const FORMS = [
    ['pip', pipTable],
    ['conda', condaTable],
    ['conda', condaExplicit],
    ['conda', condaExport],
    ['apt', dpkgTable],
    ['apt', aptList],
    ['r', rMatrix],
    ['r', rFrame],
    ['npm', npmTree],
    ['pip', pipFreeze],
    ['apt', dpkgQuery],
    ['r', rVector],
];
/** What is read of an output. */
const MOST_LINES = 50_000;
const packages_MOST_CHARACTERS = 2000;
/** Programs whose lists may have any form: `name version`, `name=version`. */
const PROGRAMS = [
    ['r', /^(Rscript|R|r|littler)$/],
    ['apt', /^(dpkg|dpkg-query|apt|apt-get|apt-mark)$/],
    ['conda', /^(conda|mamba|micromamba)$/],
    ['pip', /^(pip|pip3|uv|python|python3)$/],
    ['npm', /^(npm|pnpm|yarn)$/],
];
/**
 * Recognises by its form what an info command printed, and reads it; undefined for what is no package list, and for what
 * failed. Never throws: anybody's image prints what it likes.
 */
function packagesOf({ command, status, output }) {
    if (status !== 0)
        return undefined;
    const json = jsonList(output);
    if (json !== undefined)
        return listOf(json.kind, json.packages);
    const lines = output
        .split('\n', MOST_LINES)
        .map((line) => line.slice(0, packages_MOST_CHARACTERS).replace(/\r+$/, ''))
        .filter((line) => !isRemark(line));
    for (const [kind, read] of FORMS) {
        const list = listOf(kind, read(lines) ?? []);
        if (list !== undefined)
            return list;
    }
    const kind = programKind(command);
    return kind === undefined ? undefined : listOf(kind, pairs(lines));
}
/** What apt and pip say about themselves, on the side. */
function isRemark(line) {
    return /^(WARNING|DEPRECATION|Listing\.\.\.|\[notice\])/.test(line);
}
/** The program that prints, also where a shell or `env` starts it. */
function programKind(command) {
    const words = command.flatMap((word) => word.split(/[\s;|&()'"]+/)).map((word) => word.replace(/^.*\//, ''));
    for (const word of words)
        for (const [kind, name] of PROGRAMS)
            if (name.test(word))
                return kind;
    return undefined;
}
/** `name version`, `name=version`, `name (version)`, and nothing else. */
function pairs(lines) {
    const found = [];
    for (const line of lines) {
        if (line.trim() === '')
            continue;
        const words = wordsOf(line.replace('=', ' ').replace(/[()"]/g, ' '));
        const [name = '', version = ''] = words;
        if (words.length !== 2 || !/^\d/.test(version) || !/^[\w@]/.test(name))
            return [];
        found.push({ name, version });
    }
    return found;
}
/** Undefined where nothing of it can be a package. */
function listOf(kind, packages) {
    const found = new Map();
    for (const one of packages) {
        if (!isPackage(one))
            continue;
        const { version } = one;
        const [name = '', architecture = one.architecture] = kind === 'apt' ? one.name.split(':') : [one.name];
        const key = kind === 'pip' ? name.toLowerCase().replace(/[-_.]+/g, '-') : name;
        // A second architecture beside the own one.
        const label = !found.has(key) || architecture === undefined ? name : `${name}:${architecture}`;
        const unique = label === name ? key : label;
        if (!found.has(unique))
            found.set(unique, { name: label, version });
    }
    return found.size === 0 ? undefined : { kind, packages: found };
}


/***/ }),

/***/ 65542:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $u: () => (/* binding */ exitStatus),
/* harmony export */   GW: () => (/* binding */ problemsOf),
/* harmony export */   c2: () => (/* binding */ statusOf)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);

/** The exit status that an error means; what we did not foresee is our failure. */
function exitStatus(error) {
    if (error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo || error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE || error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Interrupted */ .j$)
        return error.exit;
    return _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EXIT */ .dc.failed;
}
/** An error as problems to show. */
function problemsOf(error) {
    if (error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo)
        return [...error.problems];
    if (error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE)
        return [{ message: error.message, ...(error.remedy === undefined ? {} : { remedy: error.remedy }) }];
    if (error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Interrupted */ .j$)
        return [{ message: error.message }];
    return [
        {
            message: (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error),
            remedy: 'This is a fault of stack-action: set STACK_DEBUG=1 for the place, and please report it.',
        },
    ];
}
/** The exit status of work that was begun. */
function statusOf(outcome) {
    if (outcome === 'interrupted')
        return _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EXIT */ .dc.interrupted;
    return outcome === 'failed' ? _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EXIT */ .dc.failed : _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EXIT */ .dc.done;
}


/***/ }),

/***/ 92844:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  p: () => (/* binding */ gpuTestAction),
  H: () => (/* binding */ gpuTestCli)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(33838);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build-ts/src/report/annotations.js
var annotations = __webpack_require__(71244);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: ./build-ts/src/report/closing.js
var closing = __webpack_require__(90049);
// EXTERNAL MODULE: ./build-ts/src/report/fitting.js
var fitting = __webpack_require__(24685);
// EXTERNAL MODULE: ./build-ts/src/report/run-summary.js + 6 modules
var run_summary = __webpack_require__(61476);
;// CONCATENATED MODULE: ./build-ts/src/report/gpu-test.js




/** Refs that passed, and those that did not, as `host/name@sha256:…`. */
function testedRefs({ images }) {
    const refOf = ({ ref, digest }) => `${repositoryOf(ref)}@${digest}`;
    return {
        passed: images.filter(({ outcome }) => outcome === 'passed').map(refOf),
        failed: images.filter(({ outcome }) => outcome !== 'passed').map(refOf),
    };
}
function repositoryOf(ref) {
    const [name = ''] = ref.split('@');
    const colon = name.lastIndexOf(':');
    return colon > name.lastIndexOf('/') ? name.slice(0, colon) : name;
}
/** The same as results of a run: then tables, failures and annotations are those that people know. */
function asResults(result) {
    return {
        ...{ schema: 1, command: 'gpu-test', outcome: result.outcome, startedAt: result.at, ms: result.ms },
        ...{ event: '', branch: '', sha: '', engine: '', notices: [...result.notices] },
        images: result.images.map((one) => {
            const broken = one.suites.filter(({ outcome }) => outcome === 'failed');
            const message = broken.map(({ name, message: why = 'failed' }) => `suite ${name}: ${why}`).join('; ');
            return {
                ...{ id: one.image, name: one.name, variant: one.variant, platform: '', ref: one.ref, file: one.file },
                ...{ action: 'build', fingerprint: '', outcome: one.outcome, expected: one.expected, suites: one.suites },
                ...(one.outcome === 'failed' ? { failedStep: 'test', message } : {}),
                ...(one.remedy === undefined ? {} : { remedy: one.remedy }),
                candidates: [{ ref: one.ref, digest: one.digest }],
                ...{ published: [], infos: [] },
            };
        }),
    };
}
/** What a terminal shows in the end. */
function gpuTestLines(result, folders, directory = '') {
    if (result.dryRun)
        return [
            ...result.images.map(({ image, ref, digest }) => `${image}: ${(0,shared_text/* plain */.pj)(ref)} is ${digest}`),
            ...result.commands.map(commandLine),
            ...result.notices.map((notice) => `note: ${(0,shared_text/* plain */.pj)(notice)}`),
            `files: ${folders.artifacts}`,
            result.outcome === 'passed'
                ? `gpu-test (dry run): ${result.images.length} to be tested; it can work`
                : 'gpu-test (dry run): it cannot work',
        ];
    const recorded = result.images.flatMap(({ image, digest, recorded: places }) => places.length === 0 ? [] : [`recorded: ${image} (${(0,shared_text/* shortDigest */.VK)(digest)}) in ${places.join(', ')}`]);
    // There are no pages of what is in the images.
    const lines = (0,closing/* closingLines */.Po)(asResults(result), folders, directory).map((line) => line.startsWith('files: ') ? `files: ${folders.artifacts} ${folders.logs}` : line);
    return [...lines.slice(0, -1), ...recorded, ...result.statuses.map(statusLine), ...lines.slice(-1)];
}
function statusLine({ sha, state, description }) {
    return `commit status of ${sha.slice(0, 12)}: ${state}, ${(0,shared_text/* plain */.pj)(description)}`;
}
/** A word as a shell would need it, so that nothing of it is lost in the line. */
function commandLine({ image, suite, where, words }) {
    const shown = words.map((word) => (/^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`));
    return (0,shared_text/* plain */.pj)(`${image}: suite ${suite}${where === '' ? '' : ` at ${where}`}: ${shown.join(' ')}`);
}
const MAX_TEXT = 1000;
/** The same for GitHub's job summary, in Markdown, of at most so many bytes. */
function gpuTestMarkdown(result, bytes = fitting/* MAX_SUMMARY_BYTES */.Q0) {
    const text = (foreign) => (0,shared_text/* markdown */.wD)((0,shared_text/* clip */.$Q)(foreign, MAX_TEXT)).trim();
    if (result.dryRun)
        return [
            `## stack-action gpu-test (dry run): ${result.outcome}`,
            '',
            ...result.images.map(({ image, ref, digest }) => `- ${text(image)}: ${text(ref)} is ${text(digest)}`),
            ...result.commands.slice(0, MAX_SHOWN).map((one) => `- ${text(commandLine(one))}`),
            ...result.notices.map((notice) => `- ${text(notice)}`),
            '',
        ].join('\n');
    const known = result.images.slice(0, MAX_SHOWN).map((one) => {
        const what = one.recorded.length === 0 ? 'not recorded' : `recorded in ${one.recorded.join(', ')}`;
        return `- ${text(one.image)}: ${text(one.ref)} is ${text(one.digest)}, ${text(what)}`;
    });
    const tail = [...known, ...result.statuses.slice(0, MAX_SHOWN).map((one) => `- ${text(statusLine(one))}`), ''].join('\n');
    return `${(0,run_summary/* closingMarkdown */.l)(asResults(result), bytes - Buffer.byteLength(tail) - 2)}\n${tail}\n`;
}
const MAX_SHOWN = 100;

// EXTERNAL MODULE: ./build-ts/src/run/suites/ssh-defaults.js
var ssh_defaults = __webpack_require__(10264);
// EXTERNAL MODULE: ./build-ts/src/entry/failure.js
var failure = __webpack_require__(65542);
// EXTERNAL MODULE: ./build-ts/src/entry/services.js
var services = __webpack_require__(76146);
// EXTERNAL MODULE: ./build-ts/src/entry/stop.js
var entry_stop = __webpack_require__(60290);
;// CONCATENATED MODULE: ./build-ts/src/entry/gpu-test.js








/** Tests, until it ends or the process is told to stop; then launches are ended, and what is known is recorded. */
async function gpuTest(common, more) {
    const [{ gpuTestCommand }, { sshDefaults }, { baseDirectory }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(6353), __webpack_require__.e(6118), __webpack_require__.e(2830), __webpack_require__.e(5472), __webpack_require__.e(9040), __webpack_require__.e(1143), __webpack_require__.e(9334), __webpack_require__.e(1612), __webpack_require__.e(8470), __webpack_require__.e(5782), __webpack_require__.e(9634), __webpack_require__.e(6918), __webpack_require__.e(3622), __webpack_require__.e(7507), __webpack_require__.e(1133), __webpack_require__.e(8003)]).then(__webpack_require__.bind(__webpack_require__, 88003)),
        Promise.all(/* import() */[__webpack_require__.e(9634), __webpack_require__.e(7507)]).then(__webpack_require__.bind(__webpack_require__, 27507)),
        Promise.all(/* import() */[__webpack_require__.e(6353), __webpack_require__.e(6118), __webpack_require__.e(9334), __webpack_require__.e(1612), __webpack_require__.e(8470), __webpack_require__.e(3231)]).then(__webpack_require__.bind(__webpack_require__, 28470)),
    ]);
    const ssh = await sshDefaults(common.inputs, common.env, baseDirectory(common));
    const stop = (0,entry_stop/* stopOnSignals */.Z)();
    let begun = false;
    try {
        const done = gpuTestCommand({
            ...{ ...common, ...more, ssh, secrets: (0,ssh_defaults/* sshSecrets */.E)(ssh), signal: stop.signal, now: () => new Date() },
            begin: () => (begun = true),
        });
        return await (0,entry_stop/* untilStopped */.s)(done, stop.signal, () => begun, GRACE_MS);
    }
    finally {
        stop.release();
    }
}
/** Ends of launches over ssh, journals and statuses, one after the other. */
const GRACE_MS = 90_000;
/** Undefined where nobody gave a token, or there is no repository. */
async function statusesOf({ env }, token) {
    const { GITHUB_REPOSITORY: repository = '', GITHUB_API_URL: apiUrl = 'https://api.github.com' } = env;
    if (token === '' || repository === '')
        return undefined;
    const { githubStatuses } = await __webpack_require__.e(/* import() */ 7685).then(__webpack_require__.bind(__webpack_require__, 87685));
    return githubStatuses({ token, apiUrl, repository });
}
/** At the command line. */
async function gpuTestCli({ common, print, end, }) {
    const setStatus = await statusesOf(common, common.env.GITHUB_TOKEN ?? '');
    const say = (line) => void process.stderr.write(`${line}\n`);
    const { result, folders, directory } = await gpuTest(common, { say, setStatus }).finally(end);
    print(gpuTestLines(result, folders, (0,external_node_path_.relative)(process.cwd(), directory)), result);
    return exitOf(result);
}
/** As an action. */
async function gpuTestAction(common) {
    const { harmless, writeQuoting } = await __webpack_require__.e(/* import() */ 3255).then(__webpack_require__.bind(__webpack_require__, 23255));
    const { Annotator, repositoryPath } = await __webpack_require__.e(/* import() */ 5845).then(__webpack_require__.bind(__webpack_require__, 35845));
    const { inputs, env } = common;
    const setStatus = await statusesOf(common, inputs.token);
    const say = (line) => void process.stdout.write(`${harmless(line)}\n`);
    const { result, folders, directory: stackDir } = await gpuTest(common, { say, setStatus });
    const directory = await repositoryPath(stackDir, env['GITHUB_WORKSPACE']).catch(() => undefined);
    writeQuoting(process.stdout, gpuTestLines(result, folders, directory));
    const annotator = new Annotator(core);
    const { errors, warnings } = annotator;
    for (const one of (0,annotations/* annotationsOf */.I)(asResults(result), { directory, errors, warnings }))
        annotator.add(one);
    for (const notice of result.notices)
        core.warning(notice, { title: 'stack-action gpu-test' });
    const { passed, failed } = testedRefs(result);
    (0,services/* setOutput */.uH)('outcome', result.outcome);
    (0,services/* setOutput */.uH)('passed', passed);
    (0,services/* setOutput */.uH)('failed', failed);
    (0,services/* setOutput */.uH)('record', `${folders.artifacts}/gpu-test.json`);
    (0,services/* setOutput */.uH)('artifacts', folders.artifacts);
    await (0,services/* optional */.lq)('the job summary', () => core.summary.addRaw(gpuTestMarkdown(result), true).write());
    await (0,services/* upload */.Se)('gpu-test', common, folders);
    return exitOf(result);
}
function exitOf({ outcome }) {
    return (0,failure/* statusOf */.c2)(outcome === 'running' ? 'failed' : outcome);
}


/***/ }),

/***/ 76146:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ge: () => (/* binding */ setResultOutputs),
/* harmony export */   Im: () => (/* binding */ comment),
/* harmony export */   ME: () => (/* binding */ keepDegraded),
/* harmony export */   MV: () => (/* binding */ MAX_OUTPUTS),
/* harmony export */   Se: () => (/* binding */ upload),
/* harmony export */   aN: () => (/* binding */ lastWords),
/* harmony export */   dK: () => (/* binding */ mask),
/* harmony export */   lq: () => (/* binding */ optional),
/* harmony export */   uH: () => (/* binding */ setOutput)
/* harmony export */ });
/* unused harmony exports publishedOf, digestsOf */
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(33838);
/* harmony import */ var _commands_inputs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68041);
/* harmony import */ var _commands_happening_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(20823);
/* harmony import */ var _github_run_address_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8111);
/* harmony import */ var _run_results_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76139);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2890);






/**
 * GitHub keeps 1 MB of outputs per job, counted as UTF-16, and drops what is beyond it.
 * https://docs.github.com/en/actions/reference/limits
 */
const MAX_OUTPUTS = 450_000;
/** What each output of a run may have: the plan's, which come first, have their own limit. */
const MAX_RESULT_OUTPUT = 100_000;
/** Texts that we have had masked, with the name of the secret that they are. */
const masked = new Map();
/** Has a secret masked in all logs; short words would mask half of every log, and every output with them. */
function mask(name, value) {
    if (value.length < 4 || value === 'true' || value === 'false')
        return;
    masked.set(value, name);
    _actions_core__WEBPACK_IMPORTED_MODULE_0__.setSecret(value);
}
/**
 * An output that the runner has no place for must not hide what happened. One that holds a masked text reaches the next
 * steps, and is dropped in silence where a job hands it on: that is said.
 */
function setOutput(name, value) {
    try {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.setOutput(name, value);
    }
    catch (error) {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.warning(`the output ${name} could not be set: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}`);
        return;
    }
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    const secret = [...masked].find(([one]) => text.includes(one));
    if (secret !== undefined)
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.warning(`the output ${name} has the value of the secret ${secret[1]} in it: GitHub does not hand it on to other jobs. Give that secret a value that is no part of the names of images, registries or branches.`, { title: `output ${name}` });
}
/** What a run made, for later steps. */
function setResultOutputs(results, folders) {
    const published = publishedOf(results);
    const outputs = {
        published,
        digests: digestsOf(results),
        refs: published.map(({ ref }) => ref),
    };
    for (const [name, value] of Object.entries(outputs)) {
        const { length } = JSON.stringify(value);
        if (length <= MAX_RESULT_OUTPUT) {
            setOutput(name, value);
            continue;
        }
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.warning(`the output ${name} has ${length} characters, more than GitHub keeps beside the others: read results.json`);
        setOutput(name, '');
    }
    setOutput('results', `${folders.artifacts}/results.json`);
}
/** Each ref once: the platforms of an image are published as one. */
function publishedOf({ images }) {
    const all = images.flatMap(({ id, published }) => published.map(({ ref, digest }) => ({ image: id.split('/')[0] ?? id, ref, digest })));
    return [...new Map(all.map((one) => [one.ref, one])).values()];
}
/** Image → digest. What is published for several platforms has one digest, and those of its platforms differ from it. */
function digestsOf(results) {
    const found = results.images.flatMap((image) => {
        const digest = (0,_run_results_js__WEBPACK_IMPORTED_MODULE_3__/* .digestOf */ .ol)(image);
        return digest === undefined || image.outcome === 'skipped' ? [] : [[image.id, digest]];
    });
    return Object.fromEntries(found);
}
/** Services beside the work may fail without failing it: a warning says so, and what can be done. */
async function optional(what, work) {
    try {
        await work();
    }
    catch (error) {
        const remedy = error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .WorkError */ .oE && error.remedy !== undefined ? `\n  → ${error.remedy}` : '';
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.warning(`${what} could not be written: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}${remedy}`);
        degraded.push({ what, message: (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error) });
    }
}
/** What could not be written so far; one process is one command. */
const degraded = [];
/** Says in the file of a command's results what services did not take. */
async function keepDegraded(folders, name) {
    if (degraded.length === 0)
        return;
    const { writeDegraded } = await __webpack_require__.e(/* import() */ 4299).then(__webpack_require__.bind(__webpack_require__, 14299));
    try {
        writeDegraded(folders.artifacts, name, degraded);
    }
    catch (error) {
        _actions_core__WEBPACK_IMPORTED_MODULE_0__.warning(`${name} does not say what could not be written: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}`);
    }
}
/** Work that is finished as far as it gets, although the process was told to end: what kills it cannot be caught anyway. */
async function lastWords(work) {
    const stay = () => undefined;
    for (const name of ['SIGINT', 'SIGTERM'])
        process.on(name, stay);
    await work();
}
/** The files of a run as an artifact. */
async function upload(command, { inputs, env }, folders) {
    const { artifact: name, retentionDays, compression } = inputs;
    if (name === '')
        return;
    const { uploadFolders } = await __webpack_require__.e(/* import() */ 408).then(__webpack_require__.bind(__webpack_require__, 60408));
    await optional('the artifact', async () => {
        const isDefault = (0,_commands_inputs_js__WEBPACK_IMPORTED_MODULE_1__/* .isDefaultArtifact */ .Oc)(command, name);
        const warn = (text) => _actions_core__WEBPACK_IMPORTED_MODULE_0__.warning(text, { title: 'the artifact' });
        const done = await uploadFolders({ name, isDefault, folders, retentionDays, compression, env, warn });
        if (done === undefined)
            return;
        setOutput('artifact-id', done.id);
        setOutput('artifact-url', done.url);
        if (done.name !== name)
            _actions_core__WEBPACK_IMPORTED_MODULE_0__.info(`the artifact ${name} was there already: this one is ${done.name}`);
    });
}
/** Says what came of it in the one comment of a pull request; on other events nothing happens. */
async function comment(command, { inputs, env, cwd }, render) {
    if (!inputs.comment)
        return;
    await optional('the comment on the pull request', async () => {
        const { event, fork } = await (0,_commands_happening_js__WEBPACK_IMPORTED_MODULE_2__/* .readHappening */ .Z)({ inputs, env, cwd });
        const { pull } = event;
        if (pull === undefined)
            return;
        if (fork) {
            _actions_core__WEBPACK_IMPORTED_MODULE_0__.notice('This pull request comes from a fork, whose token may not write comments: see the job summary.');
            return;
        }
        if (inputs.token === '')
            throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .WorkError */ .oE('there is no token', { remedy: 'Give one in the input token.' });
        const { commentRoom, writeComment } = await __webpack_require__.e(/* import() */ 9909).then(__webpack_require__.bind(__webpack_require__, 99909));
        const { GITHUB_API_URL: apiUrl = 'https://api.github.com', GITHUB_REPOSITORY: repository = '' } = env;
        const key = `${command} ${keyOf(inputs, env)}`;
        const body = render({ run: (0,_github_run_address_js__WEBPACK_IMPORTED_MODULE_5__/* .runAddress */ .Y)(env), sha: pull.head, bytes: commentRoom(key) });
        const access = { token: inputs.token, apiUrl, repository };
        const { url } = await writeComment({ access, pull: pull.number, key, body });
        setOutput('comment-url', url);
    });
}
function keyOf({ commentKey }, env) {
    return commentKey === '' ? `${env['GITHUB_WORKFLOW'] ?? ''}/${env['GITHUB_JOB'] ?? ''}` : commentKey;
}


/***/ }),

/***/ 60290:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ stopOnSignals),
/* harmony export */   s: () => (/* binding */ untilStopped)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** Removing containers and writing results takes seconds; an engine that has gone silent must not hold us longer. */
const GRACE_MS = 30_000;
/**
 * A signal that aborts when the process is told to stop; told the same again, the process ends at once. A runner that
 * cancels a job sends SIGINT, after 7.5 seconds SIGTERM, and kills after 2.5 more (actions/runner, ProcessInvoker): the second
 * is no impatience, and those seconds are for what is tidied up elsewhere.
 */
function stopOnSignals() {
    const controller = new AbortController();
    const heard = new Set();
    const onSignal = (name) => {
        if (heard.has(name))
            process.exit(_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EXIT */ .dc.interrupted);
        heard.add(name);
        if (controller.signal.aborted)
            return;
        process.stderr.write(`\n${name}: stopping; containers are removed and results written. Once more to end at once.\n`);
        controller.abort(new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Interrupted */ .j$('interrupted'));
    };
    for (const name of SIGNALS)
        process.on(name, onSignal);
    return {
        signal: controller.signal,
        release: () => {
            for (const name of SIGNALS)
                process.off(name, onSignal);
        },
    };
}
/**
 * The outcome of work that hears of `signal` itself. Work that has not begun when the signal comes is not waited for;
 * work that has may still tidy up, for a while.
 */
async function untilStopped(work, signal, hasBegun, graceMs = GRACE_MS) {
    let timer;
    let onAbort;
    const stopped = new Promise((_resolve, reject) => {
        onAbort = () => {
            if (!hasBegun())
                return reject(new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Interrupted */ .j$('interrupted before any image was begun'));
            timer = setTimeout(() => reject(new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .Interrupted */ .j$(`interrupted; what went on did not end within ${graceMs / 1000} seconds`)), graceMs);
        };
        if (signal.aborted)
            onAbort();
        else
            signal.addEventListener('abort', onAbort);
    });
    try {
        return await Promise.race([work, stopped]);
    }
    finally {
        clearTimeout(timer);
        if (onAbort !== undefined)
            signal.removeEventListener('abort', onAbort);
    }
}


/***/ }),

/***/ 24043:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cy: () => (/* binding */ move),
/* harmony export */   _r: () => (/* binding */ release),
/* harmony export */   et: () => (/* binding */ plan),
/* harmony export */   oJ: () => (/* binding */ work),
/* harmony export */   z6: () => (/* binding */ check)
/* harmony export */ });
/* harmony import */ var _stop_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(60290);

/** Carries a command out, until it ends or the process is told to stop. */
async function work(request) {
    const [{ runCommand }, { githubChanges }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(6353), __webpack_require__.e(6118), __webpack_require__.e(2830), __webpack_require__.e(5472), __webpack_require__.e(9040), __webpack_require__.e(1143), __webpack_require__.e(2440), __webpack_require__.e(9334), __webpack_require__.e(1612), __webpack_require__.e(8470), __webpack_require__.e(5782), __webpack_require__.e(9634), __webpack_require__.e(3622), __webpack_require__.e(1494), __webpack_require__.e(7507), __webpack_require__.e(1133), __webpack_require__.e(2861), __webpack_require__.e(2537)]).then(__webpack_require__.bind(__webpack_require__, 92861)),
        __webpack_require__.e(/* import() */ 7767).then(__webpack_require__.bind(__webpack_require__, 67767)),
    ]);
    return untilRunStopped(request.listen, (heard) => runCommand({ ...request, ...heard, githubFor: githubChanges }));
}
/** Carries runs out; what they have begun is waited for when the process is told to stop. */
async function untilRunStopped(listen, carry) {
    const stop = (0,_stop_js__WEBPACK_IMPORTED_MODULE_0__/* .stopOnSignals */ .Z)();
    let begun = false;
    try {
        const done = carry({
            signal: stop.signal,
            listen: (event) => {
                begun ||= event.type === 'run-start';
                listen(event);
            },
        });
        return await (0,_stop_js__WEBPACK_IMPORTED_MODULE_0__/* .untilStopped */ .s)(done, stop.signal, () => begun);
    }
    finally {
        stop.release();
    }
}
/** Plans without doing; nothing has to be tidied up when it is stopped. */
async function plan(request) {
    const [{ planCommand }, { githubChanges }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(6353), __webpack_require__.e(6118), __webpack_require__.e(2830), __webpack_require__.e(5472), __webpack_require__.e(9040), __webpack_require__.e(1143), __webpack_require__.e(2440), __webpack_require__.e(9334), __webpack_require__.e(1612), __webpack_require__.e(8470), __webpack_require__.e(5782), __webpack_require__.e(9634), __webpack_require__.e(3622), __webpack_require__.e(1494), __webpack_require__.e(7507), __webpack_require__.e(1133), __webpack_require__.e(2861), __webpack_require__.e(2537)]).then(__webpack_require__.bind(__webpack_require__, 92861)),
        __webpack_require__.e(/* import() */ 7767).then(__webpack_require__.bind(__webpack_require__, 67767)),
    ]);
    const stop = (0,_stop_js__WEBPACK_IMPORTED_MODULE_0__/* .stopOnSignals */ .Z)();
    try {
        return await (0,_stop_js__WEBPACK_IMPORTED_MODULE_0__/* .untilStopped */ .s)(planCommand({ ...request, githubFor: githubChanges }), stop.signal, () => false);
    }
    finally {
        stop.release();
    }
}
/** Moves names, or takes all of it back when the process is told to stop. */
async function move(command, request) {
    const [{ tagCommand }, { tagLocally }, { rollbackCommand }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(6353), __webpack_require__.e(6118), __webpack_require__.e(9334), __webpack_require__.e(1612), __webpack_require__.e(8470), __webpack_require__.e(5782), __webpack_require__.e(6918), __webpack_require__.e(3758)]).then(__webpack_require__.bind(__webpack_require__, 27873)),
        Promise.all(/* import() */[__webpack_require__.e(6353), __webpack_require__.e(6118), __webpack_require__.e(2830), __webpack_require__.e(5472), __webpack_require__.e(9040), __webpack_require__.e(9334), __webpack_require__.e(1612), __webpack_require__.e(8470), __webpack_require__.e(5782), __webpack_require__.e(9634), __webpack_require__.e(6918), __webpack_require__.e(3622), __webpack_require__.e(1064)]).then(__webpack_require__.bind(__webpack_require__, 71064)),
        Promise.all(/* import() */[__webpack_require__.e(6353), __webpack_require__.e(6118), __webpack_require__.e(9334), __webpack_require__.e(1612), __webpack_require__.e(8470), __webpack_require__.e(5782), __webpack_require__.e(6918), __webpack_require__.e(2187)]).then(__webpack_require__.bind(__webpack_require__, 2858)),
    ]);
    const carry = command === 'rollback' ? rollbackCommand : request.inputs.local ? tagLocally : tagCommand;
    const stop = (0,_stop_js__WEBPACK_IMPORTED_MODULE_0__/* .stopOnSignals */ .Z)();
    let begun = false;
    try {
        const done = carry({
            ...request,
            signal: stop.signal,
            now: () => new Date(),
            begin: () => (begun = true),
        });
        return await (0,_stop_js__WEBPACK_IMPORTED_MODULE_0__/* .untilStopped */ .s)(done, stop.signal, () => begun);
    }
    finally {
        stop.release();
    }
}
/** Brings the stack to a stage, or as far as it came when the process is told to stop. */
async function release(request) {
    const [{ releaseCommand }, { githubChanges }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(6353), __webpack_require__.e(6118), __webpack_require__.e(2830), __webpack_require__.e(5472), __webpack_require__.e(9040), __webpack_require__.e(1143), __webpack_require__.e(2440), __webpack_require__.e(9334), __webpack_require__.e(1612), __webpack_require__.e(8470), __webpack_require__.e(5782), __webpack_require__.e(9634), __webpack_require__.e(6918), __webpack_require__.e(3622), __webpack_require__.e(1494), __webpack_require__.e(7507), __webpack_require__.e(1133), __webpack_require__.e(2861), __webpack_require__.e(9206)]).then(__webpack_require__.bind(__webpack_require__, 99206)),
        __webpack_require__.e(/* import() */ 7767).then(__webpack_require__.bind(__webpack_require__, 67767)),
    ]);
    return untilRunStopped(request.listen, (heard) => releaseCommand({ ...request, ...heard, githubFor: githubChanges, now: () => new Date() }));
}
/** Compares versions; nothing has to be tidied up when it is stopped. */
async function check(request) {
    const { checkCommand } = await Promise.all(/* import() */[__webpack_require__.e(6353), __webpack_require__.e(6118), __webpack_require__.e(2830), __webpack_require__.e(5472), __webpack_require__.e(9040), __webpack_require__.e(9334), __webpack_require__.e(1612), __webpack_require__.e(8470), __webpack_require__.e(9634), __webpack_require__.e(3622), __webpack_require__.e(8407)]).then(__webpack_require__.bind(__webpack_require__, 97622));
    const stop = (0,_stop_js__WEBPACK_IMPORTED_MODULE_0__/* .stopOnSignals */ .Z)();
    try {
        return await (0,_stop_js__WEBPACK_IMPORTED_MODULE_0__/* .untilStopped */ .s)(checkCommand(request), stop.signal, () => false);
    }
    finally {
        stop.release();
    }
}


/***/ }),

/***/ 8111:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ runAddress)
/* harmony export */ });
/** Address of the workflow run; '' where there is none. */
function runAddress(env) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run } = env;
    return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : '';
}


/***/ }),

/***/ 59401:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  y: () => (/* binding */ plainView),
  t: () => (/* binding */ progressView)
});

// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
;// CONCATENATED MODULE: ./build-ts/src/report/progress.js

/** Plain progress for logs: a line when a step begins and when it ends. */
function plainLine(event) {
    if (event.type === 'step-start')
        return `${(0,shared_text/* plain */.pj)(event.image)}: ${event.step} …`;
    if (event.type === 'step-end') {
        const why = event.message === undefined || event.outcome === 'passed' ? '' : `: ${(0,shared_text/* plain */.pj)(event.message)}`;
        return `${(0,shared_text/* plain */.pj)(event.image)}: ${event.step} ${event.outcome} in ${(0,shared_text/* durationText */.S5)(event.ms)}${why}`;
    }
    if (event.type === 'suite-end' && event.suite.outcome !== 'off') {
        const { suite } = event;
        const { total, failed } = suite.counts ?? { total: 0, failed: 0 };
        const counts = [
            ...(suite.counts === undefined ? [] : [`${total} ${total === 1 ? 'test' : 'tests'}`]),
            ...(failed === 0 ? [] : [`${failed} failed`]),
            ...(suite.flaky?.length ? [`${suite.flaky.length} flaky`] : []),
            ...(suite.unexpected?.length ? [`${suite.unexpected.length} unexpected`] : []),
        ].join(', ');
        return `${(0,shared_text/* plain */.pj)(event.image)}: suite ${(0,shared_text/* plain */.pj)(suite.name)} ${suite.outcome}${counts === '' ? '' : ` (${counts})`} in ${(0,shared_text/* durationText */.S5)(suite.ms)}`;
    }
    if (event.type === 'notice')
        return `note: ${(0,shared_text/* plain */.pj)(event.text)}`;
    return undefined;
}
const SIGNS = { waiting: '·', running: '▶', passed: '✔', failed: '✘', cancelled: '–' };
/** The state of a run as a block of lines to be drawn over and over at a terminal: per image its step, time and last line. */
class ProgressBlock {
    activities = new Map();
    add(event, now) {
        if (event.type === 'run-start') {
            for (const image of event.plan.images) {
                if (image.action !== 'skip')
                    this.activities.set(image.id, { name: (0,shared_text/* plain */.pj)(image.id), steps: new Map(), lastLine: '', state: 'waiting' });
            }
            return;
        }
        const activity = 'image' in event
            ? this.activities.get(event.image)
            : event.type === 'image-end'
                ? this.activities.get(event.result.id)
                : undefined;
        if (activity === undefined)
            return;
        if (event.type === 'step-start') {
            activity.steps.set(event.step, now);
            activity.state = 'running';
            activity.lastLine = '';
        }
        else if (event.type === 'line') {
            // Cut here: a line may be long, and it is drawn many times a second.
            if (event.text.trim() !== '')
                activity.lastLine = event.text.slice(0, 500);
        }
        else if (event.type === 'step-end') {
            activity.steps.delete(event.step);
            if (event.outcome !== 'passed') {
                activity.state = event.outcome;
                activity.lastLine = event.message ?? '';
            }
        }
        else if (event.type === 'image-end' && event.result.outcome !== 'skipped') {
            activity.state = event.result.outcome;
            activity.lastLine = event.result.message ?? '';
        }
    }
    /** The lines, none longer than `width` nor more than `height`. */
    render(now, width, height) {
        const all = [...this.activities.values()];
        const nameWidth = Math.max(...all.map(({ name }) => name.length), 0);
        const lines = all.map((activity) => {
            const steps = [...activity.steps].map(([step, began]) => `${step} ${(0,shared_text/* durationText */.S5)(now - began)}`).join(', ');
            const doing = activity.state === 'running' ? (steps === '' ? 'ready' : steps) : activity.state;
            return (0,shared_text/* clip */.$Q)(`${SIGNS[activity.state]} ${activity.name.padEnd(nameWidth)}  ${doing.padEnd(12)}  ${(0,shared_text/* plain */.pj)(activity.lastLine)}`.trimEnd(), width);
        });
        if (lines.length <= height)
            return lines;
        // A stack that is higher than the screen shows what runs; the rest is counted.
        const running = all.flatMap((activity, index) => (activity.state === 'running' ? [lines[index] ?? ''] : []));
        const done = all.filter((activity) => activity.state !== 'running' && activity.state !== 'waiting').length;
        return [...running.slice(0, height - 1), `${done} of ${all.length} images done`];
    }
}

;// CONCATENATED MODULE: ./build-ts/src/output/console.js

const FRAME_MS = 120;
/** A block that is redrawn in place at a terminal; plain lines anywhere else. */
function progressView(out) {
    return out.isTTY === true ? liveView(out) : plainView(out);
}
function plainView(out) {
    return {
        listen: (event) => {
            const line = plainLine(event);
            if (line !== undefined)
                out.write(`${line}\n`);
        },
        end: () => undefined,
    };
}
function liveView(out) {
    const block = new ProgressBlock();
    let drawn = 0;
    const erase = () => (drawn > 0 ? `\u001b[${drawn}A\u001b[J` : '');
    const draw = () => {
        const lines = block.render(Date.now(), (out.columns ?? 80) - 1, Math.max((out.rows ?? 24) - 1, 1));
        out.write(`${erase()}${lines.map((line) => `${line}\n`).join('')}`);
        drawn = lines.length;
    };
    const timer = setInterval(draw, FRAME_MS);
    return {
        listen: (event) => {
            block.add(event, Date.now());
            if (event.type === 'notice') {
                out.write(`${erase()}${plainLine(event) ?? ''}\n`);
                drawn = 0;
            }
        },
        end: () => {
            clearInterval(timer);
            draw();
        },
    };
}


/***/ }),

/***/ 33068:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mn: () => (/* binding */ lines),
/* harmony export */   Pq: () => (/* binding */ json),
/* harmony export */   fR: () => (/* binding */ replaceFile),
/* harmony export */   ip: () => (/* binding */ writePlanFiles),
/* harmony export */   jP: () => (/* binding */ planFiles)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3350);



/** The files that say what will be done, and about which commit; names fixed by design section 3. */
function planFiles(plan, { hash, message }, changedFiles) {
    return {
        'plan.json': json(plan),
        IMAGES_CHANGED: lines(plan.images.filter((image) => image.action !== 'skip').map((image) => image.ref)),
        GIT_HASH: `${hash}\n`,
        GIT_HASH_SHORT: `${hash.slice(0, 7)}\n`,
        GIT_MESSAGE: `${message}\n`,
        // Names may hold line ends: each is one line all the same.
        GIT_CHANGED_FILES: changedFiles.map((file) => `${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(file)}\n`).join(''),
    };
}
/** Each ref once: the platforms of an image share theirs. */
function lines(refs) {
    return [...new Set(refs)].map((ref) => `${ref}\n`).join('');
}
/** Written aside and renamed: a reader never sees half a file, nor one that two runs wrote. */
function replaceFile(folder, name, content) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name);
    const aside = `${path}.${process.pid}.tmp`;
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(aside, content);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync)(aside, path);
    }
    catch (error) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(aside, { force: true });
        throw error;
    }
}
/** Writes the files of a plan that is not carried out. */
function writePlanFiles(folder, files) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(folder, { recursive: true });
    for (const [name, content] of Object.entries(files))
        replaceFile(folder, name, content);
}
function json(value) {
    return `${JSON.stringify(value, undefined, 2)}\n`;
}


/***/ }),

/***/ 71244:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ annotationsOf)
/* harmony export */ });
/* harmony import */ var _run_results_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76139);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3350);
/* harmony import */ var _closing_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90049);
/* harmony import */ var _tests_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(82791);




const MAX_NAMES = 5;
/** GitHub keeps 4096 characters of a message; a title is one line. */
const MAX_MESSAGE = 1000;
const MAX_TITLE = 200;
/**
 * What went wrong in a run, as many as GitHub shows, the most telling first: the first failed test of every image, then
 * images that failed without one, then all other tests.
 */
function annotationsOf(results, { directory, errors, warnings, places: found }) {
    const images = results.images.filter(_run_results_js__WEBPACK_IMPORTED_MODULE_0__/* .isWorkedOn */ .cJ);
    const places = (0,_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .failedPlaces */ .Qd)(images.filter((image) => (0,_closing_js__WEBPACK_IMPORTED_MODULE_2__/* .suitesBehind */ .ae)(image).length > 0));
    // A place that is the first of one image may be of many more: none of them needs another.
    const told = new Set();
    const [first, others] = partition(places, ({ images: ids }) => {
        const isNews = ids.some((id) => !told.has(id));
        for (const id of ids)
            told.add(id);
        return isNews;
    });
    const untold = images.filter((image) => image.outcome === 'failed' && (!told.has(image.id) || hasMute(image)));
    return [
        ...limited('error', [
            ...first.map((place) => placeAnnotation(place, directory)),
            ...untold.map((image) => imageAnnotation(image, results.command, inRepository(found?.get(image.id), directory))),
            ...others.map((place) => placeAnnotation(place, directory)),
        ], errors),
        ...limited('warning', remarkAnnotations(images), warnings),
    ];
}
/** A suite failed whose report names no test. */
function hasMute(image) {
    return (0,_closing_js__WEBPACK_IMPORTED_MODULE_2__/* .suitesBehind */ .ae)(image).some(_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .isMute */ .C);
}
function partition(all, isFirst) {
    const [yes, no] = [[], []];
    for (const one of all)
        (isFirst(one) ? yes : no).push(one);
    return [yes, no];
}
/** The last one counts those that GitHub would drop in silence. */
function limited(level, all, most) {
    if (all.length <= most)
        return [...all];
    if (most <= 0)
        return [];
    const shown = all.slice(0, most - 1);
    const what = level === 'error' ? 'failures' : 'remarks on tests';
    return [
        ...shown,
        { level, title: 'stack-action', message: `${all.length - shown.length} more ${what} are in the job summary` },
    ];
}
function placeAnnotation({ failure, images, tests }, directory) {
    const { file, line, message } = failure;
    const known = file === undefined || directory === undefined ? undefined : `${directory && `${directory}/`}${file}`;
    return {
        level: 'error',
        ...titled(`${(0,_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .someOf */ .yU)(images, MAX_NAMES)}: ${(0,_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .someOf */ .yU)(tests, MAX_NAMES)}`),
        // Where GitHub knows no file of that name, the place is told in words.
        message: (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)(known === undefined && file !== undefined ? `${file}:${line ?? 1}: ${message}` : message, MAX_MESSAGE)),
        ...(known === undefined ? {} : { file: known, line: line ?? 1 }),
    };
}
function imageAnnotation(image, command, place) {
    const { id, failedStep = 'build', message = '', remedy } = image;
    const why = (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(`${id} failed at ${failedStep}: ${message}`), MAX_MESSAGE);
    return {
        level: 'error',
        ...titled(`stack-action ${command}`),
        // What to do is a line of its own, as at a terminal.
        message: remedy === undefined ? why : `${why}\n→ ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(remedy), MAX_MESSAGE)}`,
        ...place,
    };
}
function inRepository(place, directory) {
    if (place === undefined || directory === undefined)
        return undefined;
    return { ...place, file: `${directory && `${directory}/`}${place.file}` };
}
function remarkAnnotations(images) {
    return (0,_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .remarksOf */ .ro)(images).map(({ kind, test, images: ids }) => ({
        level: 'warning',
        ...titled(`${(0,_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .someOf */ .yU)(ids, MAX_NAMES)}: ${kind === 'flaky' ? 'flaky test' : 'unexpected pass'}`),
        message: (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)(`${test} ${_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .REMARKS */ .Am[kind]}`, MAX_MESSAGE)),
    }));
}
function titled(title) {
    return { title: (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)(title, MAX_TITLE)) };
}


/***/ }),

/***/ 90049:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   OB: () => (/* binding */ rowOf),
/* harmony export */   Po: () => (/* binding */ closingLines),
/* harmony export */   Vx: () => (/* binding */ HEAD),
/* harmony export */   ae: () => (/* binding */ suitesBehind),
/* harmony export */   s6: () => (/* binding */ nothing)
/* harmony export */ });
/* harmony import */ var _run_results_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76139);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3350);
/* harmony import */ var _graph_outcome_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(90077);
/* harmony import */ var _tests_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(82791);




/** At most this many lines of evidence for each failure: the cause must still be on the screen. */
const EVIDENCE = 8;
/** Of so many failed tests of a suite the lines are shown, and so many are named. */
const SHOWN = 3;
const NAMED = 10;
const MAX_NAMES = 5;
/** A line of a log may be a megabyte. */
const MAX_LINE = 500;
function testsOf(image) {
    const suites = image.suites.filter((suite) => suite.outcome !== 'off');
    if (suites.length === 0)
        return image.testedAs === undefined ? '' : 'passed before';
    const total = suites.reduce((sum, suite) => sum + Math.max(suite.counts?.total ?? 1, suite.outcome === 'failed' ? 1 : 0), 0);
    const failed = suites.reduce((sum, suite) => sum + (suite.outcome === 'failed' ? Math.max(suite.counts?.failed ?? 1, 1) : 0), 0);
    if (failed > 0)
        return `${failed}/${total} failed`;
    const skipped = suites.reduce((sum, suite) => sum + (suite.counts?.skipped ?? 0), 0);
    return `${total - skipped} passed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
/** Milliseconds: less would be said as 0.0s. */
const SHORTEST = 50;
/** How long it was worked on, as the graph and the report say it. */
function timeOf(image) {
    const ms = (0,_graph_outcome_js__WEBPACK_IMPORTED_MODULE_2__/* .busyMs */ .Wg)(image);
    return ms < SHORTEST ? '' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .durationText */ .S5)(ms);
}
/** The cells of HEAD. */
function rowOf(image) {
    const digest = (0,_run_results_js__WEBPACK_IMPORTED_MODULE_0__/* .digestOf */ .ol)(image);
    return [
        image.id,
        image.action === 'reuse' && image.outcome === 'passed' ? 'reused' : image.outcome,
        image.build?.size === undefined ? '' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .sizeText */ .lP)(image.build.size),
        testsOf(image),
        timeOf(image),
        digest === undefined ? '' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .shortDigest */ .VK)(digest),
        image.published.length > 0 ? image.ref : '',
    ];
}
const HEAD = ['image', 'result', 'size', 'tests', 'time', 'digest', 'published as'];
/**
 * The end of a run in the terminal: the table, what failed and why, where the files lie. `directory` is the way to the
 * stack's directory from where the user is.
 */
function closingLines(results, folders, directory = '') {
    const images = results.images.filter(_run_results_js__WEBPACK_IMPORTED_MODULE_0__/* .isWorkedOn */ .cJ);
    const failed = images.filter((image) => image.outcome === 'failed');
    // Tests of an ancestor fail on many images alike: their lines are shown once.
    const told = new Set();
    return [
        ...(images.length === 0 ? [] : ['', ...(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .columns */ .YB)([HEAD, ...images.map(rowOf)].map((row) => row.map(_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj))), '']),
        ...images.flatMap((image) => image.published.slice(1).map(({ ref }) => `also published: ${ref}`)),
        ...results.notices.map((notice) => `note: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(notice)}`),
        ...remarkLines(images),
        ...(results.unpublished === undefined ? [] : [`${nothing(results)} was published: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(results.unpublished)}`]),
        `files: ${folders.artifacts} ${folders.logs} ${folders.manifests}`,
        ...leftLines(images, folders),
        ...failed.flatMap((image) => failureLines(image, folders, directory, told)),
        verdict(results, images, failed),
    ];
}
function remarkLines(images) {
    const remarks = (0,_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .remarksOf */ .ro)(images);
    const more = remarks.length - NAMED;
    return [
        ...remarks
            .slice(0, NAMED)
            .map(({ kind, test, images: ids }) => `note: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(test)} on ${(0,_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .someOf */ .yU)(ids, MAX_NAMES)} ${_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .REMARKS */ .Am[kind]}`),
        ...(more > 0 ? [`note: ${more} more tests ${_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .REMARKS */ .Am.flaky}, or although they are expected to fail`] : []),
    ];
}
/** What tests left in their output folders. */
function leftLines(images, { logs }) {
    const left = images.flatMap(({ file, suites }) => suites.flatMap(({ name, files = 0 }) => files === 0 ? [] : [`${logs}/${file}.${name}/ (${files} ${files === 1 ? 'file' : 'files'})`]));
    return left.length === 0 ? [] : [`left by tests: ${(0,_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .someOf */ .yU)(left, MAX_NAMES)}`];
}
function nothing(results) {
    return results.images.some((image) => image.published.length > 0) ? 'nothing else' : 'nothing';
}
function failureLines(image, folders, directory, told) {
    const tests = suitesBehind(image);
    return [
        `FAILED ${image.id} at ${image.failedStep ?? 'build'}: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(image.message ?? '')}`,
        ...tests.flatMap((suite) => (0,_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .isMute */ .C)(suite) ? muteLines(suite, tests.length > 1) : testLines(image, suite, folders, directory, told)),
        ...(tests.length === 0 ? evidenceLines(image.evidence ?? []) : []),
        ...(image.remedy === undefined ? [] : [`    → ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(image.remedy)}`]),
    ];
}
/** The suites that are why an image failed; none where it failed at something else. */
function suitesBehind({ failedStep = 'build', suites }) {
    return TESTING.has(failedStep) ? suites.filter(_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .isFailed */ .Ix) : [];
}
const TESTING = new Set(['test', 'integration']);
/** Of a suite without tests that tell: what it wrote last, after its name where it is not the only one. */
function muteLines({ name, message = '', lines = [] }, isNamed) {
    if (!isNamed)
        return evidenceLines(lines);
    return [`    suite ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(name)}: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(message)}`, ...evidenceLines(lines, '      ')];
}
function testLines(image, suite, folders, directory, told) {
    const { name, failures = [], counts } = suite;
    const more = Math.max(counts?.failed ?? 0, failures.length) - Math.min(failures.length, NAMED);
    let shown = 0;
    const lines = failures.slice(0, NAMED).flatMap((failure) => {
        const isTold = told.has((0,_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .keyOf */ .TN)(failure)) || shown >= SHOWN;
        if (!isTold) {
            told.add((0,_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .keyOf */ .TN)(failure));
            shown++;
        }
        return [`    ${failureText(failure, directory)}`, ...(isTold ? [] : evidenceLines(failure.lines, '      '))];
    });
    if (failures.length === 0 || more <= 0)
        return lines;
    return [...lines, `    and ${more} more, in ${folders.logs}/${image.file}.${name}.junit.xml`];
}
/** As compilers put it: editors and terminals find the place in it. */
function failureText(failure, directory) {
    const { file, name, message } = failure;
    return (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(`${(0,_tests_js__WEBPACK_IMPORTED_MODULE_3__/* .placeText */ .Z9)(failure, directory)}: ${file === undefined ? '' : `${name}: `}${message}`);
}
function evidenceLines(lines, indent = '    ') {
    return lines.slice(-EVIDENCE).map((line) => `${indent}${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)(line, MAX_LINE))}`);
}
function verdict(results, images, failed) {
    const time = (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .durationText */ .S5)(results.ms);
    if (results.outcome === 'interrupted')
        return `interrupted after ${time}`;
    if (results.outcome === 'passed' && images.length === 0)
        return `${results.command}: nothing to do; ${results.images.length} ${results.images.length === 1 ? 'image is' : 'images are'} left alone (${time})`;
    if (results.outcome === 'passed')
        return `${results.command}: ${images.length} ${images.length === 1 ? 'image' : 'images'} done in ${time}`;
    const cancelled = images.filter((image) => image.outcome === 'cancelled');
    return `${results.command}: ${failed.length} of ${images.length} failed${cancelled.length > 0 ? `, not done because of that: ${cancelled.map((image) => image.id).join(', ')}` : ''} (${time})`;
}


/***/ }),

/***/ 76355:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cq: () => (/* binding */ diffSummary),
/* harmony export */   diffResultLines: () => (/* binding */ diffResultLines),
/* harmony export */   xb: () => (/* binding */ diffMarkdown)
/* harmony export */ });
/* unused harmony export diffLines */
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3350);

/** Characters of a layer's command. */
const MAX_COMMAND = 120;
const MAX_TEXT = 200;
/** The answer of `stack-action diff`. */
function diffResultLines({ image, platform, before, after, same, diff }) {
    const side = ({ ref, digest }) => `${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(ref)}${digest === null ? ' (in the engine)' : ` (${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(digest)})`}`;
    const head = `${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(image)} on ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(platform)}: ${side(before)} → ${side(after)}`;
    return same ? [head, 'the same image'] : [head, ...diffLines(diff)];
}
/** `3 upgraded, 1 added; +12 MB`: what a cell of a table has room for. */
function diffSummary(diff) {
    const sums = { upgraded: 0, downgraded: 0, added: 0, removed: 0 };
    for (const { counts } of diff.lists)
        for (const key of CHANGES)
            sums[key] += counts[key];
    const packages = countsText(sums);
    const size = growthText(diff);
    const parts = [packages, size].filter((part) => part !== '');
    return parts.length > 0 ? parts.join('; ') : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(diff.layers.added.length, 'other layer');
}
/**
 * What differs, in Markdown of at most so many bytes, without a heading: foreign text is escaped; packages come before
 * layers, and rows that have no room are counted.
 */
function diffMarkdown(diff, bytes) {
    const { against, lists } = diff;
    const digest = against.digest === null ? '' : ` (${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(against.digest))})`;
    const intro = [`Compared with ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)(against.ref, MAX_TEXT))}${digest}: ${overviewText(diff)}.`, ''];
    const layers = changedLayers(diff);
    const tables = [
        ...lists.map((list) => ({
            title: `**${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)(list.name, MAX_TEXT))}** (${list.kind}): ${countsText(list.counts)}`,
            head: ['', 'package', 'before', 'after'],
            rows: entriesOf(list).map(({ change, name, before, after }) => [change, name, before, after]),
            what: 'package',
            hidden: hiddenOf(list),
        })),
        {
            title: '**Layers**',
            head: ['command', 'before', 'after'],
            rows: layers.map(({ command, before, after }) => [(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)(command, MAX_COMMAND), before, after]),
            what: 'layer',
            hidden: 0,
        },
    ];
    let left = bytes - bytesOf(intro);
    if (left < 0)
        return '';
    const shown = tables.flatMap((table) => {
        const lines = tableLines(table, left);
        left -= bytesOf(lines);
        return lines;
    });
    return [...intro, ...shown].join('\n');
}
/** What differs, for a terminal: packages in columns, then layers. */
function diffLines(diff) {
    const { lists } = diff;
    const layers = changedLayers(diff);
    return [
        overviewText(diff),
        ...lists.flatMap((list) => [
            '',
            `${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(list.name)} (${list.kind}): ${countsText(list.counts)}`,
            ...(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .columns */ .YB)(entriesOf(list).map(({ change, name, before, after }) => [
                `  ${SIGNS[change]}`,
                (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)(name, MAX_TEXT)),
                (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)([before, after].filter((one) => one !== '').join(' → '), MAX_TEXT)),
            ])),
            ...(hiddenOf(list) > 0 ? [`  … and ${hiddenOf(list)} more`] : []),
        ]),
        ...(layers.length === 0 ? [] : ['', 'layers:']),
        ...(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .columns */ .YB)(layers.map(({ command, before, after }) => [`  ${before || '-'}`, '→', after || '-', (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)(command, MAX_COMMAND)])),
    ];
}
const CHANGES = ['upgraded', 'downgraded', 'added', 'removed'];
const SIGNS = { upgraded: '↑', downgraded: '↓', added: '+', removed: '-' };
function entriesOf({ upgraded, downgraded, added, removed }) {
    const other = (change, all) => all.map(([name, before, after]) => ({ change, name, before, after }));
    return [
        ...other('downgraded', downgraded),
        ...removed.map(([name, before]) => ({ change: 'removed', name, before, after: '' })),
        ...other('upgraded', upgraded),
        ...added.map(([name, after]) => ({ change: 'added', name, before: '', after })),
    ];
}
/** Those that were cut before. */
function hiddenOf(list) {
    return CHANGES.reduce((sum, key) => sum + list.counts[key] - list[key].length, 0);
}
function countsText(counts) {
    return CHANGES.filter((key) => counts[key] > 0)
        .map((key) => `${counts[key]} ${key}`)
        .join(', ');
}
function overviewText(diff) {
    const { size, layers, lists } = diff;
    const unit = size.compressed === true ? ' compressed' : '';
    const isKnown = size.before > 0 || size.after > 0;
    const change = growthText(diff);
    const sizes = `${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(size.before)} → ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(size.after)}${unit}${change === '' ? '' : ` (${change})`}`;
    const others = Math.max(layers.added.length, layers.removed.length);
    return [
        ...(isKnown ? [change === '' ? `${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(size.after)}${unit} as before` : sizes] : []),
        others === 0 ? 'the same layers' : `${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(layers.same, 'layer')} the same, ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(others, 'other')}`,
        ...(lists.length === 0 ? ['no package differs in the lists that both have'] : []),
    ].join('; ');
}
/** `+12 MB`; nothing where the size is the same. */
function growthText({ size: { before, after } }) {
    const growth = after - before;
    return growth === 0 ? '' : `${growth > 0 ? '+' : '-'}${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(Math.abs(growth))}`;
}
/** Layers of one command are one, made again; those that take the same room, or none, are not worth a line. */
function changedLayers({ layers: { added, removed } }) {
    const old = new Map();
    for (const layer of removed)
        old.set(layer.command, [...(old.get(layer.command) ?? []), layer]);
    const now = added.flatMap((layer) => {
        const before = old.get(layer.command)?.shift();
        return (before?.size ?? 0) === layer.size ? [] : [changeOf(layer.command, before, layer)];
    });
    const gone = [...old.values()].flat().filter(({ size }) => size > 0);
    return [...gone.map((layer) => changeOf(layer.command, layer, undefined)), ...now];
}
function changeOf(command, before, after) {
    const of = (layer) => (layer === undefined ? '' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(layer.size));
    return { command: (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(command), before: of(before), after: of(after) };
}
/** As many rows as there is room for, and how many there are besides; nothing where not even that has room. */
function tableLines({ title, head, rows, what, hidden }, bytes) {
    if (rows.length === 0 && hidden === 0)
        return [];
    const all = rows.map((row) => `| ${row.map((cell) => (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)(cell, MAX_TEXT)).trim()).join(' | ')} |`);
    const open = [title, '', `| ${head.join(' | ')} |`, `|${head.map(() => ':--').join('|')}|`];
    const rest = (kept) => {
        const count = rows.length - kept + hidden;
        return count === 0 ? [] : [`(${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(count, `more ${what}`)} left out)`, ''];
    };
    let kept = 0;
    let used = bytesOf([...open, '', ...rest(0)]);
    for (const row of all) {
        used += bytesOf([row]);
        if (used > bytes)
            break;
        kept++;
    }
    if (kept > 0)
        return [...open, ...all.slice(0, kept), '', ...rest(kept)];
    const alone = [title, '', ...rest(0)];
    return bytesOf(alone) <= bytes ? alone : [];
}
/** Each line with its line end. */
function bytesOf(lines) {
    return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}


/***/ }),

/***/ 24685:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q0: () => (/* binding */ MAX_SUMMARY_BYTES),
/* harmony export */   _Q: () => (/* binding */ fitting),
/* harmony export */   n8: () => (/* binding */ fitPage)
/* harmony export */ });
/* unused harmony export fitParts */
/**
 * Bytes that all text of one step's summary may have together: GitHub drops one over 1 MiB whole (docs.github.com,
 * "Adding a job summary"), and a last line about what was left out needs room.
 */
const MAX_SUMMARY_BYTES = 1_000_000;
/** How many of the lines, from the first one on, have room in so many bytes, each with its line end. */
function fitting(lines, bytes) {
    let used = 0;
    const over = lines.findIndex((line) => (used += Buffer.byteLength(line) + 1) > bytes);
    return over < 0 ? lines.length : over;
}
/** Parts as lines of a page of at most so many bytes, in their order; a part without rows is left out. */
function fitParts(parts, bytes) {
    return [...fitPage(parts, parts, bytes).lines];
}
/**
 * The same, where room is given in the order of `worth`: where not all has room, each part takes no more than its share,
 * and the parts that then have none are left out, the last ones of `worth` first.
 */
function fitPage(parts, worth, bytes) {
    const full = parts.filter(({ rows }) => rows.length > 0);
    const all = full.flatMap(wholeLines);
    if (bytesOf(all) <= bytes)
        return { lines: all, left: [] };
    let left = bytes;
    const fitted = new Map();
    const fit = (part, room) => {
        const lines = partLines(part, Math.min(room, left));
        left -= bytesOf(lines);
        fitted.set(part, lines);
    };
    for (const part of worth)
        if (part.share !== undefined)
            fit(part, part.share * bytes);
    for (const part of worth)
        if (part.share === undefined)
            fit(part, left);
    return {
        lines: full.flatMap((part) => fitted.get(part) ?? []),
        left: full.filter((part) => fitted.get(part)?.length === 0),
    };
}
function wholeLines({ open, rows, close }) {
    return [...open, ...rows, ...close];
}
function partLines(part, bytes) {
    const { open, rows, close, what } = part;
    if (rows.length === 0)
        return [];
    const whole = wholeLines(part);
    if (bytesOf(whole) <= bytes)
        return whole;
    if (part.whole)
        return [];
    // With all of them left out the line is at its longest.
    const rest = (kept) => [`(${rows.length - kept} more ${what} are in results.json)`, ''];
    const kept = fitting(rows, bytes - bytesOf([...open, ...close, ...rest(0)]));
    if (kept > 0)
        return [...open, ...rows.slice(0, kept), ...close, ...rest(kept)];
    return bytesOf(rest(0)) <= bytes ? rest(0) : [];
}
/** Each line with its line end. */
function bytesOf(lines) {
    return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0);
}


/***/ }),

/***/ 25512:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ COLOURS)
/* harmony export */ });
/**
 * Dark enough for white text (contrast 4.5 and more, WCAG 2.2 §1.4.3), light enough to stand out from a dark page; the
 * outline is lighter than the fill, so that it shows on dark pages and does no harm on light ones.
 */
const COLOURS = {
    build: { fill: '#0969da', stroke: '#54aeff', text: '#ffffff', dashed: false },
    reuse: { fill: '#1a7f37', stroke: '#4ac26b', text: '#ffffff', dashed: false },
    skip: { fill: '#59636e', stroke: '#afb8c1', text: '#ffffff', dashed: true },
    built: { fill: '#1a7f37', stroke: '#4ac26b', text: '#ffffff', dashed: false },
    reused: { fill: '#0969da', stroke: '#54aeff', text: '#ffffff', dashed: false },
    failed: { fill: '#cf222e', stroke: '#ff8182', text: '#ffffff', dashed: false },
    cancelled: { fill: '#8a5a00', stroke: '#d4a72c', text: '#ffffff', dashed: true },
    skipped: { fill: '#59636e', stroke: '#afb8c1', text: '#ffffff', dashed: true },
};


/***/ }),

/***/ 2802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   escaped: () => (/* binding */ escaped),
/* harmony export */   renderMermaid: () => (/* binding */ renderMermaid)
/* harmony export */ });
/* harmony import */ var _colours_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25512);
/* harmony import */ var _model_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68280);


/**
 * The graph as a Mermaid flowchart, which GitHub draws in summaries, comments and wikis. Draws up to 500 edges and 50,000
 * characters (mermaid.js.org, "maxEdges", "maxTextSize"); the caller decides what is too much.
 */
function renderMermaid(graph) {
    const idOf = (0,_model_js__WEBPACK_IMPORTED_MODULE_1__/* .safeIds */ .U8)(graph);
    const used = new Set(graph.nodes.map(_model_js__WEBPACK_IMPORTED_MODULE_1__/* .paintOf */ .MI));
    return [
        // Names are not broken at their hyphens: they are short enough (model.ts).
        '%%{init: {"flowchart": {"wrappingWidth": 600}}}%%',
        `flowchart ${(0,_model_js__WEBPACK_IMPORTED_MODULE_1__/* .directionOf */ .FR)(graph)}`,
        // The class stands behind the label: Mermaid takes the last semicolon from lines with "style", a colon and a "#".
        ...graph.nodes.map((node) => `  ${idOf(node.id)}["${escaped(node.label)}<br/>${escaped((0,_model_js__WEBPACK_IMPORTED_MODULE_1__/* .wordsOf */ .Z9)(node))}"]:::${(0,_model_js__WEBPACK_IMPORTED_MODULE_1__/* .paintOf */ .MI)(node)}`),
        ...graph.edges.map(({ from, to }) => `  ${idOf(from)} --> ${idOf(to)}`),
        // One to a line and without semicolons: Mermaid would take them for a part of the last colour.
        ...Object.entries(_colours_js__WEBPACK_IMPORTED_MODULE_0__/* .COLOURS */ .O)
            .filter(([paint]) => used.has(paint))
            .map(([paint, { fill, stroke, text, dashed }]) => `  classDef ${paint} fill:${fill},stroke:${stroke},color:${text}${dashed ? ',stroke-dasharray:4 3' : ''}`),
        '',
    ].join('\n');
}
/** Shows nothing and parts what would mean something together: Unicode's WORD JOINER. */
const JOINER = '#8288;';
/** What needs no entity: letters, digits, blanks; `-`, `/` and `_` between letters or digits; points between digits. */
const RISKY = /(?:(?<![\p{L}\p{N}])[-/_]|[-/_](?![\p{L}\p{N}])|(?<!\p{N})\.|\.(?!\p{N})|[^\p{L}\p{N}\p{M} /_.-])+/gu;
/**
 * Foreign text in a quoted label. Mermaid has no escape but entities, and several versions decode them before they look
 * for Markdown, formulas, icons and addresses: 11 takes `name@py3.12` for a mail address, and shows "Unsupported
 * markdown: link" in its place. So entities stand between joiners.
 */
function escaped(text) {
    return text.replace(RISKY, (run) => `${JOINER}${Array.from(run, (character) => `#${character.codePointAt(0) ?? 0};${JOINER}`).join('')}`);
}


/***/ }),

/***/ 68280:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FR: () => (/* binding */ directionOf),
/* harmony export */   K2: () => (/* binding */ actionText),
/* harmony export */   MI: () => (/* binding */ paintOf),
/* harmony export */   U8: () => (/* binding */ safeIds),
/* harmony export */   Wy: () => (/* binding */ labelOf),
/* harmony export */   Z9: () => (/* binding */ wordsOf),
/* harmony export */   graphOf: () => (/* binding */ graphOf)
/* harmony export */ });
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3350);

/** The longest text on a node, in characters: three such nodes still fit side by side. */
const MAX_LABEL = 48;
/** The plan as a graph: every image and variant, also the skipped ones, and every parent that the plan has. */
function graphOf(plan) {
    const ids = new Set(plan.images.map((image) => image.id));
    return {
        nodes: plan.images.map(({ id, action, test }) => ({ id, label: labelOf(id), action, test })),
        edges: plan.images.flatMap((image) => [...new Set(image.parents)].filter((parent) => ids.has(parent)).map((parent) => ({ from: parent, to: image.id }))),
    };
}
/** Shortened in the middle: beginnings are alike in a stack, and the variant stands at the end. */
function labelOf(id, most = MAX_LABEL) {
    const characters = Array.from((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(id.toWellFormed()).replace(/\s+/g, ' ').trim());
    if (characters.length <= most)
        return characters.join('');
    const tail = Math.floor((most - 1) / 2);
    return `${characters.slice(0, most - 1 - tail).join('')}…${characters.slice(-tail).join('')}`;
}
/** What is done with an image, in words: a colour alone says nothing to many. */
function actionText({ action, test }) {
    return test ? `${action} and test` : action;
}
/** The second line of a node: what became of it, where that is known; else what is done with it. */
function wordsOf(node) {
    return node.end?.words ?? actionText(node);
}
function paintOf(node) {
    return node.end?.kind ?? node.action;
}
/**
 * Down the page, or to the right where more images stand side by side than on top of each other: pages scroll
 * downwards, and what is wider than the page is shrunk until nobody can read it.
 */
function directionOf({ nodes, edges }) {
    const depth = new Map(nodes.map((node) => [node.id, 1]));
    // Edges come in the order of their children, so a parent's depth is final before it is used.
    for (const { from, to } of edges)
        depth.set(to, Math.max(depth.get(to) ?? 1, (depth.get(from) ?? 1) + 1));
    const widths = new Map();
    let [deepest, widest] = [0, 0];
    for (const level of depth.values()) {
        const width = (widths.get(level) ?? 0) + 1;
        widths.set(level, width);
        deepest = Math.max(deepest, level);
        widest = Math.max(widest, width);
    }
    return widest > deepest ? 'LR' : 'TB';
}
/** Names for the nodes that are safe in every format, whatever the images are called: n0, n1, … */
function safeIds({ nodes }) {
    const numbers = new Map(nodes.map((node, index) => [node.id, `n${index}`]));
    return (id) => numbers.get(id) ?? 'unknown';
}


/***/ }),

/***/ 90077:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G6: () => (/* binding */ outcomeGraphOf),
/* harmony export */   I: () => (/* binding */ kindOf),
/* harmony export */   Wg: () => (/* binding */ busyMs),
/* harmony export */   hM: () => (/* binding */ withoutSkipped),
/* harmony export */   pd: () => (/* binding */ levelsOf)
/* harmony export */ });
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3350);
/* harmony import */ var _model_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68280);


/** The graph of a plan, with what became of each image; of one that the results do not name nothing was done. */
function outcomeGraphOf(plan, results) {
    const byId = new Map(results.images.map((image) => [image.id, image]));
    const { nodes, edges } = (0,_model_js__WEBPACK_IMPORTED_MODULE_1__.graphOf)(plan);
    return { nodes: nodes.map((node) => ({ ...node, end: endOf(byId.get(node.id), node.action) })), edges };
}
/**
 * Without what had no part in the run and is no parent of what had: of a large stack few images are built, and they can
 * be drawn where all of them cannot.
 */
function withoutSkipped({ nodes, edges }) {
    const worked = new Set(nodes.filter(({ end }) => end?.kind !== 'skipped').map(({ id }) => id));
    const parents = new Set(edges.filter(({ to }) => worked.has(to)).map(({ from }) => from));
    const kept = nodes.filter(({ id }) => worked.has(id) || parents.has(id));
    const ids = new Set(kept.map(({ id }) => id));
    return { nodes: kept, edges: edges.filter(({ from, to }) => ids.has(from) && worked.has(to)) };
}
/** `built and tested in 1m05s`; `failed at test after 12.0s` */
function endOf(image, action) {
    const kind = kindOf(image, action);
    return { kind, words: wordsOf(kind, image) };
}
/** What became of an image, as colours tell it. */
function kindOf(image, action) {
    switch (image?.outcome) {
        case 'passed':
            return image.action === 'build' ? 'built' : 'reused';
        case 'failed':
            return 'failed';
        case 'skipped':
            return 'skipped';
        case 'cancelled':
            return 'cancelled';
        default:
            return action === 'skip' ? 'skipped' : 'cancelled';
    }
}
function wordsOf(kind, image) {
    if (image === undefined || kind === 'skipped' || kind === 'cancelled')
        return kind;
    const ms = busyMs(image);
    // What takes no time worth the name has none.
    const time = (word) => (ms < 100 ? '' : ` ${word} ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S5)(ms)}`);
    if (kind === 'failed')
        return `failed at ${image.failedStep ?? 'build'}${time('after')}`;
    const tested = image.suites.some(({ outcome }) => outcome === 'passed') ? ' and tested' : '';
    // Of a command that only pushes nothing is said to be built.
    const made = kind === 'reused' ? 'reused' : image.build?.outcome === 'passed' ? 'built' : 'passed';
    return `${made}${tested}${time('in')}`;
}
/** Milliseconds in which a step of it went on, those at the same time counted once. */
function busyMs({ steps = [], build, suites }) {
    if (steps.length === 0)
        return (build?.ms ?? 0) + suites.reduce((sum, suite) => sum + suite.ms, 0);
    let [busy, until] = [0, 0];
    for (const { at, ms } of [...steps].sort((a, b) => a.at - b.at)) {
        busy += Math.max(at + ms - Math.max(at, until), 0);
        until = Math.max(until, at + ms);
    }
    return busy;
}
/** The nodes by their depth: those without parents first; what is built on others comes below the deepest of them. */
function levelsOf({ nodes, edges }) {
    const depth = new Map(nodes.map(({ id }) => [id, 0]));
    // Edges come in the order of their children, so a parent's depth is final before it is used.
    for (const { from, to } of edges)
        depth.set(to, Math.max(depth.get(to) ?? 0, (depth.get(from) ?? 0) + 1));
    const levels = [];
    for (const node of nodes)
        (levels[depth.get(node.id) ?? 0] ??= []).push(node);
    return levels.map((level) => level);
}


/***/ }),

/***/ 76996:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rl: () => (/* binding */ knownOfMissing),
/* harmony export */   gD: () => (/* binding */ movesLines),
/* harmony export */   mC: () => (/* binding */ movesMarkdown),
/* harmony export */   r$: () => (/* binding */ missingGates)
/* harmony export */ });
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3350);
/* harmony import */ var _fitting_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24685);
/* harmony import */ var _tests_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(82791);



/** Operations of a list at a terminal, and images of each: moves.json has them all. */
const SHOWN = 20;
const SHOWN_IMAGES = 8;
const MAX_TEXT = 1000;
/** What a terminal shows in the end. */
function movesLines(result, folders) {
    const { command, undoable, notices, left, failure, operation } = result;
    return [
        ...result.moved.map(moveLine),
        ...gateLines(result),
        ...copiedLines(result),
        ...notices.map((notice) => `note: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(notice)}`),
        ...(operation === undefined && command === 'rollback' ? listLines(result) : []),
        ...(folders === undefined ? [] : [`files: ${folders.artifacts}`]),
        ...(failure === undefined
            ? []
            : [
                `FAILED ${failure.image} at ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(failure.ref)}: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(failure.message)}`,
                ...(failure.remedy === undefined ? [] : [`    → ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(failure.remedy)}`]),
            ]),
        ...left.map((line) => `left: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(line)}`),
        ...(operation === undefined && undoable.length > 0 ? [] : [verdict(result)]),
    ];
}
function moveLine({ ref, old, new: now, state }) {
    if (state === 'unchanged')
        return `${ref}: unchanged (${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(now)})`;
    return `${ref}: ${old === null ? 'new' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(old)} → ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(now)}`;
}
function gateLines({ gates, skippedGates }) {
    return skippedGates ? missingGates(gates).map((line) => `note: GATE SKIPPED: ${line}`) : [];
}
/** One line for the images of a stage that lack the same suites. */
function missingGates(gates) {
    const groups = new Map();
    for (const gate of gates.filter(({ missing }) => missing.length > 0)) {
        const who = gate.stage === '' ? 'this call requires' : `the stage ${gate.stage} asks for`;
        const what = `${who} ${gate.missing.join(', ')}`;
        groups.set(what, [...(groups.get(what) ?? []), gate]);
    }
    return [...groups].map(([what, of]) => `${what}: not known to have passed on exactly these images: ${(0,_tests_js__WEBPACK_IMPORTED_MODULE_1__/* .someOf */ .yU)(imagesOf(of), SHOWN_IMAGES)}`);
}
/** What is recorded of suites that are missing, a line per image. */
function knownOfMissing(gates) {
    const told = gates.filter(({ known = [] }) => known.length > 0);
    const more = told.length - SHOWN_IMAGES;
    return [
        ...told.slice(0, SHOWN_IMAGES).map(({ image, of = '', known = [] }) => `${image} (${of}): ${known.join('; ')}`),
        ...(more > 0 ? [`and ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(more, 'more image')}`] : []),
    ];
}
function imagesOf(of) {
    return [...new Set(of.map(({ image }) => image))];
}
function copiedLines({ copied: { sent, bytes, mounted } }) {
    if (sent + mounted === 0)
        return [];
    return [`copied: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(sent, 'blob', 'blobs')} (${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(bytes)}), ${mounted} mounted in the registry`];
}
function listLines({ from, undoable }) {
    if (undoable.length === 0)
        return [`nothing that moved ${from} is known: there is nothing to undo`];
    const more = undoable.length - SHOWN;
    return [
        ...undoable
            .slice(0, SHOWN)
            .flatMap((one) => [
            `${from} before ${one.operation}: ${undoableText(one)}`,
            ...one.moves
                .slice(0, SHOWN_IMAGES)
                .map(({ ref, old, new: now }) => `    ${ref}: ${old === null ? 'none' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(old)} ← ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(now)}`),
            ...(one.moves.length > SHOWN_IMAGES ? [`    and ${one.moves.length - SHOWN_IMAGES} more`] : []),
        ]),
        ...(more > 0 ? [`and ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(more, 'older operation', 'older operations')}, in moves.json and with --json`] : []),
        `Move back with: stack-action rollback ${from} --before ${undoable[0]?.operation ?? 'OPERATION'}`,
    ];
}
/** `tag of 2026.3-main, by ann, on 2026-03-04 10:11 UTC, https://…` */
function undoableText({ kind, from, by, at, run, unfinished }) {
    const parts = [
        whatText(kind, from),
        `by ${by === '' ? 'somebody' : by}`,
        `on ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .minuteText */ .Wn)(at)}`,
        ...(run === '' ? [] : [run]),
        ...(unfinished ? ['it did not end'] : []),
    ];
    return (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)(parts.join(', '), MAX_TEXT));
}
/** `tag of 2026.3-main`, `rollback to before 20260304T101112-a1b2c3` */
function whatText(kind, from) {
    if (from === '')
        return kind;
    return from.startsWith('before ') ? `${kind} to ${from}` : `${kind} of ${from}`;
}
function verdict({ command, outcome, dryRun, moved, operation, from, ms }) {
    const time = (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S5)(ms);
    if (outcome === 'interrupted')
        return `${command}: interrupted after ${time}; ${moved.length === 0 ? 'no name moved' : `${moved.length} names moved all the same`}`;
    if (outcome === 'failed')
        return `${command}: nothing ${dryRun ? 'could be' : 'was'} moved${moved.length === 0 ? '' : ', but for what is listed above'} (${time})`;
    if (operation === undefined)
        return `${command}: nothing to do for ${from} (${time})`;
    if (command === 'rollback' && moved.length === 0)
        return `rollback: nothing can be moved back (${time})`;
    const changed = moved.filter(({ state }) => state === 'moved').length;
    const same = moved.length - changed;
    if (changed === 0)
        return `${command}: nothing to move, ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(same, 'name is', 'names are')} right already (${time})`;
    const names = `${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(changed, 'name', 'names')} ${dryRun ? 'would move' : 'moved'}${same === 0 ? '' : `, ${same} unchanged`}`;
    if (dryRun)
        return `${command} (dry run): ${names}; it can work (${time})`;
    return `${command}: ${names} in ${time}, as operation ${operation}`;
}
/** The same for GitHub's job summary, in Markdown, of at most so many bytes. */
function movesMarkdown(result, bytes = _fitting_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_SUMMARY_BYTES */ .Q0) {
    const { command, outcome, dryRun, operation, failure, left, notices, gates, skippedGates, undoable } = result;
    const head = [
        `## stack-action ${command}${dryRun ? ' (dry run)' : ''}: ${outcome}`,
        '',
        ...(skippedGates ? missingGates(gates).map((line) => `> **Gate skipped:** ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(line)}\n`) : []),
        ...(failure === undefined
            ? []
            : [
                `**Nothing was moved:** ${text(failure.message)}${failure.remedy === undefined ? '' : ` → ${text(failure.remedy)}`}`,
                '',
            ]),
        ...listed(left),
        ...listed(notices),
    ];
    const rest = bytes - Buffer.byteLength(head.join('\n')) - 1;
    const isList = operation === undefined && command === 'rollback';
    const table = isList
        ? rows(['before', 'what', 'by', 'on', 'images'], undoable.map(undoableCells), rest)
        : rows(['image', 'name', 'before', dryRun ? 'would be' : 'now', 'from'], result.moved.map(moveCells), rest);
    return [...head, ...table, ''].join('\n');
}
function listed(all) {
    return all.length === 0 ? [] : [...all.map((line) => `- ${text(line)}`), ''];
}
function moveCells({ image, ref, old, new: now, state, from }) {
    const before = state === 'unchanged' ? 'unchanged' : old === null ? 'new' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(old);
    return [image, ref, before, (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(now), from].map(text);
}
function undoableCells(one) {
    const what = `${whatText(one.kind, one.from)}${one.unfinished ? ' (did not end)' : ''}`;
    const on = (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .minuteText */ .Wn)(one.at);
    // An address of GitHub's own is the one thing that is worth being a link.
    const link = /^https:\/\/[\w.-]+(?::\d+)?\/[\w./-]+$/.test(one.run) ? `[${text(on)}](${one.run})` : text(on);
    return [text(one.operation), text(what), text(one.by), link, text((0,_tests_js__WEBPACK_IMPORTED_MODULE_1__/* .someOf */ .yU)(imagesOf(one.moves), SHOWN_IMAGES))];
}
/** A table of at most so many bytes. */
function rows(head, cells, bytes) {
    if (cells.length === 0)
        return [];
    const open = [`| ${head.join(' | ')} |`, `|${head.map(() => ':--').join('|')}|`];
    const all = cells.map((row) => `| ${row.join(' | ')} |`);
    const kept = (0,_fitting_js__WEBPACK_IMPORTED_MODULE_2__/* .fitting */ ._Q)(all, bytes - Buffer.byteLength(open.join('\n')) - 100);
    return [
        ...open,
        ...all.slice(0, kept),
        ...(kept < all.length ? ['', `(${all.length - kept} more in moves.json)`] : []),
    ];
}
function text(foreign) {
    return (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)(foreign, MAX_TEXT)).trim();
}


/***/ }),

/***/ 10766:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ outcomeText)
/* harmony export */ });
/* harmony import */ var _run_results_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76139);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3350);


/** How a run came out, as a sentence or two: `2 of 7 images failed, and 1 was not done because of that; 4 built. It took 1m05s.` */
function outcomeText(results) {
    const images = results.images.filter(_run_results_js__WEBPACK_IMPORTED_MODULE_0__/* .isWorkedOn */ .cJ);
    const time = (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .durationText */ .S5)(results.ms);
    const done = doneText(images);
    const [failed, cancelled] = ['failed', 'cancelled'].map((outcome) => images.filter((image) => image.outcome === outcome).length);
    const after = done === '' ? '' : `; ${done}`;
    if (images.length === 0)
        return `Nothing to do: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(results.images.length, 'image')} left alone.`;
    switch (results.outcome) {
        case 'passed':
            return `${images.length === 1 ? 'The image is' : `All ${images.length} images are`} done: ${done}. It took ${time}.`;
        case 'interrupted':
            return `Interrupted after ${time}: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(cancelled + failed, 'image')} not done${after}.`;
        case 'running':
            return `The run has not said how it ended: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(cancelled, 'image')} not done${after}.`;
        case 'failed':
            return `${failed} of ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(images.length, 'image')} failed${cancelled === 0 ? '' : `, and ${cancelled} ${cancelled === 1 ? 'was' : 'were'} not done because of that`}${after}. It took ${time}.`;
    }
}
/** `5 built, 1 reused` */
function doneText(images) {
    const passed = images.filter(({ outcome }) => outcome === 'passed');
    const reused = passed.filter(({ action }) => action === 'reuse').length;
    const built = passed.filter(({ action, build }) => action !== 'reuse' && build?.outcome === 'passed').length;
    const rest = passed.length - reused - built;
    return [
        ...(built > 0 ? [`${built} built`] : []),
        ...(reused > 0 ? [`${reused} reused`] : []),
        // Of commands that do not build.
        ...(rest > 0 ? [`${rest} passed`] : []),
    ].join(', ');
}


/***/ }),

/***/ 33868:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ problemLines)
/* harmony export */ });
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3350);

/** User's mistakes as compilers show them: place, message, the line with a mark, what to do. */
function problemLines(problems) {
    return problems.flatMap((problem) => {
        const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':');
        const number = problem.line === undefined ? '' : String(problem.line);
        const shown = problem.excerpt === undefined || problem.excerpt.trim() === ''
            ? undefined
            : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)(problem.excerpt.replace(/\t/g, ' '), 160);
        return [
            `${place === '' ? '' : `${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(place)}: `}error: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(problem.message)}`,
            ...(shown === undefined
                ? []
                : [
                    `  ${number} | ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(shown)}`,
                    `  ${' '.repeat(number.length)} | ${' '.repeat(Math.min(Math.max((problem.column ?? 1) - 1, 0), 158))}^`,
                ]),
            ...(problem.remedy === undefined ? [] : [`  → ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(problem.remedy)}`]),
        ];
    });
}


/***/ }),

/***/ 1283:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ releaseMarkdown),
/* harmony export */   x: () => (/* binding */ releaseLines)
/* harmony export */ });
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3350);
/* harmony import */ var _fitting_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(24685);
/* harmony import */ var _moves_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76996);



const MAX_TEXT = 500;
/** What a terminal shows in the end. */
function releaseLines(result) {
    const { stages, notices } = result;
    return ['', ...stages.flatMap(stageLines), ...notices.map((notice) => `note: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(notice)}`), verdict(result)];
}
const HOW = {
    run: 'what the run made',
    built: 'built on the stage below',
    moved: 'the same digests',
};
function stageLines({ stage, how, refs, skipped, gitTags, outcome, message, remedy, left = [], gates, }) {
    const rows = refs.map((one) => [`  ${one.ref}`, changeOf(one)]);
    return [
        `${stage} (${HOW[how]}): ${outcome}`,
        ...(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .columns */ .YB)(rows.map((row) => row.map(_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj))),
        ...(skipped.length === 0 ? [] : [`  note: GATE SKIPPED: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(skipped.join(', '))}`]),
        ...gitTags.map(({ name, remote }) => `  git tag ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(name)}${remote === undefined ? '' : ` (${remote} at origin)`}`),
        ...(message === undefined ? [] : [`  FAILED: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)(message, MAX_TEXT))}`]),
        ...(outcome === 'passed' ? [] : (0,_moves_js__WEBPACK_IMPORTED_MODULE_1__/* .missingGates */ .r$)(gates).map((line) => `  ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(line)}`)),
        ...(remedy === undefined ? [] : [`    → ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)(remedy, MAX_TEXT))}`]),
        ...left.map((line) => `  left: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(line)}`),
    ];
}
function changeOf({ old, new: now }) {
    if (!isDigest(now))
        return now;
    if (old === undefined)
        return (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(now);
    if (old === now)
        return `unchanged (${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(now)})`;
    return `${old === null ? 'new' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(old)} → ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(now)}`;
}
function isDigest(text) {
    return text.startsWith('sha256:');
}
function verdict({ stage, version, outcome, stages, dryRun, ms, local }) {
    const what = `release of ${stage}${version === '' ? '' : ` ${version}`}`;
    const time = (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S5)(ms);
    const last = stages.at(-1);
    if (dryRun)
        return `${what} (dry run): ${stages.length === 1 ? 'one stage' : `${stages.length} stages`} (${time})`;
    if (outcome === 'passed')
        return `${what}: done in ${time}${local ? ', in the engine alone' : ''}`;
    const where = last === undefined ? '' : ` at ${last.stage}`;
    return `${what}: ${outcome}${where} after ${time}; run it again to go on from there: what is done is not done again`;
}
/** The same for GitHub's job summary, in Markdown, of at most so many bytes. */
function releaseMarkdown(result, bytes = _fitting_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_SUMMARY_BYTES */ .Q0) {
    const { stage, version, outcome, dryRun, stages, notices } = result;
    const head = [
        `## Release of ${text(stage)}${version === '' ? '' : ` ${text(version)}`}${dryRun ? ' (dry run)' : ''}: ${outcome}`,
        '',
        ...stages.flatMap(({ stage: name, skipped, message, remedy }) => [
            ...(skipped.length === 0 ? [] : [`> **Gate of ${text(name)} skipped:** ${text(skipped.join(', '))}`, '']),
            ...(message === undefined
                ? []
                : [`**${text(name)}:** ${text(message)}${remedy === undefined ? '' : ` → ${text(remedy)}`}`, '']),
        ]),
        ...notices.map((notice) => `- ${text(notice)}`),
        ...(notices.length === 0 ? [] : ['']),
    ];
    const open = ['| stage | image | name | is |', '| :-- | :-- | :-- | :-- |'];
    const all = stages.flatMap(({ stage: name, refs, gitTags }) => [
        ...refs.map((one) => row([name, one.image, one.ref, changeOf(one)])),
        ...gitTags.map((tag) => row([name, '', `git tag ${tag.name}`, tag.remote ?? tag.local])),
    ]);
    const kept = (0,_fitting_js__WEBPACK_IMPORTED_MODULE_2__/* .fitting */ ._Q)(all, bytes - Buffer.byteLength([...head, ...open].join('\n')) - 100);
    const more = kept < all.length ? ['', `(${all.length - kept} more in release.json)`] : [];
    return [...head, ...(all.length === 0 ? [] : [...open, ...all.slice(0, kept), ...more]), ''].join('\n');
}
function row(cells) {
    return `| ${cells.map(text).join(' | ')} |`;
}
function text(foreign) {
    return (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)(foreign, MAX_TEXT)).trim();
}


/***/ }),

/***/ 61476:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  l: () => (/* binding */ closingMarkdown)
});

// EXTERNAL MODULE: ./build-ts/src/run/results.js
var run_results = __webpack_require__(76139);
// EXTERNAL MODULE: ./build-ts/src/report/fitting.js
var fitting = __webpack_require__(24685);
// EXTERNAL MODULE: ./build-ts/src/report/outcome.js
var outcome = __webpack_require__(10766);
// EXTERNAL MODULE: ./build-ts/src/contents/compare.js + 7 modules
var compare = __webpack_require__(10380);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: ./build-ts/src/report/diff.js
var report_diff = __webpack_require__(76355);
// EXTERNAL MODULE: ./build-ts/src/report/tests.js
var report_tests = __webpack_require__(82791);
;// CONCATENATED MODULE: ./build-ts/src/report/summary/parts.js


/** Characters of foreign text in one place. */
const MAX_TEXT = 1000;
/** Lines that show a failure, and characters of each. */
const MAX_LINES = 40;
const MAX_LINE = 400;
/** Images, and tests, that are named in one place. */
const MAX_NAMES = 5;
/** Without blanks at its ends: four of them would make a block of code of it. */
function parts_text(foreign) {
    return (0,shared_text/* markdown */.wD)((0,shared_text/* clip */.$Q)(foreign, MAX_TEXT)).trim();
}
function namesOf(images) {
    return (0,report_tests/* someOf */.yU)(images.map(shared_text/* markdown */.wD), MAX_NAMES);
}
function table(what, share, head, rows) {
    return {
        open: [`| ${head.join(' | ')} |`, `|${head.map(() => ':--').join('|')}|`],
        rows: rows.map((row) => `| ${row.map(parts_text).join(' | ')} |`),
        close: [''],
        what,
        share,
    };
}
function headed(heading, part) {
    return { ...part, open: [heading, '', ...part.open] };
}
function list(what, share, rows) {
    return { open: [], rows, close: [''], what, share };
}
/** GitHub reads Markdown in a fold only after a blank line. */
function folded(summary, part) {
    return {
        ...part,
        open: ['<details>', `<summary>${summary}</summary>`, '', ...part.open],
        close: [...part.close, '</details>', ''],
    };
}
/** A failure: what and where, the message, the lines that show it. */
function block(head, message, lines) {
    const shown = lines.slice(-MAX_LINES).map((line) => (0,shared_text/* plain */.pj)((0,shared_text/* clip */.$Q)(line, MAX_LINE)));
    return [
        head,
        '',
        ...(message === '' ? [] : [parts_text(message), '']),
        ...(shown.length === 0 ? [] : [(0,shared_text/* fenced */.OF)(shown.join('\n')), '']),
    ].join('\n');
}

;// CONCATENATED MODULE: ./build-ts/src/report/summary/changes.js




/** Bytes for one image: most changes of a base are those of all that is built on it, and are shown again. */
const MAX_BYTES = 20_000;
/** What differs in each image from what was published before: a line for each, with the packages folded below it. */
function changes(images) {
    const rows = images.flatMap(({ id, diff }) => diff === undefined || (0,compare/* isEmptyDiff */.$7)(diff)
        ? []
        : [
            [
                '<details>',
                `<summary>${(0,shared_text/* markdown */.wD)(id)}: ${(0,shared_text/* markdown */.wD)((0,report_diff/* diffSummary */.cq)(diff))}</summary>`,
                '',
                (0,report_diff/* diffMarkdown */.xb)(diff, MAX_BYTES).trimEnd(),
                '',
                '</details>',
                '',
            ].join('\n'),
        ]);
    return headed('### What changed in the images', {
        open: [],
        rows,
        close: [],
        what: 'images with package changes',
        share: 0.1,
    });
}

// EXTERNAL MODULE: ./build-ts/src/report/graph/outcome.js
var graph_outcome = __webpack_require__(90077);
// EXTERNAL MODULE: ./build-ts/src/report/graph/mermaid.js
var mermaid = __webpack_require__(2802);
// EXTERNAL MODULE: ./build-ts/src/report/graph/model.js
var model = __webpack_require__(68280);
// EXTERNAL MODULE: ./build-ts/src/report/timeline/spans.js
var spans = __webpack_require__(48837);
;// CONCATENATED MODULE: ./build-ts/src/report/timeline/mermaid.js




/** Stands before the steps that the end of the run waited for. */
const CHAIN = '◆';
/** Characters of a name at the side: a sixth of the width of a page. */
const MAX_NAME = 26;
/**
 * A timeline as a Mermaid gantt chart, a section for each image. Times are those of a clock that was started with the
 * run: Mermaid shows dates in the reader's time zone, so they are written as dates without one.
 */
function timelineMermaid({ rows, ms }) {
    const names = mermaid_namesOf(rows.map(({ image }) => image));
    let bars = 0;
    return [
        // Wide enough for the names at the side, and for what stands beside a short bar at the end.
        `%%{init: {"gantt": {"leftPadding": ${leftOf(names)}, "rightPadding": 90, "barHeight": 18, "fontSize": 11, "sectionFontSize": 11}}}%%`,
        'gantt',
        '  dateFormat YYYY-MM-DD HH:mm:ss.SSS',
        `  axisFormat ${axisOf(ms)}`,
        `  tickInterval ${tickOf(ms)}`,
        '  todayMarker off',
        ...rows.flatMap(({ spans }, row) => [
            `  section ${(0,mermaid.escaped)(names[row] ?? '')}`,
            ...spans.map((span) => `  ${barText(span)} :${tagOf(span)}b${bars++}, ${dateOf(span.at)}, ${lengthOf(span.ms)}ms`),
        ]),
        '',
    ].join('\n');
}
/** Pixels: seven for a letter, twice as many for those of wide scripts. */
function leftOf(names) {
    const cells = names.map((name) => Array.from(name).reduce((sum, one) => sum + (one > '\u10ff' ? 2 : 1), 0));
    return 30 + 7 * Math.max(...cells, 6);
}
/** Colours of the reader's theme, which say what the text of a bar says. */
function tagOf({ outcome, critical }) {
    if (outcome === 'failed')
        return 'crit, ';
    return outcome === 'cancelled' ? 'done, ' : critical ? 'active, ' : '';
}
function barText({ step, ms, outcome, critical }) {
    return `${critical ? `${CHAIN} ` : ''}${step} ${(0,spans/* stepTime */.GF)(ms)}${outcome === 'passed' ? '' : ` ${outcome}`}`;
}
/** A bar of no length is not drawn. */
function lengthOf(ms) {
    return Math.max(Math.round(ms), 1);
}
/** Two sections of one name would be one. */
function mermaid_namesOf(images) {
    const used = new Map();
    return images.map((image) => {
        const label = (0,model/* labelOf */.Wy)(image, MAX_NAME) || '?';
        const times = (used.get(label) ?? 0) + 1;
        used.set(label, times);
        return times === 1 ? label : (0,shared_text/* clip */.$Q)(`${times} ${label}`, MAX_NAME);
    });
}
/** Milliseconds: a clock that is wrong by millennia must not cost the page. Years have four digits until 9999. */
const LATEST = 2.5e14;
/** The first day of a year in which no zone changed its clock on that day. */
function dateOf(at) {
    return new Date(Date.UTC(2001, 0, 1) + Math.min(Math.round(at), LATEST)).toISOString().slice(0, 23).replace('T', ' ');
}
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** Below it marks are parts of a second, and have to say so. */
const FINE = 3 * SECOND;
function axisOf(ms) {
    if (ms < FINE)
        return '%-S.%Ls';
    if (ms < MINUTE)
        return '%-Ss';
    return ms < HOUR ? '%-M:%S' : '%-H:%M:%S';
}
/** At most twelve marks. */
const TICKS = [
    [100, '100millisecond'],
    [200, '200millisecond'],
    [500, '500millisecond'],
    ...[1, 2, 5, 10, 15, 30].map((number) => [number * SECOND, `${number}second`]),
    ...[1, 2, 5, 10, 15, 30].map((number) => [number * MINUTE, `${number}minute`]),
    ...[1, 2, 3, 6, 12].map((number) => [number * HOUR, `${number}hour`]),
];
function tickOf(ms) {
    return TICKS.find(([length]) => ms / length <= 12 && (length >= SECOND || ms < FINE))?.[1] ?? '24hour';
}

;// CONCATENATED MODULE: ./build-ts/src/report/summary/drawings.js







/** A person stops reading a shrunken graph earlier than Mermaid stops drawing (500 edges, 50,000 characters). */
const MAX_NODES = 100;
const MAX_EDGES = 200;
const MAX_CHARACTERS = 40_000;
/** Bars of a timeline: some screens high. */
const MAX_BARS = 80;
/** The graph in the colours of the outcome; of what is too much to draw, a table: what is built on what stands below it. */
function outcomeGraph(plan, results) {
    const all = (0,graph_outcome/* outcomeGraphOf */.G6)(plan, results);
    if (all.nodes.length === 0)
        return { ...drawing([]), what: 'graph' };
    const small = isDrawn(all) ? all : (0,graph_outcome/* withoutSkipped */.hM)(all);
    const text = isDrawn(small) ? (0,mermaid.renderMermaid)(small) : '';
    if (text === '' || text.length > MAX_CHARACTERS)
        return levelTable(all);
    const left = all.nodes.length - small.nodes.length;
    return { ...drawing([text], left === 0 ? [] : [`(without ${(0,shared_text/* counted */.hS)(left, 'skipped image')})`, '']), what: 'graph' };
}
function isDrawn({ nodes, edges }) {
    return nodes.length > 0 && nodes.length <= MAX_NODES && edges.length <= MAX_EDGES;
}
function levelTable(graph) {
    const rows = (0,graph_outcome/* levelsOf */.pd)(graph).flatMap((nodes, level) => {
        const byKind = new Map();
        for (const { id, end } of nodes) {
            const kind = end?.kind ?? '';
            byKind.set(kind, [...(byKind.get(kind) ?? []), id]);
        }
        return [...byKind].map(([kind, ids]) => [`${level + 1}`, kind, `${ids.length}`, (0,report_tests/* someOf */.yU)(ids, MAX_NAMES)]);
    });
    return table('levels of the graph', 0.05, ['level', 'result', 'images', ''], rows);
}
/** When what went on; nothing where no step is known. */
function timeline(results, plan) {
    const known = (0,spans/* timelineOf */.hf)(results, plan);
    if (known === undefined)
        return { ...drawing([]), what: 'timeline' };
    const { timeline: shown, left } = (0,spans/* withMost */.Mw)(known, MAX_BARS);
    const remark = [
        `${CHAIN} marks the steps that the end of the run waited for.`,
        ...(left === 0 ? [] : [`${(0,shared_text/* counted */.hS)(left, 'shorter step')} are left out.`]),
    ].join(' ');
    return headed('### Timeline', { ...drawing([timelineMermaid(shown)], [remark, '']), what: 'timeline' });
}
function drawing(texts, remark = []) {
    const rows = texts.map((text) => ['```mermaid', text.trimEnd(), '```'].join('\n'));
    return { open: [], rows, close: ['', ...remark], share: 0.06, whole: true };
}

// EXTERNAL MODULE: ./build-ts/src/stack/explain.js
var explain = __webpack_require__(75995);
// EXTERNAL MODULE: ./build-ts/src/report/closing.js
var closing = __webpack_require__(90049);
;// CONCATENATED MODULE: ./build-ts/src/report/summary/images.js




/** A reason is the end of a sentence; a table is no place for long ones. */
const MAX_WHY = 160;
/** A row for each image that had a part in the run; why, where the plan is known. */
function imageTable(images, plan) {
    const planned = new Map(plan?.images.map((image) => [image.id, image]));
    const withWhy = (row, why) => plan === undefined ? [...row] : [...row.slice(0, 2), why, ...row.slice(2)];
    const rows = images.map((image) => {
        const known = planned.get(image.id);
        const [name = '', result = '', size = '', ...rest] = (0,closing/* rowOf */.OB)(image);
        return withWhy([name, result, sizeWithChange(size, image), ...rest], known ? (0,shared_text/* clip */.$Q)((0,explain/* whyText */.ss)(known), MAX_WHY) : '');
    });
    return table('images', 0.2, withWhy(closing/* HEAD */.Vx, 'why'), rows);
}
/** `1.2 GB (+30 MB)` */
function sizeWithChange(size, { diff }) {
    if (diff === undefined || size === '')
        return size;
    const more = diff.size.after - diff.size.before;
    return more === 0
        ? size
        : `${size} (${more > 0 ? '+' : '−'}${(0,shared_text/* sizeText */.lP)(Math.abs(more))}${diff.size.compressed === true ? ' to pull' : ''})`;
}
/** Why each image failed, with the lines that show it; of those whose tests failed, the tests say more. */
function failedImages(images) {
    const rows = images
        .filter((image) => image.outcome === 'failed')
        .map((image) => [
        block(`**${parts_text(image.id)}** failed at ${image.failedStep ?? 'build'}: ${parts_text(image.message ?? '')}`, '', (0,closing/* suitesBehind */.ae)(image).length > 0 ? [] : (image.evidence ?? [])),
        ...(image.remedy === undefined ? [] : [`→ ${parts_text(image.remedy)}`, '']),
    ].join('\n'));
    return headed('### What failed', { open: [], rows, close: [], what: 'failed images', share: 0.12 });
}
function unpublished(results) {
    const why = results.unpublished === undefined ? [] : [`${(0,closing/* nothing */.s6)(results)} was published: ${parts_text(results.unpublished)}`];
    return list('reasons', 0.01, why);
}
function notes(results) {
    return list('notes', 0.03, results.notices.map((notice) => `- ${parts_text(notice)}`));
}

;// CONCATENATED MODULE: ./build-ts/src/report/summary/suites.js




const SLOWEST = 10;
function isGreen(suite) {
    return suite.outcome === 'passed' || suite.outcome === 'off';
}
const SUITE_HEAD = ['image', 'suite', 'kind', 'runs on', 'tests of', 'result', 'passed', 'failed', 'skipped', 'time'];
function suiteTable(what, share, rows) {
    return table(what, share, SUITE_HEAD, rows.map(suiteRow));
}
function suiteRow({ image, suite }) {
    const { name, kind, on, of = '', outcome, counts, ms, flaky = [], unexpected = [] } = suite;
    const { total = 0, failed = 0, skipped = 0 } = counts ?? {};
    const marks = [
        outcome,
        ...(flaky.length > 0 ? [`${flaky.length} flaky`] : []),
        ...(unexpected.length > 0 ? [`${unexpected.length} unexpected`] : []),
    ];
    const cells = counts === undefined ? ['', '', ''] : [total - failed - skipped, failed, skipped].map(String);
    return [image.id, name, kind, on, of, marks.join(', '), ...cells, (0,shared_text/* durationText */.S5)(ms)];
}
/** The suites that failed, then what else ran on the same images. */
function redFirst(rows) {
    const ran = rows.filter(({ suite }) => suite.outcome !== 'off');
    return [...ran.filter(({ suite }) => !isGreen(suite)), ...ran.filter(({ suite }) => isGreen(suite))];
}
function greenText(rows) {
    const passed = rows.filter(({ suite }) => suite.outcome === 'passed');
    const images = new Set(passed.map(({ image }) => image.id)).size;
    return `${(0,shared_text/* counted */.hS)(passed.length, 'suite')} passed on ${(0,shared_text/* counted */.hS)(images, 'image')}`;
}
/** The place, the tests and images, the message, and the lines that show it. */
function failures(images) {
    const suites = images.flatMap((image) => image.suites);
    const unseen = suites.reduce((sum, { counts, failures: seen = [] }) => sum + (seen.length === 0 ? 0 : Math.max((counts?.failed ?? 0) - seen.length, 0)), 0);
    return {
        open: ['### Failed tests', ''],
        rows: [...(0,report_tests/* failedPlaces */.Qd)(images).map(placeBlock), ...images.flatMap(muteBlocks)],
        close: unseen === 0 ? [] : [`(${(0,shared_text/* counted */.hS)(unseen, 'more failure is', 'more failures are')} in the JUnit reports)`, ''],
        what: 'failures',
    };
}
function placeBlock({ failure, images, tests }) {
    const names = failure.file === undefined ? tests.slice(1) : tests;
    const what = [...(names.length === 0 ? [] : [(0,report_tests/* someOf */.yU)(names.map(parts_text), MAX_NAMES)]), `on ${namesOf(images)}`].join(' ');
    return block(`**${parts_text((0,report_tests/* placeText */.Z9)(failure))}** ${what}`, failure.message, failure.lines);
}
/** Of suites whose report says nothing there are only the last lines of what they wrote. */
function muteBlocks(image) {
    const mute = (0,closing/* suitesBehind */.ae)(image).filter(report_tests/* isMute */.C);
    return mute.map(({ name, message = '', lines = [] }) => block(`**suite ${(0,shared_text/* markdown */.wD)(name)}** on ${(0,shared_text/* markdown */.wD)(image.id)}`, message, lines));
}
function remarks(images) {
    const all = (0,report_tests/* remarksOf */.ro)(images);
    return ['flaky', 'unexpected'].map((kind) => {
        const rows = all
            .filter((remark) => remark.kind === kind)
            .map(({ test, images: ids }) => `- ${parts_text(test)} on ${namesOf(ids)} ${report_tests/* REMARKS */.Am[kind]}`);
        return headed(kind === 'flaky' ? '### Flaky tests' : '### Unexpected passes', list('tests', 0.02, rows));
    });
}
/** Those of one name and reason together: most are off everywhere. */
function suitesOff(suites) {
    const groups = new Map();
    for (const { image, suite } of suites.filter((row) => row.suite.outcome === 'off')) {
        const key = JSON.stringify([suite.name, suite.message]);
        const known = groups.get(key) ?? { suite, images: [] };
        known.images.push(image.id);
        groups.set(key, known);
    }
    const rows = [...groups.values()].map(({ suite, images }) => `- ${(0,shared_text/* markdown */.wD)(suite.name)} on ${namesOf(images)}${suite.message === undefined ? '' : `: ${parts_text(suite.message)}`}`);
    return headed('### Suites that are off', list('suites', 0.02, rows));
}
function slowest(suites) {
    const rows = suites
        .flatMap(({ image, suite }) => (suite.slowest ?? []).map(({ name, ms }) => ({ name, ms, image: image.id, suite })))
        .sort((a, b) => b.ms - a.ms)
        .slice(0, SLOWEST)
        .map(({ name, ms, image, suite }) => [name, image, suite.name, (0,shared_text/* durationText */.S5)(ms)]);
    return table('tests', 0.02, ['test', 'image', 'suite', 'time'], rows);
}

;// CONCATENATED MODULE: ./build-ts/src/report/run-summary.js








/** What is kept of a page for the line that says what is not on it. */
const CLOSING_BYTES = 1000;
/**
 * A run for GitHub's job summary, in Markdown, of at most so many bytes; with the graph, and why, where the plan is
 * known. Where not everything has room, each part keeps to its share, and parts that then have none are left out whole:
 * the last ones of `worth` first. What is missing is counted, or named at the end.
 */
function closingMarkdown(results, bytes = fitting/* MAX_SUMMARY_BYTES */.Q0, plan, links = {}) {
    const images = results.images.filter(run_results/* isWorkedOn */.cJ);
    const suites = images.flatMap((image) => image.suites.map((suite) => ({ image, suite })));
    const red = new Set(images.filter((image) => image.suites.some((suite) => !isGreen(suite))));
    const graph = plan === undefined ? [] : [outcomeGraph(plan, results)];
    const table = imageTable(images, plan);
    const failed = failedImages(images);
    const why = unpublished(results);
    const notices = notes(results);
    const times = timeline(results, plan);
    const changed = changes(images);
    const redSuites = headed('### Suites', suiteTable('suites', 0.1, redFirst(suites.filter(({ image }) => red.has(image)))));
    const tests = failures(images);
    const doubtful = remarks(images);
    const off = suitesOff(suites);
    const green = folded(greenText(suites.filter(({ image }) => !red.has(image))), suiteTable('suites', 0.05, suites.filter(({ image, suite }) => !red.has(image) && suite.outcome === 'passed')));
    const slow = folded('The slowest tests', slowest(suites));
    const page = [...graph, table, why, notices, failed, redSuites, tests, ...doubtful, off, changed, times, green, slow];
    const worth = [failed, tests, why, table, notices, ...graph, redSuites, changed, times, ...doubtful, off, green, slow];
    return pageOf(results, page, worth, bytes, links);
}
function pageOf(results, parts, worth, bytes, links) {
    const head = `## stack-action ${results.command}: ${results.outcome}\n`;
    const said = `${(0,outcome/* outcomeText */.E)(results)}\n`;
    const opening = Buffer.byteLength(head + said) + 2 <= bytes / 2 ? [head, said] : [head];
    const room = bytes - Buffer.byteLength(opening.join('\n')) - 1;
    const reserve = room > 5 * CLOSING_BYTES ? CLOSING_BYTES : 0;
    const { lines, left } = (0,fitting/* fitPage */.n8)(parts, worth, room - reserve);
    return [...opening, ...lines, ...(reserve === 0 ? [] : run_summary_closing(left, links))].join('\n');
}
/** What was left out, and where all of it is. */
function run_summary_closing(left, { run = '', artifact = '' }) {
    const names = [...new Set(left.map(({ what }) => what))].join(', ');
    const missing = names === '' ? [] : [`Left out here, for there is no room: ${names}.`];
    const address = /^https?:\/\/[^\s()<>]+$/.test(run) && run.length < 500 ? run : '';
    const files = artifact === '' ? '' : `All of it, to be opened in a browser: report.html in the artifact ${parts_text(artifact)}`;
    const where = files === '' ? [] : [`${files}${address === '' ? '' : ` of [this run](${address}#artifacts)`}.`];
    return missing.length + where.length === 0 ? [] : [[...missing, ...where].join(' '), ''];
}


/***/ }),

/***/ 82791:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Am: () => (/* binding */ REMARKS),
/* harmony export */   C: () => (/* binding */ isMute),
/* harmony export */   Ix: () => (/* binding */ isFailed),
/* harmony export */   Qd: () => (/* binding */ failedPlaces),
/* harmony export */   TN: () => (/* binding */ keyOf),
/* harmony export */   Z9: () => (/* binding */ placeText),
/* harmony export */   ro: () => (/* binding */ remarksOf),
/* harmony export */   yU: () => (/* binding */ someOf)
/* harmony export */ });
const REMARKS = {
    flaky: 'passed only when it was run again',
    unexpected: 'passed although it is expected to fail',
};
/** Everything that failed, in the order of the images, each place once. */
function failedPlaces(images) {
    const places = new Map();
    for (const { id, suites } of images) {
        for (const failure of suites.filter(isFailed).flatMap((suite) => suite.failures ?? [])) {
            const key = keyOf(failure);
            const known = places.get(key) ?? { failure, images: new Set(), tests: new Set() };
            known.images.add(id);
            known.tests.add(failure.name);
            places.set(key, known);
        }
    }
    return [...places.values()].map(({ failure, images: ids, tests }) => ({
        failure,
        images: [...ids],
        tests: [...tests],
    }));
}
/** Failures with the same key are one for whoever mends them. */
function keyOf({ file, line, message, name }) {
    return JSON.stringify(file === undefined || line === undefined ? [name, message] : [file, line, message]);
}
/** First the tests that need luck, then those whose mark is out of date. */
function remarksOf(images) {
    return ['flaky', 'unexpected'].flatMap((kind) => {
        const tests = new Map();
        for (const { id, suites } of images)
            for (const test of new Set(suites.flatMap((suite) => suite[kind] ?? [])))
                tests.set(test, [...(tests.get(test) ?? []), id]);
        return [...tests].map(([test, ids]) => ({ kind, test, images: ids }));
    });
}
function isFailed(suite) {
    return suite.outcome === 'failed';
}
/** It failed, and no test says so: a command, or a program that could not begin. */
function isMute(suite) {
    return isFailed(suite) && (suite.failures ?? []).length === 0;
}
/** `test/test_a.py:7`; the name of the test where no file is known. */
function placeText({ file, line, name }, directory = '') {
    if (file === undefined)
        return name;
    return `${directory === '' ? '' : `${directory}/`}${file}${line === undefined ? '' : `:${line}`}`;
}
/** `a, b and 3 more` */
function someOf(names, most) {
    const more = names.length - most;
    return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}


/***/ }),

/***/ 48837:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GF: () => (/* binding */ stepTime),
/* harmony export */   Mw: () => (/* binding */ withMost),
/* harmony export */   hf: () => (/* binding */ timelineOf)
/* harmony export */ });
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3350);

/** The steps of a run as bars; undefined where none is known: nothing was done, or it was not this program's run. */
function timelineOf(results, plan) {
    const steps = results.images.flatMap(({ id, steps: own = [] }) => own.map((step) => ({ ...step, at: Math.max(step.at, 0), ms: Math.max(step.ms, 0), image: id })));
    if (steps.length === 0)
        return undefined;
    const critical = new Set(chainOf(steps, parentsIn(plan)));
    const byImage = new Map();
    for (const step of [...steps].sort((a, b) => a.at - b.at)) {
        const span = { ...step, critical: critical.has(step) };
        const known = byImage.get(step.image);
        if (known === undefined)
            byImage.set(step.image, [span]);
        else
            known.push(span);
    }
    return {
        rows: [...byImage].map(([image, spans]) => ({ image, spans })),
        ms: steps.reduce((most, { at, ms }) => Math.max(most, at + ms), results.ms),
    };
}
/** What begins so soon after the end of something else has waited for it (ms). */
const SOON = 500;
/** Clocks are read a moment after things happen (ms). */
const BLUR = 20;
/**
 * The steps that made the run as long as it is, last first: the one that ended last, then again and again what that one
 * waited for. It waits for its image's own steps and for those of parents; where none of them ended just before it
 * began, for whatever did: a place to run in.
 */
function chainOf(steps, parentsOf) {
    const byEnd = [...steps].sort((a, b) => endOf(b) - endOf(a));
    const chain = new Set();
    // What was stopped did not hold up the end: it was there for what else went on.
    let step = byEnd.find(({ outcome }) => outcome !== 'cancelled') ?? byEnd[0];
    let from = 0;
    while (step !== undefined) {
        chain.add(step);
        const { image, at } = step;
        while (from < byEnd.length && endOf(byEnd[from]) > at + BLUR)
            from++;
        step = awaited(byEnd, from, image, at, parentsOf(image), chain);
    }
    return [...chain];
}
function awaited(byEnd, from, image, at, parents, taken) {
    let any;
    for (let index = from; index < byEnd.length; index++) {
        const one = byEnd[index];
        // What began later cannot have been waited for; of no length and at the same time it may stand in the chain.
        if (one === undefined || one.at > at || taken.has(one))
            continue;
        const isSoon = endOf(one) >= at - SOON;
        if (one.image === image || parents.includes(one.image))
            return isSoon || any === undefined ? one : any;
        if (isSoon)
            any ??= one;
        else if (any !== undefined)
            return any;
    }
    return any;
}
function endOf({ at, ms }) {
    return at + ms;
}
function parentsIn(plan) {
    const parents = new Map(plan?.images.map((image) => [image.id, image.parents]));
    return (id) => parents.get(id) ?? [];
}
/**
 * The timeline with at most so many bars: those that the end waited for, then what failed, then the longest; and how
 * many are left out.
 */
function withMost({ rows, ms }, most) {
    const all = rows.flatMap(({ spans }) => spans);
    if (all.length <= most)
        return { timeline: { rows, ms }, left: 0 };
    const weight = (span) => (span.critical ? 2 : 0) + (span.outcome === 'failed' ? 1 : 0);
    const kept = new Set([...all].sort((a, b) => weight(b) - weight(a) || b.ms - a.ms).slice(0, most));
    return {
        timeline: {
            rows: rows.flatMap(({ image, spans }) => {
                const own = spans.filter((span) => kept.has(span));
                return own.length === 0 ? [] : [{ image, spans: own }];
            }),
            ms,
        },
        left: all.length - kept.size,
    };
}
/** `16ms`, `0.4s`: short steps are many, and `0.0s` says nothing. */
function stepTime(ms) {
    return ms < 100 ? `${Math.round(ms)}ms` : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S5)(ms);
}


/***/ }),

/***/ 76139:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   JD: () => (/* binding */ isLost),
/* harmony export */   Qr: () => (/* binding */ isBroken),
/* harmony export */   cJ: () => (/* binding */ isWorkedOn),
/* harmony export */   eW: () => (/* binding */ isTested),
/* harmony export */   ol: () => (/* binding */ digestOf),
/* harmony export */   wL: () => (/* binding */ emptyResults)
/* harmony export */ });
/* harmony import */ var _stack_refs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99072);

/** Failed in another job, or was not done there because of what did. */
function isLost(image) {
    return image?.outcome === 'failed' || image?.outcome === 'cancelled';
}
/**
 * The results of a run that has not begun; what an earlier step or another job found out about the same content is kept,
 * of its suites only while they are the same too.
 */
function emptyResults(asked) {
    const { plan, command, engine, startedAt, previous, settled, pushes } = asked;
    const earlier = new Map(previous?.images.map((image) => [`${image.id} ${image.fingerprint}`, image]));
    return {
        schema: 1,
        command,
        outcome: 'running',
        startedAt: startedAt.toISOString(),
        ms: 0,
        event: plan.event,
        branch: plan.branch,
        sha: plan.sha,
        engine,
        images: plan.images.map((image) => {
            const { id, fingerprint } = image;
            const elsewhere = settled.get(id)?.fingerprint === fingerprint ? settled.get(id) : undefined;
            return emptyResult(image, pushes, elsewhere, elsewhere ?? earlier.get(`${id} ${fingerprint}`));
        }),
        notices: [],
    };
}
function emptyResult(image, pushes, elsewhere, earlier) {
    const { id, name, variant, platform, ref, file, action, test, fingerprint, suites, tested } = image;
    const [suitesKey] = tested;
    // Of what was built and tested before, another run's times say nothing.
    const known = action === 'reuse' && !test && elsewhere === undefined ? undefined : earlier;
    const tests = keyTag(known?.suitesKey) === keyTag(suitesKey) ? known : undefined;
    const running = suites.filter((suite) => suite.off === undefined && (pushes || !suite.pushed)).map(({ name }) => name);
    const failed = stillFailed(known, running);
    const testedImageId = tests !== undefined || failed.length > 0 ? known?.testedImageId : undefined;
    // Tested in another job that left no results, or in another run: the registry says so.
    const isTestedBefore = !test && suitesKey !== undefined && action !== 'skip' && (tests?.suites.length ?? 0) === 0;
    return {
        ...{ id, name, variant, platform, ref, file, action, fingerprint },
        outcome: action === 'skip' ? 'skipped' : 'cancelled',
        ...(isLost(elsewhere) ? failureOf(elsewhere) : {}),
        ...(known?.build === undefined ? {} : { build: known.build }),
        expected: test || (tests?.suites.length ?? 0) > 0 ? running : [],
        ...(suitesKey === undefined ? {} : { suitesKey }),
        ...(isTestedBefore ? { testedAs: suitesKey } : {}),
        suites: tests?.suites ?? (running.length === 0 ? suites.map(offResult) : failed),
        ...(testedImageId === undefined ? {} : { testedImageId }),
        candidates: [],
        published: [],
        infos: elsewhere?.infos ?? [],
    };
}
/** Suites that have changed since, or were others then, have passed nothing; what failed of them is not washed clean by that. */
function stillFailed(known, running) {
    return known?.suites.filter(({ name, outcome }) => outcome === 'failed' && running.includes(name)) ?? [];
}
/** Where nothing runs, that is said. */
function offResult({ name, kind, on, off }) {
    return { name, kind, on, outcome: 'off', ms: 0, ...(off === undefined ? {} : { message: off }) };
}
/** How another job put it. */
function failureOf(result) {
    if (result === undefined)
        return {};
    const { outcome, failedStep, message, evidence, remedy } = result;
    return {
        outcome,
        ...(failedStep === undefined ? {} : { failedStep }),
        ...(message === undefined ? {} : { message }),
        ...(evidence === undefined ? {} : { evidence }),
        ...(remedy === undefined ? {} : { remedy }),
    };
}
/** The tag alone is the suites': an earlier step may not have been told where the images will be pushed. */
function keyTag(ref) {
    return ref === undefined ? undefined : (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_0__/* .splitRef */ .Mn)(ref).tag;
}
/** Every suite that has to pass has passed, and there is at least one; or it is known to have passed before. */
function isTested(image) {
    if (image.testedAs !== undefined)
        return true;
    const passed = new Set(image.suites.filter((suite) => suite.outcome === 'passed').map((suite) => suite.name));
    return image.expected.length > 0 && image.expected.every((name) => passed.has(name));
}
/** It had a part in the run: built, reused, or pulled for its children and that failed. */
function isWorkedOn(image) {
    return image.action !== 'skip' || image.outcome === 'failed';
}
/** A suite failed. */
function isBroken(image) {
    return image.suites.some((suite) => suite.outcome === 'failed');
}
/** Digest in the registry, however far it got there. */
function digestOf(image) {
    return image.published[0]?.digest ?? image.candidates[0]?.digest;
}


/***/ }),

/***/ 10264:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ sshSecrets),
/* harmony export */   R: () => (/* binding */ NO_SSH)
/* harmony export */ });
/** A call that says nothing. */
const NO_SSH = {
    host: '',
    jump: '',
    user: undefined,
    knownHosts: '',
    ownKnownHosts: '',
    key: undefined,
    passphrase: undefined,
    password: undefined,
    agent: undefined,
};
/** The texts that must not be shown: each line of a key, but for those that every key begins and ends with. */
function sshSecrets({ key = '', passphrase = '', password = '' }) {
    return [key, passphrase, password]
        .flatMap((text) => text.split(/\r?\n/))
        .filter((line) => line.length >= LEAST && !/^-{4,5} ?(?:BEGIN|END) .*-{4,5}$/.test(line.trim()));
}
/** Shorter ones are parts of other words. */
const LEAST = 4;


/***/ }),

/***/ 72029:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ parseDuration)
/* harmony export */ });
const UNITS = { s: 1000, m: 60_000, h: 3_600_000 };
/** Timers take no more; beyond it they fire at once. */
const MAX_MS = 2 ** 31 - 1;
/** `90`, `90s`, `5m`, `1.5h` in milliseconds; undefined when it is not a time, or longer than 24 days. */
function parseDuration(text) {
    const match = /^(\d{1,9}(?:\.\d+)?)\s*([smh])?$/.exec(text.trim());
    if (match === null)
        return undefined;
    const ms = Math.round(Number(match[1]) * UNITS[(match[2] ?? 's')]);
    return ms > MAX_MS ? undefined : ms;
}


/***/ }),

/***/ 2890:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $N: () => (/* binding */ codeOf),
/* harmony export */   IF: () => (/* binding */ userError),
/* harmony export */   bD: () => (/* binding */ messageOf),
/* harmony export */   c2: () => (/* binding */ statusOf),
/* harmony export */   dc: () => (/* binding */ EXIT),
/* harmony export */   j$: () => (/* binding */ Interrupted),
/* harmony export */   oE: () => (/* binding */ WorkError),
/* harmony export */   yo: () => (/* binding */ UserError)
/* harmony export */ });
/** Exit statuses that scripts may rely on (README, `--help`). */
const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 };
/** The user's mistake: nothing was started, all mistakes are listed at once. Exit status 2. */
class UserError extends Error {
    problems;
    name = 'UserError';
    exit = EXIT.usage;
    constructor(problems) {
        super(problems.map((problem) => problem.message).join('; '));
        this.problems = problems;
    }
}
/** Shorthand for the commonest user error: one problem. */
function userError(message, more = {}) {
    return new UserError([{ message, ...more }]);
}
/** Work that was tried and failed: the cause in `message`, what was seen in `evidence`. Exit status 1. */
class WorkError extends Error {
    name = 'WorkError';
    exit = EXIT.failed;
    /** The lines that show the failure, oldest first. */
    evidence;
    remedy;
    constructor(message, more = {}) {
        super(message, more.cause === undefined ? {} : { cause: more.cause });
        this.evidence = more.evidence ?? [];
        this.remedy = more.remedy;
    }
}
/** The run was told to stop (signal or time-out). Exit status 130. */
class Interrupted extends Error {
    name = 'Interrupted';
    exit = EXIT.interrupted;
}
/** The text of anything that was thrown. */
function messageOf(error) {
    return error instanceof Error ? error.message : String(error);
}
/** `code` of a Node system error (ENOENT, ECONNREFUSED …), if it has one. */
function codeOf(error) {
    if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
        return error.code;
    return undefined;
}
/** HTTP status of an error from the Engine API (dockerode puts it on the error), if it has one. */
function statusOf(error) {
    if (typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number') {
        return error.statusCode;
    }
    return undefined;
}


/***/ }),

/***/ 54527:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ZA: () => (/* binding */ suggest),
/* harmony export */   pA: () => (/* binding */ nearest),
/* harmony export */   r5: () => (/* binding */ nearestFew)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(21916);

/** The known name that `wrong` most likely means, or undefined when none is near (a third of the letters may differ). */
function nearest(wrong, known) {
    if (known.length === 0)
        return undefined;
    const best = (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .closest */ .kp)(wrong, known);
    return (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(wrong.toLowerCase(), best.toLowerCase()) <= Math.max(2, Math.ceil(wrong.length / 3))
        ? best
        : undefined;
}
/** A sentence that suggests the nearest name, or lists what there is. `what` is plural: "images", "flags". */
function suggest(wrong, known, what) {
    const best = nearest(wrong, known);
    if (best !== undefined)
        return `Did you mean "${best}"?`;
    if (known.length === 0)
        return `There are no ${what}.`;
    const shown = known.slice(0, 12).map((name) => `"${name}"`);
    const rest = known.length - shown.length;
    return `The ${what}: ${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}.`;
}
/** The known names that are nearest to a wrong one, the nearest first. */
function nearestFew(wrong, known, count) {
    return known
        .map((name) => ({ name, far: (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(wrong.toLowerCase(), name.toLowerCase()) }))
        .sort((a, b) => a.far - b.far || (a.name < b.name ? -1 : 1))
        .slice(0, count)
        .map(({ name }) => name);
}


/***/ }),

/***/ 59300:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   D: () => (/* binding */ parseSize)
/* harmony export */ });
const UNITS = {
    '': 1,
    k: 1000,
    m: 1000 ** 2,
    g: 1000 ** 3,
    t: 1000 ** 4,
    ki: 1024,
    mi: 1024 ** 2,
    gi: 1024 ** 3,
    ti: 1024 ** 4,
};
/** Bytes of `500MB`, `1.5 GiB` or a bare number; undefined when it is no size. */
function parseSize(text) {
    const [, number, unit] = /^(\d{1,12}(?:\.\d{1,3})?)\s*(?:([kmgt]i?)?b?)$/i.exec(text.trim()) ?? [];
    const factor = UNITS[(unit ?? '').toLowerCase()];
    return number === undefined || factor === undefined ? undefined : Math.round(Number(number) * factor);
}


/***/ }),

/***/ 3350:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $Q: () => (/* binding */ clip),
/* harmony export */   OF: () => (/* binding */ fenced),
/* harmony export */   S5: () => (/* binding */ durationText),
/* harmony export */   Uy: () => (/* binding */ lastState),
/* harmony export */   VK: () => (/* binding */ shortDigest),
/* harmony export */   Wn: () => (/* binding */ minuteText),
/* harmony export */   YB: () => (/* binding */ columns),
/* harmony export */   hS: () => (/* binding */ counted),
/* harmony export */   lP: () => (/* binding */ sizeText),
/* harmony export */   pj: () => (/* binding */ plain),
/* harmony export */   wD: () => (/* binding */ markdown)
/* harmony export */ });
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(57975);

/** Milliseconds as people say them: `0.3s`, `12.4s`, `3m05s`, `1h02m`. */
function durationText(ms) {
    const seconds = ms / 1000;
    if (seconds < 59.95)
        return `${seconds.toFixed(1)}s`;
    const whole = Math.round(seconds);
    const [minutes, rest] = [Math.floor(whole / 60), whole % 60];
    if (minutes < 60)
        return `${minutes}m${String(rest).padStart(2, '0')}s`;
    return `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}m`;
}
/** Bytes with SI units, as Docker shows them: `0 B`, `954 kB`, `1.2 GB`. */
function sizeText(bytes) {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    let value = bytes;
    let unit = 0;
    for (; value >= 999.5 && unit < units.length - 1; unit++)
        value /= 1000;
    return `${unit === 0 || value >= 99.95 ? value.toFixed(0) : value.toFixed(1)} ${units[unit] ?? ''}`;
}
/** The first characters of a digest or image id, as Docker shows them. */
function shortDigest(digest) {
    return digest.replace(/^sha256:/, '').slice(0, 12);
}
/** Text from a log or a name as one harmless line: no escape sequences, no control characters. */
function plain(text) {
    // Cc: control characters; the others end a line in some viewers or turn the direction of text around.
    return (0,node_util__WEBPACK_IMPORTED_MODULE_0__.stripVTControlCharacters)(text).replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu, ' ');
}
/** At most `width` characters, the rest shown by an ellipsis. */
function clip(text, width) {
    return text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0)).replace(/[\ud800-\udbff]$/, '')}…`;
}
/** Rows in columns, left-aligned, two spaces between them; no trailing spaces. */
function columns(rows) {
    const widths = [];
    for (const row of rows)
        row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)));
    return rows.map((row) => row
        .map((cell, index) => cell.padEnd(widths[index] ?? 0))
        .join('  ')
        .trimEnd());
}
/** Foreign text in a Markdown table cell or paragraph: shown as written, never interpreted. */
function markdown(text) {
    return plain(text).replace(/[\\`*_{}[\]<>()#+!|~&$@-]/g, (character) => `&#${character.charCodeAt(0)};`);
}
/** Foreign text in a fenced block: the fence is longer than any run of back-ticks inside. */
function fenced(text) {
    let longest = 2;
    for (const [run] of text.matchAll(/`+/g))
        longest = Math.max(longest, run.length);
    const fence = '`'.repeat(longest + 1);
    return `${fence}\n${text}\n${fence}`;
}
/** What a screen shows of a line in the end: of one that was overwritten with carriage returns (progress bars), the last state. */
function lastState(line) {
    let end = line.length;
    while (line[end - 1] === '\r')
        end--;
    return line.slice(end === 0 ? 0 : line.lastIndexOf('\r', end - 1) + 1, end);
}
/** `1 image`, `2 images` */
function counted(number, one, many = `${one}s`) {
    return `${number} ${number === 1 ? one : many}`;
}
/** `2026-03-04 10:11 UTC`, of a time in ISO 8601. */
function minuteText(at) {
    return `${at.slice(0, 16).replace('T', ' ')} UTC`;
}


/***/ }),

/***/ 41195:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ valueAt)
/* harmony export */ });
/** What lies at a path of keys in a value of unknown shape; undefined where the path ends early. */
function valueAt(value, path) {
    let found = value;
    for (const step of path)
        found = typeof found === 'object' && found !== null ? found[step] : undefined;
    return found;
}


/***/ }),

/***/ 75995:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rg: () => (/* binding */ explainChain),
/* harmony export */   Te: () => (/* binding */ everythingText),
/* harmony export */   Zu: () => (/* binding */ explainImage),
/* harmony export */   dp: () => (/* binding */ explainPlan),
/* harmony export */   rI: () => (/* binding */ sourceText),
/* harmony export */   ss: () => (/* binding */ whyText),
/* harmony export */   vy: () => (/* binding */ planNotes)
/* harmony export */ });
/* unused harmony export reasonText */
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3350);
/* harmony import */ var _refs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99072);


/**
 * A name from outside (files, branches, images, what others said) as it may stand in any line of a log: no control
 * characters, and nothing that a runner takes for a command: `##[` anywhere, `::` where a line begins.
 */
function foreign(name) {
    return (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(name)
        .replaceAll('##[', '## [')
        .replace(/^(\s*):(?=:)/, '$1: ');
}
/** One reason as the end of a sentence: "base-notebook: build, because …". */
function reasonText(reason) {
    switch (reason.kind) {
        case 'everything':
            return everythingText(reason.because);
        case 'file':
            return `${fileText(reason.file)}${reason.more === 0 ? '' : ` (and ${reason.more} more ${reason.more === 1 ? 'file' : 'files'} of it)`}`;
        case 'shared-file':
            return `${fileText(reason.file)}, which every image depends on`;
        case 'parent':
            return `its parent ${foreign(reason.image)} is touched by the change`;
        case 'named':
            return 'it was named';
        case 'base-moved':
            return `its base ${foreign(reason.base)} moved from ${short(reason.from)} to ${short(reason.to)}`;
        case 'needed-by':
            return `${foreign(reason.image)} is built on it and nobody is known to have it`;
        case 'missing':
            return 'the registry does not have it as it is now';
        case 'parent-built':
            return `its parent ${foreign(reason.image)} is built`;
        case 'other-parent':
            return `the registry has it on another build of its parent ${foreign(reason.image)}`;
        case 'not-published':
            return `the tag ${foreign((0,_refs_js__WEBPACK_IMPORTED_MODULE_1__/* .splitRef */ .Mn)(reason.ref).tag)} is not on it yet`;
        case 'found':
            return 'the registry has this very content';
        case 'tested':
            return 'it passed its suites';
        case 'untested':
            return 'it has not passed these suites';
        case 'not-looked-up':
            return 'the registry could not be asked';
        case 'not-trusted':
            return 'what the registry has is not trusted';
        case 'unchanged':
            return 'nothing that it is made of changed';
        case 'not-named':
            return 'it was not named';
        case 'plan-skipped':
            return `its skip_plans name "${foreign(reason.variant)}"`;
        case 'deleted':
            return `the branch ${foreign(reason.branch)} was deleted`;
    }
}
function everythingText(because) {
    switch (because.kind) {
        case 'local':
            return 'a run at a terminal takes every image unless --base names a commit to compare with';
        case 'event':
            return `the event ${foreign(because.event)} takes every image`;
        case 'default-branch':
            return `on the default branch ${foreign(because.branch)} every image is taken`;
        case 'first-push':
            return `the branch ${foreign(because.branch)} is new, and so are the names of its images`;
        case 'full-rebuild':
            return because.by === 'message' ? 'the commit message asks for a full rebuild' : 'a full rebuild was asked for';
        case 'unknown':
            return `nobody could say what changed (${foreign(because.why)})`;
    }
}
function fileText({ path, commit, pull }) {
    const by = commit === undefined ? '' : ` in ${foreign(commit)}`;
    const of = pull === undefined ? '' : commit === undefined ? ` in PR #${pull}` : ` (PR #${pull})`;
    return `${foreign(path)} changed${by}${of}`;
}
function short(digest) {
    return foreign(digest.replace(/^sha256:/, '').slice(0, 12));
}
/** One image of a plan in one sentence. */
function explainImage(image) {
    return `${foreign(image.id)}: ${image.action}, because ${image.reasons.map(reasonText).join(' and ')}`;
}
/** Why, in few words: what is true of every image is said once, above them (`sourceText`, `planNotes`). */
function whyText({ reasons }) {
    const own = reasons.filter((reason) => reason.kind !== 'everything' && reason.kind !== 'not-looked-up');
    return (own.length === 0 ? reasons : own).map(reasonText).join('; ');
}
/** What is compared with what, or why everything is taken. */
function sourceText({ source, everything }) {
    if (everything !== undefined)
        return `every image is considered: ${everythingText(everything)}`;
    const files = `${source.files ?? 0} changed ${source.files === 1 ? 'file' : 'files'}`;
    const { base, head } = source;
    const between = base === ''
        ? ''
        : base === head
            ? `, ${shortCommit(base)} and what is not committed yet`
            : `, ${shortCommit(base)}..${shortCommit(head)}`;
    return `${files} (${askedText(source)}${between})`;
}
function askedText({ kind }) {
    if (kind === 'github-pull')
        return 'from the pull request, by GitHub’s API';
    if (kind === 'github-compare')
        return 'compared by GitHub’s API';
    return kind === 'git' ? 'compared by git' : 'nobody was asked';
}
function shortCommit(revision) {
    return /^[0-9a-f]{40,64}$/.test(revision) ? revision.slice(0, 7) : foreign(revision);
}
/** Remarks on how the plan came about: sources that failed, registries that did not answer, bases that moved. */
function planNotes(plan) {
    return [
        ...plan.source.tried.map(({ source, why }) => source === 'none' ? foreign(why) : `${foreign(source)} could not say what changed: ${foreign(why)}`),
        ...plan.unknown.map((why) => `not everything is known: ${foreign(why)}${plan.assumes ? '; what the change does not touch is taken to be there' : ''}`),
        ...plan.drift.map(driftText),
    ];
}
function driftText({ base, from, to, images, rebuilt }) {
    return `the base ${foreign(base)} of ${images.map(foreign).join(', ')} moved from ${short(from)} to ${short(to)}; this run ${rebuilt ? 'builds on the new one' : 'keeps to the old one (base-drift: rebuild takes the new one)'}`;
}
/** A plan as text for a terminal or a log: what is done first, then why, then the rest. */
function explainPlan(plan) {
    const count = (action) => plan.images.filter((image) => image.action === action).length;
    return [
        sourceText(plan),
        ...planNotes(plan).map((note) => `note: ${note}`),
        ...(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .columns */ .YB)(plan.images.map((image) => [image.action, foreign(image.id), whyText(image)])),
        ...plan.images.flatMap((image) => (image.action === 'build' || image.test ? details(image) : [])),
        `${count('build')} to build, ${count('reuse')} to reuse, ${count('skip')} to skip; ${plan.images.filter((image) => image.test).length} to test`,
    ];
}
function details(image) {
    const running = image.suites.filter((suite) => suite.off === undefined);
    const off = image.suites.filter((suite) => suite.off !== undefined);
    return [
        foreign(image.id),
        `  suites: ${running.length === 0 ? 'none' : ''}${image.test || running.length === 0 ? '' : '(passed already)'}`.trimEnd(),
        ...(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .columns */ .YB)(running.map(suiteColumns)).map((line) => `    ${line}`),
        ...off.map(({ name, off: why = '' }) => `    ${foreign(name)} is off: ${foreign(why)}`),
        `  to: ${image.refs.map(foreign).join(', ')}`,
    ];
}
/** As a shell would take it for one word. */
function quoted(word) {
    return /^[\w@%+=:,./{}-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
const PLACES = {
    container: 'in the container',
    host: 'on the host',
    ssh: 'on a login host',
};
/** What runs, how and where, and where it comes from. */
function suiteColumns({ name, kind, on, pushed, files, targets, run, of, settings }) {
    const where = PLACES[on];
    const markers = settings.markers === undefined ? [] : [`-m "${settings.markers}"`];
    const what = kind === 'command' ? run.map(quoted).join(' ') : [files ?? [], targets, markers].flat().join(' ');
    return [name, kind, `${where}${pushed ? ', after the push' : ''}`, what, of === undefined ? '' : `(of ${of})`].map(foreign);
}
/** The way from an image to the change that reaches it, one sentence each: what an ancestor is in for, and at last the file. */
function explainChain(plan, id) {
    const byId = new Map(plan.images.map((image) => [image.id, image]));
    const lines = [];
    const seen = new Set();
    let image = byId.get(id);
    while (image !== undefined && !seen.has(image.id)) {
        seen.add(image.id);
        lines.push(`${seen.size === 1 ? '' : 'Its parent '}${foreign(image.id)} ${fate(image)}.`);
        const up = image.reasons
            .map((reason) => (reason.kind === 'parent' || reason.kind === 'parent-built' ? reason.image : undefined))
            .find((parent) => parent !== undefined && !seen.has(parent));
        const own = image.reasons.filter((reason) => reason.kind !== 'parent' && reason.kind !== 'parent-built');
        lines.push(...own.map(sentence));
        image = up === undefined ? undefined : byId.get(up);
    }
    return lines;
}
function fate(image) {
    if (image.action === 'build')
        return `will be built${image.test ? ' and tested' : ''}`;
    if (image.action === 'reuse')
        return `will be reused${image.test ? ' and tested again' : ''}`;
    return 'will be left alone';
}
/** A reason as a sentence of its own. Names of files and refs keep their first letter. */
function sentence(reason) {
    const text = reasonText(reason);
    const named = ['file', 'shared-file', 'needed-by'].includes(reason.kind);
    return `${named ? text : text.charAt(0).toUpperCase() + text.slice(1)}.`;
}


/***/ }),

/***/ 31584:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I_: () => (/* binding */ shortPlatform),
/* harmony export */   P4: () => (/* binding */ PLATFORMS),
/* harmony export */   Wt: () => (/* binding */ platformsOf),
/* harmony export */   aH: () => (/* binding */ isPlatform),
/* harmony export */   fG: () => (/* binding */ withPlatforms),
/* harmony export */   yk: () => (/* binding */ allPlatforms)
/* harmony export */ });
/** Platforms that Linux images exist for; others are most likely a slip of the pen. */
const PLATFORMS = [
    'linux/amd64',
    'linux/arm64',
    'linux/arm/v7',
    'linux/arm/v6',
    'linux/386',
    'linux/ppc64le',
    'linux/riscv64',
    'linux/s390x',
];
function isPlatform(text) {
    return PLATFORMS.includes(text);
}
/** `linux/arm64` → `arm64`, `linux/arm/v7` → `arm-v7`: as ids and file names have it. */
function shortPlatform(platform) {
    return platform.split('/').slice(1).join('-');
}
/** What an image is built for; where the spec does not say, `native`: that of whoever builds. */
function platformsOf({ platforms }, native) {
    return platforms.length === 0 ? [native] : platforms;
}
/** Every platform that some image of the stack is built for. */
function allPlatforms(images, native) {
    return [...new Set([...images.values()].flatMap((image) => platformsOf(image, native)))];
}
/** The stack built for these platforms instead of those that it names; none: as it is. */
function withPlatforms(stack, platforms) {
    if (platforms.length === 0)
        return stack;
    const images = [...stack.images].map(([name, image]) => [name, { ...image, platforms }]);
    return { ...stack, images: new Map(images) };
}


/***/ }),

/***/ 99072:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HX: () => (/* binding */ DEFAULT_HOST),
/* harmony export */   Mn: () => (/* binding */ splitRef),
/* harmony export */   RU: () => (/* binding */ rebase),
/* harmony export */   SU: () => (/* binding */ parseRepository),
/* harmony export */   dz: () => (/* binding */ isTag),
/* harmony export */   jC: () => (/* binding */ safeName),
/* harmony export */   l9: () => (/* binding */ isRegistryBase)
/* harmony export */ });
/**
 * Names of images, as the reference grammar of distribution has them:
 * https://github.com/distribution/reference/blob/main/reference.go
 */
const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const HOST = '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?';
const PATH = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const HOST_ONLY = new RegExp(`^${HOST}$`);
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
/** The host a bare name means, as the docker CLI has it. */
const DEFAULT_HOST = 'docker.io';
/** Splits `[host[:port]/]path`; undefined when the name is not a repository name. */
function parseRepository(name) {
    if (name.length > 255)
        return undefined;
    const slash = name.indexOf('/');
    const first = name.slice(0, Math.max(slash, 0));
    const explicit = first.includes('.') || first.includes(':') || first === 'localhost' || first.startsWith('[');
    const host = explicit ? first : DEFAULT_HOST;
    const path = explicit ? name.slice(slash + 1) : name;
    if (!PATH.test(path) || (explicit && !HOST_ONLY.test(host)))
        return undefined;
    return { host, explicit, path };
}
/** The place of a repository in a registry: `base` replaces everything before the last component of its name. */
function rebase(repository, base) {
    return `${base}/${repository.slice(repository.lastIndexOf('/') + 1)}`;
}
/** A registry base, `host[:port][/path]`: must name its host. */
function isRegistryBase(base) {
    return parseRepository(`${base}/x`)?.explicit === true;
}
/** OCI distribution-spec, "Pulling manifests": the grammar of tags. */
function isTag(tag) {
    return TAG.test(tag);
}
/** Splits `name:tag` at the tag; a port's colon is not one. */
function splitRef(ref) {
    const colon = ref.lastIndexOf(':');
    return colon > ref.lastIndexOf('/')
        ? { repository: ref.slice(0, colon), tag: ref.slice(colon + 1) }
        : { repository: ref, tag: 'latest' };
}
/** A ref as a file name: the seeds' form, `/` and `:` become `-`. */
function safeName(ref) {
    return ref.replace(/[^A-Za-z0-9._-]+/g, '-');
}


/***/ })

};
