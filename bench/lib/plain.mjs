// The same work without us: docker's own commands one after the other, and docker buildx bake.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** A shell script that builds, tests and pushes images one by one: what a Makefile does. */
export function loopScript(lab, { folder, to, images, test, push = images }) {
  const ref = (name) => `${to}/${name}:loop`
  const docker = `'${lab.docker.program}'`
  const lines = images.flatMap(({ name, parent }) => [
    `${docker} build --quiet --tag ${ref(name)}${parent === undefined ? '' : ` --build-arg BASE_IMAGE=${ref(parent)}`} images/${name}`,
    ...(test === undefined ? [] : [`${docker} run --rm --network none ${ref(name)} sh -c '${test}'`]),
  ])
  const pushes = push.map(({ name }) => `${docker} push --quiet ${ref(name)}`)
  const path = join(folder, 'loop.sh')
  writeFileSync(path, ['set -e', ...lines, ...pushes, ''].join('\n'))
  return ['sh', [path]]
}

/** A file for bake, in which parents are contexts of their children; it builds and pushes, but cannot test. */
export function bakeCall(lab, { folder, to, images }) {
  const target = ({ name, parent }) => ({
    context: `images/${name}`,
    tags: [`${to}/${name}:bake`],
    ...(parent === undefined ? {} : { contexts: { parent: `target:${parent}` }, args: { BASE_IMAGE: 'parent' } }),
    output: ['type=image,push=true'],
  })
  const file = {
    group: { default: { targets: images.map(({ name }) => name) } },
    target: Object.fromEntries(images.map((image) => [image.name, target(image)])),
  }
  const path = join(folder, 'bake.json')
  writeFileSync(path, JSON.stringify(file))
  return [lab.docker.program, ['buildx', 'bake', '--file', path, '--progress', 'quiet']]
}
