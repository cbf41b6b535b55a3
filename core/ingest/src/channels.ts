import { sql, type Ctx, type Sql } from '@steckwerk/kernel'
import type { Reader } from '@steckwerk/store'
import { channelSettings, type ChannelSettings } from '@steckwerk/uplink'

/** Statements that keep the settings of channels, which a replay reads messages by. Compared in the database, since another hub may have
 *  written others meanwhile; without a change no row is locked, so that streams side by side do not wait for each other. */
export function channelStatements(ctx: Ctx, connector: string, channels: Readonly<Record<string, ChannelSettings>>): Sql[] {
  return Object.entries(channels).map(([channel, settings]) => {
    const text = JSON.stringify(settings)
    return sql`
      insert into st.channel as c (connector, channel, settings, changed_at)
      select ${connector}::text, ${channel}::text, ${text}::jsonb, ${ctx.now}::timestamptz
      where not exists (select from st.channel where connector = ${connector} and channel = ${channel} and settings = ${text}::jsonb)
      on conflict (tenant, connector, channel) do update set settings = excluded.settings, changed_at = excluded.changed_at
      where c.settings <> excluded.settings`
  })
}

/** Settings by `connector/channel`. */
export async function readChannels(reader: Reader): Promise<Map<string, ChannelSettings>> {
  const rows = await reader.query<{ connector: string; channel: string; settings: unknown }>(
    sql`select connector, channel, settings from st.channel`,
  )
  return new Map(rows.map((row) => [`${row.connector}/${row.channel}`, channelSettings.parse(row.settings)]))
}
