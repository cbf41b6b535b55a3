import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../../all-documents.ts'
import { input } from '../../body.ts'
import type { Asked } from '../../community-route.ts'
import { kinds, meetingOf, type Agenda, type KeptCard } from '../records.ts'
import { agendaInput, type Meeting, type Point } from '../shapes.ts'
import { proposeAgenda } from './propose.ts'

/** What the meeting talks about, in which order, and what of it is on. Faults: community/meeting-card, plug/document-changed. */
export async function changeAgenda(asked: Asked): Promise<RouteAnswer> {
  const { version, points, current } = input(agendaInput, asked)
  const { id } = await meetingOf(asked)
  const [cards, before] = await Promise.all([allDocuments<KeptCard>(asked.documents, kinds.card, id), asked.documents.get<Agenda>(kinds.agenda, id)])
  const offices = new Map(cards.map((card) => [card.id, card.body.office]))
  const body: Agenda = {
    current, since: current === '' ? '' : current === before?.body.current ? before.body.since : new Date(asked.now).toISOString(),
    points: points.map((point) => {
      const office = point.card === '' ? '' : offices.get(point.card) ?? before?.body.points.find(({ card }) => card === point.card)?.office
      if (office === undefined) throw new Fault('invalid', 'community/meeting-card', 'This meeting has no such card.', { at: point.id })
      return { ...point, office }
    }),
  }
  const [next] = await asked.documents.write([{ kind: kinds.agenda, id, parent: id, body, version }])
  return { status: 200, json: { version: next } }
}

/** An order for the cards that are there now; nothing is kept. Notes that points have already go along. */
export async function proposeOrder(asked: Asked): Promise<RouteAnswer> {
  const { id, body: { start, end } } = await meetingOf(asked)
  const [cards, spoke, before] = await Promise.all([allDocuments<KeptCard>(asked.documents, kinds.card, id), spokeLast(asked, start), asked.documents.get<Agenda>(kinds.agenda, id)])
  const { order, minutes, over } = proposeAgenda(cards.map((card) => ({ id: card.id, topic: card.body.topic, spoke: spoke.get(folded(card.body.office)) ?? '', since: card.body.since })), (Date.parse(end) - Date.parse(start)) / 60_000)
  const points = order.map((card): Point => ({
    id: card.split('.').at(-1)!.replaceAll('_', '-'), card, title: cards.find((one) => one.id === card)!.body.office, minutes,
    note: before?.body.points.find((point) => point.card === card)?.note ?? '',
  }))
  return { status: 200, json: { points, over } }
}

/** By office: when it had a card on the agenda of a meeting that was before this instant. */
async function spokeLast({ documents }: Asked, before: string): Promise<ReadonlyMap<string, string>> {
  const [meetings, agendas] = await Promise.all([allDocuments<Meeting>(documents, kinds.meeting), allDocuments<Agenda>(documents, kinds.agenda)])
  const starts = new Map(meetings.filter(({ body }) => body.start < before && body.stage !== 'hidden').map(({ id, body }) => [id, body.start]))
  const last = new Map<string, string>()
  for (const { id, body } of agendas) {
    const start = starts.get(id)
    if (start === undefined) continue
    for (const { office } of body.points) if (office !== '' && start > (last.get(folded(office)) ?? '')) last.set(folded(office), start)
  }
  return last
}

const folded = (office: string): string => office.toLocaleLowerCase('de').replaceAll(/\s+/g, ' ')
