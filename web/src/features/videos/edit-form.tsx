import { Alert, Button, Group, Radio, Select, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useBlocker } from '@tanstack/react-router'
import { access, videosContract, type Access, type Video } from '../../../../functions/videos/contract.ts'
import { placeProblem } from '../../components/problem.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import { by } from '../../components/validate.ts'
import { studioWords } from '../../words/studio.ts'
import { words } from '../../words.ts'
import { wordsOf } from './edit/film-words.ts'
import { SavedMeanwhile, useSaveFilm } from './edit/use-save-film.ts'
import classes from './edit-page.module.css'
import { languages } from './languages.ts'

const say = words.videos.edit
const categories = Object.entries(words.videos.categories).map(([value, label]) => ({ value, label }))

export function EditForm({ film }: { film: Video }) {
  const form = useForm({ initialValues: wordsOf(film), validateInputOnBlur: true, validate: by(videosContract.routes.put.body) })
  const { saving, see } = useSaveFilm(film)
  const take = (saved: Video) => {
    form.setInitialValues(wordsOf(saved))
    form.setValues(wordsOf(saved))
  }
  const save = (typed: typeof form.values) => saving.mutate(typed, { onSuccess: take, onError: problem => void placeProblem(form, problem) })
  const meanwhile = saving.error instanceof SavedMeanwhile ? saving.error.theirs : null
  const settle = (theirs: Video, mine: boolean) => {
    see(theirs)
    saving.reset()
    if (mine) save(form.values)
    else take(theirs)
  }
  const isDirty = form.isDirty()
  useBlocker({ shouldBlockFn: () => isDirty && !confirm(`${say.unsaved} ${words.leaveAnyway}`), enableBeforeUnload: isDirty, disabled: !isDirty })
  return (
    <form onSubmit={form.onSubmit(save)} noValidate>
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
        {meanwhile && (
          <Alert variant="default" role="alert" title={studioWords.conflict.title}>
            <Text size="sm">{studioWords.conflict.text}</Text>
            <Group gap="xs" mt="sm">
              <Button size="xs" onClick={() => settle(meanwhile, true)}>{studioWords.conflict.mine}</Button>
              <Button size="xs" variant="default" onClick={() => settle(meanwhile, false)}>{studioWords.conflict.theirs}</Button>
            </Group>
          </Alert>
        )}
        <ProblemNote problem={meanwhile || Object.keys(form.errors).length > 0 ? null : saving.error} />
      </Stack>
      <div className={classes.save}>
        <Button type="submit" loading={saving.isPending} disabled={!isDirty}>{say.save}</Button>
        <Text size="sm" c="dimmed" role="status">{isDirty ? say.unsaved : saving.isSuccess ? say.saved : ''}</Text>
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
