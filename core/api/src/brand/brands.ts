import { createHash } from 'node:crypto'
import { asTenant, Fault, reusedAnswers, sql, type Clock, type Ctx } from '@steckwerk/kernel'
import type { Carrier, Store } from '@steckwerk/store'
import type { Brand, BrandSettings } from '../contract/booking.ts'
import { bearsLines, bearsText } from './contrast.ts'
import { readPicture, type PictureType } from './picture.ts'

export interface Logo {
  readonly type: PictureType
  readonly bytes: Buffer
}

/** How carriers' pages look. */
export interface Brands {
  /** Up to 5 seconds old where another hub changed it. */
  of(carrier: Carrier): Promise<Brand>
  logo(carrier: Carrier, hash: string): Promise<Logo | undefined>
  settings(ctx: Ctx): Promise<BrandSettings>
  /** Faults: api/brand-contrast, api/brand-logo. */
  change(ctx: Ctx, settings: BrandSettings): Promise<void>
}

interface Row {
  readonly main: string | null
  readonly second: string | null
  readonly logo: Buffer | null
  readonly logo_type: PictureType | null
}

interface Known {
  readonly row: Row | undefined
  readonly hash: string | undefined
}

const reuseMs = 5_000

const hashOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex').slice(0, 16)

/** Faults: api/brand-contrast. */
function requireContrast(settings: BrandSettings): void {
  if (settings.main !== null && !bearsText(settings.main)) {
    throw new Fault('unprocessable', 'api/brand-contrast', 'Words in the main colour would be hard to read: it has less than 4.5 : 1 on the pages\' grounds.', { at: 'main' })
  }
  if (settings.second !== null && !bearsLines(settings.second)) {
    throw new Fault('unprocessable', 'api/brand-contrast', 'Lines in the second colour would be hard to see: it has less than 3 : 1 on the pages\' grounds.', { at: 'second' })
  }
}

export function createBrands(store: Store, clock: Clock): Brands {
  const known = reusedAnswers<number, Known>({ clock, reuseMs })

  const read = (ctx: Ctx): Promise<Known> => known.of(ctx.tenant, async () => {
    const [row] = await store.read(ctx, (r) => r.query<Row>(sql`select main, second, logo, logo_type from st.brand`))
    return { row, hash: row?.logo === null || row === undefined ? undefined : hashOf(row.logo) }
  })

  const ctxOf = (carrier: Carrier): Ctx => ({
    tenant: asTenant(carrier.tenant), carrier: carrier.slug, actor: 'Device/hub', purpose: 'HSYSADMIN', trace: 'brand', now: new Date(clock.now()), view: { rules: [] },
  })

  return {
    of: async (carrier) => {
      const { row, hash } = await read(ctxOf(carrier))
      return {
        carrier: { slug: carrier.slug, name: carrier.name },
        ...(hash === undefined ? {} : { logo: `/portal/api/brands/${carrier.slug}/logo/${hash}` }),
        ...(row === undefined || row.main === null ? {} : { main: row.main }),
        ...(row === undefined || row.second === null ? {} : { second: row.second }),
      }
    },
    logo: async (carrier, hash) => {
      const { row, hash: current } = await read(ctxOf(carrier))
      return row === undefined || row.logo === null || hash !== current ? undefined : { type: row.logo_type!, bytes: row.logo }
    },
    settings: async (ctx) => {
      known.forget(ctx.tenant)
      const { row } = await read(ctx)
      return {
        main: row?.main ?? null, second: row?.second ?? null,
        logo: row === undefined || row.logo === null ? null : { type: row.logo_type!, data: row.logo.toString('base64') },
      }
    },
    change: async (ctx, settings) => {
      requireContrast(settings)
      const logo = settings.logo === null ? null : readPicture(settings.logo.type, settings.logo.data)
      await store.write(ctx, (w) => w.query(sql`
        insert into st.brand (tenant, main, second, logo, logo_type, changed_at, changed_by)
        values (${ctx.tenant}, ${settings.main}, ${settings.second}, ${logo}, ${settings.logo?.type ?? null}, ${ctx.now}, ${ctx.actor})
        on conflict (tenant) do update set main = excluded.main, second = excluded.second, logo = excluded.logo, logo_type = excluded.logo_type,
          changed_at = excluded.changed_at, changed_by = excluded.changed_by`))
      known.forget(ctx.tenant)
    },
  }
}
