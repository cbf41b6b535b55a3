import { useLingui } from '@lingui/react/macro'

/** Why a message was not taken over, in words for its code; the hub's own sentence where the code is new to us. */
export function useReasons(): (problem: { readonly code: string; readonly text: string }) => string {
  const { t } = useLingui()
  const words: Readonly<Record<string, string>> = {
    'hl7v2/no-header': t`Kein MSH-Segment am Anfang: Das ist keine HL7-Nachricht.`,
    'hl7v2/separators': t`Die Trennzeichen in MSH-1 und MSH-2 sind unbrauchbar.`,
    'hl7v2/empty': t`Die Nachricht ist leer.`,
    'hl7v2/charset': t`Der Zeichensatz ist unbekannt oder passt nicht zum Inhalt. Stellen Sie ihn am Kanal fest ein.`,
    'hl7v2/unsupported-type': t`Nachrichten dieser Art übersetzt der Hub noch nicht; sie bleibt aufbewahrt.`,
    'hl7v2/no-patient-number': t`Die Nachricht nennt keinen Patienten: PID-3 fehlt oder ist leer.`,
    'hl7v2/no-merge-number': t`Die Zusammenführung nennt nicht, welcher Patient aufgeht: MRG-1 fehlt oder ist leer.`,
    'hl7v2/merge-with-itself': t`Die Zusammenführung nennt zweimal denselben Patienten.`,
    'ingest/map-failed': t`Beim Übersetzen trat ein unerwarteter Fehler auf. Bitte melden Sie ihn dem Hersteller.`,
    'ingest/commit-failed': t`Die Datenbank hat die Übersetzung abgelehnt. Bitte melden Sie das dem Hersteller.`,
    'connector/frame-incomplete': t`Eine Nachricht brach mitten im Rahmen ab; sie wurde nicht quittiert.`,
    'connector/garbage': t`Ein Sender schickte Bytes außerhalb eines MLLP-Rahmens; sie wurden übergangen.`,
    'connector/message-too-long': t`Die Nachricht ist länger, als der Kanal erlaubt.`,
    'connector/spool-full': t`Der Zwischenspeicher hat seine Grenze erreicht; erst muss der Hub Nachrichten abnehmen.`,
    'connector/disk-full': t`Die Platte des Zwischenspeichers ist fast voll.`,
    'connector/spool-damaged': t`Die Datei des Zwischenspeichers war beschädigt und wurde beiseitegelegt.`,
    'connector/spool-io': t`Die Platte des Zwischenspeichers meldet einen Fehler.`,
    'connector/spool-failed': t`Der Zwischenspeicher ließ sich nicht beschreiben.`,
    'connector/peer-refused': t`Ein Sender wurde abgewiesen: Seine Adresse ist am Kanal nicht zugelassen.`,
    'connector/tls-refused': t`Ein Sender scheiterte am TLS-Handshake des Kanals.`,
    'connector/too-many-connections': t`Mehr Verbindungen, als der Kanal erlaubt; eine wurde geschlossen.`,
    'connector/hub-unreachable': t`Der Hub ist vom Connector aus nicht zu erreichen.`,
    'connector/hub-unavailable': t`Der Hub nimmt zurzeit keine Nachrichten an.`,
    'connector/hub-behind': t`Der Hub wurde zurückgesetzt; der Connector sendet seine Originale erneut.`,
    'connector/outbound-unreachable': t`Das System des Hauses ist vom Connector aus nicht zu erreichen.`,
    'connector/outbound-refused': t`Das System des Hauses hat eine Nachricht abgelehnt.`,
    'connector/outbound-unanswered': t`Eine Nachricht wurde gesendet und nicht quittiert.`,
    'connector/outbound-busy': t`Das System des Hauses konnte eine Nachricht gerade nicht annehmen; sie wird wiederholt.`,
    'uplink/bytes-differ': t`Unter derselben Nummer kam ein anderer Inhalt.`,
  }
  return ({ code, text }) => words[code] ?? (text === '' ? code : text)
}
