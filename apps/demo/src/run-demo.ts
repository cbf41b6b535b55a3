import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { createLog, readConfig, toFault, type Log } from '@steckwerk/kernel'
import { readHubConfig } from '@steckwerk/hub/config'
import { buildPortal } from '@steckwerk/portal'
import { demoKeys } from './config.ts'
import { accountLines } from './people/account-lines.ts'
import { serveApp } from './people/demo-app.ts'
import type { DemoHub } from './people/demo-hub.ts'
import { seedPeople, type PeoplePorts } from './people/seed-people.ts'
import { appUrl } from './people/serve-folder.ts'
import { bringNetwork } from './network/bring-network.ts'
import { demoNetwork } from './network/seed-network.ts'
import { fileDestination } from './region/log-file.ts'
import { demoCarriers } from './region/carriers.ts'
import { compileCache } from './region/compile-cache.ts'
import { frame } from './region/frame.ts'
import { lockDataFolder } from './region/lock.ts'
import { requireFreePorts } from './region/ports.ts'
import { startMailCatcher } from './mail-catcher.ts'
import { startRegion, type Region } from './region/start-region.ts'
import { supervise } from './region/supervise.ts'
import { seedServices } from './services/seed-services.ts'
import { seedVendor } from './vendor/seed-vendor.ts'
import { startVendor, type Vendor } from './vendor/start-vendor.ts'

const root = resolve(import.meta.dirname, '../../..')

/** Brings the demo region up and stays until Ctrl-C. `commandLine` is the file that runs this command line.
 *  Faults: demo/already-running, demo/data-folder, demo/port-taken, demo/ports, demo/not-ready, demo/child-ended, kernel/config. */
export async function runDemo(environment: Readonly<Record<string, string | undefined>>, commandLine: string): Promise<number> {
  const stop = stopSignal()
  try {
    return await runUntil(stop, environment, commandLine)
  } catch (thrown) {
    if (!stop.aborted || thrown !== stop.reason) throw thrown
    console.log('\nBeendet, bevor alles lief.')
    return 0
  }
}

async function runUntil(stop: AbortSignal, environment: Readonly<Record<string, string | undefined>>, commandLine: string): Promise<number> {
  const begun = performance.now()
  const hub = readHubConfig(environment)
  const demo = readConfig(demoKeys, environment)
  const data = resolve(hub.data)
  await using running = new AsyncDisposableStack()
  running.use(lockDataFolder(data))
  await requireFreePorts([
    { port: hub.port, what: 'Portal und FHIR', setting: 'STECKWERK_PORT' },
    { port: hub.connectorPort, what: 'Connector-Buchse', setting: 'STECKWERK_CONNECTOR_PORT' },
    ...demoCarriers.map(({ slug, portOffset }) => ({ port: demo.mllpBase + portOffset, what: `MLLP ${slug}`, setting: 'STECKWERK_MLLP_BASE' })),
    ...demoCarriers.map(({ slug, portOffset }) => ({ port: demo.kisBase + portOffset, what: `Kalender ${slug}`, setting: 'STECKWERK_KIS_BASE' })),
  ])
  const progress = stepPrinter(begun)
  progress('Portal')
  await buildPortal({ root })
  mkdirSync(join(data, 'logs'), { recursive: true })
  const log = createLog('demo', hub.logLevel, fileDestination(join(data, 'logs', 'demo.log')))
  const mails = running.use(await startMailCatcher(join(data, 'demo-mails')))
  const region = running.use(await startRegion({
    data,
    ports: { hub: hub.port, connector: hub.connectorPort, mllpBase: demo.mllpBase, kisBase: demo.kisBase },
    databaseUrl: hub.databaseUrl,
    environment,
    carriers: demoCarriers,
    commandLine,
    // What somebody has set for a mail server is not used: mails of invented people go to nobody.
    hubEnvironment: {
      STECKWERK_MAIL_SMTP: `smtp://127.0.0.1:${mails.port}`, STECKWERK_MAIL_FROM: 'Steckwerk Demo <portal@demo.invalid>', STECKWERK_MAIL_USER: '', STECKWERK_MAIL_DKIM: '',
      STECKWERK_MAIL_IN_PORT: '0', STECKWERK_MAIL_DIGEST_SECONDS: '5',
    },
    log,
    signal: stop,
    progress,
  }))
  progress('Simulierte Krankenhäuser')
  running.use(supervise({
    name: 'simulator',
    args: [commandLine, 'demo', 'simulate'],
    env: { ...environment, STECKWERK_DATA: data, ...compileCache(environment, data) },
    logFile: join(data, 'logs', 'simulator.log'),
  }))
  const people: DemoHub = { url: region.url, token: region.token, password: region.password, signal: stop }
  const app = await serveApp(people, demo.appPort)
  if (app !== undefined) running.use(app)
  console.log(`\n${frame(welcome(region, demo.mllpBase, data))}\n`)
  await bringServices(people, log)
  await bringNetwork(people, join(data, 'demo-mails'), log)
  const vendor = await startVendor({ data, port: demo.vendorPort, hubUrl: hub.publicUrl === '' ? region.url : new URL(hub.publicUrl).origin })
  if (vendor === undefined) console.log(`       Ohne Beispielanbieter: Port ${demo.vendorPort} ist belegt (ein anderer mit STECKWERK_DEMO_VENDOR_PORT).`)
  else await bringVendor(people, running.use(vendor), log)
  await bringPeople(people, { mllpBase: demo.mllpBase, app: demo.appPort }, app === undefined ? undefined : appUrl(demo.appPort), log)
  if (!stop.aborted) await once(stop, 'abort')
  console.log('\nWird beendet …')
  return 0
}

function welcome(region: Region, mllpBase: number, data: string): string[] {
  return [
    'Steckwerk läuft: eine Region mit drei Trägern, alles simuliert und erfunden.',
    '',
    `Öffnen       ${region.url}`,
    `Netzwerk     ${region.url}/netz/${demoNetwork}   (ohne Konto)`,
    `Passwort     ${region.password}   (für jedes Konto hier)`,
    '',
    ...accountLines(),
    '',
    `FHIR         ${region.url}/fhir/alpha/metadata`,
    `             Authorization: Bearer <Inhalt von ${join(data, 'operator-token')}>`,
    '',
    'Zuerst ansehen: als leitstand die drei Connectoren und die Nachrichten je Minute;',
    'als station die Betten von Alphastadt, die sich mit jeder Nachricht ändern.',
    'Was jede Rolle sonst sieht, steht in README.md. Alles zurück auf Anfang: npx steckwerk demo reset',
    '',
    'Eine eigene HL7-v2-Nachricht senden (kommt als MLLP bei Träger alpha an):',
    `  npx steckwerk demo send <datei>            oder an 127.0.0.1:${mllpBase}`,
    '',
    'Beenden: Strg-C. Daten und Protokolle liegen in',
    `  ${data}`,
  ]
}

/** Calendars and services come after the ready line, too, the first time only; where it fails, the next start goes on. */
async function bringServices(hub: DemoHub, log: Log): Promise<void> {
  const begun = performance.now()
  try {
    if (await seedServices(hub, demoCarriers)) {
      console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s  Terminplanung und Formulare sind bestellt: Sprechstunden sind in allen drei Häusern buchbar.`)
    }
  } catch (thrown) {
    if (hub.signal.aborted) return
    const fault = toFault(thrown)
    log.warn('demo.services-missing', { code: fault.code })
    console.log(`Terminplanung und Formulare fehlen noch: ${fault.message} Der nächste Start versucht es wieder.`)
  }
}

/** Somebody to compare with, in the catalogue of each house. The demo goes on where it fails; the next start tries again. */
async function bringVendor(hub: DemoHub, vendor: Vendor, log: Log): Promise<void> {
  try {
    await seedVendor(hub, vendor)
    console.log('       Slotwerk, ein erfundener Anbieter, steht im Katalog: als verwaltung.alpha unter Dienste zwei Terminplanungen vergleichen.')
  } catch (thrown) {
    if (hub.signal.aborted) return
    const fault = toFault(thrown)
    log.warn('demo.vendor-missing', { code: fault.code })
    console.log(`Der Beispielanbieter fehlt noch: ${fault.message} Der nächste Start versucht es wieder.`)
  }
}

/** The records and links of the demo's people come after the ready line, the first time only. What goes wrong there does not end the demo. */
async function bringPeople(hub: DemoHub, ports: PeoplePorts, app: string | undefined, log: Log): Promise<void> {
  const begun = performance.now()
  const told = setTimeout(() => console.log('       Die Akten der Patientinnen, Patienten und Angehörigen werden noch angelegt …'), 1_000)
  try {
    const made = await seedPeople(hub, ports, new Date())
    if (made) console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s  Die Akten sind da: erika in zwei Häusern, anna und jonas mit ihrem Neugeborenen, heinrich und seine Tochter sabine.`)
    if (app !== undefined) console.log(`       Demo-App (SMART on FHIR): ${app}`)
  } catch (thrown) {
    if (hub.signal.aborted) return
    const fault = toFault(thrown)
    log.warn('demo.people-missing', { code: fault.code })
    console.log(`Die Akten der Patientinnen, Patienten und Angehörigen fehlen noch: ${fault.message} Noch einmal: npx steckwerk demo reset`)
  } finally {
    clearTimeout(told)
  }
}

function stepPrinter(begun: number): (step: string) => void {
  return (step) => console.log(`${((performance.now() - begun) / 1000).toFixed(1).padStart(5)} s  ${step} …`)
}

/** Aborts at Ctrl-C and its like, and when the launcher that started this process on another Node is gone. */
function stopSignal(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  process.once('disconnect', () => stop.abort())
  return stop.signal
}
