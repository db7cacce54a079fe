import { assignmentsOf, readDockerfile, wordsOf, type Dockerfile, type Flag, type Instruction } from './reader.js'
import { expand } from './words.js'

/** An image that a Dockerfile takes from outside itself: by FROM or by COPY/RUN … from=. */
export interface BaseUse {
  /** As it resolves with the given build args. */
  readonly ref: string
  /** As it is written. */
  readonly written: string
  /** 1-based line of the instruction. */
  readonly line: number
}

/** A use with its place in the text. */
export interface PlacedUse extends BaseUse {
  readonly instruction: Instruction
  readonly span: Span
}

/** Part of an instruction's text; `text` is written in its place. */
interface Span {
  readonly start: number
  readonly end: number
  readonly rewrite: (ref: string) => string
}

interface Reading {
  /** In the order of the file. */
  readonly uses: readonly PlacedUse[]
  /** The use that the last stage's FROM leads to, over other stages of the file; undefined for scratch. */
  readonly final: PlacedUse | undefined
}

type Args = Readonly<Record<string, string>>

/**
 * The images that a Dockerfile builds on, build args and ARG defaults resolved; its own stages and `scratch` left out.
 * `platform` (`linux/arm64`) gives TARGETPLATFORM, TARGETARCH … their values. BuildKit refuses variables in `--from=` and
 * `from=`; here they are resolved, so that a message can say what was meant. What ONBUILD uses, its children use.
 * ARG rules: https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact
 */
export function basesOf(text: string, args: Args, platform?: string): BaseUse[] {
  return readUses(text, args, platform).uses.map(({ ref, written, line }) => ({ ref, written, line }))
}

/** The same, with the base of the image itself (that of the last stage) first, and nothing else out of order. */
export function basesByWeight(text: string, args: Args, platform?: string): PlacedUse[] {
  const { uses, final } = readUses(text, args, platform)
  return final === undefined ? [...uses] : [final, ...uses.filter((use) => use !== final)]
}

/**
 * The text with other refs in the places where it uses images: `replace` says which, undefined leaves a use alone. All
 * else stays byte for byte, and every line keeps its number. Names of the Dockerfile's own stages are never replaced.
 */
export function replaceBases(
  text: string,
  args: Args,
  replace: (ref: string, use: BaseUse) => string | undefined,
  platform?: string,
): string {
  const edits: Edit[] = []
  for (const { instruction, span, ...use } of readUses(text, args, platform).uses) {
    const ref = replace(use.ref, { ref: use.ref, written: use.written, line: use.line })
    if (ref !== undefined && ref !== use.ref) edits.push(...editsOf(instruction, span, ref))
  }
  let [result, at] = ['', 0]
  for (const edit of edits.sort((a, b) => a.start - b.start)) {
    result += text.slice(at, edit.start) + edit.text
    at = edit.end
  }
  return result + text.slice(at)
}

/** Part of the file, and what is written in its place. */
interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** A word may be continued on the next line: the last part becomes the new text, so that no line ends up empty. */
function editsOf({ stretches }: Instruction, span: Span, ref: string): Edit[] {
  const parts = stretches.flatMap(({ at, offset, length }) => {
    const [from, to] = [Math.max(span.start, at), Math.min(span.end, at + length)]
    return from < to ? [{ start: offset + from - at, end: offset + to - at }] : []
  })
  return parts.map((part, index) => ({ ...part, text: index === parts.length - 1 ? span.rewrite(ref) : '' }))
}

function readUses(text: string, args: Args, platform: string | undefined): Reading {
  const dockerfile = readDockerfile(text)
  const globals = globalArgs(dockerfile, args, platform)
  const resolve = (written: string): string => expand(written, (name) => globals.get(name), dockerfile)?.text ?? ''
  const stageNames = new Set(
    dockerfile.instructions.flatMap((instruction) => stageName(instruction)?.toLowerCase() ?? []),
  )
  /** The bases of the stages above, by stage name. */
  const above = new Map<string, PlacedUse | undefined>()
  const uses: PlacedUse[] = []
  let final: PlacedUse | undefined
  const take = (instruction: Instruction, written: string, ref: string, span: Span): PlacedUse => {
    const use = { ref, written, line: instruction.line, instruction, span }
    uses.push(use)
    return use
  }
  for (const instruction of dockerfile.instructions) {
    if (instruction.onbuild) continue
    if (instruction.keyword === 'FROM') {
      const [word] = wordsOf(instruction)
      const ref = word === undefined ? '' : resolve(word.text)
      const own = ref.toLowerCase()
      if (above.has(own)) final = above.get(own)
      else if (word === undefined || ref === '' || ref === 'scratch') final = undefined
      else {
        const span = { start: word.at, end: word.at + word.text.length, rewrite: (other: string) => other }
        final = take(instruction, word.text, ref, span)
      }
      const name = stageName(instruction)
      if (name !== undefined) above.set(name.toLowerCase(), final)
      continue
    }
    for (const { flag, start, end } of fromsOf(instruction)) {
      const written = flag.value.slice(start, end)
      const ref = resolve(written)
      if (ref === '' || ref === 'scratch' || stageNames.has(ref.toLowerCase())) continue
      // A number is a stage, which COPY may name before its FROM too.
      if (instruction.keyword !== 'RUN' && /^\d+$/.test(ref)) continue
      take(instruction, written, ref, spanOf(flag, start, end, dockerfile.escape))
    }
  }
  return { uses, final }
}

/** Name of the stage that a FROM begins, as it is written. */
export function stageName(instruction: Instruction): string | undefined {
  if (instruction.keyword !== 'FROM' || instruction.onbuild) return undefined
  const [, as, name] = wordsOf(instruction)
  return as?.text.toLowerCase() === 'as' ? name?.text : undefined
}

/** Where the flags of an instruction name an image: `--from=` of COPY, `from=` in a `--mount` of RUN. */
function fromsOf({ keyword, flags }: Instruction): { flag: Flag; start: number; end: number }[] {
  if (keyword === 'COPY' || keyword === 'ADD') {
    return flags.filter((flag) => flag.name === 'from').map((flag) => ({ flag, start: 0, end: flag.value.length }))
  }
  if (keyword !== 'RUN') return []
  return flags
    .filter((flag) => flag.name === 'mount')
    .flatMap((flag) => {
      const from = mountOptions(flag).findLast((option) => option.key === 'from')
      return from === undefined ? [] : [{ flag, start: from.start, end: from.start + from.value.length }]
    })
}

/** The options of a `--mount`, each with the place of its value in that of the flag. */
export function mountOptions({ value }: Flag): { key: string; value: string; start: number }[] {
  let at = 0
  return value.split(',').map((field) => {
    const equals = field.indexOf('=')
    const start = at + equals + 1
    at += field.length + 1
    return equals < 0
      ? { key: field.toLowerCase(), value: '', start: at - 1 }
      : { key: field.slice(0, equals).toLowerCase(), value: field.slice(equals + 1), start }
  })
}

/** The part of a flag's text that a part of its value stands for. Where quotes or escapes lie in it, the flag is written anew. */
function spanOf(flag: Flag, start: number, end: number, escape: string): Span {
  const first = flag.places[start] ?? flag.start
  const last = flag.places[end - 1] ?? flag.end
  if (last - first === end - 1 - start) return { start: first, end: last + 1, rewrite: (ref) => ref }
  const rewrite = (ref: string): string => {
    const value = flag.value.slice(0, start) + ref + flag.value.slice(end)
    const quoted = value.replaceAll(escape, escape + escape).replaceAll('"', `${escape}"`)
    return `--${flag.name}="${quoted}"`
  }
  return { start: flag.start, end: flag.end, rewrite }
}

/** What FROM knows: the ARGs before the first one, and the platforms. A build arg counts as it is, nothing in it is resolved. */
export function globalArgs(
  { instructions, escape }: Dockerfile,
  args: Args,
  platform: string | undefined,
): Map<string, string> {
  const values = platformArgs(args, platform)
  for (const instruction of instructions) {
    if (instruction.keyword === 'FROM' && !instruction.onbuild) break
    if (instruction.keyword !== 'ARG' || instruction.onbuild) continue
    for (const { name, written } of argsOf(instruction, escape)) {
      const given = Object.hasOwn(args, name) ? args[name] : undefined
      const value =
        given ?? (written === undefined ? undefined : expand(written, (one) => values.get(one), { escape })?.text)
      if (value !== undefined) values.set(name, value)
    }
  }
  return values
}

/** What an ARG or ENV declares, values as they are written. */
export function argsOf(instruction: Instruction, escape: string): { name: string; written: string | undefined }[] {
  return assignmentsOf(instruction, escape).map((word) => {
    const equals = word.indexOf('=')
    return equals < 0
      ? { name: word, written: undefined }
      : { name: word.slice(0, equals), written: word.slice(equals + 1) }
  })
}

/** Known without an ARG: https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
export const PLATFORM_ARGS = ['TARGET', 'BUILD'].flatMap((side) =>
  ['PLATFORM', 'OS', 'ARCH', 'VARIANT'].map((part) => `${side}${part}`),
)

function platformArgs(args: Args, platform: string | undefined): Map<string, string> {
  const [os = '', arch = '', variant = ''] = platform?.split('/') ?? []
  const known: Record<string, string> =
    platform === undefined ? {} : { PLATFORM: platform, OS: os, ARCH: arch, VARIANT: variant }
  return new Map(
    PLATFORM_ARGS.flatMap((name) => {
      const value = Object.hasOwn(args, name) ? args[name] : known[name.replace(/^(?:TARGET|BUILD)/, '')]
      return value === undefined ? [] : [[name, value]]
    }),
  )
}
