import { Button, Group, Modal, Select, Stack, TagsInput, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { access, type Video } from '../../../../../functions/videos/contract.ts'
import { studioWords } from '../../../words/studio.ts'
import { words } from '../../../words.ts'
import type { Change } from './undo-of.ts'

const say = studioWords.batch
const choices = (named: Readonly<Record<string, string>>, keys: readonly string[]) => [{ value: '', label: say.asItIs }, ...keys.map(value => ({ value, label: named[value]! }))]

/** Changes several films alike. What is left as it is stays so, film by film. */
export function BatchEdit({ count, opened, onClose, onChange }: { count: number; opened: boolean; onClose: () => void; onChange: (change: Change) => void }) {
  const form = useForm({ initialValues: { access: '', category: '', tags: [] as string[] } })
  const submit = form.onSubmit(({ access: who, category, tags }) => {
    onChange({
      ...(who && { access: who as Video['access'] }),
      ...(category && { category: category as Video['category'] }),
      ...(tags.length > 0 && { tags }),
    })
    form.reset()
    onClose()
  })
  return (
    <Modal opened={opened} onClose={onClose} title={say.title(count)}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <Select label={words.videos.edit.access} data={choices(words.videos.access, access.options)} allowDeselect={false} data-autofocus {...form.getInputProps('access')} />
          <Select label={words.videos.edit.category} data={choices(words.videos.categories, Object.keys(words.videos.categories))} allowDeselect={false} searchable {...form.getInputProps('category')} />
          <TagsInput label={words.videos.edit.tags} description={say.tagsHint} maxTags={20} {...form.getInputProps('tags')} />
          <Text size="sm" c="dimmed">{say.undoHint}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>{words.actions.cancel}</Button>
            <Button type="submit" disabled={!form.isDirty()}>{say.apply(count)}</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
