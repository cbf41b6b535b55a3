import { parseArgs } from 'node:util'
import { resolve } from 'node:path'
import { Fault, readConfig } from '@steckwerk/kernel'
import { readHubConfig } from '@steckwerk/hub/config'
import { demoKeys } from './config.ts'
import { demoCarriers } from './region/carriers.ts'
import { simulate } from './region/simulate.ts'
import { numberOption, wholeNumber } from './number-option.ts'
import { requireListener } from './require-listener.ts'
import { createHospital, runSender, type StyleName } from './simulator/index.ts'

function untilStopped(): AbortSignal {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  process.once('disconnect', () => stop.abort())
  return stop.signal
}

/** The demo region's hospitals, until stopped. */
export async function runRegionSimulation(environment: Readonly<Record<string, string | undefined>>): Promise<number> {
  const { data } = readHubConfig(environment)
  const { kisBase, mllpBase, rate, seed } = readConfig(demoKeys, environment)
  await simulate({ data: resolve(data), carriers: demoCarriers, kisBase, mllpBase, seed, rate, signal: untilStopped() })
  return 0
}

/** One simulated KIS as a load generator against any MLLP port.
 *  Faults: demo/usage, demo/nobody-listens. */
export async function runLoad(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      host: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string', default: '2575' },
      style: { type: 'string', default: 'cgm' },
      seed: { type: 'string', default: '1' },
      count: { type: 'string', default: '1000' },
      rate: { type: 'string', default: '0' },
      connections: { type: 'string', default: '4' },
      size: { type: 'string', default: '1' },
    },
  })
  const style = styles.find((known) => known === values.style)
  if (style === undefined) throw new Fault('invalid', 'demo/usage', `--style is one of ${styles.join(', ')}.`)
  const [port, seed, count, connections] = [wholeNumber(values, 'port', 1, 65_535), wholeNumber(values, 'seed', 0), wholeNumber(values, 'count', 1), wholeNumber(values, 'connections', 1, 1000)]
  const [rate, size] = [numberOption(values, 'rate', true), numberOption(values, 'size', false)]
  await requireListener(values.host, port)
  const hospital = createHospital(seed, style, {
    size, runId: `L${Date.now().toString(36).slice(-6).toUpperCase()}`, clock: () => new Date(),
  })
  const latencies: number[] = []
  const result = await runSender(hospital.take(count), {
    host: values.host,
    port,
    connections,
    ...(rate > 0 ? { rate } : {}),
    signal: untilStopped(),
    onAcknowledged: (_message, milliseconds) => latencies.push(milliseconds),
  })
  latencies.sort((a, b) => a - b)
  const at = (share: number): string => (latencies[Math.floor(share * (latencies.length - 1))] ?? 0).toFixed(2)
  console.log(`${result.acknowledged} acknowledged, ${result.refused} refused, ${result.retries} tries repeated in ${result.seconds.toFixed(2)} s: ` +
    `${Math.round(result.acknowledged / result.seconds)} messages/s, ACK p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`)
  return result.refused === 0 ? 0 : 1
}

const styles: readonly StyleName[] = ['cgm', 'orbis', 'imedone']
