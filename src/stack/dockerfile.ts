/**
 * What a Dockerfile says without being built. Read by rules of our own, not by a parser from the registry: BuildKit's
 * here-documents, escapes and quotes decide what counts as an instruction, and refs are written back in their places.
 */
export { basesOf, replaceBases, type BaseUse } from './dockerfile/uses.js'
export { copiedPaths, matcher, type CopiedPaths } from './dockerfile/copied.js'
export { imagesByPlace, inferParents, placeOf, type InferenceFacts } from './dockerfile/parents.js'
export { declaredArgs } from './dockerfile/declared.js'
export { lineOfStep } from './dockerfile/failed-step.js'
