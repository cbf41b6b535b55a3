/** Series, working groups, polls and dates in a real browser: on a phone without an account, and at an editor's desk. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, test } from 'node:test'
import { axe, launchBrowser, noSidewaysScroll, type Browser, type Page } from '@steckwerk/testing-browser'
import { portalService, type PortalService } from './portal-service.ts'
import { openPage, type VisitOptions } from './visit.ts'

let hub: PortalService
let browser: Browser
let series = ''
let group = ''
let poll = ''
const day = 86_400_000
const past = new Date(Date.now() - 14 * day)
const at = (days: number, hours = 0): string => new Date(Math.floor(Date.now() / day) * day + days * day + (10 + hours) * 3_600_000).toISOString()

before(async () => {
  hub = await portalService('ruhr')
  browser = await launchBrowser()
  series = (await hub.call<{ id: string }>('POST', '/series', 'editor', {
    title: 'Digital am Dienstag', about: 'Alle zwei Wochen eine Stunde.', topics: ['Digitalisierung'], place: 'online', stage: 'open', room: 'https://video.example/raum', opensBefore: 15, proposing: true,
    rhythm: { first: past.toISOString().slice(0, 10), weeks: 2, time: '23:00', minutes: 45 }, podcast: { author: 'Netzwerk Ruhr', mail: '', image: '', category: 'Health & Fitness' },
  })).id
  await hub.call('PUT', `/series/${series}/talks/${past.toISOString().slice(0, 10)}`, 'editor', { version: 0, talk: {
    start: at(-14), end: at(-14, 1), topic: 'Entlassbriefe ohne Fax', about: 'Wie ein Haus es gelöst hat.', guests: [{ name: 'Dr. Ina Beispiel', about: 'Ich leite die Aufnahme.', consent: true }], moved: '', cancelled: '', recording: 'https://video.example/1', material: [{ title: 'Folien', url: 'https://folien.example/1' }],
    episode: { audio: 'https://ton.example/1.mp3', bytes: 30_000_000, type: 'audio/mpeg', seconds: 2700, published: at(-13) },
  } })
  group = (await hub.call<{ id: string }>('POST', '/groups', 'editor', { title: 'AG Entlassbrief', purpose: 'Jeder Brief ist am selben Tag da.', outside: 'Keine Software.', until: '', topics: ['Entlassung'], undertaking: '', stage: 'open' })).id
  await hub.call('PUT', `/groups/${group}/meetings/${randomUUID()}`, 'editor', { version: 0, body: { title: 'Auftakt', start: at(3), end: at(3, 1), place: 'online', agenda: 'Wer wir sind', minutes: '', room: 'https://video.example/gruppe', cancelled: '' } })
  poll = (await hub.call<{ id: string }>('POST', '/polls', 'editor', {
    title: 'Wann ist das Sommertreffen?', about: '', closes: at(5), anonymous: false, listed: true, group: '',
    options: [{ id: 'o1', start: at(20), end: at(20, 2), place: 'Zeche Beispiel' }, { id: 'o2', start: at(21), end: at(21, 2), place: 'Rathaus' }],
  })).id
})
after(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

const visit = (path: string, options: VisitOptions = {}): Promise<Page> => openPage(browser, `${hub.url}/netz/ruhr${path}`, options)

test('a series on a phone: propose a topic, vote for it without a network; next dates and what can be heard again', async () => {
  const page = await visit(`/reihen/${series}`, { width: 320 })
  await page.getByRole('link', { name: 'Thema noch offen' }).first().waitFor()
  await page.getByLabel('Ihr Thema').fill('Patientenportal im Alltag')
  await page.getByRole('button', { name: 'Thema vorschlagen' }).press('Enter')
  const vote = page.getByRole('button', { name: /^Das interessiert mich: Patientenportal im Alltag/ })
  await vote.waitFor()
  await page.context().setOffline(true)
  await vote.click()
  await page.getByText('wird gesendet, sobald Sie wieder Netz haben').waitFor()
  const votes = async () => (await hub.call<{ topics: readonly { votes: number }[] }>('GET', `/series/${series}`, 'somebody')).topics[0]!.votes
  assert.equal(await votes(), 0)
  await page.context().setOffline(false)
  await page.getByText('wird gesendet, sobald Sie wieder Netz haben').waitFor({ state: 'hidden' })
  assert.equal(await votes(), 1)
  await axe(page)
  await noSidewaysScroll(page)
  await page.getByRole('link', { name: 'Entlassbriefe ohne Fax' }).click()
  await page.getByRole('link', { name: /Als Podcast-Folge hören \(45 Minuten\)/ }).waitFor()
  await page.getByText('Ich leite die Aufnahme.').waitFor()
  await axe(page)
  await noSidewaysScroll(page)
  await page.context().close()
})

test('a talk: a question shows at once to others, is voted up and answered by the editors; registering asks for the mail to be confirmed', async () => {
  const phone = await visit(`/reihen/${series}`, { width: 390 })
  await phone.getByRole('link', { name: 'Thema noch offen' }).first().click()
  await phone.getByLabel('Ihre Frage').waitFor()
  const path = new URL(phone.url()).pathname.replace('/netz/ruhr', '')
  const desk = await visit(path, { editor: true })
  await phone.getByLabel('Ihre Frage').fill('Wer bezahlt das?')
  await phone.getByRole('button', { name: 'Frage stellen' }).click()
  await desk.getByRole('button', { name: 'Beantwortet: Wer bezahlt das?' }).waitFor()
  await phone.getByRole('button', { name: /^Das möchte ich auch wissen/ }).press('Enter')
  await desk.getByRole('button', { name: /^Das möchte ich auch wissen: Wer bezahlt das\? 1$/ }).waitFor()
  await axe(desk)
  await desk.getByRole('button', { name: 'Beantwortet: Wer bezahlt das?' }).click()
  await phone.getByText('Beantwortet').waitFor()
  await phone.getByLabel('Name', { exact: true }).fill('Ana Beispiel')
  await phone.getByLabel('E-Mail').fill('ana@example.org')
  await phone.getByRole('button', { name: 'Anmelden' }).click()
  await phone.getByRole('heading', { name: 'Fast angemeldet' }).waitFor()
  await axe(phone)
  await noSidewaysScroll(phone)
  await desk.getByText('Thema, Gäste, Zeit und Aufzeichnung').click()
  await desk.getByLabel('Thema', { exact: true }).fill('Was kostet ein Portal?')
  await desk.getByRole('button', { name: 'Speichern' }).click()
  await phone.getByRole('heading', { level: 1, name: 'Was kostet ein Portal?' }).waitFor()
  for (const one of [phone, desk]) await one.context().close()
})

test('a working group: charter and dates for everybody, tasks, decisions and results by its members', async () => {
  const phone = await visit(`/gruppen/${group}`, { width: 320 })
  await phone.getByRole('heading', { name: 'Mitmachen' }).waitFor()
  assert.equal(await phone.getByText('Wer wir sind').count(), 0)
  await axe(phone)
  await noSidewaysScroll(phone)
  const desk = await visit(`/gruppen/${group}`, { editor: true })
  await desk.getByRole('button', { name: 'Aufgabe hinzufügen' }).click()
  await desk.getByLabel('Was ist zu tun?').fill('Briefe zählen')
  await desk.getByLabel('Bis wann? (freiwillig)').first().fill('2020-01-01')
  await desk.getByRole('button', { name: 'Speichern' }).click()
  await desk.getByText('Überfällig').waitFor()
  for (const text of ['Wir treffen uns monatlich.', 'Wir treffen uns alle zwei Monate.']) {
    await desk.getByRole('button', { name: 'Beschluss festhalten' }).click()
    await desk.getByLabel('Was ist beschlossen?').fill(text)
    const replaces = desk.getByLabel('Ersetzt', { exact: true })
    if (await replaces.count() > 0) await replaces.selectOption('1')
    await desk.getByRole('button', { name: 'Festhalten', exact: true }).click()
    await desk.getByText(text).waitFor()
  }
  await desk.getByText('Ersetzt durch Beschluss 2').waitFor()
  await desk.getByRole('button', { name: 'Ergebnis festhalten' }).click()
  await desk.getByLabel('Ergebnis', { exact: true }).fill('Vorlage für den Entlassbrief')
  await desk.getByLabel('Was ist herausgekommen, und wem hilft es?').fill('Eine Seite genügt.')
  await desk.getByRole('button', { name: 'Veröffentlichen' }).click()
  await desk.getByText('Eine Seite genügt.').waitFor()
  await axe(desk)
  await phone.reload()
  await phone.getByText('Eine Seite genügt.').waitFor()
  assert.equal(await phone.getByText('Briefe zählen').count(), 0)
  for (const one of [phone, desk]) await one.context().close()
})

test('a date of a group moves and says why; mails about dates are ended by their link, without an account', async () => {
  await hub.call('PUT', `/groups/${group}/membership`, 'ana', { name: 'Ana', mail: 'ana@example.org', about: '', named: false })
  const [, member, proof] = /#([\w-]+)\.([\w-]{43})$/.exec(hub.mailed.findLast(({ to }) => to === 'ana@example.org')!.path)!
  await hub.call('POST', `/groups/${group}/membership/confirmed`, 'ana', { member, proof })
  const desk = await visit(`/gruppen/${group}`, { editor: true })
  await desk.getByRole('button', { name: 'Ändern: Auftakt' }).click()
  assert.equal(await desk.getByLabel('Verlegt, weil …').count(), 0)
  await desk.getByLabel('Beginn').fill(`${at(4).slice(0, 10)}T10:00`)
  assert.match(await desk.getByLabel('Ende').inputValue(), new RegExp(`^${at(4).slice(0, 10)}T11:00`))
  await desk.getByLabel('Verlegt, weil …').fill('Raum belegt')
  await axe(desk)
  await desk.getByRole('button', { name: 'Speichern', exact: true }).first().press('Enter')
  await desk.getByText(/^Verlegt, vorher .*: Raum belegt$/).waitFor()
  const phone = await visit(`/gruppen/${group}`, { width: 320 })
  await phone.getByText(/^Verlegt, vorher .*: Raum belegt$/).waitFor()
  await axe(phone)
  await noSidewaysScroll(phone)
  const stop = await visit(`/gruppen/${group}/mails#${member}.${proof}`, { width: 320, language: 'en-GB' })
  await stop.getByRole('heading', { level: 1, name: 'Mails about dates' }).waitFor()
  await axe(stop)
  await stop.getByRole('button', { name: 'No more mails' }).press('Enter')
  await stop.getByText('You get no more mails about this group').waitFor()
  assert.equal((await hub.call<{ own: { dates: boolean } }>('GET', `/groups/${group}`, 'ana')).own.dates, false)
  await noSidewaysScroll(stop)
  for (const one of [desk, phone, stop]) await one.context().close()
})

test('a poll on the smallest phone: answering without a network, changing it; its maker settles it, and it is a date', async () => {
  const phone = await visit(`/umfragen/${poll}`, { width: 320 })
  await phone.getByLabel('Ihr Name').fill('Ana Beispiel')
  await phone.getByRole('group', { name: /Zeche Beispiel/ }).getByLabel('Ja').check()
  await phone.getByRole('group', { name: /Rathaus/ }).getByLabel('Nein').check()
  await phone.context().setOffline(true)
  await phone.getByRole('button', { name: 'Antwort senden' }).click()
  await phone.getByText('wird gesendet, sobald Sie wieder Netz haben').waitFor()
  await phone.context().setOffline(false)
  await phone.getByText('Ihre Antwort ist angekommen').waitFor()
  await phone.getByRole('row', { name: /Zeche Beispiel/ }).getByText('Ana Beispiel').waitFor()
  await phone.getByRole('group', { name: /Rathaus/ }).getByLabel('Wenn nötig').check()
  await phone.getByRole('button', { name: 'Antwort senden' }).click()
  await phone.getByRole('row', { name: /Rathaus/ }).getByText('Ana Beispiel').waitFor()
  await phone.getByText('Eine Person hat geantwortet.').waitFor()
  await axe(phone)
  await noSidewaysScroll(phone)
  const desk = await visit(`/umfragen/${poll}`, { editor: true })
  await desk.getByRole('button', { name: /^Festlegen: .*Zeche Beispiel/ }).click()
  await desk.getByRole('heading', { name: 'Das ist es geworden' }).waitFor()
  await axe(desk)
  await desk.goto(`${hub.url}/netz/ruhr/termine`)
  await desk.getByRole('link', { name: 'Wann ist das Sommertreffen?' }).waitFor()
  await desk.getByRole('link', { name: 'AG Entlassbrief: Auftakt' }).waitFor()
  await desk.getByText('Entlassbriefe ohne Fax').waitFor()
  const calendar = await (await fetch(`${hub.url}/services/steckwerk-community/ruhr/calendar.ics`)).text()
  assert.ok(calendar.includes('SUMMARY:Wann ist das Sommertreffen?') && !calendar.includes('video.example'))
  await axe(desk)
  for (const one of [phone, desk]) await one.context().close()
})

test('lists and forms in English and at 320 pixels', async () => {
  for (const [path, name] of [['/termine', 'Dates'], ['/reihen', 'Series of talks'], ['/gruppen', 'Working groups'], ['/umfragen', 'Polls']] as const) {
    const page = await visit(path, { width: 320, language: 'en-GB' })
    await page.getByRole('heading', { level: 1, name }).waitFor()
    await page.getByText('Loading').waitFor({ state: 'hidden' })
    await axe(page)
    await noSidewaysScroll(page)
    await page.context().close()
  }
  for (const path of ['/reihen/neu', `/reihen/${series}/einstellungen`, '/gruppen/neu', '/umfragen/neu']) {
    const page = await visit(path, { width: 320, editor: true })
    await axe(page)
    await noSidewaysScroll(page)
    await page.context().close()
  }
})
