import type { Access } from '@steckwerk/access'
import type { EvidenceNews } from '@steckwerk/marketplace'
import type { Notify } from '@steckwerk/notify'

const weekMs = 7 * 86_400_000

/** News of evidence, to those who approve orders at the carrier: once for each of them. */
export function evidenceNews({ access, notify }: { readonly access: Pick<Access, 'people'>; readonly notify: Notify }): EvidenceNews {
  return async (ctx, key) => {
    for (const account of await access.people.able(ctx, 'service.approve')) {
      await notify.notify(ctx, {
        to: { account }, template: 'service', path: `/traeger/${ctx.carrier}/dienste`, key: `evidence ${key} ${account}`, expiresAt: new Date(ctx.now.getTime() + weekMs),
      })
    }
  }
}
