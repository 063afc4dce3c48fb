/**
 * The tokens of the house: colours, type, space, radii. Components ask for `var(--house-…)` or for Mantine's own
 * variables, which are set from the same values here; no colour is written anywhere else.
 */
import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'
import { words } from './words.ts'

/** Spotlight amber; 4 is the accent on dark, 7 the one for text on light. */
const spotlight: MantineColorsTuple = ['#fff7e6', '#ffedc7', '#ffdc94', '#ffca5e', '#ffb224', '#f2a20d', '#d68400', '#ad5700', '#8f4700', '#6e3600']
/** Mantine's dark scale, 0 text to 9 deepest, with the touch of blue of a dark house. */
const dark: MantineColorsTuple = ['#eceef2', '#c9ced8', '#a4abb8', '#7b8392', '#2b303b', '#242832', '#1a1d25', '#12141a', '#0e1015', '#0b0c10']

const closeButtonProps = { 'aria-label': words.actions.close }

export const theme = createTheme({
  colors: { spotlight, dark },
  primaryColor: 'spotlight',
  // The same fill in both schemes: black on amber reads well on either.
  primaryShade: 4,
  autoContrast: true,
  black: '#14161b',
  white: '#ffffff',
  fontFamily: "'Inter Variable', 'Inter fallback', system-ui, sans-serif",
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '1rem', lg: '1.25rem', xl: '1.75rem' },
  lineHeights: { xs: '1.4', sm: '1.5', md: '1.5', lg: '1.4', xl: '1.25' },
  headings: {
    fontWeight: '650',
    sizes: { h1: { fontSize: '1.75rem', lineHeight: '1.25' }, h2: { fontSize: '1.25rem', lineHeight: '1.4' }, h3: { fontSize: '1rem', lineHeight: '1.5' } },
  },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '3rem' },
  radius: { sm: '0.375rem', md: '0.625rem', lg: '0.75rem' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { fw: 600 } },
    InputWrapper: { styles: { label: { marginBottom: 4 }, description: { marginBottom: 4 } } },
    Skeleton: { defaultProps: { radius: 'md' } },
    Modal: {
      defaultProps: { centered: true, radius: 'lg', overlayProps: { blur: 2, backgroundOpacity: 0.6 }, closeButtonProps },
      styles: { content: { border: '1px solid var(--house-line)', background: 'var(--house-raised)' }, header: { background: 'var(--house-raised)' }, title: { fontSize: '1.25rem', fontWeight: 650 } },
    },
    Drawer: { defaultProps: { closeButtonProps } },
    // Its first item has the focus, as menus have it; a placeholder of the library's would be an item of no role.
    Menu: { defaultProps: { shadow: 'lg', transitionProps: { duration: 120 }, withInitialFocusPlaceholder: false, menuItemTabIndex: 0 } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 120 } } },
  },
})

interface Scheme { readonly ground: string; readonly raised: string; readonly lifted: string; readonly line: string; readonly text: string; readonly dim: string; readonly accent: string; readonly live: string; readonly danger: string; readonly good: string }
const schemes: Record<'dark' | 'light', Scheme> = {
  dark: { ground: '#0b0c10', raised: '#12141a', lifted: '#1a1d25', line: '#272b35', text: '#eceef2', dim: '#a4abb8', accent: '#ffb224', live: '#e5484d', danger: '#ff6b6f', good: '#3fb984' },
  light: { ground: '#fbfbfc', raised: '#ffffff', lifted: '#f1f2f5', line: '#dfe1e6', text: '#14161b', dim: '#5b6270', accent: '#ad5700', live: '#d13438', danger: '#c22a2f', good: '#18794e' },
}

function variables({ ground, raised, lifted, line, text, dim, accent, live, danger, good }: Scheme) {
  return {
    '--house-ground': ground, '--house-raised': raised, '--house-lifted': lifted, '--house-line': line,
    '--house-text': text, '--house-dim': dim, '--house-accent': accent, '--house-live': live, '--house-danger': danger, '--house-good': good,
    '--mantine-color-body': ground,
    '--mantine-color-text': text,
    '--mantine-color-bright': text,
    '--mantine-color-dimmed': dim,
    '--mantine-color-placeholder': dim,
    '--mantine-color-anchor': accent,
    '--mantine-color-error': danger,
    '--mantine-color-default': lifted,
    '--mantine-color-default-hover': line,
    '--mantine-color-default-border': line,
    '--mantine-color-default-color': text,
    '--mantine-color-spotlight-text': accent,
    '--mantine-color-spotlight-light-color': accent,
    '--mantine-color-spotlight-outline': accent,
    '--mantine-color-red-outline': danger,
    '--mantine-color-red-text': danger,
    '--mantine-color-red-light-color': danger,
  }
}
/** Where a film plays it is dark, whatever the scheme. */
const stage = { '--house-stage': '#000000', '--house-stage-edge': '#0b0c10', '--house-stage-lit': '#1d212c', '--house-stage-text': '#eceef2', '--house-stage-dim': '#b4bac6' }

export const cssVariables: CSSVariablesResolver = () => ({ variables: stage, dark: variables(schemes.dark), light: variables(schemes.light) })
