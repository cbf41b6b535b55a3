import { faultStatus, type FaultKind } from '@steckwerk/kernel'
import { faultCodesOf, type CodeUse } from './checks/fault-codes.ts'
import { isTest, sources } from './sources.ts'
import { packages } from './workspace.ts'

/** Every place below `root` that names a fault code, tests aside. */
export function faultCodes(root: string): CodeUse[] {
  const names = packages(root).map(({ folder }) => folder.split('/').at(-1)!)
  const kinds = new Set(Object.keys(faultStatus))
  return sources(root, ['.ts', '.tsx'])
    .filter(({ file }) => !isTest(file) && !file.startsWith('tools/'))
    .flatMap((source) => faultCodesOf(source, names, kinds))
}

/** docs/faults.md: every code the source raises, by package, with its kind and what it says. */
export function faultDocument(uses: readonly CodeUse[]): string {
  const codes = [...new Set(uses.filter(({ raises }) => raises).map(({ code }) => code))].sort()
  const sections = Map.groupBy(codes, (code) => code.split('/')[0]!)
  const parts = [...sections].map(([name, own]) => `## ${name}\n\n| code | kind | HTTP | FHIR issue | says |\n|---|---|---|---|---|\n${own.map((code) => row(code, uses)).join('')}`)
  return `# Faults

Every failure the system names, from the source (\`npm run docs\` writes this page, \`npm run check\` holds it). The code is stable and
made to be searched for; the sentence never holds anything that was submitted, and \`…\` stands for a technical word or number.
A code without a kind is a finding about one message or resource, kept and shown with it; nothing failed.

${parts.join('\n')}`
}

function row(code: string, uses: readonly CodeUse[]): string {
  const own = uses.filter((use) => use.code === code)
  const kinds = [...new Set(own.flatMap(({ kind }) => kind ?? []))] as FaultKind[]
  const texts = [...new Set(own.flatMap((use) => use.texts))].map((text) => text.replaceAll('|', '\\|').replaceAll('\n', ' '))
  const status = kinds.map((kind) => faultStatus[kind])
  const cells = [`\`${code}\``, kinds.join(', '), status.map((one) => one.status).join(', '), status.map(({ issue }) => issue).join(', '), texts.join(' · ')]
  return `| ${cells.join(' | ')} |\n`
}
