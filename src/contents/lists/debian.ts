import { wordsOf, type ListReader, type Package } from './package.js'

/** deb-control(5), "Package"; what follows a colon is the architecture. */
const NAME = /^([a-z0-9][a-z0-9+.-]*)(?::([a-z0-9-]+))?$/
const VERSION = /^(?:\d+:)?[0-9A-Za-z][0-9A-Za-z.+:~-]*$/

function packageOf(name: string, version: string, architecture?: string): Package[] {
  const [, own, arch = architecture] = NAME.exec(name) ?? []
  if (own === undefined || !VERSION.test(version)) return []
  return [{ name: own, version, ...(arch === undefined ? {} : { architecture: arch }) }]
}

const APT = /^([^\s/]+)\/\S* (\S+) (\S+) \[([^\]]*)\]$/

/** `apt list --installed`: `name/suite,now version architecture [installed,…]`. */
export const aptList: ListReader = (lines) => {
  const found = lines.flatMap((line) => {
    const [, name = '', version = '', architecture, state = ''] = APT.exec(line.trim()) ?? []
    return state.startsWith('installed') ? packageOf(name, version, architecture) : []
  })
  return found.length === 0 ? undefined : found
}

/** `dpkg -l`: three letters of state, of which the second is what is; then name, version, architecture. */
export const dpkgTable: ListReader = (lines) => {
  const head = lines.findIndex((line) => line.startsWith('||/ Name') || line.startsWith('+++-='))
  if (head < 0) return undefined
  return lines.slice(head).flatMap((line) => {
    const [state = '', name = '', version = '', architecture] = wordsOf(line)
    return /^[a-z]i[A-Z]?$/.test(state) ? packageOf(name, version, architecture) : []
  })
}

/** `dpkg-query --show`: name, tab, version; none of what was removed and left its configuration. */
export const dpkgQuery: ListReader = (lines) => {
  const found: Package[] = []
  for (const line of lines) {
    if (line.trim() === '') continue
    const [name = '', version, more] = line.split('\t')
    if (version === undefined || more !== undefined || !NAME.test(name)) return undefined
    found.push(...packageOf(name, version.trim()))
  }
  return found.length === 0 ? undefined : found
}
