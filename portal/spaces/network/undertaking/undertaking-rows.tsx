import { Trans, useLingui } from '@lingui/react/macro'
import { Checkbox, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { fetchActors } from '../../../client/directory.ts'
import { emptyContact, emptyFigure, type ContactDraft, type UndertakingDraft } from '../../../client/undertaking-draft.ts'
import type { LinkKind, UndertakingFacts } from '../../../client/undertakings.ts'
import { useNetwork } from '../use-network.ts'
import { Rows } from './rows.tsx'
import { useUndertakingWords } from './use-undertaking-words.ts'

/** The sentence below a field, once somebody tried to save. */
type Said = (place: string, text: string) => string | undefined

const linkKinds: readonly LinkKind[] = ['order', 'group', 'event', 'post', 'other']

export function PartnerFields({ rows, onChange }: { rows: UndertakingFacts['partners']; onChange: (rows: UndertakingFacts['partners']) => void }) {
  const { t } = useLingui()
  const network = useNetwork()
  const asked = { q: '', topic: '', kind: '' }
  const found = useQuery({ queryKey: ['network', network.slug, 'actors', asked], queryFn: ({ signal }) => fetchActors(network, asked, signal), staleTime: 30_000 })
  const actors = found.data?.actors ?? []
  const free = actors.find(({ id }) => !rows.some(({ actor }) => actor === id))
  return (
    <Rows legend={<Trans>Partner</Trans>} hint={<Trans>Aus dem Verzeichnis; die Redaktion bestätigt sie.</Trans>} rows={rows} most={free === undefined ? rows.length : 30} add={{ label: <Trans>Partner hinzufügen</Trans>, row: { actor: free?.id ?? '', role: '' } }} name={number => t`Partner ${number}`} onChange={onChange}>
      {(row, set) => (
        <>
          <NativeSelect size="md" label={t`Einrichtung`} value={row.actor} onChange={event => set({ actor: event.currentTarget.value })}
            data={actors.filter(({ id }) => id === row.actor || !rows.some(({ actor }) => actor === id)).map(({ id, name, city }) => ({ value: id, label: name.includes(city) ? name : `${name}, ${city}` }))} />
          <TextInput size="md" label={t`Aufgabe im Vorhaben`} maxLength={120} value={row.role} onChange={event => set({ role: event.currentTarget.value })} />
        </>
      )}
    </Rows>
  )
}

export function ContactFields({ rows, onChange, said }: { rows: readonly ContactDraft[]; onChange: (rows: readonly ContactDraft[]) => void; said: Said }) {
  const { t } = useLingui()
  return (
    <Rows legend={<Trans>Ansprechpersonen</Trans>} hint={<Trans>Name, Einrichtung und Aufgabe sind öffentlich. Die E-Mail-Adresse zeigen wir niemandem: wer fragt, kommt über die Vermittlung zu Ihnen, und nur wenn Sie zustimmen.</Trans>} rows={rows} most={4} add={{ label: <Trans>Person hinzufügen</Trans>, row: emptyContact }} name={number => t`Person ${number}`} onChange={onChange}>
      {(row, set) => {
        const place = `contacts.${rows.indexOf(row)}`
        return (
          <>
            <TextInput size="md" required label={t`Name`} maxLength={80} value={row.name} error={said(`${place}.name`, t`Bitte geben Sie den Namen an.`)} onChange={event => set({ name: event.currentTarget.value })} />
            <TextInput size="md" label={t`Einrichtung der Person`} maxLength={160} value={row.organization} onChange={event => set({ organization: event.currentTarget.value })} />
            <TextInput size="md" label={t`Funktion`} maxLength={80} value={row.role} onChange={event => set({ role: event.currentTarget.value })} />
            <TextInput size="md" type="email" label={t`E-Mail-Adresse (nicht öffentlich)`} maxLength={254} value={row.mail} error={said(`${place}.mail`, t`Das ist keine E-Mail-Adresse.`)} onChange={event => set({ mail: event.currentTarget.value })} />
            <Checkbox size="md" checked={row.consent} label={t`Die Person hat zugestimmt, hier genannt zu werden.`} error={said(`${place}.consent`, t`Ohne Zustimmung nennen wir niemanden.`)} onChange={event => set({ consent: event.currentTarget.checked })} />
          </>
        )
      }}
    </Rows>
  )
}

export function EvidenceFields({ evidence, onChange, said }: { evidence: UndertakingDraft['evidence']; onChange: (evidence: UndertakingDraft['evidence']) => void; said: Said }) {
  const { t } = useLingui()
  const { figures } = evidence
  return (
    <>
      <Rows legend={<Trans>Gemessene Zahlen</Trans>} rows={figures} most={20} add={{ label: <Trans>Zahl hinzufügen</Trans>, row: emptyFigure }} name={number => t`Zahl ${number}`} onChange={rows => onChange({ ...evidence, figures: rows })}>
        {(row, set) => {
          const place = `figures.${figures.indexOf(row)}`
          return (
            <>
              <TextInput size="md" required label={t`Was wurde gemessen?`} maxLength={160} value={row.what} error={said(`${place}.what`, t`Bitte sagen Sie, was gemessen wurde.`)} onChange={event => set({ what: event.currentTarget.value })} />
              <TextInput size="md" required label={t`Einheit`} description={t`Zum Beispiel „Minuten je Fall“.`} maxLength={40} value={row.unit} error={said(`${place}.unit`, t`Bitte geben Sie die Einheit an.`)} onChange={event => set({ unit: event.currentTarget.value })} />
              <NumberInput size="md" label={t`Vorher (wenn bekannt)`} decimalSeparator="," thousandSeparator="." value={row.before} onChange={before => set({ before })} />
              <NumberInput size="md" required label={t`Jetzt`} decimalSeparator="," thousandSeparator="." value={row.after} error={said(`${place}.after`, t`Bitte geben Sie die Zahl an.`)} onChange={after => set({ after })} />
              <TextInput size="md" required type="date" label={t`Stand vom`} value={row.day} error={said(`${place}.day`, t`Bitte geben Sie den Tag an.`)} onChange={event => set({ day: event.currentTarget.value })} />
              <TextInput size="md" required label={t`Quelle`} maxLength={200} value={row.source} error={said(`${place}.source`, t`Bitte sagen Sie, woher die Zahl stammt.`)} onChange={event => set({ source: event.currentTarget.value })} />
            </>
          )
        }}
      </Rows>
      <Titled legend={<Trans>Belege im Netz</Trans>} add={<Trans>Beleg hinzufügen</Trans>} name={number => t`Beleg ${number}`} place="evidence" empty={{ title: '', href: '' }} rows={evidence.links} onChange={links => onChange({ ...evidence, links })} said={said} />
    </>
  )
}

export function LinkFields({ rows, onChange, said }: { rows: UndertakingFacts['links']; onChange: (rows: UndertakingFacts['links']) => void; said: Said }) {
  const { t } = useLingui()
  const words = useUndertakingWords()
  return (
    <Titled legend={<Trans>Verweise</Trans>} add={<Trans>Verweis hinzufügen</Trans>} name={number => t`Verweis ${number}`} place="links" empty={{ kind: 'other', title: '', href: '' }} rows={rows} onChange={onChange} said={said}>
      {(row, set) => <NativeSelect size="md" label={t`Art des Verweises`} value={row.kind} onChange={event => set({ kind: event.currentTarget.value as LinkKind })} data={linkKinds.map(kind => ({ value: kind, label: words.link(kind) }))} />}
    </Titled>
  )
}

function Titled<Row extends { readonly title: string; readonly href: string }>({ legend, add, name, place, empty, rows, onChange, said, children }: {
  legend: ReactNode; add: ReactNode; name: (number: number) => string; place: string; empty: Row; rows: readonly Row[]; onChange: (rows: readonly Row[]) => void; said: Said
  children?: (row: Row, set: (change: Partial<Row>) => void) => ReactNode
}) {
  const { t } = useLingui()
  return (
    <Rows legend={legend} rows={rows} most={20} add={{ label: add, row: empty }} name={name} onChange={onChange}>
      {(row, set) => {
        const at = `${place}.${rows.indexOf(row)}`
        return (
          <>
            {children?.(row, set)}
            <TextInput size="md" required label={t`Bezeichnung`} maxLength={160} value={row.title} error={said(`${at}.title`, t`Bitte geben Sie eine Bezeichnung an.`)} onChange={event => set({ title: event.currentTarget.value } as Partial<Row>)} />
            <TextInput size="md" required label={t`Adresse im Netz`} inputMode="url" maxLength={400} value={row.href} error={said(`${at}.href`, t`Das ist keine Internetadresse.`)} onChange={event => set({ href: event.currentTarget.value } as Partial<Row>)} />
          </>
        )
      }}
    </Rows>
  )
}
