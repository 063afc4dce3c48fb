/** A first title for a film: its file's name without the ending, with spaces where machines put signs. */
export function titleFromFile(name: string): string {
  const plain = name.replace(/\.[a-z0-9]{2,5}$/i, '').replace(/[_\s]+|(?<=\D)\.(?=\S)/g, ' ').replace(/[\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '').trim()
  return (plain || name).slice(0, 120).trim()
}
