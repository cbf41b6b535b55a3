import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '@steckwerk/kernel'
import { memoryRecords, routeCall, testHost } from '@steckwerk/plug/testing'
import { actorInput } from '../directory/actor.ts'
import { savingBundle } from '../directory/mcsd.ts'
import { widgetRoutes } from './routes.ts'
import { freshShelf } from '../published/shelf.ts'
import { together } from '../together.ts'

async function shown(widget: string, query = ''): Promise<string> {
  const records = memoryRecords()
  await records.transaction(savingBundle([
    { id: 'a', ...actorInput.parse({ name: '<script>alert(1)</script>', kind: 'care', city: 'Ort "A"', topics: ['Pflege'] }) },
    { id: 'b', ...actorInput.parse({ name: 'Klinik', kind: 'hospital', city: 'Ort B' }) },
  ]))
  const host = testHost({ carriers: { ruhr: records } })
  const carrier = await host.carrier('ruhr')
  const { file } = await widgetRoutes[0]!.answer({
    carrier, documents: carrier.documents, now: 0, publicUrl: host.publicUrl, shelf: freshShelf(host.clock), together: together(), call: routeCall({ carrier: 'ruhr', route: 'GET /embed/:widget', params: { widget }, query: new URLSearchParams(query) }),
  })
  assert.equal(file!.contentType, 'text/html; charset=utf-8')
  return file!.content as string
}

test('a widget is a whole page of what was chosen, in the language asked for, and what people typed stays text', async () => {
  const all = await shown('actors')
  assert.ok(all.startsWith('<!doctype html><html lang="de">') && all.endsWith('</html>'))
  assert.ok(all.includes('&lt;script&gt;') && !all.includes('<script'))
  assert.ok(all.includes('href="https://hub.example/netz/ruhr/verzeichnis/b"'))
  const some = await shown('actors', 'kind=hospital&lang=en')
  assert.ok(some.includes('Hospital · Ort B') && !some.includes('Ort &quot;A&quot;') && some.includes('Who is there?'))
  assert.ok(!(await shown('actors', 'topic=pflege')).includes('Klinik'))
  assert.ok((await shown('dates')).includes('Zurzeit steht kein Termin fest.'))
  assert.ok((await shown('projects', 'lang=en')).includes('no reference project yet'))
})

test('there are three widgets, and no name is another thing', async () => {
  for (const widget of ['nothing', 'constructor', '__proto__']) await assert.rejects(shown(widget), (thrown: unknown) => thrown instanceof Fault && thrown.code === 'community/widget-unknown')
})
