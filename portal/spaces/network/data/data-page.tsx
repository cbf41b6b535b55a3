import { Trans, useLingui } from '@lingui/react/macro'
import type { ReactNode } from 'react'
import { publicAddress } from '../../../client/open-data.ts'
import { Card, Column } from '../../../shell/calm.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import { WidgetBuilder } from './widget-builder.tsx'
import calm from '../../../shell/calm.module.css'
import classes from './data.module.css'

/** What other programs and other sites may take from a network, and how. */
export function DataPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const address = (parts: readonly string[], query?: Readonly<Record<string, string>>) => publicAddress(window.location.origin, network, parts, query)
  const base = `${window.location.origin}/fhir/${network.slug}`
  return (
    <Column>
      <PageHead title={t`Offene Daten`} lead={<Trans>Alles, was das Netzwerk veröffentlicht, dürfen andere Programme lesen und andere Seiten zeigen: ohne Konto und ohne Schlüssel.</Trans>} />
      <Card title={<Trans>Das ganze Verzeichnis</Trans>} icon="download">
        <ul className={calm['list']}>
          <Format name={<Trans>Tabelle (CSV)</Trans>} address={address(['export', 'actors.csv'])}><Trans>Für Excel und Auswertungen: eine Zeile je Einrichtung, mit den Überschriften, die auch der Import versteht. UTF-8, nach RFC 4180; kein Feld wird als Formel gelesen.</Trans></Format>
          <Format name={<Trans>Karte (GeoJSON)</Trans>} address={address(['export', 'actors.geojson'])}><Trans>Für Karten, in Grad nach WGS 84, RFC 7946. Einrichtungen ohne Ort auf der Karte sind ohne Geometrie enthalten.</Trans></Format>
          <Format name={<Trans>FHIR (IHE mCSD)</Trans>} address={address(['export', 'fhir.json'])}><Trans>Für Gesundheits-IT: ein Bundle aus Organization, Location, HealthcareService und Endpoint nach IHE Mobile Care Services Discovery, FHIR R4; Personen nur, wenn sie zugestimmt haben. Mit Anmeldung einzeln lesbar unter {base}.</Trans></Format>
          <Format name={<Trans>Open Referral (HSDS 3)</Trans>} address={address(['export', 'hsds.json'])}><Trans>Für Beratungsstellen und Hilfeportale: Angebote mit Einrichtung, Ort und Themen nach der Human Services Data Specification.</Trans></Format>
        </ul>
      </Card>
      <Card title={<Trans>Was es Neues gibt</Trans>} icon="bell">
        <ul className={calm['list']}>
          <Format name={<Trans>Feed (RSS)</Trans>} address={address(['feed.xml'])}><Trans>Für Leseprogramme. Mit „?kinds=project,post“ nur Referenzprojekte und Beiträge, mit „?topic=“ nur ein Thema.</Trans></Format>
          <Format name={<Trans>Kalender (iCalendar)</Trans>} address={address(['calendar.ics'])}><Trans>Alle Termine für den eigenen Kalender: als Abonnement hinzufügen, dann bleiben sie aktuell.</Trans></Format>
          <Format name={<Trans>Suche (JSON)</Trans>} address={address(['search'], { q: 'Entlassmanagement' })}><Trans>Die Suche des Netzwerks für eigene Programme; mit „kinds“ und „topic“ eingegrenzt.</Trans></Format>
        </ul>
      </Card>
      <Card title={<Trans>Auf Ihrer Seite zeigen</Trans>} icon="tiles">
        <p><Trans>Wählen Sie, was Ihre Seite zeigen soll, und kopieren Sie den Code. Er lädt keine Skripte und setzt keine Cookies.</Trans></p>
        <WidgetBuilder />
      </Card>
      <Card title={<Trans>Was Sie damit tun dürfen</Trans>} icon="check">
        <p><Trans>Die Angaben haben die Einrichtungen selbst gemacht. Sie dürfen sie weitergeben und weiterverarbeiten, wenn Sie das Netzwerk als Quelle nennen und den Stand dazuschreiben. Kontaktdaten von Personen sind keine Adressliste: wer seine Zustimmung zurückzieht, verschwindet aus den Dateien, bitte auch aus Ihren.</Trans></p>
        <p className={calm['small']}><Trans>Programme fragen bitte höchstens alle fünf Minuten und senden dabei das ETag der letzten Antwort mit: ohne Änderung kommt nur ein 304 zurück.</Trans></p>
      </Card>
    </Column>
  )
}

function Format({ name, address, children }: { name: ReactNode; address: string; children: ReactNode }) {
  return (
    <li>
      <p className={classes['name']}><a href={address}>{name}</a></p>
      <p>{children}</p>
      <p className={classes['address']}><code>{address}</code></p>
    </li>
  )
}
