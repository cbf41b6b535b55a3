import { Button } from '@mantine/core'
import { Trans, useLingui } from '@lingui/react/macro'
import type { AppointmentView, GuestKey } from '@steckwerk/api/contract/booking'
import type { FormDocument } from '@steckwerk/api/contract/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { beginGuestForm, fetchGuestForms, guestForm } from '../../../client/form.ts'
import { formsFor, type VisitForm } from '../../../client/form-visit.ts'
import { Card, Item } from '../../../shell/calm.tsx'
import { Notice } from '../../../shell/notice.tsx'
import { useNow } from '../../../shell/use-now.ts'
import { useFormFault } from '../../form/form-fault.ts'
import { FormState } from '../../form/form-state.tsx'
import calm from '../../../shell/calm.module.css'

/** "Vor Ihrem Besuch" of a guest: what can be filled in with the booking's code. */
export function GuestForms({ appointment, guest, onOpen }: { appointment: AppointmentView; guest: GuestKey; onOpen: (document: FormDocument) => void }) {
  const { t, i18n } = useLingui()
  const formFault = useFormFault()
  const queries = useQueryClient()
  const now = useNow(60_000)
  const house = appointment.carrier.name
  const key = ['guest-forms', appointment.carrier.slug, appointment.patient.id]
  const forms = useQuery({ queryKey: key, queryFn: () => fetchGuestForms(guest), gcTime: 0, refetchOnWindowFocus: false, retry: false })
  const open = useMutation({
    mutationFn: ({ line, state }: VisitForm) => state === 'open' ? beginGuestForm({ ...guest, questionnaire: line.questionnaire.split('|')[0]! }) : guestForm(guest, line.response ?? '').read(),
    gcTime: 0,
    onSuccess: document => {
      void queries.invalidateQueries({ queryKey: key })
      onOpen(document)
    },
  })
  const wanted = formsFor(appointment, forms.data?.forms ?? [], now)
  // Where there are no forms, or none for guests, there is nothing to say.
  if (wanted.length === 0) return null
  return (
    <Card title={<Trans>Vor Ihrem Besuch: Fragebogen</Trans>} icon="suitcase">
      {wanted.some(({ state }) => state !== 'done') && <p><Trans>{house} möchte vorab einiges wissen. Sie können jederzeit unterbrechen und mit Ihrem Buchungscode weitermachen.</Trans></p>}
      <ul className={calm['list']}>
        {wanted.map(form => {
          const title = i18n.locale === 'en' ? form.line.title.en : form.line.title.de
          const words = form.state === 'open' ? t`Jetzt ausfüllen` : form.state === 'begun' ? t`Weiter ausfüllen` : t`Ansehen`
          return (
            <li key={form.line.questionnaire}>
              <Item name={title} tag={<FormState state={form.state} />} actions={<Button size="md" {...(form.state === 'done' ? { variant: 'default' } : {})} aria-label={`${words}: ${title}`} loading={open.isPending && open.variables.line === form.line} onClick={() => open.mutate(form)}>{words}</Button>} />
            </li>
          )
        })}
      </ul>
      {open.isError && <Notice tone="bad" live>{formFault(open.error)}</Notice>}
    </Card>
  )
}
