import { useLingui } from '@lingui/react/macro'

/** What a permission of docs/roles.md allows, in a few words. */
export function usePermissionWords(): (permission: string, text: string) => string {
  const { t } = useLingui()
  return (permission, text) => ({
    'leitstand.read': t`Verbindungen, Durchsatz und Alarme sehen`, 'message.read': t`fehlgeschlagene Nachrichten verdeckt sehen`, 'message.reveal': t`solche Nachrichten mit Begründung im Klartext sehen`,
    'message.replay': t`Nachrichten erneut verarbeiten`, 'alarm.acknowledge': t`Alarme zur Kenntnis nehmen`, 'ward.read': t`Stationen sehen`, 'fhir.read': t`Akten lesen, soweit die Rolle reicht`, 'fhir.write': t`in Akten schreiben, soweit die Rolle reicht`,
    'emergency.break-glass': t`im Notfall mit Begründung eine Akte öffnen`, 'emergency.review': t`Notfallzugriffe prüfen`, 'people.manage': t`Personen und Rollen verwalten`, 'person.desk': t`am Empfang Zugangscodes ausgeben`,
    'duplicate.review': t`Dubletten prüfen und zusammenführen`, 'audit.read': t`das Protokoll lesen und ausgeben`, 'client.manage': t`Apps und ihre Schlüssel verwalten`, 'key.manage': t`Datenschlüssel und Zertifikate verwalten`, 'service.order': t`Dienste bestellen und ihre Kosten sehen`, 'service.approve': t`Bestellungen genehmigen und Zugangsdaten einmal sehen`, 'broker.manage': t`Broker und Nachweise von Diensten pflegen`, 'client.propose': t`eigene Apps vorschlagen`,
    'carrier.settings': t`Einstellungen des Trägers ändern`, 'network.edit': t`Seiten des Netzwerks bearbeiten`, 'metrics.read': t`Messwerte des Hubs lesen`, 'platform.manage': t`die Plattform verwalten`,
  } as Readonly<Record<string, string>>)[permission] ?? text
}
