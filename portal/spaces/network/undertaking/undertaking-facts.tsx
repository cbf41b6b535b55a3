import { Trans, useLingui } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Undertaking } from '../../../client/undertakings.ts'
import { Card } from '../../../shell/calm.tsx'
import { useFormats } from '../../../shell/format.ts'
import { Tag } from '../../../shell/notice.tsx'
import { useNetwork } from '../use-network.ts'
import { useAmounts } from './use-amounts.ts'
import { useUndertakingWords } from './use-undertaking-words.ts'
import calm from '../../../shell/calm.module.css'
import facts from '../network.module.css'
import classes from './undertaking.module.css'

/** What there is to say of an undertaking; what nobody said is left out. */
export function UndertakingFactsView({ undertaking }: { undertaking: Undertaking }) {
  const { t } = useLingui()
  const network = useNetwork()
  const words = useUndertakingWords()
  const { euro } = useAmounts()
  const { what, forWhom, topics, origin, reason, partners, costs, funding, lessons, contacts, links } = undertaking
  const params = { network: network.slug }
  const hasCosts = costs.once !== null || costs.yearly !== null || funding !== ''
  return (
    <>
      <Card title={<Trans>Worum es geht</Trans>} icon="table">
        {reason !== '' && <p className={classes['text']}><strong>{words.state(undertaking.state)}:</strong> {reason}</p>}
        {what !== '' && <p className={classes['text']}>{what}</p>}
        <dl className={facts['facts']}>
          {forWhom !== '' && <Fact name={t`Für wen`}>{forWhom}</Fact>}
          {topics.length > 0 && <Fact name={t`Themen`}>{topics.join(', ')}</Fact>}
          {origin !== null && <Fact name={t`Entstanden aus`}>{origin.path === '' ? origin.title : <a href={origin.path}>{origin.title || t`dem Anlass`}</a>}</Fact>}
        </dl>
      </Card>
      <Results undertaking={undertaking} />
      {partners.length > 0 && (
        <Card title={<Trans>Partner</Trans>} icon="people">
          <ul className={calm['list']}>
            {partners.map(({ actor, name, role, confirmed }) => (
              <li key={actor}>
                <Link to="/netz/$network/verzeichnis/$actor" params={{ ...params, actor }}>{name}</Link>{role !== '' && <> · {role}</>}
                {!confirmed && <> · <span className={calm['small']}><Trans>noch nicht bestätigt</Trans></span></>}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {hasCosts && (
        <Card title={<Trans>Kosten</Trans>} icon="chart">
          <dl className={facts['facts']}>
            <Fact name={t`Einmalig`}>{[euro(costs.once), costs.onceFor].filter(part => part !== '').join(' · ')}</Fact>
            <Fact name={t`Laufend im Jahr`}>{[euro(costs.yearly), costs.yearlyFor].filter(part => part !== '').join(' · ')}</Fact>
            {funding !== '' && <Fact name={t`Förderung`}>{funding}</Fact>}
          </dl>
        </Card>
      )}
      {(lessons.different !== '' || lessons.helped !== '') && (
        <Card title={<Trans>Was wir gelernt haben</Trans>} icon="help">
          <dl className={facts['facts']}>
            {lessons.different !== '' && <Fact name={t`Was würden wir anders machen?`}>{lessons.different}</Fact>}
            {lessons.helped !== '' && <Fact name={t`Was hat geholfen?`}>{lessons.helped}</Fact>}
          </dl>
        </Card>
      )}
      {links.length > 0 && (
        <Card title={<Trans>Dazu gehört</Trans>} icon="share">
          <ul className={calm['list']}>{links.map(({ kind, title, href }) => <li key={`${kind} ${href}`}><a href={href} rel="noreferrer nofollow">{title}</a> <Tag tone="quiet" icon="forward">{words.link(kind)}</Tag></li>)}</ul>
        </Card>
      )}
      {contacts.length > 0 && (
        <Card title={<Trans>Ansprechpersonen</Trans>} icon="person">
          <ul className={calm['list']}>{contacts.map(({ name, organization, role }) => <li key={name}>{[name, role, organization].filter(part => part !== '').join(' · ')}</li>)}</ul>
        </Card>
      )}
    </>
  )
}

function Results({ undertaking: { evidence } }: { undertaking: Undertaking }) {
  const { value } = useAmounts()
  const { date } = useFormats()
  if (evidence.figures.length + evidence.links.length === 0) return null
  return (
    <Card title={<Trans>Ergebnisse und Belege</Trans>} icon="check">
      {evidence.figures.length > 0 && (
        <ul className={calm['list']}>
          {evidence.figures.map(figure => (
            <li key={JSON.stringify(figure)}>{figure.what}: <strong>{value(figure)}</strong><br /><span className={calm['small']}>{[date(figure.day), figure.source].join(' · ')}</span></li>
          ))}
        </ul>
      )}
      {evidence.links.length > 0 && <ul className={calm['list']}>{evidence.links.map(({ title, href }) => <li key={href}><a href={href} rel="noreferrer nofollow">{title}</a></li>)}</ul>}
    </Card>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return <div><dt>{name}</dt><dd>{children}</dd></div>
}
