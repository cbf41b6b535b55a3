import { randomUUID } from 'node:crypto'
import { type Caller, type PeopleHub } from '../people/demo-hub.ts'

const dayMs = 86_400_000
const title = 'Digital am Dienstag'
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

interface SampleTalk {
  /** Rounds of two weeks from the next Tuesday; negative = it is past. */
  readonly round: number
  readonly topic: string
  readonly about: string
  readonly guests: readonly (readonly [name: string, about: string])[]
  readonly cancelled?: string
  readonly notes?: readonly string[]
  readonly minutes?: number
}

const talks: readonly SampleTalk[] = [
  {
    round: -3, topic: 'Entlassbriefe am selben Tag', about: 'Wie das Klinikum Alphastadt Briefe schon am Entlasstag in die Praxen bringt, und was vorher schiefging.', minutes: 47,
    guests: [['Marlene Uhl', 'Ich leite in Alphastadt die Aufnahme und habe zwei Jahre lang Briefe gezählt.']], notes: ['Ohne festen Ansprechpartner je Station geht es nicht.', 'Betahausen möchte die Vorlage übernehmen.'],
  },
  {
    round: -2, topic: 'Online-Termine, die auch ältere Menschen nutzen', about: 'Vier Versuche, drei davon misslungen. Was beim vierten anders war.', minutes: 52,
    guests: [['Tomke Sielaff', 'Ich betreue die Website des Gesundheitsamts und rufe selbst an, wenn etwas nicht klappt.']], notes: ['Telefon bleibt, aber mit denselben Terminen.'],
  },
  { round: -1, topic: 'Was ein Pflegeheim von der Telematik hat', about: 'Ein Jahr Erfahrung aus Steinwerth, mit Zahlen.', minutes: 44, guests: [['Henrike Boll', 'Pflegedienstleitung in Steinwerth.']], notes: ['Der Verzeichnisdienst war die größte Hilfe.'] },
  { round: 0, topic: 'Gemeinsame Ausschreibung: ein Erfahrungsbericht', about: 'Drei Häuser, ein Leistungsverzeichnis. Was wir wieder so machen würden und was nicht.', guests: [['Ralf Decken', 'Ich habe die Ausschreibung im Gammatal geführt.']] },
  { round: 1, topic: 'Sprechstunde: Fragen zum Netzwerk', about: '', guests: [], cancelled: 'In dieser Woche ist Barcamp; wir sehen uns dort.' },
]
const topics = ['Künstliche Intelligenz in der Aufnahme: was heute geht', 'Wer zahlt den Betrieb nach dem Projekt?', 'Notfalldaten für Rettungsdienste']

/** A fortnightly series with a podcast, three working groups and an open poll, made as people make them. What is there is left alone. Faults: demo/refused. */
export async function seedSeries(hub: PeopleHub, network: string, now: Date): Promise<void> {
  const base = `/services/steckwerk-community/${network}`
  const editor = await hub.as('redaktion')
  if (!(await editor.call<{ series: readonly { title: string }[] }>('GET', `${base}/series`)).series.some((one) => one.title === title)) await seedTalks(editor, base, now.getTime())
  await seedGroups(editor, base, now.getTime())
}

async function seedTalks(editor: Caller, base: string, now: number): Promise<void> {
  const midnight = Math.floor(now / dayMs) * dayMs
  // Of the Tuesday after today.
  const next = midnight + ((9 - new Date(midnight).getUTCDay()) % 7 || 7) * dayMs
  const { id } = await editor.call<{ id: string }>('POST', `${base}/series`, {
    title, about: 'Alle zwei Wochen eine Stunde: eine Einrichtung erzählt, was bei ihr gelungen ist und was nicht. Danach Fragen.', topics: ['Digitalisierung', 'Erfahrungen'], place: 'online', stage: 'open',
    rhythm: { first: dayOf(next - 6 * 14 * dayMs), weeks: 2, time: '16:00', minutes: 60 }, room: 'https://video.demo.invalid/digital-am-dienstag', opensBefore: 15, proposing: true,
    podcast: { author: 'Gesundheitsnetz Röhrtal', mail: '', image: '', category: 'Health & Fitness' },
  })
  for (const { round, topic, about, guests, cancelled = '', notes = [], minutes } of talks) {
    const date = dayOf(next + round * 14 * dayMs)
    const path = `${base}/series/${id}/talks/${date}`
    const known = await editor.call<{ version: number; talk: { start: string; end: string } } | undefined>('GET', path)
    const address = `https://medien.demo.invalid/${date}`
    await editor.call('PUT', path, { version: 0, talk: {
      start: known!.talk.start, end: known!.talk.end, topic, about, guests: guests.map(([name, words]) => ({ name, about: words, consent: true })), moved: '', cancelled, recording: minutes === undefined ? '' : `${address}.mp4`,
      material: minutes === undefined ? [] : [{ title: 'Folien', url: `${address}.pdf` }],
      episode: minutes === undefined ? null : { audio: `${address}.mp3`, bytes: minutes * 960_000, type: 'audio/mpeg', seconds: minutes * 60, published: new Date(next + round * 14 * dayMs + 2 * dayMs).toISOString() },
    } })
    for (const text of notes) await editor.call('POST', `${path}/notes`, { key: randomUUID(), text, by: '' })
  }
  for (const one of topics) await editor.call('POST', `${base}/series/${id}/topics`, { key: randomUUID(), title: one, about: '' })
}

interface SampleGroup {
  readonly title: string
  readonly purpose: string
  readonly outside: string
  readonly topics: readonly string[]
  readonly result?: readonly [title: string, text: string]
}

const groups: readonly SampleGroup[] = [
  {
    title: 'AG Entlassbrief', purpose: 'Jeder Entlassbrief ist am Entlasstag in der Praxis, die weiterbehandelt.', outside: 'Wir wählen keine Software aus.', topics: ['Entlassung', 'Dokumente'],
    result: ['Eine Seite, die reicht', 'Eine Vorlage für den Kurzbrief, mit den sieben Angaben, die Praxen wirklich brauchen. Erprobt in Alphastadt und Betahausen an 140 Briefen.'],
  },
  { title: 'AG Online-Termine', purpose: 'Gesundheitsämter und Praxen der Region bieten Termine so an, dass alle sie buchen können.', outside: 'Keine gemeinsame Plattform.', topics: ['Termine', 'Bürgerinnen und Bürger'] },
  { title: 'AG IT-Sicherheit im Alltag', purpose: 'Kurze Lerneinheiten, die in jeden Dienstplan passen.', outside: '', topics: ['IT-Sicherheit', 'Schulung'] },
]

async function seedGroups(editor: Caller, base: string, now: number): Promise<void> {
  const known = new Set((await editor.call<{ groups: readonly { title: string }[] }>('GET', `${base}/groups`)).groups.map((one) => one.title))
  const at = (days: number, hour: number): string => new Date(Math.floor(now / dayMs) * dayMs + days * dayMs + hour * 3_600_000).toISOString()
  for (const [nth, { title: name, purpose, outside, topics: about, result }] of groups.entries()) {
    if (known.has(name)) continue
    const { id } = await editor.call<{ id: string }>('POST', `${base}/groups`, { title: name, purpose, outside, until: dayOf(now + 300 * dayMs), topics: about, undertaking: '', stage: 'open' })
    await editor.call('GET', `${base}/groups/${id}`)
    const part = (kind: string, body: object): Promise<unknown> => editor.call('PUT', `${base}/groups/${id}/${kind}/${randomUUID()}`, { version: 0, body })
    await part('meetings', { title: 'Arbeitstreffen', start: at(5 + nth * 4, 9), end: at(5 + nth * 4, 10), place: 'online', agenda: 'Stand der Aufgaben\nNächste Schritte', minutes: '', room: `https://video.demo.invalid/ag-${nth + 1}`, cancelled: '' })
    await part('tasks', { what: 'Drei Häuser nach ihren Zahlen fragen', who: 'Marlene Uhl', until: dayOf(now + (nth - 1) * 7 * dayMs), done: false })
    await editor.call('POST', `${base}/groups/${id}/decisions`, { key: randomUUID(), day: dayOf(now - 20 * dayMs), text: 'Wir treffen uns alle vier Wochen für eine Stunde.', instead: 0 })
    if (result !== undefined) await part('results', { title: result[0], text: result[1], link: '' })
  }
  const { polls } = await editor.call<{ polls: readonly unknown[] }>('GET', `${base}/polls`)
  if (polls.length > 0) return
  const { id } = await editor.call<{ id: string }>('POST', `${base}/polls`, {
    title: 'Wann und wo ist das Frühjahrstreffen?', about: 'Ein Nachmittag für alle im Netzwerk, mit Kuchen.', closes: at(21, 17), anonymous: false, listed: true, group: '',
    options: [['Kreishaus Lindenbruch', 60], ['Bürgerhaus Steinwerth', 61], ['Kreishaus Lindenbruch', 67]].map(([place, days], n) => ({ id: `o${n + 1}`, start: at(days as number, 13), end: at(days as number, 16), place })),
  })
  await editor.call('GET', `${base}/polls/${id}`)
  await editor.call('PUT', `${base}/polls/${id}/answer`, { turn: 1, name: 'Redaktion', answers: { o1: 'yes', o2: 'maybe', o3: 'yes' } })
}
