type Members = Readonly<Record<string, unknown>>
type Holds = (node: Members, resource: Members) => boolean

function objectsAt(object: unknown, key: string): readonly Members[] {
  const value = (object as Members | undefined)?.[key]
  const items: readonly unknown[] = Array.isArray(value) ? value : value === undefined ? [] : [value]
  return items.filter(item => typeof item === 'object' && item !== null) as Members[]
}

/** Every text below a value that begins like a link into the resource itself. */
function localLinks(value: unknown, into: Set<string>): Set<string> {
  if (typeof value === 'string' && value.startsWith('#')) into.add(value)
  else if (typeof value === 'object' && value !== null) for (const member of Object.values(value)) localLinks(member, into)
  return into
}

/** dom-3: what is contained is referred to, or refers to what contains it. */
function isReferredTo(resource: Members): boolean {
  const contained = objectsAt(resource, 'contained')
  if (contained.length === 0) return true
  const links = localLinks(resource, new Set())
  return contained.every(one => links.has(`#${String(one['id'])}`) || localLinks(one, new Set()).has('#'))
}

function pathsOf(view: Members): readonly string[] {
  return objectsAt(view, 'element').map(element => String(element['path']))
}

/** sdf-8: the first element of a snapshot is the type, all others are below it. */
function isSnapshotOfType(snapshot: Members, definition: Members): boolean {
  const [first, ...others] = pathsOf(snapshot)
  if (first === undefined) return true
  return (definition['kind'] === 'logical' || first === definition['type']) && others.every(path => path.startsWith(`${first}.`))
}

/** sdf-8a: the first element of a differential is the type or below it, as are all others. */
function isDifferentialOfType(differential: Members, definition: Members): boolean {
  const [first, ...others] = pathsOf(differential)
  if (first === undefined) return true
  const prefix = `${first.split('.')[0]!}.`
  return (definition['kind'] === 'logical' || first.startsWith(String(definition['type']))) && others.every(path => path.startsWith(prefix))
}

/** ig-1 and ig-2: every value of one list is in another. */
function isWithin(values: readonly unknown[], allowed: readonly unknown[]): boolean {
  const known = new Set(allowed)
  return values.every(value => value === undefined || known.has(value))
}

/** Invariants whose FHIRPath takes time that grows with the square of the resource, by key. The answers are those of the
 *  expressions, but that dom-3 takes every text that begins with # for a link. */
export const nativeInvariants: ReadonlyMap<string, Holds> = new Map<string, Holds>([
  ['dom-3', isReferredTo],
  ['sdf-8', isSnapshotOfType],
  ['sdf-8a', isDifferentialOfType],
  [
    'ig-1',
    definition =>
      isWithin(
        objectsAt(definition, 'resource').map(one => one['groupingId']),
        objectsAt(definition, 'grouping').map(one => one['id']),
      ),
  ],
  [
    'ig-2',
    guide =>
      isWithin(
        objectsAt(guide['definition'], 'resource').flatMap(one => one['fhirVersion']),
        [guide['fhirVersion']].flat(),
      ),
  ],
])
