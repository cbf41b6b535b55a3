import assert from 'node:assert/strict'
import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { asTenant, Fault, type Ctx } from '@steckwerk/kernel'
import { createObjectStore, openFileSystem, type Backend, type KeySealing, type ObjectStore } from '@steckwerk/objects'
import { openS3 } from '@steckwerk/objects/s3'
import fc from 'fast-check'
import S3rver from 's3rver'

const ctx = (tenant = 1): Ctx => ({ tenant: asTenant(tenant), carrier: 'alpha', actor: 'Device/test', purpose: 'TREAT', trace: 't', now: new Date(0) })
const fault = (code: string) => (thrown: unknown) => thrown instanceof Fault && thrown.code === code

/** One key a carrier, as core/access keeps them. */
function sealing(): KeySealing {
  const keys = new Map<number, Buffer>()
  const keyOf = ({ tenant }: Ctx): Buffer => keys.get(tenant) ?? keys.set(tenant, randomBytes(32)).get(tenant)!
  return {
    seal: async (of, plain, context) => {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', keyOf(of), nonce).setAAD(Buffer.from(context))
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    open: async (of, sealed, context) => {
      const decipher = createDecipheriv('aes-256-gcm', keyOf(of), sealed.subarray(0, 12)).setAAD(Buffer.from(context)).setAuthTag(sealed.subarray(-16))
      return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
    },
  }
}

async function all(store: ObjectStore, id: string, range?: { start: number; end?: number }): Promise<Buffer | undefined> {
  const found = await store.get(ctx(), { kind: 'test', id }, range)
  return found === undefined ? undefined : Buffer.concat(await Array.fromAsync(found.bytes))
}

let folder: string
before(async () => { folder = await mkdtemp(join(tmpdir(), 'objects-')) })
after(() => rm(folder, { recursive: true, force: true }))

/** Both backends with a way to spoil what lies in them. */
const backends: readonly { name: string; open: () => Promise<{ backend: Backend; close: () => Promise<void> }> }[] = [
  { name: 'file system', open: async () => ({ backend: await openFileSystem(join(folder, 'files')), close: async () => {} }) },
  {
    name: 'S3',
    open: async () => {
      const server = new S3rver({ port: 0, address: '127.0.0.1', silent: true, directory: join(folder, 's3'), configureBuckets: [{ name: 'objects', configs: [] }] })
      const { port } = await server.run()
      const backend = openS3({ endpoint: `http://127.0.0.1:${port}`, region: 'eu-central-1', bucket: 'objects', prefix: 'hub/', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' })
      return { backend, close: () => server.close() }
    },
  },
]

for (const { name, open } of backends) {
  describe(`objects in ${name}`, () => {
    let backend: Backend
    let close: () => Promise<void>
    let store: ObjectStore
    before(async () => {
      ({ backend, close } = await open())
      store = createObjectStore(backend, sealing())
    })
    after(async () => {
      await store[Symbol.asyncDispose]()
      await close()
    })

    test('what goes in comes out, whatever its size and pieces, and any range of it', async () => {
      let count = 0
      const sizes = fc.constantFrom(0, 1, 100, 65_535, 65_536, 65_537, 131_072, 200_000)
      await fc.assert(fc.asyncProperty(sizes, fc.integer({ min: 1, max: 90_000 }), fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), async (size, step, a, b) => {
        const bytes = randomBytes(size)
        const id = `round-${count++}`
        const parts = Array.from({ length: Math.ceil(size / step) }, (_, i) => bytes.subarray(i * step, (i + 1) * step))
        assert.deepEqual(await store.put(ctx(), { kind: 'test', id }, parts), { size, sha256: hash('sha256', bytes, 'buffer') })
        assert.equal(await store.size(ctx(), { kind: 'test', id }), size)
        assert.ok((await all(store, id))!.equals(bytes))
        const [start, end] = [Math.floor(Math.min(a, b) * size), Math.ceil(Math.max(a, b) * size)]
        assert.ok((await all(store, id, { start, end }))!.equals(bytes.subarray(start, end)))
        assert.ok((await all(store, id, { start }))!.equals(bytes.subarray(start)))
      }), { numRuns: 25 })
    })

    test('nothing of it lies there readably, and no other carrier opens it', async () => {
      await store.put(ctx(), { kind: 'test', id: 'secret' }, [Buffer.from('Erika Mustermann'.repeat(100))])
      const path = `1/test/${hash('sha256', 'secret', 'hex').slice(0, 2)}/secret`
      const stored = Buffer.concat(await Array.fromAsync((await backend.read(path, 0, 10_000))!))
      assert.ok(!stored.includes('Mustermann'))
      assert.equal(await store.get(ctx(2), { kind: 'test', id: 'secret' }), undefined)
      await backend.write(path.replace(/^1/, '2'), (async function* () { yield stored })())
      await assert.rejects(store.get(ctx(2), { kind: 'test', id: 'secret' }))
    })

    test('a spoiled, cut, lengthened or reordered object is refused, not handed out', async () => {
      const bytes = randomBytes(150_000)
      await store.put(ctx(), { kind: 'test', id: 'whole' }, [bytes])
      const at = (id: string): string => `1/test/${hash('sha256', id, 'hex').slice(0, 2)}/${id}`
      const sealed = Buffer.concat(await Array.fromAsync((await backend.read(at('whole'), 0, 200_000))!))
      const chunk = 65_552
      const head = sealed.length - (2 * chunk + 150_000 - 131_072 + 16)
      const forms: Readonly<Record<string, Buffer>> = {
        'cut-in-chunk': sealed.subarray(0, -1),
        'cut-at-chunk': sealed.subarray(0, head + 2 * chunk),
        'cut-to-head': sealed.subarray(0, head),
        'longer': Buffer.concat([sealed, randomBytes(20)]),
        'swapped': Buffer.concat([sealed.subarray(0, head), sealed.subarray(head + chunk, head + 2 * chunk), sealed.subarray(head, head + chunk), sealed.subarray(head + 2 * chunk)]),
        'no-magic': Buffer.concat([Buffer.from('XXXX'), sealed.subarray(4)]),
        'empty': Buffer.alloc(0),
      }
      for (const [id, form] of Object.entries(forms)) {
        // The wrapped key is bound to the name: the form is put where the whole one was.
        await backend.remove(at('whole'))
        await backend.write(at('whole'), (async function* () { yield form })())
        await assert.rejects(all(store, 'whole'), fault('objects/damaged'), id)
      }
      await fc.assert(fc.asyncProperty(fc.integer({ min: 0, max: sealed.length - 1 }), fc.integer({ min: 1, max: 255 }), async (place, flip) => {
        const form = Buffer.from(sealed)
        form[place]! ^= flip
        await backend.remove(at('whole'))
        await backend.write(at('whole'), (async function* () { yield form })())
        await assert.rejects(all(store, 'whole'))
      }), { numRuns: 20 })
    })

    test('a name is used once; names are safe; ranges lie within', async () => {
      await store.put(ctx(), { kind: 'test', id: 'once' }, [Buffer.from('first')])
      await assert.rejects(store.put(ctx(), { kind: 'test', id: 'once' }, [Buffer.from('second')]), fault('objects/exists'))
      assert.equal((await all(store, 'once'))!.toString(), 'first')
      for (const id of ['', '..', '.x', 'a/b', 'a\\b', 'ä', 'x'.repeat(129)]) await assert.rejects(store.put(ctx(), { kind: 'test', id }, []), fault('objects/name'), id)
      for (const kind of ['', 'A', 'a/b', '..', '-']) await assert.rejects(async () => store.get(ctx(), { kind, id: 'x' }), fault('objects/name'), kind)
      for (const range of [{ start: -1 }, { start: 6 }, { start: 3, end: 2 }, { start: 0.5 }]) await assert.rejects(all(store, 'once', range), fault('objects/range'))
      assert.equal((await all(store, 'once', { start: 5 }))!.length, 0)
    })

    test('what the giver breaks off is not there', async () => {
      await assert.rejects(store.put(ctx(), { kind: 'test', id: 'half' }, (async function* () {
        yield randomBytes(9 * 1024 * 1024)
        throw new Error('the line went dead')
      })()), /the line went dead/)
      assert.equal(await store.get(ctx(), { kind: 'test', id: 'half' }), undefined)
    })

    test('large ones go in parts and hold no more than a few of them in memory', async () => {
      const piece = randomBytes(1024 * 1024)
      const digest = await store.put(ctx(), { kind: 'test', id: 'large' }, (function* () { for (let i = 0; i < 40; i++) yield piece })())
      assert.equal(digest.size, 40 * piece.length)
      const found = await store.get(ctx(), { kind: 'test', id: 'large' })
      let size = 0
      let largest = 0
      for await (const part of found!.bytes) {
        size += part.length
        largest = Math.max(largest, part.length)
      }
      assert.deepEqual({ size, largest }, { size: 40 * piece.length, largest: 65_536 })
    })

    test('lists by pages, removes, and removing what is not there is no fault', async () => {
      const ids = Array.from({ length: 7 }, (_, i) => `one-${i}`)
      for (const id of ids) await store.put(ctx(), { kind: 'listed', id }, [])
      await store.put(ctx(2), { kind: 'listed', id: 'of-beta' }, [])
      const seen: string[] = []
      for (let next: string | undefined; ;) {
        const page = await store.list(ctx(), 'listed', next === undefined ? { count: 3 } : { count: 3, after: next })
        seen.push(...page.ids)
        next = page.next
        if (next === undefined) break
      }
      assert.deepEqual(seen.toSorted(), ids)
      for (const id of [...ids, ids[0]!]) await store.remove(ctx(), { kind: 'listed', id })
      assert.deepEqual(await store.list(ctx(), 'listed', { count: 3 }), { ids: [], next: undefined })
      assert.deepEqual((await store.list(ctx(2), 'listed', { count: 3 })).ids, ['of-beta'])
    })
  })
}

test('files are for the hub\'s account only, and leftovers of a crash go after a day', async () => {
  const place = join(folder, 'modes')
  const store = createObjectStore(await openFileSystem(place), sealing())
  await store.put(ctx(), { kind: 'test', id: 'mode' }, [Buffer.from('x')])
  const file = join(place, '1/test', hash('sha256', 'mode', 'hex').slice(0, 2), 'mode')
  assert.equal((await stat(file)).mode & 0o777, 0o600)
  assert.ok((await readFile(file)).length > 1)
  const [old, young] = [join(place, '.incoming/old'), join(place, '.incoming/young')]
  await writeFile(old, 'x')
  await writeFile(young, 'x')
  await utimes(old, new Date(Date.now() - 25 * 3_600_000), new Date(Date.now() - 25 * 3_600_000))
  await openFileSystem(place)
  assert.deepEqual(await readdir(join(place, '.incoming')), ['young'])
})

test('a place that cannot be reached is told as such', async () => {
  const store = createObjectStore(openS3({ endpoint: 'http://127.0.0.1:1', region: 'x', bucket: 'b', prefix: '', accessKeyId: 'a', secretAccessKey: 'b' }), sealing())
  await assert.rejects(store.put(ctx(), { kind: 'test', id: 'x' }, []), fault('objects/unavailable'))
})
