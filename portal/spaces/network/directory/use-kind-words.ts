import { useLingui } from '@lingui/react/macro'

/** What an organization is, in words. */
export function useKindWords(): (kind: string) => string {
  const { t } = useLingui()
  const words: Readonly<Record<string, string>> = {
    'hospital': t`Krankenhaus`, 'practice': t`Praxis oder MVZ`, 'health-office': t`Gesundheitsamt`, 'care': t`Pflege und Nachsorge`, 'pharmacy': t`Apotheke`,
    'company': t`Unternehmen`, 'research': t`Forschung und Lehre`, 'association': t`Verein oder Verband`, 'authority': t`Behörde oder Kommune`, 'insurance': t`Kostenträger`,
  }
  return kind => words[kind] ?? t`Weitere Einrichtung`
}
