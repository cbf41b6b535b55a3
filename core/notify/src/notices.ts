import { randomUUID } from 'node:crypto'
import { Fault, sql, type Ctx } from '@steckwerk/kernel'
import type { Writer } from '@steckwerk/store'
import type { Notice, NoticeTarget, NoticeTemplate, Notify, Language } from './contract.ts'
import type { NotifyParts } from './parts.ts'

/** What is sealed of a notice until it is known whom it concerns. */
export interface NoticeFacts {
  readonly to: NoticeTarget
  readonly template: NoticeTemplate
  readonly path: string
  readonly language: Language | undefined
  readonly expiresAt: number
}

export const noticeContext = (tenant: number, id: string): string => `notice ${tenant} ${id}`

const dayMs = 86_400_000
const longestKey = 200

/** A path of the portal: never another site, whatever a browser makes of it. */
const ownPath = /^\/(?!\/)[A-Za-z0-9/_.~?=&%-]{0,499}$/

/** Takes news in, in the carrier's own table: who is told, and where, is found out after the commit. */
export function createNotices({ store, seal }: Pick<NotifyParts, 'store' | 'seal'>): Notify {
  async function note(writer: Writer, ctx: Ctx, notice: Notice): Promise<void> {
    if (!ownPath.test(notice.path)) throw new Fault('invalid', 'notify/path', 'News lead to a path of the portal, such as /meine.', { at: 'path' })
    if (notice.key === '' || notice.key.length > longestKey) throw new Fault('invalid', 'notify/key', `News have a key of 1 to ${longestKey} characters.`, { at: 'key' })
    const id = randomUUID()
    const { to, template, path, language } = notice
    const expiresAt = notice.expiresAt?.getTime() ?? ctx.now.getTime() + dayMs
    const facts: NoticeFacts = { to, template, path, language, expiresAt }
    await writer.query(sql`
      insert into st.notice (tenant, id, key, facts, on_day)
      values (${ctx.tenant}, ${id}, ${seal.mark('notice', String(ctx.tenant), notice.key)}, ${seal.seal(facts, noticeContext(ctx.tenant, id))}, ${ctx.now.toISOString().slice(0, 10)})
      on conflict (tenant, key) do nothing`)
  }
  return { note, notify: (ctx, notice) => store.write(ctx, (w) => note(w, ctx, notice)) }
}
