import { sql, type Ctx } from '@steckwerk/kernel'
import { systems, type SearchQuery } from '@steckwerk/fhir'
import type { Reader, Store } from '@steckwerk/store'
import { birthdayAt, dayOf } from './age.ts'
import { readLinks, type LinkRow } from './link-rows.ts'
import { factsOf, parsed, type PatientFacts } from './patient-facts.ts'
import { writeNoted, type PersonAudit } from './person-audit.ts'
import type { PersonKeys } from './person-keys.ts'
import type { PersonSettings } from './settings.ts'

/** What an outside identity vouches for. */
export interface VerifiedInsurance {
  /** KVNR: the ten places that stay with a person for life. */
  readonly kvnr: string
  /** YYYY-MM-DD, where the identity says it: a Patient who bears the number but was born on another day is not meant. */
  readonly birthDate?: string
}

export const linkContext = (tenant: number, link: string): string => `person-link ${tenant} ${link}`

const kvnrQuery = (kvnr: string): SearchQuery => ({
  type: 'Patient',
  conditions: [{ kind: 'token', param: 'identifier', negate: false, values: [systems.kvnr, systems.kvnrPrivate].map((system) => ({ system, code: kvnr })) }],
  sort: [], count: 3, total: 'none', cursor: undefined, includes: [], summary: 'false', elements: undefined,
})

/** The one Patient of this carrier with the number, old enough for an account. Several are a case for the duplicates' review: nobody is linked. */
async function patientWith(reader: Reader, { kvnr, birthDate }: VerifiedInsurance, rules: PersonSettings, today: string): Promise<PatientFacts | undefined> {
  const { rows } = await reader.search(kvnrQuery(kvnr))
  const found = rows.flatMap((row) => {
    const resource = parsed(row)
    const merged = (resource?.link as { type?: string }[] | undefined)?.some(({ type }) => type === 'replaced-by') === true
    return resource === undefined || merged || resource.active === false ? [] : [factsOf(row.id, resource)]
  })
  const [patient] = found
  if (patient === undefined || found.length > 1) return undefined
  if (birthDate !== undefined && patient.birthDate !== birthDate) return undefined
  const oldEnough = birthdayAt(patient.birthDate, rules.ownAccountAge)
  return oldEnough === undefined || today < oldEnough ? undefined : patient
}

/** Looks whether what was asked for by insurance number is there by now, and links it. Done where the links are used, never in the answer to
 *  the request: whoever asks learns nothing from how, or how fast, they were answered. */
export async function resolveSearching(
  options: { readonly store: Store; readonly keys: PersonKeys; readonly settings: PersonSettings; readonly audit: PersonAudit },
  ctx: Ctx,
  rows: readonly LinkRow[],
): Promise<LinkRow[]> {
  const { store, keys, settings, audit } = options
  const today = dayOf(ctx.now)
  let changed = false
  for (const row of rows) {
    if (row.patient !== null || row.detail === null || (row.ends_on !== null && row.ends_on < today)) continue
    const wanted = JSON.parse(keys.open(row.detail, linkContext(ctx.tenant, row.link))) as VerifiedInsurance
    const patient = await store.read(ctx, (r) => patientWith(r, wanted, settings, today))
    if (patient === undefined) continue
    await writeNoted(store, audit, ctx, async (w) => {
      const other = await readLinks(w, sql`person = ${row.person} and patient = ${patient.id} and relation = 'self'`)
      if (other.length > 0) {
        // Linked by another act meanwhile.
        await w.query(sql`update st.person_link set ended_on = ${today}, ended_by = 'activation', detail = null where link::text = ${row.link}`)
        return
      }
      const linked = await w.query(sql`
        update st.person_link set patient = ${patient.id}, detail = null, ends_on = null, since = ${today}
        where link::text = ${row.link} and patient is null and ended_on is null returning link`)
      if (linked.length > 0) await audit.note(w, ctx, { event: 'link-made', type: 'Patient', id: patient.id, patients: [patient.id] })
    })
    changed = true
  }
  const [first] = rows
  if (!changed || first === undefined) return [...rows].filter((row) => row.patient !== null || row.ends_on === null || row.ends_on >= today)
  return store.read(ctx, (r) => readLinks(r, sql`person = ${first.person}`))
}
