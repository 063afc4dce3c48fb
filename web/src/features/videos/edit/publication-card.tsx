import { Button, Group, Paper, Radio, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { useState } from 'react'
import type { Video } from '../../../../../functions/videos/contract.ts'
import { ProblemNote } from '../../../components/problem-note.tsx'
import { exactly, exactlyIn } from '../../../format.ts'
import { studioWords } from '../../../words/studio.ts'
import type { PublicationForm, PublicationState } from './use-publication-form.ts'
import { localTime, zones } from './zones.ts'

const say = studioWords.publication
const states: readonly { value: PublicationState; label: string; hint: string; act: string }[] = [
  { value: 'published', label: say.published, hint: say.publishedHint, act: say.publish },
  { value: 'scheduled', label: say.scheduled, hint: say.scheduledHint, act: say.schedule },
  { value: 'draft', label: say.draft, hint: say.draftHint, act: say.unpublish },
]

/** Whether the film is shown: now, not yet, or from a time of a wall clock in a named zone. */
export function PublicationCard({ publication: { form, save }, film: { publication } }: { publication: PublicationForm; film: Pick<Video, 'publication'> }) {
  const [earliest] = useState(() => localTime(new Date()))
  const { state } = form.values
  return (
    <Paper component="section" withBorder radius="lg" p="md" bg="transparent" aria-labelledby="publication">
      <Title order={2} id="publication" mb="sm">{say.title}</Title>
      <form onSubmit={form.onSubmit(typed => save.mutate(typed))} noValidate>
        <Stack gap="sm">
          <Radio.Group aria-labelledby="publication" {...form.getInputProps('state')}>
            <Stack gap="xs">{states.map(({ value, label, hint }) => <Radio key={value} value={value} label={label} description={hint} />)}</Stack>
          </Radio.Group>
          {state === 'scheduled' && (
            <Group grow align="flex-start" preventGrowOverflow={false}>
              <TextInput type="datetime-local" label={say.at} min={earliest} miw={200} {...form.getInputProps('at')} />
              <Select label={say.zone} data={zones(form.values.zone)} allowDeselect={false} searchable miw={200} {...form.getInputProps('zone')} />
            </Group>
          )}
          {publication?.state === 'scheduled' && publication.at && <Text size="sm" c="dimmed">{say.told(exactlyIn(publication.zone!, publication.at), exactly(publication.at))}</Text>}
          <ProblemNote problem={Object.keys(form.errors).length > 0 ? null : save.error} />
          <Group><Button type="submit" variant="default" loading={save.isPending} disabled={!form.isDirty()}>{states.find(({ value }) => value === state)!.act}</Button></Group>
        </Stack>
      </form>
    </Paper>
  )
}
