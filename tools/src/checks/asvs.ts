import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { lineAt } from '../sources.ts'
import type { Check, Finding } from './check.ts'

const document = 'docs/asvs.md'
const named = /`([\w./-]+\.test\.ts)`: “([^”]+)”/g
/** A point that is met has a test; one that is met in part or not may have none. */
const line = /^\| (\d+\.\d+\.\d+) \| [^|]+ \| ([^|]*) \| ([^\n]*) \|$/gm

/** Every test that the ASVS checklist names exists, and every point that is said to be met names one. */
export const asvs: Check = {
  name: 'asvs',
  run: async (root) => {
    const path = join(root, document)
    if (!existsSync(path)) return [{ file: document, text: 'the checklist is missing; write it' }]
    const text = readFileSync(path, 'utf8')
    const findings: Finding[] = []
    for (const match of text.matchAll(named)) {
      const [, file = '', name = ''] = match
      if (!holds(join(root, file), name)) findings.push({ file: document, line: lineAt(text, match.index), text: `${file} has no test “${name}”; name the one that holds the point` })
    }
    for (const match of text.matchAll(line)) {
      const [, point, how = '', held = ''] = match
      if (!held.includes('.test.ts`') && !/^\*\*(?:In part|Not met)\.\*\*/.test(how)) findings.push({ file: document, line: lineAt(text, match.index), text: `${point} is said to be met; name the test that holds it` })
    }
    return findings
  },
}

/** Names of tests are one string each, in single quotes as a rule. */
function holds(path: string, name: string): boolean {
  if (!existsSync(path)) return false
  const text = readFileSync(path, 'utf8')
  return [`'${name.replaceAll("'", "\\'")}'`, `"${name}"`, `\`${name}\``].some((quoted) => text.includes(`test(${quoted}`))
}
