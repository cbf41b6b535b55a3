import { inflateSync } from 'node:zlib'

interface PdfObject {
  /** Text of its dictionary. */
  readonly head: string
  readonly stream: Buffer | undefined
}

function objectsOf(pdf: Buffer): ReadonlyMap<number, PdfObject> {
  const found = new Map<number, PdfObject>()
  for (const [, number, content] of pdf.toString('latin1').matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const cut = content!.indexOf('stream\n')
    const head = cut < 0 ? content! : content!.slice(0, cut)
    const raw = cut < 0 ? undefined : Buffer.from(content!.slice(cut + 7).replace(/\nendstream$/, ''), 'latin1')
    found.set(Number(number), { head, stream: raw !== undefined && head.includes('FlateDecode') ? inflateSync(raw) : raw })
  }
  return found
}

/** From glyph to letter, as a font's own table says. */
function lettersOf(cmap: string): ReadonlyMap<string, string> {
  const letters = new Map<string, string>()
  for (const [, low, high, list] of cmap.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi)) {
    const values = [...list!.matchAll(/<([0-9a-f ]+)>/gi)].map(([, hex]) => Buffer.from(hex!.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'))
    for (let glyph = Number.parseInt(low!, 16); glyph <= Number.parseInt(high!, 16); glyph++) letters.set(glyph.toString(16).padStart(4, '0'), values[glyph - Number.parseInt(low!, 16)] ?? '')
  }
  return letters
}

/** What a PDF of `newPage` says, as a screen reader gets it: pieces of lines, parted by `|`. */
export function pdfText(pdf: Buffer): string {
  const objects = objectsOf(pdf)
  const fonts = new Map<string, ReadonlyMap<string, string>>()
  for (const { head } of objects.values()) {
    for (const [, name, font] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const unicode = Number(/\/ToUnicode (\d+) 0 R/.exec(objects.get(Number(font))!.head)![1])
      fonts.set(name!, lettersOf(objects.get(unicode)!.stream!.toString('latin1')))
    }
  }
  const content = [...objects.values()].flatMap(({ stream }) => (stream?.includes(' Tf\n') === true ? stream.toString('latin1') : [])).join('\n')
  let font: ReadonlyMap<string, string> | undefined
  let text = ''
  for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d. ])*)\] TJ/gi)) {
    if (name !== undefined) font = fonts.get(name)
    else text += `${[...shown!.matchAll(/<([0-9a-f]*)>/gi)].flatMap(([, hex]) => hex!.match(/.{4}/g) ?? []).map((glyph) => font!.get(glyph.toLowerCase()) ?? '�').join('')}|`
  }
  return text
}
