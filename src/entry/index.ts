import './shim.js'
import type { Command } from '../commands/inputs.js'

// A reader that goes away, or a full disk, must not end the work; nobody is left to tell.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

// That a package in the bundle calls what Node would like to be rid of is nothing that users can mend (docker-modem, with
// engines behind tcp:// and ssh://). Our own code is tried without the bundle, where it is said.
process.noDeprecation = true

/** Ends the process when its output is out; open connections to the engine must not keep it. */
async function end(status: number): Promise<void> {
  await Promise.all(
    [process.stdout, process.stderr].map((stream) => new Promise<void>((done) => stream.write('', () => done()))),
  )
  process.exit(status)
}

/** What the stubs of the actions call. */
export async function startAction(command: Command): Promise<void> {
  const { action } = await import('./action.js')
  await end(await action(command))
}

/** What the stub of the command line calls. */
export async function startCli(): Promise<void> {
  const { cli } = await import('./cli.js')
  await end(await cli(process.argv.slice(2)))
}
