import type { Language } from './contract.ts'

/** What stands in every edition beside its own content. */
export const editionWords: Readonly<Record<Language, Readonly<Record<'read' | 'readLink' | 'footer' | 'manage' | 'manageLink', string>>>> = Object.freeze({
  de: {
    read: 'Diese Ausgabe im Browser lesen:',
    readLink: 'Diese Ausgabe im Browser lesen',
    footer: 'Sie bekommen diese Ausgabe, weil Sie Neues von {house} bestellt und das bestätigt haben. Abbestellen geht jederzeit und ohne Konto: mit dem Link hier, oder antworten Sie mit „Abbestellung“.',
    manage: 'Themen ändern oder abbestellen:',
    manageLink: 'Themen ändern oder abbestellen',
  },
  en: {
    read: 'Read this edition in the browser:',
    readLink: 'Read this edition in the browser',
    footer: 'You get this edition because you asked for news of {house} and confirmed it. You can end it at any time without an account: by the link here, or reply with “unsubscribe”.',
    manage: 'Change topics or unsubscribe:',
    manageLink: 'Change topics or unsubscribe',
  },
})
