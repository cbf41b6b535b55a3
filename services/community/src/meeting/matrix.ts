import { createHash } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'
import type { PlugDocument, RouteAnswer } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { input } from '../body.ts'
import { isEditor } from '../caller.ts'
import type { Asked } from '../community-route.ts'
import { csvOf } from '../csv.ts'
import { dimensions } from './dimensions.ts'
import { languageOf } from './language.ts'
import { kinds, meetingOf, ownAmong, participantsOf, projectKey, type Entry, type KeptCard } from './records.ts'
import { entryInput, type EntryState, type Project } from './shapes.ts'

export interface MatrixRow {
  readonly project: Project
  readonly entries: readonly (Pick<Entry, 'participant' | 'office' | 'dimension' | 'state' | 'note'>)[]
}

const mostEntries = 4000

/** Project by project, in the order of the alphabet: those that entries speak of, and those on cards that nobody has spoken of yet. */
export function matrixOf(cards: readonly PlugDocument<KeptCard>[], entries: readonly PlugDocument<Entry>[]): readonly MatrixRow[] {
  const rows = new Map<string, { readonly project: Project; readonly entries: MatrixRow['entries'][number][] }>()
  const row = (project: Project): MatrixRow['entries'][number][] => {
    const found = rows.get(projectKey(project)) ?? { project, entries: [] }
    rows.set(projectKey(project), found)
    return found.entries
  }
  for (const project of cards.flatMap(({ body }) => body.projects)) row(project)
  for (const { body: { project, ...entry } } of entries) row(project).push(entry)
  return [...rows.values()].map(({ project, entries: said }) => ({ project, entries: said.toSorted((a, b) => a.office.localeCompare(b.office, 'de')) }))
    .toSorted((a, b) => a.project.title.localeCompare(b.project.title, 'de', { numeric: true }))
}

/** What an office says of a project in a dimension: one's own, or for editors anybody's. Said again it is replaced.
 *  Faults: community/meeting-participants, community/meeting-full. */
export async function writeEntry(asked: Asked): Promise<RouteAnswer> {
  const { project, dimension, state, note, participant } = input(entryInput, asked)
  const { id: meeting } = await meetingOf(asked)
  const participants = await participantsOf(asked, meeting)
  const who = participant !== undefined && isEditor(asked) ? participants.find(({ id }) => id === participant) : ownAmong(asked, meeting, participants)
  if (who === undefined || !who.body.confirmed) throw new Fault('forbidden', 'community/meeting-participants', 'Only who takes part in the meeting does this.')
  if (state !== null && await asked.documents.count(kinds.entry, meeting) >= mostEntries) throw new Fault('conflict', 'community/meeting-full', 'There are as many as there may be.')
  const id = `${meeting}.${createHash('sha256').update(`${who.id} ${dimension} ${projectKey(project)}`).digest('base64url')}`
  const body: Entry | undefined = state === null ? undefined : { participant: who.id, office: who.body.office, project, dimension, state, note }
  await asked.documents.write([{ kind: kinds.entry, id, parent: meeting, body }])
  return { status: 204 }
}

export const stateWords: Readonly<Record<'de' | 'en', Readonly<Record<EntryState, string>>>> = {
  de: { have: 'haben wir', plan: 'planen wir', helps: 'hilft uns' },
  en: { have: 'we have it', plan: 'we plan it', helps: 'helps us' },
}

/** Rows: projects, columns: dimensions. For those who take part. Faults: community/meeting-participants. */
export async function matrixFile(asked: Asked): Promise<RouteAnswer> {
  const { id: meeting, body: { start } } = await meetingOf(asked)
  if (!isEditor(asked) && ownAmong(asked, meeting, await participantsOf(asked, meeting))?.body.confirmed !== true) throw new Fault('forbidden', 'community/meeting-participants', 'Only who takes part in the meeting does this.')
  const [cards, entries] = await Promise.all([allDocuments<KeptCard>(asked.documents, kinds.card, meeting), allDocuments<Entry>(asked.documents, kinds.entry, meeting)])
  const language = languageOf(asked)
  const said = ({ office, state, note }: MatrixRow['entries'][number]): string => `${office}: ${stateWords[language][state]}${note === '' ? '' : ` (${note.replaceAll('\n', ' ')})`}`
  const table = [
    [language === 'de' ? 'Projekt' : 'Project', ...dimensions.map(({ title }) => title[language])],
    ...matrixOf(cards, entries).map(({ project, entries: all }) => [project.title, ...dimensions.map(({ code }) => all.filter(({ dimension }) => dimension === code).map(said).join('\n'))]),
  ]
  return {
    status: 200, headers: { 'content-disposition': `attachment; filename="matrix-${start.slice(0, 10)}.csv"` },
    file: { contentType: 'text/csv; charset=utf-8', content: csvOf(table) },
  }
}
