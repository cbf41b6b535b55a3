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
  /** Opened in a frame of the portal: the launch itself is what authorizes. */
  readonly slot?: SlotLaunch
}

/** Where a service's page is shown to whom: docs/decisions/0036-slots.md */
export interface SlotLaunch {
  /** `slotwerk/my-appointment`: the service and its slot. */
  readonly name: string
  /** Of the portal's session, as in lists; what is granted ends with it. */
  readonly session: string
  readonly person: { readonly name: string; readonly amr: readonly string[]; readonly fhirUser?: string }
  /** The most that may be granted: of patient/ and user/ scopes. */
  readonly scopes: readonly string[]
  /** Id of the Appointment it is about. */
  readonly appointment?: string
  /** Of the portal's pages. */
  readonly language: 'de' | 'en'
  /** Where the frame begins. */
  readonly address: string
}

export interface Launches {
  /** An opaque id: 256 random bits, single use, 5 minutes; for a frame, which begins at once, one. */
  create(launch: Launch): Promise<{ readonly id: string; readonly expiresAt: Date }>
  get(id: string): Promise<Launch | undefined>
  /** The launch, to whoever comes first. */
  take(id: string): Promise<Launch | undefined>
}

const kind = 'Launch'
const seconds = 300
const slotSeconds = 60

/** Source: SMART App Launch 2.2, EHR launch sequence. */
export function createLaunches(records: OidcRecords, clock: Clock): Launches {
  const get = async (id: string): Promise<Launch | undefined> => {
    const found = await records.get<Launch>(kind, id)
    return found === undefined || found.consumed !== undefined ? undefined : found
  }
  return {
    create: async (launch) => {
      const id = randomBytes(32).toString('base64url')
      const lives = launch.slot === undefined ? seconds : slotSeconds
      await records.put(kind, id, launch, { lives })
      return { id, expiresAt: new Date(clock.now() + lives * 1000) }
    },
    get,
    take: async (id) => {
      const launch = await get(id)
      return launch !== undefined && (await records.consume(kind, id)) ? launch : undefined
    },
  }
}
