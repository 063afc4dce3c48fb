import { defineErrors } from '../platform/errors.ts'

export const errors = defineErrors({
  queue_not_found: { status: 404, title: 'No such queue', detail: 'There is no queue of this name.', when: 'The name stands in no list of this stage.' },
  no_dead_letters: { status: 409, title: 'Nothing to give back', detail: 'This queue has no dead letters.', when: 'Somebody else was faster, or there never were any.' },
  cannot_go_back: { status: 409, title: 'These cannot go back', detail: 'What was set aside here names records of a stream, which cannot be given back. The runbook says what to do.', when: 'Redriving what a table\'s stream set aside.' },
  going_back_already: { status: 409, title: 'On their way already', detail: 'The dead letters of this queue are being given back already.', when: 'SQS has a move of this queue under way.' },
})
