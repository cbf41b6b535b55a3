import { z } from 'zod'

/** Shapes of what is sent to sign in. Passwords longer than any that is accepted are refused before they are hashed. */
const password = z.string().min(1).max(512)
const name = z.string().trim().min(1).max(60)
/** What a browser's WebAuthn gives; looked at closely where it is verified. */
const response = z.looseObject({ id: z.string().min(1).max(1400), rawId: z.string().max(1400), type: z.string().max(40), response: z.looseObject({}) })

export const passwordBody = z.strictObject({ account: z.string().min(1).max(128), password })
export const totpBody = z.strictObject({ code: z.string().trim().regex(/^\d{3} ?\d{3}$/).transform((code) => code.replace(' ', '')) })
export const passkeyBody = z.strictObject({ response })
export const newPasskeyBody = z.strictObject({ name, response })
export const passkeyOptionsBody = z.strictObject({ name: z.string().max(60).optional() }).optional()
export const passkeyNameBody = z.strictObject({ name })
export const setupBody = z.strictObject({ code: z.string().min(1).max(64) })
export const setupPasswordBody = z.strictObject({ account: z.string().min(1).max(128).optional(), password })
export const confirmBody = z.strictObject({ password, code: totpBody.shape.code.optional() })
export const newPasswordBody = z.strictObject({ password })
export const recoveryBody = z.union([
  z.strictObject({ patient: z.string().min(1).max(64), login: z.string().min(1).max(128) }),
  z.strictObject({ account: z.string().min(1).max(64) }),
])
