import { describe, expect, test } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { chmod, lchown, readdir, readFile, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BuildContext } from '../../src/docker/builder.js'
import { BuildLog } from '../../src/docker/buildlog.js'
import { Interrupted, WorkError } from '../../src/shared/errors.js'
import { builderOf, buildWith, contextOf, plainRequest, testBuilders, textsOf } from '../world/building.js'
import type { BuildOptions, Outcome } from '../world/building.js'
import { removeAtEnd } from '../world/engines.js'
import { atEnd, eventually, tempDir, TIMEOUT, unique, writeFiles } from '../world/world.js'

/** Command lines and environments of this machine's processes. */
async function processes(): Promise<string> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const read = (pid: string, what: string): Promise<string> => readFile(`/proc/${pid}/${what}`, 'utf8').catch(() => '')
  const texts = await Promise.all(pids.flatMap((pid) => [read(pid, 'cmdline'), read(pid, 'environ')]))
  return texts.join('\n')
}

const leftovers = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('stack-action-build-'))

describe.each(testBuilders)('a build by $name', ({ kind, on }) => {
  const id = unique()
  removeAtEnd(id)
  const build = (options: BuildOptions): Promise<Outcome> => buildWith({ kind, on }, options)
  const inspect = (ref: string) => on.docker.getImage(ref).inspect()

  test(
    'mounts secrets, which are nowhere else',
    async () => {
      const [secret, before] = [`s3cr3t-${unique()}-"ö,\n2`, await leftovers()]
      const seen: string[] = []
      const bytes = Buffer.from([0, 255, 10, 0])
      const {
        error,
        log,
        id: image = '',
      } = await build({
        dockerfile: [
          'FROM debian:bookworm-slim',
          `RUN --mount=type=secret,id=one,required --mount=type=secret,id=two,required sleep 1; wc -c < /run/secrets/one; od -An -tx1 /run/secrets/two; test -e /run/secrets/three || echo no third ${id}`,
        ].join('\n'),
        secrets: [
          { id: 'one', value: Buffer.from(secret) },
          { id: 'two', value: bytes },
          { id: 'three', value: Buffer.from('not asked for') },
        ],
        onLine: (line) => {
          // While it runs.
          if (line.includes('RUN --mount')) void processes().then((text) => seen.push(text))
        },
      })
      expect(error).toBeUndefined()
      expect(textsOf(log)).toEqual([String(Buffer.byteLength(secret)), ' 00 ff 0a 00', `no third ${id}`])
      expect(seen.length).toBeGreaterThan(0)
      const history = JSON.stringify(await on.docker.getImage(image).history())
      for (const text of [...seen, history, log.join('\n'), JSON.stringify(await inspect(image))])
        expect(text.includes(secret.slice(0, 20))).toBe(false)
      expect((await leftovers()).filter((name) => !before.includes(name))).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'without the secret that it needs fails, and says which',
    async () => {
      const { error, failure } = await build({
        dockerfile:
          'FROM debian:bookworm-slim\nRUN --mount=type=secret,id=missing-one,required cat /run/secrets/missing-one\n',
      })
      expect(error).toBeInstanceOf(WorkError)
      expect(failure?.message).toContain('missing-one')
    },
    TIMEOUT,
  )

  test(
    'has the ssh agent when it is lent, and only then',
    async () => {
      const agent = spawnSync('ssh-agent', ['-s'], { encoding: 'utf8' })
      if (agent.error !== undefined) return expect(process.env['CI']).toBeUndefined()
      const [socket = '', pid = ''] = [/SSH_AUTH_SOCK=([^;]+)/, /SSH_AGENT_PID=(\d+)/].map(
        (it) => it.exec(agent.stdout)?.[1],
      )
      atEnd(() => Promise.resolve(process.kill(Number(pid))))
      const folder = await tempDir()
      spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', `key of ${id}`, '-f', join(folder, 'key')])
      spawnSync('ssh-add', ['-q', join(folder, 'key')], { env: { ...process.env, SSH_AUTH_SOCK: socket } })
      // SSH_AGENTC_REQUEST_IDENTITIES: the answer has the comment of the key in it, and may come in pieces.
      const ask = `perl -MIO::Socket::UNIX -e '$s = IO::Socket::UNIX->new(Peer => $ENV{SSH_AUTH_SOCK}) or die "no agent\\n"; print $s "\\0\\0\\0\\1\\013"; $s->flush; alarm 20; $b .= $c until $b =~ /(key of \\w+)/ || !sysread($s, $c, 4096); print "has $1\\n"'`
      const dockerfile = `FROM debian:bookworm-slim\nRUN --mount=type=ssh,required ${ask}\n`
      const lent = await build({ dockerfile, ssh: true, noCache: true, env: { SSH_AUTH_SOCK: socket } })
      expect(lent.error).toBeUndefined()
      expect(textsOf(lent.log)).toContain(`has key of ${id}`)
      const alone = await build({ dockerfile, noCache: true, env: { SSH_AUTH_SOCK: socket } })
      expect(alone.error).toBeInstanceOf(WorkError)
    },
    TIMEOUT,
  )

  test(
    'copies what .dockerignore lets through; the one of the Dockerfile goes before the common one',
    async () => {
      const folder = await tempDir()
      const dockerfile = `FROM debian:bookworm-slim\nCOPY . /all/\nRUN cd /all && find . -type f | sort; echo ${id}\n`
      await writeFiles(folder, {
        'build/gpu.Dockerfile': dockerfile,
        'build/gpu.Dockerfile.dockerignore': '**/*.log\nsub\n!sub/kept\n',
        '.dockerignore': '*\n',
        a: '1',
        'a.log': '2',
        'sub/kept': '3',
        'sub/other': '4',
        'deep/er/b.log': '5',
        'deep/er/c': '6',
      })
      const [log, lines] = [new BuildLog(), [] as string[]]
      const builder = await builderOf({ kind, on })
      await builder.build({
        ...plainRequest(await contextOf(folder, 'build/gpu.Dockerfile', dockerfile)),
        onTrace: (trace) => void lines.push(...log.add(trace)),
      })
      expect(textsOf(lines)).toEqual([
        './.dockerignore',
        './a',
        './build/gpu.Dockerfile',
        './build/gpu.Dockerfile.dockerignore',
        './deep/er/c',
        './sub/kept',
        id,
      ])
      expect((await readdir(folder)).sort()).toEqual(['.dockerignore', 'a', 'a.log', 'build', 'deep', 'sub'])
    },
    TIMEOUT,
  )

  test(
    'gives files the owner root and the permissions that git keeps, whatever the checkout has',
    async () => {
      const dockerfile = `FROM debian:bookworm-slim\nCOPY . /all/\nRUN cd /all && find . ! -name . ! -name '*ocker*' -printf '%p %y %m %U %l\\n' | sort; echo ${id}\n`
      const make = async (umask: boolean): Promise<BuildContext> => {
        const folder = await tempDir()
        await writeFiles(folder, { Dockerfile: dockerfile, plain: 'x', run: 'x', 'sub/in': 'y' })
        await chmod(join(folder, 'run'), 0o755)
        await symlink('sub/in', join(folder, 'link'))
        if (umask) {
          for (const [name, mode] of [
            ['plain', 0o664],
            ['run', 0o775],
            ['sub', 0o775],
            ['sub/in', 0o600],
          ] as const)
            await chmod(join(folder, name), mode)
        }
        if (process.getuid?.() === 0) await lchown(join(folder, 'plain'), 1234, 1234)
        return contextOf(folder, 'Dockerfile', dockerfile)
      }
      const lines = async (context: BuildContext): Promise<string[]> => {
        const [log, seen] = [new BuildLog(), [] as string[]]
        const builder = await builderOf({ kind, on })
        await builder.build({
          ...plainRequest(context),
          noCache: true,
          onTrace: (trace) => void seen.push(...log.add(trace)),
        })
        return textsOf(seen)
      }
      const plain = [
        './link l 777 0 sub/in',
        './plain f 644 0 ',
        './run f 755 0 ',
        './sub d 755 0 ',
        './sub/in f 644 0 ',
      ]
      expect(await lines(await make(false))).toEqual([...plain, id])
      expect(await lines(await make(true))).toEqual([...plain, id])
    },
    TIMEOUT,
  )

  test(
    'builds by the Dockerfile that it is given, in the place of the one that lies there',
    async () => {
      const folder = await tempDir()
      await writeFiles(folder, { Dockerfile: 'FROM no-such-image\n', a: '1', b: '2' })
      const context = await contextOf(folder)
      const text = `FROM debian:bookworm-slim\nCOPY a /a\nRUN echo by this ${id}\n`
      const given = [{ path: 'Dockerfile', content: Buffer.from(text) }]
      const sent: [string, BuildContext][] = [
        ['whole', { ...context, given, dockerfile: { path: 'Dockerfile', text } }],
        [
          'a part',
          {
            ...context,
            given,
            dockerfile: { path: 'Dockerfile', text },
            whole: false,
            entries: context.entries.filter(({ path }) => path === 'a'),
          },
        ],
        [
          'a guest',
          { ...context, given: [{ path: '.guest', content: Buffer.from(text) }], dockerfile: { path: '.guest', text } },
        ],
      ]
      for (const [what, one] of sent) {
        const [log, lines] = [new BuildLog(), [] as string[]]
        const builder = await builderOf({ kind, on })
        const built = await builder.build({
          ...plainRequest(one),
          noCache: true,
          onTrace: (trace) => void lines.push(...log.add(trace)),
        })
        expect([what, textsOf(lines)]).toEqual([what, [`by this ${id}`]])
        expect(built.imageId).toMatch(/^sha256:[0-9a-f]{64}$/)
      }
      // What is not sent cannot be copied.
      const [, [, part]] = sent as [unknown, [string, BuildContext]]
      const more = `${text}COPY b /b\n`
      const builder = await builderOf({ kind, on })
      const wrong = {
        ...part,
        given: [{ path: 'Dockerfile', content: Buffer.from(more) }],
        dockerfile: { path: 'Dockerfile', text: more },
      }
      await expect(builder.build(plainRequest(wrong))).rejects.toThrow(/\/b.*not found/)
    },
    TIMEOUT,
  )

  test(
    'takes hostile names and values as what they are',
    async () => {
      const values: Record<string, string> = {
        dashes: '--build-arg=X=1',
        lines: 'one\ntwo',
        quotes: `a "b" 'c' \`d\` $(e) \${f}`,
        commas: 'type=local,dest=/tmp,"x"',
        equals: '=a=b=',
        empty: '',
        unicode: 'ünï 🐳',
      }
      const names = Object.keys(values)
      const folder = await tempDir()
      const directory = join(folder, `-o type=x,"y" 'z'`)
      const dockerfile = `FROM debian:bookworm-slim\n${names.map((name) => `ARG ${name}\nENV E_${name}="$${name}"\n`).join('')}COPY . /all/\n`
      await writeFiles(directory, { '--file=x': dockerfile, '-': '1', 'a,b "c"\n d': '2' })
      const builder = await builderOf({ kind, on })
      const tag = `${id}/hostile:--progress`.replace(':--', ':__')
      const built = await builder.build({
        ...plainRequest(await contextOf(directory, '--file=x', dockerfile)),
        tags: [tag],
        buildArgs: values,
        labels: { ...values, '--odd': 'name' },
        secrets: [{ id: 'a,b="c', value: Buffer.from('x') }],
      })
      const found = await inspect(tag)
      expect(found.Id).toBe(built.imageId)
      expect(found.Config.Labels).toMatchObject({ ...values, '--odd': 'name' })
      expect(found.Config.Env).toEqual(expect.arrayContaining(names.map((name) => `E_${name}=${values[name] ?? ''}`)))
    },
    TIMEOUT,
  )

  test(
    'an abort leaves no process and no file',
    async () => {
      const [controller, before] = [new AbortController(), await leftovers()]
      const mark = `mark-${unique()}`
      const { error } = await build({
        dockerfile: `FROM debian:bookworm-slim\nARG MARK\nRUN --mount=type=secret,id=x echo begun ${id} && sleep 610\n`,
        buildArgs: { MARK: mark },
        secrets: [{ id: 'x', value: Buffer.from('x') }],
        signal: controller.signal,
        onLine: (line) => {
          if (line.endsWith(` begun ${id}`)) controller.abort(new Interrupted('enough'))
        },
      })
      expect(error).toBeDefined()
      if (kind === 'buildx') expect(error).toMatchObject({ message: 'enough' })
      expect(await eventually(async () => !(await processes()).includes(mark))).toBe(true)
      expect((await leftovers()).filter((name) => !before.includes(name))).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'what a listener throws ends the build',
    async () => {
      const options: BuildOptions = {
        dockerfile: `FROM debian:bookworm-slim\nRUN echo begun ${id} && sleep 1\n`,
        noCache: true,
        onLine: (line) => {
          if (line.endsWith(` begun ${id}`)) throw new Error('the disk of the logs is full')
        },
      }
      expect((await build(options)).error).toMatchObject({ message: 'the disk of the logs is full' })
    },
    TIMEOUT,
  )

  test(
    'for another platform: an image of it, and a child FROM it',
    async () => {
      const parent = `${id}/parent:arm`
      const first = await build({
        dockerfile: 'FROM scratch\nCOPY what /what\n',
        files: { what: id },
        tags: [parent],
        platform: 'linux/arm64',
      })
      expect(first.error).toBeUndefined()
      expect(await inspect(parent)).toMatchObject({ Os: 'linux', Architecture: 'arm64' })
      const child = `${id}/child:arm`
      const second = await build({
        dockerfile: `FROM ${parent}\nCOPY more /more\n`,
        files: { more: id },
        tags: [child],
        platform: 'linux/arm64',
      })
      expect(second.error).toBeUndefined()
      const found = await inspect(child)
      expect(found).toMatchObject({ Os: 'linux', Architecture: 'arm64' })
      expect(found.RootFS.Layers).toHaveLength(2)
    },
    TIMEOUT,
  )
})
