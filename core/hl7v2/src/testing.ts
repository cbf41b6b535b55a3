import { readdirSync, readFileSync } from 'node:fs'

const folder = new URL('../samples/', import.meta.url)

/** Names of the sample messages (`cgm-a01`, `orbis-a40`, …): invented people, bytes in the charset that MSH-18 names. */
export function sampleNames(): readonly string[] {
  return readdirSync(folder)
    .filter(file => file.endsWith('.hl7'))
    .map(file => file.slice(0, -4))
    .toSorted()
}

/** The bytes of a sample message, unframed. */
export function sample(name: string): Buffer {
  return readFileSync(new URL(`${name}.hl7`, folder))
}
