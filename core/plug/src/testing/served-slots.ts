import assert from 'node:assert/strict'
import type { PlugManifest } from '../manifest.ts'
import { usingCarrier, type StandInHub } from './stand-in-hub.ts'

/** Only the hub may show the service's pages in a frame. Source: CSP Level 3, frame-ancestors. */
function assertFramable({ headers }: Response, hub: string, what: string): void {
  const ancestors = /(?:^|;)\s*frame-ancestors ([^;]*)/i.exec(headers.get('content-security-policy') ?? '')?.[1]?.trim()
  assert.equal(ancestors, new URL(hub).origin, `${what}: its content security policy lets the hub's portal, and nobody else, show it in a frame`)
  assert.equal(headers.get('x-frame-options'), null, `${what}: x-frame-options would keep the portal out`)
}

/** One page of a service in the portal, opened as the hub opens it: launch, authorization, token, page. */
export async function assertSlotOpens(slot: PlugManifest['slots'][number], of: {
  readonly hub: StandInHub
  readonly served: string
  readonly ask: (path: string) => Promise<Response>
}): Promise<void> {
  const { hub, served, ask } = of
  const what = `slot ${slot.id}`
  const launchAt = (iss: string): string => `${slot.launch}?${new URLSearchParams({ iss, launch: 'a-launch' })}`
  const foreign = await ask(launchAt('https://elsewhere.example/fhir/alpha'))
  await foreign.body?.cancel()
  assert.equal(foreign.headers.get('location')?.startsWith('https://elsewhere.example') ?? false, false, `${what}: it is led away by whoever opens it`)

  const begun = await ask(launchAt(`${hub.url}/fhir/${usingCarrier}`))
  await begun.body?.cancel()
  if (begun.status === 200) return assertFramable(begun, hub.url, what)
  assert.ok([302, 303, 307].includes(begun.status), `${what}: its launch address answers with status ${begun.status}`)
  const to = new URL(begun.headers.get('location') ?? '')
  assert.equal(`${to.origin}${to.pathname}`, `${hub.url}/oidc/auth`, `${what}: it asks the hub's authorization endpoint`)
  const asked = Object.fromEntries(to.searchParams)
  const { state = '', code_challenge: challenge = '', scope = '', ...rest } = asked
  assert.deepEqual(
    [rest['response_type'], rest['client_id'], rest['redirect_uri'], rest['launch'], rest['aud'], rest['code_challenge_method']],
    ['code', hub.slotClient, `${served}${slot.redirect}`, 'a-launch', `${hub.url}/fhir/${usingCarrier}`, 'S256'], `${what}: the authorization request of a SMART launch`,
  )
  assert.ok(scope.split(' ').includes('launch'), `${what}: it asks for the scope launch`)
  assert.ok(state.length >= 22 && challenge.length === 43, `${what}: a state that nobody guesses, and PKCE`)

  const back = `${slot.redirect}?${new URLSearchParams({ code: hub.code({ challenge, redirect: `${served}${slot.redirect}`, scope }), state })}`
  const shown = await ask(back)
  assert.deepEqual([shown.status, /^text\/html/.test(shown.headers.get('content-type') ?? '')], [200, true], `${what}: it shows its page`)
  assert.doesNotMatch(await shown.text(), new RegExp(hub.given.join('|')), `${what}: its token stands in the page`)
  assertFramable(shown, hub.url, what)
  const again = await ask(back)
  await again.body?.cancel()
  assert.ok(again.status >= 400 && again.status < 500, `${what}: a state counts once`)
  assertFramable(again, hub.url, `${what}, refused`)
}
