import { type Caller, type PeopleHub } from '../people/demo-hub.ts'

const day = 86_400_000

interface SampleOffice {
  readonly office: string
  readonly name: string
  /** An account of the demo that takes part for it. */
  readonly account: string
}

const offices: readonly SampleOffice[] = [
  { office: 'Gesundheitsamt Röhrtal-Nord', name: 'Ute Ahrens', account: 'verwaltung.alpha' },
  { office: 'Gesundheitsamt Alphastadt', name: 'Jonas Feld', account: 'verwaltung.beta' },
  { office: 'Gesundheitsamt Kreis Lindenau', name: 'Selma Brandt', account: 'verwaltung.gamma' },
]

type SampleCard = readonly [topic: string, proud: string, challenge: string, next: string, differently: string, dependence: number, dependenceText: string, projects: readonly string[]]

interface SampleMeeting {
  readonly title: string
  readonly about: string
  /** Days from today. */
  readonly in: number
  readonly minutes: number
  readonly place: string
  readonly travel: string
  readonly rooms: string
  /** Of each office in their order; undefined = it brought none. */
  readonly cards: readonly (SampleCard | undefined)[]
  /** [office, project, dimension, state, note] */
  readonly matrix: readonly (readonly [number, string, string, 'have' | 'plan' | 'helps', string])[]
  readonly written?: { readonly summary: string; readonly decisions: readonly string[]; readonly tasks: readonly { readonly what: string; readonly who: string; readonly days: number }[] }
}

const meetings: readonly SampleMeeting[] = [
  {
    title: 'Treffen der Gesundheitsämter in Lindenbruch', about: 'Ein Vormittag vor Ort: Karten der Ämter, dann Runden an Tischen über die acht Dimensionen.', in: -40, minutes: 180, place: 'Kreishaus Lindenbruch, Raum Ahlbach',
    travel: 'Bahnhof Lindenbruch, fünf Minuten zu Fuß. Parken hinter dem Kreishaus.', rooms: 'Raum Ahlbach (Plenum), Foyer (Tische)',
    cards: [
      ['security', 'Zwei-Faktor-Anmeldung gilt für alle Beschäftigten.', 'Die Schulungen fallen aus, weil niemand vertreten kann.', 'Kurze Lerneinheiten im Dienstplan verankern.', 'Früher mit dem Personalrat sprechen.', 3, 'Neue Rechner und Rechte gehen nur über das Rechenzentrum, im Mittel in sechs Wochen.', ['Gemeinsame Lerneinheiten zur IT-Sicherheit']],
      ['citizens', 'Termine für Belehrungen gibt es rund um die Uhr online.', 'Rückfragen kommen weiter per Telefon.', 'Fragen und Antworten in einfacher Sprache.', 'Mit einem einzigen Angebot beginnen.', 2, 'Die Website gehört der Stadt, Inhalte ändern wir selbst.', ['Online-Termine im Gesundheitsamt']],
      ['strategy', 'Die Amtsleitung hat Ziele für zwei Jahre beschlossen.', 'Stellen sind befristet und laufen aus.', 'Ziele mit dem Haushalt verbinden.', '', 4, 'Ohne die Kreis-IT läuft bei uns nichts.', []],
    ],
    matrix: [
      [0, 'Gemeinsame Lerneinheiten zur IT-Sicherheit', 'security', 'have', 'seit dem Frühjahr, 140 Teilnahmen'], [1, 'Gemeinsame Lerneinheiten zur IT-Sicherheit', 'security', 'plan', ''], [2, 'Gemeinsame Lerneinheiten zur IT-Sicherheit', 'staff', 'helps', 'entlastet die Anleitung neuer Kräfte'],
      [1, 'Online-Termine im Gesundheitsamt', 'citizens', 'have', 'Belehrungen und Impfberatung'], [0, 'Online-Termine im Gesundheitsamt', 'citizens', 'plan', 'ab Januar'], [2, 'Online-Termine im Gesundheitsamt', 'processes', 'helps', ''],
      [2, 'Meldungen ohne Abtippen', 'software', 'plan', 'Schnittstelle ist beauftragt'], [0, 'Meldungen ohne Abtippen', 'processes', 'helps', ''],
    ],
    written: {
      summary: 'Drei Ämter haben ihre Projekte nebeneinandergelegt. Online-Termine und Lerneinheiten zur IT-Sicherheit gehen gemeinsam weiter.',
      decisions: ['Die Lerneinheiten des Gesundheitsamts Röhrtal-Nord stehen allen offen.', 'Das nächste Treffen vor Ort ist im Frühjahr.'],
      tasks: [{ what: 'Zugang zu den Lerneinheiten verschicken', who: 'Gesundheitsamt Röhrtal-Nord', days: -26 }, { what: 'Ausschreibung der Online-Termine teilen', who: 'Gesundheitsamt Alphastadt', days: -12 }],
    },
  },
  {
    title: 'Austausch der Gesundheitsämter', about: 'Alle zwei Wochen, online: jedes Amt bringt eine Karte mit.', in: -12, minutes: 90, place: '', travel: '', rooms: '',
    cards: [
      ['processes', 'Die Akte für Infektionsfälle ist papierfrei.', 'Alte Akten liegen noch im Keller.', 'Eine Frist für das Einscannen setzen.', 'Nicht alles einscannen, nur was noch gebraucht wird.', 3, '', ['Meldungen ohne Abtippen']],
      ['citizens', 'Sechzig Prozent der Termine werden online gebucht.', 'Menschen ohne Internet gut erreichen.', 'Telefonzeiten am Nachmittag.', '', 2, '', ['Online-Termine im Gesundheitsamt']],
      undefined,
    ],
    matrix: [[1, 'Online-Termine im Gesundheitsamt', 'cooperation', 'have', 'zwei Nachbarämter nutzen dieselbe Vorlage'], [0, 'Meldungen ohne Abtippen', 'software', 'have', 'Probebetrieb seit vier Wochen']],
    written: {
      summary: 'Meldungen ohne Abtippen laufen im Probebetrieb; die Vorlage für Online-Termine nutzen jetzt drei Ämter.', decisions: ['Erfahrungen aus dem Probebetrieb kommen ins nächste Treffen.'],
      tasks: [{ what: 'Zahlen aus dem Probebetrieb zusammenstellen', who: 'Gesundheitsamt Röhrtal-Nord', days: 9 }],
    },
  },
  {
    title: 'Austausch der Gesundheitsämter', about: 'Alle zwei Wochen, online: jedes Amt bringt eine Karte mit.', in: 9, minutes: 90, place: '', travel: '', rooms: '',
    cards: [
      ['software', 'Vier Wochen Probebetrieb ohne Ausfall.', 'Zwei Fachverfahren sprechen verschiedene Standards.', 'Dem Hersteller eine Liste der Lücken geben.', '', 3, 'Die Firewall ändert nur das Rechenzentrum.', ['Meldungen ohne Abtippen']],
      undefined,
      ['staff', 'Die erste Stelle ist entfristet.', 'Zwei weitere laufen im Sommer aus.', 'Antrag an den Kreistag.', 'Die Befristung gleich zu Beginn ansprechen.', 4, '', []],
    ],
    matrix: [],
  },
]

/** Two meetings of the health offices that have been, with cards, agenda, rounds, matrix and minutes, and the next one. What is there is left alone.
 *  Faults: demo/refused. */
export async function seedMeetings(hub: PeopleHub, network: string, now: Date): Promise<void> {
  const base = `/services/steckwerk-community/${network}/meetings`
  const editor = await hub.as('redaktion')
  const there = await editor.call<{ meetings: readonly unknown[] }>('GET', base)
  if (there.meetings.length > 0) return
  const members = await Promise.all(offices.map(({ account }) => hub.as(account)))
  for (const meeting of meetings) await holdMeeting(editor, members, base, meeting, now)
}

async function holdMeeting(editor: Caller, members: readonly Caller[], base: string, { cards, matrix, written, ...sample }: SampleMeeting, now: Date): Promise<void> {
  const midnight = Math.floor(now.getTime() / day) * day
  const start = midnight + sample.in * day + 9 * 3_600_000
  const meeting = {
    title: sample.title, about: sample.about, kind: sample.place === '' ? 'online' : 'in-person', start: new Date(start).toISOString(), end: new Date(start + sample.minutes * 60_000).toISOString(),
    place: sample.place, travel: sample.travel, rooms: sample.rooms, access: sample.place === '' ? 'https://video.example/gesundheitsaemter' : '', stage: 'open',
  }
  const path = `${base}/${(await editor.call<{ ids: readonly [string] }>('POST', base, { meetings: [meeting] })).ids[0]}`
  for (const [at, { office, name }] of offices.entries()) {
    const card = cards[at]
    if (card === undefined && written === undefined) continue
    // A browser is known once it has read something.
    await members[at]!.call('GET', path)
    await members[at]!.call('PUT', `${path}/participation`, { office, actor: '', name, mail: '', named: at !== 1 })
    if (card === undefined) continue
    const [topic, proud, challenge, next, differently, dependence, dependenceText, projects] = card
    await members[at]!.call('PUT', `${path}/card`, { version: 0, card: { topic, proud, challenge, next, differently, dependence, dependenceText, projects: projects.map((title) => ({ title, undertaking: '' })) } })
  }
  for (const [at, title, dimension, state, note] of matrix) await members[at]!.call('PUT', `${path}/matrix`, { project: { title, undertaking: '' }, dimension, state, note })
  const { points } = await editor.call<{ points: readonly object[] }>('GET', `${path}/agenda/proposal`)
  await editor.call('PUT', `${path}/agenda`, { version: 0, points: [{ id: 'begruessung', card: '', title: 'Begrüßung und Rückblick', minutes: 10, note: '' }, ...points], current: '' })
  if (written === undefined) return
  if (sample.place !== '') {
    const { participants } = await editor.call<{ participants: readonly { id: string }[] }>('GET', path)
    await editor.call('PUT', `${path}/dating`, { version: 0, people: participants.map(({ id }) => id), rounds: 8, tables: 4, length: 8, current: 0 })
  }
  const { made } = await editor.call<{ made: { sections: readonly object[] } }>('GET', `${path}/minutes`)
  await editor.call('POST', `${path}/minutes`, {
    after: 0, published: true, summary: written.summary, sections: made.sections, decisions: written.decisions,
    tasks: written.tasks.map(({ what, who, days }) => ({ what, who, until: new Date(midnight + days * day).toISOString().slice(0, 10) })),
  })
  await editor.call('PUT', path, { version: 1, meeting: { ...meeting, stage: 'ended' } })
}
