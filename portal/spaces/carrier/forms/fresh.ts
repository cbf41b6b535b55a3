/** Was just added, or is to be mended: takes the focus; another object, and it takes it again. */
export interface Fresh {
  readonly linkId: string
}
