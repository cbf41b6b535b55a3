import { Fault, timeOrderedId } from '@steckwerk/kernel'
import type { PlugDocument, PlugDocuments, RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { allDocuments } from '../all-documents.ts'
import { input, line, text } from '../body.ts'
import type { Asked } from '../community-route.ts'
import { csvOf } from '../csv.ts'
import { newSecret } from '../directory/link.ts'
import type { TaskSource } from '../editor/task.ts'
import { askOther } from './mails.ts'
import { caseOf, introductionKind, outcomes, type CaseState, type Introduction, type Outcome, type People, type Side } from './records.ts'

const version = z.number().int().min(1)
const side = z.strictObject({ name: line(80).default(''), organization: line(160).default('') })
const caseInput = z.strictObject({ title: line(160).min(3), day: z.iso.date(), asker: side, other: side, note: text(2000).default(''), outcome: z.enum(outcomes) })

/** All whose address is proved, and those written down by hand; the last first. */
const shownCases = async (documents: PlugDocuments): Promise<readonly PlugDocument<Introduction>[]> =>
  (await allDocuments<Introduction>(documents, introductionKind)).filter(({ body }) => body.state !== 'unconfirmed').toSorted((a, b) => b.body.opened - a.body.opened)

const sideOf = (one: Side | undefined) => ({ name: one?.name ?? '', organization: one?.organization ?? '', mail: one?.mail ?? '' })

export async function listCases({ documents }: Asked): Promise<RouteAnswer> {
  return {
    status: 200,
    json: {
      cases: (await shownCases(documents)).map(({ id, version: of, body }) => ({
        id, version: of, of: body.of, opened: new Date(body.opened).toISOString(), since: new Date(body.since).toISOString(), state: body.state, outcome: body.outcome, removed: body.people === undefined,
        asker: sideOf(body.people?.asker), other: sideOf(body.people?.other), purpose: body.people?.purpose ?? '', note: body.people?.note ?? '',
      })),
    },
  }
}

const stateWords: Readonly<Record<CaseState, string>> = {
  unconfirmed: 'nicht bestätigt', waiting: 'Gegenseite gesucht', asked: 'Gegenseite gefragt', agreed: 'vermittelt', declined: 'abgelehnt', withdrawn: 'zurückgezogen', expired: 'ohne Antwort', noted: 'von Hand eingetragen',
}
const outcomeWords: Readonly<Record<Outcome, string>> = { '': 'offen', talk: 'Gespräch geführt', undertaking: 'Vorhaben daraus', none: 'kein Ergebnis' }

/** The same as a table, in German as the office keeps its lists. */
export async function casesFile({ documents }: Asked): Promise<RouteAnswer> {
  const rows = (await shownCases(documents)).map(({ id, body: { of, opened, since, state, outcome, people } }) => [
    id, new Date(opened).toISOString().slice(0, 10), of.title, stateWords[state], new Date(since).toISOString().slice(0, 10), outcomeWords[outcome],
    people?.asker.name ?? '', people?.asker.organization ?? '', people?.asker.mail ?? '', people?.other.name ?? '', people?.other.organization ?? '', people?.other.mail ?? '', people?.purpose ?? '', people?.note ?? '',
  ])
  const head = ['Fall', 'Eröffnet', 'Worum es geht', 'Stand', 'Seit', 'Ergebnis', 'Anfrage von', 'Einrichtung', 'E-Mail', 'Gegenseite', 'Einrichtung der Gegenseite', 'E-Mail der Gegenseite', 'Anliegen', 'Notiz']
  return { status: 200, headers: { 'content-disposition': 'attachment; filename="vermittlung.csv"' }, file: { contentType: 'text/csv; charset=utf-8', content: csvOf([head, ...rows]) } }
}

/** One that came by telephone. */
export async function noteCase({ documents, call, now }: Asked): Promise<RouteAnswer> {
  const { title, day, asker, other, note, outcome } = input(caseInput, { call })
  const opened = Date.parse(`${day}T12:00:00Z`)
  if (opened > now + 12 * 3_600_000) throw new Fault('invalid', 'community/introduction-day', 'What is still to come is not written down yet.', { at: 'day' })
  const nobody = { mail: '', language: 'de' }
  const id = timeOrderedId(now)
  const people: People = { asker: { ...asker, ...nobody }, other: { ...other, ...nobody }, purpose: '', note, secrets: { asker: newSecret(), other: newSecret() } }
  await documents.write([{ kind: introductionKind, id, version: 0, body: { of: { kind: 'other', id: '', title }, opened, state: 'noted', since: now, outcome, people } satisfies Introduction }])
  return { status: 201, json: { id } }
}

/** Faults: community/introduction-unknown, plug/document-changed. */
export async function concludeCase(asked: Asked): Promise<RouteAnswer> {
  const { version: of, outcome, note } = input(z.strictObject({ version, outcome: z.enum(outcomes), note: text(2000) }), asked)
  const { id, body } = await caseOf(asked)
  await asked.documents.write([{ kind: introductionKind, id, version: of, body: { ...body, outcome, people: body.people === undefined ? undefined : { ...body.people, note } } satisfies Introduction }])
  return { status: 204 }
}

/** The office found whom to ask. Faults: community/introduction-unknown, community/introduction-settled, plug/document-changed, notify/too-many. */
export async function askAddress(asked: Asked): Promise<RouteAnswer> {
  const { version: of, mail } = input(z.strictObject({ version, mail: z.email().max(254) }), asked)
  const { id, body } = await caseOf(asked)
  if (body.state !== 'waiting' || body.people === undefined) throw new Fault('conflict', 'community/introduction-settled', 'Somebody has been asked already.')
  const people = { ...body.people, other: { ...body.people.other, mail } }
  await askOther(asked.carrier, id, body, people, asked.now)
  await asked.documents.write([{ kind: introductionKind, id, version: of, body: { ...body, state: 'asked', since: asked.now, people } satisfies Introduction }])
  return { status: 204 }
}

/** Faults: community/introduction-unknown. */
export async function removeCase(asked: Asked): Promise<RouteAnswer> {
  const { id } = await caseOf(asked)
  await asked.documents.write([{ kind: introductionKind, id, body: undefined }])
  return { status: 204 }
}

export const caseTasks: TaskSource = async ({ carrier: { documents } }) => ({ introductions: (await shownCases(documents)).filter(({ body }) => body.state === 'waiting').length })
