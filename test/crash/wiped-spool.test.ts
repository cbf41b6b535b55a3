import assert from 'node:assert/strict'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { createHospital, runSender } from '@steckwerk/demo'
import { testRegion, type TestRegion } from '../support/region.ts'

const patienceMs = 60_000

interface Alarms {
  readonly carriers: readonly { readonly connectors: readonly { readonly state: string; readonly alarms: readonly { readonly code: string; readonly count: number; readonly detail: string }[] }[] }[]
}

async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    assert.ok(Date.now() < deadline, what)
    await pause(50)
  }
}

async function committed({ region }: TestRegion): Promise<number> {
  const answer = await fetch(`${region.url}/portal/api/rates?minutes=60`, { headers: { authorization: `Bearer ${region.token}` } })
  const { points } = (await answer.json()) as { points: { mapped: number; unmapped: number }[] }
  return points.reduce((sum, point) => sum + point.mapped + point.unmapped, 0)
}

test('a spool that is wiped while messages wait in it raises an alarm in the Leitstand, and the connector goes on', async () => {
  await using held = await testRegion()
  const { region, carrier, mllp, data } = held
  const hospital = createHospital(3, carrier.style, { site: carrier.site, runId: 'WIPED' })
  const to = { host: '127.0.0.1', port: mllp }
  await runSender(hospital.take(30), to)
  await until('the first messages are committed', async () => ((await committed(held)) === 30 ? true : undefined))

  // The hub stands still: what is acknowledged now waits in the spool alone.
  process.kill(region.hub.pid!, 'SIGSTOP')
  const { acknowledged } = await runSender(hospital.take(20), to)
  assert.equal(acknowledged, 20)
  const connector = region.connectors.get(carrier.slug)!
  const former = connector.pid!
  const dir = join(data, `connector-${carrier.slug}`)
  process.kill(former, 'SIGKILL')
  for (const name of readdirSync(dir).filter((one) => one.startsWith('spool.') || one === 'epoch.json')) rmSync(join(dir, name))
  process.kill(region.hub.pid!, 'SIGCONT')
  await until('the connector is back', async () => (connector.pid !== undefined && connector.pid !== former ? true : undefined))

  const alarms = await until('an alarm is raised', async () => {
    const answer = await fetch(`${region.url}/portal/api/overview`, { headers: { authorization: `Bearer ${region.token}` } })
    const { carriers } = (await answer.json()) as Alarms
    const raised = carriers.flatMap(({ connectors }) => connectors).flatMap((one) => one.alarms)
    return raised.length > 0 ? raised : undefined
  })
  assert.deepEqual(alarms.map(({ code }) => code), ['spool-lost'])
  assert.match(alarms[0]!.detail, /last heard/)

  const before = await committed(held)
  await runSender(hospital.take(10), to)
  await until('later messages are committed', async () => ((await committed(held)) >= before + 10 ? true : undefined))
})
