import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connect } from 'node:net'
import { Fault, type Log } from '@steckwerk/kernel'
import { connectorDir, enrol } from '@steckwerk/connector'
import { startPostgres } from '@steckwerk/store'
import { createHospital } from '../simulator/index.ts'
import type { DemoCarrier } from './carriers.ts'
import { compileCache } from './compile-cache.ts'
import { supervise, type Supervised } from './supervise.ts'
import { until } from './wait.ts'

export interface RegionPorts {
  readonly hub: number
  readonly connector: number
  readonly mllpBase: number
  /** Where the houses' calendars listen for what the hub tells them, by the carriers' offsets; without it they are told nothing. */
  readonly kisBase?: number
}

export interface RegionOptions {
  readonly data: string
  readonly ports: RegionPorts
  /** An external database as its owner; empty: embedded in the data folder. */
  readonly databaseUrl: string
  /** What the processes inherit: the environment of this one. */
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly carriers: readonly DemoCarrier[]
  /** File that runs the command line. */
  readonly commandLine: string
  /** Further environment of the hub. */
  readonly hubEnvironment?: Readonly<Record<string, string>>
  /** Where connectors find the connector socket, if not at the hub's own. */
  readonly connectorSocket?: string
  readonly log: Log
  /** Gives the start up when it aborts; what runs by then is stopped. */
  readonly signal?: AbortSignal
  readonly progress: (step: string) => void
}

/** The running processes of a region. Stopped in reverse order by disposing. */
export interface Region extends AsyncDisposable {
  readonly url: string
  readonly token: string
  readonly password: string
  readonly hub: Supervised
  readonly connectors: ReadonlyMap<string, Supervised>
  /** Process id of the embedded database's server. */
  readonly postgresPid: () => number | undefined
  /** DATABASE_URL for a further process on the same database. */
  readonly databaseUrl: string
  /** Starts a further hub on the same database and data folder; `environment` over that of the first. */
  addHub(ports: { readonly hub: number; readonly connector: number }, environment?: Readonly<Record<string, string>>): Promise<Supervised>
}

const host = '127.0.0.1'

/** How long a process may take to be ready; a busy laptop needs a minute, and whoever waits sees what for. */
const patienceMs = 180_000

/** Brings a whole region up as real processes: database, hub, a connector a carrier, each enrolled by a one-time code.
 *  Faults: demo/not-ready, demo/child-ended with the child's own words, and those of the embedded database. */
export async function startRegion(options: RegionOptions): Promise<Region> {
  const { data, ports, progress, log } = options
  mkdirSync(join(data, 'logs'), { recursive: true })
  // A child that ends by itself while the region starts (a wrong DATABASE_URL, say) would only do so again.
  const ended = new AbortController()
  const giveUp = AbortSignal.any([ended.signal, ...(options.signal === undefined ? [] : [options.signal])])
  const reportDeath = (job: string) => (code: number | null, signal: NodeJS.Signals | null, words: string): void => {
    if (code !== null && code !== 0) ended.abort(new Fault('unavailable', 'demo/child-ended', `The process ${job} ended while starting: ${words}`))
    log.warn('region.process-died', { job, ...(code === null ? {} : { status: code }), ...(signal === null ? {} : { signal }) })
  }
  const shared = { ...options.environment, STECKWERK_DATA: data, ...compileCache(options.environment, data) }
  await using started = new AsyncDisposableStack()
  let databaseUrl = options.databaseUrl
  let environment: Record<string, string> = {}
  let postgresPid = (): number | undefined => undefined
  giveUp.throwIfAborted()
  if (databaseUrl === '') {
    progress('Datenbank (PostgreSQL, mitgeliefert)')
    const postgres = started.use(await startPostgres({ dataDir: data, log }))
    databaseUrl = postgres.ownerUrl
    environment = { STECKWERK_HUB_DATABASE_URL: postgres.hubUrl }
    postgresPid = () => postgres.pid()
  } else progress('Datenbank (PostgreSQL aus DATABASE_URL)')

  progress('Hub mit Portal')
  const url = `http://${host}:${ports.hub}`
  const hubs = started.use(new AsyncDisposableStack())
  const startHub = (name: string, hubPorts: { readonly hub: number; readonly connector: number }, more: Readonly<Record<string, string>> = {}): Supervised => hubs.use(supervise({
    name,
    args: [options.commandLine, 'hub'],
    env: {
      ...shared,
      ...environment,
      DATABASE_URL: databaseUrl,
      STECKWERK_DEMO: 'true',
      STECKWERK_HOST: host,
      STECKWERK_PORT: String(hubPorts.hub),
      STECKWERK_CONNECTOR_HOST: host,
      STECKWERK_CONNECTOR_PORT: String(hubPorts.connector),
      ...options.hubEnvironment,
      ...more,
    },
    logFile: join(data, 'logs', `${name}.log`),
    onDeath: reportDeath(name),
  }))
  const hub = startHub('hub', ports)
  const connectors = new Map<string, Supervised>()
  started.defer(async () => void (await Promise.all([...connectors.values()].map((one) => one[Symbol.asyncDispose]()))))
  const startConnector = (carrier: DemoCarrier): void => {
    connectors.set(carrier.slug, supervise({
      name: `connector-${carrier.slug}`,
      args: [options.commandLine, 'connector', 'run', '--carrier', carrier.slug],
      // These settings are for a single connector, each of these has its own configuration.
      env: { ...shared, STECKWERK_CARRIER: '', STECKWERK_CONNECTOR_CONFIG: '', STECKWERK_CONNECTOR_SOCKET: '' },
      logFile: join(data, 'logs', `connector-${carrier.slug}.log`),
      onDeath: reportDeath(`connector-${carrier.slug}`),
    }))
  }
  // A connector that has its certificate needs no hub to begin: what it takes waits in its spool.
  const enrolled = options.carriers.filter((carrier) => isEnrolled(data, carrier))
  for (const carrier of options.carriers) configure(options, carrier)
  for (const carrier of enrolled) startConnector(carrier)
  await until('Der Hub', () => ready(url), patienceMs, giveUp)
  const token = readFileSync(join(data, 'operator-token'), 'utf8').trim()
  const password = readFileSync(join(data, 'demo-password'), 'utf8').trim()

  progress('Träger und ihre Connectoren')
  for (const carrier of options.carriers) await send('POST', url, token, '/admin/carriers', { carrier: carrier.slug, name: carrier.name })
  for (const carrier of options.carriers) {
    giveUp.throwIfAborted()
    await importBeds(carrier, url, token, giveUp)
    const fresh = await plugIn(data, carrier, url, token)
    const running = connectors.get(carrier.slug)
    if (running === undefined) startConnector(carrier)
    else if (fresh) running.restart()
  }
  await Promise.all(options.carriers.map((carrier) => until(`Der Connector ${carrier.slug}`, () => accepts(ports.mllpBase + carrier.portOffset), patienceMs, giveUp)))
  const running = started.move()
  return {
    url, token, password, hub, connectors, postgresPid, databaseUrl,
    addHub: async (morePorts, more) => {
      const another = startHub(`hub-${morePorts.hub}`, morePorts, more)
      await until('Der weitere Hub', () => ready(`http://${host}:${morePorts.hub}`), patienceMs, AbortSignal.any([]))
      return another
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

/** Makes the house's beds known, so that free ones are seen before anybody lay in them. */
async function importBeds(carrier: DemoCarrier, url: string, token: string, signal: AbortSignal): Promise<void> {
  // A hub reads the list of carriers again at most twice a second.
  await until(`Der Träger ${carrier.slug}`, () => connectorsOf(url, token, carrier.slug), 10_000, signal)
  const { bedPlan } = createHospital(0, carrier.style, { site: carrier.site, size: carrier.size })
  await send('PUT', url, token, `/admin/carriers/${carrier.slug}/beds`, {
    caseSystem: carrier.caseSystem, beds: bedPlan.map((bed) => ({ site: carrier.site, ...bed })),
  })
}

function isEnrolled(data: string, carrier: DemoCarrier): boolean {
  return existsSync(join(connectorDir(data, carrier.slug), 'identity.json'))
}

/** Writes a connector's configuration. */
function configure({ data, ports, connectorSocket }: RegionOptions, carrier: DemoCarrier): void {
  const dir = connectorDir(data, carrier.slug)
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const configuration = {
    channels: [{
      name: 'adt',
      port: ports.mllpBase + carrier.portOffset,
      patientSystem: carrier.patientSystem,
      caseSystem: carrier.caseSystem,
      site: carrier.site,
      dropRules: ['PID-17'],
    }],
    ...(ports.kisBase === undefined ? {} : { outbound: [{ name: 'termine', host, port: ports.kisBase + carrier.portOffset }] }),
    uplink: { socket: connectorSocket ?? `https://${host}:${ports.connector}` },
  }
  writeFileSync(join(dir, 'connector.json'), `${JSON.stringify(configuration, null, 2)}\n`)
}

/** Gives a connector its certificate, once. */
async function plugIn(data: string, carrier: DemoCarrier, url: string, token: string): Promise<boolean> {
  const connectors = (await connectorsOf(url, token, carrier.slug)) ?? []
  // A new database beside an old data folder does not know the old certificate.
  if (isEnrolled(data, carrier) && connectors.includes('kis')) return false
  const { code } = await send<{ code: string }>('POST', url, token, `/admin/carriers/${carrier.slug}/connectors`, { connector: 'kis' })
  await enrol({ hubUrl: url, code, dataDir: data })
  return true
}

async function connectorsOf(url: string, token: string, carrier: string): Promise<string[] | undefined> {
  const answer = await fetch(`${url}/admin/carriers/${carrier}/connectors`, { headers: { authorization: `Bearer ${token}` } })
  return answer.ok ? ((await answer.json()) as { connectors: string[] }).connectors : undefined
}

async function ready(url: string): Promise<true | undefined> {
  const answer = await fetch(`${url}/health/ready`).catch(() => undefined)
  return answer?.ok === true ? true : undefined
}

function accepts(port: number): Promise<true | undefined> {
  return new Promise((resolve) => {
    const socket = connect(port, host)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(undefined))
  })
}

async function send<T>(method: 'POST' | 'PUT', url: string, token: string, path: string, body: object): Promise<T> {
  const answer = await fetch(`${url}${path}`, {
    method, headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as T
}
