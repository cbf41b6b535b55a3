import { sql, type Sql } from '@steckwerk/kernel'
import type { Reader, Writer } from '@steckwerk/store'
import type { Task } from './advance.ts'
import { beginning, type Standing } from './standing.ts'

/** asked: being made · ready · ending · cleaning: failed, what may have been made is being removed. */
export type BindingState = 'asked' | 'ready' | 'failed' | 'cleaning' | 'ending' | 'gone'

export interface BindingRow extends Standing {
  readonly id: string
  readonly order_id: string
  readonly state: BindingState
  /** Sealed, until somebody has seen them. */
  readonly credentials: Buffer | null
  readonly expires_at: Date | null
  readonly renew_at: Date | null
  readonly predecessor: string | null
  readonly asked_by: string
  readonly created_at: Date
  readonly version: number
}

const columns = sql`id::text, order_id::text, state, step, sends, tries, operation, poll_until, next_at, credentials, expires_at, renew_at, predecessor::text, asked_by, created_at, version`

export const taskOfBinding: Partial<Record<BindingState, Task>> = { asked: 'create', ending: 'delete', cleaning: 'clean' }
export const bindingOfTask = { create: 'asked', delete: 'ending', clean: 'cleaning' } as const satisfies Partial<Record<Task, BindingState>>
export const credentialsContext = (id: string): string => `service-binding ${id}`

export async function findBinding(reader: Reader, order: string, id: string, lock: Sql = sql``): Promise<BindingRow | undefined> {
  return (await reader.query<BindingRow>(sql`select ${columns} from st.service_binding where id::text = ${id} and order_id = ${order}::uuid ${lock}`))[0]
}

/** Newest first. */
export function listBindings(reader: Reader, order: string): Promise<BindingRow[]> {
  return reader.query<BindingRow>(sql`select ${columns} from st.service_binding where order_id = ${order}::uuid order by created_at desc, id`)
}

export async function addBinding(writer: Writer, tenant: number, one: { readonly id: string; readonly order: string; readonly by: string; readonly now: Date; readonly predecessor?: string | undefined }): Promise<boolean> {
  const made = await writer.query(sql`
    insert into st.service_binding (tenant, id, order_id, state, step, next_at, predecessor, asked_by, created_at)
    values (${tenant}, ${one.id}::uuid, ${one.order}::uuid, 'asked', 'send', ${one.now}, ${one.predecessor ?? null}::uuid, ${one.by}, ${one.now}) on conflict do nothing returning id`)
  return made.length > 0
}

export type BindingChange = Partial<Omit<BindingRow, 'id' | 'order_id' | 'predecessor' | 'asked_by' | 'created_at' | 'version'>>

/** Writes a change over the version that was read; false = somebody else was first. */
export async function changeBinding(writer: Writer, row: BindingRow, change: BindingChange): Promise<boolean> {
  const next = { ...row, ...change }
  const done = await writer.query(sql`
    update st.service_binding set state = ${next.state}, step = ${next.step}, sends = ${next.sends}, tries = ${next.tries}, operation = ${next.operation}, poll_until = ${next.poll_until},
      next_at = ${next.next_at}, credentials = ${next.credentials}, expires_at = ${next.expires_at}, renew_at = ${next.renew_at}, version = version + 1
    where id = ${row.id}::uuid and version = ${row.version} returning id`)
  return done.length > 0
}

export const endBinding = (now: Date): BindingChange => ({ state: 'ending', ...beginning(now) })
