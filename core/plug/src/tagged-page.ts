import { newTaggedDocument } from './tagged-document.ts'
import { fontRuns, type Weight } from './typeface.ts'

const millimetres = (length: number): number => length * 72 / 25.4
const [left, top, bottom, foot] = [millimetres(20), millimetres(18), millimetres(277), millimetres(280.5)]
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

  /** Whether it goes on at a new page. */
  const room = (height: number): boolean => {
    const full = doc.y + height > bottom
    if (full) doc.addPage()
    return full
  }

  /** "Title – 2 / 4" at the foot of each of several pages. */
  function numberPages(): void {
    const { count } = doc.bufferedPageRange()
    for (let index = 0; count > 1 && index < count; index++) {
      doc.switchToPage(index)
      doc.markContent('Artifact', { type: 'Pagination' })
      write(`${title} – ${index + 1} / ${count}`, left, foot, pageWidth, 7.5, 400)
      doc.endMarkedContent()
    }
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
      const widths = columns.map(({ share }) => share * pageWidth)
      const [size, gap] = [8.5, 3]
      const heightOfLine = (cells: readonly string[], weight: Weight): number => Math.max(...cells.map((cell, index) => heightOf(cell, widths[index]! - 2 * gap, size, weight))) + 2 * gap
      const titles = columns.map(({ title: heading }) => heading)
      const rule = (y: number, width: number): void => void doc.moveTo(left, y).lineTo(left + pageWidth, y).lineWidth(width).strokeColor('#555555').stroke()
      const cellsAt = (y: number, cells: readonly string[], put: (draw: () => void) => void, weight: Weight): void => {
        let x = left
        cells.forEach((cell, index) => {
          const at = x
          put(() => write(cell, at + gap, y + gap, widths[index]! - 2 * gap, size, weight))
          x += widths[index]!
        })
      }
      const line = (cells: readonly string[], heading: boolean): void => {
        const weight: Weight = heading ? 700 : 400
        const height = heightOfLine(cells, weight)
        if (room(height) && !heading) {
          // Who reads on paper sees the titles again; to a screen reader they were said once.
          const titleHeight = heightOfLine(titles, 700)
          const y = doc.y
          doc.markContent('Artifact')
          cellsAt(y, titles, (draw) => draw(), 700)
          rule(y + titleHeight, 1)
          doc.endMarkedContent()
          doc.y = y + titleHeight
        }
        const y = doc.y
        const row = doc.struct('TR')
        table.add(row)
        cellsAt(y, cells, (draw) => row.add(doc.struct(heading ? 'TH' : 'TD', {}, draw)), weight)
        doc.markContent('Artifact')
        rule(y + height, heading ? 1 : 0.4)
        doc.endMarkedContent()
        doc.y = y + height
      }
      doc.y += 4
      line(titles, true)
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
    end: () => {
      numberPages()
      return end()
    },
  }
}
