import type { DocumentName, PlugCarrier } from '@steckwerk/plug'
import { z } from 'zod'

/** Where a link goes that lets somebody in. */
export interface MailedLink {
  /** '' = whoever makes the link hands it over. */
  readonly mail: string
  readonly language: string
}

export const linkMail = z.union([z.literal(''), z.email().max(254)]).default('')

/** Mails a link where an address was given. What the link needs is taken back where nothing can be sent there.
 *  Faults: notify/address, notify/too-many. */
export async function mailLink({ mail, documents }: PlugCarrier, { mail: to, language }: MailedLink, words: { readonly template: string; readonly about: string; readonly path: string; readonly key: string }, made: Pick<DocumentName, 'kind' | 'id' | 'parent'>): Promise<void> {
  if (to === '') return
  try {
    await mail({ to, language, ...words })
  } catch (thrown) {
    await documents.write([{ ...made, body: undefined }])
    throw thrown
  }
}
