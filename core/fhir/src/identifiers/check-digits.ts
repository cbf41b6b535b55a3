/** The sum of a number's decimal digits, for the products of check digit methods (at most two digits). */
function crossSum(product: number): number {
  return product > 9 ? product - 9 : product
}

function digitsOf(text: string): number[] {
  return [...text].map(Number)
}

/** Whether a Krankenversichertennummer (10 characters) has its check digit: the letter as 01 to 26 and the next eight
 *  digits, weighted 1, 2, 1, 2, …, cross sums added, modulo 10. Source: § 290 SGB V, facts on KVNR. */
export function kvnrValid(kvnr: string): boolean {
  if (!/^[A-Z]\d{9}$/.test(kvnr)) return false
  const letter = String(kvnr.charCodeAt(0) - 64).padStart(2, '0')
  const sum = digitsOf(letter + kvnr.slice(1, 9)).reduce((total, digit, at) => total + crossSum(digit * (at % 2 === 0 ? 1 : 2)), 0)
  return sum % 10 === Number(kvnr[9])
}

/** Whether an Institutionskennzeichen (9 digits) has its check digit: digits 3 to 8 weighted 2, 1, 2, 1, 2, 1, cross sums
 *  added, modulo 10. */
export function iknrValid(iknr: string): boolean {
  if (!/^\d{9}$/.test(iknr)) return false
  const sum = digitsOf(iknr.slice(2, 8)).reduce((total, digit, at) => total + crossSum(digit * (at % 2 === 0 ? 2 : 1)), 0)
  return sum % 10 === Number(iknr[8])
}

/** Whether a lebenslange Arztnummer (9 digits) has its check digit, the seventh: digits 1 to 6 weighted 4, 9, 4, 9, 4, 9,
 *  the difference to the next ten. */
export function lanrValid(lanr: string): boolean {
  if (!/^\d{9}$/.test(lanr)) return false
  const sum = digitsOf(lanr.slice(0, 6)).reduce((total, digit, at) => total + digit * (at % 2 === 0 ? 4 : 9), 0)
  return (10 - (sum % 10)) % 10 === Number(lanr[6])
}

/** Whether a Pharmazentralnummer (8 digits) has its check digit: weights 1 to 7, modulo 11; a remainder of 10 is never
 *  assigned. */
export function pznValid(pzn: string): boolean {
  if (!/^\d{8}$/.test(pzn)) return false
  const sum = digitsOf(pzn.slice(0, 7)).reduce((total, digit, at) => total + digit * (at + 1), 0)
  return sum % 11 === Number(pzn[7])
}
