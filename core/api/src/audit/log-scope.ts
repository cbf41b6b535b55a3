import type { View } from '@steckwerk/kernel'

/** Whose entries of the access log a view lets be read: everybody's, or those that concern one of these Patients. A right that rests on a
 *  treatment or a release says nothing about the log. */
export type LogScope = 'all' | readonly string[]

export function logScope(view: View | undefined, letter: 'r' | 's'): LogScope {
  if (view === undefined) return 'all'
  const ids = new Set<string>()
  for (const { types, may, patients, where } of view.rules) {
    if (!may.includes(letter) || where.length > 0 || (types !== 'all' && !types.includes('AuditEvent'))) continue
    if (patients.length === 0) return 'all'
    const [first, ...others] = patients
    for (const id of first!.ids ?? []) if (others.every((set) => set.ids?.includes(id) === true)) ids.add(id)
  }
  return [...ids]
}
