import { sql, type Ctx } from '@steckwerk/kernel'
import type { Writer } from '@steckwerk/store'
import { systemCtx } from '../system-ctx.ts'
import { endLinks, insertLink, type NewLink } from './link-rows.ts'
import type { LinkParts, Links } from './links.ts'
import { idsOfPatient } from './patient-facts.ts'

/** What the acts that make links share. */
export interface PersonParts extends LinkParts {
  readonly links: Links
}

/** Writes a link of an account, its entry in the account's vault and its entry in the carrier's access log: all in the writer's transaction. A
 *  Patient's own link takes the place of one of another account (a letter that fell into wrong hands, an account that was given up), and
 *  ends parents' access where the carrier says so. */
export async function makeLink(parts: PersonParts, w: Writer, ctx: Ctx, account: string, link: Omit<NewLink, 'person'>): Promise<{ readonly link: string; readonly made: boolean }> {
  const person = parts.keys.pseudonym(ctx.tenant, account)
  if (link.relation === 'self' && link.patient !== null) {
    const ids = await idsOfPatient(w, link.patient)
    await endLinks(w, ctx, sql`patient = any(${[...ids]}::text[]) and relation = 'self' and person <> ${person}`, 'activation')
    if ((await parts.settings.of(ctx)).activationEndsParents) {
      await endLinks(w, ctx, sql`patient = any(${[...ids]}::text[]) and relation = 'parent'`, 'activation')
    }
  }
  if (link.relation === 'proxy') {
    // The newest invitation says what the proxy may do.
    const former = await endLinks(w, ctx, sql`person = ${person} and patient = ${link.patient} and relation = 'proxy'`, 'giver')
    if (former.length > 0) await parts.vaults.remove(w, account, former.map((one) => one.link))
  }
  const written = await insertLink(w, ctx, { ...link, person })
  if (written.made) await parts.vaults.add(w, account, { tenant: ctx.tenant, link: written.link })
  if (link.patient !== null) {
    await parts.audit.note(w, ctx, { event: 'link-made', type: 'Patient', id: link.patient, patients: [link.patient], detail: { relation: link.relation, act: link.act } })
  }
  return written
}

/** To be called once the transaction of makeLink is committed. */
export async function afterLink(parts: PersonParts, account: string): Promise<void> {
  parts.links.changed()
  await parts.store.write(systemCtx(parts.clock.now()), (w) => parts.vaults.renew(w, account))
}
