import type { FuzzRequest } from './request.ts'

type Json = null | boolean | number | string | Json[] | { [name: string]: Json }

/** The smallest request found that still fails: headers, parameters and members of the body are left out one by one as long as it does. */
export async function shrink(request: FuzzRequest, fails: (smaller: FuzzRequest) => Promise<boolean>, tries = 200): Promise<FuzzRequest> {
  let best = request
  for (let progress = true; progress; ) {
    progress = false
    for (const smaller of candidates(best)) {
      if (tries-- <= 0) return best
      if (!(await fails(smaller))) continue
      best = smaller
      progress = true
      break
    }
  }
  return best
}

function* candidates(request: FuzzRequest): Generator<FuzzRequest> {
  if (request.raw !== undefined) return
  for (const name of Object.keys(request.headers)) {
    if (name === 'authorization' || (name === 'content-type' && request.body !== undefined)) continue
    yield { ...request, headers: Object.fromEntries(Object.entries(request.headers).filter(([other]) => other !== name)) }
  }
  const [path = '', query] = request.path.split(/\?(.*)/s)
  const pairs = query?.split('&') ?? []
  for (let i = 0; i < pairs.length; i++) {
    const left = pairs.filter((_, other) => other !== i).join('&')
    yield { ...request, path: left === '' ? path : `${path}?${left}` }
  }
  if (request.body === undefined) return
  const text = request.body.toString('utf8')
  if (/^application\/x-www-form-urlencoded/.test(request.headers['content-type'] ?? '')) {
    const fields = text.split('&')
    for (let i = 0; fields.length > 1 && i < fields.length; i++) yield { ...request, body: Buffer.from(fields.filter((_, other) => other !== i).join('&')) }
    return
  }
  let parsed: Json
  try {
    parsed = JSON.parse(text) as Json
  } catch {
    return
  }
  for (const smaller of smallerJson(parsed)) yield { ...request, body: Buffer.from(JSON.stringify(smaller)) }
}

/** The same value without one of its members, the outer ones first. */
function* smallerJson(value: Json): Generator<Json> {
  if (typeof value !== 'object' || value === null) return
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) yield value.toSpliced(i, 1)
    for (let i = 0; i < value.length; i++) for (const smaller of smallerJson(value[i]!)) yield value.with(i, smaller)
    return
  }
  for (const name of Object.keys(value)) yield Object.fromEntries(Object.entries(value).filter(([other]) => other !== name))
  for (const [name, member] of Object.entries(value)) for (const smaller of smallerJson(member)) yield { ...value, [name]: smaller }
}
