import { expect, test } from '@jest/globals'
import { checkSecrets, readSecrets } from '../../../src/commands/secrets.js'
import { loadSpec } from '../../../src/stack/spec/load.js'
import { messagesOf, plannedImage, planOf } from '../support.js'

const NONE = { secrets: [], secretEnvs: [], secretFiles: [] }

test('secrets come by value, from the environment and from files', async () => {
  const inputs = { secrets: ['a=x=y'], secretEnvs: ['b=NAME'], secretFiles: [`c=${import.meta.filename}`] }
  const found = await readSecrets(inputs, { NAME: 'value' }, '/')
  expect([found.get('a')?.toString(), found.get('b')?.toString()]).toEqual(['x=y', 'value'])
  expect(found.get('c')?.toString()).toContain('secrets come by value')
})

test('what cannot be read is told without any value', async () => {
  const inputs = { secrets: ['hunter2'], secretEnvs: ['b=NOT_THERE'], secretFiles: ['c=nowhere'] }
  const error: unknown = await readSecrets(inputs, {}, '/').catch((thrown: unknown) => thrown)
  expect(String(error)).toContain('secrets: line 1 is not of the form id=…')
  expect(String(error)).toContain('there is no environment variable NOT_THERE')
  expect(String(error)).toContain('secret-files: the secret c cannot be read')
  expect(String(error)).not.toContain('hunter2')
})

test('a secret that a build may mount has to have a value', async () => {
  const stack = loadSpec('images: {a: {secrets: [pip, npm]}, b: {secrets: pip}}\n', 'spec.yml')
  const plan = planOf([plannedImage('a'), plannedImage('b', { action: 'reuse' })])
  const secrets = await readSecrets({ ...NONE, secrets: ['pip=x'] }, {}, '/')
  expect(messagesOf(() => checkSecrets(plan, stack, secrets))).toEqual([
    'the build of a may mount the secret "npm", which has no value',
  ])
  expect(messagesOf(() => checkSecrets(plan, stack, new Map([...secrets, ['npm', Buffer.from('y')]])))).toEqual([])
})
