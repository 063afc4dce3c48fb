/** The rows of the front page, in order. */
export const homeRows = ['newest', 'popular'] as const
