import { useLingui } from '@lingui/react/macro'
import type { EvidenceConcern, EvidenceKind, MarketText, OrderEventKind, OrderState } from '@steckwerk/api/contract/marketplace'
import { marketText } from '../../../client/marketplace.ts'
import { useFormats } from '../../../shell/format.ts'

export interface MarketWords {
  readonly text: (text: MarketText) => string
  readonly money: (euro: number) => string
  readonly evidence: (kind: EvidenceKind) => string
  /** What required evidence lacks, as a half sentence: «C5-Testat (fehlt)». */
  readonly concern: (concern: EvidenceConcern) => string
  readonly state: (state: OrderState) => string
  readonly event: (kind: OrderEventKind) => string
}

/** Kinds that can be required, in the order people ask for them. */
export const evidenceOrder: readonly EvidenceKind[] = ['avv', 'data-location', 'c5', 'medical-device', 'exit-format', 'penetration-test', 'accessibility']

const regions: Readonly<Record<string, string>> = { de: 'de-DE', en: 'en-GB' }

/** Words of ordering, in the page's language. */
export function useMarketWords(): MarketWords {
  const { t, i18n } = useLingui()
  const { date } = useFormats()
  const euro = new Intl.NumberFormat(regions[i18n.locale] ?? i18n.locale, { style: 'currency', currency: 'EUR' })
  const evidence: Readonly<Record<EvidenceKind, string>> = {
    'c5': t`C5-Testat`, 'avv': t`Auftragsverarbeitung (AVV)`, 'medical-device': t`Medizinprodukt: Klasse`, 'data-location': t`Ort der Daten`, 'exit-format': t`Format beim Ausstieg`,
    'penetration-test': t`Penetrationstest`, 'accessibility': t`Barrierefreiheit`, 'other': t`Weiterer Nachweis`,
  }
  const states: Readonly<Record<OrderState, string>> = {
    waiting: t`wartet auf Genehmigung`, refused: t`abgelehnt`, withdrawn: t`zurückgezogen`, provisioning: t`wird eingerichtet`, active: t`in Betrieb`, updating: t`wird geändert`,
    leaving: t`gekündigt, noch umkehrbar`, ending: t`wird beendet`, gone: t`beendet`, cleaning: t`fehlgeschlagen, wird aufgeräumt`, failed: t`fehlgeschlagen`,
  }
  const events: Readonly<Record<OrderEventKind, string>> = {
    'ordered': t`Bestellt`, 'approved': t`Genehmigt`, 'refused': t`Abgelehnt`, 'withdrawn': t`Zurückgezogen`, 'sent': t`An den Anbieter gesendet`, 'accepted': t`Der Anbieter arbeitet daran`,
    'progress': t`Stand beim Anbieter`, 'provisioned': t`Beim Anbieter eingerichtet`, 'granted': t`Angeschlossen: Der Dienst darf, was bestellt ist`,
    'grant-retry': t`Der Anschluss gelingt noch nicht, es wird weiter versucht`, 'revoked': t`Rechte des Dienstes entzogen`, 'rejected': t`Vom Anbieter abgelehnt`,
    'conflict': t`Beim Anbieter gibt es schon etwas anderes unter dieser Nummer`, 'async-required': t`Der Anbieter verlangt ein Verfahren, das er selbst nicht nennt`,
    'busy': t`Der Anbieter ist beschäftigt, es wird wieder gefragt`, 'catalogue-changed': t`Das Angebot hat sich inzwischen geändert`, 'no-answer': t`Der Anbieter antwortet nicht`,
    'broker-error': t`Fehler beim Anbieter`, 'malformed': t`Unverständliche Antwort des Anbieters`, 'poll-limit': t`Die längste Wartezeit ist vorbei`, 'operation-failed': t`Beim Anbieter fehlgeschlagen`,
    'cleaning': t`Was entstanden sein kann, wird beim Anbieter gelöscht`, 'cleaned': t`Der Anbieter bestätigt: Nichts ist übrig`, 'cleaning-retry': t`Löschen noch nicht bestätigt, es wird wieder versucht`,
    'failed': t`Bestellung fehlgeschlagen`, 'update-asked': t`Änderung gewünscht`, 'update-refused': t`Änderung abgelehnt`, 'updated': t`Geändert`, 'update-failed': t`Änderung fehlgeschlagen, alles bleibt, wie es war`,
    'leaving': t`Gekündigt`, 'undone': t`Kündigung zurückgenommen`, 'ending': t`Die Frist ist um, der Dienst wird beendet`, 'ending-retry': t`Ende noch nicht bestätigt, es wird wieder versucht`, 'gone': t`Beendet`,
    'binding-asked': t`Zugangsdaten angefordert`, 'bound': t`Zugangsdaten liegen bereit`, 'binding-failed': t`Keine Zugangsdaten bekommen`, 'binding-shown': t`Zugangsdaten gezeigt`,
    'binding-rotated': t`Neue Zugangsdaten liegen bereit`, 'unbound': t`Zugangsdaten beendet`,
  }
  const concern = ({ kind, why, expires }: EvidenceConcern): string => {
    const name = evidence[kind]
    if (why === 'absent') return t`${name} (fehlt)`
    if (why === 'not-type-2') return t`${name} (nicht vom Typ 2)`
    const day = expires === undefined ? '' : date(expires)
    if (why === 'expired') return day === '' ? t`${name} (gilt noch nicht oder nicht mehr)` : t`${name} (abgelaufen am ${day})`
    return t`${name} (läuft ab am ${day})`
  }
  return {
    concern,
    text: text => marketText(text, i18n.locale), money: value => euro.format(value), evidence: kind => evidence[kind], state: state => states[state], event: kind => events[kind],
  }
}
