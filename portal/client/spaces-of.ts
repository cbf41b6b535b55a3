import type { Me } from '@steckwerk/api/contract'
import { administers } from './carrier-pages.ts'

/** Somebody without any role: a patient or a relative. */
export function isPerson(me: Me): boolean {
  return me.roles.length === 0
}

export function seesWards(me: Me): boolean {
  return me.carriers.some(({ permissions }) => permissions.includes('ward.read'))
}

/** What patients have sent is clinical. */
export function seesForms(me: Me): boolean {
  return me.roles.includes('clinician')
}

/** Connectors and messages: of the whole platform, or of carriers of one's own. */
export function seesLeitstand(me: Me): boolean {
  return me.roles.includes('operator') || me.carriers.some(({ permissions }) => permissions.includes('leitstand.read'))
}

/** Where who signs in arrives. */
export function firstPage(me: Me): '/leitstand' | '/haus' | '/traeger' | '/meine' | '/konto' {
  if (me.roles.includes('operator')) return '/leitstand'
  if (seesWards(me)) return '/haus'
  if (administers(me)) return '/traeger'
  if (seesLeitstand(me)) return '/leitstand'
  return isPerson(me) ? '/meine' : '/konto'
}
