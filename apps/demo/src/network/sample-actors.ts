import { actorInput, type Actor } from '@steckwerk/community'
import { createHash } from 'node:crypto'

/** Towns of the invented region, with where they would lie. Degrees, WGS 84. */
const towns = [
  { name: 'Alphastadt', postalCode: '12345', latitude: 51.52, longitude: 7.31 }, { name: 'Betahausen', postalCode: '23456', latitude: 51.44, longitude: 7.52 },
  { name: 'Gammatal', postalCode: '34567', latitude: 51.36, longitude: 7.12 }, { name: 'Lindenbruch', postalCode: '45671', latitude: 51.61, longitude: 7.08 },
  { name: 'Steinwerth', postalCode: '56782', latitude: 51.57, longitude: 7.63 }, { name: 'Ahlbach an der Röhr', postalCode: '67893', latitude: 51.31, longitude: 7.4 },
] as const

type Kind = Actor['kind']
interface Sort {
  readonly kind: Kind
  readonly names: readonly string[]
  readonly topics: readonly string[]
  readonly about: string
  readonly offers: string
  readonly needs: string
}

/** What there is in each town, `{town}` filled in; some once for the whole region. */
const inEachTown: readonly Sort[] = [
  { kind: 'hospital', names: ['Klinikum {town}'], topics: ['Entlassmanagement', 'Patientenportal', 'Notaufnahme'], about: 'Krankenhaus der Regelversorgung.', offers: 'Hospitation im digitalen Entlassmanagement.', needs: 'Pflegeeinrichtungen, die freie Plätze elektronisch melden.' },
  { kind: 'health-office', names: ['Gesundheitsamt {town}'], topics: ['Meldewesen', 'Reifegrad', 'Bürgerdienste'], about: 'Unterer Gesundheitsdienst für Stadt und Umland.', offers: 'Erfahrungen mit der Reifegradmessung.', needs: 'Austausch zur Anbindung an die kommunale IT.' },
  { kind: 'practice', names: ['MVZ Marktplatz {town}', 'Hausarztpraxis am Mühlenteich {town}', 'Kinderarztpraxis Regenbogen {town}'], topics: ['Terminbuchung', 'Überweisung'], about: 'Ambulante Versorgung.', offers: '', needs: 'Arztbriefe, die ohne Fax ankommen.' },
  { kind: 'care', names: ['Ambulanter Pflegedienst Sonnenseite {town}', 'Seniorenzentrum Haus Linde {town}'], topics: ['Überleitung', 'Pflegeplatzsuche'], about: 'Pflege zu Hause und im Haus.', offers: 'Kurzzeitpflege nach dem Krankenhaus.', needs: 'Überleitungsbögen in einem gemeinsamen Format.' },
  { kind: 'pharmacy', names: ['Rosen-Apotheke {town}'], topics: ['E-Rezept', 'Medikationsplan'], about: 'Apotheke mit Botendienst.', offers: 'Prüfung von Medikationsplänen.', needs: '' },
  { kind: 'authority', names: ['Rettungsleitstelle {town}'], topics: ['Notaufnahme', 'Telenotarzt'], about: 'Leitstelle für Rettungsdienst und Krankentransport.', offers: '', needs: 'Voranmeldungen, die in den Notaufnahmen wirklich gesehen werden.' },
]
const once: readonly (readonly [Kind, string, readonly string[], string])[] = [
  ['research', 'Hochschule für Versorgung Lindenbruch', ['Evaluation', 'Weiterbildung'], 'Begleitet Vorhaben der Region wissenschaftlich.'],
  ['research', 'Institut für Pflegetechnik Steinwerth', ['Pflegetechnik', 'Evaluation'], 'Erprobt Technik im Pflegealltag.'],
  ['company', 'Formwerk Röhr GmbH', ['Formulare', 'Patientenportal'], 'Digitale Formulare für Aufnahme und Aufklärung.'],
  ['company', 'Bettenblick Systeme GmbH', ['Entlassmanagement', 'Pflegeplatzsuche'], 'Zeigt freie Plätze der Nachsorge.'],
  ['company', 'Telemed Ahlbach GmbH', ['Telemedizin', 'Telenotarzt'], 'Videosprechstunde und Fernbefundung.'],
  ['company', 'Schnittstellenhaus Betahausen GmbH', ['Interoperabilität', 'KIS-Anbindung'], 'Bindet Krankenhausinformationssysteme an.'],
  ['association', 'Digitalkreis Gesundheit e. V.', ['Barcamp', 'Weiterbildung'], 'Verein der Menschen, die an digitaler Versorgung arbeiten.'],
  ['association', 'Selbsthilfe-Kontaktstelle Alphastadt', ['Selbsthilfe', 'Bürgerdienste'], 'Bringt Gruppen und Betroffene zusammen.'],
  ['association', 'Hospizverein Gammatal e. V.', ['Palliativversorgung', 'Überleitung'], 'Begleitung am Lebensende.'],
  ['association', 'Ärztenetz Röhrtal e. V.', ['Überweisung', 'Arztbrief'], 'Zusammenschluss niedergelassener Praxen.'],
  ['authority', 'Kreisverwaltung Röhrkreis, Koordinierungsstelle Gesundheit', ['Förderung', 'Barcamp'], 'Bringt Vorhaben zusammen und berät zu Förderung.'],
  ['insurance', 'Regionalkasse Röhrtal', ['Telemedizin', 'Förderung'], 'Kostenträger der Region.'],
]

/** The same name is the same id, however often it is made. */
const idOf = (name: string): string => createHash('sha256').update(`demo network ${name}`).digest('hex').slice(0, 32)

function actor(at: number, town: (typeof towns)[number], kind: Kind, name: string, rest: Partial<Actor>): Actor {
  // Around the town, each at a place of its own.
  const [latitude, longitude] = [town.latitude + ((at * 37) % 50 - 25) / 1000, town.longitude + ((at * 53) % 50 - 25) / 1000]
  return { id: idOf(name), ...actorInput.parse({ name, kind, city: town.name, postalCode: town.postalCode, position: { latitude: round(latitude), longitude: round(longitude) }, ...rest }) }
}

const round = (degrees: number): number => Math.round(degrees * 10_000) / 10_000

/** An invented region: what stands in every town, and what there is once. Nobody of it exists. */
export const sampleActors: readonly Actor[] = [
  ...towns.flatMap((town, t) => inEachTown.flatMap(({ kind, names, topics, about, offers, needs }, s) =>
    names.map((name, n) => actor(t * 31 + s * 7 + n, town, kind, name.replace('{town}', town.name), { topics: [...topics], about, offers, needs })))),
  // Stands twice, as it happens: the editors find it among the duplicates.
  actor(17, towns[0], 'practice', 'Hausarztpraxis Mühlenteich, Alphastadt', { topics: ['Terminbuchung'], about: 'Zwei Hausärztinnen und ein Hausarzt.', website: 'https://muehlenteich.example' }),
  ...once.map(([kind, name, topics, about], at) => actor(at * 11 + 5, towns[at % towns.length]!, kind, name, { topics: [...topics], about })),
]
