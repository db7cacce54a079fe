import type { ListReader, Package } from './package.js'

/** Only what hangs on the root: what lies deeper belongs to those. */
const BRANCH = /^(?:[├└]─[─┬] |[+`]-[-+] )(\S+)@([^\s@]+)/u

/** `npm ls -g`: a tree. */
export const npmTree: ListReader = (lines) => {
  const found = lines.flatMap((line): Package[] => {
    const [, name, version] = BRANCH.exec(line) ?? []
    return name === undefined || version === undefined ? [] : [{ name, version }]
  })
  return found.length === 0 ? undefined : found
}
