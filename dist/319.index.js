export const id = 319;
export const ids = [319];
export const modules = {

/***/ 44158:
/***/ ((module, __unused_webpack_exports, __webpack_require__) => {


/**
 * @license
 * Copyright 2020 Balena Ltd.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *    http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 *
 * ------------------------------------------------------------------------
 *
 * Copyright 2018 Zeit, Inc.
 * Licensed under the MIT License. See file LICENSE.md for a full copy.
 *
 * ------------------------------------------------------------------------
 */

/**
 * This module implements the [dockerignore
 * spec](https://docs.docker.com/engine/reference/builder/#dockerignore-file),
 * closely following Docker's (Moby) Golang implementation:
 * https://github.com/moby/moby/blob/v19.03.8/builder/dockerignore/dockerignore.go
 * https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go
 * https://github.com/moby/moby/blob/v19.03.8/pkg/archive/archive.go#L825
 *
 * Something the spec is not clear about, but we discovered by reading source code
 * and testing against the "docker build" command, is the handling of backslashes and
 * forward slashes as path separators and escape characters in the .dockerignore file
 * across platforms including Windows, Linux and macOS:
 *
 * * On Linux and macOS, only forward slashes can be used as path separators in the
 *   .dockerignore file, and the backslash works as an escape character.
 * * On Windows, both forward slashes and backslashes are allowed as path separators
 *   in the .dockerignore file, and the backslash is not used as an escape character.
 *
 * This is consistent with how Windows works generally: both forward slashes and
 * backslashes are accepted as path separators by the cmd.exe Command Prompt or
 * PowerShell, and by library functions like the Golang filepath.Clean or the
 * Node.js path.normalize.
 *
 * Similarly, path strings provided to the IgnoreBase.ignores() and IgnoreBase.filter()
 * methods can use either forward slashes or backslashes as path separators on Windows,
 * but only forward slashes are accepted as path separators on Linux and macOS.
 */

const path = __webpack_require__(16928);

const factory = options => new IgnoreBase(options); // https://github.com/kaelzhang/node-ignore/blob/5.1.4/index.js#L538-L539
// Fixes typescript module import


factory.default = factory;
module.exports = factory;

function make_array(subject) {
  return Array.isArray(subject) ? subject : [subject];
}

const REGEX_TRAILING_SLASH = /(?<=.)\/$/;
const REGEX_TRAILING_BACKSLASH = /(?<=.)\\$/;
const REGEX_TRAILING_PATH_SEP = path.sep === '\\' ? REGEX_TRAILING_BACKSLASH : REGEX_TRAILING_SLASH;
const KEY_IGNORE = typeof Symbol !== 'undefined' ? Symbol.for('dockerignore') : 'dockerignore'; // An implementation of Go's filepath.Clean
// https://golang.org/pkg/path/filepath/#Clean
// https://github.com/golang/go/blob/master/src/path/filepath/path.go
// Note that, like Go, on Windows this function converts forward slashes
// to backslashes.

function cleanPath(file) {
  return path.normalize(file).replace(REGEX_TRAILING_PATH_SEP, '');
} // Javascript port of Golang's filepath.ToSlash
// https://golang.org/pkg/path/filepath/#ToSlash
// https://github.com/golang/go/blob/master/src/path/filepath/path.go
// Convert any OS-specific path separator to '/'. Backslash is converted
// to forward slash on Windows, but not on Linux/macOS.
// Note that both forward slashes and backslashes are valid path separators on
// Windows. As a result, code such as `pattern.split(path.sep).join('/')` fails
// on Windows when forward slashes are used as path separators.


function toSlash(file) {
  if (path.sep === '/') {
    return file;
  }

  return file.replace(/\\/g, '/');
} // Javascript port of Golang's filepath.FromSlash
// https://github.com/golang/go/blob/master/src/path/filepath/path.go


function fromSlash(file) {
  if (path.sep === '/') {
    return file;
  }

  return file.replace(/\//g, path.sep);
}

class IgnoreBase {
  constructor({
    // https://github.com/kaelzhang/node-ignore/blob/5.1.4/index.js#L372
    ignorecase = true
  } = {}) {
    this._rules = [];
    this._ignorecase = ignorecase;
    this[KEY_IGNORE] = true;

    this._initCache();
  }

  _initCache() {
    this._cache = {};
  } // @param {Array.<string>|string|Ignore} pattern


  add(pattern) {
    this._added = false;

    if (typeof pattern === 'string') {
      pattern = pattern.split(/\r?\n/g);
    }

    make_array(pattern).forEach(this._addPattern, this); // Some rules have just added to the ignore,
    // making the behavior changed.

    if (this._added) {
      this._initCache();
    }

    return this;
  } // legacy


  addPattern(pattern) {
    return this.add(pattern);
  }

  _addPattern(pattern) {
    // https://github.com/kaelzhang/node-ignore/issues/32
    if (pattern && pattern[KEY_IGNORE]) {
      this._rules = this._rules.concat(pattern._rules);
      this._added = true;
      return;
    }

    if (this._checkPattern(pattern)) {
      const rule = this._createRule(pattern.trim());

      if (rule !== null) {
        this._added = true;

        this._rules.push(rule);
      }
    }
  }

  _checkPattern(pattern) {
    // https://github.com/moby/moby/blob/v19.03.8/builder/dockerignore/dockerignore.go#L34-L40
    return pattern && typeof pattern === 'string' && pattern.indexOf('#') !== 0 && pattern.trim() !== "";
  }

  filter(paths) {
    return make_array(paths).filter(path => this._filter(path));
  }

  createFilter() {
    return path => this._filter(path);
  }

  ignores(path) {
    return !this._filter(path);
  } // https://github.com/moby/moby/blob/v19.03.8/builder/dockerignore/dockerignore.go#L41-L53
  // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L29-L55


  _createRule(pattern) {
    const origin = pattern;
    let negative = false; // > An optional prefix "!" which negates the pattern;
    // https://github.com/moby/moby/blob/v19.03.8/builder/dockerignore/dockerignore.go#L43-L46

    if (pattern[0] === '!') {
      negative = true;
      pattern = pattern.substring(1).trim();
    } // https://github.com/moby/moby/blob/v19.03.8/builder/dockerignore/dockerignore.go#L47-L53


    if (pattern.length > 0) {
      pattern = cleanPath(pattern);
      pattern = toSlash(pattern);

      if (pattern.length > 1 && pattern[0] === '/') {
        pattern = pattern.slice(1);
      }
    } // https://github.com/moby/moby/blob/v19.03.8/builder/dockerignore/dockerignore.go#L54-L55


    if (negative) {
      pattern = '!' + pattern;
    } // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L30


    pattern = pattern.trim();

    if (pattern === "") {
      return null;
    } // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L34
    // convert forward slashes to backslashes on Windows


    pattern = cleanPath(pattern); // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L36-L42

    if (pattern[0] === '!') {
      if (pattern.length === 1) {
        return null;
      }

      negative = true;
      pattern = pattern.substring(1);
    } else {
      negative = false;
    }

    return {
      origin,
      pattern,
      // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L54
      dirs: pattern.split(path.sep),
      negative
    };
  } // @returns `Boolean` true if the `path` is NOT ignored


  _filter(path) {
    if (!path) {
      return false;
    }

    if (path in this._cache) {
      return this._cache[path];
    }

    return this._cache[path] = this._test(path);
  } // @returns {Boolean} true if a file is NOT ignored
  // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L62


  _test(file) {
    file = fromSlash(file); // equivalent to golang filepath.Dir() https://golang.org/src/path/filepath/path.go

    const parentPath = cleanPath(path.dirname(file));
    const parentPathDirs = parentPath.split(path.sep);
    let matched = false;

    this._rules.forEach(rule => {
      let match = this._match(file, rule); // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L80


      if (!match && parentPath !== ".") {
        // Check to see if the pattern matches one of our parent dirs.
        if (rule.dirs.includes('**')) {
          // Ah shucks! We have to test every possible parent path that has 
          // a number of dirs _n_ where 
          // `rule.dirs.filter(doubleStar).length <= _n_ <= parentPathDirs.length`
          // since the ** can imply any number of directories including 0
          for (let i = rule.dirs.filter(x => x !== '**').length; i <= parentPathDirs.length; i++) {
            match = match || this._match(parentPathDirs.slice(0, i).join(path.sep), rule);
          }
        } else if (rule.dirs.length <= parentPathDirs.length) {
          // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L83
          match = this._match(parentPathDirs.slice(0, rule.dirs.length).join(path.sep), rule);
        }
      }

      if (match) {
        matched = !rule.negative;
      }
    });

    return !matched;
  } // @returns {Boolean} true if a file is matched by a rule


  _match(file, rule) {
    return this._compile(rule).regexp.test(file);
  } // https://github.com/moby/moby/blob/v19.03.8/pkg/fileutils/fileutils.go#L139


  _compile(rule) {
    if (rule.regexp) {
      return rule;
    }

    let regStr = '^'; // Go through the pattern and convert it to a regexp.

    let escapedSlash = path.sep === '\\' ? '\\\\' : path.sep;

    for (let i = 0; i < rule.pattern.length; i++) {
      const ch = rule.pattern[i];

      if (ch === '*') {
        if (rule.pattern[i + 1] === '*') {
          // is some flavor of "**"
          i++; // Treat **/ as ** so eat the "/"

          if (rule.pattern[i + 1] === path.sep) {
            i++;
          }

          if (rule.pattern[i + 1] === undefined) {
            // is "**EOF" - to align with .gitignore just accept all
            regStr += ".*";
          } else {
            // is "**"
            // Note that this allows for any # of /'s (even 0) because
            // the .* will eat everything, even /'s
            regStr += `(.*${escapedSlash})?`;
          }
        } else {
          // is "*" so map it to anything but "/"
          regStr += `[^${escapedSlash}]*`;
        }
      } else if (ch === '?') {
        // "?" is any char except "/"
        regStr += `[^${escapedSlash}]`;
      } else if (ch === '.' || ch === '$') {
        // Escape some regexp special chars that have no meaning
        // in golang's filepath.Match
        regStr += `\\${ch}`;
      } else if (ch === '\\') {
        // escape next char. Note that a trailing \ in the pattern
        // will be left alone (but need to escape it)
        if (path.sep === '\\') {
          // On windows map "\" to "\\", meaning an escaped backslash,
          // and then just continue because filepath.Match on
          // Windows doesn't allow escaping at all
          regStr += escapedSlash;
          continue;
        }

        if (rule.pattern[i + 1] !== undefined) {
          regStr += '\\' + rule.pattern[i + 1];
          i++;
        } else {
          regStr += '\\';
        }
      } else {
        regStr += ch;
      }
    }

    regStr += "$";
    rule.regexp = new RegExp(regStr, this._ignorecase ? 'i' : '');
    return rule;
  }

}


/***/ }),

/***/ 75279:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  P: () => (/* binding */ checkGates),
  V: () => (/* binding */ journals)
});

// EXTERNAL MODULE: ./build-ts/src/registry/journal.js
var journal = __webpack_require__(74964);
// EXTERNAL MODULE: ./build-ts/src/registry/slots.js
var slots = __webpack_require__(81718);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build-ts/src/run/context.js
var context = __webpack_require__(62642);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/paths.js
var paths = __webpack_require__(5381);
// EXTERNAL MODULE: ./build-ts/src/stack/link.js
var stack_link = __webpack_require__(83370);
// EXTERNAL MODULE: ./build-ts/src/stack/suites.js
var stack_suites = __webpack_require__(70043);
// EXTERNAL MODULE: ./build-ts/src/commands/tests-found.js
var tests_found = __webpack_require__(21062);
;// CONCATENATED MODULE: ./build-ts/src/commands/suites-asked.js









/** Folders that are looked into at the same time. */
const READ = 16;
/** Which suites stand behind a name or a sort, for each image: as a run would plan them, from what lies in the folders. */
function suitesOf(ground) {
    let checkout;
    return async (suite, image, { derived }) => {
        checkout ??= readCheckout(ground);
        const known = await checkout;
        const declared = ground.stack.suites.find(({ name, does }) => name === suite && does !== undefined);
        if (declared !== undefined && !isForImage(declared, image))
            return undefined;
        if (suite === stack_suites/* INTEGRATION_SUITE */.Qs && declared === undefined && !image.integrationTests)
            return undefined;
        const own = known.suites(image, derived);
        if (own === undefined)
            return inPart(suite, image, declared, known, derived);
        const meant = own.filter(({ name, group }) => name === suite || group === suite);
        const chosen = meant.filter(({ name, group }) => isChosen(image, name, group));
        if (chosen.length > 0)
            return sure(chosen.map(({ name }) => name));
        if (meant.length > 0)
            return undefined;
        // What no image has would open the gate for all of them: then its tests are not here, or it is mistyped.
        return known.isSomewhere(suite) ? undefined : sure([suite]);
    };
}
function sure(names) {
    return { names, alike: undefined, own: undefined };
}
/** Of an image whose folder, or what it is built on, cannot be seen. */
function inPart(suite, image, declared, { here, line }, derived) {
    if (declared !== undefined) {
        const manyFolders = declared.does?.kind === 'imports' || declared.does?.kind === 'notebooks';
        return manyFolders
            ? { names: [], alike: (name) => name === suite || name.startsWith(`${suite}.`), own: undefined }
            : sure([suite]);
    }
    const isAlone = suite === stack_suites/* COMMON_SUITE */.VZ || suite === stack_suites/* INTEGRATION_SUITE */.Qs || !stack_suites/* CONVENTIONS */.p$.includes(suite);
    if (isAlone)
        return sure([suite]);
    const names = (derived ? [image] : line(image)).flatMap((one) => (here.get(one.name)?.tests ?? [])
        .filter(({ group }) => group === suite)
        .map(({ environment }) => nameIn(one.name, environment, suite)));
    const isOf = (owner) => (name) => suite === stack_suites/* OWN_TESTS */.J6 ? name === owner : name.startsWith(`${owner}.`) && name.endsWith(`.${suite}`);
    const owners = [...here.keys()].map(isOf);
    return {
        names,
        alike: (name) => owners.some((is) => is(name)),
        own: here.get(image.name) === undefined ? isOf(image.name) : undefined,
    };
}
function nameIn(owner, environment, suite) {
    return [owner, environment ?? [], suite === stack_suites/* OWN_TESTS */.J6 ? [] : suite].flat().join('.');
}
function isForImage({ name, images }, image) {
    return (images?.includes(image.name) ?? true) && (image.suites?.includes(name) ?? true);
}
function isChosen({ suites }, name, group) {
    return suites === undefined || suites.includes(name) || suites.includes(group);
}
async function readCheckout({ stack: declared, directory, bases }) {
    const place = placeOf(directory);
    const inSlot = (0,slots/* slots */.Q)(READ);
    const [common, ...read] = await Promise.all([
        (0,tests_found/* commonTests */.nn)(place),
        ...[...declared.images.values()].map((image) => inSlot(async () => [image.name, await sourceOf(place, image, declared)])),
    ]);
    const here = new Map(read);
    const { stack, isLinked } = linked(declared, here, bases);
    const sources = new Map(read.flatMap(([name, source]) => (source === undefined ? [] : [[name, source]])));
    const facts = { stack, sources, commonTests: common, defaultTimeoutMs: 0, choice: { only: [], skip: [] } };
    const lineages = isLinked ? (0,stack_suites/* testedLineages */._f)({ stack, sources }) : new Map();
    const line = (image) => ancestry(stack, image);
    const isKnown = (image) => {
        const source = here.get(image.name);
        return source !== undefined && (image.declared !== undefined || (isLinked && source.dockerfileText !== ''));
    };
    const suites = (image, derived) => {
        const all = derived ? here.get(image.name) !== undefined : isLinked && line(image).every(isKnown);
        if (!all)
            return undefined;
        const tested = lineages.get(image.name) ?? [];
        const lineage = derived ? [image.name] : tested;
        return (0,stack_suites/* plannedSuites */.uC)(image, lineage, facts);
    };
    let somewhere;
    const isSomewhere = (suite) => {
        somewhere ??= new Set([...stack.images.values()].flatMap((image) => (suites(image, false) ?? []).flatMap(({ name, group }) => [name, group])));
        return somewhere.has(suite);
    };
    return { here, line, suites, isSomewhere };
}
/** With the parents that the Dockerfiles name. A circle of them is for whoever builds to say. */
function linked(stack, here, bases) {
    const texts = [...here].map(([name, source]) => [name, { dockerfileText: source?.dockerfileText ?? '' }]);
    try {
        return { stack: (0,stack_link/* linkStack */.B)(stack, new Map(texts), bases, 'linux/amd64'), isLinked: true };
    }
    catch (error) {
        if (!(error instanceof errors/* UserError */.yo))
            throw error;
        return { stack, isLinked: false };
    }
}
/** The image and what it is built on. */
function ancestry({ images }, image) {
    const names = new Set([image.name]);
    for (const name of names)
        for (const parent of images.get(name)?.parents ?? [])
            names.add(parent);
    return [...names].flatMap((name) => images.get(name) ?? []);
}
/** What lies in the directory of an image; undefined where that is not here. */
async function sourceOf(place, image, stack) {
    const isHere = await (0,promises_.stat)((0,external_node_path_.join)(place.directory, image.path)).then((entry) => entry.isDirectory(), () => false);
    if (!isHere)
        return undefined;
    const [tests, declared, dockerfileText] = await Promise.all([
        (0,tests_found/* testsOf */.Vh)(place, image),
        (0,tests_found/* declaredTests */.ob)(place, image, stack, ({ name, does }) => does?.kind === 'pytest' ? (0,tests_found/* pytestAt */.LW)(place, name, does.path) : Promise.resolve(undefined)),
        (0,context/* readDockerfiles */.sb)(place.directory, image.dockerfiles).catch(() => ''),
    ]);
    return { contextHash: '', dockerfileText, copied: { kind: 'all', onbuild: false }, tests, declared };
}
function placeOf(directory) {
    return {
        directory,
        isInside: async (path) => {
            const [top, real] = await Promise.all([(0,paths/* realPathOf */.d)(directory), (0,paths/* realPathOf */.d)((0,external_node_path_.join)(directory, path))]);
            return (0,paths/* below */.G)(top, real) !== undefined;
        },
        refuse: () => undefined,
    };
}

;// CONCATENATED MODULE: ./build-ts/src/commands/gates.js



/** Journals that are read at the same time. */
const gates_READ = 8;
/** The journals of repositories, each read once. */
function journals(registry, signal) {
    const inSlot = (0,slots/* slots */.Q)(gates_READ);
    const known = new Map();
    return (repository) => {
        const found = known.get(repository) ?? inSlot(() => (0,journal/* readJournal */.a0)(registry, repository, { signal }));
        known.set(repository, found);
        return found;
    };
}
/**
 * What stages ask for, and what of it nobody has seen pass on exactly these digests. A suite that is not for an image is
 * not asked of it. A suite has passed under its own name; a sort of suites when all of it that is for the image has
 * (suites-asked.ts). Where the folders that say which those are are not here, the journal says it: what passed on the
 * digest that was tested before this one is asked of this one, too.
 */
async function checkGates(asked, ground, journalOf) {
    if (asked.length === 0)
        return [];
    const meaningOf = suitesOf(ground);
    const gates = await Promise.all(asked.map(async ({ id, image, stage, suites, repository, digest }) => {
        const derived = isDerived(stage, ground.stack);
        const meant = await Promise.all(suites.map(async (suite) => ({ suite, means: await meaningOf(suite, image, { derived }) })));
        const wanted = meant.flatMap(({ suite, means }) => (means === undefined ? [] : [{ suite, means }]));
        if (wanted.length === 0)
            return [];
        const records = await journalOf(repository);
        const missing = wanted.filter(({ means }) => !hasPassed(means, records, digest)).map(({ suite }) => suite);
        return [{ image: id, stage, suites: wanted.map(({ suite }) => suite), missing }];
    }));
    return gates.flat();
}
function hasPassed({ names, alike, own }, records, digest) {
    const passed = (0,journal/* suitesPassedOn */.D$)(records, digest);
    if (!names.every((name) => passed.has(name)))
        return false;
    if (alike === undefined)
        return true;
    return [...passed].some(own ?? alike) && testedBefore(records, digest, alike).every((name) => passed.has(name));
}
/** What of a sort passed on the digest before this one: a run that left out a part of it is seen by that. */
function testedBefore(records, digest, alike) {
    const first = records.findIndex((one) => one.new === digest && one.suites !== undefined);
    const before = records
        .slice(0, Math.max(first, 0))
        .findLast(({ state, suites }) => state === 'done' && suites?.some(alike) === true);
    return before === undefined ? [] : [...(0,journal/* suitesPassedOn */.D$)(records, before.new)].filter(alike);
}
/** Whether what is at a stage was built on the images of the stack: then tests of their parents do not run on it. */
function isDerived(name, { stages }) {
    const stage = stages.find((one) => one.name === name);
    if (stage === undefined)
        return false;
    return stage.dockerfile !== undefined || (stage.from !== undefined && isDerived(stage.from, { stages }));
}


/***/ }),

/***/ 7394:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkVersions: () => (/* binding */ checkVersions),
/* harmony export */   factsOf: () => (/* binding */ factsOf),
/* harmony export */   tagCommand: () => (/* binding */ tagCommand)
/* harmony export */ });
/* harmony import */ var _changes_git_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(29933);
/* harmony import */ var _run_moves_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(70572);
/* harmony import */ var _registry_journal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(74964);
/* harmony import */ var _registry_slots_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(81718);
/* harmony import */ var _report_moves_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(76996);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2890);
/* harmony import */ var _stack_refs_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(99072);
/* harmony import */ var _stack_stages_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(86525);
/* harmony import */ var _stack_versions_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(66747);
/* harmony import */ var _gates_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(75279);
/* harmony import */ var _move_names_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3660);
/* harmony import */ var _moving_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(13401);
/* harmony import */ var _registries_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(47935);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(16870);














/** Gives what a stage, tag or digest names more names; all of them or none. Throws a UserError before anything moved. */
async function tagCommand(request) {
    const { inputs, signal } = request;
    const begunAt = request.now();
    const ground = await (0,_moving_js__WEBPACK_IMPORTED_MODULE_10__/* .prepareMoves */ .iB)(request);
    const { stack, bases, registry } = ground;
    const toBases = inputs.toRegistries.length === 0 ? [] : (0,_registries_js__WEBPACK_IMPORTED_MODULE_11__/* .registryBases */ .es)({ registries: inputs.toRegistries }, stack);
    const facts = await factsOf(request, ground);
    const to = [...new Set(inputs.to)];
    const moves = (0,_move_names_js__WEBPACK_IMPORTED_MODULE_9__/* .namesToMove */ .Vj)({ stack, from: inputs.from, to, facts, bases, toBases, images: inputs.images });
    const found = await (0,_run_moves_js__WEBPACK_IMPORTED_MODULE_1__/* .resolveSources */ .l7)(registry, moves.map(({ id, source }) => ({ image: id, ref: source })), signal);
    const sourced = moves.flatMap((move, at) => {
        const source = found[at];
        return source === undefined ? [] : move.targets.map((target) => ({ move, target, source }));
    });
    const journalOf = (0,_gates_js__WEBPACK_IMPORTED_MODULE_8__/* .journals */ .V)(registry, signal);
    const [gates, versions] = await Promise.all([
        gatesOf(sourced, ground, journalOf),
        checkVersions(sourced, ground, facts, signal),
    ]);
    const missing = (0,_report_moves_js__WEBPACK_IMPORTED_MODULE_3__/* .missingGates */ .r$)(gates);
    const problems = [...(inputs.skipGates ? [] : missing.map(closed)), ...(inputs.force ? [] : versions.problems)];
    if (problems.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .UserError */ .yo(problems);
    const transfers = await Promise.all(sourced.map((one) => transferOf(one, journalOf)));
    const forced = versions.problems.map(({ message }) => `${message} (--force)`);
    return (0,_moving_js__WEBPACK_IMPORTED_MODULE_10__/* .carryOut */ .u0)(request, ground, transfers, {
        ...{ command: 'tag', kind: 'tag', begunAt, source: inputs.from, from: inputs.from, to, undoable: [] },
        ...{ gates, skippedGates: missing.length > 0, skipped: [...new Set(gates.flatMap((gate) => gate.missing))] },
        notices: [...(0,_move_names_js__WEBPACK_IMPORTED_MODULE_9__/* .nearStages */ .Ss)(to, stack), ...new Set(versions.warnings), ...forced],
    });
}
function closed(message) {
    const remedy = 'Run these suites on them first; or move all the same with --skip-gates (input `skip-gates`), which the journal will say.';
    return { message, remedy };
}
/** What tags are made of, as far as the templates that are in use ask for it. */
async function factsOf({ inputs, env }, ground) {
    const { stack, directory, event, folders } = ground;
    const named = new Set([inputs.from, ...inputs.to]);
    const used = stack.stages.filter(({ name }) => named.has(name));
    const words = new Set([...used.flatMap(({ tags }) => tags), ...inputs.to].flatMap(_stack_stages_js__WEBPACK_IMPORTED_MODULE_6__/* .wordsIn */ .Hn));
    const asks = (...some) => some.some((word) => words.has(word));
    const [version, commit] = await Promise.all([
        asks('version', 'minor') || inputs.version !== '' ? (0,_version_js__WEBPACK_IMPORTED_MODULE_12__/* .findVersion */ .Am)(inputs.version, stack, directory) : undefined,
        asks('branch', 'sha') ? (0,_changes_git_js__WEBPACK_IMPORTED_MODULE_0__/* .readCommit */ .kN)(directory, [folders.artifacts]) : undefined,
    ]);
    return {
        branch: event.branch ?? commit?.branch ?? '',
        sha: commit === undefined || commit.dirty ? '' : commit.hash.slice(0, 7),
        user: (0,_version_js__WEBPACK_IMPORTED_MODULE_12__/* .userOf */ .Z5)(inputs.user, env),
        version: version?.version ?? '',
    };
}
/** What the stages ask for whose names are to be moved. */
function gatesOf(sourced, ground, journalOf) {
    const asked = new Map(sourced.flatMap(({ move: { id, image }, target: { stage }, source }) => stage === undefined || stage.suites.length === 0
        ? []
        : [
            [
                `${stage.name} ${id} ${source.repository}`,
                { id, image, stage: stage.name, suites: stage.suites, ...source },
            ],
        ]));
    return (0,_gates_js__WEBPACK_IMPORTED_MODULE_8__/* .checkGates */ .P)([...asked.values()], ground, journalOf);
}
/** What is known of an image goes with it into another repository, where it is asked for again. */
async function transferOf({ move, target, source }, journalOf) {
    const transfer = { image: move.id, source, ref: target.ref };
    if ((0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_5__/* .splitRef */ .Mn)(target.ref).repository === source.repository)
        return transfer;
    // What cannot be read is not known; who moves on from there is asked for it.
    const journal = await journalOf(source.repository).catch((error) => {
        if (error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .WorkError */ .oE)
            return [];
        throw error;
    });
    const suites = [...(0,_registry_journal_js__WEBPACK_IMPORTED_MODULE_2__/* .suitesPassedOn */ .D$)(journal, source.digest)];
    return suites.length === 0 ? transfer : { ...transfer, suites };
}
/** Requests at the same time. */
const LOOK_UPS = 8;
/** Whether versions may go to the stages that have tags of versions. */
async function checkVersions(sourced, { stack, registry, directory, }, facts, signal) {
    const kept = sourced.filter(({ target }) => target.keeps);
    if (kept.length === 0)
        return { problems: [], warnings: [] };
    const inSlot = (0,_registry_slots_js__WEBPACK_IMPORTED_MODULE_13__/* .slots */ .Q)(LOOK_UPS);
    const known = new Map();
    const tagsIn = (repository) => {
        const tags = known.get(repository) ?? inSlot(() => registry.tags(repository, signal));
        known.set(repository, tags);
        return tags;
    };
    const changelog = await (0,_version_js__WEBPACK_IMPORTED_MODULE_12__/* .readChangelog */ .Tn)(stack, directory);
    const top = changelog === undefined ? undefined : { file: changelog.file, top: (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_7__/* .topOfChangelog */ .Ru)(changelog.text) };
    const looked = await Promise.all(kept.map(async ({ move, target: { ref, tag, stage }, source }) => {
        const { repository } = (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_5__/* .splitRef */ .Mn)(ref);
        const digest = (where, name) => inSlot(() => registry.digest(where, name));
        const [old, tags] = await Promise.all([digest(repository, tag), tagsIn(repository)]);
        const version = versionIn(tag, facts.version ?? '');
        // What is there already does not climb, nor does what is at the stage elsewhere and is copied.
        const climbs = old !== source.digest &&
            (repository === source.repository || (await digest(source.repository, tag)) !== source.digest);
        return {
            stage: stage?.name ?? '',
            version,
            kept: { ref, old: old ?? null, new: source.digest },
            below: climbs ? await belowOf({ move, stage, source }, { ...facts, version }, { stack, digest, tagsIn }) : [],
            released: stage === undefined ? [] : releasedAs(stage, move, tags),
        };
    }));
    const checks = new Map();
    for (const one of looked)
        checks.set(`${one.stage} ${one.version}`, [...(checks.get(`${one.stage} ${one.version}`) ?? []), one]);
    const found = [...checks.values()].flatMap((all) => {
        const [{ stage, version } = { stage: '', version: '' }] = all;
        const released = all.flatMap((one) => one.released);
        const below = all.flatMap((one) => one.below);
        return (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_7__/* .checkVersion */ .ps)(version, { stage, changelog: top, kept: all.map((one) => one.kept), below, released });
    });
    return { problems: found.flatMap(({ problems }) => problems), warnings: found.flatMap(({ warnings }) => warnings) };
}
/** The tag of the stage below that keeps what this version is made of, where there is such a stage. */
async function belowOf({ move, stage, source }, facts, { stack, digest, tagsIn, }) {
    const rung = stack.stages.find(({ name }) => name === stage?.from);
    const template = rung === undefined ? undefined : (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_6__/* .immutableTemplate */ .$Z)(rung);
    if (rung === undefined || template === undefined)
        return [];
    const { repository } = source;
    const of = { stage: rung, variant: move.named, image: move.image.name };
    // The commit of the stage below is its own, whatever is checked out now.
    const rendered = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_6__/* .renderTag */ .vY)(template, { ...(0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_6__/* .tagWords */ .u0)(facts, of), sha: '' });
    const versions = [facts.version ?? '', (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_7__/* .minorOf */ .Hs)(facts.version ?? '')];
    const names = 'tag' in rendered
        ? [rendered.tag]
        : (await tagsIn(repository)).filter((tag) => (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_6__/* .canGive */ .Ok)(template, tag, of) && versions.includes(VERSION.exec(tag)?.[0] ?? ''));
    const there = await Promise.all(names.map(async (tag) => ({ ref: `${repository}:${tag}`, digest: (await digest(repository, tag)) ?? null })));
    if (there.some((one) => one.digest === source.digest))
        return [];
    const [first = { ref: `${repository}:${template}`, digest: null }] = there;
    return [{ ...first, source }];
}
/** The version that a tag is of: as it was asked for, where the tag has it or its minor; else what stands in it. */
function versionIn(tag, asked) {
    const own = VERSION.exec(tag)?.[0] ?? '';
    return asked !== '' && (own === asked || own === (0,_stack_versions_js__WEBPACK_IMPORTED_MODULE_7__/* .minorOf */ .Hs)(asked)) ? asked : own;
}
const VERSION = /(?<!\d)\d+\.\d+\.\d+(?!\d)/;
/** Versions that a stage has had, as the tags of a repository say. */
function releasedAs(stage, { image, named: variant }, tags) {
    const template = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_6__/* .immutableTemplate */ .$Z)(stage);
    if (template === undefined)
        return [];
    return tags
        .filter((tag) => (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_6__/* .canGive */ .Ok)(template, tag, { stage, variant, image: image.name }))
        .flatMap((tag) => VERSION.exec(tag)?.[0] ?? []);
}


/***/ })

};
