import { Fault, type Issue } from '@steckwerk/kernel'

/** The same fault, its findings placed inside the entry they come from: those that name no place there are at `at`
 *  (`Bundle.entry[3].request.url`). Anything else is handed back as it is. */
export function entryFault(thrown: unknown, entry: string, at = entry): unknown {
  if (!(thrown instanceof Fault)) return thrown
  const issues = thrown.issues.map((issue): Issue => (issue.at?.startsWith(entry) === true ? issue : { ...issue, at }))
  return new Fault(thrown.kind, thrown.code, thrown.message, { issues, cause: thrown.cause })
}
