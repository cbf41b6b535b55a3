import type { PlugDocument, PlugDocuments } from '@steckwerk/plug'
import { allDocuments } from '../all-documents.ts'
import { kinds, type Guest } from './records.ts'
import type { BarcampEvent } from './shapes.ts'

export interface ListedGuest extends Guest {
  readonly id: string
  /** 0 = has a place, n = number n of those who wait. */
  readonly waiting: number
}

/** In the order of registration. */
export async function guestsOf(documents: PlugDocuments, { id: event, body: { capacity } }: PlugDocument<BarcampEvent>): Promise<readonly ListedGuest[]> {
  const found = await allDocuments<Guest>(documents, kinds.guest, event)
  return found.toSorted((a, b) => a.body.since - b.body.since || (a.id < b.id ? -1 : 1)).map(({ id, body }, at) => ({ id, ...body, waiting: Math.max(0, at + 1 - capacity) }))
}
