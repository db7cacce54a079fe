/** Paths below the stack's directory: with `/`, without `.` and `..`; the directory itself is `.`. */

/** `path` as seen from the folder `from`, in its shortest form; undefined when it leads outside. */
export function joinInside(from: string, path: string): string | undefined {
  const parts: string[] = from === '.' ? [] : from.split('/').filter((part) => part !== '')
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.pop() === undefined) return undefined
  }
  return parts.length === 0 ? '.' : parts.join('/')
}

/** The way from a folder to a path below it (`.` is the folder itself); undefined when it is not below. */
export function wayInside(folder: string, path: string): string | undefined {
  if (folder === '.') return path
  if (path === folder) return '.'
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined
}

/** A path of the stack as the user sees it: beside the spec file they named. */
export function inStack(specFile: string, path: string): string {
  const slash = specFile.lastIndexOf('/')
  return slash < 0 ? path : `${specFile.slice(0, slash)}/${path}`
}
