import type { Me } from '@steckwerk/api/contract'
import { administers } from './carrier-pages.ts'

/** Somebody without any role: a patient or a relative. */
export function isPerson(me: Me): boolean {
  return me.roles.length === 0
}

export function seesWards(me: Me): boolean {
  return me.carriers.some(({ permissions }) => permissions.includes('ward.read'))
}

/** Where who signs in arrives. */
export function firstPage(me: Me): '/leitstand' | '/haus' | '/traeger' | '/meine' | '/konto' {
  if (me.roles.includes('operator')) return '/leitstand'
  if (seesWards(me)) return '/haus'
  if (administers(me)) return '/traeger'
  return isPerson(me) ? '/meine' : '/konto'
}
