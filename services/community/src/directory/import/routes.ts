import { Fault } from '@steckwerk/kernel'
import type { RouteAnswer } from '@steckwerk/plug'
import { z } from 'zod'
import { input } from '../../body.ts'
import type { Asked, CommunityRoute } from '../../community-route.ts'
import { actorInput, changedFields, inputOf, markOf } from '../actor.ts'
import { actorOf, allActors, saveActor } from '../directory.ts'
import { confirmedAt, newStanding, standingChange, standingOf } from '../standing.ts'
import { planImport, type RowChange } from './plan.ts'
import { mostFileBytes, readTable } from './table.ts'
import { templateCsv, templateXlsx } from './template.ts'

/** Rows of one request; who imports sends them in such pieces. */
const mostAtOnce = 50
/** Of these, so many wait for the records at the same time. */
const besides = 10

const rowsBody = z.strictObject({ rows: z.array(z.strictObject({ row: z.number().int().min(2).max(100_000), id: z.string().regex(/^[A-Za-z0-9.-]{1,64}$/), was: z.string().max(64), actor: actorInput })).min(1).max(mostAtOnce).refine((rows) => new Set(rows.map(({ id }) => id)).size === rows.length) })

/** What a file would do; nothing is written, and nothing of it is kept. As a file, since it may be larger than other answers. */
async function preview({ carrier, call }: Asked): Promise<RouteAnswer> {
  if (call.bytes === undefined || call.bytes.length === 0) throw new Fault('invalid', 'community/import-file', 'This is neither a table of Excel (.xlsx) nor one as CSV, or it is damaged.')
  const plan = planImport(await readTable(call.bytes), await allActors(carrier))
  return { status: 200, file: { contentType: 'application/json', content: JSON.stringify(plan) } }
}

type Outcome = 'done' | 'same' | 'changed-meanwhile'

/** One row, whole or not at all: over exactly what the preview showed. The second time it is the same already. */
async function take({ carrier, documents, now }: Asked, { id, was, actor }: RowChange): Promise<Outcome> {
  const [before, found] = await Promise.all([actorOf(carrier, id), standingOf(documents, id)])
  const there = before === undefined ? '' : markOf(inputOf(before))
  if (there === markOf(actor)) return 'same'
  if (there !== was) return 'changed-meanwhile'
  await saveActor(carrier, { id, ...actor }, before)
  await documents.write([standingChange(id, found, now, (standing) => (before === undefined
    ? newStanding(now, 'import')
    : confirmedAt(standing, { at: now, by: 'import', what: 'changed', fields: changedFields(inputOf(before), actor) })))])
  return 'done'
}

/** Rows of a preview that somebody agreed to; what became of each. */
async function takeRows(asked: Asked): Promise<RouteAnswer> {
  const { rows } = input(rowsBody, asked)
  const outcomes: { readonly row: number; readonly outcome: Outcome | 'failed' }[] = []
  for (let from = 0; from < rows.length; from += besides) {
    outcomes.push(...await Promise.all(rows.slice(from, from + besides).map(async ({ row, ...change }) => ({
      row,
      outcome: await take(asked, change).catch((thrown: unknown): 'failed' => {
        // The others go on; this row is as it was, and is told.
        if (thrown instanceof Fault && thrown.kind !== 'internal') return 'failed'
        throw thrown
      }),
    }))))
  }
  return { status: 200, json: { rows: outcomes } }
}

/** `template.csv` or `template.xlsx`: the columns that an import reads, in the caller's language. */
async function showTemplate({ call }: Asked): Promise<RouteAnswer> {
  const language = call.caller.language === 'en' ? 'en' : 'de'
  const named = (ending: string) => ({ 'content-disposition': `attachment; filename="${language === 'en' ? 'organizations' : 'einrichtungen'}.${ending}"` })
  switch (call.params['template']) {
    case 'template.csv': return { status: 200, headers: named('csv'), file: { contentType: 'text/csv; charset=utf-8', content: templateCsv(language) } }
    case 'template.xlsx': return { status: 200, headers: named('xlsx'), file: { contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', content: await templateXlsx(language) } }
    default: throw new Fault('not-found', 'community/template-unknown', 'There is no such template.')
  }
}

export const importRoutes: readonly CommunityRoute[] = [
  { method: 'POST', path: '/editor/imports', access: 'editor', body: 'bytes', maxBytes: mostFileBytes, answer: preview },
  { method: 'POST', path: '/editor/imports/rows', access: 'editor', maxBytes: 1024 * 1024, answer: takeRows },
  { method: 'GET', path: '/editor/imports/:template', access: 'editor', answer: showTemplate },
]
