import { createHash, randomBytes } from 'node:crypto'
import { manifest } from './manifest.js'

const { slots = [] } = manifest

/** Launches under way, by `state`: what the platform opened which of our pages for, and the proof that the code is ours. */
const waiting = new Map()
const waitMs = 60_000
const mostWaiting = 1_000

const random = () => randomBytes(32).toString('base64url')
export const escaped = (value) => String(value).replace(/[&<>"']/g, (one) => `&#${one.charCodeAt(0)};`)

/** Our pages in the platform's portal, each by a SMART launch (EHR launch) in a frame; undefined = no address of theirs. `pages` by the slots' ids: what each shows,
 *  given the hub, the carrier and what the token endpoint answered. */
export async function slotPage(hub, at, { method, path, query }, pages) {
  if (method !== 'GET') return undefined
  const begun = slots.find(({ launch }) => launch === path)
  if (begun !== undefined) return begin(hub, at, begun, query)
  return slots.some(({ redirect }) => redirect === path) ? show(hub, at, path, query, pages) : undefined
}

/** The platform opens us with `iss` and `launch`; we ask it for a code, with PKCE. Source: SMART App Launch 2.2. */
async function begin(hub, at, { id, redirect, scopes }, query) {
  const iss = query.get('iss') ?? ''
  // Who else opens us is answered nothing: only our own hub's carriers.
  const [, carrier] = iss.startsWith(`${hub.url}/fhir/`) ? /^([a-z][a-z0-9-]{0,30})$/.exec(iss.slice(`${hub.url}/fhir/`.length)) ?? [] : []
  const linked = carrier === undefined ? undefined : await hub.linked(carrier)
  if (linked?.slotClient === undefined || query.get('launch') === null) return page(hub, 400, 'Diese Seite öffnet das Portal.')
  const { authorization_endpoint: authorize } = await hub.smart(carrier)
  const [state, verifier] = [random(), random()]
  const now = Date.now()
  for (const [known, { until }] of waiting) if (until < now || waiting.size >= mostWaiting) waiting.delete(known)
  waiting.set(state, { id, carrier, redirect, verifier, until: now + waitMs })
  const location = new URL(authorize)
  location.search = new URLSearchParams({
    response_type: 'code', client_id: linked.slotClient, redirect_uri: `${at}${redirect}`, scope: ['launch', ...scopes].join(' '), state, aud: iss, launch: query.get('launch'),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256',
  }).toString()
  return { status: 303, location: location.href, headers: { 'referrer-policy': 'no-referrer' } }
}

/** The code comes back, in the frame. The token stays here: the browser gets the finished page. We bind `state` to no cookie, which a browser might not keep in a frame:
 *  this page only shows, and whom it shows something has opened it in the portal themselves. */
async function show(hub, at, path, query, pages) {
  const launch = waiting.get(query.get('state') ?? '')
  waiting.delete(query.get('state') ?? '')
  if (launch === undefined || launch.redirect !== path || launch.until < Date.now()) return page(hub, 400, 'Diese Seite ist abgelaufen.')
  if (query.get('code') === null) return page(hub, 403, 'Das Portal erlaubt diese Seite gerade nicht.')
  const tokens = await hub.exchange(launch.carrier, { code: query.get('code'), code_verifier: launch.verifier, redirect_uri: `${at}${launch.redirect}` })
  if (tokens === undefined) return page(hub, 403, 'Das Portal erlaubt diese Seite gerade nicht.')
  return page(hub, 200, await pages[launch.id](hub, launch.carrier, tokens), tokens.locale)
}

/** A page for the frame: shown by our hub alone, and as high as what it holds. `content` is HTML. */
function page(hub, status, content, language = 'de') {
  const nonce = random()
  const { origin } = new URL(hub.url)
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors ${origin}`
  const text = `<!doctype html>
<html lang="${escaped(language)}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(manifest.name.de)}</title>
<style nonce="${nonce}">
  :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif }
  body { margin: 0; padding: 0.25rem; overflow-wrap: anywhere }
  h1 { font-size: 1.1rem; margin: 0 0 0.5rem } p { margin: 0 0 0.5rem }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1rem; margin: 0 } dd { margin: 0 }
  table { border-collapse: collapse } th { text-align: left; font-weight: normal } th, td { padding: 0.25rem 1.5rem 0.25rem 0 } td { text-align: right; font-variant-numeric: tabular-nums }
  @media (max-width: 24rem) { dl { grid-template-columns: 1fr } dd { margin-bottom: 0.5rem } }
</style>
<main>${status === 200 ? content : `<p>${escaped(content)}</p>`}</main>
<script nonce="${nonce}">
  const tell = () => window.top.postMessage({ steckwerk: 'slot', height: Math.ceil(document.body.getBoundingClientRect().height) }, ${JSON.stringify(origin)})
  // At once as well: a browser lays a frame out that is out of sight when it comes into view.
  if (window !== window.top) {
    tell()
    new ResizeObserver(tell).observe(document.body)
  }
</script>
</html>
`
  return {
    status, text,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'referrer-policy': 'no-referrer', 'x-content-type-options': 'nosniff' },
  }
}
