import type { Program } from './program.ts'

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/'

/** A Subscription that is told ids; gives its own. */
export async function subscribe(program: Program, criteria: string, type: 'rest-hook' | 'websocket', endpoint?: string): Promise<string> {
  const made = await program.fhir('Subscription', {
    method: 'POST',
    body: {
      resourceType: 'Subscription', status: 'requested', reason: 'bench', criteria,
      channel: {
        type, ...(endpoint === undefined ? {} : { endpoint }), payload: 'application/fhir+json', _payload: { extension: [{ url: `${backport}backport-payload-content`, valueCode: 'id-only' }] },
      },
    },
  })
  return (made as { id: string }).id
}
