import { Trans, useLingui } from '@lingui/react/macro'
import type { FormLine } from '@steckwerk/api/contract/form'
import type { ReactNode } from 'react'
import { Card, Column, Item } from '../../../shell/calm.tsx'
import { useFaultText } from '../../../shell/fault-text.ts'
import { useFormats } from '../../../shell/format.ts'
import { Loading } from '../../../shell/loading.tsx'
import { Empty, Notice } from '../../../shell/notice.tsx'
import { PageHead } from '../../../shell/page.tsx'
import { FormState } from '../../form/form-state.tsx'
import { BackHome } from '../back-home.tsx'
import { PersonSwitch } from '../person-switch.tsx'
import { usePeople } from '../use-people.ts'
import { FormActions } from './form-actions.tsx'
import { useForms } from './use-forms.ts'
import calm from '../../../shell/calm.module.css'

/** Questionnaires of all linked hospitals: to be filled in, begun, sent. */
export function FormsPage() {
  const { t } = useLingui()
  const faultText = useFaultText()
  const { people, person } = usePeople()
  const { query, mine } = useForms(person)
  const open = mine.filter(({ state, mayAct }) => state === 'draft' || (state === 'waiting' && mayAct))
  const done = mine.filter(({ state }) => state === 'done')
  const failed = query.data?.unreachable.map(({ name }) => name).join(', ') ?? ''
  return (
    <Column>
      <PageHead title={t`Fragebögen`} above={<BackHome />} lead={<Trans>Was Ihre Krankenhäuser von Ihnen wissen möchten. Jede Antwort wird gleich gespeichert; Sie können auf einem anderen Gerät weitermachen.</Trans>} />
      <PersonSwitch people={people} person={person} />
      {query.isError && <Notice tone="bad" live>{faultText(query.error)}</Notice>}
      {query.isPending && <Loading />}
      {failed !== '' && <Notice tone="warn"><Trans>Von {failed} kam gerade keine Antwort. Die Fragebögen dort fehlen hier.</Trans></Notice>}
      {query.data !== undefined && (
        <>
          <Card title={<Trans>Zu erledigen</Trans>} icon="bell">
            {open.length === 0 ? <Empty icon="check" title={<Trans>Zurzeit ist nichts auszufüllen.</Trans>}><Trans>Wenn ein Krankenhaus etwas wissen möchte, zum Beispiel vor einem Termin, steht es hier.</Trans></Empty> : <Lines lines={open} />}
          </Card>
          {done.length > 0 && <Card title={<Trans>Abgeschickt</Trans>} icon="check"><Lines lines={done} again={newest(done)} /></Card>}
        </>
      )}
    </Column>
  )
}

function Lines({ lines, again = new Set() }: { lines: readonly FormLine[]; again?: ReadonlySet<FormLine> }): ReactNode {
  const { i18n } = useLingui()
  const { dateTime } = useFormats()
  return (
    <ul className={calm['list']}>
      {lines.map(line => {
        const [house, at] = [line.carrier.name, line.at === undefined ? '' : dateTime(line.at)]
        return (
          <li key={`${line.carrier.slug} ${line.response ?? line.questionnaire}`}>
            <Item name={i18n.locale === 'en' ? line.title.en : line.title.de} tag={<FormState state={line.state === 'waiting' ? 'open' : line.state === 'draft' ? 'begun' : 'done'} />} actions={<FormActions line={line} again={again.has(line)} quiet={line.state === 'done'} />}>
              <span className={calm['small']}>{at === '' ? house : line.state === 'done' ? <Trans>{house}, abgeschickt am {at}</Trans> : <Trans>{house}, zwischengespeichert am {at}</Trans>}</span>
            </Item>
          </li>
        )
      })}
    </ul>
  )
}

/** Of each questionnaire the one sent last: only there it is offered again. */
function newest(done: readonly FormLine[]): ReadonlySet<FormLine> {
  return new Set([...Map.groupBy(done, ({ carrier, questionnaire }) => `${carrier.slug} ${questionnaire.split('|')[0]!}`).values()].map(lines => lines[0]!))
}
