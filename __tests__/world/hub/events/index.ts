export { dispatchEvent, scheduleEvent, type DispatchOptions } from './manual.js'
export { mergeGroupEvent } from './merge-group.js'
export { pullRequestEvent, pullRequestTargetEvent, type PullAction, type PullEventOptions } from './pull-request.js'
export { pushEvent } from './push.js'
