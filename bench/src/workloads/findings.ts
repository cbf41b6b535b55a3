import { join } from 'node:path'
import { savingBundle, type Actor } from '@steckwerk/community'
import { freePorts, startRegion, withPeople, type PeopleHub, type Region } from '@steckwerk/demo'
import { createLog } from '@steckwerk/kernel'
import { Connection, endpointOf } from '../http/connection.ts'
import { requestBytes } from '../http/request.ts'
import { pick, seeded } from '../random.ts'
import { Recorder } from '../recorder.ts'
import type { Bench, Measured, Result, Workload } from '../workload.ts'
import { call } from './plugs-call.ts'

const commandLine = join(import.meta.dirname, '../../../apps/cli/src/main.ts')
const network = 'findings'
const service = `/services/steckwerk-community/${network}`
/** Of what is to be found, so many in a hundred are actors, and so many posts; the rest are meetings. */
const shares = { actors: 40, posts: 10 }
/** Meetings in one request, and actors in one transaction. */
const [meetingsAtOnce, actorsAtOnce] = [52, 50]
const changes = 5

/** The one search of a network, asked as visitors ask: everyday words, every fifth question with a typing error, some for one kind only. */
export const findings: Workload = {
  name: 'findings',
  summary: 'the search of a network of 5,000 things over HTTP: time of a question beside the hub\'s cheapest answer, and how soon a change is found',
  options: {
    items: { fallback: '5000', text: 'things to be found: actors, meetings and posts' },
    clients: { fallback: '4', text: 'who ask at once, each one question after the other' },
  },
  run: async (bench) => {
    const [items, clients] = ['items', 'clients'].map((name) => Number(bench.options[name])) as [number, number]
    if (![items, clients].every((count) => Number.isSafeInteger(count) && count > 0)) throw new Error('--items and --clients must be whole numbers above 0')
    const [hub, connector, mllpBase] = (await freePorts(3)) as [number, number, number]
    await using region = await startRegion({
      data: bench.folder, ports: { hub, connector, mllpBase }, databaseUrl: '', environment: process.env, carriers: [], commandLine,
      log: createLog('bench', 'warn', { write: (line) => void process.stderr.write(line) }), progress: bench.say,
    })
    bench.resources.watch('hub', region.hub.pid!)
    bench.resources.watch('postgres', region.postgresPid()!)
    return await asked(bench, region, items, clients)
  },
}

async function asked(bench: Bench, region: Region, items: number, clients: number): Promise<Result> {
  await call(region, 'POST', '/admin/carriers', { carrier: network, name: 'Netz', kind: 'network' })
  await call(region, 'PUT', `/admin/carriers/${network}/plugs/steckwerk-community`, {})
  await call(region, 'PUT', `/admin/carriers/${network}/people/redaktion`, { roles: ['network-editor'], sites: 'all' })
  await using people = withPeople({ url: region.url, token: region.token, password: region.password, signal: bench.signal })
  const editor = await people.as('redaktion')
  bench.say(`${items} things are written`)
  await fill(region, editor, items)

  const random = seeded(7)
  const question = (): string => `${service}/search?${new URLSearchParams({ q: wordsOf(random), ...(random() < 0.2 ? { kinds: pick(random, ['actor', 'meeting,post', 'post']) } : {}) }).toString()}`
  const there = async (q: string): Promise<number> => ((await (await fetch(`${region.url}${service}/search?q=${encodeURIComponent(q)}`)).json()) as { total: number }).total
  const begun = performance.now()
  await there('Überleitung')
  const first = performance.now() - begun
  const whole = await total(region)
  if (whole !== items) throw new Error(`${items} things were written, and ${whole} are found`)

  bench.say(`${clients} ask for ${bench.seconds} s`)
  await closedLoop(bench, region, question, clients, Math.max(1, bench.seconds / 5))
  const cpu = bench.resources.usage()['hub']!.cpu_s
  const questions = await closedLoop(bench, region, question, clients, bench.seconds)
  const busy = bench.resources.usage()['hub']!.cpu_s - cpu
  const cheapest = await closedLoop(bench, region, () => '/health/live', clients, Math.max(1, bench.seconds / 3))

  bench.say('posts are written, and looked for until they are found')
  const news = new Recorder()
  for (let at = 0; at < changes; at++) {
    const word = `Neuigkeit${String.fromCodePoint(97 + at)}xyz`
    const changed = performance.now()
    await editor.call('POST', `${service}/posts`, post(word, random))
    const end = changed + 30_000
    while ((await there(word)) === 0) if (performance.now() > end) throw new Error('what was written is not found')
    news.record(performance.now() - changed)
  }
  const one = (name: string, recorder: Recorder, more: Partial<Measured> = {}): Measured => ({ name, figure: recorder.percentile(0.95), unit: 'ms', ceiling: null, p50_ms: recorder.percentile(0.5), p99_ms: recorder.percentile(0.99), ...more })
  return {
    main: one('a question, p95', questions, { ceiling: cheapest.percentile(0.95) }),
    parts: [one('the hub\'s cheapest answer, asked by as many, p95', cheapest), one('from a change until it is found, p95', news)],
    resources: 0,
    details: {
      items, clients, questions: questions.count, 'questions a second': Math.round(questions.count / bench.seconds), 'hub processor ms a question': Math.round((busy * 1000 / questions.count) * 100) / 100,
      'ms of the first question, which reads and indexes': Math.round(first),
    },
  }
}

async function total(region: Region): Promise<number> {
  const { kinds } = (await (await fetch(`${region.url}${service}/search?count=1`)).json()) as { kinds: Readonly<Record<string, number>> }
  return Object.values(kinds).reduce((sum, count) => sum + count, 0)
}

/** Each client asks its next question when the last is answered. */
async function closedLoop(bench: Bench, region: Region, path: () => string, clients: number, seconds: number): Promise<Recorder> {
  const recorder = new Recorder()
  const end = performance.now() + seconds * 1000
  await Promise.all(Array.from({ length: clients }, async () => {
    using connection = new Connection(endpointOf(new URL(region.url)))
    while (performance.now() < end) {
      bench.signal.throwIfAborted()
      const request = requestBytes('GET', new URL(`${region.url}${path()}`), {})
      const begun = performance.now()
      const { status } = await connection.send(request, false)
      recorder.record(performance.now() - begun)
      if (status !== 200) throw new Error(`a question was answered with ${status}`)
    }
  }))
  return recorder
}

const towns = ['Alphastadt', 'Betahausen', 'Gammatal', 'Lindenbruch', 'Steinwerth', 'Ahlbach an der Röhr']
const topics = ['Überleitung', 'Entlassmanagement', 'Patientenportal', 'Terminbuchung', 'Telemedizin', 'Pflegeplatzsuche', 'Meldewesen', 'Arztbrief', 'Notaufnahme', 'Weiterbildung', 'Interoperabilität', 'Palliativversorgung', 'Medikationsplan', 'Bürgerdienste']
/** German joins words: two small lists make a thousand. */
const heads = ['Pflege', 'Kranken', 'Gesundheits', 'Daten', 'Termin', 'Entlass', 'Notfall', 'Tele', 'Patienten', 'Fach', 'Haus', 'Land', 'Wund', 'Medikations', 'Formular', 'Personal', 'Ausbildungs', 'Förder', 'Netz', 'Labor', 'Befund', 'Rettungs', 'Sozial', 'Alten', 'Kinder', 'Frauen', 'Herz', 'Lungen', 'Geburts', 'Qualitäts']
const tails = ['dienst', 'haus', 'plan', 'schutz', 'buchung', 'brief', 'leitung', 'aufnahme', 'arzt', 'portal', 'stelle', 'stützpunkt', 'kräfte', 'antrag', 'werk', 'bericht', 'wagen', 'arbeit', 'heim', 'schule', 'beratung', 'aufgabe', 'gruppe', 'bogen', 'technik', 'register', 'verbund', 'konferenz', 'koordination', 'zentrum', 'programm', 'sprechstunde', 'übergabe', 'akte']
const words = heads.flatMap((head) => tails.map((tail) => head + tail))
const kinds = ['hospital', 'practice', 'care', 'company', 'association'] as const

/** Some words are in every text, most in few: the rank of one drawn is as rare as it is high. */
const word = (random: () => number): string => words[Math.floor(words.length ** random()) - 1]!
const some = (random: () => number, count: number): string => Array.from({ length: count }, () => (random() < 0.1 ? pick(random, topics) : word(random))).join(' ')

/** What somebody types: one to three words, small letters at times, every fifth time two letters the wrong way round. */
function wordsOf(random: () => number): string {
  const typed = Array.from({ length: 1 + Math.floor(random() * 3) }, () => (random() < 0.7 ? word(random) : pick(random, random() < 0.7 ? topics : towns))).join(' ')
  const said = random() < 0.5 ? typed.toLocaleLowerCase('de') : typed
  const at = 1 + Math.floor(random() * (said.length - 3))
  return random() < 0.2 ? said.slice(0, at) + said[at + 1]! + said[at]! + said.slice(at + 2) : said
}

const post = (title: string, random: () => number): object => ({
  kind: 'post', title, teaser: some(random, 25), text: some(random, 220), topics: [pick(random, topics)], author: '', related: [], published: true, at: new Date(Date.now() - 1000).toISOString(),
})

async function fill(region: Region, editor: Awaited<ReturnType<PeopleHub['as']>>, items: number): Promise<void> {
  const random = seeded(11)
  const actors = Math.round(items * shares.actors / 100)
  const posts = Math.min(550, Math.round(items * shares.posts / 100))
  const all = Array.from({ length: actors }, (_, at): Actor => {
    const city = pick(random, towns)
    return {
      id: `a${at}`, name: `${word(random)} ${pick(random, topics)} ${city} ${at}`, kind: pick(random, kinds), street: `Weg ${at}`, postalCode: '12345', city, website: '', about: some(random, 30),
      topics: [pick(random, topics), pick(random, topics)].filter((topic, place, both) => both.indexOf(topic) === place), offers: some(random, 12), needs: some(random, 12), endpoints: [], position: { latitude: 51.3 + random() / 2, longitude: 7 + random() },
    }
  })
  for (let at = 0; at < all.length; at += actorsAtOnce) await call(region, 'POST', `/fhir/${network}`, savingBundle(all.slice(at, at + actorsAtOnce)))
  for (let at = 0; at < posts; at++) await editor.call('POST', `${service}/posts`, post(`${some(random, 5)} ${at}`, random))
  for (let left = items - actors - posts; left > 0; left -= meetingsAtOnce) {
    const meetings = Array.from({ length: Math.min(meetingsAtOnce, left) }, (_, at) => {
      const start = Date.now() + (left + at) * 3_600_000
      return {
        title: `${some(random, 4)} ${left + at}`, about: some(random, 70), kind: 'in-person', start: new Date(start).toISOString(), end: new Date(start + 3_600_000).toISOString(), place: pick(random, towns), travel: '', rooms: '', access: '', stage: 'open',
      }
    })
    await editor.call('POST', `${service}/meetings`, { meetings })
  }
}
