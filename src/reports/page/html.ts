// A page → HTML that needs nothing else: no script, its style inside. What anybody wrote is escaped by the template.
import { Eta } from 'eta/core'
import type { Page } from './page.ts'
import { PAGE_STYLE } from './style.ts'
import { PAGE_TEMPLATE } from './template.ts'

const eta = new Eta({ autoEscape: true, rmWhitespace: true })
const template = eta.compile(PAGE_TEMPLATE)

// The template alone has a comment: of whatever else is in the page, "<" is escaped. A style is no text with entities in it.
const STYLE = '<!--style-->'

export const pageHtml = (page: Page): string => template.call(eta, page).replace(STYLE, () => PAGE_STYLE)
