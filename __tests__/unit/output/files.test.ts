import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'yaml'
import { Recorder } from '../../../src/output/files.js'
import { planFiles, writePlanFiles } from '../../../src/output/plan-files.js'
import type { ImageResult, Results } from '../../../src/run/results.js'
import { UserError, WorkError } from '../../../src/shared/errors.js'
import { imageResult, plannedImage, planOf, resultsOf } from '../support.js'

let out = ''
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'stack-files-'))
})
afterEach(() => rm(out, { recursive: true }))

const recorder = (maxLogBytes?: number): Recorder =>
  new Recorder(
    { artifacts: join(out, 'artifacts'), logs: join(out, 'logs'), manifests: join(out, 'manifests') },
    { hash: '0123456789abcdef', branch: 'b', message: 'one\n\ntwo', changedFiles: ['of the commit'], dirty: false },
    ['of/the/event', 'b'],
    () => new Date(0),
    maxLogBytes,
  )
const begin = (one: Recorder): void => one.listen({ type: 'run-start', plan: planOf([]), results: resultsOf([]) })

test('a folder that cannot be made is the user’s mistake', async () => {
  await writeFile(join(out, 'logs'), 'a file')
  expect(() => recorder()).toThrow(UserError)
  expect(() => recorder()).toThrow(`the files of the run cannot be written to ${join(out, 'logs')}`)
})

test('a write that fails is a failure with a remedy, and leaves no half file', async () => {
  await mkdir(join(out, 'artifacts/plan.json/x'), { recursive: true })
  const one = recorder()
  const call = (): void => begin(one)
  expect(call).toThrow(WorkError)
  expect(call).toThrow(/^the files of the run cannot be written: .*EISDIR/)
  one.close()
  expect(await readdir(join(out, 'artifacts'))).toEqual(['plan.json'])
})

test('the journal too', async () => {
  const one = recorder()
  await rm(join(out, 'artifacts'), { recursive: true })
  expect(() => one.journal([])).toThrow(WorkError)
})

test('the file aside is that of this process', async () => {
  // Another run's file of the old name is in the way of nothing.
  await mkdir(join(out, 'artifacts/plan.json.tmp'), { recursive: true })
  const one = recorder()
  begin(one)
  one.close()
  expect(JSON.parse(await readFile(join(out, 'artifacts/plan.json'), 'utf8'))).toMatchObject({ schema: 1 })
  expect((await readdir(join(out, 'artifacts'))).filter((name) => name.endsWith('.tmp'))).toEqual(['plan.json.tmp'])
})

describe('the files of a run', () => {
  const DIGEST = `sha256:${'1'.repeat(64)}`
  const artifact = (name: string): Promise<string> => readFile(join(out, 'artifacts', name), 'utf8')
  const plan = planOf([
    plannedImage('a'),
    plannedImage('b', { action: 'reuse', test: false }),
    plannedImage('c', { action: 'skip', test: false }),
  ])

  test('say what will be done, and about which commit', async () => {
    const one = recorder()
    one.listen({ type: 'run-start', plan, results: resultsOf([]) })
    one.close()
    expect(JSON.parse(await artifact('plan.json'))).toMatchObject({
      schema: 1,
      images: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
    })
    expect(await artifact('IMAGES_CHANGED')).toBe('acme/a:main\nacme/b:main\n')
    expect(await artifact('GIT_HASH')).toBe('0123456789abcdef\n')
    expect(await artifact('GIT_HASH_SHORT')).toBe('0123456\n')
    expect(await artifact('GIT_MESSAGE')).toBe('one\n\ntwo\n')
    expect(await artifact('GIT_CHANGED_FILES')).toBe('of/the/event\nb\n')
    expect(await readFile(join(out, 'logs/run.log'), 'utf8')).toBe('1970-01-01T00:00:00.000Z run begins: 2 images\n')
  })

  test('say what became of it; of what was left alone nothing, unless it was needed and could not be had', async () => {
    const tested = { ref: 'acme/b:main', digest: DIGEST }
    const images = [
      imageResult('a', {
        build: { outcome: 'passed', ms: 1 },
        suites: [{ name: 's', kind: 'command', on: 'container', outcome: 'failed', ms: 1 }],
      }),
      imageResult('b', { action: 'reuse', testedAs: 'acme/b:ok', published: [tested] }),
      imageResult('c', { action: 'skip', outcome: 'skipped', testedAs: 'acme/c:ok' }),
    ]
    const one = recorder()
    one.listen({ type: 'run-start', plan, results: resultsOf(images) })
    one.listen({ type: 'image-end', result: images[1] as ImageResult })
    one.close()
    expect(await artifact('IMAGES_BUILT')).toBe('acme/a:main\n')
    expect(await artifact('IMAGES_TEST_PASSED')).toBe('acme/b:main\n')
    expect(await artifact('IMAGES_TEST_ERROR')).toBe('acme/a:main\n')
    expect(await artifact('IMAGES_PUSHED')).toBe('acme/b:main\n')
    expect(parse(await artifact('acme-b-main.yml'))).toMatchObject({ success: true, full_image_name: 'acme/b:main' })
    // Nothing is known of what is in it: an older page says more than a new one would.
    expect(await readdir(join(out, 'manifests'))).toEqual([])
  })

  test('of an earlier run are not taken for this one’s', async () => {
    await mkdir(join(out, 'artifacts'))
    for (const name of ['journal.json', 'IMAGES_PUSHED', 'IMAGES_CHANGED'])
      await writeFile(join(out, 'artifacts', name), 'old')
    const one = recorder()
    begin(one)
    one.close()
    expect(await readdir(join(out, 'artifacts'))).not.toContain('journal.json')
    expect([await artifact('IMAGES_PUSHED'), await artifact('IMAGES_CHANGED')]).toEqual(['', ''])
  })
})

describe('the logs', () => {
  const log = (name: string): Promise<string> => readFile(join(out, 'logs', name), 'utf8')
  const suite = { name: 'common', kind: 'pytest', on: 'container', outcome: 'passed', ms: 1 } as const

  test.each([
    ['pull', 'acme-a-main.pull.log'],
    ['build', 'acme-a-main.build.log'],
    ['test', 'acme-a-main.basic-tests.log'],
    ['push', 'acme-a-main.push.log'],
    ['integration', 'acme-a-main.integration-tests.log'],
  ] as const)('%s goes to %s, begun anew each time', async (step, name) => {
    const one = recorder()
    one.listen({ type: 'run-start', plan: planOf([plannedImage('a')]), results: resultsOf([]) })
    for (const text of ['first', 'second']) {
      one.listen({ type: 'step-start', image: 'a', step })
      one.listen({ type: 'line', image: 'a', step, suite: 'common', text })
      one.listen({ type: 'line', image: 'a', step, text })
    }
    one.close()
    expect(await log(name)).toBe('[common] second\nsecond\n')
    expect((await readdir(join(out, 'logs'))).sort()).toEqual([name, 'run.log'])
  })

  test.each(['info', 'publish'] as const)('%s has none', async (step) => {
    const one = recorder()
    begin(one)
    one.listen({ type: 'step-start', image: 'a', step })
    one.listen({ type: 'line', image: 'a', step, text: 'x' })
    one.close()
    expect(await readdir(join(out, 'logs'))).toEqual(['run.log'])
  })

  test('have an end, whatever is said, and say so', async () => {
    const one = recorder(100)
    one.listen({ type: 'run-start', plan: planOf([plannedImage('a')]), results: resultsOf([]) })
    one.listen({ type: 'step-start', image: 'a', step: 'test' })
    const say = (text: string): void => one.listen({ type: 'line', image: 'a', step: 'test', text })
    say('x'.repeat(89))
    say('é'.repeat(4))
    for (const text of ['0', 'more', '']) say(text)
    for (let n = 0; n < 3; n++) one.listen({ type: 'notice', text: 'y' })
    expect(await log('acme-a-main.basic-tests.log')).toBe(
      `${'x'.repeat(89)}\n${'é'.repeat(4)}\n… more than 100 B: the rest is left out\n`,
    )
    const [begins, next, ...none] = (await log('run.log')).split('\n')
    expect(begins).toMatch(/run begins/)
    expect([next, ...none]).toEqual([expect.stringMatching(/begins$/), '… more than 100 B: the rest is left out', ''])
    // The next one is empty again.
    one.listen({ type: 'step-start', image: 'a', step: 'test' })
    say('again')
    one.close()
    expect(await log('acme-a-main.basic-tests.log')).toBe('again\n')
  })

  test('of an earlier run: a report goes when its suite leaves none, and stays when the suite is off', async () => {
    const one = recorder()
    one.listen({ type: 'run-start', plan: planOf([plannedImage('a')]), results: resultsOf([]) })
    for (const name of ['gone', 'off']) await writeFile(join(out, `logs/acme-a-main.${name}.junit.xml`), 'old')
    one.listen({ type: 'suite-end', image: 'a', suite: { ...suite, name: 'gone' }, junit: undefined })
    one.listen({ type: 'suite-end', image: 'a', suite: { ...suite, name: 'off', outcome: 'off' }, junit: undefined })
    one.close()
    expect((await readdir(join(out, 'logs'))).sort()).toEqual(['acme-a-main.off.junit.xml', 'run.log'])
  })

  test('a suite’s report is kept as it came', async () => {
    const one = recorder()
    one.listen({ type: 'run-start', plan: planOf([plannedImage('a')]), results: resultsOf([]) })
    one.listen({ type: 'suite-end', image: 'a', suite, junit: Buffer.from('<x>\u0000') })
    one.listen({ type: 'suite-end', image: 'a', suite: { ...suite, name: 'none' }, junit: undefined })
    one.close()
    expect(await log('acme-a-main.common.junit.xml')).toBe('<x>\u0000')
    expect((await readdir(join(out, 'logs'))).sort()).toEqual(['acme-a-main.common.junit.xml', 'run.log'])
  })
})

test('a file that changed is one line, whatever its name', () => {
  const files = planFiles(planOf([]), { hash: '', message: '' }, ['a', 'x\n::add-mask::p', 'y\r\x1b[31mz'])
  expect(files['GIT_CHANGED_FILES']).toBe('a\nx ::add-mask::p\ny z\n')
})

test('a plan that is not carried out has the same files', async () => {
  const plan = planOf([plannedImage('a'), plannedImage('b', { action: 'skip' })])
  const files = planFiles(plan, { hash: '', message: '' }, [])
  writePlanFiles(join(out, 'new/artifacts'), files)
  expect((await readdir(join(out, 'new/artifacts'))).sort()).toEqual(Object.keys(files).sort())
  for (const [name, content] of Object.entries(files))
    expect(await readFile(join(out, 'new/artifacts', name), 'utf8')).toBe(content)
  expect(files).toMatchObject({ IMAGES_CHANGED: 'acme/a:main\n', GIT_HASH: '\n', GIT_CHANGED_FILES: '' })
  expect(JSON.parse(files['plan.json'] ?? '')).toEqual(JSON.parse(JSON.stringify(plan)))
})

describe('report.html', () => {
  const page = (): Promise<string> => readFile(join(out, 'artifacts/report.html'), 'utf8')
  const plan = planOf([plannedImage('a')])
  const results = (): Results =>
    resultsOf([imageResult('a', { steps: [{ step: 'build', at: 0, ms: 5, outcome: 'passed' }] })])

  test('is written at the end, with links to the files that are there', async () => {
    const one = recorder()
    one.listen({ type: 'run-start', plan, results: results() })
    expect(await exists('report.html')).toBe(false)
    one.listen({ type: 'step-start', image: 'a', step: 'build' })
    one.listen({ type: 'run-end', results: results() })
    const written = await page()
    expect(written).toContain('<title>stack-action run: passed</title>')
    expect([...written.matchAll(/href="(\.[^"]+)"/g)].map(([, path]) => path)).toEqual([
      '../logs/run.log',
      '../logs/acme-a-main.build.log',
      './results.json',
    ])
    one.close()
    expect(await page()).toBe(written)
  })

  test('is written when something breaks the run off, too', async () => {
    const one = recorder()
    one.listen({ type: 'run-start', plan, results: { ...results(), outcome: 'running' } })
    one.close()
    expect(await page()).toContain('The run has not said how it ended')
  })

  test('of an earlier run does not stay; one that cannot be written is a note', async () => {
    await mkdir(join(out, 'artifacts'), { recursive: true })
    await writeFile(join(out, 'artifacts/report.html'), 'old')
    const one = recorder()
    const own = results()
    one.listen({ type: 'run-start', plan, results: own })
    expect(await exists('report.html')).toBe(false)
    await mkdir(join(out, 'artifacts/report.html/x'), { recursive: true })
    one.listen({ type: 'run-end', results: own })
    one.close()
    expect(own.notices).toEqual([expect.stringMatching(/^the report could not be written to .*report\.html: /)])
    expect(own.outcome).toBe('passed')
  })

  test('shows what is known of an image from a run before, of the same content', async () => {
    const facts = (fingerprint: string) => ({
      ...{ schema: 1, id: 'a', name: 'a', variant: 'default', platform: 'linux/amd64', ref: 'acme/a:main' },
      ...{ digest: null, fingerprint, revision: '', source: '', version: '', parents: [], base: null },
      ...{ builtAt: '2026-04-01T10:00:00.000Z', builtIn: 'the other machine', size: 5, compressed: null },
      ...{ layers: [], infos: [], suites: [] },
    })
    for (const [fingerprint, shown] of [
      ['f'.repeat(32), true],
      ['0'.repeat(32), false],
    ] as const) {
      const one = recorder()
      await writeFile(join(out, 'manifests/acme-a-main.json'), JSON.stringify(facts(fingerprint)))
      one.listen({ type: 'run-start', plan, results: results() })
      one.listen({ type: 'run-end', results: results() })
      one.close()
      expect((await page()).includes('the other machine')).toBe(shown)
    }
  })

  async function exists(name: string): Promise<boolean> {
    return (await readdir(join(out, 'artifacts'))).includes(name)
  }
})
