import type { Problem } from '../shared/errors.js'
import { UserError } from '../shared/errors.js'
import { parseDuration } from '../shared/duration.js'
import { parseSize } from '../shared/size.js'
import { isPlatform, PLATFORMS } from '../stack/platforms.js'
import { nearest } from '../shared/nearest.js'

interface CommandDefinition {
  readonly help: string
  /** Folder of the action that does it, '' for the root action; none: only at the command line. */
  readonly action?: string
  /** What follows the command's name on the command line. */
  readonly operand?: { readonly name: string; readonly optional: boolean; /** Default: 1. */ readonly most?: number }
}

/** The commands that exist: names at the command line, and the actions that do the same. */
export const COMMANDS = {
  run: { action: '', help: 'Build, test, push and document what a change touches; publish all of it or nothing.' },
  plan: { action: 'detect', help: 'Say what a change touches, what would be done, and why.' },
  build: { action: 'build', help: 'Build the images into the local engine.' },
  test: { action: 'test', help: 'Run the suites on images that "build" made.' },
  push: { action: 'push', help: 'Push and publish images that "build" made and "test" did not find broken.' },
  tag: {
    action: 'tag',
    help: 'Give what a stage, tag or digest names more names: stable, a stage of the ladder, another registry; all of it or nothing.',
  },
  rollback: {
    action: 'rollback',
    operand: { name: 'NAME', optional: false },
    help: 'Say what moved a tag or stage and can be undone, or move it back to where it was before.',
  },
  release: {
    action: 'release',
    operand: { name: 'STAGE', optional: false },
    help: 'Bring the stack up the ladder to a stage: build, run the suites, move, tag in git; what is done is not done again.',
  },
  wiki: {
    action: 'wiki',
    help: 'Write pages of what was published and moved, and of what is in the images, into the wiki of a repository or a folder.',
  },
  'gpu-test': {
    action: 'gpu-test',
    help: 'Run the suites that want a GPU on images of a registry, where GPUs are; record what came of it beside their digests and on their commits.',
  },
  report: {
    action: 'report',
    operand: { name: 'DIR', optional: true },
    help: 'Put what many jobs or steps did together as one result: summary, report.html, one artifact. At a terminal: make report.html of the folder that a run wrote, or an artifact was unpacked to.',
  },
  check: { help: 'Say whether the code and the images that are used with it are of the same version.' },
  diff: {
    operand: { name: 'IMAGE A [B]', optional: false, most: 3 },
    help: 'Say what differs in an image between two tags, stages or digests: packages, layers, sizes; without pulling it.',
  },
  explain: {
    operand: { name: 'IMAGE', optional: false },
    help: 'Say why an image will be built, reused or left alone, up to the change that reaches it.',
  },
  graph: { help: 'Draw the stack and what will be done with it.' },
  init: {
    operand: { name: 'DIR', optional: true },
    help: 'Write a spec.yml for the Dockerfiles below a directory.',
  },
} as const satisfies Readonly<Record<string, CommandDefinition>>

export type Command = keyof typeof COMMANDS

export const commandNames = Object.keys(COMMANDS) as Command[]

export function definitionOf(command: Command): CommandDefinition {
  return COMMANDS[command]
}

export function isCommand(name: string): name is Command {
  return Object.hasOwn(COMMANDS, name)
}

interface InputDefinition {
  /** `lines`: a value per line, or per flag at the command line: commas are part of it. */
  readonly kind: 'text' | 'list' | 'lines' | 'flag' | 'count' | 'duration' | 'size' | 'choice'
  readonly default: string
  readonly help: string
  /** How the value is written, for --help. */
  readonly value?: string
  readonly choices?: readonly string[]
  /** Commands that have it; default: all. */
  readonly only?: readonly Command[]
  /** Masked in logs, and kept as it is but for the line ends around it. */
  readonly secret?: true
  /** Commands that do not have what all others have. */
  readonly except?: readonly Command[]
  /** Makes sense at one of the two front doors only. */
  readonly door?: 'cli' | 'action'
  /** At the command line it is the operand of this command, and no flag. */
  readonly operandOf?: Command
  /** The help of commands for which it is another. */
  readonly inHelp?: Readonly<Partial<Record<Command, string>>>
  /** The default in the manifests of actions, where it is another: an expression of GitHub's, or one per command. */
  readonly inManifest?: (command: Command) => string
}

/** Those that look at the stack and say what is to be done with it. */
const PLANNING = ['run', 'plan', 'build', 'test', 'push', 'explain', 'graph'] as const
/** Those that go by a plan of another job. */
const CARRYING = ['run', 'build', 'test', 'push'] as const
const WORKING = [...CARRYING, 'release'] as const
const BUILDING = ['run', 'build', 'release'] as const
/** Those that run suites after the push, some of which log in elsewhere. */
const LOGGING_IN = ['run', 'test', 'push', 'release', 'gpu-test'] as const
/** Those that only move names in registries. */
const MOVING = ['tag', 'rollback'] as const

const OF_ALL = 'Only these images; name@plan takes one plan. Default: all of the stack.'
const PLACES =
  'Where the names are: aliases of the spec, or bases such as 127.0.0.1:5000/acme, which replace everything before the last component of image_name. Default: push_to of the spec, else image_name as it is.'
const FILES = 'Where artifacts/ goes, with moves.json, journal.json and the lists of images.'
const DRY_MOVE = 'Ask the registries for everything that a move needs, say what would move, and move nothing.'

/** Where legs of a matrix share a text, this tells them apart; other jobs have nothing there. */
const LEG = (before: string): string =>
  `\${{ strategy.job-total > 1 && format('${before}{0}', strategy.job-index) || '' }}`

/** Names of a run must differ. */
const ARTIFACTS: ReadonlyMap<Command, string> = new Map([
  ['plan', 'stack-plan'],
  ['tag', 'stack-moves'],
  ['rollback', 'stack-moves'],
  ['release', 'stack-release'],
  ['wiki', 'stack-wiki'],
  ['gpu-test', 'stack-gpu-test'],
  ['report', 'stack-report'],
])

/** The name that an artifact has where nobody chose one; in a matrix with the number of the leg behind it. */
export function isDefaultArtifact(command: Command, name: string): boolean {
  const preset = ARTIFACTS.get(command) ?? INPUTS.artifact.default
  return name.startsWith(preset) && /^(-\d+)?$/.test(name.slice(preset.length))
}

/**
 * The only definition of inputs: it parses them, and action.yml files, README tables and `--help` are generated from it.
 * A flag with the default `true` is `--no-<name>` at the command line.
 */
export const INPUTS = {
  spec: {
    kind: 'text',
    value: 'PATH',
    default: 'images/spec.yml',
    help: 'The spec of the stack.',
    except: ['report'],
  },
  images: {
    kind: 'list',
    value: 'a,b',
    default: '',
    help: 'Work on these images, and on what they are built on where nobody has it; name@plan takes one plan. Default: what the change touches.',
    inHelp: {
      tag: OF_ALL,
      rollback: OF_ALL,
      release: OF_ALL,
      check: OF_ALL,
      wiki: 'With from: of these images only.',
      'gpu-test': OF_ALL,
    },
    only: [...PLANNING, ...MOVING, 'release', 'check', 'wiki', 'gpu-test'],
  },
  name: {
    kind: 'text',
    value: 'NAME',
    default: '',
    help: 'The tag or stage whose moves are listed or undone.',
    door: 'action',
    only: ['rollback'],
  },
  from: {
    kind: 'text',
    value: 'WHAT',
    default: '',
    help: 'What gets the new names: a tag such as 2026.3-a1239a (for other plans the same with their prefix), a stage, or the digest of one image (sha256:…).',
    inHelp: {
      wiki: 'A tag or stage whose images get pages, too, of what the registry knows of them: for what was published before there were pages.',
      'gpu-test':
        'What is tested: a tag such as 2026.3-a1239a (for other plans the same with their prefix), a stage, or the digest of one image (sha256:…).',
    },
    only: ['tag', 'wiki', 'gpu-test'],
  },
  command: {
    kind: 'text',
    value: 'WORDS',
    default: '',
    help: 'Run this on the login host instead of suites of the spec, once for each of images: launch.sh -i {ref} -g 1 -f pytest /opt/workflow_tests. The words of a suite’s run stand in it; pytest has to be one, for its closing line is read.',
    only: ['gpu-test'],
  },
  to: {
    kind: 'list',
    value: 'a,b',
    default: 'stable',
    help: 'The names: stages, tags, or both; a tag may have {prefix}, {image}, {plan}, {version}, {minor}, {user}, {branch} and {sha} in it.',
    only: ['tag'],
  },
  before: {
    kind: 'text',
    value: 'OPERATION',
    default: '',
    help: 'Move back to what was named before this operation of the list; what came after it is undone, too.',
    only: ['rollback'],
  },
  last: {
    kind: 'flag',
    default: 'false',
    help: 'Undo the newest operation of the list, a roll back, too.',
    only: ['rollback'],
  },
  base: {
    kind: 'text',
    value: 'REVISION',
    default: '',
    help: 'Compare with this commit, from where the two parted, instead of what the event says.',
    only: PLANNING,
  },
  head: {
    kind: 'text',
    value: 'REVISION',
    default: '',
    help: 'With base: compare this commit with it. Default: the checkout, with what is not committed yet.',
    only: PLANNING,
  },
  event: {
    kind: 'text',
    value: 'NAME',
    default: '',
    help: 'Plan for this event of GitHub’s; with --event-path.',
    door: 'cli',
    only: PLANNING,
  },
  'event-path': {
    kind: 'text',
    value: 'FILE',
    default: '',
    help: 'The payload of the event, as JSON.',
    door: 'cli',
    only: PLANNING,
  },
  'full-rebuild': {
    kind: 'flag',
    default: 'false',
    help: 'Build and test every image, whatever the registry has; so do the words "full rebuild" in the head commit’s message.',
    only: PLANNING,
  },
  trust: {
    kind: 'choice',
    value: 'WHOM',
    choices: ['all', 'builds', 'none'],
    default: 'all',
    help: 'What the registry says of this very content: all: what was built and tested is neither built nor tested again; builds: tested again; none: built and tested again.',
    only: PLANNING,
  },
  'base-drift': {
    kind: 'choice',
    value: 'POLICY',
    choices: ['auto', 'report', 'rebuild'],
    default: 'auto',
    help: 'When a base outside the stack has moved: report: say so, and keep to the one that was built on; rebuild: build on the new one; auto: rebuild on a schedule and in a full rebuild, else report.',
    only: [...PLANNING, 'release'],
  },
  plan: {
    kind: 'text',
    value: 'FILE',
    default: '',
    help: 'Do what this plan.json says (of "plan" or the action detect) instead of making one; with images: that part of it.',
    only: CARRYING,
  },
  earlier: {
    kind: 'list',
    value: 'DIR,…',
    default: '',
    help: 'Folders with the results.json of other jobs (their artifacts): what they built and tested is published, what failed there is not.',
    inHelp: {
      report: 'Folders with the results.json of jobs (their artifacts), instead of artifacts of this run.',
      wiki: 'Folders with the files of other jobs (their artifacts), beside out.',
    },
    only: ['test', 'push', 'report', 'wiki'],
  },
  share: {
    kind: 'flag',
    default: 'false',
    help: 'Push what was built or tested as candidates (fp-…), for jobs on other machines; no name moves.',
    only: ['build', 'test'],
  },
  platforms: {
    kind: 'list',
    value: 'LIST',
    default: '',
    help: 'Build for these platforms, such as linux/amd64,linux/arm64, instead of those of the spec.',
    inHelp: { diff: 'Compare the images for this platform. Default: the engine’s.' },
    only: [...PLANNING, 'release', 'diff'],
  },
  pull: {
    kind: 'flag',
    default: 'false',
    help: 'Pull an image that nobody wrote down the contents of, and run its info commands.',
    door: 'cli',
    only: ['diff'],
  },
  registries: {
    kind: 'list',
    value: 'LIST',
    default: '',
    only: [...PLANNING, ...MOVING, 'release', 'check', 'diff', 'wiki', 'gpu-test'],
    inHelp: { tag: PLACES, rollback: PLACES, check: PLACES, diff: PLACES, wiki: PLACES, 'gpu-test': PLACES },
    help: 'Where to push: aliases of the spec, or bases such as 127.0.0.1:5000/acme, which replace everything before the last component of image_name. Default: push_to of the spec, else image_name as it is.',
  },
  'to-registries': {
    kind: 'list',
    value: 'LIST',
    default: '',
    only: ['tag'],
    help: 'Where the new names are, in the same form; blobs that are not there are copied, digests stay. Default: where they come from.',
  },
  out: {
    kind: 'text',
    value: 'DIR',
    default: '.',
    help: 'Where artifacts/, logs/ and manifests/ go ("plan" at a terminal writes files only when this is given).',
    only: ['run', 'plan', 'build', 'test', 'push', ...MOVING, 'release', 'report', 'wiki', 'gpu-test'],
    inHelp: {
      tag: FILES,
      rollback: FILES,
      report: 'Where artifacts/, logs/ and manifests/ of what was put together go.',
      wiki: 'Where a run or a move left artifacts/ and manifests/; wiki.json, and the pages of a dry run, go there, too.',
      'gpu-test': 'Where artifacts/ and logs/ go, with gpu-test.json and the logs of the suites.',
    },
  },
  push: {
    kind: 'flag',
    default: 'true',
    help: 'Push and publish.',
    inHelp: { release: 'Push (--no-push: the names are moved in the engine alone).' },
    only: ['run', 'plan', 'explain', 'graph', 'release'],
  },
  publish: {
    kind: 'choice',
    value: 'POLICY',
    choices: ['all', 'passed', 'none'],
    default: 'all',
    help: 'all: tags move only when every image of the run is green; passed: those of the green images; none: nothing but candidates (fp-…).',
    only: ['run', 'push'],
  },
  builder: {
    kind: 'text',
    value: 'NAME',
    default: 'auto',
    help: 'auto: buildx where the docker CLI has it, else the engine; engine; buildx: its current builder; or the name of a builder of buildx, which may be another machine or a cluster.',
    only: BUILDING,
  },
  cache: { kind: 'flag', default: 'true', help: 'Use the build cache.', only: BUILDING },
  'cache-from': {
    kind: 'lines',
    value: 'WHERE',
    default: '',
    help: 'Build caches to read, as buildx takes them, one per line: type=gha,scope={image} or type=registry,ref={repository}:cache; {image}, {variant}, {platform} and {repository} stand for the image’s own.',
    only: BUILDING,
  },
  'cache-to': {
    kind: 'lines',
    value: 'WHERE',
    default: '',
    help: 'Build caches to write, in the same form.',
    only: BUILDING,
  },
  'secret-envs': {
    kind: 'lines',
    value: 'ID=NAME',
    default: '',
    help: 'Secrets that images of the spec may mount in their builds, one per line: id=NAME of an environment variable.',
    only: BUILDING,
  },
  'secret-files': {
    kind: 'lines',
    value: 'ID=PATH',
    default: '',
    help: 'The same from files: id=path.',
    only: BUILDING,
  },
  secrets: {
    kind: 'lines',
    default: '',
    help: 'The same by value: id=value.',
    door: 'action',
    only: BUILDING,
  },
  provenance: {
    kind: 'text',
    value: 'MODE',
    default: 'false',
    help: 'Attest how images were built: false, mode=min or mode=max. Wants buildx and a builder that can.',
    only: BUILDING,
  },
  sbom: {
    kind: 'text',
    value: 'GENERATOR',
    default: 'false',
    help: 'Attest what is in the images: false, true, or generator=IMAGE. Wants buildx and a builder that can.',
    only: BUILDING,
  },
  'parallel-builds': {
    kind: 'count',
    value: 'N',
    default: '0',
    help: 'Builds at the same time; 0: one per core and 2 GiB of memory, at least 2 where there is the memory.',
    only: BUILDING,
  },
  'parallel-tests': {
    kind: 'count',
    value: 'N',
    default: '0',
    help: 'Images that are tested at the same time; 0: one per core and 2 GiB of memory.',
    only: ['run', 'test', 'release', 'gpu-test'],
  },
  'parallel-pushes': {
    kind: 'count',
    value: 'N',
    default: '0',
    help: 'Pushes and pulls at the same time; 0: 4.',
    only: WORKING,
  },
  'fail-fast': {
    kind: 'flag',
    default: 'false',
    help: 'Stop everything at the first failure, instead of only what is built on what failed.',
    only: WORKING,
  },
  timeout: {
    kind: 'duration',
    value: 'TIME',
    default: '0',
    help: 'Limit of the whole run; then everything is stopped, tidied up and reported. 0: none.',
    only: [...WORKING, 'gpu-test'],
  },
  'build-timeout': {
    kind: 'duration',
    value: 'TIME',
    default: '2h',
    help: 'Limit of a build; 0: none.',
    only: BUILDING,
  },
  'push-timeout': {
    kind: 'duration',
    value: 'TIME',
    default: '1h',
    help: 'Limit of a push or pull; 0: none.',
    only: WORKING,
  },
  'min-free': {
    kind: 'size',
    value: 'SIZE',
    default: '2GB',
    help: 'Room that the engine’s disk must have before a build begins; 0: do not look.',
    only: BUILDING,
  },
  'free-disk': {
    kind: 'flag',
    default: 'false',
    help: 'Remove tools that GitHub’s hosted runners bring and a stack seldom needs (Android, .NET, Haskell, Swift, CodeQL …) before the work; elsewhere nothing happens.',
    door: 'action',
    only: BUILDING,
  },
  'ssh-host': {
    kind: 'text',
    value: 'USER@HOST',
    default: '',
    help: 'The login host of suites over ssh: user@host or user@host:port; before what the spec says (suites.NAME.ssh.host).',
    only: LOGGING_IN,
  },
  'ssh-jump': {
    kind: 'text',
    value: 'USER@HOST',
    default: '',
    help: 'The host on the way there, in the same form; the same key or password opens both.',
    only: LOGGING_IN,
  },
  'ssh-known-hosts': {
    kind: 'lines',
    value: 'LINE',
    default: '',
    help: 'Keys of the hosts, one per line: as in ssh’s known_hosts, or SHA256:… fingerprints; with those of the spec. A host with another key is refused. Default: ~/.ssh/known_hosts.',
    only: LOGGING_IN,
  },
  'ssh-key': {
    kind: 'text',
    default: '',
    help: 'A secret: the private key to log in with, all lines of its file.',
    secret: true,
    door: 'action',
    only: LOGGING_IN,
  },
  'ssh-key-file': {
    kind: 'text',
    value: 'PATH',
    default: '',
    help: 'The file of the private key to log in with. Default: STACK_SSH_KEY of the environment, which holds the key itself; else the ssh agent (SSH_AUTH_SOCK). A passphrase or password is read from STACK_SSH_PASSPHRASE and STACK_SSH_PASSWORD.',
    door: 'cli',
    only: LOGGING_IN,
  },
  'ssh-passphrase': {
    kind: 'text',
    default: '',
    help: 'A secret: the passphrase of the key.',
    secret: true,
    door: 'action',
    only: LOGGING_IN,
  },
  'ssh-password': {
    kind: 'text',
    default: '',
    help: 'A secret: the password to log in with, where there is no key.',
    secret: true,
    door: 'action',
    only: LOGGING_IN,
  },
  'test-timeout': {
    kind: 'duration',
    value: 'TIME',
    default: '30m',
    help: 'Wall-clock limit of a suite that names none: 90s, 30m, 1h.',
    only: ['run', 'test', 'push', 'release', 'gpu-test'],
  },
  suites: {
    kind: 'list',
    value: 'a,b',
    default: '',
    help: 'Run these suites only, by name or sort (test, tests_common, integration_tests, notebooks, long-notebooks …), those that are off by default too.',
    inHelp: {
      'gpu-test':
        'Run these suites only, by name or sort. Default: those of the spec that want a GPU (on: ssh, or gpus).',
    },
    only: [...PLANNING, 'release', 'gpu-test'],
  },
  'skip-suites': {
    kind: 'list',
    value: 'a,b',
    default: '',
    help: 'Leave these suites out, by name or sort.',
    inHelp: {
      release: 'Leave these suites out, by name or sort, also where a stage asks for them; the journal will say so.',
    },
    only: [...PLANNING, 'release', 'gpu-test'],
  },
  stage: {
    kind: 'text',
    value: 'NAME',
    default: '',
    help: 'What {stage} stands for in the commands of suites.',
    inHelp: {
      release: 'The stage to release to.',
      check: 'The stage whose images are looked at. Default: the highest that has one.',
    },
    operandOf: 'release',
    only: ['run', 'test', 'push', 'release', 'check', 'gpu-test'],
  },
  version: {
    kind: 'text',
    value: 'VERSION',
    default: '',
    help: 'What {version} stands for in the commands of suites.',
    inHelp: {
      release:
        'The version, X.Y.Z, or changelog: the top entry of the changelog, which is the default where the spec names one.',
      tag: 'What {version} (X.Y.Z) and {minor} (X.Y.0) stand for in tags; changelog: the top entry of the changelog, which is the default where the spec names one.',
    },
    only: ['run', 'test', 'push', 'tag', 'release', 'gpu-test'],
  },
  user: {
    kind: 'text',
    value: 'NAME',
    default: '',
    help: 'What {user} stands for in tags. Default: who runs this.',
    only: ['run', 'plan', 'tag', 'release'],
  },
  local: {
    kind: 'flag',
    default: 'false',
    help: 'Name images of the engine, of which no registry need know; gates are said, and not held.',
    door: 'cli',
    only: ['tag'],
  },
  require: {
    kind: 'list',
    value: 'a,b',
    default: '',
    help: 'Move only what has passed these suites, whatever stages ask for: names or sorts, NAME@IMAGE for one image, or gpu-test for those that want a GPU; on exactly these digests, as the journal says.',
    only: ['tag'],
  },
  'skip-gates': {
    kind: 'flag',
    default: 'false',
    help: 'Move although suites that a stage, or require, asks for have not passed on exactly these images; the journal will say so.',
    only: ['tag'],
  },
  'git-tag': {
    kind: 'flag',
    default: 'false',
    help: 'Push the git tags of the stages to origin, too; wants contents: write.',
    door: 'action',
    only: ['release'],
  },
  'push-git-tag': {
    kind: 'flag',
    default: 'false',
    help: 'Push the git tags of the stages to origin, too.',
    door: 'cli',
    only: ['release'],
  },
  strict: {
    kind: 'flag',
    default: 'false',
    help: 'Fail when code and image are not of the same version, instead of only saying so.',
    only: ['check'],
  },
  python: {
    kind: 'text',
    value: 'PROGRAM',
    default: 'python3',
    help: 'The Python of this machine that runs suites on the host; it has pytest and what those import.',
    only: ['run', 'test', 'push', 'release', 'gpu-test'],
  },
  wiki: {
    kind: 'text',
    value: 'OWNER/NAME',
    default: '',
    help: 'The repository whose wiki it is. Default: the one that the workflow runs in.',
    only: ['wiki'],
  },
  folder: {
    kind: 'text',
    value: 'DIR',
    default: '',
    help: 'Write the pages into this folder instead of a wiki, with links to files, for a static site.',
    only: ['wiki'],
  },
  keep: {
    kind: 'count',
    value: 'N',
    default: '0',
    help: 'Keep the pages of the newest N publishes of each image, and of what stages name; 0: all.',
    only: ['wiki'],
  },
  'dry-run': {
    kind: 'flag',
    default: 'false',
    help: 'Say what would be done and why; do nothing.',
    inHelp: {
      tag: DRY_MOVE,
      rollback: DRY_MOVE,
      wiki: 'Write the pages that would change to artifacts/wiki/ only.',
      'gpu-test': 'Find the digests, log in where suites run, say the exact commands, and run none of them.',
    },
    only: [...WORKING, ...MOVING, 'wiki', 'gpu-test'],
  },
  offline: {
    kind: 'flag',
    default: 'false',
    help: 'No look-ups before the work: neither what registries have, nor logins, nor GitHub’s API.',
    only: PLANNING,
  },
  format: {
    kind: 'choice',
    value: 'FORMAT',
    choices: ['mermaid', 'dot', 'svg', 'json'],
    default: 'mermaid',
    help: 'mermaid, dot, svg or json.',
    only: ['graph'],
  },
  force: {
    kind: 'flag',
    default: 'false',
    help: 'Replace a spec that is there.',
    inHelp: {
      tag: 'Move version tags, too, that name something else already, and to versions that are refused else.',
      rollback:
        'Move back names, too, that somebody else has moved since, or that the undone operation says it is still moving.',
    },
    only: ['init', ...MOVING],
  },
  json: {
    kind: 'flag',
    default: 'false',
    help: 'One JSON document on stdout, everything else on stderr.',
    door: 'cli',
    only: [...PLANNING, ...MOVING, 'release', 'report', 'check', 'diff', 'wiki', 'gpu-test'],
  },
  token: {
    kind: 'text',
    default: '',
    inManifest: () => '${{ github.token }}',
    help: 'Asks GitHub what changed; needs contents: read and pull-requests: read.',
    inHelp: {
      report: 'Writes the comment; needs pull-requests: write.',
      wiki: 'Writes to the wiki; needs contents: write. For the wiki of another repository it is one that may write there.',
      'gpu-test': 'Sets the commit status stack-action/gpu-test; needs statuses: write.',
    },
    door: 'action',
    only: [...PLANNING, 'release', 'report', 'wiki', 'gpu-test'],
  },
  artifact: {
    kind: 'text',
    value: 'NAME',
    default: 'stack-action',
    help: 'Name of the workflow artifact that takes artifacts/, logs/ and manifests/; empty: none. Names are unique in a run: give each step and each leg of a matrix its own.',
    inManifest: (command) => `${ARTIFACTS.get(command) ?? 'stack-action'}${LEG('-')}`,
    door: 'action',
  },
  'retention-days': {
    kind: 'count',
    value: 'DAYS',
    default: '0',
    help: 'Days for which the artifact is kept, 1 to 400; 0: as the repository says. More than the repository allows is cut to that.',
    door: 'action',
  },
  compression: {
    kind: 'count',
    value: 'LEVEL',
    default: '6',
    help: 'How hard the artifact is packed: 0 (not at all) to 9.',
    door: 'action',
  },
  pattern: {
    kind: 'list',
    value: 'a,b',
    default: 'stack-*',
    help: 'Artifacts of this run to read, by name, with * and ?; all jobs that worked, and the one that planned.',
    door: 'action',
    only: ['report'],
  },
  open: {
    kind: 'flag',
    default: 'false',
    help: 'Show report.html in the browser of this machine.',
    door: 'cli',
    only: ['report'],
  },
  'fail-on-failure': {
    kind: 'flag',
    default: 'true',
    help: 'Fail when what was put together failed, was interrupted, or is not whole.',
    only: ['report'],
  },
  comment: {
    kind: 'flag',
    default: 'false',
    help: 'On pull requests: say what came of it in one comment, which every run writes over; wants pull-requests: write. Pull requests of forks get none.',
    door: 'action',
    only: ['run', 'plan', 'push', 'report'],
  },
  'comment-key': {
    kind: 'text',
    value: 'TEXT',
    default: '',
    inManifest: () => `\${{ github.workflow }}/\${{ github.job }}${LEG('/')}`,
    help: 'Comments of different keys are different comments.',
    door: 'action',
    only: ['run', 'plan', 'push', 'report'],
  },
} as const satisfies Readonly<Record<string, InputDefinition>>

export type InputName = keyof typeof INPUTS

interface OutputDefinition {
  readonly help: string
  readonly only?: readonly Command[]
  /** The help of commands for which it is another. */
  readonly inHelp?: Readonly<Partial<Record<Command, string>>>
}

const MOVES_FOLDER = 'Path of the folder with moves.json, journal.json and the lists of images.'

/** What the root action and its siblings tell later steps. */
export const OUTPUTS = {
  images: { help: 'JSON list of the images to build, test or publish, parents before children.', only: PLANNING },
  changed: {
    help: 'JSON list of the images that the change touches, by itself or through a parent.',
    inHelp: { wiki: 'How many pages were written or removed.' },
    only: [...PLANNING, 'wiki'],
  },
  any: { help: 'true when there is something to do.', only: PLANNING },
  full: { help: 'Why every image counts as changed; empty when not all do.', only: PLANNING },
  levels: { help: 'JSON list of lists: images of a level need nothing below it.', only: PLANNING },
  matrices: {
    help: 'JSON list of matrices, one per level: fromJSON(…)[0] is {"include": [{"name", "images", "platform"}]} of the images that build on nothing of this run.',
    only: PLANNING,
  },
  matrix: {
    help: 'A matrix for fromJSON, {"include": [{"name", "images", "platform"}]}: a leg per image, at most 256; when there are more images, a leg per subtree.',
    only: PLANNING,
  },
  reasons: { help: 'JSON object: image → why, as a sentence.', only: PLANNING },
  plan: { help: 'Path of plan.json; give it to build, test and push as their input plan.', only: PLANNING },
  artifacts: {
    help: 'Path of the folder with plan.json, and after work results.json and a .yml per image.',
    inHelp: {
      tag: MOVES_FOLDER,
      rollback: MOVES_FOLDER,
      wiki: 'Path of the folder with wiki.json, and wiki/ after a dry run.',
      'gpu-test': 'Path of the folder with gpu-test.json.',
    },
  },
  outcome: { help: 'passed, failed or interrupted.' },
  published: { help: 'JSON list of what was published: {"image", "ref", "digest"}.', only: [...CARRYING, 'report'] },
  digests: {
    help: 'JSON object: image → digest in the registry, of all that was pushed; an image for several platforms by its whole id.',
    only: ['run', 'push', 'report'],
  },
  refs: { help: 'JSON list of the names that were published, each once.', only: ['run', 'push', 'report'] },
  missing: { help: 'JSON list of the images that the plan wanted and no job reported on.', only: ['report'] },
  'artifact-id': { help: 'Number of the artifact that was uploaded; empty: none.' },
  'artifact-url': { help: 'Address of that artifact; empty: none.' },
  'comment-url': { help: 'Address of the comment; empty: none.', only: ['run', 'plan', 'push', 'report'] },
  report: { help: 'Path of report.html.', only: ['report'] },
  moved: {
    help: 'JSON list of the names that moved, or name it already: {"image", "ref", "old", "new", "state": "moved" or "unchanged"}; old is null where the name is new.',
    inHelp: {
      release:
        'JSON list of the names of all stages on the way: {"stage", "image", "ref", "old", "new"}; old is null where the name is new, and missing where it is not known.',
    },
    only: [...MOVING, 'release'],
  },
  pages: {
    help: 'JSON list of the pages that were written or removed: {"page", "change": "made", "changed" or "removed"}.',
    only: ['wiki'],
  },
  url: { help: 'Address of the wiki, or path of the folder.', only: ['wiki'] },
  results: { help: 'Path of results.json.', only: [...CARRYING, 'report'] },
  passed: { help: 'JSON list of what passed: host/name@sha256:….', only: ['gpu-test'] },
  failed: { help: 'JSON list of what did not pass: host/name@sha256:….', only: ['gpu-test'] },
  record: { help: 'Path of gpu-test.json.', only: ['gpu-test'] },
} as const satisfies Readonly<Record<string, OutputDefinition>>

export type OutputName = keyof typeof OUTPUTS

/** All inputs of a run, parsed. */
export interface Inputs {
  readonly spec: string
  readonly images: readonly string[]
  /** '' where it was not given; so are `from` and `before`. */
  readonly name: string
  readonly from: string
  readonly command: string
  readonly to: readonly string[]
  readonly before: string
  readonly last: boolean
  readonly toRegistries: readonly string[]
  readonly user: string
  readonly local: boolean
  /** NAME, or NAME@IMAGE. */
  readonly require: readonly string[]
  readonly skipGates: boolean
  /** The git tags of a release are pushed. */
  readonly gitTag: boolean
  readonly strict: boolean
  /** '' where it was not given; so are `head`, `event`, `eventPath` and `plan`. */
  readonly base: string
  readonly head: string
  readonly event: string
  readonly eventPath: string
  readonly fullRebuild: boolean
  readonly trust: 'all' | 'builds' | 'none'
  readonly baseDrift: 'auto' | 'report' | 'rebuild'
  readonly plan: string
  readonly registries: readonly string[]
  readonly out: string
  readonly push: boolean
  readonly publish: 'all' | 'passed' | 'none'
  readonly earlier: readonly string[]
  readonly share: boolean
  readonly platforms: readonly string[]
  readonly pull: boolean
  readonly builder: string
  readonly cache: boolean
  readonly cacheFrom: readonly string[]
  readonly cacheTo: readonly string[]
  readonly secretEnvs: readonly string[]
  readonly secretFiles: readonly string[]
  readonly secrets: readonly string[]
  readonly provenance: string
  readonly sbom: string
  /** 0: choose; so with the others. */
  readonly parallelBuilds: number
  readonly parallelTests: number
  readonly parallelPushes: number
  readonly failFast: boolean
  /** Milliseconds; 0: none; so with the others. */
  readonly timeoutMs: number
  readonly buildTimeoutMs: number
  readonly pushTimeoutMs: number
  /** Bytes. */
  readonly minFree: number
  readonly freeDisk: boolean
  /** '' where it was not given; so with all of ssh. */
  readonly sshHost: string
  readonly sshJump: string
  readonly sshKnownHosts: readonly string[]
  readonly sshKey: string
  readonly sshKeyFile: string
  readonly sshPassphrase: string
  readonly sshPassword: string
  readonly testTimeoutMs: number
  readonly suites: readonly string[]
  readonly skipSuites: readonly string[]
  readonly stage: string
  readonly version: string
  readonly python: string
  /** '' where it was not given; so is `folder`. */
  readonly wiki: string
  readonly folder: string
  /** 0: all. */
  readonly keep: number
  readonly dryRun: boolean
  readonly offline: boolean
  readonly format: 'mermaid' | 'dot' | 'svg' | 'json'
  readonly force: boolean
  readonly json: boolean
  /** '' where there is none. */
  readonly token: string
  readonly artifact: string
  /** 0: as the repository says. */
  readonly retentionDays: number
  /** 0 to 9. */
  readonly compression: number
  readonly pattern: readonly string[]
  readonly open: boolean
  readonly failOnFailure: boolean
  readonly comment: boolean
  readonly commentKey: string
}

/** The inputs of a command at one of the front doors, in the order of the table. */
export function inputsOf(command: Command, door: 'cli' | 'action'): [InputName, InputDefinition][] {
  return (Object.entries(INPUTS) as [InputName, InputDefinition][])
    .filter(([, input]) => (input.only?.includes(command) ?? true) && (input.door ?? door) === door)
    .filter(([, input]) => input.except?.includes(command) !== true)
    .filter(([, input]) => door === 'action' || input.operandOf !== command)
    .map(([name, input]) => [name, { ...input, help: input.inHelp?.[command] ?? input.help }])
}

/** Parses raw texts (empty: the default) into inputs. `label` names an input as the user wrote it. Throws a UserError with all mistakes. */
export function parseInputs(
  raw: Readonly<Partial<Record<InputName, string>>>,
  label: (name: InputName) => string,
): Inputs {
  const problems: Problem[] = []
  const text = (name: InputName): string => {
    const given = raw[name]?.trim() ?? ''
    return given === '' ? INPUTS[name].default : given
  }
  const bad = (name: InputName, expected: string, remedy?: string): void =>
    void problems.push({
      message: `${label(name)}: expected ${expected}, found "${text(name)}"`,
      ...(remedy === undefined ? {} : { remedy }),
    })
  const list = (name: InputName): string[] =>
    text(name)
      .split(/[\s,]+/)
      .filter((item) => item !== '')
  const flag = (name: InputName): boolean => {
    const value = text(name).toLowerCase()
    if (value !== 'true' && value !== 'false') bad(name, 'true or false')
    return value === 'true'
  }
  const count = (name: InputName): number => {
    if (!/^\d{1,3}$/.test(text(name))) bad(name, 'a number from 0 to 999')
    return Number(text(name))
  }
  const lines = (name: InputName): string[] =>
    text(name)
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
  // A blank may be part of it.
  const secret = (name: InputName): string =>
    text(name) === '' ? '' : (raw[name] ?? '').replace(/^[\r\n]+|[\r\n]+$/g, '')
  const duration = (name: InputName, least = 0): number => {
    const ms = parseDuration(text(name))
    if (ms === undefined || ms < least) bad(name, 'a time such as 90s, 5m or 1h')
    return ms ?? 0
  }
  const size = (name: InputName): number => {
    const bytes = parseSize(text(name))
    if (bytes === undefined) bad(name, 'a size such as 500MB, 2GB or 1GiB')
    return bytes ?? 0
  }
  const platforms = (name: InputName): string[] => {
    const wrong = list(name).find((one) => !isPlatform(one))
    if (wrong !== undefined) bad(name, 'platforms such as linux/amd64', suggestion(wrong, PLATFORMS))
    return [...new Set(list(name))]
  }
  const choice = <T extends string>(name: InputName, choices: readonly T[], fallback: T): T => {
    const found = choices.find((one) => one === text(name))
    if (found === undefined) bad(name, choices.join(', '), suggestion(text(name), choices))
    return found ?? fallback
  }
  const inputs: Inputs = {
    spec: text('spec'),
    images: list('images'),
    name: text('name'),
    from: text('from'),
    command: text('command'),
    to: list('to'),
    before: text('before'),
    last: flag('last'),
    toRegistries: list('to-registries'),
    user: text('user'),
    local: flag('local'),
    require: list('require'),
    skipGates: flag('skip-gates'),
    gitTag: flag('git-tag') || flag('push-git-tag'),
    strict: flag('strict'),
    base: text('base'),
    head: text('head'),
    event: text('event'),
    eventPath: text('event-path'),
    fullRebuild: flag('full-rebuild'),
    trust: choice('trust', INPUTS.trust.choices, 'all'),
    baseDrift: choice('base-drift', INPUTS['base-drift'].choices, 'auto'),
    plan: text('plan'),
    registries: list('registries'),
    out: text('out'),
    push: flag('push'),
    publish: choice('publish', INPUTS.publish.choices, 'all'),
    earlier: list('earlier'),
    share: flag('share'),
    platforms: platforms('platforms'),
    pull: flag('pull'),
    builder: text('builder'),
    cache: flag('cache'),
    cacheFrom: lines('cache-from'),
    cacheTo: lines('cache-to'),
    secretEnvs: lines('secret-envs'),
    secretFiles: lines('secret-files'),
    secrets: lines('secrets'),
    provenance: text('provenance'),
    sbom: text('sbom'),
    parallelBuilds: count('parallel-builds'),
    parallelTests: count('parallel-tests'),
    parallelPushes: count('parallel-pushes'),
    failFast: flag('fail-fast'),
    timeoutMs: duration('timeout'),
    buildTimeoutMs: duration('build-timeout'),
    pushTimeoutMs: duration('push-timeout'),
    minFree: size('min-free'),
    freeDisk: flag('free-disk'),
    sshHost: text('ssh-host'),
    sshJump: text('ssh-jump'),
    sshKnownHosts: lines('ssh-known-hosts'),
    sshKey: secret('ssh-key'),
    sshKeyFile: text('ssh-key-file'),
    sshPassphrase: secret('ssh-passphrase'),
    sshPassword: secret('ssh-password'),
    testTimeoutMs: duration('test-timeout', 1),
    suites: list('suites'),
    skipSuites: list('skip-suites'),
    stage: text('stage'),
    version: text('version'),
    python: text('python'),
    wiki: text('wiki'),
    folder: text('folder'),
    keep: count('keep'),
    dryRun: flag('dry-run'),
    offline: flag('offline'),
    format: choice('format', INPUTS.format.choices, 'mermaid'),
    force: flag('force'),
    json: flag('json'),
    token: text('token'),
    artifact: raw.artifact?.trim() ?? INPUTS.artifact.default,
    retentionDays: count('retention-days'),
    compression: count('compression'),
    pattern: list('pattern'),
    open: flag('open'),
    failOnFailure: flag('fail-on-failure'),
    comment: flag('comment'),
    commentKey: text('comment-key'),
  }
  // https://docs.github.com/en/actions/reference/limits: 90 days in public repositories, up to 400 in private ones.
  if (inputs.retentionDays > 400) bad('retention-days', 'a number from 0 to 400')
  if (inputs.compression > 9) bad('compression', 'a number from 0 to 9')
  for (const name of ['spec', 'out', 'plan', 'event-path', 'folder'] as const)
    if (text(name).includes('\0')) bad(name, 'a path')
  const decided = (['base', 'full-rebuild', 'trust'] as const).filter((name) => text(name) !== INPUTS[name].default)
  if (inputs.plan !== '' && decided.length > 0)
    problems.push({
      message: `${label('plan')} has decided what is done: ${decided.map(label).join(', ')} would have no effect`,
      remedy: `Give ${decided.length === 1 ? 'it' : 'them'} where the plan is made.`,
    })
  if (inputs.head !== '' && inputs.base === '') bad('head', 'base beside it', `Give ${label('base')} too.`)
  if ((inputs.event === '') !== (inputs.eventPath === ''))
    problems.push({ message: `${label('event')} and ${label('event-path')} go together`, remedy: 'Give both or none.' })
  if (problems.length > 0) throw new UserError(problems)
  return inputs
}

function suggestion(wrong: string, known: readonly string[]): string | undefined {
  const best = nearest(wrong, known)
  return best === undefined ? undefined : `Did you mean "${best}"?`
}
