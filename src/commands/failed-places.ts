import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Place } from '../report/annotations.js'
import type { Results } from '../run/results.js'
import { lineOfStep } from '../stack/dockerfile.js'
import type { Plan } from '../stack/plan.js'

/** Where in their Dockerfiles builds failed, by image, as far as that can be told; files below the stack's directory. */
export async function failedPlaces(plan: Plan, { images }: Results, directory: string): Promise<Map<string, Place>> {
  const places = new Map<string, Place>()
  for (const { id, outcome, failedStep = 'build', message = '' } of images) {
    const file = plan.images.find((image) => image.id === id)?.dockerfiles[0]
    if (outcome !== 'failed' || failedStep !== 'build' || file === undefined) continue
    const text = await readFile(join(directory, file), 'utf8').catch(() => '')
    const line = lineOfStep(text, message)
    places.set(id, { file, ...(line === undefined ? {} : { line }) })
  }
  return places
}
