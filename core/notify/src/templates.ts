import { addressWords, type AddressTemplate } from './address-words.ts'
import type { Language, NoticeTemplate, NoticeTopic } from './contract.ts'
import type { Words } from './mail-words.ts'

/** Which words a mail has. `code` is the hub's own, to prove an address; `guest` goes to who booked without an account, `service` to those who
 *  approve orders of services, `network` to accounts that work for a house in a network, `network-…` to an address that somebody gave a network. */
export type Wording = 'news' | 'service' | 'network' | 'security' | 'code' | 'guest' | AddressTemplate

/** What a security mail says has changed. */
export type SecurityChange = 'address-added' | 'address-replaced' | 'address-removed' | 'password' | 'passkey-added' | 'passkey-removed' | 'totp-added' | 'totp-removed' | 'recovery-issued' | 'recovery-used'

export const noticeTemplates: Readonly<Record<NoticeTemplate, { readonly topic: NoticeTopic; readonly wording: Wording }>> = Object.freeze({
  appointment: { topic: 'appointments', wording: 'news' },
  form: { topic: 'forms', wording: 'news' },
  news: { topic: 'news', wording: 'news' },
  service: { topic: 'news', wording: 'service' },
  network: { topic: 'news', wording: 'network' },
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
  service: {
    de: {
      subject: 'Es gibt Neues zu den Diensten von {house}',
      greeting: 'Guten Tag,',
      text: 'ein Nachweis, den {house} von einem Dienst verlangt, läuft bald ab oder ist abgelaufen. Der Dienst arbeitet weiter. Welcher es ist und was zu tun ist, lesen Sie im Portal:',
      link: 'Zu Ihren Diensten',
      closing: 'Ihr Portal',
      footer: 'Sie bekommen diese Nachricht, weil Sie Dienste für Ihr Haus genehmigen. Sie möchten keine Benachrichtigungen mehr? Antworten Sie mit „Abmelden“ oder ändern Sie Ihre Einstellungen:',
    },
    en: {
      subject: 'There is news about the services of {house}',
      greeting: 'Hello,',
      text: 'evidence that {house} asks of a service expires soon or has expired. The service goes on working. Which one it is, and what to do, is said in the portal:',
      link: 'To your services',
      closing: 'Your portal',
      footer: 'You get this message because you approve services for your house. No more notifications? Reply with “unsubscribe” or change your settings:',
    },
  },
  network: {
    de: {
      subject: '{house}: es gibt Neues für Ihr Haus',
      greeting: 'Guten Tag,',
      text: 'bei {house} gibt es Neues für ein Haus, in dem Sie Mitglied sind. Melden Sie sich an, um es zu lesen:',
      link: 'Neues lesen',
      closing: '{house}',
      footer: 'Diese Nachricht enthält aus Gründen des Datenschutzes keine Einzelheiten. Sie möchten keine Benachrichtigungen mehr? Antworten Sie mit „Abmelden“ oder ändern Sie Ihre Einstellungen:',
    },
    en: {
      subject: '{house}: there is news for your house',
      greeting: 'Hello,',
      text: 'at {house} there is news for a house that you are a member of. Sign in to read it:',
      link: 'Read the news',
      closing: '{house}',
      footer: 'To protect your privacy this message has no details. No more notifications? Reply with “unsubscribe” or change your settings:',
    },
  },
  security: {
    de: {
      subject: 'Änderung an Ihrem Zugang',
      greeting: 'Guten Tag,',
      text: '{change} Waren Sie das selbst? Dann ist nichts zu tun. Wenn nicht, melden Sie sich an und ändern Sie Ihr Passwort, oder wenden Sie sich an den Empfang Ihres Krankenhauses:',
      link: 'Zugang prüfen',
      closing: 'Ihr Patientenportal',
      footer: 'Diese Nachricht dient Ihrer Sicherheit und lässt sich nicht abbestellen. Ihre Einstellungen:',
    },
    en: {
      subject: 'A change to your access',
      greeting: 'Hello,',
      text: '{change} Was it you? Then there is nothing to do. If not, sign in and change your password, or turn to the reception desk of your hospital:',
      link: 'Check your access',
      closing: 'Your patient portal',
      footer: 'This message is for your safety and cannot be switched off. Your settings:',
    },
  },
  guest: {
    de: {
      subject: 'Es gibt Neues von {house}',
      greeting: 'Guten Tag,',
      text: 'es gibt Neues von {house}. Mit dem Code von Ihrer Bestätigung und Ihrem Geburtsdatum lesen Sie es hier:',
      link: 'Neues lesen',
      closing: 'Ihr Patientenportal',
      footer: 'Diese Nachricht enthält aus Gründen des Datenschutzes keine Einzelheiten. Sie bekommen sie, weil jemand diese Adresse angegeben hat. Waren Sie das nicht, dann tun Sie nichts. Das Portal:',
    },
    en: {
      subject: 'There is news from {house}',
      greeting: 'Hello,',
      text: 'there is news from {house}. Read it here with the code of your confirmation and your date of birth:',
      link: 'Read the news',
      closing: 'Your patient portal',
      footer: 'To protect your privacy this message has no details. You get it because somebody gave this address. If that was not you, do nothing. The portal:',
    },
  },
  ...addressWords,
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

/** What a security mail begins with; `other` where it is not said what. */
export const securityChanges: Readonly<Record<SecurityChange | 'other', Readonly<Record<Language, string>>>> = Object.freeze({
  'other': { de: 'an Ihrem Zugang zum Patientenportal hat sich etwas geändert.', en: 'something about your access to the patient portal has changed.' },
  'address-added': { de: 'diese E-Mail-Adresse ist jetzt in einem Konto des Patientenportals hinterlegt.', en: 'this e-mail address now belongs to an account of the patient portal.' },
  'address-replaced': { de: 'für Ihr Konto im Patientenportal wurde eine andere E-Mail-Adresse angegeben. An diese hier schreiben wir nicht mehr.', en: 'another e-mail address was given for your account of the patient portal. We no longer write to this one.' },
  'address-removed': { de: 'diese E-Mail-Adresse wurde aus Ihrem Konto im Patientenportal entfernt.', en: 'this e-mail address was removed from your account of the patient portal.' },
  'password': { de: 'das Passwort Ihres Kontos im Patientenportal wurde geändert.', en: 'the password of your account of the patient portal was changed.' },
  'passkey-added': { de: 'zu Ihrem Konto im Patientenportal kam ein Passkey hinzu.', en: 'a passkey was added to your account of the patient portal.' },
  'passkey-removed': { de: 'aus Ihrem Konto im Patientenportal wurde ein Passkey entfernt.', en: 'a passkey was removed from your account of the patient portal.' },
  'totp-added': { de: 'zu Ihrem Konto im Patientenportal kam eine Authenticator-App hinzu.', en: 'an authenticator app was added to your account of the patient portal.' },
  'totp-removed': { de: 'aus Ihrem Konto im Patientenportal wurde die Authenticator-App entfernt.', en: 'the authenticator app was removed from your account of the patient portal.' },
  'recovery-issued': { de: 'für Ihr Konto im Patientenportal wurde ein Code zur Wiederherstellung ausgegeben.', en: 'a recovery code was issued for your account of the patient portal.' },
  'recovery-used': { de: 'Ihr Konto im Patientenportal wurde mit einem Code wiederhergestellt; die bisherigen Wege der Anmeldung gelten nicht mehr.', en: 'your account of the patient portal was recovered with a code; the former ways of signing in are no longer valid.' },
})

/** What a device shows; it goes through the browser maker's servers, so that not even the house is named. */
export const pushWords: Readonly<Record<Language, string>> = Object.freeze({ de: 'Es gibt Neues', en: 'There is news' })
