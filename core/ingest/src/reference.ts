import { Fault } from '@steckwerk/kernel'

/** Names one message of a carrier for ever. */
export interface MessageKey {
  readonly connector: string
  readonly epoch: string
  readonly channel: string
  readonly sequence: number
}

/** `connector/epoch/channel/sequence`. */
export function formatReference(key: MessageKey): string {
  return `${key.connector}/${key.epoch}/${key.channel}/${key.sequence}`
}

const shape = /^([\w.-]{1,64})\/([0-9a-f-]{36})\/([\w.-]{1,64})\/(\d{1,15})$/

/** Faults: ingest/reference. */
export function parseReference(text: string): MessageKey {
  const found = shape.exec(text)
  if (found === null) throw new Fault('invalid', 'ingest/reference', 'A message is named by connector/epoch/channel/sequence.')
  return { connector: found[1]!, epoch: found[2]!, channel: found[3]!, sequence: Number(found[4]) }
}
