import { describe, expect, jest, test } from '@jest/globals'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runWorkflow, type LegRun, type RunOptions, type StepRun, type WorkflowRun } from '../world/actions/index.js'
import type { Hub, Permissions, WorldEvent } from '../world/types.js'
import { serve } from '../world/registries.js'
import { node, output, root, tempDir, TIMEOUT, writeFiles } from '../world/world.js'

// Each takes a blink, unless somebody else has the machine.
jest.setTimeout(TIMEOUT)

const TOKEN = 'ghs_thetokenofthejob'

/** GitHub as far as these tests need it: a token, and what it was asked for. */
function hubWith(issued: Permissions[] = []): Hub {
  return {
    ...{ apiUrl: 'http://127.0.0.1:9', serverUrl: 'http://127.0.0.1:9' },
    issueToken: (_repository, permissions) => {
      issued.push(permissions)
      return TOKEN
    },
  }
}

const push: WorldEvent = {
  ...{ name: 'push', payload: {}, repository: 'org/images', sha: 'a'.repeat(40), ref: 'refs/heads/main' },
  ...{ headRef: '', baseRef: '', actor: 'mona', fromFork: false },
}
const pull: WorldEvent = {
  ...push,
  ...{
    name: 'pull_request',
    ref: 'refs/pull/7/merge',
    headRef: 'topic',
    baseRef: 'main',
    payload: { action: 'opened' },
  },
}
const fork: WorldEvent = { ...pull, fromFork: true }

type Files = Readonly<Record<string, string>>

/** Runs a workflow that stands in a repository of its own, with other files around it. */
async function run(
  workflow: string,
  { files = {}, ...options }: { files?: Files } & Partial<RunOptions> = {},
): Promise<WorkflowRun> {
  const source = await tempDir()
  const file = '.github/workflows/test.yml'
  await writeFiles(source, { [file]: workflow, ...files })
  return runWorkflow({ file, source, event: push, hub: hubWith(), engineEnv: {}, node, checkout: 'copy', ...options })
}

/** A workflow of one job with these steps. */
const job = (steps: string, more = ''): string => `on: [push, pull_request]
jobs:
  one:
    runs-on: ubuntu-latest${more}
    steps:
${steps.replace(/^/gm, '      ')}
`

function legOf(result: WorkflowRun, id = 'one', index = 0): LegRun {
  const leg = result.jobs[id]?.legs[index]
  if (leg === undefined) throw new Error(`there is no leg ${index} of ${id}:\n${result.log}`)
  return leg
}

function stepOf(result: WorkflowRun, id: string): StepRun {
  const step = Object.values(result.jobs)
    .flatMap(({ legs }) => legs.flatMap(({ steps }) => steps))
    .find((one) => one.id === id)
  if (step === undefined) throw new Error(`there is no step ${id}:\n${result.log}`)
  return step
}

/** What the steps of a leg printed, without what the runner says itself. */
function printed({ log }: Pick<StepRun, 'log'>): string[] {
  return log
    .replaceAll(/##\[group\]Run [^]*?##\[endgroup\]\n?/g, '')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('==> '))
}

const messages = ({ annotations }: Pick<StepRun, 'annotations'>): string[] =>
  annotations.map((one) => `${one.level}: ${one.message}`)

/** A JavaScript action that says what it runs. */
const jsAction = (name: string, more = ''): Files => ({
  [`${name}/action.yml`]: `name: ${name}
description: ${name}
inputs:
  some thing: { default: 'of \${{ github.repository }}' }
outputs: { out: { description: what } }
runs:
  using: node24
  main: main.js
  post: post.js${more}
`,
  [`${name}/main.js`]: `const fs = require('fs')
console.log('main ${name} ' + process.env['INPUT_SOME_THING'] + ' ' + (process.env.STATE_pre ?? ''))
fs.appendFileSync(process.env.GITHUB_OUTPUT, 'out=${name}-out\\n')
fs.appendFileSync(process.env.GITHUB_STATE, 'kept=state of ${name}\\n')
`,
  [`${name}/pre.js`]: `console.log('pre ${name}'); require('fs').appendFileSync(process.env.GITHUB_STATE, 'pre=prepared\\n')`,
  [`${name}/post.js`]: `console.log('post ${name} with ' + process.env.STATE_kept)`,
})

describe('steps', () => {
  test('are run by bash -e; a failure skips the rest but what asks for it', async () => {
    const result = await run(
      job(`- { id: fails, run: 'echo before; false; echo after' }
- { id: skipped, run: echo never }
- { id: failure, if: failure(), run: 'echo "\${{ steps.fails.outcome }}"' }
- { id: always, if: always(), run: 'echo \${{ job.status }}' }`),
    )
    expect(result.conclusion).toBe('failure')
    expect(printed(stepOf(result, 'fails'))).toEqual(['before', '##[error]Process completed with exit code 1.'])
    expect(stepOf(result, 'skipped')).toMatchObject({ outcome: 'skipped', conclusion: 'skipped', log: '' })
    expect(printed(stepOf(result, 'failure'))).toEqual(['failure'])
    expect(printed(stepOf(result, 'always'))).toEqual(['failure'])
  })

  test('that may fail leave the job green', async () => {
    const result = await run(
      job(`- { id: may, run: exit 3, continue-on-error: true }
- { id: after, run: 'echo \${{ steps.may.outcome }} \${{ steps.may.conclusion }}' }`),
    )
    expect(result.conclusion).toBe('success')
    expect(printed(stepOf(result, 'after'))).toEqual(['failure success'])
  })

  test('have pipefail only with "shell: bash"', async () => {
    const steps = `- { id: plain, run: 'false | true' }
- { id: bash, shell: bash, run: 'false | true' }`
    const result = await run(job(steps))
    expect(stepOf(result, 'plain').outcome).toBe('success')
    expect(stepOf(result, 'bash').outcome).toBe('failure')
  })

  test('get env of every level, working-directory and defaults', async () => {
    const result = await run(`on: push
env: { A: workflow, B: workflow, C: workflow }
defaults: { run: { working-directory: sub } }
jobs:
  one:
    runs-on: ubuntu-latest
    env: { B: job, C: job }
    steps:
      - { run: mkdir sub, working-directory: . }
      - { id: env, env: { C: 'step of \${{ env.B }}' }, run: 'echo $A $B $C $(basename $PWD)' }
`)
    expect(printed(stepOf(result, 'env'))).toEqual(['workflow job step of job sub'])
  })

  test('end at their timeout, jobs too', async () => {
    const [step, whole] = await Promise.all([
      run(job('- { id: slow, run: sleep 20, timeout-minutes: 0.002 }'), { grace: [50, 50] }),
      run(
        job(
          '- { id: slow, run: sleep 20 }\n- { id: last, if: always(), run: echo cleaned }',
          '\n    timeout-minutes: 0.002',
        ),
        { grace: [50, 50] },
      ),
    ])
    expect(stepOf(step, 'slow')).toMatchObject({ outcome: 'failure' })
    expect(step.conclusion).toBe('failure')
    expect(stepOf(whole, 'slow')).toMatchObject({ outcome: 'cancelled' })
    expect(printed(stepOf(whole, 'last'))).toEqual(['cleaned'])
    expect(whole.conclusion).toBe('cancelled')
    expect(whole.log).toContain('exceeded the maximum execution time')
  })
})

describe('environment files and commands', () => {
  test('carry outputs, env and PATH to later steps', async () => {
    const result = await run(
      job(`- id: sets
  run: |
    echo "one=1" >> "$GITHUB_OUTPUT"
    { echo "many<<EOF"; echo a; echo "b=c"; echo EOF; } >> "$GITHUB_OUTPUT"
    echo "LATER=yes" >> "$GITHUB_ENV"
    mkdir bin; printf '#!/bin/sh\\necho tool' > bin/tool; chmod +x bin/tool; echo "$PWD/bin" >> "$GITHUB_PATH"
    echo "# Title" >> "$GITHUB_STEP_SUMMARY"
- { id: sees, run: 'echo "\${{ steps.sets.outputs.one }} $LATER \${{ env.LATER }} $(tool)"; echo "\${{ steps.sets.outputs.many }}"' }
- { id: typo, run: 'echo "<\${{ steps.sets.outputs.onne }}>"' }`),
    )
    expect(printed(stepOf(result, 'sees'))).toEqual(['1 yes yes tool', 'a', 'b=c'])
    expect(printed(stepOf(result, 'typo'))).toEqual(['<>'])
    expect(legOf(result).summary).toBe('# Title\n')
  })

  test.each([
    ['no separator', 'echo junk', "Invalid format 'junk'"],
    ['an open block', 'echo "x<<EOF"', "Matching delimiter not found 'EOF'"],
  ])('with %s fail the step', async (_what, command, reason) => {
    const result = await run(job(`- { id: bad, run: '${command} >> $GITHUB_OUTPUT' }`))
    expect(result.conclusion).toBe('failure')
    expect(messages(stepOf(result, 'bad'))).toEqual([
      "error: Unable to process file command 'output' successfully.",
      expect.stringContaining(reason),
    ])
  })

  test('refuse NODE_OPTIONS', async () => {
    const result = await run(
      job(
        '- { id: env, run: \'echo "NODE_OPTIONS=--bad" >> $GITHUB_ENV\' }\n- { id: after, run: \'echo "<$NODE_OPTIONS>"\' }',
      ),
    )
    expect(messages(stepOf(result, 'env'))).toEqual([expect.stringMatching(/^error: Can't store NODE_OPTIONS/)])
    expect(printed(stepOf(result, 'after'))).toEqual(['<>'])
    expect(result.conclusion).toBe('success')
  })

  test('make annotations, masks and groups', async () => {
    const result = await run(
      job(`- id: says
  run: |
    echo "::warning file=a/b.ts,line=3,title=Careful%3A::two%0Alines"
    echo "::add-mask::hush"
    echo "say hush"
    echo "::group::things"
    echo "::stop-commands::tok"
    echo "::error::not this"
    echo "::tok::"
    echo "::endgroup::"
    echo "::unknown::stays"`),
    )
    const step = stepOf(result, 'says')
    expect(step.annotations).toEqual([
      { level: 'warning', message: 'two\nlines', properties: { file: 'a/b.ts', line: '3', title: 'Careful:' } },
    ])
    expect(printed(step)).toEqual(
      expect.arrayContaining(['say ***', '##[group]things', '::error::not this', '##[endgroup]', '::unknown::stays']),
    )
  })

  test('of the old days fail the step', async () => {
    const result = await run(job('- { id: old, run: \'echo "::set-env name=A::b"\' }'))
    expect(messages(stepOf(result, 'old')).join()).toContain('The `set-env` command is disabled')
    expect(result.conclusion).toBe('failure')
  })

  test('drop a summary above 1 MiB whole; the step stays green', async () => {
    const big = `head -c 1048577 /dev/zero | tr '\\0' x >> $GITHUB_STEP_SUMMARY`
    const result = await run(
      job(`- { id: big, run: "${big.replace('\\0', '\\\\0')}" }\n- { run: echo small >> $GITHUB_STEP_SUMMARY }`),
    )
    expect(stepOf(result, 'big').conclusion).toBe('success')
    expect(messages(stepOf(result, 'big'))).toEqual([
      expect.stringMatching(/^error: \$GITHUB_STEP_SUMMARY upload aborted, .* 1024k, got 1024k/),
    ])
    expect(legOf(result).summary).toBe('small\n')
  })
})

describe('secrets', () => {
  const workflow = `on: [push, pull_request, pull_request_target]
permissions: { contents: write, packages: write }
jobs:
  one:
    runs-on: ubuntu-latest
    outputs:
      leak: \${{ steps.set.outputs.leak }}
      fine: \${{ steps.set.outputs.fine }}
    steps:
      - id: set
        env: { SECRET: '\${{ secrets.PASS }}' }
        run: |
          echo "<$SECRET> $(printf %s "u:$SECRET" | base64) \${{ github.token }}"
          echo "leak=has $SECRET" >> $GITHUB_OUTPUT
          echo "fine=1" >> $GITHUB_OUTPUT
  two:
    needs: one
    runs-on: ubuntu-latest
    steps:
      - { id: sees, run: 'echo "<\${{ needs.one.outputs.leak }}> <\${{ needs.one.outputs.fine }}>"' }
`
  const secrets = { PASS: 'open sesame' }

  test('are masked in logs and dropped from outputs', async () => {
    const result = await run(workflow, { secrets })
    expect(printed(stepOf(result, 'set'))).toEqual(['<***> dTpv*** ***'])
    expect(result.log).not.toMatch(/sesame|ghs_/)
    expect(printed(stepOf(result, 'sees'))).toEqual(['<> <1>'])
    expect(result.jobs['one']).toMatchObject({
      outputs: { fine: '1' },
      annotations: [{ level: 'warning', message: "Skip output 'leak' since it may contain secret." }],
    })
  })

  test('are not for a pull request from a fork, and its token may only read', async () => {
    const issued: Permissions[] = []
    const result = await run(workflow, { secrets, event: fork, hub: hubWith(issued) })
    expect(printed(stepOf(result, 'set'))[0]).toMatch(/^<> /)
    expect(issued).toEqual(Array(2).fill({ contents: 'read', packages: 'read' }))
  })

  test('are there for pull_request_target, with a token that writes', async () => {
    const issued: Permissions[] = []
    const result = await run(workflow, {
      secrets,
      event: { ...fork, name: 'pull_request_target' },
      hub: hubWith(issued),
    })
    expect(printed(stepOf(result, 'set'))[0]).toMatch(/^<\*\*\*> /)
    expect(issued[0]).toEqual({ contents: 'write', packages: 'write' })
  })
})

test('the token has the rights of the job, of the workflow, or the default', async () => {
  const issued: Permissions[] = []
  const needsNothing = 'runs-on: ubuntu-latest\n    steps: [{ run: "true" }]'
  await run(
    `on: push\npermissions: { statuses: write }\njobs:\n  a:\n    permissions: { packages: write }\n    ${needsNothing}\n  b:\n    needs: a\n    ${needsNothing}`,
    { hub: hubWith(issued) },
  )
  await run(job('- run: "true"'), { hub: hubWith(issued) })
  await run(job('- run: "true"', '\n    permissions: {}'), { hub: hubWith(issued) })
  expect(issued).toEqual([{ packages: 'write' }, { statuses: 'write' }, { contents: 'read', packages: 'read' }, {}])
})

describe('actions', () => {
  test('get inputs, hand over outputs, and clean up in reverse order', async () => {
    const result = await run(
      job(`- uses: actions/checkout@v4
- { id: first, uses: ./first, with: { some thing: mine } }
- { id: second, name: Second, uses: ./second }
- { id: sees, run: 'echo \${{ steps.first.outputs.out }}' }`),
      { files: { ...jsAction('first'), ...jsAction('second') } },
    )
    expect(result.conclusion).toBe('success')
    expect(printed(stepOf(result, 'first'))).toEqual(['main first mine '])
    expect(printed(stepOf(result, 'second'))).toEqual(['main second of org/images '])
    expect(printed(stepOf(result, 'sees'))).toEqual(['first-out'])
    expect(
      legOf(result)
        .steps.slice(4)
        .map((step) => [step.name, ...printed(step)]),
    ).toEqual([
      ['Post Second', 'Post job cleanup.', 'post second with state of second'],
      ['Post Run ./first', 'Post job cleanup.', 'post first with state of first'],
    ])
  })

  test('of other repositories are downloaded, and have their pre step', async () => {
    const theirs = await tempDir()
    await writeFiles(theirs, jsAction('sub', '\n  pre: pre.js\n  post-if: failure()'))
    const result = await run(job('- { id: theirs, uses: org/tool/sub@v1 }\n- { id: unknown, uses: org/none@v1 }'), {
      actions: { 'org/tool': theirs },
    })
    expect(legOf(result).steps.map(({ name }) => name)).toEqual([
      ...['Pre Run org/tool/sub@v1', 'Run org/tool/sub@v1', 'Run org/none@v1', 'Post Run org/tool/sub@v1'],
    ])
    expect(printed(stepOf(result, 'theirs'))).toEqual(['main sub of org/images prepared'])
    expect(messages(stepOf(result, 'unknown'))).toEqual([
      'error: Unable to resolve action `org/none@v1`, repository not found',
    ])
    expect(result.conclusion).toBe('failure')
  })

  test('in composites in composites', async () => {
    const composite = (body: string): string => `name: c
description: c
inputs: { who: { default: nobody } }
outputs: { said: { description: said, value: '\${{ steps.last.outputs.said || steps.last.outputs.out }}' } }
runs:
  using: composite
  steps:
${body.replace(/^/gm, '    ')}
`
    const result = await run(
      job(`- uses: actions/checkout@v4
- { id: whole, uses: ./outer, with: { who: me }, env: { FROM: step } }
- { id: sees, run: 'echo \${{ steps.whole.outputs.said }}-\${{ steps.last.outputs.said }}-$LATER' }`),
      {
        files: {
          ...jsAction('js'),
          'outer/action.yml':
            composite(`- { run: 'echo outer \${{ inputs.who }} $FROM; echo LATER=set >> $GITHUB_ENV', shell: bash }
- { id: last, uses: ./inner, with: { who: 'friend of \${{ inputs.who }}' } }`),
          'inner/action.yml': composite(`- { uses: ./js }
- { id: last, run: 'echo "said=hello \${{ inputs.who }} $LATER $(basename $GITHUB_ACTION_PATH)" >> $GITHUB_OUTPUT', shell: bash }`),
        },
      },
    )
    expect(printed(stepOf(result, 'sees'))).toEqual(['hello friend of me set inner--set'])
    expect(printed(stepOf(result, 'whole'))).toEqual(['outer me step', 'main js of org/images '])
    expect(legOf(result).steps.at(-1)).toMatchObject({ name: 'Post Run ./outer', outcome: 'success' })
    expect(legOf(result).steps.at(-1)?.log).toContain('post js with state of js')
  })

  test('that fail in a composite skip the rest of it and fail the step', async () => {
    const result = await run(job('- uses: actions/checkout@v4\n- { id: whole, uses: ./c }'), {
      files: {
        'c/action.yml': `name: c
description: c
runs:
  using: composite
  steps:
    - { run: exit 1, shell: bash, continue-on-error: true }
    - { run: exit 2, shell: bash }
    - { run: echo never, shell: bash }
    - { if: failure(), run: echo clean, shell: bash }
`,
      },
    })
    expect(stepOf(result, 'whole').steps.map(({ outcome, conclusion }) => `${outcome} ${conclusion}`)).toEqual([
      ...['failure success', 'failure failure', 'skipped skipped', 'success success'],
    ])
    expect(result.conclusion).toBe('failure')
  })

  test('have the runtime token, run steps have not, and neither sees what else is in our environment', async () => {
    const results = {
      env: () => ({ ACTIONS_RUNTIME_TOKEN: 'runtime-secret', ACTIONS_RESULTS_URL: 'http://127.0.0.1:9/' }),
    }
    const result = await run(
      job(`- uses: actions/checkout@v4
- { id: js, uses: ./env }
- { id: run, run: env | cut -d= -f1 | sort }`),
      {
        ...{ results, engineEnv: { DOCKER_HOST: 'unix:///engine' } },
        files: {
          'env/action.yml': 'name: e\ndescription: e\nruns: { using: node24, main: main.js }\n',
          'env/main.js': 'console.log(Object.keys(process.env).sort().join("\\n"))',
        },
      },
    )
    const [action, script] = [printed(stepOf(result, 'js')), printed(stepOf(result, 'run'))]
    const common = [
      'CI',
      'DOCKER_HOST',
      'GITHUB_ACTIONS',
      'GITHUB_API_URL',
      'GITHUB_EVENT_PATH',
      'GITHUB_OUTPUT',
      'GITHUB_RUN_ID',
      'GITHUB_SHA',
      'GITHUB_STATE',
      'GITHUB_STEP_SUMMARY',
      'GITHUB_WORKSPACE',
      'HOME',
      'PATH',
      'RUNNER_OS',
      'RUNNER_TEMP',
    ]
    expect(action).toEqual(expect.arrayContaining([...common, 'ACTIONS_RESULTS_URL', 'ACTIONS_RUNTIME_TOKEN']))
    expect(script).toEqual(expect.arrayContaining(common))
    const foreign = /^(?!GITHUB_|RUNNER_|ACTIONS_)/
    expect(action.filter((name) => foreign.test(name))).toEqual(['CI', 'DOCKER_HOST', 'HOME', 'LANG', 'PATH'])
    expect(script.filter((name) => name.startsWith('ACTIONS_') || name === 'GITHUB_TOKEN')).toEqual([])
  })

  test('that were not checked out are not there', async () => {
    const result = await run(job('- { id: early, uses: ./first }'), { files: jsAction('first') })
    expect(messages(stepOf(result, 'early')).join()).toContain('Did you forget to run actions/checkout')
  })
})

describe('jobs', () => {
  test('run after those they need; success() and failure() look all the way up', async () => {
    const result = await run(`on: push
jobs:
  fails: { runs-on: u, steps: [{ run: exit 1 }] }
  skipped: { needs: fails, runs-on: u, steps: [{ run: 'true' }] }
  always: { needs: skipped, if: always(), runs-on: u, steps: [{ id: always, run: 'echo \${{ needs.skipped.result }}' }] }
  after: { needs: always, runs-on: u, steps: [{ run: 'true' }] }
  cleanup: { needs: always, if: failure(), runs-on: u, steps: [{ run: 'true' }] }
  alone: { runs-on: u, if: github.ref == 'refs/heads/other', steps: [{ run: 'true' }] }
`)
    expect(Object.entries(result.jobs).map(([id, { conclusion }]) => `${id} ${conclusion}`)).toEqual([
      ...['fails failure', 'skipped skipped', 'always success', 'after skipped', 'cleanup success', 'alone skipped'],
    ])
    expect(printed(stepOf(result, 'always'))).toEqual(['skipped'])
    expect(result.conclusion).toBe('failure')
  })

  test('have matrices with include and exclude', async () => {
    const result = await run(
      job(
        '- run: echo ${{ matrix.os }} ${{ matrix.n }} ${{ matrix.extra }} ${{ strategy.job-total }}',
        `
    strategy:
      matrix:
        os: [a, b]
        n: [1, 2]
        exclude: [{ os: a, n: 1 }]
        include: [{ os: b, extra: x }, { os: c, n: 9 }]`,
      ),
    )
    expect(result.jobs['one']?.legs.map((leg) => printed(leg)[0])).toEqual(['a 2 4', 'b 1 x 4', 'b 2 x 4', 'c 9 4'])
  })

  test('take their matrix from an output of another', async () => {
    const result = await run(`on: push
jobs:
  plan:
    runs-on: u
    outputs: { levels: '\${{ steps.set.outputs.levels }}' }
    steps: [{ id: set, run: 'echo ''levels={"include":[{"image":"a"},{"image":"b"}]}'' >> $GITHUB_OUTPUT' }]
  build:
    needs: plan
    runs-on: u
    strategy: { matrix: '\${{ fromJSON(needs.plan.outputs.levels) }}' }
    outputs: { last: '\${{ matrix.image }}' }
    steps: [{ run: 'echo \${{ matrix.image }}' }]
`)
    expect(result.jobs['build']?.legs.map((leg) => printed(leg)[0])).toEqual(['a', 'b'])
    expect(result.jobs['build']?.outputs).toEqual({ last: 'b' })
  })

  test('with an empty matrix, or a broken one, fail with the reason', async () => {
    const empty = await run(job('- run: "true"', "\n    strategy: { matrix: '${{ fromJSON(''{\"a\":[]}'') }}' }"))
    const broken = await run(job('- run: "true"', "\n    strategy: { matrix: '${{ fromJSON(''nonsense'') }}' }"))
    expect(empty.jobs['one']?.annotations[0]?.message).toBe("Matrix vector 'a' does not contain any values")
    expect(broken.jobs['one']?.annotations[0]?.message).toContain('The template is not valid')
    expect([empty.conclusion, broken.conclusion]).toEqual(['failure', 'failure'])
  })

  test('run their legs side by side, and fail fast', async () => {
    // Each waits for the other: one after the other they would never end.
    const meet = 'touch ../../../../$ME; until test -e ../../../../$YOU; do sleep 0.01; done'
    const together = await run(
      job(
        `- { run: '${meet}', env: { ME: 'm\${{ matrix.n }}', YOU: 'm\${{ matrix.other }}' } }`,
        `
    timeout-minutes: 0.2
    strategy: { matrix: { include: [{ n: 1, other: 2 }, { n: 2, other: 1 }] } }`,
      ),
    )
    expect(together.conclusion).toBe('success')
    const fast = await run(
      job(
        '- { run: "if [ ${{ matrix.n }} = 1 ]; then exit 1; else sleep 30; fi" }',
        '\n    strategy: { matrix: { n: [1, 2] } }',
      ),
      { grace: [20, 20] },
    )
    expect(fast.jobs['one']?.legs.map(({ conclusion }) => conclusion)).toEqual(['failure', 'cancelled'])
  })

  test('with continue-on-error leave the run green', async () => {
    const result = await run(job('- run: exit 1', '\n    continue-on-error: true'))
    expect([legOf(result).conclusion, result.jobs['one']?.conclusion, result.conclusion]).toEqual([
      'failure',
      'success',
      'success',
    ])
  })

  test('may not hand over more than 1 MB', async () => {
    const result = await run(
      job(
        '- { id: big, run: \'{ printf "big="; head -c 600000 /dev/zero | tr "\\0" x; echo; } >> $GITHUB_OUTPUT\' }',
        "\n    outputs: { big: '${{ steps.big.outputs.big }}' }",
      ),
    )
    expect(result.conclusion).toBe('failure')
    expect(messages({ annotations: result.jobs['one']?.annotations ?? [] }).join()).toContain('too large')
  })

  test('do not share workspace, HOME or temp', async () => {
    const result = await run(
      job(
        '- run: test ! -e mark; touch mark ~/mark $RUNNER_TEMP/mark',
        '\n    strategy: { max-parallel: 1, matrix: { n: [1, 2] } }',
      ),
    )
    expect(result.conclusion).toBe('success')
  })
})

describe('runners', () => {
  const runners = [
    { labels: ['ubuntu-24.04', 'linux'], env: { DOCKER_HOST: 'engine-1' } },
    { labels: ['ubuntu-24.04'], env: { DOCKER_HOST: 'engine-2' } },
  ]
  // Making the folder of a machine fails while another job has it.
  const legs = (runsOn: string): string => `on: push
jobs:
  one:
    runs-on: ${runsOn}
    strategy: { fail-fast: false, matrix: { n: [1, 2, 3, 4] } }
    steps: [{ run: 'cd ../../../..; mkdir $DOCKER_HOST; sleep 0.02; rmdir $DOCKER_HOST; echo $DOCKER_HOST $RUNNER_NAME' }]
`

  test('do one job each, side by side', async () => {
    const result = await run(legs('ubuntu-24.04'), { runners })
    expect(result.conclusion).toBe('success')
    const told = result.jobs['one']?.legs.map((leg) => printed(leg).join())
    expect(new Set(told)).toEqual(new Set(['engine-1 GitHub Actions 1', 'engine-2 GitHub Actions 2']))
    const names = result.jobs['one']?.legs.map((leg) => leg.runner)
    expect(names?.slice(0, 2)).toEqual(['GitHub Actions 1', 'GitHub Actions 2'])
  })

  test.each(['[ubuntu-24.04, linux]', '{ labels: linux }', `"\${{ fromJSON('[\\"linux\\"]') }}"`])(
    'for %s are those with all these labels',
    async (runsOn) => {
      const result = await run(legs(runsOn), { runners })
      expect(result.conclusion).toBe('success')
      expect(new Set(result.jobs['one']?.legs.map((leg) => leg.runner))).toEqual(new Set(['GitHub Actions 1']))
    },
  )

  test('that nobody has fail the job', async () => {
    const result = await run(legs('ubuntu-18.04'), { runners })
    expect(result.conclusion).toBe('failure')
    expect(result.jobs['one']?.annotations[0]?.message).toBe('No runner has the labels ubuntu-18.04')
  })
})

describe('concurrency', () => {
  const workflow = (cancel: boolean): string => `on: push
concurrency: { group: 'deploy-\${{ github.ref }}', cancel-in-progress: ${cancel} }
jobs: { one: { runs-on: u, steps: [{ run: 'echo start >> $LOG; sleep 0.1; echo end >> $LOG' }] } }
`
  test.each([
    [false, ['success', 'success']],
    [true, ['cancelled', 'success']],
  ])('of one group, cancel-in-progress %s', async (cancel, expected) => {
    const [hub, folder] = [hubWith(), await tempDir()]
    const options = { hub, engineEnv: { LOG: join(folder, 'log') }, grace: [10, 10] as const }
    const first = run(workflow(cancel), options)
    const second = run(workflow(cancel), options)
    const results = await Promise.all([first, second])
    expect(results.map(({ conclusion }) => conclusion).sort()).toEqual(expected)
    expect(results[0].concurrency).toBe('deploy-refs/heads/main')
  })

  test('lets one run wait: a newer one takes its place', async () => {
    const [hub, folder] = [hubWith(), await tempDir()]
    const options = { hub, engineEnv: { LOG: join(folder, 'log') } }
    const runs = [run(workflow(false), options), run(workflow(false), options), run(workflow(false), options)]
    const conclusions = (await Promise.all(runs)).map(({ conclusion }) => conclusion)
    expect(conclusions.sort()).toEqual(['cancelled', 'success', 'success'])
    expect(await readFile(join(folder, 'log'), 'utf8')).toBe('start\nend\nstart\nend\n')
  })
})

describe('reusable workflows', () => {
  const called = `on:
  workflow_call:
    inputs:
      level: { type: number, required: true }
      loud: { type: boolean }
    secrets: { KEY: { required: true } }
    outputs: { made: { value: '\${{ jobs.inner.outputs.made }}' } }
jobs:
  inner:
    runs-on: u
    outputs: { made: '\${{ steps.make.outputs.made }}' }
    steps: [{ id: make, run: 'echo "key \${{ secrets.KEY }} loud \${{ inputs.loud }}"; echo made=\${{ inputs.level }} >> $GITHUB_OUTPUT' }]
`
  const caller = (more: string): string => `on: push
permissions: { contents: read }
jobs:
  call: { uses: ./.github/workflows/called.yml, ${more} }
  after: { needs: call, runs-on: u, steps: [{ id: after, run: 'echo \${{ needs.call.outputs.made }}' }] }
`
  const options = { files: { '.github/workflows/called.yml': called }, secrets: { KEY: 'k-e-y' } }

  test('get inputs and secrets, and hand over outputs', async () => {
    const issued: Permissions[] = []
    const result = await run(caller('with: { level: 3 }, secrets: inherit'), { ...options, hub: hubWith(issued) })
    expect(printed(stepOf(result, 'make'))).toEqual(['key *** loud false'])
    expect(printed(stepOf(result, 'after'))).toEqual(['3'])
    expect(Object.keys(result.jobs)).toEqual(['call', 'call / inner', 'after'])
    expect(issued[1]).toEqual({ contents: 'read' })
  })

  test.each([
    ['a secret that they require', 'with: { level: 3 }', /Secret KEY is required, but not provided/],
    ['an input that they require', 'secrets: inherit', /Input level is required, but not provided/],
    [
      'only inputs that they have',
      'with: { level: 3, livel: 3 }, secrets: inherit',
      /Invalid input, livel is not defined/,
    ],
  ])('want %s, or nothing starts', async (_what, more, reason) => {
    const result = await run(caller(more), options)
    expect(result).toMatchObject({ conclusion: 'startup_failure', jobs: {} })
    expect(result.log).toMatch(reason)
  })

  test('have to be there', async () => {
    const result = await run(caller('with: { level: 3 }, secrets: inherit'))
    expect(result).toMatchObject({ conclusion: 'startup_failure', jobs: {} })
    expect(result.log).toContain('Unable to find reusable workflow')
  })

  test('may not ask for more rights than the job that calls them', async () => {
    const greedy = called.replace('    runs-on: u', '    permissions: { packages: write }\n    runs-on: u')
    const files = { '.github/workflows/called.yml': greedy }
    const result = await run(caller('with: { level: 3 }, secrets: inherit'), { ...options, files })
    expect(result.conclusion).toBe('startup_failure')
    expect(result.log).toContain(
      "The nested job 'inner' is requesting 'packages: write', but is only allowed 'packages: none'.",
    )
  })

  test('of another repository have its actions and workflows at $/, and the files of the caller', async () => {
    const theirs = await tempDir()
    await writeFiles(theirs, {
      ...jsAction('tool'),
      '.github/workflows/outer.yml': 'on: workflow_call\njobs: { nested: { uses: $/.github/workflows/inner.yml } }\n',
      '.github/workflows/inner.yml': `on: workflow_call
jobs:
  inner:
    runs-on: u
    steps:
      - uses: actions/checkout@v7
      - { id: tool, uses: $/tool }
      - { id: files, run: cat mine }
      - { id: own, uses: ./tool, continue-on-error: true }
      - { id: root, uses: $/ }
`,
    })
    const result = await run('on: push\njobs: { call: { uses: org/tools/.github/workflows/outer.yml@v1 } }\n', {
      actions: { 'org/tools': theirs },
      files: { mine: 'of the caller' },
    })
    expect(Object.keys(result.jobs)).toEqual(['call', 'call / nested', 'call / nested / inner'])
    expect(printed(stepOf(result, 'tool'))).toEqual(['main tool of org/images '])
    expect(printed(stepOf(result, 'files'))).toEqual(['of the caller'])
    expect(messages(stepOf(result, 'own')).join()).toContain("Can't find 'action.yml'")
    expect(messages(stepOf(result, 'root'))).toEqual(["error: Expected format {org}/{repo}[/path]@ref. Actual '$/'"])
  })
})

describe('triggers', () => {
  const on = (triggers: string): string => `on: ${triggers}\njobs: { one: { runs-on: u, steps: [{ run: 'true' }] } }\n`
  const yes = 'success'
  const no = 'not triggered'
  const changedFiles = ['images/a/Dockerfile', 'README.md']
  const at = (ref: string): Partial<RunOptions> => ({ event: { ...push, ref } })
  test.each<[string, Partial<RunOptions>, string]>([
    ['pull_request', {}, no],
    ['{ push: { branches: [main, "release/**"] } }', {}, yes],
    ['{ push: { branches: [main, "release/**"] } }', at('refs/heads/release/1/2'), yes],
    ['{ push: { branches: ["*"] } }', at('refs/heads/a/b'), no],
    ['{ push: { branches: ["**", "!wip/**"] } }', at('refs/heads/wip/b'), no],
    ['{ push: { branches-ignore: [main] } }', {}, no],
    ['{ push: { branches: [main] } }', at('refs/tags/v1'), no],
    ['{ push: { tags: ["v*"] } }', at('refs/tags/v1'), yes],
    ['{ push: { paths: ["images/**"] } }', { changedFiles }, yes],
    ['{ push: { paths: ["images/**", "!**/Dockerfile"] } }', { changedFiles }, no],
    ['{ push: { paths-ignore: ["**/*.md"] } }', { changedFiles: ['docs/a.md', 'README.md'] }, no],
    [
      '{ push: { paths: ["images/**"] } }',
      { event: { ...push, payload: { commits: [{ modified: ['docs/x'] }] } } },
      no,
    ],
    ['push', { event: { ...push, payload: { head_commit: { message: 'Fix [skip ci]' } } } }, no],
    ['pull_request', { event: pull, headMessage: 'x [no ci]' }, no],
    ['{ pull_request: { branches: [main] } }', { event: pull }, yes],
    ['{ pull_request: { branches: [stable] } }', { event: pull }, no],
    ['pull_request', { event: { ...pull, payload: { action: 'labeled' } } }, no],
    ['{ pull_request: { types: [labeled] } }', { event: { ...pull, payload: { action: 'labeled' } } }, yes],
    [
      '{ schedule: [{ cron: "0 3 * * *" }] }',
      { event: { ...push, name: 'schedule', payload: { schedule: '0 3 * * *' } } },
      yes,
    ],
    ['merge_group', { event: { ...push, name: 'merge_group', payload: { action: 'checks_requested' } } }, yes],
  ])('on: %s, case %#', async (triggers, options, expected) => {
    expect((await run(on(triggers), options)).conclusion).toBe(expected)
  })

  const dispatch = { ...push, name: 'workflow_dispatch' }
  const inputs = `{ workflow_dispatch: { inputs: {
  stage: { type: choice, options: [test, prod], required: true }, dry: { type: boolean, default: true },
  count: { type: number, default: 2 }, note: { type: string }, where: { type: environment } } } }`
  const show = `on: ${inputs}\njobs: { one: { runs-on: u, steps: [{ id: show, run: "echo '\${{ toJSON(inputs) }}' '\${{ github.event.inputs.dry }}'" }] } }\n`
  test('workflow_dispatch has typed inputs', async () => {
    const result = await run(show, { event: dispatch, inputs: { stage: 'prod', count: '5' } })
    const [json = '', event] = printed(stepOf(result, 'show'))
      .join('')
      .split(/(?<=\}) /)
    expect(JSON.parse(json)).toEqual({ stage: 'prod', dry: true, count: 5, note: '', where: '' })
    expect(event).toBe('true')
  })
  test.each([
    [{}, "Required input 'stage' not provided"],
    [{ stage: 'none' }, 'not in the list of allowed values'],
    [{ stage: 'prod', dry: 'maybe' }, 'is not a boolean'],
    [{ stage: 'prod', other: 1 }, 'Unexpected inputs provided: ["other"]'],
  ])('workflow_dispatch with %j is refused', async (given, reason) => {
    const result = await run(show, { event: dispatch, inputs: given })
    expect(result).toMatchObject({ conclusion: 'not triggered', log: expect.stringContaining(reason) as unknown })
  })
})

describe('expressions', () => {
  test('know contexts, functions and files', async () => {
    const result = await run(
      job(`- run: echo a > a.txt
- id: shows
  run: |
    echo '\${{ github.ref_name }} \${{ github.nothing.at.all }} \${{ vars.V }} \${{ runner.os }} \${{ format('{0}}}', 1) }}'
    echo '\${{ hashFiles('**/*.txt') }} <\${{ hashFiles('none') }}>'
    echo '\${{ contains(fromJSON('["x"]'), 'X') && 'in' || 'out' }}'`),
      { vars: { V: 'var' } },
    )
    const [first, hash, third] = printed(stepOf(result, 'shows'))
    expect(first).toBe('main  var Linux 1}')
    expect(hash).toMatch(/^[0-9a-f]{64} <>$/)
    expect(third).toBe('in')
  })

  test('that fail, fail the step', async () => {
    const result = await run(job("- { id: bad, run: \"echo ${{ fromJSON('{') }}\" }\n- { id: next, run: 'true' }"))
    expect(messages(stepOf(result, 'bad')).join()).toContain("error: The template is not valid. ${{ fromJSON('{') }}")
    expect(stepOf(result, 'next').outcome).toBe('skipped')
  })
})

test('a workflow that GitHub refuses does not start; the log has the lines', async () => {
  const result = await run(
    'on: push\njobs:\n  one:\n    runs-on: u\n    needs: two\n    steps:\n      - rum: echo\n      - run: ${{ nothing.x }}\n',
  )
  expect(result).toMatchObject({ conclusion: 'startup_failure', jobs: {} })
  expect(result.log).toContain("(Line: 7, Col: 9): Unexpected value 'rum'")
  expect(result.log).toContain("(Line: 8, Col: 14): Unrecognized named-value: 'nothing'")
})

describe('artifacts', () => {
  test('go from job to job, a name once', async () => {
    const result = await run(`on: push
jobs:
  make:
    runs-on: u
    steps:
      - run: mkdir -p out/sub; echo x > out/sub/x; echo y > out/y; echo z > out/.hidden
      - { uses: actions/upload-artifact@v4, with: { name: made, path: out } }
      - { id: again, uses: actions/upload-artifact@v4, with: { name: made, path: out }, continue-on-error: true }
      - { id: none, uses: actions/upload-artifact@v4, with: { path: missing } }
  take:
    needs: make
    runs-on: u
    steps:
      - { uses: actions/download-artifact@v4, with: { name: made, path: got } }
      - { uses: actions/download-artifact@v4, with: { path: all } }
      - { id: list, run: find . -type f | sort }
`)
    expect(messages(stepOf(result, 'again')).join()).toContain('(409) Conflict')
    expect(messages(stepOf(result, 'none')).join()).toContain('warning: No files were found')
    expect(printed(stepOf(result, 'list'))).toEqual(['./all/made/sub/x', './all/made/y', './got/sub/x', './got/y'])
  })
})

describe('artifacts of actions', () => {
  const results = {
    env: () => ({}),
    artifacts: () => [
      { name: 'leg-a', files: () => Promise.resolve(new Map([['artifacts/results.json', Buffer.from('a')]])) },
      { name: 'leg-b', files: () => Promise.resolve(new Map([['artifacts/results.json', Buffer.from('b')]])) },
      { name: 'plan', files: () => Promise.resolve(new Map([['artifacts/plan.json', Buffer.from('p')]])) },
    ],
  }
  const download = (more: string): string => `- { uses: actions/download-artifact@v7, with: { ${more} } }`

  test('are downloaded by name, by pattern, each in its folder or all in one', async () => {
    const result = await run(
      job(`${download('name: plan, path: one')}
${download('pattern: leg-*, path: each')}
${download('pattern: "*a*", path: merged, merge-multiple: true')}
${download('pattern: none-*, path: nothing')}
- { id: list, run: find . -type f | sort }
- { id: taken, uses: actions/upload-artifact@v7, with: { name: plan, path: one }, continue-on-error: true }`),
      { results },
    )
    expect(printed(stepOf(result, 'list'))).toEqual([
      ...['./each/leg-a/artifacts/results.json', './each/leg-b/artifacts/results.json'],
      ...['./merged/artifacts/plan.json', './merged/artifacts/results.json', './one/artifacts/plan.json'],
    ])
    expect(messages(stepOf(result, 'taken')).join()).toContain('(409) Conflict')
  })
})

describe('what others made', () => {
  const git = (folder: string, ...args: string[]): Promise<string> =>
    output('git', ['-c', 'user.name=m', '-c', 'user.email=m@x', '-c', 'protocol.file.allow=always', ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], HOME: folder },
    })

  test('actions/checkout takes the commit from the hub, and puts the token away again', async () => {
    const server = await tempDir()
    const repository = join(server, 'org/images')
    await writeFiles(repository, { a: 'old' })
    await git(repository, 'init', '-q', '-b', 'main')
    await git(repository, 'config', 'uploadpack.allowAnySHA1InWant', 'true')
    for (const content of ['old', 'new']) {
      await writeFiles(repository, { a: `${content}\n` })
      await git(repository, 'add', '.')
      await git(repository, 'commit', '-qm', content)
    }
    const [sha = '', older = ''] = (await git(repository, 'log', '--format=%H')).trim().split('\n')
    const hub = { ...hubWith(), serverUrl: `file://${server}` }
    const result = await run(
      job(`- { id: out, uses: actions/checkout@v7 }
- { id: in, run: 'cat a; git branch --show-current; git log --format=%s; git config --get-regexp extraheader' }
- { id: older, uses: actions/checkout@v7, with: { ref: ${older}, path: older, fetch-depth: 0, persist-credentials: false } }
- { id: there, run: cat older/a; git -C older log --format=%s origin/main }
- { uses: actions/checkout@v7, with: { path: whole, fetch-depth: 0 } }
- { id: whole, run: git -C whole log --format=%s; git -C whole branch --show-current }
- { id: none, uses: actions/checkout@v7, with: { ref: nowhere, path: none } }`),
      { hub, checkout: 'git', event: { ...push, sha } },
    )
    expect(stepOf(result, 'out').outputs).toEqual({ commit: sha, ref: 'refs/heads/main' })
    expect(printed(stepOf(result, 'in'))).toEqual([
      ...['new', 'main', 'new'],
      expect.stringMatching(/extraheader AUTHORIZATION: basic \*\*\*$/),
    ])
    expect(printed(stepOf(result, 'there'))).toEqual(['old', 'new', 'old'])
    expect(printed(stepOf(result, 'whole'))).toEqual(['new', 'old', 'main'])
    expect(messages(stepOf(result, 'none'))).toEqual([
      "error: A branch or tag with the name 'nowhere' could not be found",
    ])
    expect(legOf(result).steps.at(-1)).toMatchObject({ name: 'Post Run actions/checkout@v7', outcome: 'success' })
  })

  test('actions/checkout needs the right to read', async () => {
    const result = await run(job('- { id: out, uses: actions/checkout@v7 }', '\n    permissions: {}'))
    expect(messages(stepOf(result, 'out')).join()).toContain('Repository not found')
  })

  test('docker/login-action logs in where the host of the workflow really is, for this job only', async () => {
    const basic = `Basic ${Buffer.from('mona:ghs_thetokenofthejob').toString('base64')}`
    const registry = await serve((request, response) => {
      response.writeHead(request.headers.authorization === basic ? 200 : 401).end()
    })
    const machine = await tempDir()
    await writeFiles(machine, { 'config.json': '{"auths":{"a":{}}}' })
    const login = (id: string, password: string): string => `- id: ${id}
  if: always()
  uses: docker/login-action@v3
  with: { registry: ghcr.io, username: '\${{ github.actor }}', password: '${password}' }`
    const result = await run(
      job(`${login('good', '${{ github.token }}')}
- { id: shows, run: 'cat ~/.docker/config.json; echo; echo $DOCKER_CONFIG ghcr.io/a' }
${login('wrong', 'no')}
${login('empty', '')}`),
      { hosts: { 'ghcr.io': registry }, engineEnv: { DOCKER_CONFIG: machine } },
    )
    const [config = '', host] = printed(stepOf(result, 'shows'))
    expect(Object.keys((JSON.parse(config) as { auths: object }).auths)).toEqual(['a', registry])
    expect(host).toBe(`${registry}/a`)
    expect(messages(stepOf(result, 'wrong')).join()).toContain('unauthorized')
    expect(messages(stepOf(result, 'empty'))).toEqual(['error: Username and password required'])
    expect(await readFile(join(machine, 'config.json'), 'utf8')).toBe('{"auths":{"a":{}}}')
  })

  test('actions/setup-node puts Node on PATH', async () => {
    const result = await run(job('- uses: actions/setup-node@v4\n- { id: node, run: dirname $(which node) }'))
    expect(printed(stepOf(result, 'node'))[0]).toMatch(/\/one-0\/tools\/node\/bin$/)
  })

  test('our own actions run from dist, far from node_modules', async () => {
    const result = await run(
      job(
        `- { id: whole, uses: org/stack-action@v1, continue-on-error: true }\n- { id: build, uses: org/stack-action/build@v1 }`,
      ),
      {
        actions: { 'org/stack-action': root },
      },
    )
    for (const id of ['whole', 'build'])
      expect(messages(stepOf(result, id)).join()).toMatch(/^error: .*images\/spec\.yml/)
    expect(result.conclusion).toBe('failure')
  })
})

test('nothing is left behind, unless a folder is given', async () => {
  const folder = await tempDir()
  const result = await run(job('- run: echo kept > file'), { folder })
  expect(result.conclusion).toBe('success')
  expect(await readdir(join(folder, 'one-0/work/images/images'))).toEqual(['file'])
})
