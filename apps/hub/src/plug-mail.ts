import { Fault } from '@steckwerk/kernel'
import { addressTemplates, type Notifications } from '@steckwerk/notify'
import type { EditionPort, MailPort } from '@steckwerk/plugboard'
import type { Store } from '@steckwerk/store'

/** Mails of services to an address somebody typed in. Faults: hub/mail-template, and those of Notifications.toAddress. */
export function plugMail({ store, notifications }: { readonly store: Store; readonly notifications: Notifications }): MailPort {
  return async (slug, plug, { to, template, language, about, path, key, when, stop }) => {
    const carrier = await store.carrier(slug)
    const known = addressTemplates.find((one) => one === template)
    if (carrier === undefined || known === undefined) throw new Fault('invalid', 'hub/mail-template', 'There are no such words for a mail.')
    await notifications.toAddress(carrier, { to, template: known, language: language === 'en' ? 'en' : 'de', about, path, key: `${plug} ${key}`, when, stop })
  }
}

/** Newsletters of services. */
export function plugEditions({ store, notifications }: { readonly store: Store; readonly notifications: Notifications }): EditionPort {
  return async (slug, plug) => {
    const carrier = await store.carrier(slug)
    if (carrier === undefined) throw new Fault('not-found', 'hub/carrier-unknown', 'There is no such carrier here.')
    return notifications.editions(carrier, plug)
  }
}
