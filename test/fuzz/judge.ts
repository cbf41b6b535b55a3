import type { FuzzRequest, Marker } from './request.ts'
import type { Answer } from './send.ts'

/** Statuses of the HTTP layer, which answers before it is known that anything here is about FHIR. */
const httpStatuses = new Set([400, 408, 417, 431])

/** What is wrong with an answer, in a sentence; undefined if nothing is. */
export function judge(request: FuzzRequest, answer: Answer, marker: Marker): string | undefined {
  const { status, headers, body } = answer
  const isRaw = request.raw !== undefined
  if (status === 0) return isRaw ? undefined : `there was no answer: ${answer.trouble ?? 'the connection ended'}`
  if (status >= 500) return `the answer is ${status}`
  const text = body.toString('utf8')
  if (status >= 400) {
    const place = [...Object.entries(headers).filter(([name]) => name !== 'x-request-id').map(([, value]) => String(value)), text].find((part) => repeats(part, marker))
    if (place !== undefined) return `the refusal repeats what was sent: …${around(place, marker)}…`
  }
  if (body.length === 0) return mayBeEmpty(request, answer) || isHttpAnswer(answer) ? undefined : `the answer (${status}) is empty`
  if (request.method === 'HEAD') return 'HEAD is answered with a body'
  if (status === 204 || status === 304) return `${status} has a body`
  if (isRaw || isHttpAnswer(answer)) return undefined
  if (!/^application\/fhir\+json\b/.test(headers['content-type'] ?? '')) return `the answer (${status}) is ${headers['content-type'] ?? 'of no type'}, not FHIR`
  return judgeFhir(status, text, marker)
}

interface Shape {
  readonly resourceType?: unknown
  readonly issue?: readonly unknown[]
  readonly entry?: readonly { readonly resource?: { readonly resourceType?: unknown }; readonly response?: { readonly outcome?: unknown } }[]
}

function judgeFhir(status: number, text: string, marker: Marker): string | undefined {
  let resource: Shape
  try {
    resource = JSON.parse(text) as Shape
  } catch {
    return `the answer (${status}) is not JSON`
  }
  if (typeof resource.resourceType !== 'string') return `the answer (${status}) is no resource`
  if (status >= 400 && (resource.resourceType !== 'OperationOutcome' || (resource.issue?.length ?? 0) === 0)) return `the refusal (${status}) is no OperationOutcome with an issue`
  if (resource.resourceType !== 'Bundle') return undefined
  // What is refused within a successful Bundle is a refusal as well.
  const outcomes = (resource.entry ?? []).flatMap(({ resource: found, response }) => [response?.outcome, found?.resourceType === 'OperationOutcome' ? found : undefined])
  const told = outcomes.filter((outcome) => outcome !== undefined).map((outcome) => JSON.stringify(outcome)).find((outcome) => repeats(outcome, marker))
  return told === undefined ? undefined : `an outcome within the Bundle repeats what was sent: …${around(told, marker)}…`
}

function mayBeEmpty({ method, headers: sent }: FuzzRequest, { status }: Answer): boolean {
  if (method === 'HEAD' || status === 204 || status === 304) return true
  return (status === 200 || status === 201) && /return=minimal/.test(sent['prefer'] ?? '')
}

/** It knows nothing of the headers that every answer of ours has. */
function isHttpAnswer({ status, headers }: Answer): boolean {
  return httpStatuses.has(status) && headers['x-content-type-options'] === undefined
}

function repeats(text: string, { word, digits }: Marker): boolean {
  return text.toLowerCase().includes(word.toLowerCase()) || text.includes(digits)
}

function around(text: string, { word, digits }: Marker): string {
  const at = Math.max(text.toLowerCase().indexOf(word.toLowerCase()), text.indexOf(digits))
  return text.slice(Math.max(0, at - 80), at + 60)
}
