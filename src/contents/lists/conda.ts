import { wordsOf, type ListReader, type Package } from './package.js'

/** `conda list`: a head that is a comment. `mamba list` of version 2: a head without one, and a drawn line. */
export const condaTable: ListReader = (lines) => {
  const head = lines.findIndex((line) => {
    const [name, version, build] = wordsOf(line.replace(/^#/, ''))
    return name === 'Name' && version === 'Version' && build === 'Build'
  })
  if (head < 0) return undefined
  const found: Package[] = []
  for (const line of lines.slice(head + 1)) {
    if (line.startsWith('#') || /^[\s─-]*$/.test(line)) continue
    const [name = '', version = ''] = wordsOf(line)
    found.push({ name, version })
  }
  return found
}

const EXPORTED = /^([A-Za-z0-9_][A-Za-z0-9._-]*)=([^\s=]+)=([^\s=]+)$/

/** `conda list --export`: `name=version=build`. */
export const condaExport: ListReader = (lines) => {
  const found: Package[] = []
  for (const line of lines) {
    const text = line.trim()
    if (text === '' || text.startsWith('#')) continue
    const [, name, version] = EXPORTED.exec(text) ?? []
    if (name === undefined || version === undefined) return undefined
    found.push({ name, version })
  }
  return found.length === 0 ? undefined : found
}

/** `conda list --explicit`: an address per line, `…/name-version-build.conda`. */
export const condaExplicit: ListReader = (lines) => {
  const start = lines.findIndex((line) => line.trim() === '@EXPLICIT')
  if (start < 0) return undefined
  return lines.slice(start + 1).flatMap((line) => {
    const file = line.split('#')[0]?.trim().split('/').at(-1) ?? ''
    const parts = file.replace(/\.(?:conda|tar\.bz2)$/, '').split('-')
    return parts.length < 3 ? [] : [{ name: parts.slice(0, -2).join('-'), version: parts.at(-2) ?? '' }]
  })
}
