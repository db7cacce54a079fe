export const id = 9334;
export const ids = [9334];
export const modules = {

/***/ 49334:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  cF: () => (/* reexport */ uses/* basesOf */.cF),
  Rl: () => (/* reexport */ copied/* copiedPaths */.Rl),
  M6: () => (/* reexport */ declaredArgs),
  JS: () => (/* reexport */ parents/* imagesByPlace */.JS),
  C4: () => (/* reexport */ parents/* inferParents */.C4),
  AT: () => (/* reexport */ lineOfStep),
  jN: () => (/* reexport */ copied/* matcher */.jN),
  $t: () => (/* reexport */ parents/* placeOf */.$t),
  TC: () => (/* reexport */ uses/* replaceBases */.TC)
});

// EXTERNAL MODULE: ./build-ts/src/stack/dockerfile/uses.js
var uses = __webpack_require__(81083);
// EXTERNAL MODULE: ./build-ts/src/stack/dockerfile/copied.js
var copied = __webpack_require__(39127);
// EXTERNAL MODULE: ./build-ts/src/stack/dockerfile/parents.js
var parents = __webpack_require__(76574);
// EXTERNAL MODULE: ./build-ts/src/stack/dockerfile/reader.js
var reader = __webpack_require__(53076);
;// CONCATENATED MODULE: ./build-ts/src/stack/dockerfile/declared.js


/** The build args that a Dockerfile takes. */
function declaredArgs(text) {
    const { instructions, escape } = (0,reader/* readDockerfile */.n_)(text);
    const args = instructions.filter(({ keyword, onbuild }) => keyword === 'ARG' && !onbuild);
    return new Set(args.flatMap((arg) => (0,uses/* argsOf */.PL)(arg, escape).map(({ name }) => name)));
}

;// CONCATENATED MODULE: ./build-ts/src/stack/dockerfile/failed-step.js

/**
 * The line of the instruction that a failed build names: BuildKit calls its steps `[2/5] RUN make all`, with the blanks
 * between words as one. Undefined where no instruction begins so: those with variables in them are named by their values.
 */
function lineOfStep(dockerfile, message) {
    const step = /^\[[^\]]*\d+\/\d+\] (.+)$/.exec(message)?.[1];
    if (step === undefined)
        return undefined;
    const named = oneBlank(step);
    const [best] = (0,reader/* readDockerfile */.n_)(dockerfile)
        .instructions.map(({ text, line }) => ({ text: oneBlank(text), line }))
        .filter(({ text }) => named.startsWith(text))
        .sort((a, b) => b.text.length - a.text.length);
    return best?.line;
}
function oneBlank(text) {
    return text.replace(/\s+/g, ' ').trim();
}

;// CONCATENATED MODULE: ./build-ts/src/stack/dockerfile.js
/**
 * What a Dockerfile says without being built. Read by rules of our own, not by a parser from the registry: BuildKit's
 * here-documents, escapes and quotes decide what counts as an instruction, and refs are written back in their places.
 */







/***/ }),

/***/ 39127:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Rl: () => (/* binding */ copiedPaths),
/* harmony export */   Xn: () => (/* binding */ readCopied),
/* harmony export */   jN: () => (/* binding */ matcher)
/* harmony export */ });
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(98281);
/* harmony import */ var _reader_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(53076);
/* harmony import */ var _uses_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(81083);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(51214);




/**
 * The paths that COPY, ADD and `RUN --mount=type=bind` take from the context of a build, in all its stages. Whatever
 * cannot be known from the text alone counts as everything: variables that the base image or the caller may set, patterns
 * that are none. Links in the context, and ONBUILD of images outside, are not seen.
 */
function copiedPaths(text, args, platform) {
    const { all, globs, onbuild } = readCopied(text, args, platform);
    return all ? { kind: 'all', onbuild } : { kind: 'some', globs, onbuild };
}
/** The same, with the paths that are named beside a `COPY . .`. */
function readCopied(text, args, platform) {
    const dockerfile = (0,_reader_js__WEBPACK_IMPORTED_MODULE_1__/* .readDockerfile */ .n_)(text);
    const scopes = new Scopes((0,_uses_js__WEBPACK_IMPORTED_MODULE_2__/* .globalArgs */ .J7)(dockerfile, args, platform), args, dockerfile.escape);
    const globs = new Set();
    let [all, onbuild] = [false, false];
    for (const instruction of dockerfile.instructions) {
        scopes.read(instruction);
        const sources = [...copySources(instruction), ...mountSources(instruction)];
        if (instruction.onbuild)
            onbuild ||= sources.length > 0;
        else
            for (const source of sources)
                all = !add(source, scopes, globs) || all;
    }
    return { all, globs: [...globs], onbuild };
}
/** Says which paths, relative to the context and with `/`, are among the copied ones. */
function matcher(copied) {
    if (copied.kind === 'all')
        return () => true;
    const patterns = copied.globs.map((glob) => glob.split('/').map(_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .globPieces */ .g$));
    return (path) => {
        const parts = path.split('/');
        return patterns.some((pattern) => parts.length >= pattern.length && pattern.every((one, at) => fits(one, parts[at])));
    };
}
/** A component that is no pattern is refused by BuildKit; until then it may mean anything. */
function fits(pieces, part = '') {
    return pieces === undefined || (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesPieces */ .F6)(pieces, part);
}
/** Adds a source; false when it may be anything. */
function add({ written, literal, parents }, scopes, globs) {
    if (isRemote(written))
        return true;
    const source = scopes.resolve(written);
    if (source === undefined)
        return false;
    if (isRemote(source))
        return true;
    const parts = [];
    for (const part of source.split('/')) {
        // Above the context there is nothing: BuildKit takes `../x` for `x`.
        if (part === '..')
            parts.pop();
        else if (part !== '' && part !== '.')
            parts.push(part);
    }
    const sure = parents ? parts.findIndex((part) => /[*?[\\]/.test(part)) : -1;
    const kept = sure < 0 ? parts : parts.slice(0, sure);
    const path = kept.join('/');
    if (path === '' || (!literal && kept.some((part) => (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .globPieces */ .g$)(part) === undefined)))
        return false;
    globs.add(literal ? (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .literally */ .Dk)(path) : path);
    return true;
}
/** ADD fetches these; they are no paths. */
function isRemote(source) {
    return /^(?:[a-z][a-z0-9+.-]*:\/\/|git@[^/:]+:|github\.com\/)/i.test(source);
}
/** The sources of a COPY or ADD from the context: all words but the last, here-documents left out. */
function copySources(instruction) {
    const { keyword, flags, json } = instruction;
    if (keyword !== 'COPY' && keyword !== 'ADD')
        return [];
    if (flags.some((flag) => flag.name === 'from' && flag.value !== ''))
        return [];
    const parents = flags.some((flag) => flag.name === 'parents' && flag.value.toLowerCase() !== 'false');
    const words = json ?? (0,_reader_js__WEBPACK_IMPORTED_MODULE_1__/* .wordsOf */ .Z9)(instruction).map((word) => word.text);
    return words
        .slice(0, -1)
        .filter((word) => json !== undefined || (0,_reader_js__WEBPACK_IMPORTED_MODULE_1__/* .heredocOf */ .SN)(word) === undefined)
        .map((written) => ({ written, literal: false, parents }));
}
/** The sources of RUN's bind mounts from the context; bind is the default type, and the whole context the default source. */
function mountSources({ keyword, flags }) {
    if (keyword !== 'RUN')
        return [];
    return flags.filter((flag) => flag.name === 'mount').flatMap((flag) => mountSource(flag) ?? []);
}
function mountSource(flag) {
    const options = (0,_uses_js__WEBPACK_IMPORTED_MODULE_2__/* .mountOptions */ .g5)(flag);
    const option = (...keys) => options.findLast(({ key }) => keys.includes(key))?.value ?? '';
    const type = option('type').toLowerCase();
    if (option('from') !== '' || !(type === '' || type === 'bind' || type.includes('$')))
        return undefined;
    return { written: option('source', 'src') || '/', literal: true, parents: false };
}
/**
 * The variables of a stage, as far as the text of the Dockerfile says them. ENV wins over ARG, also the ENV of a base image
 * that is not known here: on such a base only what the stage's own ENVs set is certain.
 */
class Scopes {
    globals;
    args;
    escape;
    scope = new Scope(false);
    stages = new Map();
    constructor(globals, args, escape) {
        this.globals = globals;
        this.args = args;
        this.escape = escape;
    }
    read(instruction) {
        if (instruction.onbuild)
            return;
        if (instruction.keyword === 'FROM')
            this.from(instruction);
        else if (instruction.keyword === 'ENV')
            this.env(instruction);
        else if (instruction.keyword === 'ARG')
            this.arg(instruction);
    }
    /** undefined when a variable in it may have any value. */
    resolve(written) {
        const { scope, escape } = this;
        const found = (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .expand */ .f)(written, (name) => scope.values.get(name), { escape });
        if (found === undefined || [...found.names].some((name) => !scope.knows(name)))
            return undefined;
        return found.text;
    }
    from(instruction) {
        const [word] = (0,_reader_js__WEBPACK_IMPORTED_MODULE_1__/* .wordsOf */ .Z9)(instruction);
        const base = (0,_words_js__WEBPACK_IMPORTED_MODULE_3__/* .expand */ .f)(word?.text ?? '', (name) => this.globals.get(name), { escape: this.escape })?.text ?? '';
        this.scope = this.stages.get(base.toLowerCase())?.child() ?? new Scope(base === 'scratch');
        const name = (0,_uses_js__WEBPACK_IMPORTED_MODULE_2__/* .stageName */ .CT)(instruction);
        if (name !== undefined)
            this.stages.set(name.toLowerCase(), this.scope);
    }
    env(instruction) {
        const written = (0,_uses_js__WEBPACK_IMPORTED_MODULE_2__/* .argsOf */ .PL)(instruction, this.escape);
        const [first] = written;
        const set = first?.written === undefined
            ? // The old form: `ENV NAME all the rest`.
                [
                    {
                        name: first?.name ?? '',
                        value: this.resolve(instruction.text.slice(instruction.wordsAt + (first?.name.length ?? 0)).trim()),
                    },
                ]
            : written.map((one) => ({ name: one.name, value: this.resolve(one.written ?? '') }));
        for (const { name, value } of set)
            this.scope.env(name, value);
    }
    arg(instruction) {
        for (const { name, written } of (0,_uses_js__WEBPACK_IMPORTED_MODULE_2__/* .argsOf */ .PL)(instruction, this.escape)) {
            const given = Object.hasOwn(this.args, name) ? this.args[name] : undefined;
            const global = this.globals.get(name);
            if (given !== undefined)
                this.scope.arg(name, given);
            else if (written !== undefined)
                this.scope.arg(name, this.resolve(written));
            else if (global !== undefined || _uses_js__WEBPACK_IMPORTED_MODULE_2__/* .PLATFORM_ARGS */ .KJ.includes(name))
                this.scope.arg(name, global);
        }
    }
}
class Scope {
    closed;
    values = new Map();
    unsure = new Set();
    envs = new Set();
    constructor(
    /** From scratch: what is not set here is not set. */
    closed) {
        this.closed = closed;
    }
    knows(name) {
        return this.values.has(name) || (this.closed && !this.unsure.has(name));
    }
    child() {
        const child = new Scope(this.closed);
        for (const [name, value] of this.values)
            child.values.set(name, value);
        for (const name of this.unsure)
            child.unsure.add(name);
        for (const name of this.envs)
            child.envs.add(name);
        return child;
    }
    env(name, value) {
        this.envs.add(name);
        this.set(name, value);
    }
    arg(name, value) {
        if (!this.envs.has(name))
            this.set(name, this.closed ? value : undefined);
    }
    set(name, value) {
        this.values.delete(name);
        this.unsure.delete(name);
        if (value === undefined)
            this.unsure.add(name);
        else
            this.values.set(name, value);
    }
}


/***/ }),

/***/ 98281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cv: () => (/* binding */ shellPieces),
/* harmony export */   Dk: () => (/* binding */ literally),
/* harmony export */   F6: () => (/* binding */ matchesPieces),
/* harmony export */   g$: () => (/* binding */ globPieces)
/* harmony export */ });
const anyOne = { not: true, ranges: [] };
const just = (character) => ({ not: false, ranges: [[character, character]] });
/** The whole text matches. Takes at most pieces × characters steps: patterns are foreign input. */
function matchesPieces(pieces, text) {
    let [piece, at] = [0, 0];
    let retry;
    while (at < text.length) {
        const here = pieces[piece];
        if (here === 'any') {
            retry = { piece, at };
            piece++;
        }
        else if (here !== undefined && holds(here, text.charAt(at))) {
            piece++;
            at++;
        }
        else if (retry !== undefined) {
            retry.at++;
            piece = retry.piece + 1;
            at = retry.at;
        }
        else
            return false;
    }
    return pieces.slice(piece).every((rest) => rest === 'any');
}
function holds({ not, ranges }, character) {
    return not !== ranges.some(([low, high]) => low <= character && character <= high);
}
/**
 * One component of a pattern as COPY takes them; undefined when it is none, and BuildKit refuses it.
 * Grammar: https://pkg.go.dev/path/filepath#Match
 */
function globPieces(component) {
    const pieces = [];
    let at = 0;
    /** The next character of a class, and what a backslash makes of it. */
    const member = () => {
        const character = component.charAt(at++);
        if (character === '' || character === '-' || character === ']')
            return undefined;
        if (character !== '\\')
            return character;
        const escaped = component.charAt(at++);
        return escaped === '' ? undefined : escaped;
    };
    while (at < component.length) {
        const character = component.charAt(at++);
        if (character === '*')
            pieces.push('any');
        else if (character === '?')
            pieces.push(anyOne);
        else if (character === '\\') {
            const escaped = component.charAt(at++);
            if (escaped === '')
                return undefined;
            pieces.push(just(escaped));
        }
        else if (character === '[') {
            const not = component.charAt(at) === '^';
            if (not)
                at++;
            const ranges = [];
            while (ranges.length === 0 || component.charAt(at) !== ']') {
                const low = member();
                if (low === undefined)
                    return undefined;
                let high = low;
                if (component.charAt(at) === '-') {
                    at++;
                    high = member();
                }
                if (high === undefined || at >= component.length)
                    return undefined;
                ranges.push([low, high]);
            }
            at++;
            pieces.push({ not, ranges });
        }
        else
            pieces.push(just(character));
    }
    return pieces;
}
/** A pattern of `${name#pattern}`: `*`, `?`, and what a backslash takes their meaning from; undefined when it is none. */
function shellPieces(pattern) {
    const pieces = [];
    for (let at = 0; at < pattern.length; at++) {
        let character = pattern.charAt(at);
        if (character === '\\') {
            character = pattern.charAt(++at);
            if (character === '' || !'*?\\}/'.includes(character))
                return undefined;
            pieces.push(just(character));
        }
        else
            pieces.push(character === '*' ? 'any' : character === '?' ? anyOne : just(character));
    }
    return pieces;
}
/** A path as a pattern that matches only itself. */
function literally(path) {
    return path.replace(/[\\*?[\]]/g, '\\$&');
}


/***/ }),

/***/ 76574:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   C4: () => (/* binding */ inferParents),
/* harmony export */   JS: () => (/* binding */ imagesByPlace)
/* harmony export */ });
/* harmony import */ var _refs_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99072);
/* harmony import */ var _uses_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(81083);


/**
 * The parents of every image: the declared ones, then the other images of the stack that its Dockerfile uses, the base of
 * the image itself first. What is used and not declared is a parent all the same: taken by a tag that moves, it would
 * stay what it was the first time. `registries` are bases (`ghcr.io/acme`) under which a Dockerfile may name an image too.
 * An image pinned by its digest is no parent: the Dockerfile says which bytes it wants. Nor is an image its own parent.
 */
function inferParents(images, registries, platform) {
    const owner = imagesByPlace(images, registries);
    return new Map(images.map(({ name, declared, text, args }) => {
        if (declared?.length === 0)
            return [name, []];
        const used = (0,_uses_js__WEBPACK_IMPORTED_MODULE_1__/* .basesByWeight */ .Aj)(text, args, platform).flatMap(({ ref }) => owner.get(placeOf(ref) ?? '') ?? []);
        return [name, [...new Set([...(declared ?? []), ...used])].filter((parent) => parent !== name)];
    }));
}
/** Image by place (`placeOf`): its own repository first; a place in a registry that two images share names neither. */
function imagesByPlace(images, registries) {
    const owner = new Map();
    for (const base of new Set(registries)) {
        for (const { name, repository } of images) {
            const place = normal((0,_refs_js__WEBPACK_IMPORTED_MODULE_0__/* .rebase */ .RU)(repository, base));
            if (place !== undefined)
                owner.set(place, owner.has(place) && owner.get(place) !== name ? undefined : name);
        }
    }
    const own = new Set();
    for (const { name, repository } of images) {
        const place = normal(repository);
        if (place === undefined || own.has(place))
            continue;
        own.add(place);
        owner.set(place, name);
    }
    return owner;
}
/** The repository that a ref names, in one form; undefined for what is none, and for a digest. */
function placeOf(ref) {
    return ref.includes('@') ? undefined : normal((0,_refs_js__WEBPACK_IMPORTED_MODULE_0__/* .splitRef */ .Mn)(ref).repository);
}
/** `docker.io/library/python`, however it is written. */
function normal(repository) {
    const parsed = (0,_refs_js__WEBPACK_IMPORTED_MODULE_0__/* .parseRepository */ .SU)(repository);
    if (parsed === undefined)
        return undefined;
    const { host, path } = parsed;
    const hub = host === _refs_js__WEBPACK_IMPORTED_MODULE_0__/* .DEFAULT_HOST */ .HX || host === 'index.docker.io';
    return hub ? `${_refs_js__WEBPACK_IMPORTED_MODULE_0__/* .DEFAULT_HOST */ .HX}/${path.includes('/') ? path : `library/${path}`}` : `${host.toLowerCase()}/${path}`;
}


/***/ }),

/***/ 53076:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I7: () => (/* binding */ assignmentsOf),
/* harmony export */   SN: () => (/* binding */ heredocOf),
/* harmony export */   Z9: () => (/* binding */ wordsOf),
/* harmony export */   n_: () => (/* binding */ readDockerfile)
/* harmony export */ });
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51214);

/**
 * Reads a Dockerfile into instructions as BuildKit does: directives, continuations, comments and empty lines within
 * them, here-documents, ONBUILD. What BuildKit would refuse is read as far as it makes sense; the build says what is wrong.
 * Rules: https://docs.docker.com/reference/dockerfile/#format and #here-documents
 */
function readDockerfile(text) {
    const lines = linesOf(text);
    const escape = escapeOf(lines);
    const instructions = [];
    for (let at = 0; at < lines.length;) {
        const line = at + 1;
        const joined = new Joined(escape);
        while (at < lines.length && joined.open)
            joined.add(lines[at++] ?? { text: '', offset: 0 });
        if (joined.text.trim() === '')
            continue;
        const instruction = instructionOf(joined, line, escape);
        instructions.push(instruction);
        for (const { name, tabbed } of heredocsOf(instruction)) {
            // One that is not closed is refused by BuildKit; here its body is the rest of the file.
            while (at < lines.length) {
                const body = lines[at++]?.text ?? '';
                if ((tabbed ? body.replace(/^\t+/, '') : body) === name)
                    break;
            }
        }
    }
    return { escape, instructions };
}
function linesOf(text) {
    const lines = [];
    for (let offset = text.startsWith('\ufeff') ? 1 : 0; offset < text.length;) {
        const newline = text.indexOf('\n', offset);
        const end = newline < 0 ? text.length : newline;
        let last = end;
        while (last > offset && text[last - 1] === '\r')
            last--;
        lines.push({ text: text.slice(offset, last), offset });
        offset = end + 1;
    }
    return lines;
}
/** Directives stand before everything else; the first line that is none ends them. */
function escapeOf(lines) {
    for (const { text } of lines) {
        const directive = /^\s*#\s*(syntax|escape|check)\s*=\s*(\S.*)$/i.exec(text);
        if (directive === null)
            return '\\';
        if (directive[1]?.toLowerCase() === 'escape')
            return directive[2]?.trim() === '`' ? '`' : '\\';
    }
    return '\\';
}
/** Lines joined into one as long as they end with the escape character. */
class Joined {
    escape;
    text = '';
    open = true;
    stretches = [];
    constructor(escape) {
        this.escape = escape;
    }
    add({ text: whole, offset }) {
        const first = this.text === '' && this.stretches.length === 0;
        const isComment = /^\s*#/.test(whole);
        if (isComment || whole.trim() === '') {
            // Between continued lines both are left out; on their own they are no instruction.
            if (first)
                this.open = false;
            return;
        }
        let last = whole.length - 1;
        while (whole[last] === ' ' || whole[last] === '\t')
            last--;
        // A doubled one is a letter of the text.
        this.open = whole[last] === this.escape && whole[last - 1] !== this.escape;
        const end = this.open ? last : whole.length;
        const start = first ? whole.length - whole.trimStart().length : 0;
        this.stretches.push({ at: this.text.length, offset: offset + start, length: Math.max(end - start, 0) });
        this.text += whole.slice(start, end);
    }
}
/** Between words. Wider spaces, such as those that do not break, are letters to BuildKit. */
const SPACE = /[\t\v\f\r ]/;
function instructionOf({ text, stretches }, line, escape) {
    let at = text.length - text.trimStart().length;
    const keyword = () => {
        const found = /^[^\t\v\f\r ]+/.exec(text.slice(at))?.[0] ?? '';
        at += found.length;
        return found.toUpperCase();
    };
    let name = keyword();
    let { flags, end } = flagsOf(text, at, escape);
    const onbuild = name === 'ONBUILD' && end < text.trimEnd().length;
    if (onbuild) {
        at = end + text.slice(end).length - text.slice(end).trimStart().length;
        name = keyword();
        ({ flags, end } = flagsOf(text, at, escape));
    }
    return { keyword: name, onbuild, line, text, stretches, flags, wordsAt: end, json: jsonOf(text.slice(end)) };
}
/** The words that begin with `--`, up to the first that does not. */
function flagsOf(text, from, escape) {
    const flags = [];
    let at = from;
    for (;;) {
        while (SPACE.test(text.charAt(at)))
            at++;
        if (!text.startsWith('--', at))
            return { flags, end: at };
        const start = at;
        let word = '';
        const places = [];
        let quote = '';
        for (; at < text.length && (quote !== '' || !SPACE.test(text.charAt(at))); at++) {
            const character = text.charAt(at);
            if (character === quote)
                quote = '';
            else if (quote === '' && (character === '"' || character === "'"))
                quote = character;
            else {
                if (character === escape)
                    at++;
                if (at >= text.length)
                    break;
                word += text.charAt(at);
                places.push(at);
            }
        }
        if (word === '--') {
            while (SPACE.test(text.charAt(at)))
                at++;
            return { flags, end: at };
        }
        const equals = word.indexOf('=');
        const [name, value] = equals < 0 ? [word, ''] : [word.slice(0, equals), word.slice(equals + 1)];
        flags.push({ name: name.slice(2), value, start, end: at, places: equals < 0 ? [] : places.slice(equals + 1) });
    }
}
/** The JSON form is a list of texts and nothing after it. */
function jsonOf(text) {
    if (!text.trimStart().startsWith('['))
        return undefined;
    try {
        const list = JSON.parse(text.trim());
        return Array.isArray(list) && list.every((one) => typeof one === 'string') ? list : undefined;
    }
    catch {
        return undefined;
    }
}
/** The words of an instruction, split at spaces whether they are quoted or not: so are those of FROM and COPY. */
function wordsOf({ text, wordsAt }) {
    return [...text.slice(wordsAt).matchAll(/[^\t\v\f\r ]+/g)].map((found) => ({
        text: found[0],
        at: wordsAt + found.index,
    }));
}
/** The words of an ARG or ENV, as they are written: a quoted space does not split them. */
function assignmentsOf({ text, wordsAt }, escape) {
    const words = [];
    let word = '';
    let quote = '';
    for (let at = wordsAt; at < text.length; at++) {
        const character = text.charAt(at);
        if (quote === '' && /\s/.test(character)) {
            if (word !== '')
                words.push(word);
            word = '';
            continue;
        }
        if (character === quote)
            quote = '';
        else if (quote === '' && (character === '"' || character === "'"))
            quote = character;
        word += character;
        if (character === escape && quote !== "'" && at + 1 < text.length)
            word += text.charAt(++at);
    }
    if (word !== '')
        words.push(word);
    return words;
}
/** Only these take here-documents: https://docs.docker.com/reference/dockerfile/#here-documents */
const WITH_HEREDOCS = new Set(['ADD', 'COPY', 'RUN']);
function heredocsOf({ keyword, text, json }) {
    if (!WITH_HEREDOCS.has(keyword) || json !== undefined || !text.includes('<<'))
        return [];
    // Words as a shell has them; with quotes that are not closed BuildKit finds none.
    const words = (0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .expand */ .f)(text, () => undefined, { escape: '\\', raw: true, keepUnset: true })?.words ?? [];
    return words.flatMap((word) => heredocOf(word) ?? []);
}
/** `<<NAME`, `3<<-"NAME"`; not `<<<text`, nor `cat<<NAME`, which BuildKit leaves to the shell. */
function heredocOf(word) {
    const found = /^\d*<<(-?)([^<]+)$/.exec(word);
    const names = (0,_words_js__WEBPACK_IMPORTED_MODULE_0__/* .expand */ .f)(found?.[2] ?? '', () => undefined, { escape: '\\', keepUnset: true })?.words ?? [];
    return names.length === 1 ? { name: names[0] ?? '', tabbed: found?.[1] === '-' } : undefined;
}


/***/ }),

/***/ 81083:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Aj: () => (/* binding */ basesByWeight),
/* harmony export */   CT: () => (/* binding */ stageName),
/* harmony export */   J7: () => (/* binding */ globalArgs),
/* harmony export */   KJ: () => (/* binding */ PLATFORM_ARGS),
/* harmony export */   PL: () => (/* binding */ argsOf),
/* harmony export */   TC: () => (/* binding */ replaceBases),
/* harmony export */   cF: () => (/* binding */ basesOf),
/* harmony export */   g5: () => (/* binding */ mountOptions)
/* harmony export */ });
/* harmony import */ var _reader_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(53076);
/* harmony import */ var _words_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(51214);


/**
 * The images that a Dockerfile builds on, build args and ARG defaults resolved; its own stages and `scratch` left out.
 * `platform` (`linux/arm64`) gives TARGETPLATFORM, TARGETARCH … their values. BuildKit refuses variables in `--from=` and
 * `from=`; here they are resolved, so that a message can say what was meant. What ONBUILD uses, its children use.
 * ARG rules: https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact
 */
function basesOf(text, args, platform) {
    return readUses(text, args, platform).uses.map(({ ref, written, line }) => ({ ref, written, line }));
}
/** The same, with the base of the image itself (that of the last stage) first, and nothing else out of order. */
function basesByWeight(text, args, platform) {
    const { uses, final } = readUses(text, args, platform);
    return final === undefined ? [...uses] : [final, ...uses.filter((use) => use !== final)];
}
/**
 * The text with other refs in the places where it uses images: `replace` says which, undefined leaves a use alone. All
 * else stays byte for byte, and every line keeps its number. Names of the Dockerfile's own stages are never replaced.
 */
function replaceBases(text, args, replace, platform) {
    const edits = [];
    for (const { instruction, span, ...use } of readUses(text, args, platform).uses) {
        const ref = replace(use.ref, { ref: use.ref, written: use.written, line: use.line });
        if (ref !== undefined && ref !== use.ref)
            edits.push(...editsOf(instruction, span, ref));
    }
    let [result, at] = ['', 0];
    for (const edit of edits.sort((a, b) => a.start - b.start)) {
        result += text.slice(at, edit.start) + edit.text;
        at = edit.end;
    }
    return result + text.slice(at);
}
/** A word may be continued on the next line: the last part becomes the new text, so that no line ends up empty. */
function editsOf({ stretches }, span, ref) {
    const parts = stretches.flatMap(({ at, offset, length }) => {
        const [from, to] = [Math.max(span.start, at), Math.min(span.end, at + length)];
        return from < to ? [{ start: offset + from - at, end: offset + to - at }] : [];
    });
    return parts.map((part, index) => ({ ...part, text: index === parts.length - 1 ? span.rewrite(ref) : '' }));
}
function readUses(text, args, platform) {
    const dockerfile = (0,_reader_js__WEBPACK_IMPORTED_MODULE_0__/* .readDockerfile */ .n_)(text);
    const globals = globalArgs(dockerfile, args, platform);
    const resolve = (written) => (0,_words_js__WEBPACK_IMPORTED_MODULE_1__/* .expand */ .f)(written, (name) => globals.get(name), dockerfile)?.text ?? '';
    const stageNames = new Set(dockerfile.instructions.flatMap((instruction) => stageName(instruction)?.toLowerCase() ?? []));
    /** The bases of the stages above, by stage name. */
    const above = new Map();
    const uses = [];
    let final;
    const take = (instruction, written, ref, span) => {
        const use = { ref, written, line: instruction.line, instruction, span };
        uses.push(use);
        return use;
    };
    for (const instruction of dockerfile.instructions) {
        if (instruction.onbuild)
            continue;
        if (instruction.keyword === 'FROM') {
            const [word] = (0,_reader_js__WEBPACK_IMPORTED_MODULE_0__/* .wordsOf */ .Z9)(instruction);
            const ref = word === undefined ? '' : resolve(word.text);
            const own = ref.toLowerCase();
            if (above.has(own))
                final = above.get(own);
            else if (word === undefined || ref === '' || ref === 'scratch')
                final = undefined;
            else {
                const span = { start: word.at, end: word.at + word.text.length, rewrite: (other) => other };
                final = take(instruction, word.text, ref, span);
            }
            const name = stageName(instruction);
            if (name !== undefined)
                above.set(name.toLowerCase(), final);
            continue;
        }
        for (const { flag, start, end } of fromsOf(instruction)) {
            const written = flag.value.slice(start, end);
            const ref = resolve(written);
            if (ref === '' || ref === 'scratch' || stageNames.has(ref.toLowerCase()))
                continue;
            // A number is a stage, which COPY may name before its FROM too.
            if (instruction.keyword !== 'RUN' && /^\d+$/.test(ref))
                continue;
            take(instruction, written, ref, spanOf(flag, start, end, dockerfile.escape));
        }
    }
    return { uses, final };
}
/** Name of the stage that a FROM begins, as it is written. */
function stageName(instruction) {
    if (instruction.keyword !== 'FROM' || instruction.onbuild)
        return undefined;
    const [, as, name] = (0,_reader_js__WEBPACK_IMPORTED_MODULE_0__/* .wordsOf */ .Z9)(instruction);
    return as?.text.toLowerCase() === 'as' ? name?.text : undefined;
}
/** Where the flags of an instruction name an image: `--from=` of COPY, `from=` in a `--mount` of RUN. */
function fromsOf({ keyword, flags }) {
    if (keyword === 'COPY' || keyword === 'ADD') {
        return flags.filter((flag) => flag.name === 'from').map((flag) => ({ flag, start: 0, end: flag.value.length }));
    }
    if (keyword !== 'RUN')
        return [];
    return flags
        .filter((flag) => flag.name === 'mount')
        .flatMap((flag) => {
        const from = mountOptions(flag).findLast((option) => option.key === 'from');
        return from === undefined ? [] : [{ flag, start: from.start, end: from.start + from.value.length }];
    });
}
/** The options of a `--mount`, each with the place of its value in that of the flag. */
function mountOptions({ value }) {
    let at = 0;
    return value.split(',').map((field) => {
        const equals = field.indexOf('=');
        const start = at + equals + 1;
        at += field.length + 1;
        return equals < 0
            ? { key: field.toLowerCase(), value: '', start: at - 1 }
            : { key: field.slice(0, equals).toLowerCase(), value: field.slice(equals + 1), start };
    });
}
/** The part of a flag's text that a part of its value stands for. Where quotes or escapes lie in it, the flag is written anew. */
function spanOf(flag, start, end, escape) {
    const first = flag.places[start] ?? flag.start;
    const last = flag.places[end - 1] ?? flag.end;
    if (last - first === end - 1 - start)
        return { start: first, end: last + 1, rewrite: (ref) => ref };
    const rewrite = (ref) => {
        const value = flag.value.slice(0, start) + ref + flag.value.slice(end);
        const quoted = value.replaceAll(escape, escape + escape).replaceAll('"', `${escape}"`);
        return `--${flag.name}="${quoted}"`;
    };
    return { start: flag.start, end: flag.end, rewrite };
}
/** What FROM knows: the ARGs before the first one, and the platforms. A build arg counts as it is, nothing in it is resolved. */
function globalArgs({ instructions, escape }, args, platform) {
    const values = platformArgs(args, platform);
    for (const instruction of instructions) {
        if (instruction.keyword === 'FROM' && !instruction.onbuild)
            break;
        if (instruction.keyword !== 'ARG' || instruction.onbuild)
            continue;
        for (const { name, written } of argsOf(instruction, escape)) {
            const given = Object.hasOwn(args, name) ? args[name] : undefined;
            const value = given ?? (written === undefined ? undefined : (0,_words_js__WEBPACK_IMPORTED_MODULE_1__/* .expand */ .f)(written, (one) => values.get(one), { escape })?.text);
            if (value !== undefined)
                values.set(name, value);
        }
    }
    return values;
}
/** What an ARG or ENV declares, values as they are written. */
function argsOf(instruction, escape) {
    return (0,_reader_js__WEBPACK_IMPORTED_MODULE_0__/* .assignmentsOf */ .I7)(instruction, escape).map((word) => {
        const equals = word.indexOf('=');
        return equals < 0
            ? { name: word, written: undefined }
            : { name: word.slice(0, equals), written: word.slice(equals + 1) };
    });
}
/** Known without an ARG: https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
const PLATFORM_ARGS = ['TARGET', 'BUILD'].flatMap((side) => ['PLATFORM', 'OS', 'ARCH', 'VARIANT'].map((part) => `${side}${part}`));
function platformArgs(args, platform) {
    const [os = '', arch = '', variant = ''] = platform?.split('/') ?? [];
    const known = platform === undefined ? {} : { PLATFORM: platform, OS: os, ARCH: arch, VARIANT: variant };
    return new Map(PLATFORM_ARGS.flatMap((name) => {
        const value = Object.hasOwn(args, name) ? args[name] : known[name.replace(/^(?:TARGET|BUILD)/, '')];
        return value === undefined ? [] : [[name, value]];
    }));
}


/***/ }),

/***/ 51214:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ expand)
/* harmony export */ });
/* harmony import */ var _glob_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(98281);

/**
 * What BuildKit makes of a word of a Dockerfile: quotes and escapes taken off, variables put in. undefined for what it
 * refuses: quotes and braces that are not closed, `${NAME:?…}` without a value, forms it does not know.
 * Rules: https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
function expand(source, valueOf, options) {
    const lexer = new Lexer(source, valueOf, options);
    try {
        return { ...lexer.until(undefined, options.raw ?? false), names: lexer.names };
    }
    catch (error) {
        if (error instanceof BadWord)
            return undefined;
        throw error;
    }
}
class BadWord extends Error {
}
/**
 * Dockerfiles are foreign input: neither a tower of braces nor a long value may cost more than a moment, nor one that is
 * made of others and doubles line by line. No name of an image or a file comes near these.
 */
const MAX_DEPTH = 64;
/** Pieces of a pattern × characters of the value that it is held against. */
const MAX_STEPS = 65_536;
/** Characters that an expanded text may have more than the source. */
const MAX_GROWTH = 4096;
function piecesOf(pattern) {
    const pieces = (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .shellPieces */ .Cv)(pattern);
    if (pieces === undefined)
        throw new BadWord();
    return pieces;
}
class Lexer {
    source;
    valueOf;
    options;
    names = new Set();
    at = 0;
    depth = 0;
    constructor(source, valueOf, options) {
        this.source = source;
        this.valueOf = valueOf;
        this.options = options;
    }
    /** Reads to a character or to the end. */
    until(stop, rawEscapes) {
        const { escape } = this.options;
        if (++this.depth > MAX_DEPTH)
            throw new BadWord();
        const words = new Words();
        let text = '';
        while (this.at < this.source.length) {
            this.checkGrowth(text);
            const character = this.source.charAt(this.at);
            if (character === stop) {
                this.at++;
                this.depth--;
                return { text, words: words.end() };
            }
            if (character === "'" || character === '"') {
                const quoted = character === "'" ? this.single() : this.double(rawEscapes);
                text += quoted;
                words.add(quoted);
            }
            else if (character === '$') {
                const value = this.dollar();
                text += value;
                words.split(value);
            }
            else if (character === escape) {
                const escaped = this.source.charAt(this.at + 1);
                const kept = (rawEscapes ? escape : '') + escaped;
                this.at += 2;
                text += kept;
                words.add(kept);
            }
            else {
                this.at++;
                text += character;
                words.split(character);
            }
        }
        if (stop !== undefined)
            throw new BadWord();
        this.checkGrowth(text);
        return { text, words: words.end() };
    }
    checkGrowth(text) {
        if (text.length > this.source.length + MAX_GROWTH)
            throw new BadWord();
    }
    single() {
        const end = this.source.indexOf("'", this.at + 1);
        if (end < 0)
            throw new BadWord();
        const whole = this.source.slice(this.at, end + 1);
        this.at = end + 1;
        return this.options.raw === true ? whole : whole.slice(1, -1);
    }
    double(rawEscapes) {
        const { escape } = this.options;
        const quote = this.options.raw === true ? '"' : '';
        let text = quote;
        this.at++;
        for (;;) {
            this.checkGrowth(text);
            const character = this.source.charAt(this.at);
            if (character === '')
                throw new BadWord();
            if (character === '$')
                text += this.dollar();
            else {
                this.at++;
                if (character === '"')
                    return text + quote;
                const next = this.source.charAt(this.at);
                if (character === escape && next !== '' && `"$${escape}`.includes(next)) {
                    this.at++;
                    text += (rawEscapes ? escape : '') + next;
                }
                else if (character !== escape || next !== '')
                    text += character;
            }
        }
    }
    dollar() {
        this.at++;
        if (this.source.charAt(this.at) !== '{') {
            const name = this.name();
            if (name === '')
                return '$';
            const value = this.lookUp(name);
            return value ?? (this.options.keepUnset === true ? `$${name}` : '');
        }
        const start = this.at - 1;
        this.at++;
        if (['', '{', '}', ':'].includes(this.source.charAt(this.at)))
            throw new BadWord();
        const name = this.name();
        const value = this.lookUp(name);
        const form = this.form(value);
        return value === undefined && this.options.keepUnset === true ? this.source.slice(start, this.at) : form;
    }
    /** What follows the name in `${name…}`, up to and with the closing brace. */
    form(value) {
        let operator = this.source.charAt(this.at++);
        if (operator === '}')
            return value ?? '';
        if (operator === '/')
            return this.replaced(value ?? '');
        const emptyIsUnset = operator === ':';
        if (emptyIsUnset)
            operator = this.source.charAt(this.at++);
        if (operator === '' || !(emptyIsUnset ? '-+?' : '-+?#%').includes(operator))
            throw new BadWord();
        const word = this.until('}', operator === '#' || operator === '%').text;
        const present = value !== undefined && !(emptyIsUnset && value === '');
        switch (operator) {
            case '-':
                return present ? value : word;
            case '+':
                return present ? word : '';
            case '?':
                if (!present && this.options.keepUnset !== true)
                    throw new BadWord();
                return value ?? '';
            default:
                return trimmed(value ?? '', word, operator);
        }
    }
    /** `${name/pattern/text}`, with `//` everywhere: the longest match at the first place that has one. */
    replaced(value) {
        const everywhere = this.source.charAt(this.at) === '/';
        if (everywhere)
            this.at++;
        const pieces = piecesOf(this.until('/', true).text);
        const replacement = this.until('}', true).text;
        const ends = longestMatches(pieces, value);
        let [text, at] = ['', 0];
        while (at < value.length) {
            this.checkGrowth(text);
            const end = ends[at] ?? -1;
            if (end <= at)
                text += value.charAt(at++);
            else {
                text += replacement;
                at = end;
                if (!everywhere)
                    break;
            }
        }
        return text + value.slice(at);
    }
    name() {
        const found = /^(?:\d+|[@*#?$!-]|[\p{L}_][\p{L}\p{Nd}_]*)/u.exec(this.source.slice(this.at, this.at + 256));
        this.at += found?.[0].length ?? 0;
        return found?.[0] ?? '';
    }
    lookUp(name) {
        this.names.add(name);
        return this.valueOf(name);
    }
}
/** `#` takes the shortest beginning off that matches, `##` the longest; `%` and `%%` the end. */
function trimmed(value, word, operator) {
    const longest = word.startsWith(operator);
    const pieces = piecesOf(longest ? word.slice(1) : word);
    const kept = (text) => {
        const lengths = prefixMatches(pieces, text);
        const length = longest ? lengths.lastIndexOf(true) : lengths.indexOf(true);
        return length < 0 ? text : text.slice(length);
    };
    if (operator === '#')
        return kept(value);
    // What ends a text begins the reversed one.
    pieces.reverse();
    return reversed(kept(reversed(value)));
}
function reversed(text) {
    return text.split('').reverse().join('');
}
function checkSteps(pieces, text) {
    if ((pieces.length + 1) * (text.length + 1) > MAX_STEPS)
        throw new BadWord();
}
/** By length: whether the beginning of the text that has it matches. */
function prefixMatches(pieces, text) {
    checkSteps(pieces, text);
    let reached = Array.from({ length: text.length + 1 }, (_, length) => length === 0);
    for (const piece of pieces) {
        let before = false;
        reached = reached.map((here, length) => {
            if (piece === 'any')
                return (before ||= here);
            const now = before && (0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesPieces */ .F6)([piece], text.charAt(length - 1));
            before = here;
            return now;
        });
    }
    return reached;
}
/** By place: where the longest match that begins there ends, -1 where none begins. */
function longestMatches(pieces, text) {
    checkSteps(pieces, text);
    let next = Array.from({ length: text.length + 1 }, (_, at) => at);
    for (const piece of pieces.toReversed()) {
        const ends = next.map(() => -1);
        for (let at = text.length; at >= 0; at--) {
            if (piece === 'any')
                ends[at] = Math.max(next[at] ?? -1, ends[at + 1] ?? -1);
            else if ((0,_glob_js__WEBPACK_IMPORTED_MODULE_0__/* .matchesPieces */ .F6)([piece], text.charAt(at)))
                ends[at] = next[at + 1] ?? -1;
        }
        next = ends;
    }
    return next;
}
/** Words as they come in: split at spaces, except where they are quoted. */
class Words {
    done = [];
    word = '';
    add(text) {
        this.word += text;
    }
    split(text) {
        if (!/\s/.test(text))
            return this.add(text);
        for (const character of text) {
            if (!/\s/.test(character))
                this.word += character;
            else
                this.end();
        }
    }
    end() {
        if (this.word !== '')
            this.done.push(this.word);
        this.word = '';
        return this.done;
    }
}


/***/ })

};
