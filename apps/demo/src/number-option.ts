import { Fault } from '@steckwerk/kernel'

/** The number an option gives. Faults: demo/usage. */
export function wholeNumber<K extends string>(values: Readonly<Record<K, string>>, option: K, low: number, high = 2_147_483_647): number {
  const value = Number(values[option])
  if (!/^\d+$/.test(values[option]) || value < low || value > high) {
    throw new Fault('invalid', 'demo/usage', `--${option} is a whole number from ${low} to ${high}.`)
  }
  return value
}

/** The same for a number with a fraction. Faults: demo/usage. */
export function numberOption<K extends string>(values: Readonly<Record<K, string>>, option: K, orZero: boolean): number {
  const value = Number(values[option])
  if (!/^[\d.]+$/.test(values[option]) || !(value > 0 || (orZero && value === 0))) {
    throw new Fault('invalid', 'demo/usage', `--${option} is a number greater than 0${orZero ? ', or 0' : ''}.`)
  }
  return value
}
