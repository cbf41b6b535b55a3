import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { lineAt } from '../sources.ts'
import { walk } from '../walk.ts'
import type { Check, Finding } from './check.ts'

const link = /\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g

/** Links between the documents, and to files, lead somewhere; so do their anchors. Addresses of the network are not visited. */
export const links: Check = {
  name: 'links',
  run: async (root) => {
    const findings: Finding[] = []
    for (const path of walk(root)) {
      if (!path.endsWith('.md')) continue
      const file = relative(root, path)
      const text = withoutCode(readFileSync(path, 'utf8'))
      for (const match of text.matchAll(link)) {
        const wrong = judge(path, match[1]!)
        if (wrong !== undefined) findings.push({ file, line: lineAt(text, match.index), text: `${match[1]!}: ${wrong}` })
      }
    }
    return findings
  },
}

function judge(from: string, target: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:/i.test(target)) return undefined
  const [path, anchor] = target.split('#') as [string, string?]
  const file = path === '' ? from : join(dirname(from), decodeURI(path))
  if (!existsSync(file)) return 'there is no such file; mend the link'
  if (anchor === undefined || !file.endsWith('.md')) return undefined
  return anchors(readFileSync(file, 'utf8')).has(anchor) ? undefined : 'there is no such heading; mend the anchor'
}

/** Code may look like a link; blanks in its place keep the offsets. */
function withoutCode(text: string): string {
  return text.replaceAll(/^```[\s\S]*?^```|`[^`\n]*`/gm, (code) => code.replaceAll(/[^\n]/g, ' '))
}

/** The anchors that GitHub and its like make of a document's headings. */
function anchors(text: string): Set<string> {
  const found = new Set<string>()
  for (const [, heading] of text.matchAll(/^#{1,6}\s+(.+?)\s*#*$/gm)) {
    const slug = heading!.toLowerCase().replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').trim().replaceAll(/\s/g, '-')
    let unique = slug
    for (let n = 1; found.has(unique); n += 1) unique = `${slug}-${n}`
    found.add(unique)
  }
  for (const [, id] of text.matchAll(/<a (?:id|name)="([^"]+)"/g)) found.add(id!)
  return found
}
