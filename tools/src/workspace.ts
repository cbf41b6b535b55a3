import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Manifest {
  readonly name: string
  readonly steckwerk?: { readonly layer?: string }
  readonly exports?: Readonly<Record<string, string>>
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

/** A package of this repository. */
export interface Package {
  readonly name: string
  /** Relative to the root: `core/store`. */
  readonly folder: string
  readonly manifest: Manifest
}

/** All packages that the root's `workspaces` name, the longest folder first, so that the first match owns a file. */
export function packages(root: string): Package[] {
  const { workspaces } = readManifest(join(root, 'package.json')) as { workspaces?: readonly string[] }
  const found = (workspaces ?? []).flatMap((pattern) =>
    globSync(`${pattern}/package.json`, { cwd: root }).map((path): Package => {
      const manifest = readManifest(join(root, path)) as Manifest
      return { name: manifest.name, folder: path.slice(0, -'/package.json'.length), manifest }
    }),
  )
  return found.sort((a, b) => b.folder.length - a.folder.length || (a.folder < b.folder ? -1 : 1))
}

/** The package a file belongs to; `file` is relative to the root. */
export function packageOf(file: string, all: readonly Package[]): Package | undefined {
  return all.find(({ folder }) => file.startsWith(`${folder}/`))
}

function readManifest(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}
