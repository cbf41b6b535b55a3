import { readFileSync } from 'node:fs'
import { extname, relative } from 'node:path'
import { lineAt } from '../sources.ts'
import { walk } from '../walk.ts'
import type { Check, Finding } from './check.ts'

const textual = new Set(['.ts', '.tsx', '.js', '.mjs', '.json', '.md', '.sql', '.css', '.html', '.svg', '.po', '.hl7', '.txt', '.yml', '.yaml', ''])
/** This file and its test have to name what they forbid. */
const excused = /^tools\/(src\/checks|test\/checks)\/words(\.test)?\.ts$/

interface Forbidden {
  readonly pattern: RegExp
  readonly text: string
}

const forbidden: readonly Forbidden[] = [
  { pattern: /(?<![\w./~-])\/(home|Users|root|work)\/[a-z][\w.-]*/g, text: 'an absolute path of one machine; use a relative path or a placeholder' },
  { pattern: /\b(TODO|FIXME)\b|\b(XXX|HACK)\b(?=:| )/g, text: 'an unfinished place; finish it, or open an issue and leave the mark out' },
  { pattern: /^(<{7}|>{7}|={7})( |$)/gm, text: 'a mark of an unresolved merge' },
]

/** What must not stand in any text of the repository. */
export const words: Check = {
  name: 'words',
  run: async (root) => {
    const findings: Finding[] = []
    for (const path of walk(root)) {
      const file = relative(root, path)
      if (!textual.has(extname(file)) || file === 'package-lock.json' || excused.test(file)) continue
      const content = readFileSync(path, 'utf8')
      for (const { pattern, text } of forbidden) {
        for (const match of content.matchAll(pattern)) findings.push({ file, line: lineAt(content, match.index), text })
      }
    }
    return findings
  },
}
