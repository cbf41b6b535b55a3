import { createHash } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { input } from '../body.ts'
import { isEditor } from '../caller.ts'
import { boardOf, eventOf, kinds, ownerOf, pitchOf, type Pitch } from './records.ts'
import { newPitch, outcomeInput, pitchChange } from './shapes.ts'
import type { Asked } from '../community-route.ts'

const mostOfEvent = 300

/** Offers a session. The same key of the same browser is the same session, so that a repeated answer makes no second one.
 *  Faults: community/pitching-closed, community/pitches-full. */
export async function offerPitch(asked: Asked): Promise<RouteAnswer> {
  const { key, pitch } = input(newPitch, asked)
  const { id: event, body } = await eventOf(asked)
  if (!(body.pitching && body.stage === 'open') && !isEditor(asked)) throw new Fault('conflict', 'community/pitching-closed', 'Sessions are not offered now.')
  const owner = ownerOf(asked)
  const id = createHash('sha256').update(`${owner} ${key}`).digest('hex').slice(0, 32)
  const known = await asked.documents.get<Pitch>(kinds.pitch, id)
  if (known !== undefined) return { status: 200, json: { id, version: known.version } }
  if (await asked.documents.count(kinds.pitch, event) >= mostOfEvent) throw new Fault('conflict', 'community/pitches-full', 'This event has as many sessions as it can have.')
  const stored: Pitch = { ...pitch, owner, withdrawn: false, outcome: '' }
  const [version] = await asked.documents.write([{ kind: kinds.pitch, id, parent: event, body: stored, version: 0 }])
  return { status: 201, json: { id, version } }
}

/** Faults: community/pitch-not-yours, plug/document-changed. */
export async function changePitch(asked: Asked): Promise<RouteAnswer> {
  const { version, pitch } = input(pitchChange, asked)
  const { id, body, parent } = await ownPitch(asked)
  await asked.documents.write([{ kind: kinds.pitch, id, parent, body: { ...body, ...pitch }, version }])
  return { status: 204 }
}

/** Takes it back, from the grid too. Faults: community/pitch-not-yours, plug/document-changed. */
export async function withdrawPitch(asked: Asked): Promise<RouteAnswer> {
  const { id, body, parent, version } = await ownPitch(asked)
  const { board, version: boardVersion } = await boardOf(asked.documents, parent!)
  const { [id]: stood, ...cells } = board.cells
  await asked.documents.write([
    { kind: kinds.pitch, id, parent, body: { ...body, withdrawn: true }, version },
    ...(stood === undefined ? [] : [{ kind: kinds.board, id: parent!, parent, body: { ...board, cells, pinned: board.pinned.filter((one) => one !== id) }, version: boardVersion }]),
  ])
  return { status: 204 }
}

/** What came of it, by its host or an editor. Faults: community/pitch-not-yours, plug/document-changed. */
export async function writeOutcome(asked: Asked): Promise<RouteAnswer> {
  const { outcome } = input(outcomeInput, asked)
  const { id, body, parent, version } = await ownPitch(asked)
  await asked.documents.write([{ kind: kinds.pitch, id, parent, body: { ...body, outcome }, version }])
  return { status: 204 }
}

async function ownPitch(asked: Asked): ReturnType<typeof pitchOf> {
  await eventOf(asked)
  const pitch = await pitchOf(asked)
  if (!isEditor(asked) && pitch.body.owner !== ownerOf(asked)) throw new Fault('forbidden', 'community/pitch-not-yours', 'This session was offered by somebody else.')
  return pitch
}
