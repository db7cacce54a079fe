import { expect, test } from '@jest/globals'
import { debianOrder } from '../../src/contents/order/debian.js'
import { output } from '../world/world.js'

/** What separates, sorts before and sorts after, in pieces. */
const PIECES = ['', '0', '1', '01', '10', 'a', 'Z', '~', '+', '.', '-', '-1', '~rc1', '+b1', '+deb12u7', '.0']
const VERSIONS = ['', '1:', '0:']
  .flatMap((epoch) =>
    PIECES.flatMap((one, at) => [`${epoch}1${one}`, `${epoch}1${one}${PIECES[(at * 7 + 3) % PIECES.length]}2`]),
  )
  // A revision that is empty is none for dpkg, which then refuses to compare.
  .filter((version) => !version.endsWith('-'))

test('versions of Debian are ordered as dpkg orders them', async () => {
  const pairs = VERSIONS.flatMap((one, at) => VERSIONS.slice(at).map((other) => [one, other] as const)).filter(
    (_pair, at) => at % 3 === 0,
  )
  const script =
    'while read -r a b; do if dpkg --compare-versions "$a" lt "$b"; then echo -1; elif dpkg --compare-versions "$a" gt "$b"; then echo 1; else echo 0; fi; done'
  const asked = pairs.map((pair) => pair.join(' ')).join('\n')
  const said = await output('sh', ['-c', `${script} 2>/dev/null <<'END'\n${asked}\nEND`], {
    cwd: '/',
    env: process.env,
  })
  const own = pairs.map(([one, other]) => Math.sign(debianOrder(one, other)))
  const wrong = said
    .trim()
    .split('\n')
    .flatMap((sign, at) => (Number(sign) === own[at] ? [] : [`${pairs[at]?.join(' ')}: dpkg ${sign}, we ${own[at]}`]))
  expect(wrong).toEqual([])
}, 120_000)
