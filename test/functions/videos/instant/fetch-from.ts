/** Fetching from bytes that are there. */
export const fetchFrom = (bytes: Uint8Array) => async (start: number, into: Uint8Array): Promise<void> => into.set(bytes.subarray(start, start + into.length))
