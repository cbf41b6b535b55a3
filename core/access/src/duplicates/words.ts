import type { Caution } from '@steckwerk/match'

/** The same sentence in the portal's languages. */
export interface PairWords {
  readonly de: string
  readonly en: string
}

/** How two values compare, by field and level. */
const sentences: Readonly<Record<string, readonly [de: string, en: string]>> = {
  'given same': ['Vorname gleich', 'Same given name'],
  'given partial': ['Vorname teilweise gleich', 'Given names partly the same'],
  'given nickname': ['Form desselben Vornamens', 'Forms of one given name'],
  'given sound': ['Vorname klingt gleich', 'Given names sound the same'],
  'given typo': ['Vorname bis auf Tippfehler gleich', 'Given name the same but for a slip'],
  'given alike': ['Ähnliche, aber beide geläufige Vornamen', 'Alike, but both are usual names'],
  'given different': ['Anderer Vorname', 'Another given name'],
  'family same': ['Nachname gleich', 'Same family name'],
  'family partial': ['Teil des Nachnamens gleich', 'Part of the family name the same'],
  'family birth-name': ['Gleich über den früheren Namen', 'The same by a former name'],
  'family sound': ['Nachname klingt gleich', 'Family names sound the same'],
  'family typo': ['Nachname bis auf Tippfehler gleich', 'Family name the same but for a slip'],
  'family swapped': ['Vor- und Nachname vertauscht', 'Given and family name exchanged'],
  'family different': ['Anderer Nachname', 'Another family name'],
  'birth same': ['Geburtsdatum gleich', 'Same birth date'],
  'birth day-month': ['Tag und Monat vertauscht', 'Day and month exchanged'],
  'birth digit': ['Eine Ziffer des Geburtsdatums anders', 'One digit of the birth date differs'],
  'birth year': ['Geburtsjahr um eins verschoben', 'Year of birth off by one'],
  'birth incomplete': ['Geburtsdatum gleich, soweit bekannt', 'Birth date the same as far as known'],
  'birth different': ['Anderes Geburtsdatum', 'Another birth date'],
  'gender same': ['Geschlecht gleich', 'Same gender'],
  'gender different': ['Anderes Geschlecht', 'Another gender'],
  'address same': ['Anschrift gleich', 'Same address'],
  'address street': ['Straße gleich, Hausnummer anders oder unbekannt', 'Same street, house number another or unknown'],
  'address area': ['Gleicher Ort oder gleiche Postleitzahl', 'Same place or postal code'],
  'address different': ['Andere Anschrift', 'Another address'],
  'telecom same': ['Telefon oder E-Mail gleich', 'Same telephone or e-mail'],
  'telecom different': ['Telefon und E-Mail anders', 'Other telephone and e-mail'],
  'kvnr same': ['Versichertennummer gleich', 'Same insurance number'],
  'kvnr typo': ['Versichertennummer bis auf eine Ziffer gleich', 'Insurance number the same but for one digit'],
  'kvnr different': ['Zwei verschiedene gültige Versichertennummern', 'Two different valid insurance numbers'],
  'prior base': ['Ausgangswert: So selten ist ein doppelter Eintrag', 'To begin with: how rare a second record is'],
  'relatives base': ['Abzug: Angehörige eines Haushalts ähneln sich', 'Less: members of a household are alike'],
}

const missing: readonly [string, string] = ['Fehlt auf einer Seite', 'Missing on one side']

export function levelWords(field: string, level: string): PairWords {
  const [de, en] = sentences[`${field} ${level}`] ?? missing
  return { de, en }
}

const cautions: Readonly<Record<Caution, PairWords>> = {
  twins: { de: 'Könnten Zwillinge sein: gleicher Geburtstag, andere Vornamen', en: 'May be twins: one birth date, other given names' },
  namesakes: { de: 'Könnten Namensvettern sein, etwa Vater und Sohn', en: 'May be namesakes, such as father and son' },
  kvnr: { de: 'Zwei verschiedene gültige Versichertennummern', en: 'Two different valid insurance numbers' },
  relatives: { de: 'Könnten Angehörige sein: anderer Name, anderes Geburtsdatum', en: 'May be relatives: another name, another birth date' },
}

export function cautionWords(caution: Caution): PairWords {
  return cautions[caution]
}
