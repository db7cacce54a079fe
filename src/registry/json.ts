import { WorkError } from '../shared/errors.js'

/** A document of a registry; `name` is what the error calls it. */
export function parseJson(bytes: Buffer, name: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown
  } catch (error) {
    throw new WorkError(`what the registry has as ${name} is not JSON`, { cause: error })
  }
}
