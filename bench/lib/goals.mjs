// A goal is a number that must not be larger; what misses it is said again at the end.
const missed = []

/** `1.07` or `1.17 > 1.1`. */
export function held(what, value, goal, digits = 2) {
  const text = value.toFixed(digits)
  if (value <= goal) return text
  missed.push(`${what}: ${text}, goal ≤ ${goal}`)
  return `${text} > ${goal}`
}

export function title(text) {
  console.log(`\n${text}`)
}

export function closing() {
  if (missed.length === 0) console.log('\nAll goals are met.')
  else console.log(`\nMissed:\n${missed.map((one) => `  ${one}`).join('\n')}`)
}

export function seconds(ms) {
  return Number((ms / 1000).toFixed(2))
}
