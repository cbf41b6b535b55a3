import { Trans } from '@lingui/react/macro'
import { scopeParts } from '../../client/scope-text.ts'
import { useTypeWords } from '../../shell/type-words.ts'
import { useScopeWords } from '../../shell/scope-words.ts'
import classes from './carrier.module.css'

/** Scopes with what each lets the app do. */
export function ScopeList({ scopes }: { scopes: readonly string[] }) {
  const words = useScopeWords()
  const type = useTypeWords()
  return (
    <ul className={classes['list']}>
      {scopes.map(scope => {
        const parts = scopeParts(scope)
        const { title, about } = words(parts)
        const own = scope.startsWith('system/') && parts.kind === 'data'
        return (
          <li key={scope}>
            <strong>{title}</strong> <code>{scope}</code><br />
            <span className={classes['small']}>{own ? <Trans>Für sich selbst, von allen Menschen dieses Trägers: {parts.type === '*' ? <Trans>alle Arten</Trans> : type(parts.type)}</Trans> : about}</span>
          </li>
        )
      })}
    </ul>
  )
}
