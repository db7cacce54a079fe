import type { Image, Stack } from './model.js'

/** Platforms that Linux images exist for; others are most likely a slip of the pen. */
export const PLATFORMS = [
  'linux/amd64',
  'linux/arm64',
  'linux/arm/v7',
  'linux/arm/v6',
  'linux/386',
  'linux/ppc64le',
  'linux/riscv64',
  'linux/s390x',
] as const

export type Platform = (typeof PLATFORMS)[number]

export function isPlatform(text: string): text is Platform {
  return (PLATFORMS as readonly string[]).includes(text)
}

/** `linux/arm64` → `arm64`, `linux/arm/v7` → `arm-v7`: as ids and file names have it. */
export function shortPlatform(platform: string): string {
  return platform.split('/').slice(1).join('-')
}

/** What an image is built for; where the spec does not say, `native`: that of whoever builds. */
export function platformsOf({ platforms }: Pick<Image, 'platforms'>, native: string): readonly string[] {
  return platforms.length === 0 ? [native] : platforms
}

/** Every platform that some image of the stack is built for. */
export function allPlatforms(images: Stack['images'], native: string): string[] {
  return [...new Set([...images.values()].flatMap((image) => platformsOf(image, native)))]
}

/** The stack built for these platforms instead of those that it names; none: as it is. */
export function withPlatforms(stack: Stack, platforms: readonly string[]): Stack {
  if (platforms.length === 0) return stack
  const images = [...stack.images].map(([name, image]): [string, Image] => [name, { ...image, platforms }])
  return { ...stack, images: new Map(images) }
}
