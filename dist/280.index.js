export const id = 280;
export const ids = [280];
export const modules = {

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
