import type { HeldMessage, HeldPage } from '@steckwerk/api/contract'
import type { Answer } from './mock-person.ts'

export interface OutboundState {
  messages: readonly HeldMessage[]
  readonly decisions: Readonly<Record<string, unknown>>[]
}

/** Two destinations: one system refused a message, another never answered one. */
export function sampleOutbound(now: number): OutboundState {
  const held = (control: string, minutes: number, more: Partial<HeldMessage>): HeldMessage => ({
    connector: 'alpha-haupthaus', channel: 'kis-termine', control, appointment: 'a1', event: 'S12', state: 'held', composedAt: new Date(now - minutes * 60_000).toISOString(), attempts: 1, ack: 'AE', reason: 'Patient unbekannt', decision: null, ...more,
  })
  return {
    decisions: [],
    messages: [held('0A1', 190, {}), held('0A2', 12, { event: 'S15' }), held('0B1', 45, { channel: 'archiv', appointment: 'a2', event: 'S13', state: 'unknown', attempts: 3, ack: 'timeout', reason: '' })],
  }
}

export function answerOutbound(state: OutboundState, route: string, body: string): Answer | undefined {
  if (/^GET \/carriers\/\w+\/outbound$/.test(route)) {
    const messages = route.includes('/alpha/') ? state.messages : []
    return { status: 200, json: { total: messages.length, messages } satisfies HeldPage }
  }
  if (!/^POST \/carriers\/\w+\/outbound\/decide$/.test(route)) return undefined
  const decision = JSON.parse(body) as { readonly control: string; readonly decision: 'resend' | 'skip' }
  state.decisions.push(decision)
  state.messages = state.messages.map(message => message.control === decision.control ? { ...message, decision: decision.decision } : message)
  return { status: 204 }
}
