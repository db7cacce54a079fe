export const id = 5845;
export const ids = [5845,8226];
export const modules = {

/***/ 26217:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EO: () => (/* binding */ runGit),
/* harmony export */   gG: () => (/* binding */ askGit),
/* harmony export */   gz: () => (/* binding */ failed)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_program_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(89945);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3350);



/**
 * Nobody is asked for a password; objects that a partial clone left out stay out (older versions of git know no such setting); a look at
 * the working tree writes nothing; messages are the same everywhere.
 */
const ENV = { GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' };
const PATIENCE_MS = 120_000;
/**
 * Runs git to its end; a failure is a result. Throws a WorkError when there is none: git could not be started, took too
 * long or said too much.
 */
async function runGit(directory, args, timeoutMs = PATIENCE_MS) {
    let result;
    try {
        result = await (0,_shared_program_js__WEBPACK_IMPORTED_MODULE_1__/* .runProgram */ .V)('git', ['-C', directory, ...args], { timeoutMs, env: ENV });
    }
    catch (cause) {
        const why = (0,_shared_program_js__WEBPACK_IMPORTED_MODULE_1__/* .cannotStart */ .m)(cause) ? 'cannot be started' : `${verbOf(args)}: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(cause)}`;
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`git ${why}`, { cause });
    }
    if (result.timedOut)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`git ${verbOf(args)} took longer than ${timeoutMs / 1000} seconds`);
    return result;
}
/** Output of a git that must succeed; throws a WorkError with its last words when it does not. */
async function askGit(directory, args, timeoutMs) {
    const result = await runGit(directory, args, timeoutMs);
    if (result.status !== 0)
        throw failed(args, result);
    return result.stdout;
}
/** What a failed git said, as an error. Addresses lose their passwords: the text goes into reports. */
function failed(args, { status, stderr }) {
    const lines = stderr.replace(/\/\/[^\s'"]*@/g, '//').split('\n');
    const evidence = lines.map((line) => (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(line).trim()).filter((line) => line !== '');
    const said = evidence.find((line) => /^(fatal|error):/.test(line)) ?? evidence.at(-1);
    return new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`git ${verbOf(args)}: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_2__/* .clip */ .$Q)(said ?? `ended with ${status ?? 'a signal'}`, 200)}`, { evidence });
}
/** What git is to do; settings with -c may come before it. */
function verbOf(args) {
    return args.find((arg, index) => arg !== '-c' && args[index - 1] !== '-c') ?? '';
}


/***/ }),

/***/ 29933:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ky: () => (/* binding */ repositoryTop),
/* harmony export */   dV: () => (/* binding */ defaultBranchOf),
/* harmony export */   kN: () => (/* binding */ readCommit),
/* harmony export */   ls: () => (/* binding */ findTop),
/* harmony export */   t7: () => (/* binding */ excluded)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2890);
/* harmony import */ var _shared_paths_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5381);
/* harmony import */ var _shared_program_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(89945);
/* harmony import */ var _ask_git_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(26217);





const NONE = { hash: '', branch: '', message: '', changedFiles: [], dirty: false };
/**
 * Reads the commit that is checked out at `directory`; a directory outside any repository is not an error. `own` are the
 * folders that runs write to: what is in them changes no stack.
 */
async function readCommit(directory, own = []) {
    const hash = await git(directory, ['rev-parse', '--verify', 'HEAD']);
    if (hash === undefined)
        return NONE;
    const [branch, message, files, status] = await Promise.all([
        git(directory, ['symbolic-ref', '--quiet', '--short', 'HEAD']),
        git(directory, ['log', '-1', '--format=%B']),
        // -m --first-parent: a merge commit shows what it brought (diff-tree would show what either side did); --root: so
        // does the first commit. -z: any file name.
        git(directory, ['log', '-1', '-m', '--first-parent', '--root', '--name-only', '--no-renames', '--format=', '-z']),
        git(directory, ['status', '--porcelain', '-z', '--', '.', ...(await excluded(directory, own))]),
    ]);
    return {
        hash: hash.trim(),
        branch: (branch ?? '').trim(),
        message: (message ?? '').trim(),
        changedFiles: (files ?? '').split('\0').filter((file) => file !== ''),
        dirty: (status ?? '') !== '',
    };
}
/**
 * The default branch of `origin`, as git saw it when the repository was cloned (or at `git remote set-head`); undefined
 * where it did not, as in the checkouts of workflows, and outside any repository. Named in full: short names may be ambiguous.
 */
async function defaultBranchOf(directory) {
    const start = 'refs/remotes/origin/';
    const target = (await git(directory, ['symbolic-ref', '--quiet', `${start}HEAD`]))?.trim();
    return target?.startsWith(start) === true ? target.slice(start.length) : undefined;
}
/** Top of the working tree that a directory is in, links followed; undefined outside any, and where git refuses to look. */
async function repositoryTop(directory) {
    try {
        return await findTop(directory);
    }
    catch (error) {
        if (error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .WorkError */ .oE)
            return undefined;
        throw error;
    }
}
/** The same; throws a WorkError that says why there is none. */
async function findTop(directory) {
    const top = (await (0,_ask_git_js__WEBPACK_IMPORTED_MODULE_4__/* .askGit */ .gG)(directory, ['rev-parse', '--show-toplevel'])).replace(/\n$/, '');
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(top);
}
async function git(directory, args) {
    try {
        const { status, stdout } = await (0,_shared_program_js__WEBPACK_IMPORTED_MODULE_3__/* .runProgram */ .V)('git', ['-C', directory, ...args]);
        return status === 0 ? stdout : undefined;
    }
    catch (error) {
        if ((0,_shared_program_js__WEBPACK_IMPORTED_MODULE_3__/* .cannotStart */ .m)(error))
            return undefined; // No git: a stack is a stack without it.
        throw error;
    }
}
/** The folders below `directory` as pathspecs that leave them out. */
async function excluded(directory, folders) {
    const top = await (0,_shared_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .realPathOf */ .d)(directory);
    const ways = await Promise.all(folders.map(async (folder) => (0,_shared_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .below */ .G)(top, await (0,_shared_paths_js__WEBPACK_IMPORTED_MODULE_2__/* .realPathOf */ .d)(folder))));
    return ways.flatMap((way) => (way === undefined || way === '' ? [] : [`:(exclude,literal)${way}`]));
}


/***/ }),

/***/ 35845:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Annotator: () => (/* binding */ Annotator),
/* harmony export */   repositoryPath: () => (/* binding */ repositoryPath)
/* harmony export */ });
/* harmony import */ var _changes_git_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29933);
/* harmony import */ var _shared_paths_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5381);


/**
 * GitHub shows so many of each level for a step and drops the others in silence.
 * https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-workflow-commands
 */
const SHOWN = 10;
/** Warnings about the services beside the work (summary, artifact, outputs) come last and must be seen. */
const KEPT_FOR_SERVICES = 3;
/** Says errors and warnings, and how many of them GitHub will still show. @actions/core escapes what foreign text holds. */
class Annotator {
    to;
    said = { error: 0, warning: 0 };
    constructor(to) {
        this.to = to;
    }
    get errors() {
        return Math.max(SHOWN - this.said.error, 0);
    }
    get warnings() {
        return Math.max(SHOWN - KEPT_FOR_SERVICES - this.said.warning, 0);
    }
    error(message, properties = {}) {
        this.said.error++;
        this.to.error(message, properties);
    }
    warning(message, properties = {}) {
        this.said.warning++;
        this.to.warning(message, properties);
    }
    add({ level, message, title, file, line }) {
        this[level](message, {
            title,
            ...(file === undefined ? {} : { file }),
            ...(line === undefined ? {} : { startLine: line }),
        });
    }
}
/**
 * The way from the top of the repository to a directory, as annotations name files; undefined for one that no repository
 * and no workspace holds. The workspace may hold several repositories, each in a folder of its own.
 */
async function repositoryPath(directory, workspace) {
    const real = await (0,_shared_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .realPathOf */ .d)(directory);
    const top = (await (0,_changes_git_js__WEBPACK_IMPORTED_MODULE_0__/* .repositoryTop */ .Ky)(directory)) ?? workspace;
    return top === undefined || top === '' ? undefined : (0,_shared_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .below */ .G)(await (0,_shared_paths_js__WEBPACK_IMPORTED_MODULE_1__/* .realPathOf */ .d)(top), real);
}


/***/ }),

/***/ 5381:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ below),
/* harmony export */   d: () => (/* binding */ realPathOf)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


/** A path with its links followed, as far as it exists. */
async function realPathOf(path) {
    const whole = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(path);
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(whole);
    }
    catch {
        const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(whole);
        return parent === whole ? whole : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(await realPathOf(parent), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(whole));
    }
}
/** The way from a folder to what lies below it; '' is the folder itself, undefined what lies elsewhere. Both real paths. */
function below(folder, path) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(folder, path);
    return way === '..' || way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(way) ? undefined : way;
}


/***/ }),

/***/ 89945:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ runProgram),
/* harmony export */   m: () => (/* binding */ cannotStart)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2890);


const MAX_OUTPUT = 256 * 1024 * 1024;
/**
 * Runs a program to its end: no shell, nothing printed. One that ends with a failure is a result; one that cannot be
 * started is thrown as the system error it is (see `cannotStart`).
 */
function runProgram(file, args, { input = '', timeoutMs = 0, cwd, env } = {}) {
    return new Promise((resolve, reject) => {
        const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFile)(file, args, {
            maxBuffer: MAX_OUTPUT,
            timeout: timeoutMs,
            killSignal: 'SIGKILL',
            ...(cwd === undefined ? {} : { cwd }),
            ...(env === undefined ? {} : { env: { ...process.env, ...env } }),
        }, (error, stdout, stderr) => {
            if (error === null)
                return resolve({ status: 0, timedOut: false, stdout, stderr });
            // It was not started, or said more than we hold.
            if (typeof error.code === 'string')
                return reject(Object.assign(new Error(error.message), { code: error.code }));
            const status = typeof error.code === 'number' ? error.code : undefined;
            resolve({ status, timedOut: error.killed === true && timeoutMs > 0, stdout, stderr });
        });
        // Whoever ends without reading closes the pipe; that is no failure.
        child.stdin?.on('error', () => undefined);
        child.stdin?.end(input);
    });
}
/** Whether an error of `runProgram` says that the program is not there, or that it is none. */
function cannotStart(error) {
    return ['ENOENT', 'EACCES', 'ENOTDIR', 'ENOEXEC', 'ELOOP'].includes((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .codeOf */ .$N)(error) ?? '');
}


/***/ })

};
