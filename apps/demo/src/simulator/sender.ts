import { setTimeout as pause } from 'node:timers/promises'
import type { SimulatedMessage } from './hospital.ts'
import { Lane } from './lane.ts'
import type { Ack, Address } from './mllp-client.ts'
import { hash } from './random.ts'

export interface SenderOptions extends Address {
  /** Parallel connections; messages of one patient keep to one of them. */
  readonly connections?: number
  /** Messages a second; without it as fast as the receiver acknowledges. */
  readonly rate?: number
  readonly ackTimeoutMs?: number
  /** First pause before a message is sent again; default 200 ms. */
  readonly retryMs?: number
  /** Ends the sending; messages on their way are given up, not waited for. */
  readonly signal?: AbortSignal
  readonly onAcknowledged?: (message: SimulatedMessage, milliseconds: number) => void
  readonly onRefused?: (message: SimulatedMessage, ack: Ack) => void
}

export interface SenderResult {
  readonly acknowledged: number
  readonly refused: number
  /** Tries that failed: connection lost, no answer in time, AE or CE. */
  readonly retries: number
  /** From the first message taken to the last acknowledgement. */
  readonly seconds: number
}

/** Sends messages over MLLP and waits for the acknowledgement of each, in order for each patient; a message that concerns several
 *  patients is sent while none of theirs is on its way. Whatever fails is tried again until it is acknowledged (AA, CA) or refused (AR, CR).
 *  Ends with its input, or at the abort of `signal`. */
export async function runSender(
  messages: Iterable<SimulatedMessage> | AsyncIterable<SimulatedMessage>,
  options: SenderOptions,
): Promise<SenderResult> {
  const count = { acknowledged: 0, refused: 0, retries: 0 }
  const { signal } = options
  const lanes = Array.from({ length: options.connections ?? 1 }, () => {
    return new Lane<SimulatedMessage>(
      { host: options.host, port: options.port },
      {
        ackTimeoutMs: options.ackTimeoutMs ?? 30_000,
        retryMs: options.retryMs ?? 200,
        signal,
        onAcknowledged: (message, milliseconds) => {
          count.acknowledged++
          options.onAcknowledged?.(message, milliseconds)
        },
        onRefused: (message, ack) => {
          count.refused++
          options.onRefused?.(message, ack)
        },
        onRetry: () => {
          count.retries++
        },
      },
    )
  })
  const laneOf = (patient: string): Lane<SimulatedMessage> => {
    const lane = lanes[hash(patient) % lanes.length]
    if (!lane) throw new RangeError('A sender needs a connection')
    return lane
  }
  const abort = (): void => lanes.forEach(lane => lane.abort())
  signal?.addEventListener('abort', abort, { once: true })
  const begun = performance.now()
  const pace = pacer(options.rate, signal)
  try {
    for await (const message of messages) {
      await pace()
      signal?.throwIfAborted()
      const [own = '', ...others] = message.patients
      const concerned = new Set([laneOf(own), ...others.map(laneOf)])
      if (concerned.size > 1) await idle(concerned)
      await laneOf(own).push(message, mostWaiting)
      if (concerned.size > 1) await idle(concerned)
    }
    await idle(lanes)
  } catch (error) {
    if (signal?.aborted !== true) throw error
  } finally {
    signal?.removeEventListener('abort', abort)
    await Promise.all(lanes.map(async lane => lane.close()))
  }
  return { ...count, seconds: (performance.now() - begun) / 1000 }
}

async function idle(lanes: Iterable<Lane<SimulatedMessage>>): Promise<void> {
  await Promise.all(Array.from(lanes, async lane => lane.idle()))
}

/** Messages a lane takes ahead. */
const mostWaiting = 16

/** Waits so that calls come `rate` times a second, without drift; a pause in between is not made up for by more than a second's worth. */
function pacer(rate: number | undefined, signal: AbortSignal | undefined): () => Promise<void> {
  if (rate === undefined || rate <= 0) return async () => undefined
  const gap = 1000 / rate
  let next = performance.now()
  return async () => {
    const now = performance.now()
    next = Math.max(next, now - 1000)
    if (next > now) await pause(next - now, undefined, signal ? { signal } : {})
    next += gap
  }
}
