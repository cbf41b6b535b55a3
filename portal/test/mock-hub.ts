import type { Entrance, Me, Overview, Problem, RawMessage, ReplayResult, StreamEvent } from '@steckwerk/api/contract'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { extname, join } from 'node:path'
import type { AddressInfo } from 'node:net'
import type { FhirResource } from '../client/fhir-shapes.ts'
import { answerCalendar, answerDeskBooking, sampleCalendar, type CalendarState } from './mock-calendar.ts'
import { answerReceived } from './mock-received.ts'
import { answerQuestionnaires, sampleQuestionnaires, type QuestionnairesState } from './mock-questionnaires.ts'
import { answerOutbound, sampleOutbound, type OutboundState } from './mock-outbound.ts'
import { answerBooking, sampleBooking, type BookingState } from './mock-booking.ts'
import { answerForm, sampleForms, type FormsState } from './mock-form.ts'
import { answerPerson, answerSignIn, samplePerson, type Answer, type PersonState } from './mock-person.ts'
import { sampleOverview, sampleProblems, sampleRates, sampleRaw } from './sample-leitstand.ts'
import { sampleRegion } from './sample-region.ts'

/** The policy the hub sends: what the pages must live with. */
const contentSecurityPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-dGVzdA=='; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
const types: Readonly<Record<string, string>> = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.woff2': 'font/woff2', '.svg': 'image/svg+xml' }

export interface MockHub extends AsyncDisposable {
  readonly url: string
  readonly overview: { current: Overview }
  readonly problems: { current: readonly Problem[] }
  /** What is known of the patient Erika, and what she changed. */
  readonly person: PersonState
  readonly booking: BookingState
  readonly calendar: CalendarState
  readonly outbound: OutboundState
  /** Whether the mail address of who is signed in bounced. */
  bounced: boolean
  readonly forms: FormsState
  readonly questionnaires: QuestionnairesState
  /** Bodies of all reveal calls. */
  readonly reveals: { readonly ref: string; readonly reason: string }[]
  readonly acknowledged: string[]
  /** Paths of FHIR searches with their form, in order. */
  readonly searches: { readonly path: string; readonly form: URLSearchParams }[]
  readonly resources: Map<string, FhirResource>
  /** Stores a resource and tells all open streams of it. */
  change(resources: readonly FhirResource[]): void
  send(event: StreamEvent): void
  /** Cuts all streams, as a restarted hub does. */
  cutStreams(): void
  /** Forgets all sessions. */
  expire(): void
  replayResult: ReplayResult
}

const accounts: Readonly<Record<string, Omit<Me, 'demo'>>> = {
  leitstand: {
    account: 'leitstand', name: 'Leitstand (Vorführung)', roles: ['operator'], permissions: ['leitstand.read'], elsewhere: [],
    carriers: [['alpha', 'Klinikverbund Alpha'], ['beta', 'Stiftung Beta'], ['gamma', 'Kreiskliniken Gamma']].map(([slug = '', name = '']) => ({ slug, name, roles: ['operator'], permissions: ['leitstand.read', 'message.read', 'message.replay'] })),
  },
  station: {
    account: 'station', name: 'Station (Vorführung)', roles: ['clinician'], permissions: [], elsewhere: [],
    carriers: [['alpha', 'Klinikverbund Alpha'], ['beta', 'Stiftung Beta']].map(([slug = '', name = '']) => ({ slug, name, roles: ['clinician'], permissions: ['ward.read', 'fhir.read'] })),
  },
  empfang: {
    account: 'empfang', name: 'Empfang (Vorführung)', roles: ['ward-clerk'], permissions: [], elsewhere: [],
    carriers: [{ slug: 'alpha', name: 'Klinikverbund Alpha', roles: ['ward-clerk'], permissions: ['ward.read', 'fhir.read', 'fhir.write', 'person.desk'] }],
  },
  verwaltung: {
    account: 'verwaltung', name: 'Verwaltung (Vorführung)', roles: ['carrier-admin'], permissions: [], elsewhere: [],
    carriers: [{ slug: 'alpha', name: 'Klinikverbund Alpha', roles: ['carrier-admin'], permissions: ['fhir.read', 'fhir.write', 'carrier.settings'] }],
  },
  erika: { account: 'erika', name: 'Erika Mustermann', roles: [], permissions: [], carriers: [], elsewhere: [] },
}

/** Plays the hub's portal API and as much of its FHIR search as the pages use. Password of every account: `richtig`. */
export async function startMockHub(dist: string, options: { wards?: number; bedsPerWard?: number; pageSize?: number } = {}): Promise<MockHub> {
  const { resources } = sampleRegion({ wards: options.wards ?? 6, bedsPerWard: options.bedsPerWard ?? 16, now: Date.now() })
  const streams = new Set<ServerResponse>()
  let generation = 1
  const hub = {
    overview: { current: sampleOverview(Date.now()) },
    problems: { current: sampleProblems(Date.now()) },
    reveals: [] as { ref: string; reason: string }[],
    acknowledged: [] as string[],
    searches: [] as { path: string; form: URLSearchParams }[],
    resources,
    person: samplePerson(Date.now()),
    booking: sampleBooking(Date.now()),
    calendar: sampleCalendar(Date.now()),
    outbound: sampleOutbound(Date.now()),
    bounced: false,
    forms: sampleForms(),
    questionnaires: sampleQuestionnaires(),
    replayResult: { state: 'mapped', messages: 4, changed: 3, code: null, text: null } as ReplayResult,
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end())
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader('content-security-policy', contentSecurityPolicy)
    const url = new URL(request.url ?? '/', 'http://hub')
    const path = url.pathname
    if (path.startsWith('/portal/api/') || path.startsWith('/fhir/')) return api(request, response, url)
    const file = extname(path) === '' ? 'index.html' : path.slice(1)
    const bytes = await readFile(join(dist, file)).catch(() => undefined)
    if (bytes === undefined) return void response.writeHead(404).end()
    const sent = file === 'index.html' ? bytes.toString().replace('property="csp-nonce" nonce=""', 'property="csp-nonce" nonce="dGVzdA=="') : bytes
    response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(sent)
  }

  async function api(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const body = await text(request)
    const route = `${request.method} ${url.pathname.replace('/portal/api', '')}`
    if (request.method !== 'GET' && request.headers['x-steckwerk'] !== '1') return json(response, 403, { code: 'api/csrf', text: 'header missing', issues: [] })
    if (route === 'GET /entrance') return json(response, 200, { demo: true, accounts: Object.values(accounts).map(({ account, name, roles, carriers }) => ({ account, name, roles, carriers: carriers.map(one => one.name) })) } satisfies Entrance)
    const signing = answerSignIn(hub.person, route, sentJson(request, body), account => accounts[account] !== undefined)
    if (signing !== undefined) return give(response, signing)
    if (route === 'POST /session') {
      const { account, password } = JSON.parse(body) as { account: string; password: string }
      const who = accounts[account]
      if (who === undefined || password !== 'richtig') return json(response, 401, { code: 'api/login-refused', text: 'Account or password is wrong.', issues: [] })
      response.setHeader('set-cookie', `session=${account}.${generation}; HttpOnly; SameSite=Strict; Path=/`)
      return json(response, 200, { ...who, demo: true } satisfies Me)
    }
    const booked = answerBooking(hub.booking, route, url, body === '' || url.pathname.startsWith('/fhir/') ? {} : JSON.parse(body) as Readonly<Record<string, unknown>>)
    if (booked !== undefined) return give(response, booked)
    const asGuest = route.startsWith('POST /forms/guests/') ? answerForm(hub.forms, route, sentJson(request, body)) : undefined
    if (asGuest !== undefined) return give(response, asGuest)
    const me = accounts[/session=(\w+)\.(\d+)/.exec(request.headers.cookie ?? '')?.[1] ?? '']
    if (me === undefined || !(request.headers.cookie ?? '').includes(`.${generation}`)) return json(response, 401, { code: 'api/no-session', text: 'No session.', issues: [] })
    const written = url.pathname.startsWith('/fhir/') ? answerQuestionnaires(hub.questionnaires, request.method ?? '', url.pathname, body) : undefined
    if (written !== undefined) return give(response, written)
    const arranged = url.pathname.startsWith('/fhir/') ? answerCalendar(hub.calendar, request.method ?? '', url.pathname, body) : undefined
    if (arranged !== undefined) return give(response, arranged)
    const received = url.pathname.startsWith('/fhir/') ? answerReceived(hub.forms, resources, request.method ?? '', url.pathname, body) : undefined
    if (received !== undefined) return give(response, received)
    if (url.pathname.startsWith('/fhir/')) return fhir(response, url.pathname, new URLSearchParams(body))
    if (route === 'GET /me') return json(response, 200, { ...me, demo: true } satisfies Me)
    if (route === 'DELETE /session') {
      response.setHeader('set-cookie', 'session=; Max-Age=0; Path=/')
      return void response.writeHead(204).end()
    }
    if (route === 'GET /overview') return json(response, 200, { ...hub.overview.current, now: new Date().toISOString() })
    if (route === 'GET /rates') return json(response, 200, { points: sampleRates(Date.now()) })
    if (route === 'GET /notifications/notice') return json(response, 200, { bounced: hub.bounced })
    if (route === 'GET /stream') return stream(request, response)
    const filled = answerForm(hub.forms, route, sentJson(request, body))
    if (filled !== undefined) return give(response, filled)
    const personal = me.roles.length === 0 || route.includes(' /account') ? answerPerson(hub.person, route, url, sentJson(request, body)) : undefined
    return personal === undefined ? carrierApi(response, route, url, body) : give(response, personal)
  }

  function give(response: ServerResponse, answer: Answer): void {
    if (answer.enter !== undefined) response.setHeader('set-cookie', `session=${answer.enter}.${generation}; HttpOnly; SameSite=Strict; Path=/`)
    for (const [name, value] of Object.entries(answer.headers ?? {})) response.setHeader(name, value)
    if (answer.json === undefined) response.writeHead(answer.status).end()
    else json(response, answer.status, answer.json)
  }

  function carrierApi(response: ServerResponse, route: string, url: URL, body: string): void {
    const atDesk = answerDeskBooking(hub.calendar, route, body)
    if (atDesk !== undefined) return give(response, atDesk)
    const held = answerOutbound(hub.outbound, route, body)
    if (held !== undefined) return give(response, held)
    const size = options.pageSize ?? 20
    if (/^GET \/carriers\/\w+\/problems$/.test(route)) {
      const from = Number(url.searchParams.get('cursor') ?? 0)
      const all = route.includes('/alpha/') ? hub.problems.current : []
      return json(response, 200, { problems: all.slice(from, from + size), next: from + size < all.length ? String(from + size) : null })
    }
    const sent = (body === '' ? {} : JSON.parse(body)) as { ref?: string; reason?: string; id?: string }
    if (route.endsWith('/messages/raw')) return json(response, 200, sampleRaw(sent.ref ?? '', true) satisfies RawMessage)
    if (route.endsWith('/messages/reveal')) {
      hub.reveals.push({ ref: sent.ref ?? '', reason: sent.reason ?? '' })
      return json(response, 200, sampleRaw(sent.ref ?? '', false) satisfies RawMessage)
    }
    if (route.endsWith('/messages/replay')) return json(response, 200, hub.replayResult)
    if (route.endsWith('/alarms/acknowledge')) {
      hub.acknowledged.push(sent.id ?? '')
      hub.overview.current = withoutAlarm(hub.overview.current, sent.id ?? '')
      return void response.writeHead(204).end()
    }
    json(response, 404, { code: 'api/not-found', text: 'There is nothing at this address.', issues: [] })
  }

  function fhir(response: ServerResponse, path: string, form: URLSearchParams): void {
    hub.searches.push({ path, form })
    const type = path.split('/')[3] ?? ''
    const ids = form.get('_id')?.split(',')
    const statuses = form.get('status')?.split(',')
    const from = Number(form.get('_cursor') ?? 0)
    const size = Number(form.get('_count') ?? 20)
    const found = [...resources.values()].filter(resource => resource.resourceType === type
      && (ids === undefined || ids.includes(resource.id ?? ''))
      && (statuses === undefined || statuses.includes((resource as { status?: string }).status ?? '')))
    const page = found.slice(from, from + size)
    json(response, 200, {
      resourceType: 'Bundle', type: 'searchset', entry: page.map(resource => ({ resource, search: { mode: 'match' } })),
      link: from + size < found.length ? [{ relation: 'next', url: `http://hub/fhir/alpha/${type}?_cursor=${from + size}` }] : [],
    })
  }

  function stream(request: IncomingMessage, response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('retry: 2000\n\n')
    streams.add(response)
    request.on('close', () => streams.delete(response))
  }

  function send(event: StreamEvent): void {
    for (const response of streams) response.write(`event: ${event.kind}\ndata: ${JSON.stringify(event)}\n\n`)
  }

  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const cutStreams = () => {
    for (const response of streams) response.destroy()
    streams.clear()
  }
  return Object.assign(hub, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    send,
    change(changed: readonly FhirResource[]) {
      for (const resource of changed) resources.set(`${resource.resourceType}/${resource.id}`, resource)
      send({ kind: 'change', carrier: 'alpha', items: changed.map(({ resourceType, id, meta }) => ({ type: resourceType, id: id ?? '', version: Number(meta?.versionId), deleted: false })) })
    },
    cutStreams,
    expire() {
      generation += 1
      cutStreams()
    },
    async [Symbol.asyncDispose]() {
      cutStreams()
      server.closeAllConnections()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  })
}

function withoutAlarm(overview: Overview, id: string): Overview {
  return { ...overview, carriers: overview.carriers.map(carrier => ({ ...carrier, connectors: carrier.connectors.map(connector => ({ ...connector, alarms: connector.alarms.filter(alarm => alarm.id !== id) })) })) }
}

function json(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

/** The body where it is JSON; FHIR searches send forms. */
function sentJson(request: IncomingMessage, body: string): unknown {
  return request.headers['content-type']?.includes('json') === true ? JSON.parse(body) : {}
}

async function text(request: IncomingMessage): Promise<string> {
  let all = ''
  for await (const chunk of request) all += String(chunk)
  return all
}
