export const id = 996;
export const ids = [996];
export const modules = {

/***/ 68041:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Lo: () => (/* binding */ COMMANDS),
/* harmony export */   TL: () => (/* binding */ parseInputs),
/* harmony export */   Vc: () => (/* binding */ inputsOf),
/* harmony export */   y9: () => (/* binding */ isCommand)
/* harmony export */ });
/* unused harmony exports INPUTS, OUTPUTS */
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(72029);
/* harmony import */ var _shared_nearest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54527);



/** The commands that exist; each is also an action of the same name (`run` is the root action). */
const COMMANDS = {
    run: 'Build, test, push and document the stack; publish all of it or nothing.',
    build: 'Build the images into the local engine.',
    test: 'Run the suites on images that "build" made.',
    push: 'Push and publish images that "build" made and "test" did not find broken.',
};
function isCommand(name) {
    return Object.hasOwn(COMMANDS, name);
}
/**
 * The only definition of inputs: it parses them, and action.yml files, README tables and `--help` are generated from it.
 * A flag with the default `true` is `--no-<name>` at the command line.
 */
const INPUTS = {
    spec: { kind: 'text', value: 'PATH', default: 'images/spec.yml', help: 'The spec of the stack.' },
    images: {
        kind: 'list',
        value: 'a,b',
        default: '',
        help: 'Work on these images, and on what they are built on. Default: every image.',
    },
    registries: {
        kind: 'list',
        value: 'LIST',
        default: '',
        help: 'Where to push: aliases of the spec, or bases such as 127.0.0.1:5000/acme, which replace everything before the last component of image_name. Default: push_to of the spec, else image_name as it is.',
    },
    out: { kind: 'text', value: 'DIR', default: '.', help: 'Where artifacts/, logs/ and manifests/ go.' },
    push: { kind: 'flag', default: 'true', help: 'Push and publish.', only: ['run'] },
    publish: {
        kind: 'choice',
        value: 'POLICY',
        choices: ['all', 'passed', 'none'],
        default: 'all',
        help: 'all: tags move only when every image of the run is green; passed: those of the green images; none: nothing but candidates (fp-…).',
        only: ['run', 'push'],
    },
    cache: { kind: 'flag', default: 'true', help: 'Use the engine’s build cache.', only: ['run', 'build'] },
    parallel: {
        kind: 'count',
        value: 'N',
        default: '0',
        help: 'Steps that go on at the same time; 0: as many as there are cores, at least 2.',
    },
    'test-timeout': {
        kind: 'duration',
        value: 'TIME',
        default: '30m',
        help: 'Wall-clock limit of a suite that names none: 90s, 30m, 1h.',
        only: ['run', 'test'],
    },
    'dry-run': { kind: 'flag', default: 'false', help: 'Say what would be done and why; do nothing.' },
    offline: {
        kind: 'flag',
        default: 'false',
        help: 'No look-ups in registries before the work: neither base images nor logins.',
    },
    json: {
        kind: 'flag',
        default: 'false',
        help: 'One JSON document on stdout, everything else on stderr.',
        door: 'cli',
    },
    artifact: {
        kind: 'text',
        value: 'NAME',
        default: 'stack-action',
        help: 'Name of the workflow artifact that takes artifacts/, logs/ and manifests/; empty: none.',
        door: 'action',
    },
};
/** What the root action and its siblings tell later steps. */
const OUTPUTS = {
    images: 'JSON list of the images of the plan, parents before children.',
    levels: 'JSON list of lists: images of a level need nothing below it. Also after a dry run.',
    outcome: 'passed, failed or interrupted.',
    published: 'JSON list of what was published: {"image", "ref", "digest"}.',
    results: 'Path of results.json.',
    artifacts: 'Path of the folder with plan.json, results.json and a .yml per image.',
};
/** The inputs of a command at one of the front doors, in the order of the table. */
function inputsOf(command, door) {
    return Object.entries(INPUTS).filter(([, input]) => (input.only?.includes(command) ?? true) && (input.door ?? door) === door);
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
    const duration = (name) => {
        const ms = (0,_shared_duration_js__WEBPACK_IMPORTED_MODULE_1__/* .parseDuration */ .E)(text(name));
        if (ms === undefined || ms === 0)
            bad(name, 'a time such as 90s, 5m or 1h');
        return ms ?? 0;
    };
    const publish = INPUTS.publish.choices.find((choice) => choice === text('publish'));
    if (publish === undefined)
        bad('publish', INPUTS.publish.choices.join(', '), suggestion(text('publish'), INPUTS.publish.choices));
    const inputs = {
        spec: text('spec'),
        images: list('images'),
        registries: list('registries'),
        out: text('out'),
        push: flag('push'),
        publish: publish ?? 'all',
        cache: flag('cache'),
        parallel: count('parallel'),
        testTimeoutMs: duration('test-timeout'),
        dryRun: flag('dry-run'),
        offline: flag('offline'),
        json: flag('json'),
        artifact: raw.artifact?.trim() ?? INPUTS.artifact.default,
    };
    for (const name of ['spec', 'out'])
        if (text(name).includes('\0'))
            bad(name, 'a path');
    if (problems.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems);
    return inputs;
}
function suggestion(wrong, known) {
    const best = (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_2__/* .nearest */ .p)(wrong, known);
    return best === undefined ? undefined : `Did you mean "${best}"?`;
}


/***/ }),

/***/ 65542:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ exitStatus),
/* harmony export */   G: () => (/* binding */ problemsOf)
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
/** A signal that aborts when the process is told to stop; told again, the process ends at once. */
function stopOnSignals() {
    const controller = new AbortController();
    const onSignal = (name) => {
        if (controller.signal.aborted)
            process.exit(_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EXIT */ .dc.interrupted);
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
        return `${event.image}: ${event.step} …`;
    if (event.type === 'step-end') {
        const why = event.message === undefined || event.outcome === 'passed' ? '' : `: ${(0,shared_text/* plain */.pj)(event.message)}`;
        return `${event.image}: ${event.step} ${event.outcome} in ${(0,shared_text/* durationText */.S5)(event.ms)}${why}`;
    }
    if (event.type === 'suite-end' && event.suite.outcome !== 'off') {
        const { suite } = event;
        const counts = suite.counts === undefined ? '' : ` (${suite.counts.total} tests)`;
        return `${event.image}: suite ${suite.name} ${suite.outcome}${counts} in ${(0,shared_text/* durationText */.S5)(suite.ms)}`;
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
                if (image.action === 'build')
                    this.activities.set(image.id, { id: image.id, steps: new Map(), lastLine: '', state: 'waiting' });
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
        const name = Math.max(...all.map((activity) => activity.id.length), 0);
        const lines = all.map((activity) => {
            const steps = [...activity.steps].map(([step, began]) => `${step} ${(0,shared_text/* durationText */.S5)(now - began)}`).join(', ');
            const doing = activity.state === 'running' ? (steps === '' ? 'ready' : steps) : activity.state;
            return (0,shared_text/* clip */.$Q)(`${SIGNS[activity.state]} ${activity.id.padEnd(name)}  ${doing.padEnd(12)}  ${(0,shared_text/* plain */.pj)(activity.lastLine)}`.trimEnd(), width);
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

/***/ 90049:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ closingLines),
/* harmony export */   l: () => (/* binding */ closingMarkdown)
/* harmony export */ });
/* harmony import */ var _run_results_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76139);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3350);


/** At most this many lines of evidence for each failure: the cause must still be on the screen. */
const EVIDENCE = 8;
function testsOf(image) {
    const suites = image.suites.filter((suite) => suite.outcome !== 'off');
    if (suites.length === 0)
        return '';
    const total = suites.reduce((sum, suite) => sum + Math.max(suite.counts?.total ?? 1, suite.outcome === 'failed' ? 1 : 0), 0);
    const failed = suites.reduce((sum, suite) => sum + (suite.outcome === 'failed' ? Math.max(suite.counts?.failed ?? 1, 1) : 0), 0);
    if (failed > 0)
        return `${failed}/${total} failed`;
    const skipped = suites.reduce((sum, suite) => sum + (suite.counts?.skipped ?? 0), 0);
    return `${total - skipped} passed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
function timeOf(image) {
    const ms = (image.build?.ms ?? 0) + image.suites.reduce((sum, suite) => sum + suite.ms, 0);
    return ms === 0 ? '' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S5)(ms);
}
function rowOf(image) {
    const digest = (0,_run_results_js__WEBPACK_IMPORTED_MODULE_1__/* .digestOf */ .ol)(image);
    return [
        image.id,
        image.outcome,
        image.build?.size === undefined ? '' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(image.build.size),
        testsOf(image),
        timeOf(image),
        digest === undefined ? '' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .shortDigest */ .VK)(digest),
        image.published.length > 0 ? image.ref : '',
    ];
}
const HEAD = ['image', 'result', 'size', 'tests', 'time', 'digest', 'published as'];
/** The end of a run in the terminal: the table, what failed and why, where the files lie. */
function closingLines(results, folders) {
    const images = results.images.filter((image) => image.action === 'build');
    const failed = images.filter((image) => image.outcome === 'failed');
    return [
        '',
        ...(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .columns */ .YB)([HEAD, ...images.map(rowOf)].map((row) => row.map(_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj))),
        '',
        ...images.flatMap((image) => image.published.slice(1).map(({ ref }) => `also published: ${ref}`)),
        ...results.notices.map((notice) => `note: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(notice)}`),
        ...(results.unpublished === undefined ? [] : [`${nothing(results)} was published: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(results.unpublished)}`]),
        `files: ${folders.artifacts} ${folders.logs} ${folders.manifests}`,
        ...failed.flatMap(failureLines),
        verdict(results, images, failed),
    ];
}
function nothing(results) {
    return results.images.some((image) => image.published.length > 0) ? 'nothing else' : 'nothing';
}
function failureLines(image) {
    return [
        `FAILED ${image.id} at ${image.failedStep ?? 'build'}: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(image.message ?? '')}`,
        ...(image.evidence ?? []).slice(-EVIDENCE).map((line) => `    ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(line)}`),
        ...(image.remedy === undefined ? [] : [`    → ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(image.remedy)}`]),
    ];
}
function verdict(results, images, failed) {
    const time = (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S5)(results.ms);
    if (results.outcome === 'interrupted')
        return `interrupted after ${time}`;
    if (results.outcome === 'passed')
        return `${results.command}: ${images.length} ${images.length === 1 ? 'image' : 'images'} done in ${time}`;
    const cancelled = images.filter((image) => image.outcome === 'cancelled');
    return `${results.command}: ${failed.length} of ${images.length} failed${cancelled.length > 0 ? `, not done because of that: ${cancelled.map((image) => image.id).join(', ')}` : ''} (${time})`;
}
/** GitHub drops a summary over 1 MiB whole (docs.github.com, "Adding a job summary"); the artifact has everything. */
const MAX_SUMMARY_BYTES = 1_000_000;
/** The same for GitHub's job summary, in Markdown. */
function closingMarkdown(results) {
    const lines = summaryLines(results);
    let bytes = 0;
    const fits = lines.findIndex((line) => (bytes += Buffer.byteLength(line) + 1) > MAX_SUMMARY_BYTES);
    return (fits < 0 ? lines : [...lines.slice(0, fits), '', `(${lines.length - fits} more lines are in the artifact)`, '']).join('\n');
}
function summaryLines(results) {
    const images = results.images.filter((image) => image.action === 'build');
    return [
        `## stack-action ${results.command}: ${results.outcome}`,
        '',
        `| ${HEAD.join(' | ')} |`,
        `|${HEAD.map(() => ':--').join('|')}|`,
        ...images.map((image) => `| ${rowOf(image).map(_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD).join(' | ')} |`),
        '',
        ...images
            .filter((image) => image.outcome === 'failed')
            .flatMap((image) => [
            `**${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(image.id)}** failed at ${image.failedStep ?? 'build'}: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(image.message ?? '')}`,
            '',
        ]),
        ...(results.unpublished === undefined
            ? []
            : [`${nothing(results)} was published: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(results.unpublished)}`, '']),
        ...results.notices.map((notice) => `- ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(notice)}`),
        '',
    ];
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

/***/ 76139:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Qr: () => (/* binding */ isBroken),
/* harmony export */   eW: () => (/* binding */ isTested),
/* harmony export */   ol: () => (/* binding */ digestOf),
/* harmony export */   wL: () => (/* binding */ emptyResults)
/* harmony export */ });
/** The results of a run that has not begun; what an earlier step found out about the same content is kept. */
function emptyResults(plan, command, engine, startedAt, previous) {
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
        images: plan.images.map(({ id, name, variant, ref, action, fingerprint, suites }) => {
            const known = earlier.get(`${id} ${fingerprint}`);
            return {
                ...{ id, name, variant, ref, action, fingerprint },
                outcome: action === 'skip' ? 'skipped' : 'cancelled',
                ...(known?.build === undefined ? {} : { build: known.build }),
                expected: suites.filter((suite) => suite.kind !== 'off').map((suite) => suite.name),
                suites: known?.suites ?? [],
                ...(known?.testedImageId === undefined ? {} : { testedImageId: known.testedImageId }),
                candidates: [],
                published: [],
                infos: [],
            };
        }),
        notices: [],
    };
}
/** Every suite that has to pass has passed, and there is at least one. */
function isTested(image) {
    const passed = new Set(image.suites.filter((suite) => suite.outcome === 'passed').map((suite) => suite.name));
    return image.expected.length > 0 && image.expected.every((name) => passed.has(name));
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
/* harmony export */   Z: () => (/* binding */ suggest),
/* harmony export */   p: () => (/* binding */ nearest)
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


/***/ }),

/***/ 75995:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   dp: () => (/* binding */ explainPlan)
/* harmony export */ });
/* unused harmony exports reasonText, explainImage */
/** One reason as the end of a sentence: "base-notebook: build, because …". */
function reasonText(reason) {
    switch (reason.kind) {
        case 'all':
            return 'a run without --images takes every image';
        case 'named':
            return 'it was named';
        case 'parent-of':
            return `${reason.image} is built on it`;
        case 'not-named':
            return 'it was not named and nothing named is built on it';
        case 'plan-skipped':
            return `its skip_plans name "${reason.variant}"`;
    }
}
/** One image of a plan in one sentence. */
function explainImage(image) {
    return `${image.id}: ${image.action}, because ${image.reasons.map(reasonText).join(' and ')}`;
}
/** A plan as text for a terminal or a log. */
function explainPlan(plan) {
    return plan.images.flatMap((image) => [
        explainImage(image),
        ...(image.action === 'build'
            ? [
                `  suites: ${image.suites.map((suite) => (suite.kind === 'off' ? `${suite.name} (off: ${suite.note ?? ''})` : suite.name)).join(', ') || 'none'}`,
                `  to: ${image.refs.join(', ')}`,
            ]
            : []),
    ]);
}


/***/ })

};
