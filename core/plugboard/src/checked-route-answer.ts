import type { RouteAnswer, RouteFile } from '@steckwerk/plug'
import type { CheckedRouteAnswer } from './contract.ts'
import { longest, nonsense, tooLarge } from './checked-answer.ts'

const headerForms: Readonly<Record<string, RegExp>> = {
  'cache-control': /^[a-z0-9=, -]{1,120}$/,
  'etag': /^(?:W\/)?"[\x21\x23-\x7e]{1,120}"$/,
  'content-disposition': /^(?:inline|attachment)(?:; filename="[\w. -]{1,120}")?$/,
  'last-modified': /^[A-Za-z0-9,: ]{1,40}$/,
  // Within this hub: a service sends nobody elsewhere.
  'location': /^\/[^/\\\s][^\\\s]{0,500}$/,
}
const typeForm = /^[a-z]+\/[a-z0-9.+-]+(?:; ?charset=utf-8)?$/
/** Of a file that comes whole. */
const longestFile = 16 * 1024 * 1024

function isStream(content: RouteFile['content']): content is AsyncIterable<Uint8Array> {
  return typeof content === 'object' && Symbol.asyncIterator in content
}

/** A service's answer to a route. Faults: plugboard/answer-nonsense, plugboard/answer-size. */
export function checkedRouteAnswer(answer: RouteAnswer): CheckedRouteAnswer {
  const { status, headers = {}, json, file } = (answer ?? {}) as Partial<RouteAnswer>
  if (!Number.isInteger(status) || !((status! >= 200 && status! < 300) || status === 303 || status === 404)) throw nonsense()
  for (const [name, value] of Object.entries(headers)) if (headerForms[name]?.test(value) !== true) throw nonsense()
  if ((status === 303) !== (headers.location !== undefined)) throw nonsense()
  if (file !== undefined) {
    const { contentType, content } = file
    if (json !== undefined || typeof contentType !== 'string' || !typeForm.test(contentType)) throw nonsense()
    if (typeof content !== 'string' && !(content instanceof Uint8Array) && !isStream(content)) throw nonsense()
    if (!isStream(content) && content.length > longestFile) throw tooLarge()
  }
  const text = json === undefined ? undefined : textOf(json)
  if (text !== undefined && text.length > longest) throw tooLarge()
  return { status: status!, headers, ...(text === undefined ? {} : { text }), ...(file === undefined ? {} : { file }) }
}

function textOf(json: unknown): string {
  try {
    const text = JSON.stringify(json) as string | undefined
    // A function and the like have no JSON.
    if (text !== undefined) return text
  } catch (cause) {
    throw nonsense(cause)
  }
  throw nonsense()
}
