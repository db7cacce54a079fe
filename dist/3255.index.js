export const id = 3255;
export const ids = [3255];
export const modules = {

/***/ 23255:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   harmless: () => (/* binding */ harmless),
/* harmony export */   writeGroups: () => (/* binding */ writeGroups),
/* harmony export */   writeQuoting: () => (/* binding */ writeQuoting)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(77598);
/* harmony import */ var node_readline__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(80481);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3350);
/* harmony import */ var _run_results_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(76139);







/** The complete log is in the artifact; a group shows the end of it. */
const MAX_LINES = 2000;
/**
 * One folded group per image with its logs. Images run side by side and groups cannot be nested, so they are written when
 * the run is over.
 */
async function writeGroups(out, logs, images) {
    for (const image of images.filter(_run_results_js__WEBPACK_IMPORTED_MODULE_6__/* .isWorkedOn */ .cJ)) {
        out.write(`::group::${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_5__/* .plain */ .pj)(image.id)}: ${image.outcome}\n`);
        const resume = stopCommands(out);
        try {
            for (const file of (await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.readdir)(logs, { withFileTypes: true }))
                .filter((entry) => entry.isFile() && entry.name.startsWith(`${image.file}.`) && entry.name.endsWith('.log'))
                .map(({ name }) => name)
                .sort()) {
                out.write(`--- ${file}\n`);
                const kept = [];
                let dropped = 0;
                for await (const line of (0,node_readline__WEBPACK_IMPORTED_MODULE_4__.createInterface)({ input: (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.createReadStream)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(logs, file)), crlfDelay: Infinity })) {
                    kept.push(line);
                    if (kept.length > MAX_LINES)
                        dropped += kept.splice(0, kept.length - MAX_LINES).length;
                }
                if (dropped > 0)
                    out.write(`(${dropped} lines before these are in the file)\n`);
                for (const line of kept)
                    out.write(`${line}\n`);
            }
        }
        finally {
            resume();
            out.write('::endgroup::\n');
        }
    }
}
/** Lines that quote others, as none that the runner takes for a command (see stopCommands). */
function harmless(text) {
    return text.replaceAll('##[', '## [').replace(/^([\s\u0085]*):(?=:)/gm, '$1: ');
}
/** Writes lines that quote logs. */
function writeQuoting(out, lines) {
    const resume = stopCommands(out);
    for (const line of lines)
        out.write(`${line}\n`);
    resume();
}
/**
 * The runner takes a line for a command when it begins with `::`, blanks or not before, and when `##[` is anywhere in it.
 * Between stop-commands and its token it takes none.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
function stopCommands(out) {
    const token = (0,node_crypto__WEBPACK_IMPORTED_MODULE_3__.randomUUID)();
    out.write(`::stop-commands::${token}\n`);
    return () => void out.write(`::${token}::\n`);
}


/***/ })

};
