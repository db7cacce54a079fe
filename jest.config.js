/** ESM throughout: @actions/* are ESM-only, so jest runs under --experimental-vm-modules (scripts/test.mjs sets it). */
const project = (name) => ({
  displayName: name,
  testMatch: [`<rootDir>/__tests__/${name}/**/*.test.ts`],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
})

export default {
  projects: [project('unit'), project('contract'), project('e2e')],
}
