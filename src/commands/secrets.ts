import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { messageOf, UserError, type Problem } from '../shared/errors.js'
import { suggest } from '../shared/nearest.js'
import type { Stack } from '../stack/model.js'
import type { Plan } from '../stack/plan.js'
import type { Inputs } from './inputs.js'

/**
 * The values of the secrets that builds may mount, by id. Throws a UserError for what cannot be read; no value is ever part
 * of a message.
 */
export async function readSecrets(
  inputs: Pick<Inputs, 'secrets' | 'secretEnvs' | 'secretFiles'>,
  env: Readonly<Record<string, string | undefined>>,
  base: string,
): Promise<ReadonlyMap<string, Buffer>> {
  const problems: Problem[] = []
  const found = new Map<string, Buffer>()
  const each = async (
    input: string,
    lines: readonly string[],
    read: (value: string) => Promise<Buffer> | Buffer,
  ): Promise<void> => {
    for (const [index, line] of lines.entries()) {
      const equals = line.indexOf('=')
      if (equals < 1) {
        const message = `${input}: line ${index + 1} is not of the form id=…`
        problems.push({ message, remedy: 'Write one secret per line; a value has one line.' })
        continue
      }
      try {
        found.set(line.slice(0, equals), await read(line.slice(equals + 1)))
      } catch (error) {
        problems.push({ message: `${input}: the secret ${line.slice(0, equals)} cannot be read: ${messageOf(error)}` })
      }
    }
  }
  await each('secrets', inputs.secrets, (value) => Buffer.from(value))
  await each('secret-envs', inputs.secretEnvs, (name) => {
    const value = env[name]
    if (value === undefined) throw new Error(`there is no environment variable ${name}`)
    return Buffer.from(value)
  })
  await each('secret-files', inputs.secretFiles, (path) => readFile(resolve(base, path)))
  if (problems.length > 0) throw new UserError(problems)
  return found
}

/** Before an hour of building: every secret that a build of the plan may mount has a value. Throws a UserError. */
export function checkSecrets(plan: Plan, stack: Stack, secrets: ReadonlyMap<string, Buffer>): void {
  const known = [...new Set([...stack.images.values()].flatMap((image) => image.secrets))]
  const strangers = [...secrets.keys()].filter((id) => !known.includes(id))
  if (strangers.length > 0)
    throw new UserError(
      strangers.map((id): Problem => ({
        message: `no image of ${stack.file} may mount the secret "${id}"`,
        remedy:
          known.length === 0
            ? 'Name it at the images that may: secrets: [ID]. A value has one line.'
            : suggest(id, known, 'secrets'),
      })),
    )
  const building = new Set(plan.images.filter(({ action }) => action === 'build').map(({ name }) => name))
  const problems = [...building].flatMap((name) => {
    const image = stack.images.get(name)
    const missing = image?.secrets.filter((id) => !secrets.has(id)) ?? []
    return missing.map((id): Problem => ({
      message: `the build of ${name} may mount the secret "${id}", which has no value`,
      file: stack.file,
      ...image?.at,
      remedy: `Give it: --secret-envs ${id}=NAME (of an environment variable) or --secret-files ${id}=PATH; in a workflow the input secrets.`,
    }))
  })
  if (problems.length > 0) throw new UserError(problems)
}
