export const id = 9634;
export const ids = [9634];
export const modules = {

/***/ 47661:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ NoSession),
/* harmony export */   a: () => (/* binding */ openChannel)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);
/* harmony import */ var _shared_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3350);


/** The server does not open another session over this connection (sshd's MaxSessions); a new connection may do. */
class NoSession extends _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE {
}
/**
 * Starts a line of shell over a connection; its stdin stays open. `use` gets the channel at once: the end of a command may
 * lie in the same packet as the word that it has begun. Throws a NoSession, or a WorkError where the server refuses the
 * command or the connection is lost.
 */
function openChannel(hop, line, use) {
    return new Promise((resolve, reject) => {
        const refuse = (error) => {
            if (hop.lost !== undefined)
                reject(new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE(`the connection was lost: ${hop.lost}`, { cause: error }));
            else if (/Channel open failure/.test((0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error))) {
                reject(new NoSession('the login host opens no session for a command', {
                    ...{ cause: error, evidence: [(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)((0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error))] },
                    remedy: 'Its sshd allows fewer sessions per connection than are needed (MaxSessions).',
                }));
            }
            else {
                reject(new _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .WorkError */ .oE('the login host does not start commands', {
                    ...{ cause: error, evidence: [(0,_shared_text_js__WEBPACK_IMPORTED_MODULE_1__/* .plain */ .pj)((0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error))] },
                    remedy: 'The account may be for files only, or for a terminal only.',
                }));
            }
        };
        try {
            hop.client.exec(line, (error, channel) => (error === undefined ? resolve(use(channel)) : refuse(error)));
        }
        catch (error) {
            refuse(error);
        }
    });
}


/***/ }),

/***/ 447:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ accessOf),
/* harmony export */   _: () => (/* binding */ knownHostsOf)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(51455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);


/** As ssh tries them (ssh_config(5), IdentityFile), without those that want hardware. */
const IDENTITIES = ['id_ed25519', 'id_ecdsa', 'id_rsa'];
/** ssh_config(5), UserKnownHostsFile and GlobalKnownHostsFile. */
const KNOWN_HOSTS = ['known_hosts', 'known_hosts2'];
const GLOBAL_KNOWN_HOSTS = '/etc/ssh/ssh_known_hosts';
const CONNECT_MS = 30_000;
/**
 * What ssh itself would log in with: the environment's key, else the agent and the first identity file that can be used
 * (one with a passphrase only where there is one to try). ~/.ssh/config is not read.
 */
async function accessOf(place, env) {
    const set = (value) => (value === '' ? undefined : value);
    const agent = set(env.SSH_AUTH_SOCK);
    const passphrase = set(env.STACK_SSH_PASSPHRASE);
    const password = set(env.STACK_SSH_PASSWORD);
    return {
        ...{ place, jump: undefined, passphrase, password, agent },
        key: set(env.STACK_SSH_KEY) ?? (await identity(env.HOME, passphrase !== undefined)),
        knownHosts: set(env.STACK_SSH_KNOWN_HOSTS) ?? (await knownHostsOf(env.HOME)),
        ...{ connectMs: CONNECT_MS, keepAliveMs: 0 },
    };
}
/** All that the files of known hosts say. */
async function knownHostsOf(home) {
    const own = home === undefined ? [] : KNOWN_HOSTS.map((name) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home, '.ssh', name));
    const texts = [];
    for (const path of [...own, GLOBAL_KNOWN_HOSTS])
        texts.push((await textOf(path)) ?? '');
    return texts.join('\n');
}
async function identity(home, hasPassphrase) {
    for (const name of home === undefined ? [] : IDENTITIES) {
        const text = await textOf((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(home ?? '', '.ssh', name));
        if (text !== undefined && (hasPassphrase || !isLocked(text)))
            return text;
    }
    return undefined;
}
/** Whether a key has a passphrase: PEM says so in a header, OpenSSH's format names its key derivation (PROTOCOL.key). */
function isLocked(text) {
    if (/ENCRYPTED/.test(text))
        return true;
    const body = /-----BEGIN OPENSSH PRIVATE KEY-----([^-]*)/.exec(text)?.[1] ?? '';
    return Buffer.from(body, 'base64').subarray(0, 64).includes('bcrypt');
}
async function textOf(path) {
    try {
        return await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(path, 'utf8');
    }
    catch {
        return undefined; // Not there, or not ours to read: ssh goes on without it, too.
    }
}


/***/ }),

/***/ 81563:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  T: () => (/* binding */ openLine)
});

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(77030);
// EXTERNAL MODULE: ./build-ts/src/shared/errors.js
var errors = __webpack_require__(2890);
// EXTERNAL MODULE: ./build-ts/src/shared/text.js
var shared_text = __webpack_require__(3350);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./build-ts/src/remote/places.js
var places = __webpack_require__(61704);
;// CONCATENATED MODULE: ./build-ts/src/remote/known-hosts.js


const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}=?$/;
/**
 * Reads text in the format of sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT": plain, with a port, with wildcards and negation,
 * hashed, and `@revoked`. A fingerprint may stand for a key (`host SHA256:…`), or alone, for whatever host is asked for.
 * `@cert-authority` is not supported: the ssh library knows no certificates of hosts.
 */
function parseKnownHosts(text) {
    const entries = [];
    const unread = [];
    text.split(/\r\n|\n|\r/).forEach((whole, index) => {
        const line = index + 1;
        const words = whole.trim().split(/[ \t]+/);
        if (words[0] === '' || words[0]?.startsWith('#') === true)
            return;
        const marker = words[0]?.startsWith('@') === true ? words.shift() : undefined;
        if (marker !== undefined && marker !== '@revoked') {
            const why = marker === '@cert-authority' ? 'certificates of hosts are not supported' : 'an unknown marker';
            unread.push(`line ${line}: ${marker}: ${why}`);
            return;
        }
        const alone = isFingerprint(words[0] ?? '');
        const pin = alone ? fingerprintPin(words[0] ?? '') : pinOf(words.slice(1));
        if (typeof pin === 'string')
            unread.push(`line ${line}: ${pin}`);
        else
            entries.push({ line, isFor: alone ? undefined : matcher(words[0] ?? ''), pin, revoked: marker !== undefined });
    });
    return { entries, unread };
}
function isFingerprint(word) {
    return /^SHA256:/i.test(word);
}
function fingerprintPin(word) {
    if (!FINGERPRINT.test(word))
        return 'not a SHA256 fingerprint as ssh-keygen -l prints it';
    return { kind: 'fingerprint', fingerprint: word.replace(/=$/, '') };
}
function pinOf([type = '', base64 = '']) {
    if (isFingerprint(type))
        return fingerprintPin(type);
    if (/^(MD5:)?([0-9a-f]{2}:){15}[0-9a-f]{2}$/i.test(type))
        return 'MD5 fingerprints prove nothing; give the SHA256 one';
    const blob = Buffer.from(base64, 'base64');
    // The blob says its own type, as a string with its length before it (RFC 4253, 6.6).
    if (blob.length < 8 || typeOf(blob) !== type)
        return 'not a host, a type of key and a key';
    return { kind: 'key', type, blob };
}
/** The type a key says it has; '' where it does not say one. */
function typeOf(blob) {
    if (blob.length < 4)
        return '';
    return blob.subarray(4, 4 + blob.readUInt32BE(0)).toString('latin1');
}
/** As `ssh-keygen -l` prints it. */
function fingerprintOf(blob) {
    return `SHA256:${(0,external_node_crypto_.createHash)('sha256').update(blob).digest('base64').replace(/=+$/, '')}`;
}
function isPinned(pin, blob) {
    return pin.kind === 'key' ? pin.blob.equals(blob) : pin.fingerprint === fingerprintOf(blob);
}
function matcher(field) {
    if (field.startsWith('|'))
        return hashedMatcher(field);
    const patterns = field.split(',').map((pattern) => {
        const negated = pattern.startsWith('!');
        const text = pattern.slice(negated ? 1 : 0).toLowerCase();
        // `[host]:22` is what ssh-keyscan writes for a port that it is told; it means the plain name.
        return { negated, text: text.replace(/^\[([^\]]*)\]:22$/, '$1') };
    });
    return (name) => {
        const hits = patterns.filter(({ text }) => wildcard(text, name));
        return hits.length > 0 && hits.every(({ negated }) => !negated);
    };
}
/** `|1|salt|hash`: HMAC-SHA1 of the name with the salt as its key. */
function hashedMatcher(field) {
    const [, version, salt = '', hash = ''] = field.split('|');
    const wanted = Buffer.from(hash, 'base64');
    return (name) => {
        if (version !== '1' || wanted.length !== 20)
            return false;
        return (0,external_node_crypto_.timingSafeEqual)((0,external_node_crypto_.createHmac)('sha1', Buffer.from(salt, 'base64')).update(name).digest(), wanted);
    };
}
/** `*` and `?` only; back to the last star where it does not go on, so that no pattern takes long. */
function wildcard(pattern, text) {
    let [p, t, star, from] = [0, 0, -1, 0];
    while (t < text.length) {
        if (pattern[p] === '*') {
            star = p++;
            from = t;
        }
        else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
            p++;
            t++;
        }
        else if (star >= 0) {
            p = star + 1;
            t = ++from;
        }
        else
            return false;
    }
    while (pattern[p] === '*')
        p++;
    return p === pattern.length;
}
/**
 * What is known of a host. As OpenSSH does, what is known of it without its port counts where nothing is known with it.
 * Bare fingerprints count unless there are several hosts (`bare`: a jump host could show its own key for the other's).
 */
function keysOf(known, place, bare) {
    const found = (name) => known.entries.filter(({ isFor, revoked }) => (isFor === undefined ? bare || revoked : isFor(name)));
    const exact = found((0,places/* hostName */.Sm)(place));
    const entries = exact.some(({ revoked, isFor }) => !revoked && isFor !== undefined)
        ? exact
        : [...new Set([...exact, ...found(place.host)])];
    return {
        pins: entries.filter(({ revoked }) => !revoked).map(({ pin, line }) => ({ pin, line })),
        revoked: entries.filter(({ revoked }) => revoked).map(({ pin }) => pin),
    };
}
/** Types of keys, best first, with the names of the signatures that they make (RFC 8332 for RSA; never with SHA-1). */
const ALGORITHMS = {
    'ssh-ed25519': ['ssh-ed25519'],
    'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
    'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
    'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
    'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
};
/** All types of host keys that we can ask for, best first. */
const KEY_TYPES = Object.keys(ALGORITHMS);
function algorithmsOf(types) {
    return types.flatMap((type) => ALGORITHMS[type] ?? []);
}
/** The types to ask a host for: those that are known, so that one with several keys shows one that we can compare. */
function typesOf({ pins }) {
    const known = new Set(pins.map(({ pin }) => (pin.kind === 'key' ? pin.type : undefined)));
    // What a fingerprint's type is, it does not say.
    return known.has(undefined) || known.size === 0 ? KEY_TYPES : KEY_TYPES.filter((type) => known.has(type));
}

;// CONCATENATED MODULE: ./build-ts/src/remote/host-key.js




function judge(known, blob) {
    if (known.revoked.some((pin) => isPinned(pin, blob)))
        return 'revoked';
    if (known.pins.some(({ pin }) => isPinned(pin, blob)))
        return 'known';
    return known.pins.length === 0 ? 'unknown' : 'other';
}
/** Lines of known_hosts in a message: there may be thousands. */
const MOST_SHOWN = 10;
/** Why nobody logs in there; with what to compare, and what to write if it is right. */
function hostKeyError({ place, role, known, offered, unread }) {
    const name = (0,places/* hostName */.Sm)(place);
    const shown = offered.map((blob) => `${(0,shared_text/* plain */.pj)(typeOf(blob))} ${fingerprintOf(blob)}`);
    const lines = offered.map((blob) => `${name} ${(0,shared_text/* plain */.pj)(typeOf(blob))} ${blob.toString('base64')}`);
    const pinned = known.pins
        .slice(0, MOST_SHOWN)
        .map(({ pin, line }) => pin.kind === 'key'
        ? `known, line ${line}: ${pin.type} ${fingerprintOf(pin.blob)}`
        : `known, line ${line}: ${pin.fingerprint}`);
    const evidence = [
        ...shown.map((one) => `offered: ${one}`),
        ...pinned,
        ...unread.slice(0, MOST_SHOWN).map((line) => `not used, ${(0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(line), 160)}`),
    ];
    const asAsked = `Ask who runs it for the fingerprint (on the machine: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub)`;
    if (offered.some((blob) => judge(known, blob) === 'revoked')) {
        return new errors/* WorkError */.oE(`${role} ${name} shows a key that is revoked: nothing was sent`, {
            evidence,
            remedy: `Do not log in there: somebody may have stolen the key. ${asAsked}.`,
        });
    }
    if (known.pins.length > 0) {
        return new errors/* WorkError */.oE(`${role} ${name} shows another key than the one that is known: either somebody stands in between (an attack), or the machine was installed anew; nothing was sent`, {
            evidence,
            remedy: `${asAsked}. If it is the one that is offered, replace the line: ${lines.join('\n')}`,
        });
    }
    return new errors/* WorkError */.oE(`the key of ${role} ${name} is not known: it shows ${shown.join(', ')}, and nothing was sent`, {
        evidence,
        remedy: `${asAsked}. If it is this one, add to ssh-known-hosts: ${lines.join('\n')}`,
    });
}

;// CONCATENATED MODULE: ./build-ts/src/remote/log-in.js


/**
 * Each means once, and only where the server offers it: key, agent, password. A server that does not take passwords as such
 * but asks for one (keyboard-interactive) is told it once; other questions (codes, say) are left open, and named.
 */
function logIn({ user: username, key, password, agent }) {
    const asked = [];
    let answered = false;
    const prompt = (_name, _text, _lang, prompts, finish) => finish(prompts.map(({ prompt: question, echo }) => {
        // What is not to be seen, and was not answered before, is the password.
        if (echo !== true && !answered && password !== undefined && !/code|token|otp|pin\b/i.test(question)) {
            answered = true;
            return password;
        }
        // A server may ask for ever, and may say what it was told.
        const shown = password === undefined ? question : question.replaceAll(password, '***');
        if (asked.length < MAX_ASKED)
            asked.push((0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(shown).trim(), 60));
        return '';
    }));
    const steps = [];
    if (key !== undefined) {
        const way = { type: 'publickey', username, key: key.text };
        steps.push({
            method: 'publickey',
            tells: `the key (${key.type} ${fingerprintOf(key.publicBlob)})`,
            way: key.passphrase === undefined ? way : { ...way, passphrase: key.passphrase },
        });
    }
    if (agent !== undefined)
        steps.push({ method: 'publickey', tells: "the agent's keys", way: { type: 'agent', username, agent } });
    if (password !== undefined) {
        steps.push({ method: 'password', tells: 'the password', way: { type: 'password', username, password } }, {
            ...{ method: 'keyboard-interactive', tells: 'the password, as an answer' },
            way: { type: 'keyboard-interactive', username, prompt },
        });
    }
    const tried = [];
    const agentSaid = [];
    let offers;
    let isAccepted = false;
    return {
        next: (offered, partial) => {
            // The first question is what there is to choose from (RFC 4252, 5.2).
            if (offered === null)
                return { type: 'none', username };
            offers = offered;
            isAccepted ||= partial === true;
            const index = steps.findIndex(({ method }) => offered.includes(method) &&
                (method !== 'keyboard-interactive' || !offered.includes('password') || isAccepted));
            const [step] = index < 0 ? [] : steps.splice(index, 1);
            if (step === undefined)
                return false;
            tried.push(step.tells);
            return step.way;
        },
        agentFailed: (message) => void agentSaid.push((0,shared_text/* plain */.pj)(message)),
        said: () => {
            const what = tried.length > 0 ? `${tried.join(', ')} did not do` : 'nothing that was given could be tried';
            const left = isAccepted ? `, and after a first success it wants ${list(offers)}` : `; it takes ${list(offers)}`;
            const questions = asked.length > 0 ? `; it asked: ${asked.join(' ')}` : '';
            return `${what}${left}${questions}${agentSaid.map((one) => `; the agent: ${one}`).join('')}`;
        },
    };
}
/** Questions in a message. */
const MAX_ASKED = 5;
function list(offers) {
    return offers === undefined || offers.length === 0 ? 'nothing' : offers.map((one) => (0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(one), 40)).join(', ');
}

;// CONCATENATED MODULE: ./build-ts/src/remote/unreachable.js



const BY_CODE = {
    ENOTFOUND: ['nobody knows its name', 'Write its full name, or its address; ~/.ssh/config is not read.'],
    EAI_AGAIN: ['its name could not be looked up', 'Look at the name server of this machine, and try again.'],
    ECONNREFUSED: ['nothing listens there', 'Look at host and port, and whether its sshd runs.'],
    EHOSTUNREACH: [
        'there is no way to it',
        'Look at the network, a VPN, and whether it has to be reached by a jump host.',
    ],
    ENETUNREACH: [
        'there is no way to it',
        'Look at the network, a VPN, and whether it has to be reached by a jump host.',
    ],
    ETIMEDOUT: ['it does not answer', 'Look at the network, and whether a firewall stands in between.'],
};
/** Why a host did not let us in, in words; what the ssh library says is kept as the cause. */
function unreachable({ place, role, phase, error, waitedMs, banner, said }) {
    const where = `${role} ${(0,places/* placeText */.Z9)(place)}`;
    const evidence = banner
        .flatMap((text) => text.split(/\r?\n/))
        .filter((line) => line.trim() !== '')
        .slice(0, 10)
        .map((line) => (0,shared_text/* clip */.$Q)((0,shared_text/* plain */.pj)(line), 200));
    if (error === undefined) {
        const did = {
            connecting: 'does not answer',
            greeting: 'takes the connection and does not go on',
            'logging in': 'does not let us in',
        };
        return new errors/* WorkError */.oE(`${where} ${did[phase]} within ${(0,shared_text/* durationText */.S5)(waitedMs)}`, {
            evidence,
            remedy: 'Look at host, port and firewalls, or give it more time.',
        });
    }
    const text = (0,shared_text/* plain */.pj)((0,errors/* messageOf */.bD)(error));
    if (/All configured authentication methods failed/.test(text)) {
        return new errors/* WorkError */.oE(`${where} does not let us in: ${said()}`, {
            ...{ evidence, cause: error },
            remedy: 'Look at the user, and at the key, passphrase or password (ssh-key, ssh-password); the public key has to be in its ~/.ssh/authorized_keys.',
        });
    }
    const [cause, remedy] = BY_CODE[(0,errors/* codeOf */.$N)(error) ?? ''] ?? [undefined, undefined];
    if (cause !== undefined)
        return new errors/* WorkError */.oE(`${where} cannot be reached: ${cause} (${(0,errors/* codeOf */.$N)(error) ?? ''})`, {
            evidence,
            cause: error,
            remedy,
        });
    const verb = phase === 'connecting'
        ? 'cannot be reached'
        : phase === 'greeting'
            ? 'did not get as far as the log-in'
            : 'does not let us in';
    const words = /before handshake/.test(text)
        ? 'it closed the connection at once'
        : text === ''
            ? 'no reason given'
            : text;
    return new errors/* WorkError */.oE(`${where} ${verb}: ${words}`, {
        ...{ evidence, cause: error },
        ...(/closed the connection|ECONNRESET|before handshake/.test(words + text)
            ? { remedy: 'It may have too many connections (MaxStartups, MaxAuthTries), or block this machine; its log says.' }
            : {}),
    });
}

;// CONCATENATED MODULE: ./build-ts/src/remote/hop.js






/**
 * Logs in to one host, if it shows a key that is known. A host with several keys is asked for one of those types; where
 * only fingerprints are known, which say no type, for one type after another. Throws a WorkError that says what went
 * wrong, and the reason of the signal when that ends it.
 */
async function openHop(request) {
    const { access, place, role } = request;
    const hosts = parseKnownHosts(access.knownHosts);
    const known = keysOf(hosts, place, access.jump === undefined);
    const hasFingerprints = known.pins.some(({ pin }) => pin.kind === 'fingerprint');
    const offered = [];
    let types = typesOf(known);
    for (;;) {
        const outcome = await attempt(request, types, (blob) => judge(known, blob));
        if (outcome.kind === 'in')
            return outcome.hop;
        if (outcome.kind === 'shown')
            offered.push(outcome.blob);
        const rest = KEY_TYPES.filter((type) => !offered.some((blob) => typeOf(blob) === type));
        const goOn = outcome.kind === 'shown'
            ? hasFingerprints && outcome.verdict === 'other' && rest.length > 0
            : // It has none of the known types: what it has is told.
                offered.length === 0 && types.length < KEY_TYPES.length;
        if (!goOn && offered.length === 0)
            throw new errors/* WorkError */.oE(`${role} ${(0,places/* placeText */.Z9)(place)} has no host key of a kind that can be checked`, {
                remedy: `Give it one: ${KEY_TYPES.join(', ')}.`,
            });
        if (!goOn)
            throw hostKeyError({ place, role, known, offered, unread: hosts.unread });
        types = outcome.kind === 'shown' ? rest : KEY_TYPES;
    }
}
/** A server may send them for ever. */
const MAX_BANNERS = 10;
async function attempt(request, types, verdictOn) {
    const { ssh, access, place, role, key, signal } = request;
    const patience = AbortSignal.timeout(access.connectMs);
    const ended = AbortSignal.any([signal, patience]);
    let phase = 'connecting';
    const asUser = logIn({ user: place.user, key, password: access.password, agent: access.agent });
    const banner = [];
    const failure = (error) => unreachable({
        ...{ place, role, phase, banner, said: asUser.said },
        error: patience.aborted ? undefined : error,
        waitedMs: access.connectMs,
    });
    signal.throwIfAborted();
    const stream = await request.dial(ended).catch((error) => {
        signal.throwIfAborted();
        throw error instanceof errors/* WorkError */.oE && !patience.aborted ? error : failure(error);
    });
    phase = 'greeting';
    const client = new ssh.Client();
    const hop = standing(client, stream);
    return new Promise((resolve, reject) => {
        let shown;
        const end = (settle) => {
            ended.removeEventListener('abort', onAbort);
            settle();
        };
        const fail = (error) => end(() => {
            stream.destroy();
            if (signal.aborted)
                reject(signal.reason);
            else if (shown !== undefined)
                resolve(shown);
            else if (!patience.aborted && /no matching host key/i.test(String(error)))
                resolve({ kind: 'no common type' });
            else
                reject(failure(error));
        });
        const onAbort = () => fail(ended.reason);
        ended.addEventListener('abort', onAbort);
        client
            .on('error', (error) => {
            // The agent's own trouble is no end: the next method is tried.
            if (error.level === 'agent')
                asUser.agentFailed(error.message);
            else
                fail(error);
        })
            .on('close', () => fail(new Error('it closed the connection')))
            .on('banner', (message) => {
            if (banner.length < MAX_BANNERS)
                banner.push(message);
        })
            .on('handshake', () => (phase = 'logging in'))
            .on('change password', () => fail(new Error('the password has run out, and it wants a new one')))
            .on('ready', () => end(() => resolve({ kind: 'in', hop })));
        client.connect({
            sock: stream,
            username: place.user,
            // Our own clock counts from the first packet of the way, not from here.
            readyTimeout: 0,
            keepaliveInterval: access.keepAliveMs,
            keepaliveCountMax: 3,
            algorithms: { serverHostKey: algorithmsOf(types) },
            hostVerifier: (blob) => {
                const verdict = verdictOn(blob);
                if (verdict !== 'known')
                    shown = { kind: 'shown', blob: Buffer.from(blob), verdict };
                return verdict === 'known';
            },
            authHandler: (offered, partial, next) => {
                const way = asUser.next(offered, partial);
                // The types do not know of `false`: there is nothing more to try.
                next(way);
            },
        });
    });
}
function standing(client, stream) {
    let tell;
    const whenLost = new Promise((resolve) => (tell = resolve));
    const lose = (reason) => {
        hop.lost ??= reason;
        tell(hop.lost);
    };
    const hop = {
        ...{ client, lost: undefined, whenLost, lose },
        close: () => {
            lose('it was closed');
            client.end();
            // What is still in the buffers goes out; nothing waits for an answer.
            setTimeout(() => stream.destroy(), 100);
        },
    };
    client
        .on('error', (error) => {
        if (error.level !== 'agent')
            lose(error.message);
    })
        .on('close', () => lose('the connection was closed'));
    stream.once('end', () => lose('the connection was closed')).once('close', () => lose('the connection was closed'));
    return hop;
}

;// CONCATENATED MODULE: ./build-ts/src/remote/private-key.js


const FORMATS = 'OpenSSH\'s format, or PEM ("-----BEGIN … PRIVATE KEY-----")';
/**
 * Reads a private key as people give it: secrets lose their last newline, get Windows' line ends, or come on one line.
 * Throws a UserError that says what is wrong with it, and never shows any of it.
 */
function readPrivateKey(given, passphrase, reader) {
    const text = tidy(given);
    if (/^(ssh-|ecdsa-sha2-)\S+ AAAA/.test(text) || text.includes('-----BEGIN PUBLIC KEY'))
        throw keyError('the ssh key is a public key', 'Give the private one: the file without ".pub".');
    if (!/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|^PuTTY-User-Key-File-2/.test(text))
        throw keyError('the ssh key is not a private key', `Give all of the file, in ${FORMATS}.`);
    const usable = text.includes('BEGIN PRIVATE KEY') || text.includes('BEGIN ENCRYPTED PRIVATE KEY')
        ? fromPkcs8(text, passphrase)
        : { text, passphrase };
    const parsed = reader.parseKey(usable.text, usable.passphrase);
    const key = Array.isArray(parsed) ? parsed[0] : parsed;
    if (key instanceof Error)
        throw unreadable(key.message, passphrase);
    if (!key.isPrivateKey())
        throw keyError('the ssh key is a public key', 'Give the private one.');
    return { ...usable, type: key.type, publicBlob: key.getPublicSSH() };
}
function tidy(given) {
    let text = given
        .replace(/^\uFEFF/, '')
        .replace(/\r\n?/g, '\n')
        .trim();
    if (!text.includes('\n'))
        text = text.replaceAll(String.raw `\n`, '\n');
    // Leading blanks come from YAML; on one line with blanks for newlines, from forms.
    text = text.replace(/^[ \t]+|[ \t]+$/gm, '');
    const oneLine = /^(-----BEGIN [A-Z0-9 ]+-----) +([A-Za-z0-9+/= ]+?) +(-----END [A-Z0-9 ]+-----)$/.exec(text);
    if (oneLine !== null)
        text = [oneLine[1], ...(oneLine[2] ?? '').split(/ +/), oneLine[3]].join('\n');
    return `${text}\n`;
}
/** The ssh library does not read PKCS #8; Node does, and writes what it reads, but for Ed25519. */
function fromPkcs8(text, passphrase) {
    let key;
    try {
        key = (0,external_node_crypto_.createPrivateKey)({ key: text, ...(passphrase === undefined ? {} : { passphrase }) });
    }
    catch {
        if (!text.includes('BEGIN ENCRYPTED'))
            throw unreadable('it is damaged', undefined);
        throw unreadable('encrypted', passphrase);
    }
    const type = key.asymmetricKeyType;
    if (type !== 'rsa' && type !== 'ec') {
        throw keyError(`the ssh key is PKCS #8 of the kind ${type ?? 'unknown'}, which cannot be read`, "Convert it into OpenSSH's format: ssh-keygen -p -f FILE.");
    }
    const options = { type: type === 'rsa' ? 'pkcs1' : 'sec1', format: 'pem' };
    return { text: key.export(options).toString(), passphrase: undefined };
}
function unreadable(why, passphrase) {
    // The library's words for a wrong passphrase: of OpenSSH's format the first, of PEM the second.
    const isWrong = /integrity/i.test(why) || (passphrase !== undefined && /bad passphrase/i.test(why));
    if (/unsupported|malformed|damaged/i.test(why) && !isWrong) {
        return keyError(`the ssh key cannot be read: ${why}`, `Give all of the file, in ${FORMATS}; "ssh-keygen -y -f FILE" shows whether it is whole.`);
    }
    return passphrase === undefined || passphrase === ''
        ? keyError('the ssh key has a passphrase, and none was given', 'Give ssh-passphrase (STACK_SSH_PASSPHRASE), too.')
        : keyError('the passphrase is not that of the ssh key', 'Mend ssh-passphrase (STACK_SSH_PASSPHRASE).');
}
function keyError(message, remedy) {
    return (0,errors/* userError */.IF)(message, { remedy });
}

;// CONCATENATED MODULE: ./build-ts/src/remote/line.js






/** The way to a login host: one hop, or two. Throws what `openHop` and `readPrivateKey` throw. */
async function openLine(access, signal) {
    // Only who uses ssh pays for it.
    const loaded = await __webpack_require__.e(/* import() */ 5472).then(__webpack_require__.t.bind(__webpack_require__, 85472, 19));
    // As a bundle has it, and as Node has it.
    const ssh = 'default' in loaded ? loaded.default : loaded;
    const { place, jump } = access;
    const key = access.key === undefined ? undefined : readPrivateKey(access.key, access.passphrase, ssh.utils);
    const common = { ssh, access, key, signal };
    if (jump === undefined)
        return openHop({ ...common, place, role: 'the login host', dial: (ended) => dialTcp(place, ended) });
    const first = await openHop({ ...common, place: jump, role: 'the jump host', dial: (ended) => dialTcp(jump, ended) });
    try {
        const dial = (ended) => dialThrough(first, jump, place, ended);
        const second = await openHop({ ...common, place, role: 'the login host', dial });
        void second.whenLost.then(() => first.close());
        // Its channels end by themselves; that it was the jump host is what people have to know.
        void first.whenLost.then((reason) => {
            if (second.lost === undefined)
                second.lose(`the jump host was lost: ${reason}`);
        });
        return second;
    }
    catch (error) {
        first.close();
        throw error;
    }
}
function dialTcp({ host, port }, ended) {
    return new Promise((resolve, reject) => {
        const socket = (0,external_node_net_.connect)({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 });
        const onAbort = () => {
            socket.destroy();
            reject(ended.reason);
        };
        ended.addEventListener('abort', onAbort, { once: true });
        const done = (settle) => {
            ended.removeEventListener('abort', onAbort);
            settle();
        };
        socket.once('connect', () => done(() => {
            socket.removeListener('error', onError);
            resolve(socket);
        }));
        const onError = (error) => done(() => reject(error));
        socket.once('error', onError);
    });
}
function dialThrough(first, jump, place, ended) {
    return new Promise((resolve, reject) => {
        const onAbort = () => reject(ended.reason);
        ended.addEventListener('abort', onAbort, { once: true });
        // Where the connection comes from is asked for by the protocol, and nobody can check it.
        first.client.forwardOut('127.0.0.1', 0, place.host, place.port, (error, channel) => {
            ended.removeEventListener('abort', onAbort);
            if (error !== undefined)
                reject(noForward(error, first, jump, place));
            else if (ended.aborted)
                channel.destroy();
            else
                resolve(channel);
        });
    });
}
/** RFC 4254, 5.1: 1 is "administratively prohibited", 2 "connect failed". */
function noForward(error, first, jump, place) {
    const from = `the jump host ${(0,places/* placeText */.Z9)(jump)}`;
    if (first.lost !== undefined)
        return new errors/* WorkError */.oE(`${from} was lost: ${first.lost}`, { cause: error });
    const reason = 'reason' in error ? Number(error.reason) : 0;
    if (reason === 1) {
        return new errors/* WorkError */.oE(`${from} does not forward connections to ${place.host}:${place.port}`, {
            ...{ cause: error, evidence: [(0,shared_text/* plain */.pj)((0,errors/* messageOf */.bD)(error))] },
            remedy: 'Its sshd needs AllowTcpForwarding yes (and PermitOpen, where that is set), for this user and key.',
        });
    }
    return new errors/* WorkError */.oE(`the login host ${(0,places/* placeText */.Z9)(place)} cannot be reached from ${from}`, {
        ...{ cause: error, evidence: [(0,shared_text/* plain */.pj)((0,errors/* messageOf */.bD)(error))] },
        remedy: 'Look at its name and port as that host sees them, and whether its sshd runs.',
    });
}


/***/ }),

/***/ 61704:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   De: () => (/* binding */ parsePlace),
/* harmony export */   Sm: () => (/* binding */ hostName),
/* harmony export */   Z9: () => (/* binding */ placeText)
/* harmony export */ });
/* unused harmony export SSH_PORT */
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);

const SSH_PORT = 22;
/** `user@` (all up to the last @), then a host, or an IPv6 address in brackets, then `:port`. */
const PLACE = /^(?:(?<user>.*)@)?(?:\[(?<address>[^\]]*)\]|(?<host>[^:@[\]]*))(?::(?<port>[^:]*))?$/su;
/** What may be in a name or an address; %, for the zone of an IPv6 address. Never a leading dash. */
const HOST = /^[a-z0-9_:][a-z0-9_.:%-]*$/i;
/**
 * Reads `host`, `user@host`, `user@host:port`, `user@[v6]:port` (a bare IPv6 address too), and the same behind
 * `ssh://`. Throws a UserError for anything else, and where no user is known.
 */
function parsePlace(text, { source, user: defaultUser, port = SSH_PORT }) {
    const wrong = (why) => (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .userError */ .IF)(`${source} is ${JSON.stringify(text)}: ${why}`, {
        remedy: 'Write user@host, user@host:port, or user@[IPv6 address]:port.',
    });
    const rest = text
        .trim()
        .replace(/^ssh:\/\//i, '')
        .replace(/\/$/, '');
    const at = rest.lastIndexOf('@') + 1;
    // More than one colon, and no brackets: an IPv6 address as it is.
    const isBare = /^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*(%.+)?$/i.test(rest.slice(at));
    const groups = PLACE.exec(isBare ? `${rest.slice(0, at)}[${rest.slice(at)}]` : rest)?.groups;
    if (groups === undefined)
        throw wrong('that is no place to log in');
    const host = (groups['address'] ?? groups['host'] ?? '').toLowerCase();
    if (!HOST.test(host))
        throw wrong(host === '' ? 'there is no host in it' : 'the host is neither a name nor an address');
    const number = groups['port'] === undefined ? port : Number(groups['port']);
    if (!/^\d{1,5}$/.test(groups['port'] ?? '1') || number < 1 || number > 65_535)
        throw wrong('the port is not 1 to 65535');
    const user = groups['user'] ?? defaultUser ?? '';
    if (user === '')
        throw wrong('it does not say as whom to log in');
    if (/[\p{Cc}:]/u.test(user))
        throw wrong('a user has no colon (passwords have inputs of their own) and no control character');
    return { host, port: number, user };
}
/** As known_hosts names it: the port in it only where it is not 22 (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
function hostName({ host, port }) {
    return port === SSH_PORT ? host : `[${host}]:${port}`;
}
/** For people: `user@host`, `user@host:2222`. */
function placeText(place) {
    const host = place.host.includes(':') ? `[${place.host}]` : place.host;
    return `${place.user}@${host}${place.port === SSH_PORT ? '' : `:${place.port}`}`;
}


/***/ }),

/***/ 18742:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ shellLine),
/* harmony export */   a: () => (/* binding */ loginLine)
/* harmony export */ });
/* harmony import */ var _shared_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2890);

/**
 * Words as one line for a POSIX shell: each comes out as it went in, whatever is in it, and nothing of it is
 * interpreted. A NUL, which no argument of a program can hold, is a UserError.
 */
function shellLine(words) {
    return words.map(quoted).join(' ');
}
/** POSIX, XCU 2.2.2: between single quotes everything is literal; a single quote itself has to stand outside of them. */
function quoted(word) {
    if (word.includes('\0')) {
        throw (0,_shared_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .userError */ .IF)(`a word of a remote command has a NUL character in it: ${JSON.stringify(word)}`, {
            remedy: 'No program can be given one; take it out.',
        });
    }
    return `'${word.replaceAll("'", String.raw `'\''`)}'`;
}
/**
 * The same for a login shell of any kind, which becomes the program. csh and tcsh know no line end between quotes and
 * look for `!` there, and fish takes backslashes there for escapes: nothing of a word is put before them. They start
 * `sh` with words that mean the same everywhere, and printf(1) makes of those the line that it reads (`%b`, `\0ooo`).
 */
function loginLine(words) {
    const coded = Buffer.from(`exec ${shellLine(words)}`)
        .toString('latin1')
        .replace(/[^A-Za-z0-9_ .,:=@%+/-]/g, (byte) => `\\0${byte.charCodeAt(0).toString(8).padStart(3, '0')}`);
    const parts = coded.match(PARTS) ?? [];
    return `exec sh -c 'eval "$(printf %b "$@")"' stack-action ${parts.map((part) => `'${part}'`).join(' ')}`;
}
/** An old csh takes words of 1024 characters; no escape is cut in two. */
const PARTS = /(?:\\0\d{3}|[^\\]){1,100}/g;


/***/ })

};
