/** A piece of a line; of one with `link` the words of a link. */
export interface Run {
  readonly text: string
  readonly link?: string
}

/** What the small markup knows: paragraphs, lists, and links in both. */
export type Block = { readonly kind: 'paragraph'; readonly runs: readonly Run[] } | { readonly kind: 'list'; readonly items: readonly (readonly Run[])[] }

/** `[words](https://…)`, or an address that stands by itself, without the sign that ends its sentence. */
const links = /\[([^\][\n]{1,200})\]\((https?:\/\/[^\s()<>"]{1,500})\)|(https?:\/\/[^\s<>"]{1,500}[^\s<>"().,;:!?'])/giu
const bullet = /^\s*[-*•]\s+/u

/** Reads what an editor typed: lines that begin with a hyphen are a list, an empty line parts paragraphs, a line break is a space. There is nothing else in it, so that nothing of
 *  it is ever markup on a page or in a mail. */
export function blocksOf(text: string): readonly Block[] {
  return text.split(/\n\s*\n/).flatMap((part) => blocksOfPart(part.split('\n').filter((line) => line.trim() !== '')))
}

/** Words and lists may follow each other without an empty line. */
function blocksOfPart(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = []
  for (let at = 0; at < lines.length;) {
    const isList = bullet.test(lines[at]!)
    let end = at
    while (end < lines.length && bullet.test(lines[end]!) === isList) end++
    const part = lines.slice(at, end)
    blocks.push(isList ? { kind: 'list', items: part.map((line) => runsOf(line.replace(bullet, '').trim())) } : { kind: 'paragraph', runs: runsOf(part.map((line) => line.trim()).join(' ')) })
    at = end
  }
  return blocks
}

function runsOf(line: string): readonly Run[] {
  const runs: Run[] = []
  let at = 0
  for (const found of line.matchAll(links)) {
    const [all, words, named, bare] = found
    const link = named ?? bare!
    if (!isSafe(link)) continue
    if (found.index > at) runs.push({ text: line.slice(at, found.index) })
    runs.push({ text: words ?? bare!, link })
    at = found.index + all.length
  }
  return at < line.length || runs.length === 0 ? [...runs, { text: line.slice(at) }] : runs
}

/** Of the web, without a name and password that could make it look like another. */
function isSafe(link: string): boolean {
  const url = URL.parse(link)
  return url !== null && ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === ''
}

/** Without links and lists, as one text. */
export function plainOf(blocks: readonly Block[]): string {
  const words = (runs: readonly Run[]): string => runs.map(({ text }) => text).join('')
  return blocks.map((block) => (block.kind === 'list' ? block.items.map(words).join('\n') : words(block.runs))).join('\n')
}
