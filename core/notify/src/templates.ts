import type { Language, NoticeTemplate, NoticeTopic } from './contract.ts'

/** Which words a mail has. `code` is the hub's own, to prove an address; `guest` goes to who booked without an account, `service` to those who
 *  approve orders of services, `network-…` to an address that somebody gave a network. */
export type Wording = 'news' | 'service' | 'security' | 'code' | 'guest' | AddressTemplate

/** Words of mails that services send to an address somebody gave a network. */
export const addressTemplates = ['network-confirm', 'network-registered', 'network-place', 'network-minutes', 'network-edit', 'network-review', 'network-contact', 'network-access', 'network-introduction', 'network-introduced', 'network-introduction-ended', 'network-subscribe', 'network-unread', 'network-answered'] as const
export type AddressTemplate = (typeof addressTemplates)[number]

/** What a security mail says has changed. */
export type SecurityChange = 'address-added' | 'address-replaced' | 'address-removed' | 'password' | 'passkey-added' | 'passkey-removed' | 'totp-added' | 'totp-removed' | 'recovery-issued' | 'recovery-used'

export interface Words {
  /** {house} = the carriers' names, {change} = a sentence of `securityChanges`. Nothing else is ever put in, but for {code} in the mail that proves an address, and
   *  {about}, one line of what somebody typed in, in those of networks. */
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
  service: { topic: 'news', wording: 'service' },
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
  'network-confirm': {
    de: {
      subject: '{house}: bitte bestätigen',
      greeting: 'Guten Tag,',
      text: 'jemand hat diese Adresse bei {house} angegeben: {about}. Waren Sie das? Dann bestätigen Sie es bitte innerhalb von sieben Tagen:',
      link: 'Ansehen und bestätigen',
      closing: '{house}',
      footer: 'Waren Sie das nicht, dann tun Sie nichts: ohne Bestätigung geschieht nichts, und wir schreiben Ihnen nicht wieder. Wer wir sind:',
    },
    en: {
      subject: '{house}: please confirm',
      greeting: 'Hello,',
      text: 'somebody gave this address to {house}: {about}. Was it you? Then please confirm within seven days:',
      link: 'Look and confirm',
      closing: '{house}',
      footer: 'If that was not you, do nothing: without confirmation nothing happens, and we do not write to you again. Who we are:',
    },
  },
  'network-registered': {
    de: {
      subject: '{house}: Ihre Anmeldung',
      greeting: 'Guten Tag,',
      text: 'mit dieser Adresse hat sich jemand bei {house} angemeldet: {about}. Ob Sie einen Platz haben, den Code für den Einlass und wie Sie sich wieder abmelden, sehen Sie hier:',
      link: 'Zur Anmeldung',
      closing: '{house}',
      footer: 'Wer diesen Link hat, kann die Anmeldung ansehen und zurücknehmen. Waren Sie das nicht, dann tun Sie nichts oder melden Sie sich dort ab. Wer wir sind:',
    },
    en: {
      subject: '{house}: your registration',
      greeting: 'Hello,',
      text: 'somebody has registered with {house} by this address: {about}. Whether you have a place, the code for the door and how to cancel is here:',
      link: 'To the registration',
      closing: '{house}',
      footer: 'Whoever has this link can see and cancel the registration. If it was not you, do nothing, or cancel it there. Who we are:',
    },
  },
  'network-place': {
    de: {
      subject: '{house}: Sie haben einen Platz',
      greeting: 'Guten Tag,',
      text: 'es ist ein Platz frei geworden, und Sie sind von der Warteliste aufgerückt: {about}. Können Sie doch nicht kommen? Dann melden Sie sich bitte hier ab, damit jemand anderes kommen kann:',
      link: 'Zur Anmeldung',
      closing: '{house}',
      footer: 'Sie bekommen diese Nachricht, weil diese Adresse bei der Anmeldung angegeben wurde. Wer wir sind:',
    },
    en: {
      subject: '{house}: you have a place',
      greeting: 'Hello,',
      text: 'a place has become free, and you have moved up from the waiting list: {about}. Cannot come after all? Then please cancel here, so that somebody else can:',
      link: 'To the registration',
      closing: '{house}',
      footer: 'You get this message because this address was given when registering. Who we are:',
    },
  },
  'network-minutes': {
    de: {
      subject: '{house}: das Protokoll ist da',
      greeting: 'Guten Tag,',
      text: 'Sie haben teilgenommen: {about}. Das Protokoll lesen Sie hier:',
      link: 'Protokoll lesen',
      closing: '{house}',
      footer: 'Sie bekommen diese Nachricht einmal, weil Sie mit dieser Adresse teilgenommen haben. Wer wir sind:',
    },
    en: {
      subject: '{house}: the minutes are there',
      greeting: 'Hello,',
      text: 'you took part: {about}. Read the minutes here:',
      link: 'Read the minutes',
      closing: '{house}',
      footer: 'You get this message once, because you took part with this address. Who we are:',
    },
  },
  'network-edit': {
    de: {
      subject: '{house}: Ihr Bearbeitungslink',
      greeting: 'Guten Tag,',
      text: 'für den Eintrag „{about}“ im Verzeichnis von {house} wurde ein Bearbeitungslink angefordert. Mit diesem Link können Sie den Eintrag sieben Tage lang ändern, bestätigen oder entfernen. Geben Sie ihn nicht weiter:',
      link: 'Eintrag bearbeiten',
      closing: '{house}',
      footer: 'Sie haben den Link nicht angefordert? Dann tun Sie nichts: ohne ihn ändert sich nichts. Wer wir sind:',
    },
    en: {
      subject: '{house}: your link for editing',
      greeting: 'Hello,',
      text: 'a link for editing the entry “{about}” in the directory of {house} was asked for. With this link you can change, confirm or remove the entry for seven days. Do not pass it on:',
      link: 'Edit the entry',
      closing: '{house}',
      footer: 'You did not ask for the link? Then do nothing: nothing changes without it. Who we are:',
    },
  },
  'network-review': {
    de: {
      subject: '{house}: Stimmt Ihr Eintrag noch?',
      greeting: 'Guten Tag,',
      text: 'Sie pflegen den Eintrag „{about}“ im Verzeichnis von {house}. Seit einem Jahr hat ihn niemand bestätigt. Bitte sehen Sie nach, ob er noch stimmt: Sie können ihn mit einem Klick bestätigen, ändern oder entfernen. Geben Sie den Link nicht weiter:',
      link: 'Eintrag ansehen',
      closing: '{house}',
      footer: 'Wir fragen einmal im Jahr und erinnern einmal. Möchten Sie den Eintrag nicht mehr pflegen, dann können Sie das auf derselben Seite sagen; Ihre Adresse wird dann gelöscht. Wer wir sind:',
    },
    en: {
      subject: '{house}: is your entry still right?',
      greeting: 'Hello,',
      text: 'you keep the entry “{about}” in the directory of {house}. Nobody has confirmed it for a year. Please have a look whether it is still right: you can confirm it with one click, change it or remove it. Do not pass the link on:',
      link: 'Look at the entry',
      closing: '{house}',
      footer: 'We ask once a year and remind once. If you no longer want to keep the entry, you can say so on the same page; your address is then deleted. Who we are:',
    },
  },
  'network-contact': {
    de: {
      subject: '{house}: Dürfen wir Sie als Kontakt zeigen?',
      greeting: 'Guten Tag,',
      text: '„{about}“ möchte Sie im Verzeichnis von {house} als Ansprechperson nennen. Sehen Sie sich an, was dort stünde, und entscheiden Sie selbst. Mit demselben Link können Sie Ihre Zustimmung jederzeit ändern oder zurückziehen:',
      link: 'Ansehen und entscheiden',
      closing: '{house}',
      footer: 'Ohne Ihre Zustimmung zeigen wir nichts von Ihnen und löschen Ihre Angaben nach 14 Tagen. Wer wir sind:',
    },
    en: {
      subject: '{house}: may we show you as a contact?',
      greeting: 'Hello,',
      text: '“{about}” would like to name you as a contact in the directory of {house}. Have a look at what would be shown there, and decide for yourself. By the same link you can change or withdraw your consent at any time:',
      link: 'Look and decide',
      closing: '{house}',
      footer: 'Without your consent we show nothing of you and delete your details after 14 days. Who we are:',
    },
  },
  'network-access': {
    de: {
      subject: '{house}: Ihr Zugang',
      greeting: 'Guten Tag,',
      text: 'hier ist Ihr Zugang zu {about}. Der Link ist nur für Sie bestimmt, bitte geben Sie ihn nicht weiter:',
      link: 'Zugang öffnen',
      closing: '{house}',
      footer: 'Sie bekommen diese Nachricht, weil Sie sich mit dieser Adresse angemeldet haben. Wer wir sind:',
    },
    en: {
      subject: '{house}: your access',
      greeting: 'Hello,',
      text: 'here is your access to {about}. The link is meant for you alone, please do not pass it on:',
      link: 'Open your access',
      closing: '{house}',
      footer: 'You get this message because you registered with this address. Who we are:',
    },
  },
  'network-introduction': {
    de: {
      subject: '{house}: jemand möchte mit Ihnen sprechen',
      greeting: 'Guten Tag,',
      text: 'jemand möchte mit Ihnen ins Gespräch kommen: {about}. Wer es ist und worum es geht, lesen Sie hier. Ihre Adresse kennt die andere Seite nicht; sie bekommt sie nur, wenn Sie zustimmen. Der Link gilt 30 Tage:',
      link: 'Anfrage lesen und antworten',
      closing: '{house}',
      footer: 'Sie bekommen diese Nachricht, weil Sie bei uns als Ansprechperson stehen. Wenn Sie nicht antworten, geschieht nichts. Wer wir sind:',
    },
    en: {
      subject: '{house}: somebody would like to talk to you',
      greeting: 'Hello,',
      text: 'somebody would like to talk to you: {about}. Who it is and what it is about is here. The other side does not know your address; it gets it only if you agree. The link is good for 30 days:',
      link: 'Read the request and answer',
      closing: '{house}',
      footer: 'You get this message because you stand with us as a contact. If you do not answer, nothing happens. Who we are:',
    },
  },
  'network-introduced': {
    de: {
      subject: '{house}: Sie sind verbunden',
      greeting: 'Guten Tag,',
      text: 'beide Seiten haben zugestimmt: {about}. Wie Sie einander erreichen, steht 30 Tage lang hier:',
      link: 'Kontakt ansehen',
      closing: '{house}',
      footer: 'Sie bekommen diese Nachricht, weil Sie dem Kontakt zugestimmt haben. Wer wir sind:',
    },
    en: {
      subject: '{house}: you are in touch',
      greeting: 'Hello,',
      text: 'both sides have agreed: {about}. How you reach each other is here for 30 days:',
      link: 'See the contact',
      closing: '{house}',
      footer: 'You get this message because you agreed to be put in touch. Who we are:',
    },
  },
  'network-introduction-ended': {
    de: {
      subject: '{house}: zu Ihrer Anfrage',
      greeting: 'Guten Tag,',
      text: 'aus Ihrer Anfrage ist diesmal kein Kontakt entstanden: {about}. Was Sie sonst tun können, steht hier:',
      link: 'Zur Anfrage',
      closing: '{house}',
      footer: 'Sie bekommen diese Nachricht, weil Sie um Vermittlung gebeten haben. Ihre Angaben löschen wir nach 30 Tagen. Wer wir sind:',
    },
    en: {
      subject: '{house}: about your request',
      greeting: 'Hello,',
      text: 'this time nobody could be put in touch with you: {about}. What else you can do is here:',
      link: 'To the request',
      closing: '{house}',
      footer: 'You get this message because you asked to be put in touch. We delete what you told us after 30 days. Who we are:',
    },
  },
  'network-subscribe': {
    de: {
      subject: '{house}: Neues per E-Mail',
      greeting: 'Guten Tag,',
      text: 'mit dieser Adresse hat jemand Neues von {house} per E-Mail bestellt. Waren Sie das? Dann bestätigen Sie es bitte innerhalb von sieben Tagen. Bekommen Sie es schon, dann ändern Sie hier Ihre Themen oder bestellen es ab:',
      link: 'Ansehen und bestätigen',
      closing: '{house}',
      footer: 'Waren Sie das nicht, dann tun Sie nichts: ohne Bestätigung bekommen Sie keine Ausgabe, und die Adresse wird nach sieben Tagen gelöscht. Wer wir sind:',
    },
    en: {
      subject: '{house}: news by e-mail',
      greeting: 'Hello,',
      text: 'somebody asked for news of {house} by e-mail with this address. Was it you? Then please confirm within seven days. If you get it already, change your topics here or unsubscribe:',
      link: 'Look and confirm',
      closing: '{house}',
      footer: 'If that was not you, do nothing: without confirmation you get no edition, and the address is deleted after seven days. Who we are:',
    },
  },
  'network-unread': {
    de: {
      subject: '{house}: Ihre Antwort liest hier niemand',
      greeting: 'Guten Tag,',
      text: 'Sie haben auf eine Ausgabe von {house} geantwortet. An dieser Adresse liest niemand mit, und Ihre Nachricht wurde nicht aufbewahrt. Wie Sie uns erreichen, steht auf unseren Seiten. Möchten Sie keine Ausgaben mehr, dann antworten Sie mit „Abbestellung“ oder öffnen Sie:',
      link: 'Themen ändern oder abbestellen',
      closing: '{house}',
      footer: 'Diese Nachricht kommt einmal, als Antwort auf Ihre. Unsere Seiten:',
    },
    en: {
      subject: '{house}: nobody reads your answer here',
      greeting: 'Hello,',
      text: 'you replied to an edition of {house}. Nobody reads at this address, and your message was not kept. How to reach us is on our pages. If you want no more editions, reply with “unsubscribe” or open:',
      link: 'Change topics or unsubscribe',
      closing: '{house}',
      footer: 'This message comes once, in answer to yours. Our pages:',
    },
  },
  'network-answered': {
    de: {
      subject: '{house}: Ihre Frage ist beantwortet',
      greeting: 'Guten Tag,',
      text: 'Sie haben {house} etwas gefragt: {about}. Die Antwort lesen Sie hier:',
      link: 'Antwort lesen',
      closing: '{house}',
      footer: 'Diese Nachricht kommt einmal. Ihre Adresse ist bei der Frage jetzt gelöscht. Unsere Seiten:',
    },
    en: {
      subject: '{house}: your question is answered',
      greeting: 'Hello,',
      text: 'you asked {house} something: {about}. Read the answer here:',
      link: 'Read the answer',
      closing: '{house}',
      footer: 'This message comes once. Your address is now deleted from the question. Our pages:',
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
