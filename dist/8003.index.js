export const id = 8003;
export const ids = [8003];
export const modules = {

/***/ 88003:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  gpuTestCommand: () => (/* binding */ gpuTestCommand)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: ./build-ts/src/changes/origin.js
var origin = __webpack_require__(93171);
// EXTERNAL MODULE: ./build-ts/src/docker/engine.js + 18 modules
var docker_engine = __webpack_require__(3622);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: ./build-ts/src/output/plan-files.js
var plan_files = __webpack_require__(33068);
;// CONCATENATED MODULE: ./build-ts/src/output/gpu-files.js





/** What is said without end must not fill the disk. */
const MAX_LOG_BYTES = 256 * 1024 * 1024;
/** Writes the files of a GPU test as it goes: whatever ends it, what happened until then is on the disk. */
class GpuFiles {
    folders;
    maxLogBytes;
    logs = new Map();
    /** Throws a UserError where nothing can be written: nothing was started then. */
    constructor(folders, maxLogBytes = MAX_LOG_BYTES) {
        this.folders = folders;
        this.maxLogBytes = maxLogBytes;
        try {
            for (const folder of [folders.artifacts, folders.logs]) {
                (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
                (0,external_node_fs_.accessSync)(folder, external_node_fs_.constants.W_OK | external_node_fs_.constants.X_OK);
            }
            // Of an earlier test: must not be taken for this one's.
            (0,external_node_fs_.rmSync)((0,external_node_path_.join)(folders.artifacts, RESULT), { force: true });
        }
        catch (error) {
            throw (0,errors/* userError */.IF)(`the files of the GPU test cannot be written to ${folders.artifacts}: ${(0,errors/* messageOf */.bD)(error)}`, {
                remedy: 'Name another folder with --out.',
            });
        }
    }
    result(result) {
        (0,plan_files/* replaceFile */.fR)(this.folders.artifacts, RESULT, (0,plan_files/* json */.Pq)(result));
    }
    /** A line of the log of an image; `file` is what its files are called. */
    line(file, suite, text) {
        const log = this.logs.get(file) ?? this.open(file);
        if (log.left < 0)
            return;
        const line = `[${suite}] ${text}\n`;
        log.left -= Buffer.byteLength(line);
        (0,external_node_fs_.writeSync)(log.file, log.left < 0 ? `… more than ${(0,shared_text/* sizeText */.lP)(this.maxLogBytes)}: the rest is left out\n` : line);
    }
    /** Its report, or none: that of an earlier test is not this one's. */
    report(file, suite, junit) {
        const path = (0,external_node_path_.join)(this.folders.logs, `${file}.${suite}.junit.xml`);
        if (junit === undefined)
            (0,external_node_fs_.rmSync)(path, { force: true });
        else
            (0,external_node_fs_.writeFileSync)(path, junit);
    }
    /** The folder for what a suite leaves. */
    keep(file, suite) {
        return (0,external_node_path_.join)(this.folders.logs, `${file}.${suite}`);
    }
    close() {
        for (const { file } of this.logs.values())
            (0,external_node_fs_.closeSync)(file);
        this.logs.clear();
    }
    open(file) {
        const log = { file: (0,external_node_fs_.openSync)((0,external_node_path_.join)(this.folders.logs, `${file}.gpu-tests.log`), 'w'), left: this.maxLogBytes };
        this.logs.set(file, log);
        return log;
    }
}
const RESULT = 'gpu-test.json';

// EXTERNAL MODULE: ./build-ts/src/registry/credentials.js
var credentials = __webpack_require__(18561);
// EXTERNAL MODULE: ./build-ts/src/registry/slots.js
var slots = __webpack_require__(81718);
// EXTERNAL MODULE: ./build-ts/src/run/moves.js + 2 modules
var run_moves = __webpack_require__(21962);
// EXTERNAL MODULE: ./build-ts/src/run/parallel.js
var parallel = __webpack_require__(71074);
// EXTERNAL MODULE: ./build-ts/src/shared/limited.js
var limited = __webpack_require__(31291);
// EXTERNAL MODULE: ./build-ts/src/commands/ssh-access.js
var ssh_access = __webpack_require__(27507);
// EXTERNAL MODULE: ./build-ts/src/report/tests.js
var tests = __webpack_require__(82791);
// EXTERNAL MODULE: ./build-ts/src/shared/nearest.js
var nearest = __webpack_require__(54527);
// EXTERNAL MODULE: ./node_modules/shell-quote/index.js
var shell_quote = __webpack_require__(26591);
;// CONCATENATED MODULE: ./build-ts/src/stack/command-words.js


/**
 * A command line as argv, as a shell would cut it; variables and globs stay as they are written. What only a shell can do
 * (pipes, redirections) is refused. `name` is where it was given, for the message. Throws a UserError.
 */
function commandWords(command, name) {
    const words = (0,shell_quote.parse)(command, (variable) => `$${variable}`).map((word) => {
        if (typeof word === 'string')
            return word;
        if ('op' in word && word.op === 'glob')
            return word.pattern;
        throw (0,errors/* userError */.IF)(`${name}: "${'op' in word ? word.op : '#'}" needs a shell, and no shell runs this command`, {
            remedy: "Write bash -c '…' around it, or declare a suite in the spec, whose run is a list of words.",
        });
    });
    if (words.length === 0)
        throw (0,errors/* userError */.IF)(`${name}: the command is empty`);
    return words;
}

// EXTERNAL MODULE: ./build-ts/src/stack/gpu-suites.js
var gpu_suites = __webpack_require__(30646);
// EXTERNAL MODULE: ./build-ts/src/stack/proof.js
var stack_proof = __webpack_require__(39002);
// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var refs = __webpack_require__(99072);
// EXTERNAL MODULE: ./build-ts/src/stack/suites.js
var suites = __webpack_require__(70043);
// EXTERNAL MODULE: ./build-ts/src/commands/move-names.js
var move_names = __webpack_require__(3660);
// EXTERNAL MODULE: ./build-ts/src/commands/suites-asked.js
var suites_asked = __webpack_require__(59024);
;// CONCATENATED MODULE: ./build-ts/src/commands/gpu-choice.js











/** What every name is, as digests: of the same image the same digest is tested once. Throws a UserError for what is not there. */
async function targetsOf(inputs, ground, facts, signal) {
    const { stack, bases, registry } = ground;
    if (inputs.from === '')
        throw (0,errors/* userError */.IF)('it is not said what is tested', {
            remedy: 'Name a tag, a stage or the digest of one image with --from (input `from`).',
        });
    const moves = (0,move_names/* namesToMove */.Vj)({ stack, from: inputs.from, to: [], facts, bases, toBases: [], images: inputs.images });
    const wanted = moves.map(({ id, source }) => ({ image: id, ref: source }));
    const found = await (0,run_moves/* resolveSources */.l7)(registry, wanted, signal);
    const targets = new Map();
    for (const [at, move] of moves.entries()) {
        const source = found[at];
        if (source === undefined)
            continue;
        const key = `${move.id} ${source.digest}`;
        const known = targets.get(key);
        targets.set(key, known === undefined ? targetOf(move, source) : { ...known, sources: [...known.sources, source] });
    }
    const ids = [...targets.values()].map(({ id }) => id);
    // Two registries may have two images under one name: then their files must differ.
    return [...targets.values()].map((one) => ids.filter((id) => id === one.id).length > 1
        ? { ...one, file: `${one.file}-${one.sources[0].digest.slice('sha256:'.length, 'sha256:'.length + 12)}` }
        : one);
}
function targetOf({ id, image, named, reference }, source) {
    return {
        ...{ id, image, variant: named.name, prefix: named.prefix, sources: [source] },
        ...{ tag: reference.includes(':') ? '' : reference, file: (0,refs/* safeName */.jC)(id) },
    };
}
/** The stack with the test that the call brings itself, where it does. */
function withOwnTest(stack, { command, images }) {
    if (command === '')
        return stack;
    const run = commandWords(command, 'command');
    const proof = (0,stack_proof/* proofOf */.o)(run, undefined);
    if (proof === undefined)
        throw (0,errors/* userError */.IF)('nothing in the command shows that tests ran: a launcher may end with 0 and have started none', {
            remedy: 'Let pytest be a word of it, whose closing line is read; or declare a suite in the spec with `on: ssh`, and say its `proof`.',
        });
    if (stack.suites.some(({ name }) => name === gpu_suites/* GPU_TEST */.SX))
        throw (0,errors/* userError */.IF)(`${stack.file} has a suite "${gpu_suites/* GPU_TEST */.SX}", and the call brings one, too`, {
            remedy: 'Leave out the input command, or give the suite of the spec another name.',
        });
    if (images.length === 0)
        throw (0,errors/* userError */.IF)('it is not said which images the command tests', {
            remedy: 'Name them with --images (input `images`): the command runs once for each.',
        });
    const own = {
        ...{ name: gpu_suites/* GPU_TEST */.SX, does: { kind: 'command', run }, images: undefined, files: undefined },
        settings: {
            ...suites/* NO_SETTINGS */.Ac,
            ...{ on: 'ssh', pushed: true, isDefault: false },
            remote: {
                ...{ proof, report: undefined, cleanUp: undefined, retries: 0, retryWaitMs: undefined, retryWhen: [] },
                ...{ host: undefined, jump: undefined, knownHosts: undefined, connectMs: undefined, keepAliveMs: undefined },
            },
        },
        at: { line: 1, column: 1, excerpt: '' },
    };
    return { ...stack, suites: [...stack.suites, own] };
}
/**
 * The suites that run on each: those that are named, else the test that the call brings, else those of the spec that want a
 * GPU. Images that none is for are left out. Throws a UserError where there is none at all.
 */
async function withSuites(targets, ground, inputs) {
    const { stack } = ground;
    const byDefault = inputs.command !== '' ? [gpu_suites/* GPU_TEST */.SX] : inputs.suites;
    const choice = { only: byDefault, skip: inputs.skipSuites };
    const plannedOn = await (0,suites_asked/* suitesFor */.f)(ground, { choice, defaultTimeoutMs: inputs.testTimeoutMs });
    const isChosen = (suite, image) => {
        if (inputs.skipSuites.includes(suite.name) || inputs.skipSuites.includes(suite.group))
            return false;
        if (byDefault.length > 0)
            return suite.off === undefined;
        if (image.suites !== undefined && ![suite.name, suite.group].some((name) => image.suites?.includes(name)))
            return false;
        return (0,gpu_suites/* wantsGpu */.CR)({ on: suite.on, gpus: suite.settings.gpus });
    };
    const chosen = targets.map((target) => ({
        ...target,
        suites: plannedOn(target.image)
            .filter((suite) => isChosen(suite, target.image))
            .map((suite) => ({ ...suite, off: undefined })),
    }));
    const tested = chosen.filter(({ suites }) => suites.length > 0);
    if (tested.length === 0)
        throw noSuites(stack, inputs.suites);
    return tested;
}
function noSuites(stack, named) {
    const declared = stack.suites.map(({ name }) => name);
    const message = named.length > 0
        ? `none of the images has a suite that is called ${named.join(' or ')}`
        : 'there is no suite that wants a GPU, for any of these images';
    const [wrong] = named.filter((name) => !declared.includes(name));
    const meant = wrong === undefined ? undefined : (0,nearest/* nearest */.pA)(wrong, [...declared, gpu_suites/* GPU_TEST */.SX]);
    if (meant !== undefined)
        return new errors/* UserError */.yo([{ message, file: stack.file, remedy: `Did you mean "${meant}"?` }]);
    return new errors/* UserError */.yo([
        {
            message,
            file: stack.file,
            remedy: 'Declare one under `suites` with `on: ssh` (or `gpus: all`); or give the command itself: --command "launch.sh -i {ref} … pytest /opt/workflow_tests" --images NAME --ssh-host user@host (inputs command, images, ssh-host).',
        },
    ]);
}
/** It is told a name, and not what that names. */
function usesTagOf({ run }) {
    return run.some((word) => word.includes('{tag}'));
}
const MAX_NAMES = 10;
/** Images that the call names, and that no suite is for; of a whole stack most images want no GPU, which is no news. */
function untestedNotes(asked, targets, named) {
    const tested = new Set(targets.map(({ id }) => id));
    const without = [...new Set(asked.map(({ id }) => id))].filter((id) => !tested.has(id));
    return named.length === 0 || without.length === 0
        ? []
        : [`not tested, because none of the suites is for them: ${(0,tests/* someOf */.yU)(without, MAX_NAMES)}`];
}

// EXTERNAL MODULE: ./build-ts/src/registry/journal.js + 1 modules
var journal = __webpack_require__(59536);
// EXTERNAL MODULE: ./build-ts/src/run/publish.js
var publish = __webpack_require__(33078);
;// CONCATENATED MODULE: ./build-ts/src/commands/gpu-records.js




/** Milliseconds for all journals together, also when everything is to stop. */
const JOURNAL_MS = 30_000;
/** Repositories at the same time. */
const PARALLEL = 16;
/**
 * Writes into the registries what suites said of exactly these digests: who moves names goes by it. A suite that was
 * stopped says nothing. What cannot be written makes the test fail: nobody could go by it. What is recorded already is not
 * written again.
 */
async function recordTests(registry, tested, result) {
    const records = new Map();
    const owners = new Map();
    for (const one of tested) {
        const { notBegun } = one.result;
        const named = (outcome) => one.result.suites
            .filter((suite) => suite.outcome === outcome && !notBegun.includes(suite.name))
            .map(({ name }) => name);
        const [suites, failed] = [named('passed'), named('failed')];
        if (suites.length + failed.length === 0)
            continue;
        for (const { repository, digest } of one.target.sources) {
            if (one.result.recorded.includes(repository))
                continue;
            const { operation, by, run, at, from } = result;
            const record = {
                ...{ operation, kind: 'test', state: 'done', tag: tagOf(one.target.tag, digest), old: digest, new: digest },
                ...{ at, by, run, from },
                ...(suites.length === 0 ? {} : { suites }),
                ...(failed.length === 0 ? {} : { failed }),
            };
            records.set(repository, [...(records.get(repository) ?? []), record]);
            owners.set(repository, [...(owners.get(repository) ?? []), one]);
        }
    }
    const failures = [];
    const signal = AbortSignal.timeout(JOURNAL_MS);
    await (0,publish/* forAll */.Lw)([...records], async ([repository, own]) => {
        try {
            await (0,journal/* appendJournal */.aM)(registry, repository, own, { signal });
            for (const { result: image } of owners.get(repository) ?? [])
                image.recorded.push(repository);
        }
        catch (error) {
            failures.push(error instanceof journal/* NoJournal */.F8
                ? `there is no journal in this registry, so nothing knows what passed: ${(0,errors/* messageOf */.bD)(error)}`
                : `the journal of ${repository} does not say what came of the test: ${(0,errors/* messageOf */.bD)(error)}`);
        }
    }, PARALLEL);
    return { failures };
}
/** Of a digest that was asked for by itself, a name that nobody else gives. */
function tagOf(tag, digest) {
    return (0,refs/* isTag */.dz)(tag) ? tag : digest.replace(':', '-');
}

// EXTERNAL MODULE: ./build-ts/src/remote/places.js
var places = __webpack_require__(61704);
// EXTERNAL MODULE: ./build-ts/src/run/suites/ssh-access.js
var suites_ssh_access = __webpack_require__(34516);
// EXTERNAL MODULE: ./build-ts/src/run/suites/templates.js
var templates = __webpack_require__(76828);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./build-ts/src/run/suites/run.js + 17 modules
var suites_run = __webpack_require__(84178);
// EXTERNAL MODULE: ./build-ts/src/run/suites/veil.js
var suites_veil = __webpack_require__(64051);
// EXTERNAL MODULE: ./build-ts/src/run/suites/verdict.js + 1 modules
var verdict = __webpack_require__(99076);
;// CONCATENATED MODULE: ./build-ts/src/commands/gpu-run.js









/** Runs the suites of all images, those of one after the other. What is stopped stays `cancelled`; nothing is thrown for it. */
async function runGpuSuites(tested, run) {
    const inSlot = (0,slots/* slots */.Q)(run.parallel);
    const alone = (0,slots/* slots */.Q)(1);
    const one = async (each) => {
        const { target, result } = each;
        for (const suite of target.suites) {
            if (run.signal.aborted)
                return;
            const work = () => runOne(target, suite, run);
            const done = await (suite.settings.alone === true ? alone(work) : work());
            if (done === undefined)
                return;
            result.suites = [...result.suites, done.result];
            if (done.notBegun === true)
                result.notBegun.push(suite.name);
            if (done.remedy !== undefined)
                result.remedy ??= done.remedy;
            run.files.report(target.file, suite.name, done.junit);
            const why = done.result.message === undefined ? '' : `: ${(0,shared_text/* plain */.pj)(done.result.message)}`;
            const { name, outcome, ms } = done.result;
            run.say(`${target.id}: suite ${name} ${outcome} in ${(0,shared_text/* durationText */.S5)(ms)}${why}`);
            run.changed();
        }
        result.outcome = result.suites.every(({ outcome }) => outcome === 'passed') ? 'passed' : 'failed';
        run.changed();
        await run.finished(each);
    };
    await Promise.all(tested.map((each) => inSlot(() => one(each))));
    for (const { result } of tested)
        if (result.outcome === 'cancelled' && result.suites.some(({ outcome }) => outcome === 'failed'))
            result.outcome = 'failed';
}
/** Undefined: it was stopped. */
async function runOne(target, suite, run) {
    const { engine, signal, files } = run;
    const veil = (0,suites_veil/* veilOf */.W)(run.secrets);
    const keep = files.keep(target.file, suite.name);
    const onLine = (text) => {
        const line = veil.text(text);
        files.line(target.file, suite.name, line);
        run.say(`${target.id} [${suite.name}] ${(0,shared_text/* plain */.pj)(line)}`);
    };
    await (0,promises_.rm)(keep, { recursive: true, force: true });
    run.say(`${target.id}: suite ${suite.name} …`);
    const began = performance.now();
    try {
        if (suite.on !== 'ssh')
            await pulled(target, run, onLine);
        const done = await (0,suites_run/* runSuite */.o)({
            ...{ engine, stackDir: run.directory, suite, keep, machine: run.machine, ssh: run.ssh, signal, onLine },
            image: { name: target.image.name, ref: refOf(target) },
            words: wordsOf(target, run),
        });
        return veil.run(await stillNamed(target, suite, run, done));
    }
    catch (error) {
        if (signal.aborted) {
            onLine(`stopped: ${(0,errors/* messageOf */.bD)(signal.reason)}`);
            return undefined;
        }
        if (!(error instanceof errors/* WorkError */.oE))
            throw error;
        return veil.run((0,verdict/* notRunResult */.Ee)(suite, error, Math.round(performance.now() - began)));
    }
}
/** The exact image, whatever its names come to name. */
function refOf({ sources: [source] }) {
    return `${source.repository}@${source.digest}`;
}
function wordsOf(target, { facts }) {
    const { image, variant, prefix, tag, sources } = target;
    return {
        ...{ image: image.name, variant, prefix, tag, platform: '' },
        ...{ ref: refOf(target), digest: sources[0].digest },
        ...facts,
    };
}
/** In the engine as exactly this digest. */
async function pulled(target, run, onLine) {
    const { engine, credentialsFor, signal } = run;
    if (engine === undefined || (await engine.inspect(refOf(target))) !== undefined)
        return;
    const { repository, digest } = target.sources[0];
    onLine(`pulling ${refOf(target)}`);
    const login = await credentialsFor((0,refs/* parseRepository */.SU)(repository)?.host ?? refs/* DEFAULT_HOST */.HX);
    await engine.pull(repository, digest, login, onLine, signal);
}
/** A launcher that was told a name has run what that named: it must still be the digest that the record is about. */
async function stillNamed(target, suite, run, done) {
    const [{ repository, digest }] = target.sources;
    if (done.result.outcome !== 'passed' || target.tag === '' || !usesTagOf(suite))
        return done;
    const now = await run.registry.digest(repository, target.tag);
    if (now === digest)
        return done;
    const message = `${repository}:${target.tag} came to name ${now ?? 'nothing'} while it was tested: nobody knows which image ran`;
    const result = { ...done.result, outcome: 'failed', message };
    return { ...done, result, remedy: 'Write {ref} instead of {tag} into the command, which is the digest.' };
}

;// CONCATENATED MODULE: ./build-ts/src/commands/gpu-rehearsal.js




/** What would be run, exactly, and where; {launch} and {report} are of a launch, and stay as they are. */
async function rehearse(targets, run) {
    const shown = targets.flatMap((target) => target.suites.map(async (suite) => ({
        ...{ image: target.id, suite: suite.name, where: await whereOf(suite, run) },
        words: commandOf(suite, target, run),
    })));
    return Promise.all(shown);
}
async function whereOf(suite, { ssh, directory, engine }) {
    if (suite.on === 'ssh')
        return (0,places/* placeText */.Z9)((await (0,suites_ssh_access/* accessOf */.Y)(suite, ssh, directory)).place);
    return suite.on === 'container' ? (engine?.address ?? '') : '';
}
/** Of what is no command, the program that runs it and what it is given. */
function commandOf({ kind, run: words, files, targets }, target, run) {
    if (kind === 'command')
        return (0,templates/* fillWords */.B)(words, wordsOf(target, run));
    return [kind, ...(files === undefined ? [] : [files]), ...targets];
}

// EXTERNAL MODULE: ./build-ts/src/shared/values.js
var values = __webpack_require__(41195);
;// CONCATENATED MODULE: ./build-ts/src/commands/gpu-statuses.js




/** What a status is called on GitHub: branch rules may require it by this name. */
const STATUS_CONTEXT = 'stack-action/gpu-test';
/**
 * Says on the commits that images were built of what becomes of their test: one status for each commit, about all of its
 * images. It is a courtesy: what cannot be said is a notice.
 */
class GpuStatuses {
    set;
    repository;
    result;
    isOver = false;
    /** Commits of which nothing can be said: GitHub does not know them, or takes no more. */
    refused = new Set();
    /** `repository`: address of this repository, for what the images say of theirs. */
    constructor(set, repository, result) {
        this.set = set;
        this.repository = repository;
        this.result = result;
    }
    /** The commits of this repository, each with its images; why the others get no status goes into the notices. */
    commits() {
        const commits = new Map();
        for (const image of this.result.images) {
            if (whyNone(image, this.repository) !== undefined)
                continue;
            commits.set(image.revision, [...(commits.get(image.revision) ?? []), image]);
        }
        return commits;
    }
    async begin() {
        const { notices, images } = this.result;
        if (this.set === undefined) {
            notices.push('no commit status is set: there is no token, or no repository that it is for');
            return;
        }
        for (const why of new Set(images.flatMap((image) => whyNone(image, this.repository) ?? [])))
            notices.push(why);
        const all = [...this.commits()];
        await Promise.all(all.map(([sha, own]) => this.say(sha, 'pending', `${(0,shared_text/* counted */.hS)(own.length, 'image is', 'images are')} being tested`)));
    }
    /** By what is known now; said again only where it has changed. */
    async end() {
        await Promise.all([...this.commits()].map(([sha, own]) => this.say(sha, ...endOf(own))));
    }
    async say(sha, state, description) {
        const { set, result } = this;
        if (set === undefined || this.isOver || this.refused.has(sha))
            return;
        const last = result.statuses.find((one) => one.sha === sha);
        if (last?.state === state && last.description === description)
            return;
        try {
            await set({ sha, state, context: STATUS_CONTEXT, description, targetUrl: result.run });
            result.statuses = [...result.statuses.filter((one) => one.sha !== sha), { sha, state, description }];
        }
        catch (error) {
            const mayNot = isAboutRights(error);
            // One that may not will not the next time; of another commit the others are to hear all the same.
            if (mayNot)
                this.isOver = true;
            else
                this.refused.add(sha);
            const remedy = error instanceof errors/* WorkError */.oE && error.remedy !== undefined ? ` ${error.remedy}` : '';
            const where = mayNot ? '' : ` on ${sha.slice(0, 12)}`;
            const notice = `the commit status ${STATUS_CONTEXT} could not be set${where}: ${(0,errors/* messageOf */.bD)(error)}.${remedy}`;
            if (!result.notices.includes(notice))
                result.notices.push(notice);
        }
    }
}
/** A token that GitHub does not know, or that has no right: it says so with these. */
const RIGHTS = [401, 403, 404];
function isAboutRights(error) {
    return RIGHTS.includes((0,values/* valueAt */.f)(error instanceof Error ? error.cause : undefined, ['status']));
}
function whyNone({ image, revision, source }, repository) {
    if (!/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(revision))
        return `no commit status for ${image}: it does not say which commit it was built of`;
    if (source !== '' && (0,origin/* publicAddress */.W)(source).toLowerCase() !== repository.toLowerCase())
        return `no commit status for ${image}: it was built of another repository`;
    return undefined;
}
/** A test that failed is a failure; what could not be found out is an error. */
function endOf(images) {
    const failed = images.filter(({ suites, notBegun }) => suites.some(({ name, outcome }) => outcome === 'failed' && !notBegun.includes(name)));
    const passed = images.filter(({ outcome }) => outcome === 'passed');
    const names = (of) => of.map(({ image }) => image).join(', ');
    if (failed.length > 0)
        return ['failure', `${failed.length} of ${images.length} failed: ${names(failed)}`];
    const unknown = images.filter((image) => !passed.includes(image));
    if (unknown.length > 0)
        return ['error', `it could not be found out of ${names(unknown)}`];
    return ['success', `passed: ${names(images)}`];
}

// EXTERNAL MODULE: ./build-ts/src/commands/moving.js
var moving = __webpack_require__(13401);
// EXTERNAL MODULE: ./build-ts/src/commands/tag.js + 1 modules
var tag = __webpack_require__(27873);
;// CONCATENATED MODULE: ./build-ts/src/commands/gpu-test.js


















/** In the words of a refusal. */
const TESTING = {
    what: 'a GPU test, by its record,',
    nothing: 'nothing was tested',
    advice: 'Test images',
};
/**
 * Runs the suites that want a GPU on images of a registry, and records what came of it beside exactly these digests. Throws a
 * UserError before anything ran; what fails then is in the result.
 */
async function gpuTestCommand(request) {
    const { inputs, env, signal, now } = request;
    const at = now();
    const prepared = await (0,moving/* prepareMoves */.iB)(request, TESTING);
    const ground = { ...prepared, stack: withOwnTest(prepared.stack, inputs) };
    const facts = await (0,tag.factsOf)({ inputs: { ...inputs, to: [] }, env }, ground);
    const asked = await targetsOf(inputs, ground, facts, signal);
    const targets = await withSuites(asked, ground, inputs);
    checkWords(targets, { stage: inputs.stage, version: facts.version ?? '' });
    const suites = targets.flatMap((target) => target.suites);
    const [labels, engine] = await Promise.all([
        labelsOf(targets, ground.registry),
        suites.some(({ on }) => on !== 'ssh') ? (0,docker_engine/* connectEngine */.x)(env) : Promise.resolve(undefined),
        (0,ssh_access.checkAccess)(suites.filter(({ on }) => on === 'ssh'), request.ssh, ground.directory, { online: true, signal }),
    ]);
    const result = {
        ...{ schema: 1, command: 'gpu-test', outcome: 'running', dryRun: inputs.dryRun, operation: (0,run_moves/* operationId */.Bb)(at) },
        ...{ ...ground.who, at: at.toISOString(), ms: 0, from: inputs.from },
        images: targets.map((target) => testedOf(target, labels.get(target.id))),
        ...{ commands: [], statuses: [], notices: untestedNotes(asked, targets, inputs.images) },
    };
    const files = new GpuFiles(ground.folders);
    const limit = (0,limited/* limitedTo */.s)(signal, inputs.timeoutMs, 'the GPU test');
    const run = {
        ...{ stack: ground.stack, directory: ground.directory, engine, registry: ground.registry, files },
        ...{ credentialsFor: (0,credentials/* dockerCredentials */.d)(env), machine: { env, python: inputs.python } },
        ...{ ssh: request.ssh, secrets: request.secrets, say: request.say, signal: limit.signal },
        facts: { branch: facts.branch, sha: facts.sha, stage: inputs.stage, version: facts.version ?? '' },
        parallel: inputs.parallelTests || (0,parallel/* defaultLimits */.M)({ cores: (0,external_node_os_.availableParallelism)(), memoryBytes: (0,external_node_os_.totalmem)() }).test,
        changed: () => {
            result.ms = now().getTime() - at.getTime();
            files.result(result);
        },
        // A job that is cancelled has ten seconds, and one that is killed has none: what is known by then is not lost with the rest.
        finished: async (one) => {
            if (inputs.dryRun)
                return;
            await recordTests(ground.registry, [one], result);
            run.changed();
        },
    };
    try {
        request.begin();
        run.changed();
        const done = inputs.dryRun
            ? await rehearsed(targets, run, result)
            : await tested(targets, run, result, { request, ground });
        return { result: done, folders: ground.folders, directory: ground.directory };
    }
    finally {
        // Also on the way out of an error that nobody foresaw.
        if (result.outcome === 'running')
            result.outcome = 'failed';
        try {
            run.changed();
        }
        finally {
            limit.release();
            files.close();
        }
    }
}
/** Really runs them. */
async function tested(targets, run, result, { request, ground }) {
    const all = targets.flatMap((target, at) => {
        const image = result.images[at];
        return image === undefined ? [] : [{ target, result: image }];
    });
    const repository = await (0,origin/* sourceAddress */.u)(request.env, ground.directory);
    const statuses = new GpuStatuses(request.setStatus, repository, result);
    await statuses.begin();
    run.changed();
    let told = Promise.resolve();
    // Ending launches takes longer than a job that is cancelled may have: no commit is to stay pending.
    const onStop = () => void (told = statuses.end());
    run.signal.addEventListener('abort', onStop);
    try {
        await runGpuSuites(all, run);
    }
    finally {
        run.signal.removeEventListener('abort', onStop);
        // Whatever ended it: what is known, and could not be written before, is known to those who go by it.
        const { failures } = await recordTests(ground.registry, all, result);
        result.notices.push(...failures);
        result.outcome = outcomeOf(result, run.signal, failures);
        const why = run.signal.reason;
        if (result.outcome === 'interrupted' && why instanceof errors/* Interrupted */.j$)
            result.notices.push(why.message);
        await told;
        await statuses.end();
    }
    return result;
}
async function rehearsed(targets, run, result) {
    result.commands = await rehearse(targets, run);
    result.outcome = 'passed';
    return result;
}
function outcomeOf({ images }, signal, failures) {
    if (signal.aborted && images.some(({ outcome }) => outcome === 'cancelled'))
        return 'interrupted';
    return failures.length === 0 && images.every(({ outcome }) => outcome === 'passed') ? 'passed' : 'failed';
}
/** Questions at the same time. */
const LOOK_UPS = 8;
/** Where images say that they come from (https://github.com/opencontainers/image-spec/blob/main/annotations.md). */
async function labelsOf(targets, registry) {
    const inSlot = (0,slots/* slots */.Q)(LOOK_UPS);
    const found = await Promise.all(targets.map(({ id, sources: [{ repository, digest }] }) => inSlot(async () => {
        // Of an index any platform will do: they are of one commit.
        const ask = (platform) => registry.config(repository, digest, platform).catch(() => undefined);
        const labels = ((await ask('linux/amd64')) ?? (await ask('linux/arm64')))?.labels;
        const label = (name) => labels?.[`org.opencontainers.image.${name}`] ?? '';
        return [id, { revision: label('revision'), source: label('source') }];
    })));
    return new Map(found);
}
function testedOf(target, labels = { revision: '', source: '' }) {
    const { id, image, variant, sources, file, suites } = target;
    return {
        ...{ image: id, name: image.name, variant, ref: sources[0].ref, digest: sources[0].digest, file, ...labels },
        ...{ expected: suites.map(({ name }) => name), outcome: 'cancelled', suites: [], notBegun: [], recorded: [] },
    };
}
/** A command with a hole in it would test something else. */
function checkWords(targets, known) {
    const problems = new Map();
    const miss = (message, remedy) => void problems.set(message, { message, remedy });
    for (const { suites, tag } of targets)
        for (const suite of suites) {
            const words = [...suite.run, ...(suite.settings.args ?? [])];
            for (const word of ['stage', 'version'])
                if (known[word] === '' && words.some((one) => one.includes(`{${word}}`)))
                    miss(`suite ${suite.name} uses {${word}}, and nobody says what it is`, `Give it with --${word} (input ${word}).`);
            if (tag === '' && usesTagOf(suite))
                miss(`suite ${suite.name} uses {tag}, and a digest is tested`, 'Write {ref} into its command: that is the digest.');
        }
    if (problems.size > 0)
        throw new errors/* UserError */.yo([...problems.values()]);
}


/***/ }),

/***/ 27873:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkVersions: () => (/* binding */ checkVersions),
  factsOf: () => (/* binding */ factsOf),
  tagCommand: () => (/* binding */ tagCommand)
});

// EXTERNAL MODULE: ./build-ts/src/changes/git.js
var git = __webpack_require__(29933);
// EXTERNAL MODULE: ./build-ts/src/run/moves.js + 2 modules
var run_moves = __webpack_require__(21962);
// EXTERNAL MODULE: ./build-ts/src/registry/journal.js + 1 modules
var registry_journal = __webpack_require__(59536);
// EXTERNAL MODULE: ./build-ts/src/registry/slots.js
var slots = __webpack_require__(81718);
// EXTERNAL MODULE: ./build-ts/src/report/moves.js
var report_moves = __webpack_require__(76996);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var refs = __webpack_require__(99072);
// EXTERNAL MODULE: ./build-ts/src/stack/stages.js
var stages = __webpack_require__(86525);
// EXTERNAL MODULE: ./build-ts/src/stack/versions.js
var stack_versions = __webpack_require__(66747);
// EXTERNAL MODULE: ./build-ts/src/commands/gates.js
var commands_gates = __webpack_require__(36406);
// EXTERNAL MODULE: ./build-ts/src/commands/move-names.js
var move_names = __webpack_require__(3660);
// EXTERNAL MODULE: ./build-ts/src/commands/moving.js
var moving = __webpack_require__(13401);
// EXTERNAL MODULE: ./build-ts/src/commands/registries.js
var registries = __webpack_require__(47935);
// EXTERNAL MODULE: ./build-ts/src/shared/nearest.js
var nearest = __webpack_require__(54527);
// EXTERNAL MODULE: ./build-ts/src/stack/gpu-suites.js
var gpu_suites = __webpack_require__(30646);
;// CONCATENATED MODULE: ./build-ts/src/commands/required.js






/**
 * What the call asks for beside the stages: suites or sorts of suites, `gpu-test`, or one of them for one image
 * (`NAME@IMAGE`). All of it must have passed on exactly these digests. Throws a UserError for images that are not there.
 */
async function checkRequired(require, images, ground, journalOf) {
    const wanted = requirements(require, images, ground);
    const asked = [...new Map(images.map((one) => [`${one.id} ${one.repository} ${one.digest}`, one])).values()];
    const all = await Promise.all(asked.map(async (one) => {
        const own = wanted.filter(({ image }) => image === undefined || isOf(one, image));
        // What is asked of one image by its name is asked of it, whatever the spec says the suite is for.
        const [named, suited] = [
            own.filter(({ image }) => image !== undefined),
            own.filter(({ image }) => image === undefined),
        ];
        const meant = suited.flatMap(({ suite }) => namesOf(suite, one.image, ground));
        const gates = meant.length === 0 ? [] : await (0,commands_gates/* checkGates */.P)([{ ...one, stage: '', suites: meant }], ground, journalOf);
        const [gate] = gates;
        const records = await journalOf(one.repository);
        const said = (0,registry_journal/* suitesSaidOf */.iw)(records, one.digest);
        const extra = named.flatMap(({ suite }) => {
            const names = namesOf(suite, one.image, ground);
            return names.length === 0 ? [suite] : names;
        });
        const suites = [...new Set([...(gate?.suites ?? []), ...extra])];
        if (suites.length === 0)
            return [];
        const missing = [...new Set([...(gate?.missing ?? []), ...extra.filter((name) => !said.passed.has(name))])];
        const { id: image, repository, digest } = one;
        return [
            {
                ...{ image, stage: '', suites, missing },
                ...(missing.length === 0
                    ? {}
                    : { known: knownOf(missing, records, digest, ground), of: `${repository}@${digest}` }),
            },
        ];
    }));
    return all.flat();
}
function requirements(require, images, { stack }) {
    const problems = [];
    const all = [...new Set(require)].map((entry) => {
        const at = entry.indexOf('@');
        const suite = at < 0 ? entry : entry.slice(0, at);
        const image = at < 0 ? undefined : entry.slice(at + 1);
        if (suite === '' || image === '')
            problems.push({
                message: `"${entry}" says no suite that is required`,
                remedy: 'Write NAME, NAME@IMAGE, or gpu-test.',
            });
        else if (image !== undefined && !stack.images.has(image.split('@')[0] ?? ''))
            problems.push({
                message: `"${entry}" requires something of an image that is not in ${stack.file}`,
                remedy: (0,nearest/* suggest */.ZA)(image, [...stack.images.keys()], 'images'),
            });
        else if (image !== undefined && !images.some((one) => isOf(one, image)))
            problems.push({
                message: `"${entry}" requires something of ${image}, which gets no name here`,
                remedy: 'Leave it out, or name the image with --images (input `images`), too.',
            });
        return { suite, image };
    });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return all;
}
function isOf({ id, image }, name) {
    return name === id || name === image.name;
}
/** `gpu-test` is all suites of the spec that run where GPUs are; where there are none, the test that a call brought itself. */
function namesOf(suite, image, { stack }) {
    if (suite !== gpu_suites/* GPU_TEST */.SX || stack.suites.some(({ name }) => name === gpu_suites/* GPU_TEST */.SX))
        return [suite];
    const declared = (0,gpu_suites/* gpuSuites */.C4)(stack);
    if (declared.length === 0)
        return [gpu_suites/* GPU_TEST */.SX];
    return declared.filter((name) => {
        const own = stack.suites.find((one) => one.name === name);
        return own?.images?.includes(image.name) ?? true;
    });
}
/** What the journal says of suites that are missing on a digest, a line each. */
function knownOf(missing, records, digest, { stack }) {
    const declared = [gpu_suites/* GPU_TEST */.SX, ...stack.suites.map(({ name }) => name)];
    return missing.map((name) => {
        const last = records.findLast((one) => one.new === digest && one.failed?.includes(name) === true);
        if (last === undefined) {
            // Suites that are found are in no list here: it may be one of those.
            const meant = declared.includes(name) ? undefined : (0,nearest/* nearest */.pA)(name, declared);
            return `nothing is recorded of ${name} on it${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
        }
        const where = last.run === '' ? '' : `, ${last.run}`;
        return `${name} failed on it (${(0,shared_text/* minuteText */.Wn)(last.at)}, by ${last.by === '' ? 'somebody' : last.by}${where})`;
    });
}

// EXTERNAL MODULE: ./build-ts/src/commands/version.js
var commands_version = __webpack_require__(16870);
;// CONCATENATED MODULE: ./build-ts/src/commands/tag.js
















/** Gives what a stage, tag or digest names more names; all of them or none. Throws a UserError before anything moved. */
async function tagCommand(request) {
    const { inputs, signal } = request;
    const begunAt = request.now();
    const ground = await (0,moving/* prepareMoves */.iB)(request);
    const { stack, bases, registry } = ground;
    const toBases = inputs.toRegistries.length === 0 ? [] : (0,registries/* registryBases */.es)({ registries: inputs.toRegistries }, stack);
    const facts = await factsOf(request, ground);
    const to = [...new Set(inputs.to)];
    const moves = (0,move_names/* namesToMove */.Vj)({ stack, from: inputs.from, to, facts, bases, toBases, images: inputs.images });
    const found = await (0,run_moves/* resolveSources */.l7)(registry, moves.map(({ id, source }) => ({ image: id, ref: source })), signal);
    const sourced = moves.flatMap((move, at) => {
        const source = found[at];
        return source === undefined ? [] : move.targets.map((target) => ({ move, target, source }));
    });
    const journalOf = (0,commands_gates/* journals */.V)(registry, signal);
    const required = sourced.map(({ move, source }) => ({ id: move.id, image: move.image, ...source }));
    const [ofStages, ofCall, versions] = await Promise.all([
        gatesOf(sourced, ground, journalOf),
        checkRequired(inputs.require, required, ground, journalOf),
        checkVersions(sourced, ground, facts, signal),
    ]);
    const gates = [...ofStages, ...ofCall];
    const missing = (0,report_moves/* missingGates */.r$)(gates);
    const closed = [...(0,report_moves/* missingGates */.r$)(ofStages).map(closedStage), ...closedCall(ofCall, inputs.from)];
    const problems = [...(inputs.skipGates ? [] : closed), ...(inputs.force ? [] : versions.problems)];
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    const transfers = await Promise.all(sourced.map((one) => transferOf(one, journalOf)));
    const forced = versions.problems.map(({ message }) => `${message} (--force)`);
    return (0,moving/* carryOut */.u0)(request, ground, transfers, {
        ...{ command: 'tag', kind: 'tag', begunAt, source: inputs.from, from: inputs.from, to, undoable: [] },
        ...{ gates, skippedGates: missing.length > 0, skipped: [...new Set(gates.flatMap((gate) => gate.missing))] },
        notices: [...(0,move_names/* nearStages */.Ss)(to, stack), ...forNone(inputs.require, ofCall), ...new Set(versions.warnings), ...forced],
    });
}
function closedStage(message) {
    const remedy = 'Run these suites on them first; or move all the same with --skip-gates (input `skip-gates`), which the journal will say.';
    return { message, remedy };
}
/** What the call requires is told with what is known: whoever asks for it wants to know what to run. */
function closedCall(gates, from) {
    const missing = gates.filter((gate) => gate.missing.length > 0);
    if (missing.length === 0)
        return [];
    const images = [...new Set(missing.map(({ image }) => image))].join(',');
    const call = `stack-action gpu-test --from ${from} --images ${(0,shared_text/* clip */.$Q)(images, MOST_SHOWN)}`;
    const remedy = `Run these suites on them first ("${call}" runs those that want a GPU); or move all the same with --skip-gates (input \`skip-gates\`), which the journal will say.`;
    return [
        ...(0,report_moves/* missingGates */.r$)(missing).map((message) => ({ message, remedy })),
        ...(0,report_moves/* knownOfMissing */.Rl)(missing).map((message) => ({ message })),
    ];
}
const MOST_SHOWN = 300;
/** A gate that asks nothing of anybody is said: it may be meant for images that are not among these. */
function forNone(require, gates) {
    if (require.length === 0 || gates.length > 0)
        return [];
    return [`what is required (${require.join(', ')}) is for none of these images: nothing was asked of them`];
}
/** What tags are made of, as far as the templates that are in use ask for it. */
async function factsOf({ inputs, env }, ground) {
    const { stack, directory, event, folders } = ground;
    const named = new Set([inputs.from, ...inputs.to]);
    const used = stack.stages.filter(({ name }) => named.has(name));
    const words = new Set([...used.flatMap(({ tags }) => tags), ...inputs.to].flatMap(stages/* wordsIn */.Hn));
    const asks = (...some) => some.some((word) => words.has(word));
    const [version, commit] = await Promise.all([
        asks('version', 'minor') || inputs.version !== '' ? (0,commands_version/* findVersion */.Am)(inputs.version, stack, directory) : undefined,
        asks('branch', 'sha') ? (0,git/* readCommit */.kN)(directory, [folders.artifacts]) : undefined,
    ]);
    return {
        branch: event.branch ?? commit?.branch ?? '',
        sha: commit === undefined || commit.dirty ? '' : commit.hash.slice(0, 7),
        user: (0,commands_version/* userOf */.Z5)(inputs.user, env),
        version: version?.version ?? '',
    };
}
/** What the stages ask for whose names are to be moved. */
function gatesOf(sourced, ground, journalOf) {
    const asked = new Map(sourced.flatMap(({ move: { id, image }, target: { stage }, source }) => stage === undefined || stage.suites.length === 0
        ? []
        : [
            [
                `${stage.name} ${id} ${source.repository}`,
                { id, image, stage: stage.name, suites: stage.suites, ...source },
            ],
        ]));
    return (0,commands_gates/* checkGates */.P)([...asked.values()], ground, journalOf);
}
/** What is known of an image goes with it into another repository, where it is asked for again. */
async function transferOf({ move, target, source }, journalOf) {
    const transfer = { image: move.id, source, ref: target.ref };
    if ((0,refs/* splitRef */.Mn)(target.ref).repository === source.repository)
        return transfer;
    // What cannot be read is not known; who moves on from there is asked for it.
    const journal = await journalOf(source.repository).catch((error) => {
        if (error instanceof errors/* WorkError */.oE)
            return [];
        throw error;
    });
    const said = (0,registry_journal/* suitesSaidOf */.iw)(journal, source.digest);
    const [suites, failed] = [[...said.passed], [...said.failed]];
    return {
        ...transfer,
        ...(suites.length === 0 ? {} : { suites }),
        ...(failed.length === 0 ? {} : { failed }),
    };
}
/** Requests at the same time. */
const LOOK_UPS = 8;
/** Whether versions may go to the stages that have tags of versions. */
async function checkVersions(sourced, { stack, registry, directory, }, facts, signal) {
    const kept = sourced.filter(({ target }) => target.keeps);
    if (kept.length === 0)
        return { problems: [], warnings: [] };
    const inSlot = (0,slots/* slots */.Q)(LOOK_UPS);
    const known = new Map();
    const tagsIn = (repository) => {
        const tags = known.get(repository) ?? inSlot(() => registry.tags(repository, signal));
        known.set(repository, tags);
        return tags;
    };
    const changelog = await (0,commands_version/* readChangelog */.Tn)(stack, directory);
    const top = changelog === undefined ? undefined : { file: changelog.file, top: (0,stack_versions/* topOfChangelog */.Ru)(changelog.text) };
    const looked = await Promise.all(kept.map(async ({ move, target: { ref, tag, stage }, source }) => {
        const { repository } = (0,refs/* splitRef */.Mn)(ref);
        const digest = (where, name) => inSlot(() => registry.digest(where, name));
        const [old, tags] = await Promise.all([digest(repository, tag), tagsIn(repository)]);
        const version = versionIn(tag, facts.version ?? '');
        // What is there already does not climb, nor does what is at the stage elsewhere and is copied.
        const climbs = old !== source.digest &&
            (repository === source.repository || (await digest(source.repository, tag)) !== source.digest);
        return {
            stage: stage?.name ?? '',
            version,
            kept: { ref, old: old ?? null, new: source.digest },
            below: climbs ? await belowOf({ move, stage, source }, { ...facts, version }, { stack, digest, tagsIn }) : [],
            released: stage === undefined ? [] : releasedAs(stage, move, tags),
        };
    }));
    const checks = new Map();
    for (const one of looked)
        checks.set(`${one.stage} ${one.version}`, [...(checks.get(`${one.stage} ${one.version}`) ?? []), one]);
    const found = [...checks.values()].flatMap((all) => {
        const [{ stage, version } = { stage: '', version: '' }] = all;
        const released = all.flatMap((one) => one.released);
        const below = all.flatMap((one) => one.below);
        return (0,stack_versions/* checkVersion */.ps)(version, { stage, changelog: top, kept: all.map((one) => one.kept), below, released });
    });
    return { problems: found.flatMap(({ problems }) => problems), warnings: found.flatMap(({ warnings }) => warnings) };
}
/** The tag of the stage below that keeps what this version is made of, where there is such a stage. */
async function belowOf({ move, stage, source }, facts, { stack, digest, tagsIn, }) {
    const rung = stack.stages.find(({ name }) => name === stage?.from);
    const template = rung === undefined ? undefined : (0,stages/* immutableTemplate */.$Z)(rung);
    if (rung === undefined || template === undefined)
        return [];
    const { repository } = source;
    const of = { stage: rung, variant: move.named, image: move.image.name };
    // The commit of the stage below is its own, whatever is checked out now.
    const rendered = (0,stages/* renderTag */.vY)(template, { ...(0,stages/* tagWords */.u0)(facts, of), sha: '' });
    const versions = [facts.version ?? '', (0,stack_versions/* minorOf */.Hs)(facts.version ?? '')];
    const names = 'tag' in rendered
        ? [rendered.tag]
        : (await tagsIn(repository)).filter((tag) => (0,stages/* canGive */.Ok)(template, tag, of) && versions.includes(VERSION.exec(tag)?.[0] ?? ''));
    const there = await Promise.all(names.map(async (tag) => ({ ref: `${repository}:${tag}`, digest: (await digest(repository, tag)) ?? null })));
    if (there.some((one) => one.digest === source.digest))
        return [];
    const [first = { ref: `${repository}:${template}`, digest: null }] = there;
    return [{ ...first, source }];
}
/** The version that a tag is of: as it was asked for, where the tag has it or its minor; else what stands in it. */
function versionIn(tag, asked) {
    const own = VERSION.exec(tag)?.[0] ?? '';
    return asked !== '' && (own === asked || own === (0,stack_versions/* minorOf */.Hs)(asked)) ? asked : own;
}
const VERSION = /(?<!\d)\d+\.\d+\.\d+(?!\d)/;
/** Versions that a stage has had, as the tags of a repository say. */
function releasedAs(stage, { image, named: variant }, tags) {
    const template = (0,stages/* immutableTemplate */.$Z)(stage);
    if (template === undefined)
        return [];
    return tags
        .filter((tag) => (0,stages/* canGive */.Ok)(template, tag, { stage, variant, image: image.name }))
        .flatMap((tag) => VERSION.exec(tag)?.[0] ?? []);
}


/***/ }),

/***/ 30646:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C4: () => (/* binding */ gpuSuites),
/* harmony export */   CR: () => (/* binding */ wantsGpu),
/* harmony export */   SX: () => (/* binding */ GPU_TEST)
/* harmony export */ });
/** What a GPU test is called where the spec declares none; and what stands for all of them where it does. */
const GPU_TEST = 'gpu-test';
/** A suite that runs where GPUs are: on a login host, or in a container that is given some. */
function wantsGpu({ on, gpus }) {
    return on === 'ssh' || gpus !== undefined;
}
/** The suites of the spec that run where GPUs are, by name. */
function gpuSuites({ suites }) {
    return suites.filter(({ settings }) => wantsGpu(settings)).map(({ name }) => name);
}


/***/ })

};
