/** `npm run docs`: writes the pages of docs/ that are made from the source. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { documents } from './documents.ts'
import { root } from './root.ts'

for (const [file, make] of Object.entries(documents)) {
  try {
    writeFileSync(join(root, file), await make(root))
    console.log(file)
  } catch (error) {
    console.error(file, error)
    process.exitCode = 1
  }
}
