export const id = 3976;
export const ids = [3976];
export const modules = {

/***/ 73976:
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
// EXTERNAL MODULE: ./build-ts/src/report/annotations.js
var annotations = __webpack_require__(71244);
// EXTERNAL MODULE: ./build-ts/src/report/closing.js
var report_closing = __webpack_require__(90049);
// EXTERNAL MODULE: ./build-ts/src/report/comment.js
var comment = __webpack_require__(52735);
// EXTERNAL MODULE: ./build-ts/src/report/fitting.js
var fitting = __webpack_require__(24685);
// EXTERNAL MODULE: ./build-ts/src/report/moves.js
var moves = __webpack_require__(76996);
// EXTERNAL MODULE: ./build-ts/src/stack/explain.js
var explain = __webpack_require__(75995);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
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
function planMarkdown(plan, { source, notes = [], bytes = fitting/* MAX_SUMMARY_BYTES */.Q0, undrawn }) {
    const fold = plan.images.filter((image) => image.action === 'skip').length > FOLD_AFTER;
    const shown = plan.images.filter((image) => !fold || image.action !== 'skip');
    const folded = plan.images.filter((image) => fold && image.action === 'skip');
    const head = [...headLines(plan, source, notes), ...(undrawn ? [] : graphLines(plan, bytes / 2))];
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
function headLines(plan, source, notes) {
    const counts = ['build', 'reuse', 'skip'].map((action) => `${plan.images.filter((image) => image.action === action).length} ${action}`);
    return [
        `## stack-action plan: ${counts.join(', ')}`,
        '',
        (0,shared_text/* markdown */.wD)((0,shared_text/* clip */.$Q)(source, MAX_TEXT)),
        '',
        ...notes.slice(0, MAX_NOTES).map((note) => `- ${(0,shared_text/* markdown */.wD)((0,shared_text/* clip */.$Q)(note, MAX_TEXT))}`),
        ...(notes.length > MAX_NOTES ? [`- (${notes.length - MAX_NOTES} more notes are in the artifact's plan.json)`] : []),
        ...(notes.length > 0 ? [''] : []),
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
// EXTERNAL MODULE: ./build-ts/src/report/run-summary.js + 6 modules
var run_summary = __webpack_require__(61476);
// EXTERNAL MODULE: ./build-ts/src/run/suites/ssh-defaults.js
var ssh_defaults = __webpack_require__(10264);
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
// EXTERNAL MODULE: ./build-ts/src/entry/gpu-test.js + 1 modules
var gpu_test = __webpack_require__(92844);
// EXTERNAL MODULE: ./build-ts/src/entry/services.js
var services = __webpack_require__(76146);
// EXTERNAL MODULE: ./build-ts/src/entry/work.js
var work = __webpack_require__(24043);
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
        (0,services/* setOutput */.uH)('outcome', 'failed');
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
    if (command === 'report')
        return (await Promise.all(/* import() */[__webpack_require__.e(6353), __webpack_require__.e(6118), __webpack_require__.e(2440), __webpack_require__.e(9334), __webpack_require__.e(1612), __webpack_require__.e(8470), __webpack_require__.e(1494), __webpack_require__.e(6662)]).then(__webpack_require__.bind(__webpack_require__, 95391))).reportAction(common);
    if (command === 'wiki')
        return (await __webpack_require__.e(/* import() */ 7463).then(__webpack_require__.bind(__webpack_require__, 47463))).wikiAction(common);
    if (command === 'gpu-test')
        return (0,gpu_test/* gpuTestAction */.p)(common);
    if (command === 'explain' || command === 'graph' || command === 'init' || command === 'check' || command === 'diff')
        throw new Error(`${command} is no action`);
    const { harmless, writeGroups, writeQuoting } = await __webpack_require__.e(/* import() */ 3255).then(__webpack_require__.bind(__webpack_require__, 23255));
    // A failed step is told in the words of the Dockerfile.
    const view = (0,console/* plainView */.y)({ write: (text) => process.stdout.write(harmless(text)) });
    if (inputs.freeDisk)
        await freeRoom();
    const { githubDurations } = await __webpack_require__.e(/* import() */ 8914).then(__webpack_require__.bind(__webpack_require__, 78914));
    const { Annotator, repositoryPath } = await __webpack_require__.e(/* import() */ 5845).then(__webpack_require__.bind(__webpack_require__, 35845));
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
        (0,services/* setOutput */.uH)('outcome', 'passed');
        return shared_errors/* EXIT */.dc.done;
    }
    const isStopped = results.outcome === 'interrupted';
    // The runner gives ten seconds: SIGINT, SIGTERM after 7.5, SIGKILL after 2.5 more (actions/runner, ProcessInvoker).
    if (isStopped)
        await (0,services/* lastWords */.aN)(() => (0,services/* upload */.Se)(command, common, folders));
    await (0,services/* optional */.lq)('the logs of the images', () => writeGroups(process.stdout, folders.logs, results.images));
    const directory = await repositoryPath(stackDir, process.env['GITHUB_WORKSPACE']).catch(() => undefined);
    writeQuoting(process.stdout, (0,report_closing/* closingLines */.Po)(results, folders, directory));
    const { errors, warnings } = annotator;
    const { failedPlaces } = await Promise.all(/* import() */[__webpack_require__.e(9334), __webpack_require__.e(6746)]).then(__webpack_require__.bind(__webpack_require__, 36746));
    const places = await failedPlaces(plan, results, stackDir);
    for (const one of (0,annotations/* annotationsOf */.I)(results, { directory, errors, warnings, places }))
        annotator.add(one);
    (0,services/* setOutput */.uH)('outcome', results.outcome);
    (0,services/* setResultOutputs */.Ge)(results, folders);
    const { whoMoves } = await Promise.all(/* import() */[__webpack_require__.e(6353), __webpack_require__.e(6118), __webpack_require__.e(9334), __webpack_require__.e(1612), __webpack_require__.e(8470), __webpack_require__.e(5782), __webpack_require__.e(4158)]).then(__webpack_require__.bind(__webpack_require__, 13401));
    const planned = summaryOf(plan, { bytes: SUMMARY_ROOM, undrawn: true });
    const room = fitting/* MAX_SUMMARY_BYTES */.Q0 - Buffer.byteLength(planned) - 1;
    const closing = (0,run_summary/* closingMarkdown */.l)(results, room, plan, { run: whoMoves(process.env).run, artifact: inputs.artifact });
    await (0,services/* optional */.lq)('the job summary', () => core.summary.addRaw(`${closing}\n${planned}`, true).write());
    // Once for the artifact, and once for what comes after it.
    await (0,services/* keepDegraded */.ME)(folders, 'results.json');
    if (!isStopped)
        await (0,services/* upload */.Se)(command, common, folders);
    await (0,services/* comment */.Im)(command, common, (facts) => (0,comment/* runComment */.P)(results, plan, facts));
    await (0,services/* keepDegraded */.ME)(folders, 'results.json');
    return (0,entry_failure/* statusOf */.c2)(results.outcome);
}
/** `tag` and `rollback`. */
async function runMoves(command, common) {
    const { writeQuoting } = await __webpack_require__.e(/* import() */ 3255).then(__webpack_require__.bind(__webpack_require__, 23255));
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
    (0,services/* setOutput */.uH)('outcome', result.outcome);
    const isShort = JSON.stringify(result.moved).length <= services/* MAX_OUTPUTS */.MV;
    if (!isShort)
        core.warning('the output moved is longer than what GitHub keeps: read moves.json', { title });
    (0,services/* setOutput */.uH)('moved', isShort ? result.moved : '');
    if (folders !== undefined)
        (0,services/* setOutput */.uH)('artifacts', folders.artifacts);
    await (0,services/* optional */.lq)('the job summary', () => core.summary.addRaw((0,moves/* movesMarkdown */.mC)(result), true).write());
    if (folders !== undefined) {
        await (0,services/* keepDegraded */.ME)(folders, 'moves.json');
        await (0,services/* upload */.Se)(command, common, folders);
        await (0,services/* keepDegraded */.ME)(folders, 'moves.json');
    }
    return (0,entry_failure/* statusOf */.c2)(result.outcome);
}
async function freeRoom() {
    const [{ freeDisk, freeDiskLines }, { writeQuoting }] = await Promise.all([
        __webpack_require__.e(/* import() */ 5647).then(__webpack_require__.bind(__webpack_require__, 25647)),
        __webpack_require__.e(/* import() */ 3255).then(__webpack_require__.bind(__webpack_require__, 23255)),
    ]);
    const freed = await freeDisk({ env: process.env, protect: [process.execPath, import.meta.dirname, process.cwd()] });
    writeQuoting(process.stdout, freeDiskLines(freed));
}
async function runRelease(common) {
    const { harmless, writeGroups, writeQuoting } = await __webpack_require__.e(/* import() */ 3255).then(__webpack_require__.bind(__webpack_require__, 23255));
    const { githubDurations } = await __webpack_require__.e(/* import() */ 8914).then(__webpack_require__.bind(__webpack_require__, 78914));
    const { Annotator, repositoryPath } = await __webpack_require__.e(/* import() */ 5845).then(__webpack_require__.bind(__webpack_require__, 35845));
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
        await (0,services/* optional */.lq)('the logs of the images', () => writeGroups(process.stdout, folders.logs, results.images));
        const directory = await repositoryPath(stackDir, workspace).catch(() => undefined);
        writeQuoting(process.stdout, (0,report_closing/* closingLines */.Po)(results, folders, directory));
        const { errors, warnings } = annotator;
        for (const annotation of (0,annotations/* annotationsOf */.I)(results, { directory, errors, warnings }))
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
    (0,services/* setOutput */.uH)('outcome', result.outcome);
    const moved = result.stages.flatMap(({ stage, refs }) => refs.map((ref) => ({ stage, ...ref })));
    const isShort = JSON.stringify(moved).length <= services/* MAX_OUTPUTS */.MV;
    if (!isShort)
        core.warning('the output moved is longer than what GitHub keeps: read release.json', { title });
    (0,services/* setOutput */.uH)('moved', isShort ? moved : '');
    (0,services/* setOutput */.uH)('artifacts', artifacts);
    await (0,services/* optional */.lq)('the job summary', () => core.summary.addRaw((0,release/* releaseMarkdown */.b)(result), true).write());
    const [first] = runs;
    if (first !== undefined)
        await (0,services/* upload */.Se)('release', common, first.folders);
    return (0,entry_failure/* statusOf */.c2)(result.outcome);
}
/** Values alone: a masked name would empty every output that has it. */
function maskSecrets(inputs) {
    const { secrets, sshKey, sshPassphrase, sshPassword } = inputs;
    for (const line of secrets) {
        const at = line.indexOf('=');
        (0,services/* mask */.dK)(line.slice(0, at), line.slice(at + 1));
    }
    // The runner masks line by line, and a key has the first and the last of them with every other one.
    for (const line of (0,ssh_defaults/* sshSecrets */.E)({ ...ssh_defaults/* NO_SSH */.R, key: sshKey, passphrase: sshPassphrase, password: sshPassword }))
        core.setSecret(line);
}
/** The plan comes last and has at most so much of what GitHub takes; all the rest is the run's. */
const SUMMARY_ROOM = 400_000;
async function runDetect(common) {
    const { plan: made, folders, commit, changedFiles } = await (0,work/* plan */.et)({ ...common, writes: true });
    (0,plan_files/* writePlanFiles */.ip)(folders.artifacts, (0,plan_files/* planFiles */.jP)(made, commit, changedFiles));
    const { writeQuoting } = await __webpack_require__.e(/* import() */ 3255).then(__webpack_require__.bind(__webpack_require__, 23255));
    writeQuoting(process.stdout, (0,explain/* explainPlan */.dp)(made));
    setPlanOutputs(made, folders, core);
    (0,services/* setOutput */.uH)('outcome', 'passed');
    await (0,services/* optional */.lq)('the job summary', () => core.summary.addRaw(summaryOf(made), true).write());
    await (0,services/* upload */.Se)('plan', common, folders);
    await (0,services/* comment */.Im)('plan', common, (facts) => (0,comment/* planComment */.t)((bytes) => summaryOf(made, { bytes }), facts));
    return shared_errors/* EXIT */.dc.done;
}
function summaryOf(plan, more = {}) {
    return planMarkdown(plan, { source: (0,explain/* sourceText */.rI)(plan), notes: (0,explain/* planNotes */.vy)(plan), ...more });
}
/** An input is one environment variable, of at most 128 KiB. */
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
    let room = services/* MAX_OUTPUTS */.MV;
    for (const [name, value] of Object.entries(outputs)) {
        const length = JSON.stringify(value).length;
        if (length <= room) {
            room -= length;
            (0,services/* setOutput */.uH)(name, value);
            continue;
        }
        say.warning(`the output ${name} has ${length} characters, more than GitHub keeps beside the others: read plan.json`);
        (0,services/* setOutput */.uH)(name, '');
    }
}


/***/ }),

/***/ 52735:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ runComment),
/* harmony export */   t: () => (/* binding */ planComment)
/* harmony export */ });
/* harmony import */ var _run_results_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76139);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3350);
/* harmony import */ var _run_summary_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(61476);



/** A run for a comment on a pull request: what the job summary has, as far as there is room, and what came of it in a line. */
function runComment(results, plan, facts) {
    const images = results.images.filter(_run_results_js__WEBPACK_IMPORTED_MODULE_0__/* .isWorkedOn */ .cJ);
    const failed = images.filter(({ outcome }) => outcome === 'failed');
    const all = (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .counted */ .hS)(images.length, 'image');
    const what = failed.length > 0 ? `${failed.length} of ${all} failed` : all;
    return quieted((bytes) => (0,_run_summary_js__WEBPACK_IMPORTED_MODULE_2__/* .closingMarkdown */ .l)(results, bytes, plan, { run: facts.run }), `${what} in ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .durationText */ .S5)(results.ms)}`, facts);
}
/** A plan for a comment: `render` makes it of at most so many bytes. */
function planComment(render, facts) {
    return quieted(render, '', facts);
}
/** What is quietened is longer: where it no longer fits, less of it is shown. */
function quieted(render, words, { run, sha, bytes }) {
    const foot = footOf(words, run, sha);
    const room = bytes - Buffer.byteLength(foot) - 1;
    for (const share of SHARES) {
        const text = quiet(render(Math.floor(room * share)));
        if (Buffer.byteLength(text) <= room)
            return `${text}\n${foot}`;
    }
    return foot;
}
const SHARES = [1, 0.8, 0.5, 0.25, 0.1];
function footOf(text, run, sha) {
    const parts = [
        ...(text === '' ? [] : [text]),
        ...(sha === '' ? [] : [`commit ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .markdown */ .wD)(sha.slice(0, 7))}`]),
        ...(/^https?:\/\/[\w.:/@%-]+$/.test(run) ? [`[the whole run, its logs and artifacts](${run})`] : []),
    ];
    return `\n${parts.join(' · ')}\n`;
}
/**
 * `markdown` writes foreign `@` and `#` as entities, which keeps Markdown from reading them; GitHub looks for names of people
 * and numbers of issues (`#1`, `GH-1`) in the text that comes of it. A blank of no width between sign and name keeps them from being told.
 */
function quiet(text) {
    return text.replace(/&#(?:64|35);(?=\w)|\bGH&#45;(?=\d)/gi, '$&&#8203;');
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
