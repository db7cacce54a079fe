import type * as core from '@actions/core'
import { repositoryTop } from '../changes/git.js'
import { below, realPathOf } from '../shared/paths.js'
import type { Annotation } from '../report/annotations.js'

/**
 * GitHub shows so many of each level for a step and drops the others in silence.
 * https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/use-workflow-commands
 */
const SHOWN = 10
/** Warnings about the services beside the work (summary, artifact, outputs) come last and must be seen. */
const KEPT_FOR_SERVICES = 3

type Properties = core.AnnotationProperties

/** Says errors and warnings, and how many of them GitHub will still show. @actions/core escapes what foreign text holds. */
export class Annotator {
  private readonly said = { error: 0, warning: 0 }

  constructor(private readonly to: Pick<typeof core, 'error' | 'warning'>) {}

  get errors(): number {
    return Math.max(SHOWN - this.said.error, 0)
  }

  get warnings(): number {
    return Math.max(SHOWN - KEPT_FOR_SERVICES - this.said.warning, 0)
  }

  error(message: string, properties: Properties = {}): void {
    this.said.error++
    this.to.error(message, properties)
  }

  warning(message: string, properties: Properties = {}): void {
    this.said.warning++
    this.to.warning(message, properties)
  }

  add({ level, message, title, file, line }: Annotation): void {
    this[level](message, {
      title,
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { startLine: line }),
    })
  }
}

/**
 * The way from the top of the repository to a directory, as annotations name files; undefined for one that no repository
 * and no workspace holds. The workspace may hold several repositories, each in a folder of its own.
 */
export async function repositoryPath(directory: string, workspace: string | undefined): Promise<string | undefined> {
  const real = await realPathOf(directory)
  const top = (await repositoryTop(directory)) ?? workspace
  return top === undefined || top === '' ? undefined : below(await realPathOf(top), real)
}
