import type { ImageFacts, InfoFacts } from '../contents/facts.js'
import type { Layer } from '../contents/layers.js'
import type { LocalImage } from '../docker/engine.js'

/** What the steps of an image found out about it. */
export interface Known {
  /** It was built here. */
  readonly local?: LocalImage
  readonly layers?: readonly Layer[]
  /** The info commands ran, or their outputs are known. */
  readonly infos?: readonly InfoFacts[]
  /** What its registry has of it. */
  readonly stored?: ImageFacts
}
