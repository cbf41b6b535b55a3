import { Fault } from '@steckwerk/kernel'
import type { DocumentName, RouteAnswer } from '@steckwerk/plug'
import { isEditor } from '../caller.ts'
import { eventOf, kinds } from './records.ts'
import type { Asked } from '../community-route.ts'

const encoder = new TextEncoder()

/** Server-sent events: says that something of the event has changed and what kind of thing; whoever listens reads it anew. Editors are told of votes, too. */
export async function listen(asked: Asked): Promise<RouteAnswer> {
  const { id } = await eventOf(asked)
  const told = [kinds.event, kinds.pitch, kinds.board, kinds.note, ...(isEditor(asked) ? [kinds.ballot, kinds.guest] : [])]
  return { status: 200, file: { contentType: 'text/event-stream', content: news(await asked.documents.changes({ kinds: told, parent: id }, asked.call.signal)) } }
}

async function* news(changes: AsyncIterable<DocumentName>): AsyncGenerator<Uint8Array> {
  yield said('ready')
  try {
    for await (const { kind } of changes) yield said(kind)
  } catch (thrown) {
    // Whoever is back reads everything anyway.
    if (!(thrown instanceof Fault && thrown.code === 'plug/documents-missed')) throw thrown
  }
}

function said(what: string): Uint8Array {
  return encoder.encode(`data: ${JSON.stringify({ what })}\n\n`)
}
