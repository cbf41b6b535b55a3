import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { NotifyRoutesOptions } from './options.ts'

interface OfToken {
  Params: { token: string }
}

const style = 'body{font:1rem/1.5 sans-serif;margin:2rem auto;max-width:36em;padding:0 1rem;color-scheme:light dark}button{font:inherit;padding:.6em 1.2em}'
const styleHash = createHash('sha256').update(style).digest('base64')

const page = (german: string, english: string, form: string): string => `<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>Benachrichtigungen abbestellen</title><style>${style}</style></head>
<body><main><h1>Benachrichtigungen</h1><p>${german}</p><p lang="en">${english}</p>${form}</main></body></html>
`

const ask = page('Möchten Sie keine E-Mails über Neuigkeiten mehr erhalten? Nachrichten zur Sicherheit Ihres Zugangs kommen weiterhin.',
  'Do you want no more e-mails about news? Messages about the safety of your access still come.',
  '<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>Abbestellen <span lang="en">(unsubscribe)</span></button></form>')
const done = page('Erledigt: Sie erhalten keine E-Mails über Neuigkeiten mehr. In Ihren Einstellungen können Sie das jederzeit ändern.',
  'Done: you get no more e-mails about news. You can change this in your settings at any time.', '')
const gone = page('Dieser Link ist nicht mehr gültig. Ihre Einstellungen finden Sie nach der Anmeldung unter „Mein Konto“.',
  'This link is no longer valid. You find your settings after signing in, under “My account”.', '')

/** Leaving by the link in a mail's header, without signing in: mail programs send the POST themselves, people who open the link see one button. The token
 *  is all the proof; the same answer whether or not anything changed. Source: RFC 8058. */
export function unsubscribeRoutes({ notifications }: NotifyRoutesOptions): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    // Mail programs send a form, of either kind; what it says does not matter.
    server.addContentTypeParser(['application/x-www-form-urlencoded', 'multipart/form-data'], { parseAs: 'buffer', bodyLimit: 4096 }, (_request, _body, parsed) => parsed(null, undefined))
    server.addHook('onSend', async (_request, reply) => {
      reply.header('content-security-policy', `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`)
    })

    server.get<OfToken>('/mail/unsubscribe/:token', async (_request, reply) => reply.type('text/html; charset=utf-8').send(ask))

    server.post<OfToken>('/mail/unsubscribe/:token', async (request, reply) => {
      const found = await notifications.unsubscribe(request.params.token)
      return reply.code(found ? 200 : 404).type('text/html; charset=utf-8').send(found ? done : gone)
    })
  }
}
