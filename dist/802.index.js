export const id = 802;
export const ids = [802,280];
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

/***/ 2802:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   renderMermaid: () => (/* binding */ renderMermaid)
/* harmony export */ });
/* harmony import */ var _colours_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(25512);
/* harmony import */ var _model_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(68280);


/**
 * The graph as a Mermaid flowchart, which GitHub draws in summaries, comments and wikis. Draws up to 500 edges and 50,000
 * characters (mermaid.js.org, "maxEdges", "maxTextSize"); the caller decides what is too much.
 */
function renderMermaid(graph) {
    const idOf = (0,_model_js__WEBPACK_IMPORTED_MODULE_1__/* .safeIds */ .U8)(graph);
    const used = new Set(graph.nodes.map((node) => node.action));
    return [
        // Names are not broken at their hyphens: they are short enough (model.ts).
        '%%{init: {"flowchart": {"wrappingWidth": 600}}}%%',
        `flowchart ${(0,_model_js__WEBPACK_IMPORTED_MODULE_1__/* .directionOf */ .FR)(graph)}`,
        // The class stands behind the label: Mermaid takes the last semicolon from lines with "style", a colon and a "#".
        ...graph.nodes.map((node) => `  ${idOf(node.id)}["${escaped(node.label)}<br/>${(0,_model_js__WEBPACK_IMPORTED_MODULE_1__/* .actionText */ .K2)(node)}"]:::${node.action}`),
        ...graph.edges.map(({ from, to }) => `  ${idOf(from)} --> ${idOf(to)}`),
        // One to a line and without semicolons: Mermaid would take them for a part of the last colour.
        ...Object.entries(_colours_js__WEBPACK_IMPORTED_MODULE_0__/* .COLOURS */ .O)
            .filter(([action]) => used.has(action))
            .map(([action, { fill, stroke, text, dashed }]) => `  classDef ${action} fill:${fill},stroke:${stroke},color:${text}${dashed ? ',stroke-dasharray:4 3' : ''}`),
        '',
    ].join('\n');
}
/** Shows nothing and parts what would mean something together: Unicode's WORD JOINER. */
const JOINER = '#8288;';
/** What needs no entity: letters, digits, blanks; `-`, `/` and `_` between letters or digits; points between digits. */
const RISKY = /(?:(?<![\p{L}\p{N}])[-/_]|[-/_](?![\p{L}\p{N}])|(?<!\p{N})\.|\.(?!\p{N})|[^\p{L}\p{N}\p{M} /_.-])+/gu;
/**
 * Foreign text in a quoted label. Mermaid has no escape but entities, and several versions decode them before they look
 * for Markdown, formulas, icons and addresses: 11 takes `name@py3.12` for a mail address, and shows "Unsupported
 * markdown: link" in its place. So entities stand between joiners.
 */
function escaped(text) {
    return text.replace(RISKY, (run) => `${JOINER}${Array.from(run, (character) => `#${character.codePointAt(0) ?? 0};${JOINER}`).join('')}`);
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
