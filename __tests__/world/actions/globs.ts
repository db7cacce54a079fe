import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** A filter pattern of `branches:`, `tags:`, `paths:` as a regular expression. */
function toRegExp(pattern: string): RegExp {
  let source = ''
  for (let at = 0; at < pattern.length; at++) {
    const letter = pattern[at] ?? ''
    if (letter === '\\') source += `\\${pattern[++at] ?? '\\'}`
    else if (pattern.startsWith('**/', at)) [source, at] = [`${source}(?:.*/)?`, at + 2]
    else if (pattern.startsWith('**', at)) [source, at] = [`${source}.*`, at + 1]
    else if (letter === '*') source += '[^/]*'
    else if ('?+[]'.includes(letter)) source += letter
    else source += letter.replace(/[.(){}|^$]/, '\\$&')
  }
  return new RegExp(`^${source}$`)
}

/** Whether a list of patterns takes a name: in order, `!` takes it out again. */
export function matches(patterns: readonly string[], name: string): boolean {
  return patterns.reduce(
    (taken, pattern) =>
      pattern.startsWith('!') ? taken && !toRegExp(pattern.slice(1)).test(name) : taken || toRegExp(pattern).test(name),
    false,
  )
}

/** Files below a folder that glob patterns select, sorted; `!` takes out, a folder means all that is in it. */
export function filesOf(folder: string, patterns: readonly string[]): string[] {
  const selected = new Set<string>()
  for (const line of patterns.flatMap((one) => one.split('\n')).map((one) => one.trim())) {
    if (line === '' || line.startsWith('#')) continue
    const pattern = line
      .replace(/^!/, '')
      .replace(/^~(?=\/)/, '')
      .replace(/\/+$/, '')
    const absolute = join(folder, relative(folder, pattern.startsWith('/') ? pattern : join(folder, pattern)))
    for (const path of [...globSync(absolute), ...globSync(`${absolute}/**`)]) {
      if (!statSync(path).isFile()) continue
      if (line.startsWith('!')) selected.delete(path)
      else selected.add(path)
    }
  }
  return [...selected].sort()
}

/** The hashFiles() of expressions: SHA-256 over the SHA-256 of each file; '' when no file is selected. */
export function hashFiles(workspace: string, patterns: readonly string[]): string {
  const files = filesOf(workspace, patterns).filter((path) => path.startsWith(`${workspace}/`))
  if (files.length === 0) return ''
  const all = createHash('sha256')
  for (const file of files) all.update(createHash('sha256').update(readFileSync(file)).digest())
  return all.digest('hex')
}
