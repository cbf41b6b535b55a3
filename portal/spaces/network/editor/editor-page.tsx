import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { fetchEditorOverview } from '../../../client/editor.ts'
import { Column } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { useNetwork } from '../use-network.ts'
import { EditorCard } from './editor-card.tsx'
import classes from './editor.module.css'

/** The editors' first page: a card a task. */
export function EditorPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const faultText = useFaultText()
  const { data, error, isPending } = useQuery({ queryKey: ['network', network.slug, 'editor'], queryFn: ({ signal }) => fetchEditorOverview(network, signal) })
  return (
    <Column>
      <PageHead title={t`Redaktion`} lead={<Trans>Was auf Sie wartet, und wo Sie die Seiten des Netzwerks pflegen.</Trans>} />
      {error !== null && <Notice tone="bad" live>{faultText(error)}</Notice>}
      {isPending && <Loading />}
      {data !== undefined && (
        <ul className={classes['cards']} aria-label={t`Aufgaben`}>
          <EditorCard to="/netz/$network/redaktion/eintraege" title={<Trans>Neue Einträge</Trans>} icon="person" waiting={data.counts['entries']}><Trans>Bestätigte Einträge für das Verzeichnis durchsehen und veröffentlichen.</Trans></EditorCard>
          <EditorCard to="/netz/$network/redaktion/aenderungen" title={<Trans>Änderungen</Trans>} icon="replay" waiting={data.counts['changes']}><Trans>Neue Namen und Arten von Einrichtungen, die jemand pflegt.</Trans></EditorCard>
          <EditorCard to="/netz/$network/redaktion/dubletten" title={<Trans>Dubletten</Trans>} icon="share" waiting={data.counts['duplicates']}><Trans>Was doppelt im Verzeichnis stehen könnte, nebeneinander ansehen und zusammenführen.</Trans></EditorCard>
          <EditorCard to="/netz/$network/redaktion/einrichtungen" search={{ stand: 'unbestaetigt' }} title={<Trans>Nicht bestätigt</Trans>} icon="clock" waiting={data.counts['unconfirmed']}><Trans>Einrichtungen, von denen seit über einem Jahr niemand sagt, dass sie noch stimmen.</Trans></EditorCard>
          <EditorCard to="/netz/$network/redaktion/einrichtungen" search={{ stand: 'gefragt' }} title={<Trans>Ansprechpersonen</Trans>} icon="people" waiting={data.counts['contacts']}><Trans>Gefragte Personen, die noch nicht geantwortet haben.</Trans></EditorCard>
          <EditorCard to="/netz/$network/redaktion/einrichtungen" title={<Trans>Alle Einrichtungen</Trans>} icon="house"><Trans>Ändern, bestätigen, Ansprechpersonen fragen, entfernen.</Trans></EditorCard>
          <EditorCard to="/netz/$network/redaktion/import" title={<Trans>Import</Trans>} icon="up"><Trans>Einrichtungen aus Excel oder CSV anlegen und ändern.</Trans></EditorCard>
          <EditorCard to="/netz/$network/redaktion/vorhaben" title={<Trans>Vorhaben durchsehen</Trans>} icon="forward" waiting={data.counts['needs'] === undefined ? undefined : data.counts['needs'] + (data.counts['publications'] ?? 0)}><Trans>Bestätigte Bedarfe und Entwürfe, deren Veröffentlichung erbeten ist.</Trans></EditorCard>
          <EditorCard to="/netz/$network/redaktion/vermittlung" title={<Trans>Vermittlung</Trans>} icon="people" waiting={data.counts['introductions']}><Trans>Fälle der Koordinierungsstelle: wer wen sprechen wollte und was daraus wurde.</Trans></EditorCard>
          <EditorCard to="/netz/$network/vorhaben/auswertung" title={<Trans>Auswertung</Trans>} icon="chart"><Trans>Zahlen für die Zwischenbilanz, auf der Seite, als PDF und als Tabelle.</Trans></EditorCard>
          <EditorCard to="/netz/$network/redaktion/neues" title={<Trans>Neues und Ausgaben</Trans>} icon="bell"><Trans>Beiträge und Förderaufrufe schreiben, Ausgaben zusammenstellen und versenden.</Trans></EditorCard>
          <EditorCard to="/netz/$network/barcamp" title={<Trans>Barcamps</Trans>} icon="grip"><Trans>Anlegen, Sitzungen planen, Gäste empfangen, Ergebnisse festhalten.</Trans></EditorCard>
          <EditorCard to="/netz/$network/treffen" title={<Trans>Treffen der Ämter</Trans>} icon="calendar"><Trans>Anlegen, Ablauf aus den Karten machen, moderieren, Protokoll schreiben.</Trans></EditorCard>
          <EditorCard to="/netz/$network/reihen" title={<Trans>Vortragsreihen</Trans>} icon="eye"><Trans>Termine, Gäste und Aufzeichnungen pflegen.</Trans></EditorCard>
          <EditorCard to="/netz/$network/befragungen" title={<Trans>Befragungen</Trans>} icon="table"><Trans>Fragen zusammenstellen, Antworten sammeln, Ergebnisse ansehen.</Trans></EditorCard>
          <EditorCard to="/netz/$network/redaktion/fragen" title={<Trans>Fragen und Antworten</Trans>} icon="help" waiting={data.counts['questions']}><Trans>Gestellte Fragen beantworten, Antworten pflegen.</Trans></EditorCard>
          {network.manager && <EditorCard to="/netzverwaltung/$network" title={<Trans>Personen</Trans>} icon="people"><Trans>Wer dieses Netzwerk redigiert und verwaltet.</Trans></EditorCard>}
        </ul>
      )}
    </Column>
  )
}
