import { useLingui } from '@lingui/react/macro'
import type { AuditEntry } from '@steckwerk/api/contract/audit'

/** Events of the access log and why they were done, in words; a code without any keeps its name. */
export function useEventWords(): { readonly event: (event: string) => string; readonly purpose: (code: string) => string; readonly outcome: (outcome: AuditEntry['outcome']) => string; readonly detail: (name: string) => string } {
  const { t } = useLingui()
  return {
    event: event => ({
      read: t`Gelesen`, vread: t`Ältere Fassung gelesen`, 'history-instance': t`Verlauf gelesen`, 'history-type': t`Verlauf einer Art gelesen`, 'history-system': t`Verlauf gelesen, alles`, search: t`Gesucht`, create: t`Angelegt`, update: t`Geändert`,
      patch: t`In Teilen geändert`, delete: t`Gelöscht`, operation: t`Operation`, batch: t`Sammelabruf`, transaction: t`Transaktion`, 'stream-opened': t`Live-Ansicht geöffnet`, print: t`Gedruckt`, export: t`Ausgegeben`, 'ingest-batch': t`Nachrichten empfangen`,
      replay: t`Nachricht erneut verarbeitet`, 'message-read': t`Nachricht verdeckt gesehen`, reveal: t`Nachricht im Klartext gesehen`, 'message-deleted': t`Nachricht gelöscht`, 'message-decided': t`Über angehaltene Nachricht entschieden`, 'sign-in': t`Angemeldet`, 'sign-out': t`Abgemeldet`, 'sign-in-refused': t`Anmeldung abgelehnt`,
      recovery: t`Konto wiederhergestellt`, 'factor-changed': t`Weg der Anmeldung geändert`, 'token-issued': t`App hat Zugang erhalten`, 'token-refused': t`App abgewiesen`, 'token-revoked': t`App-Zugang beendet`, refused: t`Abgelehnt`, 'consent-given': t`Freigabe gegeben`,
      'consent-withdrawn': t`Freigabe widerrufen`, 'break-glass': t`Notfallzugriff: Akte geöffnet`, 'break-glass-reason': t`Notfallzugriff: Grund genannt`, 'break-glass-search': t`Notfallzugriff: gesucht`, 'break-glass-end': t`Notfallzugriff beendet`,
      'break-glass-review': t`Notfallzugriff geprüft`, 'link-made': t`Portalzugang verbunden`, 'link-ended': t`Portalzugang getrennt`, 'link-requested': t`Portalzugang beantragt`, 'code-issued': t`Zugangscode ausgegeben`, 'code-ended': t`Zugangscode beendet`,
      'code-refused': t`Zugangscode abgelehnt`, 'proxy-given': t`Vertretung erteilt`, 'proxy-ended': t`Vertretung beendet`, 'people-changed': t`Person geändert`, 'role-changed': t`Rolle geändert`, 'client-changed': t`App geändert`, 'service-changed': t`Bestellung eines Dienstes geändert`,
      'setting-changed': t`Einstellung geändert`, 'carrier-added': t`Träger angelegt`, 'key-rotated': t`Schlüssel erneuert`, 'certificate-issued': t`Zertifikat ausgestellt`, 'certificate-revoked': t`Zertifikat gesperrt`,
      'duplicate-merged': t`Akten zusammengeführt`, 'duplicate-unmerged': t`Akten getrennt`, 'duplicate-rejected': t`Keine Dublette`, 'audit-read': t`Protokoll gelesen`, 'audit-export': t`Protokoll ausgegeben`, 'audit-segment-deleted': t`Altes Protokoll gelöscht`,
    } as Readonly<Record<string, string>>)[event] ?? event,
    purpose: code => ({
      TREAT: t`Behandlung`, ETREAT: t`Notfall`, BTG: t`Notfall`, COC: t`Überweisung`, HRESCH: t`Forschung`, PATRQT: t`auf Wunsch der Person`, FAMRQT: t`durch Vertretung`, HOPERAT: t`Verwaltung`, HSYSADMIN: t`Betrieb`,
    } as Readonly<Record<string, string>>)[code] ?? code,
    outcome: outcome => ({ success: t`erfolgt`, refused: t`abgelehnt`, failed: t`fehlgeschlagen` })[outcome],
    detail: name => ({ trace: t`Vorgangsnummer`, filter: t`Filter`, query: t`Suche`, reason: t`Grund`, format: t`Format`, method: t`Weg`, code: t`Kennung`, what: t`Vorgang`, methods: t`Weg der Anmeldung`, device: t`Gerät` } as Readonly<Record<string, string>>)[name] ?? name,
  }
}
