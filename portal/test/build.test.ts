import { buildPortal, portalDist } from '@steckwerk/portal'
import { checkCatalogs } from '@steckwerk/portal/catalogs'
import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'

const root = join(import.meta.dirname, '..', '..')
const cache = join(import.meta.dirname, '..', '.cache')

test('two builds at once both end well, and the next finds nothing to do within 300 ms', async t => {
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'test-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const dist = join(folder, 'dist')
  const [one, other] = await Promise.all([buildPortal({ root, dist }), buildPortal({ root, dist })])
  assert.deepEqual([one.built, other.built, one.hash === other.hash], [true, true, true])
  assert.ok(existsSync(join(dist, 'index.html')))
  const begun = performance.now()
  assert.deepEqual(await buildPortal({ root, dist }), { built: false, hash: one.hash })
  assert.ok(performance.now() - begun < 300)
  assert.deepEqual((await readdir(cache)).filter(name => name.startsWith(`build-${process.pid}-`)), [])
})

test('index.html lives with a strict content security policy and asks nobody else for anything', async () => {
  await buildPortal({ root })
  const html = await readFile(join(portalDist, 'index.html'), 'utf8')
  assert.doesNotMatch(html, /<script(?![^>]*\bsrc=)/)
  assert.doesNotMatch(html, /\son\w+=|<style|https?:\/\//)
})

test('every text stands in German and English, and nothing else', async () => {
  assert.deepEqual(await checkCatalogs(), [])
})
