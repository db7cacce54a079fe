export const id = 1494;
export const ids = [1494,5027];
export const modules = {

/***/ 54606:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ readEarlier),
/* harmony export */   y: () => (/* binding */ RESULTS_FILE)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2890);
/* harmony import */ var _run_merged_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(75681);
/* harmony import */ var _results_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(65531);





/** The name that every job writes its results under (design section 3). */
const RESULTS_FILE = 'results.json';
/** Folders of a job that hold no results of it. */
const NOT_RESULTS = new Set(['logs', 'manifests']);
/** Deep enough for artifacts that were downloaded side by side, each in a folder of its own. */
const MAX_DEPTH = 5;
/**
 * What became of images in other jobs, by id: every results.json in and below the given folders (or the files themselves),
 * as one. What one job built, another tested and a third pushed is one image's result. Throws a UserError for a path that
 * is not there or not readable, and for a results.json that is none.
 */
async function readEarlier(paths, resolved) {
    const found = (await Promise.all(paths.map((path) => filesAt(resolved(path), path)))).flat();
    const jobs = await Promise.all([...new Set(found)].sort().map(readResults));
    // A job that was run again has said the same before; its last word counts.
    const last = new Map();
    for (const { command, images } of jobs.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1)))
        for (const image of images)
            if (image.action !== 'skip' || image.outcome === 'failed') {
                last.delete(`${command} ${image.id}`);
                last.set(`${command} ${image.id}`, image);
            }
    const merged = new Map();
    for (const image of last.values()) {
        const known = merged.get(image.id);
        merged.set(image.id, known === undefined ? image : (0,_run_merged_js__WEBPACK_IMPORTED_MODULE_4__/* .mergeResults */ .n)(known, image));
    }
    return merged;
}
async function filesAt(path, shown) {
    try {
        return await below(path, MAX_DEPTH);
    }
    catch (error) {
        if ((0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .codeOf */ .$N)(error) === 'ENOTDIR')
            return [path];
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .userError */ .IF)(`the results of other jobs cannot be read: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`, {
            file: shown,
            remedy: 'Name the folder that their artifacts were downloaded to.',
        });
    }
}
async function below(directory, depth) {
    const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(directory, { withFileTypes: true });
    const found = entries.filter((entry) => entry.isFile() && entry.name === RESULTS_FILE);
    // What tests leave lies below logs/, under names of their choice.
    const folders = depth === 0 ? [] : entries.filter((entry) => entry.isDirectory() && !NOT_RESULTS.has(entry.name));
    return [
        ...found.map((entry) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, entry.name)),
        ...(await Promise.all(folders.map((entry) => below((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, entry.name), depth - 1)))).flat(),
    ];
}
async function readResults(file) {
    let value;
    try {
        value = JSON.parse(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file, 'utf8'));
    }
    catch (error) {
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .userError */ .IF)(`the results of another job cannot be read: ${(0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`, { file });
    }
    if (!(0,_results_file_js__WEBPACK_IMPORTED_MODULE_3__/* .isResults */ .V)(value))
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .userError */ .IF)('these are no results of a job of this version', { file });
    return value;
}


/***/ }),

/***/ 65531:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ isResults)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(92857);

/** Of another version, or tampered with: whatever pages and lists are made of has to be what they take it for. */
const refs = zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ ref: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), digest: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() }));
const texts = zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP());
const text = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().optional();
const step = zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ step: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), at: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), ms: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), outcome: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() });
const failure = zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({
    ...{ name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), message: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), lines: texts },
    ...{ file: text, line: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().optional() },
});
const suite = zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({
    ...{ name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), outcome: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(['passed', 'failed', 'cancelled', 'off']), ms: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig() },
    ...{ kind: text, on: text, of: text, message: text, files: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().optional() },
    counts: zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ total: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), failed: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), skipped: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig() }).optional(),
    failures: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(failure).optional(),
    slowest: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), ms: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig() })).optional(),
    ...{ flaky: texts.optional(), unexpected: texts.optional(), lines: texts.optional() },
});
const one = zod__WEBPACK_IMPORTED_MODULE_0__/* .tuple */ .PVZ([zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()]);
const two = zod__WEBPACK_IMPORTED_MODULE_0__/* .tuple */ .PVZ([zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP()]);
const layers = zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ command: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), size: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig() }));
const diff = zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({
    against: zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ ref: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), digest: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().nullable() }),
    size: zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ before: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), after: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig() }),
    layers: zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ added: layers, removed: layers, same: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig() }),
    lists: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({
        ...{ name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), kind: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), added: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(one), removed: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(one) },
        ...{ upgraded: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(two), downgraded: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(two) },
        counts: zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({
            ...{ added: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), removed: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), upgraded: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), downgraded: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig() },
        }),
    })),
});
const image = zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({
    ...{ id: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), ref: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), file: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() },
    ...{ platform: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), fingerprint: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() },
    action: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(['build', 'reuse', 'skip']),
    outcome: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(['passed', 'failed', 'cancelled', 'skipped']),
    ...{ failedStep: text, message: text, remedy: text, testedAs: text, testedImageId: text, suitesKey: text },
    ...{ expected: texts, evidence: texts.optional(), suites: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(suite) },
    build: zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ outcome: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), ms: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(), size: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig().optional() }).optional(),
    ...{ candidates: refs, published: refs, infos: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({ name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() })) },
    ...{ steps: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(step).optional(), diff: diff.optional() },
});
const results = zod__WEBPACK_IMPORTED_MODULE_0__/* .looseObject */ ._H3({
    schema: zod__WEBPACK_IMPORTED_MODULE_0__/* .literal */ .euz(1),
    command: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(),
    outcome: zod__WEBPACK_IMPORTED_MODULE_0__/* ["enum"] */ .k5n(['running', 'passed', 'failed', 'interrupted']),
    startedAt: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().refine((time) => !Number.isNaN(Date.parse(time))),
    ms: zod__WEBPACK_IMPORTED_MODULE_0__/* .number */ .aig(),
    ...{ event: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), branch: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), sha: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP(), engine: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() },
    notices: texts,
    unpublished: text,
    images: zod__WEBPACK_IMPORTED_MODULE_0__/* .array */ .YOg(image),
});
/** Whether a document is the results of a run of this version, whole. */
function isResults(value) {
    return results.safeParse(value).success;
}


/***/ }),

/***/ 36218:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  U: () => (/* binding */ REPORT_FILE),
  u: () => (/* binding */ writeReport)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build-ts/src/contents/facts.js
var contents_facts = __webpack_require__(67905);
// EXTERNAL MODULE: ./build-ts/src/run/results.js
var run_results = __webpack_require__(76139);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: ./build-ts/src/stack/explain.js
var explain = __webpack_require__(75995);
// EXTERNAL MODULE: ./build-ts/src/report/closing.js
var closing = __webpack_require__(90049);
// EXTERNAL MODULE: ./build-ts/src/report/graph/colours.js
var colours = __webpack_require__(25512);
// EXTERNAL MODULE: ./build-ts/src/report/outcome.js
var outcome = __webpack_require__(10766);
// EXTERNAL MODULE: ./build-ts/src/report/tests.js
var tests = __webpack_require__(82791);
// EXTERNAL MODULE: ./build-ts/src/report/graph/outcome.js
var graph_outcome = __webpack_require__(90077);
// EXTERNAL MODULE: ./build-ts/src/report/graph/svg.js
var graph_svg = __webpack_require__(85027);
// EXTERNAL MODULE: ./build-ts/src/report/timeline/spans.js
var spans = __webpack_require__(48837);
;// CONCATENATED MODULE: ./build-ts/src/report/html/escape.js

/** A piece of a page, safe as it is: only `html` makes it. */
class Html {
    text;
    constructor(text) {
        this.text = text;
    }
}
/**
 * A piece of a page: html`<b title="${name}">${name}</b>`. Every value is escaped for text and for quoted attributes
 * alike, so attributes have to be quoted, and no value may stand in a tag's or an attribute's name, in a style sheet
 * or in a script; addresses come from `link`.
 */
function html(strings, ...values) {
    return new Html(strings.map((text, at) => (at === 0 ? text : pieceText(values[at - 1]) + text)).join(''));
}
/** Text that this program made itself, and that is safe already: a drawing, a style sheet. */
function trusted(text) {
    return new Html(text);
}
function pieceText(piece) {
    if (piece === undefined)
        return '';
    if (piece instanceof Html)
        return piece.text;
    if (typeof piece === 'string' || typeof piece === 'number')
        return escaped(String(piece));
    return piece.map(pieceText).join('');
}
/** Line ends and tabs stay; other control characters, and what turns the direction of text around, do not. */
function escaped(text) {
    return text
        .toWellFormed()
        .split('\n')
        .map((line) => line.split('\t').map(shared_text/* plain */.pj).join('\t'))
        .join('\n')
        .replace(/[\ufffe\uffff]/g, '\ufffd')
        .replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`);
}
/** A link where the address is one of the web, of this page, or of a file beside it; the text alone where it is not. */
function escape_link(address, text) {
    return isHarmless(address) ? html `<a href="${address}">${text}</a>` : html `${text}`;
}
function isHarmless(address) {
    return /^(https?:\/\/[^\s/]|#|\.\.?\/)/.test(address);
}

;// CONCATENATED MODULE: ./build-ts/src/report/html/pieces.js

/** What became of an image, in colour and in words. */
function badge(kind, words = kind) {
    return html `<span class="badge ${kind}">${words}</span>`;
}
const CLASSES = { number: 'n', long: 'w', bars: 'bars' };
/** A table that scrolls by itself where it is wider than the page; `label` says what it is to those who do not see it. */
function scrolling(label, content) {
    return html `<div class="scroll" role="region" tabindex="0" aria-label="${label}">${content}</div>`;
}
/** The first cell of a row is what the row is about; a column in which nothing stands is left out. */
function table(label, columns, rows) {
    const kept = columns.map((_, at) => at === 0 || rows.some((row) => row[at] !== undefined && row[at] !== ''));
    const keptOf = (all) => all.filter((_, at) => kept[at] === true);
    const shown = keptOf(columns);
    const cell = (tag, scope, at, piece) => {
        const is = shown[at]?.is;
        const styled = html `${scope}${is === undefined ? undefined : html ` class="${CLASSES[is]}"`}`;
        return tag === 'th' ? html `<th${styled}>${piece}</th>` : html `<td${styled}>${piece}</td>`;
    };
    const head = shown.map(({ name }, at) => cell('th', html ` scope="col"`, at, name));
    const body = rows.map((row) => html `<tr>
        ${keptOf(row).map((piece, at) => (at === 0 ? cell('th', html ` scope="row"`, at, piece) : cell('td', '', at, piece)))}
      </tr>`);
    return scrolling(label, html `<table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>`);
}
/** Closed: a browser finds text in it all the same. */
function fold(summary, content) {
    return html `<details>
    <summary>${summary}</summary>
    ${content}
  </details>`;
}
/** Names and values, the short ones first; a value that is undefined or '' is left out with its name. */
function pieces_facts(all) {
    const given = all.filter(([, value]) => value !== undefined && value !== '');
    const known = [
        ...given.filter(([, , wide]) => wide === undefined),
        ...given.filter(([, , wide]) => wide !== undefined),
    ];
    return html `<dl>
    ${known.map(([name, value, wide]) => html `<div${wide === undefined ? undefined : html ` class="wide"`}><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}
function code(text) {
    return text === undefined || text === '' ? undefined : html `<code>${text}</code>`;
}
/** `2026-04-01 10:00:00 UTC`; a text that is no time stays as it is. */
function time(iso) {
    const at = Date.parse(iso);
    if (Number.isNaN(at))
        return html `${iso}`;
    const utc = new Date(at).toISOString();
    return html `<time datetime="${utc}">${utc.slice(0, 19).replace('T', ' ')} UTC</time>`;
}

;// CONCATENATED MODULE: ./build-ts/src/report/html/drawings.js







/** More images than this side by side nobody can read, and a browser takes long to draw them. */
const MAX_NODES = Math.min(graph_svg.MAX_SVG_NODES, 150);
const MAX_EDGES = Math.min(graph_svg.MAX_SVG_EDGES, 300);
/** On a narrow screen the graph is made smaller so far, and scrolls then: its letters can still be read. */
const SMALLEST = 0.7;
const MAX_NAMES = 20;
const MAX_BARS = 600;
/** The graph in the colours of the outcome, each image a link to its section; of what is too much, a table by levels. */
function graphSection({ plan, results }, anchors) {
    if (plan === undefined || plan.images.length === 0)
        return undefined;
    const all = (0,graph_outcome/* outcomeGraphOf */.G6)(plan, results);
    const small = isDrawn(all) ? all : (0,graph_outcome/* withoutSkipped */.hM)(all);
    const left = all.nodes.length - small.nodes.length;
    return html `<section aria-labelledby="graph">
    <h2 id="graph">What is built on what</h2>
    ${isDrawn(small) ? drawn(small, anchors) : levelTable(all)}
    ${isDrawn(small) && left > 0 ? html `<p class="soft">Without ${(0,shared_text/* counted */.hS)(left, 'skipped image')}.</p>` : undefined}
  </section>`;
}
function isDrawn({ nodes, edges }) {
    return nodes.length > 0 && nodes.length <= MAX_NODES && edges.length <= MAX_EDGES;
}
function drawn(graph, anchors) {
    const svg = (0,graph_svg.renderSvg)(graph, { hrefOf: (id) => anchors.get(id) });
    const width = Number(/ width="([\d.]+)"/.exec(svg)?.[1] ?? 0);
    const least = Math.round(width * SMALLEST);
    return scrolling('Graph of the images', html `<div class="fit" style="min-width:${least}px;max-width:${width}px">${trusted(svg)}</div>`);
}
function levelTable(graph) {
    const rows = (0,graph_outcome/* levelsOf */.pd)(graph).flatMap((nodes, level) => {
        const byKind = new Map();
        const kinds = new Map(nodes.flatMap(({ end }) => (end === undefined ? [] : [[end.kind, end]])));
        for (const { id, end } of nodes) {
            const kind = end === undefined ? undefined : kinds.get(end.kind);
            const known = byKind.get(kind);
            if (known === undefined)
                byKind.set(kind, [id]);
            else
                known.push(id);
        }
        return [...byKind].map(([end, ids]) => [
            level + 1,
            end === undefined ? undefined : badge(end.kind),
            ids.length,
            (0,tests/* someOf */.yU)(ids, MAX_NAMES),
        ]);
    });
    return table('Images by levels', [{ name: 'level' }, { name: 'result' }, { name: 'images', is: 'number' }, { name: 'names', is: 'long' }], rows);
}
/** When what went on: a row for each image, its steps as bars on one clock and in words. */
function timelineSection({ plan, results }, anchors) {
    const known = (0,spans/* timelineOf */.hf)(results, plan);
    if (known === undefined)
        return undefined;
    const { timeline, left } = (0,spans/* withMost */.Mw)(known, MAX_BARS);
    const steps = [...new Set(timeline.rows.flatMap(({ spans }) => spans.map(({ step }) => step)))];
    const outcomes = new Set(timeline.rows.flatMap(({ spans }) => spans.map(({ outcome }) => outcome)));
    const marks = [0, 20, 40, 60, 80, 100].map((percent) => html `<em style="left:${percent}%">${(0,shared_text/* durationText */.S5)((timeline.ms * percent) / 100)}</em>`);
    return html `<section aria-labelledby="times">
    <h2 id="times">When what went on</h2>
    <ul class="legend">
      ${steps.map((step) => html `<li><i class="${step}"></i>${step}</li>`)}${outcomes.has('failed') ? html `<li><i class="failed"></i>failed</li>` : undefined}${outcomes.has('cancelled') ? html `<li><i class="cancelled"></i>stopped</li>` : undefined}
      <li><i class="chain"></i>what the end of the run waited for</li>
    </ul>
    <div class="axis" aria-hidden="true"><span></span><span>${marks}</span></div>
    <ol class="times">
      ${timeline.rows.map(({ image, spans }) => row(image, spans, timeline.ms, anchors))}
    </ol>
    ${left === 0 ? undefined : html `<p class="soft">${(0,shared_text/* counted */.hS)(left, 'shorter step')} left out.</p>`}
  </section>`;
}
/** Height of a lane in rem. */
const LANE = 1.1;
function row(image, spans, ms, anchors) {
    const lanes = lanesOf(spans);
    const height = (Math.max(...lanes) + 1) * LANE;
    const bars = spans.map((span, at) => {
        const { step, outcome, critical } = span;
        const colour = outcome === 'passed' ? step : outcome;
        const [left, width] = [percentOf(span.at, ms), percentOf(span.ms, ms)];
        return html `<b
      class="${colour}${critical ? ' chain' : ''}"
      title="${wordsOf(span)}"
      style="left:${left}%;width:${width}%;top:${((lanes[at] ?? 0) * LANE).toFixed(2)}rem"
    ></b>`;
    });
    return html `<li>
    <span class="name">${escape_link(anchors.get(image) ?? '', image)}</span>
    <div>
      <div class="track" aria-hidden="true" style="height:${height.toFixed(2)}rem">${bars}</div>
      <span class="soft">${spans.map(wordsOf).join(' · ')}</span>
    </div>
  </li> `;
}
function wordsOf({ step, ms, outcome }) {
    return `${step} ${(0,spans/* stepTime */.GF)(ms)}${outcome === 'passed' ? '' : outcome === 'failed' ? ', failed' : ', stopped'}`;
}
function percentOf(part, whole) {
    return whole <= 0 ? '0' : Math.min((part / whole) * 100, 100).toFixed(2);
}
/** Steps at the same time are one below the other: of each, the first lane that is free when it begins. */
function lanesOf(spans) {
    const ends = [];
    return spans.map(({ at, ms }) => {
        const free = ends.findIndex((end) => end <= at);
        const lane = free < 0 ? ends.length : free;
        ends[lane] = at + ms;
        return lane;
    });
}

// EXTERNAL MODULE: ./build-ts/src/contents/packages.js + 7 modules
var contents_packages = __webpack_require__(72892);
;// CONCATENATED MODULE: ./build-ts/src/report/html/contents.js




const MAX_COMMAND = 300;
const MAX_LAYERS = 300;
/** Characters of what one command wrote. */
const MAX_OUTPUT = 100_000;
/** Layers and package lists of an image: folded, and found by a browser's search all the same. */
function contentsOf(facts) {
    return html `${facts.layers.length === 0 ? undefined : layersFold(facts.layers)}${facts.infos.map(infoFold)}`;
}
/** What an image is, in names and values. */
function identityOf(facts) {
    const { platform, digest, version, revision, parents, base, builtAt, builtIn, size, compressed } = facts;
    return [
        ['Platform', platform],
        ['Size', size === 0 ? '' : `${(0,shared_text/* sizeText */.lP)(size)}${compressed === null ? '' : `, ${(0,shared_text/* sizeText */.lP)(compressed)} to pull`}`],
        ['Version', version],
        ['Built', time(builtAt)],
        ['Built in', builtIn],
        ['Commit', code(revision), 'wide'],
        ['Digest', digest === null ? '' : code(digest), 'wide'],
        [
            'Built on',
            parents.length === 0 ? '' : parents.map((parent, at) => html `${at === 0 ? '' : ', '}${onText(parent)}`),
            'wide',
        ],
        ['Base', base === null ? '' : onText(base), 'wide'],
    ];
}
function onText({ ref, digest }) {
    return html `<code>${ref}</code
    >${digest === null ? undefined : html ` <span class="soft mono">${(0,shared_text/* shortDigest */.VK)(digest)}</span>`}`;
}
function layersFold(layers) {
    const shown = layers.slice(-MAX_LAYERS);
    const largest = shown.reduce((most, { size }) => Math.max(most, size), 1);
    const rows = shown.map((layer) => [
        html `<span class="mono">${(0,shared_text/* clip */.$Q)(layer.command, MAX_COMMAND) || '(no command is known)'}</span>`,
        (0,shared_text/* sizeText */.lP)(layer.size),
        bar(layer.size / largest),
        (0,shared_text/* sizeText */.lP)(layer.cumulativeSize),
        layer.cached ? 'cached' : layer.ms === null ? '' : (0,shared_text/* durationText */.S5)(layer.ms),
    ]);
    const total = layers.at(-1)?.cumulativeSize ?? 0;
    return fold(`${(0,shared_text/* counted */.hS)(layers.length, 'layer')}, ${(0,shared_text/* sizeText */.lP)(total)}`, html `${shown.length < layers.length ? html `<p class="soft">The last ${shown.length} of them.</p>` : undefined}${table('Layers, oldest first', [
        { name: 'command', is: 'long' },
        { name: 'size', is: 'number' },
        { name: '', is: 'bars' },
        { name: 'total', is: 'number' },
        { name: 'time', is: 'number' },
    ], rows)}`);
}
/** The number beside it says the same. */
function bar(share) {
    return share <= 0
        ? undefined
        : trusted(`<span class="bar" aria-hidden="true" style="width:${Math.max(share * 100, 0.5).toFixed(1)}%"></span>`);
}
function infoFold(info) {
    const list = (0,contents_packages/* packagesOf */.D)(info);
    const title = info.description === '' ? info.name : info.description;
    if (list !== undefined) {
        const lines = [...list.packages.values()].map(({ name, version }) => `${name} ${version}`);
        return fold(`${title}: ${(0,shared_text/* counted */.hS)(lines.length, 'package')}`, outputOf(lines.join('\n'), 'list'));
    }
    const text = info.output.trimEnd();
    const said = info.status === 0 ? '' : ` (ended with exit status ${info.status})`;
    // One line need not be unfolded.
    if (info.status === 0 && !text.includes('\n') && text.length <= 120)
        return html `<p><b>${title}:</b> <span class="mono">${text}</span></p>`;
    return fold(`${title}${said}`, html `<p class="soft mono">${(0,shared_text/* clip */.$Q)(info.command.join(' '), MAX_COMMAND)}</p>
      ${outputOf(text, '')}`);
}
function outputOf(text, kind) {
    const more = text.length - MAX_OUTPUT;
    return html `<pre${kind === '' ? undefined : html ` class="${kind}"`} tabindex="0">${(0,shared_text/* clip */.$Q)(text, MAX_OUTPUT)}</pre>${more > 0 ? html `<p class="soft">${more} more characters are in the image’s page in manifests/.</p>` : undefined}`;
}
/** What differs from the one that was published before. */
function changesOf(diff) {
    const { against, size, layers, lists, capped } = diff;
    const more = size.after - size.before;
    const sizes = `${(0,shared_text/* sizeText */.lP)(size.before)} → ${(0,shared_text/* sizeText */.lP)(size.after)} (${more < 0 ? '−' : '+'}${(0,shared_text/* sizeText */.lP)(Math.abs(more))}${size.compressed === true ? ', to pull' : ''})`;
    return html `<h4>What changed</h4>
    <p class="soft">
      Compared with
      <code>${against.ref}</code
      >${against.digest === null ? undefined : html ` <span class="mono">${(0,shared_text/* shortDigest */.VK)(against.digest)}</span>`}
    </p>
    <p>
      ${sizes}; layers: <span class="add">${layers.added.length} new</span>,
      <span class="del">${layers.removed.length} gone</span>, ${layers.same} the same.
    </p>
    ${lists.map(listFold)}${lists.length === 0 ? html `<p>No package differs, as far as is listed.</p>` : undefined}${capped === true ? html `<p class="soft">Long lists are cut; “stack-action diff” shows all of it.</p>` : undefined}`;
}
function listFold({ name, kind, counts, added, removed, upgraded, downgraded }) {
    const words = ['upgraded', 'added', 'removed', 'downgraded']
        .filter((what) => counts[what] > 0)
        .map((what) => `${counts[what]} ${what}`);
    const rows = [
        ...downgraded.map(([one, from, to]) => [one, html `<span class="del">downgraded</span>`, from, to]),
        ...removed.map(([one, version]) => [one, html `<span class="del">removed</span>`, version, '']),
        ...added.map(([one, version]) => [one, html `<span class="add">added</span>`, '', version]),
        ...upgraded.map(([one, from, to]) => [one, 'upgraded', from, to]),
    ];
    return fold(`${kind} (${name}): ${words.join(', ')}`, table(`Changed packages of ${name}`, [{ name: 'package' }, { name: '' }, { name: 'before' }, { name: 'now' }], rows));
}

;// CONCATENATED MODULE: ./build-ts/src/report/html/images.js







const MAX_ROWS = 2000;
const MAX_WHY = 200;
const COLUMNS = [
    { name: 'image' },
    { name: 'result' },
    { name: 'size', is: 'number' },
    { name: 'change', is: 'number' },
    { name: 'tests' },
    { name: 'time', is: 'number' },
    { name: 'why', is: 'long' },
    { name: 'digest' },
    { name: 'published as', is: 'long' },
];
/** A row for each image that had a part in the run. */
function imagesSection(images, planned, anchors) {
    const shown = images.slice(0, MAX_ROWS);
    const rows = shown.map((image) => {
        const [, , size = '', tests = '', time = '', , published = ''] = (0,closing/* rowOf */.OB)(image);
        const plan = planned.get(image.id);
        const digest = (0,run_results/* digestOf */.ol)(image);
        return [
            escape_link(anchors.get(image.id) ?? '', image.id),
            resultBadge(image),
            size,
            sizeChange(image),
            tests,
            time,
            plan === undefined ? '' : (0,shared_text/* clip */.$Q)((0,explain/* whyText */.ss)(plan), MAX_WHY),
            digest === undefined ? '' : html `<code title="${digest}">${(0,shared_text/* shortDigest */.VK)(digest)}</code>`,
            code(published),
        ];
    });
    const more = images.length - shown.length;
    return html `<section aria-labelledby="images">
    <h2 id="images">Images</h2>
    ${table('Images', COLUMNS, rows)}
    ${more > 0 ? html `<p class="soft">${more} more images are in results.json.</p>` : undefined}
  </section>`;
}
function resultBadge(image) {
    const kind = (0,graph_outcome/* kindOf */.I)(image, image.action);
    return badge(kind, kind === 'built' && image.build?.outcome !== 'passed' ? 'passed' : kind);
}
/** How much larger or smaller than the last published one, with its sign. */
function sizeChange({ diff }) {
    if (diff === undefined)
        return '';
    const more = diff.size.after - diff.size.before;
    return more === 0
        ? '±0'
        : `${more > 0 ? '+' : '−'}${(0,shared_text/* sizeText */.lP)(Math.abs(more))}${diff.size.compressed === true ? ' to pull' : ''}`;
}
/** What failed, at a glance: each with the way to all that is known of it. */
function failedSection({ results }, anchors) {
    const failed = results.images.filter(({ outcome }) => outcome === 'failed');
    if (failed.length === 0)
        return undefined;
    const shown = failed.slice(0, MAX_ROWS);
    return html `<section aria-labelledby="failed">
    <h2 id="failed">What failed</h2>
    <ul>
      ${shown.map((image) => html `<li>${escape_link(anchors.get(image.id) ?? '', html `<b>${image.id}</b>`)} at ${image.failedStep ?? 'build'}: ${(0,shared_text/* clip */.$Q)(image.message ?? '', 500)}</li>`)}
    </ul>
  </section>`;
}

;// CONCATENATED MODULE: ./build-ts/src/report/html/tests.js





const MAX_FAILURES = 20;
const MAX_LINES = 60;
const MAX_LINE = 500;
const tests_MAX_NAMES = 50;
const SLOWEST = 10;
const tests_COLUMNS = [
    { name: 'suite' },
    { name: 'result' },
    { name: 'passed', is: 'number' },
    { name: 'failed', is: 'number' },
    { name: 'skipped', is: 'number' },
    { name: 'time', is: 'number' },
    { name: 'runs on' },
    { name: 'tests of' },
    { name: '', is: 'long' },
];
/** Why an image failed, with the lines that show it. */
function failureOf(image) {
    if (image.outcome === 'cancelled')
        return html `<p>Not done: ${(0,shared_text/* clip */.$Q)(image.message ?? '', MAX_LINE)}</p>`;
    if (image.outcome !== 'failed')
        return undefined;
    const isTold = (0,closing/* suitesBehind */.ae)(image).some(({ failures = [], lines = [] }) => failures.length + lines.length > 0);
    return html `<div class="failure">
    <p><b>Failed at ${image.failedStep ?? 'build'}:</b> ${(0,shared_text/* clip */.$Q)(image.message ?? '', 2000)}</p>
    ${isTold ? undefined : linesOf(image.evidence ?? [])}${image.remedy === undefined ? undefined : html `<p>→ ${image.remedy}</p>`}
  </div>`;
}
/** The suites of an image: a table, the failures below it, then what is worth a look. */
function testsOf({ suites, testedAs }) {
    if (suites.length === 0)
        return testedAs === undefined
            ? undefined
            : html `<h4>Tests</h4>
          <p>This content passed its suites in an earlier run.</p>`;
    const slowest = suites
        .flatMap((suite) => (suite.slowest ?? []).map((test) => ({ ...test, suite: suite.name })))
        .sort((a, b) => b.ms - a.ms)
        .slice(0, SLOWEST);
    return html `<h4>Tests</h4>
    ${table('Suites', tests_COLUMNS, suites.map(suiteRow))}
    ${suites.map(failuresOf)}${suites.map(remarksOf)}${slowest.length === 0
        ? undefined
        : fold('The slowest tests', table('The slowest tests', [{ name: 'test' }, { name: 'suite' }, { name: 'time', is: 'number' }], slowest.map(({ name, suite, ms }) => [(0,shared_text/* clip */.$Q)(name, MAX_LINE), suite, (0,shared_text/* durationText */.S5)(ms)])))}`;
}
function suiteRow({ name, outcome, counts, ms, on, of = '', message = '' }) {
    const { total = 0, failed = 0, skipped = 0 } = counts ?? {};
    const numbers = counts === undefined ? ['', '', ''] : [total - failed - skipped, failed, skipped];
    return [name, outcome, ...numbers, outcome === 'off' ? '' : (0,shared_text/* durationText */.S5)(ms), on, of, (0,shared_text/* clip */.$Q)(message, MAX_LINE)];
}
function failuresOf(suite) {
    if (suite.outcome !== 'failed')
        return undefined;
    const { failures = [], counts, name, lines = [], message = '' } = suite;
    if ((0,tests/* isMute */.C)(suite))
        return html `<div class="failure">
      <p><b>suite ${name}</b> ${(0,shared_text/* clip */.$Q)(message, MAX_LINE)}</p>
      ${linesOf(lines)}
    </div>`;
    const shown = failures.slice(0, MAX_FAILURES);
    const more = Math.max(counts?.failed ?? 0, failures.length) - shown.length;
    return html `${shown.map(failureBlock)}${more > 0 ? html `<p class="soft">${(0,shared_text/* counted */.hS)(more, 'more failure is', 'more failures are')} in the JUnit report.</p>` : undefined}`;
}
function failureBlock(failure) {
    const { name, file, message, lines } = failure;
    return html `<div class="failure">
    <p>
      <b class="mono">${(0,tests/* placeText */.Z9)(failure)}</b
      >${file === undefined ? undefined : html ` <span class="soft">${name}</span>`}
    </p>
    <p>${(0,shared_text/* clip */.$Q)(message, 2000)}</p>
    ${linesOf(lines)}
  </div> `;
}
function linesOf(lines) {
    if (lines.length === 0)
        return undefined;
    const shown = lines.slice(-MAX_LINES).map((line) => (0,shared_text/* clip */.$Q)(line, MAX_LINE));
    return html `<pre tabindex="0">${shown.join('\n')}</pre>`;
}
function remarksOf({ name, flaky = [], unexpected = [] }) {
    return [
        remark(`${tests/* REMARKS */.Am.flaky} (suite ${name})`, flaky),
        remark(`${tests/* REMARKS */.Am.unexpected} (suite ${name})`, unexpected),
    ];
}
function remark(what, tests) {
    if (tests.length === 0)
        return undefined;
    const more = tests.length - tests_MAX_NAMES;
    return html `<p>${(0,shared_text/* counted */.hS)(tests.length, 'test')} ${what}:</p>
    <ul>
      ${tests.slice(0, tests_MAX_NAMES).map((test) => html `<li class="mono">${(0,shared_text/* clip */.$Q)(test, MAX_LINE)}</li>`)}${more > 0 ? html `<li>and ${more} more</li>` : undefined}
    </ul>`;
}

;// CONCATENATED MODULE: ./build-ts/src/report/html/image.js









/** All that is known of one image; `id` is the section's in the page. */
function imageSection(id, { image, planned, facts, files, short }) {
    const ms = (0,graph_outcome/* busyMs */.Wg)(image);
    const known = [
        ['Reference', code(image.ref), 'wide'],
        ['Why', planned === undefined ? '' : (0,explain/* whyText */.ss)(planned), 'wide'],
        ...(facts === undefined ? resultFacts(image) : identityOf(facts)),
        ['Time', ms === 0 ? '' : (0,shared_text/* durationText */.S5)(ms)],
        ['Fingerprint', code(image.fingerprint), 'wide'],
        ['Published as', image.published.map(({ ref }, at) => html `${at === 0 ? '' : ', '}<code>${ref}</code>`), 'wide'],
    ];
    return html `<section class="image ${(0,graph_outcome/* kindOf */.I)(image, image.action)}" id="${id}" aria-labelledby="${id}-name">
    <h3 id="${id}-name">${image.id} ${resultBadge(image)}</h3>
    ${failureOf(image)}${pieces_facts(known.filter(([, value]) => !Array.isArray(value) || value.length > 0))}
    ${testsOf(image)}${image.diff === undefined ? undefined : changesOf(image.diff)}
    ${facts === undefined || short
        ? undefined
        : html `<h4>What is in it</h4>
            ${contentsOf(facts)}`}${facts !== undefined && short
        ? html `<p class="soft">Its layers and packages are in manifests/: all of them together have no room here.</p>`
        : undefined}${filesOf(image, files)}
  </section> `;
}
function resultFacts(image) {
    return [
        ['Platform', image.platform],
        ['Size', image.build?.size === undefined ? '' : (0,shared_text/* sizeText */.lP)(image.build.size)],
        ['Digest', code((0,run_results/* digestOf */.ol)(image)), 'wide'],
    ];
}
const LOGS = ['pull', 'build', 'basic-tests', 'push', 'integration-tests'];
/** Links to the files of an image that are there. */
function filesOf({ file, suites }, files) {
    const places = [
        ...LOGS.map((log) => [`../logs/${file}.${log}.log`, `${log}.log`]),
        ...suites.map(({ name }) => [`../logs/${file}.${name}.junit.xml`, `${name}.junit.xml`]),
        [`../manifests/${file}.md`, 'page'],
        [`./${file}.yml`, 'result'],
    ];
    const there = places.filter(([path]) => files.has(path));
    if (there.length === 0)
        return undefined;
    const address = (path) => path
        .split('/')
        .map((part) => (part === '..' || part === '.' ? part : encodeURIComponent(part)))
        .join('/');
    return html `<p class="soft">
    Files: ${there.map(([path, name], at) => html `${at === 0 ? '' : ' · '}${escape_link(address(path), name)}`)}
  </p>`;
}

;// CONCATENATED MODULE: ./build-ts/src/report/html/style.js
/**
 * The style sheet of report.html. Light and dark follow the reader's system; widths follow the screen: only what is in a
 * `.scroll` may be wider than it. Text has a contrast of 4.5 and more, bars of 3 (WCAG 2.2 §1.4.3, §1.4.11).
 */
const STYLE = `
:root { color-scheme: light dark; --page: #ffffff; --card: #f6f8fa; --line: #d1d9e0; --text: #1f2328; --soft: #59636e;
  --link: #0969da; --built: #1a7f37; --reused: #0969da; --failed: #cf222e; --cancelled: #8a5a00; --skipped: #59636e;
  --pull: #6e7781; --build: #0969da; --test: #1a7f37; --push: #8250df; --integration: #1b7c83; --info: #9a6700;
  --publish: #bf3989; --mark: #1f2328; --add: #1a7f37; --del: #cf222e; --code: #eff2f5; }
@media (prefers-color-scheme: dark) { :root { --page: #0d1117; --card: #151b23; --line: #3d444d; --text: #f0f6fc;
  --soft: #9198a1; --link: #4493f8; --pull: #9198a1; --build: #4493f8; --test: #3fb950; --push: #ab7df8;
  --integration: #39c5cf; --info: #d29922; --publish: #db61a2; --mark: #f0f6fc; --add: #3fb950; --del: #f85149;
  --code: #212830; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, -apple-system, "Segoe UI",
  "Noto Sans", "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
main, header, footer { max-width: 74rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 1.5rem; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .25rem; display: flex; flex-wrap: wrap; gap: .6rem;
  align-items: center; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 0; display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; }
h4 { font-size: .95rem; margin: 1.25rem 0 .4rem; }
p { margin: .4rem 0; }
.soft { color: var(--soft); font-size: .875rem; }
.lead { font-size: 1.1rem; margin: .5rem 0 1rem; }
nav ul { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.1rem; padding: 0; margin: .75rem 0 0; }
code, pre, .mono { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
  font-size: .85em; }
pre { background: var(--code); border-radius: 6px; padding: .75rem; margin: .5rem 0; overflow-x: auto; line-height: 1.45;
  font-size: .8rem; overflow-wrap: normal; tab-size: 4; }
pre.list { column-width: 17rem; column-gap: 1.5rem; max-height: 32rem; overflow: auto; white-space: pre-wrap;
  overflow-wrap: anywhere; }
.badge { display: inline-block; border-radius: 1em; padding: .05rem .65rem; color: #ffffff; font-size: .8rem;
  font-weight: 600; white-space: nowrap; background: var(--skipped); }
.badge.built { background: var(--built); } .badge.reused { background: var(--reused); }
.badge.failed { background: var(--failed); } .badge.cancelled { background: var(--cancelled); }
dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 9.5rem), 1fr)); gap: .5rem 1.25rem;
  margin: .75rem 0; }
dt { color: var(--soft); font-size: .8rem; } dd { margin: 0; font-size: .9rem; }
.wide { grid-column: 1 / -1; }
.scroll { overflow-x: auto; max-width: 100%; border: 1px solid var(--line); border-radius: 8px; }
.fit { margin: 0 auto; } .fit svg { display: block; width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .7rem; border-top: 1px solid var(--line);
  overflow-wrap: normal; }
thead th { border-top: 0; color: var(--soft); font-weight: 600; white-space: nowrap; background: var(--card); }
tbody th { font-weight: 600; position: sticky; left: 0; background: var(--page); min-width: 8.5rem; overflow-wrap: anywhere; }
tbody th.w { position: static; font-weight: 400; }
td.n, th.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.w { min-width: 16rem; overflow-wrap: anywhere; }
.image { border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.1rem; margin: 1rem 0;
  border-left: 4px solid var(--skipped); }
.image.built { border-left-color: var(--built); } .image.reused { border-left-color: var(--reused); }
.image.failed { border-left-color: var(--failed); } .image.cancelled { border-left-color: var(--cancelled); }
.image:target { outline: 2px solid var(--link); }
details { margin: .6rem 0; }
summary { cursor: pointer; font-weight: 600; font-size: .95rem; padding: .15rem 0; }
details > .scroll, details > pre { margin-top: .4rem; }
.failure { border-left: 3px solid var(--failed); padding-left: .8rem; margin: .8rem 0; }
.bar { display: block; height: .5rem; border-radius: 3px; background: var(--build); min-width: 1px; }
td.bars { width: 30%; min-width: 7rem; vertical-align: middle; }
.add { color: var(--add); } .del { color: var(--del); }
.legend { display: flex; flex-wrap: wrap; gap: .25rem 1rem; list-style: none; padding: 0; margin: .5rem 0; font-size: .85rem; }
.legend i { display: inline-block; width: 1.1rem; height: .65rem; border-radius: 2px; margin-right: .4rem; }
.times { list-style: none; padding: 0; margin: 0; }
.times li, .axis { display: grid; grid-template-columns: 13rem 1fr; gap: 0 1rem; padding: .35rem 0;
  border-top: 1px solid var(--line); }
.axis { border: 0; color: var(--soft); font-size: .75rem; }
.times .name { font-weight: 600; font-size: .9rem; }
.track { position: relative; background: linear-gradient(90deg, var(--line) 1px, transparent 1px) 0 0 / 20% 100%; }
.track b { position: absolute; height: .75rem; border-radius: 2px; min-width: 2px; }
.axis span { position: relative; height: 1.2em; } .axis em { position: absolute; font-style: normal; white-space: nowrap; }
.axis em:last-child { transform: translateX(-100%); }
.pull { background: var(--pull); } .build { background: var(--build); } .test { background: var(--test); }
.push { background: var(--push); } .integration { background: var(--integration); } .info { background: var(--info); }
.publish { background: var(--publish); } .track b.failed, .legend .failed { background: var(--failed); }
.track b.cancelled, .legend .cancelled { background: repeating-linear-gradient(135deg, var(--soft) 0 3px, transparent 3px 6px);
  border: 1px solid var(--soft); }
.track b.chain::after, .legend .chain { content: ""; position: absolute; left: 0; right: 0; bottom: -4px; height: 2px;
  background: var(--mark); }
.legend .chain { position: static; height: 2px; vertical-align: middle; }
footer { color: var(--soft); font-size: .85rem; padding-top: 2rem; padding-bottom: 2rem; }
@media (max-width: 40rem) {
  main, header, footer { padding-left: .9rem; padding-right: .9rem; }
  h1 { font-size: 1.3rem; }
  .times li, .axis { grid-template-columns: 1fr; gap: .2rem; }
  .axis > :first-child { display: none; }
  .image { padding: .8rem; }
  pre { font-size: .75rem; }
}
@media print {
  :root { --page: #ffffff; --card: #ffffff; --text: #000000; --soft: #444444; --line: #bbbbbb; }
  nav { display: none; } .image, .failure, tr { break-inside: avoid; } h2, h3 { break-after: avoid; }
  .scroll { overflow: visible; } .scroll svg { max-width: 100%; height: auto; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;

;// CONCATENATED MODULE: ./build-ts/src/report/html/report.js












/** Images that have a section of their own; the others are in the table. */
const MAX_SECTIONS = 1000;
/** Characters of all sections together, about: what comes after that is without layers and package lists. */
const MAX_CHARACTERS = 16_000_000;
const MAX_NOTES = 200;
const MAX_TEXT = 2000;
/**
 * A run as one page that stands alone: nothing is fetched, no script runs, and its policy forbids both. Works in the dark,
 * on a phone and on paper. Of a run of any size the page stays below about 25 MB: images that failed come first, and what
 * has no room is said to be elsewhere.
 */
function renderReport(data) {
    const { results, plan, facts } = data;
    const images = results.images.filter(run_results/* isWorkedOn */.cJ);
    const order = { failed: 0, cancelled: 1, passed: 2, skipped: 3 };
    const sections = [...images].sort((a, b) => order[a.outcome] - order[b.outcome]).slice(0, MAX_SECTIONS);
    const anchors = new Map(sections.map(({ id }, at) => [id, `#i${at}`]));
    const planned = new Map(plan?.images.map((image) => [image.id, image]));
    const known = new Map(facts.map((one) => [one.id, one]));
    const files = new Set(data.files);
    let room = MAX_CHARACTERS;
    const details = sections.map((image, at) => {
        const parts = { image, planned: planned.get(image.id), facts: known.get(image.id), files };
        const section = imageSection(`i${at}`, { ...parts, short: room <= 0 });
        room -= section.text.length;
        return section;
    });
    const left = images.length - sections.length;
    return html `<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
        />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>stack-action ${results.command}: ${results.outcome}</title>
        <link rel="icon" href="${iconOf(results)}" />
        <style>
          ${trusted(STYLE)}
        </style>
      </head>
      <body>
        ${headOf(data, images)}
        <main>
          ${failedSection(data, anchors)}${graphSection(data, anchors)}${timelineSection(data, anchors)}
          ${images.length === 0 ? undefined : imagesSection(images, planned, anchors)}
          ${details.length === 0
        ? undefined
        : html `<section aria-labelledby="details">
                  <h2 id="details">Image by image</h2>
                  ${details}${left > 0 ? html `<p class="soft">${left} more images have no room here: they are in results.json.</p>` : undefined}
                </section>`}
        </main>
        <footer>
          Written by stack-action. The same for programs:
          ${data.files?.includes('./results.json') === true ? escape_link('./results.json', 'results.json') : 'results.json'}.
        </footer>
      </body>
    </html> `.text;
}
function headOf({ results, plan, run = '', files }, images) {
    const notes = [...(plan === undefined ? [] : (0,explain/* planNotes */.vy)(plan)), ...results.notices];
    const log = '../logs/run.log';
    return html `<header>
    <h1>stack-action ${results.command} ${badge(KINDS[results.outcome], results.outcome)}</h1>
    <p class="lead">${(0,outcome/* outcomeText */.E)(results)}</p>
    ${results.unpublished === undefined ? undefined : html `<p>${(0,closing/* nothing */.s6)(results).replace('n', 'N')} was published: ${(0,shared_text/* clip */.$Q)(results.unpublished, MAX_TEXT)}</p>`}
    ${pieces_facts([
        ['When', time(results.startedAt)],
        ['How long', (0,shared_text/* durationText */.S5)(results.ms)],
        ['Event', results.event],
        ['Branch', results.branch],
        ['Commit', code(results.sha)],
        ['Engine', results.engine],
        ['What is considered', plan === undefined ? '' : (0,shared_text/* clip */.$Q)((0,explain/* sourceText */.rI)(plan), MAX_TEXT), 'wide'],
        ['Run', run === '' ? '' : escape_link(run, run), 'wide'],
        ['Log', files?.includes(log) === true ? escape_link(log, 'run.log') : ''],
    ])}
    ${notes.length === 0
        ? undefined
        : html `<ul>
            ${notes.slice(0, MAX_NOTES).map((note) => html `<li>${(0,shared_text/* clip */.$Q)(note, MAX_TEXT)}</li>`)}${notes.length > MAX_NOTES ? html `<li>and ${notes.length - MAX_NOTES} more notes, in results.json</li>` : undefined}
          </ul>`}
    ${images.length === 0
        ? undefined
        : html `<nav aria-label="Parts of this page">
            <ul>
              ${[
            ...(images.some(({ outcome }) => outcome === 'failed') ? [['failed', 'What failed']] : []),
            ...((plan?.images.length ?? 0) > 0 ? [['graph', 'Graph']] : []),
            ...(images.some(({ steps = [] }) => steps.length > 0) ? [['times', 'Timeline']] : []),
            ['images', 'Images'],
            ['details', 'Image by image'],
        ].map(([id = '', name]) => html `<li>${escape_link(`#${id}`, name)}</li>`)}
            </ul>
          </nav>`}
  </header>`;
}
const KINDS = {
    passed: 'built',
    failed: 'failed',
    interrupted: 'cancelled',
    running: 'cancelled',
};
/** A dot in the colour of the outcome: of ten open tabs the red one is found. */
function iconOf({ outcome }) {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7" fill="${colours/* COLOURS */.O[KINDS[outcome]].fill}"/></svg>`;
    return `data:image/svg+xml,${encodeURIComponent(svg)}`;
}

// EXTERNAL MODULE: ./build-ts/src/output/plan-files.js
var plan_files = __webpack_require__(33068);
;// CONCATENATED MODULE: ./build-ts/src/output/report-file.js






/** The run as one page, in artifacts/. */
const REPORT_FILE = 'report.html';
/**
 * Writes artifacts/report.html from what the run knows and from what lies in its folders by now: links to files that are
 * there, and facts of images that this run did not make.
 */
function writeReport(folders, data) {
    const known = new Set(data.facts.map(({ id }) => id));
    const older = factsIn(folders, data.results).filter(({ id }) => !known.has(id));
    const page = renderReport({ ...data, facts: [...data.facts, ...older], files: filesIn(folders) });
    (0,plan_files/* replaceFile */.fR)(folders.artifacts, REPORT_FILE, page);
}
/** Of every image that the run had to do with, where they are of the same content. */
function factsIn({ manifests }, { images }) {
    return images.filter(run_results/* isWorkedOn */.cJ).flatMap(({ file, fingerprint }) => {
        const name = `${file}.json`;
        try {
            const facts = (0,contents_facts/* parseFacts */.hx)(JSON.parse((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(manifests, name), 'utf8')), name);
            return facts.fingerprint === fingerprint ? [facts] : [];
        }
        catch {
            return []; // None, or none that can be read: the page says less.
        }
    });
}
/** Paths as seen from artifacts/; what tests leave lies in folders of its own. */
function filesIn(folders) {
    return [folders.artifacts, folders.logs, folders.manifests].flatMap((folder) => {
        const way = (0,external_node_path_.relative)(folders.artifacts, folder) || '.';
        return (0,external_node_fs_.readdirSync)(folder, { withFileTypes: true }).flatMap((entry) => entry.isFile() ? [`${way.split('\\').join('/')}/${entry.name}`] : []);
    });
}


/***/ }),

/***/ 28578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ RESULT_FILES),
/* harmony export */   d: () => (/* binding */ resultFiles)
/* harmony export */ });
/* harmony import */ var _run_results_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(76139);
/* harmony import */ var _plan_files_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(33068);


/** The names of `resultFiles`. */
const RESULT_FILES = ['IMAGES_BUILT', 'IMAGES_TEST_PASSED', 'IMAGES_TEST_ERROR', 'IMAGES_PUSHED', 'results.json'];
/** results.json, and lists of images for scripts; names fixed by design section 3. */
function resultFiles(results) {
    const images = results.images.filter(_run_results_js__WEBPACK_IMPORTED_MODULE_0__/* .isWorkedOn */ .cJ);
    const refs = (wanted) => (0,_plan_files_js__WEBPACK_IMPORTED_MODULE_1__/* .lines */ .Mn)(images.filter(wanted).map((image) => image.ref));
    // A ref is of all platforms of its image.
    const whole = (wanted) => {
        const others = new Set(images.filter((image) => !wanted(image)).map((image) => image.ref));
        return (image) => !others.has(image.ref);
    };
    return {
        IMAGES_BUILT: refs(whole((image) => image.build?.outcome === 'passed')),
        IMAGES_TEST_PASSED: refs(whole(_run_results_js__WEBPACK_IMPORTED_MODULE_0__/* .isTested */ .eW)),
        IMAGES_TEST_ERROR: refs(_run_results_js__WEBPACK_IMPORTED_MODULE_0__/* .isBroken */ .Qr),
        IMAGES_PUSHED: (0,_plan_files_js__WEBPACK_IMPORTED_MODULE_1__/* .lines */ .Mn)(images.flatMap((image) => image.published.map(({ ref }) => ref))),
        'results.json': (0,_plan_files_js__WEBPACK_IMPORTED_MODULE_1__/* .json */ .Pq)(results),
    };
}


/***/ }),

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


/***/ }),

/***/ 75681:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ uniqueRefs),
/* harmony export */   n: () => (/* binding */ mergeResults)
/* harmony export */ });
/** One image's result of two jobs: what either has done; a failure of one is a failure. Of other content the later counts. */
function mergeResults(a, b) {
    if (a.fingerprint !== b.fingerprint)
        return b;
    const bad = [a, b].find(({ outcome }) => outcome === 'failed') ?? [a, b].find(({ outcome }) => outcome === 'cancelled');
    const whole = bad ?? b;
    const build = [a.build, b.build].find((one) => one?.outcome === 'passed') ?? b.build ?? a.build;
    const diff = b.diff ?? a.diff;
    const tested = b.suites.length > 0 ? b : a;
    return {
        ...whole,
        // A job that only tests takes the build of another for there; what was done with it is that job's to say.
        action: [a, b].some(({ action }) => action === 'build') ? 'build' : whole.action,
        ...(build === undefined ? {} : { build }),
        expected: tested.expected,
        suites: tested.suites,
        ...(tested.testedImageId === undefined ? {} : { testedImageId: tested.testedImageId }),
        candidates: uniqueRefs([...a.candidates, ...b.candidates]),
        published: uniqueRefs([...a.published, ...b.published]),
        infos: b.infos.length > 0 ? b.infos : a.infos,
        ...(diff === undefined ? {} : { diff }),
    };
}
/** Each ref once; of two digests under one the later. */
function uniqueRefs(refs) {
    return [...new Map(refs.map((one) => [one.ref, one])).values()];
}


/***/ })

};
