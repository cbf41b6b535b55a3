import { Trans, useLingui } from '@lingui/react/macro'
import type { ConnectorOverview } from '@steckwerk/api/contract'
import { connectorHealth } from '../../client/leitstand-state.ts'
import { useFormats } from '../../shell/format.ts'
import { Tag } from '../../shell/notice.tsx'
import { AlarmList } from './alarm-list.tsx'
import { ChannelTable } from './channel-table.tsx'
import { OutboundTable } from './outbound-table.tsx'
import { stateIcons, useWords } from './words.ts'
import classes from './leitstand.module.css'

export function ConnectorPanel({ carrier, connector, now }: { carrier: string; connector: ConnectorOverview; now: number }) {
  const { t } = useLingui()
  const { duration, number, dateTime } = useFormats()
  const words = useWords()
  const health = connectorHealth(connector, now)
  const { spool, seenAt, version } = connector
  const silentFor = seenAt === null ? '' : duration(now - Date.parse(seenAt))
  const full = spool === null || spool.limitBytes === 0 ? null : Math.min(100, Math.round(100 * spool.bytes / spool.limitBytes))
  return (
    <div className={classes['connector']}>
      <div className={classes['connectorHead']}>
        <h3>{connector.connector}</h3>
        <Tag tone={connector.state === 'connected' ? 'ok' : health} icon={stateIcons[connector.state]}>{words.state(connector.state)}</Tag>
        <dl className={classes['facts']}>
          {connector.state === 'silent' && seenAt !== null && <div><dt><Trans>Zuletzt gemeldet</Trans></dt><dd><time dateTime={seenAt} title={dateTime(seenAt)}><Trans>vor {silentFor}</Trans></time></dd></div>}
          {version !== null && <div><dt><Trans>Version</Trans></dt><dd>{version}</dd></div>}
          {spool !== null && <div><dt><Trans>Wartend</Trans></dt><dd>{number(spool.depth)}</dd></div>}
          {connector.oldestWaitingAt !== null && <div><dt><Trans>Älteste seit</Trans></dt><dd>{duration(now - Date.parse(connector.oldestWaitingAt))}</dd></div>}
          {full !== null && (
            <div>
              <dt><Trans>Speicher</Trans></dt>
              <dd><meter min={0} max={100} high={80} value={full} aria-label={t`Zwischenspeicher belegt`} /> {full} %</dd>
            </div>
          )}
        </dl>
      </div>
      <AlarmList carrier={carrier} alarms={connector.alarms} />
      {connector.channels.length > 0 && <ChannelTable connector={connector.connector} channels={connector.channels} now={now} />}
      {connector.outbound.length > 0 && <OutboundTable connector={connector.connector} destinations={connector.outbound} now={now} />}
    </div>
  )
}
