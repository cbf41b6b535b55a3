import { randomUUID } from 'node:crypto'
import { sql, type Ctx, type Sql } from '@steckwerk/kernel'
import type { Reader, Writer } from '@steckwerk/store'
import { newCode } from './code-text.ts'
import type { LinkRelation } from './link-rows.ts'
import type { PersonKeys } from './person-keys.ts'

/** Wrong birth dates after which a code ends: who holds the letter knows the date. */
export const mostFailures = 5

export interface CodeRow {
  readonly id: string
  readonly kind: LinkRelation
  readonly patient: string
  readonly topics: readonly string[] | null
  readonly may: 'read' | 'act' | null
  readonly ends_on: string | null
  readonly given_by: string | null
  readonly detail: Buffer | null
  readonly created_at: Date
  readonly created_by: string | null
  readonly expires_at: Date
  readonly failures: number
  readonly held_by: string | null
  readonly held_until: Date | null
  readonly used_on: string | null
  readonly ended: boolean
}

export interface NewCode {
  readonly kind: LinkRelation
  readonly patient: string
  readonly expiresAt: Date
  readonly createdBy: string | null
  readonly topics?: readonly string[]
  readonly may?: 'read' | 'act'
  readonly endsOn?: string
  readonly givenBy?: string
  /** Sealed before it is kept. */
  readonly detail?: string
}

export const codeContext = (tenant: number, id: string): string => `person-code ${tenant} ${id}`

/** Makes a code and keeps its hash. The code itself is in this answer and nowhere else. */
export async function insertCode(writer: Writer, ctx: Ctx, keys: PersonKeys, wanted: NewCode): Promise<{ readonly id: string; readonly code: string }> {
  const id = randomUUID()
  const { code } = newCode(ctx.tenant)
  const detail = wanted.detail === undefined ? null : keys.seal(wanted.detail, codeContext(ctx.tenant, id))
  await writer.query(sql`
    insert into st.person_code (tenant, id, hash, kind, patient, topics, may, ends_on, given_by, detail, created_at, created_by, expires_at)
    values (${ctx.tenant}, ${id}, ${keys.hash('code', code)}, ${wanted.kind}, ${wanted.patient},
      ${wanted.topics === undefined ? null : [...wanted.topics]}, ${wanted.may ?? null}, ${wanted.endsOn ?? null}, ${wanted.givenBy ?? null}, ${detail},
      ${ctx.now}, ${wanted.createdBy}, ${wanted.expiresAt})`)
  return { id, code }
}

/** `lock`: until the end of the transaction. */
export function readCodes(reader: Reader, condition: Sql, lock = false): Promise<CodeRow[]> {
  return reader.query<CodeRow>(sql`
    select id::text, kind, patient, topics, may, ends_on::text, given_by::text, detail, created_at, created_by, expires_at, failures,
      held_by::text, held_until, used_on::text, ended
    from st.person_code where ${condition} order by created_at desc, id ${lock ? sql`for update` : sql``}`)
}

export function isOpen(row: CodeRow, now: number): boolean {
  return !row.ended && row.used_on === null && row.expires_at.getTime() > now && row.failures < mostFailures
}
