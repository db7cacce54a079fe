import type { Route } from '../route.js'
import { checkRoutes } from './checks.js'
import { commentRoutes } from './comments.js'
import { commitRoutes } from './commits.js'
import { deploymentRoutes } from './deployments.js'
import { pullRoutes } from './pulls.js'
import { repositoryRoutes } from './repositories.js'
import { statusRoutes } from './statuses.js'

/** Everything the hub answers. */
export const routes: readonly Route[] = [
  ...repositoryRoutes,
  ...commitRoutes,
  ...pullRoutes,
  ...statusRoutes,
  ...checkRoutes,
  ...commentRoutes,
  ...deploymentRoutes,
]
