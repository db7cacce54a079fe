import { readDockerfile } from './reader.js'
import { argsOf } from './uses.js'

/** The build args that a Dockerfile takes. */
export function declaredArgs(text: string): ReadonlySet<string> {
  const { instructions, escape } = readDockerfile(text)
  const args = instructions.filter(({ keyword, onbuild }) => keyword === 'ARG' && !onbuild)
  return new Set(args.flatMap((arg) => argsOf(arg, escape).map(({ name }) => name)))
}
