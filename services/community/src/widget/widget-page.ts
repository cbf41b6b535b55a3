import { element, type Xml } from '../published/xml.ts'

export type Language = 'de' | 'en'

/** One line of a widget: a link into the portal, and what stands below it. */
export interface WidgetLine {
  readonly title: string
  readonly url: string
  readonly about: string
}

/** Legible in any frame, at any width, by day and by night; without quotes and angle brackets. */
const style = `:root{color-scheme:light dark;--ink:#13272d;--dim:#475b61;--line:#d5dedc;--brand:#0a5a67;--paper:#fff}
@media(prefers-color-scheme:dark){:root{--ink:#e6eeec;--dim:#a7b9bb;--line:#2a3b40;--brand:#6fc6cf;--paper:#162225}}
*{box-sizing:border-box}body{margin:0;padding:14px 16px;background:var(--paper);color:var(--ink);font:16px/1.45 system-ui,sans-serif;overflow-wrap:anywhere}
h1{margin:0 0 8px;font-size:18px;line-height:1.25}ul{margin:0;padding:0;list-style:none}li{padding:9px 0;border-top:1px solid var(--line)}
a{color:var(--brand);font-weight:600}a:focus-visible{outline:3px solid var(--brand);outline-offset:2px}p{margin:2px 0 0;color:var(--dim);font-size:14.5px}footer{margin-top:10px;font-size:14px;color:var(--dim)}`

/** A page for other sites' frames. It holds no script; its links open in a window of their own. */
export function widgetPage({ language, title, lines, empty, more }: {
  readonly language: Language
  readonly title: string
  readonly lines: readonly WidgetLine[]
  /** Said where there are no lines. */
  readonly empty: string
  readonly more: { readonly words: string; readonly url: string }
}): string {
  const link = (words: string, url: string): Xml => element('a', { href: url, target: '_blank', rel: 'noopener' }, words)
  const listed = lines.map(({ title: name, url, about }) => element('li', {}, link(name, url), about === '' ? undefined : element('p', {}, about)))
  const page = element('html', { lang: language },
    element('head', {}, element('meta', { charset: 'utf-8' }), element('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }), element('title', {}, title), element('style', {}, style)),
    element('body', {}, element('main', {}, element('h1', {}, title), lines.length === 0 ? element('p', {}, empty) : element('ul', {}, ...listed)), element('footer', {}, link(more.words, more.url))))
  return `<!doctype html>${page.xml}`
}
