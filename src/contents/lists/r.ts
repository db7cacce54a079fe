import type { ListReader, Package } from './package.js'

/** A cell of a printed matrix of texts, a name before it, or NA. */
const CELL = /"(?:[^"\\]|\\.)*"|\S+/g
/** Columns of installed.packages(), one of which begins every block. */
const COLUMNS = new Set(
  'Package LibPath Version Priority Depends Imports LinkingTo Suggests Enhances License License_is_FOSS License_restricts_use OS_type MD5sum NeedsCompilation Built'.split(
    ' ',
  ),
)

function cellsOf(line: string): string[] {
  return line.match(CELL) ?? []
}

function bare(cell: string): string {
  return cell.startsWith('"') ? cell.slice(1, -1).replace(/\\(.)/g, '$1') : cell
}

/** What R prints of installed.packages(), or of some of its columns: wide ones come in blocks, one below the other. */
export const rMatrix: ListReader = (lines) => {
  let version = -1
  let seen = false
  const found = new Map<string, Package>()
  for (const line of lines) {
    const cells = cellsOf(line)
    if (/^\s/.test(line) && cells.length > 0 && cells.every((cell) => COLUMNS.has(cell))) {
      version = cells.indexOf('Version')
      seen ||= version >= 0
      continue
    }
    const [name, ...values] = cells
    const value = version < 0 ? undefined : values[version]
    // A data frame has numbers before its lines, and the name is a column; a matrix has the name before it.
    if (name !== undefined && value?.startsWith('"') === true)
      found.set(bare(name), { name: bare(name), version: bare(value) })
  }
  return seen && found.size > 0 ? [...found.values()] : undefined
}

/** A data frame with the columns Package and Version: numbers, or names, before its lines, and no quotes. */
export const rFrame: ListReader = (lines) => {
  const head = lines.findIndex((line) => /^\s+Package\s.*\bVersion\b/.test(line))
  if (head < 0) return undefined
  const columns = cellsOf(lines[head] ?? '')
  const [name, version] = [columns.indexOf('Package'), columns.indexOf('Version')]
  // Texts with blanks in them, as in Depends, would shift what is behind them.
  if (!columns.slice(0, Math.max(name, version)).every((one) => ['Package', 'LibPath', 'Version'].includes(one)))
    return undefined
  const found: Package[] = []
  for (const line of lines.slice(head + 1)) {
    if (/^\s/.test(line) && cellsOf(line).every((cell) => COLUMNS.has(cell))) break
    const [, ...values] = cellsOf(line).map(bare)
    found.push({ name: values[name] ?? '', version: values[version] ?? '' })
  }
  return found
}

/** A vector with names, as of `installed.packages()[, "Version"]`: a line of names, a line of values below it. */
export const rVector: ListReader = (lines) => {
  const found: Package[] = []
  let names: string[] | undefined
  for (const line of lines) {
    const cells = cellsOf(line)
    if (cells.length === 0) continue
    if (!cells.every((cell) => cell.startsWith('"') && cell.endsWith('"'))) {
      names = cells
      continue
    }
    if (names?.length !== cells.length) return undefined
    const known = names
    names = undefined
    found.push(...cells.map((cell, at) => ({ name: known[at] ?? '', version: bare(cell) })))
  }
  return found.length === 0 ? undefined : found
}
