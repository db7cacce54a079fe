export const id = 3758;
export const ids = [3758,4158];
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

/***/ 27873:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  checkVersions: () => (/* binding */ checkVersions),
  factsOf: () => (/* binding */ factsOf),
  tagCommand: () => (/* binding */ tagCommand)
});

// EXTERNAL MODULE: ./build-ts/src/changes/git.js
var git = __webpack_require__(29933);
// EXTERNAL MODULE: ./build-ts/src/run/moves.js + 2 modules
var run_moves = __webpack_require__(21962);
// EXTERNAL MODULE: ./build-ts/src/registry/journal.js + 1 modules
var registry_journal = __webpack_require__(59536);
// EXTERNAL MODULE: ./build-ts/src/registry/slots.js
var slots = __webpack_require__(81718);
// EXTERNAL MODULE: ./build-ts/src/report/moves.js
var report_moves = __webpack_require__(76996);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var refs = __webpack_require__(99072);
// EXTERNAL MODULE: ./build-ts/src/stack/stages.js
var stages = __webpack_require__(86525);
// EXTERNAL MODULE: ./build-ts/src/stack/versions.js
var stack_versions = __webpack_require__(66747);
// EXTERNAL MODULE: ./build-ts/src/commands/gates.js
var commands_gates = __webpack_require__(36406);
// EXTERNAL MODULE: ./build-ts/src/commands/move-names.js
var move_names = __webpack_require__(3660);
// EXTERNAL MODULE: ./build-ts/src/commands/moving.js
var moving = __webpack_require__(13401);
// EXTERNAL MODULE: ./build-ts/src/commands/registries.js
var registries = __webpack_require__(47935);
// EXTERNAL MODULE: ./build-ts/src/shared/nearest.js
var nearest = __webpack_require__(54527);
// EXTERNAL MODULE: ./build-ts/src/stack/gpu-suites.js
var gpu_suites = __webpack_require__(30646);
;// CONCATENATED MODULE: ./build-ts/src/commands/required.js






/**
 * What the call asks for beside the stages: suites or sorts of suites, `gpu-test`, or one of them for one image
 * (`NAME@IMAGE`). All of it must have passed on exactly these digests. Throws a UserError for images that are not there.
 */
async function checkRequired(require, images, ground, journalOf) {
    const wanted = requirements(require, images, ground);
    const asked = [...new Map(images.map((one) => [`${one.id} ${one.repository} ${one.digest}`, one])).values()];
    const all = await Promise.all(asked.map(async (one) => {
        const own = wanted.filter(({ image }) => image === undefined || isOf(one, image));
        // What is asked of one image by its name is asked of it, whatever the spec says the suite is for.
        const [named, suited] = [
            own.filter(({ image }) => image !== undefined),
            own.filter(({ image }) => image === undefined),
        ];
        const meant = suited.flatMap(({ suite }) => namesOf(suite, one.image, ground));
        const gates = meant.length === 0 ? [] : await (0,commands_gates/* checkGates */.P)([{ ...one, stage: '', suites: meant }], ground, journalOf);
        const [gate] = gates;
        const records = await journalOf(one.repository);
        const said = (0,registry_journal/* suitesSaidOf */.iw)(records, one.digest);
        const extra = named.flatMap(({ suite }) => {
            const names = namesOf(suite, one.image, ground);
            return names.length === 0 ? [suite] : names;
        });
        const suites = [...new Set([...(gate?.suites ?? []), ...extra])];
        if (suites.length === 0)
            return [];
        const missing = [...new Set([...(gate?.missing ?? []), ...extra.filter((name) => !said.passed.has(name))])];
        const { id: image, repository, digest } = one;
        return [
            {
                ...{ image, stage: '', suites, missing },
                ...(missing.length === 0
                    ? {}
                    : { known: knownOf(missing, records, digest, ground), of: `${repository}@${digest}` }),
            },
        ];
    }));
    return all.flat();
}
function requirements(require, images, { stack }) {
    const problems = [];
    const all = [...new Set(require)].map((entry) => {
        const at = entry.indexOf('@');
        const suite = at < 0 ? entry : entry.slice(0, at);
        const image = at < 0 ? undefined : entry.slice(at + 1);
        if (suite === '' || image === '')
            problems.push({
                message: `"${entry}" says no suite that is required`,
                remedy: 'Write NAME, NAME@IMAGE, or gpu-test.',
            });
        else if (image !== undefined && !stack.images.has(image.split('@')[0] ?? ''))
            problems.push({
                message: `"${entry}" requires something of an image that is not in ${stack.file}`,
                remedy: (0,nearest/* suggest */.ZA)(image, [...stack.images.keys()], 'images'),
            });
        else if (image !== undefined && !images.some((one) => isOf(one, image)))
            problems.push({
                message: `"${entry}" requires something of ${image}, which gets no name here`,
                remedy: 'Leave it out, or name the image with --images (input `images`), too.',
            });
        return { suite, image };
    });
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    return all;
}
function isOf({ id, image }, name) {
    return name === id || name === image.name;
}
/** `gpu-test` is all suites of the spec that run where GPUs are; where there are none, the test that a call brought itself. */
function namesOf(suite, image, { stack }) {
    if (suite !== gpu_suites/* GPU_TEST */.SX || stack.suites.some(({ name }) => name === gpu_suites/* GPU_TEST */.SX))
        return [suite];
    const declared = (0,gpu_suites/* gpuSuites */.C4)(stack);
    if (declared.length === 0)
        return [gpu_suites/* GPU_TEST */.SX];
    return declared.filter((name) => {
        const own = stack.suites.find((one) => one.name === name);
        return own?.images?.includes(image.name) ?? true;
    });
}
/** What the journal says of suites that are missing on a digest, a line each. */
function knownOf(missing, records, digest, { stack }) {
    const declared = [gpu_suites/* GPU_TEST */.SX, ...stack.suites.map(({ name }) => name)];
    return missing.map((name) => {
        const last = records.findLast((one) => one.new === digest && one.failed?.includes(name) === true);
        if (last === undefined) {
            // Suites that are found are in no list here: it may be one of those.
            const meant = declared.includes(name) ? undefined : (0,nearest/* nearest */.pA)(name, declared);
            return `nothing is recorded of ${name} on it${meant === undefined ? '' : ` (did you mean ${meant}?)`}`;
        }
        const where = last.run === '' ? '' : `, ${last.run}`;
        return `${name} failed on it (${(0,shared_text/* minuteText */.Wn)(last.at)}, by ${last.by === '' ? 'somebody' : last.by}${where})`;
    });
}

// EXTERNAL MODULE: ./build-ts/src/commands/version.js
var commands_version = __webpack_require__(16870);
;// CONCATENATED MODULE: ./build-ts/src/commands/tag.js
















/** Gives what a stage, tag or digest names more names; all of them or none. Throws a UserError before anything moved. */
async function tagCommand(request) {
    const { inputs, signal } = request;
    const begunAt = request.now();
    const ground = await (0,moving/* prepareMoves */.iB)(request);
    const { stack, bases, registry } = ground;
    const toBases = inputs.toRegistries.length === 0 ? [] : (0,registries/* registryBases */.es)({ registries: inputs.toRegistries }, stack);
    const facts = await factsOf(request, ground);
    const to = [...new Set(inputs.to)];
    const moves = (0,move_names/* namesToMove */.Vj)({ stack, from: inputs.from, to, facts, bases, toBases, images: inputs.images });
    const found = await (0,run_moves/* resolveSources */.l7)(registry, moves.map(({ id, source }) => ({ image: id, ref: source })), signal);
    const sourced = moves.flatMap((move, at) => {
        const source = found[at];
        return source === undefined ? [] : move.targets.map((target) => ({ move, target, source }));
    });
    const journalOf = (0,commands_gates/* journals */.V)(registry, signal);
    const required = sourced.map(({ move, source }) => ({ id: move.id, image: move.image, ...source }));
    const [ofStages, ofCall, versions] = await Promise.all([
        gatesOf(sourced, ground, journalOf),
        checkRequired(inputs.require, required, ground, journalOf),
        checkVersions(sourced, ground, facts, signal),
    ]);
    const gates = [...ofStages, ...ofCall];
    const missing = (0,report_moves/* missingGates */.r$)(gates);
    const closed = [...(0,report_moves/* missingGates */.r$)(ofStages).map(closedStage), ...closedCall(ofCall, inputs.from)];
    const problems = [...(inputs.skipGates ? [] : closed), ...(inputs.force ? [] : versions.problems)];
    if (problems.length > 0)
        throw new errors/* UserError */.yo(problems);
    const transfers = await Promise.all(sourced.map((one) => transferOf(one, journalOf)));
    const forced = versions.problems.map(({ message }) => `${message} (--force)`);
    return (0,moving/* carryOut */.u0)(request, ground, transfers, {
        ...{ command: 'tag', kind: 'tag', begunAt, source: inputs.from, from: inputs.from, to, undoable: [] },
        ...{ gates, skippedGates: missing.length > 0, skipped: [...new Set(gates.flatMap((gate) => gate.missing))] },
        notices: [...(0,move_names/* nearStages */.Ss)(to, stack), ...forNone(inputs.require, ofCall), ...new Set(versions.warnings), ...forced],
    });
}
function closedStage(message) {
    const remedy = 'Run these suites on them first; or move all the same with --skip-gates (input `skip-gates`), which the journal will say.';
    return { message, remedy };
}
/** What the call requires is told with what is known: whoever asks for it wants to know what to run. */
function closedCall(gates, from) {
    const missing = gates.filter((gate) => gate.missing.length > 0);
    if (missing.length === 0)
        return [];
    const images = [...new Set(missing.map(({ image }) => image))].join(',');
    const call = `stack-action gpu-test --from ${from} --images ${(0,shared_text/* clip */.$Q)(images, MOST_SHOWN)}`;
    const remedy = `Run these suites on them first ("${call}" runs those that want a GPU); or move all the same with --skip-gates (input \`skip-gates\`), which the journal will say.`;
    return [
        ...(0,report_moves/* missingGates */.r$)(missing).map((message) => ({ message, remedy })),
        ...(0,report_moves/* knownOfMissing */.Rl)(missing).map((message) => ({ message })),
    ];
}
const MOST_SHOWN = 300;
/** A gate that asks nothing of anybody is said: it may be meant for images that are not among these. */
function forNone(require, gates) {
    if (require.length === 0 || gates.length > 0)
        return [];
    return [`what is required (${require.join(', ')}) is for none of these images: nothing was asked of them`];
}
/** What tags are made of, as far as the templates that are in use ask for it. */
async function factsOf({ inputs, env }, ground) {
    const { stack, directory, event, folders } = ground;
    const named = new Set([inputs.from, ...inputs.to]);
    const used = stack.stages.filter(({ name }) => named.has(name));
    const words = new Set([...used.flatMap(({ tags }) => tags), ...inputs.to].flatMap(stages/* wordsIn */.Hn));
    const asks = (...some) => some.some((word) => words.has(word));
    const [version, commit] = await Promise.all([
        asks('version', 'minor') || inputs.version !== '' ? (0,commands_version/* findVersion */.Am)(inputs.version, stack, directory) : undefined,
        asks('branch', 'sha') ? (0,git/* readCommit */.kN)(directory, [folders.artifacts]) : undefined,
    ]);
    return {
        branch: event.branch ?? commit?.branch ?? '',
        sha: commit === undefined || commit.dirty ? '' : commit.hash.slice(0, 7),
        user: (0,commands_version/* userOf */.Z5)(inputs.user, env),
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
    return (0,commands_gates/* checkGates */.P)([...asked.values()], ground, journalOf);
}
/** What is known of an image goes with it into another repository, where it is asked for again. */
async function transferOf({ move, target, source }, journalOf) {
    const transfer = { image: move.id, source, ref: target.ref };
    if ((0,refs/* splitRef */.Mn)(target.ref).repository === source.repository)
        return transfer;
    // What cannot be read is not known; who moves on from there is asked for it.
    const journal = await journalOf(source.repository).catch((error) => {
        if (error instanceof errors/* WorkError */.oE)
            return [];
        throw error;
    });
    const said = (0,registry_journal/* suitesSaidOf */.iw)(journal, source.digest);
    const [suites, failed] = [[...said.passed], [...said.failed]];
    return {
        ...transfer,
        ...(suites.length === 0 ? {} : { suites }),
        ...(failed.length === 0 ? {} : { failed }),
    };
}
/** Requests at the same time. */
const LOOK_UPS = 8;
/** Whether versions may go to the stages that have tags of versions. */
async function checkVersions(sourced, { stack, registry, directory, }, facts, signal) {
    const kept = sourced.filter(({ target }) => target.keeps);
    if (kept.length === 0)
        return { problems: [], warnings: [] };
    const inSlot = (0,slots/* slots */.Q)(LOOK_UPS);
    const known = new Map();
    const tagsIn = (repository) => {
        const tags = known.get(repository) ?? inSlot(() => registry.tags(repository, signal));
        known.set(repository, tags);
        return tags;
    };
    const changelog = await (0,commands_version/* readChangelog */.Tn)(stack, directory);
    const top = changelog === undefined ? undefined : { file: changelog.file, top: (0,stack_versions/* topOfChangelog */.Ru)(changelog.text) };
    const looked = await Promise.all(kept.map(async ({ move, target: { ref, tag, stage }, source }) => {
        const { repository } = (0,refs/* splitRef */.Mn)(ref);
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
        return (0,stack_versions/* checkVersion */.ps)(version, { stage, changelog: top, kept: all.map((one) => one.kept), below, released });
    });
    return { problems: found.flatMap(({ problems }) => problems), warnings: found.flatMap(({ warnings }) => warnings) };
}
/** The tag of the stage below that keeps what this version is made of, where there is such a stage. */
async function belowOf({ move, stage, source }, facts, { stack, digest, tagsIn, }) {
    const rung = stack.stages.find(({ name }) => name === stage?.from);
    const template = rung === undefined ? undefined : (0,stages/* immutableTemplate */.$Z)(rung);
    if (rung === undefined || template === undefined)
        return [];
    const { repository } = source;
    const of = { stage: rung, variant: move.named, image: move.image.name };
    // The commit of the stage below is its own, whatever is checked out now.
    const rendered = (0,stages/* renderTag */.vY)(template, { ...(0,stages/* tagWords */.u0)(facts, of), sha: '' });
    const versions = [facts.version ?? '', (0,stack_versions/* minorOf */.Hs)(facts.version ?? '')];
    const names = 'tag' in rendered
        ? [rendered.tag]
        : (await tagsIn(repository)).filter((tag) => (0,stages/* canGive */.Ok)(template, tag, of) && versions.includes(VERSION.exec(tag)?.[0] ?? ''));
    const there = await Promise.all(names.map(async (tag) => ({ ref: `${repository}:${tag}`, digest: (await digest(repository, tag)) ?? null })));
    if (there.some((one) => one.digest === source.digest))
        return [];
    const [first = { ref: `${repository}:${template}`, digest: null }] = there;
    return [{ ...first, source }];
}
/** The version that a tag is of: as it was asked for, where the tag has it or its minor; else what stands in it. */
function versionIn(tag, asked) {
    const own = VERSION.exec(tag)?.[0] ?? '';
    return asked !== '' && (own === asked || own === (0,stack_versions/* minorOf */.Hs)(asked)) ? asked : own;
}
const VERSION = /(?<!\d)\d+\.\d+\.\d+(?!\d)/;
/** Versions that a stage has had, as the tags of a repository say. */
function releasedAs(stage, { image, named: variant }, tags) {
    const template = (0,stages/* immutableTemplate */.$Z)(stage);
    if (template === undefined)
        return [];
    return tags
        .filter((tag) => (0,stages/* canGive */.Ok)(template, tag, { stage, variant, image: image.name }))
        .flatMap((tag) => VERSION.exec(tag)?.[0] ?? []);
}


/***/ }),

/***/ 30646:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C4: () => (/* binding */ gpuSuites),
/* harmony export */   CR: () => (/* binding */ wantsGpu),
/* harmony export */   SX: () => (/* binding */ GPU_TEST)
/* harmony export */ });
/** What a GPU test is called where the spec declares none; and what stands for all of them where it does. */
const GPU_TEST = 'gpu-test';
/** A suite that runs where GPUs are: on a login host, or in a container that is given some. */
function wantsGpu({ on, gpus }) {
    return on === 'ssh' || gpus !== undefined;
}
/** The suites of the spec that run where GPUs are, by name. */
function gpuSuites({ suites }) {
    return suites.filter(({ settings }) => wantsGpu(settings)).map(({ name }) => name);
}


/***/ })

};
