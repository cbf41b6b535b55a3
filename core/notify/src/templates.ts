import type { Language, NoticeTemplate, NoticeTopic } from './contract.ts'

/** Which words a mail has. `code` is the hub's own, to prove an address. */
export type Wording = 'news' | 'security' | 'code'

export interface Words {
  /** {house} = the carriers' names. Nothing else is ever put in, but for {code} in the mail that proves an address. */
  readonly subject: string
  readonly greeting: string
  readonly text: string
  /** Of the link. */
  readonly link: string
  readonly closing: string
  /** Under the line: why one gets this, and how it ends. */
  readonly footer: string
}

export const noticeTemplates: Readonly<Record<NoticeTemplate, { readonly topic: NoticeTopic; readonly wording: Wording }>> = Object.freeze({
  appointment: { topic: 'appointments', wording: 'news' },
  form: { topic: 'forms', wording: 'news' },
  news: { topic: 'news', wording: 'news' },
  security: { topic: 'security', wording: 'security' },
})

/** All words there are. What the news is about is left out on purpose: a mail passes through many hands. */
export const words: Readonly<Record<Wording, Readonly<Record<Language, Words>>>> = Object.freeze({
  news: {
    de: {
      subject: 'Es gibt Neues von {house}',
      greeting: 'Guten Tag,',
      text: 'es gibt Neues von {house}. Melden Sie sich an, um es zu lesen:',
      link: 'Neues lesen',
      closing: 'Ihr Patientenportal',
      footer: 'Diese Nachricht enthält aus Gründen des Datenschutzes keine Einzelheiten. Sie möchten keine Benachrichtigungen mehr? Antworten Sie mit „Abmelden“ oder ändern Sie Ihre Einstellungen:',
    },
    en: {
      subject: 'There is news from {house}',
      greeting: 'Hello,',
      text: 'there is news from {house}. Sign in to read it:',
      link: 'Read the news',
      closing: 'Your patient portal',
      footer: 'To protect your privacy this message has no details. No more notifications? Reply with “unsubscribe” or change your settings:',
    },
  },
  security: {
    de: {
      subject: 'Änderung an Ihrem Zugang',
      greeting: 'Guten Tag,',
      text: 'an Ihrem Zugang zum Patientenportal hat sich etwas geändert. Melden Sie sich an und prüfen Sie, ob Sie das selbst waren:',
      link: 'Zugang prüfen',
      closing: 'Ihr Patientenportal',
      footer: 'Diese Nachricht dient Ihrer Sicherheit und lässt sich nicht abbestellen. Ihre Einstellungen:',
    },
    en: {
      subject: 'A change to your access',
      greeting: 'Hello,',
      text: 'something about your access to the patient portal has changed. Sign in and check that it was you:',
      link: 'Check your access',
      closing: 'Your patient portal',
      footer: 'This message is for your safety and cannot be switched off. Your settings:',
    },
  },
  code: {
    de: {
      subject: 'Ihre E-Mail-Adresse bestätigen',
      greeting: 'Guten Tag,',
      text: 'mit diesem Code bestätigen Sie Ihre E-Mail-Adresse im Patientenportal: {code}. Er gilt eine Stunde. Öffnen Sie damit Ihre Einstellungen:',
      link: 'Zu den Einstellungen',
      closing: 'Ihr Patientenportal',
      footer: 'Sie haben das nicht angefordert? Dann tun Sie nichts: ohne Bestätigung schreiben wir nicht an diese Adresse. Die Einstellungen:',
    },
    en: {
      subject: 'Confirm your e-mail address',
      greeting: 'Hello,',
      text: 'with this code you confirm your e-mail address in the patient portal: {code}. It is good for one hour. Open your settings with it:',
      link: 'To the settings',
      closing: 'Your patient portal',
      footer: 'You did not ask for this? Then do nothing: without confirmation we do not write to this address. The settings:',
    },
  },
})

/** What a device shows; it goes through the browser maker's servers, so that not even the house is named. */
export const pushWords: Readonly<Record<Language, string>> = Object.freeze({ de: 'Es gibt Neues', en: 'There is news' })
