/**
 * GitHub's workflow engine and runner, for tests: `runWorkflow` runs a workflow file for an event, as child processes.
 *
 *     const run = await runWorkflow({
 *       file: '.github/workflows/main.yml', source, event, hub, results, engineEnv: { DOCKER_HOST }, node,
 *       actions: { 'org/stack-action': root }, hosts: { 'ghcr.io': registry.host }, secrets: { PASS: 'x' },
 *     })
 *     run.conclusion // 'success'
 *     run.jobs['stack']?.legs[0]?.steps[2]?.outputs
 */
export { runWorkflow } from './run.js'
export type { Annotation, Conclusion, JobRun, LegRun, RunOptions, StepRun, WorkflowRun } from './model.js'
export { actionErrors, workflowErrors } from './validate.js'
export { manifestProblems, usageProblems, workflowProblems } from './checks.js'
export { readManifest } from './workflow.js'
