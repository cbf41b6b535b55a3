import { useLingui } from '@lingui/react/macro'
import type { ClientInfo, ClientKind } from '@steckwerk/api/contract/smart'

export function useKindWords(): { readonly short: (client: Pick<ClientInfo, 'kind' | 'backend'>) => string; readonly label: (kind: ClientKind) => string; readonly about: (kind: ClientKind) => string } {
  const { t } = useLingui()
  const label = (kind: ClientKind) => ({ public: t`App auf Gerät oder Seite`, secret: t`App mit Server, Geheimnis`, key: t`App mit Server, Schlüsselpaar` })[kind]
  return {
    short: ({ kind, backend }) => backend ? t`Hintergrunddienst` : label(kind),
    label,
    about: kind => ({
      public: t`Kann nichts geheim halten: Handy-App oder Seite im Browser. Geschützt durch PKCE.`, secret: t`Ein Server hält ein Geheimnis, das der Hub einmal ausgibt.`,
      key: t`Ein Server unterschreibt mit seinem eigenen Schlüssel; der Hub kennt nur den öffentlichen. Die sicherste Art.`,
    })[kind],
  }
}
