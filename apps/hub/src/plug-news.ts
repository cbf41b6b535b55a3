import { asTenant, type Clock } from '@steckwerk/kernel'
import type { Notify, NoticeTemplate } from '@steckwerk/notify'
import type { NewsPort } from '@steckwerk/plugboard'
import type { Store } from '@steckwerk/store'

/** What a mail is about, by the beginning of a service's template. */
function templateOf(name: string): NoticeTemplate {
  return /^(?:appointment|waiting-list)-/.test(name) ? 'appointment' : name.startsWith('form-') ? 'form' : 'news'
}

/** News of services for people: to the accounts that may read about the Patient. Staff see theirs in the portal. The mail's link leads to the portal's
 *  start, since a path of the service could name a record. */
export function plugNews(options: { readonly store: Store; readonly notify: Notify; readonly clock: Clock }): NewsPort {
  const { store, notify, clock } = options
  return async (slug, plug, { to, template, key }) => {
    const [type, patient] = to.split('/')
    const carrier = await store.carrier(slug)
    if (carrier === undefined || type !== 'Patient' || patient === undefined) return
    const ctx = { tenant: asTenant(carrier.tenant), carrier: slug, actor: `Device/${plug}`, purpose: 'HOPERAT', trace: 'plug-news', now: new Date(clock.now()) }
    await notify.notify(ctx, { to: { patient }, template: templateOf(template), path: '/meine', key: `${plug} ${key}`.slice(0, 200) })
  }
}
