import { createHash } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { PlugCarrier, PlugDocument } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { changeDocument } from '../change-document.ts'
import { pathIn } from '../published/item.ts'
import type { Work } from '../work.ts'
import { guestsOf } from './guest-list.ts'
import { kinds, type Guest } from './records.ts'
import type { BarcampEvent } from './shapes.ts'

type GuestMail = 'network-registered' | 'network-place'

/** A link to one's registration, to the address that was given. */
export async function mailRegistration(carrier: PlugCarrier, event: PlugDocument<BarcampEvent>, owner: string, guest: Guest): Promise<void> {
  // Another address is another mail.
  if (guest.mail !== '') await mailTo(carrier, event, owner, guest, 'network-registered', createHash('sha256').update(guest.mail).digest('base64url').slice(0, 16))
}

/** Who waited and has a place now is told once. */
export const tellPlaces: Work = {
  name: 'barcamp-places',
  everyMs: 30_000,
  run: async ({ carrier, now }) => {
    for (const event of await allDocuments<BarcampEvent>(carrier.documents, kinds.event)) {
      if (event.body.stage === 'open' && Date.parse(event.body.slots.at(-1)!.end) > now) await tellOf(carrier, event)
    }
  },
}

async function tellOf(carrier: PlugCarrier, event: PlugDocument<BarcampEvent>): Promise<void> {
  for (const guest of await guestsOf(carrier.documents, event)) {
    const { id, waiting, waited, told, mail } = guest
    const at = { kind: kinds.guest, id, parent: event.id }
    if (waiting > 0 && !waited) await changeDocument<Guest>(carrier.documents, at, (known) => (known === undefined ? undefined : { ...known.body, waited: true }))
    if (waiting > 0 || !waited || told || mail === '') continue
    if (await mailTo(carrier, event, id.slice(event.id.length + 1), guest, 'network-place', '')) await changeDocument<Guest>(carrier.documents, at, (known) => (known === undefined ? undefined : { ...known.body, told: true }))
  }
}

/** The link's proof stands in its fragment, which no server is sent. Whether there is nothing more to do: an address that no mail can be sent to gets none, one that has had too
 *  many lately none now; the page says the same. */
async function mailTo(carrier: PlugCarrier, event: PlugDocument<BarcampEvent>, owner: string, { mail, language, ticket }: Guest, template: GuestMail, which: string): Promise<boolean> {
  try {
    await carrier.mail({
      to: mail, template, language, about: event.body.title, path: `${pathIn(carrier, 'barcamp', event.id, 'anmeldung')}#${owner}.${ticket}`, key: `${template} ${event.id}.${owner} ${which}`,
    })
    return true
  } catch (thrown) {
    if (!(thrown instanceof Fault && ['notify/address', 'notify/too-many'].includes(thrown.code))) throw thrown
    return thrown.code === 'notify/address'
  }
}
