import { createHospital, runSender, type DemoCarrier, type Hospital, type Region, type SimulatedMessage } from '@steckwerk/demo'
import { Recorder } from '../recorder.ts'
import type { Measured } from '../workload.ts'

const messages = 200

/** How long from sending a message until an open page is told of the change, one message after the other. */
export async function visible(region: Region, carrier: DemoCarrier, port: number): Promise<Measured> {
  const stop = new AbortController()
  const answer = await fetch(`${region.url}/portal/api/stream?carrier=${carrier.slug}`, {
    headers: { authorization: `Bearer ${region.token}`, accept: 'text/event-stream' }, signal: stop.signal,
  })
  if (!answer.ok || answer.body === null) throw new Error(`the event stream answers ${answer.status}`)
  let changed = Promise.withResolvers<void>()
  const reading = (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of answer.body as unknown as AsyncIterable<Uint8Array>) {
      if (decoder.decode(chunk, { stream: true }).includes('event: change')) changed.resolve()
    }
  })().catch(() => {})
  const recorder = new Recorder()
  const hospital = createHospital(99, carrier.style, { site: carrier.site, runId: 'SEEN' })
  const begun = performance.now()
  for (let i = 0; i < messages; i++) {
    changed = Promise.withResolvers<void>()
    const sent = performance.now()
    await runSender([nextArrival(hospital)], { host: '127.0.0.1', port })
    await changed.promise
    recorder.record(performance.now() - sent)
  }
  const elapsed = (performance.now() - begun) / 1000
  stop.abort()
  await reading
  return { name: 'visible in an open page', figure: messages / elapsed, unit: 'messages/s', ceiling: null, p50_ms: recorder.percentile(0.5), p99_ms: recorder.percentile(0.99) }
}

/** A message that surely changes something: an update may repeat what is known. */
function nextArrival(hospital: Hospital): SimulatedMessage {
  for (;;) {
    const message = hospital.next()
    if (message.trigger === 'A01' || message.trigger === 'A04' || message.trigger === 'A28') return message
  }
}
