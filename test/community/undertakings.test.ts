/** Undertakings in a real browser: from a need without an account to a reference project, its comparison, an introduction and the figures. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { actorInput } from '@steckwerk/community'
import { axe, launchBrowser, noSidewaysScroll, type Browser, type Page } from '@steckwerk/testing-browser'
import { portalService, type PortalService } from './portal-service.ts'
import { openPage, type VisitOptions } from './visit.ts'

let hub: PortalService
let browser: Browser
let pilot = ''
let reference = ''
const day = (ago: number): string => new Date(Date.now() - ago * 24 * 3_600_000).toISOString().slice(0, 10)
const whole = {
  what: 'Überleitungsbögen kamen als Fax und wurden abgetippt. Ein gemeinsames Formular ersetzt sie in allen Häusern.', forWhom: 'Pflegedienste', topics: ['Überleitung'],
  partners: [{ actor: 'klinik', role: 'Anwender' }], costs: { once: 12_000, onceFor: 'Einrichtung', yearly: 3_000, yearlyFor: 'Betrieb' }, funding: 'Eigenmittel',
  contacts: [{ name: 'Ada Beispiel', organization: 'Klinikum', role: 'Projektleitung', mail: 'ada@klinik.example', consent: true }],
  evidence: { links: [], figures: [{ what: 'Zeit je Überleitung', unit: 'Minuten', before: 25, after: 9, day: day(40), source: 'Zeiterfassung' }] },
  lessons: { different: 'Früher mit der Pflege sprechen.', helped: 'Ein fester Ansprechpartner.' },
}

before(async () => {
  hub = await portalService('ruhr', { actors: [{ id: 'klinik', ...actorInput.parse({ name: 'Klinikum Südhöhe', kind: 'hospital', city: 'Herne' }) }] })
  browser = await launchBrowser()
  const make = async (undertaking: object, stage: string): Promise<string> => {
    const { id } = await hub.call<{ id: string }>('POST', '/undertakings', 'editor', { undertaking, origin: null, stage: 'need', by: 'Klinikum Südhöhe', day: day(300) })
    await hub.call('POST', `/undertakings/${id}/steps`, 'editor', { version: 1, stage, state: 'running', day: day(100), by: 'Klinikum Südhöhe', note: '' })
    await hub.call('PUT', `/undertakings/${id}/publication`, 'editor', { version: 2, publication: 'published' })
    return id
  }
  reference = await make({ title: 'Überleitung ohne Fax', ...whole }, 'reference')
  pilot = await make({ title: 'Freie Pflegeplätze melden', what: 'Jeden Morgen telefonieren wir zwanzig Häuser ab.', forWhom: 'Sozialdienste', topics: ['Pflegeplatzsuche'] }, 'pilot')
})
after(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

const visit = (path: string, options: VisitOptions = {}): Promise<Page> => openPage(browser, `${hub.url}${path.startsWith('/netz/') ? path : `/netz/ruhr/${path}`}`, options)

/** Read in three ways: nothing that a rule of accessibility forbids, nothing that runs out of the page. */
async function sound(page: Page): Promise<void> {
  await axe(page)
  await noSidewaysScroll(page)
}

test('the list is filtered, what is chosen is compared on desktop and phone, and cards print', async () => {
  const page = await visit('vorhaben')
  await page.getByRole('link', { name: 'Freie Pflegeplätze melden' }).waitFor()
  await sound(page)
  await page.getByLabel('Nur Referenzprojekte').check()
  await page.getByText('1 Vorhaben', { exact: true }).waitFor()
  assert.match(page.url(), /referenz=true/)
  await page.getByLabel('Nur Referenzprojekte').uncheck()
  for (const title of ['Überleitung ohne Fax', 'Freie Pflegeplätze melden']) await page.getByLabel(`Zum Vergleich: ${title}`).press('Space')
  await page.getByRole('link', { name: 'Vergleichen', exact: true }).click()
  await page.getByRole('cell', { name: /vorher 25, nachher 9 Minuten/ }).waitFor()
  await sound(page)
  const phone = await visit(`vorhaben/vergleich?wahl=${reference},${pilot}`, { width: 320, language: 'en-GB' })
  await phone.getByText('before 25, after 9 Minuten').waitFor()
  await sound(phone)
  const list = await visit('vorhaben', { width: 320 })
  await list.getByRole('link', { name: 'Überleitung ohne Fax' }).waitFor()
  await sound(list)
  for (const one of [page, phone, list]) await one.context().close()
})

test('a need from a phone without an account: confirmed by mail, let in by an editor', async () => {
  const page = await visit('vorhaben/neu', { width: 320 })
  await page.getByRole('button', { name: 'Absenden und E-Mail erhalten' }).click()
  await page.getByText('3 Angaben fehlen noch oder stimmen nicht.').waitFor()
  await page.getByLabel('Titel').fill('Arztbriefe kommen nicht an')
  await page.getByLabel('Was brauchen Sie, und was passiert heute?').fill('Wir warten zwei Wochen auf den Brief.')
  await page.getByLabel('Ihre E-Mail-Adresse').fill('praxis@praxis.example')
  await sound(page)
  await page.getByRole('button', { name: 'Absenden und E-Mail erhalten' }).click()
  await page.getByText('Wir haben eine E-Mail an praxis@praxis.example geschickt.').waitFor()
  await page.goto(`${hub.url}${hub.mailed.findLast(({ template }) => template === 'network-confirm')!.path}`)
  await page.getByRole('button', { name: 'Ja, Bedarf bestätigen' }).click()
  await page.getByText(/„Arztbriefe kommen nicht an“ ist bestätigt/).waitFor()
  const editor = await visit('redaktion/vorhaben', { editor: true, width: 320 })
  await editor.getByText('Wir warten zwei Wochen auf den Brief.').waitFor()
  await sound(editor)
  await editor.getByRole('button', { name: 'Veröffentlichen' }).click()
  await editor.getByText('Nichts wartet').waitFor()
  await page.goto(`${hub.url}/netz/ruhr/vorhaben`)
  await page.getByRole('link', { name: 'Arztbriefe kommen nicht an' }).click()
  await page.getByRole('heading', { level: 1, name: 'Arztbriefe kommen nicht an' }).waitFor()
  await sound(page)
  for (const one of [page, editor]) await one.context().close()
})

test('an editor leads it on: what a reference project lacks is said, proofs stand in the timeline, one sheet prints with its code', async () => {
  const page = await visit(`vorhaben/${pilot}`, { editor: true })
  await page.getByLabel('Stufe').selectOption('reference')
  await page.getByText('eine Ansprechperson mit E-Mail-Adresse').waitFor()
  await sound(page)
  await page.getByRole('link', { name: 'Angaben bearbeiten' }).click()
  await page.getByRole('heading', { level: 1, name: 'Vorhaben bearbeiten' }).waitFor()
  await page.getByRole('button', { name: 'Zahl hinzufügen' }).click()
  await page.getByRole('button', { name: 'Speichern' }).click()
  await page.getByText(/Angaben fehlen noch oder stimmen nicht/).waitFor()
  const figure = page.getByRole('group', { name: 'Zahl 1' })
  await figure.getByLabel('Was wurde gemessen?').fill('Anrufe je Morgen')
  await figure.getByLabel('Einheit').fill('Anrufe')
  await figure.getByLabel('Jetzt').fill('3')
  await figure.getByLabel('Stand vom').fill(day(5))
  await figure.getByLabel('Quelle').fill('Strichliste')
  await sound(page)
  await page.getByRole('button', { name: 'Speichern' }).click()
  await page.getByText('Beleg: Anrufe je Morgen').waitFor()
  await page.getByLabel('Stufe').selectOption('rollout')
  await page.getByLabel('Eingetragen von (Einrichtung)').first().fill('Sozialdienst')
  await page.getByRole('button', { name: 'Schritt eintragen' }).click()
  await page.getByRole('listitem').filter({ hasText: 'Sozialdienst' }).getByText('Einführung').waitFor()
  await page.goto(`${hub.url}/netz/ruhr/vorhaben/${reference}`)
  await page.getByText('Was würden wir anders machen?').waitFor()
  await sound(page)
  const paper = await page.pdf({ preferCSSPageSize: true })
  assert.ok((paper.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 9) <= 2, 'a project is short on paper')
  const phone = await visit(`vorhaben/${reference}`, { width: 320 })
  await phone.getByRole('heading', { name: 'Verlauf' }).waitFor()
  await sound(phone)
  for (const one of [page, phone]) await one.context().close()
})

test('an introduction: both sides by their mails, no address before both agreed; the office\'s list and the figures', async () => {
  const page = await visit(`vorhaben/${reference}`, { width: 390 })
  await page.getByRole('link', { name: 'Bringen Sie uns zusammen' }).click()
  await page.getByLabel('Ihr Name').fill('Ben Fragt')
  await page.getByLabel('Ihre E-Mail-Adresse').fill('ben@pflege.example')
  await page.getByLabel('Worüber möchten Sie sprechen?').fill('Wir möchten es auch einführen.')
  await page.getByLabel(/dürfen das lesen/).check()
  await sound(page)
  await page.getByRole('button', { name: 'Absenden und E-Mail erhalten' }).click()
  await page.getByRole('heading', { name: 'Fast geschafft' }).waitFor()
  const last = (template: string): string => `${hub.url}${hub.mailed.findLast((mail) => mail.template === template)!.path}`
  await page.goto(last('network-confirm'))
  await page.getByRole('button', { name: 'Ja, Anfrage bestätigen' }).click()
  await page.getByText('Die andere Seite ist gefragt.').waitFor()
  assert.doesNotMatch(await page.content(), /ada@klinik/)
  const other = await visit(new URL(last('network-introduction')).pathname + new URL(last('network-introduction')).hash, { width: 320 })
  await other.getByText('Wir möchten es auch einführen.').waitFor()
  await sound(other)
  assert.doesNotMatch(await other.content(), /ben@pflege/)
  await other.getByRole('button', { name: 'Ja, ich stimme zu' }).click()
  await other.getByRole('link', { name: 'ben@pflege.example' }).waitFor()
  const office = await visit('redaktion/vermittlung', { editor: true, width: 320 })
  await office.getByRole('region', { name: 'Überleitung ohne Fax' }).getByText('vermittelt', { exact: true }).waitFor()
  await sound(office)
  await office.getByRole('button', { name: 'Fall von Hand eintragen' }).click()
  await office.getByLabel('Worum ging es?').fill('Anruf zu Telemedizin')
  await office.getByRole('button', { name: 'Eintragen' }).click()
  await office.getByRole('heading', { name: 'Anruf zu Telemedizin' }).waitFor()
  const figures = await visit('vorhaben/auswertung', { editor: true, width: 320 })
  await figures.getByRole('heading', { name: 'Nach Stufe' }).waitFor()
  await figures.getByText('zurückgehalten').first().waitFor()
  await sound(figures)
  const closed = await visit('vorhaben/auswertung')
  await closed.getByText('Diese Zahlen liest die Redaktion.').waitFor()
  await figures.getByRole('switch').click()
  await figures.getByRole('switch', { checked: true }).waitFor()
  await closed.reload()
  await closed.getByRole('heading', { name: 'Nach Stufe' }).waitFor()
  assert.equal(await closed.getByRole('heading', { name: 'Vermittlungen' }).count(), 0)
  await sound(closed)
  await closed.goto(`${hub.url}/netz/ruhr/vorhaben`)
  await closed.getByRole('link', { name: 'Zahlen im Überblick' }).click()
  await closed.getByRole('heading', { name: 'Nach Stufe' }).waitFor()
  for (const one of [page, other, office, figures, closed]) await one.context().close()
})
