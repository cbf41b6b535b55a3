import { useLingui } from '@lingui/react/macro'

/** Why a message was not taken over, in words for its code; the hub's own sentence where the code is new to us. */
export function useReasons(): (problem: { readonly code: string; readonly text: string }) => string {
  const { t } = useLingui()
  const words: Readonly<Record<string, string>> = {
    'hl7v2/no-header': t`Kein MSH-Segment am Anfang: Das ist keine HL7-Nachricht.`,
    'hl7v2/separators': t`Die Trennzeichen in MSH-1 und MSH-2 sind unbrauchbar.`,
    'hl7v2/empty': t`Die Nachricht ist leer.`,
    'hl7v2/charset': t`Der Zeichensatz ist unbekannt oder passt nicht zum Inhalt. Stellen Sie ihn am Kanal fest ein.`,
  }
  return ({ code, text }) => words[code] ?? (text === '' ? code : text)
}
