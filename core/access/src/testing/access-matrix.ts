import type { Clock } from '@steckwerk/kernel'
import { carrierSystem, siteSystem, type Resource } from '@steckwerk/fhir'
import type { Carrier, Store } from '@steckwerk/store'
import type { OwnPatient, Principal } from '../contract.ts'
import { tokenPrincipal } from '../accounts.ts'
import { createDecisions, type Emergencies, type OpenDecisions } from '../decision/decisions.ts'
import { noClients } from '../decision/no-ports.ts'
import type { Role, RoleTable } from '../roles.ts'

/** Every interaction that is tried, with what it does. */
export const readings = [
  'read', 'vread', 'search', 'count', 'history-instance', 'history-type', 'history-system', 'batch-read', 'transaction-read', 'everything', 'compartment', 'compartment-type',
  'stream',
] as const
export const writings = [
  'create', 'update', 'patch', 'batch-write', 'transaction', 'conditional-create', 'conditional-update', 'conditional-patch',
] as const
export const removals = ['delete', 'conditional-delete', 'transaction-delete'] as const
export type MatrixInteraction = (typeof readings)[number] | (typeof writings)[number] | (typeof removals)[number]
export const matrixInteractions: readonly MatrixInteraction[] = [...readings, ...writings, ...removals]

/** Patients of alpha: with a case at the actors' site; with none there but a Consent that names their site, the practice and beta; with neither. */
export const matrixPatients = ['own', 'consented', 'foreign'] as const
export type MatrixPatient = (typeof matrixPatients)[number]
/** One clinical type and one that a ward's office keeps; of that it sees what stands for anybody. */
export const matrixTypes = ['Observation', 'Appointment'] as const
export type MatrixType = (typeof matrixTypes)[number]

export type MatrixActor = Exclude<Role, 'automation'> | 'automation' | 'clinician of beta' | 'carrier-admin of beta' | 'referrer of beta'

const all = matrixInteractions
const read = readings
const write = writings
/** Seen though the Patient is not: nothing leads from the Patient to it. */
const seenAlone: readonly MatrixInteraction[] = readings.filter((one) => one !== 'everything' && one !== 'compartment')
/** Nothing: refused, or as if it were not there. */
const none: readonly MatrixInteraction[] = []

type Cells = Readonly<Record<MatrixPatient, readonly MatrixInteraction[]>>
const nothing: Cells = { own: none, consented: none, foreign: none }

/** Who may do what with a resource of which Patient. Written by hand: what is not named is denied. */
export const expectedAccess: Readonly<Record<MatrixActor, Readonly<Record<MatrixType, Cells>>>> = {
  'clinician': {
    Observation: { own: [...read, ...write], consented: read, foreign: none },
    Appointment: { own: read, consented: none, foreign: none },
  },
  'ward-clerk': {
    Observation: nothing,
    Appointment: { own: all, consented: read, foreign: seenAlone },
  },
  'referrer': {
    Observation: { own: none, consented: read, foreign: none },
    Appointment: nothing,
  },
  'aftercare': {
    Observation: { own: none, consented: read, foreign: none },
    Appointment: { own: none, consented: read, foreign: none },
  },
  'clinician of beta': {
    Observation: { own: none, consented: read, foreign: none },
    Appointment: nothing,
  },
  'referrer of beta': { Observation: nothing, Appointment: nothing },
  'carrier-admin of beta': { Observation: nothing, Appointment: nothing },
  'carrier-admin': { Observation: nothing, Appointment: nothing },
  'carrier-it': { Observation: nothing, Appointment: nothing },
  'operator': { Observation: nothing, Appointment: nothing },
  'network-editor': { Observation: nothing, Appointment: nothing },
  'vendor': { Observation: nothing, Appointment: nothing },
  'patient': {
    Observation: { own: read, consented: none, foreign: none },
    Appointment: { own: read, consented: none, foreign: none },
  },
  'proxy': {
    Observation: { own: read, consented: none, foreign: none },
    Appointment: nothing,
  },
  'automation': {
    Observation: { own: all, consented: all, foreign: all },
    Appointment: { own: all, consented: all, foreign: all },
  },
}
export const matrixActors = Object.keys(expectedAccess) as readonly MatrixActor[]

const staff = (actor: string, carrier: string, role: Role, sites: 'all' | readonly string[]): Principal => ({
  kind: 'session', actor: `Account/${actor}`, account: actor, name: actor, amr: ['pwd'], memberships: [{ carrier, roles: [role], sites }],
})

/** Who each of them is. */
export function matrixPrincipal(actor: MatrixActor): Principal {
  const account = actor.replaceAll(' ', '-')
  switch (actor) {
    case 'automation': return tokenPrincipal
    case 'operator': case 'vendor': return staff(account, '*', actor, 'all')
    case 'network-editor': return staff(account, 'netz', actor, 'all')
    case 'patient': case 'proxy': return { ...staff(account, '', actor, 'all'), memberships: [] }
    case 'clinician of beta': return staff(account, 'beta', 'clinician', 'all')
    case 'carrier-admin of beta': return staff(account, 'beta', 'carrier-admin', 'all')
    case 'referrer of beta': return staff(account, 'beta', 'referrer', ['elsewhere'])
    case 'referrer': case 'aftercare': return staff(account, 'alpha', actor, ['practice'])
    default: return staff(account, 'alpha', actor, ['north'])
  }
}

/** The patient is `own`; the proxy was given that one's observations. */
export async function matrixOwnPatients(account: string, carrier: Carrier): Promise<readonly OwnPatient[]> {
  if (carrier.slug !== 'alpha') return []
  if (account === 'patient') return [{ patient: 'own', relation: 'self', types: 'all', may: 'cruds' }]
  if (account === 'proxy') return [{ patient: 'own', relation: 'proxy', types: ['Patient', 'Observation'], may: 'rs' }]
  return []
}

const quiet: Emergencies = { inForce: async () => ({ patients: [], until: Infinity }) }

/** Decisions as the hub makes them, over links that are made up. */
export function matrixDecisions(store: Store, clock: Clock, table?: RoleTable, emergencies = quiet): OpenDecisions {
  return createDecisions({
    store, clock, clientRights: noClients, emergencies,
    ownPatients: { of: matrixOwnPatients, carriers: async (account) => (['patient', 'proxy'].includes(account) ? ['alpha'] : []) },
    ...(table === undefined ? {} : { table }),
  })
}

const loinc = { coding: [{ system: 'http://loinc.org', code: '8867-4' }] }

/** A Patient's Observation or Appointment; its identifier is its id. */
export function matrixResource(type: MatrixType, patient: MatrixPatient, id: string, value = 1): Resource {
  const identifier = [{ system: 'urn:matrix', value: id }]
  const reference = { reference: `Patient/${patient}` }
  return type === 'Observation'
    ? { resourceType: type, id, identifier, status: 'final', code: loinc, subject: reference, valueInteger: value }
    : { resourceType: type, id, identifier, status: 'proposed', priority: value, participant: [{ actor: reference, status: 'accepted' }] }
}

const recipient = (system: string, value: string, purpose: string): object => ({
  type: 'permit',
  actor: [{ role: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'IRCP' }] }, reference: { identifier: { system, value } } }],
  purpose: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActReason', code: purpose }],
})

/** What stands at alpha, in an order in which every reference leads to what is there. */
export const matrixRegion: readonly Resource[] = [
  { resourceType: 'Organization', id: 'north', name: 'North' },
  { resourceType: 'Organization', id: 'north-surgery', name: 'Surgery', partOf: { reference: 'Organization/north' } },
  { resourceType: 'Organization', id: 'south', name: 'South' },
  { resourceType: 'Organization', id: 'practice', name: 'Practice' },
  ...matrixPatients.map((id) => ({ resourceType: 'Patient', id, identifier: [{ system: 'urn:matrix', value: id }], name: [{ family: id }], birthDate: '1970-01-01' })),
  ...matrixPatients.map((patient) => ({
    resourceType: 'Encounter', id: `e-${patient}`, status: 'in-progress', class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'IMP' },
    subject: { reference: `Patient/${patient}` }, serviceProvider: { reference: `Organization/${patient === 'own' ? 'north-surgery' : 'south'}` },
  })),
  {
    resourceType: 'Consent', id: 'c-consented', status: 'active', scope: { coding: [{ code: 'patient-privacy' }] }, category: [{ coding: [{ code: '57016-8', system: 'http://loinc.org' }] }],
    patient: { reference: 'Patient/consented' }, policyRule: { text: 'release' },
    provision: {
      type: 'deny',
      provision: [recipient(siteSystem, 'alpha/north', 'TREAT'), recipient(siteSystem, 'alpha/practice', 'COC'), recipient(carrierSystem, 'beta', 'TREAT')],
    },
  },
  ...matrixTypes.flatMap((type) => matrixPatients.map((patient) => matrixResource(type, patient, `x-${patient}`))),
] as readonly Resource[]
