import { asTenant, type Clock, type Log } from '@steckwerk/kernel'
import type { Notify, NoticeTemplate } from '@steckwerk/notify'
import type { NewsPort } from '@steckwerk/plugboard'
import type { Store } from '@steckwerk/store'

/** `/netz/ruhr/reifegrad` */
const networkPage = /^\/netz\/[a-z0-9-]+\/[a-z-]+$/

/** What a mail is about, by the beginning of a service's template. */
function templateOf(name: string): NoticeTemplate {
  return /^(?:appointment|waiting-list)-/.test(name) ? 'appointment' : name.startsWith('form-') ? 'form' : name.startsWith('network-') ? 'network' : 'news'
}

/** News of services for people: to the accounts that may read about the Patient, or to the address of a guest. The mail's link leads to the portal's start,
 *  since a path of the service could name a record; news for an Account that has called the service lead to a page of the network, which names none.
 *  News for a Practitioner go to nobody, and the log says so: no account tells which Practitioner it is (a membership names a carrier and its sites), and to
 *  guess by the name could tell somebody else. What a service has to tell staff stands where they work: the calendar is live. */
export function plugNews(options: { readonly store: Store; readonly notify: Notify; readonly clock: Clock; readonly log: Log }): NewsPort {
  const { store, notify, clock, log } = options
  return async (slug, plug, { to, template, path, key }) => {
    const [type, id] = to.split('/')
    const carrier = await store.carrier(slug)
    if (carrier === undefined || id === undefined) return
    if (type !== 'Patient' && type !== 'Account') return log.warn('plug.news-without-account', { carrier: slug })
    const ctx = { tenant: asTenant(carrier.tenant), carrier: slug, actor: `Device/${plug}`, purpose: 'HOPERAT', trace: 'plug-news', now: new Date(clock.now()) }
    const told = type === 'Account' ? { to: { account: id }, path: networkPage.test(path) ? path : '/' } : { to: { patient: id }, path: '/meine' }
    await notify.notify(ctx, { ...told, template: templateOf(template), key: `${plug} ${key}`.slice(0, 200) })
  }
}
