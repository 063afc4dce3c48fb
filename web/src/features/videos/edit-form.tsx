import { Button, Group, Radio, Select, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useBlocker } from '@tanstack/react-router'
import { access, videosContract, type Access, type Video } from '../../../../functions/videos/contract.ts'
import { api } from '../../api.ts'
import { placeProblem } from '../../components/problem.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import { by } from '../../components/validate.ts'
import { words } from '../../words.ts'
import classes from './edit-page.module.css'
import { languages } from './languages.ts'
import { videoKeys } from './queries.ts'

const say = words.videos.edit
const categories = Object.entries(words.videos.categories).map(([value, label]) => ({ value, label }))
const typedOf = ({ title, description, tags, category, access, language }: Video) => ({ title, description, tags, category, access, language })

export function EditForm({ film }: { film: Video }) {
  const client = useQueryClient()
  const form = useForm({ initialValues: typedOf(film), validateInputOnBlur: true, validate: by(videosContract.routes.put.body) })
  const save = useMutation({
    // No If-Match: a film's version moves with every step of its encoding, and what is typed here touches none of that.
    mutationFn: (typed: typeof form.values) => api.videos.put({ params: { id: film.id }, body: typed }),
    onSuccess: async saved => {
      client.setQueryData(videoKeys.one(film.id), saved)
      form.setInitialValues(typedOf(saved))
      form.setValues(typedOf(saved))
      await client.invalidateQueries({ queryKey: videoKeys.all })
    },
    onError: problem => placeProblem(form, problem),
  })
  const isDirty = form.isDirty()
  useBlocker({ shouldBlockFn: () => isDirty && !confirm(`${say.unsaved} ${words.leaveAnyway}`), enableBeforeUnload: isDirty, disabled: !isDirty })
  return (
    <form onSubmit={form.onSubmit(typed => save.mutate(typed))} noValidate>
      <Stack>
        <TextInput label={say.heading} maxLength={120} {...form.getInputProps('title')} />
        <Textarea label={say.description} autosize minRows={5} maxRows={16} {...form.getInputProps('description')} />
        <Radio.Group label={say.access} {...form.getInputProps('access')}>
          <div className={classes.choices}>{access.options.map(option => <Choice key={option} access={option} />)}</div>
        </Radio.Group>
        <Group grow align="flex-start">
          <Select label={say.category} data={categories} allowDeselect={false} searchable {...form.getInputProps('category')} />
          <Select label={say.language} data={languages(film.language)} allowDeselect={false} searchable {...form.getInputProps('language')} />
        </Group>
        <TagsInput label={say.tags} description={say.tagsHint} maxTags={20} clearable {...form.getInputProps('tags')} />
        <ProblemNote problem={Object.keys(form.errors).length > 0 ? null : save.error} />
      </Stack>
      <div className={classes.save}>
        <Button type="submit" loading={save.isPending} disabled={!isDirty}>{say.save}</Button>
        <Text size="sm" c="dimmed" role="status">{isDirty ? say.unsaved : save.isSuccess ? say.saved : ''}</Text>
      </div>
    </form>
  )
}

const Choice = ({ access }: { access: Access }) => (
  <Radio.Card value={access} className={classes.choice} aria-label={words.videos.access[access]}>
    <Group wrap="nowrap" align="flex-start" gap="sm">
      <Radio.Indicator mt={2} />
      <div>
        <Text size="sm" fw={600}>{words.videos.access[access]}</Text>
        <Text size="xs" c="dimmed">{words.videos.accessHint[access]}</Text>
      </div>
    </Group>
  </Radio.Card>
)
