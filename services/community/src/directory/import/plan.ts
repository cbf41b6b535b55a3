import { Fault } from '@steckwerk/kernel'
import { createHash } from 'node:crypto'
import { wordsOf } from '../../search/german.ts'
import { actorInput, changedFields, inputOf, markOf, type Actor, type ActorInput } from '../actor.ts'
import { likeFinder } from '../alike.ts'
import { columnsOf, readKind, type Column } from './columns.ts'
import type { Table } from './table.ts'

/** What an import would do with a row. `alike`: it would be new, but looks like somebody who is there. */
export interface PlannedRow {
  /** In the file, counted from 1; the heading is the first. */
  readonly row: number
  readonly state: 'new' | 'alike' | 'changed' | 'same' | 'wrong'
  readonly name: string
  readonly city: string
  /** Columns that cannot be taken; of a row that is wrong. */
  readonly wrong: readonly string[]
  /** What would be said otherwise. */
  readonly fields: readonly string[]
  readonly like?: { readonly id: string; readonly name: string }
  /** What is to be sent back to do it: whose, what is there now ('' = nothing), and what is to be. */
  readonly change?: RowChange
}

export interface RowChange {
  readonly id: string
  readonly was: string
  readonly actor: ActorInput
}

export interface ImportPlan {
  readonly columns: readonly { readonly heading: string; readonly column: Column | null }[]
  readonly rows: readonly PlannedRow[]
}

type Cells = ReadonlyMap<Column, string>

const nameKey = ({ name, city }: { readonly name: string; readonly city: string }): string => `${wordsOf(name).join(' ')} | ${wordsOf(city).join(' ')}`

/** "51,52" and "51.52". */
const degrees = (text: string): number => (/^-?\d{1,3}(?:[.,]\d+)?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN)

const withScheme = (address: string): string => (/^https?:\/\//i.test(address) ? address : `https://${address}`)

/** What a row says, laid over what is there: an empty cell changes nothing. */
function laidOver(cells: Cells, before: ActorInput | undefined): Readonly<Record<string, unknown>> {
  const said = (column: Column): string | undefined => cells.get(column) || undefined
  const [latitude, longitude] = [said('latitude'), said('longitude')]
  const endpoints = (['fhir', 'dicomweb', 'kim'] as const).flatMap((kind) => {
    const address = said(kind)
    return address === undefined ? before?.endpoints.filter((one) => one.kind === kind) ?? [] : [{ kind, address }]
  })
  const kind = said('kind')
  const [website, topics, postalCode] = [said('website'), said('topics'), said('postalCode')]
  return {
    ...before,
    ...Object.fromEntries((['name', 'street', 'city', 'about', 'offers', 'needs'] as const).flatMap((column) => (said(column) === undefined ? [] : [[column, said(column)]]))),
    ...(kind === undefined ? { kind: before?.kind ?? 'other' } : { kind: readKind(kind) }),
    // Excel takes a leading 0 for nothing.
    ...(postalCode === undefined ? {} : { postalCode: /^\d{4}$/.test(postalCode) ? `0${postalCode}` : postalCode }),
    ...(website === undefined ? {} : { website: withScheme(website) }),
    ...(topics === undefined ? {} : { topics: [...new Set(topics.split(/[,;|\n]/).map((one) => one.trim()).filter((one) => one !== ''))] }),
    ...(latitude === undefined && longitude === undefined ? {} : { position: { latitude: degrees(latitude ?? ''), longitude: degrees(longitude ?? '') } }),
    endpoints: sameOrder(endpoints, before),
  }
}

/** As they stand now, where they are the same ones. */
function sameOrder(endpoints: ActorInput['endpoints'], before: ActorInput | undefined): ActorInput['endpoints'] {
  const text = (all: ActorInput['endpoints']): string => all.map((one) => JSON.stringify(one)).toSorted().join()
  return before !== undefined && text(before.endpoints) === text(endpoints) ? before.endpoints : endpoints
}

/** What the table would change. A row belongs to who has its id, or its name in its town; whoever stands twice is wrong the second time.
 *  Faults: community/import-columns where there is no column of names or of towns. */
export function planImport(table: Table, actors: readonly Actor[]): ImportPlan {
  const [heads = [], ...rows] = table
  const columns = columnsOf(heads)
  if (!columns.includes('name') || !columns.includes('city')) throw new Fault('invalid', 'community/import-columns', 'The first row has to name the columns, among them Name and Ort (City).')
  const byId = new Map(actors.map((actor) => [actor.id, actor]))
  const byName = new Map(actors.map((actor) => [nameKey(actor), actor]))
  const alike = likeFinder(actors)
  const taken = new Set<string>()
  return {
    columns: heads.map((heading, at) => ({ heading, column: columns[at] ?? null })),
    rows: rows.map((row, index) => plannedRow(new Map(columns.flatMap((column, at) => (column === undefined ? [] : [[column, row[at] ?? ''] as const]))), index + 2)),
  }

  function plannedRow(cells: Cells, row: number): PlannedRow {
    const [id, name, city] = [cells.get('id') ?? '', cells.get('name') ?? '', cells.get('city') ?? '']
    const before = id === '' ? byName.get(nameKey({ name, city })) : byId.get(id)
    const shown = { row, name: name.slice(0, 160), city: city.slice(0, 80) }
    const refused = (wrong: readonly string[]): PlannedRow => ({ ...shown, state: 'wrong', wrong, fields: [] })
    if (id !== '' && before === undefined) return refused(['id'])
    const input = before === undefined ? undefined : inputOf(before)
    const read = actorInput.safeParse(laidOver(cells, input))
    if (!read.success) return refused([...new Set(read.error.issues.map(({ path: [first, second] }) => (first === 'endpoints' ? endpointColumn(cells) : first === 'position' ? String(second ?? 'latitude') : String(first))))])
    const key = before?.id ?? nameKey(read.data)
    if (taken.has(key)) return refused(['twice'])
    taken.add(key)
    if (input !== undefined) {
      const fields = changedFields(input, read.data)
      return fields.length === 0 ? { ...shown, state: 'same', wrong: [], fields } : { ...shown, state: 'changed', wrong: [], fields, change: { id: before!.id, was: markOf(input), actor: read.data } }
    }
    const [like] = alike(read.data)
    return {
      ...shown, state: like === undefined ? 'new' : 'alike', wrong: [], fields: [], change: { id: newId(key), was: '', actor: read.data },
      ...(like === undefined ? {} : { like: { id: like[0].id, name: like[0].name } }),
    }
  }
}

/** The same row has the same id, so that one which is sent twice is there once. */
const newId = (key: string): string => createHash('sha256').update(`import ${key}`).digest('hex').slice(0, 32)

/** Which of the addresses cannot be taken. */
function endpointColumn(cells: Cells): Column {
  return (['fhir', 'dicomweb', 'kim'] as const).find((kind) => {
    const address = cells.get(kind)
    return address !== undefined && address !== '' && !actorInput.shape.endpoints.safeParse([{ kind, address }]).success
  }) ?? 'fhir'
}
