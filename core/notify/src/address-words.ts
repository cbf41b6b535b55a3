import type { Language } from './contract.ts'
import type { Words } from './mail-words.ts'

/** Words of mails that services send to an address somebody gave a network. */
export const addressTemplates = ['network-confirm', 'network-registered', 'network-place', 'network-minutes', 'network-edit', 'network-review', 'network-contact', 'network-access', 'network-introduction', 'network-introduced', 'network-introduction-ended', 'network-subscribe', 'network-unread', 'network-answered'] as const
export type AddressTemplate = (typeof addressTemplates)[number]

/** The platform's own, with {house} and one line {about} what it is about. */
export const addressWords: Readonly<Record<AddressTemplate, Readonly<Record<Language, Words>>>> = Object.freeze({
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
})
