import assert from 'node:assert/strict'
import { inflateSync } from 'node:zlib'
import { test } from 'node:test'
import { fontRuns } from './fonts.ts'
import { qrOf, writeLetter, type LetterFacts } from './letter.ts'

const facts: LetterFacts = {
  kind: 'self', language: 'de', sender: 'Klinikum Süd', code: '0001-ABCD-EFGH-JKMN-PQRS', link: 'https://portal.example/verknuepfen#0001ABCDEFGHJKMNPQRS',
  name: 'Änne Großmann-Łukaszewska', address: ['Mühlgäßchen 3', '97980 Bad Mergentheim'], issuedOn: '2026-11-22', lastDay: '2026-12-22',
}

/** The objects of a PDF by number: dictionary text, and the stream's bytes. */
function objectsOf(pdf: Buffer): Map<number, { readonly head: string; readonly stream: Buffer | undefined }> {
  const text = pdf.toString('latin1')
  const found = new Map<number, { head: string; stream: Buffer | undefined }>()
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [head = '', body] = match[2]!.split(/stream\n/, 2)
    const raw = body === undefined ? undefined : Buffer.from(match[2]!.slice(match[2]!.indexOf('stream\n') + 7).replace(/\nendstream$/, ''), 'latin1')
    found.set(Number(match[1]), { head, stream: raw === undefined ? undefined : head.includes('FlateDecode') ? inflateSync(raw) : raw })
  }
  return found
}

/** What is written, by the fonts' own tables from glyph to letter: the way a screen reader gets it. */
function textOf(pdf: Buffer): string {
  const objects = objectsOf(pdf)
  const mapOf = (font: number): Map<string, string> => {
    const unicode = Number(/\/ToUnicode (\d+) 0 R/.exec(objects.get(font)!.head)![1])
    const cmap = objects.get(unicode)!.stream!.toString('latin1')
    const letters = new Map<string, string>()
    for (const [, low, high, list] of cmap.matchAll(/<([0-9a-f]{4})> <([0-9a-f]{4})> \[([^\]]*)\]/gi)) {
      const values = [...list!.matchAll(/<([0-9a-f ]+)>/gi)].map(([, hex]) => Buffer.from(hex!.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'))
      for (let glyph = parseInt(low!, 16); glyph <= parseInt(high!, 16); glyph++) letters.set(glyph.toString(16).padStart(4, '0'), values[glyph - parseInt(low!, 16)] ?? '')
    }
    return letters
  }
  const fonts = new Map<string, Map<string, string>>()
  for (const { head } of objects.values()) for (const [, name, font] of head.matchAll(/\/(F\d+) (\d+) 0 R/g)) fonts.set(name!, mapOf(Number(font)))
  const content = [...objects.values()].filter(({ stream }) => stream?.includes(' Tf\n') === true).map(({ stream }) => stream!.toString('latin1')).join('\n')
  let font: Map<string, string> | undefined
  let text = ''
  for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[((?:<[0-9a-f]*>|[-\d. ])*)\] TJ/gi)) {
    if (name !== undefined) font = fonts.get(name)
    else text += `${[...shown!.matchAll(/<([0-9a-f]*)>/gi)].flatMap(([, hex]) => hex!.match(/.{4}/g) ?? []).map((glyph) => font!.get(glyph.toLowerCase()) ?? '�').join('')}|`
  }
  return text
}

test('the letter holds code, addressee and what to do, in letters that can be read out', async () => {
  for (const language of ['de', 'en'] as const) {
    const pdf = await writeLetter({ ...facts, language })
    const text = textOf(pdf).replaceAll('|', ' ').replaceAll(/\s+/g, ' ')
    for (const part of [facts.code, 'Klinikum Süd', 'Mühlgäßchen 3', '97980 Bad Mergentheim']) assert.ok(text.includes(part), `${part} in ${text}`)
    for (const part of ['ÄnneGroßmann-Łukaszewska', 'portal.example/verknuepfen']) assert.ok(text.replaceAll(' ', '').includes(part), part)
    assert.ok(!text.includes('�') && !text.includes('{'))
    assert.ok(text.includes(language === 'de' ? 'Der Code gilt einmal, bis zum 22.12.2026.' : 'until 22 December 2026'))
  }
})

test('the letter is a tagged PDF of one A4 page with its language, its title and embedded type', async () => {
  const pdf = (await writeLetter(facts)).toString('latin1')
  assert.match(pdf, /\/MediaBox \[0 0 595\.28 841\.89\]/)
  assert.equal(pdf.match(/\/Type \/Page\n/g)?.length, 1)
  for (const part of ['/MarkInfo', '/Marked true', '/Lang (de-DE)', '/DisplayDocTitle true', '/StructTreeRoot', '/S /H1', '/S /Figure', '/Alt ', '/FontFile2', 'pdfuaid']) assert.ok(pdf.includes(part), part)
  assert.ok(!pdf.includes('/Helvetica'))
})

test('the QR code holds the portal\'s page with the code behind the #', async () => {
  const pdf = await writeLetter(facts)
  const content = [...objectsOf(pdf).values()].find(({ stream }) => stream?.includes(' Tf\n') === true)!.stream!.toString('latin1')
  const rows = [...content.matchAll(/([\d.]+) ([\d.]+) ([\d.]+) ([\d.]+) re\n/g)].map(([, x, y, w, h]) => [Number(x), Number(y), Number(w), Number(h)] as const)
  const modules = qrOf(facts.link)
  const unit = rows[0]![3]
  const [x0, y0] = [Math.min(...rows.map(([x]) => x)), Math.min(...rows.map(([, y]) => y))]
  const drawn = new Set(rows.flatMap(([x, y, w]) => Array.from({ length: Math.round(w / unit) }, (_, i) => `${Math.round((y - y0) / unit)} ${Math.round((x - x0) / unit) + i}`)))
  const wanted = new Set<string>()
  for (let row = 0; row < modules.size; row++) for (let column = 0; column < modules.size; column++) if (modules.get(row, column) !== 0) wanted.add(`${row} ${column}`)
  assert.deepEqual(drawn, wanted)
})

test('letters no font part holds are seen to be missing', () => {
  assert.deepEqual(fontRuns('Łódź', 400), [{ font: 'latin-ext-400', text: 'Ł' }, { font: 'latin-400', text: 'ód' }, { font: 'latin-ext-400', text: 'ź' }])
  assert.deepEqual(fontRuns('A字', 400), [{ font: 'latin-400', text: 'A?' }])
  assert.deepEqual(fontRuns('GROẞ', 400), [{ font: 'latin-400', text: 'GROSS' }])
})
