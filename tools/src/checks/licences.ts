import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Check, Finding } from './check.ts'

/** Licences as permissive as the others that SPDX has no name for.
 *  `LHNCBC`: that of the US National Library of Medicine's software, BSD-3-Clause with the contributors' list to be kept (and citing asked for).
 *  `UCUM`: the terms of the unit tables: use in any product for no fee; the notice stays, the tables stay whole and unchanged, and no
 *  rival standard is made of them. */
const named = ['LicenseRef-LHNCBC', 'LicenseRef-UCUM']

const allowed = new Set([
  ...named,
  '0BSD', 'Apache-2.0', 'BlueOak-1.0.0', 'BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'CC0-1.0', 'CC-BY-3.0', 'CC-BY-4.0', 'ISC', 'MIT', 'MIT-0', 'MPL-2.0',
  'OFL-1.1', 'PostgreSQL', 'Python-2.0', 'Unicode-3.0', 'Unlicense', 'Zlib',
])

/** Packages whose manifest names no usable licence, with the one their licence file has. */
const read: Readonly<Record<string, string>> = {
  // LICENSE.md of each
  fhirpath: 'LicenseRef-LHNCBC',
  '@lhncbc/ucum-lhc': 'LicenseRef-LHNCBC AND LicenseRef-UCUM',
  // bower.json and component.json; installed with ucum-lhc, never loaded
  'emitter-component': 'MIT',
  // LICENSE
  'png-js': 'MIT',
}

interface Locked {
  readonly version?: string
  readonly license?: string
  readonly dev?: boolean
  readonly link?: boolean
}

/** Everything a production install brings carries a permissive licence, or MPL. The lock file says what that is,
 *  so that packages for other platforms count as well. */
export const licences: Check = {
  name: 'licences',
  run: async (root) => {
    const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> }
    const findings: Finding[] = []
    for (const [path, locked] of Object.entries(lock.packages)) {
      if (!path.includes('node_modules/') || locked.link === true || locked.dev === true) continue
      const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
      const licence = read[name] ?? locked.license ?? manifestLicence(root, path)
      if (licence !== undefined && isAllowed(licence)) continue
      findings.push({ file: 'package-lock.json', text: `${name} ${locked.version ?? ''} has licence ${licence ?? 'unknown'}, which is not on the list; choose another package` })
    }
    return findings
  },
}

function manifestLicence(root: string, path: string): string | undefined {
  const manifest = join(root, path, 'package.json')
  if (!existsSync(manifest)) return undefined
  const { license, licenses } = JSON.parse(readFileSync(manifest, 'utf8')) as { license?: string | { type?: string }; licenses?: { type?: string }[] }
  return typeof license === 'string' ? license : (license?.type ?? licenses?.map(({ type }) => type ?? '').join(' OR '))
}

/** An SPDX expression without nesting beyond one pair of brackets: any of an OR, all of an AND. */
export function isAllowed(expression: string): boolean {
  const plain = expression.replaceAll(/[()]/g, ' ').trim()
  return plain.split(/\s+OR\s+/i).some((choice) => choice.split(/\s+AND\s+/i).every((one) => allowed.has(one.trim())))
}
