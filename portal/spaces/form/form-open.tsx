import { Button } from '@mantine/core'
import { Trans } from '@lingui/react/macro'
import type { FormDocument } from '@steckwerk/api/contract/form'
import { calculatesLive, type Questionnaire } from '@steckwerk/form'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useFaultText } from '../../shell/fault-text.ts'
import { Loading } from '../../shell/loading.tsx'
import { Notice } from '../../shell/notice.tsx'
import { FormFill } from './form-fill.tsx'
import type { FormOpenProps } from './form-open-props.ts'
import { FormSent } from './form-sent.tsx'
import { Review } from './review.tsx'

/** A form as it stands: to be filled in while it is a draft, to be read once it was sent. What calculates while somebody answers is loaded only for forms that need it. */
export function FormOpen(props: FormOpenProps) {
  const faultText = useFaultText()
  const [needs] = useState(() => needsOf(props.document))
  const evaluate = useQuery({ queryKey: ['fhirpath'], queryFn: async () => (await import('@steckwerk/form/fhirpath')).loadFhirpath(), enabled: needs === 'expressions', staleTime: Infinity, gcTime: Infinity })
  if (needs === 'broken') return <Notice tone="bad" live><Trans>Dieses Formular ist fehlerhaft und lässt sich nicht öffnen. Bitte sagen Sie dem Krankenhaus Bescheid.</Trans></Notice>
  if (evaluate.isError) return <Notice tone="bad" live>{faultText(evaluate.error)}</Notice>
  if (needs === 'expressions' && evaluate.data === undefined) return <Loading />
  const isOpen = props.document.response['status'] === 'in-progress' && props.mayAct
  const { document, source, level, onSent, step, onStep } = props
  if (!isOpen) return <FormSent document={document} source={source} evaluate={evaluate.data} level={level} />
  const house = document.carrier.name
  return (
    <FormFill
      document={document} source={source} evaluate={evaluate.data} house={house} step={step} onStep={onStep} level={level}
      ending={ending => <Review {...ending} house={house} source={source} onSent={onSent} level={level} />}
      closed={
        <Notice tone="warn" live action={<Button onClick={() => void source.read().then(onSent, () => undefined)}><Trans>Abgeschicktes Formular ansehen</Trans></Button>}>
          <Trans>Dieses Formular wurde schon abgeschickt, vielleicht auf einem anderen Gerät. Es lässt sich nicht mehr ändern.</Trans>
        </Notice>
      }
    />
  )
}

function needsOf({ questionnaire }: FormDocument): 'nothing' | 'expressions' | 'broken' {
  try {
    return calculatesLive(questionnaire as unknown as Questionnaire) ? 'expressions' : 'nothing'
  } catch {
    return 'broken'
  }
}
