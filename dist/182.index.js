export const id = 182;
export const ids = [182,280];
export const modules = {

/***/ 25512:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ COLOURS)
/* harmony export */ });
/**
 * Dark enough for white text (contrast 4.5 and more, WCAG 2.2 §1.4.3), light enough to stand out from a dark page; the
 * outline is lighter than the fill, so that it shows on dark pages and does no harm on light ones.
 */
const COLOURS = {
    build: { fill: '#0969da', stroke: '#54aeff', text: '#ffffff', dashed: false },
    reuse: { fill: '#1a7f37', stroke: '#4ac26b', text: '#ffffff', dashed: false },
    skip: { fill: '#59636e', stroke: '#afb8c1', text: '#ffffff', dashed: true },
};


/***/ }),

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
            const { fill, stroke, text, dashed } = _colours_js__WEBPACK_IMPORTED_MODULE_0__/* .COLOURS */ .O[node.action];
            const style = dashed ? 'filled,rounded,dashed' : 'filled,rounded';
            return `  ${idOf(node.id)} [label="${escaped(node.label)}\\n${(0,_model_js__WEBPACK_IMPORTED_MODULE_1__/* .actionText */ .K2)(node)}", style="${style}", fillcolor="${fill}", color="${stroke}", fontcolor="${text}"]`;
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


/***/ }),

/***/ 68280:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FR: () => (/* binding */ directionOf),
/* harmony export */   K2: () => (/* binding */ actionText),
/* harmony export */   U8: () => (/* binding */ safeIds),
/* harmony export */   graphOf: () => (/* binding */ graphOf)
/* harmony export */ });
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3350);

/** The longest text on a node, in characters: three such nodes still fit side by side. */
const MAX_LABEL = 48;
/** The plan as a graph: every image and variant, also the skipped ones, and every parent that the plan has. */
function graphOf(plan) {
    const ids = new Set(plan.images.map((image) => image.id));
    return {
        nodes: plan.images.map(({ id, action, test }) => ({ id, label: labelOf(id), action, test })),
        edges: plan.images.flatMap((image) => [...new Set(image.parents)].filter((parent) => ids.has(parent)).map((parent) => ({ from: parent, to: image.id }))),
    };
}
/** Shortened in the middle: beginnings are alike in a stack, and the variant stands at the end. */
function labelOf(id) {
    const characters = Array.from((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(id.toWellFormed()).replace(/\s+/g, ' ').trim());
    if (characters.length <= MAX_LABEL)
        return characters.join('');
    const tail = Math.floor((MAX_LABEL - 1) / 2);
    return `${characters.slice(0, MAX_LABEL - 1 - tail).join('')}…${characters.slice(-tail).join('')}`;
}
/** What is done with an image, in words: a colour alone says nothing to many. */
function actionText({ action, test }) {
    return test ? `${action} and test` : action;
}
/**
 * Down the page, or to the right where more images stand side by side than on top of each other: pages scroll
 * downwards, and what is wider than the page is shrunk until nobody can read it.
 */
function directionOf({ nodes, edges }) {
    const depth = new Map(nodes.map((node) => [node.id, 1]));
    // Edges come in the order of their children, so a parent's depth is final before it is used.
    for (const { from, to } of edges)
        depth.set(to, Math.max(depth.get(to) ?? 1, (depth.get(from) ?? 1) + 1));
    const widths = new Map();
    let [deepest, widest] = [0, 0];
    for (const level of depth.values()) {
        const width = (widths.get(level) ?? 0) + 1;
        widths.set(level, width);
        deepest = Math.max(deepest, level);
        widest = Math.max(widest, width);
    }
    return widest > deepest ? 'LR' : 'TB';
}
/** Names for the nodes that are safe in every format, whatever the images are called: n0, n1, … */
function safeIds({ nodes }) {
    const numbers = new Map(nodes.map((node, index) => [node.id, `n${index}`]));
    return (id) => numbers.get(id) ?? 'unknown';
}


/***/ })

};
