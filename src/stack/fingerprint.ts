import { createHash } from 'node:crypto'

/** Everything that decides what a build makes. */
export interface FingerprintParts {
  /** Hash over the context after .dockerignore and over the Dockerfile (docker/context.ts). */
  readonly context: string
  readonly dockerfile: string
  readonly args: Readonly<Record<string, string>>
  /** `linux/amd64` */
  readonly platform: string
  /** Fingerprints of the parents in their order (the first is BASE_IMAGE), then digests, or refs, of the external bases. */
  readonly bases: readonly string[]
}

/** Changes with the meaning of the hash, so that an older one is never mistaken for it. */
const VERSION = 1

/** 32 hexadecimal digits of a sha256 over the parts, in a form that no value can imitate (JSON). */
export function fingerprint(parts: FingerprintParts): string {
  const args = Object.entries(parts.args).sort(([a], [b]) => (a < b ? -1 : 1))
  const text = JSON.stringify([VERSION, parts.context, parts.dockerfile, args, parts.platform, parts.bases])
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** The tag of a candidate: names the content, so it never moves to other content. */
export function candidateTag(print: string): string {
  return `fp-${print}`
}
