import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { faultCodes } from '../fault-document.ts'
import type { CodeUse } from './fault-codes.ts'
import type { Check, Finding } from './check.ts'

const document = 'docs/faults.md'

/** Fault codes in the source and in docs/faults.md, both ways; one kind a code; what is compared with is raised somewhere. */
export const faults: Check = {
  name: 'faults',
  run: async (root) => {
    const uses = faultCodes(root)
    const raised = new Set(uses.filter(({ raises }) => raises).map(({ code }) => code))
    const path = join(root, document)
    const written = existsSync(path) ? readFileSync(path, 'utf8') : ''
    const documented = new Set([...written.matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1]!))
    return [
      ...uses.filter(({ code }) => !raised.has(code)).map((use) => ({ ...at(use), text: `nothing raises ${use.code}; mend the code or raise it` })),
      ...twoKinds(uses),
      ...[...raised].filter((code) => !documented.has(code)).map((code) => {
        return { ...at(uses.find((use) => use.code === code && use.raises)!), text: `${code} is not in ${document}; run \`npm run docs\`` }
      }),
      ...[...documented].filter((code) => !raised.has(code)).map((code) => ({ file: document, text: `${code} is documented but nothing raises it; run \`npm run docs\`` })),
    ]
  },
}

function twoKinds(uses: readonly CodeUse[]): Finding[] {
  const first = new Map<string, CodeUse>()
  return uses.flatMap((use) => {
    if (use.kind === undefined) return []
    const other = first.get(use.code)
    if (other === undefined) first.set(use.code, use)
    if (other === undefined || other.kind === use.kind) return []
    return [{ ...at(use), text: `${use.code} is ${use.kind ?? ''} here and ${other.kind ?? ''} in ${other.file}:${other.line}; one code has one kind` }]
  })
}

function at({ file, line }: CodeUse): { file: string; line: number } {
  return { file, line }
}
