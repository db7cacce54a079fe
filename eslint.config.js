import js from '@eslint/js'
import ts from 'typescript-eslint'

/**
 * The house rules: who may open which door. The services of GitHub, the engine, ssh, child processes and the file
 * system each have one place; everything else gets them as parameters. A folder lists what it may NOT import.
 */
const doors = {
  '@actions/*': ['src/github', 'src/entry'],
  dockerode: ['src/docker'],
  ssh2: ['src/remote'],
  'docker-modem': ['src/docker'],
  '@grpc/grpc-js': ['src/docker'],
  'node:child_process': ['src/shared'],
  child_process: [],
}
const pure = ['src/stack', 'src/contents', 'src/report']
const closed = (folder) =>
  Object.entries(doors)
    .filter(([, open]) => !open.includes(folder))
    .map(([name]) => ({
      regex: `^${name.replace('*', '.+')}$`,
      message: `${name} is not for ${folder}: take it as a parameter.`,
    }))
const world = {
  regex: '^(node:)?(fs|fs/promises|net|http|https|os|process|timers)$',
  message: 'This folder is pure: no file system, network, environment or clock.',
}
/** From the ground up: a room knows the ones before it, never the ones after it. */
const rooms = [
  'shared',
  'stack',
  'contents',
  'changes',
  'registry',
  'remote',
  'docker',
  'run',
  'report',
  'output',
  'github',
  'commands',
  'entry',
]
const above = (room) => ({
  regex: String.raw`^(\.\./)+(${rooms.slice(rooms.indexOf(room) + 1).join('|') || 'none'})/`,
  message: `${room} is below that room: turn the dependency round, or take it as a parameter.`,
})

export default ts.config(
  { ignores: ['dist/', 'build-ts/', 'coverage/', 'node_modules/', 'images/', 'artifacts/', 'logs/', 'manifests/'] },
  js.configs.recommended,
  {
    files: ['src/**/*.ts', '__tests__/**/*.ts'],
    extends: [...ts.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
  },
  {
    files: ['src/**/*.ts', '__tests__/**/*.ts'],
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'no-console': 'error',
    },
  },
  ...rooms.map((room) => {
    const folder = `src/${room}`
    return {
      files: [`${folder}/**/*.ts`],
      rules: {
        'no-restricted-imports': [
          'error',
          { patterns: [...closed(folder), above(room), ...(pure.includes(folder) ? [world] : [])] },
        ],
      },
    }
  }),
  {
    files: pure.map((folder) => `${folder}/**/*.ts`),
    rules: { 'no-restricted-globals': ['error', 'process', 'fetch', 'setTimeout', 'setInterval'] },
  },
  {
    files: ['**/*.mjs', '*.js'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        Buffer: 'readonly',
        setTimeout: 'readonly',
        AbortController: 'readonly',
      },
    },
  },
)
