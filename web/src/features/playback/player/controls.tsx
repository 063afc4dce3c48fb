import { useElementSize } from '@mantine/hooks'
import { IconSettingsFilled } from '@tabler/icons-react'
import {
  MediaControlBar, MediaFullscreenButton, MediaMuteButton, MediaPipButton, MediaPlayButton, MediaPreviewThumbnail, MediaPreviewTimeDisplay, MediaTimeDisplay, MediaTimeRange, MediaVolumeRange,
} from 'media-chrome/react'
import {
  MediaCaptionsMenu, MediaCaptionsMenuButton, MediaChromeMenuItem, MediaPlaybackRateMenu, MediaRenditionMenu, MediaRenditionMenuButton, MediaSettingsMenu, MediaSettingsMenuButton, MediaSettingsMenuItem,
} from 'media-chrome/react/menu'
import { words } from '../../../words.ts'
import { useCaptionStyle, type CaptionStyle } from './caption-style.ts'
import { ChoiceMenu } from './choice-menu.tsx'
import classes from './player.module.css'

const say = words.playback.controls
/** Pixels that the whole bar takes beside the time of a film of some hours. */
const roomForAll = 480

/** The bars below the picture and the menus that they open. Where the bar has no room for it, quality and picture in picture are found in the settings. */
export function Controls({ hasCaptions }: { hasCaptions: boolean }) {
  const { ref, width } = useElementSize()
  const isNarrow = width < roomForAll
  const [style, setStyle] = useCaptionStyle()
  const choose = (change: Partial<CaptionStyle>) => setStyle(now => ({ ...now, ...change }))
  return (
    <>
      {hasCaptions && <MediaCaptionsMenu hidden anchor="auto" className={classes.menu} />}
      {!isNarrow && <MediaRenditionMenu hidden anchor="auto" className={classes.menu} />}
      <MediaSettingsMenu hidden anchor="auto" className={classes.menu}>
        {isNarrow && (
          <MediaSettingsMenuItem>
            {say.quality}
            <MediaRenditionMenu slot="submenu" hidden><div slot="title">{say.quality}</div></MediaRenditionMenu>
          </MediaSettingsMenuItem>
        )}
        <MediaSettingsMenuItem>
          {say.speed}
          <MediaPlaybackRateMenu slot="submenu" hidden rates={[0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]}><div slot="title">{say.speed}</div></MediaPlaybackRateMenu>
        </MediaSettingsMenuItem>
        {hasCaptions && <ChoiceMenu label={say.captionSize} choices={say.captionSizes} value={style.size} onChoose={size => choose({ size })} />}
        {hasCaptions && <ChoiceMenu label={say.captionGround} choices={say.captionGrounds} value={style.ground} onChoose={ground => choose({ ground })} />}
        {isNarrow && document.pictureInPictureEnabled && <MediaChromeMenuItem handleClick={togglePictureInPicture}>{say.pictureInPicture}</MediaChromeMenuItem>}
      </MediaSettingsMenu>
      <div ref={ref} className={classes.controls}>
        <MediaControlBar className={classes.seek}>
          <MediaTimeRange className={classes.range}>
            <MediaPreviewThumbnail slot="preview" className={classes.preview} />
            <MediaPreviewTimeDisplay slot="preview" />
          </MediaTimeRange>
        </MediaControlBar>
        <MediaControlBar className={classes.bar}>
          <MediaPlayButton className={classes.button} />
          <MediaMuteButton className={classes.button} />
          <MediaVolumeRange className={classes.volume} />
          <MediaTimeDisplay showDuration noToggle className={classes.time} />
          <span className={classes.gap} />
          {hasCaptions && <MediaCaptionsMenuButton className={classes.button} />}
          {!isNarrow && <MediaRenditionMenuButton className={classes.button} />}
          <MediaSettingsMenuButton className={classes.button}><IconSettingsFilled slot="icon" aria-hidden /></MediaSettingsMenuButton>
          {!isNarrow && <MediaPipButton className={classes.button} />}
          <MediaFullscreenButton className={classes.button} />
        </MediaControlBar>
      </div>
    </>
  )
}

/** As media-chrome's own button asks for it; then the menu has done its work. */
function togglePictureInPicture({ currentTarget }: Event) {
  const item = currentTarget as HTMLElement
  item.dispatchEvent(new CustomEvent(document.pictureInPictureElement ? 'mediaexitpiprequest' : 'mediaenterpiprequest', { bubbles: true, composed: true }))
  item.closest('media-settings-menu')?.toggleAttribute('hidden', true)
}
