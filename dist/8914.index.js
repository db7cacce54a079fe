export const id = 8914;
export const ids = [8914];
export const modules = {

/***/ 78914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   githubDurations: () => (/* binding */ githubDurations)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _run_durations_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6520);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2890);





/** The toolkit tries again for half a minute; a guess is worth less than that. */
const PATIENCE_MS = 10_000;
/**
 * What earlier runs of the stack in `directory` took, in the repository's cache; keeps nothing where the runner offers no
 * cache service. @actions/cache takes its addresses from the environment of the process, which `env` has to be.
 */
function githubDurations(env, directory, notice) {
    const { RUNNER_TEMP: temp, GITHUB_WORKSPACE: workspace = '', GITHUB_RUN_ID: run = '' } = env;
    if (!env.ACTIONS_RUNTIME_TOKEN || !(env.ACTIONS_RESULTS_URL || env.ACTIONS_CACHE_URL) || !temp)
        return NOTHING;
    const stack = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update((0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(workspace, directory)).digest('hex').slice(0, 16);
    const prefix = `stack-action-durations-${stack}-`;
    // A key can be saved once, and a run has many jobs: each saves its own, and finds the last one of all.
    const key = `${prefix}${run}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(4).toString('hex')}`;
    // A cache is found only under the path that it was saved from.
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(temp, 'stack-action', `durations-${stack}.json`);
    let before = _run_durations_js__WEBPACK_IMPORTED_MODULE_3__/* .NO_DURATIONS */ .WS;
    let beforeKey;
    let isSilent = false;
    const load = async () => {
        const { restoreCache } = await Promise.all(/* import() */[__webpack_require__.e(2830), __webpack_require__.e(1143), __webpack_require__.e(7608), __webpack_require__.e(5692)]).then(__webpack_require__.bind(__webpack_require__, 45692));
        const found = await restoreCache([file], key, [prefix]);
        return { found, durations: found === undefined ? _run_durations_js__WEBPACK_IMPORTED_MODULE_3__/* .NO_DURATIONS */ .WS : (0,_run_durations_js__WEBPACK_IMPORTED_MODULE_3__/* .parseDurations */ .VO)(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readFile)(file, 'utf8')) };
    };
    const save = async (durations) => {
        const { restoreCache, saveCache } = await Promise.all(/* import() */[__webpack_require__.e(2830), __webpack_require__.e(1143), __webpack_require__.e(7608), __webpack_require__.e(5692)]).then(__webpack_require__.bind(__webpack_require__, 45692));
        const newest = await restoreCache([file], key, [prefix], { lookupOnly: true });
        const stored = newest === undefined || newest === beforeKey ? before : (await load()).durations;
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(file), { recursive: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.writeFile)(file, (0,_run_durations_js__WEBPACK_IMPORTED_MODULE_3__/* .durationsText */ .Xd)((0,_run_durations_js__WEBPACK_IMPORTED_MODULE_3__/* .mergeChanges */ .e6)(stored, before, durations)));
        await saveCache([file], key);
    };
    return {
        async read() {
            try {
                const { found, durations } = await within(PATIENCE_MS, load());
                beforeKey = found;
                before = durations;
            }
            catch (error) {
                isSilent = true;
                notice(`what steps took in earlier runs could not be read from the cache: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}`);
            }
            return before;
        },
        async write(durations) {
            if (durations === before || isSilent)
                return;
            try {
                await within(PATIENCE_MS, save(durations));
            }
            catch (error) {
                notice(`what steps took could not be kept in the cache: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}`);
            }
        },
    };
}
const NOTHING = {
    read: () => Promise.resolve(_run_durations_js__WEBPACK_IMPORTED_MODULE_3__/* .NO_DURATIONS */ .WS),
    write: () => Promise.resolve(),
};
/** The work goes on when it is not waited for any longer: the toolkit cannot be told to stop. */
async function within(ms, work) {
    let timer;
    const late = new Promise((_resolve, reject) => {
        timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} seconds`)), ms);
    });
    try {
        return await Promise.race([work, late]);
    }
    finally {
        clearTimeout(timer);
    }
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
