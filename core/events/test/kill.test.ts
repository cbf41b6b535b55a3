import assert from 'node:assert/strict'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test } from 'node:test'
import { quick } from './quick.ts'
import { endpoint, eventsAt, patient, put, setting, subscription, toldAll, until, type Endpoint, type Setting } from './setting.ts'

interface Hub extends AsyncDisposable {
  /** SIGKILL: nothing is tidied up. */
  kill(): Promise<void>
}

async function hub(at: Setting): Promise<Hub> {
  const child: ChildProcess = spawn(process.execPath, [join(import.meta.dirname, 'hub-process.ts'), at.test.hubUrl, at.dataDir], { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  await Promise.race([once(child.stdout!, 'data'), ended.then(() => { throw new Error('the hub did not start') })])
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await ended
  }
  return { kill, [Symbol.asyncDispose]: kill }
}

const timeout = { url: 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-timeout', valueUnsignedInt: 1 }
const most = { url: 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-max-count', valuePositiveInt: 20 }

/** Writes in lanes, each in order, until it is told to end; gives how many of each. */
function load(at: Setting, lanes: number): { readonly written: number[]; end(): Promise<void> } {
  const written = Array.from({ length: lanes }, () => 0)
  let over = false
  const done = Promise.all(written.map(async (_, lane) => {
    while (!over) await put(at.store, at.ctx, patient(`l${lane}-${written[lane]!++}`))
  }))
  return { written, end: async () => { over = true; await done } }
}

test('subscriber and hubs are killed under load, one after the other: every event arrives in order, none is lost, and what comes twice has its number', { timeout: 240_000 }, async () => {
  await using at = await setting()
  let hook: Endpoint = await endpoint()
  const { url } = hook
  const port = Number(new URL(url).port)
  const arrived: string[] = []
  let made = ''
  {
    await using events = at.events(quick)
    made = (await events.subscriptions.create(at.ctx, subscription(url, 'Patient', { extension: [timeout, most] }))).id
    await until(() => toldAll(hook).some(({ type }) => type === 'handshake'))
    await until(async () => ((await events.subscriptions.get(at.ctx, made))!.resource as { status?: string }).status === 'active')
  }
  const first = await hub(at)
  const writing = load(at, 3)
  await until(() => eventsAt(hook).length > 40, 30_000)
  await using second = await hub(at)

  // The one that leads is killed in the middle of it.
  let before = eventsAt(hook).length
  await first.kill()
  await until(() => eventsAt(hook).length > before + 100, 30_000)

  // The subscriber dies; what is committed meanwhile waits for it.
  await hook[Symbol.asyncDispose]()
  arrived.push(...eventsAt(hook))
  before = writing.written[0]!
  await until(() => writing.written[0]! > before + 60, 30_000)
  // And so does the hub that waits with it; the first is started again.
  await using _third = await hub(at)
  await second.kill()
  hook = await endpoint(port)
  await using _back = hook
  await until(() => eventsAt(hook).length > 100, 30_000)
  await writing.end()
  const all = writing.written.reduce((a, b) => a + b, 0)
  const numbers = (): Set<string> => new Set([...arrived, ...eventsAt(hook)].map((event) => event.split(' ')[0]!))
  await until(() => numbers().size >= all, 60_000)

  const events = [...arrived, ...eventsAt(hook)].map((event) => event.split(' ') as [string, string])
  const focusOf = new Map<number, string>()
  const inOrder: number[] = []
  for (const [number, focus] of events) {
    const known = focusOf.get(Number(number))
    assert.equal(known ?? focus, focus, 'a number stands for one event, however often it comes')
    if (known !== undefined) continue
    focusOf.set(Number(number), focus)
    inOrder.push(Number(number))
  }
  assert.deepEqual(inOrder, Array.from({ length: all }, (_, n) => n + 1))
  assert.equal(new Set(focusOf.values()).size, all)
  for (const [lane, count] of writing.written.entries()) {
    assert.deepEqual([...focusOf.values()].filter((focus) => focus.startsWith(`Patient/l${lane}-`)), Array.from({ length: count }, (_, n) => `Patient/l${lane}-${n}`))
  }
  // Only what was on its way when somebody died comes again.
  assert.ok(events.length - all <= 3 * 20, `${events.length - all} came twice`)
})
