export const id = 6662;
export const ids = [6662,4158];
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

/***/ 67905:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   XE: () => (/* binding */ fittingFacts),
/* harmony export */   hx: () => (/* binding */ parseFacts)
/* harmony export */ });
/* unused harmony export MOST_OUTPUT */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(92857);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3350);
/* harmony import */ var _shared_values_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(41195);




const MOST_CHARACTERS = 2000;
/** A `RUN` of a hundred lines is one command. */
const MOST_COMMAND = 20_000;
/** Characters of what one info command wrote; a list of 5000 packages has a tenth of that. */
const MOST_OUTPUT = 2_000_000;
const MOST_LAYERS = 2000;
const MOST_INFOS = 200;
const MOST_SUITES = 500;
const MOST_PARENTS = 100;
const MOST_WORDS = 500;
/** Lines without what a terminal would obey; tabs stay, which stand between the columns of lists. */
function plainLines(all) {
    const cells = (line) => line.split('\t').map(_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj).join('\t');
    return all.split('\n').map(cells).join('\n');
}
/** Whoever may push may write anything here; nobody's terminal is to show it as it is. */
const text = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().max(MOST_CHARACTERS).transform(_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj);
const command = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().max(MOST_COMMAND).transform(_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj);
const lines = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().max(MOST_OUTPUT).transform(plainLines);
const time = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()
    .max(40)
    .refine((at) => !Number.isNaN(Date.parse(at)))
    .transform((at) => new Date(at).toISOString());
const digest = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()
    .regex(/^sha256:[a-f0-9]{64}$/)
    .nullable();
const bytes = zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const layer = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    command,
    size: bytes,
    cumulativeSize: bytes,
    createdAt: time,
    ms: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().nonnegative().nullable(),
    cached: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY(),
});
const facts = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    schema: zod__WEBPACK_IMPORTED_MODULE_2__/* .literal */ .euz(1),
    ...{ id: text, name: text, variant: text, platform: text, ref: text, digest, fingerprint: text },
    ...{ revision: text, source: text, version: text },
    parents: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ name: text, ref: text, digest })).max(MOST_PARENTS),
    base: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ ref: text, digest }).nullable(),
    ...{ builtAt: time, builtIn: text, size: bytes, compressed: bytes.nullable() },
    layers: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(layer).max(MOST_LAYERS),
    infos: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        ...{ name: text, description: text, command: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(command).max(MOST_WORDS) },
        ...{ status: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(), output: lines },
    }))
        .max(MOST_INFOS),
    suites: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        ...{ name: text, outcome: text },
        ...{ of: text.optional(), why: text.optional(), flaky: bytes.optional() },
        ...{ total: bytes.optional(), failed: bytes.optional(), skipped: bytes.optional() },
    }))
        .max(MOST_SUITES),
});
/** Facts out of a document of anybody's. Throws a WorkError that says what is wrong with it; `name` is where it lies. */
function parseFacts(content, name) {
    const schema = (0,_shared_values_js__WEBPACK_IMPORTED_MODULE_3__/* .valueAt */ .f)(content, ['schema']);
    if (typeof schema === 'number' && schema > 1)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`${name} was written by a later version of stack-action`, { remedy: 'Use that version here.' });
    const { success, data, error } = facts.safeParse(content);
    if (success)
        return data;
    throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`${name} does not hold facts of an image: ${error.issues[0]?.path.join('.') ?? ''} is not what it should be`);
}
/** Facts as they may be written: what commands print is foreign text of any length. */
function fittingFacts(own) {
    const fit = (foreign) => (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(foreign), MOST_CHARACTERS);
    return {
        ...own,
        ...{ id: fit(own.id), ref: fit(own.ref), builtIn: fit(own.builtIn), source: fit(own.source) },
        ...{ fingerprint: fit(own.fingerprint), revision: fit(own.revision), version: fit(own.version) },
        parents: own.parents.slice(0, MOST_PARENTS).map((one) => ({ ...one, name: fit(one.name), ref: fit(one.ref) })),
        base: own.base === null ? null : { ...own.base, ref: fit(own.base.ref) },
        layers: own.layers.slice(-MOST_LAYERS).map((one) => ({
            ...{ ...one, command: (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(one.command), MOST_COMMAND) },
            // Of clocks that were set while they built.
            ms: one.ms === null ? null : Math.max(one.ms, 0),
        })),
        infos: own.infos.slice(0, MOST_INFOS).map((one) => ({
            ...{ ...one, name: fit(one.name), description: fit(one.description) },
            command: one.command.slice(0, MOST_WORDS).map((word) => (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)(word), MOST_COMMAND)),
            output: (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .clip */ .$Q)(plainLines(one.output), MOST_OUTPUT),
        })),
        suites: own.suites.slice(0, MOST_SUITES).map((one) => ({
            ...{ ...one, name: fit(one.name), ...(one.of === undefined ? {} : { of: fit(one.of) }) },
            ...(one.why === undefined ? {} : { why: fit(one.why) }),
        })),
    };
}


/***/ }),

/***/ 95391:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  reportAction: () => (/* binding */ reportAction),
  reportCli: () => (/* binding */ reportCli)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 7 modules
var core = __webpack_require__(33838);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:url"
var external_node_url_ = __webpack_require__(73136);
// EXTERNAL MODULE: ./build-ts/src/commands/inputs.js
var inputs = __webpack_require__(68041);
// EXTERNAL MODULE: ./build-ts/src/output/plan-files.js
var plan_files = __webpack_require__(33068);
// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var refs = __webpack_require__(99072);
;// CONCATENATED MODULE: ./build-ts/src/output/merged-files.js




/**
 * Puts the files of images together: of each those of the job whose word on it counts. What tests left in folders comes
 * along; links are not followed, since they lead out of what was downloaded.
 */
async function copyJobFiles(jobs, to) {
    for (const { name, folder, files } of jobs) {
        for (const part of ['artifacts', 'logs', 'manifests']) {
            const from = (0,external_node_path_.join)(folder, part);
            if ((0,external_node_path_.resolve)(from) === (0,external_node_path_.resolve)(to[part]))
                continue;
            const names = await (0,promises_.readdir)(from).catch(() => []);
            // What is no plain name leads somewhere else.
            const wanted = new Set(files.filter((file) => /^[\w.-]+$/.test(file) && !/^\.+$/.test(file)));
            for (const entry of names.filter((one) => isOf(one, wanted)))
                await (0,promises_.cp)((0,external_node_path_.join)(from, entry), (0,external_node_path_.join)(to[part], entry), { recursive: true, force: true, filter: isNoLink });
            if (part === 'logs' && names.includes('run.log'))
                await (0,promises_.cp)((0,external_node_path_.join)(from, 'run.log'), (0,external_node_path_.join)(to.logs, `run.${(0,refs/* safeName */.jC)(name)}.log`), { filter: isNoLink });
        }
    }
}
async function isNoLink(path) {
    const about = await (0,promises_.lstat)(path);
    return about.isFile() || about.isDirectory();
}
/** `acme-base-main.build.log` is of acme-base-main; names of images have dots, too. */
function isOf(entry, files) {
    for (let at = entry.indexOf('.'); at >= 0; at = entry.indexOf('.', at + 1))
        if (files.has(entry.slice(0, at)))
            return true;
    return false;
}
/** Makes the folders; what else lies in them stays. */
async function makeFolders(folders) {
    for (const folder of Object.values(folders))
        await (0,promises_.mkdir)(folder, { recursive: true });
}
/** Writes files into the folder of artifacts. */
function writeArtifacts(folder, files) {
    for (const [name, content] of Object.entries(files))
        (0,plan_files/* replaceFile */.fR)(folder, name, content);
}

// EXTERNAL MODULE: ./build-ts/src/output/report-file.js + 9 modules
var report_file = __webpack_require__(36218);
// EXTERNAL MODULE: ./build-ts/src/output/result-files.js
var result_files = __webpack_require__(28578);
// EXTERNAL MODULE: ./build-ts/src/run/merged.js
var merged = __webpack_require__(75681);
// EXTERNAL MODULE: ./build-ts/src/run/results.js
var results = __webpack_require__(76139);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: ./build-ts/src/stack/plan.js
var plan = __webpack_require__(96237);
;// CONCATENATED MODULE: ./build-ts/src/report/merge.js




/**
 * What many jobs say as if one had done it all; the order in which they are given does not matter.
 *
 * Of several jobs of one command (a matrix) the most telling word on an image counts: failed, then passed, cancelled and
 * skipped; of equals the job that built it, then the one that ran more suites, then the later. What any of them ran or
 * pushed stays. Of jobs of different commands (build, test, push), in the order of time, what each did is put together, and a
 * failure or cancellation of one is the image's. An image that the plan wants and nobody worked on was not done: that is no
 * success.
 */
function mergeLegs(legs, plan) {
    const jobs = [...legs].sort(byTime);
    const [first] = jobs;
    if (first === undefined)
        throw new Error('there is nothing to put together');
    const begin = Date.parse(first.results.startedAt);
    const notices = [];
    const from = new Map();
    const missing = [];
    const words = new Map();
    for (const leg of jobs)
        for (const image of leg.results.images) {
            const word = { leg, image: told(image, leg), shift: Date.parse(leg.results.startedAt) - begin };
            words.set(image.id, [...(words.get(image.id) ?? []), word]);
        }
    const planned = new Map(plan?.images.map((image) => [image.id, image]));
    const images = [...new Set([...planned.keys(), ...words.keys()])].flatMap((id) => {
        const all = words.get(id) ?? [];
        const worked = all.filter(({ image }) => (0,results/* isWorkedOn */.cJ)(image));
        const image = planned.get(id);
        if (worked.length === 0 && image !== undefined && isWanted(image)) {
            missing.push(id);
            return [unreported(image, all.at(-1)?.image)];
        }
        if (worked.length === 0)
            return all.length > 0 ? [last(all).image] : image === undefined ? [] : [leftAlone(image)];
        const chosen = sameContent(worked, notices);
        conflicts(id, chosen, notices);
        const commands = [...new Set(chosen.map(({ leg }) => leg.results.command))];
        const perCommand = commands.map((command) => together(chosen.filter(({ leg }) => leg.results.command === command)));
        for (const word of perCommand)
            if (!from.has(id) || word.image.outcome === 'failed')
                from.set(id, word.leg.name);
        const [one, ...others] = perCommand.map(({ image: done }) => done);
        if (one === undefined)
            return [];
        const whole = others.reduce(merged/* mergeResults */.n, one);
        const steps = perCommand.flatMap(stepsOf).sort((a, b) => a.at - b.at);
        return [{ ...whole, ...(steps.length === 0 ? {} : { steps }) }];
    });
    for (const { name, results } of jobs)
        if (results.outcome === 'running')
            notices.push(`${name} was ended before it could say how it went`);
    if (missing.length > 0)
        notices.push(`no job has reported on ${missing.join(', ')}: it did not begin, or was ended before its upload`);
    const end = Math.max(...jobs.map(({ results }) => Date.parse(results.startedAt) + results.ms));
    const unpublished = [...new Set(jobs.flatMap(({ results }) => results.unpublished ?? []))];
    const { event, branch, sha, startedAt } = last(jobs).results;
    const commits = [...new Set(jobs.map(({ results }) => results.sha))];
    if (commits.length > 1)
        notices.push(`these jobs worked on different commits: ${commits.join(', ')}`);
    return {
        missing,
        from,
        results: {
            schema: 1,
            command: commandOf(jobs),
            outcome: outcomeOf(jobs, images, missing),
            startedAt: Number.isNaN(begin) ? startedAt : first.results.startedAt,
            ms: Number.isFinite(end - begin) ? end - begin : 0,
            ...{ event, branch, sha },
            engine: [...new Set(jobs.map(({ results }) => results.engine))].sort().join(', '),
            images,
            ...(unpublished.length === 0 ? {} : { unpublished: unpublished.join('; ') }),
            notices: [...new Set([...jobs.flatMap(({ results }) => results.notices), ...notices])],
        },
    };
}
/** Plans of several jobs as one: of each image the one that does most with it. Undefined where there is none. */
function mergePlans(plans) {
    const [whole, ...others] = [...plans].sort((a, b) => worked(b) - worked(a) || compare(merge_text(a), merge_text(b)));
    if (whole === undefined || others.length === 0)
        return whole;
    const best = new Map();
    for (const image of [whole, ...others].flatMap(({ images }) => images)) {
        const known = best.get(image.id);
        if (known === undefined || RANK[image.action] > RANK[known.action])
            best.set(image.id, image);
    }
    return { ...whole, images: [...best.values()] };
}
const RANK = { build: 2, reuse: 1, skip: 0 };
function worked({ images }) {
    return images.filter(({ action }) => action !== 'skip').length;
}
/** Words of one command on one image. */
function together(words) {
    const best = [...words].sort(mostTelling)[0] ?? last(words);
    const suites = new Map();
    // The best word's suites first: of equals its own stay.
    for (const suite of [best, ...words].flatMap(({ image }) => image.suites)) {
        const known = suites.get(suite.name);
        if (known === undefined || SUITE[suite.outcome] > SUITE[known.outcome])
            suites.set(suite.name, suite);
    }
    const all = words.map(({ image }) => image);
    const build = best.image.build ?? all.find((one) => one.build?.outcome === 'passed')?.build;
    const infos = best.image.infos.length > 0 ? best.image.infos : (all.find((one) => one.infos.length > 0)?.infos ?? []);
    return {
        ...best,
        image: {
            ...best.image,
            ...(build === undefined ? {} : { build }),
            expected: [...new Set([best.image, ...all].flatMap(({ expected }) => expected))],
            suites: [...suites.values()],
            candidates: (0,merged/* uniqueRefs */.C)(all.flatMap(({ candidates }) => candidates)),
            published: (0,merged/* uniqueRefs */.C)(all.flatMap(({ published }) => published)),
            infos,
        },
    };
}
const OUTCOME = { failed: 3, passed: 2, cancelled: 1, skipped: 0 };
const SUITE = { failed: 3, passed: 2, cancelled: 1, off: 0 };
function mostTelling(a, b) {
    return (OUTCOME[b.image.outcome] - OUTCOME[a.image.outcome] ||
        RANK[b.image.action] - RANK[a.image.action] ||
        b.image.suites.length - a.image.suites.length ||
        byTime(b.leg, a.leg));
}
/** A record that says `cancelled` without a reason is what a job that was killed left behind. */
function told(image, { name, results }) {
    if (results.outcome !== 'running' || image.outcome !== 'cancelled' || image.message !== undefined)
        return image;
    return { ...image, message: `${name} was ended before it was done` };
}
/** Of other content the latest job's counts. */
function sameContent(words, notices) {
    const prints = [...new Set(words.map(({ image }) => image.fingerprint))];
    if (prints.length === 1)
        return words;
    const { image, leg } = last(words);
    notices.push(`${image.id}: these jobs worked on different content of it (${prints.join(', ')}); ${leg.name} counts`);
    return words.filter((word) => word.image.fingerprint === image.fingerprint);
}
/** One ref cannot name two digests: two jobs made the same content, and the later push won. */
function conflicts(id, words, notices) {
    const digests = new Map();
    for (const { image, leg } of words)
        for (const { ref, digest } of [...image.candidates, ...image.published])
            digests.set(ref, (digests.get(ref) ?? new Map()).set(digest, leg.name));
    for (const [ref, found] of digests)
        if (found.size > 1) {
            const each = [...found].map(([digest, name]) => `${(0,shared_text/* shortDigest */.VK)(digest)} by ${name}`);
            notices.push(`${id}: ${ref} was pushed as ${each.join(' and ')}; the later counts`);
        }
}
function stepsOf({ image: { steps = [] }, shift }) {
    return steps.map((step) => ({ ...step, at: step.at + shift }));
}
function isWanted(image) {
    return image.action === 'build' || (image.action === 'reuse' && image.test && (0,plan/* isTestable */.nd)(image));
}
function unreported(image, known) {
    return {
        ...(known ?? leftAlone(image)),
        action: image.action,
        outcome: 'cancelled',
        message: 'no job has reported on it',
    };
}
function leftAlone(planned) {
    const { id, name, variant, platform, ref, file, action, fingerprint } = planned;
    const facts = { id, name, variant, platform, ref, file, action, fingerprint };
    // What is only taken as it is needs nobody to work on it.
    const outcome = action === 'reuse' ? 'passed' : 'skipped';
    return { ...facts, outcome, expected: [], suites: [], candidates: [...planned.found], published: [], infos: [] };
}
function outcomeOf(jobs, images, missing) {
    const has = (...outcomes) => jobs.some(({ results }) => outcomes.includes(results.outcome));
    if (has('failed') || images.some(({ outcome }) => outcome === 'failed'))
        return 'failed';
    if (has('interrupted', 'running'))
        return 'interrupted';
    return missing.length > 0 ? 'failed' : 'passed';
}
/** `run`, or what they were: `build, test, push`. */
function commandOf(jobs) {
    return [...new Set(jobs.map(({ results }) => results.command))].join(', ');
}
function legSummary(legs, { missing }) {
    const lost = missing.length === 0 ? '' : `; nobody has reported on ${(0,shared_text/* counted */.hS)(missing.length, 'image')}`;
    return `${(0,shared_text/* counted */.hS)(legs.length, 'job')} put together${lost}`;
}
/** By their beginning; names, and at last all that they say, decide between equals. */
function byTime(a, b) {
    const [left, right] = [Date.parse(a.results.startedAt), Date.parse(b.results.startedAt)];
    return left - right || compare(a.name, b.name) || compare(merge_text(a.results), merge_text(b.results));
}
function merge_text(value) {
    return JSON.stringify(value);
}
function compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
function last(all) {
    const one = all.at(-1);
    if (one === undefined)
        throw new Error('there is none');
    return one;
}

// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var shared_errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/commands/planning.js + 13 modules
var planning = __webpack_require__(28470);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./build-ts/src/stack/explain.js
var explain = __webpack_require__(75995);
// EXTERNAL MODULE: ./build-ts/src/commands/earlier.js
var earlier = __webpack_require__(54606);
// EXTERNAL MODULE: ./build-ts/src/commands/results-file.js
var results_file = __webpack_require__(65531);
;// CONCATENATED MODULE: ./build-ts/src/commands/report-read.js







/** A results.json of a thousand images has some megabytes; what is larger than this is none. */
const MAX_FILE = 256_000_000;
/**
 * What lies in a folder: the files of one job, or, side by side in folders of their own, those of many. What cannot be read
 * of one job is said, and the others count. Throws a UserError where the folder is not there.
 */
async function readJobs(path, shown, warn) {
    const entries = await (0,promises_.readdir)(path, { withFileTypes: true }).catch((error) => {
        const why = (0,shared_errors/* codeOf */.$N)(error) === 'ENOENT' ? 'there is no such folder' : (0,shared_errors/* messageOf */.bD)(error);
        throw (0,shared_errors/* userError */.IF)(`no results can be read: ${why}`, {
            file: shown,
            remedy: 'Name the folder that a run wrote to (--out), or that its artifacts were unpacked to.',
        });
    });
    const own = await readJob(path, (0,external_node_path_.basename)(path), warn);
    if (own !== undefined)
        return [own];
    const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
    const found = await Promise.all(folders.sort().map((name) => readJob((0,external_node_path_.join)(path, name), name, warn)));
    return found.flatMap((job) => job ?? []);
}
/** The files of one job; undefined where a folder has none. */
async function readJob(folder, name, warn) {
    const [results, plan] = await Promise.all([
        readOne(folder, earlier/* RESULTS_FILE */.y, name, warn),
        readOne(folder, 'plan.json', name, warn),
    ]);
    if (results !== undefined && !(0,results_file/* isResults */.V)(results))
        warn(`${name}: its ${earlier/* RESULTS_FILE */.y} is not one of this version`);
    const leg = (0,results_file/* isResults */.V)(results) ? { name, results } : undefined;
    const known = isPlan(plan) ? plan : undefined;
    if (plan !== undefined && known === undefined)
        warn(`${name}: its plan.json is not one of this version`);
    return leg === undefined && known === undefined ? undefined : { name, folder, leg, plan: known };
}
/** artifacts/<file>, or the file itself where somebody unpacked no more than that. */
async function readOne(folder, file, name, warn) {
    for (const path of [(0,external_node_path_.join)(folder, 'artifacts', file), (0,external_node_path_.join)(folder, file)]) {
        try {
            if ((await (0,promises_.stat)(path)).size > MAX_FILE)
                throw new Error('it is too large');
            return JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
        }
        catch (error) {
            if ((0,shared_errors/* codeOf */.$N)(error) === 'ENOENT' || (0,shared_errors/* codeOf */.$N)(error) === 'ENOTDIR')
                continue;
            warn(`${name}: its ${file} cannot be read: ${(0,shared_errors/* messageOf */.bD)(error)}`);
            return undefined;
        }
    }
    return undefined;
}
/** As far as reports go by it. */
const report_read_plan = schemas/* looseObject */._H3({
    schema: schemas/* literal */.euz(1),
    branch: schemas/* string */.YjP(),
    sha: schemas/* string */.YjP(),
    images: schemas/* array */.YOg(schemas/* looseObject */._H3({
        id: schemas/* string */.YjP(),
        name: schemas/* string */.YjP(),
        variant: schemas/* string */.YjP(),
        platform: schemas/* string */.YjP(),
        ref: schemas/* string */.YjP(),
        file: schemas/* string */.YjP(),
        fingerprint: schemas/* string */.YjP(),
        action: schemas/* enum */.k5n(['build', 'reuse', 'skip']),
        test: schemas/* boolean */.zMY(),
        affected: schemas/* boolean */.zMY(),
        parents: schemas/* array */.YOg(schemas/* string */.YjP()),
        suites: schemas/* array */.YOg(schemas/* looseObject */._H3({ name: schemas/* string */.YjP() })),
        found: schemas/* array */.YOg(schemas/* object */.Ikc({ ref: schemas/* string */.YjP(), digest: schemas/* string */.YjP() })),
    })),
    levels: schemas/* array */.YOg(schemas/* array */.YOg(schemas/* string */.YjP())),
});
function isPlan(value) {
    return report_read_plan.safeParse(value).success && isExplained(value);
}
/** Reasons have many forms: what cannot be said in words is none of this version. */
function isExplained(known) {
    try {
        return [(0,explain/* sourceText */.rI)(known), ...(0,explain/* planNotes */.vy)(known), ...known.images.map(explain/* whyText */.ss)].length > 0;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./build-ts/src/commands/report.js









/**
 * Puts together what jobs did and makes report.html of it. The files of one run, at the command line, stay where they are
 * and as they are: only the page is new. Throws a UserError where there is nothing to report on.
 */
async function reportCommand(request) {
    const { inputs, cwd, notice } = request;
    const said = [];
    const warn = (text) => {
        said.push(text);
        notice(text);
    };
    const jobs = await jobsOf(request, warn);
    const legs = jobs.flatMap(({ leg }) => leg ?? []);
    if (legs.length === 0)
        throw nothing(request, jobs);
    const [only] = jobs;
    const [single, elsewhere] = [jobs.length === 1 && request.artifacts.size === 0, outOf(request)];
    const isOne = single && only !== undefined && inputs.earlier.length === 0 && elsewhere === undefined;
    const plan = mergePlans(jobs.flatMap((job) => job.plan ?? []));
    const merged = isOne && legs[0] !== undefined ? alone(legs[0].results) : mergeLegs(legs, plan);
    if (plan === undefined && !isOne)
        warn('no plan.json was found: nobody can say whether jobs are missing');
    merged.results.notices.push(...said.filter((text) => !merged.results.notices.includes(text)));
    const root = isOne ? only.folder : (0,external_node_path_.resolve)(cwd, inputs.out);
    const folders = (0,planning.foldersOf)(root);
    try {
        await makeFolders(folders);
        if (!isOne) {
            await copyJobFiles(filesOf(jobs, merged), folders);
            writeArtifacts(folders.artifacts, {
                ...(plan === undefined ? {} : { 'plan.json': (0,plan_files/* json */.Pq)(plan) }),
                ...(0,result_files/* resultFiles */.d)(merged.results),
            });
        }
        (0,report_file/* writeReport */.u)(folders, { results: merged.results, plan, facts: [], run: request.run });
    }
    catch (error) {
        throw new shared_errors/* WorkError */.oE(`the report could not be written to ${folders.artifacts}: ${(0,shared_errors/* messageOf */.bD)(error)}`, {
            cause: error,
            remedy: 'Name another folder with --out.',
        });
    }
    const { results, missing } = merged;
    return { results, plan, folders, missing, jobs: legs.length, page: (0,external_node_path_.join)(folders.artifacts, report_file/* REPORT_FILE */.U) };
}
async function jobsOf(request, warn) {
    const { inputs, folder, artifacts, cwd } = request;
    const named = folder === '' ? inputs.earlier : [folder, ...inputs.earlier];
    const shown = named.length === 0 && artifacts.size === 0 ? [inputs.out] : named;
    const found = await Promise.all([
        ...[...artifacts].map(async ([name, path]) => [(await readJob(path, name, warn)) ?? []].flat()),
        ...shown.map((path) => readJobs((0,external_node_path_.resolve)(cwd, path), path, warn)),
    ]);
    return found.flat();
}
/** The folder that --out names beside the one that is read: whoever names it wants the files there. */
function outOf({ inputs, folder, cwd }) {
    const out = (0,external_node_path_.resolve)(cwd, inputs.out);
    return folder === '' || out === cwd || out === (0,external_node_path_.resolve)(cwd, folder) ? undefined : out;
}
function nothing({ artifacts, inputs, folder }, jobs) {
    const planned = jobs.length > 0 ? '; there is only a plan' : '';
    if (artifacts.size > 0)
        return (0,shared_errors/* userError */.IF)(`none of the artifacts has the results of a job${planned}: ${[...artifacts.keys()].join(', ')}`, {
            remedy: 'Name those of the jobs that worked with the input pattern.',
        });
    const where = folder || inputs.earlier.join(', ') || (inputs.out === '.' ? 'this folder' : inputs.out);
    return (0,shared_errors/* userError */.IF)(`there is no results.json in ${where}, nor in its artifacts/${planned}`, {
        remedy: 'Name the folder that a run wrote to (--out), or that its artifacts were unpacked to.',
    });
}
/** Of one run there is nothing to be put together. */
function alone(results) {
    return { results, missing: [], from: new Map() };
}
function filesOf(jobs, { results, from }) {
    return jobs.map(({ name, folder }) => ({
        name,
        folder,
        files: results.images.filter(({ id }) => from.get(id) === name).map(({ file }) => file),
    }));
}

// EXTERNAL MODULE: ./build-ts/src/github/run-address.js
var run_address = __webpack_require__(8111);
// EXTERNAL MODULE: ./build-ts/src/report/annotations.js
var annotations = __webpack_require__(71244);
// EXTERNAL MODULE: ./build-ts/src/report/closing.js
var report_closing = __webpack_require__(90049);
// EXTERNAL MODULE: ./build-ts/src/report/comment.js
var comment = __webpack_require__(52735);
// EXTERNAL MODULE: ./build-ts/src/report/run-summary.js + 6 modules
var run_summary = __webpack_require__(61476);
// EXTERNAL MODULE: ./build-ts/src/shared/program.js
var shared_program = __webpack_require__(89945);
// EXTERNAL MODULE: ./build-ts/src/stack/globs.js
var stack_globs = __webpack_require__(54039);
// EXTERNAL MODULE: ./build-ts/src/entry/failure.js
var failure = __webpack_require__(65542);
// EXTERNAL MODULE: ./build-ts/src/entry/services.js
var services = __webpack_require__(76146);
;// CONCATENATED MODULE: ./build-ts/src/entry/report.js


















/** The action: artifacts of this run as one report. */
async function reportAction(common) {
    const { inputs, env, cwd } = common;
    const [{ writeQuoting }, { Annotator }] = await Promise.all([
        __webpack_require__.e(/* import() */ 3255).then(__webpack_require__.bind(__webpack_require__, 23255)),
        __webpack_require__.e(/* import() */ 8226).then(__webpack_require__.bind(__webpack_require__, 35845)),
    ]);
    const annotator = new Annotator(core);
    const warn = (text) => annotator.warning(text, { title: 'stack-action report' });
    const scratch = await (0,promises_.mkdtemp)((0,external_node_path_.join)(env['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(), 'stack-report-'));
    try {
        const artifacts = inputs.earlier.length > 0 ? new Map() : await download(inputs, scratch, env, warn);
        const base = env['GITHUB_WORKSPACE'] || cwd;
        const request = { inputs, folder: '', artifacts, cwd: base, run: (0,run_address/* runAddress */.Y)(env), notice: warn };
        const { results, plan, folders, missing, jobs, page } = await reportCommand(request);
        writeQuoting(process.stdout, [
            legSummary(Array.from({ length: jobs }), { missing }),
            ...(0,report_closing/* closingLines */.Po)(results, folders),
        ]);
        const { errors, warnings } = annotator;
        for (const one of (0,annotations/* annotationsOf */.I)(results, { directory: undefined, errors, warnings }))
            annotator.add(one);
        if (missing.length > 0)
            annotator.error(`no job has reported on ${missing.join(', ')}`, { title: 'stack-action report' });
        (0,services/* setOutput */.uH)('outcome', results.outcome);
        (0,services/* setOutput */.uH)('missing', missing);
        (0,services/* setOutput */.uH)('artifacts', folders.artifacts);
        (0,services/* setOutput */.uH)('report', page);
        (0,services/* setResultOutputs */.Ge)(results, folders);
        const closing = (0,run_summary/* closingMarkdown */.l)(results, undefined, plan, { run: (0,run_address/* runAddress */.Y)(env), artifact: inputs.artifact });
        await (0,services/* optional */.lq)('the job summary', () => core.summary.addRaw(closing, true).write());
        await (0,services/* upload */.Se)('report', common, folders);
        await (0,services/* comment */.Im)('report', common, (facts) => (0,comment/* runComment */.P)(results, plan, facts));
        return inputs.failOnFailure ? (0,failure/* statusOf */.c2)(results.outcome) : shared_errors/* EXIT */.dc.done;
    }
    finally {
        await (0,promises_.rm)(scratch, { recursive: true, force: true });
    }
}
/** Artifacts by their names; the one that this will upload is none of them. */
async function download({ pattern, artifact }, into, env, warn) {
    const { downloadArtifacts, downloadText } = await __webpack_require__.e(/* import() */ 3015).then(__webpack_require__.bind(__webpack_require__, 63015));
    const globs = pattern.flatMap((glob) => (0,stack_globs/* pathGlobs */.p)(glob) ?? []);
    const isOwn = (name) => name === artifact || (0,inputs/* isDefaultArtifact */.Oc)('report', name);
    const wanted = (name) => !isOwn(name) && globs.some(({ matches }) => matches(name));
    const found = await downloadArtifacts({ wanted, into, env, warn });
    // What lies in the folders of this job is no answer to what the others did.
    if (found.size === 0)
        throw (0,shared_errors/* userError */.IF)(`no artifact of this run that could be read matches ${pattern.join(', ')}`, {
            remedy: 'Name those of the jobs that worked with the input `pattern`, or their folders with `earlier`.',
        });
    core.info(downloadText(found));
    return found;
}
/** The command line: report.html of what lies in a folder, or of many put together. */
async function reportCli({ inputs, operand, cwd, notice, print }) {
    const made = await reportCommand({ inputs, folder: operand ?? '', artifacts: new Map(), cwd, run: '', notice });
    const { results, folders, missing, jobs, page } = made;
    const lines = [
        ...(jobs > 1 ? [legSummary(Array.from({ length: jobs }), { missing })] : []),
        ...(0,report_closing/* closingLines */.Po)(results, folders),
        `report: ${page}`,
    ];
    if (inputs.open)
        lines.push(...(await report_open(page)));
    print(lines, results);
    return inputs.failOnFailure && jobs > 1 ? (0,failure/* statusOf */.c2)(results.outcome) : shared_errors/* EXIT */.dc.done;
}
/** What shows a page, by platform: programs without a shell, since a path is no text of ours. */
const OPENERS = {
    darwin: ['open'],
    win32: ['rundll32', 'url.dll,FileProtocolHandler'],
};
const OPEN_MS = 10_000;
/** Shows a page in the browser; why not, where it cannot be. */
async function report_open(page) {
    if (process.env['CI'] !== undefined && process.env['CI'] !== '')
        return ['note: nothing was opened: this is a machine of a CI (CI is set)'];
    const { platform } = process;
    const isBare = platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
    if (isBare && !process.env['BROWSER'])
        return ['note: nothing was opened: there is no screen here (neither DISPLAY, WAYLAND_DISPLAY nor BROWSER is set)'];
    const [program = '', ...first] = OPENERS[platform] ?? ['xdg-open'];
    try {
        const { status, timedOut } = await (0,shared_program/* runProgram */.V)(program, [...first, (0,external_node_url_.pathToFileURL)(page).href], { timeoutMs: OPEN_MS });
        // Some openers wait for the browser that they started.
        return status === 0 || timedOut ? [] : [`note: nothing was opened: ${program} ended with ${status ?? 'a signal'}`];
    }
    catch (error) {
        return [`note: nothing was opened: ${(0,shared_errors/* messageOf */.bD)(error)}`];
    }
}


/***/ })

};
