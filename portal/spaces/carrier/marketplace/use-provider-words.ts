import { useLingui } from '@lingui/react/macro'

export interface ProviderWords {
  readonly capability: (name: string) => string
  /** What people miss without these operations, each once. */
  readonly missed: (operations: readonly string[]) => readonly string[]
}

/** Words of what services are for and what they do. A name that is not known here is said as the service says it. */
export function useProviderWords(): ProviderWords {
  const { t } = useLingui()
  const capabilities: Readonly<Record<string, string>> = { scheduling: t`Terminplanung`, forms: t`Formulare`, community: t`Netzwerk`, maturity: t`Reifegrad` }
  const waitingList = t`Warteliste mit Angeboten`
  const operations: Readonly<Record<string, string>> = {
    'book': t`Termine buchen`, 'cancel': t`Termine absagen`, 'confirm': t`Anfragen bestätigen`, 'wait': waitingList, 'offer': waitingList, 'accept': waitingList, 'decline': waitingList,
    'amend': t`Termine ergänzen`, 'no-show': t`Nichterscheinen festhalten`, 'ical': t`Kalenderdateien des Dienstes`, 'calendar': t`Kalenderansicht des Hauses`, 'make-slots': t`Zeiten sofort neu anlegen`,
    'block-slot': t`Zeiten sperren`, 'free-slot': t`Zeiten freigeben`,
    'waiting': t`Formulare vor dem Besuch anbieten`, 'populate': t`Formulare aus der Akte vorausfüllen`, 'process-response': t`Formulare prüfen und annehmen`, 'form': t`Formulare auf einem anderen Gerät fortsetzen`,
    'pdf': t`Formulare als PDF`,
  }
  return {
    capability: name => capabilities[name] ?? name,
    missed: names => [...new Set(names.map(name => operations[name] ?? `$${name}`))],
  }
}
