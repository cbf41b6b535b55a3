import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { documents } from '../documents.ts'
import { root as ownRoot } from '../root.ts'
import { runNode } from './command.ts'
import type { Check, Finding } from './check.ts'

/** What is made from something else still is what it would be if made now: pages of docs/ and tables of core/fhir. */
export const drift: Check = {
  name: 'drift',
  run: async (root) => {
    const pages = await Promise.all(Object.entries(documents).map(([file, make]) => comparePage(root, file, make)))
    return [...pages.flat(), ...(await compareTables(root))]
  },
}

async function comparePage(root: string, file: string, make: (root: string) => Promise<string>): Promise<Finding[]> {
  const path = join(root, file)
  const written = existsSync(path) ? readFileSync(path, 'utf8') : undefined
  if (written === (await make(root))) return []
  return [{ file, text: `the page ${written === undefined ? 'is missing' : 'is not what the source makes of it'}; run \`npm run docs\`` }]
}

async function compareTables(root: string): Promise<Finding[]> {
  const { code, output } = await runNode(root, [join(ownRoot, 'tools/src/codegen.ts'), '--check'])
  return code === 0 ? [] : output.trim().split('\n').map((text) => ({ text }))
}
