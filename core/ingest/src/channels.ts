import { sql, type Ctx, type Sql } from '@steckwerk/kernel'
import type { Reader } from '@steckwerk/store'
import { channelSettings, type ChannelSettings } from '@steckwerk/uplink'

/** What this hub last saw of each channel's settings; only a change is written. */
export type KnownChannels = Map<string, string>

export interface ChannelChanges {
  readonly statements: readonly Sql[]
  /** To be called once the transaction has committed. */
  readonly remember: () => void
}

/** Statements that keep the settings of channels, which a replay reads messages by. */
export function channelChanges(
  known: KnownChannels,
  ctx: Ctx,
  connector: string,
  channels: Readonly<Record<string, ChannelSettings>>,
): ChannelChanges {
  const changed = Object.entries(channels)
    .map(([channel, settings]) => ({ channel, key: `${ctx.tenant}/${connector}/${channel}`, text: JSON.stringify(settings) }))
    .filter(({ key, text }) => known.get(key) !== text)
  return {
    statements: changed.map(({ channel, text }) => sql`
      insert into st.channel as c (connector, channel, settings, changed_at) values (${connector}, ${channel}, ${text}, ${ctx.now})
      on conflict (tenant, connector, channel) do update set settings = excluded.settings, changed_at = excluded.changed_at
      where c.settings <> excluded.settings`),
    remember: () => {
      for (const { key, text } of changed) known.set(key, text)
    },
  }
}

/** Settings by `connector/channel`. */
export async function readChannels(reader: Reader): Promise<Map<string, ChannelSettings>> {
  const rows = await reader.query<{ connector: string; channel: string; settings: unknown }>(
    sql`select connector, channel, settings from st.channel`,
  )
  return new Map(rows.map((row) => [`${row.connector}/${row.channel}`, channelSettings.parse(row.settings)]))
}
