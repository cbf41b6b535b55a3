import { fold } from '@steckwerk/fhir'

/** What stands before a name and belongs to no comparison. */
const particles: ReadonlySet<string> = new Set([
  'von', 'van', 'vom', 'zu', 'zur', 'zum', 'der', 'den', 'dem', 'de', 'di', 'da', 'del', 'della', 'la', 'le', 'el', 'al', 'ten', 'ter', 'und',
  'dr', 'prof', 'freiherr', 'freifrau', 'graf', 'grafin', 'baron', 'baronin', 'jr', 'jun', 'junior', 'sr', 'sen', 'senior',
])

/** What is entered where the name is not known yet: newborns, unconscious patients, tests. Compared, it would make strangers alike. */
const placeholders: ReadonlySet<string> = new Set([
  'unbekannt', 'unknown', 'anonym', 'nn', 'n', 'x', 'xx', 'xxx', 'kind', 'baby', 'knabe', 'junge', 'madchen', 'maedchen', 'neugeborenes', 'neugeborener',
  'zwilling', 'sohn', 'tochter', 'test', 'ohne', 'name', 'herr', 'frau',
])

/** A word as names are compared: folded, letters only, and alike whether umlauts are written, transcribed or lost:
 *  "Müller", "Mueller" and "Muller" are one, as are "Groß" and "Gross". A "ue" that is no umlaut goes the same way on both sides. */
export function foldName(text: string): string {
  return fold(text).replace(/[^a-z]/g, '').replaceAll(/([aou])e/g, '$1')
}

/** The words of a name that are compared, in order: without particles, titles and placeholders. "von der Müller-Lüdenscheidt" gives
 *  [muller, ludenscheidt]. A name of particles only ("Van") keeps them. */
export function nameWords(text: string): string[] {
  const words = fold(text).split(/[^\p{L}]+/u).filter((word) => word !== '')
  const known = words.filter((word) => !placeholders.has(word))
  const bearing = known.filter((word) => !particles.has(word))
  return (bearing.length > 0 ? bearing : known).map(foldName).filter((word) => word !== '')
}
