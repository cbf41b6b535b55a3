import { requestBytes } from '../http/request.ts'
import type { Answer } from '../http/response-reader.ts'
import { searchShapes, type SearchShape } from '../store/shapes.ts'
import type { Known } from './known.ts'
import type { Part } from './part.ts'
import type { Target } from './target.ts'
import { spread } from './write-parts.ts'

const readyReads = 5000
const readySearches = 2000
/** One answer in so many is looked into. */
const sampled = 64
/** Strides through what is ready, so that neighbours of a list are not asked for one after the other. */
const stride = 7919

/** Measurements by their ids. */
export function readPart(target: Target, known: Known): Part {
  const headers = { ...target.headers, Accept: target.contentType }
  const ready = spread(known.observations, readyReads).map(({ base, id }) => ({
    base, id, request: requestBytes('GET', new URL(`${target.bases[base]!}/Observation/${id}`), headers),
  }))
  return {
    name: 'read',
    next: (turn) => {
      const { base, id, request } = ready[(turn * stride) % ready.length]!
      const check = ({ body }: Answer): number => {
        const found = JSON.parse(body.toString()) as { readonly resourceType?: string; readonly id?: string }
        if (found.resourceType !== 'Observation' || found.id !== id) throw new Error('a read answers with another resource')
        return 1
      }
      return { request, base, status: 200, ...(turn % sampled === 0 ? { check } : {}) }
    },
  }
}

/** One part for each search shape. POST keeps what is searched for out of addresses and logs, so it is what our own clients do. */
export function searchParts(target: Target, known: Known, method: 'POST' | 'GET'): Part[] {
  return searchShapes.map((shape) => searchPart(shape, target, known, method))
}

function searchPart(shape: SearchShape, target: Target, known: Known, method: 'POST' | 'GET'): Part {
  const patients = spread(known.patients, readySearches)
  const accept = { ...target.headers, Accept: target.contentType }
  const ready = Array.from({ length: readySearches }, (_, n) => {
    const { base, id, number } = patients[(n * stride) % patients.length]!
    const form = new URLSearchParams(shape.pairs({ patient: id, number }, n).map(([name, value]): [string, string] => [name, value])).toString()
    const address = `${target.bases[base]!}/${shape.type}`
    const request = method === 'GET'
      ? requestBytes('GET', new URL(`${address}?${form}`), accept)
      : requestBytes('POST', new URL(`${address}/_search`), { ...accept, 'Content-Type': 'application/x-www-form-urlencoded' }, form)
    return { base, request }
  })
  return {
    name: `search ${shape.name}`,
    next: (turn) => {
      const { base, request } = ready[(turn * stride) % ready.length]!
      return { request, base, status: 200, ...(turn % sampled === 0 ? { check: (answer: Answer) => matches(shape, answer) } : {}) }
    },
  }
}

/** How many the search found; throws where it must have found some, or where something else was answered. */
function matches(shape: SearchShape, { body }: Answer): number {
  const bundle = JSON.parse(body.toString()) as {
    readonly resourceType?: string
    readonly entry?: readonly { readonly resource?: { readonly resourceType?: string }; readonly search?: { readonly mode?: string } }[]
  }
  if (bundle.resourceType !== 'Bundle') throw new Error(`search ${shape.name} is not answered with a Bundle`)
  const found = (bundle.entry ?? []).filter(({ search }) => (search?.mode ?? 'match') === 'match')
  if (found.some(({ resource }) => resource?.resourceType !== shape.type)) throw new Error(`search ${shape.name} finds resources of another type`)
  if (shape.always && found.length === 0) throw new Error(`search ${shape.name} found nothing`)
  return found.length
}
