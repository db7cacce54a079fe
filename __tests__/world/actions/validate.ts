import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * What GitHub's own parser has against a workflow, `file (Line: 7, Col: 14): …`.
 * The parser is loaded only when it is asked: it takes a tenth of a second.
 */
export async function workflowErrors(name: string, content: string): Promise<string[]> {
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser')
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter())
  // The conversion finds what the schema cannot: unknown `needs`, cycles, bad cron lines.
  if (value !== undefined) await convertWorkflowTemplate(context, value)
  return context.errors.getErrors().map((error) => error.message)
}

/** The same for an action.yml. */
export async function actionErrors(name: string, content: string): Promise<string[]> {
  const { NoOperationTraceWriter } = await import('@actions/workflow-parser')
  const { parseAction } = await import('@actions/workflow-parser/actions/action-parser')
  const { context } = parseAction({ name, content }, new NoOperationTraceWriter())
  return context.errors.getErrors().map((error) => error.message)
}

/** The same for a workflow in a repository. */
export async function workflowFileErrors(source: string, file: string): Promise<string[]> {
  return workflowErrors(file, await readFile(join(source, file), 'utf8'))
}
