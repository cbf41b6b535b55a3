import { Checkbox, Fieldset, NativeSelect, NumberInput, TextInput } from '@mantine/core'
import { useLingui } from '@lingui/react/macro'
import type { OrderField, OrderValues } from '../../../client/order-fields.ts'

/** The fields of an order's form, as the plan's schema tells them. */
export function SchemaFields({ fields, values, wrong, onChange }: {
  fields: readonly OrderField[]; values: OrderValues; wrong: Readonly<Record<string, string>>; onChange: (values: OrderValues) => void
}) {
  const { t } = useLingui()
  return fields.map(({ name, kind, label, hint, required, options, input }) => {
    const set = (value: string | boolean | readonly string[]) => onChange({ ...values, [name]: value })
    const common = { name, label, description: hint, error: wrong[name], required, withAsterisk: required }
    const value = values[name]
    if (kind === 'flag') return <Checkbox key={name} name={name} label={label} description={hint} error={wrong[name]} checked={value === true} onChange={event => set(event.currentTarget.checked)} />
    if (kind === 'number') return <NumberInput key={name} {...common} value={String(value ?? '')} onChange={next => set(String(next))} decimalSeparator="," allowedDecimalSeparators={['.', ',']} />
    if (kind === 'choice') return <NativeSelect key={name} {...common} value={String(value ?? '')} onChange={event => set(event.currentTarget.value)} data={[{ value: '', label: t`Bitte wählen` }, ...options.map(one => ({ value: one, label: one }))]} />
    if (kind === 'several') {
      const chosen = (value ?? []) as readonly string[]
      return (
        <Fieldset key={name} legend={label} variant="unstyled">
          {options.map(one => <Checkbox key={one} label={one} checked={chosen.includes(one)} onChange={event => set(event.currentTarget.checked ? [...chosen, one] : chosen.filter(other => other !== one))} />)}
        </Fieldset>
      )
    }
    return <TextInput key={name} {...common} type={input} value={String(value ?? '')} onChange={event => set(event.currentTarget.value)} autoComplete="off" />
  })
}
