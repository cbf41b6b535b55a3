import type { Question } from './questions.ts'

/** What nobody needs to ask here, and why. */
const exempt: readonly (readonly [route: RegExp, reason: string])[] = [
  [/ \/fhir\//, 'leaks.test.ts asks it all'],
  [/^GET \/health\/|^GET \/metrics$/, 'counts of the process; metrics.read is automation\'s'],
  [/^GET \/portal\/api\/(?:entrance|brands\/.*|booking\/offers)$/, 'colours, logos, names and what can be booked, alike for everybody and kept for a while: what is asked anew depends on the time alone'],
  [/^POST \/connector\/enrol$/, 'of machines; core/access/test/connectors.test.ts: refused alike'],
  [/^GET \/portal\/api\/stream$/, 'never ends; access-matrix.test.ts: the event stream tells of what may be seen'],
  [/ \/portal\/api\/(?:sign-in|session$)/, 'of accounts, which no carrier keeps; core/access/test/equal-work.test.ts: one answer, the same statements'],
  [/^(?:POST|PUT|DELETE) \/portal\/api\/(?:account|notifications)/, 'changes the asker\'s own account'],
  [/^POST \/portal\/api\/persons\/(?:register|links|insurance-links)$/, 'limited by attempts; core/access/test/persons.test.ts: one answer to every failure'],
  [/ \/portal\/api\/oidc\/| \/oidc\/interaction\//, 'of a browser\'s own interaction; smart.test.ts'],
  [/ \/oidc\/\*$/, 'asked below, by its own paths'],
  [/^POST .*\/audit\/verify$|^GET .*\/audit\/(?:state|export)$/, 'counts that grow with every question; leaks.test.ts searches the export'],
  [/^POST .*\/duplicates\/scan$/, 'starts work of the asker\'s own carrier; core/access/test/duplicates.test.ts: one person of two carriers is not the queue\'s business'],
  [/^POST \/admin\/oidc\/keys\/rotate$/, 'automation\'s'],
]

/** Of services, orders and mails: nothing of a Patient has such a name. */
const things: Readonly<Record<string, string>> = {
  service: 'geheim', broker: 'geheim', order: 'geheim', binding: 'geheim', evidence: 'geheim', plug: 'geheim', network: 'geheim', capability: 'scheduling', hash: 'geheim', token: 'geheim', response: 'geheim-k', slot: 'geheim', launch: 'geheim',
}

const names: Readonly<Record<'alpha' | 'beta', Readonly<Record<string, string>>>> = {
  alpha: { carrier: 'alpha', patient: 'geheim', id: 'geheim-k', account: 'amelie', link: 'geheim', connector: 'geheim', number: '1', ...things },
  beta: { carrier: 'beta', patient: 'amelie', id: 'geheim-k', account: 'amelie', link: 'geheim', connector: 'geheim', number: '1', ...things },
}

/** What makes a question of an address. */
const queries: readonly (readonly [route: RegExp, queries: readonly string[]])[] = [
  [/^GET .*\/consents$/, ['', '?patient=geheim', '?patient=amelie']],
  [/^GET .*\/audit$/, ['?patient=amelie&event=read', '?actor=Account/amelie', '?event=reveal']],
  [/^GET .*\/access-log/, ['', '?patient=geheim', '?carrier=alpha']],
  [/^GET .*\/carriers\/:carrier\/slots$/, ['?place=patient-start', '?place=clinic-patient', '?place=staff-menu']],
  [/^GET .*\/launchable$/, ['?name=Verborgen', '?patient=geheim']],
]

const consent = (patient: string): object => ({ carrier: 'alpha', patient, recipients: [{ carrier: 'beta' }], purpose: 'TREAT', categories: ['all'] })
const bodies: readonly (readonly [route: RegExp, bodies: readonly object[]])[] = [
  [/\/consents$|\/consents\/preview$/, [consent('geheim'), consent('amelie')]],
  [/\/recoveries$/, [{ patient: 'geheim', login: 'amelie' }, { patient: 'geheim', login: 'nobody' }]],
  [/\/activation-codes$/, [{ kind: 'self', language: 'xx' }]],
  [/\/desk-links$/, [{ number: '000000' }]],
  [/\/unlink$/, [{ which: 'nobody' }]],
  [/\/link-requests\/:id$/, [{ confirm: true }]],
  [/\/persons\/children$/, [{ carrier: 'alpha', patient: 'geheim' }]],
  [/\/proxies\/invitations$/, [{ carrier: 'alpha', patient: 'geheim', label: 'x', topics: ['all'], endsOn: '2039-01-01' }]],
  [/\/slots\/:plug\/:slot\/launches$/, [{ language: 'de', patient: 'geheim' }, { language: 'de', appointment: 'geheim' }]],
  [/\/launches$/, [{ client: 'app', patient: 'geheim' }]],
  [/\/messages\/(?:raw|reveal|replay)$/, [{ message: 'geheim', reason: 'curiosity' }]],
  [/\/emergency\/:id\/(?:search|grant)$/, [{ name: 'Verborgen', birthDate: '1980-05-17' }, { patient: 'geheim' }]],
  [/\/duplicates\/:id\//, [{ survivor: 'geheim', reason: 'the same' }]],
  // Who says everything exactly is told, and that stands in the log; a day or a digit beside it tells nothing.
  [/\/desk-booking\/search$/, [{ family: 'Verborgen', birthDate: '1980-05-18' }, { family: 'Verborge', birthDate: '1980-05-17' }, { identifier: 'Q98765432' }]],
  [/\/desk-booking\/appointments$/, [{ slot: 'geheim', known: { family: 'Verborgen', birthDate: '1980-05-18' } }]],
  [/\/explain$/, [{ search: 'Patient?name=Verborgen' }]],
]

/** The routes that are to be asked, as questions. */
export function routeQuestions(routes: readonly string[]): readonly Question[] {
  return routes.filter((route) => !exempt.some(([pattern]) => pattern.test(route))).flatMap((route) => {
    const [method = '', pattern = ''] = route.split(' ')
    const asked = method === 'GET' ? queries.find(([one]) => one.test(route))?.[1] ?? [''] : ['']
    const sent = method === 'GET' || method === 'DELETE' ? [undefined] : (bodies.find(([one]) => one.test(route))?.[1] ?? [{}])
    return (pattern.includes(':carrier') ? (['alpha', 'beta'] as const) : (['alpha'] as const)).flatMap((carrier) => {
      const path = pattern.replaceAll(/:(\w+)/g, (_, name: string) => {
        const value = names[carrier][name]
        if (value === undefined) throw new Error(`What is to stand for :${name} in ${route}? Say it in leaks/routes.ts, or why nobody needs to ask.`)
        return value
      })
      return asked.flatMap((query) => sent.map((body) => ({ method, path: path + query, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })))
    })
  })
}

/** Exemptions that no route needs any more. */
export function idleExemptions(routes: readonly string[]): string[] {
  return exempt.filter(([pattern]) => !routes.some((route) => pattern.test(route))).map(([pattern]) => String(pattern))
}

const authorize = (params: Readonly<Record<string, string>>): Question => ({
  method: 'GET',
  path: `/oidc/auth?${new URLSearchParams({ response_type: 'code', client_id: 'app', redirect_uri: 'http://127.0.0.1:9/app', scope: 'launch/patient patient/*.rs', state: 's', code_challenge: 'x'.repeat(43), code_challenge_method: 'S256', ...params })}`,
})
const form = (path: string, fields: Readonly<Record<string, string>>): Question =>
  ({ method: 'POST', path, body: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } })

/** What the authorization server is asked: nothing there knows a Patient by an id of the asker's. */
export const oidcQuestions: readonly Question[] = [
  authorize({}), authorize({ launch: 'geheim' }), authorize({ login_hint: 'amelie' }), authorize({ patient: 'geheim' }), authorize({ prompt: 'none', id_token_hint: 'geheim' }),
  form('/oidc/token', { grant_type: 'authorization_code', code: 'geheim', client_id: 'app', redirect_uri: 'http://127.0.0.1:9/app', code_verifier: 'x'.repeat(43) }),
  form('/oidc/token', { grant_type: 'refresh_token', refresh_token: 'geheim', client_id: 'app' }),
  form('/oidc/token/introspection', { token: 'geheim', client_id: 'app' }), form('/oidc/token/revocation', { token: 'geheim', client_id: 'app' }),
  { method: 'GET', path: '/oidc/me' }, { method: 'GET', path: '/oidc/jwks' }, { method: 'GET', path: '/oidc/.well-known/openid-configuration' },
]
