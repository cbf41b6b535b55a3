import { kvnrValid } from '@steckwerk/fhir'

/** Whether a number may be a health insurance number (Krankenversichertennummer): a letter and nine digits, the check digit aside. */
export function isKvnrFormat(value: string): boolean {
  return value.length === 10 && /^[A-Z]\d{9}$/.test(value)
}

/** A health insurance number by format and check digit. */
export function isKvnr(value: string): boolean {
  return isKvnrFormat(value) && kvnrValid(value)
}

/** A physician's number at the chambers (Einheitliche Fortbildungsnummer): 15 digits that begin with 80276. */
export function isEfn(value: string): boolean {
  return /^80276\d{10}$/.test(value)
}
