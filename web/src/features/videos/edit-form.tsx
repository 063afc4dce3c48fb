import { Alert, Button, Group, Radio, Select, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import { access, type Access } from '../../../../functions/videos/contract.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import { studioWords } from '../../words/studio.ts'
import { words } from '../../words.ts'
import type { WordsForm } from './edit/use-words-form.ts'
import classes from './edit-page.module.css'
import { languages } from './languages.ts'

const say = words.videos.edit
const categories = Object.entries(words.videos.categories).map(([value, label]) => ({ value, label }))

/** What is written about a film. */
export function EditForm({ words: { form, saving, save, settle, meanwhile }, language }: { words: WordsForm; language: string }) {
  const isDirty = form.isDirty()
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
          <Select label={say.language} data={languages(language)} allowDeselect={false} searchable {...form.getInputProps('language')} />
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
