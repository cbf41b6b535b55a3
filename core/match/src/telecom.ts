interface ContactParts {
  readonly system?: string
  readonly value?: string
}

/** A telephone number or e-mail address as it is compared: '+49 (0)30 1234' and '030/1234' are one. undefined where it is neither. */
export function foldTelecom({ system, value }: ContactParts): string | undefined {
  if (typeof value !== 'string') return undefined
  if (system === 'email' || value.includes('@')) return value.trim().toLowerCase()
  if (system !== 'phone' && system !== 'sms' && system !== undefined) return undefined
  const digits = value.replace('(0)', '').replace(/[^\d+]/g, '').replace(/^(\+49|0049)/, '0').replace(/\D/g, '')
  // Extensions and "0" for "none" would make strangers alike.
  return digits.length >= 6 ? digits : undefined
}
