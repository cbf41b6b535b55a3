import { resolve } from 'node:path'
import type { ClientInfo, ClientWithSecret, NewClient } from '@steckwerk/api/contract/smart'
import { automation, type DemoHub } from './demo-hub.ts'
import { appUrl, serveFolder } from './serve-folder.ts'

const clientForm = (port: number): NewClient => ({
  name: 'Laborwerte (Demo-App)',
  vendor: 'Beispiel-Software (erfunden)',
  kind: 'public',
  redirectUris: [appUrl(port)],
  launchUri: appUrl(port),
  scopes: ['openid', 'fhirUser', 'launch', 'launch/patient', 'patient/Patient.rs', 'patient/Observation.rs'],
})

async function registered(hub: DemoHub, port: number): Promise<ClientInfo | undefined> {
  const { clients } = await automation(hub).call<{ clients: readonly ClientInfo[] }>('GET', '/admin/carriers/alpha/clients')
  return clients.find(({ redirectUris }) => redirectUris.includes(appUrl(port)))
}

/** Registers the demo's app at alpha, once; one that was disabled may be used again. */
export async function registerApp(hub: DemoHub, port: number): Promise<void> {
  const { call } = automation(hub)
  const known = await registered(hub, port)
  if (known === undefined) await call<ClientWithSecret>('POST', '/admin/carriers/alpha/clients', clientForm(port))
  else if (known.disabled) await call('PUT', `/admin/carriers/alpha/clients/${known.id}/disabled`, { disabled: false })
}

/** Serves the demo's app on this machine. undefined where its port is taken: the demo goes on without. */
export function serveApp(hub: DemoHub, port: number): Promise<AsyncDisposable | undefined> {
  return serveFolder(resolve(import.meta.dirname, '../../app'), port, async () => {
    const client = await registered(hub, port)
    return client === undefined ? undefined : { clientId: client.id, iss: `${hub.url}/fhir/alpha` }
  })
}
