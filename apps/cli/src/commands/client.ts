import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { ClientInfo, ClientWithSecret, NewClient } from '@steckwerk/api/contract/smart'
import type { Command } from '../command.ts'
import { operator } from '../operator.ts'

export const client: Command = {
  summary: 'apps and backend services (SMART on FHIR): register, list, new secret, disable',
  help: `steckwerk client list <carrier>
steckwerk client add <carrier> --name <name> --kind public|secret|key --scope <scope> … [options]
    --redirect <uri> …   where the browser goes back to; compared exactly
    --launch <uri>       where the app is opened from the portal
    --backend            acts for itself (client_credentials, system/ scopes); kind key
    --jwks <file>        its public keys (JSON Web Key Set; RS384 or ES384), or
    --jwks-uri <uri>     the https address they are kept at
    --vendor <name>      who makes it
    --introspects        may ask about others' tokens of this carrier (a resource server)
    A secret is shown once.
steckwerk client rotate <carrier> <client>     a new secret; the former one ends at once
steckwerk client disable <carrier> <client>    end it and all its tokens at once
steckwerk client enable <carrier> <client>
steckwerk client sign-keys                     new keys of the hub's authorization server; the former ones go on for 15 minutes`,
  async run(args) {
    const { positionals: [verb, carrier, id], values } = parseArgs({
      args: [...args], allowPositionals: true,
      options: {
        name: { type: 'string' }, vendor: { type: 'string' }, kind: { type: 'string' }, scope: { type: 'string', multiple: true },
        redirect: { type: 'string', multiple: true }, launch: { type: 'string' }, backend: { type: 'boolean' }, jwks: { type: 'string' },
        'jwks-uri': { type: 'string' }, introspects: { type: 'boolean' },
      },
    })
    const hub = operator(process.env)
    if (verb === 'sign-keys') {
      await hub.post('/admin/oidc/keys/rotate', {})
      console.log('The new keys are published now and sign in 15 minutes.')
      return 0
    }
    const clients = `/admin/carriers/${encodeURIComponent(carrier ?? '')}/clients`
    const one = `${clients}/${encodeURIComponent(id ?? '')}`
    if (verb === 'list' && carrier !== undefined) {
      const answer = await hub.get<{ clients: ClientInfo[] }>(clients)
      for (const { id: name, kind, backend, disabled, ...shown } of answer.clients) {
        console.log([name, shown.name, backend ? `${kind}, backend` : kind, disabled ? 'disabled' : 'active', shown.scopes.join(' ')].join('\t'))
      }
      return 0
    }
    if (verb === 'add' && carrier !== undefined && values.name !== undefined && values.kind !== undefined) {
      const form: NewClient = {
        name: values.name,
        // Anything else is refused by the hub, with the three there are.
        kind: values.kind as NewClient['kind'],
        scopes: values.scope ?? [],
        redirectUris: values.redirect ?? [],
        backend: values.backend ?? false,
        introspects: values.introspects ?? false,
        ...(values.vendor === undefined ? {} : { vendor: values.vendor }),
        ...(values.launch === undefined ? {} : { launchUri: values.launch }),
        ...(values['jwks-uri'] === undefined ? {} : { jwksUri: values['jwks-uri'] }),
        ...(values.jwks === undefined ? {} : { jwks: JSON.parse(readFileSync(values.jwks, 'utf8')) as NonNullable<NewClient['jwks']> }),
      }
      show(await hub.post<ClientWithSecret>(clients, form))
      return 0
    }
    if (verb === 'rotate' && id !== undefined) {
      show(await hub.post<ClientWithSecret>(`${one}/secret`, {}))
      return 0
    }
    if ((verb === 'disable' || verb === 'enable') && id !== undefined) {
      await hub.put(`${one}/disabled`, { disabled: verb === 'disable' })
      console.log(verb === 'disable' ? `${id} and all its tokens have ended.` : `${id} may be used again.`)
      return 0
    }
    console.error(this.help)
    return 2
  },
}

function show({ client: { id }, secret }: ClientWithSecret): void {
  console.log(secret === null ? id : `${id}\n${secret}\n\nThe secret is shown this once.`)
}
