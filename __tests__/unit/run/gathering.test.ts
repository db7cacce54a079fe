import { expect, test } from '@jest/globals'
import { setTimeout as wait } from 'node:timers/promises'
import type { RegistryClient } from '../../../src/registry/client.js'
import { JOURNAL_TAG } from '../../../src/registry/journal.js'
import { run, SPEC, World } from './world.js'

/** A registry that keeps small documents only after a while. */
function slowly(world: World, until: () => Promise<unknown>): RegistryClient {
  return {
    ...world.registry,
    putBlob: async (repository, coming, signal) => {
      await until()
      return world.registry.putBlob(repository, coming, signal)
    },
  }
}
/** Tags in the order in which they came: facts of images, then what people know. */
const kinds = (world: World): string[] => {
  const tags = [...world.names.keys()].map((ref) => ref.slice(ref.lastIndexOf(':') + 1))
  const kept = tags.filter((tag) => !/^(fp|ok)-/.test(tag) && tag !== JOURNAL_TAG)
  return kept.map((tag) => (tag.startsWith('info-') ? 'facts' : 'name'))
}
/** Two of each image. */
const NAMES = ['name', 'name', 'name', 'name']

test('names move when what is told of their images lies beside them', async () => {
  const world = new World()
  const { results } = await run({ spec: SPEC, world, more: { registry: slowly(world, () => wait(300)) } })
  expect(results.outcome).toBe('passed')
  expect(kinds(world)).toEqual(['facts', 'facts', ...NAMES])
})

test('names do not wait for it when that takes long', async () => {
  const world = new World()
  const moved = async (): Promise<void> => {
    while (!kinds(world).includes('name')) await wait(20)
  }
  const { results } = await run({ spec: SPEC, world, more: { registry: slowly(world, moved) } })
  expect(results.outcome).toBe('passed')
  expect(kinds(world)).toEqual([...NAMES, 'facts', 'facts'])
})

test('a run that is stopped ends, although who is asked for what is in its images never answers', async () => {
  const world = new World()
  const stop = new AbortController()
  const registry: RegistryClient = {
    ...world.registry,
    // As with a frozen machine: neither an answer nor an end of the connection.
    put: (repository, tag, manifest) => {
      if (!tag.startsWith('info-')) return world.registry.put(repository, tag, manifest)
      setTimeout(() => stop.abort(new Error('stopped')), 50)
      return new Promise<never>(() => undefined)
    },
  }
  const { results, events } = await run({ spec: SPEC, world, more: { registry, signal: stop.signal } })
  expect(results.outcome).toBe('interrupted')
  expect(kinds(world)).toEqual([])
  expect(events.at(-1)?.type).toBe('run-end')
}, 10_000)
