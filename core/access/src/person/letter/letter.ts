import PDFDocument from 'pdfkit'
import { create, type QRCode } from 'qrcode'
import { fontParts, fontRuns, type Weight } from './fonts.ts'
import { filled, letterTexts, longDay, type LetterLanguage } from './texts.ts'

export type { LetterLanguage } from './texts.ts'

export interface LetterFacts {
  /** Whom the access is for: the addressee, or the addressee's child. */
  readonly kind: 'self' | 'parent'
  readonly language: LetterLanguage
  /** The carrier's name. */
  readonly sender: string
  /** In groups, as it is to be typed. */
  readonly code: string
  /** The portal's page with the code behind the #, which no browser sends to a server. */
  readonly link: string
  /** The Patient's. */
  readonly name: string
  readonly address: readonly string[]
  /** Days as YYYY-MM-DD. */
  readonly issuedOn: string
  readonly lastDay: string
}

const millimetres = (length: number): number => length * 72 / 25.4
const [left, width] = [millimetres(25), millimetres(165)]
/** DIN 5008 form B: the address field begins 45 mm from the top, its three lines for remarks included; text from 98.46 mm on. */
const [returnLineTop, addressTop, dateTop, bodyTop] = [millimetres(57.5), millimetres(62.7), millimetres(90), millimetres(98.46)]
const addressLines = 6
const qrSide = millimetres(34)
const lineHeight = millimetres(4.6)

/** The modules of the QR code of a text. */
export function qrOf(text: string): QRCode['modules'] {
  return create(text, { errorCorrectionLevel: 'M' }).modules
}

/** The letter that brings an activation code: tagged A4 PDF (PDF/UA-1) with embedded type, window envelope by DIN 5008 form B. */
export async function writeLetter(facts: LetterFacts): Promise<Buffer> {
  const texts = letterTexts[facts.language]
  const values = {
    sender: facts.sender, name: facts.name, address: facts.link.replace(/#.*$/, '').replace(/^https?:\/\//, ''), lastDay: longDay(facts.lastDay, facts.language),
  }
  const say = (text: string): string => filled(text, values)
  const doc = new PDFDocument({
    size: 'A4', margin: 0, tagged: true, displayTitle: true, lang: facts.language === 'de' ? 'de-DE' : 'en-GB', pdfVersion: '1.7',
    // Its types know PDF/A only.
    subset: 'PDF/UA' as 'PDF/A-3',
    // No default font: what is not embedded would depend on the reader's machine.
    font: null as unknown as string,
    info: { Title: texts.title, Author: facts.sender, Subject: texts.codeLabel },
  })
  for (const part of [...fontParts(400), ...fontParts(700)]) doc.registerFont(part.name, part.bytes)
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const written = new Promise<void>((resolve, reject) => doc.once('end', resolve).once('error', reject))

  const root = doc.struct('Document')
  doc.addStructure(root)

  /** Draws a text from the given place on and returns where the next line begins. */
  function draw(tag: string, text: string, y: number, style: { size?: number; weight?: Weight; x?: number; wide?: number } = {}): number {
    const { size = 11, weight = 400, x = left, wide = width } = style
    const runs = fontRuns(text, weight)
    root.add(doc.struct(tag, {}, () => {
      runs.forEach(({ font, text: run }, i) => {
        const options = { width: wide, lineGap: size * 0.25, continued: i < runs.length - 1 }
        doc.font(font).fontSize(size)
        if (i === 0) doc.text(run, x, y, options)
        else doc.text(run, options)
      })
    }))
    return doc.y
  }

  const addressee = [facts.kind === 'self' ? facts.name : `${facts.language === 'de' ? 'An die Eltern von' : 'To the parents of'} ${facts.name}`, ...facts.address]
  draw('P', facts.sender, returnLineTop, { size: 8, wide: millimetres(80) })
  addressee.slice(0, addressLines).forEach((line, i) => draw('P', line, addressTop + i * lineHeight, { wide: millimetres(80) }))
  draw('P', longDay(facts.issuedOn, facts.language), dateTop, { x: left + millimetres(125), wide: millimetres(40) })
  let y = draw('H1', texts.title, bodyTop, { size: 15, weight: 700 }) + lineHeight
  y = draw('P', texts.salutation, y) + 4
  y = draw('P', `${say(texts.opening)} ${say(texts.about[facts.kind])}`, y) + lineHeight

  const qrTop = y
  const beside = { x: left + qrSide + millimetres(8), wide: width - qrSide - millimetres(8) }
  root.add(doc.struct('Figure', { alt: texts.qrAlternative, ...{ bbox: [left, qrTop, left + qrSide, qrTop + qrSide] } }, () => drawQr(doc, facts.link, left, qrTop, qrSide)))
  y = draw('H2', texts.codeLabel, qrTop, { size: 12, weight: 700, ...beside }) + 4
  y = draw('P', facts.code, y, { size: 17, weight: 700, ...beside }) + 4
  y = draw('P', say(texts.validity), y, beside) + 2
  y = draw('P', texts.codeHint, y, { size: 10, ...beside })
  y = Math.max(y, qrTop + qrSide) + lineHeight

  texts.steps.forEach((step, i) => { y = draw('P', `${i + 1}. ${say(step)}`, y) + 4 })
  y = draw('P', texts.secrecy[facts.kind], y + 6) + 6
  y = draw('P', texts.help, y) + lineHeight
  y = draw('P', texts.closing, y) + lineHeight
  draw('P', facts.sender, y)

  root.end()
  doc.end()
  await written
  return Buffer.concat(chunks)
}

/** As filled squares, a row's neighbours in one: no picture that a printer would blur. */
function drawQr(doc: PDFKit.PDFDocument, text: string, x: number, y: number, side: number): void {
  const modules = qrOf(text)
  const unit = side / modules.size
  for (let row = 0; row < modules.size; row++) {
    for (let column = 0; column < modules.size; column++) {
      if (modules.get(row, column) === 0) continue
      let run = 1
      while (column + run < modules.size && modules.get(row, column + run) !== 0) run++
      doc.rect(x + column * unit, y + row * unit, run * unit, unit)
      column += run
    }
  }
  doc.fill('black')
}
