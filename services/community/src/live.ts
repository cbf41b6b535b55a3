import { Fault } from '@steckwerk/kernel'
import type { DocumentName, RouteAnswer } from '@steckwerk/plug'
import type { Asked } from './community-route.ts'

const encoder = new TextEncoder()

/** Server-sent events: says that something below a parent has changed and what kind of thing; whoever listens reads it anew. */
export async function listenTo({ documents, call }: Asked, of: { readonly kinds: readonly string[]; readonly parent: string }): Promise<RouteAnswer> {
  return { status: 200, file: { contentType: 'text/event-stream', content: news(await documents.changes(of, call.signal)) } }
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
