import { demoCarriers } from '../region/carriers.ts'
import { requireListener } from '../require-listener.ts'
import { berlinTime } from '../simulator/berlin-time.ts'
import { kvnr } from '../simulator/check-digits.ts'
import type { Case, HospitalEvent, Patient, Trigger } from '../simulator/event.ts'
import { buildHouse, type Ward } from '../simulator/house.ts'
import { insurers } from '../simulator/names.ts'
import type { Person } from '../simulator/person.ts'
import { runSender } from '../simulator/sender.ts'
import { cgm } from '../simulator/styles/cgm.ts'
import { found, search, automation, type DemoHub, type DemoResource } from './demo-hub.ts'

/** Ids of the family's Patients at alpha. */
export interface Family {
  readonly mother: string
  readonly father: string
  readonly child: string
}

const [alpha] = demoCarriers as readonly [(typeof demoCarriers)[number]]
const numbers = { mother: '9900011', father: '9900012', child: '9900013' } as const
const patientPath = (number: string): string => `/fhir/alpha/Patient?identifier=${encodeURIComponent(`${alpha.patientSystem}|${number}`)}`

/** A birth as alpha's KIS tells it: the mother's admission, the father's data, the newborn with both named by their patient numbers. Sent once; who is
 *  there already is taken as they are. */
export async function bringFamily(hub: DemoHub, mllpBase: number, now: Date): Promise<Family> {
  const known = async (number: string): Promise<DemoResource | undefined> => (await search(automation(hub), patientPath(number)))[0]
  if ((await known(numbers.child)) === undefined) {
    const people = familyAt(now)
    const port = mllpBase + alpha.portOffset
    await requireListener('127.0.0.1', port)
    const send = async (messages: readonly HospitalEvent[]): Promise<void> => {
      const sent = messages.map((event) => ({ bytes: cgm.write(event), controlId: event.controlId, trigger: event.trigger, patients: [event.patient.number] }))
      await runSender(sent, { host: '127.0.0.1', port, signal: hub.signal })
    }
    await send([people.event('A01', people.mother), people.event('A28', people.father)])
    // The child's message names them, and takes the mother's name from her record.
    await found(hub, 'Die Akte der Mutter', patientPath(numbers.mother))
    await found(hub, 'Die Akte des Vaters', patientPath(numbers.father))
    await send([people.event('A01', people.child)])
  }
  const [mother, father, child] = await Promise.all([numbers.mother, numbers.father, numbers.child].map(async (number) =>
    (await found(hub, 'Die Akten der Familie', patientPath(number)))[0]!.id)) as [string, string, string]
  return { mother, father, child }
}

function familyAt(now: Date) {
  const house = buildHouse(alpha.site, alpha.size)
  const run = now.getTime().toString(36).slice(-6).toUpperCase()
  const wardOf = (kind: Ward['kind']): Ward => house.beds.find(({ ward }) => ward.kind === kind)!.ward
  const patient = (number: string, person: Person, more: Partial<Patient> = {}): Patient =>
    ({ number, person, mother: undefined, mergedInto: undefined, current: undefined, cases: [], ...more })
  const stay = (number: string, ward: Ward, newborn: boolean): Case => ({
    number, kind: 'inpatient', newborn, department: ward.department, status: 'in-progress', movements: [], admitted: now, discharged: undefined,
    physician: { number: '123456700', title: 'Dr. med.', given: 'Alma', family: 'Arndt' },
  })
  const born = new Date(now.getTime() - 40 * 60_000)
  const mother = patient(numbers.mother, adult('Sommer', 'Anna', '19930614', 'F'), { current: stay('26990011', wardOf('maternity'), false) })
  const father = patient(numbers.father, adult('Sommer', 'Jonas', '19911102', 'M'))
  const child = patient(numbers.child, { ...adult('Sommer', 'Mila', berlinTime(born).slice(0, 12), 'F'), adult: false, marital: 'S', mobile: undefined, email: undefined }, {
    mother, father: { patient: father, system: alpha.patientSystem }, current: stay('26990013', wardOf('newborn'), true),
  })
  const event = (trigger: Trigger, of: Patient): HospitalEvent => ({
    trigger, recorded: now, occurred: now, controlId: `DP${run}${of.number.slice(-2)}`, house, patient: of, case: of.current,
    // A ward without a bed: the beds are the simulated day's.
    place: of.current === undefined ? undefined : { ward: wardOf(of === child ? 'newborn' : 'maternity') },
    prior: undefined, merged: undefined,
    movement: of.current === undefined ? undefined : { id: `99${of.number}`, action: 'INSERT', start: now, origin: trigger },
  })
  return { mother, father, child, event }
}

function adult(family: string, given: string, birth: string, gender: 'F' | 'M'): Person {
  return {
    family, given, birth, gender, adult: true, prefix: undefined, middle: undefined, title: undefined, birthName: undefined, marital: 'M', religion: undefined,
    street: 'Am Mühlbach', house: '7', postcode: '12345', town: 'Alphastadt', phone: undefined, mobile: undefined, email: undefined,
    insurer: insurers[0]!, insuranceNumber: kvnr('S', birth.slice(0, 8)),
  }
}
