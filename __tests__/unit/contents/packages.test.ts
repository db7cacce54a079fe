import { describe, expect, test } from '@jest/globals'
import { packagesOf } from '../../../src/contents/packages.js'
import fc from '../property.js'
import { infoOf } from './facts-of.js'

const read = (output: string, command = 'sh list'): [string | undefined, Record<string, string>] => {
  const list = packagesOf(infoOf(command, output))
  return [list?.kind, Object.fromEntries([...(list?.packages.values() ?? [])].map((one) => [one.name, one.version]))]
}

describe('lists are known by their form', () => {
  test.each<[string, string, string, Record<string, string>]>([
    [
      'pip list',
      `WARNING: pip is being invoked by an old script wrapper.
Package    Version      Editable project location
---------- ------------ -------------------------
numpy      1.26.4
Foo_Bar    2.0+cu121    /src/foo

[notice] A new release of pip is available: 24.0 -> 25.0
`,
      'pip',
      { numpy: '1.26.4', Foo_Bar: '2.0+cu121' },
    ],
    [
      'pip freeze',
      '# Editable install with no version control\n-e git+https://x/y#egg=z\nnumpy==1.26.4\nlocal @ file:///x\nfoo===2.0\n',
      'pip',
      { numpy: '1.26.4', foo: '2.0' },
    ],
    ['pip list --format=json', '[{"name": "numpy", "version": "1.26.4"}, {"name": 1}]\n', 'pip', { numpy: '1.26.4' }],
    [
      'conda list',
      `# packages in environment at /opt/conda:
#
# Name                    Version                   Build  Channel
_libgcc_mutex             0.1                 conda_forge    conda-forge
openssl                   3.3.1                h4ab18f5_0    conda-forge
`,
      'conda',
      { _libgcc_mutex: '0.1', openssl: '3.3.1' },
    ],
    [
      'mamba list, version 2',
      `List of packages in environment: "/opt/conda"

  Name           Version  Build        Channel
────────────────────────────────────────────────
  numpy          2.0.0    py312_0      conda-forge
`,
      'conda',
      { numpy: '2.0.0' },
    ],
    [
      'conda list --export',
      '# This file may be used to create an environment using:\n# platform: linux-64\nnumpy=2.0.0=py312h22e1c76_0\n',
      'conda',
      { numpy: '2.0.0' },
    ],
    [
      'conda list --explicit',
      '# platform: linux-64\n@EXPLICIT\nhttps://conda.anaconda.org/conda-forge/linux-64/ca-certificates-2024.7.4-hbcca054_0.conda#abc\n',
      'conda',
      { 'ca-certificates': '2024.7.4' },
    ],
    [
      'conda list --json',
      '[{"base_url": "x", "build_string": "h_0", "name": "zlib", "version": "1.3.1"}]',
      'conda',
      { zlib: '1.3.1' },
    ],
    [
      'apt list --installed',
      `
WARNING: apt does not have a stable CLI interface. Use with caution in scripts.

Listing...
adduser/now 3.134 all [installed,local]
libc6/stable,now 2.36-9+deb12u7 amd64 [installed,upgradable to: 2.36-9+deb12u8]
libc6/stable,now 2.36-9+deb12u6 i386 [installed]
gone/stable 1.0 all [residual-config]
`,
      'apt',
      { adduser: '3.134', libc6: '2.36-9+deb12u7', 'libc6:i386': '2.36-9+deb12u6' },
    ],
    [
      'dpkg-query --show',
      'adduser\t3.134\nlibc6:amd64\t2.36-9\nremoved\t\n',
      'apt',
      { adduser: '3.134', libc6: '2.36-9' },
    ],
    [
      'dpkg -l',
      `Desired=Unknown/Install/Remove/Purge/Hold
||/ Name            Version        Architecture Description
+++-===============-==============-============-=================
ii  adduser         3.134          all          add and remove users
rc  gone            1.0            all          was removed
hi  libc6:amd64     2.36-9         amd64        GNU C Library
`,
      'apt',
      { adduser: '3.134', libc6: '2.36-9' },
    ],
    [
      'installed.packages() in blocks',
      `        Package   LibPath
abind   "abind"   "/usr/lib/R/site library"
askpass "askpass" "/usr/lib/R/library"
        Version   Priority      Depends
abind   "1.4-5"   NA            "R (>= 1.5.0), methods"
askpass "1.1"     "recommended" NA
`,
      'r',
      { abind: '1.4-5', askpass: '1.1' },
    ],
    [
      'a data frame of R',
      '        Package Version\nabind     abind   1.4-5\naskpass askpass     1.1\n',
      'r',
      { abind: '1.4-5', askpass: '1.1' },
    ],
    [
      'installed.packages()[, "Version"]',
      '   abind  askpass \n "1.4-5"    "1.1" \n     zip \n "2.3" \n',
      'r',
      { abind: '1.4-5', askpass: '1.1', zip: '2.3' },
    ],
    [
      'npm ls -g',
      '/usr/local/lib\n├── corepack@0.20.0\n├─┬ @scope/cli@1.2.3 -> ./x\n│ └── left-pad@1.0.0\n└── npm@9.8.1\n',
      'npm',
      { corepack: '0.20.0', '@scope/cli': '1.2.3', npm: '9.8.1' },
    ],
    [
      'npm ls, plain letters',
      '/usr/local/lib\n+-- corepack@0.20.0\n`-- npm@9.8.1\n',
      'npm',
      { corepack: '0.20.0', npm: '9.8.1' },
    ],
    [
      'npm ls --json',
      '{"name": "lib", "dependencies": {"npm": {"version": "9.8.1", "overridden": false}, "broken": {"missing": true}}}',
      'npm',
      { npm: '9.8.1' },
    ],
  ])('%s', (_what, output, kind, packages) => {
    expect(read(output)).toEqual([kind, packages])
  })
})

test.each<[string, string, string | undefined]>([
  ["Rscript -e write.table(installed.packages()[,'Version'])", 'abind 1.4-5\nzip 2.3\n', 'r'],
  ["dpkg-query -W -f='${Package}=${Version}\\n'", 'adduser=3.134\nlibc6=2.36-9\n', 'apt'],
  ["dpkg-query -W -f='${binary:Package} ${Version}\\n'", 'libc6:amd64 2.36-9\n', 'apt'],
  ['bash -c conda list | grep "cuda\\|cudnn"', 'cuda 12.1\ncudnn 8.9\n', 'conda'],
  ['python --version', 'Python 3.11.2\n', 'pip'],
  ['cat /etc/os-release', 'debian 12\n', undefined],
  ['pip list', 'Traceback (most recent call last):\n  File "x", line 1\n', undefined],
  ['pip list', '', undefined],
])('%s, of which the form says nothing, is known by its program', (command, output, kind) => {
  expect(read(output, command)[0]).toBe(kind)
})

test('a command that failed lists nothing', () => {
  expect(packagesOf(infoOf('pip list', 'numpy==1.0\n', { status: 1 }))).toBeUndefined()
})

test.each(['__proto__', 'constructor', 'toString'])('a package named %s is one', (name) => {
  const list = packagesOf(infoOf('conda list --export', `${name}=1=h0\na=2=h0\n`))
  expect(list?.packages.get(name)?.version).toBe('1')
})

test('whatever is printed, nothing throws, and it does not take long', () => {
  const line = fc.oneof(
    fc.string(),
    fc.constantFrom(
      'Package Version',
      '------- -------',
      '# Name Version Build',
      '@EXPLICIT',
      '||/ Name',
      '[',
      '{"a":',
    ),
    fc.constantFrom(
      'a==1',
      'a=1=b',
      'a\t1',
      'ii a 1 all',
      'a/b 1 c [installed]',
      '├── a@1',
      '"a"',
      '   Package Version',
    ),
  )
  fc.assert(
    fc.property(fc.array(line), fc.constantFrom('pip list', 'Rscript x', 'dpkg -l', ''), (lines, command) => {
      expect(() => packagesOf(infoOf(command, lines.join('\n')))).not.toThrow()
    }),
  )
  const began = performance.now()
  for (const piece of [
    'a'.repeat(1999),
    '"'.repeat(1999),
    '- '.repeat(999),
    '\\"'.repeat(999),
    '/a'.repeat(999),
    'a.'.repeat(999),
  ])
    packagesOf(infoOf('pip list', `@EXPLICIT\n${`${piece}\n`.repeat(1000)}`))
  expect(performance.now() - began).toBeLessThan(5000)
})
