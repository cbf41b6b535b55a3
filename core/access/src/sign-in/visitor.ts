import type { PasskeyPlace } from './passkey-place.ts'

/** The browser that signs in, as far as it is of interest. */
export interface Visitor {
  /** IP address. */
  readonly address: string
  /** Browser and system in words; see deviceLabel. */
  readonly device: string
  /** The cookie of known devices; see KnownDevices. */
  readonly known: string | undefined
  /** Where the page was opened. */
  readonly place: PasskeyPlace
  /** Ties log lines together. */
  readonly trace: string
}
