import { expect, test } from '@jest/globals'
import { hostEnvironment } from '../../../../src/run/suites/environment.js'

/** As a runner has it. */
const RUNNER = {
  ...{ PATH: '/usr/bin', HOME: '/home/runner', LANG: 'C.UTF-8', LC_ALL: 'C', TMPDIR: '/tmp', XDG_RUNTIME_DIR: '/run' },
  ...{ DOCKER_HOST: 'tcp://x', DOCKER_CONFIG: '/d', PYTHONPATH: '/p', CONDA_PREFIX: '/c', VIRTUAL_ENV: '/v' },
  ...{ https_proxy: 'p', NO_PROXY: 'n', SSL_CERT_FILE: 's', CI: 'true', GITHUB_ACTIONS: 'true', RUNNER_OS: 'Linux' },
}
const SECRET = {
  ...{ GITHUB_TOKEN: 't', GH_TOKEN: 't', ACTIONS_RUNTIME_TOKEN: 't', ACTIONS_ID_TOKEN_REQUEST_TOKEN: 't' },
  ...{
    ACTIONS_CACHE_URL: 'u',
    ACTIONS_RESULTS_URL: 'u',
    INPUT_TOKEN: 't',
    'INPUT_TEST-TIMEOUT': 'x',
    INPUT_SECRETS: 's',
  },
  ...{ GITHUB_ENV: '/f', GITHUB_PATH: '/f', GITHUB_OUTPUT: '/f', GITHUB_STEP_SUMMARY: '/f', GITHUB_STATE: '/f' },
  ...{ AWS_SECRET_ACCESS_KEY: 'k', NPM_TOKEN: 't', HUB_PASSWORD: 'p', NODE_OPTIONS: '--require x', LD_PRELOAD: 'x' },
}

test('a suite on the host sees where things are, and no token, input or command file of the runner', () => {
  expect(hostEnvironment({ ...RUNNER, ...SECRET })).toEqual(RUNNER)
})

test('what the spec passes on is seen, too, and nothing that only begins like it', () => {
  const env = { MY_TOKEN: 't', MY_TOKEN_2: 't', OTHER: 'o', GITHUB_TOKEN: 'g' }
  expect(hostEnvironment(env, ['MY_TOKEN', 'GITHUB_TOKEN', 'NOT_SET'])).toEqual({ MY_TOKEN: 't', GITHUB_TOKEN: 'g' })
})

test('what is not set stays so, and empty is not unset', () => {
  expect(hostEnvironment({ HOME: undefined, LANG: '' })).toEqual({ LANG: '' })
})

test.each(['DOCKER_PASSWORD', 'DOCKER_TOKEN', 'DOCKER_HUB_PASSWORD', 'DOCKER_AUTH_CONFIG', 'CONDA_TOKEN'])(
  '%s is a secret, whatever it begins with',
  (name) => expect(hostEnvironment({ [name]: 's' })).toEqual({}),
)
