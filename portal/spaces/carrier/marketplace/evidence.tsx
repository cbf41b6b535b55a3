import { Trans, useLingui } from '@lingui/react/macro'
import type { EvidenceInfo } from '@steckwerk/api/contract/marketplace'
import { useFormats } from '../../../shell/format.ts'
import { Tag } from '../../../shell/notice.tsx'
import { useMarketWords } from './use-market-words.ts'
import classes from '../carrier.module.css'

/** One piece of evidence: what it says, until when, and who says so. */
export function Piece({ piece, named = false, file }: { piece: EvidenceInfo; named?: boolean; file: string }) {
  const { t } = useLingui()
  const words = useMarketWords()
  const { date } = useFormats()
  const title = words.text(piece.title)
  const kind = words.evidence(piece.kind)
  const label = [named && !title.startsWith(kind) ? kind : '', title === piece.value ? '' : title, piece.value].filter(Boolean).join(': ')
  const facts = [
    ...(piece.issued === undefined ? [] : [t`vom ${date(piece.issued)}`]),
    ...(piece.expires === undefined ? [t`ohne Ablauf`] : [t`gilt bis ${date(piece.expires)}`]),
    piece.addedAt === null ? t`Selbstauskunft des Anbieters` : t`vom Betrieb der Plattform eingetragen am ${date(piece.addedAt.slice(0, 10))}`,
  ]
  return (
    <>
      <span>{label}</span>{' '}
      {piece.state === 'expired' && <Tag tone="bad"><Trans>zählt nicht</Trans></Tag>}
      {piece.state === 'expiring' && <Tag tone="warn"><Trans>läuft bald ab</Trans></Tag>}
      <div className={classes['small']}>{facts.join(' · ')}</div>
      {(piece.document || piece.url !== undefined) && (
        <div className={`${classes['small'] ?? ''} screen-only`}>
          {piece.document && <a className={classes['fileLink'] ?? ''} href={file} download aria-label={t`Dokument (PDF): ${label}`}><Trans>Dokument (PDF)</Trans></a>}
          {piece.document && piece.url !== undefined && ' · '}
          {piece.url !== undefined && <a className={classes['fileLink'] ?? ''} href={piece.url} target="_blank" rel="noreferrer noopener" aria-label={t`Beim Anbieter ansehen: ${label}`}><Trans>Beim Anbieter ansehen</Trans></a>}
        </div>
      )}
    </>
  )
}
