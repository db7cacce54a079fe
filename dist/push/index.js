import { startAction } from '../index.js'
await startAction('push')
