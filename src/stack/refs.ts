/**
 * Names of images, as the reference grammar of distribution has them:
 * https://github.com/distribution/reference/blob/main/reference.go
 */
const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const HOST =
  '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?'
const PATH = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`)
const HOST_ONLY = new RegExp(`^${HOST}$`)
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/

/** The host a bare name means, as the docker CLI has it. */
export const DEFAULT_HOST = 'docker.io'

export interface Repository {
  /** `docker.io` when the name has none. */
  readonly host: string
  /** The name names its host itself. */
  readonly explicit: boolean
  readonly path: string
}

/** Splits `[host[:port]/]path`; undefined when the name is not a repository name. */
export function parseRepository(name: string): Repository | undefined {
  if (name.length > 255) return undefined
  const slash = name.indexOf('/')
  const first = name.slice(0, Math.max(slash, 0))
  const explicit = first.includes('.') || first.includes(':') || first === 'localhost' || first.startsWith('[')
  const host = explicit ? first : DEFAULT_HOST
  const path = explicit ? name.slice(slash + 1) : name
  if (!PATH.test(path) || (explicit && !HOST_ONLY.test(host))) return undefined
  return { host, explicit, path }
}

/** The place of a repository in a registry: `base` replaces everything before the last component of its name. */
export function rebase(repository: string, base: string): string {
  return `${base}/${repository.slice(repository.lastIndexOf('/') + 1)}`
}

/** A registry base, `host[:port][/path]`: must name its host. */
export function isRegistryBase(base: string): boolean {
  return parseRepository(`${base}/x`)?.explicit === true
}

/** OCI distribution-spec, "Pulling manifests": the grammar of tags. */
export function isTag(tag: string): boolean {
  return TAG.test(tag)
}

/** Splits `name:tag` at the tag; a port's colon is not one. */
export function splitRef(ref: string): { repository: string; tag: string } {
  const colon = ref.lastIndexOf(':')
  return colon > ref.lastIndexOf('/')
    ? { repository: ref.slice(0, colon), tag: ref.slice(colon + 1) }
    : { repository: ref, tag: 'latest' }
}

/** A ref as a file name: the seeds' form, `/` and `:` become `-`. */
export function safeName(ref: string): string {
  return ref.replace(/[^A-Za-z0-9._-]+/g, '-')
}
