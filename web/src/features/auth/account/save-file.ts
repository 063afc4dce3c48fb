/** Hands the browser a file to keep, by the only way it has: a link that is pressed for the person. */
export function saveFile(name: string, content: Blob): void {
  const href = URL.createObjectURL(content)
  Object.assign(document.createElement('a'), { href, download: name }).click()
  // The browser has begun to read it once this task is over.
  setTimeout(() => URL.revokeObjectURL(href))
}
