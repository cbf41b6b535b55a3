import { dateRange, fold, type Condition } from '@steckwerk/fhir'
import { Fault } from '@steckwerk/kernel'
import type { Reader } from '@steckwerk/store'

/** Who is looked for: an identifier's value, or a family name with the day of birth (YYYY-MM-DD). */
export type EmergencySearch = { readonly identifier: string } | { readonly family: string; readonly birthDate: string }

/** As much of a Patient as it takes to tell people apart. */
export interface EmergencyPatient {
  readonly patient: string
  readonly name: string
  readonly birthDate: string | undefined
  readonly gender: string | undefined
}

const most = 10

interface PatientBody {
  readonly active?: boolean
  readonly name?: readonly { readonly use?: string; readonly text?: string; readonly family?: string; readonly given?: readonly string[] }[]
  readonly birthDate?: string
  readonly gender?: string
}

function conditionsOf(search: EmergencySearch): Condition[] {
  if ('identifier' in search) return [{ kind: 'token', param: 'identifier', negate: false, values: [{ system: undefined, code: search.identifier.trim() }] }]
  const day = /^\d{4}-\d\d-\d\d$/.test(search.birthDate) ? dateRange(search.birthDate) : undefined
  if (day === undefined) throw new Fault('invalid', 'access/emergency-birth-date', 'The birth date must be a day: YYYY-MM-DD.', { at: 'birthDate' })
  return [
    { kind: 'string', param: 'family', match: 'starts', values: [fold(search.family.trim())] },
    { kind: 'date', param: 'birthdate', values: [{ prefix: 'eq', ...day }] },
  ]
}

/** At most ten, without those that were merged into another. Faults: access/emergency-birth-date. */
export async function findPatients(reader: Reader, search: EmergencySearch): Promise<EmergencyPatient[]> {
  const { rows } = await reader.search({
    type: 'Patient', conditions: conditionsOf(search), sort: [], count: most, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined,
  })
  return rows.flatMap((row): EmergencyPatient[] => {
    const body = JSON.parse(row.text!) as PatientBody
    if (body.active === false) return []
    const name = body.name?.find(({ use }) => use === 'official') ?? body.name?.[0]
    return [{
      patient: row.id,
      name: name?.text ?? [...(name?.given ?? []), name?.family].filter((part) => part !== undefined).join(' '),
      birthDate: body.birthDate,
      gender: body.gender,
    }]
  })
}
