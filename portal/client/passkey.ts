import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser'
import type { WebAuthnJson } from '@steckwerk/api/contract/account'

/** declined: closed, timed out, or no passkey of this portal here (browsers do not tell which); known: this device has one already. */
export type PasskeyTrouble = 'declined' | 'known' | 'unsupported'

export class PasskeyFault extends Error {
  readonly trouble: PasskeyTrouble

  constructor(trouble: PasskeyTrouble) {
    super(`The passkey was not used: ${trouble}`)
    this.name = 'PasskeyFault'
    this.trouble = trouble
  }
}

export function passkeysSupported(): boolean {
  return browserSupportsWebAuthn()
}

/** Asks for a passkey. Rejects with PasskeyFault. */
export async function usePasskey(options: WebAuthnJson): Promise<WebAuthnJson> {
  return ceremony(() => startAuthentication({ optionsJSON: options as never }))
}

/** Makes a passkey. Rejects with PasskeyFault. */
export async function createPasskey(options: WebAuthnJson): Promise<WebAuthnJson> {
  return ceremony(() => startRegistration({ optionsJSON: options as never }))
}

async function ceremony(run: () => Promise<unknown>): Promise<WebAuthnJson> {
  if (!passkeysSupported()) throw new PasskeyFault('unsupported')
  try {
    return await run() as WebAuthnJson
  } catch (error) {
    const name = error instanceof Error ? error.name : ''
    throw new PasskeyFault(name === 'InvalidStateError' ? 'known' : name === 'NotSupportedError' || name === 'SecurityError' ? 'unsupported' : 'declined')
  }
}
