// How planning grows with images, changed files and depth: `node bench/plan.mjs`. Pure code only: no disk, no registry.
import { rmSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { compile } from './compile.mjs'

const SHAPES = {
  deep: (n) => (n === 0 ? undefined : n - 1),
  wide: (n) => (n === 0 ? undefined : 0),
  tree: (n) => (n === 0 ? undefined : Math.floor((n - 1) / 3)),
}

if (process.argv[2] === undefined) {
  const folder = await compile()
  const rows = []
  for (const [shape, images, files] of [
    ['tree', 1_000, 10_000],
    ['tree', 3_000, 30_000],
    ['tree', 10_000, 100_000],
    ['tree', 10_000, 10_000],
    ['tree', 1_000, 100_000],
    ['wide', 10_000, 100_000],
    ['deep', 1_000, 100_000],
    ['deep', 10_000, 100_000],
  ]) {
    // Each in a process of its own: memory and a cold start belong to it.
    const { stdout, stderr, status } = spawnSync(
      process.execPath,
      [fileURLToPath(import.meta.url), folder, shape, String(images), String(files)],
      { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(stderr)
    rows.push({ shape, images, files, ...JSON.parse(stdout) })
  }
  rmSync(folder, { recursive: true, force: true })
  console.table(rows)
} else {
  const [, , folder, shape, imageCount, fileCount] = process.argv
  const at = (path) => import(`${folder}/src/stack/${path}.js`)
  const [{ draftStack }, { affectedImages }, { makePlan }, { matrixOf }, { loadSpec }, { linkStack }] =
    await Promise.all(['drafts', 'affected', 'plan', 'matrix', 'spec/load', 'link'].map(at))
  const names = Array.from({ length: Number(imageCount) }, (_, n) => `image-${n}`)
  const parent = (n) => SHAPES[shape](n)
  const files = Array.from({ length: Number(fileCount) }, (_, n) => ({
    path: `images/image-${(n * 7919) % names.length}/src/part-${n % 50}/file-${n}.py`,
  }))
  const spec = `images:\n${names.map((name, n) => `  ${name}: {image_name: acme/${name}${parent(n) === undefined ? '' : `, depend_on: image-${parent(n)}`}}\n`).join('')}`
  const texts = new Map(
    names.map((name, n) => [
      name,
      {
        dockerfileText: `${parent(n) === undefined ? 'FROM debian:12' : 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}'}\nCOPY src/ /opt/${name}/\nRUN make ${n}\n`,
        contextHash: `c${n}`,
        copied: { kind: 'all', onbuild: false },
        tests: n % 10 === 0 && shape !== 'deep' ? `${name}/test` : undefined,
        integrationTests: undefined,
      },
    ]),
  )
  const took = {}
  const measure = (what, work) => {
    const began = performance.now()
    const result = work()
    took[what] = Math.round(performance.now() - began)
    return result
  }
  const declared = measure('spec ms', () => loadSpec(spec, 'images/spec.yml'))
  const stack = measure('link ms', () => linkStack(declared, texts, []))
  const drafts = measure('drafts ms', () =>
    draftStack({
      stack,
      sources: texts,
      commonTests: undefined,
      defaultTimeoutMs: 1000,
      facts: { branch: 'main', sha: 'abc1234' },
      registries: ['ghcr.io/acme'],
      platform: 'linux/amd64',
      baseOf: () => undefined,
      filesHash: () => 'x',
    }),
  )
  const affected = measure('changes ms', () =>
    affectedImages({ stack, sources: texts, prefix: 'images', workflow: undefined, files, everything: undefined }),
  )
  const plan = measure('decide ms', () =>
    makePlan({
      event: 'push',
      branch: 'main',
      sha: 'abc1234',
      source: { kind: 'git', base: '', head: '', files: files.length, tried: [] },
      drafts,
      affected,
      everything: undefined,
      deleted: undefined,
      only: [],
      file: 'images/spec.yml',
      presence: new Map(),
      drift: [],
      trust: 'all',
      fullRebuild: false,
      publishes: true,
      assumes: false,
      nameless: false,
    }),
  )
  measure('matrix ms', () => matrixOf(plan))
  const text = measure('json ms', () => JSON.stringify(plan))
  const plans = ['link ms', 'drafts ms', 'changes ms', 'decide ms', 'matrix ms'].reduce(
    (sum, key) => sum + took[key],
    0,
  )
  const rss = process.resourceUsage().maxRSS / 1024
  console.log(
    JSON.stringify({
      'plan ms': plans,
      ...took,
      'json MB': +(text.length / 1e6).toFixed(1),
      'rss MB': Math.round(rss),
    }),
  )
}
