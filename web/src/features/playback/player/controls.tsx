import { IconSettingsFilled } from '@tabler/icons-react'
import {
  MediaControlBar, MediaFullscreenButton, MediaMuteButton, MediaPipButton, MediaPlayButton, MediaPreviewThumbnail, MediaPreviewTimeDisplay, MediaTimeDisplay, MediaTimeRange, MediaVolumeRange,
} from 'media-chrome/react'
import {
  MediaCaptionsMenu, MediaCaptionsMenuButton, MediaPlaybackRateMenu, MediaRenditionMenu, MediaRenditionMenuButton, MediaSettingsMenu, MediaSettingsMenuButton, MediaSettingsMenuItem,
} from 'media-chrome/react/menu'
import { words } from '../../../words.ts'
import { useCaptionStyle, type CaptionStyle } from './caption-style.ts'
import { ChoiceMenu } from './choice-menu.tsx'
import classes from './player.module.css'

const say = words.playback.controls

/** The bars below the picture and the menus that they open. */
export function Controls({ hasCaptions }: { hasCaptions: boolean }) {
  const [style, setStyle] = useCaptionStyle()
  const choose = (change: Partial<CaptionStyle>) => setStyle(now => ({ ...now, ...change }))
  return (
    <>
      {hasCaptions && <MediaCaptionsMenu hidden anchor="auto" className={classes.menu} />}
      <MediaRenditionMenu hidden anchor="auto" className={classes.menu} />
      <MediaSettingsMenu hidden anchor="auto" className={classes.menu}>
        <MediaSettingsMenuItem>
          {say.speed}
          <MediaPlaybackRateMenu slot="submenu" hidden rates={[0.5, 0.75, 1, 1.25, 1.5, 1.75, 2]}><div slot="title">{say.speed}</div></MediaPlaybackRateMenu>
        </MediaSettingsMenuItem>
        {hasCaptions && <ChoiceMenu label={say.captionSize} choices={say.captionSizes} value={style.size} onChoose={size => choose({ size })} />}
        {hasCaptions && <ChoiceMenu label={say.captionGround} choices={say.captionGrounds} value={style.ground} onChoose={ground => choose({ ground })} />}
      </MediaSettingsMenu>
      <div className={classes.controls}>
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
          <MediaRenditionMenuButton className={`${classes.button} ${classes.spare}`} />
          <MediaSettingsMenuButton className={classes.button}><IconSettingsFilled slot="icon" aria-hidden /></MediaSettingsMenuButton>
          <MediaPipButton className={`${classes.button} ${classes.spare}`} />
          <MediaFullscreenButton className={classes.button} />
        </MediaControlBar>
      </div>
    </>
  )
}
