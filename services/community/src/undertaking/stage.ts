/** How far an undertaking has come, from a need somebody voiced to a reference project that others find. */
export const stages = ['need', 'group', 'order', 'pilot', 'rollout', 'measured', 'reference'] as const
export type Stage = (typeof stages)[number]

/** Beside the stage, so that what rests or has ended still says how far it came. */
export const states = ['running', 'resting', 'ended'] as const
export type State = (typeof states)[number]

/** `asked`: its keepers want it published, an editor decides. */
export const publications = ['draft', 'asked', 'published'] as const
export type Publication = (typeof publications)[number]
