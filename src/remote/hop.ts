import type { Client } from 'ssh2'
import type { Duplex } from 'node:stream'
import { WorkError } from '../shared/errors.js'
import type { SshAccess } from './access.js'
import { hostKeyError, judge, type HostVerdict } from './host-key.js'
import { algorithmsOf, KEY_TYPES, keysOf, parseKnownHosts, typeOf, typesOf } from './known-hosts.js'
import { logIn } from './log-in.js'
import { placeText, type SshPlace } from './places.js'
import type { PrivateKey } from './private-key.js'
import { unreachable, type Phase } from './unreachable.js'

export type Ssh = typeof import('ssh2')

/** One log-in that stands. */
export interface Hop {
  readonly client: Client
  /** Why it stands no more. */
  lost: string | undefined
  readonly whenLost: Promise<string>
  /** Tells it so; the first reason counts. */
  lose: (reason: string) => void
  close: () => void
}

export interface HopRequest {
  readonly ssh: Ssh
  readonly access: SshAccess
  readonly place: SshPlace
  readonly role: 'the jump host' | 'the login host'
  readonly key: PrivateKey | undefined
  /** A fresh line to it. */
  readonly dial: (signal: AbortSignal) => Promise<Duplex>
  readonly signal: AbortSignal
}

/**
 * Logs in to one host, if it shows a key that is known. A host with several keys is asked for one of those types; where
 * only fingerprints are known, which say no type, for one type after another. Throws a WorkError that says what went
 * wrong, and the reason of the signal when that ends it.
 */
export async function openHop(request: HopRequest): Promise<Hop> {
  const { access, place, role } = request
  const hosts = parseKnownHosts(access.knownHosts)
  const known = keysOf(hosts, place, access.jump === undefined)
  const hasFingerprints = known.pins.some(({ pin }) => pin.kind === 'fingerprint')
  const offered: Buffer[] = []
  let types = typesOf(known)
  for (;;) {
    const outcome = await attempt(request, types, (blob) => judge(known, blob))
    if (outcome.kind === 'in') return outcome.hop
    if (outcome.kind === 'shown') offered.push(outcome.blob)
    const rest = KEY_TYPES.filter((type) => !offered.some((blob) => typeOf(blob) === type))
    const goOn =
      outcome.kind === 'shown'
        ? hasFingerprints && outcome.verdict === 'other' && rest.length > 0
        : // It has none of the known types: what it has is told.
          offered.length === 0 && types.length < KEY_TYPES.length
    if (!goOn && offered.length === 0)
      throw new WorkError(`${role} ${placeText(place)} has no host key of a kind that can be checked`, {
        remedy: `Give it one: ${KEY_TYPES.join(', ')}.`,
      })
    if (!goOn) throw hostKeyError({ place, role, known, offered, unread: hosts.unread })
    types = outcome.kind === 'shown' ? rest : KEY_TYPES
  }
}

/** A server may send them for ever. */
const MAX_BANNERS = 10

type Outcome =
  | { readonly kind: 'in'; readonly hop: Hop }
  | { readonly kind: 'shown'; readonly blob: Buffer; readonly verdict: HostVerdict }
  | { readonly kind: 'no common type' }

async function attempt(
  request: HopRequest,
  types: readonly string[],
  verdictOn: (blob: Buffer) => HostVerdict,
): Promise<Outcome> {
  const { ssh, access, place, role, key, signal } = request
  const patience = AbortSignal.timeout(access.connectMs)
  const ended = AbortSignal.any([signal, patience])
  let phase: Phase = 'connecting'
  const asUser = logIn({ user: place.user, key, password: access.password, agent: access.agent })
  const banner: string[] = []
  const failure = (error: unknown): WorkError =>
    unreachable({
      ...{ place, role, phase, banner, said: asUser.said },
      error: patience.aborted ? undefined : error,
      waitedMs: access.connectMs,
    })
  signal.throwIfAborted()
  const stream = await request.dial(ended).catch((error: unknown) => {
    signal.throwIfAborted()
    throw error instanceof WorkError && !patience.aborted ? error : failure(error)
  })
  phase = 'greeting'
  const client = new ssh.Client()
  const hop = standing(client, stream)
  return new Promise<Outcome>((resolve, reject) => {
    let shown: Outcome | undefined
    const end = (settle: () => void): void => {
      ended.removeEventListener('abort', onAbort)
      settle()
    }
    const fail = (error: unknown): void =>
      end(() => {
        stream.destroy()
        if (signal.aborted) reject(signal.reason as Error)
        else if (shown !== undefined) resolve(shown)
        else if (!patience.aborted && /no matching host key/i.test(String(error))) resolve({ kind: 'no common type' })
        else reject(failure(error))
      })
    const onAbort = (): void => fail(ended.reason)
    ended.addEventListener('abort', onAbort)
    client
      .on('error', (error) => {
        // The agent's own trouble is no end: the next method is tried.
        if (error.level === 'agent') asUser.agentFailed(error.message)
        else fail(error)
      })
      .on('close', () => fail(new Error('it closed the connection')))
      .on('banner', (message) => {
        if (banner.length < MAX_BANNERS) banner.push(message)
      })
      .on('handshake', () => (phase = 'logging in'))
      .on('change password', () => fail(new Error('the password has run out, and it wants a new one')))
      .on('ready', () => end(() => resolve({ kind: 'in', hop })))
    client.connect({
      sock: stream,
      username: place.user,
      // Our own clock counts from the first packet of the way, not from here.
      readyTimeout: 0,
      keepaliveInterval: access.keepAliveMs,
      keepaliveCountMax: 3,
      algorithms: { serverHostKey: algorithmsOf(types) as never },
      hostVerifier: (blob: Buffer) => {
        const verdict = verdictOn(blob)
        if (verdict !== 'known') shown = { kind: 'shown', blob: Buffer.from(blob), verdict }
        return verdict === 'known'
      },
      authHandler: (offered, partial, next) => {
        const way = asUser.next(offered, partial)
        // The types do not know of `false`: there is nothing more to try.
        next(way as Exclude<typeof way, false>)
      },
    })
  })
}

function standing(client: Client, stream: Duplex): Hop {
  let tell: (reason: string) => void
  const whenLost = new Promise<string>((resolve) => (tell = resolve))
  const lose = (reason: string): void => {
    hop.lost ??= reason
    tell(hop.lost)
  }
  const hop: Hop = {
    ...{ client, lost: undefined, whenLost, lose },
    close: () => {
      lose('it was closed')
      client.end()
      // What is still in the buffers goes out; nothing waits for an answer.
      setTimeout(() => stream.destroy(), 100)
    },
  }
  client
    .on('error', (error) => {
      if (error.level !== 'agent') lose(error.message)
    })
    .on('close', () => lose('the connection was closed'))
  stream.once('end', () => lose('the connection was closed')).once('close', () => lose('the connection was closed'))
  return hop
}
