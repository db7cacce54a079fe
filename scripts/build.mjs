import { bundle } from './bundle.mjs'
import { installPackages, root } from './node24.mjs'

installPackages()
bundle(`${root}dist`)
