export const id = 2187;
export const ids = [2187,4158];
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

/***/ 2858:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  rollbackCommand: () => (/* binding */ rollbackCommand)
});

// EXTERNAL MODULE: ./build-ts/src/output/move-files.js
var move_files = __webpack_require__(90846);
// EXTERNAL MODULE: ./build-ts/src/registry/slots.js
var slots = __webpack_require__(81718);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/nearest.js
var nearest = __webpack_require__(54527);
// EXTERNAL MODULE: ./build-ts/src/changes/git.js
var git = __webpack_require__(29933);
// EXTERNAL MODULE: ./build-ts/src/commands/gates.js
var gates = __webpack_require__(36406);
// EXTERNAL MODULE: ./build-ts/src/commands/move-names.js
var move_names = __webpack_require__(3660);
// EXTERNAL MODULE: ./build-ts/src/commands/moving.js
var moving = __webpack_require__(13401);
// EXTERNAL MODULE: ./build-ts/src/run/claims.js
var claims = __webpack_require__(77848);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
;// CONCATENATED MODULE: ./build-ts/src/commands/rollback-choice.js


/**
 * What a journal says of a name that names `now`. What was begun and never ended has moved the name where that, or what
 * comes next, shows it; as long as it may still go on, nobody knows.
 */
function historyOf(place, journal, now, at) {
    const [records, idle] = [[], []];
    let found = now;
    for (const one of journal.filter((record) => record.tag === place.tag && isMove(record)).reverse()) {
        if (one.state === 'begun' && !(0,claims/* isLive */.DG)(one, at) && found === one.old) {
            idle.unshift(one);
            continue;
        }
        records.unshift(one);
        found = one.old;
    }
    return { ...place, records, idle, now };
}
/** Whether a record is of something that has, or may have, changed what a name names. */
function isMove({ state, old, new: now }) {
    return state !== 'undone' && old !== now;
}
/**
 * The order in which operations happened: as every journal has them; those that no journal has together go by their
 * clocks, which may be wrong.
 */
function orderOf(journals) {
    const order = new Map();
    const clocks = new Map(journals.flat().map(({ operation, at }) => [operation, Date.parse(at)]));
    const lists = journals.map((journal) => [...new Set(journal.map(({ operation }) => operation))].reverse());
    const wanted = counted(lists.flat());
    for (;;) {
        for (const list of lists)
            while (order.has(list.at(-1) ?? ''))
                list.pop();
        const heads = counted(lists.flatMap((list) => list.slice(-1)));
        const ready = [...heads.keys()].filter((one) => heads.get(one) === wanted.get(one));
        // Journals contradict each other where two moved different names at the same time.
        const candidates = ready.length === 0 ? [...heads.keys()] : ready;
        const [first] = candidates.sort((a, b) => (clocks.get(a) ?? 0) - (clocks.get(b) ?? 0));
        if (first === undefined)
            return order;
        order.set(first, order.size);
    }
}
function counted(all) {
    const times = new Map();
    for (const one of all)
        times.set(one, (times.get(one) ?? 0) + 1);
    return times;
}
/** What moved the names, newest first. */
function undoableOf(named, order) {
    const operations = new Map();
    for (const { image, ref, records } of named)
        for (const one of records) {
            const { operation, kind, by, at, run, from = '', old } = one;
            const unfinished = one.state === 'begun';
            const known = operations.get(operation) ?? { operation, kind, by, at, run, from, unfinished, moves: [] };
            known.moves.push({ image, ref, old, new: one.new });
            operations.set(operation, { ...known, unfinished: known.unfinished || unfinished });
        }
    return [...operations.values()].sort((a, b) => placeIn(order, b.operation) - placeIn(order, a.operation));
}
function placeIn(order, operation) {
    return order.get(operation) ?? order.size;
}
/**
 * The newest operation. Where it did the rest of what was broken off before, that goes with it: a stack is not to be left
 * half-way.
 */
function lastOf(undoable, named) {
    const [newest] = undoable;
    if (newest === undefined)
        return undefined;
    let last = newest;
    const notices = [];
    for (const before of undoable.slice(1)) {
        const { operation } = last;
        const isRest = ({ records, idle }) => {
            const broken = idle.find((one) => one.operation === before.operation);
            return broken !== undefined && records.some((one) => one.operation === operation && one.new === broken.new);
        };
        if (!before.unfinished || !named.some(isRest))
            break;
        notices.push(`${before.kind} ${before.operation} was broken off, and ${operation} did the rest of it: this undoes both`);
        last = before;
    }
    return { operation: last.operation, notices };
}
/** What has to move so that all names are as they were before an operation; what came after it is undone, too. */
function backBefore(operation, named, order, { force, at }) {
    const since = placeIn(order, operation);
    const touched = named.flatMap((one) => {
        const records = one.records.filter((record) => placeIn(order, record.operation) >= since);
        const [first] = records;
        const last = records.at(-1);
        return first === undefined || last === undefined ? [] : [{ ...one, first, last, records }];
    });
    const problems = [];
    const moved = [];
    const undone = new Map();
    const passed = new Map();
    const transfers = touched.flatMap(({ image, repository, tag, ref, first, last, records, now }) => {
        if (first.old === null) {
            const what = first.operation === operation ? 'was new then' : 'is newer than that';
            if (now !== null)
                moved.push(`${ref} ${what}, and stays at ${(0,shared_text/* shortDigest */.VK)(now)}: nothing is deleted`);
            return [];
        }
        const source = { repository, digest: first.old, ref: `${repository}@${first.old}` };
        if (now === first.old)
            return [{ image, ref, source }];
        for (const one of records)
            undone.set(one.operation, one);
        // Of what did not end nobody knows how far it came.
        const expected = last.state === 'begun' ? [last.new, last.old] : [last.new];
        if (!expected.includes(now)) {
            const message = `${ref} names ${now === null ? 'nothing' : (0,shared_text/* shortDigest */.VK)(now)} by now, and ${(0,shared_text/* shortDigest */.VK)(last.new)} after ${last.operation}: somebody else moved it`;
            if (force)
                moved.push(`${message} (--force)`);
            else
                problems.push({
                    message,
                    remedy: 'See what it is; move it back all the same with --force, or not with --images.',
                });
        }
        const claim = records.find((one) => one.operation === operation && one.tag === tag && (0,claims/* isLive */.DG)(one, at));
        if (!force || claim === undefined)
            return [{ image, ref, source }];
        passed.set(ref, claim);
        return [{ image, ref, source, over: operation }];
    });
    undone.delete(operation);
    const notices = [
        ...[...undone.values()].map((one) => `this undoes ${whose(one)}, too`),
        ...[...passed.values()].slice(0, 1).map((claim) => overText(claim, passed.size, at)),
        ...moved,
    ];
    return { transfers, notices, problems };
}
function whose({ kind, operation, by }) {
    return `${kind} ${operation} of ${by === '' ? 'somebody' : by}`;
}
function overText(claim, names, at) {
    const until = new Date((0,claims/* endOf */.pJ)(claim, at)).toISOString();
    const what = names === 1 ? '1 name' : `${names} names`;
    return `${whose(claim)} has not ended: its claim on ${what}, until ${until}, is passed over (--force); others still heed it`;
}

// EXTERNAL MODULE: ./build-ts/src/stack/refs.js
var refs = __webpack_require__(99072);
// EXTERNAL MODULE: ./build-ts/src/stack/stages.js
var stack_stages = __webpack_require__(86525);
// EXTERNAL MODULE: ./build-ts/src/stack/tags.js
var tags = __webpack_require__(38983);
;// CONCATENATED MODULE: ./build-ts/src/commands/rollback-names.js






/** The names that a tag or stage means: in every registry, of every image. Those of a version never moved. */
function placesOf(name, members, { stack, bases }, facts) {
    const places = new Map();
    const isStage = stack.stages.some((stage) => stage.name === name);
    if (!isStage)
        checkTag(name, stack);
    for (const { id, image, variant } of isStage ? members : ownersOf(name, stack, members)) {
        const tags = isStage ? tagsOf(name, stack, { id, image, variant }, facts) : [name];
        for (const base of bases.length === 0 ? [undefined] : bases)
            for (const tag of tags) {
                const repository = (0,move_names/* placeOf */.$t)(image, base);
                const ref = `${repository}:${tag}`;
                // A name without a prefix is of all variants.
                if (!places.has(ref))
                    places.set(ref, { image: id, repository, tag, ref });
            }
    }
    return [...places.values()];
}
function checkTag(name, { stages }) {
    if ((0,tags/* isReserved */.Bs)(name))
        throw (0,errors/* userError */.IF)(`the tag "${name}" is this program's own: nothing moves it back`, {
            remedy: `Name a stage (${stages.map((stage) => stage.name).join(', ')}) or a tag of images.`,
        });
    if (!(0,refs/* isTag */.dz)(name))
        throw (0,errors/* userError */.IF)(`"${name}" is neither a stage nor a tag`, {
            remedy: (0,nearest/* suggest */.ZA)(name, stages.map((stage) => stage.name), 'stages'),
        });
}
/** The names of a stage that move. */
function tagsOf(name, { stages }, { image, variant }, facts) {
    return stages
        .filter((stage) => stage.name === name)
        .flatMap((stage) => {
        const words = (0,stack_stages/* tagWords */.u0)(facts, { stage, variant, image: image.name });
        const moving = stage.tags.filter((template) => template !== (0,stack_stages/* immutableTemplate */.$Z)(stage));
        return moving.flatMap((template) => {
            const rendered = (0,stack_stages/* renderTag */.vY)(template, words);
            return 'tag' in rendered && (0,refs/* isTag */.dz)(rendered.tag) ? [rendered.tag] : [];
        });
    });
}
/** The images that a tag may be of: those of the one plan whose tag it is, as far as that can be told. Throws a UserError. */
function ownersOf(tag, { stages, variants }, members) {
    const prefixes = variants.map(({ prefix }) => prefix);
    const own = (0,stack_stages/* prefixOf */.MT)(tag, prefixes);
    if (own !== '' && prefixes.includes(own)) {
        const owners = members.filter(({ variant }) => variant.prefix === own);
        if (owners.length > 0)
            return owners;
        throw (0,errors/* userError */.IF)(`the tag ${tag} is of a plan of which no image is chosen`, {
            remedy: `Choose images of it (name@${variants.find(({ prefix }) => prefix === own)?.name ?? ''}), or none.`,
        });
    }
    const rendered = members.filter(({ image, variant }) => (0,stack_stages/* higherStageOf */.jl)(tag, { stages, variants: [variant] }, image.name) !== undefined);
    return rendered.length === 0 ? members : rendered;
}

// EXTERNAL MODULE: ./build-ts/src/commands/version.js
var version = __webpack_require__(16870);
;// CONCATENATED MODULE: ./build-ts/src/commands/rollback.js











/** Lists what moved a name and can be undone, or moves it back. Throws a UserError before anything moved. */
async function rollbackCommand(request) {
    const { inputs } = request;
    const begunAt = request.now();
    checkCall(request);
    const ground = await (0,moving/* prepareMoves */.iB)(request);
    const members = (0,move_names/* membersOf */.lS)(ground.stack, inputs.images);
    const places = placesOf(inputs.name, members, ground, await factsOf(request, ground));
    const { named, order, tags } = await histories(places, ground, request);
    const undoable = undoableOf(named, order);
    if (!places.some(({ tag }) => tags.has(tag)))
        checkName(inputs.name, ground.stack, [...tags]);
    const chosen = inputs.last ? lastOf(undoable, named) : chosenOf(inputs.before, undoable);
    const facts = { command: 'rollback', from: inputs.name, gates: [], skippedGates: false };
    if (chosen === undefined)
        return listed(request, ground, { ...facts, undoable }, begunAt);
    const { operation } = chosen;
    const back = backBefore(operation, named, order, { force: inputs.force, at: request.now() });
    if (back.problems.length > 0)
        throw new errors/* UserError */.yo(back.problems);
    const notices = [...chosen.notices, ...back.notices];
    return (0,moving/* carryOut */.u0)(request, ground, back.transfers, {
        ...{ ...facts, kind: 'rollback', begunAt, source: `before ${operation}`, to: [operation], undoable: [], notices },
    });
}
/** Requests at the same time. */
const LOOK_UPS = 8;
/** What is known of the names, and all tags of their journals. */
async function histories(places, { registry }, { inputs, signal, now }) {
    const journalOf = (0,gates/* journals */.V)(registry, signal);
    const inSlot = (0,slots/* slots */.Q)(LOOK_UPS);
    const chooses = inputs.last || inputs.before !== '';
    const known = new Map();
    const named = await Promise.all(places.map(async (place) => {
        const { repository, tag } = place;
        const journal = await journalOf(repository);
        known.set(repository, journal);
        const own = journal.filter((record) => record.tag === tag && isMove(record));
        // A list needs to know what a name names only where that says whether something was broken off before it moved.
        const isAsked = own.length > 0 && (chooses || own.some(({ state }) => state === 'begun'));
        const look = () => {
            signal.throwIfAborted();
            return registry.digest(repository, tag);
        };
        const names = isAsked ? ((await inSlot(look)) ?? null) : null;
        return historyOf(place, own, names, now());
    }));
    const refs = new Set(places.map(({ ref }) => ref));
    const order = orderOf([...known].map(([repository, journal]) => journal.filter(({ tag }) => refs.has(`${repository}:${tag}`))));
    return { named, order, tags: new Set([...known.values()].flat().map(({ tag }) => tag)) };
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
        throw new errors/* UserError */.yo(problems);
}
async function factsOf({ inputs, env }, { stack, event, directory, folders }) {
    const isFirst = stack.stages[0]?.name === inputs.name;
    const commit = isFirst ? await (0,git/* readCommit */.kN)(directory, [folders.artifacts]) : undefined;
    return { branch: event.branch ?? commit?.branch ?? '', sha: '', user: (0,version/* userOf */.Z5)(inputs.user, env) };
}
/** A tag that no journal has heard of is mistyped; a stage may just never have been moved. */
function checkName(name, { stages, file }, tags) {
    if (stages.some((stage) => stage.name === name))
        return;
    throw (0,errors/* userError */.IF)(`no journal of the images of ${file} knows of a move of "${name}"`, {
        remedy: (0,nearest/* suggest */.ZA)(name, [...stages.map((stage) => stage.name), ...tags], 'stages and tags'),
    });
}
function chosenOf(before, undoable) {
    if (before === '')
        return undefined;
    if (undoable.some(({ operation }) => operation === before))
        return { operation: before, notices: [] };
    throw (0,errors/* userError */.IF)(`no operation ${before} has moved this`, {
        remedy: (0,nearest/* suggest */.ZA)(before, undoable.map(({ operation }) => operation), 'operations'),
    });
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
    new move_files/* MoveFiles */.p(folders.artifacts).result(result, [], []);
    return { result, folders };
}


/***/ })

};
