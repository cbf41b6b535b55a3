import type { Keys } from '@steckwerk/kernel'
import { schemaRows, type Schema } from './schema-rows.ts'

/** docs/configuration.md: every setting of every process, from the tables they are read by, and of the connector's file. */
export function configurationDocument(tables: Readonly<Record<string, Keys>>, connectorFile: Schema): string {
  const sections = Object.entries(tables).map(([reader, keys]) => {
    const rows = Object.values(keys).map((key) => {
      const fallback = key.fallback === '' ? '' : `\`${key.fallback}\``
      return `| \`${key.name}\` | ${fallback} | ${cell(key.unit)} | ${cell(key.text)}${key.secret ? ' **Secret.**' : ''} |\n`
    })
    return `## ${reader}\n\n| variable | default | unit | what it does |\n|---|---|---|---|\n${rows.join('')}`
  })
  return `# Configuration

Settings are environment variables, read once at start; every problem is reported together. \`npx steckwerk config\` shows what holds right
now. A connector's channels stand in [a file of its own](#the-connectors-file). This page is made from the source (\`npm run docs\`, held by
\`npm run check\`).

${sections.join('\n')}
## The connector's file

\`<data>/connector-<carrier>/connector.json\`. A member in the table with \`[]\` is a list. An unknown member is an error, so that a slip of the pen shows.

| member | type | default | what it does |
|---|---|---|---|
${schemaRows(connectorFile).map((row) => `| \`${row.path}\` | ${cell(row.type)} | ${cell(row.fallback)} | ${cell(row.text)} |\n`).join('')}`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
