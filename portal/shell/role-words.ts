import { useLingui } from '@lingui/react/macro'

/** A role's name in the reader's language. */
export function useRoleWords(): (role: string) => string {
  const { t } = useLingui()
  return role => ({
    operator: t`Betrieb der Plattform`, 'carrier-admin': t`Verwaltung des Trägers`, 'carrier-it': t`IT des Trägers`, clinician: t`Ärztlicher Dienst und Pflege`, 'ward-clerk': t`Stationssekretariat und Empfang`,
    referrer: t`Zuweisende Praxis`, aftercare: t`Nachsorge`, patient: t`Patientin oder Patient`, proxy: t`Angehörige`, 'network-editor': t`Netzwerk-Redaktion`, vendor: t`Hersteller`,
  } as Readonly<Record<string, string>>)[role] ?? role
}
