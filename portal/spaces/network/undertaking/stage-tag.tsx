import type { Stage, State } from '../../../client/undertakings.ts'
import { Tag } from '../../../shell/notice.tsx'
import { useUndertakingWords } from './use-undertaking-words.ts'

/** How far it is, and whether it rests or has ended. */
export function StageTag({ stage, state }: { stage: Stage; state: State }) {
  const words = useUndertakingWords()
  if (state !== 'running') return <Tag tone={state === 'resting' ? 'warn' : 'quiet'} icon="clock">{`${words.stage(stage)}, ${words.state(state)}`}</Tag>
  return <Tag tone={stage === 'reference' ? 'ok' : 'quiet'} icon={stage === 'reference' ? 'check' : 'forward'}>{words.stage(stage)}</Tag>
}
