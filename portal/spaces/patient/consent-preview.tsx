import { Trans, useLingui } from '@lingui/react/macro'
import type { ConsentRequest } from '@steckwerk/api/contract/consent'
import { useQuery } from '@tanstack/react-query'
import { previewConsent } from '../../client/consents.ts'
import { useFaultText } from '../../shell/fault-text.ts'
import { useFormats } from '../../shell/format.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import classes from './patient.module.css'

/** What the recipient sees now, and would see with the release. */
export function ConsentPreviewView({ asked }: { asked: ConsentRequest }) {
  const { i18n } = useLingui()
  const { number } = useFormats()
  const faultText = useFaultText()
  const preview = useQuery({ queryKey: ['consents', 'preview', asked], queryFn: ({ signal }) => previewConsent(asked, signal), gcTime: 0 })
  const language = i18n.locale === 'en' ? 'en' : 'de'
  if (preview.isPending) return <Loading />
  if (preview.isError) return <Notice tone="bad" live>{faultText(preview.error)}</Notice>
  const { counts, sentences } = preview.data
  const more = counts.reduce((sum, { now, after }) => sum + after - now, 0)
  return (
    <>
      <div className={classes['sentences']}>{sentences[language].map((sentence, index) => <p key={index}>{sentence}</p>)}</div>
      <table className={classes['preview']}>
        <caption className="aloud"><Trans>Einträge, die der Empfänger sieht</Trans></caption>
        <thead><tr><th scope="col"><Trans>Art der Daten</Trans></th><th scope="col"><Trans>Heute sichtbar</Trans></th><th scope="col"><Trans>Dann sichtbar</Trans></th></tr></thead>
        <tbody>
          {counts.map(({ category, words, now, after }) => (
            <tr key={category} data-more={after > now ? '' : undefined}><th scope="row">{words[language]}</th><td>{number(now)}</td><td>{number(after)}</td></tr>
          ))}
        </tbody>
      </table>
      {more === 0 && <Notice tone="quiet"><Trans>Zurzeit ändert sich dadurch nichts: Entweder sieht der Empfänger das schon, oder es gibt dort noch keine solchen Daten.</Trans></Notice>}
    </>
  )
}
