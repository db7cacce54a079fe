/**
 * The bundle is ESM, and some CommonJS packages in it read __dirname while they load. Must be imported first.
 * https://github.com/vercel/ncc/issues/791
 */
const names = globalThis as { __dirname?: string; __filename?: string }
names.__dirname ??= import.meta.dirname
names.__filename ??= import.meta.filename
