import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asTenant, type Ctx } from '@steckwerk/kernel'
import type { Notice } from '@steckwerk/notify'
import { evidenceNews } from './evidence-news.ts'

test('each of those who approve at the carrier is told under a key of their own, and led to the carrier\'s services', async () => {
  const told: Notice[] = []
  const asked: string[] = []
  const ctx: Ctx = { tenant: asTenant(1), carrier: 'alpha', actor: 'Device/hub', purpose: 'HSYSADMIN', trace: 'test', now: new Date('2026-11-22T08:00:00Z') }
  const news = evidenceNews({
    access: { people: { able: async ({ carrier }: Ctx, permission: string) => { asked.push(`${carrier} ${permission}`); return ['ada', 'bea'] } } } as unknown as Parameters<typeof evidenceNews>[0]['access'],
    notify: { notify: async (_ctx, notice) => { told.push(notice) }, note: () => Promise.reject(new Error('not asked')) },
  })
  await news(ctx, 'k'.repeat(64))
  assert.deepEqual(asked, ['alpha service.approve'])
  assert.deepEqual(told.map(({ to, template, path }) => ({ to, template, path })), [
    { to: { account: 'ada' }, template: 'service', path: '/traeger/alpha/dienste' }, { to: { account: 'bea' }, template: 'service', path: '/traeger/alpha/dienste' },
  ])
  assert.equal(new Set(told.map(({ key }) => key)).size, 2)
  assert.ok(told.every(({ key, expiresAt }) => key.length <= 200 && expiresAt!.getTime() > ctx.now.getTime()))
})
