import { Group, Radio, Select, Stack, TagsInput, Text, Textarea, TextInput } from '@mantine/core'
import { access, type Access } from '../../../../functions/videos/contract.ts'
import { ProblemNote } from '../../components/problem-note.tsx'
import { SaveBar } from '../../components/save-bar.tsx'
import { SavedMeanwhileNote } from '../../components/saved-meanwhile-note.tsx'
import { studioWords } from '../../words/studio.ts'
import { words } from '../../words.ts'
import type { WordsForm } from './edit/use-words-form.ts'
import classes from './edit-page.module.css'
import { languages } from './languages.ts'

const say = words.videos.edit
const categories = Object.entries(words.videos.categories).map(([value, label]) => ({ value, label }))

/** What is written about a film. */
export function EditForm({ words: { form, save, isPending, isSaved, problem, meanwhile }, language }: { words: WordsForm; language: string }) {
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
      </Stack>
      <div className={classes.save}>
        <SavedMeanwhileNote title={studioWords.meanwhile} of={meanwhile} />
        <ProblemNote problem={problem} />
        <SaveBar isDirty={form.isDirty()} isPending={isPending} isSaved={isSaved} saved={say.saved} />
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
