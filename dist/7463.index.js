export const id = 7463;
export const ids = [7463];
export const modules = {

/***/ 47463:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  wikiAction: () => (/* binding */ wikiAction),
  wikiCli: () => (/* binding */ wikiCli)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(33838);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
;// CONCATENATED MODULE: ./build-ts/src/report/wiki/result.js

const SHOWN = 30;
function wikiLines(result) {
    const { pages, notices, dryRun, url, total, ms } = result;
    const more = pages.length - SHOWN;
    const where = url === '' ? 'the wiki' : url;
    const done = pages.length === 0
        ? `everything is as it should be in ${where}`
        : `${(0,shared_text/* counted */.hS)(pages.length, 'page')} of ${total} ${dryRun ? 'would change' : 'changed'} in ${where}`;
    return [
        ...pages.slice(0, SHOWN).map(({ page, change }) => `${change}: ${(0,shared_text/* plain */.pj)(page)}`),
        ...(more > 0 ? [`and ${(0,shared_text/* counted */.hS)(more, 'more page')}`] : []),
        ...notices.map((notice) => `note: ${(0,shared_text/* plain */.pj)(notice)}`),
        `wiki${dryRun ? ' (dry run)' : ''}: ${done} (${(0,shared_text/* durationText */.S5)(ms)})`,
    ];
}
/** The same for GitHub's job summary. */
function wikiMarkdown(result) {
    const { pages, notices, dryRun, url, total } = result;
    const isWeb = /^https?:\/\/[\w.:/-]+$/.test(url);
    const list = pages.slice(0, SHOWN).map(({ page, change }) => {
        const name = (0,shared_text/* markdown */.wD)((0,shared_text/* clip */.$Q)(page, 300));
        return `- ${change}: ${isWeb && change !== 'removed' ? `[${name}](${url}/${encodeURIComponent(page)})` : name}`;
    });
    return [
        `## stack-action wiki${dryRun ? ' (dry run)' : ''}`,
        '',
        pages.length === 0
            ? 'Everything is as it should be.'
            : `${(0,shared_text/* counted */.hS)(pages.length, 'page')} of ${total} ${dryRun ? 'would change' : 'changed'}${isWeb ? ` in [the wiki](${url})` : ''}.`,
        '',
        ...list,
        ...(pages.length > SHOWN ? [`- and ${(0,shared_text/* counted */.hS)(pages.length - SHOWN, 'more page')}`] : []),
        ...(notices.length === 0 ? [] : ['', ...notices.map((notice) => `> ${(0,shared_text/* markdown */.wD)((0,shared_text/* clip */.$Q)(notice, 500))}\n`)]),
        '',
    ].join('\n');
}

// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/entry/services.js
var services = __webpack_require__(76146);
// EXTERNAL MODULE: ./build-ts/src/entry/stop.js
var entry_stop = __webpack_require__(60290);
;// CONCATENATED MODULE: ./build-ts/src/entry/wiki.js






/** Writes pages; a push that was begun comes to its end. */
async function writePages(common) {
    const { wikiCommand } = await Promise.all(/* import() */[__webpack_require__.e(6353), __webpack_require__.e(6118), __webpack_require__.e(9334), __webpack_require__.e(1612), __webpack_require__.e(8470), __webpack_require__.e(5782), __webpack_require__.e(6918), __webpack_require__.e(5084)]).then(__webpack_require__.bind(__webpack_require__, 24929));
    const stop = (0,entry_stop/* stopOnSignals */.Z)();
    const request = { ...common, signal: stop.signal, now: () => new Date() };
    try {
        return await (0,entry_stop/* untilStopped */.s)(wikiCommand(request), stop.signal, () => true);
    }
    finally {
        stop.release();
    }
}
/** The front door of GitHub. Returns the exit status. */
async function wikiAction(common) {
    const { writeQuoting } = await __webpack_require__.e(/* import() */ 3255).then(__webpack_require__.bind(__webpack_require__, 23255));
    const { token } = common.inputs;
    if (token.length >= 8)
        core.setSecret(token);
    const { result, artifacts } = await writePages(common);
    writeQuoting(process.stdout, wikiLines(result));
    for (const notice of result.notices)
        core.notice(notice, { title: 'stack-action wiki' });
    (0,services/* setOutput */.uH)('outcome', result.outcome);
    const isShort = JSON.stringify(result.pages).length <= services/* MAX_OUTPUTS */.MV;
    if (!isShort)
        core.warning('the output pages is longer than what GitHub keeps: read wiki.json');
    (0,services/* setOutput */.uH)('pages', isShort ? result.pages : '');
    (0,services/* setOutput */.uH)('changed', result.pages.length);
    (0,services/* setOutput */.uH)('url', result.url);
    (0,services/* setOutput */.uH)('artifacts', artifacts);
    await (0,services/* optional */.lq)('the job summary', () => core.summary.addRaw(wikiMarkdown(result), true).write());
    // Of a folder with other steps' files only what is this one's.
    const pages = {
        artifacts: `${artifacts}/wiki`,
        logs: `${artifacts}/wiki/logs`,
        manifests: `${artifacts}/wiki/manifests`,
    };
    if (result.dryRun)
        await (0,services/* upload */.Se)('wiki', common, pages);
    return errors/* EXIT */.dc.done;
}
/** The command line; the lines and the document to print. */
async function wikiCli(common, print, end) {
    const { result, artifacts } = await writePages(common).finally(end);
    print([...wikiLines(result), `files: ${(0,external_node_path_.relative)(process.cwd(), artifacts) || '.'}/wiki.json`], result);
    return errors/* EXIT */.dc.done;
}


/***/ })

};
