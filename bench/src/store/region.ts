import type { Resource } from '@steckwerk/fhir'
import { seeded } from '../random.ts'
import { conditionBody, encounterBody, minute, observationBody, patientBody, rarelyMeasured, sid } from './bodies.ts'

/** A resource as it goes into a store. */
export interface Made {
  readonly type: string
  readonly id: string
  readonly text: string
  readonly resource: Resource
}

export const observationsOfPatient = 14
/** Resources of one file. */
export const everyPatient = observationsOfPatient + 3

const begin = Date.UTC(2024, 0, 1)
const spanDays = 700

/** A patient with a case, a diagnosis and measurements: 17 resources of about 1.4 KB. Everything follows from the number. */
export function patientFile(number: number): Made[] {
  const random = seeded(number + 1)
  const id = `p${number}`
  const admitted = someTime(random)
  const patient = `Patient/${id}`
  const encounter = `Encounter/${id}-e`
  const file = [
    made(id, patientBody(patientNumber(number), `X${String(100_000_000 + number)}`, random)),
    made(`${id}-e`, encounterBody(String(5_000_000 + number), admitted, { patient, location: `Location/ward-${Math.floor(random() * 40)}` }, random)),
    made(`${id}-c`, conditionBody(admitted, { patient, encounter }, random)),
  ]
  for (let n = 0; n < observationsOfPatient; n++) file.push(observation(id, String(n), admitted + Math.floor(random() * 6 * 24 * 60) * minute, random))
  return file
}

/** A measurement of that patient beyond those of the file, for creating one by one. */
export function furtherObservation(number: number, n: number): Made {
  const random = seeded(number * 65_537 + n)
  return observation(`p${number}`, String(observationsOfPatient + n), someTime(random), random)
}

/** A measurement of that patient by a code that few have. */
export function rareObservation(number: number): Made {
  const random = seeded(number + 0x5eed)
  return observation(`p${number}`, 'rare', someTime(random), random, rarelyMeasured)
}

export function filesFor(resources: number): number {
  return Math.max(1, Math.round(resources / everyPatient))
}

/** The identifier every patient of the region has. */
export const patientNumber = (number: number): { system: string; value: string } => ({ system: sid('patient'), value: String(1_000_000 + number) })

/** A minute within the two years the region's data is from. */
export function someTime(random: () => number): number {
  return begin + Math.floor(random() * spanDays * 24 * 60) * minute
}

function observation(patientId: string, name: string, at: number, random: () => number, what?: typeof rarelyMeasured): Made {
  const to = {
    patient: `Patient/${patientId}`, encounter: `Encounter/${patientId}-e`,
    performer: `Practitioner/doc-${Math.floor(random() * 200)}`, device: `Device/monitor-${Math.floor(random() * 90)}`,
  }
  return made(`${patientId}-o${name}`, observationBody(`${patientId}-${name}`, at, to, random, what))
}

function made(id: string, { resourceType, ...rest }: Resource): Made {
  const resource: Resource = { resourceType, id, ...rest }
  return { type: resource.resourceType, id, text: JSON.stringify(resource), resource }
}
