/** Two barcamps of the invented region: one that is over, and one that people register for and vote on. Nobody in it is real. */
export interface SampleSession {
  readonly title: string
  readonly about: string
  readonly hosts: readonly string[]
  readonly format: 'talk' | 'discussion' | 'workshop' | 'demo' | 'question'
  readonly equipment?: readonly string[]
  /** How many of ten people want it. */
  readonly drawing: number
  /** What came of it, what was written down and what people thought: of what is over. */
  readonly outcome?: string
  readonly notes?: readonly { readonly text: string; readonly by: string }[]
  readonly stars?: readonly number[]
}

export const rooms = [
  { id: 'r1', name: 'Großer Saal', seats: 60, equipment: ['Beamer', 'Mikrofon'], closedAt: [] },
  { id: 'r2', name: 'Lohnhalle', seats: 40, equipment: ['Beamer'], closedAt: [] },
  { id: 'r3', name: 'Werkstatt', seats: 25, equipment: ['Flipchart'], closedAt: [] },
  { id: 'r4', name: 'Bibliothek', seats: 15, equipment: [], closedAt: [] },
] as const

export const pastSessions: readonly SampleSession[] = [
  {
    title: 'Entlassbrief am Entlasstag: Was fehlt uns noch?', about: 'Drei Häuser berichten, woran der strukturierte Brief heute hängen bleibt.', hosts: ['Mira Albrecht', 'Jonas Feld'], format: 'discussion', drawing: 8,
    outcome: 'Die drei Häuser melden ab Januar je Station, wie viele Briefe am Entlasstag hinausgehen. Mira Albrecht lädt alle sechs Wochen ein.',
    notes: [{ text: 'Der Brief ist fertig, die Freigabe fehlt: In zwei von drei Häusern wartet er auf die zweite Unterschrift.', by: 'Jonas' }, { text: 'Vorlage aus Alphastadt kann übernommen werden.', by: 'Mira' }, { text: 'Pflegeüberleitung mitdenken, sonst wird doppelt geschrieben.', by: '' }],
    stars: [5, 5, 4, 5, 4],
  },
  {
    title: 'Anamnese vor dem ersten Termin – von zu Hause aus', about: 'Vorführung eines Fragebogens, den Patientinnen und Patienten vorab ausfüllen.', hosts: ['Selin Yildirim'], format: 'demo', equipment: ['Beamer'], drawing: 7,
    outcome: 'Zwei Praxen aus Betahausen erproben den Bogen im Frühjahr gemeinsam mit der Klinik.', notes: [{ text: 'Bitte auch in einfacher Sprache.', by: 'Lena' }], stars: [4, 5, 5],
  },
  {
    title: 'Wer hat schon eine Terminbuchung, die wirklich benutzt wird?', about: 'Erfahrungen und Zahlen, gern auch ehrliche.', hosts: ['Paul Ohlsen'], format: 'question', drawing: 7,
    outcome: 'Sammlung mit sieben Beispielen liegt beim Netzwerk.', notes: [{ text: 'Buchung ohne Konto verdoppelt die Nutzung.', by: 'Paul' }, { text: 'Wichtig: Absagen müssen den Platz sofort frei machen.', by: '' }], stars: [5, 3],
  },
  { title: 'Cyberübung im Gesundheitsamt: ein Vormittag, der sich lohnt', about: '', hosts: ['Dr. Thea Brandis'], format: 'talk', equipment: ['Beamer'], drawing: 5, outcome: 'Vier Ämter üben im März zusammen.', notes: [{ text: 'Drehbuch zum Nachmachen wird geteilt.', by: 'Thea' }], stars: [5, 4, 4] },
  { title: 'Medikationsplan: Wie kommt die Änderung in die Pflege zurück?', about: 'Mit Beispielen aus Lindenbruch.', hosts: ['Karim Nader', 'Mira Albrecht'], format: 'workshop', drawing: 6, notes: [{ text: 'Offen: Wer ändert den Plan, wenn niemand zuständig ist?', by: 'Karim' }], stars: [4, 3] },
  { title: 'Daten für die Versorgungsforschung ohne Datenfriedhof', about: '', hosts: ['Prof. Ina Rautenberg'], format: 'discussion', drawing: 4, stars: [3, 4] },
  { title: 'KI-Telefonassistenz am Empfang: zwei Monate Erfahrung', about: '', hosts: ['Praxis Dr. Hollmann'], format: 'demo', equipment: ['Beamer'], drawing: 8, outcome: 'Erfahrungsbericht erscheint in der nächsten Ausgabe.', stars: [4, 5] },
  { title: 'Was brauchen Angehörige digital?', about: 'Offene Runde mit der Selbsthilfe.', hosts: ['Selbsthilfebüro Gammatal'], format: 'question', drawing: 3, outcome: 'Das Selbsthilfebüro sammelt Wünsche und bringt sie zum Frühjahrstreffen mit.', stars: [5] },
  { title: 'Befunde hochladen: Was tun mit PDF, Foto und Fax?', about: '', hosts: ['Jonas Feld'], format: 'workshop', drawing: 5, stars: [4] },
  { title: 'Förderanträge gemeinsam schreiben', about: '', hosts: ['Koordinierungsstelle Röhrtal'], format: 'workshop', drawing: 4, outcome: 'Schreibwerkstatt am ersten Freitag im Monat.', stars: [5, 5] },
]

export const comingSessions: readonly SampleSession[] = [
  { title: 'Sturzprophylaxe mit Sensorik: Was hat das Pflegeheim davon?', about: 'Ein Jahr Erfahrung aus Steinwerth, mit Zahlen.', hosts: ['Seniorenzentrum Steinwerth'], format: 'talk', equipment: ['Beamer'], drawing: 7 },
  { title: 'Videosprechstunde auf dem Land: Gerät, Raum, Mensch', about: '', hosts: ['Dr. Uta Kersting', 'Paul Ohlsen'], format: 'discussion', drawing: 8 },
  { title: 'Gemeinsames Vorhaben: ein Überleitungsbogen für alle', about: 'Aus der Sitzung zum Entlassbrief im letzten Jahr.', hosts: ['Mira Albrecht'], format: 'workshop', equipment: ['Flipchart'], drawing: 9 },
  { title: 'Digitale Hygieneberichte im Gesundheitsamt', about: '', hosts: ['Dr. Thea Brandis'], format: 'demo', equipment: ['Beamer'], drawing: 4 },
  { title: 'Barrierefreie Portale: Wir testen zusammen', about: 'Bitte eigene Geräte mitbringen.', hosts: ['Selbsthilfebüro Gammatal', 'Lena Wiegand'], format: 'workshop', drawing: 6 },
  { title: 'Dolmetschen per Video in der Notaufnahme', about: '', hosts: ['Karim Nader'], format: 'question', drawing: 5 },
  { title: 'Was kostet eigentlich ein digitaler Termin?', about: '', hosts: ['Jonas Feld'], format: 'discussion', drawing: 6 },
  { title: 'Rettungsdienst und Notaufnahme: Voranmeldung, die ankommt', about: '', hosts: ['Rettungswache Ahlbach'], format: 'talk', equipment: ['Beamer'], drawing: 7 },
  { title: 'Wie wir Ehrenamtliche für Technik begeistern', about: '', hosts: ['Nachbarschaftsverein Lindenbruch'], format: 'discussion', drawing: 3 },
  { title: 'Wunddokumentation mit dem Handy: Foto, Recht, Ablage', about: '', hosts: ['Pflegedienst Röhrtal', 'Selin Yildirim'], format: 'demo', equipment: ['Beamer'], drawing: 8 },
  { title: 'Reifegrad gemessen – und jetzt?', about: 'Drei Ämter, drei Wege.', hosts: ['Dr. Thea Brandis', 'Koordinierungsstelle Röhrtal'], format: 'discussion', drawing: 5 },
  { title: 'Was Auszubildende in der Pflege digital lernen sollten', about: '', hosts: ['Pflegeschule Betahausen'], format: 'question', drawing: 4 },
  { title: 'Quartiersapotheke und Klinik: ein gemeinsamer Medikationsplan', about: '', hosts: ['Apotheke am Markt'], format: 'discussion', drawing: 6 },
  { title: 'Offene Frage: Wer betreibt das, wenn die Förderung endet?', about: '', hosts: ['Prof. Ina Rautenberg'], format: 'question', drawing: 9 },
]

/** Those who come to the next one. */
export const people: readonly { readonly name: string; readonly organization: string }[] = [
  ['Mira Albrecht', 'Klinikum Alphastadt'], ['Jonas Feld', 'Kreiskrankenhaus Betahausen'], ['Selin Yildirim', 'Praxis am Röhrufer'], ['Paul Ohlsen', 'Koordinierungsstelle Röhrtal'], ['Dr. Thea Brandis', 'Gesundheitsamt Alphastadt'],
  ['Karim Nader', 'Klinikum Gammatal'], ['Prof. Ina Rautenberg', 'Hochschule Alphastadt'], ['Dr. Uta Kersting', 'Hausarztpraxis Lindenbruch'], ['Lena Wiegand', 'Selbsthilfebüro Gammatal'], ['Tobias Rehm', 'Rettungswache Ahlbach'],
  ['Anneliese Vogt', 'Seniorenzentrum Steinwerth'], ['Henrik Saal', 'Apotheke am Markt'], ['Fatma Demir', 'Pflegedienst Röhrtal'], ['Björn Tiedemann', 'Stadt Betahausen'], ['Clara Neumeister', 'Pflegeschule Betahausen'],
  ['Oskar Linde', 'Nachbarschaftsverein Lindenbruch'], ['Yasmin Hollmann', 'Praxis Dr. Hollmann'], ['Ruth Sommerkamp', 'Gesundheitsamt Kreis Lindenau'], ['Emil Kroll', 'Klinikum Alphastadt'], ['Nora Petri', 'Kassenverband Röhrtal'],
  ['David Osei', 'Werkstatt für Software, Steinwerth'], ['Greta Lorenz', 'Hospiz Gammatal'], ['Malte Brinkhoff', 'Kreiskrankenhaus Betahausen'], ['Sofia Marten', 'Gesundheitsamt Röhrtal-Nord'], ['Ulrich Zander', 'Seniorenbeirat Alphastadt'],
].map(([name = '', organization = '']) => ({ name, organization }))
