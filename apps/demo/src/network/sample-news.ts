/** Invented, as everything here. Days are from today; none = just now. */
export interface SamplePost {
  readonly title: string
  readonly teaser: string
  readonly text: string
  readonly topics: readonly string[]
  readonly author: string
  readonly days?: number
  readonly call?: { readonly funder: string; readonly amount: string; readonly eligible: string; readonly deadlineIn: number; readonly link: string }
}

/** The first six came before the first edition; the others are what the second one tells. */
export const samplePosts: readonly SamplePost[] = [
  {
    title: 'Entlassbriefe kommen am selben Tag an', days: -31, author: 'Kliniken Alphastadt', topics: ['Entlassmanagement', 'Interoperabilität'],
    teaser: 'Vier Hausarztpraxen in Gammatal lesen den Brief jetzt, bevor der Patient zu Hause ist.',
    text: 'Seit dem Frühjahr verschicken die Kliniken Alphastadt Entlassbriefe aus dem Krankenhaussystem, ohne Fax und ohne Ausdruck.\n\nWas sich bewährt hat:\n\n- mit vier Praxen beginnen, nicht mit vierzig\n- die Rückfragen der ersten Wochen sammeln und gemeinsam durchgehen\n- Medikamente als Liste, nicht als Bild\n\nWer es nachmachen möchte, findet die Einzelheiten beim Vorhaben.',
  },
  {
    title: 'Barcamp in Steinwerth: das Programm machen alle', days: -27, author: 'Gesundheitsnetz Röhrtal', topics: ['Veranstaltungen'],
    teaser: 'Themen vorschlagen und abstimmen geht ab sofort, auch ohne Konto.',
    text: 'Das Barcamp beginnt ohne Tagesordnung. Vorgeschlagen wird vorher oder am Morgen, abgestimmt auf dem Telefon.\n\nPlätze gibt es noch; wer auf die Warteliste kommt, rückt von selbst nach.',
  },
  {
    title: 'Pflegeheime in Lindenbruch gehen ans Netz', days: -22, author: 'Pflegeverbund Lindenbruch', topics: ['Pflege', 'Telematikinfrastruktur'],
    teaser: 'Drei Häuser haben sich gemeinsam angeschlossen und die Kosten geteilt.',
    text: 'Der Anschluss dauerte elf Wochen, neun davon waren Warten auf Karten.\n\nUnser Rat: Karten zuerst bestellen. Alles andere geht schneller, als man denkt.',
  },
  {
    title: 'Sprechstunde: Fragen zur Interoperabilität', days: -16, author: 'Gesundheitsnetz Röhrtal', topics: ['Interoperabilität', 'Veranstaltungen'],
    teaser: 'Jeden zweiten Donnerstag eine Stunde, offen für alle, ohne Anmeldung.',
    text: 'Bringen Sie eine Frage mit, auch eine, die Ihnen zu klein vorkommt. Wer schon einmal davorstand, antwortet.\n\nDie Fragen und Antworten sammeln wir unter „Fragen“.',
  },
  {
    title: 'Förderung für den Anschluss kleiner Einrichtungen', days: -20, author: 'Gesundheitsnetz Röhrtal', topics: ['Förderung', 'Pflege'],
    teaser: 'Zuschuss für Technik und Schulung, auch gemeinsam mit Nachbarn.',
    text: 'Gefördert werden Anschluss, Schulung und das erste Jahr Betrieb. Anträge mehrerer Einrichtungen werden bevorzugt.\n\nWir helfen beim Antrag: schreiben Sie uns bis drei Wochen vor der Frist.',
    call: { funder: 'Land Beispielien, Gesundheitsressort', amount: 'bis zu 20.000 € je Einrichtung, 80 % der Kosten', eligible: 'Pflegeeinrichtungen, Praxen und Apotheken mit höchstens 50 Beschäftigten', deadlineIn: 38, link: 'https://foerderung.example/anschluss' },
  },
  {
    title: 'Was die Gesundheitsämter gelernt haben', days: -12, author: 'Gesundheitsamt Röhrtal-Nord', topics: ['Öffentlicher Gesundheitsdienst'],
    teaser: 'Drei Ämter haben ihre Projekte nebeneinandergelegt: zwei gehen gemeinsam weiter.',
    text: 'Online-Termine und Lerneinheiten zur IT-Sicherheit stehen jetzt allen offen. Das Protokoll des Treffens ist veröffentlicht.',
  },
  {
    title: 'Ausschreibung: Telekonsil in der Fläche', author: 'Gesundheitsnetz Röhrtal', topics: ['Förderung', 'Telemedizin'],
    teaser: 'Gesucht werden Vorhaben, in denen Krankenhäuser und Praxen sich per Video beraten.',
    text: 'Ein Vorhaben braucht mindestens ein Krankenhaus und zwei Praxen. Gewünscht ist ein Plan für die Zeit nach der Förderung.\n\nAus dem letzten Barcamp gibt es dazu eine Gruppe, die noch Mitwirkende sucht.',
    call: { funder: 'Stiftung Gesunde Region (erfunden)', amount: 'bis zu 80.000 € je Vorhaben', eligible: 'Verbünde aus Krankenhäusern und Praxen der Region', deadlineIn: 52, link: 'https://stiftung.example/telekonsil' },
  },
  {
    title: 'Terminbuchung: eine Praxis in Ahlbach an der Röhr zieht Bilanz', author: 'Praxis am Röhrufer', topics: ['Terminvergabe'],
    teaser: 'Ein Drittel weniger Anrufe am Montagmorgen, und was noch nicht klappt.',
    text: 'Nach einem halben Jahr bucht die Hälfte der Patientinnen und Patienten online. Schwierig bleibt, wer nicht weiß, welche Art Termin nötig ist.\n\n- Weniger Auswahl hilft: drei Arten reichen\n- Absagen geht jetzt auch nachts\n- Am Telefon ist Zeit für die, die sie brauchen',
  },
  {
    title: 'Neue Arbeitsgruppe: Medikationsplan ohne Abtippen', author: 'Apotheke Betahausen', topics: ['Medikation', 'Interoperabilität'],
    teaser: 'Apotheken, Praxen und ein Krankenhaus lesen denselben Plan.',
    text: 'Der Anfang ist klein: zwei Apotheken, zwei Praxen, eine Station. Nach drei Monaten wird verglichen, ob weniger Fehler passieren.\n\nMitmachen können alle, die Medikationspläne schreiben oder lesen.',
  },
  {
    title: 'Umzug der Koordinierungsstelle nach Alphastadt', author: 'Gesundheitsnetz Röhrtal', topics: ['Netzwerk'],
    teaser: 'Neue Adresse, dieselben Menschen.',
    text: 'Sie finden uns jetzt im Alten Zollhaus am Bahnhof. Der Besprechungsraum steht Mitgliedern frei.',
  },
]

export const sampleQuestions: readonly { readonly question: string; readonly answer: string; readonly topic: string }[] = [
  { topic: 'Mitmachen', question: 'Kostet die Mitwirkung im Netzwerk etwas?', answer: 'Nein. Verzeichnis, Treffen und Arbeitsgruppen sind für alle Einrichtungen der Region kostenfrei.' },
  { topic: 'Mitmachen', question: 'Wie kommt unsere Einrichtung in das Verzeichnis?', answer: 'Sie tragen sie selbst ein, unter „Verzeichnis“ und dann „Einrichtung eintragen“. Den Eintrag bestätigen Sie über einen Link in einer E-Mail; danach sieht ihn die Redaktion durch.\n\nEinmal im Jahr fragen wir, ob noch alles stimmt.' },
  { topic: 'Vorhaben', question: 'Was ist der Unterschied zwischen einem Vorhaben und einem Referenzprojekt?', answer: 'Ein Vorhaben ist unterwegs, vom ersten Bedarf bis zum Betrieb. Ein Referenzprojekt ist ein Vorhaben, das läuft, gemessen wurde und von dem andere lernen können.' },
  { topic: 'Vorhaben', question: 'Wer hilft beim Förderantrag?', answer: 'Die Koordinierungsstelle liest Anträge gegen und bringt Sie mit Einrichtungen zusammen, die schon einmal gefördert wurden.\n\n- Schreiben Sie uns spätestens drei Wochen vor der Frist\n- Ein Satz zum Ziel und ein grober Kostenplan genügen für den Anfang' },
  { topic: 'Technik', question: 'Womit fangen wir bei der Interoperabilität an?', answer: 'Mit einer einzigen Information, die heute jemand abtippt. Suchen Sie dazu ein Haus, das sie braucht, und beginnen Sie zu zweit.' },
  { topic: 'Daten', question: 'Liegen im Netzwerk Patientendaten?', answer: 'Nein. Das Netzwerk kennt Einrichtungen, Veranstaltungen und Vorhaben. Gesundheitsdaten bleiben in den Häusern.' },
]

export const sampleSubscribers: readonly { readonly mail: string; readonly topics: readonly string[] }[] = [
  { mail: 'leitung@pflege-lindenbruch.example', topics: ['Pflege', 'Förderung'] }, { mail: 'it@kliniken-alphastadt.example', topics: [] }, { mail: 'praxis@roehrufer.example', topics: ['Terminvergabe', 'Medikation'] },
]
