import type { Paint } from './model.js'

export interface Colours {
  readonly fill: string
  readonly stroke: string
  readonly text: string
  /** The outline is broken: nothing happens here. */
  readonly dashed: boolean
}

/**
 * Dark enough for white text (contrast 4.5 and more, WCAG 2.2 §1.4.3), light enough to stand out from a dark page; the
 * outline is lighter than the fill, so that it shows on dark pages and does no harm on light ones.
 */
export const COLOURS: Readonly<Record<Paint, Colours>> = {
  build: { fill: '#0969da', stroke: '#54aeff', text: '#ffffff', dashed: false },
  reuse: { fill: '#1a7f37', stroke: '#4ac26b', text: '#ffffff', dashed: false },
  skip: { fill: '#59636e', stroke: '#afb8c1', text: '#ffffff', dashed: true },
  built: { fill: '#1a7f37', stroke: '#4ac26b', text: '#ffffff', dashed: false },
  reused: { fill: '#0969da', stroke: '#54aeff', text: '#ffffff', dashed: false },
  failed: { fill: '#cf222e', stroke: '#ff8182', text: '#ffffff', dashed: false },
  cancelled: { fill: '#8a5a00', stroke: '#d4a72c', text: '#ffffff', dashed: true },
  skipped: { fill: '#59636e', stroke: '#afb8c1', text: '#ffffff', dashed: true },
}
