export const id = 3433;
export const ids = [3433];
export const modules = {

/***/ 53433:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   diffCli: () => (/* binding */ diffCli)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _stop_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(60290);


/** `stack-action diff` at the command line: the difference on stdout. Returns the exit status. */
async function diffCli({ print, end, ...request }) {
    const { diffCommand } = await Promise.all(/* import() */[__webpack_require__.e(6353), __webpack_require__.e(6118), __webpack_require__.e(2830), __webpack_require__.e(5472), __webpack_require__.e(9040), __webpack_require__.e(9334), __webpack_require__.e(1612), __webpack_require__.e(8470), __webpack_require__.e(5782), __webpack_require__.e(9634), __webpack_require__.e(6918), __webpack_require__.e(3622), __webpack_require__.e(8987)]).then(__webpack_require__.bind(__webpack_require__, 8987));
    const { diffResultLines } = await Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 76355));
    const stop = (0,_stop_js__WEBPACK_IMPORTED_MODULE_1__/* .stopOnSignals */ .Z)();
    try {
        const result = await (0,_stop_js__WEBPACK_IMPORTED_MODULE_1__/* .untilStopped */ .s)(diffCommand({ ...request, signal: stop.signal }), stop.signal, () => false);
        end();
        print(diffResultLines(result), result);
        return _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .EXIT */ .dc.done;
    }
    finally {
        end();
        stop.release();
    }
}


/***/ })

};
