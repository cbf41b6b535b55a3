/** An invented undertaking: days are counted back from now, partners are names of the sample actors. */
export interface SampleUndertaking {
  readonly title: string
  readonly what: string
  readonly forWhom: string
  readonly topics: readonly string[]
  /** Actor and its task; the first one speaks in the timeline. */
  readonly partners: readonly (readonly [name: string, role: string])[]
  readonly costs?: readonly [once: number, onceFor: string, yearly: number, yearlyFor: string]
  readonly funding?: string
  readonly figures?: readonly (readonly [what: string, unit: string, before: number, after: number, ago: number, source: string])[]
  readonly lessons?: readonly [different: string, helped: string]
  readonly contact?: readonly [name: string, role: string]
  /** The first is where it began. */
  readonly steps: readonly (readonly [stage: 'need' | 'group' | 'order' | 'pilot' | 'rollout' | 'measured' | 'reference', ago: number, note: string])[]
  readonly rest?: readonly [state: 'resting' | 'ended', ago: number, why: string]
}

export const sampleUndertakings: readonly SampleUndertaking[] = [
  {
    title: 'Überleitungsbogen ohne Fax', forWhom: 'Pflegedienste und Pflegeheime', topics: ['Überleitung', 'Entlassmanagement'],
    what: 'Überleitungsbögen kamen als Fax und wurden in der Pflege abgetippt, oft erst am Tag nach der Aufnahme. Ein gemeinsamer Bogen geht jetzt aus dem Krankenhaus elektronisch an das Haus, das aufnimmt, und wird dort übernommen.',
    partners: [['Klinikum Alphastadt', 'Sender, Projektleitung'], ['Seniorenzentrum Haus Linde Alphastadt', 'Empfänger'], ['Ambulanter Pflegedienst Sonnenseite Alphastadt', 'Empfänger'], ['Schnittstellenhaus Betahausen GmbH', 'Anbindung']],
    costs: [46_000, 'Anbindung an zwei Systeme, Schulung in fünf Häusern', 8_400, 'Betrieb der Schnittstelle'], funding: 'Eigenmittel und Förderung der Regionalkasse Röhrtal',
    figures: [['Zeit für die Aufnahme eines Bogens', 'Minuten', 28, 9, 150, 'Zeiterfassung in drei Häusern, 120 Fälle'], ['Bögen vor Ankunft der Person da', 'Prozent', 41, 93, 90, 'Eingangsprotokoll']],
    lessons: ['Die Pflegeheime von Anfang an fragen, welche Felder sie wirklich lesen: die Hälfte des alten Bogens war überflüssig.', 'Eine feste Ansprechperson in jedem Haus und ein gemeinsamer Testnachmittag.'], contact: ['Karla Beispiel', 'Projektleitung'],
    steps: [['need', 720, 'Auf einem Barcamp gesammelt'], ['group', 640, 'Sechs Häuser treffen sich'], ['order', 520, 'Anbindung bestellt'], ['pilot', 430, 'Start mit zwei Stationen'], ['rollout', 300, 'Alle Stationen'], ['measured', 150, 'Zwei Zahlen erhoben'], ['reference', 80, 'Besuche möglich']],
  },
  {
    title: 'Terminbuchung für Kinderarztpraxen', forWhom: 'Arztpraxen', topics: ['Terminbuchung'],
    what: 'Eltern riefen morgens in der vollsten Stunde an. Drei Praxen geben einen Teil ihrer Termine zur Buchung frei; wer bucht, sieht vorher, was mitzubringen ist.',
    partners: [['Kinderarztpraxis Regenbogen Betahausen', 'Anwenderin, Projektleitung'], ['Kinderarztpraxis Regenbogen Gammatal', 'Anwenderin'], ['Ärztenetz Röhrtal e. V.', 'Koordination']],
    costs: [9_500, 'Einrichtung in drei Praxen', 5_400, 'Lizenzen'], funding: 'Eigenmittel der Praxen',
    figures: [['Anrufe vor neun Uhr', 'je Woche', 310, 140, 110, 'Telefonanlage'], ['Nicht erschienen', 'Prozent der Termine', 9, 4, 110, 'Praxissystem']],
    lessons: ['Zuerst nur Vorsorgen freigeben; Akuttermine brauchten ein zweites Gespräch im Team.', 'Eine Praxis, die den anderen am Bildschirm gezeigt hat, wie ihr Tag damit aussieht.'], contact: ['Tariq Muster', 'Praxismanagement'],
    steps: [['need', 600, ''], ['group', 540, ''], ['pilot', 460, 'Eine Praxis beginnt'], ['rollout', 320, 'Drei Praxen'], ['measured', 110, ''], ['reference', 60, '']],
  },
  {
    title: 'Meldungen des Infektionsschutzes ohne Papier', forWhom: 'Gesundheitsämter', topics: ['Meldewesen', 'Interoperabilität'],
    what: 'Meldungen wurden in drei Ämtern ausgedruckt und von Hand übertragen. Sie laufen jetzt in eine gemeinsame Liste, in der jede Meldung eine zuständige Person und einen Stand hat.',
    partners: [['Gesundheitsamt Alphastadt', 'Projektleitung'], ['Gesundheitsamt Betahausen', 'Anwender'], ['Gesundheitsamt Gammatal', 'Anwender'], ['Hochschule für Versorgung Lindenbruch', 'Begleitforschung']],
    costs: [88_000, 'Entwicklung und Datenübernahme', 19_000, 'Betrieb und Pflege'], funding: 'Landesförderung, 70 Prozent',
    figures: [['Zeit von Eingang bis erste Maßnahme', 'Stunden', 31, 7, 200, 'Auswertung der Hochschule'], ['Doppelt erfasste Fälle', 'je Monat', 22, 3, 200, 'Auswertung der Hochschule']],
    lessons: ['Die kommunale IT früher einbinden: die Freigabe der Server hat vier Monate gedauert.', 'Dass alle drei Amtsleitungen dieselbe Liste wollten.'], contact: ['Svenja Probe', 'Digitalisierung'],
    steps: [['need', 730, 'Treffen der Gesundheitsämter'], ['group', 690, ''], ['order', 600, 'Ausschreibung'], ['pilot', 480, ''], ['rollout', 380, ''], ['measured', 200, 'Bericht der Hochschule'], ['reference', 130, '']],
  },
  {
    title: 'Freie Plätze der Kurzzeitpflege auf einen Blick', forWhom: 'Sozialdienste der Krankenhäuser', topics: ['Pflegeplatzsuche', 'Entlassmanagement'],
    what: 'Sozialdienste telefonierten jeden Morgen zwanzig Häuser ab. Die Häuser melden freie Plätze jetzt selbst, einmal am Tag, mit zwei Klicks; alle sehen denselben Stand.',
    partners: [['Klinikum Betahausen', 'Anwender, Projektleitung'], ['Seniorenzentrum Haus Linde Betahausen', 'meldet Plätze'], ['Seniorenzentrum Haus Linde Steinwerth', 'meldet Plätze'], ['Bettenblick Systeme GmbH', 'Anbieter']],
    costs: [15_000, 'Einrichtung und Werbung bei den Häusern', 12_000, 'Lizenz für die Region'], funding: 'Regionalkasse Röhrtal, zwei Jahre',
    figures: [['Anrufe je Platzsuche', 'Anrufe', 14, 3, 120, 'Strichliste, vier Wochen'], ['Tage zwischen Entlassfähigkeit und Entlassung', 'Tage', 3.8, 2.4, 120, 'Krankenhausstatistik']],
    lessons: ['Häuser ohne eigenen Computer am Empfang brauchen das Telefon: eine Kollegin trägt für sie ein.', 'Eine Erinnerung um neun Uhr, und dass Schweigen als „nichts frei“ gilt.'], contact: ['Jonas Beispiel', 'Sozialdienst'],
    steps: [['need', 560, 'Umfrage unter Sozialdiensten'], ['group', 500, ''], ['order', 430, ''], ['pilot', 340, ''], ['rollout', 240, ''], ['measured', 120, ''], ['reference', 40, '']],
  },
  {
    title: 'Voranmeldung in der Notaufnahme, die ankommt', forWhom: 'Notaufnahmen und Leitstellen', topics: ['Notaufnahme', 'Telenotarzt'],
    what: 'Voranmeldungen standen auf einem Bildschirm, an dem niemand vorbeikam. Sie melden sich jetzt am Arbeitsplatz der Pflege, mit Ankunftszeit und dem, was vorzubereiten ist.',
    partners: [['Rettungsleitstelle Lindenbruch', 'Projektleitung'], ['Klinikum Lindenbruch', 'Anwender']], costs: [52_000, 'Anbindung der Leitstelle', 7_200, 'Betrieb'], funding: 'Kreis und Krankenhaus je zur Hälfte',
    figures: [['Voranmeldungen gesehen vor Ankunft', 'Prozent', 48, 88, 45, 'Protokoll der Notaufnahme']],
    steps: [['need', 500, ''], ['group', 450, ''], ['order', 360, ''], ['pilot', 260, ''], ['rollout', 150, ''], ['measured', 45, '']],
  },
  {
    title: 'Medikationsplan, den alle lesen können', forWhom: 'Apotheken und Praxen', topics: ['Medikationsplan', 'E-Rezept'],
    what: 'Apotheken prüfen Medikationspläne und schicken Hinweise an die Praxis, die sie im eigenen System sieht und mit einem Klick übernimmt oder verwirft.',
    partners: [['Rosen-Apotheke Gammatal', 'Projektleitung'], ['Hausarztpraxis am Mühlenteich Gammatal', 'Anwenderin'], ['Formwerk Röhr GmbH', 'Formulare']], costs: [18_000, 'Formular und Anbindung', 3_000, 'Betrieb'],
    steps: [['need', 410, ''], ['group', 350, ''], ['pilot', 210, 'Zwei Praxen, eine Apotheke'], ['rollout', 70, 'Sechs Praxen kommen dazu']],
  },
  {
    title: 'Videosprechstunde im Pflegeheim', forWhom: 'Pflegeheime', topics: ['Telemedizin', 'Pflegetechnik'],
    what: 'Statt eines Transports in die Praxis spricht die Ärztin per Video mit der Bewohnerin und der Pflegekraft. Erprobt werden Wunden, Medikamente und Einweisungen, die sich vermeiden lassen.',
    partners: [['Telemed Ahlbach GmbH', 'Anbieter'], ['Seniorenzentrum Haus Linde Ahlbach an der Röhr', 'Anwender'], ['Institut für Pflegetechnik Steinwerth', 'Begleitforschung']], costs: [24_000, 'Geräte und Schulung', 6_000, 'Lizenz'], funding: 'Innovationsfonds der Regionalkasse',
    steps: [['need', 330, ''], ['group', 270, ''], ['pilot', 95, 'Ein Wohnbereich beginnt']],
  },
  {
    title: 'Gemeinsame Aufnahmeformulare', forWhom: 'Krankenhäuser', topics: ['Formulare', 'Patientenportal'],
    what: 'Sechs Krankenhäuser stimmen ihre Aufnahmebögen ab und bestellen zusammen, was Patientinnen und Patienten zu Hause ausfüllen können.',
    partners: [['Klinikum Gammatal', 'Federführung'], ['Klinikum Alphastadt', 'Besteller'], ['Klinikum Steinwerth', 'Besteller']], funding: 'Eigenmittel, gemeinsame Bestellung',
    steps: [['need', 290, ''], ['group', 200, 'Zwölf Bögen verglichen'], ['order', 50, 'Bestellung auf dem Marktplatz vorbereitet']],
  },
  {
    title: 'Arztbriefe am Tag der Entlassung', forWhom: 'Hausarztpraxen', topics: ['Arztbrief', 'Entlassmanagement'],
    what: 'Praxen warten im Schnitt elf Tage auf den Brief. Eine Arbeitsgruppe klärt, was ein vorläufiger Brief enthalten muss, damit die Weiterbehandlung beginnen kann.',
    partners: [['Ärztenetz Röhrtal e. V.', 'Leitung der Arbeitsgruppe'], ['Klinikum Ahlbach an der Röhr', 'Mitglied']],
    steps: [['need', 160, ''], ['group', 90, 'Erstes Treffen mit neun Personen']],
  },
  {
    title: 'Trauerbegleitung leichter finden', forWhom: 'Angehörige', topics: ['Palliativversorgung', 'Selbsthilfe'],
    what: 'Angebote stehen auf zwanzig Internetseiten, viele veraltet. Gesucht wird ein Weg, wie Vereine ihre Angebote einmal pflegen und alle sie zeigen.',
    partners: [['Hospizverein Gammatal e. V.', 'meldet den Bedarf'], ['Selbsthilfe-Kontaktstelle Alphastadt', 'macht mit']],
    steps: [['need', 30, 'In einer Umfrage genannt']],
  },
  {
    title: 'Gemeinsame Fortbildung zur Datensicherheit', forWhom: 'Praxen und Pflegedienste', topics: ['Weiterbildung', 'Datenschutz'],
    what: 'Kleine Einrichtungen können keine eigenen Schulungen anbieten. Ein gemeinsamer Kurs mit Übungen soll jedes Vierteljahr stattfinden.',
    partners: [['Digitalkreis Gesundheit e. V.', 'plant den Kurs']], steps: [['need', 370, ''], ['group', 310, '']], rest: ['resting', 120, 'Die Kursleitung wechselt; im Frühjahr geht es weiter.'],
  },
  {
    title: 'Eigene App für Pflegekräfte', forWhom: 'Pflegedienste', topics: ['Pflegetechnik'],
    what: 'Eine App sollte Tourenplan, Wundfotos und Nachrichten verbinden. Die Erprobung hat gezeigt, dass die Dienste dafür schon Programme haben, die miteinander reden müssten.',
    partners: [['Ambulanter Pflegedienst Sonnenseite Steinwerth', 'Anwender'], ['Institut für Pflegetechnik Steinwerth', 'Entwicklung']], costs: [31_000, 'Prototyp', 0, ''],
    lessons: ['Zuerst fragen, welche Programme schon da sind.', 'Nach drei Monaten ehrlich Bilanz zu ziehen.'],
    steps: [['need', 690, ''], ['group', 640, ''], ['pilot', 520, '']], rest: ['ended', 400, 'Kein Bedarf an einer weiteren App; das Geld geht in eine Schnittstelle.'],
  },
]

/** The office's cases, as it writes them down by hand. */
export const sampleCases: readonly { readonly title: string; readonly ago: number; readonly from: string; readonly to: string; readonly note: string; readonly outcome: '' | 'talk' | 'undertaking' | 'none' }[] = [
  { title: 'Wer bindet kleine Pflegedienste an?', ago: 210, from: 'Ambulanter Pflegedienst Sonnenseite Gammatal', to: 'Schnittstellenhaus Betahausen GmbH', note: 'Angebot liegt vor.', outcome: 'talk' },
  { title: 'Überleitungsbogen übernehmen', ago: 170, from: 'Klinikum Steinwerth', to: 'Klinikum Alphastadt', note: 'Besuch mit vier Personen.', outcome: 'undertaking' },
  { title: 'Erfahrungen mit Videosprechstunden', ago: 140, from: 'MVZ Marktplatz Lindenbruch', to: 'Telemed Ahlbach GmbH', note: '', outcome: 'talk' },
  { title: 'Förderung für Kinderarztpraxen', ago: 100, from: 'Kinderarztpraxis Regenbogen Steinwerth', to: 'Regionalkasse Röhrtal', note: 'Frist war vorbei; nächstes Jahr wieder.', outcome: 'none' },
  { title: 'Meldewesen: wie habt ihr die IT überzeugt?', ago: 60, from: 'Gesundheitsamt Steinwerth', to: 'Gesundheitsamt Alphastadt', note: 'Telefonat, Unterlagen geschickt.', outcome: 'talk' },
  { title: 'Begleitforschung gesucht', ago: 12, from: 'Rettungsleitstelle Gammatal', to: 'Hochschule für Versorgung Lindenbruch', note: '', outcome: '' },
]
