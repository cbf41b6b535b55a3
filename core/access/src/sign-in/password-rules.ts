import { Fault } from '@steckwerk/kernel'
import { commonPasswords } from './common-passwords.ts'

export const passwordLength = Object.freeze({ min: 12, max: 128 })

/** Refuses what is too short, too long, much used or made of the account's own names. No rules of composition: they make passwords worse.
 *  Lengths in characters after NFC. Source: OWASP ASVS 5.0, 6.2; NIST SP 800-63B, 3.1.1.2.
 *  Faults: access/password-length, access/password-common, access/password-own-name. */
export function requireGoodPassword(password: string, names: readonly string[]): void {
  const normal = password.normalize('NFC')
  const length = [...normal].length
  if (length < passwordLength.min || length > passwordLength.max) {
    throw new Fault('invalid', 'access/password-length', `A password has ${passwordLength.min} to ${passwordLength.max} characters.`, { at: 'password' })
  }
  const core = plainForm(normal)
  if (isCommon(core)) {
    throw new Fault('invalid', 'access/password-common', 'This password is used by many; choose another one, such as four words that do not belong together.', { at: 'password' })
  }
  const own = names.flatMap((name) => [name, ...name.split(/[^\p{L}\p{N}]+/u)]).map(plainForm).filter((name) => name.length >= 4)
  if (own.some((name) => core.replaceAll(name, '').length < 6)) {
    throw new Fault('invalid', 'access/password-own-name', 'This password is little more than the account\'s own name.', { at: 'password' })
  }
}

/** Small letters and digits only, with the usual stand-ins read as letters. */
function plainForm(text: string): string {
  return text.normalize('NFKD').toLowerCase().replace(/[@4]/g, 'a').replace(/[3€]/g, 'e').replace(/[1!]/g, 'i').replace(/0/g, 'o').replace(/[$5]/g, 's')
    .replace(/[^\p{L}\p{N}]/gu, '')
}

const common: ReadonlySet<string> = new Set(commonPasswords.map(plainForm))

/** A common one, one repeated, one with up to five characters around it, or a single run of keys or characters. */
function isCommon(core: string): boolean {
  if (common.has(core) || new Set(core).size <= 3) return true
  for (const word of common) {
    if (core.includes(word) && core.replaceAll(word, '').length <= 5) return true
  }
  return runs.some((run) => run.includes(core))
}

const runs = ['abcdefghijklmnopqrstuvwxyz', '01234567890123456789', '98765432109876543210', 'qwertzuiopuasdfghjkloayxcvbnm', 'qwertyuiopasdfghjklzxcvbnm', '1qay2wsx3edc4rfv5tgb6zhn7ujm', '1qaz2wsx3edc4rfv5tgb6yhn7ujm']
  .map(plainForm)
