import { compareDigits, firstOf, type Order } from './digits.js'

/** `[epoch:]upstream[-revision]`, as `dpkg --compare-versions` has it: deb-version(7). */
export const debianOrder: Order = (a, b) => {
  const [one, other] = [partsOf(a), partsOf(b)]
  return firstOf(
    () => compareDigits(one.epoch, other.epoch),
    () => comparePart(one.upstream, other.upstream),
    () => comparePart(one.revision, other.revision),
  )
}

function partsOf(version: string): { epoch: string; upstream: string; revision: string } {
  const colon = version.indexOf(':')
  const rest = version.slice(colon + 1)
  const dash = rest.lastIndexOf('-')
  return {
    epoch: colon < 0 ? '0' : version.slice(0, colon),
    upstream: dash < 0 ? rest : rest.slice(0, dash),
    revision: dash < 0 ? '' : rest.slice(dash + 1),
  }
}

/** Text and numbers in turn. In text a tilde goes before its end, its end before letters, letters before all else. */
function comparePart(a: string, b: string): number {
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    while ((i < a.length && !isDigit(a, i)) || (j < b.length && !isDigit(b, j))) {
      const order = Math.sign(weight(a, i) - weight(b, j))
      if (order !== 0) return order
      i++
      j++
    }
    const [from, start] = [i, j]
    while (isDigit(a, i)) i++
    while (isDigit(b, j)) j++
    const order = compareDigits(a.slice(from, i), b.slice(start, j))
    if (order !== 0) return order
  }
  return 0
}

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at)
  return code >= 48 && code <= 57
}

function weight(text: string, at: number): number {
  const character = text.charAt(at)
  if (character === '' || isDigit(text, at)) return 0
  if (character === '~') return -1
  return /[A-Za-z]/.test(character) ? character.charCodeAt(0) : character.charCodeAt(0) + 256
}
