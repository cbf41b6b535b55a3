import type { PlugDocuments } from '@steckwerk/plug'

export const evaluationKind = 'evaluation-settings'
export const settingsId = 'settings'

export interface Settings {
  /** Whether everybody reads the figures, but for those of introductions. */
  readonly public: boolean
}

export async function settingsOf(documents: PlugDocuments): Promise<Settings> {
  return (await documents.get<Settings>(evaluationKind, settingsId))?.body ?? { public: false }
}
