import type { ConsentLine, ConsentRequest, ConsentVocabulary } from '@steckwerk/api/contract/consent'
import { until } from '../region/wait.ts'
import { automation, search, type PeopleHub } from './demo-hub.ts'

interface Given {
  readonly terms: ConsentRequest
  readonly withdrawn?: true
}

const given: readonly Given[] = [
  // What beta's clinicians see of alpha's record: the findings, and nothing else.
  { terms: { carrier: 'alpha', patient: 'erika', recipient: { kind: 'carrier', id: 'beta' }, purpose: 'TREAT', categories: ['findings'] } },
  { terms: { carrier: 'alpha', patient: 'erika', recipient: { kind: 'site', id: 'gamma/praxis-sonntag' }, purpose: 'COC', categories: ['findings', 'documents'] } },
  { terms: { carrier: 'beta', patient: 'erika-mustermann', recipient: { kind: 'site', id: 'gamma/rehaklinik-lindenhof' }, purpose: 'COC', categories: ['diagnoses', 'documents'] } },
  { terms: { carrier: 'alpha', patient: 'erika', recipient: { kind: 'carrier', id: 'gamma' }, purpose: 'TREAT', categories: 'all' }, withdrawn: true },
]

/** Erika's consents, given and withdrawn by herself; those there were go first. */
export async function giveConsents(hub: PeopleHub): Promise<void> {
  const hospitals = automation(hub)
  for (const [carrier, patient] of [['alpha', 'erika'], ['beta', 'erika-mustermann']] as const) {
    for (const { id } of await search(hospitals, `/fhir/${carrier}/Consent?patient=Patient/${patient}&_count=200`)) {
      await hospitals.call('DELETE', `/fhir/${carrier}/Consent/${id}`)
    }
  }
  const erika = await hub.as('erika')
  // The list of recipients is read again every few seconds.
  await until('Die Liste der Empfänger', async () => {
    const { recipients } = await erika.call<ConsentVocabulary>('GET', '/consents/vocabulary')
    return given.every(({ terms }) => recipients.some(({ id }) => id === terms.recipient.id)) ? true : undefined
  }, 30_000, hub.signal)
  for (const { terms, withdrawn } of given) {
    const { id } = await erika.call<ConsentLine>('POST', '/consents', terms)
    if (withdrawn) await erika.call('POST', `/consents/${terms.carrier}/${id}/withdraw`, {})
  }
}
