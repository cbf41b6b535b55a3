/** The thread through a network, in a real browser before a real hub with its database: an actor is found on the map; a barcamp of 120 people becomes a printed grid; a session becomes an undertaking with
 *  a working group and then a reference project, which the search and the next newsletter have. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { hubSend } from '@steckwerk/api'
import { communityPlug } from '@steckwerk/community'
import { systemClock } from '@steckwerk/kernel'
import type { EditionReader, PlugEdition, PlugMail } from '@steckwerk/plug'
import { openPlugboard, type EditionPort, type Plugboard } from '@steckwerk/plugboard'
import { axe, noSidewaysScroll, type Page } from '@steckwerk/testing-browser'
import { portalHub, type PortalHub } from '../support/portal-hub.ts'

let hub: PortalHub
let plugboard: Plugboard
let editor = ''
const mailed: PlugMail[] = []
const sent: { readonly edition: PlugEdition; readonly readers: readonly EditionReader[] }[] = []
const hour = 3_600_000
const day = (ago: number): string => new Date(Date.now() - ago * 24 * hour).toISOString().slice(0, 10)

/** Takes newsletters as a mail server would. */
const editions: EditionPort = async () => ({
  send: async (edition, readers) => {
    if (readers.length > 0) sent.push({ edition, readers })
  },
  preview: async ({ title }) => ({ subject: title.de, text: title.de, html: '<p></p>' }),
  hold: async () => undefined,
  progress: async (key) => ({ waiting: 0, sent: sent.filter(({ edition }) => edition.key === key).flatMap(({ readers }) => readers).length, refused: 0, ended: 0, held: false }),
  withdraw: async () => undefined, returned: async () => [], acknowledge: async () => undefined,
})

before(async () => {
  hub = await portalHub(async ({ store, access, log }) => ({
    plugboard: plugboard = await openPlugboard({
      store, access, clock: systemClock, log, publicUrl: () => hub?.url ?? 'http://127.0.0.1', plugs: [communityPlug], news: async () => undefined,
      mail: async (_carrier, _plug, mail) => void mailed.push(mail), editions,
    }),
  }))
  await plugboard.start(hubSend(hub.server, hub.url))
  await hub.access.prepare(await hub.test.addCarrier('ruhr', 'Netz Ruhr', 'network'))
  await plugboard.grants.grant('ruhr', 'steckwerk-community', {}, { actor: 'Device/operator-token', trace: 'test', purpose: 'HSYSADMIN' })
  editor = ((await hub.call('POST', '/admin/carriers/ruhr/people', { name: 'Edda Redaktion', roles: ['network-editor'], sites: 'all' })) as { person: { account: string } }).person.account
})
after(async () => {
  await plugboard?.[Symbol.asyncDispose]()
  await hub?.[Symbol.asyncDispose]()
})

async function open(page: Page, path: string): Promise<void> {
  await page.goto(`${hub.url}/netz/ruhr/${path}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
}
async function sound(page: Page): Promise<void> {
  await axe(page)
  await noSidewaysScroll(page)
}
const linkOf = (to: string): string => mailed.filter((one) => one.to === to).at(-1)!.path.replace('/netz/ruhr/', '')

/** A browser without an account that asks the service as its pages do. */
function device(): <Json>(method: string, path: string, body?: unknown) => Promise<Json> {
  let cookie = ''
  const ask = async <Json>(method: string, path: string, body?: unknown): Promise<Json> => {
    const answer = await fetch(`${hub.url}/services/steckwerk-community/ruhr${path}`, {
      method, headers: { 'x-steckwerk': '1', ...(cookie === '' ? {} : { cookie }), ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    const text = await answer.text()
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`)
    return (text === '' ? undefined : JSON.parse(text)) as Json
  }
  return ask
}

test('an actor enters itself from a phone, is let in, and stands on the map and in the list', async () => {
  const { page: phone, complaints } = await hub.visit(undefined, { width: 320 })
  await open(phone, 'eintragen')
  await phone.getByLabel('Name der Einrichtung').fill('Pflegedienst Lindenhof')
  await phone.getByLabel('Art der Einrichtung').selectOption('care')
  await phone.getByRole('textbox', { name: 'Ort', exact: true }).fill('Lindenbruch')
  await phone.getByLabel('Breitengrad').fill('51,61')
  await phone.getByLabel('Längengrad').fill('7,08')
  await phone.getByLabel('Ihre E-Mail-Adresse').fill('leitung@lindenhof.example')
  await sound(phone)
  await phone.getByRole('button', { name: 'Absenden und E-Mail erhalten' }).click()
  await phone.getByRole('heading', { name: 'Fast geschafft' }).waitFor()
  await open(phone, linkOf('leitung@lindenhof.example'))
  await phone.getByRole('button', { name: 'Ja, Eintrag bestätigen' }).click()
  await phone.getByText('ist bestätigt').waitFor()

  const { page, complaints: others } = await hub.visit(editor)
  await open(page, 'redaktion/eintraege')
  await page.getByRole('button', { name: 'Veröffentlichen' }).click()
  await page.getByText('Nichts wartet').waitFor()
  await open(page, 'verzeichnis')
  await page.getByRole('group', { name: /^Karte der Einrichtungen/ }).getByRole('button', { name: /^Pflegedienst Lindenhof/ }).waitFor()
  await page.getByRole('list', { name: 'Einrichtungen', exact: true }).getByRole('link', { name: 'Pflegedienst Lindenhof' }).waitFor()
  await sound(page)
  assert.deepEqual([complaints, others], [[], []])
  for (const one of [phone, page]) await one.context().close()
})

let event = ''
let session = ''

test('120 people, 27 sessions, 6 rooms and 5 slots become one printed sheet', async () => {
  const { page, complaints } = await hub.visit(editor)
  await open(page, 'barcamp')
  const start = Math.ceil(Date.now() / hour) * hour + 24 * hour
  event = await page.evaluate(async (body) => {
    const answer = await fetch('/services/steckwerk-community/ruhr/barcamps', { method: 'POST', headers: { 'x-steckwerk': '1', 'content-type': 'application/json' }, body: JSON.stringify(body) })
    return ((await answer.json()) as { id: string }).id
  }, {
    title: 'Barcamp Gesundheit', about: 'Ein Tag, an dem alle das Programm machen.', place: 'Zeche Beispiel', capacity: 120, stage: 'open', pitching: true, voting: true, programme: false,
    rooms: ['Saal', 'Turm', 'Lohnhalle', 'Werkstatt', 'Kaue', 'Garten'].map((name, at) => ({ id: `r${at}`, name, seats: 60 - at * 8, equipment: [], closedAt: [] })),
    slots: [0, 1, 2, 3, 4].map((at) => ({ id: `s${at}`, start: new Date(start + at * hour).toISOString(), end: new Date(start + at * hour + 2_700_000).toISOString() })),
  })
  const people = Array.from({ length: 120 }, device)
  const sessions: string[] = []
  for (const [at, ask] of people.entries()) {
    await ask('GET', `/barcamps/${event}`)
    await ask('PUT', `/barcamps/${event}/registration`, { name: `Person ${at}`, organization: '', mail: '' })
    if (at < 27) {
      const { id } = await ask<{ id: string }>('POST', `/barcamps/${event}/pitches`, {
        key: randomUUID(), pitch: { title: at === 3 ? 'Überleitung ohne Fax' : `Sitzung ${at}`, about: '', hosts: [`Person ${at}`], format: 'discussion', seats: 0, equipment: [], notAt: [], draft: false },
      })
      sessions.push(id)
    }
  }
  session = sessions[3]!
  for (const [at, ask] of people.entries()) await ask('POST', `/barcamps/${event}/votes`, { votes: sessions.filter((_, n) => (n * 7 + at * (1 + n % 3)) % 5 === 0).map((pitch, n) => ({ pitch, want: true, turn: n + 1 })) })

  await open(page, `barcamp/${event}/regie`)
  await page.getByRole('button', { name: 'Programm vorschlagen' }).click()
  await page.getByText(/setzt 27 neu: \d+ unerfüllte Wünsche/).waitFor()
  await page.getByRole('button', { name: 'Übernehmen' }).click()
  await page.getByText('Alles ist verteilt.').waitFor()
  await open(page, `barcamp/${event}/einstellungen`)
  await page.getByLabel('Das Programm sehen').check()
  await page.getByRole('button', { name: 'Speichern' }).click()
  await page.getByText('Gespeichert.').waitFor()
  await open(page, `barcamp/${event}/programm`)
  await page.getByRole('link', { name: 'Überleitung ohne Fax' }).waitFor()
  assert.equal(await page.getByRole('cell').filter({ has: page.getByRole('link') }).count(), 27)
  assert.equal((await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 1, 'the grid stands on one sheet')
  await sound(page)
  assert.deepEqual(complaints, [])
  await page.context().close()
})

test('what came of a session becomes an undertaking with a working group, then a reference project', async () => {
  const { page, complaints } = await hub.visit(editor)
  await open(page, `barcamp/${event}/sitzung/${session}`)
  await page.getByLabel('Ergebnis').fill('Wir ersetzen das Fax durch ein gemeinsames Formular.')
  await page.getByRole('button', { name: 'Ergebnis speichern' }).click()
  await page.getByText('Gespeichert.').waitFor()
  await page.getByRole('link', { name: 'Vorhaben daraus beginnen' }).click()
  await page.getByRole('heading', { level: 1, name: 'Vorhaben anlegen' }).waitFor()
  assert.equal(await page.getByLabel('Titel').inputValue(), 'Überleitung ohne Fax')
  await page.getByLabel('Ihre Einrichtung').fill('Koordinierungsstelle')
  await page.getByLabel('Seit wann').fill(day(200))
  await page.getByRole('button', { name: 'Als Entwurf anlegen' }).click()
  await page.getByRole('heading', { level: 1, name: 'Überleitung ohne Fax' }).waitFor()
  await page.getByRole('link', { name: 'Arbeitsgruppe dazu beginnen' }).click()
  await page.getByLabel('Wofür ist die Gruppe da?').fill('Bis zum Sommer ein Formular, das alle annehmen.')
  await page.getByRole('button', { name: 'Gruppe beginnen' }).click()
  await page.getByRole('heading', { level: 1, name: 'AG Überleitung ohne Fax' }).waitFor()
  await sound(page)

  await open(page, `barcamp/${event}/sitzung/${session}`)
  await page.getByRole('link', { name: 'Überleitung ohne Fax' }).click()
  await page.getByRole('link', { name: 'AG Überleitung ohne Fax' }).waitFor()
  await page.getByRole('link', { name: 'Angaben bearbeiten' }).click()
  await page.getByLabel('Was ist das Problem, was ist der Plan?').fill('Überleitungsbögen kamen als Fax und wurden abgetippt. Ein gemeinsames Formular ersetzt sie in allen Häusern der Region.')
  await page.getByLabel('Für wen').fill('Pflegedienste')
  await page.getByLabel('Einmalige Kosten in Euro').fill('12000')
  await page.getByLabel('Laufende Kosten im Jahr in Euro').fill('3000')
  await page.getByRole('button', { name: 'Zahl hinzufügen' }).click()
  const figure = page.getByRole('group', { name: 'Zahl 1' })
  for (const [label, value] of [['Was wurde gemessen?', 'Zeit je Überleitung'], ['Einheit', 'Minuten'], ['Vorher (wenn bekannt)', '25'], ['Jetzt', '9'], ['Stand vom', day(2)], ['Quelle', 'Zeiterfassung']] as const) await figure.getByLabel(label).fill(value)
  await page.getByLabel('Was würden wir anders machen?').fill('Früher mit der Pflege sprechen.')
  await page.getByLabel('Was hat geholfen?').fill('Ein fester Ansprechpartner.')
  await page.getByRole('button', { name: 'Partner hinzufügen' }).click()
  await page.getByRole('group', { name: 'Partner 1', exact: true }).getByLabel(/^Einrichtung/).selectOption({ label: 'Pflegedienst Lindenhof, Lindenbruch' })
  await page.getByRole('button', { name: 'Person hinzufügen' }).click()
  const contact = page.getByRole('group', { name: 'Person 1', exact: true })
  await contact.getByRole('textbox', { name: /^Name/ }).fill('Ada Beispiel')
  await contact.getByLabel(/^E-Mail-Adresse/).fill('ada@klinik.example')
  await contact.getByLabel(/hat zugestimmt/).check()
  await sound(page)
  await page.getByRole('button', { name: 'Speichern' }).click()
  await page.getByRole('heading', { level: 1, name: 'Überleitung ohne Fax' }).waitFor()
  for (const stage of ['pilot', 'reference']) {
    await page.getByLabel('Stufe').selectOption(stage)
    await page.getByRole('button', { name: 'Schritt eintragen' }).click()
    await page.getByRole('listitem').filter({ hasText: 'Koordinierungsstelle' }).getByText(stage === 'pilot' ? 'Pilot' : 'Referenzprojekt').waitFor()
  }
  await page.getByRole('button', { name: 'Veröffentlichen' }).click()
  await page.getByText('Alle können dieses Vorhaben lesen.').waitFor()
  await sound(page)
  assert.deepEqual(complaints, [])
  await page.context().close()
})

test('who asks "Wer hat das schon gelöst?" finds it, and so does the next newsletter', async () => {
  const { page: phone, complaints: first } = await hub.visit(undefined, { width: 320 })
  await open(phone, 'suche?q=' + encodeURIComponent('Wer hat schon Überleitungen ohne Faxe gelöst?'))
  await phone.getByRole('link', { name: 'Überleitung ohne Fax' }).first().waitFor()
  await sound(phone)
  await open(phone, 'neues/abo')
  await phone.getByLabel('Ihre E-Mail-Adresse').fill('ana@example.org')
  await phone.getByRole('checkbox', { name: /^Ja, Netz Ruhr darf mir/ }).check()
  await phone.getByRole('button', { name: 'Bestellen' }).click()
  await phone.getByText('Wir haben eine E-Mail an ana@example.org geschickt').waitFor()
  await open(phone, linkOf('ana@example.org'))
  await phone.getByRole('button', { name: 'Ja, bestätigen' }).click()
  await phone.getByText('Danke, bestätigt').waitFor()

  const { page, complaints: second } = await hub.visit(editor)
  await open(page, 'redaktion/neues')
  await page.getByRole('button', { name: 'Neue Ausgabe zusammenstellen' }).click()
  await page.locator('li strong').getByText('Überleitung ohne Fax').first().waitFor()
  await page.getByRole('textbox', { name: 'Titel' }).fill('Neues im November')
  await page.getByRole('button', { name: 'Speichern' }).click()
  await page.getByText('Gespeichert.', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Ausgabe versenden' }).click()
  await page.getByRole('button', { name: 'Ja, jetzt versenden' }).click()
  await page.getByRole('region', { name: 'Versendet' }).getByText('1', { exact: true }).waitFor({ timeout: 20_000 })
  const [{ edition, readers }] = sent as [(typeof sent)[number]]
  assert.deepEqual(readers.map(({ address }) => address), ['ana@example.org'])
  assert.ok(edition.sections.some(({ entries }) => entries.some(({ title }) => title === 'Überleitung ohne Fax')))
  await sound(page)
  await open(phone, 'neues')
  await phone.getByRole('link', { name: 'Neues im November' }).click()
  await phone.getByText('Überleitung ohne Fax').first().waitFor()
  await sound(phone)
  const { page: english } = await hub.visit(undefined, { language: 'en' })
  await open(english, 'suche?q=Fax')
  await english.getByRole('link', { name: 'Überleitung ohne Fax' }).first().waitFor()
  await sound(english)
  assert.deepEqual([first, second], [[], []])
  for (const one of [phone, page, english]) await one.context().close()
})
