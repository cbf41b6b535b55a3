import type { TestEvent } from 'node:test/reporters'

/** A line of the run itself. */
export function said(message: string): TestEvent {
  return { type: 'test:stdout', data: { file: '', message } }
}

export function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`
}

export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
