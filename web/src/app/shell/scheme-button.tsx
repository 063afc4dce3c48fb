import { ActionIcon, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconMoon, IconSun } from '@tabler/icons-react'
import { words } from '../../words.ts'

/** For whoever has no account menu yet. */
export function SchemeButton() {
  const { setColorScheme } = useMantineColorScheme()
  const other = useComputedColorScheme('dark') === 'dark' ? 'light' : 'dark'
  return (
    <ActionIcon variant="subtle" color="gray" size={40} onClick={() => setColorScheme(other)} aria-label={`${words.scheme.label}: ${words.scheme[other]}`}>
      {other === 'light' ? <IconSun size={20} aria-hidden /> : <IconMoon size={20} aria-hidden />}
    </ActionIcon>
  )
}
