import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** Builds the portal where its sources and its build tools are installed. Without them it says so, or throws when `required`. */
export async function buildPortal(root: string, options: { readonly required: boolean }): Promise<void> {
  const missing = ['portal/build.ts', 'node_modules/vite/package.json'].filter((path) => !existsSync(join(root, path)))
  if (missing.length > 0) {
    const text = `The portal is not built: ${missing.join(' and ')} missing (a production install has no build tools).`
    if (options.required) throw new Error(`${text} Run \`npm ci\`.`)
    console.log(text)
    return
  }
  const begun = performance.now()
  // Loaded here: without its build tools the portal package cannot be imported.
  const { buildPortal: build } = await import('@steckwerk/portal')
  const { built } = await build({ root, log: (line) => console.error(line) })
  if (built) console.log(`The portal was built in ${((performance.now() - begun) / 1000).toFixed(1)} s.`)
}
