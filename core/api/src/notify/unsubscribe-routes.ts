import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import type { NotifyRoutesOptions } from './options.ts'

interface OfToken {
  Params: { token: string }
}

const style = 'body{font:1rem/1.5 sans-serif;margin:2rem auto;max-width:36em;padding:0 1rem;color-scheme:light dark}button{font:inherit;padding:.6em 1.2em}'
const styleHash = createHash('sha256').update(style).digest('base64')

const page = (title: string, german: string, english: string, form: string): string => `<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${title} abbestellen</title><style>${style}</style></head>
<body><main><h1>${title}</h1><p>${german}</p><p lang="en">${english}</p>${form}</main></body></html>
`

const form = '<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click"><button>Abbestellen <span lang="en">(unsubscribe)</span></button></form>'

interface Pages {
  readonly ask: string
  readonly done: string
  readonly gone: string
}

const news: Pages = {
  ask: page('Benachrichtigungen', 'Möchten Sie keine E-Mails über Neuigkeiten mehr erhalten? Nachrichten zur Sicherheit Ihres Zugangs kommen weiterhin.',
    'Do you want no more e-mails about news? Messages about the safety of your access still come.', form),
  done: page('Benachrichtigungen', 'Erledigt: Sie erhalten keine E-Mails über Neuigkeiten mehr. In Ihren Einstellungen können Sie das jederzeit ändern.',
    'Done: you get no more e-mails about news. You can change this in your settings at any time.', ''),
  gone: page('Benachrichtigungen', 'Dieser Link ist nicht mehr gültig. Ihre Einstellungen finden Sie nach der Anmeldung unter „Mein Konto“.',
    'This link is no longer valid. You find your settings after signing in, under “My account”.', ''),
}

const editions: Pages = {
  ask: page('Newsletter', 'Möchten Sie diesen Newsletter nicht mehr erhalten? Ihre Adresse wird dann gelöscht.', 'Do you want to get this newsletter no more? Your address is then deleted.', form),
  done: page('Newsletter', 'Erledigt: Sie erhalten diesen Newsletter nicht mehr.', 'Done: you get this newsletter no more.', ''),
  gone: page('Newsletter', 'Dieser Link ist nicht mehr gültig. In jeder Ausgabe steht unten ein Link, mit dem Sie abbestellen.', 'This link is no longer valid. At the end of every edition stands a link to unsubscribe.', ''),
}

/** Leaving by the link in a mail's header, without signing in: mail programs send the POST themselves, people who open the link see one button. The token
 *  is all the proof; the same answer whether or not anything changed. Source: RFC 8058. */
export function unsubscribeRoutes({ notifications }: NotifyRoutesOptions): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    // Mail programs send a form, of either kind; what it says does not matter.
    server.addContentTypeParser(['application/x-www-form-urlencoded', 'multipart/form-data'], { parseAs: 'buffer', bodyLimit: 4096 }, (_request, _body, parsed) => parsed(null, undefined))
    server.addHook('onSend', async (_request, reply) => {
      reply.header('content-security-policy', `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`)
    })

    for (const [path, pages, end] of [
      ['/mail/unsubscribe/:token', news, notifications.unsubscribe],
      ['/mail/editions/:token', editions, notifications.endEditions],
    ] as const) {
      server.get<OfToken>(path, async (_request, reply) => reply.type('text/html; charset=utf-8').send(pages.ask))

      server.post<OfToken>(path, async (request, reply) => {
        const found = await end(request.params.token)
        return reply.code(found ? 200 : 404).type('text/html; charset=utf-8').send(found ? pages.done : pages.gone)
      })
    }
  }
}
