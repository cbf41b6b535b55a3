import { inspect } from 'node:util'
import { Fault } from '@steckwerk/kernel'

/** What a command that threw tells its user, and its exit code: 2 for a wrong use of the command line, else 1.
 *  Only a mistake of ours shows where it happened. */
export function explain(thrown: unknown): { readonly text: string; readonly exitCode: 1 | 2 } {
  if (thrown instanceof Fault) return { text: `${thrown.code}: ${thrown.message}`, exitCode: thrown.code.endsWith('/usage') ? 2 : 1 }
  const { code, path, message } = (thrown ?? {}) as { code?: unknown; path?: unknown; message?: string }
  if (typeof code === 'string' && code.startsWith('ERR_PARSE_ARGS')) return { text: message ?? code, exitCode: 2 }
  if (code === 'EISDIR' && typeof path !== 'string') return { text: 'A file was expected, this is a folder.', exitCode: 1 }
  if (typeof code === 'string' && typeof path === 'string') return { text: `${path}: ${fileTroubles[code] ?? code}`, exitCode: 1 }
  return { text: inspect(thrown), exitCode: 1 }
}

/** Source: errno(3). */
const fileTroubles: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'this is a folder, not a file',
  ENOENT: 'there is no such file or folder',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'part of this path is a file, not a folder',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
}
