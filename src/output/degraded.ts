import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Degraded } from '../run/results.js'
import { json, replaceFile } from './plan-files.js'

/** Adds to a file of results what services beside the run did not take. */
export function writeDegraded(folder: string, name: string, degraded: readonly Degraded[]): void {
  const results = JSON.parse(readFileSync(join(folder, name), 'utf8')) as object
  replaceFile(folder, name, json({ ...results, degraded }))
}
