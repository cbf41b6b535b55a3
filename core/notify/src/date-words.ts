import type { Language } from './contract.ts'
import type { Words } from './mail-words.ts'

/** Words of mails about a date of a network: {when} it is, and {was}. */
export const dateWords: Readonly<Record<'network-date' | 'network-moved' | 'network-cancelled', Readonly<Record<Language, Words>>>> = Object.freeze({
  'network-date': {
    de: {
      subject: '{house}: neuer Termin',
      greeting: 'Guten Tag,',
      text: 'dieser Termin steht fest: {about}, {when}. Ort und alles Weitere lesen Sie hier:',
      link: 'Termin ansehen',
      closing: '{house}',
      footer: 'Sie bekommen diese Nachricht, weil Sie mit dieser Adresse mitmachen. Keine solchen Mails mehr? Hier stellen Sie sie ab:',
    },
    en: {
      subject: '{house}: a new date',
      greeting: 'Hello,',
      text: 'this date is settled: {about}, {when}. The place and everything else is here:',
      link: 'See the date',
      closing: '{house}',
      footer: 'You get this message because you take part with this address. No more mails of this kind? Switch them off here:',
    },
  },
  'network-moved': {
    de: {
      subject: '{house}: Termin verlegt',
      greeting: 'Guten Tag,',
      text: 'ein Termin wurde verlegt: {about}. Neu: {when}. Bisher: {was}. Warum, und alles Weitere, lesen Sie hier:',
      link: 'Termin ansehen',
      closing: '{house}',
      footer: 'Sie bekommen diese Nachricht, weil Sie sich mit dieser Adresse angemeldet haben. Keine solchen Mails mehr? Hier stellen Sie sie ab oder melden sich ab:',
    },
    en: {
      subject: '{house}: a date was moved',
      greeting: 'Hello,',
      text: 'a date was moved: {about}. New: {when}. Before: {was}. Why, and everything else, is here:',
      link: 'See the date',
      closing: '{house}',
      footer: 'You get this message because you registered with this address. No more mails of this kind? Switch them off or cancel here:',
    },
  },
  'network-cancelled': {
    de: {
      subject: '{house}: Termin abgesagt',
      greeting: 'Guten Tag,',
      text: 'dieser Termin findet nicht statt: {about}, {when}. Warum, und wie es weitergeht, lesen Sie hier:',
      link: 'Mehr lesen',
      closing: '{house}',
      footer: 'Sie bekommen diese Nachricht, weil Sie sich mit dieser Adresse angemeldet haben. Keine solchen Mails mehr? Hier stellen Sie sie ab oder melden sich ab:',
    },
    en: {
      subject: '{house}: a date was cancelled',
      greeting: 'Hello,',
      text: 'this date does not take place: {about}, {when}. Why, and what comes next, is here:',
      link: 'Read more',
      closing: '{house}',
      footer: 'You get this message because you registered with this address. No more mails of this kind? Switch them off or cancel here:',
    },
  },
})
