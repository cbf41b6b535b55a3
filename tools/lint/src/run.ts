/** Lints the checkout, or another below `--root`, or the paths given, by its .oxlintrc.jsonc, and prints the linter's results as JSON; `--text` for people, `--fix` to mend what can be. */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { text: { type: 'boolean' }, fix: { type: 'boolean' }, root: { type: 'string' } },
})
const require = createRequire(import.meta.url)
const linter = join(dirname(require.resolve('oxlint/package.json')), 'bin', 'oxlint')
// The part that knows types is a program of its own; the linter looks for it in the folder it lints, which may be another.
const withTypes = createRequire(require.resolve('oxlint-tsgolint/package.json'))
  .resolve(`@oxlint-tsgolint/${process.platform}-${process.arch}/tsgolint${process.platform === 'win32' ? '.exe' : ''}`)

const root = values.root === undefined ? dirname(dirname(dirname(import.meta.dirname))) : resolve(values.root)
const { status, error } = spawnSync(process.execPath, [
  linter, '--type-aware', '--report-unused-disable-directives', '--no-error-on-unmatched-pattern',
  '--format', values.text ? 'default' : 'json', ...(values.fix ? ['--fix'] : []),
  ...(positionals.length > 0 ? positionals : ['core', 'services', 'portal', 'apps', 'bench', 'test', 'tools']),
], { cwd: root, stdio: 'inherit', env: { ...process.env, OXLINT_TSGOLINT_PATH: withTypes } })
if (error !== undefined) throw error
process.exitCode = status ?? 1
