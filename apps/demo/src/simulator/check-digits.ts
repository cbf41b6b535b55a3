/** A statutory insurance number from a letter and eight digits: the check digit is added.
 *  Source: GKV-Spitzenverband, Krankenversichertennummer; weights 1,2,1,2,… over the letter as two digits and the digits. */
export function kvnr(letter: string, digits: string): string {
  const all = `${String(letter.charCodeAt(0) - 64).padStart(2, '0')}${digits}`
  return `${letter}${digits}${crossSums(all, [1, 2]) % 10}`
}

/** A nine-digit institution number (IK) from its first eight digits. Weights 2,1,2,1,… over digits 3 to 8. */
export function institutionNumber(digits: string): string {
  return `${digits}${crossSums(digits.slice(2), [2, 1]) % 10}`
}

/** A nine-digit physician number (LANR) from six digits and the two of the specialty. Weights 4,9,4,9,4,9. */
export function physicianNumber(digits: string, specialty: string): string {
  const sum = Array.from(digits, (digit, at) => Number(digit) * (at % 2 === 0 ? 4 : 9)).reduce((a, b) => a + b, 0)
  return `${digits}${(10 - (sum % 10)) % 10}${specialty}`
}

function crossSums(digits: string, weights: readonly number[]): number {
  const products = Array.from(digits, (digit, at) => Number(digit) * (weights[at % weights.length] ?? 1))
  return products.reduce((sum, product) => sum + Math.floor(product / 10) + (product % 10), 0)
}
