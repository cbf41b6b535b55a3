import { consentWords, type Access, type StoredConsent, type Telling } from '@steckwerk/access'
import type { Carrier } from '@steckwerk/store'
import type { ConsentLine } from '../contract/consent.ts'
import { carrierName } from '../person/person-call.ts'

/** A consent as people are shown it. */
export async function consentAnswer(
  access: Access, carrier: Carrier, consent: StoredConsent, about: { readonly patient: string; readonly whose: Telling['whose']; readonly mayWithdraw: boolean },
): Promise<ConsentLine> {
  const names = await namesOf(access)
  const { de, en, complete } = consentWords(consent.resource, { nameOf: (id) => names.get(id), whose: about.whose })
  return {
    carrier: carrierName(carrier),
    id: consent.id,
    patient: about.patient,
    state: consent.state,
    sentences: { de, en },
    complete,
    given: consent.given,
    withdrawn: consent.withdrawn,
    source: consent.source,
    recordedBy: consent.recordedBy,
    terms: consent.terms,
    mayWithdraw: about.mayWithdraw && (consent.state === 'active' || consent.state === 'planned'),
  }
}

/** Names of carriers and sites by what a Consent calls them. */
export async function namesOf(access: Access): Promise<ReadonlyMap<string, string>> {
  return new Map((await access.recipients.list()).map(({ id, name }) => [id, name]))
}
