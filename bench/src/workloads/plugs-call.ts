import type { Region } from '@steckwerk/demo'

/** As the operator; anything but success ends the measurement. */
export async function call(region: Region, method: string, path: string, body?: object): Promise<Response> {
  const answer = await fetch(`${region.url}${path}`, {
    method, headers: { authorization: `Bearer ${region.token}`, 'content-type': path.startsWith('/fhir') ? 'application/fhir+json' : 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${await answer.text()}`)
  return answer
}
