import { Trans } from '@lingui/react/macro'
import { supportLinkOf, type FormNode } from '@steckwerk/form'
import { useFormats } from '../../shell/format.ts'
import { Icon } from '../../shell/icon.tsx'
import classes from './form.module.css'

/** What stands below a question: that it may be left out, where its answer comes from, where more is explained. undefined where there is nothing to say. */
export function hintOf(node: FormNode, house: string): React.ReactNode {
  const optional = node.item.required !== true && !node.readOnly
  const link = supportLinkOf(node.item)
  if (!optional && node.source === undefined && link === undefined) return undefined
  return (
    <span className={classes['hint']}>
      {optional && node.source === undefined && <span><Trans>Freiwillig</Trans></span>}
      {node.source !== undefined && <Source source={node.source} house={house} />}
      {link !== undefined && <a href={link} target="_blank" rel="noreferrer"><Trans>Mehr dazu</Trans></a>}
    </span>
  )
}

function Source({ source, house }: { source: NonNullable<FormNode['source']>; house: string }) {
  const { date } = useFormats()
  const day = source.at === undefined ? undefined : date(source.at)
  const words = source.kind === 'calculated' ? <Trans>Wird berechnet</Trans>
    : source.kind === 'initial' ? <Trans>Vorschlag, bitte prüfen</Trans>
      : source.reference?.startsWith('QuestionnaireResponse/') === true
        ? day === undefined ? <Trans>Ihre Antwort vom letzten Mal, bitte prüfen</Trans> : <Trans>Ihre Antwort vom {day}, bitte prüfen</Trans>
        : day === undefined ? <Trans>Aus der Akte von {house}, bitte prüfen</Trans> : <Trans>Aus der Akte von {house}, Stand {day}, bitte prüfen</Trans>
  return <span className={classes['source']}><Icon name="replay" />{words}</span>
}
