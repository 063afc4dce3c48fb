import type { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import { placeProblem } from './problem.ts'
import { afterSaving, SavedMeanwhile, saveOnTop, type Source, type Versioned } from './save-on-top.ts'

/** A form, however it is checked. */
export type FormOf<Typed extends Record<string, unknown>> = Pick<ReturnType<typeof useForm<Typed>>, 'values' | 'getValues' | 'setValues' | 'isDirty' | 'resetDirty' | 'errors' | 'setFieldError' | 'getInputProps'>
type Saving<Thing extends Versioned, Typed> = Source<Thing, Typed> & { readonly onSaved: (thing: Thing) => unknown }

/** Saves a thing; what one has seen of it last is kept beside its version, whatever is read of it meanwhile. */
export function useSaveOnTop<Thing extends Versioned, Typed>(thing: Thing, { onSaved, ...source }: Saving<Thing, Typed>) {
  const shown = useRef(thing)
  /** From now on this counts as what one has seen. */
  const see = (latest: Thing) => { shown.current = latest }
  const saving = useMutation({
    mutationFn: (typed: Typed) => saveOnTop(typed, shown.current, source),
    onSuccess: saved => {
      see(saved)
      return onSaved(saved)
    },
  })
  return { saving, see }
}

/** The same for a form, which holds what was typed until it is saved, or given up for what somebody else has saved. */
export function useSavedForm<Thing extends Versioned, Typed extends Record<string, unknown>>(form: FormOf<Typed>, thing: Thing, source: Saving<Thing, Typed>, fieldOf: Readonly<Record<string, string>> = {}) {
  const { saving, see } = useSaveOnTop(thing, source)
  const take = (saved: Thing, values = source.typedOf(saved)) => {
    form.resetDirty(source.typedOf(saved))
    form.setValues(values)
  }
  const save = (typed: Typed) => saving.mutate(typed, {
    onSuccess: saved => take(saved, afterSaving(typed, form.getValues(), source.typedOf(saved))),
    onError: problem => void placeProblem(form, problem, fieldOf),
  })
  const theirs = saving.error instanceof SavedMeanwhile ? saving.error.theirs as Thing : null
  const settle = (how: (theirs: Thing) => void) => () => {
    if (!theirs) return
    see(theirs)
    saving.reset()
    how(theirs)
  }
  return {
    save,
    isPending: saving.isPending,
    isSaved: saving.isSuccess && !form.isDirty(),
    problem: theirs || Object.keys(form.errors).length > 0 ? null : saving.error,
    /** What to do about somebody else's words, if there are any. */
    meanwhile: theirs && { keepMine: settle(() => save(form.getValues())), takeTheirs: settle(theirs => take(theirs)) },
  }
}
