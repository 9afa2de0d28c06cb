// Text → the same without what a ticket or a chat makes a link of by itself: an address in somebody's words must lead nobody anywhere.

/** The scheme of a web address is left out; any other is broken by a space. */
export const unlinked = (text: string): string =>
  text
    .replace(/\bhttps?:\/\//giu, '')
    .replace(/:(?=\/\/)/gu, ': ')
    .replace(/mailto:/giu, 'mailto: ')
