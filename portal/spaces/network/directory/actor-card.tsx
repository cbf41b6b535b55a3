import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { ActorLine } from '../../../client/directory.ts'
import { KindShape } from './kind-shape.tsx'
import { useKindWords } from './use-kind-words.ts'
import classes from './directory.module.css'

/** One of the directory's list, with the sign that it has on the map. */
export function ActorCard({ actor, network, isChosen, onShow }: { actor: ActorLine; network: string; isChosen: boolean; onShow: () => void }) {
  const kindWord = useKindWords()
  const { id, name, kind, city, topics, position } = actor
  return (
    <div className={classes['line']} data-chosen={isChosen}>
      <div className={classes['words']}>
        <Link to="/netz/$network/verzeichnis/$actor" params={{ network, actor: id }}>{name}</Link>
        <span className={classes['kind']}><KindShape kind={kind} />{kindWord(kind)} · {city}</span>
        {topics.length > 0 && <span>{topics.join(', ')}</span>}
      </div>
      {position === undefined
        ? <span className="aloud"><Trans>Nicht auf der Karte</Trans></span>
        : <button type="button" className={`${classes['show']} screen-only`} aria-pressed={isChosen} onClick={onShow}><Trans>Auf der Karte<span className="aloud">: {name}</span></Trans></button>}
    </div>
  )
}
