import { Fault } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import { isEditor } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import { languageOf } from './language.ts'
import { matrixOf } from './matrix.ts'
import { draftMinutes, minutesFacts, type DraftFrom } from './minutes-draft.ts'
import { kinds, meetingOf, participantsOf, type Agenda, type Entry, type KeptCard, type Minutes } from './records.ts'
import { minutesInput } from './shapes.ts'

const mostVersions = 200

/** Versions in their order. */
async function versionsOf({ documents }: Asked, meeting: string): Promise<readonly PlugDocument<Minutes>[]> {
  return allDocuments<Minutes>(documents, kinds.minutes, meeting)
}

/** What an editor wrote last; for everybody else what was published last. */
export async function newestMinutes(asked: Asked, meeting: string, editor: boolean): Promise<PlugDocument<Minutes> | undefined> {
  return (await versionsOf(asked, meeting)).findLast(({ body }) => editor || body.published)
}

const numberOf = (id: string): number => Number(id.split('.').at(-1))

export function shownMinutes({ id, at, body }: PlugDocument<Minutes>): object {
  return { number: numberOf(id), at: new Date(at).toISOString(), ...body }
}

async function factsOf(asked: Asked): Promise<DraftFrom & { readonly id: string }> {
  const { id, body: meeting } = await meetingOf(asked)
  const [cards, agenda, participants, entries] = await Promise.all([
    allDocuments<KeptCard>(asked.documents, kinds.card, id), asked.documents.get<Agenda>(kinds.agenda, id), participantsOf(asked, id), allDocuments<Entry>(asked.documents, kinds.entry, id),
  ])
  return { id, meeting, cards, agenda: agenda?.body, participants, matrix: matrixOf(cards, entries) }
}

/** For editors: every version, the newest first, and what the minutes would be if they were made now from agenda, cards and notes. `?version=` gives one. */
export async function listMinutes(asked: Asked): Promise<RouteAnswer> {
  const facts = await factsOf(asked)
  const versions = await versionsOf(asked, facts.id)
  const wanted = asked.call.query.get('version')
  const shown = wanted === null ? versions.at(-1) : versions.find(({ id }) => numberOf(id) === Number(wanted))
  return {
    status: 200,
    json: {
      made: draftMinutes(facts, languageOf(asked)), shown: shown === undefined ? null : shownMinutes(shown),
      versions: versions.toReversed().map(({ id, at, body }) => ({ number: numberOf(id), at: new Date(at).toISOString(), published: body.published })),
    },
  }
}

/** A new version; the ones before it are kept. Faults: plug/document-changed, where somebody else wrote one meanwhile; community/meeting-full. */
export async function writeMinutes(asked: Asked): Promise<RouteAnswer> {
  const { after, ...written } = input(minutesInput, asked)
  const facts = await factsOf(asked)
  const last = (await versionsOf(asked, facts.id)).at(-1)
  if ((last === undefined ? 0 : numberOf(last.id)) !== after) throw new Fault('conflict', 'plug/document-changed', 'Somebody else has written minutes meanwhile.')
  if (after >= mostVersions) throw new Fault('conflict', 'community/meeting-full', 'There are as many as there may be.')
  const body: Minutes = { ...written, ...minutesFacts(facts) }
  await asked.documents.write([{ kind: kinds.minutes, id: `${facts.id}.${String(after + 1).padStart(4, '0')}`, parent: facts.id, body, version: 0 }])
  return { status: 201, json: { number: after + 1 } }
}

/** The minutes' link to every participant whose address is theirs; the same version is sent once. Faults: community/minutes-unknown. */
export async function sendMinutes(asked: Asked): Promise<RouteAnswer> {
  const { id: meeting, body: { title } } = await meetingOf(asked)
  const minutes = await published(asked, meeting)
  const to = (await participantsOf(asked, meeting)).filter(({ body }) => body.confirmed && body.mailProven)
  let refused = 0
  for (const { id, body: { mail, language } } of to) {
    await asked.carrier.mail({
      to: mail, template: 'network-minutes', language, about: title.slice(0, 120), path: `/netz/${asked.carrier.slug}/treffen/${meeting}/protokoll`, key: `minutes ${minutes.id} ${id}`,
    }).catch((thrown: unknown) => {
      // One address that has had too much today does not keep the others from theirs.
      if (!(thrown instanceof Fault && thrown.code.startsWith('notify/'))) throw thrown
      refused++
    })
  }
  return { status: 200, json: { sent: to.length - refused, refused } }
}

/** As a tagged A4 PDF: what was published; for editors also what they wrote last. Faults: community/minutes-unknown. */
export async function minutesFile(asked: Asked): Promise<RouteAnswer> {
  const { id, body: meeting } = await meetingOf(asked)
  const minutes = isEditor(asked) ? await newestMinutes(asked, id, true) ?? unknown() : await published(asked, id)
  const language = languageOf(asked)
  // Loaded with the first minutes, with the fonts.
  const { writeMinutesPdf } = await import('./minutes-pdf.ts')
  return {
    status: 200, headers: { 'content-disposition': `attachment; filename="${language === 'de' ? 'Protokoll' : 'minutes'}-${meeting.start.slice(0, 10)}.pdf"` },
    file: { contentType: 'application/pdf', content: await writeMinutesPdf({ meeting, minutes: minutes.body, network: asked.carrier.name }, language) },
  }
}

async function published(asked: Asked, meeting: string): Promise<PlugDocument<Minutes>> {
  return await newestMinutes(asked, meeting, false) ?? unknown()
}

function unknown(): never {
  throw new Fault('not-found', 'community/minutes-unknown', 'There are no such minutes yet.')
}
