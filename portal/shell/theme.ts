/** Colours and type of the whole portal. A hospital's brand overrides these tokens and nothing else.
 *  Every text colour has at least 4.5:1, every line that carries meaning 3:1 on the surfaces it stands on (WCAG 2.2 AA). */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const petrol: MantineColorsTuple = [
  '#e9f5f5', '#d3e8e9', '#a8d2d5', '#78bac0', '#52a5ad', '#3795a0', '#1f7d89', '#0d6370', '#0a4f5b', '#073c46',
]

const light = {
  paper: '#f3f6f5', surface: '#ffffff', sunken: '#e9eeed', raised: '#ffffff',
  ink: '#13272d', 'ink-2': '#475b61', line: '#d5dedc', 'line-strong': '#7b8d90',
  brand: '#0a5a67', 'brand-soft': '#dcedee', 'on-brand': '#ffffff',
  bar: '#083f4a', 'on-bar': '#f1f7f6', 'on-bar-2': '#b9d5d7', 'bar-active': '#0f5f6d',
  copper: '#b3671a', plug: '#f0a24a',
  ok: '#1b6537', 'ok-soft': '#e0f1e5', warn: '#7a4a05', 'warn-soft': '#fcefd3', bad: '#a11f1b', 'bad-soft': '#fbe4e1',
  quiet: '#475b61', 'quiet-soft': '#e6ecec', fresh: '#fff1bf', focus: '#1257c9',
  'series-1': '#0a6573', 'series-2': '#b35c00', 'series-3': '#7a3b94', 'series-4': '#2d5fb0', 'series-5': '#5f6b1c', 'series-6': '#a3214f', button: '#0a4f5b', 'button-hover': '#073c46',
  shadow: '0 1px 2px rgb(10 40 46 / 8%), 0 2px 8px rgb(10 40 46 / 5%)',
}

const dark: typeof light = {
  paper: '#0e1719', surface: '#162225', sunken: '#0f1a1c', raised: '#1d2c30',
  ink: '#e6eeec', 'ink-2': '#a7b9bb', line: '#2a3b40', 'line-strong': '#7a9094',
  brand: '#6fc6cf', 'brand-soft': '#173b41', 'on-brand': '#06262b',
  bar: '#0a2b32', 'on-bar': '#eaf3f2', 'on-bar-2': '#a4c4c7', 'bar-active': '#15505b',
  copper: '#e5a050', plug: '#f0a24a',
  ok: '#7fd3a0', 'ok-soft': '#163524', warn: '#f0c063', 'warn-soft': '#3a2c0e', bad: '#ff9c92', 'bad-soft': '#451a18',
  quiet: '#a7b9bb', 'quiet-soft': '#24343a', fresh: '#4a3f10', focus: '#8db9ff',
  'series-1': '#6fc6cf', 'series-2': '#f0a95a', 'series-3': '#cf9ce4', 'series-4': '#8fb4f5', 'series-5': '#bcc974', 'series-6': '#f58fb2', button: '#1b7480', 'button-hover': '#0d6370',
  shadow: '0 1px 2px rgb(0 0 0 / 40%)',
}

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 8, dark: 4 },
  colors: { petrol },
  autoContrast: true,
  fontFamily: 'Roboto, "Segoe UI", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "Cascadia Mono", Consolas, "DejaVu Sans Mono", monospace',
  headings: { fontFamily: 'Roboto, "Segoe UI", system-ui, sans-serif', fontWeight: '700' },
  fontSizes: { xs: '0.8125rem', sm: '0.875rem', md: '1rem', lg: '1.125rem', xl: '1.375rem' },
  defaultRadius: 'md',
  radius: { sm: '4px', md: '8px', lg: '14px' },
  respectReducedMotion: true,
  focusRing: 'never',
})

/** The tokens as CSS variables: `--st-ink` and so on, for the style sheets of shell and spaces. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: variables(light, 'gray'), dark: variables(dark, 'dark') })

/** Our tokens, and those of the kit that must agree with them: its own placeholder and border greys are too faint. */
function variables(tokens: typeof light, greys: 'gray' | 'dark'): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(tokens).map(([name, value]) => [`--st-${name}`, value])),
    '--mantine-color-text': tokens.ink,
    '--mantine-color-body': tokens.paper,
    '--mantine-color-dimmed': tokens['ink-2'],
    '--mantine-color-placeholder': tokens['ink-2'],
    '--mantine-color-error': tokens.bad,
    // A full button's words are white in both schemes.
    '--mantine-color-petrol-filled': tokens.button,
    '--mantine-color-petrol-filled-hover': tokens['button-hover'],
    '--mantine-color-default': tokens.surface,
    '--mantine-color-default-hover': tokens.sunken,
    '--mantine-color-default-color': tokens.ink,
    '--mantine-color-default-border': tokens['line-strong'],
    [`--mantine-color-${greys}-4`]: tokens['line-strong'],
    // The ground of fields in the dark.
    ...(greys === 'dark' ? { '--mantine-color-dark-6': tokens.raised, '--mantine-color-dark-5': tokens.line } : {}),
  }
}
