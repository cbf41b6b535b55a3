import type { Repetition } from '../../field.ts'
import type { ContactPoint } from './shapes.ts'
import { hl7Extension } from './systems.ts'
import { valueOf } from './text.ts'

const originalText = `${hl7Extension}originalText`

/** A contact point of an XTN, of which senders fill very different components: the whole number (1, 4, 7 or 12), its parts (5 to 8), or
 *  an e-mail address (1 or 4). A phone number gets its international form without blanks (`+49893456789`; without a country the German
 *  one where `german`), with the sender's text kept beside it; what does not look like one stays as it is. Undefined where nothing was sent. */
export function contactOf(repetition: Repetition, use: 'home' | 'work', german: boolean): ContactPoint | undefined {
  const first = valueOf(repetition, 1)
  const email = valueOf(repetition, 4)
  const kind = valueOf(repetition, 3)?.toUpperCase()
  if (email?.includes('@')) return { system: 'email', value: email, use }
  if (first?.includes('@')) return { system: 'email', value: first, use }
  const parts = partsOf(repetition, german)
  const text = valueOf(repetition, 12) ?? first ?? parts?.text ?? email
  if (text === undefined) return undefined
  const system = kind === 'FX' ? 'fax' : kind === 'BP' ? 'pager' : 'phone'
  const value = parts?.value ?? international(text, german) ?? text
  const contact: ContactPoint = { system, value, use: kind === 'CP' && use !== 'work' ? 'mobile' : use }
  if (value !== text) contact._value = { extension: [{ url: originalText, valueString: text }] }
  return contact
}

/** Country, area, local number and direct line (which in Germany is dialled right behind), where they were sent apart. */
function partsOf(repetition: Repetition, german: boolean): { text: string; value: string | undefined } | undefined {
  const local = valueOf(repetition, 7)
  if (local === undefined) return undefined
  const area = valueOf(repetition, 6)
  const extension = valueOf(repetition, 8)
  const text = [area, local, extension].filter(Boolean).join(' ')
  if (area === undefined) return { text, value: international(text, german) }
  const country = valueOf(repetition, 5)?.replace(/^(?:\+|00)/, '') ?? (german ? '49' : undefined)
  const digits = `${area.replace(/^0/, '')}${local}${extension ?? ''}`.replace(/\D/g, '')
  return { text, value: country === undefined || !/^\d{1,3}$/.test(country) ? undefined : inRange(`+${country}${digits}`) }
}

/** `089/3456789`, `+49 (0)89 345-6789`, `0221-7654321 Büro` in international form; undefined where the text does not tell. */
function international(text: string, german: boolean): string | undefined {
  const number = /^\+?[\d\s()/.–-]+/.exec(text)?.[0].replace(/\(0\)/, '') ?? ''
  const digits = number.replace(/\D/g, '')
  if (number.startsWith('+')) return inRange(`+${digits}`)
  if (digits.startsWith('00')) return inRange(`+${digits.slice(2)}`)
  return german && digits.startsWith('0') && number.startsWith('0')
    ? inRange(`+49${digits.slice(1)}`)
    : german && number.startsWith('(0')
      ? inRange(`+49${digits.slice(1)}`)
      : undefined
}

/** E.164 allows 15 digits; shorter than 7 is no subscriber's number. */
function inRange(value: string): string | undefined {
  return value.length >= 8 && value.length <= 16 ? value : undefined
}
