import { startHubProcess, type HubProcess } from '../support/hub-process.ts'
import { generate } from './generate/request.ts'
import { samples } from './generate/known.ts'
import { judge } from './judge.ts'
import { markerOf, type FuzzRequest } from './request.ts'
import { sender, type Sender } from './send.ts'
import { shrink } from './shrink.ts'

export interface FuzzOptions {
  readonly seed: number
  readonly requests: number
  /** The number of the first, to repeat one of a former run. */
  readonly first?: number
  readonly connections: number
  /** Stop after so many failures. */
  readonly most?: number
  readonly progress?: (line: string) => void
}

export interface Failure {
  readonly n: number
  readonly what: string
  /** The request as found, made as small as it goes. */
  readonly request: FuzzRequest
}

export interface FuzzResult {
  readonly failures: readonly Failure[]
  /** How often each status was answered; 0 = a raw connection ended without an answer. */
  readonly statuses: Readonly<Record<number, number>>
  readonly seconds: number
  /** What is wrong with the hub at the end; empty if nothing is. */
  readonly aftermath: readonly string[]
  readonly rssMb: number
  /** The hub's own words on what failed inside it, the last ones. */
  readonly words: readonly string[]
}

/** Memory a hub may hold after any number of requests, megabytes. */
const mostMemory = 1_500
const canary = { resourceType: 'Patient', id: 'canary', name: [{ family: 'Kanarienvogel' }], multipleBirthInteger: 3 }

/** Sends generated requests to a hub started for it, judges every answer, and looks at the hub afterwards. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzResult> {
  const { seed, requests, connections, first = 0, most = 10, progress = () => {} } = options
  await using hub = await startHubProcess()
  using line = sender(hub.url, connections)
  const headers = { authorization: `Bearer ${hub.token}`, 'content-type': 'application/fhir+json' }
  const entry = [...samples, canary].map((resource) => ({ resource, request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}` } }))
  const filled = await line.send({ method: 'POST', path: '/fhir/alpha', headers, body: Buffer.from(JSON.stringify({ resourceType: 'Bundle', type: 'transaction', entry })) })
  if (filled.status !== 200) throw new Error(`The region could not be loaded: ${filled.status} ${filled.body.toString().slice(0, 2000)}`)

  const failures: Failure[] = []
  const statuses: Record<number, number> = {}
  const started = performance.now()
  let next = first
  let done = 0
  const work = async (): Promise<void> => {
    while (next < first + requests && failures.length < most && hub.alive()) {
      const n = next++
      const request = generate(seed, n, hub.token)
      const answer = await line.send(request)
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1
      const what = judge(request, answer, markerOf(n))
      if (what !== undefined) failures.push({ n, what, request })
      if (++done % 2_000 === 0) progress(`${done} of ${requests}`)
    }
  }
  await Promise.all(Array.from({ length: connections }, work))
  const seconds = (performance.now() - started) / 1000
  const small: Failure[] = []
  for (const failure of failures) small.push({ ...failure, request: await smallest(line, failure) })
  const words = hub.log().split('\n').filter((text) => /"level":"error"|request failed|batch entry failed/.test(text)).slice(-most)
  return { failures: small, statuses, seconds, words, ...(await afterwards(hub, line)) }
}

async function smallest(line: Sender, { n, what, request }: Failure): Promise<FuzzRequest> {
  const kind = what.split(':')[0]
  return shrink(request, async (smaller) => judge(smaller, await line.send(smaller), markerOf(n))?.split(':')[0] === kind)
}

async function afterwards(hub: HubProcess, line: Sender): Promise<{ aftermath: string[]; rssMb: number }> {
  if (!hub.alive()) return { aftermath: [`the hub ended: ${hub.log().slice(-2_000)}`], rssMb: 0 }
  const headers = { authorization: `Bearer ${hub.token}` }
  const get = (path: string): ReturnType<Sender['send']> => line.send({ method: 'GET', path, headers })
  const aftermath: string[] = []
  if ((await get('/health/ready')).status !== 200) aftermath.push('the hub is not ready')
  const kept = await get('/fhir/alpha/Patient/canary')
  const { meta: _, ...rest } = JSON.parse(kept.body.toString()) as typeof canary & { meta: unknown }
  if (JSON.stringify(rest) !== JSON.stringify(canary)) aftermath.push('a resource nobody touched has changed')
  const found = await get('/fhir/alpha/Patient?family=kanarienvogel')
  if (!found.body.includes('"canary"')) aftermath.push('a resource nobody touched is not found any more')
  const metrics = (await get('/metrics')).body.toString()
  const rssMb = Math.round(Number(/^process_resident_memory_bytes (\d+)/m.exec(metrics)?.[1] ?? 0) / 2 ** 20)
  if (rssMb === 0 || rssMb > mostMemory) aftermath.push(`the hub holds ${rssMb} MB`)
  // The log is for operators: nothing a request carried may stand in it.
  const leaked = /Zqx\d+w|7719\d{6}/i.exec(hub.log())
  if (leaked !== null) aftermath.push(`the hub's log repeats what was sent: …${hub.log().slice(Math.max(0, leaked.index - 200), leaked.index + 60)}…`)
  return { aftermath, rssMb }
}
