export const id = 1612;
export const ids = [1612];
export const modules = {

/***/ 5381:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ below),
/* harmony export */   d: () => (/* binding */ realPathOf)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


/** A path with its links followed, as far as it exists. */
async function realPathOf(path) {
    const whole = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(path);
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.realpath)(whole);
    }
    catch {
        const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(whole);
        return parent === whole ? whole : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(await realPathOf(parent), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(whole));
    }
}
/** The way from a folder to what lies below it; '' is the folder itself, undefined what lies elsewhere. Both real paths. */
function below(folder, path) {
    const way = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(folder, path);
    return way === '..' || way.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(way) ? undefined : way;
}


/***/ }),

/***/ 54039:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ MAX_ALTERNATIVES),
/* harmony export */   p: () => (/* binding */ pathGlobs)
/* harmony export */ });
/* harmony import */ var _dockerfile_glob_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(98281);

/** How many alternatives the braces of one glob may come to. */
const MAX_ALTERNATIVES = 64;
/** Any number of components, also none. */
const DEEP = '**';
/**
 * Reads a glob of `changes`: `*`, `?` and `[…]` stay within a component, `**` is any number of them, `{a,b}` is one or the
 * other, a backslash takes the meaning of what follows; everything else is a letter, a leading dot too. One glob per
 * alternative; undefined when there are more than MAX_ALTERNATIVES. Not by regular expressions: these go back over every
 * way that every star could have matched, and both globs and names are foreign input.
 */
function pathGlobs(glob) {
    return alternatives(glob)?.map((one) => {
        const parts = one.split('/').filter((part) => part !== '' && part !== '.');
        const pieces = parts.map((part) => (part === DEEP ? DEEP : componentPieces(part)));
        const last = parts.findLast((part) => part !== DEEP) ?? '';
        // `*/**` is what lies in folders, not the files beside them; `a/**` is `a` too, whatever it is now.
        const inside = parts.at(-1) === DEEP && /(?<!\\)\*$/.test(last);
        const pattern = [...pieces, ...(inside ? [componentPieces('*')] : []), DEEP];
        const wild = parts.findIndex((part) => /[*?[\\]/.test(part));
        return {
            fixed: parts.slice(0, wild < 0 ? parts.length : wild).join('/'),
            // Without a component it would be everything, which nobody asked for.
            matches: parts.length === 0 ? () => false : (path) => matchesParts(pattern, path.split('/')),
        };
    });
}
/** The whole path matches. At most (length of the pattern) × (length of the path) steps. */
function matchesParts(pattern, parts) {
    let [one, at] = [0, 0];
    let retry;
    while (at < parts.length) {
        const here = pattern[one];
        if (here === DEEP) {
            retry = { one, at };
            one++;
        }
        else if (here !== undefined && (0,_dockerfile_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesPieces */ .F6)(here, parts[at] ?? '')) {
            one++;
            at++;
        }
        else if (retry !== undefined) {
            retry.at++;
            one = retry.one + 1;
            at = retry.at;
        }
        else
            return false;
    }
    return pattern.slice(one).every((rest) => rest === DEEP);
}
/** A glob without its braces; those that are not closed, or have no comma between them, are letters. */
function alternatives(glob) {
    const group = firstGroup(glob);
    if (group === undefined)
        return [glob];
    const options = [];
    for (const option of group.options) {
        const inner = alternatives(option);
        if (inner === undefined || options.length + inner.length > MAX_ALTERNATIVES)
            return undefined;
        options.push(...inner);
    }
    const tails = alternatives(glob.slice(group.end));
    if (tails === undefined || options.length * tails.length > MAX_ALTERNATIVES)
        return undefined;
    const head = glob.slice(0, group.start);
    return options.flatMap((option) => tails.map((tail) => head + option + tail));
}
/** The first `{a,b}` that is closed, and what stands between its commas. */
function firstGroup(glob) {
    /** Open braces, each with the places where its options begin. */
    const open = [];
    let first;
    for (let at = 0; at < glob.length; at++) {
        const character = glob.charAt(at);
        if (character === '\\')
            at++;
        else if (character === '[')
            at = (classAt(glob, at)?.end ?? at + 1) - 1;
        else if (character === '{')
            open.push({ start: at, options: [at + 1] });
        else if (character === ',')
            open.at(-1)?.options.push(at + 1);
        else if (character === '}') {
            const group = open.pop();
            if (group === undefined || group.options.length === 1)
                continue;
            const options = group.options.map((from, index) => glob.slice(from, (group.options[index + 1] ?? at + 1) - 1));
            // One that stands around others is closed after them.
            if (first === undefined || group.start < first.start)
                first = { start: group.start, end: at + 1, options };
            if (open.length === 0)
                return first;
        }
    }
    return first;
}
function componentPieces(component) {
    const pieces = [];
    for (let at = 0; at < component.length; at++) {
        const character = component.charAt(at);
        const found = character === '[' ? classAt(component, at) : undefined;
        if (found !== undefined) {
            pieces.push(found.piece);
            at = found.end - 1;
        }
        else if (character === '*')
            pieces.push('any');
        else if (character === '?')
            pieces.push({ not: true, ranges: [] });
        else {
            const letter = character === '\\' && at + 1 < component.length ? component.charAt(++at) : character;
            pieces.push({ not: false, ranges: [[letter, letter]] });
        }
    }
    return pieces;
}
/** `[abc]`, `[a-z]`, `[!a]`, `[[:digit:]]` as a shell reads them; undefined when it is not closed: then `[` is a letter. */
function classAt(text, start) {
    let at = start + 1;
    const not = '!^'.includes(text.charAt(at)) && at < text.length;
    if (not)
        at++;
    const first = at;
    const ranges = [];
    const member = () => text.charAt(text.charAt(at) === '\\' ? (at += 2) - 1 : at++);
    while (at < text.length) {
        if (text.charAt(at) === ']' && at > first)
            return { piece: { not, ranges }, end: at + 1 };
        const named = /^\[:([a-z]+):\]/.exec(text.slice(at, at + 12));
        const known = named === null ? undefined : CLASSES.get(named[1] ?? '');
        if (named !== null && known !== undefined) {
            at += named[0].length;
            for (let pair = 0; pair < known.length; pair += 2)
                ranges.push([known.charAt(pair), known.charAt(pair + 1)]);
            continue;
        }
        const low = member();
        const isRange = text.charAt(at) === '-' && !['', ']'].includes(text.charAt(at + 1));
        if (isRange)
            at++;
        ranges.push([low, isRange ? member() : low]);
    }
    return undefined;
}
/** POSIX character classes in ASCII, as pairs: from, to. */
const CLASSES = new Map([
    ['alnum', '09AZaz'],
    ['alpha', 'AZaz'],
    ['blank', '  \t\t'],
    ['digit', '09'],
    ['lower', 'az'],
    ['punct', '!/:@[`{~'],
    ['space', '  \t\r'],
    ['upper', 'AZ'],
    ['word', '09AZ__az'],
    ['xdigit', '09AFaf'],
]);


/***/ }),

/***/ 32180:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IL: () => (/* binding */ wayInside),
/* harmony export */   lG: () => (/* binding */ joinInside),
/* harmony export */   ww: () => (/* binding */ inStack)
/* harmony export */ });
/** Paths below the stack's directory: with `/`, without `.` and `..`; the directory itself is `.`. */
/** `path` as seen from the folder `from`, in its shortest form; undefined when it leads outside. */
function joinInside(from, path) {
    const parts = from === '.' ? [] : from.split('/').filter((part) => part !== '');
    for (const part of path.split('/')) {
        if (part === '' || part === '.')
            continue;
        if (part !== '..')
            parts.push(part);
        else if (parts.pop() === undefined)
            return undefined;
    }
    return parts.length === 0 ? '.' : parts.join('/');
}
/** The way from a folder to a path below it (`.` is the folder itself); undefined when it is not below. */
function wayInside(folder, path) {
    if (folder === '.')
        return path;
    if (path === folder)
        return '.';
    return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined;
}
/** A path of the stack as the user sees it: beside the spec file they named. */
function inStack(specFile, path) {
    const slash = specFile.lastIndexOf('/');
    return slash < 0 ? path : `${specFile.slice(0, slash)}/${path}`;
}


/***/ }),

/***/ 39002:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   o: () => (/* binding */ proofOf)
/* harmony export */ });
/** What shows that a command ran its tests, where nobody says it: its report, or pytest's own closing line. */
function proofOf(run, report) {
    if (report !== undefined)
        return { kind: 'report' };
    return run.some(isPytest) ? { kind: 'pytest' } : undefined;
}
/** `pytest`, `py.test`, `/opt/conda/bin/pytest`; also as a word of `bash -c "…"`, which is the commonest way to start two things. */
function isPytest(word) {
    return /(?:^|[\s/;&|(])(?:pytest|py\.test)(?:$|[\s;&|)])/.test(word);
}


/***/ }),

/***/ 12537:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ parseSpecDocument),
/* harmony export */   p: () => (/* binding */ MAX_SPEC_BYTES)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(38815);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2890);


/** More than any stack needs (10,000 images fit), and little enough to parse in a moment. */
const MAX_SPEC_BYTES = 4 * 1024 * 1024;
/** Aliases may repeat a shared block for every image; a bomb multiplies them level by level. */
const MAX_ALIASES = 10_000;
/** Deeper than any spec nests. The YAML library composes by recursion, and near the end of the stack V8 may end the process. */
const MAX_DEPTH = 64;
/** Parses YAML 1.2 with merge keys. Throws a UserError with every syntax error in it. */
function parseSpecDocument(text, file) {
    const counter = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .LineCounter */ .HN();
    const lines = text.split(/\r?\n/);
    const at = (offset) => {
        const { line, col } = counter.linePos(offset);
        return { line: Math.max(line, 1), column: Math.max(col, 1), excerpt: lines[line - 1] ?? '' };
    };
    const withExcerpt = (position, message, remedy) => ({
        message,
        file,
        ...position,
        ...(remedy === undefined ? {} : { remedy }),
    });
    const deep = tooDeep(text, counter);
    if (deep !== undefined)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo([withExcerpt(at(deep), `this nests deeper than ${MAX_DEPTH} levels`)]);
    const document = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .parseDocument */ .Tp)(text, { merge: true, prettyErrors: false, strict: true, uniqueKeys: false });
    if (document.errors.length > 0) {
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(document.errors
            .slice(0, 20)
            .map((error) => withExcerpt(at(error.pos[0]), `YAML: ${error.message}`, yamlRemedy(error.code))));
    }
    const faults = faultsOf(document);
    if (faults.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(faults.slice(0, 20).map(({ offset, message, remedy }) => withExcerpt(at(offset), message, remedy)));
    keepNumbersAsWritten(document);
    const pairOf = pairIndex();
    const position = (path, what = 'value') => at(offsetOf(document, path, what, pairOf));
    return {
        value: toValue(document, (message) => new _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo([withExcerpt(at(0), message)])),
        position,
        problem: (path, message, more = {}) => {
            const where = path.length === 0 ? '' : `${path.join('.')}: `;
            return withExcerpt(position(path, more.what), where + message, more.remedy);
        },
    };
}
function yamlRemedy(code) {
    if (code === 'TAB_AS_INDENT')
        return 'Indent with spaces; YAML does not allow tabs.';
    if (code === 'BAD_INDENT' || code === 'BLOCK_AS_IMPLICIT_KEY')
        return 'Check the indentation: keys of one map start in the same column.';
    if (code === 'MULTIPLE_DOCS')
        return 'A spec is one document: remove the "---" between them.';
    return undefined;
}
/** Offset of the first token that stands too deep. Walks the tokens without recursion, and counts the lines on the way. */
function tooDeep(text, counter) {
    const open = [...new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Parser */ .iX(counter.addNewLine).parse(text)].map((token) => [token, 0]);
    for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
        const [token, depth] = entry;
        if (depth > MAX_DEPTH)
            return token.offset;
        const inner = token.type === 'document' ? [token.value] : 'items' in token ? token.items.flatMap(inside) : [];
        for (const child of inner)
            if (child != null)
                open.push([child, depth + 1]);
    }
    return undefined;
}
function inside(item) {
    return [item.key, item.value];
}
/** What is YAML and yet no value: keys that are there twice, aliases of nothing, aliases that stand in what they repeat, the one name JavaScript keeps for itself. */
function faultsOf(document) {
    const anchors = new Map();
    const faults = [];
    (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR)(document, {
        Value(_key, node) {
            if (node.anchor !== undefined)
                anchors.set(node.anchor, node);
            if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) && node.value === '__proto__')
                faults.push({ offset: rangeStart(node) ?? 0, message: '"__proto__" cannot be a name here' });
            if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node))
                faults.push(...repeatedKeys(node));
        },
        Alias(_key, alias, path) {
            const target = anchors.get(alias.source);
            const offset = rangeStart(alias) ?? 0;
            if (target === undefined)
                faults.push({ offset, message: `there is no anchor "&${alias.source}" above` });
            else if (path.includes(target))
                faults.push({ offset, message: `"*${alias.source}" stands in what it repeats` });
        },
    });
    return faults;
}
/** The library would compare every key with every other: of ten thousand images that takes a second and a half. */
function repeatedKeys(map) {
    const seen = new Set();
    const faults = [];
    for (const { key } of map.items) {
        if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) || key.value === '<<')
            continue;
        const name = String(key.value);
        if (seen.has(name)) {
            faults.push({
                offset: rangeStart(key) ?? 0,
                message: `"${name}" is in this map twice`,
                remedy: 'Remove or rename one of the two keys.',
            });
        }
        seen.add(name);
    }
    return faults;
}
/** A version such as `3.10` or a prefix such as `2026.10` must not lose its last zero: numbers become their source text. */
function keepNumbersAsWritten(document) {
    (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .visit */ .YR)(document, {
        Scalar(_key, node, path) {
            const isBuildArg = path.some((step) => (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isPair */ .tO)(step) && (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(step.key) && /^(build_args|dbuild_env)$/.test(String(step.key.value)));
            if (typeof node.value === 'number' ||
                typeof node.value === 'bigint' ||
                (isBuildArg && typeof node.value === 'boolean')) {
                node.value = node.source ?? String(node.value);
            }
        },
    });
}
function toValue(document, fail) {
    try {
        return document.toJS({ maxAliasCount: MAX_ALIASES });
    }
    catch (error) {
        if (error instanceof ReferenceError) {
            throw fail(`the aliases of this file expand to too much (${error.message}): write the values out`);
        }
        throw error;
    }
}
/** Byte offset of the value or key at `path`; of the nearest thing around it when it is not there. */
function offsetOf(document, path, what, pairOf) {
    let node = document.contents;
    let best = rangeStart(document.contents) ?? 0;
    for (const [depth, step] of path.entries()) {
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node))
            node = node.resolve(document);
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node)) {
            const pair = pairOf(node, String(step));
            if (pair === undefined)
                return best;
            best = rangeStart(pair.key) ?? best;
            if (depth === path.length - 1 && what === 'key')
                return best;
            node = pair.value;
        }
        else if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node)) {
            node = node.items[Number(step)];
        }
        else {
            return best;
        }
        best = rangeStart(node) ?? best;
    }
    return best;
}
/** Looks keys up; a map is searched from end to end only once, because ten thousand images ask for their places. */
function pairIndex() {
    const known = new WeakMap();
    return (map, key) => {
        let pairs = known.get(map);
        if (pairs === undefined) {
            pairs = new Map(map.items.flatMap((pair) => ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(pair.key) ? [[String(pair.key.value), pair]] : [])));
            known.set(map, pairs);
        }
        return pairs.get(key);
    };
}
function rangeStart(node) {
    return (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node) || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node) ? node.range?.[0] : undefined;
}


/***/ }),

/***/ 56763:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ ENV_NAME),
/* harmony export */   o: () => (/* binding */ NAME)
/* harmony export */ });
/** What images, plans, suites and secrets may be called: names of files are made of it. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/;
/** Variables of an environment, and build args. */
const ENV_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;


/***/ }),

/***/ 12760:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  I: () => (/* binding */ loadSpec),
  D: () => (/* binding */ specTooLarge)
});

// EXTERNAL MODULE: ./node_modules/shell-quote/index.js
var shell_quote = __webpack_require__(26591);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/nearest.js
var nearest = __webpack_require__(54527);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: ./build-ts/src/shared/values.js
var values = __webpack_require__(41195);
// EXTERNAL MODULE: ./build-ts/src/stack/graph.js
var stack_graph = __webpack_require__(25996);
// EXTERNAL MODULE: ./build-ts/src/stack/globs.js
var stack_globs = __webpack_require__(54039);
// EXTERNAL MODULE: ./build-ts/src/stack/paths.js
var paths = __webpack_require__(32180);
// EXTERNAL MODULE: ./build-ts/src/stack/platforms.js
var platforms = __webpack_require__(31584);
// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var refs = __webpack_require__(99072);
// EXTERNAL MODULE: ./build-ts/src/stack/suites.js
var stack_suites = __webpack_require__(70043);
// EXTERNAL MODULE: ./build-ts/src/stack/spec/document.js
var spec_document = __webpack_require__(12537);
// EXTERNAL MODULE: ./build-ts/src/stack/spec/grammar.js
var grammar = __webpack_require__(56763);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./build-ts/src/shared/duration.js
var duration = __webpack_require__(72029);
// EXTERNAL MODULE: ./build-ts/src/shared/size.js
var size = __webpack_require__(59300);
;// CONCATENATED MODULE: ./build-ts/src/stack/spec/schema.js



/**
 * The form of spec.yml: the keys of UCSD's datahub-docker-stack, 2021 (`plans`, `dbuild_env`, `skip_plans`, `manifests`)
 * and 2026 (`root`, `tag`, `info_cmds`, `all_info_cmds`), and ours. One schema gives the types, the validation and
 * schema/spec.schema.json for editors.
 */
/** Numbers arrive as the text they were written with (`3.10` stays `3.10`): see load.ts. */
const schema_text = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig().transform(String)], 'expected a text');
const schema_name = schema_text.refine((value) => value !== '', 'expected a name, not an empty text');
const flag = schemas/* boolean */.zMY('expected true or false');
/** A single value or a list of them. */
const names = schemas/* union */.KCZ([schema_name.transform((one) => [one]), schemas/* array */.YOg(schema_name)], 'expected a name or a list of names');
const args = schemas/* record */.g1P(schema_name, schemas/* union */.KCZ([schema_text, schemas/* boolean */.zMY().transform(String)], 'expected a text, a number, true or false'))
    .describe('Build args: NAME: value. Numbers and booleans are passed as they are written.');
const info = schemas/* strictObject */.rej({
    description: schema_text.describe('Heading of the section in the manifest page.'),
    command: schema_text.describe('Command run in the image; split into words like a shell does, but no shell runs it.'),
});
const time = schema_text.refine((value) => ((0,duration/* parseDuration */.E)(value) ?? 0) > 0, 'expected a time such as 90, 90s, 5m or 1h');
/** Engines refuse less. */
const LEAST_MEMORY = 6 * 1024 * 1024;
const memory = schema_text.refine((value) => ((0,size/* parseSize */.D)(value) ?? 0) >= LEAST_MEMORY, 'expected a size such as 512MB or 2GB, at least 6MiB');
/** What is counted is a number again. */
const number = (schema) => schemas/* preprocess */.vkY((value) => (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value), schema);
const port = number(schemas/* number */.aig('expected a port').int('expected a port').min(1, 'expected a port').max(65_535, 'expected a port'));
const count = number(schemas/* number */.aig('expected a number').int('expected a whole number').min(0, 'expected a number, 0 or more'));
const command = schemas/* union */.KCZ([schema_name, schemas/* array */.YOg(schema_text).min(1, 'expected at least one word')], 'expected a command: a text or a list of words');
const environment = schemas/* record */.g1P(schema_name, schemas/* union */.KCZ([schema_text, schemas/* boolean */.zMY().transform(String)], 'expected a text, a number, true or false'));
const start = schemas/* strictObject */.rej({
    ports: schemas/* union */.KCZ([port.transform((one) => [one]), schemas/* array */.YOg(port).min(1, 'expected at least one port')], 'expected a port')
        .describe('Ports of the container; each is published on a free port of this machine (STACK_PORT_8888, STACK_URL).'),
    ready: schema_name
        .optional()
        .describe('Path that answers over HTTP on the first port when the container is ready; default: the port answers.'),
    ready_timeout: time.optional().describe('How long that may take. Default 2m.'),
    command: command.optional().describe('Command instead of the image’s own.'),
    env: environment.optional().describe('Environment of the container.'),
});
const services = schemas/* union */.KCZ([
    schema_name.transform((file) => ({ file, env_file: undefined })),
    schemas/* strictObject */.rej({
        file: schema_name.describe('The compose file, relative to the directory of the spec.'),
        env_file: schema_name.optional().describe('File with the environment of the services.'),
    }),
], 'expected a compose file, or file and env_file');
const MANY_GPUS = 'expected all, or a number of GPUs, 1 or more';
const gpus = schemas/* union */.KCZ([schemas/* literal */.euz('all'), number(schemas/* number */.aig(MANY_GPUS).int(MANY_GPUS).min(1, MANY_GPUS))], MANY_GPUS);
const proof = schemas/* union */.KCZ([schemas/* enum */.k5n(['pytest', 'report', 'status']), schemas/* strictObject */.rej({ text: schema_name })], 'expected pytest, report, status, or text: with words that it says at its end');
/** No option of a program, and one word. */
const host = schema_name.refine((value) => /^[^-\s][^\s\p{Cc}]*$/u.test(value), 'expected a host as user@host or user@host:port');
const ssh = schemas/* strictObject */.rej({
    host: host
        .optional()
        .describe('The login host: user@host or user@host:port. Default: the input `ssh-host`, which goes before it.'),
    jump: host.optional().describe('The host on the way there, in the same form. Default: the input `ssh-jump`.'),
    known_hosts: schema_name
        .optional()
        .describe('File of the stack with the hosts’ keys, in the form of ssh’s known_hosts. More: the input `ssh-known-hosts`.'),
    connect_timeout: time.optional().describe('How long each login may take. Default 30s.'),
    keepalive: time
        .optional()
        .describe('How often the host is asked whether it is still there; the connection is lost when it misses three. Default 15s.'),
});
const suite = schemas/* strictObject */.rej({
    run: command
        .optional()
        .describe('Command; exit status 0 is a pass. {image} {variant} {ref} {digest} {tag} {platform} {prefix} {branch} {sha} {stage} {version} stand for those of the run; over ssh also {report} and {launch}, a name that each launch has for itself.'),
    pytest: schema_name.optional().describe('Directory or file of the stack with tests for pytest.'),
    imports: names
        .optional()
        .describe('Lists of names that must be importable: globs below the image’s directory; absolute: in the image.'),
    notebooks: names
        .optional()
        .describe('Notebooks (*.ipynb), or lists of them, that must run: globs below the image’s directory; absolute: in the image.'),
    on: schemas/* enum */.k5n(['container', 'host', 'ssh'], 'expected container, host or ssh')
        .optional()
        .describe('container: in a throw-away container of the image; host: beside it, on this machine (TEST_IMAGE); ssh: a command on a login host, after the push. Default: container; pytest that asks for docker or TEST_IMAGE: host.'),
    pushed: flag
        .optional()
        .describe('true: after the push of the candidate, before anything is published. Default: integration tests, and suites over ssh.'),
    default: flag
        .optional()
        .describe('false: runs only when it is named (input `suites`, or `suites` of an image). Default true; of suites over ssh false.'),
    images: names.optional().describe('Images it runs on; default: every image.'),
    files: schema_name
        .optional()
        .describe('Directory of the stack that is copied into the container before (its working directory).'),
    timeout: time.optional().describe('Wall-clock limit: 90, 90s, 5m, 1h. Default: the input `test-timeout`.'),
    test_timeout: time.optional().describe('Limit of each test or notebook.'),
    cell_timeout: time.optional().describe('Limit of each cell of a notebook.'),
    reruns: count.optional().describe('How often a test that ran out of its time is run again. Default 0.'),
    jobs: count.optional().describe('Notebooks at the same time. Default 1.'),
    markers: schema_name.optional().describe('Which tests pytest selects (-m): "not slow and not superslow".'),
    args: schemas/* array */.YOg(schema_text).optional().describe('More arguments for pytest.'),
    skip: names.optional().describe('Tests that are left out: ids of pytest; globs of notebooks or names.'),
    expect: schemas/* enum */.k5n(['pass', 'fail'], 'expected pass or fail')
        .optional()
        .describe('fail: its notebooks are known to fail; one that passes is reported. Default pass.'),
    allow_empty: flag.optional().describe('true: no test at all is a pass. Default false.'),
    network: flag.optional().describe('true: the container may use the network. Default false.'),
    memory: memory.optional().describe('Memory of the container: 512MB, 2GB.'),
    cpus: number(schemas/* number */.aig('expected a number').positive('expected more than 0'))
        .optional()
        .describe('Cores of the container.'),
    alone: flag
        .optional()
        .describe('true: no other suite that is alone runs at the same time; for tests that use a fixed port of the machine.'),
    docker: schemas/* enum */.k5n(['sibling', 'dind'], 'expected sibling or dind')
        .optional()
        .describe('sibling: the container may use the engine that it runs on; dind: it may run one of its own.'),
    services: services.optional().describe('Compose file whose services run while the suite does.'),
    start: start.optional().describe('Of a suite on the host: a container of the image that runs while it does.'),
    env: environment.optional().describe('Environment of the suite.'),
    pass_env: names.optional().describe('Variables of this machine that a suite on the host sees too.'),
    gpus: gpus
        .optional()
        .describe('all, or how many: GPUs of this machine that the container gets (STACK_GPUS says it, on the host too).'),
    allow_skips: flag
        .optional()
        .describe('false: a test that is skipped fails the suite. Default true; all of them skipped always does.'),
    ssh: ssh.optional().describe('Of a suite over ssh: the machine that it logs in to.'),
    proof: proof
        .optional()
        .describe('What shows that a command over ssh ran its tests, beside its exit status. pytest: the closing line of pytest; report: the file `report`; text: these words; status: nothing. Default: report where there is one, pytest where a word of `run` is pytest.'),
    report: schema_name
        .optional()
        .describe('Path on the login host of the JUnit file that it writes; the words of `run` stand in it, too. What lies there is removed before.'),
    clean_up: command
        .optional()
        .describe('Command on the login host after a time-out, a cancellation or a lost connection; {launch} is the name that the launch had.'),
    retries: count
        .optional()
        .describe('How often a launch over ssh is tried again that failed before any test began (a queue, no GPU free). Default 0.'),
    retry_wait: time.optional().describe('How long to wait before that. Default 1m.'),
    retry_when: names.optional().describe('Only where the launch said one of these. Default: whatever it said.'),
});
const schema_image = schemas/* strictObject */.rej({
    image_name: schema_name.optional().describe('Repository the image is pushed to, without a tag. Default: its key.'),
    depend_on: names
        .nullish()
        .describe('Parent image, or a list of parents; [] for none. Default: what the Dockerfile takes from the stack.'),
    path: schema_name.optional().describe('Directory of the image below the spec; default: its key.'),
    dockerfile: names
        .optional()
        .describe('Dockerfile, relative to the directory of the image (`../` inside the stack too). A list is read one after the other, as one. Default: Dockerfile.'),
    context: schema_name
        .optional()
        .describe('Build context, relative to the directory of the spec; "." is that directory. Default: the image’s own.'),
    build_args: args.nullish(),
    dbuild_env: schemas/* record */.g1P(schema_name, args.nullable())
        .nullish()
        .describe('2021: build args by plan; the ones below `common` go to every plan.'),
    info_cmds: schemas/* array */.YOg(schema_name).nullish().describe('Names of info commands whose output goes into the manifest page.'),
    manifests: schemas/* array */.YOg(schema_name).nullish().describe('2021: the same as info_cmds.'),
    skip_plans: schemas/* array */.YOg(schema_name).nullish().describe('Plans this image is not built for.'),
    integration_tests: flag.optional().describe('Run the image’s integration_tests: on the host, on what was pushed.'),
    prune: flag
        .optional()
        .describe('true: the image leaves the engine as soon as nothing of the run needs it any more. Default false.'),
    suites: names
        .optional()
        .describe('The suites that run on it, by name or sort; default: every suite that applies and is on by default.'),
    platforms: names
        .optional()
        .describe('What it is built for, such as linux/arm64; default: the platforms of the stack.'),
    secrets: names
        .optional()
        .describe('Ids of secrets that its build may mount (RUN --mount=type=secret,id=…); their values come from the input `secrets`.'),
    ssh: flag.optional().describe('true: its build may use the ssh agent (RUN --mount=type=ssh). Default false.'),
    prepull: flag.optional().describe('Accepted; not needed here: BuildKit takes what it needs.'),
});
const plan = schemas/* strictObject */.rej({
    tag_prefix: schema_text.optional().describe('First part of every tag of this plan.'),
    tag_stable_postfix: schema_text.optional().describe('2021: accepted; never had an effect.'),
});
const stage = schemas/* strictObject */.rej({
    from: schema_name
        .optional()
        .describe('The stage below: what comes here comes from there. Default: none; it is what runs publish.'),
    tags: schemas/* union */.KCZ([schema_name.transform((one) => [one]), schemas/* array */.YOg(schema_name).min(1, 'expected at least one tag')], 'expected a tag or tags')
        .describe('Tags of the stage: texts with {prefix} {branch} {sha} {user} {version} {minor} {stage} {image} {plan} in them. The first names the image; with {version} or {minor} it keeps what it holds.'),
    dockerfile: schema_name
        .optional()
        .describe('Dockerfile below the directory of each image that builds it FROM the stage below (BASE_IMAGE). Default: none; the image of the stage below is moved as it is.'),
    suites: names.optional().describe('Suites, by name or sort, that must have passed on exactly what comes here.'),
    git_tag: schema_name.optional().describe('Git tag of a release to this stage: a text with the same words.'),
});
const specSchema = schemas/* strictObject */.rej({
    root: names.optional().describe('The image(s) that everything else builds on.'),
    images: schemas/* record */.g1P(schema_name, schema_image.nullable())
        .refine((images) => Object.keys(images).length > 0, 'the stack has no images: name at least one below `images`')
        .describe('The images of the stack, by directory name.'),
    tag: schemas/* strictObject */.rej({ prefix: schema_text.optional().describe('First part of every tag, such as "2026.4".') }).nullish(),
    plans: schemas/* record */.g1P(schema_name, plan.nullable()).nullish().describe('Parallel variants of the whole stack.'),
    platforms: names
        .optional()
        .describe('What the images are built for: linux/amd64, linux/arm64, …; default: the platform of the engine.'),
    all_info_cmds: schemas/* record */.g1P(schema_name, info).nullish().describe('The info commands that images may name.'),
    manifests: schemas/* record */.g1P(schema_name, info).nullish().describe('2021: the same as all_info_cmds.'),
    registries: schemas/* record */.g1P(schema_name, schema_name).nullish().describe('Aliases of registries: alias: host[:port]/path.'),
    push_to: names.nullish().describe('Registries to push to unless the input `registries` says otherwise.'),
    changes: schemas/* strictObject */.rej({
        all: names
            .optional()
            .describe('Changed files that touch every image, beside the spec and the common tests: globs.'),
        ignore: names.optional().describe('Changed files that touch no image: globs.'),
    })
        .nullish()
        .describe('What a changed file touches; globs are relative to the directory of the spec.'),
    suites: schemas/* record */.g1P(schema_name, suite)
        .nullish()
        .describe('Test suites beside the ones found by convention; or, by their names, more about those.'),
    stages: schemas/* record */.g1P(schema_name, stage)
        .refine((stages) => Object.keys(stages).length > 0, 'the ladder has no stages: name at least one below `stages`')
        .nullish()
        .describe('The ladder that images climb, by name. Default: branch, stable ({prefix}-stable) and global-stable (stable).'),
    changelog: schema_name
        .nullish()
        .describe('Changelog, relative to the directory of the spec; the version of its top entry is the default of {version}.'),
})
    .describe('A stack of Docker images that build on each other.');

// EXTERNAL MODULE: ./build-ts/src/stack/stages.js
var stages = __webpack_require__(86525);
// EXTERNAL MODULE: ./build-ts/src/stack/tags.js
var stack_tags = __webpack_require__(38983);
;// CONCATENATED MODULE: ./build-ts/src/stack/spec/stages.js








/** The ladder of a spec, each stage after the one below it. Mistakes go to `fail`, all of them. */
function readStages(specStages, neighbours, fail) {
    if (specStages === undefined)
        return stages/* DEFAULT_LADDER */.r;
    const byName = new Map(Object.entries(specStages).map(([name, stage]) => [name, stageOf(name, stage)]));
    const mistakes = [];
    const collect = (...mistake) => void mistakes.push(mistake);
    for (const stage of byName.values())
        checkStage(stage, byName, neighbours, collect);
    checkRoots([...byName.values()], collect);
    const ladder = orderOf(byName, collect).flatMap((name) => byName.get(name) ?? []);
    // What tags would be is told when the stages themselves are right.
    if (mistakes.length === 0)
        checkTags(ladder, neighbours, collect);
    for (const mistake of mistakes)
        fail(...mistake);
    return ladder;
}
function stageOf(name, { from, tags, dockerfile, suites = [], git_tag }) {
    return { name, from, tags, dockerfile, suites: [...new Set(suites)], gitTag: git_tag };
}
function checkStage(stage, stages, neighbours, fail) {
    const { images, suites } = neighbours;
    const here = ['stages', stage.name];
    if (!grammar/* NAME */.o.test(stage.name))
        fail(here, `"${stage.name}" cannot be the name of a stage`, {
            what: 'key',
            remedy: 'Use letters, digits, ".", "_" and "-".',
        });
    if (stage.from !== undefined && !stages.has(stage.from))
        fail([...here, 'from'], `there is no stage "${stage.from}"`, {
            remedy: (0,nearest/* suggest */.ZA)(stage.from, [...stages.keys()], 'stages'),
        });
    if (stage.dockerfile !== undefined) {
        if (stage.from === undefined)
            fail([...here, 'dockerfile'], 'it is built FROM the stage below, and there is none', {
                remedy: 'Name it with `from`, or leave `dockerfile` out: the first stage is built from the images’ own.',
            });
        if (isOutside(stage.dockerfile, images))
            fail([...here, 'dockerfile'], `"${stage.dockerfile}" is outside the stack`, {
                remedy: 'Give the name of a file in the directory of each image, such as prod.Dockerfile.',
            });
    }
    const known = [...new Set([...suites.map(({ name }) => name), ...stack_suites/* CONVENTIONS */.p$, ...images.keys()])];
    for (const suite of stage.suites)
        if (!known.includes(suite) && !suite.includes('.'))
            fail([...here, 'suites'], `there is no suite "${suite}"`, { remedy: (0,nearest/* suggest */.ZA)(suite, known, 'suites') });
    for (const template of stage.tags)
        checkTemplate([...here, 'tags'], template, fail);
    if (stage.gitTag !== undefined)
        checkTemplate([...here, 'git_tag'], stage.gitTag, fail);
}
function isOutside(path, images) {
    if (path.startsWith('/') || /[\0\n\r\\]/.test(path))
        return true;
    return [...images.values()].some((image) => (0,paths/* joinInside */.lG)(image.path, path) === undefined);
}
function checkTemplate(where, template, fail) {
    const words = (0,stages/* wordsIn */.Hn)(template);
    for (const word of new Set(words)) {
        if (!(0,stages/* isWord */.Jg)(word))
            fail(where, `"${template}" names {${word}}, which is no word of a tag`, {
                remedy: (0,nearest/* suggest */.ZA)(word, stages/* TAG_WORDS */.nN, 'words'),
            });
        // Twice says no more than once, and what a tag was made of would be dear to find out.
        else if (words.filter((one) => one === word).length > 1)
            fail(where, `"${template}" names {${word}} more than once`, { remedy: 'Name it once.' });
    }
    if (/[{}]/.test(template.replace(/\{[^{}]*\}/g, '')))
        fail(where, `"${template}" has a brace without its other half`, { remedy: 'Words stand in braces: {version}.' });
}
/** One stage is what a run publishes; everything else comes from it. */
function checkRoots(stages, fail) {
    const [first, second] = stages.filter(({ from }) => from === undefined);
    if (first !== undefined && second !== undefined)
        fail(['stages', second.name], `"${first.name}" and "${second.name}" are both without \`from\``, {
            what: 'key',
            remedy: 'One stage is the first, the one that runs publish; say of each other one which it comes from.',
        });
}
function orderOf(stages, fail) {
    const graph = {
        nodes: [...stages.keys()],
        parentsOf: (name) => [stages.get(name)?.from ?? []].flat().filter((from) => stages.has(from)),
    };
    const cycle = (0,stack_graph/* findCycle */.u8)(graph);
    if (cycle !== undefined)
        fail(['stages', cycle[0] ?? '', 'from'], `the stages come from each other in a circle: ${cycle.join(' → ')}`, {
            remedy: 'Leave out the `from` of the first stage, the one that runs publish.',
        });
    return (0,stack_graph/* topological */._s)(graph);
}
/** Of a branch and a user that nobody has. The second version is the one that is its own {minor}. */
const SAMPLES = ['41.42.43', '41.42.0'].map((version) => ({
    ...{ branch: 'a-branch-of-nobody', sha: '1a2b3c4', user: 'a-user-of-nobody' },
    version,
}));
/** Whether what the templates give are tags, and whether two stages could give one. Of each stage one mistake is told. */
function checkTags(ladder, { images, variants }, fail) {
    const names = (0,stages/* tagsByImage */.eZ)({ stages: ladder }) ? [...images.keys()] : [''];
    const told = new Set();
    for (const variant of variants) {
        for (const image of names) {
            const given = ladder.map((stage) => givenBy({ stage, variant, image }));
            for (const [index, one] of given.entries()) {
                const { stage } = one.where;
                const mistake = told.has(stage) ? undefined : (badTag(one) ?? twice(one, given.slice(0, index)));
                if (mistake === undefined)
                    continue;
                told.add(stage);
                fail(['stages', stage.name, 'tags'], mistake.message, { remedy: mistake.remedy });
            }
        }
    }
}
function givenBy(where) {
    const tagOf = (template, facts) => {
        const rendered = (0,stages/* renderTag */.vY)(template, (0,stages/* tagWords */.u0)(facts, where));
        return 'tag' in rendered ? rendered.tag : '';
    };
    const tags = where.stage.tags.flatMap((template) => SAMPLES.map((facts) => ({ template, tag: tagOf(template, facts) })));
    return { where, tags };
}
function badTag({ where, tags }) {
    const bad = tags.find(({ tag }) => !(0,refs/* isTag */.dz)(tag));
    if (bad !== undefined)
        return {
            message: `"${bad.template}" gives "${bad.tag}", which is not a tag (plan "${where.variant.name}")`,
            remedy: 'A tag has letters, digits, "_", "." and "-", at most 128, and does not begin with "." or "-".',
        };
    const reserved = tags.find(({ tag }) => (0,stack_tags/* isReserved */.Bs)(tag));
    if (reserved === undefined)
        return undefined;
    return { message: `"${reserved.tag}" is a name that is kept for this program`, remedy: 'Choose another one.' };
}
/** The first stage is held against the forms of the others, too: `{branch}` there and `{user}` here are one tag one day. */
function twice({ where, tags }, below) {
    for (const [index, other] of below.entries()) {
        const same = tags.find(({ template, tag }) => other.tags.some((one) => one.tag === tag || (index === 0 && (0,stages/* canGive */.Ok)(template, one.tag, where))));
        if (same === undefined)
            continue;
        return {
            message: `"${same.template}" can be the same tag as one of the stage "${other.where.stage.name}" (plan "${where.variant.name}")`,
            remedy: 'Give each stage tags of its own, such as some that begin with {stage}-.',
        };
    }
    return undefined;
}

// EXTERNAL MODULE: ./build-ts/src/stack/proof.js
var stack_proof = __webpack_require__(39002);
;// CONCATENATED MODULE: ./build-ts/src/stack/spec/suite-reader.js
/** A command as words: a text is split as a shell would. */
function wordsOf(where, command, reader) {
    return typeof command === 'string' ? reader.words(where, command) : command;
}

;// CONCATENATED MODULE: ./build-ts/src/stack/spec/remote-suites.js



/** What means something on another machine only. */
const OF_REMOTE = ['ssh', 'proof', 'report', 'clean_up', 'retries', 'retry_wait', 'retry_when'];
/** What means nothing there: the container, this machine and the stack's files are elsewhere. */
const NOT_REMOTE = [
    ...['files', 'start', 'services', 'pass_env', 'allow_empty'],
    ...['network', 'memory', 'cpus', 'docker', 'gpus'],
];
/** What a suite over ssh needs to have a meaning, and what has one only there. */
function checkRemoteFit(here, suite, does, reader) {
    const refuse = (key, why, remedy) => reader.fail([...here, key], why, { remedy });
    if (suite.on !== 'ssh') {
        for (const key of OF_REMOTE)
            if (suite[key] !== undefined)
                refuse(key, `${key} is for suites over ssh`, 'Say on: ssh, or leave it out.');
        return;
    }
    if (does?.kind !== 'command')
        refuse('on', 'over ssh a suite is a command', 'Give it run: the launcher there, and what it is to run in the image.');
    if (suite.pushed === false)
        refuse('pushed', 'another machine runs what was pushed', 'Leave it out: suites over ssh run after the push.');
    for (const key of NOT_REMOTE)
        if (suite[key] !== undefined)
            refuse(key, `${key} means nothing on a login host`, 'Leave it out; say it to the launcher, in the words of run.');
    if (suite.report === undefined) {
        if (suite.proof === 'report')
            refuse('proof', 'there is no report to read', 'Give report: its path on the host.');
        if (usesWord(suite.run, 'report'))
            refuse('run', '{report} stands for nothing here', 'Give report: the path on the login host of the JUnit file.');
    }
    if (suite.retries === undefined || suite.retries === 0)
        for (const key of ['retry_wait', 'retry_when'])
            if (suite[key] !== undefined)
                refuse(key, `${key} without retries`, 'Give retries: how often a launch is tried again.');
    const proof = does?.kind === 'command' ? defaultProof(suite, does.run) : undefined;
    if ((proof?.kind === 'status' || proof?.kind === 'text') &&
        suite.retries !== undefined &&
        suite.retry_when === undefined)
        refuse('retries', 'of a failure nobody can tell whether tests had begun', 'Give retry_when: what the launcher says when it could not launch; a failed test is never tried again.');
    if (does?.kind === 'command' && proof === undefined)
        refuse('run', 'nothing shows that its tests ran: a launcher may end with 0 and have started none', 'Say proof: pytest (its closing line), text: words that it says at its end, or status if you vouch for the launcher; or give the report that it writes.');
}
function usesWord(command, word) {
    return [command ?? []].flat().some((one) => one.includes(`{${word}}`));
}
function defaultProof({ proof, report }, run) {
    if (proof === undefined)
        return (0,stack_proof/* proofOf */.o)(run, report);
    return typeof proof === 'string' ? { kind: proof } : { kind: 'text', text: proof.text };
}
/** Of a suite that is `on: ssh`; whatever does not fit has been told. */
function remoteOf(here, suite, does, reader) {
    const { ssh } = suite;
    const ms = (value) => (value === undefined ? undefined : (0,duration/* parseDuration */.E)(value));
    const run = does?.kind === 'command' ? does.run : [];
    return {
        proof: defaultProof(suite, run) ?? { kind: 'pytest' },
        report: suite.report,
        cleanUp: suite.clean_up === undefined ? undefined : wordsOf([...here, 'clean_up'], suite.clean_up, reader),
        retries: suite.retries ?? 0,
        retryWaitMs: ms(suite.retry_wait),
        retryWhen: suite.retry_when ?? [],
        host: ssh?.host,
        jump: ssh?.jump,
        knownHosts: ssh?.known_hosts === undefined ? undefined : reader.inside([...here, 'ssh', 'known_hosts'], ssh.known_hosts),
        connectMs: ms(ssh?.connect_timeout),
        keepAliveMs: ms(ssh?.keepalive),
    };
}

;// CONCATENATED MODULE: ./build-ts/src/stack/spec/suites.js







/** What a suite runs: at most one of them. */
const KINDS = ['run', 'pytest', 'imports', 'notebooks'];
/** The suites of a spec. Mistakes go to the reader, all of them. */
function readSuites(suites, images, reader) {
    return Object.entries(suites).map(([name, suite]) => {
        const here = ['suites', name];
        if (!grammar/* NAME */.o.test(name) || /\.(?:log|xml)$/.test(name))
            reader.fail(here, `"${name}" cannot be the name of a suite`, {
                what: 'key',
                remedy: 'Use letters, digits, ".", "_" and "-", and end it neither with .log nor with .xml.',
            });
        for (const image of suite.images ?? []) {
            if (!images.has(image))
                reader.fail([...here, 'images'], `there is no image "${image}"`, {
                    remedy: (0,nearest/* suggest */.ZA)(image, [...images.keys()], 'images'),
                });
        }
        const does = doesOf(name, suite, images, reader);
        checkFit(here, suite, does, reader);
        checkRemoteFit(here, suite, does, reader);
        return {
            name,
            does,
            images: suite.images,
            files: suite.files === undefined ? undefined : reader.inside([...here, 'files'], suite.files),
            settings: settingsOf(here, suite, does, reader),
            at: reader.position(here),
        };
    });
}
function doesOf(name, suite, images, reader) {
    const here = ['suites', name];
    const kinds = KINDS.filter((kind) => suite[kind] !== undefined);
    const isFound = stack_suites/* CONVENTIONS */.p$.includes(name) || images.has(name);
    const [kind] = kinds;
    if (kinds.length > 1)
        reader.fail(here, `it has ${kinds.join(' and ')}: a suite runs one thing`, {
            remedy: 'Make a suite of each.',
        });
    if (kind !== undefined && isFound)
        reader.fail([...here, kind], `"${name}" is the name of a suite that is found by convention`, {
            remedy: 'Give this suite another name, or leave out what it runs: then the rest is about those that are found.',
        });
    if (kind === undefined && !isFound && !name.includes('.'))
        reader.fail(here, `the suite "${name}" says nothing to run`, {
            what: 'key',
            remedy: `Give it one of ${KINDS.join(', ')}; or the name of suites that are found by convention: ${stack_suites/* CONVENTIONS */.p$.join(', ')}.`,
        });
    switch (kind) {
        case undefined:
            return undefined;
        case 'run':
            return { kind: 'command', run: wordsOf([...here, 'run'], suite.run ?? [], reader) };
        case 'pytest':
            return { kind, path: reader.inside([...here, kind], suite.pytest ?? '') };
        default: {
            const paths = suite[kind] ?? [];
            for (const path of paths)
                if (path.split('/').includes('..') || /[\0\n\r\\]/.test(path))
                    reader.fail([...here, kind], `"${path}" is no path below the image’s directory`, {
                        remedy: 'Give a path or glob without "..", or an absolute path of the image.',
                    });
            return { kind, paths };
        }
    }
}
/** What a setting needs to have a meaning. */
function checkFit(here, suite, does, reader) {
    const refuse = (key, why, remedy) => reader.fail([...here, key], why, { remedy });
    const only = (key, ...kinds) => {
        if (suite[key] !== undefined && does !== undefined && !kinds.includes(does.kind))
            refuse(key, `${key} is for ${kinds.join(' and ')}`, 'Leave it out here.');
    };
    for (const key of ['markers', 'args', 'reruns'])
        only(key, 'pytest');
    for (const key of ['jobs', 'cell_timeout', 'expect'])
        only(key, 'notebooks');
    only('skip', 'pytest', 'imports', 'notebooks');
    only('test_timeout', 'pytest', 'notebooks');
    if (suite.on === 'host' && (does?.kind === 'imports' || does?.kind === 'notebooks'))
        refuse('on', `${does.kind} are run in the container`, 'Leave it out.');
    const isHost = suite.on === 'host';
    // Tests for pytest may turn out to be for the host; so may those that are found by convention.
    const mayBeHost = isHost || (suite.on === undefined && (does === undefined || does.kind === 'pytest'));
    for (const key of ['start', 'pass_env'])
        if (suite[key] !== undefined && !mayBeHost)
            refuse(key, `${key} is for suites on the host`, 'Say on: host, or leave it out.');
    for (const key of ['network', 'memory', 'cpus', 'docker'])
        if (suite[key] !== undefined && isHost)
            refuse(key, `${key} is for suites in the container`, 'Leave it out: on the host, the machine has no such limit.');
}
function settingsOf(here, suite, does, reader) {
    const ms = (value) => (value === undefined ? undefined : (0,duration/* parseDuration */.E)(value));
    const variables = [
        [['env'], Object.keys(suite.env ?? {})],
        [['pass_env'], suite.pass_env ?? []],
        [['start', 'env'], Object.keys(suite.start?.env ?? {})],
    ];
    for (const [where, names] of variables)
        for (const name of names)
            if (!grammar/* ENV_NAME */.G.test(name))
                reader.fail([...here, ...where], `"${name}" cannot be the name of a variable`, {
                    remedy: 'Letters, digits and "_" only.',
                });
    const { services } = suite;
    const isRemote = suite.on === 'ssh';
    return {
        on: suite.on,
        // What another machine is to run, it pulls; and it is not there for every run.
        pushed: suite.pushed ?? (isRemote ? true : undefined),
        isDefault: suite.default ?? (isRemote ? false : undefined),
        timeoutMs: ms(suite.timeout),
        testTimeoutMs: ms(suite.test_timeout),
        cellTimeoutMs: ms(suite.cell_timeout),
        reruns: suite.reruns,
        jobs: suite.jobs,
        markers: suite.markers,
        args: suite.args,
        skip: suite.skip,
        expect: suite.expect,
        mayBeEmpty: suite.allow_empty,
        network: suite.network,
        memory: suite.memory === undefined ? undefined : (0,size/* parseSize */.D)(suite.memory),
        cpus: suite.cpus,
        alone: suite.alone,
        docker: suite.docker,
        services: services === undefined
            ? undefined
            : {
                file: reader.inside([...here, 'services'], services.file),
                envFile: services.env_file === undefined ? undefined : reader.inside([...here, 'services'], services.env_file),
            },
        start: startOf(here, suite, reader),
        env: suite.env,
        passEnv: suite.pass_env,
        gpus: suite.gpus,
        maySkip: suite.allow_skips,
        remote: isRemote ? remoteOf(here, suite, does, reader) : undefined,
    };
}
function startOf(here, { start }, reader) {
    if (start === undefined)
        return undefined;
    return {
        ports: start.ports,
        ready: start.ready,
        readyMs: start.ready_timeout === undefined ? undefined : (0,duration/* parseDuration */.E)(start.ready_timeout),
        command: start.command === undefined ? undefined : wordsOf([...here, 'start', 'command'], start.command, reader),
        env: start.env ?? {},
    };
}

;// CONCATENATED MODULE: ./build-ts/src/stack/spec/load.js
















/**
 * Reads the text of a spec.yml into a stack. `file` is only for messages.
 * Throws a UserError that lists every mistake with its line and column.
 */
function loadSpec(text, file) {
    if (Buffer.byteLength(text) > spec_document/* MAX_SPEC_BYTES */.p)
        throw specTooLarge(Buffer.byteLength(text), file);
    const document = (0,spec_document/* parseSpecDocument */.Y)(text, file);
    const parsed = specSchema.safeParse(document.value ?? {});
    if (!parsed.success)
        throw new errors/* UserError */.yo(parsed.error.issues.flatMap((issue) => schemaProblems(issue, document)));
    return new Loader(parsed.data, document, file).load();
}
function specTooLarge(bytes, file) {
    const mib = (n) => `${(n / 1024 / 1024).toFixed(1)} MiB`;
    return new errors/* UserError */.yo([
        {
            message: `the spec has ${mib(bytes)}; at most ${mib(spec_document/* MAX_SPEC_BYTES */.p)} are read`,
            file,
            remedy: 'Is this the right file? A stack of ten thousand images fits into the limit.',
        },
    ]);
}
/** Turns what zod found into problems with a place and, for unknown keys, the nearest known one. */
function schemaProblems(issue, document) {
    const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
    if (issue.code === 'unrecognized_keys') {
        const known = knownKeys(path);
        return issue.keys.map((key) => document.problem([...path, key], 'unknown key', { what: 'key', remedy: (0,nearest/* suggest */.ZA)(key, known, 'keys known here') }));
    }
    if (issue.code === 'invalid_union') {
        // The branch that got furthest into the value tells more than "expected a or b".
        const deeper = issue.errors.flat().filter((inner) => inner.path.length > 0);
        if (deeper.length > 0)
            return deeper
                .slice(0, 1)
                .flatMap((inner) => schemaProblems({ ...inner, path: [...issue.path, ...inner.path] }, document));
    }
    const found = (0,values/* valueAt */.f)(document.value, path);
    if ((issue.code === 'invalid_type' || issue.code === 'invalid_union') && found === undefined) {
        return [
            document.problem(path.slice(0, -1), `"${String(path.at(-1))}" is missing`, {
                what: 'key',
                remedy: missingRemedy(path),
            }),
        ];
    }
    if (issue.code === 'invalid_key')
        return [document.problem(path.slice(0, -1), 'a name here is empty')];
    const message = issue.code === 'invalid_type' ? `expected ${typeNames[issue.expected] ?? issue.expected}` : issue.message;
    return [document.problem(path, found === undefined ? message : `${message}, found ${shown(found)}`)];
}
const typeNames = {
    object: 'a map (key: value)',
    record: 'a map (key: value)',
    array: 'a list',
    string: 'a text',
    boolean: 'true or false',
    number: 'a number',
    int: 'a whole number',
};
function missingRemedy(path) {
    return path.length === 1 && path[0] === 'images'
        ? 'A spec names its images: `images:` with one entry per directory that has a Dockerfile.'
        : undefined;
}
function shown(value) {
    const text = JSON.stringify(value);
    return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
/** The keys that the schema knows at a place of the spec. */
function knownKeys(path) {
    let schema = specSchema;
    for (const step of path) {
        schema = unwrap(schema);
        if (hasShape(schema))
            schema = schema.shape[String(step)];
        else if (hasValueType(schema))
            schema = schema.valueType;
    }
    schema = unwrap(schema);
    return hasShape(schema) ? Object.keys(schema.shape) : [];
}
function unwrap(schema) {
    let inner = schema;
    while (typeof inner === 'object' && inner !== null && 'unwrap' in inner && typeof inner.unwrap === 'function') {
        inner = inner.unwrap();
    }
    // Of several forms the one with keys.
    return hasOptions(inner) ? (inner.options.map(unwrap).find(hasShape) ?? inner) : inner;
}
function hasOptions(schema) {
    return typeof schema === 'object' && schema !== null && 'options' in schema && Array.isArray(schema.options);
}
function hasShape(schema) {
    return typeof schema === 'object' && schema !== null && 'shape' in schema;
}
function hasValueType(schema) {
    return typeof schema === 'object' && schema !== null && 'valueType' in schema;
}
/** Characters of a glob of `changes`. */
const MAX_GLOB = 200;
/** Between two slashes of it. */
const MAX_STARS = 3;
/** Turns a spec of the right form into a stack, collecting every mistake of meaning on the way. */
class Loader {
    spec;
    document;
    file;
    problems = [];
    /** Of the images that name none of their own. */
    everyPlatform = [];
    constructor(spec, document, file) {
        this.spec = spec;
        this.document = document;
        this.file = file;
    }
    load() {
        const infos = this.infos();
        const variants = this.variants();
        this.everyPlatform = this.platforms(['platforms'], this.spec.platforms);
        const images = new Map();
        for (const [name, image] of Object.entries(this.spec.images))
            images.set(name, this.image(name, image ?? {}, infos, variants));
        const suites = readSuites(this.spec.suites ?? {}, images, {
            fail: (where, message, more) => this.fail(where, message, more),
            inside: (where, path) => this.inside(where, path),
            position: (where) => this.document.position(where, 'key'),
            words: (where, command) => this.words(where, command),
        });
        this.checkImageSuites(images, suites);
        const stages = readStages(this.spec.stages ?? undefined, { images, variants, suites }, (where, message, more) => this.fail(where, message, more));
        const registries = this.registries();
        const order = this.order(images);
        this.checkRoot(images);
        const changeRules = { all: this.globs('all'), ignore: this.globs('ignore') };
        const changelog = this.changelog();
        if (this.problems.length > 0)
            throw new errors/* UserError */.yo(this.problems);
        return {
            ...{ file: this.file, images, order, variants, infos, suites, registries, stages, changelog },
            pushTo: this.spec.push_to ?? [],
            changeRules,
        };
    }
    fail(path, message, more = {}) {
        this.problems.push(this.document.problem(path, message, more));
    }
    infos() {
        const infos = new Map();
        for (const section of ['all_info_cmds', 'manifests']) {
            for (const [name, { description, command }] of Object.entries(this.spec[section] ?? {})) {
                infos.set(name, { name, description, command: this.words([section, name, 'command'], command) });
            }
        }
        return infos;
    }
    /** A command line as argv. What only a shell can do (pipes, redirections) is refused: the user must say which shell. */
    words(path, command) {
        const words = (0,shell_quote.parse)(command, (variable) => `$${variable}`);
        const argv = [];
        for (const word of words) {
            if (typeof word === 'string')
                argv.push(word);
            else if ('op' in word && word.op === 'glob')
                argv.push(word.pattern);
            else if ('op' in word) {
                this.fail(path, `"${word.op}" needs a shell, and no shell runs this command`, {
                    remedy: `Write bash -c '…' around it, if the image has bash.`,
                });
                return [];
            }
        }
        if (argv.length === 0)
            this.fail(path, 'the command is empty');
        return argv;
    }
    variants() {
        const plans = Object.entries(this.spec.plans ?? {});
        const prefix = this.spec.tag?.prefix ?? '';
        if (plans.length === 0) {
            this.checkPrefix(['tag', 'prefix'], prefix);
            return [{ name: 'default', prefix }];
        }
        return plans.map(([name, plan]) => {
            const own = plan?.tag_prefix ?? prefix;
            if (!grammar/* NAME */.o.test(name))
                this.fail(['plans', name], `"${name}" cannot be the name of a plan`, {
                    what: 'key',
                    remedy: 'Use letters, digits, ".", "_" and "-".',
                });
            this.checkPrefix(['plans', name, 'tag_prefix'], own);
            return { name, prefix: own };
        });
    }
    checkPrefix(path, prefix) {
        if (prefix !== '' && !/^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$/.test(prefix)) {
            this.fail(path, `"${prefix}" cannot begin a tag`, {
                remedy: 'Use letters, digits, "_", "." and "-", at most 64, not "." or "-" first.',
            });
        }
    }
    image(name, image, infos, variants) {
        const here = ['images', name];
        if (!grammar/* NAME */.o.test(name)) {
            this.fail(here, `"${name}" cannot be the name of an image`, {
                what: 'key',
                remedy: 'Use letters, digits, ".", "_" and "-"; the name is also the name of its directory.',
            });
        }
        const repository = image.image_name ?? name;
        if ((0,refs/* parseRepository */.SU)(repository) === undefined) {
            this.fail(image.image_name === undefined ? here : [...here, 'image_name'], `"${repository}" is not the name of a repository`, {
                ...(image.image_name === undefined ? { what: 'key' } : {}),
                remedy: 'A repository name is lower case, [host[:port]/]path, and carries no tag: tags come from `tag.prefix` and the branch.',
            });
        }
        const parents = image.depend_on ?? [];
        for (const parent of parents) {
            if (!Object.hasOwn(this.spec.images, parent))
                this.fail([...here, 'depend_on'], `there is no image "${parent}"`, {
                    remedy: (0,nearest/* suggest */.ZA)(parent, Object.keys(this.spec.images), 'images'),
                });
        }
        for (const key of ['info_cmds', 'manifests']) {
            for (const [index, info] of (image[key] ?? []).entries()) {
                if (!infos.has(info))
                    this.fail([...here, key, index], `there is no info command "${info}"`, {
                        remedy: (0,nearest/* suggest */.ZA)(info, [...infos.keys()], 'info commands'),
                    });
            }
        }
        const variantNames = variants.map((variant) => variant.name);
        for (const [index, skipped] of (image.skip_plans ?? []).entries()) {
            if (!variantNames.includes(skipped))
                this.fail([...here, 'skip_plans', index], `there is no plan "${skipped}"`, {
                    remedy: (0,nearest/* suggest */.ZA)(skipped, variantNames, 'plans'),
                });
        }
        const { common = {}, ...byVariant } = image.dbuild_env ?? {};
        for (const variant of Object.keys(byVariant)) {
            if (!variantNames.includes(variant)) {
                this.fail([...here, 'dbuild_env', variant], `there is no plan "${variant}"`, {
                    what: 'key',
                    remedy: (0,nearest/* suggest */.ZA)(variant, ['common', ...variantNames], 'plans'),
                });
            }
        }
        this.checkArgs([...here, 'build_args'], image.build_args ?? {});
        for (const [key, args] of Object.entries(image.dbuild_env ?? {}))
            this.checkArgs([...here, 'dbuild_env', key], args ?? {});
        const path = this.inside([...here, 'path'], image.path ?? name);
        return {
            name,
            repository,
            path,
            context: image.context === undefined ? path : this.inside([...here, 'context'], image.context),
            dockerfiles: (image.dockerfile ?? ['Dockerfile']).map((file) => this.inside([...here, 'dockerfile'], file, path)),
            declared: image.depend_on ?? undefined,
            parents,
            args: { ...image.build_args, ...common },
            variantArgs: Object.fromEntries(Object.entries(byVariant).map(([variant, args]) => [variant, args ?? {}])),
            skipVariants: image.skip_plans ?? [],
            infos: [...new Set([...(image.info_cmds ?? []), ...(image.manifests ?? [])])],
            integrationTests: image.integration_tests ?? false,
            suites: image.suites,
            platforms: image.platforms === undefined ? this.everyPlatform : this.platforms([...here, 'platforms'], image.platforms),
            prune: image.prune ?? false,
            secrets: this.secrets([...here, 'secrets'], image.secrets),
            ssh: image.ssh ?? false,
            at: this.document.position(here, 'key'),
        };
    }
    /** A path of the spec below the stack's directory, in its shortest form. */
    inside(where, path, from = '.') {
        const way = path.startsWith('/') || /[\0\n\r\\]/.test(path) ? undefined : (0,paths/* joinInside */.lG)(from, path);
        if (way === undefined)
            this.fail(where, `"${path}" is outside the stack`, { remedy: outside });
        return way ?? path;
    }
    /** Often one of the whole repository, above the stack's directory. Nothing of it is used but a version. */
    changelog() {
        const { changelog } = this.spec;
        if (changelog === undefined || changelog === null)
            return undefined;
        if (changelog.startsWith('/') || /[\0\n\r\\]/.test(changelog))
            this.fail(['changelog'], `"${changelog}" is no relative path`, {
                remedy: 'Give a path relative to the directory of spec.yml, such as ../CHANGELOG.md.',
            });
        return changelog;
    }
    platforms(where, names = []) {
        for (const name of names) {
            if (!(0,platforms/* isPlatform */.aH)(name))
                this.fail(where, `"${name}" is not a platform`, { remedy: (0,nearest/* suggest */.ZA)(name, platforms/* PLATFORMS */.P4, 'platforms') });
        }
        return [...new Set(names)];
    }
    secrets(where, ids = []) {
        for (const id of ids)
            if (!grammar/* NAME */.o.test(id))
                this.fail(where, `"${id}" cannot be the id of a secret`, { remedy: 'Use letters, digits, ".", "_" and "-".' });
        return [...new Set(ids)];
    }
    checkArgs(path, args) {
        for (const name of Object.keys(args)) {
            if (!grammar/* ENV_NAME */.G.test(name))
                this.fail([...path, name], `"${name}" cannot be the name of a build arg`, {
                    what: 'key',
                    remedy: 'Letters, digits and "_" only.',
                });
        }
    }
    /** Names of an image's `suites`: the spec's, or those of what is found by convention. */
    checkImageSuites(images, suites) {
        const known = [...new Set([...suites.map((suite) => suite.name), ...stack_suites/* CONVENTIONS */.p$, ...images.keys()])];
        for (const [name, image] of Object.entries(this.spec.images)) {
            for (const suite of image?.suites ?? []) {
                if (!known.includes(suite) && !suite.includes('.'))
                    this.fail(['images', name, 'suites'], `there is no suite "${suite}"`, {
                        remedy: (0,nearest/* suggest */.ZA)(suite, known, 'suites'),
                    });
            }
        }
    }
    /** They are held against the names of all changed files: one that costs much is refused. */
    globs(key) {
        const globs = this.spec.changes?.[key] ?? [];
        const listed = Array.isArray((0,values/* valueAt */.f)(this.document.value, ['changes', key]));
        for (const [index, glob] of globs.entries()) {
            const refuse = (message, remedy) => this.fail(['changes', key, ...(listed ? [index] : [])], message, { remedy });
            const shown = `"${(0,shared_text/* clip */.$Q)(glob, 60)}"`;
            if (glob.length > MAX_GLOB)
                refuse(`the glob ${shown} has ${glob.length} characters; at most ${MAX_GLOB} are read`, several);
            else if ((0,stack_globs/* pathGlobs */.p)(glob) === undefined)
                refuse(`the braces of the glob ${shown} stand for more than ${stack_globs/* MAX_ALTERNATIVES */.c} globs`, several);
            else if (glob.split('/').some((part) => part !== '**' && (part.match(/\*/g)?.length ?? 0) > MAX_STARS))
                refuse(`the glob ${shown} has more than ${MAX_STARS} stars between two slashes`, 'Leave some out: one star stands for any text.');
        }
        return globs;
    }
    registries() {
        const registries = new Map(Object.entries(this.spec.registries ?? {}));
        for (const [alias, base] of registries) {
            if (!(0,refs/* isRegistryBase */.l9)(base))
                this.fail(['registries', alias], `"${base}" is not a registry`, {
                    remedy: 'Write host[:port]/path, such as ghcr.io/acme.',
                });
        }
        for (const alias of this.spec.push_to ?? []) {
            if (!registries.has(alias))
                this.fail(['push_to'], `there is no registry "${alias}"`, {
                    remedy: (0,nearest/* suggest */.ZA)(alias, [...registries.keys()], 'registries'),
                });
        }
        return registries;
    }
    order(images) {
        const graph = {
            nodes: [...images.keys()],
            parentsOf: (name) => images.get(name)?.parents.filter((parent) => images.has(parent)) ?? [],
        };
        const cycle = (0,stack_graph/* findCycle */.u8)(graph);
        if (cycle !== undefined) {
            this.fail(['images', cycle[0] ?? '', 'depend_on'], `the images depend on each other in a circle: ${cycle.join(' → ')}`, {
                remedy: 'Remove one depend_on of the circle.',
            });
        }
        return (0,stack_graph/* topological */._s)(graph);
    }
    checkRoot(images) {
        for (const root of this.spec.root ?? []) {
            const image = images.get(root);
            if (image === undefined)
                this.fail(['root'], `there is no image "${root}"`, { remedy: (0,nearest/* suggest */.ZA)(root, [...images.keys()], 'images') });
            else if (image.parents.length > 0) {
                this.fail(['root'], `"${root}" is not a root: it depends on ${image.parents.join(', ')}`, {
                    remedy: 'Name the image(s) without depend_on, or leave `root` out.',
                });
            }
        }
    }
}
const several = 'Write several shorter ones, or name a folder: it stands for everything below it.';
const outside = 'Give a path below the directory of spec.yml.';


/***/ }),

/***/ 86525:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $Z: () => (/* binding */ immutableTemplate),
/* harmony export */   HE: () => (/* binding */ stageStack),
/* harmony export */   Hn: () => (/* binding */ wordsIn),
/* harmony export */   Jg: () => (/* binding */ isWord),
/* harmony export */   K2: () => (/* binding */ ownersOf),
/* harmony export */   MT: () => (/* binding */ prefixOf),
/* harmony export */   Ok: () => (/* binding */ canGive),
/* harmony export */   Yr: () => (/* binding */ sourceTag),
/* harmony export */   bv: () => (/* binding */ wordRemedy),
/* harmony export */   db: () => (/* binding */ notTags),
/* harmony export */   eZ: () => (/* binding */ tagsByImage),
/* harmony export */   jl: () => (/* binding */ higherStageOf),
/* harmony export */   nN: () => (/* binding */ TAG_WORDS),
/* harmony export */   on: () => (/* binding */ publishedTags),
/* harmony export */   r: () => (/* binding */ DEFAULT_LADDER),
/* harmony export */   t: () => (/* binding */ targetTags),
/* harmony export */   tE: () => (/* binding */ declaresStages),
/* harmony export */   u0: () => (/* binding */ tagWords),
/* harmony export */   vY: () => (/* binding */ renderTag),
/* harmony export */   xp: () => (/* binding */ isFree)
/* harmony export */ });
/* unused harmony export userPart */
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54527);
/* harmony import */ var _paths_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(32180);
/* harmony import */ var _refs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(99072);
/* harmony import */ var _tags_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(38983);
/* harmony import */ var _versions_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(66747);






/** UCSD's, of a spec that has no `stages`. Its first stage has the tags that `runTags` makes. */
const DEFAULT_LADDER = [
    stageOf('branch', undefined, ['{prefix}-{branch}', '{prefix}-{sha}']),
    stageOf('stable', 'branch', ['{prefix}-stable']),
    stageOf('global-stable', 'stable', ['stable']),
];
function stageOf(name, from, tags) {
    return { name, from, tags, dockerfile: undefined, suites: [], gitTag: undefined };
}
/** Whether the spec has stages of its own. */
function declaresStages({ stages }) {
    return stages !== DEFAULT_LADDER;
}
/** What a template may name, between braces. */
const TAG_WORDS = ['prefix', 'branch', 'sha', 'user', 'version', 'minor', 'stage', 'image', 'plan'];
function isWord(word) {
    return TAG_WORDS.includes(word);
}
/** The words of a stage's templates for an image in a variant. */
function tagWords(facts, { stage, variant, image = '' }) {
    const { branch, sha, user = '', version = '' } = facts;
    return {
        ...{ branch, sha, user, version, minor: (0,_versions_js__WEBPACK_IMPORTED_MODULE_4__/* .minorOf */ .Hs)(version) },
        ...{ prefix: variant.prefix, plan: variant.name, stage: stage.name, image },
    };
}
/** The words between braces, known or not, in their order. */
function wordsIn(template) {
    return [...template.matchAll(/\{([^{}]*)\}/g)].map(([, word = '']) => word);
}
/**
 * A tag, or the first word of the template that is not known. Without a prefix `{prefix}-` is nothing at all. What comes
 * out is a tag as long as the template's own text is: callers who did not load it from a spec check (`isTag`).
 */
function renderTag(template, words) {
    const missing = wordsIn(template).find((word) => !isWord(word) || (word !== 'prefix' && words[word] === ''));
    if (missing !== undefined)
        return { missing };
    const fill = (branch) => fillTemplate(withoutPrefix(template, words.prefix), (word) => {
        if (word === 'branch')
            return branch;
        return word === 'user' ? userPart(words.user) : words[word];
    });
    return { tag: fill((0,_tags_js__WEBPACK_IMPORTED_MODULE_3__/* .branchPart */ .E1)(words.branch, _tags_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_TAG */ .AU - fill('').length)) };
}
function withoutPrefix(template, prefix) {
    return prefix === '' ? template.replace(/\{prefix\}-|-\{prefix\}$/g, '') : template;
}
function fillTemplate(template, value) {
    return template.replace(/\{([^{}]*)\}/g, (_, word) => value(word));
}
/** As much of a user's name as a tag holds beside the rest; GitHub's are shorter. */
const MAX_USER = 40;
/** A user's name as part of a tag: lower case, and made safe as a branch is. */
function userPart(user) {
    return (0,_tags_js__WEBPACK_IMPORTED_MODULE_3__/* .branchPart */ .E1)(user.toLowerCase(), MAX_USER);
}
/** What to do about a word that is not known. */
function wordRemedy(word) {
    return REMEDIES.get(word) ?? (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .suggest */ .ZA)(word, TAG_WORDS, 'words of a tag');
}
const REMEDIES = new Map([
    ['version', '{version} wants `changelog:` in the spec or --version.'],
    ['minor', '{minor} wants `changelog:` in the spec or --version.'],
    ['user', '{user} is who runs this: say it with --user.'],
    ['branch', 'Check out a branch.'],
    ['sha', 'Commit what has changed: a tag that names a commit holds that commit.'],
]);
function missingWord(stage, template, word) {
    return {
        message: `stage "${stage.name}" has the tag ${template}, and {${word}} is not known here`,
        remedy: wordRemedy(word),
    };
}
/** What is wrong with tags themselves. */
function notTags(tags) {
    return (0,_tags_js__WEBPACK_IMPORTED_MODULE_3__/* .badTags */ .DP)(tags).map((tag) => ({
        message: `"${tag}" is not a tag`,
        remedy: 'A tag has letters, digits, "_", "." and "-", at most 128: check the template, the branch name and the prefix.',
    }));
}
/** All tags of a stage, the first names the image. Throws a UserError where a word is not known or a tag is none. */
function targetTags(stage, words) {
    const { tags, problems } = renderAll(stage, words, []);
    const all = [...problems, ...notTags(tags.map(({ tag }) => tag))];
    if (all.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(all);
    return tags.map(({ tag }) => tag);
}
/** `optional`: words without which a tag is left out, as long as another one remains. */
function renderAll(stage, words, optional) {
    const tags = [];
    const problems = [];
    const left = [];
    for (const template of stage.tags) {
        const rendered = renderTag(template, words);
        if ('missing' in rendered) {
            const list = optional.includes(rendered.missing) ? left : problems;
            list.push(missingWord(stage, template, rendered.missing));
        }
        else if (!tags.some(({ tag }) => tag === rendered.tag))
            tags.push({ tag: rendered.tag, template });
    }
    return { tags, problems: tags.length === 0 ? [...problems, ...left] : problems };
}
/**
 * The tags that a run publishes: those of the first stage. A tag of a branch or of a commit is left out where there is
 * none to name, as long as another tag remains; `local` is for stacks without `stages` alone.
 */
function publishedTags(stack, variant, facts, image = '') {
    const [stage] = stack.stages;
    if (!declaresStages(stack) || stage === undefined) {
        const tags = (0,_tags_js__WEBPACK_IMPORTED_MODULE_3__/* .runTags */ .He)({ ...facts, prefix: variant.prefix });
        return { tags: tags.map((tag) => ({ tag, template: '{prefix}-{branch}' })), problems: [] };
    }
    return renderAll(stage, tagWords(facts, { stage, variant, image }), ['branch', 'sha']);
}
/** Whether tags of the ladder differ from image to image: then they are made for each. */
function tagsByImage({ stages }) {
    return stages.some(({ tags }) => tags.some((template) => template.includes('{image}')));
}
/** What each word may stand for; the words that are not here are known. */
const FORMS = {
    // What `branchPart` makes: never a short commit hash.
    branch: '(?![0-9a-f]{7}$)[A-Za-z0-9_][A-Za-z0-9._-]*',
    user: '(?![0-9a-f]{7}$)[a-z0-9_][a-z0-9._-]*',
    sha: '[0-9a-f]{7,64}',
    version: '\\d+\\.\\d+\\.\\d+',
    minor: '\\d+\\.\\d+\\.0',
};
const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&');
/** Whether the template can give the tag, whatever branch, user or version it is made for. */
function canGive(template, tag, { stage, variant, image = '' }) {
    const words = tagWords({ branch: '', sha: '' }, { stage, variant, image });
    // Words that are none stand for nothing.
    if (!wordsIn(template).every(isWord))
        return false;
    const parts = withoutPrefix(template, variant.prefix).split(/\{([^{}]*)\}/);
    const form = parts
        .map((part, index) => index % 2 === 0 ? escaped(part) : (FORMS[part] ?? escaped(words[part])))
        .join('');
    return new RegExp(`^${form}$`).test(tag);
}
/** The stage above the first that has `tag` among its names, in any variant: a run must not publish over it. */
function higherStageOf(tag, { stages, variants }, image = '') {
    return stages
        .slice(1)
        .find((stage) => stage.tags.some((template) => variants.some((variant) => canGive(template, tag, { stage, variant, image }))));
}
/** All that have `tag` among their names: of the highest stage first, and the first stage, too. */
function ownersOf(tag, { stages, variants }, images) {
    return [...stages].reverse().flatMap((stage) => stage.tags.flatMap((template) => {
        // Of a template without the image's name one image stands for all.
        const names = template.includes('{image}') ? images : images.slice(0, 1);
        return variants.flatMap((variant) => names.flatMap((image) => canGive(template, tag, { stage, variant, image }) ? [{ stage, template, variant, image }] : []));
    }));
}
/** Whether a template can give whatever somebody calls a branch or himself. */
function isFree(template) {
    return wordsIn(template).some((word) => word === 'branch' || word === 'user');
}
/**
 * The template whose tags keep what they hold: the first of a stage, where it has a version and is nobody's own. The
 * further tags of a stage move.
 */
function immutableTemplate({ tags: [first] }) {
    const words = wordsIn(first ?? '');
    const isVersioned = words.includes('version') || words.includes('minor');
    return isVersioned && !words.includes('user') && !words.includes('branch') ? first : undefined;
}
/**
 * The prefix that a tag begins with: the longest of the known ones; where it is none of them, what stands before the
 * commit at its end, or else before its first `-`. A stack that has tags without a prefix has them all.
 */
function prefixOf(tag, known) {
    const longest = known
        .filter((prefix) => prefix === '' || tag === prefix || tag.startsWith(`${prefix}-`))
        .reduce((best, one) => (best === undefined || one.length > best.length ? one : best), undefined);
    if (longest !== undefined)
        return longest;
    const dash = /-[0-9a-f]{7,40}$/.test(tag) ? tag.lastIndexOf('-') : tag.indexOf('-');
    return tag.slice(0, Math.max(dash, 0));
}
/**
 * The name of a stage is its first tag; any other text is a tag: in the variant whose prefix it has it is itself, in the
 * others it has theirs. Digests are the caller's. `chosen`: the variants that were asked for. Throws a UserError.
 */
function sourceTag(from, stack, variant, facts, { image = '', chosen = stack.variants } = {}) {
    const stage = stack.stages.find(({ name }) => name === from);
    if (stage !== undefined)
        return { tag: firstTag(stack, stage, variant, facts, image), prefix: variant.prefix, stage };
    if (!(0,_refs_js__WEBPACK_IMPORTED_MODULE_2__/* .isTag */ .dz)(from))
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .userError */ .IF)(`"${from}" is neither a stage nor a tag`, {
            remedy: (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .suggest */ .ZA)(from, stack.stages.map(({ name }) => name), 'stages'),
        });
    const prefixes = stack.variants.map(({ prefix }) => prefix);
    const own = prefixOf(from, prefixes);
    if (prefixes.includes(own)) {
        const rest = own === '' ? from : from.slice(own.length + 1);
        const tag = [variant.prefix, rest].filter((part) => part !== '').join('-');
        return { tag, prefix: variant.prefix, stage: undefined };
    }
    if (chosen.length > 1)
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .userError */ .IF)(`the tag ${from} has the prefix of none of the plans, so it is not clear which of them it is`, {
            remedy: `Choose one plan, or give a tag that begins with ${[...new Set(prefixes)].join(' or ')}.`,
        });
    return { tag: from, prefix: own === '' ? variant.prefix : own, stage: undefined };
}
/** The tag that names what is at a stage. */
function firstTag(stack, stage, variant, facts, image) {
    if (stage === stack.stages[0]) {
        const { tags, problems } = publishedTags(stack, variant, facts, image);
        if (problems.length > 0)
            throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems);
        return tags[0]?.tag ?? '';
    }
    const [tag = ''] = targetTags({ ...stage, tags: stage.tags.slice(0, 1) }, tagWords(facts, { stage, variant, image }));
    return tag;
}
/**
 * The stack that makes a stage with a Dockerfile: each image alone, built on what the stage below holds of it. Its
 * Dockerfile gets that as BASE_IMAGE, and as BASE_TAG tag and digest, which is what `FROM name:${BASE_TAG}` needs. The
 * stage is the first of this stack: a run of it publishes the stage's tags.
 */
function stageStack(stack, stage, { baseOf, hasFile }) {
    const leftOut = [];
    const missing = [];
    const images = new Map();
    for (const name of stack.order) {
        const image = stack.images.get(name);
        if (image === undefined)
            continue;
        const dockerfile = (0,_paths_js__WEBPACK_IMPORTED_MODULE_5__/* .joinInside */ .lG)(image.path, stage.dockerfile ?? '');
        if (stage.dockerfile === undefined || dockerfile === undefined || !hasFile(dockerfile)) {
            leftOut.push(name);
            continue;
        }
        const variantArgs = { ...image.variantArgs };
        for (const variant of stack.variants) {
            if (image.skipVariants.includes(variant.name))
                continue;
            const base = baseOf(image, variant);
            if (base === undefined)
                missing.push({ image: name, variant: variant.name });
            else
                variantArgs[variant.name] = { ...variantArgs[variant.name], ...baseArgs(base) };
        }
        images.set(name, { ...image, declared: [], parents: [], dockerfiles: [dockerfile], variantArgs });
    }
    const first = { ...stage, from: undefined, dockerfile: undefined };
    const stages = [first, ...stack.stages.filter(({ name }) => name !== stage.name)];
    const order = stack.order.filter((name) => images.has(name));
    return { stack: { ...stack, images, order, stages }, leftOut, missing };
}
function baseArgs(base) {
    const last = base.slice(base.lastIndexOf('/') + 1);
    const [name = '', digest] = last.split('@');
    const colon = name.indexOf(':');
    const tag = colon < 0 ? '' : name.slice(colon + 1);
    // A name without a tag has nothing that could follow its `:`.
    if (tag === '')
        return { BASE_IMAGE: base };
    return { BASE_IMAGE: base, BASE_TAG: digest === undefined ? tag : `${tag}@${digest}` };
}


/***/ }),

/***/ 70043:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ac: () => (/* binding */ NO_SETTINGS),
/* harmony export */   Aw: () => (/* binding */ IMPORTS_LIST),
/* harmony export */   J6: () => (/* binding */ OWN_TESTS),
/* harmony export */   Qs: () => (/* binding */ INTEGRATION_SUITE),
/* harmony export */   Sh: () => (/* binding */ readsStack),
/* harmony export */   VZ: () => (/* binding */ COMMON_SUITE),
/* harmony export */   _f: () => (/* binding */ testedLineages),
/* harmony export */   dN: () => (/* binding */ STACK_FILES),
/* harmony export */   lr: () => (/* binding */ ENVIRONMENT_TEST),
/* harmony export */   oc: () => (/* binding */ NOTEBOOK_LISTS),
/* harmony export */   p$: () => (/* binding */ CONVENTIONS),
/* harmony export */   uC: () => (/* binding */ plannedSuites)
/* harmony export */ });
const NO_SETTINGS = {
    on: undefined,
    pushed: undefined,
    isDefault: undefined,
    timeoutMs: undefined,
    testTimeoutMs: undefined,
    cellTimeoutMs: undefined,
    reruns: undefined,
    jobs: undefined,
    markers: undefined,
    args: undefined,
    skip: undefined,
    expect: undefined,
    mayBeEmpty: undefined,
    network: undefined,
    memory: undefined,
    cpus: undefined,
    alone: undefined,
    docker: undefined,
    services: undefined,
    start: undefined,
    env: undefined,
    passEnv: undefined,
    gpus: undefined,
    maySkip: undefined,
    remote: undefined,
};
/** Suites that are found by convention are called like their directories; those of an image have the image's name. */
const COMMON_SUITE = 'tests_common';
const OWN_TESTS = 'test';
const INTEGRATION_SUITE = 'integration_tests';
/** Lists of notebooks that people keep beside their environments, and what they are. */
const NOTEBOOK_LISTS = new Map([
    ['notebooks', { isDefault: true, expect: 'pass' }],
    ['notebooks-failing', { isDefault: false, expect: 'fail' }],
    ['long-notebooks', { isDefault: false, expect: 'pass' }],
    ['long-notebooks-failing', { isDefault: false, expect: 'fail' }],
]);
/** The list of names that must be importable, and the executable test, of an environment. */
const IMPORTS_LIST = 'imports';
const ENVIRONMENT_TEST = 'environments';
/** What a spec may refine without saying what it runs. */
const CONVENTIONS = [
    COMMON_SUITE,
    OWN_TESTS,
    INTEGRATION_SUITE,
    IMPORTS_LIST,
    ENVIRONMENT_TEST,
    ...NOTEBOOK_LISTS.keys(),
];
/** What stands for the stack's directory without its images: what such suites read nobody has named. */
const STACK_FILES = '.';
/** A suite whose files cannot be told from others: a command on the host that names none, services that mount what they like. */
function readsStack({ on, kind, files, services, }) {
    return services !== undefined || (on === 'host' && kind === 'command' && files === undefined);
}
/**
 * For each image the names of those that have tests of their own, among its ancestors from the root down and itself.
 * Images without tests share the list of their parent: a chain of ten thousand images is not ten thousand lists.
 */
function testedLineages({ stack, sources, }) {
    const rank = new Map(stack.order.map((name, index) => [name, index]));
    const lineages = new Map();
    for (const name of stack.order) {
        const [first = [], ...others] = [...new Set(stack.images.get(name)?.parents)].map((one) => lineages.get(one) ?? []);
        const own = inherited(sources.get(name)).length === 0 ? [] : [name];
        const above = others.every((other) => other === first || other.length === 0)
            ? first
            : [...new Set([...first, ...others.flat()])].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
        lineages.set(name, own.length === 0 ? above : [...above, ...own]);
    }
    return lineages;
}
/** Integration tests are about one image: its ports, its pages. All others hold for what is built on it, too. */
function inherited(source) {
    return source?.tests.filter(({ group }) => group !== INTEGRATION_SUITE) ?? [];
}
/** Common tests, those of every ancestor from the root down, its own, the spec's, and at last its integration tests. */
function plannedSuites(image, lineage, facts) {
    const { stack, sources, commonTests } = facts;
    const declared = stack.suites.filter(({ images }) => images?.includes(image.name) ?? true);
    const integration = sources.get(image.name)?.tests.filter(({ group }) => group === INTEGRATION_SUITE) ?? [];
    const found = (tests, of) => foundSuite(tests, of, image, facts);
    return withOwnNames([
        ...(commonTests === undefined ? [] : [found(commonTests, undefined)]),
        ...lineage.flatMap((name) => inherited(sources.get(name)).map((tests) => found(tests, name))),
        ...declared.flatMap((suite) => declaredSuites(suite, image, facts)),
        ...integration.map((tests) => found(tests, image.name)),
    ]);
}
/** Names of suites name files: what would be a second one of a name is counted. */
function withOwnNames(suites) {
    const taken = new Set();
    return suites.map((suite) => {
        let { name } = suite;
        for (let count = 2; taken.has(name); count++)
            name = `${suite.name}.${count}`;
        taken.add(name);
        return name === suite.name ? suite : { ...suite, name };
    });
}
function foundSuite(tests, of, image, facts) {
    const { group, kind, files, targets, environment, shared } = tests;
    const name = nameOf(tests, of);
    const refined = refinementOf(facts.stack, image, [group, name]);
    const known = NOTEBOOK_LISTS.get(group);
    const settings = {
        ...refined,
        expect: refined.expect ?? known?.expect,
        isDefault: refined.isDefault ?? known?.isDefault,
    };
    const isIntegration = group === INTEGRATION_SUITE;
    const note = isIntegration && !image.integrationTests ? 'integration_tests of the image is not true in the spec' : undefined;
    return planned(facts, image, {
        ...{ name, group, kind, files, targets, environment, shared, settings },
        on: settings.on ?? tests.on,
        pushed: settings.pushed ?? isIntegration,
        of: of === image.name ? undefined : of,
        run: group === ENVIRONMENT_TEST ? [`/opt/${targets[0] ?? ''}`] : [],
        off: note,
    });
}
function nameOf({ group, environment }, of) {
    if (of === undefined || group === INTEGRATION_SUITE)
        return group;
    return [of, environment ?? [], group === OWN_TESTS ? [] : group].flat().join('.');
}
/** The spec's own settings for suites that are found by convention; those of the suite itself go before its sort's. */
function refinementOf(stack, image, names) {
    const settings = { ...NO_SETTINGS };
    for (const name of names)
        for (const suite of stack.suites)
            if (suite.name === name && suite.does === undefined && (suite.images?.includes(image.name) ?? true))
                for (const [key, value] of Object.entries(suite.settings))
                    if (value !== undefined)
                        settings[key] = value;
    return settings;
}
function declaredSuites(suite, image, facts) {
    const { name, does, settings } = suite;
    if (does === undefined)
        return [];
    const common = {
        ...{ group: name, settings, of: undefined, off: undefined },
        pushed: settings.pushed ?? false,
        shared: [],
        environment: undefined,
        targets: [],
        run: [],
    };
    const source = facts.sources.get(image.name);
    switch (does.kind) {
        case 'command':
            return [
                planned(facts, image, {
                    ...common,
                    ...{ name, kind: 'command', run: does.run, files: suite.files, on: settings.on ?? 'container' },
                }),
            ];
        case 'pytest': {
            const [tests] = source?.declared.filter((one) => one.group === name) ?? [];
            const { files = does.path, targets = [], shared = [], on = 'container' } = tests ?? {};
            return [
                planned(facts, image, {
                    ...common,
                    ...{ name, kind: 'pytest', files, targets, shared, on: settings.on ?? on },
                }),
            ];
        }
        case 'imports':
        case 'notebooks': {
            const inImage = does.paths.filter((path) => path.startsWith('/'));
            const { kind } = does;
            const here = source?.declared.filter((tests) => tests.group === name) ?? [];
            return [
                ...here.map(({ files, targets, environment }) => ({
                    ...{ files, targets, environment, name: [name, environment ?? []].flat().join('.') },
                })),
                ...(inImage.length === 0 ? [] : [{ files: undefined, targets: inImage, environment: undefined, name }]),
            ].map((part) => planned(facts, image, { ...common, ...part, kind, on: 'container' }));
        }
    }
}
/** A suite with its limits, and why it does not run if it does not. */
function planned({ choice, defaultTimeoutMs }, image, suite) {
    const { settings } = suite;
    return {
        ...suite,
        off: suite.off ?? offBy(suite, image, choice),
        timeoutMs: settings.timeoutMs ?? defaultTimeoutMs,
    };
}
function offBy({ name, group, settings }, image, { only, skip }) {
    const isIn = (names) => names.includes(name) || names.includes(group);
    if (isIn(skip))
        return 'left out by skip-suites';
    if (only.length > 0)
        return isIn(only) ? undefined : 'not among the suites that were asked for';
    if (image.suites !== undefined)
        return isIn(image.suites) ? undefined : 'not among the suites of the image in the spec';
    return settings.isDefault === false ? 'off by default; name it with suites to run it' : undefined;
}


/***/ }),

/***/ 38983:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AU: () => (/* binding */ MAX_TAG),
/* harmony export */   Bs: () => (/* binding */ isReserved),
/* harmony export */   DP: () => (/* binding */ badTags),
/* harmony export */   E1: () => (/* binding */ branchPart),
/* harmony export */   He: () => (/* binding */ runTags),
/* harmony export */   nS: () => (/* binding */ foreignPrefix)
/* harmony export */ });
/* unused harmony export JOURNAL_TAG */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(77598);
/* harmony import */ var _refs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(99072);


/** Characters of a tag. */
const MAX_TAG = 128;
/** Where each repository keeps what was moved in it (registry/journal.ts). */
const JOURNAL_TAG = 'stack-journal';
/** As git shortens the hash of a commit, in tags (`TagFacts.sha`). */
const SHORT_HASH = /^[0-9a-f]{7}$/;
/**
 * A branch name as part of a tag, of at most `room` characters: `/` becomes `_`, whatever else tags may not hold becomes
 * `-`. Where another branch could become the same, or it looks like a short commit hash, the hash of its name follows.
 */
function branchPart(branch, room = MAX_TAG) {
    if (branch === '')
        return '';
    const flat = branch.replaceAll('/', '_');
    const part = flat.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '');
    const same = part === flat && !(branch.includes('/') && branch.includes('_')) && !SHORT_HASH.test(part);
    if (same && part.length <= room)
        return part;
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(branch).digest('hex').slice(0, 8);
    return part === '' ? hash : `${part.slice(0, Math.max(room - hash.length - 1, 0))}-${hash}`.replace(/^-/, '');
}
/** The tags a run publishes, `{prefix}-{branch}` and `{prefix}-{sha}`; the first is the one that names the image in logs and files. */
function runTags({ prefix, branch, sha }) {
    const start = prefix === '' ? '' : `${prefix}-`;
    const parts = [branchPart(branch, MAX_TAG - start.length), sha].filter((part) => part !== '');
    const last = parts.length > 0 ? parts : ['local'];
    return [...new Set(last.map((part) => start + part))];
}
/** Tags that are the program's own: candidates, what was tested, what is in them, the journal. Nobody else's name may be one. */
function isReserved(tag) {
    return tag === JOURNAL_TAG || /^(?:(?:fp|ok)-[0-9a-f]{32}|info-[0-9a-f]{64})$/.test(tag);
}
/**
 * The prefix of another plan whose tags `tag` is among, though this plan (`prefix`) would publish it: the branch `gpu-main`
 * of the plan `2026` is the branch `main` of `2026-gpu`. Undefined where no other plan reaches it. `prefixes`: those of all
 * plans; of several the longest is told.
 */
function foreignPrefix(tag, prefix, prefixes) {
    const start = prefix === '' ? '' : `${prefix}-`;
    return prefixes
        .filter((other) => other.length > prefix.length && other.startsWith(start))
        .filter((other) => tag === other || tag.startsWith(`${other}-`))
        .reduce((longest, other) => (other.length > (longest?.length ?? 0) ? other : longest), undefined);
}
/** The tags that are not tags, for an error that names them. */
function badTags(tags) {
    return tags.filter((tag) => !(0,_refs_js__WEBPACK_IMPORTED_MODULE_1__/* .isTag */ .dz)(tag));
}


/***/ }),

/***/ 66747:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hs: () => (/* binding */ minorOf),
/* harmony export */   M9: () => (/* binding */ sameMinor),
/* harmony export */   Ru: () => (/* binding */ topOfChangelog),
/* harmony export */   Zy: () => (/* binding */ compareVersions),
/* harmony export */   ot: () => (/* binding */ parseVersion),
/* harmony export */   ps: () => (/* binding */ checkVersion),
/* harmony export */   x: () => (/* binding */ resolveVersion)
/* harmony export */ });
/* unused harmony export notAVersion */
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);

/** What may stand for the version of the changelog's top entry. */
const FROM_CHANGELOG = ['changelog', 'from_changelog'];
/** Digits of a part: more would not be counted exactly. */
const MAX_DIGITS = 15;
/** `X.Y.Z`, nothing more and nothing less; undefined where it is not. `01.2.3` would be a second name of `1.2.3`. */
function parseVersion(text) {
    const parts = /^(\d+)\.(\d+)\.(\d+)$/.exec(text)?.slice(1) ?? [];
    if (parts.length !== 3 || parts.some((part) => part.length > MAX_DIGITS || /^0\d/.test(part)))
        return undefined;
    const [major = 0, minor = 0, patch = 0] = parts.map(Number);
    return [major, minor, patch];
}
/** Below 0 where `one` is lower than `other`: compared number by number, so that 1.9.0 is lower than 1.10.0. */
function compareVersions(one, other) {
    return one[0] - other[0] || one[1] - other[1] || one[2] - other[2];
}
/** `X.Y.0`: what a version shares with every patch of it. '' where `version` is none. */
function minorOf(version) {
    const parsed = parseVersion(version);
    return parsed === undefined ? '' : `${parsed[0]}.${parsed[1]}.0`;
}
/** Whether both are patches of one `X.Y`. */
function sameMinor(one, other) {
    return minorOf(one) !== '' && minorOf(one) === minorOf(other);
}
/** A version in a line, not a part of something longer (`1.2.3.4`), and not one before its release (`1.2.3-rc1`). */
const IN_LINE = /(?<![\d.])\d+\.\d+\.\d+(?!\d|\.\d|[-+]?[A-Za-z])/g;
/** How the head of an entry begins: a heading (`## [1.2.3] - 2026-11-20`), or a version, a name with one (`app-1.2.3`), Debian's. */
const ENTRY = /^(?:\s*#{1,6}\s|(?:[[(=]|\*\*|__)?(?:[a-z][\w-]*-|(?:version|release) )?v?\d+\.\d+\.\d+|[a-z][\w.+-]* \(\d)/i;
const LINK = /\b[a-z]{2,10}:\/\/\S*/gi;
/**
 * The version of the top entry: the first `X.Y.Z` of a line that looks like the head of an entry; where there is none,
 * the first one at all. What stands in links is none: changelogs like to link to the rules that they keep.
 */
function topOfChangelog(text) {
    let first;
    for (const line of text.replace(/^\uFEFF/, '').split(/\r?\n/)) {
        const found = versionIn(line);
        if (found === undefined)
            continue;
        if (ENTRY.test(line))
            return found;
        first ??= found;
    }
    return first;
}
function versionIn(line) {
    const [version] = [...line.slice(0, 1000).replace(LINK, ' ').matchAll(IN_LINE)].filter(([text]) => parseVersion(text) !== undefined);
    return version?.[0];
}
/**
 * The version that is meant: `X.Y.Z`, or `changelog` (also FROM_CHANGELOG, and nothing at all where the spec names a
 * changelog) for its top entry. '' where nothing is asked and there is no changelog. Throws a UserError.
 */
function resolveVersion(asked, changelog) {
    const word = asked.trim();
    if (word !== '' && !FROM_CHANGELOG.includes(word.toLowerCase())) {
        const problem = notAVersion(word);
        if (problem !== undefined)
            throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([problem]);
        return word;
    }
    if (changelog === undefined) {
        if (word === '')
            return '';
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([
            {
                message: `"${word}" takes the version from the changelog, and the spec names none`,
                remedy: 'Write `changelog: <file>` into the spec, or give the version itself.',
            },
        ]);
    }
    const top = topOfChangelog(changelog.text);
    if (top !== undefined)
        return top;
    throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([
        {
            message: 'the changelog has no entry with a version',
            file: changelog.file,
            remedy: 'Begin its top entry with the version, such as "# 1.4.0".',
        },
    ]);
}
/** Why a text is not a version, if it is none. */
function notAVersion(text) {
    if (parseVersion(text) !== undefined)
        return undefined;
    return { message: `"${text}" is not a version`, remedy: versionRemedy(text) };
}
function versionRemedy(text) {
    const bare = text.replace(/^v(?=\d)/i, '');
    const parts = bare.split('.');
    const close = parts.map((part) => (/^\d{1,15}$/.test(part) ? String(Number(part)) : undefined));
    const numbers = close.every((part) => part !== undefined);
    if (numbers && parts.length <= 3)
        return `Write ${[...close, '0', '0'].slice(0, 3).join('.')}.`;
    if (numbers && parts.length > 3)
        return `A version has three parts: ${close.slice(0, 3).join('.')}.`;
    const [release] = /^\d+\.\d+\.\d+(?=[-+a-z])/i.exec(bare) ?? [];
    if (release !== undefined && parseVersion(release) !== undefined)
        return `Write ${release}: what comes before a release is a stage of its own, not a version.`;
    return 'A version is X.Y.Z, three numbers such as 1.4.0.';
}
/** Whether a version may go to a stage: only forward, never over what a version's tag holds, and on what it is made of. */
function checkVersion(version, facts) {
    const parsed = parseVersion(version);
    if (parsed === undefined)
        return { problems: [notAVersion(version)].flatMap((one) => one ?? []), warnings: [] };
    const { changelog, kept = [], below = [], stage } = facts;
    const problems = [];
    const warnings = [];
    const top = parseVersion(changelog?.top ?? '');
    if (changelog !== undefined && top === undefined)
        warnings.push(`the changelog ${changelog.file} has no entry with a version: ${version} is not held against it`);
    if (changelog !== undefined && top !== undefined) {
        const order = compareVersions(parsed, top);
        if (order < 0)
            problems.push({
                message: `version ${version} is lower than the top of the changelog, ${top.join('.')}`,
                file: changelog.file,
                remedy: `Versions only go forward: ${next(top)} or higher, or ${top.join('.')} itself.`,
            });
        if (order > 0)
            warnings.push(`the changelog ${changelog.file} has no entry of ${version}: its top is ${top.join('.')}`);
    }
    const highest = highestOf(facts.released ?? []);
    if (highest !== undefined && compareVersions(parsed, highest) < 0)
        problems.push({
            message: `version ${version} is lower than ${highest.join('.')}, which ${stage} has had`,
            remedy: `Versions only go forward: ${next(highest)} or higher. To go back to an older image, roll back.`,
        });
    for (const tag of kept.filter((one) => one.old !== null && one.new !== null && one.old !== one.new))
        problems.push({
            message: `${tag.ref} is there already and holds another image: ${tag.old}, not ${tag.new}`,
            remedy: `The tag of a version keeps what it holds: release a higher version than ${version}.`,
        });
    for (const { ref } of below.filter((one) => one.digest === null))
        problems.push({
            message: `${stage} ${version} is made of ${ref}, which is not there`,
            remedy: `Release ${minorOf(version)} to the stage below first: they share major and minor.`,
        });
    for (const { ref, digest, source } of below)
        if (digest !== null && source !== undefined && source.digest !== digest)
            problems.push({
                message: `${stage} ${version} is made of ${ref}, which holds ${digest}, and ${source.ref} is ${source.digest}`,
                remedy: `Move what ${ref} names, or release a higher version to the stage below first.`,
            });
    return { problems, warnings };
}
function next([major, minor, patch]) {
    return `${major}.${minor}.${patch + 1}`;
}
function highestOf(versions) {
    return versions
        .flatMap((one) => {
        const parsed = parseVersion(one);
        return parsed === undefined ? [] : [parsed];
    })
        .reduce((highest, one) => (highest === undefined || compareVersions(one, highest) > 0 ? one : highest), undefined);
}


/***/ })

};
