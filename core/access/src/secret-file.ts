import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'

async function writeBeside(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true })
  const draft = join(dirname(path), `.${randomBytes(8).toString('hex')}.draft`)
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`${text}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  return draft
}

/** The first line of a secret's file, or undefined where there is none. A file others could read is narrowed to its owner, where it is
 *  ours to narrow (a mounted secret is not). */
export async function readSecretFile(path: string): Promise<string | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  await chmod(path, 0o600).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EPERM' && code !== 'EROFS') throw error
  })
  return text.split('\n', 1)[0]!.trim()
}

/** Creates the file (mode 0600) with `text`, or returns what another process wrote first. A reader never sees half of it. */
export async function createSecretFile(path: string, text: string): Promise<string> {
  const draft = await writeBeside(path, text)
  try {
    await link(draft, path)
    return text
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    return (await readSecretFile(path)) ?? text
  } finally {
    await rm(draft, { force: true })
  }
}

/** Gives a secret's file another's name, durably, in one step. */
export async function moveSecretFile(from: string, to: string): Promise<void> {
  await rename(from, to)
  const folder = await open(dirname(to), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Writes or replaces the file (mode 0600) in one step. */
export async function replaceSecretFile(path: string, text: string): Promise<void> {
  await rename(await writeBeside(path, text), path)
}
