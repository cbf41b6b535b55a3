import { asTenant, type Clock, type Log } from '@steckwerk/kernel'
import type { Notify, NoticeTemplate } from '@steckwerk/notify'
import type { NewsPort } from '@steckwerk/plugboard'
import type { Store } from '@steckwerk/store'

/** What a mail is about, by the beginning of a service's template. */
function templateOf(name: string): NoticeTemplate {
  return /^(?:appointment|waiting-list)-/.test(name) ? 'appointment' : name.startsWith('form-') ? 'form' : 'news'
}

/** News of services for people: to the accounts that may read about the Patient, or to the address of a guest. The mail's link leads to the portal's start,
 *  since a path of the service could name a record.
 *  News for a Practitioner go to nobody, and the log says so: no account tells which Practitioner it is (a membership names a carrier and its sites), and to
 *  guess by the name could tell somebody else. What a service has to tell staff stands where they work: the calendar is live. */
export function plugNews(options: { readonly store: Store; readonly notify: Notify; readonly clock: Clock; readonly log: Log }): NewsPort {
  const { store, notify, clock, log } = options
  return async (slug, plug, { to, template, key }) => {
    const [type, patient] = to.split('/')
    const carrier = await store.carrier(slug)
    if (carrier === undefined || patient === undefined) return
    if (type !== 'Patient') return log.warn('plug.news-without-account', { carrier: slug })
    const ctx = { tenant: asTenant(carrier.tenant), carrier: slug, actor: `Device/${plug}`, purpose: 'HOPERAT', trace: 'plug-news', now: new Date(clock.now()) }
    await notify.notify(ctx, { to: { patient }, template: templateOf(template), path: '/meine', key: `${plug} ${key}`.slice(0, 200) })
  }
}
