import { Fault, timeOrderedId } from '@steckwerk/kernel'
import type { PlugDocument, PlugDocuments, RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import { isEditor } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import { allItems } from '../published/items.ts'
import { candidatesOf, inGroups, takenAtFirst, titleAt } from './assemble.ts'
import { blocksOf } from './markup.ts'
import { kinds, type Edition } from './records.ts'
import { editionInput } from './shapes.ts'

/** The first edition tells of so much. */
const firstMs = 42 * 24 * 3_600_000

const gone = (): Fault => new Fault('not-found', 'community/edition-unknown', 'There is no such edition.')

/** Faults: community/edition-unknown; also of a draft that no editor asks for. */
export async function editionOf(asked: Asked): Promise<PlugDocument<Edition>> {
  const found = await asked.documents.get<Edition>(kinds.edition, asked.call.params['edition']!)
  if (found === undefined || (found.body.state === 'draft' && !isEditor(asked))) throw gone()
  return found
}

/** Faults: community/edition-unknown, community/edition-begun: what goes out stays as it is. */
export async function draftOf(asked: Asked): Promise<PlugDocument<Edition>> {
  const found = await editionOf(asked)
  if (found.body.state !== 'draft') throw new Fault('conflict', 'community/edition-begun', 'This edition is being sent, or was.')
  return found
}

const instant = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString())

/** The archive, the newest first; for editors with what is not sent yet. */
export async function listEditions(asked: Asked): Promise<RouteAnswer> {
  const editor = isEditor(asked)
  const editions = (await allDocuments<Edition>(asked.documents, kinds.edition)).filter(({ body }) => editor || body.state !== 'draft').toReversed()
  return { status: 200, json: { editor, editions: editions.map(({ id, body: { title, state, begun, entries } }) => ({ id, title, state, begun: instant(begun), entries: entries.length })) } }
}

/** Faults: community/edition-unknown. */
export async function showEdition(asked: Asked): Promise<RouteAnswer> {
  const { id, version, body } = await editionOf(asked)
  const { title, intro, entries, state, begun, handed, counts } = body
  const shown = { id, title, state, begun: instant(begun), blocks: blocksOf(intro), entries }
  if (!isEditor(asked)) return { status: 200, json: shown }
  const taken = new Set(entries.map((entry) => entry.id))
  return {
    status: 200,
    json: {
      ...shown, version, intro, editor: true,
      ...(state === 'draft' ? { candidates: candidatesOf(await allItems(asked.carrier, asked.now), body).filter((entry) => !taken.has(entry.id)) } : {}),
      ...(handed === undefined ? {} : { readers: handed.readers, others: handed.others }),
      ...(counts !== undefined ? { progress: { waiting: 0, ...counts, held: false } } : state === 'sending' ? { progress: await asked.carrier.editions.progress(id) ?? null } : {}),
    },
  }
}

async function lastUntil(documents: PlugDocuments): Promise<number | undefined> {
  return (await allDocuments<Edition>(documents, kinds.edition)).filter(({ body }) => body.state !== 'draft').reduce<number | undefined>((last, { body }) => Math.max(last ?? 0, body.until), undefined)
}

/** A draft of what happened since the last edition that was sent. */
export async function assembleEdition({ carrier, documents, now }: Asked): Promise<RouteAnswer> {
  const span = { from: (await lastUntil(documents)) ?? now - firstMs, until: now }
  const title = titleAt(now).de
  const id = timeOrderedId(now)
  await documents.write([{ kind: kinds.edition, id, version: 0, body: { title, intro: '', entries: takenAtFirst(candidatesOf(await allItems(carrier, now), span)), ...span, state: 'draft' } satisfies Edition }])
  return { status: 201, json: { id } }
}

/** Takes the entries in the order that is given, those of a group together, each as it is now; what does not exist any more is left out. Faults: community/edition-unknown, community/edition-begun, plug/document-changed. */
export async function changeEdition(asked: Asked): Promise<RouteAnswer> {
  const { version, title, intro, entries } = input(editionInput, asked)
  const { id, body } = await draftOf(asked)
  const known = new Map([...body.entries, ...candidatesOf(await allItems(asked.carrier, asked.now), body)].map((entry) => [entry.id, entry]))
  const picked = [...new Set(entries)].flatMap((one) => known.get(one) ?? [])
  const [now] = await asked.documents.write([{ kind: kinds.edition, id, version, body: { ...body, title, intro, entries: inGroups(picked) } satisfies Edition }])
  return { status: 200, json: { version: now } }
}

/** Faults: community/edition-unknown, community/edition-begun. */
export async function removeEdition(asked: Asked): Promise<RouteAnswer> {
  const { id, version } = await draftOf(asked)
  await asked.documents.write([{ kind: kinds.edition, id, version, body: undefined }])
  return { status: 204 }
}
