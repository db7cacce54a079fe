import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import { loadSpec } from '../../../src/stack/spec/load.js'
import {
  NOTEBOOK_LISTS,
  plannedSuites,
  testedLineages,
  type FoundTests,
  type PlannedSuite,
  type SuiteFacts,
} from '../../../src/stack/suites.js'
import { integrationIn, sourcesOf, testsIn, type Sources } from './planning.js'
import { descendantsOf, shapes, specOf } from './stacks.js'

/** The suites of an image of a spec, with what was found on the disk. */
function suitesOf(spec: string, image: string, own: Sources = {}, more: Partial<SuiteFacts> = {}): PlannedSuite[] {
  const stack = loadSpec(spec, 'spec.yml')
  const found = stack.images.get(image)
  if (found === undefined) throw new Error(image)
  const sources = sourcesOf(stack, own)
  const facts = { stack, sources, commonTests: undefined, defaultTimeoutMs: 1000, choice: { only: [], skip: [] } }
  return plannedSuites(found, testedLineages(facts).get(image) ?? [], { ...facts, ...more })
}
const namesOf = (suites: readonly PlannedSuite[]): string[] => suites.map(({ name }) => name)
const offOf = (suites: readonly PlannedSuite[]): [string, string | undefined][] =>
  suites.map(({ name, off }) => [name, off])
function byName(suites: readonly PlannedSuite[], name: string): PlannedSuite {
  const found = suites.find((suite) => suite.name === name)
  if (found === undefined) throw new Error(`no suite ${name} among ${namesOf(suites).join(', ')}`)
  return found
}

/** A list in a directory of tests. */
const listIn = (group: string, files: string, environment?: string): FoundTests => ({
  ...{ group, kind: group === 'imports' ? 'imports' : 'notebooks', on: 'container', files, targets: [group] },
  ...{ environment, shared: [] },
})
/** The executable test of an environment. */
const executableIn = (files: string, target: string, environment?: string): FoundTests => ({
  ...{ group: 'environments', kind: 'command', on: 'container', files, targets: [target], environment, shared: [] },
})

const SPEC = `
  images: {base: , tools: , mid: {depend_on: base}, leaf: {depend_on: [tools, mid]}, other: }
  suites:
    smoke: {run: [jupyter, --version], timeout: 90s}
    gpu: {run: nvidia-smi, images: [leaf], files: checks, network: true}
`
const OWN: Sources = {
  base: { tests: [testsIn('base/test')] },
  mid: { tests: [testsIn('mid/test')] },
  leaf: { tests: [testsIn('leaf/test'), integrationIn('leaf/integration_tests')] },
  other: { tests: [testsIn('other/test')] },
}
const COMMON = testsIn('tests_common', { group: 'tests_common' })

test.each<[string, FoundTests | undefined, string[]]>([
  ['base', COMMON, ['tests_common', 'base', 'smoke']],
  ['mid', COMMON, ['tests_common', 'base', 'mid', 'smoke']],
  ['leaf', undefined, ['base', 'mid', 'leaf', 'smoke', 'gpu', 'integration_tests']],
  ['tools', undefined, ['smoke']],
])('the suites of %s, in their order: common ones (%j), its ancestors’, its own, the spec’s', (name, common, names) => {
  expect(namesOf(suitesOf(SPEC, name, OWN, { commonTests: common }))).toEqual(names)
})

test('each suite knows what it runs, where, on whose behalf and for how long', () => {
  const suites = suitesOf(SPEC, 'leaf', OWN)
  expect(byName(suites, 'base')).toMatchObject({
    ...{ name: 'base', group: 'test', kind: 'pytest', on: 'container', pushed: false, of: 'base', off: undefined },
    ...{ run: [], files: 'base/test', targets: [], environment: undefined, shared: [], timeoutMs: 1000 },
  })
  expect(byName(suites, 'leaf')).toMatchObject({ files: 'leaf/test', of: undefined })
  expect(byName(suites, 'smoke')).toMatchObject({
    ...{ group: 'smoke', kind: 'command', run: ['jupyter', '--version'], files: undefined, of: undefined },
    timeoutMs: 90_000,
  })
  expect(byName(suites, 'gpu')).toMatchObject({
    ...{ run: ['nvidia-smi'], files: 'checks', timeoutMs: 1000, on: 'container', pushed: false },
    settings: { network: true },
  })
})

describe('integration tests', () => {
  const spec = (more: string): string => `images: {base: {${more}}, leaf: {depend_on: base, integration_tests: true}}`
  const own = {
    base: { tests: [testsIn('base/test'), integrationIn('base/integration_tests')] },
    leaf: { tests: [integrationIn('leaf/integration_tests')] },
  }

  test('run on the host, on what was pushed, at last', () => {
    const [, integration] = suitesOf(spec('integration_tests: true'), 'base', own)
    expect(integration).toMatchObject({
      ...{ name: 'integration_tests', group: 'integration_tests', on: 'host', pushed: true, of: undefined },
      ...{ off: undefined, files: 'base/integration_tests' },
    })
  })

  test('are those of the image alone: what is built on it does not inherit them', () => {
    const suites = suitesOf(spec('integration_tests: true'), 'leaf', own)
    expect(suites.map(({ name, files }) => [name, files])).toEqual([
      ['base', 'base/test'],
      ['integration_tests', 'leaf/integration_tests'],
    ])
  })

  test.each(['', 'integration_tests: false'])('are off unless the spec wants them: {%s}', (more) => {
    expect(offOf(suitesOf(spec(more), 'base', own)).at(-1)).toEqual([
      'integration_tests',
      'integration_tests of the image is not true in the spec',
    ])
  })

  test('can be moved before the push, and into the container', () => {
    const refined = `${spec('integration_tests: true')}\nsuites: {integration_tests: {pushed: false, on: container}}`
    expect(suitesOf(refined, 'base', own).at(-1)).toMatchObject({ pushed: false, on: 'container' })
  })
})

describe('lists and environments of an image', () => {
  const own = {
    a: {
      tests: [
        testsIn('a/test'),
        listIn('imports', 'a/test'),
        listIn('notebooks', 'a/environments/ml/tests', 'ml'),
        listIn('notebooks-failing', 'a/environments/ml/tests', 'ml'),
        listIn('long-notebooks', 'a/environments/ml/tests', 'ml'),
        executableIn('a/environments/ml/tests', 'environments/ml/tests/test', 'ml'),
        executableIn('a/environments', 'environments/test'),
      ],
    },
  }
  const suites = suitesOf('images: {a: , b: {depend_on: a}}', 'b', own)

  test('are named by image, environment and sort', () => {
    expect(suites.map(({ name, group, kind, of, environment }) => [name, group, kind, of, environment])).toEqual([
      ['a', 'test', 'pytest', 'a', undefined],
      ['a.imports', 'imports', 'imports', 'a', undefined],
      ['a.ml.notebooks', 'notebooks', 'notebooks', 'a', 'ml'],
      ['a.ml.notebooks-failing', 'notebooks-failing', 'notebooks', 'a', 'ml'],
      ['a.ml.long-notebooks', 'long-notebooks', 'notebooks', 'a', 'ml'],
      ['a.ml.environments', 'environments', 'command', 'a', 'ml'],
      ['a.environments', 'environments', 'command', 'a', undefined],
    ])
  })

  test('what is known to fail, or to take long, is off until it is named', () => {
    const off = 'off by default; name it with suites to run it'
    expect(offOf(suites)).toEqual([
      ['a', undefined],
      ['a.imports', undefined],
      ['a.ml.notebooks', undefined],
      ['a.ml.notebooks-failing', off],
      ['a.ml.long-notebooks', off],
      ['a.ml.environments', undefined],
      ['a.environments', undefined],
    ])
  })

  test('what is known to fail is expected to', () => {
    expect([...NOTEBOOK_LISTS].map(([name, { expect: expected }]) => [name, expected])).toEqual([
      ['notebooks', 'pass'],
      ['notebooks-failing', 'fail'],
      ['long-notebooks', 'pass'],
      ['long-notebooks-failing', 'fail'],
    ])
    expect(byName(suites, 'a.ml.notebooks-failing').settings.expect).toBe('fail')
    expect(byName(suites, 'a.ml.notebooks').settings.expect).toBe('pass')
    expect(byName(suites, 'a').settings.expect).toBeUndefined()
  })

  test('the executable test is run as it lies in the image', () => {
    expect(byName(suites, 'a.ml.environments').run).toEqual(['/opt/environments/ml/tests/test'])
    expect(byName(suites, 'a.environments').run).toEqual(['/opt/environments/test'])
  })
})

describe('a spec refines what is found', () => {
  const own = {
    a: { tests: [testsIn('a/test'), listIn('imports', 'a/test'), listIn('notebooks-failing', 'a/test')] },
    b: { tests: [testsIn('b/test')] },
  }
  const refined = (suites: string, image = 'b'): PlannedSuite[] =>
    suitesOf(`images: {a: , b: {depend_on: a}}\nsuites: {${suites}}`, image, own, { commonTests: COMMON })

  test('by its sort: all of them', () => {
    const suites = refined('test: {markers: fast, timeout: 5m, on: host}')
    for (const name of ['a', 'b'])
      expect(byName(suites, name)).toMatchObject({ timeoutMs: 300_000, on: 'host', settings: { markers: 'fast' } })
    expect(byName(suites, 'tests_common').settings.markers).toBeUndefined()
  })

  test('by its name: one of them, wherever it runs', () => {
    const suites = refined('a: {network: true}')
    expect([byName(suites, 'a').settings.network, byName(suites, 'b').settings.network]).toEqual([true, undefined])
  })

  test('its name goes before its sort, each setting for itself, in whatever order they are written', () => {
    for (const text of [
      'a: {memory: 1GB}, test: {memory: 2GB, cpus: 2}',
      'test: {memory: 2GB, cpus: 2}, a: {memory: 1GB}',
    ])
      expect(byName(refined(text), 'a').settings).toMatchObject({ memory: 1e9, cpus: 2 })
  })

  test('on some images only', () => {
    const only = 'test: {network: true, images: a}'
    expect(byName(refined(only, 'a'), 'a').settings.network).toBe(true)
    expect(byName(refined(only, 'b'), 'a').settings.network).toBeUndefined()
  })

  test('also a name with dots, and the common tests', () => {
    expect(byName(refined('a.imports: {skip: x}'), 'a.imports').settings.skip).toEqual(['x'])
    expect(byName(refined('tests_common: {markers: fast}'), 'tests_common').settings.markers).toBe('fast')
  })

  test('what is off by default is on when the spec says so, and the other way round', () => {
    expect(byName(refined('notebooks-failing: {default: true}'), 'a.notebooks-failing').off).toBeUndefined()
    expect(byName(refined('imports: {default: false}'), 'a.imports').off).toContain('off by default')
    expect(byName(refined('notebooks-failing: {expect: pass}'), 'a.notebooks-failing').settings.expect).toBe('pass')
  })

  test('makes no suite of its own', () => {
    expect(namesOf(refined('long-notebooks: {timeout: 1h}'))).toEqual(namesOf(refined('')))
  })
})

describe('suites of the spec', () => {
  const declared = (suite: string, found: readonly FoundTests[] = []): PlannedSuite[] =>
    suitesOf(`images: {a: }\nsuites: {s: {${suite}}}`, 'a', { a: { declared: found } })

  test('a command runs in the container unless it is for the host', () => {
    expect(declared('run: x y')).toMatchObject([{ name: 's', kind: 'command', run: ['x', 'y'], on: 'container' }])
    expect(declared('run: x, on: host, pushed: true')).toMatchObject([{ on: 'host', pushed: true }])
  })

  test('pytest runs where its tests say, unless the spec does', () => {
    const found = testsIn('checks', { group: 's', on: 'host', targets: ['test_a.py'], shared: ['conftest.py'] })
    expect(declared('pytest: checks/test_a.py', [found])).toMatchObject([
      { name: 's', kind: 'pytest', on: 'host', files: 'checks', targets: ['test_a.py'], shared: ['conftest.py'] },
    ])
    expect(declared('pytest: checks, on: container', [found])).toMatchObject([{ on: 'container' }])
  })

  test('of imports and notebooks there is a suite per environment, and one for what lies in the image', () => {
    const found = ['ml', 'r'].map((environment) => ({
      ...listIn('notebooks', `a/environments/${environment}/tests`, environment),
      group: 's',
    }))
    const suites = declared('notebooks: [environments/*/tests/notebooks, /opt/nb/*.ipynb]', found)
    expect(suites.map(({ name, group, files, targets }) => [name, group, files, targets])).toEqual([
      ['s.ml', 's', 'a/environments/ml/tests', ['notebooks']],
      ['s.r', 's', 'a/environments/r/tests', ['notebooks']],
      ['s', 's', undefined, ['/opt/nb/*.ipynb']],
    ])
  })

  test('that find nothing below an image do not run on it', () => {
    expect(declared('notebooks: nb/*.ipynb')).toEqual([])
    expect(declared('imports: lists/*')).toEqual([])
  })

  test('are not inherited: each image has its own of them', () => {
    const own = { a: { declared: [{ ...listIn('imports', 'a/x'), group: 's' }] } }
    expect(suitesOf('images: {a: , b: {depend_on: a}}\nsuites: {s: {imports: x/*}}', 'b', own)).toEqual([])
  })
})

describe('why a suite is off', () => {
  const own = { a: { tests: [testsIn('a/test'), listIn('long-notebooks', 'a/test'), integrationIn('a/it')] } }
  const spec = (image: string): string =>
    `images: {a: {integration_tests: true, ${image}}}\nsuites: {smoke: {run: x}, slow: {run: x, default: false}}`
  const NOT_DEFAULT = 'off by default; name it with suites to run it'
  const NOT_ASKED = 'not among the suites that were asked for'
  const NOT_OF_IMAGE = 'not among the suites of the image in the spec'
  const LEFT_OUT = 'left out by skip-suites'

  test.each<[string, string, Partial<SuiteFacts['choice']>, (string | undefined)[]]>([
    ['nothing is said', '', {}, [undefined, NOT_DEFAULT, undefined, NOT_DEFAULT, undefined]],
    ['a name is asked for', '', { only: ['smoke'] }, [NOT_ASKED, NOT_ASKED, undefined, NOT_ASKED, NOT_ASKED]],
    [
      'a sort is asked for, also one that is off by default',
      '',
      { only: ['test', 'long-notebooks', 'slow'] },
      [undefined, undefined, NOT_ASKED, undefined, NOT_ASKED],
    ],
    [
      'some are left out',
      '',
      { skip: ['a', 'integration_tests'] },
      [LEFT_OUT, NOT_DEFAULT, undefined, NOT_DEFAULT, LEFT_OUT],
    ],
    [
      'one is asked for and left out',
      '',
      { only: ['smoke', 'slow'], skip: ['smoke'] },
      [NOT_ASKED, NOT_ASKED, LEFT_OUT, undefined, NOT_ASKED],
    ],
    [
      'the image names its suites',
      'suites: [slow, a.long-notebooks]',
      {},
      [NOT_OF_IMAGE, undefined, NOT_OF_IMAGE, undefined, NOT_OF_IMAGE],
    ],
    [
      'the image names its suites, and others are asked for',
      'suites: [slow]',
      { only: ['smoke'] },
      [NOT_ASKED, NOT_ASKED, undefined, NOT_ASKED, NOT_ASKED],
    ],
    [
      'the image has no suites',
      'suites: []',
      {},
      [NOT_OF_IMAGE, NOT_OF_IMAGE, NOT_OF_IMAGE, NOT_OF_IMAGE, NOT_OF_IMAGE],
    ],
  ])('%s', (_what, image, choice, expected) => {
    const suites = suitesOf(spec(image), 'a', own, { choice: { only: [], skip: [], ...choice } })
    expect(namesOf(suites)).toEqual(['a', 'a.long-notebooks', 'smoke', 'slow', 'integration_tests'])
    expect(suites.map(({ off }) => off)).toEqual(expected)
  })
})

describe('the names of the suites of an image are unique', () => {
  const groups = ['imports', ...NOTEBOOK_LISTS.keys()]
  const found = fc
    .array(fc.tuple(fc.constantFrom('test', 'integration_tests', ...groups), fc.constantFrom(undefined, 'ml', 'r')), {
      maxLength: 8,
    })
    .map((all) =>
      [...new Map(all.map((one) => [one.join(), one])).values()].map(([group, environment]) =>
        group === 'test' || group === 'integration_tests'
          ? { ...testsIn('d', { group }), environment: undefined }
          : listIn(group, 'd', environment),
      ),
    )
    // Of these, an image has one.
    .map((all) => [...new Map(all.map((one) => [`${one.group} ${one.environment ?? ''}`, one])).values()])

  test('wherever they come from', () => {
    fc.assert(
      fc.property(shapes, fc.array(found, { maxLength: 9 }), fc.boolean(), (shape, tests, common) => {
        const names = [...shape.parents.keys()]
        const own = Object.fromEntries(names.map((name, index) => [name, { tests: tests[index] ?? [] }]))
        const spec = `${specOf(shape)}suites: {smoke: {run: x}, more: {run: y}}`
        for (const name of names) {
          const all = namesOf(suitesOf(spec, name, own, { commonTests: common ? COMMON : undefined }))
          expect(new Set(all).size).toBe(all.length)
        }
      }),
    )
  })

  test('also where a suite of the spec finds notebooks in several directories, and in the image', () => {
    const declared = ['a/x', 'a/y'].map((files) => ({ ...listIn('notebooks', files), group: 's' }))
    const spec = 'images: {a: }\nsuites: {s: {notebooks: [x/notebooks, y/notebooks, /opt/z.ipynb]}}'
    const names = namesOf(suitesOf(spec, 'a', { a: { declared } }))
    expect(new Set(names).size).toBe(names.length)
  })

  test('also where a suite of the spec has the name of one that is found', () => {
    const spec = 'images: {a: }\nsuites: {a.imports: {run: x}}'
    const load = (): string[] => namesOf(suitesOf(spec, 'a', { a: { tests: [listIn('imports', 'a/test')] } }))
    let names: string[] = []
    try {
      names = load()
    } catch {
      // Refused: good, too.
    }
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('whose tests an image gets', () => {
  const lineagesOf = (spec: string, untested: readonly string[] = []): Record<string, readonly string[]> => {
    const stack = loadSpec(spec, 'spec.yml')
    const tests = (name: string): Sources[string] => ({ tests: untested.includes(name) ? [] : [testsIn(name)] })
    const own = Object.fromEntries(stack.order.map((name) => [name, tests(name)]))
    return Object.fromEntries(testedLineages({ stack, sources: sourcesOf(stack, own) }))
  }

  test('those of its ancestors, each once, the roots first', () => {
    expect(
      lineagesOf('images: {b: , a: , l: {depend_on: [a, b]}, r: {depend_on: b}, leaf: {depend_on: [r, l]}}'),
    ).toEqual({
      b: ['b'],
      a: ['a'],
      l: ['b', 'a', 'l'],
      r: ['b', 'r'],
      leaf: ['b', 'a', 'l', 'r', 'leaf'],
    })
  })

  test('images without tests share the list of their parent', () => {
    const all = lineagesOf('images: {a: , b: {depend_on: a}, c: {depend_on: b}, d: {depend_on: [c, a]}}', [
      'b',
      'c',
      'd',
    ])
    expect(all['d']).toEqual(['a'])
    for (const name of ['b', 'c']) expect(all[name]).toBe(all['a'])
  })

  test('one with nothing but integration tests gives nobody any', () => {
    const stack = loadSpec('images: {a: , b: {depend_on: a}}', 'spec.yml')
    const sources = sourcesOf(stack, { a: { tests: [integrationIn('a/integration_tests')] } })
    expect([...testedLineages({ stack, sources }).values()]).toEqual([[], []])
  })

  test('are the tested ones among itself and its ancestors, in the order of the stack', () => {
    fc.assert(
      fc.property(shapes, fc.array(fc.nat(), { maxLength: 4 }), (shape, picks) => {
        const names = [...shape.parents.keys()]
        const untested = picks.map((pick) => names[pick % names.length] ?? '')
        const { order } = loadSpec(specOf(shape), 'spec.yml')
        const all = lineagesOf(specOf(shape), untested)
        for (const name of names) {
          const reaches = (above: string): boolean => above === name || descendantsOf(shape, above).has(name)
          expect(all[name]).toEqual(order.filter((above) => reaches(above) && !untested.includes(above)))
        }
      }),
    )
  })
})
