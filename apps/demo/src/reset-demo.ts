import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Fault, readConfig } from '@steckwerk/kernel'
import { readHubConfig } from '@steckwerk/hub/config'
import { demoKeys } from './config.ts'
import type { DemoHub } from './people/demo-hub.ts'
import { resetPeople } from './people/seed-people.ts'
import { seedVendor, vendorAnswers } from './vendor/seed-vendor.ts'
import { vendorOf } from './vendor/start-vendor.ts'

/** Puts the accounts and the people of the running demo back to the beginning.
 *  Faults: demo/not-running, demo/refused, demo/not-ready, kernel/config. */
export async function resetDemo(environment: Readonly<Record<string, string | undefined>>): Promise<number> {
  const { data, host, port } = readHubConfig(environment)
  const { mllpBase, appPort, vendorPort } = readConfig(demoKeys, environment)
  const url = `http://${host}:${port}`
  const [token, password] = [textOf(resolve(data), 'operator-token'), textOf(resolve(data), 'demo-password')]
  const ready = await fetch(`${url}/health/ready`).catch(() => undefined)
  if (ready?.ok !== true) throw new Fault('unavailable', 'demo/not-running', `No demo answers at ${url}. Start it with npm start, or say where it is with STECKWERK_PORT.`)
  await ready.body?.cancel()
  const hub: DemoHub = { url, token, password, signal: AbortSignal.timeout(300_000) }
  await resetPeople(hub, { mllpBase, app: appPort }, new Date())
  const vendor = vendorOf(resolve(data), vendorPort)
  if (vendor !== undefined && await vendorAnswers(vendor)) await seedVendor(hub, vendor)
  console.log('The demo\'s accounts and people are as at the beginning. Whoever was signed in with one of them has to sign in again.')
  return 0
}

function textOf(data: string, name: string): string {
  try {
    return readFileSync(join(data, name), 'utf8').trim()
  } catch (thrown) {
    throw new Fault('unavailable', 'demo/not-running', `There is no readable ${name} in ${data}: no demo was started there. Set STECKWERK_DATA.`, { cause: thrown })
  }
}
