// Calls functions of @actions/artifact or @actions/cache one after another, in a process that has exactly a job's environment.
// usage: toolkit-child.mjs MODULE CALLS OUT; CALLS is JSON: [["uploadArtifact", "name", …], …]; OUT gets [{ value } or { error }, …].
import { writeFile } from 'node:fs/promises'

const [module, calls, out] = process.argv.slice(2)
const toolkit = await import(module)
const target = 'DefaultArtifactClient' in toolkit ? new toolkit.DefaultArtifactClient() : toolkit
const results = []
for (const [name, ...args] of JSON.parse(calls)) {
  try {
    results.push({ value: await target[name](...args) })
  } catch (error) {
    results.push({ error: error.message })
  }
}
await writeFile(out, JSON.stringify(results))
