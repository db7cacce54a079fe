import type { ImageFacts, InfoFacts } from '../../../src/contents/facts.js'

/** Facts of an image that nobody needs to care for in detail. */
export function factsOf(more: Partial<ImageFacts> = {}): ImageFacts {
  return {
    schema: 1,
    id: 'base',
    name: 'base',
    variant: '',
    platform: 'linux/amd64',
    ref: 'acme/base:main',
    digest: null,
    fingerprint: '0123',
    revision: '',
    source: '',
    version: '',
    parents: [],
    base: null,
    builtAt: '2026-04-01T10:00:00.000Z',
    builtIn: '',
    size: 2_000_000,
    compressed: null,
    layers: [],
    infos: [],
    suites: [],
    ...more,
  }
}

/** What `command` printed. */
export function infoOf(command: string, output: string, more: Partial<InfoFacts> = {}): InfoFacts {
  return { name: 'LIST', description: 'Packages', command: command.split(' '), status: 0, output, ...more }
}

export const digestOf = (digit: string): string => `sha256:${digit.repeat(64)}`
