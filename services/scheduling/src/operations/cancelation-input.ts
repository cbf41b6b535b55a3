import { Fault } from '@steckwerk/kernel'
import type { FhirResource } from '@steckwerk/plug'
import { readParameters } from '../book-request.ts'
import { cancelationReasons, type Cancelation } from '../cancelled-copy.ts'
import type { Desk } from '../desk.ts'

/** `reason` (a code) and `comment` of Parameters. A patient's reason is theirs, the house's is the house's unless it says otherwise.
 *  Faults: scheduling/syntax, scheduling/reason. */
export function readCancelation(input: FhirResource | undefined, { caller }: Desk): Cancelation {
  const parameters = readParameters(input)
  const given = parameters.get('reason')?.['valueCode']
  const comment = parameters.get('comment')?.['valueString']
  const reason = caller.patients !== undefined ? 'pat' : given === undefined ? 'prov' : cancelationReasons.find((code) => code === given)
  if (reason === undefined) throw new Fault('invalid', 'scheduling/reason', 'The reason is a code that ISiK knows: pat, prov, maint, meds-inc or other.', { at: 'reason' })
  if (comment !== undefined && (typeof comment !== 'string' || comment.length > 1000)) throw new Fault('invalid', 'scheduling/comment', 'The comment is a text of at most 1000 characters.', { at: 'comment' })
  return { reason, comment: comment === '' ? undefined : comment, by: caller.patients === undefined ? 'hospital' : 'patient' }
}
