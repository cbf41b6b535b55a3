import { useLingui } from '@lingui/react/macro'
import type { PersonLink } from '@steckwerk/api/contract/person'

/** What a link is and how it came about, in words. */
export function useLinkWords(): { readonly relation: (link: PersonLink) => string; readonly act: (link: PersonLink) => string } {
  const { t } = useLingui()
  return {
    relation: link => ({ self: t`Ihre eigenen Daten`, parent: t`Als Mutter, Vater oder Sorgeberechtigte`, proxy: t`Als Vertretung` })[link.relation],
    act: link => ({ code: t`mit dem Code aus einem Brief`, desk: t`am Empfang`, insurance: t`über Ihre Versichertennummer`, parent: t`auf Ihren Antrag`, invitation: t`durch eine Einladung` })[link.act],
  }
}
