import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Place } from './place.ts'
import { alive } from './postmaster.ts'

/** Lets one process at a time make or start a cluster. A lock whose process has ended counts for nothing. */
export async function lockPlace(place: Place): Promise<AsyncDisposable> {
  const file = join(place.socket, 'starting.pid')
  for (;;) {
    try {
      await writeFile(file, String(process.pid), { flag: 'wx' })
      return { [Symbol.asyncDispose]: () => rm(file, { force: true }) }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      const holder = Number(await readFile(file, 'utf8').catch(() => '0'))
      if (holder > 0 && holder !== process.pid && alive(holder)) await pause(20)
      else await rm(file, { force: true })
    }
  }
}
