import { sql, type Ctx } from '@steckwerk/kernel'
import type { Reader, Store } from '@steckwerk/store'
import type { AuditDetail, Details } from './detail.ts'
import {
  closedStatement, entryOf, keysOf, lastSegment, openStatement, segmentsStatement, withinStatement, type LoggedEntry, type LogQuery, type LogRow, type SegmentEnd,
} from './log-query.ts'

export interface StaffMember {
  readonly name: string
  readonly roles: readonly string[]
  /** The carrier they belong to, where it is another one. */
  readonly organization: string | undefined
}

/** The access log of the carrier of ctx (tenant 0: of the platform). Whether it may be read is for the caller to decide. */
export interface LogReader {
  /** Newest first, at most query.count. */
  read(ctx: Ctx, query: LogQuery): Promise<readonly LoggedEntry[]>
  /** An entry's facts. Those whose key is gone are told as lost: an entry must not hide the others. */
  detail(ctx: Ctx, entry: LoggedEntry): Promise<AuditDetail | undefined>
  /** Ids of Patients by their hashes; of those that are stored. */
  patientIds(ctx: Ctx, hashes: readonly bigint[]): Promise<ReadonlyMap<bigint, string>>
  patientHash(ctx: Ctx, id: string): Promise<bigint>
  /** Who of staff the actors are, by `Account/…`: with their roles at the carrier of ctx, or where they belong to. */
  staff(ctx: Ctx, actors: readonly string[]): Promise<ReadonlyMap<string, StaffMember>>
  /** What actors are called today, by `Account/…`. */
  names(ctx: Ctx, actors: readonly string[]): Promise<ReadonlyMap<string, string>>
}

const accountsOf = (actors: readonly string[]): string[] =>
  [...new Set(actors)].filter((actor) => actor.startsWith('Account/')).map((actor) => actor.slice('Account/'.length))

export function createLogReader(options: { readonly store: Store; readonly details: Details }): LogReader {
  const { store, details } = options
  return {
    read: async (ctx, query) => (await store.read(ctx, (reader) => rowsOf(reader, query))).map(entryOf),
    detail: async (ctx, entry) => {
      if (entry.detail === undefined) return undefined
      return details.open(ctx, entry.detail, entry).catch(() => ({ lost: 'sealed with a key that is no longer there' }))
    },
    patientIds: async (ctx, hashes) => {
      const wanted = [...new Set(hashes)]
      if (wanted.length === 0) return new Map()
      const rows = await store.read(ctx, (reader) => reader.query<{ me: string; id: string }>(sql`
        select r.me::text me, r.id from unnest(${wanted.map(String)}::text[]) u(me) cross join lateral (select * from st.res where me = u.me::int8 limit 1) r`))
      return new Map(rows.map(({ me, id }) => [BigInt(me), id]))
    },
    patientHash: (ctx, id) => store.read(ctx, async (reader) => reader.patientHash(id)),
    staff: async (ctx, actors) => {
      const accounts = accountsOf(actors)
      if (accounts.length === 0) return new Map()
      const rows = await store.read(ctx, (reader) => reader.query<{ account: string; display: string; carrier: string | null; roles: string[] | null; name: string | null }>(sql`
        select a.account, a.display, m.carrier, m.roles, c.name from st.account a
        left join st.membership m on m.account = a.account and m.locked_at is null
        left join st.carrier c on c.slug = m.carrier
        where a.account = any(${accounts}::text[]) order by (m.carrier = ${ctx.carrier}) nulls last, m.carrier`))
      const members = new Map<string, StaffMember>()
      for (const { account, display, carrier, roles, name } of rows) {
        // Their post here comes last and counts; without one, where they come from.
        const isHere = carrier === ctx.carrier || carrier === null || carrier === '*'
        const known = members.get(`Account/${account}`)
        if (known === undefined || isHere) members.set(`Account/${account}`, { name: display, roles: roles ?? [], organization: isHere ? undefined : (name ?? undefined) })
      }
      return members
    },
    names: async (ctx, actors) => {
      const accounts = accountsOf(actors)
      if (accounts.length === 0) return new Map()
      const rows = await store.read(ctx, (reader) => reader.query<{ account: string; display: string }>(sql`
        select account, display from st.account where account = any(${accounts}::text[])`))
      return new Map(rows.map(({ account, display }) => [`Account/${account}`, display]))
    },
  }
}

/** Segments looked into at first, and at most, at once. */
const portions = { first: 2, most: 64 }

async function rowsOf(reader: Reader, query: LogQuery): Promise<readonly LogRow[]> {
  // What is closed meanwhile is still read as open.
  const [last] = await reader.query<SegmentEnd>(lastSegment)
  const rows = [...(await reader.query<LogRow>(openStatement(query, last)))]
  const left = (): LogQuery => ({ ...query, count: query.count - rows.length })
  if (last === undefined || left().count === 0) return rows
  if (keysOf(query).length === 0) return rows.concat(await reader.query<LogRow>(closedStatement(left(), last)))
  let below = last.number + 1
  for (let most = portions.first; left().count > 0; most = Math.min(most * 4, portions.most)) {
    const numbers = (await reader.query<{ number: number }>(segmentsStatement(query, below, most))).map(({ number }) => number)
    if (numbers.length > 0) rows.push(...(await reader.query<LogRow>(withinStatement(left(), numbers))))
    if (numbers.length < most) break
    below = numbers.at(-1)!
  }
  return rows
}
