import { useLingui } from '@lingui/react/macro'
import type { Alarm, ConnectorOverview } from '@steckwerk/api/contract'
import type { Health } from '../../client/leitstand-state.ts'
import type { IconName } from '../../shell/icon.tsx'

/** What codes and states mean, in the reader's language. */
export function useWords() {
  const { t } = useLingui()
  return {
    health: (health: Health): string => ({ ok: t`In Ordnung`, warn: t`Hinsehen`, bad: t`Eingreifen`, quiet: t`Wartet auf ersten Kontakt` })[health],
    state: (state: ConnectorOverview['state']): string => ({ connected: t`verbunden`, silent: t`meldet sich nicht`, never: t`noch nie gemeldet` })[state],
    alarm: ({ code, count }: Alarm): string => {
      if (code === 'bytes-differ') return t`Unter einer schon vergebenen Nummer kam ein anderer Inhalt (${count}-mal). Der Connector hat eine neue Zählung begonnen; nichts wurde überschrieben.`
      if (code === 'spool-restored') return t`Der Zwischenspeicher des Connectors wurde auf einen älteren Stand zurückgesetzt. Seine Zählung begann neu; der Hub übernimmt nichts doppelt.`
      if (code === 'spool-lost') return t`Der Zwischenspeicher des Connectors ist verloren gegangen. Nachrichten, deren Verbleib zu prüfen ist: ${count}.`
      if (code === 'certificate-expiring') return t`Das Zertifikat des Connectors läuft bald ab und wurde nicht von selbst erneuert (Tage, als es auffiel: ${count}). Prüfen, ob er den Hub erreicht.`
      if (code === 'outbound-held') return t`Ein System des Hauses hat eine Nachricht über einen Termin abgelehnt oder nicht quittiert. Weitere Nachrichten zu diesem Termin warten auf eine Entscheidung.`
      if (code === 'outbound-gap') return t`Änderungen an Terminen wurden dem Haus nicht mitgeteilt, weil der Hub zu lange nicht lief. Die Termine dieser Zeit sind zu vergleichen.`
      if (code === 'outbound-failed') return t`Die Änderung eines Termins ließ sich nicht als Nachricht an das Haus schreiben. Einzelheiten stehen im Protokoll des Hubs.`
      return t`Unbekannter Alarm (${code}), Anzahl ${count}.`
    },
  }
}

export const stateIcons: Readonly<Record<ConnectorOverview['state'], IconName>> = { connected: 'plug', silent: 'unplugged', never: 'clock' }
