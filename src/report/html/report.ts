import type { ReportData } from '../report-data.js'
import { html } from './escape.js'

/** A run as one page that stands alone. */
export function renderReport({ results }: ReportData): string {
  return html`<!doctype html><title>${results.command}</title>`.text
}
