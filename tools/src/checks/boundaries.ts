import { join, posix } from 'node:path'
import { house, ioModules, testingPackages, type Room } from '../boundaries.ts'
import { importsOf, type Import } from '../imports.ts'
import { isTest, sources, type Source } from '../sources.ts'
import { packageOf, packages, type Package } from '../workspace.ts'
import type { Check, Finding } from './check.ts'
import { findCycles } from './cycles.ts'

/** Arrows between packages run upwards through the list in boundaries.ts, through declared dependencies and `exports` only. */
export const boundaries: Check = {
  name: 'boundaries',
  run: async (root) => {
    const all = packages(root)
    const files = sources(root)
    const known = new Set(files.map(({ file }) => file))
    const findings = all.flatMap((one) => judgePackage(one))
    const graph = new Map<string, string[]>()
    for (const source of files) {
      const owner = packageOf(source.file, all)
      const edges: string[] = []
      for (const found of importsOf(source)) {
        const text = owner === undefined ? outsider(source) : judge(source, owner, found, all)
        if (text !== undefined) findings.push({ file: source.file, line: found.line, text })
        const target = posix.normalize(posix.join(posix.dirname(source.file), found.specifier))
        if (found.specifier.startsWith('.') && known.has(target)) edges.push(target)
      }
      graph.set(source.file, edges)
    }
    return [...findings, ...findCycles(graph).map(describeCycle)]
  },
}

function judgePackage({ folder, manifest }: Package): Finding[] {
  const file = join(folder, 'package.json')
  const findings: Finding[] = []
  if (roomOf(folder) === undefined) findings.push({ file, text: `${folder} has no place in tools/src/boundaries.ts; put it where its imports stand above it` })
  if (manifest.steckwerk?.layer === undefined) findings.push({ file, text: 'the package names no layer; add "steckwerk": { "layer": … }' })
  return findings
}

function outsider(source: Source): string | undefined {
  return source.file.startsWith('test/') ? undefined : 'the file belongs to no package; move it into one or add its folder to "workspaces"'
}

function judge(source: Source, owner: Package, { specifier }: Import, all: readonly Package[]): string | undefined {
  if (specifier.startsWith('.')) {
    const target = posix.normalize(posix.join(posix.dirname(source.file), specifier))
    if (packageOf(target, all) === owner) return undefined
    return `'${specifier}' leaves the package ${owner.name}; import the other package by its name`
  }
  if (specifier.startsWith('/') || specifier.startsWith('file:')) return `'${specifier}' is a place on one machine; import by package name or relative path`
  if (specifier.startsWith('node:')) {
    if (!roomOf(owner.folder)?.pure || isTest(source.file) || !ioModules.has(specifier)) return undefined
    return `${owner.name} is pure and does no I/O; take the bytes or a port as an argument instead of importing ${specifier}`
  }
  const name = packageName(specifier)
  const target = all.find((one) => one.name === name)
  return target === undefined ? judgeForeign(source, owner, name) : judgeArrow(source, owner, target, specifier)
}

function judgeForeign(source: Source, owner: Package, name: string): string | undefined {
  if (isDeclared(source, owner, name)) return undefined
  if (isTest(source.file) && inRoot.has(name)) return undefined
  if (owner.folder === 'portal' && name.startsWith('virtual:')) return undefined
  return `${name} is not declared by ${owner.name}; add it, pinned, to ${owner.folder}/package.json`
}

/** Test tools that the root declares once for all packages. */
const inRoot = new Set(['fast-check'])

function judgeArrow(source: Source, owner: Package, target: Package, specifier: string): string | undefined {
  const subpath = `.${specifier.slice(target.name.length)}`
  if (owner === target && !isTest(source.file)) return `the package imports itself by name; import the file by its relative path`
  if (target.manifest.exports?.[subpath] === undefined) {
    return `${target.name} does not export '${subpath}'; use one of its exports (${Object.keys(target.manifest.exports ?? {}).join(', ')}) or add one there`
  }
  if (owner === target) return undefined
  if (testingPackages.includes(target.folder)) {
    if (!isTest(source.file) && !isTool(owner)) return `${target.name} is for tests only; move this into a test`
  } else if (!mayImport(owner.folder, target.folder)) {
    return `${owner.folder} must not import ${target.folder}; see tools/src/boundaries.ts: move what is shared up, or pass it in`
  }
  if (subpath.startsWith('./testing') && !isTest(source.file) && !isTool(owner)) return `${specifier} is for tests only; move this into a test`
  if (!isDeclared(source, owner, target.name)) return `${target.name} is not declared by ${owner.name}; add it to ${owner.folder}/package.json`
  return undefined
}

/** Pages are bundled, so that what the portal needs to run is a dependency of the build. */
function isDeclared(source: Source, { folder, manifest }: Package, name: string): boolean {
  const alsoInDevelopment = isTest(source.file) || folder === 'portal'
  const lists = [manifest.dependencies, manifest.optionalDependencies, ...(alsoInDevelopment ? [manifest.devDependencies] : [])]
  const types = `@types/${name}`
  return lists.some((list) => list?.[name] !== undefined) || (manifest.devDependencies?.[types] !== undefined)
}

function isTool({ manifest }: Package): boolean {
  return manifest.steckwerk?.layer === 'tool'
}

function mayImport(from: string, to: string): boolean {
  const here = roomOf(from)
  const there = roomOf(to)
  if (here === undefined || there === undefined) return true
  if (here.only !== undefined) return here.only.includes(to)
  return house.indexOf(there) < house.indexOf(here)
}

function roomOf(folder: string): Room | undefined {
  return house.find(({ at }) => at === folder || (at.endsWith('/*') && folder.startsWith(at.slice(0, -1))))
}

function packageName(specifier: string): string {
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

function describeCycle(files: readonly string[]): Finding {
  const [first] = files
  return { file: first!, text: `files import each other in a circle: ${[...files, first].join(' → ')}; move what both need into a file of its own` }
}
