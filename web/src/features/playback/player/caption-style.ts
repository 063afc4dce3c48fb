import { useLocalStorage } from '@mantine/hooks'

export const captionSizes = ['small', 'medium', 'large', 'huge'] as const
export const captionGrounds = ['solid', 'soft', 'none'] as const
/** How captions look, as the viewer last chose it in this browser. */
export interface CaptionStyle { readonly size: (typeof captionSizes)[number]; readonly ground: (typeof captionGrounds)[number] }

const usual: CaptionStyle = { size: 'medium', ground: 'soft' }
/** Whatever lies in the storage, as a style. */
export function captionStyleIn(text: string | undefined): CaptionStyle {
  try {
    const { size, ground } = JSON.parse(text ?? '') as Partial<CaptionStyle>
    return { size: captionSizes.find(one => one === size) ?? usual.size, ground: captionGrounds.find(one => one === ground) ?? usual.ground }
  } catch {
    return usual
  }
}

export const useCaptionStyle = () => useLocalStorage<CaptionStyle>({ key: 'playhouse.caption-style', defaultValue: usual, getInitialValueInEffect: false, deserialize: captionStyleIn })
