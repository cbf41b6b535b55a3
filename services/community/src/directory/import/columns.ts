import { wordsOf } from '../../search/german.ts'
import { actorKinds, type ActorKind } from '../actor.ts'

/** What a column of a table says of an actor. */
export type Column = 'id' | 'name' | 'kind' | 'street' | 'postalCode' | 'city' | 'latitude' | 'longitude' | 'website' | 'about' | 'topics' | 'offers' | 'needs' | 'fhir' | 'dicomweb' | 'kim'

interface Heading {
  readonly column: Column
  /** As the template has it. */
  readonly de: string
  readonly en: string
  /** As others have it. */
  readonly also: readonly string[]
}

/** In the order of the template. */
export const headings: readonly Heading[] = [
  { column: 'id', de: 'Kennung', en: 'Id', also: ['ID', 'Identifier', 'Schlüssel'] },
  { column: 'name', de: 'Name', en: 'Name', also: ['Name der Einrichtung', 'Einrichtung', 'Organisation', 'Organization', 'Institution', 'Firma', 'Bezeichnung'] },
  { column: 'kind', de: 'Art', en: 'Kind', also: ['Art der Einrichtung', 'Typ', 'Type', 'Kategorie', 'Category', 'Einrichtungsart'] },
  { column: 'street', de: 'Straße', en: 'Street', also: ['Straße und Hausnummer', 'Strasse Hausnummer', 'Anschrift', 'Adresse', 'Address', 'Street address'] },
  { column: 'postalCode', de: 'PLZ', en: 'Postal code', also: ['Postleitzahl', 'Zip', 'Zip code', 'Postcode'] },
  { column: 'city', de: 'Ort', en: 'City', also: ['Stadt', 'Town', 'Gemeinde', 'Standort'] },
  { column: 'latitude', de: 'Breitengrad', en: 'Latitude', also: ['Breite', 'Lat', 'Geo Breite'] },
  { column: 'longitude', de: 'Längengrad', en: 'Longitude', also: ['Länge', 'Lon', 'Lng', 'Long', 'Geo Länge'] },
  { column: 'website', de: 'Internetseite', en: 'Website', also: ['Webseite', 'Homepage', 'URL', 'Internet', 'Web', 'Internetadresse'] },
  { column: 'about', de: 'Beschreibung', en: 'About', also: ['Über die Einrichtung', 'Description', 'Kurzbeschreibung', 'Text'] },
  { column: 'topics', de: 'Themen', en: 'Topics', also: ['Thema', 'Schlagworte', 'Stichworte', 'Tags', 'Keywords'] },
  { column: 'offers', de: 'Bietet an', en: 'Offers', also: ['Angebote', 'Angebot', 'Bietet'] },
  { column: 'needs', de: 'Sucht', en: 'Needs', also: ['Bedarf', 'Bedarfe', 'Gesuche', 'Looking for'] },
  { column: 'fhir', de: 'FHIR-Adresse', en: 'FHIR address', also: ['FHIR', 'FHIR Base', 'FHIR URL'] },
  { column: 'dicomweb', de: 'DICOMweb-Adresse', en: 'DICOMweb address', also: ['DICOMweb', 'DICOMweb URL'] },
  { column: 'kim', de: 'KIM-Adresse', en: 'KIM address', also: ['KIM'] },
]

const plain = (text: string): string => wordsOf(text).join(' ')

const columnOf: ReadonlyMap<string, Column> = new Map(headings.flatMap(({ column, de, en, also }) => [de, en, column, ...also].map((one) => [plain(one), column] as const)))

/** Which column of the table says what; of two that say the same the first. undefined = it is left alone. */
export function columnsOf(heads: readonly string[]): readonly (Column | undefined)[] {
  const seen = new Set<Column>()
  return heads.map((head) => {
    const column = columnOf.get(plain(head))
    if (column === undefined || seen.has(column)) return undefined
    seen.add(column)
    return column
  })
}

/** The kinds in words, as the template says them; others that people write. */
export const kindWords: Readonly<Record<ActorKind, { readonly de: string; readonly en: string; readonly also: readonly string[] }>> = {
  'hospital': { de: 'Krankenhaus', en: 'Hospital', also: ['Klinik', 'Klinikum', 'Kliniken'] },
  'practice': { de: 'Praxis oder MVZ', en: 'Practice', also: ['Praxis', 'MVZ', 'Arztpraxis'] },
  'health-office': { de: 'Gesundheitsamt', en: 'Health office', also: ['ÖGD'] },
  'care': { de: 'Pflege und Nachsorge', en: 'Care', also: ['Pflege', 'Pflegedienst', 'Pflegeheim', 'Nachsorge'] },
  'pharmacy': { de: 'Apotheke', en: 'Pharmacy', also: [] },
  'company': { de: 'Unternehmen', en: 'Company', also: ['Firma', 'Hersteller', 'Vendor'] },
  'research': { de: 'Forschung und Lehre', en: 'Research', also: ['Forschung', 'Hochschule', 'Universität', 'Lehre'] },
  'association': { de: 'Verein oder Verband', en: 'Association', also: ['Verein', 'Verband'] },
  'authority': { de: 'Behörde oder Kommune', en: 'Authority', also: ['Behörde', 'Kommune', 'Stadt', 'Kreis'] },
  'insurance': { de: 'Kostenträger', en: 'Insurance', also: ['Krankenkasse', 'Kasse'] },
  'other': { de: 'Weitere Einrichtung', en: 'Other', also: ['Sonstige', 'Weitere', 'Andere'] },
}

const kindOf: ReadonlyMap<string, ActorKind> = new Map(actorKinds.flatMap((kind) => [kind, kindWords[kind].de, kindWords[kind].en, ...kindWords[kind].also].map((one) => [plain(one), kind] as const)))

/** undefined where the words say none. */
export const readKind = (text: string): ActorKind | undefined => kindOf.get(plain(text))
