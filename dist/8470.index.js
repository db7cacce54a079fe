export const id = 8470;
export const ids = [8470];
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

/***/ 31866:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ MOST_COMPARED_FILES),
/* harmony export */   c: () => (/* binding */ MOST_PULL_FILES)
/* harmony export */ });
/** Longest list of files of a pull request (docs.github.com/rest/pulls/pulls#list-pull-requests-files). */
const MOST_PULL_FILES = 3000;
/**
 * Longest list of files of a comparison (docs.github.com/rest/commits/commits#compare-two-commits). It does not say
 * whether there are more: a list of this length counts as cut off.
 */
const MOST_COMPARED_FILES = 300;


/***/ }),

/***/ 81147:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ checkOutFolder)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2890);



/**
 * Refuses a folder of the kernel's, where nothing can be made: Node's recursive mkdir never ends there, because the kernel
 * says of a folder that is there that it is not (nodejs/node, lib fs.mkdir; seen with 24.21). Throws a UserError.
 */
function checkOutFolder(folder) {
    const place = realPlace((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(folder));
    if (place === '/proc' || place.startsWith(`/proc${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`))
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .userError */ .IF)(`nothing can be written to ${folder}: ${place} is the kernel's`, {
            remedy: 'Name another folder with --out (input `out`), or --folder where pages go to one.',
        });
    return folder;
}
/** What there is of a path, with its links followed. */
function realPlace(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(path);
    }
    catch {
        const above = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path);
        return above === path ? path : realPlace(above);
    }
}


/***/ }),

/***/ 28470:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  baseDirectory: () => (/* binding */ baseDirectory),
  foldersOf: () => (/* binding */ foldersOf),
  preparePlan: () => (/* binding */ preparePlan)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/changes/github.js
var changes_github = __webpack_require__(31866);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: ./build-ts/src/changes/ask-git.js
var ask_git = __webpack_require__(26217);
;// CONCATENATED MODULE: ./build-ts/src/changes/history.js




/*
 * Questions to git about commits and what lies between them. `top` is always the top of the working tree, so that paths
 * are those of the repository. Trees and commits are enough to answer all of them: a clone without blobs gets none.
 */
/** All files, whatever the configuration: links, modes, both paths of a rename, submodules that .gitmodules hides. */
const FILES = ['--name-only', '--no-renames', '--ignore-submodules=none', '-z'];
/** More commits are not looked at to tell which one changed a file. */
const MOST_COMMITS = 2000;
/** It only helps people to understand: not worth a long wait. */
const LOG_PATIENCE_MS = 20_000;
/** Objects of one commit come quickly, or something is wrong. */
const FETCH_PATIENCE_MS = 60_000;
/** The hash of the commit that a name means; undefined when it means none. Any name may be asked for. */
async function commitNamed(top, name) {
    if (name.includes('\0'))
        return undefined;
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`];
    const { status, stdout } = await (0,ask_git/* runGit */.EO)(top, args);
    return status === 0 ? stdout.trim() : undefined;
}
/** Parents as the commit itself names them, be they in the clone or beyond its edge. */
async function parentsOf(top, commit) {
    const [head = ''] = (await (0,ask_git/* askGit */.gG)(top, ['cat-file', 'commit', commit])).split('\n\n', 1);
    return [...head.matchAll(/^parent (\w+)$/gm)].map(([, hash = '']) => hash);
}
async function messageOfCommit(top, commit) {
    return (0,ask_git/* askGit */.gG)(top, ['log', '-1', '--no-show-signature', '--format=%B', commit, '--']);
}
/** Files that differ between the trees of two commits. */
async function filesBetween(top, from, to) {
    return namesIn(await (0,ask_git/* askGit */.gG)(top, ['diff-tree', '-r', ...FILES, from, to]));
}
/** Files of the working tree that differ from HEAD, new ones too; not what git ignores. `excluded` are pathspecs. */
async function uncommittedFiles(top, excluded) {
    const args = ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames', '--ignore-submodules=none'];
    const lines = namesIn(await (0,ask_git/* askGit */.gG)(top, [...args, '--', '.', ...excluded]));
    // Two letters and a blank before each; a repository within this one is listed as a folder.
    return lines.map((line) => line.slice(3).replace(/\/$/, ''));
}
/**
 * The commit where two histories part, undefined when they have none in common. A shallow clone may have lost the way
 * to it: unless everything on this side of the found one is there, it throws a WorkError.
 */
async function mergeBase(top, one, other) {
    const result = await (0,ask_git/* runGit */.EO)(top, ['merge-base', one, other]);
    if (result.status !== 0 && result.status !== 1)
        throw (0,ask_git/* failed */.gz)(['merge-base'], result);
    const found = result.status === 0 ? result.stdout.trim() : undefined;
    const edge = await shallowEdge(top);
    if (edge.size === 0)
        return found;
    const walked = await (0,ask_git/* askGit */.gG)(top, ['rev-list', one, other, ...(found === undefined ? [] : [`^${found}`])]);
    if (walked.split('\n').some((commit) => edge.has(commit)))
        throw new errors/* WorkError */.oE('the clone is too shallow to show where the branches part');
    return found;
}
/** Whether parts of the history are left out. */
async function isShallow(top) {
    return (await shallowEdge(top)).size > 0;
}
/** Commits whose parents are not in the clone: git takes them for first commits. */
async function shallowEdge(top) {
    const path = (await (0,ask_git/* askGit */.gG)(top, ['rev-parse', '--git-path', 'shallow'])).replace(/\n$/, '');
    try {
        return new Set((await (0,promises_.readFile)((0,external_node_path_.resolve)(top, path), 'utf8')).split('\n').filter((line) => line !== ''));
    }
    catch (error) {
        if ((0,errors/* codeOf */.$N)(error) === 'ENOENT')
            return new Set();
        throw new errors/* WorkError */.oE('the edge of the shallow clone cannot be read', { cause: error });
    }
}
/**
 * Which commit between two changed a file last, for as many files as the last commits tell; 7 digits of its hash. It is
 * a help for people: whatever goes wrong, it is empty.
 */
async function lastCommits(top, from, to) {
    const found = new Map();
    // The first commit of a shallow clone seems to add every file: no first commit is believed.
    const args = ['-c', 'log.showRoot=false', 'log', '--no-show-signature', '--no-merges', `--max-count=${MOST_COMMITS}`];
    const asked = [...args, '--format=/%H', ...FILES, `${from}..${to}`, '--'];
    const result = await (0,ask_git/* runGit */.EO)(top, asked, LOG_PATIENCE_MS).catch(() => undefined);
    if (result?.status !== 0)
        return found;
    let commit = '';
    let first = false;
    for (const field of namesIn(result.stdout)) {
        // No path in git begins with a slash. The first path after a commit has a line end before it.
        if (field.startsWith('/')) {
            commit = field.slice(1, 8);
            first = true;
            continue;
        }
        const path = first ? field.replace(/^\n/, '') : field;
        first = false;
        if (!found.has(path))
            found.set(path, commit);
    }
    return found;
}
/**
 * Gets one commit and its trees from the remote that the clone came from. The clone stays what it is: told by -c that
 * the remote may leave out objects, git does not write so into the configuration; no ref moves; and only a shallow
 * clone gets another edge.
 */
async function fetchCommit(top, commit) {
    if ((await (0,ask_git/* runGit */.EO)(top, ['remote', 'get-url', 'origin'])).status !== 0)
        throw new errors/* WorkError */.oE(`the clone has no remote to get ${commit.slice(0, 7)} from`);
    const settings = [
        'remote.origin.promisor=true',
        'remote.origin.partialclonefilter=blob:none',
        'maintenance.auto=false',
    ];
    const depth = (await isShallow(top)) ? ['--depth=1'] : [];
    const options = ['--quiet', '--filter=blob:none', '--no-tags', '--no-write-fetch-head', '--no-prune'];
    const args = ['fetch', '--no-recurse-submodules', ...options, ...depth, 'origin', commit];
    const result = await (0,ask_git/* runGit */.EO)(top, [...settings.flatMap((one) => ['-c', one]), ...args], FETCH_PATIENCE_MS);
    if (result.status !== 0)
        throw (0,ask_git/* failed */.gz)(args, result);
}
function namesIn(output) {
    return output.split('\0').filter((name) => name !== '');
}

;// CONCATENATED MODULE: ./build-ts/src/changes/answer.js



/** What differs between two commits of the clone. */
async function byGit(top, base, head, pull) {
    const [paths, commits] = await Promise.all([filesBetween(top, base, head), lastCommits(top, base, head)]);
    return { source: 'git', files: paths.map((path) => changedBy(path, commits.get(path), pull)), base, head };
}
function changedBy(path, commit, pull) {
    return { path, ...(commit === undefined ? {} : { commit }), ...(pull === undefined ? {} : { pull }) };
}
/** What GitHub says a head has that its merge base has not. */
async function compared(github, base, head) {
    if (github === undefined)
        throw noToken();
    const { paths, entries, status, mergeBase: from } = await github.compare(base, head);
    if (entries >= changes_github/* MOST_COMPARED_FILES */.A)
        throw new errors/* WorkError */.oE(`GitHub lists no more than ${changes_github/* MOST_COMPARED_FILES */.A} files of a comparison`);
    return { files: [...new Set(paths)].map((path) => ({ path })), status, base: from };
}
/** Where two commits part; throws a WorkError where the clone cannot show it. */
async function partingOf(top, base, head) {
    await mustHave(top, base, head);
    const found = await mergeBase(top, base, head);
    if (found === undefined)
        throw new errors/* WorkError */.oE(`${base.slice(0, 7)} and ${head.slice(0, 7)} have no commit in common`);
    if (found === head)
        throw isIn(head);
    return found;
}
/** Throws a WorkError when a commit is not in the clone. */
async function mustHave(top, ...commits) {
    for (const commit of commits)
        if ((await commitNamed(top, commit)) === undefined)
            throw new errors/* WorkError */.oE(`the clone does not have the commit ${commit.slice(0, 7)}`);
}
/** It has landed meanwhile: then there is nothing to compare with, which is not to say that nothing changed. */
function isIn(head) {
    return new errors/* WorkError */.oE(`the branch already holds ${head.slice(0, 7)}`);
}
function noToken() {
    return new errors/* WorkError */.oE("there is no token to ask GitHub's API with");
}

// EXTERNAL MODULE: ./build-ts/src/changes/git.js
var git = __webpack_require__(29933);
;// CONCATENATED MODULE: ./build-ts/src/changes/full-rebuild.js




/** Whether the last commit says "full rebuild": of a pull request the author's, not the merge that GitHub tries. */
async function asksForFullRebuild({ event, directory, github }) {
    const { push, pull, queue } = event;
    const said = push?.message ?? queue?.message;
    if (said !== undefined)
        return { asked: saysFullRebuild(said), tried: [] };
    const named = pull?.head ?? push?.after ?? queue?.head;
    const inClone = async () => {
        const top = await (0,git/* findTop */.ls)(directory);
        if (named !== undefined)
            await mustHave(top, named);
        return messageOfCommit(top, named ?? 'HEAD');
    };
    // Where the event is about no commit of its own, what is checked out speaks, and nobody else.
    const sources = [inClone, ...(named === undefined || github === undefined ? [] : [() => github.message(named)])];
    const obstacles = [];
    for (const ask of sources) {
        try {
            return { asked: saysFullRebuild(await ask()), tried: [] };
        }
        catch (error) {
            if (!(error instanceof errors/* WorkError */.oE))
                throw error;
            obstacles.push(error.message);
        }
    }
    // At a terminal a stack is a stack without git.
    if (event.name === 'local')
        return { asked: false, tried: [] };
    const why = `the head commit's message is not known: ${obstacles.join('; ')}`;
    return { asked: false, tried: [{ source: 'none', why }] };
}
/** The words of the seeds, in any letters. */
function saysFullRebuild(message) {
    return /full rebuild/i.test(message);
}

;// CONCATENATED MODULE: ./build-ts/src/changes/by-name.js





/**
 * What the user wants to have compared: the head with the commit where it parted from the base, or with the base itself
 * when that is not known. Throws a UserError for a name that means no commit.
 */
async function explicitChanges({ directory, own = [] }, { base: baseName, head: headName }) {
    const top = await (0,git/* findTop */.ls)(directory).catch((error) => {
        if (!(error instanceof errors/* WorkError */.oE))
            throw error;
        throw (0,errors/* userError */.IF)(`nothing can be compared with "${baseName}": ${error.message}`);
    });
    const [base, head] = [await revision(top, baseName), await revision(top, headName ?? 'HEAD')];
    const tried = [];
    const parting = await mergeBase(top, base, head).catch((error) => {
        if (!(error instanceof errors/* WorkError */.oE))
            throw error;
        tried.push({ source: 'git', why: `${error.message}; the two commits themselves are compared` });
        return undefined;
    });
    const [{ files: committed, ...answer }, message, uncommitted] = await Promise.all([
        byGit(top, parting ?? base, head),
        messageOfCommit(top, head),
        headName === undefined ? (0,git/* excluded */.t7)(top, own).then((left) => uncommittedFiles(top, left)) : [],
    ]);
    const files = new Map(committed.map((file) => [file.path, file]));
    for (const path of uncommitted)
        files.set(path, { path });
    return {
        ...answer,
        files: [...files.values()],
        everything: undefined,
        deleted: false,
        fullRebuild: saysFullRebuild(message),
        tried,
    };
}
async function revision(top, name) {
    const found = await commitNamed(top, name);
    if (found !== undefined)
        return found;
    throw (0,errors/* userError */.IF)(`git knows no commit "${name}" here`, { remedy: await remedyFor(top, name) });
}
async function remedyFor(top, name) {
    if ((await commitNamed(top, `origin/${name}`)) !== undefined)
        return `Did you mean "origin/${name}"?`;
    if (await isShallow(top))
        return 'The clone is shallow: use "fetch-depth: 0" with actions/checkout, or "git fetch --unshallow".';
    return 'Name a branch, a tag or a commit; a branch of the remote is called origin/NAME.';
}

;// CONCATENATED MODULE: ./build-ts/src/changes/by-pull.js





/** A pull request: everything it changes, in all its commits. */
function pullSources(request, pull) {
    return [
        { source: 'github-pull', answer: () => pullByApi(request.github, pull) },
        { source: 'git', answer: () => pullByGit(request, pull) },
    ];
}
async function pullByApi(github, pull) {
    if (github === undefined)
        throw noToken();
    const cutOff = (listed, all) => new errors/* WorkError */.oE(`GitHub lists ${listed} of the ${all} files of pull request ${pull.number}`);
    if ((pull.changedFiles ?? 0) > changes_github/* MOST_PULL_FILES */.c)
        throw cutOff(changes_github/* MOST_PULL_FILES */.c, pull.changedFiles ?? 0);
    const { paths, entries } = await github.pullFiles(pull.number);
    // Asked after the list: a head that is still the event's was so all the time.
    const now = await github.pull(pull.number);
    if (now.head !== pull.head)
        throw new errors/* WorkError */.oE(`pull request ${pull.number} has moved on to ${now.head.slice(0, 7)} since the event`);
    // Nothing at all is only believed when the event says so too.
    const expected = entries === 0 ? Math.max(now.changedFiles, pull.changedFiles ?? 0) : now.changedFiles;
    if (entries !== expected)
        throw cutOff(entries, expected);
    const files = [...new Set(paths)].map((path) => ({ path, pull: pull.number }));
    return { source: 'github-pull', files, base: pull.base, head: pull.head };
}
async function pullByGit({ directory, event }, pull) {
    const top = await (0,git/* findTop */.ls)(directory);
    const merged = await mergedBase(top, event, pull);
    if (merged !== undefined) {
        if ((await commitNamed(top, merged.base)) === undefined)
            await fetchCommit(top, merged.base);
        return byGit(top, merged.base, merged.head, pull.number);
    }
    return byGit(top, await partingOf(top, pull.base, pull.head), pull.head, pull.number);
}
/** When GitHub's merge of the pull request is checked out: what it was merged into, which may be newer than the event's base. */
async function mergedBase(top, event, pull) {
    const head = await commitNamed(top, 'HEAD');
    if (head === undefined)
        return undefined;
    const [base, merged, ...more] = await parentsOf(top, head);
    if (base === undefined || merged !== pull.head || more.length > 0)
        return undefined;
    return head === event.sha || base === pull.base ? { base, head } : undefined;
}

;// CONCATENATED MODULE: ./build-ts/src/changes/by-push.js




/** A push: what differs from what was there before, whatever commits lie between. */
function pushSources({ directory, github }, push, before) {
    const { after } = push;
    return [
        {
            source: 'git',
            answer: async () => {
                const top = await (0,git/* findTop */.ls)(directory);
                await mustHave(top, before, after);
                return byGit(top, before, after);
            },
        },
        {
            source: 'github-compare',
            answer: async () => {
                const { files, status } = await compared(github, before, after);
                // Otherwise it compares with an older commit than the one before.
                if (status !== 'ahead' && status !== 'identical')
                    throw new errors/* WorkError */.oE(`GitHub cannot compare ${before.slice(0, 7)} with ${after.slice(0, 7)}: it is ${status}`);
                return { source: 'github-compare', files, base: before, head: after };
            },
        },
        {
            source: 'git',
            answer: async () => {
                const top = await (0,git/* findTop */.ls)(directory);
                await mustHave(top, after);
                await fetchCommit(top, before);
                return byGit(top, before, after);
            },
        },
    ];
}

;// CONCATENATED MODULE: ./build-ts/src/changes/by-queue.js




/**
 * An entry of a merge queue: what it and those before it bring to the branch. The payload's base_sha is the entry
 * before: nobody has published that.
 */
function queueSources({ directory, github }, { baseBranch, head }) {
    return [
        {
            source: 'git',
            answer: async () => {
                const top = await (0,git/* findTop */.ls)(directory);
                const base = (await commitNamed(top, `refs/remotes/origin/${baseBranch}`)) ??
                    (await commitNamed(top, `refs/heads/${baseBranch}`));
                if (base === undefined)
                    throw new errors/* WorkError */.oE(`the clone has no branch ${baseBranch}`);
                return byGit(top, await partingOf(top, base, head), head);
            },
        },
        {
            source: 'github-compare',
            answer: async () => {
                const { files, base } = await compared(github, baseBranch, head);
                if (base === head)
                    throw isIn(head);
                return { source: 'github-compare', files, base, head };
            },
        },
    ];
}

;// CONCATENATED MODULE: ./build-ts/src/changes/detect.js






/**
 * Which files a run has to look at. An answer is complete or it is none: the next source is asked, and when nobody can
 * say, everything counts as changed. Throws a UserError when `explicit` names what is not there.
 */
async function detectChanges(request) {
    const { event, explicit } = request;
    if (explicit !== undefined)
        return explicitChanges(request, explicit);
    const found = foundBy(event);
    if (found.deleted)
        return { ...found, fullRebuild: false };
    const [changes, rebuild] = await Promise.all([
        found.everything === undefined ? firstAnswer(sourcesFor(request)) : found,
        asksForFullRebuild(request),
    ]);
    const head = changes.head === '' ? found.head : changes.head;
    return { ...changes, head, fullRebuild: rebuild.asked, tried: [...changes.tried, ...rebuild.tried] };
}
/** What is clear from the event: nothing is left, everything counts, or (neither) somebody has to be asked. */
function foundBy(event) {
    const { name, branch = '', push, pull, queue } = event;
    const head = push?.after ?? pull?.head ?? queue?.head ?? event.sha ?? '';
    const none = {
        files: undefined,
        everything: undefined,
        deleted: false,
        source: 'none',
        base: '',
        head,
        tried: [],
    };
    const all = (everything) => ({ ...none, everything });
    if (event.deleted)
        return { ...none, files: [], deleted: true, head: '' };
    if (name === 'local')
        return all({ kind: 'local' });
    if (name === 'push' && !event.tag) {
        if (push === undefined)
            return none;
        if (push.before === undefined)
            return all({ kind: 'first-push', branch });
        if (branch !== '' && branch === event.defaultBranch)
            return all({ kind: 'default-branch', branch });
        return none;
    }
    return ['pull_request', 'pull_request_target', 'merge_group'].includes(name)
        ? none
        : all({ kind: 'event', event: name });
}
function sourcesFor(request) {
    const { push, pull, queue } = request.event;
    if (pull !== undefined)
        return pullSources(request, pull);
    if (push?.before !== undefined)
        return pushSources(request, push, push.before);
    if (queue !== undefined)
        return queueSources(request, queue);
    return [];
}
async function firstAnswer(sources) {
    const tried = [];
    for (const { source, answer } of sources) {
        try {
            return { ...(await answer()), everything: undefined, deleted: false, tried };
        }
        catch (error) {
            if (!(error instanceof errors/* WorkError */.oE))
                throw error;
            tried.push({ source, why: error.message });
        }
    }
    const why = tried.at(-1)?.why ?? "the event's payload does not say which commits it is about";
    return {
        files: undefined,
        everything: { kind: 'unknown', why },
        deleted: false,
        source: 'none',
        base: '',
        head: '',
        tried,
    };
}

// EXTERNAL MODULE: ./build-ts/src/registry/client.js + 13 modules
var client = __webpack_require__(4113);
// EXTERNAL MODULE: ./build-ts/src/registry/credentials.js
var credentials = __webpack_require__(18561);
// EXTERNAL MODULE: ./build-ts/src/registry/lookups.js
var registry_lookups = __webpack_require__(57916);
// EXTERNAL MODULE: ./build-ts/src/shared/paths.js
var paths = __webpack_require__(5381);
// EXTERNAL MODULE: ./build-ts/src/stack/affected.js
var stack_affected = __webpack_require__(11578);
// EXTERNAL MODULE: ./build-ts/src/shared/nearest.js
var nearest = __webpack_require__(54527);
// EXTERNAL MODULE: ./build-ts/src/stack/dockerfile.js + 2 modules
var dockerfile = __webpack_require__(49334);
// EXTERNAL MODULE: ./build-ts/src/stack/fingerprint.js
var fingerprint = __webpack_require__(64464);
// EXTERNAL MODULE: ./build-ts/src/stack/names.js
var names = __webpack_require__(97668);
// EXTERNAL MODULE: ./build-ts/src/stack/paths.js
var stack_paths = __webpack_require__(32180);
// EXTERNAL MODULE: ./build-ts/src/stack/platforms.js
var stack_platforms = __webpack_require__(31584);
// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var stack_refs = __webpack_require__(99072);
// EXTERNAL MODULE: ./build-ts/src/stack/suites.js
var stack_suites = __webpack_require__(70043);
// EXTERNAL MODULE: ./build-ts/src/stack/stages.js
var stages = __webpack_require__(86525);
// EXTERNAL MODULE: ./build-ts/src/stack/tags.js
var stack_tags = __webpack_require__(38983);
;// CONCATENATED MODULE: ./build-ts/src/stack/drafts.js











/** The refs outside the stack that its Dockerfiles build on, so that a caller can look up their digests first. */
function externalBases(stack, sources, registries, native) {
    const places = placesOf(stack, registries);
    return stack.variants.flatMap((variant) => [...stack.images.values()].flatMap((image) => {
        if (image.skipVariants.includes(variant.name))
            return [];
        const parents = drafts_parentsOf(stack, image);
        const args = { ...(0,names/* argsOf */.PL)(image, variant), ...(0,names/* parentArgs */.GI)(parents, (parent) => `${parent.repository}:of-this-run`) };
        const text = sources.get(image.name)?.dockerfileText ?? '';
        const refs = (0,stack_platforms/* platformsOf */.Wt)(image, native)
            .flatMap((platform) => (0,dockerfile/* basesOf */.cF)(text, args, platform).map((use) => use.ref))
            .filter((ref) => parentUsed(ref, parents, places) === undefined);
        return [...new Set(refs)].map((ref) => ({ image: image.name, variant: variant.name, ref }));
    }));
}
/** Names, fingerprints and suites of every image, variant and platform, parents first. Throws a UserError that lists every obstacle. */
function draftStack(request) {
    const { stack } = request;
    const problems = [];
    const places = placesOf(stack, request.registries);
    const drafts = [];
    const lineages = (0,stack_suites/* testedLineages */._f)(request);
    for (const variant of stack.variants) {
        const prints = new Map();
        const tagsFor = tagsOf(request, variant, problems);
        for (const name of stack.order) {
            const image = stack.images.get(name);
            const source = request.sources.get(name);
            if (image === undefined || source === undefined)
                continue;
            const lineage = lineages.get(name) ?? [];
            const platforms = (0,stack_platforms/* platformsOf */.Wt)(image, request.platform);
            const tags = tagsFor(image);
            const common = { request, image, source, variant, tags, prints, places, lineage, problems };
            const built = platforms.map((platform) => draftImage({ ...common, platform, platforms }));
            drafts.push(...withIndex(built));
        }
    }
    problems.push(...duplicateRefs(drafts, stack), ...unknownSuites(drafts, request));
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return drafts;
}
function draftImage(asked) {
    const { request, image, source, variant, platform, platforms, tags, prints, places, lineage, problems } = asked;
    const { stack } = request;
    const idOf = (one) => {
        const several = (0,stack_platforms/* platformsOf */.Wt)(one, request.platform).length > 1;
        const id = stack.variants.length > 1 ? `${one.name}@${variant.name}` : one.name;
        return several ? `${id}/${(0,stack_platforms/* shortPlatform */.I_)(platform)}` : id;
    };
    const printOf = (one) => prints.get(printKey(one.name, platform));
    const skipped = image.skipVariants.includes(variant.name);
    const possible = drafts_parentsOf(stack, image);
    const args = (0,names/* argsOf */.PL)(image, variant);
    const candidateOf = (parent) => `${parent.repository}:${(0,fingerprint/* candidateTag */.Gb)(printOf(parent) ?? '')}`;
    const buildArgs = { ...args, ...(0,names/* parentArgs */.GI)(possible, candidateOf) };
    const uses = (0,dockerfile/* basesOf */.cF)(source.dockerfileText, buildArgs, platform);
    const inUse = new Set(uses.map(({ ref }) => parentUsed(ref, possible, places)?.name));
    // What the spec names has to be used; of what Dockerfiles name, each variant has its own.
    const parents = possible.filter((parent) => image.declared?.includes(parent.name) === true || inUse.has(parent.name));
    const refused = parents.find((parent) => parent.skipVariants.includes(variant.name));
    if (!skipped && refused !== undefined) {
        problems.push({
            message: `${image.name} is built for plan "${variant.name}", but its parent ${refused.name} skips that plan`,
            file: stack.file,
            ...image.at,
            remedy: `Add "${variant.name}" to skip_plans of ${image.name}, or remove it from those of ${refused.name}.`,
        });
    }
    const elsewhere = parents.find((parent) => !(0,stack_platforms/* platformsOf */.Wt)(parent, request.platform).includes(platform));
    if (!skipped && elsewhere !== undefined) {
        problems.push({
            message: `${image.name} is built for ${platform}, but its parent ${elsewhere.name} only for ${(0,stack_platforms/* platformsOf */.Wt)(elsewhere, request.platform).join(', ')}`,
            file: stack.file,
            ...image.at,
            remedy: `Add ${platform} to the platforms of ${elsewhere.name}, or remove it from those of ${image.name}.`,
        });
    }
    const used = new Set();
    const external = new Set();
    const bases = {};
    const rewrites = {};
    for (const { ref } of uses) {
        const parent = parentUsed(ref, parents, places);
        if (parent !== undefined) {
            used.add(parent.name);
            if (ref !== candidateOf(parent))
                rewrites[ref] = candidateOf(parent);
            continue;
        }
        external.add(ref);
        const known = request.baseOf({ image: image.name, variant: variant.name, ref });
        if (known === undefined)
            continue;
        bases[ref] = known;
        if (known.pin && !ref.includes('@'))
            rewrites[ref] = `${ref}@${known.digest}`;
    }
    if (!skipped)
        problems.push(...missedParents(stack, image, parents, used, uses));
    const print = (0,fingerprint/* fingerprint */.Rj)({
        context: source.contextHash,
        args,
        platform,
        bases: [
            ...parents.map((parent) => printOf(parent) ?? ''),
            ...[...external].map((ref) => bases[ref]?.digest ?? ref),
        ],
    });
    prints.set(printKey(image.name, platform), print);
    const repositories = request.registries.length === 0
        ? [image.repository]
        : request.registries.map((base) => (0,stack_refs/* rebase */.RU)(image.repository, base));
    const everywhere = (tag) => repositories.map((repository) => `${repository}:${tag}`);
    const refs = repositories.flatMap((repository) => tags.map((tag) => `${repository}:${tag}`));
    const suites = skipped ? [] : (0,stack_suites/* plannedSuites */.uC)(image, lineage, request);
    const key = (0,fingerprint/* suitesKey */.z4)(print, suites, request.filesHash, {
        stage: request.stage ?? '',
        version: request.facts.version ?? '',
        branch: request.facts.branch,
        sha: request.facts.sha,
        prefix: variant.prefix,
        variant: variant.name,
    });
    const own = platform === (platforms.includes(request.platform) ? request.platform : platforms[0]);
    const [ref = ''] = refs;
    return {
        id: idOf(image),
        name: image.name,
        variant: variant.name,
        platform,
        skipped,
        ref,
        file: (0,stack_refs/* safeName */.jC)(platforms.length > 1 ? `${ref}-${platform}` : ref),
        refs,
        candidates: everywhere((0,fingerprint/* candidateTag */.Gb)(print)),
        index: [],
        tested: key === undefined ? [] : everywhere((0,fingerprint/* testedTag */.Sy)(key)),
        localRefs: [(0,fingerprint/* candidateTag */.Gb)(print), ...(own ? tags : [])].map((tag) => `${image.repository}:${tag}`),
        parents: parents.map(idOf),
        external: [...external],
        bases,
        rewrites,
        fingerprint: print,
        contextHash: source.contextHash,
        buildArgs,
        context: image.context,
        copied: source.copied,
        dockerfiles: image.dockerfiles,
        suites,
        infos: image.infos,
    };
}
/** Suites that are named, and that no image has: in the inputs, or by an image or a suite of the spec. */
function unknownSuites(drafts, { stack, choice }) {
    const inSpec = [...stack.images.values()].flatMap((image) => (image.suites ?? []).map((name) => ({ name, file: stack.file, ...image.at })));
    const refined = stack.suites.flatMap(({ name, does, at }) => does === undefined ? [{ name, file: stack.file, ...at }] : []);
    const asked = [...new Set([...choice.only, ...choice.skip])].map((name) => ({ name }));
    if (asked.length + inSpec.length + refined.length === 0)
        return [];
    const there = [...new Set(drafts.flatMap(({ suites }) => suites.flatMap(({ name, group }) => [group, name])))];
    // A spec may speak of sorts, and of images' tests, that are not there yet.
    const possible = [...new Set([...there, ...stack_suites/* CONVENTIONS */.p$, ...stack.images.keys()])];
    const missing = (named, known) => named
        .filter(({ name }) => !known.includes(name))
        .map(({ name, ...at }) => ({
        message: `no image has a suite "${name}"`,
        ...at,
        remedy: (0,nearest/* suggest */.ZA)(name, known, 'suites'),
    }));
    return [...missing(asked, there), ...missing([...inSpec, ...refined], possible)];
}
function printKey(name, platform) {
    return `${name} ${platform}`;
}
/** The drafts of an image's platforms, each with the ref of them all. */
function withIndex(drafts) {
    if (drafts.length === 1)
        return [...drafts];
    const tag = (0,fingerprint/* candidateTag */.Gb)((0,fingerprint/* indexKey */.mh)(drafts.map((draft) => draft.fingerprint)));
    return drafts.map((draft) => ({
        ...draft,
        index: draft.candidates.map((candidate) => `${(0,stack_refs/* splitRef */.Mn)(candidate).repository}:${tag}`),
    }));
}
/** What the images of a variant are published as; what is wrong with it is told once, however many images there are. */
function tagsOf(request, variant, problems) {
    const told = new Set();
    const make = (image) => {
        const { tags, problems: found } = (0,stages/* publishedTags */.on)(request.stack, variant, request.facts, image);
        for (const problem of [...found, ...tagProblems(request, variant, image, tags)]) {
            if (told.has(problem.message))
                continue;
            told.add(problem.message);
            problems.push(problem);
        }
        return tags.map(({ tag }) => tag);
    };
    if ((0,stages/* tagsByImage */.eZ)(request.stack))
        return ({ name }) => make(name);
    const tags = make('');
    return () => tags;
}
function tagProblems({ stack, facts }, variant, image, tags) {
    const prefixes = stack.variants.map((one) => one.prefix);
    const problems = [];
    // Who has the name: the branch, or something else that the template names.
    const told = ({ tag, template }) => template.includes('{branch}')
        ? { message: `the branch "${facts.branch}" would be published as ${tag}`, remedy: 'Rename the branch.' }
        : { message: `${template} would be published as ${tag}`, remedy: 'Change the tags of the first of the `stages`.' };
    const names = tags.map((one) => ({ one, foreign: (0,stack_tags/* foreignPrefix */.nS)(one.tag, variant.prefix, prefixes) }));
    for (const { one, foreign } of names) {
        if (foreign === undefined)
            continue;
        const { message, ...more } = told(one);
        problems.push({
            message: `${message} by plan "${variant.name}", a name of the plan with the prefix ${foreign}`,
            ...more,
        });
    }
    for (const { one, foreign } of names) {
        // A name of another plan was told as that.
        const variants = foreign === undefined ? stack.variants : [variant];
        const isTaken = (0,stack_tags/* isReserved */.Bs)(one.tag) || (0,stages/* higherStageOf */.jl)(one.tag, { ...stack, variants }, image) !== undefined;
        if (!isTaken)
            continue;
        const { message, ...more } = told(one);
        problems.push({ message: `${message}, a name that only promotion moves`, ...more });
    }
    for (const tag of (0,stack_tags/* badTags */.DP)(tags.map((one) => one.tag))) {
        problems.push({
            message: `"${tag}" is not a tag`,
            remedy: 'A tag has letters, digits, "_", "." and "-": check the branch name and the prefix.',
        });
    }
    return problems;
}
function drafts_parentsOf(stack, image) {
    return image.parents.flatMap((name) => stack.images.get(name) ?? []);
}
function placesOf(stack, registries) {
    return (0,dockerfile/* imagesByPlace */.JS)([...stack.images.values()], [...stack.registries.values(), ...registries]);
}
/** The parent that a ref names, whatever its tag: what is built on is this run's, never what a moving tag holds today. */
function parentUsed(ref, parents, places) {
    if (parents.length === 0)
        return undefined;
    const name = places.get((0,dockerfile/* placeOf */.$t)(ref) ?? '');
    return name === undefined ? undefined : parents.find((parent) => parent.name === name);
}
/** A Dockerfile that does not use its parent would be built on something else. */
function missedParents(stack, image, parents, used, uses) {
    return parents
        .filter((parent) => !used.has(parent.name))
        .map((parent) => {
        const [near] = uses;
        return {
            message: `${image.name} depends on ${parent.name}, but its Dockerfile ${near === undefined ? 'uses no other image' : `builds on ${near.written}`}`,
            file: (0,stack_paths/* inStack */.ww)(stack.file, image.dockerfiles[0] ?? ''),
            ...(near === undefined ? {} : { line: near.line }),
            remedy: `Write "ARG BASE_IMAGE" and "FROM \${BASE_IMAGE}"${parents.length > 1 ? ` (or ${(0,names/* parentArgName */.EH)(parent.name)})` : ''}, or "FROM ${parent.repository}:\${BASE_TAG}".`,
        };
    });
}
function ownTags(stack) {
    return (0,stages/* declaresStages */.tE)(stack)
        ? 'Give each plan a tag_prefix of its own, and name {prefix} or {plan} in the tags of the first of the `stages`.'
        : 'Give each plan a tag_prefix of its own.';
}
/** Two images that would be pushed to one ref: one of them would be lost. */
function duplicateRefs(drafts, stack) {
    const owner = new Map();
    const files = new Map();
    const problems = [];
    const oneForm = (ref) => `${(0,dockerfile/* placeOf */.$t)(ref) ?? ref}:${(0,stack_refs/* splitRef */.Mn)(ref).tag}`;
    for (const draft of drafts) {
        // What has no tags was told before.
        if (draft.skipped || draft.refs.length === 0)
            continue;
        const ref = draft.refs.find((one) => owner.has(oneForm(one))) ?? draft.ref;
        const other = owner.get(oneForm(ref));
        // Platforms of one image are published as one.
        if (other !== undefined && other.name === draft.name && other.variant === draft.variant)
            continue;
        for (const one of draft.refs)
            owner.set(oneForm(one), draft);
        const at = stack.images.get(draft.name)?.at;
        if (other === undefined) {
            const namesake = files.get(draft.file);
            files.set(draft.file, draft);
            if (namesake !== undefined) {
                problems.push({
                    message: `${namesake.ref} and ${draft.ref} would write the same files (${draft.file}.*)`,
                    file: stack.file,
                    ...at,
                    remedy: 'Give one of them another image_name.',
                });
            }
            continue;
        }
        const sameName = other.name === draft.name;
        problems.push({
            message: sameName
                ? `plans "${other.variant}" and "${draft.variant}" both publish ${draft.name} as ${ref}`
                : `${other.id} and ${draft.id} would both be published as ${ref}`,
            file: stack.file,
            ...at,
            remedy: sameName ? ownTags(stack) : 'Give one of them another image_name.',
        });
    }
    return problems;
}

// EXTERNAL MODULE: ./build-ts/src/stack/plan.js
var stack_plan = __webpack_require__(96237);
// EXTERNAL MODULE: ./build-ts/src/run/context.js
var context = __webpack_require__(62642);
// EXTERNAL MODULE: ./build-ts/src/shared/values.js
var values = __webpack_require__(41195);
;// CONCATENATED MODULE: ./build-ts/src/commands/bases.js



/**
 * What the external bases are. An image keeps to the digest that it was built on last (it is recorded on it), so that a
 * base that moves in its registry does not rebuild the stack on the next change of a comment; when it has moved, that is
 * told. A digest that its registry has no more cannot be built on: today's is taken. Bases without a record are what their
 * registry says now, else what the engine has.
 */
async function findBases(request) {
    const { uses, rebuild } = request;
    const recorded = memo((key) => recordedDigests(request, key));
    const now = memo((ref) => current(request, ref));
    const found = new Map();
    const moved = new Map();
    const remarks = new Map();
    await Promise.all(uses.map(async (use) => {
        const pinned = /@(sha256:[0-9a-f]{64})$/.exec(use.ref)?.[1];
        const [today, before] = await Promise.all([
            pinned === undefined ? now(use.ref) : { base: { digest: pinned, pin: true } },
            pinned === undefined && use.ref !== '' ? recorded(`${use.variant}\0${use.image}`) : undefined,
        ]);
        // An image that was made on this engine is nobody else's: what is recorded of another machine says nothing of it.
        const local = today.base?.pin === false;
        const old = before?.digests.get(use.ref);
        const drifted = old !== undefined && today.base?.pin === true && today.base.digest !== old;
        const keep = old !== undefined && !rebuild && !local && !(drifted && (await isGone(request, use.ref, old)));
        const chosen = keep ? { digest: old, pin: true } : today.base;
        if (chosen !== undefined)
            found.set(keyOf(use), chosen);
        if (drifted) {
            const key = `${use.ref} ${old} ${today.base.digest}`;
            const drift = moved.get(key) ?? { base: use.ref, from: old, to: today.base.digest, images: [], rebuilt: !keep };
            drift.images.push(use.image);
            moved.set(key, drift);
        }
        const remark = local ? undefined : remarkOn(use.ref, today, before, keep);
        if (remark === undefined)
            return;
        const same = remarks.get(JSON.stringify(remark)) ?? { ...remark, images: [] };
        same.images.push(use.image);
        remarks.set(JSON.stringify(remark), same);
    }));
    return {
        baseOf: (use) => found.get(keyOf(use)),
        drift: [...moved.values()].map((drift) => ({ ...drift, images: namesOf(drift) })),
        unknown: [...remarks.values()].map(remarkText).sort(),
    };
}
function remarkOn(ref, today, before, keep) {
    const about = before?.why === undefined ? 'today' : 'record';
    const settled = keep || today.base !== undefined;
    const whys = [before?.why, settled ? undefined : today.why].filter((why) => why !== undefined);
    if (whys.length === 0)
        return undefined;
    const taken = keep
        ? `the one recorded on ${before?.on ?? ''} is taken`
        : today.base === undefined
            ? 'its name alone counts'
            : today.why === undefined
                ? "today's is taken"
                : 'what was pulled is taken';
    return { ref, about, why: [...new Set(whys)].join('; '), taken };
}
function remarkText(remark) {
    const { ref, about, why, taken } = remark;
    const names = namesOf(remark);
    const subject = about === 'today'
        ? `today's digest of ${ref}, the base of ${names.join(', ')},`
        : `which digest of ${ref} the ${names.length === 1 ? 'image' : 'images'} ${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} built on`;
    return `${subject} is not known (${why}): ${taken}`;
}
/** Each once, though several plans build it. */
function namesOf({ images }) {
    return [...new Set(images)].sort();
}
/** Its registry says that it has the digest no more; one that does not answer says nothing. */
async function isGone({ lookups }, ref, digest) {
    const answer = await lookups?.digest((0,stack_refs/* splitRef */.Mn)(ref).repository, digest);
    return answer?.kind === 'absent';
}
function keyOf({ image, variant, ref }) {
    return JSON.stringify([image, variant, ref]);
}
/** What a ref names now: an image that was made on this engine, else what its registry says, else what was pulled once. */
async function current({ engine, lookups }, ref) {
    const local = await engine?.inspect(ref).catch(() => undefined);
    const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(ref);
    const pulled = local?.repoDigests.find((digest) => sameRepository(digest.split('@')[0] ?? '', repository));
    if (local !== undefined && pulled === undefined)
        return { base: { digest: local.id, pin: false } };
    const answer = (0,stack_refs/* parseRepository */.SU)(repository) === undefined ? undefined : await lookups?.digest(repository, tag);
    if (answer?.kind === 'found')
        return { base: { digest: answer.digest, pin: true } };
    const digest = pulled?.split('@')[1];
    const base = digest === undefined ? undefined : { digest, pin: true };
    return { base, ...(answer?.kind === 'unknown' ? { why: answer.why } : {}) };
}
function sameRepository(a, b) {
    const [left, right] = [a, b].map((name) => (0,stack_refs/* parseRepository */.SU)(name));
    const bare = (path) => path?.replace(/^library\//, '');
    return left !== undefined && left.host === right?.host && bare(left.path) === bare(right.path);
}
/** The digests of its bases that are recorded on the image as it was published last. */
async function recordedDigests({ lookups, published, platform }, key) {
    const [variant = '', image = ''] = key.split('\0');
    let unread = {};
    if (lookups === undefined)
        return { digests: new Map() };
    for (const ref of published(image, variant)) {
        const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(ref);
        const answer = await lookups.config(repository, tag, platform);
        // Not known is not absent: the record may be there.
        if (answer.kind === 'unknown')
            unread = { why: answer.why, ...unread };
        const digests = answer.kind === 'found' ? digestsOf(answer.labels[context/* BASES_LABEL */.iK]) : undefined;
        if (digests !== undefined)
            return { digests, on: ref, ...unread };
    }
    return { digests: new Map(), ...unread };
}
function digestsOf(label) {
    if (label === undefined)
        return undefined;
    let value;
    try {
        value = JSON.parse(label);
    }
    catch {
        return undefined; // Not ours.
    }
    if (typeof value !== 'object' || value === null)
        return undefined;
    const entries = Object.keys(value).map((ref) => [ref, (0,values/* valueAt */.f)(value, [ref])]);
    return new Map(entries.flatMap(([ref, digest]) => typeof digest === 'string' && /^sha256:[0-9a-f]{64}$/.test(digest) ? [[ref, digest]] : []));
}
function memo(make) {
    const made = new Map();
    return (key) => {
        let value = made.get(key);
        if (value === undefined)
            made.set(key, (value = make(key)));
        return value;
    };
}

// EXTERNAL MODULE: ./build-ts/src/commands/happening.js + 1 modules
var happening = __webpack_require__(20823);
// EXTERNAL MODULE: ./build-ts/src/commands/out-folder.js
var out_folder = __webpack_require__(81147);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./build-ts/src/stack/graph.js
var graph = __webpack_require__(25996);
// EXTERNAL MODULE: ./build-ts/src/stack/named.js
var stack_named = __webpack_require__(64737);
;// CONCATENATED MODULE: ./build-ts/src/commands/plan-file.js






const plan_file_text = schemas/* string */.YjP();
const plan_file_changedBy = schemas/* object */.Ikc({ path: plan_file_text, commit: plan_file_text.exactOptional(), pull: schemas/* number */.aig().exactOptional() });
const everything = schemas/* discriminatedUnion */.gMt('kind', [
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('local') }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('event'), event: plan_file_text }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('default-branch'), branch: plan_file_text }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('first-push'), branch: plan_file_text }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('full-rebuild'), by: schemas/* enum */.k5n(['message', 'input']) }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('unknown'), why: plan_file_text }),
]);
const of = (...kinds) => schemas/* enum */.k5n(kinds);
const reason = schemas/* discriminatedUnion */.gMt('kind', [
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('everything'), because: everything }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('file'), file: plan_file_changedBy, more: schemas/* number */.aig() }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('shared-file'), file: plan_file_changedBy }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('base-moved'), base: plan_file_text, from: plan_file_text, to: plan_file_text }),
    schemas/* object */.Ikc({ kind: of('parent', 'needed-by', 'parent-built', 'other-parent'), image: plan_file_text }),
    schemas/* object */.Ikc({ kind: of('missing', 'not-published', 'found', 'tested'), ref: plan_file_text }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('not-looked-up'), why: plan_file_text }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('plan-skipped'), variant: plan_file_text }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('deleted'), branch: plan_file_text }),
    schemas/* object */.Ikc({ kind: of('named', 'untested', 'not-trusted', 'unchanged', 'not-named') }),
]);
/**
 * What is read of a plan.json. It may come from a job that runs foreign code, so it decides what is built, reused or left
 * alone, and nothing else: names, contexts, suites, fingerprints and bases are made again from the checkout, what is
 * reused or need not be tested is asked of the registries again.
 */
const planFile = schemas/* object */.Ikc({
    schema: schemas/* literal */.euz(1),
    source: schemas/* object */.Ikc({
        kind: plan_file_text,
        base: plan_file_text,
        head: plan_file_text,
        files: schemas/* number */.aig().optional(),
        tried: schemas/* array */.YOg(schemas/* object */.Ikc({ source: plan_file_text, why: plan_file_text })),
    }),
    everything: everything.optional(),
    images: schemas/* array */.YOg(schemas/* object */.Ikc({
        id: plan_file_text,
        fingerprint: plan_file_text,
        action: schemas/* enum */.k5n(['build', 'reuse', 'skip']),
        affected: schemas/* boolean */.zMY(),
        reasons: schemas/* array */.YOg(reason).min(1),
    })),
});
const SCHEMA_FITS = (/* unused pure expression or super */ null && ([true, true, true]));
/** Reads a plan.json. Throws a UserError for what is none. */
async function readPlanFile(path, shown) {
    const remedy = 'Give the plan.json that "stack-action plan --out DIR" or the action detect wrote.';
    let value;
    try {
        value = JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
    }
    catch (error) {
        throw (0,errors/* userError */.IF)(`the plan cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, { file: shown, remedy });
    }
    const parsed = planFile.safeParse(value);
    if (!parsed.success) {
        const [issue] = parsed.error.issues;
        throw (0,errors/* userError */.IF)(`this is no plan: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`, { file: shown, remedy });
    }
    return { shown, content: parsed.data };
}
/** The decisions of a plan for the drafts of this checkout. Throws a UserError when they are not about the same content. */
function takeDecisions({ shown, content }, asked) {
    const { drafts, presence, trust, facts, only, builds, madeAs } = asked;
    const decisions = new Map(content.images.map((image) => [image.id, image]));
    const named = (0,stack_named/* namedIds */.q)(drafts, only, asked.spec);
    const isOurs = (id) => named?.has(id) ?? true;
    const isBuilt = ({ id }) => builds && isOurs(id) && decisions.get(id)?.action === 'build';
    const builtOn = new Set(drafts.filter(isBuilt).flatMap((draft) => draft.parents));
    // What is made again, whatever the registry has, is there only when another job says that it made it.
    const isStale = content.everything?.kind === 'full-rebuild' || trust === 'none';
    /** What other jobs were to make and have not, with the lowest image that it is built on of which that is true. */
    const absent = new Map();
    const problems = [];
    const fail = (message, remedy) => void problems.push({ message, file: shown, remedy });
    const images = drafts.flatMap((draft) => {
        const decision = decisions.get(draft.id);
        if (decision?.fingerprint !== draft.fingerprint) {
            fail(decision === undefined
                ? `the plan does not have ${draft.id}`
                : `the plan is about other content of ${draft.id} (${decision.fingerprint}, here ${draft.fingerprint})`, 'Plan again on this commit, for this platform, and on the bases as they are now.');
            return [];
        }
        const { affected, reasons } = decision;
        const ours = isOurs(draft.id);
        const action = ours ? decision.action : 'skip';
        if (draft.skipped && action !== 'skip')
            fail(`the plan works on ${draft.id}, which skip_plans leaves out`, 'Plan again on this commit.');
        const { found, tested, local, unknown, ...known } = presence.get(draft.id) ?? stack_plan/* NOTHING_KNOWN */.GN;
        const published = decision.action !== 'build' && known.published;
        const decided = (test, why, there) => [
            { ...draft, action, test, affected, reasons: why, found: there, passed: tested, published },
        ];
        if (!ours && decision.action !== 'skip') {
            // Who only builds does not wait for tests.
            if (found.length === 0 || (asked.tests && (0,stack_plan/* isTestable */.nd)(draft) && !tested))
                absent.set(draft.id, draft.parents.flatMap((id) => absent.get(id) ?? [])[0] ?? draft.id);
            return decided(false, [{ kind: 'not-named' }], found);
        }
        // What only this engine has may be published by nobody, and may have failed its suites.
        const isHere = local && !facts.publishes;
        const isTaken = (ours && action === 'reuse') || (action === 'skip' && builtOn.has(draft.id) && !isHere);
        if (isTaken && found.length === 0) {
            const why = unknown === undefined ? '' : `: ${unknown}`;
            fail(`the plan takes ${draft.id} from the registry, and nobody has it (${draft.candidates[0] ?? ''})${why}`, 'Plan again where the registry can be asked (is there a login? are the registries those of the plan?).');
        }
        if (action === 'build' && !builds) {
            const made = isStale ? found.filter(({ digest }) => madeAs.get(draft.id) === digest) : found;
            return decided((0,stack_plan/* isTestable */.nd)(draft) && !(made.length > 0 && tested), reasons, made);
        }
        const test = (0,stack_plan/* isTestable */.nd)(draft) && (action === 'build' || (action === 'reuse' && !(tested && trust === 'all')));
        return decided(test, ours ? reasons : [{ kind: 'not-named' }], action === 'build' ? [] : found);
    });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    const parents = new Map(images.filter((one) => one.action !== 'skip').map((image) => [image.id, image.parents]));
    return {
        schema: 1,
        ...facts,
        unknown: [...new Set([...facts.unknown, ...(0,stack_plan/* unknownOf */.KO)(presence)])],
        source: { ...content.source, files: content.source.files },
        everything: content.everything,
        assumes: false,
        images: images.map((image) => {
            const blocked = isBuilt(image) ? image.parents.flatMap((id) => absent.get(id) ?? [])[0] : undefined;
            return blocked === undefined ? image : { ...image, blocked };
        }),
        levels: (0,graph/* levels */.yr)([...parents.keys()], (id) => parents.get(id) ?? []),
    };
}

;// CONCATENATED MODULE: ./build-ts/src/commands/labels.js

/** The texts in a label of ours, by key: JSON of one level. Undefined where it is not there or not ours. */
function textsOf(label) {
    if (label === undefined)
        return undefined;
    let value;
    try {
        value = JSON.parse(label);
    }
    catch {
        return undefined;
    }
    if (typeof value !== 'object' || value === null)
        return undefined;
    const entries = Object.keys(value).map((key) => [key, (0,values/* valueAt */.f)(value, [key])]);
    return Object.fromEntries(entries.filter((entry) => typeof entry[1] === 'string'));
}

;// CONCATENATED MODULE: ./build-ts/src/commands/presence.js




/** What registries and the engine have of each draft; by id. All are asked side by side, and everything once. */
async function findPresence({ drafts, lookups, engine }) {
    const entries = await Promise.all(drafts
        .filter((draft) => !draft.skipped)
        .map(async (draft) => {
        const remote = typeof lookups === 'string' ? nobody(lookups) : await inRegistries(draft, lookups);
        // What a registry has is taken from there: the engine's may be another build of the same content.
        const local = remote.found.length === 0 && (await inEngine(draft, engine));
        return [draft.id, { ...remote, local }];
    }));
    return new Map(entries);
}
function nobody(why) {
    return { found: [], tested: false, notPublished: undefined, published: false, unknown: why };
}
async function inRegistries(draft, lookups) {
    const parts = await Promise.all(draft.candidates.map(async (candidate, index) => {
        const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(candidate);
        const testedRef = draft.tested[index];
        const names = draft.refs.filter((ref) => (0,stack_refs/* splitRef */.Mn)(ref).repository === repository);
        const indexRef = draft.index[index];
        const [tested, published, whole] = await Promise.all([
            testedRef === undefined ? undefined : lookups.digest(repository, (0,stack_refs/* splitRef */.Mn)(testedRef).tag),
            Promise.all(names.map((name) => lookups.digest(repository, (0,stack_refs/* splitRef */.Mn)(name).tag))),
            indexRef === undefined ? undefined : lookups.digest(repository, (0,stack_refs/* splitRef */.Mn)(indexRef).tag),
        ]);
        // What was tested is the candidate: the same manifest under another name.
        const found = tested?.kind === 'found' ? tested : await lookups.digest(repository, tag);
        const digest = found.kind === 'found' ? found.digest : undefined;
        return {
            known: digest === undefined ? undefined : { ref: candidate, digest },
            tested: tested?.kind === 'found',
            names: names.map((name, at) => ({ name, digest: digestIn(published[at]) })),
            // Of several platforms the names name what they are together.
            whole: indexRef === undefined ? undefined : (digestIn(whole) ?? 'none'),
            unknown: found.kind === 'unknown' ? found.why : undefined,
        };
    }));
    const [first] = parts.flatMap(({ known }) => known ?? []);
    // Registries that have another build of it get this one: one run publishes one image, wherever it publishes it.
    const same = parts.filter(({ known }) => known?.digest === first?.digest);
    const facts = {
        tested: same.length === parts.length && parts.every(({ tested }) => tested),
        // The name of the branch decides whether it is published again; that of the commit is new with every commit.
        notPublished: parts.find(({ names: [name], whole }) => !isNamed(name, whole ?? first?.digest))?.names[0]?.name,
        published: first !== undefined &&
            parts.every(({ names, whole }) => names.every((name) => isNamed(name, whole ?? first.digest))),
        unknown: parts.find((part) => part.unknown !== undefined)?.unknown,
    };
    if (first === undefined)
        return { ...facts, found: [] };
    const { repository } = (0,stack_refs/* splitRef */.Mn)(first.ref);
    const config = await lookups.config(repository, first.digest, draft.platform);
    return {
        ...facts,
        found: same.flatMap(({ known }) => known ?? []),
        ...(config.kind === 'found'
            ? { layers: (0,fingerprint/* layersKey */.mH)(config.layers), sitsOn: textsOf(config.labels[context/* PARENTS_LABEL */.rE]) ?? {} }
            : {}),
    };
}
function digestIn(answer) {
    return answer?.kind === 'found' ? answer.digest : undefined;
}
function isNamed(name, digest) {
    return name?.digest !== undefined && name.digest === digest;
}
/** Names in an engine are anybody's; the label says what is in it. */
async function inEngine(draft, engine) {
    const [ref] = draft.localRefs;
    if (engine === undefined || ref === undefined)
        return false;
    const local = await engine.inspect(ref).catch(() => undefined);
    return local?.labels[context/* FINGERPRINT_LABEL */.qf] === draft.fingerprint;
}

// EXTERNAL MODULE: ./build-ts/src/commands/registries.js
var registries = __webpack_require__(47935);
// EXTERNAL MODULE: ./build-ts/src/commands/version.js
var version = __webpack_require__(16870);
// EXTERNAL MODULE: ./build-ts/src/commands/sources.js + 3 modules
var sources = __webpack_require__(56719);
;// CONCATENATED MODULE: ./build-ts/src/commands/planning.js




















/** Look-ups at the same time, all registries together. */
const LOOK_UPS = 32;
/** Everything that is decided before anything is done. Throws a UserError with what the user has to mend. */
async function preparePlan(request) {
    const { inputs, notice } = request;
    const { env, event, fork } = await (0,happening/* readHappening */.Z)(request);
    const base = baseDirectory(request);
    const folders = foldersOf((0,external_node_path_.resolve)(base, inputs.out));
    const written = [folders.artifacts, folders.logs, folders.manifests];
    const specPath = (0,external_node_path_.isAbsolute)(inputs.spec) ? inputs.spec : (0,external_node_path_.join)(base, inputs.spec);
    const credentialsFor = (0,credentials/* dockerCredentials */.d)(env);
    const connecting = request.findEngine();
    // Whether there is one is told after the mistakes in the spec.
    const platform = connecting.then(platformOf, () => platformOf(undefined));
    const disk = await (0,sources/* readStack */.bA)(specPath, inputs.spec, (stack) => (0,registries/* registryBases */.es)(inputs, stack), platform, inputs.platforms, { version: inputs.version, ...(request.derive === undefined ? {} : { derive: request.derive }) });
    const { stack, directory, bases } = disk;
    const publishes = request.pushes !== 'never' && !fork;
    if (publishes && request.pushes === 'now')
        (0,registries/* checkPushable */.fS)(stack, bases);
    const planPath = inputs.plan === '' ? undefined : (0,external_node_path_.resolve)(base, inputs.plan);
    const outputs = [...written, ...(request.writtenToo ?? [])];
    const own = planPath === undefined ? outputs : [...outputs, (0,external_node_path_.dirname)(planPath)];
    const [commit, changes, top, engine, localDefault] = await Promise.all([
        (0,git/* readCommit */.kN)(directory, own),
        planPath === undefined ? findChanges(request, env, event, directory, own) : undefined,
        (0,git/* repositoryTop */.Ky)(directory),
        connecting,
        event.defaultBranch ?? (0,git/* defaultBranchOf */.dV)(directory),
        request.writes ? (0,sources/* checkFolders */.aO)(disk, written) : undefined,
    ]);
    if (commit.dirty && commit.hash !== '')
        notice('The stack has changes that no commit holds: no tag names the commit.');
    const registry = (0,client/* registryClient */.R)(credentialsFor);
    // Another job's word is not taken for what is published.
    const asks = !inputs.offline || (planPath !== undefined && publishes);
    const lookups = asks ? (0,registry_lookups/* lookUps */.e)(registry, { limit: LOOK_UPS }) : undefined;
    const facts = {
        branch: event.branch ?? commit.branch,
        sha: commit.dirty ? '' : commit.hash.slice(0, 7),
        version: disk.versioned.version,
        user: (0,version/* userOf */.Z5)(inputs.user, env),
    };
    const common = { disk, inputs, facts, engine, defaultBranch: localDefault };
    const publish = publishPolicy(inputs, event);
    const known = { ...event, defaultBranch: localDefault };
    const made = { disk, commit, fork, publish, event: known, folders, engine, registry, credentialsFor };
    const file = planPath === undefined ? undefined : await readPlanFile(planPath, inputs.plan);
    const everything = changes === undefined ? file?.content.everything : everythingOf(inputs, changes);
    const rebuild = rebuildsBases(inputs, event, everything);
    const { baseOf, drift, unknown } = await findBases({
        uses: externalBases(stack, disk.sources, bases, platformOf(engine)),
        engine,
        lookups,
        published: (image, variant) => publishedRefs(common, image, variant),
        platform: platformOf(engine),
        rebuild,
    });
    const drafts = draft(common, baseOf);
    const fullRebuild = everything?.kind === 'full-rebuild';
    const presence = await findPresence({
        drafts: fullRebuild || inputs.trust === 'none' ? [] : drafts,
        lookups: lookups === undefined ? 'offline was asked for' : (0,registries/* placesKnown */.O2)(stack, bases) ? lookups : registries/* NO_PLACE */.Ie,
        engine,
    });
    if (file !== undefined) {
        const decided = { ...facts, event: event.name, publishes, drift, unknown };
        const plan = takeDecisions(file, {
            ...{ drafts, presence, trust: inputs.trust, facts: decided },
            only: inputs.images,
            spec: stack.file,
            builds: request.builds,
            tests: request.tests,
            madeAs: request.madeAs,
        });
        return { ...made, plan, changedFiles: commit.changedFiles };
    }
    if (changes === undefined)
        throw new Error('nobody asked what changed');
    const affected = (0,stack_affected/* affectedImages */.n0)({
        stack,
        sources: disk.sources,
        prefix: top === undefined ? undefined : (0,paths/* below */.G)(top, disk.realDirectory)?.replaceAll('\\', '/') || '.',
        workflow: workflowFile(env),
        shared: disk.commonTests?.shared ?? [],
        ...(disk.specTarget === undefined ? {} : { specTarget: disk.specTarget }),
        files: changes.files,
        everything,
    });
    const plan = (0,stack_plan/* makePlan */.Cs)({
        event: event.name,
        ...facts,
        source: {
            kind: changes.source,
            base: changes.base,
            head: changes.head,
            files: changes.files?.length,
            tried: changes.tried,
        },
        drafts,
        affected: withDrift(affected, drift),
        everything,
        deleted: changes.deleted ? (event.branch ?? 'of the event') : undefined,
        only: request.all === true && inputs.images.length === 0 ? idsOf(drafts) : inputs.images,
        file: stack.file,
        presence,
        drift,
        unknown,
        trust: inputs.trust,
        fullRebuild,
        publishes,
        assumes: request.assumes,
        nameless: publish === 'none',
    });
    const changedFiles = changes.files?.map((file) => file.path) ?? commit.changedFiles;
    return { ...made, plan, changedFiles };
}
/** Where relative paths of inputs start: in a workflow the workspace, wherever the action runs. */
function baseDirectory({ env, cwd }) {
    return env.GITHUB_ACTIONS === 'true' ? (env.GITHUB_WORKSPACE ?? cwd) : cwd;
}
function foldersOf(out) {
    (0,out_folder/* checkOutFolder */.B)(out);
    return { artifacts: (0,external_node_path_.join)(out, 'artifacts'), logs: (0,external_node_path_.join)(out, 'logs'), manifests: (0,external_node_path_.join)(out, 'manifests') };
}
function draft({ disk, inputs, facts, engine }, baseOf) {
    const { stack, sources, commonTests, filesHash, bases } = disk;
    return draftStack({
        stack,
        sources,
        commonTests,
        filesHash,
        facts,
        registries: bases,
        platform: platformOf(engine),
        baseOf,
        defaultTimeoutMs: inputs.testTimeoutMs,
        choice: { only: inputs.suites, skip: inputs.skipSuites },
        stage: inputs.stage,
    });
}
function idsOf(drafts) {
    return drafts.filter(({ skipped }) => !skipped).map(({ id }) => id);
}
function platformOf(engine) {
    return engine?.platform ?? 'linux/amd64';
}
/** What an image was published as: by this branch, else by the default branch. */
function publishedRefs({ disk, facts, defaultBranch }, image, variant) {
    const { stack, bases } = disk;
    const repository = stack.images.get(image)?.repository ?? image;
    const place = bases[0] === undefined ? repository : (0,stack_refs/* rebase */.RU)(repository, bases[0]);
    const branches = [facts.branch, defaultBranch ?? ''];
    const variants = stack.variants.filter(({ name }) => name === variant);
    const tagsOf = (branch) => variants.flatMap((one) => (0,stages/* publishedTags */.on)(stack, one, { ...facts, branch, sha: '' }, image).tags.map(({ tag }) => tag));
    return [...new Set(branches.flatMap((branch) => tagsOf(branch).slice(0, 1)))].map((tag) => `${place}:${tag}`);
}
/** What a merge queue tries takes no name, only candidates: the branch finds them there when it lands. */
function publishPolicy({ publish }, event) {
    return event.name === 'merge_group' ? 'none' : publish;
}
function everythingOf(inputs, changes) {
    if (changes.deleted)
        return undefined;
    if (inputs.fullRebuild)
        return { kind: 'full-rebuild', by: 'input' };
    return changes.fullRebuild ? { kind: 'full-rebuild', by: 'message' } : changes.everything;
}
function rebuildsBases(inputs, event, everything) {
    if (inputs.baseDrift !== 'auto')
        return inputs.baseDrift === 'rebuild';
    return event.name === 'schedule' || everything?.kind === 'full-rebuild';
}
function withDrift(affected, drift) {
    const more = new Map(affected);
    for (const { base, from, to, images } of drift.filter((one) => one.rebuilt))
        for (const name of images)
            more.set(name, [...(more.get(name) ?? []), { kind: 'base-moved', base, from, to }]);
    return more;
}
/** The workflow that is running, as a path of this repository: `org/repo/.github/workflows/x.yml@refs/heads/main`. */
function workflowFile({ GITHUB_WORKFLOW_REF: ref, GITHUB_REPOSITORY: repository }) {
    if (ref === undefined || repository === undefined || !ref.startsWith(`${repository}/`))
        return undefined;
    const at = ref.lastIndexOf('@');
    return ref.slice(repository.length + 1, at < 0 ? undefined : at);
}
function findChanges({ inputs, githubFor }, env, event, directory, own) {
    const token = inputs.token === '' ? (env.GITHUB_TOKEN ?? '') : inputs.token;
    const repository = env.GITHUB_REPOSITORY ?? '';
    const github = token === '' || repository === '' || inputs.offline
        ? undefined
        : githubFor({ token, apiUrl: env.GITHUB_API_URL ?? 'https://api.github.com', repository });
    const { base, head } = inputs;
    const explicit = base === '' ? undefined : head === '' ? { base } : { base, head };
    return detectChanges({ event, directory, github, explicit, own });
}


/***/ }),

/***/ 47935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ie: () => (/* binding */ NO_PLACE),
/* harmony export */   O2: () => (/* binding */ placesKnown),
/* harmony export */   es: () => (/* binding */ registryBases),
/* harmony export */   fS: () => (/* binding */ checkPushable)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54527);
/* harmony import */ var _stack_refs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(99072);



/** The bases to push to, aliases of the spec resolved. */
function registryBases(inputs, stack) {
    const problems = [];
    const wanted = inputs.registries.length > 0 ? inputs.registries : stack.pushTo;
    const bases = wanted.map((name) => {
        const base = stack.registries.get(name) ?? name.replace(/\/+$/, '');
        if (!(0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_2__/* .isRegistryBase */ .l9)(base)) {
            problems.push({
                message: `"${name}" is neither a registry of ${stack.file} nor a base such as ghcr.io/acme`,
                remedy: stack.registries.size > 0
                    ? (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .suggest */ .ZA)(name, [...stack.registries.keys()], 'registries')
                    : `A base names its host: docker.io/${name}?`,
            });
        }
        return base;
    });
    if (problems.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems);
    return [...new Set(bases)];
}
/** Without a registry, names of one part would go to the official images of Docker Hub. */
function checkPushable(stack, bases) {
    if (bases.length > 0)
        return;
    const problems = [...stack.images.values()].flatMap((image) => {
        const parsed = (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_2__/* .parseRepository */ .SU)(image.repository);
        if (parsed === undefined || parsed.host !== _stack_refs_js__WEBPACK_IMPORTED_MODULE_2__/* .DEFAULT_HOST */ .HX || parsed.path.includes('/'))
            return [];
        return [
            {
                message: `"${image.repository}" says no place to push ${image.name} to`,
                file: stack.file,
                ...image.at,
                remedy: 'Name one with --registries HOST/PATH, or image_name: HOST/PATH/NAME, or use --no-push.',
            },
        ];
    });
    if (problems.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems);
}
/** Why nobody is asked for images without a place. */
const NO_PLACE = 'the images have no place in a registry (--registries, or image_name)';
/** Names of one part are nobody's on Docker Hub: asking for them there would only tell it our names. */
function placesKnown(stack, bases) {
    return bases.length > 0 || [...stack.images.values()].every(({ repository }) => repository.includes('/'));
}


/***/ }),

/***/ 56719:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  aO: () => (/* binding */ checkFolders),
  Ot: () => (/* binding */ readSpec),
  bA: () => (/* binding */ readStack)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: ./build-ts/src/shared/program.js
var program = __webpack_require__(89945);
;// CONCATENATED MODULE: ./build-ts/src/changes/tree.js



/** Longer than any index takes; reading the files takes less. */
const PATIENCE_MS = 60_000;
/** A look writes nothing (no refreshed index) and fetches nothing (blobs that a partial clone left out). */
const ENV = { GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1' };
/**
 * Whatever the repository says, the disk is compared in full: executable bits, links and all times. No file system
 * monitor: a look starts no daemon and no hook.
 */
const STRICT = [
    'core.fileMode=true',
    'core.symlinks=true',
    'core.checkStat=default',
    'core.trustctime=true',
    'core.fsmonitor=false',
].flatMap((setting) => ['-c', setting]);
/** Files that nothing but line ends can set apart from their blob (gitattributes(5), "Effects"). */
const UNFILTERED = ':(attr:!filter !ident !working-tree-encoding).';
/**
 * Matches nothing. It is there because git before 2.42 leaves the folder that all pathspecs have in common out of the paths
 * whose attributes it looks up, and with it the rules that are meant for them.
 */
const NOTHING = ':(top,literal).git/nothing';
/** What `git ls-files -v` writes before a file that is neither unmerged, skip-worktree nor assume-unchanged. */
const TRACKED = 'H';
const KINDS = { '100644': 'file', '100755': 'exec', '120000': 'link' };
/**
 * Asks git which files below `directory` it knows byte for byte: tracked, unchanged on the disk, not converted on the
 * way. undefined where git cannot say: it is not there, this is no working tree, its ids are not SHA-1. (Filters are
 * believed to be those that the files were checked out with, as git itself does.)
 */
async function readTree(directory) {
    const ask = async (args, input = '') => {
        const { status, stdout } = await (0,program/* runProgram */.V)('git', ['-C', directory, ...args], {
            env: ENV,
            timeoutMs: PATIENCE_MS,
            input,
        });
        if (status !== 0)
            throw new Error(`git ended with ${status ?? 'a signal'}`);
        return stdout;
    };
    try {
        const [files, changed] = await Promise.all([
            ask(['ls-files', '-z', '--stage', '-v', '--', UNFILTERED, NOTHING])
                .then(parseStage)
                .then((tracked) => asLongAsTheirBlobs(directory, tracked, ask)),
            // Changed, removed, or intended to be added; what has new times only is compared by content.
            ask([...STRICT, 'ls-files', '-z', '--modified', '--', '.']),
        ]);
        for (const path of split(changed))
            files.delete(path);
        return { directory: (0,external_node_path_.resolve)(directory), files };
    }
    catch {
        return undefined; // Reading the files needs no git.
    }
}
/** `H 100644 <id> 0<tab>path`, each with NUL at its end. Throws when the ids are not SHA-1. */
function parseStage(text) {
    const files = new Map();
    for (const line of split(text)) {
        const tab = line.indexOf('\t');
        const [tag, mode = '', id = ''] = line.slice(0, tab).split(' ');
        if (id.length !== 40)
            throw new Error(`${id} is no SHA-1`);
        const kind = KINDS[mode];
        const path = line.slice(tab + 1);
        // What is not UTF-8 comes with U+FFFD in it, and might be taken for another file.
        if (tag === TRACKED && kind !== undefined && !path.includes('\uFFFD'))
            files.set(path, { kind, id });
    }
    return files;
}
/**
 * Those files whose line ends are their blob's. Git only ever adds CRs on the way to the disk and takes them away on the
 * way back, so a file as long as its blob is the same; the settings and attributes of now say less, the file may have come
 * with others.
 */
async function asLongAsTheirBlobs(directory, files, ask) {
    const ids = Array.from(files.values(), ({ id }) => id).join('\n');
    // A line for each, in their order; of an object that is not there it has no number, or git gives up altogether.
    const sizes = (await ask(['cat-file', '--batch-check=%(objectsize)', '--buffer'], ids)).split('\n').values();
    const same = new Map();
    for (const [path, file] of files) {
        if (sizeOf(`${directory}/${path}`) === Number(sizes.next().value))
            same.set(path, file);
    }
    return same;
}
/** At once: twenty thousand of these take 60 ms, and 300 ms by promises. */
function sizeOf(file) {
    try {
        return (0,external_node_fs_.lstatSync)(file, { throwIfNoEntry: false })?.size;
    }
    catch {
        return undefined; // A file lies where its folder was, or nobody may look.
    }
}
function split(text) {
    return text.split('\0').slice(0, -1);
}

// EXTERNAL MODULE: ./build-ts/src/docker/context.js + 2 modules
var docker_context = __webpack_require__(75912);
// EXTERNAL MODULE: ./build-ts/src/run/context.js
var run_context = __webpack_require__(62642);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/paths.js
var paths = __webpack_require__(5381);
// EXTERNAL MODULE: ./build-ts/src/stack/affected.js
var affected = __webpack_require__(11578);
// EXTERNAL MODULE: ./build-ts/src/stack/dockerfile.js + 2 modules
var dockerfile = __webpack_require__(49334);
// EXTERNAL MODULE: ./build-ts/src/stack/link.js
var stack_link = __webpack_require__(83370);
// EXTERNAL MODULE: ./build-ts/src/stack/paths.js
var stack_paths = __webpack_require__(32180);
// EXTERNAL MODULE: ./build-ts/src/stack/spec/document.js
var spec_document = __webpack_require__(12537);
// EXTERNAL MODULE: ./build-ts/src/stack/spec/load.js + 5 modules
var load = __webpack_require__(12760);
// EXTERNAL MODULE: ./build-ts/src/stack/platforms.js
var stack_platforms = __webpack_require__(31584);
// EXTERNAL MODULE: ./build-ts/src/stack/version-args.js
var version_args = __webpack_require__(1084);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
;// CONCATENATED MODULE: ./build-ts/src/commands/change-rules.js






const rulesFile = schemas/* strictObject */.rej({
    ChangeIgnore: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
    BuildAll: schemas/* array */.YOg(schemas/* string */.YjP()).optional(),
});
/** UCSD's change_ignore.json names first parts of paths below the stack; the spec names globs. Both count. */
async function withRules(stack, directory) {
    const text = await (0,promises_.readFile)((0,external_node_path_.join)(directory, affected/* RULES_FILE */.$Y), 'utf8').catch((error) => {
        if ((0,errors/* codeOf */.$N)(error) === 'ENOENT')
            return undefined;
        throw (0,errors/* userError */.IF)(`${affected/* RULES_FILE */.$Y} cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, { file: (0,stack_paths/* inStack */.ww)(stack.file, affected/* RULES_FILE */.$Y) });
    });
    if (text === undefined)
        return stack;
    const fail = (message) => (0,errors/* userError */.IF)(message, {
        file: (0,stack_paths/* inStack */.ww)(stack.file, affected/* RULES_FILE */.$Y),
        remedy: 'Write {"ChangeIgnore": [names], "BuildAll": [names]}; names are of files and folders beside the spec.',
    });
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        throw fail(`this is no JSON: ${(0,errors/* messageOf */.bD)(error)}`);
    }
    const parsed = rulesFile.safeParse(value);
    if (!parsed.success)
        throw fail(`${parsed.error.issues[0]?.path.join('.') ?? ''}: ${parsed.error.issues[0]?.message ?? ''}`);
    const { all, ignore } = stack.changeRules;
    const changeRules = {
        all: [...all, ...globs(parsed.data.BuildAll)],
        ignore: [...ignore, ...globs(parsed.data.ChangeIgnore)],
    };
    return { ...stack, changeRules };
}
/**
 * The Dockerfiles of other stages lie beside an image's own, in its build context, and make nothing of it: a change of
 * prod.Dockerfile makes no new dev. Where a stage is built its Dockerfile counts for itself, as every Dockerfile does.
 */
function withStageFiles(stack) {
    const files = [...stack.images.values()].flatMap((image) => stack.stages.flatMap(({ dockerfile }) => dockerfile === undefined ? [] : ((0,stack_paths/* joinInside */.lG)(image.path, dockerfile) ?? [])));
    const own = new Set([...stack.images.values()].flatMap(({ dockerfiles }) => dockerfiles));
    const others = files.filter((file) => !own.has(file));
    if (others.length === 0)
        return stack;
    const { changeRules } = stack;
    return { ...stack, changeRules: { ...changeRules, ignore: [...changeRules.ignore, ...globs(others)] } };
}
/** Names as globs that match nothing else. */
function globs(names = []) {
    return names.map((name) => name.replace(/[\\*?[\]{}()!+@|"]/g, '\\$&'));
}

// EXTERNAL MODULE: ./build-ts/src/stack/fingerprint.js
var fingerprint = __webpack_require__(64464);
// EXTERNAL MODULE: ./build-ts/src/stack/names.js
var names = __webpack_require__(97668);
// EXTERNAL MODULE: ./build-ts/src/stack/suites.js
var stack_suites = __webpack_require__(70043);
;// CONCATENATED MODULE: ./build-ts/src/commands/hashes.js











/** The hashes of everything that images are made of and tested with; each folder once. */
async function hashAll({ stack, directory, found, commonTests, native }, hash) {
    const problems = [];
    const collecting = async (work) => {
        try {
            return await work;
        }
        catch (error) {
            if (!(error instanceof errors/* UserError */.yo))
                throw error;
            problems.push(...error.problems);
            return '';
        }
    };
    const copied = copiedOf(stack, found, native);
    const sources = new Map();
    const inOrder = stack.order.flatMap((name) => {
        const [image, source] = [stack.images.get(name), found.get(name)];
        return image === undefined || source === undefined ? [] : [[image, source]];
    });
    await Promise.all(inOrder.map(async ([image, source]) => {
        const counts = copied.get(image.name) ?? affected/* WHOLE */.Ef;
        const only = (0,affected/* countedFiles */.gx)(image.context, counts, stack.changeRules);
        const files = await collecting(hash({
            directory: (0,external_node_path_.join)(directory, image.context),
            dockerfiles: image.dockerfiles.map((file) => (0,run_context/* dockerfileIn */.yG)(image.context, file)),
            ...(only === undefined ? {} : { only }),
        }));
        const contextHash = (0,fingerprint/* contextKey */.hx)(files, source.dockerfileText);
        sources.set(image.name, { ...source, copied: counts, contextHash });
    }));
    const tests = [commonTests ?? [], ...inOrder.map(([, source]) => [...source.tests, ...source.declared])].flat();
    const more = stack.suites.flatMap(({ files, settings: { services } }) => [
        ...(files === undefined ? [] : [files]),
        ...(services === undefined ? [] : [services.file, services.envFile ?? []].flat()),
    ]);
    const isWide = stack.suites.some(({ does, files, settings: { on, services } }) => (0,stack_suites/* readsStack */.Sh)({ on, kind: does?.kind, files, services }));
    const paths = new Set([
        ...(isWide ? [stack_suites/* STACK_FILES */.dN] : []),
        ...tests.flatMap(({ files, shared }) => [files, ...shared]),
        ...more,
    ]);
    const suites = new Map();
    await Promise.all([...paths].map(async (path) => {
        if (path === stack_suites/* STACK_FILES */.dN) {
            suites.set(path, await collecting(hash({ directory, dockerfiles: [], only: besideImages(stack) })));
            return;
        }
        if (await isFile((0,external_node_path_.join)(directory, path))) {
            const [folder, name] = [(0,external_node_path_.dirname)((0,external_node_path_.join)(directory, path)), (0,external_node_path_.basename)(path)];
            suites.set(path, await collecting(hash({ directory: folder, dockerfiles: [], only: (one) => one === name })));
            return;
        }
        const only = (0,affected/* countedFiles */.gx)(path, affected/* WHOLE */.Ef, stack.changeRules);
        const asked = { directory: (0,external_node_path_.join)(directory, path), dockerfiles: [], ...(only === undefined ? {} : { only }) };
        suites.set(path, await collecting(hash(asked)));
    }));
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return { sources, filesHash: (path) => suites.get(path) ?? '' };
}
/** What runs write, where they write it into the stack's own directory. */
const WRITTEN = ['artifacts', 'logs', 'manifests', '.git'];
/** Files of the stack's directory that are no image's. */
function besideImages(stack) {
    const folders = [...WRITTEN, ...[...stack.images.values()].map((image) => image.path)];
    const counted = (0,affected/* countedFiles */.gx)(stack_suites/* STACK_FILES */.dN, affected/* WHOLE */.Ef, stack.changeRules);
    return (path) => folders.every((folder) => (0,stack_paths/* wayInside */.IL)(folder, path) === undefined) && (counted?.(path) ?? true);
}
async function isFile(path) {
    return (await (0,promises_.stat)(path)).isFile();
}
/**
 * What of its context counts for an image. Its own directory counts whole; of a wider one only what the Dockerfile copies,
 * unless a parent copies on its behalf (ONBUILD).
 */
function copiedOf(stack, found, native) {
    const copied = new Map();
    const onBehalf = new Set();
    for (const name of stack.order) {
        const image = stack.images.get(name);
        const text = found.get(name)?.dockerfileText;
        if (image === undefined || text === undefined)
            continue;
        const wide = image.context !== image.path;
        // Most stacks have neither wide contexts nor ONBUILD: then no Dockerfile is read for it.
        if (!wide && !/onbuild/i.test(text) && !image.parents.some((parent) => onBehalf.has(parent)))
            continue;
        const variants = stack.variants.flatMap((variant) => (0,stack_platforms/* platformsOf */.Wt)(image, native).map((platform) => (0,dockerfile/* copiedPaths */.Rl)(text, (0,names/* argsOf */.PL)(image, variant), platform)));
        if (variants.some((one) => one.onbuild) || image.parents.some((parent) => onBehalf.has(parent)))
            onBehalf.add(name);
        const globs = variants.flatMap((one) => (one.kind === 'some' ? [...one.globs] : []));
        const some = variants.every((one) => one.kind === 'some') && !image.parents.some((parent) => onBehalf.has(parent));
        if (wide && some)
            copied.set(name, { kind: 'some', globs: [...new Set(globs)], onbuild: false });
    }
    return copied;
}

// EXTERNAL MODULE: ./build-ts/src/commands/version.js
var commands_version = __webpack_require__(16870);
// EXTERNAL MODULE: ./build-ts/src/commands/tests-found.js
var tests_found = __webpack_require__(21062);
;// CONCATENATED MODULE: ./build-ts/src/commands/sources.js



















/** Nobody writes one like that; what is longer is another file, or meant to keep us busy. */
const MAX_DOCKERFILE_BYTES = 2 * 1024 * 1024;
/**
 * Reads the spec and what it names. `shown` is the path in messages; `registries` says where the stack is pushed to: a
 * Dockerfile may name a parent there; `native` is the platform of whoever builds, `platforms` goes before what the spec says. Throws a UserError with every mistake of a kind at once.
 */
async function readStack(path, shown, registries, native, platforms = [], { version = '', derive = (stack) => Promise.resolve(stack) } = {}) {
    const spec = (0,stack_platforms/* withPlatforms */.fG)((0,load/* loadSpec */.I)(await readSpec(path, shown), shown), platforms);
    const directory = (0,external_node_path_.dirname)(path);
    const tree = readTree(directory); // Git works while we read.
    tree.catch(() => undefined); // Heard where it is waited for.
    const declared = await derive(withStageFiles(await withRules(spec, directory)), directory);
    const versioned = await (0,commands_version/* findVersion */.Am)(version, declared, directory);
    const bases = registries(declared);
    const problems = [];
    const top = { directory, real: await (0,promises_.realpath)(directory) };
    const found = new Map();
    const images = [...declared.images.values()];
    const place = {
        directory,
        isInside: (path) => isInside(top, path),
        refuse: (path, why) => problems.push({
            message: why === 'leads out'
                ? `${path} is a link to a place outside the stack`
                : `${JSON.stringify(path)} cannot be the directory of an environment: its name is that of a kernel`,
            file: (0,stack_paths/* inStack */.ww)(shown, path),
            remedy: why === 'leads out'
                ? 'Move it below the directory of spec.yml.'
                : 'Use letters, digits, ".", "_" and "-" in its name.',
        }),
    };
    const [commonTests, declaredPytest] = await Promise.all([
        (0,tests_found/* commonTests */.nn)(place),
        pytestOfSpec(place, declared, shown, problems),
    ]);
    const read = await Promise.all(images.map((image) => readSource(top, place, image, declared, declaredPytest, problems)));
    for (const [index, source] of read.entries())
        if (source !== undefined)
            found.set(images[index]?.name ?? '', source);
    for (const suite of declared.suites) {
        if (suite.files === undefined)
            continue;
        if (await isDirectoryInside(top, suite.files))
            await addPlace(top, suite.files, suite.images, found);
        else {
            problems.push({
                message: `suites.${suite.name}.files: there is no directory "${suite.files}" in the stack`,
                file: shown,
                ...suite.at,
                remedy: 'Give a directory below the one of spec.yml.',
            });
        }
    }
    for (const { name, does, settings, at } of declared.suites) {
        if ((does?.kind !== 'imports' && does?.kind !== 'notebooks') || settings.mayBeEmpty === true)
            continue;
        const isFound = [...found.values()].some((source) => source.declared.some(({ group }) => group === name));
        if (isFound || does.paths.some((path) => path.startsWith('/')) || found.size < images.length)
            continue;
        problems.push({
            message: `suites.${name}.${does.kind}: nothing below the directory of any image is called "${does.paths.join('", "')}"`,
            file: shown,
            ...at,
            remedy: 'Globs are below the directory of each image; absolute ones are paths in the image.',
        });
    }
    for (const tests of [...declaredPytest.values(), commonTests].flatMap((one) => one ?? []))
        await addPlace(top, tests.files, undefined, found);
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    const builtFor = await native;
    const informed = (0,version_args/* withVersionArgs */.GJ)(declared, found, (0,version_args/* builtVersion */.PT)(declared, versioned.version));
    const stack = (0,stack_link/* linkStack */.B)(informed, found, bases, builtFor);
    const withGit = new Set();
    const hash = withoutGit((0,docker_context/* contextHasher */.TE)(tree), withGit);
    const hashes = await hashAll({ stack, directory, found, commonTests, native: builtFor }, hash);
    await checkGit({ stack, directory, sources: hashes.sources }, withGit);
    const specAt = (0,external_node_path_.relative)(top.real, await (0,paths/* realPathOf */.d)(path));
    const specTarget = specAt === (0,external_node_path_.basename)(path) ? undefined : specAt.split(external_node_path_.sep).join('/');
    return { stack, directory, realDirectory: top.real, specTarget, commonTests, bases, versioned, ...hashes };
}
/** Changes of what a link leads to are changes of the images that use it: git names files by where they are. */
async function addPlace(top, path, images, found) {
    const real = await realWay(top, path);
    if (real === undefined || real === path)
        return;
    for (const name of images ?? found.keys())
        found.get(name)?.places.push(real);
}
const IN_GIT = '.git/HEAD';
/** Contexts in which git's own directory counts are not read, only remembered: `checkGit` says whose they are. */
function withoutGit(hash, withGit) {
    return async (request) => {
        const { directory, dockerfiles, only } = request;
        if (dockerfiles.length === 0 || only?.(IN_GIT) === false || !(await sendsGit(directory, dockerfiles)))
            return hash(request);
        withGit.add(directory);
        return '';
    };
}
/** A file `.git`, as submodules have it, only says where that directory is; a link is sent as a link. */
async function sendsGit(context, dockerfiles) {
    const isDirectory = await (0,promises_.lstat)((0,external_node_path_.join)(context, '.git')).then((found) => found.isDirectory(), () => false);
    return isDirectory && (await (0,docker_context/* isSent */.xb)(context, dockerfiles, IN_GIT));
}
/** Every git command changes `.git`, and with it the fingerprint of an image that it counts for. */
async function checkGit({ stack, directory, sources }, withGit) {
    const problems = [];
    for (const image of stack.images.values()) {
        const context = (0,external_node_path_.join)(directory, image.context);
        const copied = sources.get(image.name)?.copied ?? affected/* WHOLE */.Ef;
        if (!withGit.has(context) || (0,affected/* countedFiles */.gx)(image.context, copied, stack.changeRules)?.(IN_GIT) === false)
            continue;
        const dockerfiles = image.dockerfiles.map((file) => (0,run_context/* dockerfileIn */.yG)(image.context, file));
        if (!(await sendsGit(context, dockerfiles)))
            continue;
        problems.push({
            message: `the build context of ${image.name} holds .git, which every git command changes`,
            file: stack.file,
            ...image.at,
            remedy: `Write ".git" into ${(0,stack_paths/* inStack */.ww)(stack.file, external_node_path_.posix.join(image.context, '.dockerignore'))}.`,
        });
    }
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
}
/** What runs write must not be part of what they build: the next one would find everything changed. */
async function checkFolders({ stack, directory, sources }, folders) {
    const problems = [];
    const real = await Promise.all(folders.map(paths/* realPathOf */.d));
    for (const image of stack.images.values()) {
        const context = await (0,paths/* realPathOf */.d)((0,external_node_path_.join)(directory, image.context));
        const dockerfiles = image.dockerfiles.map((file) => (0,run_context/* dockerfileIn */.yG)(image.context, file));
        const copied = sources.get(image.name)?.copied ?? affected/* WHOLE */.Ef;
        const counts = (0,dockerfile/* matcher */.jN)(copied);
        for (const folder of real) {
            const way = (0,paths/* below */.G)(context, folder);
            if (way !== undefined && copied.kind === 'some' && !counts(`${way}/file`))
                continue;
            if (way === undefined || !(way === '' || (await (0,docker_context/* isSent */.xb)(context, dockerfiles, `${way}/file`))))
                continue;
            problems.push({
                message: `the run would write its folder "${(0,external_node_path_.basename)(folder)}" into the build context of ${image.name}`,
                file: stack.file,
                ...image.at,
                remedy: `Name a folder elsewhere with --out, or write "${way}" into ${(0,stack_paths/* inStack */.ww)(stack.file, `${image.context}/.dockerignore`)}.`,
            });
        }
    }
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
}
async function readSpec(path, shown) {
    try {
        const found = await (0,promises_.stat)(path);
        const { size } = found;
        if (!found.isFile() && !found.isDirectory())
            throw (0,errors/* userError */.IF)('the spec cannot be read: this is no regular file', { file: shown, remedy: 'Name a file.' });
        if (size > spec_document/* MAX_SPEC_BYTES */.p)
            throw (0,load/* specTooLarge */.D)(size, shown);
        return await (0,promises_.readFile)(path, 'utf8');
    }
    catch (error) {
        if (error instanceof errors/* UserError */.yo)
            throw error;
        const code = (0,errors/* codeOf */.$N)(error);
        const why = code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'this is a directory' : (0,errors/* messageOf */.bD)(error);
        throw (0,errors/* userError */.IF)(`the spec cannot be read: ${why}`, {
            file: shown,
            remedy: 'Name the spec of your stack with --spec PATH (input `spec`).',
        });
    }
}
async function readSource(top, place, image, stack, pytest, problems) {
    const { directory } = top;
    const folder = (0,external_node_path_.join)(directory, image.path);
    const fail = (message, remedy) => {
        problems.push({ message, file: stack.file, ...image.at, remedy });
        return undefined;
    };
    if (!(await isDirectory(folder))) {
        fail(`${image.name} has no directory ${(0,stack_paths/* inStack */.ww)(stack.file, image.path)}`, `Make it, or name another with images.${image.name}.path.`);
        return;
    }
    if (!(await isInside(top, image.path))) {
        fail(`the directory of ${image.name} is a link to a place outside the stack`, 'Move it below the directory of spec.yml.');
        return;
    }
    if (image.context !== image.path && !(await isDirectoryInside(top, image.context))) {
        fail(`${image.name} has no build context: ${(0,stack_paths/* inStack */.ww)(stack.file, image.context)} is no directory of the stack`, `Make it, or name another with images.${image.name}.context.`);
        return;
    }
    const another = `Write one, or name another with images.${image.name}.dockerfile.`;
    let bytes = 0;
    for (const dockerfile of image.dockerfiles) {
        const where = (0,stack_paths/* inStack */.ww)(stack.file, dockerfile);
        if (!(await isInside(top, dockerfile))) {
            fail(`${image.name} has no Dockerfile: ${where} is not there`, another);
            return;
        }
        // Of a pipe or a device there may be no end.
        const entry = await (0,promises_.stat)((0,external_node_path_.join)(directory, dockerfile));
        if (!entry.isFile()) {
            fail(`the Dockerfile of ${image.name}, ${where}, is no regular file`, another);
            return;
        }
        bytes += entry.size;
        if (bytes > MAX_DOCKERFILE_BYTES) {
            const mib = (n) => `${(n / 1024 / 1024).toFixed(1)} MiB`;
            fail(`the Dockerfile of ${image.name}, ${where}, has ${mib(bytes)}; at most ${mib(MAX_DOCKERFILE_BYTES)} are read`, 'Is this the right file? What is large belongs into files that the Dockerfile copies.');
            return;
        }
    }
    const dockerfile = image.dockerfiles[0] ?? '';
    let dockerfileText;
    try {
        dockerfileText = await (0,run_context/* readDockerfiles */.sb)(directory, image.dockerfiles);
    }
    catch (error) {
        fail(`the Dockerfile of ${image.name}, ${(0,stack_paths/* inStack */.ww)(stack.file, dockerfile)}, cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, 'Make it readable.');
        return;
    }
    // Blanks, not line ends: over empty lines the search would go on from each of them.
    if (!/^\ufeff?[\t\v\f ]*FROM[\t\v\f ]/im.test(dockerfileText)) {
        problems.push({
            message: 'this Dockerfile has no FROM',
            file: (0,stack_paths/* inStack */.ww)(stack.file, dockerfile),
            line: 1,
            remedy: 'A Dockerfile begins with FROM (after ARGs).',
        });
        return undefined;
    }
    const tests = await (0,tests_found/* testsOf */.Vh)(place, image);
    const declared = await (0,tests_found/* declaredTests */.ob)(place, image, stack, (suite) => Promise.resolve(pytest.get(suite.name)));
    const used = [image.path, image.context, ...image.dockerfiles, ...tests.map(({ files }) => files)];
    return { dockerfileText, tests, declared, places: await linkedPlaces(top, image.path, used) };
}
/** The tests of the suites that name a directory or file of the stack, by suite. */
async function pytestOfSpec(place, { suites }, shown, problems) {
    const found = new Map();
    for (const { name, does, settings, at } of suites) {
        const more = [
            ['services', settings.services?.file],
            ['services', settings.services?.envFile],
            ['ssh.known_hosts', settings.remote?.knownHosts],
        ];
        for (const [key, path] of more) {
            if (path === undefined || (await place.isInside(path)))
                continue;
            problems.push({
                message: `suites.${name}.${key}: there is no file "${path}" in the stack`,
                file: shown,
                ...at,
                remedy: 'Give a file below the directory of spec.yml.',
            });
        }
        if (does?.kind !== 'pytest')
            continue;
        const tests = await (0,tests_found/* pytestAt */.LW)(place, name, does.path);
        if (tests !== undefined)
            found.set(name, tests);
        const inContainer = ['network', 'memory', 'cpus', 'docker'].filter((key) => settings[key] !== undefined);
        if (tests?.on === 'host' && settings.on === undefined && inContainer.length > 0)
            problems.push({
                message: `suites.${name}: ${inContainer.join(', ')} is for suites in the container, and these tests are for the host: they ask for docker`,
                file: shown,
                ...at,
                remedy: 'Leave it out; or say on: container.',
            });
        if (tests === undefined)
            problems.push({
                message: `suites.${name}.pytest: there is no "${does.path}" in the stack`,
                file: shown,
                ...at,
                remedy: 'Give a directory or file with tests below the directory of spec.yml.',
            });
    }
    return found;
}
async function isDirectory(path) {
    return (0,promises_.stat)(path).then((found) => found.isDirectory(), () => false);
}
async function isDirectoryInside(top, path) {
    return (await isDirectory((0,external_node_path_.join)(top.directory, path))) && (await isInside(top, path));
}
/** It is there, and following links does not lead out of the stack. */
async function isInside(top, path) {
    return (await realWay(top, path)) !== undefined;
}
/** A path of the stack with its links followed; undefined when it is not there, or leads out of the stack. */
async function realWay({ directory, real }, path) {
    try {
        const way = (0,paths/* below */.G)(real, await (0,promises_.realpath)((0,external_node_path_.join)(directory, path)));
        return way === '' ? '.' : way?.split(external_node_path_.sep).join('/');
    }
    catch {
        return undefined;
    }
}
/** Where those of the paths lead to that are links, or lie behind one; what is below another, or below `own`, is left out. */
async function linkedPlaces(top, own, paths) {
    const places = [own];
    for (const path of new Set(paths)) {
        const real = await realWay(top, path);
        if (real === undefined || real === path)
            continue;
        if (!places.some((place) => (0,stack_paths/* wayInside */.IL)(place, real) !== undefined))
            places.push(real);
    }
    return places.slice(1);
}


/***/ }),

/***/ 21062:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LW: () => (/* binding */ pytestAt),
/* harmony export */   Vh: () => (/* binding */ testsOf),
/* harmony export */   nn: () => (/* binding */ commonTests),
/* harmony export */   ob: () => (/* binding */ declaredTests)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _stack_globs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54039);
/* harmony import */ var _stack_spec_grammar_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(56763);
/* harmony import */ var _stack_suites_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(70043);





/** What UCSD's code reads, what its documents say. */
const TEST_FOLDERS = ['test', 'tests'];
/** Where jupyter/docker-stacks keeps the tests of its images, beside them. */
const TESTS_BY_IMAGE = 'tests/by_image';
/** Files above a directory of tests that pytest takes notice of. */
const SHARED = ['conftest.py', 'pytest.ini', 'pyproject.toml', 'tox.ini', 'setup.cfg'];
/** The tests that every image gets. */
async function commonTests(place) {
    const [found] = await directories(place, [_stack_suites_js__WEBPACK_IMPORTED_MODULE_3__/* .COMMON_SUITE */ .VZ]);
    return found === undefined ? undefined : pytestIn(place, _stack_suites_js__WEBPACK_IMPORTED_MODULE_3__/* .COMMON_SUITE */ .VZ, found);
}
/** The tests of an image that are found by convention, in the order in which they run. */
async function testsOf(place, image) {
    const below = (name) => node_path__WEBPACK_IMPORTED_MODULE_1__.posix.join(image.path, name);
    const [own] = await directories(place, [...TEST_FOLDERS.map(below), `${TESTS_BY_IMAGE}/${image.name}`]);
    const [environments] = await directories(place, [below(_stack_suites_js__WEBPACK_IMPORTED_MODULE_3__/* .ENVIRONMENT_TEST */ .lr)]);
    const [integration] = await directories(place, [below(_stack_suites_js__WEBPACK_IMPORTED_MODULE_3__/* .INTEGRATION_SUITE */ .Qs)]);
    return [
        ...(own === undefined ? [] : await ownTests(place, own)),
        ...(environments === undefined ? [] : await environmentTests(place, environments)),
        ...(integration === undefined
            ? []
            : [{ ...(await pytestIn(place, _stack_suites_js__WEBPACK_IMPORTED_MODULE_3__/* .INTEGRATION_SUITE */ .Qs, integration)), on: 'host' }]),
    ];
}
/** A directory of tests, with the lists that may lie in it. */
async function ownTests(place, files) {
    const names = await filesIn(place, files);
    const lists = listsOf(names, files, undefined, false);
    const isPytest = names.some((name) => name.endsWith('.py')) || lists.length === 0;
    return [...(isPytest ? [await pytestIn(place, _stack_suites_js__WEBPACK_IMPORTED_MODULE_3__/* .OWN_TESTS */ .J6, files)] : []), ...lists];
}
/** `environments/<name>/tests`, for a kernel or environment each; `environments/test` is run as it lies in the image. */
async function environmentTests(place, folder) {
    const names = await namesIn(place, folder);
    const executable = (files, target, environment) => ({
        ...{ group: _stack_suites_js__WEBPACK_IMPORTED_MODULE_3__/* .ENVIRONMENT_TEST */ .lr, kind: 'command', on: 'container', files, targets: [target], environment, shared: [] },
    });
    const each = await Promise.all(names.map(async (name) => {
        const files = `${folder}/${name}/tests`;
        if ((await directories(place, [files])).length === 0)
            return [];
        if (!_stack_spec_grammar_js__WEBPACK_IMPORTED_MODULE_4__/* .NAME */ .o.test(name)) {
            place.refuse(`${folder}/${name}`, 'odd name');
            return [];
        }
        const own = await filesIn(place, files);
        const target = `${_stack_suites_js__WEBPACK_IMPORTED_MODULE_3__/* .ENVIRONMENT_TEST */ .lr}/${name}/tests/test`;
        return [...listsOf(own, files, name, true), ...(own.includes('test') ? [executable(files, target, name)] : [])];
    }));
    const isThere = (await filesIn(place, folder)).includes('test');
    return [...each.flat(), ...(isThere ? [executable(folder, `${_stack_suites_js__WEBPACK_IMPORTED_MODULE_3__/* .ENVIRONMENT_TEST */ .lr}/test`)] : [])];
}
/** Lists of imports and notebooks; in a directory that is for nothing else, the notebooks that lie there too. */
function listsOf(names, files, environment, loose) {
    const found = (group, kind, targets) => targets.length === 0 ? [] : [{ ...{ group, kind, on: 'container', files, targets, environment, shared: [] } }];
    const there = (list) => (names.includes(list) ? [list] : []);
    const notebooks = loose ? names.filter((name) => name.endsWith('.ipynb')).sort() : [];
    return [
        ...found(_stack_suites_js__WEBPACK_IMPORTED_MODULE_3__/* .IMPORTS_LIST */ .Aw, 'imports', there(_stack_suites_js__WEBPACK_IMPORTED_MODULE_3__/* .IMPORTS_LIST */ .Aw)),
        ...[..._stack_suites_js__WEBPACK_IMPORTED_MODULE_3__/* .NOTEBOOK_LISTS */ .oc.keys()].flatMap((list, index) => found(list, 'notebooks', [...there(list), ...(index === 0 ? notebooks : [])])),
    ];
}
/** What the spec's own suites find below the directory of an image, or of the stack. `problem` hears what is not there. */
async function declaredTests(place, image, stack, pytestOf) {
    const suites = stack.suites.filter(({ images, does }) => does !== undefined && (images?.includes(image.name) ?? true));
    const found = [];
    let below;
    for (const suite of suites) {
        const { name, does } = suite;
        if (does?.kind === 'pytest') {
            const tests = await pytestOf(suite);
            if (tests !== undefined)
                found.push(tests);
        }
        if (does?.kind !== 'imports' && does?.kind !== 'notebooks')
            continue;
        const globs = does.paths.filter((path) => !path.startsWith('/')).flatMap((path) => (0,_stack_globs_js__WEBPACK_IMPORTED_MODULE_2__/* .pathGlobs */ .p)(path) ?? []);
        if (globs.length === 0)
            continue;
        below ??= await filesBelow(place, image.path);
        const paths = below.filter((path) => globs.some((glob) => glob.matches(path)));
        for (const [folder, targets] of byFolder(paths)) {
            const environment = /(?:^|\/)environments\/([^/]+)\/tests(?:$|\/)/.exec(`${folder}/`)?.[1];
            const files = node_path__WEBPACK_IMPORTED_MODULE_1__.posix.join(image.path, folder);
            found.push({ ...{ group: name, kind: does.kind, on: 'container', files, targets, environment, shared: [] } });
        }
    }
    return found;
}
/** The tests of a suite that names a directory or a file of the stack; undefined when it is not there. */
async function pytestAt(place, group, path) {
    const kind = await kindOf((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(place.directory, path));
    if (kind === undefined || !(await place.isInside(path)))
        return undefined;
    if (kind === 'directory')
        return pytestIn(place, group, path);
    return { ...(await pytestIn(place, group, node_path__WEBPACK_IMPORTED_MODULE_1__.posix.dirname(path))), targets: [node_path__WEBPACK_IMPORTED_MODULE_1__.posix.basename(path)] };
}
async function pytestIn(place, group, files) {
    const shared = await sharedAbove(place, files);
    const isHost = await asksForDocker(place, files, shared);
    return {
        ...{ group, kind: 'pytest', on: isHost ? 'host' : 'container', files, targets: [], environment: undefined, shared },
    };
}
/** conftest.py and settings of pytest in the folders above, up to the stack's directory. */
async function sharedAbove(place, files) {
    const folders = [];
    for (let folder = files; folder !== '.';)
        folders.push((folder = node_path__WEBPACK_IMPORTED_MODULE_1__.posix.dirname(folder)));
    const found = await Promise.all(folders.map(async (folder) => {
        const names = await filesIn(place, folder);
        const here = SHARED.filter((name) => names.includes(name)).map((name) => node_path__WEBPACK_IMPORTED_MODULE_1__.posix.join(folder, name));
        return here.length === 0 ? [] : [...here, ...(await helpersIn(place, folder, files, names))];
    }));
    const paths = [...new Set(found.flat())];
    const inside = await Promise.all(paths.map((path) => place.isInside(path)));
    return paths.filter((_, index) => inside[index]);
}
/** Nobody has more helpers of tests. */
const MAX_HELPERS = 500;
/**
 * Modules that tests below may import, as conftest.py does: beside it, and in folders that are no tests of images
 * themselves. In the stack's own directory, where images lie, only those beside it.
 */
async function helpersIn(place, folder, files, names) {
    if (!names.includes('conftest.py'))
        return [];
    const isModule = (path) => path.endsWith('.py') && !/(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/.test(path);
    if (folder === '.')
        return names.filter(isModule);
    const own = node_path__WEBPACK_IMPORTED_MODULE_1__.posix.relative(folder, files);
    const elsewhere = (path) => path !== own && !path.startsWith(`${own}/`) && !node_path__WEBPACK_IMPORTED_MODULE_1__.posix.join(folder, path).startsWith(`${TESTS_BY_IMAGE}/`);
    const below = (await filesBelow(place, folder)).filter((path) => isModule(path) && elsewhere(path));
    return below.slice(0, MAX_HELPERS).map((path) => node_path__WEBPACK_IMPORTED_MODULE_1__.posix.join(folder, path));
}
/** Files of tests that are looked into, and how much of each. */
const MAX_READ_FILES = 100;
const MAX_READ_BYTES = 64 * 1024;
/** What tests say that start containers themselves: they are for the machine, not for a container. */
const DOCKER = /\bTEST_IMAGE\b|^\s*(?:import|from)\s+docker\b/m;
async function asksForDocker(place, files, shared) {
    const own = (await filesIn(place, files)).filter((name) => name.endsWith('.py')).map((name) => `${files}/${name}`);
    const python = [...shared.filter((path) => node_path__WEBPACK_IMPORTED_MODULE_1__.posix.basename(path) === 'conftest.py'), ...own].slice(0, MAX_READ_FILES);
    for (const path of python)
        if (DOCKER.test(await beginningOf((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(place.directory, path))))
            return true;
    return false;
}
async function beginningOf(path) {
    try {
        const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(path);
        try {
            const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_READ_BYTES), 0, MAX_READ_BYTES, 0);
            return buffer.toString('utf8', 0, bytesRead);
        }
        finally {
            await file.close();
        }
    }
    catch {
        return ''; // Whoever needs it will say so.
    }
}
/** The first of these that is a directory; a link that leads out of the stack is refused. */
async function directories(place, paths) {
    for (const path of paths) {
        if ((await kindOf((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(place.directory, path))) !== 'directory')
            continue;
        if (await place.isInside(path))
            return [path];
        place.refuse(path, 'leads out');
    }
    return [];
}
async function kindOf(path) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path).then((found) => (found.isDirectory() ? 'directory' : found.isFile() ? 'file' : undefined), () => undefined);
}
async function namesIn({ directory }, path) {
    return (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, path)).catch(() => [])).sort();
}
/** Files alone, links to files too. */
async function filesIn({ directory }, path) {
    const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, path), { withFileTypes: true }).catch(() => []);
    const isFile = async (entry) => entry.isFile() || (entry.isSymbolicLink() && (await kindOf((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, path, entry.name))) === 'file');
    const found = await Promise.all(entries.map(async (entry) => ((await isFile(entry)) ? [entry.name] : [])));
    return found.flat().sort();
}
/** Nobody keeps more than that beside an image. */
const MAX_FILES = 100_000;
async function filesBelow({ directory }, path) {
    const files = [];
    const open = [''];
    for (let folder = open.pop(); folder !== undefined && files.length < MAX_FILES; folder = open.pop()) {
        for (const entry of await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, path, folder), { withFileTypes: true }).catch(() => [])) {
            const way = node_path__WEBPACK_IMPORTED_MODULE_1__.posix.join(folder, entry.name);
            if (entry.isFile())
                files.push(way);
            else if (entry.isDirectory() && entry.name !== '.git')
                open.push(way);
        }
    }
    return files.sort();
}
function byFolder(paths) {
    const folders = new Map();
    for (const path of paths) {
        const folder = node_path__WEBPACK_IMPORTED_MODULE_1__.posix.dirname(path);
        const names = folders.get(folder);
        if (names === undefined)
            folders.set(folder, [node_path__WEBPACK_IMPORTED_MODULE_1__.posix.basename(path)]);
        else
            names.push(node_path__WEBPACK_IMPORTED_MODULE_1__.posix.basename(path));
    }
    return folders;
}


/***/ }),

/***/ 16870:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Am: () => (/* binding */ findVersion),
/* harmony export */   Tn: () => (/* binding */ readChangelog),
/* harmony export */   Z5: () => (/* binding */ userOf)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2890);
/* harmony import */ var _stack_paths_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(32180);
/* harmony import */ var _stack_stages_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(86525);
/* harmony import */ var _stack_versions_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(66747);






/** Nobody writes one like that. */
const MAX_BYTES = 16 * 1024 * 1024;
/** The version that a command is about: as it was asked for, else of the changelog's top entry. Throws a UserError. */
async function findVersion(asked, stack, directory) {
    const changelog = await readChangelog(stack, directory);
    // A stack without versions may have its own idea of them, for the commands of its suites.
    const free = changelog === undefined && !(0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_3__/* .declaresStages */ .tE)(stack) && !/^(from_)?changelog$/i.test(asked.trim());
    return { version: free ? asked.trim() : (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_4__/* .resolveVersion */ .x)(asked, changelog), changelog };
}
/** The changelog that the spec names; undefined where it names none. Throws a UserError when it cannot be read. */
async function readChangelog({ changelog, file }, directory) {
    if (changelog === undefined)
        return undefined;
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, changelog);
    const shown = (0,_stack_paths_js__WEBPACK_IMPORTED_MODULE_5__/* .inStack */ .ww)(file, changelog);
    try {
        const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)(path);
        if (!found.isFile() || found.size > MAX_BYTES)
            throw new Error('this is no changelog');
        return { file: shown, text: await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, 'utf8') };
    }
    catch (error) {
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .userError */ .IF)(`the changelog cannot be read: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`, {
            file: shown,
            remedy: 'Write it, or name another with `changelog:` in the spec.',
        });
    }
}
/** Who runs this: what {user} stands for. */
function userOf(asked, env) {
    return [asked, env.GITHUB_ACTOR, env.USER].find((name) => name !== undefined && name.trim() !== '')?.trim() ?? '';
}


/***/ }),

/***/ 75912:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  TE: () => (/* binding */ contextHasher),
  tg: () => (/* binding */ hasKeptModes),
  qS: () => (/* binding */ hashContext),
  jH: () => (/* binding */ ignoreTextOf),
  xb: () => (/* binding */ isSent),
  JH: () => (/* binding */ packContext),
  yI: () => (/* binding */ readContext)
});

// UNUSED EXPORTS: tarOf

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build-ts/src/shared/paths.js
var paths = __webpack_require__(5381);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
;// CONCATENATED MODULE: ./build-ts/src/docker/content-id.js



/**
 * Up to this size (bytes) a file is read in one go and at once: of many small files that takes a third of the time that
 * promises and streams do, and each is over sooner than anybody could notice.
 */
const SMALL = 1024 * 1024;
/**
 * Kind and content of a file or link on the disk: git's blob id, the SHA-1 over `blob <size>`, NUL and the bytes (of a
 * link: of its target), so that git may answer instead (changes/tree.ts). `expected` is the size that a look before has found.
 * Throws a WorkError when the file has another length by now, and system errors as they are.
 */
async function readContent(file, expected) {
    const found = (0,external_node_fs_.lstatSync)(file);
    if (found.isSymbolicLink())
        return { kind: 'link', id: blobId((0,external_node_fs_.readlinkSync)(file, { encoding: 'buffer' })) };
    if (!found.isFile())
        throw changed(file);
    return { kind: found.mode & 0o100 ? 'exec' : 'file', id: await contentId(file, expected ?? found.size) };
}
async function contentId(file, size) {
    if (size <= SMALL) {
        const bytes = (0,external_node_fs_.readFileSync)(file);
        if (bytes.length !== size)
            throw changed(file);
        return blobId(bytes);
    }
    const hash = blobHash(size);
    let read = 0;
    for await (const chunk of (0,external_node_fs_.createReadStream)(file)) {
        read += chunk.length;
        if (read > size)
            break;
        hash.update(chunk);
    }
    if (read !== size)
        throw changed(file);
    return hash.digest('hex');
}
function blobId(bytes) {
    return blobHash(bytes.length).update(bytes).digest('hex');
}
function blobHash(size) {
    return (0,external_node_crypto_.createHash)('sha1').update(`blob ${size}\0`);
}
function changed(file) {
    return new errors/* WorkError */.oE(`the file ${file} changed while it was read`, {
        remedy: 'Let nothing change the stack while it is built.',
    });
}

// EXTERNAL MODULE: ./build-ts/src/docker/tar.js
var tar = __webpack_require__(67719);
// EXTERNAL MODULE: ./node_modules/@balena/dockerignore/ignore.js
var ignore = __webpack_require__(44158);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
;// CONCATENATED MODULE: ./build-ts/src/docker/walk.js






/** A list of its own for every look: what it has once seen it does not see change. */
function remembering() {
    const seen = new Map();
    return (folder) => {
        const known = seen.get(folder);
        if (known !== undefined)
            return known;
        const names = list(folder);
        seen.set(folder, names);
        return names;
    };
}
/** At once, not by promises: of a thousand folders that takes a third of the time. */
function list(folder) {
    const entries = (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true });
    // Only a name with this character in it may have been another one.
    if (!entries.some(({ name }) => name.includes('\uFFFD')))
        return entries.flatMap((one) => named(one, one.name, true));
    return (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true, encoding: 'buffer' }).flatMap((one) => {
        const name = one.name.toString('utf8');
        return named(one, name, Buffer.from(name).equals(one.name));
    });
}
/** Pipes, sockets and devices are never sent. */
function named(entry, name, readable) {
    if (entry.isFile())
        return [{ name, type: 'file', readable }];
    if (entry.isDirectory())
        return [{ name, type: 'directory', readable }];
    return entry.isSymbolicLink() ? [{ name, type: 'symlink', readable }] : [];
}
/** A folder that is no build context: its .dockerignore is a file like any other. */
const PLAIN = { text: '', ignores: () => false, mayReturn: false, always: new Set() };
/**
 * `<Dockerfile>.dockerignore` goes before `.dockerignore`, as BuildKit has it (of several Dockerfiles the first one's);
 * both the Dockerfiles and .dockerignore are always sent. Without a Dockerfile everything is.
 */
async function readRules(directory, dockerfiles) {
    const [first] = dockerfiles;
    if (first === undefined)
        return PLAIN;
    const text = (await readText(directory, `${first}.dockerignore`)) ?? (await readText(directory, '.dockerignore'));
    const always = new Set([...dockerfiles, '.dockerignore']);
    if (text === undefined)
        return { ...PLAIN, always };
    const filter = ignore["default"]({ ignorecase: false }).add(text);
    return {
        text,
        ignores: (path) => filter.ignores(path),
        // Only a rule with "!" can bring back something below an excluded directory.
        mayReturn: /^\s*!/m.test(text),
        always,
    };
}
async function readText(directory, path) {
    const file = (0,external_node_path_.join)(directory, path);
    try {
        const found = (0,external_node_fs_.statSync)(file, { throwIfNoEntry: false });
        if (found === undefined)
            return undefined;
        // Of a pipe or a device there may be no end.
        if (!found.isFile())
            throw (0,errors/* userError */.IF)(`${path} is no regular file`, { file, remedy: 'Make it one.' });
        return await (0,promises_.readFile)(file, 'utf8');
    }
    catch (error) {
        throw unreadable(directory, path, error);
    }
}
/** Everything below `directory` that is sent, sorted by path (code units). Links are not followed. */
async function walk(directory, rules, list, breathe) {
    const { ignores, mayReturn, always } = rules;
    const found = [];
    const open = [''];
    for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
        for (const { name, type, readable } of listBelow(directory, folder, list)) {
            const path = folder === '' ? name : `${folder}/${name}`;
            const keep = always.has(path) || !ignores(path);
            if (!readable) {
                if (!keep)
                    continue;
                throw (0,errors/* userError */.IF)(`the name of the file "${path}" is not UTF-8`, {
                    file: (0,external_node_path_.join)(directory, path),
                    remedy: 'Rename it, or exclude it in .dockerignore.',
                });
            }
            if (keep)
                found.push({ path, type });
            if (type === 'directory' && (keep || mayReturn || [...always].some((one) => one.startsWith(`${path}/`))))
                open.push(path);
        }
        await breathe();
    }
    return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}
function listBelow(directory, folder, list) {
    try {
        return list((0,external_node_path_.join)(directory, folder));
    }
    catch (error) {
        throw unreadable(directory, folder, error);
    }
}
/** How long (ms) work that cannot be interrupted may keep everything else waiting. */
const BREATH_MS = 20;
/** To be awaited between pieces of such work: now and then it lets timers, signals and sockets have their turn. */
function breathing() {
    let last = performance.now();
    return async () => {
        if (performance.now() - last < BREATH_MS)
            return;
        await (0,external_node_timers_promises_.setImmediate)();
        last = performance.now();
    };
}
/** A file of a context that cannot be read, as the user's mistake; other errors as they are. */
function unreadable(directory, path, error) {
    const file = (0,external_node_path_.join)(directory, path);
    const code = (0,errors/* codeOf */.$N)(error);
    if (code === undefined)
        return error instanceof Error ? error : new Error(String(error));
    if (code === 'ENOENT' || code === 'ENOTDIR')
        return (0,errors/* userError */.IF)(`"${path}" vanished while the directory was read`, {
            file,
            remedy: 'Let nothing change the stack while it is built.',
        });
    return (0,errors/* userError */.IF)(`"${path}" cannot be read: ${code === 'EACCES' ? 'permission denied' : (0,errors/* messageOf */.bD)(error)}`, {
        file,
        remedy: 'Make it readable, or exclude it in .dockerignore.',
    });
}

;// CONCATENATED MODULE: ./build-ts/src/docker/context.js








const listOf = (dockerfiles) => typeof dockerfiles === 'string' ? [dockerfiles] : dockerfiles;
/**
 * What `docker build` would send: everything below `directory` that .dockerignore does not exclude, sorted by path.
 * `<Dockerfile>.dockerignore` goes before `.dockerignore`, as BuildKit has it; Dockerfiles themselves are always sent.
 * Without a Dockerfile it is all there is. Throws a UserError for what cannot be read.
 */
async function readContext(directory, dockerfiles) {
    const breathe = breathing();
    const rules = await readRules(directory, listOf(dockerfiles));
    const entries = [];
    for (const { path } of await walk(directory, rules, remembering(), breathe)) {
        try {
            const file = (0,external_node_path_.join)(directory, path);
            const found = (0,external_node_fs_.lstatSync)(file);
            const entry = { path, mode: found.mode & 0o7777, mtime: found.mtime, size: 0, target: '' };
            if (found.isDirectory())
                entries.push({ ...entry, type: 'directory' });
            else if (found.isSymbolicLink())
                entries.push({ ...entry, type: 'symlink', target: (0,external_node_fs_.readlinkSync)(file) });
            else if (found.isFile())
                entries.push({ ...entry, type: 'file', size: found.size });
        }
        catch (error) {
            throw unreadable(directory, path, error);
        }
        await breathe();
    }
    return entries;
}
/** Whether a file at `path` (relative to the context) would be sent, if it were there. */
async function isSent(directory, dockerfiles, path) {
    return !(await readRules(directory, listOf(dockerfiles))).ignores(path);
}
/**
 * sha256 over (path, mode, content) of what `readContext` found, content as git's blob ids. Of the mode only what git
 * keeps counts, so that two checkouts of one commit agree whatever their umask; directories count by what is in them.
 * Throws when a file changed since.
 */
async function hashContext(directory, entries, only = () => true) {
    const breathe = breathing();
    const hash = hasher();
    for (const { path, type, size } of entries) {
        if (type === 'directory' || !only(path))
            continue;
        hash.add(path, await contentOf(directory, path, type === 'file' ? size : undefined));
        await breathe();
    }
    return hash.digest();
}
/**
 * Hashes many contexts of one stack, to what `readContext` and `hashContext` give for each: the contents that the tree
 * knows are not read, and contexts that overlap share the work. It holds on to what it saw: take a new one for a new
 * look. Throws a UserError for what cannot be read.
 */
function contextHasher(tree) {
    const breathe = breathing();
    const list = remembering();
    const walks = new Map();
    const contents = new Map();
    const filesOf = async (directory, dockerfiles) => {
        const rules = await readRules(directory, dockerfiles);
        // Dockerfiles that the rules do not hide make no difference: images side by side in one context share its walk.
        const always = [...rules.always].filter((path) => upTo(path).some(rules.ignores));
        return remember(walks, JSON.stringify([directory, rules.text, always]), async () => (await walk(directory, rules, list, breathe)).filter(({ type }) => type !== 'directory'));
    };
    return async ({ directory, dockerfiles, only = () => true }) => {
        const context = (0,external_node_path_.resolve)(directory);
        const files = await filesOf(context, listOf(dockerfiles));
        const known = knownBelow(await tree, context);
        const hash = hasher();
        for (const { path, type } of files) {
            if (!only(path))
                continue;
            const content = known(path);
            hash.add(path, content !== undefined && (content.kind === 'link') === (type === 'symlink')
                ? content
                : await remember(contents, (0,external_node_path_.join)(context, path), () => contentOf(context, path)));
            await breathe();
        }
        return hash.digest();
    };
}
/** `a/b/c` → `a`, `a/b`, `a/b/c` */
function upTo(path) {
    return path.split('/').map((_name, index, names) => names.slice(0, index + 1).join('/'));
}
/** What the tree knows of a file by its path in the context. */
function knownBelow(tree, context) {
    const way = tree === undefined ? undefined : (0,paths/* below */.G)(tree.directory, context);
    if (tree === undefined || way === undefined)
        return () => undefined;
    const start = way === '' ? '' : `${way.split(external_node_path_.sep).join('/')}/`;
    return (path) => tree.files.get(start + path);
}
async function contentOf(directory, path, size) {
    try {
        return await readContent((0,external_node_path_.join)(directory, path), size);
    }
    catch (error) {
        throw unreadable(directory, path, error);
    }
}
/** To be given files in the order of their paths. */
function hasher() {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    return {
        add: (path, { kind, id }) => hash.update(`${JSON.stringify([path, kind, id])}\n`),
        digest: () => hash.digest('hex'),
    };
}
function remember(map, key, make) {
    const known = map.get(key);
    if (known !== undefined)
        return known;
    const made = make();
    map.set(key, made);
    return made;
}
/**
 * A context as the tar stream that the Engine API takes. Permissions are those that git keeps, as in the fingerprint: the
 * umask of a checkout must not tell two images of one fingerprint apart. A given file is executable where the one that it
 * replaces is.
 */
function packContext(directory, entries, given = []) {
    const paths = new Set(given.map(({ path }) => path));
    const modes = new Map(entries.flatMap((entry) => (entry.type === 'file' ? [[entry.path, keptMode(entry)]] : [])));
    return (0,tar/* tarOf */.$)([
        ...entries
            .filter(({ path }) => !paths.has(path))
            .map((entry) => ({
            ...entry,
            mode: keptMode(entry),
            name: entry.path,
            source: (0,external_node_path_.join)(directory, entry.path),
        })),
        ...given.map(({ path, content }) => {
            const mode = modes.get(path) ?? 0o644;
            return { name: path, type: 'file', mode, mtime: new Date(0), size: content.length, target: '', content };
        }),
    ]);
}
/** All permissions are as git would have left them, with the commonest umask. */
function hasKeptModes(entries) {
    return entries.every((entry) => entry.mode === keptMode(entry));
}
/** The rules of .dockerignore that hold for a context: of several Dockerfiles the first one's; '' without any. */
async function ignoreTextOf(directory, dockerfiles) {
    return (await readRules(directory, listOf(dockerfiles))).text;
}
/** Of a file's permissions git keeps whether its owner may execute it, of a folder's nothing; a link has none of its own. */
function keptMode({ type, mode }) {
    if (type === 'symlink')
        return mode;
    return type === 'directory' || (mode & 0o100) !== 0 ? 0o755 : 0o644;
}


/***/ }),

/***/ 67719:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ tarOf)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(46466);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(57075);
/* harmony import */ var tar_stream__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(56118);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2890);





/** Streams files into a tar, one at a time, owned by root. */
function tarOf(files) {
    const tar = (0,tar_stream__WEBPACK_IMPORTED_MODULE_3__.pack)();
    const write = async () => {
        for (const file of files) {
            const header = { mode: file.mode, mtime: file.mtime, uid: 0, gid: 0 };
            if (file.type === 'directory')
                tar.entry({ ...header, name: `${file.name}/`, type: 'directory' });
            else if (file.type === 'symlink')
                tar.entry({ ...header, name: file.name, type: 'symlink', linkname: file.target });
            else if ('content' in file)
                await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_1__.pipeline)([file.content], tar.entry({ ...header, name: file.name, size: file.content.length }));
            else
                await (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_1__.pipeline)(bytesOf(file), tar.entry({ ...header, name: file.name, size: file.size }));
        }
        tar.finalize();
    };
    write().catch((error) => tar.destroy(error instanceof Error ? error : new Error(String(error))));
    return node_stream__WEBPACK_IMPORTED_MODULE_2__.Readable.from(tar, { objectMode: false });
}
/** The bytes that the head of a tar entry promises. */
async function* bytesOf({ source, size }) {
    const remedy = 'Let nothing change the stack while it is built.';
    let sent = 0;
    try {
        for await (const chunk of (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)(source)) {
            sent += chunk.length;
            if (sent > size)
                break;
            yield chunk;
        }
    }
    catch (error) {
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .WorkError */ .oE(`the file ${source} cannot be sent: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}`, { cause: error, remedy });
    }
    if (sent !== size)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .WorkError */ .oE(`the file ${source} changed while it was sent`, { remedy });
}


/***/ }),

/***/ 59296:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $B: () => (/* binding */ isBasic),
/* harmony export */   Gq: () => (/* binding */ authorize),
/* harmony export */   Pk: () => (/* binding */ whoToAsk),
/* harmony export */   QU: () => (/* binding */ LoginRefused),
/* harmony export */   gl: () => (/* binding */ RegistryError),
/* harmony export */   p1: () => (/* binding */ challengeOf)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_values_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(41195);
/* harmony import */ var _credentials_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(18561);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50782);
/* harmony import */ var _remedies_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(31495);





/** What a registry said no with. */
class RegistryError extends _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE {
    status;
    constructor(message, status, more = {}) {
        super(message, more);
        this.status = status;
    }
}
/** The login itself is wrong, or missing where there is no other way in: no repository of the host will be had with it. */
class LoginRefused extends RegistryError {
    constructor(message, host) {
        super(message, 401, { remedy: (0,_remedies_js__WEBPACK_IMPORTED_MODULE_3__/* .loginRemedy */ .Y)(host) });
    }
}
/** The challenge of an answer with 401 (RFC 9110 section 11). */
function challengeOf(answer) {
    return answer.headers.get('www-authenticate') ?? '';
}
/**
 * Answers a challenge with the value of an Authorization header. The token server says 401 when the login is wrong
 * (https://distribution.github.io/distribution/spec/auth/jwt/), which is LoginRefused; 403, and 401 to somebody without a
 * login, is about the repository: GitHub's registry has these for packages that are private or do not exist. (It has 403
 * for wrong logins, too; that cannot be told apart.)
 */
async function authorize(asked, challenge, credentialsFor, patience = _http_js__WEBPACK_IMPORTED_MODULE_2__/* .PATIENT */ .qh) {
    const { host, scope, plainHttp } = challenge;
    const login = await credentialsFor(host);
    if (isBasic(asked)) {
        if (login === undefined)
            throw new LoginRefused(`the registry ${host} wants a login and there is none`, host);
        return basic(login);
    }
    const parameters = parametersOf(asked);
    if (!/^bearer/i.test(asked) || !URL.canParse(parameters['realm'] ?? ''))
        throw new RegistryError(`the registry ${host} refuses with 401 and does not say how to log in`, 401);
    const realm = new URL(parameters['realm'] ?? '');
    if (realm.protocol !== 'https:' && !plainHttp)
        throw new RegistryError(`the registry ${host} wants the login sent to ${realm.origin} without encryption`, 401);
    const answer = await askToken(realm, parameters['service'], scope, login, patience);
    const { status } = answer;
    if (status === 429 || status >= 500)
        throw new RegistryError(`the login server ${realm.host} of the registry ${host} answered ${status}`, status);
    const refused = `the registry ${host} refuses the login (${status})`;
    if (status === 401 && login !== undefined)
        throw new LoginRefused(refused, host);
    if (status !== 200)
        throw new RegistryError(refused, status, { remedy: (0,_remedies_js__WEBPACK_IMPORTED_MODULE_3__/* .loginRemedy */ .Y)(host) });
    const token = tokenOf(answer);
    if (token === undefined)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`the login server ${realm.host} of the registry ${host} gives no token`);
    return `Bearer ${token}`;
}
/** Challenges with the same text here are answered with the same login: scope and error, which differ, are not in it. */
function whoToAsk(asked) {
    const { realm = '', service = '' } = parametersOf(asked);
    return [/^\w*/.exec(asked)?.[0].toLowerCase(), realm, service].join(' ');
}
function parametersOf(asked) {
    return Object.fromEntries([...asked.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name ?? '', value ?? '']));
}
function isBasic(asked) {
    return /^basic\b/i.test(asked);
}
/** Some servers call it `token`, some `access_token`. What does not fit into a header is none. */
function tokenOf(answer) {
    let body;
    try {
        body = JSON.parse(answer.body.toString('utf8'));
    }
    catch {
        return undefined;
    }
    const token = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_4__/* .valueAt */ .f)(body, ['token']) ?? (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_4__/* .valueAt */ .f)(body, ['access_token']);
    return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token) ? token : undefined;
}
/** A password goes along by basic auth; an identity token (kept by docker login instead of a password) is exchanged by POST. */
function askToken(realm, service, scope, login, patience) {
    const who = `the login server ${realm.host}`;
    if (login?.username === _credentials_js__WEBPACK_IMPORTED_MODULE_1__/* .IDENTITY_TOKEN */ .V) {
        const form = {
            grant_type: 'refresh_token',
            refresh_token: login.password,
            service: service ?? '',
            scope,
            client_id: 'stack-action',
        };
        const sent = { method: 'POST', body: new URLSearchParams(form) };
        return (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .request */ .Em)(realm.origin + realm.pathname, sent, who, patience);
    }
    if (service !== undefined)
        realm.searchParams.set('service', service);
    realm.searchParams.delete('scope');
    for (const one of scope.split(' '))
        realm.searchParams.append('scope', one);
    return (0,_http_js__WEBPACK_IMPORTED_MODULE_2__/* .request */ .Em)(realm.href, login === undefined ? {} : { headers: { authorization: basic(login) } }, who, patience);
}
function basic({ username, password }) {
    return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}


/***/ }),

/***/ 4113:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  g: () => (/* reexport */ authorize/* RegistryError */.gl),
  R: () => (/* binding */ registryClient)
});

// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var refs = __webpack_require__(99072);
// EXTERNAL MODULE: ./build-ts/src/registry/authorize.js
var authorize = __webpack_require__(59296);
;// CONCATENATED MODULE: ./build-ts/src/registry/authorizations.js

/**
 * A host that has asked for a login once will ask for it at every repository: its challenge is remembered, and the token
 * fetched without being sent away first. A challenge that leads to another token server replaces it.
 */
function authorizations(credentialsFor) {
    const challenges = new Map();
    const entries = new Map();
    const keyOf = ({ host, scope }) => `${host} ${scope}`;
    function exchange(asked, challenge, patience) {
        const key = keyOf(challenge);
        const value = (0,authorize/* authorize */.Gq)(asked, challenge, credentialsFor, patience);
        const entry = { value, from: (0,authorize/* whoToAsk */.Pk)(asked), done: false };
        entries.set(key, entry);
        value.then(() => (entry.done = true), 
        // Those who wait hear of it; whoever comes later tries anew.
        () => entries.get(key) === entry && entries.delete(key));
        return entry;
    }
    return {
        held: (challenge, patience) => {
            const asked = challenges.get(challenge.host);
            const entry = entries.get(keyOf(challenge)) ?? (asked === undefined ? undefined : exchange(asked, challenge, patience));
            return entry === undefined ? undefined : { value: entry.value, fresh: !entry.done };
        },
        renew: (sent, asked, challenge, patience) => {
            challenges.set(challenge.host, asked);
            const entry = entries.get(keyOf(challenge));
            // Somebody else was quicker.
            if (entry !== undefined && entry.value !== sent?.value)
                return entry.value;
            if (sent?.fresh === true && entry?.from === (0,authorize/* whoToAsk */.Pk)(asked))
                return undefined;
            return exchange(asked, challenge, patience).value;
        },
    };
}

// EXTERNAL MODULE: ./build-ts/src/registry/http.js + 1 modules
var http = __webpack_require__(50782);
// EXTERNAL MODULE: ./build-ts/src/registry/locate.js
var locate = __webpack_require__(90477);
;// CONCATENATED MODULE: ./build-ts/src/registry/access.js




function registryAccess(credentialsFor) {
    const logins = authorizations(credentialsFor);
    /** Logs in when the registry asks for it; also again, because tokens live for minutes and runs for hours. */
    async function by(how, rights, path, sent, patience) {
        const { host, name, base } = (0,locate/* locate */.x)(rights.repository);
        const challenge = challengeFor(rights);
        const ask = (authorization) => how(`${base}/v2/${path === '' ? '' : `${name}/${path}`}`, { ...sent, headers: { ...sent.headers, ...(authorization === undefined ? {} : { authorization }) } }, `the registry ${host}`, patience);
        // Only the registry itself is given a login: not the storage that it sends us on to.
        const refuses = (answer) => answer.status === 401 && answer.origin === base;
        const held = logins.held(challenge, patience);
        let answer = await ask(await held?.value);
        if (!refuses(answer))
            return answer;
        const renewed = logins.renew(held, (0,authorize/* challengeOf */.p1)(answer), challenge, patience);
        if (renewed !== undefined)
            answer = await ask(await renewed);
        // A password has no rights by scope: it is right for all of the registry, or wrong.
        if (refuses(answer) && (0,authorize/* isBasic */.$B)((0,authorize/* challengeOf */.p1)(answer)))
            throw new authorize/* LoginRefused */.QU(`the registry ${host} refuses the login (401)`, host);
        return answer;
    }
    return {
        send: (rights, path, sent, patience = http/* PATIENT */.qh) => by(http/* request */.Em, rights, path, sent, patience),
        open: (rights, path, sent, patience = http/* PATIENT */.qh) => by(http/* open */.ho, rights, path, sent, patience),
        sendTo: async (rights, to, sent) => {
            const { host, base } = (0,locate/* locate */.x)(rights.repository);
            const authorization = await logins.held(challengeFor(rights), http/* PATIENT */.qh)?.value;
            const headers = { ...sent.headers, ...(authorization === undefined ? {} : { authorization }) };
            return (0,http/* sendOnce */.E4)(to, { ...sent, headers: to.origin === base ? headers : (0,http/* withoutLogin */.Gq)(headers) }, `the registry ${host}`);
        },
    };
}
function challengeFor({ repository, actions, from }) {
    const { host, name, base } = (0,locate/* locate */.x)(repository);
    const also = from === undefined ? '' : ` repository:${from}:pull`;
    return { host, scope: `repository:${name}:${actions}${also}`, plainHttp: base.startsWith('http://') };
}

// EXTERNAL MODULE: ./build-ts/src/registry/config.js
var registry_config = __webpack_require__(561);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(46466);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
;// CONCATENATED MODULE: ./build-ts/src/registry/checked.js



/**
 * Passes the bytes of a blob on. Ends with a WorkError when they are too many, too few or others than the digest says; the
 * last ones are held back until that is known, so that whoever counts them never has something wrong in full.
 */
function checked({ digest, size }, who, onBytes) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    let bytes = 0;
    let held;
    return new external_node_stream_.Transform({
        transform(chunk, _encoding, done) {
            bytes += chunk.length;
            if (bytes > size) {
                done(new errors/* WorkError */.oE(`${who} sends more than the ${size} bytes of ${digest}`));
                return;
            }
            hash.update(chunk);
            onBytes(bytes);
            const before = held;
            held = chunk;
            done(null, before);
        },
        flush(done) {
            const came = `sha256:${hash.digest('hex')}`;
            if (bytes < size)
                done(new errors/* WorkError */.oE(`${who} sends ${bytes} of the ${size} bytes of ${digest}`));
            else if (came !== digest)
                done(new errors/* WorkError */.oE(`${who} sends something else for ${digest}: the bytes are ${came}`));
            else
                done(null, held);
        },
    });
}

// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: ./build-ts/src/shared/values.js
var values = __webpack_require__(41195);
// EXTERNAL MODULE: ./build-ts/src/registry/remedies.js
var remedies = __webpack_require__(31495);
;// CONCATENATED MODULE: ./build-ts/src/registry/expect.js






/** Throws a RegistryError with the registry's own words when the status is another one. */
function expect(answer, status, what, repository) {
    if (answer.status === status)
        return;
    const lacking = /error="insufficient_scope"/.test(answer.headers.get('www-authenticate') ?? '');
    const said = [saidBy(answer), lacking ? 'the login is not enough for that (insufficient_scope)' : ''].filter(Boolean);
    const refused = answer.status === 401 || answer.status === 403;
    const wait = answer.status === 429 ? (0,http/* askedWaitMs */.MW)(answer.headers) : undefined;
    throw new authorize/* RegistryError */.gl(`${what}: the registry answered ${answer.status}${said.map((one) => `: ${one}`).join('')}`, answer.status, refused
        ? { remedy: (0,remedies/* loginRemedy */.Y)((0,locate/* locate */.x)(repository).host) }
        : wait === undefined
            ? {}
            : { remedy: `It asks to be left alone for ${(0,shared_text/* durationText */.S5)(wait)}; logged in, there may be more to be had.` });
}
/** The registry's own words on one line; its error codes are specified: distribution-spec, "Error Codes". */
function saidBy({ body }) {
    const text = (0,shared_text/* plain */.pj)(body.toString('utf8').slice(0, 500)).replaceAll(/\s+/g, ' ').trim();
    let first;
    try {
        first = (0,values/* valueAt */.f)(JSON.parse(body.toString('utf8')), ['errors', 0]);
    }
    catch {
        return text;
    }
    const [code, message] = [(0,values/* valueAt */.f)(first, ['code']), (0,values/* valueAt */.f)(first, ['message'])];
    if (typeof code !== 'string' || typeof message !== 'string')
        return text;
    return (0,shared_text/* plain */.pj)(`${code}: ${message}`.slice(0, 500));
}

;// CONCATENATED MODULE: ./build-ts/src/registry/stall.js
function stall(ms, why) {
    const controller = new AbortController();
    let until = performance.now() + ms;
    let timer;
    // One timer that looks again, not a new one for every piece of a big file.
    const look = () => {
        const left = until - performance.now();
        if (left <= 0)
            controller.abort(new Error(why));
        else
            timer = setTimeout(look, left);
    };
    look();
    return {
        signal: controller.signal,
        alive: (next) => {
            until = performance.now() + next;
        },
        stop: () => {
            clearTimeout(timer);
        },
    };
}

;// CONCATENATED MODULE: ./build-ts/src/registry/uploads.js




/** What uploads need to be allowed. */
const PUSH = 'pull,push';
/** Where uploads begin, below `/v2/<name>/`. */
const UPLOADS = 'blobs/uploads/';
/** Begins an upload (distribution-spec, "Pushing blobs"). Returns where it goes on; throws a RegistryError when refused. */
async function beginUpload(access, repository, what, signal) {
    const answer = await access.send({ repository, actions: PUSH }, UPLOADS, { method: 'POST', signal });
    expect(answer, 202, what, repository);
    return placeOf(answer, repository);
}
/** The place that an answer with 202 names. It may be relative, and with another origin. */
function placeOf({ headers }, repository) {
    const { host, name, base } = (0,locate/* locate */.x)(repository);
    const asked = new URL(`${base}/v2/${name}/${UPLOADS}`);
    const location = headers.get('location') ?? '';
    if (location === '' || !URL.canParse(location, asked.href))
        throw new errors/* WorkError */.oE(`the registry ${host} does not say where an upload is to go`);
    const place = new URL(location, asked);
    if (!(0,http/* isSafe */.IP)(asked, place))
        throw (0,http/* unsafe */.N9)(`the registry ${host}`, place);
    return place;
}
const CANCEL_MS = 5000;
/** Ends an upload that nothing is to come of. Registries that do not take it forget uploads by themselves after a while. */
async function cancelUpload(access, rights, place) {
    if (place.origin !== (0,locate/* locate */.x)(rights.repository).base)
        return;
    const sent = { method: 'DELETE', signal: AbortSignal.timeout(CANCEL_MS) };
    await access.sendTo(rights, place, sent).catch(() => undefined);
}
/** The address that ends an upload. The digest is added as text: parsing the rest and writing it anew might change what the registry has signed. */
function withDigest(place, digest) {
    const url = new URL(place);
    url.search = `${place.search}${place.search === '' ? '?' : '&'}digest=${encodeURIComponent(digest)}`;
    return url;
}

;// CONCATENATED MODULE: ./build-ts/src/registry/blobs.js









/** Tries, all in all: an upload is safe to begin again, because its digest says whether it is what it should be. */
const ATTEMPTS = 3;
const LONGEST_WAIT_MS = 60_000;
/** Without a byte having gone through. */
const STALLED_MS = 60_000;
/** From the last byte to the answer: the registry hashes and stores the blob. */
const STORING_MS = 300_000;
/** Whether a repository has a blob. What is refused here will be refused at the upload, too. */
async function hasBlob(access, { repository, blob }, signal) {
    const rights = { repository, actions: PUSH };
    return (await access.send(rights, `blobs/${blob.digest}`, { method: 'HEAD', signal })).status === 200;
}
/**
 * Asks a registry to take a blob from another of its repositories (distribution-spec, "Mounting a blob from another
 * repository"). It may begin an upload instead and answer with that one's place; undefined when it does neither.
 */
async function mountBlob(access, from, { repository, blob }, signal) {
    const source = (0,locate/* locate */.x)(from).name;
    const path = `${UPLOADS}?mount=${encodeURIComponent(blob.digest)}&from=${encodeURIComponent(source)}`;
    let status;
    try {
        const answer = await access.send({ repository, actions: PUSH, from: source }, path, { method: 'POST', signal });
        if (answer.status === 202)
            return placeOf(answer, repository);
        status = answer.status;
    }
    catch (error) {
        // The token server may refuse both rights at once where it gives each alone.
        if (error instanceof authorize/* RegistryError */.gl)
            return undefined;
        throw error;
    }
    // Believed only when it is there: what is missing would be found out at the manifest, and not be mended any more.
    return status === 201 && (await hasBlob(access, { repository, blob }, signal)) ? 'mounted' : undefined;
}
/**
 * Sends a blob from one repository to another without keeping it. `begun` is an upload to use for the first try. Throws
 * a WorkError after the last one, a RegistryError at once when it is refused, and the signal's reason.
 */
async function sendBlob(access, from, to, begun, signal) {
    const what = `copy of ${to.blob.digest} to ${to.repository}`;
    for (let attempt = 1;; attempt++) {
        let waitMs = (0,http/* backoffMs */.jo)(attempt);
        const source = await openBlob(access, from, to.blob, signal);
        try {
            const place = (attempt === 1 ? begun : undefined) ?? (await beginUpload(access, to.repository, what, signal));
            await upload(access, source, place, to, what, signal);
            return;
        }
        catch (error) {
            signal.throwIfAborted();
            if (error instanceof authorize/* RegistryError */.gl)
                throw error;
            if (attempt === ATTEMPTS)
                throw new errors/* WorkError */.oE(`${what} broke ${ATTEMPTS} times: ${(0,errors/* messageOf */.bD)(error)}`, { cause: error });
            if (error instanceof Broken)
                waitMs = Math.min(error.waitMs ?? waitMs, LONGEST_WAIT_MS);
        }
        finally {
            source.destroy();
        }
        await (0,http/* pause */.v7)(waitMs, signal);
    }
}
async function openBlob(access, from, blob, signal) {
    const answer = await access.open({ repository: from, actions: 'pull' }, `blobs/${blob.digest}`, { signal });
    expect(answer, 200, `copy of ${blob.digest} from ${from}`, from);
    if (answer.stream === undefined)
        throw new errors/* WorkError */.oE(`${from} sends nothing for ${blob.digest}`);
    return answer.stream;
}
/** Answers to the last request of an upload that another try would not change. */
const FINAL = [403, 405, 413];
/** An upload that came to nothing, and may come to something when it is begun again. */
class Broken extends errors/* WorkError */.oE {
    waitMs;
    constructor(message, 
    /** Milliseconds that the registry asks to be left alone for. */
    waitMs) {
        super(message);
        this.waitMs = waitMs;
    }
}
async function upload(access, source, place, { repository, blob }, what, signal) {
    const watch = stall(STALLED_MS, 'nothing moves any more');
    const body = checked(blob, `the registry of ${what}`, (bytes) => {
        watch.alive(bytes < blob.size ? STALLED_MS : STORING_MS);
    });
    // What ends the one ends the other; whoever sends the body hears of it.
    (0,promises_.pipeline)(source, body).catch(() => undefined);
    const sent = {
        method: 'PUT',
        headers: { 'content-type': 'application/octet-stream', 'content-length': String(blob.size) },
        body,
        signal: AbortSignal.any([signal, watch.signal]),
    };
    try {
        const answer = await access.sendTo({ repository, actions: PUSH }, withDigest(place, blob.digest), sent);
        if (FINAL.includes(answer.status))
            expect(answer, 201, what, repository);
        if (answer.status !== 201)
            throw new Broken(`the registry answered ${answer.status}: ${saidBy(answer)}`, (0,http/* askedWaitMs */.MW)(answer.headers));
        if (!body.readableEnded)
            throw new Broken('the registry was content before it had everything', undefined);
    }
    catch (error) {
        throw watch.signal.aborted ? watch.signal.reason : error;
    }
    finally {
        watch.stop();
        body.destroy();
    }
}

// EXTERNAL MODULE: ./build-ts/src/registry/contents.js
var contents = __webpack_require__(55133);
// EXTERNAL MODULE: ./build-ts/src/registry/json.js
var json = __webpack_require__(46317);
;// CONCATENATED MODULE: ./build-ts/src/registry/once.js
/**
 * Does what nobody has done yet. Undefined when somebody else did: that is waited for, and when it fails we do it
 * ourselves (their signal is not ours). Throws the signal's reason when it is aborted meanwhile.
 */
async function once(begun, key, work, signal) {
    for (let other = begun.get(key); other !== undefined; other = begun.get(key)) {
        const ended = other.then(() => true, () => false);
        if (await unlessAborted(ended, signal))
            return undefined;
    }
    signal.throwIfAborted();
    const own = work();
    begun.set(key, own);
    own.catch(() => begun.get(key) === own && begun.delete(key));
    return own;
}
async function unlessAborted(work, signal) {
    signal.throwIfAborted();
    let stop = () => undefined;
    const aborted = new Promise((_resolve, reject) => {
        stop = () => {
            reject(signal.reason);
        };
        signal.addEventListener('abort', stop);
    });
    try {
        return await Promise.race([work, aborted]);
    }
    finally {
        signal.removeEventListener('abort', stop);
    }
}

// EXTERNAL MODULE: ./build-ts/src/registry/slots.js
var slots = __webpack_require__(81718);
;// CONCATENATED MODULE: ./build-ts/src/registry/copy.js









/** Blobs, and manifests, at the same time. */
const PARALLEL = 4;
/** An index of indexes of images has three; nothing that is made today has more. */
const MOST_LEVELS = 4;
/** All manifests of an image together: one for ten platforms with attestations has some 100 kB. */
const MOST_MANIFEST_BYTES = 64 * 1024 * 1024;
/**
 * Copies an image, or an index with everything below it, from repository to repository of one registry or two: byte for
 * byte and without an engine. Nothing gets a name there. Blobs go first and manifests last, those below before those above,
 * so that whatever has a manifest is complete; what has one already is not looked into. Throws a WorkError when it cannot
 * be done, and the signal's reason.
 */
function copier(access, registry) {
    // Images share layers, and their copies go on at the same time.
    const begun = new Map();
    return async (from, { repository }, { onBlob = () => undefined, signal: outer } = {}) => {
        const failed = new AbortController();
        const signal = outer === undefined ? failed.signal : AbortSignal.any([outer, failed.signal]);
        const forAll = forAllBy(failed, signal);
        const read = readerOf(registry, from.repository, signal);
        const root = await read(from.digest);
        if (await hasManifest(access, repository, from.digest, signal))
            return root.manifest;
        const levels = await levelsBelow(root, read, forAll);
        const blobs = levels.flat().flatMap(({ contents }) => contents.blobs);
        const bring = bringing(access, from.repository, signal);
        await forAll([...new Map(blobs.map((blob) => [blob.digest, blob])).values()], async (blob) => {
            const way = await once(begun, `${repository} ${blob.digest}`, () => bring({ repository, blob }), signal);
            onBlob(blob.digest, way ?? 'there', blob.size);
        });
        const put = new Set();
        for (const level of levels.reverse())
            await forAll(level, async ({ manifest }) => {
                if (put.has(manifest.digest))
                    return;
                await registry.put(repository, manifest.digest, manifest, signal);
                put.add(manifest.digest);
            });
        return root.manifest;
    };
}
function forAllBy(failed, signal) {
    const inSlot = (0,slots/* slots */.Q)(PARALLEL);
    return async (items, work) => {
        const ended = await Promise.allSettled(items.map((item) => inSlot(async () => {
            signal.throwIfAborted();
            return work(item).catch((error) => {
                failed.abort(error);
                throw error;
            });
        })));
        // The reason is the first failure, or the caller's.
        signal.throwIfAborted();
        return ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    };
}
/** Reads manifests of a repository, each once. */
function readerOf(registry, repository, signal) {
    const known = new Map();
    let bytes = 0;
    const read = async (digest) => {
        const name = `${repository}@${digest}`;
        const manifest = await registry.manifest(repository, digest, undefined, signal);
        if (manifest === undefined)
            throw new errors/* WorkError */.oE(`${name} cannot be copied: it is not there`);
        bytes += manifest.bytes.length;
        if (bytes > MOST_MANIFEST_BYTES)
            throw new errors/* WorkError */.oE(`${name} cannot be copied: there is no end to its manifests`);
        return { manifest, contents: (0,contents/* contentsOf */.K)((0,json/* parseJson */.q)(manifest.bytes, name), manifest.mediaType, name) };
    };
    return (digest) => {
        const found = known.get(digest) ?? read(digest);
        known.set(digest, found);
        return found;
    };
}
/** The manifest itself, those below it, those below them. One that is in several levels is there for the lowest, too. */
async function levelsBelow(root, read, forAll) {
    const levels = [];
    for (let level = [root]; level.length > 0;) {
        if (levels.push(level) > MOST_LEVELS)
            throw new errors/* WorkError */.oE(`${root.manifest.digest} cannot be copied: it has more than ${MOST_LEVELS} levels of indexes`);
        const below = level.flatMap(({ contents }) => contents.manifests.map(({ digest }) => digest));
        level = await forAll([...new Set(below)], read);
    }
    return levels;
}
/** Brings blobs into repositories by the cheapest way. */
function bringing(access, from, signal) {
    const host = (0,locate/* locate */.x)(from).base;
    let mounts = true;
    return async (to) => {
        if (await hasBlob(access, to, signal))
            return 'there';
        let begun;
        if (mounts && (0,locate/* locate */.x)(to.repository).base === host) {
            const mounted = await mountBlob(access, from, to, signal);
            if (mounted === 'mounted')
                return 'mounted';
            // A registry that neither mounts nor begins an upload will not for the next blob.
            if (mounted === undefined)
                mounts = false;
            begun = mounted;
        }
        await sendBlob(access, from, to, begun, signal);
        return 'sent';
    };
}
/** By the rights of a push: some registries refuse to read a repository that is only about to be made. */
async function hasManifest(access, repository, digest, signal) {
    const sent = { method: 'HEAD', headers: { accept: registry_config/* ACCEPT */.FA }, signal };
    return (await access.send({ repository, actions: PUSH }, `manifests/${digest}`, sent)).status === 200;
}

// EXTERNAL MODULE: ./build-ts/src/registry/digest.js
var registry_digest = __webpack_require__(64143);
;// CONCATENATED MODULE: ./build-ts/src/registry/preflight.js




/**
 * Finds out whether a push would be taken, by beginning an upload and cancelling it: token servers answer with fewer
 * rights than asked for, so nothing else is sure. Throws a RegistryError that says what is missing.
 */
async function checkPush(access, repository) {
    let place;
    try {
        place = await beginUpload(access, repository, `no push to ${repository}`);
    }
    catch (error) {
        throw explained(error, repository);
    }
    await cancelUpload(access, { repository, actions: PUSH }, place);
}
function explained(error, repository) {
    if (!(error instanceof authorize/* RegistryError */.gl) || error instanceof authorize/* LoginRefused */.QU)
        return error;
    const { host, name } = (0,locate/* locate */.x)(repository);
    const remedy = (0,remedies/* pushRemedy */.n)(host, name, error.status);
    if (remedy === undefined)
        return error;
    const message = error.message.startsWith('no push to ') ? error.message : `no push to ${repository}: ${error.message}`;
    return new authorize/* RegistryError */.gl(message, error.status, { remedy });
}

;// CONCATENATED MODULE: ./build-ts/src/registry/small-blobs.js





/** Tries, all in all: an upload whose end is lost is begun again. */
const small_blobs_ATTEMPTS = 4;
const TIMEOUT_MS = 30_000;
/** Reads a blob into memory; undefined when it is not there. */
async function readSmall(access, repository, { digest, size }, signal) {
    const answer = await access.send({ repository, actions: 'pull' }, `blobs/${digest}`, { signal });
    if (answer.status === 404)
        return undefined;
    const what = `look-up of ${repository}@${digest}`;
    expect(answer, 200, what, repository);
    const came = (0,registry_digest/* digestOf */.o)(answer.body);
    if (came !== digest || answer.body.length !== size)
        throw new errors/* WorkError */.oE(`${what}: the registry sent something else, ${answer.body.length} bytes of ${came}`);
    return answer.body;
}
/**
 * Puts a blob out of memory. Its bytes may still be coming: the upload is begun meanwhile. Throws a RegistryError when it is
 * refused, what the bytes end with, and the signal's reason.
 */
async function writeSmall(access, repository, coming, signal) {
    const rights = { repository, actions: PUSH };
    const first = beginUpload(access, repository, `upload to ${repository}`, signal);
    // Whichever fails first is told; the other may fail after it.
    first.catch(() => undefined);
    const bytes = await Promise.resolve(coming).catch(async (error) => {
        const begun = await first.catch(() => undefined);
        if (begun !== undefined)
            await cancelUpload(access, rights, begun);
        throw error;
    });
    const blob = { digest: (0,registry_digest/* digestOf */.o)(bytes), size: bytes.length };
    const what = `upload of ${blob.digest} to ${repository}`;
    const headers = { 'content-type': 'application/octet-stream', 'content-length': String(bytes.length) };
    for (let attempt = 1;; attempt++) {
        const begun = attempt === 1 ? await first : await beginUpload(access, repository, what, signal);
        const timeout = AbortSignal.timeout(TIMEOUT_MS);
        const sent = {
            ...{ method: 'PUT', headers, body: bytes },
            signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
        };
        // An upload is gone after its last request, whatever came of that: it cannot be asked again by itself.
        const answer = await access.sendTo(rights, withDigest(begun, blob.digest), sent).catch((error) => {
            signal?.throwIfAborted();
            if (attempt === small_blobs_ATTEMPTS)
                throw error;
            return undefined;
        });
        if (answer?.status === 201)
            return blob;
        if (answer !== undefined && (attempt === small_blobs_ATTEMPTS || !isPassing(answer)))
            expect(answer, 201, what, repository);
        await (0,http/* pause */.v7)((0,http/* backoffMs */.jo)(attempt), signal);
    }
}
/** 404 and 416: the place that we were given knows nothing of the upload, as after a lost answer. */
function isPassing({ status }) {
    return status === 404 || status === 416 || status === 429 || status >= 500;
}

;// CONCATENATED MODULE: ./build-ts/src/registry/tags.js





/** What is asked for at once; registries give less. */
const PAGE = 1000;
/** No repository has more that anybody looks at, and no registry keeps us turning pages for ever. */
const MOST_TAGS = 100_000;
/** All tags of a repository (distribution-spec, "Listing Tags"); none where there is no such repository. */
async function listTags(access, repository, signal) {
    const tags = new Set();
    const asked = new Set();
    for (let query = `?n=${PAGE}`; query !== undefined && !asked.has(query);) {
        asked.add(query);
        const answer = await access.send({ repository, actions: 'pull' }, `tags/list${query}`, { signal });
        if (answer.status === 404)
            return [...tags];
        const what = `list of the tags of ${repository}`;
        expect(answer, 200, what, repository);
        const page = (0,values/* valueAt */.f)((0,json/* parseJson */.q)(answer.body, what), ['tags']);
        for (const tag of Array.isArray(page) ? page : [])
            if (typeof tag === 'string' && (0,refs/* isTag */.dz)(tag))
                tags.add(tag);
        if (tags.size > MOST_TAGS)
            throw new errors/* WorkError */.oE(`${what}: there is no end to it`);
        query = nextOf(answer.headers.get('link'));
    }
    return [...tags];
}
/** Of the next page (RFC 8288) only the question counts: whom it is put to is for us to say. */
function nextOf(link) {
    const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(link ?? '')?.[1];
    if (target === undefined || !URL.canParse(target, 'https://registry'))
        return undefined;
    return new URL(target, 'https://registry').search || undefined;
}

;// CONCATENATED MODULE: ./build-ts/src/registry/untag.js




/** Statuses with which registries say that they do not remove tags (distribution-spec, "Deleting tags", and what some do). */
const NO_SUCH_CALL = [400, 404, 405, 501];
/**
 * Removes a tag from what it names; that itself stays. False when the registry has no such call: by digest, which it
 * may have, it would take the image from everybody. Believed only when the tag is gone.
 */
async function untag(access, repository, tag) {
    if (!(0,refs/* isTag */.dz)(tag))
        throw new errors/* WorkError */.oE(`"${tag}" is not a tag`);
    const path = `manifests/${tag}`;
    const what = `removal of ${repository}:${tag}`;
    const answer = await access.send({ repository, actions: 'pull,delete' }, path, { method: 'DELETE' });
    if (answer.status >= 300 && !NO_SUCH_CALL.includes(answer.status))
        expect(answer, 202, what, repository);
    const sent = { method: 'HEAD', headers: { accept: registry_config/* ACCEPT */.FA } };
    const after = await access.send({ repository, actions: 'pull' }, path, sent);
    if (after.status === 404)
        return true;
    expect(after, 200, what, repository);
    return false;
}

;// CONCATENATED MODULE: ./build-ts/src/registry/client.js














/** A client of the OCI distribution API (https://github.com/opencontainers/distribution-spec/blob/main/spec.md). */
function registryClient(credentialsFor) {
    const access = registryAccess(credentialsFor);
    const send = (repository, actions, path, sent, patience) => access.send({ repository, actions }, path, sent, patience);
    async function manifest(repository, reference, patience, signal) {
        const what = `look-up of ${nameOf(repository, reference)}`;
        const sent = { headers: { accept: registry_config/* ACCEPT */.FA }, signal };
        const answer = await send(repository, 'pull', manifestPath(reference), sent, patience);
        if (answer.status === 404)
            return undefined;
        expect(answer, 200, what, repository);
        const mediaType = answer.headers.get('content-type');
        if (mediaType === null)
            throw new errors/* WorkError */.oE(`the registry answered for ${nameOf(repository, reference)} without a media type`);
        const digest = (0,registry_digest/* digestOf */.o)(answer.body);
        const said = (0,registry_digest/* isDigest */.B)(reference) ? reference : (answer.headers.get('docker-content-digest') ?? digest);
        if (said !== digest && said.startsWith('sha256:'))
            throw other(nameOf(repository, reference), said, digest);
        return { bytes: answer.body, mediaType, digest };
    }
    async function blob(repository, digest, patience) {
        const answer = await send(repository, 'pull', `blobs/${digest}`, {}, patience);
        expect(answer, 200, `look-up of ${nameOf(repository, digest)}`, repository);
        const came = (0,registry_digest/* digestOf */.o)(answer.body);
        if (came !== digest)
            throw other(nameOf(repository, digest), digest, came);
        return answer.body;
    }
    async function put(repository, reference, manifest, signal) {
        const answer = await send(repository, PUSH, manifestPath(reference), {
            method: 'PUT',
            headers: { 'content-type': manifest.mediaType },
            body: manifest.bytes,
            signal,
        });
        expect(answer, 201, `move of ${nameOf(repository, reference)}`, repository);
        const digest = answer.headers.get('docker-content-digest');
        if (digest !== null && digest !== manifest.digest)
            throw new errors/* WorkError */.oE(`the registry made ${digest} of ${manifest.digest} at ${nameOf(repository, reference)}`);
    }
    return {
        digest: async (repository, reference, patience) => {
            const sent = { method: 'HEAD', headers: { accept: registry_config/* ACCEPT */.FA } };
            const answer = await send(repository, 'pull', manifestPath(reference), sent, patience);
            if (answer.status === 404)
                return undefined;
            expect(answer, 200, `look-up of ${nameOf(repository, reference)}`, repository);
            const digest = answer.headers.get('docker-content-digest');
            if ((0,registry_digest/* isDigest */.B)(digest)) {
                if ((0,registry_digest/* isDigest */.B)(reference) && digest !== reference)
                    throw other(nameOf(repository, reference), reference, digest);
                return digest;
            }
            // The specification lets registries leave it out, or have another kind: then the bytes say it.
            return (await manifest(repository, reference, patience))?.digest;
        },
        manifest,
        config: async (repository, reference, platform, patience) => {
            const asked = await manifest(repository, reference, patience);
            if (asked === undefined)
                return undefined;
            const name = nameOf(repository, reference);
            let image = asked;
            if ((0,registry_config/* isIndex */.nw)(asked.mediaType)) {
                const chosen = (0,registry_config/* chooseManifest */.XT)((0,json/* parseJson */.q)(asked.bytes, name), platform);
                if (chosen === undefined)
                    return undefined;
                const found = await manifest(repository, chosen, patience);
                if (found === undefined)
                    throw new errors/* WorkError */.oE(`${name} lists ${chosen}, which the registry does not have`);
                image = found;
            }
            if (!(0,registry_config/* isImage */.wu)(image.mediaType))
                throw new errors/* WorkError */.oE(`${name} is not an image`);
            const digest = (0,registry_config/* configDigest */.xv)((0,json/* parseJson */.q)(image.bytes, name), name);
            const config = (0,json/* parseJson */.q)(await blob(repository, digest, patience), name);
            return { digest: asked.digest, labels: (0,registry_config/* labelsOf */.PC)(config), layers: (0,registry_config/* layersOf */.w)(config) };
        },
        put,
        checkPush: (repository) => checkPush(access, repository),
        untag: (repository, tag) => untag(access, repository, tag),
        copy: copier(access, { manifest, put }),
        blob: (repository, blob, signal) => readSmall(access, repository, blob, signal),
        putBlob: (repository, bytes, signal) => writeSmall(access, repository, bytes, signal),
        tags: (repository, signal) => listTags(access, repository, signal),
    };
}
function nameOf(repository, reference) {
    return reference.includes(':') ? `${repository}@${reference}` : `${repository}:${reference}`;
}
/** Nothing but a tag or a digest gets into an address. */
function manifestPath(reference) {
    if (!(0,refs/* isTag */.dz)(reference) && !(0,registry_digest/* isDigest */.B)(reference))
        throw new errors/* WorkError */.oE(`"${reference}" is neither a tag nor a digest`);
    return `manifests/${reference}`;
}
function other(name, said, came) {
    return new errors/* WorkError */.oE(`the registry sent something else for ${name}: it says ${said}, the bytes are ${came}`);
}


/***/ }),

/***/ 561:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FA: () => (/* binding */ ACCEPT),
/* harmony export */   PC: () => (/* binding */ labelsOf),
/* harmony export */   Pf: () => (/* binding */ essence),
/* harmony export */   XT: () => (/* binding */ chooseManifest),
/* harmony export */   nw: () => (/* binding */ isIndex),
/* harmony export */   w: () => (/* binding */ layersOf),
/* harmony export */   wu: () => (/* binding */ isImage),
/* harmony export */   xv: () => (/* binding */ configDigest)
/* harmony export */ });
/* unused harmony exports INDEXES, MANIFESTS */
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_values_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(41195);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(64143);



/** Kinds of manifests: OCI image-spec (media-types.md) and Docker's image manifest version 2, schema 2. */
const INDEXES = [
    'application/vnd.oci.image.index.v1+json',
    'application/vnd.docker.distribution.manifest.list.v2+json',
];
const MANIFESTS = [
    'application/vnd.oci.image.manifest.v1+json',
    'application/vnd.docker.distribution.manifest.v2+json',
];
/** Every kind of manifest, so that an index is never resolved to one platform. */
const ACCEPT = [...INDEXES, ...MANIFESTS].join(', ');
const CONFIGS = [
    'application/vnd.oci.image.config.v1+json',
    'application/vnd.docker.container.image.v1+json',
];
/** The media type alone says what a manifest is: one may look like both (CVE-2021-41190). */
function isIndex(mediaType) {
    return INDEXES.includes(essence(mediaType));
}
function isImage(mediaType) {
    return MANIFESTS.includes(essence(mediaType));
}
/** A media type without its parameters. */
function essence(mediaType) {
    return mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
}
/**
 * The manifest of a platform, `os/architecture[/variant]`, in an index. A variant that only one side names is no hindrance
 * (arm64 is arm64/v8 for most), but the one that names the same goes first. Undefined when there is none.
 */
function chooseManifest(index, platform) {
    const [os, architecture, variant] = platform.split('/');
    const manifests = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .f)(index, ['manifests']);
    let near;
    for (const entry of Array.isArray(manifests) ? manifests : []) {
        const digest = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .f)(entry, ['digest']);
        if (!(0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .B)(digest))
            continue;
        const of = (key) => (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .f)(entry, ['platform', key]);
        if (of('os') !== os || of('architecture') !== architecture)
            continue;
        const own = of('variant') === '' ? undefined : of('variant');
        if (own === variant)
            return digest;
        if (own === undefined || variant === undefined)
            near ??= digest;
    }
    return near;
}
/** The digest of an image's configuration. Throws for what is a manifest but no image: charts, signatures and others. */
function configDigest(manifest, what) {
    const digest = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .f)(manifest, ['config', 'digest']);
    if (!CONFIGS.includes((0,_shared_values_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .f)(manifest, ['config', 'mediaType'])) || !(0,_digest_js__WEBPACK_IMPORTED_MODULE_1__/* .isDigest */ .B)(digest))
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`${what} is not an image`);
    return digest;
}
/** `rootfs.diff_ids` of the same document. */
function layersOf(config) {
    const layers = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .f)(config, ['rootfs', 'diff_ids']);
    return Array.isArray(layers) ? layers.filter((layer) => typeof layer === 'string') : [];
}
/** https://github.com/opencontainers/image-spec/blob/main/config.md; what is not text there is no label. */
function labelsOf(config) {
    const labels = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_2__/* .valueAt */ .f)(config, ['config', 'Labels']);
    return Object.fromEntries(Object.entries(typeof labels === 'object' && labels !== null ? labels : {}).filter((entry) => typeof entry[1] === 'string'));
}


/***/ }),

/***/ 55133:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ contentsOf)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_values_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(41195);
/* harmony import */ var _config_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(561);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64143);




/**
 * Throws a WorkError for what is neither an image nor an index, and for a digest that is not sha256. Layers that may not
 * be distributed are left out where the manifest says from where else they come.
 */
function contentsOf(manifest, mediaType, name) {
    const many = (key) => {
        const value = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(manifest, [key]);
        if (!Array.isArray(value))
            throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`${name} is broken: it has no list of ${key}`);
        return value;
    };
    const of = (value) => descriptorOf(value, name);
    if ((0,_config_js__WEBPACK_IMPORTED_MODULE_1__/* .isIndex */ .nw)(mediaType))
        return { manifests: many('manifests').map(of), blobs: [] };
    if (!(0,_config_js__WEBPACK_IMPORTED_MODULE_1__/* .isImage */ .wu)(mediaType))
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`${name} cannot be copied: it is of the kind ${mediaType}`);
    const layers = many('layers').filter((layer) => !isElsewhere(layer));
    return { manifests: [], blobs: [(0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(manifest, ['config']), ...layers].map(of) };
}
function descriptorOf(value, name) {
    const [digest, size] = [(0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(value, ['digest']), (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(value, ['size'])];
    if (!(0,_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .B)(digest))
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`${name} is broken: it refers to ${String(digest)} as a digest`);
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`${name} is broken: ${String(size)} is no size of ${digest}`);
    return { digest, size };
}
/** image-spec, layer.md, "Non-Distributable Layers", and the kind that Docker had before. */
function isElsewhere(layer) {
    const urls = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(layer, ['urls']);
    return (/nondistributable|rootfs\.foreign/.test(String((0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(layer, ['mediaType']))) &&
        Array.isArray(urls) &&
        urls.length > 0);
}


/***/ }),

/***/ 18561:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ IDENTITY_TOKEN),
/* harmony export */   d: () => (/* binding */ dockerCredentials)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2890);
/* harmony import */ var _shared_program_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(89945);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3350);
/* harmony import */ var _shared_values_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(41195);






/** The user name that stands for an identity token, as the docker CLI has it. */
const IDENTITY_TOKEN = '<token>';
/** The name under which Docker Hub's login is kept. */
const HUB_KEY = 'https://index.docker.io/v1/';
/**
 * Logins as `docker login` left them: config.json in DOCKER_CONFIG or ~/.docker, with its credential helpers
 * (https://docs.docker.com/reference/cli/docker/login/#credential-stores). Each host is asked for once.
 */
function dockerCredentials(env, patienceMs = 30_000) {
    const folder = env.DOCKER_CONFIG ?? (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(env.HOME ?? '/', '.docker');
    let config;
    const known = new Map();
    return (host) => {
        config ??= readConfig((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'config.json'));
        const found = known.get(host) ?? config.then((read) => lookUp(read, host, env.PATH ?? '', patienceMs));
        known.set(host, found);
        return found;
    };
}
/** What config.json holds; its shape is the user's. */
async function readConfig(path) {
    let text;
    try {
        text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, 'utf8');
    }
    catch (error) {
        if ((0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .codeOf */ .$N)(error) === 'ENOENT')
            return {};
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .userError */ .IF)(`docker's configuration cannot be read: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`, { file: path });
    }
    try {
        return JSON.parse(text);
    }
    catch {
        // The parser's own message would quote what may be a secret.
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .userError */ .IF)("docker's configuration is not JSON", {
            file: path,
            remedy: 'Mend it, or log in again with "docker login".',
        });
    }
}
async function lookUp(config, host, path, patienceMs) {
    const keys = /^(registry-1\.|index\.)?docker\.io$/.test(host)
        ? [HUB_KEY, 'index.docker.io', 'docker.io', 'registry-1.docker.io']
        : [host, `https://${host}`, `http://${host}`];
    for (const key of keys) {
        const helper = textAt(config, 'credHelpers', key);
        // An empty helper says: not the store, but `auths` below.
        if (helper === '')
            return fromAuths(config, [key]);
        if (helper !== undefined)
            return askHelper(helper, key, path, patienceMs);
    }
    const written = fromAuths(config, keys);
    if (written !== undefined)
        return written;
    const stored = keys.find((key) => (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(config, ['auths', key]) !== undefined) ?? keys[0];
    const store = textAt(config, 'credsStore');
    return store !== undefined && store !== '' && stored !== undefined
        ? askHelper(store, stored, path, patienceMs)
        : undefined;
}
/** A text at a path of keys; anything else there is as good as nothing. */
function textAt(value, ...path) {
    const found = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_5__/* .valueAt */ .f)(value, path);
    return typeof found === 'string' ? found : undefined;
}
/** A login that config.json holds itself. */
function fromAuths(config, keys) {
    for (const key of keys) {
        const of = (name) => textAt(config, 'auths', key, name) ?? '';
        const [token, username, password, auth] = [of('identitytoken'), of('username'), of('password'), of('auth')];
        if (token !== '')
            return { username: IDENTITY_TOKEN, password: token };
        if (username !== '' && password !== '')
            return { username, password };
        if (auth !== '')
            return decodeAuth(auth);
    }
    return undefined;
}
function decodeAuth(auth) {
    const text = Buffer.from(auth, 'base64').toString('utf8');
    const colon = text.indexOf(':');
    return colon < 0 ? undefined : { username: text.slice(0, colon), password: text.slice(colon + 1).replace(/\0+$/, '') };
}
/** https://github.com/docker/docker-credential-helpers: `get` takes the server on stdin and answers with JSON. */
async function askHelper(helper, server, path, patienceMs) {
    if (!/^[\w.-]+$/.test(helper))
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .userError */ .IF)(`docker's configuration names "${helper}" as a credential helper`, {
            remedy: 'A helper name has letters, digits, "-", "_" and "." only.',
        });
    const program = `docker-credential-${helper}`;
    const file = await find(program, path);
    if (file === undefined)
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .userError */ .IF)(`docker's configuration asks for ${program}, which is not in PATH`, {
            remedy: 'Install it, or log in again with "docker login".',
        });
    let output;
    try {
        output = await (0,_shared_program_js__WEBPACK_IMPORTED_MODULE_3__/* .runProgram */ .V)(file, ['get'], { input: server, timeoutMs: patienceMs });
    }
    catch (error) {
        if (!(0,_shared_program_js__WEBPACK_IMPORTED_MODULE_3__/* .cannotStart */ .m)(error))
            throw error;
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .userError */ .IF)(`docker's configuration asks for ${file}, which cannot be started: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`, {
            remedy: 'Install it anew, or log in again with "docker login".',
        });
    }
    if (output.timedOut)
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .userError */ .IF)(`${program} has not answered for ${patienceMs / 1000} seconds (asked for ${server})`, {
            remedy: 'See what it waits for (a locked keychain?), or log in again with "docker login".',
        });
    if (output.status !== 0) {
        // What all helpers say when they have no login for this host.
        if (/credentials not found/i.test(output.stdout + output.stderr))
            return undefined;
        const why = (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_4__/* .plain */ .pj)(output.stderr.trim().split('\n')[0] ?? '');
        const end = output.status === undefined ? 'was ended by a signal' : `failed with status ${output.status}`;
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .userError */ .IF)(`${program} ${end} (asked for ${server})${why === '' ? '' : `: ${why}`}`, {
            remedy: 'Mend it, or log in again with "docker login".',
        });
    }
    const answer = parseAnswer(output.stdout);
    if (answer === undefined)
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .userError */ .IF)(`${program} does not answer with JSON`, {
            remedy: 'Mend it, or log in again with "docker login".',
        });
    const [username, password] = [textAt(answer, 'Username'), textAt(answer, 'Secret')];
    return username !== undefined && password !== undefined ? { username, password } : undefined;
}
async function find(program, path) {
    for (const folder of path.split(node_path__WEBPACK_IMPORTED_MODULE_1__.delimiter)) {
        const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, program);
        const found = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.access)(file, node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK).then(() => true, () => false);
        if (found && folder !== '')
            return file;
    }
    return undefined;
}
/** The parser's own message would quote what may be a secret. */
function parseAnswer(text) {
    try {
        return JSON.parse(text) ?? {};
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 64143:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ isDigest),
/* harmony export */   o: () => (/* binding */ digestOf)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);

const DIGEST = /^sha256:[0-9a-f]{64}$/;
/** Digests are sha256 here, as registries and engines make them. */
function isDigest(text) {
    return typeof text === 'string' && DIGEST.test(text);
}
/** `sha256:…` */
function digestOf(bytes) {
    return `sha256:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(bytes).digest('hex')}`;
}


/***/ }),

/***/ 50782:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V1: () => (/* binding */ BRIEF),
  qh: () => (/* binding */ PATIENT),
  XX: () => (/* binding */ Unanswered),
  MW: () => (/* binding */ askedWaitMs),
  jo: () => (/* binding */ backoffMs),
  IP: () => (/* binding */ isSafe),
  ho: () => (/* binding */ http_open),
  v7: () => (/* binding */ pause),
  Em: () => (/* binding */ request),
  E4: () => (/* binding */ sendOnce),
  N9: () => (/* binding */ unsafe),
  Gq: () => (/* binding */ withoutLogin)
});

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/values.js
var values = __webpack_require__(41195);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: external "node:https"
var external_node_https_ = __webpack_require__(44708);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: external "node:stream/promises"
var external_node_stream_promises_ = __webpack_require__(46466);
;// CONCATENATED MODULE: ./build-ts/src/registry/exchange.js





/** More than any manifest may have (distribution's own limit is 4 MiB): no registry fills our memory. */
const MAX_BYTES = 8 * 1024 * 1024;
/**
 * One request and its answer. Not by fetch: that opens a connection of its own for every HEAD, because some servers send a
 * body with it, and hundreds of look-ups would be hundreds of handshakes.
 */
function exchange(url, { method = 'GET', headers, body, signal }) {
    return new Promise((resolve, reject) => {
        const send = url.protocol === 'http:' ? external_node_http_.request : external_node_https_.request;
        const form = body instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
        const asked = { method, headers: { 'user-agent': 'stack-action', ...form, ...headers }, signal };
        const outgoing = send(url, asked, (incoming) => {
            resolve({ status: incoming.statusCode ?? 0, headers: headersOf(incoming), origin: url.origin, stream: incoming });
        });
        outgoing.on('error', reject);
        if (body instanceof external_node_stream_.Readable)
            (0,external_node_stream_promises_.pipeline)(body, outgoing).catch(reject);
        else
            outgoing.end(body instanceof URLSearchParams ? body.toString() : body);
    });
}
/** Throws a WorkError when it is too large; `who` is the server's name in it. */
async function whole({ stream, ...head }, who) {
    const chunks = [];
    let bytes = 0;
    for await (const chunk of stream) {
        bytes += chunk.length;
        if (bytes > MAX_BYTES)
            throw new errors/* WorkError */.oE(`${who} sends more than ${MAX_BYTES} bytes`);
        chunks.push(chunk);
    }
    return { ...head, body: Buffer.concat(chunks) };
}
function headersOf(incoming) {
    const headers = new Headers();
    for (const [name, values = []] of Object.entries(incoming.headersDistinct))
        for (const value of values)
            headers.append(name, value);
    return headers;
}

;// CONCATENATED MODULE: ./build-ts/src/registry/http.js




/** For what has to be done. */
const PATIENT = { attempts: 4, totalMs: 300_000 };
/** For what only makes a run faster or says more: it does without. */
const BRIEF = { attempts: 2, totalMs: 5000 };
/** Nobody answered: the host is not there, or connections to it break. */
class Unanswered extends errors/* WorkError */.oE {
}
const TIMEOUT_MS = 30_000;
/** Storage, perhaps by way of a gateway. */
const MOST_REDIRECTS = 5;
/**
 * Sends a request and reads the answer. Broken connections, cut bodies, 429 and 5xx are tried again, after the time the
 * server asks for or a growing one, as long as patience lasts. Reading follows redirects, without the Authorization header
 * where they lead to another origin. Throws Unanswered when nobody answers and a WorkError when the answer is too large or
 * leads nowhere; `who` is the server's name in the message.
 */
function request(url, sent, who, patience = PATIENT) {
    return patiently(url, sent, who, patience, async (signal) => whole(await follow(url, { ...sent, signal }, who), who));
}
/** The same without reading the body of a 200: that may take as long as it takes, and is not tried again. */
function http_open(url, sent, who, patience = PATIENT) {
    return patiently(url, sent, who, patience, async (signal) => {
        const coming = await follow(url, { ...sent, signal }, who);
        if (coming.status === 200)
            return { ...coming, body: Buffer.alloc(0) };
        return { ...(await whole(coming, who)), stream: undefined };
    });
}
/** Sends a request once, redirects not followed, for as long as its signal lets it. Throws whatever breaks. */
async function sendOnce(url, sent, who) {
    return whole(await exchange(url, sent), who);
}
async function patiently(url, { signal: outer }, who, patience, work) {
    const end = performance.now() + patience.totalMs;
    for (let attempt = 1;; attempt++) {
        const timeoutMs = Math.max(1, Math.ceil(Math.min(TIMEOUT_MS, end - performance.now())));
        const answer = await within(timeoutMs, outer, work).catch((error) => {
            outer?.throwIfAborted();
            if (error instanceof errors/* WorkError */.oE)
                throw error;
            return { error };
        });
        const wait = 'error' in answer ? waitAfterError(answer.error, attempt) : waitAfter(answer, attempt);
        if (wait === undefined || attempt >= patience.attempts || performance.now() + wait >= end) {
            if (!('error' in answer))
                return answer;
            throw new Unanswered(`${who} does not answer: ${reasonOf(answer.error)}`, {
                cause: answer.error,
                remedy: `Is ${new URL(url).host} right, and may it be reached from here?`,
            });
        }
        await pause(wait, outer);
    }
}
/** Work with a signal for as long as it lasts; afterwards only the outer signal counts. */
async function within(ms, outer, work) {
    outer?.throwIfAborted();
    const late = new AbortController();
    const timer = setTimeout(() => {
        late.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'));
    }, ms);
    try {
        return await work(outer === undefined ? late.signal : AbortSignal.any([outer, late.signal]));
    }
    finally {
        clearTimeout(timer);
    }
}
/** Waits. Throws the signal's reason when it is aborted meanwhile. */
async function pause(ms, signal) {
    await (0,promises_.setTimeout)(ms, undefined, signal === undefined ? {} : { signal }).catch((error) => {
        signal?.throwIfAborted();
        throw error;
    });
}
async function follow(url, sent, who) {
    let at = new URL(url);
    let headers = sent.headers ?? {};
    for (let redirects = 0;; redirects++) {
        const answer = await exchange(at, { ...sent, headers });
        const to = ['GET', 'HEAD'].includes(sent.method ?? 'GET') ? redirectOf(answer, at) : undefined;
        if (to === undefined)
            return answer;
        await whole(answer, who);
        if (redirects === MOST_REDIRECTS)
            throw new errors/* WorkError */.oE(`${who} sends us round and round`);
        if (!isSafe(at, to))
            throw unsafe(who, to);
        if (to.origin !== at.origin)
            headers = withoutLogin(headers);
        at = to;
    }
}
/** RFC 9110 section 15.4, as far as reading goes. */
function redirectOf({ status, headers }, at) {
    const location = headers.get('location');
    if (![301, 302, 303, 307, 308].includes(status) || location === null)
        return undefined;
    return URL.canParse(location, at.href) ? new URL(location, at) : undefined;
}
/** A server may not send us on to where others can listen, unless they could where we came from. */
function isSafe(from, to) {
    return to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:');
}
function unsafe(who, to) {
    return new errors/* WorkError */.oE(`${who} sends us on to ${to.protocol}//${to.host}, which is not encrypted`);
}
function withoutLogin(headers) {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'));
}
/** Node says "aborted" where a time-out is the cause, and nothing at all where several addresses did not answer. */
function reasonOf(error) {
    const cause = (0,values/* valueAt */.f)(error, ['cause', 'message']);
    if (typeof cause === 'string' && cause !== '')
        return cause;
    return (0,errors/* messageOf */.bD)(error) || ((0,errors/* codeOf */.$N)(error) ?? 'no reason is known');
}
/** Whoever asks for more time than there is gets it from a later run: asking again earlier would only make it longer. */
function waitAfter(answer, attempt) {
    if (answer.status !== 429 && answer.status < 500)
        return undefined;
    return askedWaitMs(answer.headers) ?? backoffMs(attempt);
}
/** Retry-After (RFC 9110 section 10.2.3): seconds or a date. */
function askedWaitMs(headers) {
    const asked = headers.get('retry-after') ?? '';
    const ms = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now();
    return Number.isFinite(ms) ? Math.max(ms, 0) : undefined;
}
/** A connection that broke may hold the next time; a host that does not exist will not exist then either. */
function waitAfterError(error, attempt) {
    return (0,errors/* codeOf */.$N)(error) === 'ENOTFOUND' ? undefined : backoffMs(attempt);
}
function backoffMs(attempt) {
    return 250 * 2 ** attempt;
}


/***/ }),

/***/ 46317:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ parseJson)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);

/** A document of a registry; `name` is what the error calls it. */
function parseJson(bytes, name) {
    try {
        return JSON.parse(bytes.toString('utf8'));
    }
    catch (error) {
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`what the registry has as ${name} is not JSON`, { cause: error });
    }
}


/***/ }),

/***/ 90477:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ locate)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _stack_refs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99072);


/** Throws a WorkError for what is not the name of a repository: nothing else ever becomes part of an address. */
function locate(repository) {
    const parsed = (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_1__/* .parseRepository */ .SU)(repository);
    if (parsed === undefined)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`"${repository}" is not the name of a repository`);
    const { host, path } = parsed;
    // Docker Hub keeps names of one part below `library`.
    const name = host === _stack_refs_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULT_HOST */ .HX && !path.includes('/') ? `library/${path}` : path;
    return { host, name, base: new URL(baseUrl(host)).origin };
}
/** Plain HTTP for registries of this machine only, as the engine has it; Docker Hub's API has a host of its own. */
function baseUrl(host) {
    if (host === _stack_refs_js__WEBPACK_IMPORTED_MODULE_1__/* .DEFAULT_HOST */ .HX)
        return 'https://registry-1.docker.io';
    return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host) ? `http://${host}` : `https://${host}`;
}


/***/ }),

/***/ 57916:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   e: () => (/* binding */ lookUps)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _authorize_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(59296);
/* harmony import */ var _http_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(50782);
/* harmony import */ var _locate_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(90477);
/* harmony import */ var _slots_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(81718);





/** One that has answered before gets more chances: a connection may break, a repository may be ill. */
const FAILURES_AFTER_ANSWERS = 3;
/**
 * Asks at most `limit` questions at a time. A host that refuses the login, or does not answer, is not asked again; a
 * repository that it refuses (401, 403 in spite of a login that works) neither, while others of the host are.
 */
function lookUps(registry, { limit = 32 } = {}) {
    const hosts = new Map();
    const inSlot = (0,_slots_js__WEBPACK_IMPORTED_MODULE_4__/* .slots */ .Q)(limit);
    function hostOf(name) {
        const known = hosts.get(name);
        if (known !== undefined)
            return known;
        const host = { first: undefined, answered: false, failures: 0, closed: undefined, refused: new Map() };
        hosts.set(name, host);
        return host;
    }
    async function askOnce(repository, question) {
        const place = placeOf(repository);
        if ('why' in place)
            return place;
        const host = hostOf(place.host);
        const ask = () => inSlot(() => answerOf(host, place.name, question));
        if (host.first === undefined) {
            const answer = ask();
            host.first = answer.catch(() => undefined);
            return answer;
        }
        await host.first;
        return ask();
    }
    /** The same question gets the same answer; names that mean the same are the same question. */
    function remembered(asked, repository, more, question) {
        const place = placeOf(repository);
        const key = JSON.stringify(['why' in place ? repository : [place.host, place.name], ...more]);
        const answer = asked.get(key) ?? askOnce(repository, question);
        asked.set(key, answer);
        return answer;
    }
    const digests = new Map();
    const configs = new Map();
    return {
        digest: (repository, reference) => remembered(digests, repository, [reference], async () => {
            const digest = await registry.digest(repository, reference, _http_js__WEBPACK_IMPORTED_MODULE_2__/* .BRIEF */ .V1);
            return digest === undefined ? undefined : { digest };
        }),
        config: (repository, reference, platform) => remembered(configs, repository, [reference, platform], () => registry.config(repository, reference, platform, _http_js__WEBPACK_IMPORTED_MODULE_2__/* .BRIEF */ .V1)),
    };
}
function placeOf(repository) {
    try {
        return (0,_locate_js__WEBPACK_IMPORTED_MODULE_3__/* .locate */ .x)(repository);
    }
    catch (error) {
        return unknown(error);
    }
}
/** Asks, unless the answer is known from others, and keeps what the answer says about the host. */
async function answerOf(host, name, question) {
    const known = host.closed ?? host.refused.get(name);
    if (known !== undefined)
        return known;
    try {
        const found = await question();
        host.answered = true;
        host.failures = 0;
        return found === undefined ? { kind: 'absent' } : { kind: 'found', ...found };
    }
    catch (error) {
        const answer = unknown(error);
        const concerns = concern(error, host.answered);
        if (concerns === 'failure') {
            host.failures++;
            if (!host.answered || host.failures >= FAILURES_AFTER_ANSWERS)
                host.closed ??= answer;
            return answer;
        }
        if (concerns === 'host')
            host.closed ??= answer;
        if (concerns === 'repository')
            host.refused.set(name, answer);
        if (concerns !== 'host')
            host.failures = 0;
        return answer;
    }
}
/**
 * How far an error reaches. The login is the host's, unless others have been answered with it: then that token server says
 * 401 where others say 403. A UserError is about docker's configuration for the host.
 */
function concern(error, answered) {
    if (error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo)
        return 'host';
    if (error instanceof _authorize_js__WEBPACK_IMPORTED_MODULE_1__/* .LoginRefused */ .QU)
        return answered ? 'repository' : 'host';
    if (error instanceof _http_js__WEBPACK_IMPORTED_MODULE_2__/* .Unanswered */ .XX)
        return 'failure';
    if (!(error instanceof _authorize_js__WEBPACK_IMPORTED_MODULE_1__/* .RegistryError */ .gl))
        return 'question';
    if (error.status === 401 || error.status === 403)
        return 'repository';
    return error.status === 429 || error.status >= 500 ? 'failure' : 'question';
}
/** An error of our own making is thrown on: it would hide behind a look-up that may fail. */
function unknown(error) {
    if (error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE || error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo)
        return { kind: 'unknown', why: (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error) };
    throw error;
}


/***/ }),

/***/ 31495:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ loginRemedy),
/* harmony export */   n: () => (/* binding */ pushRemedy)
/* harmony export */ });
/* harmony import */ var _stack_refs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99072);

/** What to do about a login that a registry does not take. */
function loginRemedy(host) {
    const login = `Log in with "docker login ${host}"`;
    if (host === 'ghcr.io')
        return `${login}; the job also needs permissions: packages: write.`;
    return isEcr(host) ? `${login} anew (its passwords are good for twelve hours).` : `${login}.`;
}
/** What to do about a push that a registry refuses with one of these statuses, `name` being the repository's in its API. */
function pushRemedy(host, name, status) {
    if (status === 401 || status === 403)
        return rightsRemedy(host, name);
    if (status === 404)
        return isEcr(host)
            ? `This registry makes no repository by itself: aws ecr create-repository --repository-name ${name}`
            : 'Make the repository, or the project that it belongs to, first: this registry does not at a push.';
    if (status === 405)
        return 'Is it read-only for a while, or a mirror of another registry? Push to one that takes images.';
    return undefined;
}
function rightsRemedy(host, name) {
    if (host === 'ghcr.io')
        // https://docs.github.com/en/packages/learn-github-packages/configuring-a-packages-access-control-and-visibility
        return 'The job needs permissions: packages: write, and a package that is there already has to give this repository the role Write: package settings, "Manage Actions access".';
    if (host === _stack_refs_js__WEBPACK_IMPORTED_MODULE_0__/* .DEFAULT_HOST */ .HX)
        return `The login has to be of somebody who may write to ${name}, and an access token needs the permission Read & Write.`;
    if (isEcr(host))
        // https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
        return 'The role needs ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload and ecr:PutImage for the repository.';
    return `Log in with "docker login ${host}" as somebody who may push to ${name}.`;
}
/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
function isEcr(host) {
    return /^\d+\.dkr[.-]ecr(-fips)?\.[\w.-]+$/.test(host);
}


/***/ }),

/***/ 81718:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Q: () => (/* binding */ slots)
/* harmony export */ });
/** Runs work when there is room for it: so many at a time, first come first served. */
function slots(limit) {
    let free = limit;
    const waiting = [];
    return async (work) => {
        if (free > 0)
            free--;
        else
            await new Promise((resolve) => waiting.push(resolve));
        try {
            return await work();
        }
        finally {
            // Handed over rather than given back: nobody who comes at this moment gets in between.
            const next = waiting.shift();
            if (next === undefined)
                free++;
            else
                next();
        }
    };
}


/***/ }),

/***/ 62642:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PC: () => (/* binding */ labelsOf),
/* harmony export */   gC: () => (/* binding */ buildContext),
/* harmony export */   iK: () => (/* binding */ BASES_LABEL),
/* harmony export */   qf: () => (/* binding */ FINGERPRINT_LABEL),
/* harmony export */   rE: () => (/* binding */ PARENTS_LABEL),
/* harmony export */   sb: () => (/* binding */ readDockerfiles),
/* harmony export */   yG: () => (/* binding */ dockerfileIn)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _docker_context_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(75912);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2890);
/* harmony import */ var _stack_fingerprint_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(64464);
/* harmony import */ var _stack_affected_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(11578);
/* harmony import */ var _stack_dockerfile_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(49334);
/* harmony import */ var _origin_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(335);








/** Names the content of an image, on the image itself. */
const FINGERPRINT_LABEL = 'dev.stack-action.fingerprint';
/** The registry digests of the bases outside the stack that an image is built on: JSON, ref → digest. */
const BASES_LABEL = 'dev.stack-action.bases';
/** The builds of its parents that an image sits on: JSON, name → `layersKey`. */
const PARENTS_LABEL = 'dev.stack-action.parents';
/** What is written on an image: for later runs, and for everybody (`origin`). `dockerfile`: its text. */
function labelsOf(image, parents, origin = _origin_js__WEBPACK_IMPORTED_MODULE_7__/* .NO_ORIGIN */ .nj, dockerfile = '') {
    const pinned = Object.entries(image.bases).flatMap(([ref, { digest, pin }]) => (pin ? [[ref, digest]] : []));
    return {
        ...(0,_origin_js__WEBPACK_IMPORTED_MODULE_7__/* .originLabels */ .Mf)(origin, dockerfile),
        [FINGERPRINT_LABEL]: image.fingerprint,
        ...(pinned.length === 0 ? {} : { [BASES_LABEL]: JSON.stringify(Object.fromEntries(pinned)) }),
        ...(Object.keys(parents).length === 0 ? {} : { [PARENTS_LABEL]: JSON.stringify(parents) }),
    };
}
/** The Dockerfile of an image: its files one after the other. */
async function readDockerfiles(stackDir, files) {
    const texts = await Promise.all(files.map((file) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(stackDir, file), 'utf8')));
    return texts.map((text, index) => (index < texts.length - 1 && !text.endsWith('\n') ? `${text}\n` : text)).join('');
}
/** Where a build looks for its Dockerfile, seen from the context; the rules of .dockerignore may be beside it. */
function dockerfileIn(context, file) {
    return node_path__WEBPACK_IMPORTED_MODULE_1__.posix.relative(context, file);
}
/** The name that a Dockerfile gets in a context that it is not a file of. */
const GUEST = '.stack-action.Dockerfile';
/**
 * The context of an image as it is built: its files, and its Dockerfile with the images of this run in the places of its
 * parents and digests in those of other bases. Throws a WorkError when the files are not the ones that were planned.
 */
async function buildContext(stackDir, image, { rules, platform, replace = () => undefined }) {
    const directory = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(stackDir, image.context);
    const inContext = image.dockerfiles.map((file) => dockerfileIn(image.context, file));
    const [entries, ignoreText, text] = await Promise.all([
        (0,_docker_context_js__WEBPACK_IMPORTED_MODULE_2__/* .readContext */ .yI)(directory, inContext),
        (0,_docker_context_js__WEBPACK_IMPORTED_MODULE_2__/* .ignoreTextOf */ .jH)(directory, inContext),
        readDockerfiles(stackDir, image.dockerfiles).catch((error) => {
            throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .WorkError */ .oE(`the Dockerfile of ${image.name} cannot be read: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`, { cause: error });
        }),
    ]);
    // The fingerprint was made when the run was planned; what is built now must be the same files.
    const only = (0,_stack_affected_js__WEBPACK_IMPORTED_MODULE_5__/* .countedFiles */ .gx)(image.context, image.copied, rules);
    if ((0,_stack_fingerprint_js__WEBPACK_IMPORTED_MODULE_4__/* .contextKey */ .hx)(await (0,_docker_context_js__WEBPACK_IMPORTED_MODULE_2__/* .hashContext */ .qS)(directory, entries, only), text) !== image.contextHash)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .WorkError */ .oE(`the files of ${image.name} changed while the run went on`, { remedy: 'Run again.' });
    const { rewrites } = image;
    const planned = (ref) => (Object.hasOwn(rewrites, ref) ? rewrites[ref] : undefined);
    const written = (0,_stack_dockerfile_js__WEBPACK_IMPORTED_MODULE_6__/* .replaceBases */ .TC)(text, image.buildArgs, (ref) => replace(ref) ?? planned(ref), platform);
    const [own] = inContext;
    const isOwn = inContext.length === 1 && own !== undefined && !own.startsWith('../');
    const path = isOwn ? own : GUEST;
    // What a wide context has besides is not sent: a build that needs it fails, instead of making something unaccounted for.
    const whole = image.copied.kind === 'all';
    const isCopied = (0,_stack_dockerfile_js__WEBPACK_IMPORTED_MODULE_6__/* .matcher */ .jN)(image.copied);
    const asItIs = isOwn && written === text && whole;
    return {
        directory,
        entries: whole ? entries : entries.filter((entry) => isCopied(entry.path)),
        whole,
        given: asItIs ? [] : [{ path, content: Buffer.from(written) }],
        dockerfile: { path, text: written },
        ignoreText,
    };
}


/***/ }),

/***/ 335:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Mf: () => (/* binding */ originLabels),
/* harmony export */   Qu: () => (/* binding */ VERSION_LABEL),
/* harmony export */   fy: () => (/* binding */ ORIGIN_LABELS),
/* harmony export */   nj: () => (/* binding */ NO_ORIGIN)
/* harmony export */ });
const NO_ORIGIN = { version: '', revision: '', source: '' };
/** https://github.com/opencontainers/image-spec/blob/main/annotations.md */
const VERSION_LABEL = 'org.opencontainers.image.version';
const ORIGIN_LABELS = {
    version: VERSION_LABEL,
    revision: 'org.opencontainers.image.revision',
    source: 'org.opencontainers.image.source',
};
/**
 * The labels that say where an image comes from. They are no part of the fingerprint: the same content is reused under the
 * next commit, and says then which commit it was first built of. A label that the Dockerfile sets itself is left to it.
 */
function originLabels(origin, dockerfile) {
    const keys = Object.keys(ORIGIN_LABELS);
    return Object.fromEntries(keys
        .filter((key) => origin[key] !== '' && !dockerfile.includes(ORIGIN_LABELS[key]))
        .map((key) => [ORIGIN_LABELS[key], origin[key]]));
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


/***/ }),

/***/ 11578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $Y: () => (/* binding */ RULES_FILE),
/* harmony export */   Ef: () => (/* binding */ WHOLE),
/* harmony export */   gx: () => (/* binding */ countedFiles),
/* harmony export */   n0: () => (/* binding */ affectedImages)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76760);
/* harmony import */ var _dockerfile_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(49334);
/* harmony import */ var _globs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54039);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(32180);
/* harmony import */ var _suites_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(70043);





/**
 * The images that the changed files touch themselves, each with its reasons; images that are built on them are not in it.
 * Takes time in proportion to files × depth of their paths, whatever the number of images.
 */
function affectedImages(request) {
    const { stack, files, everything } = request;
    const all = (reason) => new Map([...stack.images.keys()].map((name) => [name, [reason]]));
    const { prefix, workflow } = request;
    // GitHub may know what changed where there is no clone; but then nobody knows which of its files are the stack's.
    const why = files === undefined ? 'nobody said what changed' : 'the stack lies in no repository that git knows';
    if (everything !== undefined || files === undefined || prefix === undefined)
        return all({ kind: 'everything', because: everything ?? { kind: 'unknown', why } });
    const isShared = sharedFiles(stack, request.shared);
    const isIgnored = matchesAny(stack.changeRules.ignore);
    const isAround = aroundTheStack(prefix, request.specTarget);
    const owners = new Owners(stack, request.sources, prefix);
    const found = new Map();
    for (const file of files) {
        if (file.path === workflow || isAround(file.path))
            return all({ kind: 'shared-file', file });
        const path = (0,_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .wayInside */ .IL)(prefix, file.path);
        if (path !== undefined && isShared(path))
            return all({ kind: 'shared-file', file });
        if (path !== undefined && isIgnored(path))
            continue;
        owners.each(file.path, (name) => {
            const known = found.get(name);
            if (known === undefined)
                found.set(name, { file, last: file, count: 1 });
            else if (known.last !== file) {
                known.last = file;
                known.count++;
            }
        });
    }
    const affected = new Map();
    for (const [name, { file, count }] of found)
        affected.set(name, [{ kind: 'file', file, more: count - 1 }]);
    return affected;
}
/** A glob stands for a file, or for a folder with everything below it. */
function matchesAny(globs) {
    const all = globs.flatMap(readGlob);
    return (path) => all.some(({ matches }) => matches(path));
}
/** load.ts has refused those with too many alternatives. */
const readGlob = (glob) => (0,_globs_js__WEBPACK_IMPORTED_MODULE_2__/* .pathGlobs */ .p)(glob) ?? [];
/** `a/b/c` → `a/b`, `a` */
function foldersOf(path) {
    const folders = [];
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1))
        folders.push(path.slice(0, end));
    return folders;
}
/**
 * Says which paths of the repository hold the whole stack, or its spec. Git names a folder only where it is a submodule,
 * or a link that became something else; then anything below it may have changed.
 */
function aroundTheStack(prefix, specTarget) {
    const spec = specTarget === undefined ? [] : [node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(prefix, specTarget)];
    const around = new Set([prefix, ...spec].flatMap((path) => [path, ...foldersOf(path)]));
    return (path) => around.has(path);
}
/**
 * Which files of a folder of the stack count for what is made of it, seen from that folder; undefined: all of them. Files
 * that touch no image do not: else a change that nothing is to be done for would make another fingerprint.
 */
function countedFiles(folder, copied, { ignore }) {
    if (copied.kind === 'all' && ignore.length === 0)
        return undefined;
    const counts = (0,_dockerfile_js__WEBPACK_IMPORTED_MODULE_1__/* .matcher */ .jN)(copied);
    const isIgnored = matchesAny(ignore);
    const at = (path) => (folder === '.' ? path : `${folder}/${path}`);
    return (path) => counts(path) && !isIgnored(at(path));
}
/** A context that counts whole. */
const WHOLE = { kind: 'all', onbuild: false };
/** UCSD's file of lists; its own change touches everything, as there. */
const RULES_FILE = 'change_ignore.json';
/** The spec's own name and the like are compared as they are: as globs they might mean others. */
function sharedFiles(stack, shared = []) {
    const files = new Set([stack.file.slice(stack.file.lastIndexOf('/') + 1), RULES_FILE, 'conftest.py', ...shared]);
    const globs = stack.changeRules.all.flatMap(readGlob);
    // A submodule with such files in it is named alone.
    const above = new Set(globs.flatMap(({ fixed }) => [fixed, ...foldersOf(fixed)]));
    return (path) => files.has(path) ||
        (0,_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .wayInside */ .IL)(_suites_js__WEBPACK_IMPORTED_MODULE_3__/* .COMMON_SUITE */ .VZ, path) !== undefined ||
        above.has(path) ||
        globs.some(({ matches }) => matches(path));
}
/** Whose a file is: that of every image whose directory, context or Dockerfile has it. All paths are the repository's. */
class Owners {
    prefix;
    /** By a file or folder of the repository. */
    places = new Map();
    /** By a folder that holds places. */
    above = new Map();
    everywhere;
    /** Images with suites that may read anything of the stack that is no image's, and where those lie. */
    loose = new Set();
    images;
    patterns = [];
    constructor(stack, sources, prefix) {
        this.prefix = prefix;
        this.images = new Set([...stack.images.values()].map((image) => node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(prefix, image.path)));
        for (const image of stack.images.values()) {
            this.own(image.path, image.name);
            for (const file of image.dockerfiles)
                this.own(file, image.name);
            const source = sources.get(image.name);
            for (const place of source?.places ?? [])
                this.own(place, image.name);
            // Most lie in the image's own directory; some people keep them beside it.
            for (const { files, shared } of [...(source?.tests ?? []), ...(source?.declared ?? [])])
                for (const path of [files, ...shared])
                    this.own(path, image.name);
            if (image.context !== image.path && source !== undefined)
                this.copied(image, source.copied);
        }
        for (const { files, does, images, settings } of stack.suites) {
            const { services, on } = settings;
            if ((0,_suites_js__WEBPACK_IMPORTED_MODULE_3__/* .readsStack */ .Sh)({ on, kind: does?.kind, files, services }))
                for (const name of images ?? stack.images.keys())
                    this.loose.add(name);
            const paths = [files, does?.kind === 'pytest' ? does.path : undefined, services?.file, services?.envFile];
            for (const path of paths) {
                if (path === undefined)
                    continue;
                for (const name of images ?? stack.images.keys())
                    this.own(path, name);
            }
        }
        this.everywhere = this.places.get('.') ?? new Set();
    }
    /** A context that is wider than the image's directory holds other images' files too: its own are those it copies. */
    copied(image, copied) {
        const at = (path) => (image.context === '.' ? path : `${image.context}/${path}`);
        for (const file of image.dockerfiles)
            this.own(`${file}.dockerignore`, image.name);
        this.own(at('.dockerignore'), image.name);
        if (copied.kind === 'all')
            return this.own(image.context, image.name);
        const isPlain = (path) => !/[*?[\\]/.test(path);
        const plain = copied.globs.filter(isPlain);
        for (const path of plain)
            this.own(at(path), image.name);
        if (plain.length === copied.globs.length)
            return;
        this.patterns.push({ name: image.name, context: node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(this.prefix, image.context), matches: (0,_dockerfile_js__WEBPACK_IMPORTED_MODULE_1__/* .matcher */ .jN)(copied) });
        for (const glob of copied.globs) {
            const parts = glob.split('/');
            const wild = parts.findIndex((part) => !isPlain(part));
            if (wild > 0)
                this.holds(at(parts.slice(0, wild).join('/')), image.name);
        }
    }
    /** `place` is the stack's, and may lead out of it. */
    own(place, name) {
        const path = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(this.prefix, place);
        add(this.places, path, name);
        for (const folder of foldersOf(path))
            add(this.above, folder, name);
    }
    /** Some of what is below the place is the image's. */
    holds(place, name) {
        const path = node_path__WEBPACK_IMPORTED_MODULE_0__.posix.join(this.prefix, place);
        for (const folder of [path, ...foldersOf(path)])
            add(this.above, folder, name);
    }
    /** Calls `tell` for each; for the same image twice when two places have the file. */
    each(path, tell) {
        for (const name of this.everywhere)
            tell(name);
        if (this.loose.size > 0 && (0,_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .wayInside */ .IL)(this.prefix, path) !== undefined)
            if (![path, ...foldersOf(path)].some((place) => this.images.has(place)))
                for (const name of this.loose)
                    tell(name);
        for (const place of [path, ...foldersOf(path)])
            for (const name of this.places.get(place) ?? [])
                tell(name);
        // A folder that git names is a submodule (or a link that became something else): whatever is below may have changed.
        for (const name of this.above.get(path) ?? [])
            tell(name);
        for (const { name, context, matches } of this.patterns) {
            const way = (0,_paths_js__WEBPACK_IMPORTED_MODULE_4__/* .wayInside */ .IL)(context, path);
            if (way !== undefined && matches(way))
                tell(name);
        }
    }
}
function add(map, path, name) {
    const names = map.get(path);
    if (names === undefined)
        map.set(path, new Set([name]));
    else
        names.add(name);
}


/***/ }),

/***/ 64464:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Gb: () => (/* binding */ candidateTag),
/* harmony export */   Rj: () => (/* binding */ fingerprint),
/* harmony export */   Sy: () => (/* binding */ testedTag),
/* harmony export */   hx: () => (/* binding */ contextKey),
/* harmony export */   mH: () => (/* binding */ layersKey),
/* harmony export */   mh: () => (/* binding */ indexKey),
/* harmony export */   z4: () => (/* binding */ suitesKey)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _suites_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70043);


/** Changes with the meaning of the hash, so that an older one is never mistaken for it. */
const VERSION = 2;
/** 32 hexadecimal digits of a sha256 over the parts, in a form that no value can imitate (JSON). */
function fingerprint(parts) {
    const args = Object.entries(parts.args).sort(([a], [b]) => (a < b ? -1 : 1));
    return digits([VERSION, parts.context, args, parts.platform, parts.bases]);
}
/** One hash of the files of a context (docker/context.ts) and of the Dockerfile, which may lie beside it. */
function contextKey(files, dockerfile) {
    return digits([VERSION, files, dockerfile]);
}
/**
 * Names a build of an image by its layers: two builds of the same content may differ, and what sits on the one does not
 * sit on the other.
 */
function layersKey(layers) {
    return digits([VERSION, layers]);
}
/** Names what the platforms of an image are together: one fingerprint of each. */
function indexKey(prints) {
    return digits([VERSION, 'index', [...prints].sort()]);
}
/** The tag of a candidate: names the content, so it never moves to other content. */
function candidateTag(print) {
    return `fp-${print}`;
}
/**
 * Names what has been tested with what: the image's fingerprint and its suites with their files. Undefined where no suite
 * runs: nothing can be said then.
 */
function suitesKey(print, suites, filesHash, words = {}) {
    const running = suites.filter((suite) => suite.off === undefined);
    if (running.length === 0)
        return undefined;
    const parts = running.map((suite) => {
        const { name, kind, on, pushed, run, files, targets, environment, shared, settings } = suite;
        const { services } = settings;
        const wide = (0,_suites_js__WEBPACK_IMPORTED_MODULE_1__/* .readsStack */ .Sh)({ on, kind, files, services }) ? [_suites_js__WEBPACK_IMPORTED_MODULE_1__/* .STACK_FILES */ .dN] : [];
        const paths = [files, ...shared, services?.file, services?.envFile, ...wide].flatMap((path) => path ?? []);
        const hashes = paths.map((path) => [path, filesHash(path)]);
        // How long it may take decides nothing about what it says.
        const means = { ...settings, timeoutMs: undefined, jobs: undefined, remote: provenBy(settings) };
        return [name, kind, on, pushed, run, targets, environment ?? '', hashes, means, usedWords(suite, words)];
    });
    return digits([VERSION, print, parts]);
}
/** Of a suite on another machine: which one it is, and how often it is tried, says nothing about the image. */
function provenBy({ remote }) {
    return remote === undefined ? undefined : { proof: remote.proof, report: remote.report };
}
/** What a suite is told of the run decides what it says, as far as it asks for it. */
function usedWords({ run, settings }, words) {
    const asked = [...run, ...(settings.args ?? []), settings.remote?.report ?? ''];
    const isAsked = (word) => asked.some((one) => one.includes(`{${word}}`));
    // Stage and version are variables of every suite, too: what reads them nobody knows.
    return Object.entries(words).filter(([word, value]) => value !== '' && (word === 'stage' || word === 'version' || isAsked(word)));
}
/** The tag that says a candidate has passed its suites. */
function testedTag(key) {
    return `ok-${key}`;
}
function digits(parts) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}


/***/ }),

/***/ 83370:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ linkStack)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _dockerfile_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(49334);
/* harmony import */ var _graph_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(25996);
/* harmony import */ var _names_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(97668);
/* harmony import */ var _platforms_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(31584);





/**
 * The stack with the parents that its Dockerfiles name, where the spec does not name them, and in the order that follows.
 * `registries` are the bases it is pushed to: a Dockerfile may name a parent there; `native` is the platform of whoever builds.
 * Throws a UserError for a circle.
 */
function linkStack(stack, sources, registries, native) {
    // A build arg of one variant, or a platform, may choose another parent: the graph has them all, each builds on its own.
    const platforms = (0,_platforms_js__WEBPACK_IMPORTED_MODULE_3__/* .allPlatforms */ .yk)(stack.images, native);
    const axes = stack.variants.flatMap((variant) => platforms.map((platform) => ({ variant, platform })));
    const parents = axes.map(({ variant, platform }) => (0,_dockerfile_js__WEBPACK_IMPORTED_MODULE_1__/* .inferParents */ .C4)([...stack.images.values()].map((image) => ({
        name: image.name,
        repository: image.repository,
        declared: image.declared,
        text: sources.get(image.name)?.dockerfileText ?? '',
        args: (0,_names_js__WEBPACK_IMPORTED_MODULE_2__/* .argsOf */ .PL)(image, variant),
    })), [...stack.registries.values(), ...registries], platform));
    const images = new Map();
    for (const image of stack.images.values()) {
        const all = parents.flatMap((one) => one.get(image.name) ?? []);
        images.set(image.name, { ...image, parents: [...new Set(all)] });
    }
    const graph = { nodes: [...images.keys()], parentsOf: (name) => images.get(name)?.parents ?? [] };
    const cycle = (0,_graph_js__WEBPACK_IMPORTED_MODULE_4__/* .findCycle */ .u8)(graph);
    if (cycle !== undefined) {
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([
            {
                message: `the images are built on each other in a circle: ${cycle.join(' → ')}`,
                file: stack.file,
                ...images.get(cycle[0] ?? '')?.at,
                remedy: 'Let one of their Dockerfiles not use the other; "depend_on: []" says that an image uses none of the stack.',
            },
        ]);
    }
    return { ...stack, images, order: (0,_graph_js__WEBPACK_IMPORTED_MODULE_4__/* .topological */ ._s)(graph) };
}


/***/ }),

/***/ 64737:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ namedIds)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54527);


/**
 * Ids of what the user named; undefined where nothing was, which means all. `base` stands for all of its plans and
 * platforms, `base@py39` for all platforms of one plan, `base@py39/arm64` for one. `file` is the spec, for messages.
 * Throws a UserError for names that are not there.
 */
function namedIds(drafts, names, file) {
    if (names.length === 0)
        return undefined;
    const byName = new Map();
    for (const { id, name } of drafts) {
        const [allPlatforms = id] = id.split('/');
        for (const key of new Set([id, allPlatforms, name])) {
            const ids = byName.get(key);
            if (ids === undefined)
                byName.set(key, [id]);
            else
                ids.push(id);
        }
    }
    const unknown = names.filter((name) => !byName.has(name));
    if (unknown.length > 0) {
        const known = [...new Set(drafts.map((draft) => draft.name))];
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(unknown.map((name) => ({
            message: `there is no image "${name}" in ${file}`,
            remedy: (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .suggest */ .ZA)(name, known, 'images'),
        })));
    }
    return new Set(names.flatMap((name) => byName.get(name) ?? []));
}


/***/ }),

/***/ 97668:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   EH: () => (/* binding */ parentArgName),
/* harmony export */   GI: () => (/* binding */ parentArgs),
/* harmony export */   PL: () => (/* binding */ argsOf)
/* harmony export */ });
/* harmony import */ var _refs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99072);

/** The build args that the spec gives an image in a variant. */
function argsOf(image, variant) {
    return { ...image.args, ...image.variantArgs[variant.name] };
}
/**
 * How a Dockerfile learns what to build on: BASE_IMAGE (the whole ref) and UCSD's BASE_TAG (the tag alone) are those of
 * the first parent; with several, BASE_IMAGE_<PARENT> names each.
 */
function parentArgs(parents, refOf) {
    const [first] = parents;
    if (first === undefined)
        return {};
    const args = { BASE_IMAGE: refOf(first), BASE_TAG: (0,_refs_js__WEBPACK_IMPORTED_MODULE_0__/* .splitRef */ .Mn)(refOf(first)).tag };
    if (parents.length > 1)
        for (const parent of parents)
            args[parentArgName(parent.name)] = refOf(parent);
    return args;
}
function parentArgName(parent) {
    return `BASE_IMAGE_${parent.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`;
}


/***/ }),

/***/ 96237:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cs: () => (/* binding */ makePlan),
/* harmony export */   GN: () => (/* binding */ NOTHING_KNOWN),
/* harmony export */   HF: () => (/* binding */ isPublished),
/* harmony export */   KO: () => (/* binding */ unknownOf),
/* harmony export */   nd: () => (/* binding */ isTestable)
/* harmony export */ });
/* harmony import */ var _graph_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(25996);
/* harmony import */ var _named_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(64737);


const NOTHING_KNOWN = {
    found: [],
    tested: false,
    notPublished: undefined,
    published: false,
    local: false,
    unknown: undefined,
};
/** Decides, for each image and variant, what will be done and why. Throws a UserError for names that are not there. */
function makePlan(request) {
    const images = new Decision(request).images();
    const working = images.filter((image) => image.action !== 'skip');
    const parents = new Map(working.map((image) => [image.id, image.parents]));
    return {
        schema: 1,
        event: request.event,
        branch: request.branch,
        sha: request.sha,
        source: request.source,
        everything: request.everything,
        publishes: request.publishes,
        assumes: request.assumes,
        unknown: [...new Set([...(request.unknown ?? []), ...unknownOf(request.presence)])],
        drift: request.drift,
        images,
        levels: (0,_graph_js__WEBPACK_IMPORTED_MODULE_1__/* .levels */ .yr)([...parents.keys()], (id) => parents.get(id) ?? []),
    };
}
/** Nothing is left to do for it: it is in every registry, tested, under all of its names. */
function isPublished({ action, test, published, found, candidates }) {
    return action === 'reuse' && !test && published && found.length === candidates.length;
}
/** It has suites that run. */
function isTestable({ suites }) {
    return suites.some((suite) => suite.off === undefined);
}
/** Why presence is not known, each reason once. */
function unknownOf(presence) {
    return [...new Set([...presence.values()].flatMap((one) => one.unknown ?? []))];
}
/** Iterative throughout, and every image is looked at a fixed number of times. */
class Decision {
    request;
    drafts;
    children;
    /** What the change touches, by id; a parent's change touches its children. */
    wanted = new Map();
    /** What is built, by id, with the reasons that are not in `wanted`. */
    built = new Map();
    /** What carries an image that is worked on, directly or not: by id, one of those images. */
    carries = new Map();
    /** The named images; undefined: all. */
    named;
    constructor(request) {
        this.request = request;
        const { drafts } = request;
        this.drafts = new Map(drafts.map((draft) => [draft.id, draft]));
        this.children = (0,_graph_js__WEBPACK_IMPORTED_MODULE_1__/* .childrenOf */ .LU)({ nodes: [...this.drafts.keys()], parentsOf: (id) => this.parentsOf(id) });
        this.named = (0,_named_js__WEBPACK_IMPORTED_MODULE_0__/* .namedIds */ .q)(drafts, request.only, request.file);
    }
    images() {
        if (this.request.deleted === undefined) {
            this.want();
            this.build();
            this.carry();
        }
        return this.request.drafts.map((draft) => this.planned(draft));
    }
    parentsOf(id) {
        const draft = this.drafts.get(id);
        return draft === undefined || draft.skipped ? [] : draft.parents;
    }
    presenceOf(id) {
        return this.request.presence.get(id) ?? NOTHING_KNOWN;
    }
    /** Parents come first, so that what touches one has been seen before its children are looked at. */
    want() {
        for (const { id, name, skipped } of this.request.drafts) {
            if (skipped)
                continue;
            if (this.named !== undefined) {
                if (this.named.has(id))
                    this.wanted.set(id, [{ kind: 'named' }]);
                continue;
            }
            const reasons = [...(this.request.affected.get(name) ?? [])];
            // Where everything counts as changed, that is the reason; a parent would only repeat it.
            if (this.request.everything === undefined && !reasons.some((reason) => reason.kind === 'shared-file'))
                for (const parent of this.parentsOf(id))
                    if (this.wanted.has(parent))
                        reasons.push({ kind: 'parent', image: parent });
            if (reasons.length > 0)
                this.wanted.set(id, reasons);
        }
    }
    /** The registries have this very content, on the parents as they have them, and their word is taken. */
    has(draft) {
        const { trust, fullRebuild } = this.request;
        if (trust === 'none' || fullRebuild || this.presenceOf(draft.id).found.length === 0)
            return false;
        return this.otherParent(draft) === undefined;
    }
    /** A parent that was built again since: two builds of the same content may differ, and the image sits on the other. */
    otherParent(draft) {
        const { found, sitsOn } = this.presenceOf(draft.id);
        if (found.length === 0)
            return undefined;
        return draft.parents.find((id) => {
            const parent = this.drafts.get(id);
            const { found: above, layers } = this.presenceOf(id);
            // What could not be read is no sign of anything.
            if (parent === undefined || above.length === 0 || layers === undefined || sitsOn === undefined)
                return false;
            return sitsOn[parent.name] !== layers;
        });
    }
    /**
     * Marks what is built: what is wanted and not there, and, where the run publishes, whatever else is not there (an
     * earlier run did not get so far). From each mark two things follow, until nothing is left to follow: a parent that
     * nobody has is built too; and whatever is built on it is, so that no sibling stays on an old base.
     */
    build() {
        const { publishes, trust, assumes } = this.request;
        const open = [];
        const mark = (id, reasons) => {
            if (this.built.has(id))
                return;
            this.built.set(id, reasons);
            open.push(id);
        };
        for (const draft of this.request.drafts) {
            if (draft.skipped)
                continue;
            const { unknown } = this.presenceOf(draft.id);
            const wanted = this.wanted.has(draft.id);
            if (wanted && !this.has(draft)) {
                mark(draft.id, this.whyNotReused(draft));
            }
            const mends = publishes && this.named === undefined && trust !== 'none' && unknown === undefined;
            if (!wanted && mends && !this.has(draft))
                mark(draft.id, [this.whyNotThere(draft)]);
        }
        for (let id = open.pop(); id !== undefined; id = open.pop()) {
            for (const parent of this.parentsOf(id)) {
                const above = this.drafts.get(parent);
                if (above === undefined || above.skipped || this.has(above))
                    continue;
                const { unknown, local } = this.presenceOf(parent);
                // What only this engine has may be published by nobody, and may have failed its suites.
                if (local && !publishes)
                    continue;
                if (unknown !== undefined && assumes)
                    continue;
                mark(parent, [
                    { kind: 'needed-by', image: id },
                    ...(unknown === undefined ? [] : [{ kind: 'not-looked-up', why: unknown }]),
                ]);
            }
            for (const child of this.children.get(id) ?? []) {
                if (this.named === undefined ? publishes || this.wanted.has(child) : this.wanted.has(child))
                    mark(child, this.saysWhy(child) ? [] : [{ kind: 'parent-built', image: id }]);
            }
        }
    }
    /** Children come last, so that going backwards every image is reached after all that it carries. */
    carry() {
        for (const { id } of [...this.request.drafts].reverse()) {
            const child = this.built.has(id) || this.wanted.has(id) ? id : this.carries.get(id);
            if (child !== undefined)
                for (const parent of this.parentsOf(id))
                    this.carries.set(parent, child);
        }
    }
    /** The change has a reason for it that is its own: that everything is considered is none. */
    saysWhy(id) {
        return this.wanted.get(id)?.some((reason) => reason.kind !== 'everything') === true;
    }
    /** Where everything is considered, that alone says little of an image. */
    whyNotReused(draft) {
        const { fullRebuild, trust, everything } = this.request;
        const { unknown } = this.presenceOf(draft.id);
        if (fullRebuild)
            return [];
        if (trust === 'none')
            return [{ kind: 'not-trusted' }];
        if (unknown !== undefined)
            return everything === undefined ? [] : [{ kind: 'not-looked-up', why: unknown }];
        const why = this.whyNotThere(draft);
        return everything === undefined && why.kind === 'missing' ? [] : [why];
    }
    whyNotThere(draft) {
        const parent = this.otherParent(draft);
        return parent === undefined
            ? { kind: 'missing', ref: draft.candidates[0] ?? '' }
            : { kind: 'other-parent', image: parent };
    }
    planned(draft) {
        const { trust, deleted } = this.request;
        const presence = this.presenceOf(draft.id);
        const wanted = this.wanted.get(draft.id);
        const why = this.built.get(draft.id);
        const affected = wanted !== undefined;
        const runnable = isTestable(draft);
        const found = this.has(draft) ? presence.found : [];
        const decided = (action, test, reasons) => ({
            ...draft,
            action,
            test,
            affected,
            reasons,
            found: action === 'build' ? [] : found,
            passed: presence.tested,
            published: action !== 'build' && presence.published,
        });
        if (draft.skipped)
            return decided('skip', false, [{ kind: 'plan-skipped', variant: draft.variant }]);
        if (deleted !== undefined)
            return decided('skip', false, [{ kind: 'deleted', branch: deleted }]);
        if (why !== undefined)
            return decided('build', runnable, [...(wanted ?? []), ...why]);
        const tested = presence.tested && trust === 'all';
        const key = !runnable
            ? []
            : tested
                ? [{ kind: 'tested', ref: draft.tested[0] ?? '' }]
                : [{ kind: 'untested' }];
        const known = [{ kind: 'found', ref: found[0]?.ref ?? '' }, ...key];
        if (wanted !== undefined)
            return decided('reuse', runnable && !tested, [...wanted, ...known]);
        // It may have failed them: what is published must not stand on that.
        const child = this.carries.get(draft.id);
        if (child !== undefined && found.length > 0 && runnable && !tested && this.request.publishes)
            return decided('reuse', true, [{ kind: 'needed-by', image: child }, ...known]);
        if (this.named !== undefined)
            return decided('skip', false, [{ kind: 'not-named' }]);
        const { publishes, nameless } = this.request;
        if (found.length > 0 && publishes && !nameless && presence.notPublished !== undefined)
            return decided('reuse', runnable && !tested, [{ kind: 'not-published', ref: presence.notPublished }, ...known]);
        return decided('skip', false, [{ kind: 'unchanged' }]);
    }
}


/***/ }),

/***/ 1084:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GJ: () => (/* binding */ withVersionArgs),
/* harmony export */   PT: () => (/* binding */ builtVersion)
/* harmony export */ });
/* unused harmony export VERSION_ARGS */
/* harmony import */ var _dockerfile_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(49334);
/* harmony import */ var _versions_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(66747);
/* harmony import */ var _stages_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(86525);



/** How a Dockerfile learns the version of what it makes; the second is what KaizenFlow's Dockerfiles call it. */
const VERSION_ARGS = ['STACK_VERSION', 'AM_CONTAINER_VERSION'];
/**
 * The version that what a run builds is of: X.Y.0 where a name that this very digest is to have speaks of X.Y.0, so that
 * all patches share it (a prod 1.4.2 made of dev 1.4.0 must not make another dev); else X.Y.Z. '' where there is none.
 */
function builtVersion({ stages }, version) {
    const names = new Set(stages.slice(0, 1).map(({ name }) => name));
    // Stages come after those that they are made from.
    for (const { name, from, dockerfile } of stages)
        if (from !== undefined && dockerfile === undefined && names.has(from))
            names.add(name);
    const templates = stages.filter(({ name }) => names.has(name)).flatMap(({ tags }) => tags);
    return templates.some((template) => (0,_stages_js__WEBPACK_IMPORTED_MODULE_2__/* .wordsIn */ .Hn)(template).includes('minor')) ? (0,_versions_js__WEBPACK_IMPORTED_MODULE_1__/* .minorOf */ .Hs)(version) : version;
}
/** The stack with the version as build arg of the images whose Dockerfiles ask for it; what the spec gives goes before. */
function withVersionArgs(stack, sources, version) {
    if (version === '')
        return stack;
    const images = [...stack.images].map(([name, image]) => {
        const declared = (0,_dockerfile_js__WEBPACK_IMPORTED_MODULE_0__/* .declaredArgs */ .M6)(sources.get(name)?.dockerfileText ?? '');
        const given = VERSION_ARGS.filter((arg) => declared.has(arg));
        const args = { ...Object.fromEntries(given.map((arg) => [arg, version])), ...image.args };
        return [name, given.length === 0 ? image : { ...image, args }];
    });
    return { ...stack, images: new Map(images) };
}


/***/ })

};
