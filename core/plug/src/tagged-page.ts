import { newTaggedDocument } from './tagged-document.ts'
import { fontRuns, type Weight } from './typeface.ts'

const millimetres = (length: number): number => length * 72 / 25.4
const [left, top, bottom] = [millimetres(20), millimetres(18), millimetres(279)]
/** Of the printed area, in points. */
export const pageWidth = millimetres(170)

export interface Column {
  readonly title: string
  /** A part of the page's width. */
  readonly share: number
}

export interface TextStyle {
  readonly size?: number
  readonly weight?: Weight
  /** Points left free above. */
  readonly above?: number
}

/** A tagged A4 document (PDF/UA), written from top to bottom. */
export interface Page {
  text(tag: 'H1' | 'H2' | 'H3' | 'P', text: string, style?: TextStyle): void
  table(columns: readonly Column[], rows: readonly (readonly string[])[]): void
  /** draw paints from 0 0 downwards; black and greys only. */
  figure(alt: string, height: number, draw: (doc: PDFKit.PDFDocument) => void): void
  end(): Promise<Buffer>
}

export function newPage(title: string, author: string, language: 'de' | 'en'): Page {
  const { doc, root, end } = newTaggedDocument(title, author, language, { top, bottom: millimetres(12), left, right: left })

  const heightOf = (text: string, width: number, size: number, weight: Weight): number => doc.font(fontRuns(text, weight)[0]?.font ?? `latin-${weight}`).fontSize(size).heightOfString(text === '' ? ' ' : text, { width, lineGap: size * 0.15 })

  function write(text: string, x: number, y: number, width: number, size: number, weight: Weight): void {
    const runs = fontRuns(text === '' ? ' ' : text, weight)
    runs.forEach(({ font, text: run }, index) => {
      const options = { width, lineGap: size * 0.15, continued: index < runs.length - 1 }
      doc.font(font).fontSize(size).fillColor('black')
      if (index === 0) doc.text(run, x, y, options)
      else doc.text(run, options)
    })
  }

  const room = (height: number): void => {
    if (doc.y + height > bottom) doc.addPage()
  }

  return {
    text(tag, text, { size = 10, weight = 400, above = 2 } = {}) {
      // A heading does not stay behind alone at the end of a page.
      room(above + heightOf(text, pageWidth, size, weight) + (tag === 'P' ? 0 : 60))
      doc.y += above
      root.add(doc.struct(tag, {}, () => write(text, left, doc.y, pageWidth, size, weight)))
    },
    table(columns, rows) {
      const table = doc.struct('Table')
      root.add(table)
      const line = (cells: readonly string[], heading: boolean): void => {
        const [size, weight, gap] = [8.5, heading ? 700 : 400, 3] as const
        const widths = columns.map(({ share }) => share * pageWidth)
        const height = Math.max(...cells.map((cell, index) => heightOf(cell, widths[index]! - 2 * gap, size, weight))) + 2 * gap
        room(height)
        const y = doc.y
        const row = doc.struct('TR')
        table.add(row)
        let x = left
        cells.forEach((cell, index) => {
          const at = x
          row.add(doc.struct(heading ? 'TH' : 'TD', {}, () => write(cell, at + gap, y + gap, widths[index]! - 2 * gap, size, weight)))
          x += widths[index]!
        })
        doc.markContent('Artifact')
        doc.moveTo(left, y + height).lineTo(left + pageWidth, y + height).lineWidth(heading ? 1 : 0.4).strokeColor('#555555').stroke()
        doc.endMarkedContent()
        doc.y = y + height
      }
      doc.y += 4
      line(columns.map(({ title: heading }) => heading), true)
      for (const cells of rows) line(cells, false)
    },
    figure(alt, height, draw) {
      room(height)
      const y = doc.y
      root.add(doc.struct('Figure', { alt, ...{ bbox: [left, y, left + pageWidth, y + height] } }, () => {
        doc.save().translate(left, y)
        draw(doc)
        doc.restore()
      }))
      doc.x = left
      doc.y = y + height
    },
    end,
  }
}
