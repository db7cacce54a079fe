import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { codeOf, messageOf, userError, type UserError } from '../shared/errors.js'
import { RULES_FILE } from '../stack/affected.js'
import type { ChangeRules, Stack } from '../stack/model.js'
import { inStack, joinInside } from '../stack/paths.js'

const rulesFile = z.strictObject({
  ChangeIgnore: z.array(z.string()).optional(),
  BuildAll: z.array(z.string()).optional(),
})

/** UCSD's change_ignore.json names first parts of paths below the stack; the spec names globs. Both count. */
export async function withRules(stack: Stack, directory: string): Promise<Stack> {
  const text = await readFile(join(directory, RULES_FILE), 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw userError(`${RULES_FILE} cannot be read: ${messageOf(error)}`, { file: inStack(stack.file, RULES_FILE) })
  })
  if (text === undefined) return stack
  const fail = (message: string): UserError =>
    userError(message, {
      file: inStack(stack.file, RULES_FILE),
      remedy: 'Write {"ChangeIgnore": [names], "BuildAll": [names]}; names are of files and folders beside the spec.',
    })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    throw fail(`this is no JSON: ${messageOf(error)}`)
  }
  const parsed = rulesFile.safeParse(value)
  if (!parsed.success)
    throw fail(`${parsed.error.issues[0]?.path.join('.') ?? ''}: ${parsed.error.issues[0]?.message ?? ''}`)
  const { all, ignore } = stack.changeRules
  const changeRules: ChangeRules = {
    all: [...all, ...globs(parsed.data.BuildAll)],
    ignore: [...ignore, ...globs(parsed.data.ChangeIgnore)],
  }
  return { ...stack, changeRules }
}

/**
 * The Dockerfiles of other stages lie beside an image's own, in its build context, and make nothing of it: a change of
 * prod.Dockerfile makes no new dev. Where a stage is built its Dockerfile counts for itself, as every Dockerfile does.
 */
export function withStageFiles(stack: Stack): Stack {
  const files = [...stack.images.values()].flatMap((image) =>
    stack.stages.flatMap(({ dockerfile }) =>
      dockerfile === undefined ? [] : (joinInside(image.path, dockerfile) ?? []),
    ),
  )
  const own = new Set([...stack.images.values()].flatMap(({ dockerfiles }) => dockerfiles))
  const others = files.filter((file) => !own.has(file))
  if (others.length === 0) return stack
  const { changeRules } = stack
  return { ...stack, changeRules: { ...changeRules, ignore: [...changeRules.ignore, ...globs(others)] } }
}

/** Names as globs that match nothing else. */
function globs(names: readonly string[] = []): string[] {
  return names.map((name) => name.replace(/[\\*?[\]{}()!+@|"]/g, '\\$&'))
}
