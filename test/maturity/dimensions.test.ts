import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

interface Model {
  readonly dimensions: readonly { readonly code: string; readonly title: { readonly de: string } }[]
}

test('meetings of health offices and their maturity model name the same dimensions', async () => {
  const services = join(import.meta.dirname, '..', '..', 'services')
  const { dimensions } = JSON.parse(await readFile(join(services, 'maturity', 'src', 'model', 'oegd.json'), 'utf8')) as Model
  const source = await readFile(join(services, 'community', 'src', 'meeting', 'dimensions.ts'), 'utf8')
  const named = [...source.matchAll(/code: '(.+?)', title: \{ de: '(.+?)'/g)].map(([, code, title]) => [code, title])
  assert.deepEqual(named, dimensions.map(({ code, title }) => [code, title.de]))
})
