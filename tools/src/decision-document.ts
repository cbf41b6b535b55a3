import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** docs/decisions/README.md: the records in their order, by number and title. */
export function decisionDocument(root: string): string {
  const folder = join(root, 'docs', 'decisions')
  const rows = readdirSync(folder)
    .filter((file) => /^\d{4}-.*\.md$/.test(file) && !file.startsWith('0000'))
    .sort()
    .map((file) => {
      const title = /^# (?:\d{4}:? *)?(.+)$/m.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? file
      return `| [${file.slice(0, 4)}](${file}) | ${title.replaceAll('|', '\\|')} |\n`
    })
  return `# Decisions

What is hard to reverse, why it was chosen, and what would reverse it. A new one begins with a copy of the
[template](0000-template.md) and the next free number; \`npm run docs\` writes this list.

| | |
|---|---|
${rows.join('')}`
}
