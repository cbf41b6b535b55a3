import { faultStatus, Fault, type FaultKind } from '@steckwerk/kernel'
import type { RouteAnswer, RouteCall, RouteHeader } from '@steckwerk/plug'
import { nonsense } from './checked-answer.ts'

const passed: readonly RouteHeader[] = ['cache-control', 'etag', 'content-disposition', 'last-modified', 'location']

/** A call as it travels to a service outside; who calls stands in the JWT beside it. */
export function outsideRouteBody({ route, params, query, body, bytes }: RouteCall): object {
  return {
    route, params, query: [...query],
    ...(body === undefined ? {} : { body }), ...(bytes === undefined ? {} : { bytes: Buffer.from(bytes).toString('base64') }),
  }
}

/** A refusal's code and text, as its OperationOutcome has them. */
function refusal(status: number, text: string): Fault {
  const kind = (Object.keys(faultStatus) as FaultKind[]).find((one) => faultStatus[one].status === status) ?? 'invalid'
  try {
    const [issue] = (JSON.parse(text) as { issue: readonly { diagnostics?: string; details?: { coding?: readonly { code?: string }[] } }[] }).issue
    const code = issue?.details?.coding?.[0]?.code
    if (typeof code !== 'string' || !/^[a-z0-9-]{1,40}\/[a-z0-9-]{1,60}$/.test(code)) throw new Error('no code')
    return new Fault(kind, code, (issue?.diagnostics ?? '').slice(0, 400))
  } catch (cause) {
    return nonsense(cause)
  }
}

/** What a service outside answered. Faults: its own, plugboard/answer-nonsense. */
export async function outsideRouteAnswer(answer: Response): Promise<RouteAnswer> {
  const content = new Uint8Array(await answer.arrayBuffer())
  const contentType = answer.headers.get('content-type')?.toLowerCase()
  if (answer.status >= 400 && contentType?.startsWith('application/fhir+json') === true) throw refusal(answer.status, Buffer.from(content).toString())
  const headers = Object.fromEntries(passed.flatMap((name) => {
    const value = answer.headers.get(name)
    return value === null ? [] : [[name, value]]
  }))
  return { status: answer.status, headers, ...(content.length === 0 || contentType === undefined ? {} : { file: { contentType, content } }) }
}
