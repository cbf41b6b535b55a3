import { Trans, useLingui } from '@lingui/react/macro'
import type { RawMessage } from '@steckwerk/api/contract'
import { Notice } from '../../shell/notice.tsx'
import classes from './problems.module.css'

/** A message field by field. Masked fields are dots, and said to be. */
export function RawMessageView({ message }: { message: RawMessage }) {
  const { t } = useLingui()
  return (
    <div className={classes['message']}>
      {message.masked
        ? <Notice tone="quiet"><Trans>Felder mit Patientendaten sind verdeckt.</Trans></Notice>
        : <Notice tone="warn"><Trans>Klartext mit Patientendaten. Ihr Einblick ist protokolliert.</Trans></Notice>}
      {message.segments.map((segment, position) => (
        <table key={position} className={classes['segment']}>
          <caption>{segment.name}</caption>
          <thead className="aloud"><tr><th scope="col"><Trans>Feld</Trans></th><th scope="col"><Trans>Inhalt</Trans></th></tr></thead>
          <tbody>
            {segment.fields.map(field => (
              <tr key={field.index}>
                <th scope="row">{segment.name}-{field.index}</th>
                <td>{field.masked ? <span className={classes['masked']} title={t`verdeckt`}><span aria-hidden="true">{field.text}</span><span className="aloud"><Trans>verdeckt</Trans></span></span> : field.text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}
