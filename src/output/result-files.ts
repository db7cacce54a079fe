import { isBroken, isTested, isWorkedOn, type ImageResult, type Results } from '../run/results.js'
import { json, lines } from './plan-files.js'

/** The names of `resultFiles`. */
export const RESULT_FILES = ['IMAGES_BUILT', 'IMAGES_TEST_PASSED', 'IMAGES_TEST_ERROR', 'IMAGES_PUSHED', 'results.json']

/** results.json, and lists of images for scripts; names fixed by design section 3. */
export function resultFiles(results: Results): Record<string, string> {
  const images = results.images.filter(isWorkedOn)
  const refs = (wanted: (image: ImageResult) => boolean): string =>
    lines(images.filter(wanted).map((image) => image.ref))
  // A ref is of all platforms of its image.
  const whole = (wanted: (image: ImageResult) => boolean) => {
    const others = new Set(images.filter((image) => !wanted(image)).map((image) => image.ref))
    return (image: ImageResult): boolean => !others.has(image.ref)
  }
  return {
    IMAGES_BUILT: refs(whole((image) => image.build?.outcome === 'passed')),
    IMAGES_TEST_PASSED: refs(whole(isTested)),
    IMAGES_TEST_ERROR: refs(isBroken),
    IMAGES_PUSHED: lines(images.flatMap((image) => image.published.map(({ ref }) => ref))),
    'results.json': json(results),
  }
}
