import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** A workflow file by its name. */
export interface WorkflowFile {
  readonly name: string
  readonly content: string
}

/**
 * What GitHub's own parser has against a workflow, `file (Line: 7, Col: 14): …`; with `called` also against what it gives
 * to those that it calls. The parser is loaded only when it is asked: it takes a tenth of a second.
 */
export async function workflowErrors(
  name: string,
  content: string,
  called?: (uses: string) => Promise<WorkflowFile>,
): Promise<string[]> {
  const [{ convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow }, { fileIdentifier }] = await Promise.all([
    import('@actions/workflow-parser'),
    import('@actions/workflow-parser/workflows/file-reference'),
  ])
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter())
  // The conversion finds what the schema cannot: unknown `needs`, cycles, bad cron lines.
  if (value !== undefined)
    await (called === undefined
      ? convertWorkflowTemplate(context, value)
      : convertWorkflowTemplate(
          context,
          value,
          { getFileContent: (reference) => called(fileIdentifier(reference)) },
          { fetchReusableWorkflowDepth: 1 },
        ))
  return context.errors.getErrors().map((error) => error.message)
}

/** The same for an action.yml. */
export async function actionErrors(name: string, content: string): Promise<string[]> {
  const { NoOperationTraceWriter } = await import('@actions/workflow-parser')
  const { parseAction } = await import('@actions/workflow-parser/actions/action-parser')
  const { context } = parseAction({ name, content }, new NoOperationTraceWriter())
  return context.errors.getErrors().map((error) => error.message)
}

/** A workflow file in a repository. */
export async function workflowFile(source: string, file: string): Promise<WorkflowFile> {
  return { name: file, content: await readFile(join(source, file), 'utf8') }
}
