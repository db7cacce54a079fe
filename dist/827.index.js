export const id = 827;
export const ids = [827,158];
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

/***/ 36406:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ checkGates),
/* harmony export */   V: () => (/* binding */ journals)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var _registry_journal_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(74964);
/* harmony import */ var _registry_slots_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(81718);
/* harmony import */ var _shared_paths_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5381);
/* harmony import */ var _stack_suites_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(70043);
/* harmony import */ var _tests_found_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(21062);







/** Journals that are read at the same time. */
const READ = 8;
/** The journals of repositories, each read once. */
function journals(registry, signal) {
    const inSlot = (0,_registry_slots_js__WEBPACK_IMPORTED_MODULE_6__/* .slots */ .Q)(READ);
    const known = new Map();
    return (repository) => {
        const found = known.get(repository) ?? inSlot(() => (0,_registry_journal_js__WEBPACK_IMPORTED_MODULE_2__/* .readJournal */ .a0)(registry, repository, { signal }));
        known.set(repository, found);
        return found;
    };
}
/**
 * What stages ask for, and what of it nobody has seen pass on exactly these digests. A suite that is not for an image is
 * not asked of it.
 */
async function checkGates(asked, { stack, directory }, journalOf) {
    if (asked.length === 0)
        return [];
    const isFor = suitesOfImages(stack, directory);
    const gates = await Promise.all(asked.map(async ({ id, image, stage, suites, repository, digest }) => {
        const own = await Promise.all(suites.map((suite) => isFor(suite, image)));
        const wanted = suites.filter((_suite, at) => own[at]);
        if (wanted.length === 0)
            return [];
        const passed = (0,_registry_journal_js__WEBPACK_IMPORTED_MODULE_2__/* .suitesPassedOn */ .D$)(await journalOf(repository), digest);
        const missing = wanted.filter((suite) => !hasPassed(suite, passed, stack));
        return [{ image: id, stage, suites: wanted, missing }];
    }));
    return gates.flat();
}
/** Suites of a sort are called by the sort, and by whose they are: `base`, `base.notebooks`, `imports.py39`. */
function hasPassed(suite, passed, { images }) {
    if (passed.has(suite))
        return true;
    const names = [...passed].map((name) => name.replace(/\.\d+$/, ''));
    if (suite === _stack_suites_js__WEBPACK_IMPORTED_MODULE_4__/* .OWN_TESTS */ .J6 && names.some((name) => images.has(name)))
        return true;
    return names.some((name) => name === suite || name.startsWith(`${suite}.`) || name.endsWith(`.${suite}`));
}
/** Whether a suite, by name or sort, is one that runs on an image. */
function suitesOfImages(stack, directory) {
    const declared = new Map(stack.suites.filter(({ does }) => does !== undefined).map((one) => [one.name, one]));
    const place = placeOf(directory);
    const found = new Map();
    const groupsOf = (image) => {
        const known = found.get(image.name) ?? groupsIn(place, directory, image);
        found.set(image.name, known);
        return known;
    };
    const common = (0,_tests_found_js__WEBPACK_IMPORTED_MODULE_5__/* .commonTests */ .nn)(place).then((tests) => tests !== undefined);
    return async (suite, image) => {
        const own = declared.get(suite);
        if (own !== undefined)
            return isForImage(own, image);
        if (suite === _stack_suites_js__WEBPACK_IMPORTED_MODULE_4__/* .COMMON_SUITE */ .VZ)
            return common;
        if (suite === _stack_suites_js__WEBPACK_IMPORTED_MODULE_4__/* .INTEGRATION_SUITE */ .Qs && !image.integrationTests)
            return false;
        if (!_stack_suites_js__WEBPACK_IMPORTED_MODULE_4__/* .CONVENTIONS */ .p$.includes(suite))
            return true;
        // Tests of what it is built on run on it, too.
        const line = suite === _stack_suites_js__WEBPACK_IMPORTED_MODULE_4__/* .INTEGRATION_SUITE */ .Qs ? [image] : ancestry(stack, image);
        const groups = await Promise.all(line.map(groupsOf));
        return groups.some((group) => group?.has(suite) ?? true);
    };
}
function isForImage({ name, images }, image) {
    return (images?.includes(image.name) ?? true) && (image.suites?.includes(name) ?? true);
}
/** The image and what it is built on, as far as the spec says. */
function ancestry(stack, image) {
    const line = new Map([[image.name, image]]);
    for (const one of line.values())
        for (const name of one.declared ?? []) {
            const parent = stack.images.get(name);
            if (parent !== undefined)
                line.set(name, parent);
        }
    return [...line.values()];
}
/** Sorts of tests that lie in the directory of an image; undefined where that is not here. */
async function groupsIn(place, directory, image) {
    const isHere = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.stat)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, image.path)).then((entry) => entry.isDirectory(), () => false);
    return isHere ? new Set((await (0,_tests_found_js__WEBPACK_IMPORTED_MODULE_5__/* .testsOf */ .Vh)(place, image)).map(({ group }) => group)) : undefined;
}
function placeOf(directory) {
    return {
        directory,
        isInside: async (path) => {
            const [top, real] = await Promise.all([(0,_shared_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .realPathOf */ .d)(directory), (0,_shared_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .realPathOf */ .d)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, path))]);
            return (0,_shared_paths_js__WEBPACK_IMPORTED_MODULE_3__/* .below */ .G)(top, real) !== undefined;
        },
        refuse: () => undefined,
    };
}


/***/ }),

/***/ 3660:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $t: () => (/* binding */ placeOf),
/* harmony export */   Ss: () => (/* binding */ nearStages),
/* harmony export */   Vj: () => (/* binding */ namesToMove),
/* harmony export */   lS: () => (/* binding */ membersOf)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(54527);
/* harmony import */ var _registry_digest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(64143);
/* harmony import */ var _stack_refs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(99072);
/* harmony import */ var _stack_stages_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(86525);
/* harmony import */ var _stack_tags_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(38983);






/**
 * The images of the stack that the user means: `base` stands for all of its plans, `base@py39` for one of them. Throws a
 * UserError for names that are not there.
 */
function membersOf(stack, names) {
    const several = stack.variants.length > 1;
    const all = stack.variants.flatMap((variant) => stack.order.flatMap((name) => {
        const image = stack.images.get(name);
        if (image === undefined || image.skipVariants.includes(variant.name))
            return [];
        return [{ id: several ? `${name}@${variant.name}` : name, image, variant }];
    }));
    const isNamed = (one, { id, image, variant }) => one === image.name || one === id || one === `${image.name}@${variant.name}`;
    const problems = names
        .filter((name) => !all.some((member) => isNamed(name, member)))
        .map((name) => ({
        message: `there is no image "${name}" in ${stack.file}`,
        remedy: (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .suggest */ .ZA)(name, [...new Set(all.flatMap(({ id, image }) => [image.name, id]))], 'images'),
    }));
    if (problems.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems);
    return names.length === 0 ? all : all.filter((member) => names.some((name) => isNamed(name, member)));
}
/** The place of an image in a registry. */
function placeOf({ repository }, base) {
    return base === undefined ? repository : (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_3__/* .rebase */ .RU)(repository, base);
}
/** Which names are to name what, before any registry was asked. Throws a UserError with everything that cannot be. */
function namesToMove(request) {
    const { stack, from, images } = request;
    const members = membersOf(stack, images);
    checkFrom(from, members);
    const moves = movesOf(request, members);
    const clash = clashOf(moves);
    if (clash === undefined)
        return moves;
    // A name that has no prefix is for one variant only: the one that the source names.
    const own = movesOf(request, members).filter(({ reference, id }) => reference === from && id !== '');
    if (own.length > 0 && own.length < moves.length && clashOf(own) === undefined)
        return own;
    const [one, other, ref] = clash;
    throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([
        {
            message: `${ref} would have to name both ${one} and ${other}`,
            remedy: one.includes('@')
                ? `Choose a plan, such as --images ${one}, or name the tag of one plan with --from.`
                : 'Choose one of them with --images, or write {image} into the tag.',
        },
    ]);
}
function checkFrom(from, members) {
    const problems = [];
    if (from === '')
        problems.push({
            message: 'it is not said what gets the names',
            remedy: 'Name a tag, a stage or a digest with --from (input `from`).',
        });
    if (from.includes(':') && !(0,_registry_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .B)(from))
        problems.push({
            message: `"${from}" is neither a stage, nor a tag, nor a digest`,
            remedy: from.startsWith('sha256:')
                ? 'A digest is sha256: and 64 hexadecimal digits.'
                : 'Give the tag alone: where images are is said by the spec and --registries.',
        });
    if ((0,_registry_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .B)(from) && members.length > 1)
        problems.push({
            message: `a digest is of one image, and ${members.length} are meant`,
            remedy: `Say which one with --images, such as ${members[0]?.id ?? ''}.`,
        });
    if (problems.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(problems);
}
function movesOf(request, members) {
    const { stack, from, to, facts, bases, toBases } = request;
    const chosen = [...new Set(members.map(({ variant }) => variant))];
    const problems = new Map();
    /** The same mistake of many images is told once. */
    const told = (work) => {
        try {
            return work();
        }
        catch (error) {
            if (!(error instanceof _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo))
                throw error;
            for (const problem of error.problems)
                problems.set(problem.message, problem);
            return undefined;
        }
    };
    const moves = members.flatMap((member) => {
        const { image, variant } = member;
        const source = told(() => (0,_registry_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .B)(from)
            ? { tag: from, prefix: variant.prefix }
            : (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .sourceTag */ .Yr)(from, stack, variant, facts, { image: image.name, chosen }));
        const named = { ...variant, prefix: source?.prefix ?? variant.prefix };
        const tags = to.map((name) => told(() => tagsOf(name, stack, named, facts, image.name)) ?? []).flat();
        if (source === undefined)
            return [];
        return placesOf(bases, toBases).map(([where, places]) => {
            const repository = placeOf(image, where);
            return {
                ...member,
                repository,
                reference: source.tag,
                source: `${repository}${(0,_registry_digest_js__WEBPACK_IMPORTED_MODULE_2__/* .isDigest */ .B)(source.tag) ? '@' : ':'}${source.tag}`,
                targets: places.flatMap((place) => unique(tags).map((target) => ({ ...target, ref: `${placeOf(image, place)}:${target.tag}` }))),
            };
        });
    });
    if (problems.size > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([...problems.values()]);
    return moves;
}
function unique(tags) {
    // Of a stage and a tag that are the same, the stage asks for more.
    const sorted = [...tags].sort((a, b) => Number(b.stage !== undefined) - Number(a.stage !== undefined));
    return sorted.filter(({ tag }, at) => sorted.findIndex((one) => one.tag === tag) === at);
}
/** Where the images come from, each with the places that they go to. */
function placesOf(bases, toBases) {
    if (toBases.length === 0)
        return bases.length === 0 ? [[undefined, [undefined]]] : bases.map((base) => [base, [base]]);
    const places = new Map();
    for (const place of toBases) {
        const where = bases.includes(place) ? place : bases[0];
        places.set(where, [...(places.get(where) ?? []), place]);
    }
    return [...places];
}
/** The tags that a name of `to` means: of a stage all of them. */
function tagsOf(name, stack, variant, facts, image) {
    const stage = stack.stages.find((one) => one.name === name);
    if (stage !== undefined) {
        if (stage.dockerfile !== undefined)
            throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([
                {
                    message: `the stage ${name} is built from ${stage.dockerfile}, no image is moved there`,
                    remedy: `Run "stack-action release ${name}".`,
                },
            ]);
        const kept = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .immutableTemplate */ .$Z)(stage);
        const words = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .tagWords */ .u0)(facts, { stage, variant, image });
        return (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .targetTags */ .t)(stage, words).map((tag, at) => ({ tag, stage, keeps: kept !== undefined && at === 0 }));
    }
    const words = { ...(0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .tagWords */ .u0)(facts, { stage: NO_STAGE, variant, image }), stage: '' };
    const rendered = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .renderTag */ .vY)(name, words);
    if ('missing' in rendered)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([
            {
                message: `{${rendered.missing}} in "${name}" is not known here`,
                remedy: _stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .TAG_WORDS */ .nN.includes(rendered.missing)
                    ? `Say it (--version, --user), or give a tag without it.`
                    : (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .suggest */ .ZA)(rendered.missing, _stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .TAG_WORDS */ .nN, 'words of a tag'),
            },
        ]);
    const { tag } = rendered;
    const wrong = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .notTags */ .db)([tag]);
    if (wrong.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo(wrong);
    if ((0,_stack_tags_js__WEBPACK_IMPORTED_MODULE_5__/* .isReserved */ .Bs)(tag))
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .UserError */ .yo([{ message: `the tag "${tag}" is this program's own`, remedy: 'Choose another.' }]);
    // Whatever it is called here: who moves the tag of a stage has to meet what the stage asks for.
    const own = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .higherStageOf */ .jl)(tag, { stages: stack.stages, variants: [variant] }, image);
    const kept = own === undefined ? undefined : (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .immutableTemplate */ .$Z)(own);
    const keeps = own !== undefined && kept !== undefined && isOf(tag, kept, own, variant, image);
    return [{ tag, stage: own, keeps }];
}
const NO_STAGE = { name: '', from: undefined, tags: [], dockerfile: undefined, suites: [], gitTag: undefined };
function isOf(tag, template, stage, variant, image) {
    return ((0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_4__/* .higherStageOf */ .jl)(tag, { stages: [NO_STAGE, { ...stage, tags: [template] }], variants: [variant] }, image) !== undefined);
}
/** Two images that one name would have to name. */
function clashOf(moves) {
    const owners = new Map();
    for (const move of moves)
        for (const { ref } of move.targets) {
            const owner = owners.get(ref);
            if (owner !== undefined && owner.source !== move.source)
                return [owner.id, move.id, ref];
            owners.set(ref, move);
        }
    return undefined;
}
/** Names that are no stages, and look like one that was mistyped. */
function nearStages(to, { stages }) {
    const names = stages.map(({ name }) => name);
    return to.flatMap((name) => {
        const near = names.includes(name) ? undefined : (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_1__/* .nearest */ .pA)(name, names);
        return near === undefined ? [] : [`"${name}" is no stage and is taken as a tag; did you mean "${near}"?`];
    });
}


/***/ }),

/***/ 86684:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   rollbackCommand: () => (/* binding */ rollbackCommand)
/* harmony export */ });
/* harmony import */ var _output_move_files_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(90846);
/* harmony import */ var _registry_slots_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(81718);
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2890);
/* harmony import */ var _shared_nearest_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(54527);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3350);
/* harmony import */ var _stack_refs_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(99072);
/* harmony import */ var _stack_stages_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(86525);
/* harmony import */ var _changes_git_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(29933);
/* harmony import */ var _gates_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(36406);
/* harmony import */ var _move_names_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3660);
/* harmony import */ var _moving_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(13401);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(16870);












/** Lists what moved a name and can be undone, or moves it back. Throws a UserError before anything moved. */
async function rollbackCommand(request) {
    const { inputs, signal } = request;
    const begunAt = request.now();
    checkCall(request);
    const ground = await (0,_moving_js__WEBPACK_IMPORTED_MODULE_9__/* .prepareMoves */ .iB)(request);
    const members = (0,_move_names_js__WEBPACK_IMPORTED_MODULE_8__/* .membersOf */ .lS)(ground.stack, inputs.images);
    const places = placesOf(inputs.name, members, ground, await factsOf(request, ground));
    const journalOf = (0,_gates_js__WEBPACK_IMPORTED_MODULE_7__/* .journals */ .V)(ground.registry, signal);
    const tags = new Set();
    const named = await Promise.all(places.map(async (place) => {
        const journal = await journalOf(place.repository);
        for (const { tag } of journal)
            tags.add(tag);
        const records = journal.filter(({ tag, state, old, new: now }) => {
            return tag === place.tag && state !== 'undone' && old !== now;
        });
        return { ...place, records };
    }));
    const undoable = operationsOf(named);
    if (undoable.length === 0)
        checkName(inputs.name, ground.stack, [...tags]);
    const chosen = inputs.last ? undoable[0]?.operation : chosenOf(inputs.before, undoable);
    const facts = { command: 'rollback', from: inputs.name, gates: [], skippedGates: false };
    if (chosen === undefined)
        return listed(request, ground, { ...facts, undoable }, begunAt);
    const { transfers, notices } = await backBefore(chosen, named, ground, inputs.force, signal);
    return (0,_moving_js__WEBPACK_IMPORTED_MODULE_9__/* .carryOut */ .u0)(request, ground, transfers, {
        ...{ ...facts, kind: 'rollback', begunAt, source: `before ${chosen}`, to: [chosen], undoable: [], notices },
    });
}
function checkCall({ inputs: { name, before, last } }) {
    const problems = [];
    if (name === '')
        problems.push({ message: 'it is not said what to roll back', remedy: 'Name a tag or a stage (input `name`).' });
    if (before !== '' && last)
        problems.push({
            message: 'the last operation and another one are asked for',
            remedy: 'Give --before OPERATION or --last.',
        });
    if (problems.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(problems);
}
async function factsOf({ inputs, env }, { stack, event, directory, folders }) {
    const isFirst = stack.stages[0]?.name === inputs.name;
    const commit = isFirst ? await (0,_changes_git_js__WEBPACK_IMPORTED_MODULE_6__/* .readCommit */ .kN)(directory, [folders.artifacts]) : undefined;
    return { branch: event.branch ?? commit?.branch ?? '', sha: '', user: (0,_version_js__WEBPACK_IMPORTED_MODULE_10__/* .userOf */ .Z5)(inputs.user, env) };
}
/** The names that a tag or stage means: in every registry, of every image. Those of a version never moved. */
function placesOf(name, members, { stack, bases }, facts) {
    const places = new Map();
    const chosen = [...new Set(members.map(({ variant }) => variant))];
    for (const { id, image, variant } of members) {
        const tags = tagsOf(name, stack, { id, image, variant }, facts, chosen);
        for (const base of bases.length === 0 ? [undefined] : bases)
            for (const tag of tags) {
                const repository = (0,_move_names_js__WEBPACK_IMPORTED_MODULE_8__/* .placeOf */ .$t)(image, base);
                const ref = `${repository}:${tag}`;
                // A name without a prefix is of all variants.
                if (!places.has(ref))
                    places.set(ref, { image: id, repository, tag, ref });
            }
    }
    return [...places.values()];
}
function tagsOf(name, stack, { image, variant }, facts, chosen) {
    const stage = stack.stages.find((one) => one.name === name);
    if (stage !== undefined) {
        const words = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_5__/* .tagWords */ .u0)(facts, { stage, variant, image: image.name });
        const moving = stage.tags.filter((template) => template !== (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_5__/* .immutableTemplate */ .$Z)(stage));
        return moving.flatMap((template) => {
            const rendered = (0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_5__/* .renderTag */ .vY)(template, words);
            return 'tag' in rendered && (0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_4__/* .isTag */ .dz)(rendered.tag) ? [rendered.tag] : [];
        });
    }
    if (!(0,_stack_refs_js__WEBPACK_IMPORTED_MODULE_4__/* .isTag */ .dz)(name))
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .userError */ .IF)(`"${name}" is neither a stage nor a tag`, {
            remedy: (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_2__/* .suggest */ .ZA)(name, stack.stages.map((one) => one.name), 'stages'),
        });
    const prefixes = stack.variants.map(({ prefix }) => prefix);
    if (!prefixes.includes((0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_5__/* .prefixOf */ .MT)(name, prefixes)))
        return [name];
    return [(0,_stack_stages_js__WEBPACK_IMPORTED_MODULE_5__/* .sourceTag */ .Yr)(name, stack, variant, facts, { image: image.name, chosen }).tag];
}
/** What moved the names, newest first. */
function operationsOf(named) {
    const operations = new Map();
    for (const { image, ref, records } of named)
        for (const one of records) {
            const { operation, kind, by, at, run, from = '', old } = one;
            const unfinished = one.state === 'begun';
            const known = operations.get(operation) ?? { operation, kind, by, at, run, from, unfinished, moves: [] };
            known.moves.push({ image, ref, old, new: one.new });
            operations.set(operation, { ...known, unfinished: known.unfinished || unfinished });
        }
    return [...operations.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
}
/** A tag that no journal has heard of is mistyped; a stage may just never have been moved. */
function checkName(name, { stages, file }, tags) {
    if (stages.some((stage) => stage.name === name))
        return;
    throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .userError */ .IF)(`no journal of the images of ${file} knows of a move of "${name}"`, {
        remedy: (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_2__/* .suggest */ .ZA)(name, [...stages.map((stage) => stage.name), ...tags], 'stages and tags'),
    });
}
function chosenOf(before, undoable) {
    if (before === '' || undoable.some(({ operation }) => operation === before))
        return before === '' ? undefined : before;
    throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .userError */ .IF)(`no operation ${before} has moved this`, {
        remedy: (0,_shared_nearest_js__WEBPACK_IMPORTED_MODULE_2__/* .suggest */ .ZA)(before, undoable.map(({ operation }) => operation), 'operations'),
    });
}
/** Requests at the same time. */
const LOOK_UPS = 8;
/** What has to move so that all names are as they were before an operation. Throws a UserError for what others moved. */
async function backBefore(operation, named, { registry }, force, signal) {
    const inSlot = (0,_registry_slots_js__WEBPACK_IMPORTED_MODULE_11__/* .slots */ .Q)(LOOK_UPS);
    const touched = named.flatMap((one) => {
        const at = one.records.findIndex((record) => record.operation === operation);
        const [first] = one.records.slice(Math.max(at, 0), at + 1);
        return first === undefined ? [] : [{ ...one, first, later: one.records.slice(at + 1) }];
    });
    const current = await Promise.all(touched.map(({ repository, tag }) => inSlot(() => {
        signal.throwIfAborted();
        return registry.digest(repository, tag);
    })));
    const problems = [];
    const notices = alsoUndone(operation, touched.filter(({ first }, index) => current[index] !== first.old));
    const transfers = touched.flatMap(({ image, repository, ref, first, later }, index) => {
        const now = current[index];
        const last = later.at(-1) ?? first;
        // Of what did not end nobody knows how far it came.
        const expected = last.state === 'begun' ? [last.new, last.old] : [last.new];
        if (first.old === null) {
            if (now !== undefined)
                notices.push(`${ref} was new then, and stays at ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_3__/* .shortDigest */ .VK)(now)}: nothing is deleted`);
            return [];
        }
        if (!expected.includes(now ?? null) && now !== first.old) {
            const message = `${ref} names ${now === undefined ? 'nothing' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_3__/* .shortDigest */ .VK)(now)} by now, and ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_3__/* .shortDigest */ .VK)(last.new)} after ${last.operation}: somebody else moved it`;
            if (force)
                notices.push(`${message} (--force)`);
            else
                problems.push({
                    message,
                    remedy: 'See what it is; move it back all the same with --force, or not with --images.',
                });
        }
        return [{ image, ref, source: { repository, digest: first.old, ref: `${repository}@${first.old}` } }];
    });
    if (problems.length > 0)
        throw new _shared_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .UserError */ .yo(problems);
    return { transfers, notices };
}
/** What came after the operation is undone, too. */
function alsoUndone(operation, touched) {
    const later = new Map(touched.flatMap((one) => one.later.map((record) => [record.operation, record])));
    later.delete(operation);
    return [...later.values()].map(({ operation: id, kind, by }) => `this undoes ${kind} ${id} of ${by}, too`);
}
/** The list alone. */
function listed({ inputs, keepsLists, now }, { who, folders }, facts, begunAt) {
    const result = {
        ...{ schema: 1, outcome: 'passed', dryRun: inputs.dryRun, operation: undefined, ...who, ...facts, to: [] },
        ...{ at: begunAt.toISOString(), ms: now().getTime() - begunAt.getTime() },
        ...{ moved: [], copied: { sent: 0, bytes: 0, mounted: 0 }, notices: [], failure: undefined, left: [] },
    };
    if (!keepsLists)
        return { result, folders: undefined };
    new _output_move_files_js__WEBPACK_IMPORTED_MODULE_0__/* .MoveFiles */ .p(folders.artifacts).result(result, [], []);
    return { result, folders };
}


/***/ })

};
