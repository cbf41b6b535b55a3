import { useLingui } from '@lingui/react/macro'
import type { CatalogueChange, CatalogueTrouble } from '@steckwerk/api/contract/marketplace'
import { PortalFault } from '../../client/request.ts'
import { useFaultText } from '../../shell/fault-text.ts'

export interface BrokerWords {
  /** What the hub refuses of brokers and evidence, in words that say what to do. */
  readonly fault: (error: unknown) => string
  /** Why a catalogue could not be fetched, and who can do something about it. */
  readonly trouble: (trouble: CatalogueTrouble) => string
  readonly change: (kind: CatalogueChange['kind']) => string
}

export function useBrokerWords(): BrokerWords {
  const { t } = useLingui()
  const plain = useFaultText()
  const faults: Readonly<Record<string, string>> = {
    'marketplace/broker-url': t`Bitte geben Sie eine Adresse mit https an, ohne Benutzer, Passwort und Fragezeichen.`,
    'marketplace/broker-taken': t`Ein Anbieter mit dieser Adresse ist schon eingetragen.`,
    'marketplace/broker-password': t`Für eine andere Adresse braucht der Hub das Passwort noch einmal.`,
    'marketplace/broker-in-use': t`Träger nutzen Dienste dieses Anbieters. Erst wenn sie gekündigt haben, kann er entfernt werden.`,
    'marketplace/broker-unknown': t`Diesen Anbieter gibt es nicht mehr.`,
    'marketplace/service-unknown': t`Diesen Dienst bietet er nicht mehr an.`,
    'marketplace/document-form': t`Das Dokument muss eine PDF-Datei sein.`,
    'marketplace/evidence-full': t`Zu diesem Dienst stehen schon sehr viele Nachweise. Entfernen Sie, was nicht mehr zählt.`,
    'marketplace/evidence-unknown': t`Diesen Nachweis gibt es nicht mehr.`,
    'access/address-private': t`Diese Adresse führt zu keinem öffentlichen https-Server. Andere gibt STECKWERK_ALLOWED_PRIVATE_HOSTS frei.`,
    'api/body': t`Eine Angabe hat nicht die erwartete Form. Bitte prüfen Sie Adresse und Tage.`,
  }
  const changes: Readonly<Record<CatalogueChange['kind'], string>> = {
    'service-added': t`neuer Dienst`, 'service-removed': t`Dienst nicht mehr angeboten`, 'service-changed': t`Dienst geändert`,
    'plan-added': t`neuer Tarif`, 'plan-removed': t`Tarif nicht mehr angeboten`, 'plan-changed': t`Tarif geändert`,
  }
  const troubles: Readonly<Record<CatalogueTrouble['why'], (at: string) => string>> = {
    'no-answer': () => t`Keine Antwort in einer Minute, oder keine Verbindung. Stimmt die Adresse, und ist der Anbieter erreichbar?`,
    'credentials': () => t`Der Anbieter nimmt Benutzer und Passwort nicht an.`,
    'version': () => t`Der Anbieter spricht Version 2.17 der Schnittstelle nicht.`,
    'status': at => t`Der Anbieter antwortet mit Status ${at}. Der Hub versucht es jede Minute wieder.`,
    'form': at => at === '' ? t`Die Antwort ist kein Katalog.` : t`Der Katalog hat nicht die vorgeschriebene Form: Fehler bei ${at}. Das muss der Anbieter beheben.`,
  }
  return {
    fault: error => (error instanceof PortalFault ? faults[error.code] : undefined) ?? plain(error),
    trouble: ({ why, at }) => troubles[why](at ?? ''),
    change: kind => changes[kind],
  }
}
