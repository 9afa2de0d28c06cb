// A moment in any spelling of ISO 8601 → the one spelling in which the order of texts is the order in time.

/** `12:00:00Z`, `12:00:00.000Z` and `14:00:00+02:00` are one moment and become one text. */
export const instant = (text: string): string => new Date(text).toISOString()
