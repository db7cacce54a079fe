import { DEFAULT_HOST } from '../stack/refs.js'

/** What to do about a login that a registry does not take. */
export function loginRemedy(host: string): string {
  const login = `Log in with "docker login ${host}"`
  if (host === 'ghcr.io') return `${login}; the job also needs permissions: packages: write.`
  return isEcr(host) ? `${login} anew (its passwords are good for twelve hours).` : `${login}.`
}

/** What to do about a push that a registry refuses with one of these statuses, `name` being the repository's in its API. */
export function pushRemedy(host: string, name: string, status: number): string | undefined {
  if (status === 401 || status === 403) return rightsRemedy(host, name)
  if (status === 404)
    return isEcr(host)
      ? `This registry makes no repository by itself: aws ecr create-repository --repository-name ${name}`
      : 'Make the repository, or the project that it belongs to, first: this registry does not at a push.'
  if (status === 405)
    return 'Is it read-only for a while, or a mirror of another registry? Push to one that takes images.'
  return undefined
}

function rightsRemedy(host: string, name: string): string {
  if (host === 'ghcr.io')
    // https://docs.github.com/en/packages/learn-github-packages/configuring-a-packages-access-control-and-visibility
    return 'The job needs permissions: packages: write, and a package that is there already has to give this repository the role Write: package settings, "Manage Actions access".'
  if (host === DEFAULT_HOST)
    return `The login has to be of somebody who may write to ${name}, and an access token needs the permission Read & Write.`
  if (isEcr(host))
    // https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
    return 'The role needs ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload and ecr:PutImage for the repository.'
  return `Log in with "docker login ${host}" as somebody who may push to ${name}.`
}

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/Registries.html */
function isEcr(host: string): boolean {
  return /^\d+\.dkr[.-]ecr(-fips)?\.[\w.-]+$/.test(host)
}
