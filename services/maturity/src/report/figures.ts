import { pageWidth } from '@steckwerk/plug/tagged-page'
import type { ResultView } from '../view/result-view.ts'

/** Lines that differ without colour: thick, dashed, dotted. */
const strokes = { now: { width: 2.4, dash: undefined, grey: '#000000' }, before: { width: 1.4, dash: 5, grey: '#333333' }, peers: { width: 1.2, dash: 1.5, grey: '#555555' } } as const

export const radarHeight = 250

export function drawRadar(doc: PDFKit.PDFDocument, { radar, lines }: ResultView, names: Readonly<Record<(typeof lines)[number], string>>): void {
  doc.save().translate(pageWidth / 2 - 60, 128).scale(1.02)
  for (const { path } of radar.rings) doc.path(path).lineWidth(0.4).strokeColor('#999999').stroke()
  for (const { x, y } of radar.axes) doc.moveTo(0, 0).lineTo(x, y).lineWidth(0.4).strokeColor('#999999').stroke()
  radar.shapes.forEach(({ path, points }, index) => {
    const { width, dash, grey } = strokes[lines[index]!]
    doc.lineWidth(width).strokeColor(grey)
    if (dash === undefined) doc.undash()
    else doc.dash(dash, { space: dash })
    if (path !== '') doc.path(path).stroke()
    doc.undash()
    for (const { x, y } of points) doc.circle(x, y, width).fillColor(grey).fill()
  })
  doc.font('latin-400').fontSize(8).fillColor('black')
  for (const { label, at } of radar.axes) {
    const width = doc.widthOfString(label)
    doc.text(label, at.anchor === 'start' ? at.x : at.anchor === 'end' ? at.x - width : at.x - width / 2, at.y - 4, { lineBreak: false })
  }
  doc.restore()
  lines.forEach((line, index) => {
    const { width, dash, grey } = strokes[line]
    const y = 20 + index * 16
    doc.lineWidth(width).strokeColor(grey)
    if (dash === undefined) doc.undash()
    else doc.dash(dash, { space: dash })
    doc.moveTo(pageWidth - 130, y).lineTo(pageWidth - 100, y).stroke().undash()
    doc.font('latin-400').fontSize(8.5).fillColor('black').text(names[line], pageWidth - 94, y - 4.5, { lineBreak: false })
  })
}

export function barsHeight({ dimensions }: ResultView): number {
  return dimensions.length * 20 + 8
}

/** A bar a dimension: filled = now, the stroke across it = before, the bracket above it = the middle half of the peers. */
export function drawBars(doc: PDFKit.PDFDocument, { dimensions }: ResultView): void {
  const [from, to] = [218, pageWidth - 90]
  const at = (share: number): number => from + share * (to - from)
  dimensions.forEach(({ title, now, before, peers }, index) => {
    const y = index * 20 + 6
    doc.font('latin-400').fontSize(8.5).fillColor('black').text(title, 0, y + 1, { width: from - 10, height: 10, ellipsis: true })
    doc.rect(from, y, to - from, 10).lineWidth(0.5).strokeColor('#777777').stroke()
    if (now.value !== null) doc.rect(from, y, Math.max(at(now.share) - from, 1.5), 10).fillColor('#666666').fill()
    if (before !== null && before.value !== null) doc.moveTo(at(before.share), y - 2).lineTo(at(before.share), y + 12).lineWidth(1.8).strokeColor('black').stroke()
    if (peers !== null) {
      doc.moveTo(at(peers.lowerQuarter.share), y - 2.5).lineTo(at(peers.upperQuarter.share), y - 2.5).lineWidth(1).strokeColor('black').stroke()
      doc.circle(at(peers.median.share), y - 2.5, 1.8).fillColor('black').fill()
    }
    doc.fillColor('black').text(now.words, to + 6, y + 1, { lineBreak: false })
  })
}
