import { isDay } from '@steckwerk/access'
import { z } from 'zod'

/** What bodies of booking are made of. */
export const id = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/)
export const day = z.string().refine(isDay)
/** A note, or a reason. */
export const text = z.string().trim().min(1).max(500)
