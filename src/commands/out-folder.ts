import { realpathSync } from 'node:fs'
import { dirname, resolve, sep } from 'node:path'
import { userError } from '../shared/errors.js'

/**
 * Refuses a folder of the kernel's, where nothing can be made: Node's recursive mkdir never ends there, because the kernel
 * says of a folder that is there that it is not (nodejs/node, lib fs.mkdir; seen with 24.21). Throws a UserError.
 */
export function checkOutFolder(folder: string): string {
  const place = realPlace(resolve(folder))
  if (place === '/proc' || place.startsWith(`/proc${sep}`))
    throw userError(`nothing can be written to ${folder}: ${place} is the kernel's`, {
      remedy: 'Name another folder with --out (input `out`), or --folder where pages go to one.',
    })
  return folder
}

/** What there is of a path, with its links followed. */
function realPlace(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const above = dirname(path)
    return above === path ? path : realPlace(above)
  }
}
