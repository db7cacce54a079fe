import { expect, test } from '@jest/globals'
import type { RegistryClient } from '../../../src/registry/client.js'
import { run, SPEC, World } from './world.js'

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
  expect(events.at(-1)?.type).toBe('run-end')
}, 10_000)
