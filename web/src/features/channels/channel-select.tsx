import { Select } from '@mantine/core'
import type { Channel } from '../../../../functions/channels/contract.ts'
import { words } from '../../words.ts'

const { switcher } = words.channels.team

/** Which of several channels one works in: one's own, then those whose team one belongs to. Nothing to choose, nothing shown. */
export function ChannelSelect({ channels, value, onChange, personId }: { channels: readonly Channel[] | undefined; value: string | undefined; onChange: (id: string) => void; personId: string | undefined }) {
  if (!channels || channels.length < 2) return null
  const named = (own: boolean) => channels.filter(({ ownerId }) => (ownerId === personId) === own).map(({ id, name }) => ({ value: id, label: name }))
  const groups = [{ group: switcher.own, items: named(true) }, { group: switcher.teams, items: named(false) }].filter(({ items }) => items.length > 0)
  return (
    <Select
      aria-label={words.channels.choose} allowDeselect={false} value={value ?? null}
      data={groups.length > 1 ? groups : groups.flatMap(({ items }) => items)} onChange={id => id && onChange(id)}
    />
  )
}
