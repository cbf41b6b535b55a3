import type { Factors, HistoryEntry, NewTotp, SessionItem, SignInPage, SignInStep } from '@steckwerk/api/contract/account'
import type { AccessLogPage } from '@steckwerk/api/contract/audit'
import type { ConsentLine, ConsentList, ConsentPreview, ConsentRequest, ConsentVocabulary } from '@steckwerk/api/contract/consent'
import type { ChildList, PersonLink, ProxyList, TopicList } from '@steckwerk/api/contract/person'
import type { ConsentRequest as AppRequest, GrantedApps } from '@steckwerk/api/contract/smart'

/** What the hub knows of the patient Erika; tests change it. */
export interface PersonState {
  passkeys: SignInPage['passkeys']
  /** What follows on the right password. */
  afterPassword: SignInStep
  /** Seconds; the next sign-in is throttled. */
  wait: number | null
  fresh: boolean
  factors: Factors
  sessions: SessionItem[]
  links: PersonLink[]
  children: ChildList['children']
  proxies: ProxyList
  consents: ConsentLine[]
  log: AccessLogPage
  apps: GrantedApps['apps']
  app: AppRequest | null
  /** Bodies of calls that changed something, by route. */
  readonly calls: { readonly route: string; readonly body: unknown }[]
  deskState: 'waiting' | 'linked' | 'none'
}

const alpha = { slug: 'alpha', name: 'Klinikverbund Alpha' }
const beta = { slug: 'beta', name: 'Stiftung Beta' }
const day = 86_400_000
const words = (de: string, en: string) => ({ de, en })

export function samplePerson(now: number): PersonState {
  const ago = (ms: number) => new Date(now - ms).toISOString()
  return {
    passkeys: { usable: false, reason: 'address', instead: 'http://localhost:8080/anmelden' },
    afterPassword: { kind: 'entered' },
    wait: null,
    fresh: false,
    factors: {
      account: 'erika', name: 'Erika Mustermann', password: { changedAt: ago(40 * day) }, totp: null, outside: [], secondFactorNeeded: false, addFactor: false, freshUntil: null,
      passkeys: [{ id: 'k1', name: 'Mein Telefon', addedAt: ago(30 * day), usedAt: ago(3_600_000), synced: true }],
      confirmBy: ['password'], confirmNeedsTotp: false, passkeyUse: { usable: false, reason: 'address', instead: 'http://localhost:8080/konto' },
    },
    sessions: [
      { id: 's1', current: true, device: 'Firefox, Windows', network: '192.0.2.7', startedAt: ago(7_200_000), seenAt: ago(0), idleUntil: ago(-3_600_000), endsAt: ago(-day), methods: ['pwd'] },
      { id: 's2', current: false, device: 'Safari, iPhone', network: '2001:db8::', startedAt: ago(2 * day), seenAt: ago(day), idleUntil: ago(-day), endsAt: ago(-day), methods: ['hwk'] },
      { id: 's3', current: false, device: '', network: '198.51.100.4', startedAt: ago(5 * day), seenAt: ago(4 * day), idleUntil: ago(-day), endsAt: ago(-day), methods: ['pwd'] },
    ],
    links: [
      { carrier: alpha, link: 'l1', state: 'active', relation: 'self', act: 'code', since: ago(60 * day), patient: { id: 'pa', name: 'Erika Mustermann', birthDate: '1964-08-12' } },
      { carrier: beta, link: 'l2', state: 'active', relation: 'self', act: 'desk', since: ago(20 * day), patient: { id: 'pb', name: 'Erika Mustermann', birthDate: '1964-08-12' } },
      { carrier: alpha, link: 'l3', state: 'active', relation: 'proxy', act: 'invitation', since: ago(10 * day), patient: { id: 'pm', name: 'Gerda Muster', birthDate: '1938-02-01' }, topics: ['visits', 'results'], may: 'read', endsOn: '2027-06-30' },
    ],
    children: [],
    proxies: {
      proxies: [{ carrier: alpha, link: 'x1', patient: 'pa', label: 'Meine Tochter Anna', name: 'Anna Mustermann', topics: ['visits'], may: 'act', since: ago(9 * day), endsOn: '2027-03-31' }],
      invitations: [{ carrier: beta, id: 'i1', patient: 'pb', label: 'Pflegedienst Sonne', topics: ['visits', 'results'], may: 'read', endsOn: '2027-01-31', expiresAt: ago(-10 * day) }],
      longestDays: { alpha: 730, beta: 365 },
    },
    consents: [
      {
        carrier: alpha, id: 'c1', patient: 'pa', state: 'active', complete: true, given: ago(12 * day), withdrawn: undefined, source: 'portal', recordedBy: undefined, mayWithdraw: true,
        sentences: { de: ['Stiftung Beta darf Ihre Befunde und Medikamente aus Klinikverbund Alpha sehen.', 'Zweck: Behandlung.', 'Die Freigabe gilt bis 30.06.2027.'], en: ['Stiftung Beta may see your findings and medication from Klinikverbund Alpha.', 'Purpose: treatment.', 'The release is in force until 30/06/2027.'] },
        terms: { recipient: { kind: 'carrier', id: 'beta' }, purpose: 'TREAT', categories: ['results'] },
      },
      {
        carrier: beta, id: 'c2', patient: 'pb', state: 'withdrawn', complete: true, given: ago(90 * day), withdrawn: ago(30 * day), source: 'paper', recordedBy: 'Empfang, Stiftung Beta', mayWithdraw: false,
        sentences: { de: ['Ihre Daten durften für medizinische Forschung verwendet werden.'], en: ['Your data could be used for medical research.'] }, terms: undefined,
      },
    ],
    log: {
      keptDays: 1_096,
      uses: [
        { id: 'u1', from: ago(3_900_000), to: ago(3_600_000), who: { kind: 'person', name: 'Dr. Jana Holm', roles: ['clinician'] }, purpose: 'TREAT', what: [{ category: 'view', count: 14, types: ['Encounter', 'Observation'] }, { category: 'change', count: 1, types: ['Condition'] }], refused: 0 },
        { id: 'u2', from: ago(day), to: ago(day), who: { kind: 'person', name: 'Dr. Ulf Nacht', roles: ['clinician'] }, purpose: 'ETREAT', what: [{ category: 'emergency', count: 1, types: ['Patient'] }], refused: 0, reason: 'Bewusstlos eingeliefert, Vorerkrankungen nötig' },
        { id: 'u3', from: ago(2 * day), to: ago(2 * day), who: { kind: 'program', name: 'Diabetes-Tagebuch', roles: [] }, app: 'Diabetes-Tagebuch', purpose: 'PATRQT', what: [{ category: 'view', count: 3, types: ['Observation'] }], refused: 2 },
        { id: 'u4', from: ago(3 * day), to: ago(3 * day), who: { kind: 'self', name: 'Erika Mustermann', roles: [] }, purpose: 'PATRQT', what: [{ category: 'view', count: 2, types: ['Encounter'] }], refused: 0 },
        { id: 'u5', from: ago(4 * day), to: ago(4 * day), who: { kind: 'person', name: 'Praxis Dr. Weber', roles: ['referrer'], organization: 'Stiftung Beta' }, purpose: 'COC', what: [{ category: 'search', count: 1, types: ['DiagnosticReport'] }], refused: 1 },
      ],
    },
    apps: [{
      id: 'a1', name: 'Diabetes-Tagebuch', vendor: 'Zuckerwerk GmbH', carrier: alpha, patient: { id: 'pa', name: 'Erika Mustermann' }, grantedAt: ago(20 * day), usedAt: ago(2 * day), offline: true,
      scopes: [{ kind: 'data', scope: 'patient/Observation.rs', context: 'patient', type: 'Observation', may: 'rs', filter: '' }, { kind: 'offline', scope: 'offline_access' }],
    }],
    app: {
      client: { id: 'app', name: 'Diabetes-Tagebuch', vendor: 'Zuckerwerk GmbH', kind: 'public' }, destination: 'https://tagebuch.example', carrier: alpha, account: 'Erika Mustermann', patient: 'choose', before: null,
      persons: [{ patient: 'pa', name: 'Erika Mustermann', birthDate: '1964-08-12', relation: 'self' }, { patient: 'pm', name: 'Gerda Muster', birthDate: '1938-02-01', relation: 'proxy' }],
      scopes: [
        { kind: 'identity', scope: 'openid' }, { kind: 'identity', scope: 'fhirUser' }, { kind: 'data', scope: 'patient/Observation.rs', context: 'patient', type: 'Observation', may: 'rs', filter: 'category=laboratory' },
        { kind: 'data', scope: 'patient/Observation.c', context: 'patient', type: 'Observation', may: 'c', filter: '' }, { kind: 'offline', scope: 'offline_access' },
      ],
    },
    calls: [],
    deskState: 'waiting',
  }
}

const topics: TopicList['topics'] = [
  { code: 'visits', words: words('Aufenthalte und Termine', 'Stays and appointments'), types: ['Encounter', 'Appointment'], acts: true },
  { code: 'results', words: words('Befunde und Laborwerte', 'Findings and laboratory results'), types: ['Observation', 'DiagnosticReport'], acts: false },
  { code: 'medication', words: words('Medikamente', 'Medication'), types: ['MedicationRequest'], acts: false },
]

const vocabulary: ConsentVocabulary = {
  purposes: [
    { code: 'TREAT', words: words('Behandlung', 'Treatment'), explained: words('Die Menschen, die Sie dort behandeln', 'The people who treat you there') },
    { code: 'COC', words: words('Überweisung und Nachsorge', 'Referral and aftercare'), explained: words('Praxen und Dienste, die Sie weiter betreuen', 'Practices and services that go on caring for you') },
    { code: 'HRESCH', words: words('Forschung', 'Research'), explained: words('Medizinische Forschung nach den Regeln der Medizininformatik-Initiative', 'Medical research by the rules of the Medical Informatics Initiative') },
  ],
  categories: [
    { code: 'results', words: words('Befunde und Laborwerte', 'Findings and laboratory results'), explained: words('Untersuchungen und ihre Ergebnisse', 'Examinations and their results') },
    { code: 'medication', words: words('Medikamente', 'Medication'), explained: words('Was verordnet und gegeben wurde', 'What was prescribed and given') },
  ],
  recipients: [
    { kind: 'carrier', id: 'alpha', name: 'Klinikverbund Alpha', carrierName: 'Klinikverbund Alpha' }, { kind: 'carrier', id: 'beta', name: 'Stiftung Beta', carrierName: 'Stiftung Beta' },
    { kind: 'site', id: 'beta/h1', name: 'Haus am See', carrierName: 'Stiftung Beta' }, { kind: 'carrier', id: 'gamma', name: 'Kreiskliniken Gamma', carrierName: 'Kreiskliniken Gamma' },
  ],
}

const preview: ConsentPreview = {
  sentences: { de: ['Stiftung Beta darf alle Ihre Daten aus Klinikverbund Alpha für Ihre Behandlung sehen.'], en: ['Stiftung Beta may see all your data from Klinikverbund Alpha for your treatment.'] },
  counts: [{ category: 'results', words: vocabulary.categories[0]!.words, now: 0, after: 48 }, { category: 'medication', words: vocabulary.categories[1]!.words, now: 3, after: 11 }],
}

const newTotp: NewTotp = { secret: 'JBSW Y3DP EHPK 3PXP', uri: 'otpauth://totp/Steckwerk:erika?secret=JBSWY3DPEHPK3PXP', svg: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path fill="#fff" d="M0 0h9v9H0z"/><path d="M1 1h3v3H1zM5 1h3v3H5zM1 5h3v3H1zM6 6h1v1H6z"/></svg>' }

export interface Answer {
  readonly status: number
  readonly json?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** Signs this account in. */
  readonly enter?: string
}

const fault = (status: number, code: string, headers: Readonly<Record<string, string>> = {}): Answer => ({ status, json: { code, text: code, issues: [] }, headers })
const ok = (json: unknown): Answer => ({ status: 200, json })
const done: Answer = { status: 204 }

/** Answers of signing in, before there is a session. */
export function answerSignIn(state: PersonState, route: string, body: unknown, isAccount: (account: string) => boolean): Answer | undefined {
  const sent = body as Readonly<Record<string, string>>
  if (route === 'GET /sign-in') return ok({ passkeys: state.passkeys, pending: null, password: { min: 12, max: 128 } } satisfies SignInPage)
  if (route === 'GET /sign-in/providers') {
    return ok({ providers: [{ id: 'p1', name: 'Mitarbeitendenportal', carrier: 'alpha', carrierName: alpha.name, audience: 'staff' }, { id: 'p2', name: 'GesundheitsID', carrier: 'beta', carrierName: beta.name, audience: 'persons' }] })
  }
  if (route === 'POST /sign-in') {
    if (state.wait !== null) return fault(429, 'api/sign-in-wait', { 'retry-after': String(state.wait) })
    if (!isAccount(sent['account'] ?? '') || sent['password'] !== 'richtig') return fault(401, 'api/sign-in-refused')
    return { ...ok(state.afterPassword), ...(state.afterPassword.kind === 'entered' ? { enter: sent['account'] ?? '' } : {}) }
  }
  if (route === 'POST /sign-in/totp') return sent['code'] === '123456' ? { ...ok({ kind: 'entered' }), enter: 'erika' } : fault(401, 'api/sign-in-refused')
  if (route === 'POST /sign-in/setup') return sent['code'] === 'falsch' ? fault(401, 'api/sign-in-refused') : ok({ kind: 'set-up', why: 'code', account: 'erika', name: 'Erika Mustermann', password: false } satisfies SignInStep)
  if (route === 'POST /sign-in/setup/password') return ok({ kind: 'set-up', why: 'code', account: 'erika', name: 'Erika Mustermann', password: true } satisfies SignInStep)
  if (route === 'POST /sign-in/setup/totp') return ok(newTotp)
  if (route === 'POST /sign-in/setup/totp/confirm') return sent['code'] === '123456' ? { ...ok({ kind: 'entered' }), enter: 'erika' } : fault(401, 'api/sign-in-refused')
  if (route === 'POST /sign-in/setup/finish') return { ...ok({ kind: 'entered' }), enter: 'erika' }
  if (route === 'DELETE /sign-in') return done
  if (route === 'POST /persons/register') {
    state.calls.push({ route, body })
    return sent['code'] === 'FALSCHFALSCH' ? fault(422, 'access/activation-refused') : { status: 201, json: { account: sent['account'] } }
  }
  return undefined
}

/** Answers to the patient who is signed in. */
export function answerPerson(state: PersonState, route: string, url: URL, body: unknown): Answer | undefined {
  const changes = !route.startsWith('GET ') && !route.endsWith('/preview')
  if (changes) state.calls.push({ route, body })
  const [method = '', path = ''] = route.split(' ')
  if (path.startsWith('/account')) return answerAccount(state, method, path, body)
  if (route === 'GET /apps') return ok({ apps: state.apps } satisfies GrantedApps)
  if (method === 'DELETE' && path.startsWith('/apps/')) {
    state.apps = state.apps.filter(({ id }) => id !== path.split('/')[2])
    return done
  }
  if (path.startsWith('/oidc/interactions/')) {
    if (state.app === null) return fault(404, 'api/interaction-gone')
    return method === 'GET' ? ok(state.app) : ok({ location: `/meine?app=${path.split('/').at(-1)}` })
  }
  if (path.startsWith('/persons')) return answerPersons(state, method, path, body)
  if (path.startsWith('/consents')) return answerConsents(state, method, path, body)
  if (path === '/access-log') return ok(url.searchParams.get('carrier') === 'alpha' ? state.log : { uses: [], keptDays: 1_096 } satisfies AccessLogPage)
  if (path === '/access-log/entries') {
    return ok({ entries: Array.from({ length: 3 }, (_, index) => ({ id: `e${index}`, at: state.log.uses[0]?.from ?? '', category: 'view', event: 'read', outcome: index === 2 ? 'refused' : 'success', type: 'Observation' })) })
  }
  return undefined
}

function answerAccount(state: PersonState, method: string, path: string, body: unknown): Answer | undefined {
  const sent = body as Readonly<Record<string, string>>
  if (path === '/account/factors') return ok(state.factors)
  if (path === '/account/sessions' && method === 'GET') return ok({ sessions: state.sessions })
  if (path === '/account/history') {
    const entries: HistoryEntry[] = state.sessions.map(({ startedAt, device, network }, index) => ({ at: startedAt, event: index === 2 ? 'password-changed' : 'sign-in', outcome: index === 1 ? 'refused' : 'success', device, network, methods: index === 2 ? [] : ['password'], about: '' }))
    return ok({ entries, next: null })
  }
  if (path.startsWith('/account/sessions')) {
    state.sessions = state.sessions.filter(({ id, current }) => current || (path !== '/account/sessions' && !path.endsWith(id)))
    return done
  }
  if (path === '/account/confirm') {
    if (sent['password'] !== 'richtig') return fault(401, 'api/sign-in-refused')
    state.fresh = true
    return done
  }
  if (!state.fresh) return fault(403, 'access/fresh-needed')
  if (path === '/account/totp' && method === 'POST') return ok(newTotp)
  if (path === '/account/totp/confirm') {
    if (sent['code'] !== '123456') return fault(422, 'access/totp-code')
    state.factors = { ...state.factors, totp: { addedAt: new Date().toISOString() } }
    return done
  }
  if (path === '/account/password') return done
  if (path.startsWith('/account/passkeys/') && method === 'DELETE') {
    state.factors = { ...state.factors, passkeys: [] }
    return done
  }
  return path === '/account' && method === 'DELETE' ? done : undefined
}

function answerPersons(state: PersonState, method: string, path: string, body: unknown): Answer | undefined {
  if (path === '/persons/links' && method === 'GET') return ok({ links: state.links })
  if (path === '/persons/links') {
    if ((body as { code: string }).code === 'FALSCHFALSCH') return fault(422, 'access/activation-refused')
    const link: PersonLink = { carrier: { slug: 'gamma', name: 'Kreiskliniken Gamma' }, link: 'l9', state: 'active', relation: 'self', act: 'code', since: new Date().toISOString(), patient: { id: 'pg', name: 'Erika Mustermann', birthDate: '1964-08-12' } }
    state.links = [...state.links, link]
    return { status: 201, json: link }
  }
  if (path.startsWith('/persons/links/')) {
    state.links = state.links.filter(({ link }) => !path.endsWith(`/${link}`))
    return done
  }
  if (path === '/persons/topics') return ok({ topics } satisfies TopicList)
  if (path === '/persons/children' && method === 'GET') return ok({ children: state.children } satisfies ChildList)
  if (path === '/persons/children') {
    state.children = []
    return { status: 201, json: state.links[0] }
  }
  if (path === '/persons/proxies') return ok(state.proxies)
  if (path === '/persons/proxies/invitations') return { status: 201, json: { id: 'i2', code: 'WXYZ-2345-KLMN', expiresAt: new Date(Date.now() + 14 * day).toISOString() } }
  if (path.startsWith('/persons/proxies/')) {
    state.proxies = { ...state.proxies, proxies: state.proxies.proxies.filter(({ link }) => !path.endsWith(link)), invitations: state.proxies.invitations.filter(({ id }) => !path.endsWith(id)) }
    return done
  }
  if (path === '/persons/desk-number') {
    if (method === 'DELETE') return done
    const expiresAt = new Date(Date.now() + 600_000).toISOString()
    return method === 'POST' ? { status: 201, json: { number: '482915', state: 'waiting', expiresAt } } : ok({ state: state.deskState, expiresAt })
  }
  return path === '/persons/insurance' ? ok({ verified: false, carriers: [alpha, beta] }) : undefined
}

function answerConsents(state: PersonState, method: string, path: string, body: unknown): Answer | undefined {
  if (path === '/consents/vocabulary') return ok(vocabulary)
  if (path === '/consents/preview') return ok(preview)
  if (path === '/consents' && method === 'GET') {
    return ok({ consents: state.consents, patients: [{ carrier: alpha, id: 'pa', name: 'Erika Mustermann', relation: 'self' }, { carrier: beta, id: 'pb', name: 'Erika Mustermann', relation: 'self' }] } satisfies ConsentList)
  }
  if (path === '/consents') {
    const asked = body as ConsentRequest
    const line: ConsentLine = { ...state.consents[0]!, id: 'c9', patient: asked.patient, state: 'active', given: new Date().toISOString(), sentences: preview.sentences, terms: asked }
    state.consents = [line, ...state.consents]
    return { status: 201, json: line }
  }
  const id = path.split('/')[3]
  state.consents = state.consents.map(line => line.id === id ? { ...line, state: 'withdrawn', withdrawn: new Date().toISOString(), mayWithdraw: false } : line)
  return ok(state.consents.find(line => line.id === id))
}
