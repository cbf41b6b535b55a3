// The entry of every npm script. Plain JavaScript without new syntax, so that a Node which cannot read TypeScript still
// gets as far as saying so: the pinned Node is an optional dependency and can vanish without a word.
import * as nodeModule from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const [name = '', ...rest] = process.argv.slice(2)
const major = Number(process.versions.node.split('.')[0])

if (major < 24) {
  console.error(
    'Steckwerk needs Node 26, which `npm ci` installs, or a system Node of 24 or newer; this is Node ' + process.versions.node + '.\n' +
    'Start it through npm (`npm test`, `npm start`), which puts node_modules/.bin first on the PATH. If that folder holds\n' +
    'no `node`, there is no packaged build for this platform (' + process.platform + ' ' + process.arch + ') or `npm ci` left out optional dependencies.',
  )
  // An installation must not fail on this: what follows it asserts the version again and can say more.
  process.exit(name.endsWith('prepare.ts') ? 0 : 1)
}

const root = join(import.meta.dirname, '..', '..')
const cache = join(root, 'node_modules', '.cache', 'steckwerk', 'compile')
nodeModule.enableCompileCache(cache)
process.env.NODE_COMPILE_CACHE = cache
const file = join(root, name)
process.argv = [process.argv[0], file, ...rest]
await import(pathToFileURL(file).href)
