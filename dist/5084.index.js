export const id = 5084;
export const ids = [5084,4158,3758];
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

/***/ 24929:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  wikiCommand: () => (/* binding */ wikiCommand)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:timers/promises"
var external_node_timers_promises_ = __webpack_require__(58500);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(57075);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/program.js
var program = __webpack_require__(89945);
// EXTERNAL MODULE: ./build-ts/src/shared/process.js
var shared_process = __webpack_require__(98288);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
;// CONCATENATED MODULE: ./build-ts/src/github/git.js





const PATIENCE_MS = 300_000;
const MAX_STDERR = 64 * 1024;
/**
 * A git for one repository over HTTP. The token is in the environment of the process only (git-config(1), GIT_CONFIG_COUNT,
 * since git 2.31): in no address, argument, file or trace. Proxies and certificates are the machine's; its hooks, helpers,
 * other headers and rewritten addresses are not used.
 */
function gitFor({ env, url, token, signal }, directory) {
    const own = { ...inherited(env), ...quiet(env), ...settings(url, token) };
    return async (args, input) => {
        const out = [];
        let stderr = '';
        try {
            const { status, timedOut } = await (0,shared_process/* runProcess */.R)({
                file: 'git',
                args,
                cwd: directory,
                env: own,
                signal,
                timeoutMs: PATIENCE_MS,
                ...(input === undefined ? {} : { input: external_node_stream_.Readable.from([input], { objectMode: false }) }),
                onStdout: (data) => out.push(data),
                onStderr: (data) => (stderr = (stderr + data.toString()).slice(-MAX_STDERR)),
            });
            if (timedOut)
                throw new errors/* WorkError */.oE(`git ${verbOf(args)} took longer than ${PATIENCE_MS / 1000} seconds`);
            return { status, stdout: Buffer.concat(out), stderr };
        }
        catch (cause) {
            signal.throwIfAborted();
            if (cause instanceof errors/* WorkError */.oE)
                throw cause;
            const why = (0,program/* cannotStart */.m)(cause) ? 'cannot be started' : `${verbOf(args)}: ${(0,errors/* messageOf */.bD)(cause)}`;
            throw new errors/* WorkError */.oE(`git ${why}`, { cause, remedy: 'The wiki is written by git, 2.31 or newer: install it.' });
        }
    };
}
function verbOf(args) {
    return args[0] ?? '';
}
/** Variables of git's that are about the network; all others could lead it elsewhere, or let it print the token. */
const NETWORK = /^GIT_(?:SSL|HTTP|PROXY)_/;
function inherited(env) {
    return Object.fromEntries(Object.entries(env).filter(([name]) => (!name.startsWith('GIT_') || NETWORK.test(name)) &&
        !/^(?:INPUT_|ACTIONS_|GITHUB_TOKEN$|GH_TOKEN$|STACK_)/.test(name)));
}
function quiet(env) {
    return {
        ...{ GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: '', SSH_ASKPASS: '', LC_ALL: 'C' },
        ...(env['HOME'] === undefined ? { GIT_CONFIG_GLOBAL: '/dev/null' } : {}),
    };
}
function settings(url, token) {
    const header = `${new URL(url).origin}/`;
    const all = [
        ['core.hooksPath', '/dev/null'],
        ['core.fsmonitor', 'false'],
        ['credential.helper', ''],
        ['gc.auto', '0'],
        ['maintenance.auto', 'false'],
        // Machines that are careful with repositories which lie in others; this one is ours.
        ['safe.bareRepository', 'all'],
        ['clone.defaultRemoteName', 'origin'],
        ['push.gpgSign', 'false'],
        // The longest match counts: no other rule of the machine rewrites this address.
        [`url.${url}.insteadOf`, url],
        [`url.${url}.pushInsteadOf`, url],
        // The empty value forgets those that the machine has, such as the ones a checkout leaves.
        ['http.extraHeader', ''],
        [`http.${header}.extraHeader`, ''],
        ...(token === ''
            ? []
            : [
                [
                    `http.${header}.extraHeader`,
                    `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
                ],
            ]),
    ];
    return Object.fromEntries([
        ['GIT_CONFIG_COUNT', String(all.length)],
        ...all.flatMap(([key, value], at) => [
            [`GIT_CONFIG_KEY_${at}`, key],
            [`GIT_CONFIG_VALUE_${at}`, value],
        ]),
    ]);
}
/** What a failed git said, as lines that may be shown. */
function saidBy({ stderr }) {
    return stderr
        .replace(/\/\/[^\s'"]*@/g, '//')
        .split('\n')
        .map((line) => (0,shared_text/* plain */.pj)(line).trim())
        .filter((line) => line !== '');
}
/** As an error. */
function gitFailed(what, end, remedy) {
    const evidence = saidBy(end);
    const said = evidence.find((line) => /^(?:fatal|error):/.test(line)) ?? evidence.at(-1);
    return new errors/* WorkError */.oE(`${what}: ${(0,shared_text/* clip */.$Q)(said ?? `git ended with ${end.status}`, 200)}`, {
        evidence,
        ...(remedy === undefined ? {} : { remedy }),
    });
}

// EXTERNAL MODULE: ./build-ts/src/shared/values.js
var values = __webpack_require__(41195);
;// CONCATENATED MODULE: ./build-ts/src/github/wiki-hints.js



const ANSWER_MS = 15_000;
/** Whether a repository has its wiki switched on, as GitHub's API says; undefined where it does not say. */
async function hasWiki({ apiUrl, repository, token, signal }) {
    if (apiUrl === '')
        return undefined;
    try {
        const answer = await fetch(`${apiUrl}/repos/${repository}`, {
            headers: {
                accept: 'application/vnd.github+json',
                'user-agent': 'stack-action',
                ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
            },
            signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
        });
        const has = (0,values/* valueAt */.f)(answer.ok ? await answer.json() : undefined, ['has_wiki']);
        return typeof has === 'boolean' ? has : undefined;
    }
    catch {
        return undefined; // It was for a better hint only.
    }
}
/** Why git was refused, and what to do about it. */
async function refusal(access, end, to) {
    const { repository, own, serverUrl, token } = access;
    const said = saidBy(end).join('\n');
    const what = `the wiki of ${repository} cannot be ${to === 'read' ? 'read' : 'written to'}`;
    const anonymous = /could not read Username|terminal prompts disabled/.test(said);
    const denied = /Authentication failed|Invalid username or token|error: 40[13]|Write access|Permission to|denied/i.test(said);
    const missing = /not found|does not appear to be a git repository/i.test(said);
    if (token === '' && (anonymous || denied))
        return gitFailed(`${what}: there is no token`, end, 'Give one with the input `token`, or STACK_WIKI_TOKEN in the environment of the command.');
    // Who may not see it, and what is not there, look the same from outside.
    if (missing || anonymous) {
        const on = await hasWiki(access);
        const page = `${serverUrl}/${repository}`;
        if (on === false)
            return gitFailed(`${repository} has no wiki: it is switched off`, end, `Switch it on (${page}/settings, Features, Wikis) and make a first page at ${page}/wiki; or write the pages into a folder with --folder DIR (input \`folder\`).`);
        if (on === true)
            return gitFailed(`the wiki of ${repository} has no page yet, and without one it is no git repository`, end, `Make the first page by hand, once: open ${page}/wiki, choose "Create the first page", and save it. There is no API for it.`);
        return gitFailed(what, end, rights(access));
    }
    if (denied)
        return gitFailed(what, end, rights(access));
    return gitFailed(what, end, own === ''
        ? `Look whether ${serverUrl} answers here (GITHUB_SERVER_URL names another server); with --folder DIR (input \`folder\`) no wiki is needed.`
        : 'Run the job again; what the wiki lacks is written then.');
}
function rights({ repository, own }) {
    return own !== '' && repository.toLowerCase() !== own.toLowerCase()
        ? `The token of a job is for ${own} alone: give the input \`token\` one that may write to ${repository} (a fine-grained token with contents: write, or one of a GitHub App).`
        : 'Give the job `permissions: contents: write`, which is what a wiki goes by, too.';
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(92857);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js
var api = __webpack_require__(43759);
;// CONCATENATED MODULE: ./node_modules/zod/v4/classic/iso.js



function datetime(params) {
    return api/* _isoDateTime */.G1(schemas/* ZodISODateTime */.You, params);
}
function date(params) {
    return core._isoDate(ZodISODate, params);
}
function time(params) {
    return core._isoTime(ZodISOTime, params);
}
function duration(params) {
    return core._isoDuration(ZodISODuration, params);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var stack_refs = __webpack_require__(99072);
;// CONCATENATED MODULE: ./build-ts/src/report/wiki/names.js


/**
 * Names of pages, without `.md`. GitHub's wikis take none of `\ / : * ? " < > |`
 * (docs.github.com, "Adding or editing wiki pages"), show what begins with `_` on every page, and know `Home`. Ours have
 * letters, digits, `.`, `_` and `-` only: the same file everywhere, and no escapes in links.
 */
const HOME = 'Home';
const STABLE = 'Stable_Tag';
const DEPENDENCY = 'Image_Dependency';
const SIDEBAR = '_Sidebar';
/** File names have at most 255 bytes; `.md`, and what makes a name unique, come behind. */
const MAX_NAME = 200;
/** The name that a page should have; another one is taken where somebody else has it. */
function wantedName(key) {
    if (key === 'home')
        return HOME;
    if (key === 'stable')
        return STABLE;
    if (key === 'dependency')
        return DEPENDENCY;
    if (key === 'sidebar')
        return SIDEBAR;
    if (key.startsWith('archive:'))
        return safePage(`Archive_${key.slice('archive:'.length)}`);
    if (key.startsWith('image:'))
        return safePage(key.slice('image:'.length));
    return refPage(key.slice('ref:'.length));
}
/** As the seeds have it: `ghcr.io/ucsd-ets/base:2026.3-main` is `ghcr-io-ucsd-ets-base-2026.3-main`: points stay in tags only. */
function refPage(ref) {
    const { repository, tag } = (0,stack_refs/* splitRef */.Mn)(ref);
    const parsed = (0,stack_refs/* parseRepository */.SU)(repository);
    const host = parsed?.explicit === true ? `${parsed.host.replace(/[^A-Za-z0-9]+/g, '-')}-` : '';
    return safePage(`${host}${parsed?.path ?? repository}-${tag}`);
}
function safePage(text) {
    const safe = text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '');
    // A name with an ending of its own would be taken for another file.
    const plainEnd = safe.replace(/\.([A-Za-z][A-Za-z0-9]*)$/, '-$1').replace(/\.+$/, '');
    return plainEnd === ''
        ? 'page'
        : plainEnd.length <= MAX_NAME
            ? plainEnd
            : other(plainEnd.slice(0, MAX_NAME - 7), text);
}
/** Names to try one after the other; the same for the same page, whoever comes first. */
function namesFor(key) {
    const name = wantedName(key);
    return [name, other(name, key), other(`${name}-page`, key)];
}
function other(name, of) {
    return `${name}-${(0,external_node_crypto_.createHash)('sha256').update(of).digest('hex').slice(0, 6)}`;
}
/** Two names that are one page somewhere: in file systems without case, and in wikis, where a blank is a hyphen. */
function sameName(name) {
    return name.toLowerCase().replaceAll(' ', '-');
}
/** A name that a page of ours may have. Books come from wikis, which others write to. */
function isPageName(name) {
    return name === SIDEBAR || /^[A-Za-z0-9][A-Za-z0-9._-]{0,239}$/.test(name);
}
/** Keys are written into comments: nothing in them may end one. */
function isPageKey(key) {
    return (/^(?:home|stable|dependency|sidebar|(?:archive|image|ref):[A-Za-z0-9._/:@[\]-]{1,512})$/.test(key) &&
        !key.includes('-->'));
}

;// CONCATENATED MODULE: ./build-ts/src/report/wiki/book.js




/** Where a wiki, or a folder, keeps what its pages are made of. Wikis show no files of such folders. */
const BOOK_FILE = '.stack-action/book.json';
const EMPTY_BOOK = { schema: 1, ladder: [], events: [], names: [], images: [], pages: [] };
const MAX_TEXT = 1000;
/** Whoever may write to the wiki may write anything here. */
const book_text = schemas/* string */.YjP().transform((all) => (0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(all), MAX_TEXT));
const digest = schemas/* string */.YjP().regex(/^sha256:[a-f0-9]{64}$/);
const book_time = datetime();
/** A ref as the pages take it. */
const ref = schemas/* string */.YjP().regex(/^[A-Za-z0-9._/:@[\]-]{1,512}$/);
const count = schemas/* number */.aig().int();
const book_event = schemas/* object */.Ikc({
    kind: schemas/* enum */.k5n(['publish', 'tag', 'rollback', 'release']),
    ...{ at: book_time, by: book_text, run: book_text, from: book_text },
    images: schemas/* array */.YOg(schemas/* object */.Ikc({ id: book_text, refs: schemas/* array */.YOg(ref).min(1), digest })),
});
const book_name = schemas/* object */.Ikc({
    ...{ ref, id: book_text, digest, since: book_time, by: book_text, run: book_text, from: book_text, stage: book_text, keeps: schemas/* boolean */.zMY() },
});
const changes = schemas/* object */.Ikc({
    ...{ against: book_text, added: count, removed: count, upgraded: count, downgraded: count, bytes: count },
    some: schemas/* array */.YOg(book_text),
});
const book_image = schemas/* object */.Ikc({
    ...{ digest, name: book_text, revision: book_text, source: book_text, builtAt: book_text, size: count, base: book_text },
    parents: schemas/* array */.YOg(schemas/* object */.Ikc({ name: book_text, ref: book_text })),
    changes: changes.nullable(),
});
const page = schemas/* object */.Ikc({
    key: schemas/* custom */.IeY((key) => typeof key === 'string' && isPageKey(key)),
    name: schemas/* string */.YjP().refine(isPageName),
    ...{ hash: schemas/* string */.YjP().max(64), digest: schemas/* union */.KCZ([digest, schemas/* literal */.euz('')]) },
});
const book = schemas/* object */.Ikc({
    schema: schemas/* literal */.euz(1),
    ...{ ladder: schemas/* array */.YOg(book_text), events: schemas/* array */.YOg(book_event), names: schemas/* array */.YOg(book_name), images: schemas/* array */.YOg(book_image) },
    pages: schemas/* array */.YOg(page),
});
/** The book of a wiki; undefined where it is none, or one of a later version. */
function readBook(content) {
    try {
        return book.parse(JSON.parse(content));
    }
    catch {
        return undefined;
    }
}
/** Written by a later version: it has what this one does not know, and must not take away. */
function isLaterBook(content) {
    try {
        const schema = (0,values/* valueAt */.f)(JSON.parse(content), ['schema']);
        return typeof schema === 'number' && schema > 1;
    }
    catch {
        return false;
    }
}
/** One thing to a line: what changes little makes a small difference in git. */
function bookText(own) {
    const lines = (all) => all.length === 0 ? '[]' : `[\n${all.map((one) => JSON.stringify(one)).join(',\n')}\n]`;
    // As it will be read: the same book is the same text.
    const { schema, ladder, events, names, images, pages } = book.parse(own);
    return `{"schema":${schema},\n"ladder":${JSON.stringify(ladder)},\n"events":${lines(events)},\n"names":${lines(names)},\n"images":${lines(images)},\n"pages":${lines(pages)}}\n`;
}

;// CONCATENATED MODULE: ./build-ts/src/github/wiki-objects.js



/** Pages on top: `Name.md`; what GitHub's wikis show otherwise (other markups, other folders) is nobody's but the user's. */
const PAGE = /^([^/]+)\.md$/i;
/** A plain file, executable or not. Links and other repositories (120000, 160000) are not read. */
const PLAIN = /^100/;
/** A page of ours has at most a few hundred kB. */
const MOST_BYTES = 32 * 1024 * 1024;
/** The book grows with every publish that is kept; GitHub takes no larger files. */
const MOST_BOOK = 100 * 1024 * 1024;
/** What lies in the wiki at a commit, as git has it: links are not followed, nothing is written to the disk. */
async function readShelf(git, commit) {
    if (commit === undefined)
        return { files: new Map(), others: [] };
    const listed = await git(['ls-tree', '-r', '-z', '-l', '--full-tree', commit]);
    if (listed.status !== 0)
        throw gitFailed('the wiki could not be read', listed);
    const wanted = [];
    const others = [];
    for (const entry of listed.stdout.toString('utf8').split('\0').filter(Boolean)) {
        const tab = entry.indexOf('\t');
        const [mode = '', , id = '', size = ''] = entry.slice(0, tab).split(/ +/);
        const path = entry.slice(tab + 1);
        const isPlain = PLAIN.test(mode) && Number(size) <= (path === BOOK_FILE ? MOST_BOOK : MOST_BYTES);
        if (path === BOOK_FILE && PLAIN.test(mode) && !isPlain)
            throw new errors/* WorkError */.oE(`${BOOK_FILE} of the wiki has ${size} bytes, more than can be read`, {
                remedy: 'Remove it from the wiki: then a new history begins. The input `keep` makes it keep less.',
            });
        if (isPlain && (PAGE.test(path) || path === BOOK_FILE))
            wanted.push({ path, id });
        else if (path !== BOOK_FILE)
            others.push(nameOf(path));
    }
    const files = new Map();
    const contents = await blobs(git, wanted.map(({ id }) => id));
    wanted.forEach(({ path }, at) => files.set(path, contents[at] ?? Buffer.alloc(0)));
    return { files, others };
}
/** The name under which a wiki finds a file, wherever it lies. */
function nameOf(path) {
    return path.slice(path.lastIndexOf('/') + 1).replace(/\.[A-Za-z]+$/, '');
}
async function blobs(git, ids) {
    if (ids.length === 0)
        return [];
    const { status, stdout, stderr } = await git(['cat-file', '--batch'], Buffer.from(`${ids.join('\n')}\n`));
    if (status !== 0)
        throw gitFailed('the pages of the wiki could not be read', { status, stdout, stderr });
    const found = [];
    let at = 0;
    for (const id of ids) {
        const end = stdout.indexOf(0x0a, at);
        const size = Number(stdout.subarray(at, end).toString().split(' ')[2]);
        if (end < 0 || !Number.isInteger(size))
            throw new errors/* WorkError */.oE(`the wiki lacks the object ${id}`);
        found.push(stdout.subarray(end + 1, end + 1 + size));
        at = end + 1 + size + 1;
    }
    return found;
}
/**
 * A commit as `git fast-import` takes it, which prints its hash: no working tree, so no link, hook, filter or letter case of
 * this machine has a say in what is written.
 */
function commitStream({ writes, removes, message, base, author, at }) {
    const parts = [];
    const line = (text) => void parts.push(Buffer.from(`${text}\n`));
    const data = (content) => void parts.push(Buffer.from(`data ${content.length}\n`), content, Buffer.from('\n'));
    const ref = 'refs/stack-action/next';
    line(`reset ${ref}\n`);
    line(`commit ${ref}`);
    line('mark :1');
    line(`committer ${author.name} <${author.email}> ${Math.floor(at.getTime() / 1000)} +0000`);
    data(Buffer.from(message));
    if (base !== undefined)
        line(`from ${base}`);
    for (const path of removes)
        line(`D ${quoted(path)}`);
    for (const [path, content] of writes) {
        line(`M 100644 inline ${quoted(path)}`);
        data(content);
    }
    line('\nget-mark :1\ndone');
    return Buffer.concat(parts);
}
/** Any path, as a C string. */
function quoted(path) {
    return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

;// CONCATENATED MODULE: ./build-ts/src/github/wiki.js







/** Who is always a little slower comes through in the end. */
const TRIES = 10;
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 5000;
/** Failures of the network and of the service. */
const NETWORK_TRIES = 4;
/**
 * Brings pages into a wiki: reads it, lets `make` say what is to be written, commits and pushes. When somebody else was
 * faster, all of that happens again on what is there then: pages are made from what is there, so nothing has to be merged.
 * Throws a WorkError that says what to do where there is no wiki, or the token may not write to it.
 */
async function writeWiki(access, make) {
    return inCopy(access, async (copy) => {
        let own;
        for (let races = 0;; races++) {
            const base = copy.base;
            // A push of which no answer came may have got there.
            if (own !== undefined && own === base)
                return { commit: own, races };
            const change = await make(await readShelf(copy.git, base));
            if (change.writes.size === 0 && change.removes.length === 0)
                return { commit: undefined, races };
            own = await commit(copy, change, access);
            const pushed = own;
            const end = await tryNetwork(access, () => copy.git(['push', '--quiet', 'origin', `${pushed}:${copy.ref}`]));
            if (end.status === 0)
                return { commit: own, races };
            await copy.fetch();
            if (copy.base === own)
                continue;
            if (copy.base === base && !LOST.test(end.stderr))
                throw await refusal(access, end, 'write');
            if (races + 1 === TRIES)
                throw gitFailed(`the wiki of ${access.repository} changed ${TRIES} times while it was written to`, end, 'Run it again.');
            await pause(access, races);
        }
    });
}
/** Somebody else was faster, or still is at it. */
const LOST = /fetch first|non-fast-forward|cannot lock ref|failed to update ref|incorrect old value|stale info/;
/** Reads a wiki, and writes nothing. */
async function readWiki(access) {
    return inCopy(access, (copy) => readShelf(copy.git, copy.base));
}
async function inCopy(access, work) {
    const { env, token, signal, repository, serverUrl } = access;
    const url = `${serverUrl}/${repository}.wiki.git`;
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(env['RUNNER_TEMP'] ?? (0,external_node_os_.tmpdir)(), 'stack-wiki-'));
    try {
        const settings = { env, url, token, signal };
        const directory = (0,external_node_path_.join)(folder, 'wiki.git');
        const clone = await tryNetwork(access, async () => {
            await (0,promises_.rm)(directory, { recursive: true, force: true });
            return gitFor(settings, folder)([
                'clone',
                '--quiet',
                '--bare',
                '--depth',
                '1',
                '--single-branch',
                '--no-tags',
                '--template=',
                '--',
                url,
                directory,
            ]);
        });
        if (clone.status !== 0)
            throw await refusal(access, clone, 'read');
        const git = gitFor(settings, directory);
        const head = await git(['symbolic-ref', '--quiet', 'HEAD']);
        const ref = head.stdout.toString().trim();
        const known = await git(['rev-parse', '--quiet', '--verify', 'HEAD^{commit}']);
        const copy = {
            ...{ git, ref: ref === '' ? 'refs/heads/master' : ref },
            base: known.status === 0 ? known.stdout.toString().trim() : undefined,
            async fetch() {
                const end = await tryNetwork(access, () => git(['fetch', '--quiet', '--depth', '1', '--no-tags', 'origin', `+${this.ref}:refs/stack-action/newest`]));
                // Of a wiki that had no page nothing can be fetched still.
                if (end.status !== 0 && !/couldn't find remote ref/.test(end.stderr))
                    throw await refusal(access, end, 'read');
                if (end.status !== 0)
                    return;
                const newest = await git(['rev-parse', '--verify', 'refs/stack-action/newest']);
                this.base = newest.stdout.toString().trim();
            },
        };
        return await work(copy);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true, maxRetries: 3 });
    }
}
const BOT = {
    name: 'github-actions[bot]',
    email: '41898282+github-actions[bot]@users.noreply.github.com',
};
/** Who commits: as git itself is told, else GitHub's own bot. */
function authorOf({ env }) {
    const { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email } = env;
    const safe = (text) => text.replace(/[<>\n\r\0]/g, ' ').trim();
    return name === undefined || email === undefined ? BOT : { name: safe(name), email: safe(email) };
}
async function commit({ git, base }, change, access) {
    const stream = commitStream({ ...change, base, author: authorOf(access), at: access.now() });
    const end = await git(['fast-import', '--quiet', '--done', '--force'], stream);
    if (end.status !== 0)
        throw gitFailed('the commit of the wiki could not be made', end);
    return end.stdout.toString().trim();
}
/** Failures that pass: of the service, and of the way there. */
function isPassing(end) {
    return saidBy(end).some((line) => /(?:error: 5\d\d|RPC failed|early EOF|hung up|timed out|Connection (?:reset|refused)|Could not resolve|Empty reply|unexpected disconnect|HTTP 429|error: 429|transfer closed|Recv failure)/i.test(line));
}
async function tryNetwork(access, work) {
    for (let tried = 1;; tried++) {
        const end = await work();
        if (end.status === 0 || tried === NETWORK_TRIES || !isPassing(end))
            return end;
        await pause(access, tried);
    }
}
/** Two that wait for the same time would meet again. */
function pause({ wait, signal }, round) {
    const ms = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** round) * (0.5 + Math.random() / 2);
    return wait === undefined ? (0,external_node_timers_promises_.setTimeout)(ms, undefined, { signal }) : wait(ms);
}

;// CONCATENATED MODULE: ./build-ts/src/output/wiki-folder.js




const [BOOK_FOLDER = ''] = BOOK_FILE.split('/');
/** What lies in a folder of pages; nothing where there is none yet. Links are not followed. Throws a UserError. */
async function readFolder(folder) {
    const files = new Map();
    const others = [];
    try {
        for (const entry of await (0,promises_.readdir)(folder, { withFileTypes: true })) {
            const isPage = /\.md$/i.test(entry.name);
            if (entry.isFile() && isPage)
                files.set(entry.name, await (0,promises_.readFile)((0,external_node_path_.join)(folder, entry.name)));
            // A folder of this name is no page; anything else with the ending of one is in the way of one.
            else if (isPage || entry.isSymbolicLink())
                others.push(entry.name.replace(/\.[A-Za-z]+$/, ''));
        }
        const book = (0,external_node_path_.join)(folder, BOOK_FILE);
        const plain = (await isPlain((0,external_node_path_.join)(folder, BOOK_FOLDER), 'folder')) && (await isPlain(book, 'file'));
        if (plain)
            files.set(BOOK_FILE, await (0,promises_.readFile)(book));
    }
    catch (error) {
        if ((0,errors/* codeOf */.$N)(error) !== 'ENOENT')
            throw cannot(folder, 'read', error);
    }
    return { files, others };
}
/** Writes pages into a folder; never through a link. Throws a UserError. */
async function writeFolder(folder, { writes, removes }) {
    try {
        await (0,promises_.mkdir)(folder, { recursive: true });
        const top = await (0,promises_.realpath)(folder);
        for (const path of removes)
            await (0,promises_.rm)((0,external_node_path_.join)(top, path), { force: true });
        for (const [path, content] of writes) {
            if (path === BOOK_FILE) {
                if (!(await isPlain((0,external_node_path_.join)(top, BOOK_FOLDER), 'folder')))
                    await (0,promises_.rm)((0,external_node_path_.join)(top, BOOK_FOLDER), { force: true });
                await (0,promises_.mkdir)((0,external_node_path_.join)(top, BOOK_FOLDER), { recursive: true });
            }
            await replace((0,external_node_path_.join)(top, path), content);
        }
    }
    catch (error) {
        throw cannot(folder, 'written', error);
    }
}
/** Written aside and renamed: what lay there, also a link, is replaced by a whole file, or stays where the disk is full. */
async function replace(target, content) {
    const aside = `${target}.${process.pid}.tmp`;
    try {
        await (0,promises_.rm)(aside, { force: true });
        await (0,promises_.writeFile)(aside, content, { flag: 'wx' });
        await (0,promises_.rename)(aside, target);
    }
    catch (error) {
        await (0,promises_.rm)(aside, { force: true }).catch(() => undefined);
        throw error;
    }
}
async function isPlain(path, what) {
    try {
        const found = await (0,promises_.lstat)(path);
        return what === 'file' ? found.isFile() : found.isDirectory();
    }
    catch (error) {
        if ((0,errors/* codeOf */.$N)(error) === 'ENOENT' || (0,errors/* codeOf */.$N)(error) === 'ENOTDIR')
            return false;
        throw error;
    }
}
function cannot(folder, what, error) {
    return (0,errors/* userError */.IF)(`the pages cannot be ${what}: ${(0,errors/* messageOf */.bD)(error)}`, {
        file: folder,
        remedy: 'Name another folder with --folder (input `folder`).',
    });
}

// EXTERNAL MODULE: ./build-ts/src/output/plan-files.js
var plan_files = __webpack_require__(33068);
// EXTERNAL MODULE: ./build-ts/src/registry/client.js + 13 modules
var client = __webpack_require__(4113);
// EXTERNAL MODULE: ./build-ts/src/registry/credentials.js
var credentials = __webpack_require__(18561);
;// CONCATENATED MODULE: ./build-ts/src/report/wiki/news.js



/** Files come from other steps and other jobs: what is read of them is checked. */
const news_digest = schemas/* string */.YjP().regex(/^sha256:[a-f0-9]{64}$/);
const version = schemas/* tuple */.PVZ([schemas/* string */.YjP(), schemas/* string */.YjP(), schemas/* string */.YjP()]);
const some = schemas/* tuple */.PVZ([schemas/* string */.YjP(), schemas/* string */.YjP()]);
const counts = schemas/* object */.Ikc({ added: schemas/* number */.aig(), removed: schemas/* number */.aig(), upgraded: schemas/* number */.aig(), downgraded: schemas/* number */.aig() });
const diff = schemas/* object */.Ikc({
    against: schemas/* object */.Ikc({ ref: schemas/* string */.YjP(), digest: schemas/* string */.YjP().nullable() }),
    size: schemas/* object */.Ikc({ before: schemas/* number */.aig(), after: schemas/* number */.aig() }),
    lists: schemas/* array */.YOg(schemas/* object */.Ikc({
        ...{ name: schemas/* string */.YjP(), added: schemas/* array */.YOg(some), removed: schemas/* array */.YOg(some) },
        ...{ upgraded: schemas/* array */.YOg(version), downgraded: schemas/* array */.YOg(version), counts: counts.optional() },
    })),
});
/** Milliseconds: no run takes a month. */
const MOST_MS = 31 * 24 * 3_600_000;
const runFile = schemas/* object */.Ikc({
    schema: schemas/* literal */.euz(1),
    startedAt: datetime(),
    ms: schemas/* number */.aig().min(0).max(MOST_MS).catch(0),
    sha: schemas/* string */.YjP(),
    images: schemas/* array */.YOg(schemas/* object */.Ikc({
        ...{ id: schemas/* string */.YjP(), name: schemas/* string */.YjP(), variant: schemas/* string */.YjP(), platform: schemas/* string */.YjP(), fingerprint: schemas/* string */.YjP() },
        ...{ file: schemas/* string */.YjP(), action: schemas/* string */.YjP(), published: schemas/* array */.YOg(schemas/* object */.Ikc({ ref: ref, digest: news_digest })) },
        diff: diff.optional(),
    })),
});
const movesFile = schemas/* object */.Ikc({
    schema: schemas/* literal */.euz(1),
    command: schemas/* enum */.k5n(['tag', 'rollback']),
    ...{ dryRun: schemas/* boolean */.zMY(), by: schemas/* string */.YjP(), run: schemas/* string */.YjP(), at: datetime(), from: schemas/* string */.YjP() },
    operation: schemas/* string */.YjP().optional(),
    moved: schemas/* array */.YOg(schemas/* object */.Ikc({ image: schemas/* string */.YjP(), ref: ref, new: schemas/* string */.YjP(), from: schemas/* string */.YjP() })),
});
const releaseFile = schemas/* object */.Ikc({
    schema: schemas/* literal */.euz(1),
    command: schemas/* literal */.euz('release'),
    ...{ dryRun: schemas/* boolean */.zMY(), local: schemas/* boolean */.zMY(), by: schemas/* string */.YjP(), run: schemas/* string */.YjP(), at: datetime() },
    version: schemas/* string */.YjP(),
    stages: schemas/* array */.YOg(schemas/* object */.Ikc({
        ...{ stage: schemas/* string */.YjP(), how: schemas/* string */.YjP(), outcome: schemas/* string */.YjP() },
        refs: schemas/* array */.YOg(schemas/* object */.Ikc({ image: schemas/* string */.YjP(), ref: ref, new: schemas/* string */.YjP() })),
    })),
});
function readRunFile(value) {
    return runFile.safeParse(value).data;
}
/** An image without its platform: the platforms of an image are published as one. */
function wholeId(id) {
    return id.split('/')[0] ?? id;
}
/** What runs published, as one event; undefined where it is nothing. Jobs of a matrix publish at the same time. */
function publishEvent(runs, who) {
    const images = new Map();
    for (const { id, published } of runs.flatMap((run) => run.images)) {
        for (const { ref, digest } of published) {
            const of = wholeId(id);
            // In several registries it is one image; of these the first one's names are shown.
            const one = images.get(`${of} ${digest}`) ?? { id: of, refs: [], digest };
            const [first = ref] = one.refs;
            if ((0,stack_refs/* splitRef */.Mn)(first).repository === (0,stack_refs/* splitRef */.Mn)(ref).repository && !one.refs.includes(ref))
                one.refs.push(ref);
            images.set(`${of} ${digest}`, one);
        }
    }
    if (images.size === 0)
        return undefined;
    // A run publishes at its end: of two at the same time the names are those of the one that ended later.
    const ends = runs
        .filter(({ images: own }) => own.some(({ published }) => published.length > 0))
        .map(({ startedAt, ms }) => new Date(Date.parse(startedAt) + ms).toISOString());
    const at = ends.sort().at(-1) ?? '';
    return { kind: 'publish', at, ...who, from: '', images: [...images.values()] };
}
/** Of moves.json, or release.json; nothing where nothing moved, or the file is another one. */
function moveEvents(value) {
    const moves = movesFile.safeParse(value).data;
    if (moves !== undefined) {
        const { command, by, run, at, from } = moves;
        if (moves.dryRun || moves.operation === undefined)
            return [];
        const images = imagesOf(moves.moved.map(({ image, ref, new: digest }) => ({ id: image, ref, digest })));
        const sources = new Map(moves.moved.map((one) => [one.ref, one.from]));
        return images.length === 0 ? [] : [{ event: { kind: command, at, by, run, from, images }, sources }];
    }
    const release = releaseFile.safeParse(value).data;
    if (release === undefined || release.dryRun || release.local)
        return [];
    let below = '';
    return release.stages.flatMap(({ stage, outcome, how, refs }) => {
        const images = imagesOf(refs.map(({ image, ref, new: digest }) => ({ id: image, ref, digest })));
        const from = how === 'run' ? '' : below;
        below = stage;
        if (outcome !== 'passed' || images.length === 0)
            return [];
        const { by, run, at } = release;
        return [{ event: { kind: 'release', at, by, run, from, images }, sources: new Map() }];
    });
}
function imagesOf(refs) {
    const images = new Map();
    for (const { id, ref, digest } of refs) {
        // What a dry run or an engine says there is no digest.
        if (!/^sha256:[a-f0-9]{64}$/.test(digest))
            continue;
        const key = `${id} ${(0,stack_refs/* splitRef */.Mn)(ref).repository} ${digest}`;
        const one = images.get(key) ?? { id, refs: [], digest };
        one.refs.push(ref);
        images.set(key, one);
    }
    return [...images.values()];
}
/** What a book keeps of an image. */
function bookImage(digest, id, facts, changes) {
    const [first] = facts;
    const parents = first?.parents ?? [];
    return {
        digest,
        name: first?.name ?? id.split('@')[0] ?? id,
        revision: first?.revision ?? '',
        source: first?.source ?? '',
        builtAt: first?.builtAt ?? '',
        size: first?.size ?? 0,
        parents: parents.map(({ name, ref }) => ({ name, ref })),
        base: first?.base?.ref ?? '',
        changes: changes ?? null,
    };
}
/** As many as fit into a cell of a table. */
const MOST_NAMED = 8;
/** A difference in short. */
function changesOf({ against, size, lists }) {
    const total = (what) => lists.reduce((sum, list) => sum + (list.counts?.[what] ?? list[what].length), 0);
    const named = lists.flatMap((list) => [
        ...list.upgraded.map(([name, from, to]) => `${name} ${from} → ${to}`),
        ...list.downgraded.map(([name, from, to]) => `${name} ${from} → ${to}`),
        ...list.added.map(([name, to]) => `+${name} ${to}`),
        ...list.removed.map(([name, from]) => `−${name} ${from}`),
    ]);
    return {
        against: against.ref,
        ...{ added: total('added'), removed: total('removed') },
        ...{ upgraded: total('upgraded'), downgraded: total('downgraded') },
        bytes: Math.round(size.after - size.before),
        some: named.slice(0, MOST_NAMED),
    };
}

// EXTERNAL MODULE: ./build-ts/src/stack/spec/load.js + 5 modules
var load = __webpack_require__(12760);
// EXTERNAL MODULE: ./build-ts/src/commands/happening.js + 1 modules
var happening = __webpack_require__(20823);
// EXTERNAL MODULE: ./build-ts/src/commands/moving.js
var moving = __webpack_require__(13401);
// EXTERNAL MODULE: ./build-ts/src/commands/out-folder.js
var out_folder = __webpack_require__(81147);
// EXTERNAL MODULE: ./build-ts/src/commands/planning.js + 13 modules
var planning = __webpack_require__(28470);
// EXTERNAL MODULE: ./build-ts/src/commands/registries.js
var registries = __webpack_require__(47935);
// EXTERNAL MODULE: ./build-ts/src/commands/sources.js + 3 modules
var sources = __webpack_require__(56719);
// EXTERNAL MODULE: ./build-ts/src/commands/tag.js + 1 modules
var tag = __webpack_require__(27873);
// EXTERNAL MODULE: ./build-ts/src/registry/config.js
var config = __webpack_require__(561);
// EXTERNAL MODULE: ./build-ts/src/registry/digest.js
var registry_digest = __webpack_require__(64143);
// EXTERNAL MODULE: ./build-ts/src/registry/facts.js
var facts = __webpack_require__(45876);
// EXTERNAL MODULE: ./build-ts/src/registry/slots.js
var slots = __webpack_require__(81718);
;// CONCATENATED MODULE: ./build-ts/src/commands/wiki-facts.js






/** Look-ups at the same time. */
const LOOK_UPS = 8;
/** An index of whoever may push must not make us ask for ever. */
const MOST_PLATFORMS = 50;
/** Facts of this run's files, else of the registry; everything is asked for once. */
function factsSource(registry, runs, files, signal) {
    const local = localFacts(runs, files);
    const known = new Map();
    const inSlot = (0,slots/* slots */.Q)(LOOK_UPS);
    const failures = new Map();
    const look = async (repository, digest) => {
        try {
            const own = await (0,facts/* readFacts */.MH)(registry, repository, digest, { signal });
            if (own !== undefined)
                return [own];
            const all = await Promise.all((await platformDigests(registry, repository, digest, signal)).map((one) => (0,facts/* readFacts */.MH)(registry, repository, one, { signal })));
            const found = all.filter((one) => one !== undefined);
            return found.length === 0 ? undefined : found;
        }
        catch (error) {
            signal.throwIfAborted();
            failures.set(repository, (0,errors/* messageOf */.bD)(error));
            return undefined;
        }
    };
    return {
        of: async (repository, digest) => {
            const own = local.get(digest);
            if (own !== undefined)
                return own;
            const key = `${repository}@${digest}`;
            const asked = known.get(key) ?? inSlot(() => look(repository, digest));
            known.set(key, asked);
            return asked;
        },
        notices: () => [...failures].map(([repository, why]) => `what is in the images of ${repository} could not be asked for: ${why}`),
    };
}
/** Facts of what a run published, by the digest that it published: of the very same content. */
function localFacts(runs, files) {
    const key = ({ id, fingerprint, platform }) => `${id} ${fingerprint} ${platform}`;
    const byImage = new Map(files.map((one) => [key(one), one]));
    const found = new Map();
    for (const image of runs.flatMap(({ images }) => images)) {
        const facts = byImage.get(key(image));
        for (const { digest } of image.published) {
            const one = found.get(digest) ?? { facts: new Map(), whole: true };
            if (facts !== undefined)
                one.facts.set(image.platform, facts);
            found.set(digest, { facts: one.facts, whole: one.whole && facts !== undefined });
        }
    }
    // Of what only some of the platforms are known here, the registry knows all.
    return new Map([...found].flatMap(([digest, { facts, whole }]) => (whole ? [[digest, [...facts.values()]]] : [])));
}
async function platformDigests(registry, repository, digest, signal) {
    const manifest = await registry.manifest(repository, digest, undefined, signal);
    if (manifest === undefined || !(0,config/* isIndex */.nw)(manifest.mediaType))
        return [];
    const entries = (0,values/* valueAt */.f)(JSON.parse(manifest.bytes.toString()), ['manifests']);
    const digests = (Array.isArray(entries) ? entries : []).flatMap((entry) => {
        const of = (0,values/* valueAt */.f)(entry, ['digest']);
        // Attestations are of the platform unknown/unknown.
        return (0,registry_digest/* isDigest */.B)(of) && (0,values/* valueAt */.f)(entry, ['platform', 'os']) !== 'unknown' ? [of] : [];
    });
    return [...new Set(digests)].slice(0, MOST_PLATFORMS);
}

// EXTERNAL MODULE: ./build-ts/src/registry/journal.js + 1 modules
var registry_journal = __webpack_require__(59536);
// EXTERNAL MODULE: ./build-ts/src/stack/stages.js
var stages = __webpack_require__(86525);
// EXTERNAL MODULE: ./build-ts/src/commands/move-names.js
var move_names = __webpack_require__(3660);
;// CONCATENATED MODULE: ./build-ts/src/commands/wiki-from.js




/**
 * What a tag or stage names now, for pages of what was published before there were any: since when, by whom and from what,
 * as the journals say. Throws a UserError where it names nothing at all.
 */
async function newsFrom(from, images, { stack, bases, registry }, facts, { now, signal, notice, }) {
    const members = (0,move_names/* membersOf */.lS)(stack, images);
    const chosen = [...new Set(members.map(({ variant }) => variant))];
    const all = await Promise.all(members.map(async ({ id, image, variant }) => {
        const repository = (0,move_names/* placeOf */.$t)(image, bases[0]);
        const { tag } = (0,stages/* sourceTag */.Yr)(from, stack, variant, facts, { image: image.name, chosen });
        const ref = `${repository}:${tag}`;
        const digest = await registry.digest(repository, tag);
        if (digest === undefined)
            return ref;
        const journal = await (0,registry_journal/* readJournal */.a0)(registry, repository, { signal }).catch((error) => {
            signal.throwIfAborted();
            notice(`the journal of ${repository} cannot be read: ${(0,errors/* messageOf */.bD)(error)}`);
            return [];
        });
        const record = journal.findLast((one) => one.tag === tag && one.new === digest && one.state === 'done');
        return { id, ref, digest, record };
    }));
    const found = all.filter((one) => typeof one !== 'string');
    const missing = all.filter((one) => typeof one === 'string');
    if (found.length === 0)
        throw (0,errors/* userError */.IF)(`no image has the name ${from}: ${missing.slice(0, 3).join(', ')}`, {
            remedy: 'Name a tag or stage that was published, with --from (input `from`).',
        });
    for (const ref of missing)
        notice(`there is no ${ref}`);
    return grouped(found, now);
}
/** One event for what was moved at once; what no journal knows is taken for published now. */
function grouped(found, now) {
    const groups = new Map();
    for (const one of found) {
        const key = one.record?.operation ?? '';
        groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    return [...groups.values()].map((group) => {
        const record = group[0]?.record;
        const event = {
            kind: record?.kind === 'tag' || record?.kind === 'rollback' || record?.kind === 'release' ? record.kind : 'publish',
            at: new Date(record?.at ?? now).toISOString(),
            by: record?.by ?? '',
            run: record?.run ?? '',
            from: record?.kind === 'publish' ? '' : (record?.from ?? ''),
            images: group.map(({ id, ref, digest }) => ({ id, refs: [ref], digest })),
        };
        return { event, sources: new Map() };
    });
}

// EXTERNAL MODULE: ./build-ts/src/contents/facts.js
var contents_facts = __webpack_require__(67905);
;// CONCATENATED MODULE: ./build-ts/src/commands/wiki-news.js







const FILES = ['results.json', 'moves.json', 'release.json'];
/** Deep enough for artifacts that were downloaded side by side, each in a folder of its own. */
const MAX_DEPTH = 5;
const wiki_news_MOST_BYTES = 64 * 1024 * 1024;
/**
 * Reads what was published and moved: of the folder `out` its artifacts/ and manifests/; of the others all that lies in and
 * below them. Files of other programs and versions are told and left out. Throws a UserError for a folder that cannot be read.
 */
async function findNews(out, others) {
    const paths = FILES.map((name) => (0,external_node_path_.join)(out, 'artifacts', name));
    const facts = await jsonIn((0,external_node_path_.join)(out, 'manifests'));
    for (const { path, shown } of others) {
        try {
            const all = await below(path, MAX_DEPTH);
            paths.push(...all.filter((file) => FILES.some((name) => file.endsWith(`/${name}`))));
            facts.push(...all.filter((file) => file.endsWith('.json') && file.includes('/manifests/')));
        }
        catch (error) {
            throw (0,errors/* userError */.IF)(`the files of other jobs cannot be read: ${(0,errors/* messageOf */.bD)(error)}`, {
                file: shown,
                remedy: 'Name the folder that their artifacts were downloaded to.',
            });
        }
    }
    const notices = [];
    const read = async (path) => {
        try {
            const { size } = await (0,promises_.stat)(path);
            if (size > wiki_news_MOST_BYTES)
                throw new Error(`it has ${(0,shared_text/* sizeText */.lP)(size)}`);
            const value = JSON.parse(await (0,promises_.readFile)(path, 'utf8'));
            const schema = (0,values/* valueAt */.f)(value, ['schema']);
            if (typeof schema !== 'number' || schema <= 1)
                return value;
            notices.push(`${path} was written by a later version of stack-action: use that version here`);
            return undefined;
        }
        catch (error) {
            if ((0,errors/* codeOf */.$N)(error) !== 'ENOENT')
                notices.push(`${path} cannot be read: ${(0,errors/* messageOf */.bD)(error)}`);
            return undefined;
        }
    };
    const [runs, moves, known] = [[], [], []];
    for (const path of new Set(paths)) {
        const value = await read(path);
        if (value === undefined)
            continue;
        if (!path.endsWith('results.json'))
            moves.push(...moveEvents(value));
        else {
            const run = readRunFile(value);
            if (run === undefined)
                notices.push(`${path} holds no results of a run of this version`);
            else
                runs.push(run);
        }
    }
    for (const path of new Set(facts)) {
        const value = await read(path);
        if (value === undefined)
            continue;
        try {
            known.push((0,contents_facts/* parseFacts */.hx)(value, path));
        }
        catch (error) {
            notices.push((0,errors/* messageOf */.bD)(error));
        }
    }
    return { runs, moves, facts: known, notices };
}
async function jsonIn(folder) {
    const entries = await (0,promises_.readdir)(folder, { withFileTypes: true }).catch(() => []);
    return entries.filter((one) => one.isFile() && one.name.endsWith('.json')).map((one) => (0,external_node_path_.join)(folder, one.name));
}
async function below(folder, depth) {
    const entries = await (0,promises_.readdir)(folder, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => (0,external_node_path_.join)(folder, entry.name));
    // What tests leave lies in logs/, under names of their choice.
    const folders = depth === 0 ? [] : entries.filter((entry) => entry.isDirectory() && entry.name !== 'logs');
    return [...files, ...(await Promise.all(folders.map((one) => below((0,external_node_path_.join)(folder, one.name), depth - 1)))).flat()];
}

// EXTERNAL MODULE: ./build-ts/src/contents/compare.js + 7 modules
var compare = __webpack_require__(10380);
;// CONCATENATED MODULE: ./build-ts/src/report/wiki/cells.js

const cells_MAX_TEXT = 300;
/** Foreign text in a cell. */
function cell(text) {
    return (0,shared_text/* markdown */.wD)((0,shared_text/* clip */.$Q)(text, cells_MAX_TEXT)).trim();
}
/** Text of our own grammar (refs, digests) as code; anything else as text. */
function code(text) {
    return /^[\w./:@+-]+$/.test(text) ? `\`${text}\`` : cell(text);
}
/** A link to elsewhere, of an address that can be nothing but one. */
function outside(text, url) {
    return isAddress(url) ? `[${text}](${url})` : text;
}
function isAddress(url) {
    return url.length < 1000 && /^https?:\/\/[\w.-]+(?::\d+)?(?:\/[\w.~%+-]+)*\/?$/.test(url);
}
function when(at) {
    return `${cell(at.slice(0, 10))} ${cell(at.slice(11, 16))} UTC`;
}
/** The commit of an image's source. */
function commitCell({ revision, source }) {
    if (!/^[0-9a-f]{7,64}$/.test(revision))
        return '';
    const base = source.replace(/\/+$/, '').replace(/\.git$/, '');
    return outside(`\`${revision.slice(0, 7)}\``, `${base}/commit/${revision}`);
}
/** Who, and the run in which. */
function byCell({ by, run }) {
    return outside(by === '' ? (run === '' ? '' : 'run') : cell(by), run);
}
function digestCell(digest) {
    return `\`${(0,shared_text/* shortDigest */.VK)(digest)}\``;
}
/** `+3 −1 ↑12 ↓0: numpy 1.26 → 2.0, …` */
function changesCell(changes) {
    if (changes === null || changes === undefined)
        return '';
    const { added, removed, upgraded, downgraded, some } = changes;
    const counts = [
        [added, '+'],
        [removed, '−'],
        [upgraded, '↑'],
        [downgraded, '↓'],
    ];
    const told = counts.flatMap(([number, sign]) => (number === 0 ? [] : [`${sign}${number}`]));
    if (told.length === 0)
        return 'no package';
    const rest = added + removed + upgraded + downgraded - some.length;
    return `${told.join(' ')}<br>${some.map(cell).join('<br>')}${rest > 0 && some.length > 0 ? `<br>and ${rest} more` : ''}`;
}
function sizeCell(image) {
    if (image === undefined || image.size === 0)
        return '';
    const bytes = image.changes?.bytes ?? 0;
    const more = bytes === 0 ? '' : ` (${bytes > 0 ? '+' : '−'}${(0,shared_text/* sizeText */.lP)(Math.abs(bytes))})`;
    return `${(0,shared_text/* sizeText */.lP)(image.size)}${more}`;
}
function table(head, rows) {
    return [
        `| ${head.join(' | ')} |`,
        `|${head.map(() => ':--').join('|')}|`,
        ...rows.map((row) => `| ${row.join(' | ')} |`),
    ];
}

// EXTERNAL MODULE: ./build-ts/src/report/graph/mermaid.js
var mermaid = __webpack_require__(2802);
;// CONCATENATED MODULE: ./build-ts/src/report/wiki/home.js

/** Rows and bytes that stay on the first page; what is older is on pages of its year. */
const MOST_ROWS = 100;
const home_MOST_BYTES = 300_000;
/** Images of a row; all of them are on the pages of the images. */
const MOST_IMAGES = 40;
const HEAD = ['Commit', 'Image', 'Manifest', 'What', 'When', 'By'];
/** Which events stand where: the newest on the first page, as long as there is room. */
function shelve(ground) {
    const { events } = ground.book;
    let bytes = 0;
    const full = events.findIndex((event, index) => index >= MOST_ROWS || (bytes += Buffer.byteLength(row(ground, event).join(' | '))) > home_MOST_BYTES);
    // A single event is always there, however long it is.
    const kept = full < 0 ? events.length : Math.max(full, 1);
    const years = new Map();
    for (const event of events.slice(kept)) {
        const year = event.at.slice(0, 4);
        years.set(year, [...(years.get(year) ?? []), event]);
    }
    return { home: events.slice(0, kept), years };
}
/** What stands on the first page, below the user's own words. */
function renderHome(ground, { home, years }) {
    const { link, book } = ground;
    const images = imageNames(ground);
    return [
        `${link('Stable tags', 'stable')} · ${link('Image dependency', 'dependency')}`,
        ...(images.length === 0
            ? []
            : ['', `History of each image: ${images.map((name) => link(cell(name), `image:${name}`)).join(' · ')}`]),
        '',
        ...(book.events.length === 0
            ? ['Nothing has been published yet.']
            : table(HEAD, home.map((event) => row(ground, event)))),
        ...(years.size === 0
            ? []
            : ['', `Older: ${[...years.keys()].map((year) => link(year, `archive:${year}`)).join(' · ')}`]),
    ].join('\n');
}
function renderArchive(ground, year, events) {
    return [
        `# Published in ${cell(year)}`,
        '',
        `What is newer is on the page ${ground.link('Home', 'home')}.`,
        '',
        ...table(HEAD, events.map((event) => row(ground, event))),
    ].join('\n');
}
function row(ground, event) {
    const shown = event.images.slice(0, MOST_IMAGES);
    const more = event.images.length - shown.length;
    const known = shown.map(({ digest }) => ground.images.get(digest));
    const commits = [...new Set(known.map((image) => (image === undefined ? '' : commitCell(image))))].filter((commit) => commit !== '');
    const lines = (all, rest) => [...all, ...(more > 0 ? [rest] : [])].join('<br>');
    return [
        commits.join('<br>'),
        lines(shown.map(({ refs: [ref = ''] }) => code(ref)), `and ${more} more`),
        lines(
        // A long name takes two lines: which link is whose has to be said.
        shown.map(({ id, refs }) => ground.link(cell(id), lastingPage(refs))), ''),
        whatText(event),
        when(event.at),
        byCell(event),
    ];
}
/** Of several names that were given at once the last one is that of the commit, which stays what it is. */
function lastingPage(refs) {
    return `ref:${refs.at(-1) ?? ''}`;
}
/** `published`; `tagged 2026.3-main` */
function whatText({ kind, from }) {
    const of = from === '' ? '' : ` ${cell(from)}`;
    if (kind === 'publish')
        return 'published';
    if (kind === 'tag')
        return `tagged${of}`;
    return kind === 'rollback' ? `rolled back${of}` : `released${of}`;
}
/** Names of images that have pages of their own, in the order of the alphabet. */
function imageNames({ book, images }) {
    const names = book.names.map(({ id, digest }) => home_nameOf(id, images.get(digest)?.name));
    return [...new Set(names)].sort();
}
/** The name of an image without its variant. */
function home_nameOf(id, known) {
    return known !== undefined && /^[A-Za-z0-9._/-]{1,255}$/.test(known)
        ? known
        : (/^[A-Za-z0-9._-]+/.exec(id)?.[0] ?? 'image');
}

;// CONCATENATED MODULE: ./build-ts/src/report/wiki/dependency.js



/** GitHub's Mermaid draws at most so many edges (mermaid.js.org, "maxEdges"). */
const MOST_EDGES = 500;
const dependency_MOST_BYTES = 400_000;
/** What each image is built on: as a table, as a drawing, and as lines for programs, as the first of the seeds had it. */
function renderDependency(ground) {
    const newest = newestOf(ground);
    const rows = newest.map(({ name, image }) => [
        ground.link(cell(home_nameOf(name.id, image.name)), `image:${home_nameOf(name.id, image.name)}`),
        code(name.ref),
        builtOn(image).map(code).join('<br>'),
        commitCell(image),
    ]);
    const csv = newest.flatMap(({ name, image }) => builtOn(image).map((on) => `${name.ref},${csvField(on)}`));
    let bytes = 0;
    const over = csv.findIndex((line) => (bytes += line.length + 1) > dependency_MOST_BYTES);
    return [
        '# Image dependency',
        '',
        ...(newest.length === 0
            ? ['Nothing is known yet of what the images are built on.']
            : [
                ...table(['Image', 'Newest', 'Built on', 'Commit'], rows),
                '',
                ...drawing(newest),
                '```csv',
                'image,dep',
                ...(over < 0 ? csv : csv.slice(0, over)),
                '```',
            ]),
    ].join('\n');
}
/** Its parents; of an image without any its base, which is the base of what is built on it as well. */
function builtOn({ parents, base }) {
    return parents.length > 0 ? parents.map(({ ref }) => ref) : base === '' ? [] : [base];
}
/** The newest publish of each image and variant, newest first. */
function newestOf({ book, images }) {
    const found = new Map();
    const byRef = new Map(book.names.map((name) => [name.ref, name]));
    for (const { kind, images: of } of book.events) {
        if (kind !== 'publish')
            continue;
        for (const { id, digest, refs } of of) {
            const image = images.get(digest);
            const name = byRef.get(refs[0] ?? '');
            if (image !== undefined && name !== undefined && !found.has(id))
                found.set(id, { name, image });
        }
    }
    // Where no run is known, names of stages are.
    for (const name of book.names) {
        const image = images.get(name.digest);
        if (image !== undefined && !found.has(name.id))
            found.set(name.id, { name, image });
    }
    return [...found.values()];
}
function csvField(text) {
    return text.replace(/[\r\n`]/g, ' ').replace(/^(.*[",].*)$/, (all) => `"${all.replaceAll('"', '""')}"`);
}
function drawing(newest) {
    const ids = new Map(newest.map(({ name: { id } }, index) => [id, `n${index}`]));
    const edges = newest.flatMap(({ name, image }) => {
        const [, variant] = name.id.split('@');
        return image.parents.flatMap((parent) => {
            const from = ids.get(variant === undefined ? parent.name : `${parent.name}@${variant}`) ?? ids.get(parent.name);
            return from === undefined ? [] : [`  ${from} --> ${ids.get(name.id) ?? ''}`];
        });
    });
    if (edges.length > MOST_EDGES)
        return [`(${edges.length} arrows are more than can be drawn.)`, ''];
    const nodes = newest.map(({ name: { id } }) => `  ${ids.get(id) ?? ''}["${(0,mermaid.escaped)(id)}"]`);
    return [
        '```mermaid',
        '%%{init: {"flowchart": {"wrappingWidth": 600}}}%%',
        'flowchart LR',
        ...nodes,
        ...edges,
        '```',
        '',
    ];
}

;// CONCATENATED MODULE: ./build-ts/src/report/wiki/history.js


/** Bytes of rows: older ones are left out, and are still on Home and on its pages of years. */
const history_MOST_BYTES = 400_000;
/** All that happened to the names of an image, newest first. */
function renderHistory(ground, name) {
    const isOf = ({ id, digest }) => home_nameOf(id, ground.images.get(digest)?.name) === name;
    const now = ground.book.names.filter((one) => isOf(one) && (one.stage !== '' || one.from === ''));
    const rows = ground.book.events.flatMap((event) => event.images.filter(isOf).map((image) => history_row(ground, event, image)));
    let bytes = 0;
    const full = rows.findIndex((cells) => (bytes += Buffer.byteLength(cells.join(' | '))) > history_MOST_BYTES);
    const kept = full < 0 ? rows.length : full;
    return [
        `# ${cell(name)}`,
        '',
        `${ground.link('Home', 'home')} · ${ground.link('Stable tags', 'stable')} · ${ground.link('Image dependency', 'dependency')}`,
        '',
        '## Now',
        '',
        ...table(['Name', 'Digest', 'Commit', 'Size', 'Since', 'Manifest'], current(now).map((one) => [
            code(one.ref),
            digestCell(one.digest),
            commitCell(ground.images.get(one.digest) ?? { revision: '', source: '' }),
            sizeCell(ground.images.get(one.digest)),
            when(one.since),
            ground.link('Link', `ref:${one.ref}`),
        ])),
        '',
        '## History',
        '',
        ...table(['When', 'Name', 'Digest', 'Commit', 'Size', 'What', 'By', 'Manifest'], rows.slice(0, kept)),
        ...(kept < rows.length ? ['', `(${rows.length - kept} older ones are not shown)`] : []),
    ].join('\n');
}
/** As many as help; the others are in the history. */
const MOST_NOW = 20;
function current(names) {
    return [...names].sort((a, b) => (a.since < b.since ? 1 : a.since > b.since ? -1 : 0)).slice(0, MOST_NOW);
}
function history_row(ground, event, { refs, digest }) {
    const image = ground.images.get(digest);
    const own = event.kind === 'publish';
    return [
        when(event.at),
        refs.map(code).join('<br>'),
        digestCell(digest),
        image === undefined ? '' : commitCell(image),
        sizeCell(own || image === undefined ? image : { ...image, changes: null }),
        own ? changesCell(image?.changes) : whatText(event),
        byCell(event),
        ground.link('Link', `ref:${refs.at(-1) ?? ''}`),
    ];
}

// EXTERNAL MODULE: ./build-ts/src/report/manifest.js
var manifest = __webpack_require__(60581);
;// CONCATENATED MODULE: ./build-ts/src/report/wiki/image-page.js




/** Characters of what one info command wrote; all of it is in the registry, and in manifests/. */
const MOST_OUTPUT = 200_000;
/** What a ref names: identity, and for each of its platforms layers and what info commands said. */
function renderRef(ground, name, platforms) {
    const known = ground.images.get(name.digest);
    const image = home_nameOf(name.id, known?.name);
    const facts = [
        ['Image', code(name.ref)],
        ['Digest', code(name.digest)],
        ['Since', when(name.since)],
        ['By', byCell(name)],
        ['Moved from', name.from === '' ? '' : code(name.from)],
        ['Stage', cell(name.stage)],
        ['Commit', known === undefined ? '' : commitCell(known)],
        // What follows of each platform says it, with digests.
        ['Built on', known === undefined || platforms.length > 0 ? '' : builtOn(known).map(code).join('<br>')],
        ['Package changes', changesCell(known?.changes)],
        ['History', ground.link(cell(image), `image:${image}`)],
    ];
    return [
        `# ${cell(name.ref)}`,
        '',
        '| | |',
        '|:--|:--|',
        ...facts.filter(([, value]) => value !== '').map(([what, value]) => `| ${what} | ${value} |`),
        '',
        ...(platforms.length === 0 ? ['What is in it is not known: it was published without its facts.'] : []),
        ...platforms.flatMap((one) => platformSection(one, platforms.length > 1)),
    ].join('\n');
}
/** The page that a run writes of an image, below a heading of ours. */
function platformSection(facts, several) {
    const [, ...lines] = (0,manifest/* renderManifest */.s)({ ...facts, infos: facts.infos.map(shortened) }).split('\n');
    return [several ? `## ${cell(facts.platform)}` : '## Build', ...lines];
}
function shortened(info) {
    const { output } = info;
    return output.length <= MOST_OUTPUT
        ? info
        : { ...info, output: `${output.slice(0, MOST_OUTPUT)}\n… the rest is left out` };
}

;// CONCATENATED MODULE: ./build-ts/src/report/wiki/links.js

/** The file of a page. */
function fileOf(name, form) {
    return form === 'folder' && name === HOME ? 'index.md' : `${name}.md`;
}
function linkTo(name, form) {
    return form === 'wiki' ? name : fileOf(name, form);
}
/** Links within the wiki that lead to no page. `pages`: our text by name of the page; `names`: all pages there are. */
function deadLinks(pages, names, form) {
    const there = new Set([...names].map((name) => sameName(linkTo(name, form))));
    return [...pages].flatMap(([page, text]) => targetsOf(text)
        .filter((target) => !there.has(sameName(target)))
        .map((target) => ({ page, target })));
}
/** What a page links to in the same wiki. What stands in fenced blocks is no link. */
function targetsOf(text) {
    const targets = [];
    let fence = '';
    for (const line of text.split('\n')) {
        const [, ticks] = /^(`{3,})/.exec(line) ?? [];
        if (fence === '' && ticks !== undefined)
            fence = ticks;
        else if (fence !== '') {
            if (line.trimEnd() === fence)
                fence = '';
        }
        else
            for (const [, target = ''] of line.matchAll(/\]\(([^()\s]*)\)/g))
                if (!/^https?:\/\//.test(target))
                    targets.push(target);
    }
    return targets;
}

;// CONCATENATED MODULE: ./build-ts/src/report/wiki/marked.js

/**
 * What is ours on a page stands between two lines that nobody sees; all around it is the user's and is kept byte for
 * byte. The first of them says what the page is about, so that a page without its book still says whose it is.
 */
const BEGIN = /^((?:\xef\xbb\xbf)?)<!-- stack-action:begin ([^\s>]+)[^\n>]*-->[ \t]*\r?$/m;
const END = /^<!-- stack-action:end -->[ \t]*\r?$/m;
/** Undefined: nothing on this page is ours. */
function readMarked(file) {
    // One byte is one character here, and stays it.
    const all = file.toString('latin1');
    const begin = BEGIN.exec(all);
    if (begin === null)
        return undefined;
    // Some editors put a byte order mark before everything else.
    const [line, mark = '', key = ''] = begin;
    const start = begin.index + line.length;
    const rest = all.slice(start);
    const end = END.exec(rest);
    const bytes = (text) => Buffer.from(text, 'latin1');
    const before = bytes(all.slice(0, begin.index + mark.length));
    if (end === null)
        return { key, before, after: bytes(rest.replace(/^\n/, '')), section: '', open: true };
    return {
        ...{ key, before, open: false },
        after: bytes(rest.slice(end.index + end[0].length).replace(/^\n/, '')),
        section: normal(bytes(rest.slice(0, end.index)).toString('utf8')),
    };
}
/** A page with our part in it. */
function writeMarked(key, section, { before, after } = { before: NOTHING, after: NOTHING }) {
    const own = `<!-- stack-action:begin ${key} (rewritten by stack-action; write above or below) -->\n\n${ownText(section)}\n\n<!-- stack-action:end -->\n`;
    return Buffer.concat([before, Buffer.from(own), after]);
}
const NOTHING = Buffer.alloc(0);
/** What stands between the lines for a text: foreign text with such a line in it must not end our part. */
function ownText(section) {
    return normal(section.replaceAll('<!-- stack-action:', '<!--\u200b stack-action:'));
}
function normal(text) {
    return text.replace(/\r\n?/g, '\n').replace(/^\n+/, '').replace(/\s+$/, '');
}
/** Says whether a section is what was written. */
function hashOf(section) {
    return (0,external_node_crypto_.createHash)('sha256').update(section).digest('hex').slice(0, 16);
}
/**
 * Where our part goes on a page that was the user's alone: before its first table, which is where the seeds' own table
 * began, or at the end.
 */
function placeIn(file) {
    const all = file.toString('latin1');
    const at = firstTable(all) ?? all.length;
    const bytes = (text) => Buffer.from(text, 'latin1');
    const before = all.slice(0, at);
    const gap = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n';
    const after = all.slice(at);
    return { before: bytes(before + gap), after: bytes(after === '' ? '' : `\n${after}`) };
}
/** Where the first table begins that is one: not in a block of code, nor in a comment. */
function firstTable(all) {
    let [at, until] = [0, ''];
    for (const line of all.split('\n')) {
        const text = line.trim();
        const [fence] = /^(?:`{3,}|~{3,})/.exec(text) ?? [];
        if (until === '-->')
            until = line.includes(until) ? '' : until;
        else if (until !== '')
            until = fence === text && text.startsWith(until) ? '' : until;
        else if (fence !== undefined)
            until = fence;
        else if (text.startsWith('<!--'))
            until = line.includes('-->') ? '' : '-->';
        else if (line.startsWith('|'))
            return at;
        at += line.length + 1;
    }
    return undefined;
}
/** Pages that the programs of the seeds wrote, whole: a layer table first, or the tables of their two lists. */
function isOfSeeds(file) {
    const [first = ''] = file.subarray(0, 4096).toString('latin1').replace(/^\s+/, '').split('\n');
    return ((/^\|/.test(first) && ['createdAt', 'CMD', 'hSize'].every((word) => first.includes(word))) ||
        /^\| (?:Global-Stable )?Image +\| Based On +\| Manifest +\|/.test(first));
}

;// CONCATENATED MODULE: ./build-ts/src/report/wiki/shelf.js



const seen = new WeakMap();
const read = new WeakMap();
/** The page that lies under a name, or under one that is the same but for its case. */
function pageAt(shelf, name, form) {
    let paths = seen.get(shelf);
    if (paths === undefined) {
        paths = new Map([...shelf.files.keys()].map((path) => [sameName(path), path]));
        seen.set(shelf, paths);
    }
    const exact = fileOf(name, form);
    const path = shelf.files.has(exact) ? exact : paths.get(sameName(exact));
    const file = path === undefined ? undefined : shelf.files.get(path);
    if (path === undefined || file === undefined)
        return undefined;
    if (!read.has(file))
        read.set(file, readMarked(file));
    const marked = read.get(file);
    const around = marked !== undefined ? undefined : name === HOME ? placeIn(file) : undefined;
    return { path, marked, around };
}
/** A name for each page: the one it has, the one it should have, or another one where that is somebody else's. */
function chooseNames(keys, book, shelf, form) {
    const foreign = new Set(shelf.others.map(sameName));
    const has = new Map(book.pages.map((page) => [page.key, page.name]));
    const names = new Map();
    const taken = new Set();
    const notices = [];
    const isFree = (name, key) => {
        if (!isPageName(name) || taken.has(sameName(name)))
            return false;
        const at = pageAt(shelf, name, form);
        if (at === undefined)
            return !foreign.has(sameName(name));
        if (at.marked !== undefined)
            return at.marked.key === key;
        const file = shelf.files.get(at.path);
        return key === 'home' || (file !== undefined && isOfSeeds(file));
    };
    const give = (key, name) => {
        names.set(key, name);
        taken.add(sameName(name));
    };
    // Pages that have a name keep it, before new ones look for theirs.
    for (const key of keys) {
        const name = has.get(key);
        if (name !== undefined && isFree(name, key))
            give(key, name);
    }
    for (const key of keys) {
        if (names.has(key))
            continue;
        const [wanted = '', ...rest] = namesFor(key);
        const name = [wanted, ...rest].find((one) => isFree(one, key));
        if (name === undefined) {
            notices.push(`there is no free name for the page ${wanted}: it is left out`);
            continue;
        }
        const isOurs = taken.has(sameName(wanted));
        if (name !== wanted && !isOurs)
            notices.push(`the page ${wanted} is there and not ours: it is left as it is, and ours is ${name}`);
        give(key, name);
    }
    return { names, notices };
}

;// CONCATENATED MODULE: ./build-ts/src/report/wiki/stable.js

/** What the names of each stage name, highest stage first. */
function renderStable(ground) {
    const { book, link } = ground;
    const known = new Set(book.ladder);
    const stages = [
        ...book.ladder,
        ...new Set(book.names.map(({ stage }) => stage).filter((one) => one !== '' && !known.has(one))),
    ];
    const sections = stages.flatMap((stage) => {
        const names = stable_current(book.names.filter((one) => one.stage === stage));
        if (names.length === 0)
            return [];
        const rows = names.map((one) => [
            code(one.ref),
            basedOn(one),
            digestCell(one.digest),
            link('Link', `ref:${one.ref}`),
            when(one.since),
            byCell(one),
        ]);
        return [`## ${cell(stage)}`, '', ...table(['Image', 'Based On', 'Digest', 'Manifest', 'Since', 'By'], rows), ''];
    });
    return [
        '# Stable tags',
        '',
        `What the stages above a branch name now. What was published when is on the page ${link('Home', 'home')}.`,
        '',
        ...(sections.length === 0 ? ['No stage names anything yet.'] : sections),
    ].join('\n');
}
function basedOn({ from }) {
    return from === '' ? '' : code(from.replace(/@sha256:([a-f0-9]{12})[a-f0-9]*$/, '@$1'));
}
/** Names that move are what they are now; of those of versions the newest counts. */
function stable_current(names) {
    const newest = new Map();
    for (const { id, since, keeps } of names)
        if (keeps && since > (newest.get(id) ?? ''))
            newest.set(id, since);
    return names.filter(({ id, since, keeps }) => !keeps || since === newest.get(id));
}

;// CONCATENATED MODULE: ./build-ts/src/report/wiki/compose.js












/** The pages of a book on a shelf. The same book on what was written gives nothing to write. */
function compose(book, shelf, { form, factsOf }) {
    const images = new Map(book.images.map((one) => [one.digest, one]));
    const bare = { book, images, link: (text) => text };
    const shelved = shelve(bare);
    const sidebar = pageAt(shelf, SIDEBAR, form)?.marked;
    const keys = [
        ...['home', 'stable', 'dependency'],
        ...[...shelved.years.keys()].map((year) => `archive:${year}`),
        ...imageNames(bare).map((name) => `image:${name}`),
        ...book.names.map(({ ref }) => `ref:${ref}`),
        // A sidebar takes the place of GitHub's list of pages: only whoever has put our lines into one gets it.
        ...(sidebar === undefined ? [] : ['sidebar']),
    ];
    const { names, notices } = chooseNames(keys, book, shelf, form);
    const ground = {
        ...{ book, images },
        link: (text, key) => {
            const name = names.get(key);
            return name === undefined ? text : `[${text}](${linkTo(name, form)})`;
        },
    };
    const known = new Map(book.pages.map((page) => [page.key, page]));
    const refs = new Map(book.names.map((one) => [one.ref, one]));
    const own = [];
    const [writes, changes, texts] = [new Map(), [], new Map()];
    /** Our text of a page, and the digest whose facts are in it; undefined: what is there stays. */
    const textOf = (key, there) => {
        const plainPage = (text) => ({ text, digest: '' });
        if (key === 'home')
            return plainPage(renderHome(ground, shelved));
        if (key === 'stable')
            return plainPage(renderStable(ground));
        if (key === 'dependency')
            return plainPage(renderDependency(ground));
        if (key === 'sidebar')
            return plainPage(renderSidebar(ground));
        const [, of = ''] = /^[a-z]+:(.*)$/.exec(key) ?? [];
        if (key.startsWith('archive:'))
            return plainPage(renderArchive(ground, of, shelved.years.get(of) ?? []));
        if (key.startsWith('image:'))
            return plainPage(renderHistory(ground, of));
        const name = refs.get(of);
        if (name === undefined)
            return undefined;
        const facts = factsOf(of);
        const page = known.get(key);
        if (facts === undefined && there !== undefined && page?.digest === name.digest)
            return undefined;
        return { text: renderRef(ground, name, facts ?? []), digest: facts === undefined ? '' : name.digest };
    };
    for (const key of keys) {
        const name = names.get(key);
        if (name === undefined)
            continue;
        const at = pageAt(shelf, name, form);
        const there = at?.marked?.key === key ? at.marked : undefined;
        const page = known.get(key);
        const made = textOf(key, there);
        const touched = there !== undefined && page !== undefined && page.name === name && hashOf(there.section) !== page.hash;
        if (made === undefined) {
            if (there !== undefined)
                texts.set(name, there.section);
            own.push({ key, name, hash: page?.hash ?? '', digest: page?.digest ?? '' });
            if (touched)
                notices.push(`${name} was changed by hand, and what belongs there is not known here: it is left as it is`);
            continue;
        }
        const section = ownText(made.text);
        texts.set(name, section);
        own.push({ key, name, hash: hashOf(section), digest: made.digest });
        if (there !== undefined && there.section === section && !there.open)
            continue;
        if (there?.open === true)
            notices.push(`${name} has lost the line that ends our part: what stands there is yours now, and our part is above it`);
        else if (touched)
            notices.push(`${name} was changed by hand between the lines of stack-action: that part is written anew`);
        const path = at?.path ?? fileOf(name, form);
        writes.set(path, writeMarked(key, section, there ?? at?.around));
        changes.push({ page: name, change: at === undefined ? 'made' : 'changed' });
    }
    const { removes, gone, kept } = leftovers(book, keys, names, shelf, form);
    for (const page of kept)
        notices.push(`${page} is not needed any more, and stays: it has text of yours`);
    changes.push(...gone.map((page) => ({ page, change: 'removed' })));
    const next = { ...book, pages: own };
    const text = Buffer.from(bookText(next));
    if (shelf.files.get(BOOK_FILE)?.equals(text) !== true)
        writes.set(BOOK_FILE, text);
    const all = [...texts.keys()];
    return {
        ...{ book: next, writes, removes, changes, pages: all, notices },
        dead: deadLinks(texts, [...all, ...shelf.others], form),
    };
}
function leftovers(book, keys, names, shelf, form) {
    const wanted = new Set(keys);
    const used = new Set(names.values());
    const [removes, gone, kept] = [[], [], []];
    for (const { key, name } of book.pages) {
        if (wanted.has(key) && names.get(key) === name)
            continue;
        if (used.has(name))
            continue;
        const at = pageAt(shelf, name, form);
        if (at?.marked?.key !== key)
            continue;
        // What somebody wrote above or below is not ours to throw away.
        if ([at.marked.before, at.marked.after].some((part) => part.toString().trim() !== ''))
            kept.push(name);
        else {
            removes.push(at.path);
            gone.push(name);
        }
    }
    return { removes, gone, kept };
}
function renderSidebar(ground) {
    return [
        `- ${ground.link('Home', 'home')}`,
        `- ${ground.link('Stable tags', 'stable')}`,
        `- ${ground.link('Image dependency', 'dependency')}`,
        ...imageNames(ground).map((name) => `- ${ground.link(cell(name), `image:${name}`)}`),
    ].join('\n');
}
/**
 * Refs of which facts have to be found: their pages are not there, are of another digest, or were changed. Of pages that
 * could not be told what is in their images those of `news` are asked for again; else every run would ask for all of them.
 */
function factsWanted(book, shelf, form, news = new Set()) {
    const known = new Map(book.pages.map((page) => [page.key, page]));
    return book.names
        .filter(({ ref, digest }) => {
        const page = known.get(`ref:${ref}`);
        if (page === undefined || (page.digest !== '' && page.digest !== digest))
            return true;
        if (page.digest === '' && news.has(ref))
            return true;
        const marked = pageAt(shelf, page.name, form)?.marked;
        return marked?.key !== page.key || hashOf(marked.section) !== page.hash;
    })
        .map(({ ref }) => ref);
}
/** The repository of a ref, for whoever looks up its facts. */
function repositoryOf(ref) {
    return (0,stack_refs/* splitRef */.Mn)(ref).repository;
}

;// CONCATENATED MODULE: ./build-ts/src/report/wiki/record.js
/**
 * Writes events into a book. What the book says already is not written again, and older news does not take the place of
 * newer: the same files may be read any number of times.
 */
function record(book, events, images, { ladder, rungOf, sourceOf, keep, now }) {
    const names = new Map(book.names.map((one) => [one.ref, one]));
    const digests = new Set(book.names.map(({ id, digest }) => `${id} ${digest}`));
    for (const { images } of book.events)
        for (const { id, digest } of images)
            digests.add(`${id} ${digest}`);
    const added = [];
    // What a machine with a wrong clock says of tomorrow must not make old news of all that comes until then.
    const past = (at) => (at > now ? now : at);
    const told = events.map((event) => ({ ...event, at: past(event.at) }));
    for (const event of told.sort((a, b) => (a.at < b.at ? -1 : 1))) {
        const { kind, at, by, run, from } = event;
        const isFresh = ({ id, digest }, ref, index) => {
            const known = names.get(ref);
            if (known !== undefined)
                return known.digest !== digest && past(known.since) <= at;
            // One more name of what is there already, such as that of a commit which changed nothing, is no news.
            return kind !== 'publish' || index === 0 || !digests.has(`${id} ${digest}`);
        };
        const fresh = event.images
            .map((one) => ({ ...one, refs: one.refs.filter((ref, index) => isFresh(one, ref, index)) }))
            .filter(({ refs }) => refs.length > 0);
        for (const { id, refs, digest } of fresh) {
            digests.add(`${id} ${digest}`);
            for (const ref of refs)
                names.set(ref, { ref, id, digest, since: at, by, run, from: sourceOf(ref) || from, ...rungOf(ref, id) });
        }
        if (fresh.length > 0)
            added.push({ ...event, images: fresh });
    }
    const known = new Map(book.images.map((one) => [one.digest, one]));
    // What is known of a digest does not get less.
    for (const one of images) {
        const old = known.get(one.digest);
        known.set(one.digest, old === undefined ? one : merged(old, one));
    }
    const whole = {
        schema: 1,
        ladder: ladder ?? book.ladder,
        events: [...book.events, ...added].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)),
        names: [...names.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1)),
        images: [...known.values()],
        pages: book.pages,
    };
    return tidied(keep === 0 ? whole : pruned(whole, keep));
}
function merged(old, own) {
    return own.builtAt === ''
        ? { ...old, changes: old.changes ?? own.changes }
        : { ...own, changes: own.changes ?? old.changes };
}
/** Only the newest publishes of each image, and what stages name. */
function pruned(book, keep) {
    const times = new Map();
    for (const { kind, at, images } of book.events)
        if (kind === 'publish')
            for (const id of new Set(images.map((one) => one.id)))
                times.set(id, [...(times.get(id) ?? []), at]);
    const oldest = new Map([...times].map(([id, all]) => [id, all[keep - 1] ?? '']));
    const isKept = (id, at) => at >= (oldest.get(id) ?? '');
    const stays = ({ stage, id, since }) => stage !== '' || isKept(id, since);
    const names = book.names.filter(stays);
    const refs = new Set(names.map(({ ref }) => ref));
    const events = book.events
        .map((event) => ({
        ...event,
        images: event.images.filter(({ id, refs: [first = ''] }) => isKept(id, event.at) && refs.has(first)),
    }))
        .filter(({ images }) => images.length > 0);
    return { ...book, names, events };
}
/** Nothing is kept of digests that nobody names any more. */
function tidied(book) {
    const used = new Set([
        ...book.names.map(({ digest }) => digest),
        ...book.events.flatMap(({ images }) => images.map(({ digest }) => digest)),
    ]);
    const images = book.images.filter(({ digest }) => used.has(digest)).sort((a, b) => (a.digest < b.digest ? -1 : 1));
    return { ...book, images };
}

;// CONCATENATED MODULE: ./build-ts/src/commands/wiki-pages.js








function maker({ news, stack: known, found, source, keep, now, form, told }) {
    const stack = known?.stack;
    const sources = new Map(news.flatMap((one) => [...one.sources]));
    const ladder = stack?.stages
        .slice(1)
        .map(({ name }) => name)
        .reverse();
    const images = [...(stack?.images.keys() ?? [])];
    const rungOf = (ref, id) => rungIn(stack, images, (0,stack_refs/* splitRef */.Mn)(ref).tag, id);
    return async (shelf) => {
        const book = bookOf(shelf, told);
        const events = news.map(({ event }) => event);
        const next = record(book, events, await wiki_pages_imagesOf(events, book, found, source), {
            ...{ ladder, rungOf, keep, now },
            sourceOf: (ref) => sources.get(ref) ?? '',
        });
        const digests = new Map(next.names.map(({ ref, digest }) => [ref, digest]));
        const fresh = new Set(events.flatMap(({ images }) => images.flatMap(({ refs }) => refs)));
        const facts = new Map();
        await Promise.all(factsWanted(next, shelf, form, fresh).map(async (ref) => {
            facts.set(ref, await source.of(repositoryOf(ref), digests.get(ref) ?? ''));
        }));
        return compose(next, shelf, { form, factsOf: (ref) => facts.get(ref) });
    };
}
function rungIn(stack, images, tag, id) {
    if (stack === undefined)
        return { stage: '', keeps: false };
    const [name = ''] = id.split('@');
    const owners = (0,stages/* ownersOf */.K2)(tag, stack, images.includes(name) ? [name] : images);
    const owner = owners.find(({ stage }) => stage !== stack.stages[0]);
    // A tag that a branch may have, too, is that of a stage where the ladder says so.
    if (owner === undefined)
        return { stage: '', keeps: false };
    return { stage: owner.stage.name, keeps: (0,stages/* immutableTemplate */.$Z)(owner.stage) === owner.template };
}
function bookOf(shelf, told) {
    const file = shelf.files.get(BOOK_FILE);
    if (file === undefined)
        return EMPTY_BOOK;
    const book = readBook(file.toString());
    if (book === undefined && isLaterBook(file.toString()))
        throw new errors/* WorkError */.oE(`${BOOK_FILE} of the wiki was written by a later version of stack-action`, {
            remedy: 'Use that version here: this one would throw away what it does not know.',
        });
    const broken = `${BOOK_FILE} of the wiki cannot be read: what it said of earlier publishes is gone, and a new one begins`;
    if (book === undefined && !told.includes(broken))
        told.push(broken);
    return book ?? EMPTY_BOOK;
}
/** What is known of the digests that were named, and how they differ from what the same names named before. */
async function wiki_pages_imagesOf(events, book, { runs }, source) {
    const before = new Map(book.names.map(({ ref, digest }) => [ref, digest]));
    const diffs = new Map(runs.flatMap(({ images }) => images.flatMap(({ id, published, diff }) => diff === undefined ? [] : published.map(({ digest }) => [`${wholeId(id)} ${digest}`, diff]))));
    const known = new Map(book.images.map((one) => [one.digest, one]));
    return Promise.all(events.flatMap(({ kind, images }) => images.map(async ({ id, digest, refs: [ref = ''] }) => {
        const there = known.get(digest);
        if (there !== undefined && there.builtAt !== '')
            return there;
        const repository = repositoryOf(ref);
        const facts = (await source.of(repository, digest)) ?? [];
        const [first] = facts;
        const told = diffs.get(`${id} ${digest}`);
        if (told !== undefined)
            return bookImage(digest, id, facts, changesOf(told));
        const old = before.get(ref);
        if (kind !== 'publish' || first === undefined || old === undefined || old === digest)
            return bookImage(digest, id, facts);
        const earlier = (await source.of(repository, old))?.find(({ platform }) => platform === first.platform);
        const diff = earlier === undefined ? undefined : changesOf((0,compare/* diffFacts */.zR)(earlier, first));
        return bookImage(digest, id, facts, diff);
    })));
}

;// CONCATENATED MODULE: ./build-ts/src/commands/wiki-target.js


/** Where people read it. */
function urlOf({ serverUrl, repository }) {
    return `${serverUrl}/${repository}/wiki`;
}
/** A wiki shows this in the history of its pages. */
function messageFor({ changes, book }) {
    const [event] = book.events;
    const what = event === undefined
        ? ''
        : `: ${event.kind}${event.from === '' ? '' : ` ${event.from}`} of ${(0,shared_text/* counted */.hS)(event.images.length, 'image')}`;
    return `${(0,shared_text/* counted */.hS)(changes.length, 'page')} by stack-action${what}\n\n[ci skip]\n`;
}
/** The wiki that is meant; undefined outside of any repository. Throws a UserError. */
function accessOf({ inputs, env, signal, now, }) {
    const own = env['GITHUB_REPOSITORY'] ?? '';
    const repository = inputs.wiki === '' ? own : inputs.wiki.replace(/\.wiki$/, '');
    if (repository === '')
        return undefined;
    if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
        throw (0,errors/* userError */.IF)(`"${inputs.wiki}" is no repository`, { remedy: 'Write --wiki OWNER/NAME (input `wiki`).' });
    const serverUrl = (env['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, '');
    if (!/^https?:\/\//i.test(serverUrl) || !URL.canParse(serverUrl))
        throw (0,errors/* userError */.IF)(`GITHUB_SERVER_URL is "${(0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(serverUrl), 200)}", which is no address of the web`, {
            remedy: 'Set it to the address of your GitHub, such as https://github.com.',
        });
    const isHub = serverUrl === 'https://github.com';
    const apiUrl = env['GITHUB_API_URL'] ?? (isHub ? 'https://api.github.com' : `${serverUrl}/api/v3`);
    const token = inputs.token !== '' ? inputs.token : (env['STACK_WIKI_TOKEN'] ?? env['GH_TOKEN'] ?? env['GITHUB_TOKEN'] ?? '');
    return { serverUrl, apiUrl, repository, own, token, env, signal, now };
}

;// CONCATENATED MODULE: ./build-ts/src/commands/wiki.js























/** Writes pages of what was published and moved into a wiki, or a folder. Throws a UserError or a WorkError. */
async function wikiCommand(request) {
    const { inputs, env, signal, now } = request;
    const began = now().getTime();
    const notices = [];
    const { event, fork } = await (0,happening/* readHappening */.Z)(request);
    const base = (0,planning.baseDirectory)(request);
    const { artifacts } = (0,planning.foldersOf)((0,external_node_path_.resolve)(base, inputs.out));
    const unmerged = fork || (0,moving/* isUnmerged */.sg)(event.name);
    if (unmerged && !inputs.dryRun)
        notices.push(`${fork ? 'this code comes from a fork' : `${event.name} is about what is not merged yet`}: the pages are written to artifacts/wiki/ only`);
    const dryRun = inputs.dryRun || unmerged;
    const stack = await stackOf(request, base, notices);
    const registry = (0,client/* registryClient */.R)((0,credentials/* dockerCredentials */.d)(env));
    const found = await findNews((0,external_node_path_.resolve)(base, inputs.out), inputs.earlier.map((path) => ({ path: (0,external_node_path_.resolve)(base, path), shown: path })));
    notices.push(...found.notices);
    const news = await newsOf(request, { stack, registry, found, base, event, notices });
    if (news.length === 0)
        notices.push(nothingIn(inputs));
    const source = factsSource(registry, found.runs, found.facts, signal);
    const form = inputs.folder === '' ? 'wiki' : 'folder';
    const make = maker({
        ...{ news, stack, found, source, keep: inputs.keep, form, told: notices },
        now: new Date(began).toISOString(),
    });
    const [done, where] = inputs.folder === ''
        ? await toWiki(request, { make, dryRun, notices })
        : await toFolder((0,out_folder/* checkOutFolder */.B)((0,external_node_path_.resolve)(base, inputs.folder)), { make, dryRun });
    const { composed, commit } = done;
    for (const { page, target } of composed.dead)
        notices.push(`the page ${page} links to ${target}, which is not there: a fault of stack-action, please report it`);
    if (dryRun)
        await writePreview((0,external_node_path_.join)(artifacts, 'wiki'), composed);
    const result = {
        ...{ schema: 1, command: 'wiki', outcome: 'passed', dryRun, url: where, commit, ms: now().getTime() - began },
        pages: composed.changes,
        total: composed.pages.length,
        notices: [...new Set([...notices, ...composed.notices, ...source.notices()])],
    };
    (0,plan_files/* writePlanFiles */.ip)(artifacts, { 'wiki.json': (0,plan_files/* json */.Pq)(result) });
    return { result, artifacts };
}
/** Pages without news are no mistake: a run may have published nothing. A wrong folder looks the same. */
function nothingIn({ out, earlier, from }) {
    const where = [out === '.' ? 'artifacts/' : (0,external_node_path_.join)(out, 'artifacts/'), ...earlier].join(', ');
    const more = from === '' ? '; --from STAGE (input `from`) takes what is in the registry' : '';
    return `nothing that was published or moved is told in ${where} (--out, --earlier)${more}`;
}
/** The stack says which names are those of stages; pages are made without it, too. */
async function stackOf({ inputs }, base, notices) {
    const path = (0,external_node_path_.resolve)(base, inputs.spec);
    try {
        return { stack: (0,load/* loadSpec */.I)(await (0,sources/* readSpec */.Ot)(path, inputs.spec), inputs.spec), directory: (0,external_node_path_.dirname)(path) };
    }
    catch (error) {
        if (inputs.from !== '')
            throw error;
        notices.push(`which names are those of stages is not known: ${(0,errors/* messageOf */.bD)(error)}`);
        return undefined;
    }
}
async function newsOf(request, ground) {
    const { inputs, env, now, signal } = request;
    const { stack: known, registry, found, base, event, notices } = ground;
    const published = publishEvent(found.runs, (0,moving.whoMoves)(env));
    const news = [
        ...(published === undefined ? [] : [{ event: published, sources: new Map() }]),
        ...found.moves,
    ];
    if (inputs.from === '' || known === undefined)
        return news;
    const { stack, directory } = known;
    const facts = await (0,tag.factsOf)({ inputs: { ...inputs, to: [] }, env }, { stack, directory, event, folders: (0,planning.foldersOf)((0,external_node_path_.resolve)(base, inputs.out)) });
    const bases = (0,registries/* registryBases */.es)(inputs, stack);
    const notice = (text) => void notices.push(text);
    return [
        ...news,
        ...(await newsFrom(inputs.from, inputs.images, { stack, bases, registry }, facts, { now: now(), signal, notice })),
    ];
}
async function toFolder(folder, { make, dryRun }) {
    const composed = await make(await readFolder(folder));
    if (!dryRun)
        await writeFolder(folder, composed);
    return [{ composed, commit: '' }, folder];
}
async function toWiki(request, { make, dryRun, notices }) {
    const access = accessOf(request);
    if (dryRun) {
        // A look at what is there makes the preview a better one; forks and laptops may not be allowed to.
        const shelf = access === undefined
            ? EMPTY_SHELF
            : await readWiki(access).catch((error) => {
                request.signal.throwIfAborted();
                notices.push(`what is in the wiki now is not known, so this is all of it: ${(0,errors/* messageOf */.bD)(error)}`);
                return EMPTY_SHELF;
            });
        return [{ composed: await make(shelf), commit: '' }, access === undefined ? '' : urlOf(access)];
    }
    if (access === undefined)
        throw (0,errors/* userError */.IF)('it is not known which wiki is meant', {
            remedy: 'Name its repository with --wiki OWNER/NAME (input `wiki`), a folder with --folder DIR, or look at the pages with --dry-run.',
        });
    let composed;
    const { commit, races } = await writeWiki(access, async (shelf) => {
        const made = await make(shelf);
        // After a race the last word is what the others left to do, but what we said of the pages is all of it.
        composed = made;
        return { ...made, message: messageFor(made) };
    });
    if (races > 0)
        notices.push(`somebody else wrote to the wiki at the same time: ${(0,shared_text/* counted */.hS)(races, 'push', 'pushes')} had to be made again`);
    if (composed === undefined)
        throw new Error('no pages were made');
    return [{ composed, commit: commit ?? '' }, urlOf(access)];
}
const EMPTY_SHELF = { files: new Map(), others: [] };
/** The pages of a dry run, and none of an earlier one. */
async function writePreview(folder, composed) {
    try {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
    catch (error) {
        if ((0,errors/* codeOf */.$N)(error) !== 'ENOENT')
            throw error;
    }
    await writeFolder(folder, { writes: composed.writes, removes: [] });
}


/***/ }),

/***/ 60581:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ renderManifest)
/* harmony export */ });
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3350);
/* harmony import */ var _diff_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76355);


/** More lines than this are folded away. */
const FOLD_AFTER = 30;
/** Characters of a layer's command. */
const MAX_COMMAND = 400;
/** And of why a suite is off. */
const MAX_WHY = 160;
/** Bytes of what changed: a wiki's page is for reading. */
const MAX_DIFF = 100_000;
/** The page that says what is in an image: `manifests/<safe name>.md`. The same facts make the same page. */
function renderManifest(facts, { published = [], buildMs, diff } = {}) {
    const rows = [
        ['Image', code(facts.ref)],
        ['Digest', facts.digest === null ? '' : code(facts.digest)],
        ['Published as', published.map(({ ref }) => code(ref)).join('<br>')],
        ['Version', (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(facts.version)],
        ['Source', sourceText(facts)],
        ['Built on', builtOnText(facts)],
        ['Base', facts.base === null ? '' : placeText(facts.base)],
        ['Platform', (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(facts.platform)],
        ['Built at', timeText(facts.builtAt)],
        ['Built in', linkOf(facts.builtIn) ?? (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(facts.builtIn)],
        ['Build time', buildMs === undefined ? '' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S5)(buildMs)],
        ['Size', facts.size === 0 ? '' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(facts.size)],
        ['Compressed', facts.compressed === null ? '' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(facts.compressed)],
        ['Tests', facts.suites.map(suiteText).join('<br>') || 'none'],
        ['Fingerprint', facts.fingerprint === '' ? '' : code(facts.fingerprint)],
    ];
    return [
        `# ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(facts.id)}`,
        '',
        '| | |',
        '|:--|:--|',
        ...rows.filter(([, value]) => value !== '').map(([name, value]) => `| ${name} | ${value} |`),
        '',
        ...(diff === undefined ? [] : ['## What changed', '', (0,_diff_js__WEBPACK_IMPORTED_MODULE_1__/* .diffMarkdown */ .xb)(diff, MAX_DIFF), '']),
        ...layerSection(facts),
        ...facts.infos.flatMap(infoSection),
        '',
    ].join('\n');
}
/** As code where that can be told from the code around it, else escaped. */
function code(text) {
    const clean = (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj)(text);
    return /^[\w./:@+=-]+$/.test(clean) ? `\`${clean}\`` : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(clean);
}
/** An address of the web, as a link to itself; undefined where it is none, or could be more than one. */
function linkOf(text, label = text) {
    return /^https?:\/\/[\w.-]+(?::\d+)?(?:\/[\w.~/-]*)?$/.test(text) ? `[${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(label)}](${text})` : undefined;
}
function sourceText({ revision, source }) {
    if (revision === '')
        return linkOf(source) ?? (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(source);
    const isHash = /^[0-9a-f]{7,64}$/.test(revision);
    const link = isHash ? linkOf(`${source.replace(/\/+$/, '')}/commit/${revision}`, revision.slice(0, 12)) : undefined;
    return link ?? code(revision);
}
function placeText({ ref, digest }) {
    return digest === null ? code(ref) : `${code(ref)}<br>${code(digest)}`;
}
function builtOnText({ parents }) {
    return parents.length === 0 ? 'no image of this stack' : parents.map(placeText).join('<br>');
}
function timeText(iso) {
    return `${iso
        .slice(0, 19)
        .replace('T', ' ')
        .replace(/[^\d: -]/g, '')} UTC`;
}
function suiteText({ name, of, outcome, total, failed = 0, skipped = 0, flaky = 0, why }) {
    const facts = [
        ...(of === undefined ? [] : [`of ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(of)}`]),
        ...(total === undefined ? [] : [`${total} ${total === 1 ? 'test' : 'tests'}`]),
        ...(failed > 0 ? [`${failed} failed`] : []),
        ...(skipped > 0 ? [`${skipped} skipped`] : []),
        ...(flaky > 0 ? [`${flaky} flaky`] : []),
        ...(why === undefined ? [] : [(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)(why, MAX_WHY))]),
    ];
    return `${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(name)}: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(outcome)}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
}
function layerSection({ layers }) {
    if (layers.length === 0)
        return [];
    return [
        '## Layers',
        '',
        '| Command | Size | Total | Time | Created |',
        '|:--|--:|--:|--:|:--|',
        ...layers.map(({ command, size, cumulativeSize, cached, ms, createdAt }) => `| ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)((0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .clip */ .$Q)(command, MAX_COMMAND))} | ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(size)} | ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .sizeText */ .lP)(cumulativeSize)} | ${cached ? 'cached' : ms === null ? '' : (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .durationText */ .S5)(ms)} | ${createdAt.slice(0, 19).replace('T', ' ')} |`),
    ];
}
function infoSection({ description, command, status, output }) {
    const text = output.split('\n').map(_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .plain */ .pj).join('\n').trimEnd();
    const lines = text.split('\n').length;
    const block = (0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .fenced */ .OF)(text);
    return [
        '',
        `## ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(description)}`,
        '',
        ...(status === 0 ? [] : [`**The command ended with exit status ${status}**: ${(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_0__/* .markdown */ .wD)(command.join(' '))}`, '']),
        ...(lines > FOLD_AFTER ? ['<details>', `<summary>${lines} lines</summary>`, '', block, '', '</details>'] : [block]),
    ];
}


/***/ }),

/***/ 98288:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ runProcess)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31421);
/* harmony import */ var node_events__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(78474);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(48161);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(46466);




const DEFAULT_GRACE_MS = 10_000;
/** What was written before a kill is read by then; who holds the streams longer has left the group. */
const DRAIN_MS = 500;
/**
 * Runs a program and all that it starts to the end, for output of any length; what leaves its group to outlive it is no
 * longer heard when the grace is over. Throws when it cannot be started, and what
 * its input or a listener threw; of an abort, that it was one.
 */
async function runProcess(request) {
    const { file, args, env, cwd, input, onStdout, onStderr, timeoutMs, signal } = request;
    const { stopSignal = 'SIGTERM', graceMs = DEFAULT_GRACE_MS } = request;
    signal.throwIfAborted();
    // A group of its own: what the program starts ends with it, and no Ctrl-C reaches them but by us.
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(file, args, {
        env,
        ...(cwd === undefined ? {} : { cwd }),
        stdio: ['pipe', onStdout === undefined ? 'ignore' : 'pipe', onStderr === undefined ? 'ignore' : 'pipe'],
        detached: true,
    });
    const kill = (name) => {
        if (child.pid === undefined)
            return;
        try {
            process.kill(-child.pid, name);
        }
        catch {
            // All of it has ended.
        }
    };
    let timer;
    const endAll = () => {
        kill('SIGKILL');
        timer = setTimeout(() => {
            child.stdout?.destroy();
            child.stderr?.destroy();
        }, DRAIN_MS);
    };
    const stop = () => {
        kill(stopSignal);
        timer ??= setTimeout(endAll, graceMs);
    };
    let fault;
    const fail = (error) => {
        fault ??= error instanceof Error ? error : new Error(String(error));
        stop();
    };
    const hearing = (listen) => (data) => {
        if (fault !== undefined)
            return;
        try {
            listen(data);
        }
        catch (error) {
            fail(error);
        }
    };
    if (onStdout !== undefined)
        child.stdout?.on('data', hearing(onStdout));
    if (onStderr !== undefined)
        child.stderr?.on('data', hearing(onStderr));
    let timedOut = false;
    const limit = timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            stop();
        }, timeoutMs);
    const ended = (0,node_events__WEBPACK_IMPORTED_MODULE_1__.once)(child, 'close');
    // What it left running in the background may hold its streams open for ever. It itself has ended in time.
    child.once('exit', () => {
        clearTimeout(limit);
        timer ??= setTimeout(endAll, graceMs);
    });
    signal.addEventListener('abort', stop);
    try {
        // Whoever ends without reading closes the pipe; that is no failure.
        child.stdin?.on('error', () => undefined);
        if (input === undefined)
            child.stdin?.end();
        else if (child.stdin !== null) {
            input.once('error', fail);
            (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_3__.pipeline)(input, child.stdin).catch(() => undefined);
        }
        const [status, ender] = await ended;
        signal.throwIfAborted();
        if (fault !== undefined)
            throw fault;
        return {
            status: ender === null ? (status ?? 0) : 128 + node_os__WEBPACK_IMPORTED_MODULE_2__.constants.signals[ender],
            signalled: ender !== null,
            timedOut,
        };
    }
    finally {
        clearTimeout(timer);
        clearTimeout(limit);
        signal.removeEventListener('abort', stop);
        // What outlived it, if anything did: it has had its time.
        kill('SIGKILL');
    }
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
