import { describe, expect, test } from '@jest/globals'
import type { Capabilities } from '../../../../src/docker/builder.js'
import { checkBuilder, type Wants } from '../../../../src/docker/buildx/find.js'
import { readFacts } from '../../../../src/docker/buildx/inspect.js'

const NOTHING: Wants = { cacheFrom: [], cacheTo: [], provenance: '', sbom: '', secrets: false, ssh: false }
const ENGINE: Capabilities = { cacheFrom: 'registry', cacheTo: 'inline', attestations: false, ssh: false }
const ALL: Capabilities = { cacheFrom: 'any', cacheTo: 'any', attestations: true, ssh: true }

describe('what is wanted of a builder', () => {
  test.each<[Partial<Wants>, string]>([
    [{ cacheFrom: ['type=gha,scope=x'] }, 'cannot read a cache of this kind: type=gha,scope=x'],
    [{ cacheTo: ['type=registry,ref=a/b:c'] }, 'cannot write a cache of this kind: type=registry,ref=a/b:c'],
    [{ provenance: 'mode=max' }, 'can make no provenance'],
    [{ sbom: 'true' }, 'can make no SBOM'],
    [{ ssh: true }, 'SSH_AUTH_SOCK names none'],
  ])('%j is more than the engine can do', (wants, message) => {
    const [problem, ...more] = checkBuilder({ name: 'engine', can: ENGINE }, { ...NOTHING, ...wants })
    expect(problem?.message).toContain(message)
    expect(problem?.remedy).toBeTruthy()
    expect(more).toEqual([])
    expect(checkBuilder({ name: 'buildx', can: ALL }, { ...NOTHING, ...wants })).toEqual([])
  })

  test.each<Partial<Wants>>([
    {},
    { cacheFrom: ['host:5000/a:1', 'type=registry,ref=host/a:1', '"type=registry","ref=a"'] },
    { cacheTo: ['type=inline'] },
    { provenance: 'false', sbom: 'false' },
    { secrets: true },
  ])('%j is nothing special', (wants) => {
    expect(checkBuilder({ name: 'engine', can: ENGINE }, { ...NOTHING, ...wants })).toEqual([])
  })

  test('is told all at once', () => {
    const wants = {
      cacheFrom: ['type=gha'],
      cacheTo: ['type=gha'],
      provenance: 'true',
      sbom: 'true',
      secrets: true,
      ssh: true,
    }
    expect(checkBuilder({ name: 'engine', can: ENGINE }, wants)).toHaveLength(5)
  })
})

describe('what buildx says of a builder', () => {
  test('as 0.29.1 does with -D', () => {
    const text = `Name:          default
Driver:        docker
Last Activity: 2026-11-21 12:34:53 +0000 UTC

Nodes:
Name:             default-node
Endpoint:         unix:///run/docker.sock
Status:           running
BuildKit version: v0.8+unknown
Platforms:        linux/amd64, linux/386
Features:
 Automatically load images to the Docker Engine image store: true
 Cache export:                                               false
Labels:
 org.mobyproject.buildkit.worker.selinux.enabled: true
`
    const facts = readFacts(text)
    expect(facts).toMatchObject({
      name: 'default',
      driver: 'docker',
      endpoint: 'unix:///run/docker.sock',
      error: undefined,
    })
    expect(facts.features.get('Cache export')).toBe(false)
    expect(facts.features.get('Automatically load images to the Docker Engine image store')).toBe(true)
  })

  test.each([
    ['Name: x\nDriver: remote\n\nNodes:\nName: x0\nEndpoint: tcp://h:1\nStatus: inactive\n', 'it is inactive'],
    ['Name: x\nDriver: docker\n\nNodes:\nName: x0\nEndpoint: y\nError: Cannot connect to it\n', 'Cannot connect to it'],
  ])('when it does not answer: %j', (text, error) => expect(readFacts(text).error).toBe(error))
})
