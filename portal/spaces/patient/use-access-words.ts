import { useLingui } from '@lingui/react/macro'
import type { AccessCategory, AccessUse, AccessWho } from '@steckwerk/api/contract/audit'
import { useTypeWords } from '../../shell/type-words.ts'

/** The access log in plain words. */
export function useAccessWords(): {
  readonly who: (who: AccessWho) => string
  readonly category: (category: AccessCategory) => string
  readonly what: (what: AccessUse['what'][number]) => string
  readonly purpose: (code: string) => string
} {
  const { t } = useLingui()
  const types = useTypeWords()
  const category = (code: AccessCategory) => ({
    view: t`Angesehen`, search: t`In einer Liste gesehen oder gesucht`, create: t`Neu eingetragen`, change: t`Geändert`, delete: t`Gelöscht`, export: t`Herausgegeben oder gedruckt`, emergency: t`Notfallzugriff`,
    consent: t`Freigabe gegeben oder widerrufen`, account: t`Zugang oder Verbindung geändert`, receive: t`Vom System des Krankenhauses erhalten`, other: t`Sonstiges, etwa dieses Protokoll gelesen`,
  })[code]
  return {
    category,
    who: ({ kind, name }) => {
      if (kind === 'self') return t`Sie selbst`
      if (kind === 'platform') return t`Diese Plattform, automatisch`
      return kind === 'proxy' ? t`${name}, als Vertretung` : name === '' ? t`Unbekannt` : name
    },
    what: ({ category: code, count, types: names }) => {
      const shown = [...new Set(names.map(types))].slice(0, 3).join(', ')
      const base = count > 1 ? t`${category(code)} (${count}-mal)` : category(code)
      return shown === '' ? base : `${base}: ${shown}${names.length > 3 ? ' …' : ''}`
    },
    purpose: code => ({
      TREAT: t`Behandlung`, ETREAT: t`Behandlung im Notfall`, BTG: t`Behandlung im Notfall`, COC: t`Überweisung und Weiterbehandlung`, HRESCH: t`Forschung`, PATRQT: t`auf Ihren Wunsch`, FAMRQT: t`auf Wunsch einer Vertretung`,
      HOPERAT: t`Verwaltung`, HSYSADMIN: t`Technischer Betrieb`, HPAYMT: t`Abrechnung`, PUBHLTH: t`Gesundheitsschutz`,
    } as Readonly<Record<string, string>>)[code] ?? code,
  }
}
