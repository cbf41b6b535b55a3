import { idOf } from './book.js'

const activeAt = '/Appointment?status=pending,booked,arrived,checked-in,proposed&_summary=count&slot=Slot/'

/** Ids of the Appointments that a notification is about: whole resources, or the references its events name. */
function told({ entry = [] } = {}) {
  const named = entry.flatMap(({ resource }) => (resource?.resourceType === 'Parameters' ? (resource.parameter ?? []) : []))
    .flatMap(({ name, part = [] }) => (name === 'notification-event' ? part : []))
    .flatMap(({ name, valueReference }) => (name === 'focus' ? (idOf('Appointment', valueReference?.reference) ?? []) : []))
  const whole = entry.flatMap(({ resource }) => (resource?.resourceType === 'Appointment' ? [resource.id] : []))
  return [...new Set([...named, ...whole])]
}

/** Follows what others, the KIS above all, have cancelled: the slots are free again. News come at least once, so it is done as it stands now and may be
 *  repeated; a slot that somebody has changed meanwhile is theirs. */
export async function notified(hub, carrier, notification) {
  for (const id of told(notification)) {
    const { status, body: appointment } = await hub.fhir(carrier, 'GET', `/Appointment/${encodeURIComponent(id)}`)
    if (status !== 200 || appointment.status !== 'cancelled') continue
    for (const { reference } of appointment.slot ?? []) {
      const slot = idOf('Slot', reference)
      const found = slot === undefined ? { status: 404 } : await hub.fhir(carrier, 'GET', `/Slot/${slot}`)
      if (found.status !== 200 || found.body.status !== 'busy') continue
      // Taken by another appointment by now?
      const others = await hub.fhir(carrier, 'GET', `${activeAt}${slot}`)
      if (others.status !== 200) throw new Error('not to be told now')
      if (others.body.total === 0) await hub.fhir(carrier, 'PUT', `/Slot/${slot}`, { ...found.body, status: 'free' }, { 'if-match': `W/"${found.body.meta.versionId}"` })
    }
  }
}
