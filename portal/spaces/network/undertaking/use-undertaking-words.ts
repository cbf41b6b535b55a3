import { useLingui } from '@lingui/react/macro'
import { useMemo } from 'react'
import { PortalFault } from '../../../client/request.ts'
import type { LinkKind, Proof, Stage, State } from '../../../client/undertakings.ts'
import { useFaultText } from '../../../shell/fault-text.ts'

/** What codes of undertakings are called. */
export function useUndertakingWords() {
  const { i18n, t } = useLingui()
  const faultText = useFaultText()
  return useMemo(() => {
    const stages: Readonly<Record<Stage, string>> = {
      need: t`Bedarf`, group: t`Arbeitsgruppe`, order: t`Ausschreibung, Bestellung`, pilot: t`Pilot`, rollout: t`Einführung`, measured: t`Gemessener Nutzen`, reference: t`Referenzprojekt`,
    }
    const states: Readonly<Record<State, string>> = { running: t`läuft`, resting: t`ruht`, ended: t`beendet` }
    const links: Readonly<Record<LinkKind, string>> = { order: t`Bestellung auf dem Marktplatz`, group: t`Arbeitsgruppe`, event: t`Veranstaltung`, post: t`Beitrag`, other: t`Weiteres` }
    const proofs: Readonly<Record<Proof, string>> = {
      what: t`Worum es geht, in mindestens zwei Sätzen`, forWhom: t`für wen es ist`, results: t`mindestens eine gemessene Zahl oder ein Beleg`, costs: t`einmalige und laufende Kosten`,
      lessons: t`was Sie anders machen würden und was geholfen hat`, contact: t`eine Ansprechperson mit E-Mail-Adresse`, partners: t`mindestens ein Partner`,
    }
    const faults: Readonly<Record<string, string>> = {
      'community/undertaking-unknown': t`Dieses Vorhaben gibt es hier nicht (mehr).`,
      'community/undertaking-not-yours': t`Nur wer das Vorhaben pflegt und die Redaktion ändern es.`,
      'community/undertaking-day': t`Das Datum passt nicht: es liegt in der Zukunft oder vor dem letzten Schritt.`,
      'community/undertaking-unproven': t`Für ein Referenzprojekt fehlen noch Angaben.`,
      'community/undertaking-step': t`Wählen Sie einen anderen Schritt; wenn etwas ruht oder endet, gehört der Grund dazu.`,
      'community/undertaking-reason': t`Wählen Sie einen anderen Schritt; wenn etwas ruht oder endet, gehört der Grund dazu.`,
      'community/undertaking-published': t`Was veröffentlicht war, nimmt die Redaktion weg.`,
      'community/partner-unlisted': t`Partner müssen im Verzeichnis stehen.`,
      'plug/document-changed': t`Jemand anders hat inzwischen etwas geändert. Laden Sie die Seite neu und sehen Sie nach.`,
    }
    const fault = (error: unknown): string => (error instanceof PortalFault ? faults[error.code] : undefined) ?? faultText(error)
    return {
      stage: (stage: Stage) => stages[stage], state: (state: State) => states[state], link: (kind: LinkKind) => links[kind], proof: (proof: Proof) => proofs[proof], fault,
      proven: (what: string) => t`Beleg: ${what}`, confirm: (name: string) => t`Bestätigen: ${name}`, unconfirm: (name: string) => t`Bestätigung zurücknehmen: ${name}`, remove: (name: string) => t`Entfernen: ${name}`,
    }
  }, [i18n.locale, t, faultText])
}
