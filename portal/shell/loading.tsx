import { Trans } from '@lingui/react/macro'
import classes from './loading.module.css'

/** Grey lines where a page will be: after 300 ms, with words after 2 s. */
export function Loading() {
  return (
    <div className={classes['loading']} role="status">
      <span className={classes['bar']} /><span className={classes['bar']} /><span className={classes['bar']} />
      <span className={classes['words']}><Trans>Wird geladen …</Trans></span>
    </div>
  )
}
