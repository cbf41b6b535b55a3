import { join } from 'node:path'
import { root as ownRoot } from '../root.ts'
import { runNode } from './command.ts'
import type { Check, Finding } from './check.ts'

interface Diagnostic {
  readonly message: string
  /** `typescript(await-thenable)`; missing where a file cannot be read. */
  readonly code?: string
  readonly filename: string
  readonly labels: readonly { readonly span: { readonly line: number | null } }[]
}

/** Oxlint with its type-aware rules, from tools/lint. */
export const lint: Check = {
  name: 'lint',
  run: async (root) => {
    const { code, output } = await runNode(root, [join(ownRoot, 'tools/lint/src/run.ts'), '--root', root])
    if (code > 1 || !output.trimStart().startsWith('{')) return [{ text: output.trim() || `the linter ended with ${code}` }]
    return parseResults(output)
  },
}

/** One finding for each diagnostic of Oxlint's JSON format. */
function parseResults(json: string): Finding[] {
  const { diagnostics, number_of_files: files } = JSON.parse(json) as { readonly diagnostics: readonly Diagnostic[]; readonly number_of_files: number }
  if (files === 0) return [{ text: 'the linter found no files' }]
  return diagnostics.map(({ message, code, filename, labels }) => {
    const line = labels[0]?.span.line ?? undefined
    return { file: filename, ...(line === undefined ? {} : { line }), text: `${message} (${code ?? 'parser'})` }
  })
}
