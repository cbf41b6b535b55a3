import { randomBytes } from 'node:crypto'

/** What a service's page may do in a frame: run its own scripts, send forms, and be of its own origin, which is another than the portal's, so that it keeps what it
 *  needs for signing in and can be told from others by its messages. It opens nothing, leads nobody away, asks nothing over the page and downloads nothing. */
const sandbox = 'allow-scripts allow-forms allow-same-origin'

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => escapes[character]!)

/** The hub's page around a service's: it runs no script, and lets its frame go to the service and to the authorization endpoint, and nowhere else.
 *  Source: CSP Level 3, frame-src; HTML, the iframe element. */
export function framePage(of: { readonly address: string; readonly title: string; readonly language: string; readonly authorize: string }): { readonly html: string; readonly policy: string } {
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'", `style-src 'nonce-${nonce}'`, `frame-src ${new URL(of.address).origin} ${of.authorize}`, "base-uri 'none'", "form-action 'none'", "frame-ancestors 'self'",
  ].join('; ')
  const html = `<!doctype html>
<html lang="${of.language}">
<meta charset="utf-8">
<title>${escaped(of.title)}</title>
<style nonce="${nonce}">html, body { height: 100%; margin: 0 } iframe { display: block; width: 100%; height: 100%; border: 0 }</style>
<iframe src="${escaped(of.address)}" title="${escaped(of.title)}" sandbox="${sandbox}" allow="" referrerpolicy="no-referrer"></iframe>
</html>
`
  return { html, policy }
}
