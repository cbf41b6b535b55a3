import { valueMember, type Element, type Extension } from '@steckwerk/form'
import { put } from './form-build-words.ts'

/** The element with the first extension of this address changed, added at the end, or (undefined) gone. Others and their order stay. */
export function putExtension<T extends Element>(element: T, url: string, extension: Extension | undefined): T {
  const list = element.extension ?? []
  const at = list.findIndex(one => one.url === url)
  const next = extension === undefined ? list.filter((_, index) => index !== at) : at < 0 ? [...list, extension] : list.with(at, extension)
  return put(element, 'extension', next.length === 0 ? undefined : next)
}

/** The extension with another value, and whatever else it says. */
export function withValue(before: Extension | undefined, url: string, member: string, value: unknown): Extension {
  const { [(before === undefined ? undefined : valueMember(before)) ?? '']: _, ...rest } = before ?? { url }
  return { ...rest, url, [member]: value }
}
