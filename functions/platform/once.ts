/** Makes a thing when it is first asked for, once; a failed attempt is forgotten, so that the next one tries again. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => (made ??= make().catch(problem => {
    made = undefined
    throw problem
  }))
}
