import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { pdfText } from '@steckwerk/plug/testing'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import type { Introduction } from '../introduction/records.ts'
import type { Entry, Undertaking } from '../undertaking/records.ts'
import type { Stage } from '../undertaking/stage.ts'
import { evaluate, type Material } from './evaluate.ts'
import { evaluationPdf } from './evaluation-pdf.ts'
import { quartersOf } from './quarters.ts'
import { evaluationRoutes } from './routes.ts'
import { tablesOf, type FigureTable } from './tables.ts'
import { undertakingRoutes } from '../undertaking/routes.ts'
import { community, refusedAs } from '../testing/community.ts'
import { least, withheld } from './withheld.ts'

const period = { from: '2026-01-01', to: '2026-12-31' }
const steps = (...of: readonly (readonly [day: string, stage: Stage])[]): readonly Entry[] => of.map(([day, stage], at) => ({ day, stage, by: 'Klinikum', kind: at === 0 ? 'begun' : 'stage', state: 'running', what: '' }))

function undertaking(id: string, entries: readonly Entry[], more: Partial<Undertaking> = {}): Material['undertakings'][number] {
  const body: Undertaking = {
    title: id, what: '', forWhom: '', topics: ['Pflege'], partners: [], costs: { once: null, onceFor: '', yearly: null, yearlyFor: '' }, funding: '', contacts: [], evidence: { links: [], figures: [] },
    lessons: { different: '', helped: '' }, links: [], origin: null, stage: 'need', stageSince: '', state: 'running', reason: '', publication: 'published', publishedAt: 0, referenceAt: undefined, keepers: [], invitations: [], ...more,
  }
  return { id, body, entries }
}
const introduction = (state: Introduction['state'], outcome: Introduction['outcome'] = ''): Introduction => ({ of: { kind: 'other', id: '', title: '' }, opened: Date.UTC(2026, 5, 1), state, since: 0, outcome, people: undefined })
const nothing: Material = { undertakings: [], cases: [], items: [], guests: new Map() }

test('median and quarters are those of spreadsheets', () => {
  assert.equal(quartersOf([]), undefined)
  assert.deepEqual(quartersOf([4, 1, 3, 2]), { count: 4, lower: 1.75, median: 2.5, upper: 3.25 })
  assert.deepEqual(quartersOf([7]), { count: 1, lower: 7, median: 7, upper: 7 })
})

test('stages are those at the end of the period, and times run from the need', () => {
  const partners = [{ actor: 'a', name: 'A', role: '', confirmed: true }, { actor: 'b', name: 'B', role: '', confirmed: false }]
  const { undertakings, stages, durations, partners: who, costs, topics } = evaluate({
    ...nothing,
    undertakings: [
      undertaking('one', steps(['2025-12-01', 'need'], ['2026-03-01', 'pilot'], ['2027-01-01', 'rollout']), { partners, costs: { once: 1000, onceFor: '', yearly: null, yearlyFor: '' } }),
      undertaking('two', steps(['2026-02-01', 'pilot']), { partners: partners.slice(1), costs: { once: 500, onceFor: '', yearly: 10, yearlyFor: '' } }),
      undertaking('three', steps(['2026-02-01', 'need'], ['2026-02-11', 'pilot'])),
      undertaking('later', steps(['2027-02-01', 'need'])),
    ],
  }, period)
  assert.deepEqual(undertakings, { total: 3, begun: 2, states: { running: 3, resting: 0, ended: 0 } })
  assert.deepEqual(stages.filter(({ now, reached }) => now + reached > 0), [{ stage: 'need', now: 0, reached: 1 }, { stage: 'pilot', now: 3, reached: 3 }])
  assert.deepEqual(durations, [{ to: 'pilot', days: { count: 2, lower: 30, median: 50, upper: 70 } }, { to: 'rollout', days: null }, { to: 'reference', days: null }])
  assert.deepEqual(who, { actors: 2, confirmed: 1, each: { count: 3, lower: 0.5, median: 1, upper: 1.5 } })
  assert.deepEqual([costs.once.sum, costs.yearly.sum, topics], [1500, 10, [{ name: 'Pflege', count: 3 }]])
})

test('of introductions and people no small number is told, nor can be worked out', () => {
  const few = evaluate({ ...nothing, cases: [introduction('agreed', 'talk'), introduction('declined'), introduction('unconfirmed')] }, period).introductions!
  assert.deepEqual([few.total, few.states, few.outcomes.talk], ['withheld', { agreed: 'withheld', open: 0, ended: 'withheld', noted: 0 }, 'withheld'])
  const many = evaluate({ ...nothing, cases: [...Array.from({ length: 9 }, () => introduction('agreed', 'talk')), introduction('declined')] }, period).introductions!
  assert.deepEqual([many.total, many.states.agreed, many.states.ended], [10, 'withheld', 'withheld'])
  fc.assert(fc.property(fc.array(fc.nat(12), { minLength: 1, maxLength: 6 }), (counts) => {
    const { total, parts } = withheld(Object.fromEntries(counts.map((count, at) => [at, count])))
    counts.forEach((count, at) => assert.ok(count === 0 || count >= least || parts[at] === 'withheld'))
    assert.ok(total === 'withheld' || Object.values(parts).filter((part) => part === 'withheld').length !== 1)
  }))
})

test('page, paper and file have the same figures, in both languages, and the page of undertakings leads to them once they are public', async () => {
  const s = await community([...evaluationRoutes, ...undertakingRoutes], Date.UTC(2026, 6, 1))
  const figure = { what: 'Tage bis zum Brief', unit: 'Tage', before: 4.5, after: 0.5, day: '2026-05-01', source: 'KIS; "Auszug"' }
  const made = [
    undertaking('Überleitung; ohne "Fax"', steps(['2026-01-05', 'need'], ['2026-03-01', 'pilot']), { costs: { once: 12_500, onceFor: '', yearly: 900.5, yearlyFor: '' }, evidence: { links: [], figures: [figure] }, topics: ['Pflege', 'KI'] }),
    undertaking('Zweites', steps(['2026-02-01', 'need'])),
  ]
  for (const { id, body, entries } of made) {
    const name = randomUUID()
    await s.documents.write([{ kind: 'undertaking', id: name, body: { ...body, title: id } }, ...entries.map((body) => ({ kind: 'undertaking-entry', id: randomUUID(), parent: name, body }))])
  }
  const lists = async (): Promise<boolean> => (await s.json<{ figures: boolean }>('GET /undertakings', 'ana')).figures
  assert.equal(await lists(), false)
  await assert.rejects(s.ask('GET /evaluation', 'ana'), refusedAs('community/evaluation-closed'))
  await s.ask('PUT /editor/evaluation', 'editor', { body: { public: true } })
  assert.equal(await lists(), true)
  for (const language of ['de', 'en'] as const) {
    const asked = { query: 'from=2026-01-01&to=2026-06-30', language }
    const { tables } = await s.json<{ tables: FigureTable[] }>('GET /evaluation', 'ana', asked)
    const file = await s.ask('GET /evaluation.csv', 'ana', asked)
    const rows = parse(file.file!.content as string, { bom: true, delimiter: ';', relax_column_count: true }) as unknown as readonly (readonly string[])[]
    const text = pdfText((await s.ask('GET /evaluation.pdf', 'ana', asked)).file!.content as Buffer).replaceAll(/[|\s]/g, '')
    assert.ok(tables.length > 6 && tables.some(({ name, rows: lines }) => name === 'measured' && lines.length === 1))
    let at = 0
    for (const { title, columns, rows: lines } of tables) {
      at = rows.findIndex((row, place) => place >= at && row[0] === title)
      assert.ok(at >= 0, `the file has ${title}`)
      const head = rows.findIndex((row, place) => place > at && row.join('|') === columns.join('|'))
      assert.deepEqual(rows.slice(head + 1, head + 1 + lines.length), lines, `file: ${title}`)
      for (const cell of [title, ...columns, ...lines.flat()]) assert.ok(text.includes(cell.replaceAll(/\s/g, '')), `paper: ${title}: ${cell}`)
    }
  }
})

test('page, paper and file say the same in both languages, also of nothing', async () => {
  for (const language of ['de', 'en'] as const) {
    const evaluation = evaluate(nothing, period)
    const tables = tablesOf(evaluation, language)
    for (const { columns, rows } of tables) for (const row of rows) assert.equal(row.length, columns.length)
    const pdf = (await evaluationPdf(evaluation, tables, 'Netz', language)).toString('latin1')
    assert.match(pdf, /^%PDF-1\.7/)
    assert.match(pdf, /\/StructTreeRoot/)
  }
})
