import { Plural, Trans } from '@lingui/react/macro'
import type { Language } from '@steckwerk/form'
import type { MissingText } from '../../../client/form-build.ts'
import classes from './forms.module.css'

/** How many texts one of the languages lacks, with a way to the first of them. Nothing is missing where nothing is said in either. */
export function MissingTexts({ missing, onShow }: { missing: readonly MissingText[]; onShow: (linkId: string) => void }) {
  return (['en', 'de'] as const).map(language => <Lacking key={language} language={language} missing={missing.filter(one => one.language === language)} onShow={onShow} />)
}

function Lacking({ language, missing, onShow }: { language: Language; missing: readonly MissingText[]; onShow: (linkId: string) => void }) {
  const count = missing.length
  const first = missing.find(({ linkId }) => linkId !== undefined)?.linkId
  if (count === 0) return null
  return (
    <p className={classes['small']}>
      {language === 'en' ? <Plural value={count} one="# Text fehlt auf Englisch." other="# Texte fehlen auf Englisch." /> : <Plural value={count} one="# Text fehlt auf Deutsch." other="# Texte fehlen auf Deutsch." />}{' '}
      <Trans>Dort lesen alle den vorhandenen Text.</Trans>{' '}
      {first !== undefined && <button type="button" className={classes['plain']} onClick={() => onShow(first)}><Trans>Zur ersten Frage, der etwas fehlt</Trans></button>}
    </p>
  )
}
