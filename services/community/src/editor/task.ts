import type { PlugCarrier } from '@steckwerk/plug'

/** How much waits for the editors, by task: the page of the editors has a card for each name. Each part that gives them work has one of these. */
export type TaskSource = (parts: { readonly carrier: PlugCarrier; readonly now: number }) => Promise<Readonly<Record<string, number>>>
