import type { Questionnaire } from '@steckwerk/form'
import { Fault } from '@steckwerk/kernel'
import type { FhirClient, FhirResource } from '@steckwerk/plug'
import admission from './questionnaires/admission.json' with { type: 'json' }
import today from './questionnaires/today.json' with { type: 'json' }

/** The questionnaires every carrier has from the start. */
export const ownQuestionnaires = [admission, today] as unknown as readonly (Questionnaire & FhirResource)[]

/** Puts them into the carrier's records, where they are not there yet in this version: also where the carrier has retired them. */
export async function publish(fhir: FhirClient): Promise<void> {
  for (const questionnaire of ownQuestionnaires) {
    await fhir.create(questionnaire, { ifNoneExist: `url=${encodeURIComponent(questionnaire.url!)}&version=${encodeURIComponent(questionnaire.version!)}` })
  }
}

/** The Questionnaire of a canonical address `url|version`; without a version, the active one that is newest.
 *  Faults: forms/questionnaire-unknown. */
export async function questionnaireAt(fhir: FhirClient, canonical: string): Promise<Questionnaire> {
  const [url = '', version] = canonical.split('|')
  const found = await fhir.all('Questionnaire', [['url', url], ...version === undefined ? [['status', 'active'] as const] : [['version', version] as const]], 100)
  return known(newest(found))
}

/** Faults: forms/questionnaire-unknown. */
export async function questionnaireById(fhir: FhirClient, id: string): Promise<Questionnaire> {
  const found = await fhir.search('Questionnaire', [['_id', id]])
  return known(found.entry?.[0]?.resource)
}

/** What patients are offered: of each address the newest active one. */
export async function offered(fhir: FhirClient): Promise<readonly Questionnaire[]> {
  const active = (await fhir.all('Questionnaire', [['status', 'active'], ['subject-type', 'Patient']], 500)).filter(({ url }) => typeof url === 'string')
  const byUrl = Map.groupBy(active, ({ url }) => url as string)
  return [...byUrl.values()].map((versions) => newest(versions) as unknown as Questionnaire)
}

function newest(found: readonly FhirResource[]): FhirResource | undefined {
  const versionOf = ({ version }: FhirResource): string => (typeof version === 'string' ? version : '')
  return found.toSorted((a, b) => versionOf(b).localeCompare(versionOf(a), 'en', { numeric: true }))[0]
}

function known(found: FhirResource | undefined): Questionnaire {
  if (found === undefined) throw new Fault('not-found', 'forms/questionnaire-unknown', 'There is no such questionnaire here.')
  return found as unknown as Questionnaire
}
