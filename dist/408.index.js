export const id = 408;
export const ids = [408];
export const modules = {

/***/ 60408:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   uploadFolders: () => (/* binding */ uploadFolders)
/* harmony export */ });
/* unused harmony export safeArtifactName */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2890);



/** Uploads the files of a run as one workflow artifact; does nothing where the runner offers no artifact service. */
async function uploadFolders(name, folders, env) {
    if (!env.ACTIONS_RUNTIME_TOKEN || !env.ACTIONS_RESULTS_URL)
        return;
    const { DefaultArtifactClient } = await Promise.all(/* import() */[__webpack_require__.e(118), __webpack_require__.e(830), __webpack_require__.e(143), __webpack_require__.e(608), __webpack_require__.e(351), __webpack_require__.e(203)]).then(__webpack_require__.bind(__webpack_require__, 75203));
    const files = (await Promise.all(Object.values(folders).map(filesOf))).flat();
    await new DefaultArtifactClient().uploadArtifact(safeArtifactName(name), files, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folders.artifacts));
}
/** A plan writes no logs and no manifests. */
async function filesOf(folder) {
    const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(folder, { withFileTypes: true, recursive: true }).catch((error) => {
        if ((0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .codeOf */ .$N)(error) === 'ENOENT')
            return [];
        throw error;
    });
    return entries.filter((entry) => entry.isFile()).map((entry) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(entry.parentPath, entry.name));
}
/** Artifact names may not hold `" : < > | * ? \ /` and line ends (@actions/artifact, path-and-artifact-name-validation). */
function safeArtifactName(name) {
    return name.replace(/["':<>|*?\r\n\\/]+/g, '-');
}


/***/ })

};
