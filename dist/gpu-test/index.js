import { startAction } from '../index.js'
await startAction('gpu-test')
