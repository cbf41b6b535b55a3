import type { Keys } from '@steckwerk/kernel'

/** docs/configuration.md: every setting of every process, from the tables they are read by. */
export function configurationDocument(tables: Readonly<Record<string, Keys>>): string {
  const sections = Object.entries(tables).map(([reader, keys]) => {
    const rows = Object.values(keys).map((key) => {
      const fallback = key.fallback === '' ? '' : `\`${key.fallback}\``
      return `| \`${key.name}\` | ${fallback} | ${cell(key.unit)} | ${cell(key.text)}${key.secret ? ' **Secret.**' : ''} |\n`
    })
    return `## ${reader}\n\n| variable | default | unit | what it does |\n|---|---|---|---|\n${rows.join('')}`
  })
  return `# Configuration

Settings are environment variables, read once at start; every problem is reported together. \`npx steckwerk config\` shows what holds right
now. This page is made from the source (\`npm run docs\`, held by \`npm run check\`). A connector's channels stand in its own file; see
\`npx steckwerk connector --help\`.

${sections.join('\n')}`
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
