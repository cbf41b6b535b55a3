import type { DuplicatePage } from '@steckwerk/api/contract/duplicates'
import type { EmergencyCase, EmergencyGrant, ReviewPage } from '@steckwerk/api/contract/people'
import { automation, type DemoHub, type PeopleHub } from './demo-hub.ts'
import { registeredTwice } from './records.ts'

const reason = 'Bewusstlos eingeliefert, Allergien müssen vor der Narkose bekannt sein.'

/** A clinician of beta has broken the glass, and it waits for a review. What was in force before ends. */
export async function breakGlass(hub: PeopleHub): Promise<void> {
  const [doctor, admin] = [await hub.as('arzt.beta'), await hub.as('verwaltung.beta')]
  const { grants } = await doctor.call<{ grants: readonly EmergencyGrant[] }>('GET', '/carriers/beta/emergency')
  for (const { id } of grants) await doctor.call('DELETE', `/carriers/beta/emergency/${id}`)
  const { reviews } = await admin.call<ReviewPage>('GET', '/carriers/beta/emergency/reviews?state=open')
  if (reviews.some(({ account, patient }) => account === 'arzt.beta' && patient === 'karl')) return
  const { id } = await doctor.call<EmergencyCase>('POST', '/carriers/beta/emergency/reasons', { reason })
  await doctor.call('POST', `/carriers/beta/emergency/${id}/search`, { family: 'Beispiel', birthDate: '1958-11-30' })
  await doctor.call('POST', `/carriers/beta/emergency/${id}/grant`, { patient: 'karl' })
}

/** One man, registered twice, for the queue of gamma's administration, which the next comparison fills: also where somebody had decided on the pair. */
export async function registerTwice(hub: DemoHub, patientSystem: string, now: Date): Promise<void> {
  const { call } = automation(hub)
  const pairIn = async (status: string): Promise<DuplicatePage['duplicates'][number] | undefined> => {
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: DuplicatePage = await call('GET', `/admin/carriers/gamma/duplicates?status=${status}${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`)
      const pair = page.duplicates.find(({ left, right }) => [left.id, right.id].toSorted().join() === 'juergen-1,juergen-2')
      if (pair !== undefined) return pair
      cursor = page.next
    }
    return undefined
  }
  if ((await pairIn('open')) !== undefined) return
  const merged = await pairIn('merged')
  if (merged !== undefined) await call('POST', `/admin/carriers/gamma/duplicates/${merged.id}/unmerge`, { reason: 'Die Vorführung beginnt von vorn.' })
  // Other data than those it was decided on: then the pair is asked again.
  const telephone = `0160 ${String(now.getTime()).slice(-7)}`
  for (const [carrier, resource] of registeredTwice(patientSystem, telephone)) await call('PUT', `/fhir/${carrier}/Patient/${resource.id}`, resource)
}
