/** A barcamp in a real browser, from votes without a network to the printed grid. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { axe, launchBrowser, noSidewaysScroll, type Browser, type Page } from '@steckwerk/testing-browser'
import { portalService, type PortalService } from './portal-service.ts'
import { openPage, type VisitOptions } from './visit.ts'

let hub: PortalService
let browser: Browser
let event = ''
const hour = 3_600_000

before(async () => {
  hub = await portalService('ruhr')
  browser = await launchBrowser()
  const start = Math.ceil(Date.now() / hour) * hour + 24 * hour
  event = (await hub.call<{ id: string }>('POST', '/barcamps', 'editor', {
    title: 'Barcamp Gesundheit im Revier', about: 'Ein Tag, an dem alle das Programm machen.', place: 'Zeche Beispiel, Essen', capacity: 120, stage: 'open', pitching: true, voting: true, programme: true,
    rooms: ['Saal', 'Turm', 'Lohnhalle', 'Werkstatt', 'Kaue', 'Garten'].map((name, at) => ({ id: `r${at}`, name, seats: 60 - at * 8, equipment: at < 3 ? ['Beamer'] : [], closedAt: [] })),
    slots: [0, 1, 2, 3, 4].map((at) => ({ id: `s${at}`, start: new Date(start + at * hour).toISOString(), end: new Date(start + at * hour + 2_700_000).toISOString() })),
  })).id
  const titles: string[] = []
  for (let at = 1; at <= 27; at++) {
    const { id } = await hub.call<{ id: string }>('POST', `/barcamps/${event}/pitches`, `host-${at % 22}`, {
      key: randomUUID(), pitch: { title: `Sitzung ${at}: ${['Entlassbriefe ohne Fax', 'Was ist ein Vorhaben?', 'Patientenportal im Alltag'][at % 3]}`, about: '', hosts: [`Person ${at % 22}`], format: 'discussion', seats: 0, equipment: at % 9 === 0 ? ['Beamer'] : [], notAt: [], draft: false },
    })
    titles.push(id)
  }
  for (let person = 0; person < 120; person++) {
    await hub.call('POST', `/barcamps/${event}/votes`, `person-${person}`, { votes: titles.filter((_, at) => (at * 7 + person * (1 + at % 3)) % 5 === 0).map((pitch, at) => ({ pitch, want: true, turn: at + 1 })) })
  }
})
after(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

const visit = (path: string, options: VisitOptions = {}): Promise<Page> => openPage(browser, `${hub.url}/netz/ruhr/barcamp/${event}${path}`, options)

test('a phone: register, offer a session, vote through a lost network; nothing is lost or doubled', async () => {
  const page = await visit('', { width: 320 })
  await page.getByLabel('Name', { exact: true }).fill('Ana Beispiel')
  await page.getByRole('button', { name: 'Anmelden' }).click()
  await page.getByRole('heading', { name: 'Sie sind angemeldet' }).waitFor()
  await page.getByLabel('Worum geht es?').fill('Wer hat das schon gelöst?')
  await page.getByLabel('Wer lädt ein?').fill('Ana Beispiel, Ben Muster')
  await page.getByRole('button', { name: 'Vorschlagen' }).click()
  await page.getByRole('link', { name: 'Wer hat das schon gelöst?' }).waitFor()
  await axe(page)
  await noSidewaysScroll(page)

  await page.context().setOffline(true)
  const first = page.getByRole('button', { name: /^Da möchte ich hin: Sitzung 1:/ })
  await first.click()
  await page.getByRole('button', { name: /^Da möchte ich hin: Sitzung 2:/ }).click()
  await page.getByText('wird gesendet, sobald Sie wieder Netz haben').waitFor()
  assert.equal(await first.getAttribute('aria-pressed'), 'true')
  const votes = () => hub.call<{ voters: number }>('GET', `/barcamps/${event}/board`, 'editor')
  assert.equal((await votes()).voters, 120)
  await page.context().setOffline(false)
  await page.getByText('wird gesendet, sobald Sie wieder Netz haben').waitFor({ state: 'hidden' })
  assert.equal((await votes()).voters, 121)
  await page.reload()
  await first.waitFor()
  assert.equal(await first.getAttribute('aria-pressed'), 'true')
  await page.context().close()
})

test('the moderators\' board: a proposal is seen before it is taken; dragging and its menu twin; the programme on screen, phone and paper', async () => {
  const page = await visit('/regie', { editor: true })
  const phone = await visit('/programm', { width: 390 })
  await phone.getByText('Noch kein Programm').waitFor()
  await page.getByRole('button', { name: 'Programm vorschlagen' }).click()
  await page.getByText(/setzt 28 neu: \d+ unerfüllte Wünsche/).waitFor()
  await axe(page)
  await page.getByRole('button', { name: 'Übernehmen' }).click()
  await page.getByText('Alles ist verteilt.').waitFor()
  await phone.getByRole('link', { name: /^Sitzung 1:/ }).waitFor()
  assert.equal(await phone.getByRole('cell').filter({ has: phone.getByRole('link') }).count(), 28)
  await axe(phone)
  await noSidewaysScroll(phone)

  const card = page.getByRole('button', { name: /^Sitzung 1:/ })
  await card.press('Enter')
  await page.getByRole('button', { name: 'Hier festhalten' }).press('Enter')
  await page.getByText('· festgehalten').waitFor()
  await card.press('Enter')
  await page.getByLabel('Verschieben nach …').selectOption('parked')
  await page.getByRole('button', { name: 'Verschieben', exact: true }).press('Enter')
  await page.getByRole('region', { name: 'Parkplatz (1)' }).getByText(/^Sitzung 1:/).waitFor()
  await page.getByRole('button', { name: 'Rückgängig' }).click()
  await page.getByRole('region', { name: 'Parkplatz (0)' }).waitFor()
  await page.getByRole('button', { name: /^Sitzung 2:/ }).dragTo(page.getByRole('region', { name: /^Warteschlange/ }))
  await page.getByRole('region', { name: 'Warteschlange (1)' }).waitFor()
  await page.getByRole('button', { name: 'Nur das Nötigste ändern' }).click()
  await page.getByText(/^Bewegt (keine Sitzung|1 Sitzung|2 Sitzungen), setzt 1 neu:/).waitFor()
  await page.getByRole('button', { name: 'Übernehmen' }).click()
  await page.getByText('Alles ist verteilt.').waitFor()
  await axe(page)

  const english = await visit('/programm', { language: 'en-GB' })
  await english.getByRole('heading', { level: 1, name: 'Programme' }).waitFor()
  const paper = await english.pdf({ preferCSSPageSize: true })
  assert.equal(paper.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 1, 'the grid stands on one sheet')
  await english.emulateMedia({ media: 'print' })
  const printed = await english.getByRole('table').evaluate((table) => [...table.querySelectorAll('a')].filter((link) => {
    const [box, cell] = [link.getBoundingClientRect(), link.closest('td')!.getBoundingClientRect()]
    return box.height > 0 && box.bottom <= cell.bottom + 1 && box.right <= cell.right + 1
  }).length)
  assert.equal(printed, 28, 'every title stands on it, whole')

  // Two moves before the first is answered.
  const answered = Promise.withResolvers<void>()
  await page.route('**/board', async (route) => {
    if (route.request().method() === 'PUT') await answered.promise
    await route.continue()
  })
  let saved = 0
  const both = page.waitForResponse((response) => response.request().method() === 'PUT' && response.url().endsWith('/board') && ++saved === 2)
  for (const [at, title] of [/^Sitzung 3:/, /^Sitzung 4:/].entries()) {
    await page.getByRole('button', { name: title }).press('Enter')
    await page.getByLabel('Verschieben nach …').selectOption('parked')
    await page.getByRole('button', { name: 'Verschieben', exact: true }).press('Enter')
    await page.getByRole('region', { name: `Parkplatz (${at + 1})` }).waitFor()
  }
  answered.resolve()
  assert.equal((await both).status(), 200)
  const another = await visit('/regie', { editor: true })
  await another.getByRole('region', { name: 'Parkplatz (2)' }).waitFor()
  // As it was, for who comes after.
  await page.unroute('**/board')
  for (const title of [/^Sitzung 3:/, /^Sitzung 4:/]) {
    await page.getByRole('button', { name: title }).press('Enter')
    await page.getByLabel('Verschieben nach …').selectOption('queue')
    await page.getByRole('button', { name: 'Verschieben', exact: true }).press('Enter')
  }
  await page.getByRole('region', { name: 'Warteschlange (2)' }).waitFor()
  await page.getByRole('button', { name: 'Nur das Nötigste ändern' }).click()
  await page.getByText(/setzt 2 neu:/).waitFor()
  await page.getByRole('button', { name: 'Übernehmen' }).click()
  await page.getByText('Alles ist verteilt.').waitFor()
  await another.context().close()
  for (const one of [page, phone, english]) await one.context().close()
})

test('the wall shows all of it without anybody; a ticket opens on another device; the door works without a network', async () => {
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 }, locale: 'de-DE', timezoneId: 'Europe/Berlin', reducedMotion: 'reduce' })
  const wall = await context.newPage()
  await wall.goto(`${hub.url}/netz/ruhr/barcamp/${event}/leinwand`)
  await wall.getByRole('img', { name: 'QR-Code zu dieser Veranstaltung' }).waitFor()
  await axe(wall)
  const room = wall.getByRole('region', { name: 'Programm' })
  assert.equal(await room.getByRole('cell').filter({ hasText: /\S/ }).count(), 28)
  const fits = () => room.evaluate((element) => element.scrollHeight <= element.clientHeight + 1)
  // It is fitted again once its letters are there.
  for (const until = Date.now() + 15_000; Date.now() < until && !(await fits());) await wall.evaluate(() => new Promise(requestAnimationFrame))
  assert.ok(await fits(), 'it fits the wall')
  await context.close()

  await hub.call('PUT', `/barcamps/${event}/registration`, 'mailed', { name: 'Zoë Muster', organization: 'Haus Beispiel', mail: 'zoe@example.org' })
  const sent = hub.mailed.find(({ to }) => to === 'zoe@example.org')!
  const ticket = await visit(sent.path.replace(`/netz/ruhr/barcamp/${event}`, ''), { width: 320 })
  await ticket.getByRole('img', { name: 'QR-Code für den Einlass' }).waitFor()
  await axe(ticket)
  await noSidewaysScroll(ticket)

  const door = await visit('/einlass', { editor: true, width: 320 })
  await door.getByLabel('Name, Einrichtung oder Code').fill('zoe beispiel')
  await door.getByText('Zoë Muster', { exact: true }).waitFor()
  await door.context().setOffline(true)
  await door.getByRole('button', { name: 'Ist da: Zoë Muster' }).press('Enter')
  await door.getByText(/^Da seit/).waitFor()
  await door.getByText(/^Kein Netz/).waitFor()
  await axe(door)
  await noSidewaysScroll(door)
  const there = async () => (await hub.call<{ guests: { name: string; arrived: number | null }[] }>('GET', `/barcamps/${event}/guests`, 'editor')).guests.filter(({ arrived }) => arrived !== null).map(({ name }) => name)
  assert.deepEqual(await there(), [])
  await door.context().setOffline(false)
  await door.getByText(/^Kein Netz/).waitFor({ state: 'hidden' })
  assert.deepEqual(await there(), ['Zoë Muster'])

  await ticket.getByRole('button', { name: 'Abmelden' }).press('Enter')
  await ticket.getByRole('button', { name: 'Ja, abmelden' }).press('Enter')
  await ticket.getByText('Sie sind abgemeldet').waitFor()
  for (const one of [ticket, door]) await one.context().close()
})

test('a session: notes from several, feedback; settings and the list of events', async () => {
  const page = await visit('', { width: 390 })
  await page.getByRole('link', { name: /^Sitzung 3:/ }).click()
  await page.getByRole('heading', { level: 1, name: /^Sitzung 3:/ }).waitFor()
  const other = await visit(`/sitzung/${new URL(page.url()).pathname.split('/').at(-1)}`)
  await other.getByLabel('Neue Zeile').fill('Wir gründen eine Arbeitsgruppe.')
  await other.getByRole('button', { name: 'Hinzufügen' }).click()
  await page.getByText('Wir gründen eine Arbeitsgruppe.').waitFor()
  await page.getByRole('radio', { name: /^5/ }).check()
  await page.getByRole('button', { name: 'Senden' }).click()
  await page.getByText('Ihre Rückmeldung ist angekommen').waitFor()
  await page.context().setOffline(true)
  await page.getByLabel('Neue Zeile').fill('Auch ohne Netz geschrieben.')
  await page.getByRole('button', { name: 'Hinzufügen' }).click()
  await page.getByRole('list', { name: 'Ihre Zeilen, die noch nicht angekommen sind' }).getByText('Auch ohne Netz geschrieben.').waitFor()
  await page.context().setOffline(false)
  await other.getByText('Auch ohne Netz geschrieben.').waitFor()
  await axe(page)
  await noSidewaysScroll(page)
  const figures = await visit('/rueckmeldungen', { editor: true, width: 390 })
  await figures.getByText('1 Rückmeldung, ohne Namen.').waitFor()
  await axe(figures)
  await noSidewaysScroll(figures)
  await figures.getByRole('link', { name: 'Ergebnisse' }).click()
  await figures.getByRole('listitem').getByText('Auch ohne Netz geschrieben.').waitFor()
  await axe(figures)
  await noSidewaysScroll(figures)
  await figures.context().close()
  const settings = await visit('/einstellungen', { editor: true, width: 320 })
  await settings.getByLabel('Ort').fill('Zeche Muster')
  await settings.getByRole('button', { name: 'Speichern' }).click()
  await settings.getByText('Gespeichert.').waitFor()
  await axe(settings)
  await noSidewaysScroll(settings)
  await settings.goto(`${hub.url}/netz/ruhr/barcamp`)
  await settings.getByText(/Zeche Muster/).waitFor()
  await axe(settings)
  for (const one of [page, other, settings]) await one.context().close()
})
