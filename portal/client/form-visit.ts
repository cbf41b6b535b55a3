import type { AppointmentView } from '@steckwerk/api/contract/booking'
import type { FormLine } from '@steckwerk/api/contract/form'

/** What was told so long before a visit still holds. */
const holds = 30 * 86_400_000

export interface VisitForm {
  readonly line: FormLine
  /** open = to be begun, perhaps once more; begun = to be gone on with; done = sent for this visit. */
  readonly state: 'open' | 'begun' | 'done'
}

/** The forms that a hospital wants before this visit, one for each questionnaire; none once the visit is over or called off. */
export function formsFor({ carrier, patient, state, start, end }: Pick<AppointmentView, 'carrier' | 'patient' | 'state' | 'start' | 'end'>, lines: readonly FormLine[], now: number): readonly VisitForm[] {
  if (state !== 'booked' && state !== 'requested' && state !== 'arrived') return []
  if (start !== undefined && Date.parse(end ?? start) < now) return []
  const visit = start === undefined ? now : Date.parse(start)
  const wanted = lines.filter(line => line.occasion === 'visit' && line.carrier.slug === carrier.slug && line.patient === patient.id)
  const byForm = Map.groupBy(wanted, ({ questionnaire }) => questionnaire.split('|')[0]!)
  return [...byForm.values()].flatMap((of): VisitForm[] => {
    const begun = of.find(line => line.state === 'draft')
    if (begun !== undefined) return [{ line: begun, state: 'begun' }]
    const done = of.filter(line => line.state === 'done').toSorted((a, b) => (b.at ?? '').localeCompare(a.at ?? ''))[0]
    if (done !== undefined && Date.parse(done.at ?? '') >= visit - holds) return [{ line: done, state: 'done' }]
    const open = of.find(line => line.state === 'waiting') ?? done
    return open?.offered === true ? [{ line: open, state: 'open' }] : []
  })
}
