import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { words } from '../words.ts'

interface SearchFieldProps { readonly label: string; readonly value: string | undefined; readonly onChange: (text: string | undefined) => void; readonly className?: string }

/** A field whose text stands in the address a moment after one has typed it. */
export function SearchField({ label, value = '', onChange, className }: SearchFieldProps) {
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  const tell = useDebouncedCallback((text: string) => onChange(text.trim() || undefined), 250)
  // The address changed by itself: Back, or a link.
  if (value !== known) {
    setKnown(value)
    if (value !== typed.trim()) setTyped(value)
  }
  const type = (text: string) => {
    setTyped(text)
    tell(text)
  }
  return (
    <TextInput
      type="search" role="searchbox" aria-label={label} placeholder={label} className={className} value={typed} onChange={({ currentTarget }) => type(currentTarget.value)}
      leftSection={<IconSearch size={18} aria-hidden />} rightSection={typed && <CloseButton size="sm" aria-label={words.actions.clear} onClick={() => type('')} />}
    />
  )
}
