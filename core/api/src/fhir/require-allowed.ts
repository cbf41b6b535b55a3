import { Fault, viewAllows, type View } from '@steckwerk/kernel'
import type { BundleEntry } from './bundle-request.ts'
import type { EntryRoute } from './entry-route.ts'
import type { Interaction } from './interaction.ts'

/** What an interaction is asked on. */
interface Target {
  /** undefined or '' = all types. */
  readonly type?: string | undefined
  /** The type (or '*') of a compartment's resources. */
  readonly member?: string | undefined
  /** Its If-None-Exist: a create that searches first. */
  readonly ifNoneExist?: string | undefined
}

/** Refuses an interaction that no rule of the view allows on any resource of the type. Which ones it is allowed on, the store knows.
 *  Faults: api/not-permitted. */
export function requireAllowed(view: View | undefined, interaction: Interaction, asked: Target): void {
  if (view === undefined) return
  const type = asked.member === undefined || asked.member === '' ? (asked.type ?? '') : asked.member === '*' ? '' : asked.member
  const allows = (letter: string): boolean => type === '' ? view.rules.some(({ may }) => may.includes(letter)) : viewAllows(view, type, letter)
  const needed = asked.ifNoneExist === undefined ? interaction.letters : [...interaction.letters, 's']
  if (!needed.every((alternatives) => [...alternatives].some(allows))) throw new Fault('forbidden', 'api/not-permitted', 'This account may not do this.')
}

/** The same for an entry of a Bundle: each as if it came alone. Faults: api/not-permitted. */
export function requireEntryAllowed(view: View | undefined, { interaction, params }: EntryRoute, { ifNoneExist }: BundleEntry): void {
  requireAllowed(view, interaction, { type: params['type'], member: params['member'], ifNoneExist })
}
