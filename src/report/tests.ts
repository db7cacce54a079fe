import type { ImageResult, SuiteResult, TestFailure } from '../run/results.js'

/** What failed at one place in the same way, on however many images: most run the tests of their ancestors, too. */
export interface FailedPlace {
  /** The first one. */
  readonly failure: TestFailure
  /** Ids of the images. */
  readonly images: readonly string[]
  /** The tests: of one with many parameters several fail alike. */
  readonly tests: readonly string[]
}

/** A test that passed and should be looked at all the same. */
export interface Remark {
  readonly kind: 'flaky' | 'unexpected'
  readonly test: string
  readonly images: readonly string[]
}

export const REMARKS = {
  flaky: 'passed only when it was run again',
  unexpected: 'passed although it is expected to fail',
} as const

/** Everything that failed, in the order of the images, each place once. */
export function failedPlaces(images: readonly ImageResult[]): FailedPlace[] {
  const places = new Map<string, { failure: TestFailure; images: Set<string>; tests: Set<string> }>()
  for (const { id, suites } of images) {
    for (const failure of suites.filter(isFailed).flatMap((suite) => suite.failures ?? [])) {
      const key = keyOf(failure)
      const known = places.get(key) ?? { failure, images: new Set(), tests: new Set() }
      known.images.add(id)
      known.tests.add(failure.name)
      places.set(key, known)
    }
  }
  return [...places.values()].map(({ failure, images: ids, tests }) => ({
    failure,
    images: [...ids],
    tests: [...tests],
  }))
}

/** Failures with the same key are one for whoever mends them. */
export function keyOf({ file, line, message, name }: TestFailure): string {
  return JSON.stringify(file === undefined || line === undefined ? [name, message] : [file, line, message])
}

/** First the tests that need luck, then those whose mark is out of date. */
export function remarksOf(images: readonly ImageResult[]): Remark[] {
  return (['flaky', 'unexpected'] as const).flatMap((kind) => {
    const tests = new Map<string, string[]>()
    for (const { id, suites } of images)
      for (const test of new Set(suites.flatMap((suite) => suite[kind] ?? [])))
        tests.set(test, [...(tests.get(test) ?? []), id])
    return [...tests].map(([test, ids]) => ({ kind, test, images: ids }))
  })
}

export function isFailed(suite: SuiteResult): boolean {
  return suite.outcome === 'failed'
}

/** It failed, and no test says so: a command, or a program that could not begin. */
export function isMute(suite: SuiteResult): boolean {
  return isFailed(suite) && (suite.failures ?? []).length === 0
}

/** `test/test_a.py:7`; the name of the test where no file is known. */
export function placeText({ file, line, name }: TestFailure, directory = ''): string {
  if (file === undefined) return name
  return `${directory === '' ? '' : `${directory}/`}${file}${line === undefined ? '' : `:${line}`}`
}

/** `a, b and 3 more` */
export function someOf(names: readonly string[], most: number): string {
  const more = names.length - most
  return `${names.slice(0, most).join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}
