import { newTaggedDocument } from '@steckwerk/plug/tagged-document'
import { fontRuns, type Weight } from '@steckwerk/plug/typeface'
import { create } from 'qrcode'

export interface BadgeFacts {
  readonly event: string
  readonly network: string
  readonly language: 'de' | 'en'
  /** Where each one's QR code leads, and what is typed at the door where no camera reads it. */
  readonly people: readonly { readonly name: string; readonly organization: string; readonly address: string; readonly code: string }[]
}

const millimetres = (length: number): number => length * 72 / 25.4
/** Ten badges of 90 × 54 mm on a sheet: what is sold perforated. */
const [wide, high, columns, rows] = [millimetres(90), millimetres(54), 2, 5]
const [left, top] = [millimetres(15), millimetres(13.5)]
const inset = millimetres(5)
const qrSide = millimetres(20)

/** Name badges as a tagged A4 PDF, by ten. */
export async function badgesPdf({ event, network, language, people }: BadgeFacts): Promise<Uint8Array> {
  const { doc, root, end } = newTaggedDocument(language === 'de' ? `Namensschilder: ${event}` : `Badges: ${event}`, network, language, { top: 0, bottom: 0, left: 0, right: 0 })

  const draw = (text: string, x: number, y: number, width: number, size: number, weight: Weight): void => {
    const runs = fontRuns(text, weight)
    root.add(doc.struct('P', {}, () => {
      runs.forEach(({ font, text: run }, at) => {
        const options = { width, height: size * 2.6, ellipsis: true, continued: at < runs.length - 1 }
        doc.font(font).fontSize(size)
        if (at === 0) doc.text(run, x, y, options)
        else doc.text(run, options)
      })
    }))
  }
  people.forEach(({ name, organization, address, code }, at) => {
    const { modules } = create(address, { errorCorrectionLevel: 'M' })
    const place = at % (columns * rows)
    if (at > 0 && place === 0) doc.addPage()
    const [x, y] = [left + (place % columns) * wide, top + Math.floor(place / columns) * high]
    draw(event, x + inset, y + inset, wide - 2 * inset, 9, 400)
    draw(name, x + inset, y + millimetres(13), wide - 2 * inset, name.length > 24 ? 14 : 19, 700)
    if (organization !== '') draw(organization, x + inset, y + millimetres(32), wide - 3 * inset - qrSide, 11, 400)
    draw(`${code.slice(0, 4)} ${code.slice(4)}`, x + inset, y + high - inset - 9, wide - 3 * inset - qrSide, 9, 400)
    root.add(doc.struct('Figure', { alt: language === 'de' ? 'QR-Code für den Einlass' : 'QR code for the door' }, () => {
      const side = qrSide / modules.size
      const [qrX, qrY] = [x + wide - inset - qrSide, y + high - inset - qrSide]
      for (let row = 0; row < modules.size; row++) {
        for (let column = 0; column < modules.size; column++) if (modules.get(row, column) !== 0) doc.rect(qrX + column * side, qrY + row * side, side, side)
      }
      doc.fill('#000000')
    }))
  })
  if (people.length === 0) draw(language === 'de' ? 'Noch ist niemand angemeldet.' : 'Nobody has registered yet.', left, top, 2 * wide, 11, 400)
  return end()
}
