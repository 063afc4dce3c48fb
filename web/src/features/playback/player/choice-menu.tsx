import { MediaChromeMenu, MediaChromeMenuItem, MediaSettingsMenuItem } from 'media-chrome/react/menu'
import { useEffect, useRef, type ComponentRef } from 'react'

interface ChoiceMenuProps<Choice extends string> { readonly label: string; readonly choices: Readonly<Record<Choice, string>>; readonly value: Choice; readonly onChoose: (choice: Choice) => void }

/** One line of the settings menu that opens into a few choices, of which one holds. */
export function ChoiceMenu<Choice extends string>({ label, choices, value, onChoose }: ChoiceMenuProps<Choice>) {
  const menu = useRef<ComponentRef<typeof MediaChromeMenu>>(null)
  useEffect(() => {
    const element = menu.current as (HTMLElement & { value: Choice }) | null
    const choose = () => element && onChoose(element.value)
    element?.addEventListener('change', choose)
    return () => element?.removeEventListener('change', choose)
  }, [onChoose])
  return (
    <MediaSettingsMenuItem>
      {label}
      <MediaChromeMenu ref={menu} slot="submenu" hidden>
        <div slot="title">{label}</div>
        {(Object.entries(choices) as [Choice, string][]).map(([choice, name]) => (
          <MediaChromeMenuItem key={choice} type="radio" value={choice} checked={choice === value}>{name}</MediaChromeMenuItem>
        ))}
      </MediaChromeMenu>
    </MediaSettingsMenuItem>
  )
}
