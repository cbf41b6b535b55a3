import { spawnSync } from 'node:child_process'
import { cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Fault } from '@steckwerk/kernel'
import { reaches, type Account } from './account.ts'
import { sharedFolder } from './place.ts'

/** PostgreSQL's programs, ready to run. */
export interface Binaries {
  readonly initdb: string
  readonly postgres: string
  /** The major version: 18. */
  readonly major: number
}

const unavailable = (text: string, cause?: unknown): Fault =>
  new Fault('internal', 'store/no-embedded-postgres', `${text} Set DATABASE_URL to a PostgreSQL 15 or newer instead.`, cause === undefined ? {} : { cause })

/** The programs of the npm package for this platform, or those in `folder` (which holds initdb and postgres).
 *  Faults: store/no-embedded-postgres. */
export async function findBinaries(account: Account | undefined, folder?: string): Promise<Binaries> {
  const bin = folder ?? join(await packageFolder(account), 'bin')
  const postgres = join(bin, 'postgres')
  const asked = spawnSync(postgres, ['--version'], { cwd: '/', encoding: 'utf8', ...account })
  const major = /\(PostgreSQL\) (\d+)/.exec(asked.stdout ?? '')?.[1]
  if (major === undefined) throw unavailable('The embedded PostgreSQL does not run on this machine.', asked.error)
  return { initdb: join(bin, 'initdb'), postgres, major: Number(major) }
}

async function packageFolder(account: Account | undefined): Promise<string> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let root: string
  try {
    root = dirname(dirname(fileURLToPath(import.meta.resolve(name))))
    await stat(join(root, 'native', 'bin'))
  } catch (error) {
    throw unavailable(`There is no embedded PostgreSQL for ${process.platform}-${process.arch} here.`, error)
  }
  const native = join(root, 'native')
  if ((await reaches(account, native)) && (await linked(native, native))) return native
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string }
  return copied(native, join(await sharedFolder(account), `native-${version}`))
}

/** npm 11 does not run install scripts, so the package's own script may not have made its symbolic links.
 *  False where the folder cannot be written to. Two processes may do this at once. */
async function linked(native: string, target: string): Promise<boolean> {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')) as { source: string; target: string }[]
  for (const link of links) {
    const place = join(target, link.target.replace(/^native\//, ''))
    const source = link.source.split('/').at(-1)!
    try {
      await symlink(source, place)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

async function copied(native: string, target: string): Promise<string> {
  if (await stat(join(target, 'bin')).catch(() => undefined)) return target
  const draft = `${target}.${process.pid}.draft`
  await rm(draft, { recursive: true, force: true })
  await mkdir(dirname(target), { recursive: true })
  await cp(native, draft, { recursive: true, verbatimSymlinks: true })
  if (!(await linked(native, draft))) throw unavailable('The embedded PostgreSQL cannot be unpacked.')
  await rename(draft, target).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true })
    if (!(await stat(join(target, 'bin')).catch(() => undefined))) throw unavailable('The embedded PostgreSQL cannot be unpacked.', error)
  })
  return target
}
