export const id = 5027;
export const ids = [5027];
export const modules = {

/***/ 85027:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MAX_SVG_EDGES: () => (/* binding */ MAX_SVG_EDGES),
/* harmony export */   MAX_SVG_NODES: () => (/* binding */ MAX_SVG_NODES),
/* harmony export */   renderSvg: () => (/* binding */ renderSvg)
/* harmony export */ });
/* harmony import */ var _dagrejs_dagre__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(42440);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2890);
/* harmony import */ var _colours_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(25512);
/* harmony import */ var _model_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(68280);




const { /* Graph */ "TS": Graph, /* layout */ "Zp": layout } = _dagrejs_dagre__WEBPACK_IMPORTED_MODULE_0__;
/** All in pixels at the drawing's own size. */
const MARGIN = 24;
const NODE_HEIGHT = 48;
const NODE_PADDING = 16;
const NAME_SIZE = 13;
const ACTION_SIZE = 11;
/** Monospaced: the width of a name is known without measuring (0.6 of the size; wide scripts take two cells). */
const NAME_FONT = 'ui-monospace, SFMono-Regular, Menlo, Consolas, &quot;DejaVu Sans Mono&quot;, monospace';
const ACTION_FONT = 'system-ui, -apple-system, &quot;Segoe UI&quot;, &quot;DejaVu Sans&quot;, sans-serif';
const CELL = 0.605;
/** What dagre lays out in one to two seconds; most of it goes to edges that pass many levels, by the square of their length. */
const MAX_SVG_NODES = 300;
const MAX_SVG_EDGES = 600;
/**
 * The graph as a picture that stands alone: no scripts, no fonts, no style sheet, its own background. Throws a UserError
 * where there are more than MAX_SVG_NODES images or MAX_SVG_EDGES edges. Inside of a page it has the page's background,
 * and images are links.
 */
function renderSvg(graph, inside) {
    refuseTooMuch(graph);
    const { width, height, boxOf, lines } = arrange(graph);
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ${inside === undefined ? 'role="img" ' : ''}aria-labelledby="title">`,
        '<title id="title">The stack: which images are built on which, and what is done with each</title>',
        '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 L10 5 L0 10 z" fill="#59636e"/></marker></defs>',
        ...(inside === undefined
            ? [`<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="#ffffff" stroke="#d1d9e0"/>`]
            : []),
        ...lines.map((line) => `<path d="${line}" fill="none" stroke="#59636e" stroke-width="1.5" marker-end="url(#arrow)"/>`),
        ...graph.nodes.map((node) => linked(nodeSvg(node, boxOf(node.id)), inside?.hrefOf(node.id))),
        '</svg>',
        '',
    ].join('\n');
}
/** Where everything goes. */
function arrange(graph) {
    const idOf = (0,_model_js__WEBPACK_IMPORTED_MODULE_3__/* .safeIds */ .U8)(graph);
    const direction = (0,_model_js__WEBPACK_IMPORTED_MODULE_3__/* .directionOf */ .FR)(graph);
    const drawing = new Graph();
    drawing.setGraph({ rankdir: direction, nodesep: 28, ranksep: 48, marginx: MARGIN, marginy: MARGIN });
    // Side by side in columns, images are equally wide: the space between the columns is free for lines.
    const widest = graph.nodes.reduce((most, node) => Math.max(most, widthOf(node)), 0);
    for (const node of graph.nodes)
        drawing.setNode(idOf(node.id), { width: direction === 'LR' ? widest : widthOf(node), height: NODE_HEIGHT });
    for (const { from, to } of graph.edges)
        drawing.setEdge(idOf(from), idOf(to), {});
    if (graph.nodes.length === 0)
        return { width: 2 * MARGIN, height: 2 * MARGIN, boxOf: nowhere, lines: [] };
    layout(drawing);
    const boxOf = (id) => drawing.node(idOf(id));
    const line = lineDrawer(direction, graph.nodes.map((node) => boxOf(node.id)));
    return {
        width: Math.ceil(drawing.graph().width),
        height: Math.ceil(drawing.graph().height),
        boxOf,
        lines: graph.edges.map(({ from, to }) => line(boxOf(from), drawing.edge(idOf(from), idOf(to)).points.slice(1, -1), boxOf(to))),
    };
}
function nowhere() {
    return { x: 0, y: 0, width: 0, height: 0 };
}
function refuseTooMuch({ nodes, edges }) {
    if (nodes.length <= MAX_SVG_NODES && edges.length <= MAX_SVG_EDGES)
        return;
    throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .userError */ .IF)(`the graph has ${nodes.length} images and ${edges.length} edges; as SVG at most ${MAX_SVG_NODES} and ${MAX_SVG_EDGES} are drawn`, { remedy: 'Take the format "dot", and let Graphviz draw it.' });
}
function linked(drawn, href) {
    return href === undefined ? drawn : `<a href="${escaped(href)}">${drawn}</a>`;
}
function nodeSvg(node, { x, y, width, height }) {
    const { fill, stroke, text, dashed } = _colours_js__WEBPACK_IMPORTED_MODULE_2__/* .COLOURS */ .O[(0,_model_js__WEBPACK_IMPORTED_MODULE_3__/* .paintOf */ .MI)(node)];
    const centred = `x="${round(x)}" text-anchor="middle" fill="${text}"`;
    return [
        `<g><title>${escaped(node.label)}: ${escaped((0,_model_js__WEBPACK_IMPORTED_MODULE_3__/* .wordsOf */ .Z9)(node))}</title>`,
        `<rect x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${round(width)}" height="${height}" rx="6" fill="${fill}" stroke="${stroke}" stroke-width="1.5"${dashed ? ' stroke-dasharray="4 3"' : ''}/>`,
        `<text ${centred} y="${round(y - 3)}" font-family="${NAME_FONT}" font-size="${NAME_SIZE}" font-weight="600">${escaped(node.label)}</text>`,
        `<text ${centred} y="${round(y + 14)}" font-family="${ACTION_FONT}" font-size="${ACTION_SIZE}">${escaped((0,_model_js__WEBPACK_IMPORTED_MODULE_3__/* .wordsOf */ .Z9)(node))}</text></g>`,
    ].join('');
}
/** Wide enough for the name and for the longest action. */
function widthOf(node) {
    const name = cellsOf(node.label) * NAME_SIZE;
    // Words are in a proportional font: narrower than its cells.
    const words = node.end === undefined ? 0 : cellsOf(node.end.words) * ACTION_SIZE;
    return Math.max(name, words, 12 * NAME_SIZE) * CELL + 2 * NODE_PADDING;
}
function cellsOf(text) {
    let cells = 0;
    for (const character of text)
        cells += /[\u1100-\u{10ffff}]/u.test(character) ? 2 : 1;
    return cells;
}
/**
 * Draws an edge from the middle of the parent's far side to the middle of the child's near side. All bends are between
 * the ranks, where no image is; a rank that the edge passes by is crossed straight, where the layout left room for it.
 */
function lineDrawer(direction, boxes) {
    const along = direction === 'LR' ? (point) => point.x : (point) => point.y;
    const across = direction === 'LR' ? (point) => point.y : (point) => point.x;
    const place = (a, c) => direction === 'LR' ? `${round(a)},${round(c)}` : `${round(c)},${round(a)}`;
    const half = boxes.reduce((most, box) => Math.max(most, direction === 'LR' ? box.width : box.height), 0) / 2;
    // The layout also has points between the ranks; those are free to bend.
    const ranks = new Set(boxes.map((box) => Math.round(along(box))));
    return (from, between, to) => {
        let [a, c] = [along(from) + half, across(from)];
        const parts = [`M${place(a, c)}`];
        for (const stop of [...between.filter((point) => ranks.has(Math.round(along(point)))), to]) {
            const enter = along(stop) - half;
            const bend = (a + enter) / 2;
            parts.push(`C${place(bend, c)} ${place(bend, across(stop))} ${place(enter, across(stop))}`);
            [a, c] = [enter + 2 * half, across(stop)];
            if (stop !== to)
                parts.push(`L${place(a, c)}`);
        }
        return parts.join(' ');
    };
}
function round(pixels) {
    return Math.round(pixels * 10) / 10;
}
/** Foreign text in XML; the two characters that XML refuses even as entities are shown as unknown ones. */
function escaped(text) {
    return text.replace(/[\ufffe\uffff]/g, '\ufffd').replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}


/***/ })

};
