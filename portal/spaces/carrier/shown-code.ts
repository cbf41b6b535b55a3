/** A code that is shown this once: to set up an account, or to get into it again. */
export interface ShownCode {
  readonly kind: 'invitation' | 'recovery'
  readonly name: string
  readonly code: string
  readonly expiresAt: string
}
