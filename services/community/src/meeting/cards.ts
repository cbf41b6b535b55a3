import type { RouteAnswer } from '@steckwerk/plug'
import { input } from '../body.ts'
import type { Asked } from '../community-route.ts'
import { kinds, meetingOf, takingPart, type KeptCard } from './records.ts'
import { cardInput } from './shapes.ts'

/** One's own card for the meeting. Faults: community/meeting-participants, plug/document-changed. */
export async function writeCard(asked: Asked): Promise<RouteAnswer> {
  const { version, card } = input(cardInput, asked)
  const { id: meeting } = await meetingOf(asked)
  const { id, body: { office } } = await takingPart(asked, meeting)
  const before = await asked.documents.get<KeptCard>(kinds.card, id)
  const body: KeptCard | undefined = card === null ? undefined : { ...card, office, since: before?.body.since ?? asked.now }
  await asked.documents.write([{ kind: kinds.card, id, parent: meeting, body, version }])
  return { status: 204 }
}
