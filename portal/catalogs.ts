import { getCatalogs } from '@lingui/cli/api'
import { getConfig } from '@lingui/conf'
import { join } from 'node:path'

/** What is wrong with the message catalogs, one sentence each; none when every text of the pages stands in every language,
 *  nothing stands there that the pages no longer say, and each translation has the placeholders of its source.
 *  `npm run extract` in portal/ mends all but the missing translations. */
export async function checkCatalogs(): Promise<string[]> {
  const config = getConfig({ configPath: join(import.meta.dirname, 'lingui.config.ts') })
  const findings: string[] = []
  for (const catalog of await getCatalogs(config)) {
    const used = await catalog.collect()
    if (used === undefined) return ['The texts of the pages could not be read; `npm run extract` in portal/ says why.']
    for (const locale of config.locales as readonly string[]) {
      const known = (await catalog.read(locale)) ?? {}
      const file = `portal/locales/${locale}.po`
      for (const [id, { message }] of Object.entries(used)) {
        const source = message ?? id
        const entry = known[id]
        if (entry === undefined) findings.push(`${file} lacks: ${source}`)
        else if ((entry.translation ?? '') === '') findings.push(`${file} has no translation of: ${source}`)
        else if (placeholders(entry.translation ?? '') !== placeholders(source)) findings.push(`${file} has other placeholders than its source: ${source}`)
      }
      for (const [id, entry] of Object.entries(known)) if (used[id] === undefined) findings.push(`${file} still has: ${entry.message ?? id}`)
    }
  }
  return findings
}

/** `{name}` and `<0>` of a message, sorted; the cases of a plural (`one {…}`) are texts of their own. */
function placeholders(text: string): string {
  return [...text.matchAll(/(?<!(?:=\d+|\b(?:zero|one|two|few|many|other)) )\{(\w+)|<\/?(\d+)\/?>/g)].map(match => match[0]).sort().join(' ')
}
