import { TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { adminWords } from '../../../words/admin.ts'
import { filmIdIn } from './film-id-in.ts'
import classes from './staff-films.module.css'

const say = adminWords.films

/** Opens a film by its id, or by any address that holds it: what people paste into a complaint. */
export function FindFilm({ onFound }: { onFound: (id: string) => void }) {
  const [typed, setTyped] = useState('')
  const [missed, setMissed] = useState(false)
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    const id = filmIdIn(typed)
    setMissed(id === null)
    if (id === null) return
    setTyped('')
    onFound(id)
  }
  return (
    <form role="search" className={classes.find} onSubmit={submit}>
      <TextInput
        type="search" role="searchbox" aria-label={say.find} placeholder={say.find} value={typed} error={missed && say.noId} leftSection={<IconSearch size={18} aria-hidden />}
        onChange={({ currentTarget }) => { setTyped(currentTarget.value); setMissed(false) }}
      />
    </form>
  )
}
