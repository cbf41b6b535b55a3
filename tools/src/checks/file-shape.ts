import { basename, extname } from 'node:path'
import { isGenerated, sources, type Source } from '../sources.ts'
import type { Check, Finding } from './check.ts'

const mostLines = 300
const neverMore = 400

/** Files of 301 to 400 lines, each with the reason why it is still one idea. */
export const longFiles: Readonly<Record<string, string>> = {}

const vagueNames = new Set(['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'manager', 'stuff', 'lib'])

/** One idea a file, named after it: kebab-case, no catch-all names, at most 300 lines. */
export const fileShape: Check = {
  name: 'file shape',
  run: async (root) => {
    const all = sources(root)
    const known = new Set(all.map(({ file }) => file))
    const stale = Object.keys(longFiles).filter((file) => !known.has(file))
    return [
      ...all.flatMap(judge),
      ...stale.map((file) => ({ text: `${file} is excused for its length in tools/src/checks/file-shape.ts but does not exist; remove the entry` })),
    ]
  },
}

function judge(source: Source): Finding[] {
  const { file, text } = source
  const findings: Finding[] = []
  const stem = basename(file, extname(file))
  if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(stem)) findings.push({ file, text: 'file names are kebab-case; rename it after what it holds' })
  if (vagueNames.has(stem.split('.')[0]!)) findings.push({ file, text: 'the name says nothing; name the file after the operation or the thing it holds' })
  const lines = text.split('\n').length - 1
  if (isGenerated(source) || lines <= mostLines || (lines <= neverMore && longFiles[file] !== undefined)) return findings
  const advice = lines > neverMore ? 'split it into ideas' : 'split it into ideas, or give the reason in tools/src/checks/file-shape.ts'
  return [...findings, { file, text: `${lines} lines are more than ${lines > neverMore ? neverMore : mostLines}; ${advice}` }]
}
