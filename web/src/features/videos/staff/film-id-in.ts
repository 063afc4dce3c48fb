/** The film's id in what somebody typed or pasted: the id itself, or any address with it. Null when there is none. Pure. */
export const filmIdIn = (text: string): string | null => /vid_[0-9a-zA-Z]{20,40}/.exec(text)?.[0] ?? null
