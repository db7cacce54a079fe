// What a bench works with: the built command, an engine, a docker CLI that builds with BuildKit, a registry, a base image.
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { node24, root } from '../../scripts/node24.mjs'

/** Another build of ours may be measured, to compare the two. */
const CLI = process.env.BENCH_CLI ?? join(root, 'dist/cli/index.js')

/** The builder that ours is told to use; undefined: it chooses. */
const BUILDER = process.env.BENCH_BUILDER

/** A shell, sleep and little else: what is measured is our work, not that of moving a base of 80 MB about. */
const BASE = `FROM debian:bookworm-slim
RUN mkdir /out && cp -L --parents /bin/sh /bin/sleep /usr/bin/yes /usr/bin/head $(ldd /bin/sh /bin/sleep | grep -o '/[^ ]*lib[^ ]*' | sort -u) /out
FROM scratch
COPY --from=0 /out/ /
CMD ["sh"]
`

/** Throws when scripts/engine is not up. `close` takes away whatever was made. */
export function openLab() {
  const { PATH, DOCKER_HOST, DOCKER_CONFIG, STACK_REGISTRY: registry } = process.env
  if (registry === undefined || DOCKER_CONFIG === undefined)
    throw new Error(
      'STACK_REGISTRY and DOCKER_CONFIG are not set: scripts/engine up --modern && export $(scripts/engine env)',
    )
  const docker = dockerCli({ PATH, DOCKER_HOST, DOCKER_CONFIG })
  const id = `bench${randomBytes(4).toString('hex')}`
  const folder = mkdtempSync(join(tmpdir(), 'stack-bench-run-'))
  const help = must(node24(), [CLI, 'run', '--help'], {})
  const lab = {
    id,
    folder,
    registry,
    docker,
    env: { HOME: folder, DOCKER_HOST: docker.env.DOCKER_HOST, ...ourDocker(docker, { PATH, DOCKER_CONFIG }) },
    base: `${registry}/${id}/base:1`,
    /** The command line of ours. */
    ours: (args) => [
      node24(),
      [CLI, ...args, ...(BUILDER === undefined || !builds(args) ? [] : ['--builder', BUILDER])],
    ],
    /** Flags that let so many builds and tests go on at the same time. */
    parallel: parallelFlags(help),
    /** Flags that make the engine itself build, whatever else there is. */
    byEngine: help.includes('--builder ') ? ['--builder', 'engine'] : [],
    /** Runs docker, which must succeed; returns its stdout. */
    run: (args, options = {}) => must(docker.program, args, { env: docker.env, ...options }),
    close: () => {
      const images = lab.run(['image', 'ls', '--all', '--format', '{{.ID}} {{.Repository}}']).split('\n')
      const own = [...new Set(images.filter((image) => image.includes(id)).map((image) => image.split(' ')[0]))]
      for (let at = 0; at < own.length; at += 50)
        spawnSync(docker.program, ['image', 'rm', '--force', ...own.slice(at, at + 50)], { env: docker.env })
      rmSync(folder, { recursive: true, force: true })
    },
  }
  mkdirSync(join(folder, 'base'))
  writeFileSync(join(folder, 'base', 'Dockerfile'), BASE)
  lab.run(['build', '--quiet', '--tag', lab.base, join(folder, 'base')])
  lab.run(['push', '--quiet', lab.base])
  return lab
}

/** A folder of its own below the lab's. */
export function folderIn(lab, name) {
  return mkdtempSync(join(lab.folder, `${name}-`))
}

/** A DOCKER_CONFIG that has the registry's login for other hosts, too. */
export function loginsFor(lab, hosts) {
  const { auths } = JSON.parse(readFileSync(join(lab.env.DOCKER_CONFIG, 'config.json'), 'utf8'))
  const folder = folderIn(lab, 'logins')
  for (const host of hosts) auths[host] = auths[lab.registry]
  // buildx may be installed there.
  const plugins = join(lab.env.DOCKER_CONFIG, 'cli-plugins')
  if (existsSync(plugins)) symlinkSync(plugins, join(folder, 'cli-plugins'))
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ auths }), { mode: 0o600 })
  return folder
}

/** Runs a program that must succeed; returns its stdout. */
export function must(program, args, options) {
  const { status, error, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', ...options })
  if (error) throw error
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${status}\n${stdout}\n${stderr}`)
  return stdout
}

function builds(args) {
  return args[0] === 'run' && !args.includes('--builder')
}

/** The docker CLI that ours may find: the user's, or the one with buildx when that is to be measured. */
function ourDocker(docker, { PATH, DOCKER_CONFIG }) {
  if (BUILDER === undefined || BUILDER === 'engine' || !docker.program.includes('/')) return { PATH, DOCKER_CONFIG }
  return { PATH: `${dirname(docker.program)}:${PATH}`, DOCKER_CONFIG: docker.env.DOCKER_CONFIG }
}

/** The recent engine with buildx where there is one, else one that builds with BuildKit by itself. */
function dockerCli({ PATH, DOCKER_HOST, DOCKER_CONFIG }) {
  const {
    STACK_MODERN_DOCKER_HOST: host,
    STACK_MODERN_DOCKER_CLI: program,
    STACK_MODERN_DOCKER_CONFIG: config,
  } = process.env
  const candidates = [
    ...(program === undefined ? [] : [{ program, env: { PATH, DOCKER_HOST: host, DOCKER_CONFIG: config } }]),
    ...['docker', '/usr/bin/docker'].map((own) => ({
      program: own,
      env: { PATH, DOCKER_HOST, DOCKER_CONFIG, DOCKER_BUILDKIT: '1' },
    })),
  ]
  for (const { program, env } of candidates) {
    const says = (args) => spawnSync(program, args, { env, encoding: 'utf8' })
    const buildx = says(['buildx', 'version']).status === 0
    if (!buildx && !(Number(/version (\d+)/.exec(says(['--version']).stdout ?? '')?.[1]) < 23)) continue
    return { program, env, buildx, engine: says(['version', '--format', '{{.Server.Version}}']).stdout.trim() }
  }
  throw new Error('no docker CLI here can build with BuildKit: scripts/engine up --modern brings one')
}

/** The flags have other names in older builds of dist/. */
function parallelFlags(help) {
  return help.includes('--parallel-builds')
    ? (n) => ['--parallel-builds', String(n), '--parallel-tests', String(n)]
    : (n) => ['--parallel', String(n)]
}
