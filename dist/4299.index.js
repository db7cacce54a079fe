export const id = 4299;
export const ids = [4299];
export const modules = {

/***/ 14299:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   writeDegraded: () => (/* binding */ writeDegraded)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _plan_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(33068);



/** Adds to a file of results what services beside the run did not take. */
function writeDegraded(folder, name, degraded) {
    const results = JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name), 'utf8'));
    (0,_plan_files_js__WEBPACK_IMPORTED_MODULE_2__/* .replaceFile */ .fR)(folder, name, (0,_plan_files_js__WEBPACK_IMPORTED_MODULE_2__/* .json */ .Pq)({ ...results, degraded }));
}


/***/ })

};
