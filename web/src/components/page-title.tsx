import { words } from '../words.ts'

/** The browser's title for this page; React lifts it into the head. */
export const PageTitle = ({ children }: { children: string }) => <title>{`${children} · ${words.house}`}</title>
