// One leaf of twelve images changes: what is built, and what goes to and from the registry.
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { held, seconds, title } from './goals.mjs'
import { commitAll, imagesOf, writeStack } from './stack.mjs'
import { folderIn, loginsFor } from './lab.mjs'
import { measured } from './measure.mjs'
import { countingProxy } from './traffic.mjs'

const COUNT = 12

export async function leafChange(lab) {
  title(`A leaf of a stack of ${COUNT} images changes, and then nothing`)
  const proxy = await countingProxy(lab.registry)
  try {
    const id = `${lab.id}-leaf`
    const folder = folderIn(lab, 'leaf')
    const images = imagesOf('tree', COUNT)
    const leaf = images.at(-1).name
    writeStack(folder, { id, images, base: lab.base, step: 'true', test: 'true' })
    const env = { ...lab.env, DOCKER_CONFIG: loginsFor(lab, [proxy.host]) }
    const row = async (what, flags = []) => {
      proxy.since()
      const [program, args] = lab.ours(['run', '--registries', `${proxy.host}/${id}`, '--out', 'out', ...flags])
      const { ms } = await measured(program, args, { env, cwd: folder })
      const { images } = JSON.parse(readFileSync(join(folder, 'out/artifacts/results.json'), 'utf8'))
      const built = images.filter(({ build }) => build !== undefined).map(({ name }) => name)
      return { what, 'wall s': seconds(ms), built, ...proxy.since() }
    }
    const first = await row('first run')
    appendFileSync(join(folder, 'images', leaf, 'Dockerfile'), 'RUN echo more > /more\n')
    commitAll(folder)
    const changed = await row('a leaf changed')
    const same = await row('nothing changed')
    console.table([first, changed, same].map((one) => ({ ...one, built: one.built.length })))
    console.log(`blobs up: sent whole; an image has two of its own, a layer and its configuration. mounted: the registry has them already,
in another repository. names set: candidates, marks and tags; after a commit every image has the tag of that commit.`)
    if (changed.built.join() !== leaf) throw new Error(`built ${changed.built.join(', ')} instead of ${leaf}`)
    // Its new layer, and its configuration: the layer before has been there since the first run.
    const goals = [
      ['a leaf changed, images pushed', changed['pushed to'], 1],
      ['a leaf changed, blobs sent', changed['blobs up'], 2],
      ['a leaf changed, blobs mounted', changed.mounted, 0],
      ['a leaf changed, layers pulled', changed['layers down'], 0],
      ['nothing changed, images built', same.built.length, 0],
      ['nothing changed, blobs sent', same['blobs up'], 0],
      ['nothing changed, names set', same['names set'], 0],
    ]
    for (const [what, value, goal] of goals) held(what, value, goal, 0)
  } finally {
    proxy.close()
  }
}
