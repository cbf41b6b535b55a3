import { setTimeout as pause } from 'node:timers/promises'
import type { Log } from '@steckwerk/kernel'
import { outboundAnswer, type OutboundFetch, type OutboundSettings } from '@steckwerk/uplink'
import type { HubAnswer, HubClient } from '../upload/hub-client.ts'
import { backOff } from '../upload/back-off.ts'
import { spoolFault } from '../spool/sqlite-fault.ts'
import type { OutboundQueue } from './queue.ts'

export interface ExchangeParts {
  readonly hub: HubClient
  readonly queue: OutboundQueue
  readonly channels: Readonly<Record<string, OutboundSettings>>
  readonly waitSeconds: number
  readonly log: Log
  /** Called when there may be something to send. */
  readonly onStored: () => void
}

const shortestMs = 50

/** Fetches messages from the hub and tells it what became of them, by calls of the connector's own: the hub never dials in. */
export class HubExchange {
  readonly #parts: ExchangeParts
  readonly #end = new AbortController()
  readonly #running: Promise<unknown>
  #told = Promise.withResolvers<void>()

  constructor(parts: ExchangeParts) {
    this.#parts = parts
    this.#running = Promise.all([this.#fetch(), this.#report()])
  }

  /** Something was settled. */
  tell(): void {
    this.#told.resolve()
  }

  async close(): Promise<void> {
    this.#end.abort()
    this.tell()
    await this.#running
  }

  async #fetch(): Promise<void> {
    const { queue, channels, waitSeconds, onStored } = this.#parts
    let stored: OutboundFetch['stored'] = []
    await this.#repeat('outbound.fetch-failed', async (signal) => {
      const { status, body } = await this.#parts.hub.fetchOutbound({ spool: queue.id, channels, stored, waitSeconds }, signal)
      const answer = outboundAnswer.safeParse(body)
      if (status !== 200 || !answer.success) return false
      const { messages, decisions } = answer.data
      if (messages.length > 0) queue.store(messages)
      // Only now are they durable here, and only with the next question does the hub hear of it.
      stored = messages.map(({ channel, control }) => ({ channel, control }))
      if (decisions.length > 0) {
        queue.decide(decisions)
        this.tell()
      }
      if (messages.length > 0 || decisions.length > 0) onStored()
      // A hub that does not wait, or a decision it has not been told the end of, must not make a storm of questions.
      if (messages.length === 0) await pause(shortestMs, undefined, { signal }).catch(() => {})
      return true
    })
  }

  async #report(): Promise<void> {
    const { queue, hub } = this.#parts
    await this.#repeat('outbound.report-failed', async (signal) => {
      this.#told = Promise.withResolvers<void>()
      const results = queue.unreported()
      if (results.length === 0) {
        if (!signal.aborted) await this.#told.promise
        return true
      }
      const { status }: HubAnswer = await hub.reportOutbound({ results: [...results] }, signal)
      if (status !== 200) return false
      queue.reported(results)
      return true
    })
  }

  /** `once` gives false where it is to be tried again after a while. */
  async #repeat(event: string, once: (signal: AbortSignal) => Promise<boolean>): Promise<void> {
    const { signal } = this.#end
    let failures = 0
    while (!signal.aborted) {
      try {
        if (await once(signal)) {
          failures = 0
          continue
        }
      } catch (thrown) {
        if (signal.aborted) return
        if (failures === 0) this.#parts.log.error(event, (thrown as { errcode?: unknown }).errcode === undefined ? thrown : spoolFault(thrown))
      }
      await pause(backOff(++failures), undefined, { signal }).catch(() => {})
    }
  }
}
