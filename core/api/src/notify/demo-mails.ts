import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { DemoMail } from '../contract/notify.ts'

const form = z.object({ id: z.string(), at: z.string(), to: z.string(), from: z.string(), subject: z.string(), text: z.string() })
const most = 100

/** The mails the demo's simulated server has put into its folder, one JSON file each, newest first: names begin with the time. Others are passed over. */
export async function readDemoMails(folder: string): Promise<readonly DemoMail[]> {
  const names = await readdir(folder).catch(() => [])
  const newest = names.filter((name) => name.endsWith('.json')).sort().reverse().slice(0, most)
  const read = await Promise.all(newest.map((name) => readFile(join(folder, name), 'utf8').then((text) => form.parse(JSON.parse(text))).catch(() => undefined)))
  return read.filter((mail) => mail !== undefined)
}
