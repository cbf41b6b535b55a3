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

/** sdf-8 and sdf-8a: the first element is the type, all others are below it. */
function isBelowFirst(view: Members, definition: Members, fits: (first: string, type: string) => boolean, root: (first: string) => string): boolean {
  const [first, ...others] = objectsAt(view, 'element').map(element => String(element['path']))
  if (first === undefined) return true
  const prefix = `${root(first)}.`
  return (definition['kind'] === 'logical' || fits(first, String(definition['type']))) && others.every(path => path.startsWith(prefix))
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
  [
    'sdf-8',
    (snapshot, definition) =>
      isBelowFirst(
        snapshot,
        definition,
        (first, type) => first === type,
        first => first,
      ),
  ],
  [
    'sdf-8a',
    (differential, definition) =>
      isBelowFirst(
        differential,
        definition,
        (first, type) => first.startsWith(type),
        first => first.replace(/\..*/s, ''),
      ),
  ],
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
