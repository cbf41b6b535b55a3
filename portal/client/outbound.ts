import type { HeldMessage, HeldPage } from '@steckwerk/api/contract'
import { carrierPath } from './carrier-path.ts'
import { request } from './request.ts'

export function fetchHeld(carrier: string, signal: AbortSignal): Promise<HeldPage> {
  return request<HeldPage>(carrierPath(carrier, 'outbound'), { signal })
}

export interface HeldDecision {
  readonly decision: 'resend' | 'skip'
  /** Needed to drop a message, at least three letters. */
  readonly reason?: string
}

/** The connector does it when it next asks; the decision is in the access log at once. */
export function decideHeld(carrier: string, { connector, control }: HeldMessage, decision: HeldDecision): Promise<void> {
  return request<void>(carrierPath(carrier, 'outbound', 'decide'), { method: 'POST', json: { connector, control, ...decision } })
}

export interface HeldQueue {
  readonly connector: string
  readonly channel: string
  readonly messages: readonly HeldMessage[]
}

/** By the destination they wait for, in the order of their names; within one, the oldest first. */
export function queuesOf(messages: readonly HeldMessage[]): readonly HeldQueue[] {
  const byPlace = Map.groupBy(messages, ({ connector, channel }) => `${connector} ${channel}`)
  return [...byPlace.values()].map(held => ({ connector: held[0]!.connector, channel: held[0]!.channel, messages: held.toSorted((a, b) => a.composedAt.localeCompare(b.composedAt)) }))
    .toSorted((a, b) => a.connector.localeCompare(b.connector) || a.channel.localeCompare(b.channel))
}

/** How many later messages stand behind this one: those of the same appointment and destination. */
export function blockedBy(message: HeldMessage, messages: readonly HeldMessage[]): number {
  return messages.filter(one => one.connector === message.connector && one.channel === message.channel && one.appointment === message.appointment && one.composedAt > message.composedAt).length
}
