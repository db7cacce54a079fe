import { expect, test } from '@jest/globals'
import { buildArguments, type BuildPlaces } from '../../../../src/docker/buildx/arguments.js'
import { PLAIN as ANY } from '../../../world/builds.js'
import fc from '../../property.js'

type Asked = Parameters<typeof buildArguments>[0]

const PLAIN: Asked = { ...ANY, platform: 'linux/arm64', provenance: '', sbom: '' }
const PLACES: BuildPlaces = {
  directory: '/stack/a',
  dockerfile: '/tmp/x/Dockerfile',
  metadataFile: '/tmp/x/metadata.json',
  secrets: new Map(),
}
const HERE = { name: 'default', keeps: 'engine' } as const
const FARM = { name: 'farm', keeps: 'registry' } as const

const WITHOUT_ATTESTATIONS = ['--provenance=false', '--sbom=false']
const [START, METADATA] = [['buildx', 'build'], '--metadata-file=/tmp/x/metadata.json']
const COMMON = ['--progress=rawjson', '--platform=linux/arm64', '--file=/tmp/x/Dockerfile']

test('a build into the engine', () => {
  expect(buildArguments({ ...PLAIN, tags: ['a:1', 'b:2'] }, HERE, PLACES)).toEqual([
    ...START,
    '--builder=default',
    ...COMMON,
    ...WITHOUT_ATTESTATIONS,
    '--load',
    '--tag=a:1',
    '--tag=b:2',
    METADATA,
    '--',
    '/stack/a',
  ])
})

test('a build into a registry, with all that there is', () => {
  const request: Asked = {
    ...PLAIN,
    tags: ['r:5000/a:1', 'r:5000/b:2'],
    buildArgs: { A: '1', B: '' },
    labels: { 'org.x': 'y' },
    noCache: true,
    cacheFrom: ['type=gha,scope=a', 'r:5000/a:cache'],
    cacheTo: ['type=inline'],
    ssh: true,
    provenance: 'mode=max',
    sbom: 'true',
  }
  const places = { ...PLACES, directory: undefined, secrets: new Map([['token', '/tmp/x/secret-0']]) }
  expect(buildArguments(request, FARM, places)).toEqual([
    ...START,
    '--builder=farm',
    ...COMMON,
    '--build-arg=A=1',
    '--build-arg=B=',
    '--label=org.x=y',
    '--no-cache',
    '--cache-from=type=gha,scope=a',
    '--cache-from=r:5000/a:cache',
    '--cache-to=type=inline',
    '--secret=id=token,src=/tmp/x/secret-0',
    '--ssh=default',
    '--provenance=mode=max',
    '--sbom=true',
    '--output=type=image,"name=r:5000/a:1,r:5000/b:2",push=true',
    METADATA,
    '--',
    '-',
  ])
})

test('a secret with a name that would end the field', () => {
  const places = { ...PLACES, secrets: new Map([['a,src="/etc/passwd"', '/tmp/x/secret-0']]) }
  expect(buildArguments(PLAIN, HERE, places)).toContain('--secret="id=a,src=""/etc/passwd""",src=/tmp/x/secret-0')
})

test('no value is ever an argument of its own, or changes how many there are', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (name, value) => {
      const args = buildArguments({ ...PLAIN, buildArgs: { [name]: value }, labels: { [name]: value } }, HERE, PLACES)
      expect(args).toContain(`--build-arg=${name}=${value}`)
      expect(args).toContain(`--label=${name}=${value}`)
      expect(args).toHaveLength(buildArguments(PLAIN, HERE, PLACES).length + 2)
    }),
  )
})
