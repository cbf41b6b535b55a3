import { randomBytes } from 'node:crypto'
import type { Clock } from '@steckwerk/kernel'
import type { OidcRecords } from './oidc-records.ts'

/** What an app is opened with from the portal (EHR launch). */
export interface Launch {
  readonly account: string
  readonly carrier: string
  readonly client: string
  readonly patient?: string
  readonly encounter?: string
}

export interface Launches {
  /** An opaque id: 256 random bits, single use, 5 minutes. */
  create(launch: Launch): Promise<{ readonly id: string; readonly expiresAt: Date }>
  get(id: string): Promise<Launch | undefined>
  /** The launch, to whoever comes first. */
  take(id: string): Promise<Launch | undefined>
}

const kind = 'Launch'
const seconds = 300

/** Source: SMART App Launch 2.2, EHR launch sequence. */
export function createLaunches(records: OidcRecords, clock: Clock): Launches {
  const get = async (id: string): Promise<Launch | undefined> => {
    const found = await records.get<Launch>(kind, id)
    return found === undefined || found.consumed !== undefined ? undefined : found
  }
  return {
    create: async (launch) => {
      const id = randomBytes(32).toString('base64url')
      await records.put(kind, id, launch, { lives: seconds })
      return { id, expiresAt: new Date(clock.now() + seconds * 1000) }
    },
    get,
    take: async (id) => {
      const launch = await get(id)
      return launch !== undefined && (await records.consume(kind, id)) ? launch : undefined
    },
  }
}
