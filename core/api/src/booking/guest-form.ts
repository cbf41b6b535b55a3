import { dayOf } from '@steckwerk/access'
import { Fault } from '@steckwerk/kernel'
import { z } from 'zod'
import { day } from './body-parts.ts'

const name = z.string().trim().min(1).max(80).regex(/^[^\p{Cc}<>]+$/u)

/** GuestPerson: what a Patient is made of whom nobody here knows. */
export const guestForm = z.strictObject({
  given: name, family: name, birthDate: day, email: z.email().max(254).optional(), phone: z.string().trim().regex(/^\+?[0-9 ()/-]{5,30}$/).optional(), insurance: z.enum(['GKV', 'PKV', 'SEL']),
})
export type Guest = z.output<typeof guestForm>

export const isReachable = ({ email, phone }: Pick<Guest, 'email' | 'phone'>): boolean => email !== undefined || phone !== undefined

/** Faults: api/body. */
export function requireBorn({ birthDate }: Pick<Guest, 'birthDate'>, now: number): void {
  if (birthDate > dayOf(now) || birthDate < '1900-01-01') throw new Fault('invalid', 'api/body', 'A birth date lies in the past.', { at: 'birthDate' })
}
