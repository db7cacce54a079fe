export const id = 645;
export const ids = [645];
export const modules = {

/***/ 68041:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fg: () => (/* binding */ definitionOf),
/* harmony export */   Lo: () => (/* binding */ COMMANDS),
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
    check: { help: 'Say whether the code and the images that are used with it are of the same version.' },
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
/** Those that only move names in registries. */
const MOVING = ['tag', 'rollback'];
const OF_ALL = 'Only these images; name@plan takes one plan. Default: all of the stack.';
const PLACES = 'Where the names are: aliases of the spec, or bases such as 127.0.0.1:5000/acme, which replace everything before the last component of image_name. Default: push_to of the spec, else image_name as it is.';
const FILES = 'Where artifacts/ goes, with moves.json, journal.json and the lists of images.';
const DRY_MOVE = 'Ask the registries for everything that a move needs, say what would move, and move nothing.';
/** Names of a run must differ. */
const ARTIFACTS = new Map([
    ['plan', 'stack-plan'],
    ['tag', 'stack-moves'],
    ['rollback', 'stack-moves'],
    ['release', 'stack-release'],
]);
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
    },
    images: {
        kind: 'list',
        value: 'a,b',
        default: '',
        help: 'Work on these images, and on what they are built on where nobody has it; name@plan takes one plan. Default: what the change touches.',
        inHelp: { tag: OF_ALL, rollback: OF_ALL, release: OF_ALL, check: OF_ALL },
        only: [...PLANNING, ...MOVING, 'release', 'check'],
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
        only: ['tag'],
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
        only: ['test', 'push'],
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
        only: [...PLANNING, 'release'],
    },
    registries: {
        kind: 'list',
        value: 'LIST',
        default: '',
        only: [...PLANNING, ...MOVING, 'release', 'check'],
        inHelp: { tag: PLACES, rollback: PLACES, check: PLACES },
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
        only: ['run', 'plan', 'build', 'test', 'push', ...MOVING, 'release'],
        inHelp: { tag: FILES, rollback: FILES },
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
        only: ['run', 'test', 'release'],
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
        only: WORKING,
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
    'test-timeout': {
        kind: 'duration',
        value: 'TIME',
        default: '30m',
        help: 'Wall-clock limit of a suite that names none: 90s, 30m, 1h.',
        only: ['run', 'test', 'push', 'release'],
    },
    suites: {
        kind: 'list',
        value: 'a,b',
        default: '',
        help: 'Run these suites only, by name or sort (test, tests_common, integration_tests, notebooks, long-notebooks …), those that are off by default too.',
        only: [...PLANNING, 'release'],
    },
    'skip-suites': {
        kind: 'list',
        value: 'a,b',
        default: '',
        help: 'Leave these suites out, by name or sort.',
        inHelp: {
            release: 'Leave these suites out, by name or sort, also where a stage asks for them; the journal will say so.',
        },
        only: [...PLANNING, 'release'],
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
        only: ['run', 'test', 'push', 'release', 'check'],
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
        only: ['run', 'test', 'push', 'tag', 'release'],
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
    'skip-gates': {
        kind: 'flag',
        default: 'false',
        help: 'Move although suites that a stage asks for have not passed on exactly these images; the journal will say so.',
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
        only: ['run', 'test', 'push', 'release'],
    },
    'dry-run': {
        kind: 'flag',
        default: 'false',
        help: 'Say what would be done and why; do nothing.',
        inHelp: { tag: DRY_MOVE, rollback: DRY_MOVE },
        only: [...WORKING, ...MOVING],
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
        only: [...PLANNING, ...MOVING, 'release', 'check'],
    },
    token: {
        kind: 'text',
        default: '',
        inManifest: () => '${{ github.token }}',
        help: 'Asks GitHub what changed; needs contents: read and pull-requests: read.',
        door: 'action',
        only: [...PLANNING, 'release'],
    },
    artifact: {
        kind: 'text',
        value: 'NAME',
        default: 'stack-action',
        help: 'Name of the workflow artifact that takes artifacts/, logs/ and manifests/; empty: none. Names are unique in a run: give each step and each leg of a matrix its own.',
        inManifest: (command) => ARTIFACTS.get(command) ?? 'stack-action',
        door: 'action',
    },
};
const MOVES_FOLDER = 'Path of the folder with moves.json, journal.json and the lists of images.';
/** What the root action and its siblings tell later steps. */
const OUTPUTS = {
    images: { help: 'JSON list of the images to build, test or publish, parents before children.', only: PLANNING },
    changed: { help: 'JSON list of the images that the change touches, by itself or through a parent.', only: PLANNING },
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
        inHelp: { tag: MOVES_FOLDER, rollback: MOVES_FOLDER },
    },
    outcome: { help: 'passed, failed or interrupted.' },
    published: { help: 'JSON list of what was published: {"image", "ref", "digest"}.', only: CARRYING },
    moved: {
        help: 'JSON list of the names that moved, or name it already: {"image", "ref", "old", "new", "state": "moved" or "unchanged"}; old is null where the name is new.',
        inHelp: {
            release: 'JSON list of the names of all stages on the way: {"stage", "image", "ref", "old", "new"}; old is null where the name is new, and missing where it is not known.',
        },
        only: [...MOVING, 'release'],
    },
    results: { help: 'Path of results.json.', only: CARRYING },
};
/** The inputs of a command at one of the front doors, in the order of the table. */
function inputsOf(command, door) {
    return Object.entries(INPUTS)
        .filter(([, input]) => (input.only?.includes(command) ?? true) && (input.door ?? door) === door)
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
        to: list('to'),
        before: text('before'),
        last: flag('last'),
        toRegistries: list('to-registries'),
        user: text('user'),
        local: flag('local'),
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
        testTimeoutMs: duration('test-timeout', 1),
        suites: list('suites'),
        skipSuites: list('skip-suites'),
        stage: text('stage'),
        version: text('version'),
        python: text('python'),
        dryRun: flag('dry-run'),
        offline: flag('offline'),
        format: choice('format', INPUTS.format.choices, 'mermaid'),
        force: flag('force'),
        json: flag('json'),
        token: text('token'),
        artifact: raw.artifact?.trim() ?? INPUTS.artifact.default,
    };
    for (const name of ['spec', 'out', 'plan', 'event-path'])
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

/***/ 6068:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  z6: () => (/* binding */ check),
  Cy: () => (/* binding */ move),
  et: () => (/* binding */ plan),
  _r: () => (/* binding */ release),
  oJ: () => (/* binding */ work)
});

// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
;// CONCATENATED MODULE: ./build-ts/src/entry/stop.js

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
/** Removing containers and writing results takes seconds; an engine that has gone silent must not hold us longer. */
const GRACE_MS = 30_000;
/** A signal that aborts when the process is told to stop; told again, the process ends at once. */
function stopOnSignals() {
    const controller = new AbortController();
    const onSignal = (name) => {
        if (controller.signal.aborted)
            process.exit(errors/* EXIT */.dc.interrupted);
        process.stderr.write(`\n${name}: stopping; containers are removed and results written. Once more to end at once.\n`);
        controller.abort(new errors/* Interrupted */.j$('interrupted'));
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
                return reject(new errors/* Interrupted */.j$('interrupted before any image was begun'));
            timer = setTimeout(() => reject(new errors/* Interrupted */.j$(`interrupted; what went on did not end within ${graceMs / 1000} seconds`)), graceMs);
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

;// CONCATENATED MODULE: ./build-ts/src/entry/work.js

/** Carries a command out, until it ends or the process is told to stop. */
async function work(request) {
    const [{ runCommand }, { githubChanges }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(176), __webpack_require__.e(118), __webpack_require__.e(830), __webpack_require__.e(40), __webpack_require__.e(143), __webpack_require__.e(615), __webpack_require__.e(345), __webpack_require__.e(782), __webpack_require__.e(115), __webpack_require__.e(129)]).then(__webpack_require__.bind(__webpack_require__, 10129)),
        __webpack_require__.e(/* import() */ 767).then(__webpack_require__.bind(__webpack_require__, 67767)),
    ]);
    return untilRunStopped(request.listen, (heard) => runCommand({ ...request, ...heard, githubFor: githubChanges }));
}
/** Carries runs out; what they have begun is waited for when the process is told to stop. */
async function untilRunStopped(listen, carry) {
    const stop = stopOnSignals();
    let begun = false;
    try {
        const done = carry({
            signal: stop.signal,
            listen: (event) => {
                begun ||= event.type === 'run-start';
                listen(event);
            },
        });
        return await untilStopped(done, stop.signal, () => begun);
    }
    finally {
        stop.release();
    }
}
/** Plans without doing; nothing has to be tidied up when it is stopped. */
async function plan(request) {
    const [{ planCommand }, { githubChanges }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(176), __webpack_require__.e(118), __webpack_require__.e(830), __webpack_require__.e(40), __webpack_require__.e(143), __webpack_require__.e(615), __webpack_require__.e(345), __webpack_require__.e(782), __webpack_require__.e(115), __webpack_require__.e(129)]).then(__webpack_require__.bind(__webpack_require__, 10129)),
        __webpack_require__.e(/* import() */ 767).then(__webpack_require__.bind(__webpack_require__, 67767)),
    ]);
    const stop = stopOnSignals();
    try {
        return await untilStopped(planCommand({ ...request, githubFor: githubChanges }), stop.signal, () => false);
    }
    finally {
        stop.release();
    }
}
/** Moves names, or takes all of it back when the process is told to stop. */
async function move(command, request) {
    const [{ tagCommand }, { tagLocally }, { rollbackCommand }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(176), __webpack_require__.e(118), __webpack_require__.e(615), __webpack_require__.e(345), __webpack_require__.e(782), __webpack_require__.e(319)]).then(__webpack_require__.bind(__webpack_require__, 7394)),
        Promise.all(/* import() */[__webpack_require__.e(176), __webpack_require__.e(118), __webpack_require__.e(830), __webpack_require__.e(40), __webpack_require__.e(615), __webpack_require__.e(345), __webpack_require__.e(782), __webpack_require__.e(115), __webpack_require__.e(64)]).then(__webpack_require__.bind(__webpack_require__, 71064)),
        Promise.all(/* import() */[__webpack_require__.e(176), __webpack_require__.e(118), __webpack_require__.e(615), __webpack_require__.e(345), __webpack_require__.e(782), __webpack_require__.e(187)]).then(__webpack_require__.bind(__webpack_require__, 2858)),
    ]);
    const carry = command === 'rollback' ? rollbackCommand : request.inputs.local ? tagLocally : tagCommand;
    const stop = stopOnSignals();
    let begun = false;
    try {
        const done = carry({
            ...request,
            signal: stop.signal,
            now: () => new Date(),
            begin: () => (begun = true),
        });
        return await untilStopped(done, stop.signal, () => begun);
    }
    finally {
        stop.release();
    }
}
/** Brings the stack to a stage, or as far as it came when the process is told to stop. */
async function release(request) {
    const [{ releaseCommand }, { githubChanges }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(176), __webpack_require__.e(118), __webpack_require__.e(830), __webpack_require__.e(40), __webpack_require__.e(143), __webpack_require__.e(615), __webpack_require__.e(345), __webpack_require__.e(782), __webpack_require__.e(115), __webpack_require__.e(129), __webpack_require__.e(206)]).then(__webpack_require__.bind(__webpack_require__, 99206)),
        __webpack_require__.e(/* import() */ 767).then(__webpack_require__.bind(__webpack_require__, 67767)),
    ]);
    return untilRunStopped(request.listen, (heard) => releaseCommand({ ...request, ...heard, githubFor: githubChanges, now: () => new Date() }));
}
/** Compares versions; nothing has to be tidied up when it is stopped. */
async function check(request) {
    const { checkCommand } = await Promise.all(/* import() */[__webpack_require__.e(176), __webpack_require__.e(118), __webpack_require__.e(830), __webpack_require__.e(40), __webpack_require__.e(615), __webpack_require__.e(345), __webpack_require__.e(115), __webpack_require__.e(622)]).then(__webpack_require__.bind(__webpack_require__, 97622));
    const stop = stopOnSignals();
    try {
        return await untilStopped(checkCommand(request), stop.signal, () => false);
    }
    finally {
        stop.release();
    }
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
/* harmony import */ var _tests_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(82791);



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
function timeOf(image) {
    const ms = (image.build?.ms ?? 0) + image.suites.reduce((sum, suite) => sum + suite.ms, 0);
    return ms === 0 ? '' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .durationText */ .S5)(ms);
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
    const remarks = (0,_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .remarksOf */ .ro)(images);
    const more = remarks.length - NAMED;
    return [
        ...remarks
            .slice(0, NAMED)
            .map(({ kind, test, images: ids }) => `note: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(test)} on ${(0,_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .someOf */ .yU)(ids, MAX_NAMES)} ${_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .REMARKS */ .Am[kind]}`),
        ...(more > 0 ? [`note: ${more} more tests ${_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .REMARKS */ .Am.flaky}, or although they are expected to fail`] : []),
    ];
}
/** What tests left in their output folders. */
function leftLines(images, { logs }) {
    const left = images.flatMap(({ file, suites }) => suites.flatMap(({ name, files = 0 }) => files === 0 ? [] : [`${logs}/${file}.${name}/ (${files} ${files === 1 ? 'file' : 'files'})`]));
    return left.length === 0 ? [] : [`left by tests: ${(0,_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .someOf */ .yU)(left, MAX_NAMES)}`];
}
function nothing(results) {
    return results.images.some((image) => image.published.length > 0) ? 'nothing else' : 'nothing';
}
function failureLines(image, folders, directory, told) {
    const tests = suitesBehind(image);
    return [
        `FAILED ${image.id} at ${image.failedStep ?? 'build'}: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(image.message ?? '')}`,
        ...tests.flatMap((suite) => (0,_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .isMute */ .C)(suite) ? muteLines(suite, tests.length > 1) : testLines(image, suite, folders, directory, told)),
        ...(tests.length === 0 ? evidenceLines(image.evidence ?? []) : []),
        ...(image.remedy === undefined ? [] : [`    → ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(image.remedy)}`]),
    ];
}
/** The suites that are why an image failed; none where it failed at something else. */
function suitesBehind({ failedStep = 'build', suites }) {
    return TESTING.has(failedStep) ? suites.filter(_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .isFailed */ .Ix) : [];
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
        const isTold = told.has((0,_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .keyOf */ .TN)(failure)) || shown >= SHOWN;
        if (!isTold) {
            told.add((0,_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .keyOf */ .TN)(failure));
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
    return (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(`${(0,_tests_js__WEBPACK_IMPORTED_MODULE_2__/* .placeText */ .Z9)(failure, directory)}: ${file === undefined ? '' : `${name}: `}${message}`);
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

/***/ 24685:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q0: () => (/* binding */ MAX_SUMMARY_BYTES),
/* harmony export */   _Q: () => (/* binding */ fitting),
/* harmony export */   u5: () => (/* binding */ fitParts)
/* harmony export */ });
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
    let left = bytes;
    const fit = (part, room) => {
        const lines = partLines(part, Math.min(room, left));
        left -= bytesOf(lines);
        return lines;
    };
    const shared = new Map(parts.flatMap((part) => (part.share === undefined ? [] : [[part, fit(part, part.share * bytes)]])));
    return parts.flatMap((part) => shared.get(part) ?? fit(part, left));
}
function partLines({ open, rows, close, what }, bytes) {
    if (rows.length === 0)
        return [];
    const whole = [...open, ...rows, ...close];
    if (bytesOf(whole) <= bytes)
        return whole;
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

/***/ 76996:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
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
        const what = `the stage ${gate.stage} asks for ${gate.missing.join(', ')}`;
        groups.set(what, [...(groups.get(what) ?? []), gate]);
    }
    return [...groups].map(([what, of]) => `${what}: not known to have passed on exactly these images: ${(0,_tests_js__WEBPACK_IMPORTED_MODULE_1__/* .someOf */ .yU)(imagesOf(of), SHOWN_IMAGES)}`);
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
        `on ${at.slice(0, 16).replace('T', ' ')} UTC`,
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
    const on = `${one.at.slice(0, 16).replace('T', ' ')} UTC`;
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
/** What runs, how and where, and where it comes from. */
function suiteColumns({ name, kind, on, pushed, files, targets, run, of, settings }) {
    const where = on === 'host' ? 'on the host' : 'in the container';
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
