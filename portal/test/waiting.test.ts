import type { AppointmentView } from '@steckwerk/api/contract/booking'
import { axe, noSidewaysScroll } from '@steckwerk/testing-browser'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { focusedText, visit, type Visit } from './portal.ts'

const hour = 3_600_000
const shown = (page: Page) => page.getByRole('heading', { level: 1, name: 'Ihr Termin' }).waitFor()

/** What the hospital does meanwhile, and that the page hears of it. */
function change({ hub }: Visit, to: Partial<AppointmentView>): void {
  hub.booking.appointments[0] = { ...hub.booking.appointments[0]!, ...to }
  hub.send({ kind: 'change', carrier: 'alpha', items: [{ type: 'Appointment', id: hub.booking.appointments[0].id, version: 2, deleted: false }] })
}
const offer = (portal: Visit, until: number): void => change(portal, {
  state: 'offered', can: { cancel: false, move: false, answer: true }, start: portal.hub.booking.times[1]!.start, end: portal.hub.booking.times[1]!.end, offer: { until: new Date(until).toISOString() },
})

async function waiting(portal: Visit): Promise<void> {
  const { page } = portal
  await portal.goto('/meine/termine/neu/alpha/derma')
  await page.getByRole('button', { name: 'Auf die Warteliste' }).click()
  await page.getByRole('button', { name: 'Auf die Warteliste setzen' }).click()
  await shown(page)
}

test('at 320 px and by keyboard: where nothing is free a patient waits with wishes, is offered a time, and takes it', async () => {
  await using portal = await visit({ account: 'erika', width: 320 })
  const { page, hub } = portal
  hub.booking.times = []
  await portal.goto('/meine/termine/neu/alpha/derma')
  await page.getByText('In diesen vier Wochen ist nichts frei').waitFor()
  await axe(page)
  await page.getByRole('button', { name: 'Auf die Warteliste' }).press('Enter')
  await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement && document.activeElement.type === 'date')
  await page.getByLabel('Frühestens (freiwillig)').fill('2039-03-10')
  await page.getByLabel('Spätestens (freiwillig)').fill('2039-03-01')
  await page.getByText('Der letzte Tag liegt vor dem ersten.').waitFor()
  await page.getByLabel('Spätestens (freiwillig)').fill('2039-03-31')
  await page.getByRole('checkbox', { name: 'Donnerstag' }).press('Space')
  await page.getByRole('checkbox', { name: 'Montag' }).press('Space')
  await page.getByRole('radio', { name: 'Vormittags, vor 12 Uhr' }).press('Space')
  await page.getByRole('radio', { name: 'mindestens 3 Tage vorher' }).press('Space')
  await axe(page)
  await noSidewaysScroll(page)
  hub.booking.times = [0, 1].map(at => ({ slot: `s${at}`, start: new Date(Date.now() + (72 + at) * hour).toISOString(), end: new Date(Date.now() + (73 + at) * hour).toISOString() }))
  await page.getByRole('button', { name: 'Auf die Warteliste setzen' }).press('Enter')
  await shown(page)
  assert.deepEqual(hub.booking.sent.map(({ body }) => body), [{ carrier: 'alpha', service: 'derma', patient: 'pa', wishes: { from: '2039-03-10', until: '2039-03-31', days: ['mon', 'thu'], before: '12:00', noticeHours: 72 } }])
  await page.getByText('Sie haben noch keinen Termin.').waitFor()
  await page.getByText('vom 10.03.2039 bis zum 31.03.2039').waitFor()
  assert.equal(await page.getByText('In den Kalender').count(), 0)
  await axe(page)
  await noSidewaysScroll(page)

  offer(portal, Date.now() + hour)
  await page.getByRole('heading', { level: 2, name: 'Ein Termin ist frei geworden' }).waitFor()
  await axe(page)
  await noSidewaysScroll(page)
  await page.getByRole('button', { name: 'Termin annehmen' }).press('Enter')
  await page.getByText('Gebucht', { exact: true }).waitFor()
  assert.equal(await focusedText(page), 'Ihr Termin')
})

test('an open offer comes first at home and under Termine; who lets it pass waits on, and leaves the list', async () => {
  await using portal = await visit({ account: 'erika' })
  const { page } = portal
  await waiting(portal)
  offer(portal, Date.now() + hour)
  await portal.goto('/meine')
  await page.getByRole('heading', { name: 'Ein Termin ist frei geworden: Hautsprechstunde' }).waitFor()
  await axe(page)
  await page.getByRole('link', { name: /^Termine/ }).click()
  const list = page.getByRole('region', { name: 'Warteliste und Angebote' })
  await list.getByText(/Bitte antworten Sie bis/).waitFor()
  await axe(page)
  await list.getByRole('link', { name: 'Hautsprechstunde' }).click()
  await page.getByRole('button', { name: 'Passt mir nicht' }).click()
  await page.getByText('Sie stehen weiter auf der Warteliste, an derselben Stelle.').waitFor()
  await axe(page)
  await portal.goto('/meine/termine/neu/alpha/derma')
  await page.getByText('Für diese Sprechstunde stehen Sie schon auf der Warteliste.').waitFor()
  assert.equal(await page.getByRole('button', { name: 'Auf die Warteliste' }).count(), 0)
  await page.getByRole('link', { name: 'Ansehen oder verlassen' }).click()
  await page.getByRole('button', { name: 'Warteliste verlassen' }).click()
  await axe(page)
  await page.getByRole('button', { name: 'Ja, verlassen' }).click()
  await page.getByText('Abgesagt', { exact: true }).waitFor()
})

test('who answers too late is told kindly, in English too; who may only look decides nothing', async () => {
  await using portal = await visit({ account: 'erika' })
  const { page, hub } = portal
  await waiting(portal)
  offer(portal, Date.now() + hour)
  await page.getByRole('button', { name: 'Termin annehmen' }).waitFor()
  // Somebody else has it by now, and no event has come of it yet.
  const { offer: _, start: __, end: ___, ...rest } = hub.booking.appointments[0]!
  hub.booking.appointments[0] = { ...rest, state: 'waiting', can: { cancel: true, move: false, answer: false } }
  await page.getByRole('button', { name: 'Termin annehmen' }).click()
  await page.getByText('Dieses Angebot ist vorbei.').waitFor()
  await page.getByText('Sie stehen weiter auf der Warteliste.', { exact: false }).first().waitFor()
  await axe(page)

  offer(portal, Date.now() + hour)
  change(portal, { can: { cancel: false, move: false, answer: false } })
  await page.getByText(/Er wird bis .* frei gehalten/).waitFor()
  assert.equal(await page.getByRole('button', { name: 'Termin annehmen' }).count(), 0)
})
