import type { EditionBlock, EditionEntry, EditionRun } from '@steckwerk/plug'
import { cleanName, escaped, type Composed } from './compose.ts'
import type { EditionContent, EditionFacts } from './edition-parts.ts'
import { isPath } from './edition-parts.ts'
import { editionWords } from './edition-words.ts'

const longestSubject = 150

/** One line: what turns the direction of writing, hides itself or breaks a header is a space. */
function lineOf(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/g, ' ').replace(/\s+/g, ' ').trim()
}

/** Where a link leads; undefined for anything but the web and the portal itself. */
function targetOf(link: string | undefined, origin: string): string | undefined {
  if (link === undefined) return undefined
  if (isPath(link)) return `${origin}${link}`
  const url = /^https?:\/\//i.test(link) ? URL.parse(link) : null
  return url === null || url.username !== '' || url.password !== '' ? undefined : url.href
}

/** Spaces at the ends part a word from the link that follows. */
const inner = (text: string): string => text.replace(/\s+/g, ' ').replace(/^ ?(.*?) ?$/, (all, words: string) => `${all.startsWith(' ') ? ' ' : ''}${lineOf(words)}${all.endsWith(' ') && words !== '' ? ' ' : ''}`)

/** An edition as plain text and as simple HTML: one column, headings and lists, links that lead where they say, nothing that is fetched when it is opened. Everything
 *  that somebody typed in is escaped here and is never markup. */
export function composeEdition(content: EditionContent, { language, path, without }: Omit<EditionFacts, 'address'>, origin: string): Composed {
  const of = editionWords[language]
  const house = cleanName(content.house)
  const title = lineOf(content.title[language]).slice(0, longestSubject)
  const subject = [house, title].filter((part) => part !== '').join(': ')
  const sections = content.sections.map((section) => ({ title: lineOf(section.title[language]), entries: section.entries.filter(({ id }) => !without.includes(id)) })).filter(({ entries }) => entries.length > 0)
  const [read, manage] = [`${origin}${content.path}`, `${origin}${path}`]
  const footer = of.footer.replaceAll('{house}', house)

  const linesOf = ({ note, summary }: EditionEntry): readonly string[] => [note[language], summary].map(lineOf).filter((line) => line !== '')
  const textRun = ({ text, link }: EditionRun): string => {
    const target = targetOf(link, origin)
    return target === undefined || inner(text).trim() === target ? inner(text) : `${inner(text)} (${target})`
  }
  const textRuns = (runs: readonly EditionRun[]): string => runs.map(textRun).join('').trim()
  const textBlock = (block: EditionBlock): string => (block.kind === 'list' ? block.items.map((item) => `- ${textRuns(item)}`).join('\r\n') : textRuns(block.runs))
  const textEntry = (entry: EditionEntry): string =>
    [`* ${lineOf(entry.title)}`, ...linesOf(entry).map((line) => `  ${line}`), `  ${origin}${entry.path}`].join('\r\n')

  const htmlRun = ({ text, link }: EditionRun): string => {
    const target = targetOf(link, origin)
    return target === undefined ? escaped(inner(text)) : `<a href="${escaped(target)}">${escaped(inner(text))}</a>`
  }
  const htmlRuns = (runs: readonly EditionRun[]): string => runs.map(htmlRun).join('')
  const htmlBlock = (block: EditionBlock): string => (block.kind === 'list' ? `<ul>${block.items.map((item) => `<li>${htmlRuns(item)}</li>`).join('')}</ul>` : `<p>${htmlRuns(block.runs)}</p>`)
  const htmlEntry = (entry: EditionEntry): string =>
    `<li style="margin-bottom:12px"><a href="${escaped(`${origin}${entry.path}`)}"><strong>${escaped(lineOf(entry.title))}</strong></a>${linesOf(entry).map((line) => `<br>${escaped(line)}`).join('')}</li>`

  return {
    subject,
    text: [
      title, '', ...content.intro.flatMap((block) => [textBlock(block), '']),
      ...sections.flatMap((section) => [section.title.toLocaleUpperCase(language), '', ...section.entries.flatMap((entry) => [textEntry(entry), ''])]),
      `${of.read} ${read}`, '', '-- ', footer, `${of.manage} ${manage}`, '',
    ].join('\r\n'),
    html: `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escaped(subject)}</title></head>
<body style="font-family:sans-serif;font-size:16px;line-height:1.5;margin:0;padding:24px"><main style="max-width:36em">
<h1 style="font-size:22px;line-height:1.3">${escaped(title)}</h1>
${content.intro.map(htmlBlock).join('\n')}
${sections.map((section) => `<h2 style="font-size:18px">${escaped(section.title)}</h2>\n<ul style="padding-left:20px">${section.entries.map(htmlEntry).join('\n')}</ul>`).join('\n')}
<p><a href="${escaped(read)}">${escaped(of.readLink)}</a></p>
<hr><p style="font-size:14px">${escaped(footer)}<br><a href="${escaped(manage)}">${escaped(of.manageLink)}</a></p>
</main></body></html>
`,
  }
}
