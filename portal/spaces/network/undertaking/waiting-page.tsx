import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { approveNeed, fetchNeeds, fetchUndertakings, refuseNeed, type WaitingNeed } from '../../../client/undertakings.ts'
import { Card, Column, ConfirmInPlace, Item } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { BackToEditor } from '../editor/back-to-editor.tsx'
import { useNetwork } from '../use-network.ts'
import { useUndertakingWords } from './use-undertaking-words.ts'
import calm from '../../../shell/calm.module.css'
import classes from './undertaking.module.css'

/** What waits for the editors: needs that somebody confirmed, and undertakings whose keepers want them published. */
export function WaitingPage() {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const params = { network: network.slug }
  const needs = useQuery({ queryKey: ['network', network.slug, 'needs'], queryFn: ({ signal }) => fetchNeeds(network, signal) })
  const all = useQuery({ queryKey: ['network', network.slug, 'undertakings'], queryFn: ({ signal }) => fetchUndertakings(network, signal), staleTime: 30_000 })
  const asked = all.data?.undertakings.filter(({ publication }) => publication === 'asked') ?? []
  const failed = needs.error ?? all.error
  return (
    <Column>
      <PageHead title={t`Vorhaben durchsehen`} above={<BackToEditor />} lead={<Trans>Bestätigte Bedarfe und Entwürfe, deren Veröffentlichung erbeten ist.</Trans>} />
      {failed !== null && <Notice tone="bad" live>{words.fault(failed)}</Notice>}
      {needs.isPending && <Loading />}
      {needs.data?.needs.length === 0 && asked.length === 0 && <Empty icon="check" title={<Trans>Nichts wartet</Trans>}><Trans>Neue Bedarfe stehen hier, sobald jemand den Link in der E-Mail bestätigt hat.</Trans></Empty>}
      {needs.data?.needs.map(need => <NeedCard key={need.id} need={need} />)}
      {asked.length > 0 && (
        <Card title={<Trans>Veröffentlichung erbeten</Trans>} icon="eye">
          <ul className={calm['list']}>{asked.map(({ id, title, stage }) => <li key={id}><Item name={<Link to="/netz/$network/vorhaben/$undertaking" params={{ ...params, undertaking: id }}>{title}</Link>}><span>{words.stage(stage)}</span></Item></li>)}</ul>
        </Card>
      )}
    </Column>
  )
}

function NeedCard({ need }: { need: WaitingNeed }) {
  const network = useNetwork()
  const words = useUndertakingWords()
  const queries = useQueryClient()
  const { date } = useFormats()
  const settled = () => queries.invalidateQueries({ queryKey: ['network', network.slug] })
  const approve = useMutation({ mutationFn: () => approveNeed(network, need.id), onSuccess: settled })
  const refuse = useMutation({ mutationFn: () => refuseNeed(network, need.id), onSuccess: settled })
  const [when, mail, contact] = [date(need.at), need.mail, need.contact]
  return (
    <Card title={need.title} icon="table">
      <p className={calm['small']}><Trans>Bestätigt am {when} von {mail}</Trans></p>
      <p className={classes['text']}>{need.what}</p>
      <p className={calm['small']}>{[need.forWhom, need.organization, need.topics.join(', ')].filter(part => part !== '').join(' · ')}</p>
      {contact !== '' && <p className={calm['small']}><Trans>Wird als Ansprechperson genannt: {contact}</Trans></p>}
      {approve.isError && <Notice tone="bad" live>{words.fault(approve.error)}</Notice>}
      <div className={calm['actions']}>
        <Button loading={approve.isPending} onClick={() => approve.mutate()}><Trans>Veröffentlichen</Trans></Button>
        <ConfirmInPlace label={<Trans>Ablehnen</Trans>} title={<Trans>Der Bedarf wird gelöscht.</Trans>} confirm={<Trans>Ja, ablehnen</Trans>} run={() => refuse.mutate()} pending={refuse.isPending} error={refuse.error} />
      </div>
    </Card>
  )
}
