/**
 * The bundle is ESM, and some CommonJS packages in it read __dirname while they load. Must be imported first.
 * https://github.com/vercel/ncc/issues/791
 */
const names = globalThis as { __dirname?: string; __filename?: string }
names.__dirname ??= import.meta.dirname
names.__filename ??= import.meta.filename

// Node keeps warnings about old calls from those who only use a library. In a bundle it takes libraries for our own code
// (docker-modem's url.parse, DEP0169), and would tell people who can do nothing about it.
if (!process.traceDeprecation && !process.throwDeprecation) process.noDeprecation = true
