import { TextInput, type TextInputProps } from '@mantine/core'
import { words } from '../../words.ts'

/** Six digits from a mail: one field, so that pasting and autofill work, and whatever was copied along is dropped. */
export function CodeInput({ onChange, ...props }: Omit<TextInputProps, 'onChange'> & { onChange?: (code: string) => void }) {
  return (
    <TextInput
      {...props}
      label={words.auth.code} name="code" inputMode="numeric" autoComplete="one-time-code" placeholder="000000" spellCheck={false}
      onChange={event => onChange?.(event.currentTarget.value.replace(/\D/g, '').slice(0, 6))}
      styles={{ input: { fontSize: '1.25rem', letterSpacing: '0.35em', fontVariantNumeric: 'tabular-nums' } }}
    />
  )
}
