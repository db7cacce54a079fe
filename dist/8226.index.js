export const id = 8226;
export const ids = [8226];
export const modules = {

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


/***/ })

};
