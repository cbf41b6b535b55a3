import { useLingui } from '@lingui/react/macro'
import type { CarrierPage } from '../client/carrier-pages.ts'

/** What a page of a carrier is called in tabs and menus. */
export function useCarrierPageWords(): (page: CarrierPage) => string {
  const { t } = useLingui()
  return page => ({
    empfang: t`Empfang`, kalender: t`Kalender`, notfall: t`Notfallzugriff`, personen: t`Personen und Rollen`, dubletten: t`Dubletten`, notfallzugriffe: t`Notfälle prüfen`, apps: t`Apps`, formulare: t`Formulare`, dienste: t`Dienste`, schluessel: t`Schlüssel und Zertifikate`,
    anmeldung: t`Anmeldung der Klinik`, protokoll: t`Protokoll`, einstellungen: t`Einstellungen`,
  })[page]
}
