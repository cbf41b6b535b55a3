/** Lints the checkout, or another below `--root`, or the paths given, and prints ESLint's results as JSON; `--text` for people, `--fix` to mend what can be. */
import { dirname, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { useOwnTypeScript } from './old-typescript.ts'

useOwnTypeScript()
const { ESLint } = await import('eslint')
const { config } = await import('./config.ts')

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { text: { type: 'boolean' }, fix: { type: 'boolean' }, root: { type: 'string' } },
})
// Else it asks before each file whether any of all files has changed meanwhile. What is mended changes them.
if (!values.fix) process.env['TSESTREE_SINGLE_RUN'] = 'true'
const root = values.root === undefined ? dirname(dirname(dirname(import.meta.dirname))) : resolve(values.root)
const eslint = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: config(root),
  errorOnUnmatchedPattern: false,
  fix: values.fix ?? false,
})
const folders = ['core', 'services', 'portal', 'apps', 'bench', 'test', 'tools']
const results = await eslint.lintFiles(positionals.length > 0 ? positionals : folders.map((folder) => `${folder}/**/*.{ts,tsx}`))
await ESLint.outputFixes(results)
const worse = results.filter(({ messages }) => messages.length > 0)
const formatter = await eslint.loadFormatter('stylish')
process.stdout.write(values.text ? await formatter.format(worse) : JSON.stringify(worse.map(({ filePath, messages }) => ({ filePath, messages }))))
process.exitCode = worse.length > 0 ? 1 : 0
