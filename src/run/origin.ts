/** What a build was made of, for the labels that everybody reads. Each is '' where it is not known. */
export interface Origin {
  /** `1.4.0` */
  readonly version: string
  /** The commit, in full. */
  readonly revision: string
  /** Address of the repository. */
  readonly source: string
}

export const NO_ORIGIN: Origin = { version: '', revision: '', source: '' }

/** https://github.com/opencontainers/image-spec/blob/main/annotations.md */
export const VERSION_LABEL = 'org.opencontainers.image.version'
export const ORIGIN_LABELS = {
  version: VERSION_LABEL,
  revision: 'org.opencontainers.image.revision',
  source: 'org.opencontainers.image.source',
} as const satisfies Record<keyof Origin, string>

/**
 * The labels that say where an image comes from. They are no part of the fingerprint: the same content is reused under the
 * next commit, and says then which commit it was first built of. A label that the Dockerfile sets itself is left to it.
 */
export function originLabels(origin: Origin, dockerfile: string): Record<string, string> {
  const keys = Object.keys(ORIGIN_LABELS) as (keyof Origin)[]
  return Object.fromEntries(
    keys
      .filter((key) => origin[key] !== '' && !dockerfile.includes(ORIGIN_LABELS[key]))
      .map((key) => [ORIGIN_LABELS[key], origin[key]]),
  )
}
