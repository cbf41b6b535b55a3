import { Trans } from '@lingui/react/macro'
import type { Block, Run } from '../../../client/news.ts'
import { Icon } from '../../../shell/icon.tsx'
import classes from './news.module.css'

/** What an editor wrote, as elements: nothing of it is ever read as markup. Links go to other sites, and say so. */
export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return (
    <div className={classes['text']}>
      {blocks.map((block, at) => (block.kind === 'list'
        ? <ul key={at}>{block.items.map((item, place) => <li key={place}><Runs runs={item} /></li>)}</ul>
        : <p key={at}><Runs runs={block.runs} /></p>))}
    </div>
  )
}

function Runs({ runs }: { runs: readonly Run[] }) {
  return runs.map(({ text, link }, at) => (link === undefined
    ? <span key={at}>{text}</span>
    : <ExternalLink key={at} href={link}>{text}</ExternalLink>))
}

/** The addressed page learns nothing of this one. */
export function ExternalLink({ href, children }: { href: string; children: string }) {
  return <a href={href} rel="noopener noreferrer nofollow" className={classes['external']}>{children}<span className={classes['mark']}> <Icon name="forward" size="0.85em" /></span><span className={classes['spoken']}> <Trans>(andere Website)</Trans></span></a>
}
