// Joins the user's docker config.json with a login for our registry. usage: credentials.mjs FROM TO, with REGISTRY, LOGIN, PASSWORD in the environment.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'

const [from, to] = process.argv.slice(2)
const { REGISTRY, LOGIN, PASSWORD } = process.env

let config = {}
try {
  if (existsSync(from)) config = JSON.parse(readFileSync(from, 'utf8'))
} catch (error) {
  console.error(`engine: warning: ${from} is left out: ${error.message}`)
}
config.auths = { ...config.auths, [REGISTRY]: { auth: Buffer.from(`${LOGIN}:${PASSWORD}`).toString('base64') } }
// A credential store would hide `auths`; an empty helper sends the client back to this file, for our registry only.
if (config.credsStore) config.credHelpers = { ...config.credHelpers, [REGISTRY]: '' }
// Contexts live in the user's own directory, and DOCKER_HOST decides anyway.
delete config.currentContext

const text = `${JSON.stringify(config, null, 2)}\n`
if (!existsSync(to) || readFileSync(to, 'utf8') !== text) {
  writeFileSync(`${to}.new`, text, { mode: 0o600 })
  renameSync(`${to}.new`, to)
}
