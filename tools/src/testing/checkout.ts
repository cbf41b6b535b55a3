import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { place, type Check } from '../checks/check.ts'
import { root } from '../root.ts'

export interface Checkout extends Disposable {
  readonly root: string
}

/** A small repository in a temporary folder: path → text, an object for JSON. With `installed` it has the real node_modules. */
export function checkout(files: Readonly<Record<string, string | object>>, options: { readonly installed?: boolean } = {}): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'checkout-'))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content))
  }
  if (options.installed === true) symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  return { root: folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}

/** What a check finds in such a repository, one line each as people see it. */
export async function found(check: Check, files: Readonly<Record<string, string | object>>, options: { readonly installed?: boolean } = {}): Promise<string[]> {
  using made = checkout(files, options)
  return (await check.run(made.root)).map((finding) => `${place(finding)}${finding.text}`)
}
