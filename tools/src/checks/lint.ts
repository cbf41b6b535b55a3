import { join, relative } from 'node:path'
import { root as ownRoot } from '../root.ts'
import { runNode } from './command.ts'
import type { Check, Finding } from './check.ts'

interface FileResult {
  readonly filePath: string
  readonly messages: readonly { readonly line?: number; readonly ruleId: string | null; readonly message: string }[]
}

/** ESLint with typescript-eslint, from tools/lint with a TypeScript of its own. */
export const lint: Check = {
  name: 'lint',
  run: async (root) => {
    // Much is made and dropped for each file: with Node's small nursery a seventh of the time goes into collecting it.
    const { code, output } = await runNode(root, ['--max-semi-space-size=64', join(ownRoot, 'tools/lint/src/run.ts'), '--root', root])
    if (code > 1 || !output.trimStart().startsWith('[')) return [{ text: output.trim() || `the linter ended with ${code}` }]
    return parseResults(output, root)
  },
}

/** One finding for each message of ESLint's JSON format. */
export function parseResults(json: string, root: string): Finding[] {
  return (JSON.parse(json) as FileResult[]).flatMap(({ filePath, messages }) =>
    messages.map(({ line, ruleId, message }) => ({
      file: relative(root, filePath),
      ...(line === undefined ? {} : { line }),
      text: `${message} (${ruleId ?? 'parser'})`,
    })),
  )
}
