import assert from 'node:assert/strict'
import { test } from 'node:test'
import { silentLog } from '@steckwerk/kernel/testing'
import type { Notice } from '@steckwerk/notify'
import type { Store } from '@steckwerk/store'
import { plugNews } from './plug-news.ts'

test('news of services: for a Patient to the portal\'s start, for an account to a page that names no record, for a Practitioner to nobody', async () => {
  const told: Pick<Notice, 'to' | 'template' | 'path'>[] = []
  const news = plugNews({
    store: { carrier: async (slug: string) => ({ tenant: 1, slug, name: slug }) } as unknown as Store, clock: { now: () => 0 }, log: silentLog,
    notify: { notify: async (_, { to, template, path }) => void told.push({ to, template, path }), note: async () => undefined },
  })
  const tell = (to: string, template: string, path: string): Promise<void> => news('ruhr', 'a-plug', { to, template, path, key: to + path })
  await tell('Patient/p1', 'appointment-booked', '/termine/t1')
  await tell('Practitioner/d1', 'news', '/')
  await tell('Account/ada', 'network-news', '/netz/ruhr/reifegrad')
  await tell('Account/ada', 'network-news', '/netz/ruhr/reifegrad/house-of-ada')
  assert.deepEqual(told, [
    { to: { patient: 'p1' }, template: 'appointment', path: '/meine' },
    { to: { account: 'ada' }, template: 'network', path: '/netz/ruhr/reifegrad' },
    { to: { account: 'ada' }, template: 'network', path: '/' },
  ])
})
