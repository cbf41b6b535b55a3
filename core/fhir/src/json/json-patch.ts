import { Fault } from '@steckwerk/kernel'
import { indexOf, readPointer, valueAt } from './json-pointer.ts'
import { equalLossless, Numeral, readLossless, writeLossless, type Json } from './lossless.ts'
import { parseJson } from './parse-json.ts'
import { checkDepth, skipSpace } from './scan.ts'

type Path = readonly string[]

/** One operation of a JSON Patch, its form checked. */
export type PatchOperation =
  | { readonly op: 'add' | 'replace' | 'test'; readonly path: Path; readonly value: Json }
  | { readonly op: 'remove'; readonly path: Path }
  | { readonly op: 'move' | 'copy'; readonly path: Path; readonly from: Path }

const mostOperations = 1000

function malformed(at: string, text: string): Fault {
  return new Fault('invalid', 'fhir/patch-form', text, { at })
}

function pointer(members: ReadonlyMap<string, Json>, name: string, at: string): Path {
  const text = members.get(name)
  const path = typeof text === 'string' ? readPointer(text) : undefined
  if (path === undefined) throw malformed(`${at}.${name}`, 'Must be a JSON Pointer (RFC 6901).')
  return path
}

function readOperation(value: Json, at: string): PatchOperation {
  if (!(value instanceof Map)) throw malformed(at, 'Each operation of a patch must be an object.')
  const op = value.get('op')
  const path = pointer(value, 'path', at)
  switch (op) {
    case 'remove':
      return { op, path }
    case 'move':
    case 'copy':
      return { op, path, from: pointer(value, 'from', at) }
    case 'add':
    case 'replace':
    case 'test': {
      const given = value.get('value')
      if (given === undefined) throw malformed(at, 'This operation needs a value.')
      return { op, path, value: given }
    }
    default:
      throw malformed(`${at}.op`, 'Must be add, remove, replace, move, copy or test.')
  }
}

/** Reads a JSON Patch document of at most 1,000 operations. Source: RFC 6902.
 *  Faults: fhir/patch-form, fhir/json and its kin. */
export function readJsonPatch(text: string): PatchOperation[] {
  parseJson(text)
  const list = readLossless(text, skipSpace(text, 0))
  if (!Array.isArray(list)) throw malformed('patch', 'A JSON Patch must be a list of operations.')
  if (list.length > mostOperations) throw malformed('patch', `A JSON Patch may have ${mostOperations} operations.`)
  return list.map((one, index) => readOperation(one, `patch[${index}]`))
}

/** What copying may still add: a patch that doubles a value again and again must not fill the memory. In characters, roughly. */
interface Budget {
  left: number
}

function clone(value: Json, budget: Budget, depth = 0): Json {
  checkDepth(depth)
  budget.left -= typeof value === 'string' ? value.length + 2 : value instanceof Numeral ? value.text.length : 4
  if (budget.left < 0) throw new Fault('too-large', 'fhir/patch-size', 'The patch makes the resource larger than this server takes.')
  if (Array.isArray(value)) return value.map((item) => clone(item, budget, depth + 1))
  if (!(value instanceof Map)) return value
  const copy = new Map<string, Json>()
  for (const [key, member] of value) {
    budget.left -= key.length
    copy.set(key, clone(member, budget, depth + 1))
  }
  return copy
}

class Patching {
  #root: Json
  readonly #budget: Budget
  #at = ''

  constructor(root: Json, limit: number) {
    this.#root = root
    this.#budget = { left: limit }
  }

  get root(): Json {
    return this.#root
  }

  apply(operation: PatchOperation, index: number): void {
    this.#at = `patch[${index}]`
    const { path } = operation
    switch (operation.op) {
      case 'add':
        return this.#add(path, clone(operation.value, this.#budget))
      case 'replace':
        return this.#replace(path, clone(operation.value, this.#budget))
      case 'test':
        if (!equalLossless(operation.value, this.#get(path))) throw this.#failed('The value at the path is another than the test expects.')
        return undefined
      case 'remove':
        return this.#remove(path)
      case 'copy':
        return this.#add(path, clone(this.#get(operation.from), this.#budget))
      case 'move': {
        const { from } = operation
        const value = this.#get(from)
        if (from.every((token, place) => token === path[place])) {
          if (from.length === path.length) return undefined
          throw this.#failed('A value cannot be moved into itself.')
        }
        this.#remove(from)
        return this.#add(path, value)
      }
    }
  }

  #failed(text: string): Fault {
    return new Fault('unprocessable', 'fhir/patch-failed', text, { at: this.#at })
  }

  #get(path: Path): Json {
    const value = valueAt(this.#root, path)
    if (value === undefined) throw this.#failed('There is nothing at the path.')
    return value
  }

  #add(path: Path, value: Json): void {
    const token = path.at(-1)
    if (token === undefined) {
      this.#root = value
      return
    }
    const parent = valueAt(this.#root, path.slice(0, -1))
    if (parent instanceof Map) {
      parent.set(token, value)
      return
    }
    const index = Array.isArray(parent) ? (token === '-' ? parent.length : indexOf(parent, token, true)) : undefined
    if (index === undefined) throw this.#failed('There is no such place to add a value at.')
    ;(parent as Json[]).splice(index, 0, value)
  }

  #replace(path: Path, value: Json): void {
    this.#get(path)
    const token = path.at(-1)
    const parent = valueAt(this.#root, path.slice(0, -1))
    if (token === undefined) this.#root = value
    else if (parent instanceof Map) parent.set(token, value)
    else (parent as Json[])[Number(token)] = value
  }

  #remove(path: Path): void {
    this.#get(path)
    const token = path.at(-1)
    if (token === undefined) throw this.#failed('The whole resource cannot be removed by a patch.')
    const parent = valueAt(this.#root, path.slice(0, -1))
    if (parent instanceof Map) parent.delete(token)
    else (parent as Json[]).splice(Number(token), 1)
  }
}

/** A resource's JSON text with a patch applied: numbers that the patch does not touch keep their form, those it brings have the patch's.
 *  `text` is known to be JSON; the result is at most `limit` characters. Source: RFC 6902.
 *  Faults: fhir/patch-failed, fhir/patch-size, fhir/json-depth. */
export function applyJsonPatch(text: string, operations: readonly PatchOperation[], limit: number): string {
  const patching = new Patching(readLossless(text, skipSpace(text, 0)), limit)
  operations.forEach((operation, index) => patching.apply(operation, index))
  const result = writeLossless(patching.root)
  if (result.length > limit) throw new Fault('too-large', 'fhir/patch-size', 'The patch makes the resource larger than this server takes.')
  return result
}
