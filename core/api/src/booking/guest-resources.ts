import type { Resource } from '@steckwerk/fhir'
import type { Change } from '@steckwerk/store'
import type { Guest } from './guest-form.ts'

/** Patients that guests made of themselves; nobody has looked at a card yet. */
export const guestSystem = 'urn:steckwerk:guest'

type Put = Extract<Change, { kind: 'put' }>

const put = (type: string, id: string, content: Omit<Resource, 'resourceType' | 'id'>): Put => {
  const resource = { resourceType: type, id, ...content } as Resource
  return { kind: 'put', type, id, resource, text: JSON.stringify(resource), expect: 0 }
}

/** What the hospital is told of a guest: who, how to reach them, how they are insured. */
export function guestResources(id: string, guest: Guest): readonly Put[] {
  const telecom = [...(guest.phone === undefined ? [] : [{ system: 'phone', value: guest.phone }]), ...(guest.email === undefined ? [] : [{ system: 'email', value: guest.email }])]
  const tag = [{ system: guestSystem, code: 'guest' }]
  return [
    put('Patient', id, {
      meta: { tag }, active: true, identifier: [{ system: guestSystem, value: id }], name: [{ use: 'official', family: guest.family, given: guest.given.split(/\s+/) }],
      birthDate: guest.birthDate, telecom,
    }),
    put('Coverage', `${id}-c`, {
      meta: { tag }, status: 'active', type: { coding: [{ system: 'http://fhir.de/CodeSystem/versicherungsart-de-basis', code: guest.insurance }] },
      beneficiary: { reference: `Patient/${id}` }, payor: [{ display: guest.insurance === 'SEL' ? 'Selbstzahler' : 'nach eigener Angabe' }],
    }),
  ]
}
