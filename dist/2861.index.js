export const id = 2861;
export const ids = [2861];
export const modules = {

/***/ 43232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ makeGitTags),
/* harmony export */   u: () => (/* binding */ checkGitTags)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3350);
/* harmony import */ var _ask_git_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(26217);



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
            await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_2__/* .askGit */ .gG)(directory, [...(await identity(directory)), 'tag', '--annotate', '--message', message, name, commit]);
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
    const push = (more) => (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_2__/* .runGit */ .EO)(directory, ['push', '--quiet', ...more, REMOTE, ...refs.map((ref) => `${ref}:${ref}`)], PUSH_MS);
    const first = await push(['--atomic']);
    const cannot = first.status !== 0 && /does not support --atomic/.test(first.stderr);
    const result = cannot ? await push([]) : first;
    if (result.status === 0)
        return;
    const { message, evidence } = (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_2__/* .failed */ .gz)(['push'], result);
    // The other side's reason says more than git's own last word.
    const reason = evidence.find((line) => line.includes('[remote rejected]')) ?? evidence.find((line) => line.startsWith('remote:'));
    throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(reason === undefined ? message : `git push: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)(reason, 200)}`, {
        evidence,
        remedy: `The tags are made here: "git push ${REMOTE} ${refs.map((ref) => ref.slice('refs/tags/'.length)).join(' ')}" does the rest, with the right to push (in a workflow contents: write).`,
    });
}
/** The commit a tag names here. */
async function commitOf(directory, name) {
    const { status, stdout } = await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_2__/* .runGit */ .EO)(directory, [
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
    const answer = await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_2__/* .askGit */ .gG)(directory, ['ls-remote', '--tags', REMOTE, ...names], PUSH_MS);
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
    return (await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_2__/* .runGit */ .EO)(directory, ['check-ref-format', `refs/tags/${name}`])).status === 0;
}
/** An annotated tag says who made it; runners of workflows have no name. */
async function identity(directory) {
    const known = await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_2__/* .runGit */ .EO)(directory, ['-c', 'user.useConfigOnly=true', 'var', 'GIT_COMMITTER_IDENT']);
    return known.status === 0 ? [] : ['-c', 'user.name=stack-action', '-c', 'user.email=stack-action@localhost'];
}


/***/ }),

/***/ 92861:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  planCommand: () => (/* binding */ planCommand),
  runCommand: () => (/* binding */ runCommand)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build-ts/src/changes/origin.js
var origin = __webpack_require__(93171);
// EXTERNAL MODULE: ./build-ts/src/docker/engine.js + 18 modules
var docker_engine = __webpack_require__(3622);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./build-ts/src/report/manifest.js
var manifest = __webpack_require__(60581);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: ./build-ts/src/stack/suites.js
var stack_suites = __webpack_require__(70043);
// EXTERNAL MODULE: ./build-ts/src/report/tests.js
var tests = __webpack_require__(82791);
;// CONCATENATED MODULE: ./build-ts/src/report/result-file.js




/**
 * `artifacts/<safe name>.yml`: the result of one image, for people and for scripts that read the files of UCSD's pipeline
 * (its keys come first, without the Python tag that only Python could load).
 */
function renderResultFile(result) {
    const lines = result.suites.flatMap((suite) => ((0,tests/* isFailed */.Ix)(suite) ? (suite.lines ?? []) : []));
    const evidence = result.evidence ?? (lines.length === 0 ? undefined : lines);
    return (0,dist/* stringify */.As)({
        full_image_name: result.ref,
        success: result.outcome === 'passed',
        message: result.message ?? '',
        container_details: {
            image_built: result.build?.outcome === 'passed',
            push_success: result.published.length > 0,
        },
        test_results: {
            basic_tests: verdictOf(result, 'basic'),
            integration_tests: verdictOf(result, 'integration'),
        },
        id: result.id,
        platform: result.platform,
        outcome: result.outcome,
        ...(result.failedStep === undefined ? {} : { failed_step: result.failedStep }),
        ...(evidence === undefined ? {} : { evidence: [...evidence] }),
        ...(result.remedy === undefined ? {} : { remedy: result.remedy }),
        fingerprint: result.fingerprint,
        ...(result.build === undefined ? {} : { build: { ...result.build, time: (0,shared_text/* durationText */.S5)(result.build.ms) } }),
        suites: result.suites.map(suiteEntry),
        candidates: result.candidates,
        published: result.published,
    }, { lineWidth: 0 });
}
/** UCSD's words. */
function verdictOf({ testedAs, expected, suites }, sort) {
    const late = new Set(suites.filter((suite) => suite.pushed === true).map((suite) => suite.name)).add(stack_suites/* INTEGRATION_SUITE */.Qs);
    const isSort = (name) => late.has(name) === (sort === 'integration');
    const own = suites.filter((suite) => isSort(suite.name));
    if (own.some(tests/* isFailed */.Ix))
        return `Failed ${sort} tests`;
    // Which suites passed in an earlier run is not known any more: the basic ones were among them, as every image has some.
    if (testedAs !== undefined && sort === 'basic')
        return `Passed ${sort} tests`;
    const passed = new Set(own.filter((suite) => suite.outcome === 'passed').map((suite) => suite.name));
    const asked = expected.filter(isSort);
    return asked.length > 0 && asked.every((name) => passed.has(name)) ? `Passed ${sort} tests` : 'skipped';
}
/** Without the lines that show failures, and the slowest tests: those are in results.json. What is undefined is not written. */
function suiteEntry(suite) {
    const { name, kind, on, of, outcome, ms, counts, message, failures, flaky, unexpected, files } = suite;
    return {
        ...{ name, kind, on, of, outcome, ms, time: (0,shared_text/* durationText */.S5)(ms), counts, message },
        failures: failures?.map((failure) => ({
            name: failure.name,
            file: failure.file,
            line: failure.line,
            message: failure.message,
        })),
        ...{ flaky, unexpected, files },
    };
}

// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/values.js
var values = __webpack_require__(41195);
// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var stack_refs = __webpack_require__(99072);
// EXTERNAL MODULE: ./build-ts/src/output/plan-files.js
var plan_files = __webpack_require__(33068);
// EXTERNAL MODULE: ./build-ts/src/output/report-file.js + 9 modules
var report_file = __webpack_require__(36218);
// EXTERNAL MODULE: ./build-ts/src/output/result-files.js
var result_files = __webpack_require__(28578);
;// CONCATENATED MODULE: ./build-ts/src/output/files.js











/**
 * Writes the files of a run as it goes (names fixed by design section 3): whatever ends it, what happened until then is
 * on the disk. Writes are synchronous: a log line costs microseconds, and nothing waits in memory.
 */
class Recorder {
    folders;
    commit;
    changedFiles;
    now;
    maxLogBytes;
    address;
    open = new Map();
    images = new Map();
    facts = new Map();
    results;
    /** Known once the run has begun: before that there is nothing to report. */
    plan;
    reported = false;
    /** When the lists were written last. */
    listed = 0;
    pending;
    fault;
    constructor(folders, commit, changedFiles, now, maxLogBytes = MAX_LOG_BYTES, 
    /** Address of the workflow run; '' outside of one. */
    address = '') {
        this.folders = folders;
        this.commit = commit;
        this.changedFiles = changedFiles;
        this.now = now;
        this.maxLogBytes = maxLogBytes;
        this.address = address;
        for (const folder of Object.values(folders)) {
            try {
                (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
                (0,external_node_fs_.accessSync)(folder, external_node_fs_.constants.W_OK | external_node_fs_.constants.X_OK);
            }
            catch (error) {
                throw (0,errors/* userError */.IF)(`the files of the run cannot be written to ${folder}: ${(0,errors/* messageOf */.bD)(error)}`, {
                    remedy: 'Name another folder with --out.',
                });
            }
        }
    }
    listen = (event) => {
        const { fault } = this;
        this.fault = undefined;
        if (fault !== undefined)
            throw fault;
        this.writing(() => this.handle(event));
    };
    journal = (entries) => this.writing(() => this.artifact('journal.json', (0,plan_files/* json */.Pq)(entries)));
    close() {
        clearTimeout(this.pending);
        // Of a run that something broke off there is no end to hear of.
        this.report();
        for (const { file } of this.open.values())
            (0,external_node_fs_.closeSync)(file);
        this.open.clear();
    }
    /** What the file system refuses is a failure of the run with a cause and a remedy. */
    writing(write) {
        try {
            write();
        }
        catch (error) {
            if ((0,values/* valueAt */.f)(error, ['syscall']) === undefined)
                throw error;
            const full = (0,errors/* codeOf */.$N)(error) === 'ENOSPC' || (0,errors/* codeOf */.$N)(error) === 'EDQUOT';
            throw full
                ? new errors/* WorkError */.oE(`no space left for the files of the run in ${this.folders.artifacts}`, {
                    cause: error,
                    remedy: 'Make room, or name another folder with --out.',
                })
                : new errors/* WorkError */.oE(`the files of the run cannot be written: ${(0,errors/* messageOf */.bD)(error)}`, {
                    cause: error,
                    remedy: 'Let nothing else change that folder, or name another with --out.',
                });
        }
    }
    handle(event) {
        switch (event.type) {
            case 'run-start':
                return this.start(event.plan, event.results);
            case 'step-start':
                if (LOG_NAMES.has(event.step))
                    this.fresh(event.image, event.step);
                return this.log(`${event.image} ${event.step} begins`);
            case 'line':
                return this.line(event);
            case 'suite-end': {
                const { suite } = event;
                const report = (0,external_node_path_.join)(this.folders.logs, `${this.safe(event.image)}.${suite.name}.junit.xml`);
                if (event.junit !== undefined)
                    (0,external_node_fs_.writeFileSync)(report, event.junit);
                // That of an earlier run is not this one's.
                else if (suite.outcome !== 'off')
                    (0,external_node_fs_.rmSync)(report, { force: true });
                return this.log(`${event.image} suite ${suite.name}: ${suite.outcome} in ${(0,shared_text/* durationText */.S5)(suite.ms)}${suite.message === undefined ? '' : `: ${suite.message}`}`);
            }
            case 'step-end':
                this.log(`${event.image} ${event.step} ${event.outcome} in ${(0,shared_text/* durationText */.S5)(event.ms)}${event.message === undefined ? '' : `: ${event.message}`}`);
                this.resultFile(event.image);
                return this.listsSoon();
            case 'built':
                return this.artifact(`${this.safe(event.image)}.layers.json`, (0,plan_files/* json */.Pq)(event.layers));
            case 'facts':
                return void this.facts.set(event.image, event);
            case 'image-end':
                this.resultFile(event.result.id);
                this.page(event.result.id);
                this.log(`${event.result.id} ${event.result.outcome}${event.result.message === undefined ? '' : `: ${event.result.message}`}`);
                return this.listsSoon();
            case 'pruned':
                return this.log(`${event.image} ${event.text}`);
            case 'notice':
                return this.log(`note: ${event.text}`);
            case 'run-end':
                this.log(`${event.results.outcome} in ${(0,shared_text/* durationText */.S5)(event.results.ms)}`);
                this.report();
                return this.lists();
        }
    }
    start(plan, results) {
        this.results = results;
        for (const image of plan.images)
            this.images.set(image.id, image);
        // Files of an earlier run must not be taken for this one's.
        for (const name of ['journal.json', ...result_files/* RESULT_FILES */.S, report_file/* REPORT_FILE */.U])
            (0,external_node_fs_.rmSync)((0,external_node_path_.join)(this.folders.artifacts, name), { force: true });
        for (const [name, content] of Object.entries((0,plan_files/* planFiles */.jP)(plan, this.commit, this.changedFiles)))
            this.artifact(name, content);
        this.log(`${results.command} begins: ${(0,shared_text/* counted */.hS)(plan.images.filter((image) => image.action !== 'skip').length, 'image')}`);
        this.lists();
        this.plan = plan;
    }
    /** Soon: a run of hundreds of images has thousands of events, and the lists are about all of them. */
    listsSoon() {
        const wait = this.listed + LISTS_EVERY_MS - performance.now();
        if (wait <= 0)
            this.lists();
        else
            this.pending ??= setTimeout(() => this.listsLate(), wait).unref();
    }
    /** Nobody hears what a timer throws: the next event does. */
    listsLate() {
        try {
            this.writing(() => this.lists());
        }
        catch (error) {
            this.fault = error;
        }
    }
    lists() {
        clearTimeout(this.pending);
        this.pending = undefined;
        this.listed = performance.now();
        const results = this.results;
        if (results === undefined)
            return;
        for (const [name, content] of Object.entries((0,result_files/* resultFiles */.d)(results)))
            this.artifact(name, content);
    }
    resultFile(id) {
        const result = this.results?.images.find((one) => one.id === id);
        if (result !== undefined)
            this.artifact(`${this.safe(id)}.yml`, renderResultFile(result));
    }
    /** By now names may have moved: a page that cannot be written must not make the results say anything else. */
    page(id) {
        try {
            this.manifest(id);
        }
        catch (error) {
            const file = `${this.safe(id)}.md`;
            this.results?.notices.push(`the page of ${id} could not be written to ${this.folders.manifests}/${file}: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }
    /** Written once, when all is known; like the pages, it must not make the results say anything else. */
    report() {
        if (this.reported || this.results === undefined || this.plan === undefined)
            return;
        this.reported = true;
        try {
            const facts = [...this.facts.values()].map((one) => one.facts);
            (0,report_file/* writeReport */.u)(this.folders, { results: this.results, plan: this.plan, facts, run: this.address });
        }
        catch (error) {
            this.results.notices.push(`the report could not be written to ${this.folders.artifacts}/${report_file/* REPORT_FILE */.U}: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }
    manifest(id) {
        const image = this.images.get(id);
        const result = this.results?.images.find((one) => one.id === id);
        const known = this.facts.get(id);
        // Of an image that was not here nothing new is known; a page that an earlier run wrote says more.
        if (image === undefined || result?.outcome !== 'passed' || known === undefined)
            return;
        const { facts, diff } = known;
        const page = (0,manifest/* renderManifest */.s)(facts, { published: result.published, buildMs: result.build?.ms, diff });
        (0,plan_files/* replaceFile */.fR)(this.folders.manifests, `${image.file}.json`, (0,plan_files/* json */.Pq)(facts));
        (0,plan_files/* replaceFile */.fR)(this.folders.manifests, `${image.file}.md`, page);
    }
    safe(id) {
        return this.images.get(id)?.file ?? (0,stack_refs/* safeName */.jC)(id);
    }
    logName(id, step) {
        return `${this.safe(id)}.${LOG_NAMES.get(step) ?? step}.log`;
    }
    fresh(id, step) {
        const name = this.logName(id, step);
        const log = this.open.get(name);
        if (log !== undefined)
            (0,external_node_fs_.closeSync)(log.file);
        this.openLog(name);
    }
    openLog(name) {
        const log = { file: (0,external_node_fs_.openSync)((0,external_node_path_.join)(this.folders.logs, name), 'w'), left: this.maxLogBytes };
        this.open.set(name, log);
        return log;
    }
    line(event) {
        const log = this.open.get(this.logName(event.image, event.step));
        if (log !== undefined)
            this.write(log, `${event.suite === undefined ? '' : `[${event.suite}] `}${event.text}\n`);
    }
    /** What is said without end must not fill the disk. */
    write(log, line) {
        if (log.left < 0)
            return;
        log.left -= Buffer.byteLength(line);
        (0,external_node_fs_.writeSync)(log.file, log.left < 0 ? `… more than ${(0,shared_text/* sizeText */.lP)(this.maxLogBytes)}: the rest is left out\n` : line);
    }
    log(text) {
        this.write(this.open.get('run.log') ?? this.openLog('run.log'), `${this.now().toISOString()} ${(0,shared_text/* plain */.pj)(text)}\n`);
    }
    artifact(name, content) {
        (0,plan_files/* replaceFile */.fR)(this.folders.artifacts, name, content);
    }
}
const MAX_LOG_BYTES = 256 * 1024 * 1024;
/** Steps that have a log, and what it is called: tests have the seeds' names. */
const LOG_NAMES = new Map([
    ['pull', 'pull'],
    ['build', 'build'],
    ['test', 'basic-tests'],
    ['push', 'push'],
    ['integration', 'integration-tests'],
]);
/** Who is killed loses no more than this of the lists and of results.json. */
const LISTS_EVERY_MS = 200;

// EXTERNAL MODULE: ./build-ts/src/registry/client.js + 13 modules
var client = __webpack_require__(4113);
// EXTERNAL MODULE: ./build-ts/src/registry/slots.js
var slots = __webpack_require__(81718);
// EXTERNAL MODULE: ./build-ts/src/run/durations.js
var run_durations = __webpack_require__(6520);
// EXTERNAL MODULE: ./build-ts/src/run/parallel.js
var parallel = __webpack_require__(71074);
;// CONCATENATED MODULE: ./build-ts/src/run/emulator.js

/** What the kernel says of a program for another machine, through runc and shells alike. */
const FOREIGN = /exec format error/i;
/** The same error; where a program of another platform could not run, with what to do about it. */
function withEmulator(error, platform, own) {
    const evidence = error instanceof errors/* WorkError */.oE ? error.evidence : [];
    if (platform === own || ![(0,errors/* messageOf */.bD)(error), ...evidence].some((text) => FOREIGN.test(text)))
        return error;
    return new errors/* WorkError */.oE((0,errors/* messageOf */.bD)(error), {
        evidence,
        cause: error,
        remedy: `This machine does not run ${platform}: register an emulator (in a workflow docker/setup-qemu-action), or use a runner of that platform.`,
    });
}

// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build-ts/src/contents/compare.js + 7 modules
var compare = __webpack_require__(10380);
// EXTERNAL MODULE: ./build-ts/src/contents/facts.js
var contents_facts = __webpack_require__(67905);
// EXTERNAL MODULE: ./build-ts/src/registry/described.js
var registry_described = __webpack_require__(62644);
// EXTERNAL MODULE: ./build-ts/src/registry/facts.js
var registry_facts = __webpack_require__(45876);
// EXTERNAL MODULE: ./build-ts/src/registry/http.js + 1 modules
var http = __webpack_require__(50782);
// EXTERNAL MODULE: ./build-ts/src/stack/plan.js
var stack_plan = __webpack_require__(96237);
// EXTERNAL MODULE: ./build-ts/src/run/facts.js
var run_facts = __webpack_require__(2686);
;// CONCATENATED MODULE: ./build-ts/src/run/gathering.js












/** Images at the same time: few requests each, beside everything else. */
const PARALLEL = 8;
/** Milliseconds that a run waits at its end for what only helps to read it. */
const LATE_MS = 30_000;
/** Milliseconds that names wait for what is told of what they will name. */
const BEFORE_NAMES_MS = 3000;
/** Milliseconds for what was told to stop; who does not hear of it, such as a frozen engine, is left behind. */
const STOPPING_MS = 1000;
/**
 * Gathers what is known of each image as soon as nothing more of it is under way, writes it beside the image into the
 * registries, and compares it with what was published before. Failures are notices: no image fails by what is told of it.
 */
class Gatherer {
    state;
    open;
    before = new Map();
    work = [];
    /** What is told of each image is in the registries, or will not be. */
    written = [];
    inSlot = (0,slots/* slots */.Q)(PARALLEL);
    told = new Set();
    /** Images whose facts a registry did not take, by why. */
    unwritten = new Map();
    late = new AbortController();
    isOver = false;
    signal;
    /** `steps`: those of the run, by image. */
    constructor(state, steps) {
        this.state = state;
        this.open = new Map([...steps].map(([id, own]) => [id, new Set(own)]));
        this.signal = AbortSignal.any([state.request.signal, this.late.signal]);
    }
    /** Work on an image begins: meanwhile it is asked what it will be compared with. */
    begins(image) {
        if (this.before.has(image.id) || !this.isCompared(image))
            return;
        this.before.set(image.id, this.inSlot(() => this.readBefore(image)).catch((error) => {
            this.tell(`what changed in images is not known everywhere: ${(0,errors/* messageOf */.bD)(error)}`);
            return undefined;
        }));
    }
    /** A step of an image has ended, or never will begin: then there is nothing to tell of the image. */
    ended(image, step, passed) {
        const open = this.open.get(image.id);
        if (!passed)
            this.open.delete(image.id);
        if (!passed || open?.delete(step) !== true || open.size > 0)
            return;
        const facts = this.inSlot(() => this.gather(image));
        this.written.push(facts.catch(() => undefined));
        this.work.push(facts
            .then((known) => (known === undefined ? undefined : this.inSlot(() => this.compare(image, known))))
            .catch((error) => {
            if (this.signal.aborted)
                return;
            this.tell(`what is in ${image.id} could not be gathered: ${(0,errors/* messageOf */.bD)(error)}`);
        }));
    }
    /**
     * What is told of images lies beside them: whoever finds a name finds that, too. And what the names name still is known.
     * They do not wait for it when it takes more than a few seconds, or the run is stopped.
     */
    async beforeNames() {
        const { signal } = this.state.request;
        const enough = AbortSignal.any([signal, AbortSignal.timeout(BEFORE_NAMES_MS)]);
        if (enough.aborted)
            return;
        await Promise.race([Promise.all([...this.written, ...this.before.values()]), (0,external_node_events_.once)(enough, 'abort')]);
    }
    /** Everything that was begun is done, or has taken too long. */
    async settled() {
        const timer = setTimeout(() => {
            this.late.abort(new Error('it took too long'));
            this.tell('what is in the images is not told everywhere: a registry, or the engine, took too long');
        }, LATE_MS);
        const done = new AbortController();
        await Promise.race([Promise.all(this.work), this.givenUp(done.signal)]);
        this.isOver = true;
        done.abort();
        clearTimeout(timer);
        for (const [why, [first = '', ...others]] of this.unwritten) {
            const more = others.length === 0 ? '' : ` and ${others.length} more`;
            this.tell(`what is in ${first}${more} is not in its registry: ${why}`);
        }
    }
    /** Some time after the work was told to stop. */
    async givenUp(done) {
        await new Promise((resolve) => {
            if (this.signal.aborted)
                resolve();
            else
                this.signal.addEventListener('abort', () => resolve(), { once: true, signal: done });
        });
        await (0,external_node_timers_promises_.setTimeout)(STOPPING_MS, undefined, { signal: done }).catch(() => undefined);
    }
    isCompared(image) {
        return this.state.request.against !== undefined && image.action !== 'skip' && !(0,stack_plan/* isPublished */.HF)(image);
    }
    /** Puts what is known of an image beside it. Undefined where there is nothing to tell. */
    async gather(image) {
        const { registry, steps } = this.state.request;
        const result = this.state.resultOf(image);
        if (result.outcome === 'failed' || this.signal.aborted)
            return undefined;
        this.begins(image);
        const [candidate] = result.candidates;
        const repository = candidate === undefined ? undefined : (0,stack_refs/* splitRef */.Mn)(candidate.ref).repository;
        const isPushing = steps.has('push') && candidate !== undefined && repository !== undefined;
        const known = this.state.known(image);
        // Of what was there and stays as it is nobody asks anything.
        const isNews = known.infos !== undefined || known.local !== undefined || !(0,stack_plan/* isPublished */.HF)(image);
        const manifest = isPushing && isNews
            ? await (0,registry_described/* platformManifest */.NB)(registry, repository, candidate.digest, image.platform, { signal: this.signal })
            : undefined;
        const pushed = manifest === undefined ? undefined : { digest: manifest.digest, compressed: (0,registry_described/* compressedSize */.n3)(manifest) ?? null };
        const stored = known.stored ??
            (pushed === undefined || repository === undefined || this.state.does(image, 'build')
                ? undefined
                : await this.quietly(() => (0,registry_facts/* readFacts */.MH)(registry, repository, pushed.digest, { signal: this.signal })));
        const facts = await (0,run_facts/* factsOf */.xS)(this.state, image, { pushed, stored });
        if (facts === undefined)
            return undefined;
        const fitting = (0,contents_facts/* fittingFacts */.XE)(facts);
        const isStored = stored !== undefined && JSON.stringify((0,contents_facts/* fittingFacts */.XE)(stored)) === JSON.stringify(fitting);
        if (isPushing && !isStored)
            await this.put(image, fitting);
        return facts;
    }
    async compare(image, facts) {
        const { emit, signal } = this.state.request;
        const diff = await this.diff(image, facts);
        // Nobody waits any more: what was told of the run stays as it is.
        if (signal.aborted || this.isOver)
            return;
        if (diff !== undefined)
            this.state.resultOf(image).diff = diff;
        const own = diff === undefined ? {} : { diff };
        emit({ type: 'facts', image: image.id, facts: (0,contents_facts/* fittingFacts */.XE)(facts), ...own });
    }
    async put(image, facts) {
        const { registry } = this.state.request;
        const repositories = new Set(this.state.resultOf(image).candidates.map(({ ref }) => (0,stack_refs/* splitRef */.Mn)(ref).repository));
        await Promise.all([...repositories].map(async (repository) => {
            try {
                await (0,registry_facts/* putFacts */.bL)(registry, repository, facts, this.signal);
            }
            catch (error) {
                if (this.state.request.signal.aborted)
                    return;
                const why = (0,errors/* messageOf */.bD)(error);
                if (error instanceof registry_facts/* NoFacts */.Tn)
                    this.tell(`a registry does not keep what is in images: "diff" and later runs will not know it (${why})`, 'no facts');
                else
                    this.unwritten.set(why, [...(this.unwritten.get(why) ?? []), image.id]);
            }
        }));
    }
    async readBefore(image) {
        const { registry, against } = this.state.request;
        for (const ref of against?.(image) ?? []) {
            const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(ref);
            const asked = { signal: this.signal, patience: http/* BRIEF */.V1 };
            const manifest = await (0,registry_described/* platformManifest */.NB)(registry, repository, tag, image.platform, asked);
            if (manifest === undefined)
                continue;
            const facts = await this.quietly(() => (0,registry_facts/* readFacts */.MH)(registry, repository, manifest.digest, asked));
            return { ref, digest: manifest.digest, facts };
        }
        return undefined;
    }
    async diff(image, after) {
        const before = await this.before.get(image.id);
        if (before === undefined || before.digest === after.digest)
            return undefined;
        const { ref, digest } = before;
        const [old, now] = before.facts === undefined ? await this.bare(image, before, after) : [before.facts, after];
        if (old === undefined || now === undefined)
            return undefined;
        const diff = (0,compare/* diffFacts */.zR)({ ...old, ref, digest }, now, compare/* MOST_ENTRIES */.V0);
        return (0,compare/* isEmptyDiff */.$7)(diff) ? undefined : diff;
    }
    /** Both as manifest and configuration tell of them, where there are no facts of one. */
    async bare(image, { ref, digest }, after) {
        const { registry } = this.state.request;
        const { repository } = (0,stack_refs/* splitRef */.Mn)(ref);
        const read = async (one) => {
            const manifest = await (0,registry_described/* platformManifest */.NB)(registry, repository, one, image.platform, { signal: this.signal });
            const described = manifest === undefined ? undefined : await (0,registry_described/* describe */.q0)(registry, repository, manifest, this.signal);
            return described === undefined ? undefined : (0,run_facts/* bareFacts */.WU)(image, ref, described);
        };
        if (after.digest === null)
            return [undefined, undefined];
        const [old, now] = await Promise.all([digest, after.digest].map((one) => this.quietly(() => read(one))));
        return [old, now];
    }
    /** What is no facts, or cannot be read, is not known. */
    async quietly(read) {
        try {
            return await read();
        }
        catch (error) {
            if (!this.signal.aborted)
                this.tell((0,errors/* messageOf */.bD)(error));
            return undefined;
        }
    }
    /** One word about what concerns all images is enough. */
    tell(text, about = text) {
        if (this.told.has(about) || this.state.request.signal.aborted)
            return;
        this.told.add(about);
        this.state.notice(text);
    }
}

;// CONCATENATED MODULE: ./build-ts/src/run/reclaimable.js
/**
 * Ids of the images that may be removed now: nothing of their own is left to do, whatever became of it, every child is
 * built (or never will be), and the same holds for whatever shares a name with them.
 */
function reclaimable({ images, open, removed, goesOn }) {
    if (goesOn)
        return [];
    const needed = new Set();
    for (const { id, parents } of images) {
        const steps = open.get(id);
        if (steps === undefined || steps.size === 0)
            continue;
        needed.add(id);
        if (steps.has('build'))
            for (const parent of parents)
                needed.add(parent);
    }
    const neededNames = new Set(images.filter((image) => needed.has(image.id) || !image.prune).flatMap(({ names }) => names));
    return images
        .filter(({ id, prune, built }) => prune && built && !removed.has(id) && !needed.has(id))
        .filter(({ names }) => !names.some((name) => neededNames.has(name)))
        .map(({ id }) => id);
}

;// CONCATENATED MODULE: ./build-ts/src/run/prune.js


/** Removes images that the spec wants gone (`prune: true`) as soon as nothing of the run needs them any more. */
class Pruner {
    state;
    open;
    removed = new Set();
    removing = [];
    wanted;
    /** `steps`: those of the run, by image. */
    constructor(state, steps) {
        this.state = state;
        this.open = new Map([...steps].map(([id, own]) => [id, new Set(own)]));
        this.wanted = state.request.plan.images.some((image) => state.specOf(image)?.prune === true);
    }
    /** A step of an image has ended, or never will begin. */
    ended(image, step) {
        this.open.get(image.id)?.delete(step);
        const { plan, command, signal, builder } = this.state.request;
        if (!this.wanted || signal.aborted || builder.keeps !== 'engine')
            return;
        const images = plan.images.map((one) => this.prunable(one));
        // A later command goes on with what this one has made.
        const goesOn = command === 'build' || command === 'test';
        for (const id of reclaimable({ images, open: this.open, removed: this.removed, goesOn })) {
            this.removed.add(id);
            this.removing.push(this.remove(id));
        }
    }
    /** Everything that was begun is done. */
    async settled() {
        await Promise.all(this.removing);
    }
    prunable(image) {
        return {
            id: image.id,
            parents: image.parents,
            prune: this.state.specOf(image)?.prune === true,
            built: this.state.resultOf(image).build?.imageId !== undefined && this.state.does(image, 'build'),
            names: [...image.localRefs, ...image.candidates],
        };
    }
    async remove(id) {
        const image = this.state.byIdOf(id);
        if (image === undefined)
            return;
        const { engine, emit } = this.state.request;
        const { build } = this.state.resultOf(image);
        if (build?.imageId === undefined)
            return;
        const { gone, kept } = await engine.removeBuilt({
            id: build.imageId,
            names: [...image.localRefs, ...image.candidates],
        });
        if (kept !== undefined)
            this.state.notice(`${id} stays in the engine: ${kept}`);
        else if (gone)
            emit({
                type: 'pruned',
                image: id,
                text: `removed from the engine (${(0,shared_text/* sizeText */.lP)(build.size ?? 0)} with what it shares)`,
            });
    }
}

// EXTERNAL MODULE: ./build-ts/src/registry/config.js
var config = __webpack_require__(561);
// EXTERNAL MODULE: ./build-ts/src/registry/digest.js
var registry_digest = __webpack_require__(64143);
// EXTERNAL MODULE: ./build-ts/src/registry/json.js
var json = __webpack_require__(46317);
;// CONCATENATED MODULE: ./build-ts/src/registry/join.js





const INDEX = 'application/vnd.oci.image.index.v1+json';
/** https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
const ATTESTATION = 'vnd.docker.reference.type';
/**
 * One OCI index of images for several platforms: the same parts make the same bytes, in whatever order they come. From
 * indexes their entries are taken over, with attestations. Throws a WorkError for a part that is not one image for its
 * platform, and for platforms that come twice.
 */
function joinIndex(parts) {
    const ordered = parts.toSorted((a, b) => (a.platform < b.platform ? -1 : a.platform > b.platform ? 1 : 0));
    ordered.forEach(({ platform }, at) => {
        if (platform === ordered[at + 1]?.platform)
            throw new errors/* WorkError */.oE(`there are two images for ${platform}`);
    });
    const entries = ordered.map(entriesOf);
    // Images first: clients that know no attestations take what they find at first.
    const manifests = [...entries.map(({ image }) => image), ...entries.flatMap(({ attestations }) => attestations)];
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }));
    return { bytes, mediaType: INDEX, digest: (0,registry_digest/* digestOf */.o)(bytes) };
}
/** Platforms of an index's images in its order, `linux/arm/v7`. Throws a WorkError when it is not JSON. */
function platformsOf(index) {
    return manifestsOf(parseJson(index, 'an index'))
        .filter((entry) => !isAttestation(entry))
        .flatMap((entry) => platformText(entry) ?? []);
}
function entriesOf({ manifest, platform }) {
    const { mediaType, digest, bytes } = manifest;
    if ((0,config/* isImage */.wu)(mediaType)) {
        const image = { mediaType: (0,config/* essence */.Pf)(mediaType), digest, size: bytes.length, platform: platformObject(platform) };
        return { image, attestations: [] };
    }
    if (!(0,config/* isIndex */.nw)(mediaType))
        throw new errors/* WorkError */.oE(`${digest} for ${platform} is not an image but ${mediaType}`);
    const entries = manifestsOf((0,json/* parseJson */.q)(bytes, digest));
    const attestations = entries.filter(isAttestation);
    const [image, another] = entries.filter((entry) => !isAttestation(entry));
    if (image === undefined || another !== undefined || !isEntryOfImage(image))
        throw new errors/* WorkError */.oE(`${digest} for ${platform} is not an index of one image`);
    const found = platformText(image);
    if (found !== undefined && !isSame(found, platform))
        throw new errors/* WorkError */.oE(`${digest} is for ${found}, not for ${platform}`);
    return { image: { ...image, platform: image['platform'] ?? platformObject(platform) }, attestations };
}
function manifestsOf(index) {
    const entries = (0,values/* valueAt */.f)(index, ['manifests']);
    return Array.isArray(entries) ? entries.filter(isObject) : [];
}
function isObject(value) {
    return typeof value === 'object' && value !== null;
}
function isAttestation(entry) {
    return (0,values/* valueAt */.f)(entry, ['annotations', ATTESTATION]) !== undefined;
}
function isEntryOfImage({ mediaType, digest, size }) {
    return typeof mediaType === 'string' && (0,config/* isImage */.wu)(mediaType) && (0,registry_digest/* isDigest */.B)(digest) && Number.isSafeInteger(size);
}
function platformObject(platform) {
    const [os, architecture, variant] = platform.split('/');
    return { os, architecture, ...(variant === undefined ? {} : { variant }) };
}
function platformText(entry) {
    const parts = ['os', 'architecture', 'variant'].map((key) => (0,values/* valueAt */.f)(entry, ['platform', key]));
    const [os, architecture] = parts;
    if (typeof os !== 'string' || typeof architecture !== 'string' || os === 'unknown')
        return undefined;
    return parts.filter((part) => typeof part === 'string' && part !== '').join('/');
}
/** A variant that only one side names is the usual one: arm64 is arm64/v8. */
function isSame(one, other) {
    return one === other || `${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`);
}

// EXTERNAL MODULE: ./build-ts/src/registry/journal.js + 1 modules
var journal = __webpack_require__(59536);
// EXTERNAL MODULE: ./build-ts/src/run/moves.js + 2 modules
var moves = __webpack_require__(21962);
// EXTERNAL MODULE: ./build-ts/src/run/publish.js
var publish = __webpack_require__(33078);
;// CONCATENATED MODULE: ./build-ts/src/run/publishing.js







/**
 * Moves the names of the images that are green, or of none when the policy is `all` and one is not; `before`: what names
 * that will move wait for.
 */
async function publishImages(state, planned, before) {
    const { registry, now, recordJournal, publish: policy } = state.request;
    const isGreen = (image) => state.resultOf(image).outcome === 'passed';
    const groups = groupsOf(state.request.plan.images, planned);
    const green = groups.filter((group) => group.planned.every(isGreen));
    const bad = planned.filter((image) => !isGreen(image));
    if (policy === 'none' || green.length === 0 || (policy === 'all' && bad.length > 0)) {
        state.results.unpublished =
            policy === 'none'
                ? 'no names were to move: the candidates are in the registry under their fingerprints'
                : `not every image is green: ${bad.map((image) => image.id).join(', ')}`;
        return;
    }
    const moves = [];
    for (const group of green) {
        if (tellPublished(state, group))
            continue;
        try {
            moves.push(...(await movesOf(state, group)));
        }
        catch (error) {
            const message = `it could not be published: ${(0,errors/* messageOf */.bD)(error)}`;
            state.results.unpublished = message;
            for (const image of group.planned)
                state.fail(image, 'publish', 'failed', message, error);
            return;
        }
    }
    if (moves.length > 0)
        await before();
    if (state.request.signal.aborted) {
        state.results.unpublished = state.interruption();
        return;
    }
    const { moved, failure, journal } = await (0,publish/* publish */.mk)(registry, moves, now, recordJournal);
    const byFirst = new Map(green.map((group) => [group.planned[0]?.id, group.planned]));
    for (const { image, ref, digest } of moved)
        for (const one of byFirst.get(image) ?? [])
            state.resultOf(one).published.push({ ref, digest });
    const names = new Set(moved.map(({ ref }) => ref));
    await keepJournal(state, journal.filter((entry) => names.has(entry.ref) && entry.old !== entry.new), new Map(green.map((group) => [group.planned[0]?.id, suitesOf(state, group)])));
    if (failure === undefined)
        return;
    const message = `${failure.ref} could not be published: ${(0,errors/* messageOf */.bD)(failure.error)}`;
    state.results.unpublished = message;
    for (const line of failure.left)
        state.notice(line);
    for (const image of byFirst.get(failure.image) ?? [])
        state.fail(image, 'publish', 'failed', message, failure.error);
}
/** Requests at the same time. */
const publishing_PARALLEL = 16;
/** Milliseconds for all journals together: the names have moved, and nobody is to wait for what only helps later. */
const JOURNAL_MS = 60_000;
/** Writes into the registries what was published, for those who move or go back later. That it cannot be is only told. */
async function keepJournal(state, entries, suites) {
    const { registry, now, operation } = state.request;
    const [first] = entries;
    if (first === undefined)
        return;
    const id = (0,moves/* operationId */.Bb)(now());
    const records = new Map();
    for (const { image, ref, old, new: digest, at } of entries) {
        const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(ref);
        const record = {
            ...{ operation: id, kind: 'publish', state: 'done', tag, old, new: digest, at, ...operation },
            suites: suites.get(image),
        };
        records.set(repository, [...(records.get(repository) ?? []), record]);
    }
    const signal = AbortSignal.any([state.request.signal, AbortSignal.timeout(JOURNAL_MS)]);
    const failures = [];
    const append = async ([repository, own]) => {
        try {
            await (0,journal/* appendJournal */.aM)(registry, repository, own, { signal });
        }
        catch (error) {
            failures.push({ repository, error });
        }
    };
    await (0,publish/* forAll */.Lw)([...records], append, publishing_PARALLEL);
    const [worst, ...others] = failures;
    if (worst === undefined)
        return;
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    state.notice(worst.error instanceof journal/* NoJournal */.F8
        ? `no journal in this registry: what was published before stays unknown to "rollback" (${(0,errors/* messageOf */.bD)(worst.error)})`
        : `the journal of ${worst.repository}${more} does not say what was published: ${(0,errors/* messageOf */.bD)(worst.error)}`);
}
/** Suites that passed on every platform of an image, in this run or before it. */
function suitesOf(state, { images }) {
    const passedOn = (image) => {
        const { suites } = state.resultOf(image);
        if (suites.length === 0 && image.passed)
            return image.suites.filter(({ off }) => off === undefined).map(({ name }) => name);
        return suites.filter(({ outcome }) => outcome === 'passed').map(({ name }) => name);
    };
    const [first = [], ...others] = images.map(passedOn);
    return first.filter((name) => others.every((names) => names.includes(name)));
}
/** What all names name already, as the plan knows, is published without a word to the registry. */
function tellPublished(state, { images, planned }) {
    const [image] = planned;
    if (image === undefined || images.length > 1 || !(0,stack_plan/* isPublished */.HF)(image))
        return false;
    for (const ref of image.refs) {
        const known = image.found.find((one) => (0,stack_refs/* splitRef */.Mn)(one.ref).repository === (0,stack_refs/* splitRef */.Mn)(ref).repository);
        if (known !== undefined)
            state.resultOf(image).published.push({ ref, digest: known.digest });
    }
    return true;
}
function groupsOf(images, planned) {
    const keyOf = ({ name, variant }) => `${name}@${variant}`;
    const groups = new Map();
    for (const image of planned)
        groups.set(keyOf(image), { images: [], planned: [] });
    for (const image of images)
        groups.get(keyOf(image))?.images.push(image);
    for (const image of planned)
        groups.get(keyOf(image))?.planned.push(image);
    return [...groups.values()];
}
async function movesOf(state, group) {
    const [first] = group.planned;
    if (first === undefined)
        return [];
    const moves = [];
    const digests = new Map();
    for (const ref of first.refs) {
        const { repository } = (0,stack_refs/* splitRef */.Mn)(ref);
        if (!digests.has(repository))
            digests.set(repository, await digestIn(state, group, repository));
        const digest = digests.get(repository);
        if (digest !== undefined)
            moves.push({ image: first.id, ref, digest });
    }
    return moves;
}
/** What names in a repository are to name: the candidate, or the candidates of all platforms as one. */
async function digestIn(state, { images }, repository) {
    const { registry } = state.request;
    const candidateOf = (image) => [...state.resultOf(image).candidates, ...image.found].find((one) => (0,stack_refs/* splitRef */.Mn)(one.ref).repository === repository)
        ?.digest;
    const [first] = images;
    const index = first?.index.find((ref) => (0,stack_refs/* splitRef */.Mn)(ref).repository === repository);
    if (first === undefined || index === undefined)
        return first === undefined ? undefined : candidateOf(first);
    const parts = await Promise.all(images.map(async (image) => {
        const digest = candidateOf(image);
        const manifest = digest === undefined ? undefined : await registry.manifest(repository, digest);
        if (manifest === undefined)
            throw new errors/* WorkError */.oE(`${repository} does not have ${image.name} for ${image.platform}`, {
                remedy: 'Build it for all its platforms: in this run, or before it in another one.',
            });
        return { manifest, platform: image.platform };
    }));
    const joined = joinIndex(parts);
    await registry.put(repository, (0,stack_refs/* splitRef */.Mn)(index).tag, joined);
    return joined.digest;
}

// EXTERNAL MODULE: ./build-ts/src/run/results.js
var results = __webpack_require__(76139);
;// CONCATENATED MODULE: ./build-ts/src/run/heap.js
/** Gives back first what comes before all others; adding and taking cost the logarithm of what it holds. */
class Heap {
    isBefore;
    items = [];
    constructor(isBefore) {
        this.isBefore = isBefore;
    }
    push(item) {
        const { items } = this;
        let at = items.length;
        while (at > 0) {
            const above = (at - 1) >> 1;
            const parent = items[above];
            if (!this.isBefore(item, parent))
                break;
            items[at] = parent;
            at = above;
        }
        items[at] = item;
    }
    /** Undefined when it is empty. */
    pop() {
        const { items } = this;
        const [first] = items;
        const last = items.pop();
        if (items.length === 0 || last === undefined)
            return first;
        let at = 0;
        for (;;) {
            const [left, right] = [2 * at + 1, 2 * at + 2];
            if (left >= items.length)
                break;
            const below = right < items.length && this.isBefore(items[right], items[left]) ? right : left;
            if (!this.isBefore(items[below], last))
                break;
            items[at] = items[below];
            at = below;
        }
        items[at] = last;
        return first;
    }
}

;// CONCATENATED MODULE: ./build-ts/src/run/task-graph.js
/** Tasks with those that wait for them. Throws where they name what is not among them, or wait for each other: errors of ours. */
function linked(tasks) {
    const nodes = tasks.map((task, index) => ({ task, index, neededBy: [], stops: [], remainingMs: 0 }));
    const byId = new Map(nodes.map((node) => [node.task.id, node]));
    if (byId.size < nodes.length)
        throw new Error('two tasks have one id');
    for (const node of nodes) {
        const { id, needs, unless = [] } = node.task;
        const find = (name) => {
            const found = byId.get(name);
            if (found === undefined)
                throw new Error(`${id} waits for ${name}, which is no task`);
            return found;
        };
        for (const need of needs) {
            find(need).neededBy.push(node);
            find(need).stops.push(node);
        }
        for (const other of unless)
            find(other).stops.push(node);
    }
    for (const node of lastFirst(nodes)) {
        let longest = 0;
        for (const child of node.neededBy)
            longest = Math.max(longest, child.remainingMs);
        node.remainingMs = (node.task.expectedMs ?? 0) + longest;
    }
    return nodes;
}
/** The longest chain of expected times, in milliseconds: no run of these tasks is faster, however much goes on at once. */
function criticalPathMs(tasks) {
    let longest = 0;
    for (const { remainingMs } of linked(tasks))
        longest = Math.max(longest, remainingMs);
    return longest;
}
/** Every task after all those that need it. */
function lastFirst(nodes) {
    const missing = nodes.map(({ task }) => task.needs.length);
    const order = nodes.filter(({ task }) => task.needs.length === 0);
    // It grows as it is walked.
    for (const { neededBy } of order) {
        for (const child of neededBy) {
            const left = (missing[child.index] ?? 0) - 1;
            missing[child.index] = left;
            if (left === 0)
                order.push(child);
        }
    }
    if (order.length < nodes.length) {
        const rest = nodes.filter(({ index }) => (missing[index] ?? 0) > 0).map(({ task }) => task.id);
        throw new Error(`tasks wait for each other: ${rest.slice(0, 10).join(', ')}`);
    }
    return order.reverse();
}

;// CONCATENATED MODULE: ./build-ts/src/run/scheduler.js





/** Why a task is stopped: another one failed. */
class Cancelled extends Error {
    because;
    name = 'Cancelled';
    /** `because`: the id of the task that failed. */
    constructor(because) {
        super(`stopped, because "${because}" failed`);
        this.because = because;
    }
}
/** Why a task is stopped: it took longer than it may. */
class TimedOut extends errors/* WorkError */.oE {
    ms;
    constructor(ms, remedy = 'Allow it more time, or see in its log what it waited for.') {
        super(`took longer than ${(0,shared_text/* durationText */.S5)(ms)} and was stopped`, { remedy });
        this.ms = ms;
    }
}
/**
 * So long a task may take to stop; one that does not (its engine is gone) must not keep the run from its end. Less than
 * the front doors wait (entry/stop.ts): the results are to be written before they give up.
 */
const ABORT_GRACE_MS = 20_000;
/** Timers take no more; beyond it they fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;
/**
 * Runs tasks as soon as what they need has passed. Where more of a lane are ready than it has room for, the one with the
 * longest remaining path is first, then the given order. A failure cancels what needs it, directly or not, and nothing
 * else (but see `unless` and `failFast`). After an abort no task starts; the running ones get it through their signals
 * and are waited for, for a while. Every task ends in exactly one state; the cost is about (tasks + edges) × log tasks.
 */
function schedule(tasks, options) {
    const { limits, signal, failFast = false, onCancelled, onLost } = options;
    const nodes = linked(tasks);
    const missing = nodes.map(({ task }) => task.needs.length);
    const states = new Map();
    const running = new Map();
    const lanes = new Map();
    const laneOf = ({ task: { lane } }) => {
        const known = lanes.get(lane) ?? { limit: Math.max(1, limits[lane] ?? 1), busy: 0, ready: new Heap(isBefore) };
        lanes.set(lane, known);
        return known;
    };
    return new Promise((resolve, reject) => {
        /** What a listener throws ends the run; it must not leave it without an end. */
        const guarded = (work) => () => {
            try {
                work();
            }
            catch (error) {
                reject(error instanceof Error ? error : new Error((0,errors/* messageOf */.bD)(error)));
            }
        };
        const start = (node) => {
            const { timeoutMs, timeoutRemedy, run } = node.task;
            const one = { controller: new AbortController() };
            laneOf(node).busy++;
            running.set(node, one);
            if (timeoutMs !== undefined) {
                const reason = () => new TimedOut(timeoutMs, timeoutRemedy);
                one.timeout = setTimeout(guarded(() => stop(node, reason())), Math.min(timeoutMs, MAX_TIMER_MS));
            }
            // What is thrown at once is a failure as well.
            const done = (async () => run(one.controller.signal))();
            done.then(guarded(() => settle(node, true)), guarded(() => settle(node, false)));
        };
        /** Tells a running task to end, once. */
        const stop = (node, reason) => {
            const one = running.get(node);
            if (one === undefined || one.controller.signal.aborted)
                return;
            one.grace = setTimeout(guarded(() => {
                onLost?.(node.task.id, reason);
                settle(node, false);
            }), ABORT_GRACE_MS);
            one.controller.abort(reason);
        };
        const settle = (node, passed) => {
            const one = running.get(node);
            if (one === undefined)
                return; // Lost before.
            running.delete(node);
            clearTimeout(one.timeout);
            clearTimeout(one.grace);
            laneOf(node).busy--;
            const { id } = node.task;
            const { aborted, reason } = one.controller.signal;
            if (passed) {
                states.set(id, 'passed');
                for (const child of node.neededBy)
                    release(child);
            }
            else if (aborted && !(reason instanceof TimedOut)) {
                const because = reason instanceof Cancelled ? reason.because : undefined;
                cancel(node, because);
                if (because !== undefined)
                    stopDescendants(node, because);
            }
            else {
                states.set(id, 'failed');
                if (failFast)
                    stopAll(id, new Cancelled(id));
                else
                    stopDescendants(node, id);
            }
            advance();
        };
        /** One of the tasks that it needs has passed. */
        const release = (node) => {
            const left = (missing[node.index] ?? 0) - 1;
            missing[node.index] = left;
            if (left === 0 && !states.has(node.task.id))
                laneOf(node).ready.push(node);
        };
        const cancel = (node, because) => {
            states.set(node.task.id, 'cancelled');
            onCancelled(node.task.id, because);
        };
        const stopDescendants = (from, because) => {
            const stopped = [from];
            // It grows as it is walked: a chain of thousands must not be a stack of calls.
            for (const { stops } of stopped) {
                for (const node of stops) {
                    if (states.has(node.task.id))
                        continue;
                    if (running.has(node)) {
                        stop(node, new Cancelled(because));
                        continue;
                    }
                    cancel(node, because);
                    stopped.push(node);
                }
            }
        };
        const stopAll = (because, reason) => {
            for (const node of nodes)
                if (!states.has(node.task.id) && !running.has(node))
                    cancel(node, because);
            for (const node of [...running.keys()])
                stop(node, reason);
        };
        const advance = () => {
            for (const lane of lanes.values()) {
                while (lane.busy < lane.limit) {
                    const node = lane.ready.pop();
                    if (node === undefined)
                        break;
                    // What was ready may have been cancelled since.
                    if (!states.has(node.task.id))
                        start(node);
                }
            }
            if (states.size < nodes.length)
                return;
            signal.removeEventListener('abort', onAbort);
            resolve(states);
        };
        const onAbort = guarded(() => {
            stopAll(undefined, signal.reason);
            advance();
        });
        signal.addEventListener('abort', onAbort);
        if (signal.aborted) {
            onAbort();
            return;
        }
        for (const node of nodes)
            if (node.task.needs.length === 0)
                laneOf(node).ready.push(node);
        guarded(advance)();
    });
}
function isBefore(one, other) {
    return one.remainingMs > other.remainingMs || (one.remainingMs === other.remainingMs && one.index < other.index);
}

// EXTERNAL MODULE: ./build-ts/src/run/suites/ssh-defaults.js
var ssh_defaults = __webpack_require__(10264);
// EXTERNAL MODULE: ./build-ts/src/run/suites/veil.js
var veil = __webpack_require__(64051);
;// CONCATENATED MODULE: ./build-ts/src/run/state.js







/** Messages and evidence are for reading, and go into results.json and the summary; the logs have everything. */
const MAX_MESSAGE = 2000;
const MAX_EVIDENCE = 40;
const MAX_LINE = 500;
/** What a run knows while it goes on, and what all its steps need. */
class RunState {
    request;
    start;
    results;
    byId;
    planned;
    blocked = new Set();
    veil;
    builtOn;
    alone = (0,slots/* slots */.Q)(1);
    /** Ids in the engine. */
    ids = new Map();
    contents = new Map();
    constructor(request, start) {
        this.request = request;
        this.start = start;
        const { plan, command, engine, previous, settled, steps } = request;
        const pushes = steps.has('push');
        this.results = (0,results/* emptyResults */.wL)({ plan, command, engine: engine.version, startedAt: start, previous, settled, pushes });
        this.byId = new Map(this.results.images.map((image) => [image.id, image]));
        const passed = plan.images.flatMap(({ suites }) => suites.flatMap(({ settings }) => settings.passEnv ?? []));
        const given = [...new Set(passed)].map((name) => request.suites.machine.env[name] ?? '');
        // Lines long enough not to be part of other words.
        const lines = [...[...request.options.secrets.values()].map((value) => value.toString('utf8')), ...given]
            .flatMap((value) => value.split(/\r?\n/))
            .filter((line) => line.trim().length >= 4);
        this.veil = (0,veil/* veilOf */.W)([...lines, ...(0,ssh_defaults/* sshSecrets */.E)(request.suites.ssh ?? ssh_defaults/* NO_SSH */.R)]);
        this.planned = new Map(plan.images.map((image) => [image.id, image]));
    }
    resultOf({ id }) {
        const result = this.byId.get(id);
        if (result === undefined)
            throw new Error(`${id} is not in the plan`);
        return result;
    }
    byIdOf(id) {
        return this.planned.get(id);
    }
    /** The image as the spec has it. */
    specOf({ name }) {
        return this.request.stack.images.get(name);
    }
    parentsOf(image) {
        return image.parents.flatMap((id) => this.planned.get(id) ?? []);
    }
    /** Whether an image is built on another one, directly or not. */
    isBelow(id, image) {
        const seen = new Set(image.parents);
        // It grows as it is walked.
        for (const parent of seen)
            for (const above of this.planned.get(parent)?.parents ?? [])
                seen.add(above);
        return seen.has(id);
    }
    /** Whether a step is one of this run's for the image. */
    does(image, step) {
        const { steps } = this.request;
        if (this.isSettled(image))
            return false;
        switch (step) {
            case 'pull':
                return !this.isBuilt(image) && this.isPulled(image);
            case 'build':
                return this.isBuilt(image);
            case 'test':
                return image.test && steps.has('test');
            case 'push':
                return image.action !== 'skip' && steps.has('push');
            case 'integration':
                return image.test && this.testsPushed(image);
            case 'info':
                return image.action !== 'skip' && steps.has('info') && (image.action === 'build' || this.isPulled(image));
            case 'publish':
                return false;
        }
    }
    /** It has suites that need the pushed image, and they are this run's. */
    testsPushed({ suites }) {
        const { steps, command } = this.request;
        const isPart = steps.has('push') && (steps.has('test') || command === 'push');
        return isPart && suites.some((suite) => suite.pushed && suite.off === undefined);
    }
    /** Suites that want to be alone wait for each other, whatever image they are about. */
    inTurn({ settings }, work) {
        return settings.alone === true ? this.alone(work) : work();
    }
    /** Why a suite does not run in this run. */
    whyOff(suite) {
        if (suite.off !== undefined)
            return suite.off;
        return suite.pushed && !this.request.steps.has('push')
            ? 'it tests what was pushed, and nothing is pushed here'
            : undefined;
    }
    /** Another job has failed with it, or with what it is built on: there is nothing to do but to say so. */
    isSettled({ id }) {
        return this.blocked.has(id) || (0,results/* isLost */.JD)(this.request.settled.get(id));
    }
    /** Ids of the images that something is built on in this run; made when it is known what is not built after all. */
    builtOnIds() {
        const { images } = this.request.plan;
        return (this.builtOn ??= new Set(images.filter((image) => image.action === 'build' && !this.isSettled(image)).flatMap(({ parents }) => parents)));
    }
    /** Nothing can be done with an image, because of what it is built on. */
    block({ id }, message) {
        this.blocked.add(id);
        this.resultOf({ id }).message ??= message;
    }
    isBuilt({ action }) {
        return action === 'build' && this.request.steps.has('build');
    }
    /** What is not built here and yet needed here: as a parent, or to be tested. */
    isPulled(image) {
        const { steps, command, builder } = this.request;
        const isParent = steps.has('build') && this.builtOnIds().has(image.id) && builder.keeps === 'engine';
        if (image.action === 'skip')
            return isParent;
        // What was built elsewhere is in the registry; what was built on this engine need not be brought.
        const isTested = image.test && steps.has('test') && (image.action !== 'build' || image.found.length > 0);
        return isParent || isTested || (command === 'build' && image.action === 'reuse');
    }
    /** The digest of an image in a registry, as far as it is known in this run. */
    inRegistry(image) {
        return this.resultOf(image).candidates[0] ?? image.found[0];
    }
    /** The id of an image in the engine; brings it from the registry where it is only there. By id: names may move under our hands. */
    imageId(image, step, signal) {
        const known = this.ids.get(image.id);
        if (known !== undefined)
            return known;
        const found = this.find(image, step, signal);
        this.ids.set(image.id, found);
        found.catch(() => this.ids.delete(image.id));
        return found;
    }
    /** The id of an image that has been asked for; nothing is brought for that. */
    async knownId(image) {
        return this.ids.get(image.id)?.catch(() => undefined);
    }
    /** What the steps of an image have found out about it. */
    known({ id }) {
        return this.contents.get(id) ?? {};
    }
    learn({ id }, more) {
        this.contents.set(id, { ...this.contents.get(id), ...more });
    }
    async find(image, step, signal) {
        const built = this.isBuilt(image) ? this.resultOf(image).build?.imageId : undefined;
        if (built !== undefined)
            return built;
        const known = this.inRegistry(image);
        if (known !== undefined)
            return (await this.bring(image, known, step, signal)).id;
        const ref = image.localRefs[0] ?? image.ref;
        const local = await this.request.engine.inspect(ref);
        if (local === undefined)
            throw new errors/* WorkError */.oE(`${ref} is not in the engine any more`);
        return local.id;
    }
    /** Brings an image into the engine, under the names that its children build on. */
    async bring(image, known, step, signal) {
        const { engine, credentialsFor } = this.request;
        const { repository } = (0,stack_refs/* splitRef */.Mn)(known.ref);
        const exact = `${repository}@${known.digest}`;
        let local = await engine.inspect(exact);
        if (local === undefined) {
            const tell = (text) => this.line(image, step, text);
            tell(`pulling ${exact}`);
            const login = await credentialsFor((0,stack_refs/* parseRepository */.SU)(repository)?.host ?? stack_refs/* DEFAULT_HOST */.HX);
            await engine.pull(repository, known.digest, login, tell, signal);
            local = await engine.inspect(exact);
        }
        if (local === undefined)
            throw new errors/* WorkError */.oE(`the engine pulled ${exact} and does not have it`);
        for (const ref of image.localRefs)
            await engine.tag(local.id, ref);
        return local;
    }
    line(image, step, text, suite) {
        this.request.emit({
            type: 'line',
            image: image.id,
            step,
            text: this.veiled(text),
            ...(suite === undefined ? {} : { suite }),
        });
    }
    /** What prints a secret must not put it into logs that everybody downloads. */
    veiled(text) {
        return this.veil.text(text);
    }
    /** A suite's result and report without secrets: both are kept, shown and uploaded. */
    veiledRun(run) {
        return this.veil.run(run);
    }
    notice(text) {
        this.results.notices.push(text);
        this.request.emit({ type: 'notice', text });
    }
    /** Keeps when a step went on, which ends now and began at `began` (ms since 1970); how long it took. */
    timed(image, step, outcome, began) {
        const ms = Math.max(this.request.now().getTime() - began, 0);
        const result = this.resultOf(image);
        const known = (result.steps ??= []);
        // One that was given up, and ends after all, has its time.
        if (known.some((one) => one.step === step))
            return ms;
        known.push({ step, at: Math.max(began - this.start.getTime(), 0), ms, outcome });
        return ms;
    }
    /** Told to stop, or out of time. */
    interruption() {
        const { reason } = this.request.signal;
        return reason instanceof errors/* Interrupted */.j$ ? reason.message : 'interrupted';
    }
    /** Keeps why an image did not get through; the first reason stays. */
    fail(image, step, outcome, message, error) {
        const result = this.resultOf(image);
        if (result.outcome === 'failed')
            return;
        result.outcome = outcome;
        result.message = (0,shared_text/* clip */.$Q)(this.veiled(message), MAX_MESSAGE);
        if (outcome !== 'failed')
            return;
        result.failedStep = step;
        if (error instanceof errors/* WorkError */.oE) {
            if (error.evidence.length > 0)
                result.evidence = error.evidence.slice(-MAX_EVIDENCE).map((line) => (0,shared_text/* clip */.$Q)(this.veiled(line), MAX_LINE));
            if (error.remedy !== undefined)
                result.remedy = error.remedy;
        }
    }
}

// EXTERNAL MODULE: ./build-ts/src/contents/layers.js
var contents_layers = __webpack_require__(40786);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(57975);
// EXTERNAL MODULE: ./build-ts/src/docker/cause.js
var cause = __webpack_require__(61043);
// EXTERNAL MODULE: ./build-ts/src/docker/gone.js
var docker_gone = __webpack_require__(15661);
;// CONCATENATED MODULE: ./build-ts/src/docker/buildlog.js




const TAIL = 30;
/** Turns BuildKit's trace into a log to read, in the form of `docker build --progress=plain`; keeps what explains a failure. */
class BuildLog {
    states = new Map();
    /** The lines that a piece of the trace adds. */
    add(trace) {
        const lines = [];
        for (const vertex of trace.vertexes)
            this.vertex(vertex, lines);
        for (const log of trace.logs) {
            const state = this.states.get(log.vertex);
            if (state === undefined)
                continue;
            this.announce(state, lines);
            const text = state.rest[log.stream] + state.decoders[log.stream].decode(log.data, { stream: true });
            const parts = text.split('\n');
            state.rest[log.stream] = parts.pop() ?? '';
            const seconds = ((log.at - (state.vertex.started ?? log.at)) / 1000).toFixed(3);
            for (const part of parts)
                this.output(state, part, seconds, lines);
        }
        for (const warning of trace.warnings)
            lines.push(`warning: ${warning.text}`);
        // A step may end in the same piece that brings its last output: its end comes after it.
        for (const state of this.states.values())
            this.finish(state, lines);
        return lines;
    }
    /** The steps of the Dockerfile with their times, in the order they began. */
    steps() {
        return [...this.states.values()]
            .filter(({ vertex }) => /^\[(?!internal|auth)/.test(vertex.name))
            .map(({ vertex }) => ({
            name: vertex.name,
            cached: vertex.cached,
            ms: vertex.started === undefined || vertex.completed === undefined
                ? undefined
                : vertex.completed - vertex.started,
        }));
    }
    /** What failed, given the engine's own message. */
    failure(raw) {
        const said = (0,docker_gone/* engineMessage */.g)((0,cause/* causeOf */.r)(raw));
        const broken = [...this.states.values()].filter(({ vertex }) => vertex.error !== '' && !/context canceled|canceled/i.test(vertex.error));
        // Steps may fail without failing the build (a base that is looked up in vain and then found in the engine), so the
        // engine's own message says which one it was.
        const failed = broken.find(({ vertex }) => said.includes(vertex.error) || vertex.error.includes(said)) ??
            (broken.length === 1 || /exit code: \d+/.test(said) ? broken[0] : undefined);
        const status = /exit code: (\d+)/.exec(said)?.[1];
        const step = failed === undefined ? undefined : (0,shared_text/* plain */.pj)(failed.vertex.name);
        const message = step === undefined
            ? (0,shared_text/* plain */.pj)(said)
            : status === undefined
                ? `${step}: ${(0,shared_text/* plain */.pj)(failed?.vertex.error ?? said)}`
                : `${step} ended with exit status ${status}`;
        const tail = failed?.tail ?? [];
        return { message, evidence: tail.slice(-12), remedy: buildRemedy(said) ?? clippedRemedy(tail) };
    }
    vertex(vertex, lines) {
        const known = this.states.get(vertex.digest);
        const state = known ?? {
            number: this.states.size + 1,
            vertex,
            announced: false,
            ended: false,
            rest: { stdout: '', stderr: '' },
            decoders: { stdout: new external_node_util_.TextDecoder(), stderr: new external_node_util_.TextDecoder() },
            tail: [],
        };
        state.vertex = {
            ...vertex,
            started: vertex.started ?? state.vertex.started,
            error: vertex.error || state.vertex.error,
        };
        this.states.set(vertex.digest, state);
        if (vertex.started !== undefined || vertex.cached)
            this.announce(state, lines);
    }
    announce(state, lines) {
        if (state.announced)
            return;
        state.announced = true;
        lines.push(`#${state.number} ${(0,shared_text/* plain */.pj)(state.vertex.name)}`);
    }
    finish(state, lines) {
        const { vertex } = state;
        if (state.ended || !state.announced || (vertex.completed === undefined && vertex.error === ''))
            return;
        state.ended = true;
        for (const stream of ['stdout', 'stderr']) {
            if (state.rest[stream] !== '')
                this.output(state, state.rest[stream], '', lines);
            state.rest[stream] = '';
        }
        if (vertex.error !== '')
            lines.push(`#${state.number} ERROR: ${(0,shared_text/* plain */.pj)(vertex.error)}`);
        else if (vertex.cached)
            lines.push(`#${state.number} CACHED`);
        else
            lines.push(`#${state.number} DONE ${(((vertex.completed ?? 0) - (vertex.started ?? vertex.completed ?? 0)) / 1000).toFixed(1)}s`);
    }
    output(state, raw, seconds, lines) {
        const line = (0,shared_text/* lastState */.Uy)(raw);
        state.tail.push(line);
        if (state.tail.length > TAIL)
            state.tail.shift();
        lines.push(`#${state.number}${seconds === '' ? '' : ` ${seconds}`} ${line}`);
    }
}
/** BuildKit cuts the output of a step at a size and a rate; what explains the failure may be what it cut. */
function clippedRemedy(tail) {
    return tail.some((line) => line.includes('[output clipped, log limit'))
        ? 'The engine cut the output of this step, so its last lines are missing: print less, or raise BUILDKIT_STEP_LOG_MAX_SIZE and BUILDKIT_STEP_LOG_MAX_SPEED of the engine.'
        : undefined;
}
function buildRemedy(message) {
    const gone = (0,docker_gone/* goneRemedy */.W)(message);
    if (gone !== undefined)
        return gone;
    if (/no space left on device/i.test(message))
        return 'The disk of the engine is full: make room ("docker system df" tells what fills it) and run again; what was built is kept.';
    if (/failed to (compute|calculate|walk)|cannot replace to directory/i.test(message) &&
        /not found|no such file/i.test(message))
        return 'COPY or ADD names what the context does not have: is it there, and does .dockerignore let it through?';
    if (/pull access denied|not found: does not exist|manifest unknown|: not found$/i.test(message))
        return 'A base image cannot be pulled: check the name in FROM, and "docker login" if it is private.';
    if (/failed to resolve|no such host|i\/o timeout|connection refused|failed to do request/i.test(message))
        return 'A base image cannot be looked up: does its registry answer from the engine?';
    if (/unknown instruction|dockerfile parse error/i.test(message))
        return 'The Dockerfile cannot be read by this engine; older engines lack heredocs and COPY --link.';
    return undefined;
}

// EXTERNAL MODULE: ./build-ts/src/stack/fingerprint.js
var fingerprint = __webpack_require__(64464);
// EXTERNAL MODULE: ./build-ts/src/run/context.js
var run_context = __webpack_require__(62642);
;// CONCATENATED MODULE: ./build-ts/src/run/steps/build.js






/** Builds an image; a builder whose images stay with it pushes it as its candidate, too. */
async function build(state, image, signal) {
    const { engine, builder, stack, stackDir, options, credentialsFor, emit, now, space } = state.request;
    const began = now().getTime();
    let log = new BuildLog();
    const spec = state.specOf(image);
    try {
        await space.check();
        const context = await (0,run_context/* buildContext */.gC)(stackDir, image, {
            rules: stack.changeRules,
            platform: image.platform,
            replace: (ref) => inRegistry(state, image, ref),
        });
        const expand = (text) => expandCache(text, image);
        const request = {
            context,
            platform: image.platform,
            tags: builder.keeps === 'engine' ? image.localRefs : image.candidates.slice(0, 1),
            buildArgs: image.buildArgs,
            labels: (0,run_context/* labelsOf */.PC)(image, await parentBuilds(state, image, signal), state.request.origin, context.dockerfile.text),
            noCache: options.noCache,
            cacheFrom: options.cacheFrom.map(expand),
            cacheTo: options.cacheTo.map(expand),
            secrets: (spec?.secrets ?? []).flatMap((id) => {
                const value = options.secrets.get(id);
                return value === undefined ? [] : [{ id, value }];
            }),
            ssh: spec?.ssh ?? false,
            provenance: options.provenance,
            sbom: options.sbom,
            credentialsFor,
            signal,
            onTrace: (trace) => {
                for (const text of log.add(trace))
                    state.line(image, 'build', text);
            },
        };
        const built = await untilNamed(() => builder.build(request), () => {
            log = new BuildLog();
            state.line(image, 'build', 'another build gave the same name at the same moment; once more, from the cache');
        });
        const ms = now().getTime() - began;
        const result = state.resultOf(image);
        const { imageId, digest } = built;
        if (imageId === undefined) {
            const [ref] = image.candidates;
            if (ref === undefined || digest === undefined)
                throw new errors/* WorkError */.oE('the builder does not say what it built');
            result.candidates.push({ ref, digest });
            result.build = { outcome: 'passed', ms };
            emit({ type: 'built', image: image.id, layers: [] });
            return;
        }
        const local = await engine.inspect(imageId);
        if (local === undefined)
            throw new errors/* WorkError */.oE(`the engine built ${imageId} and does not have it`);
        result.build = { outcome: 'passed', ms, imageId: local.id, size: local.size };
        const layers = (0,contents_layers/* layersOf */.w)(await engine.history(imageId), log.steps());
        state.learn(image, { local, layers });
        emit({ type: 'built', image: image.id, layers });
    }
    catch (error) {
        signal.throwIfAborted();
        if (error instanceof errors/* WorkError */.oE && error.remedy !== undefined)
            throw error;
        const { message, evidence, remedy } = log.failure((0,errors/* messageOf */.bD)(error));
        state.line(image, 'build', `ERROR: ${message}`);
        throw new errors/* WorkError */.oE(message, { evidence, cause: error, ...(remedy === undefined ? {} : { remedy }) });
    }
}
/**
 * With the containerd store, of two builds that give one name in the same instant one fails, although either could have
 * it: seen with engine 28.5 and three runs of one stack side by side.
 */
const RACED = /image "[^"]*": already exists/;
const RACES = 4;
async function untilNamed(work, again) {
    for (let tries = 1;; tries++) {
        try {
            return await work();
        }
        catch (error) {
            if (tries === RACES || !(error instanceof errors/* WorkError */.oE) || !RACED.test(error.message))
                throw error;
            again();
        }
    }
}
/** A builder elsewhere does not see the engine's images: parents are given to it as the registry has them. */
function inRegistry(state, image, ref) {
    if (state.request.builder.keeps === 'engine')
        return undefined;
    const parent = state.parentsOf(image).find((one) => one.localRefs[0] === (image.rewrites[ref] ?? ref));
    const known = parent === undefined ? undefined : state.inRegistry(parent);
    return known === undefined ? undefined : `${(0,stack_refs/* splitRef */.Mn)(known.ref).repository}@${known.digest}`;
}
/** Which builds of its parents an image is built on. */
async function parentBuilds(state, image, signal) {
    const { engine, registry, builder } = state.request;
    const layersOf = async (parent) => {
        if (builder.keeps === 'engine')
            return (await engine.inspect(await state.imageId(parent, 'build', signal)))?.layers ?? [];
        const known = state.inRegistry(parent);
        if (known === undefined)
            return [];
        const { repository } = (0,stack_refs/* splitRef */.Mn)(known.ref);
        return (await registry.config(repository, known.digest, parent.platform))?.layers ?? [];
    };
    return Object.fromEntries(await Promise.all(state
        .parentsOf(image)
        .map(async (parent) => [parent.name, (0,fingerprint/* layersKey */.mH)(await layersOf(parent))])));
}
/** A cache is an image's own: two that write to one place would take it from each other. */
function expandCache(text, image) {
    const values = {
        image: image.name,
        variant: image.variant,
        platform: image.platform.replaceAll('/', '-'),
        repository: (0,stack_refs/* splitRef */.Mn)(image.candidates[0] ?? image.ref).repository,
    };
    return text.replace(/\{(\w+)\}/g, (written, name) => (Object.hasOwn(values, name) ? values[name] : written) ?? written);
}

// EXTERNAL MODULE: ./build-ts/src/run/infos.js
var run_infos = __webpack_require__(68228);
;// CONCATENATED MODULE: ./build-ts/src/run/steps/info.js





/**
 * Runs the info commands of an image in one throw-away container and keeps what they print. One that fails is told and
 * fails nothing. What its registry has of this very image is taken from there.
 */
async function info(state, image, signal) {
    const { engine, stack, timeouts } = state.request;
    const commands = image.infos.flatMap((name) => stack.infos.get(name) ?? []);
    const stored = await storedInfos(state, image, commands);
    if (stored !== undefined) {
        keep(state, image, stored);
        return;
    }
    if (commands.length === 0) {
        keep(state, image, []);
        return;
    }
    const infos = await (0,run_infos/* runInfos */.N)(engine, {
        ...{ image: await state.imageId(image, 'info', signal), platform: image.platform, commands },
        ...{ timeoutMs: timeouts.infoMs, signal, veiled: (line) => state.veiled(line) },
    });
    for (const { name, status } of infos)
        if (status !== 0)
            state.notice(`${image.id}: info command ${name} ended with exit status ${status}`);
    keep(state, image, infos);
}
function keep(state, image, infos) {
    state.resultOf(image).infos = infos.map(({ name, status }) => ({ name, outcome: status === 0 ? 'passed' : 'failed' }));
    state.learn(image, { infos });
}
/** What is known of an image that was not built here, where it has all of these commands. */
async function storedInfos(state, image, commands) {
    const { registry } = state.request;
    const place = state.does(image, 'build') ? undefined : (0,run_facts/* placeOfFacts */.ey)(state, image);
    if (place === undefined)
        return undefined;
    try {
        const { repository, digest } = place;
        const manifest = await (0,registry_described/* platformManifest */.NB)(registry, repository, digest, image.platform, { patience: http/* BRIEF */.V1 });
        const stored = manifest === undefined ? undefined : await (0,registry_facts/* readFacts */.MH)(registry, repository, manifest.digest, { patience: http/* BRIEF */.V1 });
        if (stored === undefined)
            return undefined;
        const isSame = stored.infos.length === commands.length && commands.every((one, at) => isOf(stored.infos[at], one));
        if (!isSame)
            return undefined;
        state.learn(image, { stored });
        return stored.infos;
    }
    catch {
        return undefined; // They are run: that is slower, and no less true.
    }
}
function isOf(known, { name, command, description }) {
    return (known?.name === name &&
        known.description === description &&
        JSON.stringify(known.command) === JSON.stringify(command));
}

;// CONCATENATED MODULE: ./build-ts/src/run/steps/push.js



/**
 * Pushes the image under its fingerprint: all layers are in the registries before any name moves. It leaves the engine
 * once; other registries get what the first one has, so that it has one digest everywhere.
 */
async function push(state, image, signal) {
    const result = state.resultOf(image);
    const there = new Set(result.candidates.map(({ ref }) => ref));
    result.candidates.push(...image.found.filter(({ ref }) => !there.has(ref)));
    for (const ref of image.candidates) {
        if (result.candidates.some((one) => one.ref === ref))
            continue;
        const [first] = result.candidates;
        const digest = first === undefined
            ? await pushFromEngine(state, image, ref, signal)
            : await copyTo(state, image, first, ref, signal);
        result.candidates.push({ ref, digest });
        state.line(image, 'push', `${ref} is ${digest}`);
    }
    if ((0,results/* isTested */.eW)(result))
        await recordTested(state, image, result);
}
async function pushFromEngine(state, image, ref, signal) {
    const { engine, credentialsFor } = state.request;
    const imageId = await state.imageId(image, 'push', signal);
    await engine.tag(imageId, ref);
    const { repository } = (0,stack_refs/* splitRef */.Mn)(ref);
    const login = await credentialsFor((0,stack_refs/* parseRepository */.SU)(repository)?.host ?? stack_refs/* DEFAULT_HOST */.HX);
    state.line(image, 'push', `pushing ${ref}`);
    const digest = await engine.push(ref, login, (text) => state.line(image, 'push', text), signal);
    // The engine pushes by name: another run on it may have given the name to an image of its own meanwhile.
    const digests = (await engine.inspect(imageId))?.repoDigests ?? [];
    if (!digests.some((known) => known.endsWith(`@${digest}`)))
        throw new errors/* WorkError */.oE(`${ref} was pushed with another image of this engine (${digest})`, {
            remedy: 'Does another run build the same stack on this engine? Run again when it has ended.',
        });
    return digest;
}
async function copyTo(state, image, from, ref, signal) {
    const { registry } = state.request;
    const source = (0,stack_refs/* splitRef */.Mn)(from.ref).repository;
    const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(ref);
    state.line(image, 'push', `copying ${source}@${from.digest} to ${ref}`);
    const manifest = await registry.copy({ repository: source, digest: from.digest }, { repository }, {
        signal,
        onBlob: (digest, how) => {
            if (how !== 'there')
                state.line(image, 'push', `${digest.slice(7, 19)}: ${how}`);
        },
    });
    await registry.put(repository, tag, manifest);
    return manifest.digest;
}
/** Says in the registries that this content has passed these suites. Later runs save work by it; this one does not depend on it. */
async function recordTested(state, image, result) {
    if (image.action === 'reuse' && !image.test && image.found.length === image.candidates.length)
        return;
    const { registry } = state.request;
    for (const ref of image.tested) {
        const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(ref);
        const digest = result.candidates.find((one) => (0,stack_refs/* splitRef */.Mn)(one.ref).repository === repository)?.digest;
        try {
            const manifest = digest === undefined ? undefined : await registry.manifest(repository, digest);
            if (manifest === undefined)
                throw new errors/* WorkError */.oE(`${repository} does not have what was pushed there`);
            await registry.put(repository, tag, manifest);
        }
        catch (error) {
            state.notice(`${image.id}: the next run will test it again, because ${ref} could not be written: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }
}
/**
 * `push` on its own must not publish what an earlier `test` found broken, nor what is built on it; nor another build than
 * the one that was tested.
 */
async function checkTested(state, image, signal) {
    const { engine, publish, settled } = state.request;
    const result = state.resultOf(image);
    const [known] = image.found;
    const { testedImageId } = result;
    if (known === undefined) {
        if (testedImageId !== (await state.imageId(image, 'push', signal)))
            result.suites = [];
    }
    else {
        const made = settled.get(image.id)?.candidates ?? [];
        if (made.length > 0 && !made.some(({ digest }) => digest === known.digest))
            throw new errors/* WorkError */.oE(`${known.ref} names another build (${known.digest}) than the one that other jobs worked on`, {
                remedy: 'Does another run build the same content? Run again when it has ended.',
            });
        const local = testedImageId === undefined ? undefined : await engine.inspect(testedImageId);
        if (local !== undefined && !local.repoDigests.some((digest) => digest.endsWith(`@${known.digest}`)))
            result.suites = [];
    }
    // Those that need the pushed image run again, right after the push.
    const local = new Set(image.suites.filter((suite) => !suite.pushed && suite.off === undefined).map(({ name }) => name));
    if (!(0,results/* isTested */.eW)(result))
        result.suites = result.suites.filter(({ name, outcome }) => local.has(name) || outcome === 'off');
    const failed = result.suites.filter((suite) => suite.outcome === 'failed');
    if (failed.length > 0)
        throw new errors/* WorkError */.oE(`its suites failed: ${failed.map((suite) => suite.name).join(', ')}`, {
            remedy: 'Mend them and run "build" and "test" again.',
        });
    const passed = new Set(result.suites.filter((suite) => suite.outcome === 'passed').map(({ name }) => name));
    const isKnown = (0,results/* isTested */.eW)(result) || (local.size < result.expected.length && local.size === 0);
    if (isKnown || (local.size > 0 && [...local].every((name) => passed.has(name))) || publish === 'none')
        return;
    if (known !== undefined || settled.size > 0)
        throw new errors/* WorkError */.oE('nobody says that its suites have passed on this very image', {
            remedy: 'Run "test", with --share where it runs in another job, and give its results with --earlier.',
        });
    state.notice(`${result.id} is pushed untested: the output folder has no results of "test" for this very image`);
}

// EXTERNAL MODULE: ./build-ts/src/run/suites/run.js + 17 modules
var run = __webpack_require__(84178);
// EXTERNAL MODULE: ./build-ts/src/run/suites/verdict.js + 1 modules
var verdict = __webpack_require__(99076);
;// CONCATENATED MODULE: ./build-ts/src/run/steps/test.js







/** Runs the suites of an image that need no registry, all of them whatever the others say. */
async function test(state, image, signal) {
    const result = state.resultOf(image);
    const imageId = await state.imageId(image, 'test', signal);
    // What is known to be broken stays so until its suite has run again: an interrupted run must not wash it clean.
    result.suites = result.testedImageId === imageId ? result.suites.filter((suite) => suite.outcome === 'failed') : [];
    result.testedImageId = imageId;
    const later = state.testsPushed(image);
    const [localRef = imageId] = image.localRefs;
    await runSuites(state, image, 'test', {
        suites: image.suites.filter((suite) => !(suite.pushed && later)),
        imageId,
        ref: localRef,
        digest: '',
        signal,
    });
    if (result.suites.every((suite) => suite.outcome === 'off') && !later)
        state.notice(`${image.id} has no tests that run`);
}
/** Runs the suites that need the pushed image. */
async function integration(state, image, signal) {
    const result = state.resultOf(image);
    // Another step has run them on this very image.
    if ((0,results/* isTested */.eW)(result))
        return;
    const [candidate] = result.candidates;
    if (candidate === undefined)
        throw new Error(`${image.id} was not pushed`);
    const { repository } = (0,stack_refs/* splitRef */.Mn)(candidate.ref);
    await runSuites(state, image, 'integration', {
        suites: image.suites.filter((suite) => suite.pushed),
        imageId: await state.imageId(image, 'integration', signal),
        ref: `${repository}@${candidate.digest}`,
        digest: candidate.digest,
        signal,
    });
    if ((0,results/* isTested */.eW)(result))
        await recordTested(state, image, result);
}
/** Suites in the message of an image; each tells the rest itself. */
const MAX_TOLD = 3;
async function runSuites(state, image, step, round) {
    const { engine, stackDir, emit, suites: how, failFast } = state.request;
    const { signal, imageId, ref } = round;
    const result = state.resultOf(image);
    const failures = [];
    for (const suite of round.suites) {
        const off = state.whyOff(suite) ?? (failFast && failures.length > 0 ? 'stopped by fail-fast' : undefined);
        // What an earlier run left there is not this one's.
        if (off === undefined)
            await (0,promises_.rm)(how.keep(image, suite.name), { recursive: true, force: true });
        const done = off === undefined
            ? await state.inTurn(suite, () => (0,run/* runSuite */.o)({
                engine,
                stackDir,
                image: {
                    name: image.name,
                    ref: imageId,
                    ...(image.platform === engine.platform ? {} : { platform: image.platform }),
                },
                suite,
                words: wordsOf(state, image, ref, round.digest),
                keep: how.keep(image, suite.name),
                machine: how.machine,
                ssh: how.ssh,
                signal,
                onLine: (text) => state.line(image, step, text, suite.name),
            }))
            : (0,verdict/* offResult */.vw)(suite, off);
        const { result: outcome, remedy, junit } = state.veiledRun(done);
        result.suites = [...result.suites.filter((one) => one.name !== suite.name), outcome];
        emit({ type: 'suite-end', image: image.id, suite: outcome, junit });
        if (suite.off === undefined && suite.pushed && off !== undefined)
            state.notice(`${image.id}: ${suite.name}: ${off}`);
        if (outcome.outcome === 'failed')
            failures.push({ name: suite.name, message: outcome.message ?? 'failed', remedy });
        // A name of the engine is another run's to move.
        else if (suite.on === 'host' && off === undefined && !(await isStill(state, ref, imageId)))
            throw new errors/* WorkError */.oE(`${ref} came to be another image while suite ${suite.name} ran on it`, {
                remedy: 'Does another run build the same stack on this engine? Run again when it has ended.',
            });
    }
    if (failures.length > 0) {
        const told = failures.slice(0, MAX_TOLD).map(({ name, message }) => `suite ${name}: ${message}`);
        const more = failures.length - told.length;
        const remedy = failures.find((one) => one.remedy !== undefined)?.remedy;
        throw new errors/* WorkError */.oE(`${told.join('; ')}${more > 0 ? `; and ${more} more suites` : ''}`, remedy === undefined ? {} : { remedy });
    }
}
async function isStill({ request: { engine } }, ref, imageId) {
    return (await engine.inspect(ref))?.id === imageId;
}
function wordsOf({ request }, image, ref, digest) {
    const { plan, stack, suites } = request;
    const { name, variant, platform } = image;
    return {
        ...{ image: name, variant, platform, ref, digest },
        tag: (0,stack_refs/* splitRef */.Mn)(image.ref).tag,
        prefix: stack.variants.find((one) => one.name === variant)?.prefix ?? '',
        branch: plan.branch,
        sha: plan.sha,
        stage: suites.stage,
        version: suites.version,
    };
}

;// CONCATENATED MODULE: ./build-ts/src/run/pipeline.js













/** Builds, tests and pushes what the plan says, and publishes all of it or nothing. Failures are in the results, never thrown. */
async function runPipeline(request) {
    const { plan, engine, emit, signal, steps, limits, failFast, now } = request;
    const start = now();
    const state = new RunState(request, start);
    emit({ type: 'run-start', plan, results: state.results });
    await engine.sweep().catch(() => undefined); // Only tidiness: the run does not depend on it.
    cancelBlocked(state);
    const own = new Map(plan.images.map((image) => [image.id, stepsOf(state, image)]));
    const [pruner, gatherer] = [new Pruner(state, own), new Gatherer(state, own)];
    const listeners = {
        begins: (image) => gatherer.begins(image),
        ended: (image, step, passed) => {
            gatherer.ended(image, step, passed);
            pruner.ended(image, step);
        },
    };
    const tasks = new Map(plan.images.map((image) => [image, tasksOf(state, image, listeners)]));
    const states = await schedule([...tasks.values()].flat(), {
        limits: { ...limits, [FREE]: Infinity },
        signal,
        failFast,
        onCancelled: (task, because) => {
            cancelled(state, task, because);
            const { image, step } = ofTask(state, task);
            if (image !== undefined && step !== undefined)
                listeners.ended(image, step, false);
        },
        onLost: (task, reason) => lost(state, task, reason),
    });
    await pruner.settled();
    // An image that is left alone has a part in the run when something is built on it.
    const planned = plan.images.filter((image) => image.action !== 'skip' || state.resultOf(image).outcome === 'failed');
    const isPlanned = new Set(planned);
    for (const image of planned) {
        const own = tasks.get(image) ?? [];
        const isDone = !state.isSettled(image) && own.every((task) => states.get(task.id) === 'passed');
        // What failed of a parent after the push is known when the child is done, too.
        const broken = state.parentsOf(image).find((parent) => isPlanned.has(parent) && !isGreen(state, parent));
        if (isDone && broken === undefined)
            state.resultOf(image).outcome = 'passed';
        else if (isDone && broken !== undefined && !signal.aborted)
            state.resultOf(image).message ??= failedBelow(image, broken.id);
        else if (signal.aborted)
            state.resultOf(image).message ??= state.interruption();
    }
    if (steps.has('push') && !signal.aborted)
        await publishImages(state, planned, () => gatherer.beforeNames());
    else if (steps.has('push'))
        state.results.unpublished = state.interruption();
    await gatherer.settled();
    for (const image of planned)
        emit({ type: 'image-end', result: state.resultOf(image) });
    const outcomes = planned.map((image) => state.resultOf(image).outcome);
    state.results.outcome = signal.aborted
        ? 'interrupted'
        : outcomes.every((outcome) => outcome === 'passed')
            ? 'passed'
            : 'failed';
    state.results.ms = now().getTime() - start.getTime();
    emit({ type: 'run-end', results: state.results });
    return state.results;
}
function isGreen(state, image) {
    return state.resultOf(image).outcome === 'passed';
}
/** Takes no time, so that there may be any number of it at once. */
const FREE = 'gate';
const LANES = {
    pull: 'push',
    build: 'build',
    test: 'test',
    push: 'push',
    integration: 'test',
    info: 'test',
    publish: 'push',
};
/**
 * The steps of an image and what each needs. Children are built as soon as their parents are, while those are tested; a
 * parent that turns out to be broken stops them. Nothing is pushed before the tests of what it is built on.
 */
function tasksOf(state, image, listeners) {
    const { timeouts, durations } = state.request;
    const parents = state.parentsOf(image);
    const own = madeBy(state, image);
    const above = parents.flatMap((parent) => gateOf(state, parent));
    const limits = {
        build: timeouts.buildMs,
        test: undefined, // Each suite has its own, and each info command.
        push: timeouts.pushMs,
    };
    const task = (step, needs, work, unless = []) => {
        if (!state.does(image, step))
            return [];
        const lane = LANES[step];
        const timeoutMs = limits[lane];
        const timeoutRemedy = `Allow it more time with ${lane}-timeout, or see in its log what it waited for.`;
        return [
            {
                id: taskId(step, image.id),
                lane,
                needs,
                unless,
                expectedMs: (0,run_durations/* expectedMs */.Tp)(durations, step, image.id),
                ...(timeoutMs === undefined ? {} : { timeoutMs, timeoutRemedy }),
                run: (signal) => {
                    listeners.begins(image);
                    return runStep(state, image, step, signal, () => work(signal)).then(() => listeners.ended(image, step, true), (error) => {
                        listeners.ended(image, step, false);
                        throw error;
                    });
                },
            },
        ];
    };
    const made = parents.flatMap((parent) => madeBy(state, parent));
    const gate = gateOf(state, image);
    return [
        ...gate.map((id) => ({
            id,
            lane: FREE,
            needs: [...own, ...taskOf(state, image, 'test'), ...above],
            run: (signal) => passGate(state, image, signal),
        })),
        ...task('pull', [], (signal) => state.imageId(image, 'pull', signal)),
        ...task('build', made, (signal) => build(state, image, signal), above),
        ...task('test', own, (signal) => test(state, image, signal), above),
        ...task('push', gate, (signal) => push(state, image, signal)),
        ...task('integration', taskOf(state, image, 'push'), (signal) => integration(state, image, signal), above),
        ...task('info', own, (signal) => info(state, image, signal), gate),
    ];
}
function stepsOf(state, image) {
    return ['pull', 'build', 'test', 'push', 'integration', 'info'].filter((step) => state.does(image, step));
}
function taskId(step, id) {
    return `${step} ${id}`;
}
/** The task that makes an image be there. */
function madeBy(state, image) {
    return [...taskOf(state, image, 'build'), ...taskOf(state, image, 'pull')];
}
function taskOf(state, image, step) {
    return state.does(image, step) ? [taskId(step, image.id)] : [];
}
/** The task that is passed when an image, and everything that it is built on, is known to be good. */
function gateOf(state, image) {
    const isPart = image.action === 'skip' ? state.does(image, 'pull') : !state.isSettled(image);
    return isPart ? [`gate ${image.id}`] : [];
}
/** Where suites do not run in this command, what is known of them decides. */
async function passGate(state, image, signal) {
    const { steps } = state.request;
    if (steps.has('test') || !steps.has('push') || !image.test)
        return;
    try {
        await checkTested(state, image, signal);
    }
    catch (error) {
        signal.throwIfAborted();
        failed(state, image, 'push', 0, error);
        throw error;
    }
}
/** Runs a step, tells its beginning and end, and keeps why it failed. Throws again, so that what needs it is cancelled. */
async function runStep(state, image, step, signal, work) {
    const { emit, now } = state.request;
    const began = now().getTime();
    try {
        emit({ type: 'step-start', image: image.id, step });
        await work();
        const ms = state.timed(image, step, 'passed', began);
        emit({ type: 'step-end', image: image.id, step, outcome: 'passed', ms });
    }
    catch (thrown) {
        const stopped = state.request.signal.aborted || (signal.aborted && signal.reason instanceof Cancelled);
        // A time-out says more than what it broke off.
        const error = !stopped && signal.aborted ? signal.reason : stopped ? thrown : await explained(state, image, thrown);
        const outcome = stopped ? 'cancelled' : 'failed';
        const message = state.request.signal.aborted ? state.interruption() : (0,errors/* messageOf */.bD)(error);
        // Why it was cancelled is told by the scheduler.
        if (!stopped || state.request.signal.aborted)
            state.fail(image, step, outcome, message, error);
        const ms = state.timed(image, step, outcome, began);
        if (step === 'build')
            state.resultOf(image).build = { outcome, ms };
        emit({ type: 'step-end', image: image.id, step, outcome, ms, message });
        throw error;
    }
}
/** The same error, with what its cause has to do with the machine. */
async function explained(state, image, error) {
    const { space, engine } = state.request;
    return withEmulator(await space.explain(error), image.platform, engine.platform);
}
/** A step that does not end when it is told to: it has no end of its own any more. */
function lost(state, task, reason) {
    const { image, step } = ofTask(state, task);
    if (image === undefined || step === undefined || !(reason instanceof TimedOut))
        return;
    state.timed(image, step, 'failed', state.request.now().getTime() - reason.ms);
    failed(state, image, step, reason.ms, reason);
}
/** Keeps and tells that a step failed which has not come to an end itself. */
function failed(state, image, step, ms, error) {
    const message = (0,errors/* messageOf */.bD)(error);
    state.fail(image, step, 'failed', message, error);
    state.request.emit({ type: 'step-end', image: image.id, step, outcome: 'failed', ms, message });
}
function ofTask(state, task) {
    const space = task.indexOf(' ');
    const name = task.slice(0, space);
    const step = Object.keys(LANES).find((one) => one === name);
    return { image: state.byIdOf(task.slice(space + 1)), step };
}
function cancelled(state, task, because) {
    const { image } = ofTask(state, task);
    if (image === undefined)
        return;
    const result = state.resultOf(image);
    if (result.outcome === 'failed' || result.message !== undefined)
        return;
    const other = because?.slice(because.indexOf(' ') + 1);
    if (other === image.id)
        return; // What failed of it is told already.
    if (other === undefined)
        result.message = state.interruption();
    else
        result.message = state.isBelow(other, image) ? failedBelow(image, other) : `stopped, because ${other} failed`;
}
function failedBelow(image, failed) {
    return image.parents.includes(failed) ? `its parent ${failed} failed` : `${failed}, which it is built on, failed`;
}
/** Images whose parents another job did not get done: neither are they, nor what is built on them. */
function cancelBlocked(state) {
    const blocked = new Map();
    for (const image of state.request.plan.images) {
        if (image.action === 'skip')
            continue;
        const lost = image.parents.find((id) => (0,results/* isLost */.JD)(state.request.settled.get(id)));
        const failed = image.blocked ?? image.parents.flatMap((id) => blocked.get(id) ?? [])[0] ?? lost;
        if (failed === undefined)
            continue;
        blocked.set(image.id, failed);
        state.block(image, failedBelow(image, failed));
    }
}

// EXTERNAL MODULE: ./build-ts/src/shared/limited.js
var limited = __webpack_require__(31291);
// EXTERNAL MODULE: ./build-ts/src/stack/stages.js
var stages = __webpack_require__(86525);
// EXTERNAL MODULE: ./build-ts/src/stack/version-args.js
var version_args = __webpack_require__(1084);
// EXTERNAL MODULE: ./build-ts/src/registry/credentials.js
var credentials = __webpack_require__(18561);
// EXTERNAL MODULE: ./build-ts/src/docker/caches.js
var docker_caches = __webpack_require__(23081);
// EXTERNAL MODULE: ./build-ts/src/docker/endpoint.js
var docker_endpoint = __webpack_require__(33527);
// EXTERNAL MODULE: ./build-ts/src/shared/lines.js
var shared_lines = __webpack_require__(84694);
// EXTERNAL MODULE: ./build-ts/src/shared/process.js
var process = __webpack_require__(98288);
;// CONCATENATED MODULE: ./build-ts/src/shared/stream.js


/** The same, by lines of what the program says on its standard error. Returns its exit status; undefined when a signal ended it. */
async function streamProgram({ onLine, ...request }) {
    const lines = (0,shared_lines/* byLine */.u)(onLine);
    const { status, signalled } = await (0,process/* runProcess */.R)({ ...request, onStderr: lines.push });
    lines.end();
    return signalled ? undefined : status;
}

// EXTERNAL MODULE: ./build-ts/src/docker/context.js + 2 modules
var docker_context = __webpack_require__(75912);
;// CONCATENATED MODULE: ./build-ts/src/docker/buildx/arguments.js

/**
 * The arguments of `docker` for a build. Every value is part of an option (`--x=value`), so that none can be taken for an
 * option itself; what buildx reads as a line of CSV is quoted as such.
 */
function buildArguments(request, builder, places) {
    const pairs = (option, values) => Object.entries(values).map(([name, value]) => `--${option}=${name}=${value}`);
    return [
        'buildx',
        'build',
        `--builder=${builder.name}`,
        '--progress=rawjson',
        `--platform=${request.platform}`,
        `--file=${places.dockerfile}`,
        ...pairs('build-arg', request.buildArgs),
        ...pairs('label', request.labels),
        ...(request.noCache ? ['--no-cache'] : []),
        ...request.cacheFrom.map((cache) => `--cache-from=${cache}`),
        ...request.cacheTo.map((cache) => `--cache-to=${cache}`),
        ...[...places.secrets].map(([id, file]) => `--secret=${(0,docker_caches/* csvField */.XR)(`id=${id}`)},${(0,docker_caches/* csvField */.XR)(`src=${file}`)}`),
        ...(request.ssh ? ['--ssh=default'] : []),
        // Said even where there shall be none: by default it adds some, with the time in it, and then no two builds are the same.
        `--provenance=${request.provenance || 'false'}`,
        `--sbom=${request.sbom || 'false'}`,
        ...(builder.keeps === 'engine'
            ? ['--load', ...request.tags.map((tag) => `--tag=${tag}`)]
            : [`--output=type=image,${(0,docker_caches/* csvField */.XR)(`name=${request.tags.join(',')}`)},push=true`]),
        `--metadata-file=${places.metadataFile}`,
        '--',
        places.directory ?? '-',
    ];
}

// EXTERNAL MODULE: ./build-ts/src/stack/dockerfile.js + 2 modules
var dockerfile = __webpack_require__(49334);
;// CONCATENATED MODULE: ./build-ts/src/docker/buildx/json.js
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./build-ts/src/docker/buildx/logins.js







/** The registries that a build may pull from or push to. */
function hostsOf({ context, buildArgs, platform, tags, cacheFrom, cacheTo }) {
    const { text } = context.dockerfile;
    const frontend = /^#\s*syntax\s*=\s*(\S+)/im.exec(text)?.[1];
    const caches = [...cacheFrom, ...cacheTo].filter((cache) => (0,docker_caches/* cacheType */.NW)(cache) === 'registry');
    const refs = [
        ...(0,dockerfile/* basesOf */.cF)(text, buildArgs, platform).map(({ ref }) => ref),
        ...(frontend === undefined ? [] : [frontend]),
        ...tags,
        ...caches.map((cache) => (0,docker_caches/* cacheValue */.EO)(cache, 'ref') ?? cache),
    ];
    const hosts = refs.map((ref) => {
        const [name = ''] = ref.split('@');
        return (0,stack_refs/* parseRepository */.SU)((0,stack_refs/* splitRef */.Mn)(name).repository)?.host ?? stack_refs/* DEFAULT_HOST */.HX;
    });
    return [...new Set(hosts)];
}
/** Logins that the docker CLI, which asks only its own configuration, does not have as we have them. */
async function foreignLogins(hosts, credentialsFor, own) {
    const found = new Map();
    for (const host of hosts) {
        // A helper that fails may be for a registry that the build never asks: the build will tell.
        const [login, known] = await Promise.all([credentialsFor, own].map((one) => one(host).catch(() => undefined)));
        if (login === undefined)
            continue;
        if (login.username !== known?.username || login.password !== known.password)
            found.set(host, login);
    }
    return found;
}
/**
 * The docker CLI's configuration with more logins in it, in a folder of ours; all else in it is the user's own. Returns
 * the environment that the CLI finds it by.
 */
async function writeConfig(folder, env, logins) {
    const theirs = env['DOCKER_CONFIG'] || (0,external_node_path_.join)(env['HOME'] ?? '/', '.docker');
    await (0,promises_.mkdir)(folder, { mode: 0o700 });
    // Contexts, plugins and builders are used where they are.
    for (const name of await (0,promises_.readdir)(theirs).catch(() => []))
        if (name !== 'config.json')
            await (0,promises_.symlink)((0,external_node_path_.join)(theirs, name), (0,external_node_path_.join)(folder, name));
    const config = withLogins(await readJson((0,external_node_path_.join)(theirs, 'config.json')), logins);
    await (0,promises_.writeFile)((0,external_node_path_.join)(folder, 'config.json'), JSON.stringify(config), { mode: 0o600 });
    return { DOCKER_CONFIG: folder, BUILDX_CONFIG: env['BUILDX_CONFIG'] || (0,external_node_path_.join)(theirs, 'buildx') };
}
/** config.json with logins of ours in the places of its own; helpers go before them, so those hosts lose theirs. */
function withLogins(config, logins) {
    const theirs = isRecord(config) ? config : {};
    const auths = { ...(isRecord(theirs['auths']) ? theirs['auths'] : {}) };
    const helpers = { ...(isRecord(theirs['credHelpers']) ? theirs['credHelpers'] : {}) };
    for (const [host, { username, password }] of logins) {
        const key = host === stack_refs/* DEFAULT_HOST */.HX ? 'https://index.docker.io/v1/' : host;
        auths[key] =
            username === credentials/* IDENTITY_TOKEN */.V
                ? { identitytoken: password }
                : { auth: Buffer.from(`${username}:${password}`).toString('base64') };
        // An empty helper says: neither a helper nor the store, but what is written above.
        helpers[key] = '';
    }
    return { ...theirs, auths, credHelpers: helpers };
}
async function readJson(path) {
    try {
        return JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch {
        return undefined; // The docker CLI warns of it and goes on without, too.
    }
}

;// CONCATENATED MODULE: ./build-ts/src/docker/buildx/rawjson.js

/**
 * A line of `--progress=rawjson`: BuildKit's SolveStatus (client/graph.go of moby/buildkit) as JSON, byte fields in
 * base64. Undefined for a line that is none, such as an error.
 */
function decodeStatus(line) {
    if (!line.startsWith('{'))
        return undefined;
    let status;
    try {
        status = JSON.parse(line);
    }
    catch {
        return undefined;
    }
    if (!isRecord(status))
        return undefined;
    return {
        vertexes: listOf(status['vertexes']).map(vertexOf),
        logs: listOf(status['logs']).map(logOf),
        warnings: listOf(status['warnings']).map(warningOf),
    };
}
function vertexOf(vertex) {
    return {
        digest: rawjson_text(vertex['digest']),
        name: rawjson_text(vertex['name']),
        cached: vertex['cached'] === true,
        started: time(vertex['started']),
        completed: time(vertex['completed']),
        error: rawjson_text(vertex['error']),
    };
}
function logOf(log) {
    return {
        vertex: rawjson_text(log['vertex']),
        stream: log['stream'] === 2 ? 'stderr' : 'stdout',
        at: time(log['timestamp']) ?? 0,
        data: bytes(log['data']),
    };
}
function warningOf(warning) {
    return { vertex: rawjson_text(warning['vertex']), text: bytes(warning['short']).toString('utf8') };
}
function listOf(value) {
    return Array.isArray(value) ? value.filter(isRecord) : [];
}
function rawjson_text(value) {
    return typeof value === 'string' ? value : '';
}
function bytes(value) {
    return Buffer.from(rawjson_text(value), 'base64');
}
/** RFC 3339 with up to nine digits of a second → milliseconds since 1970. */
function time(value) {
    const ms = Date.parse(rawjson_text(value));
    return Number.isNaN(ms) ? undefined : ms;
}

;// CONCATENATED MODULE: ./build-ts/src/docker/buildx/scratch.js



/** Lends such a folder; it goes away with all that is in it, however the work ends. */
async function withScratch(secrets, work) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)((0,external_node_os_.tmpdir)(), 'stack-action-build-'));
    try {
        const files = new Map();
        for (const { id, value } of secrets) {
            const file = (0,external_node_path_.join)(folder, `secret-${files.size}`);
            await (0,promises_.writeFile)(file, value, { mode: 0o600 });
            files.set(id, file);
        }
        return await work({
            metadataFile: (0,external_node_path_.join)(folder, 'metadata.json'),
            configFolder: (0,external_node_path_.join)(folder, 'config'),
            secrets: files,
            writeDockerfile: async ({ dockerfile, ignoreText }) => {
                // A folder of its own: BuildKit gets to see all of it.
                await (0,promises_.mkdir)((0,external_node_path_.join)(folder, 'dockerfile'));
                const file = (0,external_node_path_.join)(folder, 'dockerfile', (0,external_node_path_.basename)(dockerfile.path));
                await (0,promises_.writeFile)(file, dockerfile.text);
                if (ignoreText !== '')
                    await (0,promises_.writeFile)(`${file}.dockerignore`, ignoreText);
                return file;
            },
        });
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}

;// CONCATENATED MODULE: ./build-ts/src/docker/buildx/builder.js











/** Builds with `docker buildx build`. */
function buildxBuilder(found) {
    const { version, keeps, can } = found;
    return { name: 'buildx', version, keeps, can, build: (request) => builder_build(found, request) };
}
async function builder_build(found, request) {
    const { signal, context } = request;
    signal.throwIfAborted();
    return withScratch(request.secrets, async (scratch) => {
        const direct = isDirect(context);
        const places = {
            ...scratch,
            directory: direct ? context.directory : undefined,
            dockerfile: direct ? await scratch.writeDockerfile(context) : context.dockerfile.path,
        };
        const said = new Said();
        const status = await streamProgram({
            file: 'docker',
            args: buildArguments(request, { name: found.builder, keeps: found.keeps }, places),
            env: { ...buildEnv(found, request), ...(await loginEnv(found, request, scratch.configFolder)) },
            ...(direct ? {} : { input: (0,docker_context/* packContext */.JH)(context.directory, context.entries, context.given) }),
            onLine: (line) => {
                const trace = decodeStatus(line);
                if (trace === undefined)
                    said.add(line);
                else
                    request.onTrace(trace);
            },
            signal,
        });
        if (status !== 0)
            throw said.failure(status);
        const digest = await readDigest(scratch);
        // The engine's id of an image, whichever store it has; an --iidfile has another one when that is containerd's.
        return found.keeps === 'engine' ? { imageId: digest, digest: undefined } : { imageId: undefined, digest };
    });
}
/**
 * Whether the directory itself can be given, of which buildx sends only what is missing since the last build; otherwise a
 * tar goes in, as to the engine. buildx sends permissions as they are: those that git does not keep (of a umask other than
 * 022, say) must not tell two images of one fingerprint apart. Of the directory COPY takes the Dockerfile as it lies
 * there, of a tar the one that is built; .dockerignore hides it from COPY only in the directory, as with `docker build`.
 */
function isDirect({ whole, entries, given, dockerfile }) {
    return whole && (0,docker_context/* hasKeptModes */.tg)(entries) && given.every(({ path }) => path === dockerfile.path);
}
function buildEnv({ env }, { provenance }) {
    return {
        ...env,
        // What git says of the directory is for the provenance only, and takes git's time.
        ...(provenance === '' || provenance === 'false' ? { BUILDX_GIT_INFO: 'false' } : {}),
        BUILDX_METADATA_PROVENANCE: 'disabled',
    };
}
/** Where it has the logins that the docker CLI lacks; nothing when that has them all. */
async function loginEnv(found, request, folder) {
    const logins = await foreignLogins(hostsOf(request), request.credentialsFor, found.logins);
    return logins.size === 0 ? {} : writeConfig(folder, found.env, logins);
}
async function readDigest({ metadataFile }) {
    const digest = (0,values/* valueAt */.f)(JSON.parse(await (0,promises_.readFile)(metadataFile, 'utf8')), ['containerimage.digest']);
    if (typeof digest !== 'string')
        throw new errors/* WorkError */.oE('buildx ended the build without an image and without an error');
    return digest;
}
const MAX_LINES = 30;
const builder_MAX_LINE = 2000;
/** What buildx says besides its trace: in the end, why it failed. */
class Said {
    lines = [];
    add(line) {
        this.lines.push((0,shared_text/* clip */.$Q)(line, builder_MAX_LINE));
        if (this.lines.length > MAX_LINES)
            this.lines.shift();
    }
    failure(status) {
        const lines = this.lines.filter((line) => line.trim() !== '');
        const at = lines.findLastIndex((line) => line.startsWith('ERROR: '));
        if (at >= 0) {
            return new errors/* WorkError */.oE((0,cause/* causeOf */.r)(lines.slice(at).join('\n')));
        }
        const ended = `docker buildx ended ${status === undefined ? 'by a signal' : `with exit status ${status}`}`;
        return new errors/* WorkError */.oE([ended, ...lines.slice(-1)].join(': '), { evidence: lines });
    }
}

// EXTERNAL MODULE: ./build-ts/src/shared/program.js
var program = __webpack_require__(89945);
;// CONCATENATED MODULE: ./build-ts/src/docker/buildx/inspect.js

/** Long enough for a builder that has to be started first, which may have to pull its image. */
const PATIENCE_MS = 120_000;
/** The version of the buildx that the docker CLI has: `0.29.1`. Undefined without any. */
async function buildxVersion(env) {
    const said = await docker(['buildx', 'version'], env);
    // github.com/docker/buildx v0.29.1 a32761aeb3debd39be1eca514af3693af0db334b
    return said.status === 0 ? /buildx v?(\d+\.\d+\.\d+)/.exec(said.stdout)?.[1] : undefined;
}
/** Asks for a builder, the current one without a name, and starts it if need be. A text: why there is none. */
async function inspectBuilder(name, env) {
    // -D: without it buildx does not say what the builder can do.
    const args = ['-D', 'buildx', 'inspect', '--bootstrap', ...(name === undefined ? [] : [`--builder=${name}`])];
    const { status, stdout, stderr } = await docker(args, env);
    if (status !== 0)
        return /^ERROR: (.*)$/m.exec(stderr)?.[1] ?? (stderr.trim().split('\n').at(-1) || 'it does not answer');
    return readFacts(stdout);
}
/** Reads the text that `docker -D buildx inspect` writes. */
function readFacts(text) {
    const lines = text.split('\n');
    const value = (key) => lines.map((line) => line.match(/^([\w ]+):\s+(.*?)\s*$/)).find((match) => match?.[1] === key)?.[2];
    const features = new Map();
    // " Cache export:   true", below "Features:"
    for (const line of lines) {
        const [, feature, can] = /^ ([\w -]+):\s+(true|false)\s*$/.exec(line) ?? [];
        if (feature !== undefined && !features.has(feature))
            features.set(feature, can === 'true');
    }
    const status = value('Status');
    const unwell = status === undefined || status === 'running' ? undefined : `it is ${status}`;
    return {
        name: value('Name') ?? '',
        driver: value('Driver') ?? '',
        endpoint: value('Endpoint') ?? '',
        error: value('Error') ?? unwell,
        features,
    };
}
async function docker(args, env) {
    try {
        return await (0,program/* runProgram */.V)('docker', args, { env, timeoutMs: PATIENCE_MS });
    }
    catch (error) {
        if (!(0,program/* cannotStart */.m)(error))
            throw error;
        return { status: undefined, stdout: '', stderr: 'there is no docker command' };
    }
}

;// CONCATENATED MODULE: ./build-ts/src/docker/buildx/find.js








/** The first buildx whose progress can be read (`--progress=rawjson`). */
const OLDEST = '0.13';
/**
 * The builder that is wanted. '' or `auto`: buildx on our engine where there is one, else the engine itself; `engine`;
 * `buildx`: its current builder; anything else: its builder of that name. Throws a UserError when there is none.
 */
async function findBuilder(wanted, { env, engine }) {
    if (wanted === 'engine')
        return engine.builder;
    const endpoint = await (0,docker_endpoint/* findEndpoint */.v)(env);
    const isAny = wanted === '' || wanted === 'auto';
    // Whatever builder is the current one: "default" is the engine at DOCKER_HOST.
    const ours = { DOCKER_HOST: env.DOCKER_HOST || (0,docker_engine/* addressOf */.c)(endpoint), DOCKER_CONTEXT: '', BUILDX_BUILDER: '' };
    const cliEnv = { ...setOnly(env), ...(isAny ? ours : {}) };
    const version = await buildxVersion(cliEnv);
    if (version === undefined || !isRecent(version)) {
        if (isAny)
            return engine.builder;
        const what = version === undefined ? 'the docker command has no buildx' : `the docker command has buildx ${version}`;
        throw (0,errors/* userError */.IF)(`the builder "${wanted}" was asked for, and ${what}`, {
            remedy: `Install buildx ${OLDEST} or newer, or use the engine itself: --builder engine.`,
        });
    }
    const facts = await inspectBuilder(isAny ? 'default' : wanted === 'buildx' ? undefined : wanted, cliEnv);
    const why = typeof facts === 'string' ? facts : facts.error;
    if (typeof facts === 'string' || why !== undefined) {
        if (isAny)
            return engine.builder;
        throw (0,errors/* userError */.IF)(`the builder "${wanted}" cannot be used: ${why ?? ''}`, {
            remedy: '"docker buildx ls" lists the builders that there are.',
        });
    }
    const isOurs = facts.driver === 'docker' && (await isEngineOf(facts.endpoint, endpoint, env));
    if (isAny && !isOurs)
        return engine.builder;
    return buildxBuilder({
        version,
        builder: facts.name,
        // The engine of another docker context; buildx wants that to be the current one.
        env: isOurs || facts.driver !== 'docker' ? cliEnv : { ...cliEnv, DOCKER_HOST: '', DOCKER_CONTEXT: facts.endpoint },
        logins: (0,credentials/* dockerCredentials */.d)(cliEnv),
        keeps: isOurs ? 'engine' : 'registry',
        can: capabilities(facts, (env.SSH_AUTH_SOCK ?? '') !== ''),
    });
}
/** What of it a builder cannot do; found out before the first build, all at once. */
function checkBuilder(builder, wants) {
    const { can } = builder;
    const problems = [];
    const cannot = (message, remedy) => void problems.push({ message, remedy });
    const itself = builder.name === 'engine' ? 'the engine, without buildx,' : 'this builder';
    const other = 'Use buildx with an engine that has the containerd image store, or with a builder of its own (docker buildx create).';
    for (const cache of wants.cacheFrom) {
        if (can.cacheFrom === 'registry' && (0,docker_caches/* cacheType */.NW)(cache) !== 'registry')
            cannot(`${itself} cannot read a cache of this kind: ${cache}`, `Name a ref (type=registry,ref=…). ${other}`);
    }
    for (const cache of wants.cacheTo) {
        if (can.cacheTo === 'inline' && (0,docker_caches/* cacheType */.NW)(cache) !== 'inline')
            cannot(`${itself} cannot write a cache of this kind: ${cache}`, `Write type=inline. ${other}`);
    }
    for (const [name, value] of [
        ['provenance', wants.provenance],
        ['SBOM', wants.sbom],
    ]) {
        if (value !== '' && value !== 'false' && !can.attestations)
            cannot(`${itself} can make no ${name}`, other);
    }
    if (wants.ssh && !can.ssh)
        cannot('an image uses the ssh agent in its build, and SSH_AUTH_SOCK names none', 'Start ssh-agent and add the key.');
    return problems;
}
function capabilities({ driver, features }, ssh) {
    // Of a driver other than docker's everything can be expected.
    const has = (feature) => features.get(feature) ?? driver !== 'docker';
    return {
        cacheFrom: 'any',
        cacheTo: has('Cache export') ? 'any' : 'inline',
        // Attestations stand beside the image in an index: what can hold several platforms can hold them.
        attestations: has('Multi-platform build'),
        ssh,
    };
}
function isRecent(version) {
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const [oldestMajor = 0, oldestMinor = 0] = OLDEST.split('.').map(Number);
    return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
/** Whether what a builder of the docker driver builds with is the engine that we talk to. */
async function isEngineOf(text, ours, env) {
    const named = text.includes('://')
        ? { ...env, DOCKER_HOST: text }
        : { ...env, DOCKER_CONTEXT: text, ...(text === 'default' ? {} : { DOCKER_HOST: undefined }) };
    try {
        return (await placeOf(await (0,docker_endpoint/* findEndpoint */.v)(named))) === (await placeOf(ours));
    }
    catch (error) {
        // An endpoint that we cannot talk to is not ours.
        if (error instanceof errors/* UserError */.yo)
            return false;
        throw error;
    }
}
async function placeOf(endpoint) {
    if (endpoint.kind !== 'socket')
        return (0,docker_engine/* addressOf */.c)(endpoint);
    return (0,promises_.realpath)(endpoint.path).catch(() => endpoint.path);
}
function setOnly(env) {
    return Object.fromEntries(Object.entries(env).filter((entry) => typeof entry[1] === 'string'));
}

;// CONCATENATED MODULE: ./build-ts/src/commands/builder.js


/** The builder that the user asked for. Throws a UserError when it is not there, or cannot do what is asked of it. */
async function chooseBuilder(request) {
    const { inputs, env, engine, plan, stack, steps } = request;
    const building = plan.images.filter(({ action }) => action === 'build' && steps.has('build'));
    if (building.length === 0)
        return engine.builder;
    let builder = await findBuilder(inputs.builder, { env, engine });
    if (request.fork && builder.keeps === 'registry') {
        request.notice(`This pull request comes from a fork: it is built here, not by ${inputs.builder}, which would push.`);
        builder = await findBuilder('auto', { env, engine });
    }
    const problems = checkBuilder(builder, {
        cacheFrom: inputs.cacheFrom,
        cacheTo: request.fork ? [] : inputs.cacheTo,
        provenance: inputs.provenance,
        sbom: inputs.sbom,
        secrets: building.some(({ name }) => (stack.images.get(name)?.secrets.length ?? 0) > 0),
        ssh: building.some(({ name }) => stack.images.get(name)?.ssh === true),
    });
    if (builder.keeps === 'registry' && !steps.has('push'))
        problems.push({
            message: `the builder ${inputs.builder} has its images elsewhere, and nothing is pushed: children and tests could not get at them`,
            remedy: 'Let it push (--registries), or use the builder of this engine: --builder engine.',
        });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return builder;
}

// EXTERNAL MODULE: ./build-ts/src/commands/earlier.js
var commands_earlier = __webpack_require__(54606);
// EXTERNAL MODULE: ./build-ts/src/stack/tags.js
var tags = __webpack_require__(38983);
;// CONCATENATED MODULE: ./build-ts/src/commands/facts-known.js






/** Bytes of a file of facts. */
const MOST_BYTES = 32 * 1024 * 1024;
/** What an earlier command wrote into the same folder about an image; undefined where there is nothing to go by. */
function earlierFacts(folders) {
    return async ({ file }) => {
        const path = (0,external_node_path_.join)(folders.manifests, `${file}.json`);
        try {
            if ((await (0,promises_.stat)(path)).size > MOST_BYTES)
                return undefined;
            return (0,contents_facts/* parseFacts */.hx)(JSON.parse(await (0,promises_.readFile)(path, 'utf8')), path);
        }
        catch {
            return undefined; // None, or not ours: then nothing is known.
        }
    };
}
/**
 * The refs that an image is compared with, the first that is there: what the name that a run moves names now; of a pull
 * request, and of a branch that was not published before, that of the default branch.
 */
function comparedWith({ pull, defaultBranch }, branch) {
    return (image) => {
        const [own] = image.refs;
        if (own === undefined || (0,stack_plan/* isPublished */.HF)(image))
            return [];
        const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(own);
        const [part, other] = [(0,tags/* branchPart */.E1)(branch), (0,tags/* branchPart */.E1)(defaultBranch ?? '')];
        const isBranch = part !== '' && other !== '' && part !== other && (tag === part || tag.endsWith(`-${part}`));
        if (!isBranch)
            return [own];
        const main = `${repository}:${tag.slice(0, tag.length - part.length)}${other}`;
        return pull === undefined ? [own, main] : [main, own];
    };
}

// EXTERNAL MODULE: ./build-ts/src/commands/planning.js + 13 modules
var planning = __webpack_require__(28470);
// EXTERNAL MODULE: ./build-ts/src/commands/moving.js
var moving = __webpack_require__(13401);
// EXTERNAL MODULE: ./build-ts/src/commands/results-file.js
var results_file = __webpack_require__(65531);
// EXTERNAL MODULE: ./build-ts/src/commands/move-names.js
var move_names = __webpack_require__(3660);
// EXTERNAL MODULE: ./build-ts/src/commands/release-rules.js
var release_rules = __webpack_require__(84401);
// EXTERNAL MODULE: ./build-ts/src/commands/version.js
var version = __webpack_require__(16870);
;// CONCATENATED MODULE: ./build-ts/src/commands/run-version.js




/**
 * A run that publishes tags of a version is held to what a release is: they never come to name anything else, and versions
 * go forward. Returns what is to be said; throws a UserError.
 */
async function checkRunVersion({ plan, disk, registry }, inputs, env, signal) {
    const { stack, bases, versioned } = disk;
    const [stage] = stack.stages;
    if (!(0,stages/* declaresStages */.tE)(stack) || stage === undefined || (0,stages/* immutableTemplate */.$Z)(stage) === undefined)
        return [];
    const working = plan.images.filter(({ action }) => action !== 'skip');
    const names = working.map(({ name, variant }) => (stack.variants.length > 1 ? `${name}@${variant}` : name));
    if (names.length === 0)
        return [];
    const facts = { branch: plan.branch, sha: plan.sha, version: versioned.version, user: (0,version/* userOf */.Z5)(inputs.user, env) };
    const { warnings } = await (0,release_rules/* checkStageVersion */.Rc)({
        ...{
            stage,
            members: (0,move_names/* membersOf */.lS)(stack, [...new Set(names)]),
            naming: { stack, bases, facts },
            versioned,
            registry,
            signal,
        },
        digestOf: (member, repository) => (0,release_rules/* plannedDigest */.JU)(plan, member, repository, registry),
    });
    return warnings;
}

// EXTERNAL MODULE: ./build-ts/src/shared/nearest.js
var nearest = __webpack_require__(54527);
;// CONCATENATED MODULE: ./build-ts/src/commands/secrets.js




/**
 * The values of the secrets that builds may mount, by id. Throws a UserError for what cannot be read; no value is ever part
 * of a message.
 */
async function readSecrets(inputs, env, base) {
    const problems = [];
    const found = new Map();
    const each = async (input, lines, read) => {
        for (const [index, line] of lines.entries()) {
            const equals = line.indexOf('=');
            if (equals < 1) {
                const message = `${input}: line ${index + 1} is not of the form id=…`;
                problems.push({ message, remedy: 'Write one secret per line; a value has one line.' });
                continue;
            }
            try {
                found.set(line.slice(0, equals), await read(line.slice(equals + 1)));
            }
            catch (error) {
                problems.push({ message: `${input}: the secret ${line.slice(0, equals)} cannot be read: ${(0,errors/* messageOf */.bD)(error)}` });
            }
        }
    };
    await each('secrets', inputs.secrets, (value) => Buffer.from(value));
    await each('secret-envs', inputs.secretEnvs, (name) => {
        const value = env[name];
        if (value === undefined)
            throw new Error(`there is no environment variable ${name}`);
        return Buffer.from(value);
    });
    await each('secret-files', inputs.secretFiles, (path) => (0,promises_.readFile)((0,external_node_path_.resolve)(base, path)));
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return found;
}
/** Before an hour of building: every secret that a build of the plan may mount has a value. Throws a UserError. */
function checkSecrets(plan, stack, secrets) {
    const known = [...new Set([...stack.images.values()].flatMap((image) => image.secrets))];
    const strangers = [...secrets.keys()].filter((id) => !known.includes(id));
    if (strangers.length > 0)
        throw new errors/* UserError */.yo(strangers.map((id) => ({
            message: `no image of ${stack.file} may mount the secret "${id}"`,
            remedy: known.length === 0
                ? 'Name it at the images that may: secrets: [ID]. A value has one line.'
                : (0,nearest/* suggest */.ZA)(id, known, 'secrets'),
        })));
    const building = new Set(plan.images.filter(({ action }) => action === 'build').map(({ name }) => name));
    const problems = [...building].flatMap((name) => {
        const image = stack.images.get(name);
        const missing = image?.secrets.filter((id) => !secrets.has(id)) ?? [];
        return missing.map((id) => ({
            message: `the build of ${name} may mount the secret "${id}", which has no value`,
            file: stack.file,
            ...image?.at,
            remedy: `Give it: --secret-envs ${id}=NAME (of an environment variable) or --secret-files ${id}=PATH; in a workflow the input secrets.`,
        }));
    });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
}

// EXTERNAL MODULE: ./build-ts/src/docker/space.js
var space = __webpack_require__(16586);
// EXTERNAL MODULE: ./build-ts/src/github/free-disk.js
var free_disk = __webpack_require__(25647);
;// CONCATENATED MODULE: ./build-ts/src/run/space.js


/**
 * Bytes that must be free before a build, unless the input says otherwise: a layer of packages has a gigabyte or two. With
 * less, the engine and the machine itself are about to fail in ways that nobody understands; more would refuse small images
 * on small machines. Who builds big ones asks for more.
 */
const MIN_FREE = 2_000_000_000;
/** For our own files: below it, GitHub's runner warns that it is about to stop. */
const MIN_OUTPUT = 100_000_000;
/** A package manager makes so many files in one step. */
const MIN_FILES = 20_000;
/** Images that are named. */
const LARGEST = 5;
/** Whether a build may begin; undefined: there is room enough, as far as is known. `minFree` 0: whatever there is. */
function judgeSpace(space, minFree) {
    if (minFree <= 0)
        return undefined;
    const places = [
        { where: 'engine', room: space.engine, wanted: minFree, what: 'where the engine keeps its images' },
        {
            where: 'output',
            room: space.output,
            wanted: Math.min(minFree, MIN_OUTPUT),
            what: 'where the logs and results go',
        },
    ];
    for (const { where, room, wanted, what } of places) {
        if (room === undefined)
            continue;
        const place = `${what} (${(0,shared_text/* plain */.pj)(room.path)})`;
        if (room.free < wanted)
            return { where, room, message: `${(0,shared_text/* sizeText */.lP)(room.free)} free ${place}, ${(0,shared_text/* sizeText */.lP)(wanted)} wanted` };
        if (where === 'engine' && room.freeFiles !== undefined && room.freeFiles < MIN_FILES)
            return { where, room, message: `room for ${room.freeFiles} more files ${place}, ${MIN_FILES} wanted` };
    }
    return undefined;
}
/** What a build fails with before it has begun; the largest things are named in the message, all of them in the evidence. */
function shortageError(shortage, usage, place) {
    const culprits = shortage.where === 'engine' ? takenBy(usage) : [];
    const taken = culprits.length === 0 ? '' : `; taken by: ${culprits.join(', ')}`;
    return new errors/* WorkError */.oE(`${shortage.message}${taken}`, {
        evidence: shortage.where === 'engine' ? usageLines(usage) : [],
        remedy: shortage.where === 'engine'
            ? engineRemedy(usage, place)
            : 'Remove what you do not need there, or choose another folder with "out".',
    });
}
/** What writers say when a disk is full: the C library, Node, the engine; a quota is a small disk. */
const FULL = /no space left on device|\bENOSPC\b|disk quota exceeded|\bEDQUOT\b/i;
function isDiskFull(texts) {
    return texts.some((text) => FULL.test(text));
}
/**
 * What to say of a build or push that failed because a disk was full, beside its own message. By the time we look, the
 * engine has thrown away what it had begun, so that there may be room again. Undefined when it failed otherwise.
 */
function explainFull(texts, { space, usage, minFree, place }) {
    if (!isDiskFull(texts))
        return undefined;
    const { engine, output } = space;
    // A disk with this much room was not what was full: in containers, /dev/shm and tmpfs are small ones of their own.
    const plenty = Math.max(minFree, MIN_FREE) * 10;
    const isElsewhere = engine !== undefined && engine.free > plenty && (engine.freeFiles ?? Infinity) > MIN_FILES;
    const evidence = [
        ...(engine === undefined
            ? []
            : [`now ${roomText(engine)} where the engine keeps its images (${(0,shared_text/* plain */.pj)(engine.path)})`]),
        ...(output === undefined ? [] : [`now ${roomText(output)} where the logs and results go (${(0,shared_text/* plain */.pj)(output.path)})`]),
        ...usageLines(usage),
    ];
    const remedy = isElsewhere
        ? 'The disk of the engine has room: does the step write to /dev/shm or to another small mount?'
        : engineRemedy(usage, place);
    return { evidence, remedy };
}
/** The same error, with what takes the room, when a full disk was its cause; otherwise the error as it is. */
async function withSpace(error, ports) {
    if (!(error instanceof errors/* WorkError */.oE) || !isDiskFull([error.message, ...error.evidence]))
        return error;
    const [space, usage] = await Promise.all([ports.readSpace(), ports.readUsage()]);
    const { minFree, place } = ports;
    const more = explainFull([error.message, ...error.evidence], { space, usage, minFree, place });
    if (more === undefined)
        return error;
    const message = FULL.test(error.message) ? error.message : `${error.message}: no space left on device`;
    return new errors/* WorkError */.oE(message, {
        evidence: [...error.evidence, ...more.evidence],
        remedy: more.remedy,
        cause: error.cause ?? error,
    });
}
/**
 * The check before each build: cheap while there is room. When there is not, what is ours and needed by nobody goes first; it
 * throws a WorkError that names what takes the room when that was not enough. Builds side by side share one check.
 */
function spaceCheck(ports) {
    const { readSpace, readUsage, reclaim, minFree, place } = ports;
    const shortage = async () => judgeSpace(await readSpace(), minFree);
    const check = async () => {
        const before = await shortage();
        if (before === undefined)
            return;
        if (before.where === 'engine')
            await reclaim(async () => (await shortage())?.where !== 'engine');
        const after = await shortage();
        if (after === undefined)
            return;
        throw shortageError(after, after.where === 'engine' ? await readUsage() : undefined, place);
    };
    let running;
    return () => (running ??= check().finally(() => (running = undefined)));
}
/** The largest first; whatever is nothing is not named. */
function takenBy(usage) {
    if (usage === undefined)
        return [];
    const parts = [
        { name: 'build cache', size: usage.buildCache },
        { name: 'containers', size: usage.containers },
        { name: 'volumes', size: usage.volumes },
        ...largest(usage.imageList).map(({ name, size }) => ({ name: `image ${(0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(name), 80)}`, size })),
    ];
    return parts
        .filter(({ size }) => size > 0)
        .sort((one, other) => other.size - one.size)
        .slice(0, LARGEST)
        .map(({ name, size }) => `${name} ${(0,shared_text/* sizeText */.lP)(size)}`);
}
function usageLines(usage) {
    if (usage === undefined)
        return [];
    const { images, imageList, buildCache, containers, volumes } = usage;
    const ours = imageList.filter((image) => image.ours).length;
    return (0,shared_text/* columns */.YB)([
        ['build cache', (0,shared_text/* sizeText */.lP)(buildCache)],
        ['containers', (0,shared_text/* sizeText */.lP)(containers)],
        ['volumes', (0,shared_text/* sizeText */.lP)(volumes)],
        [`${imageList.length} images (${ours} of them built by stack-action)`, `${(0,shared_text/* sizeText */.lP)(images)}, shared layers once`],
        ...largest(imageList).map(({ name, size, ours }) => [
            `  ${(0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(name), 100)}`,
            `${(0,shared_text/* sizeText */.lP)(size)}${ours ? ', built by stack-action' : ''}`,
        ]),
    ]);
}
function largest(images) {
    return [...images].sort((one, other) => other.size - one.size).slice(0, LARGEST);
}
/** We do not remove what is not ours; so we say what would help most. */
function engineRemedy(usage, { canFree }) {
    if (canFree)
        return 'Set "free-disk: true": it removes tools of the runner that building images does not need.';
    if (usage === undefined)
        return 'See "docker system df" for what takes the room, and remove what you do not need.';
    const { images, buildCache, containers, volumes } = usage;
    const most = Math.max(images, buildCache, containers, volumes);
    if (most === 0)
        return 'Other files than those of the engine take the room; remove some.';
    if (most === buildCache)
        return 'Remove the build cache with "docker builder prune"; other builds on this engine share it, so we leave it alone.';
    if (most === images)
        return 'Remove images that you do not need with "docker image rm"; images of the stack go by themselves with "prune: true" in its spec.';
    if (most === containers)
        return 'Remove containers that you do not need with "docker container rm".';
    return 'Remove volumes that you do not need with "docker volume rm".';
}
function roomText({ free, freeFiles }) {
    const files = freeFiles !== undefined && freeFiles < MIN_FILES ? ` and room for ${freeFiles} more files` : '';
    return `${(0,shared_text/* sizeText */.lP)(free)} free${files}`;
}

;// CONCATENATED MODULE: ./build-ts/src/commands/space.js





function guardSpace({ inputs, env, engine, folders, plan, notice }) {
    let folder;
    const engineFolder = () => (folder ??= engine.dataFolder());
    const ports = {
        readSpace: async () => {
            const at = await engineFolder();
            const [room, output] = await Promise.all([at === undefined ? undefined : (0,space/* roomAt */.t3)(at), (0,space/* roomAt */.t3)(folders.logs)]);
            return { engine: room, output };
        },
        readUsage: () => engine.usage((labels) => (0,values/* valueAt */.f)(labels, [run_context/* FINGERPRINT_LABEL */.qf]) !== undefined),
        reclaim: async (isEnough) => {
            const keep = new Set(plan.images.map((image) => image.fingerprint));
            const removed = await engine.removeLeftovers(run_context/* FINGERPRINT_LABEL */.qf, keep, isEnough).catch(() => 0);
            if (removed > 0)
                notice(`the disk is short of room: ${removed} ${removed === 1 ? 'image' : 'images'} of earlier runs removed`);
        },
        minFree: inputs.minFree,
        place: { canFree: (0,free_disk.isHosted)(env) && !inputs.freeDisk },
    };
    return { check: spaceCheck(ports), explain: (error) => withSpace(error, ports) };
}

// EXTERNAL MODULE: ./build-ts/src/commands/ssh-access.js
var ssh_access = __webpack_require__(27507);
;// CONCATENATED MODULE: ./build-ts/src/commands/suites.js


/** Longer than an interpreter takes to start on a machine that is busy. */
const PYTHON_MS = 60_000;
/** What suites ask of the call and of this machine, before an hour of building: throws a UserError with all that is not there. */
async function checkSuites(plan, inputs, known) {
    const running = plan.images.filter((image) => image.test).flatMap((image) => suites_suitesOf(image));
    const problems = [...missingWords(running, known), ...(await missingPython(running, inputs))];
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
}
/** What is said where some suites were left out: whatever is published has not passed those. */
function leftOut(plan, { suites, skipSuites }) {
    if (suites.length + skipSuites.length === 0)
        return undefined;
    const tested = plan.images.filter((image) => image.action !== 'skip');
    const names = tested.flatMap((image) => image.suites.flatMap(({ name, off }) => (off === undefined ? [] : [name])));
    const only = [...new Set(names)];
    return `Some suites are left out by suites and skip-suites: what is published has passed ${only.length === 0 ? 'none' : `only ${only.join(', ')}`}.`;
}
function suites_suitesOf({ suites }) {
    return suites.filter(({ off }) => off === undefined);
}
/** A command with a hole in it would test something else. */
function missingWords(suites, known) {
    const asked = ['stage', 'version'].flatMap((word) => suites
        .filter(({ run, settings }) => [...run, ...(settings.args ?? [])].some((one) => one.includes(`{${word}}`)))
        .map(({ name }) => ({ word, name })));
    const missing = new Map(asked.filter(({ word }) => known[word] === '').map((one) => [`${one.name} ${one.word}`, one]));
    return [...missing.values()].map(({ word, name }) => ({
        message: `suite ${name} uses {${word}}, and nobody says what it is`,
        remedy: `Give it with --${word} (input ${word}), or leave the suite out with --skip-suites ${name}.`,
    }));
}
/** Tests for pytest on the host want a Python that has it. */
async function missingPython(suites, { python }) {
    const names = new Set(suites.filter(({ kind, on }) => kind === 'pytest' && on === 'host').map(({ name }) => name));
    if (names.size === 0)
        return [];
    const remedy = 'Install pytest, and what the tests import, for it; or name another one with the input python.';
    const where = `suites on the host (${[...names].slice(0, 3).join(', ')}${names.size > 3 ? ' …' : ''}) need pytest`;
    try {
        const { status, stderr } = await (0,program/* runProgram */.V)(python, ['-c', 'import pytest'], { timeoutMs: PYTHON_MS });
        if (status === 0)
            return [];
        const said = stderr.trimEnd().split('\n').at(-1) ?? '';
        return [{ message: `${where}, and "${python}" does not have it${said === '' ? '' : `: ${said}`}`, remedy }];
    }
    catch (error) {
        if (!(0,program/* cannotStart */.m)(error))
            throw error;
        return [{ message: `${where}, and there is no "${python}" on this machine`, remedy }];
    }
}

;// CONCATENATED MODULE: ./build-ts/src/commands/pipeline.js






























const STEPS = {
    run: ['build', 'test', 'push', 'info'],
    build: ['build'],
    test: ['test', 'info'],
    push: ['push'],
};
const INFO_TIMEOUT_MS = 5 * 60_000;
/** run, build, test and push: the same path with more or fewer steps. Throws a UserError before anything was started. */
async function runCommand(request) {
    const { command, inputs, env, notice } = request;
    const base = (0,planning.baseDirectory)(request);
    const wanted = pipeline_stepsOf(command, inputs);
    const builds = wanted.includes('build');
    const [earlier, secrets] = await Promise.all([
        (0,commands_earlier/* readEarlier */.l)(inputs.earlier, (path) => (0,external_node_path_.resolve)(base, path)),
        readSecrets(inputs, env, base),
    ]);
    const planned = await (0,planning.preparePlan)({
        ...request,
        writes: true,
        assumes: false,
        builds,
        tests: wanted.includes('test'),
        madeAs: new Map([...earlier].flatMap(([id, { candidates: [made], },]) => (made === undefined ? [] : [[id, made.digest]]))),
        pushes: wanted.includes('push') ? 'now' : command === 'run' ? 'never' : 'later',
        findEngine: () => (inputs.dryRun ? engineIfAny(env, notice) : (0,docker_engine/* connectEngine */.x)(env)),
    });
    const { plan, disk, engine, registry, credentialsFor, folders, commit } = planned;
    await request.approve?.(planned);
    const publishes = wanted.includes('push') && !inputs.share && !inputs.offline && planned.publish !== 'none' && !planned.fork;
    if (publishes && request.approve === undefined)
        for (const text of await checkRunVersion(planned, inputs, env, request.signal))
            notice(text);
    const tests = wanted.includes('test') || command === 'push';
    const stage = stageOf(inputs, disk);
    if (tests && !inputs.dryRun)
        await checkSuites(plan, inputs, { stage, version: disk.versioned.version });
    const ssh = await (0,ssh_access.sshDefaults)(inputs, env, base);
    if (tests && wanted.includes('push') && !planned.fork && !inputs.dryRun)
        await (0,ssh_access.checkLogins)(plan, ssh, disk.directory, { online: !inputs.offline, signal: request.signal });
    const untested = tests && wanted.includes('push') ? leftOut(plan, inputs) : undefined;
    if (untested !== undefined)
        notice(untested);
    const prints = new Map(plan.images.map((image) => [image.id, image.fingerprint]));
    // What became of other content says nothing of this one.
    const settled = new Map([...earlier].filter(([id, { fingerprint }]) => prints.get(id) === fingerprint));
    const steps = new Set(wanted);
    if (planned.fork && steps.delete('push'))
        notice('This pull request comes from a fork: its images are built and tested, and nothing is published.');
    if (inputs.dryRun || engine === undefined)
        return { plan, results: undefined, folders, directory: disk.directory };
    if (steps.has('push') && !inputs.share && planned.publish !== 'none')
        checkPlatforms(plan);
    if (!builds)
        await checkBuilt(plan, engine, settled);
    else
        checkSecrets(plan, disk.stack, secrets);
    const builder = await chooseBuilder({ ...request, engine, plan, stack: disk.stack, steps, fork: planned.fork });
    if (steps.has('push') && !inputs.offline)
        await checkRights(plan, registry);
    const durations = request.durationsFor(disk, notice);
    const [previous, known] = await Promise.all([readPrevious(folders), durations.read()]);
    const who = (0,moving.whoMoves)(env);
    const recorder = new Recorder(folders, commit, planned.changedFiles, () => new Date(), undefined, who.run);
    const measured = [];
    const limit = (0,limited/* limitedTo */.s)(request.signal, inputs.timeoutMs, 'the run');
    try {
        const results = await runPipeline({
            command,
            plan,
            stack: disk.stack,
            stackDir: disk.directory,
            steps,
            engine,
            builder,
            registry,
            credentialsFor,
            previous,
            settled,
            limits: limitsOf(inputs),
            failFast: inputs.failFast,
            timeouts: {
                buildMs: inputs.buildTimeoutMs || undefined,
                pushMs: inputs.pushTimeoutMs || undefined,
                infoMs: INFO_TIMEOUT_MS,
            },
            durations: known,
            options: {
                noCache: !inputs.cache,
                cacheFrom: inputs.cacheFrom,
                cacheTo: cachesToWrite(planned.fork, inputs, notice),
                secrets,
                provenance: inputs.provenance,
                sbom: inputs.sbom,
            },
            suites: {
                keep: (image, suite) => (0,external_node_path_.join)(folders.logs, `${image.file}.${suite}`),
                machine: { env, python: inputs.python },
                ssh,
                stage,
                version: disk.versioned.version,
            },
            origin: {
                version: (0,version_args/* builtVersion */.PT)(disk.stack, disk.versioned.version),
                revision: commit.dirty ? '' : commit.hash,
                source: await (0,origin/* sourceAddress */.u)(env, disk.directory),
            },
            builtIn: (0,moving.whoMoves)(env).run || (0,external_node_os_.hostname)(),
            earlierFacts: earlierFacts(folders),
            against: publishes || (planned.fork && !inputs.offline) ? comparedWith(planned.event, plan.branch) : undefined,
            publish: inputs.share ? 'none' : planned.publish,
            space: guardSpace({ inputs, env, engine, folders, plan, notice }),
            signal: limit.signal,
            now: () => new Date(),
            emit: (happened) => {
                recorder.listen(happened);
                request.listen(happened);
                if (happened.type === 'step-end')
                    measured.push(happened);
            },
            operation: who,
            recordJournal: recorder.journal,
        });
        await durations.write((0,run_durations/* learn */.nB)(known, measured));
        return { plan, results, folders, directory: disk.directory };
    }
    finally {
        limit.release();
        recorder.close();
    }
}
/** What {stage} stands for: what was given, else the stage that runs make. */
function stageOf({ stage }, { stack }) {
    return stage === '' && (0,stages/* declaresStages */.tE)(stack) ? (stack.stages[0]?.name ?? '') : stage;
}
/** What another job is to go on with is pushed as a candidate. */
function pipeline_stepsOf(command, { push, share }) {
    const steps = STEPS[command].filter((step) => step !== 'push' || push);
    return share ? [...steps, 'push'] : steps;
}
function limitsOf({ parallelBuilds, parallelTests, parallelPushes }) {
    const chosen = (0,parallel/* defaultLimits */.M)({ cores: (0,external_node_os_.availableParallelism)(), memoryBytes: (0,external_node_os_.totalmem)() });
    return {
        build: parallelBuilds || chosen.build,
        test: parallelTests || chosen.test,
        push: parallelPushes || chosen.push,
    };
}
/** A fork must leave nothing behind that others build on. */
function cachesToWrite(fork, { cacheTo }, notice) {
    if (!fork || cacheTo.length === 0)
        return cacheTo;
    notice('This pull request comes from a fork: it writes no build cache.');
    return [];
}
/** A plan alone, for plan, explain and graph: does without an engine where there is none. */
function planCommand(request) {
    const { inputs, env, notice } = request;
    return (0,planning.preparePlan)({
        ...request,
        assumes: true,
        builds: true,
        tests: true,
        madeAs: new Map(),
        pushes: inputs.push ? 'later' : 'never',
        findEngine: () => engineIfAny(env, notice),
    });
}
async function engineIfAny(env, notice) {
    try {
        return await (0,docker_engine/* connectEngine */.x)(env);
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        notice(`${(0,errors/* messageOf */.bD)(error)}; fingerprints may differ from a run that has one`);
        return undefined;
    }
}
/** A name is of all platforms of its image: those that are not built here have to be in the registry. */
function checkPlatforms(plan) {
    const problems = plan.images.flatMap((image) => {
        const isThere = image.found.length > 0 && (image.passed || !(0,stack_plan/* isTestable */.nd)(image));
        if (image.index.length === 0 || image.action !== 'skip' || isThere)
            return [];
        const other = plan.images.find((one) => one.index[0] === image.index[0] && one.action !== 'skip');
        if (other === undefined)
            return [];
        return [
            {
                message: `${other.name} cannot be published without ${image.id}, which ${image.found.length > 0 ? 'has not passed its suites' : 'nobody has'}`,
                remedy: 'Build it for all its platforms, or only make candidates with --publish none.',
            },
        ];
    });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
}
/** `test` and `push` work on what `build` made of exactly this content: on this engine, or in another job. */
async function checkBuilt(plan, engine, settled) {
    const problems = await Promise.all(plan.images
        .filter((image) => image.action === 'build' && image.found.length === 0 && !(0,results/* isLost */.JD)(settled.get(image.id)))
        .map(async (image) => {
        const ref = image.localRefs[0] ?? image.ref;
        if ((await engine.inspect(ref)) !== undefined)
            return [];
        return [
            {
                message: `${image.id} is not in the engine as it is now (${ref})`,
                remedy: 'Run "stack-action build" first; after a change, again; with --share where it runs on another machine.',
            },
        ];
    }));
    if (problems.flat().length > 0)
        throw new errors/* UserError */.yo(problems.flat());
}
/** Look-ups at the same time before a run. */
const CHECKS = 8;
/** A push that would be refused is found before an hour of building, not after it. */
async function checkRights(plan, registry) {
    const repositories = [...new Set(plan.images.flatMap(pushedTo))];
    const slot = (0,slots/* slots */.Q)(CHECKS);
    const refused = await Promise.all(repositories.map((repository) => slot(async () => {
        try {
            await registry.checkPush(repository);
            return [];
        }
        catch (error) {
            if (!(error instanceof client/* RegistryError */.g) || ![401, 403, 404, 405].includes(error.status))
                throw error;
            return [{ repository, message: error.message, remedy: error.remedy ?? '' }];
        }
    })));
    // A login that is refused is one problem, however many repositories it is for.
    const byRemedy = new Map();
    for (const one of refused.flat())
        byRemedy.set(one.remedy, [...(byRemedy.get(one.remedy) ?? []), one]);
    const problems = [...byRemedy].flatMap(([remedy, [first, ...others]]) => {
        if (first === undefined)
            return [];
        const more = others.length === 0 ? '' : ` (so with ${(0,shared_text/* clip */.$Q)(others.map((one) => one.repository).join(', '), MAX_LIST)})`;
        return [{ message: `${first.message}${more}`, ...(remedy === '' ? {} : { remedy }) }];
    });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
}
/** Characters of a list of names in a message. */
const MAX_LIST = 500;
/** Repositories that something of an image will be written to. */
function pushedTo(image) {
    if (image.action === 'skip' || (0,stack_plan/* isPublished */.HF)(image))
        return [];
    return image.candidates.map((ref) => (0,stack_refs/* splitRef */.Mn)(ref).repository);
}
/** What earlier steps found out, when they wrote into the same folder. */
async function readPrevious(folders) {
    try {
        const results = JSON.parse(await (0,promises_.readFile)((0,external_node_path_.join)(folders.artifacts, commands_earlier/* RESULTS_FILE */.y), 'utf8'));
        return (0,results_file/* isResults */.V)(results) ? results : undefined;
    }
    catch {
        return undefined; // None, or not ours: then nothing is known.
    }
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


/***/ }),

/***/ 40786:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ normalCommand),
/* harmony export */   w: () => (/* binding */ layersOf)
/* harmony export */ });
/** The layers of an image, with the times of the build's steps where they are this image's own. */
function layersOf(history, steps) {
    const commands = history.map((entry) => normalCommand(entry.createdBy));
    const times = ownSteps(commands, steps);
    let cumulativeSize = 0;
    return history.map((entry, index) => {
        cumulativeSize += entry.size;
        const step = times.get(index);
        return {
            command: commands[index] ?? '',
            size: entry.size,
            cumulativeSize,
            createdAt: new Date(entry.created * 1000).toISOString(),
            ms: step?.ms === undefined ? null : Math.round(step.ms),
            cached: step?.cached ?? false,
        };
    });
}
/** Instructions that are steps of a build and layers of an image alike. */
const MAKES_LAYER = /^(RUN|COPY|ADD|WORKDIR)\b/;
/**
 * Which layer each step of the build made, by index. Texts cannot tell (BuildKit shows steps with variables filled in,
 * the history without), order can: the last layers are the steps of the last stage. That stage is the one whose
 * instructions fit from the end; of several, the one with the most equal texts.
 */
function ownSteps(commands, steps) {
    const layers = commands.flatMap((command, index) => (MAKES_LAYER.test(command) ? [{ command, index }] : []));
    const stages = new Map();
    for (const step of steps) {
        const [, stage, command] = /^\[(?:(\S+) +)?\d+\/\d+\] (.*)$/s.exec(step.name) ?? [];
        if (command === undefined || !MAKES_LAYER.test(command))
            continue;
        const known = stages.get(stage ?? '') ?? [];
        stages.set(stage ?? '', [...known, { command: normalCommand(command), step }]);
    }
    let best = { score: -1, pairs: [] };
    for (const own of stages.values()) {
        const tail = layers.slice(-own.length);
        if (tail.length < own.length || tail.some(({ command }, at) => kindOf(command) !== kindOf(own[at]?.command ?? '')))
            continue;
        const score = own.filter(({ command }, at) => command === tail[at]?.command).length + own.length / 1000;
        if (score > best.score)
            best = { score, pairs: own.flatMap(({ step }, at) => (tail[at] === undefined ? [] : [[tail[at].index, step]])) };
    }
    return new Map(best.pairs);
}
function kindOf(command) {
    return MAKES_LAYER.exec(command)?.[1];
}
/** Longer ones are shortened wherever they are shown or kept. */
const MOST_CHARACTERS = 100_000;
/** A command as the Dockerfile has it: without the shell, the build args and the marks that builders put around it. */
function normalCommand(command) {
    // A text without end, of whoever made the base: nothing here may look at any part of it twice.
    return command
        .slice(0, MOST_CHARACTERS)
        .replace(/\s# buildkit$/, '')
        .replace(/^\/bin\/sh -c #\(nop\)\s+/, '')
        .replace(/^(RUN )?\|\d+ (?:.*? )?(?=\/(?:usr\/)?bin\/(?:ba|da|z|k)?sh (?:-\S+ (?:pipefail )?)*?-\w*c )/s, '$1')
        .replace(/^(RUN )?\/bin\/sh -c /, '$1')
        .replace(/\s+/g, ' ')
        .trim();
}


/***/ }),

/***/ 25647:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   RUNNER_TOOLS: () => (/* binding */ RUNNER_TOOLS),
/* harmony export */   freeDisk: () => (/* binding */ freeDisk),
/* harmony export */   freeDiskLines: () => (/* binding */ freeDiskLines),
/* harmony export */   isHosted: () => (/* binding */ isHosted)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2890);
/* harmony import */ var _shared_program_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(89945);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3350);
/* harmony import */ var _docker_space_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(16586);






/**
 * The paths are those of https://github.com/actions/runner-images, images/ubuntu/scripts/build (August 2026). Left alone:
 * what workflows of images use beside us (cloud command lines, browsers, Python and Node of the tool cache, compilers).
 */
const RUNNER_TOOLS = [
    { name: 'Android SDK', path: '/usr/local/lib/android' }, // install-android-sdk.sh
    { name: 'Haskell', path: '/usr/local/.ghcup' }, // install-haskell.sh
    { name: 'Haskell, older runners', path: '/opt/ghc' }, // before ghcup; github.com/jlumbroso/free-disk-space
    { name: 'CodeQL', path: '/opt/hostedtoolcache/CodeQL' }, // install-codeql-bundle.sh, configure-environment.sh
    { name: 'Swift', path: '/usr/share/swift' }, // install-swift.sh
    { name: '.NET', path: '/usr/share/dotnet' }, // install-dotnetcore-sdk.sh
    { name: 'PowerShell modules', path: '/usr/local/share/powershell' }, // Install-PowerShellModules.ps1, scope AllUsers
    { name: 'Miniconda', path: '/usr/share/miniconda' }, // install-miniconda.sh
];
/** A machine of GitHub's own, new for this job and thrown away after it. */
function isHosted(env) {
    return env.GITHUB_ACTIONS === 'true' && env.RUNNER_ENVIRONMENT === 'github-hosted' && env.RUNNER_OS === 'Linux';
}
const NOTHING = { removed: [], kept: [], freed: 0 };
/** The Android SDK has some hundred thousand files. */
const PATIENCE_MS = 10 * 60_000;
/** Removes tools of a runner of GitHub's own, and of no other machine, one after the other. Nothing is thrown. */
async function freeDisk({ env, protect, tools = RUNNER_TOOLS, root = '/', elevate = ['sudo', '-n'], }) {
    if (!isHosted(env))
        return { refused: 'this is not a Linux runner of GitHub', ...NOTHING };
    // What lies there belongs to the job's image, and the runner's own disk is out of reach.
    if (await isThere((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, '.dockerenv')))
        return { refused: 'the job runs in a container', ...NOTHING };
    const own = await Promise.all([env.GITHUB_WORKSPACE, env.RUNNER_TEMP, ...protect].map(realPath));
    const base = (await realPath(root)) ?? root;
    const removed = [];
    const kept = [];
    for (const tool of tools) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(base, tool.path);
        if (!(await isThere(path)))
            continue;
        const why = await obstacle(path, own);
        if (why !== undefined) {
            kept.push({ ...tool, path, why });
            continue;
        }
        const before = (await (0,_docker_space_js__WEBPACK_IMPORTED_MODULE_5__/* .roomAt */ .t3)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path)))?.free ?? 0;
        const failure = await remove(path, elevate);
        const freed = Math.max(((await (0,_docker_space_js__WEBPACK_IMPORTED_MODULE_5__/* .roomAt */ .t3)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path)))?.free ?? 0) - before, 0);
        if (failure === undefined)
            removed.push({ ...tool, path, freed });
        else
            kept.push({ ...tool, path, why: failure });
    }
    return { removed, kept, freed: removed.reduce((sum, tool) => sum + tool.freed, 0) };
}
/** For people, in lines; empty where there was nothing to do. */
function freeDiskLines({ refused, removed, kept, freed }) {
    if (refused !== undefined)
        return [`free-disk removes nothing here: ${refused}`];
    return [
        ...removed.map((tool) => `free-disk: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_4__/* .sizeText */ .lP)(tool.freed)} by removing ${tool.name} (${tool.path})`),
        ...kept.map((tool) => `free-disk: ${tool.name} (${tool.path}) stays: ${tool.why}`),
        ...(removed.length === 0 ? [] : [`free-disk: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_4__/* .sizeText */ .lP)(freed)} in all`]),
    ];
}
/** Why a path must stay, if it must. */
async function obstacle(path, own) {
    const real = await realPath(path);
    // A link, or below one: it leads to something that nobody has named.
    if (real !== path)
        return 'a link leads somewhere else';
    const inside = own.find((one) => one !== undefined && (isWithin(one, path) || isWithin(path, one)));
    return inside === undefined ? undefined : `${inside} is in use`;
}
/** Argv only; what is mounted below stays. */
async function remove(path, elevate) {
    const command = [...elevate, 'rm', '-rf', '--one-file-system', '--', path];
    const [program = '', ...args] = command;
    try {
        const { status, timedOut, stderr } = await (0,_shared_program_js__WEBPACK_IMPORTED_MODULE_3__/* .runProgram */ .V)(program, args, { timeoutMs: PATIENCE_MS });
        if (status === 0)
            return undefined;
        return timedOut
            ? 'removing it takes too long'
            : stderr.trim().split('\n')[0] || `rm ended with exit status ${status}`;
    }
    catch (error) {
        return (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error);
    }
}
/** Whether `path` is `folder` or below it. */
function isWithin(path, folder) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(folder, path);
    return way === '' || (way !== '..' && !way.startsWith('../') && !way.startsWith('/'));
}
async function realPath(path) {
    return path === undefined || path === '' ? undefined : (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(path).catch(() => undefined);
}
function isThere(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(path).then(() => true, () => false);
}


/***/ }),

/***/ 62644:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   NB: () => (/* binding */ platformManifest),
/* harmony export */   n3: () => (/* binding */ compressedSize),
/* harmony export */   q0: () => (/* binding */ describe)
/* harmony export */ });
/* harmony import */ var _contents_layers_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(40786);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3350);
/* harmony import */ var _shared_values_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(41195);
/* harmony import */ var _config_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(561);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(64143);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(46317);







/** Configurations are some kilobytes; no hostile one is read. */
const MOST_CONFIG = 8 * 1024 * 1024;
const MOST_LAYERS = 2000;
/** The manifest of one platform behind a tag or digest: one request, two where it is an index of several. */
async function platformManifest(registry, repository, reference, platform, { signal, patience } = {}) {
    const asked = await registry.manifest(repository, reference, patience, signal);
    if (asked === undefined || !(0,_config_js__WEBPACK_IMPORTED_MODULE_2__/* .isIndex */ .nw)(asked.mediaType))
        return asked;
    const chosen = (0,_config_js__WEBPACK_IMPORTED_MODULE_2__/* .chooseManifest */ .XT)((0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .q)(asked.bytes, `${repository}@${asked.digest}`), platform);
    return chosen === undefined ? undefined : registry.manifest(repository, chosen, patience, signal);
}
/** Bytes of all layers of a manifest, as they travel; undefined where it does not say. */
function compressedSize(manifest) {
    const sizes = layerSizes(manifest);
    return sizes?.reduce((sum, size) => sum + size, 0);
}
/** One request more than its manifest: its configuration. Undefined for what is no image. */
async function describe(registry, repository, manifest, signal) {
    const sizes = layerSizes(manifest);
    if (sizes === undefined)
        return undefined;
    const name = `${repository}@${manifest.digest}`;
    const content = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .q)(manifest.bytes, name);
    const digest = (0,_config_js__WEBPACK_IMPORTED_MODULE_2__/* .configDigest */ .xv)(content, name);
    const size = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(content, ['config', 'size']);
    if (typeof size !== 'number' || !(size <= MOST_CONFIG))
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`${name} has a configuration of ${String(size)} bytes`);
    const bytes = await registry.blob(repository, { digest, size }, signal);
    if (bytes === undefined)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`${name} lists ${digest}, which the registry does not have`);
    const config = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .q)(bytes, name);
    const created = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(config, ['created']);
    return {
        digest: manifest.digest,
        compressed: sizes.reduce((sum, one) => sum + one, 0),
        layers: (0,_contents_layers_js__WEBPACK_IMPORTED_MODULE_6__/* .layersOf */ .w)(historyOf(config, sizes), []),
        labels: (0,_config_js__WEBPACK_IMPORTED_MODULE_2__/* .labelsOf */ .PC)(config),
        created: typeof created === 'string' && !Number.isNaN(Date.parse(created)) ? new Date(created).toISOString() : '',
    };
}
function layerSizes(manifest) {
    if (!(0,_config_js__WEBPACK_IMPORTED_MODULE_2__/* .isImage */ .wu)(manifest.mediaType))
        return undefined;
    const content = (0,_json_js__WEBPACK_IMPORTED_MODULE_4__/* .parseJson */ .q)(manifest.bytes, manifest.digest);
    const layers = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(content, ['layers']);
    if (!Array.isArray(layers) || !(0,_digest_js__WEBPACK_IMPORTED_MODULE_3__/* .isDigest */ .B)((0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(content, ['config', 'digest'])))
        return undefined;
    return layers.slice(0, MOST_LAYERS).map((layer) => {
        const size = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(layer, ['size']);
        return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : 0;
    });
}
/** image-spec, config.md, "history": each entry that is not marked empty has the next layer. */
function historyOf(config, sizes) {
    const history = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(config, ['history']);
    let next = 0;
    const entries = (Array.isArray(history) ? history : [])
        .slice(0, MOST_LAYERS)
        .map((entry) => {
        const [by, at] = [(0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(entry, ['created_by']), Date.parse(String((0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(entry, ['created'])))];
        return {
            createdBy: typeof by === 'string' ? (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(by) : '',
            created: Number.isNaN(at) ? 0 : Math.floor(at / 1000),
            size: (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(entry, ['empty_layer']) === true ? 0 : (sizes[next++] ?? 0),
        };
    });
    return [...entries, ...sizes.slice(next).map((size) => ({ createdBy: '', created: 0, size }))];
}


/***/ }),

/***/ 60581:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ renderManifest)
/* harmony export */ });
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3350);
/* harmony import */ var _diff_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76355);


/** More lines than this are folded away. */
const FOLD_AFTER = 30;
/** Characters of a layer's command. */
const MAX_COMMAND = 400;
/** And of why a suite is off. */
const MAX_WHY = 160;
/** Bytes of what changed: a wiki's page is for reading. */
const MAX_DIFF = 100_000;
/** The page that says what is in an image: `manifests/<safe name>.md`. The same facts make the same page. */
function renderManifest(facts, { published = [], buildMs, diff } = {}) {
    const rows = [
        ['Image', code(facts.ref)],
        ['Digest', facts.digest === null ? '' : code(facts.digest)],
        ['Published as', published.map(({ ref }) => code(ref)).join('<br>')],
        ['Version', (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(facts.version)],
        ['Source', sourceText(facts)],
        ['Built on', builtOnText(facts)],
        ['Base', facts.base === null ? '' : placeText(facts.base)],
        ['Platform', (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(facts.platform)],
        ['Built at', timeText(facts.builtAt)],
        ['Built in', linkOf(facts.builtIn) ?? (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(facts.builtIn)],
        ['Build time', buildMs === undefined ? '' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S5)(buildMs)],
        ['Size', facts.size === 0 ? '' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(facts.size)],
        ['Compressed', facts.compressed === null ? '' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(facts.compressed)],
        ['Tests', facts.suites.map(suiteText).join('<br>') || 'none'],
        ['Fingerprint', facts.fingerprint === '' ? '' : code(facts.fingerprint)],
    ];
    return [
        `# ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(facts.id)}`,
        '',
        '| | |',
        '|:--|:--|',
        ...rows.filter(([, value]) => value !== '').map(([name, value]) => `| ${name} | ${value} |`),
        '',
        ...(diff === undefined ? [] : ['## What changed', '', (0,_diff_js__WEBPACK_IMPORTED_MODULE_1__/* .diffMarkdown */ .xb)(diff, MAX_DIFF), '']),
        ...layerSection(facts),
        ...facts.infos.flatMap(infoSection),
        '',
    ].join('\n');
}
/** As code where that can be told from the code around it, else escaped. */
function code(text) {
    const clean = (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(text);
    return /^[\w./:@+=-]+$/.test(clean) ? `\`${clean}\`` : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(clean);
}
/** An address of the web, as a link to itself; undefined where it is none, or could be more than one. */
function linkOf(text, label = text) {
    return /^https?:\/\/[\w.-]+(?::\d+)?(?:\/[\w.~/-]*)?$/.test(text) ? `[${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(label)}](${text})` : undefined;
}
function sourceText({ revision, source }) {
    if (revision === '')
        return linkOf(source) ?? (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(source);
    const isHash = /^[0-9a-f]{7,64}$/.test(revision);
    const link = isHash ? linkOf(`${source.replace(/\/+$/, '')}/commit/${revision}`, revision.slice(0, 12)) : undefined;
    return link ?? code(revision);
}
function placeText({ ref, digest }) {
    return digest === null ? code(ref) : `${code(ref)}<br>${code(digest)}`;
}
function builtOnText({ parents }) {
    return parents.length === 0 ? 'no image of this stack' : parents.map(placeText).join('<br>');
}
function timeText(iso) {
    return `${iso
        .slice(0, 19)
        .replace('T', ' ')
        .replace(/[^\d: -]/g, '')} UTC`;
}
function suiteText({ name, of, outcome, total, failed = 0, skipped = 0, flaky = 0, why }) {
    const facts = [
        ...(of === undefined ? [] : [`of ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(of)}`]),
        ...(total === undefined ? [] : [`${total} ${total === 1 ? 'test' : 'tests'}`]),
        ...(failed > 0 ? [`${failed} failed`] : []),
        ...(skipped > 0 ? [`${skipped} skipped`] : []),
        ...(flaky > 0 ? [`${flaky} flaky`] : []),
        ...(why === undefined ? [] : [(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)(why, MAX_WHY))]),
    ];
    return `${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(name)}: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(outcome)}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
}
function layerSection({ layers }) {
    if (layers.length === 0)
        return [];
    return [
        '## Layers',
        '',
        '| Command | Size | Total | Time | Created |',
        '|:--|--:|--:|--:|:--|',
        ...layers.map(({ command, size, cumulativeSize, cached, ms, createdAt }) => `| ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)(command, MAX_COMMAND))} | ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(size)} | ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(cumulativeSize)} | ${cached ? 'cached' : ms === null ? '' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S5)(ms)} | ${createdAt.slice(0, 19).replace('T', ' ')} |`),
    ];
}
function infoSection({ description, command, status, output }) {
    const text = output.split('\n').map(_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj).join('\n').trimEnd();
    const lines = text.split('\n').length;
    const block = (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .fenced */ .OF)(text);
    return [
        '',
        `## ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(description)}`,
        '',
        ...(status === 0 ? [] : [`**The command ended with exit status ${status}**: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(command.join(' '))}`, '']),
        ...(lines > FOLD_AFTER ? ['<details>', `<summary>${lines} lines</summary>`, '', block, '', '</details>'] : [block]),
    ];
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


/***/ }),

/***/ 2686:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   WU: () => (/* binding */ bareFacts),
/* harmony export */   ey: () => (/* binding */ placeOfFacts),
/* harmony export */   xS: () => (/* binding */ factsOf)
/* harmony export */ });
/* harmony import */ var _contents_layers_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(40786);
/* harmony import */ var _stack_refs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99072);
/* harmony import */ var _origin_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(335);



/** Everything that is known of an image when all its steps are done; undefined where there is nothing new. */
async function factsOf(state, image, { pushed, stored }) {
    const { engine, earlierFacts, origin, builtIn = '' } = state.request;
    const known = state.known(image);
    const isBuilt = known.local !== undefined || (state.does(image, 'build') && known.layers !== undefined);
    const id = isBuilt ? undefined : await state.knownId(image);
    const local = known.local ?? (id === undefined ? undefined : await engine.inspect(id));
    const before = isBuilt ? undefined : ((await earlierOf(earlierFacts, image, local)) ?? stored);
    if (local === undefined && known.infos === undefined && before === undefined && pushed === undefined)
        return undefined;
    const history = known.layers ?? before?.layers ?? (local === undefined ? [] : await historyOf(state, local.id));
    const suites = state.resultOf(image).suites;
    const labels = isBuilt ? { ...origin } : originOf(local, before);
    return {
        schema: 1,
        ...{ id: image.id, name: image.name, variant: image.variant, platform: image.platform },
        // The ref of this run names it, whatever named it before.
        ...{ ref: image.ref, digest: pushed?.digest ?? null, fingerprint: image.fingerprint },
        ...labels,
        parents: parentsOf(state, image),
        base: baseOf(state, image),
        builtAt: timeOf(isBuilt ? local?.created : (before?.builtAt ?? local?.created)) ?? state.results.startedAt,
        builtIn: isBuilt ? builtIn : (before?.builtIn ?? ''),
        size: local?.size ?? before?.size ?? 0,
        compressed: pushed?.compressed ?? null,
        layers: history,
        infos: known.infos ?? before?.infos ?? [],
        suites: suites.some(({ outcome }) => outcome !== 'off') || before === undefined ? suites.map(suiteFacts) : before.suites,
    };
}
/** What only manifest and configuration say. */
function bareFacts(image, ref, { digest, compressed, layers, labels, created }) {
    return {
        schema: 1,
        ...{ id: image.id, name: image.name, variant: image.variant, platform: image.platform, ref, digest },
        fingerprint: '',
        ...fromLabels(labels),
        ...{ parents: [], base: null, builtAt: created === '' ? new Date(0).toISOString() : created, builtIn: '' },
        ...{ size: 0, compressed, layers, infos: [], suites: [] },
    };
}
function timeOf(text) {
    const at = Date.parse(text ?? '');
    return Number.isNaN(at) ? undefined : new Date(at).toISOString();
}
/** What an earlier command wrote into the same folder about this very build. */
async function earlierOf(read, image, local) {
    const facts = await read?.(image);
    if (facts === undefined || facts.fingerprint !== image.fingerprint)
        return undefined;
    return local !== undefined && timeOf(local.created) === facts.builtAt ? facts : undefined;
}
async function historyOf(state, id) {
    return (0,_contents_layers_js__WEBPACK_IMPORTED_MODULE_2__/* .layersOf */ .w)(await state.request.engine.history(id), []);
}
function originOf(local, before) {
    if (before === undefined)
        return fromLabels(local?.labels ?? {});
    const { revision, source, version } = before;
    return { revision, source, version };
}
function fromLabels(labels) {
    const of = (label) => (0,_contents_layers_js__WEBPACK_IMPORTED_MODULE_2__/* .normalCommand */ .p)(labels[label] ?? '');
    return {
        revision: of(_origin_js__WEBPACK_IMPORTED_MODULE_1__/* .ORIGIN_LABELS */ .fy.revision),
        source: of(_origin_js__WEBPACK_IMPORTED_MODULE_1__/* .ORIGIN_LABELS */ .fy.source),
        version: of(_origin_js__WEBPACK_IMPORTED_MODULE_1__/* .ORIGIN_LABELS */ .fy.version),
    };
}
function parentsOf(state, image) {
    return state.parentsOf(image).map((parent) => ({
        name: parent.name,
        ref: parent.ref,
        digest: state.inRegistry(parent)?.digest ?? null,
    }));
}
/** Outside of the stack: the image's own base, else that of what it is built on. */
function baseOf(state, image) {
    const [own] = Object.entries(image.bases);
    if (own !== undefined)
        return { ref: own[0], digest: own[1].pin ? digestIn(own[1].digest) : null };
    for (const parent of state.parentsOf(image)) {
        const base = baseOf(state, parent);
        if (base !== null)
            return base;
    }
    return null;
}
function digestIn(text) {
    const digest = text.includes('@') ? text.slice(text.indexOf('@') + 1) : text;
    return /^sha256:[a-f0-9]{64}$/.test(digest) ? digest : null;
}
function suiteFacts({ name, outcome, of, counts, flaky = [], message = '' }) {
    return {
        ...{ name, outcome, ...counts },
        ...(of === undefined ? {} : { of }),
        ...(flaky.length === 0 ? {} : { flaky: flaky.length }),
        ...(outcome === 'off' && message !== '' ? { why: message } : {}),
    };
}
/** Where facts of an image lie in its first registry; undefined where it is in none. */
function placeOfFacts(state, image) {
    const known = state.inRegistry(image);
    return known === undefined ? undefined : { repository: (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_0__/* .splitRef */ .Mn)(known.ref).repository, digest: known.digest };
}


/***/ }),

/***/ 68228:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   N: () => (/* binding */ runInfos)
/* harmony export */ });
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3350);
/* harmony import */ var _suites_lines_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(74284);


/** More than any package list has; a command that never stops printing must not fill our memory. */
const MOST_BYTES = 2_000_000;
const MOST_LINES = 50_000;
/** Exit status that timeout(1) has for what took too long. */
const TIMED_OUT = 124;
/** Runs info commands in one throw-away container, without a network; what fails of them says so in its status. */
async function runInfos(engine, request) {
    const { image, platform: wanted, commands, timeoutMs, signal } = request;
    if (commands.length === 0)
        return [];
    const platform = wanted === engine.platform ? {} : { platform: wanted };
    const inside = await engine.inside({ image, ...platform, lifetimeMs: timeoutMs * commands.length, signal });
    const infos = [];
    try {
        for (const command of commands) {
            const run = inside === undefined ? alone(engine, { ...platform, ...request }) : within(inside, request);
            infos.push(await run(command));
        }
    }
    finally {
        await inside?.close();
    }
    return infos;
}
function within(inside, request) {
    return async (command) => {
        const { output, text } = listening(request);
        const { status, ended } = await inside.run({
            ...{ command: command.command, timeoutMs: request.timeoutMs, mostBytes: MOST_BYTES },
            onOutput: (stream, data) => output.push(stream, data),
        });
        return factsOfInfo(command, ended === 'time' ? TIMED_OUT : status, text(ended));
    };
}
/** Each in a container of its own, where an image cannot hold one open. */
function alone(engine, request) {
    const { image, platform, timeoutMs, signal } = request;
    return async (command) => {
        const { output, text } = listening(request);
        const { status, timedOut } = await engine.run({
            ...{ image, ...(platform === engine.platform ? {} : { platform }) },
            ...{ command: command.command, env: {}, files: [], network: false, timeoutMs, signal },
            onOutput: (stream, data) => output.push(stream, data),
        });
        return factsOfInfo(command, timedOut ? TIMED_OUT : status, text(timedOut ? 'time' : undefined));
    };
}
function factsOfInfo({ name, description, command }, status, output) {
    return { name, description, command, status, output };
}
function listening({ timeoutMs, veiled = (line) => line }) {
    const lines = [];
    let left = 0;
    const output = new _suites_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .LineSplitter */ .g((line) => {
        if (lines.length < MOST_LINES)
            lines.push(veiled(line));
        else
            left++;
    });
    return {
        output,
        text: (ended) => {
            output.end();
            if (left > 0)
                lines.push(`… ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .counted */ .hS)(left, 'more line')}`);
            if (ended === 'time')
                lines.push(`… ended after ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S5)(timeoutMs)}`);
            if (ended === 'output')
                lines.push(`… ended: it writes more than ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(MOST_BYTES)}`);
            return lines.join('\n');
        },
    };
}


/***/ })

};
