export const id = 5182;
export const ids = [5182];
export const modules = {

/***/ 25182:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderDot: () => (/* binding */ renderDot)
/* harmony export */ });
/* harmony import */ var _colours_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25512);
/* harmony import */ var _model_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68280);


/** The graph for Graphviz, which draws stacks of any size: `dot -Tsvg`. */
function renderDot(graph) {
    const idOf = (0,_model_js__WEBPACK_IMPORTED_MODULE_1__/* .safeIds */ .U8)(graph);
    return [
        'digraph stack {',
        `  rankdir=${(0,_model_js__WEBPACK_IMPORTED_MODULE_1__/* .directionOf */ .FR)(graph)}`,
        '  node [shape=box, fontname="Helvetica", fontsize=12, margin="0.2,0.1"]',
        '  edge [color="#59636e"]',
        ...graph.nodes.map((node) => {
            const { fill, stroke, text, dashed } = _colours_js__WEBPACK_IMPORTED_MODULE_0__/* .COLOURS */ .O[(0,_model_js__WEBPACK_IMPORTED_MODULE_1__/* .paintOf */ .MI)(node)];
            const style = dashed ? 'filled,rounded,dashed' : 'filled,rounded';
            return `  ${idOf(node.id)} [label="${escaped(node.label)}\\n${escaped((0,_model_js__WEBPACK_IMPORTED_MODULE_1__/* .wordsOf */ .Z9)(node))}", style="${style}", fillcolor="${fill}", color="${stroke}", fontcolor="${text}"]`;
        }),
        ...graph.edges.map(({ from, to }) => `  ${idOf(from)} -> ${idOf(to)}`),
        '}',
        '',
    ].join('\n');
}
/** Foreign text in a quoted label: Graphviz reads back-slashes (\N is the node's name) and HTML's entities there. */
function escaped(text) {
    return text.replace(/&/g, '&amp;').replace(/[\\"]/g, (character) => `\\${character}`);
}


/***/ })

};
