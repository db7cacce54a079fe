// Asks a registry once for each ref, 32 at a time, and does nothing else: `node heads.mjs HOST REF …`, with DOCKER_CONFIG.
// The least that a run can do which has to know whether anything is missing.
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'

const AT_A_TIME = 32
const ACCEPT =
  'application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json'

const [host, ...refs] = process.argv.slice(2)
const { auths } = JSON.parse(readFileSync(join(process.env.DOCKER_CONFIG, 'config.json'), 'utf8'))
const headers = { accept: ACCEPT, authorization: `Basic ${auths[host].auth}` }
const agent = new Agent({ keepAlive: true, maxSockets: AT_A_TIME })

await Promise.all(refs.map(head))
agent.destroy()

function head(ref) {
  const colon = ref.lastIndexOf(':')
  const url = `http://${host}/v2/${ref.slice(host.length + 1, colon)}/manifests/${ref.slice(colon + 1)}`
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'HEAD', agent, headers }, (response) => {
      response.resume().once('end', resolve)
      if (response.statusCode !== 200) reject(new Error(`${url}: ${response.statusCode}`))
    })
    asked.once('error', reject).end()
  })
}
