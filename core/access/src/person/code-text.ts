import { randomInt } from 'node:crypto'
import { Fault } from '@steckwerk/kernel'

/** Crockford's base 32: no I, L, O, U. Source: https://www.crockford.com/base32.html */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const tenantLetters = 3
const secretLetters = 16
const codeLetters = tenantLetters + secretLetters + 1

/** What was typed, as it was printed. */
export interface CodeText {
  readonly tenant: number
  /** 20 letters, without hyphens. */
  readonly code: string
}

/** A new code: the carrier (3 letters, so that no list over all carriers is needed to find it), 80 random bits (16) and a check letter. */
export function newCode(tenant: number): CodeText {
  if (tenant >= 32 ** tenantLetters) throw new Fault('internal', 'access/activation-carriers', 'Activation codes have room for 32,767 carriers.')
  const values = [tenant >> 10, (tenant >> 5) & 31, tenant & 31]
  for (let i = 0; i < secretLetters; i++) values.push(randomInt(32))
  values.push(checkOf(values))
  return { tenant, code: values.map((value) => letters[value]).join('') }
}

/** Reads a code as people type it: any case, with blanks or hyphens, O for 0, I and L for 1. undefined where a letter is wrong, missing or
 *  swapped with another: such a code is not worth an attempt. */
export function readCode(text: string): CodeText | undefined {
  const plain = text.toUpperCase().replaceAll(/[\s\-–]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  if (plain.length !== codeLetters) return undefined
  const values = [...plain].map((letter) => letters.indexOf(letter))
  if (values.includes(-1) || checkOf(values.slice(0, -1)) !== values.at(-1)) return undefined
  return { tenant: (values[0]! << 10) | (values[1]! << 5) | values[2]!, code: plain }
}

/** In groups of four, as printed. */
export function printedCode(code: string): string {
  return code.match(/.{4}/g)!.join('-')
}

/** One letter that finds every single wrong letter and every two that were swapped: the sum of value × α^place in GF(32). Places differ in
 *  their power of α (there are fewer than 31), so neither leaves the sum as it was. */
function checkOf(values: readonly number[]): number {
  // Horner's rule: each step multiplies by α, so the check letter itself stands at the power 0.
  return values.reduce((sum, value) => timesAlpha(sum ^ value), 0)
}

/** α = x in GF(2)[x] / (x^5 + x^2 + 1), a primitive polynomial. */
function timesAlpha(value: number): number {
  const doubled = value << 1
  return doubled > 31 ? doubled ^ 0b100101 : doubled
}
