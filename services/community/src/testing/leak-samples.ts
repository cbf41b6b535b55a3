/** What the test of leaks makes and asks. */
import { actorInput } from '../directory/actor.ts'

export const start = Date.UTC(2027, 4, 1, 7)
const day = 86_400_000
export const instant = (days: number, hours = 0): string => new Date(start + days * day + hours * 3_600_000).toISOString()

const link = { until: 9_999_999_999_999, proof: 'x'.repeat(43) }
export const post = (title: string, more: object) => ({ kind: 'post', title, teaser: '', text: title, topics: ['Überleitung'], author: '', related: [], published: true, at: instant(-2), ...more })
export const barcamp = (title: string, stage: string) => ({
  title, about: title, place: 'Zeche', rooms: [{ id: 'a', name: 'Saal', seats: 60, equipment: [], closedAt: [] }], slots: [{ id: 's0', start: instant(6), end: instant(6, 1) }],
  capacity: 20, stage, pitching: true, voting: true, programme: false, keepDays: 30,
})
export const series = (title: string, stage: string) => ({ title, about: title, topics: ['Überleitung'], place: 'online', stage, rhythm: { first: '2027-05-11', weeks: 2, time: '16:00', minutes: 60 }, room: 'https://video.example/geheim', opensBefore: 15, proposing: true, podcast: null })
export const group = (title: string, stage: string) => ({ title, purpose: title, outside: '', until: '', topics: ['Überleitung'], undertaking: '', stage })
export const meeting = (title: string, stage: string) => ({ title, about: title, kind: 'online', start: instant(5), end: instant(5, 1), place: '', travel: '', rooms: '', access: 'https://video.example/geheim', stage })
export const form = { resourceType: 'Questionnaire', language: 'de', title: 'Was fehlt Ihnen?', item: [{ linkId: 'a', type: 'string', text: 'Was?' }] }
export const undertaking = (title: string) => ({ undertaking: { title, what: title, topics: ['Überleitung'] }, stage: 'need', by: 'Klinik', day: '2027-04-01' })

const key = '0b7c6b9e-6b6c-4a5a-8b34-0a1c7f0c8a11'
export const practice = actorInput.parse({ name: 'Praxis Eva', kind: 'practice', city: 'Alphastadt' })
export const pitch = (title: string, draft: boolean) => ({ title, about: title, hosts: ['Eva'], format: 'talk', seats: 0, equipment: [], notAt: [], draft })
const card = { topic: '', proud: 'Ja', challenge: '', next: '', differently: '', dependence: null, dependenceText: '', projects: [] }
const owner = 'o'.repeat(43)

/** Bodies that get beyond the check of their form; `:member` stands for the member that is asked for. */
export const bodies: readonly (readonly [route: RegExp, bodies: readonly object[]])[] = [
  [/kept\/contacts$/, [{ link, contact: { name: 'Eva Muster', role: 'IT', mail: 'eva@example.org', phone: '' } }]],
  [/kept\/settled$/, [{ link, what: 'removed' }]],
  [/\/kept$/, [{ link, was: 'x', actor: practice }]],
  [/^POST \/actors\/:actor\/kept|(?:subscriptions|contacts)\/:\w+\/(?:opened|ended)$|introductions\/:introduction\/(?:opened|confirmed)$|needs\/:need\/confirmed$|asked\/:asked\/confirmed$|keepers$/, [{ link }]],
  [/entries\/:entry\/confirmed$/, [{ proof: link.proof }]],
  [/introductions\/:introduction\/answered$/, [{ link, answer: 'end' }]],
  [/contacts\/:contact\/consent$/, [{ link, shows: { mail: true, phone: true } }]],
  [/^PUT \/subscriptions/, [{ link, subscription: { topics: [], rhythm: 'each' } }]],
  [/membership\/confirmed$/, [{ member: ':member', proof: link.proof }]],
  [/membership\/mails$/, [{ member: ':member', proof: link.proof, dates: false }, { member: ':member', proof: '', dates: false }]],
  [/participation\/confirmed$/, [{ participant: ':member', proof: link.proof }]],
  [/talks\/:date\/registration\/confirmed$|\/ticket(?:\/cancelled)?$/, [{ owner, proof: link.proof }]],
  [/^PUT .*\/membership$/, [{ name: 'Eva', mail: 'eva@example.org', about: '', named: false }]],
  [/^PUT .*\/participation$/, [{ office: 'Amt X', actor: '', name: 'Eva', mail: 'eva@example.org', named: false }]],
  [/talks\/:date\/registration$/, [{ name: 'Eva', mail: 'eva@example.org' }]],
  [/barcamps\/:event\/registration$/, [{ name: 'Eva', organization: '', mail: '' }]],
  [/actors\/:actor\/links$/, [{ mail: 'geheim@example.org' }, { mail: 'eva@example.org' }]],
  [/\/topics$/, [{ key, title: 'Portal', about: '' }]],
  [/\/(?:notes|questions)$/, [{ key, text: 'Warum?', by: '' }]],
  [/^PUT \/groups\/:group$/, [{ version: 1, group: group('AG', 'open') }]],
  [/groups\/:group\/members\/:member$/, [{ state: 'member', lead: true }]],
  [/groups\/:group\/meetings\/:part$/, [{ version: 0, body: { title: 'Auftakt', start: instant(3), end: instant(3, 1), place: '', agenda: '', minutes: '', room: '', cancelled: '' } }]],
  [/groups\/:group\/tasks\/:part$/, [{ version: 0, body: { what: 'x', who: '', until: '', done: false } }]],
  [/groups\/:group\/results\/:part$/, [{ version: 0, body: { title: 'x', text: 'x', link: '' } }]],
  [/groups\/:group\/decisions$/, [{ key, day: '2027-04-01', text: 'x', instead: 0 }]],
  [/meetings\/:meeting\/card$/, [{ version: 0, card }]],
  [/meetings\/:meeting\/matrix$/, [{ project: { title: 'x', undertaking: '' }, dimension: 'citizens', state: 'have', note: '' }]],
  [/series\/:series\/votes$/, [{ votes: [{ on: 'x', want: true, turn: 1 }] }]],
  [/surveys\/:survey\/answer$/, [{ turn: 1, item: [] }]],
  [/^PUT \/undertakings\/:undertaking$/, [{ version: 1, undertaking: { title: 'Anders' }, by: 'Eva' }]],
  [/undertakings\/:undertaking\/steps$/, [{ version: 1, by: 'Eva', day: '2027-04-01', stage: 'group', state: 'running' }]],
  [/undertakings\/:undertaking\/entries$/, [{ by: 'Eva', day: '2027-04-01', what: 'Etwas' }]],
  [/undertakings\/:undertaking\/publication$/, [{ version: 1, publication: 'asked' }]],
  [/undertakings\/:undertaking\/keepers\/left$/, [{ version: 1, account: 'Account/x' }]],
  [/questions\/:question\/helpful$/, [{ helpful: true }]],
  [/^POST \/barcamps\/:event\/pitches$/, [{ key, pitch: pitch('Neu', false) }]],
  [/^PUT \/barcamps\/:event\/pitches\/:pitch$/, [{ version: 1, pitch: pitch('Neu', false) }]],
  [/pitches\/:pitch\/outcome$/, [{ outcome: 'x' }]],
  [/\/feedback$/, [{ stars: 3, text: '' }]],
  [/barcamps\/:event\/votes$/, [{ votes: [{ pitch: 'x', want: true, turn: 1 }] }]],
]
