import type { Fault, Log } from '@steckwerk/kernel'
import type { ChannelState } from '../spool/state.ts'

const repeatAfterMs = 60_000

/** Keeps a channel's last problem for the Leitstand. The log gets it once, and again after a minute: a sender that repeats its
 *  mistake a thousand times a second shall not flood it. */
export function noteProblem(channel: ChannelState, fault: Fault, log: Log, now: number): void {
  const former = channel.error
  const repeats = former?.code === fault.code && now - former.at < repeatAfterMs
  if (!repeats) log.warn('channel.problem', { channel: channel.name, code: fault.code })
  // A repetition keeps the time of the line in the log, unless that is a minute ago.
  channel.error = { code: fault.code.slice(0, 96), text: fault.message.slice(0, 300), at: repeats ? former.at : now }
  channel.changed = true
}

/** A problem that cost a message: the sender still has it. */
export function noteRefused(channel: ChannelState, fault: Fault, log: Log, now: number): void {
  channel.refused++
  noteProblem(channel, fault, log, now)
}
