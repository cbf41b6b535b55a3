import { book, cancel } from './book.js'
import { broker } from './broker.js'
import { notified } from './follow.js'
import { guard } from './guard.js'
import { pages } from './pages.js'
import { slotPage } from './slot.js'

/** What the service answers, by type and name: each gets the hub, the carrier's name and { caller, input, id }. */
export const operations = { 'Appointment/book': book, 'Appointment/cancel': cancel }

/** What it says to changes that others want to make; what it does about news; and where else it answers. */
export { guard, notified }
export const other = async (hub, at, request) => (await slotPage(hub, at, request, pages)) ?? broker(hub, at, request)
