import { Fault } from '@steckwerk/kernel'

interface ServerError {
  readonly code?: string
  readonly message?: string
  readonly constraint?: string
}

/** Raised by st.all_gone_in: a row was not at the version it was to follow. */
const rowsMissing = 'ST001'

const lost = /^(08|57P0)|^(ECONN|ENOENT$|EPIPE$|ETIMEDOUT$|EHOSTUNREACH$|ENOTFOUND$|EAI_AGAIN$)/

/** What may be kept of a server's error: its class, never its text, which repeats values; except of class 42
 *  (syntax, names), which speaks of our own statements only. */
class DatabaseError extends Error {
  override readonly name = 'DatabaseError'
  readonly code: string
  readonly constraint: string | undefined
  constructor(error: ServerError) {
    const code = error.code ?? 'unknown'
    super(code.startsWith('42') ? `${code}: ${error.message ?? ''}` : code)
    this.code = code
    this.constraint = error.constraint
  }
}

/** The SQLSTATE behind a fault, if the database made it. */
export function sqlState(thrown: unknown): string | undefined {
  return thrown instanceof Fault && thrown.cause instanceof DatabaseError ? thrown.cause.code : undefined
}

/** A resource is not at the version its change was to follow. */
export function versionConflict(details: { readonly cause?: Error } = {}): Fault {
  return new Fault('conflict', 'store/version-conflict', 'The resource has been changed by somebody else meanwhile; read it again.', details)
}

/** A change of what the caller does not see, or to what they would not. */
export function notInView(): Fault {
  return new Fault('forbidden', 'store/not-in-view', 'This is not among what you may change.')
}

/** Asked for after the store began to close. */
export function closing(): Fault {
  return new Fault('unavailable', 'store/unavailable', 'The store is closing; try again.')
}

/** Maps what the driver or the server throws to a fault that repeats no value. */
export function databaseFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown
  const error = (thrown ?? {}) as ServerError
  const code = error.code ?? ''
  const details = { cause: new DatabaseError(error) }
  // Without a code it is the driver's own: the connection ended.
  if (code === '' || lost.test(code)) return new Fault('unavailable', 'store/unavailable', 'The database cannot be reached at the moment; try again.', details)
  if (code === '23505') return new Fault('conflict', 'store/duplicate', 'A record with this key exists already.', details)
  if (code === rowsMissing) return versionConflict(details)
  if (code === '40001' || code === '40P01') return new Fault('unavailable', 'store/contention', 'Too many writers want the same records; try again.', details)
  if (code === '57014' || code === '55P03' || code === '25P03') return new Fault('unavailable', 'store/timeout', 'The database took too long; try again or narrow the request.', details)
  if (code === '53100') return new Fault('full', 'store/disk-full', "The database's disk is full.", details)
  if (code.startsWith('53')) return new Fault('unavailable', 'store/busy', 'The database is out of connections or memory; try again.', details)
  if (code.startsWith('28')) return new Fault('internal', 'store/login-refused', "The database refused the sign-in: the role or its password is wrong, or the server's pg_hba.conf does not let it in.", details)
  if (code === '3D000') return new Fault('internal', 'store/no-database', 'The server has no database of that name.', details)
  if (code === '44000' || code === '42501') return new Fault('internal', 'store/wall', 'A statement tried to leave its carrier; nothing was changed.', details)
  return new Fault('internal', 'store/statement', 'The database refused a statement; nothing was changed.', details)
}
