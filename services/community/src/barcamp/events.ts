import { Fault, timeOrderedId } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { ownWishes } from '../ballots.ts'
import { input } from '../body.ts'
import { isEditor } from '../caller.ts'
import { boardOf, countGuests, eventOf, kinds, ownerOf, type Board, type Pitch } from './records.ts'
import { z } from 'zod'
import { removeParts } from './remove-parts.ts'
import { eventInput, type BarcampEvent } from './shapes.ts'
import type { Asked } from '../community-route.ts'

/** Made once: making one takes longer than ordering a whole list. */
const byTitle = new Intl.Collator('de', { numeric: true })

/** Events, the next first; hidden ones for editors only. */
export async function listEvents(asked: Asked): Promise<RouteAnswer> {
  const found = await asked.documents.list<BarcampEvent>(kinds.event, { count: 1000 })
  const shown = found.filter(({ body }) => body.stage !== 'hidden' || isEditor(asked))
    .map(({ id, body }) => ({ id, title: body.title, place: body.place, stage: body.stage, start: body.slots[0]!.start, end: body.slots.at(-1)!.end }))
  return { status: 200, json: { events: shown.toSorted((a, b) => (a.start < b.start ? 1 : -1)), editor: isEditor(asked) } }
}

export async function createEvent(asked: Asked): Promise<RouteAnswer> {
  const event = input(eventInput, asked)
  const id = timeOrderedId(asked.now)
  await asked.documents.write([{ kind: kinds.event, id, parent: id, body: event, version: 0 }])
  return { status: 201, json: { id } }
}

/** Sessions keep their cells; those whose room or slot is gone are moved by a re-plan. Faults: plug/document-changed. */
export async function changeEvent(asked: Asked): Promise<RouteAnswer> {
  const { version, event } = input(z.strictObject({ version: z.number().int().min(1), event: eventInput }), asked)
  const { id } = await eventOf(asked)
  await asked.documents.write([{ kind: kinds.event, id, parent: id, body: event, version }])
  return { status: 204 }
}

/** What a phone shows: the event, its sessions with where they stand, and what this browser wants and has offered. */
export async function showEvent(asked: Asked): Promise<RouteAnswer> {
  const { id, version, body: event } = await eventOf(asked)
  const owner = asked.call.caller.device === undefined ? undefined : ownerOf(asked)
  const [{ pitches, board }, registered, wants] = await Promise.all([sessionsOf(asked, id), countGuests(asked, id), ownWishes(asked, { kind: kinds.ballot, parent: id })])
  const showsGrid = event.programme || isEditor(asked)
  return {
    status: 200,
    json: {
      id, version, event, editor: isEditor(asked), registered,
      pitches: pitches.filter(({ body }) => !body.draft || body.owner === owner).map((pitch) => {
        const { owner: whose, withdrawn: _, ...body } = pitch.body
        const cell = showsGrid ? board.cells[pitch.id] : undefined
        return { id: pitch.id, version: pitch.version, ...body, own: whose !== undefined && whose === owner, state: stateOf(pitch.id, body.draft, showsGrid, board), ...(cell === undefined ? {} : { cell }) }
      }),
      wants,
    },
  }
}

/** Read once for all phones that ask after a change, by title. */
function sessionsOf({ carrier, documents, together }: Asked, event: string): Promise<{ readonly pitches: readonly PlugDocument<Pitch>[]; readonly board: Board }> {
  return together.read(`${carrier.slug} ${kinds.pitch} ${event}`, async () => {
    const [pitches, { board }] = await Promise.all([allDocuments<Pitch>(documents, kinds.pitch, event), boardOf(documents, event)])
    return { pitches: pitches.filter(({ body }) => !body.withdrawn).toSorted((a, b) => byTitle.compare(a.body.title, b.body.title)), board }
  })
}

function stateOf(id: string, draft: boolean, showsGrid: boolean, board: Board): 'draft' | 'queue' | 'parked' | 'grid' {
  if (draft) return 'draft'
  if (showsGrid && board.cells[id] !== undefined) return 'grid'
  return board.parked.includes(id) ? 'parked' : 'queue'
}

/** Takes an event away with all that belongs to it. Faults: community/barcamp-open. */
export async function removeEvent(asked: Asked): Promise<RouteAnswer> {
  const { id, version, body } = await eventOf(asked)
  if (body.stage === 'open') throw new Fault('conflict', 'community/barcamp-open', 'An event that is open is ended or hidden before it is removed.')
  await removeParts(asked.documents, id, Object.values(kinds).filter((kind) => kind !== kinds.event))
  await asked.documents.write([{ kind: kinds.event, id, parent: id, body: undefined, version }])
  return { status: 204 }
}
