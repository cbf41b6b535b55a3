import { useLingui } from '@lingui/react/macro'
import type { EvidenceKind, MarketText, OrderEventKind, OrderState } from '@steckwerk/api/contract/marketplace'
import { marketText } from '../../../client/marketplace.ts'

export interface MarketWords {
  readonly text: (text: MarketText) => string
  readonly money: (euro: number) => string
  readonly evidence: (kind: EvidenceKind) => string
  readonly state: (state: OrderState) => string
  readonly event: (kind: OrderEventKind) => string
}

const regions: Readonly<Record<string, string>> = { de: 'de-DE', en: 'en-GB' }

/** Words of ordering, in the page's language. */
export function useMarketWords(): MarketWords {
  const { t, i18n } = useLingui()
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
    'binding-rotated': t`Neue Zugangsdaten liegen bereit`, 'unbound': t`Zugangsdaten beendet`, 'exported': t`Daten abgeholt`,
  }
  return {
    text: text => marketText(text, i18n.locale), money: value => euro.format(value), evidence: kind => evidence[kind], state: state => states[state], event: kind => events[kind],
  }
}
