import { randomUUID } from 'node:crypto'
import { sql, type Ctx, type Sql } from '@steckwerk/kernel'
import type { Reader, Writer } from '@steckwerk/store'
import { dayOf } from './age.ts'

export type LinkRelation = 'self' | 'parent' | 'proxy'
export type LinkAct = 'code' | 'desk' | 'insurance' | 'parent' | 'invitation'
/** person = the account itself; giver = the Patient who had let the proxy in; activation = a newer access of the Patient's own. */
export type LinkEnd = 'person' | 'giver' | 'carrier' | 'activation' | 'refused'

/** A link that has not been ended. Days as YYYY-MM-DD. */
export interface LinkRow {
  readonly link: string
  readonly person: Buffer
  readonly patient: string | null
  readonly relation: LinkRelation
  readonly act: LinkAct
  readonly since: string
  readonly confirmed: boolean
  readonly topics: readonly string[] | null
  readonly may: 'read' | 'act' | null
  readonly ends_on: string | null
  readonly given_by: string | null
  readonly detail: Buffer | null
}

export interface NewLink {
  readonly link?: string
  readonly person: Buffer
  readonly patient: string | null
  readonly relation: LinkRelation
  readonly act: LinkAct
  readonly confirmed: boolean
  readonly topics?: readonly string[] | null
  readonly may?: 'read' | 'act' | null
  readonly endsOn?: string | null
  readonly givenBy?: string | null
  readonly detail?: Buffer | null
}

/** The live links that meet a condition. */
export function readLinks(reader: Reader, condition: Sql): Promise<LinkRow[]> {
  return reader.query<LinkRow>(sql`
    select link::text, person, patient, relation, act, since::text, confirmed, topics, may, ends_on::text, given_by::text, detail
    from st.person_link where ended_on is null and ${condition} order by since, link`)
}

/** Writes a link and returns its id; that of the live one, where the person has the same already. */
export async function insertLink(writer: Writer, ctx: Ctx, link: NewLink): Promise<{ readonly link: string; readonly made: boolean }> {
  const id = link.link ?? randomUUID()
  const made = await writer.query(sql`
    insert into st.person_link (tenant, link, person, patient, relation, act, since, confirmed, topics, may, ends_on, given_by, detail)
    values (${ctx.tenant}, ${id}, ${link.person}, ${link.patient}, ${link.relation}, ${link.act}, ${dayOf(ctx.now)}, ${link.confirmed},
      ${link.topics === null || link.topics === undefined ? null : [...link.topics]}, ${link.may ?? null}, ${link.endsOn ?? null}, ${link.givenBy ?? null},
      ${link.detail ?? null})
    on conflict do nothing returning link`)
  if (made.length > 0) return { link: id, made: true }
  const [live] = await readLinks(writer, sql`person = ${link.person} and patient = ${link.patient} and relation = ${link.relation}`)
  return { link: live!.link, made: false }
}

/** Ends the live links that meet a condition and all that rest on them: the proxies that were given by them, the children that were asked for
 *  by them. Returns the Patients concerned, one entry a link. */
export async function endLinks(writer: Writer, ctx: Ctx, condition: Sql, by: LinkEnd): Promise<readonly { readonly link: string; readonly patient: string | null }[]> {
  const today = dayOf(ctx.now)
  const ended = await writer.query<{ link: string; patient: string | null }>(sql`
    update st.person_link set ended_on = ${today}, ended_by = ${by}, detail = null
    where ended_on is null and ${condition} returning link::text, patient`)
  const ids = ended.map(({ link }) => link)
  if (ids.length === 0) return []
  const resting = await writer.query<{ link: string; patient: string | null }>(sql`
    update st.person_link set ended_on = ${today}, ended_by = ${by}, detail = null
    where ended_on is null and given_by = any(${ids}::uuid[]) returning link::text, patient`)
  await writer.query(sql`update st.person_code set ended = true, detail = null where given_by = any(${ids}::uuid[]) and not ended`)
  return [...ended, ...resting]
}
