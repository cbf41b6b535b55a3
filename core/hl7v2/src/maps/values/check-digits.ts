/** A health insurance number (Krankenversichertennummer): a letter and nine digits. */
export function isKvnrFormat(value: string): boolean {
  return /^[A-Z]\d{9}$/.test(value)
}

/** The letter as two digits (A = 01) and the next eight digits, weighted 1, 2, 1, 2 …, cross sums added, mod 10 gives the last digit.
 *  Source: § 290 SGB V, Richtlinie zum Aufbau der Krankenversichertennummer, annex 1. */
export function isKvnr(value: string): boolean {
  if (!isKvnrFormat(value)) return false
  const letter = value.charCodeAt(0) - 64
  const digits = `${letter < 10 ? '0' : ''}${letter}${value.slice(1, 9)}`
  return weightedSum(digits, [1, 2]) % 10 === Number(value[9])
}

/** An institution number (Institutionskennzeichen): digits 3 to 8 weighted 2, 1, 2, 1 …, cross sums added, mod 10 gives digit 9.
 *  Source: ARGE IK, Gemeinsames Rundschreiben. */
export function isIknr(value: string): boolean {
  return /^\d{9}$/.test(value) && weightedSum(value.slice(2, 8), [2, 1]) % 10 === Number(value[8])
}

/** A physician's number (Lebenslange Arztnummer): digits 1 to 6 weighted 4, 9, 4, 9 …; what lacks to the next ten is digit 7.
 *  Digits 8 and 9 name the specialty. Source: KBV, Richtlinie zur Vergabe der Arztnummern. */
export function isLanr(value: string): boolean {
  if (!/^\d{9}$/.test(value)) return false
  let sum = 0
  for (let i = 0; i < 6; i++) sum += Number(value[i]) * (i % 2 === 0 ? 4 : 9)
  return (10 - (sum % 10)) % 10 === Number(value[6])
}

/** A physician's chamber number (Einheitliche Fortbildungsnummer): 15 digits that begin with 80276.
 *  Source: Bundesärztekammer. */
export function isEfn(value: string): boolean {
  return /^80276\d{10}$/.test(value)
}

function weightedSum(digits: string, weights: readonly [number, number]): number {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const product = Number(digits[i]) * weights[(i % 2) as 0 | 1]
    sum += product > 9 ? product - 9 : product
  }
  return sum
}
