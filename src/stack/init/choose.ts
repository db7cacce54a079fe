import type { Place } from './names.js'

/** A Dockerfile of the tree; the path relative to its top, with `/`. */
export interface DockerfileText {
  readonly path: string
  readonly text: string
}

export interface TakenDockerfile extends DockerfileText, Place {}

/** A path that init passed over, and why. */
export interface LeftOut {
  readonly path: string
  readonly why: string
}

/** Directories whose Dockerfiles are not the stack's: what tests feed on, what others wrote. */
const FOREIGN: ReadonlyMap<string, string> = new Map([
  ...['node_modules', 'vendor', 'third_party', 'site-packages'].map((name) => [name, 'other people’s code'] as const),
  ...['test', 'tests', '__tests__', 'tests_common', 'integration_tests', 'testdata', 'fixtures', '__fixtures__'].map(
    (name) => [name, 'files of tests'] as const,
  ),
])

/** Splits what was found into the images of the stack and the rest. */
export function chooseDockerfiles(files: readonly DockerfileText[]): { taken: TakenDockerfile[]; leftOut: LeftOut[] } {
  const taken: TakenDockerfile[] = []
  const leftOut: LeftOut[] = []
  for (const file of files) {
    const parts = file.path.split('/')
    const name = parts.pop() ?? ''
    const hidden = parts.find((part) => part.startsWith('.'))
    const foreign = parts.find((part) => FOREIGN.has(part.toLowerCase()))
    const why =
      hidden !== undefined
        ? 'a hidden directory'
        : foreign !== undefined
          ? FOREIGN.get(foreign.toLowerCase())
          : /[\p{Cc}\\]|(?:^|\/)__proto__\//u.test(file.path)
            ? 'its path cannot be written in a spec'
            : /^[^\S\n]*FROM\s/im.test(file.text)
              ? undefined
              : 'it has no FROM'
    if (why === undefined) taken.push({ ...file, directory: parts.length === 0 ? '.' : parts.join('/'), file: name })
    else leftOut.push({ path: file.path, why })
  }
  return { taken, leftOut }
}
