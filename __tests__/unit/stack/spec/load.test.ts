import { expect, test } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Stack } from '../../../../src/stack/model.js'
import { MAX_SPEC_BYTES } from '../../../../src/stack/spec/document.js'
import { loadSpec } from '../../../../src/stack/spec/load.js'
import { messagesOf, problemsOf } from '../../support.js'

const load = (text: string): Stack => loadSpec(text, 'images/spec.yml')
const fixture = (name: string): Stack =>
  loadSpec(readFileSync(join(import.meta.dirname, '..', 'fixtures', name), 'utf8'), name)

test('UCSD’s spec of 2026 loads unchanged', () => {
  const stack = fixture('ucsd-2026.yml')
  expect(stack.order).toEqual(['datascience-notebook', 'rstudio-notebook', 'scipy-ml-notebook'])
  expect(stack.variants).toEqual([{ name: 'default', prefix: '2026.3' }])
  expect(stack.images.get('datascience-notebook')).toEqual({
    name: 'datascience-notebook',
    repository: 'ghcr.io/ucsd-ets/datascience-notebook',
    path: 'datascience-notebook',
    context: 'datascience-notebook',
    dockerfiles: ['datascience-notebook/Dockerfile'],
    declared: undefined,
    parents: [],
    args: { PYTHON_VERSION: 'python-3.11.8', PY_VER_SHORT: '3.11', JUPYTERHUB_VERSION: '4.1.5' },
    variantArgs: {},
    skipVariants: [],
    platforms: [],
    prune: false,
    secrets: [],
    ssh: false,
    infos: ['PY_VER', 'PIP_LIST', 'CONDA_INFO', 'CONDA_LIST', 'APT_PKG_LIST'],
    integrationTests: false,
    suites: undefined,
    at: { line: 4, column: 3, excerpt: '  datascience-notebook:' },
  })
  expect(stack.images.get('rstudio-notebook')).toMatchObject({
    parents: ['datascience-notebook'],
    integrationTests: true,
  })
  expect(stack.infos.get('CUDA_VERSION')).toEqual({
    name: 'CUDA_VERSION',
    description: 'CUDA Version',
    command: ['bash', '-c', 'conda list | grep "cuda\\|cudnn\\|nccl"'],
  })
  expect([stack.suites, [...stack.registries], stack.pushTo]).toEqual([[], [], []])
})

test('UCSD’s spec of 2021 loads unchanged', () => {
  const stack = fixture('ucsd-2021.yml')
  expect(stack.order).toEqual(['datahub-base-notebook', 'datascience-notebook', 'scipy-ml-notebook'])
  expect(stack.variants).toEqual([
    { name: 'PYTHON39', prefix: '2021.3' },
    { name: 'PYTHON38', prefix: '2021.2' },
  ])
  expect(stack.images.get('datahub-base-notebook')).toMatchObject({
    repository: 'ucsdets/datahub-base-notebook',
    args: { placeholder: 'test_XXX' },
    variantArgs: {
      PYTHON38: { PYTHON_VERSION: 'python-3.8.8', PY_VER_SHORT: '3.8' },
      PYTHON39: { PYTHON_VERSION: 'python-3.9.5', PY_VER_SHORT: '3.9' },
    },
    infos: ['PY_VER', 'CONDA_INFO', 'CONDA_LIST', 'APT_PKG_LIST'],
  })
  expect(stack.images.get('scipy-ml-notebook')).toMatchObject({
    parents: ['datahub-base-notebook'],
    skipVariants: ['PYTHON39'],
  })
  expect([...stack.infos.keys()]).toEqual(['PY_VER', 'CONDA_INFO', 'CONDA_LIST', 'APT_PKG_LIST', 'CUDA_VERSION'])
})

test('an image needs nothing but its name', () => {
  expect(load('images:\n  base:\n').images.get('base')).toMatchObject({
    repository: 'base',
    path: 'base',
    context: 'base',
    dockerfiles: ['base/Dockerfile'],
    declared: undefined,
    parents: [],
    args: {},
    infos: [],
  })
})

test('numbers and booleans as build args and prefixes arrive as they were written', () => {
  const stack = load(`
    images:
      base: {build_args: {PYTHON: 3.10, NODE: 22, GPU: true, OFF: False, NAME: text}}
    tag: {prefix: 2026.10}
  `)
  expect(stack.images.get('base')?.args).toEqual({
    PYTHON: '3.10',
    NODE: '22',
    GPU: 'true',
    OFF: 'False',
    NAME: 'text',
  })
  expect(stack.variants).toEqual([{ name: 'default', prefix: '2026.10' }])
})

test('a plan may be empty: it has the prefix of `tag`, or none', () => {
  expect(load('images: {a: }\nplans:\n  P:\n  Q: {tag_prefix: 1.0}\ntag: {prefix: x}\n').variants).toEqual([
    { name: 'P', prefix: 'x' },
    { name: 'Q', prefix: '1.0' },
  ])
  expect(load('images: {a: }\nplans:\n  P:\n').variants).toEqual([{ name: 'P', prefix: '' }])
  expect(load('images: {a: }\nplans:\n').variants).toEqual([{ name: 'default', prefix: '' }])
})

test('what is empty is as good as absent', () => {
  const stack = load(
    'images:\n  a:\n    depend_on:\n    build_args:\n    dbuild_env:\n    info_cmds:\n    manifests:\n    skip_plans:\ntag:\nplans:\nall_info_cmds:\nmanifests:\nregistries:\npush_to:\nsuites:\n',
  )
  expect(stack.order).toEqual(['a'])
})

test('several parents, roots and registries are lists', () => {
  const stack = load(`
    root: [a, b]
    images: {c: {depend_on: [b, a]}, a: , b: }
    registries: {hub: docker.io/acme, local: "127.0.0.1:5000", six: "[::1]:5000/x"}
    push_to: [local, hub]
  `)
  expect(stack.images.get('c')?.parents).toEqual(['b', 'a'])
  expect(stack.order).toEqual(['a', 'b', 'c'])
  expect([...stack.registries.values()]).toEqual(['docker.io/acme', '127.0.0.1:5000', '[::1]:5000/x'])
  expect(stack.pushTo).toEqual(['local', 'hub'])
})

test.each([
  ['', 'a', 'a', ['a/Dockerfile']],
  ['path: x/./y//z', 'x/y/z', 'x/y/z', ['x/y/z/Dockerfile']],
  ['path: .', '.', '.', ['Dockerfile']],
  ['dockerfile: Dockerfile.gpu', 'a', 'a', ['a/Dockerfile.gpu']],
  ['dockerfile: [../common/Base, Tail]', 'a', 'a', ['common/Base', 'a/Tail']],
  ['context: .', 'a', '.', ['a/Dockerfile']],
  ['context: x/../y', 'a', 'y', ['a/Dockerfile']],
  ['path: x/a, context: x, dockerfile: ../../D', 'x/a', 'x', ['D']],
])('an image with {%s} lies in %s, is built of %s by %j', (fields, path, context, dockerfiles) => {
  expect(load(`images: {a: {${fields}}}`).images.get('a')).toMatchObject({ path, context, dockerfiles })
})

test.each([
  ['', undefined, []],
  ['depend_on: ', undefined, []],
  ['depend_on: []', [], []],
  ['depend_on: b', ['b'], ['b']],
  ['depend_on: [c, b]', ['c', 'b'], ['c', 'b']],
])('{%s} declares the parents %j', (fields, declared, parents) => {
  expect(load(`images: {a: {${fields}}, b: , c: }`).images.get('a')).toMatchObject({ declared, parents })
})

test.each([
  ['', { all: [], ignore: [] }],
  ['changes:', { all: [], ignore: [] }],
  ['changes: {all: x/**}', { all: ['x/**'], ignore: [] }],
  ['changes: {all: [a, b], ignore: ["**/*.md"]}', { all: ['a', 'b'], ignore: ['**/*.md'] }],
  ['changes: {all: "**/*a*b*/**/*.*"}', { all: ['**/*a*b*/**/*.*'], ignore: [] }],
  [`changes: {all: ${'y'.repeat(200)}}`, { all: ['y'.repeat(200)], ignore: [] }],
])('%s: changed files are %j', (text, rules) => expect(load(`images: {a: }\n${text}`).changeRules).toEqual(rules))

test.each([
  ['python --version', ['python', '--version']],
  [`python -c 'import torch; print("x")'`, ['python', '-c', 'import torch; print("x")']],
  [`bash -c 'echo "$HOME" | cat > /dev/null'`, ['bash', '-c', 'echo "$HOME" | cat > /dev/null']],
  ['echo $HOME "${USER}"', ['echo', '$HOME', '$USER']],
  ['ls /opt/*', ['ls', '/opt/*']],
  [`printf 'a b' c\\ d`, ['printf', 'a b', 'c d']],
])('the command %s is split like a shell does', (command, argv) => {
  expect(
    load(`images: {a: }\nall_info_cmds: {X: {description: d, command: ${JSON.stringify(command)}}}`).infos.get('X')
      ?.command,
  ).toEqual(argv)
})

test.each([
  ['pip list | wc -l', '|'],
  ['a && b', '&&'],
  ['a > b', '>'],
  ['a; b', ';'],
  ['echo $(id)', '('],
])('the command %s needs a shell', (command, operator) => {
  const text = `images: {a: }\nall_info_cmds:\n  X:\n    description: d\n    command: ${JSON.stringify(command)}\n`
  expect(problemsOf(() => load(text))).toEqual([
    {
      message: `all_info_cmds.X.command: "${operator}" needs a shell, and no shell runs this command`,
      file: 'images/spec.yml',
      line: 5,
      column: 14,
      excerpt: `    command: ${JSON.stringify(command)}`,
      remedy: `Write bash -c '…' around it, if the image has bash.`,
    },
  ])
})

/** text, message, line:column, remedy */
const mistakes: [string, string, string, string | undefined][] = [
  ['', '"images" is missing', '1:1', 'A spec names its images'],
  ['tag: {prefix: x}', '"images" is missing', '1:1', 'A spec names its images'],
  ['images: {}', 'images: the stack has no images: name at least one below `images`, found {}', '1:9', undefined],
  ['images:', 'images: expected a map (key: value), found null', '1:8', undefined],
  ['images: [a]', 'images: expected a map (key: value), found ["a"]', '1:9', undefined],
  ['hello', 'expected a map (key: value), found "hello"', '1:1', undefined],
  ['images:\n  a: true', 'images.a: expected a map (key: value), found true', '2:6', undefined],
  ['images:\n  "": {}', 'images: a name here is empty', '2:3', undefined],
  ['images:\n  a:\n    dependon: b', 'images.a.dependon: unknown key', '3:5', 'Did you mean "depend_on"?'],
  ['imagess: {}\nimages: {a: }', 'imagess: unknown key', '1:1', 'Did you mean "images"?'],
  ['images: {a: }\ntag:\n  prefx: x', 'tag.prefx: unknown key', '3:3', 'Did you mean "prefix"?'],
  ['images: {a: }\nplans:\n  P: {tagprefix: x}', 'plans.P.tagprefix: unknown key', '3:7', 'Did you mean "tag_prefix"?'],
  [
    'images: {a: }\nsuites:\n  s: {run: x, zzzzzzzz: 1}',
    'suites.s.zzzzzzzz: unknown key',
    '3:15',
    'The keys known here: "run", "pytest"',
  ],
  ['images:\n  a: {constructor: x}', 'images.a.constructor: unknown key', '2:7', 'The keys known here'],
  ['images: {a: }\ntag: 2026.4', 'tag: expected a map (key: value), found "2026.4"', '2:6', undefined],
  ['images:\n  a: {prune: "yes"}', 'images.a.prune: expected true or false, found "yes"', '2:14', undefined],
  ['images:\n  a: {info_cmds: PY}', 'images.a.info_cmds: expected a list, found "PY"', '2:18', undefined],
  [
    'images:\n  a: {depend_on: {b: c}}',
    'images.a.depend_on: expected a name or a list of names, found {"b":"c"}',
    '2:18',
    undefined,
  ],
  [
    'images:\n  a: {depend_on: [b, null]}\n  b:',
    'images.a.depend_on.1: expected a text, found null',
    '2:22',
    undefined,
  ],
  [
    'images:\n  a: {build_args: {X: [1]}}',
    'images.a.build_args.X: expected a text, a number, true or false, found ["1"]',
    '2:23',
    undefined,
  ],
  [
    'images:\n  a: {build_args: {X: }}',
    'images.a.build_args.X: expected a text, a number, true or false, found null',
    '2:23',
    undefined,
  ],
  [
    'images:\n  a: {build_args: {A-B: 1}}',
    'images.a.build_args.A-B: "A-B" cannot be the name of a build arg',
    '2:20',
    'Letters, digits and "_" only.',
  ],
  [
    'images:\n  a: {dbuild_env: {common: {1A: 1}}}',
    'images.a.dbuild_env.common.1A: "1A" cannot be the name of a build arg',
    '2:29',
    'Letters',
  ],
  [
    'images:\n  base:\n  a: {depend_on: bse}',
    'images.a.depend_on: there is no image "bse"',
    '3:18',
    'Did you mean "base"?',
  ],
  [
    'images:\n  base:\n  a: {depend_on: constructor}',
    'images.a.depend_on: there is no image "constructor"',
    '3:18',
    'The images: "base", "a".',
  ],
  [
    'images:\n  a: {depend_on: a}',
    'images.a.depend_on: the images depend on each other in a circle: a → a',
    '2:18',
    'Remove one depend_on',
  ],
  ['images: {a: }\nroot: b', 'root: there is no image "b"', '2:7', 'Did you mean "a"?'],
  ['images: {a: , b: {depend_on: a}}\nroot: b', 'root: "b" is not a root: it depends on a', '2:7', 'without depend_on'],
  [
    'images:\n  a: {info_cmds: [PY]}',
    'images.a.info_cmds.0: there is no info command "PY"',
    '2:19',
    'There are no info commands.',
  ],
  [
    'images:\n  a: {manifests: [PYVER]}\nmanifests: {PY_VER: {description: d, command: c}}',
    'images.a.manifests.0: there is no info command "PYVER"',
    '2:19',
    'Did you mean "PY_VER"?',
  ],
  [
    'images:\n  a: {skip_plans: [P9]}\nplans: {P8: }',
    'images.a.skip_plans.0: there is no plan "P9"',
    '2:20',
    'Did you mean "P8"?',
  ],
  [
    'images:\n  a: {dbuild_env: {PYTHON3: {A: 1}}}\nplans: {PYTHON38: }',
    'images.a.dbuild_env.PYTHON3: there is no plan "PYTHON3"',
    '2:20',
    'Did you mean "PYTHON38"?',
  ],
  [
    'images:\n  a: {image_name: "x:1"}',
    'images.a.image_name: "x:1" is not the name of a repository',
    '2:19',
    'carries no tag',
  ],
  [
    'images:\n  a: {image_name: ghcr.io/Acme/x}',
    'images.a.image_name: "ghcr.io/Acme/x" is not the name of a repository',
    '2:19',
    'lower case',
  ],
  ['images:\n  Base: {}', 'images.Base: "Base" is not the name of a repository', '2:3', 'lower case'],
  [
    'images:\n  a b: {image_name: x}',
    'images.a b: "a b" cannot be the name of an image',
    '2:3',
    'also the name of its directory',
  ],
  [
    'images:\n  ../x: {image_name: x}',
    'images.../x: "../x" cannot be the name of an image',
    '2:3',
    'also the name of its directory',
  ],
  [
    'images:\n  a: {path: ../x}',
    'images.a.path: "../x" is outside the stack',
    '2:13',
    'below the directory of spec.yml',
  ],
  [
    'images:\n  a: {path: x/../../y}',
    'images.a.path: "x/../../y" is outside the stack',
    '2:13',
    'below the directory of spec.yml',
  ],
  [
    'images:\n  a: {path: /etc}',
    'images.a.path: "/etc" is outside the stack',
    '2:13',
    'below the directory of spec.yml',
  ],
  [
    'images:\n  a: {dockerfile: ../../x}',
    'images.a.dockerfile: "../../x" is outside the stack',
    '2:19',
    'below the directory of spec.yml',
  ],
  [
    'images:\n  a: {dockerfile: [Dockerfile, ../../x]}',
    'images.a.dockerfile: "../../x" is outside the stack',
    '2:19',
    'below the directory of spec.yml',
  ],
  ['images:\n  a: {context: ..}', 'images.a.context: ".." is outside the stack', '2:16', 'below the directory'],
  ['images:\n  a: {context: "x\\\\y"}', 'images.a.context: "x\\y" is outside the stack', '2:16', 'below the directory'],
  ['images: {a: }\nchanges: {al: x}', 'changes.al: unknown key', '2:11', 'Did you mean "all"?'],
  [
    'images: {a: }\nchanges: {ignore: {a: b}}',
    'changes.ignore: expected a name or a list of names, found {"a":"b"}',
    '2:19',
    undefined,
  ],
  [
    `images: {a: }\nchanges: {all: [x, "${'y'.repeat(201)}"]}`,
    `changes.all.1: the glob "${'y'.repeat(59)}…" has 201 characters; at most 200 are read`,
    '2:20',
    'several shorter ones',
  ],
  [
    'images: {a: }\nchanges: {ignore: ["p/*a*a*a*b"]}',
    'changes.ignore.0: the glob "p/*a*a*a*b" has more than 3 stars between two slashes',
    '2:20',
    'one star stands for any text',
  ],
  [
    'images: {a: }\nchanges: {ignore: "***/****"}',
    'changes.ignore: the glob "***/****" has more than 3 stars between two slashes',
    '2:19',
    'one star stands for any text',
  ],
  [
    `images: {a: }\nchanges: {all: "${'{a,b}'.repeat(7)}"}`,
    `changes.all: the braces of the glob "${'{a,b}'.repeat(7)}" stand for more than 64 globs`,
    '2:16',
    'several shorter ones',
  ],
  ['images: {a: }\nchanges: x', 'changes: expected a map (key: value), found "x"', '2:10', undefined],
  ['images:\n  a: {path: ""}', 'images.a.path: expected a name, not an empty text, found ""', '2:13', undefined],
  ['images: {a: }\ntag: {prefix: -x}', 'tag.prefix: "-x" cannot begin a tag', '2:15', 'not "." or "-" first'],
  [
    'images: {a: }\nplans:\n  P: {tag_prefix: "a b"}',
    'plans.P.tag_prefix: "a b" cannot begin a tag',
    '3:19',
    'at most 64',
  ],
  [
    'images: {a: }\nplans:\n  ../P: {}',
    'plans.../P: "../P" cannot be the name of a plan',
    '3:3',
    'Use letters, digits',
  ],
  [
    'images: {a: }\nall_info_cmds:\n  X: {description: d, command: ""}',
    'all_info_cmds.X.command: the command is empty',
    '3:32',
    undefined,
  ],
  ['images: {a: }\nall_info_cmds:\n  X: {description: d}', 'all_info_cmds.X: "command" is missing', '3:3', undefined],
  ['images: {a: }\nregistries:\n  hub: acme', 'registries.hub: "acme" is not a registry', '3:8', 'ghcr.io/acme'],
  [
    'images: {a: }\nregistries:\n  hub: https://ghcr.io/acme',
    'registries.hub: "https://ghcr.io/acme" is not a registry',
    '3:8',
    'host[:port]/path',
  ],
  [
    'images: {a: }\nregistries: {hub: docker.io/x}\npush_to: hubb',
    'push_to: there is no registry "hubb"',
    '3:10',
    'Did you mean "hub"?',
  ],
]

test.each(mistakes)('%j', (text, message, place, remedy) => {
  const problems = problemsOf(() => load(text))
  expect(problems.map((problem) => problem.message)).toContain(message)
  const problem = problems.find((one) => one.message === message)
  expect(`${problem?.line ?? ''}:${problem?.column ?? ''}`).toBe(place)
  expect(problem?.file).toBe('images/spec.yml')
  if (remedy === undefined) expect(problem?.remedy).toBeUndefined()
  else expect(problem?.remedy).toContain(remedy)
})

test('all mistakes of a kind are reported at once, in the order of the file', () => {
  const text =
    'images:\n  a: {depend_on: x, path: ../y}\n  b: {info_cmds: [Z]}\n  c: {depend_on: d}\n  d: {depend_on: c}\nroot: e\n'
  expect(messagesOf(() => load(text))).toEqual([
    'images.a.depend_on: there is no image "x"',
    'images.a.path: "../y" is outside the stack',
    'images.b.info_cmds.0: there is no info command "Z"',
    expect.stringMatching(/the images depend on each other in a circle: (c → d → c|d → c → d)$/),
    'root: there is no image "e"',
  ])
})

test('a long value is cut in the message', () => {
  const [message = ''] = messagesOf(() => load(`images:\n  a: {prune: ${'x'.repeat(500)}}`))
  expect(message).toMatch(/found "x+…$/)
  expect(message.length).toBeLessThan(120)
})

test('names that JavaScript objects have already are names like any other', () => {
  const stack = load(
    'images:\n  constructor: {build_args: {toString: x, hasOwnProperty: y}}\n  valueof: {depend_on: constructor}\nplans: {toString: {tag_prefix: a}, constructor: {tag_prefix: b}}\nregistries: {valueOf: ghcr.io/x}\n',
  )
  expect(stack.order).toEqual(['constructor', 'valueof'])
  expect(stack.images.get('constructor')?.args).toEqual({ toString: 'x', hasOwnProperty: 'y' })
  expect(stack.variants.map((variant) => variant.name)).toEqual(['toString', 'constructor'])
})

test.each(['images', 'registries', 'plans', 'suites', 'all_info_cmds', 'manifests'])(
  '__proto__ below %s is named as a mistake, never dropped in silence',
  (section) => {
    const text = section === 'images' ? 'images: {a: , __proto__: {}}' : `images: {a: }\n${section}: {__proto__: {}}`
    expect(messagesOf(() => load(text))).toEqual(['"__proto__" cannot be a name here'])
  },
)

test('a file that cannot be a spec is refused by its size', () => {
  expect(messagesOf(() => load('#'.repeat(MAX_SPEC_BYTES + 1)))).toEqual([
    'the spec has 4.0 MiB; at most 4.0 MiB are read',
  ])
})

test('ten thousand images are a stack', () => {
  const text = Array.from(
    { length: 10_000 },
    (_, index) => `  i${index}: ${index === 0 ? '' : `{depend_on: i${index - 1}}`}`,
  )
  const stack = load(`images:\n${text.join('\n')}\n`)
  expect(stack.order).toHaveLength(10_000)
  expect(stack.images.get('i9999')?.at).toMatchObject({ line: 10_001, column: 3 })
})
