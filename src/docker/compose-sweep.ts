import type Docker from 'dockerode'

/** Compose puts it on all it makes. */
const PROJECT_LABEL = 'com.docker.compose.project'
const OURS = /^stack-action-([0-9a-z]{5,9})-/

/** The name of a project of ours: it tells until when it may be there, because what Compose makes has no other label of ours. */
export function composeProject(name: string, until: number): string {
  return `stack-action-${Math.ceil(until / 1000).toString(36)}-${name}`
}

/** Removes services, with their networks and volumes, of runs that were killed and are past their time. */
export async function sweepCompose(docker: Docker, now: number): Promise<void> {
  const isOld = (labels: Record<string, string> | null | undefined): boolean => {
    const until = OURS.exec(labels?.[PROJECT_LABEL] ?? '')?.[1]
    return until !== undefined && Number.parseInt(until, 36) * 1000 < now
  }
  const filters = { label: [PROJECT_LABEL] }
  const gone = (): undefined => undefined // Another run sweeps as well.
  const containers = await docker.listContainers({ all: true, filters })
  await Promise.all(
    containers
      .filter(({ Labels }) => isOld(Labels))
      .map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true }).catch(gone)),
  )
  const networks = await docker.listNetworks({ filters })
  await Promise.all(
    networks.filter(({ Labels }) => isOld(Labels)).map(({ Id }) => docker.getNetwork(Id).remove().catch(gone)),
  )
  const volumes = (await docker.listVolumes({ filters })).Volumes as Docker.VolumeInspectInfo[] | null
  await Promise.all(
    (volumes ?? [])
      .filter(({ Labels }) => isOld(Labels))
      .map(({ Name }) => docker.getVolume(Name).remove().catch(gone)),
  )
}
