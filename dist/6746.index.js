export const id = 6746;
export const ids = [6746];
export const modules = {

/***/ 36746:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   failedPlaces: () => (/* binding */ failedPlaces)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _stack_dockerfile_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(49334);



/** Where in their Dockerfiles builds failed, by image, as far as that can be told; files below the stack's directory. */
async function failedPlaces(plan, { images }, directory) {
    const places = new Map();
    for (const { id, outcome, failedStep = 'build', message = '' } of images) {
        const file = plan.images.find((image) => image.id === id)?.dockerfiles[0];
        if (outcome !== 'failed' || failedStep !== 'build' || file === undefined)
            continue;
        const text = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, file), 'utf8').catch(() => '');
        const line = (0,_stack_dockerfile_js__WEBPACK_IMPORTED_MODULE_2__/* .lineOfStep */ .AT)(text, message);
        places.set(id, { file, ...(line === undefined ? {} : { line }) });
    }
    return places;
}


/***/ })

};
