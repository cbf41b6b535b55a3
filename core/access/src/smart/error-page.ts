/** What the answer's writer must be able to do: a Koa context. */
interface Answer {
  type: string
  body: unknown
}

/** Where a mistaken request cannot be sent back to the app: one sentence with the protocol's code, in plain HTML without style or script. */
export function errorPage(answer: Answer, error: string): void {
  const code = /^[a-z_]{1,60}$/.test(error) ? error : 'server_error'
  answer.type = 'html'
  answer.body = `<!doctype html><html lang="de"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Anmeldung nicht möglich</title>
<main><h1>Die App hat eine ungültige Anfrage gestellt</h1><p>Schließen Sie dieses Fenster und öffnen Sie die App noch einmal. Bleibt es dabei, nennen Sie dem Anbieter
der App diesen Code: <code>${code}</code></p></main></html>\n`
}
