import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { BuildContext, BuildSecret } from '../builder.js'

/** Files of ours that a build reads and writes, in a folder that only we may look into. */
export interface Scratch {
  /** Not there yet: what buildx says of the image that it made. */
  readonly metadataFile: string
  /** Not there yet: the docker CLI's configuration, where it has to be another one. */
  readonly configFolder: string
  /** Files of the secrets, by id. */
  readonly secrets: ReadonlyMap<string, string>
  /** Writes the Dockerfile, and beside it the rules that hold: BuildKit looks there first, so the context stays as it is. */
  readonly writeDockerfile: (context: BuildContext) => Promise<string>
}

/** Lends such a folder; it goes away with all that is in it, however the work ends. */
export async function withScratch<Result>(
  secrets: readonly BuildSecret[],
  work: (scratch: Scratch) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'stack-action-build-'))
  try {
    const files = new Map<string, string>()
    for (const { id, value } of secrets) {
      const file = join(folder, `secret-${files.size}`)
      await writeFile(file, value, { mode: 0o600 })
      files.set(id, file)
    }
    return await work({
      metadataFile: join(folder, 'metadata.json'),
      configFolder: join(folder, 'config'),
      secrets: files,
      writeDockerfile: async ({ dockerfile, ignoreText }) => {
        // A folder of its own: BuildKit gets to see all of it.
        await mkdir(join(folder, 'dockerfile'))
        const file = join(folder, 'dockerfile', basename(dockerfile.path))
        await writeFile(file, dockerfile.text)
        if (ignoreText !== '') await writeFile(`${file}.dockerignore`, ignoreText)
        return file
      },
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
