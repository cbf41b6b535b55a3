import { allDocuments } from '../all-documents.ts'
import type { Work } from '../work.ts'
import { kinds } from './records.ts'
import { removeParts } from './remove-parts.ts'
import type { BarcampEvent } from './shapes.ts'

const day = 86_400_000

/** Names and addresses of who came are kept as long after the event as its editors said, and no longer. */
export const forgetGuests: Work = {
  name: 'barcamp-forget',
  everyMs: 3_600_000,
  run: async ({ carrier: { documents }, now }) => {
    for (const { id, body: { slots, keepDays } } of await allDocuments<BarcampEvent>(documents, kinds.event)) {
      if (Date.parse(slots.at(-1)!.end) + keepDays * day <= now) await removeParts(documents, id, [kinds.guest])
    }
  },
}
