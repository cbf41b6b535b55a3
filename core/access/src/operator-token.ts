import { hash, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import type { Clock } from '@steckwerk/kernel'
import type { HubSecrets } from './hub-secrets.ts'
import { sharedSecret } from './shared-secret.ts'

export interface OperatorToken {
  /** Compares in constant time with the token that holds. */
  accepts(presented: string): Promise<boolean>
  /** Makes a new token and writes its file; the old one ends here at once and at other hubs within `refreshMs`. */
  rotate(): Promise<void>
}

const refreshMs = 5_000
const newToken = (): string => randomBytes(32).toString('base64url')
const digest = (text: string): Buffer => hash('sha256', text, 'buffer')

/** The operator's API token: 256 random bits in `<dataDir>/operator-token`, the same at every hub of the database. */
export async function openOperatorToken(options: {
  readonly secrets: HubSecrets
  readonly dataDir: string
  readonly clock: Clock
}): Promise<OperatorToken> {
  const { clock } = options
  const path = join(options.dataDir, 'operator-token')
  const shared = sharedSecret({ ...options, name: 'operator-token', path, make: newToken, form: /^[A-Za-z0-9_-]{32,128}$/ })
  let expected = digest(await shared.ensure(clock.now()))
  let readAt = clock.now()
  /** What was right last time, so that it is hashed once and not at each request. */
  let known = Buffer.alloc(0)
  const hold = (text: string): void => {
    expected = digest(text)
    known = Buffer.alloc(0)
  }
  const isKnown = (presented: Buffer): boolean => presented.length === known.length && timingSafeEqual(presented, known)

  return {
    accepts: async (presented) => {
      const now = clock.now()
      if (now - readAt > refreshMs) {
        const text = await shared.read(now)
        if (text !== undefined) hold(text)
        readAt = now
      }
      const bytes = Buffer.from(presented)
      if (isKnown(bytes)) return true
      if (!timingSafeEqual(digest(presented), expected)) return false
      known = bytes
      return true
    },
    rotate: async () => {
      const text = newToken()
      await shared.replace(text, clock.now())
      hold(text)
      readAt = clock.now()
    },
  }
}
