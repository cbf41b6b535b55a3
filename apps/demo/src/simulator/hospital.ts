import { expectedPatient, type ExpectedPatient } from './expected.ts'
import type { HospitalEvent, Trigger } from './event.ts'
import { buildHouse } from './house.ts'
import { admit, admitEarlier, admitPlanned, preadmit, visit } from './plays/admission.ts'
import { cancelAdmission, cancelDischarge, discharge, endVisit } from './plays/discharge.ts'
import { birth } from './plays/family.ts'
import { comeBack, goOnLeave } from './plays/leave.ts'
import { merge, registerTwice } from './plays/merge.ts'
import { cancelTransfer, correctBed, transfer } from './plays/movement.ts'
import { addPerson, updateInHouse, updatePerson } from './plays/person-data.ts'
import type { Play } from './plays/play.ts'
import { hash, Random } from './random.ts'
import { HospitalState } from './state.ts'
import { cgm } from './styles/cgm.ts'
import { imedone } from './styles/imedone.ts'
import { orbis } from './styles/orbis.ts'
import type { Style } from './styles/style.ts'

export type StyleName = 'cgm' | 'orbis' | 'imedone'

/** A message of the simulated hospital, in the order in which the hospital sends them. */
export interface SimulatedMessage {
  /** Unframed, in the charset that MSH-18 names. */
  readonly bytes: Buffer
  readonly controlId: string
  readonly trigger: Trigger
  /** Numbers of the patients it concerns; the order among messages of one patient must be kept. */
  readonly patients: readonly string[]
}

export interface HospitalOptions {
  /** Name of the site; it stands in facility and assigner fields. */
  readonly site?: string
  /** Part of every control id, at most 8 characters; default made from the seed. Two runs that shall not be taken for one need two. */
  readonly runId?: string
  /** Size of the house; 1 is 130 beds. */
  readonly size?: number
  /** Share of the beds filled by the first messages. */
  readonly fill?: number
  /** Time of the n-th message (from 0); default: from 2026-11-21 07:00 Berlin time on, 20 s apart. Never runs backwards. */
  readonly clock?: (n: number) => Date
}

export interface Hospital {
  readonly style: StyleName
  readonly site: string
  readonly beds: number
  /** Every bed by the names its messages use. */
  readonly bedPlan: readonly { readonly ward: string; readonly room: string; readonly bed: string }[]
  /** How many messages have been made. */
  readonly count: number
  next(): SimulatedMessage
  /** The next `count` messages, made when asked for. */
  take(count: number): Generator<SimulatedMessage, void>
  /** Lets `count` events happen without writing them: resumes a day that was sent up to there. */
  skip(count: number): void
  /** How everything has to stand after all messages made so far. */
  expected(): readonly ExpectedPatient[]
}

/** Opens a simulated hospital. The same seed, style and options give the same messages, byte for byte.
 *  Its first messages fill the wards; then the day goes on without end. */
export function createHospital(seed: number, styleName: StyleName, options: HospitalOptions = {}): Hospital {
  const style = styles[styleName]
  const clock = options.clock ?? usualClock
  const house = buildHouse(options.site ?? usualSites[styleName], options.size ?? 1)
  const state = new HospitalState({
    random: new Random(`${seed}/${styleName}`),
    house,
    runId: (options.runId ?? `S${seed.toString(36).toUpperCase()}`).slice(0, 8),
    firstNumber: 1_000_000 + (hash(`${seed}/${styleName}/numbers`) % 8_000) * 1_000,
    now: clock(0),
  })
  const filling = Math.round(house.beds.length * (options.fill ?? 0.7))
  const plays = style.correctsMovements ? everyPlay : everyPlay.filter(play => play !== correctBed)
  let count = 0

  function happen(): HospitalEvent {
    state.advance(clock(count))
    const event = (count < filling ? admitEarlier(state) : undefined) ?? playOne(state, plays)
    count++
    return event
  }

  function next(): SimulatedMessage {
    const event = happen()
    const others = [event.merged, event.trigger === 'A01' ? event.patient.mother : undefined]
    return {
      bytes: style.write(event),
      controlId: event.controlId,
      trigger: event.trigger,
      patients: [event.patient, ...others].flatMap(patient => patient?.number ?? []),
    }
  }

  return {
    style: styleName,
    site: house.name,
    beds: house.beds.length,
    bedPlan: house.beds.map(({ ward, room, name }) => ({ ward: ward.code, room, bed: name })),
    get count() {
      return count
    },
    next,
    *take(wanted) {
      for (let i = 0; i < wanted; i++) yield next()
    },
    skip(wanted) {
      for (let i = 0; i < wanted; i++) happen()
    },
    expected: () => state.patients.map(expectedPatient),
  }
}

const styles: Readonly<Record<StyleName, Style>> = { cgm, orbis, imedone }

const usualSites: Readonly<Record<StyleName, string>> = {
  cgm: 'Weidental-Klinik',
  orbis: 'Klinikum Nördlingsbrück',
  imedone: 'Krankenhaus Überseehausen',
}

const everyPlay: readonly Play[] = [
  admit,
  preadmit,
  admitPlanned,
  visit,
  transfer,
  cancelTransfer,
  correctBed,
  discharge,
  endVisit,
  goOnLeave,
  comeBack,
  cancelAdmission,
  cancelDischarge,
  updateInHouse,
  updatePerson,
  addPerson,
  birth,
  registerTwice,
  merge,
]

/** Draws plays until one finds somebody it fits; registering a person always does. */
function playOne(state: HospitalState, plays: readonly Play[]): HospitalEvent {
  for (;;) {
    const event = state.random.weighted(plays.map(play => [play, play.weight(state)] as const)).play(state)
    if (event) return event
  }
}

function usualClock(n: number): Date {
  return new Date(Date.UTC(2026, 10, 21, 6) + n * 20_000)
}
