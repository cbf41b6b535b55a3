import { useLingui } from '@lingui/react/macro'
import type { HeldMessage } from '@steckwerk/api/contract'

/** Kinds of messages and what systems answer, in words. Source: HL7 v2.5 tables 0003 and 0008. */
export function useOutboundWords(): { readonly event: (event: string) => string; readonly answer: (message: Pick<HeldMessage, 'ack' | 'reason'>) => string } {
  const { t } = useLingui()
  const events: Readonly<Record<string, string>> = { S12: t`Termin gebucht (SIU^S12)`, S13: t`Termin verschoben (SIU^S13)`, S14: t`Termin geändert (SIU^S14)`, S15: t`Termin abgesagt (SIU^S15)`, S17: t`Termin gelöscht (SIU^S17)`, S26: t`Nicht erschienen (SIU^S26)` }
  const acks: Readonly<Record<string, string>> = {
    AE: t`Fehler in der Anwendung (AE)`, AR: t`Abgelehnt (AR)`, CE: t`Fehler bei der Annahme (CE)`, CR: t`Annahme abgelehnt (CR)`, timeout: t`Keine Quittung erhalten`,
  }
  return {
    event: event => events[event] ?? `SIU^${event}`,
    answer: ({ ack, reason }) => [acks[ack] ?? (ack === '' ? t`Keine Antwort` : ack), reason].filter(part => part !== '').join(': '),
  }
}
