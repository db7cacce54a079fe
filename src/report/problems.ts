import type { Problem } from '../shared/errors.js'
import { clip, plain } from '../shared/text.js'

/** User's mistakes as compilers show them: place, message, the line with a mark, what to do. */
export function problemLines(problems: readonly Problem[]): string[] {
  return problems.flatMap((problem) => {
    const place = [problem.file, problem.line, problem.column].filter((part) => part !== undefined).join(':')
    const number = problem.line === undefined ? '' : String(problem.line)
    const shown =
      problem.excerpt === undefined || problem.excerpt.trim() === ''
        ? undefined
        : clip(problem.excerpt.replace(/\t/g, ' '), 160)
    return [
      `${place === '' ? '' : `${plain(place)}: `}error: ${plain(problem.message)}`,
      ...(shown === undefined
        ? []
        : [
            `  ${number} | ${plain(shown)}`,
            `  ${' '.repeat(number.length)} | ${' '.repeat(Math.min(Math.max((problem.column ?? 1) - 1, 0), 158))}^`,
          ]),
      ...(problem.remedy === undefined ? [] : [`  → ${plain(problem.remedy)}`]),
    ]
  })
}
