import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Example data beside the checkout; absent on most machines. */
const folder = new URL('../../../../shared/data/', import.meta.url)

export const sharedData = existsSync(folder)

export interface Example {
  readonly name: string
  readonly text: string
}

function examples(path: string): Example[] {
  return readdirSync(new URL(path, folder))
    .filter(name => name.endsWith('.json'))
    .map(name => ({ name, text: readFileSync(new URL(`${path}/${name}`, folder), 'utf8') }))
}

export function syntheaBundles(): Example[] {
  return examples('synthea')
}

export function isikExamples(): Example[] {
  return readdirSync(new URL('isik', folder)).flatMap(part => examples(`isik/${part}`))
}
