import { sql } from '@steckwerk/kernel'
import type { Reader } from '@steckwerk/store'
import type { Kept } from './originals.ts'
import type { MessageKey } from './reference.ts'

/** A message of the ledger with what a replay needs of it. */
export interface LedgerMessage extends MessageKey, Kept {
  readonly place: number
  readonly openedAt: Date
  readonly receivedAt: Date
  readonly committedAt: Date
}

interface Row {
  readonly connector: string
  readonly epoch: string
  readonly channel: string
  readonly sequence: string
  readonly place: string
  readonly opened_at: Date
  readonly received_at: Date
  readonly committed_at: Date
  /** Both null once pruned. */
  readonly sealed: Buffer | null
  readonly object: string | null
}

/** Every Patient tied to these through messages that concern several (merges), transitively. */
export async function relatedPatients(reader: Reader, patients: readonly string[]): Promise<string[]> {
  const known = new Set(patients)
  let fresh = [...known]
  while (fresh.length > 0) {
    const rows = await reader.query<{ patient: string }>(sql`
      with concerned as (
        select connector, epoch, channel, sequence from st.ledger_also where patient = any(${fresh}::text[])
        union
        select a.connector, a.epoch, a.channel, a.sequence from st.ledger l join st.ledger_also a using (connector, epoch, channel, sequence)
        where l.patient = any(${fresh}::text[]))
      select l.patient from concerned join st.ledger l using (connector, epoch, channel, sequence) where l.patient is not null
      union
      select a.patient from concerned join st.ledger_also a using (connector, epoch, channel, sequence)`)
    fresh = rows.map((row) => row.patient).filter((patient) => !known.has(patient))
    for (const patient of fresh) known.add(patient)
  }
  return [...known]
}

/** The retained messages that concern any of these patients, and `also` itself, in the order they were received: within a connector by
 *  epoch and place in its spool, between connectors by time of receipt. Only those after the last one that is no longer kept: what a
 *  missing message made would look unmade. */
export async function retainedMessages(reader: Reader, patients: readonly string[], also: MessageKey): Promise<LedgerMessage[]> {
  const rows = await reader.query<Row>(sql`
    with concerned as (
      select connector, epoch, channel, sequence from st.ledger where patient = any(${patients}::text[])
      union
      select connector, epoch, channel, sequence from st.ledger_also where patient = any(${patients}::text[])
      union
      select ${also.connector}::text, ${also.epoch}::uuid, ${also.channel}::text, ${also.sequence}::bigint)
    select l.connector, l.epoch, l.channel, l.sequence, l.place, e.opened_at, l.received_at, l.committed_at, r.sealed, r.object
    from concerned
    join st.ledger l using (connector, epoch, channel, sequence)
    join st.epoch e using (connector, epoch)
    left join st.raw r using (connector, epoch, channel, sequence)`)
  const byConnector = new Map<string, LedgerMessage[]>()
  for (const row of rows) {
    const list = byConnector.get(row.connector) ?? []
    list.push({
      connector: row.connector,
      epoch: row.epoch,
      channel: row.channel,
      sequence: Number(row.sequence),
      place: Number(row.place),
      openedAt: row.opened_at,
      receivedAt: row.received_at,
      committedAt: row.committed_at,
      sealed: row.sealed,
      object: row.object,
    })
    byConnector.set(row.connector, list)
  }
  const all = mergeByReceipt([...byConnector.values()].map((list) => list.sort(spoolOrder)))
  return all.slice(all.findLastIndex(({ sealed, object }) => sealed === null && object === null) + 1)
}

/** How many messages of the ledger concern any of these patients. */
export async function messageCount(reader: Reader, patients: readonly string[]): Promise<number> {
  const [row] = await reader.query<{ count: string }>(sql`
    select count(*) as count from (
      select connector, epoch, channel, sequence from st.ledger where patient = any(${patients}::text[])
      union
      select connector, epoch, channel, sequence from st.ledger_also where patient = any(${patients}::text[])) concerned`)
  return Number(row!.count)
}

function spoolOrder(a: LedgerMessage, b: LedgerMessage): number {
  return a.openedAt.getTime() - b.openedAt.getTime() || (a.epoch < b.epoch ? -1 : a.epoch > b.epoch ? 1 : a.place - b.place)
}

/** Merges ordered lists without ever reordering one of them, whatever the connectors' clocks say. */
export function mergeByReceipt<Item extends { readonly receivedAt: Date }>(lists: readonly (readonly Item[])[]): Item[] {
  const heads = lists.map(() => 0)
  const merged: Item[] = []
  for (;;) {
    let first = -1
    for (let i = 0; i < lists.length; i++) {
      const head = lists[i]![heads[i]!]
      if (head !== undefined && (first < 0 || head.receivedAt < lists[first]![heads[first]!]!.receivedAt)) first = i
    }
    if (first < 0) return merged
    merged.push(lists[first]![heads[first]!++]!)
  }
}
