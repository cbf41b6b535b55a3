import { createHash, randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'

const portal = import.meta.dirname

/** Where the built pages lie: index.html and assets/. The hub serves this folder at `/`. */
export const portalDist: string = join(portal, 'dist')

const stampFile = '.hash'
const cache = join(portal, '.cache')
/** A folder of a build that never ended is no one's any more after this many milliseconds. */
const staleAfter = 3_600_000
const sources = ['client', 'shell', 'spaces', 'locales', 'public', 'index.html', 'package.json', 'vite.config.ts', 'lingui.config.ts', 'build.ts']

/** Builds the pages into `dist` (default: `portalDist`, where the hub looks) unless they are there already for these very sources and this lock file.
 *  `root` is the repository's root (for package-lock.json). Unchanged: about 10 ms. Built: some seconds.
 *  Two builds at once do not meet: each builds in a folder of its own and swaps it in whole.
 *  `log` gets Vite's warnings. Rejects with Vite's error when the sources do not build. */
export async function buildPortal(options: { root: string; force?: boolean; dist?: string; log?: (line: string) => void }): Promise<{ built: boolean; hash: string }> {
  const dist = options.dist ?? portalDist
  const hash = sourceHash(options.root)
  if (options.force !== true && builtHash(dist) === hash) return { built: false, hash }
  await removeStale()
  const work = join(cache, `build-${process.pid}-${randomUUID()}`)
  await mkdir(work, { recursive: true })
  try {
    await runVite(join(work, 'dist'), options.log ?? (() => {}))
    await writeFile(join(work, 'dist', stampFile), hash)
    await swapIn(join(work, 'dist'), dist, join(work, 'old'))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  return { built: true, hash }
}

/** Digest of everything the pages are made of. */
function sourceHash(root: string): string {
  const hash = createHash('sha256')
  const files = sources.flatMap(name => listFiles(join(portal, name)))
  // The form engine runs in the browser too.
  const engine = ['core/form/src', 'core/kernel/src/fault.ts'].flatMap(name => listFiles(join(root, name)))
  for (const file of [...files, ...engine, join(root, 'package-lock.json')]) {
    if (!existsSync(file)) continue
    hash.update(relative(portal, file)).update('\0').update(createHash('sha256').update(readFileSync(file)).digest())
  }
  return hash.digest('hex')
}

function listFiles(path: string): string[] {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  return readdirSync(path).sort().filter(name => !name.endsWith('.test.ts')).flatMap(name => listFiles(join(path, name)))
}

function builtHash(dist: string): string | undefined {
  try {
    return readFileSync(join(dist, stampFile), 'utf8')
  } catch {
    return undefined
  }
}

async function runVite(outDir: string, log: (line: string) => void): Promise<void> {
  // Loaded here, so that a start with pages already built does not pay for the bundler.
  const { build, createLogger, mergeConfig } = await import('vite')
  const { default: config } = await import('./vite.config.ts')
  const logger = createLogger('warn', { allowClearScreen: false })
  logger.warn = log
  logger.warnOnce = log
  const before = process.env['NODE_ENV']
  process.env['NODE_ENV'] = 'production'
  try {
    await build(mergeConfig(config, { configFile: false, mode: 'production', logLevel: 'warn', customLogger: logger, build: { outDir, emptyOutDir: true } }))
  } finally {
    if (before === undefined) delete process.env['NODE_ENV']
    else process.env['NODE_ENV'] = before
  }
}

/** Directories cannot be exchanged in one step portably: the old one goes aside, and whoever loses a race tries again. */
async function swapIn(fresh: string, dist: string, aside: string): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    await rename(dist, `${aside}-${attempt}`).catch(ignoreMissing)
    try {
      return await rename(fresh, dist)
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (attempt >= 20 || (code !== 'ENOTEMPTY' && code !== 'EEXIST')) throw error
    }
  }
}

/** A build that was killed leaves its folder behind. */
async function removeStale(): Promise<void> {
  const names = existsSync(cache) ? readdirSync(cache).filter(name => name.startsWith('build-')) : []
  for (const path of names.map(name => join(cache, name))) {
    if (Date.now() - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Infinity) > staleAfter) await rm(path, { recursive: true, force: true })
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
