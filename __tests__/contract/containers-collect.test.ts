import { describe, expect, test } from '@jest/globals'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Collect, Collected } from '../../src/docker/container-files.js'
import { Interrupted, WorkError } from '../../src/shared/errors.js'
import { overTcp, runOn, sh, type Done } from '../world/containers.js'
import { containersLeft, engines, removeAtEnd } from '../world/engines.js'
import { TIMEOUT, unique } from '../world/world.js'

const OUTPUT = '/tmp/ours'
const FOLDERS = [{ name: 'tmp/ours', mode: 0o777 }]

describe.each(engines)('what a container leaves, on $name', (on) => {
  const id = unique()
  const image = `${id}:left`
  removeAtEnd(id)
  const own = async (): Promise<string> => {
    await on.docker.getImage('debian:bookworm-slim').tag({ repo: id, tag: 'left' })
    return image
  }

  /** Runs a script and takes what it left, as text. */
  async function left(
    script: string,
    path = OUTPUT,
  ): Promise<{ done: Done; collected: Collected | undefined; files: Record<string, string> }> {
    const files: Record<string, string> = {}
    const onFile: Collect['onFile'] = async (name, content, size) => {
      files[name] = await text(content)
      expect(Buffer.byteLength(files[name])).toBe(size)
    }
    const done = await runOn(on, sh(script), { folders: FOLDERS, collect: { path, onFile } })
    return { done, collected: done.collected, files }
  }

  test(
    'everything below the directory, whatever the exit status',
    async () => {
      const { done, collected, files } = await left(
        'cd /tmp/ours; mkdir -p a/b "c d"; printf 1 > a/b/one; printf zwei > "c d/größe.txt"; : > empty; ' +
          'printf x > ..dots; printf y > "a:b*?"; exit 3',
      )
      expect(done.status).toBe(3)
      expect(files).toEqual({ 'a/b/one': '1', 'c d/größe.txt': 'zwei', empty: '', '..dots': 'x', 'a:b*?': 'y' })
      expect(collected).toEqual({ files: 5, bytes: 7, clipped: false, refused: 0 })
    },
    TIMEOUT,
  )

  test(
    'nothing where there is none, where it is a file, or a link to somewhere else',
    async () => {
      const nothing = { files: 0, bytes: 0, clipped: false, refused: 0 }
      expect((await left('true')).collected).toEqual(nothing)
      expect((await left('true', '/no/such/folder')).collected).toEqual(nothing)
      expect((await left('rmdir /tmp/ours; echo x > /tmp/ours')).collected).toEqual(nothing)
      expect((await left('rmdir /tmp/ours; ln -s /etc /tmp/ours')).collected).toEqual(nothing)
    },
    TIMEOUT,
  )

  test(
    'only files: no links, pipes, sockets or devices',
    async () => {
      const { collected, files } = await left(
        'cd /tmp/ours; echo real > real; ln -s /etc/passwd link; ln -s /etc dir; ln -s loop loop; mkfifo pipe; ' +
          `mknod null c 1 3; perl -MIO::Socket::UNIX -e 'IO::Socket::UNIX->new(Local => "s", Listen => 1)'; ls`,
      )
      expect(files).toEqual({ real: 'real\n' })
      expect(collected).toMatchObject({ files: 1, clipped: false })
    },
    TIMEOUT,
  )

  test(
    'names that would do harm stay there and are counted',
    async () => {
      const script = String.raw`cd /tmp/ours; : > good
        perl -e 'sub put { open(my $f, ">", $_[0]) or die "$_[0]: $!"; print $f "bad" }
          put("new\nline"); put("::error::x\r\n::y"); put("esc\e[31m"); put("not\xfftext"); put("turn\xe2\x80\xaeed");
          put("l" x 201); put("\xc3\xbc" x 101); mkdir "d\nir"; put("d\nir/in");
          put("l" x 200); my $p = "deep"; for (1 .. 12) { mkdir $p; $p .= "/" . ("p" x 100) } put($p)'`
      const { done, collected, files } = await left(script)
      expect(done.stderr).toBe('')
      expect(Object.keys(files).sort()).toEqual(['good', 'l'.repeat(200)].sort())
      expect(collected).toEqual({ files: 2, bytes: 3, clipped: false, refused: 9 })
    },
    TIMEOUT,
  )

  test(
    'at most ten thousand files',
    async () => {
      const script = 'cd /tmp/ours; for d in 1 2 3 4; do mkdir $d; (cd $d; seq 5000 | xargs touch); done'
      const { collected, files } = await left(script)
      expect(collected).toEqual({ files: 10_000, bytes: 0, clipped: true, refused: 0 })
      expect(Object.keys(files).length).toBe(10_000)
    },
    TIMEOUT,
  )

  test(
    'a file of a terabyte that holds nothing is not read; what came before it is there',
    async () => {
      const { collected, files } = await left('cd /tmp/ours; echo 1 > a; truncate -s 1T b; echo 3 > c')
      expect(files).toEqual({ a: '1\n' })
      expect(collected).toEqual({ files: 1, bytes: 2, clipped: true, refused: 0 })
    },
    TIMEOUT,
  )

  test(
    'what takes a file need not read it; what it throws ends the run with its own words',
    async () => {
      const script = sh('cd /tmp/ours; head -c 3000000 /dev/zero > big; echo 2 > small')
      const seen: string[] = []
      const lazy = await runOn(on, script, {
        folders: FOLDERS,
        collect: { path: OUTPUT, onFile: (name) => Promise.resolve(void seen.push(name)) },
      })
      expect([seen, lazy.collected?.bytes]).toEqual([['big', 'small'], 3_000_002])
      const full = new WorkError('the disk is full')
      const collect = { path: OUTPUT, onFile: () => Promise.reject(full) }
      await expect(runOn(on, script, { folders: FOLDERS, collect, image: await own() })).rejects.toBe(full)
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'after a time-out too',
    async () => {
      const files: string[] = []
      const done = await runOn(on, sh('echo half > /tmp/ours/half; exec sleep 600'), {
        folders: FOLDERS,
        timeoutMs: 500,
        graceMs: 500,
        collect: { path: OUTPUT, onFile: (name) => Promise.resolve(void files.push(name)) },
      })
      expect(done).toMatchObject({ timedOut: true, collected: { files: 1 } })
      expect(files).toEqual(['half'])
    },
    TIMEOUT,
  )

  test(
    'an abort in the middle ends it',
    async () => {
      const [controller, reason] = [new AbortController(), new Interrupted('enough')]
      const done = runOn(on, sh('cd /tmp/ours; head -c 300000000 /dev/zero > a; cp a b'), {
        image: await own(),
        folders: FOLDERS,
        signal: controller.signal,
        collect: {
          path: OUTPUT,
          onFile: async (_name, content) => {
            setTimeout(() => controller.abort(reason), 50)
            for await (const chunk of content as AsyncIterable<Buffer>) await sleep(chunk.length === 0 ? 0 : 20)
          },
        },
      })
      await expect(done).rejects.toBe(reason)
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'an engine that goes away in the middle is told as that',
    async () => {
      const { on: remote, cut } = await overTcp(on)
      const name = await own()
      const done = runOn(remote, sh('cd /tmp/ours; head -c 300000000 /dev/zero > a'), {
        image: name,
        folders: FOLDERS,
        collect: {
          path: OUTPUT,
          onFile: async (_name, content) => {
            cut()
            await text(content)
          },
        },
      })
      const error: unknown = await done.catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(WorkError)
      expect(error).toMatchObject({ message: expect.stringMatching(/could not run: .*(the engine went away|aborted)/) })
      for (const { id: ours } of await containersLeft(on, id))
        await on.docker.getContainer(ours).remove({ force: true })
    },
    TIMEOUT,
  )
})
