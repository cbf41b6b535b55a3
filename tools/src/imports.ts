import ts from 'typescript'
import { lineAt, type Source } from './sources.ts'

export interface Import {
  readonly specifier: string
  readonly line: number
}

/** Every module a file names: imports, re-exports, `import()` and `import('…')` types. */
export function importsOf(source: Source): Import[] {
  const { importedFiles } = ts.preProcessFile(source.text, true, true)
  return importedFiles.map(({ fileName, pos }) => ({ specifier: fileName, line: lineAt(source.text, pos) }))
}
