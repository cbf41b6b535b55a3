import { dirname } from 'node:path'

/** The checkout's top folder. */
export const root: string = dirname(dirname(import.meta.dirname))
