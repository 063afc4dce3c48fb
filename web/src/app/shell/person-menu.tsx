import { Menu, Text, UnstyledButton, useMantineColorScheme, type MantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconLogout, IconMoon, IconSettings, IconSun } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { User } from '../../../../functions/auth/contract.ts'
import { Face } from '../../components/face.tsx'
import { ConfirmLeaving } from '../../components/leave-guard.tsx'
import { words } from '../../words.ts'
import { areasFor } from './areas.ts'
import { useSignOut } from './use-sign-out.ts'

const schemes = [['dark', IconMoon], ['light', IconSun], ['auto', IconDeviceDesktop]] as const

export default function PersonMenu({ person }: { person: User }) {
  const { losses, press, stay, leave } = useSignOut()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton aria-label={words.actions.menu} style={{ borderRadius: '50%' }}><Face of={person.id} picture={person.face} size={36} /></UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Text px="sm" pt="xs" size="sm" fw={600} truncate>{person.displayName}</Text>
        <Text px="sm" pb="xs" size="xs" c="dimmed" truncate>{person.email}</Text>
        <Menu.Divider />
        {areasFor(person).map(({ to, label, icon: Icon }) => (
          <Menu.Item key={to} component={Link} to={to} leftSection={<Icon size={18} aria-hidden />}>{label}</Menu.Item>
        ))}
        <Menu.Item component={Link} to="/account" leftSection={<IconSettings size={18} aria-hidden />}>{words.areas.account}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{words.scheme.label}</Menu.Label>
        <Menu.RadioGroup value={colorScheme} onChange={scheme => setColorScheme(scheme as MantineColorScheme)}>
          {schemes.map(([scheme, Icon]) => <Menu.RadioItem key={scheme} value={scheme} rightSection={<Icon size={18} aria-hidden />}>{words.scheme[scheme]}</Menu.RadioItem>)}
        </Menu.RadioGroup>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={press}>{words.actions.signOut}</Menu.Item>
      </Menu.Dropdown>
      <ConfirmLeaving opened={losses !== null} title={words.leaving.signOut} texts={losses ?? []} action={words.actions.signOut} onStay={stay} onLeave={leave} />
    </Menu>
  )
}
