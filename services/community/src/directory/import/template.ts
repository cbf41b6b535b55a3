import { actorKinds } from '../actor.ts'
import { headings, kindWords } from './columns.ts'

type Language = 'de' | 'en'

/** Excel takes a CSV with this mark for UTF-8. */
const mark = '\uFEFF'

/** Only the heading: with the semicolons that a German Excel expects, or commas. */
export function templateCsv(language: Language): string {
  return `${mark}${headings.map((heading) => heading[language]).join(language === 'de' ? ';' : ',')}\r\n`
}

/** The heading on the first sheet, and what may stand below it on the second. */
export async function templateXlsx(language: Language): Promise<Buffer> {
  // Loaded with the first file.
  const { default: writeExcelFile } = await import('write-excel-file/node')
  const bold = (value: string) => ({ value, type: String, fontWeight: 'bold' as const })
  const cell = (value: string) => ({ value, type: String, wrap: true })
  const german = language === 'de'
  const notes: readonly (readonly [string, string])[] = [
    [german ? 'Art' : 'Kind', actorKinds.map((kind) => kindWords[kind][language]).join(', ')],
    [german ? 'Themen' : 'Topics', german ? 'mit Komma getrennt, höchstens zwölf' : 'separated by commas, at most twelve'],
    [german ? 'Breitengrad, Längengrad' : 'Latitude, longitude', german ? 'in Grad, zum Beispiel 51,5136 und 7,4653; beide oder keiner' : 'in degrees, such as 51.5136 and 7.4653; both or none'],
    [german ? 'Kennung' : 'Id', german ? 'leer lassen für neue Einrichtungen' : 'leave empty for new organizations'],
    [german ? 'Leere Zellen' : 'Empty cells', german ? 'ändern nichts an dem, was schon im Verzeichnis steht' : 'change nothing of what is in the directory'],
  ]
  return await writeExcelFile([
    { sheet: german ? 'Einrichtungen' : 'Organizations', data: [headings.map((heading) => bold(heading[language]))], stickyRowsCount: 1, columns: headings.map(() => ({ width: 24 })) },
    { sheet: german ? 'Erläuterung' : 'Notes', data: notes.map(([name, text]) => [bold(name), cell(text)]), columns: [{ width: 26 }, { width: 90 }] },
  ]).toBuffer()
}
