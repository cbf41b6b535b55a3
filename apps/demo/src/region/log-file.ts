import { appendFileSync } from 'node:fs'

/** A log destination that appends to a file readable by its owner only. For processes that log little. */
export function fileDestination(file: string): { write(line: string): void } {
  return { write: (line) => appendFileSync(file, line, { mode: 0o600 }) }
}
