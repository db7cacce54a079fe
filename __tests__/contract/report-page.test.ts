import { describe, expect, jest, test } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { renderReport } from '../../src/report/html/report.js'
import type { ReportData } from '../../src/report/report-data.js'
import { closingMarkdown } from '../../src/report/run-summary.js'
import { runProgram } from '../../src/shared/program.js'
import { imageResult, plannedImage, planOf, resultsOf, suiteResult } from '../unit/support.js'

// A browser takes seconds to start where others work beside it.
jest.setTimeout(120_000)

const MERMAID = join(import.meta.dirname, '../../node_modules/mermaid/dist/mermaid.min.js')
const LONG = `a-very-long-name-${'x'.repeat(120)}`
const EVIL = '|<img src=x onerror=alert(1)>"%%{init}: #1;,'

/** A run with everything in it that may be too wide, and names that mean something elsewhere. */
function data(): ReportData {
  const step = (name: 'build' | 'test', at: number, outcome: 'passed' | 'failed' | 'cancelled' = 'passed') => ({
    ...{ step: name, at, ms: 900, outcome },
  })
  const failures = [{ name: LONG, file: `tests/${LONG}.py`, line: 3, message: LONG, lines: [`E  ${LONG.repeat(5)}`] }]
  const images = [
    imageResult('base', {
      build: { outcome: 'passed', ms: 900, size: 1e9 },
      steps: [step('build', 0), step('test', 900)],
    }),
    imageResult(EVIL, {
      ...{ outcome: 'failed', failedStep: 'test', message: LONG },
      steps: [step('build', 900), step('test', 1800, 'failed')],
      suites: [suiteResult(LONG, { outcome: 'failed', counts: { total: 3, failed: 1, skipped: 1 }, failures })],
    }),
    imageResult(LONG, {
      outcome: 'cancelled',
      message: `its parent ${EVIL} failed`,
      steps: [step('build', 1800, 'cancelled')],
    }),
    imageResult('kept', { action: 'reuse', published: [{ ref: `h/${LONG}:1`, digest: `sha256:${'a'.repeat(64)}` }] }),
  ]
  const plan = planOf([
    plannedImage('base'),
    plannedImage(EVIL, { parents: ['base'] }),
    plannedImage(LONG, { parents: [EVIL] }),
    plannedImage('kept', { action: 'reuse' }),
    plannedImage('left', { action: 'skip' }),
  ])
  const layer = (at: number) => ({
    ...{ command: `RUN ${LONG}`, size: at * 1e6, cumulativeSize: at * 1e6, createdAt: '2026-04-01T10:00:00.000Z' },
    ...{ ms: 5, cached: false },
  })
  return {
    results: resultsOf(images, { outcome: 'failed', notices: [LONG, EVIL] }),
    plan,
    facts: [
      {
        ...{ schema: 1, id: 'base', name: 'base', variant: 'default', platform: 'linux/amd64', ref: `h/${LONG}:1` },
        ...{ digest: `sha256:${'a'.repeat(64)}`, fingerprint: 'f', revision: 'b'.repeat(40), source: '', version: '1' },
        ...{ parents: [], base: { ref: LONG, digest: null }, builtAt: '2026-04-01T10:00:00.000Z', builtIn: LONG },
        ...{ size: 1e9, compressed: 4e8, layers: [1, 2, 3].map(layer), suites: [] },
        infos: [
          {
            name: 'P',
            description: 'Packages',
            command: ['pip', 'freeze'],
            status: 0,
            output: `${LONG}==1\nb==2\nc==3`,
          },
        ],
      },
    ],
    files: [],
  }
}

/** What a page says to the console, and what it finds out about itself in a real browser: what `script` returns. */
async function inBrowser(page: string, script: string): Promise<{ found: unknown; said: string[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'stack-page-'))
  const file = join(folder, 'page.html')
  const open = async (content: string): Promise<{ stdout: string; stderr: string }> => {
    await writeFile(file, content)
    const flags = [
      '--headless=new',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--enable-logging=stderr',
    ]
    const own = [`--user-data-dir=${folder}/profile`, '--virtual-time-budget=8000', '--window-size=1280,900']
    return runProgram('chromium', [...flags, ...own, '--dump-dom', pathToFileURL(file).href], { timeoutMs: 60_000 })
  }
  try {
    const { stderr } = await open(page)
    // The copy that is asked: the policy of the page itself would let nobody ask.
    const asked = page.replace(/<meta\s+http-equiv="Content-Security-Policy"[^>]*>/, '').replace('</body>', '')
    const { stdout } = await open(`${asked}<script>addEventListener('load', async () => {
      const told = document.createElement('pre'); told.id = 'told'
      try { told.textContent = JSON.stringify(await (async () => { ${script} })()) } catch (error) { told.textContent = JSON.stringify(String(error)) }
      document.body.append(told) })</script>`)
    const found = /<pre id="told">([^<]*)<\/pre>/.exec(stdout)?.[1] ?? 'null'
    const text = found.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
    return { found: JSON.parse(text), said: stderr.split('\n').filter((line) => line.includes('CONSOLE')) }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** A page in a frame of a phone's width: windows of this browser are no narrower than 500 px. */
const measured = (width: number): string => `
  const frame = document.createElement('iframe')
  frame.style.cssText = 'width:${width}px;height:800px;border:0'
  const page = document.documentElement.cloneNode(true)
  for (const script of page.querySelectorAll('script')) script.remove()
  for (const fold of page.querySelectorAll('details')) fold.open = true
  frame.srcdoc = '<!doctype html>' + page.outerHTML
  await new Promise((resolve) => { frame.onload = resolve; document.body.append(frame) })
  const { scrollingElement, documentElement } = frame.contentDocument
  return { room: documentElement.clientWidth, needs: scrollingElement.scrollWidth }`

describe('report.html in a browser', () => {
  const page = renderReport(data())

  test.each([360, 390, 1280])('is no wider than a screen of %d px, all of it unfolded', async (width) => {
    const { found } = await inBrowser(page, measured(width))
    const { room, needs } = found as { room: number; needs: number }
    // What a scroll bar leaves.
    expect(room).toBeGreaterThan(width - 20)
    expect(needs).toBe(room)
  })

  test('asks nobody for anything, says nothing to the console, and shows foreign names as they are', async () => {
    const { found, said } = await inBrowser(
      page,
      `return {
        requests: performance.getEntriesByType('resource').length,
        names: [...document.querySelectorAll('h3')].map((one) => one.firstChild.textContent.trim()),
        nodes: document.querySelectorAll('svg a rect').length,
        bars: document.querySelectorAll('.track b').length,
        broken: [...document.querySelectorAll('a[href^="#"]')].filter((one) => !document.getElementById(one.getAttribute('href').slice(1))).length,
        images: document.images.length,
      }`,
    )
    expect(said).toEqual([])
    expect(found).toEqual({
      ...{ requests: 0, names: [EVIL, LONG, 'base', 'kept'], nodes: 4, bars: 5, broken: 0, images: 0 },
    })
  })

  test('has text that can be read on it, in the light and in the dark', async () => {
    const { found } = await inBrowser(page, CONTRAST)
    expect(found).toEqual([])
  })
})

/** Texts with less contrast than WCAG asks for (4.5), against the first background behind them; both palettes. */
const CONTRAST = `
  const dark = [...document.styleSheets[0].cssRules].find((rule) => rule.conditionText === '(prefers-color-scheme: dark)').cssRules[0].style
  const light = (colour) => { const [r, g, b] = colour.match(/[\\d.]+/g).map((part) => { const c = part / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4 }); return 0.2126 * r + 0.7152 * g + 0.0722 * b }
  const behind = (one) => { for (let at = one; at; at = at.parentElement) { const { backgroundColor } = getComputedStyle(at); if (!/^rgba\\(.*, 0\\)$/.test(backgroundColor)) return backgroundColor } return 'rgb(255, 255, 255)' }
  const faint = () => [...document.querySelectorAll('body *')].filter((one) => !one.closest('svg, script') && [...one.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim() !== '')).flatMap((one) => {
    const [a, b] = [light(getComputedStyle(one).color), light(behind(one))].sort((x, y) => x - y)
    return (b + 0.05) / (a + 0.05) < 4.5 ? [one.tagName + '.' + one.className + ' ' + one.textContent.trim().slice(0, 30)] : []
  })
  const all = faint()
  for (const name of dark) document.documentElement.style.setProperty(name, dark.getPropertyValue(name))
  return [...new Set([...all, ...faint().map((one) => 'dark: ' + one)])]`

describe('the drawings of the summary, as Mermaid draws them', () => {
  test('have every image and every step, and names as they are', async () => {
    const { results, plan } = data()
    const drawings = [...closingMarkdown(results, undefined, plan).matchAll(/```mermaid\n([^]*?)\n```/g)].map(
      ([, one]) => one,
    )
    expect(drawings).toHaveLength(2)
    const texts = JSON.stringify(drawings).replaceAll('<', '\\u003c')
    const { found } = await inBrowser(
      `<!doctype html><meta charset="utf-8"/><body><div id="g"></div><script src="${pathToFileURL(MERMAID).href}"></script></body>`,
      `mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' })
      const [graph, gantt] = await Promise.all(${texts}.map(async (text, at) => (await mermaid.render('m' + at, text)).svg))
      const draw = (svg) => { document.getElementById('g').innerHTML = svg; return document.querySelector('#g svg') }
      const plain = (text) => text.replaceAll('\\u2060', '')
      const drawn = draw(graph)
      const nodes = [...drawn.querySelectorAll('.node')].map((one) => [plain(one.textContent.trim()), ['built', 'reused', 'failed', 'cancelled', 'skipped'].filter((kind) => one.classList.contains(kind)).join()])
      const edges = drawn.querySelectorAll('path.flowchart-link').length
      const chart = draw(gantt)
      const bars = [...chart.querySelectorAll('rect.task')].length
      const sections = [...chart.querySelectorAll('.sectionTitle')].map((one) => plain(one.textContent))
      return { nodes, edges, bars, sections, images: document.images.length }`,
    )
    const short = (name: string, most: number): string => {
      const tail = Math.floor((most - 1) / 2)
      return `${name.slice(0, most - 1 - tail)}…${name.slice(-tail)}`
    }
    expect(found).toEqual({
      nodes: [
        ['basebuilt in 1.8s', 'built'],
        [`${EVIL}failed at test after 1.8s`, 'failed'],
        [`${short(LONG, 48)}cancelled`, 'cancelled'],
        ['keptreused', 'reused'],
        ['leftskipped', 'skipped'],
      ],
      edges: 2,
      bars: 5,
      sections: ['base', short(EVIL, 26), short(LONG, 26)],
      images: 0,
    })
  })
})
