import { describe, expect, test } from '@jest/globals'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { commandNames, definitionOf, inputsOf, isCommand } from '../../src/commands/inputs.js'
import { flagOf } from '../../src/entry/help.js'
import { loadSpec } from '../../src/stack/spec/load.js'
import { valueAt } from '../../src/shared/values.js'

/* What the documents tell people to write: fragments of specs and workflows, calls at a terminal, links to files. */

const root = join(import.meta.dirname, '../..')
const documents = ['README.md', 'images/README.md', 'docs/*.md'].flatMap((pattern) => globSync(pattern, { cwd: root }))
const read = (file: string): string => readFileSync(join(root, file), 'utf8')

/** Fenced blocks of a language, with where they stand. */
function blocks(language: string): [string, string][] {
  return documents.flatMap((file) =>
    [...read(file).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map((found): [string, string] => [
      `${file}:${read(file).slice(0, found.index).split('\n').length}`,
      found[1] ?? '',
    ]),
  )
}

/** Keys that only a spec has, at its top. */
const OF_SPEC = ['suites', 'stages', 'changes', 'images']
const fragments = blocks('yaml')
const isSpec = (text: string): boolean => OF_SPEC.some((key) => valueAt(parse(text), [key]) !== undefined)

describe('fragments of a spec', () => {
  test.each(fragments.filter(([, text]) => isSpec(text)))('%s is one that is understood', (_where, text) => {
    const own = parse(text) as Record<string, unknown>
    const base = Object.fromEntries(
      ['scipy-ml', 'scipy-ml-notebook', 'teaching'].map((name) => [name, { depend_on: [] }]),
    )
    // What other fragments declare.
    const suites = Object.fromEntries(['fast', 'slow', 'qa'].map((name) => [name, { run: 'true' }]))
    const spec = { suites, ...own, images: { ...base, ...(own['images'] as object | undefined) } }
    expect(loadSpec(JSON.stringify(spec), 'spec.yml').images.size).toBeGreaterThan(0)
  })
})

/** Steps of a fragment of a workflow, however much of it there is. */
function stepsIn(value: unknown): { uses: string; with: Record<string, unknown> }[] {
  if (Array.isArray(value)) return value.flatMap(stepsIn)
  if (typeof value !== 'object' || value === null) return []
  const { uses, with: own } = value as { uses?: unknown; with?: unknown }
  if (typeof uses === 'string') return [{ uses, with: (own ?? {}) as Record<string, unknown> }]
  return Object.values(value).flatMap(stepsIn)
}

test('steps of workflows use actions and inputs that there are', () => {
  const wrong: string[] = []
  let seen = 0
  for (const [where, text] of fragments)
    for (const { uses, with: given } of stepsIn(parse(text))) {
      const [, folder] = /^org\/stack-action(?:\/([a-z-]+))?@v1$/.exec(uses) ?? []
      if (!/^org\/stack-action(?:\/[a-z-]+)?@v1$/.test(uses)) continue
      seen++
      const command = folder === undefined ? 'run' : commandNames.find((name) => definitionOf(name).action === folder)
      if (command === undefined) wrong.push(`${where}: ${uses}`)
      const known = command === undefined ? [] : inputsOf(command, 'action').map(([name]) => name as string)
      wrong.push(
        ...Object.keys(given)
          .filter((name) => !known.includes(name))
          .map((name) => `${where}: ${name} of ${uses}`),
      )
    }
  expect(wrong).toEqual([])
  expect(seen).toBeGreaterThan(4)
})

test('calls at a terminal have commands and flags that there are', () => {
  const wrong: string[] = []
  let seen = 0
  for (const file of documents)
    for (const [call, command = ''] of read(file).matchAll(/\bstack-action ([a-z-]+)\b[^`\n|#]*/g)) {
      if (!isCommand(command)) continue
      seen++
      const known = ['--help', ...inputsOf(command, 'cli').map(([name, input]) => flagOf(name, input).split(' ')[0])]
      for (const [flag] of call.matchAll(/(?<=\s)--[a-z-]+/g))
        if (!known.includes(flag)) wrong.push(`${file}: ${flag} of ${call.trim()}`)
    }
  expect(wrong).toEqual([])
  expect(seen).toBeGreaterThan(20)
})

test('links between documents, and to files, lead somewhere', () => {
  const files = new Set(globSync('{*,docs/**,images/**,schema/*,bench/*,__tests__/world/*}', { cwd: root }))
  const dead = documents.flatMap((file) =>
    [...read(file).matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map(([, to = '']) => join(file, '..', to))
      .filter((to) => !files.has(to.replace(/\/$/, '')))
      .map((to) => `${file}: ${to}`),
  )
  expect(dead).toEqual([])
})
