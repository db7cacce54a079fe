import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { registryClient } from '../../src/registry/client.js'
import { joinIndex } from '../../src/registry/join.js'
import { messageOf } from '../../src/shared/errors.js'
import { buildWith } from './building.js'
import { engine } from './engines.js'
import type { TestRegistry } from './registries.js'
import { atEnd, cleanEnv, output, tempDir, unique } from './world.js'

/** `uname -m` on the platforms that the tests build for. */
export const MACHINES = { 'linux/amd64': 'x86_64', 'linux/arm64': 'aarch64' } as const

const OURS = 'stack-action-'

/** The kernel's list of emulators, where it is mounted at all (https://docs.kernel.org/admin-guide/binfmt-misc.html). */
const BINFMT = '/proc/sys/fs/binfmt_misc'

/** ELF, 64 bits, little-endian, an executable or a shared object, for AArch64. */
const MAGIC = `\\x7f\\x45\\x4c\\x46\\x02\\x01\\x01${'\\x00'.repeat(9)}\\x02\\x00\\xb7\\x00`
const MASK = `${'\\xff'.repeat(7)}\\x00${'\\xff'.repeat(8)}\\xfe\\xff\\xff\\xff`

/** A program that scripts/engine has brought. */
function brought(name: string): string {
  const folder = process.env['STACK_EMULATION']
  if (folder === undefined)
    throw new Error(
      'there is nothing to emulate arm64 with: run "npm test", or scripts/engine up --tools as root on Debian',
    )
  return join(folder, name)
}

/**
 * Lets this machine's containers run programs of arm64 until the end of the test file. Somebody else's emulator is used
 * where there is one; another test's is not, because it goes away with that test.
 */
export async function emulateArm64(): Promise<void> {
  if (await hasEmulator(BINFMT)) return
  const emulator = brought('qemu-aarch64')
  // A mount of our own: it is the same list, and nobody else's mount comes or goes with us.
  const folder = await tempDir()
  try {
    await output('mount', ['-t', 'binfmt_misc', 'binfmt_misc', folder], { cwd: '/', env: cleanEnv() })
    atEnd(() => output('umount', [folder], { cwd: '/', env: cleanEnv() }))
    if (await hasEmulator(folder)) return
    const name = `${OURS}${unique()}`
    // F: opened now, so that containers need not have it. P: a program learns the name that it was called by, as busybox must.
    await writeFile(join(folder, 'register'), `:${name}:M::${MAGIC}:${MASK}:${emulator}:PF`)
    atEnd(() => writeFile(join(folder, name), '-1'))
  } catch (error) {
    const remedy = 'run the tests as root, or register an emulator of aarch64 with the flags P and F (binfmt_misc)'
    throw new Error(`arm64 cannot be emulated here: ${messageOf(error)}; ${remedy}`, { cause: error })
  }
}

/** Whether containers find somebody else's emulator of arm64 in this list. */
async function hasEmulator(list: string): Promise<boolean> {
  const names = await readdir(list).catch(() => [])
  const handlers = names.filter((name) => name !== 'register' && name !== 'status' && !name.startsWith(OURS))
  const texts = await Promise.all(handlers.map((name) => readFile(join(list, name), 'utf8')))
  return texts.some((text) => /^enabled\n(?=[^]*^flags: P.*F)[^]*^magic 7f454c460201[0-9a-f]{24}b700$/m.test(text))
}

/** Each applet is a link to the one program. */
const DOCKERFILE = `FROM scratch
COPY --chmod=755 busybox /bin/busybox
RUN ["/bin/busybox", "--install", "-s", "/bin"]
ENV PATH=/bin
`

/**
 * Puts the smallest image that has a shell into a registry, for both platforms under one name; arm64 must be emulated by
 * then. Returns its ref.
 */
export async function pushBusybox(registry: TestRegistry, name: string): Promise<string> {
  const { host, user: username, password } = registry
  const repository = `${host}/${name}`
  const client = registryClient(() => Promise.resolve({ username, password }))
  const parts = await Promise.all(
    Object.keys(MACHINES).map(async (platform) => {
      const tag = platform.replace('linux/', '')
      const files = { busybox: await readFile(brought(`busybox-${tag}`)) }
      const tags = [`${repository}:${tag}`]
      const { failure } = await buildWith(
        { kind: 'engine', on: engine },
        { dockerfile: DOCKERFILE, files, platform, tags },
      )
      if (failure !== undefined) throw new Error(`busybox for ${platform}: ${JSON.stringify(failure)}`)
      const authconfig = { username, password, serveraddress: host }
      const events = await text(await engine.docker.getImage(`${repository}:${tag}`).push({ authconfig }))
      if (events.includes('"errorDetail"')) throw new Error(events)
      const manifest = await client.manifest(repository, tag)
      if (manifest === undefined) throw new Error(`there is no ${repository}:${tag}`)
      return { manifest, platform }
    }),
  )
  await client.put(repository, 'both', joinIndex(parts))
  return `${repository}:both`
}
