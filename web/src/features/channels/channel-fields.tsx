import { Textarea, TextInput } from '@mantine/core'
import type { ChangeEvent } from 'react'
import type { FormOf } from '../../components/use-save-on-top.ts'
import { words } from '../../words.ts'

export type ChannelWords = { name: string; handle: string; description: string }
interface ChannelFieldsProps {
  readonly form: FormOf<ChannelWords>
  readonly autoFocus?: boolean
  /** The handle is shown, and may not be changed. */
  readonly handleByOwners?: boolean
  readonly onName?: (name: string) => void
}

const say = words.channels.form
/** Beside which field a refusal belongs. */
export const fieldOf = { handle_taken: 'handle', handle_reserved: 'handle' }

/** What is written about a channel. */
export function ChannelFields({ form, autoFocus = false, handleByOwners = false, onName }: ChannelFieldsProps) {
  const name = form.getInputProps('name')
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    onName?.(event.currentTarget.value)
    name.onChange(event)
  }
  return (
    <>
      <TextInput label={say.name} autoFocus={autoFocus} {...name} onChange={change} />
      <TextInput label={say.handle} description={handleByOwners ? words.channels.team.handleByOwners : say.handleHint(form.values.handle.toLowerCase())} disabled={handleByOwners} spellCheck={false} autoCapitalize="none" {...form.getInputProps('handle')} />
      <Textarea label={say.description} description={say.descriptionHint} autosize minRows={4} maxRows={12} {...form.getInputProps('description')} />
    </>
  )
}
