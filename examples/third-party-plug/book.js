import { randomUUID } from 'node:crypto'
import { refusal } from './hub.js'

const replaces = 'http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.replaces'
const reasons = 'http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason'
export const idOf = (type, reference) => new RegExp(`(?:^|/)${type}/([A-Za-z0-9.-]{1,64})$`).exec(reference ?? '')?.[1]
export const patientsOf = (appointment) => (appointment.participant ?? []).flatMap(({ actor }) => idOf('Patient', actor?.reference) ?? [])
const put = (resource, version) => ({ resource, request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}`, ...(version === undefined ? {} : { ifMatch: `W/"${version}"` }) } })

/** Whether the caller may act for all of these patients; staff carry no list and may. */
function mayActFor(caller, patients) {
  return caller.patients === undefined || (patients.length > 0 && patients.every((id) => caller.patients.includes(id)))
}

/** `Appointment/$book`: a bare Appointment, or Parameters with appt-resource and perhaps cancelled-appt-id. */
export async function book(hub, carrier, { caller, input }) {
  const parameter = (name) => (Array.isArray(input?.parameter) ? input.parameter.find((one) => one?.name === name) : undefined)
  const asked = input?.resourceType === 'Appointment' ? input : parameter('appt-resource')?.resource
  if (asked?.resourceType !== 'Appointment' || !Array.isArray(asked.participant)) return refusal(400, 'invalid', 'An Appointment is expected.')
  const patients = patientsOf(asked)
  if (!mayActFor(caller, patients)) return refusal(403, 'forbidden', 'Appointments are booked for oneself.')
  if (asked.status !== 'proposed') return refusal(422, 'business-rule', 'An appointment to be booked has the status proposed.')
  if (!(Date.parse(asked.start) > Date.now()) || !(Date.parse(asked.end) > Date.parse(asked.start))) return refusal(422, 'business-rule', 'An appointment begins in the future and ends after that.')
  if (patients.length === 0 || !Array.isArray(asked.slot) || asked.slot.length === 0) return refusal(422, 'required', 'A patient and a slot are needed.')
  for (const id of patients) {
    const { status, body } = await hub.fhir(carrier, 'GET', `/Patient/${id}`)
    if (status !== 200 || body.active === false) return refusal(422, 'business-rule', 'There is no such active patient.')
  }
  const entries = []
  for (const { reference } of asked.slot) {
    const { status, body: slot } = await hub.fhir(carrier, 'GET', `/Slot/${idOf('Slot', reference) ?? 'none'}`)
    if (status !== 200) return refusal(422, 'not-found', 'There is no such slot.')
    if (slot.status !== 'free') return refusal(422, 'conflict', 'This time has just been taken.')
    if (Date.parse(asked.start) < Date.parse(slot.start) || Date.parse(asked.end) > Date.parse(slot.end)) return refusal(422, 'business-rule', 'The time does not lie within the slot.')
    entries.push(put({ ...slot, status: 'busy' }, slot.meta.versionId))
  }
  const { meta, cancelationReason: _reason, ...rest } = asked
  const booked = { ...rest, ...(meta?.tag === undefined ? {} : { meta: { tag: meta.tag } }), id: randomUUID(), status: 'booked', created: new Date().toISOString() }
  const old = parameter('cancelled-appt-id')
  if (old !== undefined) {
    const found = await cancellation(hub, carrier, caller, idOf('Appointment', old.valueUri) ?? old.valueUri, 'pat')
    if (found === undefined) return refusal(422, 'not-found', 'The appointment to be moved is not there.')
    entries.push(...found.filter(({ request }) => !entries.some((other) => other.request.url === request.url)))
    booked.extension = [...(asked.extension ?? []).filter(({ url }) => url !== replaces), { url: replaces, valueReference: { reference: found[0].request.url } }]
  }
  const { status } = await hub.fhir(carrier, 'POST', '', { resourceType: 'Bundle', type: 'transaction', entry: [...entries, put(booked)] })
  if (status === 409 || status === 412) return refusal(422, 'conflict', 'This time has just been taken.')
  if (status >= 300) return refusal(422, 'processing', 'The appointment was not accepted.')
  await hub.count(carrier, 'booked', booked.id)
  return { status: 201, resource: (await hub.fhir(carrier, 'GET', `/Appointment/${booked.id}`)).body, location: `Appointment/${booked.id}` }
}

/** `Appointment/{id}/$cancel`: Parameters with reason and comment. */
export async function cancel(hub, carrier, { caller, input, id }) {
  const value = (name, kind) => (Array.isArray(input?.parameter) ? input.parameter.find((one) => one?.name === name)?.[kind] : undefined)
  const code = caller.patients === undefined ? (value('reason', 'valueCode') ?? 'prov') : 'pat'
  const entry = await cancellation(hub, carrier, caller, id, code, value('comment', 'valueString'))
  if (entry === undefined) return refusal(404, 'not-found', 'There is no such appointment.')
  const { status } = await hub.fhir(carrier, 'POST', '', { resourceType: 'Bundle', type: 'transaction', entry })
  if (status >= 300) return refusal(422, 'conflict', 'The appointment has just been changed.')
  return { status: 200, resource: (await hub.fhir(carrier, 'GET', `/Appointment/${id}`)).body }
}

/** The appointment cancelled and its slots free, each over the version seen; undefined where there is none to cancel. */
async function cancellation(hub, carrier, caller, id, code, text) {
  const { status, body: appointment } = await hub.fhir(carrier, 'GET', `/Appointment/${encodeURIComponent(id ?? 'none')}`)
  if (status !== 200 || !mayActFor(caller, patientsOf(appointment)) || !['pending', 'booked'].includes(appointment.status)) return undefined
  const cancelationReason = { coding: [{ system: reasons, code }], ...(typeof text === 'string' ? { text } : {}) }
  const entries = [put({ ...appointment, status: 'cancelled', cancelationReason }, appointment.meta.versionId)]
  for (const { reference } of appointment.slot ?? []) {
    const { status: found, body: slot } = await hub.fhir(carrier, 'GET', `/Slot/${idOf('Slot', reference) ?? 'none'}`)
    if (found === 200 && slot.status.startsWith('busy')) entries.push(put({ ...slot, status: 'free' }, slot.meta.versionId))
  }
  return entries
}
