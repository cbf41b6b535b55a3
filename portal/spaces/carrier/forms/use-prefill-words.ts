import { useLingui } from '@lingui/react/macro'
import type { PrefillSource } from '../../../client/form-build-prefill.ts'

/** What the places of a record are called that a form can be filled in from. */
export function usePrefillWords(): (source: PrefillSource) => string {
  const { t } = useLingui()
  return source => ({
    name: t`Vor- und Nachname`, family: t`Nachname`, given: t`Vorname`, birthDate: t`Geburtsdatum`, address: t`Anschrift`, phone: t`Telefon`, email: t`E-Mail`, contactName: t`Angehörige: Name`, contactPhone: t`Angehörige: Telefon`,
    insurer: t`Krankenkasse`, insuranceNumber: t`Versichertennummer`,
    hasConditions: t`ob Erkrankungen bekannt sind`, conditionList: t`alle Erkrankungen`, hasMedications: t`ob Medikamente bekannt sind`, medicationList: t`alle Medikamente`, hasAllergies: t`ob Allergien bekannt sind`, allergyList: t`alle Allergien`,
    conditionName: t`Erkrankung`, conditionSince: t`Erkrankung: seit wann`, medicationName: t`Medikament`, medicationDose: t`Medikament: Einnahme`, allergyName: t`Allergie`, allergyReaction: t`Allergie: Reaktion`,
    eachCondition: t`eine Angabe für jede Erkrankung`, eachMedication: t`eine Angabe für jedes Medikament`, eachAllergy: t`eine Angabe für jede Allergie`,
    weight: t`Gewicht (bis 6 Monate alt)`, height: t`Größe (bis 5 Jahre alt)`, temperature: t`Temperatur (bis 1 Monat alt)`, pulse: t`Puls (bis 1 Monat alt)`,
  } satisfies Record<PrefillSource, string>)[source]
}
