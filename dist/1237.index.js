export const id = 1237;
export const ids = [1237];
export const modules = {

/***/ 21237:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  initCommand: () => (/* binding */ initCommand)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(73024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/paths.js
var paths = __webpack_require__(5381);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(38815);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: ./build-ts/src/stack/dockerfile.js + 2 modules
var dockerfile = __webpack_require__(49334);
// EXTERNAL MODULE: ./build-ts/src/stack/dockerfile/copied.js
var copied = __webpack_require__(39127);
// EXTERNAL MODULE: ./build-ts/src/stack/dockerfile/parents.js
var dockerfile_parents = __webpack_require__(76574);
// EXTERNAL MODULE: ./build-ts/src/stack/dockerfile/reader.js
var reader = __webpack_require__(53076);
// EXTERNAL MODULE: ./build-ts/src/stack/dockerfile/uses.js
var dockerfile_uses = __webpack_require__(81083);
// EXTERNAL MODULE: ./build-ts/src/stack/graph.js
var stack_graph = __webpack_require__(25996);
;// CONCATENATED MODULE: ./build-ts/src/stack/init/choose.js
/** Directories whose Dockerfiles are not the stack's: what tests feed on, what others wrote. */
const FOREIGN = new Map([
    ...['node_modules', 'vendor', 'third_party', 'site-packages'].map((name) => [name, 'other people’s code']),
    ...['test', 'tests', '__tests__', 'tests_common', 'integration_tests', 'testdata', 'fixtures', '__fixtures__'].map((name) => [name, 'files of tests']),
]);
/** Splits what was found into the images of the stack and the rest. */
function chooseDockerfiles(files) {
    const taken = [];
    const leftOut = [];
    for (const file of files) {
        const parts = file.path.split('/');
        const name = parts.pop() ?? '';
        const hidden = parts.find((part) => part.startsWith('.'));
        const foreign = parts.find((part) => FOREIGN.has(part.toLowerCase()));
        const why = hidden !== undefined
            ? 'a hidden directory'
            : foreign !== undefined
                ? FOREIGN.get(foreign.toLowerCase())
                : /[\p{Cc}\\]|(?:^|\/)__proto__\//u.test(file.path)
                    ? 'its path cannot be written in a spec'
                    : /^[^\S\n]*FROM\s/im.test(file.text)
                        ? undefined
                        : 'it has no FROM';
        if (why === undefined)
            taken.push({ ...file, directory: parts.length === 0 ? '.' : parts.join('/'), file: name });
        else
            leftOut.push({ path: file.path, why });
    }
    return { taken, leftOut };
}

;// CONCATENATED MODULE: ./build-ts/src/stack/init/names.js
/** Directories whose name says nothing about what is built in them. */
const GENERIC = new Set(['docker', 'build', 'container', 'containers', 'dockerfile', 'dockerfiles', 'image', 'images']);
/** Files that make or describe Dockerfiles. */
const NOT_A_DOCKERFILE = /\.(?:dockerignore|containerignore|tmpl|template|tpl|j2|jinja2?|in|erb|m4|mustache|md|txt|bak|orig|rej|sw[op]|sh|py|ya?ml|json)$|~$/i;
/** `Dockerfile`, `Containerfile`, `Dockerfile.gpu`, `gpu.Dockerfile` …; not their templates and lists of what to ignore. */
function isDockerfileName(file) {
    return !NOT_A_DOCKERFILE.test(file) && variantOf(file) !== undefined;
}
/** What a file name says beside "Dockerfile": '' for a plain one; undefined when it is none. */
function variantOf(file) {
    const found = /^(?:dockerfile|containerfile)(?:[._-](.+))?$|^(.+)\.(?:dockerfile|containerfile)$/i.exec(file);
    return found === null ? undefined : (found[1] ?? found[2] ?? '');
}
/**
 * A name for each place, all different, also when upper and lower case are one: the directory's, with those above it where
 * that alone is a version or is taken, and with what the file's own name adds. `top` names the top of the tree.
 */
function namesFor(places, top) {
    const folders = new Set(places.map(({ directory }) => directory));
    const choices = places.map((place) => candidatesOf(place, top, folders));
    const steps = choices.map(() => 0);
    const nameAt = (index) => choices[index]?.[steps[index] ?? 0] ?? '';
    for (let again = true; again;) {
        again = false;
        for (const group of groups(choices.map((_, index) => nameAt(index).toLowerCase()))) {
            for (const index of group.length > 1 ? group : []) {
                if ((steps[index] ?? 0) + 1 >= (choices[index]?.length ?? 0))
                    continue;
                steps[index] = (steps[index] ?? 0) + 1;
                again = true;
            }
        }
    }
    const taken = new Set();
    return choices.map((_, index) => {
        const name = nameAt(index);
        let unique = name;
        for (let turn = 2; taken.has(unique.toLowerCase()); turn++)
            unique = `${name}-${turn}`;
        taken.add(unique.toLowerCase());
        return unique;
    });
}
/** Names of a place from the shortest that says something to the whole path. */
function candidatesOf({ directory, file }, top, folders) {
    const whole = directory === '.' ? [] : directory.split('/');
    // Within another image's directory lies a kind of that image.
    const within = whole.findIndex((_, at) => at > 0 && folders.has(whole.slice(0, at).join('/')));
    const kinds = within < 0 ? 0 : whole.slice(within).filter((part) => !isGeneric(part)).length;
    const telling = whole.filter((part) => !isGeneric(part));
    const variant = variantOf(file) ?? '';
    if (variant === '')
        return candidates(telling, 1 + kinds, whole, top);
    // `api/api.Dockerfile` is api.
    const last = telling.at(-1)?.toLowerCase() ?? '';
    if (last !== '' && variant.toLowerCase().startsWith(last))
        return candidates([...telling.slice(0, -1), variant], 1, [...whole, variant], top);
    // `docker/api.Dockerfile` is api too; `api/Dockerfile.gpu` is api-gpu, and so is `api/docker/Dockerfile.gpu`.
    const alone = telling.length === 0 || (isGeneric(whole.at(-1) ?? '') && !/^(?:docker|container)file/i.test(file));
    return candidates([...telling, variant], alone ? 1 : 2, [...whole, variant], top);
}
function candidates(parts, least, whole, top) {
    if (parts.length === 0)
        return [asName(top), ...(whole.length === 0 ? [] : [asName(whole.join('-'))])];
    const names = [];
    for (let length = Math.min(least, parts.length); length <= parts.length; length++) {
        const saysWhat = !isVersion(parts[parts.length - length] ?? '') || length === parts.length;
        if (saysWhat)
            names.push(asName(parts.slice(-length).join('-')));
    }
    return [...new Set([...names, asName(whole.join('-'))])];
}
function isGeneric(part) {
    return GENERIC.has(part.toLowerCase());
}
/** `3.11`, `v2`, `22.04-lts`, `cuda12`, `slim`: which of something, not what. */
function isVersion(part) {
    return /^v?\d|^(?:latest|stable|edge|main|dev|prod|slim|alpine|cuda|gpu|cpu|rocm|amd64|arm64|x86)[\d._-]*$/i.test(part);
}
/** As spec.yml takes names: letters, digits, and single separators between them. */
function asName(text) {
    const name = text
        .normalize('NFKD')
        .replace(/\p{M}+/gu, '')
        .replace(/[^A-Za-z0-9._-]+/g, '-')
        .replace(/[._-]{2,}/g, '-')
        .replace(/^[._-]+/, '')
        .slice(0, 100)
        .replace(/[._-]+$/, '');
    return name === '' ? 'image' : name;
}
function groups(keys) {
    const found = new Map();
    keys.forEach((key, index) => {
        const group = found.get(key);
        if (group === undefined)
            found.set(key, [index]);
        else
            group.push(index);
    });
    return [...found.values()];
}

// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var refs = __webpack_require__(99072);
;// CONCATENATED MODULE: ./build-ts/src/stack/init/repositories.js


/**
 * Guesses where the images are pushed from how they use each other: `FROM ghcr.io/acme/base:1` beside a directory `base`
 * says that base is ghcr.io/acme/base. A bare name such as `python` means the image of Docker Hub when the directory
 * `python` is itself built on it.
 */
function guessRepositories(images) {
    const target = targets(images);
    /** Per image, how often each repository is used. */
    const used = images.map(() => new Map());
    images.forEach((image, index) => {
        for (const ref of new Set(image.refs)) {
            if ((0,dockerfile_parents/* placeOf */.$t)(ref) === undefined)
                continue;
            const { repository } = (0,refs/* splitRef */.Mn)(ref);
            const other = target(repository);
            const counts = other === undefined || other === index ? undefined : used[other];
            counts?.set(repository, (counts.get(repository) ?? 0) + 1);
        }
    });
    images.forEach((image, index) => {
        for (const own of image.refs.map((ref) => (0,refs/* splitRef */.Mn)(ref).repository))
            used[index]?.delete(own);
    });
    const guessed = images.map((image, index) => {
        const [best, ...also] = [...(used[index] ?? [])].sort((a, b) => b[1] - a[1]).map(([repository]) => repository);
        return best === undefined
            ? { repository: lowerCase(image.name), from: 'name', also }
            : { repository: best, from: 'use', also };
    });
    return besideBases(images, guessed);
}
/** The image that the last component of a repository names. */
function targets(images) {
    const byName = new Map(images.map(({ name }, index) => [name.toLowerCase(), index]));
    return (repository) => byName.get(repository.slice(repository.lastIndexOf('/') + 1));
}
/** Nobody builds on the last of a chain: where it goes is where the image is that it is built on. */
function besideBases(images, guessed) {
    const used = new Set(guessed.flatMap(({ from, repository }) => (from === 'use' ? [repository] : [])));
    const taken = new Set(guessed.map(({ repository }) => repository));
    return guessed.map((one, index) => {
        const base = images[index]?.refs.map((ref) => (0,refs/* splitRef */.Mn)(ref).repository).find((repository) => used.has(repository)) ?? '';
        const repository = `${base.slice(0, base.lastIndexOf('/') + 1)}${one.repository}`;
        return one.from !== 'name' || taken.has(repository) ? one : { ...one, repository, from: 'base' };
    });
}
/** As repositories are written: lower case. Names are made so that this is enough. */
function lowerCase(name) {
    const lower = name.toLowerCase();
    return (0,refs/* parseRepository */.SU)(lower) === undefined ? lower.replace(/[^a-z0-9]+/g, '-') : lower;
}

;// CONCATENATED MODULE: ./build-ts/src/stack/init.js













/** More ARGs than these are not shown, and none in a stack so large that nobody reads it from end to end. */
const MAX_ARGS = 8;
const MAX_COMMENTED = 1000;
const MAX_LEFT_OUT = 30;
/**
 * A spec.yml, with comments, for a tree of Dockerfiles. Parents are written out and say where they were read; what is only
 * a guess says so. The text loads with `loadSpec`. Throws a UserError when no Dockerfile is left that can be an image.
 */
function specFor(files, facts) {
    const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    const { taken, leftOut } = chooseDockerfiles(sorted);
    const all = [...(facts.leftOut ?? []), ...leftOut];
    if (taken.length === 0)
        throw noImages(all);
    const drafts = draftsOf(taken, facts.top ?? 'image');
    const images = new dist/* YAMLMap */.CA();
    for (const [index, draft] of drafts.entries()) {
        const key = new dist/* Scalar */.X5(draft.name);
        key.spaceBefore = index > 0;
        images.items.push(new dist/* Pair */.Rm(key, imageOf(draft, drafts, facts)));
    }
    const top = new dist/* YAMLMap */.CA();
    top.items.push(new dist/* Pair */.Rm(new dist/* Scalar */.X5('images'), images));
    if (facts.prefix !== undefined) {
        const tag = new dist/* YAMLMap */.CA();
        tag.items.push(new dist/* Pair */.Rm(new dist/* Scalar */.X5('prefix'), new dist/* Scalar */.X5(facts.prefix)));
        const key = commented(new dist/* Scalar */.X5('tag'), ['First part of every tag; the branch or the stage follows.']);
        key.spaceBefore = true;
        top.items.push(new dist/* Pair */.Rm(key, tag));
    }
    const document = new dist/* Document */.yo(top);
    document.commentBefore = comment(HEAD);
    document.comment = comment([...(facts.prefix === undefined ? [...TAG, ''] : []), ...INFOS, ...leftOutLines(all)]);
    return document.toString({ lineWidth: 0, nullStr: '', flowCollectionPadding: false });
}
function noImages(leftOut) {
    const [first] = leftOut;
    return (0,errors/* userError */.IF)(first === undefined
        ? 'there is no Dockerfile in this directory or below it'
        : `there is no Dockerfile here that could be an image; left out: ${(0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(first.path), 200)} (${first.why})${leftOut.length > 1 ? ` and ${leftOut.length - 1} more` : ''}`, { remedy: 'Name the directory that your images lie in.' });
}
function draftsOf(taken, top) {
    const names = namesFor(taken, top);
    const uses = taken.map(({ text }) => (0,dockerfile_uses/* basesByWeight */.Aj)(text, {}));
    const named = taken.map((_, index) => ({
        name: names[index] ?? '',
        refs: (uses[index] ?? []).map(({ ref }) => ref),
    }));
    const repositories = guessRepositories(named);
    const parents = parentsOf(taken.map(({ text }, index) => ({
        ...{ name: names[index] ?? '', text, args: {}, declared: undefined },
        repository: repositories[index]?.repository ?? '',
        own: new Set((uses[index] ?? []).map(({ ref }) => (0,dockerfile_parents/* placeOf */.$t)(ref))),
    })));
    const placeByName = new Map(names.map((name, index) => [name, (0,dockerfile_parents/* placeOf */.$t)(repositories[index]?.repository ?? '')]));
    return taken.map((file, index) => {
        const name = names[index] ?? '';
        const found = parents.get(name) ?? { parents: [], dropped: [], upstream: false };
        return {
            ...{ file, name, uses: uses[index] ?? [] },
            repository: repositories[index] ?? { repository: name, from: 'name', also: [] },
            ...found,
            places: new Set(found.parents.map((parent) => placeByName.get(parent))),
        };
    });
}
/** What the Dockerfiles say, less what cannot be meant: an upstream image of the same name, and circles. */
function parentsOf(images) {
    const known = new Map(images.map((image) => [image.name, image]));
    const found = new Map();
    for (const [name, inferred] of (0,dockerfile/* inferParents */.C4)(images, [])) {
        const parents = inferred.filter((parent) => {
            const other = known.get(parent);
            return other !== undefined && !other.own.has((0,dockerfile_parents/* placeOf */.$t)(other.repository));
        });
        found.set(name, { parents, dropped: [], upstream: parents.length < inferred.length });
    }
    const graph = { nodes: [...found.keys()], parentsOf: (name) => found.get(name)?.parents ?? [] };
    for (let cycle = (0,stack_graph/* findCycle */.u8)(graph); cycle !== undefined; cycle = (0,stack_graph/* findCycle */.u8)(graph)) {
        // The edge that matters least: a use beside the base of the image, if the circle has one.
        const edges = cycle.slice(1).map((child, index) => ({ child: found.get(child), parent: cycle[index] ?? '' }));
        const edge = edges.find(({ child, parent }) => child?.parents[0] !== parent) ?? edges[0];
        if (edge?.child === undefined)
            break;
        const { child, parent } = edge;
        child.parents = child.parents.filter((one) => one !== parent);
        child.dropped.push(parent);
    }
    return found;
}
function imageOf(draft, drafts, facts) {
    const { file, name, repository, parents } = draft;
    const map = new dist/* YAMLMap */.CA();
    const remarks = [];
    const put = (key, value, why) => {
        if (why !== undefined)
            value.comment = ` ${line(why)}`;
        map.items.push(new dist/* Pair */.Rm(new dist/* Scalar */.X5(key), value));
    };
    if (repository.repository !== name)
        put('image_name', new dist/* Scalar */.X5(repository.repository), REPOSITORY_FROM[repository.from]);
    for (const other of repository.also)
        remarks.push(`Dockerfiles also use ${other}, which may be this image.`);
    if (file.directory !== name)
        put('path', new dist/* Scalar */.X5(file.directory));
    if (file.file !== 'Dockerfile')
        put('dockerfile', new dist/* Scalar */.X5(file.file));
    const { context, missing, maybe } = contextOf(file, facts.exists);
    if (context !== undefined)
        put('context', new dist/* Scalar */.X5(context), 'where the paths of its COPY are');
    if (missing !== undefined)
        remarks.push(`It copies ${missing}, which is not there: is it made before the build?`);
    if (maybe !== undefined)
        remarks.push(`It copies its whole context. If that is not ${file.directory}:`, `context: ${maybe}`);
    if ((context ?? file.directory) === '.')
        remarks.push('Its context is the whole tree: keep artifacts, logs and manifests out of it with a .dockerignore.');
    const base = putParents(draft, put, remarks);
    if (drafts.length <= MAX_COMMENTED)
        remarks.push(...buildArgs(file, parents.length > 0));
    const comments = { ...(base === undefined ? {} : { commentBefore: comment([base]) }) };
    if (map.items.length > 0)
        return Object.assign(map, comments, remarks.length === 0 ? {} : { comment: comment(remarks) });
    const nothing = new dist/* Scalar */.X5(null);
    const lines = [...(base === undefined ? [] : [base]), ...remarks];
    return lines.length === 0 ? nothing : Object.assign(nothing, { commentBefore: comment(lines) });
}
const REPOSITORY_FROM = {
    use: 'so other Dockerfiles name it',
    base: 'guessed: beside the image it is built on',
    name: undefined,
};
/** Writes the parents out, each with where it was read; returns what is said of an image without. */
function putParents(draft, put, remarks) {
    const { parents, dropped, upstream, file, uses } = draft;
    for (const parent of dropped)
        remarks.push(`It uses ${parent} too, which would be a circle.`);
    const [only] = parents;
    if (only !== undefined) {
        put('depend_on', parents.length === 1 ? new dist/* Scalar */.X5(only) : flow(parents), usedText(draft));
        return undefined;
    }
    const [first] = uses;
    const base = first === undefined ? undefined : `built on ${first.ref} (${file.path}:${first.line})`;
    // Without it, `plan` would find the parent that was just ruled out.
    if (upstream || dropped.length > 0)
        put('depend_on', flow([]), upstream ? 'an image of Docker Hub is meant, not one of this stack' : undefined);
    const open = (0,reader/* readDockerfile */.n_)(file.text).instructions.find((instruction) => instruction.keyword === 'FROM' &&
        (0,reader/* wordsOf */.Z9)(instruction)[0]?.text.includes('$') === true &&
        !uses.some((use) => use.line === instruction.line));
    if (open !== undefined) {
        const [word] = (0,reader/* wordsOf */.Z9)(open);
        remarks.push(`FROM ${word?.text ?? ''} (${file.path}:${open.line}) has no default. If an image of this stack is meant:`, 'depend_on: NAME');
    }
    return base;
}
/** Where each parent was read. */
function usedText({ file, uses, places }) {
    const read = new Map();
    for (const { ref, instruction, line: at } of uses) {
        const place = (0,dockerfile_parents/* placeOf */.$t)(ref);
        if (!places.has(place) || read.has(place))
            continue;
        read.set(place, `${instruction.keyword === 'FROM' ? 'FROM' : `${instruction.keyword} from`} in ${file.path}:${at}`);
    }
    return [...read.values()].join(', ');
}
function flow(names) {
    const seq = new dist/* YAMLSeq */.Rw();
    seq.flow = true;
    for (const name of names)
        seq.items.push(new dist/* Scalar */.X5(name));
    return seq;
}
/** The directory that holds what COPY names, if that is one above the Dockerfile's own. */
function contextOf({ directory, text }, exists) {
    const { globs, all } = (0,copied/* readCopied */.Xn)(text, {});
    // Of a pattern, the directories before it.
    const paths = [...new Set(globs.map(plainPart).filter((path) => path !== ''))];
    const inFolder = (folder, path) => exists(folder === '.' ? path : `${folder}/${path}`);
    const missing = paths.find((path) => !inFolder(directory, path));
    if (missing === undefined) {
        const generic = /(?:^|\/)(?:docker|container|build)(?:files?)?$/i.test(directory);
        return all && generic && paths.length === 0 ? { maybe: above(directory) } : {};
    }
    for (let folder = directory; folder !== '.';) {
        folder = above(folder);
        if (paths.every((path) => inFolder(folder, path)))
            return { context: folder };
    }
    return { missing };
}
function plainPart(glob) {
    const parts = glob.split('/');
    const pattern = parts.findIndex((part) => /[*?[\\]/.test(part));
    return (pattern < 0 ? parts : parts.slice(0, pattern)).join('/');
}
function above(folder) {
    const slash = folder.lastIndexOf('/');
    return slash < 0 ? '.' : folder.slice(0, slash);
}
/** The ARGs of a Dockerfile as a comment: what build_args can set. */
function buildArgs({ text }, hasParents) {
    const { instructions, escape } = (0,reader/* readDockerfile */.n_)(text);
    const args = new Map();
    for (const instruction of instructions) {
        if (instruction.keyword !== 'ARG' || instruction.onbuild)
            continue;
        for (const { name, written } of (0,dockerfile_uses/* argsOf */.PL)(instruction, escape)) {
            const isSet = hasParents && /^BASE_(?:IMAGE|TAG)/.test(name);
            if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name) &&
                !isSet &&
                !/^(?:TARGET|BUILD)(?:PLATFORM|OS|ARCH|VARIANT)$/.test(name))
                args.set(name, args.get(name) ?? written);
        }
    }
    if (args.size === 0)
        return [];
    const shown = [...args].slice(0, MAX_ARGS).map(([name, written]) => {
        const value = written === undefined ? 'VALUE # no default' : (0,dist/* stringify */.As)(unquoted(line(written)), { lineWidth: 0 }).trimEnd();
        return `  ${name}: ${value.includes('\n') ? 'VALUE' : value}`;
    });
    const rest = args.size - shown.length;
    return ['build_args:', ...shown, ...(rest > 0 ? [`  (and ${rest} more)`] : [])];
}
function unquoted(written) {
    return /^(["'])[^"'\\]*\1$/.test(written) ? written.slice(1, -1) : written;
}
/** Foreign text in a comment: one line, whatever it holds. */
function line(text) {
    return (0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(text), 200);
}
/** Lines as the YAML library takes them: it puts # before each. */
function comment(lines) {
    return lines.map((one) => (one === '' ? '' : ` ${line(one)}`)).join('\n');
}
function commented(key, lines) {
    key.commentBefore = comment(lines);
    return key;
}
const HEAD = [
    'The stack: which images there are and what each is built on. Written by `stack-action init` from the Dockerfiles',
    'below this directory; from now on it is yours. What stands in comments is a suggestion.',
    '`stack-action plan` shows what would be built, and why.',
];
const TAG = [
    'First part of every tag; the branch or the stage follows (2026.4-main, 2026.4-stable).',
    'tag:',
    "  prefix: '2026.4'",
];
const INFOS = [
    'What the page of an image shows: commands that run in it. An image names them: info_cmds: [OS, APT_PKG_LIST].',
    'all_info_cmds:',
    '  OS:',
    '    description: Operating System',
    '    command: cat /etc/os-release',
    '  APT_PKG_LIST:',
    '    description: System Packages',
    '    command: dpkg-query --show',
];
function leftOutLines(leftOut) {
    if (leftOut.length === 0)
        return [];
    const shown = leftOut.slice(0, MAX_LEFT_OUT);
    const rest = leftOut.length - shown.length;
    return [
        '',
        'Left out; write them in if they are images of this stack:',
        ...shown.map(({ path, why }) => `  ${path} (${why})`),
        ...(rest > 0 ? [`  and ${rest} more`] : []),
    ];
}

// EXTERNAL MODULE: ./build-ts/src/stack/spec/load.js + 5 modules
var load = __webpack_require__(12760);
;// CONCATENATED MODULE: ./build-ts/src/commands/init.js








/** More is no stack, but the wrong directory. */
const MAX_DOCKERFILES = 10_000;
const MAX_FOLDERS = 200_000;
/** BuildKit takes no larger one. */
const MAX_DOCKERFILE_BYTES = 2 * 1024 * 1024;
/**
 * Writes a spec.yml for the Dockerfiles below a directory; all of it or nothing. Throws a UserError when there are none, or
 * when there is a spec already.
 */
async function initCommand({ directory, specPath, shown, force }) {
    const path = (0,external_node_path_.resolve)(specPath);
    const there = (await (0,promises_.lstat)(path).catch(() => undefined)) !== undefined;
    if (there && !force)
        throw isThere(shown);
    const top = await (0,paths/* realPathOf */.d)((0,external_node_path_.dirname)(path));
    const from = await (0,paths/* realPathOf */.d)(directory);
    const found = await (0,promises_.stat)(from).catch(() => undefined);
    if (found?.isDirectory() !== true)
        throw (0,errors/* userError */.IF)(`there is no directory ${directory}`, { remedy: 'Name the directory that your images lie in.' });
    const way = (0,paths/* below */.G)(top, from);
    if (way === undefined)
        throw (0,errors/* userError */.IF)(`${directory} is not below the directory of the spec`, {
            file: shown,
            remedy: 'Put the spec into the directory of the images, or above it.',
        });
    const { files, leftOut } = await dockerfilesBelow(top, way.split(external_node_path_.sep).join('/'));
    const text = specFor(files, { exists: (one) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(top, one)), top: (0,external_node_path_.basename)(top), leftOut });
    const images = (0,load/* loadSpec */.I)(text, shown).images.size;
    await writeWhole(path, text, force).catch((error) => {
        if ((0,errors/* codeOf */.$N)(error) === 'EEXIST')
            throw isThere(shown);
        throw (0,errors/* userError */.IF)(`the spec cannot be written: ${(0,errors/* messageOf */.bD)(error)}`, { file: shown });
    });
    return { path: specPath, text, images };
}
function isThere(shown) {
    return (0,errors/* userError */.IF)('there is a spec already', {
        file: shown,
        remedy: 'Edit it, move it away, or write over it with --force.',
    });
}
/** Reads the Dockerfiles below a folder of the tree, breadth first; links are not followed. */
async function dockerfilesBelow(top, from) {
    const files = [];
    const leftOut = [];
    const folders = [from];
    for (const folder of folders) {
        const entries = await (0,promises_.readdir)((0,external_node_path_.join)(top, folder), { withFileTypes: true }).catch((error) => {
            leftOut.push({ path: folder, why: `it cannot be read: ${(0,errors/* codeOf */.$N)(error) ?? 'unknown error'}` });
            return [];
        });
        for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
            const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
            if (entry.isDirectory()) {
                if (entry.name === '.git' || entry.name === 'node_modules')
                    continue;
                folders.push(path);
            }
            else if (entry.isFile() && isDockerfileName(entry.name)) {
                const text = await readText((0,external_node_path_.join)(top, path));
                if (typeof text === 'string')
                    files.push({ path, text });
                else
                    leftOut.push({ path, why: text.why });
            }
        }
        if (files.length > MAX_DOCKERFILES || folders.length > MAX_FOLDERS)
            throw (0,errors/* userError */.IF)(`there are more than ${files.length > MAX_DOCKERFILES ? `${MAX_DOCKERFILES} Dockerfiles` : `${MAX_FOLDERS} directories`} here`, { remedy: 'Name the directory that your images lie in.' });
    }
    return { files, leftOut };
}
async function readText(path) {
    try {
        if ((await (0,promises_.stat)(path)).size > MAX_DOCKERFILE_BYTES)
            return { why: 'it is too large for a Dockerfile' };
        return await (0,promises_.readFile)(path, 'utf8');
    }
    catch (error) {
        return { why: `it cannot be read: ${(0,errors/* codeOf */.$N)(error) ?? 'unknown error'}` };
    }
}
/** Another reader sees the whole file or none; without `force` a file that came up meanwhile stays. */
async function writeWhole(path, text, force) {
    await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
    const draft = `${path}.${(0,external_node_crypto_.randomUUID)()}`;
    try {
        await (0,promises_.writeFile)(draft, text, { flag: 'wx' });
        if (force)
            await (0,promises_.rename)(draft, path);
        else
            await (0,promises_.link)(draft, path).catch(async (error) => {
                // Not every file system knows links; these are nearly as good.
                if (!['EPERM', 'ENOTSUP', 'ENOSYS'].includes((0,errors/* codeOf */.$N)(error) ?? ''))
                    throw error;
                await (0,promises_.copyFile)(draft, path, promises_.constants.COPYFILE_EXCL);
            });
    }
    finally {
        await (0,promises_.rm)(draft, { force: true });
    }
}


/***/ }),

/***/ 25996:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LU: () => (/* binding */ childrenOf),
/* harmony export */   _s: () => (/* binding */ topological),
/* harmony export */   u8: () => (/* binding */ findCycle),
/* harmony export */   yr: () => (/* binding */ levels)
/* harmony export */ });
/** Parents before children; among nodes that are free at the same time the given order holds. Nodes on or behind a cycle are left out. */
function topological({ nodes, parentsOf }) {
    const rank = new Map(nodes.map((node, index) => [node, index]));
    const missing = new Map(nodes.map((node) => [node, new Set(parentsOf(node)).size]));
    const children = childrenOf({ nodes, parentsOf });
    const order = [];
    let wave = nodes.filter((node) => missing.get(node) === 0);
    while (wave.length > 0) {
        order.push(...wave);
        const next = [];
        for (const node of wave) {
            for (const child of children.get(node) ?? []) {
                const left = (missing.get(child) ?? 0) - 1;
                missing.set(child, left);
                if (left === 0)
                    next.push(child);
            }
        }
        wave = next.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
    }
    return order;
}
/** The children of every node, in the given order. */
function childrenOf({ nodes, parentsOf }) {
    const children = new Map(nodes.map((node) => [node, []]));
    for (const node of nodes)
        for (const parent of new Set(parentsOf(node)))
            children.get(parent)?.push(node);
    return children;
}
/** One cycle, first node repeated at the end (`a → b → a` is [a, b, a]), or undefined. */
function findCycle(graph) {
    const settled = new Set(topological(graph));
    const start = graph.nodes.find((node) => !settled.has(node));
    if (start === undefined)
        return undefined;
    // Every unsettled node has an unsettled parent, so walking upwards must come back to a node that was seen.
    const seen = new Map();
    const path = [];
    let node = start;
    while (node !== undefined && !seen.has(node)) {
        seen.set(node, path.length);
        path.push(node);
        node = graph.parentsOf(node).find((parent) => !settled.has(parent) && graph.nodes.includes(parent));
    }
    if (node === undefined)
        return undefined;
    const cycle = path.slice(seen.get(node)).reverse();
    return [...cycle, cycle[0] ?? node];
}
/** Level 0 has no parents; a node's level is one below its lowest parent. Needs nodes in topological order. */
function levels(order, parentsOf) {
    const level = new Map();
    const result = [];
    for (const node of order) {
        let depth = 0;
        for (const parent of parentsOf(node))
            depth = Math.max(depth, (level.get(parent) ?? -1) + 1);
        level.set(node, depth);
        (result[depth] ??= []).push(node);
    }
    return result;
}


/***/ })

};
