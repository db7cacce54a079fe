import { z } from 'zod'
import { parseDuration } from '../../shared/duration.js'
import { parseSize } from '../../shared/size.js'

/**
 * The form of spec.yml: the keys of UCSD's datahub-docker-stack, 2021 (`plans`, `dbuild_env`, `skip_plans`, `manifests`)
 * and 2026 (`root`, `tag`, `info_cmds`, `all_info_cmds`), and ours. One schema gives the types, the validation and
 * schema/spec.schema.json for editors.
 */

/** Numbers arrive as the text they were written with (`3.10` stays `3.10`): see load.ts. */
const text = z.union([z.string(), z.number().transform(String)], 'expected a text')
const name = text.refine((value) => value !== '', 'expected a name, not an empty text')
const flag = z.boolean('expected true or false')
/** A single value or a list of them. */
const names = z.union([name.transform((one) => [one]), z.array(name)], 'expected a name or a list of names')

const args = z
  .record(name, z.union([text, z.boolean().transform(String)], 'expected a text, a number, true or false'))
  .describe('Build args: NAME: value. Numbers and booleans are passed as they are written.')

const info = z.strictObject({
  description: text.describe('Heading of the section in the manifest page.'),
  command: text.describe('Command run in the image; split into words like a shell does, but no shell runs it.'),
})

const time = text.refine((value) => (parseDuration(value) ?? 0) > 0, 'expected a time such as 90, 90s, 5m or 1h')
/** Engines refuse less. */
const LEAST_MEMORY = 6 * 1024 * 1024
const memory = text.refine(
  (value) => (parseSize(value) ?? 0) >= LEAST_MEMORY,
  'expected a size such as 512MB or 2GB, at least 6MiB',
)
/** What is counted is a number again. */
const number = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value), schema)
const port = number(
  z.number('expected a port').int('expected a port').min(1, 'expected a port').max(65_535, 'expected a port'),
)
const count = number(
  z.number('expected a number').int('expected a whole number').min(0, 'expected a number, 0 or more'),
)
const command = z.union(
  [name, z.array(text).min(1, 'expected at least one word')],
  'expected a command: a text or a list of words',
)
const environment = z.record(
  name,
  z.union([text, z.boolean().transform(String)], 'expected a text, a number, true or false'),
)

const start = z.strictObject({
  ports: z
    .union([port.transform((one) => [one]), z.array(port).min(1, 'expected at least one port')], 'expected a port')
    .describe('Ports of the container; each is published on a free port of this machine (STACK_PORT_8888, STACK_URL).'),
  ready: name
    .optional()
    .describe('Path that answers over HTTP on the first port when the container is ready; default: the port answers.'),
  ready_timeout: time.optional().describe('How long that may take. Default 2m.'),
  command: command.optional().describe('Command instead of the image’s own.'),
  env: environment.optional().describe('Environment of the container.'),
})

const services = z.union(
  [
    name.transform((file) => ({ file, env_file: undefined })),
    z.strictObject({
      file: name.describe('The compose file, relative to the directory of the spec.'),
      env_file: name.optional().describe('File with the environment of the services.'),
    }),
  ],
  'expected a compose file, or file and env_file',
)

const MANY_GPUS = 'expected all, or a number of GPUs, 1 or more'
const gpus = z.union([z.literal('all'), number(z.number(MANY_GPUS).int(MANY_GPUS).min(1, MANY_GPUS))], MANY_GPUS)

const proof = z.union(
  [z.enum(['pytest', 'report', 'status']), z.strictObject({ text: name })],
  'expected pytest, report, status, or text: with words that it says at its end',
)

/** No option of a program, and one word. */
const host = name.refine(
  (value) => /^[^-\s][^\s\p{Cc}]*$/u.test(value),
  'expected a host as user@host or user@host:port',
)

const ssh = z.strictObject({
  host: host
    .optional()
    .describe('The login host: user@host or user@host:port. Default: the input `ssh-host`, which goes before it.'),
  jump: host.optional().describe('The host on the way there, in the same form. Default: the input `ssh-jump`.'),
  known_hosts: name
    .optional()
    .describe(
      'File of the stack with the hosts’ keys, in the form of ssh’s known_hosts. More: the input `ssh-known-hosts`.',
    ),
  connect_timeout: time.optional().describe('How long each login may take. Default 30s.'),
  keepalive: time
    .optional()
    .describe(
      'How often the host is asked whether it is still there; the connection is lost when it misses three. Default 15s.',
    ),
})

const suite = z.strictObject({
  run: command
    .optional()
    .describe(
      'Command; exit status 0 is a pass. {image} {variant} {ref} {digest} {tag} {platform} {prefix} {branch} {sha} {stage} {version} stand for those of the run; over ssh also {report} and {launch}, a name that each launch has for itself.',
    ),
  pytest: name.optional().describe('Directory or file of the stack with tests for pytest.'),
  imports: names
    .optional()
    .describe('Lists of names that must be importable: globs below the image’s directory; absolute: in the image.'),
  notebooks: names
    .optional()
    .describe(
      'Notebooks (*.ipynb), or lists of them, that must run: globs below the image’s directory; absolute: in the image.',
    ),
  on: z
    .enum(['container', 'host', 'ssh'], 'expected container, host or ssh')
    .optional()
    .describe(
      'container: in a throw-away container of the image; host: beside it, on this machine (TEST_IMAGE); ssh: a command on a login host, after the push. Default: container; pytest that asks for docker or TEST_IMAGE: host.',
    ),
  pushed: flag
    .optional()
    .describe(
      'true: after the push of the candidate, before anything is published. Default: integration tests, and suites over ssh.',
    ),
  default: flag
    .optional()
    .describe(
      'false: runs only when it is named (input `suites`, or `suites` of an image). Default true; of suites over ssh false.',
    ),
  images: names.optional().describe('Images it runs on; default: every image.'),
  files: name
    .optional()
    .describe('Directory of the stack that is copied into the container before (its working directory).'),
  timeout: time.optional().describe('Wall-clock limit: 90, 90s, 5m, 1h. Default: the input `test-timeout`.'),
  test_timeout: time.optional().describe('Limit of each test or notebook.'),
  cell_timeout: time.optional().describe('Limit of each cell of a notebook.'),
  reruns: count.optional().describe('How often a test that ran out of its time is run again. Default 0.'),
  jobs: count.optional().describe('Notebooks at the same time. Default 1.'),
  markers: name.optional().describe('Which tests pytest selects (-m): "not slow and not superslow".'),
  args: z.array(text).optional().describe('More arguments for pytest.'),
  skip: names.optional().describe('Tests that are left out: ids of pytest; globs of notebooks or names.'),
  expect: z
    .enum(['pass', 'fail'], 'expected pass or fail')
    .optional()
    .describe('fail: its notebooks are known to fail; one that passes is reported. Default pass.'),
  allow_empty: flag.optional().describe('true: no test at all is a pass. Default false.'),
  network: flag.optional().describe('true: the container may use the network. Default false.'),
  memory: memory.optional().describe('Memory of the container: 512MB, 2GB.'),
  cpus: number(z.number('expected a number').positive('expected more than 0'))
    .optional()
    .describe('Cores of the container.'),
  alone: flag
    .optional()
    .describe(
      'true: no other suite that is alone runs at the same time; for tests that use a fixed port of the machine.',
    ),
  docker: z
    .enum(['sibling', 'dind'], 'expected sibling or dind')
    .optional()
    .describe('sibling: the container may use the engine that it runs on; dind: it may run one of its own.'),
  services: services.optional().describe('Compose file whose services run while the suite does.'),
  start: start.optional().describe('Of a suite on the host: a container of the image that runs while it does.'),
  env: environment.optional().describe('Environment of the suite.'),
  pass_env: names.optional().describe('Variables of this machine that a suite on the host sees too.'),
  gpus: gpus
    .optional()
    .describe('all, or how many: GPUs of this machine that the container gets (STACK_GPUS says it, on the host too).'),
  allow_skips: flag
    .optional()
    .describe('false: a test that is skipped fails the suite. Default true; all of them skipped always does.'),
  ssh: ssh.optional().describe('Of a suite over ssh: the machine that it logs in to.'),
  proof: proof
    .optional()
    .describe(
      'What shows that a command over ssh ran its tests, beside its exit status. pytest: the closing line of pytest; report: the file `report`; text: these words; status: nothing. Default: report where there is one, pytest where a word of `run` is pytest.',
    ),
  report: name
    .optional()
    .describe(
      'Path on the login host of the JUnit file that it writes; the words of `run` stand in it, too. What lies there is removed before.',
    ),
  clean_up: command
    .optional()
    .describe(
      'Command on the login host after a time-out, a cancellation or a lost connection; {launch} is the name that the launch had.',
    ),
  retries: count
    .optional()
    .describe(
      'How often a launch over ssh is tried again that failed before any test began (a queue, no GPU free). Default 0.',
    ),
  retry_wait: time.optional().describe('How long to wait before that. Default 1m.'),
  retry_when: names.optional().describe('Only where the launch said one of these. Default: whatever it said.'),
})

const image = z.strictObject({
  image_name: name.optional().describe('Repository the image is pushed to, without a tag. Default: its key.'),
  depend_on: names
    .nullish()
    .describe('Parent image, or a list of parents; [] for none. Default: what the Dockerfile takes from the stack.'),
  path: name.optional().describe('Directory of the image below the spec; default: its key.'),
  dockerfile: names
    .optional()
    .describe(
      'Dockerfile, relative to the directory of the image (`../` inside the stack too). A list is read one after the other, as one. Default: Dockerfile.',
    ),
  context: name
    .optional()
    .describe('Build context, relative to the directory of the spec; "." is that directory. Default: the image’s own.'),
  build_args: args.nullish(),
  dbuild_env: z
    .record(name, args.nullable())
    .nullish()
    .describe('2021: build args by plan; the ones below `common` go to every plan.'),
  info_cmds: z.array(name).nullish().describe('Names of info commands whose output goes into the manifest page.'),
  manifests: z.array(name).nullish().describe('2021: the same as info_cmds.'),
  skip_plans: z.array(name).nullish().describe('Plans this image is not built for.'),
  integration_tests: flag.optional().describe('Run the image’s integration_tests: on the host, on what was pushed.'),
  prune: flag
    .optional()
    .describe('true: the image leaves the engine as soon as nothing of the run needs it any more. Default false.'),
  suites: names
    .optional()
    .describe('The suites that run on it, by name or sort; default: every suite that applies and is on by default.'),
  platforms: names
    .optional()
    .describe('What it is built for, such as linux/arm64; default: the platforms of the stack.'),
  secrets: names
    .optional()
    .describe(
      'Ids of secrets that its build may mount (RUN --mount=type=secret,id=…); their values come from the input `secrets`.',
    ),
  ssh: flag.optional().describe('true: its build may use the ssh agent (RUN --mount=type=ssh). Default false.'),
  prepull: flag.optional().describe('Accepted; not needed here: BuildKit takes what it needs.'),
})

const plan = z.strictObject({
  tag_prefix: text.optional().describe('First part of every tag of this plan.'),
  tag_stable_postfix: text.optional().describe('2021: accepted; never had an effect.'),
})

const stage = z.strictObject({
  from: name
    .optional()
    .describe('The stage below: what comes here comes from there. Default: none; it is what runs publish.'),
  tags: z
    .union(
      [name.transform((one) => [one]), z.array(name).min(1, 'expected at least one tag')],
      'expected a tag or tags',
    )
    .describe(
      'Tags of the stage: texts with {prefix} {branch} {sha} {user} {version} {minor} {stage} {image} {plan} in them. The first names the image; with {version} or {minor} it keeps what it holds.',
    ),
  dockerfile: name
    .optional()
    .describe(
      'Dockerfile below the directory of each image that builds it FROM the stage below (BASE_IMAGE). Default: none; the image of the stage below is moved as it is.',
    ),
  suites: names.optional().describe('Suites, by name or sort, that must have passed on exactly what comes here.'),
  git_tag: name.optional().describe('Git tag of a release to this stage: a text with the same words.'),
})

export const specSchema = z
  .strictObject({
    root: names.optional().describe('The image(s) that everything else builds on.'),
    images: z
      .record(name, image.nullable())
      .refine((images) => Object.keys(images).length > 0, 'the stack has no images: name at least one below `images`')
      .describe('The images of the stack, by directory name.'),
    tag: z.strictObject({ prefix: text.optional().describe('First part of every tag, such as "2026.4".') }).nullish(),
    plans: z.record(name, plan.nullable()).nullish().describe('Parallel variants of the whole stack.'),
    platforms: names
      .optional()
      .describe('What the images are built for: linux/amd64, linux/arm64, …; default: the platform of the engine.'),
    all_info_cmds: z.record(name, info).nullish().describe('The info commands that images may name.'),
    manifests: z.record(name, info).nullish().describe('2021: the same as all_info_cmds.'),
    registries: z.record(name, name).nullish().describe('Aliases of registries: alias: host[:port]/path.'),
    push_to: names.nullish().describe('Registries to push to unless the input `registries` says otherwise.'),
    changes: z
      .strictObject({
        all: names
          .optional()
          .describe('Changed files that touch every image, beside the spec and the common tests: globs.'),
        ignore: names.optional().describe('Changed files that touch no image: globs.'),
      })
      .nullish()
      .describe('What a changed file touches; globs are relative to the directory of the spec.'),
    suites: z
      .record(name, suite)
      .nullish()
      .describe('Test suites beside the ones found by convention; or, by their names, more about those.'),
    stages: z
      .record(name, stage)
      .refine((stages) => Object.keys(stages).length > 0, 'the ladder has no stages: name at least one below `stages`')
      .nullish()
      .describe(
        'The ladder that images climb, by name. Default: branch, stable ({prefix}-stable) and global-stable (stable).',
      ),
    changelog: name
      .nullish()
      .describe(
        'Changelog, relative to the directory of the spec; the version of its top entry is the default of {version}.',
      ),
  })
  .describe('A stack of Docker images that build on each other.')

/** spec.yml after validation, before it is turned into a stack. */
export type Spec = z.output<typeof specSchema>
export type SpecImage = z.output<typeof image>
export type SpecSuite = z.output<typeof suite>
export type SpecStage = z.output<typeof stage>
