export const id = 188;
export const ids = [188,280,802];
export const modules = {

/***/ 21188:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  action: () => (/* binding */ action)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(33838);
// EXTERNAL MODULE: ./build-ts/src/commands/inputs.js
var commands_inputs = __webpack_require__(68041);
// EXTERNAL MODULE: ./build-ts/src/output/console.js + 1 modules
var console = __webpack_require__(59401);
// EXTERNAL MODULE: ./build-ts/src/output/plan-files.js
var plan_files = __webpack_require__(33068);
// EXTERNAL MODULE: ./build-ts/src/run/results.js
var run_results = __webpack_require__(76139);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: ./build-ts/src/report/closing.js
var report_closing = __webpack_require__(90049);
// EXTERNAL MODULE: ./build-ts/src/report/tests.js
var report_tests = __webpack_require__(82791);
;// CONCATENATED MODULE: ./build-ts/src/report/annotations.js




const MAX_NAMES = 5;
/** GitHub keeps 4096 characters of a message; a title is one line. */
const MAX_MESSAGE = 1000;
const MAX_TITLE = 200;
/**
 * What went wrong in a run, as many as GitHub shows, the most telling first: the first failed test of every image, then
 * images that failed without one, then all other tests.
 */
function annotationsOf(results, { directory, errors, warnings }) {
    const images = results.images.filter(run_results/* isWorkedOn */.cJ);
    const places = (0,report_tests/* failedPlaces */.Qd)(images.filter((image) => (0,report_closing/* suitesBehind */.ae)(image).length > 0));
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
            ...untold.map((image) => imageAnnotation(image, results.command)),
            ...others.map((place) => placeAnnotation(place, directory)),
        ], errors),
        ...limited('warning', remarkAnnotations(images), warnings),
    ];
}
/** A suite failed whose report names no test. */
function hasMute(image) {
    return (0,report_closing/* suitesBehind */.ae)(image).some(report_tests/* isMute */.C);
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
        ...titled(`${(0,report_tests/* someOf */.yU)(images, MAX_NAMES)}: ${(0,report_tests/* someOf */.yU)(tests, MAX_NAMES)}`),
        // Where GitHub knows no file of that name, the place is told in words.
        message: (0,shared_text/* plain */.pj)((0,shared_text/* clip */.$Q)(known === undefined && file !== undefined ? `${file}:${line ?? 1}: ${message}` : message, MAX_MESSAGE)),
        ...(known === undefined ? {} : { file: known, line: line ?? 1 }),
    };
}
function imageAnnotation(image, command) {
    const why = `${image.id} failed at ${image.failedStep ?? 'build'}: ${image.message ?? ''}`;
    return { level: 'error', ...titled(`stack-action ${command}`), message: (0,shared_text/* plain */.pj)((0,shared_text/* clip */.$Q)(why, MAX_MESSAGE)) };
}
function remarkAnnotations(images) {
    return (0,report_tests/* remarksOf */.ro)(images).map(({ kind, test, images: ids }) => ({
        level: 'warning',
        ...titled(`${(0,report_tests/* someOf */.yU)(ids, MAX_NAMES)}: ${kind === 'flaky' ? 'flaky test' : 'unexpected pass'}`),
        message: (0,shared_text/* plain */.pj)((0,shared_text/* clip */.$Q)(`${test} ${report_tests/* REMARKS */.Am[kind]}`, MAX_MESSAGE)),
    }));
}
function titled(title) {
    return { title: (0,shared_text/* plain */.pj)((0,shared_text/* clip */.$Q)(title, MAX_TITLE)) };
}

// EXTERNAL MODULE: ./build-ts/src/report/fitting.js
var fitting = __webpack_require__(24685);
// EXTERNAL MODULE: ./build-ts/src/report/moves.js
var moves = __webpack_require__(76996);
// EXTERNAL MODULE: ./build-ts/src/stack/explain.js
var explain = __webpack_require__(75995);
// EXTERNAL MODULE: ./build-ts/src/report/graph/mermaid.js
var mermaid = __webpack_require__(2802);
// EXTERNAL MODULE: ./build-ts/src/report/graph/model.js
var model = __webpack_require__(68280);
;// CONCATENATED MODULE: ./build-ts/src/report/plan-summary.js





/** GitHub's Mermaid stops at 500 edges; a person stops reading a shrunken graph earlier. */
const MAX_DRAWN = 150;
/** GitHub's Mermaid refuses more than 50,000 characters. */
const MAX_DRAWN_CHARACTERS = 40_000;
/** More skipped images than this are folded away. */
const FOLD_AFTER = 5;
/** Characters of foreign text in one place. */
const MAX_TEXT = 500;
/** More notes than this are only counted. */
const MAX_NOTES = 20;
/** Bytes kept for what closes the page, and for the line that says what was left out. */
const RESERVE = 200;
/** A plan for GitHub's job summary, in Markdown: counts, the graph, and for each image its action and why. */
function planMarkdown(plan, { source, notes = [], bytes = fitting/* MAX_SUMMARY_BYTES */.Q0 }) {
    const fold = plan.images.filter((image) => image.action === 'skip').length > FOLD_AFTER;
    const shown = plan.images.filter((image) => !fold || image.action !== 'skip');
    const folded = plan.images.filter((image) => fold && image.action === 'skip');
    const head = headLines(plan, source, notes, bytes);
    let left = bytes - RESERVE - Buffer.byteLength(head.join('\n')) - 1;
    const table = tableOf(shown, left);
    left -= Buffer.byteLength(table.lines.join('\n')) + 1;
    const opening = ['<details>', `<summary>${folded.length} images are skipped</summary>`, ''];
    const foldedTable = tableOf(folded, left - Buffer.byteLength(opening.join('\n')) - 1);
    const missing = table.missing + foldedTable.missing;
    return [
        ...head,
        ...table.lines,
        ...(foldedTable.lines.length === 0 ? [] : [...opening, ...foldedTable.lines, '</details>', '']),
        ...(missing === 0 ? [] : [`(${missing} more images are in the artifact's plan.json)`, '']),
    ].join('\n');
}
function headLines(plan, source, notes, bytes) {
    const counts = ['build', 'reuse', 'skip'].map((action) => `${plan.images.filter((image) => image.action === action).length} ${action}`);
    return [
        `## stack-action plan: ${counts.join(', ')}`,
        '',
        (0,shared_text/* markdown */.wD)((0,shared_text/* clip */.$Q)(source, MAX_TEXT)),
        '',
        ...notes.slice(0, MAX_NOTES).map((note) => `- ${(0,shared_text/* markdown */.wD)((0,shared_text/* clip */.$Q)(note, MAX_TEXT))}`),
        ...(notes.length > MAX_NOTES ? [`- (${notes.length - MAX_NOTES} more notes are in the artifact's plan.json)`] : []),
        ...(notes.length > 0 ? [''] : []),
        ...graphLines(plan, bytes / 2),
    ];
}
/** The graph, where GitHub would draw it and somebody could read it. */
function graphLines(plan, bytes) {
    const graph = (0,model.graphOf)(plan);
    if (graph.nodes.length === 0)
        return [];
    const text = graph.nodes.length <= MAX_DRAWN && graph.edges.length <= MAX_DRAWN ? (0,mermaid.renderMermaid)(graph) : '';
    if (text === '' || text.length > MAX_DRAWN_CHARACTERS || Buffer.byteLength(text) > bytes)
        return [`(${graph.nodes.length} images with ${graph.edges.length} edges are too many to draw here)`, ''];
    return ['```mermaid', ...text.trimEnd().split('\n'), '```', ''];
}
/** A table of images in the bytes there are, and how many had no room. */
function tableOf(images, bytes) {
    const lines = ['| image | action | why |', '|:--|:--|:--|', ...images.map(rowOf)];
    const fits = (0,fitting/* fitting */._Q)(lines, bytes - 1);
    // Without a single row there is no table.
    return fits < 3
        ? { lines: [], missing: images.length }
        : { lines: [...lines.slice(0, fits), ''], missing: lines.length - fits };
}
function rowOf(image) {
    return `| ${[image.id, (0,model/* actionText */.K2)(image), (0,explain/* whyText */.ss)(image)].map((cell) => (0,shared_text/* markdown */.wD)((0,shared_text/* clip */.$Q)(cell, MAX_TEXT))).join(' | ')} |`;
}

// EXTERNAL MODULE: ./build-ts/src/report/problems.js
var problems = __webpack_require__(33868);
// EXTERNAL MODULE: ./build-ts/src/report/release.js
var release = __webpack_require__(1283);
;// CONCATENATED MODULE: ./build-ts/src/report/run-summary.js





/** Characters of foreign text in one place. */
const run_summary_MAX_TEXT = 1000;
/** Lines that show a failure, and characters of each. */
const MAX_LINES = 40;
const MAX_LINE = 400;
/** Images, and tests, that are named in one place. */
const run_summary_MAX_NAMES = 5;
const SLOWEST = 10;
/** A run for GitHub's job summary, in Markdown, of at most so many bytes. */
function closingMarkdown(results, bytes = fitting/* MAX_SUMMARY_BYTES */.Q0) {
    const images = results.images.filter(run_results/* isWorkedOn */.cJ);
    const suites = images.flatMap((image) => image.suites.map((suite) => ({ image, suite })));
    const red = new Set(images.filter((image) => image.suites.some((suite) => !isGreen(suite))));
    const heading = `## stack-action ${results.command}: ${results.outcome}\n`;
    const parts = [
        table('images', 0.25, report_closing/* HEAD */.Vx, images.map(report_closing/* rowOf */.OB)),
        list('failed images', 0.15, failedImages(images)),
        list('reasons', 0.02, unpublished(results)),
        list('notes', 0.05, results.notices.map((notice) => `- ${run_summary_text(notice)}`)),
        headed('### Suites', suiteTable('suites', 0.15, redFirst(suites.filter(({ image }) => red.has(image))))),
        failures(images),
        ...remarks(images),
        suitesOff(suites),
        folded(greenText(suites.filter(({ image }) => !red.has(image))), suiteTable('suites', 0.1, suites.filter(({ image, suite }) => !red.has(image) && suite.outcome === 'passed'))),
        folded('The slowest tests', slowest(suites)),
    ];
    return [heading, ...(0,fitting/* fitParts */.u5)(parts, bytes - Buffer.byteLength(heading) - 1)].join('\n');
}
/** Without blanks at its ends: four of them would make a block of code of it. */
function run_summary_text(foreign) {
    return (0,shared_text/* markdown */.wD)((0,shared_text/* clip */.$Q)(foreign, run_summary_MAX_TEXT)).trim();
}
function table(what, share, head, rows) {
    return {
        open: [`| ${head.join(' | ')} |`, `|${head.map(() => ':--').join('|')}|`],
        rows: rows.map((row) => `| ${row.map(run_summary_text).join(' | ')} |`),
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
/** A blank line between them: they are paragraphs. */
function failedImages(images) {
    return images
        .filter((image) => image.outcome === 'failed')
        .map((image, at) => {
        const why = `**${(0,shared_text/* markdown */.wD)(image.id)}** failed at ${image.failedStep ?? 'build'}: ${run_summary_text(image.message ?? '')}`;
        return at === 0 ? why : `\n${why}`;
    });
}
function unpublished(results) {
    return results.unpublished === undefined ? [] : [`${(0,report_closing/* nothing */.s6)(results)} was published: ${run_summary_text(results.unpublished)}`];
}
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
    const what = [...(names.length === 0 ? [] : [(0,report_tests/* someOf */.yU)(names.map(run_summary_text), run_summary_MAX_NAMES)]), `on ${namesOf(images)}`].join(' ');
    return block(`**${run_summary_text((0,report_tests/* placeText */.Z9)(failure))}** ${what}`, failure.message, failure.lines);
}
/** Of suites whose report says nothing there are only the last lines of what they wrote. */
function muteBlocks(image) {
    const mute = (0,report_closing/* suitesBehind */.ae)(image).filter(report_tests/* isMute */.C);
    return mute.map(({ name, message = '', lines = [] }) => block(`**suite ${(0,shared_text/* markdown */.wD)(name)}** on ${(0,shared_text/* markdown */.wD)(image.id)}`, message, lines));
}
function block(head, message, lines) {
    const shown = lines.slice(-MAX_LINES).map((line) => (0,shared_text/* plain */.pj)((0,shared_text/* clip */.$Q)(line, MAX_LINE)));
    return [
        head,
        '',
        ...(message === '' ? [] : [run_summary_text(message), '']),
        ...(shown.length === 0 ? [] : [(0,shared_text/* fenced */.OF)(shown.join('\n')), '']),
    ].join('\n');
}
function namesOf(images) {
    return (0,report_tests/* someOf */.yU)(images.map(shared_text/* markdown */.wD), run_summary_MAX_NAMES);
}
function remarks(images) {
    const all = (0,report_tests/* remarksOf */.ro)(images);
    return ['flaky', 'unexpected'].map((kind) => {
        const rows = all
            .filter((remark) => remark.kind === kind)
            .map(({ test, images: ids }) => `- ${run_summary_text(test)} on ${namesOf(ids)} ${report_tests/* REMARKS */.Am[kind]}`);
        return headed(kind === 'flaky' ? '### Flaky tests' : '### Unexpected passes', list('tests', 0.03, rows));
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
    const rows = [...groups.values()].map(({ suite, images }) => `- ${(0,shared_text/* markdown */.wD)(suite.name)} on ${namesOf(images)}${suite.message === undefined ? '' : `: ${run_summary_text(suite.message)}`}`);
    return headed('### Suites that are off', list('suites', 0.04, rows));
}
function slowest(suites) {
    const rows = suites
        .flatMap(({ image, suite }) => (suite.slowest ?? []).map(({ name, ms }) => ({ name, ms, image: image.id, suite })))
        .sort((a, b) => b.ms - a.ms)
        .slice(0, SLOWEST)
        .map(({ name, ms, image, suite }) => [name, image, suite.name, (0,shared_text/* durationText */.S5)(ms)]);
    return table('tests', 0.03, ['test', 'image', 'suite', 'time'], rows);
}

// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var shared_errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/stack/graph.js
var graph = __webpack_require__(25996);
;// CONCATENATED MODULE: ./build-ts/src/stack/matrix.js

/** https://docs.github.com/en/actions/reference/limits: jobs of one matrix. */
const MAX_LEGS = 256;
/**
 * The images to work on as a matrix: a leg for each, or, where that makes too many, for a subtree: an image with what is
 * built on it. The largest subtrees are taken apart first, so that legs are as even as the limit allows.
 */
function matrixOf(plan, limit = MAX_LEGS) {
    const working = plan.images.filter((image) => image.action !== 'skip');
    if (working.length <= limit)
        return { include: working.map((image) => legOf([image])) };
    const ids = new Set(working.map((image) => image.id));
    // An image with several parents goes with the first that is worked on.
    const above = new Map(working.map(({ id, parents }) => [id, parents.find((parent) => ids.has(parent))]));
    const parentsOf = (id) => [above.get(id) ?? []].flat();
    const children = (0,graph/* childrenOf */.LU)({ nodes: [...ids], parentsOf });
    const size = new Map();
    for (const { id } of [...working].reverse()) {
        const own = (size.get(id) ?? 0) + 1;
        size.set(id, own);
        for (const parent of parentsOf(id))
            size.set(parent, (size.get(parent) ?? 0) + own);
    }
    const whole = new Set(working.flatMap(({ id }) => (parentsOf(id).length === 0 ? [id] : [])));
    const alone = new Set();
    for (;;) {
        const [largest] = [...whole]
            .filter((id) => whole.size + alone.size + (children.get(id)?.length ?? 0) <= limit && (size.get(id) ?? 0) > 1)
            .sort((a, b) => (size.get(b) ?? 0) - (size.get(a) ?? 0));
        if (largest === undefined)
            break;
        whole.delete(largest);
        alone.add(largest);
        for (const child of children.get(largest) ?? [])
            whole.add(child);
    }
    // One with more children than there are legs left: its children share those.
    const shared = new Map();
    const [largest] = [...whole]
        .filter((id) => (size.get(id) ?? 0) > 1)
        .sort((a, b) => (size.get(b) ?? 0) - (size.get(a) ?? 0));
    const free = limit - whole.size - alone.size;
    if (largest !== undefined && free > 0) {
        whole.delete(largest);
        alone.add(largest);
        const below = children.get(largest) ?? [];
        const share = Math.ceil(below.length / free);
        for (const [at, child] of below.entries())
            shared.set(child, below[at - (at % share)] ?? child);
    }
    const top = new Map();
    const legs = new Map();
    for (const image of working) {
        const { id } = image;
        const [parent] = parentsOf(id);
        const own = whole.has(id) || alone.has(id) || parent === undefined;
        const head = own ? id : (shared.get(id) ?? top.get(parent) ?? id);
        top.set(id, head);
        const leg = legs.get(head);
        if (leg === undefined)
            legs.set(head, [image]);
        else
            leg.push(image);
    }
    return { include: together([...legs.values()], limit) };
}
/** A matrix for each level of the plan: its images build on nothing below them, so all legs of one can run at once. */
function levelMatrices(plan, limit = MAX_LEGS) {
    const byId = new Map(plan.images.map((image) => [image.id, image]));
    return plan.levels.map((level) => ({
        include: together(level.flatMap((id) => byId.get(id) ?? []).map((image) => [image]), limit),
    }));
}
/** More roots than legs: neighbours share one. */
function together(groups, limit) {
    const share = Math.ceil(groups.length / limit);
    const legs = [];
    for (let at = 0; at < groups.length; at += share)
        legs.push(legOf(groups.slice(at, at + share).flat()));
    return legs;
}
function legOf(images) {
    const ids = images.map((image) => image.id);
    const [first = ''] = ids;
    return {
        name: ids.length === 1 ? first : `${first} and ${ids.length - 1} more`,
        images: ids.join(','),
        platform: images[0]?.platform ?? '',
    };
}

// EXTERNAL MODULE: ./build-ts/src/entry/failure.js
var entry_failure = __webpack_require__(65542);
// EXTERNAL MODULE: ./build-ts/src/entry/work.js + 1 modules
var work = __webpack_require__(6068);
;// CONCATENATED MODULE: ./build-ts/src/entry/action.js

















/** The front door of GitHub: inputs from INPUT_*, the event from GITHUB_*. Returns the exit status. */
async function action(command) {
    try {
        return await runAction(command);
    }
    catch (error) {
        for (const problem of (0,entry_failure/* problemsOf */.GW)(error)) {
            const [first, ...rest] = (0,problems/* problemLines */.p)([problem]);
            core.error([first, ...rest].join('\n'), {
                title: 'stack-action',
                ...(problem.file === undefined ? {} : { file: problem.file }),
                ...(problem.line === undefined ? {} : { startLine: problem.line }),
                ...(problem.column === undefined ? {} : { startColumn: problem.column }),
            });
        }
        core.debug(error instanceof Error ? (error.stack ?? '') : String(error));
        setOutput('outcome', 'failed');
        return (0,entry_failure/* exitStatus */.$u)(error);
    }
}
async function runAction(command) {
    const raw = {};
    for (const [name] of (0,commands_inputs/* inputsOf */.Vc)(command, 'action')) {
        // The runner sets every input the manifest names; one that is not there at all keeps its default.
        const value = process.env[`INPUT_${name.toUpperCase()}`];
        if (value !== undefined)
            raw[name] = value;
    }
    const inputs = (0,commands_inputs/* parseInputs */.TL)(raw, (name) => `input ${name}`);
    maskSecrets(inputs);
    const common = { inputs, env: process.env, cwd: process.cwd(), notice: (text) => core.notice(text) };
    if (command === 'plan')
        return runDetect(common);
    if (command === 'tag' || command === 'rollback')
        return runMoves(command, common);
    if (command === 'release')
        return runRelease(common);
    if (command === 'explain' || command === 'graph' || command === 'init' || command === 'check')
        throw new Error(`${command} is no action`);
    const { harmless, writeGroups, writeQuoting } = await __webpack_require__.e(/* import() */ 255).then(__webpack_require__.bind(__webpack_require__, 23255));
    // A failed step is told in the words of the Dockerfile.
    const view = (0,console/* plainView */.y)({ write: (text) => process.stdout.write(harmless(text)) });
    if (inputs.freeDisk)
        await freeRoom();
    const { githubDurations } = await __webpack_require__.e(/* import() */ 914).then(__webpack_require__.bind(__webpack_require__, 78914));
    const { Annotator, repositoryPath } = await __webpack_require__.e(/* import() */ 845).then(__webpack_require__.bind(__webpack_require__, 35845));
    const { plan, results, folders, directory: stackDir, } = await (0,work/* work */.oJ)({
        ...common,
        command,
        listen: (event) => view.listen(event),
        durationsFor: (stack, notice) => githubDurations(process.env, stack.directory, notice),
    });
    const annotator = new Annotator(core);
    setPlanOutputs(plan, folders, annotator);
    if (results === undefined) {
        writeQuoting(process.stdout, (0,explain/* explainPlan */.dp)(plan));
        setOutput('outcome', 'passed');
        return shared_errors/* EXIT */.dc.done;
    }
    await optional('the logs of the images', () => writeGroups(process.stdout, folders.logs, results.images));
    const directory = await repositoryPath(stackDir, process.env['GITHUB_WORKSPACE']).catch(() => undefined);
    writeQuoting(process.stdout, (0,report_closing/* closingLines */.Po)(results, folders, directory));
    const { errors, warnings } = annotator;
    for (const annotation of annotationsOf(results, { directory, errors, warnings }))
        annotator.add(annotation);
    setOutput('outcome', results.outcome);
    setOutput('published', publishedOf(results));
    setOutput('results', `${folders.artifacts}/results.json`);
    const planned = summaryOf(plan, SUMMARY_ROOM);
    const closing = closingMarkdown(results, fitting/* MAX_SUMMARY_BYTES */.Q0 - Buffer.byteLength(planned) - 1);
    await optional('the job summary', () => core.summary.addRaw(`${closing}\n${planned}`, true).write());
    await upload(inputs.artifact, folders);
    return (0,entry_failure/* statusOf */.c2)(results.outcome);
}
/** `tag` and `rollback`. */
async function runMoves(command, common) {
    const { writeQuoting } = await __webpack_require__.e(/* import() */ 255).then(__webpack_require__.bind(__webpack_require__, 23255));
    const { result, folders } = await (0,work/* move */.Cy)(command, {
        ...common,
        progress: (text) => writeQuoting(process.stdout, [text]),
        keepsLists: true,
    });
    writeQuoting(process.stdout, (0,moves/* movesLines */.gD)(result, folders));
    const title = `stack-action ${command}`;
    const { failure, left, gates, skippedGates, notices } = result;
    if (failure !== undefined)
        core.error((0,problems/* problemLines */.p)([{ ...failure, message: `${failure.image} at ${failure.ref}: ${failure.message}` }]).join('\n'), { title });
    for (const line of left)
        core.error(line, { title });
    if (skippedGates)
        for (const line of (0,moves/* missingGates */.r$)(gates))
            core.warning(line, { title: `${title}: gate skipped` });
    for (const text of notices)
        core.notice(text);
    setOutput('outcome', result.outcome);
    const isShort = JSON.stringify(result.moved).length <= MAX_OUTPUTS;
    if (!isShort)
        core.warning('the output moved is longer than what GitHub keeps: read moves.json', { title });
    setOutput('moved', isShort ? result.moved : '');
    if (folders !== undefined)
        setOutput('artifacts', folders.artifacts);
    await optional('the job summary', () => core.summary.addRaw((0,moves/* movesMarkdown */.mC)(result), true).write());
    if (folders !== undefined)
        await upload(common.inputs.artifact, folders);
    return (0,entry_failure/* statusOf */.c2)(result.outcome);
}
async function freeRoom() {
    const [{ freeDisk, freeDiskLines }, { writeQuoting }] = await Promise.all([
        __webpack_require__.e(/* import() */ 647).then(__webpack_require__.bind(__webpack_require__, 25647)),
        __webpack_require__.e(/* import() */ 255).then(__webpack_require__.bind(__webpack_require__, 23255)),
    ]);
    const freed = await freeDisk({ env: process.env, protect: [process.execPath, import.meta.dirname, process.cwd()] });
    writeQuoting(process.stdout, freeDiskLines(freed));
}
async function runRelease(common) {
    const { harmless, writeGroups, writeQuoting } = await __webpack_require__.e(/* import() */ 255).then(__webpack_require__.bind(__webpack_require__, 23255));
    const { githubDurations } = await __webpack_require__.e(/* import() */ 914).then(__webpack_require__.bind(__webpack_require__, 78914));
    const { Annotator, repositoryPath } = await __webpack_require__.e(/* import() */ 845).then(__webpack_require__.bind(__webpack_require__, 35845));
    const { inputs } = common;
    const view = (0,console/* plainView */.y)({ write: (text) => process.stdout.write(harmless(text)) });
    if (inputs.freeDisk)
        await freeRoom();
    const annotator = new Annotator(core);
    const runs = [];
    const { result, artifacts } = await (0,work/* release */._r)({
        ...common,
        listen: (event) => view.listen(event),
        durationsFor: (stack, notice) => githubDurations(process.env, stack.directory, notice),
        ended: (run) => void runs.push(run),
    });
    const workspace = process.env['GITHUB_WORKSPACE'];
    for (const { results, folders, directory: stackDir } of runs) {
        if (results === undefined)
            continue;
        await optional('the logs of the images', () => writeGroups(process.stdout, folders.logs, results.images));
        const directory = await repositoryPath(stackDir, workspace).catch(() => undefined);
        writeQuoting(process.stdout, (0,report_closing/* closingLines */.Po)(results, folders, directory));
        const { errors, warnings } = annotator;
        for (const annotation of annotationsOf(results, { directory, errors, warnings }))
            annotator.add(annotation);
    }
    writeQuoting(process.stdout, (0,release/* releaseLines */.x)(result));
    const title = 'stack-action release';
    for (const { stage, skipped, message, remedy, left = [] } of result.stages) {
        if (skipped.length > 0)
            core.warning(skipped.join(', '), { title: `${title}: gate of ${stage} skipped` });
        if (message !== undefined)
            core.error((0,problems/* problemLines */.p)([{ message: `${stage}: ${message}`, ...(remedy === undefined ? {} : { remedy }) }]).join('\n'), { title });
        for (const line of left)
            core.error(line, { title });
    }
    for (const text of result.notices)
        core.notice(text);
    setOutput('outcome', result.outcome);
    const moved = result.stages.flatMap(({ stage, refs }) => refs.map((ref) => ({ stage, ...ref })));
    const isShort = JSON.stringify(moved).length <= MAX_OUTPUTS;
    if (!isShort)
        core.warning('the output moved is longer than what GitHub keeps: read release.json', { title });
    setOutput('moved', isShort ? moved : '');
    setOutput('artifacts', artifacts);
    await optional('the job summary', () => core.summary.addRaw((0,release/* releaseMarkdown */.b)(result), true).write());
    const [first] = runs;
    if (first !== undefined)
        await upload(inputs.artifact, first.folders);
    return (0,entry_failure/* statusOf */.c2)(result.outcome);
}
/** Each ref once: the platforms of an image are published as one. */
function publishedOf({ images }) {
    const all = images.flatMap(({ id, published }) => published.map(({ ref, digest }) => ({ image: id.split('/')[0] ?? id, ref, digest })));
    return [...new Map(all.map((one) => [one.ref, one])).values()];
}
/** Values alone: a masked name would empty every output that has it. */
function maskSecrets({ secrets }) {
    for (const line of secrets) {
        const value = line.slice(line.indexOf('=') + 1);
        // A short word, or true, is in every output: GitHub would drop them all.
        if (value.length >= 4 && value !== 'true' && value !== 'false')
            core.setSecret(value);
    }
}
/** The plan comes last and has at most so much of what GitHub takes; all the rest is the run's. */
const SUMMARY_ROOM = 400_000;
async function runDetect(common) {
    const { plan: made, folders, commit, changedFiles } = await (0,work/* plan */.et)({ ...common, writes: true });
    (0,plan_files/* writePlanFiles */.ip)(folders.artifacts, (0,plan_files/* planFiles */.jP)(made, commit, changedFiles));
    const { writeQuoting } = await __webpack_require__.e(/* import() */ 255).then(__webpack_require__.bind(__webpack_require__, 23255));
    writeQuoting(process.stdout, (0,explain/* explainPlan */.dp)(made));
    setPlanOutputs(made, folders, core);
    setOutput('outcome', 'passed');
    await optional('the job summary', () => core.summary.addRaw(summaryOf(made), true).write());
    await upload(common.inputs.artifact, folders);
    return shared_errors/* EXIT */.dc.done;
}
function summaryOf(plan, bytes) {
    return planMarkdown(plan, {
        source: (0,explain/* sourceText */.rI)(plan),
        notes: (0,explain/* planNotes */.vy)(plan),
        ...(bytes === undefined ? {} : { bytes }),
    });
}
/**
 * GitHub keeps 1 MB of outputs per job, counted as UTF-16, and drops what is beyond it; an input is one environment
 * variable, of at most 128 KiB. https://docs.github.com/en/actions/reference/limits
 */
const MAX_OUTPUTS = 450_000;
const MAX_INPUT = 120_000;
function setPlanOutputs(plan, folders, say) {
    const working = plan.images.filter((image) => image.action !== 'skip');
    const matrix = matrixOf(plan);
    const tooLong = matrix.include.find((leg) => leg.images.length > MAX_INPUT);
    if (tooLong !== undefined)
        say.error(`there is no matrix for this plan: the leg ${tooLong.name} would have to name its images in ${tooLong.images.length} characters, and GitHub takes ${MAX_INPUT}; use the output levels`, { title: 'stack-action detect' });
    const outputs = {
        any: working.length > 0,
        full: plan.everything === undefined ? '' : (0,explain/* everythingText */.Te)(plan.everything),
        plan: `${folders.artifacts}/plan.json`,
        artifacts: folders.artifacts,
        images: working.map((image) => image.id),
        changed: plan.images.filter((image) => image.affected).map((image) => image.id),
        matrix: tooLong === undefined ? matrix : '',
        matrices: levelMatrices(plan),
        levels: plan.levels,
        reasons: Object.fromEntries(plan.images.map((image) => [image.id, (0,explain/* explainImage */.Zu)(image)])),
    };
    let room = MAX_OUTPUTS;
    for (const [name, value] of Object.entries(outputs)) {
        const length = JSON.stringify(value).length;
        if (length <= room) {
            room -= length;
            setOutput(name, value);
            continue;
        }
        say.warning(`the output ${name} has ${length} characters, more than GitHub keeps beside the others: read plan.json`);
        setOutput(name, '');
    }
}
async function upload(name, folders) {
    if (name === '')
        return;
    const { uploadFolders } = await __webpack_require__.e(/* import() */ 408).then(__webpack_require__.bind(__webpack_require__, 60408));
    await optional('the artifact', () => uploadFolders(name, folders, process.env));
}
/** An output that the runner has no place for must not hide what happened. */
function setOutput(name, value) {
    try {
        core.setOutput(name, value);
    }
    catch (error) {
        core.warning(`the output ${name} could not be set: ${(0,shared_errors/* messageOf */.bD)(error)}`);
    }
}
/** Services beside the work may fail without failing it: a warning says so. */
async function optional(what, work) {
    try {
        await work();
    }
    catch (error) {
        core.warning(`${what} could not be written: ${(0,shared_errors/* messageOf */.bD)(error)}`);
    }
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
};


/***/ }),

/***/ 2802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
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
    const used = new Set(graph.nodes.map((node) => node.action));
    return [
        // Names are not broken at their hyphens: they are short enough (model.ts).
        '%%{init: {"flowchart": {"wrappingWidth": 600}}}%%',
        `flowchart ${(0,_model_js__WEBPACK_IMPORTED_MODULE_1__/* .directionOf */ .FR)(graph)}`,
        // The class stands behind the label: Mermaid takes the last semicolon from lines with "style", a colon and a "#".
        ...graph.nodes.map((node) => `  ${idOf(node.id)}["${escaped(node.label)}<br/>${(0,_model_js__WEBPACK_IMPORTED_MODULE_1__/* .actionText */ .K2)(node)}"]:::${node.action}`),
        ...graph.edges.map(({ from, to }) => `  ${idOf(from)} --> ${idOf(to)}`),
        // One to a line and without semicolons: Mermaid would take them for a part of the last colour.
        ...Object.entries(_colours_js__WEBPACK_IMPORTED_MODULE_0__/* .COLOURS */ .O)
            .filter(([action]) => used.has(action))
            .map(([action, { fill, stroke, text, dashed }]) => `  classDef ${action} fill:${fill},stroke:${stroke},color:${text}${dashed ? ',stroke-dasharray:4 3' : ''}`),
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
/* harmony export */   U8: () => (/* binding */ safeIds),
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
function labelOf(id) {
    const characters = Array.from((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(id.toWellFormed()).replace(/\s+/g, ' ').trim());
    if (characters.length <= MAX_LABEL)
        return characters.join('');
    const tail = Math.floor((MAX_LABEL - 1) / 2);
    return `${characters.slice(0, MAX_LABEL - 1 - tail).join('')}…${characters.slice(-tail).join('')}`;
}
/** What is done with an image, in words: a colour alone says nothing to many. */
function actionText({ action, test }) {
    return test ? `${action} and test` : action;
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

/***/ 25996:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LU: () => (/* binding */ childrenOf),
/* harmony export */   _s: () => (/* binding */ topological),
/* harmony export */   u8: () => (/* binding */ findCycle),
/* harmony export */   yr: () => (/* binding */ levels)
/* harmony export */ });
/* unused harmony export withAncestors */
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
/** The nodes and everything above them. */
function withAncestors(wanted, parentsOf) {
    const found = new Set();
    const open = [...wanted];
    for (let node = open.pop(); node !== undefined; node = open.pop()) {
        if (found.has(node))
            continue;
        found.add(node);
        open.push(...parentsOf(node));
    }
    return found;
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
