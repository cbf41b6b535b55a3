import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { manifest } from './manifest.js'

/** Seconds that setting a carrier up, changing it and ending it take: what a vendor's people and machines do meanwhile. */
const { BROKER_USER: user = '', BROKER_PASSWORD: password = '', BROKER_STATE: file = 'broker.json', BROKER_SECONDS: seconds = '6' } = process.env
const steps = {
  provision: ['Der Vertrag wird angelegt', 'Die Kalender des Hauses werden gelesen', 'Die Buchung wird eingerichtet'],
  update: ['Der Vertrag wird geändert'],
  deprovision: ['Die Buchung wird abgeschaltet', 'Der Vertrag wird beendet'],
}
const yearMs = 365 * 86_400_000

const digest = (text) => createHash('sha256').update(text).digest()
const same = (one, other) => timingSafeEqual(digest(one), digest(other))
const json = (status, resource = {}, headers = {}) => ({ status, resource, headers })
const refused = (status, description, error) => json(status, { ...(error === undefined ? {} : { error }), description })

/** Orders and bindings, in one small file: written beside and put in place, so that a crash leaves the one or the other. */
const state = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { secret: randomBytes(32).toString('base64url'), instances: {}, bindings: {} }
function keep() {
  writeFileSync(`${file}.next`, JSON.stringify(state), { mode: 0o600 })
  renameSync(`${file}.next`, file)
}

/** The manifest as a catalogue. What the protocol has no member for stands in the metadata under `steckwerk`. Source: Open Service Broker API 2.17. */
function catalogue() {
  const { id, service, version, name, summary, vendor, capability, scopes, metrics, evidence, plans } = manifest
  return {
    services: [{
      id: service, name: id, description: summary.en, bindable: true, binding_rotatable: true, instances_retrievable: true, bindings_retrievable: true, plan_updateable: true,
      metadata: {
        displayName: name.en, longDescription: summary.en, providerDisplayName: vendor.name, documentationUrl: vendor.url,
        steckwerk: { title: name, summary, vendor: vendor.name, version, capability, scopes, metrics, evidence, exitExport: true },
      },
      plans: plans.map(({ id: plan, name: planName, title, description, price, parameters }) => ({
        id: plan, name: planName, description: description.en, free: false, maintenance_info: { version }, maximum_polling_duration: 600,
        metadata: { displayName: title.en, costs: [{ amount: { eur: price.monthly }, unit: 'MONTHLY' }], steckwerk: { title, description, price } },
        schemas: { service_instance: { create: { parameters }, update: { parameters } } },
      })),
    }],
  }
}

const planNamed = (id) => manifest.plans.find((plan) => plan.id === id)

/** What does not fit the plan's form; undefined = all fits. The form has texts alone. */
function misfit({ parameters: form }, given) {
  for (const name of Object.keys(given)) if (form.properties[name] === undefined) return 'An entry is not one of the form.'
  for (const name of form.required) if (given[name] === undefined) return `${name} is missing.`
  for (const [name, { enum: choices, maxLength = 2_000 }] of Object.entries(form.properties)) {
    const value = given[name]
    if (value === undefined) continue
    if (typeof value !== 'string' || value.length > maxLength || (choices !== undefined && !choices.includes(value))) return `${name} does not fit the form.`
  }
  return undefined
}

/** Why a body cannot be taken; undefined = it can. */
function unsound(body, plan, parameters) {
  if (body?.service_id !== manifest.service || planNamed(plan) === undefined) return refused(400, 'There is no such service or plan.')
  if (typeof parameters !== 'object' || parameters === null || Array.isArray(parameters)) return refused(400, 'The parameters are no object.')
  const wrong = misfit(planNamed(plan), parameters)
  if (wrong !== undefined) return refused(400, wrong)
  const version = body.maintenance_info?.version
  if (version !== undefined && version !== manifest.version) return refused(422, 'The catalogue is another one now.', 'MaintenanceInfoConflict')
  return undefined
}

const begin = (instance, operation) => ({ ...instance, operation, began: Date.now() })
const isDone = ({ began }) => Date.now() >= began + Number(seconds) * 1_000

/** The instance as it is by now: what was under way and has had its time is done. */
function instanceAt(id) {
  const instance = state.instances[id]
  if (instance === undefined || instance.operation === undefined || !isDone(instance)) return instance
  const { operation, began: _began, wanted, ...rest } = instance
  if (operation === 'deprovision') {
    delete state.instances[id]
    for (const [binding, { instance: of }] of Object.entries(state.bindings)) if (of === id) delete state.bindings[binding]
  } else state.instances[id] = { ...rest, ...wanted }
  keep()
  return state.instances[id]
}

const soon = { 'retry-after': '1' }
const accepted = ({ operation }) => json(202, { operation }, soon)
const canonical = (value) => JSON.stringify(value, (_name, one) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).toSorted()) : one))

function provision(id, body, former) {
  const { plan_id: plan, parameters = {}, context } = body ?? {}
  const carrier = context?.carrier
  if (typeof carrier !== 'string' || !/^[a-z][a-z0-9-]{0,63}$/.test(carrier)) return refused(400, 'context.carrier is missing.')
  const wrong = unsound(body, plan, parameters)
  if (wrong !== undefined) return wrong
  const asked = { plan, carrier, parameters }
  if (former !== undefined) {
    const is = { plan: former.plan, carrier: former.carrier, parameters: former.parameters }
    if (canonical(is) !== canonical(asked)) return refused(409, 'An instance with this id is there, and is another one.')
    return former.operation === undefined ? json(200) : former.operation === 'provision' ? accepted(former) : refused(422, 'Another operation is under way.', 'ConcurrencyError')
  }
  state.instances[id] = begin(asked, 'provision')
  keep()
  return accepted(state.instances[id])
}

function update(id, body, former) {
  if (former === undefined) return refused(400, 'There is no such instance.')
  if (former.operation !== undefined) return refused(422, 'Another operation is under way.', 'ConcurrencyError')
  const wanted = { plan: body?.plan_id ?? former.plan, parameters: body?.parameters ?? former.parameters }
  const wrong = unsound(body, wanted.plan, wanted.parameters)
  if (wrong !== undefined) return wrong
  state.instances[id] = begin({ ...former, wanted }, 'update')
  keep()
  return accepted(state.instances[id])
}

function deprovision(id, query, former) {
  if (query.get('service_id') === null || query.get('plan_id') === null) return refused(400, 'service_id and plan_id are missing.')
  if (former === undefined) return json(410)
  if (former.operation === 'deprovision') return accepted(former)
  // What was about to come is not waited for.
  const { wanted: _wanted, ...rest } = former
  state.instances[id] = begin(rest, 'deprovision')
  keep()
  return accepted(state.instances[id])
}

function lastOperation(former) {
  if (former === undefined) return json(410)
  if (former.operation === undefined) return json(200, { state: 'succeeded' })
  const all = steps[former.operation]
  const at = Math.min(all.length - 1, Math.floor(((Date.now() - former.began) / (Number(seconds) * 1_000)) * all.length))
  return json(200, { state: 'in progress', description: all[at] }, soon)
}

/** Access to a carrier's figures, below. The token follows from the binding's id, so that the same question has the same answer and no token is kept. */
const tokenOf = (binding) => createHmac('sha256', state.secret).update(binding).digest('base64url')
const shown = (at, id, { instance, expires }) => ({ credentials: { uri: `${at}/figures/${instance}`, token: tokenOf(id) }, metadata: { expires_at: expires, renew_before: new Date(Date.parse(expires) - yearMs / 12).toISOString() } })

function bind(at, id, instance, body) {
  const former = state.bindings[id]
  if (former !== undefined) return former.instance === instance ? json(200, shown(at, id, former)) : refused(409, 'A binding with this id is there, and is another one.')
  const { predecessor_binding_id: predecessor } = body ?? {}
  if (predecessor !== undefined && state.bindings[predecessor]?.instance !== instance) return refused(400, 'There is no such binding to be replaced.')
  state.bindings[id] = { instance, expires: new Date(Date.now() + yearMs).toISOString() }
  keep()
  return json(201, shown(at, id, state.bindings[id]))
}

function atBinding(at, id, instance, { method, query, body }, former) {
  if (former === undefined || former.operation === 'provision' || former.operation === 'deprovision') return method === 'DELETE' ? json(410) : refused(404, 'There is no such instance (yet).')
  const binding = state.bindings[id]?.instance === instance ? state.bindings[id] : undefined
  if (method === 'PUT') return body?.service_id === manifest.service ? bind(at, id, instance, body) : refused(400, 'There is no such service.')
  if (method === 'GET') return binding === undefined ? refused(404, 'There is no such binding.') : json(200, shown(at, id, binding))
  if (method !== 'DELETE') return refused(405, 'This method is not for this address.')
  if (query.get('service_id') === null || query.get('plan_id') === null) return refused(400, 'service_id and plan_id are missing.')
  if (binding === undefined) return json(410)
  delete state.bindings[id]
  keep()
  return json(200)
}

/** Everything that a carrier takes along: what it agreed on here, then its appointments, which are its own already. NDJSON of FHIR resources. */
async function exitExport(hub, { carrier, parameters }) {
  const agreed = { resourceType: 'Parameters', parameter: Object.entries(parameters).map(([name, valueString]) => ({ name, valueString })) }
  const lines = [agreed]
  for (let path = '/Appointment?_count=200'; path !== undefined;) {
    const { status, body } = await hub.fhir(carrier, 'GET', path)
    if (status !== 200) return refused(503, 'The carrier\'s records cannot be read now.')
    lines.push(...(body.entry ?? []).filter(({ search }) => search?.mode !== 'outcome').map(({ resource }) => resource))
    const next = body.link?.find(({ relation }) => relation === 'next')?.url
    path = next === undefined ? undefined : next.slice(next.indexOf(`/fhir/${carrier}`) + `/fhir/${carrier}`.length)
  }
  const headers = { 'content-type': 'application/fhir+ndjson', 'content-disposition': `attachment; filename="slotwerk-${carrier}.ndjson"` }
  return { status: 200, text: `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`, headers }
}

/** How many appointments there are, by status; no patient is named. */
async function figures(hub, id, token) {
  const of = Object.entries(state.bindings).find(([binding, { instance, expires }]) => instance === id && Date.parse(expires) > Date.now() && same(token, tokenOf(binding)))
  const instance = instanceAt(id)
  if (of === undefined || instance === undefined) return refused(401, 'This token is not valid (any more).')
  const counted = await Promise.all(['booked', 'cancelled', 'fulfilled', 'noshow'].map(async (status) => [status, (await hub.fhir(instance.carrier, 'GET', `/Appointment?status=${status}&_summary=count`)).body?.total ?? null]))
  return json(200, Object.fromEntries(counted))
}

/** The broker of this service, and what a binding opens; undefined = no address of theirs. It is there once it has a user and a password. */
export async function broker(hub, at, { method, path, query, headers, body }) {
  const [, shownOf] = /^\/figures\/([A-Za-z0-9-]{1,64})$/.exec(path) ?? []
  if (shownOf !== undefined && method === 'GET') return figures(hub, shownOf, /^Bearer (\S+)$/.exec(headers.authorization ?? '')?.[1] ?? '')
  if (!path.startsWith('/v2/') || user === '' || password === '') return undefined
  if (!same(headers.authorization ?? '', `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`)) return json(401, { description: 'User or password are not right.' }, { 'www-authenticate': 'Basic realm="broker"' })
  if (!/^2\.\d{1,3}$/.test(headers['x-broker-api-version'] ?? '')) return refused(412, 'X-Broker-API-Version has to be 2.x; this broker speaks 2.17.')
  if (path === '/v2/catalog' && method === 'GET') return json(200, catalogue())
  const [, id, rest = '', binding] = /^\/v2\/service_instances\/([A-Za-z0-9-]{1,64})(\/last_operation|\/exit_export|\/service_bindings\/([A-Za-z0-9-]{1,64}))?$/.exec(path) ?? []
  if (id === undefined) return refused(404, 'There is nothing at this address.')
  const former = instanceAt(id)
  if (binding !== undefined) return atBinding(at, binding, id, { method, query, body }, former)
  if (rest === '/last_operation' && method === 'GET') return lastOperation(former)
  if (rest === '/exit_export' && method === 'GET') return former === undefined ? refused(404, 'There is no such instance.') : exitExport(hub, former)
  if (rest !== '') return refused(405, 'This address is only read.')
  if (method === 'GET') {
    if (former === undefined || former.operation === 'provision') return refused(404, 'There is no such instance (yet).')
    return json(200, { service_id: manifest.service, plan_id: former.plan, parameters: former.parameters })
  }
  if (!['PUT', 'PATCH', 'DELETE'].includes(method)) return refused(405, 'This method is not for this address.')
  if (query.get('accepts_incomplete') !== 'true') return refused(422, 'This takes a while: ask with accepts_incomplete=true.', 'AsyncRequired')
  return method === 'PUT' ? provision(id, body, former) : method === 'PATCH' ? update(id, body, former) : deprovision(id, query, former)
}
