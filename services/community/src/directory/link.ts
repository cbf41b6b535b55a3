import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'

/** What a mail's link carries in its fragment: until when it counts (milliseconds since 1970 UTC), and the proof that it was sent. */
export const linkShape = z.strictObject({ until: z.number().int().min(0).max(9_999_999_999_999), proof: z.string().regex(/^[\w-]{43}$/) })
export type Link = z.output<typeof linkShape>

/** Of a link that ends with what it is about, and not before. */
export const noEnd = 9_999_999_999_999

/** Lies with what the link is about, sealed as all documents are: a new secret ends all links that are under way. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

const proofOf = (secret: string, until: number): string => createHmac('sha256', secret).update(`link ${until}`).digest('base64url')

/** The same link each time it is asked for, so that a mail which is sent again after a failure says the same. */
export const fragmentOf = (id: string, secret: string, until: number): string => `#${id}.${until}.${proofOf(secret, until)}`

/** Of the page on which a keeper works at an actor. */
export const pathOfEdit = (network: string, actor: string, secret: string, until: number): string => `/netz/${network}/eintrag${fragmentOf(actor, secret, until)}`

export function isProven(secret: string, { until, proof }: Link, now: number): boolean {
  return until >= now && timingSafeEqual(Buffer.from(proofOf(secret, until)), Buffer.from(proof))
}
