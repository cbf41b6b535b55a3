import type { ActivationLetter, ChildList, InvitationCode, LinkRequestList, PersonLinks } from '@steckwerk/api/contract/person'
import type { Family } from './birth.ts'
import type { Caller, PeopleHub } from './demo-hub.ts'

/** Whose letter with an activation code goes to whom. */
interface Letter {
  readonly account: string
  readonly carrier: string
  readonly patient: string
  readonly birthDate: string
}

const linksOf = async (who: Caller): Promise<PersonLinks['links']> => (await who.call<PersonLinks>('GET', '/persons/links')).links
const linkedTo = async (who: Caller, carrier: string, patient: string): Promise<boolean> =>
  (await linksOf(who)).some((link) => link.carrier.slug === carrier && link.patient?.id === patient)

/** The carrier's administration makes out a letter, the person types its code: each link is the person's own act. */
async function redeem(hub: PeopleHub, { account, carrier, patient, birthDate }: Letter): Promise<void> {
  const [person, desk] = [await hub.as(account), await hub.as(`verwaltung.${carrier}`)]
  if (await linkedTo(person, carrier, patient)) return
  const { code } = await desk.call<ActivationLetter>('POST', `/carriers/${carrier}/patients/${patient}/activation-codes`, { kind: 'self', language: 'de' })
  await person.call('POST', '/persons/links', { code, birthDate })
}

/** Erika's two hospitals, the parents' own records, the proxy's giver. */
export async function linkPersons(hub: PeopleHub, family: Family): Promise<void> {
  const letters: readonly Letter[] = [
    { account: 'erika', carrier: 'alpha', patient: 'erika', birthDate: '1964-08-12' },
    { account: 'erika', carrier: 'beta', patient: 'erika-mustermann', birthDate: '1964-08-12' },
    { account: 'anna', carrier: 'alpha', patient: family.mother, birthDate: '1993-06-14' },
    { account: 'jonas', carrier: 'alpha', patient: family.father, birthDate: '1991-11-02' },
    { account: 'heinrich', carrier: 'alpha', patient: 'heinrich', birthDate: '1941-02-03' },
  ]
  for (const letter of letters) await redeem(hub, letter)
}

/** Mother and father ask for their newborn, whom the birth's message names as theirs; the desk confirms both. */
export async function takeOnChild(hub: PeopleHub, { child }: Family): Promise<void> {
  for (const account of ['anna', 'jonas']) {
    const parent = await hub.as(account)
    const { children } = await parent.call<ChildList>('GET', '/persons/children')
    const open = children.find(({ patient, requested }) => patient === child && !requested)
    if (open !== undefined) await parent.call('POST', '/persons/children', { carrier: 'alpha', patient: child })
  }
  const desk = await hub.as('verwaltung.alpha')
  const { requests } = await desk.call<LinkRequestList>('GET', '/carriers/alpha/link-requests')
  for (const { id } of requests.filter(({ patient }) => patient.id === child)) await desk.call('POST', `/carriers/alpha/link-requests/${id}`, { confirm: true })
}

/** Heinrich lets his daughter see some of it, for half a year. */
export async function giveProxy(hub: PeopleHub, now: Date): Promise<void> {
  const [father, daughter] = [await hub.as('heinrich'), await hub.as('sabine')]
  if (await linkedTo(daughter, 'alpha', 'heinrich')) return
  const endsOn = new Date(now.getTime() + 180 * 86_400_000).toISOString().slice(0, 10)
  const { code } = await father.call<InvitationCode>('POST', '/persons/proxies/invitations', {
    carrier: 'alpha', patient: 'heinrich', label: 'Meine Tochter', topics: ['stays', 'medication', 'documents'], may: 'read', endsOn,
  })
  await daughter.call('POST', '/persons/links', { code, birthDate: '1941-02-03' })
}
