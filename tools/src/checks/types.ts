import { join } from 'node:path'
import { root as ownRoot } from '../root.ts'
import { runNode } from './command.ts'
import type { Check, Finding } from './check.ts'

/** TypeScript 7 over the whole tree. */
export const types: Check = {
  name: 'types',
  run: async (root) => {
    const { code, output } = await runNode(root, [join(ownRoot, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json', '--noEmit', '--pretty', 'false'])
    return code === 0 ? [] : parseDiagnostics(output)
  },
}

/** One finding for each diagnostic of tsc; its indented continuation lines belong to it. */
export function parseDiagnostics(output: string): Finding[] {
  const findings: { file?: string; line?: number; text: string }[] = []
  for (const line of output.split('\n')) {
    const match = /^(.+?)\((\d+),\d+\): error (.*)$/.exec(line)
    if (match) findings.push({ file: match[1]!, line: Number(match[2]), text: match[3]! })
    else if (/^\s+\S/.test(line) && findings.length > 0) findings.at(-1)!.text += `\n${line}`
    else if (line.trim() !== '') findings.push({ text: line })
  }
  return findings
}
