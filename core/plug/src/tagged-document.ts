import PDFDocument from 'pdfkit'
import { fontFiles } from './typeface.ts'

export interface TaggedDocument {
  readonly doc: PDFKit.PDFDocument
  /** What all structure elements are added to. */
  readonly root: PDFKit.PDFStructureElement
  /** Ends the document. Resolves to its bytes. */
  end(): Promise<Buffer>
}

/** An empty tagged A4 document (PDF/UA) with the typeface registered, its pages open until its end. margins: points. */
export function newTaggedDocument(title: string, author: string, language: 'de' | 'en', margins: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }): TaggedDocument {
  const doc = new PDFDocument({
    size: 'A4', margins, bufferPages: true, tagged: true, displayTitle: true, lang: language === 'de' ? 'de-DE' : 'en-GB', pdfVersion: '1.7',
    // Its types know PDF/A only.
    subset: 'PDF/UA' as 'PDF/A-3',
    font: null as unknown as string,
    info: { Title: title, Author: author },
  })
  for (const { name, bytes } of fontFiles()) doc.registerFont(name, bytes)
  const chunks: Buffer[] = []
  doc.on('data', (chunk: Buffer) => chunks.push(chunk))
  const written = new Promise<void>((resolve, reject) => doc.once('end', resolve).once('error', reject))
  const root = doc.struct('Document')
  doc.addStructure(root)
  return {
    doc,
    root,
    async end() {
      root.end()
      doc.end()
      await written
      return Buffer.concat(chunks)
    },
  }
}
