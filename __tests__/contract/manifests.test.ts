import { describe, expect, test } from '@jest/globals'
import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { manifestProblems, readManifest, workflowProblems } from '../world/actions/index.js'
import { root, tempDir, writeFiles } from '../world/world.js'

const SLUG = 'org/stack-action'

/** Folders of the repository with an action.yml in them; '' is the root. */
const actions = ['action.yml', '*/action.yml']
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .map((file) => dirname(file).replace(/^\.$/, ''))
const workflows = ['.github/workflows/*.{yml,yaml}', 'docs/examples/**/*.{yml,yaml}'].flatMap((pattern) =>
  globSync(pattern, { cwd: root }),
)

/** Our actions by every name that a workflow may call them. */
async function ours(): Promise<Parameters<typeof workflowProblems>[2]> {
  const named = await Promise.all(
    actions.map(async (folder) => {
      const manifest = await readManifest(join(root, folder))
      if (manifest === undefined) throw new Error(`${folder} has no manifest`)
      const sub = folder === '' ? '' : `/${folder}`
      return [[`.${sub}`, manifest] as const, [`${SLUG}${sub}`, manifest] as const]
    }),
  )
  return Object.fromEntries(named.flat())
}

describe('manifests', () => {
  test('are there', () => {
    expect(actions).toEqual(expect.arrayContaining(['', 'build', 'push', 'test']))
  })

  test.each(actions)('"%s" is an action that GitHub takes, with files that exist', async (folder) => {
    expect(await manifestProblems(join(root, folder, 'action.yml'))).toEqual([])
  })

  test.each([
    [
      'an unknown key',
      'name: a\ndescription: a\nruns: { using: node24, main: m.js }\ninput: {}',
      /Unexpected value 'input'/,
    ],
    ['no main', 'name: a\ndescription: a\nruns: { using: node24 }', /Line: 3/],
    ['an old Node', 'name: a\ndescription: a\nruns: { using: node20, main: m.js }', /is node20/],
    ['a missing file', 'name: a\ndescription: a\nruns: { using: node24, main: other.js }', /other\.js does not exist/],
  ])('with %s are found out', async (_what, content, problem) => {
    const folder = await tempDir()
    await writeFiles(folder, { 'action.yml': content, 'm.js': '' })
    expect((await manifestProblems(join(folder, 'action.yml'))).join('\n')).toMatch(problem)
  })
})

describe('workflows', () => {
  test.each(workflows.map((file) => relative(root, join(root, file))))('%s is one that GitHub takes', async (file) => {
    expect(await workflowProblems(file, await readFile(join(root, file), 'utf8'), await ours())).toEqual([])
  })

  const steps = (text: string, more = ''): string =>
    `on: push\njobs:\n  one:\n    runs-on: ubuntu-latest${more}\n    steps:\n${text.replace(/^/gm, '      ')}\n`

  test.each([
    ['an unknown key', steps('- rum: echo'), /Line: 6, Col: 9\): Unexpected value 'rum'/],
    [
      'an unknown job in needs',
      `${steps('- run: echo', '\n    needs: two')}  three: { runs-on: u, steps: [{ run: echo }] }\n`,
      /two/,
    ],
    ['an unknown context', steps('- run: echo ${{ gihub.sha }}'), /Unrecognized named-value: 'gihub'/],
    ['an unknown step', steps('- run: echo ${{ steps.none.outputs.x }}'), /"none" is not defined/],
    ['a script injection', steps('- run: echo ${{ github.event.pull_request.title }}'), /potentially untrusted/],
    ['a permission that is none', steps('- run: echo', '\n    permissions: { contents: admin }'), /permission|admin/],
    [
      'an unknown runner',
      steps('- run: echo').replace('ubuntu-latest', 'ubuntu-lastest'),
      /"ubuntu-lastest" is unknown/,
    ],
    [
      'an input that we do not have',
      steps(`- uses: ${SLUG}/build@v1\n  with: { imagse: a }`),
      /build@v1 has no input imagse/,
    ],
    ['an input of ours at ./', steps('- uses: ./\n  with: { imagse: a }'), /\.\/ has no input imagse/],
    [
      'an output that we do not have',
      steps(`- { id: s, uses: '${SLUG}@v1' }\n- run: echo "\${{ steps.s.outputs.publishd }}"`),
      /@v1 has no output publishd/,
    ],
  ])('with %s are found out', async (_what, content, problem) => {
    expect((await workflowProblems('planted.yml', content, await ours())).join('\n')).toMatch(problem)
  })

  test('may use what actionlint does not know yet', async () => {
    const content = `on: { push: , workflow_dispatch: { inputs: { n: { type: number } } } }
concurrency:
  group: x
  cancel-in-progress: \${{ github.event_name == 'pull_request' }}
jobs:
  one:
    runs-on: ubuntu-24.04
    permissions: { attestations: write }
    steps:
      - uses: ./
        with: { images: '\${{ vars.IMAGES }}' }
      - run: echo "\${{ runner.environment }}"
`
    expect(await workflowProblems('new.yml', content, await ours())).toEqual([])
  })
})
