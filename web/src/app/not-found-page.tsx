import { Empty } from '../components/empty.tsx'
import { LinkButton } from '../components/link-button.tsx'
import { PageTitle } from '../components/page-title.tsx'
import { words } from '../words.ts'

export function NotFoundPage({ title = words.notFound.title, text = words.notFound.text }: { title?: string; text?: string }) {
  return (
    <Empty level={1} title={title} text={text}>
      <PageTitle>{title}</PageTitle>
      {/* React puts it into the head. */}
      <meta name="robots" content="noindex" />
      <LinkButton to="/" variant="default">{words.actions.goHome}</LinkButton>
    </Empty>
  )
}
