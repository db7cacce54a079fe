import { wordsOf, type ListReader, type Package } from './package.js'

/** `pip list`, `uv pip list`: a head of two columns, a line below it. */
export const pipTable: ListReader = (lines) => {
  const head = lines.findIndex((line, at) => {
    const [name, version] = wordsOf(line)
    return name === 'Package' && version === 'Version' && /^-+ +-+/.test(lines[at + 1] ?? '')
  })
  if (head < 0) return undefined
  const found: Package[] = []
  for (const line of lines.slice(head + 2)) {
    // Afterwards pip may say that there is a newer pip.
    if (line.trim() === '') break
    const [name = '', version = ''] = wordsOf(line)
    found.push({ name, version })
  }
  return found
}

const FROZEN = /^([A-Za-z0-9][A-Za-z0-9._-]*)===?([^\s;]+)$/
const FROM_ADDRESS = /^([A-Za-z0-9][A-Za-z0-9._-]*) @ \S+$/

/** `pip freeze`, `pip list --format=freeze`: what is installed from an address has no version there. */
export const pipFreeze: ListReader = (lines) => {
  const found: Package[] = []
  let others = 0
  for (const line of lines) {
    const text = line.trim()
    if (text === '' || text.startsWith('#') || text.startsWith('-e ') || FROM_ADDRESS.test(text)) continue
    const [, name, version] = FROZEN.exec(text) ?? []
    if (name === undefined || version === undefined) others++
    else found.push({ name, version })
  }
  return found.length > others ? found : undefined
}
