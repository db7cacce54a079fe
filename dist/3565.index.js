export const id = 3565;
export const ids = [3565];
export const modules = {

/***/ 13565:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cli: () => (/* binding */ cli)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./build-ts/src/commands/inputs.js
var commands_inputs = __webpack_require__(68041);
// EXTERNAL MODULE: ./build-ts/src/output/console.js + 1 modules
var console = __webpack_require__(59401);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./build-ts/src/run/durations.js
var run_durations = __webpack_require__(6520);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/output/plan-files.js
var plan_files = __webpack_require__(33068);
;// CONCATENATED MODULE: ./build-ts/src/output/durations.js








/** What earlier runs of the stack in `directory` took on this machine: a file in the user's cache. */
function localDurations(env, directory, notice) {
    const folder = (0,external_node_path_.join)(cacheHome(env), 'stack-action', 'durations');
    const name = `${(0,external_node_crypto_.createHash)('sha256').update((0,external_node_path_.resolve)(directory)).digest('hex').slice(0, 16)}.json`;
    let before = run_durations/* NO_DURATIONS */.WS;
    const load = async () => {
        try {
            return (0,run_durations/* parseDurations */.VO)(await (0,promises_.readFile)((0,external_node_path_.join)(folder, name), 'utf8'));
        }
        catch (error) {
            if ((0,errors/* codeOf */.$N)(error) === 'ENOENT')
                return run_durations/* NO_DURATIONS */.WS;
            throw error;
        }
    };
    return {
        async read() {
            try {
                before = await load();
            }
            catch (error) {
                notice(`what steps took in earlier runs could not be read: ${(0,errors/* messageOf */.bD)(error)}`);
            }
            return before;
        },
        async write(durations) {
            if (durations === before)
                return;
            try {
                (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
                (0,plan_files/* replaceFile */.fR)(folder, name, (0,run_durations/* durationsText */.Xd)((0,run_durations/* mergeChanges */.e6)(await load(), before, durations)));
            }
            catch (error) {
                notice(`what steps took could not be kept for later runs: ${(0,errors/* messageOf */.bD)(error)}`);
            }
        },
    };
}
/** https://specifications.freedesktop.org/basedir-spec/latest/: a path that is not absolute does not count. */
function cacheHome({ XDG_CACHE_HOME: named = '', HOME: home = '' }) {
    return (0,external_node_path_.isAbsolute)(named) ? named : (0,external_node_path_.join)(home === '' ? (0,external_node_os_.homedir)() : home, '.cache');
}

// EXTERNAL MODULE: ./build-ts/src/report/closing.js
var closing = __webpack_require__(90049);
// EXTERNAL MODULE: ./build-ts/src/report/moves.js
var moves = __webpack_require__(76996);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
;// CONCATENATED MODULE: ./build-ts/src/report/check.js

/** What a terminal shows: one line for what is in sync, three for what is not. */
function checkLines({ images, skipped, changelog, strict }) {
    if (skipped)
        return ['SKIP_VERSION_CHECK is set: code and images were not compared'];
    const good = images.filter(({ state }) => state === 'in-sync');
    const bad = images.filter(({ state }) => state !== 'in-sync');
    return [
        ...good.map(({ image, code, ref }) => `${image}: in sync, ${code} (${ref})`),
        ...bad.flatMap((one) => [
            `${one.image}: this code is not in sync with its image`,
            `    code ${one.code} (${changelog}), ${foundText(one)}`,
            `    → ${remedyOf(one)}`,
        ]),
        ...(bad.length > 0 && !strict ? ['This is only a warning; --strict makes it an error.'] : []),
    ].map(shared_text/* plain */.pj);
}
function foundText({ state, ref, version, where }) {
    if (state === 'missing')
        return `and nobody has ${ref}`;
    return `image ${version === '' ? 'without a version' : version} (${ref}, in the ${where ?? 'registry'})`;
}
function remedyOf({ state, wanted, ref }) {
    switch (state) {
        case 'newer':
            return `The image is older: take the one of this code ("docker pull ${wanted}"), or release it ("stack-action release").`;
        case 'older':
            return `The code is older: merge the main branch; or take the image of this code ("docker pull ${wanted}").`;
        case 'unknown':
            return `It was built without a version: build it again ("stack-action release"), or take ${wanted}.`;
        default:
            return `Pull it ("docker pull ${ref}"), or release it ("stack-action release").`;
    }
}

// EXTERNAL MODULE: ./build-ts/src/report/problems.js
var report_problems = __webpack_require__(33868);
// EXTERNAL MODULE: ./build-ts/src/report/release.js
var release = __webpack_require__(1283);
// EXTERNAL MODULE: ./build-ts/src/shared/nearest.js
var nearest = __webpack_require__(54527);
// EXTERNAL MODULE: ./build-ts/src/stack/explain.js
var explain = __webpack_require__(75995);
// EXTERNAL MODULE: ./build-ts/src/entry/failure.js
var failure = __webpack_require__(65542);
// EXTERNAL MODULE: ./build-ts/src/entry/gpu-test.js + 1 modules
var gpu_test = __webpack_require__(92844);
;// CONCATENATED MODULE: ./build-ts/src/entry/help.js


/** A command as the user types it. */
function usageOf(command) {
    const { operand } = (0,commands_inputs/* definitionOf */.Fg)(command);
    if (operand === undefined)
        return command;
    return `${command} ${operand.optional ? `[${operand.name}]` : operand.name}`;
}
/** A flag as the user types it. */
function flagOf(name, input) {
    if (input.kind === 'flag')
        return input.default === 'true' ? `--no-${name}` : `--${name}`;
    return `--${name} ${input.value ?? 'VALUE'}`;
}
/** Commands that ask an engine, or work on one. */
const ENGINE = [
    ...['run', 'plan', 'build', 'test', 'push', 'release', 'gpu-test'],
    ...['tag', 'diff', 'explain', 'graph', 'check'],
];
/** Commands that ask no registry. */
const LOCAL = ['report', 'init'];
const OF_WORK = 'artifacts/ (plan.json, results.json, report.html, a .yml and .layers.json per image, IMAGES_*, GIT_*, journal.json), logs/, manifests/ (a page and a .json per image)';
const OF_MOVES = 'artifacts/ (moves.json, journal.json, IMAGES_*)';
/** What each leaves under --out; '': nothing. */
const FILES = {
    ...{ run: OF_WORK, build: OF_WORK, test: OF_WORK, push: OF_WORK },
    plan: 'with --out artifacts/ (plan.json, IMAGES_CHANGED, GIT_*)',
    ...{ tag: OF_MOVES, rollback: OF_MOVES },
    release: 'artifacts/ (release.json, journal.json, and what a run leaves of images that are built), logs/, manifests/',
    wiki: 'artifacts/ (wiki.json; after a dry run wiki/, with the pages)',
    'gpu-test': 'artifacts/ (gpu-test.json), logs/ (a log per image, JUnit reports)',
    report: 'report.html in artifacts/ of the folder; of many jobs, or with --out, all their files put together',
    ...{ check: '', diff: '', explain: '', graph: '', init: '' },
};
function helpText(command) {
    const commands = commands_inputs/* commandNames */.oQ.map((name) => [`  ${usageOf(name)}`, commands_inputs/* COMMANDS */.Lo[name].help]);
    const lines = command === undefined
        ? [
            'stack-action: builds, tests and publishes a stack of Docker images that build on each other.',
            '',
            'Usage: stack-action COMMAND [flags]',
            '',
            'Commands:',
            ...(0,shared_text/* columns */.YB)(commands).flatMap((line) => wrap(line, Math.max(...commands.map(([name]) => name.length)) + 2)),
        ]
        : wrap(`stack-action ${usageOf(command)}: ${commands_inputs/* COMMANDS */.Lo[command].help}`, 2);
    const flags = (0,commands_inputs/* inputsOf */.Vc)(command ?? 'run', 'cli').map(([name, input]) => [`  ${flagOf(name, input)}`, flagHelp(input)]);
    return [
        ...lines,
        '',
        command === undefined ? 'Flags (of run; the others have those that make sense for them):' : 'Flags:',
        ...(0,shared_text/* columns */.YB)([
            ...flags,
            ['  --help', 'This text.'],
            ...(command === undefined ? [['  --version', 'The version.']] : []),
        ]).flatMap((line) => wrap(line, Math.max(...flags.map(([flag]) => flag?.length ?? 0)) + 2)),
        '',
        ...(command === undefined || ENGINE.includes(command)
            ? [`The engine is the one the docker CLI would use (DOCKER_HOST, or the current context).`]
            : []),
        ...(command === undefined || !LOCAL.includes(command) ? ['Logins to registries are those of "docker login".'] : []),
        ...(command === undefined || FILES[command] !== '' ? wrap(`Files: ${FILES[command ?? 'run']}.`, 2) : []),
        'Exit status: 0 done, 1 work failed, 2 a mistake in the call, the spec or the set-up (nothing was started), 130 interrupted.',
        '',
    ].join('\n');
}
function flagHelp(input) {
    if (input.kind === 'flag')
        return input.default === 'true' ? `Do not ${input.help.charAt(0).toLowerCase()}${input.help.slice(1)}` : input.help;
    return input.default === '' || /default:/i.test(input.help) || input.default === '0'
        ? input.help
        : `${input.help} Default: ${input.default === '.' ? 'here' : input.default}.`;
}
/** Breaks a line at blanks so that it fits 100 columns; what follows is indented. */
function wrap(line, indent) {
    const lines = [];
    let rest = line;
    while (rest.length > 100) {
        const cut = rest.lastIndexOf(' ', 100);
        if (cut <= indent)
            break;
        lines.push(rest.slice(0, cut));
        rest = ' '.repeat(indent) + rest.slice(cut + 1);
    }
    return [...lines, rest];
}

;// CONCATENATED MODULE: ./build-ts/package.json
const package_namespaceObject = {"rE":"0.1.0"};
;// CONCATENATED MODULE: ./build-ts/src/entry/version.js

/** The version of this bundle. */
function version() {
    return package_namespaceObject.rE;
}

// EXTERNAL MODULE: ./build-ts/src/entry/work.js
var work = __webpack_require__(24043);
;// CONCATENATED MODULE: ./build-ts/src/entry/cli.js



















/** The command line: `stack-action COMMAND [flags]`. Returns the exit status. */
async function cli(argv) {
    const json = argv.includes('--json');
    try {
        const call = parseCall(argv);
        if (typeof call === 'string') {
            process.stdout.write(call);
            return errors/* EXIT */.dc.done;
        }
        return await runCall(call);
    }
    catch (error) {
        const exit = (0,failure/* exitStatus */.$u)(error);
        const problems = (0,failure/* problemsOf */.GW)(error);
        process.stderr.write(`${(0,report_problems/* problemLines */.p)(problems).join('\n')}\n`);
        if (process.env['STACK_DEBUG'] !== undefined && error instanceof Error)
            process.stderr.write(`${error.stack ?? ''}\n`);
        if (json)
            process.stdout.write(`${JSON.stringify({ schema: 1, outcome: 'error', exit, problems })}\n`);
        return exit;
    }
}
async function runCall({ command, raw, operand, operands }) {
    const inputs = (0,commands_inputs/* parseInputs */.TL)(raw, (name) => `--${name}`);
    if (command === 'init')
        return runInit(operand ?? '.', inputs, raw.spec);
    const view = (0,console/* progressView */.t)(process.stderr);
    const common = {
        inputs,
        env: process.env,
        cwd: process.cwd(),
        notice: (text) => view.listen({ type: 'notice', text }),
    };
    // Under --json stdout holds the document and nothing else.
    const print = (lines, document) => {
        const out = inputs.json ? process.stderr : process.stdout;
        out.write(`${lines.join('\n')}\n`);
        if (inputs.json)
            process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
    };
    if (command === 'tag' || command === 'rollback') {
        const moved = (0,work/* move */.Cy)(command, {
            ...common,
            inputs: { ...inputs, name: operand ?? '' },
            progress: common.notice,
            keepsLists: raw.out !== undefined,
        });
        const { result, folders } = await moved.finally(() => view.end());
        print((0,moves/* movesLines */.gD)(result, folders), result);
        return (0,failure/* statusOf */.c2)(result.outcome);
    }
    if (command === 'gpu-test')
        return (0,gpu_test/* gpuTestCli */.H)({ common, print, end: () => view.end() });
    if (command === 'release') {
        try {
            const { result, artifacts } = await (0,work/* release */._r)({
                ...common,
                inputs: { ...inputs, stage: operand ?? '' },
                listen: (event) => view.listen(event),
                durationsFor: (stack, notice) => localDurations(process.env, stack.directory, notice),
                // Under --json they are on stderr, as everything that is for people.
                ended: ({ results, folders, directory }) => {
                    if (results !== undefined)
                        process.stderr.write(`${(0,closing/* closingLines */.Po)(results, folders, (0,external_node_path_.relative)(process.cwd(), directory)).join('\n')}\n`);
                },
            });
            view.end();
            print([...(0,release/* releaseLines */.x)(result), ...(result.dryRun ? [] : [`files: ${artifacts}/release.json`])], result);
            return (0,failure/* statusOf */.c2)(result.outcome);
        }
        catch (error) {
            view.end();
            throw error;
        }
    }
    if (command === 'wiki')
        return (await __webpack_require__.e(/* import() */ 7463).then(__webpack_require__.bind(__webpack_require__, 47463))).wikiCli(common, print, () => view.end());
    if (command === 'report') {
        const { reportCli } = await Promise.all(/* import() */[__webpack_require__.e(6353), __webpack_require__.e(6118), __webpack_require__.e(2440), __webpack_require__.e(9334), __webpack_require__.e(1612), __webpack_require__.e(8470), __webpack_require__.e(1494), __webpack_require__.e(471)]).then(__webpack_require__.bind(__webpack_require__, 95391));
        return reportCli({ inputs, operand, cwd: common.cwd, notice: common.notice, print }).finally(() => view.end());
    }
    if (command === 'diff') {
        const { diffCli } = await __webpack_require__.e(/* import() */ 3433).then(__webpack_require__.bind(__webpack_require__, 53433));
        return diffCli({ ...common, operands, print, end: () => view.end() });
    }
    if (command === 'check') {
        const result = await (0,work/* check */.z6)(common);
        view.end();
        print(checkLines(result), result);
        return result.outcome === 'passed' ? errors/* EXIT */.dc.done : errors/* EXIT */.dc.failed;
    }
    if (command === 'plan' || command === 'explain' || command === 'graph') {
        const planned = await (0,work/* plan */.et)({ ...common, writes: command === 'plan' && raw.out !== undefined });
        if (command === 'graph')
            process.stdout.write(await drawing(planned.plan, inputs.format));
        else if (command === 'explain')
            print(...explanation(planned.plan, operand ?? ''));
        else {
            if (raw.out !== undefined)
                (0,plan_files/* writePlanFiles */.ip)(planned.folders.artifacts, (0,plan_files/* planFiles */.jP)(planned.plan, planned.commit, planned.changedFiles));
            print((0,explain/* explainPlan */.dp)(planned.plan), planned.plan);
        }
        return errors/* EXIT */.dc.done;
    }
    try {
        const { plan, results, folders, directory } = await (0,work/* work */.oJ)({
            ...common,
            command,
            listen: (event) => view.listen(event),
            durationsFor: (stack, notice) => localDurations(process.env, stack.directory, notice),
        });
        view.end();
        print(results === undefined ? (0,explain/* explainPlan */.dp)(plan) : (0,closing/* closingLines */.Po)(results, folders, (0,external_node_path_.relative)(process.cwd(), directory)), results ?? plan);
        return (0,failure/* statusOf */.c2)(results?.outcome ?? 'passed');
    }
    catch (error) {
        view.end();
        throw error;
    }
}
async function runInit(directory, { force }, spec) {
    const { initCommand } = await Promise.all(/* import() */[__webpack_require__.e(6353), __webpack_require__.e(9334), __webpack_require__.e(1612), __webpack_require__.e(1237)]).then(__webpack_require__.bind(__webpack_require__, 21237));
    const shown = spec ?? (0,external_node_path_.join)(directory, 'spec.yml');
    const { images } = await initCommand({
        directory: (0,external_node_path_.resolve)(directory),
        specPath: (0,external_node_path_.resolve)(shown),
        shown,
        force,
    });
    process.stdout.write(`${shown} describes ${images} ${images === 1 ? 'image' : 'images'}; "stack-action plan --spec ${shown}" says what would be done\n`);
    return errors/* EXIT */.dc.done;
}
/** Why an image (or, with several plans, each of its variants) has its action. */
function explanation(plan, name) {
    const images = plan.images.filter((image) => image.id === name || image.name === name);
    if (images.length === 0) {
        const known = [...new Set(plan.images.map((image) => image.name))];
        throw (0,errors/* userError */.IF)(`there is no image "${name}" in the stack`, { remedy: (0,nearest/* suggest */.ZA)(name, known, 'images') });
    }
    return [
        images.flatMap((image) => (0,explain/* explainChain */.Rg)(plan, image.id)),
        images.map((image) => ({
            id: image.id,
            action: image.action,
            reasons: image.reasons,
            text: (0,explain/* explainChain */.Rg)(plan, image.id),
        })),
    ];
}
/** The layout library is loaded only to draw with it. */
async function drawing(plan, format) {
    const { graphOf } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 68280));
    const draw = {
        mermaid: async () => (await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 2802))).renderMermaid,
        dot: async () => (await __webpack_require__.e(/* import() */ 5182).then(__webpack_require__.bind(__webpack_require__, 25182))).renderDot,
        json: async () => (await __webpack_require__.e(/* import() */ 6527).then(__webpack_require__.bind(__webpack_require__, 66527))).renderGraphJson,
        svg: async () => (await Promise.all(/* import() */[__webpack_require__.e(2440), __webpack_require__.e(5027)]).then(__webpack_require__.bind(__webpack_require__, 85027))).renderSvg,
    }[format];
    const text = (await draw())(graphOf(plan));
    return text.endsWith('\n') ? text : `${text}\n`;
}
/** The call as command and raw inputs, or a text to print. */
function parseCall(argv) {
    const [name, ...rest] = argv;
    if (name === '--version')
        return `${version()}\n`;
    if (name === undefined || name === '--help' || name === '-h' || name === 'help')
        return helpText(undefined);
    if (!(0,commands_inputs/* isCommand */.y9)(name)) {
        throw (0,errors/* userError */.IF)(name.startsWith('-') ? `a command comes first, found "${name}"` : `there is no command "${name}"`, {
            remedy: (0,nearest/* suggest */.ZA)(name, commands_inputs/* commandNames */.oQ, 'commands'),
        });
    }
    if (rest.includes('--help') || rest.includes('-h'))
        return helpText(name);
    const inputs = (0,commands_inputs/* inputsOf */.Vc)(name, 'cli');
    const options = Object.fromEntries(inputs.map(([input, { kind }]) => [
        input,
        {
            type: kind === 'flag' ? 'boolean' : 'string',
            multiple: kind === 'list' || kind === 'lines',
        },
    ]));
    const { operand } = (0,commands_inputs/* definitionOf */.Fg)(name);
    let values;
    let operands;
    try {
        const parsed = (0,external_node_util_.parseArgs)({ args: rest, options, allowNegative: true, allowPositionals: operand !== undefined });
        values = parsed.values;
        operands = parsed.positionals;
    }
    catch (error) {
        throw unknownFlag(error, name, inputs.map(([input, { kind, default: preset }]) => kind === 'flag' && preset === 'true' ? `--no-${input}` : `--${input}`));
    }
    const raw = {};
    for (const [input, { kind }] of inputs) {
        const value = values[input];
        if (value !== undefined)
            raw[input] = Array.isArray(value) ? value.join(kind === 'lines' ? '\n' : ',') : String(value);
    }
    const [first] = operands;
    const most = operand?.most ?? 1;
    const more = operands[most];
    if (operand !== undefined && ((first === undefined && !operand.optional) || more !== undefined)) {
        throw (0,errors/* userError */.IF)(more === undefined
            ? `${name} wants to know which ${operand.name.split(' ')[0]?.toLowerCase() ?? ''}`
            : `${name} takes ${most === 1 ? 'one ' : ''}${operand.name}, found "${more}" too`, { remedy: `Write "stack-action ${name} ${operand.optional ? `[${operand.name}]` : operand.name}".` });
    }
    return { command: name, raw, operand: first, operands };
}
function unknownFlag(error, command, known) {
    const message = (0,errors/* messageOf */.bD)(error);
    const flag = /'(-[^' ]*)/.exec(message)?.[1];
    if (message.startsWith('Unknown option') && flag !== undefined)
        return (0,errors/* userError */.IF)(`${command} has no flag ${flag}`, { remedy: (0,nearest/* suggest */.ZA)(flag, known, 'flags') });
    return (0,errors/* userError */.IF)(message.split('. ')[0] ?? message, { remedy: `"stack-action ${command} --help" lists the flags.` });
}


/***/ }),

/***/ 6520:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Tp: () => (/* binding */ expectedMs),
/* harmony export */   VO: () => (/* binding */ parseDurations),
/* harmony export */   WS: () => (/* binding */ NO_DURATIONS),
/* harmony export */   Xd: () => (/* binding */ durationsText),
/* harmony export */   e6: () => (/* binding */ mergeChanges),
/* harmony export */   nB: () => (/* binding */ learn)
/* harmony export */ });
/* harmony import */ var _shared_values_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(41195);

const NO_DURATIONS = { schema: 1, steps: {} };
/** Far more than a stack has; a file of it is half a megabyte. */
const MAX_STEPS = 5000;
/** More cannot be true, and would not be worth telling apart. */
const MAX_MS = 7 * 24 * 3_600_000;
/** A step of an image that was never heard of, in a stack that was never heard of. */
const DEFAULT_MS = {
    pull: 10_000,
    build: 60_000,
    test: 30_000,
    push: 10_000,
    integration: 30_000,
    info: 5_000,
    publish: 5_000,
};
/** What a step of an image will probably take: what it took; else the median of that step in the stack; else a guess. */
function expectedMs(durations, step, imageId) {
    return durations.steps[keyOf(step, imageId)] ?? mediansOf(durations).get(step) ?? DEFAULT_MS[step];
}
/** It is asked for every step of every image. */
const medians = new WeakMap();
function mediansOf(durations) {
    const known = medians.get(durations);
    if (known !== undefined)
        return known;
    const all = new Map();
    for (const [key, ms] of Object.entries(durations.steps)) {
        const times = all.get(stepOf(key));
        if (times === undefined)
            all.set(stepOf(key), [ms]);
        else
            times.push(ms);
    }
    const found = new Map([...all].map(([step, times]) => [step, median(times)]));
    medians.set(durations, found);
    return found;
}
function median(times) {
    const sorted = [...times].sort((a, b) => a - b);
    const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0];
    return Math.round((low + high) / 2);
}
/** Differences below these are noise: they must not change the order of a run, nor make a file worth saving. */
const NOISE_SHARE = 0.1;
const NOISE_MS = 1000;
/**
 * Adds what a run has measured; only of steps that passed, for the others were broken off. What is known goes half the
 * way to the new time, which counts as no less than half and no more than double of it: one run on a slow machine, or
 * with everything in the cache, moves it by half at most, while a lasting change is learnt within a few runs.
 * The same object when nothing has changed.
 */
function learn(durations, measured) {
    const steps = new Map(Object.entries(durations.steps));
    let isChanged = false;
    for (const { step, image, ms, outcome } of measured) {
        if (outcome !== 'passed' || !isTime(ms))
            continue;
        const key = keyOf(step, image);
        const known = steps.get(key);
        const learnt = known === undefined ? Math.max(1, Math.round(ms)) : towards(known, ms);
        isChanged ||= learnt !== known;
        // Taken out first: what was heard of last is last.
        steps.delete(key);
        steps.set(key, learnt);
    }
    return isChanged ? { schema: 1, steps: Object.fromEntries([...steps].slice(-MAX_STEPS)) } : durations;
}
function towards(known, ms) {
    const difference = Math.abs(ms - known);
    if (difference <= NOISE_MS || difference <= known * NOISE_SHARE)
        return known;
    const bounded = Math.min(Math.max(ms, known / 2), known * 2);
    return Math.max(1, Math.round((known + bounded) / 2));
}
/** What was learnt since `before`, on top of what others have stored in the meantime. */
function mergeChanges(stored, before, after) {
    const steps = new Map(Object.entries(stored.steps));
    for (const [key, ms] of Object.entries(after.steps)) {
        if (before.steps[key] === ms)
            continue;
        steps.delete(key);
        steps.set(key, ms);
    }
    return { schema: 1, steps: Object.fromEntries([...steps].slice(-MAX_STEPS)) };
}
/** Durations from the text of a file. What is no such file has none in it; what is no duration is left out. */
function parseDurations(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return NO_DURATIONS;
    }
    const steps = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .f)(value, ['steps']);
    if ((0,_shared_values_js__WEBPACK_IMPORTED_MODULE_0__/* .valueAt */ .f)(value, ['schema']) !== 1 || typeof steps !== 'object' || steps === null)
        return NO_DURATIONS;
    const good = Object.entries(steps).filter((entry) => {
        const [key, ms] = entry;
        return Object.hasOwn(DEFAULT_MS, stepOf(key)) && isTime(ms) && ms >= 1;
    });
    return { schema: 1, steps: Object.fromEntries(good.slice(-MAX_STEPS)) };
}
function durationsText(durations) {
    return `${JSON.stringify(durations)}\n`;
}
function isTime(ms) {
    return typeof ms === 'number' && ms >= 0 && ms <= MAX_MS;
}
function keyOf(step, imageId) {
    return `${step} ${imageId}`;
}
function stepOf(key) {
    return key.slice(0, Math.max(0, key.indexOf(' ')));
}


/***/ })

};
