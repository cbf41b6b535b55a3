import { readFile, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { Fault } from '@steckwerk/kernel'

/** The operating-system account postgres runs under; undefined = our own (postgres refuses to run as root). */
export interface Account {
  readonly uid: number
  readonly gid: number
}

/** Our own account, or, for root, that of `postgres` or `nobody`.
 *  Faults: store/no-account. */
export async function postgresAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const lines = (await readFile('/etc/passwd', 'utf8').catch(() => '')).split('\n').map((line) => line.split(':'))
  for (const name of ['postgres', 'nobody']) {
    const entry = lines.find((fields) => fields[0] === name)
    if (entry !== undefined) return { uid: Number(entry[2]), gid: Number(entry[3]) }
  }
  throw new Fault('internal', 'store/no-account', 'PostgreSQL does not run as root, and there is no account "postgres" or "nobody" to run it under.')
}

/** Whether the account can enter `folder` and every folder above it. */
export async function reaches(account: Account | undefined, folder: string): Promise<boolean> {
  if (account === undefined) return true
  for (let path = folder; ; path = dirname(path)) {
    const entry = await stat(path).catch(() => undefined)
    if (entry !== undefined) {
      const bit = entry.uid === account.uid ? 0o100 : entry.gid === account.gid ? 0o010 : 0o001
      if ((entry.mode & bit) === 0) return false
    }
    if (dirname(path) === path) return true
  }
}
