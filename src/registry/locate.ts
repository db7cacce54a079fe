import { WorkError } from '../shared/errors.js'
import { DEFAULT_HOST, parseRepository } from '../stack/refs.js'

/** Where a repository is, for its registry's API. */
export interface Place {
  /** As users write it: `docker.io`, `ghcr.io`, `127.0.0.1:5000`. */
  readonly host: string
  /** The repository's name in the API. */
  readonly name: string
  /** `https://host[:port]` of the API, as the origin of an address has it. */
  readonly base: string
}

/** Throws a WorkError for what is not the name of a repository: nothing else ever becomes part of an address. */
export function locate(repository: string): Place {
  const parsed = parseRepository(repository)
  if (parsed === undefined) throw new WorkError(`"${repository}" is not the name of a repository`)
  const { host, path } = parsed
  // Docker Hub keeps names of one part below `library`.
  const name = host === DEFAULT_HOST && !path.includes('/') ? `library/${path}` : path
  return { host, name, base: new URL(baseUrl(host)).origin }
}

/** Plain HTTP for registries of this machine only, as the engine has it; Docker Hub's API has a host of its own. */
function baseUrl(host: string): string {
  if (host === DEFAULT_HOST) return 'https://registry-1.docker.io'
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host) ? `http://${host}` : `https://${host}`
}
