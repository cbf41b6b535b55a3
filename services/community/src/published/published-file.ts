import { createHash } from 'node:crypto'
import type { RouteAnswer } from '@steckwerk/plug'

/** A file that programs fetch again and again: who has it already gets nothing. `of` is what the tag stands for where the text itself changes with each fetch. */
export function publishedFile(contentType: string, content: string, of: string = content): RouteAnswer {
  const tag = createHash('sha256').update(of).digest('base64url').slice(0, 22)
  return { status: 200, headers: { 'cache-control': 'public, max-age=300', 'etag': `"${tag}"` }, file: { contentType, content } }
}
