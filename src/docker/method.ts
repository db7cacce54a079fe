import type { MethodDefinition } from '@grpc/grpc-js'

/**
 * A method of a gRPC service, unary or with streams both ways. Messages stay bytes: a few fields do not need generated code,
 * and nothing has to be read from .proto files at run time.
 */
export function method(path: string, streams = false): MethodDefinition<Buffer, Buffer> {
  const same = (bytes: Buffer): Buffer => bytes
  return {
    path,
    requestStream: streams,
    responseStream: streams,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  }
}
