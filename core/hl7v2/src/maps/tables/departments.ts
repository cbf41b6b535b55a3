/** The department key of German hospitals' billing (§ 301 SGB V).
 *  Source: http://fhir.de/CodeSystem/dkgev/Fachabteilungsschluessel, basisprofil-de-r4 1.6.0. */
const keys: Readonly<Record<string, string>> = {
  '0100': 'Innere Medizin',
  '0200': 'Geriatrie',
  '0300': 'Kardiologie',
  '0400': 'Nephrologie',
  '0500': 'Hämatologie und internistische Onkologie',
  '0600': 'Endokrinologie',
  '0700': 'Gastroenterologie',
  '0800': 'Pneumologie',
  '0900': 'Rheumatologie',
  '1000': 'Pädiatrie',
  '1100': 'Kinderkardiologie',
  '1200': 'Neonatologie',
  '1300': 'Kinderchirurgie',
  '1400': 'Lungen- und Bronchialheilkunde',
  '1500': 'Allgemeine Chirurgie',
  '1600': 'Unfallchirurgie',
  '1700': 'Neurochirurgie',
  '1800': 'Gefäßchirurgie',
  '1900': 'Plastische Chirurgie',
  '2000': 'Thoraxchirurgie',
  '2100': 'Herzchirurgie',
  '2200': 'Urologie',
  '2300': 'Orthopädie',
  '2400': 'Frauenheilkunde und Geburtshilfe',
  '2500': 'Geburtshilfe',
  '2600': 'Hals-, Nasen-, Ohrenheilkunde',
  '2700': 'Augenheilkunde',
  '2800': 'Neurologie',
  '2900': 'Allgemeine Psychiatrie',
  '3000': 'Kinder- und Jugendpsychiatrie',
  '3100': 'Psychosomatik/Psychotherapie',
  '3200': 'Nuklearmedizin',
  '3300': 'Strahlenheilkunde',
  '3400': 'Dermatologie',
  '3500': 'Zahn- und Kieferheilkunde, Mund- und Kieferchirurgie',
  '3600': 'Intensivmedizin',
  '2316': 'Orthopädie und Unfallchirurgie',
  '2425': 'Frauenheilkunde',
  '3700': 'Sonstige Fachabteilung',
}

export const departmentKeySystem = 'http://fhir.de/CodeSystem/dkgev/Fachabteilungsschluessel'

const byName = new Map(Object.entries(keys).map(([key, name]) => [name.toLowerCase(), key]))

/** The key for a department sent by the key itself or by the name that belongs to it. House abbreviations such as CH mean different
 *  keys in different houses and are not guessed. */
export function departmentKeyOf(sent: string): { readonly key: string; readonly name: string } | undefined {
  const key = Object.hasOwn(keys, sent) ? sent : byName.get(sent.toLowerCase())
  return key === undefined ? undefined : { key, name: keys[key]! }
}
