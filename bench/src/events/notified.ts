interface Part {
  readonly name: string
  readonly valueString?: string
  readonly valueReference?: { readonly reference: string }
}
interface Notification {
  readonly entry: readonly [{ readonly resource: { readonly parameter: readonly (Part & { readonly part?: readonly Part[] })[] } }]
}

export interface Notified {
  /** Its id. */
  readonly subscription: string
  /** In the order they are told; `focus`: `Type/id`, where it may be seen. */
  readonly events: readonly { readonly number: number; readonly focus: string | undefined }[]
}

/** What a notification tells. Source: Subscriptions R5 Backport 1.1, backport-subscription-status-r4. */
export function eventsIn(text: string): Notified {
  const { parameter } = (JSON.parse(text) as Notification).entry[0].resource
  return {
    subscription: parameter.find(({ name }) => name === 'subscription')!.valueReference!.reference.split('/').at(-1)!,
    events: parameter.filter(({ name }) => name === 'notification-event').map(({ part = [] }) => ({
      number: Number(part.find(({ name }) => name === 'event-number')!.valueString),
      focus: part.find(({ name }) => name === 'focus')?.valueReference?.reference.split('/').slice(-2).join('/'),
    })),
  }
}
