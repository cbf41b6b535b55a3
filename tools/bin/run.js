// The entry of every npm script. Plain JavaScript without new syntax, so that a Node which cannot read TypeScript still
// gets as far as saying so: the pinned Node is an optional dependency and can vanish without a word.
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

const wanted = { name: 'tools/src/' + process.argv[2] + '.ts', arguments: process.argv.slice(3) }
const major = Number(process.versions.node.split('.')[0])

if (major < 24) {
  console.error(
    'Steckwerk needs Node 26, which `npm ci` installs, or a system Node of 24 or newer; this is Node ' + process.versions.node + '.\n' +
    'Start it through npm (`npm test`, `npm start`), which puts node_modules/.bin first on the PATH. If that folder holds\n' +
    'no `node`, there is no packaged build for this platform (' + process.platform + ' ' + process.arch + ') or `npm ci` left out optional dependencies.',
  )
  // An installation must not fail on this: what follows it asserts the version again and can say more.
  process.exit(process.argv[2] === 'prepare' ? 0 : 1)
}

const cache = fileURLToPath(new URL('../../node_modules/.cache/steckwerk/compile', import.meta.url))
enableCompileCache(cache)
process.env.NODE_COMPILE_CACHE = cache
process.argv.splice(1, process.argv.length - 1, fileURLToPath(new URL('../../' + wanted.name, import.meta.url)), ...wanted.arguments)
await import('../../' + wanted.name)
