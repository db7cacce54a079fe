export const id = 6527;
export const ids = [6527];
export const modules = {

/***/ 66527:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderGraphJson: () => (/* binding */ renderGraphJson)
/* harmony export */ });
/** The graph for programs; `schema` changes when the meaning of a field does. */
function renderGraphJson({ nodes, edges }) {
    return `${JSON.stringify({ schema: 1, nodes, edges }, null, 2)}\n`;
}


/***/ })

};
