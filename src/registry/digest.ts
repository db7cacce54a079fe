import { createHash } from 'node:crypto'

const DIGEST = /^sha256:[0-9a-f]{64}$/

/** Digests are sha256 here, as registries and engines make them. */
export function isDigest(text: unknown): text is `sha256:${string}` {
  return typeof text === 'string' && DIGEST.test(text)
}

/** `sha256:…` */
export function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}
