import { useQueryClient } from '@tanstack/react-query'
import { api } from '../../../api.ts'
import { Face } from '../../../components/face.tsx'
import { words } from '../../../words.ts'
import { PictureField } from '../../pictures/picture-field.tsx'
import { showSelf } from '../session.ts'
import { profileQuery } from '../use-preferences.ts'
import { usePerson } from '../use-session.ts'

/** One's own picture. */
export function FaceField() {
  const person = usePerson()
  const client = useQueryClient()
  if (!person) return null
  const change = async (pictureId: string | null) => {
    showSelf(await (pictureId === null ? api.auth.removeFace() : api.auth.putFace({ body: { pictureId } })))
    await client.invalidateQueries({ queryKey: profileQuery.queryKey })
  }
  return (
    <PictureField label={words.pictures.face} hint={words.pictures.faceHint} purpose="face" has={person.face !== null} onChange={change}>
      <Face of={person.id} picture={person.face} size={96} />
    </PictureField>
  )
}
