import { accessSync, constants, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { Fault, systemClock, type Log } from '@steckwerk/kernel'
import { keyWrappingOf, openAccess, outsideSessionsJob, pruneOidcRecords } from '@steckwerk/access'
import { createHubServer, createUplinkServer, hubSend } from '@steckwerk/api'
import { startEvents } from '@steckwerk/events'
import { createIngest, pruneJob } from '@steckwerk/ingest'
import { openNotifications } from '@steckwerk/notify'
import { communityPlug } from '@steckwerk/community'
import { formsPlug } from '@steckwerk/forms'
import { maturityPlug } from '@steckwerk/maturity'
import { openPlugboard, pruneUsageKeys } from '@steckwerk/plugboard'
import { schedulingPlug } from '@steckwerk/scheduling'
import { addCarrier, openStore, startJobs, storeJobs } from '@steckwerk/store'
import type { HubConfig } from './config.ts'
import { mailOptions } from './mail-options.ts'
import { openDatabase } from './database.ts'
import { openObjects } from './objects.ts'
import { openOrdering } from './ordering.ts'
import { tellPlugs } from './plug-events.ts'
import { plugEditions, plugMail } from './plug-mail.ts'
import { plugNews } from './plug-news.ts'

/** A running hub. */
export interface Hub extends AsyncDisposable {
  /** Where the portal and the FHIR interface answer, e.g. http://127.0.0.1:8080. */
  readonly url: string
  readonly connectorUrl: string
}

export interface HubPorts {
  readonly log: Log
  /** Folder of the built portal; without it only the interfaces are served. */
  readonly portalDist?: string
  /** For who runs networks and must not hold records: no carriers, connectors, bookings, forms or patients' pages, and the services of networks alone. */
  readonly networksOnly?: boolean
}

const { version } = createRequire(import.meta.url)('../package.json') as { version: string }

/** Composes the hub: database, store, access, ingest, background jobs, and the two listeners. Closed in reverse order.
 *  Faults: those of the store and of access, hub/data-folder, hub/port-taken, hub/networks-only. */
export async function startHub(config: HubConfig, ports: HubPorts): Promise<Hub> {
  const { log, networksOnly = false } = ports
  makeDataFolder(config.data)
  await using started = new AsyncDisposableStack()
  const database = started.use(await openDatabase(config, log))
  const objects = started.use(await openObjects(config))
  const store = started.use(await openStore({ databaseUrl: database.hubUrl, log, readers: config.poolSize, writers: config.poolSize }))
  let connectorUrl = config.connectorUrl
  const access = await openAccess({
    store,
    clock: systemClock,
    dataDir: config.data,
    masterKey: config.masterKey,
    nextMasterKey: config.nextMasterKey,
    kms: keyWrappingOf(config.kms),
    ownerUrl: database.ownerUrl,
    objects,
    outbound: { privateHosts: config.allowedPrivateHosts },
    demo: config.demo,
    audit: isAudited(config, log),
    smart: { tokenMinutes: config.smartTokenMinutes, offlineDays: config.smartOfflineDays },
    log,
    sessionLimits: {
      staff: { idleMinutes: config.staffIdleMinutes, hours: config.staffSessionHours },
      persons: { idleMinutes: config.personIdleMinutes, hours: config.personSessionHours },
    },
    personsNeedSecondFactor: config.personSecondFactor,
    socket: () => connectorUrl,
  })
  started.use(access.outbound)
  const carriers = await store.carriers()
  if (networksOnly && carriers.some(({ kind }) => kind === 'carrier')) throw onlyNetworks()
  await Promise.all(carriers.map((carrier) => access.prepare(carrier)))
  const ingest = createIngest({ store, keys: access.keys, ...(access.objects === undefined ? {} : { objects: access.objects }), log, rawRetentionDays: config.rawDays })
  started.use(ingest.outbound)
  if (!networksOnly) ingest.outbound.start()
  let ownUrl = config.publicUrl === '' ? '' : new URL(config.publicUrl).origin
  const notifications = started.use(await openNotifications({ store, access, clock: systemClock, log, origin: () => ownUrl, ...mailOptions(config) }))
  const events = started.use(startEvents({ store, access, clock: systemClock, log, publicUrl: () => ownUrl }))
  const plugs = networksOnly ? [communityPlug, maturityPlug] : [schedulingPlug(), formsPlug, communityPlug, maturityPlug]
  const plugboard = started.use(await openPlugboard({
    store, access, clock: systemClock, log, publicUrl: () => ownUrl,
    plugs,
    mail: plugMail({ store, notifications }),
    editions: plugEditions({ store, notifications }),
    news: plugNews({ store, notify: notifications, clock: systemClock, log }),
  }))
  const { marketplace, broker } = openOrdering({ store, clock: systemClock, log, access, plugboard, plugs, notify: notifications })
  started.use(marketplace)
  started.use(startJobs({
    ownerUrl: database.ownerUrl,
    log,
    jobs: [...storeJobs({ outboxHours: config.outboxHours }), pruneJob(config.rawDays, access.objects), access.keyKeeping.job(log), access.certificateJob, pruneOidcRecords, ...access.auditKeeping.jobs(log), outsideSessionsJob(access), access.duplicates.job, plugboard.healthJob, pruneUsageKeys, events.job, marketplace.job, marketplace.evidenceJob, ...notifications.jobs],
  }))
  if (!networksOnly) {
    const uplink = await createUplinkServer({ ingest, access, log, hosts: [config.connectorHost, ...hostOf(connectorUrl)] })
    started.defer(() => uplink.close())
    const uplinkAddress = await uplink.listen({ host: config.connectorHost, port: config.connectorPort }).catch(listenFault('STECKWERK_CONNECTOR_PORT', config.connectorPort))
    if (connectorUrl === '') connectorUrl = uplinkAddress
  }
  const server = createHubServer({
    store,
    ingest,
    access,
    events,
    log,
    addCarrier: async (slug, name, kind) => {
      if (networksOnly && kind === 'carrier') throw onlyNetworks()
      const carrier = await addCarrier(database.ownerUrl, slug, name, kind)
      await access.prepare(carrier)
      return carrier
    },
    notifications,
    plugboard,
    booking: plugboard.operations,
    networksOnly,
    marketplace,
    broker,
    demoMails: config.demo ? join(config.data, 'demo-mails') : undefined,
    config: { publicUrl: config.publicUrl, trustProxy: config.trustProxy, version },
    ...(ports.portalDist === undefined ? {} : { portalDist: ports.portalDist }),
  })
  started.defer(() => server.close())
  const url = await server.listen({ host: config.host, port: config.port }).catch(listenFault('STECKWERK_PORT', config.port))
  if (ownUrl === '') ownUrl = url
  await plugboard.start(hubSend(server, ownUrl))
  await marketplace.start()
  started.use(tellPlugs({ events, plugboard, store, log }))
  log.info('hub.started', { port: Number(new URL(url).port), version })
  const running = started.move()
  return { url, connectorUrl, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

function onlyNetworks(): Fault {
  return new Fault('conflict', 'hub/networks-only', 'This process runs networks and holds no records: carriers belong to a hub, on a database of its own.')
}

/** Whether accesses are logged. Faults: hub/audit-off. */
function isAudited({ audit, demo }: HubConfig, log: Log): boolean {
  if (audit === 'on') return true
  if (!demo) throw new Fault('invalid', 'hub/audit-off', 'STECKWERK_AUDIT may be off to measure what it costs only, with the invented people of STECKWERK_DEMO.')
  log.warn('THE ACCESS LOG IS OFF: nobody will know who saw what; to measure only')
  return false
}

function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
  } catch (thrown) {
    const reason = (thrown as NodeJS.ErrnoException).code ?? 'unknown'
    throw new Fault('internal', 'hub/data-folder', `The data folder ${folder} cannot be made or written to (${reason}). Choose another one with STECKWERK_DATA.`, { cause: thrown })
  }
}

function listenFault(setting: string, port: number): (thrown: unknown) => never {
  return (thrown) => {
    const { code } = thrown as NodeJS.ErrnoException
    if (code === 'EADDRINUSE') throw new Fault('conflict', 'hub/port-taken', `Port ${port} is in use by another program; choose another one with ${setting}.`, { cause: thrown })
    if (code === 'EACCES') throw new Fault('forbidden', 'hub/port-forbidden', `This account may not listen on port ${port}; choose another one with ${setting}.`, { cause: thrown })
    throw thrown
  }
}

function hostOf(url: string): string[] {
  return url === '' ? [] : [new URL(url).hostname]
}
