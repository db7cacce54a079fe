import type { Plan, PlannedImage, Reason } from './plan.js'

/** One reason as the end of a sentence: "base-notebook: build, because …". */
export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'all':
      return 'a run without --images takes every image'
    case 'named':
      return 'it was named'
    case 'parent-of':
      return `${reason.image} is built on it`
    case 'not-named':
      return 'it was not named and nothing named is built on it'
    case 'plan-skipped':
      return `its skip_plans name "${reason.variant}"`
  }
}

/** One image of a plan in one sentence. */
export function explainImage(image: PlannedImage): string {
  return `${image.id}: ${image.action}, because ${image.reasons.map(reasonText).join(' and ')}`
}

/** A plan as text for a terminal or a log. */
export function explainPlan(plan: Plan): string[] {
  return plan.images.flatMap((image) => [
    explainImage(image),
    ...(image.action === 'build'
      ? [
          `  suites: ${image.suites.map((suite) => (suite.kind === 'off' ? `${suite.name} (off: ${suite.note ?? ''})` : suite.name)).join(', ') || 'none'}`,
          `  to: ${image.refs.join(', ')}`,
        ]
      : []),
  ])
}
