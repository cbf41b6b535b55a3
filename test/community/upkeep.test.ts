/** The directory's upkeep in a real browser: an entry, its keeper's link, a person's consent, and the editors' pages from changes to an import. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { actorInput } from '@steckwerk/community'
import { axe, launchBrowser, noSidewaysScroll, type Browser, type Page } from '@steckwerk/testing-browser'
import { portalService, type PortalService } from './portal-service.ts'
import { openPage, type VisitOptions } from './visit.ts'

let hub: PortalService
let browser: Browser
const actor = (id: string, name: string, more: object = {}) => ({ id, ...actorInput.parse({ name, kind: 'practice', city: 'Alphastadt', ...more }) })

before(async () => {
  hub = await portalService('ruhr', {
    actors: [
      actor('muster', 'Gemeinschaftspraxis Muster', { website: 'https://muster.example', offers: 'Videosprechstunde' }), actor('muster2', 'Gemeinschaftspraxis Muster am Markt', { website: 'http://www.muster.example' }),
      actor('linde', 'Haus Linde', { kind: 'care' }),
    ],
  })
  browser = await launchBrowser()
})
after(async () => {
  await browser?.close()
  await hub?.[Symbol.asyncDispose]()
})

const visit = (path: string, options: VisitOptions = {}): Promise<Page> => openPage(browser, `${hub.url}/netz/ruhr/${path}`, options)

const linkTo = (mail: string, template: string): string => hub.mailed.filter((one) => one.to === mail && one.template === template).at(-1)!.path.replace('/netz/ruhr/', '')
async function sound(page: Page): Promise<void> {
  await axe(page)
  await noSidewaysScroll(page)
}

test('somebody enters a house, keeps it up by a link, and a person decides whether they are shown', async () => {
  const phone = await visit('eintragen', { width: 320 })
  await phone.getByLabel('Name der Einrichtung').fill('Gemeinschaftspraxis Mustre')
  await phone.getByLabel('Art der Einrichtung').selectOption('practice')
  await phone.getByRole('textbox', { name: 'Ort', exact: true }).fill('Alphastadt')
  await phone.getByText('steht schon etwas Ähnliches').waitFor()
  await phone.getByLabel('Name der Einrichtung').fill('Praxis am Kanal')
  await phone.getByLabel('KIM-Adresse').fill('kein kim')
  await phone.getByLabel('Ihre E-Mail-Adresse').fill('ana@kanal.example')
  await phone.getByRole('button', { name: 'Absenden und E-Mail erhalten' }).click()
  await phone.getByText('Eine Angabe fehlt noch oder stimmt nicht.').waitFor()
  await sound(phone)
  await phone.getByLabel('KIM-Adresse').fill('praxis@kanal.kim.telematik')
  await phone.getByLabel('Ich pflege den Eintrag weiter').check()
  await phone.getByRole('button', { name: 'Absenden und E-Mail erhalten' }).press('Enter')
  await phone.getByText('Fast geschafft').waitFor()
  await phone.goto(`${hub.url}/netz/ruhr/${linkTo('ana@kanal.example', 'network-confirm')}`)
  await phone.getByRole('button', { name: 'Ja, Eintrag bestätigen' }).click()
  await phone.getByText('Danke, der Eintrag').waitFor()

  const editor = await visit('redaktion', { editor: true })
  await sound(editor)
  await editor.getByRole('link', { name: /Neue Einträge\s*1 wartet/ }).click()
  await editor.getByText('pflegt den Eintrag weiter').waitFor()
  await editor.getByRole('button', { name: 'Veröffentlichen' }).click()
  await editor.getByText('Nichts wartet').waitFor()

  await phone.goto(`${hub.url}/netz/ruhr/verzeichnis`)
  await phone.getByRole('link', { name: /Praxis am Kanal/ }).click()
  await phone.getByText('praxis@kanal.kim.telematik').waitFor()
  await phone.getByLabel('E-Mail-Adresse').fill('ana@kanal.example')
  await phone.getByRole('button', { name: 'Bearbeitungslink anfordern' }).click()
  await phone.getByText('dann ist eine E-Mail mit einem Link unterwegs').waitFor()
  await sound(phone)
  await phone.goto(`${hub.url}/netz/ruhr/${linkTo('ana@kanal.example', 'network-edit')}`)
  await phone.getByRole('heading', { level: 1, name: 'Praxis am Kanal' }).waitFor()
  await sound(phone)
  await phone.getByLabel('Was Sie anbieten').fill('Hausbesuche')
  await phone.getByRole('button', { name: 'Änderungen speichern' }).click()
  await phone.getByText('Gespeichert und veröffentlicht.').waitFor()
  await phone.getByLabel('Name der Person').fill('Cem Beispiel')
  await phone.getByLabel('Funktion').fill('IT-Leitung')
  await phone.getByLabel('E-Mail-Adresse der Person').fill('cem@kanal.example')
  await phone.getByRole('button', { name: 'Person fragen' }).click()
  await phone.getByText('Wir haben cem@kanal.example gefragt.').waitFor()
  await phone.getByLabel('Name der Einrichtung').fill('Praxis am Hafen')
  await phone.getByRole('button', { name: 'Änderungen speichern' }).click()
  await phone.getByText('die Redaktion sieht Ihre Änderung durch').waitFor()

  const person = await visit(linkTo('cem@kanal.example', 'network-contact'), { width: 390, language: 'en-GB' })
  await person.getByText('“Praxis am Kanal” would like to name you').waitFor()
  await person.getByLabel('Show my e-mail address').check()
  await sound(person)
  await person.getByRole('button', { name: 'Yes, show it like this' }).click()
  await person.getByText('Saved: this is how the directory shows you now.').waitFor()
  await editor.goto(`${hub.url}/netz/ruhr/redaktion/aenderungen`)
  await editor.getByRole('row', { name: 'Name Praxis am Kanal Praxis am Hafen' }).waitFor()
  await sound(editor)
  await editor.getByRole('button', { name: 'Übernehmen' }).click()
  await editor.getByText('Nichts wartet').waitFor()
  await phone.goto(`${hub.url}/netz/ruhr/verzeichnis`)
  await phone.getByRole('link', { name: /Praxis am Hafen/ }).click()
  await phone.getByText('Cem Beispiel').waitFor()
  await phone.getByRole('link', { name: 'cem@kanal.example' }).waitFor()
  await sound(phone)
  await person.getByRole('button', { name: 'Withdraw consent' }).click()
  await person.getByRole('button', { name: 'Yes, withdraw and delete' }).click()
  await person.getByText('Your details are deleted.').waitFor()
  await phone.reload()
  await phone.getByRole('heading', { level: 1, name: 'Praxis am Hafen' }).waitFor()
  assert.equal(await phone.getByText('Cem Beispiel').count(), 0)
  for (const one of [phone, editor, person]) await one.context().close()
})

test('editors: duplicates side by side, every organization with its history, and a table from Excel looked at before it is taken', async () => {
  const editor = await visit('redaktion/dubletten', { editor: true, width: 390 })
  await editor.getByText('gleiche Internetseite').waitFor()
  await sound(editor)
  await editor.getByRole('button', { name: 'Zusammenführen' }).click()
  await editor.getByText('Nichts sieht doppelt aus').waitFor()
  const old = await visit('verzeichnis/muster2')
  await old.getByText('Videosprechstunde').waitFor()
  await old.waitForURL(/verzeichnis\/muster$/)

  await editor.goto(`${hub.url}/netz/ruhr/redaktion/import`)
  await editor.locator('input[type=file]').setInputFiles({ name: 'region.csv', mimeType: 'text/csv', buffer: Buffer.from('Name;Ort;Art;Bietet an;Interne Nummer\nHaus Linde;Alphastadt;Pflege;Kurzzeitpflege;7\nHaus Eiche;Betahausen;Pflege;;8\nHaus Linden;Alphastadt;Pflege;;9\nHaus Ulme;;Burg;;\n', 'latin1') })
  await editor.getByRole('button', { name: 'Ansehen, was geschieht' }).click()
  await editor.getByText('1 neue, 1 geändert, keine unverändert, 1 ähnlich wie eine vorhandene, 1 fehlerhaft.').waitFor()
  await editor.getByText('Diese Spalten werden nicht gelesen: Interne Nummer').waitFor()
  await editor.getByText('nicht lesbar oder nicht möglich: Art, Ort').waitFor()
  await sound(editor)
  assert.equal((await hub.call<{ total: number }>('GET', '/actors', 'nobody')).total, 3, 'nothing is written yet')
  await editor.getByRole('button', { name: '2 Zeilen übernehmen' }).press('Enter')
  await editor.getByText('Alle ausgewählten Zeilen stehen im Verzeichnis.').waitFor()
  await sound(editor)
  await editor.goto(`${hub.url}/netz/ruhr/redaktion/einrichtungen`)
  await editor.getByText('4 Einrichtungen', { exact: true }).waitFor()
  await editor.getByLabel('Name oder Ort').fill('eiche')
  await editor.getByText('1 Einrichtung', { exact: true }).waitFor()
  await sound(editor)
  await editor.getByRole('link', { name: 'Haus Eiche' }).click()
  await editor.getByRole('heading', { level: 1, name: 'Haus Eiche' }).waitFor()
  await editor.getByText(/ · Import$/).waitFor()
  await editor.setViewportSize({ width: 320, height: 900 })
  await sound(editor)
  await editor.getByLabel('Was Sie suchen').fill('Pflegekräfte')
  await editor.getByRole('button', { name: 'Speichern und veröffentlichen' }).click()
  await editor.getByText('Gespeichert und veröffentlicht.').waitFor()
  await editor.getByRole('button', { name: 'Einrichtung entfernen' }).press('Enter')
  await editor.getByRole('button', { name: 'Ja, entfernen' }).press('Enter')
  await editor.getByText('3 Einrichtungen', { exact: true }).waitFor()
  for (const one of [editor, old]) await one.context().close()
})
