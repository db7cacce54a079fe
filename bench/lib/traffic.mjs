// A proxy before a registry that counts what goes through it.
import { Buffer } from 'node:buffer'
import { createServer, request } from 'node:http'

/** `since()` gives what was counted since the last call; `host` is `127.0.0.1:PORT`. */
export async function countingProxy(target) {
  let seen = []
  /** Digests of layers, as the manifests that were pushed say; other blobs are configurations. */
  const layers = new Set()
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming
    const one = { method, url, sent: 0, got: 0, status: 0 }
    seen.push(one)
    // The Host header stays: the registry then makes its Location headers lead back here.
    const passed = request(`http://${target}${url}`, { method, headers }, (response) => {
      one.status = response.statusCode
      outgoing.writeHead(response.statusCode, response.headers)
      response.on('data', (data) => (one.got += data.length)).pipe(outgoing)
    })
    passed.on('error', () => outgoing.destroy())
    const sent = []
    incoming.on('data', (data) => {
      one.sent += data.length
      if (isManifestPut(one)) sent.push(data)
    })
    incoming.on('end', () => {
      if (isManifestPut(one)) for (const { digest } of JSON.parse(Buffer.concat(sent)).layers ?? []) layers.add(digest)
    })
    incoming.pipe(passed)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    host: `127.0.0.1:${server.address().port}`,
    since: () => {
      const counted = summary(seen, layers)
      seen = []
      return counted
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

function isManifestPut({ method, url }) {
  return method === 'PUT' && url.includes('/manifests/')
}

function summary(seen, layers) {
  const of = (method, part) => seen.filter((one) => one.method === method && one.url.includes(part))
  const uploads = of('PUT', '/blobs/uploads/')
  const read = of('GET', '/blobs/sha256:')
  const isLayer = ({ url }) => layers.has(url.slice(url.lastIndexOf('/') + 1))
  const kib = (what) => Math.round(seen.reduce((sum, one) => sum + one[what], 0) / 1024)
  return {
    requests: seen.length,
    'pushed to': new Set(uploads.map(({ url }) => url.slice(0, url.indexOf('/blobs/')))).size,
    'blobs up': uploads.length,
    // A POST with mount= that is answered with 201 moves no bytes.
    mounted: of('POST', 'mount=').filter(({ status }) => status === 201).length,
    'layers down': read.filter(isLayer).length,
    'configs read': read.filter((one) => !isLayer(one)).length,
    'names set': seen.filter(isManifestPut).length,
    'KiB up': kib('sent'),
    'KiB down': kib('got'),
  }
}
