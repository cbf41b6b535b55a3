import { randomUUID } from 'node:crypto'
import { access, copyFile, mkdir, writeFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { Fault } from '@steckwerk/kernel'

/** What is the same in every service of this kind is the example's own. */
const example = join(import.meta.dirname, '../../../examples/third-party-plug')
const shared = ['hub.js', 'main.js', 'slot.js']

/** A manifest that the hub takes; its author changes the rest. */
const manifest = (id: string): string => `export const manifest = {
  // Stays for ever: it stands in addresses, grants and orders.
  id: '${id}',
  service: '${randomUUID()}',
  version: '0.1.0',
  name: { de: '${id}', en: '${id}' },
  summary: { de: 'Ein neuer Dienst.', en: 'A new service.' },
  vendor: { name: 'Example' },
  // Of the services that offer the same, a carrier chooses one.
  capability: '${id}',
  // What it may do with the carrier's records, once the carrier grants it: SMART 2.2 system scopes.
  scopes: ['system/Appointment.rs'],
  purposes: ['HOPERAT'],
  operations: [{ type: 'Appointment', name: 'hello', level: 'type', affectsState: false }],
  // Pages in the portal, in frames: what each may read is cut to what the service may, and to what whoever looks may see themselves.
  slots: [
    {
      id: 'visits', place: 'patient-start', title: { de: 'Ihre Besuche', en: 'Your visits' }, launch: '/slots/visits', redirect: '/slots/shown', scopes: ['patient/Appointment.rs'],
    },
  ],
  plans: [
    {
      id: '${randomUUID()}',
      name: 'basic',
      title: { de: 'Basis', en: 'Basic' },
      description: { de: 'Alles.', en: 'Everything.' },
      free: true,
      price: {},
    },
  ],
}
`

const service = `import { slotPage } from './slot.js'

/** What the service answers, by type and name: each gets the hub, the carrier's name and { caller, input, id }. */
export const operations = { 'Appointment/hello': hello }

/** Appointment/$hello: how many appointments are booked. A person is told of their own Patients alone. */
async function hello(hub, carrier, { caller }) {
  const ofWhom = caller.patients === undefined ? '' : \`&patient=\${caller.patients.map(encodeURIComponent).join(',')}\`
  const { status, body } = await hub.fhir(carrier, 'GET', \`/Appointment?status=booked&_summary=count\${ofWhom}\`)
  if (status !== 200) return { status: 403, resource: body }
  const parameter = [{ name: 'carrier', valueString: carrier }, { name: 'booked', valueInteger: body.total ?? 0 }]
  return { status: 200, resource: { resourceType: 'Parameters', parameter } }
}

/** What each page in the portal shows, as HTML: read by the token of whoever looks. Values from records go through \`escaped\` of slot.js. */
const pages = {
  visits: async (hub, carrier, { access_token: token, locale }) => {
    const { status, body } = await hub.fhirBy(token, carrier, '/Appointment?_summary=count')
    const count = status === 200 ? body.total : '?'
    return \`<p>\${locale === 'en' ? 'Appointments' : 'Termine'}: \${count}</p>\`
  },
}

/** Where else the service answers. */
export const other = (hub, at, request) => slotPage(hub, at, request, pages)
`

const readme = (id: string): string => `# ${id}

A service for Steckwerk in plain JavaScript, without packages. \`service.js\` and \`manifest.js\` are yours; \`hub.js\` proves who asks and asks the hub,
\`slot.js\` opens its pages in the portal by SMART launch, \`main.js\` answers the addresses every service has. \`docs/plug-guide.md\` of Steckwerk tells the whole contract.

    node main.js                                   # Node 20.19 or newer; HUB_URL, PORT, URL_AT_HUB, KEY
    npx steckwerk plug check main.js               # what every service must hold
    npx steckwerk plug add http://127.0.0.1:8095   # the hub reads the manifest; again after each change of it
    npx steckwerk plug evidence ${id} avv "…"      # and data-location, c5: what a carrier asks for before it grants anything
    npx steckwerk plug grant alpha ${id}

\`key.json\`, made at the first start, is the service's private key: it stays here and in no repository.
`

/** Writes a small service in plain JavaScript into a new folder, whose name is its id. Faults: cli/plug-folder. */
export async function newPlug(folder: string): Promise<{ readonly folder: string; readonly id: string }> {
  const place = resolve(folder)
  const id = basename(place)
  const isThere = await access(place).then(() => true, () => false)
  if (isThere || !/^[a-z][a-z0-9-]{1,40}$/.test(id)) {
    throw new Fault('invalid', 'cli/plug-folder', 'Name a folder that is not there yet; its name becomes the id of the service: small letters, digits and hyphens.')
  }
  await mkdir(place, { recursive: true })
  const packageJson = { name: id, version: '0.1.0', private: true, type: 'module', engines: { node: '>=20.19' }, scripts: { start: 'node main.js' } }
  const files: Readonly<Record<string, string>> = {
    'package.json': `${JSON.stringify(packageJson, null, 2)}\n`, 'manifest.js': manifest(id), 'service.js': service, 'README.md': readme(id), '.gitignore': 'key.json\n',
  }
  await Promise.all([
    ...shared.map((name) => copyFile(join(example, name), join(place, name))),
    ...Object.entries(files).map(([name, text]) => writeFile(join(place, name), text)),
  ])
  return { folder: place, id }
}
