import { Trans } from '@lingui/react/macro'
import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { sayHelpful, type Question } from '../../../client/faq.ts'
import { Notice } from '../../../shell/notice.tsx'
import { Blocks } from '../news/blocks.tsx'
import { useNewsWords } from '../news/use-news-words.ts'
import { useNetwork } from '../use-network.ts'
import calm from '../../../shell/calm.module.css'
import classes from './faq.module.css'

/** An answer, and whether it helped: counted once for each browser. */
export function AnswerView({ question: { id, blocks, question }, alone = false }: { question: Question; alone?: boolean }) {
  const network = useNetwork()
  const words = useNewsWords()
  const say = useMutation({ mutationFn: (helpful: boolean) => sayHelpful(network, id, helpful) })
  return (
    <div className={classes['answer']}>
      <Blocks blocks={blocks} />
      {say.isSuccess
        ? <Notice tone="ok" live><Trans>Danke für die Rückmeldung.</Trans></Notice>
        : (
            <div className={`${calm['actions']} screen-only`} role="group" aria-label={question}>
              <span><Trans>War das hilfreich?</Trans></span>
              <Button size="compact-md" variant="default" loading={say.isPending && say.variables} onClick={() => say.mutate(true)}><Trans>Ja</Trans></Button>
              <Button size="compact-md" variant="default" loading={say.isPending && !say.variables} onClick={() => say.mutate(false)}><Trans>Nein</Trans></Button>
              {!alone && <Link to="/netz/$network/fragen/$question" params={{ network: network.slug, question: id }}><Trans>Link zu dieser Antwort</Trans></Link>}
            </div>
          )}
      {say.isError && <Notice tone="bad" live>{words.fault(say.error)}</Notice>}
    </div>
  )
}
