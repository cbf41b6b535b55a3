import { Fault } from '@steckwerk/kernel'

const ioError = 10
const corrupt = 11
const full = 13
const notADatabase = 26

function primaryCode(thrown: unknown): number {
  const code = (thrown as { errcode?: unknown } | null)?.errcode
  return typeof code === 'number' ? code & 0xff : 0
}

/** Whether SQLite says that the file's content is damaged. Source: sqlite.org/rescode.html. */
export function isCorrupt(thrown: unknown): boolean {
  const code = primaryCode(thrown)
  return code === corrupt || code === notADatabase
}

/** A SQLite error as a fault; every one of them is transient for a sender: it keeps the message and tries again.
 *  Faults: connector/spool-full, connector/spool-damaged, connector/spool-io, connector/spool-failed. */
export function spoolFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown
  if (primaryCode(thrown) === full) return new Fault('full', 'connector/spool-full', 'The spool or its disk is full.', { cause: thrown })
  if (isCorrupt(thrown)) return new Fault('unavailable', 'connector/spool-damaged', 'The spool file is damaged.', { cause: thrown })
  if (primaryCode(thrown) === ioError) return new Fault('unavailable', 'connector/spool-io', 'The disk of the spool reports an error.', { cause: thrown })
  return new Fault('unavailable', 'connector/spool-failed', 'The spool could not be written.', { cause: thrown })
}
