import { join } from 'node:path'
import { root as ownRoot } from '../root.ts'
import { runNode } from './command.ts'
import type { Check, Finding } from './check.ts'

/** knip: files, exports and dependencies that nothing uses, and dependencies that nobody declares. */
export const deadCode: Check = {
  name: 'dead code',
  run: async (root) => {
    const { code, output } = await runNode(root, [join(ownRoot, 'node_modules/knip/bin/knip.js'), '--no-progress', '--reporter', 'json', '--config', 'knip.json'])
    const start = output.indexOf('{"issues"')
    if (start === -1) return code === 0 ? [] : [{ text: output.trim() }]
    return parseReport(output.slice(start))
  },
}

type Entry = Readonly<Record<string, unknown>> & { readonly file: string }

const sentences: Readonly<Record<string, string>> = {
  files: 'nothing imports this file; remove it, or name it as an entry in knip.json',
  dependencies: 'is declared but not used; remove it from package.json',
  devDependencies: 'is declared but not used; remove it from package.json',
  optionalPeerDependencies: 'is an optional peer dependency in use; declare it',
  unlisted: 'is used but not declared; add it to package.json',
  unresolved: 'cannot be resolved; mend the import',
  binaries: 'is a command nobody declares; add its package',
  exports: 'is exported but nothing uses it; remove `export`, or the code',
  types: 'is an exported type nothing uses; remove `export`, or the code',
  duplicates: 'is exported twice; keep one name',
  enumMembers: 'is a member nothing uses; remove it',
  namespaceMembers: 'is a member nothing uses; remove it',
  catalog: 'is a catalog entry nothing uses; remove it',
}

/** One finding for each issue of knip's JSON report. */
export function parseReport(json: string): Finding[] {
  const { issues } = JSON.parse(json) as { issues: Entry[] }
  return issues.flatMap((entry) =>
    Object.entries(sentences).flatMap(([kind, sentence]) => {
      const list = entry[kind]
      if (!Array.isArray(list)) return []
      return list.flat().map((item: { name?: string; line?: number }): Finding => ({
        file: entry.file,
        ...(item.line === undefined ? {} : { line: item.line }),
        text: kind === 'files' ? sentence : `${item.name ?? ''} ${sentence}`,
      }))
    }),
  )
}
