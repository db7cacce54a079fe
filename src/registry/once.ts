/** Work that is being done or has been done, by what it is about. */
export type Begun = Map<string, Promise<unknown>>

/**
 * Does what nobody has done yet. Undefined when somebody else did: that is waited for, and when it fails we do it
 * ourselves (their signal is not ours). Throws the signal's reason when it is aborted meanwhile.
 */
export async function once<Done>(
  begun: Begun,
  key: string,
  work: () => Promise<Done>,
  signal: AbortSignal,
): Promise<Done | undefined> {
  for (let other = begun.get(key); other !== undefined; other = begun.get(key)) {
    const ended = other.then(
      () => true,
      () => false,
    )
    if (await unlessAborted(ended, signal)) return undefined
  }
  signal.throwIfAborted()
  const own = work()
  begun.set(key, own)
  own.catch(() => begun.get(key) === own && begun.delete(key))
  return own
}

async function unlessAborted<Got>(work: Promise<Got>, signal: AbortSignal): Promise<Got> {
  signal.throwIfAborted()
  let stop = (): void => undefined
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => {
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', stop)
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
