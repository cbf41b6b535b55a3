import { escaped } from './slot.js'

const words = {
  de: {
    title: 'Was Slotwerk von Ihrem Termin weiß', who: 'Für', when: 'Wann', state: 'Stand', booked: 'Gebucht am', hidden: 'Von diesem Termin weiß Slotwerk nichts.',
    states: { booked: 'gebucht', pending: 'angefragt', cancelled: 'abgesagt', fulfilled: 'war schon', arrived: 'eingetroffen', noshow: 'nicht wahrgenommen', waitlist: 'auf der Warteliste', proposed: 'vorgeschlagen' },
    bookings: 'Termine je Monat', month: 'Monat', count: 'Termine',
  },
  en: {
    title: 'What Slotwerk knows of your appointment', who: 'For', when: 'When', state: 'State', booked: 'Booked on', hidden: 'Slotwerk knows nothing of this appointment.',
    states: { booked: 'booked', pending: 'requested', cancelled: 'cancelled', fulfilled: 'has taken place', arrived: 'arrived', noshow: 'missed', waitlist: 'on the waiting list', proposed: 'proposed' },
    bookings: 'Appointments a month', month: 'Month', count: 'Appointments',
  },
}
const moment = (value, locale, options) => new Intl.DateTimeFormat(locale, { timeZone: 'Europe/Berlin', ...options }).format(new Date(value))

/** What the patient may see of this one appointment, read by the token of this launch: nothing that they could not read themselves. */
async function myAppointment(hub, carrier, { access_token: token, patient, fhirContext = [], locale = 'de' }) {
  const says = words[locale]
  const [{ reference } = {}] = fhirContext
  const [appointment, person] = await Promise.all([hub.fhirBy(token, carrier, `/${reference}`), hub.fhirBy(token, carrier, `/Patient/${patient}`)])
  if (appointment.status !== 200) return `<p>${says.hidden}</p>`
  const { status, start, created } = appointment.body
  const [name] = person.body?.name ?? []
  const rows = [
    [says.who, name === undefined ? undefined : name.text ?? [...(name.given ?? []), name.family].join(' ')],
    [says.when, start === undefined ? undefined : moment(start, locale, { dateStyle: 'full', timeStyle: 'short' })],
    [says.state, says.states[status] ?? status],
    [says.booked, created === undefined ? undefined : moment(created, locale, { dateStyle: 'medium' })],
  ]
  return `<h1>${says.title}</h1><dl>${rows.filter(([, value]) => value !== undefined).map(([key, value]) => `<dt>${key}</dt><dd>${escaped(value)}</dd>`).join('')}</dl>`
}

/** How many appointments there were each month, by the service's own rights: that the carrier's people may open this page is what the launch has said. */
async function bookings(hub, carrier, { locale = 'de' }) {
  const says = words[locale]
  const now = new Date()
  const months = Array.from({ length: 6 }, (_, back) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)))
  const day = (date) => date.toISOString().slice(0, 10)
  const rows = await Promise.all(months.map(async (first) => {
    const next = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 1))
    const { status, body } = await hub.fhir(carrier, 'GET', `/Appointment?status=booked,arrived,fulfilled&date=ge${day(first)}&date=lt${day(next)}&_summary=count`)
    return `<tr><th scope="row">${escaped(moment(first, locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }))}</th><td>${status === 200 ? body.total : '–'}</td></tr>`
  }))
  return `<h1>${says.bookings}</h1><table><thead><tr><th scope="col">${says.month}</th><th scope="col">${says.count}</th></tr></thead><tbody>${rows.join('')}</tbody></table>`
}

/** What each slot of the manifest shows. */
export const pages = { 'my-appointment': myAppointment, bookings }
