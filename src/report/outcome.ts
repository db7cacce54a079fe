import { isWorkedOn, type ImageResult, type Results } from '../run/results.js'
import { counted, durationText } from '../shared/text.js'

/** How a run came out, as a sentence or two: `2 of 7 images failed, and 1 was not done because of that; 4 built. It took 1m05s.` */
export function outcomeText(results: Results): string {
  const images = results.images.filter(isWorkedOn)
  const time = durationText(results.ms)
  const done = doneText(images)
  const [failed, cancelled] = (['failed', 'cancelled'] as const).map(
    (outcome) => images.filter((image) => image.outcome === outcome).length,
  ) as [number, number]
  const after = done === '' ? '' : `; ${done}`
  if (images.length === 0) return `Nothing to do: ${counted(results.images.length, 'image')} left alone.`
  switch (results.outcome) {
    case 'passed':
      return `${images.length === 1 ? 'The image is' : `All ${images.length} images are`} done: ${done}. It took ${time}.`
    case 'interrupted':
      return `Interrupted after ${time}: ${counted(cancelled + failed, 'image')} not done${after}.`
    case 'running':
      return `The run has not said how it ended: ${counted(cancelled, 'image')} not done${after}.`
    case 'failed':
      return `${failed} of ${counted(images.length, 'image')} failed${cancelled === 0 ? '' : `, and ${cancelled} ${cancelled === 1 ? 'was' : 'were'} not done because of that`}${after}. It took ${time}.`
  }
}

/** `5 built, 1 reused` */
function doneText(images: readonly ImageResult[]): string {
  const passed = images.filter(({ outcome }) => outcome === 'passed')
  const reused = passed.filter(({ action }) => action === 'reuse').length
  const built = passed.filter(({ action, build }) => action !== 'reuse' && build?.outcome === 'passed').length
  const rest = passed.length - reused - built
  return [
    ...(built > 0 ? [`${built} built`] : []),
    ...(reused > 0 ? [`${reused} reused`] : []),
    // Of commands that do not build.
    ...(rest > 0 ? [`${rest} passed`] : []),
  ].join(', ')
}
