/** `npm run docs`: writes the pages of docs/ that are made from the source. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { faultCodes, faultDocument } from './fault-document.ts'
import { root } from './root.ts'

const pages: Readonly<Record<string, string>> = {
  'docs/faults.md': faultDocument(faultCodes(root)),
}
for (const [file, text] of Object.entries(pages)) {
  writeFileSync(join(root, file), text)
  console.log(file)
}
