/** What the words of a suite's command may stand for. */
export interface SuiteWords {
  readonly image: string
  readonly variant: string
  /** What the image can be started as: a name in the engine, or by digest in the registry. */
  readonly ref: string
  /** Digest in the registry; '' before the push. */
  readonly digest: string
  readonly tag: string
  readonly platform: string
  readonly prefix: string
  readonly branch: string
  readonly sha: string
  readonly stage: string
  readonly version: string
}

/** More of them, for launches on another machine. */
export interface LaunchWords {
  /** A name that no other launch has, of letters, digits and `-`: for the job, and for whoever takes it away. */
  readonly launch: string
  /** Path there of the report. */
  readonly report: string
}

/** Puts them in the place of `{ref}` and the like; other braces stay as they are. Words stay words, whatever they hold. */
export function fillWords(words: readonly string[], facts: SuiteWords & Partial<LaunchWords>): string[] {
  return words.map((word) =>
    word.replace(/\{([a-z]+)\}/g, (whole, name: string) =>
      Object.hasOwn(facts, name) ? facts[name as keyof SuiteWords] : whole,
    ),
  )
}

/** The same as variables: STACK_IMAGE, STACK_REF … */
export function suiteVariables(facts: SuiteWords, suite: string): Record<string, string> {
  const variables = Object.entries(facts).map(([name, value]) => [`STACK_${name.toUpperCase()}`, value as string])
  return { ...(Object.fromEntries(variables) as Record<string, string>), STACK_SUITE: suite }
}
