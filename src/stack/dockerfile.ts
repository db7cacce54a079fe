import { DockerfileParser, JSONInstruction } from 'dockerfile-ast'

/** An image that a Dockerfile takes from outside itself: by FROM or by COPY/RUN … from=. */
export interface BaseUse {
  /** As it resolves with the given build args. */
  readonly ref: string
  /** As it is written. */
  readonly written: string
  /** 1-based line of the instruction. */
  readonly line: number
}

/**
 * The images that a Dockerfile builds on, build args and ARG defaults resolved; its own stages and `scratch` left out.
 * ARG rules: https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact
 */
export function basesOf(text: string, args: Readonly<Record<string, string>>): BaseUse[] {
  const dockerfile = DockerfileParser.parse(text)
  const values = new Map<string, string>()
  for (const arg of dockerfile.getInitialARGs()) {
    for (const property of arg.getProperties()) {
      const name = property.getName()
      const value = Object.hasOwn(args, name) ? args[name] : property.getValue()
      if (value != null) values.set(name, substitute(value, values))
    }
  }
  const stages = new Set<string>()
  const bases: BaseUse[] = []
  const take = (written: string | null | undefined, line: number): void => {
    if (written === null || written === undefined) return
    const ref = substitute(written, values)
    if (ref !== '' && ref !== 'scratch' && !stages.has(ref.toLowerCase()) && !/^\d+$/.test(ref))
      bases.push({ ref, written, line })
  }
  const uses = [
    ...dockerfile
      .getFROMs()
      .map((from) => ({ line: from.getRange().start.line + 1, from: from.getImage(), stage: from.getBuildStage() })),
    ...dockerfile.getInstructions().flatMap((instruction) =>
      instruction instanceof JSONInstruction
        ? instruction.getFlags().map((flag) => ({
            line: instruction.getRange().start.line + 1,
            from: flag.getName() === 'from' ? flag.getValue() : flag.getOption('from')?.getValue(),
            stage: null,
          }))
        : [],
    ),
  ].sort((a, b) => a.line - b.line)
  for (const use of uses) {
    take(use.from, use.line)
    if (use.stage !== null) stages.add(use.stage.toLowerCase())
  }
  return bases
}

/** `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME:+other}`; unknown names become empty, as BuildKit has it. */
function substitute(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(
    /\$(?:\{(\w+)(?::?([-+])([^}]*))?\}|(\w+))/g,
    (_all, braced?: string, operator?: string, word?: string, bare?: string) => {
      const value = values.get(braced ?? bare ?? '') ?? ''
      if (operator === '-') return value === '' ? (word ?? '') : value
      if (operator === '+') return value === '' ? '' : (word ?? '')
      return value
    },
  )
}
