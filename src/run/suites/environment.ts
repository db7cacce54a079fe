/**
 * What a suite on the host may see of this machine's environment: where programs and homes are, how to reach an engine and
 * a proxy. Not more: tokens of the run, and the inputs of actions, are none of its business.
 */
const HARMLESS = new Set([
  ...['PATH', 'HOME', 'USER', 'LOGNAME', 'SHELL', 'LANG', 'LANGUAGE', 'TZ', 'TERM', 'TMPDIR', 'TEMP', 'TMP'],
  ...[
    'DISPLAY',
    'WAYLAND_DISPLAY',
    'XAUTHORITY',
    'VIRTUAL_ENV',
    'NODE_PATH',
    'CHROME_BIN',
    'CHROMEWEBDRIVER',
    'GECKOWEBDRIVER',
  ],
  ...[
    'DOCKER_HOST',
    'DOCKER_CONTEXT',
    'DOCKER_CONFIG',
    'DOCKER_CERT_PATH',
    'DOCKER_TLS',
    'DOCKER_TLS_VERIFY',
    'DOCKER_API_VERSION',
  ],
  ...[
    'DOCKER_DEFAULT_PLATFORM',
    'CONDA_PREFIX',
    'CONDA_DEFAULT_ENV',
    'CONDA_EXE',
    'CONDA_PYTHON_EXE',
    'CONDA_SHLVL',
    'MAMBA_EXE',
    'MAMBA_ROOT_PREFIX',
  ],
  ...['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'no_proxy', 'all_proxy'],
  ...[
    'SSL_CERT_FILE',
    'SSL_CERT_DIR',
    'REQUESTS_CA_BUNDLE',
    'CURL_CA_BUNDLE',
    'CI',
    'GITHUB_ACTIONS',
    'RUNNER_OS',
    'RUNNER_ARCH',
  ],
])
const HARMLESS_PREFIXES = ['LC_', 'XDG_', 'PYTHON', 'PYENV_']

/** `more` are names that the spec passes on; what is not set stays so. */
export function hostEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  more: readonly string[] = [],
): Record<string, string> {
  const seen: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined) continue
    const isHarmless = HARMLESS.has(name) || HARMLESS_PREFIXES.some((prefix) => name.startsWith(prefix))
    if (isHarmless || more.includes(name)) seen[name] = value
  }
  return seen
}
