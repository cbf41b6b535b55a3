import { physicianNumber } from './check-digits.ts'
import type { Case, CaseStatus, HospitalEvent, Movement, Patient, Physician, Place, Trigger } from './event.ts'
import type { Bed, House, Ward } from './house.ts'
import { familyNames, mensNames, womensNames } from './names.ts'
import type { Person } from './person.ts'
import { Pool } from './pool.ts'
import type { Random } from './random.ts'

/** Everything that is so in the simulated hospital. The plays change it only through here, which keeps it consistent: one patient a
 *  bed, one open case a patient, every patient in exactly one of the four pools unless merged away. */
export class HospitalState {
  readonly random: Random
  readonly house: House
  readonly physicians: readonly Physician[]
  readonly patients: Patient[] = []
  readonly inpatients = new Pool<Patient>()
  readonly outpatients = new Pool<Patient>()
  readonly planned = new Pool<Patient>()
  /** No open case. */
  readonly idle = new Pool<Patient>()
  /** Inpatients on leave; their beds are kept. */
  readonly away = new Pool<Patient>()
  /** Registered twice; the second registration waits to be merged into the first. */
  readonly duplicates = new Pool<{ readonly duplicate: Patient; readonly original: Patient }>()
  readonly recentlyDischarged: Patient[] = []
  readonly #free = new Map<Ward, Pool<Bed>>()
  readonly #occupants = new Map<Bed, Patient>()
  readonly #runId: string
  #number: number
  #movement: number
  #message = 0
  #now: Date

  constructor(options: { random: Random; house: House; runId: string; firstNumber: number; now: Date }) {
    this.random = options.random
    this.house = options.house
    this.physicians = Array.from({ length: 24 }, (_, at) => inventPhysician(this.random, at))
    this.#runId = options.runId
    this.#number = options.firstNumber
    this.#movement = options.firstNumber * 10
    this.#now = options.now
    for (const bed of options.house.beds) this.#pool(bed.ward).add(bed)
  }

  get now(): Date {
    return this.#now
  }

  /** Time never runs backwards for a hospital. */
  advance(to: Date): void {
    if (to > this.#now) this.#now = to
  }

  get year(): number {
    return this.#now.getUTCFullYear()
  }

  register(person: Person, mother?: Patient): Patient {
    const patient: Patient = { number: String(this.#number++), person, mother, mergedInto: undefined, current: undefined, cases: [] }
    this.patients.push(patient)
    this.idle.add(patient)
    return patient
  }

  /** Opens a case for a patient without an open one. */
  open(patient: Patient, kind: Case['kind'], place: Place, status: 'planned' | 'in-progress', newborn = false): Case {
    const opened: Case = {
      number: `${String(this.year % 100)}${String(this.#number++)}`,
      kind,
      newborn,
      physician: this.random.pick(this.physicians),
      department: place.ward.department,
      status,
      movements: [],
      admitted: this.#now,
      discharged: undefined,
    }
    patient.cases.push(opened)
    patient.current = opened
    this.setStatus(patient, status)
    return opened
  }

  /** Sets the status of the current case and moves the patient to the pool that belongs to it. */
  setStatus(patient: Patient, status: CaseStatus): void {
    for (const pool of [this.inpatients, this.outpatients, this.planned, this.away, this.idle]) pool.delete(patient)
    if (patient.current) patient.current.status = status
    this.poolOf(patient).add(patient)
  }

  /** The pool of a patient that is not merged away. */
  poolOf(patient: Patient): Pool<Patient> {
    const { current } = patient
    if (current?.status === 'planned') return this.planned
    if (current?.status === 'onleave') return this.away
    if (current?.status !== 'in-progress') return this.idle
    return current.kind === 'inpatient' ? this.inpatients : this.outpatients
  }

  /** Records a movement of the current case; into a bed it occupies that bed and leaves the one before. */
  move(patient: Patient, trigger: Movement['trigger'], place: Place, start: Date): Movement {
    const movement: Movement = { id: this.movementId(), trigger, start, place }
    this.leaveBed(patient)
    if (trigger !== 'A03' && trigger !== 'A05') this.occupy(patient, place)
    patient.current?.movements.push(movement)
    return movement
  }

  movementId(): string {
    return String(this.#movement++)
  }

  occupy(patient: Patient, place: Place): void {
    if (place.room === undefined) return
    if (this.#occupants.has(place)) throw new Error('The simulator wanted to put two patients into one bed.')
    this.#occupants.set(place, patient)
    this.#pool(place.ward).delete(place)
  }

  leaveBed(patient: Patient): void {
    const place = placeOf(patient.current)
    if (place?.room === undefined || this.#occupants.get(place) !== patient) return
    this.#occupants.delete(place)
    this.#pool(place.ward).add(place)
  }

  isFree(place: Place): boolean {
    return place.room === undefined || !this.#occupants.has(place)
  }

  freeBed(fits: (ward: Ward) => boolean): Bed | undefined {
    const wards = [...this.#free].filter(([ward, beds]) => beds.size > 0 && fits(ward))
    return wards.length === 0 ? undefined : this.random.pick(wards)[1].pick(this.random)
  }

  /** Share of the beds that are taken. */
  get occupancy(): number {
    return this.#occupants.size / Math.max(1, this.house.beds.length)
  }

  /** Builds the event of a change that has been made. */
  event(
    trigger: Trigger,
    patient: Patient,
    details: Partial<Pick<HospitalEvent, 'case' | 'place' | 'prior' | 'movement' | 'merged' | 'occurred'>>,
  ): HospitalEvent {
    return {
      trigger,
      recorded: this.#now,
      occurred: details.occurred ?? this.#now,
      controlId: `${this.#runId}-${++this.#message}`,
      house: this.house,
      patient,
      case: details.case,
      place: details.place,
      prior: details.prior,
      movement: details.movement,
      merged: details.merged,
    }
  }

  #pool(ward: Ward): Pool<Bed> {
    let pool = this.#free.get(ward)
    if (!pool) this.#free.set(ward, (pool = new Pool<Bed>()))
    return pool
  }
}

/** Where a case is or was last: the place of its last movement. */
export function placeOf(of: Case | undefined): Place | undefined {
  return of?.movements.at(-1)?.place
}

/** A time some minutes ago, but not before the case's last movement. */
export function someMinutesAgo(state: HospitalState, of: Case | undefined): Date {
  const ago = state.now.getTime() - state.random.between(0, 25) * 60_000
  return new Date(Math.max(ago, of?.movements.at(-1)?.start.getTime() ?? ago))
}

function inventPhysician(random: Random, at: number): Physician {
  const family = random.pick(familyNames)
  const given = random.pick(random.chance(0.5) ? womensNames : mensNames)
  const number = physicianNumber(String(random.between(100_000, 899_999)), '01')
  const title = random.weighted([['Dr. med.', 6], ['Dr.', 2], ['Prof. Dr. med.', at === 0 ? 20 : 1], ['', 1]] as const)
  return { number, title, given, family }
}
