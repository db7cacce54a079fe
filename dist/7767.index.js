export const id = 7767;
export const ids = [7767];
export const modules = {

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

/***/ 67767:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   githubAsker: () => (/* binding */ githubAsker),
/* harmony export */   githubChanges: () => (/* binding */ githubChanges)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(58500);
/* harmony import */ var _changes_github_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(31866);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2890);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3350);
/* harmony import */ var _shared_values_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(41195);





const TRIES = 4;
/** All waiting of one client together: beyond it, git is the quicker answer. */
const PATIENCE_MS = 60_000;
/** GitHub gives up on a request after ten seconds; the rest is the way there and back. */
const ANSWER_MS = 30_000;
/** Where GitHub names no time: "at least one minute" (docs.github.com, rate limits for the REST API). */
const LIMITED_MS = 60_000;
const PAGE = 100;
/** Never printed: stdout and stderr belong to the run. */
const QUIET = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
/**
 * Questions to one repository. What may pass is asked again, within bounds: failures of the service, broken connections and
 * answers, rate limits that end soon. Throws a WorkError otherwise; its cause has the status.
 */
function githubAsker({ token, apiUrl, repository, wait = node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout }) {
    const [owner = '', repo = ''] = repository.split('/');
    let octokit;
    let patience = PATIENCE_MS;
    return async (question) => {
        octokit ??= connect(token, apiUrl).catch((cause) => {
            throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .WorkError */ .oE(`GitHub's API cannot be asked: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(cause)}`, { cause });
        });
        const { request } = await octokit;
        for (let tried = 1;; tried++) {
            let pause;
            let failure;
            try {
                const options = { log: QUIET, signal: AbortSignal.timeout(ANSWER_MS) };
                const answer = await request(question.route, { owner, repo, ...question.parameters, request: options });
                const read = question.read(answer.data);
                if (read !== undefined)
                    return read;
                // Octokit hands on what was cut off as text.
                failure = refused(question, 'the answer is broken');
                pause = backoff(tried);
            }
            catch (error) {
                failure = failureOf(question, error);
                pause = pauseAfter(error, tried);
            }
            if (pause === undefined || tried === TRIES || pause > patience)
                throw failure;
            patience -= pause;
            await wait(pause);
        }
    };
}
/** What changed, by GitHub's REST API. Throws a WorkError where there is no whole answer. */
function githubChanges(access) {
    const ask = githubAsker(access);
    return {
        pull: (number) => ask({
            route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
            parameters: { pull_number: number },
            needs: 'pull-requests: read',
            read(data) {
                const [head, changedFiles] = [(0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(data, ['head', 'sha']), (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(data, ['changed_files'])];
                return typeof head === 'string' && typeof changedFiles === 'number' ? { head, changedFiles } : undefined;
            },
        }),
        async pullFiles(number) {
            const paths = [];
            let entries = 0;
            for (let page = 1; page <= _changes_github_js__WEBPACK_IMPORTED_MODULE_4__/* .MOST_PULL_FILES */ .c / PAGE; page++) {
                const listed = await ask({
                    route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
                    parameters: { pull_number: number, per_page: PAGE, page },
                    needs: 'pull-requests: read',
                    read: listedFiles,
                });
                paths.push(...listed.paths);
                entries += listed.entries;
                if (listed.entries < PAGE)
                    break;
            }
            return { paths, entries };
        },
        compare: (base, head) => ask({
            route: 'GET /repos/{owner}/{repo}/compare/{basehead}',
            // Commits come in pages, and the first one has all files that there will be.
            parameters: { basehead: `${base}...${head}`, per_page: 1, page: 1 },
            needs: 'contents: read',
            read(data) {
                const files = listedFiles((0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(data, ['files']));
                const [status, mergeBase] = [(0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(data, ['status']), (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(data, ['merge_base_commit', 'sha'])];
                if (files === undefined || typeof status !== 'string' || typeof mergeBase !== 'string')
                    return undefined;
                return { ...files, status, mergeBase };
            },
        }),
        message: (commit) => ask({
            route: 'GET /repos/{owner}/{repo}/commits/{ref}',
            // Files come along; this is as few as they get.
            parameters: { ref: commit, per_page: 1, page: 1 },
            needs: 'contents: read',
            read(data) {
                const message = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(data, ['commit', 'message']);
                return typeof message === 'string' ? message : undefined;
            },
        }),
    };
}
/** Loaded when the first question is asked: it takes longer to load than the rest of the program. */
async function connect(token, apiUrl) {
    const { getOctokit } = await __webpack_require__.e(/* import() */ 1351).then(__webpack_require__.bind(__webpack_require__, 61351));
    const octokit = getOctokit(token, { baseUrl: apiUrl, log: QUIET, userAgent: 'stack-action' });
    return { request: (route, parameters) => octokit.request(route, parameters) };
}
function listedFiles(data) {
    if (!Array.isArray(data))
        return undefined;
    const paths = [];
    for (const file of data) {
        const [name, previous] = [(0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(file, ['filename']), (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(file, ['previous_filename'])];
        if (typeof name !== 'string')
            return undefined;
        paths.push(name, ...(typeof previous === 'string' ? [previous] : []));
    }
    return { paths, entries: data.length };
}
/** Milliseconds until a failed question may be asked again; undefined when the answer would be the same. */
function pauseAfter(error, tried) {
    const status = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(error, ['status']);
    // What is no answer at all has the status 500 with Octokit.
    if (typeof status !== 'number' || status >= 500)
        return backoff(tried);
    if (!isLimit(error))
        return undefined;
    const header = (name) => Number((0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(error, ['response', 'headers', name]) ?? NaN);
    const after = header('retry-after') * 1000;
    if (Number.isFinite(after))
        return Math.max(after, 0);
    const reset = header('x-ratelimit-reset') * 1000 - Date.now();
    if (header('x-ratelimit-remaining') === 0 && Number.isFinite(reset))
        return Math.max(reset, 1000);
    return LIMITED_MS;
}
/** docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: both limits answer 403 or 429. */
function isLimit(error) {
    const status = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(error, ['status']);
    if (status === 429)
        return true;
    const header = (name) => (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(error, ['response', 'headers', name]);
    const limited = header('retry-after') !== undefined || header('x-ratelimit-remaining') === '0';
    return status === 403 && (limited || /rate limit/i.test((0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)));
}
function backoff(tried) {
    return 1000 * 2 ** (tried - 1);
}
function failureOf(question, error) {
    const status = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(error, ['status']);
    if ((0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(error, ['response']) === undefined)
        return refused(question, (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error), error);
    const text = (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error).trimStart();
    // Proxies answer with a page of their own.
    const words = text.startsWith('<') ? '' : `, ${text}`;
    return refused(question, `${String(status)}${words}`, error);
}
/** The cause is Octokit's error, which keeps the token out of the request it shows. */
function refused({ route, parameters, needs }, words, cause) {
    const status = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(cause, ['status']);
    const path = route
        .replace('/repos/{owner}/{repo}/', '')
        .replace(/\{(\w+)\}/g, (_, name) => String(parameters[name] ?? name));
    const lacks = status === 404 || (status === 403 && !isLimit(cause));
    const right = status === 404 ? `it is not there, or the token lacks "${needs}"` : `the token lacks "${needs}"`;
    return new _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .WorkError */ .oE(`GitHub, ${path}: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_2__/* .clip */ .$Q)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_2__/* .plain */ .pj)(words), 160)}${lacks ? `; ${right}` : ''}`, {
        ...(lacks ? { remedy: `Give the job the permission "${needs}".` } : {}),
        cause,
    });
}


/***/ })

};
