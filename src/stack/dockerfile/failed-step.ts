import { readDockerfile } from './reader.js'

/**
 * The line of the instruction that a failed build names: BuildKit calls its steps `[2/5] RUN make all`, with the blanks
 * between words as one. Undefined where no instruction begins so: those with variables in them are named by their values.
 */
export function lineOfStep(dockerfile: string, message: string): number | undefined {
  const step = /^\[[^\]]*\d+\/\d+\] (.+)$/.exec(message)?.[1]
  if (step === undefined) return undefined
  const named = oneBlank(step)
  const [best] = readDockerfile(dockerfile)
    .instructions.map(({ text, line }) => ({ text: oneBlank(text), line }))
    .filter(({ text }) => named.startsWith(text))
    .sort((a, b) => b.text.length - a.text.length)
  return best?.line
}

function oneBlank(text: string): string {
  return text.replace(/\s+/g, ' ').trim()
}
